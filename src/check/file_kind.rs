//! Files that stand among the pages and become none: documents of a word processor, texts whose name
//! ends otherwise.

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::Place;
use crate::source::Span;

const DOCUMENT: Rule = Rule { code: "document-sans-page", severity: Severity::Error };
const TEXT: Rule = Rule { code: "texte-sans-page", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&DOCUMENT, &TEXT], run };

/// The endings of the documents of word processors.
const DOCUMENTS: [&str; 8] = ["doc", "docx", "odt", "rtf", "pages", "wps", "dot", "dotx"];
/// The endings of texts that were meant to be pages.
const TEXTS: [&str; 4] = ["txt", "text", "htm", "html"];

fn run(context: &Context<'_>, report: &mut Report) {
    let site = context.site;
    let folders = site.model.collections.iter().filter_map(|collection| match &collection.place {
        Place::Folder(folder) => Some(format!("content/{folder}/")),
        _ => None,
    });
    let folders: Vec<String> = folders.collect();
    for (id, file) in site.sources.below("content/") {
        let extension = file.extension();
        let (rule, message) = match extension.as_str() {
            end if DOCUMENTS.contains(&end) => (&DOCUMENT, "document-no-page"),
            end if TEXTS.contains(&end) && !crate::content::is_page(&file.path) => (&TEXT, "text-no-page"),
            _ => continue,
        };
        let offered = site.assets.0.contains_key(&id);
        if offered || !folders.iter().any(|folder| file.path.starts_with(folder)) {
            continue;
        }
        let stem = file.name().rsplit_once('.').map_or(file.name(), |(stem, _)| stem);
        let help = Message::new(if extension == "txt" { "text-no-page-help" } else { "document-no-page-help" });
        let help = help.with("name", format!("{stem}.md"));
        report.add(Diagnostic::at(rule, Span::file(id), Message::new(message)).help(help));
    }
}
