//! Electronic addresses.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::Report;
use crate::model::Value;
use crate::model::column::{Column, Kind};
use crate::model::types::{FieldType, Reading, Show, TypeDef};
use crate::yaml::Node;

/// The type `email`.
pub const TYPE: TypeDef = TypeDef { name: "email", options: &[], make };

#[derive(Debug)]
struct Email;

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(Email))
}

fn is_email(text: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '@' | '\'');
    let parts = text.split_once('@');
    text.chars().all(allowed)
        && parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}

impl FieldType for Email {
    fn name(&self) -> &'static str {
        "email"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        let text = node.as_text().map(str::trim).filter(|t| is_email(t));
        if text.is_none() {
            let plain = |text: &str| text.trim_start_matches("mailto:").trim_matches(['<', '>', ' ']).replace(' ', "");
            // `mairie[at]commune.fr`, and the first of several.
            let at = |text: String| {
                ["[at]", "(at)", "[arobase]", "(arobase)"].iter().fold(text, |text, at| text.replace(at, "@"))
            };
            let first = node.as_text().and_then(|text| text.split([',', ';']).next());
            let meant = first.map(plain).map(at).filter(|text| is_email(text));
            reading.wrong(node, "type-email", meant.as_deref().unwrap_or(&self.example()));
        }
        text.map(|t| Value::Text(t.to_owned()))
    }

    fn show(&self, value: &Value, _: &dyn Show) -> Data {
        let email = value.as_text().unwrap_or_default();
        Data::map([("href", Data::text(format!("mailto:{email}"))), ("label", Data::text(email))])
    }

    fn columns(&self) -> Vec<Column> {
        vec![Column::alone(Kind::Email)]
    }

    fn schema(&self) -> Data {
        Data::map([("type", Data::text("string")), ("format", Data::text("email"))])
    }

    fn example(&self) -> String {
        "contact@exemple.fr".to_owned()
    }
}
