//! The channel by which pages learn that they changed: server-sent events.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use crate::serve::{Faults, Pages, Server, lock, page, print, restyled};

/// A sign of life is sent so often: a reader who is gone is noticed.
const PULSE: Duration = Duration::from_secs(10);

/// Whoever has a page open.
#[derive(Default)]
pub struct Readers(Mutex<Vec<Reader>>);

struct Reader {
    /// The path of the page, as it was asked for.
    page: String,
    /// What it looks like there; none for a reader who wants to know of every change.
    print: Option<u64>,
    events: Sender<String>,
}

impl Readers {
    /// A new reader, and what will be told.
    fn add(&self, page: String, print: Option<u64>) -> Receiver<String> {
        let (events, told) = mpsc::channel();
        lock(&self.0).push(Reader { page, print, events });
        told
    }

    /// Tells each reader whose page changed: to take other style sheets, or to load it again.
    pub fn tell(&self, old: &dyn Pages, new: &dyn Pages) {
        let styles = restyled(old, new);
        let mut changes: BTreeMap<String, (Option<u64>, bool)> = BTreeMap::new();
        lock(&self.0).retain_mut(|reader| {
            let (now, styled) = *changes.entry(reader.page.clone()).or_insert_with(|| {
                let (before, after) = (page(old, &reader.page), page(new, &reader.page));
                let styled = match (&before, &after) {
                    (Some(before), Some(after)) => !styles.is_empty() && is_restyled(before, after, &styles),
                    _ => false,
                };
                (after.map(|html| print(&html)), styled)
            });
            if reader.print.is_some() && reader.print == now {
                return true;
            }
            reader.print = reader.print.and(now);
            reader.events.send(if styled { self::styles(&styles) } else { RELOAD.to_owned() }).is_ok()
        });
    }

    /// Tells every reader.
    pub fn tell_all(&self, event: &str) {
        lock(&self.0).retain(|reader| reader.events.send(event.to_owned()).is_ok());
    }
}

const RELOAD: &str = "event: reload\ndata: {}\n\n";

/// The event that says how many faults there are.
pub fn faults(faults: &Faults) -> String {
    let print = print(faults.html.as_bytes());
    let (errors, others) = (faults.errors, faults.others);
    format!("event: faults\ndata: {{\"errors\":{errors},\"others\":{others},\"print\":\"{print:x}\"}}\n\n")
}

/// The event that says which style sheets take the place of others.
fn styles(styles: &BTreeMap<String, String>) -> String {
    // Published paths hold letters, digits, `-`, `_`, `.` and `/` only.
    let pairs: Vec<String> = styles.iter().map(|(old, new)| format!("\"{old}\":\"{new}\"")).collect();
    format!("event: styles\ndata: {{{}}}\n\n", pairs.join(","))
}

/// Is a page the same, but for its style sheets?
fn is_restyled(before: &[u8], after: &[u8], styles: &BTreeMap<String, String>) -> bool {
    let before = String::from_utf8_lossy(before);
    styles.iter().fold(before.into_owned(), |html, (old, new)| html.replace(old, new)).as_bytes() == after
}

/// Tells a reader what happens, until nobody listens any more.
pub fn follow(out: &mut impl Write, server: &Server, path: String, seen: Option<u64>) -> io::Result<()> {
    let told = server.readers.add(path.clone(), seen);
    out.write_all(faults(&server.faults()).as_bytes())?;
    // What changed between the page and its first question is not missed.
    let now = page(&*server.pages(), &path).map(|html| print(&html));
    if seen.is_some() && seen != now {
        out.write_all(RELOAD.as_bytes())?;
    }
    out.flush()?;
    loop {
        match told.recv_timeout(PULSE) {
            Ok(event) => out.write_all(event.as_bytes())?,
            Err(RecvTimeoutError::Timeout) => out.write_all(b":\n\n")?,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        out.flush()?;
    }
}
