//! Where each letter of a value stands: what is read is not always what is written.

use std::ops::Range;

use crate::source::written::{Run, Style};

/// A value as it is written.
pub struct Source<'a> {
    text: &'a str,
    /// How it is written.
    pub style: Style,
    /// How far to the right the lines of a block stand.
    indent: Option<usize>,
}

impl<'a> Source<'a> {
    /// The value at a range of a text.
    pub fn new(text: &'a str, range: Range<usize>) -> Option<Self> {
        let value = text.get(range.clone())?;
        let indent = block(text, range.start);
        let style = match value.chars().next() {
            _ if indent.is_some() => Style::Block,
            Some(mark @ ('"' | '\'')) => Style::Quoted(mark),
            _ => Style::Plain,
        };
        Some(Source { text: value, style, indent })
    }

    /// The parts that are read as they are written; `file` counts from the beginning of the value. None when it is
    /// written in a way that nobody types.
    pub fn runs(&self, read: &str) -> Option<Vec<Run>> {
        match self.is_as_read(read) {
            true => Some(vec![Run { text: 0, file: 1, len: read.len() }]),
            false => self.letters(read),
        }
    }

    /// Is it what is read, between quotes on one line? Most values between quotes are.
    fn is_as_read(&self, read: &str) -> bool {
        let Style::Quoted(mark) = self.style else { return false };
        let inside = self.text.strip_prefix(mark).and_then(|text| text.strip_suffix(mark));
        inside == Some(read) && !read.is_empty() && !read.contains([mark, '\\', '\n'])
    }

    /// The parts, letter by letter.
    fn letters(&self, read: &str) -> Option<Vec<Run>> {
        let mut reader = Reader { source: self, at: usize::from(matches!(self.style, Style::Quoted(_))) };
        let mut runs: Vec<Run> = Vec::new();
        for (text, c) in read.char_indices() {
            match reader.find(c)? {
                Found::Same(file) => match runs.last_mut().filter(|r| r.file + r.len == file && r.text + r.len == text)
                {
                    Some(run) => run.len += c.len_utf8(),
                    None => runs.push(Run { text, file, len: c.len_utf8() }),
                },
                Found::Otherwise => {}
                Found::End => break,
            }
        }
        Some(runs)
    }
}

/// How far to the right the lines of a block stand: a text below `|` or `>`, which begins at a byte.
fn block(text: &str, start: usize) -> Option<usize> {
    let head = text[..start].trim_end();
    let signs = head.trim_end_matches(['+', '-']);
    let is_head = signs.ends_with(['|', '>']) && signs[..signs.len() - 1].ends_with([' ', ':']);
    (is_head && text[head.len()..start].contains('\n')).then_some(())?;
    let lines = &text[text[..start].rfind('\n')? + 1..];
    let first = lines.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    Some(first.len() - first.trim_start_matches(' ').len())
}

/// How a letter was found.
enum Found {
    /// As it is, at this byte.
    Same(usize),
    /// As another sign: an escape, the end of a line.
    Otherwise,
    /// Not at all: the value is at its end.
    End,
}

/// What is written, from one letter to the next.
struct Reader<'a> {
    source: &'a Source<'a>,
    at: usize,
}

impl Reader<'_> {
    /// Goes to the letter that is read next. None when it is not there.
    fn find(&mut self, c: char) -> Option<Found> {
        loop {
            let rest = &self.source.text[self.at..];
            let Some(sign) = rest.chars().next() else { return c.is_whitespace().then_some(Found::End) };
            let place = self.at;
            match (self.source.style, sign) {
                (Style::Quoted('"'), '\\') => {
                    let (length, meant) = escape(rest)?;
                    self.at += length;
                    if let Some(meant) = meant {
                        return (meant == c).then_some(Found::Otherwise);
                    }
                    self.skip_indent();
                }
                (Style::Quoted('\''), '\'') => {
                    self.at += 2;
                    return (c == sign && rest.starts_with("''")).then_some(Found::Otherwise);
                }
                (_, '\n') => {
                    self.at += 1;
                    self.skip_indent();
                    match c {
                        '\n' => return Some(Found::Same(place)),
                        ' ' => return Some(Found::Otherwise),
                        _ => {}
                    }
                }
                _ if sign == c => {
                    self.at += sign.len_utf8();
                    return Some(Found::Same(place));
                }
                (_, ' ' | '\t' | '\r') => self.at += 1,
                _ => return None,
            }
        }
    }

    /// What stands before a line is no part of the value.
    fn skip_indent(&mut self) {
        let rest = &self.source.text[self.at..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        self.at += self.source.indent.map_or(blank, |indent| blank.min(indent));
    }
}

/// How long an escape is, and the letter that it stands for; none when it only goes on on the next line.
fn escape(rest: &str) -> Option<(usize, Option<char>)> {
    let sign = rest.chars().nth(1)?;
    let hexadecimal = |digits: usize| {
        let code = u32::from_str_radix(rest.get(2..2 + digits)?, 16).ok()?;
        Some((2 + digits, Some(char::from_u32(code)?)))
    };
    let meant = match sign {
        '\n' => return Some((2, None)),
        '\r' => return Some((3, None)),
        'x' => return hexadecimal(2),
        'u' => return hexadecimal(4),
        'U' => return hexadecimal(8),
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '_' => '\u{a0}',
        '"' | '\\' | '/' | ' ' => sign,
        _ => return None,
    };
    Some((2, Some(meant)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts, as they are written.
    fn parts<'s>(text: &'s str, start: usize, read: &str) -> Vec<&'s str> {
        let runs = Source::new(text, start..text.len()).unwrap().runs(read).unwrap();
        for run in &runs {
            assert_eq!(text[start + run.file..][..run.len], read[run.text..][..run.len], "{run:?}");
        }
        runs.iter().map(|run| &text[start + run.file..][..run.len]).collect()
    }

    #[test]
    fn what_is_read_as_it_is_written_has_the_same_parts_letter_by_letter() {
        for (inside, is_as_read) in [
            ("Étude 387 à l’été", true),
            (" deux  espaces ", true),
            ("a: b\t# c\r", true),
            ("l'\"eau\"", false),
            ("un\\mot", false),
            ("un\nmot", false),
            ("", false),
        ] {
            for mark in ["\"", "'"] {
                let text = format!("{mark}{inside}{mark}");
                let source = Source::new(&text, 0..text.len()).unwrap();
                assert_eq!(source.is_as_read(inside), is_as_read, "{text}");
                assert!(!is_as_read || source.runs(inside) == source.letters(inside), "{text}");
            }
        }
    }

    #[test]
    fn letters_are_found_where_they_stand() {
        assert_eq!(parts("a: \"été\"", 3, "été"), ["été"]);
        assert_eq!(parts("\"un \\\"mot\\\" é\\u00e9\"", 0, "un \"mot\" éé"), ["un ", "mot", " é"]);
        assert_eq!(parts("'l''eau'", 0, "l'eau"), ["l", "eau"]);
        assert_eq!(parts("\"un  \n    mot\\\n    suivi\"", 0, "un motsuivi"), ["un ", "mot", "suivi"]);
        assert_eq!(parts("un\n\tmot\r\n\r\n  a", 0, "un mot\na"), ["un", "mot", "\n", "a"]);
        let literal = parts("a: |\n    - a\n      - b\n\n    c\n", 9, "- a\n  - b\n\nc\n");
        assert_eq!(literal, ["- a\n", "  - b\n\n", "c\n"]);
        assert_eq!(parts("a: >-\n  un\n  mot\n\n  a", 8, "un mot\na"), ["un", "mot\n", "a"]);
        assert_eq!(parts("a: |\n  a", 7, "a\n"), ["a"], "a block ends with a line end that is not always there");
        assert!(Source::new("\"\\e\"", 0..4).unwrap().runs("\u{1b}").is_none());
    }
}
