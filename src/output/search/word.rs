//! Words as a search sees them: without case, accents and endings. `static/search.js` of the theme does the same
//! to what readers type; `tests/search/words.txt` holds both to it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word is cut after so many letters: an endless one takes no more room than another.
pub const LONGEST: usize = 40;

/// Words that every text holds. They are not looked for, nor are words of one letter.
const COMMON: [&str; 72] = [
    "au", "aux", "avec", "ce", "ces", "cet", "cette", "comme", "comment", "combien", "dans", "de", "des", "du", "elle",
    "elles", "en", "est", "et", "été", "être", "eux", "il", "ils", "je", "la", "le", "les", "leur", "leurs", "lui",
    "ma", "mais", "me", "mes", "mon", "ne", "nos", "notre", "nous", "on", "ont", "ou", "où", "par", "pas", "peut",
    "pour", "qu", "que", "quel", "quelle", "quelles", "quels", "qui", "sa", "se", "ses", "si", "son", "sont", "sur",
    "ta", "te", "tes", "ton", "tu", "un", "une", "vos", "votre", "vous",
];

/// The same, folded.
pub static FOLDED: LazyLock<BTreeSet<String>> = LazyLock::new(|| COMMON.iter().map(|word| fold(word)).collect());

/// Calls `found` with each term of a text, and with its form: what is written there. The terms are its words without
/// their endings, and words joined by a hyphen or an apostrophe as one (`éco-produire` is `eco`, `produir` and
/// `ecoproduir`; `Ener'gence` is `energenc` too).
pub fn terms<'t>(text: &'t str, found: &mut impl FnMut(String, &'t str)) {
    let mut before: Option<(Range<usize>, String)> = None;
    for (start, word) in words(text) {
        let end = start + word.len();
        let folded = fold(word);
        let counts = is_long(&folded);
        if let Some((at, first)) =
            before.filter(|(at, first)| counts && is_joint(&text[at.end..start]) && is_long(first))
        {
            found(stem(cut(first + &folded)), &text[at.start..end]);
        }
        before = Some((start..end, folded.clone()));
        if counts && !FOLDED.contains(&folded) {
            found(stem(cut(folded)), word);
        }
    }
}

/// Does a text hold a word that is not looked for (`qu’une`, `dites-le`)?
pub fn has_common(text: &str) -> bool {
    words(text).any(|(_, word)| FOLDED.contains(&fold(word)))
}

/// The words of a text, and where they begin. The Breton c’h is one letter; any other apostrophe ends a word.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_letter = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.find(|(_, c)| is_letter(*c))?;
        let (mut end, mut last) = (start + first.len_utf8(), first);
        while let Some((at, c)) = rest.peek().copied() {
            let after = &text[at + c.len_utf8()..];
            let breton = is_apostrophe(c) && matches!(last, 'c' | 'C') && after.starts_with(['h', 'H']);
            if !is_letter(c) && !breton {
                break;
            }
            (end, last) = (at + c.len_utf8(), c);
            rest.next();
        }
        Some((start, &text[start..end]))
    })
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ')
}

/// Does this join two words in one?
fn is_joint(between: &str) -> bool {
    let mut chars = between.chars();
    let joint = chars.next().is_some_and(|c| is_apostrophe(c) || matches!(c, '-' | '\u{2010}' | '\u{2011}'));
    joint && chars.next().is_none()
}

/// Words of one letter are not looked for.
fn is_long(folded: &str) -> bool {
    folded.chars().nth(1).is_some()
}

/// A word without case, accents, ligatures and doubled consonants: `Œuvrée` gives `oeuvree`.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    let mut push = |c: char| match c {
        'œ' => folded.push_str("oe"),
        'æ' => folded.push_str("ae"),
        'ß' => folded.push('s'),
        c if !c.is_alphanumeric() => {}
        c if is_consonant(c) && folded.ends_with(c) => {}
        c => folded.push(c),
    };
    if word.is_ascii() {
        word.chars().for_each(|c| push(c.to_ascii_lowercase()));
    } else {
        word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).for_each(&mut push);
    }
    folded
}

fn is_consonant(c: char) -> bool {
    c.is_ascii_lowercase() && !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

fn cut(mut word: String) -> String {
    if let Some((at, _)) = word.char_indices().nth(LONGEST) {
        word.truncate(at);
    }
    word
}

/// A folded word without its marks of plural, feminine and infinitive: `nationales` and `nationaux` give
/// `national`, `financée` and `financer` give `financ`. It forgets rather too little than too much; the page of
/// search brings families of words together (`réparer`, `réparation`).
pub fn stem(mut word: String) -> String {
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word;
    }
    if word.ends_with(['s', 'x']) {
        word.pop();
    }
    if word.len() > 3 && word.ends_with("au") && !word.ends_with("eau") {
        end(&mut word, 2, "al");
    } else if word.len() > 4 && word.ends_with("ail") {
        end(&mut word, 3, "al");
    }
    while word.len() > 4 && word.ends_with('e') {
        word.pop();
    }
    if word.len() > 5 && word.ends_with("er") {
        end(&mut word, 2, "");
    }
    match word.len() {
        5.. if word.ends_with("qu") => end(&mut word, 2, "c"),
        5.. if word.ends_with("iv") => end(&mut word, 2, "if"),
        5.. if word.ends_with("eus") => end(&mut word, 3, "eu"),
        _ => {}
    }
    word
}

/// Puts an ending in place of the last letters of an ASCII word.
fn end(word: &mut String, letters: usize, ending: &str) {
    word.truncate(word.len() - letters);
    word.push_str(ending);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_table_that_the_page_of_search_follows_too() {
        for line in include_str!("../../../tests/search/words.txt").lines().filter(|l| !l.starts_with('#')) {
            let (text, expected) = line.split_once(" = ").expect("a text, and its terms");
            let mut found = Vec::new();
            terms(text, &mut |term, _| found.push(term));
            assert_eq!(found.join(" "), expected.trim(), "{text}");
        }
    }

    #[test]
    fn p16_an_endless_word_takes_little_room() {
        let mut found = Vec::new();
        terms(&"a".repeat(1_000_000), &mut |term, _| found.push(term));
        terms(&"é-".repeat(100_000), &mut |term, _| found.push(term));
        assert!(found.iter().all(|term| term.chars().count() <= LONGEST));
    }
}
