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
            Unread::Large(path) => ("unread-large", path),
            Unread::Many(path) => ("unread-many", path),
            Unread::Twice(path) => ("unread-twice", path),
        };
        report.add(Diagnostic::nowhere(&UNREAD, Message::new(id).with("path", path.as_str())));
    }
}
