//! Signs that nobody sees or nobody meant: hidden ones that come with a copy, angle brackets in place of quotation
//! marks, letters of HTML without their end, stars in place of another sign.

use std::ops::Range;

use memchr::memchr2_iter;

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::shown;
use crate::markdown::slip::{Kind, NO_BREAK, Piece, Slip, Text, Trace, holding, is_space};
use crate::source::sign::{is_invisible, set};

/// Signs that nobody sees, in the middle of words.
pub const HIDDEN: Rule = Rule { code: "signe-invisible", severity: Severity::Warning };
/// `<<mots>>`, `&nbsp` without its semicolon: shown as they are, or lost.
pub const TYPED: Rule = Rule { code: "signe-mal-tape", severity: Severity::Warning };

/// Names of letters and signs in HTML, which people copy without their semicolon.
const ENTITIES: [&str; 24] = [
    "nbsp", "amp", "quot", "apos", "lt", "gt", "laquo", "raquo", "lsquo", "rsquo", "ldquo", "rdquo", "hellip", "ndash",
    "mdash", "euro", "deg", "eacute", "egrave", "ecirc", "agrave", "ccedil", "Eacute", "oelig",
];

/// Finds them.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    hidden(text, trace, slips);
    if text.has_any(b"*") {
        multiplied(text, trace, slips);
    }
    if text.has_any(b"\\") {
        slips.extend(text.holding(b'\\', &trace.texts).filter_map(|range| of_a_computer(text, range)));
    }
    if text.has_any(b"&") {
        let mut seen = 0;
        for range in text.holding(b'&', &trace.texts).filter(|range| text.text[(*range).clone()].starts_with("&gt; [!"))
        {
            // The first of a paragraph puts the others right.
            if range.start >= seen
                && let Some((slip, end)) = quotation(text, range)
            {
                slips.push(slip);
                seen = end;
            }
        }
    }
    if text.has_any(b"^~") {
        raised(text, trace, slips);
    }
    for leaf in trace.leaves.iter().filter(|leaf| leaf.kind == Kind::Paragraph) {
        if text.text[leaf.range.clone()].starts_with(NO_BREAK) {
            slips.extend(moved(text, &leaf.range));
        }
    }
}

/// `5*3 m, puis 2*4 m`, `le lot n*1 et le lot n*2`: two such stars put what stands between them in italics, and
/// go away. One message for a line.
fn multiplied(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    let mut seen = 0;
    for pair in trace.texts.windows(2) {
        let [one, next] = pair else { continue };
        let lost = one.end >= seen && next.start == one.end + 1 && text.text[one.end..].starts_with('*');
        if !lost || instead_of_star(text.text, one.end).is_none() {
            continue;
        }
        let line = text.line_at(one.end);
        seen = line.end;
        let first = trace.texts.partition_point(|range| range.end < line.start);
        let pieces = trace.texts[first..].iter().take_while(|range| range.start < line.end);
        // Stars inside the pieces are shown, those between two of them are not: all say the same.
        let places = pieces.flat_map(|range| {
            let end = (range.end + 1).min(line.end);
            let start = range.start.max(line.start);
            text.text[start..text.text.floor_char_boundary(end)].match_indices('*').map(move |(at, _)| start + at)
        });
        let edits: Vec<(Range<usize>, String)> =
            places.filter_map(|at| Some((at..at + 1, instead_of_star(text.text, at)?.to_owned()))).collect();
        let whole = edits.iter().rev().fold(text.text[line.clone()].to_owned(), |mut whole, (range, new)| {
            whole.replace_range(range.start - line.start..range.end - line.start, new);
            whole
        });
        let help = Message::new("write-line").with("line", whole);
        let diagnostic = text.at(&TYPED, &(one.end..one.end + 1), Message::new("sign-stars")).help(help);
        slips.push(match edits.iter().all(|(range, _)| is_sure(text.text, range.start)) {
            true => text.certain(diagnostic, edits),
            false => Slip::told(diagnostic),
        });
    }
}

/// `le lot n*1`: a word before `n*` says what is numbered, and « de n*1 à n*9 » may be a formula.
fn is_sure(text: &str, star: usize) -> bool {
    let Some(before) = text[..star].strip_suffix(['n', 'N']) else { return true };
    let words = before.strip_suffix(is_space).unwrap_or_default();
    words.chars().rev().take(3).filter(|c| c.is_alphabetic()).count() == 3
}

/// `C:\_Parc\*.docx`: some of its signs `\` would not be shown.
fn of_a_computer(text: &Text<'_>, range: &Range<usize>) -> Option<Slip> {
    let source = &text.text[range.clone()];
    let start = source.find(":\\")?.checked_sub(1).filter(|at| source.as_bytes()[*at].is_ascii_uppercase())?;
    let end = source[start..].find(|c| is_space(c) || "»\"".contains(c)).map_or(source.len(), |n| start + n);
    let path = source[start..end].trim_end_matches(['.', ',', ';', ')']);
    let lost = path.match_indices('\\').any(|(at, _)| path[at + 1..].starts_with(|c: char| c.is_ascii_punctuation()));
    lost.then_some(())?;
    let place = range.start + start..range.start + start + path.len();
    let help = Message::new("write-line").with("line", text.corrected(&place, &format!("`{path}`")));
    Some(Slip::told(text.at(&TYPED, &place, Message::new("sign-path").with("words", path)).help(help)))
}

/// `&gt; [!CONSEIL]`: the sign of a callout as other programs copy it, on this line and those below. Gives where
/// they end as well.
fn quotation(text: &Text<'_>, range: &Range<usize>) -> Option<(Slip, usize)> {
    let first = text.line_at(range.start);
    (first.start == range.start).then_some(())?;
    let end = text.last_of_paragraph(range.start).0.end;
    let whole = first.start..end;
    let lines = text.each_line(&whole).filter(|line| line.text.starts_with("&gt;"));
    let edits: Vec<_> = lines.map(|line| (line.start..line.start + 4, ">".to_owned())).collect();
    let message = Message::new("sign-entity-quote");
    let help = Message::new("write-line").with("line", text.corrected(&edits.first()?.0, ">"));
    let slip = text.certain(text.at(&TYPED, &(first.start..first.start + 4), message).help(help), edits);
    Some((slip, end))
}

/// `m^2`, `m^3^`, `10^-3`, `CO~2~`: signs of other programs for small figures.
fn raised(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    let pieces = holding(memchr2_iter(b'^', b'~', text.text.as_bytes()), &trace.texts);
    // Between two `$` stands a formula.
    for range in pieces.filter(|range| text.text[(*range).clone()].matches('$').count() < 2) {
        let source = &text.text[range.clone()];
        for (at, _) in source.match_indices('^') {
            let after = &source[at + 1..];
            let minus = usize::from(after.starts_with(['-', '−'])) * after.chars().next().map_or(0, char::len_utf8);
            let digits = after[minus..].bytes().take_while(u8::is_ascii_digit).count();
            let end = minus + digits;
            let length = end + usize::from(after[end..].starts_with('^'));
            let before = source[..at].ends_with(|c: char| c.is_alphanumeric());
            let plain = before && (1..3).contains(&digits) && !after[length..].starts_with(char::is_alphanumeric);
            if !plain || is_code(text.text, range.start + at) {
                continue;
            }
            let sign = if minus > 0 { "⁻" } else { "" };
            let new = sign.to_owned() + &figures(&after[minus..end], "⁰¹²³⁴⁵⁶⁷⁸⁹");
            slips.push(small(text, range.start + at..range.start + at + 1 + length, &new));
        }
        for (at, _) in source.match_indices('~') {
            let digits = source[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
            let end = at + 1 + digits;
            let before = source[..at].ends_with(|c: char| c.is_ascii_alphabetic());
            let plain = before && (1..3).contains(&digits) && source[end..].starts_with('~');
            if plain && !is_code(text.text, range.start + at) {
                let new = figures(&source[at + 1..end], "₀₁₂₃₄₅₆₇₈₉");
                slips.push(small(text, range.start + at..range.start + end + 1, &new));
            }
        }
    }
}

/// Does a sign stand in an address or a formula?
fn is_code(text: &str, at: usize) -> bool {
    /// A word is not looked through any further, in bytes.
    const NEAR: usize = 200;
    let before = &text[text.floor_char_boundary(at.saturating_sub(NEAR))..at];
    let after = &text[at..text.floor_char_boundary(at + NEAR)];
    let parts = [before.rsplit(is_space).next(), after.split(is_space).next()];
    let mut parts = parts.into_iter().flatten();
    parts.any(|part| part.contains("://") || part.contains("www.") || part.contains(['\\', '$']))
}

/// Figures with other signs.
fn figures(digits: &str, signs: &str) -> String {
    let one = |digit: char| digit.to_digit(10).and_then(|digit| signs.chars().nth(usize::try_from(digit).unwrap_or(0)));
    digits.chars().filter_map(one).collect()
}

fn small(text: &Text<'_>, range: Range<usize>, new: &str) -> Slip {
    let message = Message::new("sign-small").with("words", &text.text[range.clone()]);
    let help = Message::new("write-line").with("line", text.corrected(&range, new));
    text.certain(text.at(&TYPED, &range, message).help(help), vec![(range, new.to_owned())])
}

/// What was meant by a star that touches what stands on both its sides; none when nobody can be certain.
fn instead_of_star(text: &str, at: usize) -> Option<&'static str> {
    let before = &text[..at];
    let after = text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    let alone = |word: &str| !word.ends_with(|c: char| c.is_alphanumeric() || "\\'’-".contains(c));
    match before.chars().next_back() {
        Some(c) if after && c.is_ascii_digit() => Some(" × "),
        Some('n' | 'N') if after && alone(&before[..before.len() - 1]) => Some("° "),
        _ => None,
    }
}

/// Finds those of a piece of text.
pub fn piece(text: &Text<'_>, piece: &Piece<'_>, slips: &mut Vec<Slip>) {
    let range = piece.start..piece.start + piece.source.len();
    if piece.has_any(b"&") {
        entities(text, &range, slips);
    }
    if piece.has_any(b"<") {
        slips.extend(chevrons(text, &range));
    }
}

/// What takes the place of a sign that nobody sees; none for a sign that is seen.
fn instead(sign: char) -> Option<&'static str> {
    match sign {
        // Joiners make one sign of several: an emoji of a family.
        '\u{200c}' | '\u{200d}' => None,
        sign if is_invisible(sign) => Some(""),
        '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => Some("\n"),
        _ => None,
    }
}

/// The bytes with which a sign that nobody sees may begin.
pub const SIGNS: [bool; 256] = set(b"\x0b\x0c\xC2\xD8\xE2\xEF");

/// May a text begin with a sign that nobody sees? Three bytes tell it from those that are common in French.
pub fn is_hidden(bytes: &[u8]) -> bool {
    match bytes {
        [0xC2, second, ..] => *second == 0xAD,
        [0xE2, 0x80, third, ..] => matches!(third, 0x8B..=0x8F | 0xA8..=0xAE),
        [0xE2, second, ..] => *second == 0x81,
        _ => true,
    }
}

/// The signs of the texts that nobody sees: one message for the whole.
fn hidden(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    if !text.scan.hides {
        return;
    }
    // What they begin with in bytes, and few other signs do.
    let may_hold = |byte: &u8| matches!(byte, 0xb | 0xc | 0xc2 | 0xd8 | 0xe2 | 0xef);
    let found = |piece: &Range<usize>| {
        let source = &text.text[piece.clone()];
        let places = source.bytes().enumerate().filter(|(_, byte)| may_hold(byte)).map(|(at, _)| at);
        let signs = places.filter_map(|at| Some((at, source[at..].chars().next()?)));
        // What hides a heading is told with it. A run of signs is looked through for its first one only.
        let hides = |at: usize| {
            let blank = |c: char| c != '\n' && c.is_whitespace() && instead(c).is_none();
            let before = source[..at].trim_end_matches(blank);
            (before.is_empty() || before.ends_with('\n')) && source[at..].trim_start_matches(NO_BREAK).starts_with('#')
        };
        let signs = signs.filter_map(|(at, c)| Some((at, c, instead(c)?))).filter(|(at, ..)| !hides(*at));
        let start = piece.start;
        signs.map(|(at, c, new)| (start + at..start + at + c.len_utf8(), new.to_owned())).collect()
    };
    let all: Vec<(Range<usize>, String)> = trace.texts.iter().flat_map(|piece| -> Vec<_> { found(piece) }).collect();
    let Some((first, _)) = all.first() else { return };
    let line = text.line_at(first.start);
    let word = |c: char| !is_space(c);
    let before = text.text[line.start..first.start].rsplit(|c| !word(c)).next().unwrap_or_default();
    let after = text.text[first.end..line.end.max(first.end)].split(|c| !word(c)).next().unwrap_or_default();
    let shown = |part: &str| part.chars().filter(|c| instead(*c).is_none()).take(30).collect::<String>();
    let words = format!("{}|{}", shown(before), shown(after));
    let message = Message::new("sign-hidden").with("words", words).with("others", all.len() - 1);
    let diagnostic = text.at(&HIDDEN, first, message).help(Message::new("sign-hidden-help"));
    slips.push(text.certain(diagnostic, all));
}

/// A paragraph moved to the right by spaces that do not break.
fn moved(text: &Text<'_>, range: &Range<usize>) -> Option<Slip> {
    let source = &text.text[range.clone()];
    let words = source.trim_start_matches(is_space);
    // One of them before a sign of Markdown is told for what it hides.
    let gap = range.start..range.start + source.len() - words.len();
    (words.starts_with(|c: char| c.is_alphanumeric() || "«\"“".contains(c))).then_some(())?;
    let line = words.lines().next().unwrap_or_default();
    let help = Message::new("write-line").with("line", line);
    let diagnostic = text.at(&TYPED, &gap, Message::new("sign-moved")).help(help);
    Some(text.certain(diagnostic, vec![(gap, String::new())]))
}

/// `&nbsp` and `&eacute` without their semicolon, and `&amp;nbsp;`, which shows `&nbsp;`.
fn entities(text: &Text<'_>, piece: &Range<usize>, slips: &mut Vec<Slip>) {
    let source = &text.text[piece.clone()];
    for (at, _) in source.match_indices('&') {
        let after = &source[at + 1..];
        let twice = after.strip_prefix("amp;");
        let name = twice.unwrap_or(after);
        let Some(entity) = ENTITIES.iter().find(|entity| name.starts_with(**entity)) else {
            let letters = after.bytes().take_while(u8::is_ascii_alphabetic).count();
            let whole = &source[at..at + 1 + letters];
            if (2..9).contains(&letters)
                && after[letters..].starts_with(';')
                && shown(&format!("{whole};")).len() > letters
            {
                let range = piece.start + at..piece.start + at + letters + 2;
                let message = Message::new("sign-entity-unknown").with("words", format!("{whole};"));
                let help = Message::new("sign-entity-unknown-help");
                slips.push(Slip::told(text.at(&TYPED, &range, message).help(help)));
            }
            continue;
        };
        let rest = &name[entity.len()..];
        let start = piece.start + at;
        let (edit, shown) = match (twice, rest.strip_prefix(';')) {
            (Some(_), Some(_)) => (start + 1..start + 5, start..start + entity.len() + 6),
            (None, None) if !["amp", "lt", "gt", "deg", "euro"].contains(entity) => {
                let end = start + 1 + entity.len();
                (end..end, start..end)
            }
            _ => continue,
        };
        let new = if edit.is_empty() { ";" } else { "" };
        let message = Message::new("sign-entity").with("words", &text.text[shown.clone()]);
        let help = Message::new("write-line").with("line", text.corrected(&edit, new));
        slips.push(text.certain(text.at(&TYPED, &shown, message).help(help), vec![(edit, new.to_owned())]));
    }
}

/// `<<mots>>` in place of « mots »: what stands between them would be lost as a tag.
fn chevrons(text: &Text<'_>, piece: &Range<usize>) -> Option<Slip> {
    /// Words between such signs are no longer, in bytes.
    const LONGEST: usize = 200;
    let line = text.line_at(piece.end.max(1) - 1);
    let offset = line.start.max(piece.start);
    let source = &text.text[offset..text.text.floor_char_boundary(line.end.min(piece.end + LONGEST))];
    let open = source.find("<<").filter(|at| !source[at + 2..].starts_with('<'))?;
    let close = open + source[open..].find(">>").filter(|n| !source[open + n + 2..].starts_with('>'))?;
    let words = source[open + 2..close].trim_matches(is_space);
    let said = !words.is_empty() && !words.contains(['<', '>', '`']) && words.chars().any(char::is_alphabetic);
    said.then_some(())?;
    // `x<<2 et y>>3` compares, or moves bits.
    let opens = source[..open].is_empty() || source[..open].ends_with(|c| is_space(c) || "('’".contains(c));
    let closes = !source[close + 2..].starts_with(char::is_alphanumeric);
    (opens || closes).then_some(())?;
    let range = offset + open..offset + close + 2;
    let new = format!("« {words} »");
    let help = Message::new("write-line").with("line", text.corrected(&range, &new));
    let message = Message::new("sign-chevrons").with("words", words);
    let diagnostic = text.at(&TYPED, &range, message).help(help);
    Some(match opens && closes {
        true => text.certain(diagnostic, vec![(range, new)]),
        false => Slip::told(diagnostic),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Declared;
    use crate::source::FileId;
    use crate::source::written::Written;

    fn found(source: &str) -> bool {
        let written = Written::free(FileId(0), 0, source.len());
        Text::new(source, &written, None, Declared::default()).scan.hides
    }

    #[test]
    fn every_sign_that_nobody_sees_may_be_hidden() {
        for sign in ('\0'..=char::MAX).filter(|sign| instead(*sign).is_some()) {
            assert!(found(&format!("l’été{sign}")), "{sign:?}");
        }
        assert!(!found("L’été… – « à 5 € »"));
    }
}
