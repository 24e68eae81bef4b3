//! Accents damaged on their way from one program to another: `Ã©` for `é`, `�` for anything.

use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::source::encoding::garbled;
use crate::source::{FileId, Span};

/// Accents that were read in the wrong encoding and saved as such.
pub const GARBLED: Rule = Rule { code: "texte-abime", severity: Severity::Error };
/// A character that nobody can tell any more.
pub const LOST: Rule = Rule { code: "signe-perdu", severity: Severity::Error };

/// Reports them: one message for all the damaged accents of a file, one for each lost sign when they are few.
pub fn find(id: FileId, text: &str, report: &mut Report) {
    let found = garbled(text);
    if let Some((first, meant)) = found.first() {
        let message = Message::new("text-garbled")
            .with("typed", &text[first.clone()])
            .with("meant", meant.as_str())
            .with("count", found.len());
        let span = Span::new(id, first.start, first.end);
        let diagnostic = Diagnostic::at(&GARBLED, span, message).help(Message::new("text-garbled-help"));
        let fix = |d: Diagnostic, (range, meant): &(std::ops::Range<usize>, String)| {
            d.fix(Span::new(id, range.start, range.end), meant.as_str())
        };
        report.add(found.iter().fold(diagnostic, fix));
    }
    let lost: Vec<_> = text.match_indices('\u{fffd}').collect();
    // All of them at once have one cause.
    if let [(at, sign), _, _, _, _, ..] = lost[..] {
        let message = Message::new("text-lost-many").with("count", lost.len());
        let span = Span::new(id, at, at + sign.len());
        report.add(Diagnostic::at(&LOST, span, message).help(Message::new("text-lost-many-help")));
        return;
    }
    for (at, sign) in lost {
        let span = Span::new(id, at, at + sign.len());
        report.add(Diagnostic::at(&LOST, span, Message::new("text-lost")).help(Message::new("text-lost-help")));
    }
}
