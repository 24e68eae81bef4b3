//! A file of the site is replaced by its corrected version, in one step.

#![allow(clippy::disallowed_methods)]

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use crate::output::write::WriteError;

/// Replaces the bytes of a file and keeps its rights. Nothing changes when it is no longer an ordinary
/// file, or not what `is_known` expects.
pub fn replace(path: &Path, bytes: &[u8], is_known: impl Fn(&[u8]) -> bool) -> Result<(), WriteError> {
    let failed = |error: io::Error| WriteError::system(path, &error);
    let found = fs::symlink_metadata(path).map_err(failed)?;
    if !found.is_file() || !is_known(&fs::read(path).map_err(failed)?) {
        return Err(WriteError::Changed(path.to_owned()));
    }
    // A disk may let a file be replaced that its owner protected against changes.
    if found.permissions().readonly() {
        return Err(failed(io::ErrorKind::PermissionDenied.into()));
    }
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(name);
    let written = write(&beside, bytes, found.permissions()).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        failed(error)
    })
}

fn write(path: &Path, bytes: &[u8], rights: fs::Permissions) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.set_permissions(rights)?;
    file.sync_all()
}
