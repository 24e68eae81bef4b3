//! Headings of a published page that skip a level (RGAA 9.1): those that the theme adds around a text. What the text itself skips is told where it is written.

use std::collections::BTreeSet;

use crate::check::{Check, Context, heading_order};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::output::measure;

const ORDER: Rule = Rule { code: "titres-du-theme", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&ORDER], run };

fn run(context: &Context<'_>, report: &mut Report) {
    let documents = context.documents().map(|(_, document)| document);
    let told: BTreeSet<&str> = documents.flat_map(heading_order::skipping).map(|heading| heading.id.as_str()).collect();
    let mut seen = BTreeSet::new();
    let pages = context.output.files.iter().filter(|(path, _)| path.ends_with(".html"));
    for (path, file) in pages {
        let Ok(html) = std::str::from_utf8(&file.bytes) else { continue };
        // The title of the page is the first level.
        let mut last = 1;
        for tag in measure::tags(html).filter(|tag| !tag.closing) {
            let Some(level) = level(tag.name) else { continue };
            // On a page that holds several texts, the name of a part comes before that of the heading: `part--heading`.
            let own = |id: &str| id.rsplit_once("--").is_some_and(|(_, own)| told.contains(own));
            let is_told = || tag.attribute("id").is_some_and(|id| told.contains(id) || own(id));
            if level > last + 1 && !is_told() && seen.insert((last, level)) {
                let message = Message::new("theme-heading-skip").with("path", path.as_str());
                let message = message.with("from", i64::from(last)).with("to", i64::from(level));
                report.add(Diagnostic::nowhere(&ORDER, message).help(Message::new("template-help")));
            }
            last = level;
        }
    }
}

/// The level of a heading: `h2`.
fn level(name: &str) -> Option<u8> {
    name.strip_prefix('h')?.parse().ok().filter(|level| (1..=6).contains(level))
}
