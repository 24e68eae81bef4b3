//! Lists typed with signs that make no list.

use std::ops::Range;

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::{Kind, NO_BREAK, Slip, Text, Trace, is_space};

/// Lines that begin with a bullet of a word processor.
pub const TYPED: Rule = Rule { code: "liste-tapee", severity: Severity::Warning };

/// Bullets that nobody writes in a sentence. The last ones come from a font of a word processor.
const BULLETS: &str = "•▪▫◦‣⁃●○■□▶►➔➜➢➤✓✔✅☑➡∙\u{f0b7}\u{f0a7}\u{f0d8}\u{f0fc}";
/// Signs that are bullets when a space follows them.
const SPACED: &str = "–—→·§";
/// A round bullet of a word processor, once it is copied: a letter.
const ROUND: char = 'o';

/// How the lines of a list were begun.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Bullet,
    /// A dash and a no-break space: one line is enough.
    NoBreak,
    /// A dash glued to its word.
    Glued,
    /// A star glued to its word.
    Starred,
    /// `[ ] une tâche`, without its dash: one line is enough.
    Task,
    /// A letter; the next one is to be the next.
    Letter(char),
    /// A Roman number of several letters; the next one is to be one more.
    Roman(u32),
    /// A number; the next one is to be one more.
    Number(u32),
}

/// The lines of one list.
struct Group {
    family: Family,
    /// The sign of the first line.
    sign: String,
    lines: Vec<(Range<usize>, String)>,
    /// How deep each line stands, by its sign.
    depths: Vec<Option<usize>>,
}

/// How deep a word processor puts its bullets, by default.
fn depth(sign: &str) -> Option<usize> {
    ["•·\u{f0b7}", "o", "▪§\u{f0a7}"].iter().position(|signs| !sign.is_empty() && signs.contains(sign))
}

impl Group {
    /// Are the letters of its lines those of names: `A. Martin`, `E. coli`? Capitals with a point make a list when they
    /// begin with the first one and small words follow, or when one of them is a Roman number of several letters.
    fn is_of_names(&self) -> bool {
        let lines = || self.lines.iter().filter_map(|(_, new)| new.strip_prefix("- ")?.split_once('.'));
        if !self.sign.starts_with(|c: char| c.is_ascii_uppercase()) || !self.sign.ends_with('.') {
            return false;
        }
        let small = || lines().all(|(_, words)| words.trim_start_matches(is_space).starts_with(char::is_lowercase));
        let roman = || lines().any(|(letters, _)| letters.len() > 1);
        !(self.sign == "A." && small() || self.sign == "I." && roman())
    }

    /// The lines, those of a word processor as deep as they were: its bullets say it.
    fn nested(self) -> Vec<(Range<usize>, String)> {
        let depths: Option<Vec<usize>> = self.depths.into_iter().collect();
        let Some(depths) = depths.filter(|depths| depths.first() == Some(&0)) else { return self.lines };
        if self.family != Family::Bullet || depths.windows(2).any(|pair| pair[1] > pair[0] + 1) {
            return self.lines;
        }
        let lines = self.lines.into_iter().zip(depths);
        lines.map(|((range, new), depth)| (range, "  ".repeat(depth) + &new)).collect()
    }
}

/// Finds them.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    let mut group: Option<Group> = None;
    for leaf in &trace.leaves {
        match leaf.kind {
            Kind::Paragraph => {
                for (index, line) in text.each_line(&leaf.range).enumerate() {
                    let Some((family, sign, new)) = item(line.text) else {
                        // What follows an item on the next line belongs to it; a new paragraph ends the list.
                        if index == 0 {
                            close(text, group.take(), slips);
                        }
                        continue;
                    };
                    // Letters in paragraphs of their own are shown as they are written.
                    if index == 0 && matches!(family, Family::Letter(_) | Family::Roman(_)) {
                        close(text, group.take(), slips);
                    }
                    let same = group.as_ref().is_some_and(|group| follows(group.family, family));
                    if !same {
                        close(text, group.take(), slips);
                    }
                    let group = group.get_or_insert_with(|| Group {
                        family,
                        sign: sign.to_owned(),
                        lines: Vec::new(),
                        depths: Vec::new(),
                    });
                    group.family = family;
                    group.lines.push((line.range(), new));
                    group.depths.push(depth(sign));
                }
            }
            _ => close(text, group.take(), slips),
        }
    }
    close(text, group, slips);
    if text.has_any(b"[") {
        let boxes = trace.texts.iter().filter(|piece| text.text.as_bytes().get(piece.start) == Some(&b'['));
        slips.extend(boxes.filter_map(|piece| unboxed(text, piece)));
    }
}

/// `- [] relire`, `- [X]relire`, `- [✓] relire`: the box of a task is a space or a cross between two brackets, and a
/// space.
fn unboxed(text: &Text<'_>, piece: &Range<usize>) -> Option<Slip> {
    let before = text.text[text.line_at(piece.start).start..piece.start].trim_matches([' ', '>']);
    ["-", "*", "+"].contains(&before).then_some(())?;
    let (sign, after) = text.text[piece.clone()].strip_prefix('[')?.split_once(']')?;
    let mark = match sign.trim_matches(is_space) {
        "" => "[ ] ",
        "x" | "X" | "✓" | "✔" => "[x] ",
        _ => return None,
    };
    let words = after.trim_start_matches(is_space);
    (words.starts_with(char::is_alphanumeric) && (words.len() < after.len() || sign.len() < 2)).then_some(())?;
    let edit = piece.start..piece.end - words.len();
    (!text.text[edit.clone()].eq_ignore_ascii_case(mark)).then_some(())?;
    let help = Message::new("write-line").with("line", text.corrected(&edit, mark));
    let shown = piece.start..piece.start + sign.len() + 2;
    let message = Message::new(if sign.is_empty() { "list-box" } else { "list-box-signs" });
    Some(text.certain(text.at(&TYPED, &shown, message).help(help), vec![(edit, mark.to_owned())]))
}

fn follows(last: Family, next: Family) -> bool {
    match (last, next) {
        (Family::Number(last), Family::Number(next)) => last + 1 == next,
        (Family::Letter(last), Family::Letter(next)) if u32::from(last) + 1 == u32::from(next) => true,
        (Family::Letter(_) | Family::Roman(_), Family::Letter(_) | Family::Roman(_)) => {
            roman_of(last).zip(roman_of(next)).is_some_and(|(last, next)| last + 1 == next)
        }
        (last, next) => last == next,
    }
}

/// The value of the letters of a line, as a Roman number.
fn roman_of(family: Family) -> Option<u32> {
    match family {
        Family::Roman(number) => Some(number),
        Family::Letter(letter) => roman(letter.encode_utf8(&mut [0; 4])),
        _ => None,
    }
}

/// The value of a small Roman number.
fn roman(letters: &str) -> Option<u32> {
    const NUMBERS: [&str; 15] =
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"];
    NUMBERS.iter().position(|number| *number == letters).and_then(|index| u32::try_from(index + 1).ok())
}

fn close(text: &Text<'_>, group: Option<Group>, slips: &mut Vec<Slip>) {
    let alone = |family| matches!(family, Family::NoBreak | Family::Task);
    let Some(group) = group.filter(|g| (g.lines.len() > 1 || alone(g.family)) && !g.is_of_names()) else { return };
    let [(first, line), ..] = group.lines.as_slice() else { return };
    let end = group.lines.last().map_or(first.end, |(range, _)| range.end);
    let message = match group.family {
        Family::NoBreak => Message::new("list-no-break"),
        // The line to write looks the same: only its space is another one.
        Family::Number(_) if text.text[first.clone()].replace(NO_BREAK, " ") == *line => {
            Message::new("list-no-break-number")
        }
        Family::Glued => Message::new("list-glued"),
        Family::Task => Message::new("list-task"),
        Family::Letter(_) | Family::Roman(_) => Message::new("list-letters").with("sign", group.sign.as_str()),
        Family::Bullet | Family::Starred | Family::Number(_) => {
            Message::new("list-typed").with("sign", group.sign.as_str())
        }
    };
    let help = match group.family {
        Family::Number(_) => "list-numbered-help",
        _ => "list-typed-help",
    };
    let help = Message::new(help).with("line", line.as_str());
    let diagnostic = text.at(&TYPED, &(first.start..end), message).help(help);
    slips.push(text.certain(diagnostic, group.nested()));
}

/// The family of a line of a list, its sign, and the line as it is to be written.
fn item(line: &str) -> Option<(Family, &str, String)> {
    // Most lines begin with a letter.
    let first = line.chars().next()?;
    if first.is_ascii_lowercase() && line[1..].starts_with(['.', ')']) {
        return lettered(line, first);
    }
    if first.is_ascii_uppercase() {
        return capital(line, first);
    }
    Some(first).filter(|first| *first == ROUND || !first.is_ascii_alphabetic())?;
    let (sign, rest) = line.split_at(first.len_utf8());
    let words = rest.trim_start_matches(is_space);
    let spaced = words.len() < rest.len();
    if words.is_empty() {
        return None;
    }
    if BULLETS.contains(first) || (SPACED.contains(first) || first == ROUND) && spaced {
        return Some((Family::Bullet, sign, format!("- {words}")));
    }
    if "-*+".contains(first) && rest.starts_with(NO_BREAK) {
        return Some((Family::NoBreak, sign, format!("- {words}")));
    }
    if "–—".contains(first) && rest.starts_with(char::is_alphabetic) {
        return Some((Family::Glued, sign, format!("- {rest}")));
    }
    if first == '-' && (rest.starts_with(char::is_alphabetic) || is_task(rest)) {
        return Some((Family::Glued, sign, format!("- {words}")));
    }
    if first == '*' && rest.starts_with(char::is_alphabetic) && !rest.contains('*') {
        return Some((Family::Starred, sign, format!("- {words}")));
    }
    if first == '[' && is_task(line) {
        return Some((Family::Task, "[ ]", format!("- {line}")));
    }
    numbered(line)
}

/// `a) palettes`, `b. cartons`: Markdown has no such lists; the letters stay, for who speaks of the point b.
fn lettered(line: &str, first: char) -> Option<(Family, &str, String)> {
    let spaced = line[2..].starts_with(is_space) && line[2..].contains(char::is_alphabetic);
    spaced.then(|| (Family::Letter(first), &line[..2], format!("- {line}")))
}

/// `A. palettes`, `II) cartons`: the same.
fn capital(line: &str, first: char) -> Option<(Family, &str, String)> {
    let letters = line.bytes().take_while(u8::is_ascii_uppercase).count();
    let words = line[letters..].strip_prefix(['.', ')']).filter(|_| letters < 6)?;
    let family = match letters {
        1 => Family::Letter(first),
        _ => Family::Roman(roman(&line[..letters])?),
    };
    let spaced = words.starts_with(is_space) && words.contains(char::is_alphabetic);
    spaced.then(|| (family, &line[..=letters], format!("- {line}")))
}

/// `[ ] une tâche`, `[x] une tâche`.
fn is_task(rest: &str) -> bool {
    ["[ ] ", "[x] ", "[X] "].iter().any(|start| rest.starts_with(start))
}

/// `1° palettes`, `1)palettes`, `1.palettes`.
fn numbered(line: &str) -> Option<(Family, &str, String)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) {
        return None;
    }
    let number: u32 = line[..digits].parse().ok()?;
    let rest = &line[digits..];
    let signs = rest.len() - rest.trim_start_matches(['°', 'º', ')', '.', '/', '-']).len();
    let (sign, after) = rest.split_at(signs);
    let words = after.trim_start_matches(is_space);
    let meant = match sign {
        "°" | "º" | "°)" | "º)" | "/" | ".-" | ")-" => {
            after.len() > words.len() || after.starts_with(char::is_alphabetic)
        }
        "." | ")" => after.starts_with(char::is_alphabetic) || after.starts_with(NO_BREAK),
        _ => false,
    };
    let all = &line[..digits + signs];
    (meant && !words.is_empty()).then(|| (Family::Number(number), all, format!("{number}. {words}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_known_by_their_signs() {
        let new = |line: &str| item(line).map(|(_, _, new)| new);
        assert_eq!(new("• palettes").as_deref(), Some("- palettes"));
        assert_eq!(new("•\u{a0}palettes").as_deref(), Some("- palettes"));
        assert_eq!(new("– palettes").as_deref(), Some("- palettes"));
        assert_eq!(new("-\u{a0}palettes").as_deref(), Some("- palettes"));
        assert_eq!(new("o\tpalettes").as_deref(), Some("- palettes"));
        assert_eq!(new("-[ ] relire").as_deref(), Some("- [ ] relire"));
        assert_eq!(new("1° palettes").as_deref(), Some("1. palettes"));
        assert_eq!(new("2)palettes").as_deref(), Some("2. palettes"));
        assert_eq!(new("–palettes").as_deref(), Some("- palettes"));
        assert_eq!(new("II. palettes").as_deref(), Some("- II. palettes"));
        assert_eq!(new("B) palettes").as_deref(), Some("- B) palettes"));
        for line in [
            "palettes",
            "–5 °C",
            "ADEME. Le site",
            "A.palettes",
            "1.5 tonne",
            "12/05/2015",
            "2015. Une année",
            "-5 °C",
            "•",
            "10 % des cas",
            "on relit",
        ] {
            assert_eq!(new(line), None, "{line}");
        }
    }
}
