//! What a reference names, as people write it: « Déchet » and the title of an entry lead where `dechets` does.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::content::{Kind, Page};
use crate::model::{Model, Ref, Value};
use crate::slug::slug;

/// The entries of the site by what people call them.
struct Names<'a> {
    pages: &'a [Arc<Page>],
    model: &'a Model,
    /// The slugs of the entries of each collection.
    exact: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// What else they are called, once somebody asks: most sites give each entry its very slug.
    folded: OnceCell<Folded>,
}

/// Slugs by collection and folded name; none when two entries share the name.
type Folded = BTreeMap<(String, String), Option<String>>;

/// Gives each reference the slug of the entry that it names. What names none, or two, is left as it is.
pub fn settle(pages: &mut [Arc<Page>], model: &Model) {
    let names = Names::new(pages, model);
    let settled: Vec<(usize, Page)> =
        pages.iter().enumerate().filter_map(|(index, page)| Some((index, names.settled(page)?))).collect();
    for (index, page) in settled {
        pages[index] = Arc::new(page);
    }
}

fn values(page: &Page) -> impl Iterator<Item = &Value> {
    page.values.iter().map(|(_, value)| value).chain(page.blocks.values().map(|(_, value)| value))
}

/// A slug without the plural of its words.
fn fold(slug: &str) -> String {
    slug.split('-').map(|word| word.trim_end_matches(['s', 'x'])).collect::<Vec<_>>().join("-")
}

impl<'a> Names<'a> {
    fn new(pages: &'a [Arc<Page>], model: &'a Model) -> Names<'a> {
        let mut exact: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for page in pages.iter().filter(|page| page.kind == Kind::Entry) {
            exact.entry(&model.collections[page.collection].id).or_default().insert(&page.slug);
        }
        Names { pages, model, exact, folded: OnceCell::new() }
    }

    fn folded(&self) -> Folded {
        let mut folded = Folded::new();
        for page in self.pages.iter().filter(|page| page.kind == Kind::Entry) {
            let collection = &self.model.collections[page.collection].id;
            let title = page.role(self.model, "title").and_then(Value::as_text).map(slug);
            for name in title.into_iter().chain([page.slug.clone()]).map(|name| fold(&name)) {
                let known = folded.entry((collection.clone(), name)).or_insert_with(|| Some(page.slug.clone()));
                if known.as_ref() != Some(&page.slug) {
                    *known = None;
                }
            }
        }
        folded
    }

    /// The slug that a reference means, when it is not the one that it gives.
    fn meant(&self, reference: &Ref) -> Option<String> {
        if self.exact.get(&*reference.to).is_some_and(|slugs| slugs.contains(&*reference.slug)) {
            return None;
        }
        self.folded.get_or_init(|| self.folded()).get(&(reference.to.clone(), fold(&reference.slug)))?.clone()
    }

    /// The page with the slugs that its references mean, when they give others.
    fn settled(&self, page: &Page) -> Option<Page> {
        values(page).any(|value| self.settles(value)).then(|| {
            let mut page = page.clone();
            let values = page.values.iter_mut().map(|(_, value)| value);
            let blocks = page.blocks.values_mut().map(|(_, value)| value);
            for value in values.chain(blocks) {
                value.references_mut(&mut |reference| {
                    if let Some(slug) = self.meant(reference) {
                        reference.slug = slug;
                    }
                });
            }
            page
        })
    }

    fn settles(&self, value: &Value) -> bool {
        let mut found = false;
        value.references(&mut |reference| found |= self.meant(reference).is_some());
        found
    }
}
