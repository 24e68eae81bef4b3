//! Boucle turns a folder of Markdown into the website of a public body's practice guide.
//!
//! Seven verbs, always in this order: read → parse → assemble → render → export → check → write.
//! [`source::walk::read`] and [`output::write::publish`] touch the disk; [`build`] is the five in
//! the middle. Nothing is changed after it has been made.

pub mod data;
pub mod diagnostic;
pub mod slug;
pub mod source;

pub mod markdown;
pub mod yaml;

pub mod model;

pub mod content;
pub mod theme;

pub mod site;

pub mod output;
pub mod render;

pub mod check;

pub mod fix;

pub mod cli;

use diagnostic::{Levels, Report, Strictness};
use output::Output;
use render::Progress;
use site::Publication;
use source::Sources;

/// What whoever builds may decide.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which pages are published.
    pub publication: Publication,
    /// Do warnings stop the build?
    pub strictness: Strictness,
    /// Levels that take the place of those of the site.
    pub levels: Levels,
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
}

/// Makes the site that the sources describe. It cannot fail: it gives what it could make, and says
/// what is wrong. When the report has errors, the output is not to be published.
pub fn build(sources: &Sources, options: &Options, progress: Progress<'_>) -> Built {
    let mut report = Report::default();
    let config = content::config::read(sources, &mut report);
    let model = model::read(sources, &mut report);
    let mut theme = theme::read(sources, config.theme(), config.theme_span, &mut report);

    let pages = content::read(sources, &config, &model, &theme.blocks, &mut report);
    let site = site::assemble(sources, &config, &model, pages, &options.publication, &mut report);
    let rendered = render::render(&site, &mut theme, &options.publication, &mut report, progress);
    let output = output::export(&site, &theme, rendered);
    check::check(&check::Context { site: &site, theme: &theme, output: &output }, &mut report);

    let mut levels = config.levels.clone();
    levels.extend(options.levels.clone());
    Built { output, report: report.settle(&levels, options.strictness), language: config.language().to_owned() }
}
