//! The output of the last build: what it holds, what is ours in it, what somebody added.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use crate::output::write::place::Place;
use crate::output::write::system::{self, Rights};
use crate::output::write::{KEPT, LITTER, MARK, WriteError, exists, last};

/// With what every manifest begins.
const MANIFEST: &str = "boucle-manifest ";
/// The first line of a manifest.
const HEADER: &str = "boucle-manifest 2";
/// The first line of those that had the hash of each file before its path.
const WITH_HASHES: &str = "boucle-manifest 1";

/// What stands at a path of the output.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A file, its length, and whether the web server may read it and nobody else may write it.
    File(u64, Rights),
    /// A folder, and whether the web server may enter it and nobody else may write in it; what it holds is listed apart.
    Folder(Rights),
    /// A link, a device, or a name that is not text.
    Other,
}

/// The output as it is on the disk.
#[derive(Default)]
pub struct Old {
    /// Every path below it.
    pub found: BTreeMap<String, Found>,
    /// Its manifest as it was read.
    pub manifest: Option<String>,
    /// The files that the last build wrote.
    pub known: BTreeSet<String>,
}

impl Old {
    /// Reads the output; refuses one that is not empty and not ours.
    pub fn read(place: &Place) -> Result<Old, WriteError> {
        if !exists(&place.output) {
            return Ok(Old::default());
        }
        let found = scan(place)?;
        let manifest = match found.get(MARK) {
            Some(Found::File(..)) => Some(fs::read(place.output.join(MARK)).map_err(|e| place.failed(MARK, &e))?),
            _ => None,
        };
        let manifest = manifest.and_then(|bytes| String::from_utf8(bytes).ok());
        let Some(known) = manifest.as_deref().and_then(parse) else {
            let names: Vec<String> = found.keys().filter(|path| !is_allowed(path, &found)).cloned().collect();
            return match names.is_empty() {
                true => Ok(Old { found, ..Old::default() }),
                false => Err(WriteError::NotOurs(place.asked.clone(), names)),
            };
        };
        Ok(Old { found, manifest, known })
    }

    /// Stops when somebody added a file, unless the new site has the very same one.
    pub fn refuse_foreign(&self, files: &BTreeMap<String, Arc<[u8]>>, place: &Place) -> Result<(), WriteError> {
        let is_ours = |path: &String, found: Found| match found {
            Found::Folder(_) => true,
            _ if is_allowed(path, &self.found) || path == MARK => true,
            Found::File(..) if self.known.contains(path) => true,
            Found::File(..) => files.get(path).is_some_and(|bytes| is_same(&place.output.join(path), bytes)),
            Found::Other => false,
        };
        let foreign = self.found.iter().filter(|(path, found)| !is_ours(path, **found));
        let foreign: Vec<String> = foreign.map(|(path, _)| path.clone()).collect();
        match foreign.is_empty() {
            true => Ok(()),
            false => Err(WriteError::Foreign(place.asked.clone(), foreign)),
        }
    }

    /// Are the folders those of the new site and no other, and may the web server enter them?
    pub fn has_folders(&self, files: &BTreeMap<String, Arc<[u8]>>, place: &Place) -> bool {
        let of = |path: &'_ String| path.match_indices('/').map(|(end, _)| end).collect::<Vec<_>>();
        let wanted: BTreeSet<&str> =
            files.keys().flat_map(|path| of(path).into_iter().map(|end| &path[..end])).collect();
        let is_fit = |(path, found): (&String, &Found)| match found {
            Found::Folder(rights) => *rights == Rights::Fit && wanted.contains(path.as_str()),
            _ => true,
        };
        let top = fs::metadata(&place.output).is_ok_and(|found| system::folder_rights(&found) == Rights::Fit);
        top && self.found.iter().all(is_fit)
    }

    /// Is this file already there, byte for byte? The disk is asked, not the manifest.
    pub fn holds(&self, path: &str, bytes: &[u8], place: &Place) -> bool {
        self.found.get(path) == Some(&Found::File(bytes.len() as u64, Rights::Fit))
            && is_same(&place.output.join(path), bytes)
    }
}

/// Files that may stand in an output without being of the site.
fn is_allowed(path: &str, found: &BTreeMap<String, Found>) -> bool {
    matches!(found.get(path), Some(Found::File(..))) && (path == KEPT || LITTER.contains(&last(path)))
}

/// What no build wrote in a folder beside the output: empty when there is none, or only what a build left, which has
/// its mark, whole or cut short. An output may have been a folder with no mark and nothing else to lose.
pub fn foreign_beside(folder: &Path) -> io::Result<Vec<String>> {
    match fs::symlink_metadata(folder) {
        Ok(found) if found.is_dir() => {}
        Ok(_) => return Ok(folder.file_name().map(|name| name.to_string_lossy().into_owned()).into_iter().collect()),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    }
    let mark = folder.join(MARK);
    if fs::symlink_metadata(&mark).is_ok_and(|found| found.is_file()) {
        let mut start = Vec::new();
        File::open(&mark)?.take(MANIFEST.len() as u64).read_to_end(&mut start)?;
        if MANIFEST.as_bytes().starts_with(&start) {
            return Ok(Vec::new());
        }
    }
    let names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names = names.collect::<io::Result<Vec<String>>>()?;
    names.retain(|name| name != KEPT && !LITTER.contains(&name.as_str()));
    names.sort();
    Ok(names)
}

/// Everything below the output, without following links.
fn scan(place: &Place) -> Result<BTreeMap<String, Found>, WriteError> {
    let mut found = BTreeMap::new();
    let mut folders = vec![String::new()];
    let disk = fs::metadata(&place.output).map(|found| system::disk(&found)).map_err(|e| place.failed("", &e))?;
    while let Some(folder) = folders.pop() {
        let failed = |error: io::Error| place.failed(&folder, &error);
        for entry in fs::read_dir(place.output.join(&folder)).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            let path = format!("{folder}{}", name.to_string_lossy());
            let metadata = entry.metadata().map_err(failed)?;
            let kind = kind(&name, &metadata);
            if let Found::Folder(_) = kind {
                if system::disk(&metadata) != disk {
                    return Err(WriteError::Mounted(place.asked.join(&path)));
                }
                folders.push(format!("{path}/"));
            }
            found.insert(path, kind);
        }
    }
    Ok(found)
}

fn kind(name: &OsStr, metadata: &fs::Metadata) -> Found {
    if name.to_str().is_none() {
        Found::Other
    } else if metadata.is_dir() {
        Found::Folder(system::folder_rights(metadata))
    } else if metadata.is_file() {
        Found::File(metadata.len(), system::rights(metadata))
    } else {
        Found::Other
    }
}

/// Compares a file with bytes, a piece at a time. What cannot be read is not the same.
fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let Ok(mut file) = File::open(path) else { return false };
    let mut piece = [0; 64 * 1024];
    let mut rest = bytes;
    loop {
        match file.read(&mut piece) {
            Ok(0) => return rest.is_empty(),
            Ok(length) => match rest.strip_prefix(&piece[..length]) {
                Some(left) => rest = left,
                None => return false,
            },
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return false,
        }
    }
}

/// The manifest: no dates and no absolute paths, so that the same site has the same one everywhere.
pub fn manifest<'a>(paths: impl Iterator<Item = &'a String>) -> String {
    paths.fold(format!("{HEADER}\n"), |manifest, path| manifest + path + "\n")
}

/// The files of a manifest; none when it is not one.
fn parse(manifest: &str) -> Option<BTreeSet<String>> {
    let mut lines = manifest.lines();
    match lines.next()? {
        HEADER => Some(lines.map(str::to_owned).collect()),
        WITH_HASHES => lines.map(|line| Some(line.split_once("  ")?.1.to_owned())).collect(),
        _ => None,
    }
}
