//! Where a fact comes from: an entry of the sources, or a source written in place.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::Report;
use crate::model::Value;
use crate::model::types::composite::Composite;
use crate::model::types::{FieldType, Reading, Show, TypeDef, reference};
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
        let (record, role): (Data, Box<dyn Fn(&str) -> Data + '_>) = match value {
            Value::Reference(reference) => (show.record(reference), Box::new(|role| show.role(reference, role))),
            _ => (Data::Null, Box::new(|_| Data::Null)),
        };
        if matches!(value, Value::Reference(_)) {
            if record.is_null() {
                return Data::Null;
            }
            let part = |key: &str| record.get(key).cloned().unwrap_or(Data::Null);
            return Data::map([
                ("title", part("title")),
                ("path", part("path")),
                ("url", role("url").get("href").cloned().unwrap_or(Data::Null)),
                ("editor", role("publisher")),
                ("date", role("date")),
            ]);
        }
        let part = |id: &str| self.composite.part(value, id, show);
        Data::map([
            ("title", part("titre")),
            ("path", Data::Null),
            ("url", part("url").get("href").cloned().unwrap_or(Data::Null)),
            ("editor", part("editeur")),
            ("date", part("date")),
        ])
    }

    fn schema(&self) -> Data {
        Data::map([("anyOf", Data::list([super::schema("string"), self.composite.schema()]))])
    }

    fn example(&self) -> String {
        "…".to_owned()
    }
}
