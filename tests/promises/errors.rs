//! Errors help (P12 and P13), tried with the program itself.

use std::fs;
use std::process::{Command, Stdio};

use crate::site::{Site, program, said};

#[test]
fn p12_messages_that_cannot_be_written_change_nothing() {
    let site = Site::new();
    site.build();
    let output = site.output();
    site.write("content/pages/faux.md", "---\ntitre: Faux\n---\n\n[mort](nulle-part.md)\n");
    for (redirection, code) in [("", 1), (">&- 2>&-", 1), (">/dev/full 2>/dev/full", 1), ("<&- 2>&-", 1)] {
        for format in ["human", "json", "sarif", "github", "gitlab"] {
            let script = format!("exec \"$0\" build --root \"$1\" --format {format} {redirection}");
            let mut shell = Command::new("sh");
            shell.args(["-c", &script]).arg(program().get_program()).arg(&site.root);
            assert_eq!(said(&mut shell).0, code, "{format} {redirection}");
            assert!(site.output() == output, "{format} {redirection}");
        }
    }
    // A reader that goes away after one line.
    let mut build = site.command("check").arg("--format").arg("json").stdout(Stdio::piped()).spawn().unwrap();
    drop(build.stdout.take());
    assert_eq!(build.wait().unwrap().code(), Some(1));
    // And a right site is published all the same.
    fs::remove_file(site.root.join("content/pages/faux.md")).unwrap();
    site.write("content/pages/juste.md", "---\ntitre: Juste\n---\n");
    let mut shell = Command::new("sh");
    shell.args(["-c", "exec \"$0\" build --root \"$1\" >&- 2>&-"]).arg(program().get_program()).arg(&site.root);
    assert_eq!(said(&mut shell).0, 0);
    assert!(site.output().contains_key("juste/index.html"));
}

#[test]
fn p12_an_error_says_where_it_is_and_what_to_do_and_nothing_of_the_program() {
    let site = Site::new();
    let wrong = [
        ("lien.md", "---\ntitre: A\n---\n\n[x](nulle-part.md)\n", "lien.md:5:1"),
        ("image.md", "---\ntitre: B\n---\n\n![Une lande](absente.jpg)\n", "image.md:5:1"),
        ("date.md", "---\ntitre: C\npublier_le: 2026-02-30\n---\n", "date.md:3:13"),
        ("rubrique.md", "---\ntitre: D\nchapeau: x\n---\n", "rubrique.md:3:1"),
        ("type.md", "---\ntitre: [a, b]\n---\n", "type.md:2:8"),
        ("oui.md", "---\ntitre: E\nbrouillon: peut-être\n---\n", "oui.md:3:12"),
        ("vide.md", "", "vide.md"),
    ];
    for (name, text, _) in wrong {
        site.write(&format!("content/pages/{name}"), text);
    }
    for lang in ["fr", "en"] {
        let (code, words) = said(site.command("build").args(["--lang", lang]));
        assert_eq!(code, 1);
        for (_, _, place) in wrong {
            assert!(words.contains(place), "{place} is not in {words}");
        }
        for inside in ["panicked", ".rs:", "unwrap", "Some(", "serde", "tera", "None", "stack backtrace", "{ $"] {
            assert!(!words.contains(inside), "« {inside} » is in {words}");
        }
        let do_this = if lang == "fr" { "À faire" } else { "To do" };
        assert!(words.matches(do_this).count() >= wrong.len(), "{words}");
    }
}

#[test]
fn p12_nothing_drives_the_terminal_of_whoever_reads() {
    let site = Site::new();
    let drive = "\u{1b}[2J\u{1b}]0;titre\u{7}\u{9b}31m\u{202e}";
    site.write(
        &format!("content/pages/a{drive}.md"),
        format!("---\ntitre: x{drive}\n{drive}: 1\n---\n\n[{drive}]({drive}.md)\n"),
    );
    site.write(
        "content/pages/b.md",
        format!("---\ntitre: \"x\\e[2J\\a\"\ncle{drive}: \"\\x1b[2J\"\n---\n\n## {drive}\n"),
    );
    for format in ["human", "json", "sarif", "github", "gitlab"] {
        let (code, words) = said(site.command("check").args(["--format", format]));
        assert_eq!(code, 1, "{words}");
        let hidden = |c: char| c.is_control() && c != '\n' && c != '\t' || c == '\u{202e}';
        let found: Vec<char> = words.chars().filter(|c| hidden(*c)).collect();
        assert!(found.is_empty(), "{format}: {found:?}");
    }
    let (_, words) = said(program().args(["build", "--root", drive, drive]));
    assert!(!words.contains(['\u{1b}', '\u{7}', '\u{9b}']), "{words:?}");
    let (_, words) = said(program().args(["build", "--level", &format!("{drive}=error"), "--date", drive]));
    assert!(!words.contains(['\u{1b}', '\u{7}', '\u{9b}']), "{words:?}");
    let (_, words) = said(program().args(["explain", drive]));
    assert!(!words.contains(['\u{1b}', '\u{7}', '\u{9b}']), "{words:?}");
}

#[test]
fn p13_one_run_tells_every_fault_of_every_file() {
    let site = Site::new();
    for n in 0..70 {
        site.write(
            &format!("content/pages/p{n}.md"),
            format!("---\ntitre: P{n}\n---\n\n[a](mort-{n}-a.md) [b](mort-{n}-b.md)\n"),
        );
    }
    site.write("content/site.yaml", "title: A\ntitel: x\nthemes: y\n");
    let (code, words) = said(site.command("check").args(["--format", "json"]));
    assert_eq!(code, 1);
    for n in 0..70 {
        assert!(words.contains(&format!("mort-{n}-a")) && words.contains(&format!("mort-{n}-b")), "{n}");
    }
    assert!(words.contains("titel") && words.contains("themes"));
    let (_, words) = site.run("check");
    assert!(words.contains("autres fichiers"), "{words}");
}
