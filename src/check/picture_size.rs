//! A picture so large that a program may fail to open it, and one that only weighs on the folder of the site: its
//! header is read, never its points.

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::types::file::weight;
use crate::picture::original;
use crate::site::asset::Asset;
use crate::source::{FileId, Span};

const LARGE: Rule = Rule { code: "image-trop-grande", severity: Severity::Error };
const HEAVY: Rule = Rule { code: "image-lourde", severity: Severity::Warning };

/// The check.
pub const CHECK: Check = Check { rules: &[&LARGE, &HEAVY], run };

/// What a photograph taken straight from a telephone weighs at least, in bytes.
const WEIGHT: usize = 5_000_000;
/// Or how wide or high it is, in points.
const SIDE: u32 = 6_000;

fn run(context: &Context<'_>, report: &mut Report) {
    let site = context.site;
    let (weight, points) = site.picture_bounds();
    for (id, asset) in site.assets.0.iter().filter(|(id, asset)| !site.within_bounds(**id, asset)) {
        let message = match asset.size {
            Some((width, height)) if asset.points() > points as u64 * 1_000_000 => Message::new("image-points")
                .with("width", width.to_string())
                .with("height", height.to_string())
                .with("limit", points),
            _ => Message::new("image-weight").with("limit", weight),
        };
        report.add(Diagnostic::at(&LARGE, Span::file(*id), message).help(Message::new("image-large-help")));
    }
    for (id, asset) in site.assets.0.iter().filter(|(id, asset)| site.within_bounds(**id, asset)) {
        report.extend(heavy(context, *id, asset));
    }
}

/// A picture that its readers get in a light version, and that weighs on the folder for nothing.
fn heavy(context: &Context<'_>, id: FileId, asset: &Asset) -> Report {
    let mut report = Report::default();
    let bytes = &context.site.sources.file(id).bytes;
    let (Some((width, height)), Some(last)) = (asset.size, asset.versions(context.theme.pictures.column).pop()) else {
        return report;
    };
    let Some(published) =
        context.output.files.get(&last.path).filter(|_| bytes.len() > WEIGHT || width.max(height) > SIDE)
    else {
        return report;
    };
    let weights = |french: &'static str, english: &'static str, bytes: usize, message: Message| {
        let weight = |lang| weight(i64::try_from(bytes).unwrap_or(i64::MAX), lang);
        message.with(french, weight("fr")).with(english, weight("en"))
    };
    let message = Message::new(if original::has_position(bytes) { "image-heavy-position" } else { "image-heavy" });
    let message = message.with("width", width.to_string()).with("height", height.to_string());
    let message = weights("poids", "weight", bytes.len(), message);
    let message = weights("publiee", "published", published.bytes.len(), message);
    report.add(Diagnostic::at(&HEAVY, Span::file(id), message).help(Message::new("image-heavy-help")));
    report
}
