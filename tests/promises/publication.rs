//! Building is all or nothing (P1 to P8), tried with the program itself.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;

use crate::site::{Site, program, said, tree};

/// A number that may be asked for: `BOUCLE_ROUNDS=200 BOUCLE_PAGES=1000`.
fn asked(name: &str, everyday: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(everyday)
}

/// A site with so many more pages, all of which say the same word.
fn many(pages: usize, word: &str) -> Site {
    let site = Site::new();
    say(&site, pages, word);
    site
}

fn say(site: &Site, pages: usize, word: &str) {
    for n in 0..pages {
        let text = format!("---\ntitre: Page {n}\n---\n\nLa page {n} dit {word}, et [le guide](../guide/index.md).\n");
        site.write(&format!("content/pages/page-{n}.md"), text);
    }
}

/// Starts a build that says nothing.
fn start(site: &Site) -> Child {
    site.command("build").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// What stands beside the output, without the site itself.
fn beside(site: &Site) -> Vec<String> {
    let names = fs::read_dir(&site.root).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with(".output")).collect()
}

/// Sends a signal to a process of ours.
/// Sends a signal to a program. Was it still there?
fn send(signal: &str, child: &Child) -> bool {
    let mut kill = Command::new("kill");
    kill.arg(signal).arg(child.id().to_string()).stderr(Stdio::null()).status().unwrap().success()
}

#[test]
fn p01_no_level_publishes_a_site_whose_theme_cannot_be_used() {
    let site = Site::new();
    site.build();
    let published = site.output();
    const SETTINGS: &str = "content/site.yaml";
    let settings = fs::read_to_string(site.root.join(SETTINGS)).unwrap();
    let absent = settings.replace("theme: armorique", "theme: zzz");
    for (path, text, level) in [
        (SETTINGS, absent.as_str(), "theme-absent=off"),
        (SETTINGS, absent.as_str(), "theme-absent=advice"),
        ("themes/armorique/templates/404.html", "{% if", "modele-de-page=off"),
    ] {
        site.write(path, text);
        let (code, told) = said(site.command("build").args(["--level", level]));
        assert!(code == 1 && site.output() == published, "{path} {level}: {told}");
        site.write(SETTINGS, &settings);
    }
}

#[test]
fn p02_a_killed_build_leaves_one_of_two_whole_sites() {
    let (rounds, pages) = (asked("BOUCLE_ROUNDS", 24), asked("BOUCLE_PAGES", 40));
    let site = many(pages, "noir");
    site.build();
    let black = site.output();
    say(&site, pages, "blanc");
    let clock = Instant::now();
    site.build();
    let (white, whole) = (site.output(), clock.elapsed());
    assert_ne!(black, white);
    let mut seen = BTreeMap::from([("black", 0), ("white", 0), ("killed", 0)]);
    for round in 0..rounds {
        say(&site, pages, if round % 2 == 0 { "noir" } else { "blanc" });
        let mut build = start(&site);
        // Instants spread over the whole build, and a little beyond its end.
        thread::sleep(whole * (round as u32 * 7919 % rounds as u32) / rounds as u32 * 3 / 2);
        let _ = build.kill();
        let status = build.wait().unwrap();
        *seen.get_mut("killed").unwrap() += usize::from(status.signal().is_some());
        let output = site.output();
        let which = match &output {
            output if *output == black => "black",
            output if *output == white => "white",
            _ => panic!("round {round}: neither the old site nor the new one"),
        };
        *seen.get_mut(which).unwrap() += 1;
    }
    println!("{rounds} rounds on {pages} pages, {whole:?} a build: {seen:?}");
    // How many depends on what else the machine does.
    assert!(seen["killed"] > 0, "{seen:?}");
    say(&site, pages, "blanc");
    site.build();
    assert!(site.output() == white);
    assert_eq!(beside(&site), Vec::<String>::new(), "the next build removes what the killed ones left");
}

#[test]
fn p03_a_reader_always_finds_every_page() {
    let site = many(20, "noir");
    site.build();
    let pages = site.root.join("output/pages/page-0/index.html");
    assert!(pages.is_file() || site.root.join("output/page-0/index.html").is_file());
    let folder = site.root.join("output");
    let (first, last) = (folder.join("page-0/index.html"), folder.join("page-19/index.html"));
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let is_new = |path: &Path| fs::read_to_string(path).unwrap().contains("blanc");
            while !done.load(Ordering::Relaxed) {
                let new = is_new(&last);
                assert!(!new || is_new(&first), "an old page after a new one");
            }
        });
        say(&site, 20, "blanc");
        site.build();
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn p04_a_signal_ends_a_build_with_nothing_left_behind() {
    let site = many(60, "noir");
    site.build();
    let black = site.output();
    say(&site, 60, "blanc");
    let clock = Instant::now();
    assert_eq!(site.run("check").0, 0);
    let whole = clock.elapsed();
    let mut codes = BTreeMap::new();
    for round in 0..12 {
        let (signal, code) = if round % 2 == 0 { ("-INT", 130) } else { ("-TERM", 143) };
        let mut build = start(&site);
        // From the first instants, when nothing listens yet, to the last.
        thread::sleep(whole * (round + 1) / 10);
        // Who ends a program may signal twice at once.
        assert!(send(signal, &build));
        send(signal, &build);
        let status = build.wait().unwrap();
        let got = status.code().or(status.signal().map(|signal| 128 + signal)).unwrap();
        *codes.entry(got).or_insert(0) += 1;
        assert!(got == code || got == 0, "{signal} gives {got}");
        assert_eq!(beside(&site), Vec::<String>::new(), "after {signal} in round {round}");
        if got == 0 {
            say(&site, 60, "noir");
            site.build();
            assert!(site.output() == black);
            say(&site, 60, "blanc");
        } else {
            assert!(site.output() == black);
        }
    }
    assert!(codes.contains_key(&130) && codes.contains_key(&143), "{codes:?}");
}

#[test]
fn p05_two_builds_at_once_give_one_whole_site() {
    let site = many(20, "noir");
    site.build();
    let alone = site.output();
    say(&site, 20, "blanc");
    let builds: Vec<Child> = (0..3).map(|_| start(&site)).collect();
    let codes: Vec<Option<i32>> = builds.into_iter().map(|mut build| build.wait().unwrap().code()).collect();
    assert!(codes.contains(&Some(0)) && codes.iter().all(|code| [Some(0), Some(2)].contains(code)), "{codes:?}");
    let output = site.output();
    assert_eq!(output.len(), alone.len());
    let pages = output.iter().filter(|(path, _)| path.starts_with("page-") && path.ends_with(".html"));
    assert!(
        pages.clone().count() == 20 && pages.into_iter().all(|(_, b)| String::from_utf8_lossy(b).contains("blanc"))
    );
    assert_eq!(beside(&site), Vec::<String>::new());
}

#[test]
fn p05_a_build_that_finds_another_one_says_so() {
    let site = Site::new();
    site.build();
    let before = site.output();
    site.write("content/pages/plus.md", "---\ntitre: En plus\n---\n");
    // Another program that holds the same lock.
    let script = "exec 9<\"$1\"; flock -n 9 || exit 7; shift; \"$@\"";
    let mut locked = Command::new("sh");
    locked.args(["-c", script, "sh"]).arg(&site.root).arg(program().get_program());
    let (code, said) = said(locked.args(["build", "--root"]).arg(&site.root));
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("une autre construction du site est en cours"), "{said}");
    assert!(site.output() == before);
    site.build();
}

#[test]
fn p05_sources_that_change_meanwhile_do_no_harm() {
    let site = many(20, "noir");
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0.. {
                if done.load(Ordering::Relaxed) {
                    break;
                }
                say(&site, 20, ["noir", "blanc", "gris"][round % 3]);
                let _ = fs::remove_file(site.root.join("content/pages/page-3.md"));
            }
        });
        for _ in 0..6 {
            let (code, said) = site.run("build");
            assert!([0, 1].contains(&code), "{said}");
        }
        done.store(true, Ordering::Relaxed);
    });
    say(&site, 20, "noir");
    site.build();
    let output = site.output();
    assert!(output == many_output(20, "noir"));
}

/// What a clean build of a new site gives.
fn many_output(pages: usize, word: &str) -> BTreeMap<String, Vec<u8>> {
    let site = many(pages, word);
    site.build();
    site.output()
}

/// Runs a script in a mount space of its own, where this is allowed; none where it is not.
fn apart(site: &Site, script: &str) -> Option<(i32, String)> {
    let may = Command::new("unshare").args(["--user", "--map-root-user", "--mount", "true"]).status();
    if !may.is_ok_and(|status| status.success()) {
        println!("this system lets nobody mount a disk for a test: {script} was not tried");
        return None;
    }
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-ec", script]).current_dir(&site.root);
    Some(said(command.env("BOUCLE", program().get_program())))
}

#[test]
fn p06_a_full_disk_is_told_and_changes_nothing() {
    for size in ["size=64k", "nr_inodes=12"] {
        let site = many(30, "noir");
        let script = format!(
            "mkdir disk; mount -t tmpfs -o {size} tmpfs disk; mkdir disk/site; echo old >disk/site/.gitignore
             code=0; \"$BOUCLE\" build --root . --output disk/site || code=$?
             test \"$(find disk | sort | tr '\\n' ' ')\" = 'disk disk/site disk/site/.gitignore '; exit $code"
        );
        let Some((code, said)) = apart(&site, &script) else { return };
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("le disque est plein") && said.contains("disk/site/"), "{said}");
    }
}

#[test]
fn p06_a_file_too_large_is_told_and_changes_nothing() {
    let site = many(3, "noir");
    site.build();
    let before = site.output();
    site.write("content/pages/page-0.md", format!("---\ntitre: Page 0\n---\n\n{}\n", "un mot ".repeat(30_000)));
    // In blocks of 512 bytes or of 1 KiB: less than the page, more than any other file.
    let mut limited = Command::new("sh");
    limited.args(["-c", "ulimit -f 100; exec \"$0\" build --root .", program().get_program().to_str().unwrap()]);
    let (code, said) = said(limited.current_dir(&site.root));
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("page-0/index.html") && said.contains("trop gros"), "{said}");
    assert!(site.output() == before);
    assert_eq!(beside(&site), Vec::<String>::new());
}

#[test]
fn p06_a_place_that_cannot_be_written_is_told() {
    let site = Site::new();
    site.build();
    let before = site.output();
    site.write("content/pages/plus.md", "---\ntitre: En plus\n---\n");
    let script = "mount --bind . /mnt; mount -o remount,bind,ro /mnt; cd /mnt; exec \"$BOUCLE\" build";
    if let Some((code, said)) = apart(&site, script) {
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("ne peut rien créer") && said.contains("output"), "{said}");
    }
    assert!(site.output() == before);
}

#[test]
fn p07_an_output_that_is_a_mount_point_is_told() {
    let site = Site::new();
    fs::create_dir(site.root.join("output")).unwrap();
    let script = "mount -t tmpfs tmpfs output; code=0; \"$BOUCLE\" build || code=$?; ls -A output; exit $code";
    let Some((code, said)) = apart(&site, script) else { return };
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("le point de départ d’un autre disque"), "{said}");
    assert!(!said.contains("index.html") && beside(&site).is_empty(), "{said}");
}

#[test]
fn p02_a_volume_mounted_in_the_output_is_told_and_stays() {
    let site = Site::new();
    site.build();
    let script = "mount -t tmpfs tmpfs output/guide; code=0; \"$BOUCLE\" build || code=$?
                  mountpoint -q output/guide && echo RESTE; exit $code";
    let Some((code, said)) = apart(&site, script) else { return };
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("output/guide » est le point de départ d’un autre disque"), "{said}");
    assert!(said.contains("RESTE") && beside(&site).is_empty(), "{said}");
    // What cannot be removed beside the output is named itself.
    fs::create_dir(site.root.join(".output.boucle-new")).unwrap();
    let script = "mount -t tmpfs tmpfs .output.boucle-new; exec \"$BOUCLE\" build";
    let Some((code, said)) = apart(&site, script) else { return };
    assert_eq!(code, 2, "{said}");
    assert!(said.contains(".output.boucle-new » est le point de départ d’un autre disque"), "{said}");
}

#[test]
fn p07_a_file_of_somebody_else_is_never_deleted() {
    let site = Site::new();
    site.build();
    site.write("output/notes.txt", "à moi");
    site.write("content/pages/plus.md", "---\ntitre: En plus\n---\n");
    let before = site.output();
    let (code, said) = site.run("build");
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("notes.txt"), "{said}");
    assert!(site.output() == before);
}

#[test]
fn p08_nothing_is_written_elsewhere() {
    let site = Site::new();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::set_permissions(elsewhere.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let sources = || {
        let mut files = tree(&site.root);
        files.retain(|path, _| !path.starts_with("output/") && !path.starts_with(".boucle-cache"));
        files
    };
    let before = sources();
    let mut build = site.command("build");
    build.current_dir(elsewhere.path());
    let (code, words) = said(build.env("HOME", elsewhere.path()).env("TMPDIR", elsewhere.path()));
    assert_eq!(code, 0, "{words}");
    assert!(sources() == before);
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    // The sources on a disk that nobody may write: only the folder of the output need be ours.
    let script = "mkdir there; mount -t tmpfs tmpfs there; mount --bind . /mnt; mount -o remount,bind,ro /mnt
                  exec \"$BOUCLE\" build --root /mnt --output there/site";
    if let Some((code, said)) = apart(&site, script) {
        assert_eq!(code, 0, "{said}");
    }
}
