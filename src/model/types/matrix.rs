//! Entries of one collection by the entries of two others.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report};
use crate::model::column::Column;
use crate::model::group::{MISSING, NOT_A_GROUP};
use crate::model::types::{FieldType, Reading, Show, TypeDef, query, schema};
use crate::model::{Matrix, Value};
use crate::yaml::Node;

/// The type `matrix`: `rows`, `columns`, `of`: three collections.
pub const TYPE: TypeDef = TypeDef { name: "matrix", options: &[], make };

#[derive(Debug)]
struct MatrixType;

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(MatrixType))
}

impl FieldType for MatrixType {
    fn name(&self) -> &'static str {
        "matrix"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        let (true, Some(model)) = (node.as_map().is_some(), reading.model) else {
            reading.report.add(
                Diagnostic::at(&NOT_A_GROUP, node.span, Message::new("group-expected"))
                    .help(Message::new("for-example").with("line", self.example())),
            );
            return None;
        };
        let mut one = |key: &str| {
            let Some(node) = node.get(key) else {
                let message = Message::new("field-missing").with("field", key);
                reading.report.add(
                    Diagnostic::at(&MISSING, node.span, message)
                        .help(Message::new("add-line").with("line", format!("{key}: …"))),
                );
                return None;
            };
            query::collection(node, model, reading).map(|c| c.id.clone())
        };
        let (rows, columns, of) = (one("rows"), one("columns"), one("of"));
        Some(Value::Matrix(Box::new(Matrix { rows: rows?, columns: columns?, of: of? })))
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        match value {
            Value::Matrix(matrix) => show.matrix(matrix),
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
        "rows: … / columns: … / of: …".to_owned()
    }
}
