//! The light record of an entry: what lists and links show of it, made once and shared.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::data::Data;
use crate::markdown::{Block, typography};
use crate::model::{Collection, Value};
use crate::site::{PageId, Site};
use crate::theme::Theme;

/// The text of a value with the typography of a language, for places where nothing but text fits.
pub fn plain_text(value: &Value, lang: &str) -> String {
    match value {
        Value::Text(text) if lang.starts_with("fr") => typography::french_plain(text),
        Value::Text(text) => text.clone(),
        Value::Markdown(markdown) => match markdown[markdown.blocks].first() {
            Some(Block::Paragraph(inlines)) => typography::plain(&markdown.plain(&markdown[*inlines])).into_owned(),
            _ => String::new(),
        },
        _ => String::new(),
    }
}

/// A collection, as records show it.
pub fn collection(collection: &Collection, site: &Site, index: usize) -> Data {
    let lang = site.config.language();
    let whole = collection.whole.as_ref().zip(site.routes.wholes[index].as_ref()).map(|(whole, path)| {
        let title = plain_text(&Value::Text(whole.title.clone()), lang);
        Data::map([("title", Data::text(title)), ("path", Data::text(path))])
    });
    Data::map([
        ("id", Data::text(&collection.id)),
        ("one", Data::text(&collection.one)),
        ("many", Data::text(&collection.many)),
        ("path", Data::option(site.routes.sections[index].as_deref())),
        ("whole", whole.unwrap_or(Data::Null)),
    ])
}

/// The records of all pages. Of those that are known, only those of pages that changed are made again, and those that
/// show a page that did.
pub fn all(site: &Site, theme: &Theme, collections: &[Data], known: Option<(&[Data], &[PageId])>) -> Vec<Data> {
    let (old, changed) = known.unwrap_or_default();
    let mut stale: BTreeSet<usize> = changed.iter().map(|id| id.0).collect();
    let titles = |index: usize| match old.get(index).filter(|_| !stale.contains(&index)).and_then(|r| r.get("title")) {
        Some(title) => title.clone(),
        None => Data::from(title(site, PageId(index))),
    };
    let titles: Vec<Data> = (0..site.pages.len()).into_par_iter().map(titles).collect();
    for id in changed {
        let showing = site.graph.referred_by[id.0].iter().map(|index| site.graph.references[*index].from.0);
        stale.extend(showing);
    }
    let one = |index| match old.get(index).filter(|_| !stale.contains(&index)) {
        Some(record) => record.clone(),
        None => one(site, theme, collections, &titles, PageId(index)),
    };
    (0..site.pages.len()).into_par_iter().map(one).collect()
}

fn one(site: &Site, theme: &Theme, collections: &[Data], titles: &[Data], id: PageId) -> Data {
    let page = site.page(id);
    let text = |role: &str| page.role(&site.model, role).map(|v| plain_text(v, &page.lang));
    Data::map([
        ("title", titles[id.0].clone()),
        ("summary", Data::option(text("summary"))),
        ("path", Data::text(&site.routes.pages[id.0])),
        ("collection", collections[page.collection].clone()),
        ("status", status(site, id)),
        ("period", period(site, theme, id)),
        ("tags", tags(site, titles, id)),
        (
            "order",
            match page.role(&site.model, "order") {
                Some(Value::Integer(n)) => Data::Int(*n),
                _ => Data::Null,
            },
        ),
        ("short_title", Data::option(text("short_title"))),
        ("lang", Data::text(&page.lang)),
    ])
}

/// The title of a page, as text.
pub fn title(site: &Site, id: PageId) -> String {
    let page = site.page(id);
    match page.role(&site.model, "title") {
        Some(value) => plain_text(value, &page.lang),
        None => page.slug.clone(),
    }
}

fn status(site: &Site, id: PageId) -> Data {
    let page = site.page(id);
    let Some(field) = page.group(&site.model).iter().find(|f| f.role.as_deref() == Some("status")) else {
        return Data::Null;
    };
    let Some(Value::Text(key)) = page.value(&field.id) else { return Data::Null };
    Data::map([("key", Data::text(key)), ("label", Data::text(choice_label(field, key, &page.lang)))])
}

/// What readers see of a choice.
pub fn choice_label(field: &crate::model::Field, key: &str, lang: &str) -> String {
    let labels = field.kind.labels();
    let label = labels.iter().find(|(k, _)| k == key).map_or(key.to_owned(), |(_, label)| label.clone());
    plain_text(&Value::Text(label), lang)
}

fn period(site: &Site, theme: &Theme, id: PageId) -> Data {
    let page = site.page(id);
    let text = page.values.iter().find_map(|(_, value)| match value {
        Value::Period(period) => Some(period),
        _ => None,
    });
    let Some(period) = text else { return Data::Null };
    let text = match period.end {
        Some(end) if end.year != period.start.year => format!("{}–{}", period.start.year, end.year),
        Some(_) => period.start.year.to_string(),
        None => theme.word(&page.lang, "since").replace("{date}", &period.start.year.to_string()),
    };
    Data::map([("text", Data::text(text))])
}

fn tags(site: &Site, titles: &[Data], id: PageId) -> Data {
    let page = site.page(id);
    let mut tags = Vec::new();
    for field in page.group(&site.model).iter().filter(|f| f.facet) {
        for item in page.value(&field.id).map(Value::items).unwrap_or_default() {
            if let Value::Reference(reference) = item
                && let Some(to) = site.entry(reference, &page.lang)
            {
                let path = Data::text(&site.routes.pages[to.0]);
                tags.push(Data::map([("title", titles[to.0].clone()), ("path", path)]));
            }
        }
    }
    Data::list(tags)
}
