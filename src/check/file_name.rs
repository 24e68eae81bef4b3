//! Names of files that make long or odd addresses.

use crate::check::{Check, Context};
use crate::content::{Kind, is_forbidden};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::Place;
use crate::slug::slug;

const NAME: Rule = Rule { code: "nom-de-fichier", severity: Severity::Warning };

/// The check.
pub const CHECK: Check = Check { rules: &[&NAME], run };

/// Words of a name that say nothing of the page.
const NOISE: [&str; 12] =
    ["v1", "v2", "v3", "v4", "vf", "version", "final", "finale", "def", "copie", "copy", "brouillon"];

fn run(context: &Context<'_>, report: &mut Report) {
    let site = context.site;
    for (id, page) in site.iter().filter(|(_, page)| page.kind == Kind::Entry && page.engine.slug.is_none()) {
        let folder = matches!(site.model.collections[page.collection].place, Place::Folder(_));
        let name = site.sources.file(page.file).name();
        let stem = name.split('.').next().unwrap_or(name);
        // Spaces and apostrophes have a plain form.
        let odd = |c: char| !(c.is_alphanumeric() || " -_'’".contains(c));
        if !folder || stem == "index" || !stem.contains(odd) || name.contains(is_forbidden) {
            continue;
        }
        let short = shorter(&page.slug);
        let address = site.routes.pages[id.0].trim_end_matches("index.html");
        let message = Message::new("file-name-long").with("address", format!("/{address}"));
        let help = Message::new("file-name-help").with("line", format!("adresse: {short}"));
        report.add(Diagnostic::at(&NAME, page.head, message).help(help));
    }
}

/// The address without the words that say nothing.
fn shorter(long: &str) -> String {
    let kept = long.split('-').filter(|word| !NOISE.contains(word) && !word.bytes().all(|b| b.is_ascii_digit()));
    let kept: Vec<&str> = kept.filter(|word| word.len() > 2).collect();
    let short = slug(&kept.join("-"));
    if short.is_empty() { long.to_owned() } else { short }
}
