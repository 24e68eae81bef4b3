//! A text put right line by line, and where each of its bytes stands in the file.
//!
//! What people write is read as they meant it when that is certain; messages still point at what
//! they typed.

use std::ops::Range;

/// A text whose lines may have been replaced.
#[derive(Clone, Debug)]
pub struct Mended<'a> {
    original: &'a str,
    lines: Vec<Line>,
    text: String,
}

/// A line: what it was, and what it became. Line ends are never changed.
#[derive(Clone, Debug)]
struct Line {
    /// Where it stands in the original, without its line end.
    original: Range<usize>,
    /// Where it stands in the mended text, without its line end.
    mended: Range<usize>,
    /// What it became, when it was replaced.
    new: Option<String>,
}

impl<'a> Mended<'a> {
    /// A text that nothing has changed yet.
    pub fn new(original: &'a str) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in original.split_inclusive('\n') {
            let end = start + line.trim_end_matches(['\n', '\r']).len();
            lines.push(Line { original: start..end, mended: start..end, new: None });
            start += line.len();
        }
        if original.is_empty() || original.ends_with('\n') {
            lines.push(Line { original: start..start, mended: start..start, new: None });
        }
        Mended { original, lines, text: original.to_owned() }
    }

    /// The text as it is to be read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many lines it has; an empty last one counts.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// A text has at least one line.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// A line as it is to be read, without its line end.
    pub fn line(&self, index: usize) -> &str {
        self.lines.get(index).map_or("", |line| &self.text[line.mended.clone()])
    }

    /// Where a line stands in the text as it is to be read, without its line end.
    pub fn range(&self, index: usize) -> Range<usize> {
        self.lines.get(index).map_or(self.text.len()..self.text.len(), |line| line.mended.clone())
    }

    /// The line in which a byte of the mended text stands.
    pub fn line_at(&self, byte: usize) -> usize {
        self.lines.partition_point(|line| line.mended.start <= byte).saturating_sub(1)
    }

    /// Replaces lines, each by a text without line ends.
    pub fn replace(&mut self, new: impl IntoIterator<Item = (usize, String)>) {
        for (index, text) in new {
            if let Some(line) = self.lines.get_mut(index) {
                line.new = Some(text);
            }
        }
        let mut text = String::with_capacity(self.text.len() + 16);
        let mut end = 0;
        for line in &mut self.lines {
            text.push_str(&self.original[end..line.original.start]);
            let start = text.len();
            text.push_str(line.new.as_deref().unwrap_or(&self.original[line.original.clone()]));
            line.mended = start..text.len();
            end = line.original.end;
        }
        text.push_str(&self.original[end..]);
        self.text = text;
    }

    /// What changes when a line becomes `new`: a range of the original, and the text that takes its place.
    pub fn difference(&self, index: usize, new: &str) -> (Range<usize>, String) {
        let old = self.line(index);
        let start = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        let start = floor(old, start).min(floor(new, start));
        let (mut old_end, mut new_end) = (old.len(), new.len());
        for (a, b) in old[start..].chars().rev().zip(new[start..].chars().rev()) {
            if a != b {
                break;
            }
            old_end -= a.len_utf8();
            new_end -= b.len_utf8();
        }
        let line = self.range(index).start;
        let range = self.original(line + start)..self.original(line + old_end);
        (range.start..range.end.max(range.start), new[start..new_end].to_owned())
    }

    /// Where a byte of the mended text stands in the original: the same character when it is still
    /// there, else the nearest place on its line.
    pub fn original(&self, byte: usize) -> usize {
        let line = &self.lines[self.line_at(byte)];
        let Some(new) = &line.new else {
            let moved = byte.saturating_sub(line.mended.start) + line.original.start;
            return moved.min(self.original.len());
        };
        let old = &self.original[line.original.clone()];
        // Beyond the line stands its line end.
        let at = byte.saturating_sub(line.mended.start);
        if at >= new.len() {
            return (line.original.end + at - new.len()).min(self.original.len());
        }
        let before = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        let longest = old.len().min(new.len()) - before;
        let after = old.bytes().rev().zip(new.bytes().rev()).take(longest).take_while(|(a, b)| a == b).count();
        let place = if at < before {
            at
        } else if new.len() - at <= after {
            old.len() - (new.len() - at)
        } else {
            // What was put between quotes is still there, further on.
            let (old, new) = (&old.as_bytes()[before..old.len() - after], &new.as_bytes()[before..new.len() - after]);
            let moved = new.windows(old.len().max(1)).position(|window| window == old).unwrap_or(0);
            before + (at - before).saturating_sub(moved).min(old.len())
        };
        line.original.start + floor(old, place)
    }
}

/// The nearest place at or before `byte` where a character begins.
fn floor(text: &str, mut byte: usize) -> usize {
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_to_what_was_typed() {
        let text = "titre: a : b\r\nsuite: été\r\n";
        let mut mended = Mended::new(text);
        mended.replace([(0, "titre: \"a : b\"".to_owned())]);
        assert_eq!(mended.text(), "titre: \"a : b\"\r\nsuite: été\r\n");
        let place = |part: &str| mended.original(mended.text().find(part).unwrap());
        assert_eq!(place("\""), 7);
        assert_eq!(place("b\""), text.find("b\r").unwrap());
        assert_eq!(place("suite"), text.find("suite").unwrap());
        assert_eq!(place("é\r"), text.find("é\r").unwrap());
        assert_eq!(mended.original(mended.text().len()), text.len());
        assert_eq!(mended.line_at(mended.text().find("suite").unwrap()), 1);
    }

    #[test]
    fn every_place_is_inside_and_on_a_character() {
        let text = "\té: œ\n\u{a0}b\n\nc";
        let mut mended = Mended::new(text);
        mended.replace([
            (0, "  é: \"œ\"".to_owned()),
            (1, String::new()),
            (3, "une ligne bien plus longue".to_owned()),
        ]);
        for byte in 0..=mended.text().len() + 3 {
            assert!(text.is_char_boundary(mended.original(byte)), "{byte}");
        }
    }
}
