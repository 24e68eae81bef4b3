//! A picture so large that a program may fail to open it: its header is read, never its points.

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::source::Span;

const LARGE: Rule = Rule { code: "image-trop-grande", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&LARGE], run };

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
}
