//! Faults in SARIF 2.1.0, the format that forges and editors read.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::diagnostic::shown::{Place, Places, plain, words};
use crate::diagnostic::{Diagnostic, Lang, Report, Severity};
use crate::source::Sources;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Found>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<RuleShown>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleShown {
    id: &'static str,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// The whole report as one SARIF run.
pub fn show(report: &Report, sources: &Sources, lang: Lang) -> String {
    let mut places = Places::new(sources);
    let rules: BTreeMap<&'static str, Severity> = report.iter().map(|d| (d.rule.code, d.rule.severity)).collect();
    let index: BTreeMap<&'static str, usize> = rules.keys().copied().zip(0..).collect();
    let results = report.iter().map(|d| found(d, index[d.rule.code], &mut places, lang)).collect();
    let rules = rules
        .into_iter()
        .map(|(id, severity)| RuleShown { id, default_configuration: Configuration { level: level(severity) } });
    let driver = Driver { name: "Boucle", version: env!("CARGO_PKG_VERSION"), rules: rules.collect() };
    super::json::write(&Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results }],
    })
}

fn found(diagnostic: &Diagnostic, rule_index: usize, places: &mut Places, lang: Lang) -> Found {
    let labels = diagnostic.labels.iter().zip(1..);
    Found {
        rule_id: diagnostic.rule.code,
        rule_index,
        level: level(diagnostic.severity),
        message: Text { text: words(diagnostic, lang) },
        locations: diagnostic.span.iter().map(|span| location(places.of(*span), None, None)).collect(),
        related_locations: labels
            .map(|((span, message), id)| location(places.of(*span), Some(id), Some(plain(&message.say(lang)))))
            .collect(),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn location(place: Place, id: Option<usize>, message: Option<String>) -> Location {
    Location {
        id,
        physical_location: PhysicalLocation {
            artifact_location: Artifact { uri: uri(&place.file), uri_base_id: "%SRCROOT%" },
            region: Region {
                start_line: place.line,
                start_column: place.column,
                end_line: place.end_line,
                end_column: place.end_column,
            },
        },
        message: message.map(|text| Text { text }),
    }
}

/// A path as a relative address: everything but plain letters, digits and `-._~/` becomes `%xx`.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::shown::tests::{RULE, sentence};
    use crate::source::{FileId, Span};

    #[test]
    fn a_fault_has_its_rule_its_place_and_its_advice() {
        let sources = Sources::from_texts([("content/éco 1.md", "été\nmot\n")]);
        let span = Span::new(FileId(0), 6, 9);
        let mut report = Report::default();
        report.add(Diagnostic::nowhere(&RULE, sentence("a")));
        let fault = Diagnostic::at(&RULE, span, sentence("a")).help(sentence("b"));
        report.add(fault.label(Span::file(FileId(0)), sentence("ici")));
        let sarif: serde_json::Value = serde_json::from_str(&show(&report, &sources, Lang::English)).unwrap();
        let run = &sarif["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "lien-mort");
        assert_eq!(run["results"][0]["locations"], serde_json::json!([]));
        let result = &run["results"][1];
        assert_eq!((&result["level"], &result["ruleIndex"]), (&"error".into(), &0.into()));
        assert_eq!(result["message"]["text"], "To do: a\nTo do: To do: b");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "content/%C3%A9co%201.md");
        assert_eq!(place["region"]["startLine"], 2);
        assert_eq!(place["region"]["endColumn"], 4);
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "To do: ici");
    }
}
