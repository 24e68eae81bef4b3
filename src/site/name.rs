//! What a reference names, as people write it: « Déchet » and the title of an entry lead where `dechets` does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::content::{Kind, Page};
use crate::model::{Model, Ref, Value};
use crate::slug::slug;

/// The entries of the site by what people call them.
struct Names {
    /// The collection and the slug of each entry.
    exact: BTreeSet<(String, String)>,
    /// Their slugs by collection and folded name; none when two entries share the name.
    folded: BTreeMap<(String, String), Option<String>>,
}

/// Gives each reference the slug of the entry that it names. What names none, or two, is left as it is.
pub fn settle(pages: &mut [Arc<Page>], model: &Model) {
    let names = Names::new(pages, model);
    for page in pages.iter_mut().filter(|page| values(page).any(|value| names.settles(value))) {
        let page = Arc::make_mut(page);
        let values = page.values.iter_mut().map(|(_, value)| value);
        let blocks = page.blocks.values_mut().map(|(_, value)| value);
        for value in values.chain(blocks) {
            value.references_mut(&mut |reference| {
                if let Some(slug) = names.meant(reference) {
                    reference.slug = slug;
                }
            });
        }
    }
}

fn values(page: &Page) -> impl Iterator<Item = &Value> {
    page.values.iter().map(|(_, value)| value).chain(page.blocks.values().map(|(_, value)| value))
}

/// A slug without the plural of its words.
fn fold(slug: &str) -> String {
    slug.split('-').map(|word| word.trim_end_matches(['s', 'x'])).collect::<Vec<_>>().join("-")
}

impl Names {
    fn new(pages: &[Arc<Page>], model: &Model) -> Names {
        let mut names = Names { exact: BTreeSet::new(), folded: BTreeMap::new() };
        for page in pages.iter().filter(|page| page.kind == Kind::Entry) {
            let collection = &model.collections[page.collection].id;
            names.exact.insert((collection.clone(), page.slug.clone()));
            let title = page.role(model, "title").and_then(Value::as_text).map(slug);
            for name in title.into_iter().chain([page.slug.clone()]).map(|name| fold(&name)) {
                let known = names.folded.entry((collection.clone(), name)).or_insert_with(|| Some(page.slug.clone()));
                if known.as_ref() != Some(&page.slug) {
                    *known = None;
                }
            }
        }
        names
    }

    /// The slug that a reference means, when it is not the one that it gives.
    fn meant(&self, reference: &Ref) -> Option<String> {
        let key = (reference.to.clone(), reference.slug.clone());
        if self.exact.contains(&key) {
            return None;
        }
        self.folded.get(&(key.0, fold(&key.1)))?.clone()
    }

    fn settles(&self, value: &Value) -> bool {
        let mut found = false;
        value.references(&mut |reference| found |= self.meant(reference).is_some());
        found
    }
}
