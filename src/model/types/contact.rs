//! Whom to ask: a service, never a person.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::Report;
use crate::model::Value;
use crate::model::column::{Column, Resolve};
use crate::model::types::composite::Composite;
use crate::model::types::{FieldType, Reading, Show, TypeDef};
use crate::yaml::Node;

/// The type `contact`: `service`, `texte`, `site`, `courriel`, `adresse`, `telephone`.
pub const TYPE: TypeDef = TypeDef { name: "contact", options: &[], make };

const FIELDS: &str = "
service: { type: text, required: true }
texte: { type: text }
site: { type: url }
courriel: { type: email }
adresse: { type: text }
telephone: { type: identifier }
";

#[derive(Debug)]
struct Contact(Composite);

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(Contact(Composite::new(FIELDS, Some("service")))))
}

/// Does a French number of telephone lack some of its ten figures?
fn is_cut(phone: &str) -> bool {
    let figures = phone.chars().filter(char::is_ascii_digit).count();
    phone.trim_start().starts_with('0') && figures < 10 && !phone.contains(char::is_alphabetic)
}

impl FieldType for Contact {
    fn name(&self) -> &'static str {
        "contact"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        if let Some(phone) = node.get("telephone").filter(|phone| is_cut(phone.as_text().unwrap_or_default())) {
            let field = std::mem::replace(&mut reading.field, "telephone".to_owned());
            reading.wrong(phone, "type-phone", "01 23 45 67 89");
            reading.field = field;
        }
        self.0.read(node, reading)
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        let part = |id: &str| self.0.part(value, id, show);
        Data::map([
            ("service", part("service")),
            ("text", part("texte")),
            ("site", part("site")),
            ("email", part("courriel")),
            ("address", part("adresse")),
            ("phone", part("telephone")),
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
        "{ service: \"…\" }".to_owned()
    }
}
