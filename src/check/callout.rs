//! A callout of an unknown kind, or a fenced code that looks like a block of another name.

use crate::check::{TextCheck, Texts, blocks};
use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::markdown::Block;
use crate::model::suggest;

const CALLOUT: Rule = Rule { code: "encart-inconnu", severity: Severity::Error };
const BLOCK: Rule = Rule { code: "bloc-inconnu", severity: Severity::Error };

/// The check.
pub const CHECK: TextCheck = TextCheck { rules: &[&CALLOUT, &BLOCK], run };

fn run(texts: &Texts<'_>, report: &mut Report) {
    for (id, document) in texts.documents() {
        let lang = &texts.site.page(id).lang;
        let kinds: Vec<String> = match texts.theme.words(lang).get("callouts") {
            Some(Data::Map(entries)) => entries.iter().map(|(kind, _)| kind.to_uppercase()).collect(),
            _ => Vec::new(),
        };
        for block in blocks(document) {
            let Block::Callout(callout) = block else { continue };
            let kind = callout.kind.to_uppercase();
            if !kinds.contains(&kind) {
                let message = Message::new("callout-unknown").with("kind", kind.as_str());
                let known = kinds.iter().map(String::as_str);
                report.add(suggest::help(Diagnostic::at(&CALLOUT, callout.span, message), &kind, known));
            }
        }
        for code in &document.codes {
            let near = suggest::almost(&code.name, texts.theme.blocks.keys().map(String::as_str));
            if let (Some(near), false) = (near, texts.theme.blocks.contains_key(&code.name)) {
                let message = Message::new("block-unknown").with("name", code.name.as_str());
                report.add(
                    Diagnostic::at(&BLOCK, code.span, message).help(Message::new("did-you-mean").with("word", near)),
                );
            }
        }
    }
}
