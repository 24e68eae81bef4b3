//! Colours of the theme that do not contrast enough (RGAA 3.2, 3.3).

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::source::Span;
use crate::theme::contrast::{self, Declared};

const CONTRAST: Rule = Rule { code: "contraste-insuffisant", severity: Severity::Error };
const COLOUR: Rule = Rule { code: "couleur-inconnue", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&CONTRAST, &COLOUR], run };

fn run(context: &Context<'_>, report: &mut Report) {
    if context.theme.contrasts.is_empty() {
        return;
    }
    let styles = context.theme.statics.iter().filter(|(name, _)| name.ends_with(".css"));
    let styles: Vec<(_, Declared)> =
        styles.filter_map(|(_, id)| Some((*id, contrast::declared(context.site.sources.file(*id).text()?)))).collect();
    for (pair, asked) in &context.theme.contrasts {
        for medium in ["", "dark", "print"] {
            // A medium keeps the colours that it does not declare again.
            let find = |name: &str| {
                let of = |medium: &str| {
                    styles.iter().rev().find_map(|(id, declared)| {
                        declared
                            .get(medium)?
                            .get(name)
                            .map(|(colour, range)| (*colour, Span::new(*id, range.start, range.end)))
                    })
                };
                of(medium).or_else(|| of(""))
            };
            let declares = |name: &str| {
                styles
                    .iter()
                    .any(|(_, declared)| declared.get(medium).is_some_and(|colours| colours.contains_key(name)))
            };
            let (ink, paper) = match (find(&pair.ink), find(&pair.paper)) {
                (Some(ink), Some(paper)) => (ink, paper),
                (ink, _) => {
                    let name = if ink.is_none() { &pair.ink } else { &pair.paper };
                    if medium.is_empty() {
                        let message = Message::new("colour-unknown").with("name", name.as_str());
                        report.add(Diagnostic::at(&COLOUR, *asked, message).help(Message::new("colour-unknown-help")));
                    }
                    continue;
                }
            };
            let ratio = contrast::ratio(ink.0, paper.0);
            if ratio >= pair.least || !(declares(&pair.ink) || declares(&pair.paper)) {
                continue;
            }
            let message = Message::new("contrast-low")
                .with("ink", pair.ink.as_str())
                .with("paper", pair.paper.as_str())
                .with("ratio", cents(ratio) / 100)
                .with("part", format!("{:02}", cents(ratio) % 100))
                .with("least", cents(pair.least) / 100)
                .with("least-part", format!("{:02}", cents(pair.least) % 100));
            let [red, green, blue] = contrast::nearest(ink.0, paper.0, pair.least);
            let line = format!("--{}: #{red:02x}{green:02x}{blue:02x}", pair.ink);
            report.add(
                Diagnostic::at(&CONTRAST, ink.1, message).help(Message::new("contrast-low-help").with("line", line)),
            );
        }
    }
}

/// Hundredths, never rounded up to the limit.
#[allow(clippy::cast_possible_truncation)]
fn cents(number: f64) -> i64 {
    (number * 100.0).floor() as i64
}
