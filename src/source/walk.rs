//! read: the only code that reads the site's files from the disk                ← walkdir.

#![allow(clippy::disallowed_methods)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use crate::source::{Sources, Unread};

/// A path and its bytes.
type Read = (String, Arc<[u8]>);

/// The folders of a site that are read.
pub const FOLDERS: [&str; 2] = ["content", "themes"];

/// A site has at most this many files.
const MAX_FILES: usize = 100_000;
/// A file of a site is at most this long, in bytes.
const MAX_FILE: u64 = 256 * 1024 * 1024;

/// Reads every file of the site at `root`, whatever the order in which the disk gives them.
/// What cannot be read is kept in [`Sources::unread`] and reported by the checks.
pub fn read(root: &Path) -> Sources {
    let mut paths = Vec::new();
    let mut unread = Vec::new();
    for folder in FOLDERS {
        walk(root, folder, &mut paths, &mut unread);
    }
    let read: Vec<Result<Read, Unread>> = paths
        .into_par_iter()
        .map(|path| match fs::read(root.join(&path)) {
            Ok(bytes) => Ok((path, bytes.into())),
            Err(error) => Err(Unread::Refused(path, reason(&error))),
        })
        .collect();
    let mut files = Vec::with_capacity(read.len());
    for file in read {
        match file {
            Ok(file) => files.push(file),
            Err(error) => unread.push(error),
        }
    }
    let mut sources = Sources::new(files);
    unread.append(&mut sources.unread);
    unread.sort_by_key(|u| format!("{u:?}"));
    sources.unread = unread;
    sources
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

fn walk(root: &Path, folder: &str, paths: &mut Vec<String>, unread: &mut Vec<Unread>) {
    let top = root.join(folder);
    if !top.is_dir() {
        return;
    }
    let entries = WalkDir::new(&top)
        .follow_links(false)
        // Of too many files the same ones are read everywhere.
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_ignored(&entry.file_name().to_string_lossy()));
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map(|p| relative(root, p)).unwrap_or_default();
                let words = error.io_error().map(reason).unwrap_or_default();
                unread.push(Unread::Refused(path, words));
                continue;
            }
        };
        let path = relative(root, entry.path());
        let kind = entry.file_type();
        if kind.is_dir() {
            continue;
        } else if kind.is_symlink() {
            unread.push(Unread::Link(path));
        } else if !kind.is_file() {
            unread.push(Unread::Special(path));
        } else if entry.path().to_str().is_none() {
            unread.push(Unread::Name(path));
        } else if entry.metadata().is_ok_and(|found| found.len() > MAX_FILE) {
            unread.push(Unread::Large(path));
        } else if paths.len() >= MAX_FILES {
            unread.push(Unread::Many(path));
            return;
        } else {
            paths.push(path);
        }
    }
}

/// Hidden files, and what editors and systems leave behind: never read, never published.
fn is_ignored(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || ["Thumbs.db", "desktop.ini", "Icon\r"].contains(&name)
        || [".swp", ".swx", ".tmp", ".bak", ".orig", ".part", ".crdownload"]
            .iter()
            .any(|end| name.to_lowercase().ends_with(end))
}

fn relative(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
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
