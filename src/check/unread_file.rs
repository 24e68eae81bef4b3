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
        let id = match unread {
            Unread::Link(_) => "unread-link",
            Unread::Special(_) => "unread-special",
            Unread::Copy(_) => "unread-copy",
            Unread::Refused(..) => "unread-refused",
            Unread::Folder(_) => "unread-folder",
            Unread::Name(_) => "unread-name",
            Unread::Large(..) => "unread-large",
            Unread::Many(..) => "unread-many",
            Unread::Heavy(..) => "unread-heavy",
            Unread::Twice(_) => "unread-twice",
        };
        let message = Message::new(id).with("path", unread.path());
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::source::walk;
    use crate::{Options, build};

    /// What is said of the smallest site when one of its places could not be read.
    fn said(place: Unread) -> Vec<&'static str> {
        let base = walk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/base"));
        let below = format!("{}/", place.path());
        let is_read = |path: &str| path != place.path() && !path.starts_with(&below);
        let files = base.iter().filter(|(_, file)| is_read(&file.path)).map(|(_, file)| file);
        let mut files: Vec<_> = files.map(|file| (file.path.clone(), file.bytes.clone())).collect();
        let page = "---\ntitre: A\nthemes: [energie]\n---\nVoir [un thème](../themes/energie.md), \
                    [le même](/themes/energie/) et [[energie]].\n";
        files.push(("content/fiches/a.md".to_owned(), page.as_bytes().into()));
        let mut sources = Sources::new(files);
        sources.unread.push(place);
        build(&sources, &Options::default(), &|_, _| {}).report.iter().map(|fault| fault.rule.code).collect()
    }

    #[test]
    fn what_leads_to_what_could_not_be_read_is_no_fault() {
        for place in [
            Unread::Folder("content/themes".to_owned()),
            Unread::Link("content/themes".to_owned()),
            Unread::Refused("content/themes/energie.md".to_owned(), "denied".to_owned()),
        ] {
            assert_eq!(said(place.clone()), [UNREAD.code], "{place:?}");
        }
    }
}
