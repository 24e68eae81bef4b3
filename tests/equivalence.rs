//! A workshop that has built a site before gives, after any change, what a first build gives: the
//! same files, byte for byte, and the same messages. `.ci/run` tries a thousand sequences of changes;
//! `PROPTEST_CASES=5000 cargo test --release --test equivalence` as many others.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod random;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, LazyLock};

use boucle::model::types::date::Date;
use boucle::output::search::Making;
use boucle::site::Publication;
use boucle::source::{FileId, Sources, walk};
use boucle::{Built, Edition, Options, Workshop, build};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// What is written into files: harmless words, and what breaks each kind of them.
const PIECES: [&str; 27] = [
    "un mot ",
    "\n\n## Un titre\n\n",
    "[lien](../guide/mesurer.md)",
    "[[cooperation]]",
    "![une image](../image.svg)",
    "\ntitre: Un autre titre\n",
    "\nthematiques: [cooperation, reemploi]\n",
    "\nbrouillon: oui\n",
    "\npublier_le: 2026-11-27\n",
    "\nanciennes_adresses: [/vieux/]\n",
    "\nadresse: ailleurs\n",
    "---\n",
    "```chiffres\n- valeur: 3\n```\n",
    "<b>",
    "{{ page.title }}",
    "{% if page %}",
    "{{ page.rien.du.tout }}",
    "{% if page.f.titre.role %}{{ page.f.titre.role }}{% endif %}",
    "{% for field in page.fields %}{{ field.label }}{% endfor %}",
    "\n  ",
    ": ",
    "'",
    "« ",
    "[^1]",
    "é",
    "\u{0}",
    "#",
];

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"><path d=\"M0 0\"/></svg>";

/// A picture of one point.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\nIDAT\
    \x78\x9c\x63\x68\0\0\0\x82\0\x81\x77\xcd\x72\xb6\0\0\0\0IEND\xaeB\x60\x82";

/// What the first site has besides: pictures, and a drawing.
const SHOWN: &str = "\n![Une image.](../image.svg)\n\n![Un point.](../point.png)\n\n\
    ```flux\ntitre: Palettes\nunite: t\nsource: guide-exemple\nliens:\n  - { de: Zone, vers: Réparateur, quantite: 1200 }\n```\n";

/// The kinds of files that people change; the last ones are the others.
const KINDS: [&str; 9] =
    ["content", "data", "model", "settings", "templates", "strings", "pictures", "declarations", "others"];

fn kind(path: &str) -> &'static str {
    let ends = |ends: &[&str]| ends.iter().any(|end| path.ends_with(end));
    match path {
        "content/model.yaml" => "model",
        "content/site.yaml" => "settings",
        _ if ends(&[".svg", ".png"]) => "pictures",
        _ if path.starts_with("content/") && ends(&[".md"]) => "content",
        _ if path.starts_with("content/") => "data",
        _ if ends(&[".html"]) => "templates",
        _ if path.contains("/strings/") => "strings",
        _ if ends(&[".yaml"]) => "declarations",
        _ => "others",
    }
}

/// A file among those of a kind that are there; among all, when there is none.
#[derive(Clone, Copy, Debug)]
struct File {
    kind: usize,
    number: usize,
}

impl File {
    fn among(self, files: &Files) -> Option<String> {
        let of_kind: Vec<&String> = files.keys().filter(|path| kind(path) == KINDS[self.kind]).collect();
        match of_kind.len() {
            0 => files.keys().nth(self.number % files.len().max(1)).cloned(),
            length => Some(of_kind[self.number % length].clone()),
        }
    }
}

/// One change of the site; numbers choose among what is there.
#[derive(Clone, Debug)]
enum Change {
    /// A piece is written somewhere in a file.
    Write { file: File, place: usize, piece: usize },
    /// Some characters of a file are taken out.
    Cut { file: File, place: usize, length: usize },
    /// A file takes another name, perhaps in the folder of another file.
    Rename { file: File, beside: Option<File>, name: usize },
    /// A file goes.
    Delete { file: File },
    /// A file comes: a copy of another one, or a picture.
    Create { file: File, name: usize },
    /// A piece is written at the end of a text of `content/`: what people do all day.
    Append { file: usize, piece: usize },
    /// A file is again what it was at the beginning.
    Restore { file: usize },
}

type Files = BTreeMap<String, Arc<[u8]>>;

/// The site that `boucle init` makes, with the theme, pictures and a drawing.
static START: LazyLock<Files> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Files::new();
    for (_, file) in walk::read(&root.join("src/cli/starter")).iter() {
        files.insert(file.path.clone(), file.bytes.clone());
    }
    for (_, file) in walk::read(root).below("themes/") {
        files.insert(file.path.clone(), file.bytes.clone());
    }
    files.insert("content/image.svg".to_owned(), SVG.as_bytes().into());
    files.insert("content/point.png".to_owned(), PNG.into());
    edit(&mut files, "content/thematiques/reemploi.md".to_owned(), |text| text.push_str(SHOWN));
    files
});

/// The same with a theme that shows little of a page, and so knows little of it.
static NARROW: LazyLock<Files> = LazyLock::new(|| {
    let page = "<!doctype html><html lang=\"{{ lang }}\"><title>{{ page.title }}</title><h1>{{ page.f.titre.value }}</h1>\
                {{ page.body | safe }}</html>";
    let mut files = START.clone();
    for (path, bytes) in files.iter_mut().filter(|(path, _)| path.ends_with(".html")) {
        *bytes = if path.contains("/templates/") { page } else { "<p></p>" }.as_bytes().into();
    }
    files
});

fn apply(files: &mut Files, change: &Change) {
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    match *change {
        Change::Write { file, place, piece } => {
            let Some(path) = file.among(files) else { return };
            edit(files, path, |text| text.insert_str(boundary(text, place), PIECES[piece % PIECES.len()]));
        }
        Change::Cut { file, place, length } => {
            let Some(path) = file.among(files) else { return };
            edit(files, path, |text| {
                let (start, end) = (boundary(text, place), boundary(text, place % (text.len() + 1) + length));
                text.replace_range(start.min(end)..start.max(end), "");
            });
        }
        Change::Rename { file, beside, name } => {
            let Some(path) = file.among(files) else { return };
            let folder = folder(&beside.and_then(|file| file.among(files)).unwrap_or(path.clone()));
            let bytes = files.remove(&path).unwrap();
            let extension = path.rsplit_once('.').map_or("md", |(_, extension)| extension);
            files.insert(format!("{folder}nom-{}.{extension}", name % 4), bytes);
        }
        Change::Delete { file } => {
            let Some(path) = file.among(files) else { return };
            files.remove(&path);
        }
        Change::Create { file, name } => {
            let Some(path) = file.among(files) else { return };
            let extension = path.rsplit_once('.').map_or("md", |(_, extension)| extension);
            let bytes = if name % 3 == 0 { SVG.as_bytes().into() } else { files[&path].clone() };
            let extension = if name % 3 == 0 { "svg" } else { extension };
            files.insert(format!("{}cree-{}.{extension}", folder(&path), name % 4), bytes);
        }
        Change::Append { file, piece } => {
            let texts: Vec<_> = files.keys().filter(|path| path.ends_with(".md")).cloned().collect();
            let Some(path) = texts.get(file % texts.len().max(1)).cloned() else { return };
            edit(files, path, |text| text.push_str(PIECES[piece % PIECES.len()]));
        }
        Change::Restore { file } => {
            let path = START.keys().nth(file % START.len()).unwrap();
            files.insert(path.clone(), START[path].clone());
        }
    }
}

fn edit(files: &mut Files, path: String, change: impl FnOnce(&mut String)) {
    let mut text = String::from_utf8_lossy(&files[&path]).into_owned();
    change(&mut text);
    files.insert(path, text.into_bytes().into());
}

fn boundary(text: &str, place: usize) -> usize {
    let mut place = place % (text.len() + 1);
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    place
}

fn change() -> impl Strategy<Value = Change> {
    // Most changes are of texts; the others are of every kind of files alike.
    let file = || {
        let kind = prop_oneof![Just(0), 0..KINDS.len()];
        (kind, any::<usize>()).prop_map(|(kind, number)| File { kind, number })
    };
    let rename = (file(), prop::option::of(file()), any::<usize>());
    prop_oneof![
        6 => (file(), any::<usize>(), any::<usize>()).prop_map(|(file, place, piece)| Change::Write { file, place, piece }),
        2 => (file(), any::<usize>(), 1..40usize).prop_map(|(file, place, length)| Change::Cut { file, place, length }),
        2 => rename.prop_map(|(file, beside, name)| Change::Rename { file, beside, name }),
        1 => file().prop_map(|file| Change::Delete { file }),
        2 => (file(), any::<usize>()).prop_map(|(file, name)| Change::Create { file, name }),
        4 => (any::<usize>(), any::<usize>()).prop_map(|(file, piece)| Change::Append { file, piece }),
        4 => any::<usize>().prop_map(|file| Change::Restore { file }),
    ]
}

/// Changes that are seen together: one most often, several as when a whole branch is taken.
fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop_oneof![4 => prop::collection::vec(change(), 1), 1 => prop::collection::vec(change(), 2..6)]
}

/// What is wrong, with the paths of files in place of their identities: a workshop gives them others.
fn told(built: &Built, sources: &Sources) -> String {
    let told = format!("{:?}", built.report);
    let mut parts = told.split("FileId(");
    let mut named = parts.next().unwrap().to_owned();
    for part in parts {
        let (number, rest) = part.split_once(')').unwrap();
        named += &sources.file(FileId(number.parse().unwrap())).path;
        named += rest;
    }
    named
}

fn assert_same(edition: &Edition, first: &Built, sources: &Sources, change: &str) {
    let again = edition.whole();
    for (path, file) in &first.output.files {
        assert!(again.output.files.get(path) == Some(file), "{path} differs after {change}");
    }
    assert_eq!(again.output.files.len(), first.output.files.len(), "files that should be gone after {change}");
    assert_eq!(told(&again, edition.sources()), told(first, sources), "messages after {change}");
    assert_eq!(again.language, first.language);
}

proptest! {
    #![proptest_config(random::config(6))]

    #[test]
    fn p10_a_workshop_gives_what_a_first_build_gives(
        steps in prop::collection::vec(changes(), 1..8),
        days in prop::collection::vec(prop::option::weighted(0.8, 26..29), 8),
        (everything, later, narrow) in any::<(bool, bool, bool)>(),
        asked in any::<usize>(),
    ) {
        let mut files = if narrow { NARROW.clone() } else { START.clone() };
        let mut workshop = Workshop::default();
        let publication = Publication { everything, today: None };
        let search = if later { Making::Later } else { Making::Now };
        let mut options = Options { publication, search, ..Options::default() };
        workshop.edition(&Sources::new(files.clone()), &options).whole();
        for (changes, day) in steps.into_iter().zip(days) {
            changes.iter().for_each(|change| apply(&mut files, change));
            options.publication.today = day.and_then(|day| Date::parse(&format!("2026-11-{day}")).ok());
            let sources = Sources::new(files.clone());
            let first = build(&sources, &options, &|_, _| {});
            let change = format!("{changes:?}");
            let edition = workshop.edition(&sources, &options);
            // Some pages are asked for before the site is whole, as readers of the preview do.
            for (path, file) in first.output.files.iter().skip(asked % 7).step_by(5) {
                assert!(edition.file(path).as_ref() == Some(&file.bytes), "{path} is shown otherwise after {change}");
            }
            assert_same(&edition, &first, &sources, &change);
            assert_same(&workshop.edition(&sources, &options), &first, &sources, &change);
        }
    }
}

#[test]
fn p10_every_kind_of_file_is_created_edited_renamed_and_deleted() {
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..2000 {
        let (file, what) = match change().new_tree(&mut runner).unwrap().current() {
            Change::Write { file, .. } | Change::Cut { file, .. } => (file, "edited"),
            Change::Rename { file, .. } => (file, "renamed"),
            Change::Delete { file } => (file, "deleted"),
            Change::Create { file, .. } => (file, "created"),
            Change::Append { .. } | Change::Restore { .. } => continue,
        };
        let path = file.among(&START).unwrap();
        assert_eq!(kind(&path), KINDS[file.kind], "the first site has a file of each kind");
        seen.insert((what, kind(&path)));
    }
    assert_eq!(seen.len(), 4 * KINDS.len(), "{seen:?}");
}

#[test]
fn p10_a_template_that_begins_to_show_a_part_of_a_field_is_given_it() {
    let mut files = NARROW.clone();
    let (mut workshop, options) = (Workshop::default(), Options::default());
    workshop.edition(&Sources::new(files.clone()), &options).whole();
    let template = "themes/armorique/templates/guide.html".to_owned();
    edit(&mut files, template, |text| text.push_str("{{ page.f.titre.role }}"));
    let sources = Sources::new(files);
    let first = build(&sources, &options, &|_, _| {});
    let page = &first.output.files["guide/mesurer/index.html"];
    assert!(page.text().unwrap().ends_with("title"), "{page:?}");
    assert_same(&workshop.edition(&sources, &options), &first, &sources, "an edit of a template");
}

#[test]
fn p10_a_site_that_begins_with_nothing_is_told_what_it_lacks() {
    let (mut workshop, options, mut files) = (Workshop::default(), Options::default(), Files::new());
    for path in ["themes/x.html", "content/index.md", "content/model.yaml", "content/site.yaml"] {
        files.insert(path.to_owned(), START.get(path).cloned().unwrap_or_default());
        let sources = Sources::new(files.clone());
        let first = build(&sources, &options, &|_, _| {});
        assert_same(&workshop.edition(&sources, &options), &first, &sources, path);
    }
}

#[test]
fn the_site_of_these_tests_is_right() {
    let built = build(&Sources::new(START.clone()), &Options::default(), &|_, _| {});
    assert!(!built.report.has_errors(), "{:?}", built.report);
    assert!(built.output.pages() > 10);
}

#[test]
fn a_preview_shows_what_is_not_published_and_tells_of_the_links_that_lead_there() {
    let publication = Publication { everything: true, today: Date::parse("2026-11-26").ok() };
    let options = Options { publication, ..Options::default() };
    for hidden in ["brouillon: oui", "publier_le: 2027-01-15", "retirer_le: 2020-01-01"] {
        let mut files = START.clone();
        let path = files.keys().find(|path| path.starts_with("content/thematiques/cooperation")).unwrap().clone();
        edit(&mut files, path, |text| *text = text.replacen("---\n", &format!("---\n{hidden}\n"), 1));
        let built = build(&Sources::new(files), &options, &|_, _| {});
        assert!(built.output.files.contains_key("thematiques/cooperation/index.html"), "{hidden}");
        let told = built.report.iter().any(|fault| fault.rule.code == "renvoi-vers-brouillon");
        assert!(told, "{hidden}: {:?}", built.report);
    }
}

#[test]
fn p24_the_open_data_of_a_preview_holds_nothing_that_is_not_published() {
    let publication = Publication { everything: true, today: Date::parse("2026-11-26").ok() };
    let options = Options { publication, ..Options::default() };
    for (hidden, rows) in [("# Rien de plus.", 2), ("brouillon: oui", 1), ("publier_le: 2027-01-15", 1)] {
        let mut files = START.clone();
        let path = "content/fiches/exemple-marche.md".to_owned();
        edit(&mut files, path, |text| *text = text.replacen("---\n", &format!("---\n{hidden}\n"), 1));
        let output = build(&Sources::new(files), &options, &|_, _| {}).output;
        assert!(output.files.contains_key("fiches/exemple-marche/index.html"), "{hidden}");
        let table = output.files["donnees/fiches.csv"].text().unwrap();
        assert_eq!(table.lines().filter(|line| line.contains("Exemple fictif")).count(), rows, "{hidden}: {table}");
    }
}

#[test]
fn a_preview_asks_for_no_link_to_what_is_not_published() {
    let publication = Publication { everything: true, today: Date::parse("2026-11-26").ok() };
    let options = Options { publication, ..Options::default() };
    let codes = |hidden: &str| -> BTreeSet<&str> {
        let mut files = START.clone();
        let page = format!("---\ntitre: Une page seule\n{hidden}\n---\nUn texte.\n");
        files.insert("content/pages/seule.md".to_owned(), page.into_bytes().into());
        let built = build(&Sources::new(files), &options, &|_, _| {});
        built.report.iter().map(|fault| fault.rule.code).collect()
    };
    assert!(codes("brouillon: non").contains("page-orpheline"));
    for hidden in ["brouillon: oui", "publier_le: 2027-01-15"] {
        assert!(!codes(hidden).contains("page-orpheline"), "{hidden}");
    }
}
