//! What was published or changed last: the entries of the feeds.

use std::cmp::Reverse;

use crate::site::{PageId, Site};

/// The feed for readers of news (RFC 4287).
pub const ATOM: &str = "flux.xml";
/// The same as JSON (<https://www.jsonfeed.org/version/1.1/>).
pub const JSON: &str = "flux.json";

/// How many entries a feed holds.
const LENGTH: usize = 30;

/// The entries that say when they were published, the last ones first.
pub fn entries(site: &Site) -> Vec<PageId> {
    let mut entries: Vec<PageId> = dated(site).collect();
    entries.sort_by_cached_key(|id| (Reverse(site.modified(*id)), &site.routes.pages[id.0]));
    entries.truncate(LENGTH);
    entries
}

/// Is there any entry that says when it was published?
pub fn is_any(site: &Site) -> bool {
    dated(site).next().is_some()
}

/// The entries that say when they were published, those that have a page of their own, in the language of the site.
fn dated(site: &Site) -> impl Iterator<Item = PageId> {
    let is_dated = |index: &usize| {
        let collection = &site.model.collections[*index];
        !collection.inline() && collection.role("date").is_some()
    };
    let collections = (0..site.model.collections.len()).filter(is_dated);
    let entries = collections.flat_map(|index| site.entries_in(index, site.config.language()));
    entries.filter(|id| site.date(*id, "date").is_some())
}

/// The feeds of a site: path, type and format. They name pages by their address: without that of the site
/// there is none.
pub fn paths(site: &Site) -> Vec<(&'static str, &'static str, &'static str)> {
    if site.config.text("address").is_none() || !is_any(site) {
        return Vec::new();
    }
    vec![(ATOM, "application/atom+xml", "Atom"), (JSON, "application/feed+json", "JSON Feed")]
}
