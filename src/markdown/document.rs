//! A parsed text: its blocks, and the lists of what other rooms ask about.

use crate::source::Span;

/// A parsed Markdown text. It knows nothing of addresses and templates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
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
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading, by its index.
    Heading(usize),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A quotation.
    Quote(Vec<Block>),
    /// A callout: a quotation whose first line is `[!KIND] title`.
    Callout(Box<Callout>),
    /// A list.
    List {
        /// The first number, when the list is numbered.
        start: Option<u64>,
        /// Its items.
        items: Vec<Item>,
    },
    /// A table.
    Table(Box<Table>),
    /// Fenced or indented code, by its index: perhaps a block of the theme.
    Code(usize),
    /// An image alone in its paragraph, by its index.
    Figure(usize),
    /// Raw HTML, to be cleaned.
    Html(String),
    /// A thematic break.
    Rule,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Text.
    Text(String),
    /// Code.
    Code(String),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Struck text.
    Strike(Vec<Inline>),
    /// A link, by its index, and what it shows.
    Link(usize, Vec<Inline>),
    /// An image, by its index.
    Image(usize),
    /// A call of a note, by the index of the note, and which call of this note it is (from 1).
    Note(usize, usize),
    /// Words in another language: `[kelc'h]{lang=br}`.
    Lang(Box<str>, Box<str>),
    /// A line break that the author asked for.
    Break,
    /// The end of a line of the source.
    Soft,
    /// Raw HTML, to be cleaned.
    Html(String),
}

/// A heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// From 1 to 6, as written.
    pub level: u8,
    /// What it shows.
    pub content: Vec<Inline>,
    /// Its text alone.
    pub text: String,
    /// Its anchor, unique in the page.
    pub id: String,
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
    /// The text that it shows.
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
}

/// A note.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Its name in the source.
    pub name: String,
    /// What it says; empty when nobody wrote it.
    pub blocks: Vec<Block>,
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
    pub title: Vec<Inline>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Where it stands.
    pub span: Span,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Done or not, in a task list.
    pub done: Option<bool>,
    /// What it holds.
    pub blocks: Vec<Block>,
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
pub type Cell = Vec<Inline>;

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its title, written as « Tableau : … » before it.
    pub caption: Vec<Inline>,
    /// The columns.
    pub align: Vec<Align>,
    /// The cells of the first line.
    pub head: Vec<Cell>,
    /// The other lines.
    pub rows: Vec<Vec<Cell>>,
    /// Where it stands.
    pub span: Span,
}

impl Table {
    /// Is the first cell of every line its heading? It is, when all of them are in bold.
    pub fn has_row_headings(&self) -> bool {
        self.rows.iter().all(|row| matches!(row.first().map(Vec::as_slice), Some([Inline::Strong(_)])))
    }
}

/// The text alone, without any mark.
pub fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    push_plain(inlines, &mut text);
    text
}

fn push_plain(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(t) | Inline::Code(t) => text.push_str(t),
            Inline::Lang(_, t) => text.push_str(t),
            Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strike(c) | Inline::Link(_, c) => push_plain(c, text),
            Inline::Break | Inline::Soft => text.push(' '),
            Inline::Image(_) | Inline::Note(..) | Inline::Html(_) => {}
        }
    }
}

/// Words read in a minute: the average of French readers is 195 (Trauzettel-Klosinski and Dietz,
/// « Standardized assessment of reading performance », 2012).
const WORDS_A_MINUTE: usize = 195;

impl Document {
    /// The time that reading it takes, in whole minutes, at least one; blocks of the theme and code are not counted.
    pub fn minutes(&self) -> i64 {
        let notes = self.notes.iter().flat_map(|note| &note.blocks);
        let headings: usize = self.headings.iter().map(|heading| words(&heading.content)).sum();
        let words = headings + self.blocks.iter().chain(notes).map(words_of).sum::<usize>();
        i64::try_from(words.div_ceil(WORDS_A_MINUTE).max(1)).unwrap_or(1)
    }

    /// A copy without its text. Its headings, its pictures, its raw HTML and its words between brackets are there.
    pub fn without_text(&self) -> Document {
        let copy = |heading: &Heading| Heading {
            text: heading.text.clone(),
            id: heading.id.clone(),
            content: Vec::new(),
            ..*heading
        };
        let headings = self.headings.iter().map(copy).collect();
        let (images, raw_html) = (self.images.clone(), self.raw_html.clone());
        Document {
            headings,
            images,
            raw_html,
            bracketed: self.bracketed.clone(),
            raw_too_deep: self.raw_too_deep,
            ..Document::default()
        }
    }

    /// Gives back the memory that was kept for more parts.
    pub fn shrink(&mut self) {
        self.blocks.shrink_to_fit();
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
        self.push_lines(&self.blocks, &mut lines);
        lines.retain(|line| !line.trim().is_empty());
        lines.join("\n")
    }

    fn push_lines(&self, blocks: &[Block], lines: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Heading(index) => lines.extend(self.headings.get(*index).map(|h| h.text.clone())),
                Block::Paragraph(inlines) => lines.push(plain(inlines)),
                Block::Quote(inner) => self.push_lines(inner, lines),
                Block::Callout(callout) => {
                    lines.push(plain(&callout.title));
                    self.push_lines(&callout.blocks, lines);
                }
                Block::List { items, .. } => items.iter().for_each(|item| self.push_lines(&item.blocks, lines)),
                Block::Table(table) => {
                    let row = |cells: &Vec<Cell>| cells.iter().map(|c| plain(c)).collect::<Vec<_>>().join(" ; ");
                    lines.push(plain(&table.caption));
                    lines.extend(std::iter::once(&table.head).chain(&table.rows).map(row));
                }
                Block::Code(index) => lines.extend(self.codes.get(*index).map(|code| code.text.clone())),
                Block::Figure(_) | Block::Html(_) | Block::Rule => {}
            }
        }
    }

    /// Calls `visit` with every list of inlines that forms one text (a paragraph, a heading, a cell).
    pub fn visit_texts(&mut self, visit: &mut impl FnMut(&mut Vec<Inline>)) {
        for heading in &mut self.headings {
            visit(&mut heading.content);
        }
        for note in &mut self.notes {
            visit_blocks(&mut note.blocks, visit);
        }
        visit_blocks(&mut self.blocks, visit);
    }
}

fn words_of(block: &Block) -> usize {
    let all = |blocks: &[Block]| blocks.iter().map(words_of).sum::<usize>();
    match block {
        Block::Paragraph(inlines) => words(inlines),
        Block::Quote(blocks) => all(blocks),
        Block::Callout(callout) => words(&callout.title) + all(&callout.blocks),
        Block::List { items, .. } => items.iter().map(|item| all(&item.blocks)).sum(),
        Block::Table(table) => {
            let cells = table.head.iter().chain(table.rows.iter().flatten());
            words(&table.caption) + cells.map(|cell| words(cell)).sum::<usize>()
        }
        Block::Heading(_) | Block::Code(_) | Block::Figure(_) | Block::Html(_) | Block::Rule => 0,
    }
}

fn words(inlines: &[Inline]) -> usize {
    let mut counter = Counter::default();
    counter.inlines(inlines);
    counter.words + usize::from(counter.said)
}

/// Counts the words of a plain text that is told piece by piece: what has a letter or a digit, between spaces.
#[derive(Default)]
struct Counter {
    words: usize,
    /// Has the word that is not over yet a letter or a digit?
    said: bool,
}

impl Counter {
    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) | Inline::Code(text) => self.text(text),
                Inline::Lang(_, text) => self.text(text),
                Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strike(c) | Inline::Link(_, c) => self.inlines(c),
                Inline::Break | Inline::Soft => self.space(),
                Inline::Image(_) | Inline::Note(..) | Inline::Html(_) => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let mut length = 1;
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => self.said = true,
                b' ' | b'\t'..=b'\r' => self.space(),
                0..0x80 => {}
                _ => {
                    let Some(sign) = text[at..].chars().next() else { break };
                    length = sign.len_utf8();
                    match sign.is_whitespace() {
                        true => self.space(),
                        false => self.said = self.said || sign.is_alphanumeric(),
                    }
                }
            }
            at += length;
        }
    }

    fn space(&mut self) {
        self.words += usize::from(std::mem::take(&mut self.said));
    }
}

fn visit_blocks(blocks: &mut [Block], visit: &mut impl FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => visit(inlines),
            Block::Quote(blocks) => visit_blocks(blocks, visit),
            Block::Callout(callout) => {
                visit(&mut callout.title);
                visit_blocks(&mut callout.blocks, visit);
            }
            Block::List { items, .. } => items.iter_mut().for_each(|item| visit_blocks(&mut item.blocks, visit)),
            Block::Table(table) => {
                visit(&mut table.caption);
                table.head.iter_mut().for_each(&mut *visit);
                table.rows.iter_mut().flatten().for_each(&mut *visit);
            }
            Block::Heading(_) | Block::Code(_) | Block::Figure(_) | Block::Html(_) | Block::Rule => {}
        }
    }
}
