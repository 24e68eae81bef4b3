//! Which parts of the value `page`, and of the fields in it, the templates of a theme ask for: the others are left out.

use std::collections::BTreeSet;

use super::work;

/// The value whose parts are told apart.
const PAGE: &str = "page";
/// The fields of a page by their names, each of which has parts that are told apart: `page.f.NAME.PART`.
const FIELDS: &str = "f";
/// Where fields are found otherwise.
const LISTS: [&str; 3] = ["fields", "items", "parts"];

/// The words of the templates, and what they do with the page.
#[derive(Debug, Default)]
pub struct Asked {
    /// Ordered by their length first, which is compared at once.
    words: Vec<String>,
    /// Is the page taken as a whole somewhere, so that any part of it may be seen?
    whole: bool,
    /// Is a field taken as a whole somewhere?
    whole_field: bool,
}

impl Asked {
    /// What these templates ask for.
    pub fn of<'a>(templates: impl Iterator<Item = &'a str>) -> Asked {
        let mut asked = Asked::default();
        let mut words = BTreeSet::new();
        for template in templates {
            for tag in work::tags(template).map(|at| &template[at]).filter(|tag| !tag.starts_with("{#")) {
                let tokens: Vec<&str> = tokens(&tag[2..tag.len() - 2]).collect();
                asked.whole |= takes_all(&tokens) || (0..tokens.len()).any(|at| is_whole(&tokens, at));
                asked.whole_field |= (0..tokens.len()).any(|at| is_whole_field(&tokens, at));
                words.extend(tokens.into_iter().filter(|token| token.starts_with(is_of_word)));
            }
        }
        asked.words = words.into_iter().map(str::to_owned).collect();
        asked.words.sort_by_key(String::len);
        asked
    }

    /// May a template see this part of the page?
    pub fn has(&self, part: &str) -> bool {
        self.whole || self.words.binary_search_by(|word| (word.len(), word.as_str()).cmp(&(part.len(), part))).is_ok()
    }

    /// May a template see this part of the fields of a page?
    pub fn has_of_fields(&self, part: &str) -> bool {
        self.whole_field || self.has(part)
    }
}

/// Is it a sign of a name?
pub fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The words of a tag, and its signs one by one.
fn tokens(tag: &str) -> impl Iterator<Item = &str> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let word = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        let (token, after) = rest.split_at(word.max(if is_of_word(first) { 0 } else { first.len_utf8() }));
        rest = after;
        Some(token)
    })
}

/// Does a component take whatever it is given (`...rest`)? The page may then go under any name.
fn takes_all(tokens: &[&str]) -> bool {
    let is_declared = tokens.iter().find(|token| token.starts_with(is_of_word)) == Some(&"component");
    is_declared && tokens.windows(3).any(|three| three == [".", ".", "."])
}

/// Is the page taken as a whole at this word? Not where one of its parts is named, nor where a component gets it under
/// the same name, as it is or with some parts in the place of its own.
fn is_whole(tokens: &[&str], at: usize) -> bool {
    if tokens[at] != PAGE {
        return false;
    }
    let (before, after) = (&tokens[..at], &tokens[at + 1..]);
    let is_part_of_another = before.ends_with(&["."]) && !before.ends_with(&[".", "."]);
    let is_declared = before.iter().find(|token| token.starts_with(is_of_word)) == Some(&"component");
    let is_part_named = after.starts_with(&["."]) || after.starts_with(&["?", "."]);
    let is_name = after.starts_with(&["="]) && !after.starts_with(&["=", "="]);
    let is_passed_on = [&["{"][..], &["{", "{", ".", ".", "."]]
        .iter()
        .any(|opening| before.strip_suffix(*opening).is_some_and(|before| before.ends_with(&[PAGE, "="])));
    !(is_part_of_another || is_declared || is_part_named || is_name || is_passed_on)
}

/// Is a field taken as a whole at this word: are fields found there otherwise than by a name that a part follows? What
/// is neither a part of something nor between quotes is a name that the template gives itself.
fn is_whole_field(tokens: &[&str], at: usize) -> bool {
    let is_reached = at > 0 && [".", "\"", "'", "`"].contains(&tokens[at - 1]);
    let part = |tokens: &[&str]| tokens.iter().position(|token| *token != "?").filter(|at| tokens[*at] == ".");
    let is_part_named = || {
        let after = &tokens[at + 1..];
        let name = part(after).map(|dot| &after[dot + 1..]).filter(|name| !name.is_empty());
        name.is_some_and(|name| part(&name[1..]).is_some())
    };
    is_reached && (LISTS.contains(&tokens[at]) || tokens[at] == FIELDS && !is_part_named())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_apart_where_they_are_named() {
        let asked = Asked::of(
            [
                "page {{ page.title }}{# page | hidden #}{% if page?.body %}{% for x in page . toc %}{{ t.page }}",
                "{% component around(page, @t) %}{{ <around page={page} /> }}{{ <a page={ {...page, \"b\": []} } /> }}",
            ]
            .into_iter(),
        );
        assert!(["title", "body", "toc", "b"].iter().all(|part| asked.has(part)));
        assert!(!asked.has("minutes") && !asked.has("hidden"));
    }

    #[test]
    fn parts_of_fields_are_told_apart_where_fields_are_reached_by_their_names_alone() {
        let apart = "{% for f in page.facets %}{{ f.label }}{% endfor %}{{ <items f={page.f.a.value} /> }}{{ page?.f?.b?.unit }}";
        let asked = Asked::of([apart].into_iter());
        assert!(asked.has_of_fields("unit") && !asked.has_of_fields("role"));
        for template in [
            "{{ page.f.a }}",
            "{{ page.f.a | get(key=t.name) }}",
            "{{ page.f.a[t.name] }}",
            "{{ page.f['a'].label }}",
            "{% for name, field in page.f %}",
            "{% for field in page.fields %}{{ field | json }}",
            "{{ page | get(key=\"fields\") }}",
            "{% for item in page.items %}{{ item.f.a.label }}",
            "{% for part in page.parts %}",
            "{{ <field it={page.f.a} /> }}",
            "{{ { ...page.f.a } }}",
        ] {
            assert!(Asked::of([template].into_iter()).has_of_fields("role"), "{template}");
        }
    }

    #[test]
    fn all_parts_may_be_seen_where_the_page_is_taken_as_a_whole() {
        for template in [
            "{{ page }}",
            "{{ page | get(key=t.name) }}",
            "{{ page[t.name] }}",
            "{% for name, value in page %}",
            "{% set all = page %}",
            "{{ <around it={page} /> }}",
            "{{ <around it={ {...page} } /> }}",
            "{% if page == x %}",
            "{{ [page] }}",
            "{% component any(...rest) %}{{ rest.page | get(key=name) }}",
        ] {
            assert!(Asked::of([template].into_iter()).has("minutes"), "{template}");
        }
    }
}
