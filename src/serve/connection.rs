//! One connection: requests are read within bounds of time, answers are written.

use std::io::{self, BufWriter, Read, Write};
use std::net::TcpStream;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::serve::request::{self, Request};
use crate::serve::{Server, answer, event};

/// The head of a request must have come after this time.
const PATIENCE: Duration = Duration::from_secs(10);
/// A reader who takes nothing for so long is gone.
const STALLED: Duration = Duration::from_secs(20);

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
    /// The events of the preview, as long as somebody listens.
    Events,
}

/// Answers the requests of a connection, until it ends.
pub fn serve(stream: &TcpStream, server: &Server) {
    let _ = stream.set_nodelay(true);
    let _ = stream.set_write_timeout(Some(STALLED));
    let mut unread = Vec::new();
    loop {
        let (request, answer) = match next(stream, &mut unread) {
            Ok(Some(request)) => {
                let answer = server.answer(&request);
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
        if let Some((request, length)) = request::parse(unread).map_err(Failure::Refused)? {
            unread.drain(..length);
            return Ok(Some(request));
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
        Body::Events => {
            out.write_all(b"Connection: close\r\n\r\n")?;
            out.flush()?;
            event::follow(&mut out, server)
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
