//! A small site with one file of random bytes: it is built, and every fault must stand inside its file.

use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use boucle::source::{Sources, walk};
use boucle::{Built, Options, Workshop};

type Files = Vec<(String, Arc<[u8]>)>;

fn files(place: &str) -> Files {
    let sources = walk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(place));
    sources.iter().map(|(_, file)| (file.path.clone(), file.bytes.clone())).collect()
}

/// What did not change since the last bytes is not made again: the theme, mostly.
static WORKSHOP: LazyLock<Mutex<Workshop>> = LazyLock::new(Mutex::default);

static BASE: LazyLock<Files> = LazyLock::new(|| files("../tests/cases/base"));

/// The blocks of our theme and what they need, for the theme of the small site.
static BLOCKS: LazyLock<Files> = LazyLock::new(|| {
    let wanted = ["blocks/", "strings/", "templates/components.html"];
    let ours = files("..").into_iter().filter_map(|(path, bytes)| {
        let name = path.strip_prefix("themes/armorique/")?;
        wanted.iter().any(|start| name.starts_with(start)).then(|| (format!("themes/nu/{name}"), bytes))
    });
    ours.collect()
});

/// Builds the site with these files in place of its own.
#[allow(dead_code)] // Each target takes one of the two.
pub fn build(files: &[(&str, &[u8])]) -> Arc<Built> {
    made(&BASE, files)
}

/// The same, where every block of our theme can be used.
#[allow(dead_code)] // The same.
pub fn build_with_blocks(files: &[(&str, &[u8])]) -> Arc<Built> {
    let others = BASE.iter().filter(|(path, _)| !BLOCKS.iter().any(|(new, _)| new == path));
    made(&others.chain(BLOCKS.iter()).cloned().collect(), files)
}

fn made(base: &Files, files: &[(&str, &[u8])]) -> Arc<Built> {
    let others = base.iter().filter(|(path, _)| !files.iter().any(|(new, _)| new == path)).cloned();
    let sources = Sources::new(others.chain(files.iter().map(|(path, bytes)| ((*path).to_owned(), Arc::from(*bytes)))));
    let mut workshop = WORKSHOP.lock().unwrap_or_else(PoisonError::into_inner);
    let edition = workshop.edition(&sources, &Options::default());
    let (sources, built) = (edition.sources(), edition.whole());
    for fault in built.report.iter() {
        for span in fault.span.iter().chain(fault.labels.iter().map(|(span, _)| span)) {
            let text = sources.file(span.file).text().unwrap_or_default();
            let inside = text.get(span.start as usize..span.end as usize);
            assert!(span.start == span.end || inside.is_some(), "{fault:?}");
        }
    }
    boucle::diagnostic::json::show(&built.report, sources, Default::default());
    built
}
