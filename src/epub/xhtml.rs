//! HTML to XHTML, which is what a reading system opens                            ← html5ever.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use html5ever::Attribute;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Elements without content.
const VOID: [&str; 11] = ["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "track", "wbr"];
/// What a book has no use for: programs, and pictures in several sizes.
const LEFT_OUT: [&str; 4] = ["script", "style", "source", "template"];
/// Attributes for browsers alone.
const NOT_IN_BOOKS: [&str; 9] =
    ["loading", "decoding", "fetchpriority", "srcset", "sizes", "tabindex", "download", "hreflang", "rel"];
/// Names that HTML reads in any case and XML does not.
const WITH_CAPITALS: [&str; 22] = [
    "viewBox",
    "preserveAspectRatio",
    "linearGradient",
    "radialGradient",
    "gradientUnits",
    "gradientTransform",
    "clipPath",
    "clipPathUnits",
    "maskUnits",
    "maskContentUnits",
    "patternUnits",
    "patternContentUnits",
    "patternTransform",
    "markerWidth",
    "markerHeight",
    "markerUnits",
    "refX",
    "refY",
    "textPath",
    "textLength",
    "lengthAdjust",
    "startOffset",
];

/// Where the links and the pictures of a text lead in the book; none takes the link away and leaves its words.
pub type Rewrite<'a> = &'a dyn Fn(&str, Place) -> Option<String>;

/// What holds an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A link, to be followed.
    Link,
    /// A picture or a style sheet, part of the page.
    Part,
}

/// A page as XHTML: every element closed, every character written as XML asks.
pub fn convert(html: &str, rewrite: Rewrite<'_>) -> String {
    let sink = Sink { state: RefCell::new(State::default()), rewrite };
    let tokenizer = tokenize(html, sink);
    let mut state = tokenizer.sink.state.into_inner();
    while let Some(open) = state.open.pop() {
        let _ = write!(state.out, "</{open}>");
    }
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n{}\n", state.out.trim())
}

/// The anchors of a page.
pub fn ids(html: &str) -> BTreeSet<String> {
    let found = RefCell::new(BTreeSet::new());
    let keep = |name: &str, value: &str| {
        if name == "id" {
            found.borrow_mut().insert(value.to_owned());
        }
    };
    tokenize(html, Attributes(&keep));
    found.into_inner()
}

/// The pictures of a page, as it names them.
pub fn pictures(html: &str) -> BTreeSet<String> {
    let found = RefCell::new(BTreeSet::new());
    let keep = |name: &str, value: &str| {
        if name == "src" {
            found.borrow_mut().insert(value.to_owned());
        }
    };
    tokenize(html, Attributes(&keep));
    found.into_inner()
}

/// A text in XML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

fn tokenize<S: TokenSink>(html: &str, sink: S) -> Tokenizer<S> {
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer
}

/// Shows every attribute.
struct Attributes<'a>(&'a dyn Fn(&str, &str));

impl TokenSink for Attributes<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                tag.attrs.iter().for_each(|attribute| (self.0)(&attribute.name.local, &attribute.value));
                raw(&tag)
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

/// In a program or a style sheet nothing is an element.
fn raw(tag: &Tag) -> TokenSinkResult<()> {
    match &*tag.name {
        "script" | "style" => TokenSinkResult::RawData(RawKind::Rawtext),
        _ => TokenSinkResult::Continue,
    }
}

struct Sink<'a> {
    state: RefCell<State>,
    rewrite: Rewrite<'a>,
}

#[derive(Default)]
struct State {
    out: String,
    /// The elements that are open.
    open: Vec<String>,
    /// The element that is left out, while it lasts.
    skipped: Option<String>,
}

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                self.start(&mut state, &tag);
                return raw(&tag);
            }
            Token::TagToken(tag) => state.end(with_capitals(&tag.name)),
            Token::CharacterTokens(text) if state.skipped.is_none() => state.out.push_str(&escape(&text)),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Sink<'_> {
    fn start(&self, state: &mut State, tag: &Tag) {
        let name = with_capitals(&tag.name);
        if state.skipped.is_some() {
            return;
        }
        if LEFT_OUT.contains(&name) {
            state.skipped = (name != "source").then(|| name.to_owned());
            return;
        }
        let target = tag.attrs.iter().find(|attribute| matches!(&*attribute.name.local, "href" | "src"));
        let place = if name == "a" { Place::Link } else { Place::Part };
        let address = target.map(|attribute| (self.rewrite)(&attribute.value, place));
        // A link that leads nowhere in a book leaves its words.
        let name = if name == "a" && !matches!(address, Some(Some(_))) { "span" } else { name };
        if name == "img" && !matches!(address, Some(Some(_))) {
            return;
        }
        let _ = write!(state.out, "<{name}");
        if name == "html" {
            state.out.push_str(" xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"");
        }
        if name == "svg" {
            state.out.push_str(" xmlns=\"http://www.w3.org/2000/svg\"");
        }
        for attribute in &tag.attrs {
            write_attribute(&mut state.out, attribute, address.as_ref());
        }
        if VOID.contains(&name) || tag.self_closing {
            state.out.push_str("/>");
        } else {
            state.out.push('>');
            state.open.push(name.to_owned());
        }
    }
}

fn write_attribute(out: &mut String, attribute: &Attribute, address: Option<&Option<String>>) {
    let name = with_capitals(&attribute.name.local);
    if NOT_IN_BOOKS.contains(&name) && !(name == "rel" && &*attribute.value == "stylesheet") {
        return;
    }
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'));
    if !is_name || name.starts_with("on") || name == "xmlns" {
        return;
    }
    let value = match name {
        "href" | "src" => match address {
            Some(Some(address)) => address.as_str(),
            _ => return,
        },
        _ => &*attribute.value,
    };
    let _ = write!(out, " {name}=\"{}\"", escape(value));
    if name == "lang" {
        let _ = write!(out, " xml:lang=\"{}\"", escape(value));
    }
}

impl State {
    fn end(&mut self, name: &str) {
        if let Some(skipped) = &self.skipped {
            if skipped == name {
                self.skipped = None;
            }
            return;
        }
        // Words of a link that was taken away are in a `span`.
        let matches = |open: &String| open == name || (name == "a" && open == "span");
        let Some(depth) = self.open.iter().rposition(matches) else { return };
        for open in self.open.split_off(depth).iter().rev() {
            let _ = write!(self.out, "</{open}>");
        }
    }
}

fn with_capitals(name: &str) -> &str {
    WITH_CAPITALS.iter().find(|known| known.eq_ignore_ascii_case(name)).copied().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn xhtml(html: &str) -> String {
        let text = convert(html, &|address, _| (address != "nowhere").then(|| format!("to-{address}")));
        text.lines().skip(2).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_element_is_closed_and_every_character_written_as_xml_asks() {
        for (html, expected) in [
            ("<p>a<br>b & c &eacute;</p>", "<p>a<br/>b &amp; c é</p>"),
            ("<ul><li>a<li>b</ul>", "<ul><li>a<li>b</li></li></ul>"),
            ("<input type=checkbox disabled>", "<input type=\"checkbox\" disabled=\"\"/>"),
            (
                "<svg viewbox='0 0 1 1'><path d='M0'/></svg>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0\"/></svg>",
            ),
            ("a</p>b<em>c", "ab<em>c</em>"),
            ("<script>if (a<b) {}</script>x<!-- y -->", "x"),
            ("<p onclick='x' \"=1>a</p>", "<p>a</p>"),
        ] {
            assert_eq!(xhtml(html), expected, "{html}");
        }
    }

    #[test]
    fn links_that_lead_nowhere_leave_their_words() {
        assert_eq!(xhtml("<a href=nowhere>a <b>b</b></a> c"), "<span>a <b>b</b></span> c");
        assert_eq!(xhtml("<a href=x>a</a><img src=nowhere alt=a>"), "<a href=\"to-x\">a</a>");
    }
}
