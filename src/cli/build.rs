//! `boucle build` makes the site; `boucle check` only says what is wrong.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::audit::{self, ecoindex::Reference};
use crate::check::unread_file;
use crate::cli::bar::Bar;
use crate::cli::say::{err, out};
use crate::cli::stop::Stop;
use crate::cli::{CANNOT_WORK, Common, Format, SITE_FAULT, options, shown};
use crate::diagnostic::{Diagnostic, Message, Report, terminal};
use crate::model::types::file::weight;
use crate::output::{compress, write};
use crate::source::Sources;
use crate::{Built, Options, external};
use clap::ArgMatches;

/// Is the site written?
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Write {
    /// `build`.
    Yes,
    /// `check`.
    No,
}

/// Runs the command; gives the exit code.
pub fn run(mut common: Common, matches: &ArgMatches, write: Write) -> u8 {
    let start = Instant::now();
    let stop = Stop::listen();
    // The program ends with the build: the system takes its memory back at once, and it takes time to free it part by part.
    let Some(sources) = common.read().map(ManuallyDrop::new) else { return CANNOT_WORK };
    let Some(options) = options(matches, &common) else { return CANNOT_WORK };
    let output = matches.try_get_one::<PathBuf>("output").ok().flatten().cloned();
    let output = output.unwrap_or_else(|| common.root.join("output"));
    let Some(asked) = Asked::read(&common, matches, write, &output) else { return CANNOT_WORK };
    let mut built = ManuallyDrop::new(match unread_file::beyond(&sources) {
        Some(report) => Built { report, ..Built::default() },
        None => build(&common, &sources, &options),
    });
    let mut said = Vec::new();
    if write == Write::No && matches.get_flag("external") {
        said.push(ask_outside(&common, &sources, &options, &mut built));
    }
    common.show(&built.report, &sources);
    if built.report.has_errors() {
        said.push(Message::new(if write == Write::Yes { "cli-not-written" } else { "cli-faulty" }));
        summary(&common, &built, &said);
        return SITE_FAULT;
    }
    if write == Write::No {
        summary(&common, &built, &said);
        return 0;
    }
    let mut files = built.output.bytes();
    if built.compress {
        files.extend(compress::twins(&files));
    }
    let files = ManuallyDrop::new(files);
    match write::publish_unless(&stop.writing(), &files, &output, &common.root) {
        Err(error) => {
            err(&error.message().say(common.lang));
            stop.code().unwrap_or(CANNOT_WORK)
        }
        Ok(written) => {
            let seconds = format!("{:.2}", start.elapsed().as_secs_f64());
            let french = common.lang == crate::diagnostic::Lang::French;
            let size = weight(files.values().map(|file| file.len() as i64).sum(), if french { "fr" } else { "en" });
            let message = Message::new("cli-built")
                .with("pages", built.output.pages())
                .with("files", files.len())
                .with("written", written.written)
                .with("removed", written.removed)
                .with("size", size)
                .with("seconds", if french { seconds.replace('.', ",") } else { seconds })
                .with("output", shown(&output));
            options.cache.sweep();
            said.push(message);
            if let Some(folder) = &asked.report {
                let files = audit::report(&built.output, &built.budgets, asked.reference.as_ref(), common.lang);
                if let Err(error) = write::publish(&files, folder, &common.root) {
                    err(&error.message().say(common.lang));
                    return CANNOT_WORK;
                }
                said.push(Message::new("cli-report").with("folder", shown(folder)));
            }
            summary(&common, &built, &said);
            0
        }
    }
}

/// The report that is asked for.
#[derive(Default)]
struct Asked {
    report: Option<PathBuf>,
    reference: Option<Reference>,
}

impl Asked {
    /// None, once said, when the report would stand in the way of the site, or the reference cannot be read. It is
    /// no file of the site.
    #[allow(clippy::disallowed_methods)]
    fn read(common: &Common, matches: &ArgMatches, write: Write, output: &Path) -> Option<Asked> {
        if write == Write::No {
            return Some(Asked::default());
        }
        let report = matches.get_one::<PathBuf>("report").cloned();
        if let Some(folder) = report.as_ref().filter(|folder| !write::is_apart(folder, output, &common.root)) {
            err(&Message::new("cli-report-place").with("folder", shown(folder)).say(common.lang));
            return None;
        }
        let Some(file) = matches.get_one::<PathBuf>("ecoindex") else {
            return Some(Asked { report, reference: None });
        };
        let reference = std::fs::read_to_string(file).ok().and_then(|json| Reference::read(&json));
        if reference.is_none() {
            let id = if file.exists() { "cli-reference" } else { "cli-reference-missing" };
            err(&Message::new(id).with("file", shown(file)).say(common.lang));
            return None;
        }
        Some(Asked { report, reference })
    }
}

/// Builds, with a bar for whoever watches a long build.
fn build(common: &Common, sources: &Sources, options: &Options) -> Built {
    let bar = Bar::new(&Message::new("cli-progress-render"), common);
    crate::build(sources, options, &|done, total| bar.show(done, total))
}

/// Asks other sites about their pages, and adds what is wrong to the report.
fn ask_outside(common: &Common, sources: &Sources, options: &Options, built: &mut Built) -> Message {
    let settings = external::Settings {
        cache: Some(common.root.join(crate::cache::FOLDER).join("links.json")),
        now: now(),
        ..external::Settings::default()
    };
    let bar = Bar::new(&Message::new("cli-progress-external"), common);
    let asked = external::check(&built.outside, sources, &settings, &|done, total| bar.show(done, total));
    let mut report = std::mem::take(&mut built.report);
    report.extend(asked.report);
    built.report = report.settle(&built.levels, options.strictness);
    Message::new("cli-external").with("addresses", asked.addresses).with("remembered", asked.remembered)
}

/// In seconds since 1970. Only the age of what is remembered of other sites depends on it, never a page.
#[allow(clippy::disallowed_methods)]
fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map(|time| time.as_secs()).unwrap_or_default()
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
