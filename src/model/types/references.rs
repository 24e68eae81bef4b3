//! Other entries, by their names.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::Report;
use crate::model::Value;
use crate::model::column::{Column, Resolve};
use crate::model::types::list::{self, Bounds};
use crate::model::types::{FieldType, Reading, Show, TypeDef, reference, schema};
use crate::yaml::Node;

/// The type `references`: `to` names the collection; `min` and `max` bound how many. A text with
/// commas is a list: `dechets, energie`.
pub const TYPE: TypeDef = TypeDef { name: "references", options: &["to", "min", "max"], make };

#[derive(Debug)]
struct References {
    to: String,
    bounds: Bounds,
}

fn make(node: &Node, report: &mut Report) -> Option<Arc<dyn FieldType>> {
    let bounds = Bounds::declare(node, report);
    reference::target(node, report).map(|to| Arc::new(References { to, bounds }) as Arc<dyn FieldType>)
}

impl FieldType for References {
    fn name(&self) -> &'static str {
        "references"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        let nodes = list::nodes(node, reading);
        self.bounds.check(nodes.len(), node, reading);
        let references = nodes.iter().filter_map(|n| reference::read(&self.to, n, reading));
        let mut references: Vec<Value> = references.map(Value::Reference).collect();
        references.shrink_to_fit();
        Some(Value::List(references))
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        let records = value.items().iter().filter_map(|v| match v {
            Value::Reference(reference) => Some(show.record(reference)),
            _ => None,
        });
        Data::list(records.filter(|r| !r.is_null()))
    }

    fn columns(&self) -> Vec<Column> {
        reference::columns().into_iter().map(Column::many).collect()
    }

    fn export(&self, value: &Value, resolve: &dyn Resolve) -> Data {
        let items = value.items().iter().map(|item| reference::export(item, resolve));
        Data::list(items.filter(|item| !item.is_null()))
    }

    fn schema(&self) -> Data {
        self.bounds.schema(schema("string"))
    }

    fn names(&self) -> Option<&str> {
        Some(&self.to)
    }

    fn example(&self) -> String {
        "[…]".to_owned()
    }

    fn targets(&self) -> Vec<String> {
        vec![self.to.clone()]
    }
}
