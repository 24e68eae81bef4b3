//! What the documentation says and the code knows: `UPDATE=1 cargo test --test docs` writes it anew.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::fmt::Write as _;
use std::path::Path;

use boucle::Options;
use boucle::book::Make;
use boucle::content::front_matter::ENGINE;
use boucle::diagnostic::{Lang, Report, Rule, Severity, explain, message};
use boucle::model::Field;
use boucle::source::{Sources, walk};

#[test]
fn the_list_of_fields_is_that_of_the_model() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut report = Report::default();
    let model = boucle::content::read_model(&walk::read(root), &mut report);
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
    compare("docs/champs.md", &text);
}

/// What a page of the documentation must be; with `UPDATE`, what it becomes.
fn compare(path: &str, text: &str) {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&place, text).unwrap();
    }
    let found = std::fs::read_to_string(place).unwrap_or_default();
    assert!(found == text, "{path} is stale: UPDATE=1 cargo test --test docs");
}

/// The guide with its settings and its texts, but not its pictures, and more files.
fn guide(more: &[(&str, String)]) -> Sources {
    let read = walk::read(Path::new(env!("CARGO_MANIFEST_DIR")));
    let texts = read.iter().map(|(_, file)| file).filter(|file| ["md", "yaml", "html"].contains(&&*file.extension()));
    let texts = texts.map(|file| (file.path.clone(), file.bytes.clone()));
    let more = more.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().into()));
    Sources::new(more.chain(texts))
}

#[test]
fn what_writers_copy_from_their_guide_works_when_it_is_pasted() {
    let written = include_str!("../docs/rediger.md");
    // A header, then what stands between four accents: blocks, as they are typed.
    let header =
        written.split("```yaml\n").map(|part| part.split("```").next().unwrap()).find(|part| part.starts_with("---"));
    let blocks: Vec<&str> = written.split("````").skip(1).step_by(2).map(str::trim).collect();
    assert!(
        blocks.len() > 3 && blocks.iter().all(|block| block.starts_with("```") && block.ends_with("```")),
        "{blocks:?}"
    );
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let model = boucle::content::read_model(&walk::read(root), &mut Report::default());
    let parts = &model.collection("etudes-de-cas").unwrap().sections;
    let parts: String = parts.iter().map(|part| format!("\n## {}\n\nDes faits.\n", part.title)).collect();
    let page = format!("{}{parts}\n{}\n", header.unwrap(), blocks.join("\n\n")).replace("brouillon: oui\n", "");
    let contours = r#"{"type":"Polygon","coordinates":[[[-4.5,48.0],[-4.0,48.0],[-4.0,48.5],[-4.5,48.0]]]}"#;
    let place = "content/etudes-de-cas/collee.md";
    let files = [(place, page), ("content/etudes-de-cas/contours.geojson", contours.to_owned())];
    let sources = guide(&files);
    let built = boucle::build(&sources, &Options { make: Make::Nothing, ..Options::default() }, &|_, _| {});
    let told = built.report.iter().filter(|d| d.span.is_some_and(|span| sources.file(span.file).path == place));
    let told: Vec<String> = told.map(|d| d.message.say(Lang::French)).collect();
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn the_pages_of_checks_are_those_of_the_rules() {
    let english = "# What Boucle checks

This page is made from `messages/checks.en.md` and from the rules of the program: do not correct it by hand.
In a terminal, `boucle explain lien-mort` says the same of one code.

An error stops the publication; a warning does not, but somebody should look; advice is worth knowing.
A site changes the level of a code under `checks:` in `content/site.yaml`: `off`, `advice`, `warning` or `error`.

| code | level | what |
|---|---|---|
";
    let french = "# Ce que Boucle vérifie

Cette page est faite à partir de `messages/checks.fr.md` et des règles du programme : ne la corrigez pas à la main.
Dans un terminal, `boucle expliquer lien-mort` dit la même chose d'un seul code.

Une erreur empêche de publier ; une attention n'empêche rien, mais lisez-la ; un conseil est utile à savoir.
Un site change le niveau d'un code sous `checks:`, dans `content/site.yaml` : voyez [rediger.md](rediger.md).

| code | niveau | ce que c'est |
|---|---|---|
";
    compare("docs/checks.md", &checks(english, Lang::English));
    compare("docs/verifications.md", &checks(french, Lang::French));
}

/// A table of all codes, then the explanation of each under a heading, which is its anchor.
fn checks(head: &str, lang: Lang) -> String {
    let mut rules: Vec<&Rule> = boucle::check::rules().collect();
    rules.sort_by_key(|rule| rule.code);
    rules.dedup_by_key(|rule| rule.code);
    let mut text = head.to_owned();
    for rule in &rules {
        let summary = explain::summary(rule.code, lang).replace('|', "\\|");
        let _ = writeln!(text, "| [`{0}`](#{0}) | {1} | {summary} |", rule.code, level(rule.severity, lang));
    }
    for rule in rules {
        let page = explain::page(rule.code, lang).unwrap();
        let _ = write!(text, "\n## {}\n\n{page}\n", rule.code);
    }
    text
}

fn level(severity: Severity, lang: Lang) -> &'static str {
    match (severity, lang) {
        (Severity::Error, Lang::French) => "erreur",
        (Severity::Warning, Lang::French) => "attention",
        (Severity::Advice, Lang::French) => "conseil",
        (Severity::Error, Lang::English) => "error",
        (Severity::Warning, Lang::English) => "warning",
        (Severity::Advice, Lang::English) => "advice",
    }
}

#[test]
fn a_code_has_one_level() {
    let mut levels = std::collections::BTreeMap::new();
    for rule in boucle::check::rules() {
        let level = levels.entry(rule.code).or_insert(rule.severity);
        assert_eq!(*level, rule.severity, "{}", rule.code);
    }
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
fn no_french_message_may_be_cut_before_a_sign_or_inside_its_quotation_marks() {
    for line in include_str!("../messages/fr.ftl").lines().filter(|line| !line.starts_with('#')) {
        // What is to be typed, and what is put into the message, stands as it is.
        let shown = line.replace("```", "");
        let words = shown.split('`').step_by(2).flat_map(|part| part.split(['{', '}']).step_by(2));
        for words in words {
            assert!(!["« ", " »", " ;", " :", " !", " ?"].iter().any(|cut| words.contains(cut)), "{line}");
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
