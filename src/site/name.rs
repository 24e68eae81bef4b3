//! What a reference names, as people write it: « Déchet » and the title of an entry lead where `dechets` does.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::content::{Kind, Page};
use crate::model::{Model, Ref, Value};
use crate::site::Site;
use crate::site::index::Index;
use crate::slug::slug;

/// The entries of the site by what people call them.
struct Names<'a> {
    pages: &'a [Arc<Page>],
    model: &'a Model,
    /// The collections and the slugs of the entries.
    exact: Index<(&'a str, &'a str), ()>,
    /// What else they are called, once somebody asks: most sites give each entry its very slug.
    folded: OnceLock<Folded>,
}

/// Slugs by collection and folded name; none when two entries share the name.
type Folded = BTreeMap<(String, String), Option<String>>;

/// Gives each reference the slug of the entry that it names. What names none, or two, is left as it is.
///
/// Says whether all of them gave it already: then only pages that are not those of a site `before`, whose entries have the
/// same names, are read.
pub fn settle(pages: &mut [Arc<Page>], model: &Model, before: Option<&Site>) -> bool {
    if let Some(site) = before.filter(|site| site.is_exact) {
        let changed = pages.iter().zip(&site.pages).filter(|(new, old)| !Arc::ptr_eq(new, old));
        if changed.map(|(new, _)| new).all(|page| names_all(page, |to| site.lookup.has(&to.to, &to.slug))) {
            return true;
        }
    }
    let names = Names::new(pages, model);
    let pairs = pages.par_iter().enumerate();
    let inexact: Vec<_> = pairs.filter(|(_, page)| !names_all(page, |reference| names.has(reference))).collect();
    let is_exact = inexact.is_empty();
    let settled = inexact.into_iter().filter_map(|(index, page)| Some((index, names.settled(page)?)));
    for (index, page) in settled.collect::<Vec<_>>() {
        pages[index] = Arc::new(page);
    }
    is_exact
}

fn values(page: &Page) -> impl Iterator<Item = &Value> {
    page.values.iter().map(|(_, value)| value).chain(page.blocks.values().map(|(_, value)| value))
}

/// Is this true of every reference of a page?
fn names_all(page: &Page, is_true: impl Fn(&Ref) -> bool) -> bool {
    let mut all = true;
    values(page).for_each(|value| value.references(&mut |reference| all &= is_true(reference)));
    all
}

/// A slug without the plural of its words.
fn fold(slug: &str) -> String {
    slug.split('-').map(|word| word.trim_end_matches(['s', 'x'])).collect::<Vec<_>>().join("-")
}

impl<'a> Names<'a> {
    fn new(pages: &'a [Arc<Page>], model: &'a Model) -> Names<'a> {
        let mut exact = Index::with_capacity(pages.len());
        for page in pages.iter().filter(|page| page.kind == Kind::Entry) {
            exact.insert((model.collections[page.collection].id.as_str(), page.slug.as_str()), ());
        }
        Names { pages, model, exact, folded: OnceLock::new() }
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

    /// Is the slug of this reference that of an entry?
    fn has(&self, reference: &Ref) -> bool {
        self.exact.get(&(reference.to.as_str(), reference.slug.as_str())).is_some()
    }

    /// The slug that a reference means, when it is not the one that it gives.
    fn meant(&self, reference: &Ref) -> Option<String> {
        if self.has(reference) {
            return None;
        }
        self.folded.get_or_init(|| self.folded()).get(&(reference.to.clone(), fold(&reference.slug)))?.clone()
    }

    /// The page with the slugs that its references mean, when they give others.
    fn settled(&self, page: &Page) -> Option<Page> {
        (!names_all(page, |reference| self.meant(reference).is_none())).then(|| {
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
}
