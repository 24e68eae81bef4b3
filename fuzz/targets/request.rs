//! Requests to the preview: what is answered stands in the site, and nothing of the request becomes a header.

#![no_main]

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use boucle::diagnostic::Lang;
use boucle::serve::{Body, Pages, Server, listen, request};
use boucle::site::Unpublished;
use libfuzzer_sys::fuzz_target;

struct Site(BTreeMap<&'static str, Arc<[u8]>>);

impl Pages for Site {
    fn file(&self, path: &str) -> Option<Arc<[u8]>> {
        self.0.get(path).cloned()
    }

    fn unpublished(&self, _: &str) -> Option<Unpublished> {
        None
    }

    fn all_unpublished(&self) -> Vec<(String, Unpublished)> {
        Vec::new()
    }

    fn lacks_downloads(&self) -> bool {
        false
    }

    fn styles(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    fn folder(&self) -> String {
        "guide".to_owned()
    }

    fn read_later(&self, _: &str) -> u64 {
        0
    }

    fn lang(&self) -> Lang {
        Lang::English
    }
}

static SERVER: LazyLock<Arc<Server>> = LazyLock::new(|| {
    let files = ["index.html", "404.html", "a/index.html", "b.css"].map(|path| (path, Arc::from(path.as_bytes())));
    Server::open(listen(Some(0)).unwrap(), Arc::new(Site(files.into()))).unwrap()
});

fuzz_target!(|bytes: &[u8]| {
    let mut rest = bytes;
    while let Ok(Some((mut asked, length))) = request::parse(rest) {
        assert!(0 < length && length <= rest.len());
        rest = &rest[length..];
        // Also as if the right server were asked, whose port nobody can guess.
        for host in [None, Some(SERVER.address().trim_start_matches("http://").trim_end_matches('/').to_owned())] {
            if let Some(host) = host {
                asked.headers.retain(|(name, _)| name != "host");
                asked.headers.push(("host".to_owned(), host));
            }
            let answer = SERVER.answer(&asked);
            let plain = |value: &str| !value.contains(|c: char| c.is_control());
            assert!(answer.headers.iter().all(|(_, value)| plain(value)), "{asked:?}");
            let away = |value: &str| !value.starts_with('/') || value.starts_with("//");
            assert!(!answer.headers.iter().any(|(name, value)| *name == "Location" && away(value)), "{asked:?}");
            if let (Body::Pieces(pieces), 200) = (&answer.body, answer.status) {
                assert!(pieces.iter().all(|(bytes, range)| range.end <= bytes.len()));
            }
        }
    }
});
