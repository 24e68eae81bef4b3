//! Where the header of a page ends, and the fields that every page has.

use std::ops::Range;
use std::sync::LazyLock;

use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::types::date::Date;
use crate::model::{Field, Value, built_in};
use crate::source::{FileId, Span};

/// A header that is opened and never closed.
pub const UNCLOSED: Rule = Rule { code: "en-tete-non-ferme", severity: Severity::Error };

/// The two parts of a Markdown file, as ranges of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The YAML, without its lines of dashes.
    pub header: Range<usize>,
    /// The Markdown.
    pub body: Range<usize>,
}

/// Finds the header of a text. A header that nobody closed is reported, and taken to end at the
/// last line that looks like one of its own.
pub fn split(text: &str, file: FileId, report: &mut Report) -> Split {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let first = line_end(text, start);
    if let Some(close) = unopened(text, start) {
        let span = Span::new(file, start, first.saturating_sub(1).max(start));
        report.add(
            Diagnostic::at(&UNCLOSED, span, Message::new("header-unopened")).help(Message::new("header-unopened-help")),
        );
        return Split { header: start..close, body: line_end(text, close)..text.len() };
    }
    if !is_fence(&text[start..first]) {
        return Split { header: start..start, body: start..text.len() };
    }
    let mut at = first;
    let mut looks_like_header = first;
    while at < text.len() {
        let end = line_end(text, at);
        let line = &text[at..end];
        if is_fence(line) {
            return Split { header: first..at, body: end..text.len() };
        }
        let plain = line.trim_end();
        if looks_like_header == at
            && (plain.starts_with([' ', '-', '#']) || plain.contains(": ") || plain.ends_with(':'))
        {
            looks_like_header = end;
        }
        at = end;
    }
    let last = text[first..looks_like_header].trim_end();
    let line_start = first + last.rfind('\n').map_or(0, |n| n + 1);
    let span = Span::new(file, start, start + 3);
    report.add(Diagnostic::at(&UNCLOSED, span, Message::new("header-unclosed")).help(
        Message::new("header-unclosed-help").with("line", text[line_start..first + last.len()].trim().to_owned()),
    ));
    Split { header: first..looks_like_header, body: looks_like_header..text.len() }
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |n| from + n + 1)
}

/// Three dashes; more are a slip of the hand.
fn is_fence(line: &str) -> bool {
    let line = line.trim_end();
    line.len() >= 3 && line.bytes().all(|b| b == b'-')
}

/// Does the text begin with fields, closed by dashes that nothing opened?
fn unopened(text: &str, start: usize) -> Option<usize> {
    let first = text[start..line_end(text, start)].trim_end();
    let (key, rest) = first.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !is_key || !(rest.is_empty() || rest.starts_with(' ')) {
        return None;
    }
    let mut at = start;
    while at < text.len() {
        let end = line_end(text, at);
        match text[at..end].trim() {
            "" => return None,
            _ if is_fence(&text[at..end]) => return Some(at),
            _ => at = end,
        }
    }
    None
}

/// The fields that every page has, whatever its collection.
pub static ENGINE: LazyLock<Vec<Field>> = LazyLock::new(|| {
    built_in(
        r#"
adresse: { type: identifier, label: Adresse, help: "La fin de l'adresse de la page, quand le nom du fichier ne convient pas" }
anciennes_adresses: { type: list, of: identifier, label: Anciennes adresses, help: "Les adresses qui mènent encore à cette page" }
brouillon: { type: boolean, label: Brouillon, help: "oui tant que la page ne doit pas être publiée" }
publier_le: { type: date, label: Publier le, help: "Le jour à partir duquel la page est publiée" }
retirer_le: { type: date, label: Retirer le, help: "Le jour à partir duquel la page n'est plus publiée" }
langue: { type: identifier, label: Langue, help: "La langue de la page, quand ce n'est pas celle du site" }
"#,
    )
});

/// The fields of the text of a list page (`index.md` in the folder of a collection).
pub static SECTION: LazyLock<Vec<Field>> = LazyLock::new(|| {
    built_in(
        r#"
titre: { type: text, role: title, required: true, label: Titre }
chapo: { type: text, role: summary, max: 320, label: Chapo }
revision: { type: date, role: updated, label: Mise à jour le }
"#,
    )
});

/// What the engine fields of a page say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Engine {
    /// The end of its address, when the editor chose it.
    pub slug: Option<String>,
    /// Addresses that still lead here.
    pub old_addresses: Vec<String>,
    /// Not to be published.
    pub draft: bool,
    /// The first day of publication.
    pub publish_on: Option<Date>,
    /// The day from which it is no longer published.
    pub withdraw_on: Option<Date>,
    /// Its language.
    pub lang: Option<String>,
}

impl Engine {
    /// Takes the engine fields out of the values of a page.
    pub fn take(values: &mut Vec<(String, Value)>) -> Engine {
        let mut take = |id: &str| {
            let index = values.iter().position(|(key, _)| key == id)?;
            Some(values.remove(index).1)
        };
        let text = |value: Option<Value>| value.and_then(|v| v.as_text().map(str::to_owned));
        let date = |value: Option<Value>| match value {
            Some(Value::Date(date)) => Some(date),
            _ => None,
        };
        let old = take("anciennes_adresses");
        Engine {
            slug: text(take("adresse")),
            old_addresses: old.iter().flat_map(Value::items).filter_map(|v| v.as_text().map(str::to_owned)).collect(),
            draft: take("brouillon") == Some(Value::Boolean(true)),
            publish_on: date(take("publier_le")),
            withdraw_on: date(take("retirer_le")),
            lang: text(take("langue")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (&str, &str, usize) {
        let mut report = Report::default();
        let split = split(text, FileId(0), &mut report);
        (&text[split.header], &text[split.body], report.iter().count())
    }

    #[test]
    fn the_header_is_between_two_lines_of_dashes() {
        assert_eq!(parts("---\na: 1\n---\nTexte\n---\n"), ("a: 1\n", "Texte\n---\n", 0));
        assert_eq!(parts("\u{feff}---\r\na: 1\r\n---\r\nTexte"), ("a: 1\r\n", "Texte", 0));
        assert_eq!(parts("Texte seul"), ("", "Texte seul", 0));
    }

    #[test]
    fn a_header_that_nobody_closed_is_reported_and_the_text_is_kept() {
        assert_eq!(parts("---\na: 1\nb:\n  - c\n\nTexte\n"), ("a: 1\nb:\n  - c\n", "\nTexte\n", 1));
    }
}
