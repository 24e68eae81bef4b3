//! The usual slips of a header: what people type, and what they meant.
//!
//! Each slip is found on one line, in the light of those before it, and gives the line to write. The
//! reader goes on with that line, so that one run tells everything that is wrong.

use crate::diagnostic::{Message, Rule};
use crate::source::mend::Mended;
use crate::yaml::SYNTAX;

mod braces;
mod colon;
mod comma;
mod list;
mod quote;
mod step;

use braces::{braces_signs, cut_value, glued_inside, measure_as_text, one_line, side_by_side};
pub use colon::Names;
use colon::forgotten_colon;
use comma::{commas, link_as_text, no_comma, no_dash, round_brackets};
use list::{dash_key, dash_name, deeper_item, glued_dash, list_below, typed_bullet};
use quote::{backslash, curly_inside, curly_quotes, early_close, kept_inside, kept_quotes, lone_quote, unclosed};
pub use quote::{protected, quoted, written};
pub use step::one_off;
use step::put;

/// What is wrong on a line, and the line as it was meant.
#[derive(Debug)]
pub struct Slip {
    /// The kind of fault.
    pub rule: &'static Rule,
    /// What is wrong.
    pub message: Message,
    /// What to do; the corrected line when there is nothing better to say.
    pub help: Message,
    /// The lines to read instead.
    pub lines: Vec<(usize, String)>,
    /// Is it sure enough to be corrected without asking?
    pub certain: bool,
}

/// A line in its parts: `  - cle: valeur` is an indent, a dash, a key and a value.
struct Parts<'a> {
    indent: &'a str,
    dash: &'a str,
    key: Option<&'a str>,
    /// What follows the key and its colon, or the dash; without white space around it.
    value: &'a str,
}

/// The white space of a header: what people cannot tell from a space is one.
const BLANKS: [char; 7] = [' ', '\t', '\u{a0}', '\u{202f}', '\u{2009}', '\u{feff}', '\u{200b}'];
/// Those of them that take no place.
const EMPTY: [char; 2] = ['\u{feff}', '\u{200b}'];

impl<'a> Parts<'a> {
    fn of(line: &'a str) -> Self {
        let rest = line.trim_start_matches(BLANKS);
        let indent = &line[..line.len() - rest.len()];
        let dash =
            if rest.starts_with("- ") { &rest[..rest.len() - rest[1..].trim_start_matches(' ').len()] } else { "" };
        let rest = rest[dash.len()..].trim_end();
        let split = rest.as_bytes().windows(2).position(|pair| pair == b": ");
        let split = split.or_else(|| rest.strip_suffix(':').map(str::len));
        match split.filter(|at| is_key(&rest[..*at])) {
            Some(at) => Parts { indent, dash, key: Some(&rest[..at]), value: rest[at + 1..].trim_matches(' ') },
            None => Parts { indent, dash, key: None, value: rest },
        }
    }

    /// The same line with another value.
    fn with(&self, value: &str) -> String {
        let key = self.key.map(|key| format!("{key}: ")).unwrap_or_default();
        format!("{}{}{key}{value}", self.indent, self.dash)
    }

    fn name(&self) -> &'a str {
        self.key.unwrap_or("-").trim()
    }
}

/// A name of a field: a few words at most, that begin with a letter or a figure.
fn is_key(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 4 * 60 || !text.starts_with(char::is_alphanumeric) {
        return false;
    }
    let (mut signs, mut spaces) = (0, 0);
    let may_hold = |sign: char| {
        signs += 1;
        spaces += usize::from(sign == ' ');
        !matches!(sign, '"' | '\'' | '[' | '{' | '#' | '`' | '“' | '«' | ',' | '.')
    };
    text.chars().all(may_hold) && signs <= 60 && spaces < 4
}

/// A slip that changes one line only, told with the line to write.
fn line(index: usize, message: &'static str, name: &str, new: String) -> Option<Slip> {
    let help = Message::new("write-line").with("line", new.trim_end());
    let message = Message::new(message).with("key", name);
    Some(Slip { rule: &SYNTAX, message, help, lines: vec![(index, new)], certain: true })
}

/// Lines that are read as they were meant, and of which nothing is said: the type of the field says what it expects.
pub fn understood(text: &Mended<'_>) -> Vec<(usize, String)> {
    if !text.text().contains(['[', '{']) {
        return Vec::new();
    }
    let meant = |line: &str| link_as_text(line).or_else(|| measure_as_text(line));
    outside_blocks(text).filter_map(|(index, _)| Some((index, meant(text.line(index))?))).collect()
}

/// The lines that are structure, in their parts: none is empty, none stands in the text of a block.
fn outside_blocks<'t>(text: &'t Mended<'_>) -> impl Iterator<Item = (usize, Parts<'t>)> {
    // The indent of a text in a block: what it holds is not structure.
    let mut block: Option<usize> = None;
    (0..text.len()).filter_map(move |index| {
        let current = text.line(index);
        if current.trim().is_empty() {
            return None;
        }
        let parts = Parts::of(current);
        if block.is_some_and(|outer| parts.indent.len() > outer) {
            return None;
        }
        block = parts.value.starts_with(['|', '>']).then_some(parts.indent.len());
        Some((index, parts))
    })
}

/// Slips that no reader stumbles on, and that change what is read all the same.
pub fn silent(text: &Mended<'_>, names: Names<'_>) -> Vec<Slip> {
    let mut slips = Vec::new();
    // Without any colon, all is one text, on which no reader stumbles.
    let is_one_text = names.is_some() && outside_blocks(text).all(|(_, parts)| parts.key.is_none());
    for (index, parts) in outside_blocks(text) {
        // Most of them need something that the parts of the line tell.
        let when = |may: bool, find: fn(&Mended<'_>, usize) -> Option<Slip>| if may { find(text, index) } else { None };
        let (opens, is_item) = (parts.value.starts_with(['{', '[']), !parts.dash.is_empty());
        let slip = glued_dash(text, index)
            .or_else(|| typed_bullet(text, index))
            .or_else(|| no_break(text, index))
            .or_else(|| when(parts.value.starts_with(['“', '„']), kept_quotes))
            .or_else(|| when(parts.value.ends_with('"'), lone_quote))
            .or_else(|| when(parts.key.is_none(), bold_key))
            .or_else(|| when(is_item, dash_key))
            .or_else(|| when(opens, kept_inside))
            .or_else(|| when(opens, braces_signs))
            .or_else(|| when(is_item, one_line))
            .or_else(|| when(opens, glued_inside))
            .or_else(|| when(opens, no_comma))
            .or_else(|| when(opens, cut_value))
            .or_else(|| deeper_item(text, index))
            .or_else(|| when(parts.key.is_some(), list_below));
        let outer = parts.indent.is_empty() && parts.key.is_none();
        let slip = slip.or_else(|| when(outer, glued_colon)).or_else(|| when(outer, bare_name));
        let no_colon = || if outer && is_one_text { forgotten_colon(text, index, names) } else { None };
        slips.extend(slip.or_else(no_colon));
    }
    slips
}

/// What may be wrong on a line that cannot be read, the likeliest first.
pub fn candidates(text: &Mended<'_>, index: usize, names: Names<'_>) -> Vec<Slip> {
    if text.line(index).trim().is_empty() {
        return Vec::new();
    }
    let found = [
        no_break(text, index),
        forgotten_colon(text, index, names),
        comment(text, index),
        short_links(text, index),
        curly_inside(text, index),
        commas(text, index),
        round_brackets(text, index),
        no_dash(text, index),
        dash_name(text, index),
        equals(text, index),
        glued_colon(text, index),
        curly_quotes(text, index),
        side_by_side(text, index),
        early_close(text, index),
        backslash(text, index),
        unclosed(text, index),
        colon(text, index),
        reserved(text, index),
        key_colon(text, index),
        before(text, index).and_then(|above| forgotten_colon(text, above, names)),
        nameless(text, index),
        outdented(text, index),
        value_above(text, index),
    ];
    let mut slips = tabs(text, index);
    slips.extend(found.into_iter().flatten());
    slips.extend(deeper_above(text, index));
    slips.extend(shifted(text, index));
    slips.extend(continued(text, index));
    slips.extend(stray(text, index));
    slips
}

/// The last line before this one that is neither empty nor a comment.
fn before(text: &Mended<'_>, index: usize) -> Option<usize> {
    (0..index).rev().find(|i| !matches!(text.line(*i).trim().chars().next(), None | Some('#')))
}

/// A tabulation before a line: two spaces, or what stands before its neighbours, above and below.
pub fn tabs(text: &Mended<'_>, index: usize) -> Vec<Slip> {
    let current = text.line(index);
    let rest = current.trim_start_matches(BLANKS);
    let indent = &current[..current.len() - rest.len()];
    if !indent.contains('\t') {
        return Vec::new();
    }
    let spaces = indent.replace('\t', "  ");
    let slip = |indent: String| {
        let new = format!("{indent}{rest}");
        let help = Message::new("yaml-tab-help").with("line", new.trim_end());
        Slip { rule: &SYNTAX, message: Message::new("yaml-tab"), help, lines: vec![(index, new)], certain: true }
    };
    let below = (index + 1..text.len()).map(|next| text.line(next)).find(|next| !next.trim().is_empty());
    let below = below.filter(|next| !has_tab(next)).map(|next| next.len() - next.trim_start_matches(' ').len());
    let neighbours = neighbours(text, index).into_iter().chain(below).map(|n| " ".repeat(n));
    // The items of a list usually stand further to the right, fields below the fields above.
    let (first, last) = if rest.starts_with('-') { (Some(spaces), None) } else { (None, Some(spaces)) };
    first.into_iter().chain(neighbours).chain(last).map(slip).collect()
}

/// Does a tabulation stand before this line?
pub fn has_tab(line: &str) -> bool {
    line.trim_start_matches(' ').starts_with('\t')
}

/// A text whose lines begin with two spaces for each tabulation.
pub fn without_tabs(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let rest = line.trim_start_matches(BLANKS);
        plain.push_str(&line[..line.len() - rest.len()].replace('\t', "  "));
        plain.push_str(rest);
    }
    plain
}

/// The indents at which the lines above stand, and their items; the nearest first.
fn neighbours(text: &Mended<'_>, index: usize) -> Vec<usize> {
    let here = text.line(index);
    let mut indents: Vec<usize> = Vec::new();
    let mut at = index;
    while let (Some(previous), true) = (before(text, at), indents.len() < 4) {
        let line = text.line(previous);
        let indent = line.len() - line.trim_start_matches(' ').len();
        // A field stands below the first field of its item, an item below the dash of the item above.
        let mut wanted = [indent, indent + Parts::of(line).dash.len()];
        if !here.trim_start().starts_with('-') {
            wanted.reverse();
        }
        for wanted in wanted {
            if !indents.contains(&wanted) {
                indents.push(wanted);
            }
        }
        at = previous;
    }
    indents
}

/// A no-break space where a plain one is needed: in the indent, after a dash or a colon.
fn no_break(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let current = text.line(index);
    let rest = current.trim_start_matches(BLANKS);
    let indent = &current[..current.len() - rest.len()];
    let takes_place = indent.chars().filter(|c| !EMPTY.contains(c));
    let plain_indent: String = takes_place.map(|c| if c == '\t' { c } else { ' ' }).collect();
    let odd = |c: char| c != ' ' && c != '\t' && BLANKS.contains(&c);
    let dash =
        rest.strip_prefix('-').filter(|rest| rest.starts_with(odd)).map(|rest| format!("- {}", rest.trim_start()));
    let colon = || {
        let at = rest.find(':')?;
        let after = &rest[at + 1..];
        (is_key(&rest[..at]) && after.starts_with(odd))
            .then(|| format!("{}: {}", rest[..at].trim_end(), after.trim_start()))
    };
    let new = dash.or_else(colon);
    if new.is_none() && plain_indent == indent {
        return None;
    }
    let new = format!("{plain_indent}{}", new.unwrap_or_else(|| rest.to_owned()));
    line(index, "yaml-no-break", Parts::of(current).name(), new)
}

/// `**porteur**: Parc`: the name of a field, as a word processor shows it.
fn bold_key(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let Parts { indent: "", dash: "", key: None, value } = Parts::of(text.line(index)) else { return None };
    let start = value.trim_start_matches(['*', '_']);
    let (key, rest) = start.split_once(':')?;
    let name = key.trim_matches(['*', '_', ' ']);
    let rest = rest.trim_start_matches(['*', '_']).trim_start_matches(BLANKS);
    (start.len() < value.len() && is_key(name) && !name.contains(['*', ' '])).then_some(())?;
    line(index, "yaml-bold-key", name, format!("{name}: {rest}"))
}

/// A line without a name, the first below that of its group.
fn nameless(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let above = before(text, index)?;
    let (here, words) = (Parts::of(text.line(index)), Parts::of(text.line(above)));
    let group = Parts::of(text.line(before(text, above)?));
    let is_text = words.key.is_none() && words.dash.is_empty() && words.value.starts_with(char::is_alphanumeric);
    let inside = group.key.is_some() && group.value.is_empty() && group.indent.len() < words.indent.len();
    (here.key.is_some() && is_text && inside && words.indent == here.indent).then_some(())?;
    // The name that begins the other groups.
    let mut names = (0..text.len()).map(|line| (line, Parts::of(text.line(line))));
    let first = |(line, parts): &(usize, Parts<'_>)| {
        parts.indent == here.indent
            && parts.key.is_some_and(|key| Some(key) != here.key)
            && before(text, *line).is_some_and(|head| Parts::of(text.line(head)).value.is_empty())
    };
    let name = names.find(first).and_then(|(_, parts)| parts.key);
    let new = name.map(|name| format!("{}{name}: {}", here.indent, words.value));
    let line = format!("{}{}: {}", here.indent, name.unwrap_or("…"), words.value);
    let message = Message::new("yaml-nameless");
    let help = Message::new("for-example").with("line", line);
    Some(Slip { rule: &SYNTAX, message, help, lines: vec![(above, new.unwrap_or_default())], certain: false })
}

/// `titre: Réemploi` as far to the left as the name of its group, and its other fields further to the right.
fn outdented(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let above = before(text, index)?;
    let (here, first) = (Parts::of(text.line(index)), Parts::of(text.line(above)));
    let group = Parts::of(text.line(before(text, above)?));
    let heads = group.key.is_some() && group.value.is_empty() && group.indent == first.indent;
    let fields = [&here, &first].iter().all(|parts| parts.key.is_some() && parts.dash.is_empty());
    (heads && fields && !first.value.is_empty() && here.indent.len() > first.indent.len()).then_some(())?;
    let new = format!("{}{}", here.indent, text.line(above).trim_start());
    let help = Message::new("yaml-shifted-help").with("line", new.trim_end()).with("number", here.indent.len());
    Some(Slip { rule: &SYNTAX, message: Message::new("yaml-shifted"), help, lines: vec![(above, new)], certain: true })
}

/// `co-produit: une matière`, and below it the lines of a group.
fn value_above(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let above = before(text, index)?;
    let (here, head) = (Parts::of(text.line(index)), Parts::of(text.line(above)));
    let key = head.key.filter(|_| !head.value.is_empty())?;
    (here.key.is_some() && here.indent.len() > head.indent.len()).then_some(())?;
    // Is it a group, as those beside it are?
    let beside = (0..text.len()).filter(|line| *line != above).map(|line| (line, Parts::of(text.line(line))));
    let beside = beside.filter(|(_, parts)| parts.indent == head.indent && parts.key.is_some());
    let groups = beside.map(|(_, parts)| parts.value.is_empty());
    let (groups, values): (Vec<bool>, Vec<bool>) = groups.partition(|group| *group);
    (groups.len() > values.len()).then_some(())?;
    let message = Message::new("yaml-value-above").with("key", key);
    let new = format!("{}{}{key}:", head.indent, head.dash);
    let help = Message::new("yaml-value-above-help").with("line", new.as_str());
    Some(Slip { rule: &SYNTAX, message, help, lines: vec![(above, new)], certain: false })
}

/// `titre:Le guide` for `titre: Le guide`.
fn glued_colon(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let current = text.line(index);
    let Parts { indent, dash, key: None, value } = Parts::of(current) else { return None };
    let (key, rest) = value.split_once(':')?;
    let scheme = rest.starts_with("//") || ["mailto", "tel", "http", "https"].contains(&key);
    let word = is_key(key) && key.starts_with(char::is_alphabetic) && !key.contains(' ');
    (word && !scheme && !rest.is_empty()).then_some(())?;
    let message = if rest.starts_with('\t') { "yaml-tab-after" } else { "yaml-glued-colon" };
    line(index, message, key, format!("{indent}{dash}{key}: {}", rest.trim_start_matches(BLANKS)))
}

/// `reemploi` for `reemploi:`, above the fields that it has.
fn bare_name(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let Parts { indent: "", dash: "", key: None, value } = Parts::of(text.line(index)) else { return None };
    let is_name = is_key(value) && value.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
    let below = (index + 1 < text.len()).then(|| Parts::of(text.line(index + 1)))?;
    (is_name && below.key.is_some() && below.dash.is_empty() && !below.indent.is_empty()).then_some(())?;
    line(index, "yaml-bare-name", value, format!("{value}:"))
}

/// `titre = Le guide` for `titre: Le guide`.
fn equals(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let Parts { indent, dash, key: None, value } = Parts::of(text.line(index)) else { return None };
    let (key, rest) = value.split_once('=')?;
    let (key, rest) = (key.trim_end(), rest.trim_start());
    (is_key(key) && !key.contains(' ')).then_some(())?;
    line(index, "yaml-equals", key, format!("{indent}{dash}{key}: {rest}"))
}

/// `// à revoir` and `<!-- à revoir -->`: remarks of other languages.
fn comment(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let rest = text.line(index).trim_start_matches(BLANKS);
    let words = rest.strip_prefix("//").or_else(|| rest.strip_prefix("<!--"))?;
    let words = words.trim_end().trim_end_matches("-->").trim();
    line(index, "yaml-comment", "", format!("# {words}"))
}

/// `themes: [[dechets]], [[energie]]`: links, where names are enough.
fn short_links(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let parts = Parts::of(text.line(index));
    let name = |part: &str| Some(part.trim().strip_prefix("[[")?.strip_suffix("]]")?.to_owned());
    let names: Vec<String> = parts.value.split([',', ';']).map(name).collect::<Option<_>>()?;
    line(index, "yaml-short-links", parts.name(), parts.with(&format!("[{}]", names.join(", "))))
}

/// `titre: Palettes : le guide`: a colon in a value.
fn colon(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let parts = Parts::of(text.line(index));
    parts.key?;
    let value = parts.value;
    let protected = value.starts_with(['"', '\'', '[', '{', '|', '>', '#', '&', '*']);
    (!protected && (value.contains(": ") || value.ends_with(':'))).then_some(())?;
    line(index, "yaml-colon", parts.name(), parts.with(&quoted(value)))
}

/// A value that begins with a sign that has another meaning there.
fn reserved(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let parts = Parts::of(text.line(index));
    let value = parts.value;
    let first = value.chars().next()?;
    let is_sign = match first {
        '|' | '>' => !value[1..].trim_start_matches(['-', '+', '1', '2', '3', '4', '5', '6', '7', '8', '9']).is_empty(),
        '-' | '?' => (value.len() == 1 || value[1..].starts_with(' ')) && (parts.key.is_some() || first == '?'),
        '@' | '`' | '%' | '&' | '*' | '!' | ',' | ']' | '}' => true,
        _ => false,
    };
    is_sign.then_some(())?;
    // Bold words: whether the field has any is not known here, and quotation marks would show the stars.
    let bold = value.starts_with("**") && value.matches("**").count() > 1;
    if bold {
        let new = parts.with(&quoted(&value.replace("**", "")));
        let help = Message::new("write-line").with("line", new.trim_end());
        let message = Message::new("yaml-bold").with("key", parts.name());
        return Some(Slip { rule: &SYNTAX, message, help, lines: vec![(index, new)], certain: false });
    }
    let help = parts.with(&quoted(value));
    let message = Message::new("yaml-reserved").with("key", parts.name()).with("sign", first.to_string());
    let help_line = Message::new("write-line").with("line", help.trim_end());
    Some(Slip { rule: &SYNTAX, message, help: help_line, lines: vec![(index, help)], certain: true })
}

/// A colon inside a name: `Titre : sous-titre: valeur` is rare; the last colon then parts them.
fn key_colon(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let parts = Parts::of(text.line(index));
    let (key, value) = parts.value.split_once(" :")?;
    (parts.key.is_none() && is_key(key) && !key.contains(' ')).then_some(())?;
    let new = format!("{}{}{key}: {}", parts.indent, parts.dash, value.trim_matches(BLANKS));
    line(index, "yaml-glued-colon", key, new)
}

/// A line that does not stand below the first letter of its neighbours.
fn shifted(text: &Mended<'_>, index: usize) -> Vec<Slip> {
    let current = text.line(index);
    let rest = current.trim_start_matches(' ');
    if Parts::of(current).key.is_none() && !rest.starts_with("- ") {
        return Vec::new();
    }
    let here = current.len() - rest.len();
    let slip = |indent: usize| put(text, index, indent);
    neighbours(text, index).into_iter().filter(|indent| *indent != here).map(slip).collect()
}

/// The first field of a group further to the right than those below it: it is the one that stands wrong.
fn deeper_above(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let above = before(text, index)?;
    let (here, first) = (Parts::of(text.line(index)), Parts::of(text.line(above)));
    let group = Parts::of(text.line(before(text, above)?));
    let heads = group.key.is_some() && group.value.is_empty();
    let fields = [&here, &first].iter().all(|parts| parts.key.is_some() && parts.dash.is_empty());
    let (outer, here, first) = (group.indent.len(), here.indent.len(), first.indent.len());
    (heads && fields && outer < here && here < first).then_some(())?;
    Some(put(text, above, here))
}

/// A text that goes on at the beginning of the next line.
fn continued(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let here = Parts::of(text.line(index));
    let previous = before(text, index)?;
    let above = Parts::of(text.line(previous));
    let is_text = here.key.is_none()
        && here.dash.is_empty()
        && here.value.starts_with(|c: char| c.is_alphanumeric() || "(«“\"'".contains(c));
    (is_text && above.key.is_some() && !above.value.is_empty()).then_some(())?;
    let start = above.value.trim_matches(['"', '\'']);
    let new = above.with(&quoted(&format!("{start} {}", here.value.trim_matches(['"', '\'']))));
    let help = Message::new("yaml-continued-help").with("line", new.trim_end());
    let message = Message::new("yaml-continued");
    Some(Slip { rule: &SYNTAX, message, help, lines: vec![(index, String::new()), (previous, new)], certain: false })
}

/// A sentence in the header, that belongs to the text of the page.
fn stray(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let parts = Parts::of(text.line(index));
    (parts.key.is_none() && parts.dash.is_empty() && parts.value.starts_with(char::is_alphanumeric)).then_some(())?;
    let (message, help) = (Message::new("yaml-stray"), Message::new("yaml-stray-help"));
    Some(Slip { rule: &SYNTAX, message, help, lines: vec![(index, String::new())], certain: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_parts() {
        let parts = |line| {
            let Parts { indent, dash, key, value } = Parts::of(line);
            (indent.len(), dash, key, value)
        };
        assert_eq!(parts("  - cle: a: b "), (2, "- ", Some("cle"), "a: b"));
        assert_eq!(parts("titre: x"), (0, "", Some("titre"), "x"));
        assert_eq!(parts("themes:"), (0, "", Some("themes"), ""));
        assert_eq!(parts("- 12:30"), (0, "- ", None, "12:30"));
        assert_eq!(parts("Il a dit, hier : non"), (0, "", None, "Il a dit, hier : non"));
    }
}
