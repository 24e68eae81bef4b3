//! A piece of plain text, and which bytes it holds: enough to know that most families of slips are not in it.

use std::ops::Range;

/// A piece of plain text outside links and pictures.
pub struct Piece<'a> {
    /// Where it begins in the whole text.
    pub start: usize,
    /// What was typed.
    pub source: &'a str,
    /// The bytes that occur in it.
    signs: [bool; 256],
}

impl<'a> Piece<'a> {
    /// The piece that stands at a range of a text.
    pub fn new(text: &'a str, range: &Range<usize>) -> Piece<'a> {
        let source = &text[range.clone()];
        let mut signs = [false; 256];
        source.bytes().for_each(|byte| signs[usize::from(byte)] = true);
        Piece { start: range.start, source, signs }
    }

    /// Does one of these bytes occur?
    pub fn has_any(&self, bytes: &[u8]) -> bool {
        bytes.iter().any(|byte| self.signs[usize::from(*byte)])
    }

    /// Where a part of the piece stands in the whole text.
    pub fn place(&self, part: &Range<usize>) -> Range<usize> {
        self.start + part.start..self.start + part.end
    }
}
