//! Where a site may be published, and the two folders beside it that a build uses.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use crate::output::write::old::foreign_beside;
use crate::output::write::{WriteError, exists, remove_marked};

/// The folders of a site that an output may never touch.
const SOURCES: [&str; 2] = ["content", "themes"];

/// Where the output is, and the two folders beside it that a build may use.
pub struct Place {
    /// As it was asked for: this is what messages name.
    pub asked: PathBuf,
    /// Without any link in its parents.
    pub output: PathBuf,
    /// The folder that holds all three.
    pub parent: PathBuf,
    /// Where the new site is built.
    pub staging: PathBuf,
    /// Where the old site waits, on systems that cannot exchange two folders in one step.
    pub aside: PathBuf,
}

impl Place {
    /// Finds the output, refuses the places where no site may be written, and makes its parents.
    pub fn find(asked: &Path, root: &Path) -> Result<Place, WriteError> {
        let failed = |error: io::Error| WriteError::system(asked, &error);
        let whole = std::path::absolute(asked).map_err(failed)?;
        let (parent, name) = match (whole.parent(), whole.file_name()) {
            (Some(parent), Some(name)) => (real(parent).map_err(failed)?, name.to_owned()),
            _ => split(&real(&whole).map_err(failed)?).ok_or(WriteError::HoldsSite(asked.to_owned()))?,
        };
        let output = parent.join(&name);
        match fs::symlink_metadata(&output) {
            Ok(found) if found.is_symlink() => return Err(WriteError::IsLink(asked.to_owned())),
            Ok(found) if !found.is_dir() => return Err(WriteError::IsFile(asked.to_owned())),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(failed(error)),
        }
        refuse_sources(asked, &real(&output).map_err(failed)?, root)?;
        fs::create_dir_all(&parent).map_err(|error| holder(asked, &parent, &error))?;
        let [staging, aside] = beside(&parent, &name);
        Ok(Place { asked: asked.to_owned(), output, parent, staging, aside })
    }

    /// Removes what a killed build left, and puts the old site back when it was killed between two renames.
    pub fn recover(&self) -> Result<(), WriteError> {
        let failed = |error: io::Error| holder(&self.asked, &self.parent, &error);
        for folder in [&self.aside, &self.staging] {
            let foreign = foreign_beside(folder).map_err(|error| WriteError::system(folder, &error))?;
            if !foreign.is_empty() {
                return Err(WriteError::Beside(folder.clone(), foreign));
            }
        }
        if exists(&self.aside) && !exists(&self.output) {
            fs::rename(&self.aside, &self.output).map_err(failed)?;
        }
        for folder in [&self.aside, &self.staging] {
            remove_marked(folder).map_err(|error| match error.kind() {
                ErrorKind::ResourceBusy => WriteError::Mounted(folder.clone()),
                _ => WriteError::system(folder, &error),
            })?;
        }
        Ok(())
    }

    /// What went wrong with a file of the site, named as people know it.
    pub fn failed(&self, path: &str, error: &io::Error) -> WriteError {
        WriteError::system(&self.asked.join(path), error)
    }
}

/// The two folders beside an output that a build may use: for the new site, and for the old one.
fn beside(parent: &Path, name: &OsStr) -> [PathBuf; 2] {
    [".boucle-new", ".boucle-old"].map(|end| {
        let mut beside = OsString::from(".");
        beside.push(name);
        beside.push(end);
        parent.join(beside)
    })
}

fn split(path: &Path) -> Option<(PathBuf, OsString)> {
    Some((path.parent()?.to_owned(), path.file_name()?.to_owned()))
}

/// A path without links; the part that does not exist yet is kept as it is, and may not climb.
fn real(path: &Path) -> io::Result<PathBuf> {
    for known in path.ancestors() {
        match fs::canonicalize(known) {
            Ok(found) => {
                let rest = path.strip_prefix(known).unwrap_or(Path::new(""));
                let is_down = rest.components().all(|part| matches!(part, Component::Normal(_)));
                // Part by part: joining an empty rest would add a slash.
                return match is_down {
                    true => Ok(rest.components().fold(found, |path, part| path.join(part))),
                    false => Err(ErrorKind::NotFound.into()),
                };
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::NotFound.into())
}

/// Refuses the site, its sources, the folders that hold them and those inside the sources.
fn refuse_sources(asked: &Path, output: &Path, root: &Path) -> Result<(), WriteError> {
    let failed = |error: io::Error| WriteError::system(root, &error);
    let root = std::path::absolute(root).and_then(|root| real(&root)).map_err(failed)?;
    if root.starts_with(output) {
        return Err(WriteError::HoldsSite(asked.to_owned()));
    }
    for folder in SOURCES {
        let sources = real(&root.join(folder)).map_err(failed)?;
        if sources.starts_with(output) {
            return Err(WriteError::HoldsSite(asked.to_owned()));
        }
        if output.starts_with(sources) {
            return Err(WriteError::InsideSources(asked.to_owned()));
        }
    }
    Ok(())
}

/// May a second folder be written beside an output? Neither holds the other, nor anything of the site, and neither is
/// a folder that the build of the other needs.
pub fn is_apart(folder: &Path, output: &Path, root: &Path) -> bool {
    let whole = |path: &Path| std::path::absolute(path).and_then(|path| real(&path));
    match (whole(folder), whole(output)) {
        (Ok(folder), Ok(output)) => {
            let nested = meets(&folder, &output) || meets(&output, &folder);
            !nested && refuse_sources(&folder, &folder, root).is_ok()
        }
        _ => false,
    }
}

/// Is a folder in an output, or in what its build uses beside it?
fn meets(folder: &Path, output: &Path) -> bool {
    let used = split(output).map(|(parent, name)| beside(&parent, &name));
    folder.starts_with(output) || used.is_some_and(|used| used.iter().any(|beside| folder.starts_with(beside)))
}

/// A refusal by the folder that holds the output: the rights of that folder, or something else.
pub fn holder(asked: &Path, parent: &Path, error: &io::Error) -> WriteError {
    match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            WriteError::Holder(asked.to_owned(), parent.to_owned())
        }
        _ => WriteError::system(asked, error),
    }
}
