//! Entries that have references in common, the most first: in a time that grows with the number of pages.
//!
//! Each entry is put in a short list for every set of references that it has (at most 2^6 of them):
//! the entries related to one are then found in the lists of its own sets, the largest sets first.

use std::collections::BTreeMap;

use crate::content::Kind;
use crate::model::{Collection, Value};
use crate::site::{PageId, Site};

/// At most so many references of an entry count.
const REFERENCES: usize = 6;
/// At most so many related entries.
const SHOWN: usize = 5;

/// A reference that two entries share: a field, by its place among those of its collection in the order of their names,
/// and the entry that it names.
pub type Shared = (usize, PageId);

/// An entry, and why it is related.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The entry.
    pub entry: PageId,
    /// What both refer to.
    pub shared: Vec<Shared>,
}

/// For each page, the entries of its collection that are related to it.
pub fn related(site: &Site) -> Vec<Vec<Related>> {
    let mut lists = vec![Vec::new(); site.pages.len()];
    for (index, collection) in site.model.collections.iter().enumerate() {
        let facets = facets(collection);
        for lang in site.config.languages().into_iter().filter(|_| !facets.is_empty()) {
            in_collection(site, (index, lang), &facets, &mut lists);
        }
    }
    lists
}

/// The fields that make the entries of a collection related, each with its place in the order of names.
fn facets(collection: &Collection) -> Vec<(usize, &str)> {
    let fields = || collection.group.fields.iter().filter(|field| field.facet).map(|field| field.id.as_str());
    fields().map(|name| (fields().filter(|other| *other < name).count(), name)).collect()
}

fn in_collection(site: &Site, (collection, lang): (usize, &str), facets: &[(usize, &str)], lists: &mut [Vec<Related>]) {
    let entries: Vec<(PageId, Vec<Shared>)> =
        site.entries_in(collection, lang).map(|id| (id, references(site, id, facets))).collect();
    // Entries with the same references are related to the same others.
    let mut alike: BTreeMap<&[Shared], Vec<PageId>> = BTreeMap::new();
    let mut by_set: BTreeMap<Vec<&Shared>, Vec<PageId>> = BTreeMap::new();
    for (id, own) in &entries {
        let before = alike.entry(own).or_default();
        before.push(*id);
        // Those before it have already filled the lists.
        if before.len() > SHOWN + 1 {
            continue;
        }
        for set in subsets(own) {
            let list = by_set.entry(set).or_default();
            if list.len() <= SHOWN {
                list.push(*id);
            }
        }
    }
    for (own, members) in alike {
        let mut sets: Vec<Vec<&Shared>> = subsets(own).collect();
        sets.sort_by_key(|set| std::cmp::Reverse(set.len()));
        let mut found: Vec<Related> = Vec::new();
        for set in sets {
            for other in by_set.get(&set).map(Vec::as_slice).unwrap_or_default() {
                // One more than is shown: an entry is not related to itself.
                if found.len() <= SHOWN && found.iter().all(|r| r.entry != *other) {
                    found.push(Related { entry: *other, shared: set.iter().map(|shared| **shared).collect() });
                }
            }
        }
        for id in members {
            lists[id.0] = found.iter().filter(|related| related.entry != id).take(SHOWN).cloned().collect();
        }
    }
}

/// The references that make a page related to others.
pub fn refers(site: &Site, id: PageId) -> impl Iterator<Item = Shared> {
    references(site, id, &facets(&site.model.collections[site.page(id).collection])).into_iter()
}

fn references(site: &Site, id: PageId, facets: &[(usize, &str)]) -> Vec<Shared> {
    let page = site.page(id);
    if page.kind != Kind::Entry {
        return Vec::new();
    }
    let mut shared: Vec<Shared> = Vec::new();
    for (place, field) in facets {
        for item in page.value(field).map(Value::items).unwrap_or_default() {
            if let Value::Reference(reference) = item
                && let Some(to) = site.entry(reference, &page.lang)
            {
                shared.push((*place, to));
            }
        }
    }
    shared.truncate(REFERENCES);
    shared.sort();
    shared.dedup();
    shared
}

/// Every set of some references, but the empty one.
fn subsets(own: &[Shared]) -> impl Iterator<Item = Vec<&Shared>> {
    (1..1usize << own.len())
        .map(|mask| own.iter().enumerate().filter(|(n, _)| mask >> n & 1 == 1).map(|(_, s)| s).collect())
}
