//! A level given, in the settings of the site, to a code that no check has.

use crate::check::{Check, Context, rules};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::suggest;

const UNKNOWN: Rule = Rule { code: "code-inconnu", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&UNKNOWN], run };

fn run(context: &Context<'_>, report: &mut Report) {
    for (code, span) in &context.site.config.asked {
        if !rules().any(|rule| rule.code == code) {
            let message = Message::new("code-unknown").with("code", code.as_str());
            let known = rules().map(|rule| rule.code);
            report.add(suggest::help(Diagnostic::at(&UNKNOWN, *span, message), code, known));
        }
    }
}
