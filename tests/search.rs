//! The index of the search, read as the page of search reads it: on the cookbook, of which no Rust knows a word.
//! What needs a browser is in tests/browser/search.mjs.

#![cfg(feature = "search")]
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::sync::Arc;

use boucle::cache::Cache;
use boucle::output::search::word;
use boucle::output::{Output, OutputFile};
use boucle::source::{Sources, walk};
use boucle::{Options, build};
use serde_json::Value as Json;

/// The cookbook with some more files, or others in place of its own.
fn cookbook(more: &[(&str, &str)]) -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (theme, site) = (walk::read(root), walk::read(&root.join("tests/sites/cuisine")));
    let files = |sources: &Sources, top: &str| -> Vec<(String, Arc<[u8]>)> {
        let kept = sources.below(top).filter(|(_, file)| more.iter().all(|(path, _)| *path != file.path));
        kept.map(|(_, file)| (file.path.clone(), file.bytes.clone())).collect()
    };
    let more = more.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().into()));
    Sources::new(files(&theme, "themes/").into_iter().chain(files(&site, "content/")).chain(more))
}

/// The index of a built site.
struct Index(Output);

fn index(more: &[(&str, &str)]) -> Index {
    let sources = cookbook(more);
    let built = build(&sources, &Options::default(), &|_, _| {});
    let faults = boucle::diagnostic::json::show(&built.report, &sources, Default::default());
    assert!(!built.report.has_errors(), "{faults}");
    Index(built.output)
}

impl Index {
    fn json(&self, path: &str) -> Json {
        serde_json::from_slice(&self.0.files[&format!("recherche/{path}")].bytes).unwrap()
    }

    fn files(&self, folder: &str) -> impl Iterator<Item = (&String, &OutputFile)> {
        let folder = format!("recherche/{folder}");
        self.0.files.iter().filter(move |(path, _)| path.starts_with(&folder))
    }

    /// The addresses of the pages that stand at these ways, one from the other.
    fn pages(&self, ways: impl Iterator<Item = u64>) -> Vec<String> {
        let numbers = ways.scan(0, |page, way| {
            *page += way;
            Some(*page - 1)
        });
        let path = |number| self.json(&format!("pages/{number}.json"))["path"].as_str().unwrap().to_owned();
        numbers.map(path).collect()
    }

    /// The pages that hold every word of a question.
    fn ask(&self, question: &str) -> Vec<String> {
        let mut found: Option<Vec<String>> = None;
        word::terms(question, &mut |term, _| {
            let file = self.files("mots/").find_map(|(_, file)| {
                let words: Json = serde_json::from_slice(&file.bytes).unwrap();
                words.get(&term).cloned()
            });
            let numbers = file.as_ref().and_then(Json::as_array).cloned().unwrap_or_default();
            let pages = self.pages(numbers.iter().map(|number| number.as_u64().unwrap() / 16));
            let both = found.take().map(|before| before.into_iter().filter(|page| pages.contains(page)).collect());
            found = Some(both.unwrap_or(pages));
        });
        found.unwrap_or_default()
    }
}

#[test]
fn a_page_is_found_however_its_words_are_written() {
    let page = "---\ntitre: L'œuvre du kelc’hiek\n---\n\nLes matériaux nationaux d’Éco-produire, à l’eau.\n";
    let index = index(&[("content/pages/essai.md", page)]);
    let questions = "oeuvre|ŒUVRES|l'eau|l’eau|eau|kelchiek|kelc'hiek|matériau|materiau national|éco-produire\
        |eco produire|ecoproduire|ECO‑PRODUIRE";
    for question in questions.split('|') {
        assert!(index.ask(question).contains(&"essai/index.html".to_owned()), "{question}");
    }
    assert!(index.ask("oeufs").contains(&"recettes/crepes/index.html".to_owned()), "a field of a list of groups");
    assert!(index.ask("napper").contains(&"recettes/crepes/index.html".to_owned()), "the text");
    assert!(index.ask("cuillères soupe").contains(&"recettes/crepes/index.html".to_owned()), "a note");
    assert_eq!(index.ask("zzz"), Vec::<String>::new());
}

/// The words as pages write them, with the number of pages where each stands, in the order of the files.
fn forms(index: &Index) -> Vec<(String, u64)> {
    let firsts = index.json("index.json")["near"].as_array().unwrap().len();
    assert_eq!(index.files("formes/").count(), firsts, "the entry tells where each file begins");
    let files = (0..firsts).map(|number| index.json(&format!("formes/{number}.json")));
    files.flat_map(|file| file.as_object().unwrap().clone()).map(|(form, n)| (form, n.as_u64().unwrap())).collect()
}

#[test]
fn a_mistyped_word_is_looked_for_among_the_words_as_pages_write_them() {
    let page = |text: &str| format!("---\ntitre: Essai\n---\n\n{text}\n");
    let index = index(&[
        ("content/pages/a.md", &page("Recyclerie. La recyclerie d’Armorique, qu’une Éco-fête en 2015 nomme « REP ».")),
        ("content/pages/b.md", &page("Des recycleries. Le TAF. Parlez-en.")),
        ("content/pages/c.md", &page("Recyclerie : une recyclerie.")),
    ]);
    let forms = forms(&index);
    let pages = |wanted: &str| forms.iter().find(|(form, _)| form == wanted).map(|(_, pages)| *pages);
    assert_eq!(pages("recyclerie"), Some(3), "the form of most pages, with the pages of all");
    assert_eq!(["Recyclerie", "recycleries"].map(pages), [None, None], "one form for each word");
    assert_eq!(["Armorique", "REP", "Éco-fête", "fête"].map(pages), [Some(1); 4], "as it is written");
    assert_eq!(["qu’une", "une", "2015", "Parlez-en", "en"].map(pages), [None; 5], "not what nobody looks for");
    for (form, pages) in &forms {
        let mut found = 0;
        word::terms(form, &mut |term, _| {
            let file = index.files("mots/").find_map(|(_, file)| {
                let words: Json = serde_json::from_slice(&file.bytes).unwrap();
                words.get(&term).map(|pages| pages.as_array().unwrap().len() as u64)
            });
            found = file.filter(|n| n == pages).unwrap_or(found);
        });
        assert_eq!(found, *pages, "« {form} » leads to its pages");
    }
}

#[test]
fn the_words_as_pages_write_them_are_in_small_files_by_their_first_letters() {
    let text: String = (0..3_000).map(|n| format!("mot{} ", letters(n))).collect();
    let index = index(&[("content/pages/essai.md", &format!("---\ntitre: Essai\n---\n\n{text}\n"))]);
    assert!(index.files("formes/").count() > 2);
    assert!(index.files("formes/").all(|(_, file)| file.bytes.len() <= 16 * 1024 + 1));
    let first: Vec<char> = forms(&index).iter().filter_map(|(form, _)| word::fold(form).chars().next()).collect();
    assert!(first.is_sorted(), "{first:?}");
    assert_eq!(forms(&index).iter().filter(|(form, _)| form.starts_with("mot") && form.len() == 8).count(), 3_000);
}

/// A number in five letters: no two are doubled, and none is an ending.
fn letters(number: usize) -> String {
    let sets = ["bcdfghjklm", "aiouy", "bcdfghjklm", "aiouy", "bcdfghjklm"];
    let mut rest = number;
    let letter = |set: &str| {
        let at = rest % set.len();
        rest /= set.len();
        set[at..].chars().next().unwrap()
    };
    sets.map(letter).iter().collect()
}

#[test]
fn editors_say_by_which_words_a_page_is_found_and_which_pages_are_not() {
    let found = "---\ntitre: Essai\nmots_cles: [tambouille]\n---\n\nUn texte.\n";
    let hidden = "---\ntitre: Ailleurs\nhors_recherche: oui\n---\n\nUne tambouille.\n";
    let index = index(&[("content/pages/essai.md", found), ("content/pages/ailleurs.md", hidden)]);
    assert_eq!(index.ask("tambouille"), ["essai/index.html"]);
    let shown = index.files("pages/").any(|(_, file)| String::from_utf8_lossy(&file.bytes).contains("tambouille"));
    assert!(!shown, "a keyword is not shown");
}

#[test]
#[allow(clippy::disallowed_methods)]
fn words_are_counted_again_only_when_a_page_says_others() {
    let folder = tempfile::tempdir().unwrap();
    let build = |text: &str, cache: Cache| {
        let page = format!("---\ntitre: Essai\n---\n\n{text}\n");
        let options = Options { cache, ..Options::default() };
        build(&cookbook(&[("content/pages/essai.md", &page)]), &options, &|_, _| {}).output
    };
    let kept = || std::fs::read_dir(folder.path().join(".boucle-cache/search")).unwrap().count();
    let first = build("Un texte.", Cache::beside(folder.path()));
    assert_eq!((build("Un texte.", Cache::beside(folder.path())), kept()), (first, 1));
    let other = build("Un autre.", Cache::beside(folder.path()));
    assert_eq!((build("Un autre.", Cache::default()), kept()), (other, 2));
}

#[test]
fn filters_are_those_of_the_model() {
    let entry = index(&[]).json("index.json");
    let filters = entry["filters"].as_array().unwrap();
    let ids: Vec<_> = filters.iter().map(|filter| filter["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["collection", "difficulte", "region", "saison"]);
    let values = filters[1]["values"].as_array().unwrap();
    let labels: Vec<_> = values.iter().map(|value| value["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["Facile", "Moyenne", "Difficile"], "in the order of the model");
    let index = index(&[]);
    let pages = index.pages(values[0]["pages"].as_array().unwrap().iter().map(|way| way.as_u64().unwrap()));
    assert!(pages.contains(&"recettes/crepes/index.html".to_owned()), "{pages:?}");
}

#[test]
fn what_stands_around_a_text_is_not_found() {
    let index = index(&[]);
    for furniture in ["accueil recettes rechercher", "fil ariane", "boucle", "citer"] {
        assert_eq!(index.ask(furniture), Vec::<String>::new(), "{furniture}");
    }
}

#[test]
fn p24_what_is_not_published_is_not_in_the_search_index() {
    let page = |head: &str| format!("---\ntitre: Canari\n{head}\n---\n\nUn canari <!-- canari -->.\n");
    let visible = "---\ntitre: Visible\n# canari\n---\n\nUn texte.\n\n<!-- canari -->\n";
    let index = index(&[
        ("content/pages/a.md", &page("brouillon: oui\nmots_cles: [canari]")),
        (
            "content/recettes/b.br.md",
            &page("brouillon: oui\nduree: 1\ndifficulte: facile\ningredients: [oeuf]\netapes: [{ texte: Canari }]"),
        ),
        ("content/pages/c.md", &page("publier_le: 2030-01-01")),
        ("content/pages/visible.md", visible),
    ]);
    assert_eq!(index.ask("visible"), ["visible/index.html"]);
    for (path, file) in index.files("") {
        assert!(!String::from_utf8_lossy(&file.bytes).to_lowercase().contains("canari"), "{path}");
    }
}

#[test]
fn p29_the_search_writes_text_and_nothing_in_a_page_needs_unsafe_inline() {
    let index = index(&[]);
    for (path, file) in &index.0.files {
        let text = String::from_utf8_lossy(&file.bytes);
        if path.ends_with(".js") {
            for way in
                ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", ".style"]
            {
                assert!(!text.contains(way), "{path} uses {way}");
            }
        }
        if path.ends_with(".html") {
            let tags = text.split('<').skip(1).filter_map(|part| part.split_once('>')).map(|(tag, _)| tag);
            for tag in tags {
                let inline = tag.split_whitespace().skip(1).any(|a| a.starts_with("on") && a.contains('='));
                assert!(!inline && !tag.contains(" style="), "{path}: {tag}");
                let script = tag.starts_with("script") && !tag.contains(" src=") && !tag.contains("json");
                assert!(!script && !tag.starts_with("style"), "{path}: {tag}");
            }
        }
    }
    assert!(index.0.files.contains_key("recherche/index.html"));
}

#[test]
fn p16_an_endless_word_takes_little_room_in_the_search_index() {
    let page = format!("---\ntitre: Essai\n---\n\n{}\n\n{}\n", "à".repeat(200_000), "mot-".repeat(50_000));
    let index = index(&[("content/pages/essai.md", &page)]);
    let weight: usize = index.files("").map(|(_, file)| file.bytes.len()).sum();
    assert!(weight < 100_000, "{weight}");
}
