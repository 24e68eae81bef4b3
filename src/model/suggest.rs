//! « Vouliez-vous dire… ? »                                                      ← strsim.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Message};
use crate::slug::slug;

/// How many known values are listed when nothing is close.
const LISTED: usize = 12;

/// Names that other programs and other people give to the same thing.
const ALIASES: [&[&str]; 17] = [
    &["titre", "title", "nom", "name", "intitule"],
    &["chapo", "resume", "summary", "description", "intro", "introduction", "accroche"],
    &["courriel", "email", "e-mail", "mail", "mel"],
    &["telephone", "phone", "tel"],
    &["adresse", "address"],
    &["libelle", "label", "nom"],
    &["valeur", "value", "chiffre"],
    &["unite", "unit"],
    &["annee", "year", "an"],
    &["brouillon", "draft"],
    &["langue", "lang", "language"],
    &["site", "url", "lien", "link", "website"],
    &["texte", "text", "contenu", "content"],
    &["texte", "description"],
    &["date", "periode", "quand", "when"],
    &["latitude", "lat"],
    &["longitude", "lon", "lng", "long"],
];

/// What people call the types of fields.
const KINDS: [(&str, &str); 22] = [
    ("texte", "text"),
    ("string", "text"),
    ("chaine", "text"),
    ("entier", "integer"),
    ("int", "integer"),
    ("nombre", "number"),
    ("montant", "amount"),
    ("booleen", "boolean"),
    ("bool", "boolean"),
    ("oui-non", "boolean"),
    ("jour", "date"),
    ("periode", "period"),
    ("lien", "link"),
    ("adresse", "url"),
    ("courriel", "email"),
    ("mail", "email"),
    ("photo", "image"),
    ("fichier", "file"),
    ("choix", "choice"),
    ("liste", "list"),
    ("groupe", "group"),
    ("lieu", "place"),
];

/// Adds the type that was meant to a diagnostic, or all of them.
pub fn kind<'a>(diagnostic: Diagnostic, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let folded = slug(name);
    let called = KINDS.iter().find(|(word, _)| *word == folded).map(|(_, kind)| *kind);
    diagnostic.help(match called.or_else(|| nearest(name, known.clone())) {
        Some(kind) => Message::new("did-you-mean").with("word", kind),
        None => Message::new("known-types").with("types", known.collect::<Vec<_>>().join("`, `")),
    })
}

/// The known field that a name most likely means: the nearest one, the same in other words, or the one of
/// which it is a part.
pub fn field<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let folded = slug(name);
    let same =
        |other: &&str| ALIASES.iter().any(|words| [folded.as_str(), &slug(other)].iter().all(|w| words.contains(w)));
    let part = |other: &&str| {
        let other = slug(other);
        let (long, short) = if other.len() > folded.len() { (&other, &folded) } else { (&folded, &other) };
        short.len() > 3 && long.split('-').any(|word| word == short)
    };
    let mut parts = known.clone().filter(part);
    nearest(name, known.clone()).or_else(|| known.clone().find(same)).or_else(|| {
        let first = parts.next()?;
        parts.next().is_none().then_some(first)
    })
}

/// The known word nearest to `word`, whatever the case, the accents and the plural: for a word that is
/// wrong anyway.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    within(word, known, far)
}

/// The same, among the words of a list.
pub fn nearest_of<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    nearest(word, known.iter().copied())
}

/// The known word of which `word` must be a misspelling: for a word that may be right.
pub fn almost<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    within(word, known, |length| 1.max(length / 4))
}

/// Is the name of a page so near to another that it must be a misspelling of it? Other figures make another page
/// (`bilan-2023`), and so does what follows a first word that they share: `exemple-laine` is not `exemple-paille`. A name of
/// three letters lacks one, or has one too many: `mur` is not `mer`.
pub fn is_near_name(name: &str, other: &str) -> bool {
    let figures = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let may_be = |name: &str, other: &str| name.len() > 3 || name.len() != other.len() || name == other;
    let is_close = |name: &str, other: &str| may_be(name, other) && almost(name, std::iter::once(other)).is_some();
    let (name, other) = (fold(name), fold(other));
    let is_near_beyond_start = || match (name.split_once('-'), other.split_once('-')) {
        (Some((start, end)), Some((same, other))) if start == same => is_close(end, other),
        _ => true,
    };
    figures(&name) == figures(&other) && is_close(&name, &other) && is_near_beyond_start()
}

/// How much is compared in all, sign by sign: a site with more unknown words has another trouble.
const MOST: usize = 200_000_000;

/// Known words, prepared for many questions; a word is looked for once.
pub struct Known<'a> {
    words: Vec<(String, &'a str)>,
    asked: BTreeMap<String, Option<&'a str>>,
    /// How much was compared so far.
    spent: usize,
}

impl<'a> Known<'a> {
    /// Prepares them.
    pub fn new(known: impl Iterator<Item = &'a str>) -> Self {
        Known { words: known.map(|word| (fold(word), word)).collect(), asked: BTreeMap::new(), spent: 0 }
    }

    /// The same as [`nearest`].
    pub fn nearest(&mut self, word: &str) -> Option<&'a str> {
        if let Some(answer) = self.asked.get(word) {
            return *answer;
        }
        if !self.spend(self.words.len()) {
            return None;
        }
        let mut signs = 0;
        let known = self.words.iter().map(|(folded, known)| (folded.as_str(), *known));
        let answer = among(word, known, far, |one, other| signs += one.len() * other.len());
        self.spend(signs);
        self.asked.insert(word.to_owned(), answer);
        answer
    }

    /// Takes so much of what may be compared in all; false when nothing of it is left.
    pub fn spend(&mut self, work: usize) -> bool {
        self.spent = self.spent.saturating_add(work);
        self.spent <= MOST
    }

    /// Adds the nearest known word to a diagnostic, or all of them when they are few.
    pub fn help(&mut self, diagnostic: Diagnostic, word: &str) -> Diagnostic {
        if let Some(best) = self.nearest(word) {
            return diagnostic.help(Message::new("did-you-mean").with("word", best));
        }
        list(diagnostic, self.words.iter().map(|(_, known)| *known))
    }
}

/// Adds all known words to a diagnostic, when they are few.
pub fn list<'a>(diagnostic: Diagnostic, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let all: Vec<&str> = known.take(LISTED + 1).collect();
    if all.is_empty() || all.len() > LISTED {
        return diagnostic;
    }
    diagnostic.help(Message::new("known-values").with("values", all.join(", ")))
}

/// How far a word may be from the one that was meant.
fn far(length: usize) -> usize {
    1.max((length + 1) / 3).min(4)
}

fn within<'a>(word: &str, known: impl Iterator<Item = &'a str>, slack: fn(usize) -> usize) -> Option<&'a str> {
    let words: Vec<(String, &str)> = known.map(|word| (fold(word), word)).collect();
    among(word, words.iter().map(|(folded, known)| (folded.as_str(), *known)), slack, |_, _| ())
}

/// The nearest of words that are folded already.
fn among<'a, 'f>(
    word: &str,
    known: impl Iterator<Item = (&'f str, &'a str)>,
    slack: fn(usize) -> usize,
    mut measured: impl FnMut(&str, &str),
) -> Option<&'a str> {
    let word = fold(word);
    let slack = slack(word.len());
    // Words of other lengths are too far: they need not be measured.
    let near = known.filter(|(folded, _)| folded.len().abs_diff(word.len()) <= slack);
    let close = near.map(|(folded, known)| {
        measured(folded, &word);
        (strsim::damerau_levenshtein(folded, &word), known)
    });
    let (distance, best) = close.min_by_key(|(distance, _)| *distance)?;
    (distance <= slack).then_some(best)
}

fn fold(word: &str) -> String {
    slug(word).trim_end_matches(['s', 'x']).to_owned()
}

/// Adds the nearest known word to a diagnostic, or all of them when they are few.
pub fn help<'a>(diagnostic: Diagnostic, word: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    Known::new(known).help(diagnostic, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word() {
        let known = ["dechets", "energie", "patrimoine-naturel"];
        assert_eq!(nearest("Déchet", known.into_iter()), Some("dechets"));
        assert_eq!(nearest("energi", known.into_iter()), Some("energie"));
        assert_eq!(nearest("palette", known.into_iter()), None);
    }

    #[test]
    fn a_field_is_found_by_what_it_means() {
        let known = ["nom", "code_insee", "courriel", "telephone", "porteur"];
        assert_eq!(field("code", known.into_iter()), Some("code_insee"));
        assert_eq!(field("e-mail", known.into_iter()), Some("courriel"));
        assert_eq!(field("Porteur du projet", known.into_iter()), Some("porteur"));
        assert_eq!(field("budget", known.into_iter()), None);
    }

    #[test]
    fn p16_many_questions_are_answered_as_one() {
        let known = ["dechets", "energie", "patrimoine-naturel"];
        let mut prepared = Known::new(known.into_iter());
        for word in ["Déchet", "energi", "energi", "palette", "patrimoine naturels", ""] {
            assert_eq!(prepared.nearest(word), nearest(word, known.into_iter()), "{word}");
        }
        prepared.spent = MOST;
        assert_eq!(prepared.nearest("Déchet"), Some("dechets"), "what is known is said again");
        assert_eq!(prepared.nearest("energies"), None, "what is not known is no longer looked for");
    }
}
