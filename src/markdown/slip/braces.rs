//! Braces that set nothing: they would be shown as they are.

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::attribute;
use crate::markdown::slip::{Piece, Slip, Text, is_space};
use crate::slug::slug;

/// Braces that set nothing.
pub const BRACES: Rule = Rule { code: "accolades-affichees", severity: Severity::Error };

/// What may have been meant between the braces of a picture.
const WORDS: [&str; 10] =
    ["decorative", "credit", "description", "graphique", "schema", "diagramme", "carte", "plan", "chart", "diagram"];

/// Names that people give to a language, its code first.
const LANGUAGES: [&[&str]; 19] = [
    &["br", "breton", "brezhoneg", "bzh", "bre"],
    &["fr", "francais", "french"],
    &["en", "anglais", "english", "uk", "gb", "us", "eng"],
    &["de", "allemand", "deutsch", "german"],
    &["es", "espagnol", "espanol", "spanish"],
    &["it", "italien", "italiano", "italian"],
    &["nl", "neerlandais", "dutch"],
    &["pt", "portugais"],
    &["cy", "gallois", "welsh"],
    &["kw", "cornique"],
    &["ga", "irlandais", "gaelique"],
    &["gd", "ecossais"],
    &["la", "latin"],
    &["oc", "occitan"],
    &["co", "corse"],
    &["eu", "basque"],
    &["ca", "catalan"],
    &["da", "danois"],
    &["sv", "suedois"],
];

/// The codes of two letters that are those of a language (ISO 639-1).
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv \
    dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it \
    iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb \
    nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss \
    st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Nothing between or before braces is looked through any further, in bytes.
const LONGEST: usize = 600;

/// Finds those of a piece of text.
pub fn piece(text: &Text<'_>, piece: &Piece<'_>, slips: &mut Vec<Slip>) {
    if !piece.has_any(b"{") {
        return;
    }
    let Piece { start, source, .. } = *piece;
    let range = start..start + source.len();
    let mut from = 0;
    while let Some(at) = source[from..].find('{').map(|n| n + from) {
        from = at + 1;
        // What stands before the braces: words between brackets, words in bold, a picture or a link.
        let before = &source[source.floor_char_boundary(at.saturating_sub(LONGEST))..at];
        let all = before.len() == at;
        let gap = before.len() - before.trim_end_matches(is_space).len();
        let before = before.trim_end_matches(is_space);
        let may_follow = before.ends_with(']') || all && before.is_empty();
        if !may_follow {
            continue;
        }
        let line = source.floor_char_boundary(at + LONGEST);
        let line = source[at..line].find('\n').map_or(line, |n| n + at);
        let words = before.ends_with(']') && before.contains('[') && !before.ends_with("\\]");
        // What a conversational program leaves of its sources has its own message.
        if before.rsplit('[').nth(1).is_some_and(|program| program.ends_with(":contentReference")) {
            continue;
        }
        let outside = &text.text[..range.start];
        let first = all && before.is_empty();
        let strong = first && outside.ends_with(['*', '_']);
        let shown = first && outside.ends_with([')', ']']);
        let read = source[at..line].strip_prefix("{lang=").and_then(attribute::language);
        let other = |lang: &str| LANGUAGES.iter().any(|names| names[1..].contains(&lang.to_lowercase().as_str()));
        let read = read.is_some_and(|(lang, _)| (lang.len() < 4 || lang.contains('-')) && !other(lang));
        if !words && !strong && !shown {
            continue;
        }
        if read && gap == 0 && !shown {
            slips.extend(unknown_code(text, range.start + at, &source[at..line]));
            continue;
        }
        let place = range.start + at - gap..range.start + line;
        if let Some((end, lang)) = language(&source[at..line], words).filter(|_| words || strong) {
            let (place, new) = (place.start..range.start + at + end, format!("{{lang={lang}}}"));
            if text.text[place.clone()] == new {
                continue;
            }
            let message = match gap > 0 {
                true => "braces-apart",
                false if source[at..line].starts_with("{lang=") && source[at..line].contains('}') => "braces-code",
                false => "braces-lang",
            };
            let line = text.corrected(&place, &new);
            let shown = range.start + at..place.end;
            let diagnostic = text.at(&BRACES, &shown, Message::new(message).with("words", &text.text[shown.clone()]));
            let mut diagnostic = diagnostic.help(Message::new("write-line").with("line", line));
            diagnostic.severity = Severity::Warning;
            slips.push(text.certain(diagnostic, vec![(place, new)]));
        } else if let Some(end) = source[at..line].find('}').filter(|_| !strong) {
            let braces = &source[at..at + end + 1];
            if gap == 0 || shown && braces.contains('=') {
                slips.extend(unknown(text, range.start + at, braces, words));
            }
        } else if shown {
            slips.extend(unclosed(text, range.start + at, &source[at..line]));
        }
    }
}

/// Where the braces of a language end, and its code: `{langue=br}`, `{lang: "breton"}`, `{br}` after words.
fn language(source: &str, words: bool) -> Option<(usize, String)> {
    let inside = source.strip_prefix('{')?;
    let close = inside.find('}');
    // Braces that nothing closes end where the value does.
    let (inside, end) = match close {
        Some(close) => (&inside[..close], close + 2),
        None => {
            let value = inside.find('=')? + 1;
            let end = inside[value..].find(|c: char| !c.is_ascii_alphanumeric()).map_or(inside.len(), |n| n + value);
            (&inside[..end], end + 1)
        }
    };
    let inside = inside.trim();
    let (name, value) = inside.split_once(['=', ':']).or_else(|| inside.split_once(' ')).unwrap_or(("", inside));
    let value = value.trim_matches(|c: char| is_space(c) || "\"'“”«»‘’.#-".contains(c)).to_lowercase();
    let name = slug(name);
    let named = ["lang", "langue", "language", "langage", "lng", "lange", "land", "hreflang", "xml-lang"];
    let alone = name.is_empty() && words && close.is_some();
    if !alone && !named.contains(&name.as_str()) {
        return None;
    }
    let folded = slug(&value);
    let known = language_code(&folded).map(str::to_owned);
    let code = (2..=3).contains(&value.len()) || value.get(2..3) == Some("-") && value.len() <= 8;
    let code = code && value.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    let lang = known.or_else(|| (code && !name.is_empty()).then_some(value))?;
    Some((end, lang))
}

/// The code of a language that people call otherwise: `français`, `Breton`.
pub fn language_code(name: &str) -> Option<&'static str> {
    let folded = slug(name);
    LANGUAGES.iter().find(|names| names.contains(&folded.as_str())).map(|names| names[0])
}

/// `{lang=bz}`: two letters that are no language.
fn unknown_code(text: &Text<'_>, start: usize, braces: &str) -> Option<Slip> {
    let (lang, _) = braces.strip_prefix("{lang=").and_then(attribute::language)?;
    let code = lang.split('-').next().filter(|code| code.len() == 2)?.to_ascii_lowercase();
    if CODES.split_ascii_whitespace().any(|known| known == code) {
        return None;
    }
    let words = &braces[..braces.find('}')? + 1];
    let message = Message::new("braces-unknown-code").with("words", words).with("code", code);
    let help = Message::new("braces-unknown-code-help").with("line", "{lang=br}");
    let mut told = text.at(&BRACES, &(start..start + words.len()), message).help(help);
    told.severity = Severity::Warning;
    Some(Slip::told(told))
}

/// `{credit="…"` to the end of the line: the last brace is missing.
fn unclosed(text: &Text<'_>, start: usize, source: &str) -> Option<Slip> {
    let inside = source[1..].trim_end();
    attribute::read(inside).filter(|found| !found.is_empty())?;
    let end = start + 1 + inside.len();
    let line = Message::new("write-line").with("line", text.corrected(&(end..end), "}"));
    let mut diagnostic = text.at(&BRACES, &(start..end), Message::new("braces-unclosed")).help(line);
    diagnostic.severity = Severity::Warning;
    Some(text.certain(diagnostic, vec![(end..end, "}".to_owned())]))
}

/// Braces right after a picture, a link or words, which set nothing that is known.
fn unknown(text: &Text<'_>, start: usize, braces: &str, words: bool) -> Option<Slip> {
    let inside = braces[1..braces.len() - 1].trim();
    if !words && (attribute::read(inside).is_some() || inside.starts_with("lang=")) {
        return None;
    }
    let name = inside.split(['=', ' ']).next().unwrap_or_default();
    let message = Message::new("braces").with("words", braces);
    let close =
        |word: &&&str| **word != name && word.get(..4).is_some_and(|start| name.to_lowercase().starts_with(start));
    let help = match WORDS.iter().find(close) {
        _ if words => Message::new("braces-words-help"),
        Some(word) => Message::new("did-you-mean").with("word", *word),
        None => Message::new("braces-help"),
    };
    Some(Slip::told(text.at(&BRACES, &(start..start + braces.len()), message).help(help)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_however_it_is_written() {
        let lang = |source: &str| language(source, true).map(|(_, lang)| lang);
        for source in
            ["{lang=br}", "{langue=br}", "{lang: br}", "{lang = \"br\"}", "{br}", "{.br}", "{Breton}", "{lang=br veut"]
        {
            assert_eq!(lang(source).as_deref(), Some("br"), "{source}");
        }
        assert_eq!(lang("{lang=en-GB}").as_deref(), Some("en-gb"));
        for source in ["{x}", "{credit=\"br\"}", "{lang=le breton}", "{", "{lang=}", "{1}"] {
            assert_eq!(lang(source), None, "{source}");
        }
    }
}
