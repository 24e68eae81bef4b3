//! What names and addresses lead to, as people write them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::content::config::Config;
use crate::content::{Kind, Page, page_path};
use crate::markdown::document::{Link, LinkStyle};
use crate::model::types::url::is_web;
use crate::model::{self, Model};
use crate::site::index::Index;
use crate::site::link::{Dead, Target};
use crate::site::permalink::Routes;
use crate::site::{PageId, Unpublished};
use crate::slug::slug;
use crate::source::{self, FileId, Sources, Unread, is_inside};

/// How names lead to pages.
#[derive(Debug, Default, PartialEq)]
pub struct Lookup {
    /// What stands at each path of the sources.
    places: Index<Box<str>, Place>,
    /// The folders and the texts of the lists of pages.
    sections: BTreeSet<String>,
    /// What is published at each address.
    addresses: Index<Box<str>, Published>,
    collections: Vec<Names>,
    /// In the order of pages.
    entries: Vec<Entry>,
    /// Why entries are not published, by their names, then collections.
    hidden: BTreeMap<String, BTreeMap<String, Unpublished>>,
    /// The files that are no sources of pages, by their names without case.
    folded: BTreeMap<String, FileId>,
    /// The names of the files that could not be read, and the collections whose data file could not.
    unread: BTreeSet<String>,
    /// The places of the disk that could not be read.
    closed: BTreeSet<String>,
    /// Is one of them a folder of entries? It may hold any name.
    hides_names: bool,
    default_lang: String,
}

/// What stands at a path of the sources.
#[derive(Debug, Default, PartialEq)]
struct Place {
    /// The collection of which it is the folder or the text of the list.
    section: Option<usize>,
    text: Option<Text>,
    file: Option<FileId>,
}

/// A file of which a page is made.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Text {
    Page(PageId),
    Hidden(Unpublished),
}

/// What is published at an address.
#[derive(Debug, PartialEq)]
enum Published {
    Page(PageId),
    Section(usize),
}

/// The names of the entries of a collection.
#[derive(Debug, PartialEq)]
struct Names {
    id: String,
    /// The last entry of each name, by its index.
    last: Index<Arc<str>, usize>,
}

#[derive(Debug, PartialEq)]
struct Entry {
    collection: usize,
    slug: Arc<str>,
    lang: String,
    page: PageId,
    /// The entry before it of this collection that has the same name: another version, most often.
    before: Option<usize>,
}

impl Lookup {
    /// Learns every name of the site.
    pub fn new(
        sources: &Sources,
        model: &Model,
        config: &Config,
        pages: &[Arc<Page>],
        routes: &Routes,
        hidden: &[(Arc<Page>, Unpublished)],
    ) -> Lookup {
        let collections =
            model.collections.iter().map(|c| Names { id: c.id.clone(), last: Index::default() }).collect();
        let mut lookup = Lookup {
            default_lang: config.language().to_owned(),
            collections,
            addresses: Index::with_capacity(pages.len()),
            ..Lookup::default()
        };
        let is_data = |collection: usize| matches!(model.collections[collection].place, model::Place::Data(_));
        for (index, page) in pages.iter().enumerate() {
            let id = PageId(index);
            lookup.addresses.insert(routes.pages[index].as_str().into(), Published::Page(id));
            if page.kind == Kind::Entry {
                lookup.learn(id, page);
            }
        }
        for (page, why) in hidden {
            let collections = lookup.hidden.entry(page.slug.clone()).or_default();
            collections.insert(model.collections[page.collection].id.clone(), *why);
        }
        // Of two pages of one file the last one holds.
        let published = pages.iter().enumerate().filter(|(_, page)| !is_data(page.collection));
        let published: BTreeMap<FileId, PageId> = published.map(|(index, page)| (page.file, PageId(index))).collect();
        let hidden: BTreeMap<FileId, Unpublished> = hidden.iter().map(|(page, why)| (page.file, *why)).collect();
        lookup.places = Index::with_capacity(pages.len());
        for (id, file) in sources.below("content/") {
            let page = published.get(&id).map(|page| Text::Page(*page));
            let text = page.or_else(|| hidden.get(&id).map(|why| Text::Hidden(*why)));
            let named = page_path(&file.path);
            if let (None, Some(named)) = (text, &named) {
                lookup.unread.insert(slug(named.rsplit('/').next().unwrap_or(named).trim_end_matches(".md")));
            }
            if !is_source(&file.path) {
                lookup.folded.entry(slug(&file.path)).or_insert(id);
            }
            let place = || Place { section: None, text, file: Some(id) };
            // Its ending is told: links lead to it all the same.
            if let Some(named) = named.filter(|named| *named != file.path && sources.find(named).is_none()) {
                lookup.places.insert(named.into(), place());
            }
            lookup.places.insert(file.path.as_str().into(), place());
        }
        for (index, collection) in model.collections.iter().enumerate() {
            if collection.listed {
                lookup.learn_section(index, collection, routes);
            }
            if is_data(index) && lookup.collections[index].last.is_empty() {
                lookup.unread.insert(collection.id.clone());
            }
        }
        sources.unread.iter().for_each(|unread| lookup.learn_closed(unread, model));
        lookup
    }

    /// Learns a place that could not be read, and what it may hold: names that nobody knows.
    fn learn_closed(&mut self, unread: &Unread, model: &Model) {
        let place = unread.path();
        self.closed.insert(place.to_owned());
        let name = place.rsplit('/').next().unwrap_or(place);
        if let Some(page) = name.strip_suffix(".md") {
            self.unread.insert(slug(page));
        }
        for collection in &model.collections {
            let (model::Place::Folder(path) | model::Place::Page(path) | model::Place::Data(path)) = &collection.place;
            let path = format!("content/{path}");
            let is_part = matches!(unread, Unread::Folder(_)) && is_inside(place, &path);
            if path == place || is_inside(&path, place) || is_part {
                self.unread.insert(collection.id.clone());
                self.hides_names = true;
            }
        }
    }

    /// Could a place, or a folder above it, not be read?
    fn is_closed(&self, path: &str) -> bool {
        let mut ways = path.match_indices('/').map(|(at, _)| &path[..at]).chain([path]);
        !self.closed.is_empty()
            && (ways.any(|way| self.closed.contains(way)) || self.closed.contains(&format!("{path}.md")))
    }

    /// Learns the names of a list of pages.
    fn learn_section(&mut self, index: usize, collection: &model::Collection, routes: &Routes) {
        let (model::Place::Folder(path) | model::Place::Page(path) | model::Place::Data(path)) = &collection.place;
        for path in [format!("content/{path}"), format!("content/{path}/index.md")] {
            self.places.entry(path.as_str().into()).section = Some(index);
            self.sections.insert(path);
        }
        if let Some(path) = &routes.sections[index] {
            self.addresses.insert(path.as_str().into(), Published::Section(index));
        }
    }

    /// Learns the name of an entry.
    fn learn(&mut self, id: PageId, page: &Page) {
        let slug: Arc<str> = page.slug.as_str().into();
        let before = self.collections[page.collection].last.insert(slug.clone(), self.entries.len());
        self.entries.push(Entry { collection: page.collection, slug, lang: page.lang.clone(), page: id, before });
    }

    /// The entries of this name, the last one first.
    fn versions(&self, names: &Names, slug: &str) -> impl Iterator<Item = &Entry> {
        let entry = |index: usize| &self.entries[index];
        std::iter::successors(names.last.get(slug).copied().map(entry), move |later| later.before.map(entry))
    }

    fn collection(&self, id: &str) -> Option<&Names> {
        self.collections.iter().find(|names| names.id == id)
    }

    /// The entry of this name, in a language or in that of the site.
    pub fn entry(&self, collection: &str, slug: &str, lang: &str) -> Option<PageId> {
        self.version(collection, slug, lang).or_else(|| self.version(collection, slug, &self.default_lang))
    }

    /// Has a collection an entry of this name, in whatever language?
    pub fn has(&self, collection: &str, slug: &str) -> bool {
        self.collection(collection).is_some_and(|names| names.last.get(slug).is_some())
    }

    /// The entry of this name in this very language.
    pub fn version(&self, collection: &str, slug: &str, lang: &str) -> Option<PageId> {
        // Of two entries with one name the last one holds.
        self.versions(self.collection(collection)?, slug).find(|entry| entry.lang == lang).map(|entry| entry.page)
    }

    /// Is this the name of a file, or of an entry of a data file, that could not be read?
    pub fn is_unread(&self, collection: &str, slug: &str) -> bool {
        self.unread.contains(slug) || self.unread.contains(collection)
    }

    /// Are there pages that are not published?
    pub fn hides(&self) -> bool {
        !self.hidden.is_empty()
    }

    /// Why the entry of this name is not published; none when it is, or when there is none.
    pub fn hidden(&self, collection: &str, slug: &str) -> Option<Unpublished> {
        self.hidden.get(slug)?.get(collection).copied()
    }

    /// The names of the entries of a collection.
    pub fn names<'a>(&'a self, collection: &'a str) -> impl Iterator<Item = &'a str> + Clone {
        let of = move |entry: &&Entry| self.collections[entry.collection].id == collection;
        self.entries.iter().filter(of).map(|entry| &*entry.slug)
    }

    /// Every name of an entry.
    pub fn all_names(&self) -> impl Iterator<Item = &str> + Clone {
        self.entries.iter().map(|entry| &*entry.slug)
    }

    /// The folders that have a list of pages, from the root of the site.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().map(String::as_str)
    }

    /// Where a link of the file at `from` leads.
    pub fn resolve(&self, from: &str, link: &Link, lang: &str) -> Target {
        match link.style {
            LinkStyle::Short | LinkStyle::ShortLabelled => self.short(&link.target, lang),
            LinkStyle::Plain | LinkStyle::Auto => self.plain(from, &link.target),
        }
    }

    /// Where a name leads, as between two brackets.
    pub fn named(&self, name: &str, lang: &str) -> Target {
        self.short(name, lang)
    }

    /// `[[energie]]`, `[[thematiques/energie#diagnostic]]`.
    fn short(&self, written: &str, lang: &str) -> Target {
        let (name, anchor) = written.split_once('#').map_or((written, None), |(n, a)| (n, Some(slug(a))));
        let anchor = anchor.filter(|anchor| !anchor.is_empty());
        let name = name.trim().trim_end_matches(".md");
        if let Some((collection, name)) = name.rsplit_once('/') {
            let name = slug(name);
            return match (self.entry(collection, &name, lang), self.hidden(collection, &name)) {
                (Some(id), _) => Target::Page(id, anchor),
                (None, Some(why)) => Target::Dead(Dead::Hidden(why)),
                (None, None) if self.is_unread(collection, &name) => Target::Dead(Dead::Unread),
                (None, None) => Target::Dead(Dead::Unknown),
            };
        }
        let name = slug(name);
        let first = |names: &Names| self.versions(names, &name).last().map(|entry| entry.page);
        let mut found: Vec<_> = self.collections.iter().filter_map(|names| Some((first(names)?, &names.id))).collect();
        found.sort_unstable();
        let hidden = || self.hidden.get(&name)?.values().next().copied();
        match (found.as_slice(), hidden()) {
            ([(_, one)], _) => {
                self.entry(one, &name, lang).map_or(Target::Dead(Dead::Unknown), |id| Target::Page(id, anchor))
            }
            ([], Some(why)) => Target::Dead(Dead::Hidden(why)),
            ([], None) if self.unread.contains(&name) => Target::Dead(Dead::Unread),
            ([], None) => match self.section(&format!("content/{}", written.trim())) {
                Some(index) => Target::Section(index, anchor),
                None if self.hides_names => Target::Dead(Dead::Unread),
                None => Target::Dead(Dead::Unknown),
            },
            (several, _) => {
                Target::Dead(Dead::Ambiguous(several.iter().map(|(_, id)| format!("{id}/{name}")).collect()))
            }
        }
    }

    /// `../thematiques/energie.md#diagnostic`, `https://…`, `#contexte`.
    pub fn plain(&self, from: &str, written: &str) -> Target {
        let written = written.trim();
        if let Some(anchor) = written.strip_prefix('#') {
            return Target::Here(decode(anchor).into_owned());
        }
        if let Some(scheme) = scheme(written) {
            let allowed = matches!(scheme.as_str(), "mailto" | "tel") || is_web(written);
            return if allowed { Target::Outside(written.to_owned()) } else { Target::Dead(Dead::Scheme) };
        }
        if written.starts_with("//") || written.contains('\\') {
            return Target::Dead(Dead::Scheme);
        }
        let (path, anchor) =
            written.split_once('#').map_or((written, None), |(p, a)| (p, Some(decode(a).into_owned())));
        let anchor = anchor.filter(|anchor| !anchor.is_empty());
        let path = decode(path.split('?').next().unwrap_or(path));
        let Some(resolved) = source::resolve(from, &path) else { return Target::Dead(Dead::Escapes) };
        if resolved != "content" && !resolved.starts_with("content/") {
            return Target::Dead(Dead::Escapes);
        }
        let unknown = || if self.is_closed(resolved.trim_end_matches('/')) { Dead::Unread } else { Dead::Unknown };
        self.at(&resolved, anchor).or_else(|| self.address(&path)).unwrap_or_else(|| Target::Dead(unknown()))
    }

    /// The list of pages of which this is the folder or the text.
    fn section(&self, path: &str) -> Option<usize> {
        self.places.get(path)?.section
    }

    /// What stands at a path of the sources.
    fn at(&self, path: &str, anchor: Option<String>) -> Option<Target> {
        let path = path.trim_end_matches('/');
        let there = self.places.get(path);
        if let Some(index) = there.and_then(|place| place.section) {
            return Some(Target::Section(index, anchor));
        }
        let with = |end: &str| self.places.get(format!("{path}{end}").as_str());
        let text = |place: &Place| place.text;
        let text =
            there.and_then(text).or_else(|| with(".md").and_then(text)).or_else(|| with("/index.md").and_then(text));
        let describes = matches!(path, "content/site.yaml" | "content/model.yaml");
        match (text, there.and_then(|place| place.file)) {
            (Some(Text::Page(id)), _) => return Some(Target::Page(id, anchor)),
            (Some(Text::Hidden(why)), _) => return Some(Target::Dead(Dead::Hidden(why))),
            (None, Some(id)) if !is_source(path) => return Some(Target::File(id)),
            (None, Some(_)) if !describes => return Some(Target::Dead(Dead::Unread)),
            _ => {}
        }
        let may_be_near = path.contains('.') && !is_source(path);
        let near = may_be_near.then(|| self.folded.get(&slug(path))).flatten();
        near.map(|id| Target::Dead(Dead::Case(*id)))
    }

    /// An address of the published site, `/thematiques/energie/`.
    fn address(&self, path: &str) -> Option<Target> {
        let path = path.strip_prefix('/')?;
        let folder = format!("{}{}index.html", path.trim_end_matches('/'), if path.is_empty() { "" } else { "/" });
        let found = self.addresses.get(path).or_else(|| self.addresses.get(folder.as_str()))?;
        Some(match found {
            Published::Page(id) => Target::Page(*id, None),
            Published::Section(index) => Target::Section(*index, None),
        })
    }
}

/// Is it the name of a text or of data, of which pages are made?
fn is_source(path: &str) -> bool {
    matches!(path.rsplit('.').next(), Some("md" | "yaml" | "yml"))
}

/// The scheme of an address, however it is spelled.
fn scheme(written: &str) -> Option<String> {
    if !written.contains([':', '%']) {
        return None;
    }
    let decoded = decode(written);
    let (scheme, _) = decoded.split_once(':')?;
    let scheme: String = scheme.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let valid = scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    (valid && !scheme.is_empty() && !scheme.contains('/')).then(|| scheme.to_lowercase())
}

/// `%20` to a space; what is not UTF-8 stays as it is written.
pub fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|h| std::str::from_utf8(h).ok()).and_then(|h| u8::from_str_radix(h, 16).ok());
        match (byte, hex) {
            (b'%', Some(value)) => {
                bytes.push(value);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dangerous_addresses_are_refused_however_they_are_spelled() {
        let lookup = Lookup::default();
        for written in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "java\nscript:x",
            "java%73cript:x",
            "data:text/html,x",
            "//evil.fr",
            "\\\\x",
        ] {
            let target = lookup.plain("content/a.md", written);
            assert_eq!(target, Target::Dead(Dead::Scheme), "{written}");
        }
        assert_eq!(lookup.plain("content/a.md", "../../x.md"), Target::Dead(Dead::Escapes));
        assert_eq!(lookup.plain("content/a.md", "mailto:a@b.fr"), Target::Outside("mailto:a@b.fr".to_owned()));
    }
}
