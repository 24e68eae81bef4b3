//! Two pages of a collection with one title: a page that was copied and forgotten, or two that readers cannot tell
//! apart in a list, a search or the tabs of a browser (RGAA 8.6).

use crate::check::{Check, Context};
use crate::content::Kind;
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::site::PageId;
use crate::site::index::Index;

const TWICE: Rule = Rule { code: "titre-en-double", severity: Severity::Warning };

/// The check.
pub const CHECK: Check = Check { rules: &[&TWICE], run };

fn run(context: &Context<'_>, report: &mut Report) {
    let site = context.site;
    let mut first: Index<(usize, &str, String), PageId> = Index::with_capacity(site.pages.len());
    for (id, page) in site.iter().filter(|(_, page)| page.kind == Kind::Entry) {
        if site.model.collections[page.collection].inline() {
            continue;
        }
        let title = site.title(id);
        let key = (page.collection, page.lang.as_str(), title.to_lowercase());
        let Some(other) = first.get(&key) else {
            first.insert(key, id);
            continue;
        };
        let message = Message::new("title-twice").with("title", title);
        let label = Message::new("title-twice-first");
        let fault = Diagnostic::at(&TWICE, page.head, message).label(site.page(*other).head, label);
        report.add(fault.help(Message::new("title-twice-help")));
    }
}
