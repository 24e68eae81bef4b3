//! Commas between brackets: those that are missing, those that are there twice, and those at the end.

use crate::source::mend::Mended;
use crate::yaml::slip::braces::fields;
use crate::yaml::slip::quote::quoted;
use crate::yaml::slip::{Parts, Slip, is_key, line};

/// The name of a field at the beginning of a text, as it stands before a colon: one plain word.
fn name(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_lowercase() && c != '_')?;
    (end > 1 && text[end..].starts_with(": ")).then_some(&text[..end])
}

/// `{ nom: Le Faou part: 3 }`: a comma is missing before the name of the next field. Sure when other lines have
/// this field too.
pub fn no_comma(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let current = text.line(index).trim_end();
    let value = Parts::of(current).value;
    let inside = value.strip_prefix('{').filter(|inside| inside.matches(": ").count() > 1)?;
    let (mut new, mut at, mut sure) = (String::from("{"), 0, true);
    for field in fields(inside) {
        let colon = inside[field.clone()].find(": ")?;
        let value = field.start + colon + 2;
        if inside[value..field.end].trim_start().starts_with(['"', '\'', '[', '{', '“']) {
            continue;
        }
        for (blank, _) in inside[value..field.end].match_indices(' ') {
            let place = value + blank;
            let Some(name) = name(&inside[place + 1..]) else { continue };
            // French puts a space before the colon of a sentence; that of a field is glued to its name.
            let before = inside[value..place].trim();
            if before.is_empty() || before.ends_with(':') {
                continue;
            }
            let named = |start: &str| text.text().contains(&format!("{start}{name}: "));
            sure &= ["{ ", "{", ", ", "- ", "\n  ", "\n"].iter().any(|start| named(start));
            new.push_str(inside[at..place].trim_end_matches([' ', ';']));
            new.push(',');
            at = place;
        }
    }
    (at > 0).then_some(())?;
    new.push_str(&inside[at..]);
    let new = format!("{}{new}", &current[..current.len() - value.len()]);
    let slip = line(index, "yaml-braces-signs", "", new)?;
    Some(Slip { certain: sure, ..slip })
}

/// `[a,, b]`, `{ nom: "A"; part: 3 }` and `{ nom: A },`: commas that are there twice, or are something else, or end
/// the line.
pub fn commas(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let current = text.line(index).trim_end();
    let value = Parts::of(current).value;
    value.starts_with(['{', '[']).then_some(())?;
    let (mut new, mut open, mut quote, mut before) = (String::new(), Vec::new(), None, ' ');
    for (at, c) in value.char_indices() {
        let rest = || value[at + c.len_utf8()..].trim_start();
        let mut ends = false;
        match (quote, c) {
            (Some(mark), c) if mark == c => {
                quote = None;
                ends = true;
            }
            (Some(_), _) => {}
            (None, '"' | '\'') if [' ', ':', ',', '[', '{', ';'].contains(&before) => quote = Some(c),
            (None, '{' | '[') => open.push(c),
            (None, '}' | ']') => {
                open.pop();
                ends = true;
            }
            (None, ',') if rest().starts_with(',') => {
                before = c;
                continue;
            }
            (None, ',' | ';') if open.is_empty() => continue,
            // What comes before it is between quotation marks or brackets, or a field follows.
            (None, ';') if ['"', '\'', ']', '}'].contains(&before) || name(rest()).is_some() => {
                new.push(',');
                before = c;
                continue;
            }
            _ if open.is_empty() => return None,
            _ => {}
        }
        new.push(c);
        let next = || match open.last() {
            Some('{') => name(rest()).is_some(),
            Some(_) => rest().starts_with(['"', '{']),
            None => false,
        };
        if ends && next() {
            new.push(',');
        }
        if c != ' ' {
            before = c;
        }
    }
    (open.is_empty() && quote.is_none() && new != value).then_some(())?;
    let message = if new.len() < value.len() { "yaml-commas" } else { "yaml-braces-signs" };
    line(index, message, "", format!("{}{new}", &current[..current.len() - value.len()]))
}

/// `- ( nom: A, part: 3 )`: fields between other brackets than braces.
pub fn round_brackets(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let current = text.line(index).trim_end();
    let value = Parts::of(current).value;
    let inside = value.strip_prefix('(')?.strip_suffix(')')?;
    let first = inside.trim_start().split(": ").next().filter(|first| first.len() < inside.trim_start().len())?;
    (is_key(first) && !first.contains(' ')).then_some(())?;
    let new = format!("{}{{ {} }}", &current[..current.len() - value.len()], inside.trim());
    line(index, "yaml-round-brackets", "", new)
}

/// `{ nom: A }` without a dash, among items that have one.
pub fn no_dash(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let rest = text.line(index).trim_start().strip_prefix('{').map(|_| text.line(index).trim_start())?;
    let around = [index.checked_sub(1), Some(index + 1).filter(|next| *next < text.len())];
    let item = around.into_iter().flatten().map(|line| Parts::of(text.line(line)));
    let item = item.into_iter().find(|parts| !parts.dash.is_empty() && parts.value.starts_with('{'))?;
    line(index, "yaml-item-dash", "", format!("{}- {rest}", item.indent))
}

/// `[le plan](plan.pdf)`, alone or between braces: a link of Markdown is a text, and no list. Gives the line in which
/// it is between quotation marks.
pub fn link_as_text(current: &str) -> Option<String> {
    current.contains("](").then_some(())?;
    let current = current.trim_end();
    let parts = Parts::of(current);
    // Else it goes on with the line above.
    (parts.key.is_some() || !parts.dash.is_empty()).then_some(())?;
    let value = parts.value;
    let start = &current[..current.len() - value.len()];
    let is_link = |text: &str| text.starts_with('[') && text.contains("](") && !text.contains('"');
    if is_link(value) {
        // A list of links between brackets is none of it.
        let whole = value.find(']').is_some_and(|close| value[close..].starts_with("]("));
        return whole.then(|| format!("{start}{}", quoted(value)));
    }
    let inside = value.strip_prefix('{')?;
    let (mut new, mut at) = (String::from("{"), 0);
    for field in fields(inside) {
        let Some(colon) = inside[field.clone()].find(": ") else { continue };
        let words = inside[field.start + colon + 2..field.end].trim();
        if is_link(words) {
            let place = field.start + colon + 2;
            new.push_str(&inside[at..place]);
            new.push_str(&quoted(words));
            at = place + inside[place..field.end].trim_end().len();
        }
    }
    (at > 0).then(|| format!("{start}{new}{}", &inside[at..]))
}
