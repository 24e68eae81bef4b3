//! Words left in place of others, in a text.

use crate::diagnostic::Message;
use crate::markdown::placeholder::{self, PLACEHOLDER};
use crate::markdown::slip::{Slip, Text, Trace};

/// Finds them: one for each piece of text.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    for piece in &trace.texts {
        if let Some(found) = placeholder::find(&text.text[piece.clone()]) {
            let range = piece.start + found.start..piece.start + found.end;
            let message = Message::new("placeholder-text").with("words", &text.text[range.clone()]);
            slips.push(Slip::told(text.at(&PLACEHOLDER, &range, message).help(Message::new("placeholder-text-help"))));
        }
    }
}
