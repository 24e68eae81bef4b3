//! How pages write a word: what a reader is told that a mistyped word was taken for.

use std::cmp::Reverse;

use crate::output::search::word;

/// Shorter words look like too many others.
const SHORTEST: usize = 3;

/// Of two forms of a word in a page, the one to keep: without a capital, which a sentence may have given; else the first.
pub fn better<'t>(kept: &'t str, other: &'t str) -> &'t str {
    if has_capital(kept) && !has_capital(other) { other } else { kept }
}

/// The form of a term, of those that pages have: without a capital if there is one, then the most frequent, the shortest.
/// None for numbers, short words, endless ones and those joined to a common one: none is what a reader meant.
pub fn shown<'t>(term: &str, mut forms: Vec<&'t str>) -> Option<&'t str> {
    let letters = term.chars().count();
    if letters < SHORTEST || !term.chars().all(char::is_alphabetic) {
        return None;
    }
    forms.sort_unstable();
    let each = forms.chunk_by(|a, b| a == b).map(|same| (same[0], same.len()));
    let best = each.max_by_key(|(form, count)| (!has_capital(form), *count, Reverse((form.len(), *form))));
    best.map(|(form, _)| form).filter(|form| form.chars().count() <= word::LONGEST && !word::has_common(form))
}

fn has_capital(form: &str) -> bool {
    form.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_shown_as_pages_write_it_most() {
        assert_eq!(better("Recyclerie", "recycleries"), "recycleries");
        assert_eq!(better("recyclerie", "recycleries"), "recyclerie");
        assert_eq!(shown("dechet", vec!["Déchets", "déchet", "Déchets", "déchets", "déchets"]), Some("déchets"));
        assert_eq!(shown("daoula", vec!["Daoulas", "DAOULAS", "Daoulas"]), Some("Daoulas"));
        assert_eq!(shown("palet", vec!["palettes", "palette"]), Some("palette"));
        assert_eq!(shown("2015", vec!["2015"]), None);
        assert_eq!(shown("quun", vec!["qu’une"]), None);
        assert_eq!(shown("ec", vec!["EC"]), None);
        assert_eq!(shown(&"a".repeat(40), vec![&"a".repeat(41)]), None);
    }
}
