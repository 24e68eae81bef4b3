//! A picture so large that a program may fail to open it: its header is read, never its points.

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::source::Span;

const LARGE: Rule = Rule { code: "image-trop-grande", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&LARGE], run };

/// The weight of a picture, in MiB, unless the settings allow more.
const WEIGHT: usize = 50;
/// Its points, in millions, unless the settings allow more.
const POINTS: usize = 100;

fn run(context: &Context<'_>, report: &mut Report) {
    let config = &context.site.config;
    let (weight, points) = (config.limit("image", WEIGHT), config.limit("megapixels", POINTS));
    for (id, asset) in &context.site.assets.0 {
        let Some((width, height)) = asset.size else { continue };
        // A drawing has no points: its size is only that at which it is shown.
        let has_points = !asset.path.ends_with(".svg");
        if has_points && u64::from(width) * u64::from(height) > points as u64 * 1_000_000 {
            let message = Message::new("image-points").with("width", width.to_string());
            let message = message.with("height", height.to_string()).with("limit", points);
            report.add(Diagnostic::at(&LARGE, Span::file(*id), message).help(Message::new("image-large-help")));
        } else if context.site.sources.file(*id).bytes.len() > weight * 1024 * 1024 {
            let message = Message::new("image-weight").with("limit", weight);
            report.add(Diagnostic::at(&LARGE, Span::file(*id), message).help(Message::new("image-large-help")));
        }
    }
}
