//! Two parts of a page with one name: a link to it, a form, a reader by voice would find the wrong one.

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};

const TWICE: Rule = Rule { code: "nom-de-partie-en-double", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&TWICE], run };

fn run(context: &Context<'_>, report: &mut Report) {
    for published in &context.published {
        let Some(page) = published.file.from.map(|id| context.site.page(id)) else { continue };
        for name in &published.twice {
            let heading = page.body.headings.iter().find(|heading| page.body[heading.id] == **name);
            let message = Message::new("id-twice").with("name", *name);
            let help = match heading {
                Some(heading) => {
                    let (signs, text) = ("#".repeat(heading.level.into()), &page.body[heading.text]);
                    Message::new("id-twice-heading").with("line", format!("{signs} {text} {{#partie-{name}}}"))
                }
                None => Message::new("id-twice-help").with("name", *name),
            };
            let place = heading.map_or(page.head, |heading| heading.span);
            report.add(Diagnostic::at(&TWICE, place, message).help(help));
        }
    }
}
