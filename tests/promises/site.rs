//! A site on the disk, and the program as people run it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use boucle::{Built, Options};
use tempfile::TempDir;

/// The program, with nothing of the environment of whoever runs the tests.
pub fn program() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("boucle"));
    command.env_clear();
    command
}

/// A site in a folder that goes with it.
pub struct Site {
    /// Goes when the site goes.
    _folder: TempDir,
    /// The folder of the site.
    pub root: PathBuf,
}

impl Site {
    /// The site that `boucle init` makes.
    pub fn new() -> Site {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("guide");
        let made = program().arg("init").arg(&root).output().unwrap();
        assert!(made.status.success(), "{made:?}");
        Site { _folder: folder, root }
    }

    /// Writes a file of the site.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let place = self.root.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }

    /// A command of the program about this site.
    pub fn command(&self, name: &str) -> Command {
        let mut command = program();
        command.arg(name).arg("--root").arg(&self.root);
        command
    }

    /// Runs a command; gives its exit code and all that it said.
    pub fn run(&self, name: &str) -> (i32, String) {
        said(&mut self.command(name))
    }

    /// Builds a site that has no error.
    pub fn build(&self) {
        let (code, said) = self.run("build");
        assert_eq!(code, 0, "{said}");
    }

    /// What a build makes of the site, even of one with errors, which is not published.
    pub fn made(&self) -> Built {
        boucle::build(&boucle::source::walk::read(&self.root), &Options::default(), &|_, _| {})
    }

    /// Every file of the output.
    pub fn output(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.root.join("output"))
    }
}

/// Runs a command; gives its exit code (-1 when a signal ended it) and all that it said.
pub fn said(command: &mut Command) -> (i32, String) {
    let output = command.output().unwrap();
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (output.status.code().unwrap_or(-1), text.replace(['\u{a0}', '\u{202f}'], " "))
}

/// Every file below a folder, by its path; links are not followed.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    if !folder.exists() {
        return BTreeMap::new();
    }
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap());
    let files = files.filter(|entry| entry.file_type().is_file());
    let path = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
    files.map(|entry| (path(entry.path()), fs::read(entry.path()).unwrap())).collect()
}
