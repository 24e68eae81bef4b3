//! Which words of a paragraph the rules must see: most words are set as they were written.

use std::ops::Range;

use super::{MONTHS, OBJECT, UNITS, is_ordinal};
use crate::source::lanes::{Block, Lanes, blocks};

/// So few bytes are looked at one by one faster than together.
const FEW: usize = 24;

/// The parts of a text that a rule may change, with a whole word and its spaces on both sides: rules look no further.
/// Where there is none, nothing changes. What stands between two parts begins and ends with a word.
pub fn windows(text: &str) -> Vec<Range<usize>> {
    let mut words = Words::default();
    for (start, block) in blocks(text) {
        let changes = changes(text, start, &block);
        // Where nothing is open, a space says nothing.
        if changes > 0 || words.open.is_some() {
            words.look(text.as_bytes(), start, changes, changes | block.mask(are_spaces));
        }
    }
    words.end(text.len())
}

/// May a rule change a part of a text?
pub fn may_be_changed(text: &str) -> bool {
    // Many cells of tables are too short for a block.
    if text.len() <= FEW {
        let mut bytes = text.bytes().enumerate();
        return bytes.any(|(at, byte)| !matches!(LOOKS[usize::from(byte)], Look::None) && may_change(text, at));
    }
    blocks(text).any(|(start, block)| changes(text, start, &block) > 0)
}

/// Where a rule may change something in the block of a text that begins at a place: a bit for each byte.
fn changes(text: &str, start: usize, block: &Block) -> u64 {
    let spaces = block.mask(|bytes| bytes.is(b' '));
    let is_after_space = start > 0 && text.as_bytes()[start - 1] == b' ';
    let doubled = spaces & (spaces << 1 | u64::from(is_after_space));
    let mut looked = block.mask(may_say) & !spaces | doubled;
    let mut changes = 0;
    while looked > 0 {
        let bit = looked.trailing_zeros();
        changes |= u64::from(may_change(text, start + bit as usize)) << bit;
        looked &= looked - 1;
    }
    changes
}

/// May a rule change what stands at a place?
#[inline(always)]
fn may_change(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let after = || bytes.get(at + 1).copied().unwrap_or_default();
    match LOOKS[usize::from(bytes[at])] {
        Look::None => false,
        Look::Always => true,
        // Of common spaces, not all are looked at.
        Look::Space => at > 0 && is_space(bytes[at - 1]) || bytes[at] != b' ' && is_space(after()),
        Look::Hyphen => at > 0 && is_space(bytes[at - 1]) && is_space(after()),
        Look::Century => bytes[..=at].ends_with("siè".as_bytes()) && bytes[at + 1..].starts_with(b"cle"),
        Look::Point => after() == b'.' || is_space(after()) && is_short(bytes, at),
        Look::Digit => {
            let is_part = after().is_ascii_alphabetic() || at > 0 && is_exponent(bytes[at - 1], bytes[at]);
            is_part || is_space(after()) && is_bound(&text[at + 2..])
        }
        Look::Title => is_title(bytes, at),
        Look::Numeral => (at == 0 || !bytes[at - 1].is_ascii_alphanumeric()) && is_roman_ordinal(&text[at..]),
        Look::Dash => after() != 0x80 || !matches!(bytes[at + 2], 0x93 | 0x94 | 0x99 | 0xA6),
        Look::Object => !text[at..].starts_with(OBJECT),
    }
}

/// Where some bytes stand, is there anything to be looked at? This is known without a table for nearly all bytes where there
/// is nothing, but the common space.
#[inline(always)]
fn may_say(bytes: Lanes) -> Lanes {
    // From the first sign that begins with the byte on, and, around the end, before the small letters.
    bytes.within(0xC4, b'a' - 1) | bytes.is(0xC2) | bytes.is(0xA8)
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

#[inline(always)]
fn are_spaces(bytes: Lanes) -> Lanes {
    bytes.is(b' ') | bytes.within(b'\t', b'\r')
}

fn is_space(byte: u8) -> bool {
    (byte == b' ') | (b'\t'..=b'\r').contains(&byte)
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
    let first = text.bytes().next().unwrap_or_default();
    first.is_ascii_digit() || BOUND[usize::from(first)] && (begins_unit(text) || begins_month(text))
}

/// How units and months begin.
const BOUND: [bool; 256] = {
    let mut starts = [false; 256];
    let mut at = 0;
    while at < UNITS.len() + MONTHS.len() {
        let word = if at < UNITS.len() { UNITS[at] } else { MONTHS[at - UNITS.len()] };
        starts[word.as_bytes()[0] as usize] = true;
        at += 1;
    }
    starts
};

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
    /// Looks at a block of a text, which begins at a place: at what a rule may change, and at the spaces around.
    fn look(&mut self, bytes: &[u8], start: usize, changes: u64, mut looked: u64) {
        while looked > 0 {
            let bit = looked.trailing_zeros();
            let at = start + bit as usize;
            if changes >> bit & 1 > 0 {
                self.open(bytes, at);
            }
            if self.open.is_some() && is_space(bytes[at]) && !bytes.get(at + 1).copied().is_some_and(is_space) {
                self.pass(at + 1);
            }
            looked &= looked - 1;
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::lanes::first;

    #[test]
    fn every_byte_to_be_looked_at_is_known_without_the_table() {
        for byte in 0..=u8::MAX {
            let is_looked_at = !matches!(LOOKS[usize::from(byte)], Look::None);
            assert!(!is_looked_at || first(&[byte], may_say).is_some(), "{byte}");
            assert_eq!(is_space(byte), first(&[byte], are_spaces).is_some(), "{byte}");
        }
    }
}
