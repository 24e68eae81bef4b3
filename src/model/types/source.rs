//! Where a fact comes from: an entry of the sources, or a source written in place.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::Report;
use crate::model::column::{Column, Resolve};
use crate::model::types::composite::Composite;
use crate::model::types::{FieldType, Reading, Show, TypeDef, reference};
use crate::model::{Ref, Value};
use crate::yaml::{Node, Value as Yaml};

/// The type `source`: the name of an entry of the collection `to` (`sources`), or `titre`, `url`,
/// `editeur`, `date`.
pub const TYPE: TypeDef = TypeDef { name: "source", options: &["to"], make };

const FIELDS: &str = "
titre: { type: text, required: true }
url: { type: url }
editeur: { type: text }
date: { type: date }
";

#[derive(Debug)]
struct Source {
    to: String,
    composite: Composite,
}

fn make(node: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    let to = node.get("to").and_then(Node::as_text).unwrap_or("sources").to_owned();
    Some(Arc::new(Source { to, composite: Composite::new(FIELDS, None) }))
}

impl FieldType for Source {
    fn name(&self) -> &'static str {
        "source"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        match node.value {
            Yaml::Text(..) => reference::read(&self.to, node, reading).map(Value::Reference),
            _ => self.composite.read(node, reading),
        }
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        if let Value::Reference(reference) = value {
            return entry(reference, show);
        }
        let part = |id: &str| self.composite.part(value, id, show);
        Data::map([
            ("title", part("titre")),
            ("path", Data::Null),
            ("url", href(&part("url"))),
            ("editor", part("editeur")),
            ("date", part("date")),
        ])
    }

    fn columns(&self) -> Vec<Column> {
        self.composite.columns()
    }

    fn export(&self, value: &Value, resolve: &dyn Resolve) -> Data {
        let Value::Reference(reference) = value else { return self.composite.export(value, resolve) };
        let Some(title) = resolve.title(reference) else { return Data::Null };
        // What an entry of the sources says in the fields of these roles.
        let parts = [("url", "url"), ("editeur", "publisher"), ("date", "date")].map(|(part, role)| {
            let value = resolve.role(reference, role);
            let field = self.composite.group.field(part);
            let shown = value.zip(field).map(|(value, field)| field.kind.export(&value, resolve));
            (part, shown.unwrap_or(Data::Null))
        });
        Data::map([("titre", Data::from(title))].into_iter().chain(parts))
    }

    fn schema(&self) -> Data {
        Data::map([("anyOf", Data::list([super::schema("string"), self.composite.schema()]))])
    }

    fn names(&self) -> Option<&str> {
        Some(&self.to)
    }

    fn example(&self) -> String {
        "…".to_owned()
    }
}

/// An entry of the sources, by the roles of its fields.
fn entry(reference: &Ref, show: &dyn Show) -> Data {
    let record = show.record(reference);
    if record.is_null() {
        // It does not exist, which is told; a theme may count on a title.
        return Data::map([("title", Data::text(show.text(&reference.written)))]);
    }
    let part = |key: &str| record.get(key).cloned().unwrap_or(Data::Null);
    Data::map([
        ("title", part("title")),
        ("path", part("path")),
        ("url", href(&show.role(reference, "url"))),
        ("editor", show.role(reference, "publisher")),
        ("date", show.role(reference, "date")),
    ])
}

fn href(url: &Data) -> Data {
    url.get("href").cloned().unwrap_or(Data::Null)
}
