//! YAML to a tree of texts with exact places, and its errors in our words      ← serde_yaml.
//!
//! Text stays text: `01000`, `non` and `1e3` are given as they are written; the declared type of
//! a field decides later what they mean.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::budget::Budget;
use serde_yaml::options::DuplicateKeyPolicy;
use serde_yaml::{Error, Options, Spanned};

use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::source::{FileId, Span};

/// The header or the data file cannot be read.
pub const SYNTAX: Rule = Rule { code: "en-tete-illisible", severity: Severity::Error };
/// Two values for one key.
pub const DUPLICATE_KEY: Rule = Rule { code: "rubrique-en-double", severity: Severity::Error };
/// Larger or deeper than any human writes.
pub const TOO_BIG: Rule = Rule { code: "en-tete-trop-grand", severity: Severity::Error };

/// Every rule of this room.
pub const RULES: &[&Rule] = &[&SYNTAX, &DUPLICATE_KEY, &TOO_BIG];

/// Front matter is at most this long, in bytes.
pub const MAX_HEADER: usize = 64 * 1024;
/// Data files (glossary, sources, configuration) are at most this long, in bytes.
pub const MAX_DATA: usize = 4 * 1024 * 1024;
const MAX_DEPTH: usize = 32;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it stands in its file.
    pub span: Span,
    /// A comment on the same line, which YAML cuts from the value.
    pub comment: Option<(Span, String)>,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing after the colon.
    Null,
    /// A text, as it is written, and whether it was protected by quotes or a block.
    Text(String, Quoted),
    /// A list.
    List(Vec<Node>),
    /// Named values, in the order of the file.
    Map(Vec<(Key, Node)>),
}

/// Did the author protect a text by quotes (or write it as a block)?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoted {
    /// As written.
    No,
    /// Between quotes, or in a `|` or `>` block.
    Yes,
}

/// The name of a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// As it is written.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

impl Node {
    /// Nothing, at a place.
    pub fn null(span: Span) -> Node {
        Node { value: Value::Null, span, comment: None }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text, _) => Some(text),
            _ => None,
        }
    }

    /// The named values, if it is a map.
    pub fn as_map(&self) -> Option<&[(Key, Node)]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// A named value of a map.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.as_map()?.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
    }
}

/// Reads `text`, which begins at byte `offset` of `file`. What is wrong goes to the report, and
/// then there is no tree. An empty text is an empty map.
pub fn read(text: &str, file: FileId, offset: usize, limit: usize, report: &mut Report) -> Option<Node> {
    let whole = Span::new(file, offset, offset);
    if text.len() > limit || nesting(text) > MAX_DEPTH {
        report.add(Diagnostic::at(&TOO_BIG, whole, Message::new("yaml-too-big").with("limit", limit / 1024)));
        return None;
    }
    if text.trim().is_empty() {
        return Some(Node { value: Value::Map(Vec::new()), span: whole, comment: None });
    }
    match serde_yaml::from_str_with_options::<Spanned<Raw>>(text, options()) {
        Ok(raw) => Some(Place { text, file, offset }.node(raw)),
        Err(error) => {
            report.add(explain(&error, text, file, offset));
            None
        }
    }
}

fn options() -> Options {
    let mut budget = Budget::default();
    budget.max_depth = MAX_DEPTH;
    budget.max_aliases = 0;
    budget.max_anchors = 0;
    budget.max_merge_keys = 0;
    let mut options = Options::default();
    options.budget = Some(budget);
    options.duplicate_keys = DuplicateKeyPolicy::Error;
    options.strict_booleans = true;
    options.reject_unsupported_tags = true;
    // A snippet would wrap the error, and hide its kind and its place.
    options.with_snippet = false;
    options
}

/// How deep brackets go on one line, before any parser sees the text; the parser bounds the rest.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0usize);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'\n' => depth = 0,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// The tree as the parser gives it.
enum Raw {
    Scalar(Option<String>),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Scalar(Some(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Scalar(Some(text)))
    }

    // Numbers, yes and no: the text of the source is taken instead, see `Place::scalar`.
    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }
    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }
    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }
    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }
    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }
    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }
    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

/// The text that is being read, and where it stands in its file.
struct Place<'a> {
    text: &'a str,
    file: FileId,
    offset: usize,
}

impl Place<'_> {
    fn node(&self, raw: Spanned<Raw>) -> Node {
        let (start, end) = self.range(raw.referenced.span());
        let (value, end) = match raw.value {
            Raw::Scalar(text) => self.scalar(text, start, end),
            Raw::List(items) => (Value::List(items.into_iter().map(|item| self.node(item)).collect()), end),
            Raw::Map(entries) => {
                let entries = entries.into_iter().map(|(key, node)| (self.key(key), self.node(node)));
                (Value::Map(entries.collect()), end)
            }
        };
        let comment = self.comment_after(&value, end);
        Node { value, span: self.span(start, end), comment }
    }

    fn key(&self, key: Spanned<String>) -> Key {
        let (start, end) = self.range(key.referenced.span());
        Key { name: key.value, span: self.span(start, end) }
    }

    /// A plain scalar is the text of the source itself; quoted and block scalars are what the
    /// parser decoded. Returns the end of the scalar without the white space that follows it.
    fn scalar(&self, decoded: Option<String>, start: usize, end: usize) -> (Value, usize) {
        let source = self.text.get(start..end).unwrap_or_default();
        let trimmed = source.trim_end();
        let end = start + trimmed.len();
        match (decoded, trimmed.as_bytes().first()) {
            (Some(text), Some(b'"' | b'\'' | b'|' | b'>')) => (Value::Text(text, Quoted::Yes), end),
            (Some(text), _) => (Value::Text(text, Quoted::No), end),
            (None, None) | (None, Some(b'~' | b'#')) => (Value::Null, start),
            (None, Some(_)) => (Value::Text(trimmed.to_owned(), Quoted::No), end),
        }
    }

    /// The comment that follows a plain value (or nothing) on its line.
    fn comment_after(&self, value: &Value, end: usize) -> Option<(Span, String)> {
        if !matches!(value, Value::Null | Value::Text(_, Quoted::No)) {
            return None;
        }
        let rest = self.text.get(end..)?.split(['\n', '\r']).next()?;
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', ':']).len();
        let comment = rest[blank..].trim_end();
        let span = self.span(end + blank, end + blank + comment.len());
        comment.starts_with('#').then(|| (span, comment.to_owned()))
    }

    fn range(&self, span: serde_yaml::Span) -> (usize, usize) {
        let start = span.byte_offset().map_or(0, |n| n as usize).min(self.text.len());
        let length = span.byte_len().map_or(0, |n| n as usize);
        (start, (start + length).min(self.text.len()))
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.offset + start, self.offset + end)
    }
}

/// The parser's error in our words, with the line to write when it can be computed.
fn explain(error: &Error, text: &str, file: FileId, offset: usize) -> Diagnostic {
    // The reader counts characters; it knows bytes only where a value has been read.
    let characters = error.location().map_or(0, |l| l.span().offset() as usize);
    let place = text.char_indices().nth(characters).map_or(text.len(), |(byte, _)| byte);
    let at = Span::new(file, offset + place, offset + place);
    if let Error::DuplicateMappingKey { key, .. } = error {
        let key = key.clone().unwrap_or_default();
        let span = Span::new(file, offset + place, offset + place + key.len());
        return Diagnostic::at(&DUPLICATE_KEY, span, Message::new("yaml-duplicate-key").with("key", key))
            .help(Message::new("yaml-duplicate-key-help"));
    }
    if let Some(tab) = tab_indent(text) {
        let span = Span::new(file, offset + tab, offset + tab + 1);
        return Diagnostic::at(&SYNTAX, span, Message::new("yaml-tab")).help(Message::new("yaml-tab-help"));
    }
    if let Some((start, line)) = colon_in_value(text, place) {
        let span = Span::new(file, offset + start, offset + start + line.len());
        let (key, value) = line.split_once(": ").unwrap_or((line, ""));
        let fixed = format!("{key}: \"{}\"", value.trim().replace('"', "”"));
        return Diagnostic::at(
            &SYNTAX,
            span,
            Message::new("yaml-colon").with("key", key.trim_start_matches("- ").trim()),
        )
        .help(Message::new("write-line").with("line", fixed.trim()));
    }
    Diagnostic::at(&SYNTAX, at, Message::new(kind_of(error))).help(Message::new("yaml-syntax-help"))
}

fn kind_of(error: &Error) -> &'static str {
    match error {
        Error::Eof { .. } => "yaml-unfinished",
        Error::UnknownAnchor { .. } | Error::MergeKeyNotAllowed { .. } | Error::AliasError { .. } => "yaml-alias",
        Error::Budget { .. } => "yaml-alias",
        Error::MultipleDocuments { .. } => "yaml-many",
        _ => "yaml-syntax",
    }
}

/// The first line indented by a tabulation.
fn tab_indent(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t') {
            return Some(at + tab);
        }
        at += line.len();
    }
    None
}

/// The line of the error, or the one before it, when its unquoted value holds « : », which YAML
/// takes for a second key.
fn colon_in_value(text: &str, place: usize) -> Option<(usize, &str)> {
    let end = text[place..].find('\n').map_or(text.len(), |n| place + n);
    let start = text[..place].rfind('\n').map_or(0, |n| n + 1);
    let before = text[..start.saturating_sub(1)].rfind('\n').map_or(0, |n| n + 1);
    [(start, end), (before, start)].into_iter().find_map(|(start, end)| {
        let line = text[start..end].trim_end();
        let content = line.trim_start();
        let (key, value) = content.split_once(": ")?;
        let value = value.trim_start();
        let protected = value.starts_with(['"', '\'', '[', '{', '|', '>', '#']);
        let folded = value.replace(['\u{a0}', '\u{202f}'], " ");
        let has_colon = folded.contains(": ") || folded.ends_with(':');
        let plain = !protected && !content.starts_with('#') && !key.contains(['{', '[', '"', '\'']);
        (plain && has_colon).then_some((start + line.len() - content.len(), content))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> Node {
        let mut report = Report::default();
        let node = read(text, FileId(0), 0, MAX_HEADER, &mut report);
        node.unwrap_or_else(|| panic!("{:?}", report.iter().collect::<Vec<_>>()))
    }

    #[test]
    fn text_stays_text() {
        let node = tree("a: 01000\nb: non\nc: 1e3\nd: \"12\"\ne: 2015-2018\nf:\ng: 02 98\nh: null\n");
        let texts: Vec<_> = node.as_map().unwrap().iter().map(|(_, n)| n.as_text().unwrap_or("-")).collect();
        assert_eq!(texts, ["01000", "non", "1e3", "12", "2015-2018", "-", "02 98", "null"]);
    }

    #[test]
    fn places_are_exact() {
        let text = "titre: Éco\nliste:\n  - été\n  - [a, b]\n";
        let node = tree(text);
        let list = node.get("liste").unwrap().as_list().unwrap();
        let at = |n: &Node| &text[n.span.start as usize..n.span.end as usize];
        assert_eq!(at(node.get("titre").unwrap()), "Éco");
        assert_eq!(at(&list[0]), "été");
        assert_eq!(at(&list[1].as_list().unwrap()[1]), "b");
    }

    #[test]
    fn what_a_hash_cuts_is_seen() {
        let text = "titre: #1\nautre: A # B\nbon: \"A # B\"\n";
        let node = tree(text);
        let cut = |key: &str| {
            let comment = node.get(key).unwrap().comment.as_ref();
            comment.map(|(s, _)| &text[s.start as usize..s.end as usize])
        };
        assert_eq!(cut("titre"), Some("#1"));
        assert_eq!(cut("autre"), Some("# B"));
        assert_eq!(cut("bon"), None);
    }

    #[test]
    fn aliases_and_deep_nesting_are_refused() {
        for text in ["a: &x 1\nb: *x\n", &format!("a: {}1{}", "[".repeat(60), "]".repeat(60)), "a: !x 1\n"] {
            let mut report = Report::default();
            assert!(read(text, FileId(0), 0, MAX_HEADER, &mut report).is_none(), "{text}");
            assert!(report.has_errors());
        }
    }
}
