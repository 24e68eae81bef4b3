//! Corrects what can be corrected with certainty, again and again until nothing is left to do.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Report, fix};
use crate::source::{FileId, Sources};
use crate::{Options, build};

/// A correction may bring another fault to light; no site needs as many rounds as this.
const ROUNDS: usize = 20;

/// A site with its corrections.
#[derive(Debug, Default)]
pub struct Fixed {
    /// Its files; those that did not change are the same.
    pub sources: Sources,
    /// How many faults were corrected in each file that changed.
    pub corrected: BTreeMap<FileId, usize>,
    /// Files with corrections that wait until they are saved in UTF-8.
    pub held: BTreeSet<FileId>,
    /// What is still wrong.
    pub report: Report,
}

/// Corrects the faults of a site, or only those of some codes. Nothing is written.
pub fn fix(sources: &Sources, options: &Options, only: &[String]) -> Fixed {
    let mut fixed = Fixed { sources: sources.clone(), ..Fixed::default() };
    for round in 0..=ROUNDS {
        fixed.report = build(&fixed.sources, options, &|_, _| {}).report;
        let asked = fixed.report.iter().filter(|d| only.is_empty() || only.iter().any(|code| code == d.rule.code));
        let done = fix::apply(asked, &fixed.sources);
        fixed.held = done.held;
        if done.files.is_empty() || round == ROUNDS {
            break;
        }
        for (file, number) in done.corrected {
            *fixed.corrected.entry(file).or_default() += number;
        }
        fixed.sources = fixed.sources.with(done.files);
    }
    fixed
}
