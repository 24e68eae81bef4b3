//! Something on the disk that could not be read: a link, a device, a refused file.

use crate::check::{Check, Context};
use crate::content::config::Config;
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::source::{Sources, Unread};

const UNREAD: Rule = Rule { code: "fichier-non-lu", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&UNREAD], run };

fn run(context: &Context<'_>, report: &mut Report) {
    tell(&context.site.sources, report);
}

/// What is said of a site so large that not all of it was read: every other fault might come from that alone.
pub fn beyond(sources: &Sources) -> Option<Report> {
    let is_beyond = |unread: &Unread| matches!(unread, Unread::Many(..) | Unread::Heavy(..));
    sources.unread.iter().any(is_beyond).then(|| {
        let mut report = Report::default();
        tell(sources, &mut report);
        report
    })
}

/// Tells what could not be read.
pub fn tell(sources: &Sources, report: &mut Report) {
    for unread in &sources.unread {
        let (id, path) = match unread {
            Unread::Link(path) => ("unread-link", path),
            Unread::Special(path) => ("unread-special", path),
            Unread::Copy(path) => ("unread-copy", path),
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
        report.add(fault.raise(Config::raised(name, limit)));
    }
}
