//! Where links and references lead: one graph of the whole site.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::content::config::Config;
use crate::content::{Kind, Page};
use crate::markdown::Document;
use crate::markdown::document::{Link, LinkStyle};
use crate::model::types::url::is_web;
use crate::model::{Model, Place, Ref, Value};
use crate::site::permalink::Routes;
use crate::site::{PageId, Unpublished};
use crate::slug::slug;
use crate::source::{self, FileId, Sources, Span};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page, perhaps one of its parts.
    Page(PageId, Option<String>),
    /// The list page of a collection.
    Section(usize, Option<String>),
    /// Another part of the same page.
    Here(String),
    /// A file of the site.
    File(FileId),
    /// Out of the site.
    Outside(String),
    /// Nowhere.
    Dead(Dead),
}

impl Target {
    /// Does it matter to others than the page that leads there?
    fn is_shared(&self) -> bool {
        !matches!(self, Target::Here(_) | Target::Outside(_))
    }
}

/// Why a link is dead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dead {
    /// Nothing has this name.
    Unknown,
    /// Several entries have this name.
    Ambiguous(Vec<String>),
    /// The page is not published, and why.
    Hidden(Unpublished),
    /// It leads out of the site's folders.
    Escapes,
    /// A kind of address that is not allowed (`javascript:`).
    Scheme,
    /// The page could not be read, which has been reported.
    Unread,
    /// Only the case of letters differs: the file as it is called.
    Case(FileId),
}

/// How names lead to pages.
#[derive(Debug, Default, PartialEq)]
pub struct Lookup {
    by_file: BTreeMap<String, PageId>,
    sections: BTreeMap<String, usize>,
    /// The versions of each entry: by collection, then by slug, the language and the page.
    by_name: BTreeMap<String, BTreeMap<String, Vec<(String, PageId)>>>,
    /// The collections that have an entry of this name.
    by_slug: BTreeMap<String, Vec<String>>,
    by_address: BTreeMap<String, Target>,
    /// Why pages are not published: by their files, and by their names, then collections.
    hidden_files: BTreeMap<String, Unpublished>,
    hidden_names: BTreeMap<String, BTreeMap<String, Unpublished>>,
    files: BTreeMap<String, FileId>,
    /// The other files, by their names without case.
    folded: BTreeMap<String, FileId>,
    names: Vec<(String, String)>,
    /// The names of the files that could not be read, and the collections whose data file could not.
    unread: BTreeSet<String>,
    default_lang: String,
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
        let mut lookup = Lookup { default_lang: config.language().to_owned(), ..Lookup::default() };
        for (index, page) in pages.iter().enumerate() {
            let id = PageId(index);
            let collection = &model.collections[page.collection];
            let path = &sources.file(page.file).path;
            if !matches!(collection.place, Place::Data(_)) {
                lookup.by_file.insert(path.clone(), id);
            }
            lookup.by_address.insert(routes.pages[index].clone(), Target::Page(id, None));
            if page.kind == Kind::Entry {
                let entries = lookup.by_name.entry(collection.id.clone()).or_default();
                entries.entry(page.slug.clone()).or_default().push((page.lang.clone(), id));
                let collections = lookup.by_slug.entry(page.slug.clone()).or_default();
                if !collections.contains(&collection.id) {
                    collections.push(collection.id.clone());
                }
                lookup.names.push((collection.id.clone(), page.slug.clone()));
            }
        }
        for (index, collection) in model.collections.iter().enumerate().filter(|(_, c)| c.listed) {
            let place = match &collection.place {
                Place::Folder(path) | Place::Page(path) | Place::Data(path) => path,
            };
            lookup.sections.insert(format!("content/{place}"), index);
            lookup.sections.insert(format!("content/{place}/index.md"), index);
            if let Some(path) = &routes.sections[index] {
                lookup.by_address.insert(path.clone(), Target::Section(index, None));
            }
        }
        for collection in model.collections.iter().filter(|c| matches!(c.place, Place::Data(_))) {
            if !lookup.names.iter().any(|(of, _)| *of == collection.id) {
                lookup.unread.insert(collection.id.clone());
            }
        }
        for (page, why) in hidden {
            lookup.hidden_files.insert(sources.file(page.file).path.clone(), *why);
            let collections = lookup.hidden_names.entry(page.slug.clone()).or_default();
            collections.insert(model.collections[page.collection].id.clone(), *why);
        }
        for (id, file) in sources.below("content/") {
            let known = lookup.by_file.contains_key(&file.path) || lookup.hidden_files.contains_key(&file.path);
            if file.extension() == "md" && !known {
                lookup.unread.insert(slug(file.name().trim_end_matches(".md")));
            }
            lookup.files.insert(file.path.clone(), id);
            if !is_source(&file.path) {
                lookup.folded.entry(slug(&file.path)).or_insert(id);
            }
        }
        lookup
    }

    /// The entry of this name, in a language or in that of the site.
    pub fn entry(&self, collection: &str, slug: &str, lang: &str) -> Option<PageId> {
        self.version(collection, slug, lang).or_else(|| self.version(collection, slug, &self.default_lang))
    }

    /// Has a collection an entry of this name, in whatever language?
    pub fn has(&self, collection: &str, slug: &str) -> bool {
        self.by_name.get(collection).is_some_and(|entries| entries.contains_key(slug))
    }

    /// The entry of this name in this very language.
    pub fn version(&self, collection: &str, slug: &str, lang: &str) -> Option<PageId> {
        let versions = self.by_name.get(collection)?.get(slug)?;
        // Of two entries with one name the last one holds.
        versions.iter().rev().find(|(of, _)| of == lang).map(|(_, id)| *id)
    }

    /// Is this the name of a file, or of an entry of a data file, that could not be read?
    pub fn is_unread(&self, collection: &str, slug: &str) -> bool {
        self.unread.contains(slug) || self.unread.contains(collection)
    }

    /// Are there pages that are not published?
    pub fn hides(&self) -> bool {
        !self.hidden_names.is_empty()
    }

    /// Why the entry of this name is not published; none when it is, or when there is none.
    pub fn hidden(&self, collection: &str, slug: &str) -> Option<Unpublished> {
        self.hidden_names.get(slug)?.get(collection).copied()
    }

    /// The names of the entries of a collection.
    pub fn names<'a>(&'a self, collection: &'a str) -> impl Iterator<Item = &'a str> + Clone {
        self.names.iter().filter(move |(c, _)| c == collection).map(|(_, slug)| slug.as_str())
    }

    /// Every name of an entry.
    pub fn all_names(&self) -> impl Iterator<Item = &str> + Clone {
        self.names.iter().map(|(_, slug)| slug.as_str())
    }

    /// The folders that have a list of pages, from the root of the site.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.sections.keys().map(String::as_str)
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
        let collections = self.by_slug.get(&name).map(Vec::as_slice).unwrap_or_default();
        let hidden = || self.hidden_names.get(&name)?.values().next().copied();
        match (collections, hidden()) {
            ([one], _) => {
                self.entry(one, &name, lang).map_or(Target::Dead(Dead::Unknown), |id| Target::Page(id, anchor))
            }
            ([], Some(why)) => Target::Dead(Dead::Hidden(why)),
            ([], None) if self.unread.contains(&name) => Target::Dead(Dead::Unread),
            ([], None) => match self.sections.get(&format!("content/{}", written.trim())) {
                Some(index) => Target::Section(*index, anchor),
                None => Target::Dead(Dead::Unknown),
            },
            (several, _) => Target::Dead(Dead::Ambiguous(several.iter().map(|c| format!("{c}/{name}")).collect())),
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
        self.at(&resolved, anchor).unwrap_or_else(|| self.address(&path).unwrap_or(Target::Dead(Dead::Unknown)))
    }

    /// What stands at a path of the sources.
    fn at(&self, path: &str, anchor: Option<String>) -> Option<Target> {
        let path = path.trim_end_matches('/');
        if let Some(index) = self.sections.get(path) {
            return Some(Target::Section(*index, anchor));
        }
        for end in ["", ".md", "/index.md"] {
            let path = if end.is_empty() { Cow::Borrowed(path) } else { Cow::Owned(format!("{path}{end}")) };
            if let Some(id) = self.by_file.get(&*path) {
                return Some(Target::Page(*id, anchor));
            }
            if let Some(why) = self.hidden_files.get(&*path) {
                return Some(Target::Dead(Dead::Hidden(*why)));
            }
        }
        if let Some(id) = self.files.get(path).filter(|_| !is_source(path)) {
            return Some(Target::File(*id));
        }
        let describes = matches!(path, "content/site.yaml" | "content/model.yaml");
        if self.files.contains_key(path) && is_source(path) && !describes {
            return Some(Target::Dead(Dead::Unread));
        }
        let near = self.folded.get(&slug(path)).filter(|_| path.contains('.') && !is_source(path));
        near.map(|id| Target::Dead(Dead::Case(*id)))
    }

    /// An address of the published site, `/thematiques/energie/`.
    fn address(&self, path: &str) -> Option<Target> {
        let path = path.strip_prefix('/')?;
        let folder = format!("{}{}index.html", path.trim_end_matches('/'), if path.is_empty() { "" } else { "/" });
        self.by_address.get(path).or_else(|| self.by_address.get(&folder)).cloned()
    }
}

/// Is it the name of a text or of data, of which pages are made?
fn is_source(path: &str) -> bool {
    matches!(path.rsplit('.').next(), Some("md" | "yaml" | "yml"))
}

/// The scheme of an address, however it is spelled.
fn scheme(written: &str) -> Option<String> {
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

/// A link with where it leads.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The page that holds it; none for the settings.
    pub from: Option<PageId>,
    /// As written.
    pub written: String,
    /// The text that it shows.
    pub label: String,
    /// Where it stands.
    pub span: Span,
    /// Where it leads.
    pub target: Target,
    /// A picture rather than a link.
    pub picture: bool,
}

/// A reference with the entry that it names.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The page that holds it.
    pub from: PageId,
    /// The field.
    pub field: String,
    /// As written.
    pub reference: Ref,
    /// The entry; none when there is none.
    pub to: Option<PageId>,
}

/// Every link and every reference of the site.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// What each page leads to; last, what the settings do.
    followed: Vec<Arc<Followed>>,
    /// The references, in the order of pages.
    pub references: Arc<[Arc<Reference>]>,
    /// For each page, the pages whose text links to it.
    pub cited_by: Arc<[Vec<PageId>]>,
    /// For each page, the references that name it.
    pub referred_by: Arc<[Vec<usize>]>,
}

/// The links of a page, those of its text first, then its pictures; and its references.
#[derive(Debug, Default)]
struct Followed {
    edges: Vec<Edge>,
    references: Vec<Arc<Reference>>,
}

impl Followed {
    /// The pages to which its links lead.
    fn cited(&self) -> impl Iterator<Item = PageId> {
        self.edges.iter().filter_map(|edge| match &edge.target {
            Target::Page(to, _) => Some(*to),
            _ => None,
        })
    }
}

impl Graph {
    /// Where the links of the text of a page lead, in their order.
    pub fn body(&self, id: PageId) -> &[Edge] {
        self.followed.get(id.0).map(|page| page.edges.as_slice()).unwrap_or_default()
    }

    /// Follows every link of every page, but for those of the same pages that were followed with the same names.
    pub fn new(
        pages: &[Arc<Page>],
        model: &Model,
        sources: &Sources,
        config: &Config,
        lookup: &Lookup,
        before: Option<(&[Arc<Page>], &Graph)>,
    ) -> Graph {
        let one = |(index, page): (usize, &Arc<Page>)| match before {
            Some((old, graph)) if old.get(index).is_some_and(|old| Arc::ptr_eq(old, page)) => {
                graph.followed[index].clone()
            }
            _ => Arc::new(Walk::page(PageId(index), page, sources, lookup).followed),
        };
        let mut followed: Vec<Arc<Followed>> = pages.par_iter().enumerate().map(one).collect();
        let mut settings = Walk::new(lookup, crate::content::config::PATH, None, config.language());
        for (name, value) in &config.values {
            settings.value(name, value);
        }
        followed.push(Arc::new(settings.followed));
        let references = followed.iter().flat_map(|page| page.references.iter().cloned()).collect();
        let mut graph = Graph { followed, references, ..Graph::default() };
        match before.map(|(_, old)| old).filter(|old| old.leads_where(&graph)) {
            Some(old) => (graph.cited_by, graph.referred_by) = (old.cited_by.clone(), old.referred_by.clone()),
            None => graph.index(pages, model),
        }
        graph
    }

    /// Does each page lead to the same pages in this graph as in another?
    fn leads_where(&self, other: &Graph) -> bool {
        let pairs = || self.followed.iter().zip(&other.followed);
        self.followed.len() == other.followed.len()
            && pairs().all(|(one, other)| {
                Arc::ptr_eq(one, other)
                    || one.cited().eq(other.cited())
                        && one.references.iter().map(|r| r.to).eq(other.references.iter().map(|r| r.to))
            })
    }

    /// Every link, in the order of pages.
    pub fn links(&self) -> impl Iterator<Item = &Edge> {
        self.followed.iter().flat_map(|page| &page.edges)
    }

    /// The links of each page.
    pub fn links_of_pages(&self) -> impl Iterator<Item = &[Edge]> {
        let settings = |edges: &&[Edge]| edges.first().is_some_and(|edge| edge.from.is_none());
        self.followed.iter().map(|page| page.edges.as_slice()).filter(move |edges| !settings(edges))
    }

    /// Follows again the links of a page whose references are the same. None when they lead elsewhere.
    pub fn follow_again(&mut self, id: PageId, page: &Page, sources: &Sources, lookup: &Lookup) -> Option<()> {
        let followed = Walk::page(id, page, sources, lookup).followed;
        let ways = |edges: &[Edge]| {
            let ways = edges.iter().filter(|edge| edge.target.is_shared());
            ways.map(|edge| (edge.target.clone(), edge.picture)).collect::<Vec<_>>()
        };
        let same = ways(&self.followed[id.0].edges) == ways(&followed.edges);
        same.then(|| self.followed[id.0] = Arc::new(followed))
    }

    fn index(&mut self, pages: &[Arc<Page>], model: &Model) {
        let mut cited_by = vec![Vec::new(); pages.len()];
        let mut referred_by = vec![Vec::new(); pages.len()];
        for (index, reference) in self.references.iter().enumerate() {
            if let Some(to) = reference.to {
                referred_by[to.0].push(index);
            }
        }
        for edge in self.links() {
            if let (Some(from), Target::Page(to, _)) = (edge.from, &edge.target)
                && from != *to
                && pages[from.0].kind == Kind::Entry
                && model.collections[pages[from.0].collection].listed
                && cited_by[to.0].last() != Some(&from)
            {
                cited_by[to.0].push(from);
            }
        }
        for list in &mut cited_by {
            list.sort_unstable();
            list.dedup();
        }
        self.cited_by = cited_by.into();
        self.referred_by = referred_by.into();
    }
}

/// What is followed, and from where.
struct Walk<'a> {
    lookup: &'a Lookup,
    from: &'a str,
    page: Option<PageId>,
    lang: &'a str,
    followed: Followed,
}

impl<'a> Walk<'a> {
    fn new(lookup: &'a Lookup, from: &'a str, page: Option<PageId>, lang: &'a str) -> Walk<'a> {
        Walk { lookup, from, page, lang, followed: Followed::default() }
    }

    /// Every link and every reference of a page.
    fn page(id: PageId, page: &'a Page, sources: &'a Sources, lookup: &'a Lookup) -> Walk<'a> {
        let mut walk = Walk::new(lookup, &sources.file(page.file).path, Some(id), &page.lang);
        walk.document(&page.body);
        for (field, value) in &page.values {
            walk.value(field, value);
        }
        for (name, value) in page.blocks.values() {
            walk.value(name, value);
        }
        walk.followed.edges.shrink_to_fit();
        walk.followed.references.shrink_to_fit();
        walk
    }

    fn document(&mut self, document: &Document) {
        for link in &document.links {
            let target = self.lookup.resolve(self.from, link, self.lang);
            self.edge(&link.target, &link.label, link.span, target, false);
        }
        for image in &document.images {
            let target = self.lookup.plain(self.from, &image.source);
            self.edge(&image.source, &image.alternative, image.span, target, true);
        }
    }

    fn edge(&mut self, written: &str, label: &str, span: Span, target: Target, picture: bool) {
        let (written, label) = (written.to_owned(), label.to_owned());
        self.followed.edges.push(Edge { from: self.page, written, label, span, target, picture });
    }

    fn value(&mut self, field: &str, value: &Value) {
        let mut seen: Vec<&Value> = Vec::new();
        value.visit(&mut |value| seen.push(value));
        for value in seen {
            match value {
                Value::Markdown(document) => self.document(document),
                Value::File(path, span) => {
                    let target = self.lookup.plain(self.from, path);
                    self.edge(path, path, *span, target, false);
                }
                Value::Picture(path, span) => {
                    let target = self.lookup.plain(self.from, path);
                    self.edge(path, path, *span, target, true);
                }
                Value::Link(written, span) => {
                    let target = self.lookup.plain(self.from, written);
                    self.edge(written, "", *span, target, false);
                }
                Value::Reference(reference) => self.reference(field, reference),
                Value::Query(query) => {
                    for (name, filter) in &query.filters {
                        if let crate::model::value::Filter::Refs(refs) = filter {
                            // No field of the page has this name: a query makes no reverse list.
                            refs.iter().for_each(|r| self.reference(&format!("{field}.{name}"), r));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn reference(&mut self, field: &str, reference: &Ref) {
        let Some(from) = self.page else { return };
        let to = self.lookup.entry(&reference.to, &reference.slug, self.lang);
        let reference = reference.clone();
        self.followed.references.push(Arc::new(Reference { from, field: field.to_owned(), reference, to }));
    }
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
