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

/// The parts that are open before a byte, the last one at the end: what they are, and the words of the tags that open them.
pub fn open_before(template: &str, before: usize) -> Vec<(&str, Word<'_>)> {
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
    open
}

/// Which parts does a tag of this word close, or divide? None for the other tags.
pub fn ends(word: &str) -> &'static [&'static str] {
    match word {
        "else" => &["if", "for"],
        "elif" => &["if"],
        _ => word.strip_prefix("end").and_then(|part| OPEN.chunks(1).find(|open| open[0] == part)).unwrap_or_default(),
    }
}

/// Is a tag begun that nothing ends?
pub fn is_cut(template: &str) -> bool {
    let end = tags(template).last().map_or(0, |tag| tag.end);
    ["{%", "{{", "{#"].iter().any(|open| template[end..].contains(open))
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
    fn the_parts_left_open_are_found() {
        for (template, parts) in [
            ("{% if a %}{% for b in c %}{% endfor %}", "if"),
            ("{% if a %}{% else %}{% for b in c %}", "if for"),
            ("{% block a %}{% if a %}{% endblock %}", "block if"),
            ("{% set a = 1 %}{% set b %}{% endset %}", ""),
            ("{%- set_global a | upper -%}x", "set"),
            ("{# {% if a %} #}{{ \"{% if a %}\" }}{% raw %}{% if a %}{% endraw %}", ""),
            ("{% include \"a.html\" %}{% endif %}", ""),
        ] {
            let open: Vec<&str> = open_before(template, template.len()).into_iter().map(|(part, _)| part).collect();
            assert_eq!(open.join(" "), parts, "{template}");
        }
        let template = "{% if a %}{% endif %}";
        let word = word_at(template, 14).expect("a tag stands there");
        assert_eq!((word.range, word.text), (13..18, "endif"));
        assert!(open_before(template, 10).iter().all(|(_, word)| word.range == (3..5)));
    }

    #[test]
    fn what_a_tag_ends_and_a_tag_without_end_are_known() {
        assert_eq!((ends("endfor"), ends("elif"), ends("endraw")), (&["for"][..], &["if"][..], &[][..]));
        assert!(is_cut("{% if a %}{% endif") && is_cut("a {{ b") && !is_cut("{% if a %} b") && !is_cut(""));
    }
}
