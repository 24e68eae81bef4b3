//! A key figure: never without its source.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::Report;
use crate::model::Value;
use crate::model::column::{Column, Resolve};
use crate::model::types::composite::Composite;
use crate::model::types::{FieldType, Reading, Show, TypeDef, number};
use crate::slug::slug;
use crate::yaml::Node;

/// The type `figure`: `valeur`, `unite`, `libelle`, `annee`, `source`.
pub const TYPE: TypeDef = TypeDef { name: "figure", options: &[], make };

const FIELDS: &str = "
libelle: { type: text }
valeur: { type: text, required: true }
unite: { type: text }
annee: { type: period }
source: { type: source, required: true }
";

#[derive(Debug)]
struct Figure(Composite);

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(Figure(Composite::new(FIELDS, None))))
}

impl FieldType for Figure {
    fn name(&self) -> &'static str {
        "figure"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        let value = self.0.read(node, reading)?;
        let mut inner = Reading { field: "valeur".to_owned(), report: &mut *reading.report, ..*reading };
        let number = node.as_map().and_then(|entries| entries.iter().find(|(key, _)| slug(&key.name) == "valeur"));
        if number.is_some_and(|(_, number)| number::two_ways(number, &mut inner)) {
            return None;
        }
        Some(value)
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        let part = |id: &str| self.0.part(value, id, show);
        let written = value.get("valeur").and_then(Value::as_text).unwrap_or_default();
        let shown = number::parse(written).map_or_else(|| show.text(written), |n| number::format(&n, show.lang()));
        Data::map([
            ("label", part("libelle")),
            ("value", Data::text(shown)),
            ("unit", part("unite")),
            ("year", part("annee").get("text").cloned().unwrap_or(Data::Null)),
            ("source", part("source")),
        ])
    }

    fn columns(&self) -> Vec<Column> {
        self.0.columns()
    }

    fn export(&self, value: &Value, resolve: &dyn Resolve) -> Data {
        self.0.export(value, resolve)
    }

    fn schema(&self) -> Data {
        self.0.schema()
    }

    fn example(&self) -> String {
        "{ valeur: 80, unite: entreprises, annee: 2018, source: … }".to_owned()
    }
}
