//! Where a text stands in its file, when it is not written there as it is read: between quotes, on several lines.

use std::ops::Range;

use crate::source::{FileId, Span};

/// How a text is written, which says what a correction may put into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As it is.
    Free,
    /// As the value of a field, without quotes.
    Plain,
    /// Between these quotes.
    Quoted(char),
    /// On lines of its own, further to the right.
    Block,
}

/// A part of a text that stands in its file as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where it begins in the text.
    pub text: usize,
    /// Where it begins in the file.
    pub file: usize,
    /// How long it is.
    pub len: usize,
}

/// Where each byte of a text stands in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    whole: Span,
    runs: Vec<Run>,
    style: Style,
}

impl Written {
    /// A text of so many bytes that stands in its file as it is.
    pub fn free(file: FileId, offset: usize, len: usize) -> Written {
        let run = Run { text: 0, file: offset, len };
        Written { whole: Span::new(file, offset, offset + len), runs: vec![run], style: Style::Free }
    }

    /// A text that is written between `whole`. Its parts are in order; of what none of them holds, only the whole is
    /// known.
    pub fn new(whole: Span, runs: Vec<Run>, style: Style) -> Written {
        Written { whole, runs, style }
    }

    /// The same without the beginning of the text.
    #[must_use]
    pub fn after(mut self, start: usize) -> Written {
        self.runs.retain(|run| run.text + run.len > start);
        for run in &mut self.runs {
            let cut = start.saturating_sub(run.text);
            *run = Run { text: run.text + cut - start, file: run.file + cut, len: run.len - cut };
        }
        self
    }

    /// Where a range of the text stands.
    pub fn span(&self, range: &Range<usize>) -> Span {
        let Some(last) = self.runs.last() else { return self.whole };
        let at = |run: &Run, byte: usize| run.file + byte.saturating_sub(run.text).min(run.len);
        let start = self.runs.get(self.runs.partition_point(|run| run.text + run.len <= range.start));
        let start = at(start.unwrap_or(last), range.start);
        let end = self.runs[..self.runs.partition_point(|run| run.text < range.end)].last();
        Span::new(self.whole.file, start, end.map_or(start, |end| at(end, range.end)))
    }

    /// May a place of the file be written otherwise, and the text be read as it was but for that?
    pub fn accepts(&self, place: Span, old: &str, new: &str) -> bool {
        let (start, end) = (place.start as usize, place.end as usize);
        let is_inside = self.runs.iter().any(|run| run.file <= start && end <= run.file + run.len);
        let without = |signs: &[char]| {
            is_inside && ![old, new].iter().any(|text| text.contains(['\n', '\r'])) && !new.contains(signs)
        };
        match self.style {
            Style::Free => is_inside,
            // The first sign of a value may have another meaning there.
            Style::Plain => without(&[':', '#']) && self.runs.iter().all(|run| run.file != start),
            Style::Quoted(mark) => without(&['\\', mark]),
            Style::Block => without(&[]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_stands_where_its_ends_do() {
        // `"un \"mot\"` on two lines: what is read is shorter than what is written.
        let run = |text, file, len| Run { text, file, len };
        let runs = vec![run(0, 11, 3), run(4, 16, 3), run(8, 25, 5)];
        let written = Written::new(Span::new(FileId(0), 10, 31), runs, Style::Quoted('"'));
        let span = |range| {
            let Span { start, end, .. } = written.span(&range);
            (start, end)
        };
        assert_eq!(span(0..2), (11, 13));
        assert_eq!(span(0..7), (11, 19));
        assert_eq!(span(3..8), (16, 19), "what stands between two parts");
        assert_eq!(span(8..13), (25, 30));
        assert_eq!(span(13..13), (30, 30));
        let after = written.clone().after(5);
        assert_eq!(after.span(&(0..2)), written.span(&(5..7)));
        let at = |start, end| Span::new(FileId(0), start, end);
        assert!(written.accepts(at(16, 19), "mot", "là"));
        assert!(!written.accepts(at(16, 19), "mot", "\""), "a quote would end the value");
        assert!(!written.accepts(at(13, 17), "x", "x"), "the sign between the two parts would be lost");
    }
}
