//! Fields between braces, and those that were to be there.

use std::ops::Range;

use crate::source::mend::Mended;
use crate::yaml::slip::quote::quoted;
use crate::yaml::slip::{Parts, Slip, is_key, line};

/// `{date:2016,texte:"Début."}`: between braces as well, a space follows the colon of a name.
pub fn glued_inside(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let current = text.line(index);
    let value = Parts::of(current).value;
    value.starts_with(['{', '[']).then_some(())?;
    let (mut new, mut start, mut quote, mut first) = (String::new(), None, None, None);
    // Between brackets there are no names: `[energie, doi:10]`.
    let mut inside = Vec::new();
    let mut rest = value.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let next = rest.peek().map_or(' ', |(_, next)| *next);
        new.push(c);
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '{' | '[' | ',') => {
                if c != ',' {
                    inside.push(c);
                }
                start = (inside.last() == Some(&'{')).then_some(at + 1);
            }
            (None, '}' | ']') => {
                inside.pop();
                start = None;
            }
            (None, '"') => quote = Some(c),
            (None, ':') if ![' ', '/', ',', '}'].contains(&next) => {
                let name = start.take().map(|start| value[start..at].trim()).unwrap_or_default();
                let is_name =
                    name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || c == '_');
                if is_name {
                    first.get_or_insert(name);
                    new.push(' ');
                }
            }
            (None, ':') => start = None,
            _ => {}
        }
    }
    let new = format!("{}{new}", &current[..current.trim_end().len() - value.len()]);
    line(index, "yaml-glued-colon", first?, new)
}

/// `{ valeur: 12,5, nom: Le Faou, le bourg }`: between braces, a comma in a value would begin another field.
pub fn cut_value(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let (values, new) = uncut(text.line(index))?;
    let (name, words) = values.into_iter().next()?;
    let digits = |text: &str| text.chars().any(|c| c.is_ascii_digit()) && !text.contains(char::is_alphabetic);
    match digits(&words) {
        true => line(index, "yaml-decimal", &words, new),
        _ if !words.contains(',') => line(index, "yaml-colon", name, new),
        _ => line(index, "yaml-cut", name, new),
    }
}

/// `{ montant: 12,5 k€ }`: a number and its unit are one value, of which the type of the field says what is wrong. Gives
/// the line in which it is between quotation marks.
pub fn measure_as_text(current: &str) -> Option<String> {
    let (values, new) = uncut(current)?;
    let is_measure = |words: &str| {
        let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
        // Two fields are parted by a comma and a space.
        let decimals = rest.strip_prefix(',').filter(|decimals| decimals.starts_with(|c: char| c.is_ascii_digit()));
        let unit = decimals.unwrap_or(rest).trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        rest.len() < words.len() && !unit.is_empty() && !unit.contains([' ', ',', ':'])
    };
    values.iter().all(|(_, words)| is_measure(words)).then_some(new)
}

/// The values that a comma or a colon cuts between the braces of a line, each after its name, and the line in which
/// they are between quotation marks; none when there are none.
fn uncut(current: &str) -> Option<(Vec<(&str, String)>, String)> {
    let value = Parts::of(current).value;
    value.starts_with(['{', '[']).then_some(())?;
    let (mut new, mut rest, mut values) = (String::new(), value, Vec::new());
    while let Some(open) = rest.find('{') {
        let (before, inside) = rest.split_at(open + 1);
        new.push_str(before);
        let fields = fields(inside);
        let mut at = 0;
        for (number, field) in fields.iter().enumerate() {
            let (start, end) = (field.start.max(at), field.end);
            // What has been taken into a value before is no field any more.
            let Some(colon) = inside.get(start..end).and_then(|field| field.find(": ")) else { continue };
            // What follows without a name of its own belongs to the value.
            let nameless = |next: &&Range<usize>| {
                let words = inside[(*next).clone()].trim();
                !words.is_empty() && !words.contains(": ") && !words.ends_with(':')
            };
            let value = start + colon + 2;
            let parted =
                inside[value..end].contains(": ") && !inside[value..end].trim().starts_with(['"', '\'', '[', '{', '“']);
            let cut = fields[number + 1..].iter().take_while(nameless).last().or(parted.then_some(field));
            let Some(cut) = cut else { continue };
            let whole = inside[value..cut.end].trim();
            let plain: String = whole.chars().filter(|c| !['"', '\''].contains(c) || !whole.starts_with(*c)).collect();
            let plain = plain.trim_matches(['“', '”']).to_owned();
            let end = cut.end - (inside[value..cut.end].len() - inside[value..cut.end].trim_end().len());
            new.push_str(&inside[at..value]);
            new.push_str(&quoted(&plain));
            values.push((inside[start..start + colon].trim(), plain));
            at = end;
        }
        let end = fields.last().map_or(0, |last| last.end);
        new.push_str(&inside[at..end]);
        rest = &inside[end..];
    }
    new.push_str(rest);
    let start = &current[..current.trim_end().len() - value.len()];
    (!values.is_empty()).then(|| (values, format!("{start}{new}")))
}

/// `{nom:A; part = 3}`: other signs than those that part the fields between braces.
pub fn braces_signs(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let current = text.line(index).trim_end();
    let value = Parts::of(current).value;
    let inside = value.strip_prefix('{')?.strip_suffix('}')?;
    // Only what has no quotation marks is sure to hold no such sign.
    (!inside.contains(['"', '\'', '{', '[', '“'])).then_some(())?;
    let separator = if inside.contains(';') && !inside.contains(',') { ';' } else { ',' };
    let field = |part: &str| {
        let (key, value) = part.split_once([':', '='])?;
        let key = key.trim();
        let word = is_key(key) && !key.contains(' ') && !value.starts_with("//") && !value.trim().is_empty();
        word.then(|| format!("{key}: {}", value.trim()))
    };
    let fields: Vec<String> = inside.split(separator).map(field).collect::<Option<_>>()?;
    let new = format!("{{ {} }}", fields.join(", "));
    let spaceless = |text: &str| text.replace(' ', "");
    (spaceless(&new) != spaceless(value) || inside.split(',').any(|part| !part.contains(": "))).then_some(())?;
    line(index, "yaml-braces-signs", "", format!("{}{new}", &current[..current.len() - value.len()]))
}

/// `- nom: A, part: 3`: several fields on the line of an item, without braces.
pub fn one_line(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let parts = Parts::of(text.line(index));
    let key = parts.key.filter(|_| !parts.dash.is_empty() && !parts.value.starts_with(['"', '\'', '[', '{']))?;
    let word = |part: &str| {
        part.split_once(": ").is_some_and(|(name, _)| {
            let name = name.trim();
            is_key(name) && !name.contains(' ') && name.chars().all(|c| !c.is_uppercase())
        })
    };
    let mut pieces = parts.value.split(',');
    let first = pieces.next()?;
    let pieces: Vec<&str> = pieces.collect();
    (!pieces.is_empty() && !first.contains(": ") && pieces.iter().all(|piece| word(piece))).then_some(())?;
    let new = format!("{}{}{{ {key}: {} }}", parts.indent, parts.dash, parts.value);
    line(index, "yaml-one-line", key, new)
}

/// The fields between braces, up to the one that closes them; none inside others.
pub fn fields(text: &str) -> Vec<Range<usize>> {
    let (mut fields, mut start, mut depth, mut quote) = (Vec::new(), 0, 0_usize, None);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            // An apostrophe inside a word opens nothing.
            (None, '"' | '\'') if [' ', ',', '[', '{'].contains(&before) => quote = Some(c),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') if depth > 0 => depth -= 1,
            (None, '}' | ',') if depth == 0 => {
                fields.push(start..at);
                start = at + 1;
                if c == '}' {
                    return fields;
                }
            }
            _ => {}
        }
        before = c;
    }
    // Braces that nobody closes on this line are another matter.
    Vec::new()
}

/// `- date: 2016 texte: "Début."`: several fields of an item, one after the other on its line.
pub fn side_by_side(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let parts = Parts::of(text.line(index));
    let mut name = parts.key.filter(|_| !parts.dash.is_empty())?;
    (!parts.value.starts_with(['[', '{', '|', '>'])).then_some(())?;
    let (mut fields, mut start, mut quote) = (Vec::new(), 0, None);
    for (at, c) in parts.value.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"') => quote = Some(c),
            (None, ':') if parts.value[at + 1..].starts_with(' ') => {
                // French puts a space before the colon of a sentence; that of a field is glued to its name.
                let (value, next) = parts.value[start..at].rsplit_once(' ')?;
                let is_name = !next.is_empty() && next.chars().all(|c| c.is_ascii_lowercase() || c == '_');
                (is_name && !value.trim().is_empty()).then_some(())?;
                fields.push((name, value.trim().trim_end_matches([',', ';'])));
                (name, start) = (next, at + 1);
            }
            _ => {}
        }
    }
    (!fields.is_empty()).then_some(())?;
    fields.push((name, parts.value[start..].trim()));
    let field = |(name, value): (&str, &str)| {
        let plain = value.starts_with('"') || !value.contains([',', ':', '#', '[', ']', '{', '}', '"', '\'']);
        format!("{name}: {}", if plain { value.to_owned() } else { quoted(value) })
    };
    let fields: Vec<String> = fields.into_iter().map(field).collect();
    let new = format!("{}{}{{ {} }}", parts.indent, parts.dash, fields.join(", "));
    let slip = line(index, "yaml-side-by-side", parts.name(), new)?;
    Some(Slip { certain: false, ..slip })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_parts_of_a_value_between_braces_are_read() {
        let written = r#"pictures: { column: 704, s 48rem) 44rem, calc(100vw - 2rem)" }"#;
        assert!(cut_value(&Mended::new(written), 0).is_some());
    }
}
