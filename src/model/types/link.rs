//! A page of the site, or an outside address: an item of a menu.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::Report;
use crate::model::Value;
use crate::model::column::Resolve;
use crate::model::types::{FieldType, Reading, Show, TypeDef, schema};
use crate::yaml::Node;

/// The type `link`: `guide/` (a list page), `pages/contact.md`, `https://…`.
pub const TYPE: TypeDef = TypeDef { name: "link", options: &[], make };

#[derive(Debug)]
struct Link;

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(Link))
}

impl FieldType for Link {
    fn name(&self) -> &'static str {
        "link"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        let text = reading.text(node, &self.example())?;
        if let Some((_, target)) = text.strip_suffix(')').and_then(|text| text.split_once("](")) {
            reading.wrong(node, "type-plain-target", target.split(' ').next().unwrap_or(target));
            return None;
        }
        Some(Value::Link(text.to_owned(), node.span))
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        match value {
            Value::Link(target, _) => show.link(target),
            _ => Data::Null,
        }
    }

    fn export(&self, value: &Value, resolve: &dyn Resolve) -> Data {
        match value {
            Value::Link(written, _) => Data::option(resolve.address(written)),
            _ => Data::Null,
        }
    }

    fn schema(&self) -> Data {
        schema("string")
    }

    fn example(&self) -> String {
        "pages/contact.md".to_owned()
    }
}
