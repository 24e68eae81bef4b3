//! Words left in place of others, in a text.

use crate::diagnostic::Message;
use crate::markdown::placeholder::{self, LONGEST, PLACEHOLDER};
use crate::markdown::slip::{Piece, Slip, Text};

/// Finds the first of a piece of text.
pub fn piece(text: &Text<'_>, piece: &Piece<'_>, slips: &mut Vec<Slip>) {
    // « Lorem ipsum » begins with a letter that is everywhere; what is asked for without brackets stands alone.
    let may_hold = piece.has_any(b"[(<X?TF") || ["orem ipsum", "À ", "A "].iter().any(|w| piece.source.contains(w));
    if !may_hold && piece.source.trim().len() > LONGEST {
        return;
    }
    if let Some(found) = placeholder::find(piece.source) {
        let range = piece.place(&found);
        let message = Message::new("placeholder-text").with("words", &text.text[range.clone()]);
        slips.push(Slip::told(text.at(&PLACEHOLDER, &range, message).help(Message::new("placeholder-text-help"))));
    }
}
