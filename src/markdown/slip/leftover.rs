//! What other programs leave in a text that is copied from them: shown as it is, it means nothing to who reads.

use std::ops::Range;

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::{Kind, Piece, Slip, Text, Trace, holds, is_space};

/// Signs of another program.
pub const LEFTOVER: Rule = Rule { code: "reste-de-logiciel", severity: Severity::Error };

/// What a word processor writes in place of a reference that it lost, and a program that converses around its text.
pub const LOST: [&str; 14] = [
    "[Commentaire [",
    "Commentaire [",
    "Commenté [",
    "En tant que modèle de langage",
    "En tant qu’intelligence artificielle",
    "En tant qu'intelligence artificielle",
    "Voici une version améliorée de votre texte",
    "Voici une version corrigée de votre texte",
    "As an AI language model",
    "Source du renvoi introuvable",
    "Signet non défini",
    "Liaison incorrecte",
    "Reference source not found",
    "Bookmark not defined",
];

/// Finds the first of a piece of text.
pub fn piece(text: &Text<'_>, piece: &Piece<'_>, slips: &mut Vec<Slip>) {
    let Some(found) = leftover(text, piece) else { return };
    let words = &piece.source[found.clone()];
    let help = match words {
        words if words.starts_with("==") => "leftover-mark-help",
        words if [":::", "!!!", "[!"].iter().any(|sign| words.starts_with(sign)) => "leftover-callout-help",
        _ => "leftover-help",
    };
    let message = match words {
        words if words.starts_with("[!") => "callout-bare",
        _ => "leftover",
    };
    let message = Message::new(message).with("words", words);
    slips.push(Slip::told(text.at(&LEFTOVER, &piece.place(&found), message).help(Message::new(help))));
}

fn leftover(text: &Text<'_>, piece: &Piece<'_>) -> Option<Range<usize>> {
    let source = piece.source;
    let before = &text.text[..piece.start];
    let begins = before.is_empty() || before.ends_with('\n');
    // Each is looked for where one of its signs stands.
    let with = |signs: &[u8], find: fn(&str) -> Option<Range<usize>>| {
        Some(source).filter(|_| piece.has_any(signs)).and_then(find)
    };
    sentence(piece)
        .or_else(|| with(b"[\xE3", of_a_machine))
        .or_else(|| with(b"0123456789", searched))
        .or_else(|| with(b"[{:!", of_a_site))
        .or_else(|| with(b"=", marked))
        .or_else(|| callout(source).filter(|_| begins))
}

/// Where some words stand. Whether they begin at all costs much less to know, and most often they do not.
fn place_of(source: &str, words: &str) -> Option<usize> {
    let beginning = &words[..words.floor_char_boundary(16)];
    source.contains(beginning).then(|| source.find(words)).flatten()
}

/// Finds the tags of a word processor and the formulas of a spreadsheet.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    if text.has_any(b"<") {
        tags(text, trace, slips);
    }
    if text.has_any(b"=#") {
        formulas(text, trace, slips);
    }
}

/// Those of the cells of tables: a paragraph may speak of formulas.
fn formulas(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    // Both of their signs are among these places.
    let mut may_hold = holds(text.scan.pieces.iter().copied());
    let tables = trace.leaves.iter().filter(|leaf| leaf.kind == Kind::Table).map(|leaf| &leaf.range);
    let cells = tables.flat_map(|table| {
        let first = trace.texts.partition_point(|range| range.start < table.start);
        trace.texts[first..].iter().take_while(|range| range.start < table.end)
    });
    for range in cells.filter(|range| may_hold(range)) {
        let Some(found) = of_a_spreadsheet(&text.text[range.clone()]) else { continue };
        let place = range.start + found.start..range.start + found.end;
        let words = &text.text[place.clone()];
        let message = if words.starts_with('=') { "leftover-formula" } else { "leftover-formula-error" };
        let diagnostic = text.at(&LEFTOVER, &place, Message::new(message).with("words", words));
        slips.push(Slip::told(diagnostic.help(Message::new("leftover-formula-help"))));
    }
}

/// `<o:p>`, `<w:br/>`: one message for a line.
fn tags(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    let html = trace.leaves.iter().filter(|leaf| leaf.kind == Kind::Html).map(|leaf| &leaf.range);
    let html = html.filter(|range| !text.text[(*range).clone()].starts_with("<!--"));
    let pieces = trace.texts.iter().chain(html).map(|range| (range.start, &text.text[range.clone()]));
    let starts = pieces.flat_map(|(start, source)| source.match_indices('<').map(move |(at, _)| start + at));
    let mut found: Vec<Range<usize>> = starts.filter_map(|start| tag(text.text, start)).collect();
    found.sort_unstable_by_key(|range| range.start);
    for line in found.chunk_by(|one, next| text.line_at(one.start) == text.line_at(next.start)) {
        let [first, ..] = line else { continue };
        let message = Message::new("leftover-tag").with("words", &text.text[first.clone()]);
        let mut diagnostic = text.at(&LEFTOVER, first, message).help(Message::new("leftover-tag-help"));
        diagnostic.severity = Severity::Warning;
        slips.push(text.certain(diagnostic, line.iter().map(|range| (range.clone(), String::new())).collect()));
    }
}

/// The tag of a word processor that begins at a place.
fn tag(text: &str, start: usize) -> Option<Range<usize>> {
    const NAMES: [&str; 8] = ["o:", "w:", "v:", "m:", "st1:", "?xml:", "![if ", "![endif"];
    /// None is longer, in bytes.
    const LONGEST: usize = 400;
    let inside = text[start + 1..].trim_start_matches('/');
    let name = NAMES.iter().find(|name| inside.starts_with(**name))?;
    let named = name.starts_with('!') || inside[name.len()..].starts_with(|c: char| c.is_ascii_alphabetic());
    // Another one begins before this one ends: it is cut.
    let end = start + 1 + text[start + 1..text.floor_char_boundary(start + LONGEST)].find(['<', '>', '\n'])?;
    (named && text[end..].starts_with('>')).then_some(start..end + 1)
}

/// Does a text begin with such words?
pub fn begins(text: &str) -> bool {
    // Most texts begin otherwise, which two bytes tell.
    let may_begin = matches!(
        text.as_bytes(),
        [b'[', b'C', ..]
            | [b'A', b's', ..]
            | [b'B' | b'C' | b'V', b'o', ..]
            | [b'E', b'n', ..]
            | [b'L', b'i', ..]
            | [b'R', b'e', ..]
            | [b'S', b'i' | b'o', ..]
    );
    may_begin && LOST.iter().any(|words| text.starts_with(words))
}

/// The first words of another program.
fn sentence(piece: &Piece<'_>) -> Option<Range<usize>> {
    let source = piece.source;
    LOST.iter().filter(|words| piece.has_any(&words.as_bytes()[..1])).find_map(|words| {
        let start = place_of(source, words)?;
        // « Erreur ! » stands before it.
        let before = source[..start].trim_end_matches(|c| is_space(c) || c == '!');
        let from = ["Erreur", "Error"].iter().find_map(|word| before.strip_suffix(word)).map_or(start, str::len);
        Some(from..start + words.len())
    })
}

/// What a conversational program leaves of its sources.
fn of_a_machine(source: &str) -> Option<Range<usize>> {
    let pair = |open: &str, close: char| {
        let start = place_of(source, open)?;
        let end = source[start..].find(close).map_or(start + open.len(), |n| start + n + close.len_utf8());
        Some(start..end)
    };
    pair(":contentReference[oaicite", '}')
        .or_else(|| pair("【", '】'))
        .or_else(|| pair("[oai_citation", ')'))
        .or_else(|| pair("[cite:", ']'))
        .or_else(|| pair("[cite_", ']'))
}

/// `turn0search3`: the name that such a program gives to a source.
fn searched(source: &str) -> Option<Range<usize>> {
    let private = |c: char| matches!(c, '\u{e000}'..='\u{f8ff}') && !matches!(c, '\u{f0a0}'..='\u{f0ff}');
    let first = place_of(source, "turn")?;
    source[first..].match_indices("turn").map(|(at, _)| first + at).find_map(|at| {
        let rest = &source[at + 4..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let kind =
            ["search", "view", "news", "image", "file"].iter().find(|kind| rest[digits..].starts_with(**kind))?;
        let after = &rest[digits + kind.len()..];
        let last = after.bytes().take_while(u8::is_ascii_digit).count();
        let before = source[..at].trim_end_matches(private);
        let start = before.strip_suffix("cite").unwrap_or(before).trim_end_matches(private).len();
        let end = at + 4 + digits + kind.len() + last;
        let end = source.len() - source[end..].trim_start_matches(private).len();
        (digits > 0 && last > 0).then_some(start..end)
    })
}

/// The own signs of other generators of sites: `{{< youtube >}}`, `:::note`, `!!! note`.
fn of_a_site(source: &str) -> Option<Range<usize>> {
    let pair = |open: &str, close: &str| {
        let start = place_of(source, open)?;
        let inside = start + open.len();
        let end = source[inside..].find(close).map(|n| inside + n + close.len())?;
        (!source[start..end].contains('\n')).then_some(start..end)
    };
    let line = |open: &str| {
        let first = place_of(source, open)?;
        let mut places = source[first..].match_indices(open).map(|(at, _)| first + at);
        let start = places.find(|at| source[..*at].is_empty() || source[..*at].ends_with('\n'))?;
        let end = source[start..].find('\n').map_or(source.len(), |n| start + n);
        source[start + open.len()..end].starts_with(|c: char| c.is_alphabetic() || c == ' ').then_some(start..end)
    };
    let of_a_blog = || {
        let start = source.find("[/").or_else(|| source.find("=\"").and_then(|at| source[..at].rfind('[')))?;
        let end = source[start..].find(']').map(|n| start + n + 1)?;
        let name = source[start + 1..end].trim_start_matches('/');
        let letters = name.bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'_').count();
        // What closes a code holds its name alone: « [/quoi que ce soit] » is a text.
        let after: &[char] = if source[start..].starts_with("[/") { &[']'] } else { &[' ', ']'] };
        (letters > 2 && name[letters..].starts_with(after)).then_some(start..end)
    };
    let template = |open: &str, close: &str| {
        pair(open, close).filter(|found| {
            let inside = &source[found.start + 2..found.end - 2];
            !["toc", ""].contains(&inside.trim().to_lowercase().as_str())
        })
    };
    let of_a_theme = || {
        let found = [template("{{", "}}"), template("{%", "%}")];
        found.into_iter().flatten().min_by_key(|found| found.start)
    };
    pair("{{<", ">}}")
        .or_else(|| pair("{{%", "%}}"))
        .or_else(of_a_theme)
        .or_else(of_a_blog)
        .or_else(|| line(":::"))
        .or_else(|| line("!!! "))
}

/// `=SOMME(B2:B5)`, `#REF!`: a formula that nothing computes, or that could not be.
fn of_a_spreadsheet(source: &str) -> Option<Range<usize>> {
    const ERRORS: [&str; 9] =
        ["#REF!", "#DIV/0!", "#VALEUR!", "#VALUE!", "#NOM?", "#NAME?", "#NOMBRE!", "#NUM!", "#N/A"];
    let errors = if source.contains('#') { ERRORS.as_slice() } else { &[] };
    let error = errors.iter().find_map(|words| source.find(words).map(|at| at..at + words.len()));
    error.or_else(|| {
        let trimmed = source.trim_start_matches(is_space);
        let inside = trimmed.strip_prefix('=')?;
        let name = inside.bytes().take_while(u8::is_ascii_uppercase).count();
        let formula = name > 1 && inside[name..].starts_with('(') && inside.contains(')');
        let start = source.len() - trimmed.len();
        formula.then(|| start..start + 1 + inside.find(')').map_or(inside.len(), |end| end + 1))
    })
}

/// `[!CONSEIL]` at the beginning of a line without its `>`.
fn callout(source: &str) -> Option<Range<usize>> {
    let end = source.strip_prefix("[!")?.find(']')? + "[!]".len();
    source[2..end - 1].chars().all(|c| c.is_alphabetic() || c == ' ').then_some(0..end)
}

/// `==mots==`: a mark that Markdown does not know.
fn marked(source: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(start) = source[from..].find("==").map(|n| n + from) {
        let inside = &source[start + 2..];
        let end = inside.find("==")?;
        let words = &inside[..end];
        let touches = words.starts_with(char::is_alphanumeric)
            && words.ends_with(|c: char| c.is_alphanumeric() || ".!?".contains(c));
        if touches && !words.contains('\n') {
            return Some(start..start + 2 + end + 2);
        }
        from = start + 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_other_programs_are_known() {
        let found = |source: &str| {
            let piece = Piece::new(source, &(0..source.len()));
            let range = sentence(&piece).or_else(|| of_a_machine(source)).or_else(|| of_a_site(source));
            let range = range.or_else(|| marked(source));
            range.map(|range| source[range].to_owned())
        };
        assert_eq!(
            found("Voir Erreur\u{a0}! Source du renvoi introuvable.").as_deref(),
            Some("Erreur\u{a0}! Source du renvoi introuvable")
        );
        assert_eq!(found("Selon l'étude 【4†source】.").as_deref(), Some("【4†source】"));
        assert_eq!(found("{{< youtube abc >}}").as_deref(), Some("{{< youtube abc >}}"));
        assert_eq!(found(":::note Titre").as_deref(), Some(":::note Titre"));
        assert_eq!(found("un ==mot important== ici").as_deref(), Some("==mot important=="));
        for plain in ["a == b == c", "un \\* seul", "le signet", "x = {y}", "100 % {a}", "!!!"] {
            assert_eq!(found(plain), None, "{plain}");
        }
    }
}
