//! The filter pages: one for each value of each facet that some entry has.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::Page;
use crate::content::config::Config;
use crate::model::types::Narrow;
use crate::model::{Field, Model, Ref, Value};
use crate::site::PageId;

/// One filter page: the entries of a collection whose field holds a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The collection.
    pub collection: usize,
    /// The field.
    pub field: String,
    /// The slug of the entry, or the key of the value.
    pub value: String,
    /// What readers see, when the value is not an entry.
    pub label: String,
    /// Its place among the values of its field, when it is not an entry.
    pub rank: i64,
    /// The reference, when the value is an entry.
    pub reference: Option<Ref>,
    /// The entries, in their order.
    pub entries: Vec<PageId>,
}

impl Facet {
    /// What tells it from the others, and where it is published.
    pub fn name(&self) -> (usize, &str, &str) {
        (self.collection, &self.field, &self.value)
    }
}

/// Every filter page, by collection, field and value.
pub fn facets(pages: &[Arc<Page>], entries: &[Vec<PageId>], model: &Model, config: &Config) -> Vec<Facet> {
    let mut facets = Vec::new();
    let lang = config.language();
    for (index, collection) in model.collections.iter().enumerate().filter(|(_, c)| c.listed && !c.inline()) {
        for field in collection.group.fields.iter().filter(|f| f.facet) {
            let mut found: BTreeMap<String, Facet> = BTreeMap::new();
            for id in entries[index].iter().filter(|id| pages[id.0].lang == lang) {
                for item in pages[id.0].value(&field.id).map(Value::items).unwrap_or_default() {
                    let known = match item {
                        Value::Reference(reference) => found.get_mut(&reference.slug),
                        _ => None,
                    };
                    let facet = match known {
                        Some(facet) => facet,
                        None => match self::facet(index, field, item) {
                            Some(new) => found.entry(new.value.clone()).or_insert(new),
                            None => continue,
                        },
                    };
                    if facet.entries.last() != Some(id) {
                        facet.entries.push(*id);
                    }
                }
            }
            facets.extend(found.into_values());
        }
    }
    facets
}

/// The filter page of a value, which has no entry yet; none when the field makes none of it.
fn facet(collection: usize, field: &Field, item: &Value) -> Option<Facet> {
    let (Narrow { key, label, rank }, reference) = match item {
        Value::Reference(to) => (Narrow { key: to.slug.clone(), label: String::new(), rank: 0 }, Some(Ref::clone(to))),
        item => (field.kind.narrow(item)?, None),
    };
    Some(Facet { collection, field: field.id.clone(), value: key, label, rank, reference, entries: Vec::new() })
}
