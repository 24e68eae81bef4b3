//! The order of entries, by the fields that the model names                      ← icu.

use std::cmp::Ordering;
use std::sync::Arc;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;
use rayon::slice::ParallelSliceMut as _;

use crate::content::config::Config;
use crate::content::{Kind, Page};
use crate::model::types::date::Date;
use crate::model::{Collection, Model, Value};
use crate::site::PageId;

/// Compares texts the way of a language: accents, œ, the Breton c’h.
pub struct Words(CollatorBorrowed<'static>);

impl Words {
    /// For a language; an unknown one is compared as French.
    pub fn new(lang: &str) -> Words {
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Tertiary);
        let locale: Locale = lang.parse().unwrap_or(icu_locale_core::locale!("fr"));
        let collator = Collator::try_new(locale.into(), options)
            .or_else(|_| Collator::try_new(icu_locale_core::locale!("fr").into(), options));
        Words(collator.expect("the data of the collator are in the program"))
    }

    /// The order of two texts.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.0.compare(a, b)
    }
}

/// For each collection, its entries: by its sort keys, then by title, then by address. The order `before` is tried first:
/// a list that is nearly sorted is sorted at once.
pub fn entries(
    pages: &[Arc<Page>],
    model: &Model,
    config: &Config,
    before: Option<&[Vec<PageId>]>,
) -> Vec<Vec<PageId>> {
    let words = Words::new(config.language());
    let mut entries = vec![Vec::new(); model.collections.len()];
    match before {
        Some(before) => entries = before.to_vec(),
        None => {
            for (index, page) in pages.iter().enumerate().filter(|(_, page)| page.kind == Kind::Entry) {
                entries[page.collection].push(PageId(index));
            }
        }
    }
    for (list, collection) in entries.iter_mut().zip(&model.collections) {
        let key = |id: &PageId| Key::new(*id, &pages[id.0], collection, model);
        let mut keys: Vec<Key<'_>> = list.iter().map(key).collect();
        keys.par_sort_by(|a, b| compare(a, b, collection, &words));
        *list = keys.into_iter().map(|key| key.id).collect();
    }
    entries
}

/// What decides of the place of an entry.
struct Key<'a> {
    /// The values of the fields by which its collection is sorted.
    values: Vec<Option<&'a Value>>,
    title: &'a str,
    page: &'a Page,
    id: PageId,
}

impl<'a> Key<'a> {
    fn new(id: PageId, page: &'a Page, collection: &Collection, model: &Model) -> Key<'a> {
        let values = collection.order_by.iter().map(|order| page.value(&order.field)).collect();
        let title = page.role(model, "title").and_then(Value::as_text).unwrap_or_default();
        Key { values, title, page, id }
    }
}

fn compare<'a>(a: &Key<'a>, b: &Key<'a>, collection: &Collection, words: &Words) -> Ordering {
    for (order, pair) in collection.order_by.iter().zip(a.values.iter().zip(&b.values)) {
        let ordering = match pair {
            (None, None) => Ordering::Equal,
            // What has no value comes last, in both directions.
            (None, _) => Ordering::Greater,
            (_, None) => Ordering::Less,
            (Some(x), Some(y)) if order.descending => values(x, y, words).reverse(),
            (Some(x), Some(y)) => values(x, y, words),
        };
        if ordering != Ordering::Equal {
            return ordering;
        }
    }
    let address = |key: &Key<'a>| (&key.page.slug, &key.page.lang, key.id);
    words.compare(a.title, b.title).then_with(|| address(a).cmp(&address(b)))
}

fn values(a: &Value, b: &Value, words: &Words) -> Ordering {
    let date = |value: &Value| match value {
        Value::Date(date) => Some((*date, None)),
        Value::Period(period) => Some((period.start, Some(period.end))),
        _ => None,
    };
    type Dated = (Date, Option<Option<Date>>);
    let dates: Option<(Dated, Dated)> = date(a).zip(date(b));
    match (a, b, dates) {
        (_, _, Some((a, b))) => a.cmp(&b),
        (Value::Integer(a), Value::Integer(b), _) => a.cmp(b),
        (Value::Number(a), Value::Number(b), _) => decimal(a).total_cmp(&decimal(b)),
        (Value::Boolean(a), Value::Boolean(b), _) => a.cmp(b),
        (Value::Text(a), Value::Text(b), _) => words.compare(a, b),
        (Value::Reference(a), Value::Reference(b), _) => a.slug.cmp(&b.slug),
        _ => rank(a).cmp(&rank(b)),
    }
}

/// Values of different kinds are kept apart, so that the order is one.
fn rank(value: &Value) -> u8 {
    match value {
        Value::Date(_) | Value::Period(_) => 0,
        Value::Integer(_) => 1,
        Value::Number(_) => 2,
        Value::Boolean(_) => 3,
        Value::Text(_) => 4,
        Value::Reference(_) => 5,
        _ => 6,
    }
}

fn decimal(digits: &str) -> f64 {
    digits.parse().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_the_way_of_their_language() {
        let sorted = |lang: &str, mut list: Vec<&'static str>| {
            let words = Words::new(lang);
            list.sort_by(|a, b| words.compare(a, b));
            list
        };
        assert_eq!(
            sorted("fr", vec!["Zone", "œuvre", "eau", "Éco", "action"]),
            ["action", "eau", "Éco", "œuvre", "Zone"]
        );
        assert_eq!(sorted("br", vec!["dour", "c'hoar", "chadenn", "karr"]), ["chadenn", "c'hoar", "dour", "karr"]);
    }
}
