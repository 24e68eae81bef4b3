//! Where a rule of wording may have something to say: most texts are clean, and their words need not be cut.

use crate::source::sign::set;

use super::{BARE, MONTHS, SHOUT, UPPER, part};

/// The bytes at which a rule of wording may be broken, but spaces and `oe`.
pub const SIGNS: [bool; 256] = {
    let mut signs = set(b",.-\xC3\xE2");
    let mut byte = 0;
    while byte < 256 {
        signs[byte] |= matches!(byte as u8, b'0'..=b'9' | b'A'..=b'Z' | 0xC4..=0xF4);
        byte += 1;
    }
    signs
};

/// May a rule of wording be broken at a place? A piece of text that holds no such place breaks none.
#[inline]
pub fn is_place(text: &str, at: usize, capitals: &mut Capitals) -> bool {
    let bytes = text.as_bytes();
    let after = bytes.get(at + 1).copied().unwrap_or_default();
    match bytes[at] {
        b',' => at > 0 && is_comma_misplaced(bytes[at - 1], after),
        // `ci-contre`
        b'-' => bytes[at..].starts_with(b"-contre"),
        // `etc...`
        b'.' => after == b'.',
        // A number, an hour, an ordinal.
        b'0'..=b'9' => is_number(bytes, at),
        // A word of a list, initials, words in capitals.
        capital @ b'A'..=b'Z' => capitals.add(bytes, at, 1) || begins(&text[at..], capital, after),
        0xC3 => matches!(after, 0x80..=0x9E) && capitals.add(bytes, at, 2),
        // `etc…`
        0xE2 if after == 0x80 => bytes[at + 2] == 0xA6 && at > 0 && bytes[at - 1] == b'c',
        _ => match part(text, at) {
            (UPPER, length) => capitals.add(bytes, at, length),
            _ => false,
        },
    }
}

/// Which spaces of 64 bytes may stand between a word and the same one, when these bytes are no small letters? Both words
/// have as many bytes: none that is looked for is longer than five, nor shorter than two.
#[inline]
pub fn may_be_twice(spaces: u64, others: u64) -> u64 {
    // What stands beside these bytes is not known.
    let begins = |length: u32| others << (length + 1) | !(!0 << (length + 1));
    let ends = |length: u32| others >> (length + 1) | !(!0 >> (length + 1));
    let is_between = |length| begins(length) & ends(length);
    spaces & (is_between(2) | is_between(3) | is_between(4) | is_between(5))
}

/// How the words begin of which two are looked for.
const SMALL_STARTS: [bool; 256] = set(b"laduestqp\xC3c");

/// May the word before a space be the one after it?
#[inline]
pub fn is_twice(bytes: &[u8], at: usize) -> bool {
    let after = &bytes[at + 1..];
    let Some(first) = after.first().filter(|first| SMALL_STARTS[usize::from(**first)]) else { return false };
    let Some(before) = bytes[..at].last_chunk::<6>() else {
        return bytes[..at].iter().any(|byte| byte | 0x20 == first | 0x20);
    };
    let is_same = |start: usize| {
        // Most words begin otherwise than the one after them.
        before[start] | 0x20 == first | 0x20
            && !before[start - 1].is_ascii_alphabetic()
            && after.get(..6 - start).is_some_and(|after| after.eq_ignore_ascii_case(&before[start..]))
            && !after.get(6 - start).is_some_and(u8::is_ascii_alphabetic)
    };
    is_same(1) || is_same(2) || is_same(3) || is_same(4)
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
    // Three bytes tell most words from another one.
    let is_one = |word: &str| {
        text.as_bytes().get(..3) == word.as_bytes().get(..3)
            && text.starts_with(word)
            && !text.as_bytes().get(word.len()).is_some_and(u8::is_ascii_lowercase)
    };
    match (capital, next) {
        (_, b'.') => matches!(text.as_bytes().get(2), Some(b'.' | b'A'..=b'Z')),
        (b'E', b'c' | b'd' | b'g' | b'l' | b'n' | b'q' | b't' | b'v') => BARE.iter().any(|(bare, _)| is_one(bare)),
        (b'O', b'e') | (b'M', b'r') => true,
        (b'M', b'm') => text.starts_with("Mme."),
        (b'A', b'o' | b'v')
        | (b'D' | b'F', 0xC3)
        | (b'J', b'a' | b'u')
        | (b'M', b'a')
        | (b'N', b'o')
        | (b'O', b'c')
        | (b'S', b'e') => MONTHS.iter().any(|month| is_one(month)),
        _ => false,
    }
}

/// Capitals that no small letter follows, and how many words they make with none between them.
#[derive(Default)]
pub struct Capitals {
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
        for length in [0, 58, 59, 60, 64] {
            let [some, all] = both(&format!("{}les les", "mot ".repeat(length).split_at(length).0));
            assert_eq!(some, all, "{length}");
            assert_eq!(all.len(), usize::from(length % 4 == 0), "{all:?}");
        }
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
