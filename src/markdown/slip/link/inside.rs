//! What stands between the parentheses of a link, when it is no address and its caption: what was meant.

use crate::markdown::attribute;
use crate::markdown::slip::is_space;
use crate::markdown::slip::link::{has_ending, is_address};

/// The marks that open a caption, and those that close it.
const MARKS: [(char, [char; 2]); 3] = [('"', ['"', '”']), ('“', ['”', '"']), ('«', ['»', '"'])];

/// The parentheses as they were meant, and what follows them, with the name of what is said; none when nobody can be
/// certain, or when it is written as it should be.
pub fn meant(inside: &str, picture: bool) -> Option<(&'static str, String)> {
    let inside = inside.trim_matches(is_space);
    let bare = inside.strip_prefix('<').unwrap_or(inside);
    let bare = bare.strip_suffix('>').unwrap_or(bare);
    if bare.len() + 1 == inside.len() && is_address(bare) && !bare.contains(|c| is_space(c) || "<>\"".contains(c)) {
        return Some(("link-angle", format!("({bare})")));
    }
    let (target, rest) = inside.split_once(is_space)?;
    let rest = rest.trim_matches(is_space);
    if !is_address(target) {
        return None;
    }
    if let Some((_, closing)) = MARKS.iter().find(|(open, _)| rest.starts_with(*open)) {
        let words = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
        return caption(words, *closing, picture).map(|(message, caption)| (message, format!("({target} {caption}")));
    }
    if picture && is_set(rest) {
        return Some(("picture-attributes", format!("({target}){{{rest}}}")));
    }
    let words = rest.strip_suffix(['"', '”', '»']).unwrap_or(rest).trim_end_matches(is_space);
    let said = words.starts_with(char::is_alphanumeric) && !words.contains(['"', '\'', '“', '«', '<']);
    (said && has_ending(target) && !is_address(inside)).then(|| ("link-title-bare", format!("({target} \"{words}\")")))
}

/// A caption from its first word on, closed with its parenthesis, and what sets a picture.
fn caption(words: &str, closing: [char; 2], picture: bool) -> Option<(&'static str, String)> {
    let after = |(at, sign): &(usize, &str)| words[at + sign.len()..].starts_with(is_space);
    let set = words.match_indices(closing).filter(after).find(|(at, sign)| is_set(&words[at + sign.len()..]));
    if let Some((at, sign)) = set.filter(|_| picture) {
        let braces = words[at + sign.len()..].trim_matches(is_space);
        return Some(("picture-attributes", format!("\"{}\"){{{braces}}}", within(&words[..at])?)));
    }
    match words.strip_suffix(closing) {
        Some(words) => words.contains('"').then(|| within(words)).flatten().map(|new| ("link-inner-quotes", new)),
        None if words.contains(['"', '“', '”', '«', '»']) => None,
        None => Some(("link-title-unclosed", words.to_owned())),
    }
    .map(|(message, words)| (message, format!("\"{}\")", words.trim_matches(is_space))))
}

/// Do these words set a picture, as `credit="…"` does?
fn is_set(words: &str) -> bool {
    attribute::read(words).is_some_and(|found| !found.is_empty())
}

/// Words with the straight marks in them as those of a quotation; none when one of them has no other half.
fn within(words: &str) -> Option<String> {
    let mut new = String::with_capacity(words.len() + 8);
    let mut open = false;
    let mut rest = words.trim_matches(is_space);
    while let Some((before, after)) = rest.split_once('"') {
        new.push_str(before);
        if !open && new.ends_with(|c: char| c.is_alphanumeric()) {
            return None;
        }
        new.push_str(if open { " »" } else { "« " });
        (open, rest) = (!open, after);
    }
    (!open).then_some(new + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_between_the_parentheses() {
        let new = |inside: &str| meant(inside, true).map(|(_, new)| new);
        for (inside, written) in [
            ("a.svg \"L'atelier \"Bois\"\"", "(a.svg \"L'atelier « Bois »\")"),
            ("a.svg \"Une légende\" credit=\"Parc\"", "(a.svg \"Une légende\"){credit=\"Parc\"}"),
            ("a.svg credit=\"Parc\"", "(a.svg){credit=\"Parc\"}"),
            ("a.svg \"Légende", "(a.svg \"Légende\")"),
            ("a.svg Une légende", "(a.svg \"Une légende\")"),
            ("a.svg Une légende\"", "(a.svg \"Une légende\")"),
            ("<a.svg", "(a.svg)"),
            ("a.svg>", "(a.svg)"),
        ] {
            assert_eq!(new(inside).as_deref(), Some(written), "{inside}");
        }
        for inside in ["a.svg", "<a.svg>", "a.svg \"Légende\"", "a.svg \"Large de 12\" environ\"", "mon image.svg"] {
            assert_eq!(new(inside), None, "{inside}");
        }
    }
}
