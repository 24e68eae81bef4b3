//! A site with open data or dated pages that does not know its address: what needs it is left out.

use crate::check::{Check, Context};
use crate::content::config;
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::site::feed;
use crate::source::Span;

const NO_ADDRESS: Rule = Rule { code: "adresse-du-site-absente", severity: Severity::Advice };

/// The check.
pub const CHECK: Check = Check { rules: &[&NO_ADDRESS], run };

fn run(context: &Context<'_>, report: &mut Report) {
    let site = context.site;
    let missed = !site.open_data.tables.is_empty() || feed::is_any(site);
    let Some(file) = site.sources.find(config::PATH) else { return };
    if missed && !site.config.named.contains("address") {
        let help = Message::new("add-line").with("line", "address: https://www.exemple.fr/");
        report.add(Diagnostic::at(&NO_ADDRESS, Span::file(file), Message::new("no-address")).help(help));
    }
}
