//! Which words of a paragraph the rules must see: most words are set as they were written.

use std::ops::Range;

use super::{MONTHS, OBJECT, UNITS, is_ordinal};

/// The parts of a text that a rule may change, with a whole word and its spaces on both sides: rules look no further.
/// Where there is none, nothing changes. What stands between two parts begins and ends with a word.
pub fn windows(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut words = Words::default();
    let mut from = 0;
    // Where nothing is open, a space says nothing alone.
    while let Some(at) = next(bytes, from, words.open.is_some()) {
        from = at + 1;
        let look = LOOKS[usize::from(bytes[at])];
        let after = bytes.get(from).copied().unwrap_or_default();
        let may_change = match look {
            Look::None => false,
            Look::Always => true,
            Look::Space => at > 0 && is_space(bytes[at - 1]),
            Look::Hyphen => at > 0 && is_space(bytes[at - 1]) && is_space(after),
            Look::Century => bytes[..from].ends_with("siè".as_bytes()) && bytes[from..].starts_with(b"cle"),
            Look::Point => after == b'.' || is_space(after) && is_short(bytes, at),
            Look::Digit => {
                let is_part = after.is_ascii_alphabetic() || at > 0 && is_exponent(bytes[at - 1], bytes[at]);
                is_part || is_space(after) && is_bound(&text[at + 2..])
            }
            Look::Title => is_title(bytes, at),
            Look::Numeral => (at == 0 || !bytes[at - 1].is_ascii_alphanumeric()) && is_roman_ordinal(&text[at..]),
            Look::Dash => after != 0x80 || !matches!(bytes[at + 2], 0x93 | 0x94 | 0x99 | 0xA6),
            Look::Object => !text[at..].starts_with(OBJECT),
        };
        if may_change {
            words.open(bytes, at);
        }
        if words.open.is_some() && is_space(bytes[at]) && !is_space(after) {
            words.pass(from);
        }
    }
    words.end(bytes.len())
}

/// The first byte from a place on where something is to be looked at: spaces too, or a space after another one only.
/// Most bytes are none: alone, these loops are a few instructions.
#[inline(never)]
fn next(bytes: &[u8], from: usize, spaces: bool) -> Option<usize> {
    let look = |byte: &u8| LOOKS[usize::from(*byte)];
    let rest = &bytes[from..];
    let found = if spaces {
        rest.iter().position(|byte| !matches!(look(byte), Look::None))
    } else {
        let mut before = from.checked_sub(1).map_or(Look::None, |last| look(&bytes[last]));
        rest.iter().position(|byte| match (std::mem::replace(&mut before, look(byte)), look(byte)) {
            (_, Look::None) => false,
            (before, Look::Space) => matches!(before, Look::Space),
            _ => true,
        })
    };
    found.map(|at| from + at)
}

/// What is to be looked at where a byte stands.
#[derive(Clone, Copy)]
enum Look {
    /// Nothing.
    None,
    /// A rule may change it, or what stands beside it.
    Always,
    /// Another one.
    Space,
    /// A space on both sides.
    Hyphen,
    /// The letters of the word that it is in.
    Century,
    /// Another point, or a word that is bound to what follows.
    Point,
    /// What stands on both sides.
    Digit,
    /// A title, or the name of a part of a code.
    Title,
    /// A number in letters.
    Numeral,
    /// The other bytes of a dash, an apostrophe or an ellipsis; else it is a space or a quotation mark.
    Dash,
    /// The other bytes of [`OBJECT`].
    Object,
}

const LOOKS: [Look; 256] = {
    let mut looks = [Look::None; 256];
    let mut byte = 0;
    while byte < 256 {
        looks[byte] = match byte as u8 {
            b' ' | b'\t'..=b'\r' => Look::Space,
            b':' | b';' | b'!' | b'?' | b'"' | b'\'' => Look::Always,
            b'-' => Look::Hyphen,
            // The second half of `è`, which is rarer than the first letter of « siècle ».
            0xA8 => Look::Century,
            b'.' => Look::Point,
            b'0'..=b'9' => Look::Digit,
            b'I' | b'V' | b'X' => Look::Numeral,
            b'D' | b'L' | b'M' | b'R' => Look::Title,
            0xE2 => Look::Dash,
            0xEF => Look::Object,
            // Letters of French.
            0xC3 | 0xC5 => Look::None,
            0xC2.. => Look::Always,
            _ => Look::None,
        };
        byte += 1;
    }
    looks
};

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Is it the end of a word that is bound to what follows, `p. 12`, `art. premier`?
fn is_short(bytes: &[u8], point: usize) -> bool {
    let after = bytes.get(point + 2).copied().unwrap_or_default();
    match bytes[..point] {
        [.., b'p'] => after.is_ascii_digit(),
        [.., b'r', b't'] => after.is_ascii_digit() || may_be_letter(after),
        _ => false,
    }
}

/// `M. Le`, `Mme Le`, `Dr Le`, `L. 110`
fn is_title(bytes: &[u8], start: usize) -> bool {
    match bytes[start..] {
        [b'M', b'.', space, after, ..] | [b'D', b'r', space, after, ..] | [b'M', b'm', b'e', space, after, ..] => {
            is_space(space) && may_be_letter(after)
        }
        [b'D' | b'L' | b'R', b'.', space, after, ..] => is_space(space) && after.is_ascii_digit(),
        _ => false,
    }
}

fn may_be_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

/// Does a text begin with what is bound to the number before it?
fn is_bound(text: &str) -> bool {
    text.starts_with(|sign: char| sign.is_ascii_digit()) || begins_unit(text) || begins_month(text)
}

fn begins_unit(text: &str) -> bool {
    let goes_on = |length: usize| text.as_bytes().get(length).is_some_and(u8::is_ascii_alphanumeric);
    UNITS.iter().any(|unit| begins(text, unit) && !goes_on(unit.len()))
}

fn begins_month(text: &str) -> bool {
    MONTHS.iter().any(|month| begins(text, month))
}

/// Does a text begin with a word? Most often its first byte is another one.
fn begins(text: &str, word: &str) -> bool {
    text.as_bytes().first() == word.as_bytes().first() && text.starts_with(word)
}

/// May it be the end of `m2` or `CO2`?
fn is_exponent(before: u8, digit: u8) -> bool {
    matches!((before, digit), (b'm', b'2' | b'3') | (b'O' | b'N', b'2') | (b'H', b'4'))
}

/// `XIXe`
fn is_roman_ordinal(text: &str) -> bool {
    let word = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let letters = text[..word].trim_start_matches(['I', 'V', 'X']);
    is_ordinal(&text[..word - letters.len()], letters)
}

/// The words that the rules must see.
#[derive(Default)]
struct Words {
    /// Where the part begins that is not over yet.
    open: Option<usize>,
    /// Is the next word in it?
    goes_on: bool,
    windows: Vec<Range<usize>>,
}

impl Words {
    /// The rules must see the word that stands at a place, the last one and the next one.
    fn open(&mut self, bytes: &[u8], at: usize) {
        self.goes_on = true;
        if self.open.is_some() {
            return;
        }
        let end = self.windows.last().map_or(0, |window| window.end);
        let mut start = at;
        for spaces in [false, true, false, true] {
            let part = bytes[end..start].iter().rev().take_while(|byte| is_space(**byte) == spaces);
            start -= part.count();
        }
        self.open = Some(start);
    }

    /// A word begins.
    fn pass(&mut self, start: usize) {
        if !std::mem::take(&mut self.goes_on)
            && let Some(open) = self.open.take()
        {
            self.windows.push(open..start);
        }
    }

    fn end(mut self, end: usize) -> Vec<Range<usize>> {
        self.windows.extend(self.open.map(|start| start..end));
        self.windows
    }
}
