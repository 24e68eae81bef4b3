//! « Vouliez-vous dire… ? »                                                      ← strsim.

use crate::diagnostic::{Diagnostic, Message};
use crate::slug::slug;

/// How many known values are listed when nothing is close.
const LISTED: usize = 12;

/// The known word nearest to `word`, whatever the case, the accents and the plural: for a word that is
/// wrong anyway.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    within(word, known, |length| 1.max((length + 1) / 3).min(4))
}

/// The known word of which `word` must be a misspelling: for a word that may be right.
pub fn almost<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    within(word, known, |length| 1.max(length / 4))
}

fn within<'a>(word: &str, known: impl Iterator<Item = &'a str>, slack: fn(usize) -> usize) -> Option<&'a str> {
    let fold = |w: &str| slug(w).trim_end_matches(['s', 'x']).to_owned();
    let word = fold(word);
    let close = |known: &'a str| (strsim::damerau_levenshtein(&fold(known), &word), known);
    let (distance, best) = known.map(close).min_by_key(|(distance, _)| *distance)?;
    (distance <= slack(word.len())).then_some(best)
}

/// Adds the nearest known word to a diagnostic, or all of them when they are few.
pub fn help<'a>(diagnostic: Diagnostic, word: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let all: Vec<&str> = known.collect();
    if let Some(best) = nearest(word, all.iter().copied()) {
        return diagnostic.help(Message::new("did-you-mean").with("word", best));
    }
    if all.is_empty() || all.len() > LISTED {
        return diagnostic;
    }
    diagnostic.help(Message::new("known-values").with("values", all.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_word() {
        let known = ["dechets", "energie", "patrimoine-naturel"];
        assert_eq!(nearest("Déchet", known.into_iter()), Some("dechets"));
        assert_eq!(nearest("energi", known.into_iter()), Some("energie"));
        assert_eq!(nearest("palette", known.into_iter()), None);
    }
}
