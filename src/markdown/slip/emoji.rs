//! Emoji: each is read aloud by its name, in the middle of the sentence (RGAA 13.5).

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::{Piece, Slip, Text};

/// A sign that is a picture.
pub const EMOJI: Rule = Rule { code: "emoji", severity: Severity::Warning };

/// Finds the first of a piece of text.
pub fn piece(text: &Text<'_>, piece: &Piece<'_>, slips: &mut Vec<Slip>) {
    // What they begin with in bytes, and few other signs do.
    let may_hold = |pair: &[u8]| pair[0] == 0xF0 || pair[0] == 0xE2 && matches!(pair[1], 0x98..=0x9D);
    if !piece.has_any(&[0xF0, 0xE2]) || !piece.source.as_bytes().windows(2).any(may_hold) {
        return;
    }
    if let Some((at, sign)) = piece.source.char_indices().find(|(_, sign)| is_emoji(*sign)) {
        let range = piece.place(&(at..at + sign.len_utf8()));
        let message = Message::new("emoji").with("sign", sign.to_string());
        slips.push(Slip::told(text.at(&EMOJI, &range, message).help(Message::new("emoji-help"))));
    }
}

/// Is it a picture rather than a letter or a sign of writing?
pub fn is_emoji(sign: char) -> bool {
    matches!(u32::from(sign), 0x1_f000..=0x1_faff | 0x2600..=0x26ff | 0x2702..=0x2712 | 0x2714..=0x2767)
}
