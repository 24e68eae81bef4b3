//! Signs that no reader sees: which ones they are, for whoever reads, checks or publishes a text.

use std::borrow::Cow;

/// A sign that commands a machine, or that no text may hold: neither a tab nor the end of a line.
pub fn is_command(c: char) -> bool {
    c.is_control() && !['\t', '\n', '\r'].contains(&c) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// The text with a mark in the place of each sign that commands a machine.
pub fn without_commands(text: &str) -> Cow<'_, str> {
    // What they begin with in bytes, and few other signs do.
    let may_hold = |byte: u8| byte < b' ' && !b"\t\n\r".contains(&byte) || matches!(byte, 0x7f | 0xc2 | 0xef);
    match text.bytes().any(may_hold) && text.contains(is_command) {
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
