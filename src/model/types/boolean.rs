//! Yes or no.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report};
use crate::model::Value;
use crate::model::column::{Column, Kind, Resolve};
use crate::model::types::{FieldType, Reading, Show, TypeDef, WRONG_TYPE};
use crate::yaml::Node;

/// The type `boolean`: oui, non, vrai, faux, yes, no, true, false, whatever the case.
pub const TYPE: TypeDef = TypeDef { name: "boolean", options: &[], make };

#[derive(Debug)]
struct Boolean;

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(Boolean))
}

/// Reads yes or no, in French or English.
pub fn parse(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "oui" | "vrai" | "yes" | "true" => Some(true),
        "non" | "faux" | "no" | "false" => Some(false),
        _ => None,
    }
}

impl FieldType for Boolean {
    fn name(&self) -> &'static str {
        "boolean"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        let value = node.as_text().and_then(parse);
        if value.is_none() {
            let (field, value) = (reading.field.as_str(), node.as_text().unwrap_or("…"));
            let message = Message::new("type-boolean").with("field", field).with("value", value);
            let help = Message::new("boolean-help").with("field", field);
            reading.report.add(Diagnostic::at(&WRONG_TYPE, node.span, message).help(help));
        }
        value.map(Value::Boolean)
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        let Value::Boolean(value) = value else { return Data::Null };
        let text = show.word(if *value { "yes" } else { "no" });
        Data::map([("value", Data::Bool(*value)), ("text", Data::text(text))])
    }

    fn columns(&self) -> Vec<Column> {
        vec![Column::alone(Kind::Boolean)]
    }

    fn export(&self, value: &Value, _: &dyn Resolve) -> Data {
        match value {
            Value::Boolean(value) => Data::Bool(*value),
            _ => Data::Null,
        }
    }

    fn schema(&self) -> Data {
        let words = ["oui", "non", "vrai", "faux", "yes", "no"].map(Data::from);
        Data::map([("enum", Data::list([Data::Bool(true), Data::Bool(false)].into_iter().chain(words)))])
    }

    fn example(&self) -> String {
        "oui".to_owned()
    }
}
