//! What the types made of several values have in common.

use crate::data::Data;
use crate::model::column::{Column, Resolve};
use crate::model::types::{Reading, Show};
use crate::model::{Group, Value, built_in, schema};
use crate::yaml::{Node, Value as Yaml};

/// Several named values that form one; one of them may be written alone.
#[derive(Debug)]
pub struct Composite {
    /// Its fields.
    pub group: Group,
    alone: Option<&'static str>,
}

impl Composite {
    /// From fields in the language of the model, and the one that a single text stands for.
    pub fn new(fields: &str, alone: Option<&'static str>) -> Self {
        Composite { group: Group::new(built_in(fields)), alone }
    }

    /// Reads it.
    pub fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        if let (Yaml::Text(..), Some(alone)) = (&node.value, self.alone) {
            let field = self.group.field(alone)?;
            return field.kind.read(node, reading).map(|value| Value::Group(vec![(alone.to_owned(), value)]));
        }
        let values = self.group.read(node, reading);
        self.group.is_complete(&values).then_some(Value::Group(values))
    }

    /// One of its values as templates see it; null when nobody gave it.
    pub fn part(&self, value: &Value, id: &str, show: &dyn Show) -> Data {
        match (value.get(id), self.group.field(id)) {
            (Some(value), Some(field)) => field.kind.show(value, show),
            _ => Data::Null,
        }
    }

    /// Its columns of open data: those of each of its fields.
    pub fn columns(&self) -> Vec<Column> {
        self.group.columns()
    }

    /// Its values as open data.
    pub fn export(&self, value: &Value, resolve: &dyn Resolve) -> Data {
        self.group.export(value, resolve)
    }

    /// Its JSON Schema.
    pub fn schema(&self) -> Data {
        let object = schema::object(&self.group);
        match self.alone.and_then(|id| self.group.field(id)) {
            Some(field) => Data::map([("anyOf", Data::list([field.kind.schema(), object]))]),
            None => object,
        }
    }
}
