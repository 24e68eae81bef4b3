//! What a page says: its own words, without the furniture around them and the lists derived from other pages.

use crate::content::{Kind, Page};
use crate::markdown::document::{Block, Document, Inline, Item, plain};
use crate::markdown::typography;
use crate::model::{Field, Value};
use crate::render::record;
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

/// The words of a page, with their places, in the order in which they are read.
#[derive(Debug, Default)]
pub struct Said(pub Vec<(Place, String)>);

/// What a page says.
pub fn said(site: &Site, id: PageId) -> Said {
    let page = site.page(id);
    let mut said = Said::default();
    said.add(Place::Title, record::title(site, id));
    for field in page.group(&site.model) {
        let Some(value) = page.value(&field.id) else { continue };
        match field.role.as_deref() {
            Some("title") => {}
            Some("summary") => said.value(site, page, Place::Summary, value),
            Some("short_title" | "abbreviation") => said.value(site, page, Place::Title, value),
            _ => said.field(site, page, field, value),
        }
    }
    for word in &page.engine.keywords {
        said.add(Place::Title, word.clone());
    }
    said.document(site, page, &page.body);
    said
}

impl Said {
    fn add(&mut self, place: Place, text: String) {
        if !text.trim().is_empty() {
            self.0.push((place, text));
        }
    }

    fn field(&mut self, site: &Site, page: &Page, field: &Field, value: &Value) {
        let labels = field.kind.labels();
        for item in value.items() {
            match item {
                Value::Text(key) if !labels.is_empty() => {
                    self.add(Place::Field, record::choice_label(field, key, &page.lang));
                }
                item => self.value(site, page, Place::Field, item),
            }
        }
    }

    fn value(&mut self, site: &Site, page: &Page, place: Place, value: &Value) {
        match value {
            // An address is not a text.
            Value::Text(text) if text.contains("://") => {}
            Value::Text(_) => self.add(place, record::plain_text(value, &page.lang)),
            Value::Markdown(document) => self.blocks(site, page, document, &document.blocks, place),
            Value::List(items) => items.iter().for_each(|item| self.value(site, page, place, item)),
            Value::Group(values) => values.iter().for_each(|(_, value)| self.value(site, page, place, value)),
            Value::Number(digits) => self.add(place, digits.clone()),
            Value::Period(period) => {
                let years = [Some(period.start), period.end].into_iter().flatten().map(|date| date.year.to_string());
                self.add(place, years.collect::<Vec<_>>().join(" "));
            }
            Value::Reference(reference) => {
                // Sources and terms stand on a list: they are found there.
                let to = site.entry(reference, &page.lang);
                if let Some(to) = to.filter(|to| !site.model.collections[site.page(*to).collection].inline()) {
                    self.add(place, record::title(site, to));
                }
            }
            Value::Integer(_) | Value::Boolean(_) | Value::Date(_) | Value::File(..) | Value::Link(..) => {}
            Value::Query(_) | Value::Matrix(_) => {}
        }
    }

    fn document(&mut self, site: &Site, page: &Page, document: &Document) {
        self.blocks(site, page, document, &document.blocks, Place::Text);
        for note in &document.notes {
            self.blocks(site, page, document, &note.blocks, Place::Text);
        }
    }

    fn blocks(&mut self, site: &Site, page: &Page, document: &Document, blocks: &[Block], place: Place) {
        for block in blocks {
            match block {
                Block::Heading(index) => self.text(Place::Heading, &document.headings[*index].content),
                Block::Paragraph(inlines) => self.text(place, inlines),
                Block::Quote(blocks) => self.blocks(site, page, document, blocks, place),
                Block::Callout(callout) => {
                    self.text(place, &callout.title);
                    self.blocks(site, page, document, &callout.blocks, place);
                }
                Block::List { items, .. } => self.items(site, page, document, items, place),
                Block::Table(table) => {
                    self.text(place, &table.caption);
                    table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| self.text(place, cell));
                }
                Block::Figure(index) => {
                    let image = &document.images[*index];
                    let words = [Some(&image.alternative), image.caption.as_ref()].into_iter().flatten();
                    words.for_each(|text| self.add(place, text.clone()));
                }
                // A block of the theme is in the text of a page alone, by the number of its code.
                Block::Code(index) if std::ptr::eq(document, &page.body) => {
                    if let Some((_, value)) = page.blocks.get(index) {
                        self.value(site, page, place, value);
                    }
                }
                Block::Code(_) | Block::Html(_) | Block::Rule => {}
            }
        }
    }

    fn items(&mut self, site: &Site, page: &Page, document: &Document, items: &[Item], place: Place) {
        items.iter().for_each(|item| self.blocks(site, page, document, &item.blocks, place));
    }

    fn text(&mut self, place: Place, inlines: &[Inline]) {
        self.add(place, typography::plain(&plain(inlines)));
    }
}

/// Is a page to be found? An editor may keep one out of the search.
pub fn is_found(site: &Site, page: &Page) -> bool {
    let collection = &site.model.collections[page.collection];
    !page.engine.unsearchable
        && (page.kind == Kind::Entry || (collection.listed && page.lang == site.config.language()))
}
