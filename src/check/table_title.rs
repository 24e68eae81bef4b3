//! A table without a title, or with an empty heading (RGAA 5.4, 5.6).

use crate::check::{TextCheck, Texts, blocks};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::markdown::document::{Cell, Table};
use crate::markdown::{Block, Document};
use crate::site::PageId;

const UNTITLED: Rule = Rule { code: "tableau-sans-titre", severity: Severity::Warning };
const EMPTY_HEADER: Rule = Rule { code: "tableau-sans-en-tete", severity: Severity::Warning };

/// The check.
pub const CHECK: TextCheck = TextCheck { rules: &[&UNTITLED, &EMPTY_HEADER], run };

fn run(texts: &Texts<'_>, id: PageId, report: &mut Report) {
    for document in texts.documents(id).into_iter().filter(|document| !document.tables.is_empty()) {
        let is_empty = |cell: &Cell| document.is_blank(&document[*cell]);
        for block in blocks(document) {
            let Block::Table(index) = block else { continue };
            let table = &document.tables[index as usize];
            if is_empty(&table.caption) {
                report.add(untitled(document, block, table));
            }
            if document[table.head].iter().skip(1).any(is_empty) {
                report.add(Diagnostic::at(&EMPTY_HEADER, table.span, Message::new("table-empty-header")));
            }
        }
    }
}

/// A table without a title, or whose title stands after it.
fn untitled(document: &Document, block: Block, table: &Table) -> Diagnostic {
    let mut next = document[document.blocks].iter().skip_while(|other| **other != block).skip(1);
    let after = match next.next() {
        Some(Block::Paragraph(inlines)) => document.plain(&document[*inlines]),
        _ => String::new(),
    };
    let is_title = after.strip_prefix("Tableau").or_else(|| after.strip_prefix("Table"));
    match is_title.filter(|rest| rest.trim_start_matches(|c: char| !c.is_alphabetic() && c != ':').starts_with(':')) {
        Some(_) => Diagnostic::at(&UNTITLED, table.span, Message::new("table-title-after"))
            .help(Message::new("table-title-after-help").with("line", after)),
        None => Diagnostic::at(&UNTITLED, table.span, Message::new("table-untitled"))
            .help(Message::new("table-untitled-help")),
    }
}
