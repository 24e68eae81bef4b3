//! Markdown to a [`Document`], and a document to HTML                          ← pulldown-cmark.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{
    Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, OffsetIter, Options, Parser, Tag,
    TextMergeWithOffset,
};

use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::slug::slug;
use crate::source::sign::without_commands;
use crate::source::written::Written;
use crate::source::{FileId, Span};

mod attribute;
pub mod clean;
mod convention;
pub mod document;
pub mod html;
mod note;
pub mod placeholder;
mod slip;
pub mod term;
pub mod typography;
pub mod walk;

use convention::{callout, caption_before};
use slip::{Kind, Leaf, Meant, Text, Trace};
pub use slip::{is_field, language_code};

use document::{Align, Code, Heading, Image, Item, Link, LinkStyle, RawHtml, Table, plain};
pub use document::{Block, Document, Inline};

/// A note is called and nobody wrote it, or written and never called.
pub const NOTE: Rule = Rule { code: "note-incomplete", severity: Severity::Error };
/// Lists or quotations nested beyond reason.
pub const DEPTH: Rule = Rule { code: "trop-de-niveaux", severity: Severity::Warning };

/// HTML elements inside others beyond reason.
pub const HTML_DEPTH: Rule = Rule { code: "html-trop-emboite", severity: Severity::Error };

/// Every rule of this room, but those of the slips.
pub const RULES: &[&Rule] = &[&NOTE, &DEPTH, &HTML_DEPTH];
/// Every rule of the slips of writing.
pub const SLIPS: &[&Rule] = &slip::RULES;

/// How a text is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// Is it in French? Then it gets French typography.
    pub french: bool,
    /// Lists and quotations that stand inside more than this many others are flattened.
    pub levels: usize,
}

impl Default for Manner {
    fn default() -> Manner {
        Manner { french: true, levels: 24 }
    }
}

/// What a site declares of the texts of its pages: a slip in one of these words is known for what it is.
#[derive(Clone, Copy, Debug)]
pub struct Declared<'a> {
    /// The title of the page.
    pub title: &'a str,
    /// The titles of the parts that the page is to have.
    pub parts: &'a [&'a str],
    /// The names of the blocks of the theme.
    pub blocks: &'a [&'a str],
    /// Which of some words was most likely meant by another one.
    pub nearest: for<'w> fn(&str, &[&'w str]) -> Option<&'w str>,
}

impl Default for Declared<'_> {
    fn default() -> Self {
        Declared { title: "", parts: &[], blocks: &[], nearest: |_, _| None }
    }
}

/// Parses `text`, which begins at byte `offset` of `file`.
/// Slips of writing are told; those whose meaning is certain are read as they were meant.
pub fn parse(text: &str, file: FileId, offset: usize, manner: Manner, report: &mut Report) -> Document {
    parse_value(text, &Written::free(file, offset, text.len()), manner, report)
}

/// The same, for a text that is the value of a field.
pub fn parse_value(text: &str, written: &Written, manner: Manner, report: &mut Report) -> Document {
    parse_text(text, written, manner, Declared::default(), report)
}

/// The same, for the text of a page, of which the site declares some words.
pub fn parse_page(
    text: &str,
    file: FileId,
    offset: usize,
    manner: Manner,
    declared: Declared<'_>,
    report: &mut Report,
) -> Document {
    parse_text(text, &Written::free(file, offset, text.len()), manner, declared, report)
}

fn parse_text(text: &str, written: &Written, manner: Manner, declared: Declared<'_>, report: &mut Report) -> Document {
    let french = manner.french;
    let typed = Text::new(text, written, None, declared);
    let mut first = Report::default();
    let (mut document, trace) = read(&typed, manner.levels, &mut first);
    let slips = slip::find(&typed, &trace, french);
    match Meant::new(text, &slips) {
        None => {
            report.extend(first);
            document.bracketed = slip::bracketed(&typed, &trace);
            slips.into_iter().for_each(|slip| report.add(slip.diagnostic));
        }
        Some(corrected) => {
            let meant = Text::new(&corrected.text, written, Some(&corrected), declared);
            let (again, trace) = read(&meant, manner.levels, report);
            document = again;
            document.bracketed = slip::bracketed(&meant, &trace);
            // What was read as it was meant is told once; the rest, with the text as it is now read.
            let told = slips.into_iter().filter(|slip| !slip.mend.is_empty());
            told.chain(slip::find(&meant, &trace, french)).for_each(|slip| report.add(slip.diagnostic));
        }
    }
    document.shrink();
    document.visit_texts(&mut attribute::languages);
    if !french {
        document.visit_texts(&mut |inlines| unmark(inlines));
    }
    if french {
        document.visit_texts(&mut |inlines| typography_of(inlines));
        for heading in &mut document.headings {
            heading.text = typography::plain(&typography::french(&heading.text));
        }
        let plain = |text: &str| typography::plain(&typography::french(text));
        for image in &mut document.images {
            image.alternative = plain(&image.alternative);
            image.caption = image.caption.as_deref().map(typography::french);
            image.credit = image.credit.as_deref().map(plain);
            image.description = image.description.as_deref().map(plain);
        }
    }
    document
}

/// The text that a line shows, without its codes.
fn shown(line: &str) -> String {
    let texts = Parser::new(line).filter_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    });
    texts.collect()
}

/// Reads a text as it is.
fn read(text: &Text<'_>, levels: usize, report: &mut Report) -> (Document, Trace) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_WIKILINKS;
    let parser = Parser::new_ext(text.text, options);
    let definitions = parser.reference_definitions().iter();
    let definitions: BTreeMap<String, Range<usize>> =
        definitions.map(|(name, definition)| (name.to_lowercase(), definition.span.clone())).collect();
    let events = parser.into_offset_iter().map(shown_event as fn(_) -> _);
    let events = TextMergeWithOffset::new(events).peekable();
    let mut builder = Builder {
        events,
        source: text,
        text: text.text,
        document: Document::default(),
        trace: Trace::default(),
        definitions,
        ids: BTreeMap::new(),
        written: BTreeMap::new(),
        called: BTreeMap::new(),
        unwritten: Vec::new(),
        levels,
        depth: 0,
        labels: 0,
        reported_depth: false,
        report,
    };
    let blocks = builder.blocks();
    builder.document.blocks = blocks;
    builder.finish_notes();
    builder.weigh_html();
    builder.trace.unused = builder.definitions.into_values().collect();
    (builder.document, builder.trace)
}

/// Takes out the private signs that typography uses: an author may have typed them.
fn unmark(inlines: &mut [Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => *text = typography::plain(text),
            Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strike(c) | Inline::Link(_, c) => unmark(c),
            _ => {}
        }
    }
}

/// French typography of one text, across its emphasis and links.
fn typography_of(inlines: &mut [Inline]) {
    let mut pieces = Vec::new();
    take_pieces(inlines, &mut pieces);
    typography::french_pieces(&mut pieces);
    put_pieces(inlines, &mut pieces.into_iter());
}

fn take_pieces(inlines: &mut [Inline], pieces: &mut Vec<typography::Piece>) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => pieces.push(typography::Piece::Text(std::mem::take(text))),
            Inline::Soft => pieces.push(typography::Piece::Text("\n".to_owned())),
            Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strike(c) | Inline::Link(_, c) => take_pieces(c, pieces),
            _ => pieces.push(typography::Piece::Opaque),
        }
    }
}

fn put_pieces(inlines: &mut [Inline], pieces: &mut impl Iterator<Item = typography::Piece>) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => {
                if let Some(typography::Piece::Text(new)) = pieces.next() {
                    *text = new;
                }
            }
            Inline::Soft => {
                if let Some(typography::Piece::Text(new)) = pieces.next()
                    && new != "\n"
                {
                    *inline = Inline::Text(new);
                }
            }
            Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strike(c) | Inline::Link(_, c) => put_pieces(c, pieces),
            _ => {
                pieces.next();
            }
        }
    }
}

type Placed<'a> = (Event<'a>, Range<usize>);
type Events<'a> = Peekable<TextMergeWithOffset<'a, std::iter::Map<OffsetIter<'a>, fn(Placed<'a>) -> Placed<'a>>>>;

/// No sign that commands a machine is shown, however it was written: `&#27;`.
fn shown_event<'a>((event, range): Placed<'a>) -> Placed<'a> {
    let shown = |text: CowStr<'a>| match without_commands(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(text) => text.into(),
    };
    let event = match event {
        Event::Text(text) => Event::Text(shown(text)),
        Event::Code(text) => Event::Code(shown(text)),
        Event::Html(text) => Event::Html(shown(text)),
        Event::InlineHtml(text) => Event::InlineHtml(shown(text)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: shown(dest_url), title: shown(title), id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: shown(dest_url), title: shown(title), id })
        }
        event => event,
    };
    (event, range)
}

/// Turns the stream of events into a tree.
struct Builder<'a, 'r> {
    events: Events<'a>,
    source: &'a Text<'a>,
    text: &'a str,
    document: Document,
    trace: Trace,
    /// The definitions of links, by name in lower case, that no link has used yet.
    definitions: BTreeMap<String, Range<usize>>,
    ids: BTreeMap<String, usize>,
    /// The notes as written, by name, until the end.
    written: BTreeMap<String, (Vec<Block>, Span)>,
    /// The index of each note that was called, by name.
    called: BTreeMap<String, usize>,
    /// The calls of notes that nobody wrote, until the end.
    unwritten: Vec<(String, Span)>,
    /// The greatest depth.
    levels: usize,
    depth: usize,
    /// Inside how many links and pictures we are.
    labels: usize,
    reported_depth: bool,
    report: &'r mut Report,
}

impl<'a> Builder<'a, '_> {
    fn span(&self, range: &Range<usize>) -> Span {
        self.source.span(range)
    }

    /// Notes a block that holds no other.
    fn leaf(&mut self, kind: Kind, range: &Range<usize>) {
        self.trace.leaves.push(Leaf { kind, range: range.clone(), top: self.depth == 0 });
    }

    /// The blocks up to the end of the container, whose end is consumed.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        // Containers beyond the greatest depth are flattened: their content stays, here.
        let mut flattened = 0usize;
        while let Some((event, _)) = self.events.peek() {
            if is_inline(event) {
                let inlines = self.inlines(4);
                self.paragraph(inlines, &mut blocks);
                continue;
            }
            let Some((event, range)) = self.events.next() else { break };
            match event {
                Event::End(_) if flattened > 0 => flattened -= 1,
                Event::End(_) => break,
                Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) if self.depth >= self.levels => {
                    self.too_deep(&range);
                    flattened += 1;
                }
                Event::Start(tag) => self.container(tag, range, &mut blocks),
                Event::Rule => blocks.push(Block::Rule),
                Event::Html(html) => self.html_block(&html, &range, &mut blocks),
                _ => {}
            }
        }
        blocks
    }

    fn container(&mut self, tag: Tag<'a>, range: Range<usize>, blocks: &mut Vec<Block>) {
        match tag {
            Tag::Paragraph => {
                let leaf = self.trace.leaves.len();
                self.leaf(Kind::Paragraph, &range);
                let inlines = self.inlines(4);
                self.events.next();
                if matches!(inlines.as_slice(), [Inline::Strong(_)]) {
                    self.trace.leaves[leaf].kind = Kind::Strong;
                }
                self.paragraph(inlines, blocks);
            }
            Tag::Heading { level, id, .. } => {
                let heading = self.heading(level, id.as_deref(), &range);
                blocks.push(heading);
            }
            Tag::BlockQuote(_) => {
                let inner = self.nested(Builder::blocks);
                blocks.push(callout(inner, self.span(&range)));
            }
            Tag::List(start) => {
                let leaf = self.trace.leaves.len();
                let items = self.nested(Builder::items);
                if let Some(start) = start {
                    let kind = Kind::Numbered(start, items.len());
                    self.trace.leaves.insert(leaf, Leaf { kind, range, top: self.depth == 0 });
                }
                blocks.push(Block::List { start, items });
            }
            Tag::CodeBlock(kind) => {
                let code = self.code(&kind, &range);
                blocks.push(code);
            }
            Tag::Table(align) => self.table(&align, &range, blocks),
            Tag::FootnoteDefinition(name) => {
                let inner = self.nested(Builder::blocks);
                let span = self.span(&range);
                if self.written.contains_key(&*name) {
                    let message = Message::new("note-twice").with("name", &*name);
                    self.report.add(Diagnostic::at(&NOTE, span, message));
                } else {
                    self.written.insert(name.to_string(), (inner, span));
                }
            }
            _ => {
                let mut inner = self.blocks();
                blocks.append(&mut inner);
            }
        }
    }

    /// Runs `inside` one level deeper.
    fn nested<T>(&mut self, inside: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let result = inside(self);
        self.depth -= 1;
        result
    }

    fn too_deep(&mut self, range: &Range<usize>) {
        if !self.reported_depth {
            self.reported_depth = true;
            let span = self.span(&(range.start..range.start));
            self.report.add(Diagnostic::at(&DEPTH, span, Message::new("markdown-depth").with("max", self.levels)));
        }
    }

    fn heading(&mut self, level: HeadingLevel, id: Option<&str>, range: &Range<usize>) -> Block {
        self.leaf(Kind::Heading(level as u8), range);
        let content = self.inlines(1);
        self.events.next();
        let text = plain(&content).trim().to_owned();
        let id = self.unique_id(id.map_or_else(|| slug(&text), slug));
        let span = self.span(&(range.start..range.start + self.text[range.clone()].trim_end().len()));
        self.document.headings.push(Heading { level: level as u8, content, text, id, span });
        Block::Heading(self.document.headings.len() - 1)
    }

    fn unique_id(&mut self, id: String) -> String {
        let id = if id.is_empty() { "partie".to_owned() } else { id };
        let count = self.ids.entry(id.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            return id;
        }
        let numbered = format!("{id}-{count}");
        self.unique_id(numbered)
    }

    /// A paragraph; an image alone in it is a figure.
    fn paragraph(&mut self, mut inlines: Vec<Inline>, blocks: &mut Vec<Block>) {
        attribute::images(&mut inlines, &mut self.document.images);
        inlines.shrink_to_fit();
        match inlines.as_slice() {
            [] => {}
            [Inline::Image(index)] => blocks.push(Block::Figure(*index)),
            _ => blocks.push(Block::Paragraph(inlines)),
        }
    }

    fn items(&mut self) -> Vec<Item> {
        let mut items = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let tight = !matches!(self.events.peek(), Some((Event::Start(Tag::Paragraph), _)));
                    let done = self.task_marker(tight);
                    let mut blocks = self.nested(Builder::blocks);
                    blocks.shrink_to_fit();
                    items.push(Item { done, blocks, tight });
                }
                Event::End(_) => break,
                _ => {}
            }
        }
        items
    }

    /// The box of a task, which stands first in the item.
    fn task_marker(&mut self, tight: bool) -> Option<bool> {
        if tight && let Some((Event::TaskListMarker(done), _)) = self.events.peek() {
            let done = *done;
            self.events.next();
            return Some(done);
        }
        None
    }

    fn code(&mut self, kind: &CodeBlockKind<'a>, range: &Range<usize>) -> Block {
        let leaf = match kind {
            CodeBlockKind::Fenced(_) => Kind::Fenced,
            CodeBlockKind::Indented => Kind::Indented,
        };
        self.leaf(leaf, range);
        let name = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default().to_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        let mut text = String::new();
        let mut inner: Option<Range<usize>> = None;
        for (event, range) in self.events.by_ref() {
            match event {
                Event::Text(part) => {
                    text.push_str(&part);
                    let start = inner.as_ref().map_or(range.start, |r| r.start);
                    inner = Some(start..range.end);
                }
                Event::End(_) => break,
                _ => {}
            }
        }
        let inner = inner.unwrap_or(range.end..range.end);
        // The source itself, when it is the text but for its line ends: then places inside are exact.
        let source = &self.text[inner.clone()];
        if source.len() != text.len() && source.replace("\r\n", "\n") == text {
            text = source.to_owned();
        }
        let code = Code { name, text, span: self.span(range), inner: self.span(&inner) };
        self.document.codes.push(code);
        Block::Code(self.document.codes.len() - 1)
    }

    fn table(&mut self, align: &[Alignment], range: &Range<usize>, blocks: &mut Vec<Block>) {
        self.leaf(Kind::Table, range);
        let align = align.iter().map(|a| match a {
            Alignment::Center => Align::Centre,
            Alignment::Right => Align::End,
            Alignment::None | Alignment::Left => Align::Start,
        });
        let mut table = Table {
            caption: caption_before(blocks),
            align: align.collect(),
            head: Vec::new(),
            rows: Vec::new(),
            span: self.span(range),
        };
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead) => table.head = self.cells(),
                Event::Start(Tag::TableRow) => {
                    let row = self.cells();
                    table.rows.push(row);
                }
                Event::End(_) => break,
                _ => {}
            }
        }
        blocks.push(Block::Table(table.into()));
    }

    fn cells(&mut self) -> Vec<Vec<Inline>> {
        let mut cells = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => {
                    let cell = self.inlines(1);
                    cells.push(cell);
                    self.events.next();
                }
                Event::End(_) => break,
                _ => {}
            }
        }
        cells
    }

    fn html_block(&mut self, html: &str, range: &Range<usize>, blocks: &mut Vec<Block>) {
        let span = self.span(range);
        self.document.raw_html.push(RawHtml { text: html.to_owned(), span });
        match self.trace.leaves.last_mut() {
            Some(Leaf { kind: Kind::Html, range: last, .. }) if last.end == range.start => last.end = range.end,
            _ => self.leaf(Kind::Html, range),
        }
        match blocks.last_mut() {
            Some(Block::Html(previous)) => previous.push_str(html),
            _ => blocks.push(Block::Html(html.to_owned())),
        }
    }

    /// The inlines up to what is not one; the end of the container is left. Most often there are `usual` ones.
    fn inlines(&mut self, usual: usize) -> Vec<Inline> {
        let mut inlines = Vec::with_capacity(usual);
        let mut flattened = 0usize;
        while let Some((event, _)) = self.events.peek() {
            let closes = flattened > 0 && matches!(event, Event::End(_));
            if !is_inline(event) && !closes {
                break;
            }
            let Some((event, range)) = self.events.next() else { break };
            let inline = match event {
                Event::End(_) => {
                    flattened -= 1;
                    continue;
                }
                Event::Start(_) if self.depth >= 2 * self.levels => {
                    self.too_deep(&range);
                    flattened += 1;
                    continue;
                }
                Event::Text(text) => {
                    if self.labels == 0 {
                        self.undefined_notes(&text, &range);
                        self.trace.texts.push(range);
                    }
                    Inline::Text(text.to_string())
                }
                Event::Code(code) => Inline::Code(code.to_string()),
                Event::InlineHtml(html) | Event::Html(html) => {
                    let span = self.span(&range);
                    self.document.raw_html.push(RawHtml { text: html.to_string(), span });
                    Inline::Html(html.to_string())
                }
                Event::FootnoteReference(name) => self.note(&name),
                Event::SoftBreak => Inline::Soft,
                Event::HardBreak => Inline::Break,
                Event::Start(tag) => self.inline_container(tag, &range),
                _ => continue,
            };
            inlines.push(inline);
        }
        inlines
    }

    fn inline_container(&mut self, tag: Tag<'a>, range: &Range<usize>) -> Inline {
        let label = matches!(tag, Tag::Link { .. } | Tag::Image { .. });
        self.labels += usize::from(label);
        let content = self.nested(|builder| builder.inlines(1));
        self.labels -= usize::from(label);
        self.events.next();
        if let Tag::Link { id, .. } | Tag::Image { id, .. } = &tag {
            self.definitions.remove(&id.to_lowercase());
        }
        match tag {
            Tag::Strong => Inline::Strong(content),
            Tag::Strikethrough => Inline::Strike(content),
            Tag::Link { link_type, dest_url, .. } => {
                let style = match link_type {
                    LinkType::WikiLink { has_pothole: true } => LinkStyle::ShortLabelled,
                    LinkType::WikiLink { has_pothole: false } => LinkStyle::Short,
                    LinkType::Autolink | LinkType::Email => LinkStyle::Auto,
                    _ => LinkStyle::Plain,
                };
                let target = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.to_string(),
                };
                let link = Link { target, style, label: plain(&content), span: self.span(range) };
                self.document.links.push(link);
                Inline::Link(self.document.links.len() - 1, content)
            }
            Tag::Image { dest_url, title, .. } => {
                self.document.images.push(Image {
                    source: dest_url.to_string(),
                    alternative: plain(&content).trim().to_owned(),
                    caption: Some(title.to_string()).filter(|t| !t.trim().is_empty()),
                    credit: None,
                    decorative: false,
                    informs: false,
                    description: None,
                    span: self.span(range),
                });
                Inline::Image(self.document.images.len() - 1)
            }
            _ => Inline::Emphasis(content),
        }
    }

    /// Elements inside others beyond reason are shown as a text.
    fn weigh_html(&mut self) {
        let pieces = self.document.raw_html.iter().map(|raw| raw.text.as_str());
        if let Some(index) = clean::too_deep(pieces) {
            let span = self.document.raw_html[index].span;
            self.document.raw_too_deep = true;
            let help = Message::new("markdown-html-deep-help");
            self.report.add(Diagnostic::at(&HTML_DEPTH, span, Message::new("markdown-html-deep")).help(help));
        }
    }
}

fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => true,
        Event::SoftBreak | Event::HardBreak | Event::TaskListMarker(_) => true,
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
