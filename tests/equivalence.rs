//! A workshop that has built a site before gives, after any change, what a first build gives: the
//! same files, byte for byte, and the same messages. `PROPTEST_CASES=1000 cargo test --release --test
//! equivalence` tries more sequences of changes.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod random;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use boucle::site::Publication;
use boucle::source::{FileId, Sources, walk};
use boucle::{Built, Edition, Options, Workshop, build};
use proptest::prelude::*;

/// What is written into files: harmless words, and what breaks each kind of them.
const PIECES: [&str; 24] = [
    "un mot ",
    "\n\n## Un titre\n\n",
    "[lien](../guide/mesurer.md)",
    "[[cooperation]]",
    "![une image](../image.svg)",
    "\ntitre: Un autre titre\n",
    "\nthematiques: [cooperation, reemploi]\n",
    "\nbrouillon: oui\n",
    "\nanciennes_adresses: [/vieux/]\n",
    "\nadresse: ailleurs\n",
    "---\n",
    "```chiffres\n- valeur: 3\n```\n",
    "<b>",
    "{{ page.title }}",
    "{% if page %}",
    "{{ page.rien.du.tout }}",
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

/// One change of the site; numbers choose among what is there.
#[derive(Clone, Debug)]
enum Change {
    /// A piece is written somewhere in a file.
    Write { file: usize, place: usize, piece: usize },
    /// Some characters of a file are taken out.
    Cut { file: usize, place: usize, length: usize },
    /// A file takes another name.
    Rename { file: usize, name: usize },
    /// A file goes.
    Delete { file: usize },
    /// A file comes: a copy of another one, or a picture.
    Create { file: usize, name: usize },
    /// A piece is written at the end of a text of `content/`: what people do all day.
    Append { file: usize, piece: usize },
    /// A file is again what it was at the beginning.
    Restore { file: usize },
}

type Files = BTreeMap<String, Arc<[u8]>>;

/// The site that `boucle init` makes, with the theme.
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
    files
});

fn apply(files: &mut Files, change: &Change) {
    let pick = |number: usize| files.keys().nth(number % files.len().max(1)).cloned();
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    match *change {
        Change::Write { file, place, piece } => {
            let Some(path) = pick(file) else { return };
            edit(files, path, |text| text.insert_str(boundary(text, place), PIECES[piece % PIECES.len()]));
        }
        Change::Cut { file, place, length } => {
            let Some(path) = pick(file) else { return };
            edit(files, path, |text| {
                let (start, end) = (boundary(text, place), boundary(text, place % (text.len() + 1) + length));
                text.replace_range(start.min(end)..start.max(end), "");
            });
        }
        Change::Rename { file, name } => {
            let Some(path) = pick(file) else { return };
            let bytes = files.remove(&path).unwrap();
            let extension = path.rsplit_once('.').map_or("md", |(_, extension)| extension);
            files.insert(format!("{}nom-{}.{extension}", folder(&path), name % 4), bytes);
        }
        Change::Delete { file } => {
            let Some(path) = pick(file) else { return };
            files.remove(&path);
        }
        Change::Create { file, name } => {
            let Some(path) = pick(file) else { return };
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
    // Half of the changes are in the first files, those of `content/`.
    let file = || prop_oneof![0..20usize, any::<usize>()];
    prop_oneof![
        6 => (file(), any::<usize>(), any::<usize>()).prop_map(|(file, place, piece)| Change::Write { file, place, piece }),
        2 => (file(), any::<usize>(), 1..40usize).prop_map(|(file, place, length)| Change::Cut { file, place, length }),
        2 => (file(), any::<usize>()).prop_map(|(file, name)| Change::Rename { file, name }),
        1 => file().prop_map(|file| Change::Delete { file }),
        2 => (file(), any::<usize>()).prop_map(|(file, name)| Change::Create { file, name }),
        4 => (any::<usize>(), any::<usize>()).prop_map(|(file, piece)| Change::Append { file, piece }),
        4 => any::<usize>().prop_map(|file| Change::Restore { file }),
    ]
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
        changes in prop::collection::vec(change(), 1..8),
        everything in any::<bool>(),
        asked in any::<usize>(),
    ) {
        let mut files = START.clone();
        let mut workshop = Workshop::default();
        let publication = Publication { everything, today: None };
        let options = Options { publication, ..Options::default() };
        workshop.edition(&Sources::new(files.clone()), &options).whole();
        for change in changes {
            apply(&mut files, &change);
            let sources = Sources::new(files.clone());
            let first = build(&sources, &options, &|_, _| {});
            let change = format!("{change:?}");
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
fn the_site_of_these_tests_is_right() {
    let built = build(&Sources::new(START.clone()), &Options::default(), &|_, _| {});
    assert!(!built.report.has_errors(), "{:?}", built.report);
    assert!(built.output.pages() > 10);
}

#[test]
fn a_preview_shows_drafts_and_tells_of_the_links_that_lead_to_them() {
    let mut files = START.clone();
    let path = files.keys().find(|path| path.starts_with("content/thematiques/cooperation")).unwrap().clone();
    edit(&mut files, path, |text| *text = text.replacen("---\n", "---\nbrouillon: oui\n", 1));
    let publication = Publication { everything: true, today: None };
    let options = Options { publication, ..Options::default() };
    let built = build(&Sources::new(files), &options, &|_, _| {});
    assert!(built.output.files.contains_key("thematiques/cooperation/index.html"));
    let told = built.report.iter().any(|fault| fault.rule.code == "renvoi-vers-brouillon");
    assert!(told, "{:?}", built.report);
}
