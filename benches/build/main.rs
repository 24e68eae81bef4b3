//! Builds made-up guides, and says how far that is from a floor and from other generators.
//!
//! `cargo bench` makes guides of 10, 100 and 1,000 pages; `cargo bench -- 100 1000 10000 50000` chooses the
//! sizes, the smallest first. Each line is one program at one size: medians of whole processes, each with an
//! output of its own. `hugo` and `zola` are measured where they are on the PATH, with the same texts in their
//! dialects. docs/performance.md explains the columns and keeps the figures of one run. Memory is read on
//! Linux only.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use boucle::source::Sources;
use boucle::{Options, Workshop, source};

use corpus::Dialect;
use watch::median;

mod corpus;
mod floor;
mod watch;

const RUNS: usize = 5;
/// What this program does when it is asked to be the floor: `--floor ROOT OUTPUT`.
const FLOOR: &str = "--floor";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, root, output] = arguments.as_slice()
        && first == FLOOR
    {
        assert_eq!(floor::build(Path::new(root), Path::new(output)), 0, "dead links");
        return;
    }
    let asked: Vec<usize> = arguments.iter().filter_map(|a| a.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![10, 100, 1_000] } else { asked };
    println!("boucle --version: {:.1} ms\n", start_up().as_secs_f64() * 1e3);
    println!(
        "  pages  program       time  ÷ floor  pages/s  growth  peak MiB  growth  text edit  title edit  template"
    );
    let mut last: BTreeMap<&'static str, (f64, Measure)> = BTreeMap::new();
    for pages in sizes {
        for (program, measure) in compare(pages) {
            let before = last.insert(program.name, (pages as f64, measure));
            println!("{}", program.line(pages, measure, last["floor"].1, before));
        }
    }
}

/// A generator, and what it reads.
struct Program {
    name: &'static str,
    dialect: Dialect,
    command: fn(root: &Path, output: &Path) -> Command,
}

/// What a program took.
#[derive(Clone, Copy)]
struct Measure {
    time: Duration,
    /// The most memory, in MiB.
    memory: f64,
    /// From the edit of a text, of a title and of a template to what shows it.
    edits: Option<[Duration; 3]>,
}

const PROGRAMS: [Program; 4] = [
    Program { name: "floor", dialect: Dialect::Boucle, command: floor_command },
    Program { name: "boucle", dialect: Dialect::Boucle, command: boucle_command },
    Program { name: "hugo", dialect: Dialect::Hugo, command: hugo_command },
    Program { name: "zola", dialect: Dialect::Zola, command: zola_command },
];

fn floor_command(root: &Path, output: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg(FLOOR).arg(root).arg(output);
    command
}

fn boucle_command(root: &Path, output: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_boucle"));
    command.arg("build").arg("--root").arg(root).arg("--output").arg(output);
    command
}

fn hugo_command(root: &Path, output: &Path) -> Command {
    let mut command = Command::new("hugo");
    command.arg("--quiet").arg("--source").arg(root).arg("--destination").arg(output);
    command
}

fn zola_command(root: &Path, output: &Path) -> Command {
    let mut command = Command::new("zola");
    command.arg("--root").arg(root).args(["build", "--force", "--output-dir"]).arg(output);
    command
}

impl Program {
    fn is_there(&self) -> bool {
        !["hugo", "zola"].contains(&self.name) || watch::is_here(self.name)
    }

    fn line(&self, pages: usize, now: Measure, floor: Measure, before: Option<(f64, Measure)>) -> String {
        let time = now.time.as_secs_f64();
        let growth = |value: f64, of: fn(&Measure) -> f64| {
            let exponent = |(n, m): (f64, Measure)| (value / of(&m)).ln() / (pages as f64 / n).ln();
            before.map_or("–".to_owned(), |before| format!("{:.2}", exponent(before)))
        };
        let ms = |time: Duration| format!("{:.0} ms", time.as_secs_f64() * 1e3);
        let [text, title, template] = now.edits.map_or(["–"; 3].map(str::to_owned), |edits| edits.map(ms));
        format!(
            "{pages:>7}  {:<8} {time:>7.3} s {:>8.1} {:>8.0} {:>7} {:>9.0} {:>7} {text:>10} {title:>11} {template:>9}",
            self.name,
            time / floor.time.as_secs_f64(),
            pages as f64 / time,
            growth(time, |m| m.time.as_secs_f64()),
            now.memory,
            growth(now.memory, |m| m.memory),
        )
    }
}

/// Every program that is there, at one size: each round runs all of them in turn.
fn compare(pages: usize) -> Vec<(&'static Program, Measure)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches");
    let folder = tempfile::tempdir().unwrap();
    let programs: Vec<&Program> = PROGRAMS.iter().filter(|program| program.is_there()).collect();
    let root = |program: &Program| folder.path().join(format!("{:?}", program.dialect));
    let mut taken = vec![Vec::new(); programs.len()];
    for program in programs.iter().filter(|program| !root(program).exists()) {
        corpus::write(program.dialect, pages, &root(program), &here);
    }
    for run in 0..RUNS {
        for (program, taken) in programs.iter().zip(&mut taken) {
            // Never deleted before the end: a disk is slow where files were deleted.
            let output = folder.path().join(format!("{}-{run}", program.name));
            taken.push(watch::watch((program.command)(&root(program), &output)));
        }
    }
    let measures = taken.into_iter().map(|taken| {
        let mut times: Vec<Duration> = taken.iter().map(|(time, _)| *time).collect();
        let mut memory: Vec<f64> = taken.iter().map(|(_, memory)| *memory).collect();
        memory.sort_by(f64::total_cmp);
        Measure { time: median(&mut times), memory: memory[memory.len() / 2], edits: None }
    });
    let mut all: Vec<_> = programs.iter().copied().zip(measures).collect();
    for (program, measure) in all.iter_mut().filter(|(program, _)| program.name == "boucle") {
        measure.edits = Some(edits(&root(program)));
    }
    all
}

fn start_up() -> Duration {
    let run = || {
        let start = Instant::now();
        let output = Command::new(env!("CARGO_BIN_EXE_boucle")).arg("--version").output().unwrap();
        assert!(output.status.success());
        start.elapsed()
    };
    median(&mut (0..20).map(|_| run()).collect::<Vec<_>>())
}

/// From an edit to what a reader sees of it, in a workshop that knows the site, as `boucle serve` has it, without its
/// watcher: another text and its page, another title and the list that shows it, another template and every page.
fn edits(root: &Path) -> [Duration; 3] {
    const STUDY: &str = "content/etudes-de-cas/etude-00001.md";
    let edits = [
        (STUDY, "## Contexte", Some("etudes-de-cas/etude-00001/index.html")),
        (STUDY, "title: \"", Some("etudes-de-cas/index.html")),
        ("themes/bench/templates/base.html", "<footer><p>", None),
    ];
    let files: BTreeMap<String, Arc<[u8]>> =
        source::walk::read(root).iter().map(|(_, file)| (file.path.clone(), file.bytes.clone())).collect();
    let options = Options::default();
    let mut workshop = Workshop::default();
    workshop.edition(&Sources::new(files.clone()), &options).whole();
    edits.map(|(path, word, seen)| {
        let first = String::from_utf8(files[path].to_vec()).unwrap();
        let mut times: Vec<Duration> = (0..RUNS)
            .map(|run| {
                let text = first.replacen(word, &format!("{word} {run}"), 1);
                let others = files.iter().filter(|(other, _)| *other != path);
                let others = others.map(|(path, bytes)| (path.clone(), bytes.clone()));
                let sources = Sources::new(others.chain([(path.to_owned(), text.into_bytes().into())]));
                let start = Instant::now();
                let edition = workshop.edition(&sources, &options);
                match seen {
                    Some(page) => drop(edition.file(page).unwrap()),
                    None => drop(edition.whole()),
                }
                let taken = start.elapsed();
                // The rest follows, as in a preview that has time.
                edition.whole();
                taken
            })
            .collect();
        median(&mut times)
    })
}
