//! Faults for the checks of a forge: GitHub shows them beside the lines that changed.

use crate::diagnostic::shown::{Places, plain, words};
use crate::diagnostic::{Diagnostic, Lang, Report, Severity};
use crate::source::Sources;

/// One workflow command a line, for every fault of every file.
pub fn github(report: &Report, sources: &Sources, lang: Lang) -> String {
    let mut places = Places::new(sources);
    report.iter().map(|diagnostic| annotation(diagnostic, &mut places, lang) + "\n").collect()
}

fn annotation(diagnostic: &Diagnostic, places: &mut Places, lang: Lang) -> String {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let mut properties = place(diagnostic, places);
    properties.push(("title", diagnostic.rule.code.to_owned()));
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    let mut text = words(diagnostic, lang);
    for (span, message) in &diagnostic.labels {
        let other = places.of(*span);
        text.push_str(&format!("\n{}:{}:{} {}", other.file, other.line, other.column, message.say(lang)));
    }
    format!("::{level} {}::{}", properties.join(","), data(&plain(&text)))
}

/// GitHub refuses columns when a fault spans several lines.
fn place(diagnostic: &Diagnostic, places: &mut Places) -> Vec<(&'static str, String)> {
    let Some(place) = diagnostic.span.map(|span| places.of(span)) else { return Vec::new() };
    let mut properties = vec![("file", plain(&place.file)), ("line", place.line.to_string())];
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
        let shown = github(&report, &sources, Lang::English);
        assert_eq!(
            shown.lines().collect::<Vec<_>>(),
            [
                "::error file=content/a%2Cb%3Ac 100%25.md,line=2,col=1,endColumn=5,title=lien-mort::To do: 50 %25%0A::error::x%0ATo do: To do: y",
                "::error file=content/a%2Cb%3Ac 100%25.md,line=1,endLine=2,title=lien-mort::To do: z",
                "::error title=lien-mort::To do: w",
            ]
        );
    }
}
