//! Words left in place of others: `[à compléter]`, `XXX`, `Lorem ipsum`.

use std::ops::Range;

use crate::diagnostic::{Rule, Severity};
use crate::source::sign::set;

/// Something was to be written there. A draft may keep it.
pub const PLACEHOLDER: Rule = Rule { code: "texte-provisoire", severity: Severity::Error };

/// What is asked for between brackets.
const ASKED: [&str; 14] = [
    "à compléter",
    "a completer",
    "a compléter",
    "à remplir",
    "à renseigner",
    "à préciser",
    "à vérifier",
    "à venir",
    "à définir",
    "votre texte",
    "votre texte ici",
    "texte à venir",
    "to be completed",
    "to do",
];

/// None of them is longer, in bytes, even in capitals.
pub const LONGEST: usize = 24;

/// The bytes with which a placeholder may begin.
const FIRST: [bool; 256] = set(b"[(<X?TFLlA\xc3");

/// May a text be a placeholder, or hold one, with none of the signs of the others? Then it is short.
pub fn may_be_asked(text: &str) -> bool {
    // Most texts begin otherwise, which a byte tells; those of some begin with a space.
    let may_begin = |byte: &u8| matches!(byte, b'a' | b'A' | b'v' | b'V' | b't' | b'T' | ..=b' ' | 0x80..);
    let words = || text.trim();
    text.as_bytes().first().is_some_and(may_begin) && words().len() <= LONGEST && begins_as_asked(words())
}

/// The first placeholder of a text.
pub fn find(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut next = 0;
    while let Some(at) = bytes[next..].iter().position(|byte| FIRST[usize::from(*byte)]).map(|at| at + next) {
        next = at + 1;
        let found = match bytes[at] {
            b'[' => asked(text, at).or_else(|| hesitating(text, at)).or_else(|| awaited(text, at)),
            b'(' | b'<' => asked(text, at).or_else(|| awaited(text, at)),
            b'X' => repeated(text, at, 'X', 3).or_else(|| counted(text, at)),
            b'A' | 0xc3 => to_do(text, at),
            b'?' => repeated(text, at, '?', 3).filter(|found| !asks(text, found)),
            b'T' | b'F' => ["TODO", "FIXME", "TBD"].into_iter().find_map(|word| whole(text, at, word)),
            b'L' | b'l' if bytes.get(at + 1) == Some(&b'o') => {
                whole(text, at, "Lorem ipsum").or_else(|| whole(text, at, "lorem ipsum"))
            }
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    let whole = text.trim();
    let start = text.len() - text.trim_start().len();
    is_asked(whole).then(|| start..start + whole.len())
}

/// `[à compléter]`.
fn asked(text: &str, at: usize) -> Option<Range<usize>> {
    let close = match text.as_bytes()[at] {
        b'[' => ']',
        b'(' => ')',
        _ => '>',
    };
    let end = at + 1 + text[at + 1..].char_indices().take(40).find(|(_, c)| *c == close)?.0;
    is_asked(text[at + 1..end].trim_matches(['.', '…', ' ', '\u{a0}', ':'])).then_some(at..end + 1)
}

/// `[Insérer photo ici]`, `[image : palettes]`, `(photo à venir)`: a picture or a text was to come.
fn awaited(text: &str, at: usize) -> Option<Range<usize>> {
    const ORDERS: [&str; 6] = ["insérer", "inserer", "ajouter", "mettre", "placer", "insert"];
    const THINGS: [&str; 14] = [
        "photo",
        "photos",
        "image",
        "images",
        "illustration",
        "carte",
        "schéma",
        "logo",
        "légende",
        "texte",
        "tableau",
        "graphique",
        "vidéo",
        "lien",
    ];
    const COMING: [&str; 8] =
        ["à venir", "à insérer", "à ajouter", "à mettre", "à compléter", "à placer", "à fournir", "à remplacer"];
    let (open, close) = if text[at..].starts_with('[') { ('[', ']') } else { ('(', ')') };
    // The address of a link has its own message.
    let inside = text[at..].strip_prefix(open).filter(|_| !text[..at].ends_with(']'))?;
    let length = inside.char_indices().take(60).find(|(_, c)| *c == close || *c == '\n')?.0;
    let after = inside[length..].strip_prefix(close)?;
    let words = inside[..length].trim().to_lowercase();
    let first = words.split([' ', ':', '\u{a0}']).next()?;
    let rest = words[first.len()..].trim_start_matches([' ', '\u{a0}']);
    let thing = THINGS.contains(&first);
    let coming = thing && COMING.iter().any(|end| words.ends_with(end)) && words.split(' ').count() <= 6;
    let asked = open == '[' && (ORDERS.contains(&first) && !rest.is_empty() || thing && rest.starts_with(':'));
    ((coming || asked) && !after.starts_with(['(', '[', '{', ':'])).then_some(at..at + length + 2)
}

fn is_asked(words: &str) -> bool {
    begins_as_asked(words) && words.len() <= LONGEST && ASKED.contains(&words.to_lowercase().as_str())
}

fn begins_as_asked(words: &str) -> bool {
    words.starts_with(['à', 'À', 'a', 'A', 'v', 'V', 't', 'T'])
}

/// `Vraiment ???`: the end of a sentence that asks.
fn asks(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    let after = text[range.end..].trim_start_matches([' ', '!']);
    let ends = after.is_empty() || after.starts_with(|c: char| c == '\n' || c.is_uppercase());
    before.ends_with(char::is_alphabetic) && ends && before.contains(' ')
}

/// `[durable / soutenable ?]`: somebody was to choose.
fn hesitating(text: &str, at: usize) -> Option<Range<usize>> {
    let end = at + 1 + text[at + 1..].char_indices().take(60).find(|(_, c)| matches!(c, ']' | '[' | '\n'))?.0;
    let inside = text[at + 1..end].strip_suffix('?')?.trim_end();
    let said = inside.contains(char::is_alphabetic) && text[end..].starts_with(']');
    (said && !text[end + 1..].starts_with(['(', '[', '{', ':'])).then_some(at..end + 1)
}

/// `XX €`, `XX habitants`: a figure was to come.
fn counted(text: &str, at: usize) -> Option<Range<usize>> {
    const UNITS: [&str; 12] =
        ["€", "euros", "k€", "M€", "%", "tonnes", "habitants", "entreprises", "communes", "km", "ha", "hectares"];
    let range = at..at + 2;
    let after = text.get(range.end..)?.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let counts =
        UNITS.iter().any(|unit| after.strip_prefix(unit).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
    (text[at..].starts_with("XX") && is_word(text, &range) && counts).then_some(range)
}

/// `À FAIRE`, `A COMPLETER`, in capitals: nobody shouts it to readers.
fn to_do(text: &str, at: usize) -> Option<Range<usize>> {
    const WORDS: [&str; 12] = [
        "FAIRE",
        "COMPLÉTER",
        "COMPLETER",
        "VÉRIFIER",
        "VERIFIER",
        "REVOIR",
        "RELIRE",
        "VALIDER",
        "PRÉCISER",
        "PRECISER",
        "REMPLIR",
        "RÉDIGER",
    ];
    let rest = text.get(at..)?;
    let after = rest.strip_prefix("À ").or_else(|| rest.strip_prefix("A "))?;
    let word = WORDS.iter().find(|word| after.starts_with(**word))?;
    let range = at..at + rest.len() - after.len() + word.len();
    is_word(text, &range).then_some(range)
}

/// At least so many of the same sign, and no letter around.
fn repeated(text: &str, at: usize, sign: char, least: usize) -> Option<Range<usize>> {
    let count = text[at..].chars().take_while(|c| *c == sign).count();
    let range = at..at + count * sign.len_utf8();
    (count >= least && !text[..at].ends_with(sign) && is_word(text, &range)).then_some(range)
}

fn whole(text: &str, at: usize, word: &str) -> Option<Range<usize>> {
    let range = at..at + word.len();
    (text[at..].starts_with(word) && is_word(text, &range)).then_some(range)
}

fn is_word(text: &str, range: &Range<usize>) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    !text[..range.start].ends_with(part) && !text[range.end..].starts_with(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_place_of_others_are_found() {
        for text in [
            "[à compléter]",
            "budget : XXX €",
            "TODO",
            "Lorem ipsum dolor",
            "(à préciser)",
            "???",
            "À compléter",
            "À FAIRE : relire",
            "XX €",
            "[durable / soutenable ?]",
            "[Insérer photo ici]",
            "[image : palettes]",
            "(photo à venir)",
            "(photos des palettes à venir)",
        ] {
            assert!(find(text).is_some(), "{text}");
        }
        for text in [
            "reste à compléter",
            "XXL",
            "le [sic] mot",
            "[…]",
            "TODOS",
            "Quoi ??",
            "(à vérifier chaque année)",
            "XXe siècle",
            "le XX des rugbymen",
            "[Et après ?](a.md)",
            "reste À FAIREs",
            "L'À-PROPOS",
            "(photo du banc)",
            "(travaux à venir)",
            "[carte](a.md)",
            "(carte : IGN)",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
