//! Headings that skip a level (RGAA 9.1).

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::source::Span;

const SKIP: Rule = Rule { code: "niveau-de-titre-saute", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&SKIP], run };

fn run(context: &Context<'_>, report: &mut Report) {
    for (_, document) in context.documents() {
        // The title of the page is the first level.
        let mut last = 1;
        for heading in &document.headings {
            if heading.level > last + 1 {
                // Levels are told as they were typed: all go down with a heading of the first level.
                let lowered =
                    heading.level.saturating_sub(typed(context, heading.span).unwrap_or(heading.level)).min(last);
                let (from, to) = (last - lowered, heading.level - lowered);
                let line = format!("{} {}", "#".repeat(usize::from(from) + 1), heading.text);
                let help = Message::new("heading-line-help").with("line", line);
                let message = Message::new("heading-skip").with("from", i64::from(from)).with("to", i64::from(to));
                report.add(Diagnostic::at(&SKIP, heading.span, message).help(help));
            }
            last = heading.level.max(2);
        }
    }
}

/// The level of a heading as it was typed; none when it is underlined.
fn typed(context: &Context<'_>, span: Span) -> Option<u8> {
    let text = context.site.sources.file(span.file).text()?.get(span.start as usize..)?;
    let marks = text.bytes().take_while(|b| *b == b'#').count();
    u8::try_from(marks).ok().filter(|marks| *marks > 0)
}
