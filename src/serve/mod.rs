//! The live preview: a small server for whoever writes, on this machine alone.
//!
//! It answers from memory, by exact name: no file of the disk can be reached through it. The pages are
//! those of a build; the bar and the script of the preview are added on their way out.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::diagnostic::Lang;
use crate::lock::lock;
use crate::site::Unpublished;

mod answer;
mod connection;
mod dress;
mod event;
mod kind;
pub mod request;

pub use connection::{Answer, Body};
use event::Readers;
use request::Request;

/// The port that is tried first.
pub const PORT: u16 = 4000;
/// How many ports are tried after it, before the system chooses.
const TRIED: u16 = 20;
/// At most so many connections at once.
const CONNECTIONS: usize = 512;

/// One state of the site: what a build would publish, by path.
pub trait Pages: Send + Sync {
    /// A file of the site.
    fn file(&self, path: &str) -> Option<Arc<[u8]>>;
    /// Why a page would not be published.
    fn unpublished(&self, path: &str) -> Option<Unpublished>;
    /// Everything that would not be published: its address from the root of the site, and why.
    fn all_unpublished(&self) -> Vec<(String, Unpublished)>;
    /// Does it lack the files to take away that a build would have?
    fn lacks_downloads(&self) -> bool;
    /// The style sheets of the theme: their names, and where each is published.
    fn styles(&self) -> Vec<(String, String)>;
    /// The folder of the public address, without slashes around: pages that do not know where they are
    /// asked for name it.
    fn folder(&self) -> String;
    /// A number of what a page reads once it is open, beside its own text: that of search reads the words of all pages.
    fn read_later(&self, path: &str) -> u64;
    /// The language in which the preview speaks.
    fn lang(&self) -> Lang;
}

/// What is wrong with the site, for the browser.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    /// How many errors there are.
    pub errors: usize,
    /// How many other faults.
    pub others: usize,
    /// All of them, as HTML.
    pub html: String,
}

/// The server.
pub struct Server {
    port: u16,
    pages: Mutex<Arc<dyn Pages>>,
    faults: Mutex<Arc<Faults>>,
    readers: Readers,
    connections: AtomicUsize,
}

/// Listens on this machine: on the port asked for, or on the first that is free.
pub fn listen(port: Option<u16>) -> io::Result<TcpListener> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => bind(port),
        None => (PORT..PORT + TRIED).chain([0]).map(bind).find(Result::is_ok).unwrap_or_else(|| bind(0)),
    }
}

impl Server {
    /// Answers from now on, each connection in a thread of its own.
    pub fn open(listener: TcpListener, pages: Arc<dyn Pages>) -> io::Result<Arc<Server>> {
        let server = Arc::new(Server {
            port: listener.local_addr()?.port(),
            pages: Mutex::new(pages),
            faults: Mutex::default(),
            readers: Readers::default(),
            connections: AtomicUsize::new(0),
        });
        let door = server.clone();
        thread::Builder::new().name("door".to_owned()).spawn(move || {
            loop {
                match listener.accept() {
                    Ok((stream, _)) => door.clone().welcome(stream),
                    // Too many files are open: some will be closed.
                    Err(_) => thread::sleep(Duration::from_millis(20)),
                }
            }
        })?;
        Ok(server)
    }

    /// Where the site is shown.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// What is answered to a request.
    pub fn answer(&self, request: &Request) -> Answer {
        answer::to(request, self)
    }

    /// Shows another state of the site.
    pub fn show(&self, pages: Arc<dyn Pages>) {
        *lock(&self.pages) = pages;
        self.readers.tell();
    }

    /// Shows what is wrong.
    pub fn show_faults(&self, faults: Faults) {
        *lock(&self.faults) = Arc::new(faults);
        self.readers.tell();
    }

    fn pages(&self) -> Arc<dyn Pages> {
        lock(&self.pages).clone()
    }

    fn faults(&self) -> Arc<Faults> {
        lock(&self.faults).clone()
    }

    fn welcome(self: Arc<Self>, stream: TcpStream) {
        if self.connections.fetch_add(1, Ordering::SeqCst) >= CONNECTIONS {
            self.connections.fetch_sub(1, Ordering::SeqCst);
            return;
        }
        let guest = self.clone();
        let started = thread::Builder::new().name("guest".to_owned()).spawn(move || {
            connection::serve(&stream, &guest);
            guest.connections.fetch_sub(1, Ordering::SeqCst);
        });
        if started.is_err() {
            self.connections.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// What tells two texts apart.
fn print(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// What tells two versions of a page apart.
struct Version {
    /// Of its text, whatever its style sheets have become, of why it would not be published, and of what it reads later.
    print: u64,
    /// Where the style sheets are published, with a space between two. One whose name no site may publish is none of them.
    styles: String,
}

impl Version {
    /// The version of the page at a path, among the others of its time.
    fn of(path: &str, html: &[u8], pages: &dyn Pages) -> Version {
        let is_clean = |path: &String| path.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c));
        let styles: Vec<String> = pages.styles().into_iter().map(|(_, path)| path).filter(is_clean).collect();
        let text = String::from_utf8_lossy(html).into_owned();
        let bare =
            styles.iter().enumerate().fold(text, |text, (index, path)| text.replace(path, &format!("\0{index}")));
        let print = print(&format!("{bare}\0{:?}\0{}", pages.unpublished(path), pages.read_later(path)));
        Version { print, styles: styles.join(" ") }
    }
}

/// Where a request leads.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// A file of the site, by its path.
    File(String),
    /// A folder, asked for without its final slash.
    Folder(String),
    /// Nowhere.
    Nowhere,
}

/// Finds what a path asks for: a file by its exact name, or the page of a folder. Also below the folder
/// of the public address.
fn find(pages: &dyn Pages, path: &str) -> Place {
    let folder = pages.folder();
    let below = path.strip_prefix(&folder).filter(|_| !folder.is_empty());
    let below = below.filter(|rest| rest.is_empty() || rest.starts_with('/')).map(|rest| rest.trim_start_matches('/'));
    for path in [Some(path), below].into_iter().flatten() {
        let is_folder = path.is_empty() || path.ends_with('/');
        let name = if is_folder { format!("{path}index.html") } else { path.to_owned() };
        // A page is found at once; whether there is another file may be known only when the whole site is made.
        if !is_folder && pages.file(&format!("{path}/index.html")).is_some() {
            return Place::Folder(format!("{path}/"));
        }
        if pages.file(&name).is_some() {
            return Place::File(name);
        }
    }
    Place::Nowhere
}
