//! A territory.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::Report;
use crate::model::Value;
use crate::model::types::composite::Composite;
use crate::model::types::{FieldType, Reading, Show, TypeDef};
use crate::yaml::Node;

/// The type `place`: a name, or `nom`, `commune`, `code_insee`, `epci`.
pub const TYPE: TypeDef = TypeDef { name: "place", options: &[], make };

const FIELDS: &str = "
nom: { type: text, required: true }
commune: { type: text }
code_insee: { type: identifier }
epci: { type: text }
";

#[derive(Debug)]
struct Place(Composite);

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(Place(Composite::new(FIELDS, Some("nom")))))
}

impl FieldType for Place {
    fn name(&self) -> &'static str {
        "place"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        self.0.read(node, reading)
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        let part = |id: &str| self.0.part(value, id, show);
        let parts = [part("nom"), part("commune"), part("epci")];
        let mut texts: Vec<&str> = Vec::new();
        for text in parts.iter().filter_map(Data::as_str) {
            if !texts.iter().any(|t| t.contains(text)) {
                texts.push(text);
            }
        }
        Data::map([
            ("text", Data::text(texts.join(", "))),
            ("name", part("nom")),
            ("commune", part("commune")),
            ("code", part("code_insee")),
            ("epci", part("epci")),
        ])
    }

    fn schema(&self) -> Data {
        self.0.schema()
    }

    fn example(&self) -> String {
        "{ nom: \"…\", epci: \"…\" }".to_owned()
    }
}
