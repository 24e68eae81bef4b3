//! Where links and references lead: one graph of the whole site.

use std::sync::Arc;

use rayon::prelude::*;

use crate::content::config::Config;
use crate::content::{Kind, Page};
use crate::markdown::Document;
use crate::model::{Model, Ref, Value};
use crate::site::lookup::Lookup;
use crate::site::{PageId, Unpublished};
use crate::source::{FileId, Sources, Span};

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
        let referred_by = || {
            let mut referred_by = vec![Vec::new(); pages.len()];
            for (index, reference) in self.references.iter().enumerate() {
                if let Some(to) = reference.to {
                    referred_by[to.0].push(index);
                }
            }
            referred_by
        };
        let cited_by = || {
            let mut cited_by: Vec<Vec<PageId>> = vec![Vec::new(); pages.len()];
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
            cited_by
        };
        let (referred_by, cited_by) = rayon::join(referred_by, cited_by);
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
        self.followed.edges.reserve(document.links.len() + document.images.len());
        for link in &document.links {
            let target = self.lookup.resolve(self.from, link, self.lang);
            self.link(&link.target, &link.label, link.span, target);
        }
        for image in &document.images {
            self.picture(&image.source, &image.alternative, image.span);
        }
    }

    fn link(&mut self, written: &str, label: &str, span: Span, target: Target) {
        let (written, label) = (written.to_owned(), label.to_owned());
        self.followed.edges.push(Edge { from: self.page, written, label, span, target, picture: false });
    }

    fn picture(&mut self, source: &str, alternative: &str, span: Span) {
        let target = self.lookup.plain(self.from, source);
        let (written, label) = (source.to_owned(), alternative.to_owned());
        self.followed.edges.push(Edge { from: self.page, written, label, span, target, picture: true });
    }

    fn value(&mut self, field: &str, value: &Value) {
        value.visit(&mut |value| match value {
            Value::Markdown(document) => self.document(document),
            Value::File(path, span) => {
                let target = self.lookup.plain(self.from, path);
                self.link(path, path, *span, target);
            }
            Value::Picture(path, span) => self.picture(path, path, *span),
            Value::Link(written, span) => {
                let target = self.lookup.plain(self.from, written);
                self.link(written, "", *span, target);
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
        });
    }

    fn reference(&mut self, field: &str, reference: &Ref) {
        let Some(from) = self.page else { return };
        let to = self.lookup.entry(&reference.to, &reference.slug, self.lang);
        let reference = reference.clone();
        self.followed.references.push(Arc::new(Reference { from, field: field.to_owned(), reference, to }));
    }
}
