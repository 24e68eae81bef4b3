//! A published page, whose tags are read once for all the checks that ask about them.

use std::collections::BTreeSet;

use crate::check::third_party::{asking, loaded};
use crate::output::OutputFile;
use crate::output::tag::{Tag, opening_tags, opening_tags_of, written_ids};

/// What the checks ask of a published page.
pub struct Published<'a> {
    /// Where it is published.
    pub path: &'a str,
    /// The same, as it is published.
    pub file: &'a OutputFile,
    /// How many brackets it holds that may begin a tag: no fewer than its elements.
    pub brackets: usize,
    /// The names that two of its parts have.
    pub twice: BTreeSet<&'a str>,
    /// Its headings that skip a level.
    pub skips: Vec<Skip<'a>>,
    /// The scripts that it holds; not those that it names, nor data.
    pub scripts: Vec<&'a str>,
    /// The addresses of other sites that a browser asks for by itself.
    pub outside: Vec<&'a str>,
}

/// A heading that skips a level.
pub struct Skip<'a> {
    /// The level above.
    pub above: u8,
    /// Its own level.
    pub level: u8,
    /// Its name.
    pub id: Option<&'a str>,
}

impl<'a> Published<'a> {
    /// Reads a file of the output; none when it is no page.
    pub fn read(path: &'a str, file: &'a OutputFile) -> Option<Published<'a>> {
        if !path.ends_with(".html") {
            return None;
        }
        let html = file.text()?;
        let (mut skips, mut scripts, mut outside) = (Vec::new(), Vec::new(), Vec::new());
        // The title of the page is the first level.
        let mut above = 1;
        for tag in opening_tags_of(html, is_asked) {
            if let Some(level) = level(tag.name) {
                skips.extend((level > above + 1).then(|| Skip { above, level, id: tag.attribute("id") }));
                above = level;
            }
            scripts.extend(script(&tag, html));
            outside.extend(loaded(&tag));
        }
        let brackets = super::count(b'<', html.as_bytes());
        Some(Published { path, file, brackets, twice: twice(html), skips, scripts, outside })
    }
}

/// The names that two parts of a page have. Tags are read for them only when one is written twice, were it in an example
/// or in a comment.
fn twice(html: &str) -> BTreeSet<&str> {
    match repeated(written_ids(html).collect()) {
        twice if twice.is_empty() => twice,
        _ => repeated(opening_tags(html).filter_map(|tag| tag.attribute("id")).collect()),
    }
}

/// What is there more than once.
fn repeated(mut names: Vec<&str>) -> BTreeSet<&str> {
    names.sort_unstable();
    names.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0]).collect()
}

/// Is something asked of the elements of this name?
fn is_asked(name: &str) -> bool {
    name == "script" || level(name).is_some() || !asking(name).is_empty()
}

/// The level of a heading: `h2`.
fn level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// The script that a tag begins; not one that it names, nor data.
fn script<'a>(tag: &Tag<'a>, html: &'a str) -> Option<&'a str> {
    let is_code = || !tag.attribute("type").unwrap_or_default().contains("json");
    if tag.name != "script" || tag.attribute("src").is_some() || !is_code() {
        return None;
    }
    let start = tag.text.as_ptr() as usize - html.as_ptr() as usize + tag.text.len() + 1;
    html.get(start..)?.split("</script").next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_twice_when_tags_have_them_twice() {
        let pieces = [
            "<p id=\"a\">",
            "<p\nclass=\"x\" id=\"a\"/>",
            "<p data-id=\"a\" title=\" > id='a'\">",
            "<!-- <p id=\"a\"> -->",
            "<script>x = '<p id=\"a\">'</script>",
            "<p id=\"b\"> id=\"a\"",
            "<p id=\"",
            "<p id=\"a",
        ];
        for picked in 0..1 << pieces.len() {
            let html: String =
                pieces.iter().enumerate().filter(|(n, _)| picked >> n & 1 == 1).map(|(_, p)| *p).collect();
            let exact = repeated(opening_tags(&html).filter_map(|tag| tag.attribute("id")).collect());
            assert_eq!(twice(&html), exact, "{html}");
        }
    }
}
