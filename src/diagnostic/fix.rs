//! Corrections that are certain, made in memory: no other byte changes.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Edit};
use crate::source::encoding::Encoding;
use crate::source::{FileId, Sources, Span};

/// What one round of corrections gives.
#[derive(Debug, Default)]
pub struct Round {
    /// The new bytes of each file that changes.
    pub files: BTreeMap<FileId, Vec<u8>>,
    /// How many faults were corrected in each of them.
    pub corrected: BTreeMap<FileId, usize>,
    /// Files in an old encoding that nobody asked to convert: their other corrections wait.
    pub held: BTreeSet<FileId>,
}

/// Makes the corrections of these faults. Of two that touch each other, the first is made; the other
/// one waits for the next round.
pub fn apply<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>, sources: &Sources) -> Round {
    let mut by_file: BTreeMap<FileId, Vec<&[Edit]>> = BTreeMap::new();
    for diagnostic in diagnostics {
        let Some(first) = diagnostic.fix.first() else { continue };
        if diagnostic.fix.iter().all(|edit| edit.span.file == first.span.file) {
            by_file.entry(first.span.file).or_default().push(&diagnostic.fix);
        }
    }
    let mut round = Round::default();
    for (id, faults) in by_file {
        let file = sources.file(id);
        let Some(text) = file.text() else { continue };
        let saved_again = faults.iter().any(|edits| is_saving(edits));
        if file.encoding != Encoding::Utf8 && !saved_again {
            round.held.insert(id);
            continue;
        }
        let (edits, corrected) = choose(&faults, text);
        let new = replace(text, &edits);
        if new != text || file.encoding != Encoding::Utf8 {
            round.files.insert(id, new.into_bytes());
            round.corrected.insert(id, corrected);
        }
    }
    round
}

/// Does a correction only ask that the file be saved again?
fn is_saving(edits: &[Edit]) -> bool {
    edits.iter().all(|edit| edit.text.is_empty() && edit.span.start == edit.span.end)
}

/// The edits that can be made together, in order, and how many faults they correct.
fn choose<'d>(faults: &[&'d [Edit]], text: &str) -> (Vec<&'d Edit>, usize) {
    let mut taken: BTreeMap<u32, &Edit> = BTreeMap::new();
    let mut corrected = 0;
    for edits in faults {
        if is_saving(edits) {
            corrected += 1;
            continue;
        }
        let mut sorted: Vec<&Edit> = edits.iter().collect();
        sorted.sort_by_key(|edit| edit.span);
        let is_whole = sorted.iter().all(|edit| is_inside(edit.span, text))
            && sorted
                .windows(2)
                .all(|pair| pair[0].span.end <= pair[1].span.start && pair[0].span.start < pair[1].span.start);
        if is_whole && sorted.iter().all(|edit| is_free(edit.span, &taken)) {
            corrected += 1;
            taken.extend(sorted.into_iter().map(|edit| (edit.span.start, edit)));
        }
    }
    (taken.into_values().collect(), corrected)
}

fn is_inside(span: Span, text: &str) -> bool {
    text.get(span.start as usize..span.end as usize).is_some()
}

/// Does nothing that was chosen touch this place?
fn is_free(span: Span, taken: &BTreeMap<u32, &Edit>) -> bool {
    let before = taken.range(..=span.end).next_back();
    before.is_none_or(|(_, edit)| edit.span.end < span.start)
}

/// A text with its edits made, which are in order.
fn replace(text: &str, edits: &[&Edit]) -> String {
    let mut new = String::with_capacity(text.len() + 64);
    let mut end = 0;
    for edit in edits {
        new.push_str(&text[end..edit.span.start as usize]);
        new.push_str(&edit.text);
        end = edit.span.end as usize;
    }
    new + &text[end..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::shown::tests::{RULE, sentence};

    fn fault(edits: &[(usize, usize, &str)]) -> Diagnostic {
        let fault = Diagnostic::at(&RULE, Span::file(FileId(0)), sentence("x"));
        edits.iter().fold(fault, |fault, (start, end, text)| fault.fix(Span::new(FileId(0), *start, *end), *text))
    }

    fn text(round: &Round) -> &str {
        round.files.get(&FileId(0)).map_or("", |bytes| std::str::from_utf8(bytes).unwrap())
    }

    #[test]
    fn of_two_corrections_that_touch_the_first_is_made() {
        let sources = Sources::from_texts([("a.md", "un été\r\nici\n")]);
        let faults = [fault(&[(0, 2, "1")]), fault(&[(1, 4, "?")]), fault(&[(2, 2, "?")]), fault(&[(10, 13, "là")])];
        let round = apply(&faults, &sources);
        assert_eq!(text(&round), "1 été\r\nlà\n");
        assert_eq!(round.corrected[&FileId(0)], 2);
    }

    #[test]
    fn a_correction_is_made_whole_or_not_at_all() {
        let sources = Sources::from_texts([("a.md", "un été")]);
        assert!(apply(&[fault(&[(0, 1, "x"), (4, 4, "y")])], &sources).files.is_empty(), "inside a letter");
        assert!(apply(&[fault(&[(0, 1, "x"), (9, 99, "y")])], &sources).files.is_empty(), "outside of the file");
        assert!(apply(&[fault(&[(0, 2, "x"), (1, 3, "y")])], &sources).files.is_empty(), "against itself");
        assert_eq!(text(&apply(&[fault(&[(2, 3, "-"), (0, 2, "le")])], &sources)), "le-été");
    }

    #[test]
    fn an_old_encoding_is_left_only_when_asked() {
        let sources = Sources::new([("a.md".to_owned(), b"\xe9t\xe9".as_slice().into())]);
        let round = apply(&[fault(&[(0, 2, "E")])], &sources);
        assert!(round.files.is_empty() && round.held.contains(&FileId(0)));
        let round = apply(&[fault(&[(0, 0, "")]), fault(&[(0, 2, "E")])], &sources);
        assert_eq!((text(&round), round.corrected[&FileId(0)]), ("Eté", 2));
        let utf8 = Sources::from_texts([("a.md", "été")]);
        assert!(apply(&[fault(&[(0, 0, "")])], &utf8).files.is_empty());
    }
}
