//! Markdown in a value.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::Report;
use crate::markdown;
use crate::model::Value;
use crate::model::column::Resolve;
use crate::model::types::{FieldType, Reading, Show, TypeDef, schema, text};
use crate::yaml::Node;

/// The type `markdown`.
pub const TYPE: TypeDef = TypeDef { name: "markdown", options: &[], make };

#[derive(Debug)]
struct Markdown;

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(Markdown))
}

impl FieldType for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        if text::check_cut(node, reading) {
            return None;
        }
        let text = reading.text(node, &self.example())?;
        // The reading takes the white space from both ends.
        let start = node.as_text().map_or(0, |all| all.len() - all.trim_start().len());
        let document = markdown::parse_value(text, &node.written().after(start), reading.manner, reading.report);
        Some(Value::Markdown(Box::new(document)))
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        match value {
            Value::Markdown(document) => Data::html(show.markdown(document)),
            _ => Data::Null,
        }
    }

    fn export(&self, value: &Value, _: &dyn Resolve) -> Data {
        match value {
            Value::Markdown(document) => Data::text(document.text()),
            _ => Data::Null,
        }
    }

    fn schema(&self) -> Data {
        schema("string")
    }

    fn example(&self) -> String {
        "…".to_owned()
    }
}
