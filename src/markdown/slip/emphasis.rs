//! Stars that are shown instead of making words bold.

use std::cell::LazyCell;
use std::ops::Range;

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::shown;
use crate::markdown::slip::{Slip, Text, Trace, is_space};

/// `** mot **`, `**« mot »**suite`, `**mot*`.
pub const STARS: Rule = Rule { code: "etoiles-affichees", severity: Severity::Error };

/// Finds them: one message for a paragraph.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    if !text.has_any(b"*") {
        return;
    }
    let pieces: Vec<_> = text.holding(b'*', &trace.texts).collect();
    uneven(text, &pieces, slips);
    let mut told: Option<usize> = None;
    let mut seen = 0..0;
    let notes = LazyCell::new(|| Notes::new(text, &pieces));
    for range in &pieces {
        let Some(at) = stars(&text.text[(*range).clone()]).map(|at| range.start + at) else { continue };
        if seen.contains(&at) {
            continue;
        }
        seen = text.line_at(at);
        match corrected(&text.text[seen.clone()]) {
            Some(new) => {
                let help = Message::new("write-line").with("line", new.as_str());
                let mut diagnostic = text.at(&STARS, &(at..at + 2), Message::new("stars-misplaced")).help(help);
                diagnostic.severity = Severity::Warning;
                slips.push(text.certain(diagnostic, vec![(seen.clone(), new)]));
            }
            None if notes.holds(&text.text[seen.clone()]) => {
                let edits: Vec<_> = text.text[seen.clone()].match_indices("**").map(|(n, _)| seen.start + n).collect();
                let new = text.text[seen.clone()].replace("**", "\\*\\*");
                let help = Message::new("write-line").with("line", new);
                let mut diagnostic = text.at(&STARS, &(at..at + 2), Message::new("stars-note")).help(help);
                diagnostic.severity = Severity::Warning;
                let edits = edits.into_iter().map(|at| (at..at + 2, "\\*\\*".to_owned())).collect();
                slips.push(text.certain(diagnostic, edits));
            }
            None => {
                let paragraph = trace.leaves.partition_point(|leaf| leaf.range.start <= at);
                if told != Some(paragraph) {
                    told = Some(paragraph);
                    let diagnostic = text.at(&STARS, &(at..at + 2), Message::new("stars-left"));
                    slips.push(Slip::told(diagnostic.help(Message::new("stars-left-help"))));
                }
            }
        }
    }
}

/// A star too many on one side of emphasis: `*Gras**`, `un ***mot**`. One message for a line.
fn uneven(text: &Text<'_>, pieces: &[&Range<usize>], slips: &mut Vec<Slip>) {
    let bytes = text.text.as_bytes();
    let mut seen = 0;
    for range in pieces.iter().copied() {
        if range.start < seen {
            continue;
        }
        let before = range.start > 0 && bytes[range.start - 1] == b'*' && bytes[range.start] == b'*';
        let after = bytes.get(range.end) == Some(&b'*') && bytes[range.end - 1] == b'*';
        let at = match (before, after) {
            (true, _) => range.start,
            (_, true) if !text.text[range.clone()].ends_with("\\*") => range.end - 1,
            _ => continue,
        };
        if text.text[range.clone()].contains("**") {
            continue;
        }
        seen = text.line_at(at).end;
        let help = Message::new("stars-uneven-help");
        let mut told = text.at(&STARS, &(at..at + 1), Message::new("stars-uneven")).help(help);
        // It may call a note at the foot of the page.
        told.severity = Severity::Warning;
        slips.push(Slip::told(told));
    }
}

/// `40 €**` in a text, and a line that begins with `** `: signs of a note that a sheet of paper has, and no bold.
struct Notes {
    /// Does some line begin with one?
    begun: bool,
    /// Does some line call one?
    called: bool,
}

impl Notes {
    /// Looks at the lines whose stars are shown, each once.
    fn new(text: &Text<'_>, pieces: &[&Range<usize>]) -> Self {
        let mut notes = Notes { begun: false, called: false };
        let mut seen = 0;
        for range in pieces.iter().copied() {
            for (at, _) in text.text[range.clone()].match_indices("**") {
                if range.start + at < seen {
                    continue;
                }
                let line = text.line_at(range.start + at);
                seen = line.end;
                notes.begun |= begins(&text.text[line.clone()]);
                notes.called |= calls(&text.text[line]);
            }
        }
        notes
    }

    /// Does a line hold one of the two, and some line the other?
    fn holds(&self, line: &str) -> bool {
        if begins(line) { self.called } else { self.begun && calls(line) }
    }
}

fn begins(line: &str) -> bool {
    line.trim_start_matches([' ', '>']).starts_with("** ") && line.matches("**").count() == 1
}

fn calls(line: &str) -> bool {
    let mut parts = line.split("**");
    let glued = parts.next().is_some_and(|before| before.ends_with(|c: char| !is_space(c) && c != '\\'));
    glued && parts.next().is_some_and(|after| !after.starts_with(char::is_alphanumeric)) && parts.next().is_none()
}

/// The first two stars that are not written on purpose (`\*\*`).
fn stars(source: &str) -> Option<usize> {
    source.match_indices("**").map(|(at, _)| at).find(|at| !source[..*at].ends_with('\\'))
}

/// The line with its stars against the words, when that makes them all disappear.
fn corrected(line: &str) -> Option<String> {
    let parts: Vec<&str> = line.split("**").collect();
    if parts.len().is_multiple_of(2) || line.contains("***") || line.contains('`') {
        return None;
    }
    let mut new = parts[0].to_owned();
    for pair in parts[1..].chunks(2) {
        let [inside, after] = pair else { return None };
        let words = inside.trim_matches(is_space);
        if words.is_empty() {
            return None;
        }
        let opens = new.ends_with(char::is_alphanumeric) && !words.starts_with(char::is_alphanumeric);
        let closes = after.starts_with(char::is_alphanumeric) && !words.ends_with(char::is_alphanumeric);
        if opens || inside.starts_with(is_space) && !new.is_empty() && !new.ends_with(is_space) {
            new.push(' ');
        }
        new = new + "**" + words + "**";
        if closes || inside.ends_with(is_space) && after.starts_with(char::is_alphanumeric) {
            new.push(' ');
        }
        new.push_str(after);
    }
    (new != line && !shown(&new).contains("**")).then_some(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_go_against_their_words() {
        assert_eq!(corrected("** mot ** suite").as_deref(), Some("**mot** suite"));
        assert_eq!(corrected("un **mot **suite").as_deref(), Some("un **mot** suite"));
        assert_eq!(corrected("**« mot »**suite").as_deref(), Some("**« mot »** suite"));
        assert_eq!(corrected("**mot suite"), None);
        assert_eq!(corrected("2 ** 3"), None);
    }
}
