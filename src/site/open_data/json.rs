//! A table as JSON: what it is, then one entry on each line, with its values inside one another.

use crate::data::Data;
use crate::site::open_data::row::Row;
use crate::site::open_data::{Download, Making, given};

/// The file.
pub fn file(making: &Making<'_>, rows: &[Row]) -> Download {
    let records =
        rows.iter().map(|row| Data::map(row.values.iter().map(|(name, value)| (name.clone(), value.clone()))));
    let text = with_list(&about(making), &making.table.name, records);
    Download::new(making.path("json"), "JSON", "application/json", text)
}

/// What is said of the whole table.
pub fn about(making: &Making<'_>) -> Data {
    let table = &making.table;
    let license = making.license().map(|(name, url)| Data::map([("nom", Data::text(name)), ("url", Data::text(url))]));
    given([
        ("titre", Data::text(&table.title)),
        ("description", Data::text(&table.description)),
        ("licence", Data::option(license)),
        ("mention", Data::text(making.credit(table.modified))),
        ("dateModification", Data::option(table.modified.map(|date| date.iso()))),
    ])
}

/// An object as JSON, with one more value: a list that has one item on each line.
pub fn with_list(about: &Data, name: &str, items: impl Iterator<Item = Data>) -> String {
    let head = about.json();
    let head = head.strip_suffix('}').unwrap_or(&head);
    let comma = if head.ends_with('{') { "" } else { "," };
    let lines: Vec<String> = items.map(|item| item.json()).collect();
    format!("{head}{comma}{}:[\n{}\n]}}\n", Data::text(name).json(), lines.join(",\n"))
}
