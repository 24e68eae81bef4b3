//! What the preview promises (P30 to P38, P40), tried with the program and with plain connections.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::site::{Site, program, tree};

/// A preview that ends with the test.
struct Preview {
    site: Site,
    program: Child,
    port: u16,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// What was answered: the status, the headers in lower case, the body.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: String,
    body: String,
}

const FIRST: &str = "content/guide/mesurer.md";

impl Preview {
    /// Shows the site that `boucle init` makes.
    fn start() -> Preview {
        Preview::of(Site::new(), &[])
    }

    fn of(site: Site, options: &[&str]) -> Preview {
        let mut command = site.command("serve");
        command.args(options);
        Preview::run(site, command)
    }

    fn run(site: Site, mut command: Command) -> Preview {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut program = command.spawn().unwrap();
        let mut lines = BufReader::new(program.stdout.take().unwrap());
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        // Nobody may close the pipe while the program speaks.
        thread::spawn(move || lines.read_to_string(&mut String::new()));
        let port = line.trim_end().trim_end_matches('/').rsplit_once(':').expect(&line).1.parse().unwrap();
        Preview { site, program, port }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    /// Sends bytes, and reads until the other side closes.
    fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.connect();
        let _ = stream.write_all(bytes);
        answer(&mut stream)
    }

    fn ask(&self, target: &str, headers: &str) -> Answer {
        let port = self.port;
        self.raw(
            format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{headers}\r\n").as_bytes(),
        )
    }

    fn get(&self, target: &str) -> Answer {
        self.ask(target, "")
    }

    /// Waits until a page shows a text, or no longer does.
    fn until(&self, target: &str, shown: impl Fn(&Answer) -> bool) -> Answer {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let answer = self.get(target);
            if shown(&answer) {
                return answer;
            }
            assert!(Instant::now() < end, "{target} was never as expected: {answer:?}");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

fn answer(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, headers: head.to_lowercase(), body: body.to_owned() }
}

#[test]
fn p30_only_this_machine_is_answered() {
    let preview = Preview::start();
    let page = preview.get("/");
    assert!(page.status == 200 && page.headers.contains("x-content-type-options: nosniff"), "{page:?}");
    // Every address of this machine but the loopback is refused, as it would be from outside.
    let sockets = fs::read_to_string("/proc/net/tcp").unwrap();
    let port = format!(":{:04X}", preview.port);
    let listening: Vec<&str> = sockets.lines().filter_map(|line| line.split_whitespace().nth(1)).collect();
    let ours: Vec<_> = listening.into_iter().filter(|address| address.ends_with(&port)).collect();
    assert!(!ours.is_empty() && ours.iter().all(|address| address.starts_with("0100007F:")), "{ours:?}");
    let six = fs::read_to_string("/proc/net/tcp6").unwrap_or_default();
    assert!(!six.lines().filter_map(|line| line.split_whitespace().nth(1)).any(|address| address.ends_with(&port)));
}

#[test]
fn p31_only_our_own_host_is_answered() {
    let preview = Preview::start();
    let port = preview.port;
    let with =
        |hosts: &str| preview.raw(format!("GET / HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n").as_bytes()).status;
    for host in ["127.0.0.1", "localhost", "[::1]", "LocalHost"] {
        assert_eq!(with(&format!("Host: {host}:{port}\r\n")), 200, "{host}");
    }
    for host in ["127.0.0.1", "evil.example", "127.0.0.1:1", "localhost.evil.example", "0.0.0.0", ""] {
        assert_eq!(with(&format!("Host: {host}\r\n")), 403, "{host}");
    }
    assert_eq!(with(""), 400);
    assert_eq!(with(&format!("Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n")), 400);
}

#[test]
fn p32_the_reload_channel_is_for_our_own_pages() {
    let preview = Preview::start();
    let port = preview.port;
    for own in ["/__boucle/events", "/__boucle/faults", "/__boucle/state?page=/", "/__boucle/unpublished"] {
        for foreign in [
            "Origin: http://evil.example\r\n",
            "Origin: null\r\n",
            "Origin: http://127.0.0.1:1\r\n",
            "Sec-Fetch-Site: cross-site\r\n",
        ] {
            assert_eq!(preview.ask(own, foreign).status, 403, "{own} {foreign}");
        }
        let https = format!("Origin: https://127.0.0.1:{port}\r\n");
        assert_eq!(preview.ask(own, &https).status, 403);
    }
    let mut stream = preview.connect();
    let origin = format!("Origin: http://localhost:{port}\r\n");
    write!(stream, "GET /__boucle/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{origin}\r\n").unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    assert!(lines.next().unwrap().contains("200"));
    assert!(lines.any(|line| line == "data: look"));
}

#[test]
fn p33_nothing_is_given_to_other_sites() {
    let preview = Preview::start();
    for target in ["/", "/nulle-part/", "/guide", "/__boucle/preview.js", "/__boucle/faults", "/%"] {
        let answer = preview.get(target);
        assert!(answer.headers.contains("cross-origin-resource-policy: same-origin"), "{target} {answer:?}");
        assert!(!answer.headers.contains("access-control-"), "{target} {answer:?}");
    }
    let asked = preview
        .raw(format!("OPTIONS / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", preview.port).as_bytes());
    assert!(asked.status == 405 && !asked.headers.contains("access-control-"), "{asked:?}");
}

#[test]
fn p34_only_what_would_be_published_is_served() {
    let site = Site::new();
    site.write("secret.txt", "canari");
    site.write("output-x/index.html", "canari");
    site.write("content/.cache", "canari");
    let preview = Preview::of(site, &[]);
    let ways = [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "//secret.txt",
        "/./secret.txt",
        "/guide/..;/secret.txt",
        "/output-x/",
        "/content/site.yaml",
        "/.cache",
        "/%00",
        "/index.html%00.txt",
        "/INDEX.HTML",
        "/__boucle/../secret.txt",
        "/file:///etc/passwd",
        "http://evil.example/",
        "*",
    ];
    for way in ways {
        let answer = preview.get(way);
        assert!(matches!(answer.status, 400 | 404) && !answer.body.contains("canari"), "{way} {answer:?}");
    }
    let moved = preview.get("/guide");
    assert!(moved.status == 302 && moved.headers.contains("location: /guide/\r\n"), "{moved:?}");
    let moved = preview.get("/recherche?q=bois");
    assert!(moved.status == 302 && moved.headers.contains("location: /recherche/?q=bois\r\n"), "{moved:?}");
    for hostile in ["//evil.example", "//evil.example/..", "/\\evil.example", "/%0d%0aX:y"] {
        let answer = preview.get(hostile);
        assert!(answer.status >= 400 && !answer.headers.contains("location"), "{hostile} {answer:?}");
    }
    let nowhere = preview.get("/<script>alert(1)</script>");
    assert!(nowhere.status == 404 && !nowhere.body.contains("alert(1)"), "{nowhere:?}");
}

#[test]
fn p35_hostile_requests_are_bounded() {
    let preview = Preview::start();
    let host = format!("Host: 127.0.0.1:{}\r\n", preview.port);
    let long = format!("GET /{} HTTP/1.1\r\n{host}\r\n", "a".repeat(100_000));
    let many = format!("GET / HTTP/1.1\r\n{host}{}\r\n", "X: y\r\n".repeat(1_000));
    let huge = format!("GET / HTTP/1.1\r\n{host}X: {}\r\n\r\n", "y".repeat(1_000_000));
    let nonsense = [
        "\0\u{1}\u{2}\r\n\r\n",
        "GET\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\u{16}\u{3}\u{1}\r\n\r\n",
    ];
    for bytes in [long.as_str(), &many, &huge].into_iter().chain(nonsense) {
        let answer = preview.raw(bytes.as_bytes());
        let start = &bytes[..bytes.len().min(40)];
        // A client that still sends when the answer comes may find the connection closed.
        assert!((400..500).contains(&answer.status) || answer.status == 0, "{start:?} {answer:?}");
    }
    let body = preview.raw(format!("POST / HTTP/1.1\r\n{host}Content-Length: 5\r\n\r\nhello").as_bytes());
    assert_eq!(body.status, 405);
    // 200 requests that never end, and 100 readers who take nothing of a big file.
    let slow: Vec<TcpStream> = (0..200).map(|_| preview.connect()).collect();
    for (index, mut stream) in slow.iter().enumerate() {
        let _ = stream.write_all(if index % 2 == 0 { b"GET / HT" } else { b"" });
    }
    // Before the first of them is closed.
    let start = Instant::now();
    assert_eq!(preview.get("/").status, 200);
    assert!(start.elapsed() < Duration::from_secs(9), "{:?}", start.elapsed());
    // What never ends is closed.
    let mut first = &slow[0];
    first.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut said = String::new();
    let _ = first.read_to_string(&mut said);
    assert!(said.starts_with("HTTP/1.1 408"), "{said}");
}

#[test]
fn p35_readers_of_a_big_file_cost_no_copy() {
    let site = Site::new();
    let big = vec![b'%'; 16 * 1024 * 1024];
    site.write("content/guide/plan.pdf", &big);
    let text = fs::read_to_string(site.root.join(FIRST)).unwrap();
    site.write(FIRST, format!("{text}\n\n[Le plan](plan.pdf)\n"));
    let preview = Preview::of(site, &[]);
    let page = preview.get("/guide/mesurer/");
    let path = page.body.split("href=\"").find(|part| part.contains("plan.")).unwrap().split('"').next().unwrap();
    let target = format!("/{}", path.trim_start_matches("../"));
    let memory = || memory(preview.program.id());
    let before = memory();
    let streams: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut stream = preview.connect();
            write!(stream, "GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", preview.port).unwrap();
            stream
        })
        .collect();
    // Each has begun to receive.
    for mut stream in &streams {
        assert_eq!(stream.read(&mut [0; 16]).unwrap(), 16);
    }
    let more = memory() - before;
    assert!(more < 120 * 1024, "{more} KiB more");
}

/// The memory of a process, in KiB.
fn memory(id: u32) -> i64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn p36_many_edits_end_in_the_last_one() {
    let edits = if cfg!(debug_assertions) { 300 } else { 10_000 };
    let preview = Preview::start();
    let text = fs::read_to_string(preview.site.root.join(FIRST)).unwrap();
    let write = |number: usize| preview.site.write(FIRST, format!("{text}\n\nREPERE-{number}-FIN\n"));
    write(0);
    preview.until("/guide/mesurer/", |page| page.body.contains("REPERE-0-FIN"));
    let (before, files) = (memory(preview.program.id()), open_files(preview.program.id()));
    for number in 1..=edits {
        write(number);
        if number % 100 == 0 {
            assert_eq!(preview.get("/guide/mesurer/").status, 200, "pages never vanish");
        }
    }
    let last = format!("REPERE-{edits}-FIN");
    preview.until("/guide/mesurer/", |page| page.body.contains(&last));
    let more = memory(preview.program.id()) - before;
    assert!(more < 60 * 1024, "{more} KiB more after {edits} edits");
    assert!(open_files(preview.program.id()) <= files + 2);
}

/// What a disk of a network needs: every file is looked at, again and again.
#[test]
fn p36_a_preview_that_polls_misses_nothing() {
    let preview = Preview::of(Site::new(), &["--poll"]);
    let text = fs::read_to_string(preview.site.root.join(FIRST)).unwrap();
    let other = FIRST.replace("mesurer", "compter");
    preview.site.write(FIRST, format!("{text}\n\nREPERE-LU\n"));
    preview.site.write(&other, &text);
    preview.until("/guide/mesurer/", |page| page.body.contains("REPERE-LU"));
    preview.until("/guide/compter/", |page| page.status == 200);
    fs::remove_file(preview.site.root.join(&other)).unwrap();
    preview.until("/guide/compter/", |page| page.status == 404);
}

/// Another branch: many files come, go and change at once, and the folders that hold them.
#[test]
fn p36_a_burst_of_a_checkout_ends_in_its_last_state() {
    let preview = Preview::start();
    let text = fs::read_to_string(preview.site.root.join(FIRST)).unwrap();
    let path = |number: usize| format!("content/guide/etape-{number}.md");
    for branch in 0..3 {
        for number in 0..60 {
            match (number + branch) % 3 {
                0 => drop(fs::remove_file(preview.site.root.join(path(number)))),
                // As `git checkout` does: the old file goes, the new one is written.
                _ => {
                    let _ = fs::remove_file(preview.site.root.join(path(number)));
                    preview.site.write(&path(number), format!("{text}\n\nBRANCHE-{branch}-FIN\n"));
                }
            }
        }
        let folder = preview.site.root.join("content/guide");
        let (away, back) = (preview.site.root.join("content/.ailleurs"), folder.clone());
        fs::rename(&folder, &away).unwrap();
        fs::rename(&away, &back).unwrap();
    }
    for number in 0..60 {
        let address = format!("/guide/etape-{number}/");
        match (number + 2) % 3 {
            0 => preview.until(&address, |page| page.status == 404),
            _ => preview.until(&address, |page| page.body.contains("BRANCHE-2-FIN")),
        };
    }
}

fn open_files(id: u32) -> usize {
    fs::read_dir(format!("/proc/{id}/fd")).unwrap().count()
}

#[test]
fn p36_the_site_in_which_the_preview_was_started_is_the_one_at_its_place() {
    let site = Site::new();
    let mut command = program();
    command.arg("serve").current_dir(&site.root);
    let preview = Preview::run(site, command);
    let root = &preview.site.root;
    let text = fs::read_to_string(root.join(FIRST)).unwrap();
    fs::rename(root, root.with_file_name("away")).unwrap();
    assert!(program().arg("init").arg(root).output().unwrap().status.success());
    preview.site.write(FIRST, format!("{text}\n\nAU MEME ENDROIT\n"));
    preview.until("/guide/mesurer/", |page| page.body.contains("AU MEME ENDROIT"));
}

#[test]
fn the_preview_speaks_the_language_that_the_site_has_now() {
    const SETTINGS: &str = "content/site.yaml";
    // What the bar says; the theme has words of its own.
    let (french, english) = ("cette page ne sera pas publiée", "this page will not be published");
    for (options, after) in [(&[][..], english), (&["--lang", "fr"], french)] {
        let preview = Preview::of(Site::new(), options);
        let settings = fs::read_to_string(preview.site.root.join(SETTINGS)).unwrap();
        let text = fs::read_to_string(preview.site.root.join(FIRST)).unwrap();
        preview.site.write(FIRST, text.replacen("---\n", "---\nbrouillon: oui\n", 1));
        preview.until("/guide/mesurer/", |page| page.body.contains(french));
        preview.site.write(SETTINGS, settings.replace("language: fr", "language: en"));
        preview.until("/guide/mesurer/", |page| page.body.contains("<html lang=\"en\"") && page.body.contains(after));
    }
}

#[test]
fn what_a_build_must_be_told_of_days_is_said_once() {
    let site = Site::new();
    let text = fs::read_to_string(site.root.join(FIRST)).unwrap();
    for (options, told) in [(&[][..], 1), (&["--date", "2026-12-01"], 0)] {
        site.write(FIRST, text.replacen("---\n", "---\npublier_le: 2026-11-30\n", 1));
        let mut program =
            site.command("serve").args(options).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(program.stderr.take().unwrap()).lines().map_while(Result::ok);
        let mut until = |end: &str| lines.by_ref().take_while(|line| !line.contains(end)).collect::<String>();
        let mut said = until(" ms");
        for day in [29, 28] {
            site.write(FIRST, text.replacen("---\n", &format!("---\npublier_le: 2026-11-{day}\n"), 1));
            said += &until(" ms");
        }
        program.kill().unwrap();
        program.wait().unwrap();
        assert_eq!(said.matches("boucle construire --date 20").count(), told, "{options:?}: {said}");
    }
}

#[test]
fn the_day_of_the_preview_is_that_of_the_place() {
    let site = Site::new();
    let text = fs::read_to_string(site.root.join(FIRST)).unwrap();
    site.write(FIRST, text.replacen("---\n", "---\npublier_le: 2026-11-30\n", 1));
    // Where the day begins first and where it begins last, it is never the same.
    let days = ["FIRST-14", "LAST12"].map(|zone| {
        let mut serve = site.command("serve");
        let mut program = serve.env("TZ", zone).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(program.stderr.take().unwrap()).lines().map_while(Result::ok);
        let (sender, told) = mpsc::channel();
        let day = |line: String| Some(line.split_once("boucle construire --date ")?.1.to_owned());
        thread::spawn(move || lines.filter_map(day).try_for_each(|day| sender.send(day)));
        let told = told.recv_timeout(Duration::from_secs(60));
        program.kill().unwrap();
        program.wait().unwrap();
        told.unwrap()
    });
    assert!(days[0] > days[1], "{days:?}");
}

#[test]
fn p37_a_broken_edit_keeps_the_last_good_pages() {
    let preview = Preview::start();
    let root = preview.site.root.clone();
    let text = fs::read_to_string(root.join(FIRST)).unwrap();
    let shows = |what: &'static str| preview.until("/__boucle/faults", |faults| faults.body.contains(what));
    let mended = || preview.until("/__boucle/faults", |faults| !faults.body.contains("<li class=\"error\""));
    let fine = |answer: &Answer| answer.status == 200 && answer.body.contains("</html>");
    // A header that cannot be read: without it, a build makes no such page.
    preview.site.write(FIRST, text.replacen("---\n", "---\n\"[: {\n", 1));
    shows("<li class=\"error\"");
    assert!(fine(&preview.get("/guide/mesurer/")), "the last good page");
    preview.site.write(FIRST, &text);
    mended();
    // A template, the model, the folder of the theme, the whole content.
    let template = "themes/armorique/templates/base.html";
    for path in [template, "content/model.yaml", "themes/armorique", "content"] {
        let (here, away) = (root.join(path), root.join("away"));
        fs::rename(&here, &away).unwrap();
        shows("<li class=\"error\"");
        assert!(fine(&preview.get("/guide/mesurer/")), "the last good page without {path}");
        fs::rename(&away, &here).unwrap();
        mended();
        preview.until("/guide/mesurer/", fine);
    }
    // A template that fails when a page is made with it, then one that cannot be read; nobody had asked for one of the pages.
    let theme = fs::read_to_string(root.join(template)).unwrap();
    for fault in ["{{ page.title.nothing.at.all }}", "{% if %}"] {
        preview.site.write(template, theme.replacen("<body", &format!("{fault}<body"), 1));
        shows("<li class=\"error\"");
        for page in ["/guide/mesurer/", "/thematiques/reemploi/"] {
            assert!(fine(&preview.get(page)), "the last good {page} with {fault}");
        }
    }
    preview.site.write(template, theme.replacen("<body", "<!-- MENDED --><body", 1));
    preview.until("/guide/mesurer/", |page| page.body.contains("MENDED"));
    preview.site.write(template, theme);
    mended();
    // It still follows what happens in a folder that was put back.
    preview.site.write(FIRST, format!("{text}\n\nDE NOUVEAU\n"));
    preview.until("/guide/mesurer/", |page| page.body.contains("DE NOUVEAU"));
    // An address that a page left while its file gave no page is gone, and so is the other one once it is back.
    let gone = |path: &str| preview.until(path, |page| page.status == 404);
    for (written, here, away) in [
        (text.replacen("---\n", "---\nadresse: neuf\n", 1), "/guide/neuf/", "/guide/mesurer/"),
        (text.clone(), "/guide/mesurer/", "/guide/neuf/"),
    ] {
        preview.site.write(FIRST, "");
        shows("<li class=\"error\"");
        assert!(fine(&preview.get(away)), "the last good page");
        preview.site.write(FIRST, written);
        preview.until(here, fine);
        gone(away);
    }
    // A page that is deleted is gone, even if it could not be read before.
    preview.site.write(FIRST, "");
    shows("<li class=\"error\"");
    fs::remove_file(root.join(FIRST)).unwrap();
    preview.until("/guide/mesurer/", |page| page.status == 404);
}

#[test]
fn p37_what_a_site_allows_neither_stops_its_preview_nor_keeps_its_pages() {
    let site = Site::new();
    let [settings, text] = ["content/site.yaml", FIRST].map(|path| fs::read_to_string(site.root.join(path)).unwrap());
    site.write(
        "content/site.yaml",
        format!("inconnu: 1\nverifications: {{ rubrique-inconnue: attention, conflit-git: attention, modele-de-page: attention }}\n{settings}"),
    );
    let preview = Preview::of(site, &[]);
    preview.site.write(FIRST, format!("{text}\n\nREPERE\n"));
    preview.until("/guide/mesurer/", |page| page.body.contains("REPERE"));
    // A template that fails where that is allowed: a build goes on without its pages, and so does the preview.
    let template = "themes/armorique/templates/base.html";
    let layout = fs::read_to_string(preview.site.root.join(template)).unwrap();
    preview.site.write(template, layout.replacen("<body", "{{ page.title.nothing.at.all }}<body", 1));
    preview.until("/guide/mesurer/", |page| page.status == 404);
    preview.site.write(template, layout);
    preview.until("/guide/mesurer/", |page| page.status == 200);
    // A build that goes on makes no page of a file with two versions: nor does the preview.
    preview.site.write(FIRST, format!("{text}\n\n<<<<<<< HEAD\nun\n=======\ndeux\n>>>>>>> autre\n"));
    preview.until("/guide/mesurer/", |page| page.status == 404);
    preview.site.build();
    assert!(!preview.site.output().contains_key("guide/mesurer/index.html"));
}

#[test]
fn p37_a_warning_that_is_to_stop_builds_does_not_stop_a_preview() {
    // The settings of a new site have some: they wait for words.
    let preview = Preview::of(Site::new(), &["--strict"]);
    let text = fs::read_to_string(preview.site.root.join(FIRST)).unwrap();
    preview.site.write(FIRST, format!("{text}\n\nREPERE\n"));
    preview.until("/guide/mesurer/", |page| page.body.contains("REPERE"));
}

#[test]
fn p37_a_collection_that_is_renamed_by_mistake_keeps_all_its_pages() {
    let preview = Preview::start();
    let text = fs::read_to_string(preview.site.root.join(FIRST)).unwrap();
    preview.site.write("content/guide/trois.md", text);
    preview.until("/guide/trois/", |page| page.status == 200);
    let model = fs::read_to_string(preview.site.root.join("content/model.yaml")).unwrap();
    preview.site.write("content/model.yaml", model.replacen("\n  guide:", "\n  guides:", 1));
    preview.until("/__boucle/faults", |faults| faults.body.contains("<li class=\"error\""));
    for page in ["/guide/demarrer/", "/guide/mesurer/", "/guide/trois/"] {
        assert_eq!(preview.get(page).status, 200, "{page}");
    }
}

#[test]
fn p38_the_output_is_never_touched() {
    let site = Site::new();
    site.build();
    let before = tree(&site.root.join("output"));
    let preview = Preview::of(site, &[]);
    let text = fs::read_to_string(preview.site.root.join(FIRST)).unwrap();
    preview.site.write(FIRST, format!("{text}\n\nREPERE\n"));
    preview.until("/guide/mesurer/", |page| page.body.contains("REPERE"));
    assert!(tree(&preview.site.root.join("output")) == before);
    let other = Preview::start();
    other.until("/", |page| page.status == 200);
    assert!(!other.site.root.join("output").exists());
}

#[test]
fn p40_a_taken_port_is_named() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let site = Site::new();
    let mut command = site.command("servir");
    let (code, said) = crate::site::said(command.args(["--port", &port]));
    assert!(code == 2 && said.contains(&port), "{code} {said}");
    let (code, said) = crate::site::said(site.command("serve").args(["--port", "0x10"]));
    assert!(code == 2 && said.contains("0x10"), "{code} {said}");
}

#[cfg(unix)]
#[test]
fn p40_a_signal_ends_the_preview_with_connections_open() {
    for (signal, code) in [("-INT", 130), ("-TERM", 143)] {
        let mut preview = Preview::start();
        let _open: Vec<TcpStream> = (0..5).map(|_| preview.connect()).collect();
        let mut events = preview.connect();
        write!(events, "GET /__boucle/events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", preview.port).unwrap();
        events.read_exact(&mut [0; 12]).unwrap();
        let id = preview.program.id().to_string();
        assert!(std::process::Command::new("kill").args([signal, &id]).status().unwrap().success());
        let start = Instant::now();
        assert_eq!(preview.program.wait().unwrap().code(), Some(code));
        // Connections that say nothing are left open for longer.
        assert!(start.elapsed() < Duration::from_secs(9), "{:?}", start.elapsed());
    }
}
