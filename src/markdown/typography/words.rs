//! Words that no rule can change: they are read and written whole, as if they were one letter.

use std::ops::Range;

/// Rules look at most this many words away from what they change.
const MARGIN: usize = 2;

/// The runs of words, with single spaces between them, that no rule can change or needs to see: no sign,
/// digit, numeral or title stands in them or near them. The first and the last word may be parts of
/// words that go on in other pieces.
pub fn runs(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut run = Run::default();
    let mut at = 0;
    while at < bytes.len() {
        let (end, plain) = word(bytes, at);
        if plain && at > 0 && end < bytes.len() {
            run.add(at, end);
        } else {
            runs.extend(std::mem::take(&mut run).inner());
        }
        at = end + 1;
    }
    runs.extend(run.inner());
    runs
}

/// Plain words that follow one another.
#[derive(Default)]
struct Run {
    count: usize,
    /// Where the first word after the margin begins.
    start: usize,
    /// Where the last words end, the oldest first.
    ends: [usize; MARGIN + 1],
}

impl Run {
    fn add(&mut self, start: usize, end: usize) {
        if self.count == MARGIN {
            self.start = start;
        }
        self.count += 1;
        self.ends.rotate_left(1);
        self.ends[MARGIN] = end;
    }

    /// The words between the margins, if there are any.
    fn inner(self) -> Option<Range<usize>> {
        (self.count > 2 * MARGIN).then(|| self.start..self.ends[0])
    }
}

/// Where the word at `start` ends, and whether it is a plain one: letters, perhaps with an apostrophe
/// inside, and a comma or a point at the end.
fn word(bytes: &[u8], start: usize) -> (usize, bool) {
    let (mut at, mut plain) = (start, true);
    while let Some(byte) = bytes.get(at) {
        let next = |n: usize| bytes.get(at + n).copied();
        at += match byte {
            b' ' => break,
            // Letters of Roman numerals and of titles are left to the rules.
            b'I' | b'V' | b'X' | b'M' | b'D' => {
                plain = false;
                1
            }
            b'a'..=b'z' | b'A'..=b'Z' => 1,
            b',' | b'.' if matches!(next(1), Some(b' ') | None) => 1,
            // é, à, ç… but neither × nor ÷.
            0xC3 if !matches!(next(1), Some(0x97 | 0xB7)) => 2,
            // Œ and œ.
            0xC5 if matches!(next(1), Some(0x92 | 0x93)) => 2,
            // The apostrophe.
            0xE2 if next(1) == Some(0x80) && next(2) == Some(0x99) => 3,
            _ => {
                plain = false;
                1
            }
        };
    }
    let word = &bytes[start..at];
    let special = word.is_empty() || word.starts_with("siècle".as_bytes()) || word.ends_with(b"art.");
    (at, plain && !special)
}
