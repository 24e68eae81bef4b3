//! Something on the disk that could not be read: a link, a device, a refused file.

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::source::Unread;

const UNREAD: Rule = Rule { code: "fichier-non-lu", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&UNREAD], run };

fn run(context: &Context<'_>, report: &mut Report) {
    for unread in &context.site.sources.unread {
        let (id, path) = match unread {
            Unread::Link(path) => ("unread-link", path),
            Unread::Special(path) => ("unread-special", path),
            Unread::Refused(path, _) => ("unread-refused", path),
            Unread::Name(path) => ("unread-name", path),
            Unread::Large(path, _) => ("unread-large", path),
            Unread::Many(path, _) => ("unread-many", path),
            Unread::Heavy(path, _) => ("unread-heavy", path),
            Unread::Twice(path) => ("unread-twice", path),
        };
        let message = Message::new(id).with("path", path.as_str());
        let (name, limit) = match unread {
            Unread::Large(_, limit) => ("file", *limit),
            Unread::Many(_, limit) => ("files", *limit),
            Unread::Heavy(_, limit) => ("site", *limit),
            _ => {
                report.add(Diagnostic::nowhere(&UNREAD, message));
                continue;
            }
        };
        let fault = Diagnostic::nowhere(&UNREAD, message.with("limit", limit));
        report.add(fault.raise(&format!("{name}: {}", 2 * limit)));
    }
}
