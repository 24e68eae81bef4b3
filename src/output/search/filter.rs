//! The filters of the search: the collections, and every field that makes filter pages. Only the model knows which.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use crate::model::{Field, Value};
use crate::render::record;
use crate::site::{PageId, Site};

/// The values of one filter: their rank and their name, and the pages that have them.
type Values = BTreeMap<(i64, String), (String, Vec<usize>)>;

/// The filters with their values, and the pages of each value as the way from one to the next.
pub fn filters(site: &Site, pages: &[PageId]) -> Json {
    let mut filters = vec![json!({ "id": "collection", "values": show(collections(site, pages)) })];
    let mut seen = BTreeSet::new();
    for field in site.model.collections.iter().flat_map(|c| &c.group.fields).filter(|f| f.facet) {
        // A field of the same name in another collection is the same filter.
        if seen.insert(field.id.as_str()) {
            let values = show(values(site, pages, field));
            let label = record::plain_text(&Value::Text(field.filter_label().to_owned()), site.config.language());
            filters.push(json!({ "id": field.id, "label": label, "values": values }));
        }
    }
    filters.retain(|filter| filter["values"].as_array().is_some_and(|values| values.len() > 1));
    Json::Array(filters)
}

fn collections(site: &Site, pages: &[PageId]) -> Values {
    let mut found = Values::new();
    for (number, id) in pages.iter().enumerate() {
        let index = site.page(*id).collection;
        let collection = &site.model.collections[index];
        let label = record::plain_text(&Value::Text(collection.many.clone()), site.config.language());
        found.entry((index as i64, collection.id.clone())).or_insert((label, Vec::new())).1.push(number);
    }
    found
}

fn values(site: &Site, pages: &[PageId], field: &Field) -> Values {
    let lang = site.config.language();
    let mut found = Values::new();
    let ranks = ranks(site);
    for (number, id) in pages.iter().enumerate() {
        let page = site.page(*id);
        let mut add = |rank: i64, key: &str, label: String| {
            let place = found.entry((rank, key.to_owned())).or_insert((label, Vec::new()));
            if place.1.last() != Some(&number) {
                place.1.push(number);
            }
        };
        for item in page.value(&field.id).map(Value::items).unwrap_or_default() {
            match item {
                Value::Reference(reference) => {
                    if let Some(to) = site.entry(reference, lang) {
                        add(ranks[to.0] as i64, &reference.slug, short_title(site, to));
                    }
                }
                item => {
                    if let Some(narrow) = field.kind.narrow(item) {
                        add(narrow.rank, &narrow.key, record::plain_text(&Value::Text(narrow.label), lang));
                    }
                }
            }
        }
    }
    found
}

/// The place of each page in its collection.
fn ranks(site: &Site) -> Vec<usize> {
    let mut ranks = vec![usize::MAX; site.pages.len()];
    for list in site.entries.iter() {
        list.iter().enumerate().for_each(|(rank, id)| ranks[id.0] = rank);
    }
    ranks
}

fn short_title(site: &Site, id: PageId) -> String {
    let page = site.page(id);
    let short = page.role(&site.model, "short_title");
    short.map_or_else(|| record::title(site, id), |value| record::plain_text(value, &page.lang))
}

fn show(values: Values) -> Vec<Json> {
    let one = |((_, id), (label, pages)): ((i64, String), (String, Vec<usize>))| {
        let mut before = 0;
        let ways = pages.into_iter().map(|page| {
            let way = page + 1 - before;
            before = page + 1;
            way
        });
        json!({ "id": id, "label": label, "pages": ways.collect::<Vec<_>>() })
    };
    values.into_iter().map(one).collect()
}
