//! Boucle turns a folder of Markdown into the website of a public body's practice guide.
//!
//! Seven verbs, always in this order: read → parse → assemble → render → export → check → write.
//! [`source::walk::read`] and [`output::write::publish`] touch the disk; [`build`] is the five in
//! the middle, told in `workshop.rs`. Nothing is changed after it has been made.

pub mod cache;
pub mod data;
pub mod diagnostic;
pub mod lock;
pub mod slug;
pub mod source;

pub mod card;
pub mod diagram;
pub mod epub;
pub mod markdown;
pub mod picture;
pub mod yaml;

pub mod model;
pub mod pdf;

pub mod content;
pub mod theme;

pub mod site;

pub mod book;
pub mod output;
pub mod render;

pub mod audit;
pub mod check;

pub mod workshop;

pub mod external;
pub mod fix;
pub mod serve;
pub mod watch;

pub mod cli;

use std::collections::BTreeMap;

use cache::Cache;
use check::outside::Outside;
use diagnostic::{Levels, Report, Strictness};
use output::Output;
use output::measure::Budget;
use output::search::Making;
use render::Progress;
use site::Publication;
use source::Sources;
pub use workshop::{Edition, Workshop};

/// What whoever builds may decide.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which pages are published.
    pub publication: Publication,
    /// Do warnings stop the build?
    pub strictness: Strictness,
    /// Levels that take the place of those of the site.
    pub levels: Levels,
    /// Where what costs much to make is found again; it changes no byte of what is made.
    pub cache: Cache,
    /// Are the files made that the site offers to take away?
    pub make: book::Make,
    /// When the index of the search is made.
    pub search: Making,
}

/// Everything a build makes.
#[derive(Debug, Default)]
pub struct Built {
    /// What would be on the web.
    pub output: Output,
    /// What was found wrong.
    pub report: Report,
    /// The language of the site.
    pub language: String,
    /// The links to other sites, for whoever has a network.
    pub outside: Outside,
    /// What the site and whoever builds ask of each rule.
    pub levels: Levels,
    /// What each page should cost at most.
    pub budgets: BTreeMap<String, Budget>,
    /// Are compressed twins to be published beside texts?
    pub compress: bool,
    /// What it was made of, which goes with it: whoever ends with the build need not wait until it is gone.
    _made_of: Option<Box<Edition>>,
}

/// Makes the site that the sources describe. It cannot fail: it gives what it could make, and says
/// what is wrong. When the report has errors, the output is not to be published.
pub fn build(sources: &Sources, options: &Options, progress: Progress<'_>) -> Built {
    Workshop::once(sources, options, progress)
}
