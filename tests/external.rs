//! Links to other sites, against a server of the test itself on this computer.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use boucle::diagnostic::{Lang, Severity};
use boucle::external::{Asked, Settings, check};
use boucle::source::Sources;
use boucle::{Built, Options, build};

/// What the server was asked: the method, the path and when.
type Asks = Arc<Mutex<Vec<(String, String)>>>;

struct Server {
    port: u16,
    asks: Asks,
}

impl Server {
    /// Answers each request by what `answer` gives for its method, its path and how often that was asked before.
    fn new(answer: fn(&str, &str, usize) -> Option<String>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asks = Asks::default();
        let shared = Arc::clone(&asks);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let asks = Arc::clone(&shared);
                std::thread::spawn(move || serve(stream, &asks, answer));
            }
        });
        Server { port, asks }
    }

    fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The methods that were used for a path, in order.
    fn methods(&self, path: &str) -> String {
        let asks = self.asks.lock().unwrap();
        let methods: Vec<&str> = asks.iter().filter(|(_, p)| p == path).map(|(m, _)| m.as_str()).collect();
        methods.join(" ")
    }

    fn count(&self) -> usize {
        self.asks.lock().unwrap().len()
    }
}

fn serve(stream: TcpStream, asks: &Asks, answer: fn(&str, &str, usize) -> Option<String>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut stream = stream;
    loop {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            if line == "\r\n" {
                break;
            }
            lines.push(line);
        }
        let Some(first) = lines.first() else { return };
        let mut words = first.split(' ');
        let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if !lines.iter().any(|line| line.to_lowercase().starts_with("user-agent: boucle/")) {
            let _ = stream.write_all(b"HTTP/1.1 500 No name\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        let before = {
            let mut asks = asks.lock().unwrap();
            let before = asks.iter().filter(|(m, p)| m == method && p == path).count();
            asks.push((method.to_owned(), path.to_owned()));
            before
        };
        match answer(method, path, before) {
            Some(text) => stream.write_all(text.as_bytes()).unwrap(),
            None => {
                std::thread::sleep(Duration::from_secs(5));
                return;
            }
        }
    }
}

fn answer(method: &str, path: &str, before: usize) -> Option<String> {
    let plain = |status: &str, more: &str| Some(format!("HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\n\r\n"));
    match (method, path) {
        (_, "/bon" | "/arrivee") => plain("200 OK", ""),
        (_, path) if path.starts_with("/bon?") => plain("200 OK", ""),
        (_, path) if path.starts_with("/mort?") => plain("404 Not Found", ""),
        (_, "/mort") => plain("404 Not Found", ""),
        (_, "/retire") => plain("410 Gone", ""),
        (_, "/parti") => plain("301 Moved Permanently", "Location: /arrivee\r\n"),
        (_, "/parti-308") => plain("308 Permanent Redirect", "Location: /arrivee\r\n"),
        (_, "/parti-puis-passager") => plain("301 Moved Permanently", "Location: /passager\r\n"),
        (_, "/passager") => plain("302 Found", "Location: /arrivee\r\n"),
        (_, "/parti-mort") => plain("301 Moved Permanently", "Location: /mort\r\n"),
        (_, "/boucle") => plain("302 Found", "Location: /boucle\r\n"),
        (_, "/sans-but") => plain("302 Found", ""),
        (_, "/presse") if before == 0 => plain("429 Too Many Requests", "Retry-After: 1\r\n"),
        (_, "/presse") => plain("200 OK", ""),
        (_, "/trop-presse") => plain("429 Too Many Requests", "Retry-After: 86400\r\n"),
        ("HEAD", "/sans-tete") => plain("405 Method Not Allowed", ""),
        ("HEAD", "/sans-tete-501") => plain("501 Not Implemented", ""),
        ("HEAD", "/sans-tete-403") => plain("403 Forbidden", ""),
        ("HEAD", "/sans-tete-404") => plain("404 Not Found", ""),
        ("GET", "/sans-tete" | "/sans-tete-501" | "/sans-tete-403" | "/sans-tete-404") => {
            Some("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nTexte".to_owned())
        }
        (_, "/refus") => plain("403 Forbidden", ""),
        (_, "/panne") => plain("500 Internal Server Error", ""),
        (_, "/lent") => None,
        _ => plain("400 Bad Request", ""),
    }
}

fn settings() -> Settings {
    Settings {
        private: true,
        pause: Duration::from_millis(1),
        timeout: Duration::from_millis(700),
        patience: Duration::from_secs(2),
        now: 1_000_000,
        ..Settings::default()
    }
}

/// A site with these files beside those of the cases.
fn site_of(more: &[(&str, &str)]) -> (Sources, Built) {
    let base = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/base");
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for entry in walkdir::WalkDir::new(base).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file()) {
        let path = entry.path().strip_prefix(base).unwrap().to_string_lossy().into_owned();
        files.insert(path, std::fs::read_to_string(entry.path()).unwrap());
    }
    files.extend(more.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    let sources = Sources::from_texts(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let built = build(&sources, &Options::default(), &|_, _| {});
    (sources, built)
}

/// A site whose page has this text.
fn site(text: &str) -> (Sources, Built) {
    site_of(&[("content/fiches/essai.md", &format!("---\ntitre: Essai\n---\n{text}\n"))])
}

fn ask(text: &str, settings: &Settings) -> Asked {
    let (sources, built) = site(text);
    check(&built.outside, &sources, settings, &|_, _| {})
}

/// The code, the level and the sentence of each fault, with its advice.
fn said(asked: &Asked) -> Vec<(&'static str, Severity, String)> {
    let words = |d: &boucle::diagnostic::Diagnostic| {
        let help: Vec<String> = d.help.iter().map(|h| h.say(Lang::French)).collect();
        format!("{} {}", d.message.say(Lang::French), help.join(" ")).replace(['\u{a0}', '\u{202f}'], " ")
    };
    asked.report.iter().map(|d| (d.rule.code, d.severity, words(d))).collect()
}

/// What is said of one address of the server.
fn one(server: &Server, path: &str) -> Option<(&'static str, Severity, String)> {
    let asked = ask(&format!("[un lien]({})", server.at(path)), &settings());
    assert_eq!(asked.addresses, 1, "{path}");
    let mut said = said(&asked);
    assert!(said.len() < 2, "{said:?}");
    said.pop()
}

#[test]
fn what_is_there_is_not_told() {
    let server = Server::new(answer);
    for path in ["/bon", "/bon?a=b&c=d", "/passager", "/bon#partie"] {
        assert_eq!(one(&server, path), None, "{path}");
    }
    let start = Instant::now();
    assert_eq!(one(&server, "/presse"), None);
    assert!(start.elapsed() >= Duration::from_secs(1), "the wait that was asked for is kept");
    assert_eq!(server.methods("/bon"), "HEAD HEAD", "nobody needs the page itself");
    assert_eq!(server.methods("/presse"), "HEAD HEAD");
}

#[test]
fn a_site_that_refuses_short_questions_is_asked_for_the_page() {
    let server = Server::new(answer);
    for path in ["/sans-tete", "/sans-tete-501", "/sans-tete-403", "/sans-tete-404"] {
        assert_eq!(one(&server, path), None, "{path}");
        assert_eq!(server.methods(path), "HEAD GET");
    }
}

#[test]
fn what_is_gone_is_an_error() {
    let server = Server::new(answer);
    for (path, status) in [("/mort", "404"), ("/retire", "410"), ("/parti-mort", "404")] {
        let (code, level, words) = one(&server, path).unwrap();
        assert_eq!((code, level), ("lien-externe-mort", Severity::Error));
        assert!(words.contains(status) && words.contains(&server.at(path)), "{words}");
    }
}

#[test]
fn a_new_address_is_advised() {
    let server = Server::new(answer);
    for (path, to) in [
        ("/parti", "/arrivee`"),
        ("/parti-308", "/arrivee`"),
        ("/parti#partie", "/arrivee#partie`"),
        ("/parti-puis-passager", "/passager`"),
    ] {
        let (code, level, words) = one(&server, path).unwrap();
        assert_eq!((code, level), ("lien-externe-deplace", Severity::Advice));
        assert!(words.contains(&server.at(to)), "{words}");
    }
}

#[test]
fn what_nobody_knows_is_a_warning_and_what_is_refused_is_advice() {
    let server = Server::new(answer);
    for (path, start) in [
        ("/lent", "le site « 127.0.0.1"),
        ("/panne", "le site « 127.0.0.1"),
        ("/boucle", "l’adresse « http"),
        ("/sans-but", "l’adresse « http"),
    ] {
        let (code, level, words) = one(&server, path).unwrap();
        assert_eq!((code, level), ("lien-externe-injoignable", Severity::Warning), "{path} {words}");
        assert!(words.starts_with(start), "{words}");
    }
    assert_eq!(server.methods("/boucle").split(' ').count(), 6, "five times further, and no more");
    for (path, status) in [("/refus", "403"), ("/trop-presse", "429")] {
        let (code, level, words) = one(&server, path).unwrap();
        assert_eq!((code, level), ("lien-externe-non-verifie", Severity::Advice), "{path}");
        assert!(words.contains(status), "{words}");
    }
    assert_eq!(server.methods("/trop-presse"), "HEAD", "a day is too long to wait");
}

#[test]
fn a_secure_connection_that_fails_and_a_closed_door_are_told_apart() {
    let server = Server::new(answer);
    let (code, _, words) =
        said(&ask(&format!("<{}>", server.at("/bon").replace("http:", "https:")), &settings())).pop().unwrap();
    assert_eq!(code, "lien-externe-injoignable");
    let talks = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = talks.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in talks.incoming().map_while(Result::ok) {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            std::thread::sleep(Duration::from_millis(200));
        }
    });
    let (code, _, insecure) = said(&ask(&format!("<https://127.0.0.1:{port}/>"), &settings())).pop().unwrap();
    assert_eq!(code, "lien-externe-injoignable");
    assert!(insecure.contains("connexion sûre"), "{insecure} / {words}");

    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (_, _, cut) = said(&ask(&format!("<http://127.0.0.1:{closed}/>"), &settings())).pop().unwrap();
    assert!(cut.contains("refusé ou coupé"), "{cut}");
    let (_, _, unnamed) = said(&ask("<http://nom.invalid/>", &settings())).pop().unwrap();
    assert!(unnamed.contains("aucun site ne porte le nom « nom.invalid »"), "{unnamed}");
}

#[test]
fn nothing_private_is_asked_for() {
    let server = Server::new(answer);
    let text = format!(
        "[a]({0}) [b](http://localhost:{1}/bon) [c](http://[::1]:{1}/) [d](http://0x7f.1:{1}/) [e](http://169.254.169.254/latest)",
        server.at("/bon"),
        server.port
    );
    let asked = ask(&text, &Settings { private: false, ..settings() });
    let said = said(&asked);
    assert_eq!(said.len(), 5, "{said:?}");
    assert!(said.iter().all(|(code, level, _)| *code == "lien-externe-interne" && *level == Severity::Advice));
    assert_eq!(server.count(), 0);
}

#[test]
fn each_address_is_asked_once_and_remembered() {
    let server = Server::new(answer);
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join(".boucle-cache/links.json");
    let settings = |days: u64| Settings { cache: Some(cache.clone()), now: 1_000_000 + days * 86_400, ..settings() };
    let text = format!("[a]({0}) [b]({0}#x) [c]({1}) [d]({1})", server.at("/bon"), server.at("/mort"));
    let first = ask(&text, &settings(0));
    assert_eq!((first.addresses, first.remembered), (2, 0));
    assert_eq!(said(&first).len(), 2, "each link is told where it stands");
    assert_eq!((server.methods("/bon").as_str(), server.methods("/mort").as_str()), ("HEAD", "HEAD GET"));
    let asks = server.count();
    let second = ask(&text, &settings(0));
    assert_eq!((second.addresses, second.remembered), (2, 2));
    assert_eq!(said(&first), said(&second));
    assert_eq!(server.count(), asks, "nobody is asked again");
    assert_eq!(ask(&text, &settings(2)).remembered, 1, "what was wrong is asked again after a day");
    assert_eq!(ask(&text, &settings(8)).remembered, 0, "and what was good after a week");
}

#[test]
fn a_host_is_asked_slowly_and_left_alone_when_it_does_not_answer() {
    let server = Server::new(answer);
    let pause = Duration::from_millis(120);
    let links: String = (0..5).map(|n| format!("[l{n}]({}) ", server.at(&format!("/bon?{n}")))).collect();
    let start = Instant::now();
    ask(&links, &Settings { pause, ..settings() });
    assert!(start.elapsed() >= pause * 4, "{:?}", start.elapsed());

    let slow = Server::new(|_, _, _| None);
    let links: String = (0..8).map(|n| format!("[l{n}]({}) ", slow.at(&format!("/{n}")))).collect();
    let asked = ask(&links, &settings());
    assert_eq!((said(&asked).len(), slow.count()), (8, 3), "after three failures nothing more is asked");
}

#[test]
fn links_of_fields_data_and_settings_are_asked_too_and_drafts_are_not() {
    let server = Server::new(answer);
    let model = "collections:
  accueil: { path: index.md, url: /, fields: { titre: { type: text, role: title, required: true } } }
  themes: { url: '/themes/{slug}/', fields: { titre: { type: text, role: title } } }
  sources: { path: sources.yaml, url: '/sources/{slug}/', fields: { titre: { type: text, role: title }, site: { type: url } } }
  fiches:
    url: /fiches/{slug}/
    fields:
      titre: { type: text, role: title }
      liens: { type: list, of: { nom: { type: text }, ou: { type: url } } }
";
    let page = |path: &str, more: &str| {
        format!("---\ntitre: Essai\nliens:\n  - {{ nom: un, ou: \"{}\" }}\n{more}---\nTexte.\n", server.at(path))
    };
    let (sources, built) = site_of(&[
        ("content/model.yaml", model),
        ("content/fiches/publiee.md", &page("/mort?fiche", "")),
        ("content/fiches/brouillon.md", &page("/mort?brouillon", "brouillon: oui\n")),
        ("content/sources.yaml", &format!("radio: {{ titre: Radio, site: '{}' }}\n", server.at("/mort?source"))),
        (
            "content/site.yaml",
            &format!(
                "title: Essai\nlanguage: fr\ntheme: nu\nlicense: {{ name: Libre, url: {} }}\n",
                server.at("/mort?licence")
            ),
        ),
    ]);
    assert!(!built.report.has_errors(), "{:?}", built.report);
    let asked = check(&built.outside, &sources, &settings(), &|_, _| {});
    let mut found: Vec<String> = asked
        .report
        .iter()
        .map(|d| {
            let span = d.span.unwrap();
            let file = sources.file(span.file);
            format!("{} {}", file.path, &file.text().unwrap()[span.start as usize..span.end as usize])
        })
        .collect();
    found.sort();
    let wanted = [
        ("content/fiches/publiee.md", "/mort?fiche"),
        ("content/site.yaml", "/mort?licence"),
        ("content/sources.yaml", "/mort?source"),
    ];
    assert_eq!(found, wanted.map(|(file, path)| format!("{file} {}", server.at(path))));
}

#[test]
fn a_page_may_accept_a_dead_link_and_a_plain_check_does_not_mind() {
    let server = Server::new(answer);
    let text = format!(
        "<!-- boucle: accepter lien-externe-mort, la page est citée comme disparue -->\n\nVoir [a]({}).",
        server.at("/mort")
    );
    let (sources, built) = site(&text);
    let codes: Vec<&str> = built.report.iter().map(|d| d.rule.code).collect();
    assert!(!codes.contains(&"exception-inutile") && !codes.contains(&"exception-incorrecte"), "{codes:?}");
    let asked = check(&built.outside, &sources, &settings(), &|_, _| {});
    assert_eq!((said(&asked), asked.addresses), (Vec::new(), 1));
}

#[test]
fn without_a_network_one_sentence_is_enough() {
    let cache = tempfile::tempdir().unwrap();
    let cache = cache.path().join(".boucle-cache/links.json");
    let text = "<http://a.invalid/> <http://b.invalid/> <http://c.invalid/> <http://d.invalid/>";
    let asked = ask(text, &Settings { cache: Some(cache.clone()), ..settings() });
    let said = said(&asked);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].2.contains("relié à internet"), "{said:?}");
    assert!(!cache.exists(), "nothing was learnt");
}
