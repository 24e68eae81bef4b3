//! What the search weighs: the index of made-up guides, and what a reader's questions ask of the network.
//! `cargo bench --bench search`, or `cargo bench --bench search -- 200 5000` to choose the numbers of pages.
//! The pages hold paragraphs of the guide of Armorique, and names that no other page holds.

#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use boucle::output::Output;
use boucle::output::search::{Making, is_index, word};
use boucle::source::{Sources, walk};
use boucle::{Options, build};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value as Json;

/// What people type: one word, several, a question, a name that one page holds.
const QUESTIONS: [&str; 4] =
    ["palettes", "recyclerie des déchets", "comment financer une économie de l'énergie ?", "Kerlodavo"];
/// So many results are shown at once.
const SHOWN: usize = 10;

fn main() {
    let asked: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![200, 5_000] } else { asked };
    println!("  pages  index: files     kB   kB gz   time  ÷ build   first question, kB gz (files)  next one");
    for pages in sizes {
        measure(pages);
    }
}

fn measure(pages: usize) {
    let sources = guide(pages);
    let time = |search| {
        let options = Options { search, ..Options::default() };
        let start = Instant::now();
        let built = build(&sources, &options, &|_, _| {});
        assert!(!built.report.has_errors(), "{:?}", built.report.iter().next());
        (start.elapsed().as_secs_f64(), built.output)
    };
    time(Making::Later);
    let (without, _) = time(Making::Later);
    let (with, output) = time(Making::Now);
    let index: Vec<&String> = output.files.keys().filter(|path| is_index(path)).collect();
    let plain: usize = index.iter().map(|path| output.files[*path].bytes.len()).sum();
    let packed: usize = index.iter().map(|path| weight(&output, path)).sum();
    print!(
        "{pages:>7} {:>13} {:>6} {:>7} {:>4.2} s {:>8.2}",
        index.len(),
        plain / 1000,
        packed / 1000,
        (with - without).max(0.0),
        (with - without).max(0.0) / without
    );
    let mut had = BTreeSet::new();
    for (number, question) in QUESTIONS.iter().enumerate() {
        let files = asked(&output, question);
        if number < 2 {
            let new: Vec<&String> = files.difference(&had).collect();
            let kilobytes = new.iter().map(|path| weight(&output, path)).sum::<usize>() / 1000;
            print!("{kilobytes:>16} ({})", new.len());
            had.extend(files.clone());
        }
    }
    println!();
    for question in QUESTIONS {
        let files = asked(&output, question);
        let kilobytes = files.iter().map(|path| weight(&output, path)).sum::<usize>() / 1000;
        println!("        « {question} », first of all: {kilobytes} kB gz in {} files", files.len());
    }
}

/// The files that the page of search asks for to answer a question.
fn asked(output: &Output, question: &str) -> BTreeSet<String> {
    let read = |path: &str| -> Json { serde_json::from_slice(&output.files[path].bytes).unwrap() };
    let entry = read("recherche/index.json");
    let first: Vec<&str> = entry["first"].as_array().unwrap().iter().filter_map(Json::as_str).collect();
    let mut files = BTreeSet::from(["recherche/index.json".to_owned()]);
    let mut common: Option<BTreeSet<u64>> = None;
    word::terms(question, &mut |term, _| {
        let path = format!("recherche/mots/{}.json", first.partition_point(|f| *f <= &*term).saturating_sub(1));
        let mut page = 0;
        let numbers = read(&path)[&term].as_array().cloned().unwrap_or_default();
        let pages: BTreeSet<u64> = numbers
            .iter()
            .map(|n| {
                page += n.as_u64().unwrap() / 16;
                page - 1
            })
            .collect();
        files.insert(path);
        common = Some(common.take().map_or(pages.clone(), |all| all.intersection(&pages).copied().collect()));
    });
    files.extend(common.unwrap_or_default().into_iter().take(SHOWN).map(|n| format!("recherche/pages/{n}.json")));
    files
}

/// What a file weighs on its way to the reader, in bytes.
fn weight(output: &Output, path: &str) -> usize {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(&output.files[path].bytes).unwrap();
    packer.finish().unwrap().len()
}

/// The cookbook of the tests, with so many pages made of paragraphs of the guide.
fn guide(pages: usize) -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (here, site) = (walk::read(root), walk::read(&root.join("tests/sites/cuisine")));
    let texts = here.below("content/").filter(|(_, file)| file.path.ends_with(".md")).filter_map(|(_, f)| f.text());
    let plain = |p: &&str| p.len() > 120 && !p.contains(['[', '`', '|', '{', '<']) && !p.starts_with(['-', '>', '#']);
    let paragraphs: Vec<&str> = texts.flat_map(|text| text.split("\n\n")).filter(plain).collect();
    let mut files: Vec<(String, Arc<[u8]>)> = Vec::new();
    for (sources, top) in [(&here, "themes/"), (&site, "content/")] {
        files.extend(sources.below(top).map(|(_, file)| (file.path.clone(), file.bytes.clone())));
    }
    let mut seed = 1_u64;
    let mut random = |limit: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % limit
    };
    const PARTS: [&str; 16] =
        ["ker", "lo", "da", "vo", "plou", "tre", "lan", "gui", "mor", "ben", "ro", "sac", "quim", "per", "le", "zan"];
    for number in 0..pages {
        let names: Vec<String> = (0..6).map(|_| (0..4).map(|_| PARTS[random(16)]).collect()).collect();
        let mut text = format!(
            "---\ntitre: \"Fiche {number} : {}\"\nduree: 10\ndifficulte: {}\ningredients: [farine]\netapes: [{{ texte: Essai }}]\n---\n",
            names[0],
            ["facile", "moyenne", "difficile"][random(3)]
        );
        for name in &names {
            let _ = write!(text, "\n{} {name}.\n", paragraphs[random(paragraphs.len())]);
        }
        files.push((format!("content/recettes/fiche-{number}.md"), text.into_bytes().into()));
    }
    Sources::new(files)
}
