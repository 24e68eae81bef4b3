//! read: the only code that reads the site's files from the disk                ← walkdir.

#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use crate::source::{Bounds, SourceFile, Sources, Unread, composed};

/// The folders of a site that are read.
pub const FOLDERS: [&str; 2] = ["content", "themes"];

/// Where the settings of a site are, from its root: they are read first, for they say how much is read.
const SETTINGS: &str = "content/site.yaml";
/// What settings may weigh to be asked how much is read, in bytes.
const MAX_SETTINGS: u64 = 16 * 1024 * 1024;
const MIB: u64 = 1024 * 1024;
/// How many files are looked for before they are read.
const AT_ONCE: usize = 32;

/// Says how much of a disk may be read, from the settings alone.
pub type Settle = fn(&Sources) -> Bounds;

/// Reads every file of the site at `root`, whatever the order in which the disk gives them, within the usual bounds.
/// What cannot be read is kept in [`Sources::unread`] and reported by the checks.
pub fn read(root: &Path) -> Sources {
    read_within(root, |_| Bounds::default())
}

/// The same, within the bounds that its settings ask for.
pub fn read_within(root: &Path, settle: Settle) -> Sources {
    Disk::read(root, settle).sources
}

/// One file, as the disk gives it.
type Found = Result<Arc<SourceFile>, Unread>;

/// The files of a site by their place below its root: what changed is read again, and nothing else.
#[derive(Debug)]
pub struct Disk {
    root: PathBuf,
    settle: Settle,
    bounds: Bounds,
    /// In the order of a walk, which is that of the parts of paths.
    found: BTreeMap<PathBuf, Found>,
    sources: Sources,
}

impl Disk {
    /// Reads every file of the site at `root`.
    pub fn read(root: &Path, settle: Settle) -> Disk {
        let (found, sources) = (BTreeMap::new(), Sources::default());
        let mut disk = Disk { root: root.to_owned(), settle, bounds: Bounds::default(), found, sources };
        disk.read_again(FOLDERS.iter().map(Path::new));
        disk
    }

    /// What was read.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Reads again what stands at these places below the root, files and whole folders: the sources are
    /// then those that [`read`] gives. Says whether anything is other than before.
    pub fn read_again<'p>(&mut self, places: impl IntoIterator<Item = &'p Path>) -> bool {
        let bounds = (self.settle)(&settings(&self.root));
        let is_other = std::mem::replace(&mut self.bounds, bounds) != bounds;
        // What was left aside may now be read, or the other way round.
        let places: Vec<&Path> = match is_other {
            true => FOLDERS.iter().map(Path::new).collect(),
            false => places.into_iter().collect(),
        };
        let mut old = BTreeMap::new();
        let places: Vec<PathBuf> = places.into_iter().filter_map(|place| self.top(place)).collect();
        for place in &places {
            let below = self.found.range::<PathBuf, _>(place..).map(|(path, _)| path.clone());
            for path in below.take_while(|path| path.starts_with(place)).collect::<Vec<_>>() {
                old.extend(self.found.remove_entry(&path));
            }
        }
        // Files are read while the others are looked for, some at a time.
        let mut walked = places.iter().flat_map(|place| walk(&self.root, place, &self.bounds)).enumerate();
        let some = std::iter::from_fn(move || {
            let some: Vec<_> = walked.by_ref().take(AT_ONCE).collect();
            (!some.is_empty()).then_some(some)
        });
        let read = |(index, (path, bytes)): (usize, (PathBuf, Result<u64, Unread>))| {
            let found = bytes.and_then(|bytes| file(&self.root, &path, bytes));
            (index, path, found)
        };
        let mut read: Vec<_> = some.par_bridge().flat_map_iter(|some| some.into_iter().map(read)).collect();
        read.sort_unstable_by_key(|(index, ..)| *index);
        let mut new: BTreeMap<PathBuf, Found> = read.into_iter().map(|(_, path, found)| (path, found)).collect();
        let changed = new != old;
        let edited: Option<Vec<_>> = new.values().map(|found| found.as_ref().ok().cloned()).collect();
        let edited = edited.filter(|_| new.keys().eq(old.keys()) && self.sources.unread.is_empty());
        self.found.append(&mut new);
        let edited = edited.filter(|_| self.found.values().map(weight).sum::<u64>() <= self.bounds.site as u64 * MIB);
        match edited {
            Some(files) => self.sources = self.sources.with_files(files),
            None => self.gather(),
        }
        changed
    }

    /// The place from which a change is to be read: the first part of its way that is not a folder (a
    /// link, for example) or the place itself. None for what is never read.
    fn top(&self, place: &Path) -> Option<PathBuf> {
        let parts: Vec<_> = place.iter().collect();
        let known = FOLDERS.iter().any(|folder| place.starts_with(folder));
        if !known || parts.iter().any(|part| is_ignored(&part.to_string_lossy())) {
            return None;
        }
        let mut ways = (2..=parts.len()).map(|length| parts[..length].iter().collect::<PathBuf>());
        let is_folder = |way: &PathBuf| fs::symlink_metadata(self.root.join(way)).is_ok_and(|found| found.is_dir());
        Some(ways.find(|way| !is_folder(way)).unwrap_or_else(|| place.to_owned()))
    }

    /// Makes the sources of all that was found.
    fn gather(&mut self) {
        let mut files = Vec::with_capacity(self.found.len());
        let mut unread = Vec::new();
        let mut count = Count { bounds: &self.bounds, files: 0, bytes: 0 };
        for (path, found) in &self.found {
            match found {
                Ok(file) => match count.add(file.bytes.len() as u64, || written(path)) {
                    None => files.push(file.clone()),
                    Some(last) => {
                        unread.push(last);
                        break;
                    }
                },
                Err(error) => unread.push(error.clone()),
            }
        }
        let mut sources = Sources::of(files);
        unread.append(&mut sources.unread);
        unread.sort_by_key(|u| format!("{u:?}"));
        sources.unread = unread;
        self.sources = sources;
    }
}

/// What has been counted so far, and how much may be.
struct Count<'b> {
    bounds: &'b Bounds,
    files: usize,
    bytes: u64,
}

impl Count<'_> {
    /// Counts a file of so many bytes; says why it is the first that is not read, if it is.
    fn add(&mut self, bytes: u64, path: impl Fn() -> String) -> Option<Unread> {
        self.files += 1;
        self.bytes += bytes;
        if self.files > self.bounds.files {
            return Some(Unread::Many(path(), self.bounds.files));
        }
        (self.bytes > self.bounds.site as u64 * MIB).then(|| Unread::Heavy(path(), self.bounds.site))
    }
}

/// The bytes that a file takes in memory.
fn weight(found: &Found) -> u64 {
    found.as_ref().map_or(0, |file| file.bytes.len() as u64)
}

/// The settings alone; nothing when they are no plain file.
fn settings(root: &Path) -> Sources {
    let path = Path::new(SETTINGS);
    let found = fs::symlink_metadata(root.join(path)).ok().filter(|at| at.is_file() && at.len() <= MAX_SETTINGS);
    let found = found.and_then(|at| file(root, path, at.len()).ok());
    Sources::of(found.into_iter().collect())
}

/// Reads a file, which had so many bytes when it was found.
fn file(root: &Path, path: &Path, bytes: u64) -> Found {
    let read = || {
        let mut all = Vec::with_capacity(usize::try_from(bytes).unwrap_or(0) + 1);
        // The disk is not asked again how long it is.
        File::open(root.join(path))?.take(u64::MAX).read_to_end(&mut all).map(|_| all)
    };
    match read() {
        Ok(bytes) => Ok(Arc::new(SourceFile::new(&written(path), bytes.into()))),
        Err(error) => Err(Unread::Refused(written(path), reason(&error))),
    }
}

/// Where a file of the site stands on the disk, which may write its accents in another way. None when
/// it is gone.
pub fn find(root: &Path, path: &str) -> Option<PathBuf> {
    let place = root.join(path);
    if fs::symlink_metadata(&place).is_ok() {
        return Some(place);
    }
    path.split('/').try_fold(root.to_owned(), |folder, part| {
        let mut entries = fs::read_dir(&folder).ok()?.filter_map(Result::ok);
        let found = entries.find(|entry| entry.file_name().to_str().is_some_and(|name| name.nfc().eq(part.chars())))?;
        Some(found.path())
    })
}

/// The files that stand at a place or below it, with their bytes; those that are not to be read, with the reason.
fn walk<'a>(
    root: &'a Path,
    place: &'a Path,
    bounds: &'a Bounds,
) -> impl Iterator<Item = (PathBuf, Result<u64, Unread>)> + Send + use<'a> {
    let top = root.join(place);
    let is_folder_of_site = FOLDERS.iter().any(|folder| place == Path::new(folder));
    let is_there = if is_folder_of_site { top.is_dir() } else { fs::symlink_metadata(&top).is_ok() };
    let mut entries = WalkDir::new(&top)
        .follow_links(false)
        .follow_root_links(is_folder_of_site)
        // Of too many files the same ones are read everywhere.
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_ignored(&entry.file_name().to_string_lossy()));
    let mut count = Some(Count { bounds, files: 0, bytes: 0 }).filter(|_| is_there);
    std::iter::from_fn(move || {
        let counted = count.as_mut()?;
        let entry = loop {
            match entries.next()? {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => break entry,
                Err(error) => {
                    let path = error.path().map(|path| relative(root, path)).unwrap_or_default();
                    let words = error.io_error().map(reason).unwrap_or_default();
                    let unread = match root.join(&path).is_dir() {
                        true => Unread::Folder(written(&path)),
                        false => Unread::Refused(written(&path), words),
                    };
                    return Some((path, Err(unread)));
                }
            }
        };
        let path = relative(root, entry.path());
        let bytes = entry.metadata().map_or(0, |found| found.len());
        if let Some(unread) = unread(&entry, &path, bytes, bounds.file) {
            return Some((path, Err(unread)));
        }
        let last = counted.add(bytes, || written(&path));
        if last.is_some() {
            // What follows is not looked at.
            count = None;
        }
        Some((path, last.map_or(Ok(bytes), Err)))
    })
}

/// Why a file of so many bytes is not read, if it is not: `most` is what it may weigh, in MiB.
/// The place of the site itself may have any name.
fn unread(entry: &DirEntry, place: &Path, bytes: u64, most: usize) -> Option<Unread> {
    let kind = entry.file_type();
    if kind.is_symlink() {
        Some(Unread::Link(written(place)))
    } else if !kind.is_file() {
        Some(Unread::Special(written(place)))
    } else if is_copy(&entry.file_name().to_string_lossy()) {
        Some(Unread::Copy(written(place)))
    } else if place.to_str().is_none() {
        Some(Unread::Name(written(place)))
    } else {
        (bytes > most as u64 * MIB).then(|| Unread::Large(written(place), most))
    }
}

/// Hidden files, and what editors and systems leave behind: never read, never published.
pub fn is_ignored(name: &str) -> bool {
    let ends_with = |end: &&str| {
        let start = name.len().checked_sub(end.len());
        start.is_some_and(|start| name.as_bytes()[start..].eq_ignore_ascii_case(end.as_bytes()))
    };
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || ["Thumbs.db", "desktop.ini", "Icon\r", "CVS"].contains(&name)
        || [".swp", ".swx", ".tmp", ".bak", ".orig", ".part", ".crdownload"].iter().any(ends_with)
}

/// A page whose name says that a program or somebody set it aside: told, for it may hold what is nowhere else.
fn is_copy(name: &str) -> bool {
    // A sign of the words that say so stands in few names.
    if name.bytes().filter(|byte| matches!(byte, b'.' | b'(' | b' ')).count() < 2 {
        return false;
    }
    let name = name.to_lowercase();
    let Some(stem) = name.strip_suffix(".md") else { return false };
    [".bak", ".tmp", ".orig", "(copie)", "(copy)"].iter().any(|end| stem.ends_with(end))
        || [".sync-conflict-", "conflicted copy", "copie en conflit"].iter().any(|sign| stem.contains(sign))
}

/// A path from the root.
fn relative(root: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(root).unwrap_or(path).to_owned()
}

/// A path as the site writes it, with `/` between its parts, and each accent in its letter.
fn written(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    composed(parts.join("/"))
}

/// A system error as a key of the message files.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "denied",
        io::ErrorKind::NotFound => "gone",
        _ => "other",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p24_hidden_and_temporary_files_are_never_read() {
        for name in [".DS_Store", "~$palettes.docx", "agir.md~", "#agir.md#", "agir.md.swp", "Thumbs.db"] {
            assert!(is_ignored(name), "{name}");
        }
        assert!(!is_ignored("Fiche n°3 – Palettes (v2 finale).md"));
    }
}
