//! The words of schema.org that a model may use: what an entry is, and what a field says of it.
//!
//! They are those of <https://schema.org/docs/full.html> that suit the pages of a public body. `HowTo` is
//! not among them: search engines no longer read it, and a practice guide is not a recipe.

use crate::diagnostic::{Diagnostic, Message, Report};
use crate::model::{BAD_MODEL, suggest};
use crate::yaml::Node;

/// What an entry may be.
pub const TYPES: &[&str] = &[
    "Article",
    "CreativeWork",
    "DefinedTerm",
    "Event",
    "GovernmentOrganization",
    "Organization",
    "Place",
    "Project",
    "Recipe",
    "Report",
    "TechArticle",
    "WebPage",
];

/// What a field may say of an entry.
pub const PROPERTIES: &[&str] = &[
    "about",
    "audience",
    "citation",
    "contributor",
    "dateCreated",
    "funder",
    "genre",
    "keywords",
    "mentions",
    "sourceOrganization",
    "spatialCoverage",
    "sponsor",
    "temporalCoverage",
];

/// What a text becomes where a property wants more than a text.
pub fn type_of_text(property: &str) -> Option<&'static str> {
    match property {
        "funder" | "sponsor" | "contributor" | "sourceOrganization" => Some("Organization"),
        "about" | "mentions" => Some("Thing"),
        "spatialCoverage" => Some("Place"),
        "audience" => Some("Audience"),
        _ => None,
    }
}

/// Reads one of the words; another one is reported.
pub fn read(node: &Node, known: &[&str], report: &mut Report) -> Option<String> {
    let word = node.as_text().unwrap_or_default();
    if known.contains(&word) {
        return Some(word.to_owned());
    }
    let message = Message::new("model-schema-org").with("word", word);
    report.add(suggest::help(Diagnostic::at(&BAD_MODEL, node.span, message), word, known.iter().copied()));
    None
}
