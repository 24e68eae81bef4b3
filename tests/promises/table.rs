//! docs/promises.md says which tests keep each promise: every promise has one or a plain "not yet", and
//! every test that bears a number is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use boucle::data::Data;

const PAGE: &str = "docs/promises.md";

/// The promises of the page go from P1 to this one.
const LAST: usize = 47;

/// The names of the tests that bear a number, by that number.
fn tests() -> BTreeMap<usize, BTreeSet<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    let files = ["src", "tests"].into_iter().flat_map(|folder| walkdir::WalkDir::new(root.join(folder)));
    for entry in files.map(|entry| entry.unwrap()).filter(|e| e.path().extension().is_some_and(|e| e == "rs")) {
        let text = fs::read_to_string(entry.path()).unwrap();
        for line in text.lines().map(str::trim_start).filter_map(|line| line.strip_prefix("fn p")) {
            let name = line.split('(').next().unwrap_or_default();
            let Some((number, _)) = name.split_once('_') else { continue };
            if let (2, Ok(number)) = (number.len(), number.parse()) {
                found.entry(number).or_default().insert(format!("p{name}"));
            }
        }
    }
    found
}

/// The number of the promise of a line of the table, and the cells of the line.
fn row(line: &str) -> Option<(usize, Vec<&str>)> {
    let inner = line.strip_prefix("| P")?.strip_suffix('|')?;
    let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
    Some((cells.first()?.parse().ok()?, cells))
}

/// A line with the tests of its promise.
fn with_tests(line: &str, tests: &BTreeMap<usize, BTreeSet<String>>) -> String {
    let Some((number, cells)) = row(line) else { return line.to_owned() };
    let [_, promise, _, rest] = cells.as_slice() else { panic!("P{number} has not four cells: {line}") };
    let names = tests.get(&number).into_iter().flatten().map(|name| format!("`{name}`"));
    let names = names.collect::<Vec<_>>().join("<br>");
    assert!(!names.is_empty() || !rest.is_empty(), "P{number} has no test, and the page does not say what is not yet");
    format!("| P{number} | {promise} | {names} | {rest} |")
}

#[test]
fn p14_every_bound_of_the_settings_is_in_the_page() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE)).unwrap();
    let limits = boucle::content::config::SETTINGS.fields.iter().find(|field| field.id == "limits").unwrap();
    let schema = limits.kind.schema();
    let Some(Data::Map(names)) = schema.get("properties") else { panic!("{schema:?}") };
    let table = page.lines().skip_while(|line| !line.starts_with("| limit ")).skip(2);
    let told: Vec<&str> = table.map_while(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert_eq!(told, names.iter().map(|(name, _)| &**name).collect::<Vec<_>>());
}

#[test]
fn p47_every_promise_names_its_tests() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let page = fs::read_to_string(&place).unwrap();
    let tests = tests();
    let numbers: Vec<usize> = page.lines().filter_map(row).map(|(number, _)| number).collect();
    assert_eq!(numbers, (1..=LAST).collect::<Vec<_>>(), "the numbers of the promises stay, in their order");
    let strangers: Vec<_> = tests.keys().filter(|number| !numbers.contains(number)).collect();
    assert!(strangers.is_empty(), "tests of promises that nobody made: {strangers:?}");
    let new: String = page.lines().map(|line| with_tests(line, &tests) + "\n").collect();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&place, &new).unwrap();
    }
    assert!(new == page, "{PAGE} is not up to date: UPDATE=1 cargo test --test promises, then read what changed");
}
