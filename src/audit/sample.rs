//! The sample of pages that an audit of accessibility should look at (RGAA, « échantillon »).
//!
//! What every page leads to, one page of each kind, and a tenth of the others, drawn by a seed that does
//! not change: the same site gives the same sample.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::diagnostic::{Lang, Message};
use crate::output::Output;
use crate::output::measure;

/// One line for each page of the sample, with the reason.
pub fn csv(output: &Output, pages: &[&str], lang: Lang) -> String {
    let say = |id: &'static str| Message::new(id).say(lang);
    let mut csv = format!("{}\n", say("report-sample-head"));
    let everywhere = measure::cost(output, "404.html", &mut BTreeMap::new()).map(|cost| cost.named).unwrap_or_default();
    let mut kinds = BTreeSet::new();
    let mut rest = Vec::new();
    for path in pages {
        let is_fixed = everywhere.contains(*path) || ["index.html", "404.html"].contains(path);
        let reason = match (is_fixed, kinds.insert(kind(output, path))) {
            (true, _) => say("report-sample-fixed"),
            (_, true) => say("report-sample-kind"),
            _ => {
                rest.push(*path);
                continue;
            }
        };
        let _ = writeln!(csv, "{path},{reason}");
    }
    rest.sort_by_cached_key(|path| (draw(path), *path));
    for path in rest.iter().take(pages.len().div_ceil(10)) {
        let _ = writeln!(csv, "{path},{}", say("report-sample-drawn"));
    }
    csv
}

/// The kind of a page: the class of its body, and the folder in which it stands.
fn kind(output: &Output, path: &str) -> String {
    let html = output.files.get(path).and_then(|file| std::str::from_utf8(&file.bytes).ok()).unwrap_or_default();
    let class = html.split_once("<body class=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default();
    format!("{class} {}", path.split('/').next().unwrap_or_default())
}

/// A number without order, always the same for a path (FNV-1a, 64 bits).
fn draw(path: &str) -> u64 {
    path.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
