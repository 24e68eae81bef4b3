//! Faults in SARIF 2.1.0, the format that forges and editors read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use serde::Serialize;

use crate::diagnostic::fingerprint::Fingerprints;
use crate::diagnostic::json::{Each, text, write_value};
use crate::diagnostic::shown::{Place, Places, plain, words};
use crate::diagnostic::terminal::Style;
use crate::diagnostic::{Diagnostic, Edit, Lang, Message, Report, Severity, explain};
use crate::source::{FileId, Sources, Span};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

#[derive(Serialize)]
struct Log<R> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<R>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<R> {
    tool: Tool,
    column_kind: &'static str,
    results: R,
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
    short_description: Text,
    help: Help,
    default_configuration: Configuration,
}

/// What `boucle explain` says of a code.
#[derive(Serialize)]
struct Help {
    text: String,
    markdown: &'static str,
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
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
}

/// A correction that is certain.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Text,
    artifact_changes: Vec<Change>,
}

/// What it changes in one file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Text,
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

/// The whole report as one SARIF run. `folder` is where the site is in its repository: empty, or ends with `/`.
pub fn show(report: &Report, sources: &Sources, lang: Lang, folder: &str) -> String {
    text(|out| write(report, sources, lang, folder, out))
}

/// The same, written as it is made.
pub fn write(report: &Report, sources: &Sources, lang: Lang, folder: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let mut page = Page { places: Places::new(sources), names: Fingerprints::default(), lang, folder };
    let rules: BTreeMap<&'static str, Severity> = report.iter().map(|d| (d.rule.code, d.rule.severity)).collect();
    let index: BTreeMap<&'static str, usize> = rules.keys().copied().zip(0..).collect();
    let results = Each::of(report.iter().map(|d| page.found(d, index[d.rule.code])));
    let rules = rules.into_iter().map(|(code, severity)| rule(code, severity, lang)).collect();
    let driver = Driver { name: "Boucle", version: env!("CARGO_PKG_VERSION"), rules };
    let runs = [Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results }];
    write_value(&Log { schema: SCHEMA, version: "2.1.0", runs }, out)
}

fn rule(code: &'static str, severity: Severity, lang: Lang) -> RuleShown {
    let markdown = explain::page(code, lang).unwrap_or_default();
    RuleShown {
        id: code,
        short_description: Text { text: explain::summary(code, lang).to_owned() },
        help: Help { text: explain::shown(markdown, Style::Plain), markdown },
        default_configuration: Configuration { level: level(severity) },
    }
}

/// What is needed to show one fault after the other.
struct Page<'a> {
    places: Places<'a>,
    names: Fingerprints,
    lang: Lang,
    folder: &'a str,
}

impl Page<'_> {
    fn found(&mut self, diagnostic: &Diagnostic, rule_index: usize) -> Found {
        let name = self.names.next(diagnostic, &mut self.places);
        let labels = diagnostic.labels.iter().zip(1..);
        Found {
            rule_id: diagnostic.rule.code,
            rule_index,
            level: level(diagnostic.severity),
            message: Text { text: words(diagnostic, self.lang) },
            locations: diagnostic.span.iter().map(|span| self.location(*span, None, None)).collect(),
            related_locations: labels
                .map(|((span, message), id)| self.location(*span, Some(id), Some(plain(&message.say(self.lang)))))
                .collect(),
            partial_fingerprints: BTreeMap::from([("boucleFault/v1", name)]),
            fixes: self.fix(&diagnostic.fix).into_iter().collect(),
        }
    }

    fn location(&mut self, span: Span, id: Option<usize>, message: Option<String>) -> Location {
        let place = self.places.of(span);
        Location {
            id,
            physical_location: PhysicalLocation { artifact_location: self.artifact(&place), region: region(&place) },
            message: message.map(|text| Text { text }),
        }
    }

    fn artifact(&self, place: &Place) -> Artifact {
        Artifact { uri: uri(&format!("{}{}", self.folder, place.file)), uri_base_id: "%SRCROOT%" }
    }

    /// None when there is no text to change: a file that has only to be saved again.
    fn fix(&mut self, edits: &[Edit]) -> Option<Fix> {
        let changes = edits.iter().filter(|edit| edit.span.start != edit.span.end || !edit.text.is_empty());
        let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
        changes.for_each(|edit| by_file.entry(edit.span.file).or_default().push(edit));
        let artifact_changes: Vec<Change> = by_file.into_values().map(|edits| self.change(&edits)).collect();
        let description = Text { text: Message::new("fix-certain").say(self.lang) };
        (!artifact_changes.is_empty()).then_some(Fix { description, artifact_changes })
    }

    /// The edits of one file, of which there is at least one.
    fn change(&mut self, edits: &[&Edit]) -> Change {
        let place = self.places.of(edits[0].span);
        let replacement = |edit: &&Edit| Replacement {
            deleted_region: region(&self.places.of(edit.span)),
            inserted_content: Text { text: edit.text.clone() },
        };
        let replacements = edits.iter().map(replacement).collect();
        Change { artifact_location: self.artifact(&place), replacements }
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn region(place: &Place) -> Region {
    Region {
        start_line: place.line,
        start_column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
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

    #[test]
    fn a_fault_has_its_rule_its_place_and_its_advice() {
        let sources = Sources::from_texts([("content/éco 1.md", "été\nmot\n")]);
        let span = Span::new(FileId(0), 6, 9);
        let mut report = Report::default();
        report.add(Diagnostic::nowhere(&RULE, sentence("a")));
        let fault = Diagnostic::at(&RULE, span, sentence("a")).help(sentence("b"));
        let fault = fault.fix(Span::new(FileId(0), 6, 7), "M").fix(Span::new(FileId(0), 9, 9), "s");
        report.add(fault.label(Span::file(FileId(0)), sentence("ici")));
        report.add(Diagnostic::at(&RULE, span, sentence("c")).fix(Span::file(FileId(0)), ""));
        let sarif: serde_json::Value = serde_json::from_str(&show(&report, &sources, Lang::English, "g/")).unwrap();
        let run = &sarif["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "lien-mort");
        assert_eq!(run["results"][0]["locations"], serde_json::json!([]));
        let result = &run["results"][1];
        assert_eq!((&result["level"], &result["ruleIndex"]), (&"error".into(), &0.into()));
        assert_eq!(result["message"]["text"], "To do: a\nTo do: To do: b");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "g/content/%C3%A9co%201.md");
        assert_eq!(place["region"]["startLine"], 2);
        assert_eq!(place["region"]["endColumn"], 4);
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "To do: ici");
        let change = &result["fixes"][0]["artifactChanges"][0];
        assert_eq!(change["artifactLocation"]["uri"], "g/content/%C3%A9co%201.md");
        let region = &change["replacements"][1]["deletedRegion"];
        assert_eq!((&region["startColumn"], &region["endColumn"]), (&4.into(), &4.into()));
        assert_eq!(change["replacements"][1]["insertedContent"]["text"], "s");
        assert_eq!(run["results"][2].get("fixes"), None, "to save a file again is no change of its text");
        let help = &run["tool"]["driver"]["rules"][0]["help"];
        assert!(help["markdown"].as_str().unwrap().contains("**Why.**"));
        assert!(!help["text"].as_str().unwrap().contains("**"));
    }
}
