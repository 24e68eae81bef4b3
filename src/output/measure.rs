//! What each page costs its reader on the first view: weight, requests, nodes   ← flate2, memchr.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use memchr::{memchr, memchr2};

use crate::output::Output;
use crate::source::encoding::utf8;

/// The most that a page should cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Bytes, compressed.
    pub weight: usize,
    /// Files asked for, the page among them.
    pub requests: usize,
    /// Elements, but those inside drawings.
    pub nodes: usize,
}

/// What a page costs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// The files of the first view and what each weighs, compressed, the heaviest first.
    pub files: Vec<(String, usize)>,
    /// Elements, but those inside drawings.
    pub nodes: usize,
    /// Pictures that are neither drawings nor offered in a modern format.
    pub old_pictures: Vec<String>,
    /// Files of the site that the page names, whenever they are read.
    pub named: BTreeSet<String>,
}

impl Cost {
    /// Bytes, compressed.
    pub fn weight(&self) -> usize {
        self.files.iter().map(|(_, weight)| weight).sum()
    }
}

/// What a page of the output costs. What each file weighs is remembered.
pub fn cost(output: &Output, path: &str, weights: &mut BTreeMap<String, usize>) -> Option<Cost> {
    let html = utf8(&output.files.get(path)?.bytes)?;
    let mut cost = Cost::default();
    let mut first = BTreeSet::from([path.to_owned()]);
    let (mut drawings, mut modern) = (0_usize, false);
    for tag in tags(html) {
        match tag.name {
            "svg" if tag.closing => drawings = drawings.saturating_sub(1),
            "picture" => modern = false,
            _ => {}
        }
        if tag.closing {
            continue;
        }
        cost.nodes += usize::from(drawings == 0);
        drawings += usize::from(tag.name == "svg" && !tag.text.ends_with('/'));
        let file = |attribute: &str| tag.attribute(attribute).and_then(|address| resolve(path, address));
        let sets = tag.attribute("srcset").into_iter().flat_map(|set| set.split(','));
        cost.named.extend(sets.filter_map(|part| resolve(path, part.split_whitespace().next()?)));
        cost.named.extend(file("href"));
        cost.named.extend(file("src"));
        modern |=
            tag.name == "source" && tag.attribute("type").is_some_and(|t| t.contains("webp") || t.contains("avif"));
        let seen = match tag.name {
            "link" if tag.attribute("rel").is_some_and(|rel| rel == "stylesheet" || rel == "icon") => file("href"),
            "script" => file("src"),
            "img" => {
                let picture = file("src");
                let old = |name: &&String| [".png", ".jpg", ".jpeg", ".gif"].iter().any(|end| name.ends_with(end));
                cost.old_pictures.extend(picture.iter().filter(old).filter(|_| !modern).cloned());
                picture.filter(|_| tag.attribute("loading") != Some("lazy"))
            }
            _ => None,
        };
        first.extend(seen.filter(|name| output.files.contains_key(name)));
    }
    cost.files = first.into_iter().map(|name| (name.clone(), weight(output, &name, weights))).collect();
    cost.files.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    Some(cost)
}

/// What a file weighs on its way: texts are sent compressed.
pub fn weight(output: &Output, path: &str, weights: &mut BTreeMap<String, usize>) -> usize {
    if let Some(known) = weights.get(path) {
        return *known;
    }
    let Some(file) = output.files.get(path) else { return 0 };
    let packed = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".pdf", ".epub", ".woff2", ".zip"];
    let is_packed = packed.iter().any(|end| path.ends_with(end));
    let weight = if is_packed { file.bytes.len() } else { compressed(&file.bytes) };
    weights.insert(path.to_owned(), weight);
    weight
}

/// The weight of some bytes as servers send them.
pub fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.map_or(bytes.len(), |bytes| bytes.len())
}

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
    tags_of(html, true)
}

/// The same, but for those that close an element.
pub fn opening_tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    tags_of(html, false)
}

fn tags_of(html: &str, with_closing: bool) -> impl Iterator<Item = Tag<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[memchr(b'<', rest.as_bytes())? + 1..];
            let closing = rest.as_bytes().first() == Some(&b'/');
            if closing && !with_closing {
                continue;
            }
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            let inner = &rest[usize::from(closing)..];
            let ends_name = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
            let named = inner.bytes().take_while(|byte| !ends_name(*byte)).count();
            if !inner.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) {
                continue;
            }
            let end = named + end_of_tag(&inner.as_bytes()[named..])?;
            let (name, text) = (&inner[..named], &inner[..end]);
            rest = &inner[end + 1..];
            if !closing && (name == "script" || name == "style") {
                let close = if name == "script" { "</script" } else { "</style" };
                rest = rest.find(close).map_or("", |at| &rest[at..]);
            }
            return Some(Tag { name, text, closing });
        }
    })
}

/// Where the angle bracket stands that closes a tag, after its name: the first one outside quotes.
fn end_of_tag(tag: &[u8]) -> Option<usize> {
    // Most tags are but a name.
    if tag.first() == Some(&b'>') {
        return Some(0);
    }
    let mut from = 0;
    loop {
        let at = memchr2(b'"', b'>', &tag[from..])? + from;
        if tag[at] == b'>' {
            return Some(at);
        }
        from = at + 1 + memchr(b'"', &tag[at + 1..])? + 1;
    }
}

/// The file of the output that an address of a page names.
fn resolve(page: &str, address: &str) -> Option<String> {
    let address = address.split(['#', '?']).next().filter(|a| !a.is_empty() && !a.contains(':'))?;
    let mut parts: Vec<&str> = if address.starts_with('/') { Vec::new() } else { page.split('/').collect() };
    parts.pop();
    for part in address.split('/').filter(|part| !part.is_empty() && *part != ".") {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    Some(if address.ends_with('/') { format!("{path}/index.html") } else { path })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::OutputFile;

    fn output(files: &[(&str, &str)]) -> Output {
        let mut output = Output::default();
        for (path, text) in files {
            output.files.insert((*path).to_owned(), OutputFile { bytes: text.as_bytes().into(), from: None });
        }
        output
    }

    #[test]
    fn a_page_costs_what_its_first_view_asks_for() {
        let page = concat!(
            "<!doctype html><html><head><!-- <p> --><link rel=\"stylesheet\" href=\"../a.css\"><script>if (a<b) {}</script></head>",
            "<body title=\"a > b\"><svg><path/><path/></svg><img src=\"../p.jpg\"><img src=\"../q.jpg\" loading=\"lazy\">",
            "<picture><source type=\"image/webp\" srcset=\"../r.webp 1x, ../s.webp 2x\"><img src=\"../r.png\"></picture></body></html>"
        );
        let output =
            output(&[("x/index.html", page), ("a.css", "a {}"), ("p.jpg", "12345"), ("q.jpg", "1"), ("r.png", "12")]);
        let cost = cost(&output, "x/index.html", &mut BTreeMap::new()).unwrap_or_default();
        let files: Vec<&str> = cost.files.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(files, ["x/index.html", "a.css", "p.jpg", "r.png"]);
        assert_eq!(cost.nodes, 11);
        assert_eq!(cost.old_pictures, ["p.jpg", "q.jpg"]);
        assert!(cost.named.contains("s.webp"));
    }
}
