//! Signs that no reader sees: which ones they are, for whoever reads, checks or publishes a text.

use std::borrow::Cow;

/// A sign that commands a machine, or that no text may hold: neither a tab nor the end of a line.
pub fn is_command(c: char) -> bool {
    c.is_control() && !['\t', '\n', '\r'].contains(&c) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// The bytes with which such a sign may begin.
pub const COMMANDS: [bool; 256] = {
    let mut all = set(b"\x7f\xC2\xEF");
    let mut byte = 0;
    while byte < b' ' {
        all[byte as usize] = !matches!(byte, b'\t' | b'\n' | b'\r');
        byte += 1;
    }
    all
};

/// Does a text hold a byte of some kind? Many are looked at together, which costs least when none is there.
pub fn holds(text: &str, is_wanted: impl Fn(u8) -> bool) -> bool {
    text.as_bytes().chunks(128).any(|bytes| bytes.iter().fold(false, |found, byte| found | is_wanted(*byte)))
}

/// Where the first byte of some kind stands. Many are looked at together, which costs least when none is there.
#[inline(always)]
pub fn first(bytes: &[u8], is_wanted: impl Fn(u8) -> bool) -> Option<usize> {
    let (parts, _) = bytes.as_chunks::<16>();
    let holds = |part: &[u8; 16]| part.iter().fold(false, |found, byte| found | is_wanted(*byte));
    let start = parts.iter().position(holds).unwrap_or(parts.len()) * 16;
    bytes[start..].iter().position(|byte| is_wanted(*byte)).map(|at| start + at)
}

/// How many bytes are looked at together by [`mask`].
const BLOCK: usize = 64;

/// Which of these bytes are such: a bit for each, the lowest for the first one. Given a test without branches, this is an
/// instruction or two a byte.
#[inline(always)]
pub fn mask(bytes: &[u8; BLOCK], is_wanted: impl Fn(u8) -> bool) -> u64 {
    let mut bits = [0; BLOCK];
    for (at, byte) in bytes.iter().enumerate() {
        bits[at] = u8::from(is_wanted(*byte)) << (at % 8);
    }
    // No two of eight bits that stand side by side are the same: the highest byte of the product is their sum.
    let sum = |bits: &[u8; 8]| u64::from_le_bytes(*bits).wrapping_mul(0x0101_0101_0101_0101) >> 56;
    bits.as_chunks().0.iter().rev().fold(0, |mask, eight| mask << 8 | sum(eight))
}

/// The bytes of a text, 64 by 64, and where each of these begins; small letters stand after the last ones.
#[inline]
pub fn blocks(text: &str) -> impl Iterator<Item = (usize, [u8; BLOCK])> {
    text.as_bytes().chunks(BLOCK).enumerate().map(|(index, bytes)| {
        let block = bytes.try_into().unwrap_or_else(|_| {
            let mut block = [b'a'; BLOCK];
            block[..bytes.len()].copy_from_slice(bytes);
            block
        });
        (BLOCK * index, block)
    })
}

/// Does a text hold a sign that commands a machine?
pub fn holds_command(text: &str) -> bool {
    // The signs of one byte, and those of which two bytes are enough to tell them from others that texts hold.
    if !holds(text, |byte| {
        (byte < b' ') & !matches!(byte, b'\t' | b'\n' | b'\r') | (byte == 0x7F) | matches!(byte, 0xC2 | 0xEF)
    }) {
        return false;
    }
    let bytes = text.as_bytes();
    let mut places = (0..bytes.len()).filter(|at| COMMANDS[usize::from(bytes[*at])]);
    places.any(|at| commands(bytes, at))
}

/// Does such a sign stand at a place of a text, where one of these bytes is?
pub fn commands(bytes: &[u8], at: usize) -> bool {
    match bytes[at] {
        // Most signs that begin so are others.
        0xC2 => matches!(bytes[at + 1], 0x80..=0x9F),
        0xEF => matches!(bytes[at + 1..at + 3], [0xBF, 0xBE | 0xBF]),
        _ => true,
    }
}

/// The text with a mark in the place of each sign that commands a machine.
pub fn without_commands(text: &str) -> Cow<'_, str> {
    match holds_command(text) {
        true => Cow::Owned(text.replace(is_command, "\u{fffd}")),
        false => Cow::Borrowed(text),
    }
}

/// A sign without a shape, or that turns the direction of a line: soft hyphens, joiners, spaces of no width, marks of
/// direction and of encoding (the characters of Unicode's category Cf that get into texts by copying).
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The set of these bytes, for texts in which few are looked for: `set(b"?!")[usize::from(byte)]`.
pub const fn set(bytes: &[u8]) -> [bool; 256] {
    let mut all = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        all[bytes[at] as usize] = true;
        at += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_has_its_bit() {
        let text = "Un mot,  é\u{a0}: « fin ».\n".repeat(9);
        for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
            let text = &text[..end];
            for is_wanted in [|byte: u8| byte == b' ', |byte: u8| byte >= 0x80, |byte: u8| !byte.is_ascii_lowercase()] {
                let masks = blocks(text).map(|(start, block)| (start, mask(&block, is_wanted)));
                let bits = masks.flat_map(|(start, mask)| (0..64).map(move |bit| (start + bit, mask >> bit & 1 > 0)));
                let found: Vec<usize> = bits.filter(|(_, is_set)| *is_set).map(|(at, _)| at).collect();
                let bytes = text.bytes().enumerate().filter(|(_, byte)| is_wanted(*byte));
                assert_eq!(found, bytes.map(|(at, _)| at).collect::<Vec<_>>(), "{text}");
            }
        }
    }

    #[test]
    fn signs_that_command_are_known_by_their_bytes() {
        for sign in '\0'..=char::MAX {
            assert_eq!(holds_command(&format!("é{sign}")), is_command(sign), "{sign:?}");
        }
    }
}
