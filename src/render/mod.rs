//! render: every page through its template.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report};
use crate::render::scope::part_of;
use crate::site::permalink::{self, root_of};
use crate::site::{self, PageId, Site, Unpublished};
use crate::source::Sources;
use crate::theme::{TEMPLATE, Theme, View};

pub mod card;
mod code;
pub mod download;
mod drawing;
mod json_ld;
mod list;
mod memory;
mod open_data;
mod page;
pub mod record;
mod scope;
mod settings;
mod total;
pub mod view;

pub use memory::Memory;
pub use view::{Shared, Views};

/// Every rule of this room.
pub const RULES: &[&crate::diagnostic::Rule] = &[&drawing::IMPOSSIBLE];

/// A rendered page.
#[derive(Clone, Debug)]
pub struct RenderedPage {
    /// Where it is published.
    pub path: String,
    /// Its HTML.
    pub html: Arc<str>,
    /// The page of the site of which it is made; none for lists.
    pub from: Option<PageId>,
}

/// What a page is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An entry, through its template.
    Entry(PageId),
    /// The list page of a collection.
    Section(usize),
    /// The page that holds all the entries of a collection.
    Whole(usize),
    /// A filter page, by its index.
    Facet(usize),
    /// The site map.
    SiteMap,
    /// The page of search.
    Search,
    /// The page of the open data.
    OpenData,
    /// The page that explains the columns of a table of the open data, by its index.
    Dictionary(usize),
    /// The page of addresses that do not exist.
    NotFound,
    /// An old address, by its index.
    Redirect(usize),
}

/// How far a build is: pages done, of how many.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Asked before each piece of a work that nobody waits for: it may wait there until somebody else has been served. Work
/// that is of no use any more does not go on.
pub type GoOn<'a> = &'a (dyn Fn() -> bool + Sync);

/// How many pages one core takes at a time: so few that none waits long for the last ones.
const A_PART: usize = 8;

/// The name and version of the program, as pages say them.
pub const GENERATOR: &str = concat!("Boucle ", env!("CARGO_PKG_VERSION"));

/// Gives the templates of a theme what all of them see: the published names of its static files.
pub fn prepare(sources: &Sources, theme: &mut Theme) {
    let names = theme.statics.iter().map(|(name, id)| {
        let bytes = &sources.file(*id).bytes;
        (name.clone(), Data::text(crate::theme::asset::published_name(name, bytes)))
    });
    let names = Data::map(names.collect::<BTreeMap<_, _>>());
    theme.share("assets", &names);
}

/// Renders some pages on all cores, in their order. None when that is of no use any more.
pub fn render(
    views: &Views<'_>,
    subjects: &[Subject],
    memory: &Memory,
    report: &mut Report,
    progress: Progress<'_>,
    go_on: GoOn<'_>,
) -> Option<Vec<RenderedPage>> {
    let (total, done) = (subjects.len(), AtomicUsize::new(0));
    let results: Vec<(Option<RenderedPage>, Report)> = subjects
        .par_iter()
        .with_max_len(A_PART)
        .map(|subject| {
            let mut faults = Report::default();
            let page = go_on().then(|| page(views, *subject, memory, &mut faults)).flatten();
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            (page, faults)
        })
        .collect();
    if !go_on() {
        return None;
    }
    let mut pages = Vec::with_capacity(results.len());
    for (page, faults) in results {
        report.extend(faults);
        pages.extend(page);
    }
    Some(pages)
}

/// What every page is made for, by its path; of two for one path, the first.
pub fn by_path(views: &Views<'_>) -> BTreeMap<String, Subject> {
    let mut paths = BTreeMap::new();
    for subject in subjects(views.site, views.theme) {
        paths.entry(views.path(subject)).or_insert(subject);
    }
    paths
}

/// Why a page would not be published, if it is here all the same.
pub fn unpublished(views: &Views<'_>, subject: Subject) -> Option<Unpublished> {
    match subject {
        Subject::Entry(id) => site::unpublished(views.site.page(id), views.today),
        _ => None,
    }
}

/// Everything that would not be published: where it is, on a page of its own or as a part of another one, and why.
pub fn all_unpublished(views: &Views<'_>) -> Vec<(String, Unpublished)> {
    let site = views.site;
    let mut places = Vec::new();
    for (index, entries) in site.entries.iter().enumerate() {
        for id in entries {
            let page = site.page(*id);
            let Some(why) = site::unpublished(page, views.today) else { continue };
            places.push((permalink::address(&site.routes.pages[id.0]), why));
            let whole = site.routes.wholes[index].as_deref().map(permalink::address);
            places.extend(whole.map(|whole| (format!("{whole}#{}", part_of(&page.slug)), why)));
        }
    }
    places
}

/// What the pages of a site are made for, in a fixed order.
pub fn subjects(site: &Site, theme: &Theme) -> Vec<Subject> {
    let mut subjects = Vec::new();
    for (index, collection) in site.model.collections.iter().enumerate() {
        if !collection.inline() {
            subjects.extend(site.entries[index].iter().map(|id| Subject::Entry(*id)));
        }
        if site.routes.sections[index].is_some() {
            subjects.push(Subject::Section(index));
        }
        if site.routes.wholes[index].is_some() {
            subjects.push(Subject::Whole(index));
        }
    }
    subjects.extend((0..site.facets.len()).map(Subject::Facet));
    subjects.extend(site.open_data.page().map(|_| Subject::OpenData));
    subjects.extend((0..site.open_data.tables.len()).map(Subject::Dictionary));
    subjects.extend([Subject::SiteMap, Subject::NotFound]);
    subjects.extend(theme.has_search().then_some(Subject::Search));
    subjects.extend((0..site.routes.redirects.len()).map(Subject::Redirect));
    subjects
}

/// Renders a page, unless its template sees what it saw before: known at once of an entry whose text is the same where all
/// else is, or else by all that its template sees. None when the theme cannot be used.
pub fn page(views: &Views<'_>, subject: Subject, memory: &Memory, report: &mut Report) -> Option<RenderedPage> {
    if views.theme.broken {
        return None;
    }
    let path = views.path(subject);
    let template = views.template(subject);
    if !views.theme.has(&template) {
        report.add(Diagnostic::nowhere(&TEMPLATE, Message::new("template-missing").with("name", template)));
        return None;
    }
    let root = match subject {
        // This page is shown at any address: only an absolute one is right everywhere.
        Subject::NotFound => views.site.config.text("address").map(base_path).unwrap_or_default(),
        _ => root_of(&path),
    };
    let from = match subject {
        Subject::Entry(id) => Some(id),
        Subject::Section(index) => views.site.sections[index],
        _ => None,
    };
    let sight = match subject {
        Subject::Entry(id) => Some((views.around, views.site.pages[id.0].clone())),
        _ => None,
    };
    let view = |faults: &mut Report| views.view(subject, &root, faults);
    let make = |view: &View<'_>, faults: &mut Report| views.theme.render(&template, view, faults);
    let html = memory.page(&path, sight, &template, report, view, make);
    html.map(|html| RenderedPage { path, html, from })
}

/// The path of the public address, with its final slash.
fn base_path(address: &str) -> String {
    match folder_of(address) {
        "" => "/".to_owned(),
        path => format!("/{path}/"),
    }
}

fn folder_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split_once('/').map_or("", |(_, path)| path).trim_matches('/')
}

/// The folder of the public address, without slashes around; empty when it has none.
pub fn folder(site: &Site) -> &str {
    site.config.text("address").map_or("", folder_of)
}

/// The style sheets of the theme: their names, and where each is published.
pub fn styles(site: &Site, theme: &Theme) -> Vec<(String, String)> {
    let styles = theme.statics.iter().filter(|(name, _)| name.ends_with(".css"));
    let published = |name: &str, id| crate::theme::asset::published_name(name, &site.sources.file(id).bytes);
    styles.map(|(name, id)| (name.clone(), published(name, *id))).collect()
}

/// The public address of a path of the output.
pub fn canonical(site: &Site, path: &str) -> Option<String> {
    let path = path.split('#').next().unwrap_or(path);
    site.public(path).filter(|_| path != permalink::NOT_FOUND)
}
