//! A piece of plain text, and which bytes it holds: enough to know that most families of slips are not in it.

use std::ops::Range;

use crate::markdown::slip::leftover;
use crate::source::sign::set;

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

/// The bytes at which a slip of the families that look at pieces one by one may be known, but `orem`.
pub const SIGNS: [bool; 256] = set(b"[]()@/<{&=#X?TF:!.0123456789ABELRSV\xC2\xC3\xE2\xE3\xF0");

/// May such a slip stand at a place? None is in a piece that holds no such place.
#[inline]
pub fn is_sign(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let next = |after: usize| bytes.get(at + after).copied().unwrap_or_default();
    match bytes[at] {
        b'[' | b']' | b'(' | b'@' | b'/' | b'<' | b'{' | b'&' | b'=' | b'#' | 0xE3 | 0xF0 => true,
        // `XX €`, `???`, `:::`, `!!!`
        b'X' | b'?' | b':' | b'!' => next(1) == bytes[at],
        // `TODO`, `TBD`
        b'T' => matches!(next(1), b'O' | b'B'),
        // `FIXME`
        b'F' => next(1) == b'I',
        // `élu.e.s`, `www.`
        b'.' => next(1) == b's' || bytes[..at].ends_with(b"www"),
        // `turn0search1`
        b'0'..=b'9' => at > 0 && bytes[at - 1] == b'n',
        // `A FAIRE` as well.
        b'A' | b'B' | b'E' | b'L' | b'R' | b'S' | b'V' => {
            leftover::begins(&text[at..]) || bytes[at] == b'A' && next(1) == b' ' && next(2).is_ascii_uppercase()
        }
        // `À FAIRE`
        0xC3 => next(1) == 0x80 && next(2) == b' ' && next(3).is_ascii_uppercase(),
        // A raised point.
        0xC2 => next(1) == 0xB7,
        // Another one; a picture.
        0xE2 => matches!((next(1), next(2)), (0x80, 0xA7) | (0x98..=0x9D, _)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::Declared;
    use crate::markdown::placeholder::{self, PLACEHOLDER, may_be_asked};
    use crate::markdown::slip::{Slip, Text, piece};
    use crate::source::FileId;
    use crate::source::written::Written;

    /// What the families of slips look for, whole and in parts, and what stands around it.
    const BITS: &str = "a|e|é|à|À|ç|A|n|l|’| |. |, |une halle|du territoire|[|]|(|)|@|/|www.|www.a.fr|a.fr|http://|https://a.fr|a@b.fr|[a](b c)|\
        contact (at) parc.fr|<|>|<<|>>|{|}|{{<|>}}|{%|%}|{lang=br}|&|&nbsp|&amp;nbsp;|=|==|a==|:|:::|::: note|!|!!! note|[!CONSEIL]|\
        X|XX|XXX|XX €|?|???|TODO|FIXME|TBD|Lorem ipsum|lorem ipsum|orem ipsum|À FAIRE|A COMPLETER|À REVOIR|À VALIDER|À PRÉCISER|À REMPLIR|À RÉDIGER|A RELIRE|\
        à compléter|A compléter|votre texte|Texte à venir|to do|turn|turn0search1|turn2view|cite|0|12|.s|élu.e.s|habitant·e·s|·|‧|•|\
        point‧s|【|】|oaicite|:contentReference[oaicite:0]{index=0}|[oai_citation|🌱|✅|★|☎|\u{e000}|\u{a0}|\n|En tant que|Voici une|\
        Commentaire [|Commenté [|Erreur\u{a0}!";

    fn bits() -> Vec<&'static str> {
        BITS.split('|').chain([" ", " "]).chain(leftover::LOST).collect()
    }

    /// What the families find in a piece that is one text, and whether it has a sign of theirs.
    fn found(source: &str) -> (Vec<Slip>, bool) {
        let written = Written::free(FileId(0), 0, source.len());
        let text = Text::new(source, &written, None, Declared::default());
        let mut slips = Vec::new();
        piece(&text, &(0..source.len()), true, &mut slips);
        let told = slips.iter().any(|slip| slip.diagnostic.rule.code == PLACEHOLDER.code);
        assert_eq!(told, placeholder::find(source).is_some(), "{source}");
        (slips, !text.scan.pieces.is_empty() || may_be_asked(source))
    }

    #[test]
    fn what_each_family_looks_for_has_a_sign() {
        let mut count = 0;
        for word in bits() {
            for (before, after) in
                [("", ""), ("Une phrase assez longue avant, ", ""), ("", " et une autre phrase après")]
            {
                let (slips, may_hold) = found(&format!("{before}{word}{after}"));
                assert!(slips.is_empty() || may_hold, "{before}{word}{after}");
                count += slips.len();
            }
        }
        assert!(count > 100, "{count}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn a_piece_without_a_sign_holds_no_slip(
            words in prop::collection::vec(prop::sample::select(bits()), 0..8),
            spaced in any::<bool>(),
        ) {
            let (slips, may_hold) = found(&words.join(if spaced { " " } else { "" }));
            prop_assert!(slips.is_empty() || may_hold);
        }
    }
}
