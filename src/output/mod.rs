//! export: everything that would be on the web, as an ordered map from path to bytes.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::cache::Cache;
use crate::picture::Fault;
use crate::render::download::Downloads;
use crate::render::{GoOn, RenderedPage};
use crate::site::{PageId, Site};
use crate::source::FileId;
use crate::source::encoding::utf8;
use crate::theme::Theme;

mod card;
pub mod compress;
mod data;
mod feed;
mod file;
pub mod hosting;
pub mod measure;
mod page;
mod picture;
pub mod search;
mod sitemap;
pub mod tag;
pub mod write;
mod xml;

/// What would be on the web. Every path comes from checked addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// The files, by path.
    pub files: BTreeMap<String, OutputFile>,
    /// Paths that two sources would have: the first one has it.
    pub twice: BTreeSet<String>,
    /// Pictures that could not be made, and why.
    pub faults: BTreeMap<FileId, Fault>,
}

/// One file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// The page of which it is made.
    pub from: Option<PageId>,
    /// The same bytes, of a page that was rendered.
    html: Option<Arc<str>>,
}

impl OutputFile {
    /// A file that is made of no page.
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> OutputFile {
        OutputFile { bytes: bytes.into(), from: None, html: None }
    }

    /// A rendered page.
    fn page(html: &Arc<str>, from: Option<PageId>) -> OutputFile {
        OutputFile { bytes: html.clone().into(), from, html: Some(html.clone()) }
    }

    /// Its text, when it is UTF-8: that of a rendered page is not looked through to say so.
    pub fn text(&self) -> Option<&str> {
        self.html.as_deref().or_else(|| utf8(&self.bytes))
    }
}

/// What every exporter sees.
pub struct Export<'a> {
    /// The site.
    pub site: &'a Site,
    /// The theme.
    pub theme: &'a Theme,
    /// The files to take away.
    pub downloads: &'a Downloads,
    /// The rendered pages.
    pub rendered: Vec<RenderedPage>,
    /// When the index of the search is made.
    pub search: search::Making,
    /// Where what costs much to make is found again.
    pub cache: &'a Cache,
    /// Pictures that could not be made, and why.
    pub faults: Mutex<BTreeMap<FileId, Fault>>,
}

/// A kind of file that the site publishes.
type Exporter = fn(&Export<'_>) -> Vec<(String, OutputFile)>;

/// Every kind.
const EXPORTERS: &[Exporter] = &[
    file::assets,
    page::export,
    file::statics,
    file::downloads,
    picture::export,
    card::export,
    data::export,
    feed::export,
    sitemap::export,
    hosting::export,
    search::export,
];

/// Gathers what every exporter makes. None when that is of no use any more.
pub fn export(
    site: &Site,
    theme: &Theme,
    downloads: &Downloads,
    rendered: Vec<RenderedPage>,
    search: search::Making,
    cache: &Cache,
    go_on: GoOn<'_>,
) -> Option<Output> {
    let export = Export { site, theme, downloads, rendered, search, cache, faults: Mutex::default() };
    let mut output = Output::default();
    let exported = EXPORTERS.par_iter().map(|exporter| if go_on() { exporter(&export) } else { Vec::new() });
    for (path, file) in exported.collect::<Vec<_>>().into_iter().flatten() {
        match output.files.entry(path) {
            Entry::Vacant(free) => {
                free.insert(file);
            }
            // The same picture in two folders is one file.
            Entry::Occupied(taken) if taken.get().bytes == file.bytes => {}
            Entry::Occupied(taken) => {
                output.twice.insert(taken.key().clone());
            }
        }
    }
    output.faults = export.faults.into_inner().unwrap_or_default();
    go_on().then_some(output)
}

/// What [`export`] gives at a path, when it can be made alone and at once: a picture, a file that pages show or offer,
/// one to take away, a table.
pub fn alone(site: &Site, theme: &Theme, downloads: &Downloads, cache: &Cache, path: &str) -> Option<Arc<[u8]>> {
    let download = || downloads.files().find(|file| file.path == path).map(|file| file.bytes.clone());
    let table = || site.open_data.files().find(|file| file.path == path).map(|file| file.bytes.clone());
    // Of each file that is asked for, a page is asked for first: it is no picture.
    let picture = || {
        let is_page = path.ends_with(".html");
        (!is_page).then(|| crate::site::picture::version(site, theme.pictures.column, cache, path))?
    };
    file::asset(site, theme, path).or_else(download).or_else(table).or_else(picture)
}

impl Output {
    /// Paths and bytes alone, to be written.
    pub fn bytes(&self) -> BTreeMap<String, Arc<[u8]>> {
        self.files.iter().map(|(path, file)| (path.clone(), file.bytes.clone())).collect()
    }

    /// The weight of all files, in bytes.
    pub fn weight(&self) -> usize {
        self.files.values().map(|file| file.bytes.len()).sum()
    }

    /// How many HTML pages there are.
    pub fn pages(&self) -> usize {
        self.files.keys().filter(|path| path.ends_with(".html")).count()
    }
}
