//! A callout of an unknown kind, or a fenced code that looks like a block of another name.

use crate::check::{TextCheck, Texts};
use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::markdown::is_field;
use crate::model::suggest;
use crate::site::PageId;

const CALLOUT: Rule = Rule { code: "encart-inconnu", severity: Severity::Error };
const BLOCK: Rule = Rule { code: "bloc-inconnu", severity: Severity::Error };

const EMPTY: Rule = Rule { code: "encart-vide", severity: Severity::Warning };
/// How other programs call callouts, and how guides do.
const OTHERS: [(&str, &str); 9] = [
    ("NOTE", "RETENIR"),
    ("IMPORTANT", "RETENIR"),
    ("INFO", "RETENIR"),
    ("TIP", "CONSEIL"),
    ("ASTUCE", "CONSEIL"),
    ("WARNING", "ATTENTION"),
    ("CAUTION", "ATTENTION"),
    ("DANGER", "ATTENTION"),
    ("EXAMPLE", "EXEMPLE"),
];
/// Names of what is shown as it is, on purpose.
const LANGUAGES: [&str; 26] = [
    "yaml",
    "yml",
    "json",
    "toml",
    "text",
    "txt",
    "markdown",
    "md",
    "python",
    "py",
    "bash",
    "sh",
    "shell",
    "console",
    "javascript",
    "js",
    "typescript",
    "ts",
    "html",
    "xml",
    "css",
    "sql",
    "csv",
    "ini",
    "diff",
    "rust",
];

/// The check.
pub const CHECK: TextCheck = TextCheck { rules: &[&CALLOUT, &EMPTY, &BLOCK], run };

fn run(texts: &Texts<'_>, id: PageId, report: &mut Report) {
    // What a theme that is missing would hold is not known.
    if texts.theme.partial {
        return;
    }
    for document in texts.documents(id) {
        let kinds: Vec<String> = match texts.theme.words(&texts.site.page(id).lang).get("callouts") {
            Some(Data::Map(entries)) if !document.callouts.is_empty() => {
                entries.iter().map(|(kind, _)| kind.to_uppercase()).collect()
            }
            _ => Vec::new(),
        };
        for callout in &document.callouts {
            let kind = callout.kind.to_uppercase();
            if !kinds.contains(&kind) {
                let message = Message::new("callout-unknown").with("kind", kind.as_str());
                let known = kinds.iter().map(String::as_str);
                let diagnostic = Diagnostic::at(&CALLOUT, callout.span, message);
                let other = OTHERS.iter().find(|(other, _)| *other == kind).map(|(_, ours)| *ours);
                report.add(match other.filter(|ours| kinds.iter().any(|kind| kind == ours)) {
                    Some(ours) => diagnostic.help(Message::new("did-you-mean").with("word", ours)),
                    None => suggest::help(diagnostic, &kind, known),
                });
            } else if callout.blocks.is_empty() {
                let message = Message::new("callout-empty").with("kind", kind.as_str());
                report.add(Diagnostic::at(&EMPTY, callout.span, message).help(Message::new("callout-empty-help")));
            }
        }
        for code in &document.codes {
            let names = || texts.theme.blocks.keys().map(String::as_str);
            if code.name.is_empty() || texts.theme.blocks.contains_key(&code.name) {
                continue;
            }
            let message = Message::new("block-unknown").with("name", code.name.as_str());
            let diagnostic = Diagnostic::at(&BLOCK, code.span, message);
            let first = code.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
            if let Some(near) = suggest::almost(&code.name, names()) {
                report.add(diagnostic.help(Message::new("did-you-mean").with("word", near)));
            } else if is_field(first) && !LANGUAGES.contains(&code.name.to_lowercase().as_str()) {
                report.add(suggest::help(diagnostic, &code.name, names()));
            }
        }
    }
}
