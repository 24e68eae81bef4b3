//! What is read as a list and was none, and numbers that a list does not keep.

use std::ops::Range;

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::{Kind, Line, Slip, Text, Trace, is_space};

/// `2015. Une année` is read as item 2015 of a list, `- 12 % en 2018` as an item, whose sign is lost.
pub const ACCIDENTAL: Rule = Rule { code: "liste-accidentelle", severity: Severity::Warning };
/// `3.` then `5.`: the second one would be shown as a 4.
pub const RENUMBERED: Rule = Rule { code: "liste-renumerotee", severity: Severity::Warning };

/// Words that end no sentence: what stands on the next line belongs to it.
const UNFINISHED: [&str; 26] = [
    "de",
    "à",
    "est",
    "était",
    "sont",
    "et",
    "ou",
    "entre",
    "par",
    "environ",
    "vaut",
    "fait",
    "atteint",
    "moins",
    "plus",
    "du",
    "au",
    "les",
    "le",
    "la",
    "soit",
    "jusqu’à",
    "jusqu'à",
    "gagné",
    "perdu",
    "contre",
];

/// Finds them.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    for leaf in &trace.leaves {
        match leaf.kind {
            Kind::Numbered { first, items: 1, .. } => slips.extend(year(text, &leaf.range, first)),
            Kind::Numbered { first, follow: false, .. } => slips.extend(renumbered(text, &leaf.range, first)),
            _ => {}
        }
    }
    for (range, items) in &trace.bullets {
        let sign = text.text.as_bytes().get(range.start).copied().unwrap_or_default();
        if *items == 1 || sign == b'+' {
            slips.extend(signed(text, trace, range, *items, sign));
        }
    }
}

fn year(text: &Text<'_>, range: &Range<usize>, start: u64) -> Option<Slip> {
    if start < 1000 {
        return None;
    }
    let line = text.each_line(range).next()?;
    let digits = line.text.bytes().take_while(u8::is_ascii_digit).count();
    let edit = line.start + digits..line.start + digits;
    let help = Message::new("write-line").with("line", text.corrected(&edit, "\\"));
    let message = Message::new("list-year").with("number", &line.text[..digits]);
    let range = line.start..edit.end + 1;
    Some(text.certain(text.at(&ACCIDENTAL, &range, message).help(help), vec![(edit, "\\".to_owned())]))
}

/// `3. Le maire`, `5. Le préfet`: only the first number of a list counts. One that is written several times is that of
/// who lets the list count.
fn renumbered(text: &Text<'_>, range: &Range<usize>, first: u64) -> Option<Slip> {
    let column = |line: &Line<'_>| line.start - text.line_at(line.start).start;
    let mut margin = None;
    let numbers = text.each_line(range).filter_map(|line| {
        let digits = line.text.bytes().take_while(u8::is_ascii_digit).count();
        let item =
            digits > 0 && line.text[digits..].starts_with(['.', ')']) && line.text[digits + 1..].starts_with(' ');
        (item && *margin.get_or_insert_with(|| column(&line)) == column(&line)).then_some((line, digits))
    });
    let numbers: Vec<(Line<'_>, usize, u64)> =
        numbers.filter_map(|(line, digits)| Some((line, digits, line.text[..digits].parse().ok()?))).collect();
    let rises = numbers.windows(2).all(|pair| pair[0].2 < pair[1].2);
    let falls = numbers.windows(2).all(|pair| pair[0].2 > pair[1].2);
    (rises || falls).then_some(())?;
    let shown = |index: usize| first + index as u64;
    let (index, (line, digits, number)) =
        numbers.iter().enumerate().find(|(index, (_, _, number))| *number != shown(*index))?;
    let message =
        Message::new("list-renumbered").with("number", number.to_string()).with("shown", shown(index).to_string());
    let words = line.text[digits + 1..].trim_start_matches(is_space);
    // Numbers that fall, and years, are meant.
    let meant = falls || first >= 1000;
    let help = Message::new(if meant { "list-renumbered-kept" } else { "list-renumbered-help" })
        .with("kept", format!("- {number}\\. {words}"))
        .with("counted", format!("{}. {words}", shown(index)));
    Some(Slip::told(text.at(&RENUMBERED, &(line.start..line.start + digits + 1), message).help(help)))
}

/// `Le tonnage a varié de` then `- 12 % en 2018`, or `+ 12 % de tonnage`: a sign that was to be shown makes an item.
fn signed(text: &Text<'_>, trace: &Trace, range: &Range<usize>, items: usize, sign: u8) -> Option<Slip> {
    let line = text.each_line(range).find(|line| !line.text.is_empty())?;
    let words = line.text.get(1..)?.trim_start_matches(is_space);
    let counts = words.starts_with(|c: char| c.is_ascii_digit());
    let place = line.start..line.start + 1;
    if let Some(above) = unfinished(text, trace, &line).filter(|_| items == 1) {
        let last = above.rsplit(is_space).next().unwrap_or_default();
        let open = UNFINISHED.contains(&last.to_lowercase().as_str());
        let joined = match sign {
            b'-' if counts && open => format!("{above} −{words}"),
            b'+' if counts => format!("{above} +{words}"),
            b'+' => format!("{above} + {words}"),
            _ => return None,
        };
        let message = Message::new("list-sign-joined").with("sign", char::from(sign).to_string());
        let help = Message::new("list-sign-joined-help").with("words", joined).with("above", format!("{above} :"));
        return Some(Slip::told(text.at(&ACCIDENTAL, &place, message).help(help)));
    }
    let all = || {
        let mut lines = text.each_line(range).filter_map(|line| line.text.strip_prefix("+ "));
        lines.all(|words| words.trim_start_matches(is_space).starts_with(|c: char| c.is_ascii_digit()))
    };
    (sign == b'+' && counts && all()).then_some(())?;
    let help = Message::new("list-plus-help").with("kept", format!("- +{words}")).with("item", format!("- {words}"));
    Some(Slip::told(text.at(&ACCIDENTAL, &place, Message::new("list-plus")).help(help)))
}

/// The line of a paragraph that stands right above, when no sign ends it.
fn unfinished<'t>(text: &Text<'t>, trace: &Trace, line: &Line<'_>) -> Option<&'t str> {
    let start = text.line_at(line.start).start;
    let above = text.line_at(start.checked_sub(1)?);
    let index = trace.leaves.partition_point(|leaf| leaf.range.start <= above.start);
    let leaf = trace.leaves[..index].last()?;
    let words = text.text[above.clone()].trim_matches(is_space);
    let inside = leaf.kind == Kind::Paragraph && leaf.top && leaf.range.end >= above.end && line.start == start;
    (inside && words.ends_with(char::is_alphanumeric) && !words.starts_with(['-', '+', '*', '#', '|', '>']))
        .then_some(words)
}
