//! `boucle build` makes the site; `boucle check` only says what is wrong.

use std::path::PathBuf;
use std::time::Instant;

use clap::ArgMatches;
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::say::{err, is_watched, out};
use crate::cli::{CANNOT_WORK, Common, Format, SITE_FAULT, options, shown};
use crate::diagnostic::{Diagnostic, Message, Report, terminal};
use crate::model::types::file::weight;
use crate::output::write;
use crate::{Built, Options};

/// Is the site written?
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Write {
    /// `build`.
    Yes,
    /// `check`.
    No,
}

/// Runs the command; gives the exit code.
pub fn run(common: &Common, matches: &ArgMatches, write: Write) -> u8 {
    let start = Instant::now();
    let mut common = Common { root: common.root.clone(), ..*common };
    let Some(sources) = common.read() else { return CANNOT_WORK };
    let Some(options) = options(matches, common.lang) else { return CANNOT_WORK };
    let built = build(&common, &sources, &options);
    common.show(&built.report, &sources);
    if built.report.has_errors() {
        summary(&common, &built, &[Message::new(if write == Write::Yes { "cli-not-written" } else { "cli-faulty" })]);
        return SITE_FAULT;
    }
    if write == Write::No {
        summary(&common, &built, &[]);
        return 0;
    }
    let output = matches.get_one::<PathBuf>("output").cloned().unwrap_or_else(|| common.root.join("output"));
    match write::publish(&built.output.bytes(), &output, &common.root) {
        Err(error) => {
            err(&error.message().say(common.lang));
            CANNOT_WORK
        }
        Ok(written) => {
            let seconds = format!("{:.2}", start.elapsed().as_secs_f64());
            let french = common.lang == crate::diagnostic::Lang::French;
            let size = weight(built.output.weight() as i64, if french { "fr" } else { "en" });
            let message = Message::new("cli-built")
                .with("pages", built.output.pages())
                .with("files", built.output.files.len())
                .with("written", written.written)
                .with("removed", written.removed)
                .with("size", size)
                .with("seconds", if french { seconds.replace('.', ",") } else { seconds })
                .with("output", shown(&output));
            summary(&common, &built, &[message]);
            0
        }
    }
}

/// Builds, with a bar for whoever watches a long build.
fn build(common: &Common, sources: &crate::source::Sources, options: &Options) -> Built {
    if !is_watched() || common.format != Format::Human {
        return crate::build(sources, options, &|_, _| {});
    }
    let bar = ProgressBar::no_length();
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(Message::new("cli-progress-render").say(common.lang));
    let built = crate::build(sources, options, &|done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    built
}

/// The last lines: the count of faults, and what was done.
fn summary(common: &Common, built: &Built, messages: &[Message]) {
    let mut lines = vec![terminal::count(&built.report, common.lang)];
    lines.extend(messages.iter().map(|m| m.say(common.lang)));
    lines.extend(learn_more(&built.report).map(|m| m.say(common.lang)));
    let text = lines.join("\n");
    if common.format == Format::Human { out(&text) } else { err(&text) }
}

/// How to know more of the worst fault; nothing when there is none.
fn learn_more(report: &Report) -> Option<Message> {
    let mut worst: Option<&Diagnostic> = None;
    for diagnostic in report.iter() {
        if worst.is_none_or(|found| diagnostic.severity > found.severity) {
            worst = Some(diagnostic);
        }
    }
    worst.map(|diagnostic| Message::new("cli-learn-more").with("code", diagnostic.rule.code))
}
