//! The forms for machines, as the program writes them, against the schemas that describe them.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A new site in a folder `guide`, with a page that has faults of many kinds.
fn faulty() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = run(folder.path(), &["init", "guide"]);
    assert_eq!(made.0, 0, "{}", made.1);
    let page = "---\ntitre: Palettes : le guide\n---\n\
        [mort](nulle-part.md)\n[mort](nulle-part.md)\n\n[partie](../index.md#absente)\n\n```bloc-absent\n```\n\n| a | b |\n|---|---|\n| c | d |\n";
    fs::write(folder.path().join("guide/content/pages/été 100 %.md"), page).unwrap();
    fs::write(folder.path().join("guide/content/pages/windows.md"), b"---\ntitre: \xc9t\xe9\n---\n").unwrap();
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
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
    let quiet = ["check", "--root", "guide", "--format", "sarif", "--level", "mention-a-completer=off"];
    let (code, out) = run(folder.path(), &quiet);
    assert_eq!(code, 0);
    let sarif = serde_json::from_str(&out).unwrap();
    follows("tests/schemas/sarif-2.1.0.json", &sarif);
    assert_eq!(sarif["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn the_schema_refuses_what_is_not_sarif() {
    let text = include_str!("schemas/sarif-2.1.0.json");
    let validator = jsonschema::validator_for(&serde_json::from_str(text).unwrap()).unwrap();
    assert!(!validator.is_valid(&serde_json::json!({ "version": "2.1.0", "runs": [{ "results": [] }] })));
}
