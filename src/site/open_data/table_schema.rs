//! The columns of a table, described for machines (Table Schema, <https://specs.frictionlessdata.io/table-schema/>).

use crate::data::Data;
use crate::model::column::Kind;
use crate::site::open_data::{Described, Download, Making, given};

/// A year, a month or a day.
const DATE: &str = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$";

/// The file.
pub fn file(making: &Making<'_>) -> Download {
    let table = &making.table;
    let schema = given([
        ("$schema", Data::text("https://specs.frictionlessdata.io/schemas/table-schema.json")),
        ("name", Data::text(&table.name)),
        ("title", Data::text(&table.title)),
        ("description", Data::text(&table.description)),
        ("path", Data::option(making.site.public(&making.path("schema.json")))),
        ("fields", Data::list(table.columns.iter().map(|described| field(making, described)))),
        ("missingValues", Data::list([Data::text("")])),
        ("primaryKey", primary_key(making)),
    ]);
    Download::new(making.path("schema.json"), "Table Schema", "application/json", schema.json() + "\n")
}

/// The columns that tell rows apart: the name, and the language where there are several.
fn primary_key(making: &Making<'_>) -> Data {
    let name = |end: &str| crate::model::column::camel(&making.declared.prefix, [end]);
    match making.site.config.languages().len() {
        1 => Data::from(name("id")),
        _ => Data::list(["id", "langue"].map(|end| Data::from(name(end)))),
    }
}

fn field(making: &Making<'_>, described: &Described) -> Data {
    let column = &described.column;
    let (kind, format) = match column.kind {
        _ if column.many => ("string", None),
        Kind::Text | Kind::Date => ("string", None),
        Kind::Integer => ("integer", None),
        Kind::Number => ("number", None),
        Kind::Boolean => ("boolean", None),
        Kind::Url => ("string", Some("uri")),
        Kind::Email => ("string", Some("email")),
    };
    let several = column.many.then(|| making.theme.word(making.site.config.language(), "data.many"));
    let sentences: Vec<String> = [described.description.clone()].into_iter().chain(several).collect();
    let description = sentences.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(". ");
    given([
        ("name", Data::text(&described.name)),
        ("title", Data::text(&described.title)),
        ("description", Data::option(Some(description).filter(|text| !text.is_empty()))),
        ("type", Data::text(kind)),
        ("format", Data::option(format)),
        ("constraints", constraints(described)),
    ])
}

fn constraints(described: &Described) -> Data {
    let column = &described.column;
    let alone = !column.many;
    let choices = Data::list(column.choices.iter().map(|(key, _)| Data::text(key)));
    let constraints = given([
        ("required", Data::option(described.required.then_some(true))),
        ("pattern", Data::option((alone && column.kind == Kind::Date).then_some(DATE))),
        ("enum", if alone && !column.choices.is_empty() { choices } else { Data::Null }),
    ]);
    if constraints == given([]) { Data::Null } else { constraints }
}
