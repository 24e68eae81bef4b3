//! The tags of a published page                                                ← memchr.

use std::sync::LazyLock;

use memchr::memchr;
use memchr::memmem::Finder;

use crate::source::lanes::{Block, blocks};
use crate::source::sign::set;

/// A tag of our own HTML, where every value stands between double quotes.
pub struct Tag<'a> {
    /// The element.
    pub name: &'a str,
    /// What stands between the angle brackets, without the sign of a closing tag.
    pub text: &'a str,
    /// Does it close an element?
    pub closing: bool,
}

impl<'a> Tag<'a> {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        let (mut rest, mut from) = (&self.text[self.name.len()..], 0);
        while let Some(mark) = memchr(b'"', &rest.as_bytes()[from..]).map(|at| at + from) {
            let Some(before) = rest[..mark].strip_suffix('=') else {
                from = mark + 1;
                continue;
            };
            let value = &rest[mark + 1..];
            let end = memchr(b'"', value.as_bytes())?;
            if before.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with(char::is_whitespace)) {
                return Some(&value[..end]);
            }
            (rest, from) = (&value[end + 1..], 0);
        }
        None
    }
}

/// The tags of a page, in order; what stands in comments, scripts and styles is none.
pub fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    tags_of(html, |rest| matches!(rest, [b'/', ..]) || opens(rest), |_| true)
}

/// The same, but for those that close an element.
pub fn opening_tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    opening_tags_of(html, |_| true)
}

/// The tags that open an element whose name is wanted: the others, which are most of a page, are only stepped over.
pub fn opening_tags_of(html: &str, is_wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = Tag<'_>> {
    tags_of(html, opens, is_wanted)
}

fn opens(rest: &[u8]) -> bool {
    rest.first().is_some_and(u8::is_ascii_alphabetic)
}

/// The names that parts of a page have, and whatever else is written in the same way, in examples and in comments: it is
/// found without reading the tags.
pub fn written_ids(html: &str) -> impl Iterator<Item = &str> {
    static ID: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("id=\""));
    ID.find_iter(html.as_bytes()).map(|at| {
        let value = &html[at + ID.needle().len()..];
        memchr(b'"', value.as_bytes()).map_or(value, |end| &value[..end])
    })
}

/// The tags that begin as is asked, by their letters after the first bracket, and whose name is wanted. A bracket in the
/// value of another tag begins none.
fn tags_of(
    html: &str,
    begins: impl Fn(&[u8]) -> bool,
    is_wanted: impl Fn(&str) -> bool,
) -> impl Iterator<Item = Tag<'_>> {
    let bytes = html.as_bytes();
    let mut signs = Signs::of(blocks(html));
    let mut read = 0;
    std::iter::from_fn(move || {
        loop {
            let at = signs.next()? + 1;
            if at <= read || bytes[at - 1] != b'<' {
                continue;
            }
            let rest = &bytes[at..];
            let is_comment = rest.first() == Some(&b'!');
            if !is_comment && !begins(rest) {
                continue;
            }
            let closing = rest.first() == Some(&b'/');
            let start = at + usize::from(closing);
            if !bytes.get(start)?.is_ascii_alphabetic() {
                if let Some(comment) = html[at..].strip_prefix("!--") {
                    read = comment.find("-->").map_or(html.len(), |end| html.len() - comment.len() + end);
                }
                continue;
            }
            let named = start + bytes[start..].iter().position(|byte| ENDS_NAME[usize::from(*byte)])?;
            let end = signs.end_of_tag(bytes, named)?;
            let name = &html[start..named];
            if !closing && (name == "script" || name == "style") {
                let close = if name == "script" { "</script" } else { "</style" };
                read = html[end..].find(close).map_or(html.len(), |found| end + found);
            }
            if is_wanted(name) {
                return Some(Tag { name, text: &html[start..end], closing });
            }
        }
    })
}

/// The bytes that end the name of an element.
const ENDS_NAME: [bool; 256] = set(b" \t\n\x0C\r/>");

/// Where the signs stand of which tags are made: opening brackets, closing ones, quotes.
struct Signs<B> {
    blocks: B,
    start: usize,
    /// Those of a block that were not given yet.
    mask: u64,
}

impl<B: Iterator<Item = (usize, Block)>> Signs<B> {
    fn of(blocks: B) -> Signs<B> {
        Signs { blocks, start: 0, mask: 0 }
    }

    /// Where the next one stands.
    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        while self.mask == 0 {
            let (start, block) = self.blocks.next()?;
            // The two brackets differ by one bit.
            (self.start, self.mask) = (start, block.mask(|bytes| bytes.with_is(b'<' ^ b'>', b'>') | bytes.is(b'"')));
        }
        let at = self.start + self.mask.trailing_zeros() as usize;
        self.mask &= self.mask - 1;
        Some(at)
    }

    /// Where the angle bracket stands that closes a tag, after its name: the first one outside quotes.
    #[inline(always)]
    fn end_of_tag(&mut self, bytes: &[u8], named: usize) -> Option<usize> {
        let mut is_quoted = false;
        loop {
            let at = self.next()?;
            match bytes[at] {
                _ if at < named => {}
                b'"' => is_quoted = !is_quoted,
                b'>' if !is_quoted => return Some(at),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_ends_outside_quotes_and_none_begins_inside() {
        let html = "<p title=\"<!-- <script> \"><h4><img a=\"<h5>\"></p title=\"<b>\">";
        let names: Vec<&str> = opening_tags(html).map(|tag| tag.name).collect();
        assert_eq!(names, ["p", "h4", "img", "b"]);
        let html = "<p><style><h4></style><h2><!-- <h2> --><h2 a=\"<h2>\">";
        assert_eq!(opening_tags_of(html, |name| name == "h2").count(), 2);
        let html = "<a><b c=\"x > y\" d=\">\"><e f=\"\"/></e>< g><h i=\">";
        let texts: Vec<&str> = tags(html).map(|tag| tag.text).collect();
        assert_eq!(texts, ["a", "b c=\"x > y\" d=\">\"", "e f=\"\"/", "e"]);
    }
}
