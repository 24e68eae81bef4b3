//! The words of a glossary, where a French text uses them: whole words, in the plural too.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::slug::unaccented;

/// The words to look for, each with the number of what it means.
#[derive(Clone, Debug)]
pub struct Terms {
    /// By the keys of their first words, with spaces between.
    known: BTreeMap<String, Vec<Term>>,
    /// How many words those that begin with this key have, the most first.
    lengths: BTreeMap<String, Vec<usize>>,
    /// The bytes with which the first word of a term may begin: most words of a text begin otherwise.
    first: [bool; 256],
}

impl Default for Terms {
    fn default() -> Terms {
        Terms { known: BTreeMap::new(), lengths: BTreeMap::new(), first: [false; 256] }
    }
}

/// So many words of a term are looked for at once; the others are compared.
const WORDS: usize = 16;
/// Of terms that only accents and plurals tell apart, so many are looked for.
const ALIKE: usize = 100;

#[derive(Clone, Debug)]
struct Term {
    /// As it is written.
    text: String,
    /// Its words, without the marks of the plural.
    words: Vec<String>,
    means: usize,
}

/// A word of the glossary in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// The number of what it means.
    pub means: usize,
}

impl Terms {
    /// The words, as the glossary writes them.
    pub fn new<'a>(terms: impl Iterator<Item = (&'a str, usize)>) -> Terms {
        let mut made = Terms::default();
        for (text, means) in terms {
            let Some((_, first)) = words(text).next() else { continue };
            let all: Vec<String> = words(text).map(|(_, word)| singular(&word.to_lowercase())).collect();
            let (mut start, mut key) = (String::new(), String::new());
            write_key(first, &mut start);
            write_keys(words(text).take(WORDS), &mut key);
            let lengths = made.lengths.entry(start).or_default();
            let at = lengths.binary_search_by(|length| all.len().min(WORDS).cmp(length));
            if let Err(at) = at {
                lengths.insert(at, all.len().min(WORDS));
            }
            let alike = made.known.entry(key).or_default();
            if alike.len() < ALIKE {
                alike.push(Term { text: text.trim().to_owned(), words: all, means });
            }
        }
        // The longest first: « synergie de substitution » before « synergie ».
        made.known.values_mut().for_each(|terms| terms.sort_by_key(|term| std::cmp::Reverse(term.words.len())));
        for byte in made.lengths.keys().filter_map(|key| key.bytes().next()) {
            // A sign of several bytes may be one of these letters with its accent.
            made.first[0xC2..].fill(true);
            made.first[usize::from(byte)] = true;
            made.first[usize::from(byte.to_ascii_uppercase())] = true;
        }
        made
    }

    /// Is there nothing to look for?
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Every use of a word of the glossary in a text, in order.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let mut found = Vec::new();
        let mut key = String::new();
        // Every word of the text, once one of them may begin a term.
        let mut all: Option<Vec<(usize, &str)>> = None;
        let bytes = text.as_bytes();
        let mut next = 0;
        while let Some(at) = bytes[next..].iter().position(|byte| self.first[usize::from(*byte)]) {
            let start = next + at;
            // Most letters with an accent stand inside words.
            if start > 0 && bytes[start - 1].is_ascii_alphanumeric() {
                next = start + 1;
                continue;
            }
            next = start + text[start..].chars().next().map_or(1, char::len_utf8);
            if text[..start].ends_with(char::is_alphanumeric) {
                continue;
            }
            let end = start + word_length(&text[start..]);
            next = next.max(end);
            if start == end {
                continue;
            }
            write_key(&text[start..end], &mut key);
            let Some(lengths) = self.lengths.get(&key) else { continue };
            let all = all.get_or_insert_with(|| words(text).collect());
            let following = &all[all.partition_point(|(at, _)| *at < start)..];
            let used = lengths.iter().find_map(|length| {
                write_keys(following.get(..*length)?.iter().copied(), &mut key);
                self.known.get(&key)?.iter().find(|term| term.stands(text, following))
            });
            if let Some(term) = used {
                let (last, word) = following[term.words.len() - 1];
                next = last + word.len();
                found.push(Found { at: start..next, means: term.means });
            }
        }
        found
    }
}

impl Term {
    /// Does the text say this term, from the first of these words on?
    fn stands(&self, text: &str, words: &[(usize, &str)]) -> bool {
        let Some(words) = words.get(..self.words.len()) else { return false };
        if is_acronym(&self.text) {
            return words[0].1 == self.text;
        }
        // « Fonds » is not « fond »: a word alone keeps its last letter.
        let last = |word: &str| word.to_lowercase().ends_with(['s', 'x']);
        if let [(_, only)] = words
            && last(&self.text)
            && !last(only)
        {
            return false;
        }
        words.iter().zip(&self.words).all(|((_, word), term)| same(word, term))
            && words.windows(2).all(|pair| joined(&text[pair[0].0 + pair[0].1.len()..pair[1].0]))
    }
}

/// The words of a text, with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let word = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    word.map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// How many bytes the word has with which a text begins.
fn word_length(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())
}

/// Under what a term is kept: the keys of its words.
fn write_keys<'a>(words: impl Iterator<Item = (usize, &'a str)>, keys: &mut String) {
    keys.clear();
    let mut key = String::new();
    for (_, word) in words {
        write_key(word, &mut key);
        keys.push_str(&key);
        keys.push(' ');
    }
}

/// The key of a word: in small letters, without accents nor the mark of the plural.
fn write_key(word: &str, key: &mut String) {
    key.clear();
    for sign in word.chars() {
        match sign.is_ascii() {
            true => key.push(sign.to_ascii_lowercase()),
            false => key.extend(sign.to_lowercase().map(unaccented)),
        }
    }
    if key.chars().nth(3).is_some() && key.ends_with(['s', 'x']) {
        key.pop();
    }
    if key.ends_with("al") {
        key.truncate(key.len() - 1);
        key.push('u');
    }
}

/// Does this keep two words together? A space, the end of a line, a hyphen, an apostrophe.
fn joined(between: &str) -> bool {
    let mut signs = between.chars();
    match (signs.next(), signs.next()) {
        (Some(sign), None) => sign.is_whitespace() || matches!(sign, '-' | '\u{2010}' | '\u{2011}' | '\'' | '’'),
        _ => false,
    }
}

/// `EIT`, `SRADDET`: known by its capitals.
fn is_acronym(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() >= 2 && !text.chars().any(|c| c.is_lowercase() || c == ' ')
}

/// A word without the mark of the plural: `réseaux` and `réseau`, `territoriaux` and `territorial` are one.
fn singular(word: &str) -> String {
    let word = if word.chars().count() > 3 { word.strip_suffix(['s', 'x']).unwrap_or(word) } else { word };
    word.strip_suffix("al").map_or_else(|| word.to_owned(), |stem| format!("{stem}au"))
}

/// Is this word of a text this word of a term? Accents count, except on a capital, where many leave them out.
fn same(word: &str, term: &str) -> bool {
    let lower = singular(&word.to_lowercase());
    let capitals: Vec<bool> = word.chars().map(char::is_uppercase).collect();
    lower.chars().count() == term.chars().count()
        && lower.chars().zip(term.chars()).enumerate().all(|(index, (sign, wanted))| {
            sign == wanted || (capitals.get(index) == Some(&true) && sign == unaccented(wanted))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let terms = [
            "Économie circulaire",
            "EIT",
            "Synergie",
            "Synergie de substitution",
            "Co-produit",
            "Fonds",
            "Cible",
            "Process",
        ];
        let terms = Terms::new(terms.into_iter().zip(0..));
        terms.find(text).into_iter().map(|found| &text[found.at]).collect()
    }

    #[test]
    fn whole_words_are_found_in_the_plural_with_or_without_accents_on_capitals() {
        for (text, expected) in [
            ("L’économie\ncirculaire, l’Economie circulaire", vec!["économie\ncirculaire", "Economie circulaire"]),
            ("Deux synergies de substitution et une synergie", vec!["synergies de substitution", "synergie"]),
            ("Des co\u{2011}produits ou co produits", vec!["co\u{2011}produits", "co produits"]),
            ("L’EIT, l'EIT, les fonds, un process", vec!["EIT", "EIT", "fonds", "process"]),
        ] {
            assert_eq!(found(text), expected);
        }
    }

    #[test]
    fn p16_many_terms_that_begin_alike_take_no_longer() {
        let terms: Vec<String> = (0..20_000).map(|n| format!("plan local numéro {n}")).collect();
        let accents = (0..20_000).map(|n| format!("{n:016b}").replace('0', "e").replace('1', "é"));
        let terms: Vec<String> = terms.into_iter().chain(accents).collect();
        let terms = Terms::new(terms.iter().map(String::as_str).zip(0..));
        let text = "Le plan local sans numéro, eeeeeeeeeeeeeeeb. ".repeat(5_000) + "Plans locaux numéro 19999.";
        let found: Vec<&str> = terms.find(&text).into_iter().map(|found| &text[found.at]).collect();
        assert_eq!(found, ["Plans locaux numéro 19999"]);
    }

    #[test]
    fn other_words_are_left_alone() {
        for text in ["economie circulaire", "eit", "REITERER", "le fond", "ciblé", "économie, circulaire"] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
