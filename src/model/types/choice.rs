//! One word of a list.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::column::{Column, Kind, Resolve};
use crate::model::types::{FieldType, Narrow, Reading, Show, TypeDef};
use crate::model::{BAD_MODEL, Value, suggest};
use crate::slug::slug;
use crate::yaml::{self, Node};

/// A word that is not in the list.
pub const UNKNOWN_CHOICE: Rule = Rule { code: "choix-inconnu", severity: Severity::Error };

/// The type `choice`: `options` maps each key to what readers see.
pub const TYPE: TypeDef = TypeDef { name: "choice", options: &["options"], make };

/// The words that a choice allows, with what readers see.
#[derive(Debug, Default)]
pub struct Options(pub Vec<(String, String)>);

impl Options {
    /// Reads the options of a declaration. One without options is told, and gives none.
    pub fn declare(node: &Node, report: &mut Report) -> Option<Options> {
        let options = node.get("options");
        let entries: Vec<(String, String)> = match (options.and_then(Node::as_map), options.and_then(Node::as_list)) {
            (Some(map), _) => {
                map.iter().map(|(k, n)| (k.name.clone(), n.as_text().unwrap_or(&k.name).to_owned())).collect()
            }
            (_, Some(list)) => list.iter().filter_map(Node::as_text).map(|t| (slug(t), t.to_owned())).collect(),
            _ => Vec::new(),
        };
        if entries.is_empty() {
            report.add(Diagnostic::at(&BAD_MODEL, node.span, Message::new("model-no-options")));
        }
        (!entries.is_empty()).then_some(Options(entries))
    }

    /// The key that a text names, by key or by label, whatever the case and the accents.
    pub fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<String> {
        let text = reading.text(node, &self.example())?;
        let folded = slug(text);
        let found = self.0.iter().find(|(key, label)| slug(key) == folded || slug(label) == folded);
        if found.is_none() {
            let message = Message::new("choice-unknown").with("field", reading.field.as_str()).with("value", text);
            let diagnostic = Diagnostic::at(&UNKNOWN_CHOICE, node.span, message);
            reading.report.add(suggest::help(diagnostic, text, self.0.iter().map(|(key, _)| key.as_str())));
        }
        found.map(|(key, _)| key.clone())
    }

    /// A choice as templates see it.
    pub fn show(&self, key: &str, show: &dyn Show) -> Data {
        let label = self.label(key);
        Data::map([("key", Data::text(key)), ("label", Data::text(show.text(label))), ("path", Data::Null)])
    }

    /// What readers see.
    pub fn label<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.iter().find(|(k, _)| k == key).map_or(key, |(_, label)| label.as_str())
    }

    /// A choice as a value of a filter, in the order of the declaration.
    pub fn narrow(&self, key: &str) -> Option<Narrow> {
        let rank = self.0.iter().position(|(known, _)| known == key).map_or(i64::MAX, |rank| rank as i64);
        Some(Narrow { key: key.to_owned(), label: self.label(key).to_owned(), rank })
    }

    /// The columns of open data: the key, and what readers see.
    pub fn columns(&self) -> Vec<Column> {
        let key = Column { choices: self.0.clone(), ..Column::part("", "code", Kind::Text) };
        vec![key, Column::part("libelle", "libelle", Kind::Text)]
    }

    /// A choice as open data.
    pub fn export(&self, key: &str) -> Data {
        Data::map([("code", Data::text(key)), ("libelle", Data::text(self.label(key)))])
    }

    /// The JSON Schema of one choice.
    pub fn schema(&self) -> Data {
        Data::map([("enum", Data::list(self.0.iter().map(|(key, _)| Data::text(key))))])
    }

    /// The first key, as a header holds it.
    pub fn example(&self) -> String {
        self.0.first().map(|(key, _)| yaml::written(key)).unwrap_or_default()
    }
}

#[derive(Debug)]
struct Choice(Options);

fn make(node: &Node, report: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(Choice(Options::declare(node, report)?)))
}

impl FieldType for Choice {
    fn name(&self) -> &'static str {
        "choice"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        self.0.read(node, reading).map(Value::Text)
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        self.0.show(value.as_text().unwrap_or_default(), show)
    }

    fn columns(&self) -> Vec<Column> {
        self.0.columns()
    }

    fn export(&self, value: &Value, _: &dyn Resolve) -> Data {
        value.as_text().map_or(Data::Null, |key| self.0.export(key))
    }

    fn schema(&self) -> Data {
        self.0.schema()
    }

    fn narrows(&self) -> bool {
        true
    }

    fn narrow(&self, value: &Value) -> Option<Narrow> {
        self.0.narrow(value.as_text()?)
    }

    fn labels(&self) -> &[(String, String)] {
        &self.0.0
    }

    fn example(&self) -> String {
        self.0.example()
    }
}
