//! write: the only code that writes the site, all of it or nothing.
//!
//! The new site is built in a folder beside the published one, then both are exchanged in one step and
//! the old one is deleted. A manifest in the output says which files are ours, so that a file added by
//! somebody is never lost.

#![allow(clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rayon::prelude::*;

use crate::diagnostic::Message;
use crate::diagnostic::message::first_of;
use crate::output::write::old::{Old, manifest};
use crate::output::write::place::{Place, holder};

mod old;
mod place;
mod replace;
mod system;
#[cfg(test)]
mod tests;

pub use place::is_apart;
pub use replace::replace;

/// The manifest that marks an output as ours: the path of each file.
pub const MARK: &str = ".boucle";

/// The only file of somebody else that an output may hold: it is kept.
const KEPT: &str = ".gitignore";
/// What systems put into any folder that somebody looks at: it goes.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];
/// How often, and after which pause, we ask again for a lock that somebody holds: two seconds in all.
const TRIES: u32 = 40;
const PAUSE: Duration = Duration::from_millis(50);
/// How many folders one core fills at a time: so few that none waits long for the last ones.
const A_PART: usize = 8;
/// How many foreign files a message names.
const NAMED: usize = 3;

/// The files of a site, by path.
type Files = BTreeMap<String, Arc<[u8]>>;

/// Says whether somebody asked that the build end.
type Stop<'a> = &'a (dyn Fn() -> bool + Sync);

/// What a publication did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or different.
    pub written: usize,
    /// Files that were already there, byte for byte.
    pub unchanged: usize,
    /// Files of the last build that are gone.
    pub removed: usize,
    /// How many bytes were written.
    pub bytes: u64,
}

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// A path of the site that is not relative and clean.
    BadPath(String),
    /// A path that is a file and also a folder of another file.
    Twice(String),
    /// The output is the site, its sources, or a folder that holds them.
    HoldsSite(PathBuf),
    /// The output is inside the sources.
    InsideSources(PathBuf),
    /// The output is a file.
    IsFile(PathBuf),
    /// The output is a symbolic link.
    IsLink(PathBuf),
    /// A file is to be created behind this symbolic link.
    LeadsOut(PathBuf),
    /// The output holds files and has no mark; the files, sorted.
    NotOurs(PathBuf, Vec<String>),
    /// A folder beside the output, which a build needs, holds what no build wrote; sorted.
    Beside(PathBuf, Vec<String>),
    /// Somebody added these files to our output; sorted.
    Foreign(PathBuf, Vec<String>),
    /// Nothing can be created beside the output: the output, and the folder that holds it.
    Holder(PathBuf, PathBuf),
    /// The output cannot be renamed: a disk or a volume begins there.
    Fixed(PathBuf),
    /// Another disk is mounted in this folder, which is to be replaced or removed.
    Mounted(PathBuf),
    /// Another build is running.
    Busy(PathBuf),
    /// The file to create is there already.
    Exists(PathBuf),
    /// The file to replace is not what was read.
    Changed(PathBuf),
    /// Somebody asked that the build end.
    Stopped(PathBuf),
    /// The system refused: the path, the kind of refusal and its number.
    System(PathBuf, ErrorKind, i32),
}

impl WriteError {
    /// The sentence for the person who asked for the build.
    pub fn message(&self) -> Message {
        let about = |id, path: &Path| Message::new(id).with("path", path.display().to_string());
        match self {
            WriteError::BadPath(path) => about("write-path", Path::new(path)),
            WriteError::Twice(path) => about("write-twice", Path::new(path)),
            WriteError::HoldsSite(path) => about("write-holds-site", path),
            WriteError::InsideSources(path) => about("write-inside-sources", path),
            WriteError::IsFile(path) => about("write-is-file", path),
            WriteError::IsLink(path) => about("write-is-link", path),
            WriteError::LeadsOut(path) => about("write-leads-out", path),
            WriteError::NotOurs(path, names) => about("write-not-ours", path).with("names", first_of(names, NAMED)),
            WriteError::Beside(path, names) => about("write-beside", path).with("names", first_of(names, NAMED)),
            WriteError::Foreign(path, names) => about("write-foreign", path).with("names", first_of(names, NAMED)),
            WriteError::Holder(path, holder) => {
                about("write-holder", path).with("holder", holder.display().to_string())
            }
            WriteError::Fixed(path) => about("write-fixed", path),
            WriteError::Mounted(path) => about("write-mounted", path),
            WriteError::Busy(path) => about("write-busy", path),
            WriteError::Exists(path) => about("write-exists", path),
            WriteError::Changed(path) => about("write-changed", path),
            WriteError::Stopped(path) => about("write-stopped", path),
            WriteError::System(path, kind, code) => about(refusal(*kind), path).with("code", code.to_string()),
        }
    }

    /// An error of the system about a path.
    fn system(path: &Path, error: &io::Error) -> Self {
        WriteError::System(path.to_owned(), error.kind(), error.raw_os_error().unwrap_or(0))
    }
}

/// Leaves in `output` exactly these files, or changes nothing at all. `root` is the site's own folder.
pub fn publish(files: &Files, output: &Path, root: &Path) -> Result<Written, WriteError> {
    publish_unless(&|| false, files, output, root)
}

/// The same, unless somebody asks to stop before the new site is in place: then nothing changes.
pub fn publish_unless(stop: Stop<'_>, files: &Files, output: &Path, root: &Path) -> Result<Written, WriteError> {
    check_paths(files.keys())?;
    let place = Place::find(output, root)?;
    let _lock = lock(stop, &place)?;
    place.recover()?;
    let old = Old::read(&place)?;
    old.refuse_foreign(files, &place)?;
    let is_same = |(path, bytes): &(&String, &Arc<[u8]>)| !stop() && old.holds(path, bytes, &place);
    let same: BTreeSet<&str> = files.par_iter().filter(is_same).map(|(path, _)| path.as_str()).collect();
    go_on(stop, &place)?;
    let written = Written {
        written: files.len() - same.len(),
        unchanged: same.len(),
        removed: old.known.iter().filter(|path| !files.contains_key(*path)).count(),
        bytes: files.iter().filter(|(p, _)| !same.contains(p.as_str())).map(|(_, b)| b.len() as u64).sum(),
    };
    let is_manifest = || old.manifest.as_deref() == Some(&manifest(files.keys()));
    if same.len() == files.len() && is_manifest() && old.has_folders(files, &place) {
        return Ok(written);
    }
    let staged = stage(stop, files, &same, &place)
        .and_then(|()| Old::read(&place)?.refuse_foreign(files, &place))
        .and_then(|()| go_on(stop, &place))
        .and_then(|()| exchange(&place));
    // What is left in the staging folder is now the old site, or the new one that failed; the next
    // build tries again when it cannot be deleted.
    let _ = remove_marked(&place.staging);
    staged.map(|()| written)
}

/// Removes what a killed build of this output left behind, when no other build is running.
pub fn clean(output: &Path, root: &Path) -> Result<(), WriteError> {
    let place = Place::find(output, root)?;
    let _lock = lock(&|| false, &place)?;
    place.recover()
}

/// The same as [`create_new`] for a path below a folder: no link below that folder is followed.
pub fn create_below(folder: &Path, path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let whole = folder.join(path);
    let ways = whole.ancestors().take_while(|way| *way != folder);
    let link = ways.filter(|way| fs::symlink_metadata(way).is_ok_and(|found| found.is_symlink())).last();
    match link {
        Some(link) => Err(WriteError::LeadsOut(link.to_owned())),
        None => create_new(&whole, bytes),
    }
}

/// Writes a new file and the folders that lead to it; never touches a file that exists.
pub fn create_new(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let failed = |error: &io::Error| match error.kind() {
        ErrorKind::AlreadyExists => WriteError::Exists(path.to_owned()),
        _ => WriteError::system(path, error),
    };
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| WriteError::system(parent, &error))?;
    }
    let mut file = create(path).map_err(|e| failed(&e))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| {
        let _ = fs::remove_file(path);
        failed(&error)
    })
}

fn refusal(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "write-full",
        ErrorKind::FileTooLarge => "write-too-large",
        ErrorKind::PermissionDenied => "write-denied",
        ErrorKind::ReadOnlyFilesystem => "write-read-only",
        ErrorKind::InvalidFilename => "write-name-too-long",
        ErrorKind::NotFound => "write-gone",
        _ => "write-failed",
    }
}

/// Every path is relative, clean, not one of ours, and not also a folder.
fn check_paths<'a>(paths: impl Iterator<Item = &'a String> + Clone) -> Result<(), WriteError> {
    let all: BTreeSet<&str> = paths.clone().map(String::as_str).collect();
    for path in paths {
        let is_clean = |part: &str| {
            !["", ".", ".."].contains(&part) && !part.contains(['\\', ':']) && !part.chars().any(char::is_control)
        };
        let is_reserved = path == MARK || path == KEPT || LITTER.contains(&last(path));
        if is_reserved || !path.split('/').all(is_clean) {
            return Err(WriteError::BadPath(path.clone()));
        }
        if path.match_indices('/').any(|(end, _)| all.contains(&path[..end])) {
            let folder = path.match_indices('/').map(|(end, _)| &path[..end]).find(|f| all.contains(f));
            return Err(WriteError::Twice(folder.unwrap_or(path).to_owned()));
        }
    }
    Ok(())
}

/// The folder of a file.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The folders that hold a folder.
fn above(folder: &str) -> impl Iterator<Item = &str> {
    folder.match_indices('/').map(|(end, _)| &folder[..end])
}

/// The name of a file without its folders.
fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Removes a folder with all it holds, or whatever else has its name; links are not followed.
fn remove(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Lets us write in a folder and in all that it holds; links are not followed.
fn open_all(folder: &Path) -> io::Result<()> {
    system::open_to_readers(folder, system::FOLDER)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            open_all(&entry.path())?;
        }
    }
    Ok(())
}

/// Removes a folder that has a mark, even where somebody forbade to write in it.
fn remove_marked(folder: &Path) -> io::Result<()> {
    remove_mark_last(folder).or_else(|error| match error.kind() {
        ErrorKind::PermissionDenied => open_all(folder).and_then(|()| remove_mark_last(folder)),
        _ => Err(error),
    })
}

/// The mark goes last, so that what is left is known as ours.
fn remove_mark_last(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry?;
        if entry.file_name() != MARK {
            remove(&entry.path())?;
        }
    }
    remove(folder)
}

/// How folders and files are made where the first of each were such that readers may open them, or not.
struct Making {
    folder: fn(&Path) -> io::Result<()>,
    file: fn(&Path) -> io::Result<File>,
}

/// Builds the whole new site beside the old one.
fn stage(stop: Stop<'_>, files: &Files, same: &BTreeSet<&str>, place: &Place) -> Result<(), WriteError> {
    let made = make_folder(&place.staging).map_err(|error| holder(&place.asked, &place.parent, &error))?;
    let folder = if made { |path: &Path| fs::create_dir(path) } else { |path: &Path| make_folder(path).map(drop) };
    // First the mark: the next build must know this folder as ours, whenever this one is killed.
    let of_mark = |error: io::Error| place.failed(MARK, &error);
    let (mut mark, made) = make_file(&place.staging.join(MARK)).map_err(of_mark)?;
    mark.write_all(manifest(files.keys()).as_bytes()).and_then(|()| system::sync_file(&mark)).map_err(of_mark)?;
    let file = if made { create } else { |path: &Path| make_file(path).map(|(file, _)| file) };
    fill(stop, files, same, place, &Making { folder, file })?;
    keep(place).map_err(|error| place.failed(KEPT, &error))?;
    system::sync(&place.staging).map_err(|error| place.failed("", &error))
}

/// Writes the files of the new site, and the folders that lead to them.
fn fill(
    stop: Stop<'_>,
    files: &Files,
    same: &BTreeSet<&str>,
    place: &Place,
    making: &Making,
) -> Result<(), WriteError> {
    let make = |folder: &str| (making.folder)(&place.staging.join(folder)).map_err(|e| place.failed(folder, &e));
    let put = |(path, bytes): &(&str, &[u8])| {
        go_on(stop, place)?;
        // A file system without hard links, or somebody else's file: a copy does as well.
        let is_linked = same.contains(path) && fs::hard_link(place.output.join(path), place.staging.join(path)).is_ok();
        match is_linked {
            true => Ok(()),
            false => {
                let made = (making.file)(&place.staging.join(path)).and_then(|file| write(file, bytes));
                made.map_err(|error| place.failed(path, &error))
            }
        }
    };
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), &**bytes)).collect();
    // The folders that hold others come first; the last ones, which are as many as pages, each with its files.
    let upper: BTreeSet<&str> = files.iter().flat_map(|(path, _)| above(folder(path))).collect();
    upper.iter().try_for_each(|folder| make(folder))?;
    let fill = |files: &&[(&str, &[u8])]| {
        let last =
            files.first().map(|(path, _)| folder(path)).filter(|folder| !folder.is_empty() && !upper.contains(folder));
        let made = last.map_or(Ok(()), make);
        made.err().or_else(|| files.par_iter().find_map_first(|file| put(file).err()))
    };
    let by_folder: Vec<_> = files.chunk_by(|(one, _), (other, _)| folder(one) == folder(other)).collect();
    // Of several failures the same one is told everywhere.
    by_folder.par_iter().with_max_len(A_PART).find_map_first(fill).map_or(Ok(()), Err)
}

/// Takes somebody else's `.gitignore` over, as it is.
fn keep(place: &Place) -> io::Result<()> {
    let (from, to) = (place.output.join(KEPT), place.staging.join(KEPT));
    if !exists(&from) {
        return Ok(());
    }
    fs::hard_link(&from, &to).or_else(|_| write(make_file(&to)?.0, &fs::read(&from)?))
}

fn write(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    system::sync_file(&file)
}

fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Makes a file that everybody may read. Was it so as it was made?
fn make_file(path: &Path) -> io::Result<(File, bool)> {
    let file = create(path)?;
    let made = system::open_file_to_readers(&file, system::FILE)?;
    Ok((file, made))
}

/// Makes a folder that readers may enter. Was it so as it was made?
fn make_folder(path: &Path) -> io::Result<bool> {
    fs::create_dir(path)?;
    system::open_to_readers(path, system::FOLDER)
}

/// Puts the new site in the place of the old one. Afterwards the old one is in the staging folder.
fn exchange(place: &Place) -> Result<(), WriteError> {
    let result = match exists(&place.output) {
        false => fs::rename(&place.staging, &place.output),
        true => match system::exchange(&place.staging, &place.output) {
            Err(error) if error.kind() == ErrorKind::Unsupported => exchange_in_two(place),
            result => result,
        },
    };
    result.map_err(|error| match error.kind() {
        ErrorKind::ResourceBusy | ErrorKind::CrossesDevices => WriteError::Fixed(place.asked.clone()),
        _ => holder(&place.asked, &place.parent, &error),
    })?;
    // The new site is in place: a system that cannot promise to remember it does not make it wrong.
    let _ = system::sync_folder(&place.parent);
    Ok(())
}

/// Without an exchange in one step, the output is missing for an instant.
fn exchange_in_two(place: &Place) -> io::Result<()> {
    fs::rename(&place.output, &place.aside)?;
    if let Err(error) = fs::rename(&place.staging, &place.output) {
        fs::rename(&place.aside, &place.output)?;
        return Err(error);
    }
    // The new site is in place. If this fails, the next build removes what is aside.
    let _ = fs::rename(&place.aside, &place.staging);
    Ok(())
}

/// Stops when somebody asks.
fn go_on(stop: Stop<'_>, place: &Place) -> Result<(), WriteError> {
    if stop() { Err(WriteError::Stopped(place.asked.clone())) } else { Ok(()) }
}

/// Holds other builds off while the file is open; the lock dies with the process.
fn lock(stop: Stop<'_>, place: &Place) -> Result<Option<File>, WriteError> {
    for _ in 0..TRIES {
        go_on(stop, place)?;
        match system::lock(&place.parent) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => std::thread::sleep(PAUSE),
            // Some network disks know no locks: better no lock than no site.
            result => return Ok(result.ok()),
        }
    }
    Err(WriteError::Busy(place.asked.clone()))
}
