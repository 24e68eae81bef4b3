//! Money, with its year and its source.

use std::sync::Arc;

use crate::data::{Data, Name};
use crate::diagnostic::Report;
use crate::model::Value;
use crate::model::column::{Column, Resolve};
use crate::model::types::composite::Composite;
use crate::model::types::{FieldType, Reading, Show, TypeDef, number};
use crate::yaml::{Node, Value as Yaml};

/// The type `amount`: `300 000 €`, or `montant`, `devise`, `annee`, `source`.
pub const TYPE: TypeDef = TypeDef { name: "amount", options: &[], make };

const FIELDS: &str = "
montant: { type: number, required: true }
devise: { type: identifier }
annee: { type: date }
source: { type: source }
";

#[derive(Debug)]
struct Amount(Composite);

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(Amount(Composite::new(FIELDS, None))))
}

impl FieldType for Amount {
    fn name(&self) -> &'static str {
        "amount"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        if let Yaml::Text(text, _) = &node.value {
            let amount =
                number::parse(text.trim().trim_end_matches(['€', '\u{a0}', '\u{202f}']).trim_end_matches("euros"));
            if amount.as_deref().and_then(|n| n.split_once('.')).is_some_and(|(_, cents)| cents.len() == 3) {
                // `12,000 €`: no money has thousandths, and nobody knows whether it is twelve or twelve thousand.
                let thousands = text.replace([',', '.'], " ");
                reading.wrong(node, "type-amount-thousands", &thousands);
                return None;
            }
            if amount.is_none() {
                let meant = number::found(text).filter(|_| !text.contains(['%', '$', '£']));
                reading.wrong(node, "type-amount", &meant.map_or_else(|| self.example(), |n| format!("{n} €")));
            }
            return amount.map(|n| Value::Group(vec![("montant".to_owned(), Value::Number(n))]));
        }
        self.0.read(node, reading)
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        let part = |id: &str| self.0.part(value, id, show);
        let number = part("montant");
        let currency = value.get("devise").and_then(Value::as_text).unwrap_or("€");
        let text = number.as_str().map(|n| format!("{n}\u{a0}{currency}"));
        let year = part("annee").get("text").cloned().unwrap_or(Data::Null);
        Data::map([("text", Data::option(text)), ("year", year), ("source", part("source"))])
    }

    fn columns(&self) -> Vec<Column> {
        self.0.columns()
    }

    /// An amount without a currency is in euros; the currency is given by its code (ISO 4217).
    fn export(&self, value: &Value, resolve: &dyn Resolve) -> Data {
        let Data::Map(parts) = self.0.export(value, resolve) else { return Data::Null };
        let written = value.get("devise").and_then(Value::as_text).filter(|currency| *currency != "€");
        let part = |(id, data): &(Name, Data)| match &**id {
            "devise" => (id.clone(), Data::text(written.unwrap_or("EUR"))),
            _ => (id.clone(), data.clone()),
        };
        Data::Map(parts.iter().map(part).collect())
    }

    fn schema(&self) -> Data {
        let short = Data::list([Data::text("string"), Data::text("number")]);
        Data::map([("anyOf", Data::list([Data::map([("type", short)]), self.0.schema()]))])
    }

    fn example(&self) -> String {
        "12 000 €".to_owned()
    }
}
