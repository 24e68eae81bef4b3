//! The characters of a paragraph, as the rules see and change them.

use std::ops::Range;

use super::{Kind, OBJECT, Paragraph, is_name};

/// How words that the rules need not see are seen: as no letter, digit, sign or space.
const WORDS: char = '\u{FFFD}';

/// What the rules see: a character, or a run of words that they need not see.
#[derive(Clone, Copy)]
pub struct Cell {
    pub ch: char,
    /// The index of its leaf.
    pub leaf: u32,
    /// Where the bytes of the text begin for which it stands.
    start: u32,
    /// How many they are; none when a rule wrote the character.
    length: u32,
    /// Part of an address or of an opaque leaf.
    pub fixed: bool,
}

impl Cell {
    /// Where the bytes end for which it stands.
    fn end(&self) -> usize {
        (self.start + self.length) as usize
    }

    /// The same place, where another character stands.
    pub fn with(self, ch: char) -> Cell {
        Cell { ch, length: 0, ..self }
    }

    /// Puts another character in its place.
    pub fn turn(&mut self, ch: char) {
        *self = self.with(ch);
    }
}

/// All the leaves of a paragraph, character by character.
pub struct Line(pub Vec<Cell>);

impl Line {
    /// The line of a paragraph, in which what stands between these parts is hidden.
    pub fn read(paragraph: &Paragraph, windows: &[Range<usize>]) -> Line {
        let seen: usize = windows.iter().map(Range::len).sum();
        let mut line = Line(Vec::with_capacity(seen + 2 * paragraph.leaves.len() + windows.len()));
        let mut windows = windows.iter().peekable();
        for (index, (kind, leaf)) in paragraph.leaves().enumerate() {
            let cell = Cell { ch: WORDS, leaf: index as u32, start: 0, length: 0, fixed: kind == Kind::Opaque };
            let mut from = leaf.start;
            while let Some(window) = windows.peek().filter(|window| window.start < leaf.end) {
                let part = window.start.max(from)..window.end.min(leaf.end);
                line.hide(from..part.start, cell);
                for (at, ch) in paragraph.text[part.clone()].char_indices() {
                    line.0.push(Cell { ch, start: (part.start + at) as u32, length: ch.len_utf8() as u32, ..cell });
                }
                from = part.end;
                if window.end > leaf.end {
                    break;
                }
                windows.next();
            }
            line.hide(from..leaf.end, cell);
        }
        line
    }

    /// Adds words that the rules need not see.
    fn hide(&mut self, words: Range<usize>, cell: Cell) {
        if !words.is_empty() {
            self.0.push(Cell { start: words.start as u32, length: words.len() as u32, ..cell });
        }
    }

    /// The leaves that are not as they were: what no rule wrote is copied from the text, as far as it goes on.
    pub fn changes(&self, paragraph: &Paragraph) -> Vec<(usize, String)> {
        let mut changes = Vec::new();
        let mut cells = self.0.as_slice();
        for (index, (kind, leaf)) in paragraph.leaves().enumerate() {
            let (own, others) = cells.split_at(cells.iter().take_while(|cell| cell.leaf == index as u32).count());
            cells = others;
            let mut end = leaf.start;
            let goes_on =
                |cell: &Cell| cell.length > 0 && std::mem::replace(&mut end, cell.end()) == cell.start as usize;
            let is_same = own.iter().all(goes_on) && end == leaf.end;
            if kind == Kind::Opaque || kind == Kind::Plain && is_same {
                continue;
            }
            let mut text = String::with_capacity(leaf.len() + 8);
            for run in own.chunk_by(|a, b| a.length > 0 && b.length > 0 && a.end() == b.start as usize) {
                match (run[0].length, run[run.len() - 1].end()) {
                    (0, _) => text.push(run[0].ch),
                    (_, end) => text.push_str(&paragraph.text[run[0].start as usize..end]),
                }
            }
            changes.push((index, text));
        }
        changes
    }

    /// Adds cells, each before what stands at a place; in order.
    pub fn insert(&mut self, added: &[(usize, Cell)]) {
        if added.is_empty() {
            return;
        }
        let old = std::mem::take(&mut self.0);
        self.0.reserve(old.len() + added.len());
        let mut done = 0;
        for (place, cell) in added {
            self.0.extend_from_slice(&old[done..*place]);
            self.0.push(*cell);
            done = *place;
        }
        self.0.extend_from_slice(&old[done..]);
    }

    /// The character at a place.
    pub fn at(&self, i: usize) -> Option<char> {
        self.0.get(i).map(|cell| cell.ch)
    }

    /// The character before a place.
    pub fn before(&self, i: usize) -> Option<char> {
        i.checked_sub(1).and_then(|i| self.at(i))
    }

    /// Is there a character at a place of which this is true?
    pub fn is(&self, i: usize, test: impl Fn(char) -> bool) -> bool {
        self.at(i).is_some_and(test)
    }

    /// Is there one before a place?
    pub fn was(&self, i: usize, test: impl Fn(char) -> bool) -> bool {
        self.before(i).is_some_and(test)
    }

    /// The first place from `i` on where the test fails.
    pub fn skip(&self, mut i: usize, test: impl Fn(char) -> bool) -> usize {
        while self.is(i, &test) {
            i += 1;
        }
        i
    }

    /// A space between two words; the longer runs that are left separate paragraphs.
    #[inline]
    pub fn is_lone_space(&self, i: usize) -> bool {
        self.is(i, char::is_whitespace) && !self.was(i, char::is_whitespace) && !self.is(i + 1, char::is_whitespace)
    }

    /// Does this word, whole or not, begin at a place?
    pub fn reads(&self, i: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(k, c)| self.at(i + k) == Some(c))
    }

    /// Whether `word`, not the start of a longer one, is at `i`.
    pub fn starts_word(&self, i: usize, word: &str) -> bool {
        self.reads(i, word) && !self.is(i + word.chars().count(), char::is_alphanumeric)
    }

    /// Whether `word`, not the end of a longer one, ends just before `i`.
    pub fn ends_with(&self, i: usize, word: &str) -> bool {
        let start = i.checked_sub(word.chars().count());
        start.is_some_and(|s| self.reads(s, word) && !self.was(s, |c| is_name(c) || c == '.'))
    }

    /// Whether `start..end` is a whole word rather than a part of an identifier.
    pub fn is_whole_word(&self, start: usize, end: usize) -> bool {
        let glued = |c: char| c.is_alphanumeric() || "#_@=&\\~$".contains(c);
        let dotted = self.is(end, |c| c == '.') && self.is(end + 1, char::is_alphanumeric);
        let tail = self.was(start, |c| glued(c) || c == '.' || c == OBJECT);
        // An opaque leaf after it may be the call of a footnote.
        !tail && !self.is(end, glued) && !dotted
    }

    /// Whether `start..end` is free text of a single leaf, which may be rewritten.
    pub fn is_free(&self, start: usize, end: usize) -> bool {
        let cells = &self.0[start..end];
        cells.iter().all(|cell| !cell.fixed && cell.leaf == cells[0].leaf)
    }
}
