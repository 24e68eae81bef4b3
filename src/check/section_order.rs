//! Second-level headings that are missing, unknown or not in the order of the model.

use crate::check::{Check, Context};
use crate::content::Kind;
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::suggest;
use crate::slug::slug;

const MISSING: Rule = Rule { code: "partie-absente", severity: Severity::Error };
const ORDER: Rule = Rule { code: "ordre-des-parties", severity: Severity::Warning };

/// The check.
pub const CHECK: Check = Check { rules: &[&MISSING, &ORDER], run };

fn run(context: &Context<'_>, report: &mut Report) {
    for (_, page) in context.site.iter().filter(|(_, p)| p.kind == Kind::Entry) {
        let sections = &context.site.model.collections[page.collection].sections;
        let place = |title: &str| sections.iter().position(|s| slug(&s.title) == slug(title));
        let mut last = 0;
        let mut seen = Vec::new();
        for heading in page.body.headings.iter().filter(|h| h.level <= 2 && !sections.is_empty()) {
            let Some(index) = place(&heading.text) else {
                let titles: Vec<&str> = sections.iter().map(|s| s.title.as_str()).collect();
                let message = Message::new("section-unknown").with("title", heading.text.as_str());
                if let Some(best) = suggest::nearest(&heading.text, titles.iter().copied()) {
                    let line = Message::new("heading-line-help").with("line", format!("## {best}"));
                    report.add(Diagnostic::at(&ORDER, heading.span, message).help(line));
                    seen.extend(place(best));
                    continue;
                }
                report.add(
                    Diagnostic::at(&ORDER, heading.span, message)
                        .help(Message::new("section-known").with("titles", titles.join(", "))),
                );
                continue;
            };
            if index < last {
                let message = Message::new("section-order")
                    .with("title", heading.text.as_str())
                    .with("before", sections[last].title.as_str());
                report.add(Diagnostic::at(&ORDER, heading.span, message));
            }
            last = last.max(index);
            seen.push(index);
        }
        for (index, section) in sections.iter().enumerate().filter(|(_, s)| s.required) {
            if !seen.contains(&index) {
                let message = Message::new("section-missing").with("title", section.title.as_str());
                let help = Message::new("section-missing-help").with("title", section.title.as_str());
                report.add(Diagnostic::at(&MISSING, page.head, message).help(help));
            }
        }
    }
}
