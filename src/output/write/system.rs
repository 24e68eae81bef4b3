//! What differs between systems: locks, rights, exchanges and promises of the disk          ← rustix.

pub use known::*;

/// Whether the web server may read a file, or enter a folder, and nobody else may write there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rights {
    /// It is so.
    Fit,
    /// It is not: it is made again.
    Unfit,
}

#[cfg(unix)]
mod known {
    use std::fs::{self, File, Metadata, Permissions};
    use std::io::{self, ErrorKind};
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::path::Path;

    use super::Rights;

    /// Everybody reads, we write.
    pub const FILE: u32 = 0o644;
    /// Everybody enters, we write.
    pub const FOLDER: u32 = 0o755;

    /// Gives these rights whatever the umask; disks that know no rights keep theirs. Were they those already?
    pub fn open_to_readers(path: &Path, mode: u32) -> io::Result<bool> {
        if fs::symlink_metadata(path)?.permissions().mode() & 0o777 == mode {
            return Ok(true);
        }
        match fs::set_permissions(path, Permissions::from_mode(mode)) {
            Err(error) if error.kind() != ErrorKind::PermissionDenied => Err(error),
            _ => Ok(false),
        }
    }

    /// The same, for a file that is open.
    pub fn open_file_to_readers(file: &File, mode: u32) -> io::Result<bool> {
        if file.metadata()?.permissions().mode() & 0o777 == mode {
            return Ok(true);
        }
        match file.set_permissions(Permissions::from_mode(mode)) {
            Err(error) if error.kind() != ErrorKind::PermissionDenied => Err(error),
            _ => Ok(false),
        }
    }

    pub fn rights(metadata: &Metadata) -> Rights {
        let mode = metadata.permissions().mode();
        // Nor may it be a program that runs as its owner.
        if mode & 0o444 == 0o444 && mode & 0o7022 == 0 { Rights::Fit } else { Rights::Unfit }
    }

    pub fn folder_rights(metadata: &Metadata) -> Rights {
        let mode = metadata.permissions().mode();
        if mode & 0o555 == 0o555 && mode & 0o022 == 0 { Rights::Fit } else { Rights::Unfit }
    }

    /// The disk on which it stands.
    pub fn disk(metadata: &Metadata) -> u64 {
        metadata.dev()
    }

    pub fn lock(folder: &Path) -> io::Result<File> {
        let file = File::open(folder)?;
        rustix::fs::flock(&file, rustix::fs::FlockOperation::NonBlockingLockExclusive)?;
        Ok(file)
    }

    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    pub fn exchange(a: &Path, b: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(|error| match error {
            Errno::NOSYS | Errno::INVAL | Errno::NOTSUP => ErrorKind::Unsupported.into(),
            error => error.into(),
        })
    }

    #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
    pub fn exchange(_: &Path, _: &Path) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }

    /// One call for the whole site, where there is one.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    pub fn sync(folder: &Path) -> io::Result<()> {
        Ok(rustix::fs::syncfs(File::open(folder)?)?)
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    pub fn sync(folder: &Path) -> io::Result<()> {
        sync_folder(folder)
    }

    pub fn sync_file(file: &File) -> io::Result<()> {
        if cfg!(any(target_os = "linux", target_os = "android")) { Ok(()) } else { file.sync_all() }
    }

    pub fn sync_folder(folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }
}

/// Elsewhere: no lock, no rights, and an exchange in two steps.
#[cfg(not(unix))]
mod known {
    use std::fs::{File, Metadata};
    use std::io::{self, ErrorKind};
    use std::path::Path;

    use super::Rights;

    pub const FILE: u32 = 0;
    pub const FOLDER: u32 = 0;

    pub fn open_to_readers(_: &Path, _: u32) -> io::Result<bool> {
        Ok(true)
    }

    pub fn rights(_: &Metadata) -> Rights {
        Rights::Fit
    }

    pub fn folder_rights(_: &Metadata) -> Rights {
        Rights::Fit
    }

    pub fn disk(_: &Metadata) -> u64 {
        0
    }

    pub fn open_file_to_readers(_: &File, _: u32) -> io::Result<bool> {
        Ok(true)
    }

    pub fn lock(_: &Path) -> io::Result<File> {
        Err(ErrorKind::Unsupported.into())
    }

    pub fn exchange(_: &Path, _: &Path) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }

    pub fn sync(_: &Path) -> io::Result<()> {
        Ok(())
    }

    pub fn sync_file(file: &File) -> io::Result<()> {
        file.sync_all()
    }

    pub fn sync_folder(_: &Path) -> io::Result<()> {
        Ok(())
    }
}
