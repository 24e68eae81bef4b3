//! Where a rule of wording may have something to say: most texts are clean, and their words need not be cut.

use memchr::memmem;

use crate::source::sign::set;

use super::{BARE, MONTHS, SHOUT, UPPER, part};

/// The places of a text, in order, at which a rule may be broken. A piece of it that holds none of them breaks no rule.
pub fn places(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut capitals = Capitals::default();
    let mut places = Vec::new();
    let mut from = 0;
    while let Some(at) = next(&bytes[from..]).map(|at| from + at) {
        from = at + 1;
        let after = bytes.get(from).copied().unwrap_or_default();
        let may_break = match LOOKS[usize::from(bytes[at])] {
            Look::None => false,
            Look::Space => is_twice(bytes, at, after),
            Look::Comma => at > 0 && is_comma_misplaced(bytes[at - 1], after),
            Look::Point => after == b'.',
            Look::Digit => (at == 0 || !bytes[at - 1].is_ascii_digit()) && is_number(bytes, at),
            Look::Capital => capitals.add(bytes, at, 1) || begins(&text[at..], bytes[at], after),
            Look::Accent => matches!(after, 0x80..=0x9E) && capitals.add(bytes, at, 2),
            Look::Ellipsis if after == 0x80 => bytes[at + 2] == 0xA6 && at > 0 && bytes[at - 1] == b'c',
            Look::Ellipsis | Look::Long => match part(text, at) {
                (UPPER, length) => capitals.add(bytes, at, length),
                _ => false,
            },
        };
        if may_break {
            places.push(at);
        }
    }
    // Rare letters side by side are found faster so.
    let joined =
        ["oe", "-contre"].into_iter().flat_map(|letters| memmem::find_iter(bytes, letters).collect::<Vec<_>>());
    places.extend(joined);
    places.sort_unstable();
    places
}

/// The first byte where something is to be looked at. Most are none: alone, this loop is a few instructions.
#[inline(never)]
fn next(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| !matches!(LOOKS[usize::from(*byte)], Look::None))
}

/// What is to be looked at where a byte stands.
#[derive(Clone, Copy)]
enum Look {
    /// Nothing.
    None,
    /// The words on both sides: the same one?
    Space,
    /// What stands on both sides.
    Comma,
    /// Another point: `etc...`.
    Point,
    /// A number, an hour, an ordinal.
    Digit,
    /// A word of a list, initials, words in capitals.
    Capital,
    /// The first byte of letters with an accent.
    Accent,
    /// The first byte of the ellipsis.
    Ellipsis,
    /// The first byte of what is perhaps a letter.
    Long,
}

const LOOKS: [Look; 256] = {
    let mut looks = [Look::None; 256];
    let mut byte = 0;
    while byte < 256 {
        looks[byte] = match byte as u8 {
            b' ' => Look::Space,
            b',' => Look::Comma,
            b'.' => Look::Point,
            b'0'..=b'9' => Look::Digit,
            b'A'..=b'Z' => Look::Capital,
            0xC3 => Look::Accent,
            0xE2 => Look::Ellipsis,
            0xC4..=0xF4 => Look::Long,
            _ => Look::None,
        };
        byte += 1;
    }
    looks
};

/// How the words begin of which two are looked for.
const SMALL_STARTS: [bool; 256] = set(b"laduestqp\xC3c");

/// Is the word before a space the one after it, or may it be? None of those that are looked for is longer.
fn is_twice(bytes: &[u8], at: usize, next: u8) -> bool {
    // One of them is to begin as the other does, and as a small word.
    let before = &bytes[at.saturating_sub(5)..at.saturating_sub(1)];
    if !SMALL_STARTS[usize::from(next)] || !before.iter().any(|byte| byte | 0x20 == next | 0x20) {
        return false;
    }
    let after = &bytes[at + 1..];
    let same = |length: usize| {
        let (Some(start), Some(next)) = (at.checked_sub(length), after.get(..length)) else { return false };
        bytes[start..at].eq_ignore_ascii_case(next)
    };
    same(2) || same(3) || same(4) || same(5)
}

/// May a comma be glued to what follows, or apart from what it ends?
fn is_comma_misplaced(before: u8, after: u8) -> bool {
    let may_be_letter = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0x80;
    before == b' ' || may_be_letter(before) && may_be_letter(after)
}

/// May it be an hour, an ordinal, or a number that lacks its spaces?
fn is_number(bytes: &[u8], start: usize) -> bool {
    let digits = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let after = &bytes[start + digits..];
    match after.first() {
        // `14h30`, `1ier`, `2nde`, `2ème`.
        Some(b'h' | b'i' | b'n' | 0xC3) => true,
        Some(b'.') => after.get(1).is_some_and(u8::is_ascii_digit),
        // `12000 habitants`
        Some(b' ' | b'\t'..=b'\r' | 0x80..) if digits > 4 => {
            let next = after.iter().find(|byte| !matches!(byte, b' ' | b'\t'..=b'\r'));
            next.is_some_and(|byte| byte.is_ascii_lowercase() || *byte >= 0x80)
        }
        _ => false,
    }
}

/// Does a text begin with initials, or with a word of the lists that has this capital?
fn begins(text: &str, capital: u8, next: u8) -> bool {
    let is_one =
        |word: &str| text.starts_with(word) && !text.as_bytes().get(word.len()).is_some_and(u8::is_ascii_lowercase);
    match (capital, next) {
        (_, b'.') => matches!(text.as_bytes().get(2), Some(b'.' | b'A'..=b'Z')),
        (b'E', b'c' | b'd' | b'g' | b'l' | b'n' | b'q' | b't' | b'v') => BARE.iter().any(|(bare, _)| is_one(bare)),
        (b'O', b'e') | (b'M', b'r') => true,
        (b'M', b'm') => text.starts_with("Mme."),
        (b'A' | b'D' | b'F' | b'J' | b'M' | b'N' | b'O' | b'S', _) => MONTHS.iter().any(|month| is_one(month)),
        _ => false,
    }
}

/// Capitals that no small letter follows, and how many words they make with none between them.
#[derive(Default)]
struct Capitals {
    words: usize,
    /// Where the last one ends.
    end: usize,
}

impl Capitals {
    /// Adds a capital, of so many bytes. Are there now words enough for a passage?
    fn add(&mut self, bytes: &[u8], at: usize, length: usize) -> bool {
        let gap = &bytes[self.end..at];
        if bytes.get(at + length).is_some_and(u8::is_ascii_lowercase) {
            return false;
        }
        if gap.iter().any(u8::is_ascii_lowercase) {
            self.words = 0;
        }
        self.words += usize::from(self.words == 0 || !gap.is_empty());
        self.end = at + length;
        self.words >= SHOUT
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use proptest::prelude::*;

    use super::*;
    use crate::markdown::Declared;
    use crate::markdown::slip::wording::{ABBREVIATIONS, LIGATURES, SMALL, find, piece};
    use crate::markdown::slip::{Slip, Text, Trace};
    use crate::source::FileId;
    use crate::source::written::Written;

    /// What words are made of, and what stands around them; a star ends a piece of text.
    const BITS: &str = "a|e|E|É|é|œ|Œ|À|Ω|ω|oe|Oe|ci|ci-contre|-|contre|.|..|…|c…|etc|,| ,|1|12|12000|123|h|30|ère|2nde|2ème|1ier|\
        Mme.|Mr|M.|P.|N.|R|AB|SIRET|DE LA|€|²|ª|Ⅷ|\u{a0}|\u{202f}|\n|\t|«|»|\"|*|habitants|en|mars|Mars|Maison|l’|l'|(|)|\\|_|:|’|×|ß";

    /// Every slip of wording of a text: those of the pieces that hold a place, and those of all of them.
    fn both(source: &str) -> [Vec<String>; 2] {
        let written = Written::free(FileId(0), 0, source.len());
        let text = Text::new(source, &written, None, Declared::default());
        let ends = source.match_indices('*').map(|(at, _)| at).chain([source.len()]);
        let texts = ends.scan(0, |start, end| Some(std::mem::replace(start, end + 1)..end));
        let trace =
            Trace { texts: texts.filter(|piece: &Range<usize>| !piece.is_empty()).collect(), ..Trace::default() };
        let (mut some, mut all) = (Vec::new(), Vec::new());
        find(&text, &trace, &mut some);
        trace.texts.iter().for_each(|range| piece(&text, range, &mut all));
        let shown = |slip: &Slip| format!("{:?}", slip.diagnostic);
        [some, all].map(|slips| slips.iter().map(shown).collect())
    }

    fn bits() -> Vec<&'static str> {
        let words = BARE.iter().chain(&ABBREVIATIONS).chain(&LIGATURES).map(|(word, _)| *word);
        BITS.split('|').chain([" ", " ", " "]).chain(words).chain(MONTHS).chain(SMALL).collect()
    }

    #[test]
    fn each_word_of_the_lists_has_its_place() {
        let mut found = 0;
        for word in bits() {
            for (before, after) in [("", ""), ("le ", " est"), ("l’", ", et"), ("*", "*"), ("en ", " 2015"), ("(", ".")]
            {
                let source = format!("Un mot {before}{word}{after} de plus");
                let [some, all] = both(&source);
                assert_eq!(some, all, "{source}");
                found += all.len();
            }
        }
        assert!(found > 300, "{found}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn a_piece_without_a_place_breaks_no_rule(
            words in prop::collection::vec(prop::sample::select(bits()), 0..16),
            spaced in any::<bool>(),
        ) {
            let [some, all] = both(&words.join(if spaced { " " } else { "" }));
            prop_assert_eq!(some, all);
        }
    }
}
