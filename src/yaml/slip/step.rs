//! A line that stands one space beside where it belongs, among lines that all go two by two.

use crate::diagnostic::Message;
use crate::source::mend::Mended;
use crate::yaml::SYNTAX;
use crate::yaml::slip::{Parts, Slip, outside_blocks};

/// Of so many lines to the right, one may stand beside where it belongs.
const STEADY: usize = 4;
/// How many of these lines are tried, the nearest first.
const TRIED: usize = 4;

/// The lines at a fault and above it that stand one space too far to the left or to the right, and beside none of their
/// neighbours, each put back: where it fits best first.
pub fn one_off(text: &Mended<'_>, here: usize) -> Vec<Slip> {
    let lines: Vec<(usize, Parts<'_>)> =
        outside_blocks(text).filter(|(_, parts)| parts.key.is_some() || !parts.dash.is_empty()).collect();
    let indent = |at: usize| lines.get(at).map(|(_, parts)| parts.indent.len());
    let is_beside = |at: usize| at.checked_sub(1).and_then(indent) == indent(at) || indent(at + 1) == indent(at);
    let is_off = |at: &usize| indent(*at).is_some_and(|indent| indent % 2 == 1) && !is_beside(*at);
    let (off, steady): (Vec<usize>, Vec<usize>) =
        (0..lines.len()).filter(|at| indent(*at) != Some(0)).partition(is_off);
    if off.len() * STEADY > steady.len() {
        return Vec::new();
    }
    let put_back = |at: usize| {
        let (line, parts) = &lines[at];
        let heads = parts.key.is_some() && parts.value.is_empty();
        let beside = [at.checked_sub(1).and_then(indent), indent(at + 1)];
        let fits = |place: &usize| match heads {
            true => indent(at + 1) == Some(place + 2),
            false => beside.contains(&Some(*place)),
        };
        let mut places = [parts.indent.len() - 1, parts.indent.len() + 1];
        places.sort_by_key(|place| !fits(place));
        places.map(|place| put(text, *line, place))
    };
    let near = off.into_iter().rev().filter(|at| lines[*at].0 <= here + 1);
    near.take(TRIED).flat_map(put_back).collect()
}

/// A line so far to the right.
pub fn put(text: &Mended<'_>, index: usize, indent: usize) -> Slip {
    let new = format!("{}{}", " ".repeat(indent), text.line(index).trim_start_matches(' '));
    let help = Message::new("yaml-shifted-help").with("line", new.trim_end()).with("number", indent);
    Slip { rule: &SYNTAX, message: Message::new("yaml-shifted"), help, lines: vec![(index, new)], certain: false }
}
