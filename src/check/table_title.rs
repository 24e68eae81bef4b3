//! A table without a title, or with an empty heading (RGAA 5.4, 5.6).

use crate::check::{Check, Context, blocks};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::markdown::Block;
use crate::markdown::document::plain;

const UNTITLED: Rule = Rule { code: "tableau-sans-titre", severity: Severity::Warning };
const EMPTY_HEADER: Rule = Rule { code: "tableau-sans-en-tete", severity: Severity::Warning };

/// The check.
pub const CHECK: Check = Check { rules: &[&UNTITLED, &EMPTY_HEADER], run };

fn run(context: &Context<'_>, report: &mut Report) {
    for (_, document) in context.documents() {
        for block in blocks(document) {
            let Block::Table(table) = block else { continue };
            if plain(&table.caption).trim().is_empty() {
                report.add(
                    Diagnostic::at(&UNTITLED, table.span, Message::new("table-untitled"))
                        .help(Message::new("table-untitled-help")),
                );
            }
            if table.head.iter().skip(1).any(|cell| plain(cell).trim().is_empty()) {
                report.add(Diagnostic::at(&EMPTY_HEADER, table.span, Message::new("table-empty-header")));
            }
        }
    }
}
