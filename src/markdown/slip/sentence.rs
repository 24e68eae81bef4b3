//! Sentences too long to be read at once, and endings that a screen reader spells out.

use std::ops::Range;

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::{Kind, Slip, Text, Trace};

/// More than thirty-five words.
pub const LONG: Rule = Rule { code: "phrase-longue", severity: Severity::Advice };
/// `habitant·e·s`, `élu.e.s`.
pub const MEDIAN: Rule = Rule { code: "point-median", severity: Severity::Advice };

/// The most words of a sentence: beyond, its beginning is forgotten before its end.
const MOST: usize = 35;

/// Finds them.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    for leaf in trace.leaves.iter().filter(|leaf| leaf.kind == Kind::Paragraph) {
        for (range, words) in sentences(&text.text[leaf.range.clone()]) {
            let range = leaf.range.start + range.start..leaf.range.start + range.end;
            let message = Message::new("sentence-long").with("words", words).with("most", MOST);
            slips.push(Slip::told(text.at(&LONG, &range, message).help(Message::new("sentence-long-help"))));
        }
    }
    for piece in &trace.texts {
        for range in median(&text.text[piece.clone()]) {
            let typed = &text.text[piece.start + range.start..piece.start + range.end];
            let message = Message::new("median-point").with("typed", typed);
            let place = piece.start + range.start..piece.start + range.end;
            slips.push(Slip::told(text.at(&MEDIAN, &place, message).help(Message::new("median-point-help"))));
        }
    }
}

/// The long sentences of a paragraph: the first words of each, and how many words it has. Addresses, notes and
/// what stands between braces are no words.
fn sentences(source: &str) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    let (mut start, mut end, mut words, mut hidden) = (0, 0, 0, false);
    for (at, word) in pieces(source) {
        let opens = word.contains("](");
        let counted = !hidden && !word.starts_with(['|', '{']) && word.chars().any(char::is_alphanumeric);
        hidden = (hidden || opens) && !word.contains(')');
        if counted {
            (start, words) = (if words == 0 { at } else { start }, words + 1);
            end = if words <= 3 { at + word.len() } else { end };
        }
        // A colon or a semicolon lets the reader breathe; `M.` and `1.` end nothing.
        let stem = word.trim_end_matches(['»', ')', '”', '"', '*', '_']);
        let letters = stem.chars().filter(|c| c.is_alphanumeric()).count();
        let full = stem.ends_with('.') && (letters > 2 || stem.starts_with(['»', ')', '”', '*']));
        if full || stem.ends_with(['!', '?', '…', ':', ';']) {
            found.extend((words > MOST).then_some((start..end, words)));
            words = 0;
        }
    }
    found.extend((words > MOST).then_some((start..end, words)));
    found
}

/// The pieces of a text between spaces, with their places.
fn pieces(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    source.split_inclusive(char::is_whitespace).filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let word = piece.trim_end();
        (!word.is_empty()).then_some((start, word))
    })
}

/// Words with endings between points: a raised point between letters, or `.e.s` and its like.
fn median(source: &str) -> Vec<Range<usize>> {
    const ENDINGS: [&str; 10] = ["e", "es", "s", "ne", "nes", "le", "trice", "trices", "euse", "euses"];
    let mut found = Vec::new();
    for (at, piece) in pieces(source) {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let mut parts = word.split(['·', '•', '‧', '.']);
        let stem = parts.next().unwrap_or_default();
        let mut ending = parts.clone().peekable();
        let raised = word.contains(['·', '‧']);
        let known = ending.peek().is_some() && parts.all(|part| ENDINGS.contains(&part));
        if stem.chars().count() > 2 && stem.chars().all(char::is_alphabetic) && known && (raised || ends(word)) {
            let start = at + piece.find(word).unwrap_or(0);
            found.push(start..start + word.len());
        }
    }
    found
}

/// `.e.s`: a single `.s` or `.e` may be the end of a sentence without its space.
fn ends(word: &str) -> bool {
    word.ends_with(".e.s") || word.ends_with(".trice.s") || word.ends_with(".ne.s") || word.ends_with(".euse.s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_sentence_are_counted() {
        let long = "mot ".repeat(36);
        assert_eq!(sentences(&long), [(0..11, 36)]);
        assert_eq!(sentences(&format!("Bref. {long}"))[0].0.start, 6);
        assert!(sentences(&"mot ".repeat(35)).is_empty());
        let cut = format!("{0}fin : {0}fin ; {0}fin. {0}fin ». {0}2015. {0}", "mot ".repeat(30));
        assert!(sentences(&cut).is_empty());
        let link = format!("{}[deux mots](https://exemple.fr/a b c d e f g)", "mot ".repeat(33));
        assert!(sentences(&link).is_empty());
    }

    #[test]
    fn raised_points_are_found_in_words_alone() {
        let words = |text: &str| median(text).into_iter().map(|r| text[r].to_owned()).collect::<Vec<_>>();
        assert_eq!(
            words("Les habitant·e·s et les élu.e.s, directeur·trice"),
            ["habitant·e·s", "élu.e.s", "directeur·trice"]
        );
        assert!(words("Fin.Suite et exemple.fr, art.5, 2·3, p.s. et data.gouv.fr").is_empty());
    }
}
