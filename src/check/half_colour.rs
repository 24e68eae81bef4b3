//! A colour of text without that of its ground, or a picture under a text without a colour behind it (RGAA 10.5): a
//! reader who sets one of the two, or a picture that does not come, would leave nothing to read.

use std::ops::Range;

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::source::{FileId, Span};

const HALF: Rule = Rule { code: "couleur-seule", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&HALF], run };

fn run(context: &Context<'_>, report: &mut Report) {
    let sheets = context.theme.statics.iter().filter(|(name, _)| name.ends_with(".css"));
    let sheets: Vec<(FileId, &str)> =
        sheets.filter_map(|(_, id)| Some((*id, context.site.sources.file(*id).text()?))).collect();
    let mut ink: Option<Span> = None;
    let mut page = (false, false);
    for (id, css) in sheets {
        for (selector, declarations) in rules(css) {
            let text = |range: &Range<usize>| css[range.clone()].trim();
            let named = |names: &[&str]| declarations.iter().find(|(name, _)| names.contains(&text(name)));
            let colour = named(&["color"]);
            let ground = named(&["background", "background-color"]);
            let is_page = selector.split(',').any(|part| ["html", "body", ":root"].contains(&part.trim()));
            if is_page {
                page = (page.0 || colour.is_some(), page.1 || ground.is_some());
            }
            let at = |range: &Range<usize>| Span::new(id, range.start, range.end);
            ink = ink.or(colour.map(|(name, value)| Span::new(id, name.start, value.end)));
            let picture = named(&["background", "background-image"]).filter(|(_, value)| text(value).contains("url("));
            if let Some((_, value)) = picture {
                let alone = text(value);
                let outside =
                    alone.split_once("url(").and_then(|(before, rest)| Some((before, rest.split_once(')')?.1)));
                let coloured =
                    |words: &str| words.split(|c: char| c.is_whitespace() || ",/!".contains(c)).any(is_colour);
                let behind = outside.is_some_and(|(before, after)| coloured(before) || coloured(after));
                if !behind && named(&["background-color"]).is_none() {
                    let help = Message::new("half-picture-help");
                    report.add(Diagnostic::at(&HALF, at(value), Message::new("half-picture")).help(help));
                }
            }
        }
    }
    // What is said of the whole page holds for all that does not say better.
    if let Some(span) = ink.filter(|_| page != (true, true)) {
        report.add(Diagnostic::at(&HALF, span, Message::new("half-colour")).help(Message::new("half-colour-help")));
    }
}

/// The plain words of `background` that are no colour; `transparent` leaves nothing behind a picture.
const KEYWORDS: [&str; 22] = [
    "repeat",
    "space",
    "round",
    "fixed",
    "scroll",
    "local",
    "center",
    "left",
    "right",
    "top",
    "bottom",
    "cover",
    "contain",
    "auto",
    "text",
    "none",
    "inherit",
    "initial",
    "unset",
    "revert",
    "important",
    "transparent",
];
/// A word that is, or opens, a colour: `#fff`, `rgb(…`, or a name, `white`.
fn is_colour(word: &str) -> bool {
    let opens = ["#", "var(", "rgb", "hsl", "hwb(", "oklch", "oklab(", "lab(", "lch(", "color"];
    let is_name = !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic());
    opens.iter().any(|start| word.starts_with(start))
        || is_name && !KEYWORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// One declaration: the places of its name and of its value.
type Declaration = (Range<usize>, Range<usize>);

/// The rules of a style sheet, each with its selector and its declarations; comments hold none.
fn rules(css: &str) -> Vec<(&str, Vec<Declaration>)> {
    let mut found = Vec::new();
    let mut open: Vec<(&str, Vec<Declaration>)> = Vec::new();
    let (mut start, mut rest) = (0, 0);
    while let Some(at) = css[rest..].find(['{', '}', ';', '/', '(', '"', '\'']).map(|n| n + rest) {
        let skip = |end: &str| css[at + 1..].find(end).map_or(css.len(), |n| at + 1 + n + end.len());
        rest = at + 1;
        match css.as_bytes()[at] {
            b'/' if css[at..].starts_with("/*") => {
                rest = skip("*/");
                if css[start..at].trim().is_empty() {
                    start = rest;
                }
                continue;
            }
            b'(' => {
                rest = skip(")");
                continue;
            }
            quote @ (b'"' | b'\'') => {
                rest = skip(if quote == b'"' { "\"" } else { "'" });
                continue;
            }
            b'/' => continue,
            b'{' => open.push((css[start..at].trim(), Vec::new())),
            end => {
                let colon = css[start..at].find(':').map(|n| n + start);
                if let (Some(colon), Some((_, declarations))) = (colon, open.last_mut()) {
                    declarations.push((start..colon, colon + 1..at));
                }
                if end == b'}' {
                    found.extend(open.pop());
                }
            }
        }
        start = rest;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_with_their_declarations() {
        let css = "/* a { */ @media print { body, p { color: red; background: url(\"a;b.png\") #fff } } a::before{content:'}'}";
        let read: Vec<(&str, Vec<&str>)> = rules(css)
            .into_iter()
            .map(|(selector, all)| (selector, all.into_iter().map(|(name, _)| css[name].trim()).collect()))
            .collect();
        assert_eq!(read[0], ("body, p", vec!["color", "background"]));
        assert_eq!(read.last(), Some(&("a::before", vec!["content"])));
    }
}
