//! Sentences too long to be read at once, and endings that a screen reader spells out.

use std::ops::Range;

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::{Kind, Piece, Slip, Text, Trace};
use crate::source::sign::set;

/// More than thirty-five words.
pub const LONG: Rule = Rule { code: "phrase-longue", severity: Severity::Advice };
/// `habitant·e·s`, `élu.e.s`.
pub const MEDIAN: Rule = Rule { code: "point-median", severity: Severity::Advice };

/// The most words of a sentence: beyond, its beginning is forgotten before its end.
const MOST: usize = 35;

/// Finds them.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    let mut long = text.scan.long.as_slice();
    for leaf in trace.leaves.iter().filter(|leaf| leaf.kind == Kind::Paragraph) {
        while long.first().is_some_and(|range| range.end <= leaf.range.start) {
            long = &long[1..];
        }
        if long.first().is_none_or(|range| range.start >= leaf.range.end) {
            continue;
        }
        for (range, words) in sentences(&text.text[leaf.range.clone()]) {
            let range = leaf.range.start + range.start..leaf.range.start + range.end;
            let message = Message::new("sentence-long").with("words", words).with("most", MOST);
            slips.push(Slip::told(text.at(&LONG, &range, message).help(Message::new("sentence-long-help"))));
        }
    }
}

/// Finds the raised points of a piece of text.
pub fn piece(text: &Text<'_>, piece: &Piece<'_>, slips: &mut Vec<Slip>) {
    // Raised ones are known by their last byte; after a point on the line, the last letter is an `s`.
    let may_hold = piece.has_any(&[0xB7, 0xA7]) || piece.has_any(b".") && piece.source.contains(".s");
    if !may_hold {
        return;
    }
    for range in median(piece.source) {
        let message = Message::new("median-point").with("typed", &piece.source[range.clone()]);
        let help = Message::new("median-point-help");
        slips.push(Slip::told(text.at(&MEDIAN, &piece.place(&range), message).help(help)));
    }
}

/// The long sentences of a paragraph: the first words of each, and how many words it has. Addresses, notes and
/// what stands between braces are no words.
fn sentences(source: &str) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    let (mut start, mut end, mut words, mut hidden) = (0, 0, 0, false);
    for (at, word) in pieces(source) {
        let bytes = word.as_bytes();
        let opens = bytes.contains(&b']') && word.contains("](");
        let counted = !hidden && !matches!(bytes[0], b'|' | b'{') && word.chars().any(char::is_alphanumeric);
        hidden = (hidden || opens) && !bytes.contains(&b')');
        if counted {
            (start, words) = (if words == 0 { at } else { start }, words + 1);
            end = if words <= 3 { at + word.len() } else { end };
        }
        // Most words end in a letter.
        if bytes.last().is_some_and(u8::is_ascii_alphanumeric) {
            continue;
        }
        // A colon or a semicolon lets the reader breathe; `M.` and `1.` end nothing.
        let stem = word.trim_end_matches(['»', ')', '”', '"', '*', '_']);
        let letters = || stem.chars().filter(|c| c.is_alphanumeric()).count();
        let full = stem.ends_with('.') && (stem.starts_with(['»', ')', '”', '*']) || letters() > 2);
        if full || stem.ends_with(['!', '?', '…', ':', ';']) {
            found.extend((words > MOST).then_some((start..end, words)));
            words = 0;
        }
    }
    found.extend((words > MOST).then_some((start..end, words)));
    found
}

/// The bytes that may end a sentence or a paragraph, and those with which a space may begin, but the common one.
pub const SIGNS: [bool; 256] = set(b"\t\n\x0b\x0c\r!?:;.\xC2\xE1\xE2\xE3");

/// The words between what surely ends a sentence, or a paragraph: they are not fewer than those of a sentence.
#[derive(Default)]
pub struct Words {
    /// Where they begin.
    start: usize,
    /// How many spaces stand before them in the text.
    before: usize,
    /// How many of those seen are no common ones.
    others: usize,
    /// Where there were too many.
    long: Vec<Range<usize>>,
}

impl Words {
    /// Looks at what stands at a place, after so many common spaces.
    #[inline]
    pub fn add(&mut self, bytes: &[u8], at: usize, spaces: impl Fn() -> usize) {
        let is_last = || bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
        match bytes[at] {
            b'\n' if matches!(bytes.get(at + 1), Some(b'\n' | b'\r')) => self.end(at, spaces()),
            b'!' | b'?' | b':' | b';' if is_last() => self.end(at, spaces()),
            b'.' if is_last() && at > 2 && bytes[at - 3..at].iter().all(u8::is_ascii_alphanumeric) => {
                self.end(at, spaces());
            }
            b'!' | b'?' | b':' | b';' | b'.' => {}
            // Beyond ASCII, so do other signs begin.
            _ => self.others += 1,
        }
    }

    /// They end at a place, after so many common spaces.
    fn end(&mut self, at: usize, spaces: usize) {
        let (start, before) = (self.start, self.before);
        (self.start, self.before) = (at + 1, spaces + self.others);
        // The first words have no space before them.
        if self.before - before >= MOST {
            self.long.push(start..at);
        }
    }

    /// Where there were too many words, once the text is over.
    pub fn long(mut self, end: usize, spaces: usize) -> Vec<Range<usize>> {
        self.end(end, spaces);
        self.long
    }
}

/// The pieces of a text between spaces, with their places.
fn pieces(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while from < source.len() {
            let start = from;
            let (end, space) = space_after(source, start);
            from = end + space;
            if start < end {
                return Some((start, &source[start..end]));
            }
        }
        None
    })
}

/// Where the first space from a byte on stands, and how many bytes it has.
fn space_after(source: &str, from: usize) -> (usize, usize) {
    let bytes = source.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            b'!'..=b'~' => 1,
            b' ' | b'\t'..=b'\r' => return (at, 1),
            _ => match source[at..].chars().next() {
                Some(sign) if sign.is_whitespace() => return (at, sign.len_utf8()),
                sign => sign.map_or(1, char::len_utf8),
            },
        };
    }
    (at, 0)
}

/// Words with endings between points: a raised point between letters, or `.e.s` and its like.
fn median(source: &str) -> Vec<Range<usize>> {
    const ENDINGS: [&str; 10] = ["e", "es", "s", "ne", "nes", "le", "trice", "trices", "euse", "euses"];
    let mut found = Vec::new();
    // An ending follows one of these signs, known by its last byte, and begins with one of these letters.
    let may_end = |pair: &[u8]| {
        matches!(pair[0], b'.' | 0xB7 | 0xA2 | 0xA7) && matches!(pair[1], b'e' | b's' | b'n' | b'l' | b't')
    };
    if !source.as_bytes().windows(2).any(may_end) {
        return found;
    }
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
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::Declared;
    use crate::markdown::slip::Leaf;
    use crate::source::FileId;
    use crate::source::written::Written;

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
        for space in ["\u{a0}", "\u{2009}", "\n", " l’", " « "] {
            assert_eq!(sentences(&format!("mot{space}").repeat(36)).len(), 1, "{space:?}");
        }
    }

    /// What sentences are made of, and what ends them.
    const BITS: &str = "a|l’|mot|fin|2015|M|un deux trois quatre|six mots qui se suivent tous|.|..|…|!|?|:|;|,| |\n|\n\n|\r\n|\t|\u{a0}|\u{202f}|\u{2009}|\u{3000}|«|»|é|\
        **|)|(|](|{|-|\n> |\n- |œ|™|ª|ᚠ";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_long_sentence_is_where_words_are_too_many(
            words in prop::collection::vec(prop::sample::select(BITS.split('|').collect::<Vec<_>>()), 20..90),
        ) {
            let source = words.join(" ");
            let written = Written::free(FileId(0), 0, source.len());
            let text = Text::new(&source, &written, None, Declared::default());
            let mut start = 0;
            for paragraph in source.split_inclusive("\n\n") {
                let range = start..start + paragraph.len();
                start = range.end;
                let leaf = Leaf { kind: Kind::Paragraph, range, top: true };
                let trace = Trace { leaves: vec![leaf], ..Trace::default() };
                let mut slips = Vec::new();
                find(&text, &trace, &mut slips);
                prop_assert_eq!(slips.len(), sentences(paragraph).len(), "{:?}", paragraph);
            }
        }
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
