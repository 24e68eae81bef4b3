//! What one page's template sees: complete and plain; it can reach nothing else.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::{Arc, Mutex};

use crate::content::{Kind, Page};
use crate::data::Data;
use crate::diagnostic::Report;
use crate::diagram::geojson;
use crate::lock::lock;
use crate::markdown::term::Terms;
use crate::model::types::date::Date;
use crate::model::{Group, Value};
use crate::pdf::code;
use crate::render::download::Downloads;
use crate::render::scope::{Made, Scope};
use crate::render::{Subject, list, page, record, settings};
use crate::site::related::{self, Related};
use crate::site::{PageId, Site, permalink};
use crate::source::FileId;
use crate::theme::functions::Known;
use crate::theme::{Print, SEARCH, Theme, View, print};

/// What a file of contours holds, or why it holds none.
pub type Contours = Arc<Result<Vec<geojson::Line>, geojson::Fault>>;

/// Why entries are related: by language, then by the entry to which they refer.
type Reasons = BTreeMap<String, BTreeMap<PageId, Data>>;

/// What the views of all pages share, made once.
#[derive(Debug, Default)]
pub struct Shared {
    /// The light record of each page.
    pub records: Vec<Data>,
    /// Each collection, as records show it.
    pub collections: Vec<Data>,
    /// The place of each page in the order of its collection.
    pub rank: Vec<usize>,
    /// What makes each page related to others.
    refers: Vec<related::References>,
    related: Arc<[Arc<[Related]>]>,
    /// Why an entry that refers to another is related to those that do: by language, then by that other.
    reasons: Arc<Reasons>,
    /// The words of the glossary, by language, and the entries that explain them.
    pub glossary: BTreeMap<String, (Terms, Vec<PageId>)>,
    facets: BTreeMap<(usize, String, String), usize>,
    sequences: BTreeMap<(usize, String), Vec<PageId>>,
    /// For each collection, its filters.
    pub filters: Vec<Data>,
    /// The value `site` and the words of the interface, by language, each with its print.
    languages: BTreeMap<String, [(Data, Print); 2]>,
    /// What is shown of the fields of each collection, without values, by language.
    fields: BTreeMap<String, Vec<Vec<Data>>>,
    /// The values that many pages see, ready for templates.
    known: Known,
    /// The contours that maps show: a file is read once, however many maps show it.
    contours: Mutex<BTreeMap<FileId, Contours>>,
}

/// What is needed to make the view of any page.
pub struct Views<'a> {
    /// The site.
    pub site: &'a Site,
    /// The theme.
    pub theme: &'a Theme,
    /// Today, when it was given.
    pub today: Option<Date>,
    /// What can be taken away.
    pub downloads: &'a Downloads,
    /// What they share.
    pub shared: &'a Shared,
    /// A number for all that the view of an entry is made of, but for its own text: the same only where all of it is.
    pub around: u64,
}

impl Deref for Views<'_> {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        self.shared
    }
}

impl Shared {
    /// Makes what is shared. It does not depend on the texts of pages. What stands as `before`, for a site with the same
    /// settings, model and theme, is taken from there.
    pub fn new(site: &Site, theme: &Theme, today: Option<Date>, before: Option<(&Site, &Shared)>) -> Shared {
        // Where pages are published is remembered when none came, went, or is called otherwise.
        let before = before.filter(|(old, _)| Arc::ptr_eq(&old.routes, &site.routes));
        let changed = before.map(|(old, _)| changed(old, site));
        let again = before.zip(changed.as_deref());
        let nothing = Downloads::default();
        let mut rank = vec![usize::MAX; site.pages.len()];
        for list in site.entries.iter() {
            for (position, id) in list.iter().enumerate() {
                rank[id.0] = position;
            }
        }
        let collections = site.model.collections.iter().enumerate();
        let collections: Vec<Data> = collections.map(|(n, c)| record::collection(c, site, n)).collect();
        let facets =
            site.facets.iter().enumerate().map(|(index, f)| ((f.collection, f.field.clone(), f.value.clone()), index));
        // Entries are related as they were when they refer to the same others, and come in the same order.
        let related = || {
            let known = again.map(|((_, shared), changed)| (shared.refers.as_slice(), changed));
            let refers = related::references(site, known);
            let before = again.filter(|((old, shared), changed)| {
                old.entries == site.entries && changed.iter().all(|id| shared.refers[id.0] == refers[id.0])
            });
            let related = match before {
                Some(((_, shared), _)) => shared.related.clone(),
                None => related::related(site, &refers).into(),
            };
            (refers, related, before)
        };
        let known = again.map(|((_, shared), changed)| (shared.records.as_slice(), changed));
        let records = || record::all(site, theme, &collections, known);
        let (records, (refers, related, related_before)) = rayon::join(records, related);
        let shared = Shared {
            records,
            collections,
            rank,
            refers,
            related,
            glossary: glossary(site),
            facets: facets.collect(),
            sequences: sequences(site),
            ..Shared::default()
        };
        let views = Views { site, theme, today, downloads: &nothing, shared: &shared, around: 0 };
        let named = |reasons: &Reasons, id: &PageId| reasons.values().any(|known| known.contains_key(id));
        let stand = related_before.filter(|((_, old), changed)| !changed.iter().any(|id| named(&old.reasons, id)));
        let said = || {
            let filters: Vec<Data> = (0..site.model.collections.len()).map(|n| list::facets(&views, n)).collect();
            let in_language = |lang: &str| (lang.to_owned(), views.shared_in(lang));
            let languages: BTreeMap<_, _> = site.config.languages().into_iter().map(in_language).collect();
            let in_language = |lang: &str| (lang.to_owned(), views.fields_in(lang));
            let fields = site.config.languages().into_iter().map(in_language).collect();
            let reasons = stand.map_or_else(|| Arc::new(views.reasons()), |((_, old), _)| old.reasons.clone());
            (filters, languages, fields, reasons)
        };
        let before = before.map(|(_, old)| &old.known);
        let converted = || {
            let mut known = Known::default();
            known.add(&shared.collections, before);
            known.add(&shared.records, before);
            known
        };
        let ((filters, languages, fields, reasons), mut known) = rayon::join(said, converted);
        let everywhere = languages.values().flatten().map(|(data, _)| data);
        known.add(filters.iter().chain(everywhere).collect::<Vec<_>>(), before);
        Shared { filters, languages, fields, reasons, known, ..shared }
    }
}

/// The pages that are not what they were.
fn changed(old: &Site, new: &Site) -> Vec<PageId> {
    let pairs = old.pages.iter().zip(&new.pages).enumerate();
    pairs.filter(|(_, (old, new))| !Arc::ptr_eq(old, new)).map(|(index, _)| PageId(index)).collect()
}

impl Views<'_> {
    /// « même thématique : Énergie », for every entry that related ones share.
    fn reasons(&self) -> Reasons {
        let mut reasons = Reasons::new();
        let mut seen = BTreeSet::new();
        for (id, related) in self.shared.related.iter().enumerate().filter(|(_, list)| seen.insert(list.as_ptr())) {
            let lang = self.site.page(PageId(id)).lang.as_str();
            for (_, to) in related.iter().flat_map(|related| &related.shared) {
                if reasons.get(lang).is_some_and(|known| known.contains_key(to)) {
                    continue;
                }
                let one = self.site.model.collections[self.site.page(*to).collection].one.as_str();
                let words = self.theme.word(lang, "because.same");
                let words = words.replace("{label}", one).replace("{title}", self.title(*to));
                let words = record::plain_text(&Value::Text(words), lang);
                reasons.entry(lang.to_owned()).or_default().insert(*to, Data::from(words));
            }
        }
        reasons
    }

    /// The contours of a file, of at most so many points.
    pub fn contours(&self, file: FileId, most: usize) -> Contours {
        let mut known = lock(&self.shared.contours);
        let read = || Arc::new(geojson::read(&self.site.sources.file(file).bytes, most));
        known.entry(file).or_insert_with(read).clone()
    }

    /// The entries related to a page.
    pub fn related(&self, id: PageId) -> impl Iterator<Item = &Related> {
        related::shown(&self.shared.related[id.0], id)
    }

    /// Why entries that refer to another are related.
    pub fn reason(&self, to: PageId, lang: &str) -> Data {
        self.reasons.get(lang).and_then(|known| known.get(&to)).cloned().unwrap_or(Data::Null)
    }

    /// What is said in a language on any page.
    fn said_in<T>(&self, lang: &str, say: impl FnOnce(&Scope<'_>) -> T) -> T {
        let report = RefCell::new(Report::default());
        let from = crate::content::config::PATH;
        say(&Scope {
            views: self,
            collection: None,
            from,
            lang,
            root: "",
            paper: None,
            report: &report,
            explained: None,
            whole: None,
            made: &Made::default(),
            complete: false,
        })
    }

    fn shared_in(&self, lang: &str) -> [(Data, Print); 2] {
        let values = self.said_in(lang, |scope| [settings::site(scope), page::words(&self.words(lang), scope)]);
        values.map(|data| {
            let print = print::of(&data);
            (data, print)
        })
    }

    fn fields_in(&self, lang: &str) -> Vec<Vec<Data>> {
        let collections = self.site.model.collections.iter();
        self.said_in(lang, |scope| {
            // A value is put in its place later.
            let shown = |part: &str| part == "value" || self.theme.asked.has_of_fields(part);
            let fields = |group: &Group| group.fields.iter().map(|field| field.about(scope).only(shown)).collect();
            collections.map(|collection| fields(&collection.group)).collect()
        })
    }

    /// What templates show of the fields of an entry, without values, in their order; nothing of those of other pages.
    pub fn about(&self, page: &Page, lang: &str) -> &[Data] {
        let known = self.fields.get(lang).filter(|_| page.kind == Kind::Entry);
        known.map(|known| known[page.collection].as_slice()).unwrap_or_default()
    }

    /// The words of the theme, and those that the site puts in their place.
    fn words(&self, lang: &str) -> Data {
        let Data::Map(entries) = self.theme.words(lang) else { return Data::Null };
        let own = |key: &str| self.site.config.words.get(key).filter(|_| lang == self.site.config.language());
        Data::map(entries.iter().map(|(key, word)| (key, own(key).map_or_else(|| word.clone(), Data::text))))
    }

    /// What every template sees: the site, the words, the language and the way to the root.
    pub fn base(&self, root: &str, lang: &str) -> View<'_> {
        let mut view = View::new(&self.shared.known);
        if let Some([site, words]) = self.languages.get(lang).or_else(|| self.languages.values().next()) {
            view.put_known("site", site.clone());
            view.put_known("t", words.clone());
        }
        view.put("root", Data::text(root));
        view.put("lang", Data::text(lang));
        view
    }

    /// The value `site` of templates, in a language.
    pub fn shared_site(&self, lang: &str) -> &Data {
        let shared = self.languages.get(lang).or_else(|| self.languages.values().next());
        shared.map_or(&Data::Null, |[(site, _), _]| site)
    }

    /// The entries of a collection in a language, when they follow one another.
    pub fn sequence(&self, collection: usize, lang: &str) -> &[PageId] {
        self.sequences.get(&(collection, lang.to_owned())).map(Vec::as_slice).unwrap_or_default()
    }

    /// Are there pages in several languages? Each has its glossary.
    pub fn is_multilingual(&self) -> bool {
        self.glossary.len() > 1
    }

    /// The title of a page, as its record has it.
    pub fn title(&self, id: PageId) -> &str {
        self.records[id.0].get("title").and_then(Data::as_str).unwrap_or_default()
    }

    /// The records of some pages.
    pub fn list(&self, ids: &[PageId]) -> Data {
        Data::list(ids.iter().map(|id| self.records[id.0].clone()))
    }

    /// Where the filter page of a value is.
    pub fn facet_path(&self, collection: usize, field: &str, value: &str) -> Option<String> {
        let key = (collection, field.to_owned(), value.to_owned());
        self.facets.get(&key).map(|index| self.site.routes.facets[*index].clone())
    }

    /// Where a page is published.
    pub fn path(&self, subject: Subject) -> String {
        let routes = &self.site.routes;
        match subject {
            Subject::Entry(id) => routes.pages[id.0].clone(),
            Subject::Section(index) => routes.sections[index].clone().unwrap_or_default(),
            Subject::Whole(index) => routes.wholes[index].clone().unwrap_or_default(),
            Subject::Facet(index) => routes.facets[index].clone(),
            Subject::SiteMap => permalink::SITE_MAP.to_owned(),
            Subject::Search => permalink::SEARCH.to_owned(),
            Subject::OpenData => self.site.open_data.page().unwrap_or_default(),
            Subject::Dictionary(index) => self.site.open_data.tables[index].dictionary(),
            Subject::NotFound => permalink::NOT_FOUND.to_owned(),
            Subject::Redirect(index) => routes.redirects[index].0.clone(),
        }
    }

    /// The template of a page: the one that it names, that of its collection, or that of every entry.
    pub fn template(&self, subject: Subject) -> String {
        let collection = |index: usize| &self.site.model.collections[index];
        let first =
            |names: Vec<String>, last: &str| names.into_iter().find(|n| self.theme.has(n)).unwrap_or(last.to_owned());
        match subject {
            Subject::Entry(id) => {
                let page = self.site.page(id);
                let own = page.role(&self.site.model, "template").and_then(Value::as_text);
                let of = collection(page.collection);
                let names =
                    own.into_iter().chain(of.template.as_ref().map(|(name, _)| name.as_str())).chain([of.id.as_str()]);
                first(names.map(|n| format!("{n}.html")).collect(), "entry.html")
            }
            Subject::Section(index) => first(vec![format!("{}-section.html", collection(index).id)], "section.html"),
            Subject::Whole(_) => "whole.html".to_owned(),
            Subject::Facet(_) => "facet.html".to_owned(),
            Subject::SiteMap => "sitemap.html".to_owned(),
            Subject::Search => SEARCH.to_owned(),
            Subject::OpenData => "data.html".to_owned(),
            Subject::Dictionary(_) => "dictionary.html".to_owned(),
            Subject::NotFound => "404.html".to_owned(),
            Subject::Redirect(_) => "redirect.html".to_owned(),
        }
    }

    /// Everything that the template of a page sees.
    pub fn view<'v>(&'v self, subject: Subject, root: &str, report: &mut Report) -> View<'v> {
        let mut view = self.view_of(subject, root, false, report);
        let root = root.to_owned();
        view.complete = Some(Box::new(move || self.view_of(subject, &root, true, &mut Report::default())));
        view
    }

    fn view_of(&self, subject: Subject, root: &str, complete: bool, report: &mut Report) -> View<'_> {
        let faults = RefCell::new(Report::default());
        let (lang, collection, from) = self.surroundings(subject);
        let explained = RefCell::new(Vec::new());
        // A glossary does not explain its own words.
        let explains = !collection.is_some_and(|index| self.site.model.collections[index].glossary);
        let explained = explains.then_some(&explained);
        let scope = Scope {
            views: self,
            collection,
            from,
            lang,
            root,
            paper: None,
            report: &faults,
            explained,
            whole: None,
            made: &Made::default(),
            complete,
        };
        let mut view = self.base(root, lang);
        match subject {
            Subject::Redirect(index) => view.put("target", page::redirect(self, index)),
            _ => view.put("page", page::page(&scope, subject)),
        }
        report.extend(faults.into_inner());
        view
    }

    /// The value `page` on paper: its texts are Typst code.
    pub fn on_paper(&self, subject: Subject, page: &code::Page<'_>, report: &mut Report) -> Data {
        let faults = RefCell::new(Report::default());
        let (lang, collection, from) = self.surroundings(subject);
        let scope = Scope {
            views: self,
            collection,
            from,
            lang,
            root: "",
            paper: Some(page),
            report: &faults,
            explained: None,
            whole: None,
            made: &Made::default(),
            complete: false,
        };
        let value = page::page(&scope, subject);
        report.extend(faults.into_inner());
        value
    }

    /// The words of the interface in a language.
    pub fn words_in(&self, lang: &str) -> Data {
        self.languages.get(lang).map_or(Data::Null, |[_, (words, _)]| words.clone())
    }

    fn surroundings(&self, subject: Subject) -> (&str, Option<usize>, &str) {
        let site = self.site;
        let default = site.config.language();
        let file = |id: PageId| site.sources.file(site.page(id).file).path.as_str();
        match subject {
            Subject::Entry(id) => (&site.page(id).lang, Some(site.page(id).collection), file(id)),
            Subject::Section(index) | Subject::Whole(index) => {
                let from = site.sections[index].map_or(crate::content::config::PATH, file);
                (default, Some(index), from)
            }
            Subject::Facet(index) => (default, Some(site.facets[index].collection), crate::content::config::PATH),
            Subject::Redirect(index) => {
                (&site.page(site.routes.redirects[index].1).lang, None, crate::content::config::PATH)
            }
            Subject::SiteMap | Subject::Search | Subject::OpenData | Subject::Dictionary(_) | Subject::NotFound => {
                (default, None, crate::content::config::PATH)
            }
        }
    }
}

/// The words of the glossary, by language.
fn glossary(site: &Site) -> BTreeMap<String, (Terms, Vec<PageId>)> {
    let languages = site.config.languages().into_iter();
    languages.map(|lang| (lang.to_owned(), site.glossary(lang))).collect()
}

/// The entries of each collection whose entries follow one another, by language.
fn sequences(site: &Site) -> BTreeMap<(usize, String), Vec<PageId>> {
    let mut sequences = BTreeMap::new();
    for (index, _) in site.model.collections.iter().enumerate().filter(|(_, c)| c.sequence) {
        for lang in site.config.languages() {
            sequences.insert((index, lang.to_owned()), site.entries_in(index, lang).collect());
        }
    }
    sequences
}
