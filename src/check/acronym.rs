//! Acronyms that neither the page nor the glossary spells out (RGAA 9.4 of old, and plain courtesy).

use std::collections::BTreeSet;

use crate::check::{Check, Context};
use crate::content::Page;
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::Value;
use crate::source::Span;

const BARE: Rule = Rule { code: "sigle-non-developpe", severity: Severity::Advice };

/// The check.
pub const CHECK: Check = Check { rules: &[&BARE], run };

/// What everybody reads as a word.
const KNOWN: [&str; 43] = [
    // What is left in place of words has its own message.
    "TODO", "FIXME", "TBD", "XXX", "FAIRE", "PDF", "HT", "TTC", "TVA", "PME", "TPE", "URL", "SMS", "TV", "USB", "GPS",
    "DVD", "CD", "ONG", "ONU", "SNCF", "EDF", "RADIO", "ISO", "CSV", "HTML", "JSON", "XML", "ZIP", "JPG", "PNG", "SVG",
    "RSS", "EPUB", "COVID", "SARL", "SAS", "SA", "PLUS", "NB", "OK", "FAQ", "WIFI",
];

fn run(context: &Context<'_>, report: &mut Report) {
    let site = context.site;
    // Without a glossary, a site does not ask for as much.
    if site.model.collections.iter().all(|collection| collection.role("abbreviation").is_none()) {
        return;
    }
    // Names that the site explains: the glossary, and the short names of its entries.
    let mut explained: BTreeSet<&str> = KNOWN.into_iter().collect();
    for (_, page) in site.iter() {
        for role in ["abbreviation", "short_title", "title"] {
            let field = site.model.collections[page.collection].role(role);
            let value = field.and_then(|field| page.values.iter().find(|(id, _)| *id == field.id));
            let text = value.and_then(|(_, value)| value.as_text()).unwrap_or_default();
            explained.extend(text.split(|c: char| !c.is_alphanumeric()).filter(|word| is_acronym(word)));
        }
    }
    for (_, page) in site.iter().filter(|(_, page)| page.lang.starts_with("fr")) {
        bare(context, page, &explained, report);
    }
}

/// Reports the acronyms of a page, each at its first use.
fn bare(context: &Context<'_>, page: &Page, explained: &BTreeSet<&str>, report: &mut Report) {
    let file = context.site.sources.file(page.file);
    if file.extension() != "md" {
        return;
    }
    let Some(text) = file.text() else { return };
    let fields: String =
        page.values.iter().filter_map(|(_, value)| Value::as_text(value)).collect::<Vec<_>>().join(" ");
    let body = text
        .rfind("\n---")
        .filter(|_| text.starts_with("---"))
        .map_or(0, |_| text[3..].find("\n---").map_or(0, |n| n + 7));
    let spelt: BTreeSet<&str> = spelt(text).chain(spelt(&fields)).collect();
    let mut seen = BTreeSet::new();
    for (at, word) in acronyms(&text[body..]) {
        if explained.contains(word) || spelt.contains(word) || !seen.insert(word) {
            continue;
        }
        let message = Message::new("acronym-bare").with("word", word);
        let span = Span::new(page.file, body + at, body + at + word.len());
        report.add(Diagnostic::at(&BARE, span, message).help(Message::new("acronym-bare-help").with("word", word)));
    }
}

/// The words that a text spells out: « (EIT) » after the whole name, or « EIT ( » before it.
fn spelt(text: &str) -> impl Iterator<Item = &str> {
    let letter = |c: char| c.is_alphanumeric();
    let before = text.match_indices(" (").map(move |(at, _)| {
        let start = text[..at].trim_end_matches(letter).len();
        &text[start..at]
    });
    let between = text.match_indices('(').filter_map(move |(at, _)| {
        let rest = &text[at + 1..];
        let end = rest.find(|c: char| !letter(c))?;
        rest[end..].starts_with(')').then(|| &rest[..end])
    });
    before.chain(between)
}

/// The words of two to six capitals of a text, outside codes, addresses and other capitals.
fn acronyms(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut code = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let fence = line.trim_start_matches(['>', ' ']).starts_with("```");
        code ^= fence;
        // Headings and lines in capitals are no acronyms.
        if code || fence || line.starts_with(['[', '<']) && line.contains("]:") || !line.chars().any(char::is_lowercase)
        {
            continue;
        }
        let own = in_line(line).into_iter().filter(|(from, word)| !is_shouted(line, *from, word));
        found.extend(own.map(|(from, word)| (at + from, word)));
    }
    found
}

/// Is it part of several words in capitals: « ZONES D'ACTIVITÉS »? Six letters are the most that an acronym has.
fn is_shouted(line: &str, at: usize, word: &str) -> bool {
    let is_word = |c: &char| c.is_alphabetic() || matches!(c, '\'' | '’');
    let shouted = |letters: String| letters.chars().count() > 6 && !letters.chars().any(char::is_lowercase);
    let after = line[at + word.len()..].trim_start_matches(' ').chars().take_while(is_word).collect();
    let before = line[..at].trim_end_matches(' ').chars().rev().take_while(is_word).collect();
    shouted(after) || shouted(before)
}

fn in_line(line: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut from, mut hidden, mut tag) = (None, 0usize, false);
    let chars: Vec<(usize, char)> = line.char_indices().chain([(line.len(), ' ')]).collect();
    for (index, (at, c)) in chars.iter().enumerate() {
        let before = index.checked_sub(1).map_or(' ', |n| chars[n].1);
        let inside = hidden > 0 || tag;
        // A tag of HTML has no acronyms; a sign of comparison is followed by a space.
        tag = match c {
            '<' => chars.get(index + 1).is_some_and(|(_, next)| next.is_ascii_alphabetic() || *next == '/'),
            '>' => false,
            _ => tag,
        };
        match c {
            '(' if before == ']' => hidden = 1,
            '(' if hidden > 0 => hidden += 1,
            ')' => hidden = hidden.saturating_sub(1),
            '`' => hidden = usize::from(hidden == 0),
            _ => {}
        }
        let part = c.is_alphanumeric() || "/.@_-".contains(*c);
        match (from, part) {
            (None, true) => from = Some(*at),
            (Some(start), false) => {
                let word = line[start..*at].trim_end_matches(['.', '-', '/']);
                if !inside && !matches!(c, '<' | '~') && is_acronym(word) && !line[..start].ends_with(['!', '[', '&']) {
                    found.push((start, word));
                }
                from = None;
            }
            _ => {}
        }
    }
    found
}

/// Two to six capitals that are no Roman number.
fn is_acronym(word: &str) -> bool {
    let capitals = word.chars().all(|c| c.is_ascii_uppercase());
    (2..=6).contains(&word.len()) && capitals && !word.chars().all(|c| "IVXLCDM".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_are_words_of_capitals() {
        let words = |text: &str| acronyms(text).into_iter().map(|(_, word)| word.to_owned()).collect::<Vec<_>>();
        assert_eq!(words("Le PETR et la DDTM, au XIX siècle, à l'ADEME."), ["PETR", "DDTM", "ADEME"]);
        assert!(words("LE TITRE EN CAPITALES\n`SIRET` [lien](https://INSEE.fr/X) > [!CONSEIL] et a.SNC").is_empty());
        assert!(words("une part de CO~2~").is_empty());
        assert!(words("<TABLE><TR><TD>a</TD></TR></TABLE>").is_empty());
        assert!(words("```\nPETR et ddtm\n```").is_empty());
    }
}
