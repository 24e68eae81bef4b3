//! The catalogue of the open data (DCAT 2, <https://www.w3.org/TR/vocab-dcat-2/>), as JSON-LD: what portals
//! such as data.gouv.fr read to harvest a site.

use crate::data::Data;
use crate::model::Value;
use crate::site::Site;
use crate::site::open_data::{Download, FOLDER, Table, given, license};
use crate::theme::Theme;

/// The file; none without a table, or when the address of the site is not known: a catalogue names
/// everything by its address.
pub fn catalog(site: &Site, theme: &Theme, tables: &[Table]) -> Option<Download> {
    let path = format!("{FOLDER}catalog.jsonld");
    let address = site.public(&path).filter(|_| !tables.is_empty())?;
    let lang = site.config.language();
    let title = theme.word(lang, "data.catalog").replace("{title}", site.config.text("title").unwrap_or_default());
    let modified = tables.iter().filter_map(|table| table.modified).max();
    let datasets: Option<Vec<Data>> = tables.iter().map(|table| dataset(site, table)).collect();
    let catalog = given([
        ("@context", context()),
        ("@id", Data::text(&address)),
        ("@type", Data::text("dcat:Catalog")),
        ("dct:title", Data::from(title)),
        ("dct:description", Data::option(site.config.text("tagline"))),
        ("dct:language", Data::text(lang)),
        ("dct:license", Data::option(license(site).map(|(_, url)| url))),
        ("dct:modified", Data::option(modified.map(|date| date.iso()))),
        ("dct:publisher", publisher(site)),
        ("foaf:homepage", Data::option(site.public("index.html"))),
        ("dcat:dataset", Data::list(datasets?)),
    ]);
    Some(Download::new(path, "DCAT", "application/ld+json", catalog.json() + "\n"))
}

/// What the prefixes mean, and which values are addresses.
fn context() -> Data {
    let prefixes = [
        ("dcat", "http://www.w3.org/ns/dcat#"),
        ("dct", "http://purl.org/dc/terms/"),
        ("foaf", "http://xmlns.com/foaf/0.1/"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ];
    let addresses =
        ["dcat:accessURL", "dcat:downloadURL", "dcat:landingPage", "dct:conformsTo", "dct:license", "foaf:homepage"];
    let typed = |kind: &str| Data::map([("@type", Data::text(kind))]);
    let prefixes = prefixes.into_iter().map(|(name, address)| (name, Data::text(address)));
    let sizes = ("dcat:byteSize", typed("xsd:nonNegativeInteger"));
    Data::map(prefixes.chain(addresses.into_iter().map(|name| (name, typed("@id")))).chain([sizes]))
}

fn publisher(site: &Site) -> Data {
    let part = |id| site.config.inside("publisher", id).and_then(Value::as_text);
    let Some(name) = part("name") else { return Data::Null };
    given([
        ("@type", Data::text("foaf:Organization")),
        ("foaf:name", Data::text(name)),
        ("foaf:homepage", Data::option(part("site"))),
    ])
}

fn dataset(site: &Site, table: &Table) -> Option<Data> {
    let page = site.public(&table.dictionary())?;
    let distributions: Option<Vec<Data>> =
        table.distributions().iter().map(|file| distribution(site, table, file)).collect();
    Some(given([
        ("@id", Data::text(&page)),
        ("@type", Data::text("dcat:Dataset")),
        ("dct:identifier", Data::text(&page)),
        ("dct:title", Data::text(&table.title)),
        ("dct:description", Data::text(&table.description)),
        ("dct:language", Data::text(site.config.language())),
        ("dct:license", Data::option(license(site).map(|(_, url)| url))),
        ("dct:modified", Data::option(table.modified.map(|date| date.iso()))),
        ("dct:publisher", publisher(site)),
        ("dcat:landingPage", Data::text(&page)),
        ("dcat:distribution", Data::list(distributions?)),
    ]))
}

fn distribution(site: &Site, table: &Table, file: &Download) -> Option<Data> {
    let address = site.public(&file.path)?;
    let schema = table.schema().filter(|_| file.format == "CSV").and_then(|schema| site.public(&schema.path));
    Some(given([
        ("@id", Data::text(&address)),
        ("@type", Data::text("dcat:Distribution")),
        ("dct:title", Data::from(format!("{} ({})", table.title, file.format))),
        ("dct:format", Data::text(file.format)),
        ("dct:license", Data::option(license(site).map(|(_, url)| url))),
        ("dct:conformsTo", Data::option(schema)),
        ("dcat:mediaType", Data::text(file.media_type)),
        ("dcat:accessURL", Data::text(&address)),
        ("dcat:downloadURL", Data::text(&address)),
        ("dcat:byteSize", Data::from(file.bytes.len())),
    ]))
}
