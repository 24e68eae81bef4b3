//! Open data: the collections that the model publishes as tables, with all that explains them.

use std::sync::Arc;

use crate::data::Data;
use crate::model::column::{Column, Kind, camel};
use crate::model::types::date::Date;
use crate::model::{Collection, Field, OpenData as Declared, Value};
use crate::site::{PageId, Site, unpublished};
use crate::theme::Theme;

mod catalog;
mod csv;
mod geojson;
mod json;
mod resolve;
mod row;
mod table_schema;

/// Where the open data of a site are.
pub const FOLDER: &str = "donnees/";

/// Every table of the site.
#[derive(Debug, Default)]
pub struct OpenData {
    /// The tables, in the order of the model.
    pub tables: Vec<Table>,
    /// The catalogue that describes them (DCAT), when the address of the site is known.
    pub catalog: Option<Download>,
}

/// The entries of one collection, as a table.
#[derive(Debug)]
pub struct Table {
    /// Its collection.
    pub collection: usize,
    /// The name of its files.
    pub name: String,
    /// What it holds: the name of its collection.
    pub title: String,
    /// A sentence that says more.
    pub description: String,
    /// Its columns.
    pub columns: Vec<Described>,
    /// How many entries.
    pub count: usize,
    /// How many of them have coordinates; none when its collection has no places.
    pub located: Option<usize>,
    /// The last date at which one of its entries was published or changed.
    pub modified: Option<Date>,
    /// The files: the table itself, then what describes it.
    pub files: Vec<Download>,
}

/// A column with its name and what people read about it.
#[derive(Clone, Debug)]
pub struct Described {
    /// Its name: `ficheTerritoireCommune`.
    pub name: String,
    /// What people call it: « Territoire : commune ».
    pub title: String,
    /// What it holds.
    pub description: String,
    /// Is it filled in every row?
    pub required: bool,
    /// What its cells hold.
    pub column: Column,
    /// Of what it is made.
    pub origin: Origin,
}

/// Of what a column is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Of what every entry has, whatever its collection.
    Common(&'static str),
    /// Of a field.
    Field(String),
}

/// A file that readers may download.
#[derive(Clone, Debug)]
pub struct Download {
    /// Where it is published.
    pub path: String,
    /// Its format, as readers know it.
    pub format: &'static str,
    /// Its type, as machines know it.
    pub media_type: &'static str,
    /// What it is.
    pub bytes: Arc<[u8]>,
}

impl Download {
    fn new(path: String, format: &'static str, media_type: &'static str, text: String) -> Download {
        Download { path, format, media_type, bytes: text.into_bytes().into() }
    }
}

impl Table {
    /// The page that explains its columns.
    pub fn dictionary(&self) -> String {
        format!("{FOLDER}{}/index.html", self.name)
    }

    /// The files that hold its rows.
    pub fn distributions(&self) -> &[Download] {
        &self.files[..self.files.len().saturating_sub(1)]
    }

    /// The file that describes its columns (Table Schema).
    pub fn schema(&self) -> Option<&Download> {
        self.files.last()
    }
}

impl OpenData {
    /// The page that explains them all.
    pub fn page(&self) -> Option<String> {
        (!self.tables.is_empty()).then(|| format!("{FOLDER}index.html"))
    }

    /// Every file to publish.
    pub fn files(&self) -> impl Iterator<Item = &Download> {
        self.tables.iter().flat_map(|table| &table.files).chain(&self.catalog)
    }
}

/// The paths that the open data of a model take: their pages, then their files.
pub fn paths(collections: &[Collection]) -> (Vec<String>, Vec<String>) {
    let names: Vec<&str> = collections.iter().filter_map(|c| Some(c.data.as_ref()?.name.as_str())).collect();
    let first = (!names.is_empty()).then(|| format!("{FOLDER}index.html"));
    let pages = first.into_iter().chain(names.iter().map(|name| format!("{FOLDER}{name}/index.html"))).collect();
    let ends = ["csv", "json", "geojson", "schema.json"];
    let files = names.iter().flat_map(|name| ends.map(|end| format!("{FOLDER}{name}.{end}"))).collect();
    (pages, files)
}

/// Makes the tables of a site, of what is published today: who takes a file away sees no mark of a draft.
pub fn gather(site: &Site, theme: &Theme, today: Option<Date>) -> OpenData {
    let collections = site.model.collections.iter().enumerate();
    let tables: Vec<Table> = collections
        .filter_map(|(index, collection)| Some(table(site, theme, index, collection.data.as_ref()?, today)))
        .collect();
    let catalog = catalog::catalog(site, theme, &tables);
    OpenData { tables, catalog }
}

/// What all the files of one table are made of.
struct Making<'a> {
    site: &'a Site,
    theme: &'a Theme,
    declared: &'a Declared,
    entries: Vec<PageId>,
    table: Table,
}

fn table(site: &Site, theme: &Theme, index: usize, declared: &Declared, today: Option<Date>) -> Table {
    let collection = &site.model.collections[index];
    let is_published = |id: &PageId| unpublished(site.page(*id), today).is_none();
    let entries: Vec<PageId> = site.entries[index].iter().copied().filter(is_published).collect();
    let modified = entries.iter().filter_map(|id| site.modified(*id)).max();
    let title = collection.many.clone();
    let words = theme.word(site.config.language(), "data.description");
    let usual = || words.replace("{title}", &title).replace("{name}", site.config.text("title").unwrap_or_default());
    let has_place = fields(collection).any(|field| field.kind.name() == "place");
    let table = Table {
        collection: index,
        name: declared.name.clone(),
        description: declared.description.clone().unwrap_or_else(usual),
        title,
        columns: columns(site, theme, collection, declared),
        count: entries.len(),
        located: has_place.then_some(0),
        modified,
        files: Vec::new(),
    };
    let mut making = Making { site, theme, declared, entries, table };
    let rows = row::rows(&making);
    if has_place {
        making.table.located = Some(rows.iter().filter(|row| row.point.is_some()).count());
    }
    let mut files = vec![csv::file(&making, &rows), json::file(&making, &rows)];
    files.extend(has_place.then(|| geojson::file(&making, &rows)));
    files.push(table_schema::file(&making));
    Table { files, ..making.table }
}

impl Making<'_> {
    fn path(&self, end: &str) -> String {
        format!("{FOLDER}{}.{end}", self.declared.name)
    }

    /// The sentence to copy beside what is taken: who, from what, of which day.
    fn credit(&self, date: Option<Date>) -> String {
        credit(self.site, self.theme, date)
    }

    /// The licence, as two values; none when the site has none.
    fn license(&self) -> Option<(&str, &str)> {
        license(self.site)
    }
}

/// The name and the address of the licence.
fn license(site: &Site) -> Option<(&str, &str)> {
    let part = |id| site.config.inside("license", id).and_then(Value::as_text);
    part("name").zip(part("url"))
}

/// The sentence to copy beside what is taken from the site.
pub fn credit(site: &Site, theme: &Theme, date: Option<Date>) -> String {
    let lang = site.config.language();
    let publisher = site.config.inside("publisher", "name").and_then(Value::as_text);
    let name = [publisher, site.config.text("title")].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let key = if date.is_some() { "data.credit" } else { "data.credit_undated" };
    let date = date.map(|date| date.long(lang)).unwrap_or_default();
    let sentence = theme.word(lang, key).replace("{name}", &name).replace("{date}", &date);
    // Typography is for pages: whoever copies the sentence gets plain spaces.
    sentence.replace(['\u{a0}', '\u{202f}'], " ")
}

/// The fields of a collection that open data hold: not those that only the engine needs.
fn fields(collection: &Collection) -> impl Iterator<Item = &Field> {
    let of_engine = |role: &str| matches!(role, "template" | "draft" | "date" | "updated");
    collection.group.fields.iter().filter(move |field| !field.role.as_deref().is_some_and(of_engine))
}

/// The columns that every table has before those of its fields, and after them, when its site has what they
/// hold: the end of their name, which is also their key among the words of the theme.
fn common(site: &Site, collection: &Collection) -> (Vec<&'static str>, Vec<&'static str>) {
    let dated = |role: &str| collection.role(role).is_some();
    let when = |is_there: bool, name| is_there.then_some(name);
    let first = [
        Some("id"),
        when(site.config.languages().len() > 1, "langue"),
        Some("chemin"),
        when(site.config.text("address").is_some(), "url"),
        when(dated("date"), "date_publication"),
        when(dated("date") || dated("updated"), "date_modification"),
    ];
    let last = [when(license(site).is_some(), "licence"), Some("mention")];
    (first.into_iter().flatten().collect(), last.into_iter().flatten().collect())
}

fn columns(site: &Site, theme: &Theme, collection: &Collection, declared: &Declared) -> Vec<Described> {
    let (first, last) = common(site, collection);
    let describe = |name: &'static str| described_common(site, theme, declared, name);
    let mut columns: Vec<Described> = first.into_iter().map(describe).collect();
    for field in fields(collection) {
        columns.extend(field.kind.columns().into_iter().map(|column| described(site, theme, declared, field, column)));
    }
    columns.extend(last.into_iter().map(describe));
    columns
}

fn described_common(site: &Site, theme: &Theme, declared: &Declared, name: &'static str) -> Described {
    let word = |part: &str| theme.word(site.config.language(), &format!("data.columns.{name}.{part}"));
    let kind = match name {
        "url" => Kind::Url,
        "date_publication" | "date_modification" => Kind::Date,
        _ => Kind::Text,
    };
    Described {
        name: camel(&declared.prefix, [name]),
        title: word("title"),
        description: word("description"),
        required: !name.starts_with("date_"),
        column: Column::alone(kind),
        origin: Origin::Common(name),
    }
}

/// Is it the first column of a field?
fn is_first(field: &Field, column: &Column) -> bool {
    field.kind.columns().first().is_some_and(|first| first.name == column.name)
}

fn described(site: &Site, theme: &Theme, declared: &Declared, field: &Field, column: Column) -> Described {
    let lang = site.config.language();
    let part = |part: &String| match theme.word(lang, &format!("data.parts.{part}")) {
        unknown if unknown == *part => part.replace('_', " "),
        known => known,
    };
    let parts: Vec<String> = column.name.iter().map(part).collect();
    let colon = theme.word(lang, "colon");
    let title = std::iter::once(field.label.clone()).chain(parts).collect::<Vec<_>>().join(&format!("{colon} "));
    // What the field is for is said once, of its first column.
    let about = field.description.as_ref().or(field.help.as_ref()).filter(|_| is_first(field, &column));
    let mut sentences: Vec<String> = about.cloned().into_iter().collect();
    if !column.choices.is_empty() {
        let choices = column.choices.iter().map(|(key, label)| format!("{key} ({label})"));
        sentences.push(choices.collect::<Vec<_>>().join(", "));
    }
    sentences.extend(field.unit.as_ref().map(|unit| theme.word(lang, "data.unit").replace("{unit}", unit)));
    Described {
        name: camel(&declared.prefix, std::iter::once(field.id.as_str()).chain(column.name.iter().map(String::as_str))),
        title,
        description: sentences.iter().map(|s| s.trim_end_matches('.')).collect::<Vec<_>>().join(". "),
        required: field.required && column.name.is_empty(),
        column,
        origin: Origin::Field(field.id.clone()),
    }
}

/// A text on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Named values, those that nobody gave left out.
fn given(values: impl IntoIterator<Item = (&'static str, Data)>) -> Data {
    Data::map(values.into_iter().filter(|(_, value)| !value.is_null()))
}
