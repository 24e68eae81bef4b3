//! Several words of a list.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::Report;
use crate::model::Value;
use crate::model::column::{Column, Resolve};
use crate::model::types::choice::Options;
use crate::model::types::list::{self, Bounds};
use crate::model::types::{FieldType, Narrow, Reading, Show, TypeDef};
use crate::yaml::Node;

/// The type `choices`: as `choice`; `min` and `max` bound how many.
pub const TYPE: TypeDef = TypeDef { name: "choices", options: &["options", "min", "max"], make };

#[derive(Debug)]
struct Choices(Options, Bounds);

fn make(node: &Node, report: &mut Report) -> Option<Arc<dyn FieldType>> {
    let (options, bounds) = (Options::declare(node, report), Bounds::declare(node, report));
    Some(Arc::new(Choices(options?, bounds)))
}

impl FieldType for Choices {
    fn name(&self) -> &'static str {
        "choices"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        let nodes = list::nodes(node, reading);
        self.1.check(nodes.len(), node, reading);
        Some(Value::List(nodes.iter().filter_map(|n| self.0.read(n, reading)).map(Value::Text).collect()))
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        Data::list(value.items().iter().filter_map(Value::as_text).map(|key| self.0.show(key, show)))
    }

    fn columns(&self) -> Vec<Column> {
        self.0.columns().into_iter().map(Column::many).collect()
    }

    fn export(&self, value: &Value, _: &dyn Resolve) -> Data {
        Data::list(value.items().iter().filter_map(Value::as_text).map(|key| self.0.export(key)))
    }

    fn schema(&self) -> Data {
        self.1.schema(self.0.schema())
    }

    fn narrows(&self) -> bool {
        true
    }

    fn narrow(&self, value: &Value) -> Option<Narrow> {
        self.0.narrow(value.as_text()?)
    }

    fn labels(&self) -> &[(String, String)] {
        &self.0.0
    }

    fn example(&self) -> String {
        format!("[{}]", self.0.example())
    }
}
