//! The guide and its pages as PDF files: the pages as Typst code, the look from `pdf/` in the theme.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::book::{Binding, NO_GLYPH, NOT_SET};
use crate::cache::Cache;
use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report};
use crate::model::Value;
use crate::model::types::date::Date;
use crate::pdf::code::{self, Left, Page, Paper};
use crate::pdf::press::{self, Fault, Job};
use crate::render::download::Download;
use crate::render::{Subject, canonical};
use crate::site::PageId;
use crate::site::book::Part;
use crate::source::{FileId, Span};

/// The files of the theme from which a PDF is made.
const BOOK: &str = "book.typ";
const SHEET: &str = "sheet.typ";

/// The keys of the value `page` that a theme sees on paper.
const KEYS: [&str; 12] =
    ["kind", "title", "summary", "path", "lang", "collection", "fields", "body", "reverse", "date", "updated", "cite"];

/// The whole guide, and the pages that have each a file of their own.
type Made = (Option<Download>, BTreeMap<PageId, Download>);

/// The code of a document, and where the texts in it come from.
struct Manuscript {
    code: String,
    left: Left,
    /// Does it say of which day it is?
    dated: bool,
    /// Where a fault is told that comes from no text.
    whole: Option<Span>,
}

/// Everything that documents are made of beside their code.
struct Press<'a> {
    binding: &'a Binding<'a>,
    theme: BTreeMap<String, Arc<[u8]>>,
    pictures: BTreeMap<String, Arc<[u8]>>,
    /// The signs that no font draws.
    undrawn: BTreeSet<char>,
    cache: &'a Cache,
}

/// The whole guide, and the pages that have each a file of their own, on all cores.
pub(super) fn make(binding: &Binding<'_>, cache: &Cache, report: &mut Report) -> Made {
    let files = binding.theme.pdf.iter();
    let theme = files.map(|(name, id)| (format!("/theme/{name}"), binding.site.sources.file(*id).bytes.clone()));
    let site = binding.site;
    let drawn = site.assets.0.iter().filter(|(id, asset)| asset.is_drawn() && site.within_bounds(**id, asset));
    let press = Press {
        binding,
        theme: theme.collect(),
        undrawn: undrawn(binding, report),
        pictures: drawn.filter_map(|(_, asset)| Some((format!("/{}", asset.path), asset.bare()?))).collect(),
        cache,
    };
    for name in [BOOK, SHEET] {
        if !binding.theme.pdf.contains_key(name) {
            let message = Message::new("template-missing").with("name", format!("pdf/{name}"));
            report.add(Diagnostic::nowhere(&crate::theme::TEMPLATE, message));
            return (None, BTreeMap::new());
        }
    }
    let made = rayon::join(|| whole(&press), || sheets(&press));
    report.extend(made.0.1);
    report.extend(made.1.1);
    (made.0.0, made.1.0)
}

/// The signs of the pages that no font draws, each told where it first stands in a file.
fn undrawn(binding: &Binding<'_>, report: &mut Report) -> BTreeSet<char> {
    let site = binding.site;
    let sheets = binding.book.sheets.iter().flat_map(|index| site.entries[*index].iter().copied());
    let files: BTreeSet<FileId> =
        binding.book.pages().chain(sheets).chain(binding.book.legal).map(|id| site.page(id).file).collect();
    let mut undrawn = BTreeSet::new();
    for file in files {
        let mut here = BTreeSet::new();
        let text = site.sources.file(file).text().unwrap_or_default();
        for (start, sign) in text.char_indices().filter(|(_, sign)| !sign.is_ascii()) {
            if !press::is_drawn(sign) && here.insert(sign) {
                let message = Message::new("pdf-no-glyph").with("sign", sign.to_string());
                let span = Span::new(file, start, start + sign.len_utf8());
                report.add(Diagnostic::at(&NO_GLYPH, span, message).help(Message::new("pdf-no-glyph-help")));
            }
        }
        undrawn.extend(here);
    }
    undrawn
}

/// The whole guide.
fn whole(press: &Press<'_>) -> (Option<Download>, Report) {
    let mut report = Report::default();
    let manuscript = press.book(&mut report);
    let download = press.set(&format!("{}.pdf", press.binding.name()), &manuscript, &mut report);
    (download, report)
}

/// The pages that have each a file of their own.
fn sheets(press: &Press<'_>) -> (BTreeMap<PageId, Download>, Report) {
    let site = press.binding.site;
    let ids: Vec<PageId> = press.binding.book.sheets.iter().flat_map(|index| site.entries[*index].clone()).collect();
    let made: Vec<(Option<(PageId, Download)>, Report)> = ids
        .into_par_iter()
        .map(|id| {
            let mut report = Report::default();
            let manuscript = press.sheet(id, &mut report);
            let path = sheet_path(&site.routes.pages[id.0], &site.page(id).slug);
            let download = press.set(&path, &manuscript, &mut report);
            (download.map(|download| (id, download)), report)
        })
        .collect();
    let mut report = Report::default();
    let mut sheets = BTreeMap::new();
    for (sheet, faults) in made {
        sheets.extend(sheet);
        report.extend(faults);
    }
    (sheets, report)
}

/// The file of a page stands beside it: `etudes-de-cas/palettes/palettes.pdf`.
fn sheet_path(page: &str, slug: &str) -> String {
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    if folder.is_empty() { format!("{slug}.pdf") } else { format!("{folder}/{slug}.pdf") }
}

impl Press<'_> {
    /// The code of the file of one page.
    fn sheet(&self, id: PageId, report: &mut Report) -> Manuscript {
        let site = self.binding.site;
        let page = site.page(id);
        let path = &site.routes.pages[id.0];
        let mut paper = self.paper();
        add_labels(&mut paper.labels, self.binding, id);
        let mut left = Left::default();
        let value = self.page(Subject::Entry(id), path, &paper, &mut left, report);
        let date = ["updated", "date"].into_iter().find_map(|role| match page.role(&site.model, role) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        });
        let code = format!(
            "#import \"/theme/look.typ\"\n#import \"/theme/{SHEET}\": sheet\n#let t = {}\n#sheet({}, {}, t)\n",
            code::value(&self.binding.views.words_in(&page.lang), &paper),
            code::value(&value, &paper),
            self.site(date, &paper),
        );
        Manuscript { code, left, dated: date.is_some(), whole: Some(page.head) }
    }

    /// The code of the whole guide.
    fn book(&self, report: &mut Report) -> Manuscript {
        let binding = self.binding;
        let site = binding.site;
        let mut paper = self.paper();
        for id in binding.book.pages().chain(binding.book.legal) {
            add_labels(&mut paper.labels, binding, id);
        }
        for part in &binding.book.parts {
            if let Part::Collection(index, _) = part {
                paper.labels.insert(self.section_path(*index));
                site.sections[*index]
                    .into_iter()
                    .for_each(|id| add_headings(&mut paper.labels, binding, id, &self.section_path(*index)));
            }
        }
        let mut left = Left::default();
        let parts: String =
            binding.book.parts.iter().map(|part| format!("{}, ", self.part(part, &paper, &mut left, report))).collect();
        let legal = binding.book.legal.map_or("none".to_owned(), |id| {
            let value = self.page(Subject::Entry(id), &site.routes.pages[id.0], &paper, &mut left, report);
            code::value(&value, &paper)
        });
        let code = format!(
            "#import \"/theme/look.typ\"\n#import \"/theme/{BOOK}\": book\n#let t = {}\n#book((..{}, legal: {legal}, parts: ({parts})), t)\n",
            code::value(&binding.views.words_in(binding.lang), &paper),
            self.site(binding.date(), &paper),
        );
        Manuscript { code, left, dated: binding.date().is_some(), whole: None }
    }

    fn paper(&self) -> Paper {
        let address = self.binding.site.config.text("address").map(str::to_owned);
        Paper { labels: BTreeSet::new(), address, undrawn: self.undrawn.clone() }
    }

    /// The value `page`, without what only a website has a use for.
    fn page(&self, subject: Subject, path: &str, paper: &Paper, left: &mut Left, report: &mut Report) -> Data {
        let page = Page { paper, path, left: RefCell::default() };
        let value = self.binding.views.on_paper(subject, &page, report);
        left.extend(page.left.into_inner());
        Data::map(KEYS.into_iter().filter_map(|key| Some((key, value.get(key)?.clone()))))
    }

    /// A part of the book: its title, its text, its entries, gathered or standing on its own page.
    fn part(&self, part: &Part, paper: &Paper, left: &mut Left, report: &mut Report) -> String {
        let binding = self.binding;
        let site = binding.site;
        let (index, groups) = match part {
            Part::Page(id) => {
                let value = self.page(Subject::Entry(*id), &site.routes.pages[id.0], paper, left, report);
                return format!("(page: {})", code::value(&value, paper));
            }
            Part::Collection(index, groups) => (*index, groups),
        };
        let path = self.section_path(index);
        let inline = site.model.collections[index].inline();
        let page = Page { paper, path: &path, left: RefCell::default() };
        let section = binding.views.on_paper(Subject::Section(index), &page, report);
        left.extend(page.left.into_inner());
        let get = |key: &str| code::value(section.get(key).unwrap_or(&Data::Null), paper);
        let items: Vec<Data> = match section.get("items") {
            Some(Data::List(items)) => items.iter().map(|item| labelled(item, &path)).collect(),
            _ => Vec::new(),
        };
        let several = groups.len() > 1;
        let mut written = String::new();
        for group in groups.iter().filter(|_| !inline) {
            let title = if several { code::words(&binding.group_title(group.of), paper) } else { "none".to_owned() };
            let entries: String = group
                .entries
                .iter()
                .map(|id| {
                    let value = self.page(Subject::Entry(*id), &site.routes.pages[id.0], paper, left, report);
                    format!("{}, ", code::value(&value, paper))
                })
                .collect();
            written.push_str(&format!("(title: {title}, entries: ({entries})), "));
        }
        format!(
            "(page: none, title: {}, path: {}, summary: {}, body: {}, items: {}, groups: ({written}))",
            get("title"),
            code::literal(&path, paper),
            get("summary"),
            get("body"),
            code::value(&Data::list(items), paper),
        )
    }

    /// Where the list page of a collection is, or would be.
    fn section_path(&self, index: usize) -> String {
        let site = self.binding.site;
        site.routes.sections[index].clone().unwrap_or_else(|| site.model.collections[index].id.clone())
    }

    /// What a document says of the site.
    fn site(&self, date: Option<Date>, paper: &Paper) -> String {
        let binding = self.binding;
        let config = &binding.site.config;
        let part = |group: &str, id: &str| {
            let text = config.inside(group, id).and_then(Value::as_text);
            format!("{id}: {}, ", text.map_or("none".to_owned(), |text| code::words(&binding.text(text), paper)))
        };
        let text = |text: Option<String>| text.map_or("none".to_owned(), |text| code::words(&text, paper));
        let day = date.map(|date| {
            let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
            format!("datetime(year: {}, month: {month}, day: {day})", date.year)
        });
        let license = match config.inside("license", "name") {
            Some(_) => format!("({}{})", part("license", "name"), part("license", "url")),
            None => "none".to_owned(),
        };
        let publisher: String =
            ["name", "address", "phone", "director"].into_iter().map(|id| part("publisher", id)).collect();
        let host: String = ["name", "address", "phone"].into_iter().map(|id| part("host", id)).collect();
        format!(
            "(title: {}, tagline: {}, lang: {}, address: {}, date: {}, day: {}, license: {license}, publisher: ({publisher}), host: ({host}))",
            text(Some(binding.title())),
            text(config.text("tagline").map(|tagline| binding.text(tagline))),
            code::literal(binding.lang, paper),
            text(canonical(binding.site, "")),
            day.unwrap_or_else(|| "none".to_owned()),
            text(date.map(|date| date.long(binding.lang))),
        )
    }

    /// Sets a document, unless one of the same code and the same pictures is remembered.
    fn set(&self, path: &str, manuscript: &Manuscript, report: &mut Report) -> Option<Download> {
        let theme: Vec<&[u8]> = self.theme.values().map(|bytes| &**bytes).collect();
        let shown = |path: &&String| manuscript.code.contains(path.as_str());
        // The name of a picture or of a drawing changes with its bytes.
        let mut pictures: BTreeMap<String, Arc<[u8]>> = manuscript.left.drawings.clone();
        pictures.extend(
            self.pictures.iter().filter(|(path, _)| shown(path)).map(|(path, bytes)| (path.clone(), bytes.clone())),
        );
        let names: Vec<&str> = self.theme.keys().chain(pictures.keys()).map(String::as_str).collect();
        let names = names.join("\n");
        let mut inputs = vec![press::RECIPE.as_bytes(), manuscript.code.as_bytes(), names.as_bytes()];
        inputs.extend(theme);
        let job =
            Job { code: manuscript.code.clone(), dated: manuscript.dated, theme: &self.theme, pictures: &pictures };
        let made = self.cache.remember("pdf", &inputs, || {
            // The number of pages is kept in front of the bytes.
            press::typeset(&job).map(|set| [&(set.pages as u64).to_le_bytes()[..], &set.bytes].concat())
        });
        match made {
            Ok(kept) => {
                let (pages, bytes) = kept.split_first_chunk::<8>()?;
                let pages = usize::try_from(u64::from_le_bytes(*pages)).ok();
                Some(Download { path: path.to_owned(), bytes: bytes.into(), pages })
            }
            Err(faults) => {
                faults.into_iter().for_each(|fault| report.add(self.explain(fault, manuscript)));
                None
            }
        }
    }

    /// A fault where it was made: in the text of an author, else in the theme.
    fn explain(&self, fault: Fault, manuscript: &Manuscript) -> Diagnostic {
        let text = fault.code.and_then(|range| manuscript.place(&range));
        let theme = fault.theme.and_then(|(path, range)| {
            let id = self.binding.theme.pdf.get(path.strip_prefix("/theme/")?)?;
            Some(Span::new(*id, range.start, range.end))
        });
        let message = Message::new("pdf-not-set");
        let diagnostic = match text.or(theme).or(manuscript.whole) {
            Some(span) => Diagnostic::at(&NOT_SET, span, message),
            None => Diagnostic::nowhere(&NOT_SET, message),
        };
        diagnostic.help(Message::new("pdf-not-set-help").with("said", fault.said))
    }
}

impl Manuscript {
    /// Where the smallest piece around a place of the code comes from.
    fn place(&self, range: &std::ops::Range<usize>) -> Option<Span> {
        let mut best: Option<(usize, Span)> = None;
        for (text, places) in &self.left.texts {
            let Some(start) = self.code.find(text.as_str()).filter(|_| !text.is_empty()) else { continue };
            for (piece, span) in places {
                let (from, to) = (start + piece.start, start + piece.end);
                if from <= range.start && range.end <= to && best.is_none_or(|(length, _)| to - from < length) {
                    best = Some((to - from, *span));
                }
            }
        }
        best.map(|(_, span)| span)
    }
}

/// An item with the label to which links lead.
fn labelled(item: &Data, path: &str) -> Data {
    let anchor = item.get("anchor").and_then(Data::as_str).unwrap_or_default();
    let keys = ["title", "fields", "body"].into_iter().filter_map(|key| Some((key, item.get(key)?.clone())));
    Data::map(keys.chain([("label", Data::text(format!("{path}#{anchor}")))]))
}

fn add_labels(labels: &mut BTreeSet<String>, binding: &Binding<'_>, id: PageId) {
    let path = &binding.site.routes.pages[id.0];
    labels.insert(path.clone());
    add_headings(labels, binding, id, path);
}

fn add_headings(labels: &mut BTreeSet<String>, binding: &Binding<'_>, id: PageId, path: &str) {
    let page = binding.site.page(id);
    labels.extend(page.body.headings.iter().map(|heading| format!("{path}#{}", &page.body[heading.id])));
}
