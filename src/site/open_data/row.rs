//! The rows of a table: each entry, as cells and as named values.

use crate::data::Data;
use crate::model::column::camel;
use crate::model::types::date::Date;
use crate::model::types::place;
use crate::site::open_data::resolve::Resolver;
use crate::site::open_data::{Making, Origin, one_line};
use crate::site::{PageId, permalink};

/// One entry.
pub struct Row {
    /// Its name in its collection.
    pub id: String,
    /// One cell for each column: a text, a number, a truth, or nothing.
    pub cells: Vec<Data>,
    /// The same as named values, which may hold others: what is common, then each field.
    pub values: Vec<(String, Data)>,
    /// Where it is: longitude and latitude.
    pub point: Option<(Data, Data)>,
}

/// Every entry of the table, in the order of its collection.
pub fn rows(making: &Making<'_>) -> Vec<Row> {
    making.entries.iter().map(|id| row(making, *id)).collect()
}

fn row(making: &Making<'_>, id: PageId) -> Row {
    let site = making.site;
    let page = site.page(id);
    let collection = &site.model.collections[making.table.collection];
    let resolver = Resolver { site, lang: &page.lang, from: &site.sources.file(page.file).path };
    let mut row = Row { id: page.slug.clone(), cells: Vec::new(), values: Vec::new(), point: None };
    // The field of the last column, and its value: its other columns come next.
    let mut last: (&str, Data) = ("", Data::Null);
    for column in &making.table.columns {
        match &column.origin {
            Origin::Common(name) => {
                let value = common(making, id, name);
                row.cells.push(value.clone());
                row.values.push((column.name.clone(), value));
            }
            Origin::Field(field) => {
                if last.0 != field {
                    let value = collection.group.field(field).zip(page.value(field));
                    let exported = value.map_or(Data::Null, |(field, value)| field.kind.export(value, &resolver));
                    row.values.push((camel(&making.declared.prefix, [field.as_str()]), named(&exported)));
                    row.point = row
                        .point
                        .or_else(|| value.filter(|(f, _)| f.kind.name() == "place").and_then(|(_, v)| place::point(v)));
                    last = (field, exported);
                }
                row.cells.push(flat(column.column.cell(&last.1)));
            }
        }
    }
    row
}

/// What every entry has, whatever its collection.
fn common(making: &Making<'_>, id: PageId, name: &str) -> Data {
    let site = making.site;
    let date = |date: Option<Date>| Data::option(date.map(|date| date.iso()));
    match name {
        "id" => Data::text(&site.page(id).slug),
        "langue" => Data::text(&site.page(id).lang),
        "chemin" => Data::text(permalink::address(&site.routes.pages[id.0])),
        "url" => Data::option(site.public(&site.routes.pages[id.0])),
        "date_publication" => date(site.date(id, "date")),
        "date_modification" => date(site.modified(id)),
        "licence" => Data::option(making.license().map(|(name, _)| name)),
        _ => Data::text(making.credit(site.modified(id))),
    }
}

/// A cell without line ends: a table has one line for each row.
fn flat(cell: Data) -> Data {
    match cell.as_str() {
        Some(text) => Data::from(one_line(text)),
        None => cell,
    }
}

/// A value whose parts have names in the manner of columns.
fn named(value: &Data) -> Data {
    match value {
        Data::Map(parts) => Data::map(parts.iter().map(|(key, part)| (camel("", [&**key]), named(part)))),
        Data::List(items) => Data::list(items.iter().map(named)),
        other => other.clone(),
    }
}
