//! A data file that is empty or gone, while pages name what it is to describe: one cause, and one message.

use std::collections::BTreeSet;

use crate::check::Context;
use crate::check::gone::{DEAD, UNKNOWN};
use crate::content::is_data_named;
use crate::diagnostic::{Diagnostic, Message, Rule};
use crate::model::{Collection, Place};
use crate::site::link::{Dead, Edge, Target};
use crate::source::{FileId, Span};

/// The collections whose data file is empty or gone, by their indices.
pub fn collections(context: &Context<'_>) -> BTreeSet<usize> {
    let all = context.site.model.collections.iter().enumerate();
    all.filter(|(_, collection)| Lost::of(context, collection).is_some()).map(|(index, _)| index).collect()
}

/// One message for each such file to which something leads: of one rule for those that references name, of the other for
/// the rest.
pub fn messages(context: &Context<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let all = context.site.model.collections.iter().enumerate();
    let told = all.filter_map(|(index, collection)| Lost::of(context, collection)?.told(context, index, collection));
    told.filter(|told| told.rule.code == rule.code).collect()
}

/// A data file without entries, in which nothing else is wrong; none when it is gone.
struct Lost {
    path: String,
    file: Option<FileId>,
}

impl Lost {
    fn of(context: &Context<'_>, collection: &Collection) -> Option<Lost> {
        let Place::Data(name) = &collection.place else { return None };
        let path = format!("content/{name}");
        let sources = &context.site.sources;
        let file = sources.find(&path);
        let is_empty = file.is_none_or(|id| sources.file(id).text().is_some_and(says_nothing));
        // A file that is called nearly so is told with the name to give it.
        let mut others = sources.below("content/").filter(|(id, _)| Some(*id) != file);
        let is_lost =
            is_empty && !sources.is_unread(&path) && !others.any(|(_, other)| is_data_named(&other.path, &path));
        is_lost.then_some(Lost { path, file })
    }

    fn told(self, context: &Context<'_>, index: usize, collection: &Collection) -> Option<Diagnostic> {
        let references = references(context, collection);
        let links = links(context, index, collection);
        let first = *references.first().or(links.first())?;
        let rule = if references.is_empty() { &DEAD } else { &UNKNOWN };
        let (id, help) = match self.file {
            Some(_) => ("data-emptied", "data-emptied-help"),
            None => ("data-gone", "data-gone-help"),
        };
        let message = Message::new(id).with("path", self.path).with("number", references.len() + links.len());
        Some(Diagnostic::at(rule, self.file.map_or(first, Span::file), message).help(Message::new(help)))
    }
}

/// Has a data file nothing but comments?
fn says_nothing(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    lines.all(|line| line.starts_with('#') || ["", "---", "...", "{}"].contains(&line))
}

/// Where references to the entries of a collection stand; none when the site does not want to hear of them.
fn references(context: &Context<'_>, collection: &Collection) -> Vec<Span> {
    if context.levels.get(UNKNOWN.code) == Some(&None) {
        return Vec::new();
    }
    let site = context.site;
    let named = site.graph.references.iter().filter(|r| r.to.is_none() && r.reference.to == collection.id);
    named.filter(|r| !site.page(r.from).accepts(UNKNOWN.code)).map(|r| r.reference.span).collect()
}

/// Where links to its entries stand.
fn links(context: &Context<'_>, index: usize, collection: &Collection) -> Vec<Span> {
    let names_entry = |edge: &&Edge| match &edge.target {
        Target::Dead(Dead::Unread) => edge.written.split('/').next() == Some(&collection.id),
        Target::Section(list, anchor) => *list == index && anchor.is_some(),
        _ => false,
    };
    let accepts = |edge: &&Edge| edge.from.is_some_and(|id| context.site.page(id).accepts(DEAD.code));
    context.site.graph.links().filter(names_entry).filter(|edge| !accepts(edge)).map(|edge| edge.span).collect()
}
