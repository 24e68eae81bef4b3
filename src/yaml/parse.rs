//! A text to the tree that the parser sees, or to what it stumbles on.           ← serde_yaml.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::budget::Budget;
use serde_yaml::options::DuplicateKeyPolicy;
use serde_yaml::{Error, Options, Spanned};

use crate::yaml::tag;

/// A part of the tree, and where it stands.
pub type Parsed = Spanned<Raw>;
/// Where the parser saw something.
pub type Place = serde_yaml::Span;

/// Why and where a text cannot be read.
pub struct Fault {
    /// The message that says why.
    pub kind: &'static str,
    /// Where, in bytes.
    pub place: usize,
}

/// Reads a text in which values stand at most so deep.
pub fn parse(text: &str, levels: usize) -> Result<Parsed, Fault> {
    let raw = serde_yaml::from_str_with_options::<Spanned<Raw>>(text, options(levels))
        .map_err(|error| Fault { kind: kind_of(&error), place: place_of(&error, text) })?;
    if text.contains('!') {
        let mut scalars = Vec::new();
        places(&raw, text.len(), &mut scalars);
        if let Some(place) = tag::find(text, &scalars) {
            return Err(Fault { kind: "yaml-syntax", place });
        }
    }
    Ok(raw)
}

/// Where all names and values of a text stand, in order.
fn places(raw: &Spanned<Raw>, all: usize, found: &mut Vec<(usize, usize)>) {
    match &raw.value {
        Raw::Scalar(_) => found.push(range(raw.referenced.span(), all)),
        Raw::List(items) => items.iter().for_each(|item| places(item, all, found)),
        Raw::Map(entries) => entries.iter().for_each(|(key, value)| {
            found.push(range(key.referenced.span(), all));
            places(value, all, found);
        }),
    }
}

/// Where the parser saw something, in bytes.
pub fn range(span: Place, all: usize) -> (usize, usize) {
    let start = span.byte_offset().map_or(0, |n| n as usize).min(all);
    let length = span.byte_len().map_or(0, |n| n as usize);
    (start, (start + length).min(all))
}

fn options(levels: usize) -> Options {
    let mut budget = Budget::default();
    budget.max_depth = levels;
    budget.max_aliases = 0;
    budget.max_anchors = 0;
    budget.max_merge_keys = 0;
    let mut options = Options::default();
    options.budget = Some(budget);
    options.duplicate_keys = DuplicateKeyPolicy::PassThrough;
    options.strict_booleans = true;
    options.reject_unsupported_tags = true;
    // A snippet would wrap the error, and hide its kind and its place.
    options.with_snippet = false;
    options
}

/// The tree as the parser gives it.
pub enum Raw {
    /// One value: its text, when the source does not say it as it is.
    Scalar(Option<String>),
    /// A list.
    List(Vec<Parsed>),
    /// Named values.
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

/// Where the parser stopped. It counts characters; it knows bytes only where a value has been read.
fn place_of(error: &Error, text: &str) -> usize {
    let characters = error.location().map_or(0, |l| l.span().offset() as usize);
    text.char_indices().nth(characters).map_or(text.len(), |(byte, _)| byte)
}

/// The parser's error in our words.
fn kind_of(error: &Error) -> &'static str {
    match error {
        Error::Eof { .. } => "yaml-unfinished",
        Error::UnknownAnchor { .. } | Error::MergeKeyNotAllowed { .. } | Error::AliasError { .. } => "yaml-alias",
        Error::Budget { .. } => "yaml-alias",
        Error::MultipleDocuments { .. } => "yaml-many",
        _ => "yaml-syntax",
    }
}
