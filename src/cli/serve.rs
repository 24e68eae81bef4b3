//! `boucle serve` shows the site while it is written: each change at once, in memory, and every fault.

use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

use clap::ArgMatches;

use crate::book::Make;
use crate::cli::say::{err, out};
use crate::cli::stop::Stop;
use crate::cli::{CANNOT_WORK, Common, Format, options, say};
use crate::diagnostic::page::{self, Editor};
use crate::diagnostic::terminal::Said;
use crate::diagnostic::{Lang, Message, Report, Severity, terminal};
use crate::model::types::date::Date;
use crate::output::search::Making;
use crate::serve::{self, Faults, Pages, Server};
use crate::site::Unpublished;
use crate::source::walk::Disk;
use crate::watch::{How, Watch};
use crate::{Edition, Options, Workshop};

/// How long to wait for a change before looking at the clock: a page may have its day.
const QUIET: Duration = Duration::from_secs(60);

/// Runs the command; gives the exit code.
pub fn run(mut common: Common, matches: &ArgMatches) -> u8 {
    let start = Instant::now();
    let _stop = Stop::listen();
    if common.format != Format::Human {
        return common.refuse(&Message::new("serve-no-format"));
    }
    // The site is what stands at its place, even if the folder from which the preview was started goes somewhere else.
    common.root = std::path::absolute(&common.root).unwrap_or(common.root);
    let Some(mut options) = options(matches, &common) else { return CANNOT_WORK };
    options.publication.everything = true;
    let day = options.publication.today;
    options.publication.today = day.or_else(Date::of_clock);
    options.search = Making::Later;
    options.make = if matches.get_flag("downloads") { Make::Everything } else { Make::Nothing };
    let port = match matches.get_one::<String>("port").map(|text| text.parse::<u16>().map_err(|_| text)) {
        None => None,
        Some(Ok(port)) if port > 0 => Some(port),
        Some(other) => {
            let text = other.map_or_else(Clone::clone, |port| port.to_string());
            return common.refuse(&Message::new("serve-bad-port").with("text", text));
        }
    };
    let address = matches.get_one::<String>("editor").map_or(Editor::DEFAULT, String::as_str);
    if !address.contains("{file}") {
        return common.refuse(&Message::new("serve-bad-editor").with("text", address).with("usual", Editor::DEFAULT));
    }
    if !common.is_site() {
        return CANNOT_WORK;
    }
    let listener = match (serve::listen(port), port) {
        (Ok(listener), _) => listener,
        (Err(error), Some(port)) => {
            let refused =
                if error.kind() == ErrorKind::PermissionDenied { "serve-port-reserved" } else { "serve-port-taken" };
            return common.refuse(&Message::new(refused).with("port", port.to_string()));
        }
        (Err(_), None) => return common.refuse(&Message::new("serve-no-port")),
    };
    // Watched first, read then: what changes in between is read again.
    let how = if matches.get_flag("poll") { How::Polled } else { How::Told };
    let watch = match Watch::start(&common.root, how) {
        Ok(watch) => watch,
        Err(message) => return common.refuse(&message),
    };
    let disk = Disk::read(&common.root, crate::content::config::bounds);
    common.speak(disk.sources());
    let editor = Editor::new(address, &common.root);
    let mut workshop = Workshop::default();
    let first = workshop.edition(disk.sources(), &options);
    let server = match Server::open(listener, shown(&first, common.lang)) {
        Ok(server) => server,
        Err(_) => return common.refuse(&Message::new("serve-no-port")),
    };
    out(&Message::new("serve-ready").with("address", server.address()).say(common.lang));
    if matches.get_flag("open") && open::that_detached(server.address()).is_err() {
        err(&Message::new("serve-no-browser").say(common.lang));
    }
    let (extent, knows_day) = (common.extent, day.is_some());
    let teller = Teller { server: server.clone(), extent, editor, said: Said::default(), knows_day };
    let (jobs, stop) = (teller.start(), Arc::default());
    let mut desk = Desk { common, options, day, workshop, server, jobs, stop };
    desk.tell(first, start);
    desk.follow(watch, disk)
}

/// Where the site is made again while it is shown.
struct Desk {
    common: Common,
    options: Options,
    /// The day that was asked for; otherwise the preview follows the clock.
    day: Option<Date>,
    workshop: Workshop,
    server: Arc<Server>,
    jobs: Sender<Job>,
    /// Stops the checks of the last edition.
    stop: Arc<AtomicBool>,
}

impl Desk {
    /// Shows each change, for ever: the pages first, then what is wrong.
    fn follow(&mut self, mut watch: Watch, mut disk: Disk) -> u8 {
        loop {
            if let Some(warning) = watch.warning.take() {
                err(&warning.say(self.common.lang));
            }
            let changes = watch.next(QUIET).unwrap_or_default();
            let start = Instant::now();
            let day = self.day.or_else(Date::of_clock);
            let is_same_day = self.options.publication.today == day;
            if !disk.read_again(changes.iter().map(|path| path.as_path())) && is_same_day {
                continue;
            }
            self.stop.store(true, Ordering::SeqCst);
            self.options.publication.today = day;
            let edition = self.workshop.edition(disk.sources(), &self.options);
            if !edition.is_broken() {
                self.common.speak_as(edition.language());
                self.server.show(shown(&edition, self.common.lang));
            }
            self.tell(edition, start);
        }
    }

    /// Has everything checked, and what is wrong told.
    fn tell(&mut self, edition: Arc<Edition>, start: Instant) {
        self.stop = Arc::default();
        // Its thread ends with the program.
        let _ = self.jobs.send(Job { edition, lang: self.common.lang, start, stop: self.stop.clone() });
    }
}

/// An edition to be checked.
struct Job {
    edition: Arc<Edition>,
    lang: Lang,
    start: Instant,
    stop: Arc<AtomicBool>,
}

/// Says what is wrong, in the browser and in the terminal.
struct Teller {
    server: Arc<Server>,
    extent: terminal::Extent,
    editor: Editor,
    /// What the terminal shows already.
    said: Said,
    /// Has somebody said the day, or been told that a build must be told?
    knows_day: bool,
}

impl Teller {
    /// Waits for editions in a thread of its own.
    fn start(mut self) -> Sender<Job> {
        let (sender, jobs) = mpsc::channel::<Job>();
        thread::spawn(move || {
            for job in jobs {
                if let Some(built) = job.edition.whole_unless(&job.stop) {
                    self.tell(&job, &built.report);
                    self.tell_day(&job);
                }
            }
        });
        sender
    }

    fn tell(&mut self, job: &Job, report: &Report) {
        let (sources, lang) = (job.edition.sources(), job.lang);
        let errors = report.count(Severity::Error);
        let others = report.count(Severity::Warning) + report.count(Severity::Advice);
        let html = page::show(report, sources, lang, &self.editor);
        self.server.show_faults(Faults { errors, others, html });
        let before = self.said.clone();
        let shown = terminal::show_new(report, sources, lang, say::style(), self.extent, &mut self.said);
        let is_same = self.said == before && !before.is_empty();
        if !is_same {
            err(&shown);
        }
        let (time, count) = (job.start.elapsed().as_millis().to_string(), terminal::count(report, lang));
        let line = Message::new(if is_same { "serve-unchanged" } else { "serve-changed" });
        err(&line.with("time", time).with("count", count).say(lang));
    }

    /// Says once that a build, which has no clock, must be told the day that the preview takes from it.
    fn tell_day(&mut self, job: &Job) {
        let Some(day) = job.edition.day().filter(|_| !self.knows_day) else { return };
        self.knows_day = true;
        err(&Message::new("serve-day").with("day", day.iso()).say(job.lang));
    }
}

/// An edition, and the language in which the preview speaks.
struct Shown(Arc<Edition>, Lang);

fn shown(edition: &Arc<Edition>, lang: Lang) -> Arc<Shown> {
    Arc::new(Shown(edition.clone(), lang))
}

impl Pages for Shown {
    fn file(&self, path: &str) -> Option<Arc<[u8]>> {
        self.0.file(path)
    }

    fn unpublished(&self, path: &str) -> Option<Unpublished> {
        self.0.unpublished(path)
    }

    fn all_unpublished(&self) -> Vec<(String, Unpublished)> {
        self.0.all_unpublished()
    }

    fn lacks_downloads(&self) -> bool {
        self.0.lacks_downloads()
    }

    fn styles(&self) -> Vec<(String, String)> {
        self.0.styles()
    }

    fn folder(&self) -> String {
        self.0.folder().to_owned()
    }

    fn read_later(&self, path: &str) -> u64 {
        self.0.read_later(path)
    }

    fn lang(&self) -> Lang {
        self.1
    }
}
