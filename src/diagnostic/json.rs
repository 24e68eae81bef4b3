//! Faults for tools: a stable JSON of our own, with every fault of every file.

use std::cell::Cell;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

use crate::diagnostic::shown::{Place, Places, plain};
use crate::diagnostic::{Diagnostic, Lang, Report, Severity};
use crate::source::Sources;

/// Raised when a key changes its meaning; new keys do not raise it.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Shown<D> {
    version: u32,
    diagnostics: D,
    errors: usize,
    warnings: usize,
    advice: usize,
}

#[derive(Serialize)]
struct Fault {
    code: &'static str,
    level: &'static str,
    message: String,
    help: Vec<String>,
    #[serde(flatten)]
    at: At,
    labels: Vec<Label>,
    fix: Vec<Replacement>,
}

/// A certain correction: the text that takes the place of another.
#[derive(Serialize)]
struct Replacement {
    text: String,
    #[serde(flatten)]
    at: At,
}

#[derive(Serialize)]
struct Label {
    message: String,
    #[serde(flatten)]
    at: At,
}

/// Where; every key is null for a fault of no file.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct At {
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

/// The whole report as JSON, with sentences in a language and everything else in English.
pub fn show(report: &Report, sources: &Sources, lang: Lang) -> String {
    text(|out| write(report, sources, lang, out))
}

/// The same, written as it is made: of many faults one stands in memory at a time.
pub fn write(report: &Report, sources: &Sources, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(sources);
    let shown = Shown {
        version: VERSION,
        diagnostics: Each::of(report.iter().map(|d| fault(d, &mut places, lang))),
        errors: report.count(Severity::Error),
        warnings: report.count(Severity::Warning),
        advice: report.count(Severity::Advice),
    };
    write_value(&shown, out)
}

/// A list whose items are made when they are written; it can be written once.
pub(super) struct Each<I>(Cell<Option<I>>);

impl<I: Iterator<Item: Serialize>> Each<I> {
    /// The items of an iterator.
    pub(super) fn of(items: I) -> Each<I> {
        Each(Cell::new(Some(items)))
    }
}

impl<I: Iterator<Item: Serialize>> Serialize for Each<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.take().into_iter().flatten())
    }
}

/// What is written, as a text.
pub(super) fn text(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).expect("memory takes all that is written");
    String::from_utf8(bytes).expect("JSON is text")
}

/// Writes JSON that stays harmless when it is read on a terminal.
pub(super) fn write_value(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::pretty(Harmless(&mut *out));
    value.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// Writes JSON without what could drive a terminal. It is given whole characters.
struct Harmless<'o>(&'o mut dyn Write);

impl Write for Harmless<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = std::str::from_utf8(bytes).map_err(io::Error::other)?;
        let is_harmful = |c: char| {
            // Outside ASCII and in DEL, these stand inside strings only.
            matches!(c, '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_harmful(*c)) {
            write!(self.0, "{}\\u{:04x}", &rest[..at], u32::from(c))?;
            rest = &rest[at + c.len_utf8()..];
        }
        self.0.write_all(rest.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn fault(diagnostic: &Diagnostic, places: &mut Places, lang: Lang) -> Fault {
    let labels = diagnostic.labels.iter();
    Fault {
        code: diagnostic.rule.code,
        level: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        },
        message: plain(&diagnostic.message.say(lang)),
        help: diagnostic.help.iter().map(|h| plain(&h.say(lang))).collect(),
        at: diagnostic.span.map(|span| places.of(span).into()).unwrap_or_default(),
        labels: labels
            .map(|(span, message)| Label { message: plain(&message.say(lang)), at: places.of(*span).into() })
            .collect(),
        fix: diagnostic
            .fix
            .iter()
            .map(|edit| Replacement { text: edit.text.clone(), at: places.of(edit.span).into() })
            .collect(),
    }
}

impl From<Place> for At {
    fn from(place: Place) -> Self {
        At {
            file: Some(place.file),
            line: Some(place.line),
            column: Some(place.column),
            end_line: Some(place.end_line),
            end_column: Some(place.end_column),
        }
    }
}

/// Any plain value as JSON that people can read.
pub fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::shown::tests::{RULE, sentence};
    use crate::source::{FileId, Span};

    #[test]
    fn every_key_is_there_for_every_fault() {
        let sources = Sources::from_texts([("content/a\u{9b}.md", "é\nmot\n")]);
        let mut report = Report::default();
        let other = Span::new(FileId(0), 0, 2);
        report.add(Diagnostic::nowhere(&RULE, sentence("x")));
        report.add(
            Diagnostic::at(&RULE, Span::new(FileId(0), 3, 6), sentence("y"))
                .help(sentence("z"))
                .label(other, sentence("ici")),
        );
        let json = show(&report, &sources, Lang::English);
        assert!(!json.contains('\u{9b}') && json.contains("a\\u009b.md"));
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["version"], 1);
        assert_eq!(value["errors"], 2);
        assert_eq!(value["advice"], 0);
        assert_eq!(value["diagnostics"][0]["file"], serde_json::Value::Null);
        let second = &value["diagnostics"][1];
        assert_eq!(second["message"], "To do: y");
        assert_eq!((&second["line"], &second["column"]), (&2.into(), &1.into()));
        assert_eq!((&second["endLine"], &second["endColumn"]), (&2.into(), &4.into()));
        assert_eq!(second["labels"][0]["endColumn"], 2);
        let keys: Vec<&String> = second.as_object().unwrap().keys().collect();
        let wanted = "code level message help file line column endLine endColumn labels fix";
        assert_eq!(keys, wanted.split(' ').collect::<Vec<_>>());
    }
}
