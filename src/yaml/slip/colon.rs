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

/// `statut exploree` for `statut: exploree`: the name of a field, and what may be its value rather than the end of a sentence.
pub fn forgotten_colon(text: &Mended<'_>, index: usize, names: Names<'_>) -> Option<Slip> {
    let Parts { indent, dash: "", key: None, value } = Parts::of(text.line(index)) else { return None };
    let Some((word, rest)) = value.split_once(BLANKS) else { return above(text, index, indent, value, names) };
    let rest = rest.trim_start_matches(BLANKS);
    // A dash may stand for the colon; an equals sign is another slip.
    let rest = ["- ", "– ", "— "].iter().find_map(|dash| rest.strip_prefix(dash)).unwrap_or(rest);
    let begins = rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"'«“[{".contains(c));
    let is_alone = !rest.contains(' ') && rest.starts_with(char::is_alphabetic) && !goes_on(text, index);
    let is_first = is_over(text, index);
    // Inside a value, and in files other than pages, the fields are not known: another line, or the word itself, tells.
    let is_known = || match names.filter(|_| indent.is_empty()) {
        Some(is_name) => is_name(word),
        None => word.contains('_') || [' ', '\n'].iter().any(|sign| text.text().contains(&format!("{sign}{word}: "))),
    };
    let may_follow = (begins || is_first || is_alone) && !rest.starts_with('=');
    let is_field = is_word(word) && may_follow && is_known() && !has(text, index, indent, word);
    is_field.then_some(())?;
    let plain = rest.starts_with(['"', '\'', '[', '{']) || !rest.contains([':', '#']);
    let rest = if plain { rest.to_owned() } else { quoted(rest) };
    // A small letter may also go on with the sentence above.
    Some(Slip {
        certain: begins || is_first,
        ..line(index, "yaml-bare-name", word, format!("{indent}{word}: {rest}"))?
    })
}

/// `themes` for `themes:`, above the items of its list; `fiches` above its own fields, further to the right.
fn above(text: &Mended<'_>, index: usize, indent: &str, word: &str, names: Names<'_>) -> Option<Slip> {
    let below = (index + 1..text.len()).map(|line| Parts::of(text.line(line)));
    let below = below.into_iter().find(|parts| parts.key.is_some() || !parts.value.is_empty())?;
    let is_list = !below.dash.is_empty() && below.indent.len() >= indent.len();
    let is_deeper = below.key.is_some() && below.indent.len() > indent.len();
    let is_name = is_deeper || is_list && names.is_some_and(|is_name| is_name(word));
    (is_word(word) && is_name && !has(text, index, indent, word)).then_some(())?;
    line(index, "yaml-bare-name", word, format!("{indent}{word}:"))
}

/// May it be the name of a field?
fn is_word(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "_-".contains(c))
}

/// May the sentence of the line above go on here?
fn goes_on(text: &Mended<'_>, index: usize) -> bool {
    let above = before(text, index).map_or("", |above| text.line(above).trim_end());
    above.chars().count() > LONG && above.ends_with(|c: char| c.is_alphanumeric() || ",;:’'".contains(c))
}

/// Is there no line above, or the end of a sentence?
fn is_over(text: &Mended<'_>, index: usize) -> bool {
    before(text, index).is_none_or(|above| text.line(above).trim_end().ends_with(['.', '!', '?', '…', '»', '"']))
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
