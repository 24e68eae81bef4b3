//! Builds made-up guides and compares the time with that of reading and writing the same files:
//! `cargo bench`, or `cargo bench -- 100 1000 10000` to choose the sizes.

#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use boucle::output::write::publish;
use boucle::{Options, build, source};

const RUNS: usize = 5;

fn main() {
    let asked: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![100, 1_000] } else { asked };
    println!("{:>7} {:>10} {:>12} {:>8} {:>9} {:>10}", "pages", "build", "read+write", "ratio", "pages/s", "peak MiB");
    for pages in sizes {
        measure(pages);
    }
}

fn measure(pages: usize) {
    let site = tempfile::tempdir().unwrap();
    make_site(site.path(), pages);
    let mut full = Vec::new();
    let mut floor = Vec::new();
    for run in 0..RUNS {
        let output = site.path().join(format!("output-{run}"));
        let start = Instant::now();
        let sources = source::walk::read(site.path());
        let built = build(&sources, &Options::default(), &|_, _| {});
        assert!(!built.report.has_errors(), "{:?}", built.report.iter().next());
        publish(&built.output.bytes(), &output, site.path()).unwrap();
        full.push(start.elapsed());
        floor.push(read_and_write(site.path(), &built.output.bytes(), run));
    }
    let (full, floor) = (median(&mut full), median(&mut floor));
    println!(
        "{pages:>7} {:>8.3} s {:>10.3} s {:>8.1} {:>9.0} {:>10}",
        full.as_secs_f64(),
        floor.as_secs_f64(),
        full.as_secs_f64() / floor.as_secs_f64(),
        pages as f64 / full.as_secs_f64(),
        peak_mib()
    );
}

/// The floor: the same inputs read, and files of the same sizes written.
fn read_and_write(
    root: &Path,
    files: &std::collections::BTreeMap<String, std::sync::Arc<[u8]>>,
    run: usize,
) -> Duration {
    let output = root.join(format!("floor-{run}"));
    let start = Instant::now();
    let sources = source::walk::read(root);
    assert!(sources.iter().count() > 0);
    for (path, bytes) in files {
        let path = output.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    start.elapsed()
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
