//! A table without a title, or with an empty heading (RGAA 5.4, 5.6).

use crate::check::{TextCheck, Texts, blocks};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::markdown::document::{Table, plain};
use crate::markdown::{Block, Document};

const UNTITLED: Rule = Rule { code: "tableau-sans-titre", severity: Severity::Warning };
const EMPTY_HEADER: Rule = Rule { code: "tableau-sans-en-tete", severity: Severity::Warning };

/// The check.
pub const CHECK: TextCheck = TextCheck { rules: &[&UNTITLED, &EMPTY_HEADER], run };

fn run(texts: &Texts<'_>, report: &mut Report) {
    for (_, document) in texts.documents() {
        for block in blocks(document) {
            let Block::Table(table) = block else { continue };
            if plain(&table.caption).trim().is_empty() {
                report.add(untitled(document, table));
            }
            if table.head.iter().skip(1).any(|cell| plain(cell).trim().is_empty()) {
                report.add(Diagnostic::at(&EMPTY_HEADER, table.span, Message::new("table-empty-header")));
            }
        }
    }
}

/// A table without a title, or whose title stands after it.
fn untitled(document: &Document, table: &Table) -> Diagnostic {
    let mut next = document.blocks.iter().skip_while(|block| !is_this(block, table)).skip(1);
    let after = match next.next() {
        Some(Block::Paragraph(inlines)) => plain(inlines),
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

fn is_this(block: &Block, table: &Table) -> bool {
    matches!(block, Block::Table(other) if other.span == table.span)
}
