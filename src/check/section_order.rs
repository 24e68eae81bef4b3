//! Second-level headings that are missing, unknown, there twice or not in the order of the model.

use crate::check::heading_order::typed;
use crate::check::{Check, Context};
use crate::content::Kind;
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::markdown::document::Heading;
use crate::model::suggest;
use crate::slug::slug;
use crate::source::Span;

const MISSING: Rule = Rule { code: "partie-absente", severity: Severity::Error };
const ORDER: Rule = Rule { code: "ordre-des-parties", severity: Severity::Warning };
const TWICE: Rule = Rule { code: "partie-en-double", severity: Severity::Warning };

/// The check.
pub const CHECK: Check = Check { rules: &[&MISSING, &ORDER, &TWICE], run };

fn run(context: &Context<'_>, report: &mut Report) {
    for (_, page) in context.site.iter().filter(|(_, p)| p.kind == Kind::Entry) {
        let collection = &context.site.model.collections[page.collection];
        let sections = &collection.sections;
        let place = |title: &str| sections.iter().position(|s| slug(&s.title) == slug(title));
        let mut last = 0;
        let mut seen = Vec::new();
        let mut first: Vec<Option<Span>> = vec![None; sections.len()];
        for heading in page.body.headings.iter().filter(|h| h.level <= 2 && !sections.is_empty()) {
            let text = &page.body[heading.text];
            let Some(index) = place(text) else {
                let titles: Vec<&str> = sections.iter().map(|s| s.title.as_str()).collect();
                let message = Message::new("section-unknown").with("title", text);
                if let Some(best) = suggest::nearest(text, titles.iter().copied()) {
                    let line = Message::new("heading-line-help").with("line", format!("## {best}"));
                    report.add(Diagnostic::at(&ORDER, heading.span, message).help(line));
                    seen.extend(place(best));
                    continue;
                }
                // A heading of the first level has its own message.
                if typed(&context.site.sources, heading.span) != Some(1) {
                    let help = if seen.is_empty() { "section-known-first" } else { "section-known" };
                    let help = Message::new(help).with("titles", titles.join(", "));
                    report.add(Diagnostic::at(&ORDER, heading.span, message).help(help));
                }
                continue;
            };
            let before = *first[index].get_or_insert(heading.span);
            if before != heading.span {
                let message = Message::new("section-twice").with("title", text);
                let diagnostic = Diagnostic::at(&TWICE, heading.span, message);
                let diagnostic = diagnostic.label(before, Message::new("section-twice-first"));
                report.add(diagnostic.help(Message::new("section-twice-help")));
                continue;
            }
            if index < last {
                let message =
                    Message::new("section-order").with("title", text).with("before", sections[last].title.as_str());
                report.add(Diagnostic::at(&ORDER, heading.span, message));
            }
            last = last.max(index);
            seen.push(index);
        }
        // Of a page without a header, that is told: its parts are still to be written, too.
        let is_begun = page.head.start > 0 || collection.group.required_lines().is_empty();
        for (index, section) in sections.iter().enumerate().filter(|(_, s)| s.required) {
            if seen.contains(&index) {
                continue;
            }
            let lower =
                page.body.headings.iter().find(|h| h.level > 2 && slug(&page.body[h.text]) == slug(&section.title));
            if let Some(heading) = lower {
                report.add(too_low(context, &page.body[heading.text], heading));
            } else if is_begun {
                let message = Message::new("section-missing").with("title", section.title.as_str());
                let help = Message::new("section-missing-help").with("title", section.title.as_str());
                report.add(Diagnostic::at(&MISSING, page.head, message).help(help));
            }
        }
    }
}

/// The part is there, at a lower level than that of parts.
fn too_low(context: &Context<'_>, title: &str, heading: &Heading) -> Diagnostic {
    let message = Message::new("section-low").with("title", title).with("level", usize::from(heading.level));
    let help = Message::new("heading-line-help").with("line", format!("## {title}"));
    let diagnostic = Diagnostic::at(&MISSING, heading.span, message).help(help);
    let start = heading.span.start as usize;
    let signs = usize::from(heading.level);
    let source = context.site.sources.file(heading.span.file).part(start..start + signs);
    match source.is_some_and(|source| source.bytes().all(|b| b == b'#')) {
        true => diagnostic.fix(Span::new(heading.span.file, start + 2, start + signs), String::new()),
        false => diagnostic,
    }
}
