//! A parsed text: its blocks, and the lists of what other rooms ask about.

use std::ops::Index;

pub use crate::markdown::run::{Part, Run};
use crate::source::Span;
use crate::source::sign::set;

/// A parsed Markdown text. It knows nothing of addresses and templates.
///
/// Its parts stand in one list for each kind, and what holds parts says which: `&document[callout.blocks]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The words of all its parts.
    pub(super) text: String,
    pub(super) all_inlines: Vec<Inline>,
    pub(super) all_blocks: Vec<Block>,
    pub(super) all_items: Vec<Item>,
    pub(super) all_cells: Vec<Cell>,
    /// Its blocks, in order.
    pub blocks: Run<Block>,
    /// Every callout; a [`Block::Callout`] holds its index.
    pub callouts: Vec<Callout>,
    /// Every table; a [`Block::Table`] holds its index.
    pub tables: Vec<Table>,
    /// Words in other languages; an [`Inline::Lang`] holds their index.
    pub foreign: Vec<Foreign>,
    /// Every heading, in order; a [`Block::Heading`] holds its index.
    pub headings: Vec<Heading>,
    /// Every link; an [`Inline::Link`] holds its index.
    pub links: Vec<Link>,
    /// Words between single brackets that may be the names of pages, and where they stand.
    pub bracketed: Vec<(String, Span)>,
    /// Every image; an [`Inline::Image`] or [`Block::Figure`] holds its index.
    pub images: Vec<Image>,
    /// Every fenced code; a [`Block::Code`] holds its index.
    pub codes: Vec<Code>,
    /// The notes, in the order of their first call.
    pub notes: Vec<Note>,
    /// Does it hold raw HTML? Then what is rendered from it is cleaned.
    pub raw_html: Vec<RawHtml>,
    /// Are its elements inside others beyond reason? Then it is shown as a text.
    pub raw_too_deep: bool,
}

/// A part that stands on its own lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading, by its index.
    Heading(u32),
    /// A paragraph.
    Paragraph(Run<Inline>),
    /// A quotation.
    Quote(Run<Block>),
    /// A callout, by its index: a quotation whose first line is `[!KIND] title`.
    Callout(u32),
    /// A list.
    List {
        /// The first number, when the list is numbered.
        start: Option<u32>,
        /// Its items.
        items: Run<Item>,
    },
    /// A table, by its index.
    Table(u32),
    /// Fenced or indented code, by its index: perhaps a block of the theme.
    Code(u32),
    /// An image alone in its paragraph, by its index.
    Figure(u32),
    /// Raw HTML, to be cleaned.
    Html(Part),
    /// A thematic break.
    Rule,
}

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Text.
    Text(Part),
    /// Code.
    Code(Part),
    /// Emphasis.
    Emphasis(Run<Inline>),
    /// Strong emphasis.
    Strong(Run<Inline>),
    /// Struck text.
    Strike(Run<Inline>),
    /// A link, by its index.
    Link(u32),
    /// An image, by its index.
    Image(u32),
    /// A call of a note, by the index of the note, and which call of this note it is (from 1).
    Note(u32, u32),
    /// Words in another language, by their index: `[kelc'h]{lang=br}`.
    Lang(u32),
    /// A line break that the author asked for.
    Break,
    /// The end of a line of the source.
    Soft,
    /// Raw HTML, to be cleaned.
    Html(Part),
}

/// Words in another language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// The code of the language.
    pub lang: Part,
    /// The words.
    pub words: Part,
}

/// A heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// From 1 to 6, as written.
    pub level: u8,
    /// What it shows.
    pub content: Run<Inline>,
    /// Its text alone.
    pub text: Part,
    /// Its anchor, unique in the page.
    pub id: Part,
    /// Where it stands.
    pub span: Span,
}

/// How a link was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStyle {
    /// `[label](target)`.
    Plain,
    /// `[[target]]`: the label is the title of the target.
    Short,
    /// `[[target|label]]`.
    ShortLabelled,
    /// `<https://…>`.
    Auto,
}

/// A link, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Where it leads, as written.
    pub target: String,
    /// How it was written.
    pub style: LinkStyle,
    /// What it shows.
    pub content: Run<Inline>,
    /// The text of it.
    pub label: String,
    /// Where it stands.
    pub span: Span,
}

/// An image, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// The file, as written.
    pub source: String,
    /// The alternative text.
    pub alternative: String,
    /// The caption: the title of the Markdown image.
    pub caption: Option<String>,
    /// Who made it: `{credit="…"}` after the image.
    pub credit: Option<String>,
    /// Declared to say nothing: `{decorative}` after the image.
    pub decorative: bool,
    /// Declared a chart, a diagram or a map: `{graphique}`, `{schema}`, `{carte}` after the image.
    pub informs: bool,
    /// What such an image says, at length: `{carte description="…"}`.
    pub description: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// Fenced or indented code.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// The first word after the fence: a language, or the name of a block.
    pub name: String,
    /// The text.
    pub text: String,
    /// The fence and all.
    pub span: Span,
    /// The text alone.
    pub inner: Span,
    /// Does a line of its signs close it?
    pub closed: bool,
}

/// A note.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Its name in the source.
    pub name: String,
    /// What it says; empty when nobody wrote it.
    pub blocks: Run<Block>,
    /// How many times it is called.
    pub calls: usize,
}

/// Where raw HTML stands.
#[derive(Clone, Debug, PartialEq)]
pub struct RawHtml {
    /// As written.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A callout.
#[derive(Clone, Debug, PartialEq)]
pub struct Callout {
    /// The word between brackets, in lower case: `conseil`.
    pub kind: String,
    /// The words after it on the first line.
    pub title: Run<Inline>,
    /// What it says.
    pub blocks: Run<Block>,
    /// Where it stands.
    pub span: Span,
}

/// An item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Done or not, in a task list.
    pub done: Option<bool>,
    /// What it holds.
    pub blocks: Run<Block>,
    /// Are its paragraphs shown without their own tags?
    pub tight: bool,
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// As the text is.
    Start,
    /// Centred.
    Centre,
    /// To the right: numbers.
    End,
}

/// A cell of a table.
pub type Cell = Run<Inline>;

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its title, written as « Tableau : … » before it.
    pub caption: Run<Inline>,
    /// The columns.
    pub align: Vec<Align>,
    /// The cells of the first line.
    pub head: Run<Cell>,
    /// Those of the other lines, as many in each as there are columns.
    pub body: Run<Cell>,
    /// Where it stands.
    pub span: Span,
}

impl Index<Part> for Document {
    type Output = str;

    fn index(&self, part: Part) -> &str {
        self.text.get(part.range()).unwrap_or_default()
    }
}

impl Index<Run<Inline>> for Document {
    type Output = [Inline];

    fn index(&self, run: Run<Inline>) -> &[Inline] {
        self.all_inlines.get(run.range()).unwrap_or_default()
    }
}

impl Index<Run<Block>> for Document {
    type Output = [Block];

    fn index(&self, run: Run<Block>) -> &[Block] {
        self.all_blocks.get(run.range()).unwrap_or_default()
    }
}

impl Index<Run<Item>> for Document {
    type Output = [Item];

    fn index(&self, run: Run<Item>) -> &[Item] {
        self.all_items.get(run.range()).unwrap_or_default()
    }
}

impl Index<Run<Cell>> for Document {
    type Output = [Cell];

    fn index(&self, run: Run<Cell>) -> &[Cell] {
        self.all_cells.get(run.range()).unwrap_or_default()
    }
}

/// Words read in a minute: the average of French readers is 195 (Trauzettel-Klosinski and Dietz,
/// « Standardized assessment of reading performance », 2012).
const WORDS_A_MINUTE: usize = 195;

impl Document {
    /// The lines of a table, but for its first one.
    pub fn rows(&self, table: &Table) -> impl Iterator<Item = &[Cell]> {
        self[table.body].chunks(table.align.len().max(1))
    }

    /// Every cell of a table, the first line before the others.
    pub fn cells(&self, table: &Table) -> impl Iterator<Item = &Cell> {
        self[table.head].iter().chain(&self[table.body])
    }

    /// Is the first cell of every line its heading? It is, when all of them are in bold.
    pub fn has_row_headings(&self, table: &Table) -> bool {
        self.rows(table).all(|row| row.first().is_some_and(|cell| matches!(self[*cell], [Inline::Strong(_)])))
    }

    /// The text of some inlines alone, without any mark.
    pub fn plain(&self, inlines: &[Inline]) -> String {
        // Most titles and labels are one text.
        if let [Inline::Text(part)] = inlines {
            return self[*part].to_owned();
        }
        let mut text = String::new();
        self.push_plain(inlines, &mut text);
        text
    }

    /// Is that text nothing but spaces?
    pub fn is_blank(&self, inlines: &[Inline]) -> bool {
        inlines.iter().all(|inline| match *inline {
            Inline::Text(part) | Inline::Code(part) => self[part].trim_start().is_empty(),
            Inline::Lang(index) => self[self.foreign[index as usize].words].trim_start().is_empty(),
            Inline::Emphasis(run) | Inline::Strong(run) | Inline::Strike(run) => self.is_blank(&self[run]),
            Inline::Link(index) => self.is_blank(&self[self.links[index as usize].content]),
            Inline::Break | Inline::Soft | Inline::Image(_) | Inline::Note(..) | Inline::Html(_) => true,
        })
    }

    fn push_plain(&self, inlines: &[Inline], text: &mut String) {
        for inline in inlines {
            match *inline {
                Inline::Text(part) | Inline::Code(part) => text.push_str(&self[part]),
                Inline::Lang(index) => text.push_str(&self[self.foreign[index as usize].words]),
                Inline::Emphasis(run) | Inline::Strong(run) | Inline::Strike(run) => self.push_plain(&self[run], text),
                Inline::Link(index) => self.push_plain(&self[self.links[index as usize].content], text),
                Inline::Break | Inline::Soft => text.push(' '),
                Inline::Image(_) | Inline::Note(..) | Inline::Html(_) => {}
            }
        }
    }

    /// The time that reading it takes, in whole minutes, at least one; blocks of the theme and code are not counted.
    pub fn minutes(&self) -> i64 {
        let notes: usize = self.notes.iter().map(|note| self.words_of(note.blocks)).sum();
        let headings: usize = self.headings.iter().map(|heading| self.words(heading.content)).sum();
        let words = headings + self.words_of(self.blocks) + notes;
        i64::try_from(words.div_ceil(WORDS_A_MINUTE).max(1)).unwrap_or(1)
    }

    fn words_of(&self, blocks: Run<Block>) -> usize {
        let words = |block: &Block| match *block {
            Block::Paragraph(inlines) => self.words(inlines),
            Block::Quote(blocks) => self.words_of(blocks),
            Block::Callout(index) => {
                let callout = &self.callouts[index as usize];
                self.words(callout.title) + self.words_of(callout.blocks)
            }
            Block::List { items, .. } => self[items].iter().map(|item| self.words_of(item.blocks)).sum(),
            Block::Table(index) => {
                let table = &self.tables[index as usize];
                self.words(table.caption) + self.cells(table).map(|cell| self.words(*cell)).sum::<usize>()
            }
            Block::Heading(_) | Block::Code(_) | Block::Figure(_) | Block::Html(_) | Block::Rule => 0,
        };
        self[blocks].iter().map(words).sum()
    }

    fn words(&self, inlines: Run<Inline>) -> usize {
        let mut counter = Counter::default();
        counter.inlines(self, inlines);
        counter.words + usize::from(counter.said)
    }

    /// A copy without its text. Its headings, its pictures, its raw HTML and its words between brackets are there.
    pub fn without_text(&self) -> Document {
        let of_headings = self.headings.iter().map(|heading| heading.text.len() + heading.id.len());
        let mut text = String::with_capacity(of_headings.sum());
        let copy = |heading: &Heading| Heading {
            text: Part::write(&mut text, &self[heading.text]),
            id: Part::write(&mut text, &self[heading.id]),
            content: Run::default(),
            ..*heading
        };
        let headings = self.headings.iter().map(copy).collect();
        let (images, raw_html) = (self.images.clone(), self.raw_html.clone());
        Document {
            text,
            headings,
            images,
            raw_html,
            bracketed: self.bracketed.clone(),
            raw_too_deep: self.raw_too_deep,
            ..Document::default()
        }
    }

    /// Gives back the memory that was kept for more parts. Where there may be many they are copied: a list that shrinks by
    /// less than half keeps its place. The text has the room that it needs since it was set.
    pub fn shrink(&mut self) {
        self.all_inlines = self.all_inlines.as_slice().into();
        self.all_blocks = self.all_blocks.as_slice().into();
        self.all_items = self.all_items.as_slice().into();
        self.all_cells = self.all_cells.as_slice().into();
        self.callouts.shrink_to_fit();
        self.tables.shrink_to_fit();
        self.foreign.shrink_to_fit();
        self.headings.shrink_to_fit();
        self.links.shrink_to_fit();
        self.bracketed.shrink_to_fit();
        self.images.shrink_to_fit();
        self.codes.shrink_to_fit();
        self.notes.shrink_to_fit();
    }

    /// Its text alone, one line for each of its parts.
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        self.push_lines(self.blocks, &mut lines);
        lines.retain(|line| !line.trim().is_empty());
        lines.join("\n")
    }

    fn push_lines(&self, blocks: Run<Block>, lines: &mut Vec<String>) {
        for block in &self[blocks] {
            match *block {
                Block::Heading(index) => lines.push(self[self.headings[index as usize].text].to_owned()),
                Block::Paragraph(inlines) => lines.push(self.plain(&self[inlines])),
                Block::Quote(inner) => self.push_lines(inner, lines),
                Block::Callout(index) => {
                    let callout = &self.callouts[index as usize];
                    lines.push(self.plain(&self[callout.title]));
                    self.push_lines(callout.blocks, lines);
                }
                Block::List { items, .. } => self[items].iter().for_each(|item| self.push_lines(item.blocks, lines)),
                Block::Table(index) => {
                    let table = &self.tables[index as usize];
                    let row = |cells: &[Cell]| {
                        cells.iter().map(|cell| self.plain(&self[*cell])).collect::<Vec<_>>().join(" ; ")
                    };
                    lines.push(self.plain(&self[table.caption]));
                    lines.extend(std::iter::once(&self[table.head]).chain(self.rows(table)).map(row));
                }
                Block::Code(index) => lines.push(self.codes[index as usize].text.clone()),
                Block::Figure(_) | Block::Html(_) | Block::Rule => {}
            }
        }
    }
}

/// The bytes with which a space may begin.
const SPACES: [bool; 256] = set(b" \t\n\x0b\x0c\r\xC2\xE1\xE2\xE3");

/// Counts the words of a plain text that is told piece by piece: what has a letter or a digit, between spaces.
#[derive(Default)]
struct Counter {
    words: usize,
    /// Has the word that is not over yet a letter or a digit?
    said: bool,
}

impl Counter {
    fn inlines(&mut self, document: &Document, inlines: Run<Inline>) {
        for inline in &document[inlines] {
            match *inline {
                Inline::Text(part) | Inline::Code(part) => self.text(&document[part]),
                Inline::Lang(index) => self.text(&document[document.foreign[index as usize].words]),
                Inline::Emphasis(run) | Inline::Strong(run) | Inline::Strike(run) => self.inlines(document, run),
                Inline::Link(index) => self.inlines(document, document.links[index as usize].content),
                Inline::Break | Inline::Soft => self.space(),
                Inline::Image(_) | Inline::Note(..) | Inline::Html(_) => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            at += match byte {
                b' ' | b'\t'..=b'\r' => {
                    self.space();
                    1
                }
                // What is left of a word counts for nothing, once one of its letters was seen.
                _ if byte.is_ascii() && (self.said || byte.is_ascii_alphanumeric()) => {
                    self.said = true;
                    bytes[at..].iter().take_while(|byte| !SPACES[usize::from(**byte)]).count()
                }
                _ if byte.is_ascii() => 1,
                _ => self.sign(text[at..].chars().next().unwrap_or_default()),
            };
        }
    }

    /// Counts a sign of several bytes; gives how many they are.
    fn sign(&mut self, sign: char) -> usize {
        match sign.is_whitespace() {
            true => self.space(),
            false => self.said = self.said || sign.is_alphanumeric(),
        }
        sign.len_utf8()
    }

    fn space(&mut self) {
        self.words += usize::from(std::mem::take(&mut self.said));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_letter_or_a_digit_between_spaces_is_a_word() {
        for sign in '\0'..=char::MAX {
            let text = format!("un{sign}mot {sign} 1{sign} {sign}a –{sign}");
            let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
            let mut counter = Counter::default();
            counter.text(&text);
            assert_eq!(counter.words + usize::from(counter.said), words, "{sign:?}");
        }
    }
}
