//! What a page says: its own words, without the furniture around them and the lists derived from other pages.

use crate::content::{Kind, Page};
use crate::markdown::document::{Block, Document, Inline, Link, LinkStyle, Run};
use crate::markdown::typography;
use crate::model::{Field, Value};
use crate::render::record;
use crate::site::link::Target;
use crate::site::{PageId, Site};

/// Where a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the title, or among the words by which the editor wants the page to be found.
    Title,
    /// In the summary.
    Summary,
    /// In a heading.
    Heading,
    /// In a field.
    Field,
    /// In the text.
    Text,
}

impl Place {
    /// Its name, for the print of what a page says.
    pub fn name(self) -> &'static str {
        match self {
            Place::Title => "title",
            Place::Summary => "summary",
            Place::Heading => "heading",
            Place::Field => "field",
            Place::Text => "text",
        }
    }
}

/// The words of a page, with their places, in the order in which they are read.
pub type Said = Vec<(Place, String)>;

/// What a page says.
pub fn said(site: &Site, id: PageId) -> Said {
    let page = site.page(id);
    let mut reading = Reading { site, page, said: Said::new() };
    reading.add(Place::Title, record::title(site, id));
    for field in page.group(&site.model) {
        let Some(value) = page.value(&field.id) else { continue };
        match field.role.as_deref() {
            Some("title") => {}
            Some("summary") => reading.value(Place::Summary, value),
            Some("short_title" | "abbreviation") => reading.value(Place::Title, value),
            _ => reading.field(field, value),
        }
    }
    for word in &page.engine.keywords {
        reading.add(Place::Title, word.clone());
    }
    reading.blocks(&page.body, page.body.blocks, Place::Text);
    for note in &page.body.notes {
        reading.blocks(&page.body, note.blocks, Place::Text);
    }
    reading.said
}

/// A page that is read aloud.
struct Reading<'a> {
    site: &'a Site,
    page: &'a Page,
    said: Said,
}

impl Reading<'_> {
    fn add(&mut self, place: Place, text: String) {
        if !text.trim().is_empty() {
            self.said.push((place, text));
        }
    }

    fn field(&mut self, field: &Field, value: &Value) {
        let labels = field.kind.labels();
        for item in value.items() {
            match item {
                Value::Text(key) if !labels.is_empty() => {
                    self.add(Place::Field, record::choice_label(field, key, &self.page.lang));
                }
                item => self.value(Place::Field, item),
            }
        }
    }

    fn value(&mut self, place: Place, value: &Value) {
        match value {
            // An address is not a text.
            Value::Text(text) if text.contains("://") => {}
            Value::Text(_) => self.add(place, record::plain_text(value, &self.page.lang)),
            Value::Markdown(document) => self.blocks(document, document.blocks, place),
            Value::List(items) => items.iter().for_each(|item| self.value(place, item)),
            Value::Group(values) => values.iter().for_each(|(_, value)| self.value(place, value)),
            Value::Number(digits) => self.add(place, digits.clone()),
            Value::Period(period) => {
                let years = [Some(period.start), period.end].into_iter().flatten().map(|date| date.year.to_string());
                self.add(place, years.collect::<Vec<_>>().join(" "));
            }
            Value::Reference(reference) => {
                // Sources and terms stand on a list: they are found there.
                let to = self.site.entry(reference, &self.page.lang);
                if let Some(to) = to.filter(|to| !is_inline(self.site, *to)) {
                    self.add(place, record::title(self.site, to));
                }
            }
            Value::Integer(_) | Value::Boolean(_) | Value::Date(_) => {}
            Value::File(..) | Value::Picture(..) | Value::Link(..) => {}
            Value::Query(_) | Value::Matrix(_) => {}
        }
    }

    fn blocks(&mut self, document: &Document, blocks: Run<Block>, place: Place) {
        for block in &document[blocks] {
            match *block {
                Block::Heading(index) => {
                    self.text(document, Place::Heading, document.headings[index as usize].content);
                }
                Block::Paragraph(inlines) => self.text(document, place, inlines),
                Block::Quote(blocks) => self.blocks(document, blocks, place),
                Block::Callout(index) => {
                    let callout = &document.callouts[index as usize];
                    self.text(document, place, callout.title);
                    self.blocks(document, callout.blocks, place);
                }
                Block::List { items, .. } => {
                    document[items].iter().for_each(|item| self.blocks(document, item.blocks, place));
                }
                Block::Table(index) => {
                    let table = &document.tables[index as usize];
                    self.text(document, place, table.caption);
                    document.cells(table).for_each(|cell| self.text(document, place, *cell));
                }
                Block::Figure(index) => {
                    let image = &document.images[index as usize];
                    let words = [Some(&image.alternative), image.caption.as_ref()].into_iter().flatten();
                    words.for_each(|text| self.add(place, text.clone()));
                }
                // A block of the theme is in the text of a page alone, by the number of its code.
                Block::Code(index) if std::ptr::eq(document, &self.page.body) => {
                    let page = self.page;
                    if let Some((_, value)) = page.blocks.get(&(index as usize)) {
                        self.value(place, value);
                    }
                }
                Block::Code(_) | Block::Html(_) | Block::Rule => {}
            }
        }
    }

    fn text(&mut self, document: &Document, place: Place, inlines: Run<Inline>) {
        let mut text = String::new();
        self.inlines(document, inlines, &mut text);
        self.add(place, typography::plain(&text).into_owned());
    }

    fn inlines(&self, document: &Document, inlines: Run<Inline>, text: &mut String) {
        for inline in &document[inlines] {
            match *inline {
                Inline::Link(index) => match &document.links[index as usize] {
                    link if link.style == LinkStyle::Short => text.push_str(&self.shown(link)),
                    link => self.inlines(document, link.content, text),
                },
                Inline::Emphasis(run) | Inline::Strong(run) | Inline::Strike(run) => self.inlines(document, run, text),
                other => text.push_str(&document.plain(&[other])),
            }
        }
    }

    /// What a link without a label shows: the title of its page.
    fn shown(&self, link: &Link) -> String {
        let from = &self.site.sources.file(self.page.file).path;
        match self.site.lookup.resolve(from, link, &self.page.lang) {
            Target::Page(id, _) => record::title(self.site, id),
            Target::Section(index, _) => self.site.model.collections[index].many.clone(),
            _ => link.label.clone(),
        }
    }
}

/// Does an entry stand on the list page of its collection?
pub fn is_inline(site: &Site, id: PageId) -> bool {
    site.model.collections[site.page(id).collection].inline()
}

/// Is a page to be found? An editor may keep one out of the search.
pub fn is_found(site: &Site, page: &Page) -> bool {
    let collection = &site.model.collections[page.collection];
    !page.engine.unsearchable
        && (page.kind == Kind::Entry || (collection.listed && page.lang == site.config.language()))
}
