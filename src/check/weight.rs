//! Pages and files too heavy for a telephone in the country, or that ask too much of a computer.
//!
//! `budgets` in content/site.yaml takes the place of the usual ones: on the first view, compressed,
//! 100 kB for an entry and 150 kB for a list; 15 kB for each style and each script.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::check::published::Published;
use crate::check::{Check, Context};
use crate::content::Kind;
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::Value;
use crate::output::measure::{self, Budget};
use crate::output::{Output, OutputFile, tag};
use crate::picture::Fault;
use crate::site::asset::Asset;
use crate::site::link::{Dead, Target};
use crate::site::{PageId, Site};
use crate::source::{FileId, Span};

const PAGE: Rule = Rule { code: "page-lourde", severity: Severity::Warning };
const THEME: Rule = Rule { code: "theme-lourd", severity: Severity::Warning };
const ANIMATED: Rule = Rule { code: "image-animee", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&PAGE, &THEME, &ANIMATED], run };

/// What a page that is an entry, and one that is a list, should cost at most on the first view.
const ENTRY: Budget = Budget { weight: 100_000, requests: 8, nodes: 800 };
const LIST: Budget = Budget { weight: 150_000, requests: 15, nodes: 800 };
const STATIC: usize = 15_000;

/// What each page should cost at most; nothing for a page that is made to hold many others.
pub fn budgets(site: &Site, output: &Output) -> BTreeMap<String, Budget> {
    let pages = output.files.iter().filter(|(path, _)| path.ends_with(".html"));
    let collections = 0..site.model.collections.len();
    let entries: Vec<Budget> = collections.map(|collection| budget(site, Some(collection), ENTRY)).collect();
    let lists = budget(site, None, LIST);
    let asked = |path: &str, file: &OutputFile| match file.from.map(|id| site.page(id)) {
        Some(page) if page.kind == Kind::Entry => Some(entries[page.collection]),
        _ if site.routes.wholes.iter().flatten().any(|whole| whole == path) => None,
        _ => Some(lists),
    };
    pages.filter_map(|(path, file)| Some((path.clone(), asked(path, file)?))).collect()
}

fn budget(site: &Site, collection: Option<usize>, usual: Budget) -> Budget {
    let asked = site.config.value("budgets").map(Value::items).unwrap_or_default();
    let name = collection.map(|index| site.model.collections[index].id.as_str());
    let of = |item: &&Value, name: Option<&str>| item.get("collection").and_then(Value::as_text) == name;
    let own = asked.iter().find(|item| name.is_some() && of(item, name));
    let item = own.or_else(|| asked.iter().find(|item| of(item, None)));
    let number = |key: &str, usual: usize| match item.and_then(|item| item.get(key)) {
        Some(Value::Integer(number)) => usize::try_from(*number).unwrap_or(usual),
        _ => usual,
    };
    let weight = number("weight", usual.weight / 1000).saturating_mul(1000);
    Budget { weight, requests: number("requests", usual.requests), nodes: number("nodes", usual.nodes) }
}

fn run(context: &Context<'_>, report: &mut Report) {
    heavy_theme(context, report);
    animated(context, report);
    let pictures = pictures(context);
    let shared: usize = statics(context).map(|(_, id)| context.site.sources.file(id).bytes.len()).sum();
    let dear: Vec<Dear<'_>> =
        context.published.par_iter().filter_map(|page| Dear::read(context, page, &pictures, shared)).collect();
    // They are few, and long: each is taken alone.
    super::extend(report, dear.par_iter().with_max_len(1).map(|page| page.weigh(context)));
}

/// A page that may cost more than its budget.
struct Dear<'a> {
    path: &'a str,
    id: PageId,
    budget: Budget,
    /// Its pictures.
    shown: &'a [(FileId, usize)],
    /// Is it light enough as it stands?
    light: bool,
}

impl<'a> Dear<'a> {
    /// A page of a site whose styles and scripts weigh so much; none when what it costs is surely within its budget.
    fn read(
        context: &Context<'_>,
        page: &Published<'a>,
        pictures: &'a BTreeMap<PageId, Vec<(FileId, usize)>>,
        shared: usize,
    ) -> Option<Dear<'a>> {
        let Published { path, file, brackets, .. } = *page;
        let (id, budget) = (file.from?, *context.budgets.get(path)?);
        let shown = pictures.get(&id).map(Vec::as_slice).unwrap_or_default();
        let images: usize = shown.iter().map(|(_, weight)| weight).sum();
        // What is light as it stands is lighter still compressed.
        let light = file.bytes.len() + images + shared <= budget.weight;
        let elements = || file.text().map_or(0, |html| tag::opening_tags(html).count());
        let few = || shown.len() + 4 <= budget.requests && (brackets <= budget.nodes || elements() <= budget.nodes);
        (!light || !few()).then_some(Dear { path, id, budget, shown, light })
    }

    /// Says by how much it costs more than its budget.
    fn weigh(&self, context: &Context<'_>) -> Report {
        let mut report = Report::default();
        let Some(view) = measure::first_view(context.output, self.path) else { return report };
        let (path, budget) = (self.path, self.budget);
        let head = context.site.page(self.id).head;
        // Pictures that wait to be seen are counted too: a reader who goes on pays for them.
        let pictures: usize = self.shown.iter().map(|(_, weight)| weight).sum();
        let others: Vec<&String> = view.files.iter().filter(|name| *name != path && !is_picture(name)).collect();
        let weights = |weight: fn(&Output, &str) -> usize| {
            let text = weight(context.output, path);
            (text, text + pictures + others.iter().map(|name| weight(context.output, name)).sum::<usize>())
        };
        let is_over = !self.light && may_be_over(weights(measure::weight_about).1, budget.weight);
        let exact = is_over.then(|| weights(measure::weight_of));
        if let Some((text, total)) = exact.filter(|(_, total)| *total > budget.weight) {
            let message =
                Message::new("page-heavy").with("weight", kilobytes(total)).with("limit", kilobytes(budget.weight));
            let heaviest = self.shown.iter().max_by_key(|(_, weight)| weight).filter(|(_, weight)| *weight > text);
            let help = match heaviest {
                Some((picture, weight)) => Message::new("page-heavy-image")
                    .with("name", context.site.sources.file(*picture).name())
                    .with("weight", kilobytes(*weight)),
                None => Message::new("page-heavy-text").with("weight", kilobytes(text)),
            };
            report.add(Diagnostic::at(&PAGE, head, message).help(help));
        }
        let counted = [("page-requests", view.files.len(), budget.requests), ("page-nodes", view.nodes, budget.nodes)];
        for (name, count, limit) in counted.into_iter().filter(|(_, count, limit)| count > limit) {
            report.add(Diagnostic::at(&PAGE, head, Message::new(name).with("count", count).with("limit", limit)));
        }
        report
    }
}

/// May what weighs about so much weigh more than a limit? It is seldom a few hundredths heavier.
fn may_be_over(about: usize, limit: usize) -> bool {
    about + about / 10 > limit
}

fn is_picture(path: &str) -> bool {
    [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"].iter().any(|end| path.ends_with(end))
}

/// The styles and the scripts of the theme.
fn statics<'a>(context: &'a Context<'_>) -> impl Iterator<Item = (&'a str, FileId)> {
    let files = context.theme.statics.iter().filter(|(name, _)| name.ends_with(".css") || name.ends_with(".js"));
    files.map(|(name, id)| (name.as_str(), *id))
}

fn heavy_theme(context: &Context<'_>, report: &mut Report) {
    for (_, id) in statics(context) {
        let bytes = &context.site.sources.file(id).bytes;
        if bytes.len() <= STATIC || !may_be_over(measure::compressed_about(bytes), STATIC) {
            continue;
        }
        let weight = measure::compressed(bytes);
        if weight > STATIC {
            let message =
                Message::new("theme-heavy").with("weight", kilobytes(weight)).with("limit", kilobytes(STATIC));
            report.add(Diagnostic::at(&THEME, Span::file(id), message));
        }
    }
}

/// The pictures of each page, once each, with their weight.
fn pictures(context: &Context<'_>) -> BTreeMap<PageId, Vec<(FileId, usize)>> {
    let mut pictures: BTreeMap<PageId, Vec<(FileId, usize)>> = BTreeMap::new();
    for edge in context.site.graph.links().filter(|edge| edge.picture) {
        let (Some(page), Target::File(id) | Target::Dead(Dead::Case(id))) = (edge.from, &edge.target) else { continue };
        let Some(asset) = context.site.assets.0.get(id) else { continue };
        let shown = pictures.entry(page).or_default();
        if !shown.iter().any(|(other, _)| other == id) {
            shown.push((*id, weight_of(context, asset)));
        }
    }
    pictures
}

/// The weight of a picture as most screens load it.
fn weight_of(context: &Context<'_>, asset: &Asset) -> usize {
    let column = context.theme.pictures.column;
    let versions = asset.versions(column);
    let loaded = versions.iter().find(|version| version.size.0 >= column).or(versions.last());
    let path = loaded.map_or(&asset.path, |version| &version.path);
    context.output.files.get(path).map_or(0, |file| file.bytes.len())
}

/// Pictures that move (RGAA 13.8): more than one image in a file.
fn animated(context: &Context<'_>, report: &mut Report) {
    let site = context.site;
    for (id, asset) in &site.assets.0 {
        // The block that stands before each image of an animation.
        let frame = [0x00, 0x21, 0xf9, 0x04];
        let frames = || site.sources.file(*id).bytes.windows(frame.len()).filter(|part| *part == frame).take(2).count();
        let moves = context.output.faults.get(id) == Some(&Fault::Moving);
        if moves || asset.path.ends_with(".gif") && frames() > 1 {
            let message = Message::new("image-animated");
            report.add(Diagnostic::at(&ANIMATED, Span::file(*id), message).help(Message::new("image-animated-help")));
        }
    }
}

fn kilobytes(bytes: usize) -> usize {
    bytes.div_ceil(1000)
}
