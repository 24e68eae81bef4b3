//! Named values inside one.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report};
use crate::model::column::{Column, Resolve};
use crate::model::types::{FieldType, Reading, Show, TypeDef};
use crate::model::{BAD_MODEL, Field, Group, Value, read_fields, schema};
use crate::yaml::{self, Node};

/// The type `group`: `fields` declares them.
pub const TYPE: TypeDef = TypeDef { name: "group", options: &["fields"], make };

#[derive(Debug)]
struct GroupType(Group);

fn make(node: &Node, report: &mut Report) -> Option<Arc<dyn FieldType>> {
    let Some(fields) = node.get("fields") else {
        report.add(Diagnostic::at(&BAD_MODEL, node.span, Message::new("model-no-fields")));
        return None;
    };
    Some(Arc::new(GroupType(Group::new(read_fields(fields, report)))))
}

impl FieldType for GroupType {
    fn name(&self) -> &'static str {
        "group"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        let values = self.0.read(node, reading);
        (node.as_map().is_some() && self.0.is_complete(&values)).then_some(Value::Group(values))
    }

    /// A map from field to what a template sees of it.
    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        match value {
            Value::Group(values) => Data::map(self.0.show(values, show)),
            _ => Data::Null,
        }
    }

    fn columns(&self) -> Vec<Column> {
        self.0.columns()
    }

    fn export(&self, value: &Value, resolve: &dyn Resolve) -> Data {
        self.0.export(value, resolve)
    }

    fn schema(&self) -> Data {
        schema::object(&self.0)
    }

    fn fields(&self) -> &[Field] {
        &self.0.fields
    }

    fn example(&self) -> String {
        // Between braces, a comma ends a value.
        let part = |example: String| match example.contains(',') && !example.starts_with(['[', '{', '"']) {
            true => yaml::quoted(&example),
            false => example,
        };
        let parts: Vec<_> =
            self.0.fields.iter().map(|f| format!("{}: {}", yaml::written(&f.id), part(f.kind.example()))).collect();
        format!("{{ {} }}", parts.join(", "))
    }

    fn targets(&self) -> Vec<String> {
        self.0.fields.iter().flat_map(|f| f.kind.targets()).collect()
    }
}
