//! Exceptions of pages: those that hold take their faults out of the report; the others are told.

use crate::check::{Check, Context, outside, rules};
use crate::content::exception::WRONG;
use crate::diagnostic::{Diagnostic, Exception, Message, Report, Rule, Severity};
use crate::model::suggest;

const UNUSED: Rule = Rule { code: "exception-inutile", severity: Severity::Warning };

/// The check. It runs last.
pub const CHECK: Check = Check { rules: &[&UNUSED], run };

fn run(context: &Context<'_>, report: &mut Report) {
    let mut granted: Vec<&Exception> = Vec::new();
    for exception in context.site.iter().flat_map(|(_, page)| &page.exceptions) {
        let code = exception.code.as_str();
        if super::acceptable().any(|rule| rule.code == code) {
            granted.push(exception);
        } else if rules().any(|rule| rule.code == code) {
            report.add(Diagnostic::at(&WRONG, exception.span, Message::new("exception-refused").with("code", code)));
        } else {
            let message = Message::new("code-unknown").with("code", code);
            let known = super::acceptable().map(|rule| rule.code);
            report.add(suggest::help(Diagnostic::at(&WRONG, exception.span, message), code, known));
        }
    }
    // Whether a link to another site needs its exception is known only once that site has been asked.
    let is_here = |exception: &&Exception| !outside::RULES.iter().any(|rule| rule.code == exception.code);
    for exception in report.accept(&granted).into_iter().filter(is_here) {
        let message = Message::new("exception-unused").with("code", exception.code.as_str());
        report.add(Diagnostic::at(&UNUSED, exception.span, message).help(Message::new("exception-unused-help")));
    }
}
