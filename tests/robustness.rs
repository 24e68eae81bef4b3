//! Whatever people put in a file: no panic, and every fault stands inside its file.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod random;

use std::path::Path;
use std::sync::Arc;

use boucle::source::{Sources, walk};
use boucle::{Options, build};
use proptest::prelude::*;

/// What headers, Markdown and blocks are made of, and what breaks them.
const PIECES: [&str; 71] = [
    "---\n",
    "titre: ",
    "themes: ",
    "chapo: |\n",
    "  ",
    "\t",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "# ",
    "#",
    ": ",
    ":",
    "&a ",
    "*a",
    "!x ",
    "é",
    "e\u{301}",
    "\u{a0}",
    "\u{feff}",
    "\r\n",
    "\n",
    "\n\n",
    "> [!CONSEIL] ",
    "> ",
    "```chiffres\n",
    "```\n",
    "- valeur: 3\n",
    "| a | b |\n|---|---|\n",
    "Tableau : ",
    "[^1]",
    "[^1]: ",
    "![",
    "](a.md#b)",
    "[[energie]]",
    "[[",
    "<div>",
    "</p>",
    "<!--",
    "**",
    "12/05/2018",
    "n° 4 !",
    "[x]{lang=br}",
    "{credit=\"x\"}",
    "##a",
    "#\u{a0}a",
    "# a\n",
    "• ",
    "\n-a",
    "1° a\n",
    "2015. ",
    "\n===\n",
    "| a | b |\n",
    "|---|---|\n",
    "\t",
    "](a b.jpg)",
    "] (https://a.fr)",
    ")[/a]",
    "[a]: b\n",
    "https://a.fr",
    "a@b.fr",
    "[toc]",
    "** ",
    "<!-- ",
    "    un deux trois quatre\n",
    "Ã©",
    "\u{fffd}",
];

fn base() -> Vec<(String, Arc<[u8]>)> {
    let sources = walk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/base"));
    sources.iter().map(|(_, file)| (file.path.clone(), file.bytes.clone())).collect()
}

fn check(path: &str, text: &str) {
    let file = (path.to_owned(), Arc::from(text.as_bytes()));
    let files = base().into_iter().filter(|(other, _)| other != path).chain([file]);
    let sources = Sources::new(files);
    let built = build(&sources, &Options::default(), &|_, _| {});
    for diagnostic in built.report.iter() {
        for span in diagnostic.span.iter().chain(diagnostic.labels.iter().map(|(span, _)| span)) {
            let text = sources.file(span.file).text().unwrap();
            let (start, end) = (span.start as usize, span.end as usize);
            assert!(end <= text.len() && text.get(start..end).is_some(), "{diagnostic:?} is outside of {text:?}");
        }
    }
    let shown = boucle::diagnostic::terminal::show(
        &built.report,
        &sources,
        Default::default(),
        boucle::diagnostic::terminal::Style::Plain,
        boucle::diagnostic::terminal::Extent::Everything,
    );
    assert!(built.report.iter().count() == 0 || !shown.is_empty());
}

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(random::config(150))]

    #[test]
    fn p46_any_page_is_read_without_a_panic(text in texts()) {
        check("content/fiches/a.md", &text);
        check("content/fiches/a.md", &format!("---\ntitre: A\n---\n{text}"));
    }

    #[test]
    fn p46_any_model_and_any_settings_are_read_without_a_panic(text in texts()) {
        check("content/model.yaml", &text);
        check("content/site.yaml", &text);
    }
}

#[test]
fn p16_huge_and_deep_texts_are_read() {
    for text in [
        "#".repeat(100_000),
        "# t\n".repeat(20_000),
        "> ".repeat(50_000),
        "- ".repeat(20_000),
        "[[a|b]]".repeat(10_000),
        "a[^1] ".repeat(10_000),
        "l'eau : « x » ! ".repeat(10_000),
        "mot".repeat(300_000),
        "*a _b ".repeat(5_000),
        "##a\n".repeat(2_000),
        format!("# t\n{}", "## t\n".repeat(2_000)),
        "• a\n".repeat(2_000),
        "** a *b* ".repeat(2_000),
        "** a ** b\n".repeat(2_000),
        "[a](b c ".repeat(2_000),
        "[a] (/b) ".repeat(2_000),
        "( ".repeat(5_000),
        "a@b.fr https://a.fr ".repeat(2_000),
        "[a]: b\n".repeat(2_000),
        "| a | b |\n".repeat(2_000),
        "a\n---\n".repeat(2_000) + &"a\n===\n".repeat(2_000),
        "a\tb\n".repeat(2_000),
        "Ã©".repeat(5_000),
    ] {
        check("content/fiches/a.md", &format!("---\ntitre: A\n---\n{text}"));
    }
}
