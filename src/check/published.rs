//! A published page, whose tags are read once for all the checks that ask about them.

use std::collections::BTreeSet;

use crate::check::third_party::loaded;
use crate::output::OutputFile;
use crate::output::measure::{Tag, opening_tags};
use crate::site::PageId;
use crate::source::encoding::utf8;

/// What the checks ask of a published page.
pub struct Published<'a> {
    /// Where it is published.
    pub path: &'a str,
    /// The page of the site of which it is made.
    pub from: Option<PageId>,
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
        let html = utf8(&file.bytes)?;
        let (mut names, mut skips, mut scripts, mut outside) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        // The title of the page is the first level.
        let mut above = 1;
        for tag in opening_tags(html) {
            names.extend(tag.attribute("id"));
            if let Some(level) = level(tag.name) {
                skips.extend((level > above + 1).then(|| Skip { above, level, id: tag.attribute("id") }));
                above = level;
            }
            scripts.extend(script(&tag, html));
            outside.extend(loaded(&tag));
        }
        names.sort_unstable();
        let twice = names.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0]).collect();
        Some(Published { path, from: file.from, twice, skips, scripts, outside })
    }
}

/// The level of a heading: `h2`.
fn level(name: &str) -> Option<u8> {
    name.strip_prefix('h')?.parse().ok().filter(|level| (1..=6).contains(level))
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
