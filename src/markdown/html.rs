//! A [`Document`] to HTML: accessible tables, figures, notes and callouts.

use std::fmt::Write as _;

use crate::markdown::clean;
use crate::markdown::document::{
    Align, Block, Callout, Cell, Code, Document, Foreign, Image, Inline, Item, Link, Part, Run, Table,
};
use crate::markdown::term::Terms;
use crate::markdown::typography;
use crate::markdown::walk::Walk;
use crate::source::lanes::{Lanes, first};

/// Where a link leads, once resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target<'a> {
    /// The address; none when the link is dead: only its label is shown.
    pub href: Option<String>,
    /// The title of the target, for short links without a label.
    pub title: &'a str,
    /// The language of the target, when it is another one.
    pub lang: Option<&'a str>,
    /// What follows the label of a download: « (PDF, 1,2 Mo) ».
    pub note: Option<String>,
    /// The word of the glossary that the target explains.
    pub means: Option<usize>,
}

/// A picture, once resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// The address; none when the file is missing: the alternative is shown.
    pub src: Option<String>,
    /// Width and height, in pixels.
    pub size: Option<(u32, u32)>,
    /// The same picture at several widths, and how wide it is shown: `srcset` and `sizes` of HTML.
    pub versions: Option<(String, String)>,
    /// Is it among what is seen first, to be loaded at once?
    pub first: bool,
}

/// What the text asks of the site around it.
pub trait Embed {
    /// Where a link leads.
    fn link<'a>(&'a self, index: usize, link: &'a Link) -> Target<'a>;
    /// Where a picture is.
    fn image(&self, index: usize, image: &Image) -> Picture;
    /// The HTML of a block of the theme; none when it is ordinary code.
    fn block(&self, index: usize, code: &Code) -> Option<String>;
    /// The words that the glossary explains; none where they are left as they are.
    fn terms(&self) -> Option<&Terms> {
        None
    }
    /// The anchor of the explanation of a word, the first time that the page uses it.
    fn explanation(&self, _means: usize) -> Option<String> {
        None
    }
    /// What the link to a part of the page is called, by the title of that part; none: it has no link.
    fn part_link(&self, _title: &str) -> Option<String> {
        None
    }
    /// What stands before the anchors of the text, when it is one part of a longer page: its titles are
    /// then one level lower.
    fn part(&self) -> &str {
        ""
    }
    /// A word of the interface, by its key: `notes`, `note`, `note_back`, `callouts.conseil`.
    fn word(&self, key: &str) -> String;
}

/// The HTML of a whole document. When its author wrote raw HTML, the result is cleaned.
pub fn render(document: &Document, embed: &dyn Embed) -> String {
    let mut writer = Writer {
        document,
        embed,
        out: String::with_capacity(document.text.len() * 3 / 2),
        slots: Vec::new(),
        callouts: 0,
        linked: false,
        terms: embed.terms().filter(|terms| !terms.is_empty() && document.raw_html.is_empty()),
        raw: if document.raw_too_deep { Raw::Shown } else { Raw::Kept },
        undescribed: Vec::new(),
        note: String::new(),
        special: special(&document.text),
    };
    writer.blocks(document.blocks);
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
    while let Some(at) = first(&text.as_bytes()[done..], is_special).map(|length| done + length) {
        out.push_str(&text[done..at]);
        let Some(c) = text[at..].chars().next() else { break };
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
        done = at + c.len_utf8();
    }
    out.push_str(&text[done..]);
}

/// The bytes that HTML does not take as they are, and that with which the marks of ordinals begin, as few other signs do.
#[inline(always)]
fn is_special(bytes: Lanes) -> Lanes {
    // `"` and `&` differ by one bit, `<` and `>` by another.
    bytes.with_is(4, b'&') | bytes.with_is(2, b'>') | bytes.is(0) | bytes.is(0xEE)
}

/// Where such bytes stand.
fn special(text: &str) -> Vec<usize> {
    let mut done = 0;
    let next = || {
        let at = done + first(&text.as_bytes()[done..], is_special)?;
        done = at + 1;
        Some(at)
    };
    std::iter::from_fn(next).collect()
}

/// Text in an attribute.
pub fn escape_attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&typography::plain(text), &mut out);
    out
}

/// The start of a cell that is no title.
const CELL: &str = "<td";

struct Writer<'a> {
    document: &'a Document,
    embed: &'a dyn Embed,
    out: String,
    slots: Vec<String>,
    callouts: usize,
    /// Inside a link, where no other link may stand.
    linked: bool,
    /// The words of the glossary, where they are explained: neither in titles, nor in links, nor on a
    /// page whose author wrote HTML, which may hold anything around them.
    terms: Option<&'a Terms>,
    raw: Raw,
    /// The pictures that were shown and whose descriptions were not yet.
    undescribed: Vec<usize>,
    /// What a call of a note is called, once one was written.
    note: String,
    /// Where the words of the document hold a byte to be escaped: most of its parts hold none.
    special: Vec<usize>,
}

/// What becomes of raw HTML.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Raw {
    /// It is kept, and cleaned at the end.
    Kept,
    /// It is shown as a text: cleaning it would take too long.
    Shown,
}

impl<'a> Walk<'a> for Writer<'a> {
    fn document(&self) -> &'a Document {
        self.document
    }

    fn paragraph(&mut self, inlines: Run<Inline>) {
        self.wrap("<p>", inlines, "</p>");
        self.out.push('\n');
        self.describe();
    }

    fn quote(&mut self, blocks: Run<Block>) {
        self.out.push_str("<blockquote>\n");
        self.blocks(blocks);
        self.out.push_str("</blockquote>\n");
    }

    /// The marks of our own slots are not for authors.
    fn html(&mut self, html: &str) {
        self.raw(html);
    }

    fn rule(&mut self) {
        self.out.push_str("<hr>\n");
    }

    fn heading(&mut self, index: usize) {
        let heading = &self.document.headings[index];
        // The title of the page is the only first level.
        let part = self.embed.part();
        let level = (heading.level.max(2) + u8::from(!part.is_empty())).min(6);
        let tag = ["h2", "h3", "h4", "h5", "h6"][usize::from(level) - 2];
        let id = &self.document[heading.id];
        self.put(["<", tag, " id=\"", part, id, "\">"]);
        self.title(heading.content);
        self.put(["</", tag, ">\n"]);
        self.describe();
        let text = || typography::plain(&self.document[heading.text]);
        if let Some(label) = (level <= 3).then(|| self.embed.part_link(&text())).flatten() {
            let (label, id) = (escape_attribute(&label), format!("{part}{id}"));
            let _ = writeln!(self.out, "<a class=\"anchor\" href=\"#{id}\" aria-label=\"{label}\">#</a>");
        }
    }

    fn callout(&mut self, callout: &Callout) {
        self.callouts += 1;
        let id = format!("{}encart-{}", self.embed.part(), self.callouts);
        let kind = &callout.kind;
        let _ = write!(
            self.out,
            "<aside class=\"callout callout-{kind}\" aria-labelledby=\"{id}\">\n<p class=\"callout-title\" id=\"{id}\">"
        );
        let label = self.embed.word(&format!("callouts.{kind}"));
        escape(&label, &mut self.out);
        if !callout.title.is_empty() {
            self.out.push_str("\u{a0}: ");
            self.title(callout.title);
        }
        self.out.push_str("</p>\n");
        self.describe();
        self.blocks(callout.blocks);
        self.out.push_str("</aside>\n");
    }

    fn list(&mut self, start: Option<u32>, items: &[Item]) {
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

    fn table(&mut self, table: &Table) {
        let caption = self.plain(table.caption);
        self.out.push_str("<div class=\"table\" role=\"region\"");
        self.attribute(" aria-label=\"", &caption);
        self.out.push_str(" tabindex=\"0\">\n<table>\n");
        if !table.caption.is_empty() {
            self.out.push_str("<caption>");
            self.title(table.caption);
            self.out.push_str("</caption>\n");
        }
        self.out.push_str("<thead>\n<tr>");
        for (index, cell) in self.document[table.head].iter().enumerate() {
            let start = if self.document.is_blank(&self.document[*cell]) { CELL } else { "<th scope=\"col\"" };
            self.cell(start, table.align.get(index), *cell);
        }
        self.out.push_str("</tr>\n</thead>\n<tbody>\n");
        let row_headers = self.document.has_row_headings(table);
        for row in self.document.rows(table) {
            self.out.push_str("<tr>");
            for (index, cell) in row.iter().enumerate() {
                let start = if index == 0 && row_headers { "<th scope=\"row\"" } else { CELL };
                self.cell(start, table.align.get(index), *cell);
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n</div>\n");
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
        // RGAA 1.9: the name of the figure is its caption.
        let credit = image.credit.as_deref().map(typography::plain);
        let parts = [image.caption.as_deref(), credit.as_deref()].into_iter().flatten();
        let name = parts.collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            self.out.push_str("<p class=\"picture\">");
            self.image(index);
            self.out.push_str("</p>\n");
            self.describe();
            return;
        }
        let _ = writeln!(self.out, "<figure role=\"figure\" aria-label=\"{}\">", escape_attribute(&name));
        self.image(index);
        self.out.push_str("\n<figcaption>");
        if let Some(caption) = &image.caption {
            escape(caption, &mut self.out);
        }
        if let Some(credit) = &credit {
            let space = if image.caption.is_some() { " " } else { "" };
            let _ = write!(self.out, "{space}<span class=\"credit\">{}</span>", escape_attribute(credit));
        }
        self.out.push_str("</figcaption>\n</figure>\n");
        self.describe();
    }

    fn inlines(&mut self, inlines: Run<Inline>) {
        let document = self.document;
        let mut rest = &document[inlines];
        while let Some((inline, after)) = rest.split_first() {
            rest = after;
            match *inline {
                // A word of the glossary may go on after the end of a line.
                Inline::Text(text) if matches!(after.first(), Some(Inline::Soft)) && self.terms.is_some() => {
                    let run = rest.iter().take_while(|next| matches!(next, Inline::Text(_) | Inline::Soft)).count();
                    let mut whole = document[text].to_owned();
                    rest[..run].iter().for_each(|part| match part {
                        Inline::Text(text) => whole.push_str(&document[*text]),
                        _ => whole.push('\n'),
                    });
                    self.text(&whole);
                    rest = &rest[run..];
                }
                Inline::Text(text) => self.words(text),
                Inline::Code(code) => {
                    self.out.push_str("<code>");
                    escape(&typography::plain(&document[code]), &mut self.out);
                    self.out.push_str("</code>");
                }
                Inline::Emphasis(content) => self.wrap("<em>", content, "</em>"),
                Inline::Strong(content) => self.wrap("<strong>", content, "</strong>"),
                Inline::Strike(content) => self.wrap("<del>", content, "</del>"),
                Inline::Link(index) => self.link(index as usize),
                Inline::Image(index) => self.image(index as usize),
                Inline::Note(index, call) => self.note_call(index as usize, call as usize),
                Inline::Lang(index) => {
                    let Foreign { lang, words } = document.foreign[index as usize];
                    let _ = write!(self.out, "<span lang=\"{}\">", &document[lang]);
                    escape(&typography::plain(&document[words]), &mut self.out);
                    self.out.push_str("</span>");
                }
                Inline::Break => self.out.push_str("<br>\n"),
                Inline::Soft => self.out.push('\n'),
                Inline::Html(html) => self.raw(&document[html]),
            }
        }
    }
}

impl Writer<'_> {
    fn plain(&self, inlines: Run<Inline>) -> String {
        self.document.plain(&self.document[inlines])
    }

    fn raw(&mut self, html: &str) {
        match self.raw {
            Raw::Kept => self.out.push_str(&clean::of_author(html)),
            Raw::Shown => escape(html, &mut self.out),
        }
    }

    fn wrap(&mut self, start: &str, inlines: Run<Inline>, end: &str) {
        self.out.push_str(start);
        self.inlines(inlines);
        self.out.push_str(end);
    }

    fn put<const N: usize>(&mut self, parts: [&str; N]) {
        parts.into_iter().for_each(|part| self.out.push_str(part));
    }

    /// An attribute, of which a space, the name and `="` are given.
    fn attribute(&mut self, start: &str, value: &str) {
        self.out.push_str(start);
        escape(&typography::plain(value), &mut self.out);
        self.out.push('"');
    }

    /// Words in which none is explained.
    fn title(&mut self, inlines: Run<Inline>) {
        let terms = self.terms.take();
        self.inlines(inlines);
        self.terms = terms;
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
        self.inside(item);
        self.describe();
        self.out.push_str("</li>\n");
    }

    /// A cell, of which the start of the tag is given.
    fn cell(&mut self, start: &str, align: Option<&Align>, cell: Cell) {
        let end = match align {
            Some(Align::Centre) => " class=\"centre\">",
            Some(Align::End) => " class=\"end\">",
            _ => ">",
        };
        self.put([start, end]);
        if start == CELL {
            self.inlines(cell)
        } else {
            self.title(cell)
        }
        self.describe();
        self.out.push_str(if start == CELL { "</td>" } else { "</th>" });
    }

    fn image(&mut self, index: usize) {
        let image = &self.document.images[index];
        if image.description.is_some() {
            self.undescribed.push(index);
        }
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
        if let Some((versions, shown)) = &picture.versions {
            let (versions, shown) = (escape_attribute(versions), escape_attribute(shown));
            let _ = write!(self.out, " srcset=\"{versions}\" sizes=\"{shown}\"");
        }
        self.out.push_str(if picture.first { ">" } else { " loading=\"lazy\" decoding=\"async\">" });
    }

    /// A part of the words of the document.
    fn words(&mut self, part: Part) {
        let (text, range) = (&self.document[part], part.range());
        if self.terms.is_some() {
            return self.text(text);
        }
        match self.special.get(self.special.partition_point(|at| *at < range.start)) {
            Some(at) if *at < range.end => escape(text, &mut self.out),
            _ => self.out.push_str(text),
        }
    }

    /// Text, in which the first use of a word of the glossary opens what it means.
    fn text(&mut self, text: &str) {
        let mut done = 0;
        for found in self.terms.map(|terms| terms.find(text)).unwrap_or_default() {
            let Some(anchor) = self.embed.explanation(found.means) else { continue };
            // Browsers may end a line around a button: what touches the word stays with it.
            let before = text[done..found.at.start].trim_end_matches(|c: char| !c.is_whitespace());
            let touching = &text[done + before.len()..found.at.start];
            let after = text[found.at.end..].trim_start_matches(|c: char| !c.is_whitespace() && !c.is_alphanumeric());
            let end = text.len() - after.len();
            let stays = !touching.is_empty() || end > found.at.end;
            escape(before, &mut self.out);
            self.out.push_str(if stays { "<span class=\"stay\">" } else { "" });
            escape(touching, &mut self.out);
            let _ = write!(self.out, "<button type=\"button\" class=\"term\" popovertarget=\"{anchor}\">");
            escape(&text[found.at.clone()], &mut self.out);
            self.out.push_str("</button>");
            escape(&text[found.at.end..end], &mut self.out);
            self.out.push_str(if stays { "</span>" } else { "" });
            done = end;
        }
        escape(&text[done..], &mut self.out);
    }

    fn link(&mut self, index: usize) {
        let link = &self.document.links[index];
        let target = self.embed.link(index, link);
        let around = std::mem::replace(&mut self.linked, true);
        let terms = self.terms.take();
        // A link to a word of the glossary opens what it means, as its first use does.
        let explained = target.means.filter(|_| terms.is_some()).and_then(|means| self.embed.explanation(means));
        if let Some(anchor) = &explained {
            let _ = write!(self.out, "<button type=\"button\" class=\"term\" popovertarget=\"{anchor}\">");
        }
        let inside = around || explained.is_some();
        if let (Some(href), false) = (&target.href, inside) {
            self.out.push_str("<a");
            self.attribute(" href=\"", href);
            if let Some(lang) = target.lang {
                self.attribute(" hreflang=\"", lang);
            }
            self.out.push('>');
        }
        if link.style == crate::markdown::document::LinkStyle::Short && !target.title.is_empty() {
            escape(target.title, &mut self.out);
        } else {
            self.inlines(link.content);
        }
        if let Some(note) = &target.note {
            self.out.push_str("\u{a0}(");
            escape(note, &mut self.out);
            self.out.push(')');
        }
        match explained {
            Some(_) => self.out.push_str("</button>"),
            None if target.href.is_some() && !inside => self.out.push_str("</a>"),
            None => {}
        }
        self.linked = around;
        self.terms = terms;
    }

    fn note_call(&mut self, index: usize, call: usize) {
        let number = &(index + 1).to_string();
        let suffix = if call == 1 { String::new() } else { format!("-{call}") };
        let part = self.embed.part();
        if self.note.is_empty() {
            self.note = escape_attribute(&self.embed.word("note"));
        }
        self.put(["<sup class=\"footnote-ref\"><a href=\"#", part, "note-", number]);
        self.put(["\" id=\"", part, "appel-", number, &suffix]);
        self.out.push_str("\" aria-label=\"");
        self.out.push_str(&self.note);
        self.put([" ", number, "\">", number, "</a></sup>"]);
    }

    fn notes(&mut self) {
        if self.document.notes.is_empty() {
            return;
        }
        let title = escape_attribute(&self.embed.word("notes"));
        let back = escape_attribute(&self.embed.word("note_back"));
        // A page of several parts has the notes of each: they are no landmarks of it.
        let (tag, role) = if self.embed.part().is_empty() { ("section", "") } else { ("div", " role=\"group\"") };
        let _ = write!(self.out, "<{tag} class=\"footnotes\"{role} aria-label=\"{title}\">\n<ol>\n");
        for (index, note) in self.document.notes.iter().enumerate() {
            let number = &(index + 1).to_string();
            let part = self.embed.part();
            self.put(["<li id=\"", part, "note-", number, "\">"]);
            for (position, block) in self.document[note.blocks].iter().enumerate() {
                match *block {
                    Block::Paragraph(inlines) if position + 1 == note.blocks.len() => self.inlines(inlines),
                    block => self.block(block),
                }
            }
            self.describe();
            self.put([" <a href=\"#", part, "appel-", number, "\" class=\"footnote-back\" aria-label=\"", &back]);
            self.put([" ", number, "\">↩</a></li>\n"]);
        }
        let _ = write!(self.out, "</ol>\n</{tag}>\n");
    }

    /// What charts, diagrams and maps say, at length (RGAA 1.6): printed for everybody, after the paragraph in
    /// which they are shown.
    fn describe(&mut self) {
        if self.undescribed.is_empty() {
            return;
        }
        for index in std::mem::take(&mut self.undescribed) {
            if let Some(description) = self.document.images[index].description.as_deref().map(typography::plain) {
                self.out.push_str("<p class=\"picture-description\">");
                escape(&description, &mut self.out);
                self.out.push_str("</p>\n");
            }
        }
    }
}
