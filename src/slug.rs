//! Words to parts of an address                                                ← deunicode.

/// Lower-case ASCII letters, digits and single hyphens; at most 80 characters, cut between words.
/// `Éco-produire & l’œuvre` gives `eco-produire-et-l-oeuvre`; the Breton c’h stays one letter
/// (`Penmarc’h` gives `penmarch`).
pub fn slug(text: &str) -> String {
    if is_slug(text) {
        return text.to_owned();
    }
    let mut slug = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        match c {
            '°' => {}
            '&' => " et ".chars().for_each(|c| push(c, &mut slug)),
            '\'' | '’' if matches!(before, 'c' | 'C') && chars.next_if(|c| matches!(c, 'h' | 'H')).is_some() => {
                slug.push('h');
            }
            c if c.is_ascii() => push(c, &mut slug),
            c => {
                for c in c.to_lowercase() {
                    deunicode::deunicode_char(c).unwrap_or(" ").chars().for_each(|c| push(c, &mut slug));
                }
            }
        }
        before = c;
    }
    let mut slug = slug.trim_end_matches('-');
    if slug.len() > 80 {
        slug = &slug[..80];
        slug = slug.rsplit_once('-').map_or(slug, |(start, _)| start);
    }
    slug.to_owned()
}

/// Adds an ASCII character as addresses have it.
fn push(c: char, slug: &mut String) {
    if c.is_ascii_alphanumeric() {
        slug.push(c.to_ascii_lowercase());
    } else if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
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
    clean && text.len() <= 80 && !text.starts_with('-') && !text.ends_with('-') && !text.contains("--")
}

#[cfg(test)]
mod tests {
    use super::slug;

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
}
