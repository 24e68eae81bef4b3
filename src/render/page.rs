//! The value `page` of templates.

use crate::content::Page;
use crate::data::Data;
use crate::markdown::document::Document;
use crate::markdown::typography;
use crate::model::types::date::Date;
use crate::model::{Show, Value};
use crate::render::scope::{Scope, anchor_of, part_of};
use crate::render::view::Views;
use crate::render::{Subject, canonical, card, code, json_ld, list, open_data, record};
use crate::site::book::Part;
use crate::site::{PageId, Site};

/// What a page says of itself, whatever it is.
struct Head {
    kind: &'static str,
    title: String,
    summary: Option<String>,
    collection: Option<usize>,
    parent: Option<(String, String)>,
}

/// The parts of the value `page` that something shows, in the order in which they come.
struct Parts<'a> {
    scope: &'a Scope<'a>,
    made: Vec<(&'static str, Data)>,
}

impl Parts<'_> {
    /// Makes a part, unless nothing shows it.
    fn add(&mut self, name: &'static str, make: impl FnOnce() -> Data) {
        if self.scope.shows(name) {
            self.made.push((name, make()));
        }
    }

    /// Makes a part, in the place of what all pages say under the same name.
    fn put(&mut self, name: &'static str, make: impl FnOnce() -> Data) {
        match self.made.iter().position(|(known, _)| *known == name) {
            Some(place) => self.made[place].1 = make(),
            None => self.add(name, make),
        }
    }
}

/// The value `page` of a template.
pub fn page(scope: &Scope<'_>, subject: Subject) -> Data {
    let views = scope.views;
    let head = head(scope, subject);
    let mut parts = Parts { scope, made: Vec::with_capacity(48) };
    common(&mut parts, subject, &head);
    // What a subject says itself takes the place of what all pages say.
    match subject {
        Subject::Entry(id) => entry(&mut parts, id),
        Subject::Section(index) => section(&mut parts, index),
        Subject::Whole(index) => whole(&mut parts, index),
        Subject::Facet(index) => facet(&mut parts, index),
        Subject::SiteMap => parts.put("tree", || tree(views, |_| true)),
        Subject::Search => parts.put("tree", || tree(views, |index| is_theme(views, index))),
        Subject::OpenData => open_data::page(scope).into_iter().for_each(|(name, data)| parts.put(name, || data)),
        Subject::Dictionary(index) => {
            let said = open_data::dictionary(scope, &views.site.open_data.tables[index]);
            said.into_iter().for_each(|(name, data)| parts.put(name, || data));
        }
        Subject::NotFound | Subject::Redirect(_) => {}
    }
    parts.put("definitions", || definitions(scope));
    let page = Data::map(parts.made);
    if !scope.shows("json_ld") {
        return page;
    }
    let json_ld = json_ld::block(scope, subject, &page).map_or(Data::Null, Data::html);
    page.with("json_ld", json_ld)
}

fn head(scope: &Scope<'_>, subject: Subject) -> Head {
    let views = scope.views;
    let site = views.site;
    let many = |index: usize| scope.text(&site.model.collections[index].many);
    match subject {
        Subject::Entry(id) => {
            let page = site.page(id);
            let summary = views.records[id.0].get("summary").and_then(Data::as_str).map(str::to_owned);
            let kind = if site.routes.pages[id.0] == "index.html" { "home" } else { "entry" };
            let title = views.title(id).to_owned();
            Head { kind, title, summary, collection: Some(page.collection), parent: None }
        }
        Subject::Section(index) => {
            let text = site.sections[index].map(|id| (id, site.page(id)));
            let summary =
                text.and_then(|(_, p)| p.role(&site.model, "summary")).map(|v| record::plain_text(v, scope.lang));
            let title = text.map_or_else(|| many(index), |(id, _)| record::title(site, id));
            Head { kind: "section", title, summary, collection: Some(index), parent: None }
        }
        Subject::Whole(index) => {
            let title = site.model.collections[index].whole.as_ref().map(|whole| scope.text(&whole.title));
            let text = site.sections[index].map(|id| site.page(id));
            let summary = text.and_then(|p| p.role(&site.model, "summary")).map(|v| record::plain_text(v, scope.lang));
            let parent = site.routes.sections[index].clone().map(|path| (many(index), path));
            Head { kind: "whole", title: title.unwrap_or_default(), summary, collection: Some(index), parent }
        }
        Subject::Facet(index) => {
            let facet = &site.facets[index];
            let title = scope.text(&format!("{} : {}", many(facet.collection), list::facet_title(site, index)));
            let parent = site.routes.sections[facet.collection].clone().map(|path| (many(facet.collection), path));
            Head { kind: "facet", title, summary: None, collection: Some(facet.collection), parent }
        }
        Subject::SiteMap => {
            Head { kind: "sitemap", title: scope.word("sitemap"), summary: None, collection: None, parent: None }
        }
        Subject::Search => {
            Head { kind: "search", title: scope.word("search.title"), summary: None, collection: None, parent: None }
        }
        Subject::OpenData => {
            let summary = Some(scope.word("data.lead"));
            Head { kind: "data", title: scope.word("data.title"), summary, collection: None, parent: None }
        }
        Subject::Dictionary(index) => {
            let table = &site.open_data.tables[index];
            let title = views.theme.word(scope.lang, "data.dictionary_title").replace("{title}", &table.title);
            let parent = site.open_data.page().map(|path| (scope.word("data.title"), path));
            let summary = Some(scope.text(&table.description));
            Head { kind: "dictionary", title: scope.text(&title), summary, collection: None, parent }
        }
        _ => Head {
            kind: "not-found",
            title: scope.word("not_found_title"),
            summary: None,
            collection: None,
            parent: None,
        },
    }
}

fn common(parts: &mut Parts<'_>, subject: Subject, head: &Head) {
    let scope = parts.scope;
    let views = scope.views;
    let site = views.site;
    let path = views.path(subject);
    let address = canonical(site, &path);
    let dates = match subject {
        Subject::Entry(id) => ["updated", "date"].map(|role| date(site.page(id), site, role)),
        _ => [None; 2],
    };
    parts.add("kind", || Data::text(head.kind));
    parts.add("title", || Data::text(&head.title));
    parts.add("html_title", || Data::text(html_title(scope, head)));
    parts.add("description", || {
        let tagline = || site.config.text("tagline").map(|tagline| scope.text(tagline));
        Data::text(head.summary.clone().or_else(tagline).unwrap_or_else(|| head.title.clone()))
    });
    parts.add("summary", || Data::option(head.summary.as_deref()));
    parts.add("path", || Data::text(&path));
    parts.add("canonical", || Data::option(address.as_deref()));
    parts.add("print_code", || code::shown(site, address.as_deref()));
    parts.add("card", || card::shown(site, views.theme, subject));
    parts.add("alternates", Data::nothing);
    parts.add("lang", || Data::text(scope.lang));
    parts.add("collection", || head.collection.map_or(Data::Null, |n| views.collections[n].clone()));
    parts.add("breadcrumb", || breadcrumb(scope, subject, head));
    parts.add("body", || Data::html(""));
    parts.add("toc", Data::nothing);
    parts.add("minutes", || Data::Int(0));
    parts.add("definitions", Data::nothing);
    parts.add("fields", Data::nothing);
    parts.add("f", || Data::map::<&str>([]));
    for name in ["reverse", "backlinks", "related"] {
        parts.add(name, Data::nothing);
    }
    for name in ["previous", "next"] {
        parts.add(name, || Data::Null);
    }
    parts.add("sequence", Data::nothing);
    for name in ["date", "updated"] {
        parts.add(name, || Data::Null);
    }
    parts.add("draft", || Data::Bool(false));
    for name in ["translations", "entries", "facets", "items", "downloads"] {
        parts.add(name, Data::nothing);
    }
    parts.add("book", || book(scope, subject, head));
    parts.add("report_subject", || Data::text(&head.title));
    parts.add("cite", || Data::text(cite(scope, head, &path, dates[0].or(dates[1]))));
}

/// The title of the page, of its list and of the site.
fn html_title(scope: &Scope<'_>, head: &Head) -> String {
    let site = scope.views.site;
    let site_title = scope.text(site.config.text("title").unwrap_or_default());
    let section = head
        .collection
        .filter(|n| site.routes.sections[*n].is_some())
        .map(|n| scope.text(&site.model.collections[n].many));
    let mut parts = vec![head.title.clone()];
    parts.extend(section.filter(|section| *section != head.title));
    if head.title != site_title {
        parts.push(site_title);
    }
    parts.join(" – ")
}

fn breadcrumb(scope: &Scope<'_>, subject: Subject, head: &Head) -> Data {
    let site = scope.views.site;
    if head.kind == "home" {
        return Data::nothing();
    }
    let crumb = |title: &str, path: &str| Data::map([("title", Data::text(title)), ("path", Data::text(path))]);
    let mut crumbs = vec![crumb(&scope.word("home"), "index.html")];
    if let (Subject::Entry(_), Some(index)) = (subject, head.collection)
        && let Some(path) = &site.routes.sections[index]
    {
        crumbs.push(crumb(&scope.text(&site.model.collections[index].many), path));
    }
    crumbs.extend(head.parent.iter().map(|(title, path)| crumb(title, path)));
    Data::list(crumbs)
}

/// « Citer cette page »: publisher, title, site, date, address, licence.
fn cite(scope: &Scope<'_>, head: &Head, path: &str, date: Option<Date>) -> String {
    let site = scope.views.site;
    let config = &site.config;
    let publisher = config.inside("publisher", "name").and_then(Value::as_text).map(str::to_owned);
    let title = Some(format!("\"{}\"", head.title));
    let name = config.text("title").map(str::to_owned);
    let date = date.map(|d| d.long(scope.lang));
    let license = config.inside("license", "name").and_then(Value::as_text).map(str::to_owned);
    let parts = [publisher, title, name, date, canonical(site, path), license];
    let sentence: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}.", scope.text(&sentence.join(", ")))
}

fn entry(parts: &mut Parts<'_>, id: PageId) {
    let scope = parts.scope;
    let views = scope.views;
    let site = views.site;
    let page = site.page(id);
    // The body and the fields are made even if no template shows them: what is wrong in them is told while they are.
    let body = scope.body(id);
    parts.put("body", || body);
    parts.put("toc", || toc(&page.body));
    parts.put("minutes", || Data::Int(page.body.minutes()));
    // Words are explained in the body alone: which fields are shown, and where, is for the template to say.
    let (fields, known) = fields(&Scope { explained: None, ..*scope }, page);
    parts.put("fields", || fields);
    parts.put("f", || known.clone());
    if scope.shows("reverse") || scope.shows("backlinks") {
        let (reverse, listed) = list::reverse(scope, id);
        // What a reverse list or the header already names is not named again.
        let named = list::targets(site, id);
        let again = |from: &PageId| listed.contains(from) || named.binary_search(from).is_ok();
        let backlinks: Vec<PageId> = site.graph.cited_by[id.0].iter().copied().filter(|from| !again(from)).collect();
        parts.put("reverse", || reverse);
        parts.put("backlinks", || views.list(&backlinks));
    }
    parts.put("related", || related(scope, id));
    if ["previous", "next", "sequence"].iter().any(|part| scope.shows(part)) {
        let [previous, next, sequence] = neighbours(views, id);
        parts.put("previous", || previous);
        parts.put("next", || next);
        parts.put("sequence", || sequence);
    }
    for role in ["date", "updated"] {
        parts.put(role, || {
            let Some(date) = date(page, site, role) else { return Data::Null };
            let field = page.group(&site.model).iter().find(|field| field.role.as_deref() == Some(role));
            let shown = field.and_then(|field| known.get(&field.id)?.get("value"));
            shown.cloned().unwrap_or_else(|| date.show(scope))
        });
    }
    parts.put("draft", || Data::Bool(page.engine.draft));
    parts.put("downloads", || Data::list(views.downloads.sheets.get(&id).map(|sheet| sheet.show(scope.lang))));
    parts.put("translations", || translations(views, id));
}

/// The whole guide to take away: on the home page, where its parts are listed, and where it is searched.
fn book(scope: &Scope<'_>, subject: Subject, head: &Head) -> Data {
    let Some(book) = &scope.views.site.book else { return Data::Null };
    let is_part = |index: usize| book.parts.iter().any(|part| matches!(part, Part::Collection(of, _) if *of == index));
    let is_shown = match subject {
        Subject::Section(index) => is_part(index),
        Subject::Search => true,
        _ => head.kind == "home",
    };
    let whole = book.parts.iter().find_map(|part| match part {
        Part::Collection(index, _) => {
            scope.views.collections[*index].get("whole").filter(|whole| **whole != Data::Null)
        }
        Part::Page(_) => None,
    });
    let whole = whole.cloned().unwrap_or(Data::Null);
    if is_shown { scope.views.downloads.show_book(scope.lang, whole) } else { Data::Null }
}

fn date(page: &Page, site: &Site, role: &str) -> Option<Date> {
    match page.role(&site.model, role) {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    }
}

/// The fields of a page, in order and by name.
fn fields(scope: &Scope<'_>, page: &Page) -> (Data, Data) {
    let group = page.group(&scope.views.site.model);
    let about = if scope.is_complete() { &[] } else { scope.views.about(page, scope.lang) };
    let shown = group.iter().enumerate().map(|(index, field)| {
        let value = page.value(&field.id);
        match about.get(index) {
            Some(about) => field.fill(about, value, scope),
            None => field.show(value, scope),
        }
    });
    let shown: Vec<Data> = shown.collect();
    let by_id = Data::map(group.iter().zip(&shown).map(|(field, data)| (field.id.clone(), data.clone())));
    (Data::list(shown), by_id)
}

/// A sequence of at most so many entries is shown whole on each of its pages.
const SEQUENCE: usize = 40;

/// The entries before and after a page, and those around it, where entries follow one another.
fn neighbours(views: &Views<'_>, id: PageId) -> [Data; 3] {
    let site = views.site;
    let page = site.page(id);
    if !site.model.collections[page.collection].sequence {
        return [Data::Null, Data::Null, Data::nothing()];
    }
    let all = views.sequence(page.collection, &page.lang);
    let here = all.binary_search_by_key(&views.rank[id.0], |other| views.rank[other.0]).unwrap_or(0);
    let at = |n: Option<usize>| n.and_then(|n| all.get(n)).map_or(Data::Null, |id| views.records[id.0].clone());
    // A long sequence is shown by its neighbours only: no page repeats thousands of links.
    let window = match all.len() {
        0..=SEQUENCE => 0..all.len(),
        length => here.saturating_sub(SEQUENCE / 4)..(here + SEQUENCE / 4 + 1).min(length),
    };
    [at(here.checked_sub(1)), at(Some(here + 1)), views.list(&all[window])]
}

fn related(scope: &Scope<'_>, id: PageId) -> Data {
    let views = scope.views;
    Data::list(views.related(id).map(|related| {
        let reasons = related.shared.iter().map(|(_, to)| views.reason(*to, scope.lang));
        Data::map([("entry", views.records[related.entry.0].clone()), ("reasons", Data::list(reasons))])
    }))
}

fn translations(views: &Views<'_>, id: PageId) -> Data {
    let site = views.site;
    Data::list(site.translations(id).into_iter().map(|other| {
        Data::map([
            ("lang", Data::text(&site.page(other).lang)),
            ("title", Data::text(record::title(site, other))),
            ("path", Data::text(&site.routes.pages[other.0])),
            ("canonical", Data::option(canonical(site, &site.routes.pages[other.0]))),
        ])
    }))
}

/// The second and third levels of headings.
fn toc(document: &Document) -> Data {
    let mut parts: Vec<(Data, Data, Vec<Data>)> = Vec::new();
    for heading in document.headings.iter().filter(|h| h.level <= 3) {
        let title = Data::text(typography::plain(&document[heading.text]));
        let id = Data::text(&document[heading.id]);
        match (heading.level, parts.last_mut()) {
            (3, Some((_, _, children))) => {
                children.push(Data::map([("id", id), ("title", title), ("children", Data::nothing())]));
            }
            _ => parts.push((id, title, Vec::new())),
        }
    }
    Data::list(
        parts
            .into_iter()
            .map(|(id, title, children)| Data::map([("id", id), ("title", title), ("children", Data::list(children))])),
    )
}

fn section(parts: &mut Parts<'_>, index: usize) {
    let scope = parts.scope;
    let views = scope.views;
    let site = views.site;
    if let Some(id) = site.sections[index] {
        let page = site.page(id);
        let body = scope.body(id);
        parts.put("body", || body);
        parts.put("toc", || toc(&page.body));
        parts.put("updated", || date(page, site, "updated").map_or(Data::Null, |d| d.show(scope)));
    }
    if let Some(table) = site.open_data.tables.iter().find(|table| table.collection == index) {
        parts.put("alternates", || Data::list(open_data::alternates(scope, table)));
    }
    let ids: Vec<PageId> = site.entries_in(index, scope.lang).collect();
    if site.model.collections[index].inline() {
        parts.put("items", || Data::list(ids.iter().map(|id| item(scope, *id))));
    } else {
        parts.put("entries", || views.list(&ids));
        parts.put("facets", || views.filters[index].clone());
    }
}

/// Every entry of a collection, one after the other.
fn whole(parts: &mut Parts<'_>, index: usize) {
    let scope = parts.scope;
    let site = scope.views.site;
    let ids: Vec<PageId> = site.entries_in(index, scope.lang).collect();
    parts.put("parts", || Data::list(ids.iter().map(|id| part(scope, index, *id))));
    parts.put("minutes", || Data::Int(ids.iter().map(|id| site.page(*id).body.minutes()).sum()));
    parts.put("updated", || {
        let updated = ids.iter().filter_map(|id| date(site.page(*id), site, "updated")).max();
        updated.map_or(Data::Null, |d| d.show(scope))
    });
}

/// An entry that is a part of a longer page.
fn part(scope: &Scope<'_>, index: usize, id: PageId) -> Data {
    let site = scope.views.site;
    let page = site.page(id);
    let from = site.sources.file(page.file).path.as_str();
    let scope = Scope { from, collection: Some(index), whole: Some(index), ..*scope };
    let (fields, by_id) = fields(&Scope { explained: None, ..scope }, page);
    Data::map([
        ("id", Data::text(part_of(&page.slug))),
        ("entry", scope.views.records[id.0].clone()),
        ("body", scope.part(id)),
        ("fields", fields),
        ("f", by_id),
    ])
}

/// An entry that stands on the list page of its collection.
fn item(scope: &Scope<'_>, id: PageId) -> Data {
    let site = scope.views.site;
    let page = site.page(id);
    let (fields, by_id) = fields(scope, page);
    let mut from: Vec<PageId> = site.graph.cited_by[id.0].clone();
    from.extend(site.graph.referred_by[id.0].iter().map(|n| site.graph.references[*n].from));
    from.retain(|id| !site.model.collections[site.page(*id).collection].inline());
    from.sort_unstable();
    from.dedup();
    let path = &site.routes.pages[id.0];
    Data::map([
        ("anchor", Data::text(path.split_once('#').map_or("", |(_, anchor)| anchor))),
        ("title", Data::text(record::title(site, id))),
        ("fields", fields),
        ("f", by_id),
        ("body", scope.body(id)),
        ("backlinks", scope.views.list(&from)),
    ])
}

fn facet(parts: &mut Parts<'_>, index: usize) {
    let views = parts.scope.views;
    let site = views.site;
    let facet = &site.facets[index];
    parts.put("entries", || views.list(&facet.entries));
    parts.put("facets", || views.filters[facet.collection].clone());
    parts.put("facet", || {
        let field = site.model.collections[facet.collection].group.field(&facet.field);
        let label = field.map(|f| f.filter_label().to_owned()).unwrap_or_default();
        Data::map([
            ("label", Data::text(record::plain_text(&Value::Text(label), site.config.language()))),
            ("title", Data::text(list::facet_title(site, index))),
        ])
    });
}

/// Do filters lead to the entries of this collection, as to themes?
fn is_theme(views: &Views<'_>, index: usize) -> bool {
    let model = &views.site.model;
    let facets = model.collections.iter().flat_map(|c| &c.group.fields).filter(|field| field.facet);
    facets.flat_map(|field| field.kind.targets()).any(|target| target == model.collections[index].id)
}

/// The site map: every collection that is asked for, with its entries.
fn tree(views: &Views<'_>, asked: impl Fn(usize) -> bool) -> Data {
    let site = views.site;
    let lang = site.config.language();
    let mut parts = Vec::new();
    for (index, collection) in site.model.collections.iter().enumerate().filter(|(index, _)| asked(*index)) {
        let ids: Vec<PageId> = site.entries_in(index, lang).collect();
        let entries = if collection.inline() { Data::nothing() } else { views.list(&ids) };
        parts.push(Data::map([
            ("title", Data::text(record::plain_text(&Value::Text(collection.many.clone()), lang))),
            ("path", Data::option(site.routes.sections[index].as_deref())),
            ("whole", views.collections[index].get("whole").cloned().unwrap_or(Data::Null)),
            ("entries", entries),
        ]));
    }
    Data::list(parts)
}

/// What the words of the glossary that the page has used mean, in the order of their first use.
fn definitions(scope: &Scope<'_>) -> Data {
    let views = scope.views;
    let site = views.site;
    let used = scope.explained.map(|used| used.borrow().clone()).unwrap_or_default();
    let Some((_, entries)) = views.glossary.get(scope.lang) else { return Data::nothing() };
    Data::list(used.into_iter().filter_map(|means| entries.get(means)).map(|id| {
        let page = site.page(*id);
        let from = site.sources.file(page.file).path.as_str();
        let around = Scope { collection: Some(page.collection), from, explained: None, ..*scope };
        let shown = |role: &str| {
            let field = page.group(&site.model).iter().find(|f| f.role.as_deref() == Some(role))?;
            Some(field.kind.show(page.value(&field.id)?, &around))
        };
        Data::map([
            ("id", Data::text(anchor_of(views, *id))),
            ("title", Data::text(record::title(site, *id))),
            ("abbreviation", shown("abbreviation").unwrap_or(Data::Null)),
            ("definition", shown("summary").unwrap_or(Data::Null)),
            ("path", Data::text(&site.routes.pages[id.0])),
        ])
    }))
}

/// Where an old address leads now.
pub fn redirect(views: &Views<'_>, index: usize) -> Data {
    let site = views.site;
    let (_, id) = &site.routes.redirects[index];
    let path = &site.routes.pages[id.0];
    Data::map([
        ("title", Data::text(record::title(site, *id))),
        ("path", Data::text(path)),
        ("canonical", Data::option(canonical(site, path))),
    ])
}

/// The words of the interface with the typography of their language.
pub fn words(words: &Data, scope: &Scope<'_>) -> Data {
    match words {
        Data::Text(text) => Data::text(scope.text(text)),
        Data::List(items) => Data::list(items.iter().map(|item| self::words(item, scope))),
        Data::Map(entries) => Data::map(entries.iter().map(|(k, v)| (k.to_string(), self::words(v, scope)))),
        other => other.clone(),
    }
}
