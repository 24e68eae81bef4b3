//! Links whose words do not say where they lead (RGAA 6.1, 6.2).

use std::collections::BTreeMap;

use crate::check::meant::{bracketed, is_short};
use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::site::link::{Edge, Target};
use crate::slug::slug;

const VAGUE: Rule = Rule { code: "lien-vague", severity: Severity::Warning };
const SAME: Rule = Rule { code: "liens-de-meme-nom", severity: Severity::Error };
const EMPTY: Rule = Rule { code: "lien-sans-texte", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&VAGUE, &SAME, &EMPTY], run };

/// Labels that say nothing, as [`slug`] writes them.
const VAGUE_LABELS: [&str; 36] = [
    "ici",
    "la",
    "cliquez-ici",
    "cliquer-ici",
    "clic",
    "lien",
    "ce-lien",
    "le-lien",
    "lien-ici",
    "voir",
    "voir-ici",
    "voir-le-lien",
    "voir-plus",
    "savoir-plus",
    "en-savoir-plus",
    "pour-en-savoir-plus",
    "plus",
    "plus-d-infos",
    "plus-d-info",
    "plus-d-informations",
    "lire",
    "lire-plus",
    "lire-la-suite",
    "la-suite",
    "suite",
    "telecharger",
    "telecharger-ici",
    "document",
    "page",
    "cette-page",
    "here",
    "click-here",
    "read-more",
    "more",
    "learn-more",
    "link",
];

fn run(context: &Context<'_>, report: &mut Report) {
    let pages: Vec<&[Edge]> = context.site.graph.links_of_pages().collect();
    super::each(&pages, report, |links, report| labels(context, links, report));
}

fn labels(context: &Context<'_>, links: &[Edge], report: &mut Report) {
    let mut named: BTreeMap<String, Vec<&Edge>> = BTreeMap::new();
    for edge in links.iter().filter(|edge| !edge.picture && !matches!(edge.target, Target::Dead(_))) {
        let label = edge.label.trim();
        if label.is_empty() {
            empty(context, edge, report);
        } else if is_address(label) && !label.contains('@') {
            report.add(vague(context, edge, "link-label-address"));
        } else {
            named.entry(slug(label)).or_default().push(edge);
        }
    }
    for (label, edges) in named {
        let Some(first) = edges.first() else { continue };
        let other = edges.iter().find(|edge| !same_place(&edge.target, &first.target));
        if let Some(other) = other {
            let message = Message::new("link-label-same").with("label", first.label.trim());
            report.add(
                Diagnostic::at(&SAME, other.span, message)
                    .label(first.span, Message::new("link-label-first"))
                    .help(Message::new("link-label-same-help")),
            );
        } else if VAGUE_LABELS.contains(&label.as_str()) {
            edges.iter().for_each(|edge| report.add(vague(context, edge, "link-label-vague")));
        }
    }
}

/// Do two links lead to the same page? Its parts may share a name.
fn same_place(one: &Target, other: &Target) -> bool {
    match (one, other) {
        (Target::Page(one, _), Target::Page(other, _)) => one == other,
        (Target::Section(one, _), Target::Section(other, _)) => one == other,
        (Target::Outside(one), Target::Outside(other)) => place(one) == place(other),
        (one, other) => one == other,
    }
}

/// An address without what may change and lead to the same page all the same.
fn place(address: &str) -> &str {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or(address);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}

fn vague(context: &Context<'_>, edge: &Edge, message: &'static str) -> Diagnostic {
    let diagnostic = Diagnostic::at(&VAGUE, edge.span, Message::new(message).with("label", edge.label.trim()));
    let written = bracketed(&edge.written);
    match &edge.target {
        Target::Page(id, _) => {
            // Two brackets show the title of the page by themselves.
            let link = match is_short(context, edge) {
                true => format!("[[{}]]", edge.written),
                false => format!("[{}]({written})", context.site.title(*id)),
            };
            diagnostic.help(Message::new("link-help").with("link", link))
        }
        _ => diagnostic.help(Message::new("link-label-help").with("target", written)),
    }
}

/// A link without words; a picture in it speaks for it.
fn empty(context: &Context<'_>, edge: &Edge, report: &mut Report) {
    let source = context.site.sources.file(edge.span.file);
    let source = source.part(edge.span.start as usize..edge.span.end as usize).unwrap_or_default();
    if let Some((page, "")) = source
        .strip_prefix("[[")
        .and_then(|source| source.split_once('|'))
        .map(|(page, words)| (page, words.trim_matches([']', ' ', '\u{a0}'])))
    {
        let help = Message::new("link-help").with("link", format!("[[{}]]", page.trim()));
        report.add(Diagnostic::at(&EMPTY, edge.span, Message::new("link-label-empty")).help(help));
    } else if source.starts_with("[](") || source.trim_start_matches('[').trim_start().starts_with("](") {
        let help = Message::new("link-label-help").with("target", bracketed(&edge.written));
        report.add(Diagnostic::at(&EMPTY, edge.span, Message::new("link-label-empty")).help(help));
    }
}

fn is_address(label: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|start| label.starts_with(start)) && !label.contains(' ')
}
