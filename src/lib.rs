//! Boucle turns a folder of Markdown into the website of a public body's practice guide.
//!
//! Seven verbs, always in this order: read → parse → assemble → render → export → check → write.
//! [`source::walk::read`] and [`output::write::publish`] touch the disk; [`build`] is the five in
//! the middle. Nothing is changed after it has been made.

pub mod cache;
pub mod data;
pub mod diagnostic;
pub mod slug;
pub mod source;

pub mod epub;
pub mod markdown;
pub mod yaml;

pub mod model;

pub mod content;
pub mod theme;

pub mod site;

pub mod book;
pub mod output;
pub mod render;

pub mod audit;
pub mod check;

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
use render::Progress;
use site::{Publication, Site, Unpublished};
use source::{FileId, SourceFile, Sources};

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
    /// The pages of the output that would not be published, and why: in the preview only.
    pub unpublished: BTreeMap<String, Unpublished>,
    /// The style sheets of the theme, and where they are published.
    pub styles: Vec<(String, String)>,
    /// The folder of the public address.
    pub folder: String,
    /// Are the settings, the model or the theme such that no page can be right?
    pub broken: bool,
    /// What each page should cost at most.
    pub budgets: BTreeMap<String, Budget>,
}

/// Makes the site that the sources describe. It cannot fail: it gives what it could make, and says
/// what is wrong. When the report has errors, the output is not to be published.
pub fn build(sources: &Sources, options: &Options, progress: Progress<'_>) -> Built {
    Workshop { rendered: render::Memory::none(), ..Workshop::default() }.build(sources, options, progress)
}

/// Where a site is made again and again: a file that did not change is not parsed again, a page
/// whose view and templates did not change is not rendered again.
///
/// A memory is kept only as long as everything else that its stage reads is the same, so there is no
/// dependency to follow: each build gives what a first one would.
#[derive(Debug, Default)]
pub struct Workshop {
    /// The settings, the model and the themes for which the memories hold.
    frame: Vec<(FileId, SourceFile)>,
    parsed: content::Memory,
    rendered: render::Memory,
}

impl Workshop {
    /// The same as [`build`], faster from the second time.
    pub fn build(&mut self, sources: &Sources, options: &Options, progress: Progress<'_>) -> Built {
        self.forget_what_no_longer_holds(sources);
        let mut report = Report::default();
        let config = content::config::read(sources, &mut report);
        let model = model::read(sources, &mut report);
        let mut theme = theme::read(sources, config.theme(), config.theme_span, &mut report);

        let broken = report.has_errors() || theme.broken;
        let pages = content::read(sources, &config, &model, &theme.blocks, &mut self.parsed, &mut report);
        let site = site::assemble(sources, &config, &model, pages, &options.publication, &mut report);
        let today = options.publication.today;
        let downloads = book::make(&site, &theme, options.make, today, &options.cache, &mut report);
        let rendered = render::render(&site, &mut theme, &downloads, today, &mut self.rendered, &mut report, progress);
        let output = output::export(&site, &theme, &downloads, rendered, &options.cache);
        check::check(&site, &theme, &output, &mut report);

        let mut levels = config.levels.clone();
        levels.extend(options.levels.clone());
        Built {
            budgets: check::weight::budgets(&site, &output),
            output,
            report: report.settle(&levels, options.strictness),
            language: config.language().to_owned(),
            outside: check::outside::links(&site),
            levels,
            unpublished: unpublished(&site, options),
            styles: render::styles(&site, &theme),
            folder: render::folder(&site).to_owned(),
            broken,
        }
    }

    fn forget_what_no_longer_holds(&mut self, sources: &Sources) {
        let is_frame = |path: &str| path.starts_with("themes/") || [content::config::PATH, model::PATH].contains(&path);
        let frame: Vec<_> = sources.iter().filter(|(_, file)| is_frame(&file.path)).collect();
        let same = frame.iter().copied().eq(self.frame.iter().map(|(id, file)| (*id, file)));
        if !same {
            self.frame = frame.into_iter().map(|(id, file)| (id, file.clone())).collect();
            self.parsed = content::Memory::default();
            self.rendered.clear();
        }
    }
}

/// The pages of a site that would not be published.
fn unpublished(site: &Site<'_>, options: &Options) -> BTreeMap<String, Unpublished> {
    let pages = site.iter().filter_map(|(id, page)| {
        let why = site::unpublished(page, options.publication.today)?;
        Some((site.routes.pages[id.0].clone(), why))
    });
    pages.collect()
}
