//! Entries that are asked for: a list in a page.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report};
use crate::model::column::Column;
use crate::model::group::{NOT_A_GROUP, UNKNOWN};
use crate::model::types::{FieldType, Reading, Show, TypeDef, integer, list, reference, schema};
use crate::model::value::{Filter, Query};
use crate::model::{Field, Model, Value, suggest};
use crate::yaml::{Key, Node};

/// The type `query`: `collection`, `limit`, and any reference or choice of that collection as a filter.
pub const TYPE: TypeDef = TypeDef { name: "query", options: &[], make };

#[derive(Debug)]
struct QueryType;

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(QueryType))
}

/// The collection that a key names; an unknown one is reported with the known ones.
pub fn collection<'m>(
    node: &Node,
    model: &'m Model,
    reading: &mut Reading<'_>,
) -> Option<&'m crate::model::Collection> {
    let name = reading.text(node, "…")?;
    let found = model.collection(name);
    if found.is_none() {
        let message = Message::new("collection-unknown").with("name", name);
        let known = model.collections.iter().map(|c| c.id.as_str());
        reading.report.add(suggest::help(Diagnostic::at(&UNKNOWN, node.span, message), name, known));
    }
    found
}

fn filter(field: &Field, node: &Node, reading: &mut Reading<'_>) -> Option<(String, Filter)> {
    let targets = field.kind.targets();
    let nodes = list::nodes(node, reading);
    let filter = match targets.first() {
        Some(to) => Filter::Refs(nodes.iter().filter_map(|n| reference::read(to, n, reading)).map(|r| *r).collect()),
        None => {
            let keys = nodes.iter().filter_map(|n| field.kind.read(n, reading));
            let texts = keys.flat_map(|v| v.items().to_vec()).filter_map(|v| v.as_text().map(str::to_owned));
            Filter::Keys(texts.collect())
        }
    };
    Some((field.id.clone(), filter))
}

fn read_key(key: &Key, node: &Node, fields: &[Field], query: &mut Query, reading: &mut Reading<'_>) {
    let filterable = |f: &&Field| !f.kind.targets().is_empty() || matches!(f.kind.name(), "choice" | "choices");
    match key.name.as_str() {
        "collection" => {}
        "limit" => {
            let limit = integer::TYPE;
            let kind = (limit.make)(node, reading.report);
            if let Some(Value::Integer(n)) = kind.and_then(|k| k.read(node, reading)) {
                query.limit = query.limit.or(usize::try_from(n).ok());
            }
        }
        name => match fields.iter().filter(filterable).find(|f| f.id == name) {
            Some(field) => query.filters.extend(filter(field, node, reading)),
            None => {
                let message = Message::new("field-unknown").with("field", name);
                let known =
                    ["collection", "limit"].into_iter().chain(fields.iter().filter(filterable).map(|f| f.id.as_str()));
                let known: Vec<&str> = known.collect();
                let diagnostic = Diagnostic::at(&UNKNOWN, key.span, message);
                reading.report.add(suggest::help(diagnostic, name, known.iter().copied()));
                // Without what was meant, all the pages of the collection would make a heavy one.
                query.limit = Some(0);
            }
        },
    }
}

impl FieldType for QueryType {
    fn name(&self) -> &'static str {
        "query"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        let (Some(entries), Some(model)) = (node.as_map(), reading.model) else {
            let message = Message::new("group-expected");
            reading.report.add(
                Diagnostic::at(&NOT_A_GROUP, node.span, message)
                    .help(Message::new("for-example").with("line", self.example())),
            );
            return None;
        };
        let Some(named) = node.get("collection") else {
            let message = Message::new("field-missing").with("field", "collection");
            reading.report.add(
                Diagnostic::at(&crate::model::group::MISSING, node.span, message)
                    .help(Message::new("add-line").with("line", self.example())),
            );
            return None;
        };
        let target = collection(named, model, reading)?;
        let mut query = Query { collection: target.id.clone(), filters: Vec::new(), limit: None };
        for (key, node) in entries {
            read_key(key, node, &target.group.fields, &mut query, reading);
        }
        Some(Value::Query(Box::new(query)))
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        match value {
            Value::Query(query) => Data::map([("entries", show.query(query))]),
            _ => Data::Null,
        }
    }

    /// Made of entries that have their own rows.
    fn columns(&self) -> Vec<Column> {
        Vec::new()
    }

    fn schema(&self) -> Data {
        schema("object")
    }

    fn example(&self) -> String {
        "collection: …".to_owned()
    }
}
