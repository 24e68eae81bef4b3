//! The guide to take away: the files that every build makes of the same pages.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use boucle::book::Make;
use boucle::source::{Sources, walk};
use boucle::{Built, Options, Workshop, build};

fn guide() -> Sources {
    walk::read(Path::new(env!("CARGO_MANIFEST_DIR")))
}

fn options() -> Options {
    Options { make: Make::Downloads, ..Options::default() }
}

fn built(sources: &Sources) -> Built {
    let built = build(sources, &options(), &|_, _| {});
    let shown = boucle::diagnostic::json::show(&built.report, sources, Default::default());
    assert!(!built.report.has_errors(), "{shown}");
    built
}

/// The file of the site with this ending that is at its root.
fn whole(built: &Built, ending: &str) -> Arc<[u8]> {
    let found = built.output.files.iter().find(|(path, _)| path.ends_with(ending) && !path.contains('/'));
    found.unwrap_or_else(|| panic!("no {ending} is published")).1.bytes.clone()
}

/// The texts of an EPUB, by their path.
fn texts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut texts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let (name, mut text) = (file.name().unwrap().to_string(), String::new());
        if file.read_to_string(&mut text).is_ok() {
            texts.insert(name, text);
        }
    }
    texts
}

#[test]
fn the_epub_holds_the_parts_of_the_settings_in_their_order() {
    let bytes = whole(&built(&guide()), ".epub");
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip", "an EPUB is known by its first bytes");
    let texts = texts(&bytes);
    let package = &texts["EPUB/package.opf"];
    let at =
        |path: &str| package.find(&format!("href=\"{path}\"")).unwrap_or_else(|| panic!("{path} is not in the book"));
    let order = [
        "titre.xhtml",
        "mentions-legales/index.xhtml",
        "guide/index.xhtml",
        "guide/pourquoi/index.xhtml",
        "etudes-de-cas/index.xhtml",
        "thematiques/energie/index.xhtml",
        "glossaire/index.xhtml",
        "sources/index.xhtml",
    ];
    assert!(order.is_sorted_by_key(|path| at(path)), "{package}");
    for word in
        ["<dc:language>fr<", "schema:accessibilitySummary", "schema:accessMode\">textual<", "properties=\"nav\""]
    {
        assert!(package.contains(word), "{word} is missing: {package}");
    }
    let navigation = &texts["EPUB/nav.xhtml"];
    assert!(navigation.contains("epub:type=\"landmarks\"") && navigation.contains("Éco-produire en Armorique"));
    let chapter = &texts["EPUB/guide/pourquoi/index.xhtml"];
    assert!(chapter.starts_with("<?xml") && chapter.contains("xml:lang=\"fr\""));
    let links = chapter.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let of_site: Vec<&str> = links.filter(|link| !link.contains(':') && link.contains(".html")).collect();
    assert!(of_site.is_empty(), "links lead to pages of the book: {of_site:?}");
}

#[test]
fn p09_what_is_taken_away_is_the_same_at_every_build_and_after_every_edit() {
    let sources = guide();
    let first = built(&sources).output;
    assert!(first == built(&sources).output);
    let mut workshop = Workshop::default();
    workshop.build(&sources, &options(), &|_, _| {});
    let edited = Sources::new(sources.iter().map(|(_, file)| {
        let bytes: Arc<[u8]> = match file.path.as_str() {
            "content/guide/pourquoi.md" => [&*file.bytes, b"\n\nEncore un mot.\n"].concat().into(),
            _ => file.bytes.clone(),
        };
        (file.path.clone(), bytes)
    }));
    let again = workshop.build(&edited, &options(), &|_, _| {}).output;
    assert!(again == built(&edited).output, "what is remembered is what a first build gives");
    assert!(again != first);
}

#[test]
fn nothing_is_made_to_take_away_unless_somebody_asks() {
    let sources = guide();
    let plain = build(&sources, &Options::default(), &|_, _| {}).output;
    assert!(!plain.files.keys().any(|path| path.ends_with(".epub") || path.ends_with(".pdf")));
}
