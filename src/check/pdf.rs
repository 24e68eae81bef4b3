//! PDF documents that readers by voice cannot follow: no tags, no language, no title (RGAA 13.3)  ← flate2.
//!
//! Only what the document says of itself is looked for; the rest is for a person and a validator.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::site::link::Target;

const BARE: Rule = Rule { code: "pdf-inaccessible", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&BARE], run };

/// What is opened of a document, in bytes: what stands beyond is not looked at.
const MOST: u64 = 16 * 1024 * 1024;

fn run(context: &Context<'_>, report: &mut Report) {
    let mut seen = std::collections::BTreeMap::new();
    for edge in context.site.graph.links() {
        let Target::File(id) = edge.target else { continue };
        let file = context.site.sources.file(id);
        if file.extension() != "pdf" {
            continue;
        }
        let missing = seen.entry(id).or_insert_with(|| Lacks::of(&file.bytes));
        if let Some(what) = missing.name() {
            let message = Message::new("pdf-bare").with("name", file.name()).with("what", what);
            report.add(Diagnostic::at(&BARE, edge.span, message).help(Message::new("pdf-bare-help")));
        }
    }
}

/// What a document lacks.
#[derive(Debug, PartialEq)]
struct Lacks {
    tags: bool,
    language: bool,
    title: bool,
}

impl Lacks {
    fn of(bytes: &[u8]) -> Lacks {
        let mut text = bytes.to_vec();
        unpack(bytes, &mut text);
        let has = |word: &[u8]| find(&text, word, 0).is_some();
        let marked = find(&text, b"/Marked", 0).is_some_and(|at| {
            let rest = text.get(at + 7..at + 20).unwrap_or_default();
            rest.trim_ascii_start().starts_with(b"true")
        });
        let title = has(b"/Title") || has(b"<dc:title>");
        Lacks { tags: !(marked && has(b"/StructTreeRoot")), language: !has(b"/Lang"), title: !title }
    }

    /// The word of the sentence that says it: the first fault hides the others, as the remedy is one.
    fn name(&self) -> Option<&'static str> {
        match self {
            Lacks { tags: true, .. } => Some("tags"),
            Lacks { language: true, .. } => Some("language"),
            Lacks { title: true, .. } => Some("title"),
            _ => None,
        }
    }
}

/// Adds what the compressed parts of a document hold.
fn unpack(bytes: &[u8], text: &mut Vec<u8>) {
    let mut from = 0;
    let mut left = MOST;
    while let Some(at) = find(bytes, b"stream", from) {
        from = at + 6;
        let head = &bytes[at.saturating_sub(400)..at];
        let head = &head[find(head, b" obj", 0).unwrap_or(0)..];
        let packed = find(head, b"/ObjStm", 0).is_some() && find(head, b"/FlateDecode", 0).is_some();
        if !packed || left == 0 {
            continue;
        }
        let start = from + bytes[from..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let before = text.len();
        // A damaged part gives what it could.
        let _ = ZlibDecoder::new(&bytes[start..]).take(left).read_to_end(text);
        left -= (text.len() - before) as u64;
    }
}

fn find(bytes: &[u8], word: &[u8], from: usize) -> Option<usize> {
    bytes.get(from..)?.windows(word.len()).position(|part| part == word).map(|n| n + from)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn what_a_document_says_of_itself_is_read() {
        let whole = b"%PDF-1.7 1 0 obj <</Type /Catalog /MarkInfo <</Marked true>> /StructTreeRoot 2 0 R /Lang (fr-FR)>> endobj 3 0 obj <</Title (A)>>";
        assert_eq!(Lacks::of(whole).name(), None);
        assert_eq!(Lacks::of(b"%PDF-1.4 1 0 obj <</Lang (fr)>>").name(), Some("tags"));
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(whole).unwrap();
        let mut document = b"%PDF-1.7 9 0 obj <</Type /ObjStm /Filter /FlateDecode>>\nstream\r\n".to_vec();
        document.extend(packed.finish().unwrap());
        assert_eq!(Lacks::of(&document).name(), None);
    }

    #[test]
    fn p16_a_document_that_unpacks_without_end_is_bounded() {
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        for _ in 0..64 {
            packed.write_all(&vec![0; 1024 * 1024]).unwrap();
        }
        let mut text = Vec::new();
        let mut document = b"1 0 obj <</Type /ObjStm /Filter /FlateDecode>>\nstream\n".to_vec();
        document.extend(packed.finish().unwrap());
        unpack(&document, &mut text);
        assert_eq!(text.len() as u64, MOST);
    }
}
