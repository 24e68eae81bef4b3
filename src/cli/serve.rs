//! `boucle serve` shows the site while it is written: each change at once, in memory, and every fault.

use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::ArgMatches;

use crate::book::Make;
use crate::cli::say::{err, is_watched, out};
use crate::cli::stop::Stop;
use crate::cli::{CANNOT_WORK, Common, options, say};
use crate::diagnostic::page::{self, Editor};
use crate::diagnostic::{Message, Severity, terminal};
use crate::model::types::date::Date;
use crate::serve::{self, Faults, Pages, Server};
use crate::site::Unpublished;
use crate::source::Sources;
use crate::source::walk::Disk;
use crate::watch::{How, Watch};
use crate::{Built, Options, Workshop};

/// How long to wait for a change before looking around again.
const QUIET: Duration = Duration::from_secs(3600);

/// Runs the command; gives the exit code.
pub fn run(mut common: Common, matches: &ArgMatches) -> u8 {
    let start = Instant::now();
    let _stop = Stop::listen();
    let Some(mut options) = options(matches, &common) else { return CANNOT_WORK };
    options.publication.everything = true;
    options.publication.today = options.publication.today.or_else(today);
    options.make = if matches.get_flag("downloads") { Make::Downloads } else { Make::Nothing };
    let port = match matches.get_one::<String>("port").map(|text| text.parse::<u16>().map_err(|_| text)) {
        None => None,
        Some(Ok(port)) if port > 0 => Some(port),
        Some(other) => {
            let text = other.map_or_else(Clone::clone, |port| port.to_string());
            return common.refuse(&Message::new("serve-bad-port").with("text", text));
        }
    };
    if !common.is_site() {
        return CANNOT_WORK;
    }
    let listener = match (serve::listen(port), port) {
        (Ok(listener), _) => listener,
        (Err(_), Some(port)) => {
            let taken = Message::new("serve-port-taken").with("port", port.to_string());
            return common.refuse(&taken);
        }
        (Err(_), None) => return common.refuse(&Message::new("serve-no-port")),
    };
    // Watched first, read then: what changes in between is read again.
    let how = if matches.get_flag("poll") { How::Polled } else { How::Told };
    let watch = match Watch::start(&common.root, how) {
        Ok(watch) => watch,
        Err(message) => return common.refuse(&message),
    };
    let disk = Disk::read(&common.root);
    common.speak(disk.sources());
    let address = matches.get_one::<String>("editor").map_or(Editor::DEFAULT, String::as_str);
    let editor = Editor::new(address, &common.root);
    let mut desk = Desk { common, options, editor, workshop: Workshop::default(), said: String::new() };
    let built = desk.build(disk.sources());
    let faults = desk.faults(&built, disk.sources());
    let server = match Server::open(listener, desk.common.lang, Arc::new(built)) {
        Ok(server) => server,
        Err(_) => return desk.common.refuse(&Message::new("serve-no-port")),
    };
    desk.say(&faults, start);
    server.show_faults(faults.0);
    out(&Message::new("serve-ready").with("address", server.address()).say(desk.common.lang));
    if matches.get_flag("open") && open::that_detached(server.address()).is_err() {
        err(&Message::new("serve-no-browser").say(desk.common.lang));
    }
    desk.follow(watch, disk, &server)
}

/// What is at hand while the site is shown.
struct Desk {
    common: Common,
    options: Options,
    editor: Editor,
    workshop: Workshop,
    /// The faults that the terminal shows already.
    said: String,
}

impl Desk {
    /// Shows each change, for ever.
    fn follow(&mut self, mut watch: Watch, mut disk: Disk, server: &Server) -> u8 {
        loop {
            if let Some(warning) = watch.warning.take() {
                err(&warning.say(self.common.lang));
            }
            let Some(changes) = watch.next(QUIET) else { continue };
            let start = Instant::now();
            if !disk.read_again(changes.iter().map(|path| path.as_path())) {
                continue;
            }
            let built = self.build(disk.sources());
            let faults = self.faults(&built, disk.sources());
            if !built.broken {
                server.show(Arc::new(built));
            }
            self.say(&faults, start);
            server.show_faults(faults.0);
        }
    }

    fn build(&mut self, sources: &Sources) -> Built {
        self.workshop.build(sources, &self.options, &|_, _| {})
    }

    /// The faults for the browser, and for the terminal with their count.
    fn faults(&self, built: &Built, sources: &Sources) -> (Faults, String, String) {
        let lang = self.common.lang;
        let count = |severity| built.report.count(severity);
        let errors = count(Severity::Error);
        let others = count(Severity::Warning) + count(Severity::Advice);
        let html = page::show(&built.report, sources, lang, &self.editor);
        let shown = terminal::show(&built.report, sources, lang, say::style());
        (Faults { errors, others, html }, shown, terminal::count(&built.report, lang))
    }

    /// Says what is wrong, when it is not what was wrong before.
    fn say(&mut self, (_, faults, count): &(Faults, String, String), start: Instant) {
        if *faults != self.said {
            err(faults);
            self.said.clone_from(faults);
        } else if !is_watched() {
            return;
        }
        let time = start.elapsed().as_millis().to_string();
        err(&Message::new("serve-changed").with("time", time).with("count", count.as_str()).say(self.common.lang));
    }
}

/// What the preview takes for today: only a preview asks the clock.
#[allow(clippy::disallowed_methods)]
fn today() -> Option<Date> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    Date::from_epoch(i64::try_from(since.as_secs()).ok()?)
}

impl Pages for Built {
    fn file(&self, path: &str) -> Option<Arc<[u8]>> {
        self.output.files.get(path).map(|file| file.bytes.clone())
    }

    fn unpublished(&self, path: &str) -> Option<Unpublished> {
        self.unpublished.get(path).copied()
    }

    fn styles(&self) -> Vec<(String, String)> {
        self.styles.clone()
    }

    fn folder(&self) -> String {
        self.folder.clone()
    }
}
