//! The forms for machines, as the program writes them, against the schemas that describe them.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use schemas::Schema;
use serde_json::Value;
use tempfile::TempDir;

mod schemas;

/// A new site in a folder `guide`, with a page that has faults of many kinds.
fn faulty() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = run(folder.path(), &["init", "guide"]);
    assert_eq!(made.0, 0, "{}", made.1);
    let page = "---\ntitre: Palettes : le guide\n---\n\
        [mort](nulle-part.md)\n[mort](nulle-part.md)\n\n[partie](../index.md#absente)\n\n```bloc-absent\n```\n\n| a | b |\n|---|---|\n| c | d |\n";
    fs::write(folder.path().join("guide/content/pages/été 100 %.md"), page).unwrap();
    fs::write(folder.path().join("guide/content/pages/windows.md"), b"---\ntitre: \xc9t\xe9\n---\n").unwrap();
    fs::write(folder.path().join("guide/content/pages/fins.md"), "---\ntitre: Fins\r\n---\nTexte.\n").unwrap();
    for name in ["un", "deux"] {
        let twice = format!("---\ntitre: {name}\nadresse: la-meme\n---\nTexte.\n");
        fs::write(folder.path().join(format!("guide/content/pages/{name}.md")), twice).unwrap();
    }
    folder
}

/// Runs the program in a folder: its exit code and its output.
fn run(folder: &Path, args: &[&str]) -> (i32, String) {
    let mut command = Command::cargo_bin("boucle").unwrap();
    let output = command.current_dir(folder).args(args).env_remove("SOURCE_DATE_EPOCH").output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

/// What `boucle check` writes in a form.
fn check(folder: &Path, format: &str, lang: &str) -> Value {
    let (code, out) = run(folder, &["check", "--root", "guide", "--format", format, "--lang", lang]);
    assert_eq!(code, 1);
    serde_json::from_str(&out).unwrap()
}

fn follows(schema: &str, value: &Value) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(schema);
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(Schema::new(schema).faults(value), None);
}

fn objects(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}

#[test]
fn sarif_follows_its_official_schema() {
    let folder = faulty();
    for lang in ["fr", "en"] {
        let sarif = check(folder.path(), "sarif", lang);
        follows("tests/schemas/sarif-2.1.0.json", &sarif);
        let results = &sarif["runs"][0]["results"];
        for part in ["fixes", "relatedLocations", "locations", "partialFingerprints"] {
            assert!(objects(results).any(|result| !result[part].is_null()), "no fault has {part}");
        }
        let uri = objects(results).map(|r| &r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]);
        let uris: Vec<&str> = uri.filter_map(Value::as_str).collect();
        assert!(uris.contains(&"guide/content/pages/%C3%A9t%C3%A9%20100%20%25.md"), "{uris:?}");
        for rule in objects(&sarif["runs"][0]["tool"]["driver"]["rules"]) {
            assert!(rule["help"]["markdown"].as_str().unwrap().contains("**"), "{rule}");
        }
    }
}

#[test]
fn a_site_without_fault_is_sarif_too() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["init", "guide"]);
    let unknown = ["--level", "mention-a-completer=off", "--level", "adresse-du-site-absente=off"];
    let quiet = [&["check", "--root", "guide", "--format", "sarif"], &unknown[..]].concat();
    let (code, out) = run(folder.path(), &quiet);
    assert_eq!(code, 0);
    let sarif = serde_json::from_str(&out).unwrap();
    follows("tests/schemas/sarif-2.1.0.json", &sarif);
    assert_eq!(sarif["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn the_schema_refuses_what_is_not_sarif() {
    let text = include_str!("schemas/sarif-2.1.0.json");
    let schema = Schema::new(serde_json::from_str(text).unwrap());
    assert!(schema.faults(&serde_json::json!({ "version": "2.1.0", "runs": [{ "results": [] }] })).is_some());
}

#[test]
fn gitlab_keeps_the_names_of_faults_whose_lines_move() {
    let folder = faulty();
    let names = |issues: &Value| -> Vec<String> {
        let mut names: Vec<String> = objects(issues).map(|i| i["fingerprint"].as_str().unwrap().to_owned()).collect();
        names.sort();
        names
    };
    let issues = check(folder.path(), "gitlab", "fr");
    let before = names(&issues);
    assert!(before.len() > 8 && before.windows(2).all(|pair| pair[0] != pair[1]), "{issues:#}");
    assert!(objects(&issues).all(|issue| issue["location"]["path"].as_str().unwrap().starts_with("guide/")));
    assert_eq!(before, names(&check(folder.path(), "gitlab", "en")), "the language changes no name");
    let page = folder.path().join("guide/content/pages/été 100 %.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text.replacen("---\n[mort]", "---\n\nUn paragraphe.\n\n[mort]", 1)).unwrap();
    let moved = check(folder.path(), "gitlab", "fr");
    assert_eq!(before, names(&moved));
    assert_ne!(issues, moved, "the lines did move");
}

#[test]
fn github_is_given_paths_of_the_repository() {
    let folder = faulty();
    let (code, out) = run(folder.path(), &["check", "--root", "./guide", "--format", "github"]);
    assert_eq!(code, 1);
    assert!(out.contains("::error file=guide/content/pages/été 100 %25.md,line=2,"), "{out}");
    assert!(out.lines().all(|line| line.starts_with("::")), "{out}");
    let (_, out) = run(&folder.path().join("guide"), &["check", "--format", "github"]);
    assert!(out.contains("::error file=content/pages/été 100 %25.md,line=2,"), "{out}");
}

const OURS: &str = "docs/diagnostics.schema.json";

#[test]
fn our_json_follows_the_schema_that_we_document() {
    let folder = faulty();
    for lang in ["fr", "en"] {
        let json = check(folder.path(), "json", lang);
        follows(OURS, &json);
        for part in ["help", "labels", "fix"] {
            let is_there = |fault: &Value| !fault[part].as_array().unwrap().is_empty();
            assert!(objects(&json["diagnostics"]).any(is_there), "no fault has {part}");
        }
        for level in ["error", "warning", "advice"] {
            assert!(objects(&json["diagnostics"]).any(|fault| fault["level"] == level), "no fault is {level}");
        }
    }
    fs::remove_file(folder.path().join("guide/content/site.yaml")).unwrap();
    let json = check(folder.path(), "json", "fr");
    follows(OURS, &json);
    assert!(objects(&json["diagnostics"]).any(|fault| fault["file"].is_null()), "no fault is of no file");
}

#[test]
fn our_schema_knows_every_key_and_refuses_half_a_place() {
    let folder = faulty();
    let json = check(folder.path(), "json", "fr");
    let schema: Value = serde_json::from_str(include_str!("../docs/diagnostics.schema.json")).unwrap();
    let known = |name: &str, value: &Value, and: &str| {
        let of = |name: &str| schema["$defs"][name]["properties"].as_object().unwrap().clone();
        let (first, second) = (of(name), of(and));
        for key in value.as_object().unwrap().keys() {
            assert!(first.contains_key(key) || second.contains_key(key), "{key} is not documented");
        }
    };
    objects(&json["diagnostics"]).for_each(|fault| known("fault", fault, "place"));
    let schema = Schema::new(schema);
    for key in ["line", "file", "code", "level"] {
        let mut wrong = json.clone();
        let placed = |fault: &&mut Value| !fault["file"].is_null();
        let fault = wrong["diagnostics"].as_array_mut().unwrap().iter_mut().find(placed).unwrap();
        fault[key] = Value::Null;
        assert!(schema.faults(&wrong).is_some(), "{key} may not be missing");
    }
}
