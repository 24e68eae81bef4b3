//! The index of the search: small files that the page of search asks for when it is used    ← serde_json.
//!
//! `recherche/index.json` says which words are in which file and which pages have which filters;
//! `recherche/mots/3.json` holds some words, each with the pages where it stands and how much it counts there;
//! `recherche/pages/12.json` holds what is shown of a page. A reader's question costs a few of them.

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
mod said;
mod weight;
pub mod word;

use said::{Place, Said};
use weight::Heard;

/// A file of words holds about so many bytes: some ten kilobytes once compressed.
const FILE: usize = 32 * 1024;
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
struct Words {
    /// Each term, with where it was heard.
    terms: BTreeMap<String, Heard>,
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
    let mut first = Vec::new();
    for (number, (term, text)) in remembered(site, &pages, &said, cache).into_iter().enumerate() {
        first.push(term);
        made.push((format!("{FOLDER}mots/{number}.json"), text.into_bytes().into()));
    }
    // Files keep their names: what browsers remember of another index is told apart by this.
    let prints: String = made.iter().map(|(_, bytes)| fingerprint(bytes)).collect();
    let entry = json!({
        "version": fingerprint(prints.as_bytes()),
        "pages": pages.len(),
        "common": *word::FOLDED,
        "first": first,
        "filters": filter::filters(site, &pages),
    });
    made.push((format!("{FOLDER}index.json"), entry.to_string().into_bytes().into()));
    made
}

/// The room of the cache for the words of a site.
const KIND: &str = "search";
/// What changes when the same words give other files than in the last version.
const RECIPE: &str = "1";

/// The files of words, each with its first one: those that were made of the same words, if they are kept.
fn remembered(site: &Site, pages: &[PageId], said: &[Said], cache: &Cache) -> Vec<(String, String)> {
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

fn words(said: &Said, inline: bool) -> Words {
    let mut terms: BTreeMap<String, Heard> = BTreeMap::new();
    let mut length = 0;
    for (place, text) in said {
        let before = length;
        let mut found = Vec::new();
        word::terms(text, &mut |term| found.push(term));
        length += found.len() as u32;
        found.into_iter().for_each(|term| terms.entry(term).or_default().hear(*place, length - before));
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

/// The files of words, each with its first one.
///
/// A number says that a word stands in a page: 16 times the way from the page before, plus how much the word
/// counts there, from 1 to 15.
fn postings(pages: &[Words]) -> Vec<(String, String)> {
    let total: u64 = pages.iter().map(|page| u64::from(page.length)).sum();
    let average = total as f64 / pages.len().max(1) as f64;
    let mut terms: BTreeMap<&str, Vec<(usize, u32)>> = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        for (term, heard) in &page.terms {
            let weight = heard.weight(f64::from(page.length) / average.max(1.0));
            terms.entry(term).or_default().push((number, if page.inline { weight.div_ceil(2) } else { weight }));
        }
    }
    let mut files: Vec<(String, String)> = Vec::new();
    for (term, places) in terms {
        let mut before = 0;
        let numbers = places.iter().map(|(page, weight)| {
            let number = 16 * (page + 1 - before) as u64 + u64::from(*weight);
            before = page + 1;
            number.to_string()
        });
        let line = format!("{}:[{}]", Json::from(term), numbers.collect::<Vec<_>>().join(","));
        match files.last_mut().filter(|(_, text)| text.len() + line.len() < FILE) {
            Some((_, text)) => {
                text.push(',');
                text.push_str(&line);
            }
            None => files.push((term.to_owned(), format!("{{{line}"))),
        }
    }
    files.iter_mut().for_each(|(_, text)| text.push('}'));
    files
}
