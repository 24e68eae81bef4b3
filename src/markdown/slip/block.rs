//! What is opened and never closed, and text shown as code.

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::{Kind, Leaf, Slip, Text, Trace};

/// A comment or a fence that nothing closes: it swallows what follows.
pub const UNCLOSED: Rule = Rule { code: "bloc-non-ferme", severity: Severity::Error };
/// A sentence that begins with four spaces is shown as code.
pub const INDENTED: Rule = Rule { code: "texte-en-retrait", severity: Severity::Warning };

/// Finds them.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    for leaf in &trace.leaves {
        match leaf.kind {
            Kind::Fenced => slips.extend(fence(text, leaf)),
            Kind::Html => slips.extend(comment(text, leaf.range.start, &text.text[leaf.range.clone()])),
            Kind::Indented => slips.extend(indented(text, leaf)),
            _ => {}
        }
    }
    for range in &trace.texts {
        let source = &text.text[range.clone()];
        if source.contains('<')
            && let Some(start) = source.find("<!--")
        {
            slips.extend(comment(text, range.start + start, &source[start..]));
        }
    }
}

fn fence(text: &Text<'_>, leaf: &Leaf) -> Option<Slip> {
    let lines = text.lines(&leaf.range);
    let first = lines.first()?;
    let sign = first.text.chars().next().filter(|c| "`~".contains(*c))?;
    let signs = &first.text[..first.text.len() - first.text.trim_start_matches(sign).len()];
    let closed = lines[1..].iter().rev().find(|line| !line.text.is_empty());
    let closed = closed.is_some_and(|line| line.text.starts_with(signs) && line.text.trim_matches(sign).is_empty());
    if closed {
        return None;
    }
    let help = Message::new("fence-unclosed-help").with("line", signs);
    Some(Slip::told(text.at(&UNCLOSED, &first.range(), Message::new("fence-unclosed")).help(help)))
}

fn comment(text: &Text<'_>, start: usize, source: &str) -> Option<Slip> {
    if !source.starts_with("<!--") || source.contains("-->") {
        return None;
    }
    let line = text.line_at(start);
    let help = Message::new("write-line").with("line", format!("{} -->", text.text[line.clone()].trim_end()));
    Some(Slip::told(text.at(&UNCLOSED, &(start..line.end), Message::new("comment-unclosed")).help(help)))
}

fn indented(text: &Text<'_>, leaf: &Leaf) -> Option<Slip> {
    let lines = text.lines(&leaf.range);
    let prose = |line: &str| {
        let line = line.trim_start();
        let words = line.split_whitespace().count();
        words >= 4 && line.starts_with(|c: char| c.is_alphabetic() || c == '«') && !line.contains(['{', '}', '=', '<'])
    };
    let written = lines.iter().filter(|line| !line.text.trim().is_empty());
    if !written.clone().all(|line| prose(line.text)) {
        return None;
    }
    let first = written.clone().next()?;
    let words = first.text.trim_start();
    let start = first.range().end - words.len();
    let help = Message::new("write-line").with("line", words);
    Some(Slip::told(text.at(&INDENTED, &(start..first.range().end), Message::new("text-indented")).help(help)))
}
