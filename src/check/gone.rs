//! A folder whose pages are gone: all that leads into it has one cause, and one message.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::check::meant::is_short;
use crate::check::near::Near;
use crate::check::{Context, meant};
use crate::content::config;
use crate::content::{OUTSIDE, is_page};
use crate::diagnostic::{Diagnostic, Message, Rule, Severity};
use crate::model::{Collection, Place};
use crate::site::link::{Dead, Edge, Target};
use crate::site::lookup::decode;
use crate::source::{self, SourceFile, Span};

/// A link that leads nowhere.
pub const DEAD: Rule = Rule { code: "lien-mort", severity: Severity::Error };
/// A reference to an entry that does not exist.
pub const UNKNOWN: Rule = Rule { code: "renvoi-inconnu", severity: Severity::Error };

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
    /// The pages that are there.
    pages: Pages<'a>,
}

impl<'a> Gone<'a> {
    /// Finds them. A link whose page accepts that it is dead is none of them, nor one that has a better message alone.
    pub fn new(context: &Context<'a>) -> Gone<'a> {
        let addresses = OnceCell::new();
        let mut gone: BTreeMap<String, bool> = BTreeMap::new();
        let mut folders: BTreeMap<String, Vec<&Edge>> = BTreeMap::new();
        let mut whole: Vec<(String, &Edge)> = Vec::new();
        for edge in context.site.graph.links() {
            let Some((folder, path)) = folder(context, edge) else { continue };
            if !*gone.entry(folder.clone()).or_insert_with(|| is_gone(context, &folder)) {
                whole.push((path, edge));
            } else if is_source(context, edge, &folder, || {
                addresses.get_or_init(|| Addresses::new(context)).has(&folder)
            }) {
                folders.entry(folder).or_default().push(edge);
            }
        }
        if folders.is_empty() {
            return Gone::default();
        }
        let (mut folders, few): (BTreeMap<_, _>, BTreeMap<_, _>) =
            folders.into_iter().partition(|(_, links)| links.len() >= MANY);
        let (pages, mut near) = (Pages::new(context), Near::new(context));
        folders.retain(|_, links| {
            let names = names(context, links);
            let home = pages.home(&names).map(|(home, _)| home);
            let is_there =
                |edge: &Edge| home.is_some_and(|home| name(context, edge).is_some_and(|n| pages.has(home, &n)));
            links.retain(|edge| near.suggested(context, edge).is_none() || is_there(edge));
            links.len() >= MANY
        });
        // Links to the list of its pages, in menus and settings.
        for (path, edge) in whole {
            if let Some(links) = folders.get_mut(&path)
                && near.suggested(context, edge).is_none()
            {
                links.push(edge);
            }
        }
        let few = few.into_iter().filter(|(folder, links)| is_told(context, folder, links, &pages));
        let few = few.flat_map(|(_, links)| links).filter(|edge| near.suggested(context, edge).is_none());
        let told = folders.values().flatten().copied().chain(few).map(|edge| edge.span).collect();
        Gone { folders, told, pages }
    }

    /// Is a link told with the others?
    pub fn tells(&self, edge: &Edge) -> bool {
        self.told.contains(&edge.span)
    }

    /// Are the links into the folder of a collection told, and with them the references to its entries?
    pub fn tells_collection(&self, context: &Context<'_>, collection: &Collection) -> bool {
        let Place::Folder(folder) = &collection.place else { return false };
        tells_references(context) && self.folders.contains_key(&format!("content/{folder}/"))
    }

    /// One message for each folder.
    pub fn messages(&self, context: &Context<'_>) -> Vec<Diagnostic> {
        self.folders.iter().filter_map(|(folder, links)| message(context, folder, links, &self.pages)).collect()
    }
}

/// May a message on dead links stand for one on references?
fn tells_references(context: &Context<'_>) -> bool {
    level(context, &UNKNOWN).is_some() && stands(context, &DEAD, &UNKNOWN)
}

/// May a message of a rule stand for one of another? It is not to be less severe.
fn stands(context: &Context<'_>, rule: &Rule, other: &Rule) -> bool {
    level(context, rule) >= level(context, other)
}

/// How severe the site takes a rule to be.
fn level(context: &Context<'_>, rule: &Rule) -> Option<Severity> {
    context.levels.get(rule.code).copied().unwrap_or(Some(rule.severity))
}

/// Are few links into a folder told by the message on the references to its pages, or on the folder where these are now, which
/// is that of no collection?
fn is_told(context: &Context<'_>, folder: &str, links: &[&Edge], pages: &Pages<'_>) -> bool {
    let strays = || {
        let names = names(context, links);
        pages.home(&names).is_some_and(|(home, page)| !is_published(context, &address(home, page)))
    };
    let is_outside = context.told.contains(OUTSIDE.code) && stands(context, &OUTSIDE, &DEAD);
    (stands(context, &UNKNOWN, &DEAD) && references(context, folder) > 0) || (is_outside && strays())
}

/// The address of a page of a folder, from the root of the site.
fn address(home: &str, page: &str) -> String {
    format!("/{}{page}", home.trim_start_matches("content/"))
}

/// Is a page published where its file is?
fn is_published(context: &Context<'_>, address: &str) -> bool {
    !matches!(context.site.lookup.plain(config::PATH, address), Target::Dead(Dead::Unknown | Dead::Unread))
}

/// Was a folder of `content/` one of pages that are gone, as far as we know? None was, whose pages come from a file of
/// its name, nor one whose pages have the ending of another program, which has been told.
fn is_gone(context: &Context<'_>, folder: &str) -> bool {
    let file = |end: &str| context.site.sources.find(&format!("{}{end}", folder.trim_end_matches('/'))).is_some();
    let has_texts = || context.site.sources.below(folder).any(|(_, file)| file.path.ends_with(".txt"));
    folder != "content/" && is_empty(context, folder) && !has_texts() && ![".md", ".yaml", ".yml"].into_iter().any(file)
}

/// All that the site publishes for people, in order.
struct Addresses<'a>(BTreeSet<&'a str>);

impl<'a> Addresses<'a> {
    fn new(context: &Context<'a>) -> Addresses<'a> {
        let routes = &context.site.routes;
        let lists = routes.sections.iter().chain(&routes.wholes).flatten();
        let old = routes.redirects.iter().map(|(path, _)| path);
        Addresses(routes.pages.iter().chain(&routes.facets).chain(lists).chain(old).map(String::as_str).collect())
    }

    /// Is something published below the address of a folder, its list aside?
    fn has(&self, folder: &str) -> bool {
        let address = folder.trim_start_matches("content/");
        let list = format!("{address}index.html");
        self.0.range(address..).take_while(|path| path.starts_with(address)).any(|path| *path != list)
    }
}

/// Does a link name a file of this folder rather than an address? Without the ending of a page, only in the folder of a
/// collection.
fn is_source(context: &Context<'_>, edge: &Edge, folder: &str, is_published: impl FnOnce() -> bool) -> bool {
    let is_file = lost(context, edge).is_some_and(|path| path.ends_with(".md"));
    if is_file && !edge.written.trim().starts_with('/') || is_short(context, edge) {
        return true;
    }
    let is_place =
        |c: &Collection| matches!(&c.place, Place::Folder(path) if folder.starts_with(&format!("content/{path}/")));
    (is_file || context.site.model.collections.iter().any(is_place)) && !is_published()
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
    let accepts = || edge.from.is_some_and(|id| context.site.page(id).accepts(DEAD.code));
    let is_plain = is_page && path.starts_with("content/") && !edge.written.contains(['[', ']']);
    (is_plain && !accepts() && !meant::is_known(context, edge)).then(|| (format!("{folder}/"), format!("{path}/")))
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

/// The name of the page that a link names.
fn name(context: &Context<'_>, edge: &Edge) -> Option<String> {
    let path = lost(context, edge)?;
    let name = path.rsplit('/').next()?;
    Some(if name.ends_with(".md") { name.to_owned() } else { format!("{name}.md") })
}

/// The names of the pages that links name.
fn names(context: &Context<'_>, links: &[&Edge]) -> BTreeSet<String> {
    links.iter().filter_map(|edge| name(context, edge)).filter(|name| name != "index.md").collect()
}

/// The pages by their names, to find those of a folder elsewhere.
#[derive(Default)]
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

    /// Is there a page of this name in a folder?
    fn has(&self, folder: &str, name: &str) -> bool {
        self.0.get(name).is_some_and(|folders| folders.contains(&folder))
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
    let references = if tells_references(context) { references(context, folder) } else { 0 };
    let id = if references > 0 { "links-gone-cited" } else { "links-gone" };
    let message = Message::new(id).with("number", links.len()).with("folder", folder).with("references", references);
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
    let counted = lost.filter(|r| !site.page(r.from).accepts(UNKNOWN.code));
    counted.filter(|r| !site.lookup.is_unread(&r.reference.to, &r.reference.slug)).count()
}

/// What to do: where the pages are now, if they are anywhere.
fn help(context: &Context<'_>, folder: &str, links: &[&Edge], pages: &Pages<'_>) -> Message {
    let names = names(context, links);
    let Some((home, page)) = pages.home(&names) else {
        return Message::new("links-gone-help").with("folder", folder);
    };
    let address = address(home, page);
    // Where they are published, they are where they are to be.
    if is_published(context, &address) {
        let link = format!("[…]({})", meant::bracketed(&address));
        return Message::new("links-gone-home").with("home", home).with("link", link);
    }
    let places = context.site.model.collections.iter().filter_map(|collection| match &collection.place {
        Place::Folder(path) => Some(format!("content/{path}/")),
        _ => None,
    });
    let (mut was_read, mut holds_others) = (false, home == "content/");
    for place in places {
        was_read |= folder.starts_with(&place);
        holds_others |= place.starts_with(home);
    }
    if !was_read {
        return Message::new("links-gone-help").with("folder", folder);
    }
    let is_other = |file: &SourceFile| !names.contains(&file.path[home.len()..]);
    holds_others =
        holds_others || context.site.sources.below(home).any(|(_, file)| is_page(&file.path) && is_other(file));
    let id = if holds_others { "links-gone-move" } else { "links-gone-rename" };
    Message::new(id).with("home", home).with("folder", folder)
}
