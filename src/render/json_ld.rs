//! What a page says to machines, in the words of schema.org: one block, and nothing that the page does not show.
//!
//! Which words suit a collection and its fields is said by the model (`schema_org`). Without the address of
//! the site, what needs one is left out.

use crate::data::Data;
use crate::model::Field;
use crate::model::schema_org::type_of_text;
use crate::render::Subject;
use crate::render::scope::Scope;
use crate::site::{PageId, Site};

/// The types of schema.org that are works: only these have a licence, dates and a subject.
const WORKS: [&str; 6] = ["Article", "CreativeWork", "Recipe", "Report", "TechArticle", "WebPage"];

/// The parts of the value `page` that a block is made of.
pub const READS: [&str; 11] =
    ["kind", "title", "summary", "canonical", "card", "date", "updated", "f", "breadcrumb", "table", "tables"];

/// The block of a page, ready for a `script` element; none for a page that is at no address of its own.
pub fn block(scope: &Scope<'_>, subject: Subject, page: &Data) -> Option<String> {
    let mut graph = match subject {
        Subject::Entry(_) if text(page, "kind") == Some("home") => vec![site(scope)],
        Subject::Entry(id) => vec![entry(scope, id, page)],
        Subject::Section(_) | Subject::Whole(_) | Subject::Facet(_) => vec![work(scope, "CollectionPage", page)],
        Subject::OpenData => vec![catalog(scope, page)],
        Subject::Dictionary(_) => vec![dataset(scope, page.get("table")?, page.get("canonical"))],
        Subject::SiteMap | Subject::Search => Vec::new(),
        Subject::NotFound | Subject::Redirect(_) => return None,
    };
    graph.extend(breadcrumb(scope, page));
    let context = ("@context", Data::text("https://schema.org"));
    (!graph.is_empty()).then(|| Data::map([context, ("@graph", Data::list(graph))]).script_json())
}

/// A node: its type, and what is known of it.
fn node(kind: &str, values: impl IntoIterator<Item = (&'static str, Data)>) -> Data {
    let values = values.into_iter().filter(|(_, value)| !value.is_null());
    Data::map(std::iter::once(("@type", Data::text(kind))).chain(values))
}

fn text<'a>(data: &'a Data, key: &str) -> Option<&'a str> {
    data.get(key).and_then(Data::as_str)
}

fn value(data: &Data, key: &str) -> Data {
    data.get(key).cloned().unwrap_or(Data::Null)
}

/// The value `site` of templates.
fn shared<'a>(scope: &'a Scope<'_>) -> &'a Data {
    scope.views.shared_site(scope.lang)
}

/// The whole site, by name.
fn site_of(scope: &Scope<'_>) -> Data {
    let address = scope.views.site.public("index.html");
    node("WebSite", [("name", value(shared(scope), "title")), ("url", Data::option(address))])
}

fn site(scope: &Scope<'_>) -> Data {
    let shared = shared(scope);
    node(
        "WebSite",
        [
            ("name", value(shared, "title")),
            ("description", value(shared, "tagline")),
            ("url", Data::option(scope.views.site.public("index.html"))),
            ("inLanguage", Data::text(scope.lang)),
            ("license", license(scope)),
            ("publisher", publisher(scope)),
        ],
    )
}

fn license(scope: &Scope<'_>) -> Data {
    shared(scope).get("license").map_or(Data::Null, |license| value(license, "url"))
}

/// Who publishes the site, as the foot of every page says it.
fn publisher(scope: &Scope<'_>) -> Data {
    let Some(publisher) = shared(scope).get("publisher").filter(|publisher| text(publisher, "name").is_some()) else {
        return Data::Null;
    };
    node("GovernmentOrganization", [("name", value(publisher, "name")), ("url", value(publisher, "site"))])
}

/// A page as a work, with what all pages say of themselves.
fn work(scope: &Scope<'_>, kind: &str, page: &Data) -> Data {
    let iso = |key: &str| page.get(key).map_or(Data::Null, |date| value(date, "iso"));
    let headline = if kind.ends_with("Article") { value(page, "title") } else { Data::Null };
    let card = page.get("card").map_or(Data::Null, |card| value(card, "url"));
    node(
        kind,
        [
            ("name", value(page, "title")),
            ("headline", headline),
            ("description", value(page, "summary")),
            ("url", value(page, "canonical")),
            ("image", card),
            ("inLanguage", Data::text(scope.lang)),
            ("datePublished", iso("date")),
            ("dateModified", iso("updated")),
            ("license", license(scope)),
            ("publisher", publisher(scope)),
            ("isPartOf", site_of(scope)),
        ],
    )
}

/// An entry: what its collection is, with what its fields say; a page about it, when it is not a work.
fn entry(scope: &Scope<'_>, id: PageId, page: &Data) -> Data {
    let site = scope.views.site;
    let entry = site.page(id);
    let kind = site.model.collections[entry.collection].schema_org.as_deref().unwrap_or("WebPage");
    let is_work = WORKS.contains(&kind);
    let Data::Map(said) = work(scope, if is_work { kind } else { "WebPage" }, page) else { return Data::Null };
    let mut values: Vec<(String, Data)> = said.iter().map(|(key, value)| (key.to_string(), value.clone())).collect();
    if !is_work {
        let about = [("name", value(page, "title")), ("description", value(page, "summary"))];
        values.push(("mainEntity".to_owned(), node(kind, about)));
    }
    let fields = page.get("f").unwrap_or(&Data::Null);
    for field in entry.group(&site.model) {
        let Some(property) = &field.schema_org else { continue };
        let shown = fields.get(&field.id).map_or(Data::Null, |field| value(field, "value"));
        let said = said_by(site, field, property, &shown);
        match values.iter_mut().find(|(name, _)| name == property) {
            _ if said.is_empty() => {}
            Some((_, Data::List(before))) => *before = before.iter().cloned().chain(said).collect(),
            Some(_) => {}
            None => values.push((property.clone(), Data::list(said))),
        }
    }
    Data::map(values.into_iter().map(|(name, value)| (name, alone(value))))
}

/// A list of one value is that value.
fn alone(value: Data) -> Data {
    match &value {
        Data::List(items) if items.len() == 1 => items[0].clone(),
        _ => value,
    }
}

/// What a field says, in the words of schema.org.
fn said_by(site: &Site, field: &Field, property: &str, shown: &Data) -> Vec<Data> {
    let kind = field.kind.item().unwrap_or(field.kind.name());
    let items: Vec<&Data> = match shown {
        Data::Null => Vec::new(),
        Data::List(items) => items.iter().collect(),
        one => vec![one],
    };
    items.into_iter().filter_map(|item| one(site, kind, property, item)).collect()
}

fn one(site: &Site, kind: &str, property: &str, shown: &Data) -> Option<Data> {
    Some(match kind {
        "reference" | "references" => reference(site, property, shown)?,
        "source" => source(shown)?,
        "place" => place(shown)?,
        "period" => period(shown)?,
        "date" => value(shown, "iso"),
        "url" => value(shown, "href"),
        "choice" | "choices" => value(shown, "label"),
        "text" | "identifier" => match type_of_text(property) {
            Some("Audience") => node("Audience", [("audienceType", shown.clone())]),
            Some(kind) => node(kind, [("name", shown.clone())]),
            None => shown.clone(),
        },
        _ => return None,
    })
}

fn reference(site: &Site, property: &str, record: &Data) -> Option<Data> {
    let collection = text(record.get("collection")?, "id")?;
    let declared = site.model.collection(collection).and_then(|collection| collection.schema_org.as_deref());
    let kind = declared.or(type_of_text(property)).unwrap_or("Thing");
    let address = text(record, "path").and_then(|path| site.public(path));
    Some(node(kind, [("name", value(record, "title")), ("url", Data::option(address))]))
}

fn source(shown: &Data) -> Option<Data> {
    let editor = text(shown, "editor").map(|name| node("Organization", [("name", Data::text(name))]));
    let date = shown.get("date").map_or(Data::Null, |date| value(date, "iso"));
    text(shown, "title")?;
    let values = [("name", value(shown, "title")), ("url", value(shown, "url"))];
    let about = [("publisher", Data::option(editor)), ("datePublished", date)];
    Some(node("CreativeWork", values.into_iter().chain(about)))
}

/// A place, with its INSEE code and its coordinates (WGS 84) when they are known.
fn place(shown: &Data) -> Option<Data> {
    text(shown, "name")?;
    let code = text(shown, "code")
        .map(|code| node("PropertyValue", [("propertyID", Data::text("INSEE")), ("value", Data::text(code))]));
    let town = text(shown, "commune").map(|name| node("PostalAddress", [("addressLocality", Data::text(name))]));
    let around = text(shown, "epci").map(|name| node("AdministrativeArea", [("name", Data::text(name))]));
    let degrees = value(shown, "latitude");
    let point = (!degrees.is_null())
        .then(|| node("GeoCoordinates", [("latitude", degrees), ("longitude", value(shown, "longitude"))]));
    Some(node(
        "Place",
        [
            ("name", value(shown, "name")),
            ("identifier", Data::option(code)),
            ("address", Data::option(town)),
            ("containedInPlace", Data::option(around)),
            ("geo", Data::option(point)),
        ],
    ))
}

/// An interval of ISO 8601, as schema.org wants it: `2015/2018`, `2015`, `2015/..`.
fn period(shown: &Data) -> Option<Data> {
    let start = text(shown.get("start")?, "iso")?;
    let end = shown.get("end").and_then(|end| text(end, "iso"));
    Some(Data::from(match end {
        Some(end) if end == start => start.to_owned(),
        Some(end) => format!("{start}/{end}"),
        None => format!("{start}/.."),
    }))
}

/// Every table, in a catalogue.
fn catalog(scope: &Scope<'_>, page: &Data) -> Data {
    let Some(Data::List(tables)) = page.get("tables") else { return Data::Null };
    let tables = Data::list(tables.iter().map(|table| {
        let address = text(table, "dictionary").and_then(|path| scope.views.site.public(path));
        dataset(scope, table, address.map(Data::from).as_ref())
    }));
    node(
        "DataCatalog",
        [
            ("name", value(page, "title")),
            ("description", value(page, "summary")),
            ("url", value(page, "canonical")),
            ("license", license(scope)),
            ("publisher", publisher(scope)),
            ("dataset", tables),
        ],
    )
}

fn dataset(scope: &Scope<'_>, table: &Data, address: Option<&Data>) -> Data {
    let files = match table.get("files") {
        Some(Data::List(files)) => files.iter().map(distribution).collect(),
        _ => Vec::new(),
    };
    let modified = table.get("modified").map_or(Data::Null, |date| value(date, "iso"));
    node(
        "Dataset",
        [
            ("name", value(table, "title")),
            ("description", value(table, "description")),
            ("url", address.cloned().unwrap_or(Data::Null)),
            ("inLanguage", Data::text(scope.lang)),
            ("dateModified", modified),
            ("isAccessibleForFree", Data::Bool(true)),
            ("license", license(scope)),
            ("creator", publisher(scope)),
            ("distribution", Data::list(files)),
        ],
    )
}

fn distribution(file: &Data) -> Data {
    node(
        "DataDownload",
        [
            ("name", value(file, "name")),
            ("encodingFormat", value(file, "type")),
            ("contentSize", value(file, "size")),
            ("contentUrl", value(file, "url")),
        ],
    )
}

/// The way to the page, the page itself last.
fn breadcrumb(scope: &Scope<'_>, page: &Data) -> Option<Data> {
    let Some(Data::List(crumbs)) = page.get("breadcrumb").filter(|crumbs| **crumbs != Data::list([])) else {
        return None;
    };
    let here = (value(page, "title"), value(page, "canonical"));
    let before = crumbs.iter().map(|crumb| {
        let address = text(crumb, "path").and_then(|path| scope.views.site.public(path));
        (value(crumb, "title"), Data::option(address))
    });
    let items = before.chain([here]).enumerate().map(|(number, (name, address))| {
        node("ListItem", [("position", Data::from(number + 1)), ("name", name), ("item", address)])
    });
    Some(node("BreadcrumbList", [("itemListElement", Data::list(items))]))
}
