//! One pass over the bytes of a text, which notes where each family of slips is to look: most texts are clean.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::sentence::{self, Words};
use super::wording::{self, Capitals};
use super::{piece, sign};

/// What one pass noted.
pub struct Scan {
    /// The signs that occur, by their first byte: most families of slips have one that most texts do not hold.
    occurs: [bool; 256],
    /// Where the lines begin: a line of a million signs is not looked through for each fault.
    pub lines: Vec<usize>,
    /// Where a rule of wording may be broken. A piece that holds none of these places breaks none.
    pub wording: Vec<usize>,
    /// Where the families that look at pieces one by one may find something, in the same way.
    pub pieces: Vec<usize>,
    /// Where a sentence has too many words, up to what surely ends it.
    pub long: Vec<Range<usize>>,
    /// May there be a sign that nobody sees?
    pub hides: bool,
}

impl Scan {
    /// Looks at a text.
    pub fn new(text: &str) -> Scan {
        let mut scan = Scan {
            occurs: [false; 256],
            lines: Vec::with_capacity(1 + text.len() / 64),
            wording: Vec::with_capacity(text.len() / 512),
            pieces: Vec::with_capacity(text.len() / 512),
            long: Vec::new(),
            hides: false,
        };
        scan.lines.push(0);
        let mut pass = Pass { text, scan, capitals: Capitals::default(), words: Words::new() };
        let bytes = text.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            match LOOKS[usize::from(*byte)] {
                0 => {}
                OCCURS => pass.scan.occurs[usize::from(*byte)] = true,
                SPACE => {
                    pass.words.space(at);
                    if wording::is_twice(bytes, at) {
                        pass.scan.wording.push(at);
                    }
                }
                looks => pass.look(at, looks),
            }
        }
        pass.end()
    }

    /// Does one of these signs occur? None of them is a space or a small letter.
    pub fn has_any(&self, bytes: &[u8]) -> bool {
        bytes.iter().any(|byte| self.occurs[usize::from(*byte)])
    }
}

/// What is known in the middle of the pass.
struct Pass<'t> {
    text: &'t str,
    scan: Scan,
    capitals: Capitals,
    words: Words,
}

impl Pass<'_> {
    /// Looks at a byte that is no space. Most are small letters, which need none: apart, the loop around this is short.
    #[inline(never)]
    fn look(&mut self, at: usize, looks: u8) {
        let bytes = self.text.as_bytes();
        let byte = bytes[at];
        // So do most letters with an accent, which are small as well.
        if byte == 0xC3 && bytes[at + 1] > 0x9E {
            return;
        }
        self.scan.occurs[usize::from(byte)] = true;
        // What is known of a number is known by its first digit.
        if byte.is_ascii_digit() && at > 0 && bytes[at - 1].is_ascii_digit() {
            return;
        }
        if looks & SENTENCE > 0 {
            self.words.add(bytes, at);
        }
        if looks & WORDING > 0 && wording::is_place(self.text, at, &mut self.capitals) {
            self.scan.wording.push(at);
        }
        if looks & PIECE > 0 && piece::is_sign(self.text, at) {
            self.scan.pieces.push(at);
        }
        if looks & HIDDEN > 0 {
            self.scan.hides |= sign::is_hidden(&bytes[at..]);
        }
        if byte == b'\n' {
            self.scan.lines.push(at + 1);
        }
    }

    /// Adds the places of rare letters side by side, which are found faster so.
    fn end(mut self) -> Scan {
        let bytes = self.text.as_bytes();
        let Scan { wording, pieces, .. } = &mut self.scan;
        for (letters, places) in [([&*OE, &*CONTRE].as_slice(), wording), (&[&*OREM], pieces)] {
            let known = places.len();
            letters.iter().for_each(|letters| places.extend(letters.find_iter(bytes)));
            if places.len() > known {
                places.sort_unstable();
            }
        }
        self.scan.long = self.words.long(bytes.len());
        self.scan
    }
}

/// `oeuvre`
static OE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("oe"));
/// `ci-contre`
static CONTRE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("-contre"));
/// `lorem ipsum`
static OREM: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("orem"));

/// The pieces that hold one of these places, all in order.
pub fn holding(places: impl Iterator<Item = usize>, pieces: &[Range<usize>]) -> impl Iterator<Item = &Range<usize>> {
    let mut rest = pieces;
    places.filter_map(move |at| {
        while rest.first()?.end <= at {
            rest = &rest[1..];
        }
        let (first, others) = rest.split_first().filter(|(first, _)| first.start <= at)?;
        rest = others;
        Some(first)
    })
}

/// Do ranges hold one of these places? To be asked of ranges in order, of places in order.
pub fn holds(places: impl Iterator<Item = usize>) -> impl FnMut(&Range<usize>) -> bool {
    let mut places = places.peekable();
    move |range| {
        while places.next_if(|at| *at < range.start).is_some() {}
        places.peek().is_some_and(|at| *at < range.end)
    }
}

/// The byte occurs, and nobody else asks.
const OCCURS: u8 = 1;
const SPACE: u8 = 32;
const SENTENCE: u8 = 2;
const WORDING: u8 = 4;
const PIECE: u8 = 8;
const HIDDEN: u8 = 16;

/// Who is to look where a byte stands.
const LOOKS: [u8; 256] = {
    let mut looks = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let is_common = matches!(byte as u8, b'a'..=b'z' | 0x80..=0xBF);
        looks[byte] = if is_common { 0 } else { OCCURS }
            | if sentence::SIGNS[byte] { SENTENCE } else { 0 }
            | if wording::SIGNS[byte] { WORDING } else { 0 }
            | if piece::SIGNS[byte] { PIECE } else { 0 }
            | if sign::SIGNS[byte] { HIDDEN } else { 0 };
        byte += 1;
    }
    looks[b' ' as usize] = SPACE;
    looks
};
