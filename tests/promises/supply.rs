//! How the promises are kept (P45): what the program is made of.

use std::fs;
use std::path::Path;
use std::process::Command;

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The list `name = [ … ]` of deny.toml.
fn list(name: &str) -> Vec<String> {
    let text = file("deny.toml");
    let inside = text.split(&format!("\n{name} = [")).nth(1).unwrap().split(']').next().unwrap().to_owned();
    inside.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn p45_every_crate_has_a_licence_of_the_list() {
    let allowed = list("allow");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform"]);
    let output = cargo.arg("x86_64-unknown-linux-gnu").current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut wrong = Vec::new();
    let packages = metadata["packages"].as_array().unwrap();
    for package in packages {
        let licence = package["license"].as_str().unwrap_or_default().replace('/', " OR ");
        // Every part joined by AND needs one choice that is allowed.
        let fine = licence.split(" AND ").all(|part| {
            let mut choices = part.trim_matches(['(', ')', ' ']).split(" OR ");
            choices.any(|choice| allowed.iter().any(|known| known == choice.trim_matches(['(', ')', ' '])))
        });
        if !fine || package["source"].as_str().is_some_and(|source| !source.contains("crates.io")) {
            wrong.push(format!("{} {licence} {}", package["name"], package["source"]));
        }
    }
    assert!(packages.len() > 50 && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn p45_versions_are_locked_and_what_is_deprecated_is_not_there() {
    let lock = file("Cargo.lock");
    for name in ["serde_yml", "openssl-sys"] {
        assert!(list("deny").contains(&name.to_owned()) && !lock.contains(&format!("name = \"{name}\"\n")), "{name}");
    }
    // Typst alone stands on the deprecated reader of YAML, for files that it is never given.
    let users = lock.split("[[package]]").filter(|package| package.contains("\n \"serde_yaml\",\n"));
    let users: Vec<_> = users.filter_map(|package| package.split('"').nth(1)).collect();
    assert_eq!(users, ["hayagriva", "typst-library"]);
    let foreign =
        lock.lines().find(|line| line.starts_with("source = ") && !line.contains("rust-lang/crates.io-index"));
    assert_eq!(foreign, None);
    assert!(file(".ci/run").contains("cargo-deny") && !file(".gitignore").contains("Cargo.lock"));
}

#[test]
fn p45_our_own_code_is_safe() {
    assert!(file("Cargo.toml").contains("unsafe_code = \"forbid\""));
    for entry in walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let entry = entry.unwrap();
        if entry.path().extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(entry.path()).unwrap();
            assert!(!text.contains("unsafe {") && !text.contains("allow(unsafe"), "{:?}", entry.path());
        }
    }
}
