//! A picture that says nothing to who cannot see it (RGAA 1.1, 1.2, 1.3).

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};

const MISSING: Rule = Rule { code: "image-sans-description", severity: Severity::Error };
const WEAK: Rule = Rule { code: "description-faible", severity: Severity::Warning };
/// RGAA 1.3: an alternative is short.
const LONG: usize = 80;

/// The check.
pub const CHECK: Check = Check { rules: &[&MISSING, &WEAK], run };

fn run(context: &Context<'_>, report: &mut Report) {
    for (_, document) in context.documents() {
        for image in document.images.iter().filter(|i| !i.decorative) {
            let name = image.source.rsplit('/').next().unwrap_or(&image.source);
            let alternative = image.alternative.as_str();
            if alternative.is_empty() {
                let line = format!("![…]({})", image.source);
                report.add(
                    Diagnostic::at(&MISSING, image.span, Message::new("alt-missing").with("image", name))
                        .help(Message::new("alt-missing-help").with("line", line)),
                );
            } else if alternative == name || name.rsplit_once('.').is_some_and(|(stem, _)| stem == alternative) {
                let message = Message::new("alt-file-name").with("image", name);
                report.add(Diagnostic::at(&WEAK, image.span, message));
            } else if alternative.chars().count() > LONG {
                let message = Message::new("alt-long").with("length", alternative.chars().count());
                report.add(Diagnostic::at(&WEAK, image.span, message));
            }
        }
    }
}
