//! Which signs a paragraph holds: enough to know that a rule has nothing to do there.

/// The signs that occur in some texts: one bit for each of ASCII. Every space counts as the common
/// one, and every quotation mark as the straight one.
pub struct Signs(u128);

impl Signs {
    /// The signs among these.
    pub fn of(signs: impl Iterator<Item = char>) -> Signs {
        Signs(signs.fold(0, |seen, sign| seen | Signs::bit(sign)))
    }

    fn bit(sign: char) -> u128 {
        match sign {
            '«' | '»' => 1 << u32::from('"'),
            sign if sign.is_whitespace() => 1 << u32::from(' '),
            sign if sign.is_ascii() => 1 << u32::from(sign),
            _ => 0,
        }
    }

    /// Whether one of these signs occurs.
    pub fn has_any(&self, signs: &str) -> bool {
        signs.chars().any(|sign| self.0 & Signs::bit(sign) != 0)
    }
}
