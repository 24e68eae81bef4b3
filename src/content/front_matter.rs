//! Where the header of a page ends, and the fields that every page has.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::char::is_combining_mark;

use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::types::date::Date;
use crate::model::{Field, Value, built_in};
use crate::source::{FileId, Span};
use crate::yaml::{protected, written};

/// A header that is opened and never closed.
pub const UNCLOSED: Rule = Rule { code: "en-tete-non-ferme", severity: Severity::Error };
/// A second header below the first.
pub const COPIED: Rule = Rule { code: "en-tete-en-double", severity: Severity::Error };
/// A page without a header, whose fields are required.
pub const NO_HEADER: Rule = Rule { code: "en-tete-absent", severity: Severity::Error };

/// The two parts of a Markdown file, as ranges of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The YAML, without its lines of dashes.
    pub header: Range<usize>,
    /// The Markdown.
    pub body: Range<usize>,
    /// Is there a second header between them? That is told.
    pub doubled: bool,
}

impl Split {
    /// The two parts around the line that closes the header, but for a second header that may stand between them.
    fn new(text: &str, header: Range<usize>, file: FileId, report: &mut Report) -> Split {
        let below = line_end(text, header.end);
        let reopened = unopened(text, below).filter(|close| header.is_empty() && is_header(&text[below..*close]));
        if let Some(close) = reopened {
            let line = Span::new(file, header.end, header.end + text[header.end..below].trim_end().len());
            let fault = Diagnostic::at(&UNCLOSED, line, Message::new("header-opened-twice"));
            let fix = Span::new(file, header.end, below);
            report.add(fault.help(Message::new("header-opened-twice-help")).fix(fix, ""));
            return Split { header: below..close, body: line_end(text, close)..text.len(), doubled: false };
        }
        let body = after_copy(text, below, file, report);
        Split { header, body: body.unwrap_or(below)..text.len(), doubled: body.is_some() }
    }

    /// Has the file no header at all?
    pub fn is_bare(&self) -> bool {
        self.header.is_empty() && self.header.end == self.body.start
    }
}

/// Finds the header of a text. A header that nobody opened or closed is reported, and taken to be the
/// lines that look like fields.
pub fn split(text: &str, file: FileId, report: &mut Report) -> Split {
    if let Some(header) = usual(text) {
        return Split::new(text, header, file, report);
    }
    // Empty lines before the header change nothing.
    let blank = text.len() - text.trim_start_matches(['\u{feff}', '\n', '\r', ' ']).len();
    let start = if is_fence(&text[blank..line_end(text, blank)]) || unopened(text, blank).is_some() {
        blank
    } else if text.starts_with('\u{feff}') {
        3
    } else {
        0
    };
    let first = line_end(text, start);
    if let Some(split) = misopened(text, start, file, report) {
        return split;
    }
    if let Some(close) = unopened(text, start) {
        let span = Span::new(file, start, first.saturating_sub(1).max(start));
        let line = format!("---{}", newline(text));
        report.add(
            Diagnostic::at(&UNCLOSED, span, Message::new("header-unopened"))
                .help(Message::new("header-unopened-help"))
                .fix(Span::new(file, start, start), line),
        );
        return Split { header: start..close, body: line_end(text, close)..text.len(), doubled: false };
    }
    if !is_fence(&text[start..first]) {
        return Split { header: start..start, body: start..text.len(), doubled: false };
    }
    check_fence(text, start, file, report);
    if let Some(close) = misclosed(text, first, file, report) {
        return Split::new(text, first..close, file, report);
    }
    let end = fields_end(text, first);
    let close = lines(text, first).find(|(_, line)| is_fence(line)).map(|(at, _)| at);
    match close {
        // What stands between the fields and the dashes is no text: the dashes close the header.
        Some(close) if !is_text(&text[end.min(close)..close]) => {
            check_fence(text, close, file, report);
            return Split::new(text, first..close, file, report);
        }
        _ => {}
    }
    let last = text[first..end].trim_end();
    // Without any field, the dashes themselves are the last line.
    let line_start = if last.is_empty() { start } else { first + last.rfind('\n').map_or(0, |n| n + 1) };
    let span = Span::new(file, start, start + text[start..first].trim_end().len());
    let line = text[line_start..line_start.max(first + last.len())].trim().to_owned();
    let number = text[..line_start].matches('\n').count() + 1;
    let ended = text[..end].ends_with('\n') || end == first;
    let fix = if ended { format!("---{}", newline(text)) } else { format!("{}---{}", newline(text), newline(text)) };
    report.add(
        Diagnostic::at(&UNCLOSED, span, Message::new("header-unclosed"))
            .help(Message::new("header-unclosed-help").with("number", number).with("line", line))
            .fix(Span::new(file, end, end), fix),
    );
    Split { header: first..end, body: end..text.len(), doubled: false }
}

/// The line that opens and closes a header.
const FENCE: &str = "---\n";

/// A header as nearly everybody writes it: nothing stands before it, no line of it is empty.
fn usual(text: &str) -> Option<Range<usize>> {
    text.starts_with(FENCE).then_some(())?;
    let mut at = FENCE.len();
    loop {
        let end = line_end(text, at);
        match &text[at..end] {
            FENCE => return Some(FENCE.len()..at),
            line if line.trim().is_empty() || is_fence(line) || is_other(line) => return None,
            _ => at = end,
        }
    }
}

/// A header whose first line is made of other signs: `--`, `***`, `+++`, `--- en-tête`.
fn misopened(text: &str, start: usize, file: FileId, report: &mut Report) -> Option<Split> {
    let first = line_end(text, start);
    let opening = text[start..first].trim_end();
    let signs = opening.len() > 1 && opening.chars().all(|c| "-–—_*+=~`".contains(c));
    (!is_fence(opening) && (signs || opening.starts_with("---"))).then_some(())?;
    let same = |line: &str| signs && line.trim_end() == opening;
    let mut fields = lines(text, first).take_while(|(_, line)| !is_fence(line) && !same(line));
    let (_, field) = fields.next()?;
    name(field)?;
    if fields.any(|(_, line)| line.trim().is_empty()) {
        return None;
    }
    let (close, closing) = lines(text, first).find(|(_, line)| is_fence(line) || same(line))?;
    let span = Span::new(file, start, start + opening.len());
    let mut fault = Diagnostic::at(&UNCLOSED, span, Message::new("header-misopened").with("signs", opening))
        .help(Message::new("write-line").with("line", "---"))
        .fix(span, "---");
    if !is_fence(closing) {
        fault = fault.fix(Span::new(file, close, close + closing.trim_end().len()), "---");
    }
    report.add(fault);
    Some(Split { header: first..close, body: line_end(text, close)..text.len(), doubled: false })
}

/// Where a header ends whose last line is made of other signs: `--`, `***`. Right above it stands a field, or what goes on
/// in one: signs like these make a rule or a heading in a text.
fn misclosed(text: &str, first: usize, file: FileId, report: &mut Report) -> Option<usize> {
    let mut inside = lines(text, first).take_while(|(_, line)| !is_fence(line));
    let (close, line) = inside.find(|(_, line)| is_other(line))?;
    let below = close + line.len();
    let end = fields_end(text, below);
    let goes_on = is_fence(&text[end..line_end(text, end)]);
    (!goes_on && are_fields(&text[first..close])).then_some(())?;
    let signs = line.trim_end();
    let span = Span::new(file, close, close + signs.len());
    let fault = Diagnostic::at(&UNCLOSED, span, Message::new("header-misclosed").with("signs", signs));
    report.add(fault.help(Message::new("write-line").with("line", "---")).fix(span, "---"));
    Some(close)
}

/// Are these lines all fields, comments and what goes on in a field, down to the last one?
fn are_fields(lines: &str) -> bool {
    let mut in_field = false;
    for line in lines.lines().map(str::trim_end).filter(|line| !is_comment(line)) {
        let goes_on = in_field && line.starts_with([' ', '\t', '-']);
        if !line.is_empty() && !goes_on && !is_field(line) {
            return false;
        }
        in_field = !line.is_empty();
    }
    in_field
}

/// Are these lines fields, rather than a text that begins with a name and a colon? Two names, or one that pages have.
fn is_header(lines: &str) -> bool {
    let mut names = lines.lines().filter_map(name);
    let is_known = |name: &str| ENGINE.iter().chain(SECTION.iter()).any(|field| field.id == name.to_lowercase());
    names.next().is_some_and(|first| names.next().is_some() || is_known(first))
}

/// Where the text begins after a second header: one that was pasted above the first or below it, perhaps without the
/// line that opens it.
fn after_copy(text: &str, body: usize, file: FileId, report: &mut Report) -> Option<usize> {
    let start = text.len() - text[body..].trim_start_matches(['\n', '\r', ' ']).len();
    let line = line_end(text, start);
    let is_opened = text[start..line].trim_end() == "---";
    let first = if is_opened { line } else { start };
    let comment = |line: &str| line.starts_with('#') && !line.starts_with("##");
    let blank = |line: &str| line.trim().is_empty();
    let (_, field) = lines(text, first).find(|(_, line)| !comment(line) && !blank(line))?;
    let first_name = name(field)?;
    let above: BTreeSet<&str> = text[..body].lines().filter_map(name).collect();
    let repeated = above.contains(first_name);
    // Empty lines stand between fields, as in a page that `boucle new` made; a text may hold them too.
    let inside = |line: &str| name(line).is_some() || comment(line) || line.starts_with([' ', '-', '\t']);
    let other = |line: &str| is_fence(line) || !(inside(line) || repeated && blank(line));
    let (close, line) = lines(text, first).find(|(_, line)| other(line))?;
    // Nothing but its names tells a header that is not opened from a text above a rule.
    let is_copy = || {
        let again: BTreeSet<&str> = text[first..close].lines().filter_map(name).filter(|n| above.contains(n)).collect();
        repeated && (again.len() > 1 || text[..body].lines().find_map(name) == Some(first_name))
    };
    if !is_fence(line) || !(is_opened || is_copy()) {
        return None;
    }
    let end = close + line.trim_end().len();
    let last = text[..end].matches('\n').count() + 1;
    let words = text[start..line_end(text, start)].trim_end().len();
    let fault = Diagnostic::at(&COPIED, Span::new(file, start, start + words), Message::new("header-twice"));
    report.add(fault.help(Message::new("header-twice-help").with("last", last)));
    Some(line_end(text, close))
}

/// Where the lines that look like fields end, from the first line of the header.
fn fields_end(text: &str, first: usize) -> usize {
    let mut end = first;
    for (at, line) in lines(text, first) {
        let plain = line.trim_end();
        let field = is_field(plain);
        if is_fence(line) || !(plain.starts_with([' ', '\t', '-']) || is_comment(plain) || field) {
            break;
        }
        end = at + line.len();
    }
    end
}

/// Is it a comment of YAML, rather than a heading?
fn is_comment(line: &str) -> bool {
    line.starts_with("# ") || line == "#"
}

/// Is there a text here: a paragraph or a heading after an empty line, rather than more fields?
fn is_text(between: &str) -> bool {
    let mut after_blank = false;
    for line in between.lines() {
        let plain = line.trim_end();
        let field = is_field(plain);
        let structure = plain.starts_with([' ', '\t', '-', ']', '}'])
            || field
            || (plain.starts_with('#') && !plain.starts_with("##"));
        if after_blank && !plain.is_empty() && !structure {
            return true;
        }
        after_blank = plain.is_empty() || (after_blank && structure && !field);
    }
    false
}

/// The lines of a text from a byte, each with where it begins, line ends included.
fn lines(text: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    text[from..].split_inclusive('\n').scan(from, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    })
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |n| from + n + 1)
}

/// The line end of a text.
fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Three dashes; more are a slip of the hand, and word processors make long ones of them.
fn is_fence(line: &str) -> bool {
    let line = line.trim_end();
    let dashes = |c: char| ['-', '–', '—'].contains(&c);
    line.chars().all(dashes) && (line.len() >= 3)
}

/// Other signs where three dashes are expected.
fn is_other(line: &str) -> bool {
    let line = line.trim_end();
    line.len() > 1 && line.bytes().all(|sign| b"-_*+=".contains(&sign)) && !is_fence(line)
}

/// Reports the long dashes that a word processor made of three short ones.
fn check_fence(text: &str, at: usize, file: FileId, report: &mut Report) {
    let line = text[at..line_end(text, at)].trim_end();
    if !line.is_ascii() {
        let span = Span::new(file, at, at + line.len());
        report.add(
            Diagnostic::at(&UNCLOSED, span, Message::new("header-long-dashes"))
                .help(Message::new("write-line").with("line", "---"))
                .fix(span, "---"),
        );
    }
}

/// Does a line begin with the name of a field?
fn is_field(line: &str) -> bool {
    quoted_name(line).is_some() || line.split_once(':').is_some_and(|(key, _)| is_key(key))
}

/// The name of the field that a line begins, in one word or between quotation marks.
fn name(line: &str) -> Option<&str> {
    let word = || line.split_once(':').map(|(key, _)| key).filter(|key| is_key(key) && !key.contains(' '));
    quoted_name(line).or_else(word)
}

/// The name between straight quotation marks that a line begins.
fn quoted_name(line: &str) -> Option<&str> {
    let (inner, close) =
        line.strip_prefix('"').map(|inner| (inner, "\":")).or(line.strip_prefix('\'').map(|inner| (inner, "':")))?;
    let is_end = |at: &usize| {
        let value = &inner[at + close.len()..];
        value.is_empty() || value.starts_with([' ', '\r', '\n'])
    };
    inner.match_indices(close).map(|(at, _)| at).find(is_end).map(|at| &inner[..at])
}

/// The name of a field: one word, or a few that a hurried editor typed.
fn is_key(key: &str) -> bool {
    let key = key.trim_end();
    !key.is_empty()
        && key.split(' ').count() <= 2
        && key.chars().all(|c| c.is_alphanumeric() || is_combining_mark(c) || "_- '’".contains(c))
        && key.starts_with(char::is_alphabetic)
}

/// A name as a header holds it, wherever it stands there.
pub fn written_name(name: &str) -> String {
    if is_key(name) { written(name) } else { protected(name) }
}

/// Does the text begin with fields, closed by dashes that nothing opened?
fn unopened(text: &str, start: usize) -> Option<usize> {
    let first = text[start..line_end(text, start)].trim_end();
    let (key, rest) = first.split_once(':')?;
    let is_word = is_key(key) && !key.contains(' ');
    if !is_word || !(rest.is_empty() || rest.starts_with(' ')) {
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
mots_cles: { type: list, of: text, label: Mots-clés, help: "Les mots par lesquels on cherche cette page et qui n'y sont pas écrits ; ils ne sont pas montrés" }
hors_recherche: { type: boolean, label: Hors recherche, help: "oui pour que la recherche du site ne trouve pas cette page" }
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
    /// Where they are written.
    pub old_at: Option<Span>,
    /// Not to be published.
    pub draft: bool,
    /// The first day of publication.
    pub publish_on: Option<Date>,
    /// Where it is written.
    pub publish_at: Option<Span>,
    /// The day from which it is no longer published.
    pub withdraw_on: Option<Date>,
    /// Where it is written.
    pub withdraw_at: Option<Span>,
    /// Words by which it is looked for, that it does not hold.
    pub keywords: Vec<String>,
    /// Kept out of the search.
    pub unsearchable: bool,
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
        let texts = |value: Option<Value>| -> Vec<String> {
            value.iter().flat_map(Value::items).filter_map(|v| v.as_text().map(str::to_owned)).collect()
        };
        Engine {
            slug: text(take("adresse")),
            old_addresses: texts(take("anciennes_adresses")),
            old_at: None,
            draft: take("brouillon") == Some(Value::Boolean(true)),
            publish_on: date(take("publier_le")),
            publish_at: None,
            withdraw_on: date(take("retirer_le")),
            withdraw_at: None,
            keywords: texts(take("mots_cles")),
            unsearchable: take("hors_recherche") == Some(Value::Boolean(true)),
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
    fn a_rule_in_the_text_does_not_close_a_header_that_nobody_closed() {
        let text = "---\na: 1\n\nUn texte.\n\n---\n\nAutre.\n";
        assert_eq!(parts(text), ("a: 1\n", "\nUn texte.\n\n---\n\nAutre.\n", 1));
        assert_eq!(parts("---\na: 1\n\nb: 2\n---\nTexte"), ("a: 1\n\nb: 2\n", "Texte", 0));
        assert_eq!(parts("---\na: |\n  x\n\n  y\n---\nTexte"), ("a: |\n  x\n\n  y\n", "Texte", 0));
        assert_eq!(parts("\n---\na: 1\n---\nTexte"), ("a: 1\n", "Texte", 0));
        assert_eq!(parts("—\na: 1\n—\nTexte"), ("a: 1\n", "Texte", 2));
    }

    #[test]
    fn a_header_that_nobody_closed_is_reported_and_the_text_is_kept() {
        assert_eq!(parts("---\na: 1\nb:\n  - c\n\nTexte\n"), ("a: 1\nb:\n  - c\n", "\nTexte\n", 1));
        assert_eq!(parts("---\na: 1\n--\nTexte\n\n---\n"), ("a: 1\n", "Texte\n\n---\n", 1));
        assert_eq!(parts("---\na: 1\n--\nb: 2\n---\nTexte"), ("a: 1\n--\nb: 2\n", "Texte", 0));
    }
}
