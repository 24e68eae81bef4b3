//! Whole numbers.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report};
use crate::model::Value;
use crate::model::column::{Column, Kind, Resolve};
use crate::model::declare;
use crate::model::types::{FieldType, Reading, SIZE, Show, TypeDef, number};
use crate::yaml::Node;

/// The type `integer`: `min` and `max` bound it. Groups of digits may be written: `10 000`.
pub const TYPE: TypeDef = TypeDef { name: "integer", options: &["min", "max"], make };

#[derive(Debug)]
struct Integer {
    min: Option<i64>,
    max: Option<i64>,
}

fn make(node: &Node, report: &mut Report) -> Option<Arc<dyn FieldType>> {
    let min = declare::integer(node, "min", report);
    let max = declare::integer(node, "max", report);
    Some(Arc::new(Integer { min, max }))
}

impl FieldType for Integer {
    fn name(&self) -> &'static str {
        "integer"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        let parsed = node.as_text().and_then(number::parse).and_then(|n| n.parse::<i64>().ok());
        let Some(number) = parsed else {
            let meant = node.as_text().and_then(number::found).filter(|n| !n.contains(','));
            reading.wrong(node, "type-integer", &meant.unwrap_or_else(|| self.example()));
            return None;
        };
        if self.min.is_some_and(|min| number < min) || self.max.is_some_and(|max| number > max) {
            let bound = |b: Option<i64>| b.map_or("…".to_owned(), |b| b.to_string());
            let message = Message::new("number-bounds")
                .with("field", reading.field.as_str())
                .with("value", number.to_string())
                .with("min", bound(self.min))
                .with("max", bound(self.max));
            reading.report.add(Diagnostic::at(&SIZE, node.span, message));
        }
        Some(Value::Integer(number))
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        match value {
            Value::Integer(number) => Data::text(number::format(&number.to_string(), show.lang())),
            _ => Data::Null,
        }
    }

    fn columns(&self) -> Vec<Column> {
        vec![Column::alone(Kind::Integer)]
    }

    fn export(&self, value: &Value, _: &dyn Resolve) -> Data {
        match value {
            Value::Integer(number) => Data::Int(*number),
            _ => Data::Null,
        }
    }

    fn schema(&self) -> Data {
        let kinds = Data::list([Data::text("integer"), Data::text("string")]);
        let mut entries = vec![("type", kinds), ("pattern", Data::text("^[-−]?[0-9][0-9 \u{a0}\u{202f}_]*$"))];
        entries.extend(self.min.map(|n| ("minimum", Data::Int(n))));
        entries.extend(self.max.map(|n| ("maximum", Data::Int(n))));
        Data::map(entries)
    }

    fn example(&self) -> String {
        self.min.unwrap_or(12).max(1).to_string()
    }
}
