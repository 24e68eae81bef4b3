//! A [`Document`] to HTML: accessible tables, figures, notes and callouts.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::markdown::clean;
use crate::markdown::document::{Align, Block, Callout, Cell, Code, Document, Image, Inline, Item, Link, Table, plain};
use crate::markdown::typography;

/// Where a link leads, once resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// The address; none when the link is dead: only its label is shown.
    pub href: Option<String>,
    /// The title of the target, for short links without a label.
    pub title: String,
    /// The language of the target, when it is another one.
    pub lang: Option<String>,
    /// What follows the label of a download: « (PDF, 1,2 Mo) ».
    pub note: Option<String>,
}

/// A picture, once resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// The address; none when the file is missing: the alternative is shown.
    pub src: Option<String>,
    /// Width and height, in pixels.
    pub size: Option<(u32, u32)>,
}

/// What the text asks of the site around it.
pub trait Embed {
    /// Where a link leads.
    fn link(&self, index: usize, link: &Link) -> Target;
    /// Where a picture is.
    fn image(&self, index: usize, image: &Image) -> Picture;
    /// The HTML of a block of the theme; none when it is ordinary code.
    fn block(&self, index: usize, code: &Code) -> Option<String>;
    /// What an acronym of the glossary means.
    fn expansion(&self, acronym: &str) -> Option<String>;
    /// A word of the interface, by its key: `notes`, `note`, `note_back`, `callouts.conseil`.
    fn word(&self, key: &str) -> String;
}

/// The HTML of a whole document. When its author wrote raw HTML, the result is cleaned.
pub fn render(document: &Document, embed: &dyn Embed) -> String {
    let mut writer = Writer {
        document,
        embed,
        out: String::with_capacity(4096),
        slots: Vec::new(),
        acronyms: BTreeSet::new(),
        callouts: 0,
        linked: false,
        raw: if document.raw_too_deep { Raw::Shown } else { Raw::Kept },
    };
    writer.blocks(&document.blocks);
    writer.notes();
    if document.raw_html.is_empty() || document.raw_too_deep {
        return writer.out;
    }
    clean::clean(&writer.out, &writer.slots)
}

/// The HTML of a short text: its only paragraph without its own tags.
pub fn render_short(document: &Document, embed: &dyn Embed) -> String {
    let html = render(document, embed);
    match (document.blocks.len(), html.strip_prefix("<p>").and_then(|h| h.trim_end().strip_suffix("</p>"))) {
        (1, Some(inner)) => inner.to_owned(),
        _ => html,
    }
}

/// Text in HTML: escaped, with the ordinals of the typography as superscripts.
pub fn escape(text: &str, out: &mut String) {
    let mut done = 0;
    // The marks of ordinals begin with the byte 0xEE, as few other signs do.
    let special = |byte: &u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | 0 | 0xEE);
    while let Some(length) = text.as_bytes()[done..].iter().position(special) {
        out.push_str(&text[done..done + length]);
        done += length;
        let Some(c) = text[done..].chars().next() else { break };
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            typography::SUP_START => out.push_str("<sup>"),
            typography::SUP_END => out.push_str("</sup>"),
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
        done += c.len_utf8();
    }
    out.push_str(&text[done..]);
}

/// Text in an attribute.
pub fn escape_attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&typography::plain(text), &mut out);
    out
}

struct Writer<'a> {
    document: &'a Document,
    embed: &'a dyn Embed,
    out: String,
    slots: Vec<String>,
    acronyms: BTreeSet<String>,
    callouts: usize,
    /// Inside a link, where no other link and no abbreviation may stand.
    linked: bool,
    raw: Raw,
}

/// What becomes of raw HTML.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Raw {
    /// It is kept, and cleaned at the end.
    Kept,
    /// It is shown as a text: cleaning it would take too long.
    Shown,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(index) => self.heading(*index),
            Block::Paragraph(inlines) => {
                self.wrap("p", inlines);
                self.out.push('\n');
            }
            Block::Quote(blocks) => {
                self.out.push_str("<blockquote>\n");
                self.blocks(blocks);
                self.out.push_str("</blockquote>\n");
            }
            Block::Callout(callout) => self.callout(callout),
            Block::List { start, items } => self.list(*start, items),
            Block::Table(table) => self.table(table),
            Block::Code(index) => self.code(*index),
            Block::Figure(index) => self.figure(*index),
            // The marks of our own slots are not for authors.
            Block::Html(html) => self.raw(html),
            Block::Rule => self.out.push_str("<hr>\n"),
        }
    }

    fn raw(&mut self, html: &str) {
        match self.raw {
            Raw::Kept => self.out.push_str(&html.replace("data-slot", "data-")),
            Raw::Shown => escape(html, &mut self.out),
        }
    }

    fn wrap(&mut self, tag: &str, inlines: &[Inline]) {
        self.tag("<", tag);
        self.inlines(inlines);
        self.tag("</", tag);
    }

    fn tag(&mut self, start: &str, name: &str) {
        [start, name, ">"].into_iter().for_each(|part| self.out.push_str(part));
    }

    fn heading(&mut self, index: usize) {
        let heading = &self.document.headings[index];
        // The title of the page is the only first level.
        let level = heading.level.clamp(2, 6);
        let _ = write!(self.out, "<h{level} id=\"{}\">", heading.id);
        self.inlines(&heading.content);
        let _ = writeln!(self.out, "</h{level}>");
    }

    fn callout(&mut self, callout: &Callout) {
        self.callouts += 1;
        let id = format!("encart-{}", self.callouts);
        let kind = &callout.kind;
        let _ = write!(
            self.out,
            "<aside class=\"callout callout-{kind}\" aria-labelledby=\"{id}\">\n<p class=\"callout-title\" id=\"{id}\">"
        );
        let label = self.embed.word(&format!("callouts.{kind}"));
        escape(&label, &mut self.out);
        if !callout.title.is_empty() {
            self.out.push_str("\u{a0}: ");
            self.inlines(&callout.title);
        }
        self.out.push_str("</p>\n");
        self.blocks(&callout.blocks);
        self.out.push_str("</aside>\n");
    }

    fn list(&mut self, start: Option<u64>, items: &[Item]) {
        match start {
            None => self.out.push_str("<ul>\n"),
            Some(1) => self.out.push_str("<ol>\n"),
            Some(n) => {
                let _ = writeln!(self.out, "<ol start=\"{n}\">");
            }
        }
        for item in items {
            self.item(item);
        }
        self.out.push_str(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    fn item(&mut self, item: &Item) {
        match item.done {
            None => self.out.push_str("<li>"),
            Some(done) => {
                let label = self.embed.word(if done { "task_done" } else { "task_to_do" });
                let checked = if done { " checked" } else { "" };
                let _ = write!(
                    self.out,
                    "<li class=\"task\"><input type=\"checkbox\" disabled{checked} aria-label=\"{}\"> ",
                    escape_attribute(&label)
                );
            }
        }
        for block in &item.blocks {
            match block {
                Block::Paragraph(inlines) if item.tight => self.inlines(inlines),
                block => self.block(block),
            }
        }
        self.out.push_str("</li>\n");
    }

    fn table(&mut self, table: &Table) {
        let caption = plain(&table.caption);
        let _ = write!(
            self.out,
            "<div class=\"table\" role=\"region\" aria-label=\"{}\" tabindex=\"0\">\n<table>\n",
            escape_attribute(&caption)
        );
        if !table.caption.is_empty() {
            self.wrap("caption", &table.caption);
            self.out.push('\n');
        }
        self.out.push_str("<thead>\n<tr>");
        for (index, cell) in table.head.iter().enumerate() {
            let tag = if plain(cell).trim().is_empty() { "td" } else { "th" };
            let scope = if tag == "th" { " scope=\"col\"" } else { "" };
            self.cell(tag, scope, table.align.get(index), cell);
        }
        self.out.push_str("</tr>\n</thead>\n<tbody>\n");
        let row_headers =
            table.rows.iter().all(|row| matches!(row.first().map(Vec::as_slice), Some([Inline::Strong(_)])));
        for row in &table.rows {
            self.out.push_str("<tr>");
            for (index, cell) in row.iter().enumerate() {
                let (tag, scope) = if index == 0 && row_headers { ("th", " scope=\"row\"") } else { ("td", "") };
                self.cell(tag, scope, table.align.get(index), cell);
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n</div>\n");
    }

    fn cell(&mut self, tag: &str, scope: &str, align: Option<&Align>, cell: &Cell) {
        let class = match align {
            Some(Align::Centre) => " class=\"centre\"",
            Some(Align::End) => " class=\"end\"",
            _ => "",
        };
        ["<", tag, scope, class, ">"].into_iter().for_each(|part| self.out.push_str(part));
        self.inlines(cell);
        self.tag("</", tag);
    }

    fn code(&mut self, index: usize) {
        let code = &self.document.codes[index];
        if let Some(html) = self.embed.block(index, code) {
            if self.document.raw_html.is_empty() {
                self.out.push_str(&html);
                self.out.push('\n');
            } else {
                self.out.push_str(&clean::slot(self.slots.len()));
                self.slots.push(html);
            }
            return;
        }
        self.out.push_str("<pre tabindex=\"0\"><code>");
        escape(&typography::plain(&code.text), &mut self.out);
        self.out.push_str("</code></pre>\n");
    }

    fn figure(&mut self, index: usize) {
        let image = &self.document.images[index];
        let Some(caption) = &image.caption else {
            self.out.push_str("<p class=\"picture\">");
            self.image(index);
            self.out.push_str("</p>\n");
            return;
        };
        // RGAA 1.9: the name of the figure is its caption.
        let name = match &image.credit {
            Some(credit) => format!("{caption} {credit}"),
            None => caption.clone(),
        };
        let _ = writeln!(self.out, "<figure role=\"figure\" aria-label=\"{}\">", escape_attribute(&name));
        self.image(index);
        self.out.push_str("\n<figcaption>");
        escape(caption, &mut self.out);
        if let Some(credit) = &image.credit {
            self.out.push_str(" <span class=\"credit\">");
            escape(&typography::plain(credit), &mut self.out);
            self.out.push_str("</span>");
        }
        self.out.push_str("</figcaption>\n</figure>\n");
    }

    fn image(&mut self, index: usize) {
        let image = &self.document.images[index];
        let alternative = if image.decorative { "" } else { image.alternative.as_str() };
        let picture = self.embed.image(index, image);
        let Some(src) = picture.src else {
            escape(alternative, &mut self.out);
            return;
        };
        let _ = write!(self.out, "<img src=\"{}\" alt=\"{}\"", escape_attribute(&src), escape_attribute(alternative));
        if let Some((width, height)) = picture.size {
            let _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
        }
        self.out.push_str(" loading=\"lazy\" decoding=\"async\">");
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Code(code) => {
                    self.out.push_str("<code>");
                    escape(&typography::plain(code), &mut self.out);
                    self.out.push_str("</code>");
                }
                Inline::Emphasis(content) => self.wrap("em", content),
                Inline::Strong(content) => self.wrap("strong", content),
                Inline::Strike(content) => self.wrap("del", content),
                Inline::Link(index, content) => self.link(*index, content),
                Inline::Image(index) => self.image(*index),
                Inline::Note(index, call) => self.note_call(*index, *call),
                Inline::Lang(lang, words) => {
                    let _ = write!(self.out, "<span lang=\"{lang}\">");
                    escape(&typography::plain(words), &mut self.out);
                    self.out.push_str("</span>");
                }
                Inline::Break => self.out.push_str("<br>\n"),
                Inline::Soft => self.out.push('\n'),
                Inline::Html(html) => self.raw(html),
            }
        }
    }

    /// Text, in which the first use of an acronym of the glossary says what it means.
    fn text(&mut self, text: &str) {
        if self.linked {
            escape(text, &mut self.out);
            return;
        }
        let mut done = 0;
        for (start, word) in acronyms(text) {
            if self.acronyms.contains(word) {
                continue;
            }
            let Some(expansion) = self.embed.expansion(word) else { continue };
            self.acronyms.insert(word.to_owned());
            escape(&text[done..start], &mut self.out);
            let _ = write!(self.out, "<abbr title=\"{}\">", escape_attribute(&expansion));
            escape(word, &mut self.out);
            self.out.push_str("</abbr>");
            done = start + word.len();
        }
        escape(&text[done..], &mut self.out);
    }

    fn link(&mut self, index: usize, content: &[Inline]) {
        let link = &self.document.links[index];
        let target = self.embed.link(index, link);
        let inside = std::mem::replace(&mut self.linked, true);
        if let (Some(href), false) = (&target.href, inside) {
            let _ = write!(self.out, "<a href=\"{}\"", escape_attribute(href));
            if let Some(lang) = &target.lang {
                let _ = write!(self.out, " hreflang=\"{}\"", escape_attribute(lang));
            }
            self.out.push('>');
        }
        if link.style == crate::markdown::document::LinkStyle::Short && !target.title.is_empty() {
            escape(&target.title, &mut self.out);
        } else {
            self.inlines(content);
        }
        if let Some(note) = &target.note {
            self.out.push_str("\u{a0}(");
            escape(note, &mut self.out);
            self.out.push(')');
        }
        if target.href.is_some() && !inside {
            self.out.push_str("</a>");
        }
        self.linked = inside;
    }

    fn note_call(&mut self, index: usize, call: usize) {
        let number = index + 1;
        let suffix = if call == 1 { String::new() } else { format!("-{call}") };
        let label = self.embed.word("note");
        let _ = write!(
            self.out,
            "<sup class=\"footnote-ref\"><a href=\"#note-{number}\" id=\"appel-{number}{suffix}\" aria-label=\"{} {number}\">{number}</a></sup>",
            escape_attribute(&label)
        );
    }

    fn notes(&mut self) {
        if self.document.notes.is_empty() {
            return;
        }
        let title = escape_attribute(&self.embed.word("notes"));
        let back = escape_attribute(&self.embed.word("note_back"));
        let _ = write!(self.out, "<section class=\"footnotes\" aria-label=\"{title}\">\n<ol>\n");
        for (index, note) in self.document.notes.iter().enumerate() {
            let number = index + 1;
            let _ = write!(self.out, "<li id=\"note-{number}\">");
            for (position, block) in note.blocks.iter().enumerate() {
                match block {
                    Block::Paragraph(inlines) if position + 1 == note.blocks.len() => self.inlines(inlines),
                    block => self.block(block),
                }
            }
            let _ = writeln!(
                self.out,
                " <a href=\"#appel-{number}\" class=\"footnote-back\" aria-label=\"{back} {number}\">↩</a></li>"
            );
        }
        self.out.push_str("</ol>\n</section>\n");
    }
}

/// The words of a text written with at least two capitals and no lower-case letter, with their places.
fn acronyms(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            // Few words have a capital: the others are not even cut out.
            let bytes = text.as_bytes();
            let capital = (from..bytes.len()).find(|at| may_be_capital(&bytes[*at..]))?;
            let (start, end) = word_around(text, from, capital);
            from = end.max(capital + 1);
            while !text.is_char_boundary(from) {
                from += 1;
            }
            let word = &text[start..end];
            let capitals = word.chars().filter(|c| c.is_uppercase()).count() >= 2;
            if (2..=12).contains(&word.len()) && capitals && !word.chars().any(char::is_lowercase) {
                return Some((start, word));
            }
        }
    })
}

/// Can a capital stand first here? Most letters with an accent are two bytes, the first of which is 0xC3
/// and the second lower for capitals; 0xE2 begins signs.
fn may_be_capital(bytes: &[u8]) -> bool {
    match bytes {
        [b'A'..=b'Z', ..] => true,
        [0xC3, second, ..] => *second < 0x9F,
        [first, ..] => *first >= 0xC4 && *first != 0xE2,
        [] => false,
    }
}

/// The word in which the character at a byte stands, as far as the byte `from`; empty when it is in none.
fn word_around(text: &str, from: usize, at: usize) -> (usize, usize) {
    let is_part = |c: char| c.is_alphanumeric();
    let before = &text[from..at];
    let start = at - (before.len() - before.trim_end_matches(is_part).len());
    let after = &text[at..];
    (start, at + after.len() - after.trim_start_matches(is_part).len())
}
