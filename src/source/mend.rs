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
    new: Option<Change>,
}

/// What a line became, and how much of it is still what it was.
#[derive(Clone, Debug)]
struct Change {
    new: String,
    /// How long its beginning is that did not change.
    before: usize,
    /// How long its end is that did not change.
    after: usize,
    /// How much further on, between the two, what was put between quotes stands; none when it is not there.
    moved: Option<usize>,
}

impl Change {
    fn new(old: &str, new: String) -> Change {
        let before = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        let before = floor(old, before).min(floor(&new, before));
        let longest = old.len().min(new.len()) - before;
        let same = old.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b);
        let after = same.map(|(c, _)| c.len_utf8()).scan(0, |sum, n| {
            *sum += n;
            Some(*sum)
        });
        let after = after.take_while(|sum| *sum <= longest).last().unwrap_or(0);
        let (inner, outer) = (&old.as_bytes()[before..old.len() - after], &new.as_bytes()[before..new.len() - after]);
        let moved = outer.windows(inner.len().max(1)).position(|window| window == inner);
        Change { new, before, after, moved }
    }

    /// The parts of the new line that stand in the old one, and where; in order.
    fn kept(&self, old: usize) -> impl Iterator<Item = (Range<usize>, usize)> {
        let (new, inner) = (self.new.len(), old - self.before - self.after);
        let moved = self.moved.map(|moved| (self.before + moved..self.before + moved + inner, self.before));
        let parts = [Some((0..self.before, 0)), moved, Some((new - self.after..new, old - self.after))];
        parts.into_iter().flatten().filter(|(part, _)| !part.is_empty())
    }
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
                line.new = Some(Change::new(&self.original[line.original.clone()], text));
            }
        }
        let mut text = String::with_capacity(self.text.len() + 16);
        let mut end = 0;
        for line in &mut self.lines {
            text.push_str(&self.original[end..line.original.start]);
            let start = text.len();
            text.push_str(line.new.as_ref().map_or(&self.original[line.original.clone()], |change| &change.new));
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
        let Some(change) = &line.new else {
            let moved = byte.saturating_sub(line.mended.start) + line.original.start;
            return moved.min(self.original.len());
        };
        let (old, Change { new, before, after, moved }) = (&self.original[line.original.clone()], change);
        // Beyond the line stands its line end.
        let at = byte.saturating_sub(line.mended.start);
        if at >= new.len() {
            return (line.original.end + at - new.len()).min(self.original.len());
        }
        let place = if at < *before {
            at
        } else if new.len() - at <= *after {
            old.len() - (new.len() - at)
        } else {
            // What was put between quotes is still there, further on.
            before + (at - before).saturating_sub(moved.unwrap_or(0)).min(old.len() - before - after)
        };
        line.original.start + floor(old, place)
    }

    /// The parts of a range of the mended text that stand in the original as they are, and where; in order.
    pub fn kept(&self, range: Range<usize>) -> Vec<(Range<usize>, usize)> {
        let mut kept: Vec<(Range<usize>, usize)> = Vec::new();
        let mut add = |part: Range<usize>, original: usize| {
            let (start, end) = (part.start.max(range.start), part.end.min(range.end));
            if start < end {
                let original = original + start - part.start;
                match kept.last_mut().filter(|(last, at)| last.end == start && at + last.len() == original) {
                    Some((last, _)) => last.end = end,
                    None => kept.push((start..end, original)),
                }
            }
        };
        for index in self.line_at(range.start)..=self.line_at(range.end) {
            let line = &self.lines[index];
            let (start, old) = (line.mended.start, line.original.start);
            match &line.new {
                None => add(line.mended.clone(), old),
                Some(change) => change
                    .kept(line.original.len())
                    .for_each(|(part, at)| add(start + part.start..start + part.end, old + at)),
            }
            let next = self.lines.get(index + 1).map_or(self.text.len(), |line| line.mended.start);
            add(line.mended.end..next, line.original.end);
        }
        kept
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
    fn what_did_not_change_is_known() {
        let text = "a: été : x\r\n\tb\nc";
        let mut mended = Mended::new(text);
        mended.replace([(0, "a: \"été : x\"".to_owned()), (1, "  b".to_owned())]);
        let all = mended.kept(0..mended.text().len());
        assert!(all.iter().all(|(part, at)| mended.text()[part.clone()] == text[*at..*at + part.len()]), "{all:?}");
        let parts: Vec<&str> = all.iter().map(|(part, _)| &mended.text()[part.clone()]).collect();
        assert_eq!(parts, ["a: ", "été : x", "\r\n", "b\nc"]);
        assert_eq!(mended.kept(5..8), [(5..8, 4)]);
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
