//! A field whose declaration is wrong, which has been told: nothing more is said of its values.

use crate::data::Data;
use crate::model::Value;
use crate::model::column::Column;
use crate::model::types::{FieldType, Reading, Show};
use crate::yaml::Node;

/// What a field is of when nobody knows its type. It has no name in the model.
#[derive(Debug)]
pub struct Unread;

impl FieldType for Unread {
    fn name(&self) -> &'static str {
        "unread"
    }

    fn read(&self, _: &Node, _: &mut Reading<'_>) -> Option<Value> {
        None
    }

    fn show(&self, _: &Value, _: &dyn Show) -> Data {
        Data::Null
    }

    fn schema(&self) -> Data {
        Data::map::<&str>([])
    }

    fn example(&self) -> String {
        "…".to_owned()
    }

    fn columns(&self) -> Vec<Column> {
        Vec::new()
    }

    /// The type that was meant may do so.
    fn narrows(&self) -> bool {
        true
    }
}
