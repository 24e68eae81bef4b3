//! The plan of the house, checked by reading the code: floors, homes, and a first sentence in every file.

#![allow(clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A room may use the rooms of the floors below its own; on one floor, only what [`NEIGHBOURS`] allows.
const FLOORS: &[(&str, u8)] = &[
    ("cache", 0),
    ("source", 0),
    ("diagnostic", 0),
    ("data", 0),
    ("lock", 0),
    ("slug", 0),
    ("yaml", 1),
    ("markdown", 1),
    ("epub", 1),
    ("picture", 1),
    ("diagram", 1),
    ("card", 1),
    ("model", 2),
    ("pdf", 2),
    ("content", 3),
    ("theme", 3),
    ("site", 4),
    ("render", 5),
    ("book", 5),
    ("output", 5),
    ("audit", 6),
    ("check", 6),
    ("lib", 7),
    ("workshop", 7),
    ("fix", 8),
    ("external", 8),
    ("serve", 8),
    ("watch", 8),
    ("cli", 8),
];

/// Who may look at a neighbour of the same floor.
const NEIGHBOURS: &[(&str, &str)] = &[
    ("cache", "lock"),
    ("book", "render"),
    ("diagnostic", "source"),
    ("output", "render"),
    ("theme", "content"),
    ("cli", "fix"),
    ("cli", "external"),
    ("cli", "serve"),
    ("cli", "watch"),
];

/// Where each outside package is named: in one room, so that it can be changed in one room.
const HOMES: &[(&str, &[&str])] = &[
    ("ab_glyph", &["card.rs"]),
    ("ammonia", &["markdown/clean.rs"]),
    ("annotate_snippets", &["diagnostic/terminal.rs"]),
    ("blake3", &["cache.rs", "epub/mod.rs", "diagnostic/fingerprint.rs", "theme/asset.rs", "theme/print.rs"]),
    ("clap", &["cli/"]),
    ("deunicode", &["slug.rs"]),
    ("encoding_rs", &["source/encoding.rs"]),
    ("brotli", &["output/compress.rs"]),
    ("flate2", &["card.rs", "check/pdf.rs", "output/compress.rs", "output/measure.rs"]),
    ("fast_qr", &["render/code.rs"]),
    ("fast_image_resize", &["picture/make.rs"]),
    ("fluent_bundle", &["diagnostic/message.rs"]),
    ("html5ever", &["epub/xhtml.rs"]),
    ("httparse", &["serve/request.rs"]),
    ("icu_collator", &["site/order.rs"]),
    ("icu_locale_core", &["site/order.rs"]),
    ("raster", &["picture/"]),
    ("imagesize", &["site/asset.rs"]),
    ("img_parts", &["picture/"]),
    ("indicatif", &["cli/bar.rs"]),
    ("jiff", &["model/types/date.rs"]),
    (
        "memchr",
        &[
            "check/mod.rs",
            "content/conflict.rs",
            "diagnostic/message.rs",
            "markdown/slip/",
            "output/tag.rs",
            "source/encoding.rs",
        ],
    ),
    ("mimalloc", &["main.rs"]),
    ("notify", &["watch.rs"]),
    ("open", &["cli/serve.rs"]),
    ("png", &["card.rs"]),
    ("pulldown_cmark", &["markdown/events.rs", "markdown/builder.rs"]),
    (
        "rayon",
        &[
            "source/walk.rs",
            "content/mod.rs",
            "site/",
            "render/mod.rs",
            "render/record.rs",
            "render/view.rs",
            "theme/mod.rs",
            "theme/functions.rs",
            "cli/mod.rs",
            "check/mod.rs",
            "check/weight.rs",
            "book/pdf.rs",
            "output/compress.rs",
            "output/mod.rs",
            "output/search/mod.rs",
            "output/sitemap.rs",
            "output/write.rs",
            "output/card.rs",
            "workshop.rs",
        ],
    ),
    ("rust_embed", &["cli/init.rs"]),
    ("rustix", &["output/write/system.rs"]),
    (
        "serde_json",
        &[
            "audit/ecoindex.rs",
            "data.rs",
            "diagram/geojson.rs",
            "diagnostic/json.rs",
            "diagnostic/sarif.rs",
            "external/cache.rs",
            "output/search/",
        ],
    ),
    ("serde_yaml", &["yaml/parse.rs", "yaml/reader.rs"]),
    ("signal_hook", &["cli/stop.rs"]),
    ("similar", &["diagnostic/difference.rs"]),
    ("strsim", &["model/suggest.rs"]),
    ("svg_hush", &["site/asset.rs"]),
    ("tera", &["theme/mod.rs", "theme/explain.rs", "theme/functions.rs"]),
    ("tiny_skia", &["card.rs"]),
    ("typst", &["pdf/press.rs"]),
    ("typst_layout", &["pdf/press.rs"]),
    ("typst_pdf", &["pdf/press.rs"]),
    ("ureq", &["external/ask.rs", "external/guard.rs"]),
    ("walkdir", &["source/walk.rs"]),
    ("web_url", &["external/ask.rs"]),
    ("webp", &["picture/make.rs"]),
    ("wide", &["source/lanes.rs"]),
    ("zip", &["epub/mod.rs"]),
];

fn files() -> BTreeMap<String, String> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("src can be read") {
            let path = entry.expect("src can be read").path();
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|e| e == "rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    let name = |path: &PathBuf| path.strip_prefix(&root).expect("inside src").to_string_lossy().replace('\\', "/");
    paths.iter().map(|path| (name(path), std::fs::read_to_string(path).expect("source is text"))).collect()
}

fn room(path: &str) -> &str {
    match path.split('/').next().unwrap_or(path).trim_end_matches(".rs") {
        "main" => "cli",
        room => room,
    }
}

fn floor(room: &str) -> u8 {
    FLOORS.iter().find(|(name, _)| *name == room).unwrap_or_else(|| panic!("`{room}` is on no floor")).1
}

/// The code of a file without its tests and comments.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or(text);
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_room_uses_only_the_floors_below_it() {
    let mut wrong = Vec::new();
    for (path, text) in files() {
        let here = room(&path);
        for part in code(&text).split("crate::").skip(1) {
            let used: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let Some((_, there)) = FLOORS.iter().find(|(name, _)| *name == used) else {
                // `crate::build` and its types are the story itself, which only the command line tells.
                if floor(here) < 7 {
                    wrong.push(format!("{path} uses crate::{used}"));
                }
                continue;
            };
            let neighbour = NEIGHBOURS.contains(&(here, used.as_str()));
            if used != here && *there >= floor(here) && !neighbour {
                wrong.push(format!("{path} (floor {}) uses {used} (floor {there})", floor(here)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_outside_package_has_one_home() {
    let mut wrong = Vec::new();
    for (path, text) in files() {
        let code = code(&text);
        for (package, homes) in HOMES {
            let named = code.split(&format!("{package}::")).next().is_some_and(|before| {
                before.len() < code.len() && !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
            });
            if named && !homes.iter().any(|home| path.starts_with(home)) {
                wrong.push(format!("{path} names {package}, whose home is {homes:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_opens_with_a_sentence() {
    for (path, text) in files() {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! ") && first.len() > 10, "{path} opens with: {first}");
    }
}

#[test]
fn every_dependency_has_a_home() {
    let manifest = include_str!("../Cargo.toml");
    let section = manifest.split("[dependencies]").nth(1).and_then(|s| s.split("\n[").next()).expect("dependencies");
    for line in section.lines().filter(|l| l.contains('=')) {
        let name = line.split('=').next().unwrap_or_default().trim().replace('-', "_");
        // serde and unicode-normalization are part of the language of the lower rooms; the last two are there for
        // their features alone.
        let known = HOMES.iter().any(|(package, _)| *package == name)
            || ["serde", "unicode_normalization", "getrandom", "idna"].contains(&&*name);
        assert!(known, "{name} has no home in tests/house.rs");
    }
}

/// The packages of the program and their features, as `cargo build` compiles them, or as `cargo test` does.
fn compiled(edges: &str) -> BTreeSet<String> {
    let mut cargo = std::process::Command::new(env!("CARGO"));
    cargo.args(["tree", "--offline", "--locked", "--edges", edges, "--prefix", "none", "--format", "{p} {f}"]);
    let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("cargo writes UTF-8");
    text.lines().map(|line| line.trim_end_matches(" (*)").to_owned()).collect()
}

#[test]
fn what_the_tests_need_makes_no_package_of_the_program_compiled_again() {
    let (program, tests) = (compiled("normal,build"), compiled("normal,build,dev"));
    let again: Vec<&String> = program.difference(&tests).collect();
    assert!(program.len() > 50 && again.is_empty(), "ask for the features of the tests in [dependencies]: {again:#?}");
}
