//! What stands between braces after a picture or words: `{credit="…"}`, `{decorative}`, `{carte description="…"}`,
//! `{lang=br}`.

use crate::markdown::document::{Image, Inline};
use crate::slug::slug;

/// Reads the attributes that follow images, and takes them out of the text.
pub fn images(inlines: &mut Vec<Inline>, images: &mut [Image]) {
    let mut index = 0;
    while index + 1 < inlines.len() {
        if let (Inline::Image(image), Inline::Text(text)) = (&inlines[index], &inlines[index + 1])
            && let Some((attributes, rest)) =
                text.trim_start_matches(' ').strip_prefix('{').and_then(|t| t.split_once('}'))
            && apply(attributes, &mut images[*image])
        {
            let rest = rest.to_owned();
            if rest.is_empty() {
                inlines.remove(index + 1);
            } else {
                inlines[index + 1] = Inline::Text(rest);
            }
        }
        index += 1;
    }
}

/// Words that declare an image to say much: a chart, a diagram or a map.
const INFORMS: [&str; 8] = ["graphique", "schema", "diagramme", "carte", "plan", "chart", "diagram", "map"];
/// The signs that open a value, and those that close it.
const QUOTES: [(&str, &[char]); 5] =
    [("\"", &['"', '“', '”']), ("“", &['"', '“', '”']), ("”", &['"', '“', '”']), ("«", &['»']), ("'", &['\''])];

/// Sets what the attributes of an image ask for; nothing when one of them is not known.
fn apply(attributes: &str, image: &mut Image) -> bool {
    let Some(attributes) = read(attributes) else { return false };
    for (name, value) in attributes {
        match name.as_str() {
            "credit" => image.credit = value,
            "description" => image.description = value,
            "decorative" | "decoratif" => image.decorative = true,
            _ => image.informs = true,
        }
    }
    true
}

/// The attributes of an image, each with its value; none when one of them is not known.
pub(super) fn read(attributes: &str) -> Option<Vec<(String, Option<String>)>> {
    let (mut found, mut rest) = (Vec::new(), attributes.trim());
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let name = slug(&rest[..end]);
        let given = rest[end..].trim_start().strip_prefix('=').map(|text| value(text.trim_start()));
        let (value, after) = given.map_or((None, &rest[end..]), |(value, after)| (Some(value), after));
        let known = match name.as_str() {
            "credit" | "description" => value.is_some(),
            "decorative" | "decoratif" => value.is_none(),
            name => value.is_none() && INFORMS.contains(&name),
        };
        if !known {
            return None;
        }
        found.push((name, value));
        rest = after.trim_start();
    }
    Some(found)
}

/// A value between quotation marks, or all that is left, and what follows. The mark that ends it stands before
/// a space or nothing, so that `d'Armorique` does not end a value.
fn value(text: &str) -> (String, &str) {
    let opened = QUOTES.iter().find_map(|(open, close)| Some((text.strip_prefix(open)?, *close)));
    let Some((inside, close)) = opened else { return (text.to_owned(), "") };
    let ends = |(at, sign): &(usize, &str)| {
        let after = &inside[at + sign.len()..];
        after.is_empty() || after.starts_with(char::is_whitespace)
    };
    match inside.match_indices(close).find(ends) {
        Some((at, sign)) => (inside[..at].trim().to_owned(), &inside[at + sign.len()..]),
        None => (inside.to_owned(), ""),
    }
}

/// What stands between words and their language.
const LANGUAGE: &str = "]{lang=";

/// Turns `[words]{lang=br}` and `*words*{lang=br}` into words in another language.
pub fn languages(inlines: &mut Vec<Inline>) {
    for index in 1..inlines.len() {
        let [.., Inline::Emphasis(words) | Inline::Strong(words), Inline::Text(text)] = &mut inlines[..=index] else {
            continue;
        };
        if let [Inline::Text(plain)] = words.as_slice()
            && let Some((lang, rest)) = text.strip_prefix("{lang=").and_then(language)
        {
            let (lang, rest) = (lang.to_owned(), rest.to_owned());
            *words = vec![Inline::Lang(lang.into(), plain.as_str().into())];
            *text = rest;
        }
    }
    let mut index = 0;
    while index < inlines.len() {
        match &mut inlines[index] {
            Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strike(c) | Inline::Link(_, c) => languages(c),
            Inline::Text(text) => {
                if let Some((before, lang, words, after)) = split(text) {
                    let parts = [Inline::Text(before), Inline::Lang(lang.into(), words.into()), Inline::Text(after)];
                    inlines.splice(index..=index, parts);
                    index += 1;
                }
            }
            _ => {}
        }
        index += 1;
    }
}

fn split(text: &str) -> Option<(String, String, String, String)> {
    // Whether it is there at all costs much less to know.
    let mark = text.contains(LANGUAGE).then(|| text.find(LANGUAGE)).flatten()?;
    let open = text[..mark].rfind('[')?;
    let after = &text[mark + LANGUAGE.len()..];
    let (lang, rest) = language(after)?;
    Some((text[..open].to_owned(), lang.to_owned(), text[open + 1..mark].to_owned(), rest.to_owned()))
}

/// The code of a language at the beginning of `br}…`, and what follows the brace.
pub(super) fn language(text: &str) -> Option<(&str, &str)> {
    let (lang, rest) = text.split_once('}')?;
    let lang = lang.trim_matches('"');
    let valid = (2..=8).contains(&lang.len()) && lang.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    valid.then_some((lang, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_ends_at_the_mark_that_answers_the_first() {
        let value = |attributes: &str| read(attributes).and_then(|mut found| found.remove(0).1);
        let park = Some("Parc naturel régional d'Armorique");
        assert_eq!(value("credit=\"Parc naturel régional d'Armorique\"").as_deref(), park);
        assert_eq!(value("crédit='Parc naturel régional d'Armorique'").as_deref(), park);
        assert_eq!(value("credit=« Parc naturel régional d'Armorique » plan").as_deref(), park);
        assert_eq!(value("description=\"Le « cœur » du parc\" carte").as_deref(), Some("Le « cœur » du parc"));
        assert_eq!(read("credit"), None);
        assert_eq!(read("carte=\"x\""), None);
        assert_eq!(read("credit=\"x\" width=300"), None);
    }
}
