//! What the book of the guide holds, and in which order: the settings say it.

use std::sync::Arc;

use crate::content::Page;
use crate::content::config::{self, Config};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::{Model, Value, suggest};
use crate::site::PageId;
use crate::site::link::Target;
use crate::site::lookup::Lookup;
use crate::source::Span;

/// A part of the book that cannot be one.
pub const BAD_PART: Rule = Rule { code: "partie-du-livre", severity: Severity::Error };

/// The book of the guide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// Its parts, in order.
    pub parts: Vec<Part>,
    /// The page that says who publishes it.
    pub legal: Option<PageId>,
    /// The collections whose pages have each a file of their own.
    pub sheets: Vec<usize>,
}

/// A part of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The entries of a collection, perhaps gathered.
    Collection(usize, Vec<Chapters>),
    /// One page.
    Page(PageId),
}

/// Some entries that follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapters {
    /// The entry that gathers them, when the settings ask that they be gathered and they name one.
    pub of: Option<PageId>,
    /// The entries.
    pub entries: Vec<PageId>,
}

/// What a part is made of.
struct Parts<'a> {
    pages: &'a [Arc<Page>],
    entries: &'a [Vec<PageId>],
    model: &'a Model,
    config: &'a Config,
    lookup: &'a Lookup,
}

impl Book {
    /// The book that the settings ask for.
    pub fn new(
        pages: &[Arc<Page>],
        entries: &[Vec<PageId>],
        model: &Model,
        config: &Config,
        lookup: &Lookup,
        report: &mut Report,
    ) -> Option<Book> {
        let asked = config.value("book")?;
        let parts = Parts { pages, entries, model, config, lookup };
        let mut book = Book::default();
        for item in asked.get("parts").map(Value::items).unwrap_or_default() {
            book.parts.extend(parts.part(item, report));
        }
        if let Some(Value::Link(written, _)) = asked.get("legal")
            && let Target::Page(id, _) = lookup.plain(config::PATH, written)
        {
            book.legal = Some(id);
        }
        for item in asked.get("sheets").map(Value::items).unwrap_or_default() {
            if let Value::Link(written, span) = item {
                book.sheets.extend(parts.sheets(written, *span, report));
            }
        }
        Some(book)
    }

    /// Every page of the book, in order.
    pub fn pages(&self) -> impl Iterator<Item = PageId> {
        self.parts.iter().flat_map(|part| match part {
            Part::Collection(_, groups) => groups.iter().flat_map(|group| group.entries.clone()).collect(),
            Part::Page(id) => vec![*id],
        })
    }
}

impl Parts<'_> {
    fn part(&self, item: &Value, report: &mut Report) -> Option<Part> {
        let Some(Value::Link(written, span)) = item.get("to") else { return None };
        let by = item.get("by").and_then(Value::as_text);
        match self.lookup.plain(config::PATH, written) {
            Target::Section(index, _) => Some(Part::Collection(index, self.chapters(index, by, *span, report)?)),
            Target::Page(id, _) => Some(Part::Page(id)),
            // A dead link is told where all dead links are.
            Target::Dead(_) => None,
            _ => {
                report.add(Diagnostic::at(
                    &BAD_PART,
                    *span,
                    Message::new("book-part").with("target", written.as_str()),
                ));
                None
            }
        }
    }

    fn sheets(&self, written: &str, span: Span, report: &mut Report) -> Option<usize> {
        match self.lookup.plain(config::PATH, written) {
            Target::Section(index, _) if !self.model.collections[index].inline() => Some(index),
            Target::Dead(_) => None,
            _ => {
                report.add(Diagnostic::at(&BAD_PART, span, Message::new("book-sheets").with("target", written)));
                None
            }
        }
    }

    /// The entries of a collection, gathered by what a field of theirs refers to, in the order of these.
    fn chapters(&self, index: usize, by: Option<&str>, span: Span, report: &mut Report) -> Option<Vec<Chapters>> {
        let lang = self.config.language();
        let all: Vec<PageId> = self.entries[index].iter().copied().filter(|id| self.page(*id).lang == lang).collect();
        let Some(by) = by else { return Some(vec![Chapters { of: None, entries: all }]) };
        let fields = &self.model.collections[index].group.fields;
        let references = |field: &&crate::model::Field| matches!(field.kind.name(), "reference" | "references");
        let targets = fields.iter().filter(references).find(|field| field.id == by).map(|field| field.kind.targets());
        let Some(targets) = targets else {
            let message =
                Message::new("book-by").with("field", by).with("collection", self.model.collections[index].id.as_str());
            let known = fields.iter().filter(references).map(|field| field.id.as_str());
            report.add(suggest::help(Diagnostic::at(&BAD_PART, span, message), by, known));
            return None;
        };
        let mut groups: Vec<Chapters> = Vec::new();
        let gathering = self.model.collections.iter().enumerate().filter(|(_, c)| targets.contains(&c.id));
        for of in gathering.flat_map(|(index, _)| &self.entries[index]) {
            groups.push(Chapters { of: Some(*of), entries: Vec::new() });
        }
        groups.push(Chapters { of: None, entries: Vec::new() });
        for id in all {
            let first = self.page(id).value(by).and_then(|value| match value.items().first() {
                Some(Value::Reference(reference)) => self.lookup.entry(&reference.to, &reference.slug, lang),
                _ => None,
            });
            // An entry that names several is in the book once, under the first.
            if let Some(group) = groups.iter_mut().find(|group| group.of == first) {
                group.entries.push(id);
            }
        }
        groups.retain(|group| !group.entries.is_empty());
        Some(groups)
    }

    fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }
}
