//! Words that no rule can change: they are read and written whole, as if they were one letter.

use std::ops::Range;

/// Rules look at most this many words away from the sign, the digit or the word that calls them.
const MARGIN: usize = 1;

/// The runs of words, with single spaces between them, that no rule can change or needs to see: no sign,
/// digit, numeral or title stands in them or near them.
pub fn runs(text: &str, whole: Whole) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut run = Run::default();
    let mut at = 0;
    while at < bytes.len() {
        let (end, plain) = word(bytes, at);
        if plain && (at > 0 || whole.first) && (end < bytes.len() || whole.last) {
            run.add(at, end);
        } else {
            runs.extend(std::mem::take(&mut run).inner());
        }
        at = end + 1;
    }
    runs.extend(run.inner());
    runs
}

/// Are the first and the last word of a text whole, or parts of words that go on in other pieces?
#[derive(Clone, Copy, Debug)]
pub struct Whole {
    /// The first one.
    pub first: bool,
    /// The last one.
    pub last: bool,
}

/// Is the whole text made of words that no rule can change, with single spaces or line ends between them?
pub fn are_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    // So is a number alone, as tables hold.
    if bytes.iter().all(u8::is_ascii_digit) {
        return true;
    }
    let mut at = 0;
    while at < bytes.len() {
        let (end, plain) = word(bytes, at);
        // A space at the very start or end is nobody's.
        if !plain && !(at == end && (at == 0 || end == bytes.len())) {
            return false;
        }
        at = end + 1;
    }
    true
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

/// What a byte is for a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Letter,
    Numeral,
    Space,
    Point,
    /// The first of several bytes, or what no plain word holds.
    Other,
}

const BYTES: [Byte; 256] = {
    let mut bytes = [Byte::Other; 256];
    let mut letter = b'a';
    while letter <= b'z' {
        bytes[letter as usize] = Byte::Letter;
        // Letters of Roman numerals and of titles are left to the rules, unless the word goes on otherwise.
        bytes[letter.to_ascii_uppercase() as usize] = match letter {
            b'i' | b'v' | b'x' | b'm' | b'd' => Byte::Numeral,
            _ => Byte::Letter,
        };
        letter += 1;
    }
    bytes[b' ' as usize] = Byte::Space;
    bytes[b'\n' as usize] = Byte::Space;
    bytes[b',' as usize] = Byte::Point;
    bytes[b'.' as usize] = Byte::Point;
    bytes
};

/// Where the word at `start` ends, and whether it is a plain one: letters, perhaps with an apostrophe
/// inside, and a comma or a point at the end.
fn word(bytes: &[u8], start: usize) -> (usize, bool) {
    let (mut at, mut plain) = (start, true);
    while let Some(byte) = bytes.get(at) {
        at += match BYTES[*byte as usize] {
            Byte::Letter => 1,
            Byte::Numeral => {
                plain &= at == start && goes_on(*byte, bytes.get(at + 1));
                1
            }
            Byte::Space => break,
            Byte::Point => {
                plain &= matches!(bytes.get(at + 1), Some(b' ' | b'\n') | None);
                1
            }
            Byte::Other => {
                let length = long_letter(&bytes[at..]);
                plain &= length > 0;
                length.max(1)
            }
        };
    }
    let word = &bytes[start..at];
    let special = word.is_empty() || word.starts_with("siècle".as_bytes()) || word.ends_with(b"rt.");
    (at, plain && !special)
}

/// Is a word that begins with a letter of numerals or titles another one: « Dans », « Moyens », « Il », « Voir »?
fn goes_on(first: u8, second: Option<&u8>) -> bool {
    second.is_some_and(|second| match first {
        b'D' => second.is_ascii_lowercase() && *second != b'r',
        b'M' => second.is_ascii_lowercase() && *second != b'm',
        _ => second.is_ascii_lowercase() && !matches!(second, b'e' | b'r' | b'n'),
    })
}

/// How many bytes the first letter has, when it is one of French beyond ASCII, or the apostrophe; else none.
fn long_letter(bytes: &[u8]) -> usize {
    match bytes {
        // é, à, ç… but neither × nor ÷; Œ and œ.
        [0xC3, second, ..] if !matches!(second, 0x97 | 0xB7) => 2,
        [0xC5, 0x92 | 0x93, ..] => 2,
        [0xE2, 0x80, 0x99, ..] => 3,
        _ => 0,
    }
}
