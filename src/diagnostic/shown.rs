//! What every format shows of a fault: its places, in lines and columns, and its words.

use std::collections::BTreeMap;

pub use crate::diagnostic::message::plain;
use crate::diagnostic::{Diagnostic, Lang, Message};
use crate::source::{FileId, Sources, Span};

/// A span as people and tools count it: lines and columns from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path from the site's root.
    pub file: String,
    /// The line of the first character.
    pub line: usize,
    /// Its column.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// One past the column of the last character.
    pub end_column: usize,
}

/// The beginnings of the lines of a file, and its text when it can be shown.
struct Lines<'a> {
    starts: Vec<usize>,
    text: Option<&'a str>,
    /// Of each line asked for, its bytes here and there with their columns: a line of a million signs
    /// and as many faults is counted once only.
    marks: BTreeMap<usize, Vec<(usize, usize)>>,
}

/// Counts lines and columns; every file is read through once only, however many faults it has.
pub struct Places<'a> {
    sources: &'a Sources,
    files: BTreeMap<FileId, Lines<'a>>,
}

impl<'a> Places<'a> {
    /// The places of these files; nothing is counted yet.
    pub fn new(sources: &'a Sources) -> Self {
        Places { sources, files: BTreeMap::new() }
    }

    /// Where a span begins and ends.
    pub fn of(&mut self, span: Span) -> Place {
        let (line, column) = self.position(span.file, span.start);
        let (end_line, end_column) = self.position(span.file, span.end.max(span.start));
        Place { file: self.sources.file(span.file).path.clone(), line, column, end_line, end_column }
    }

    /// The line of a byte, from 1.
    pub fn line(&mut self, file: FileId, byte: u32) -> usize {
        self.lines(file).starts.partition_point(|start| *start <= byte as usize)
    }

    /// The text of a line with the byte where it starts; none when the file is not UTF-8.
    pub fn text(&mut self, file: FileId, line: usize) -> Option<(usize, &'a str)> {
        let lines = self.lines(file);
        let text = lines.text?;
        let start = *lines.starts.get(line.checked_sub(1)?)?;
        let end = lines.starts.get(line).copied().unwrap_or(text.len());
        Some((start, text[start..end].trim_end_matches(['\r', '\n'])))
    }

    fn position(&mut self, file: FileId, byte: u32) -> (usize, usize) {
        let bytes = &self.sources.file(file).bytes;
        let end = boundary(bytes, byte as usize);
        let line = self.line(file, u32::try_from(end).unwrap_or(u32::MAX));
        let lines = self.lines(file);
        let start = lines.starts[line - 1];
        let next = lines.starts.get(line).copied().unwrap_or(bytes.len());
        let marks = lines.marks.entry(line).or_insert_with(|| marks(bytes, start, next));
        let (from, column) = marks[(end - start) / STEP];
        let (from, column) = if from <= end { (from, column) } else { (start, 1) };
        (line, column + columns(&bytes[from..end]))
    }

    fn lines(&mut self, file: FileId) -> &mut Lines<'a> {
        let bytes = &self.sources.file(file).bytes;
        self.files.entry(file).or_insert_with(|| {
            let ends = || bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
            // Counted first: a list that grows is there twice, and a file may have forty million lines.
            let mut starts = Vec::with_capacity(1 + ends().count());
            starts.extend(std::iter::once(0).chain(ends().map(|(index, _)| index + 1)));
            Lines { starts, text: std::str::from_utf8(bytes).ok(), marks: BTreeMap::new() }
        })
    }
}

/// How far the marks of a line stand from each other, in bytes.
const STEP: usize = 2048;

/// The byte and the column of every step of a line.
fn marks(bytes: &[u8], start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut marks = vec![(start, 1)];
    for step in (start..=end).step_by(STEP).skip(1) {
        let (from, column) = marks[marks.len() - 1];
        let step = boundary(bytes, step);
        marks.push((step, column + columns(&bytes[from..step])));
    }
    marks
}

/// How many columns some bytes take.
fn columns(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    text.chars().count() - text.matches('\u{feff}').count()
}

/// The nearest place at or before `byte` where a character begins.
fn boundary(bytes: &[u8], byte: usize) -> usize {
    let mut end = byte.min(bytes.len());
    while end > 0 && bytes.get(end).is_some_and(|b| b & 0b1100_0000 == 0b1000_0000) {
        end -= 1;
    }
    end
}

/// The sentence of a fault and what to do about it, one line each, for formats without room for both.
pub fn words(diagnostic: &Diagnostic, lang: Lang) -> String {
    let mut text = diagnostic.message.say(lang);
    for help in &diagnostic.help {
        text.push('\n');
        text.push_str(&Message::new("show-to-do-line").with("text", help.say(lang)).say(lang));
    }
    plain(&text)
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::diagnostic::{Rule, Severity};

    /// A rule for the tests of the formats.
    pub static RULE: Rule = Rule { code: "lien-mort", severity: Severity::Error };

    /// A sentence for the tests: « À faire : » and what it is given.
    pub fn sentence(text: &str) -> Message {
        Message::new("show-to-do-line").with("text", text)
    }

    #[test]
    fn places_are_those_of_the_sources() {
        let text = "\u{feff}été\r\n\nàb\u{feff}c\n";
        let latin = b"abc\ncaf\xfe noir\n".to_vec();
        let sources = Sources::new([("a.md".to_owned(), text.as_bytes().into()), ("b.md".to_owned(), latin.into())]);
        let mut places = Places::new(&sources);
        for byte in 0..text.len() as u32 + 3 {
            assert_eq!(places.position(FileId(0), byte), sources.position(FileId(0), byte), "{byte}");
        }
        let long = format!("a\n{}é\u{feff}\n{}", "été ".repeat(2_000), "œ".repeat(3_000));
        let sources = Sources::from_texts([("a.md", long.as_str())]);
        let mut marked = Places::new(&sources);
        for byte in (0..long.len() as u32 + 3).rev().step_by(7) {
            assert_eq!(marked.position(FileId(0), byte), sources.position(FileId(0), byte), "{byte}");
        }
        assert_eq!(places.position(FileId(1), 7), (2, 4));
        assert_eq!(places.position(FileId(1), 9), (2, 6));
    }

    #[test]
    fn p12_what_drives_a_terminal_is_not_echoed() {
        let named = Message::new("address-twice").with("address", "a\nb\u{202e}").say(Lang::English);
        assert!(named.contains("a\u{fffd}b\u{fffd}") && !named.contains('\n'), "{named}");
        assert_eq!(plain("a\u{1b}[31m\u{9b}\u{202e}b\r"), "a\u{fffd}[31m\u{fffd}\u{fffd}b\u{fffd}");
    }
}
