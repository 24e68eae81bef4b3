//! Pages and files too heavy for a telephone in the country     ← flate2.
//!
//! The budgets are those of the first view, compressed: 100 kB for an entry, 150 kB for a list, 15 kB
//! for the style and for the scripts.

use std::collections::BTreeMap;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::check::{Check, Context};
use crate::content::Kind;
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::site::PageId;
use crate::site::link::{Dead, Target};
use crate::source::{FileId, Span};

const PAGE: Rule = Rule { code: "page-lourde", severity: Severity::Warning };
const THEME: Rule = Rule { code: "theme-lourd", severity: Severity::Warning };
const ANIMATED: Rule = Rule { code: "image-animee", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&PAGE, &THEME, &ANIMATED], run };

const ENTRY: usize = 100_000;
const LIST: usize = 150_000;
const STATIC: usize = 15_000;

fn run(context: &Context<'_>, report: &mut Report) {
    let mut shared = 0;
    for (name, id) in &context.theme.statics {
        if !name.ends_with(".css") && !name.ends_with(".js") {
            continue;
        }
        let weight = compressed(&context.site.sources.file(*id).bytes);
        shared += weight;
        if weight > STATIC {
            let message =
                Message::new("theme-heavy").with("weight", kilobytes(weight)).with("limit", kilobytes(STATIC));
            report.add(Diagnostic::at(&THEME, Span::file(*id), message));
        }
    }
    animated(context, report);
    let pictures = pictures(context);
    for file in context.output.files.values() {
        let Some(id) = file.from else { continue };
        let page = context.site.page(id);
        let limit = if page.kind == Kind::Entry { ENTRY } else { LIST };
        let shown = pictures.get(&id).map(Vec::as_slice).unwrap_or_default();
        let images: usize = shown.iter().map(|(_, weight)| weight).sum();
        // What is light as it stands is lighter still compressed.
        if file.bytes.len() + images + shared <= limit {
            continue;
        }
        let text = compressed(&file.bytes);
        let total = text + images + shared;
        if total <= limit {
            continue;
        }
        let message = Message::new("page-heavy").with("weight", kilobytes(total)).with("limit", kilobytes(limit));
        let diagnostic = Diagnostic::at(&PAGE, page.head, message);
        let heaviest = shown.iter().max_by_key(|(_, weight)| weight).filter(|(_, weight)| *weight > text);
        report.add(match heaviest {
            Some((picture, weight)) => diagnostic.help(
                Message::new("page-heavy-image")
                    .with("name", context.site.sources.file(*picture).name())
                    .with("weight", kilobytes(*weight)),
            ),
            None => diagnostic.help(Message::new("page-heavy-text").with("weight", kilobytes(text))),
        });
    }
}

/// The pictures of each page, once each, with their weight.
fn pictures(context: &Context<'_>) -> BTreeMap<PageId, Vec<(FileId, usize)>> {
    let mut pictures: BTreeMap<PageId, Vec<(FileId, usize)>> = BTreeMap::new();
    for edge in context.site.graph.links.iter().filter(|edge| edge.picture) {
        let (Some(page), Target::File(id) | Target::Dead(Dead::Case(id))) = (edge.from, &edge.target) else { continue };
        let Some(asset) = context.site.assets.0.get(id) else { continue };
        let shown = pictures.entry(page).or_default();
        if !shown.iter().any(|(other, _)| other == id) {
            shown.push((*id, asset.bytes.len()));
        }
    }
    pictures
}

/// Pictures that move (RGAA 13.8): more than one image in a GIF file.
fn animated(context: &Context<'_>, report: &mut Report) {
    for (id, asset) in &context.site.assets.0 {
        // The block that stands before each image of an animation.
        let frame = [0x00, 0x21, 0xf9, 0x04];
        let frames = asset.bytes.windows(frame.len()).filter(|part| *part == frame).take(2).count();
        if asset.path.ends_with(".gif") && frames > 1 {
            let message = Message::new("image-animated");
            report.add(Diagnostic::at(&ANIMATED, Span::file(*id), message).help(Message::new("image-animated-help")));
        }
    }
}

/// The weight of some bytes as servers send them.
fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.map_or(bytes.len(), |bytes| bytes.len())
}

fn kilobytes(bytes: usize) -> usize {
    bytes.div_ceil(1000)
}
