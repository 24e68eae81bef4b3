//! Sentences for people, in French and English, from `messages/*.ftl`          ← fluent.

use std::cell::RefCell;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use memchr::{memchr_iter, memmem};

const FRENCH: &str = include_str!("../../messages/fr.ftl");
const ENGLISH: &str = include_str!("../../messages/en.ftl");

/// The language in which the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// French, the default of French sites.
    #[default]
    French,
    /// English, everywhere else.
    English,
}

impl Lang {
    /// `fr` gives French, anything else English.
    pub fn from_code(code: &str) -> Lang {
        if code.starts_with("fr") { Lang::French } else { Lang::English }
    }
}

/// What a sentence speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Arg {
    /// A text, shown as it is.
    Text(String),
    /// A number, for the plural.
    Number(i64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Arg::Text(text)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Arg::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Arg::Number(number)
    }
}

/// A sentence, before its language is chosen: the name of a message and its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Message {
    /// Its name in `messages/*.ftl`.
    pub id: &'static str,
    /// What it speaks of.
    pub args: Vec<(&'static str, Arg)>,
}

/// So many names of a list at most, and a sign when there are more.
pub fn first_of(names: &[String], most: usize) -> String {
    let first = names.iter().take(most).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > most { first + ", …" } else { first }
}

impl Message {
    /// A sentence without arguments.
    pub fn new(id: &'static str) -> Self {
        Message { id, args: Vec::new() }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// The sentence, in a language.
    pub fn say(&self, lang: Lang) -> String {
        thread_local! {
            static SENTENCES: RefCell<[Option<Sentences>; 2]> = const { RefCell::new([None, None]) };
        }
        SENTENCES.with_borrow_mut(|sentences| {
            let bundle = sentences[lang as usize].get_or_insert_with(|| Sentences::new(lang)).with(self.id);
            let mut args = FluentArgs::new();
            for (name, value) in &self.args {
                args.set(
                    *name,
                    match value {
                        Arg::Text(text) if LONG.contains(name) => FluentValue::from(plain(text)),
                        Arg::Text(text) => FluentValue::from(plain(text).replace('\n', "\u{fffd}")),
                        Arg::Number(number) => FluentValue::from(*number),
                    },
                );
            }
            // Every message has a text in both languages: a test checks it.
            let Some(pattern) = bundle.get_message(self.id).and_then(|m| m.value()) else {
                return format!("{} {:?}", self.id, self.args);
            };
            bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
        })
    }
}

/// The arguments that may hold several lines; any other, such as the name of a file, cannot begin a line of its own.
const LONG: [&str; 4] = ["line", "lines", "table", "text"];

/// Text without what could drive a terminal or turn the direction of the line.
pub fn plain(text: &str) -> String {
    let is_hidden = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if is_hidden(c) { '\u{fffd}' } else { c }).collect()
}

/// The sentences of a language, of which a run says few: each is looked for and read when it is said for the first time.
struct Sentences {
    said: FluentBundle<FluentResource>,
    /// All that may be said.
    text: &'static str,
}

impl Sentences {
    fn new(lang: Lang) -> Sentences {
        let code = if lang == Lang::French { "fr" } else { "en" };
        let mut said = FluentBundle::new(vec![code.parse().expect("a valid language code")]);
        said.set_use_isolating(false);
        Sentences { said, text: text(lang) }
    }

    /// What says this message, among others.
    fn with(&mut self, id: &'static str) -> &FluentBundle<FluentResource> {
        if !self.said.has_message(id) {
            // No message is the first line of the text, which is a remark.
            let before = memmem::find(self.text.as_bytes(), format!("\n{id} =").as_bytes());
            let lines = before.and_then(|line_end| messages(&self.text[line_end + 1..]).next());
            let lines = lines.map_or(String::new(), |(_, lines)| lines.to_owned());
            self.said.add_resource_overriding(FluentResource::try_new(lines).unwrap_or_else(|(resource, _)| resource));
        }
        &self.said
    }
}

fn text(lang: Lang) -> &'static str {
    match lang {
        Lang::French => FRENCH,
        Lang::English => ENGLISH,
    }
}

/// The messages of a text, each with its name: its lines, up to the next one that begins with a letter or a remark.
fn messages(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let bytes = text.as_bytes();
    let starts = |at: &usize| bytes.get(*at).is_some_and(|byte| byte.is_ascii_lowercase() || *byte == b'#');
    let lines = memchr_iter(b'\n', bytes).map(|end| end + 1);
    let mut starts = std::iter::once(0).chain(lines).filter(starts).peekable();
    std::iter::from_fn(move || {
        let start = starts.next()?;
        let message = &text[start..starts.peek().copied().unwrap_or(text.len())];
        let name = message.bytes().position(|byte| byte == b' ').unwrap_or_default();
        Some((&message[..name], message))
    })
}

/// The names of all messages of a language, for the test that compares them.
pub fn names(lang: Lang) -> Vec<&'static str> {
    messages(text(lang)).map(|(name, _)| name).filter(|name| !name.is_empty() && !name.starts_with('#')).collect()
}
