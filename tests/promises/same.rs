//! Same input, same bytes (P9 to P11), tried with the program itself.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::site::{Site, program, said, tree};

type Files = BTreeMap<String, Vec<u8>>;

/// Every file of a site, but what was built.
fn sources(site: &Site) -> Files {
    let mut files = tree(&site.root);
    files.retain(|path, _| !path.starts_with("output/"));
    files
}

/// Writes files into a new folder, in the order given.
fn write<'a>(files: impl Iterator<Item = (&'a String, &'a Vec<u8>)>, root: &Path) {
    for (path, bytes) in files {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), bytes).unwrap();
    }
}

/// The rights of every file and folder.
fn rights(folder: &Path) -> BTreeMap<String, u32> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap());
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o7777;
    entries.map(|e| (e.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned(), mode(e.path()))).collect()
}

#[test]
fn p09_any_machine_gives_the_same_bytes() {
    let site = Site::new();
    for n in 0..30 {
        let text =
            format!("---\ntitre: Page {n} œuvre Éco\n---\n\n## Une partie\n\n[[thematiques/reemploi]] {n} {n} 000 €\n");
        site.write(&format!("content/pages/{}-{n}.md", ["é", "Z", "a", "œ"][n % 4]), text);
    }
    site.build();
    let (first, first_rights) = (site.output(), rights(&site.root.join("output")));
    let machines: [&[(&str, &str)]; 4] = [
        &[("RAYON_NUM_THREADS", "1"), ("TZ", "Pacific/Kiritimati"), ("LC_ALL", "C"), ("USER", "a")],
        &[("RAYON_NUM_THREADS", "7"), ("TZ", "America/Los_Angeles"), ("LC_ALL", "tr_TR.UTF-8"), ("HOSTNAME", "b")],
        &[("LANG", "br_FR.UTF-8"), ("LANGUAGE", "br"), ("COLUMNS", "20"), ("TERM", "xterm"), ("CLICOLOR_FORCE", "1")],
        &[("LC_COLLATE", "C"), ("HOME", "/"), ("TMPDIR", "/nowhere"), ("RUST_LOG", "trace"), ("RUST_BACKTRACE", "1")],
    ];
    let files = sources(&site);
    for (round, machine) in machines.into_iter().enumerate() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join(["a", "un dossier é", "x/y/z", "content"][round]);
        // The disk gives the files of a folder in an order that depends on when they came.
        if round % 2 == 0 {
            write(files.iter().rev(), &root)
        } else {
            write(files.iter(), &root)
        }
        let date = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 * round as u64);
        for path in files.keys() {
            fs::File::options().write(true).open(root.join(path)).unwrap().set_modified(date).unwrap();
        }
        let mut build = Command::new("sh");
        build.args(["-c", "umask $0; exec \"$@\"", ["000", "077", "027", "177"][round]]).arg(program().get_program());
        let (code, said) = said(build.args(["build", "--root"]).arg(&root).envs(machine.iter().copied()));
        assert_eq!(code, 0, "{said}");
        let output = tree(&root.join("output"));
        for (path, bytes) in &first {
            assert!(output.get(path) == Some(bytes), "{path} differs with {machine:?}");
        }
        assert_eq!(output.len(), first.len());
        assert_eq!(rights(&root.join("output")), first_rights, "{machine:?}");
    }
}

#[test]
fn p10_a_rebuild_gives_what_a_clean_build_gives() {
    let site = Site::new();
    site.build();
    let page = "content/pages/palettes.md";
    let changes: [&dyn Fn(&Site); 6] = [
        &|site| site.write(page, "---\ntitre: Palettes\n---\n\nUne page, et [[thematiques/reemploi]].\n"),
        &|site| site.write(page, "---\ntitre: Des palettes\nanciennes_adresses: [/vieux/]\n---\n\nUne page.\n"),
        &|site| fs::rename(site.root.join(page), site.root.join("content/pages/caisses.md")).unwrap(),
        &|site| fs::remove_file(site.root.join("content/pages/caisses.md")).unwrap(),
        &|site| {
            let base = site.root.join("themes/armorique/templates/base.html");
            let text = fs::read_to_string(&base).unwrap().replacen("</body>", "<!-- autre --></body>", 1);
            fs::write(base, text).unwrap();
        },
        &|site| {
            let style = site.root.join("themes/armorique/static/style.css");
            let text = fs::read_to_string(&style).unwrap() + "hr { margin: 1px }\n";
            fs::write(style, text).unwrap();
        },
    ];
    for (number, change) in changes.into_iter().enumerate() {
        change(&site);
        site.build();
        let again = site.output();
        let (code, said) = said(site.command("build").arg("--output").arg(site.root.join(format!("clean-{number}"))));
        assert_eq!(code, 0, "{said}");
        assert!(again == tree(&site.root.join(format!("clean-{number}"))), "after change {number}");
        site.build();
        assert!(again == site.output(), "twice, after change {number}");
    }
}

#[test]
fn p11_dates_of_files_mean_nothing() {
    let site = Site::new();
    let page = "content/pages/essai.md";
    let place = site.root.join(page);
    let days = [0, 1, 4_000_000_000].map(|seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
    let before_1970 = SystemTime::UNIX_EPOCH - Duration::from_secs(1_000_000_000);
    for day in days.into_iter().chain([before_1970]) {
        // The same length and the same date: only the content tells.
        for word in ["noir", "gris"] {
            site.write(page, format!("---\ntitre: Essai\n---\n\nTout est {word}.\n"));
            fs::File::options().write(true).open(&place).unwrap().set_modified(day).unwrap();
            site.build();
            let output = site.output();
            assert!(String::from_utf8_lossy(&output["essai/index.html"]).contains(word));
        }
    }
}

#[test]
fn p11_today_is_what_whoever_builds_says() {
    let site = Site::new();
    site.write("content/pages/demain.md", "---\ntitre: Demain\npublier_le: 2030-01-01\n---\n");
    let is_there = |name: &str, value: &str| {
        let (code, said) = said(site.command("build").env(name, value));
        assert_eq!(code, 0, "{said}");
        site.root.join("output/demain/index.html").exists()
    };
    assert!(!is_there("SOURCE_DATE_EPOCH", "1800000000"));
    assert!(is_there("SOURCE_DATE_EPOCH", "1900000000"));
    for nonsense in ["-1", "1e9", "99999999999999999999999", "demain", "1e400", "9223372036854775807"] {
        let (code, said) = said(site.command("build").env("SOURCE_DATE_EPOCH", nonsense));
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("SOURCE_DATE_EPOCH") && said.contains(nonsense), "{said}");
    }
    // Without a word, nobody asks the clock.
    assert!(!is_there("SOURCE_DATE_EPOCH", ""));
    assert!(!is_there("NOTHING", ""));
}

#[test]
fn p09_the_place_of_a_site_may_have_any_name() {
    use std::os::unix::ffi::OsStrExt;
    let site = Site::new();
    site.build();
    let usual = site.output();
    fs::remove_dir_all(site.root.join("output")).unwrap();
    let strange = site.root.parent().unwrap().join(std::ffi::OsStr::from_bytes(b"Mes \xe9tudes"));
    fs::rename(&site.root, &strange).unwrap();
    let (code, words) = said(program().arg("build").arg("--root").arg(&strange));
    assert_eq!(code, 0, "{words}");
    assert!(tree(&strange.join("output")) == usual);
    // The name of a file of the site still counts.
    fs::write(strange.join("content").join(std::ffi::OsStr::from_bytes(b"p\xe9ril.md")), "x").unwrap();
    let (code, words) = said(program().arg("build").arg("--root").arg(&strange));
    assert!(code == 1 && words.contains("renommez ce fichier"), "{words}");
}
