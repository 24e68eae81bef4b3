//! One pass over the bytes of a text, which notes where each family of slips is to look: most texts are clean.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::sentence::{self, Words};
use super::wording::{self, Capitals};
use super::{piece, sign};
use crate::source::lanes::{Block, blocks};
use crate::source::sign::{COMMANDS, commands};

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
    /// Is there a sign that commands a machine?
    pub commands: bool,
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
            commands: false,
        };
        scan.lines.push(0);
        let mut pass = Pass { text, scan, spaces: 0, capitals: Capitals::default(), words: Words::default() };
        let bytes = text.as_bytes();
        for (start, block) in blocks(text) {
            let small = block.mask(|lanes| lanes.within(b'a', b'z'));
            let spaces = block.mask(|lanes| lanes.is(b' '));
            let inside = block.mask(|lanes| lanes.within(0x80, 0xBF));
            // Most letters with an accent are small as well: of the last byte, the next one is not known.
            let accents = block.mask(|lanes| lanes.is(0xC3));
            let small_accents = accents & !(block.mask(|lanes| lanes.within(0x80, 0x9E)) >> 1 | 1 << 63);
            // The letters that stand after the text are none of it.
            let beyond = u64::MAX.checked_shl((bytes.len() - start).min(64) as u32).unwrap_or_default();
            // What is known of a number is known by its first digit.
            let digits = block.mask(|lanes| lanes.within(b'0', b'9'));
            let known = pass.known(&block, spaces) | digits & digits << 1;
            // Most bytes are small letters, parts of others, and spaces: of all these, few spaces are looked at.
            let mut looked =
                !(small | spaces | inside | small_accents | known) | wording::may_be_twice(spaces, !small | beyond);
            while looked > 0 {
                let bit = looked.trailing_zeros();
                let at = start + bit as usize;
                let byte = bytes[at];
                pass.scan.occurs[usize::from(byte)] = true;
                pass.look(bytes, at, byte, || spaces & !(!0 << bit));
                looked &= looked - 1;
            }
            pass.spaces += spaces.count_ones() as usize;
        }
        pass.end()
    }

    /// Does one of these signs occur? None of them is a space or a small letter, or the first byte of one.
    pub fn has_any(&self, bytes: &[u8]) -> bool {
        bytes.iter().any(|byte| self.occurs[usize::from(*byte)])
    }
}

/// What is known in the middle of the pass.
struct Pass<'t> {
    text: &'t str,
    scan: Scan,
    /// How many common spaces stand in the blocks that are over.
    spaces: usize,
    capitals: Capitals,
    words: Words,
}

impl Pass<'_> {
    /// The bytes of a block, among common signs, of which nobody asks where they stand: only that they occur is noted. Of a
    /// byte at the edge of the block, what stands beside it is not known.
    #[inline(always)]
    fn known(&mut self, block: &Block, spaces: u64) -> u64 {
        let [bars, stars, commas, hyphens] = [b'|', b'*', b',', b'-'].map(|sign| {
            let found = block.mask(|lanes| lanes.is(sign));
            self.scan.occurs[usize::from(sign)] |= found > 0;
            found
        });
        let after = spaces << 1 | 1;
        bars | stars | commas & spaces >> 1 & !after | hyphens & (spaces | hyphens) >> 1
    }

    /// Looks at a byte of the text, which is no small letter; `before` has the common spaces before it in its block.
    #[inline(always)]
    fn look(&mut self, bytes: &[u8], at: usize, byte: u8, before: impl Fn() -> u64) {
        let looks = LOOKS[usize::from(byte)];
        let is_known = match byte {
            b' ' => {
                if wording::is_twice(bytes, at) {
                    self.scan.wording.push(at);
                }
                true
            }
            // Of small letters with an accent, only one whose first byte ends a block comes here.
            0xC3 => bytes[at + 1] > 0x9E,
            // Of the digits after another one, only one that begins a block comes here.
            b'0'..=b'9' => at > 0 && bytes[at - 1].is_ascii_digit(),
            _ => looks == 0,
        };
        if is_known {
            return;
        }
        if looks & SENTENCE > 0 {
            self.words.add(bytes, at, || self.spaces + before().count_ones() as usize);
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
        if looks & COMMAND > 0 {
            self.scan.commands |= commands(bytes, at);
        }
        if byte == b'\n' {
            self.scan.lines.push(at + 1);
        }
    }

    /// Adds the places of rare letters side by side, which are found faster so.
    fn end(mut self) -> Scan {
        let bytes = self.text.as_bytes();
        let Scan { wording, pieces, .. } = &mut self.scan;
        for (letters, places) in [(&OE, wording), (&OREM, pieces)] {
            let known = places.len();
            places.extend(letters.find_iter(bytes));
            if places.len() > known {
                places.sort_unstable();
            }
        }
        self.scan.long = self.words.long(bytes.len(), self.spaces);
        self.scan
    }
}

/// `oeuvre`
static OE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("oe"));
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

const SENTENCE: u8 = 1;
const WORDING: u8 = 2;
const PIECE: u8 = 4;
const HIDDEN: u8 = 8;
const COMMAND: u8 = 16;

/// Who is to look where a byte stands.
const LOOKS: [u8; 256] = {
    let mut looks = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        looks[byte] = if sentence::SIGNS[byte] { SENTENCE } else { 0 }
            | if wording::SIGNS[byte] { WORDING } else { 0 }
            | if piece::SIGNS[byte] { PIECE } else { 0 }
            | if sign::SIGNS[byte] { HIDDEN } else { 0 }
            | if COMMANDS[byte] { COMMAND } else { 0 };
        byte += 1;
    }
    looks
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_at_the_edge_of_a_block_is_seen() {
        for length in 1..=130 {
            let text = format!("{} À FAIRE", "a".repeat(length - 1));
            assert!(Scan::new(&text).pieces.contains(&length), "{length}");
            for (slip, at) in [(" ,x", 1), ("x,y", 1), ("ci-contre", 2), ("14h30", 0), ("- 12000 habitants", 2)] {
                let text = format!("{}{slip}", "a ".repeat(length).split_at(length).0);
                assert!(Scan::new(&text).wording.contains(&(length + at)), "{text}");
            }
        }
    }

    #[test]
    fn nobody_asks_for_a_byte_that_is_not_looked_at() {
        let common = (b'a'..=b'z').chain(0x80..=0xBF).chain([b' ']);
        assert!(common.into_iter().all(|byte| LOOKS[usize::from(byte)] == 0));
    }
}
