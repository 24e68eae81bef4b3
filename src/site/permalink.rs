//! Where each page is published.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::content::config::Config;
use crate::content::{BAD_ADDRESS, Kind, Page};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::{Collection, Model};
use crate::site::index::Index;
use crate::site::taxonomy::Facet;
use crate::site::{PageId, feed, open_data};
use crate::slug::slug;
use crate::source::Span;
use crate::yaml::written;

/// Two pages for one address.
pub const TWICE: Rule = Rule { code: "adresse-en-double", severity: Severity::Error };
/// An old address that cannot be one.
pub const BAD_OLD: Rule = Rule { code: "ancienne-adresse-incorrecte", severity: Severity::Error };

/// The site map.
pub const SITE_MAP: &str = "plan-du-site/index.html";
/// The page of search; its index is beside it.
pub const SEARCH: &str = "recherche/index.html";
/// What a server shows for an address that does not exist.
pub const NOT_FOUND: &str = "404.html";

/// Where everything is published: paths from the root of the output, such as
/// `etudes-de-cas/palettes/index.html`, or `glossaire/index.html#eit` for an entry of a list page.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    /// Of each page.
    pub pages: Vec<String>,
    /// Of the list page of each collection that has one.
    pub sections: Vec<Option<String>>,
    /// Of the page that holds all the entries of each collection that has one.
    pub wholes: Vec<Option<String>>,
    /// Of each filter page.
    pub facets: Vec<String>,
    /// Old addresses and the pages to which they lead now.
    pub redirects: Vec<(String, PageId)>,
}

impl Routes {
    /// Finds where everything goes, but for the filter pages.
    pub fn new(pages: &[Arc<Page>], model: &Model, config: &Config) -> Routes {
        let sections: Vec<Option<String>> = model.collections.iter().map(section).collect();
        let wholes = model.collections.iter().map(|c| c.whole.as_ref().map(|whole| published(&whole.url))).collect();
        let page = |page: &Arc<Page>| {
            let prefix = if page.lang == config.language() { String::new() } else { format!("{}/", page.lang) };
            let collection = &model.collections[page.collection];
            match (page.kind, &sections[page.collection]) {
                // The list page is one, in the language of the site.
                (Kind::Section, Some(path)) => path.clone(),
                _ => format!("{prefix}{}", entry(collection, &page.slug)),
            }
        };
        let mut redirects = Vec::new();
        for (index, page) in pages.iter().enumerate() {
            redirects.extend(page.engine.old_addresses.iter().map(|old| (old_path(old), PageId(index))));
        }
        let pages = pages.iter().map(page).collect();
        Routes { pages, sections, wholes, facets: Vec::new(), redirects }
    }

    /// The same, with the filter pages.
    #[must_use]
    pub fn with_facets(self, facets: &[Facet]) -> Routes {
        let facet = |facet: &Facet| {
            let section = self.sections[facet.collection].as_deref().unwrap_or("index.html");
            let folder = section.trim_end_matches("index.html");
            format!("{folder}{}/{}/index.html", slug(&facet.field), slug(&facet.value))
        };
        Routes { facets: facets.iter().map(facet).collect(), ..self }
    }

    /// Two pages for one address is an error that names both; case does not tell them apart. Says whether something is
    /// wrong.
    pub fn report_collisions(&self, pages: &[Arc<Page>], model: &Model, report: &mut Report) -> bool {
        let told = report.iter().count();
        let mut owners = Owners::with_capacity(pages.len());
        let mut shared = BTreeSet::new();
        let has_text = |collection: usize| pages.iter().any(|p| p.kind == Kind::Section && p.collection == collection);
        let (data_pages, data_files) = open_data::paths(&model.collections);
        let files = [SITE_MAP, SEARCH, NOT_FOUND, feed::ATOM, feed::JSON, "sitemap.xml", "robots.txt"];
        let files =
            files.map(Cow::Borrowed).into_iter().chain(data_pages.into_iter().chain(data_files).map(Cow::Owned));
        for path in files {
            owners.insert(path, None);
        }
        for (index, path) in self.sections.iter().enumerate() {
            if let Some(path) = path.as_ref().filter(|_| model.collections[index].listed && !has_text(index)) {
                owners.insert(small(path), None);
            }
        }
        for path in &self.facets {
            owners.insert(small(path), None);
        }
        self.report_wholes(model, &mut owners, report);
        let own = self.pages.iter().enumerate().map(|(index, path)| (path.as_str(), PageId(index), false));
        let old = self.redirects.iter().map(|(path, id)| (path.as_str(), *id, true));
        for (path, id, is_old) in own.chain(old) {
            let page = &pages[id.0];
            let head = page.engine.old_at.filter(|_| is_old).unwrap_or(page.head);
            // An entry of a list page stands at an anchor of its file; an old address is a file of its own.
            let file = if is_old { path } else { path.split('#').next().unwrap_or(path) };
            if !is_clean(file) || is_reserved(file) {
                report.add(bad_address(path, head, is_old));
                continue;
            }
            let shares = !is_old && page.kind == Kind::Entry && model.collections[page.collection].shares_url();
            match owners.insert(small(path), Some(id)) {
                None => {}
                Some(other) if other == Some(id) && self.pages[id.0] == path => {}
                Some(Some(other)) if shares && pages[other.0].collection == page.collection => {
                    shared.insert(page.collection);
                }
                Some(other) => {
                    let address = format!("/{}", path.trim_end_matches("index.html"));
                    let mut diagnostic =
                        Diagnostic::at(&TWICE, head, Message::new("address-twice").with("address", address));
                    if let Some(other) = other {
                        diagnostic = diagnostic.label(pages[other.0].head, Message::new("address-twice-other"));
                    }
                    report.add(diagnostic.help(Message::new("address-twice-help")));
                }
            }
        }
        for index in shared {
            report.add(shared_address(&model.collections[index]));
        }
        report.iter().count() > told
    }
}

/// The model says an address in which nothing tells the entries of a collection apart.
fn shared_address(collection: &Collection) -> Diagnostic {
    let url = match collection.url.strip_suffix('#') {
        Some(_) => format!("{}{{slug}}", collection.url),
        None => format!("{}/{{slug}}/", collection.url.trim_end_matches('/')),
    };
    let message = Message::new("address-shared").with("collection", collection.id.as_str());
    let help = Message::new("write-line").with("line", format!("url: {}", written(&url)));
    Diagnostic { span: collection.url_at, ..Diagnostic::nowhere(&TWICE, message) }.help(help)
}

impl Routes {
    /// A page that holds a whole collection takes the address of no other.
    fn report_wholes<'a>(&'a self, model: &Model, owners: &mut Owners<'a>, report: &mut Report) {
        for (path, collection) in self.wholes.iter().zip(&model.collections) {
            let (Some(path), Some(whole)) = (path, &collection.whole) else { continue };
            if owners.insert(small(path), None).is_some() {
                let message = Message::new("address-twice").with("address", whole.url.as_str());
                report.add(Diagnostic::at(&TWICE, whole.span, message).help(Message::new("address-twice-help")));
            }
        }
    }
}

/// Who has each path, in small letters: a page, or another part of the site.
type Owners<'a> = Index<Cow<'a, str>, Option<PageId>>;

/// A path in small letters.
fn small(path: &str) -> Cow<'_, str> {
    let is_small = path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_small { Cow::Borrowed(path) } else { Cow::Owned(path.to_lowercase()) }
}

/// An address, old or not, that cannot be the name of a file everywhere.
fn bad_address(path: &str, place: Span, is_old: bool) -> Diagnostic {
    let rule = if is_old { &BAD_OLD } else { &BAD_ADDRESS };
    let message = if is_reserved(path) { "address-reserved" } else { "old-address-bad" };
    let written = path.trim_end_matches("/index.html");
    let diagnostic = Diagnostic::at(rule, place, Message::new(message).with("address", written));
    match written.split_once(['#', '?']) {
        Some((before, _)) if is_old && is_clean(before.trim_matches('/')) => {
            diagnostic.help(Message::new("old-address-anchor-help").with("address", format!("/{before}")))
        }
        _ => diagnostic,
    }
}

/// Has a part of this path a name that Windows keeps for its devices, whatever follows its first dot?
pub fn is_reserved(path: &str) -> bool {
    let device = |stem: &str| match stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt")) {
        Some(number) => number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit()),
        None => ["con", "prn", "aux", "nul"].contains(&stem),
    };
    // No device has a longer name.
    let stems = path.split('/').map(|part| part.split('.').next().unwrap_or(part)).filter(|stem| stem.len() <= 4);
    stems.map(str::to_lowercase).any(|stem| device(&stem))
}

/// Letters, digits, hyphens, and inner dots, at most 100 characters a part.
pub fn is_clean(path: &str) -> bool {
    let part = |p: &str| {
        let clean = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        !p.is_empty() && p.len() <= 100 && !p.starts_with('.') && !p.ends_with('.') && p.chars().all(clean)
    };
    path.split('/').all(part)
}

/// Where an address of the model is published: `/a/` is `a/index.html`.
fn published(url: &str) -> String {
    let (path, anchor) = url.split_once('#').map_or((url, None), |(p, a)| (p, Some(a)));
    let path = path.trim_start_matches('/');
    let path = match path {
        "" => "index.html".to_owned(),
        p if p.ends_with('/') => format!("{p}index.html"),
        p => p.to_owned(),
    };
    anchor.map_or(path.clone(), |anchor| format!("{path}#{anchor}"))
}

fn entry(collection: &Collection, slug: &str) -> String {
    published(&collection.url.replace("{slug}", slug))
}

/// The list page of a collection: its address up to the name of the entry.
fn section(collection: &Collection) -> Option<String> {
    let folder = collection.url.split("{slug}").next()?.trim_end_matches('#');
    let has = collection.listed && folder != collection.url && folder.ends_with('/') && folder != "/";
    has.then(|| published(folder))
}

/// An old address, as an editor writes it: `/palettes/`, `palettes.html`, `https://site/palettes/`.
fn old_path(written: &str) -> String {
    let path = match written.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => written,
    };
    let path = path.trim_matches('/');
    match path.rsplit('/').next() {
        Some("") => "index.html".to_owned(),
        Some(name) if name.contains('.') => path.to_owned(),
        _ => format!("{path}/index.html"),
    }
}

/// A path of the output as an address, without the name of a file that servers add: `fiches/a/`, `glossaire/#eit`.
pub fn address(path: &str) -> String {
    let (file, anchor) = path.split_once('#').map_or((path, None), |(file, anchor)| (file, Some(anchor)));
    let named = file.rsplit('/').next().unwrap_or(file);
    let clean = if named == "index.html" { &file[..file.len() - named.len()] } else { file };
    anchor.map_or(clean.to_owned(), |anchor| format!("{clean}#{anchor}"))
}

/// What brings back to the root of the site from a published page: `../../`.
pub fn root_of(path: &str) -> String {
    "../".repeat(path.split('#').next().unwrap_or(path).matches('/').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p20_addresses_become_files() {
        assert_eq!(published("/"), "index.html");
        assert_eq!(published("/glossaire/#eit"), "glossaire/index.html#eit");
        assert_eq!(old_path("https://ancien.fr/Projets/AME.html"), "Projets/AME.html");
        assert_eq!(old_path("/palettes/"), "palettes/index.html");
        assert_eq!(root_of("a/b/index.html"), "../../");
        for bad in ["../x", "a//b", "a b", ".x", "a/.."] {
            assert!(!is_clean(bad), "{bad}");
        }
        for reserved in ["con/index.html", "a/NUL", "aux.html", "x/com1.tar.gz", "lpt0"] {
            assert!(is_reserved(reserved), "{reserved}");
        }
        for fine in ["contes", "com", "com10", "lpta", "a/console.html", "null", ""] {
            assert!(!is_reserved(fine), "{fine}");
        }
    }
}
