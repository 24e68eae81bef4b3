//! Items of lists, and what people put in the place of a dash and a space.

use crate::diagnostic::Message;
use crate::source::mend::Mended;
use crate::yaml::slip::quote::quoted;
use crate::yaml::slip::{BLANKS, Parts, Slip, before, line};
use crate::yaml::{LOST, SYNTAX};

/// Signs that word processors put before the items of a list.
const BULLETS: [char; 8] = ['•', '▪', '·', '–', '—', '→', '‣', '*'];

/// Is an item of a list expected here: after `themes:` or after another item?
fn in_list(text: &Mended<'_>, index: usize) -> bool {
    let Some(previous) = before(text, index) else { return false };
    let previous = text.line(previous);
    let parts = Parts::of(previous);
    let start = previous.trim_start_matches(BLANKS);
    let bullet = bullet(start).is_some();
    let item = bullet || start.strip_prefix('-').is_some_and(|rest| !rest.starts_with('-'));
    item || (parts.key.is_some() && parts.value.is_empty())
}

/// `-dechets` for `- dechets`.
pub fn glued_dash(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let current = text.line(index);
    let rest = current.trim_start_matches(' ');
    let item = rest.strip_prefix('-')?;
    let glued = item.starts_with(|c: char| c.is_alphabetic() || c == '"' || c == '\'');
    (glued && in_list(text, index)).then_some(())?;
    line(index, "yaml-glued-dash", item, format!("{}- {item}", &current[..current.len() - rest.len()]))
}

/// What follows a typed bullet or number: `• déchets`, `1. déchets`.
fn bullet(line: &str) -> Option<&str> {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let sign = line.strip_prefix(BULLETS);
    let rest = sign.or_else(|| number.strip_prefix(['.', ')', '°']).filter(|_| number.len() < line.len()))?;
    let item = rest.trim_start_matches(BLANKS);
    (item.len() < rest.len() && !item.is_empty()).then_some(item)
}

/// `• déchets` for `- déchets`.
pub fn typed_bullet(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let current = text.line(index);
    let rest = current.trim_start_matches(BLANKS);
    let item = bullet(rest)?;
    (in_list(text, index) || before(text, index).is_none() && !rest.starts_with(char::is_numeric)).then_some(())?;
    let indent = " ".repeat(current[..current.len() - rest.len()].chars().count());
    line(index, "yaml-bullet", item, format!("{indent}- {item}"))
}

/// `- porteur: Parc` between fields that are no list.
pub fn dash_key(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let Parts { indent: "", dash, key: Some(key), value } = Parts::of(text.line(index)) else { return None };
    let above = Parts::of(text.line(before(text, index)?));
    let field = above.key.is_some() && above.dash.is_empty() && above.indent.is_empty() && !above.value.is_empty();
    (field && !dash.is_empty() && !above.value.starts_with(['|', '>', '[', '{', '"', '\''])).then_some(())?;
    line(index, "yaml-dash-key", key, format!("{key}: {value}"))
}

/// `- reemploi:` among names that head their fields without a dash.
pub fn dash_name(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let Parts { indent: "", dash, key: Some(key), value: "" } = Parts::of(text.line(index)) else { return None };
    let is_name = |line: usize| {
        let parts = Parts::of(text.line(line));
        parts.indent.is_empty() && parts.dash.is_empty() && parts.key.is_some() && parts.value.is_empty()
    };
    (!dash.is_empty() && (0..text.len()).any(is_name)).then_some(())?;
    line(index, "yaml-dash-key", key, format!("{key}:"))
}

/// How many items above another one are looked at: a list may have as many as a file can hold.
const LOOKED_AT: usize = 64;

/// An item further to the right than the one above, of which it would be the end.
pub fn deeper_item(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let current = text.line(index);
    let rest = current.trim_start_matches(' ');
    let here = current.len() - rest.len();
    rest.starts_with("- ").then_some(())?;
    let (mut outer, mut at) = (here, index);
    for _ in 0..LOOKED_AT {
        let Some(above) = before(text, at) else { break };
        let parts = Parts::of(text.line(above));
        let is_text = parts.value.starts_with(|c: char| c.is_alphanumeric() || "(«“".contains(c));
        if parts.dash.is_empty() || parts.key.is_some() || !is_text || parts.indent.contains('\t') {
            break;
        }
        outer = outer.min(parts.indent.chars().count());
        at = above;
    }
    (outer < here).then_some(())?;
    let new = format!("{}{rest}", " ".repeat(outer));
    let help = Message::new("yaml-shifted-help").with("line", new.trim_end()).with("number", outer);
    let certain = here == outer + 1;
    Some(Slip { rule: &SYNTAX, message: Message::new("yaml-shifted"), help, lines: vec![(index, new)], certain })
}

/// `themes: dechets`, and the other items below: all of it would be one text.
pub fn list_below(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let current = text.line(index);
    let parts = Parts::of(current);
    let is_text =
        parts.value.starts_with(|c: char| c.is_alphanumeric() || "(«“".contains(c)) && !parts.value.contains(": ");
    (parts.key.is_some() && is_text).then_some(())?;
    let indent = parts.indent.chars().count();
    let below = (index + 1..text.len()).map(|below| (below, Parts::of(text.line(below))));
    let is_item = |(_, parts): &(usize, Parts<'_>)| !parts.dash.is_empty() && parts.indent.chars().count() > indent;
    let mut below = below.take_while(is_item).peekable();
    below.peek()?;
    let (mut items, mut lines) = (vec![parts.value], vec![(index, parts.with(LOST))]);
    for (below, item) in below {
        items.push(item.value);
        lines.push((below, String::new()));
    }
    let item = |item: &&str| if item.contains([',', ':', '#', '"']) { quoted(item) } else { (*item).to_owned() };
    let items: Vec<String> = items.iter().map(item).collect();
    let line = parts.with(&format!("[{}]", items.join(", ")));
    let message = Message::new("yaml-list-below").with("key", parts.name());
    let help = Message::new("yaml-list-below-help").with("line", line);
    Some(Slip { rule: &SYNTAX, message, help, lines, certain: false })
}
