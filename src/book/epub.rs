//! The book as an EPUB: the pages through the templates of `epub/` in the theme.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use crate::book::{Binding, print};
use crate::cache::Cache;
use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report};
use crate::epub::{self, Chapter};
use crate::model::Value;
use crate::model::types::date::Date;
use crate::render::download::Download;
use crate::render::{Subject, canonical};
use crate::site::PageId;
use crate::site::asset::Kind;
use crate::site::book::Part;
use crate::site::permalink::root_of;
use crate::site::picture;
use crate::theme::TEMPLATE;

/// The templates that a theme needs for a book, and its style sheet.
const TITLE: &str = "epub/title.html";
const LEGAL: &str = "epub/legal.html";
const ENTRY: &str = "epub/entry.html";
const SECTION: &str = "epub/section.html";
const STYLE: &str = "epub/style.css";

/// The page of the title, in the book.
const TITLE_PATH: &str = "titre.xhtml";
/// The day of a book of which no page says when it changed: the reading systems want one.
const NO_DAY: &str = "2000-01-01";

/// The whole guide; none when the theme has no templates for it, which is told.
pub fn make(binding: &Binding<'_>, cache: &Cache, report: &mut Report) -> Option<Download> {
    for name in [TITLE, LEGAL, ENTRY, SECTION, STYLE] {
        if !binding.theme.has(name) {
            report.add(Diagnostic::nowhere(&TEMPLATE, Message::new("template-missing").with("name", name)));
            return None;
        }
    }
    let book = book(binding, cache, report)?;
    let print = print(&book);
    let elsewhere = |address: &str| elsewhere(binding, address);
    let made = cache
        .remember("epub", &[epub::RECIPE.as_bytes(), &print], || Ok::<_, Infallible>(epub::pack(&book, &elsewhere)));
    made.ok().map(|bytes| Download { path: format!("{}.epub", binding.name()), bytes, pages: None })
}

fn book(binding: &Binding<'_>, cache: &Cache, report: &mut Report) -> Option<epub::Book> {
    let config = &binding.site.config;
    let text = |group: &str, id: &str| config.inside(group, id).and_then(Value::as_text).map(|t| binding.text(t));
    let modified = binding.date().or(binding.views.today).map(first_day);
    let mut chapters = vec![Chapter {
        path: TITLE_PATH.to_owned(),
        title: binding.title(),
        depth: 0,
        html: Some(cover(binding, report)?),
    }];
    if let Some(id) = binding.book.legal {
        chapters.push(page(binding, Subject::Entry(id), LEGAL, 0, report)?);
    }
    for part in &binding.book.parts {
        chapters.extend(self::part(binding, part, report));
    }
    Some(epub::Book {
        title: binding.title(),
        description: config.text("tagline").map(|tagline| binding.text(tagline)),
        publisher: text("publisher", "name"),
        rights: text("license", "name"),
        language: binding.lang.to_owned(),
        address: config.text("address").map(|address| address.trim_end_matches('/').to_owned()),
        modified: modified.unwrap_or_else(|| NO_DAY.to_owned()),
        chapters,
        style: style(binding, report)?,
        pictures: pictures(binding, cache),
        contents: binding.word("book.contents"),
        landmarks: binding.word("book.landmarks"),
        beginning: binding.word("book.beginning"),
        accessibility: binding.word("book.accessibility"),
    })
}

/// The pictures that pages show, as pages show them. What is wrong with one is told where it is published.
fn pictures(binding: &Binding<'_>, cache: &Cache) -> BTreeMap<String, Arc<[u8]>> {
    let site = binding.site;
    let mut pictures = BTreeMap::new();
    for asset in site
        .assets
        .0
        .iter()
        .filter(|(id, asset)| asset.shown && site.within_bounds(**id, asset))
        .map(|(_, asset)| asset)
    {
        if asset.kind != Kind::Picture && asset.fault.is_none() {
            pictures.insert(asset.path.clone(), asset.bytes.clone());
        }
    }
    let made = picture::made(site, binding.theme.pictures.column, cache);
    pictures.extend(made.into_iter().flat_map(|(_, versions)| versions.unwrap_or_default()));
    pictures.retain(|path, _| epub::is_shown(path));
    pictures
}

fn style(binding: &Binding<'_>, report: &mut Report) -> Option<Arc<[u8]>> {
    let view = binding.views.base("", binding.lang);
    Some(binding.theme.render(STYLE, &view, report)?.into())
}

/// The first page: what the book is, by whom, of which day, under which licence.
fn cover(binding: &Binding<'_>, report: &mut Report) -> Option<String> {
    let mut view = binding.views.base("", binding.lang);
    let date = binding.date().map(|date| date.long(binding.lang));
    view.put("book", Data::map([("title", Data::text(binding.title())), ("date", Data::option(date))]));
    binding.theme.render(TITLE, &view, report).map(|html| html.to_string())
}

/// The pages of a part, each below what gathers it.
fn part(binding: &Binding<'_>, part: &Part, report: &mut Report) -> Vec<Chapter> {
    let site = binding.site;
    let (index, groups) = match part {
        Part::Page(id) => return page(binding, Subject::Entry(*id), ENTRY, 0, report).into_iter().collect(),
        Part::Collection(index, groups) => (*index, groups),
    };
    let mut chapters = Vec::new();
    match site.routes.sections[index].is_some() {
        true => chapters.extend(page(binding, Subject::Section(index), SECTION, 0, report)),
        false => chapters.push(title(binding.part_title(part), 0)),
    }
    if site.model.collections[index].inline() {
        return chapters;
    }
    for group in groups {
        let depth = match groups.len() {
            0 | 1 => 1,
            _ => {
                chapters.push(title(binding.group_title(group.of), 1));
                2
            }
        };
        let entries = group.entries.iter();
        chapters.extend(entries.filter_map(|id| page(binding, Subject::Entry(*id), ENTRY, depth, report)));
    }
    chapters
}

/// A title of the table of contents without a page of its own.
fn title(title: String, depth: usize) -> Chapter {
    Chapter { path: String::new(), title, depth, html: None }
}

fn page(binding: &Binding<'_>, subject: Subject, template: &str, depth: usize, report: &mut Report) -> Option<Chapter> {
    let path = binding.views.path(subject);
    let view = binding.views.view(subject, &root_of(&path), report);
    let html = binding.theme.render(template, &view, report)?;
    let title = match subject {
        Subject::Entry(id) => crate::render::record::title(binding.site, id),
        Subject::Section(index) => section_title(binding, index),
        _ => String::new(),
    };
    let stem = path.strip_suffix(".html").unwrap_or(&path);
    Some(Chapter { path: format!("{stem}.xhtml"), title, depth, html: Some(html.to_string()) })
}

fn section_title(binding: &Binding<'_>, index: usize) -> String {
    let page: Option<PageId> = binding.site.sections[index];
    match page {
        Some(id) => crate::render::record::title(binding.site, id),
        None => binding.text(&binding.site.model.collections[index].many),
    }
}

/// The day of a date, or the first of those that it may be.
fn first_day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
}

/// Where a link leads that the book does not hold: to the site, when its address is known.
fn elsewhere(binding: &Binding<'_>, address: &str) -> Option<String> {
    match address.contains(':') {
        true => Some(address.to_owned()),
        false => canonical(binding.site, address),
    }
}
