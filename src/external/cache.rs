//! What other sites answered lately: a file beside the site that may be deleted at any time   ← serde_json.

// It is no file of the site: it holds nothing that a build reads.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::check::outside::Answer;

/// A page that was there is not asked for again so soon.
const GOOD: u64 = 7 * DAY;
/// A page that was not.
const BAD: u64 = DAY;
const DAY: u64 = 24 * 60 * 60;
/// A longer file is not ours.
const LONGEST: u64 = 32 << 20;

/// Answers that are still recent.
#[derive(Debug, Default)]
pub struct Cache {
    now: u64,
    links: BTreeMap<String, Known>,
}

#[derive(Debug, Deserialize, Serialize)]
struct Known {
    /// When it was asked, in seconds since 1970.
    at: u64,
    answer: Answer,
}

impl Cache {
    /// The answers of a file that are recent enough; none when it is missing or cannot be read.
    pub fn read(path: &Path, now: u64) -> Cache {
        let mut text = String::new();
        let read = fs::File::open(path).and_then(|file| file.take(LONGEST).read_to_string(&mut text));
        let links: BTreeMap<String, Known> =
            read.ok().and_then(|_| serde_json::from_str(&text).ok()).unwrap_or_default();
        let links = links.into_iter().filter(|(_, known)| known.is_recent(now)).collect();
        Cache { now, links }
    }

    /// What is known of an address.
    pub fn find(&self, address: &str) -> Option<Answer> {
        self.links.get(address).map(|known| known.answer.clone())
    }

    /// Remembers an answer.
    pub fn learn(&mut self, address: &str, answer: &Answer) {
        self.links.insert(address.to_owned(), Known { at: self.now, answer: answer.clone() });
    }

    /// Writes the answers. To fail costs nothing but the same questions next time, so nothing is said.
    pub fn write(&self, path: &Path) {
        if !path.parent().is_some_and(crate::cache::prepare) {
            return;
        }
        let beside = path.with_extension("tmp");
        let _ = fs::remove_file(&beside);
        let written = serde_json::to_string_pretty(&self.links).ok().map(|text| fs::write(&beside, text));
        if matches!(written, Some(Ok(()))) {
            let _ = fs::rename(&beside, path);
        }
    }
}

impl Known {
    fn is_recent(&self, now: u64) -> bool {
        let age = if self.answer.is_good() { GOOD } else { BAD };
        self.at <= now && now - self.at < age
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_answers_last_a_week_and_bad_ones_a_day() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".boucle-cache/links.json");
        let mut cache = Cache { now: 10 * DAY, ..Cache::default() };
        cache.learn("https://a.fr/", &Answer::Alive);
        cache.learn("https://b.fr/", &Answer::Dead(404));
        cache.write(&path);
        let known = |now| ["https://a.fr/", "https://b.fr/"].map(|a| Cache::read(&path, now).find(a).is_some());
        assert_eq!(known(10 * DAY), [true, true]);
        assert_eq!(known(11 * DAY), [true, false]);
        assert_eq!(known(17 * DAY), [false, false]);
        assert_eq!(known(9 * DAY), [false, false], "an answer from the future");
        assert_eq!(fs::read_to_string(folder.path().join(".boucle-cache/.gitignore")).unwrap(), "*\n");
        fs::write(&path, "{").unwrap();
        assert_eq!(known(10 * DAY), [false, false]);
    }
}
