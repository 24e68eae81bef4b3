//! How the columns of a table share the width of a page: each has room for its longest word.

use crate::markdown::document::{Document, Table};

/// How many letters of each size a line of the book holds, from the largest size; `tabular` of the theme has the
/// same sizes in the same order.
const LETTERS: [usize; 3] = [96, 102, 116];
/// What the margins of one cell take, in letters.
const MARGIN: usize = 3;
/// A longer text is worth no more: it is read on several lines.
const LONG: usize = 48;

/// The columns of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The width of each, in tenths of a letter.
    pub shares: Vec<usize>,
    /// The place of the size of the letters, from 0, the largest.
    pub size: usize,
}

/// Shares a line between the columns of a table.
pub fn share(document: &Document, table: &Table) -> Columns {
    let count = table.head.len();
    let column = |n: usize| document.cells(table).skip(n).step_by(count).map(|cell| document.plain(&document[*cell]));
    let least: Vec<usize> = (0..count).map(|n| MARGIN + column(n).map(longest_word).max().unwrap_or(0)).collect();
    let wanted: Vec<usize> = (0..count).map(|n| MARGIN + column(n).map(length).max().unwrap_or(0).min(LONG)).collect();
    let needed: usize = least.iter().sum();
    let size = LETTERS.iter().position(|letters| needed <= *letters).unwrap_or(LETTERS.len() - 1);
    Columns { shares: shares(&least, &wanted, LETTERS[size]), size }
}

/// Widths in proportion to what each column wants, none below the least that it needs.
fn shares(least: &[usize], wanted: &[usize], letters: usize) -> Vec<usize> {
    // Those that need the most of what they want come first: as soon as one has enough, all that follow have.
    let mut order: Vec<usize> = (0..least.len()).collect();
    order.sort_by(|a, b| (least[*b] * wanted[*a]).cmp(&(least[*a] * wanted[*b])));
    let (mut room, mut free) = (letters * 10, wanted.iter().sum::<usize>());
    let mut shares = vec![0; least.len()];
    let share = |n: usize, room: usize, free: usize| wanted[n] * room / free.max(1);
    let mut rest = order.as_slice();
    while let Some((&n, others)) = rest.split_first().filter(|(n, _)| share(**n, room, free) < least[**n] * 10) {
        shares[n] = least[n] * 10;
        room = room.saturating_sub(shares[n]);
        free -= wanted[n];
        rest = others;
    }
    rest.iter().for_each(|n| shares[*n] = share(*n, room, free).max(1));
    shares
}

fn length(cell: String) -> usize {
    cell.chars().count()
}

/// Words in bold, as those of headings, are a little wider.
fn longest_word(cell: String) -> usize {
    cell.split([' ', '\n']).map(|word| word.chars().count() + 1).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_has_room_for_its_longest_word_and_long_texts_have_the_rest() {
        let shares = shares(&[14, 8, 8], &[14, 51, 51], 96);
        assert_eq!(shares, [140, 410, 410]);
        assert_eq!(super::shares(&[10, 10], &[10, 10], 96), [480, 480]);
        let tight = super::shares(&[50, 40, 5], &[50, 40, 51], 96);
        assert!(
            tight[0] >= 500 && tight[1] >= 400 && tight[2] >= 50 && tight.iter().sum::<usize>() <= 960,
            "{tight:?}"
        );
        assert!(super::shares(&[], &[], 96).is_empty());
        // Each column that takes what it needs leaves too little to the next one.
        assert_eq!(super::shares(&[30, 12, 11, 5], &[30, 12, 12, 51], 60), [300, 120, 110, 70]);
    }

    #[test]
    fn many_columns_are_shared_in_one_pass() {
        let least: Vec<usize> = (0..200_000).map(|n| 4 + n % 40).collect();
        let shares = shares(&least, &vec![51; least.len()], 116);
        assert!(shares.iter().zip(&least).all(|(share, least)| *share == least * 10 || *share == 1));
    }
}
