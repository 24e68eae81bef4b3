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
    let french = phone.trim_start().starts_with('0') && figures < 10;
    // A spreadsheet takes nine figures for a number, and drops the nought before them.
    let number = figures == 9 && phone.trim().starts_with(|c: char| ('1'..='9').contains(&c));
    (french || number) && !phone.contains(char::is_alphabetic)
}

/// The number with the nought that is missing, else one of ten figures.
fn whole(phone: &str) -> String {
    let figures: String = phone.chars().filter(char::is_ascii_digit).collect();
    if figures.len() != 9 || figures.starts_with('0') {
        return "01 23 45 67 89".to_owned();
    }
    let pairs: Vec<String> =
        figures.as_bytes()[1..].chunks(2).map(|pair| String::from_utf8_lossy(pair).into()).collect();
    format!("0{} {}", &figures[..1], pairs.join(" "))
}

impl FieldType for Contact {
    fn name(&self) -> &'static str {
        "contact"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        if let Some(phone) = node.get("telephone").filter(|phone| is_cut(phone.as_text().unwrap_or_default())) {
            let field = std::mem::replace(&mut reading.field, "telephone".to_owned());
            reading.wrong(phone, "type-phone", &whole(phone.as_text().unwrap_or_default()));
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
