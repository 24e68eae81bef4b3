//! Straight quotation marks: which of them open, which close.

use super::line::Line;
use super::{OPENING, is_digit};

/// Which way a straight quote turns.
enum Face {
    Opening,
    Closing,
    Either,
    Neither,
}

impl Line {
    /// T4: straight quotes, all of them or none: one that has no partner makes the others doubtful.
    pub fn quotes(&mut self) {
        for (start, end, outer) in self.quote_pairs().unwrap_or_default() {
            let (opening, closing) = if outer { ('«', '»') } else { ('“', '”') };
            self.0[start].turn(opening);
            self.0[end].turn(closing);
        }
    }

    /// The pairs of straight quotes, and whether each is the outer one; nothing when they are not balanced.
    fn quote_pairs(&self) -> Option<Vec<(usize, usize, bool)>> {
        let (mut pairs, mut open, mut depth) = (Vec::new(), Vec::new(), 0_usize);
        for (i, cell) in self.0.iter().enumerate() {
            match cell.ch {
                '«' | '“' => depth += 1,
                '»' | '”' => depth = depth.saturating_sub(1),
                '"' => {
                    let opens = match self.face(i) {
                        Face::Opening => true,
                        Face::Closing => false,
                        Face::Either => open.is_empty(),
                        Face::Neither => return None,
                    };
                    if opens {
                        open.push((i, depth == 0 && open.is_empty()));
                    } else if let Some((start, outer)) = open.pop() {
                        pairs.push((start, i, outer));
                    } else if !self.was(i, is_digit) {
                        return None; // A lone quote after a digit is a sign for inches or seconds.
                    }
                }
                _ => {}
            }
        }
        pairs.retain(|(start, end, _)| end - start > 1);
        open.is_empty().then_some(pairs)
    }

    fn face(&self, i: usize) -> Face {
        let space = char::is_whitespace;
        // The no-break spaces that T3 adds inside « » must not change the answer.
        let left = if self.was(i, space) && self.was(i - 1, |c| c == '«') { Some('«') } else { self.before(i) };
        let right = if self.is(i + 1, space) && self.is(i + 2, |c| c == '»') { Some('»') } else { self.at(i + 1) };
        let opens = left.is_none_or(|c| space(c) || OPENING.contains(c) || "'’-–—/\"".contains(c))
            && right.is_some_and(|c| !space(c) && !",;:!?.)]}»”".contains(c));
        let closes = left.is_some_and(|c| !space(c) && !OPENING.contains(c))
            && right.is_none_or(|c| !c.is_alphanumeric() && !OPENING.contains(c));
        let spaced = left.is_none_or(space) && right.is_none_or(space);
        match (opens, closes) {
            (true, false) => Face::Opening,
            (false, true) => Face::Closing,
            (false, false) if !spaced => Face::Neither,
            _ => Face::Either,
        }
    }
}
