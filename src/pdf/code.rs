//! A text and its values as Typst code: what authors write is only ever inside a string literal.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use crate::data::Data;
use crate::markdown::document::{Align, Block, Callout, Cell, Document, Foreign, Inline, Item, LinkStyle, Run, Table};
use crate::markdown::html::Embed;
use crate::markdown::typography::{self, SUP_END, SUP_START};
use crate::markdown::walk::Walk;
use crate::pdf::column;
use crate::source::Span;

/// What a document can lead to.
#[derive(Clone, Debug, Default)]
pub struct Paper {
    /// The pages and their parts that are in it: `guide/financer/index.html#contexte`.
    pub labels: BTreeSet<String>,
    /// The public address of the site, for what is not in it.
    pub address: Option<String>,
    /// The signs that no font of ours draws.
    pub undrawn: BTreeSet<char>,
}

/// A page of a document while it is written.
#[derive(Debug)]
pub struct Page<'a> {
    /// The document.
    pub paper: &'a Paper,
    /// Where the page is published.
    pub path: &'a str,
    /// What its texts leave beside their code.
    pub left: RefCell<Left>,
}

/// What texts leave beside their code.
#[derive(Debug, Default)]
pub struct Left {
    /// The texts as code, with where their pieces come from.
    pub texts: Vec<(String, Places)>,
    /// The drawings of blocks, by the path under which the code shows them.
    pub drawings: BTreeMap<String, Arc<[u8]>>,
}

impl Left {
    /// Adds what another page leaves.
    pub fn extend(&mut self, other: Left) {
        self.texts.extend(other.texts);
        self.drawings.extend(other.drawings);
    }
}

/// Where a piece of code comes from, so that a fault is told in the text of the author.
pub type Places = Vec<(Range<usize>, Span)>;

/// A string literal. Only `"` and `\` mean something in one; what has no drawing shows as a replacement.
pub fn literal(text: &str, paper: &Paper) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' | '\t' | '\r' => out.push(' '),
            c if c.is_control() || is_private(c) || paper.undrawn.contains(&c) => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// A text in which the letters of ordinals are raised: one expression.
pub fn words(text: &str, paper: &Paper) -> String {
    if !text.contains(SUP_START) {
        return literal(text, paper);
    }
    let mut out = String::from("{ ");
    for (index, part) in text.split([SUP_START, SUP_END]).enumerate() {
        let part = literal(part, paper);
        let _ = match index % 2 {
            0 => write!(out, "{part}; "),
            _ => write!(out, "super({part}); "),
        };
    }
    out.push('}');
    out
}

/// Where an address leads: a label of the document, an address of the web, or nowhere.
pub fn target(address: &str, paper: &Paper) -> String {
    if address.contains(':') {
        return literal(address, paper);
    }
    let page = address.split('#').next().unwrap_or(address);
    match [address, page].into_iter().find(|label| paper.labels.contains(*label)) {
        Some(label) => format!("label({})", literal(label, paper)),
        None => match &paper.address {
            Some(site) => {
                literal(&format!("{}/{}", site.trim_end_matches('/'), address.replace("index.html", "")), paper)
            }
            None => "none".to_owned(),
        },
    }
}

/// Values as a Typst expression. What is HTML for pages is Typst code here, made by [`render`] alone.
/// A map that has an address also says where it leads.
pub fn value(data: &Data, paper: &Paper) -> String {
    match data {
        Data::Null => "none".to_owned(),
        Data::Bool(value) => value.to_string(),
        Data::Int(value) => value.to_string(),
        Data::Decimal(digits) => literal(digits, paper),
        Data::Text(text) => words(text, paper),
        Data::Html(code) => format!("{{ {code} }}"),
        Data::List(items) => {
            let items: String = items.iter().map(|item| format!("{}, ", value(item, paper))).collect();
            format!("({items})")
        }
        Data::Map(entries) if entries.is_empty() => "(:)".to_owned(),
        Data::Map(entries) => {
            let mut out = String::from("(");
            for (key, item) in entries.iter() {
                let _ = write!(out, "{}: {}, ", literal(key, paper), value(item, paper));
            }
            if let Some(path) = data.get("path").and_then(Data::as_str) {
                let _ = write!(out, "\"target\": {}, ", target(path, paper));
            }
            out.push(')');
            out
        }
    }
}

/// The code of a document of a page.
pub fn render(document: &Document, embed: &dyn Embed, page: &Page<'_>) -> String {
    let mut writer = Writer::new(document, embed, page);
    writer.blocks(document.blocks);
    page.left.borrow_mut().texts.push((writer.out.clone(), writer.places));
    writer.out
}

/// The code of a short text: its only paragraph without its own call.
pub fn render_short(document: &Document, embed: &dyn Embed, page: &Page<'_>) -> String {
    let mut writer = Writer::new(document, embed, page);
    match document[document.blocks] {
        [Block::Paragraph(inlines)] => writer.inlines(inlines),
        _ => writer.blocks(document.blocks),
    }
    page.left.borrow_mut().texts.push((writer.out.clone(), writer.places));
    writer.out
}

/// The call that shows a block of the theme, with what it draws, if it draws.
pub fn block(name: &str, data: &Data, drawing: &Data, paper: &Paper) -> String {
    format!("look.insert({}, {}, {}, t); ", literal(name, paper), value(data, paper), value(drawing, paper))
}

struct Writer<'a> {
    document: &'a Document,
    embed: &'a dyn Embed,
    /// Where the page is published.
    path: &'a str,
    paper: &'a Paper,
    out: String,
    places: Places,
    /// Inside a link, where no other link may stand.
    linked: bool,
}

impl<'a> Writer<'a> {
    fn new(document: &'a Document, embed: &'a dyn Embed, page: &'a Page<'a>) -> Writer<'a> {
        let (path, paper) = (page.path, page.paper);
        Writer { document, embed, path, paper, out: String::new(), places: Vec::new(), linked: false }
    }
}

impl<'a> Walk<'a> for Writer<'a> {
    fn document(&self) -> &'a Document {
        self.document
    }

    fn paragraph(&mut self, inlines: Run<Inline>) {
        self.call("look.paragraph", inlines);
    }

    fn quote(&mut self, blocks: Run<Block>) {
        self.out.push_str("look.quotation({ ");
        self.blocks(blocks);
        self.out.push_str("}); ");
    }

    fn figure(&mut self, index: usize) {
        self.picture(index, "look.picture");
    }

    fn html(&mut self, html: &str) {
        let text = text_of(html);
        if !text.trim().is_empty() {
            let _ = write!(self.out, "look.paragraph({{ {} }}); ", literal(text.trim(), self.paper));
        }
    }

    fn rule(&mut self) {
        self.out.push_str("look.rule(); ");
    }

    fn heading(&mut self, index: usize) {
        let start = self.out.len();
        let heading = &self.document.headings[index];
        let level = heading.level.clamp(2, 6);
        let label = literal(&format!("{}#{}", self.path, &self.document[heading.id]), self.paper);
        let _ = write!(self.out, "look.title({level}, {label}, {{ ");
        self.inlines(heading.content);
        self.out.push_str("}); ");
        self.placed(start, heading.span);
    }

    fn callout(&mut self, callout: &Callout) {
        let start = self.out.len();
        let label = self.embed.word(&format!("callouts.{}", callout.kind));
        let _ =
            write!(self.out, "look.callout({}, {}, {{ ", literal(&callout.kind, self.paper), words(&label, self.paper));
        self.inlines(callout.title);
        self.out.push_str("}, { ");
        self.blocks(callout.blocks);
        self.out.push_str("}); ");
        self.placed(start, callout.span);
    }

    fn list(&mut self, start: Option<u32>, items: &[Item]) {
        let tasks = start.is_none() && !items.is_empty() && items.iter().all(|item| item.done.is_some());
        let _ = match start {
            Some(start) => write!(self.out, "look.numbers({start}, "),
            None if tasks => write!(self.out, "look.tasks("),
            None => write!(self.out, "look.bullets("),
        };
        for item in items {
            let task = item.done.map(|done| self.task(done)).unwrap_or_default();
            let _ = match (tasks, task.is_empty()) {
                (true, _) => write!(self.out, "({task}, {{ "),
                (false, true) => write!(self.out, "{{ "),
                (false, false) => write!(self.out, "{{ look.task({task}); "),
            };
            self.inside(item);
            self.out.push_str(if tasks { "}), " } else { "}, " });
        }
        self.out.push_str("); ");
    }

    fn table(&mut self, table: &Table) {
        let start = self.out.len();
        let align = table.align.iter().map(|align| match align {
            Align::Start => "start, ",
            Align::Centre => "center, ",
            Align::End => "end, ",
        });
        let align: String = align.collect();
        let columns = column::share(self.document, table);
        let shares: String = columns.shares.iter().map(|share| format!("{share}, ")).collect();
        let size = columns.size;
        let _ = write!(self.out, "look.tabular(align: ({align}), shares: ({shares}), size: {size}, caption: ");
        self.content(table.caption);
        self.out.push_str(", head: ");
        self.row(&self.document[table.head]);
        self.out.push_str(", rows: (");
        let headed = self.document.has_row_headings(table);
        for row in self.document.rows(table) {
            self.row(row);
            self.out.push_str(", ");
        }
        let _ = write!(self.out, "), headed: {headed}); ");
        self.placed(start, table.span);
    }

    fn code(&mut self, index: usize) {
        let start = self.out.len();
        let code = &self.document.codes[index];
        match self.embed.block(index, code) {
            Some(call) => self.out.push_str(&call),
            None => {
                let lines: String = typography::plain(&code.text)
                    .lines()
                    .map(|line| format!("{}, ", literal(line, self.paper)))
                    .collect();
                let _ = write!(self.out, "look.listing(({lines})); ");
            }
        }
        self.placed(start, code.span);
    }

    fn inlines(&mut self, inlines: Run<Inline>) {
        let document = self.document;
        let mut raised: Option<&str> = None;
        for inline in &document[inlines] {
            match *inline {
                Inline::Text(text) => {
                    let _ = write!(self.out, "{}; ", words(&document[text], self.paper));
                }
                Inline::Code(code) => {
                    let code = literal(&typography::plain(&document[code]), self.paper);
                    let _ = write!(self.out, "look.verbatim({code}); ");
                }
                Inline::Emphasis(content) => self.call("emph", content),
                Inline::Strong(content) => self.call("strong", content),
                Inline::Strike(content) => self.call("strike", content),
                Inline::Link(index) => self.link(index as usize),
                Inline::Image(index) => self.picture(index as usize, "look.icon"),
                Inline::Note(index, call) => self.note(index as usize, call as usize),
                Inline::Lang(index) => {
                    let Foreign { lang, words } = document.foreign[index as usize];
                    let lang: String = document[lang].chars().take_while(char::is_ascii_lowercase).take(3).collect();
                    let words = literal(&typography::plain(&document[words]), self.paper);
                    let _ = match lang.len() {
                        2 | 3 => write!(self.out, "text(lang: {}, {words}); ", literal(&lang, self.paper)),
                        _ => write!(self.out, "{words}; "),
                    };
                }
                Inline::Break => self.out.push_str("linebreak(); "),
                Inline::Soft => self.out.push_str("\" \"; "),
                Inline::Html(html) => self.raw(&document[html], &mut raised),
            }
        }
        if raised.is_some() {
            self.out.push_str("}); ");
        }
    }
}

impl Writer<'_> {
    fn call(&mut self, function: &str, inlines: Run<Inline>) {
        let _ = write!(self.out, "{function}({{ ");
        self.inlines(inlines);
        self.out.push_str("}); ");
    }

    /// Notes that what was written since `start` comes from there.
    fn placed(&mut self, start: usize, span: Span) {
        self.places.push((start..self.out.len(), span));
    }

    /// Whether a task is done, and the word that says so.
    fn task(&self, done: bool) -> String {
        let label = self.embed.word(if done { "task_done" } else { "task_to_do" });
        format!("{done}, {}", words(&label, self.paper))
    }

    fn row(&mut self, cells: &[Cell]) {
        self.out.push('(');
        for cell in cells {
            self.content(*cell);
            self.out.push_str(", ");
        }
        self.out.push(')');
    }

    /// Some inlines as one expression; `none` when there are none.
    fn content(&mut self, inlines: Run<Inline>) {
        match inlines.is_empty() {
            true => self.out.push_str("none"),
            false => {
                self.out.push_str("{ ");
                self.inlines(inlines);
                self.out.push('}');
            }
        }
    }

    /// A picture through a function of the theme: alone, or among words.
    fn picture(&mut self, index: usize, function: &str) {
        let start = self.out.len();
        let image = &self.document.images[index];
        let alternative = typography::plain(&image.alternative);
        let picture = self.embed.image(index, image);
        let Some(path) = picture.src else {
            let _ = write!(self.out, "{}; ", literal(&alternative, self.paper));
            return;
        };
        let (width, height) = picture.size.unwrap_or((0, 0));
        let alternative = match image.decorative {
            true => "none".to_owned(),
            false => literal(&alternative, self.paper),
        };
        let optional = |text: &Option<String>| text.as_ref().map_or("none".to_owned(), |text| words(text, self.paper));
        let _ = write!(
            self.out,
            "{function}({}, alt: {alternative}, width: {width}, height: {height}, caption: {}, credit: {}); ",
            literal(&format!("/{path}"), self.paper),
            optional(&image.caption),
            optional(&image.credit),
        );
        if let Some(description) = &image.description {
            let _ = write!(self.out, "look.paragraph({{ {}; }}); ", words(description, self.paper));
        }
        self.placed(start, image.span);
    }

    /// A tag among words: a break, letters above or below the line; others leave their words.
    fn raw<'h>(&mut self, html: &'h str, raised: &mut Option<&'h str>) {
        let tag = html.trim_matches(['<', '>', '/', ' ']);
        match (tag, html.starts_with("</"), *raised) {
            ("br", ..) => self.out.push_str("linebreak(); "),
            ("sup" | "sub", false, None) => {
                let _ = write!(self.out, "{}({{ ", if tag == "sup" { "super" } else { "sub" });
                *raised = Some(tag);
            }
            (_, true, Some(open)) if open == tag => {
                self.out.push_str("}); ");
                *raised = None;
            }
            _ => {}
        }
    }

    fn link(&mut self, index: usize) {
        let start = self.out.len();
        let link = &self.document.links[index];
        let to = self.embed.link(index, link);
        let address = to.href.as_deref().map(|href| match href.strip_prefix('#') {
            Some(anchor) => format!("{}#{anchor}", self.path),
            None => href.to_owned(),
        });
        let inside = std::mem::replace(&mut self.linked, true);
        let address = address.filter(|_| !inside).map_or("none".to_owned(), |address| target(&address, self.paper));
        let _ = write!(self.out, "look.to({address}, {{ ");
        match link.style == LinkStyle::Short && !to.title.is_empty() {
            true => {
                let _ = write!(self.out, "{}; ", words(to.title, self.paper));
            }
            false => self.inlines(link.content),
        }
        if self.document.is_blank(&self.document[link.content]) && to.title.is_empty() {
            let _ = write!(self.out, "{}; ", literal(&link.target, self.paper));
        }
        self.out.push_str("}); ");
        self.linked = inside;
        self.placed(start, link.span);
    }

    fn note(&mut self, index: usize, call: usize) {
        let note = &self.document.notes[index];
        let label = literal(&format!("{}#note-{index}", self.path), self.paper);
        if call > 1 {
            let _ = write!(self.out, "footnote(label({label})); ");
            return;
        }
        let _ = write!(self.out, "look.note({label}, {{ ");
        match self.document[note.blocks] {
            [Block::Paragraph(inlines)] => self.inlines(inlines),
            _ => self.blocks(note.blocks),
        }
        self.out.push_str("}); ");
    }
}

/// The words of raw HTML, without its tags.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut tag = false;
    for c in html.chars() {
        match c {
            '<' => tag = true,
            '>' if tag => {
                tag = false;
                text.push(' ');
            }
            c if !tag => text.push(c),
            _ => {}
        }
    }
    let entities =
        [("&nbsp;", "\u{a0}"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    entities.iter().fold(text, |text, (entity, sign)| text.replace(entity, sign))
}
