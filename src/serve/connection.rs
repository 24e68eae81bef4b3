//! One connection: requests are read within bounds of size and time, answers are written   ← httparse.

use std::io::{self, BufWriter, Read, Write};
use std::net::TcpStream;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::serve::{Server, answer, event};

/// The head of a request is at most this long, in bytes.
const HEAD: usize = 16 * 1024;
/// At most so many lines in it.
const LINES: usize = 64;
/// The head of a request must have come after this time.
const PATIENCE: Duration = Duration::from_secs(10);
/// A reader who takes nothing for so long is gone.
const STALLED: Duration = Duration::from_secs(20);

/// What is asked.
#[derive(Debug, Default)]
pub struct Request {
    /// `GET`, `HEAD`…
    pub method: String,
    /// The path, with what follows `?`.
    pub target: String,
    /// The values of each header, by its name in lower case.
    pub headers: Vec<(String, String)>,
    /// Is the connection kept for another request?
    keep: bool,
}

impl Request {
    /// Every value of a header.
    pub fn all<'r>(&'r self, name: &'r str) -> impl Iterator<Item = &'r str> {
        self.headers.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What is answered.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Headers of this answer alone.
    pub headers: Vec<(&'static str, String)>,
    /// What follows.
    pub body: Body,
}

/// What follows the head of an answer.
pub enum Body {
    /// Bytes, in pieces that are shared and not copied.
    Pieces(Vec<(Arc<[u8]>, Range<usize>)>),
    /// The events of the preview, as long as somebody listens; the page that is read, and its print.
    Events(String, Option<u64>),
}

/// Answers the requests of a connection, until it ends.
pub fn serve(stream: &TcpStream, server: &Server) {
    let _ = stream.set_nodelay(true);
    let _ = stream.set_write_timeout(Some(STALLED));
    let mut unread = Vec::new();
    loop {
        let (request, answer) = match next(stream, &mut unread) {
            Ok(Some(request)) => {
                let answer = answer::to(&request, server);
                (request, answer)
            }
            Ok(None) | Err(Failure::Broken) => return,
            Err(Failure::Refused(status)) => (Request::default(), answer::refusal(status)),
        };
        let keep = request.keep && (answer.status < 400 || answer.status == 404);
        if write(stream, server, &request, answer, keep).is_err() || !keep {
            return;
        }
    }
}

/// Why there is no request.
enum Failure {
    /// It is refused with this status.
    Refused(u16),
    /// The connection does not work any more.
    Broken,
}

/// The next request; none when the connection ends.
fn next(mut stream: &TcpStream, unread: &mut Vec<u8>) -> Result<Option<Request>, Failure> {
    let end = Instant::now() + PATIENCE;
    let mut piece = [0; 4096];
    loop {
        if let Some((request, length)) = parse(unread)? {
            unread.drain(..length);
            return Ok(Some(request));
        }
        if unread.len() >= HEAD {
            return Err(Failure::Refused(431));
        }
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            // Nothing at all was asked on a connection that was kept.
            return if unread.is_empty() { Ok(None) } else { Err(Failure::Refused(408)) };
        }
        stream.set_read_timeout(Some(left)).map_err(|_| Failure::Broken)?;
        match stream.read(&mut piece) {
            Ok(0) => return Ok(None),
            Ok(length) => unread.extend_from_slice(&piece[..length]),
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return Err(Failure::Broken),
        }
    }
}

/// Reads the head of a request, and gives its length; none when it is not whole yet.
fn parse(bytes: &[u8]) -> Result<Option<(Request, usize)>, Failure> {
    let mut lines = [httparse::EMPTY_HEADER; LINES];
    let mut parsed = httparse::Request::new(&mut lines);
    let length = match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Failure::Refused(431)),
        Err(_) => return Err(Failure::Refused(400)),
    };
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let headers: Vec<_> = parsed.headers.iter().map(|h| (h.name.to_ascii_lowercase(), text(h.value))).collect();
    let method = parsed.method.unwrap_or_default().to_owned();
    let mut request = Request { method, target: parsed.path.unwrap_or_default().to_owned(), headers, keep: false };
    let has_body = request.all("transfer-encoding").next().is_some() || request.all("content-length").any(|n| n != "0");
    let close = request.all("connection").any(|value| value.to_ascii_lowercase().contains("close"));
    request.keep = parsed.version == Some(1) && !close && !has_body;
    Ok(Some((request, length)))
}

fn write(stream: &TcpStream, server: &Server, request: &Request, answer: Answer, keep: bool) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(64 * 1024, stream);
    write!(out, "HTTP/1.1 {} {}\r\n", answer.status, reason(answer.status))?;
    for (name, value) in &answer.headers {
        write!(out, "{name}: {value}\r\n")?;
    }
    // Nothing here is for other sites, and no browser is to guess what a file is.
    out.write_all(
        b"X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\n\
          Cross-Origin-Opener-Policy: same-origin\r\nX-Frame-Options: SAMEORIGIN\r\nCache-Control: no-store\r\n",
    )?;
    match answer.body {
        Body::Pieces(pieces) => {
            let length: usize = pieces.iter().map(|(_, range)| range.len()).sum();
            let connection = if keep { "keep-alive" } else { "close" };
            write!(out, "Content-Length: {length}\r\nConnection: {connection}\r\n\r\n")?;
            if request.method != "HEAD" {
                pieces.into_iter().try_for_each(|(bytes, range)| out.write_all(&bytes[range]))?;
            }
            out.flush()
        }
        Body::Events(page, print) => {
            out.write_all(b"Connection: close\r\n\r\n")?;
            out.flush()?;
            event::follow(&mut out, server, page, print)
        }
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        302 => "Found",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        431 => "Request Header Fields Too Large",
        _ => "Error",
    }
}
