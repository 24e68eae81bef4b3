//! Edits a made-up guide while its preview runs, and says how long a reader waits for what changed.
//!
//! `cargo bench --bench preview` makes a guide of 1,000 pages; `cargo bench --bench preview -- 1000 10000` chooses the
//! sizes. Each time is from the end of a write to the last byte of a page that shows it, asked for each millisecond:
//! watcher and server are in it, and nothing but 127.0.0.1 is spoken to. `hugo` and `zola` are measured where they are on
//! the PATH, as they preview unless told otherwise. docs/performance.md keeps the figures of one run. Memory is read on
//! Linux only.

#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use std::fs;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use corpus::Dialect;
use watch::median;

#[allow(dead_code)]
#[path = "../build/corpus.rs"]
mod corpus;
#[allow(dead_code)]
#[path = "../build/watch.rs"]
mod watch;

/// How often each thing is edited.
const EDITS: usize = 7;
/// Between two edits: what a person never is as fast as, and most previews need to be at rest.
const PAUSE: Duration = Duration::from_millis(2_500);
/// After this nobody waits any more: the change is not shown.
const PATIENCE: Duration = Duration::from_secs(60);

const STUDY: &str = "content/etudes-de-cas/etude-00001.md";
const STUDY_PAGE: &str = "/etudes-de-cas/etude-00001/";
const LIST: &str = "/etudes-de-cas/";
const OTHER_PAGE: &str = "/guide/";

/// A generator with a preview.
struct Program {
    name: &'static str,
    dialect: Dialect,
    /// The template that all its pages have.
    template: &'static str,
    command: fn(root: &Path, port: &str) -> Command,
}

const PROGRAMS: [Program; 3] = [
    Program {
        name: "boucle",
        dialect: Dialect::Boucle,
        template: "themes/bench/templates/base.html",
        command: boucle_command,
    },
    Program { name: "hugo", dialect: Dialect::Hugo, template: "layouts/baseof.html", command: hugo_command },
    Program { name: "zola", dialect: Dialect::Zola, template: "templates/base.html", command: zola_command },
];

fn boucle_command(root: &Path, port: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_boucle"));
    command.arg("serve").arg("--root").arg(root).args(["--port", port]);
    command
}

fn hugo_command(root: &Path, port: &str) -> Command {
    let mut command = Command::new("hugo");
    command.args(["server", "--bind", "127.0.0.1", "--port", port, "--source"]).arg(root);
    command
}

fn zola_command(root: &Path, port: &str) -> Command {
    let mut command = Command::new("zola");
    command.arg("--root").arg(root).args(["serve", "--interface", "127.0.0.1", "--port", port]);
    command
}

/// What is edited: after which words, and the pages that show it, one after the other.
struct Edit<'a> {
    file: &'a str,
    after: &'a str,
    pages: [&'a str; 2],
}

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    println!("milliseconds            first  |  a text on  |  a title on         |  a template on        |  peak");
    println!("  pages  program         page  |   its page  |  its page  the list |  its page   the guide |   MiB");
    for pages in if asked.is_empty() { vec![1_000] } else { asked } {
        for program in PROGRAMS.iter().filter(|program| program.name == "boucle" || watch::is_here(program.name)) {
            println!("{}", line(program, pages));
        }
    }
}

/// The line of a program, with its guide of so many pages.
fn line(program: &Program, pages: usize) -> String {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("guide");
    corpus::write(program.dialect, pages, &root, &Path::new(env!("CARGO_MANIFEST_DIR")).join("benches"));
    let preview = Preview::start(program, &root);
    sleep(PAUSE);
    let [text, title, template] = [
        Edit { file: STUDY, after: "## Contexte\n\n", pages: [STUDY_PAGE, STUDY_PAGE] },
        Edit { file: STUDY, after: "title: \"", pages: [STUDY_PAGE, LIST] },
        Edit { file: program.template, after: "<footer><p>", pages: [STUDY_PAGE, OTHER_PAGE] },
    ]
    .map(|edit| preview.times(&root, &edit).map(shown));
    format!(
        "{pages:>7}  {:<8} {:>11}  | {:>11} | {:>10} {:>9} | {:>10} {:>11} | {:>6.0}",
        program.name,
        shown(Some(preview.first_page)),
        text[0],
        title[0],
        title[1],
        template[0],
        template[1],
        watch::peak_mib(preview.child.id()).unwrap_or(0.0),
    )
}

fn shown(time: Option<Duration>) -> String {
    time.map_or("never".to_owned(), |time| format!("{:.0}", time.as_secs_f64() * 1e3))
}

/// A preview that runs.
struct Preview {
    child: Child,
    port: u16,
    /// From the start to the first page.
    first_page: Duration,
}

impl Preview {
    fn start(program: &Program, root: &Path) -> Preview {
        // A port that was free just now.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = (program.command)(root, &port.to_string());
        let start = Instant::now();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut preview = Preview { child, port, first_page: Duration::ZERO };
        preview.first_page = preview.until(STUDY_PAGE, "</html>", start).expect("no page: does the preview start?");
        preview
    }

    /// How long each page took to show an edit; none when one of the edits was not shown. The file is then as it was.
    fn times(&self, root: &Path, edit: &Edit<'_>) -> [Option<Duration>; 2] {
        let path = root.join(edit.file);
        let first = fs::read_to_string(&path).unwrap();
        assert!(first.contains(edit.after), "{} has not {:?}", edit.file, edit.after);
        let mut times = [Some(Vec::new()), Some(Vec::new())];
        for run in 0..EDITS {
            let mark = format!("REPERE{run:02}");
            fs::write(&path, first.replacen(edit.after, &format!("{}{mark} ", edit.after), 1)).unwrap();
            let start = Instant::now();
            for (page, times) in edit.pages.iter().zip(&mut times) {
                let seen = times.is_some().then(|| self.until(page, &mark, start)).flatten();
                *times = times.take().zip(seen).map(|(mut times, seen)| {
                    times.push(seen);
                    times
                });
            }
            sleep(PAUSE);
        }
        fs::write(&path, first).unwrap();
        sleep(PAUSE);
        times.map(|times| times.map(|mut times| median(&mut times)))
    }

    /// From the start until a page holds a mark; none when it does not come.
    fn until(&self, page: &str, mark: &str, start: Instant) -> Option<Duration> {
        while start.elapsed() < PATIENCE {
            let answer = self.get(page).unwrap_or_default();
            if answer.windows(mark.len()).any(|bytes| bytes == mark.as_bytes()) {
                return Some(start.elapsed());
            }
            sleep(Duration::from_millis(1));
        }
        None
    }

    /// What the server answers, with its head: it has no marks.
    fn get(&self, page: &str) -> io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(stream, "GET {page} HTTP/1.0\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(answer)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
