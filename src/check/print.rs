//! What does not print well: a table too wide for a sheet, a picture with too few points.

use std::collections::BTreeSet;

use crate::check::{TextCheck, Texts, blocks};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::markdown::document::{Cell, Image, Table};
use crate::markdown::{Block, Document};
use crate::site::link::{Dead, Target};
use crate::site::{PageId, Site};

const WIDE: Rule = Rule { code: "tableau-trop-large", severity: Severity::Warning };
const COARSE: Rule = Rule { code: "image-peu-fine", severity: Severity::Advice };

/// The check.
pub const CHECK: TextCheck = TextCheck { rules: &[&WIDE, &COARSE], run };

/// How many letters of the smallest size a line of a sheet holds, the margins of cells taken off.
const LETTERS: usize = 118;
/// What the margins of one cell take, in letters.
const MARGIN: usize = 3;
/// A picture of fewer points covers less than half of a line of print at 150 points to the inch.
const POINTS: u32 = 480;

/// The pages of the book, and those that are a sheet.
pub fn printed(site: &Site) -> BTreeSet<PageId> {
    let Some(book) = &site.book else { return BTreeSet::new() };
    let sheets = book.sheets.iter().flat_map(|index| site.entries[*index].iter().copied());
    book.pages().chain(sheets).collect()
}

fn run(texts: &Texts<'_>, id: PageId, report: &mut Report) {
    if !texts.printed.contains(&id) {
        return;
    }
    let body = &texts.site.page(id).body;
    for block in blocks(body) {
        match block {
            Block::Table(index) => wide(body, &body.tables[index as usize], report),
            Block::Figure(index) => coarse(texts, id, &body.images[index as usize], report),
            _ => {}
        }
    }
}

fn wide(document: &Document, table: &Table, report: &mut Report) {
    if width(document, table) > LETTERS {
        let message = Message::new("print-wide-table").with("columns", table.head.len());
        report.add(Diagnostic::at(&WIDE, table.span, message).help(Message::new("print-wide-table-help")));
    }
}

/// The least width of a table, in letters: the longest word of each column.
fn width(document: &Document, table: &Table) -> usize {
    let longest = |cell: &Cell| {
        let text = document.plain(&document[*cell]);
        text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0)
    };
    let column = |n: usize| document.cells(table).skip(n).step_by(table.head.len());
    (0..table.head.len()).map(|n| column(n).map(longest).max().unwrap_or(0) + MARGIN).sum()
}

fn coarse(texts: &Texts<'_>, id: PageId, image: &Image, report: &mut Report) {
    let site = texts.site;
    let from = &site.sources.file(site.page(id).file).path;
    let (Target::File(file) | Target::Dead(Dead::Case(file))) = site.lookup.plain(from, &image.source) else { return };
    let Some(asset) = site.assets.0.get(&file) else { return };
    if let Some((width, _)) = asset.size.filter(|(width, _)| *width < POINTS && !asset.path.ends_with(".svg")) {
        let centimetres = f64::from(width) / 150.0 * 2.54;
        let message = Message::new("print-coarse").with("width", width.to_string());
        let message = message.with("centimetres", format!("{centimetres:.0}"));
        report.add(Diagnostic::at(&COARSE, image.span, message).help(Message::new("print-coarse-help")));
    }
}
