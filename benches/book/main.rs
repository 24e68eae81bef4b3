//! Makes the book of a made-up guide, and says what the PDF costs: at first, again, and after an edit.
//!
//! `cargo bench --bench book` makes a book of about 300 pages; `cargo bench --bench book -- 50 300` chooses how
//! many pages the site has. Each line is one whole process. docs/performance.md explains the lines and keeps the
//! figures of one run. Memory is read on Linux only.

#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::Path;
use std::process::Command;

#[allow(dead_code)]
#[path = "../build/corpus.rs"]
mod corpus;
#[allow(dead_code)]
#[path = "../build/watch.rs"]
mod watch;

/// Pages of the site: their book has about 300 of its own.
const PAGES: usize = 120;
/// What the settings of the real guide ask for.
const BOOK: &str = "
theme: armorique
book:
  parts: [{ to: guide/ }, { to: projets/ }, { to: etudes-de-cas/, by: project }, { to: themes/ }]
  sheets: [etudes-de-cas/, themes/]
";
const EDITED: &str = "content/etudes-de-cas/etude-00001.md";

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    for pages in if asked.is_empty() { vec![PAGES] } else { asked } {
        measure(pages);
    }
}

fn measure(pages: usize) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("guide");
    write(pages, &root);
    let mut run = 0;
    let mut build = |what: &str, options: &[&str]| {
        run += 1;
        let before = kept(&root);
        let output = folder.path().join(format!("output-{run}"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_boucle"));
        command.arg("build").arg("--root").arg(&root).arg("--output").arg(&output).args(options);
        let (time, memory) = watch::watch(command);
        let set = kept(&root) - before;
        println!("{what:<24} {:>7.2} s {memory:>6.0} MiB {set:>5} PDF set", time.as_secs_f64());
        output
    };
    println!("{pages} pages of a site:");
    build("without PDF", &["--no-pdf"]);
    let output = build("with PDF", &[]);
    let (book, bytes) = largest(&output);
    println!("{:<24} {book} pages, {:.1} MB", "  the book", bytes as f64 / 1e6);
    build("again", &[]);
    let path = root.join(EDITED);
    fs::write(&path, fs::read_to_string(&path).unwrap().replace("## Contexte", "Un mot de plus.\n\n## Contexte"))
        .unwrap();
    build("after an edit", &[]);
}

/// The texts of the bench, in the theme of the real guide.
fn write(pages: usize, root: &Path) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    corpus::write(corpus::Dialect::Boucle, pages, root, &here.join("benches"));
    let settings = root.join("content/site.yaml");
    let text = fs::read_to_string(&settings).unwrap().replace("theme: bench\n", "");
    fs::write(&settings, format!("{text}{BOOK}")).unwrap();
    corpus::copy(&here.join("themes/armorique"), &root.join("themes/armorique"));
}

/// How many PDF are remembered.
fn kept(root: &Path) -> usize {
    fs::read_dir(root.join(".boucle-cache/pdf")).map_or(0, Iterator::count)
}

/// The pages and the bytes of the PDF at the root of the site.
fn largest(output: &Path) -> (usize, u64) {
    let mut files = fs::read_dir(output).unwrap().map(|entry| entry.unwrap().path());
    let book = files.find(|path| path.extension().is_some_and(|end| end == "pdf")).unwrap();
    let home = fs::read_to_string(output.join("index.html")).unwrap();
    let words = home.split("(PDF, ").nth(1).and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next());
    (words.and_then(|digits| digits.parse().ok()).unwrap_or(0), fs::metadata(book).unwrap().len())
}
