//! A reference to an entry that does not exist.

use std::collections::BTreeMap;

use crate::check::dead_link::{dated, when_published};
use crate::check::gone::{self, Gone, UNKNOWN};
use crate::check::{Check, Context, lost_data};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::suggest::{self, Known};
use crate::model::{Collection, Place, Ref};
use crate::site::{PageId, Unpublished};
use crate::slug::slug;
use crate::source::Span;

const DRAFT: Rule = Rule { code: "renvoi-vers-brouillon", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&UNKNOWN, &DRAFT], run };

fn run(context: &Context<'_>, report: &mut Report) {
    let site = context.site;
    let collections = || site.model.collections.iter().map(|collection| collection.id.as_str());
    for (name, span) in site.config.collections.iter().filter(|(name, _)| site.model.collection(name).is_none()) {
        let message = Message::new("collection-unknown").with("name", name.as_str());
        report.add(suggest::help(Diagnostic::at(&UNKNOWN, *span, message), name, collections()));
    }
    let mut near: BTreeMap<&str, Known<'_>> = BTreeMap::new();
    let mut empty: BTreeMap<&str, Option<Empty<'_>>> = BTreeMap::new();
    let hidden = |from, to: Option<PageId>| to.and_then(|to| site.hidden_target(Some(from), to));
    for reference in site.graph.references.iter().filter(|r| r.to.is_none() || hidden(r.from, r.to).is_some()) {
        let r = &reference.reference;
        // Of a query, the filter alone: `fiches.themes`.
        let field = reference.field.rsplit('.').next().unwrap_or_default();
        if site.lookup.is_unread(&r.to, &r.slug) {
            continue;
        }
        if let Some(why) = hidden(reference.from, reference.to).or_else(|| site.lookup.hidden(&r.to, &r.slug)) {
            let message = match why {
                Unpublished::Draft => Message::new("reference-draft"),
                Unpublished::Early(date) => dated("reference-early", &date),
                Unpublished::Late(date) => dated("reference-late", &date),
            };
            let message = message.with("field", field).with("name", r.written.as_str());
            report.add(Diagnostic::at(&DRAFT, r.span, message).help(when_published(why)));
            continue;
        }
        let collection = site.model.collection(&r.to);
        let many = collection.map_or(r.to.as_str(), |c| c.many.as_str());
        let message = Message::new("reference-unknown")
            .with("field", field)
            .with("name", r.written.as_str())
            .with("collection", many);
        if let Some(line) = together(context, r) {
            let message = Message::new("reference-commas").with("field", field).with("name", r.written.as_str());
            report.add(Diagnostic::at(&UNKNOWN, r.span, message).help(Message::new("write-line").with("line", line)));
            continue;
        }
        // Of a whole folder that is gone, one message is enough; what a page accepts is none of it.
        let is_counted = !site.page(reference.from).accepts(UNKNOWN.code);
        let folder = is_counted.then(|| empty.entry(&r.to).or_insert_with(|| Empty::of(context, collection?, r)));
        if let Some(Some(folder)) = folder {
            folder.number += 1;
            continue;
        }
        let near = near.entry(&r.to).or_insert_with(|| Known::new(site.lookup.names(&r.to)));
        let diagnostic = near.help(Diagnostic::at(&UNKNOWN, r.span, message), &r.slug);
        let Some(collection) = collection else { continue };
        report.add(diagnostic.help(create(collection, r)));
    }
    lost_data::messages(context, &UNKNOWN).into_iter().for_each(|told| report.add(told));
    let mut empty = empty.into_values().flatten().peekable();
    if empty.peek().is_some() {
        // A message on the links into the same folder counts the references.
        let links = Gone::new(context);
        let empty = empty.filter(|folder| !links.tells_collection(context, folder.collection));
        empty.for_each(|folder| report.add(folder.told()));
    }
}

/// How the entry that a reference names would be made: a page, or some lines of a data file.
fn create(collection: &Collection, reference: &Ref) -> Message {
    let page = |path| Message::new("reference-create").with("path", path);
    match &collection.place {
        Place::Folder(folder) => page(format!("content/{folder}/{}.md", reference.slug)),
        Place::Page(file) => page(format!("content/{file}")),
        Place::Data(file) => {
            let fields = collection.group.required_lines().into_iter().map(|line| format!("  {line}"));
            let lines: Vec<String> = std::iter::once(format!("{}:", reference.slug)).chain(fields).collect();
            let message = Message::new("reference-add").with("path", format!("content/{file}"));
            message.with("name", reference.slug.as_str()).with("lines", lines.join("`, `"))
        }
    }
}

/// A collection whose folder has no page, with the first reference to it.
struct Empty<'a> {
    collection: &'a Collection,
    folder: String,
    reference: &'a Ref,
    /// How many references there are to it.
    number: usize,
}

impl<'a> Empty<'a> {
    fn of(context: &Context<'_>, collection: &'a Collection, reference: &'a Ref) -> Option<Empty<'a>> {
        let Place::Folder(folder) = &collection.place else { return None };
        let folder = format!("content/{folder}/");
        gone::is_empty(context, &folder).then_some(Empty { collection, folder, reference, number: 0 })
    }

    /// The message for all the references to it.
    fn told(&self) -> Diagnostic {
        let message = Message::new("reference-gone").with("collection", self.collection.many.as_str());
        let message = message.with("number", self.number).with("folder", self.folder.as_str());
        let path = format!("{}{}.md", self.folder, self.reference.slug);
        let help = Message::new("reference-gone-help").with("path", path);
        Diagnostic::at(&UNKNOWN, self.reference.span, message).help(help)
    }
}

/// `[energie filieres]`, `energie et filieres`: several entries, without commas between them. Gives their line as it
/// should be.
fn together(context: &Context<'_>, reference: &Ref) -> Option<String> {
    let parts = reference.written.split_whitespace().filter(|part| !["et", "&", "and", "+", "-"].contains(part));
    let parts: Vec<&str> = parts.collect();
    let known = |part: &&str| context.site.lookup.names(&reference.to).any(|name| name == slug(part));
    (parts.len() > 1 && parts.iter().all(known)).then_some(())?;
    let names = parts.join(", ");
    let Span { file, start, end } = reference.span;
    let text = context.site.sources.file(file).text()?;
    let (before, after) = (text.get(..start as usize)?, text.get(end as usize..)?);
    let before = before.rsplit('\n').next().unwrap_or_default();
    let after = after.lines().next().unwrap_or_default();
    Some(match before.contains('[') {
        true => format!("{}{names}{after}", before.trim_start()),
        false => format!("{}[{names}]{after}", before.trim_start()),
    })
}
