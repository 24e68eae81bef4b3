//! The head of a request, read within bounds of size                                ← httparse.

/// The head of a request is at most this long, in bytes.
const HEAD: usize = 16 * 1024;
/// At most so many lines in it.
const LINES: usize = 64;

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
    pub keep: bool,
}

impl Request {
    /// Every value of a header.
    pub fn all<'r>(&'r self, name: &'r str) -> impl Iterator<Item = &'r str> {
        self.headers.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Reads the head of a request, and gives its length in bytes; none when it is not whole yet. The error is
/// the status with which it is refused.
pub fn parse(bytes: &[u8]) -> Result<Option<(Request, usize)>, u16> {
    let mut lines = [httparse::EMPTY_HEADER; LINES];
    let mut parsed = httparse::Request::new(&mut lines);
    let length = match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(length)) if length <= HEAD => length,
        Ok(httparse::Status::Partial) if bytes.len() < HEAD => return Ok(None),
        Ok(_) | Err(httparse::Error::TooManyHeaders) => return Err(431),
        Err(_) => return Err(400),
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
