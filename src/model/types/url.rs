//! Addresses on the web.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::Report;
use crate::model::Value;
use crate::model::column::{Column, Kind};
use crate::model::types::{FieldType, Reading, Show, TypeDef};
use crate::yaml::Node;

/// The type `url`: an address that begins with `https://` or `http://`.
pub const TYPE: TypeDef = TypeDef { name: "url", options: &[], make };

#[derive(Debug)]
struct Url;

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(Url))
}

/// Is it an address on the web, without white space or control characters?
pub fn is_web(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    rest.is_some_and(|r| !r.is_empty()) && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// What is shown of an address: its host, without `www.`.
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest).trim_start_matches("www.")
}

/// The address that was meant: `www.exemple.fr`, `<https://…>`, `[un site](https://…)`.
fn meant(text: &str) -> Option<String> {
    let inside = text.rsplit_once("](").map_or(text, |(_, address)| address);
    let plain = inside.trim_matches(['<', '>', '(', ')', ' ', '"']);
    let whole = if is_web(plain) { plain.to_owned() } else { format!("https://{plain}") };
    (is_web(&whole) && host(&whole).contains('.')).then_some(whole)
}

impl FieldType for Url {
    fn name(&self) -> &'static str {
        "url"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        let text = node.as_text().map(str::trim).filter(|t| is_web(t));
        if text.is_none() {
            let meant = node.as_text().and_then(meant);
            reading.wrong(node, "type-url", meant.as_deref().unwrap_or(&self.example()));
        }
        text.map(|t| Value::Text(t.to_owned()))
    }

    fn show(&self, value: &Value, _: &dyn Show) -> Data {
        let url = value.as_text().unwrap_or_default();
        Data::map([("href", Data::text(url)), ("label", Data::text(host(url)))])
    }

    fn columns(&self) -> Vec<Column> {
        vec![Column::alone(Kind::Url)]
    }

    fn schema(&self) -> Data {
        Data::map([("type", Data::text("string")), ("format", Data::text("uri"))])
    }

    fn example(&self) -> String {
        "https://www.exemple.fr/".to_owned()
    }
}
