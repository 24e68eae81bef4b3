//! Typst code to a PDF that people who do not see can read                        ← typst.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use typst::diag::{FileError, FileResult, Severity, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// The fonts of every PDF, which are in the program: the same on every machine.
const FONTS: [&[u8]; 7] = [
    include_bytes!("fonts/FiraSans-Regular.ttf"),
    include_bytes!("fonts/FiraSans-Italic.ttf"),
    include_bytes!("fonts/FiraSans-SemiBold.ttf"),
    include_bytes!("fonts/FiraSans-SemiBoldItalic.ttf"),
    include_bytes!("fonts/FiraMono-Regular.ttf"),
    include_bytes!("fonts/Literata-Bold.ttf"),
    include_bytes!("fonts/DejaVuSans-Symbols.ttf"),
];

/// What never changes: the standard library and the fonts.
struct Shop {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static SHOP: LazyLock<Shop> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect();
    let book = FontBook::from_fonts(&fonts);
    Shop { library: LazyHash::new(<Library as LibraryExt>::default()), book: LazyHash::new(book), fonts }
});

/// Changes when a document is set in another way: what the cache keeps of the old one is not taken.
pub const RECIPE: &str = "1";

/// What is set.
pub struct Job<'a> {
    /// The code of the document.
    pub code: String,
    /// Does it say of which day it is?
    pub dated: bool,
    /// The files of the theme, by the path under which the code imports them.
    pub theme: &'a BTreeMap<String, Arc<[u8]>>,
    /// The pictures, by the path under which the code shows them.
    pub pictures: &'a BTreeMap<String, Arc<[u8]>>,
}

/// A PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typeset {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// Why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where in the code of the document, if it comes from there.
    pub code: Option<Range<usize>>,
    /// The file of the theme and where in it, if it comes from there.
    pub theme: Option<(String, Range<usize>)>,
    /// What the typesetter says, for whoever writes themes.
    pub said: String,
}

/// Has any of our fonts a drawing of this sign? Spaces and marks that show nothing need none.
pub fn is_drawn(c: char) -> bool {
    let shows_nothing = c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE0F}' | '\u{FEFF}' | '\u{AD}');
    shows_nothing || SHOP.fonts.iter().any(|font| font.info().coverage.contains(c as u32))
}

/// Sets a document. The same job gives the same bytes; a warning is a fault.
pub fn typeset(job: &Job<'_>) -> Result<Typeset, Vec<Fault>> {
    let desk = Desk { main: Source::new(file_id(MAIN), job.code.clone()), job };
    let set = typst::compile::<PagedDocument>(&desk);
    let document = set.output.map_err(|errors| desk.faults(&errors))?;
    if !set.warnings.is_empty() {
        return Err(desk.faults(&set.warnings));
    }
    // To be kept for ever (PDF/A), a document needs a date.
    let kept: &[PdfStandard] = if job.dated { &[PdfStandard::A_2a, PdfStandard::Ua_1] } else { &[PdfStandard::Ua_1] };
    let standards = PdfStandards::new(kept).expect("both standards agree");
    let options = PdfOptions { standards, ..PdfOptions::default() };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| desk.faults(&errors))?;
    tidy();
    Ok(Typeset { bytes, pages: document.pages().len() })
}

/// How many documents are set until what only one of them needed is forgotten: those of all cores, and a book
/// beside them, which is set several times over until its pages know one another.
const REMEMBERED: usize = 32;

/// Forgets what no recent document needed: without that, memory would grow with the number of documents.
fn tidy() {
    typst::comemo::evict(REMEMBERED);
}

const MAIN: &str = "/main.typ";

fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("paths of the theme and of pictures are clean");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

/// What the typesetter may see: the code, the theme, the pictures; no disk, no network, no clock.
struct Desk<'a> {
    main: Source,
    job: &'a Job<'a>,
}

impl Desk<'_> {
    fn faults(&self, diagnostics: &[SourceDiagnostic]) -> Vec<Fault> {
        diagnostics.iter().map(|diagnostic| self.fault(diagnostic)).collect()
    }

    /// A fault, where the text of an author called for it and where in the theme it happened.
    fn fault(&self, diagnostic: &SourceDiagnostic) -> Fault {
        let calls = diagnostic.trace.iter().map(|point| DiagSpan::from(point.span));
        let mut fault = Fault { code: None, theme: None, said: diagnostic.message.to_string() };
        if diagnostic.severity == Severity::Warning {
            fault.said.insert_str(0, "warning: ");
        }
        for hint in &diagnostic.hints {
            fault.said.push_str("; ");
            fault.said.push_str(&hint.v);
        }
        for span in std::iter::once(diagnostic.span).chain(calls) {
            let (Some(id), Some(range)) = (span.id(), self.range(span)) else { continue };
            match id == self.main.id() {
                true => fault.code = fault.code.or(Some(range)),
                false => {
                    let path = id.get().vpath().get_with_slash().to_owned();
                    fault.theme = fault.theme.or(Some((path, range)));
                }
            }
        }
        fault
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &SHOP.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHOP.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        let path = id.get().vpath().get_with_slash();
        let bytes = self.job.theme.get(path).ok_or_else(|| FileError::NotFound(path.into()))?;
        let text = std::str::from_utf8(bytes).map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get().vpath().get_with_slash();
        let found = self.job.pictures.get(path).or_else(|| self.job.theme.get(path));
        found.map(|bytes| Bytes::new(bytes.clone())).ok_or_else(|| FileError::NotFound(path.into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHOP.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use typst::syntax::{SyntaxKind, SyntaxNode, parse_code};

    use super::*;
    use crate::data::Data;
    use crate::markdown;
    use crate::markdown::html::{Embed, Picture, Target};
    use crate::pdf::code::{self, Page, Paper};
    use crate::source::FileId;

    /// A site where every link leads somewhere and no picture is found.
    struct Nowhere;

    impl Embed for Nowhere {
        fn link<'a>(&'a self, _: usize, link: &'a markdown::document::Link) -> Target<'a> {
            Target { href: Some(link.target.clone()), title: &link.target, ..Target::default() }
        }
        fn image(&self, _: usize, image: &markdown::document::Image) -> Picture {
            Picture { src: Some(image.source.clone()), ..Picture::default() }
        }
        fn block(&self, _: usize, _: &markdown::document::Code) -> Option<String> {
            None
        }
        fn word(&self, key: &str) -> String {
            key.to_owned()
        }
    }

    /// Everything that has a meaning of its own in the code of a text.
    fn words_of_code(node: &SyntaxNode, found: &mut Vec<String>) {
        match node.kind() {
            SyntaxKind::Ident | SyntaxKind::Let | SyntaxKind::Import | SyntaxKind::Include | SyntaxKind::Error => {
                found.push(node.full_text().to_string());
            }
            _ => node.children().for_each(|child| words_of_code(child, found)),
        }
    }

    /// The names that the generator writes.
    const OURS: [&str; 43] = [
        "look",
        "paragraph",
        "quotation",
        "title",
        "callout",
        "bullets",
        "numbers",
        "task",
        "tasks",
        "tabular",
        "listing",
        "picture",
        "icon",
        "verbatim",
        "emph",
        "strong",
        "strike",
        "to",
        "note",
        "rule",
        "text",
        "lang",
        "linebreak",
        "super",
        "sub",
        "footnote",
        "label",
        "align",
        "shares",
        "size",
        "caption",
        "head",
        "rows",
        "headed",
        "start",
        "center",
        "end",
        "alt",
        "width",
        "height",
        "credit",
        "insert",
        "t",
    ];

    /// Values of every kind but texts that are code already, whose words look like code.
    fn values() -> impl Strategy<Value = Data> {
        let words = || prop_oneof![any::<String>(), "[a-z#$@\"\\\\(){}\\[\\]:/.,;* \u{e000}\u{e001}-]{0,20}"];
        let leaf = prop_oneof![
            Just(Data::Null),
            any::<bool>().prop_map(Data::Bool),
            any::<i64>().prop_map(Data::Int),
            words().prop_map(|text| Data::Decimal(text.into())),
            words().prop_map(Data::text),
        ];
        leaf.prop_recursive(3, 24, 5, move |inner| {
            let key = prop_oneof![Just("path".to_owned()), words()];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Data::list),
                prop::collection::btree_map(key, inner, 0..5).prop_map(Data::map),
            ]
        })
    }

    proptest! {
        #[test]
        fn p26_no_value_of_a_page_is_read_as_code(value in values(), label in any::<String>()) {
            let paper = Paper { labels: [label].into(), address: Some("https://exemple.fr".to_owned()), ..Paper::default() };
            let written = code::block("chiffres", &value, &value, &paper);
            let mut found = Vec::new();
            words_of_code(&parse_code(&written), &mut found);
            let ours = ["look", "insert", "super", "label", "t"];
            let foreign: Vec<&String> = found.iter().filter(|word| !ours.contains(&word.as_str())).collect();
            prop_assert!(foreign.is_empty(), "{:?} in {}", foreign, written);
        }

        #[test]
        fn p26_whatever_an_author_writes_is_one_string_literal(text in any::<String>()) {
            let literal = code::literal(&text, &Paper::default());
            let parsed = parse_code(&literal);
            let kinds: Vec<SyntaxKind> = parsed.children().map(SyntaxNode::kind).collect();
            prop_assert_eq!(kinds, vec![SyntaxKind::Str], "{}", literal);
        }

        #[test]
        fn p26_no_text_of_an_author_is_read_as_code(
            text in "([a-z #$@*_`<>/\\\\\"'{}\\[\\]()~^!|:;.\n-]|#let x|#panic\\(1\\)|<b>|\\[\\^1\\]|> |- |1\\. |## ){0,60}"
        ) {
            let mut report = crate::diagnostic::Report::default();
            let document = markdown::parse(&text, FileId(0), 0, markdown::Manner::default(), &mut report);
            let paper = Paper::default();
            let page = Page { paper: &paper, path: "a/index.html", left: Default::default() };
            let written = code::render(&document, &Nowhere, &page);
            let mut found = Vec::new();
            words_of_code(&parse_code(&written), &mut found);
            let foreign: Vec<&String> = found.iter().filter(|word| !OURS.contains(&word.as_str())).collect();
            prop_assert!(foreign.is_empty(), "{:?} in {}", foreign, written);
        }
    }

    #[test]
    fn the_letters_of_french_and_breton_arrows_and_indices_are_drawn() {
        let undrawn: Vec<char> = "àâæçéèêëîïôœùûüÿñÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸÑ«»‹›“”‘’…–—•€№→←↑↓↔₀₁₂₃₄²³°×÷±≤≥≈✓\u{202f}\u{a0}ʼ"
            .chars()
            .filter(|c| !is_drawn(*c))
            .collect();
        assert!(undrawn.is_empty(), "{undrawn:?}");
    }
}
