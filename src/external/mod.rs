//! Asks other sites whether the pages that ours links to are still there: the only use of a network.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Mutex, mpsc};
use std::time::Duration;

use crate::check::outside::{self, Answer, Outside, Trouble};
use crate::diagnostic::{Exception, Report};
use crate::lock::lock;
use crate::source::Sources;

mod ask;
mod cache;
mod guard;

use ask::{Address, Asker};
use cache::Cache;

/// After so many failures in a row, a host is no longer asked: its other links share the last answer.
const FAILURES: usize = 3;
/// When so many hosts are asked and none can be reached, it is our own connection that is missing.
const HOSTS: usize = 3;

/// How other sites are asked.
#[derive(Clone, Debug)]
pub struct Settings {
    /// May private addresses be asked? Only tests, which have no other server, say yes.
    pub private: bool,
    /// How long one host is left alone between two requests.
    pub pause: Duration,
    /// How long an answer may take.
    pub timeout: Duration,
    /// The longest wait that a site may ask for.
    pub patience: Duration,
    /// How many hosts are asked at the same time.
    pub at_once: usize,
    /// The file that remembers answers.
    pub cache: Option<PathBuf>,
    /// The present, in seconds since 1970: the age of what is remembered.
    pub now: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            private: false,
            pause: Duration::from_millis(500),
            timeout: Duration::from_secs(20),
            patience: Duration::from_secs(30),
            at_once: 8,
            cache: None,
            now: 0,
        }
    }
}

/// What other sites said.
#[derive(Debug, Default)]
pub struct Asked {
    /// What is wrong, with the levels of the rules.
    pub report: Report,
    /// How many addresses the site links to.
    pub addresses: usize,
    /// How many of them were known from a recent check.
    pub remembered: usize,
}

/// Checks the links to other sites, each address once. `progress` is told how many are known, of how many.
pub fn check(outside: &Outside, sources: &Sources, settings: &Settings, progress: &dyn Fn(usize, usize)) -> Asked {
    let mut cache = settings.cache.as_deref().map(|path| Cache::read(path, settings.now)).unwrap_or_default();
    let addresses: BTreeSet<Address> = outside.links.iter().filter_map(|link| Address::new(&link.address)).collect();
    let remembered: BTreeMap<Address, Answer> =
        addresses.iter().filter_map(|address| Some((address.clone(), cache.find(address.as_str())?))).collect();
    let unknown: Vec<Address> = addresses.iter().filter(|a| !remembered.contains_key(a)).cloned().collect();
    let fresh = ask_all(unknown, settings, &|done| progress(remembered.len() + done, addresses.len()));
    let mut asked = Asked { addresses: addresses.len(), remembered: remembered.len(), ..Asked::default() };

    let mut answers = remembered;
    if is_offline(&fresh) {
        asked.report.add(outside::offline());
    } else {
        fresh.iter().for_each(|(address, answer)| cache.learn(address.as_str(), answer));
        if let Some(path) = &settings.cache {
            cache.write(path);
        }
        answers.extend(fresh);
    }
    for link in &outside.links {
        let answer = match Address::new(&link.address) {
            Some(address) => answers.get(&address).cloned(),
            None => Some(Answer::Failed(Trouble::Unclear)),
        };
        if let Some(diagnostic) = answer.and_then(|answer| link.tell(&answer, sources)) {
            asked.report.add(diagnostic);
        }
    }
    asked.report.accept(&outside.exceptions.iter().collect::<Vec<&Exception>>());
    asked
}

/// Asks for every address: one host after the other in each thread, so that no host is asked twice at once.
fn ask_all(addresses: Vec<Address>, settings: &Settings, progress: &dyn Fn(usize)) -> BTreeMap<Address, Answer> {
    let mut by_host: BTreeMap<String, Vec<Address>> = BTreeMap::new();
    for address in addresses {
        by_host.entry(address.host().to_owned()).or_default().push(address);
    }
    let threads = settings.at_once.clamp(1, by_host.len().max(1));
    let hosts = Mutex::new(by_host.into_values());
    let next = || lock(&hosts).next();
    let asker = Asker::new(settings);
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next, asker) = (sender.clone(), &next, &asker);
            scope.spawn(move || {
                while let Some(addresses) = next() {
                    ask_host(asker, addresses, &sender);
                }
            });
        }
        drop(sender);
        let mut answers = BTreeMap::new();
        for (address, answer) in receiver {
            answers.insert(address, answer);
            progress(answers.len());
        }
        answers
    })
}

fn ask_host(asker: &Asker, addresses: Vec<Address>, sender: &mpsc::Sender<(Address, Answer)>) {
    let mut failures = 0;
    let mut last = Answer::Alive;
    for address in addresses {
        if failures < FAILURES {
            last = asker.answer(&address);
            failures = if is_hopeless(&last) { failures + 1 } else { 0 };
        }
        let _ = sender.send((address, last.clone()));
    }
}

/// Would the next link of this host have the same answer?
fn is_hopeless(answer: &Answer) -> bool {
    matches!(
        answer,
        Answer::Refused(429 | 503)
            | Answer::Failed(Trouble::Late | Trouble::Unnamed | Trouble::Cut | Trouble::Insecure)
    )
}

/// Is it that no host at all can be reached?
fn is_offline(answers: &BTreeMap<Address, Answer>) -> bool {
    let mut hosts = BTreeSet::new();
    for (address, answer) in answers {
        match answer {
            Answer::Failed(Trouble::Late | Trouble::Unnamed | Trouble::Cut) => hosts.insert(address.host()),
            Answer::Internal => true,
            _ => return false,
        };
    }
    hosts.len() >= HOSTS
}
