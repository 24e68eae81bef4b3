//! French as a careful editor writes it: each rule proposes, none corrects.
//!
//! The rules are those of the « Lexique des règles typographiques en usage à l'Imprimerie nationale ».

use std::ops::Range;

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::{Kind, Leaf, Slip, Text, Trace, holds};

pub mod english;
mod place;

pub use place::{Capitals, SIGNS, is_place, is_twice, may_be_twice};

/// `Etat`: a capital has its accent.
pub const CAPITAL: Rule = Rule { code: "majuscule-sans-accent", severity: Severity::Advice };
/// `2ème`, `Mr`, `etc...`.
pub const SHORT: Rule = Rule { code: "abreviation", severity: Severity::Advice };
/// `oeuvre`.
pub const LIGATURE: Rule = Rule { code: "ligature", severity: Severity::Advice };
/// `en Mars 2015`.
pub const MONTH: Rule = Rule { code: "majuscule-de-mois", severity: Severity::Advice };
/// `14h30`, `12000 €`.
pub const NUMBER: Rule = Rule { code: "nombre-a-espacer", severity: Severity::Advice };
/// `P.N.R.`.
pub const INITIALS: Rule = Rule { code: "sigle-a-points", severity: Severity::Advice };
/// A passage in capitals.
pub const CAPITALS: Rule = Rule { code: "texte-en-capitales", severity: Severity::Advice };
/// `«` without `»`.
pub const QUOTES: Rule = Rule { code: "guillemet-seul", severity: Severity::Warning };
/// `de de`.
pub const TWICE: Rule = Rule { code: "mot-en-double", severity: Severity::Advice };
/// `un mot , un autre`, `un mot,un autre`.
pub const COMMA: Rule = Rule { code: "espace-de-virgule", severity: Severity::Advice };
/// `dévelop-` at the end of a line, as in a page of paper.
pub const CUT: Rule = Rule { code: "mot-coupe", severity: Severity::Warning };
/// `ci-contre`: it depends on the screen.
pub const BESIDE: Rule = Rule { code: "renvoi-de-position", severity: Severity::Advice };

/// Words whose first letter has lost its accent. « Eco-produire » is a name, and « Ile-de-France » is not.
const BARE: [(&str, &str); 34] = [
    ("Ecole", "École"),
    ("Ecoles", "Écoles"),
    ("Economie", "Économie"),
    ("Economies", "Économies"),
    ("Economique", "Économique"),
    ("Economiques", "Économiques"),
    ("Ecologie", "Écologie"),
    ("Ecologique", "Écologique"),
    ("Ecologiques", "Écologiques"),
    ("Ecosystème", "Écosystème"),
    ("Ecosystèmes", "Écosystèmes"),
    ("Education", "Éducation"),
    ("Eglise", "Église"),
    ("Egalement", "Également"),
    ("Egalité", "Égalité"),
    ("Electricité", "Électricité"),
    ("Elevage", "Élevage"),
    ("Elève", "Élève"),
    ("Elèves", "Élèves"),
    ("Elu", "Élu"),
    ("Elus", "Élus"),
    ("Energie", "Énergie"),
    ("Energies", "Énergies"),
    ("Energétique", "Énergétique"),
    ("Equipe", "Équipe"),
    ("Equipes", "Équipes"),
    ("Equipement", "Équipement"),
    ("Etablissement", "Établissement"),
    ("Etat", "État"),
    ("Etats", "États"),
    ("Etude", "Étude"),
    ("Etudes", "Études"),
    ("Evénement", "Événement"),
    ("Evaluation", "Évaluation"),
];

/// Words written otherwise, whatever their first letter.
const ABBREVIATIONS: [(&str, &str); 12] = [
    ("1ère", "1re"),
    ("1ères", "1res"),
    ("1ier", "1er"),
    ("2nde", "2de"),
    ("2ème", "2e"),
    ("3ème", "3e"),
    ("4ème", "4e"),
    ("5ème", "5e"),
    ("Mr", "M."),
    ("Mme.", "Mme"),
    ("etc…", "etc."),
    ("etc...", "etc."),
];

/// The starts of the words that have a ligature.
const LIGATURES: [(&str, &str); 10] = [
    ("oeuvre", "œuvre"),
    ("Oeuvre", "Œuvre"),
    ("coeur", "cœur"),
    ("Coeur", "Cœur"),
    ("soeur", "sœur"),
    ("oeil", "œil"),
    ("oeuf", "œuf"),
    ("boeuf", "bœuf"),
    ("voeu", "vœu"),
    ("noeud", "nœud"),
];

const MONTHS: [&str; 12] = [
    "Janvier",
    "Février",
    "Mars",
    "Avril",
    "Mai",
    "Juin",
    "Juillet",
    "Août",
    "Septembre",
    "Octobre",
    "Novembre",
    "Décembre",
];

/// Capitals in a row from which a passage is one, in words.
const SHOUT: usize = 4;

/// Words that nobody means twice in a row.
const SMALL: [&str; 23] = [
    "le", "la", "les", "de", "du", "des", "un", "une", "et", "à", "au", "aux", "que", "qui", "dans", "pour", "par",
    "sur", "avec", "est", "sont", "ce", "cette",
];

/// `de de`, and the spaces around commas: in the pieces of plain text.
fn doubles(text: &Text<'_>, piece: &Range<usize>, slips: &mut Vec<Slip>) {
    let source = &text.text[piece.clone()];
    let letter = |c: char| c.is_alphabetic();
    for (at, _) in source.match_indices(' ') {
        let before = source[..at].rsplit(|c| !letter(c)).next().unwrap_or_default();
        let next = source.as_bytes().get(at + 1..at + 1 + before.len());
        let is_twice = next.is_some_and(|next| next.eq_ignore_ascii_case(before.as_bytes()));
        if !is_twice || !(2..6).contains(&before.len()) {
            continue;
        }
        let after = source[at + 1..].split(|c| !letter(c)).next().unwrap_or_default();
        let start = at - before.len();
        // « peut-être être », « l’un un »: a part of a longer word is no word.
        let whole = !source[..start].ends_with(['-', '\'', '’'])
            && !source[at + 1 + after.len()..].starts_with(['-', '\'', '’']);
        if whole && before.eq_ignore_ascii_case(after) && SMALL.contains(&after) {
            let range = piece.start + start..piece.start + at + 1 + after.len();
            let message = Message::new("word-twice").with("words", &source[start..at + 1 + after.len()]);
            slips.push(Slip::told(
                text.at(&TWICE, &range, message).help(Message::new("word-twice-help").with("word", before)),
            ));
        }
    }
    for (at, _) in source.match_indices(',') {
        let (before, after) = (&source[..at], &source[at + 1..]);
        let spaced = before.ends_with(' ') && before.trim_end().ends_with(letter);
        let glued = before.ends_with(letter) && after.starts_with(letter);
        if spaced || glued {
            let message = Message::new(if spaced { "comma-spaced" } else { "comma-glued" });
            slips.push(Slip::told(text.at(&COMMA, &(piece.start + at..piece.start + at + 1), message)));
            return;
        }
    }
}

/// May a line end with a part of a word?
fn may_cut(text: &Text<'_>) -> bool {
    let bytes = text.text.as_bytes();
    text.scan.lines[1..].iter().any(|next| match &bytes[..next - 1] {
        [.., b'-'] => true,
        [.., b' ' | b'\r'] => text.text[..next - 1].trim_end_matches([' ', '\r']).ends_with('-'),
        _ => false,
    })
}

/// What is known of a paragraph as a whole.
fn paragraphs(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    let (quoted, straight_quoted) = (text.has_any(&[0xC2]), text.has_any(b"\""));
    if !quoted && !straight_quoted && !may_cut(text) {
        return;
    }
    let mut pieces = trace.texts.as_slice();
    let mut next = |is_before: &dyn Fn(&Range<usize>) -> bool| {
        let count = pieces.iter().take_while(|piece| is_before(piece)).count();
        pieces.split_off(..count).unwrap_or_default()
    };
    for leaf in &trace.leaves {
        next(&|piece| piece.end <= leaf.range.start);
        let inside = next(&|piece| piece.end <= leaf.range.end);
        let source = &text.text[leaf.range.clone()];
        if quoted && matches!(leaf.kind, Kind::Paragraph | Kind::Strong | Kind::Heading(_)) {
            quotes(text, source, leaf, slips);
        }
        // What is known of the pieces alone says nothing of marks in links and codes.
        if straight_quoted && source.contains('"') && !source.contains(['[', '<', '`', '{']) {
            straight(text, inside, slips);
        }
        for pair in inside.windows(2) {
            slips.extend(cut_word(text, &pair[0], &pair[1]));
        }
    }
}

/// Quotation marks that open and do not close, or the reverse: one message for a paragraph.
fn quotes(text: &Text<'_>, source: &str, leaf: &Leaf, slips: &mut Vec<Slip>) {
    let count = |sign: char| source.matches(sign).count();
    // Both begin with this byte.
    if !source.as_bytes().contains(&0xC2) || count('«') == count('»') || source.contains('`') {
        return;
    }
    let mut open: Option<usize> = None;
    let mut depth = 0usize;
    for (at, c) in source.char_indices() {
        match c {
            '«' => {
                depth += 1;
                open = open.or(Some(at));
            }
            '»' if depth == 0 => return alone(text, leaf.range.start + at, "»", slips),
            '»' => {
                depth -= 1;
                open = open.filter(|_| depth > 0);
            }
            _ => {}
        }
    }
    // A quotation of several paragraphs opens each of them, and closes the last one.
    if let Some(at) = open.filter(|at| *at > 0) {
        alone(text, leaf.range.start + at, "«", slips);
    }
}

/// Straight quotation marks of which one has no other half; `12"` is a measure.
fn straight(text: &Text<'_>, pieces: &[Range<usize>], slips: &mut Vec<Slip>) {
    let marks = |piece: &Range<usize>| {
        let (start, source) = (piece.start, &text.text[piece.clone()]);
        let marks = source.match_indices('"').filter(|(at, _)| !source[..*at].ends_with(|c: char| c.is_ascii_digit()));
        marks.map(move |(at, _)| start + at).collect::<Vec<_>>()
    };
    let all: Vec<usize> = pieces.iter().flat_map(marks).collect();
    if let [.., last] = all.as_slice()
        && !all.len().is_multiple_of(2)
    {
        alone(text, *last, "\"", slips);
    }
}

fn alone(text: &Text<'_>, at: usize, sign: &'static str, slips: &mut Vec<Slip>) {
    let other = match sign {
        "«" => "»",
        "»" => "«",
        sign => sign,
    };
    let message = Message::new("quote-alone").with("sign", sign);
    let help = Message::new("quote-alone-help").with("sign", other);
    slips.push(Slip::told(text.at(&QUOTES, &(at..at + sign.len()), message).help(help)));
}

/// `dévelop-` and `pement` on the next line: a space would be shown between them.
fn cut_word(text: &Text<'_>, line: &Range<usize>, next: &Range<usize>) -> Option<Slip> {
    let (before, after) = (&text.text[line.clone()], &text.text[next.clone()]);
    let start = before.strip_suffix('-')?;
    let first = start.rsplit(|c: char| !c.is_alphabetic()).next().filter(|part| part.chars().count() > 1)?;
    let rest = after.split(|c: char| !c.is_alphabetic()).next().filter(|part| part.starts_with(char::is_lowercase))?;
    text.text[line.end..next.start].trim_matches([' ', '>', '\r']).eq("\n").then_some(())?;
    let range = line.end - first.len() - 1..line.end;
    let message = Message::new("word-cut").with("words", format!("{first}-"));
    let help = Message::new("word-cut-help");
    let help = help.with("whole", format!("{first}{rest}")).with("hyphen", format!("{first}-{rest}"));
    Some(Slip::told(text.at(&CUT, &range, message).help(help)))
}

/// Finds them in the pieces of a French text.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    paragraphs(text, trace, slips);
    english::find(text, trace, slips);
    let mut may_break = holds(text.scan.wording.iter().copied());
    trace.texts.iter().filter(|piece| may_break(piece)).for_each(|piece| self::piece(text, piece, slips));
}

/// Finds them in a piece of text, word by word.
fn piece(text: &Text<'_>, piece: &Range<usize>, slips: &mut Vec<Slip>) {
    let source = &text.text[piece.clone()];
    let words = cut(source);
    capitals(text, piece.start, &words, slips);
    doubles(text, piece, slips);
    for (index, Word { range, .. }) in words.iter().enumerate().filter(|(_, word)| word.starts || word.points) {
        let word = &source[range.clone()];
        // A neighbour is a word that only a space separates.
        let spaced = |from: usize, to: usize| source[from..to].chars().all(char::is_whitespace);
        let before = index.checked_sub(1).and_then(|index| words.get(index));
        let before = before.map(|other| &other.range).filter(|other| spaced(other.end, range.start));
        let after = words.get(index + 1).map(|other| &other.range).filter(|other| spaced(range.end, other.start));
        let [before, after] = [before, after].map(|other| other.map(|other| &source[other.clone()]));
        if let Some((rule, message, new)) = better(word, before, after) {
            let word = if new.ends_with('.') || rule.code == INITIALS.code {
                word
            } else {
                word.trim_end_matches(['.', '…'])
            };
            let place = piece.start + range.start..piece.start + range.start + word.len();
            let message = Message::new(message).with("typed", word);
            let help = Message::new("wording-help").with("words", new);
            slips.push(Slip::told(text.at(rule, &place, message).help(help)));
        }
    }
}

/// A word of a text, with the signs that may belong to it, and what decides which rules look at it.
struct Word {
    range: Range<usize>,
    /// Does it begin as a word of the lists: with a capital, a digit, `oe` or « ci- »?
    starts: bool,
    /// Is there a point in it?
    points: bool,
    /// Has it letters, and no small one?
    shouted: bool,
}

/// What a byte is for a word: a part of it, of some kind, or nothing.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' | b'-' => OTHER,
            b'.' => POINT,
            0..0x80 => 0,
            _ => LONG,
        };
        byte += 1;
    }
    kinds
};
const LOWER: u8 = 1;
const UPPER: u8 = 2;
const POINT: u8 = 4;
const OTHER: u8 = 8;
/// The first byte of a sign of several: only the sign tells.
const LONG: u8 = 16;

/// What the sign at a byte is for a word, and how many bytes it has.
fn part(source: &str, at: usize) -> (u8, usize) {
    let bytes = source.as_bytes();
    match (KINDS[usize::from(bytes[at])], bytes.get(at + 1)) {
        // À to ß, but ×; à to ÿ, but ÷.
        (LONG, Some(second)) if bytes[at] == 0xC3 => match second {
            0x97 | 0xB7 => (0, 2),
            0x80..=0x9E => (UPPER, 2),
            _ => (LOWER, 2),
        },
        (LONG, _) => source[at..].chars().next().map_or((0, 1), |sign| (kind(sign), sign.len_utf8())),
        (kind, _) => (kind, 1),
    }
}

/// What a sign beyond ASCII is for a word.
fn kind(sign: char) -> u8 {
    match sign {
        '…' => POINT,
        sign if !sign.is_alphanumeric() => 0,
        sign if sign.is_lowercase() => LOWER,
        sign if sign.is_alphabetic() => UPPER,
        _ => OTHER,
    }
}

/// The words of a text.
fn cut(source: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let bytes = source.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let (start, mut seen) = (at, 0);
        let mut gap = 1;
        loop {
            // Most letters are small ones.
            let small = bytes[at..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
            seen |= if small > 0 { LOWER } else { 0 };
            at += small;
            if at == bytes.len() {
                break;
            }
            let (kind, length) = part(source, at);
            if kind == 0 {
                gap = length;
                break;
            }
            seen |= kind;
            at += length;
        }
        if start < at {
            let word = &bytes[start..at];
            let first = word[0].is_ascii_uppercase() || word[0].is_ascii_digit();
            let joined = word.starts_with(b"oe") || word.get(1..3) == Some(b"oe");
            let starts = first || joined || word.starts_with(b"ci-");
            let shouted = seen & UPPER > 0 && seen & LOWER == 0;
            words.push(Word { range: start..at, starts, points: seen & POINT > 0, shouted });
        }
        at += gap;
    }
    words
}

/// The rule that a word breaks, what is said, and the word as it should be.
fn better(word: &str, before: Option<&str>, after: Option<&str>) -> Option<(&'static Rule, &'static str, String)> {
    let first = word.chars().next()?;
    if first.is_ascii_digit() {
        return abbreviation(word).or_else(|| number(word, before, after));
    }
    let stem = word.trim_end_matches(['.', '…']);
    match first {
        'E' => {
            let (_, new) = BARE.iter().find(|(bare, _)| *bare == stem)?;
            return Some((&CAPITAL, "wording-capital", (*new).to_owned()));
        }
        'c' if stem == "ci-contre" => return Some((&BESIDE, "wording-beside", "ci-dessous".to_owned())),
        _ => {}
    }
    let joined = word.as_bytes().windows(2).take(2).any(|pair| matches!(pair, b"oe" | b"Oe"));
    if let Some((typed, new)) = LIGATURES.iter().find(|(typed, _)| joined && word.starts_with(typed)) {
        return Some((&LIGATURE, "wording-ligature", format!("{new}{}", &stem[typed.len().min(stem.len())..])));
    }
    let date = |word: Option<&str>| word.is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()));
    const SINCE: [&str; 10] = ["en", "fin", "début", "mi", "depuis", "dès", "de", "à", "jusqu’en", "courant"];
    let dated = date(after) || date(before) || before.is_some_and(|word| SINCE.contains(&word) && stem != "Mars");
    if MONTHS.contains(&stem) && before.is_some() && dated {
        return Some((&MONTH, "wording-month", stem.to_lowercase()));
    }
    abbreviation(word).or_else(|| initials(word))
}

fn abbreviation(word: &str) -> Option<(&'static Rule, &'static str, String)> {
    let (_, new) = ABBREVIATIONS.iter().find(|(typed, _)| *typed == word)?;
    Some((&SHORT, "wording-short", (*new).to_owned()))
}

/// `14h30`, `12.000 €`, `12000 habitants`; a postal code stands before a name.
fn number(word: &str, before: Option<&str>, after: Option<&str>) -> Option<(&'static Rule, &'static str, String)> {
    if let Some((hours, minutes)) = word.split_once('h') {
        let digits = |text: &str| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
        let time = digits(hours) && digits(minutes) && !minutes.is_empty();
        return time.then(|| (&NUMBER, "wording-hour", format!("{hours} h {minutes}")));
    }
    let mut groups = word.split('.');
    let head = groups.next()?;
    let groups: Vec<&str> = groups.collect();
    let counted = after.is_some_and(|word| word.starts_with(char::is_lowercase));
    // A number of a norm, of a law, of an article is a name.
    let named = before.is_some_and(|word| {
        ["n", "no", "code", "loi", "article", "décret"].contains(&word) || !word.chars().any(char::is_lowercase)
    });
    if !counted || named || !word.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    if !groups.is_empty() {
        let thousands = (1..=3).contains(&head.len()) && groups.iter().all(|group| group.len() == 3);
        return thousands.then(|| (&NUMBER, "wording-thousands", word.replace('.', " ")));
    }
    if !(5..=12).contains(&head.len()) || head.starts_with('0') {
        return None;
    }
    let mut spaced = String::new();
    for (index, digit) in head.chars().enumerate() {
        if index > 0 && (head.len() - index).is_multiple_of(3) {
            spaced.push(' ');
        }
        spaced.push(digit);
    }
    Some((&NUMBER, "wording-thousands", spaced))
}

/// `P.N.R.`
fn initials(word: &str) -> Option<(&'static Rule, &'static str, String)> {
    if word.len() < 5 || !word.contains('.') {
        return None;
    }
    let letters: Vec<&str> = word.split('.').filter(|part| !part.is_empty()).collect();
    let single = letters.iter().all(|part| part.len() == 1 && part.bytes().all(|b| b.is_ascii_uppercase()));
    let known = letters.len() >= 3 && word.matches('.').count() >= letters.len() - 1 && single;
    known.then(|| (&INITIALS, "wording-initials", letters.concat()))
}

/// Several words of capitals in a row.
fn capitals(text: &Text<'_>, offset: usize, words: &[Word], slips: &mut Vec<Slip>) {
    for run in words.chunk_by(|a, b| a.shouted && b.shouted) {
        let letters: usize = run.iter().map(|word| word.range.len()).sum();
        let ([first, .., last], true) = (run, run.len() >= SHOUT && letters >= 16) else { continue };
        let place = offset + first.range.start..offset + last.range.end;
        let help = Message::new("wording-capitals-help");
        slips.push(Slip::told(text.at(&CAPITALS, &place, Message::new("wording-capitals")).help(help)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_its_better_form() {
        let new = |before: &str, word: &str, after: &str| {
            let given = |text: &'static str| Some(text).filter(|t| !t.is_empty());
            let leak = |text: &str| given(String::leak(text.to_owned()));
            better(word, leak(before), leak(after)).map(|(_, _, new)| new)
        };
        assert_eq!(new("l", "Etat", "").as_deref(), Some("État"));
        assert_eq!(new("la", "2ème", "année").as_deref(), Some("2e"));
        assert_eq!(new("mise en", "oeuvre", "").as_deref(), Some("œuvre"));
        assert_eq!(new("en", "Mars", "2015").as_deref(), Some("mars"));
        assert_eq!(new("à", "14h30", "").as_deref(), Some("14 h 30"));
        assert_eq!(new("", "12000", "habitants").as_deref(), Some("12 000"));
        assert_eq!(new("", "12.500", "tonnes").as_deref(), Some("12 500"));
        assert_eq!(new("le", "P.N.R.", "").as_deref(), Some("PNR"));
        for (before, word, after) in [
            ("", "Eco-produire", ""),
            ("", "29590", "Rosnoën"),
            ("loi", "2015.991", "du"),
            ("ISO", "14001", "est"),
            ("Champ", "de", "Mars"),
            ("", "2015", "est"),
            ("la", "version", "1.2.3"),
            ("", "CO2", ""),
            ("", "M.", "Le"),
        ] {
            assert_eq!(new(before, word, after), None, "{word}");
        }
    }
}
