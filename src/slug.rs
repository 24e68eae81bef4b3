//! Words to parts of an address                                                ← deunicode.

/// Lower-case ASCII letters, digits and single hyphens; at most 80 characters, cut between words.
/// `Éco-produire & l’œuvre` gives `eco-produire-et-l-oeuvre`; the Breton c’h stays one letter
/// (`Penmarc’h` gives `penmarch`).
pub fn slug(text: &str) -> String {
    if is_slug(text) {
        return text.to_owned();
    }
    let mut slug = Words { text: Vec::with_capacity(text.len()), ended: false };
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let sign = SIGNS[usize::from(*byte)];
        if sign != CLOSER {
            slug.push(sign);
            at += 1;
            continue;
        }
        let mut chars = text[at..].chars();
        match chars.next().unwrap_or(' ') {
            '&' => slug.extend(" et "),
            '\'' | '’'
                if matches!(text.as_bytes()[..at], [.., b'c' | b'C']) && chars.as_str().starts_with(['h', 'H']) =>
            {
                slug.push(b'h');
                chars.next();
            }
            '\'' => slug.ended = true,
            '°' => {}
            c if is_said_like_its_small_letter(c) => slug.extend(deunicode::deunicode_char(c).unwrap_or(" ")),
            c => c.to_lowercase().for_each(|c| slug.extend(deunicode::deunicode_char(c).unwrap_or(" "))),
        }
        at = text.len() - chars.as_str().len();
    }
    let mut slug = String::from_utf8(slug.text).unwrap_or_default();
    if slug.len() > 80 {
        slug.truncate(80);
        slug.truncate(slug.rfind('-').unwrap_or(80));
    }
    slug
}

/// The words of an address.
struct Words {
    text: Vec<u8>,
    /// Has the last word ended?
    ended: bool,
}

impl Words {
    /// Adds a sign as addresses have it; a hyphen ends a word.
    fn push(&mut self, sign: u8) {
        if sign == b'-' {
            self.ended = true;
            return;
        }
        if self.ended {
            self.ended = false;
            if !self.text.is_empty() {
                self.text.push(b'-');
            }
        }
        self.text.push(sign);
    }

    /// Adds a text of ASCII.
    fn extend(&mut self, text: &str) {
        for sign in text.bytes().map(|byte| SIGNS[usize::from(byte)]) {
            self.push(if sign == CLOSER { b'-' } else { sign });
        }
    }
}

/// Signs that are to be looked at more closely.
const CLOSER: u8 = 0;

/// What addresses have in the place of each byte: small letters and digits, and a hyphen for most other signs of ASCII.
const SIGNS: [u8; 256] = {
    let mut all = [CLOSER; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        all[byte as usize] = match byte {
            b'&' | b'\'' => CLOSER,
            _ if byte.is_ascii_alphanumeric() => byte.to_ascii_lowercase(),
            _ => b'-',
        };
        byte += 1;
    }
    all
};

/// Latin letters, and signs that have no capital: it takes time to look for the small letter of any other.
fn is_said_like_its_small_letter(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{17f}' | '\u{2000}'..='\u{206f}')
}

/// A letter without its accent; the sign itself when it is no such letter.
pub fn unaccented(sign: char) -> char {
    let plain = (!sign.is_ascii()).then(|| deunicode::deunicode_char(sign)).flatten();
    match plain.map(str::as_bytes) {
        Some([letter]) => char::from(*letter),
        _ => sign,
    }
}

/// Is it one already?
fn is_slug(text: &str) -> bool {
    let clean = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let is_doubled = || text.as_bytes().windows(2).any(|two| two == b"--");
    clean && text.len() <= 80 && !text.starts_with('-') && !text.ends_with('-') && !is_doubled()
}

#[cfg(test)]
mod tests {
    use super::{is_said_like_its_small_letter, slug};

    #[test]
    fn words_become_addresses() {
        for (text, expected) in [
            ("Éco-produire & l’œuvre", "eco-produire-et-l-oeuvre"),
            ("Penmarc’h", "penmarch"),
            ("Fiche n°3 – Palettes (v2 finale)", "fiche-n3-palettes-v2-finale"),
            ("Ce qui a été fait", "ce-qui-a-ete-fait"),
            ("C’hoar & karr°, C'HOAZ", "choar-et-karr-choaz"),
            ("北京 – Œuvre ÉTÉ", "bei-jing-oeuvre-ete"),
            ("  ", ""),
        ] {
            assert_eq!(slug(text), expected);
        }
    }

    #[test]
    fn capitals_of_latin_letters_are_said_like_small_ones() {
        for sign in ('\u{80}'..=char::MAX).filter(|sign| is_said_like_its_small_letter(*sign)) {
            let small: String = sign.to_lowercase().collect();
            assert_eq!(slug(&format!("a{sign}b")), slug(&format!("a{small}b")), "{sign}");
        }
    }
}
