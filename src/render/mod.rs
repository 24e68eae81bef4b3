//! render: every page through its template.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report};
use crate::model::types::date::Date;
use crate::site::permalink::{self, root_of};
use crate::site::{PageId, Site};
use crate::theme::{TEMPLATE, Theme};

pub mod download;
mod list;
mod memory;
mod page;
pub mod record;
mod scope;
mod settings;
pub mod view;

use download::Downloads;
use memory::Made;
pub use memory::Memory;
use view::Views;

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
    /// The page of addresses that do not exist.
    NotFound,
    /// An old address, by its index.
    Redirect(usize),
}

/// How far a build is: pages done, of how many.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// The name and version of the program, as pages say them.
pub const GENERATOR: &str = concat!("Boucle ", env!("CARGO_PKG_VERSION"));

/// Renders every page on all cores, in a fixed order.
pub fn render(
    site: &Site<'_>,
    theme: &mut Theme,
    downloads: &Downloads,
    today: Option<Date>,
    memory: &mut Memory,
    report: &mut Report,
    progress: Progress<'_>,
) -> Vec<RenderedPage> {
    if theme.broken {
        return Vec::new();
    }
    let statics = theme.statics.iter().map(|(name, id)| {
        let bytes = &site.sources.file(*id).bytes;
        (name.clone(), Data::text(crate::theme::asset::published_name(name, bytes)))
    });
    let statics = Data::map(statics.collect::<BTreeMap<_, _>>());
    theme.share("assets", &statics);
    let theme = &*theme;
    let views = Views::new(site, theme, today, downloads);
    let subjects = subjects(site, theme);
    let (total, done) = (subjects.len(), AtomicUsize::new(0));
    let old = &*memory;
    let results: Vec<(Option<Made>, Report)> = subjects
        .into_par_iter()
        .map(|subject| {
            let mut faults = Report::default();
            let page = one(&views, subject, old, &mut faults);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            (page, faults)
        })
        .collect();
    memory.clear();
    let mut pages = Vec::new();
    for (made, faults) in results {
        report.extend(faults);
        pages.extend(made.and_then(|made| memory.keep(made)));
    }
    pages
}

fn subjects(site: &Site<'_>, theme: &Theme) -> Vec<Subject> {
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
    subjects.extend([Subject::SiteMap, Subject::NotFound]);
    subjects.extend(theme.has_search().then_some(Subject::Search));
    subjects.extend((0..site.routes.redirects.len()).map(Subject::Redirect));
    subjects
}

fn one(views: &Views<'_>, subject: Subject, old: &Memory, report: &mut Report) -> Option<Made> {
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
    let view = views.view(subject, &root, report);
    let from = match subject {
        Subject::Entry(id) => Some(id),
        Subject::Section(index) => views.site.sections[index],
        _ => None,
    };
    Some(old.page(path, || view.print(&template), from, report, |faults| views.theme.render(&template, &view, faults)))
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
pub fn folder<'s>(site: &'s Site<'_>) -> &'s str {
    site.config.text("address").map_or("", folder_of)
}

/// The style sheets of the theme: their names, and where each is published.
pub fn styles(site: &Site<'_>, theme: &Theme) -> Vec<(String, String)> {
    let styles = theme.statics.iter().filter(|(name, _)| name.ends_with(".css"));
    let published = |name: &str, id| crate::theme::asset::published_name(name, &site.sources.file(id).bytes);
    styles.map(|(name, id)| (name.clone(), published(name, *id))).collect()
}

/// The public address of a path of the output.
pub fn canonical(site: &Site<'_>, path: &str) -> Option<String> {
    let address = site.config.text("address")?.trim_end_matches('/');
    let path = path.split('#').next().unwrap_or(path);
    let clean = path.strip_suffix("index.html").unwrap_or(path);
    (path != permalink::NOT_FOUND).then(|| format!("{address}/{clean}"))
}
