//! Signs that no reader sees: which ones they are, for whoever reads, checks or publishes a text.

use std::borrow::Cow;

use crate::source::lanes::{Lanes, first};

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

/// Does a text hold a sign that commands a machine?
pub fn holds_command(text: &str) -> bool {
    // The signs of one byte, and those of which two bytes are enough to tell them from others that texts hold.
    let may_command = |bytes: Lanes| {
        let ends_line = bytes.within(b'\t', b'\n') | bytes.is(b'\r');
        bytes.is(0x7F) | bytes.below(b' ') & !ends_line | bytes.is(0xC2) | bytes.is(0xEF)
    };
    let bytes = text.as_bytes();
    let Some(start) = first(bytes, may_command) else { return false };
    let mut places = (start..bytes.len()).filter(|at| COMMANDS[usize::from(bytes[*at])]);
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
    fn signs_that_command_are_known_by_their_bytes() {
        for sign in '\0'..=char::MAX {
            assert_eq!(holds_command(&format!("é{sign}")), is_command(sign), "{sign:?}");
        }
    }
}
