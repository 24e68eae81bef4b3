//! Headings that skip a level (RGAA 9.1).

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};

const SKIP: Rule = Rule { code: "niveau-de-titre-saute", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&SKIP], run };

fn run(context: &Context<'_>, report: &mut Report) {
    for (_, document) in context.documents() {
        // The title of the page is the first level.
        let mut last = 1;
        for heading in &document.headings {
            if heading.level > last + 1 {
                let line = format!("{} {}", "#".repeat(usize::from(last) + 1), heading.text);
                let help = Message::new("heading-line-help").with("line", line);
                let message =
                    Message::new("heading-skip").with("from", i64::from(last)).with("to", i64::from(heading.level));
                report.add(Diagnostic::at(&SKIP, heading.span, message).help(help));
            }
            last = heading.level.max(2);
        }
    }
}
