//! Emoji: each is read aloud by its name, in the middle of the sentence (RGAA 13.5).

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::{Slip, Text, Trace};

/// A sign that is a picture.
pub const EMOJI: Rule = Rule { code: "emoji", severity: Severity::Warning };

/// Finds the first of each piece of text.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    for piece in &trace.texts {
        let source = &text.text[piece.clone()];
        // What they begin with in bytes, and few other signs do.
        let may_hold = |pair: &[u8]| pair[0] == 0xF0 || pair[0] == 0xE2 && matches!(pair[1], 0x98..=0x9D);
        let bytes = source.as_bytes();
        if !(bytes.contains(&0xF0) || bytes.contains(&0xE2)) || !bytes.windows(2).any(may_hold) {
            continue;
        }
        let found = source.char_indices().find(
            |(_, c)| matches!(u32::from(*c), 0x1_f000..=0x1_faff | 0x2600..=0x26ff | 0x2702..=0x2712 | 0x2714..=0x2767),
        );
        if let Some((at, sign)) = found {
            let range = piece.start + at..piece.start + at + sign.len_utf8();
            let message = Message::new("emoji").with("sign", sign.to_string());
            slips.push(Slip::told(text.at(&EMOJI, &range, message).help(Message::new("emoji-help"))));
        }
    }
}
