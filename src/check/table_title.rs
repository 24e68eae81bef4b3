//! A table without a title, or with an empty heading (RGAA 5.4, 5.6).

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::markdown::Block;
use crate::markdown::document::{Item, Table, plain};

const UNTITLED: Rule = Rule { code: "tableau-sans-titre", severity: Severity::Warning };
const EMPTY_HEADER: Rule = Rule { code: "tableau-sans-en-tete", severity: Severity::Warning };

/// The check.
pub const CHECK: Check = Check { rules: &[&UNTITLED, &EMPTY_HEADER], run };

fn run(context: &Context<'_>, report: &mut Report) {
    for (_, document) in context.documents() {
        let mut tables = Vec::new();
        gather(&document.blocks, &mut tables);
        for table in tables {
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

fn gather<'a>(blocks: &'a [Block], tables: &mut Vec<&'a Table>) {
    for block in blocks {
        match block {
            Block::Table(table) => tables.push(table),
            Block::Quote(blocks) => gather(blocks, tables),
            Block::Callout(callout) => gather(&callout.blocks, tables),
            Block::List { items, .. } => items.iter().for_each(|Item { blocks, .. }| gather(blocks, tables)),
            _ => {}
        }
    }
}
