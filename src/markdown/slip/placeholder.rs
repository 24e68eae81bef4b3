//! Words left in place of others, in a text.

use crate::diagnostic::Message;
use crate::markdown::placeholder::{self, PLACEHOLDER};
use crate::markdown::slip::{Piece, Slip, Text};

/// Finds the first of a piece of text.
pub fn piece(text: &Text<'_>, piece: &Piece<'_>, slips: &mut Vec<Slip>) {
    if let Some(found) = placeholder::find(piece.source) {
        let range = piece.place(&found);
        let message = Message::new("placeholder-text").with("words", &text.text[range.clone()]);
        slips.push(Slip::told(text.at(&PLACEHOLDER, &range, message).help(Message::new("placeholder-text-help"))));
    }
}
