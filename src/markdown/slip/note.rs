//! Notes and callouts that are not read as such.

use std::collections::BTreeMap;
use std::ops::Range;

use memchr::memchr_iter;

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::{Kind, Leaf, Line, Slip, Text, Trace, holds, is_space};
use crate::slug::slug;

/// `[^a] : le texte`, `[^ma note]`.
pub const NOTE: Rule = Rule { code: "note-mal-ecrite", severity: Severity::Warning };
/// `> [CONSEIL]`, `> ![CONSEIL]`, `> [!CONSEIL]:`.
pub const CALLOUT: Rule = Rule { code: "encart-mal-ecrit", severity: Severity::Warning };

/// Finds them.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    let mut names = None;
    let mut may_call = holds(memchr_iter(b'^', text.text.as_bytes()));
    for leaf in trace.leaves.iter().filter(|leaf| leaf.kind == Kind::Paragraph) {
        let source = &text.text[leaf.range.clone()];
        if source.starts_with(['[', '!']) {
            slips.extend(callout(text, leaf).or_else(|| swallowed(text, leaf)));
        }
        if source.starts_with("[^") {
            without_sign(text, leaf, names.get_or_insert_with(|| Names::new(text.text)), slips);
        }
        if may_call(&leaf.range) && source.contains("[^") {
            for line in text.each_line(&leaf.range) {
                slips.extend(definition(text, &line));
                let signs = memchr_iter(b'^', line.text.as_bytes());
                let calls = signs.filter_map(|at| at.checked_sub(1)).filter(|at| line.text.as_bytes()[*at] == b'[');
                slips.extend(calls.filter_map(|start| spaced(text, &line, start)));
            }
        }
    }
    if text.has_any(b"^") {
        let pieces = text.holding(b'^', &trace.texts);
        slips.extend(pieces.flat_map(|range| apart(text, range, names.get_or_insert_with(|| Names::new(text.text)))));
    }
    // What the second of its signs begins with.
    if text.has_any(&[0xCB]) && text.text.contains(LIKE_SIGN) {
        let pieces = trace.texts.iter().chain(&trace.unused);
        slips.extend(pieces.flat_map(|range| other_sign(text, range)));
    }
    slips.extend(trace.unused.iter().filter_map(|range| colon(text, range)));
    typed(text, trace, slips);
}

/// A sign that keyboards put in place of `^`, after a bracket.
const LIKE_SIGN: &str = "[ˆ";

/// `[ˆa]`: another sign than that of notes.
fn other_sign(text: &Text<'_>, range: &Range<usize>) -> Vec<Slip> {
    let source = &text.text[range.clone()];
    let starts = source.match_indices(LIKE_SIGN).map(|(at, _)| range.start + at + 1);
    let slip = |start: usize| {
        let edit = start..start + LIKE_SIGN.len() - 1;
        let help = Message::new("write-line").with("line", text.corrected(&edit, "^"));
        let diagnostic = text.at(&NOTE, &edit, Message::new("note-sign")).help(help);
        text.certain(diagnostic, vec![(edit, "^".to_owned())])
    };
    starts.map(slip).collect()
}

/// `[ ^a]`, when there is such a note.
fn apart(text: &Text<'_>, range: &Range<usize>, names: &Names<'_>) -> Vec<Slip> {
    let source = &text.text[range.clone()];
    let slip = |(at, _): (usize, &str)| {
        let open = source[..at].trim_end_matches(is_space).strip_suffix('[')?.len();
        let name = name(&source[at + 1..])?;
        names.0.get(name.trim_matches(is_space)).filter(|(_, written)| *written && open + 1 < at)?;
        let edit = range.start + open..range.start + at + 1 + name.len() + 1;
        Some(stuck(text, edit, name))
    };
    source.match_indices('^').filter_map(slip).collect()
}

/// The sign of a note without the spaces inside its brackets.
fn stuck(text: &Text<'_>, edit: Range<usize>, name: &str) -> Slip {
    let new = format!("[^{}]", name.trim_matches(is_space));
    let help = Message::new("write-line").with("line", text.corrected(&edit, &new));
    let message = Message::new("note-spaces").with("name", name.trim_matches(is_space));
    text.certain(text.at(&NOTE, &edit, message).help(help), vec![(edit, new)])
}

/// What a word processor writes where a note is called, and before its text.
const PROCESSOR: &str = "](#_ftn";

/// Notes of other programs: `[1]` in the text and `[1] La note.` below it, `¹` and `¹ La note.`, and what a word
/// processor makes of its own, `[[1]](#_ftn1)`.
fn typed(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    let mut written: BTreeMap<u32, (Range<usize>, Range<usize>)> = BTreeMap::new();
    let has_processor = text.has_any(b"_") && text.text.contains(PROCESSOR);
    for leaf in trace.leaves.iter().filter(|leaf| leaf.kind == Kind::Paragraph) {
        let source = &text.text[leaf.range.clone()];
        if has_processor && source.contains(PROCESSOR) {
            text.each_line(&leaf.range).for_each(|line| processor(text, &line, slips));
        } else if source.starts_with(|c| c == '[' || digit(c).is_some()) {
            for line in text.each_line(&leaf.range) {
                let Some((number, length)) = number(line.text) else { continue };
                let after = &line.text[length..];
                let words = after.trim_start_matches(is_space);
                if words.len() < after.len() && words.starts_with(|c: char| c.is_alphabetic() || "«\"“".contains(c))
                {
                    let gap = line.start + line.text.len() - words.len();
                    written.entry(number).or_insert((line.start..gap, line.range()));
                }
            }
        }
    }
    if written.is_empty() {
        return;
    }
    let mut called: BTreeMap<u32, Vec<Range<usize>>> = BTreeMap::new();
    for piece in &trace.texts {
        let source = &text.text[piece.clone()];
        for (at, _) in source.char_indices().filter(|(_, c)| *c == '[' || digit(*c).is_some()) {
            let Some((number, length)) = number(&source[at..]) else { continue };
            let range = piece.start + at..piece.start + at + length;
            let stands_first = text.line_at(range.start).start == range.start;
            let glued = source[..at].ends_with(|c: char| !is_space(c) && digit(c).is_none());
            // « m² » and « km² » are units.
            let word = source[..at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            // A number between brackets may stand apart from its word.
            let glued = source[at..].starts_with('[') || glued && word.len() != 1 && word.len() != 2;
            if !stands_first && glued && !source[at + length..].starts_with(['(', '[', ':']) {
                called.entry(number).or_default().push(range);
            }
        }
    }
    for (number, (sign, line)) in written {
        let Some(calls) = called.remove(&number) else { continue };
        let words = &text.text[sign.end..line.end];
        let message = Message::new("note-typed").with("call", &text.text[calls[0].clone()]);
        let help = Message::new("note-typed-help").with("call", format!("[^{number}]"));
        let help = help.with("note", format!("[^{number}]: {words}"));
        let diagnostic = text.at(&NOTE, &line, message).help(help);
        let calls = calls.into_iter().map(|range| (range, format!("[^{number}]")));
        let edits = calls.chain([(sign, format!("[^{number}]: "))]).collect();
        slips.push(text.certain(diagnostic, edits));
    }
}

/// The number of a note at the beginning of a text, `[12]` or `¹²`, and the length of its signs.
fn number(source: &str) -> Option<(u32, usize)> {
    if let Some(inside) = source.strip_prefix('[') {
        let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
        let whole = (1..4).contains(&digits) && inside[digits..].starts_with(']');
        return whole.then(|| inside[..digits].parse().ok()).flatten().map(|number| (number, digits + 2));
    }
    let signs = source.chars().take(3).map_while(|c| Some((digit(c)?, c.len_utf8())));
    let (number, length) = signs.fold((0, 0), |(number, length), (digit, len)| (10 * number + digit, length + len));
    (length > 0 && number > 0).then_some((number, length))
}

/// The value of a digit above the line.
fn digit(sign: char) -> Option<u32> {
    let place = || "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|digit| digit == sign);
    if sign.is_ascii() { None } else { u32::try_from(place()?).ok() }
}

/// `[[1]](#_ftn1)` in the text, `[[1]](#_ftnref1) La note.` below it.
fn processor(text: &Text<'_>, line: &Line<'_>, slips: &mut Vec<Slip>) {
    for (at, _) in line.text.match_indices(PROCESSOR) {
        let after = &line.text[at + PROCESSOR.len()..];
        let digits = after.trim_start_matches("ref");
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 || !digits[length..].starts_with(')') {
            continue;
        }
        let end = line.text.len() - digits.len() + length + 1;
        let label = line.text[..at].trim_end_matches(['\\', ']']).trim_end_matches(|c: char| c.is_ascii_digit());
        let start = label.trim_end_matches(['\\', '[']).len();
        if start == label.len() {
            continue;
        }
        let name = &digits[..length];
        let note = after.starts_with("ref") && start == 0;
        let gap = line.text[end..].len() - line.text[end..].trim_start_matches(is_space).len();
        let (range, new) = match note {
            true => (line.start..line.start + end + gap, format!("[^{name}]: ")),
            false => (line.start + start..line.start + end, format!("[^{name}]")),
        };
        let help = Message::new("write-line").with("line", text.corrected(&range, &new));
        slips.push(text.certain(text.at(&NOTE, &range, Message::new("note-processor")).help(help), vec![(range, new)]));
    }
}

/// Is it a definition of a link that was meant as the first line of a callout?
pub fn is_callout(source: &str) -> bool {
    source.starts_with("[!") && source.contains("]:")
}

/// The names of notes: how often each occurs, and those that have a text.
struct Names<'a>(BTreeMap<&'a str, (usize, bool)>);

impl<'a> Names<'a> {
    fn new(text: &'a str) -> Self {
        let mut names: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
        for part in text.split("[^").skip(1) {
            let Some((name, after)) = part.split_once(']') else { continue };
            let (times, written) = names.entry(name).or_default();
            *times += 1;
            *written |= after.trim_start_matches(is_space).starts_with(':');
        }
        Names(names)
    }
}

/// `[^a] Le texte.` at the beginning of a paragraph, when this note is called elsewhere and has no text: the
/// colon is missing.
fn without_sign(text: &Text<'_>, leaf: &Leaf, names: &Names<'_>, slips: &mut Vec<Slip>) {
    for line in text.each_line(&leaf.range) {
        let Some((name, after)) = line.text.strip_prefix("[^").and_then(|inside| inside.split_once(']')) else {
            return;
        };
        let words = after.trim_start_matches(is_space);
        let said = words.len() < after.len() && words.chars().any(char::is_alphabetic);
        let awaited = names.0.get(name).is_some_and(|(times, written)| *times > 1 && !written);
        if !said || !awaited || name.contains(is_space) {
            return;
        }
        let new = format!("[^{name}]: {words}");
        let help = Message::new("write-line").with("line", new.as_str());
        let diagnostic = text.at(&NOTE, &line.range(), Message::new("note-no-colon")).help(help);
        slips.push(text.certain(diagnostic, vec![(line.range(), new)]));
    }
}

/// `[^a] : le texte`: a space before the colon.
fn definition(text: &Text<'_>, line: &Line<'_>) -> Option<Slip> {
    let name = line.text.strip_prefix("[^")?;
    let close = name.find(']')?;
    let after = &name[close + 1..];
    let rest = after.trim_start_matches(is_space).strip_prefix(':')?;
    (rest.starts_with(is_space) && after.starts_with(is_space)).then_some(())?;
    let new = format!("[^{}]: {}", &name[..close], rest.trim_start_matches(is_space));
    let help = Message::new("write-line").with("line", new.as_str());
    let diagnostic = text.at(&NOTE, &line.range(), Message::new("note-colon")).help(help);
    Some(text.certain(diagnostic, vec![(line.range(), new)]))
}

/// What stands before the bracket that closes; nothing when another one opens before it.
fn name(inside: &str) -> Option<&str> {
    let length = inside.find(['[', ']'])?;
    inside[length..].starts_with(']').then(|| &inside[..length])
}

/// `[^ma note]`: a name of one word is needed.
fn spaced(text: &Text<'_>, line: &Line<'_>, start: usize) -> Option<Slip> {
    let name = name(&line.text[start + 2..])?;
    let range = line.start + start..line.start + start + name.len() + 3;
    let alone = name.trim_matches(is_space);
    if alone.len() < name.len() && !alone.is_empty() && !alone.contains(is_space) {
        return Some(stuck(text, range, name));
    }
    let words = name.split(is_space).count();
    (2..=6).contains(&words).then_some(())?;
    let new = format!("[^{}]", name.split(is_space).collect::<Vec<_>>().join("-"));
    let help = Message::new("note-spaces-help").with("line", new);
    let mut diagnostic = text.at(&NOTE, &range, Message::new("note-spaces").with("name", name)).help(help);
    diagnostic.severity = Severity::Error;
    Some(Slip::told(diagnostic))
}

/// `> [CONSEIL]` and `> ![CONSEIL]`.
fn callout(text: &Text<'_>, leaf: &Leaf) -> Option<Slip> {
    let start = leaf.range.start;
    let before = text.text[text.line_at(start).start..start].trim_start();
    before.starts_with('>').then_some(())?;
    let source = &text.text[leaf.range.clone()];
    if let Some((kind, rest)) = source.strip_prefix("[!").and_then(|source| source.split_once(']'))
        && kind.chars().all(char::is_alphabetic)
    {
        return rest.starts_with(':').then(|| without_colon(text, start + kind.len() + 3, start..start + source.len()));
    }
    let (kind, rest) = source.trim_start_matches('!').strip_prefix('[')?.split_once(']')?;
    let capitals = kind.chars().count() >= 4 && kind.chars().all(|c| c.is_alphabetic() && !c.is_lowercase());
    const KINDS: [&str; 8] =
        ["conseil", "attention", "retenir", "exemple", "a-retenir", "astuce", "important", "avertissement"];
    let known = !kind.starts_with('!') && KINDS.contains(&slug(kind).as_str());
    ((capitals || known) && !rest.starts_with(['(', '[', ':', '{'])).then_some(())?;
    let end = start + source.len() - rest.len();
    let new = format!("[!{}]", kind.to_uppercase());
    let help = Message::new("write-line").with("line", format!("> {new}"));
    let diagnostic = text.at(&CALLOUT, &(start..end), Message::new("callout-signs")).help(help);
    Some(text.certain(diagnostic, vec![(start..end, new)]))
}

/// A line under that of a callout, without its `>`: it is in the box, and may have been meant to follow it.
fn swallowed(text: &Text<'_>, leaf: &Leaf) -> Option<Slip> {
    text.text[leaf.range.clone()].starts_with("[!").then_some(())?;
    let inside = |start: usize| text.text[text.line_at(start).start..start].contains('>');
    let mut lines = text.each_line(&leaf.range);
    lines.next().filter(|line| inside(line.start))?;
    let line = lines.find(|line| !inside(line.start) && !line.text.is_empty())?;
    let help = Message::new("callout-lazy-help").with("line", format!("> {}", line.text));
    Some(Slip::told(text.at(&CALLOUT, &line.range(), Message::new("callout-lazy")).help(help)))
}

/// `> [!CONSEIL]: un titre`.
fn colon(text: &Text<'_>, range: &std::ops::Range<usize>) -> Option<Slip> {
    let source = &text.text[range.clone()];
    is_callout(source).then_some(())?;
    Some(without_colon(text, range.start + source.find("]:")? + 1, range.clone()))
}

fn without_colon(text: &Text<'_>, at: usize, range: std::ops::Range<usize>) -> Slip {
    let line = text.line_at(range.start);
    let whole = text.corrected(&(at..at + 1), "");
    let help = Message::new("write-line").with("line", whole.trim());
    let diagnostic =
        text.at(&CALLOUT, &(range.start..line.end.min(range.end)), Message::new("callout-colon")).help(help);
    text.certain(diagnostic, vec![(at..at + 1, String::new())])
}
