//! What stands between braces after a picture or words: `{credit="…"}`, `{decorative}`, `{carte description="…"}`,
//! `{lang=br}`.

use crate::markdown::document::{Document, Foreign, Image, Inline, Part};
use crate::slug::slug;

/// Reads the attributes that follow images among the inlines from `start` on, and takes them out of the text.
pub fn images(inlines: &mut Vec<Inline>, start: usize, document: &mut Document) {
    if document.images.is_empty() {
        return;
    }
    let mut index = start;
    while index + 1 < inlines.len() {
        if let (Inline::Image(image), Inline::Text(text)) = (inlines[index], inlines[index + 1])
            && let Some((attributes, rest)) =
                document[text].trim_start_matches(' ').strip_prefix('{').and_then(|t| t.split_once('}'))
            && let Some(attributes) = read(attributes)
        {
            let rest = text.after(text.len() - rest.len());
            apply(attributes, &mut document.images[image as usize]);
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

/// Sets what attributes ask for of an image.
fn apply(attributes: Vec<(String, Option<String>)>, image: &mut Image) {
    for (name, value) in attributes {
        match name.as_str() {
            "credit" => image.credit = value,
            "description" => image.description = value,
            "decorative" | "decoratif" => image.decorative = true,
            _ => image.informs = true,
        }
    }
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
/// The same, after emphasis.
pub const BRACE: &str = "{lang=";

/// Turns `[words]{lang=br}` and `*words*{lang=br}` into words in another language, among the inlines from `start` on.
pub fn languages(inlines: &mut Vec<Inline>, start: usize, document: &mut Document) {
    for index in start + 1..inlines.len() {
        let (Inline::Emphasis(run) | Inline::Strong(run), Inline::Text(text)) = (inlines[index - 1], inlines[index])
        else {
            continue;
        };
        if let [Inline::Text(words)] = document[run]
            && let Some((lang, rest)) = document[text].strip_prefix(BRACE).and_then(language)
        {
            let (lang, rest) = (lang.to_owned(), text.after(text.len() - rest.len()));
            document.all_inlines[run.range().start] = foreign(document, &lang, words);
            inlines[index] = Inline::Text(rest);
        }
    }
    let mut index = start;
    while index < inlines.len() {
        if let Inline::Text(text) = inlines[index]
            && let Some(mark) = document[text].find(LANGUAGE)
            && let Some(open) = document[text][..mark].rfind('[')
            && let Some((lang, rest)) = language(&document[text][mark + LANGUAGE.len()..])
        {
            let (lang, rest) = (lang.to_owned(), text.after(text.len() - rest.len()));
            let words = foreign(document, &lang, text.until(mark).after(open + 1));
            inlines.splice(index..=index, [Inline::Text(text.until(open)), words, Inline::Text(rest)]);
            index += 1;
        }
        index += 1;
    }
}

fn foreign(document: &mut Document, lang: &str, words: Part) -> Inline {
    let lang = Part::write(&mut document.text, lang);
    document.foreign.push(Foreign { lang, words });
    Inline::Lang(document.foreign.len() as u32 - 1)
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
