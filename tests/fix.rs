//! Certain corrections: all made, nothing else changed, nothing left for a second time.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod random;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use assert_cmd::Command;
use boucle::Options;
use boucle::fix::fix;
use boucle::source::{Sources, walk};
use proptest::prelude::*;
use tempfile::TempDir;

/// Faults whose correction is certain, each in a page of its own: its name, the page as it is found,
/// and as it is left.
const FAULTS: [(&str, &[u8], &str); 25] = [
    (
        "deux-points",
        b"---\ntitre: Palettes : le guide\n---\nTexte.\n",
        "---\ntitre: \"Palettes : le guide\"\n---\nTexte.\n",
    ),
    ("colle", b"---\ntitre:Palettes\n---\nTexte.\n", "---\ntitre: Palettes\n---\nTexte.\n"),
    (
        "egal",
        b"---\ntitre: Palettes\nchapo = En bref.\n---\nTexte.\n",
        "---\ntitre: Palettes\nchapo: En bref.\n---\nTexte.\n",
    ),
    (
        "tabulation",
        b"---\ntitre: Palettes\nthemes:\n\t- dechets\n---\nTexte.\n",
        "---\ntitre: Palettes\nthemes:\n  - dechets\n---\nTexte.\n",
    ),
    (
        "tiret",
        b"---\ntitre: Palettes\nthemes:\n-dechets\n---\nTexte.\n",
        "---\ntitre: Palettes\nthemes:\n- dechets\n---\nTexte.\n",
    ),
    (
        "puce",
        b"---\ntitre: Palettes\nthemes:\n\xe2\x80\xa2 dechets\n---\nTexte.\n",
        "---\ntitre: Palettes\nthemes:\n- dechets\n---\nTexte.\n",
    ),
    ("apostrophe", b"---\ntitre: 'L'eau'\n---\nTexte.\n", "---\ntitre: \"L'eau\"\n---\nTexte.\n"),
    (
        "guillemets",
        "---\ntitre: “Le guide : saison 2”\n---\nTexte.\n".as_bytes(),
        "---\ntitre: \"Le guide : saison 2\"\n---\nTexte.\n",
    ),
    ("tirets-longs", "———\ntitre: Palettes\n———\nTexte.\n".as_bytes(), "---\ntitre: Palettes\n---\nTexte.\n"),
    ("non-ferme", b"---\ntitre: Palettes\n\nTexte.\n", "---\ntitre: Palettes\n---\n\nTexte.\n"),
    ("non-ouvert", b"titre: Palettes\n---\nTexte.\n", "---\ntitre: Palettes\n---\nTexte.\n"),
    ("windows", b"---\ntitre: \xc9t\xe9\n---\nTexte.\r\n", "---\ntitre: Été\n---\nTexte.\n"),
    ("utf-16", b"\xff\xfe-\0-\0-\0\n\0t\0i\0t\0r\0e\0:\0 \0\xe9\0\n\0-\0-\0-\0\n\0a\0\n\0", "---\ntitre: é\n---\na\n"),
    ("macintosh", b"---\rtitre: Palettes\r---\rTexte.\r", "---\ntitre: Palettes\n---\nTexte.\n"),
    ("nul", b"---\ntitre: Palettes\n---\nTe\0xte.\n", "---\ntitre: Palettes\n---\nTexte.\n"),
    ("titre-colle", b"---\ntitre: a\n---\n##Bilan\n", "---\ntitre: a\n---\n## Bilan\n"),
    ("premier-niveau", b"---\ntitre: a\n---\n# Un\n\nA.\n\n## Deux\n", "---\ntitre: a\n---\n## Un\n\nA.\n\n### Deux\n"),
    ("titre-vide", b"---\ntitre: a\n---\n##\n\nTexte.\n", "---\ntitre: a\n---\n\nTexte.\n"),
    ("tirets-sous-texte", b"---\ntitre: a\n---\nTexte.\n---\n", "---\ntitre: a\n---\nTexte.\n\n---\n"),
    ("puces", "---\ntitre: a\n---\n• un\n• deux\n".as_bytes(), "---\ntitre: a\n---\n- un\n- deux\n"),
    ("annee", b"---\ntitre: a\n---\n2015. Un an.\n", "---\ntitre: a\n---\n2015\\. Un an.\n"),
    (
        "tableau",
        b"---\ntitre: a\n---\nTableau : b\n\n| c | d |\n| e | f |\n",
        "---\ntitre: a\n---\nTableau : b\n\n| c | d |\n|---|---|\n| e | f |\n",
    ),
    (
        "adresse-espacee",
        b"---\ntitre: a\n---\n[le site] (https://exemple.fr/)\n",
        "---\ntitre: a\n---\n[le site](https://exemple.fr/)\n",
    ),
    ("etoiles", b"---\ntitre: a\n---\nUn ** mot ** ici.\n", "---\ntitre: a\n---\nUn **mot** ici.\n"),
    ("abime", "---\ntitre: thÃ©\n---\nTexte.\n".as_bytes(), "---\ntitre: thé\n---\nTexte.\n"),
];

fn base() -> Vec<(String, Arc<[u8]>)> {
    let sources = walk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/base"));
    sources.iter().map(|(_, file)| (file.path.clone(), file.bytes.clone())).collect()
}

fn boucle(root: &Path, args: &[&str]) -> (i32, String) {
    let mut command = Command::cargo_bin("boucle").unwrap();
    command.args(args).arg("--root").arg(root).env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1");
    let output = command.output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8_lossy(&text).replace(['\u{a0}', '\u{202f}'], " "))
}

/// A site with a page for each fault.
fn site() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let faults = FAULTS.iter().map(|(name, bytes, _)| (format!("content/fiches/{name}.md"), Arc::from(*bytes)));
    for (path, bytes) in base().into_iter().chain(faults) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &*bytes as &[u8]).unwrap();
    }
    folder
}

fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file());
    entries.map(|e| (e.path().to_string_lossy().into_owned(), fs::read(e.path()).unwrap())).collect()
}

#[test]
fn each_fault_is_corrected_and_only_once() {
    let folder = site();
    let before = tree(folder.path());
    let (code, said) = boucle(folder.path(), &["corriger", "--dry-run"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("-titre: Palettes : le guide\n+titre: \"Palettes : le guide\"\n"), "{said}");
    assert!(tree(folder.path()) == before, "a trial writes nothing");

    let (_, said) = boucle(folder.path(), &["fix"]);
    for (name, _, expected) in FAULTS {
        let path = folder.path().join(format!("content/fiches/{name}.md"));
        assert_eq!(fs::read_to_string(path).unwrap(), expected, "{name}\n{said}");
    }
    let after = tree(folder.path());
    assert_eq!(after.len(), before.len(), "nothing is left behind");
    let changed = after.iter().filter(|(path, bytes)| before[*path] != **bytes).count();
    assert_eq!(changed, FAULTS.len());

    let (_, said) = boucle(folder.path(), &["fix"]);
    assert!(said.contains("aucune correction"), "{said}");
    assert!(tree(folder.path()) == after);
    let (_, said) = boucle(folder.path(), &["check"]);
    for code in ["en-tete-illisible", "en-tete-non-ferme", "encodage", "fins-de-ligne"] {
        assert!(!said.contains(&format!("[{code}")), "{code} is still said:\n{said}");
    }
}

#[test]
fn only_the_codes_asked_for_are_corrected() {
    let folder = site();
    let before = tree(folder.path());
    let (_, said) = boucle(folder.path(), &["fix", "--only", "fins-de-ligne"]);
    assert!(said.contains("windows.md") && said.contains("encodage-ancien"), "its encoding comes first: {said}");
    assert!(tree(folder.path()) == before);
    boucle(folder.path(), &["fix", "--only", "encodage-ancien"]);
    let changed = tree(folder.path()).into_iter().filter(|(path, bytes)| before[path] != *bytes).count();
    assert_eq!(changed, 3);
    let (code, said) = boucle(folder.path(), &["fix", "--only", "encodage-anciens"]);
    assert_eq!(code, 2);
    assert!(said.contains("« encodage-ancien »"), "{said}");
    let (code, said) = boucle(folder.path(), &["fix", "--only", "zut"]);
    assert_eq!(code, 2);
    assert!(said.contains("boucle expliquer"), "{said}");
}

#[cfg(unix)]
#[test]
fn rights_are_kept_and_links_are_not_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = site();
    let page = folder.path().join("content/fiches/egal.md");
    fs::set_permissions(&page, fs::Permissions::from_mode(0o640)).unwrap();
    let outside = tempfile::tempdir().unwrap();
    let other = outside.path().join("a.md");
    fs::write(&other, "---\ntitre:A\n---\n").unwrap();
    symlink(&other, folder.path().join("content/fiches/lien.md")).unwrap();
    let readonly = folder.path().join("content/fiches/colle.md");
    fs::set_permissions(&readonly, fs::Permissions::from_mode(0o440)).unwrap();
    let (_, all) = boucle(folder.path(), &["fix", "--dry-run"]);
    assert!(all.contains(&format!("dans {} fichiers", FAULTS.len())), "{all}");
    let before = tree(folder.path());
    let (code, said) = boucle(folder.path(), &["fix"]);
    assert_eq!(code, 1, "a page that may not be written does not stop the others: {said}");
    assert!(said.contains(&format!("dans {} fichiers", FAULTS.len() - 1)), "{said}");
    assert!(said.contains("colle.md") && said.contains("1 autre fichier n’a pas pu être enregistré"), "{said}");
    let changed: Vec<_> = tree(folder.path()).into_iter().filter(|(path, bytes)| before[path] != *bytes).collect();
    assert_eq!(changed.len(), FAULTS.len() - 1);
    assert_eq!(fs::read(&readonly).unwrap(), b"---\ntitre:Palettes\n---\nTexte.\n");
    let (_, left) = boucle(folder.path(), &["check"]);
    let count =
        |said: &str| said.lines().find(|line| line.contains("remarque") || line.contains("erreur")).map(str::len);
    assert!(left.contains("[en-tete-illisible]") && count(&left).is_some(), "{left}");
    fs::set_permissions(&readonly, fs::Permissions::from_mode(0o644)).unwrap();
    boucle(folder.path(), &["fix"]);
    assert_eq!(fs::metadata(&page).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::read_to_string(&page).unwrap().contains("chapo: En"));
    assert_eq!(fs::read_to_string(&other).unwrap(), "---\ntitre:A\n---\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_whose_accents_are_written_in_two_signs_is_found() {
    let folder = site();
    let page = folder.path().join("content/fiches/e\u{301}te\u{301}.md");
    fs::write(&page, "---\ntitre:A\n---\n").unwrap();
    boucle(folder.path(), &["fix"]);
    assert_eq!(fs::read_to_string(&page).unwrap(), "---\ntitre: A\n---\n");
}

#[test]
fn the_guide_has_nothing_to_correct() {
    let sources = walk::read(Path::new(env!("CARGO_MANIFEST_DIR")));
    let fixed = fix(&sources, &Options::default(), &[]);
    assert!(fixed.corrected.is_empty() && fixed.held.is_empty());
}

/// Lines of a header and of a text, right and wrong, and the sign that ends each of them.
fn texts() -> impl Strategy<Value = String> {
    let lines = [
        "---",
        "———",
        "titre: A",
        "titre: a : b",
        "titre = a",
        "chapo:B",
        "themes:",
        "\t- dechets",
        "-dechets",
        "• dechets",
        "  - dechets",
        "titre: “a : b”",
        "chapo: 'l'eau'",
        "chapo: [à compléter] b",
        "chapo: \"a",
        "# remarque",
        "",
        "Texte : é !",
        "## Titre",
        "\u{feff}",
        "a\0b",
        "chapo: été # b",
        "themes: dechets, energie",
        "- a: b: c",
        "chapo: *a",
        "\u{a0}chapo: c",
        "##Bilan",
        "# Bilan",
        "##",
        "Titre\n=====",
        "• un",
        "-un",
        "1° un",
        "2015. un",
        "| a | b |",
        "|---|---|",
        "|---|",
        "un\tdeux\ttrois",
        "[a] (https://b.fr/) ** c **",
        "![a](b c.jpg)",
        "> ##Bilan",
        "  - **« a »**b",
        "[toc]",
        "accueil@exemple.fr ou https://exemple.fr/a",
        "thÃ© et \u{fffd}",
        "<!-- a",
        "```",
        "    un deux trois quatre",
        "[b]: c",
    ];
    let line = (prop::sample::select(lines.to_vec()), prop::sample::select(vec!["\n", "\n", "\r\n", "\r"]));
    prop::collection::vec(line, 0..14).prop_map(|lines| lines.into_iter().map(|(l, end)| format!("{l}{end}")).collect())
}

fn fixed(bytes: &[u8], only: &[String]) -> (Vec<u8>, bool) {
    let files = base().into_iter().chain([("content/fiches/a.md".to_owned(), Arc::from(bytes))]);
    let sources = Sources::new(files);
    let fixed = fix(&sources, &Options::default(), only);
    let id = sources.find("content/fiches/a.md").unwrap();
    for (other, file) in sources.iter().filter(|(other, _)| *other != id) {
        assert_eq!(file.bytes, fixed.sources.file(other).bytes, "{}", file.path);
    }
    (fixed.sources.file(id).bytes.to_vec(), fixed.corrected.contains_key(&id))
}

proptest! {
    #![proptest_config(random::config(150))]

    #[test]
    fn a_second_correction_finds_nothing(text in texts(), header: bool) {
        let text = if header { format!("---\ntitre: A\n{text}") } else { text };
        let (once, _) = fixed(text.as_bytes(), &[]);
        let (twice, again) = fixed(&once, &[]);
        prop_assert!(!again, "{text:?}\n{:?}\n{:?}", String::from_utf8_lossy(&once), String::from_utf8_lossy(&twice));
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn the_other_lines_do_not_change(body in "[a-zé :#*\\[\\]|`>-]{0,40}(\r\n[a-zé :#*]{0,20}){0,5}", bom: bool) {
        let mark = if bom { "\u{feff}" } else { "" };
        let rest = format!("chapo: Résumé   \r\n# une remarque\r\n---\r\nTexte.\r\n\r\n{body}");
        let text = format!("{mark}---\r\ntitre: a : b\r\n{rest}");
        let (after, changed) = fixed(text.as_bytes(), &["en-tete-illisible".to_owned()]);
        prop_assert!(changed);
        let expected = format!("{mark}---\r\ntitre: \"a : b\"\r\n{rest}");
        prop_assert_eq!(String::from_utf8(after).unwrap(), expected);
    }
}
