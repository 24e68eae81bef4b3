//! Another entry, by its name.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report};
use crate::model::column::{Column, Kind, Resolve};
use crate::model::types::{FieldType, Reading, Show, TypeDef, schema};
use crate::model::{BAD_MODEL, Ref, Value};
use crate::slug::slug;
use crate::yaml::Node;

/// The type `reference`: `to` names the collection.
pub const TYPE: TypeDef = TypeDef { name: "reference", options: &["to"], make };

#[derive(Debug)]
struct Reference {
    to: String,
}

fn make(node: &Node, report: &mut Report) -> Option<Arc<dyn FieldType>> {
    target(node, report).map(|to| Arc::new(Reference { to }) as Arc<dyn FieldType>)
}

/// The collection that a declaration refers to.
pub fn target(node: &Node, report: &mut Report) -> Option<String> {
    let to = node.get("to").and_then(Node::as_text).map(str::to_owned);
    if to.is_none() {
        report.add(Diagnostic::at(&BAD_MODEL, node.span, Message::new("model-no-target")));
    }
    to
}

/// Reads the name of an entry: its slug, or the name of its file, whatever the case and the accents.
pub fn read(to: &str, node: &Node, reading: &mut Reading<'_>) -> Option<Box<Ref>> {
    // `[[energie]]` is a list in a list for the reader of headers, and a link for people.
    if let Some([inner]) = node.as_list() {
        return read(to, inner, reading);
    }
    let text = reading.text(node, "…")?;
    let name = text.trim_start_matches("[[").trim_end_matches("]]").trim_end_matches(".md");
    let name = name.rsplit('/').next().unwrap_or(name);
    Some(Box::new(Ref { to: to.to_owned(), slug: slug(name), written: text.to_owned(), span: node.span }))
}

/// The columns of open data of a reference: the name of the entry in its address, and its title.
pub fn columns() -> Vec<Column> {
    vec![Column::part("", "id", Kind::Text), Column::part("titre", "titre", Kind::Text)]
}

/// A reference as open data; nothing when it leads nowhere.
pub fn export(value: &Value, resolve: &dyn Resolve) -> Data {
    let Value::Reference(reference) = value else { return Data::Null };
    let Some(title) = resolve.title(reference) else { return Data::Null };
    Data::map([("id", Data::text(&reference.slug)), ("titre", Data::from(title))])
}

impl FieldType for Reference {
    fn name(&self) -> &'static str {
        "reference"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        read(&self.to, node, reading).map(Value::Reference)
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        match value {
            Value::Reference(reference) => show.record(reference),
            _ => Data::Null,
        }
    }

    fn columns(&self) -> Vec<Column> {
        columns()
    }

    fn export(&self, value: &Value, resolve: &dyn Resolve) -> Data {
        export(value, resolve)
    }

    fn schema(&self) -> Data {
        schema("string")
    }

    fn names(&self) -> Option<&str> {
        Some(&self.to)
    }

    fn example(&self) -> String {
        "…".to_owned()
    }

    fn targets(&self) -> Vec<String> {
        vec![self.to.clone()]
    }
}
