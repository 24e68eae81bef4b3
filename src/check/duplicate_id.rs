//! Two parts of a page with one name: a link to it, a form, a reader by voice would find the wrong one.

use std::collections::BTreeSet;

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};

const TWICE: Rule = Rule { code: "nom-de-partie-en-double", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&TWICE], run };

fn run(context: &Context<'_>, report: &mut Report) {
    for file in context.output.files.values() {
        let (Some(id), Ok(html)) = (file.from, std::str::from_utf8(&file.bytes)) else { continue };
        let page = context.site.page(id);
        let mut names: Vec<&str> = super::ids(html).collect();
        names.sort_unstable();
        let twice: BTreeSet<&str> = names.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0]).collect();
        for name in twice {
            let heading = page.body.headings.iter().find(|heading| heading.id == name);
            let message = Message::new("id-twice").with("name", name);
            let help = match heading {
                Some(heading) => Message::new("id-twice-heading")
                    .with("line", format!("{} {} {{#partie-{name}}}", "#".repeat(heading.level.into()), heading.text)),
                None => Message::new("id-twice-help").with("name", name),
            };
            let place = heading.map_or(page.head, |heading| heading.span);
            report.add(Diagnostic::at(&TWICE, place, message).help(help));
        }
    }
}
