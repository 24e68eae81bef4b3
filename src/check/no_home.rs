//! A site without a home page: nothing would be where everybody begins.

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::Place;

const NO_HOME: Rule = Rule { code: "accueil-absent", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&NO_HOME], run };

fn run(context: &Context<'_>, report: &mut Report) {
    let homes = context.site.model.collections.iter().filter(|collection| collection.url == "/");
    for collection in homes {
        let Place::Page(page) = &collection.place else { continue };
        let path = format!("content/{page}");
        if context.site.sources.find(&path).is_none() {
            let message = Message::new("no-home").with("path", path);
            report.add(Diagnostic::nowhere(&NO_HOME, message).help(Message::new("no-home-help")));
        }
    }
}
