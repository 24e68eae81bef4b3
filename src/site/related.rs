//! Entries that have references in common, the most first: in a time that grows with the number of pages.
//!
//! Each entry is put in a short list for every set of references that it has (at most 2^6 of them):
//! the entries related to one are then found in the lists of its own sets, the largest sets first.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

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

/// What one page refers to, that makes it related to others.
pub type References = Arc<[Shared]>;

/// An entry, and why it is related.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The entry.
    pub entry: PageId,
    /// What both refer to.
    pub shared: Vec<Shared>,
}

/// What each page refers to, that makes it related to others. Of what is known, only that of pages that changed is found
/// again.
pub fn references(site: &Site, known: Option<(&[References], &[PageId])>) -> Vec<References> {
    let facets: Vec<_> = site.model.collections.iter().map(facets).collect();
    let one = |id: PageId| refers(site, id, &facets[site.page(id).collection]).into();
    match known {
        Some((old, changed)) => {
            let mut references = old.to_vec();
            changed.iter().for_each(|id| references[id.0] = one(*id));
            references
        }
        None => (0..site.pages.len()).into_par_iter().map(|index| one(PageId(index))).collect(),
    }
}

/// For each page, the entries of its collection that are related to those with the same references, perhaps itself: many
/// have the same list.
pub fn related(site: &Site, references: &[References]) -> Vec<Arc<[Related]>> {
    let mut lists = vec![Arc::default(); site.pages.len()];
    for (index, collection) in site.model.collections.iter().enumerate() {
        let is_related = collection.group.fields.iter().any(|field| field.facet);
        for lang in site.config.languages().into_iter().filter(|_| is_related) {
            in_collection(site, (index, lang), references, &mut lists);
        }
    }
    lists
}

/// The entries related to a page, of those in its list.
pub fn shown(list: &[Related], id: PageId) -> impl Iterator<Item = &Related> {
    list.iter().filter(move |related| related.entry != id).take(SHOWN)
}

/// The fields that make the entries of a collection related, each with its place in the order of names.
fn facets(collection: &Collection) -> Vec<(usize, &str)> {
    let fields = || collection.group.fields.iter().filter(|field| field.facet).map(|field| field.id.as_str());
    fields().map(|name| (fields().filter(|other| *other < name).count(), name)).collect()
}

fn in_collection(
    site: &Site,
    (collection, lang): (usize, &str),
    references: &[References],
    lists: &mut [Arc<[Related]>],
) {
    // Entries with the same references are related to the same others.
    let mut alike: BTreeMap<&[Shared], Vec<PageId>> = BTreeMap::new();
    let mut by_set: BTreeMap<Vec<&Shared>, Vec<PageId>> = BTreeMap::new();
    for id in site.entries_in(collection, lang) {
        let own = &*references[id.0];
        let before = alike.entry(own).or_default();
        before.push(id);
        // Those before it have already filled the lists.
        if before.len() > SHOWN + 1 {
            continue;
        }
        for set in subsets(own) {
            let list = by_set.entry(set).or_default();
            if list.len() <= SHOWN {
                list.push(id);
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
        let found: Arc<[Related]> = found.into();
        members.into_iter().for_each(|id| lists[id.0] = found.clone());
    }
}

fn refers(site: &Site, id: PageId, facets: &[(usize, &str)]) -> Vec<Shared> {
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
