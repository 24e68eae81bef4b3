//! An EPUB 3: pages, pictures and a way through them, in one archive              ← zip, blake3.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::sync::Arc;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

mod xhtml;

pub use xhtml::Place;
use xhtml::escape;

/// Changes when a book is packed in another way: what the cache keeps of the old one is not taken.
pub const RECIPE: &str = "1";

/// What a book is made of.
#[derive(Clone, Debug, Default, Hash)]
pub struct Book {
    /// Its title.
    pub title: String,
    /// What it is, in a sentence.
    pub description: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Under which licence.
    pub rights: Option<String>,
    /// Its language: `fr`.
    pub language: String,
    /// Its public address, which is also its name in the world; else one is made of its title and publisher.
    pub address: Option<String>,
    /// The day of its last change, `2026-11-25`.
    pub modified: String,
    /// Its chapters, in reading order.
    pub chapters: Vec<Chapter>,
    /// The style sheet of every chapter.
    pub style: Arc<[u8]>,
    /// The pictures that chapters may show, by their path in the book.
    pub pictures: BTreeMap<String, Arc<[u8]>>,
    /// « Sommaire ».
    pub contents: String,
    /// « Repères ».
    pub landmarks: String,
    /// « Début du texte ».
    pub beginning: String,
    /// What it does for people who do not see, in a sentence.
    pub accessibility: String,
}

/// A page of a book.
#[derive(Clone, Debug, Hash)]
pub struct Chapter {
    /// Its path in the book, `guide/financer/index.xhtml`.
    pub path: String,
    /// What the table of contents says.
    pub title: String,
    /// From 0, a part, on.
    pub depth: usize,
    /// The whole page, as HTML; none for a title of the table of contents without a page.
    pub html: Option<String>,
}

/// Where the style sheet is.
pub const STYLE: &str = "style.css";
/// The folder of everything that is read.
const FOLDER: &str = "EPUB";

/// The bytes of a book; the same book gives the same bytes. `elsewhere` says where an address leads that
/// the book does not hold: on the site, or nowhere.
pub fn pack(book: &Book, elsewhere: &dyn Fn(&str) -> Option<String>) -> Vec<u8> {
    let pages: Vec<(&Chapter, &String)> =
        book.chapters.iter().filter_map(|chapter| Some((chapter, chapter.html.as_ref()?))).collect();
    let anchors: BTreeMap<&str, BTreeSet<String>> =
        pages.iter().map(|(chapter, html)| (chapter.path.as_str(), xhtml::ids(html))).collect();
    let mut used = BTreeSet::new();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (chapter, html) in &pages {
        used.extend(xhtml::pictures(html).iter().filter_map(|source| resolve(&chapter.path, source)));
        let rewrite = |address: &str, place: Place| rewrite(book, &anchors, elsewhere, &chapter.path, address, place);
        files.push((chapter.path.clone(), xhtml::convert(html, &rewrite).into_bytes()));
    }
    used.retain(|path| book.pictures.contains_key(path));
    files.push(("nav.xhtml".to_owned(), navigation(book).into_bytes()));
    files.push((STYLE.to_owned(), book.style.to_vec()));
    files.extend(used.iter().map(|path| (path.clone(), book.pictures[path].to_vec())));
    let package = package(book, &pages, &used);
    archive(&package, &files)
}

/// Where an address of a page leads in the book.
fn rewrite(
    book: &Book,
    anchors: &BTreeMap<&str, BTreeSet<String>>,
    elsewhere: &dyn Fn(&str) -> Option<String>,
    from: &str,
    address: &str,
    place: Place,
) -> Option<String> {
    let (path, anchor) = address.split_once('#').map_or((address, None), |(path, anchor)| (path, Some(anchor)));
    if path.is_empty() {
        let known = anchor.is_some_and(|anchor| anchors.get(from).is_some_and(|ids| ids.contains(anchor)));
        return known.then(|| address.to_owned());
    }
    let Some(resolved) = resolve(from, path) else { return elsewhere(address) };
    match place {
        Place::Part => (resolved == STYLE || book.pictures.contains_key(&resolved)).then(|| path.to_owned()),
        Place::Link => {
            let page = resolved.strip_suffix(".html").map(|stem| format!("{stem}.xhtml")).unwrap_or(resolved.clone());
            let Some(ids) = anchors.get(page.as_str()) else {
                let part = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
                return elsewhere(&resolved).map(|url| format!("{url}{part}"));
            };
            let page = path.strip_suffix(".html").map(|stem| format!("{stem}.xhtml")).unwrap_or(path.to_owned());
            Some(match anchor.filter(|anchor| ids.contains(*anchor)) {
                Some(anchor) => format!("{page}#{anchor}"),
                None => page,
            })
        }
    }
}

/// A relative address, from the root of the book; none for an address of another site.
fn resolve(from: &str, address: &str) -> Option<String> {
    if address.contains(':') || address.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The page of the table of contents, which reading systems also show beside the text.
fn navigation(book: &Book) -> String {
    let mut list = String::new();
    let mut depth = 0;
    list.push_str("<ol>");
    for (index, chapter) in book.chapters.iter().enumerate() {
        // A level without a title of its own is skipped, not made up.
        let wanted = chapter.depth.min(if index == 0 { 0 } else { depth + 1 });
        if index > 0 {
            match wanted.cmp(&depth) {
                std::cmp::Ordering::Greater => list.push_str("<ol>"),
                std::cmp::Ordering::Equal => list.push_str("</li>"),
                std::cmp::Ordering::Less => list.push_str(&"</li></ol>".repeat(depth - wanted)),
            }
            if wanted < depth {
                list.push_str("</li>");
            }
        }
        depth = wanted;
        let title = escape(&chapter.title);
        let _ = match chapter.html {
            Some(_) => write!(list, "\n<li><a href=\"{}\">{title}</a>", escape(&chapter.path)),
            None => write!(list, "\n<li><span>{title}</span>"),
        };
    }
    list.push_str(&"</li></ol>".repeat(depth + usize::from(!book.chapters.is_empty())));
    if book.chapters.is_empty() {
        list.push_str("</ol>");
    }
    let first = book.chapters.iter().find(|chapter| chapter.html.is_some()).map(|chapter| chapter.path.as_str());
    let body =
        book.chapters.iter().filter(|chapter| chapter.html.is_some()).nth(2).map(|chapter| chapter.path.as_str());
    let (contents, landmarks) = (escape(&book.contents), escape(&book.landmarks));
    let language = escape(&book.language);
    let mut marks = format!("<li><a epub:type=\"toc\" href=\"nav.xhtml\">{contents}</a></li>");
    if let Some(path) = first {
        let title = escape(&book.title);
        let _ = write!(marks, "\n<li><a epub:type=\"titlepage\" href=\"{}\">{title}</a></li>", escape(path));
    }
    if let Some(path) = body {
        let beginning = escape(&book.beginning);
        let _ = write!(marks, "\n<li><a epub:type=\"bodymatter\" href=\"{}\">{beginning}</a></li>", escape(path));
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>
<!DOCTYPE html>
<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{language}\" xml:lang=\"{language}\">
<head><meta charset=\"utf-8\"/><title>{contents}</title><link rel=\"stylesheet\" href=\"{STYLE}\"/></head>
<body>
<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"toc-title\"><h1 id=\"toc-title\">{contents}</h1>
{list}
</nav>
<nav epub:type=\"landmarks\" id=\"landmarks\" aria-labelledby=\"landmarks-title\" hidden=\"hidden\"><h2 id=\"landmarks-title\">{landmarks}</h2>
<ol>{marks}</ol>
</nav>
</body>
</html>
"
    )
}

/// The package document: what the book is, what it holds, in which order it is read.
fn package(book: &Book, pages: &[(&Chapter, &String)], pictures: &BTreeSet<String>) -> String {
    let mut meta = String::new();
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(meta, "<{name}>{}</{}>", escape(value), name.split(' ').next().unwrap_or(name));
    };
    line("dc:identifier id=\"id\"", &book.address.clone().unwrap_or_else(|| name_in_the_world(book)));
    line("dc:title", &book.title);
    line("dc:language", &book.language);
    line("meta property=\"dcterms:modified\"", &format!("{}T00:00:00Z", book.modified));
    for (name, value) in [
        ("dc:publisher", &book.publisher),
        ("dc:creator", &book.publisher),
        ("dc:description", &book.description),
        ("dc:rights", &book.rights),
    ] {
        if let Some(value) = value {
            line(name, value);
        }
    }
    let visual = !pictures.is_empty();
    line("meta property=\"schema:accessMode\"", "textual");
    if visual {
        line("meta property=\"schema:accessMode\"", "visual");
    }
    line("meta property=\"schema:accessModeSufficient\"", "textual");
    let mut features = vec!["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"];
    if visual {
        features.push("alternativeText");
    }
    features.iter().for_each(|feature| line("meta property=\"schema:accessibilityFeature\"", feature));
    line("meta property=\"schema:accessibilityHazard\"", "none");
    line("meta property=\"schema:accessibilitySummary\"", &book.accessibility);

    let mut manifest = String::from(
        "<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n<item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n",
    );
    let mut spine = String::new();
    for (index, (chapter, html)) in pages.iter().enumerate() {
        let svg = if html.contains("<svg") { " properties=\"svg\"" } else { "" };
        let path = escape(&chapter.path);
        let _ =
            writeln!(manifest, "<item id=\"page-{index}\" href=\"{path}\" media-type=\"application/xhtml+xml\"{svg}/>");
        let _ = writeln!(spine, "<itemref idref=\"page-{index}\"/>");
        if index == 0 {
            spine.push_str("<itemref idref=\"nav\"/>\n");
        }
    }
    for (index, path) in pictures.iter().enumerate() {
        let _ = writeln!(
            manifest,
            "<item id=\"picture-{index}\" href=\"{}\" media-type=\"{}\"/>",
            escape(path),
            media_type(path)
        );
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>
<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" xml:lang=\"{}\">
<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">
{meta}</metadata>
<manifest>
{manifest}</manifest>
<spine>
{spine}</spine>
</package>
",
        escape(&book.language)
    )
}

/// A name that no other book has, made of what names this one.
fn name_in_the_world(book: &Book) -> String {
    let hash = blake3::hash(format!("{}\n{}", book.publisher.as_deref().unwrap_or_default(), book.title).as_bytes());
    let hex = hash.to_hex();
    // The marks of a name made by its owner's rules: version 8, variant 1.
    format!("urn:uuid:{}-{}-8{}-8{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32])
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("png") => "image/png",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        _ => "image/svg+xml",
    }
}

/// Is it a kind of picture that every reading system shows?
pub fn is_shown(path: &str) -> bool {
    matches!(path.rsplit('.').next(), Some("jpg" | "jpeg" | "png" | "gif" | "webp" | "svg"))
}

fn archive(package: &str, files: &[(String, Vec<u8>)]) -> Vec<u8> {
    const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>
<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>
";
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut add = |name: &str, bytes: &[u8], options: SimpleFileOptions| {
        let written = writer.start_file(name, options).map(|()| writer.write_all(bytes));
        written.expect("an archive in memory takes what it is given").expect("memory does not refuse bytes");
    };
    // What an EPUB begins with, so that it is known by its first bytes.
    add("mimetype", b"application/epub+zip", stored);
    add("META-INF/container.xml", CONTAINER.as_bytes(), packed);
    add(&format!("{FOLDER}/package.opf"), package.as_bytes(), packed);
    for (path, bytes) in files {
        let is_packed = path.ends_with("xhtml") || path.ends_with("css") || path.ends_with("svg");
        add(&format!("{FOLDER}/{path}"), bytes, if is_packed { packed } else { stored });
    }
    writer.finish().expect("an archive in memory can be finished").into_inner()
}
