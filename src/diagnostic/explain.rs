//! What each code means, from `messages/checks.*.md`: for the command line and the documentation.

use crate::diagnostic::Lang;
use crate::diagnostic::terminal::Style;

const FRENCH: &str = include_str!("../../messages/checks.fr.md");
const ENGLISH: &str = include_str!("../../messages/checks.en.md");

/// Every code that has an explanation, with its text, in the order of the file.
pub fn sections(lang: Lang) -> impl Iterator<Item = (&'static str, &'static str)> {
    let text = if lang == Lang::French { FRENCH } else { ENGLISH };
    let parts = text.strip_prefix("## ").unwrap_or(text).split("\n## ");
    parts.filter_map(|part| part.split_once('\n')).map(|(code, text)| (code.trim(), text.trim()))
}

/// The explanation of a code.
pub fn page(code: &str, lang: Lang) -> Option<&'static str> {
    sections(lang).find(|(name, _)| *name == code).map(|(_, text)| text)
}

/// Its first paragraph, on one line.
pub fn summary(code: &str, lang: Lang) -> &'static str {
    page(code, lang).and_then(|text| text.lines().next()).unwrap_or_default()
}

/// An explanation as a terminal shows it: the stars of bold words become bold, or go.
pub fn shown(text: &str, style: Style) -> String {
    let mut shown = String::with_capacity(text.len());
    for (index, part) in text.split("**").enumerate() {
        match (style, index % 2) {
            (Style::Colour, 1) => shown.push_str(&format!("\u{1b}[1m{part}\u{1b}[0m")),
            _ => shown.push_str(part),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_by_its_code() {
        assert!(page("lien-mort", Lang::French).is_some_and(|text| text.contains("**Pourquoi.**")));
        assert_eq!(page("lien", Lang::French), None);
        assert_eq!(shown("a **b.** c", Style::Plain), "a b. c");
    }
}
