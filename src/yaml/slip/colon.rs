//! The colon that is forgotten after the name of a field.

use crate::source::mend::Mended;
use crate::yaml::slip::quote::quoted;
use crate::yaml::slip::{BLANKS, Parts, Slip, before, line};

/// Is a word the name of a field? None when nobody knows which fields there are.
pub type Names<'a> = Option<&'a dyn Fn(&str) -> bool>;

/// So many letters on a line, and its sentence may go on below.
const LONG: usize = 40;
/// How many lines around one may hold the same field.
const NEAR: usize = 100;

/// `statut exploree` for `statut: exploree`: a name, and what may be its value rather than the end of a sentence.
pub fn forgotten_colon(text: &Mended<'_>, index: usize, names: Names<'_>) -> Option<Slip> {
    let Parts { indent, dash: "", key: None, value } = Parts::of(text.line(index)) else { return None };
    let Some((word, rest)) = value.split_once(BLANKS) else { return above(text, index, names) };
    word.chars().all(|c| c.is_alphanumeric() || "_-".contains(c)).then_some(())?;
    let rest = rest.trim_start_matches(BLANKS);
    // A dash may stand for the colon; an equals sign is another slip.
    let rest = ["- ", "– ", "— "].iter().find_map(|dash| rest.strip_prefix(dash)).unwrap_or(rest);
    let begins = rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"'«“[{".contains(c));
    let (is_alone, goes_on) = (!rest.contains(' ') && rest.starts_with(char::is_alphabetic), goes_on(text, index));
    // Inside a value, and in files other than pages, the fields are not known; the other lines may tell.
    let is_free = names.is_none() || !indent.is_empty();
    let is_word = is_free && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let is_likely = is_word && (begins || word.contains('_') || is_alone && !goes_on);
    let is_named = || is_free && text.text().contains(&format!("{word}: "));
    let is_known = || names.is_some_and(|is_name| is_name(word)) || is_named();
    let is_value = is_likely || (begins || is_alone || !goes_on) && is_known();
    (is_value && !rest.starts_with('=') && !has(text, index, indent, word)).then_some(())?;
    let plain = rest.starts_with(['"', '\'', '[', '{']) || !rest.contains([':', '#']);
    let rest = if plain { rest.to_owned() } else { quoted(rest) };
    line(index, "yaml-bare-name", word, format!("{indent}{word}: {rest}"))
}

/// `themes` for `themes:`, above the items of its list; `fiches` above its own fields, further to the right.
fn above(text: &Mended<'_>, index: usize, names: Names<'_>) -> Option<Slip> {
    let Parts { indent, dash: "", key: None, value } = Parts::of(text.line(index)) else { return None };
    let below = (index + 1 < text.len()).then(|| Parts::of(text.line(index + 1)))?;
    let is_list = !below.dash.is_empty() && below.indent.len() >= indent.len();
    let is_deeper = below.key.is_some() && below.indent.len() > indent.len();
    let is_word = !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
    let is_name = is_deeper && is_word || is_list && names.is_some_and(|is_name| is_name(value));
    (is_name && !has(text, index, indent, value)).then_some(())?;
    line(index, "yaml-bare-name", value, format!("{indent}{value}:"))
}

/// May the sentence of the line above go on here?
fn goes_on(text: &Mended<'_>, index: usize) -> bool {
    let above = before(text, index).map_or("", |above| text.line(above).trim_end());
    above.chars().count() > LONG && above.ends_with(|c: char| c.is_alphanumeric() || ",;:’'".contains(c))
}

/// Does a field of this name stand beside a line already?
fn has(text: &Mended<'_>, index: usize, indent: &str, word: &str) -> bool {
    let beside = |line: &usize| {
        let current = text.line(*line);
        current.trim().is_empty() || current.starts_with(indent) && !current[indent.len()..].starts_with('-')
    };
    let named = |line: usize| {
        let parts = Parts::of(text.line(line));
        parts.indent == indent && parts.key.is_some_and(|key| key.trim() == word)
    };
    let (above, below) = ((0..index).rev().take(NEAR), (index + 1..text.len()).take(NEAR));
    above.take_while(beside).any(named) || below.take_while(beside).any(named)
}
