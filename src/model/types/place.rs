//! A territory.

use std::sync::Arc;

use crate::data::{Data, Name};
use crate::diagnostic::{Diagnostic, Message, Report, Severity};
use crate::model::Value;
use crate::model::column::{Column, Resolve};
use crate::model::types::composite::Composite;
use crate::model::types::{FieldType, Narrow, Reading, Show, TypeDef, WRONG_TYPE};
use crate::yaml::Node;

/// The type `place`: a name, or `nom`, `commune`, `code_insee`, `epci`, `latitude` and `longitude` (WGS 84,
/// in degrees).
pub const TYPE: TypeDef = TypeDef { name: "place", options: &[], make };

const FIELDS: &str = "
nom: { type: text, required: true }
commune: { type: text }
code_insee: { type: identifier }
epci: { type: text }
latitude: { type: number, min: -90, max: 90 }
longitude: { type: number, min: -180, max: 180 }
";

#[derive(Debug)]
struct Place(Composite);

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(Place(Composite::new(FIELDS, Some("nom")))))
}

/// A coordinate as templates see it: a number, at most six decimals.
fn coordinate(value: &Value, id: &str) -> Data {
    match value.get(id) {
        Some(Value::Number(digits)) => Data::Decimal(rounded(digits).into()),
        _ => Data::Null,
    }
}

/// Degrees with six decimals at most, about ten centimetres: the rest is cut off.
fn rounded(digits: &str) -> &str {
    let end = digits.find('.').map_or(digits.len(), |point| (point + 7).min(digits.len()));
    digits[..end].trim_end_matches('.')
}

/// Where a place is, in degrees (WGS 84): longitude and latitude, as digits, when both are known and possible.
pub fn point(value: &Value) -> Option<(Data, Data)> {
    let (longitude, latitude) = (coordinate(value, "longitude"), coordinate(value, "latitude"));
    (within(&longitude, 180.0) && within(&latitude, 90.0)).then_some((longitude, latitude))
}

fn within(degrees: &Data, most: f64) -> bool {
    matches!(degrees, Data::Decimal(digits) if digits.parse::<f64>().is_ok_and(|degrees| degrees.abs() <= most))
}

/// Tells of a coordinate without the other, and of one that is nowhere on the Earth.
fn check_point(value: &Value, node: &Node, reading: &mut Reading<'_>) {
    let given = ["latitude", "longitude"].map(|id| value.get(id).is_some());
    // What is wrong with one of two has been told.
    let told = ["latitude", "longitude"].iter().all(|id| node.get(id).is_some()) && given.contains(&false);
    if given.contains(&true) && point(value).is_none() && !told {
        let message = Message::new("place-point").with("field", reading.field.as_str());
        let line = format!("{}: {{ nom: \"…\", latitude: 48.3, longitude: -4.2 }}", reading.field);
        let help = Message::new("for-example").with("line", line);
        reading.report.add(Diagnostic::at(&WRONG_TYPE, node.span, message).help(help));
    }
}

/// Tells of a latitude in the place of the longitude: read the other way round, the point is in mainland France.
fn check_swapped(value: &Value, node: &Node, reading: &mut Reading<'_>) {
    let degrees = |id: &str| match value.get(id) {
        Some(Value::Number(digits)) => digits.parse::<f64>().ok(),
        _ => None,
    };
    let (Some(latitude), Some(longitude)) = (degrees("latitude"), degrees("longitude")) else { return };
    if (-5.5..10.0).contains(&latitude) && (41.0..51.5).contains(&longitude) {
        let line = format!("latitude: {longitude}, longitude: {latitude}");
        let message = Message::new("place-swapped").with("field", reading.field.as_str());
        let fault = Diagnostic::at(&WRONG_TYPE, node.span, message).help(Message::new("write-line").with("line", line));
        reading.report.add(Diagnostic { severity: Severity::Warning, ..fault });
    }
}

impl FieldType for Place {
    fn name(&self) -> &'static str {
        "place"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        let value = self.0.read(node, reading)?;
        check_point(&value, node, reading);
        check_swapped(&value, node, reading);
        Some(value)
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
            ("latitude", coordinate(value, "latitude")),
            ("longitude", coordinate(value, "longitude")),
        ])
    }

    fn columns(&self) -> Vec<Column> {
        self.0.columns()
    }

    fn export(&self, value: &Value, resolve: &dyn Resolve) -> Data {
        let Data::Map(parts) = self.0.export(value, resolve) else { return Data::Null };
        let part = |(id, data): &(Name, Data)| match data {
            Data::Decimal(_) => (id.clone(), coordinate(value, id)),
            other => (id.clone(), other.clone()),
        };
        Data::Map(parts.iter().map(part).collect())
    }

    fn narrows(&self) -> bool {
        true
    }

    /// Its group of municipalities, else its municipality, else its name.
    fn narrow(&self, value: &Value) -> Option<Narrow> {
        Narrow::text(["epci", "commune", "nom"].into_iter().find_map(|id| value.get(id)?.as_text())?)
    }

    fn schema(&self) -> Data {
        self.0.schema()
    }

    fn example(&self) -> String {
        "{ nom: \"…\", epci: \"…\" }".to_owned()
    }
}
