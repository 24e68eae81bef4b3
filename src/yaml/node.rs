//! The tree of a text: what each value is, and where it stands.

use crate::source::Span;
use crate::source::written::{Run, Style, Written};
use crate::yaml::quoted;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it stands in its file.
    pub span: Span,
    /// A comment on the same line, which YAML cuts from the value.
    pub comment: Option<(Span, String)>,
    /// Where the letters of a text stand; none when they stand one after the other from the beginning of the span.
    pub written: Option<Box<Written>>,
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
    /// It could not be read, which has been reported.
    Lost,
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
    /// A value that the file does not hold, at a place.
    pub fn at(span: Span, value: Value) -> Node {
        Node { value, span, comment: None, written: None }
    }

    /// Where the letters of its text stand.
    pub fn written(&self) -> Written {
        match &self.written {
            Some(written) => (**written).clone(),
            None => {
                let Span { file, start, end } = self.span;
                let run = Run { text: 0, file: start as usize, len: end.saturating_sub(start) as usize };
                Written::new(Span { file, start, end }, vec![run], Style::Plain)
            }
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        value_text(&self.value)
    }

    /// The text or the texts, as they are written after a colon.
    pub fn line(&self) -> Option<String> {
        let one = |node: &Node| {
            let Value::Text(text, quotes) = &node.value else { return None };
            let plain = *quotes == Quoted::No && !text.contains([':', '#', '[', '{']);
            Some(if plain { text.clone() } else { quoted(text) })
        };
        match &self.value {
            Value::List(items) => Some(format!("[{}]", items.iter().map(one).collect::<Option<Vec<_>>>()?.join(", "))),
            _ => one(self),
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

/// The text of a value, if it is one.
pub fn value_text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text, _) => Some(text),
        _ => None,
    }
}
