//! All the pages together: their addresses, their order, and every link between them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::content::config::Config;
use crate::content::{Kind, Page};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::markdown::term::Terms;
use crate::model::types::date::Date;
use crate::model::{Model, Query, Ref, Value, value::Filter};
use crate::source::{FileId, Sources};
use crate::theme::Theme;

pub mod asset;
pub mod book;
pub mod feed;
pub mod index;
pub mod link;
pub mod lookup;
mod name;
pub mod open_data;
pub mod order;
pub mod permalink;
pub mod picture;
pub mod related;
pub mod taxonomy;

use asset::{Asset, Assets};
use book::Book;
use link::Graph;
use lookup::Lookup;
use open_data::OpenData;
use permalink::Routes;
use taxonomy::Facet;

/// A page whose day of publication cannot be compared with today.
pub const UNKNOWN_DAY: Rule = Rule { code: "jour-inconnu", severity: Severity::Warning };

/// A page that is withdrawn before it is published.
pub const NEVER: Rule = Rule { code: "jamais-publiee", severity: Severity::Warning };

/// Every rule of this room.
pub const RULES: &[&Rule] = &[&UNKNOWN_DAY, &NEVER, &book::BAD_PART, &permalink::TWICE, &permalink::BAD_OLD];

/// The weight of a picture, in MiB, unless the settings allow more.
const WEIGHT: usize = 50;
/// What a drawing and a file of contours usually weigh at most, in MiB.
const DRAWING: usize = 8;
/// Its points, in millions, unless the settings allow more.
const POINTS: usize = 100;

/// Which page, among those of a [`Site`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub usize);

/// What decides which pages are published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publication {
    /// Show drafts, and pages before and after their days: the preview only.
    pub everything: bool,
    /// Today, when whoever builds says it: no clock is read.
    pub today: Option<Date>,
}

/// Every page of the site, and how they hold together. A clone shares what it can.
#[derive(Clone, Debug)]
pub struct Site {
    /// The files.
    pub sources: Sources,
    /// Today, when whoever builds says it.
    pub today: Option<Date>,
    /// The settings.
    pub config: Arc<Config>,
    /// The model.
    pub model: Arc<Model>,
    /// The pages that are published.
    pub pages: Vec<Arc<Page>>,
    /// Where each is published.
    pub routes: Arc<Routes>,
    /// For each collection, its entries in their order.
    pub entries: Arc<[Vec<PageId>]>,
    /// For each collection, the text of its list page.
    pub sections: Vec<Option<PageId>>,
    /// The filter pages.
    pub facets: Arc<[Facet]>,
    /// How names lead to pages.
    pub lookup: Arc<Lookup>,
    /// Every link and every reference.
    pub graph: Graph,
    /// The files that pages show or offer.
    pub assets: Arc<Assets>,
    /// What the book of the guide holds; none when the settings ask for none.
    pub book: Option<Arc<Book>>,
    /// The collections that are published as tables.
    pub open_data: Arc<OpenData>,
    /// Does every reference give the very name of an entry?
    is_exact: bool,
    /// Would two pages have one address, or a page one that it cannot have?
    collides: bool,
}

/// assemble: puts the pages together. What stands as `before` is taken from there: names, when no page came, went or
/// is called otherwise; then links, of pages that did not change.
pub fn assemble(
    sources: &Sources,
    config: &Arc<Config>,
    model: &Arc<Model>,
    mut pages: Vec<Arc<Page>>,
    publication: &Publication,
    before: Option<&Site>,
    report: &mut Report,
) -> Site {
    let named = before.filter(|site| site.names(sources, config, model, &pages));
    let is_exact = name::settle(&mut pages, model, named);
    let (pages, hidden) = publish(pages, publication, report);
    let named = named.filter(|_| hidden.is_empty());
    let sorted = || {
        let entries = order::entries(&pages, model, config, named.map(|site| &*site.entries));
        let facets = taxonomy::facets(&pages, &entries, model, config);
        (entries, facets)
    };
    let learnt = || match named {
        Some(site) => (None, site.lookup.clone()),
        None => {
            let routes = Routes::new(&pages, model, config);
            let lookup = Lookup::new(sources, model, config, &pages, &routes, &hidden);
            (Some(routes), Arc::new(lookup))
        }
    };
    let ((entries, facets), (routes, lookup)) = rayon::join(sorted, learnt);
    let sections = sections(&pages, model, config);
    let same = |site: &&Site| site.facets.iter().map(Facet::name).eq(facets.iter().map(Facet::name));
    let routed = named.filter(same);
    let routes = match routed {
        Some(site) => site.routes.clone(),
        None => Arc::new(routes.unwrap_or_else(|| Routes::new(&pages, model, config)).with_facets(&facets)),
    };
    let settled = before.filter(|site| Arc::ptr_eq(&site.config, config));
    let same_names = |site: &&Site| Arc::ptr_eq(&site.lookup, &lookup) || site.lookup == lookup;
    let before = before.filter(|site| Arc::ptr_eq(&site.model, model)).filter(same_names);
    let before = before.map(|site| (site.pages.as_slice(), &site.graph));
    let (graph, collides) = rayon::join(
        || Graph::new(&pages, model, sources, config, &lookup, before),
        || routed.is_none_or(|site| site.collides) && routes.report_collisions(&pages, model, report),
    );
    let known = settled.map(|site| (&site.sources, &*site.assets));
    let assets = Assets::new(sources, &graph, config.limit("drawing", DRAWING), known);
    let book = Book::new(&pages, &entries, model, config, &lookup, report).map(Arc::new);
    Site {
        sources: sources.clone(),
        today: publication.today,
        config: config.clone(),
        model: model.clone(),
        pages,
        routes,
        entries: entries.into(),
        sections,
        facets: facets.into(),
        lookup,
        graph,
        assets: Arc::new(assets),
        book,
        open_data: Arc::default(),
        is_exact,
        collides,
    }
}

/// Why a page is not published, though its text is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unpublished {
    /// It is a draft.
    Draft,
    /// Its day has not come.
    Early(Date),
    /// Its day is over.
    Late(Date),
}

/// Why a page is not published; none when it is.
pub fn unpublished(page: &Page, today: Option<Date>) -> Option<Unpublished> {
    let early = |date: &Date| today.is_none_or(|today| today < *date);
    let late = |date: &Date| today.is_some_and(|today| today >= *date);
    let draft = page.engine.draft.then_some(Unpublished::Draft);
    let early = page.engine.publish_on.filter(early).map(Unpublished::Early);
    draft.or(early).or(page.engine.withdraw_on.filter(late).map(Unpublished::Late))
}

/// The pages that are not published, each with the reason.
pub type Hidden = Vec<(Arc<Page>, Unpublished)>;

/// Keeps the pages that are to be published; the others are known with the reason, for the links that lead to them.
fn publish(pages: Vec<Arc<Page>>, publication: &Publication, report: &mut Report) -> (Vec<Arc<Page>>, Hidden) {
    let mut hidden = Vec::new();
    for page in &pages {
        if page.engine.publish_on.zip(page.engine.withdraw_on).is_some_and(|(first, last)| last <= first) {
            let at = page.engine.withdraw_at.unwrap_or(page.head);
            let fault = Diagnostic::at(&NEVER, at, Message::new("date-never"));
            report.add(fault.help(Message::new("date-never-help")));
        }
    }
    if publication.everything {
        return (pages, hidden);
    }
    let mut published = Vec::with_capacity(pages.len());
    for page in pages {
        let dated = [page.engine.publish_on, page.engine.withdraw_on];
        if dated.iter().any(Option::is_some) && publication.today.is_none() {
            let at = page.engine.publish_at.or(page.engine.withdraw_at).unwrap_or(page.head);
            let fault = Diagnostic::at(&UNKNOWN_DAY, at, Message::new("date-unknown-now"));
            report.add(fault.help(Message::new("date-unknown-now-help")));
        }
        match unpublished(&page, publication.today) {
            Some(why) => hidden.push((page, why)),
            None => published.push(page),
        }
    }
    (published, hidden)
}

fn sections(pages: &[Arc<Page>], model: &Model, config: &Config) -> Vec<Option<PageId>> {
    let mut sections = vec![None; model.collections.len()];
    for (index, page) in pages.iter().enumerate() {
        if page.kind == Kind::Section && page.lang == config.language() {
            sections[page.collection] = Some(PageId(index));
        }
    }
    sections
}

impl Site {
    /// Would the names of these pages be those of this site? All of them are there, each in its file, its collection and
    /// its language, with its slug and its old addresses; so are all files, and no page is left out.
    fn names(&self, sources: &Sources, config: &Arc<Config>, model: &Arc<Model>, pages: &[Arc<Page>]) -> bool {
        let alike = |(old, new): (&Arc<Page>, &Arc<Page>)| {
            let old_addresses = |page: &Page| page.engine.old_addresses.clone();
            Arc::ptr_eq(old, new)
                || old.file == new.file
                    && old.kind == new.kind
                    && (old.collection, &old.slug, &old.lang) == (new.collection, &new.slug, &new.lang)
                    && old_addresses(old) == old_addresses(new)
        };
        Arc::ptr_eq(&self.config, config)
            && Arc::ptr_eq(&self.model, model)
            && !self.lookup.hides()
            && self.pages.len() == pages.len()
            && self.pages.iter().zip(pages).all(alike)
            && sources.edited_since(&self.sources).is_some()
    }

    /// The same site with other texts of some pages, each given as it was and as it is. None when something
    /// that others see of one of them changed, so that the pages must be put together again: another page sees
    /// of a page its values, its address, and where its links lead, but not its text.
    #[must_use]
    pub fn with_texts(&self, sources: &Sources, edits: &[(Arc<Page>, Arc<Page>)]) -> Option<Site> {
        let mut site = Site { sources: sources.clone(), ..self.clone() };
        let mut edits: BTreeMap<_, _> = edits.iter().map(|(old, new)| (Arc::as_ptr(old), (old, new))).collect();
        for (index, page) in self.pages.iter().enumerate() {
            let Some((old, new)) = edits.remove(&Arc::as_ptr(page)) else { continue };
            let seen = |page: &Page| page.blocks.values().any(|(_, value)| value.has_references());
            if seen(old) || seen(new) || !old.looks_like(new) {
                return None;
            }
            site.graph.follow_again(PageId(index), new, &site.sources, &site.lookup)?;
            site.pages[index] = new.clone();
        }
        // A page whose references were settled here is another one than the one that was read.
        edits.is_empty().then_some(site)
    }

    /// The same, with the tables of its open data on a day, in the words of its theme.
    #[must_use]
    pub fn with_open_data(self, theme: &Theme, today: Option<Date>) -> Site {
        Site { open_data: Arc::new(open_data::gather(&self, theme, today)), ..self }
    }

    /// Do two of its pages have the same address?
    pub fn collides(&self) -> bool {
        self.collides
    }

    /// Lets the texts of some pages go, on all cores. What checks of published pages ask of them stays: copies of it, for
    /// what stays where it was would leave the rest of the memory in small parts, of no use for pages.
    pub fn let_go(&mut self, ids: &[PageId]) {
        let copies: Vec<Arc<Page>> = ids.par_iter().map(|id| Arc::new(self.page(*id).without_text())).collect();
        let whole = ids.iter().zip(copies).map(|(id, copy)| std::mem::replace(&mut self.pages[id.0], copy));
        let whole: Vec<Arc<Page>> = whole.collect();
        whole.into_par_iter().for_each(drop);
    }

    /// The page of this identity.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }

    /// Every page with its identity.
    pub fn iter(&self) -> impl Iterator<Item = (PageId, &Page)> {
        self.pages.iter().enumerate().map(|(index, page)| (PageId(index), &**page))
    }

    /// The title of a page; the end of its address when it has none.
    pub fn title(&self, id: PageId) -> &str {
        let page = self.page(id);
        page.role(&self.model, "title").and_then(Value::as_text).unwrap_or(&page.slug)
    }

    /// Why a page to which one leads that is to be published will not be there, if so: only a preview has both.
    pub fn hidden_target(&self, from: Option<PageId>, to: PageId) -> Option<Unpublished> {
        let why = |id: PageId| unpublished(self.page(id), self.today);
        why(to).filter(|_| from.and_then(why).is_none())
    }

    /// A date that an entry gives, by role.
    pub fn date(&self, id: PageId, role: &str) -> Option<Date> {
        match self.page(id).role(&self.model, role) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        }
    }

    /// The day of the last change of an entry, as it says it; of its publication when it did not change.
    pub fn modified(&self, id: PageId) -> Option<Date> {
        self.date(id, "updated").or_else(|| self.date(id, "date"))
    }

    /// The public address of a path of the output, when the settings give that of the site.
    pub fn public(&self, path: &str) -> Option<String> {
        let address = self.config.text("address")?.trim_end_matches('/');
        Some(format!("{address}/{}", permalink::address(path)))
    }

    /// The index of a collection.
    pub fn collection(&self, id: &str) -> Option<usize> {
        self.model.collections.iter().position(|c| c.id == id)
    }

    /// The entry that a reference names, in the language asked for or in that of the site.
    pub fn entry(&self, reference: &Ref, lang: &str) -> Option<PageId> {
        self.lookup.entry(&reference.to, &reference.slug, lang)
    }

    /// The entries that a query asks for, in their order.
    pub fn query(&self, query: &Query, lang: &str) -> Vec<PageId> {
        let Some(collection) = self.collection(&query.collection) else { return Vec::new() };
        let found = self.entries[collection].iter().copied().filter(|id| {
            let page = self.page(*id);
            page.lang == lang && query.filters.iter().all(|(field, filter)| holds(page, field, filter))
        });
        found.take(query.limit.unwrap_or(usize::MAX)).collect()
    }

    /// The entries of a collection, in their order, in a language.
    pub fn entries_in(&self, collection: usize, lang: &str) -> impl Iterator<Item = PageId> {
        self.entries[collection].iter().copied().filter(move |id| self.page(*id).lang == lang)
    }

    /// The versions of a page in other languages.
    pub fn translations(&self, id: PageId) -> Vec<PageId> {
        let page = self.page(id);
        let collection = &self.model.collections[page.collection].id;
        let others = self.config.languages().into_iter().filter(|lang| *lang != page.lang && page.kind == Kind::Entry);
        others.filter_map(|lang| self.lookup.version(collection, &page.slug, lang)).collect()
    }

    /// The weight of a picture, in MiB, and its points, in millions, that the site allows at most.
    pub fn picture_bounds(&self) -> (usize, usize) {
        (self.config.limit("image", WEIGHT), self.config.limit("megapixels", POINTS))
    }

    /// The weight of a drawing or of a file of contours, in MiB, that the site allows at most.
    pub fn drawing_bound(&self) -> usize {
        self.config.limit("drawing", DRAWING)
    }

    /// Is this no picture, or one that may be read? Its header and its weight are judged, never its points.
    pub fn within_bounds(&self, id: FileId, asset: &Asset) -> bool {
        let (weight, points) = self.picture_bounds();
        let is_light = self.sources.file(id).bytes.len() <= weight * 1024 * 1024;
        asset.size.is_none() || (is_light && asset.points() <= points as u64 * 1_000_000)
    }

    /// The words of the glossary in a language, with the entries that explain them: titles, acronyms
    /// (role `abbreviation`) and other forms (role `forms`).
    pub fn glossary(&self, lang: &str) -> (Terms, Vec<PageId>) {
        let glossaries = (0..self.model.collections.len()).filter(|n| self.model.collections[*n].glossary);
        let entries: Vec<PageId> = glossaries.flat_map(|n| self.entries_in(n, lang)).collect();
        let mut words: Vec<(String, usize)> = Vec::new();
        for (means, id) in entries.iter().enumerate() {
            let page = self.page(*id);
            for value in ["title", "abbreviation", "forms"].into_iter().filter_map(|role| page.role(&self.model, role))
            {
                words.extend(value.items().iter().filter_map(Value::as_text).map(|text| (text.to_owned(), means)));
            }
        }
        // The name of the site is no use of the words in it: « Économie circulaire en Armorique ».
        let title = self.config.text("title").filter(|_| !words.is_empty());
        words.extend(title.map(|title| (title.to_owned(), entries.len())));
        (Terms::new(words.iter().map(|(text, means)| (text.as_str(), *means))), entries)
    }
}

/// Does a field of a page hold one of these values?
fn holds(page: &Page, field: &str, filter: &Filter) -> bool {
    let items = page.value(field).map(Value::items).unwrap_or_default();
    match filter {
        Filter::Refs(refs) => items
            .iter()
            .any(|item| matches!(item, Value::Reference(r) if refs.iter().any(|f| f.to == r.to && f.slug == r.slug))),
        Filter::Keys(keys) => items.iter().filter_map(Value::as_text).any(|text| keys.iter().any(|k| k == text)),
    }
}
