//! What publishing promises, tried on a real disk: numbers are those of the promises.

use super::*;
use crate::diagnostic::Lang;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

fn files(texts: &[(&str, &str)]) -> Files {
    texts.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().into())).collect()
}

/// A site in a new folder, with its sources.
fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir_all(site.path().join("content/guide")).unwrap();
    fs::create_dir(site.path().join("themes")).unwrap();
    site
}

fn publish_in(site: &tempfile::TempDir, texts: &[(&str, &str)]) -> Result<Written, WriteError> {
    publish(&files(texts), &site.path().join("output"), site.path())
}

/// Every file, link and folder below a folder, sorted.
fn walk(folder: &Path) -> BTreeSet<PathBuf> {
    let mut all = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.symlink_metadata().unwrap().is_dir() {
            all.extend(walk(&path));
        }
        all.insert(path);
    }
    all
}

/// Everything in a folder: paths, contents, inodes, dates.
fn picture(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, u64, i64)> {
    let look = |path: PathBuf| {
        let metadata = path.symlink_metadata().unwrap();
        let bytes = if metadata.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
        (path, (bytes, metadata.ino(), metadata.mtime_nsec()))
    };
    walk(folder).into_iter().map(look).collect()
}

/// The paths of the files of an output, without the mark.
fn paths(site: &tempfile::TempDir) -> Vec<String> {
    let output = site.path().join("output");
    let files = walk(&output).into_iter().filter(|path| path.is_file());
    files
        .map(|path| path.strip_prefix(&output).unwrap().to_str().unwrap().to_owned())
        .filter(|path| path != MARK)
        .collect()
}

/// No folder of ours is left beside the output.
fn assert_tidy(site: &tempfile::TempDir) {
    let names: Vec<_> = fs::read_dir(site.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_str().unwrap().starts_with('.')), "{names:?}");
}

/// Publishing is refused, and the whole site stays as it was.
fn refused(site: &tempfile::TempDir, output: &Path) -> WriteError {
    let before = picture(site.path());
    let error = publish(&files(&[("a", "new")]), output, site.path()).unwrap_err();
    assert_eq!(before, picture(site.path()));
    for lang in [Lang::French, Lang::English] {
        assert!(error.message().say(lang).contains(['»', '”']));
    }
    error
}

#[test]
fn p10_stale_files_go_and_the_rest_is_linked() {
    let site = site();
    publish_in(&site, &[("a/b.html", "b"), ("a/c.html", "c"), ("d/e.html", "e")]).unwrap();
    let inode = |path: &str| site.path().join("output").join(path).metadata().unwrap().ino();
    let (kept, changed) = (inode("a/b.html"), inode("a/c.html"));
    let written = publish_in(&site, &[("a/b.html", "b"), ("a/c.html", "cc"), ("f", "")]).unwrap();
    assert_eq!(written, Written { written: 2, unchanged: 1, removed: 1, bytes: 2 });
    assert_eq!(paths(&site), ["a/b.html", "a/c.html", "f"]);
    assert!(!site.path().join("output/d").exists());
    assert_eq!(inode("a/b.html"), kept);
    assert_ne!(inode("a/c.html"), changed);
    assert_tidy(&site);
}

#[test]
fn folders_in_folders_are_all_there_with_their_mark() {
    let site = site();
    let texts =
        [("a-b/c", "1"), ("a/b/c/d", "2"), ("a/b/e", "3"), ("a/f", "4"), ("g/h/i", "5"), ("g/h/j", "6"), ("k", "7")];
    publish_in(&site, &texts).unwrap();
    let mut found = paths(&site);
    found.sort();
    assert_eq!(found, texts.map(|(path, _)| path));
    assert_eq!(fs::read_to_string(site.path().join("output").join(MARK)).unwrap(), manifest(files(&texts).keys()));
}

#[test]
fn p10_a_second_publication_writes_nothing() {
    let site = site();
    let texts = [("index.html", "x"), ("a/index.html", "y")];
    publish_in(&site, &texts).unwrap();
    let before = picture(site.path());
    let written = publish_in(&site, &texts).unwrap();
    assert_eq!(written, Written { written: 0, unchanged: 2, removed: 0, bytes: 0 });
    assert_eq!(picture(site.path()), before);
}

#[test]
fn p11_a_file_that_was_changed_is_put_right_whatever_its_date() {
    let site = site();
    publish_in(&site, &[("a", "one")]).unwrap();
    let path = site.path().join("output/a");
    let date = path.metadata().unwrap().modified().unwrap();
    fs::write(&path, "two").unwrap();
    File::options().write(true).open(&path).unwrap().set_modified(date).unwrap();
    assert_eq!(publish_in(&site, &[("a", "one")]).unwrap().written, 1);
    assert_eq!(fs::read(&path).unwrap(), b"one");
}

#[test]
fn p01_a_failed_publication_leaves_the_old_site() {
    let site = site();
    publish_in(&site, &[("a", "old")]).unwrap();
    let before = picture(&site.path().join("output"));
    let long = "x".repeat(300);
    let error = publish_in(&site, &[("a", "new"), ("z", "z"), (&long, "")]).unwrap_err();
    assert!(matches!(error, WriteError::System(ref path, ..) if path.ends_with(&long)), "{error:?}");
    assert!(error.message().say(Lang::French).contains(&long));
    assert_eq!(picture(&site.path().join("output")), before);
    assert_tidy(&site);
}

#[test]
fn p02_what_a_killed_build_left_is_removed() {
    let site = site();
    publish_in(&site, &[("a", "old")]).unwrap();
    let staging = site.path().join(".output.boucle-new");
    fs::create_dir_all(staging.join("deep/er")).unwrap();
    fs::write(staging.join(MARK), "boucle-man").unwrap();
    fs::hard_link(site.path().join("output/a"), staging.join("deep/a")).unwrap();
    fs::create_dir(site.path().join(".output.boucle-old")).unwrap();
    publish_in(&site, &[("a", "old")]).unwrap();
    assert_tidy(&site);
    assert_eq!(paths(&site), ["a"]);
    // Killed between the two renames of a system without exchange.
    fs::rename(site.path().join("output"), site.path().join(".output.boucle-old")).unwrap();
    clean(&site.path().join("output"), site.path()).unwrap();
    assert_tidy(&site);
    assert_eq!(paths(&site), ["a"]);
    // Killed while the old site, which had no mark, was removed.
    fs::create_dir(&staging).unwrap();
    fs::write(staging.join(KEPT), "*").unwrap();
    publish_in(&site, &[("b", "new")]).unwrap();
    assert_tidy(&site);
}

/// Whoever has all rights is never refused: only for others does this say something.
#[test]
fn p02_an_old_site_in_which_somebody_forbade_to_write_goes_all_the_same() {
    for closed in ["output", "output/a", "output/a/b"] {
        let site = site();
        publish_in(&site, &[("a/b/c", "old"), ("d", "old")]).unwrap();
        fs::set_permissions(site.path().join(closed), fs::Permissions::from_mode(0o555)).unwrap();
        publish_in(&site, &[("a/b/c", "new")]).unwrap();
        assert_tidy(&site);
        publish_in(&site, &[("a/b/c", "newer")]).unwrap();
        assert_eq!(paths(&site), ["a/b/c"]);
    }
}

#[test]
fn p07_the_folders_beside_the_output_are_looked_at_before_they_go() {
    let beside = [".output.boucle-new", ".output.boucle-old"];
    for (name, has_output) in beside.into_iter().flat_map(|name| [(name, true), (name, false)]) {
        let site = site();
        let (folder, output) = (site.path().join(name), site.path().join("output"));
        if has_output {
            publish_in(&site, &[("a", "old")]).unwrap();
        }
        fs::create_dir(&folder).unwrap();
        for mark in [None, Some("mine")] {
            fs::write(folder.join("notes.txt"), "mine").unwrap();
            mark.iter().for_each(|text| fs::write(folder.join(MARK), text).unwrap());
            assert!(matches!(refused(&site, &output), WriteError::Beside(path, names)
                if path.ends_with(name) && names.contains(&"notes.txt".to_owned())));
            let before = picture(site.path());
            assert!(matches!(clean(&output, site.path()), Err(WriteError::Beside(..))));
            assert_eq!(picture(site.path()), before);
        }
        fs::remove_dir_all(&folder).unwrap();
        for report in [folder.clone(), folder.join("report")] {
            assert!(!is_apart(&report, &output, site.path()), "{name}");
        }
        symlink("elsewhere", &folder).unwrap();
        assert!(matches!(refused(&site, &output), WriteError::Beside(..)));
    }
}

#[test]
fn p03_the_output_is_never_missing_and_never_mixed() {
    let site = site();
    let folder = site.path().join("output");
    publish_in(&site, &[("a", "0"), ("z", "0")]).unwrap();
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let (mut last, mut reads) = (0, 0);
            let read = |name| fs::read_to_string(folder.join(name)).unwrap().parse::<u32>().unwrap();
            while !stop.load(std::sync::atomic::Ordering::Relaxed) || reads == 0 {
                for number in [read("z"), read("a")] {
                    assert!(number >= last, "{number} after {last}");
                    last = number;
                }
                reads += 1;
            }
        });
        for number in 1..20 {
            let number = number.to_string();
            publish_in(&site, &[("a", &number), ("z", &number)]).unwrap();
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

#[test]
fn p05_two_builds_at_once_do_not_mix() {
    let site = site();
    let held = system::lock(site.path()).unwrap();
    assert!(matches!(refused(&site, &site.path().join("output")), WriteError::Busy(_)));
    drop(held);
    std::thread::scope(|scope| {
        for n in 0..4 {
            let (text, site) = (n.to_string(), &site);
            scope.spawn(move || publish_in(site, &[("a", &text), ("z", &text)]).unwrap());
        }
    });
    let read = |name| fs::read(site.path().join("output").join(name)).unwrap();
    assert_eq!(read("a"), read("z"));
    assert_tidy(&site);
}

#[test]
fn p04_a_publication_that_is_stopped_leaves_the_old_site() {
    let site = site();
    publish_in(&site, &[("a", "old")]).unwrap();
    let before = picture(&site.path().join("output"));
    let new: Files = (0..20).map(|n| (format!("{n}"), Arc::from(*b"new"))).collect();
    // Asked again and again: stopped after the first question, the second…, and once not at all.
    for patience in 0..60 {
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let stop = || asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst) >= patience;
        match publish_unless(&stop, &new, &site.path().join("output"), site.path()) {
            Ok(written) => return assert!(patience > 20 && written.written == 20),
            Err(error) => assert_eq!(error, WriteError::Stopped(site.path().join("output"))),
        }
        assert_eq!(picture(&site.path().join("output")), before);
        assert_tidy(&site);
    }
    panic!("never published");
}

#[test]
fn p06_published_files_are_readable_by_all_and_writable_by_us() {
    let site = site();
    publish_in(&site, &[("a/b", "x")]).unwrap();
    let mode = |path: &str| site.path().join(path).metadata().unwrap().permissions().mode() & 0o777;
    fs::set_permissions(site.path().join("output/a/b"), fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(publish_in(&site, &[("a/b", "x"), ("c", "")]).unwrap().written, 2);
    let modes = ["output", "output/a", "output/a/b", "output/.boucle"].map(mode);
    assert_eq!(modes, [0o755, 0o755, 0o644, 0o644]);
}

#[test]
fn p06_rights_that_were_changed_are_put_right_though_no_byte_was() {
    let site = site();
    let texts = [("a/b", "x"), ("c/d", "y")];
    publish_in(&site, &texts).unwrap();
    let mode = |path: &str| site.path().join(path).metadata().unwrap().permissions().mode() & 0o7777;
    for (path, wrong, right) in [
        ("output", 0o777, 0o755),
        ("output/a", 0o700, 0o755),
        ("output/c", 0o777, 0o755),
        ("output/c/d", 0o4755, 0o644),
    ] {
        fs::set_permissions(site.path().join(path), fs::Permissions::from_mode(wrong)).unwrap();
        publish_in(&site, &texts).unwrap();
        assert_eq!(mode(path), right, "{path}");
    }
}

#[test]
fn p10_a_folder_that_a_new_site_would_not_have_goes() {
    let site = site();
    publish_in(&site, &[("a/b", "x")]).unwrap();
    fs::create_dir_all(site.path().join("output/a/vide/encore")).unwrap();
    publish_in(&site, &[("a/b", "x")]).unwrap();
    assert!(!site.path().join("output/a/vide").exists());
}

#[test]
fn p07_a_foreign_file_stops_the_build() {
    let site = site();
    publish_in(&site, &[("a", "x")]).unwrap();
    let output = site.path().join("output");
    for name in ["1.txt", "2.txt", "3.txt", "4.txt"] {
        fs::write(output.join(name), "mine").unwrap();
    }
    let error = refused(&site, &output);
    assert!(matches!(&error, WriteError::Foreign(_, names) if names.len() == 4));
    assert!(error.message().say(Lang::French).contains("1.txt, 2.txt, 3.txt, …"));
    // The new site has a file there: the same one is ours, another one is not lost.
    let with = |text| publish_in(&site, &[("1.txt", text), ("2.txt", "mine"), ("3.txt", "mine"), ("4.txt", "mine")]);
    assert!(matches!(with("theirs"), Err(WriteError::Foreign(_, names)) if names == ["1.txt"]));
    assert_eq!(with("mine").unwrap().written, 0);
    fs::remove_file(output.join("1.txt")).unwrap();
    symlink("2.txt", output.join("1.txt")).unwrap();
    assert!(matches!(refused(&site, &output), WriteError::Foreign(_, names) if names == ["1.txt"]));
}

#[test]
fn p07_what_a_system_adds_is_not_a_foreign_file() {
    let site = site();
    publish_in(&site, &[("a/b", "x")]).unwrap();
    fs::write(site.path().join("output/a/.DS_Store"), "x").unwrap();
    publish_in(&site, &[("a/b", "y")]).unwrap();
    assert_eq!(paths(&site), ["a/b"]);
}

#[test]
fn p07_only_an_empty_folder_or_our_own_is_replaced() {
    let site = site();
    let output = site.path().join("output");
    fs::create_dir(&output).unwrap();
    publish_in(&site, &[("a", "x")]).unwrap();
    for (path, text) in [("holidays/1.jpg", "x"), (MARK, "something else")] {
        fs::remove_dir_all(&output).unwrap();
        fs::create_dir_all(output.join(path).parent().unwrap()).unwrap();
        fs::write(output.join(path), text).unwrap();
        assert!(matches!(refused(&site, &output), WriteError::NotOurs(..)));
    }
    fs::remove_dir_all(&output).unwrap();
    fs::write(&output, "x").unwrap();
    assert!(matches!(refused(&site, &output), WriteError::IsFile(_)));
}

#[test]
fn p07_the_site_and_its_sources_are_refused() {
    let site = site();
    let root = site.path();
    for holds in ["", ".", "..", "content", "themes", "content/../themes/", "output/../content"] {
        let error = refused(&site, &root.join(holds));
        assert!(matches!(error, WriteError::HoldsSite(_) | WriteError::System(..)), "{holds} {error:?}");
    }
    for inside in ["content/guide", "content/new/er", "themes/x"] {
        assert!(matches!(refused(&site, &root.join(inside)), WriteError::InsideSources(_)), "{inside}");
    }
    assert!(matches!(refused(&site, Path::new("/")), WriteError::HoldsSite(_)));
}

#[test]
fn p07_a_link_is_refused_however_it_is_written() {
    let site = site();
    let elsewhere = tempfile::tempdir().unwrap();
    symlink(elsewhere.path(), site.path().join("output")).unwrap();
    for name in ["output", "output/", "output/."] {
        assert!(matches!(refused(&site, &site.path().join(name)), WriteError::IsLink(_)));
    }
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    // A link to the sources, among the parents of the output.
    symlink("content", site.path().join("link")).unwrap();
    assert!(matches!(refused(&site, &site.path().join("link/x")), WriteError::InsideSources(_)));
}

#[test]
fn p07_a_gitignore_is_kept() {
    let site = site();
    let output = site.path().join("output");
    fs::create_dir(&output).unwrap();
    fs::write(output.join(KEPT), "*\n!.gitignore\n").unwrap();
    publish_in(&site, &[("a", "x")]).unwrap();
    publish_in(&site, &[("a", "y")]).unwrap();
    assert_eq!(paths(&site), [KEPT, "a"]);
    assert_eq!(fs::read(output.join(KEPT)).unwrap(), b"*\n!.gitignore\n");
    assert_eq!(publish_in(&site, &[("a", "y")]).unwrap().written, 0);
}

#[test]
fn p09_the_manifest_is_the_same_everywhere() {
    let (one, two) = (site(), site());
    for site in [&one, &two] {
        publish_in(site, &[("b", "x"), ("a", "y")]).unwrap();
    }
    let read = |site: &tempfile::TempDir| fs::read_to_string(site.path().join("output/.boucle")).unwrap();
    assert_eq!(read(&one), read(&two));
    assert_eq!(read(&one), "boucle-manifest 2\na\nb\n");
}

#[test]
fn p20_paths_that_are_not_clean_are_refused() {
    let site = site();
    for path in ["", "/a", "../a", "a/../b", "a//b", "a/", "./a", "a\\b", "c:a", "a\nb", MARK, KEPT] {
        assert_eq!(publish_in(&site, &[(path, "")]), Err(WriteError::BadPath(path.to_owned())));
    }
    let twice = publish_in(&site, &[("a", ""), ("a-b", ""), ("a/b", "")]);
    assert_eq!(twice, Err(WriteError::Twice("a".to_owned())));
    assert!(!site.path().join("output").exists());
}

#[test]
fn p03_without_an_exchange_two_renames_do() {
    let site = site();
    publish_in(&site, &[("a", "old")]).unwrap();
    let place = Place::find(&site.path().join("output"), site.path()).unwrap();
    stage(&|| false, &files(&[("a", "new")]), &BTreeSet::new(), &place).unwrap();
    exchange_in_two(&place).unwrap();
    assert_eq!(fs::read(place.output.join("a")).unwrap(), b"new");
    assert_eq!(fs::read(place.staging.join("a")).unwrap(), b"old");
    assert!(!place.aside.exists());
}

#[test]
fn create_new_makes_folders_and_never_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/b/c.md");
    create_new(&path, b"one").unwrap();
    assert_eq!(create_new(&path, b"two"), Err(WriteError::Exists(path.clone())));
    assert_eq!(fs::read(&path).unwrap(), b"one");
    symlink("nowhere", folder.path().join("link")).unwrap();
    assert!(create_new(&folder.path().join("link"), b"x").is_err());
    assert!(create_new(&path.join("d"), b"x").is_err());
}

#[test]
fn every_error_has_its_sentence_in_both_languages() {
    let path = || PathBuf::from("output/été\u{1b}");
    let mut errors = vec![
        WriteError::BadPath("a/..".to_owned()),
        WriteError::Twice("a".to_owned()),
        WriteError::HoldsSite(path()),
        WriteError::InsideSources(path()),
        WriteError::IsFile(path()),
        WriteError::IsLink(path()),
        WriteError::NotOurs(path(), vec!["x".to_owned()]),
        WriteError::Foreign(path(), vec!["x".to_owned()]),
        WriteError::Holder(path(), PathBuf::from("/")),
        WriteError::Fixed(path()),
        WriteError::Mounted(path()),
        WriteError::LeadsOut(path()),
        WriteError::Beside(path(), vec!["a".to_owned()]),
        WriteError::Busy(path()),
        WriteError::Exists(path()),
        WriteError::Changed(path()),
        WriteError::Stopped(path()),
    ];
    let kinds = [
        ErrorKind::StorageFull,
        ErrorKind::FileTooLarge,
        ErrorKind::PermissionDenied,
        ErrorKind::ReadOnlyFilesystem,
        ErrorKind::InvalidFilename,
        ErrorKind::NotFound,
        ErrorKind::Other,
    ];
    errors.extend(kinds.map(|kind| WriteError::System(path(), kind, 5)));
    for error in errors {
        for lang in [Lang::French, Lang::English] {
            let text = error.message().say(lang);
            assert!(!text.contains('{') && !text.contains('\u{1b}') && text.contains('\n'), "{text}");
        }
    }
}

#[test]
fn p10_an_output_whose_manifest_has_hashes_is_ours_too() {
    let site = site();
    publish_in(&site, &[("a/b", "b"), ("c", "c")]).unwrap();
    let output = site.path().join("output");
    let old = format!("boucle-manifest 1\n{0}  a/b\n{0}  c\n", "0".repeat(64));
    fs::write(output.join(MARK), &old).unwrap();
    let staging = site.path().join(".output.boucle-new");
    fs::create_dir(&staging).unwrap();
    fs::write(staging.join(MARK), &old).unwrap();
    let written = publish_in(&site, &[("c", "c")]).unwrap();
    assert_eq!(written, Written { written: 0, unchanged: 1, removed: 1, bytes: 0 });
    assert_eq!(paths(&site), ["c"]);
    assert_eq!(fs::read_to_string(output.join(MARK)).unwrap(), "boucle-manifest 2\nc\n");
    // As git writes the ends of lines on some machines.
    fs::write(output.join(MARK), "boucle-manifest 2\r\nc\r\n").unwrap();
    assert_eq!(publish_in(&site, &[("c", "c")]).unwrap().unchanged, 1);
    fs::write(output.join(MARK), "boucle-manifest 3\nc\n").unwrap();
    assert_eq!(refused(&site, &output), WriteError::NotOurs(output.clone(), vec![MARK.to_owned(), "c".to_owned()]));
}
