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
    tags_of(html, |rest| matches!(rest, [b'/', ..]) || opens(rest))
}

/// The same, but for those that close an element.
pub fn opening_tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    tags_of(html, opens)
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

/// The tags whose letters, after the first bracket, are wanted. A bracket in the value of another tag begins none.
fn tags_of(html: &str, is_wanted: impl Fn(&[u8]) -> bool) -> impl Iterator<Item = Tag<'_>> {
    let bytes = html.as_bytes();
    let mut signs = Signs::of(blocks(html));
    let mut read = 0;
    std::iter::from_fn(move || {
        loop {
            let at = signs.next(read, |[opens, ..]| opens)? + 1;
            read = at;
            let rest = &bytes[at..];
            let is_comment = rest.first() == Some(&b'!');
            if !is_comment && !is_wanted(rest) {
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
            let (name, text) = (&html[start..named], &html[start..end]);
            read = end;
            if !closing && (name == "script" || name == "style") {
                let close = if name == "script" { "</script" } else { "</style" };
                read = html[end..].find(close).map_or(html.len(), |found| end + found);
            }
            return Some(Tag { name, text, closing });
        }
    })
}

/// The bytes that end the name of an element.
const ENDS_NAME: [bool; 256] = set(b" \t\n\x0C\r/>");

/// Where the signs stand of which tags are made, 64 bytes at a time: opening brackets, closing ones, quotes.
struct Signs<B> {
    blocks: B,
    start: usize,
    masks: [u64; 3],
}

impl<B: Iterator<Item = (usize, Block)>> Signs<B> {
    fn of(blocks: B) -> Signs<B> {
        Signs { blocks, start: 0, masks: [0; 3] }
    }

    /// Where the next of some signs stands, from a place on that is not before the last one.
    #[inline(always)]
    fn next(&mut self, from: usize, some: impl Fn([u64; 3]) -> u64) -> Option<usize> {
        loop {
            // Nothing of what is here is left when the place is beyond.
            let rest = u32::try_from(from.saturating_sub(self.start)).ok().and_then(|bits| u64::MAX.checked_shl(bits));
            let found = some(self.masks) & rest.unwrap_or_default();
            if found > 0 {
                return Some(self.start + found.trailing_zeros() as usize);
            }
            let (start, block) = self.blocks.next()?;
            (self.start, self.masks) = (start, [b'<', b'>', b'"'].map(|sign| block.mask(|bytes| bytes.is(sign))));
        }
    }

    /// Where the angle bracket stands that closes a tag, after its name: the first one outside quotes.
    #[inline(always)]
    fn end_of_tag(&mut self, bytes: &[u8], named: usize) -> Option<usize> {
        let mut from = named;
        loop {
            let at = self.next(from, |[_, closes, quotes]| closes | quotes)?;
            if bytes[at] == b'>' {
                return Some(at);
            }
            from = self.next(at + 1, |[_, _, quotes]| quotes)? + 1;
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
        let html = "<a><b c=\"x > y\" d=\">\"><e f=\"\"/></e>< g><h i=\">";
        let texts: Vec<&str> = tags(html).map(|tag| tag.text).collect();
        assert_eq!(texts, ["a", "b c=\"x > y\" d=\">\"", "e f=\"\"/", "e"]);
    }
}
