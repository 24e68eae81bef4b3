//! An audit of accessibility that will soon be too old to say anything (decree of 24 July 2019: three years).

use crate::check::dead_link::dated;
use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};

const OLD: Rule = Rule { code: "audit-a-renouveler", severity: Severity::Warning };

/// The check.
pub const CHECK: Check = Check { rules: &[&OLD], run };

/// How long before its end an audit is told, in days: the time to have another one made.
const DAYS: i32 = 90;

fn run(context: &Context<'_>, report: &mut Report) {
    let site = context.site;
    let (Some(today), Some(end), Some(span)) = (site.today, site.config.audit_end(), site.config.audit_span) else {
        return;
    };
    let message = match today.days_until(end) {
        Some(left) if left < 0 => dated("audit-old", &end),
        Some(left) if left <= DAYS => dated("audit-ending", &end),
        _ => return,
    };
    report.add(Diagnostic::at(&OLD, span, message).help(Message::new("audit-help")));
}
