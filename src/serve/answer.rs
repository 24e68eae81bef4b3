//! What is answered to a request, and to whom.

use std::sync::Arc;

use crate::diagnostic::Message;
use crate::serve::request::Request;
use crate::serve::{Answer, Body, Pages, Place, Server, Version, dress, find, kind, print};
use crate::site::permalink;

/// Where the preview's own files are: no page of a site has such an address.
const OWN: &str = "__boucle/";

const SCRIPT: &str = include_str!("preview.js");
const STYLE: &str = include_str!("preview.css");
const PANEL: &str = include_str!("panel.css");

/// Answers a request.
pub fn to(request: &Request, server: &Server) -> Answer {
    if let Some(status) = refused(request, server.port) {
        return refusal(status);
    }
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        let mut answer = refusal(405);
        answer.headers.push(("Allow", "GET, HEAD".to_owned()));
        return answer;
    }
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    let Some(path) = path.strip_prefix('/').and_then(decoded) else { return refusal(400) };
    match path.strip_prefix(OWN) {
        Some(own) => self::own(own, query, request, server),
        None => site(&path, query, server),
    }
}

/// An answer without a body.
pub fn refusal(status: u16) -> Answer {
    Answer { status, headers: Vec::new(), body: Body::Pieces(Vec::new()) }
}

/// Is the request for another server, as when another site has taken a name that leads here?
fn refused(request: &Request, port: u16) -> Option<u16> {
    let mut hosts = request.all("host");
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return Some(400) };
    (!is_ours(host, port)).then_some(403)
}

/// Is this the name of this server, with its port?
fn is_ours(host: &str, port: u16) -> bool {
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| {
        let rest = host.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name)).map(|_| &host[name.len()..]);
        rest.is_some_and(|rest| rest == format!(":{port}") || (rest.is_empty() && port == 80))
    })
}

/// Does a page of this server ask? A program that is no browser says no origin.
fn same_origin(request: &Request, port: u16) -> bool {
    let ours = |origin: &str| origin.strip_prefix("http://").is_some_and(|host| is_ours(host, port));
    let foreign = |site: &str| !matches!(site, "same-origin" | "none");
    request.all("origin").all(ours) && !request.all("sec-fetch-site").any(foreign)
}

fn own(name: &str, query: &str, request: &Request, server: &Server) -> Answer {
    let text = |kind: &str, text: &str| whole(200, kind, text.as_bytes().into());
    match name {
        "preview.js" => text(kind::of(name), SCRIPT),
        "preview.css" => text(kind::of(name), STYLE),
        "panel.css" => text(kind::of(name), PANEL),
        "events" | "faults" | "state" | "unpublished" if !same_origin(request, server.port) => refusal(403),
        "faults" => text(kind::of(".html"), &server.faults().html),
        "unpublished" => text(kind::of(".txt"), &dress::marks(&*server.pages())),
        "state" => {
            let page = query.strip_prefix("page=").and_then(decoded).unwrap_or_default();
            text(kind::of(".json"), &state(page.trim_start_matches('/'), server))
        }
        "events" if request.method == "GET" => {
            let headers = vec![("Content-Type", "text/event-stream".to_owned())];
            Answer { status: 200, headers, body: Body::Events }
        }
        _ => refusal(404),
    }
}

/// What a page is now, and what is wrong, as JSON: a page that is another one asks for itself again.
fn state(path: &str, server: &Server) -> String {
    let pages = server.pages();
    let name = match find(&*pages, path) {
        Place::File(name) => Some(name),
        Place::Folder(path) => Some(format!("{path}index.html")),
        Place::Nowhere => None,
    };
    let found = name.and_then(|name| Some((pages.file(&name)?, name)));
    let (html, name) = found.unwrap_or_else(|| (not_found(&*pages), permalink::NOT_FOUND.to_owned()));
    let Version { print, styles } = Version::of(&name, &html, &*pages);
    let marks = dress::marks(&*pages);
    let marks = if marks.is_empty() { String::new() } else { format!("{:x}", self::print(&marks)) };
    let faults = server.faults();
    let (errors, others, seal) = (faults.errors, faults.others, self::print(&faults.html));
    format!(
        "{{\"print\":\"{print:x}\",\"styles\":\"{styles}\",\"unpublished\":\"{marks}\",\
         \"faults\":{{\"errors\":{errors},\"others\":{others},\"print\":\"{seal:x}\"}}}}"
    )
}

/// A file of the site, a way to it, or the page of addresses that do not exist.
fn site(path: &str, query: &str, server: &Server) -> Answer {
    let pages = server.pages();
    match find(&*pages, path) {
        Place::File(name) => match pages.file(&name) {
            Some(bytes) => file(&*pages, &name, bytes),
            None => refusal(404),
        },
        Place::Folder(path) => {
            let query = if query.is_empty() { String::new() } else { format!("?{query}") };
            Answer { headers: vec![("Location", format!("/{}{query}", encoded(&path)))], ..refusal(302) }
        }
        Place::Nowhere => nowhere(&*pages),
    }
}

fn file(pages: &dyn Pages, name: &str, bytes: Arc<[u8]>) -> Answer {
    let kind = kind::of(name);
    if !name.ends_with(".html") {
        return whole(200, kind, bytes);
    }
    let headers = vec![("Content-Type", kind.to_owned())];
    let pieces = dress::page(name, &bytes, pages);
    Answer { status: 200, headers, body: Body::Pieces(pieces) }
}

fn nowhere(pages: &dyn Pages) -> Answer {
    Answer { status: 404, ..file(pages, permalink::NOT_FOUND, not_found(pages)) }
}

/// The page of addresses that do not exist.
fn not_found(pages: &dyn Pages) -> Arc<[u8]> {
    pages.file(permalink::NOT_FOUND).unwrap_or_else(|| {
        let lang = pages.lang();
        dress::bare(&Message::new("page-not-found").say(lang), lang).as_bytes().into()
    })
}

fn whole(status: u16, kind: &str, bytes: Arc<[u8]>) -> Answer {
    let length = bytes.len();
    Answer { status, headers: vec![("Content-Type", kind.to_owned())], body: Body::Pieces(vec![(bytes, 0..length)]) }
}

/// `%20` to a space. None for what is not text, and for what no address of a site holds.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first != b'%' {
            bytes.push(*first);
            rest = tail;
            continue;
        }
        let digits = std::str::from_utf8(tail.get(..2)?).ok().filter(|d| d.bytes().all(|d| d.is_ascii_hexdigit()))?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &tail[2..];
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains(|c: char| c.is_control() || c == '\\'))
}

/// A path, as addresses write it.
fn encoded(path: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p31_only_our_own_names_are_ours() {
        for host in ["127.0.0.1:4000", "localhost:4000", "LOCALHOST:4000", "[::1]:4000"] {
            assert!(is_ours(host, 4000), "{host}");
        }
        for host in
            ["127.0.0.1", "127.0.0.1:4001", "localhost.evil.example:4000", "evil.example:4000", "", "127.0.0.1:4000@x"]
        {
            assert!(!is_ours(host, 4000), "{host}");
        }
        assert!(is_ours("localhost", 80));
    }

    #[test]
    fn p34_addresses_are_texts() {
        assert_eq!(decoded("a%20b/%C3%A9").as_deref(), Some("a b/é"));
        for bad in ["%", "%4", "%zz", "%+1", "%ff", "a%00b", "a%5Cb", "a\\b", "%0d%0aX: y"] {
            assert_eq!(decoded(bad), None, "{bad}");
        }
    }
}
