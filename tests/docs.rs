//! What the documentation says and the code knows: `UPDATE=1 cargo test --test docs` writes it anew.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::fmt::Write as _;
use std::path::Path;

use boucle::content::front_matter::ENGINE;
use boucle::diagnostic::{Lang, Report, explain, message};
use boucle::model::{self, Field};
use boucle::source::walk;

#[test]
fn the_list_of_fields_is_that_of_the_model() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut report = Report::default();
    let model = model::read(&walk::read(root), &mut report);
    assert!(!report.has_errors());
    let mut text = String::from(
        "# Les rubriques du guide\n\nCette liste est faite à partir de `content/model.yaml` : ne la corrigez pas à la main.\n\
         Pour préparer une page avec toutes ses rubriques : `boucle nouveau etudes-de-cas \"Titre\"`.\n",
    );
    for collection in &model.collections {
        let _ = write!(
            text,
            "\n## {}\n\n| rubrique | ce que voit le lecteur | type | obligatoire | aide |\n|---|---|---|---|---|\n",
            collection.many
        );
        collection.group.fields.iter().for_each(|field| row(field, &mut text));
    }
    text.push_str("\n## Dans toutes les pages\n\n| rubrique | ce que voit le lecteur | type | obligatoire | aide |\n|---|---|---|---|---|\n");
    ENGINE.iter().for_each(|field| row(field, &mut text));
    let path = root.join("docs/champs.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap() == text, "docs/champs.md is stale: UPDATE=1 cargo test --test docs");
}

fn row(field: &Field, text: &mut String) {
    let choices: Vec<&str> = field.kind.labels().iter().map(|(key, _)| key.as_str()).collect();
    let kind = match (field.kind.name(), field.kind.item()) {
        (name, Some(item)) => format!("{name} ({item})"),
        (name, None) if !choices.is_empty() => format!("{name} : {}", choices.join(", ")),
        (name, None) => name.to_owned(),
    };
    let required = if field.required { "oui" } else { "" };
    let _ = writeln!(
        text,
        "| `{}` | {} | {kind} | {required} | {} |",
        field.id,
        field.label,
        field.help.as_deref().unwrap_or_default()
    );
}

#[test]
fn every_message_is_in_both_languages_and_every_message_used_exists() {
    let sorted = |lang| {
        let mut names = message::names(lang);
        names.sort_unstable();
        names
    };
    let french = sorted(Lang::French);
    assert_eq!(french, sorted(Lang::English));
    assert!(french.windows(2).all(|pair| pair[0] != pair[1]), "a message stands twice");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut code = String::new();
    for entry in walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file()) {
        let text = String::from_utf8(std::fs::read(entry.path()).unwrap()).unwrap_or_default();
        code.push_str(&text);
    }
    for part in code.split("Message::new(").skip(1) {
        if let Some(name) = part.trim_start().strip_prefix('"').and_then(|p| p.split('"').next()) {
            assert!(french.contains(&name), "{name} has no text");
        }
    }
    for name in french {
        assert!(code.contains(&format!("\"{name}\"")), "{name} is said by nobody");
    }
}

#[test]
fn no_message_speaks_the_language_of_programs() {
    const FORBIDDEN: [&str; 12] = [
        "yaml",
        "token",
        "mapping",
        "parse",
        "scalar",
        "séquence",
        "booléen",
        "string",
        "unicode",
        "null",
        "panic",
        "utf8",
    ];
    let text = include_str!("../messages/fr.ftl").to_lowercase();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let said = line.split_once(" = ").map_or(line, |(_, said)| said);
        for word in FORBIDDEN {
            assert!(!said.split(|c: char| !c.is_alphanumeric()).any(|w| w == word), "{word}: {line}");
        }
    }
}

#[test]
fn every_code_is_explained_in_both_languages_and_no_other() {
    let words = [
        (Lang::French, ["**Pourquoi.**", "**Exemple.**", "**À faire.**", "**À faire.**"]),
        (Lang::English, ["**Why.**", "**Example.**", "**What to do.**", "**Remedy.**"]),
    ];
    let mut rules: Vec<&str> = boucle::check::rules().map(|rule| rule.code).collect();
    rules.sort_unstable();
    rules.dedup();
    for (lang, [why, example, remedy, other]) in words {
        let mut explained: Vec<&str> = explain::sections(lang).map(|(code, _)| code).collect();
        explained.sort_unstable();
        assert_eq!(rules, explained, "{lang:?}");
        for (code, text) in explain::sections(lang) {
            let whole = text.contains(why) && text.contains(example) && (text.contains(remedy) || text.contains(other));
            assert!(whole, "{lang:?} {code} lacks a part");
        }
    }
}
