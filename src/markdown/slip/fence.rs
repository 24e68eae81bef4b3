//! Blocks between two lines of backquotes: other signs in their place, a name on another line, an end missing.

use std::ops::Range;

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::block::UNCLOSED;
use crate::markdown::slip::{Kind, Leaf, Line, Slip, Text, Trace, is_space};
use crate::slug::slug;

/// Other signs than backquotes, a name that is not where it goes, a line that closes nothing.
pub const MISWRITTEN: Rule = Rule { code: "bloc-mal-ecrit", severity: Severity::Warning };

/// Signs that are typed, or put by a word processor, in place of backquotes.
const LIKE_BACKQUOTES: &str = "`'’‘‚‛´ʼ′‵ˋˊ\"“”„‟″«»‹›";
/// Those that stand for two signs once a word processor has put them together.
const DOUBLE: &str = "\"“”„‟″«»";
/// Signs in place of tildes.
const LIKE_TILDES: &str = "˜∼～〜";

/// No block is longer, in lines, when its signs are not the right ones.
const LONGEST: usize = 400;

/// How many blocks without an end are looked through.
const LOST: usize = 50;

/// Finds them.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    let (mut seen, mut lost) = (0, 0);
    let may_be_bare = text.has_any(b"{");
    for leaf in &trace.leaves {
        match leaf.kind {
            // What ends a block that was told begins none.
            Kind::Fenced if leaf.range.start < seen => {}
            Kind::Fenced => slips.extend(fence(text, leaf)),
            Kind::Paragraph => {
                if may_be_bare && let Some((slip, end)) = bare(text, leaf).filter(|_| leaf.range.start >= seen) {
                    slips.push(slip);
                    seen = end;
                    continue;
                }
                let is_like_one = |line: Line<'_>| line.text.starts_with(|c| is_like_fence(c) || is_space(c));
                if leaf.range.start >= seen && text.each_line(&leaf.range).any(is_like_one) {
                    seen = paragraph(text, leaf, &mut lost, slips).unwrap_or(seen);
                }
            }
            _ => {}
        }
    }
}

fn is_like_fence(sign: char) -> bool {
    !sign.is_ascii_alphanumeric() && (LIKE_BACKQUOTES.contains(sign) || LIKE_TILDES.contains(sign))
}

/// A line of a paragraph that was to open a block. Gives where the block ends.
fn paragraph(text: &Text<'_>, leaf: &Leaf, lost: &mut usize, slips: &mut Vec<Slip>) -> Option<usize> {
    for line in text.each_line(&leaf.range) {
        if let Some(slip) = on_one_line(text, leaf, &line) {
            slips.push(slip);
            continue;
        }
        let Some((signs, name)) = opening(line.text) else { continue };
        let known = declared(text, name);
        let new = format!("```{}", known.unwrap_or(name));
        let message = Message::new("fence-signs").with("signs", signs);
        let diagnostic = text.at(&MISWRITTEN, &line.range(), message);
        // A text of nothing else is not looked through for each of its lines.
        let most = if *lost < LOST { LONGEST } else { 0 };
        let end = text.text[line.range().end..].lines().skip(1).take(most);
        let mut start = text.line_at(line.start).end;
        for below in end {
            start += text.text[start..].find('\n')? + 1;
            let words = below.trim_matches([' ', '\r']);
            if units(words) >= 2 && words.chars().all(|c| is_like_fence(c) || is_space(c)) {
                let range = text.line_at(start);
                let diagnostic = diagnostic.help(Message::new("fence-signs-help").with("first", new.as_str()));
                let edits = vec![(line.range(), new), (range.clone(), "```".to_owned())];
                slips.push(if leaf.top { text.certain(diagnostic, edits) } else { Slip::told(diagnostic) });
                return Some(range.end);
            }
            if words.starts_with('#') {
                break;
            }
        }
        *lost += 1;
        if known.is_some() {
            let help = Message::new("fence-signs-help").with("first", new.as_str());
            let mut diagnostic = diagnostic.help(help);
            diagnostic.severity = Severity::Error;
            slips.push(Slip::told(diagnostic));
        }
    }
    None
}

/// `etapes` alone on its line, then `- { date: 2016 }`: a block without its lines of signs. Gives where it ends.
fn bare(text: &Text<'_>, leaf: &Leaf) -> Option<(Slip, usize)> {
    /// No block has a longer name, in bytes.
    const NAME: usize = 40;
    let words = leaf.range.start + text.text[leaf.range.clone()].trim_end().len();
    let line = text.line_at(words);
    // A list of words below a word is a list.
    let below = text.text[line.end..].trim_start_matches('\r').strip_prefix('\n')?;
    below.starts_with("- {").then_some(())?;
    let start = line.start.max(leaf.range.start);
    let name = text.text[start..words].trim_end_matches([':', ' ']);
    let known = Some(name)
        .filter(|name| leaf.top && name.len() <= NAME && name.starts_with(char::is_alphabetic))
        .and_then(|name| declared(text, name))?;
    let mut last: Option<Range<usize>> = None;
    let mut next = line.end;
    while let Some(end) = text.text[next..].find('\n') {
        let below = text.line_at(next + end + 1);
        let words = &text.text[below.clone()];
        if words.trim().is_empty() || !words.starts_with(['-', ' ']) {
            break;
        }
        next = below.end;
        last = Some(below);
    }
    let end = last?.end;
    let first = format!("```{known}");
    let message = Message::new("fence-bare").with("name", known);
    let help = Message::new("fence-signs-help").with("first", first.as_str());
    let diagnostic = text.at(&MISWRITTEN, &line, message).help(help);
    let edits = vec![(line.clone(), first), (end..end, format!("{}```", text.newline(line.start)))];
    Some((text.certain(diagnostic, edits), end))
}

/// The signs of a line that was to open a block, and the name after them.
fn opening(line: &str) -> Option<(&str, &str)> {
    let name = line.trim_start_matches(|c| is_like_fence(c) || is_space(c));
    let signs = line[..line.len() - name.len()].trim_end_matches(is_space);
    let bare = name.trim_end_matches([':', ' ']);
    let named = !bare.is_empty() && bare.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    (named && units(signs) >= 2 && (units(signs) >= 3 || signs == "``")).then_some((signs, bare))
}

/// How many signs were typed.
fn units(signs: &str) -> usize {
    signs.chars().map(|c| if DOUBLE.contains(c) { 2 } else { usize::from(!is_space(c)) }).sum()
}

/// The block of the theme that a word names, whatever its case and its accents.
fn declared<'a>(text: &Text<'a>, name: &str) -> Option<&'a str> {
    let name = slug(name);
    text.declared.blocks.iter().find(|block| slug(block) == name).copied()
}

/// ` ```etapes - texte: "Un pas." ``` `, all on one line: it is shown as a code.
fn on_one_line(text: &Text<'_>, leaf: &Leaf, line: &Line<'_>) -> Option<Slip> {
    let inside = line.text.strip_prefix("```")?.trim_end_matches('`').trim();
    let (name, body) = inside.split_once([' ', ':'])?;
    let name = declared(text, name)?;
    let body = body.trim();
    (!body.is_empty()).then_some(())?;
    let diagnostic = text.at(&MISWRITTEN, &line.range(), Message::new("fence-one-line").with("name", name));
    let help = Message::new("fence-one-line-help").with("first", format!("```{name}")).with("body", body);
    let diagnostic = diagnostic.help(help);
    let newline = text.newline(line.start);
    let new = format!("```{name}{newline}{body}{newline}```");
    let closed = line.text.len() > 6 && line.text.ends_with("```");
    Some(if leaf.top && closed { text.certain(diagnostic, vec![(line.range(), new)]) } else { Slip::told(diagnostic) })
}

/// A fence that was read as one.
fn fence(text: &Text<'_>, leaf: &Leaf) -> Option<Slip> {
    let lines = text.lines(&leaf.range);
    let first = lines.first()?;
    let sign = first.text.chars().next().filter(|c| "`~".contains(*c))?;
    let name = first.text.trim_start_matches(sign);
    let signs = &first.text[..first.text.len() - name.len()];
    let closes = |line: &Line<'_>| line.text.starts_with(signs) && line.text.trim_matches(sign).is_empty();
    let closed = lines[1..].iter().rev().find(|line| !line.text.is_empty()).is_some_and(closes);
    // A block that begins inside this one says that this one was to end before.
    let other = lines[1..].iter().position(|line| {
        let name = line.text.strip_prefix(signs).map(|rest| rest.trim_start_matches(sign));
        name.and_then(|name| declared(text, name)).is_some()
    });
    match (closed, other.map(|n| n + 1)) {
        (true, None) => named(text, leaf, first, signs, name.trim(), &lines[1..]),
        (_, other) => Some(unclosed(text, leaf, &lines, signs, other)),
    }
}

/// The name of a block that is closed.
fn named(text: &Text<'_>, leaf: &Leaf, first: &Line<'_>, signs: &str, name: &str, rest: &[Line<'_>]) -> Option<Slip> {
    if name.is_empty() {
        let line = rest.iter().find(|line| !line.text.is_empty())?;
        let bare = line.text.trim_end_matches([':', ' ']);
        let Some(known) = declared(text, bare).filter(|_| bare.starts_with(char::is_alphabetic)) else {
            let example = text.declared.blocks.first().filter(|_| is_field(line.text))?;
            let help = Message::new("fence-no-name-help").with("line", format!("{signs}{example}"));
            let help = help.with("names", text.declared.blocks.join(", "));
            return Some(Slip::told(text.at(&MISWRITTEN, &first.range(), Message::new("fence-no-name")).help(help)));
        };
        let new = format!("{signs}{known}");
        let message = Message::new("fence-name-below").with("name", known);
        let help = Message::new("fence-name-below-help").with("first", new.as_str());
        let diagnostic = text.at(&MISWRITTEN, &line.range(), message).help(help);
        let edit = (first.start..line.range().end, new);
        return Some(if leaf.top { text.certain(diagnostic, vec![edit]) } else { Slip::told(diagnostic) });
    }
    let word = name.split_whitespace().next()?;
    let start = first.start + first.text.find(word)?;
    if text.declared.blocks.contains(&word) {
        let words = name[word.len()..].trim();
        (!words.is_empty()).then_some(())?;
        let at = start + first.text[start - first.start..].find(words)?;
        let message = Message::new("fence-words").with("words", words).with("name", word);
        let help = Message::new("fence-line-help").with("line", format!("{signs}{word}"));
        return Some(Slip::told(text.at(&MISWRITTEN, &(at..at + words.len()), message).help(help)));
    }
    let known = declared(text, word)?;
    let new = format!("{signs}{known}");
    let help = Message::new("fence-line-help").with("line", new.as_str());
    let message = Message::new("fence-name").with("name", known);
    let place = start..start + word.len();
    // Words after the name are another fault: they are not lost with it.
    let alone = !name[word.len()..].contains(char::is_alphanumeric);
    let edit = if alone { (first.range(), new) } else { (place.clone(), known.to_owned()) };
    Some(text.certain(text.at(&MISWRITTEN, &place, message).help(help), vec![edit]))
}

/// A fence that nothing closes, or that another block begins before its end. It is read as closed where it was
/// most likely to be, so that what follows is not a fault of its own.
fn unclosed(text: &Text<'_>, leaf: &Leaf, lines: &[Line<'_>], signs: &str, other: Option<usize>) -> Slip {
    let below = &lines[1..other.unwrap_or(lines.len())];
    let heading = below.iter().position(|line| line.text.starts_with("## ")).unwrap_or(below.len());
    if let Some(slip) = below[..heading].iter().find_map(|line| almost_closed(text, leaf, line, signs)) {
        return slip;
    }
    let last = last_line(&lines[..other.unwrap_or(lines.len())]);
    let diagnostic = text.at(&UNCLOSED, &lines[0].range(), Message::new("fence-unclosed"));
    let help = match last {
        Some(line) if !line.text.is_empty() => {
            Message::new("fence-unclosed-after").with("signs", signs).with("line", line.text)
        }
        _ => Message::new("fence-unclosed-help").with("line", signs),
    };
    let mut slip = Slip::told(diagnostic.help(help));
    if let Some(line) = last.filter(|_| leaf.top) {
        let end = line.range().end;
        slip.mend = vec![(end..end, format!("{}{signs}", text.newline(line.start)))];
    }
    slip
}

/// The last line of a block that nothing closes: what stands below an empty line belongs to it when it is
/// written as its first lines are. None when the block goes on to the end of the text.
fn last_line<'t>(lines: &[Line<'t>]) -> Option<Line<'t>> {
    let inside = lines.get(1..)?;
    let fields = inside.iter().find(|line| !line.text.is_empty()).is_some_and(|line| is_field(line.text));
    let mut last = lines[0];
    let mut empty = false;
    for line in inside {
        if line.text.is_empty() {
            empty = true;
        } else if empty
            && (if fields {
                !is_field(line.text) && !line.text.starts_with("- ")
            } else {
                line.text.starts_with("## ")
            })
        {
            return Some(last);
        } else {
            empty = false;
            last = *line;
        }
    }
    None
}

/// Does the line begin as those of blocks do: `- texte: …`, `titre: …`?
pub fn is_field(line: &str) -> bool {
    let line = line.strip_prefix("- ").map_or(line, |item| item.trim_start_matches(['{', ' ']));
    let name = line.split(':').next().unwrap_or_default();
    let named = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    named && line[name.len()..].starts_with(": ")
}

/// A line that was to close the block, and does not.
fn almost_closed(text: &Text<'_>, leaf: &Leaf, line: &Line<'_>, signs: &str) -> Option<Slip> {
    let whole = text.line_at(line.start);
    let like = units(line.text) >= 2 && line.text.chars().all(|c| is_like_fence(c) || is_space(c));
    let same = line.text.starts_with(signs) && line.text.trim_matches(['`', '~']).is_empty();
    if like || same {
        let message = if same { Message::new("fence-end-moved") } else { Message::new("fence-end-signs") };
        let help = Message::new("fence-line-help").with("line", signs);
        let diagnostic = text.at(&MISWRITTEN, &line.range(), message.with("signs", line.text)).help(help);
        let slip =
            if leaf.top { text.certain(diagnostic, vec![(whole, signs.to_owned())]) } else { Slip::told(diagnostic) };
        return Some(slip);
    }
    let words = line.text.strip_prefix(signs)?.trim_start_matches(['`', '~']).trim();
    let message = Message::new("fence-end-words").with("words", words);
    let start = line.start + line.text.find(words)?;
    let mut diagnostic = text.at(&MISWRITTEN, &(start..start + words.len()), message);
    diagnostic.severity = Severity::Error;
    let help = Message::new("fence-end-words-help").with("signs", signs);
    let mend = vec![(start..start, text.newline(line.start).to_owned())];
    Some(Slip { diagnostic: diagnostic.help(help), mend: if leaf.top { mend } else { Vec::new() } })
}
