//! The index of the search: small files that the page of search asks for when it is used    ← serde_json.
//!
//! `recherche/index.json` says which words are in which file and which pages have which filters;
//! `recherche/mots/3.json` holds some words, each with the pages where it stands and how much it counts there;
//! `recherche/pages/12.json` holds what is shown of a page; `recherche/formes/0.json` holds the words as pages write
//! them, for readers whose own are in no page. A reader's question costs a few of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Map, Value as Json, json};

use crate::cache::Cache;
use crate::markdown::typography;
use crate::output::{Export, OutputFile};
use crate::render::record;
use crate::site::permalink::SEARCH;
use crate::site::{PageId, Site};
use crate::theme::Theme;
use crate::theme::asset::fingerprint;

mod filter;
mod form;
mod said;
mod weight;
pub mod word;

use said::{Place, Said};
use weight::Heard;

/// A file of words holds about so many bytes: some ten kilobytes once compressed.
const FILE: usize = 32 * 1024;
/// A file of forms: some five kilobytes once compressed.
const FORMS: usize = 16 * 1024;
/// Of a page, so many letters at most can be shown.
const SHOWN: usize = 20_000;

/// When the index is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Making {
    /// With the pages.
    #[default]
    Now,
    /// When somebody searches: the preview does not wait for it.
    Later,
}

/// Is this the path of a file of the index?
pub fn is_index(path: &str) -> bool {
    path.strip_prefix(FOLDER).is_some_and(|rest| rest.ends_with(".json"))
}

/// The folder of the page of search and of its index.
const FOLDER: &str = SEARCH.split_at(SEARCH.len() - "index.html".len()).0;

/// The words of a page.
#[derive(Debug)]
struct Words<'t> {
    /// Each term, with where it was heard and how the page writes it.
    terms: BTreeMap<String, (Heard, &'t str)>,
    /// How many terms there are, as often as they stand.
    length: u32,
    /// An entry of a list page counts less than a page of its own.
    inline: bool,
}

/// The files of the index, when the theme has a page of search.
pub fn export(export: &Export<'_>) -> Vec<(String, OutputFile)> {
    if export.search == Making::Later {
        return Vec::new();
    }
    let files = files(export.site, export.theme, export.cache);
    files.into_iter().map(|(path, bytes)| (path, OutputFile::new(bytes))).collect()
}

/// The files of the index of a site, by path; none when its theme has no page of search.
pub fn files(site: &Site, theme: &Theme, cache: &Cache) -> BTreeMap<String, Arc<[u8]>> {
    if theme.has_search() { index(site, cache).into_iter().collect() } else { BTreeMap::new() }
}

/// The files of the index of a site. The same pages give the same bytes.
fn index(site: &Site, cache: &Cache) -> Vec<(String, Arc<[u8]>)> {
    let pages: Vec<PageId> = site.iter().filter(|(_, page)| said::is_found(site, page)).map(|(id, _)| id).collect();
    let said: Vec<Said> = pages.par_iter().map(|id| said::said(site, *id)).collect();
    let mut made: Vec<(String, Arc<[u8]>)> = Vec::new();
    for (number, (id, said)) in pages.iter().zip(&said).enumerate() {
        let shown = shown(site, *id, said).to_string().into_bytes();
        made.push((format!("{FOLDER}pages/{number}.json"), shown.into()));
    }
    let (words, forms) = remembered(site, &pages, &said, cache);
    let mut add = |folder: &str, files: Files| -> Vec<String> {
        let path = |number| format!("{FOLDER}{folder}/{number}.json");
        let (first, texts): (Vec<String>, Vec<String>) = files.into_iter().unzip();
        made.extend(texts.into_iter().enumerate().map(|(number, text)| (path(number), text.into_bytes().into())));
        first
    };
    let (first, near) = (add("mots", words), add("formes", forms));
    // Files keep their names: what browsers remember of another index is told apart by this.
    let prints: String = made.iter().map(|(_, bytes)| fingerprint(bytes)).collect();
    let entry = json!({
        "version": fingerprint(prints.as_bytes()),
        "pages": pages.len(),
        "common": *word::FOLDED,
        "first": first,
        "near": near,
        "filters": filter::filters(site, &pages),
    });
    made.push((format!("{FOLDER}index.json"), entry.to_string().into_bytes().into()));
    made
}

/// The room of the cache for the words of a site.
const KIND: &str = "search";
/// What changes when the same words give other files than in the last version.
const RECIPE: &str = "2";

/// Files of words, each with its first term.
type Files = Vec<(String, String)>;

/// The files of words and those of forms: those that were made of the same words, if they are kept.
fn remembered(site: &Site, pages: &[PageId], said: &[Said], cache: &Cache) -> (Files, Files) {
    let mut inputs: Vec<&[u8]> = vec![RECIPE.as_bytes()];
    for (id, said) in pages.iter().zip(said) {
        inputs.push(if said::is_inline(site, *id) { b"inline" } else { b"page" });
        inputs.extend(said.iter().flat_map(|(place, text)| [place.name().as_bytes(), text.as_bytes()]));
    }
    let make = || {
        let words: Vec<Words> =
            pages.par_iter().zip(said).map(|(id, said)| words(said, said::is_inline(site, *id))).collect();
        postings(&words)
    };
    let kept = cache.remember(KIND, &inputs, || serde_json::to_vec(&make()));
    kept.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_else(make)
}

fn words(said: &Said, inline: bool) -> Words<'_> {
    let mut terms: BTreeMap<String, (Heard, &str)> = BTreeMap::new();
    let mut length = 0;
    for (place, text) in said {
        let before = length;
        let mut found = Vec::new();
        word::terms(text, &mut |term, form| found.push((term, form)));
        length += found.len() as u32;
        for (term, form) in found {
            let (heard, kept) = terms.entry(term).or_insert((Heard::default(), form));
            heard.hear(*place, length - before);
            *kept = form::better(kept, form);
        }
    }
    Words { terms, length, inline }
}

/// What the page of search shows of a page.
fn shown(site: &Site, id: PageId, said: &Said) -> Json {
    let page = site.page(id);
    let collection = &site.model.collections[page.collection];
    let mut text = String::new();
    // Sentences first: the value of a field alone says little.
    for wanted in [Place::Summary, Place::Text, Place::Field] {
        for (_, part) in said.iter().filter(|(place, _)| *place == wanted) {
            if text.len() + part.len() < SHOWN {
                text.push_str(part.trim());
                text.push('\n');
            }
        }
    }
    let mut shown = Map::new();
    let mut put = |key: &str, value: &str| shown.insert(key.to_owned(), Json::from(value));
    put("title", &record::title(site, id));
    put("path", &site.routes.pages[id.0]);
    put("kind", &typography::plain(&collection.one));
    if page.lang != site.config.language() {
        put("lang", &page.lang);
    }
    put("text", text.trim_end());
    Json::Object(shown)
}

/// The files of words and those of forms.
fn postings(pages: &[Words<'_>]) -> (Files, Files) {
    let total: u64 = pages.iter().map(|page| u64::from(page.length)).sum();
    let average = total as f64 / pages.len().max(1) as f64;
    let mut terms: BTreeMap<&str, (Vec<u64>, Vec<&str>)> = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        for (term, (heard, form)) in &page.terms {
            let weight = heard.weight(f64::from(page.length) / average.max(1.0));
            let weight = if page.inline { weight.div_ceil(2) } else { weight };
            let (places, forms) = terms.entry(term).or_default();
            places.push(16 * (number as u64 + 1) + u64::from(weight));
            forms.push(form);
        }
    }
    let words = terms.iter().map(|(term, (places, _))| (*term, Json::from(*term).to_string(), ways(places)));
    let words = cut(words, FILE);
    let forms = terms.into_iter().filter_map(|(term, (places, forms))| {
        let form = form::shown(term, forms)?;
        Some((term, Json::from(form).to_string(), places.len().to_string()))
    });
    (words, cut(forms, FORMS))
}

/// Where a word stands: a number for each page, 16 times the way from the page before, plus how much the word counts
/// there, from 1 to 15. It is given 16 times the number of the page, which begins at 1, plus the same.
fn ways(places: &[u64]) -> String {
    let mut before = 0;
    let ways = places.iter().map(|place| {
        let way = place - before;
        before = place & !15;
        way.to_string()
    });
    format!("[{}]", ways.collect::<Vec<_>>().join(","))
}

/// Files of about so many bytes, from terms with the key and the value that JSON has of each.
fn cut<'t>(lines: impl Iterator<Item = (&'t str, String, String)>, size: usize) -> Files {
    let mut files = Files::new();
    for (term, key, value) in lines {
        match files.last_mut().filter(|(_, text)| text.len() + key.len() + value.len() < size) {
            Some((_, text)) => text.extend([",", &key, ":", &value]),
            None => files.push((term.to_owned(), format!("{{{key}:{value}"))),
        }
    }
    files.iter_mut().for_each(|(_, text)| text.push('}'));
    files
}
