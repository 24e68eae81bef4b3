//! The tags of a template that open a part, and those that close one: which one was left open, or closes nothing.

use std::ops::Range;

use crate::theme::work::{keyword, tags};

/// The tags that open a part; each is closed by one of its name after `end`.
const OPEN: [&str; 6] = ["if", "for", "block", "component", "filter", "set"];
/// The words with which the other tags of tera 2 begin (`parse_tag` of `parser.rs`).
const OTHERS: [&str; 9] = ["include", "extends", "elif", "else", "break", "continue", "set_global", "raw", "endraw"];

/// A tag: where its word stands, and the word.
pub struct Word<'t> {
    /// Where it stands.
    pub range: Range<usize>,
    /// The word.
    pub text: &'t str,
}

/// The word of the tag `{% … %}` that holds a byte of a template.
pub fn word_at(template: &str, byte: usize) -> Option<Word<'_>> {
    let tag = tags(template).find(|tag| tag.contains(&byte))?;
    word(template, tag)
}

/// The word of the last tag before a byte that opens a part which none closes there.
pub fn left_open(template: &str, before: usize) -> Option<Word<'_>> {
    let mut open = Vec::new();
    for tag in tags(template).take_while(|tag| tag.end <= before) {
        let is_value = template[tag.clone()].contains('=');
        let Some(word) = word(template, tag) else { continue };
        let part = if word.text == "set_global" { "set" } else { word.text };
        if OPEN.contains(&part) && !(part == "set" && is_value) {
            open.push((part, word));
        } else if word.text.strip_prefix("end").is_some_and(|end| open.last().is_some_and(|(part, _)| *part == end)) {
            open.pop();
        }
    }
    open.pop().map(|(_, word)| word)
}

/// Does a tag of this word close a part, or begin its other half?
pub fn ends_part(word: &str) -> bool {
    matches!(word, "else" | "elif") || word.strip_prefix("end").is_some_and(|part| OPEN.contains(&part))
}

/// The words with which tags begin.
pub fn words() -> Vec<String> {
    let ends = OPEN.iter().map(|part| format!("end{part}"));
    OPEN.iter().chain(&OTHERS).map(|word| (*word).to_owned()).chain(ends).collect()
}

fn word(template: &str, tag: Range<usize>) -> Option<Word<'_>> {
    let text = keyword(&template[tag.clone()]).filter(|word| !word.is_empty())?;
    let start = tag.start + template[tag].find(text)?;
    Some(Word { range: start..start + text.len(), text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_part_left_open_is_found() {
        for (template, open) in [
            ("{% if a %}{% for b in c %}{% endfor %}", Some("if")),
            ("{% if a %}{% else %}{% for b in c %}", Some("for")),
            ("{% block a %}{% if a %}{% endblock %}", Some("if")),
            ("{% set a = 1 %}{% set b %}{% endset %}", None),
            ("{%- set_global a | upper -%}x", Some("set_global")),
            ("{# {% if a %} #}{{ \"{% if a %}\" }}{% raw %}{% if a %}{% endraw %}", None),
            ("{% include \"a.html\" %}{% endif %}", None),
        ] {
            assert_eq!(left_open(template, template.len()).map(|word| word.text), open, "{template}");
        }
        let template = "{% if a %}{% endif %}";
        let word = word_at(template, 14).expect("a tag stands there");
        assert_eq!((word.range, word.text), (13..18, "endif"));
        assert!(left_open(template, 10).is_some_and(|word| word.range == (3..5)));
    }
}
