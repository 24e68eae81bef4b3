//! What is opened and never closed, and text shown as code.

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::fence::is_field;
use crate::markdown::slip::{Kind, Leaf, Slip, Text, Trace};

/// A comment or a fence that nothing closes: it swallows what follows.
pub const UNCLOSED: Rule = Rule { code: "bloc-non-ferme", severity: Severity::Error };
/// A sentence that begins with four spaces is shown as code.
pub const INDENTED: Rule = Rule { code: "texte-en-retrait", severity: Severity::Warning };

/// Finds them.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    for leaf in &trace.leaves {
        match leaf.kind {
            Kind::Html => slips.extend(comment(text, leaf.range.start, &text.text[leaf.range.clone()])),
            Kind::Indented => slips.extend(indented(text, leaf)),
            _ => {}
        }
    }
    if !text.has_any(b"<") {
        return;
    }
    let mut seen = 0;
    for range in text.holding(b'<', &trace.texts) {
        let source = &text.text[range.clone()];
        if range.start >= seen
            && let Some(start) = source.find("<!--")
        {
            slips.extend(comment(text, range.start + start, &source[start..]));
            seen = text.last_of_paragraph(range.start).0.end;
        }
    }
}

/// A comment that nothing closes: it is read as closed at the end of its paragraph, so that what follows is not
/// a fault of its own.
fn comment(text: &Text<'_>, start: usize, source: &str) -> Option<Slip> {
    if !source.starts_with("<!--") || source.contains("-->") {
        return None;
    }
    let line = text.line_at(start);
    let diagnostic = text.at(&UNCLOSED, &(start..line.end), Message::new("comment-unclosed"));
    let (end, more) = text.last_of_paragraph(start);
    let last = text.text[end.clone()].trim_end();
    let help = if end == line { "write-line" } else { "comment-unclosed-help" };
    let slip = Slip::told(diagnostic.help(Message::new(help).with("line", format!("{last} -->"))));
    let end = end.start + last.len();
    Some(Slip { mend: if more { vec![(end..end, " -->".to_owned())] } else { Vec::new() }, ..slip })
}

/// What is moved to the right and is no code: sentences, or signs of Markdown.
fn indented(text: &Text<'_>, leaf: &Leaf) -> Option<Slip> {
    let lines = text.lines(&leaf.range);
    let prose = |line: &str| {
        let words = line.split_whitespace().count();
        words >= 4 && line.starts_with(|c: char| c.is_alphabetic() || c == '«') && !line.contains(['{', '}', '=', '<'])
    };
    let written = || lines.iter().filter(|line| !line.text.trim().is_empty());
    let first = written().next()?;
    let end = first.range().end;
    let words = if leaf.top { &text.text[text.line_at(first.start).start..end] } else { first.text };
    let words = words.trim_start();
    let all = written().all(|line| prose(line.text.trim_start()));
    (all || is_marked(words)).then_some(())?;
    let start = end - words.len();
    let help = Message::new("write-line").with("line", words);
    let diagnostic = text.at(&INDENTED, &(start..end), Message::new("text-indented")).help(help);
    if !leaf.top {
        return Some(Slip::told(diagnostic));
    }
    let edits = written().map(|line| {
        let whole = text.line_at(line.start);
        let source = &text.text[whole.clone()];
        // Four spaces or one tab made it a code; what more there is belongs to its lists.
        let spaces = source.len() - source.trim_start_matches([' ', '\t']).len();
        let gap = if all || source.starts_with('\t') && spaces == 1 { spaces } else { spaces.min(4) };
        let gap = if !all && source.starts_with('\t') { 1 } else { gap };
        (whole.start..whole.start + gap, String::new())
    });
    Some(text.certain(diagnostic, edits.collect()))
}

/// Does a line begin as a heading, an item, a table, a quotation or a picture does?
fn is_marked(line: &str) -> bool {
    let marks = ["- ", "* ", "> ", "![", "## ", "### ", "#### ", "```"];
    let number = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..3).contains(&number) && line[number..].starts_with(". ");
    numbered
        || marks.iter().any(|mark| line.starts_with(mark)) && !is_field(line)
        || line.len() > 2 && line.starts_with("| ") && line.ends_with('|')
}
