//! Many bytes of a text looked at together: where those are that somebody wants   ← wide.

use std::ops::{BitAnd, BitOr, Not};

use wide::u8x16;

/// How many bytes one instruction looks at.
const WIDTH: usize = 16;
/// How many bytes are looked at together by [`Block::mask`].
const BLOCK: usize = 64;

/// Some bytes side by side; or, as the answer to a question about them, all bits of those that are such and none of the others.
#[derive(Clone, Copy)]
pub struct Lanes(u8x16);

impl Lanes {
    /// Which of them are this byte?
    #[inline(always)]
    pub fn is(self, byte: u8) -> Lanes {
        Lanes(self.0.simd_eq(u8x16::splat(byte)))
    }

    /// Which of them are one of the bytes from a first one up to a last one? After 255 comes 0: a last one before the first one
    /// is reached around the end.
    #[inline(always)]
    pub fn within(self, first: u8, last: u8) -> Lanes {
        let above = self.0 - u8x16::splat(first);
        Lanes(above.min(u8x16::splat(last.wrapping_sub(first))).simd_eq(above))
    }

    /// Which of them come before this byte?
    #[inline(always)]
    pub fn below(self, byte: u8) -> Lanes {
        self.within(0, byte - 1)
    }

    /// Which of them, with these bits as well, are this byte? Asks at once of bytes that differ by one bit.
    #[inline(always)]
    pub fn with_is(self, bits: u8, byte: u8) -> Lanes {
        Lanes(self.0 | u8x16::splat(bits)).is(byte)
    }

    /// A bit for each, the lowest for the first one.
    #[inline(always)]
    fn bits(self) -> u64 {
        u64::from(self.0.to_bitmask())
    }
}

impl BitOr for Lanes {
    type Output = Lanes;

    #[inline(always)]
    fn bitor(self, other: Lanes) -> Lanes {
        Lanes(self.0 | other.0)
    }
}

impl BitAnd for Lanes {
    type Output = Lanes;

    #[inline(always)]
    fn bitand(self, other: Lanes) -> Lanes {
        Lanes(self.0 & other.0)
    }
}

impl Not for Lanes {
    type Output = Lanes;

    #[inline(always)]
    fn not(self) -> Lanes {
        Lanes(!self.0)
    }
}

/// Where the first byte stands that is wanted.
#[inline(always)]
pub fn first(bytes: &[u8], is_wanted: impl Fn(Lanes) -> Lanes) -> Option<usize> {
    let (parts, rest) = bytes.as_chunks::<WIDTH>();
    for (index, part) in parts.iter().enumerate() {
        let bits = is_wanted(Lanes(u8x16::new(*part))).bits();
        if bits > 0 {
            return Some(WIDTH * index + bits.trailing_zeros() as usize);
        }
    }
    let mut last = [0; WIDTH];
    last[..rest.len()].copy_from_slice(rest);
    // What stands after the last byte is none of the text.
    let bits = is_wanted(Lanes(u8x16::new(last))).bits() & !(!0 << rest.len());
    (bits > 0).then(|| WIDTH * parts.len() + bits.trailing_zeros() as usize)
}

/// Bytes of a text that are looked at together, several times over.
pub struct Block([u8; BLOCK]);

impl Block {
    /// Which of its bytes are such: a bit for each, the lowest for the first one.
    #[inline(always)]
    pub fn mask(&self, is_wanted: impl Fn(Lanes) -> Lanes) -> u64 {
        let parts = self.0.as_chunks::<WIDTH>().0.iter().rev();
        parts.fold(0, |mask, part| mask << WIDTH | is_wanted(Lanes(u8x16::new(*part))).bits())
    }
}

/// The bytes of a text, 64 by 64, and where each of these begins; small letters stand after the last ones.
#[inline]
pub fn blocks(text: &str) -> impl Iterator<Item = (usize, Block)> {
    text.as_bytes().chunks(BLOCK).enumerate().map(|(index, bytes)| {
        let block = bytes.try_into().unwrap_or_else(|_| {
            let mut block = [b'a'; BLOCK];
            block[..bytes.len()].copy_from_slice(bytes);
            block
        });
        (BLOCK * index, Block(block))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A question, and the same one asked of one byte.
    type Question = (fn(Lanes) -> Lanes, fn(u8) -> bool);

    const QUESTIONS: [Question; 6] = [
        (|bytes| bytes.is(b' '), |byte| byte == b' '),
        (|bytes| bytes.within(0x80, 0xFF), |byte| byte >= 0x80),
        (|bytes| !bytes.within(b'a', b'z'), |byte| !byte.is_ascii_lowercase()),
        (|bytes| bytes.within(0xC4, b'`'), |byte| byte >= 0xC4 || byte <= b'`'),
        (|bytes| bytes.with_is(2, b'>'), |byte| byte == b'<' || byte == b'>'),
        (
            |bytes| bytes.is(0xC3) | bytes.within(b'A', b'Z') & !bytes.is(b'U'),
            |byte| byte == 0xC3 || byte.is_ascii_uppercase() && byte != b'U',
        ),
    ];

    #[test]
    fn each_byte_has_its_bit() {
        let text = "Un mot,  É\u{a0}: « fin » <b>.\n".repeat(9);
        for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
            let text = &text[..end];
            for (question, is_wanted) in QUESTIONS {
                let masks = blocks(text).map(|(start, block)| (start, block.mask(question)));
                let bits = masks.flat_map(|(start, mask)| (0..64).map(move |bit| (start + bit, mask >> bit & 1 > 0)));
                let found: Vec<usize> =
                    bits.filter(|(at, is_set)| *is_set && *at < text.len()).map(|(at, _)| at).collect();
                let wanted = text.bytes().enumerate().filter(|(_, byte)| is_wanted(*byte)).map(|(at, _)| at);
                let wanted: Vec<usize> = wanted.collect();
                assert_eq!(found, wanted, "{text}");
                assert_eq!(first(text.as_bytes(), question), wanted.first().copied(), "{text}");
            }
        }
    }

    #[test]
    fn small_letters_stand_after_the_last_bytes() {
        let masks = blocks("é").map(|(_, block)| block.mask(|bytes| bytes.within(b'a', b'z')));
        assert_eq!(masks.collect::<Vec<_>>(), [!0b11]);
    }

    #[test]
    fn every_byte_is_asked() {
        for byte in 0..=u8::MAX {
            for (question, is_wanted) in QUESTIONS {
                assert_eq!(first(&[byte], question).is_some(), is_wanted(byte), "{byte}");
            }
        }
    }
}
