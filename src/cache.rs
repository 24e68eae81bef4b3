//! What costs much to make and is made of its inputs alone: kept beside the site, safe to delete  ← blake3.
//!
//! What is kept is named after the hash of everything that it is made of, the version of Boucle included, and is
//! taken only whole: so a build gives the same bytes with it, without it, and when it is damaged or cannot be written.

// It is no file of the site: it holds nothing that its maker would not make again.
#![allow(clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use crate::lock::lock;

/// The folder of what is kept, from the site's root.
pub const FOLDER: &str = ".boucle-cache";
/// What is longer than this, in bytes, is not kept.
const LONGEST: usize = 64 << 20;
/// How much the folder may hold before what no build of this run asked for goes, in bytes.
const ROOM: u64 = 1 << 30;

/// How much of it is at hand without the disk, in bytes.
const RECENT: usize = 256 << 20;

/// A hash: of what something is made of, or of what it is.
type Print = [u8; 32];

/// A place where what was made is found again. The default one keeps nothing beyond its own life.
#[derive(Clone, Debug, Default)]
pub struct Cache(Arc<Shelves>);

#[derive(Debug, Default)]
struct Shelves {
    folder: Option<PathBuf>,
    /// What was asked for since the program began: a sweep leaves it.
    used: Mutex<BTreeSet<Print>>,
    /// What is at hand of it: the preview finds it here.
    recent: Mutex<Recent>,
    /// Makes the names of files that are being written differ.
    counter: AtomicU64,
}

/// The last things that were asked for, within bounds.
#[derive(Debug, Default)]
struct Recent {
    known: BTreeMap<Print, Arc<[u8]>>,
    /// The bytes of them all.
    weight: usize,
}

impl Recent {
    fn keep(&mut self, key: Print, bytes: Arc<[u8]>) {
        if self.weight + bytes.len() > RECENT {
            *self = Recent::default();
        }
        self.weight += bytes.len();
        self.known.insert(key, bytes);
    }
}

impl Cache {
    /// What is kept beside the site whose root this is. Nothing is created before something is kept.
    pub fn beside(root: &Path) -> Cache {
        Cache(Arc::new(Shelves { folder: Some(root.join(FOLDER)), ..Shelves::default() }))
    }

    /// What `make` gives, from what was kept or made now. `kind` names the maker; it must give the same bytes for
    /// the same `inputs` whatever the machine and the day. What it cannot make is not kept.
    pub fn remember<E>(
        &self,
        kind: &str,
        inputs: &[&[u8]],
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Arc<[u8]>, E> {
        let key = key(kind, inputs);
        lock(&self.0.used).insert(key);
        if let Some(bytes) = self.recent(&key) {
            return Ok(bytes);
        }
        let path = self.0.folder.as_deref().map(|folder| folder.join(kind).join(hex(&key)));
        let kept = path.as_deref().and_then(|path| read(path, &key));
        let bytes: Arc<[u8]> = match kept {
            Some(bytes) => bytes.into(),
            None => {
                let made = make()?;
                // What is too long to be read again is not kept.
                if let Some(path) = path.as_deref().filter(|_| made.len() <= LONGEST) {
                    self.write(path, &key, &made);
                }
                made.into()
            }
        };
        lock(&self.0.recent).keep(key, bytes.clone());
        Ok(bytes)
    }

    /// Removes what was not asked for since the program began, when the folder holds too much.
    pub fn sweep(&self) {
        let Some(folder) = self.0.folder.as_deref().filter(|folder| is_folder(folder)) else { return };
        let folders = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let files = folders.filter(|path| is_folder(path)).flat_map(fs::read_dir).flatten().flatten();
        let files: Vec<(PathBuf, u64)> =
            files.filter_map(|entry| Some((entry.path(), entry.metadata().ok()?.len()))).collect();
        if files.iter().map(|(_, length)| length).sum::<u64>() <= ROOM {
            return;
        }
        let used: BTreeSet<String> = lock(&self.0.used).iter().map(hex).collect();
        for (path, _) in files {
            if !path.file_name().is_some_and(|name| used.contains(&*name.to_string_lossy())) {
                let _ = fs::remove_file(path);
            }
        }
    }

    fn recent(&self, key: &Print) -> Option<Arc<[u8]>> {
        lock(&self.0.recent).known.get(key).cloned()
    }

    /// To fail costs nothing but the same work next time, so nothing is said.
    fn write(&self, path: &Path, key: &Print, bytes: &[u8]) {
        let (Some(root), Some(folder)) = (self.0.folder.as_deref(), path.parent()) else { return };
        if !prepare(root) || fs::create_dir(folder).is_err() && !is_folder(folder) {
            return;
        }
        let number = self.0.counter.fetch_add(1, Ordering::Relaxed);
        let beside = folder.join(format!(".{}-{number}", std::process::id()));
        let written = File::options().write(true).create_new(true).open(&beside).and_then(|mut file| {
            file.write_all(&seal(key, bytes))?;
            file.write_all(bytes)
        });
        if written.and_then(|()| fs::rename(&beside, path)).is_err() {
            let _ = fs::remove_file(&beside);
        }
    }
}

/// Makes the folder of what is kept, which says itself that it is not to be committed. Is it there?
pub fn prepare(folder: &Path) -> bool {
    let _ = fs::create_dir(folder);
    // A link would lead out of the site.
    if !is_folder(folder) {
        return false;
    }
    let _ = File::options()
        .write(true)
        .create_new(true)
        .open(folder.join(".gitignore"))
        .and_then(|mut file| file.write_all(b"*\n"));
    true
}

/// Is there a folder here, and not a link to one?
fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

/// The name of what is made of these inputs: each is preceded by its length, so that none runs into the next.
fn key(kind: &str, inputs: &[&[u8]]) -> Print {
    let mut hasher = blake3::Hasher::new();
    let all = [env!("CARGO_PKG_VERSION").as_bytes(), kind.as_bytes()];
    for part in all.iter().chain(inputs) {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

/// What stands before the bytes that are kept: it holds for these bytes under this name, and for no others.
fn seal(key: &Print, bytes: &[u8]) -> Print {
    *blake3::keyed_hash(key, bytes).as_bytes()
}

/// The bytes of a file, when they are all there and as they were written.
fn read(path: &Path, key: &Print) -> Option<Vec<u8>> {
    let longest = (LONGEST + size_of::<Print>()) as u64;
    if !fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && found.len() <= longest) {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(longest).read_to_end(&mut bytes)).ok()?;
    let body = bytes.get(size_of::<Print>()..)?;
    (bytes[..size_of::<Print>()] == seal(key, body)).then(|| bytes.split_off(size_of::<Print>()))
}

fn hex(print: &Print) -> String {
    blake3::Hash::from(*print).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(cache: &Cache, input: &str, answer: &str) -> Vec<u8> {
        let made = cache.remember("tests", &[input.as_bytes()], || Ok::<_, ()>(answer.as_bytes().to_vec()));
        made.unwrap().to_vec()
    }

    fn kept(folder: &Path) -> Vec<PathBuf> {
        let files = fs::read_dir(folder.join(FOLDER).join("tests")).into_iter().flatten().flatten();
        files.map(|entry| entry.path()).collect()
    }

    #[test]
    fn what_was_made_is_found_again_for_the_same_inputs_only() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(ask(&Cache::beside(folder.path()), "a", "first"), b"first");
        assert_eq!(ask(&Cache::beside(folder.path()), "a", "second"), b"first");
        assert_eq!(ask(&Cache::beside(folder.path()), "b", "other"), b"other");
        assert_ne!(key("k", &[b"ab", b"c"]), key("k", &[b"a", b"bc"]));
        assert_eq!(fs::read_to_string(folder.path().join(FOLDER).join(".gitignore")).unwrap(), "*\n");
        assert_eq!(kept(folder.path()).len(), 2);
    }

    #[test]
    fn p09_what_is_damaged_or_stands_under_another_name_is_made_again() {
        let folder = tempfile::tempdir().unwrap();
        ask(&Cache::beside(folder.path()), "a", "true bytes");
        let [path] = &kept(folder.path())[..] else { panic!("one file") };
        let whole = fs::read(path).unwrap();
        let mut changed = whole.clone();
        *changed.last_mut().unwrap() ^= 1;
        for damaged in [&changed[..], &whole[..whole.len() - 1], &[], b"short"] {
            fs::write(path, damaged).unwrap();
            assert_eq!(ask(&Cache::beside(folder.path()), "a", "true bytes"), b"true bytes");
            assert_eq!(fs::read(path).unwrap(), whole);
        }
        ask(&Cache::beside(folder.path()), "b", "bytes of b");
        let other = kept(folder.path()).into_iter().find(|other| other != path).unwrap();
        fs::copy(path, &other).unwrap();
        assert_eq!(ask(&Cache::beside(folder.path()), "b", "bytes of b"), b"bytes of b");
    }

    #[test]
    fn a_cache_that_cannot_be_written_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(ask(&Cache::default(), "a", "made"), b"made");
        fs::write(folder.path().join(FOLDER), "a file").unwrap();
        assert_eq!(ask(&Cache::beside(folder.path()), "a", "made"), b"made");
        assert_eq!(ask(&Cache::beside(&folder.path().join("nowhere")), "a", "made"), b"made");
    }

    #[test]
    fn what_this_run_asked_for_stays_though_it_is_no_longer_at_hand() {
        let cache = Cache::default();
        ask(&cache, "a", "made");
        *lock(&cache.0.recent) = Recent::default();
        assert!(lock(&cache.0.used).contains(&key("tests", &[b"a"])));
        let mut recent = Recent::default();
        let heavy: Arc<[u8]> = vec![0; RECENT / 2 + 1].into();
        ["a", "b"].iter().for_each(|name| recent.keep(key(name, &[]), heavy.clone()));
        assert_eq!((recent.known.len(), recent.weight), (1, heavy.len()));
    }

    #[test]
    fn what_is_too_long_to_be_read_again_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        for (length, files) in [(LONGEST + 1, 0), (LONGEST, 1)] {
            let cache = Cache::beside(folder.path());
            let made = cache.remember("tests", &[&length.to_le_bytes()], || Ok::<_, ()>(vec![1; length]));
            assert_eq!((made.unwrap().len(), kept(folder.path()).len()), (length, files));
        }
        let again = Cache::beside(folder.path());
        let made = again.remember("tests", &[&LONGEST.to_le_bytes()], || Err(()));
        assert_eq!(made.unwrap().len(), LONGEST);
    }

    #[cfg(unix)]
    #[test]
    fn p08_a_cache_that_is_a_link_is_left_alone() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join(FOLDER)).unwrap();
        assert_eq!(ask(&Cache::beside(folder.path()), "a", "made"), b"made");
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_could_not_be_made_is_not_kept() {
        let cache = Cache::default();
        assert_eq!(cache.remember("tests", &[b"a"], || Err("broken")), Err("broken"));
        assert_eq!(ask(&cache, "a", "made"), b"made");
    }
}
