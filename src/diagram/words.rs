//! How wide words are, when nothing can measure them: a little wider than most fonts draw them.

/// The width of a line of words, for letters of this size.
pub fn width(words: &str, size: f64) -> f64 {
    words.chars().map(letter).sum::<f64>() * size
}

/// The width of a letter without serifs, for letters of size 1.
fn letter(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'I' | '.' | ',' | ';' | ':' | '\'' | '’' | '|' | '!' | '(' | ')' => 0.34,
        ' ' | '\u{a0}' | '\u{202f}' | '-' | '‑' | 'r' | 's' | 'c' | 'z' => 0.48,
        'm' | 'w' | 'M' | 'W' | '%' | 'œ' | 'Œ' | '@' | '…' | '—' => 0.92,
        c if c.is_uppercase() => 0.72,
        c if c.is_ascii() || c.is_alphabetic() && (c as u32) < 0x2000 => 0.58,
        // Signs and writings that this cannot know are as wide as they are high.
        _ => 1.0,
    }
}

/// Words on as many lines as it takes for none to be wider; what is left beyond the last line ends with « … ».
pub fn wrap(words: &str, size: f64, widest: f64, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in words.split_whitespace().flat_map(|word| cut(word, size, widest)) {
        match out.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(&word, size) <= widest => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => out.push(word),
        }
    }
    if out.len() > lines {
        out.truncate(lines);
        if let Some(last) = out.last_mut() {
            last.push('…');
        }
    }
    out
}

/// A word in parts, none of them wider than that.
fn cut(word: &str, size: f64, widest: f64) -> Vec<String> {
    let mut parts = vec![String::new()];
    let room = if width(word, size) > widest { widest - letter('-') * size } else { widest };
    for c in word.chars() {
        let last = parts.len() - 1;
        if !parts[last].is_empty() && width(&parts[last], size) + letter(c) * size > room {
            parts[last].push('-');
            parts.push(String::new());
        }
        let last = parts.len() - 1;
        parts[last].push(c);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_asked_and_nothing_is_lost_in_enough_lines() {
        let words = "Reconditionneurs de palettes et anticonstitutionnellement";
        let lines = wrap(words, 14.0, 90.0, 12);
        assert!(lines.iter().all(|line| width(line, 14.0) <= 90.0), "{lines:?}");
        assert_eq!(lines.concat().replace([' ', '-'], ""), words.replace(' ', ""));
        assert!(wrap(words, 14.0, 90.0, 2).last().unwrap().ends_with('…'));
        assert!(wrap("", 14.0, 90.0, 2).is_empty());
    }
}
