//! Notes and callouts that are not read as such.

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::{Kind, Leaf, Line, Slip, Text, Trace, is_space};

/// `[^a] : le texte`, `[^ma note]`.
pub const NOTE: Rule = Rule { code: "note-mal-ecrite", severity: Severity::Warning };
/// `> [CONSEIL]`, `> ![CONSEIL]`, `> [!CONSEIL]:`.
pub const CALLOUT: Rule = Rule { code: "encart-mal-ecrit", severity: Severity::Warning };

/// Finds them.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    for leaf in trace.leaves.iter().filter(|leaf| leaf.kind == Kind::Paragraph) {
        if text.text[leaf.range.clone()].starts_with(['[', '!']) {
            slips.extend(callout(text, leaf));
        }
        if text.text[leaf.range.clone()].contains("[^") {
            for line in text.each_line(&leaf.range) {
                slips.extend(definition(text, &line));
                slips.extend(line.text.match_indices("[^").filter_map(|(start, _)| spaced(text, &line, start)));
            }
        }
    }
    slips.extend(trace.unused.iter().filter_map(|range| colon(text, range)));
}

/// Is it a definition of a link that was meant as the first line of a callout?
pub fn is_callout(source: &str) -> bool {
    source.starts_with("[!") && source.contains("]:")
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

/// `[^ma note]`: a name of one word is needed.
fn spaced(text: &Text<'_>, line: &Line<'_>, start: usize) -> Option<Slip> {
    let name = &line.text[start + 2..];
    let name = &name[..name.find(']')?];
    let words = name.split(is_space).count();
    ((2..=6).contains(&words) && !name.contains('[')).then_some(())?;
    let new = format!("[^{}]", name.split(is_space).collect::<Vec<_>>().join("-"));
    let range = line.start + start..line.start + start + name.len() + 3;
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
    (capitals && !rest.starts_with(['(', '[', ':', '{'])).then_some(())?;
    let end = start + source.len() - rest.len();
    let new = format!("[!{kind}]");
    let help = Message::new("write-line").with("line", format!("> {new}"));
    let diagnostic = text.at(&CALLOUT, &(start..end), Message::new("callout-signs")).help(help);
    Some(text.certain(diagnostic, vec![(start..end, new)]))
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
