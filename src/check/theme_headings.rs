//! Headings of a published page that skip a level (RGAA 9.1): those that the theme adds around a text. What the text itself skips is told where it is written.

use std::collections::BTreeSet;

use crate::check::published::Skip;
use crate::check::{Check, Context, heading_order};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};

const ORDER: Rule = Rule { code: "titres-du-theme", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&ORDER], run };

fn run(context: &Context<'_>, report: &mut Report) {
    let documents = context.documents().map(|(_, document)| document);
    let told: BTreeSet<&str> = documents.flat_map(heading_order::skipping).collect();
    let mut seen = BTreeSet::new();
    for page in &context.published {
        for Skip { above, level, id } in &page.skips {
            // On a page that holds several texts, the name of a part comes before that of the heading: `part--heading`.
            let own = |id: &str| id.rsplit_once("--").is_some_and(|(_, own)| told.contains(own));
            let is_told = id.is_some_and(|id| told.contains(id) || own(id));
            if !is_told && seen.insert((above, level)) {
                let message = Message::new("theme-heading-skip").with("path", page.path);
                let message = message.with("from", i64::from(*above)).with("to", i64::from(*level));
                report.add(Diagnostic::nowhere(&ORDER, message).help(Message::new("template-help")));
            }
        }
    }
}
