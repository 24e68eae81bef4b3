//! A folder whose pages are gone: all that leads into it has one cause, and one message.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::dead_link::{DEAD, is_short};
use crate::check::{Context, meant};
use crate::content::is_page;
use crate::diagnostic::{Diagnostic, Message};
use crate::model::{Collection, Place};
use crate::site::link::{Dead, Edge, Target};
use crate::site::lookup::decode;
use crate::source::{self, SourceFile, Span};

/// Of so many links into one folder, only one message is made.
const MANY: usize = 3;
/// How many other links a message shows.
const SHOWN: usize = 3;
/// Of pages of one name, in how many folders the lost one is looked for.
const LIKE: usize = 8;

/// The folders without pages into which many links lead.
#[derive(Default)]
pub struct Gone<'a> {
    folders: BTreeMap<String, Vec<&'a Edge>>,
    /// Where these links stand.
    told: BTreeSet<Span>,
}

impl<'a> Gone<'a> {
    /// Finds them. A link whose page accepts that it is dead is none of them.
    pub fn new(context: &Context<'a>) -> Gone<'a> {
        let mut empty: BTreeMap<String, bool> = BTreeMap::new();
        let mut folders: BTreeMap<String, Vec<&Edge>> = BTreeMap::new();
        let mut whole: Vec<(String, &Edge)> = Vec::new();
        for edge in context.site.graph.links() {
            let Some((folder, path)) = folder(context, edge) else { continue };
            if *empty.entry(folder.clone()).or_insert_with(|| is_empty(context, &folder)) {
                folders.entry(folder).or_default().push(edge);
            } else {
                whole.push((path, edge));
            }
        }
        folders.retain(|_, links| links.len() >= MANY);
        // Links to the list of its pages, in menus and settings.
        for (path, edge) in whole {
            folders.entry(path).and_modify(|links| links.push(edge));
        }
        let told = folders.values().flatten().map(|edge| edge.span).collect();
        Gone { folders, told }
    }

    /// Is a link told with the others?
    pub fn tells(&self, edge: &Edge) -> bool {
        self.told.contains(&edge.span)
    }

    /// Are the links into the folder of a collection told, and with them the references to its entries?
    pub fn tells_collection(&self, context: &Context<'_>, collection: &Collection) -> bool {
        let Place::Folder(folder) = &collection.place else { return false };
        context.levels.get(DEAD.code) != Some(&None) && self.folders.contains_key(&format!("content/{folder}/"))
    }

    /// One message for each folder.
    pub fn messages(&self, context: &Context<'_>) -> Vec<Diagnostic> {
        if self.folders.is_empty() {
            return Vec::new();
        }
        let pages = Pages::new(context);
        self.folders.iter().filter_map(|(folder, links)| message(context, folder, links, &pages)).collect()
    }
}

/// Has a folder no page, its list aside?
pub fn is_empty(context: &Context<'_>, folder: &str) -> bool {
    let is_list = |file: &SourceFile| file.path[folder.len()..].starts_with("index.");
    let is_entry = |file: &SourceFile| is_page(&file.path) && !is_list(file);
    !context.site.sources.below(folder).any(|(_, file)| is_entry(file))
}

/// The folder of the page that a dead link names, and the folder that it would name itself; none when the link says what
/// else it was meant for.
fn folder(context: &Context<'_>, edge: &Edge) -> Option<(String, String)> {
    (edge.target == Target::Dead(Dead::Unknown) && !edge.picture).then_some(())?;
    let path = lost(context, edge)?;
    // A page may have a folder of its own.
    let path = path.strip_suffix("/index.md").unwrap_or(&path);
    let (folder, name) = path.rsplit_once('/')?;
    let is_page = name.ends_with(".md") || !name.contains('.');
    let accepts = || {
        let exceptions = edge.from.map(|id| &context.site.page(id).exceptions);
        exceptions.is_some_and(|all| all.iter().any(|exception| exception.code == DEAD.code))
    };
    (is_page && path.starts_with("content/") && !accepts() && !meant::is_known(context, edge))
        .then(|| (format!("{folder}/"), format!("{path}/")))
}

/// The path of the page that a link names, whether it is there or not.
fn lost(context: &Context<'_>, edge: &Edge) -> Option<String> {
    let written = decode(edge.written.trim().split(['#', '?']).next()?);
    let path = written.trim_end_matches('/');
    if is_short(context, edge) {
        let (collection, name) = path.split_once('/')?;
        let Place::Folder(folder) = &context.site.model.collection(collection)?.place else { return None };
        return Some(format!("content/{folder}/{name}"));
    }
    source::resolve(&context.site.sources.file(edge.span.file).path, path).filter(|_| written.contains('/'))
}

/// The pages by their names, to find those of a folder elsewhere.
struct Pages<'a>(BTreeMap<&'a str, Vec<&'a str>>);

impl<'a> Pages<'a> {
    fn new(context: &Context<'a>) -> Pages<'a> {
        let mut pages: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (_, file) in context.site.sources.below("content/").filter(|(_, file)| is_page(&file.path)) {
            let (folder, name) = file.path.split_at(file.path.len() - file.name().len());
            let folders = pages.entry(name).or_default();
            if folders.len() < LIKE {
                folders.push(folder);
            }
        }
        Pages(pages)
    }

    /// The folder where most pages of these names are, with the first of them that is there.
    fn home<'n>(&self, names: &'n BTreeSet<String>) -> Option<(&'a str, &'n str)> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let folders = |name: &String| self.0.get(name.as_str()).into_iter().flatten();
        names.iter().flat_map(folders).for_each(|folder| *counts.entry(folder).or_default() += 1);
        let (home, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
        let first = names.iter().find(|name| folders(name).any(|folder| *folder == home))?;
        (2 * count > names.len()).then_some((home, first))
    }
}

fn message(context: &Context<'_>, folder: &str, links: &[&Edge], pages: &Pages<'_>) -> Option<Diagnostic> {
    let (first, others) = links.split_first()?;
    let id = if references(context, folder) > 0 { "links-gone-cited" } else { "links-gone" };
    let message = Message::new(id).with("number", links.len()).with("folder", folder);
    let message = message.with("references", references(context, folder));
    let told = Diagnostic::at(&DEAD, first.span, message).help(help(context, folder, links, pages));
    // One link of each page says enough.
    let mut seen = BTreeSet::from([first.span.file]);
    let others = others.iter().filter(|edge| seen.insert(edge.span.file)).take(SHOWN);
    Some(others.fold(told, |told, edge| told.label(edge.span, Message::new("links-gone-other"))))
}

/// How many references name entries of the collection of a folder, and none of them is told otherwise.
fn references(context: &Context<'_>, folder: &str) -> usize {
    let site = context.site;
    let is_home = |c: &&Collection| matches!(&c.place, Place::Folder(path) if format!("content/{path}/") == folder);
    let Some(collection) = site.model.collections.iter().find(is_home) else { return 0 };
    let lost = site.graph.references.iter().filter(|r| r.to.is_none() && r.reference.to == collection.id);
    lost.filter(|r| !site.lookup.is_unread(&r.reference.to, &r.reference.slug)).count()
}

/// What to do: where the pages are now, if they are anywhere.
fn help(context: &Context<'_>, folder: &str, links: &[&Edge], pages: &Pages<'_>) -> Message {
    let name = |edge: &&Edge| {
        let path = lost(context, edge)?;
        let name = path.rsplit('/').next()?;
        Some(if name.ends_with(".md") { name.to_owned() } else { format!("{name}.md") })
    };
    let names: BTreeSet<String> = links.iter().filter_map(name).filter(|name| name != "index.md").collect();
    let Some((home, page)) = pages.home(&names) else {
        return Message::new("links-gone-help").with("folder", folder);
    };
    let places = context.site.model.collections.iter().filter_map(|collection| match &collection.place {
        Place::Folder(path) => Some(format!("content/{path}/")),
        _ => None,
    });
    // Where nothing is published, the folder has lost its name; else its pages are where they are to be.
    let (mut is_lost_place, mut is_home_place) = (false, false);
    for place in places {
        is_lost_place |= folder.starts_with(&place);
        is_home_place |= home.starts_with(&place);
    }
    match is_lost_place && !is_home_place {
        true => Message::new("links-gone-rename").with("home", home).with("folder", folder),
        false => {
            let link = format!("[…]({})", meant::bracketed(&format!("/{}{page}", home.trim_start_matches("content/"))));
            Message::new("links-gone-home").with("home", home).with("link", link)
        }
    }
}
