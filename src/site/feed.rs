//! What was published or changed last: the entries of the feeds.

use crate::site::{PageId, Site};

/// The feed for readers of news (RFC 4287).
pub const ATOM: &str = "flux.xml";
/// The same as JSON (<https://www.jsonfeed.org/version/1.1/>).
pub const JSON: &str = "flux.json";

/// How many entries a feed holds.
const LENGTH: usize = 30;

/// The entries that say when they were published, the last ones first: those that have a page of their own,
/// in the language of the site.
pub fn entries(site: &Site) -> Vec<PageId> {
    let dated = |(index, _): &(usize, &crate::model::Collection)| {
        let collection = &site.model.collections[*index];
        !collection.inline() && collection.role("date").is_some()
    };
    let collections = site.model.collections.iter().enumerate().filter(dated);
    let lang = site.config.language();
    let entries = collections.flat_map(|(index, _)| site.entries_in(index, lang));
    let mut entries: Vec<PageId> = entries.filter(|id| site.date(*id, "date").is_some()).collect();
    let path = |id: &PageId| &site.routes.pages[id.0];
    entries.sort_by(|a, b| site.modified(*b).cmp(&site.modified(*a)).then_with(|| path(a).cmp(path(b))));
    entries.truncate(LENGTH);
    entries
}

/// The feeds of a site: path, type and format. They name pages by their address: without that of the site
/// there is none.
pub fn paths(site: &Site) -> Vec<(&'static str, &'static str, &'static str)> {
    if site.config.text("address").is_none() || entries(site).is_empty() {
        return Vec::new();
    }
    vec![(ATOM, "application/atom+xml", "Atom"), (JSON, "application/feed+json", "JSON Feed")]
}
