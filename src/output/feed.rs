//! The feeds of what was published or changed last: Atom (RFC 4287) and JSON Feed 1.1.

use std::fmt::Write as _;

use crate::data::Data;
use crate::markdown::typography;
use crate::model::Value;
use crate::model::types::date::Date;
use crate::output::xml::{element, escape};
use crate::output::{Export, OutputFile};
use crate::render::{GENERATOR, record};
use crate::site::feed::{ATOM, JSON, entries, paths};
use crate::site::{PageId, Site};

/// Both feeds, when the address of the site is known.
pub fn export(export: &Export<'_>) -> Vec<(String, OutputFile)> {
    let site = export.site;
    if paths(site).is_empty() {
        return Vec::new();
    }
    let items: Vec<Item> = entries(site).into_iter().filter_map(|id| item(site, id)).collect();
    [(ATOM, atom(site, &items)), (JSON, json(site, &items))]
        .map(|(path, text)| (path.to_owned(), OutputFile::new(text.into_bytes())))
        .into()
}

/// One entry, as both feeds say it.
struct Item {
    title: String,
    url: String,
    summary: Option<String>,
    published: Option<Date>,
    modified: Date,
    tags: Vec<String>,
}

fn item(site: &Site, id: PageId) -> Option<Item> {
    let page = site.page(id);
    Some(Item {
        title: record::title(site, id),
        url: site.public(&site.routes.pages[id.0])?,
        summary: page.role(&site.model, "summary").map(|value| record::plain_text(value, &page.lang)),
        published: site.date(id, "date"),
        modified: site.modified(id)?,
        tags: tags(site, id),
    })
}

/// The titles of the entries by which lists can be filtered.
fn tags(site: &Site, id: PageId) -> Vec<String> {
    let page = site.page(id);
    let fields = page.group(&site.model).iter().filter(|field| field.facet);
    let items = fields.flat_map(|field| page.value(&field.id).map(Value::items).unwrap_or_default());
    let entries = items.filter_map(|item| match item {
        Value::Reference(reference) => site.entry(reference, &page.lang),
        _ => None,
    });
    entries.map(|id| record::title(site, id)).collect()
}

/// A day as RFC 3339 wants it. A month or a year alone is its first day.
fn moment(date: Date) -> String {
    format!("{:04}-{:02}-{:02}T00:00:00Z", date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
}

/// A setting of the site, with the typography of its language.
fn setting(site: &Site, id: &str) -> Option<String> {
    site.config.text(id).map(|text| words(site, text))
}

fn words(site: &Site, text: &str) -> String {
    match site.config.language().starts_with("fr") {
        true => typography::french_plain(text),
        false => text.to_owned(),
    }
}

/// Who publishes the site, or the site itself.
fn author(site: &Site) -> String {
    let publisher = site.config.inside("publisher", "name").and_then(Value::as_text);
    publisher.map(|name| words(site, name)).or_else(|| setting(site, "title")).unwrap_or_default()
}

fn license(site: &Site) -> Option<String> {
    let part = |id| site.config.inside("license", id).and_then(Value::as_text);
    Some(format!("{} ({})", words(site, part("name")?), part("url")?))
}

fn atom(site: &Site, items: &[Item]) -> String {
    let address = site.public("index.html").unwrap_or_default();
    let own = site.public(ATOM).unwrap_or_default();
    let last = items.iter().map(|item| item.modified).max();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
        escape(site.config.language())
    );
    xml += &element("title", Some(&setting(site, "title").unwrap_or_default()));
    xml += &element("subtitle", setting(site, "tagline").as_deref());
    xml += &element("id", Some(&address));
    let _ = writeln!(xml, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escape(&address));
    let _ = writeln!(xml, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", escape(&own));
    xml += &element("updated", last.map(moment).as_deref());
    let _ = writeln!(xml, "<author><name>{}</name></author>", escape(&author(site)));
    xml += &element("rights", license(site).as_deref());
    xml += &element("generator", Some(GENERATOR));
    items.iter().for_each(|item| atom_entry(item, &mut xml));
    xml + "</feed>\n"
}

fn atom_entry(item: &Item, xml: &mut String) {
    xml.push_str("<entry>\n");
    *xml += &element("title", Some(&item.title));
    *xml += &element("id", Some(&item.url));
    let _ = writeln!(xml, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escape(&item.url));
    *xml += &element("published", item.published.map(moment).as_deref());
    *xml += &element("updated", Some(&moment(item.modified)));
    *xml += &element("summary", item.summary.as_deref());
    for tag in &item.tags {
        let _ = writeln!(xml, "<category term=\"{}\"/>", escape(tag));
    }
    xml.push_str("</entry>\n");
}

fn json(site: &Site, items: &[Item]) -> String {
    let feed = given([
        ("version", Data::text("https://jsonfeed.org/version/1.1")),
        ("title", Data::from(setting(site, "title").unwrap_or_default())),
        ("description", Data::option(setting(site, "tagline"))),
        ("home_page_url", Data::option(site.public("index.html"))),
        ("feed_url", Data::option(site.public(JSON))),
        ("language", Data::text(site.config.language())),
        ("authors", Data::list([Data::map([("name", Data::from(author(site)))])])),
        ("items", Data::list(items.iter().map(json_item))),
    ]);
    feed.json() + "\n"
}

fn json_item(item: &Item) -> Data {
    // A reader of feeds shows the text of an entry: its summary, or its title when it has none.
    let text = item.summary.as_ref().unwrap_or(&item.title);
    given([
        ("id", Data::text(&item.url)),
        ("url", Data::text(&item.url)),
        ("title", Data::text(&item.title)),
        ("summary", Data::option(item.summary.as_deref())),
        ("content_text", Data::text(text)),
        ("date_published", Data::option(item.published.map(moment))),
        ("date_modified", Data::from(moment(item.modified))),
        ("tags", Data::list(item.tags.iter().map(Data::text))),
    ])
}

fn given<const N: usize>(values: [(&'static str, Data); N]) -> Data {
    Data::map(values.into_iter().filter(|(_, value)| !value.is_null()))
}
