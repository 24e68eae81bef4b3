//! `boucle fix` makes the corrections that are certain, and shows each of them.

use std::collections::{BTreeMap, BTreeSet};

use clap::ArgMatches;

use crate::Options;
use crate::cli::say::{self, err, out};
use crate::cli::{CANNOT_WORK, Common, Format, SITE_FAULT, asked_codes, options};
use crate::diagnostic::{Message, difference, terminal};
use crate::fix::{Fixed, fix};
use crate::output::write;
use crate::source::encoding::{Encoding, decode};
use crate::source::{FileId, Sources, walk};

/// Runs the command; gives the exit code.
pub fn run(mut common: Common, matches: &ArgMatches) -> u8 {
    let Some(only) = asked_codes(matches, "only", common.lang) else { return CANNOT_WORK };
    let Some(sources) = common.read() else { return CANNOT_WORK };
    let Some(mut options) = options(matches, &common) else { return CANNOT_WORK };
    options.make = crate::book::Make::Nothing;
    let is_trial = matches.get_flag("dry-run");
    let mut fixed = fix(&sources, &options, &only);
    let mut refused = BTreeSet::new();
    for id in fixed.corrected.keys() {
        show(&common, *id, &sources, &fixed.sources);
        if !is_trial && let Err(error) = save(&common, *id, &sources, &fixed.sources) {
            err(&error.message().say(common.lang));
            refused.insert(*id);
        }
    }
    if !refused.is_empty() {
        fixed = without(fixed, &refused, &sources, &options);
    }
    if common.format != Format::Human {
        common.show(&fixed.report, &fixed.sources);
    }
    summary(&common, &fixed, refused.len(), is_trial);
    let is_left = fixed.report.has_errors() || !refused.is_empty() || (is_trial && !fixed.corrected.is_empty());
    if is_left { SITE_FAULT } else { 0 }
}

/// What is done when some files could not be written: they are as they were, and so are their faults.
fn without(fixed: Fixed, refused: &BTreeSet<FileId>, old: &Sources, options: &Options) -> Fixed {
    let kept: BTreeMap<FileId, usize> = fixed.corrected.into_iter().filter(|(id, _)| !refused.contains(id)).collect();
    let bytes = kept.keys().map(|id| (*id, fixed.sources.file(*id).bytes.to_vec())).collect::<Vec<_>>();
    let sources = old.with(bytes);
    let report = crate::build(&sources, options, &|_, _| {}).report;
    Fixed { sources, report, corrected: kept, held: fixed.held }
}

/// What changes in a file.
fn show(common: &Common, id: FileId, old: &Sources, new: &Sources) {
    let (before, after) = (old.file(id), new.file(id));
    if common.format != Format::Human {
        return;
    }
    if before.encoding != Encoding::Utf8 {
        out(&Message::new("fix-encoding").with("path", before.path.as_str()).say(common.lang));
    }
    let texts = (before.text().unwrap_or_default(), after.text().unwrap_or_default());
    if texts.0 != texts.1 {
        out(&difference::unified(&before.path, texts.0, texts.1, say::output_style()));
    }
}

/// Writes a corrected file, unless somebody else changed it meanwhile.
fn save(common: &Common, id: FileId, old: &Sources, new: &Sources) -> Result<(), write::WriteError> {
    let (before, after) = (old.file(id), new.file(id));
    let place = walk::find(&common.root, &before.path).unwrap_or_else(|| common.root.join(&before.path));
    write::replace(&place, &after.bytes, |found| {
        let (encoding, text) = decode(&before.path, found);
        encoding == before.encoding && text.as_deref().unwrap_or(found) == &*before.bytes
    })
}

/// The last lines: what was done, what waits, what only people can do.
fn summary(common: &Common, fixed: &Fixed, refused: usize, is_trial: bool) {
    let done = match (fixed.corrected.is_empty(), is_trial) {
        (true, _) => Message::new("fix-none"),
        (false, true) => Message::new("fix-possible"),
        (false, false) => Message::new("fix-done"),
    };
    let done = done.with("corrections", fixed.corrected.values().sum::<usize>()).with("files", fixed.corrected.len());
    let held = fixed.held.iter().map(|id| fixed.sources.file(*id).path.as_str());
    let mut lines = vec![done.say(common.lang)];
    if refused > 0 {
        lines.push(Message::new("fix-refused").with("files", refused).say(common.lang));
    }
    lines.extend(held.map(|path| Message::new("fix-held").with("path", path).say(common.lang)));
    if fixed.report.iter().next().is_some() {
        let count = terminal::count(&fixed.report, common.lang);
        lines.push(Message::new("fix-left").with("count", count).say(common.lang));
    }
    let text = lines.join("\n");
    if common.format == Format::Human { out(&text) } else { err(&text) }
}
