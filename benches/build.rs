//! Builds made-up guides, and says how far that is from a floor: a program without templates, headers
//! and checks, that reads the same files, parses the same Markdown and writes the same bytes.
//! `cargo bench`, or `cargo bench -- 10 100 1000 10000 50000` to choose the sizes, the smallest first.
//! docs/performance.md explains the columns and keeps the figures of one run.

#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use boucle::output::write::publish;
use boucle::source::Sources;
use boucle::{Options, Workshop, build, source};
use rayon::prelude::*;

const RUNS: usize = 5;

type Files = BTreeMap<String, Arc<[u8]>>;

fn main() {
    let asked: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![10, 100, 1_000] } else { asked };
    println!("  pages      build    floor  ÷ floor  pages/s  growth  nothing changed  text edit  title edit  peak MiB");
    let mut last: Option<(f64, f64)> = None;
    for pages in sizes {
        let time = measure(pages, last);
        last = Some((pages as f64, time));
    }
}

/// One line of the table; gives the time of a build, in seconds.
fn measure(pages: usize, last: Option<(f64, f64)>) -> f64 {
    let site = tempfile::tempdir().unwrap();
    make_site(site.path(), pages);
    let (mut full, mut floor, mut again) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..RUNS {
        let output = site.path().join(format!("output-{run}"));
        let mut files = Files::new();
        for times in [&mut full, &mut again] {
            let start = Instant::now();
            let sources = source::walk::read(site.path());
            let built = build(&sources, &Options::default(), &|_, _| {});
            assert!(!built.report.has_errors(), "{:?}", built.report.iter().next());
            files = built.output.bytes();
            publish(&files, &output, site.path()).unwrap();
            times.push(start.elapsed());
        }
        floor.push(by_hand(site.path(), &files, run));
        for made in [output, site.path().join(format!("floor-{run}"))] {
            std::fs::remove_dir_all(made).unwrap();
        }
    }
    let [full, floor, again] = [&mut full, &mut floor, &mut again].map(|times| median(times).as_secs_f64());
    let growth = last.map_or("–".to_owned(), |(n, t)| format!("{:.2}", (full / t).ln() / (pages as f64 / n).ln()));
    let [text, title] = edits(site.path());
    println!(
        "{pages:>7} {full:>8.3} s {floor:>6.3} s {:>8.1} {:>8.0} {growth:>7} {again:>14.3} s {:>7.0} ms {:>8.0} ms {:>9}",
        full / floor,
        pages as f64 / full,
        text.as_secs_f64() * 1e3,
        title.as_secs_f64() * 1e3,
        peak_mib()
    );
    full
}

/// The floor, by hand: the same inputs read, their Markdown parsed, the same bytes written.
fn by_hand(root: &Path, files: &Files, run: usize) -> Duration {
    let output = root.join(format!("floor-{run}"));
    let start = Instant::now();
    let sources = source::walk::read(root);
    let texts: Vec<&str> = sources.below("content/").filter_map(|(_, file)| file.text()).collect();
    let options = pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_FOOTNOTES;
    let render = |text: &&str| pulldown_cmark::Parser::new_ext(text, options).count();
    let total: usize = texts.par_iter().map(render).sum();
    assert!(total > 0);
    files.par_iter().for_each(|(path, bytes)| {
        let path = output.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    });
    start.elapsed()
}

/// From the edit of a case study to the whole site made again, in a workshop that knows the site:
/// a word added to its text, then another title, which its lists show.
fn edits(root: &Path) -> [Duration; 2] {
    const PATH: &str = "content/etudes-de-cas/essai-3.md";
    let mut files: Files =
        source::walk::read(root).iter().map(|(_, file)| (file.path.clone(), file.bytes.clone())).collect();
    let mut workshop = Workshop::default();
    workshop.build(&Sources::new(files.clone()), &Options::default(), &|_, _| {});
    let first = String::from_utf8(files[PATH].to_vec()).unwrap();
    ["du gras", "Essai"].map(|word| {
        let mut times: Vec<Duration> = (0..RUNS)
            .map(|run| {
                files.insert(PATH.to_owned(), first.replace(word, &format!("{word} {run}")).into_bytes().into());
                let sources = Sources::new(files.clone());
                let start = Instant::now();
                workshop.build(&sources, &Options::default(), &|_, _| {});
                start.elapsed()
            })
            .collect();
        median(&mut times)
    })
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// The most memory that this process has used so far, in MiB (Linux).
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// The real guide's model and theme, with as many case studies as asked.
fn make_site(root: &Path, pages: usize) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["content", "themes"] {
        for entry in walkdir::WalkDir::new(here.join(folder)) {
            let entry = entry.unwrap();
            let to = root.join(entry.path().strip_prefix(here).unwrap());
            if entry.file_type().is_dir() {
                std::fs::create_dir_all(to).unwrap();
            } else {
                std::fs::copy(entry.path(), to).unwrap();
            }
        }
    }
    for n in 0..pages {
        std::fs::write(root.join(format!("content/etudes-de-cas/essai-{n}.md")), case_study(n)).unwrap();
    }
}

fn case_study(n: usize) -> String {
    const THEMES: [&str; 8] = [
        "dechets-ressources",
        "energie",
        "patrimoine-naturel",
        "filieres",
        "mutualisation",
        "analyse-des-flux",
        "cooperation",
        "reparation",
    ];
    let (first, second) = (THEMES[n % 8], THEMES[(n / 8 + n + 1) % 8]);
    let themes = if first == second { first.to_owned() } else { format!("{first}, {second}") };
    let mut text = format!(
        "---\ntitre: \"Essai numéro {n}\"\nchapo: \"Une étude de cas inventée pour mesurer, la {n}e.\"\nstatut: exploree\nprojet: ame\n\
         thematiques: [{themes}]\nporteur: Personne\nterritoire: Nulle part\nperiode: {}\nsources: [ame]\nconfiance: une\npublication: 2026-01-01\n---\n",
        2000 + n % 20
    );
    let titles = [
        "Contexte",
        "Ce qui a été fait",
        "Résultats",
        "Difficultés",
        "Facteurs de réussite",
        "Ce que vous pouvez reprendre",
    ];
    for (position, title) in titles.iter().enumerate() {
        let _ = write!(
            text,
            "\n## {title}\n\nUn paragraphe de mesure{} avec **du gras**, une [étude voisine](essai-{}.md), [[{first}]] et l'heure : 14:30.\n\n",
            if position == 0 { "[^1]" } else { "" },
            n / 2
        );
        for line in 0..4 {
            let _ = writeln!(
                text,
                "- Un point d'une liste, le {line}e, assez long pour ressembler à ce que l'on écrit vraiment dans un guide ; 10 000 t."
            );
        }
    }
    text.push_str("\nTableau : un tableau de mesure\n\n| Zone | Quantité |\n|---|--:|\n| Une | 12 |\n| Deux | 1 200 |\n\n[^1]: Une note de mesure.\n");
    text
}
