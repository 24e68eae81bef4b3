//! Headings that begin too high or skip a level (RGAA 9.1).

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};

const FIRST: Rule = Rule { code: "titre-de-premier-niveau", severity: Severity::Error };
const SKIP: Rule = Rule { code: "niveau-de-titre-saute", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&FIRST, &SKIP], run };

fn run(context: &Context<'_>, report: &mut Report) {
    for (_, document) in context.documents() {
        // The title of the page is the first level.
        let mut last = 1;
        for heading in &document.headings {
            let line = |level: u8| {
                Message::new("heading-line-help").with("line", format!("{} {}", "#".repeat(level.into()), heading.text))
            };
            if heading.level == 1 {
                report.add(Diagnostic::at(&FIRST, heading.span, Message::new("heading-first-level")).help(line(2)));
            } else if heading.level > last + 1 {
                let message =
                    Message::new("heading-skip").with("from", i64::from(last)).with("to", i64::from(heading.level));
                report.add(Diagnostic::at(&SKIP, heading.span, message).help(line(last + 1)));
            }
            last = heading.level.max(2);
        }
    }
}
