//! What the parser sees to the tree of a text, and the trace with which slips are looked for.   ← pulldown-cmark.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, LinkType, Tag};

use crate::diagnostic::{Diagnostic, Message, Report};
use crate::markdown::convention::{callout, caption_of};
use crate::markdown::document::{
    Align, Block, Cell, Code, Document, Heading, Image, Inline, Item, Link, LinkStyle, Part, RawHtml, Run, Table,
};
use crate::markdown::events::{Definitions, Events};
use crate::markdown::slip::{Kind, Leaf, Text, Trace};
use crate::markdown::{DEPTH, HTML_DEPTH, NOTE, attribute, clean};
use crate::slug::slug;
use crate::source::Span;

/// How many bytes of a text an inline and a block take at least, in most of them: so much is kept for their lists.
const AN_INLINE: usize = 32;
const A_BLOCK: usize = 128;
/// How many bytes the inlines take that are open at once.
const LINE: usize = 1024;

/// Reads a text as it is.
pub fn read(text: &Text<'_>, levels: usize, report: &mut Report) -> (Document, Trace) {
    let (events, definitions) = Events::new(text);
    let length = text.text.len();
    let mut builder = Builder {
        events,
        source: text,
        text: text.text,
        document: Document {
            text: String::with_capacity(length),
            all_inlines: Vec::with_capacity(length / AN_INLINE),
            all_blocks: Vec::with_capacity(length / A_BLOCK),
            ..Document::default()
        },
        inlines: Vec::with_capacity(length.min(LINE) / AN_INLINE),
        blocks: Vec::with_capacity(length / A_BLOCK),
        items: Vec::new(),
        has_languages: text.has_any(b"{") && text.text.contains(attribute::BRACE),
        trace: Trace {
            leaves: Vec::with_capacity(length / A_BLOCK),
            texts: Vec::with_capacity(length / AN_INLINE),
            ..Trace::default()
        },
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

/// Turns the stream of events into a tree.
pub struct Builder<'a, 'r> {
    events: Events<'a>,
    source: &'a Text<'a>,
    pub(super) text: &'a str,
    pub(super) document: Document,
    /// The inlines of what is not over yet; those of a part become a run of the document at its end.
    inlines: Vec<Inline>,
    /// The blocks, in the same way.
    blocks: Vec<Block>,
    /// The items of lists, in the same way.
    items: Vec<Item>,
    /// Are there words that may be in another language?
    has_languages: bool,
    trace: Trace,
    /// The definitions of links that no link has used yet.
    definitions: Definitions,
    ids: BTreeMap<String, usize>,
    /// The notes as written, by name, until the end.
    pub(super) written: BTreeMap<String, (Run<Block>, Span)>,
    /// The index of each note that was called, by name.
    pub(super) called: BTreeMap<String, usize>,
    /// The calls of notes that nobody wrote, until the end.
    pub(super) unwritten: Vec<(String, Span)>,
    /// The greatest depth.
    levels: usize,
    depth: usize,
    /// Inside how many links and pictures we are.
    labels: usize,
    reported_depth: bool,
    pub(super) report: &'r mut Report,
}

impl<'a> Builder<'a, '_> {
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        self.source.span(range)
    }

    /// Notes a block that holds no other.
    fn leaf(&mut self, kind: Kind, range: &Range<usize>) {
        self.trace.leaves.push(Leaf { kind, range: range.clone(), top: self.depth == 0 });
    }

    /// The blocks up to the end of the container, whose end is consumed.
    fn blocks(&mut self) -> Run<Block> {
        let start = self.blocks.len();
        self.open_blocks();
        Run::close(&mut self.document.all_blocks, &mut self.blocks, start)
    }

    /// The same, which stay open: they belong to the container around this one.
    fn open_blocks(&mut self) {
        let first = self.blocks.len();
        // Containers beyond the greatest depth are flattened: their content stays, here.
        let mut flattened = 0usize;
        while let Some(event) = self.events.peek() {
            if is_inline(event) {
                let start = self.words_alone();
                self.paragraph(start);
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
                Event::Start(tag) => self.container(tag, range, first),
                Event::Rule => self.blocks.push(Block::Rule),
                Event::Html(html) => self.html_block(&html, &range, first),
                _ => {}
            }
        }
    }

    /// A block that holds something; `first` is the first open block of what it stands in.
    fn container(&mut self, tag: Tag<'a>, range: Range<usize>, first: usize) {
        match tag {
            Tag::Paragraph => {
                let leaf = self.trace.leaves.len();
                self.leaf(Kind::Paragraph, &range);
                let start = self.inlines();
                self.events.next();
                if matches!(self.inlines[start..], [Inline::Strong(_)]) {
                    self.trace.leaves[leaf].kind = Kind::Strong;
                }
                self.paragraph(start);
            }
            Tag::Heading { level, id, .. } => self.heading(level, id.as_deref(), &range),
            Tag::BlockQuote(_) => {
                let inner = self.nested(Builder::blocks);
                let quote = callout(&mut self.document, inner, self.source.span(&range));
                self.blocks.push(quote);
            }
            Tag::List(start) => {
                let leaf = self.trace.leaves.len();
                let (items, follow) = self.nested(|builder| builder.items(start));
                match start {
                    Some(first) => {
                        let kind = Kind::Numbered { first, items: items.len(), follow };
                        self.trace.leaves.insert(leaf, Leaf { kind, range, top: self.depth == 0 });
                    }
                    None => self.trace.bullets.push((range, items.len())),
                }
                // A number of Markdown has nine digits at most.
                let start = start.map(|start| u32::try_from(start).unwrap_or(u32::MAX));
                self.blocks.push(Block::List { start, items });
            }
            Tag::CodeBlock(kind) => self.code(&kind, &range),
            Tag::Table(align) => self.table(&align, &range, first),
            Tag::FootnoteDefinition(name) => {
                let inner = self.nested(Builder::blocks);
                let span = self.span(&range);
                // Calls are read whatever their case.
                match self.written.entry(name.to_lowercase()) {
                    Entry::Occupied(entry) => {
                        let message = Message::new("note-twice").with("name", entry.key().as_str());
                        self.report.add(Diagnostic::at(&NOTE, span, message));
                    }
                    Entry::Vacant(entry) => {
                        entry.insert((inner, span));
                    }
                }
            }
            _ => self.open_blocks(),
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

    fn heading(&mut self, level: HeadingLevel, id: Option<&str>, range: &Range<usize>) {
        self.leaf(Kind::Heading(level as u8), range);
        let start = self.inlines();
        self.events.next();
        let text = self.document.plain(&self.inlines[start..]);
        let text = text.trim();
        let content = self.close(start);
        let id = self.unique_id(slug(id.unwrap_or(text)));
        let text = self.part(text);
        let span = self.span(&(range.start..range.start + self.text[range.clone()].trim_end().len()));
        self.blocks.push(Block::Heading(self.document.headings.len() as u32));
        self.document.headings.push(Heading { level: level as u8, content, text, id, span });
    }

    fn unique_id(&mut self, id: String) -> Part {
        let id = if id.is_empty() { "partie".to_owned() } else { id };
        match self.ids.entry(id) {
            Entry::Occupied(mut entry) => {
                *entry.get_mut() += 1;
                let numbered = format!("{}-{}", entry.key(), entry.get());
                self.unique_id(numbered)
            }
            Entry::Vacant(entry) => {
                let part = Part::write(&mut self.document.text, entry.key());
                entry.insert(1);
                part
            }
        }
    }

    /// A paragraph, whose inlines begin at `start`; an image alone in it is a figure.
    fn paragraph(&mut self, start: usize) {
        attribute::images(&mut self.inlines, start, &mut self.document);
        match self.inlines[start..] {
            [] => {}
            [Inline::Image(index)] => {
                self.inlines.truncate(start);
                self.blocks.push(Block::Figure(index));
            }
            _ => {
                let inlines = self.close(start);
                self.blocks.push(Block::Paragraph(inlines));
            }
        }
    }

    /// The items of a list, and whether their numbers follow the first one.
    fn items(&mut self, first: Option<u64>) -> (Run<Item>, bool) {
        let start = self.items.len();
        let (mut number, mut follow) = (first, true);
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    if let Some(number) = &mut number {
                        let item = self.text[range].trim_start();
                        let digits = item.bytes().take_while(u8::is_ascii_digit).count();
                        follow &= item[..digits].parse() == Ok(*number);
                        *number += 1;
                    }
                    let tight = !matches!(self.events.peek(), Some(Event::Start(Tag::Paragraph)));
                    let done = self.task_marker(tight);
                    let blocks = self.nested(Builder::blocks);
                    self.items.push(Item { done, blocks, tight });
                }
                Event::End(_) => break,
                _ => {}
            }
        }
        (Run::close(&mut self.document.all_items, &mut self.items, start), follow)
    }

    /// The box of a task, which stands first in the item.
    fn task_marker(&mut self, tight: bool) -> Option<bool> {
        if tight && let Some(Event::TaskListMarker(done)) = self.events.peek() {
            let done = *done;
            self.events.next();
            return Some(done);
        }
        None
    }

    fn code(&mut self, kind: &CodeBlockKind<'a>, range: &Range<usize>) {
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
        let closed = is_closed(&self.text[range.clone()]);
        let code = Code { name, text, closed, span: self.span(range), inner: self.span(&inner) };
        self.blocks.push(Block::Code(self.document.codes.len() as u32));
        self.document.codes.push(code);
    }

    fn table(&mut self, align: &[Alignment], range: &Range<usize>, first: usize) {
        self.leaf(Kind::Table, range);
        let align = align.iter().map(|a| match a {
            Alignment::Center => Align::Centre,
            Alignment::Right => Align::End,
            Alignment::None | Alignment::Left => Align::Start,
        });
        let before = self.blocks.get(first..).and_then(<[Block]>::last);
        let caption = before.and_then(|block| caption_of(&mut self.document, *block));
        self.blocks.truncate(self.blocks.len() - usize::from(caption.is_some()));
        let mut table = Table {
            caption: caption.unwrap_or_default(),
            align: align.collect(),
            head: Run::default(),
            body: Run::default(),
            span: self.span(range),
        };
        let start = self.document.all_cells.len();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead) => table.head = self.cells(),
                Event::Start(Tag::TableRow) => drop(self.cells()),
                Event::End(_) => break,
                _ => {}
            }
        }
        table.body = Run::new(start + table.head.len(), self.document.all_cells.len());
        self.blocks.push(Block::Table(self.document.tables.len() as u32));
        self.document.tables.push(table);
    }

    fn cells(&mut self) -> Run<Cell> {
        let start = self.document.all_cells.len();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => {
                    let start = self.words_alone();
                    let cell = self.close(start);
                    self.document.all_cells.push(cell);
                    self.events.next();
                }
                Event::End(_) => break,
                _ => {}
            }
        }
        Run::new(start, self.document.all_cells.len())
    }

    fn html_block(&mut self, html: &str, range: &Range<usize>, first: usize) {
        let span = self.span(range);
        self.document.raw_html.push(RawHtml { text: html.to_owned(), span });
        match self.trace.leaves.last_mut() {
            Some(Leaf { kind: Kind::Html, range: last, .. }) if last.end == range.start => last.end = range.end,
            _ => self.leaf(Kind::Html, range),
        }
        let part = Part::write(&mut self.document.text, html);
        match self.blocks.get_mut(first..).and_then(<[Block]>::last_mut) {
            Some(Block::Html(last)) if last.range().end == part.range().start => {
                *last = Run::new(last.range().start, part.range().end);
            }
            _ => self.blocks.push(Block::Html(part)),
        }
    }

    /// The inlines up to what is not one, which stay open: the first of them. The end of the container is left.
    fn inlines(&mut self) -> usize {
        let start = self.inlines.len();
        let mut flattened = 0usize;
        loop {
            // Most of them are words.
            if let Some((text, range)) = self.events.text() {
                let words = self.words(&text, range);
                self.inlines.extend(words.map(Inline::Text));
                continue;
            }
            let Some(event) = self.events.peek() else { break };
            let closes = flattened > 0 && matches!(event, Event::End(_));
            if !is_inline(event) && !closes {
                break;
            }
            self.inline(&mut flattened);
        }
        start
    }

    /// The inlines of an item or of a cell, which are in no paragraph.
    fn words_alone(&mut self) -> usize {
        let first = self.events.place();
        let start = self.inlines();
        if let (Some(first), Some(next)) = (first, self.events.place()) {
            // What comes next is the end of what holds them, or another block.
            let end = if next.start <= first.start { next.end } else { next.start };
            self.trace.loose.push(first.start..end);
        }
        start
    }

    /// An inline that is no text: apart, the loop around it is short.
    #[inline(never)]
    fn inline(&mut self, flattened: &mut usize) {
        let Some((event, range)) = self.events.next() else { return };
        let inline = match event {
            Event::End(_) => {
                *flattened -= 1;
                return;
            }
            Event::Start(_) if self.depth >= 2 * self.levels => {
                self.too_deep(&range);
                *flattened += 1;
                return;
            }
            Event::Code(code) => Inline::Code(self.part(&code)),
            Event::InlineHtml(html) | Event::Html(html) => {
                let span = self.span(&range);
                self.document.raw_html.push(RawHtml { text: html.to_string(), span });
                Inline::Html(self.part(&html))
            }
            Event::FootnoteReference(name) => self.note(&name.to_lowercase()),
            Event::SoftBreak => Inline::Soft,
            Event::HardBreak => Inline::Break,
            Event::Start(tag) => self.inline_container(tag, &range),
            _ => return,
        };
        self.inlines.push(inline);
    }

    /// A text and what goes on with it; none when there is no word in all of its pieces.
    fn words(&mut self, text: &str, range: Range<usize>) -> Option<Part> {
        let (start, mut end) = (self.part(text).range().start, range.end);
        let is_whole = !matches!(self.events.peek(), Some(Event::Text(_)));
        while let Some((text, range)) = self.events.text() {
            self.part(&text);
            end = range.end;
        }
        let words = Run::new(start, self.document.text.len());
        if self.labels == 0 && (is_whole || !words.is_empty()) {
            // Brackets are pieces of their own.
            if !is_whole {
                self.undefined_notes(words, &(range.start..end));
            }
            self.trace.texts.push(range.start..end);
        }
        (is_whole || !words.is_empty()).then_some(words)
    }

    fn part(&mut self, text: &str) -> Part {
        Part::write(&mut self.document.text, text)
    }

    /// The inlines that are open from `start` on are those of one part, and all.
    fn close(&mut self, start: usize) -> Run<Inline> {
        if self.has_languages {
            attribute::languages(&mut self.inlines, start, &mut self.document);
        }
        Run::close(&mut self.document.all_inlines, &mut self.inlines, start)
    }

    fn inline_container(&mut self, tag: Tag<'a>, range: &Range<usize>) -> Inline {
        let label = matches!(tag, Tag::Link { .. } | Tag::Image { .. });
        self.labels += usize::from(label);
        let start = self.nested(Builder::inlines);
        self.labels -= usize::from(label);
        self.events.next();
        if let Tag::Link { id, .. } | Tag::Image { id, .. } = &tag {
            self.definitions.remove(&id.to_lowercase());
        }
        match tag {
            Tag::Strong => Inline::Strong(self.close(start)),
            Tag::Strikethrough => Inline::Strike(self.close(start)),
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url, range, start),
            Tag::Image { dest_url, title, .. } => {
                let alternative = self.document.plain(&self.inlines[start..]).trim().to_owned();
                self.inlines.truncate(start);
                self.document.images.push(Image {
                    source: dest_url.to_string(),
                    alternative,
                    caption: Some(title.to_string()).filter(|t| !t.trim().is_empty()),
                    credit: None,
                    decorative: false,
                    informs: false,
                    description: None,
                    span: self.span(range),
                });
                Inline::Image(self.document.images.len() as u32 - 1)
            }
            _ => Inline::Emphasis(self.close(start)),
        }
    }

    fn link(&mut self, kind: LinkType, to: &str, range: &Range<usize>, start: usize) -> Inline {
        let style = match kind {
            LinkType::WikiLink { has_pothole: true } => LinkStyle::ShortLabelled,
            LinkType::WikiLink { has_pothole: false } => LinkStyle::Short,
            LinkType::Autolink | LinkType::Email => LinkStyle::Auto,
            _ => LinkStyle::Plain,
        };
        let target = match kind {
            LinkType::Email => format!("mailto:{to}"),
            _ => to.to_owned(),
        };
        if matches!(kind, LinkType::WikiLink { .. }) {
            self.trim(start);
        }
        let label = self.document.plain(&self.inlines[start..]);
        let content = self.close(start);
        self.document.links.push(Link { target, style, content, label, span: self.span(range) });
        Inline::Link(self.document.links.len() as u32 - 1)
    }

    /// The spaces around the words of `[[page | mots ]]` are not shown: they would take the place of those outside.
    fn trim(&mut self, start: usize) {
        if let [Inline::Text(part), ..] = &mut self.inlines[start..] {
            let text = &self.document[*part];
            *part = part.after(text.len() - text.trim_start().len());
        }
        if let [.., Inline::Text(part)] = &mut self.inlines[start..] {
            *part = part.until(self.document[*part].trim_end().len());
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

/// Is the last line of a fenced code another than its first one, and made of its signs?
fn is_closed(code: &str) -> bool {
    let last = code.trim_end().rsplit_once('\n').map(|(_, last)| last.trim_matches(['>', ' ', '\t', '\r']));
    last.is_some_and(|last| last.len() >= 3 && last.chars().all(|c| c == '`' || c == '~'))
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
