//! Which signs a paragraph holds: enough to know that a rule has nothing to do there.

/// The signs that occur in some texts: one bit for each of ASCII. Every space counts as the common
/// one, and every quotation mark as the straight one.
pub struct Signs(u128);

impl Signs {
    /// The signs among these.
    pub fn of(signs: impl Iterator<Item = char>) -> Signs {
        Signs(signs.fold(0, |seen, sign| seen | Signs::bit(sign)))
    }

    /// The signs of a text of ASCII.
    pub const fn among(text: &str) -> Signs {
        let bytes = text.as_bytes();
        let mut signs = 0;
        let mut at = 0;
        while at < bytes.len() {
            signs |= 1 << bytes[at];
            at += 1;
        }
        Signs(signs)
    }

    fn bit(sign: char) -> u128 {
        match sign {
            '«' | '»' => 1 << u32::from('"'),
            sign if sign.is_ascii() && !sign.is_ascii_whitespace() => 1 << u32::from(sign),
            sign if sign.is_whitespace() => 1 << u32::from(' '),
            sign if sign.is_ascii() => 1 << u32::from(sign),
            _ => 0,
        }
    }

    /// Whether one of these signs occurs.
    pub fn has_any(&self, signs: &Signs) -> bool {
        self.0 & signs.0 != 0
    }
}
