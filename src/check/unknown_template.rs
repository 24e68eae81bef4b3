//! A page or a collection that asks for a template that the theme does not have: another would be used in silence.

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::{Value, suggest};
use crate::source::Span;

const TEMPLATE: Rule = Rule { code: "modele-de-page-inconnu", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&TEMPLATE], run };

fn run(context: &Context<'_>, report: &mut Report) {
    if context.theme.broken {
        return;
    }
    for collection in &context.site.model.collections {
        if let Some((name, span)) = &collection.template {
            look(context, name, *span, report);
        }
    }
    for (_, page) in context.site.iter() {
        if let Some(name) = page.role(&context.site.model, "template").and_then(Value::as_text) {
            look(context, name, page.head, report);
        }
    }
}

fn look(context: &Context<'_>, name: &str, span: Span, report: &mut Report) {
    if context.theme.has(&format!("{name}.html")) {
        return;
    }
    let pages = context.theme.templates().filter_map(|template| template.strip_suffix(".html"));
    let known = pages.filter(|template| !template.contains('/'));
    let message = Message::new("template-missing").with("name", name);
    report.add(suggest::help(Diagnostic::at(&TEMPLATE, span, message), name, known));
}
