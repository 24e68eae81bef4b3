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
/// What stands around the value of an attribute.
const QUOTES: [char; 6] = ['"', '“', '”', '«', '»', '\''];

/// Sets what the attributes of an image ask for; nothing when one of them is not known.
fn apply(attributes: &str, image: &mut Image) -> bool {
    let mut set = image.clone();
    let mut rest = attributes.trim();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let name = slug(&rest[..end]);
        let value = rest[end..].trim_start().strip_prefix('=').map(str::trim_start);
        let (value, after) = value.map_or((None, &rest[end..]), |value| {
            let (value, after) = self::value(value);
            (Some(value), after)
        });
        match (name.as_str(), value) {
            ("decorative" | "decoratif", None) => set.decorative = true,
            ("credit", Some(value)) => set.credit = Some(value),
            ("description", Some(value)) => set.description = Some(value),
            (name, None) if INFORMS.contains(&name) => set.informs = true,
            _ => return false,
        }
        rest = after.trim_start();
    }
    *image = set;
    true
}

/// A value between quotation marks, or all that is left, and what follows.
fn value(text: &str) -> (String, &str) {
    let Some(inside) = text.strip_prefix(QUOTES) else { return (text.to_owned(), "") };
    match inside.find(QUOTES) {
        Some(end) => (inside[..end].trim().to_owned(), inside[end..].trim_start_matches(QUOTES)),
        None => (inside.to_owned(), ""),
    }
}

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
    let mark = text.find("]{lang=")?;
    let open = text[..mark].rfind('[')?;
    let after = &text[mark + "]{lang=".len()..];
    let (lang, rest) = language(after)?;
    Some((text[..open].to_owned(), lang.to_owned(), text[open + 1..mark].to_owned(), rest.to_owned()))
}

/// The code of a language at the beginning of `br}…`, and what follows the brace.
fn language(text: &str) -> Option<(&str, &str)> {
    let (lang, rest) = text.split_once('}')?;
    let lang = lang.trim_matches('"');
    let valid = (2..=8).contains(&lang.len()) && lang.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    valid.then_some((lang, rest))
}
