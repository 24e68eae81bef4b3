//! What the parser sees in a text, one thing after the other.                     ← pulldown-cmark.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, OffsetIter, Options, Parser, Tag};

use crate::markdown::slip::Text;
use crate::source::sign::without_commands;

/// Something that the parser sees, and where.
type Placed<'a> = (Event<'a>, Range<usize>);

/// What the parser sees.
pub struct Events<'a> {
    parser: OffsetIter<'a>,
    /// The next thing, once it is known.
    next: Option<Option<Placed<'a>>>,
    /// May everything be shown as it is?
    is_shown: bool,
}

/// The names of links, in small letters, and where each is defined.
pub type Definitions = BTreeMap<String, Range<usize>>;

impl<'a> Events<'a> {
    /// What stands in a text, and the definitions of its links.
    pub fn new(text: &Text<'a>) -> (Events<'a>, Definitions) {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_WIKILINKS;
        let parser = Parser::new_ext(text.text, options);
        let definitions = parser.reference_definitions().iter();
        let definitions =
            definitions.map(|(name, definition)| (name.to_lowercase(), definition.span.clone())).collect();
        // A text that holds no such sign, nor any that is written with others, is shown as it is.
        let is_shown = !text.holds_command() && !text.has_any(b"&");
        (Events { parser: parser.into_offset_iter(), next: None, is_shown }, definitions)
    }

    /// What comes next, and stays.
    pub fn peek(&mut self) -> Option<&Event<'a>> {
        self.peek_placed().map(|(event, _)| event)
    }

    /// Where that stands.
    pub fn place(&mut self) -> Option<Range<usize>> {
        self.peek_placed().map(|(_, place)| place.clone())
    }

    #[inline]
    fn peek_placed(&mut self) -> Option<&Placed<'a>> {
        if self.next.is_none() {
            self.next = Some(self.see());
        }
        self.next.as_ref()?.as_ref()
    }

    /// The parser goes on.
    #[inline]
    fn see(&mut self) -> Option<Placed<'a>> {
        let next = self.parser.next();
        if self.is_shown { next } else { next.map(shown_event) }
    }

    /// What comes next, when it is a text: the parser gives the words of one text piece by piece.
    pub fn text(&mut self) -> Option<(CowStr<'a>, Range<usize>)> {
        match self.peek() {
            Some(Event::Text(_)) => match self.next() {
                Some((Event::Text(text), range)) => Some((text, range)),
                _ => None,
            },
            _ => None,
        }
    }
}

impl<'a> Iterator for Events<'a> {
    type Item = Placed<'a>;

    #[inline]
    fn next(&mut self) -> Option<Placed<'a>> {
        match self.next.take() {
            Some(next) => next,
            None => self.see(),
        }
    }
}

/// The text that a line shows, without its codes.
pub fn shown(line: &str) -> String {
    let texts = Parser::new(line).filter_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    });
    texts.collect()
}

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
