//! Raw HTML that the allow-list takes out.

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::markdown::clean;

const REFUSED: Rule = Rule { code: "html-refuse", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&REFUSED], run };

fn run(context: &Context<'_>, report: &mut Report) {
    for (_, document) in context.documents() {
        for html in &document.raw_html {
            let names = clean::refused(&html.text);
            if !names.is_empty() {
                let message = Message::new("html-refused").with("names", names.join(", "));
                report.add(Diagnostic::at(&REFUSED, html.span, message));
            }
        }
    }
}
