//! Headings that skip a level (RGAA 9.1).

use crate::check::{TextCheck, Texts};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::markdown::Document;
use crate::markdown::document::Heading;
use crate::site::PageId;
use crate::slug::slug;
use crate::source::{Sources, Span};

const SKIP: Rule = Rule { code: "niveau-de-titre-saute", severity: Severity::Error };

/// The check.
pub const CHECK: TextCheck = TextCheck { rules: &[&SKIP], run };

fn run(texts: &Texts<'_>, id: PageId, report: &mut Report) {
    let parts = &texts.site.model.collections[texts.site.page(id).collection].sections;
    for document in texts.documents(id) {
        // A part that is expected has its own message, with its own level.
        let is_part = |heading: &Heading| {
            let title = slug(&document[heading.text]);
            parts.iter().any(|part| part.required && slug(&part.title) == title)
        };
        for (last, heading) in skips(document).filter(|(_, heading)| parts.is_empty() || !is_part(heading)) {
            // Levels are told as they were typed: all go down with a heading of the first level.
            let lowered = heading
                .level
                .saturating_sub(typed(&texts.site.sources, heading.span).unwrap_or(heading.level))
                .min(last);
            let (from, to) = (last - lowered, heading.level - lowered);
            let line = format!("{} {}", "#".repeat(usize::from(from) + 1), &document[heading.text]);
            let help = Message::new("heading-line-help").with("line", line);
            let message = Message::new("heading-skip").with("from", i64::from(from)).with("to", i64::from(to));
            report.add(Diagnostic::at(&SKIP, heading.span, message).help(help));
        }
    }
}

/// The headings of a text that skip a level, each with the level before it.
fn skips(document: &Document) -> impl Iterator<Item = (u8, &Heading)> {
    // The title of the page is the first level.
    let mut last = 1;
    document.headings.iter().filter_map(move |heading| {
        let before = std::mem::replace(&mut last, heading.level.max(2));
        (heading.level > before + 1).then_some((before, heading))
    })
}

/// The anchors of the headings of a text that skip a level.
pub fn skipping(document: &Document) -> impl Iterator<Item = &str> {
    skips(document).map(|(_, heading)| &document[heading.id])
}

/// The level of a heading as it was typed; none when it is underlined by dashes.
pub fn typed(sources: &Sources, span: Span) -> Option<u8> {
    let text = sources.file(span.file).text()?.get(span.start as usize..)?;
    let marks = text.bytes().take_while(|b| *b == b'#').count();
    let underline = text.lines().nth(1).unwrap_or_default().trim_end();
    let underlined = marks == 0 && !underline.is_empty() && underline.bytes().all(|b| b == b'=');
    u8::try_from(if underlined { 1 } else { marks }).ok().filter(|level| *level > 0)
}
