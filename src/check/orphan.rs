//! A page to which nothing leads: no list, no menu, no link.

use std::collections::BTreeSet;

use crate::check::{Check, Context};
use crate::content::Kind;
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::site::PageId;
use crate::site::link::Target;

const ORPHAN: Rule = Rule { code: "page-orpheline", severity: Severity::Warning };

/// The check.
pub const CHECK: Check = Check { rules: &[&ORPHAN], run };

fn run(context: &Context<'_>, report: &mut Report) {
    let site = context.site;
    let linked: BTreeSet<PageId> = site
        .graph
        .links()
        .filter_map(|edge| match edge.target {
            Target::Page(id, _) if edge.from != Some(id) => Some(id),
            _ => None,
        })
        .collect();
    for (id, page) in site.iter().filter(|(_, p)| p.kind == Kind::Entry && p.lang == site.config.language()) {
        let collection = &site.model.collections[page.collection];
        let listed = site.routes.sections[page.collection].is_some() && collection.listed;
        // Entries that share an address have no list: that is told.
        let is_told = site.collides() && collection.shares_url();
        // A link to a page that the preview alone shows would be dead on the site.
        if is_told || site.hidden_target(None, id).is_some() {
            continue;
        }
        let referred = !site.graph.referred_by[id.0].is_empty();
        if !listed && !referred && !linked.contains(&id) && site.routes.pages[id.0] != "index.html" {
            report.add(Diagnostic::at(&ORPHAN, page.head, Message::new("orphan")).help(Message::new("orphan-help")));
        }
    }
}
