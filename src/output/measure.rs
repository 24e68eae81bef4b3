//! What each page costs its reader on the first view: weight, requests, nodes   ← flate2.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::output::Output;
use crate::output::tag::tags;

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

/// What the first view of a page asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstView {
    /// Files of the site, the page among them.
    pub files: BTreeSet<String>,
    /// Elements, but those inside drawings.
    pub nodes: usize,
}

/// What the first view of a page of the output asks for.
pub fn first_view(output: &Output, path: &str) -> Option<FirstView> {
    let html = output.files.get(path)?.text()?;
    let mut view = FirstView { files: BTreeSet::from([path.to_owned()]), nodes: 0 };
    let mut drawings = 0_usize;
    for tag in tags(html) {
        if tag.closing {
            drawings -= usize::from(drawings > 0 && tag.name == "svg");
            continue;
        }
        view.nodes += usize::from(drawings == 0);
        let asked = match tag.name {
            "svg" => {
                drawings += usize::from(!tag.text.ends_with('/'));
                None
            }
            "link" if tag.attribute("rel").is_some_and(|rel| rel == "stylesheet" || rel == "icon") => {
                tag.attribute("href")
            }
            "script" => tag.attribute("src"),
            "img" => tag.attribute("src").filter(|_| tag.attribute("loading") != Some("lazy")),
            _ => None,
        };
        let asked = asked.and_then(|address| resolve(path, address));
        view.files.extend(asked.filter(|name| output.files.contains_key(name)));
    }
    Some(view)
}

/// What a page of the output costs. What each file weighs is remembered.
pub fn cost(output: &Output, path: &str, weights: &mut BTreeMap<String, usize>) -> Option<Cost> {
    let view = first_view(output, path)?;
    let html = output.files.get(path)?.text()?;
    let mut cost = Cost { nodes: view.nodes, ..Cost::default() };
    let mut modern = false;
    for tag in tags(html) {
        modern &= tag.name != "picture";
        if tag.closing {
            continue;
        }
        let file = |attribute: &str| tag.attribute(attribute).and_then(|address| resolve(path, address));
        let sets = tag.attribute("srcset").into_iter().flat_map(|set| set.split(','));
        cost.named.extend(sets.filter_map(|part| resolve(path, part.split_whitespace().next()?)));
        cost.named.extend(file("href"));
        cost.named.extend(file("src"));
        modern |=
            tag.name == "source" && tag.attribute("type").is_some_and(|t| t.contains("webp") || t.contains("avif"));
        if tag.name == "img" && !modern {
            let old = |name: &String| [".png", ".jpg", ".jpeg", ".gif"].iter().any(|end| name.ends_with(end));
            cost.old_pictures.extend(file("src").filter(old));
        }
    }
    cost.files = view.files.into_iter().map(|name| (name.clone(), weight(output, &name, weights))).collect();
    cost.files.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    Some(cost)
}

/// What a file weighs on its way, which is remembered.
pub fn weight(output: &Output, path: &str, weights: &mut BTreeMap<String, usize>) -> usize {
    if let Some(known) = weights.get(path) {
        return *known;
    }
    let weight = weight_of(output, path);
    weights.insert(path.to_owned(), weight);
    weight
}

/// What a file weighs on its way: texts are sent compressed.
pub fn weight_of(output: &Output, path: &str) -> usize {
    sent(output, path, compressed)
}

/// About the same, in a third of the time: a little more for most texts, a little less for some.
pub fn weight_about(output: &Output, path: &str) -> usize {
    sent(output, path, compressed_about)
}

/// The weight of some bytes as servers send them.
pub fn compressed(bytes: &[u8]) -> usize {
    compressed_at(Compression::default(), bytes)
}

/// About the same, in a third of the time: a little more for most texts, a little less for some.
pub fn compressed_about(bytes: &[u8]) -> usize {
    compressed_at(Compression::fast(), bytes)
}

fn sent(output: &Output, path: &str, compressed: impl Fn(&[u8]) -> usize) -> usize {
    let Some(file) = output.files.get(path) else { return 0 };
    let packed = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".pdf", ".epub", ".woff2", ".zip"];
    let is_packed = packed.iter().any(|end| path.ends_with(end));
    if is_packed { file.bytes.len() } else { compressed(&file.bytes) }
}

fn compressed_at(level: Compression, bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), level);
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.map_or(bytes.len(), |bytes| bytes.len())
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
            output.files.insert((*path).to_owned(), OutputFile::new(text.as_bytes()));
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
