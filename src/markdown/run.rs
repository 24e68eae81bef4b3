//! Parts of one list that stand side by side: with them, a tree needs no more than a list for each kind of its parts.

use std::marker::PhantomData;
use std::ops::Range;

/// Parts of a list, from one index to another: those that one part of a document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run<T> {
    start: u32,
    end: u32,
    of: PhantomData<T>,
}

/// Some bytes of a text.
pub type Part = Run<u8>;

impl<T: Copy> Run<T> {
    /// What stands from `start` on and before `end`.
    pub fn new(start: usize, end: usize) -> Run<T> {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Run { start: clamp(start), end: clamp(end), of: PhantomData }
    }

    /// Puts at the end of a list those of another from a place on, which leave it.
    pub fn close(list: &mut Vec<T>, open: &mut Vec<T>, from: usize) -> Run<T> {
        let start = list.len();
        list.extend_from_slice(&open[from..]);
        open.truncate(from);
        Run::new(start, list.len())
    }

    /// The first index, and one past the last.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// How many they are.
    pub fn len(self) -> usize {
        self.range().len()
    }

    /// Is there none?
    pub fn is_empty(self) -> bool {
        self.range().is_empty()
    }

    /// Those of them from `from` on, counted from the first.
    #[must_use]
    pub fn after(self, from: usize) -> Run<T> {
        Run::new(self.range().start + from, self.range().end)
    }

    /// The first `length` of them.
    #[must_use]
    pub fn until(self, length: usize) -> Run<T> {
        Run::new(self.range().start, self.range().start + length)
    }
}

impl<T: Copy> Default for Run<T> {
    fn default() -> Run<T> {
        Run::new(0, 0)
    }
}

impl Part {
    /// Puts a text at the end of another.
    pub fn write(text: &mut String, part: &str) -> Part {
        let start = text.len();
        text.push_str(part);
        Run::new(start, text.len())
    }
}
