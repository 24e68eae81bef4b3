//! Which page the address of a dead link nearly names.

use std::cell::OnceCell;

use crate::check::Context;
use crate::check::gone;
use crate::check::meant::{self, Folders, is_short};
use crate::model::Place;
use crate::model::suggest::{self, Known};
use crate::site::PageId;
use crate::site::link::{Dead, Edge, Target};
use crate::site::lookup::decode;
use crate::slug::slug;
use crate::source;

/// What looks like the names of dead links, prepared once for all of them.
pub struct Near<'a> {
    /// The names of all entries.
    pub known: Known<'a>,
    folders: OnceCell<Folders<'a>>,
}

impl<'a> Near<'a> {
    /// Prepares it.
    pub fn new(context: &Context<'a>) -> Near<'a> {
        Near { known: Known::new(context.site.lookup.all_names()), folders: OnceCell::new() }
    }

    /// What to write instead of an address that nearly names a list of pages or a page.
    pub fn suggested(&mut self, context: &Context<'a>, edge: &Edge) -> Option<String> {
        let name = edge.written.split('#').next()?.trim_end_matches('/');
        let name = name.rsplit('/').next().unwrap_or(name);
        folder(context, edge, name)
            .or_else(|| Some(format!("[[{}]]", named(context, edge)?)))
            .or_else(|| corrected(context, edge, name.trim_end_matches(".md"), self))
    }

    /// The page that was given another name, as long as not too many are looked for.
    pub fn renamed(&mut self, context: &Context<'a>, edge: &Edge) -> Option<(PageId, &'static str)> {
        // Many pages may share a word.
        let may_look = self.known.spend(10 * context.site.pages.len());
        let folders = may_look.then(|| self.folders.get_or_init(|| Folders::new(context.site)));
        folders.and_then(|folders| folders.renamed(context.site, edge))
    }
}

/// What is written, with the nearest name of a page, as long as that leads somewhere.
fn corrected<'a>(context: &Context<'a>, edge: &Edge, stem: &str, near: &mut Near<'a>) -> Option<String> {
    let site = context.site;
    let written = edge.written.as_str();
    // The file of a page that has a folder of its own is called as that of any other.
    let named = Some(stem).filter(|stem| *stem != "index")?;
    let best = near.known.nearest(named).filter(|best| suggest::is_near_name(stem, best))?;
    let at = written.rfind(stem).unwrap_or(0);
    let fixed = format!("{}{best}{}", &written[..at], &written[at + stem.len()..]);
    let leads = |target: Target| !matches!(target, Target::Dead(Dead::Unknown));
    if !written.contains(['.', '/']) {
        return Some(format!("[[{fixed}]]"));
    }
    if !is_short(context, edge) {
        let may_look = near.known.spend(site.pages.len());
        let elsewhere = || may_look.then(|| elsewhere(context, edge, stem, best)).flatten();
        let from = &site.sources.file(edge.span.file).path;
        return elsewhere().or(Some(fixed)).filter(|fixed| leads(site.lookup.plain(from, fixed)));
    }
    // Of a collection that has no page any more, only a page of the same name in another one is near.
    let may_move =
        best == named_by(stem) || !written.split_once('/').is_some_and(|(name, _)| has_no_page(context, name));
    let collections = site.model.collections.iter().filter(|_| may_move);
    let collections = collections.map(|collection| format!("{}/{best}", collection.id));
    let lang = edge.from.map_or("", |id| site.page(id).lang.as_str());
    std::iter::once(fixed).chain(collections).find(|name| leads(site.lookup.named(name, lang)))
}

/// The name of the page of a file, as links write that of the file.
fn named_by(stem: &str) -> String {
    slug(&decode(stem))
}

/// Is it the name of a collection whose folder has no page?
fn has_no_page(context: &Context<'_>, name: &str) -> bool {
    match context.site.model.collection(name).map(|collection| &collection.place) {
        Some(Place::Folder(folder)) => gone::is_empty(context, &format!("content/{folder}/")),
        _ => false,
    }
}

/// `[[Énergie, thème]]`: the page that one of these words names.
fn named(context: &Context<'_>, edge: &Edge) -> Option<String> {
    let site = context.site;
    let written = edge.written.as_str();
    let lang = edge.from.map_or("", |id| site.page(id).lang.as_str());
    let parts = written.split([',', ';', ':', '(']).filter(|part| part.len() < written.len()).map(str::trim);
    let mut names = parts.filter(|part| !part.contains(['/', '.']) && !part.is_empty());
    names.find_map(|name| match site.lookup.named(name, lang) {
        Target::Page(id, _) => Some(site.page(id).slug.clone()),
        _ => None,
    })
}

/// `projet/` for `projets/`: the list of pages beside it that has nearly this name.
fn folder(context: &Context<'_>, edge: &Edge, name: &str) -> Option<String> {
    let path = edge.written.split(['#', '?']).next()?;
    (path.ends_with('/') && !name.is_empty()).then_some(())?;
    let from = context.site.sources.file(edge.span.file).path.as_str();
    let lost = source::resolve(from, path)?;
    let (parent, _) = lost.trim_end_matches('/').rsplit_once('/')?;
    let beside = context.site.lookup.folders().filter_map(|path| path.strip_prefix(parent)?.strip_prefix('/'));
    let best = suggest::nearest(name, beside.filter(|name| !name.contains('/')))?;
    let at = path.rfind(name)?;
    Some(format!("{}{best}{}", &edge.written[..at], &edge.written[at + name.len()..]))
}

/// The path of the entry of this name, when it stands in another folder than the link says. Where that folder has no page, the
/// name is to be the one that is written: with another one, nothing is near any more.
fn elsewhere(context: &Context<'_>, edge: &Edge, stem: &str, name: &str) -> Option<String> {
    let site = context.site;
    let path = |id| site.sources.file(id).path.as_str();
    let (_, page) = site.iter().find(|(_, page)| page.slug == name)?;
    let written = source::resolve(path(edge.span.file), edge.written.split('#').next()?)?;
    let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let target = path(page.file);
    let moved = written.ends_with(".md") && target.ends_with(".md") && folder(&written) != folder(target);
    let is_near = name == named_by(stem)
        || folder(&written).is_some_and(|folder| !gone::is_empty(context, &format!("{folder}/")));
    let anchor = edge.written.find('#').map_or("", |at| &edge.written[at..]);
    (moved && is_near).then(|| format!("{}{anchor}", meant::encoded(target.trim_start_matches("content"))))
}
