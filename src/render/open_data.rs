//! What the pages of the open data see: the tables, their files, their columns.

use crate::data::Data;
use crate::model::Show;
use crate::model::column::Kind;
use crate::model::types::file;
use crate::render::scope::Scope;
use crate::site::open_data::{Described, Download, Table, credit};

/// The page that explains every table.
pub fn page(scope: &Scope<'_>) -> Vec<(&'static str, Data)> {
    let data = &scope.views.site.open_data;
    let modified = data.tables.iter().filter_map(|table| table.modified).max();
    vec![
        ("tables", Data::list(data.tables.iter().map(|table| self::table(scope, table)))),
        ("catalog", data.catalog.as_ref().map_or(Data::Null, |catalog| download(scope, catalog))),
        ("credit", Data::text(scope.text(&credit(scope.views.site, scope.views.theme, modified)))),
        ("updated", modified.map_or(Data::Null, |date| date.show(scope))),
        ("alternates", Data::list(data.tables.iter().flat_map(|table| alternates(scope, table)))),
    ]
}

/// The page that explains the columns of one table.
pub fn dictionary(scope: &Scope<'_>, table: &Table) -> Vec<(&'static str, Data)> {
    vec![
        ("table", self::table(scope, table)),
        ("columns", Data::list(table.columns.iter().map(|described| column(scope, described)))),
        ("credit", Data::text(scope.text(&credit(scope.views.site, scope.views.theme, table.modified)))),
        ("updated", table.modified.map_or(Data::Null, |date| date.show(scope))),
        ("alternates", Data::list(alternates(scope, table))),
    ]
}

fn table(scope: &Scope<'_>, table: &Table) -> Data {
    Data::map([
        ("title", Data::text(scope.text(&table.title))),
        ("description", Data::text(scope.text(&table.description))),
        ("count", Data::from(table.count)),
        ("located", table.located.map_or(Data::Null, Data::from)),
        ("modified", table.modified.map_or(Data::Null, |date| date.show(scope))),
        ("path", Data::option(scope.views.site.routes.sections[table.collection].as_deref())),
        ("dictionary", Data::text(table.dictionary())),
        ("columns", Data::from(table.columns.len())),
        ("files", Data::list(table.distributions().iter().map(|file| download(scope, file)))),
        ("schema", table.schema().map_or(Data::Null, |file| download(scope, file))),
    ])
}

fn download(scope: &Scope<'_>, file: &Download) -> Data {
    Data::map([
        ("path", Data::text(&file.path)),
        ("url", Data::option(scope.views.site.public(&file.path))),
        ("name", Data::text(file.path.rsplit('/').next().unwrap_or(&file.path))),
        ("format", Data::text(file.format)),
        ("type", Data::text(file.media_type)),
        ("size", Data::text(file::weight(file.bytes.len() as i64, scope.lang))),
        ("bytes", Data::from(file.bytes.len())),
    ])
}

fn column(scope: &Scope<'_>, described: &Described) -> Data {
    let kind = match described.column.kind {
        Kind::Text => "text",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
        Kind::Date => "date",
        Kind::Url => "url",
        Kind::Email => "email",
    };
    Data::map([
        ("name", Data::text(&described.name)),
        ("title", Data::text(scope.text(&described.title))),
        ("description", Data::text(scope.text(&described.description))),
        ("kind", Data::text(scope.word(&format!("data.kinds.{kind}")))),
        ("required", Data::Bool(described.required)),
        ("many", Data::Bool(described.column.many)),
    ])
}

/// The same content in other forms, for the head of a page.
pub fn alternates(scope: &Scope<'_>, table: &Table) -> Vec<Data> {
    let one = |file: &Download| {
        Data::map([
            ("path", Data::text(&file.path)),
            ("type", Data::text(file.media_type)),
            ("title", Data::text(scope.text(&format!("{} ({})", table.title, file.format)))),
        ])
    };
    table.distributions().iter().map(one).collect()
}
