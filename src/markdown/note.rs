//! Notes: those that are called, those that are written, and those that miss one another.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Message};
use crate::markdown::builder::Builder;
use crate::markdown::document::{Note, Part, Run};
use crate::markdown::{Inline, NOTE};
use crate::slug::slug;

impl Builder<'_, '_> {
    /// One more call of a note.
    pub(super) fn note(&mut self, name: &str) -> Inline {
        let index = self.called.get(name).copied().unwrap_or_else(|| {
            self.document.notes.push(Note { name: name.to_owned(), blocks: Run::default(), calls: 0 });
            let index = self.document.notes.len() - 1;
            self.called.insert(name.to_owned(), index);
            index
        });
        self.document.notes[index].calls += 1;
        Inline::Note(index as u32, self.document.notes[index].calls as u32)
    }

    /// A call of a note that nobody wrote stays plain text: `[^1]`.
    pub(super) fn undefined_notes(&mut self, words: Part, range: &Range<usize>) {
        if !self.document[words].as_bytes().contains(&b'^') {
            return;
        }
        let text = self.document[words].to_owned();
        // Where to look in the source for the next one: each place is looked at once.
        let mut seen = range.start;
        let mut from = 0;
        while let Some(start) = text[from..].find("[^").map(|n| n + from) {
            let Some(end) = text[start..].find(']').map(|n| n + start) else { return };
            let name = &text[start + 2..end];
            from = end;
            if name.is_empty() || name.contains(char::is_whitespace) {
                continue;
            }
            let found = self.text[seen..range.end].find(&text[start..=end]).map(|n| n + seen);
            let place = found.map_or(range.clone(), |n| n..n + end + 1 - start);
            seen = found.map_or(range.end, |n| n + 2);
            self.unwritten.push((name.to_owned(), self.span(&place)));
        }
    }

    /// Gives each called note its text; a note that is never called is reported, and one that is not written.
    ///
    /// A call that misspells the name of a note is one fault: the note itself is not told as well.
    pub(super) fn finish_notes(&mut self) {
        let mut meant = BTreeSet::new();
        for (name, span) in std::mem::take(&mut self.unwritten) {
            let help = match nearest(&name, self.written.keys().map(String::as_str)) {
                Some(near) => {
                    meant.insert(near.to_owned());
                    Message::new("note-misspelt-help").with("line", format!("[^{near}]"))
                }
                None => Message::new("note-missing-help").with("line", format!("[^{name}]: …")),
            };
            let message = Message::new("note-missing").with("name", name);
            self.report.add(Diagnostic::at(&NOTE, span, message).help(help));
        }
        for note in &mut self.document.notes {
            if let Some((blocks, _)) = self.written.remove(&note.name) {
                note.blocks = blocks;
            }
        }
        for (name, (_, span)) in std::mem::take(&mut self.written) {
            if !self.called.contains_key(&name) && !meant.contains(&name) {
                let message = Message::new("note-uncalled").with("name", name.as_str());
                self.report.add(
                    Diagnostic::at(&NOTE, span, message)
                        .help(Message::new("note-uncalled-help").with("name", name.as_str())),
                );
            }
        }
    }
}

/// The name of a note that `name` misspells: the two differ in one place, by two signs side by side at most.
/// Short names are not guessed, as `1` is not `2`.
fn nearest<'a>(name: &str, mut known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let words = |name: &str| slug(name).chars().filter(|sign| !sign.is_ascii_digit()).collect::<Vec<char>>();
    let name = words(name);
    known.find(|known| {
        let known = words(known);
        let same = name.iter().zip(&known).take_while(|(a, b)| a == b).count();
        let (rest, other) = (&name[same..], &known[same..]);
        let end = rest.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
        name.len().min(known.len()) > 3 && rest.len() <= end + 2 && other.len() <= end + 2
    })
}
