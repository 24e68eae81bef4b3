//! Faults for the checks of a forge: GitHub and GitLab show them beside the lines that changed.

use serde::Serialize;

use crate::diagnostic::fingerprint::Fingerprints;
use crate::diagnostic::json::{Each, text, write_value};
use crate::diagnostic::shown::{Places, plain, words};
use crate::diagnostic::{Diagnostic, Lang, Report, Severity};
use crate::source::Sources;

/// Where GitLab shows a fault of no file: it wants a file for each.
const SETTINGS: &str = "content/site.yaml";

/// For GitHub: one workflow command a line, for every fault of every file. `folder` is where the site
/// is in its repository: empty, or ends with `/`.
pub fn github(report: &Report, sources: &Sources, lang: Lang, folder: &str) -> String {
    let mut places = Places::new(sources);
    report.iter().map(|diagnostic| annotation(diagnostic, &mut places, lang, folder) + "\n").collect()
}

fn annotation(diagnostic: &Diagnostic, places: &mut Places, lang: Lang, folder: &str) -> String {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let mut properties = place(diagnostic, places, folder);
    properties.push(("title", diagnostic.rule.code.to_owned()));
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    let mut text = words(diagnostic, lang);
    for (span, message) in &diagnostic.labels {
        let other = places.of(*span);
        text.push_str(&format!("\n{folder}{}:{}:{} {}", other.file, other.line, other.column, message.say(lang)));
    }
    format!("::{level} {}::{}", properties.join(","), data(&plain(&text)))
}

/// GitHub refuses columns when a fault spans several lines.
fn place(diagnostic: &Diagnostic, places: &mut Places, folder: &str) -> Vec<(&'static str, String)> {
    let Some(place) = diagnostic.span.map(|span| places.of(span)) else { return Vec::new() };
    let mut properties = vec![("file", plain(&format!("{folder}{}", place.file))), ("line", place.line.to_string())];
    if place.end_line > place.line {
        properties.push(("endLine", place.end_line.to_string()));
    } else {
        properties.push(("col", place.column.to_string()));
        properties.push(("endColumn", place.end_column.to_string()));
    }
    properties
}

/// The text after `::`, where a percent sign and ends of lines have a meaning.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, where colons and commas have one too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A fault as the code-quality report of GitLab wants it.
#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// For GitLab: a code-quality report, with every fault of every file. `folder` is where the site is in
/// its repository: empty, or ends with `/`.
pub fn gitlab(report: &Report, sources: &Sources, lang: Lang, folder: &str) -> String {
    let mut places = Places::new(sources);
    let mut names = Fingerprints::default();
    let issues = Each::of(report.iter().map(|d| issue(d, &mut places, &mut names, lang, folder)));
    text(|out| write_value(&issues, out))
}

fn issue(d: &Diagnostic, places: &mut Places, names: &mut Fingerprints, lang: Lang, folder: &str) -> Issue {
    let place = d.span.map(|span| places.of(span));
    let path = place.as_ref().map_or(SETTINGS, |place| &place.file);
    Issue {
        description: words(d, lang).replace('\n', " – "),
        check_name: d.rule.code,
        fingerprint: names.next(d, places),
        // An error stops the publication of the whole site.
        severity: match d.severity {
            Severity::Error => "blocker",
            Severity::Warning => "minor",
            Severity::Advice => "info",
        },
        location: Location {
            path: format!("{folder}{path}"),
            lines: place.map_or(Lines { begin: 1, end: 1 }, |p| Lines { begin: p.line, end: p.end_line }),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::shown::tests::{RULE, sentence};
    use crate::source::{FileId, Span};

    #[test]
    fn an_annotation_is_one_line_with_everything_escaped() {
        let sources = Sources::from_texts([("content/a,b:c 100%.md", "un\ndeux\n")]);
        let mut report = Report::default();
        let span = Span::new(FileId(0), 3, 7);
        report.add(Diagnostic::at(&RULE, span, sentence("50 %\n::error::x")).help(sentence("y")));
        report.add(Diagnostic::at(&RULE, Span::new(FileId(0), 0, 7), sentence("z")));
        report.add(Diagnostic::nowhere(&RULE, sentence("w")));
        let shown = github(&report, &sources, Lang::English, "g/");
        assert_eq!(
            shown.lines().collect::<Vec<_>>(),
            [
                "::error file=g/content/a%2Cb%3Ac 100%25.md,line=2,col=1,endColumn=5,title=lien-mort::To do: 50 %25%0A::error::x%0ATo do: To do: y",
                "::error file=g/content/a%2Cb%3Ac 100%25.md,line=1,endLine=2,title=lien-mort::To do: z",
                "::error title=lien-mort::To do: w",
            ]
        );
    }

    /// What GitHub's own toolkit reads again from an escaped text.
    fn unescaped(text: &str) -> String {
        let text = text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",");
        text.replace("%25", "%")
    }

    #[test]
    fn no_name_and_no_text_makes_a_second_command_or_another_property() {
        for hostile in
            ["a\n::error::b", "a\r\n::set-output name=x::b", "a,line=9,title=b::c", "100%0A::c", "%250A,%2C", "::"]
        {
            let path = format!("content/{hostile}.md");
            let sources = Sources::from_texts([(path.as_str(), "un\n"), ("b.md", "un\n")]);
            let id = sources.find(&path).unwrap();
            let mut report = Report::default();
            let fault = Diagnostic::at(&RULE, Span::new(id, 0, 2), sentence(hostile)).help(sentence(hostile));
            report.add(fault.label(Span::new(id, 0, 2), sentence(hostile)));
            let shown = github(&report, &sources, Lang::English, "");
            assert_eq!(shown.lines().count(), 1, "{shown}");
            assert!(!shown.contains('\r'));
            let (head, message) = shown.strip_prefix("::error ").unwrap().split_once("::").unwrap();
            let properties: Vec<&str> = head.split(',').collect();
            assert_eq!(properties.len(), 5, "{head}");
            let values: Vec<&str> = properties.iter().map(|p| p.split_once('=').unwrap().1).collect();
            assert!(values.iter().all(|value| !value.contains(':')), "{head}");
            let visible = hostile.replace('\r', "\u{fffd}");
            assert_eq!(unescaped(values[0]), format!("content/{visible}.md"));
            assert!(unescaped(message).starts_with(&format!("To do: {visible}\n")), "{message}");
        }
    }

    #[test]
    fn every_issue_of_gitlab_has_a_file_a_line_and_a_name_of_its_own() {
        let sources = Sources::from_texts([("content/été.md", "un\ndeux\n")]);
        let mut report = Report::default();
        let span = Span::new(FileId(0), 3, 7);
        report.add(Diagnostic::nowhere(&RULE, sentence("w")));
        report.add(Diagnostic::at(&RULE, span, sentence("x")).help(sentence("y")));
        report.add(Diagnostic::at(&RULE, span, sentence("x")));
        let issues: serde_json::Value = serde_json::from_str(&gitlab(&report, &sources, Lang::English, "g/")).unwrap();
        assert_eq!(issues[0]["location"]["path"], "g/content/site.yaml");
        assert_eq!(issues[0]["location"]["lines"]["begin"], 1);
        assert_eq!(issues[1]["location"]["path"], "g/content/été.md");
        assert_eq!(issues[1]["location"]["lines"]["begin"], 2);
        assert_eq!(issues[1]["description"], "To do: x – To do: To do: y");
        assert_eq!((&issues[1]["check_name"], &issues[1]["severity"]), (&"lien-mort".into(), &"blocker".into()));
        assert_ne!(issues[1]["fingerprint"], issues[2]["fingerprint"]);
    }
}
