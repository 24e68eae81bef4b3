//! Markdown to a [`Document`], and a document to HTML.

use crate::diagnostic::{Report, Rule, Severity};
use crate::source::FileId;
use crate::source::written::Written;

mod attribute;
mod builder;
pub mod clean;
mod convention;
pub mod document;
mod events;
pub mod html;
mod note;
pub mod placeholder;
pub mod run;
mod setting;
mod slip;
pub mod term;
pub mod typography;
pub mod walk;

use builder::read;
use events::shown;
use slip::{Meant, Text};
pub use slip::{english, is_emoji, is_field, language_code};

pub use document::{Block, Document, Inline};

/// A note is called and nobody wrote it, or written and never called.
pub const NOTE: Rule = Rule { code: "note-incomplete", severity: Severity::Error };
/// Lists or quotations nested beyond reason.
pub const DEPTH: Rule = Rule { code: "trop-de-niveaux", severity: Severity::Warning };

/// HTML elements inside others beyond reason.
pub const HTML_DEPTH: Rule = Rule { code: "html-trop-emboite", severity: Severity::Error };

/// Every rule of this room, but those of the slips.
pub const RULES: &[&Rule] = &[&NOTE, &DEPTH, &HTML_DEPTH];
/// Every rule of the slips of writing.
pub const SLIPS: &[&Rule] = &slip::RULES;

/// How a text is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// Is it in French? Then it gets French typography.
    pub french: bool,
    /// Lists and quotations that stand inside more than this many others are flattened.
    pub levels: usize,
}

impl Default for Manner {
    fn default() -> Manner {
        Manner { french: true, levels: 24 }
    }
}

/// What a site declares of the texts of its pages: a slip in one of these words is known for what it is.
#[derive(Clone, Copy, Debug)]
pub struct Declared<'a> {
    /// The title of the page.
    pub title: &'a str,
    /// The titles of the parts that the page is to have.
    pub parts: &'a [&'a str],
    /// The names of the blocks of the theme.
    pub blocks: &'a [&'a str],
    /// Which of some words was most likely meant by another one.
    pub nearest: for<'w> fn(&str, &[&'w str]) -> Option<&'w str>,
}

impl Default for Declared<'_> {
    fn default() -> Self {
        Declared { title: "", parts: &[], blocks: &[], nearest: |_, _| None }
    }
}

/// Parses `text`, which begins at byte `offset` of `file`.
/// Slips of writing are told; those whose meaning is certain are read as they were meant.
pub fn parse(text: &str, file: FileId, offset: usize, manner: Manner, report: &mut Report) -> Document {
    parse_value(text, &Written::free(file, offset, text.len()), manner, report)
}

/// The same, for a text that is the value of a field.
pub fn parse_value(text: &str, written: &Written, manner: Manner, report: &mut Report) -> Document {
    parse_text(text, written, manner, Declared::default(), report)
}

/// The same, for the text of a page, of which the site declares some words.
pub fn parse_page(
    text: &str,
    file: FileId,
    offset: usize,
    manner: Manner,
    declared: Declared<'_>,
    report: &mut Report,
) -> Document {
    parse_text(text, &Written::free(file, offset, text.len()), manner, declared, report)
}

fn parse_text(text: &str, written: &Written, manner: Manner, declared: Declared<'_>, report: &mut Report) -> Document {
    let french = manner.french;
    let typed = Text::new(text, written, None, declared);
    let mut first = Report::default();
    let (mut document, trace) = read(&typed, manner.levels, &mut first);
    let slips = slip::find(&typed, &trace, french);
    // As they are, or with others.
    let may_be_marked = typed.has_any(b"\xEE&");
    match Meant::new(text, &slips) {
        None => {
            report.extend(first);
            document.bracketed = slip::bracketed(&typed, &trace);
            slips.into_iter().for_each(|slip| report.add(slip.diagnostic));
        }
        Some(corrected) => {
            let meant = Text::new(&corrected.text, written, Some(&corrected), declared);
            let (again, trace) = read(&meant, manner.levels, report);
            document = again;
            document.bracketed = slip::bracketed(&meant, &trace);
            // What was read as it was meant is told once; the rest, with the text as it is now read.
            let told = slips.into_iter().filter(|slip| !slip.mend.is_empty());
            told.chain(slip::find(&meant, &trace, french)).for_each(|slip| report.add(slip.diagnostic));
        }
    }
    setting::set(&mut document, french, may_be_marked);
    document.shrink();
    if french {
        for image in &mut document.images {
            image.alternative = typography::french_plain(&image.alternative);
            image.caption = image.caption.as_deref().map(|text| typography::french(text).into_owned());
            image.credit = image.credit.as_deref().map(typography::french_plain);
            image.description = image.description.as_deref().map(typography::french_plain);
        }
    }
    document
}

#[cfg(test)]
mod tests;
