//! Nothing gets out (P20 to P24), and nothing private goes public, tried with the program itself.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::Command;

use crate::site::{Site, said};

/// What makes a site strange.
type Make<'a> = &'a dyn Fn(&Site);

/// Fails when the site builds, or when what it says holds none of these words.
fn refused(site: &Site, words: &[&str], about: &str) {
    let (code, said) = site.run("build");
    assert_eq!(code, 1, "{about}: {said}");
    for word in words {
        assert!(said.contains(word), "{about}: « {word} » is not in\n{said}");
    }
    assert!(site.output().is_empty(), "{about}");
}

#[test]
fn p20_an_address_holds_letters_digits_and_hyphens() {
    let long = "a".repeat(101);
    let addresses = [
        "../vieux",
        "/a/../b",
        "..",
        ".cache",
        "a b",
        "a\\\\b",
        "%2e%2e",
        "a%2fb",
        "c:windows",
        "a\\u0007b",
        "a\\u202eb",
        "CON",
        "nul",
        "com1",
        "lpt9.html",
        "a.",
        &long,
    ];
    for address in addresses {
        for field in ["adresse: ", "anciennes_adresses:\n  - "] {
            let site = Site::new();
            site.write("content/pages/essai.md", format!("---\ntitre: Essai\n{field}\"{address}\"\n---\n"));
            refused(&site, &["content/pages/essai.md"], &format!("{field}{address}"));
        }
    }
    // What is fine stays fine.
    let site = Site::new();
    let right =
        "---\ntitre: Essai\nadresse: contes\nanciennes_adresses: [/console/, /com10/a_b.html, vieux/A-1.2/]\n---\n";
    site.write("content/pages/essai.md", right);
    site.build();
}

#[test]
fn p20_a_name_of_file_that_makes_no_address_is_an_error() {
    for name in ["con.md", "Nul.md", "...md", "§.md", "-.md", "a\u{7}.md/b.md"] {
        let site = Site::new();
        site.write(&format!("content/pages/{name}"), "---\ntitre: Essai\n---\n");
        let (code, said) = site.run("build");
        if code != 1 {
            let strange: Vec<_> = site.output().into_keys().filter(|path| !is_clean(path)).collect();
            assert!(strange.is_empty() && code == 0, "{name}: {strange:?} {said}");
        }
    }
}

/// The grammar of addresses, written a second time.
fn is_clean(path: &str) -> bool {
    const WINDOWS: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
    path == ".boucle"
        || path.split('/').all(|part| {
            let stem = part.split('.').next().unwrap().to_lowercase();
            let device = WINDOWS.contains(&stem.trim_end_matches(|c: char| c.is_ascii_digit()));
            let device = device && (stem.len() == 3 && !["com", "lpt"].contains(&&*stem) || stem.len() == 4);
            let clean = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
            part.len() <= 100 && part.chars().all(clean) && !part.starts_with('.') && !part.ends_with('.') && !device
        })
}

#[test]
fn p21_links_do_not_lead_out_of_the_site() {
    for link in
        ["../../../secret.md", "/../secret.md", "../../../../etc/passwd", "..%2f..%2fsecret", "file:///etc/passwd"]
    {
        for form in ["[a](LINK)", "![un paysage de landes](LINK)", "[a]: LINK\n\n[a]"] {
            let site = Site::new();
            fs::write(site.root.parent().unwrap().join("secret.md"), "canari").unwrap();
            site.write("content/pages/essai.md", format!("---\ntitre: Essai\n---\n\n{}\n", form.replace("LINK", link)));
            refused(&site, &["content/pages/essai.md"], link);
        }
    }
}

#[test]
fn p21_symbolic_links_devices_and_pipes_are_refused_without_being_opened() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.md"), "---\ntitre: Canari\n---\n").unwrap();
    let secret = outside.path().join("secret.md");
    let strange: [(&str, Make<'_>); 7] = [
        ("lien.md", &|site| symlink(&secret, site.root.join("content/pages/lien.md")).unwrap()),
        ("dossier", &|site| symlink(outside.path(), site.root.join("content/pages/dossier")).unwrap()),
        ("boucle", &|site| symlink("..", site.root.join("content/pages/boucle")).unwrap()),
        ("tube.md", &|site| {
            let made = Command::new("mkfifo").arg(site.root.join("content/pages/tube.md")).status();
            assert!(made.unwrap().success());
        }),
        ("prise.md", &|site| {
            UnixListener::bind(site.root.join("content/pages/prise.md")).unwrap();
        }),
        ("style.css", &|site| {
            fs::remove_file(site.root.join("themes/armorique/static/style.css")).unwrap();
            symlink("/etc/passwd", site.root.join("themes/armorique/static/style.css")).unwrap();
        }),
        ("content", &|site| {
            fs::rename(site.root.join("content"), outside.path().join("content")).unwrap();
            symlink(outside.path().join("content"), site.root.join("content")).unwrap();
        }),
    ];
    for (name, make) in strange {
        let site = Site::new();
        make(&site);
        refused(&site, &[name], name);
    }
}

#[test]
fn p21_a_new_page_is_not_written_through_a_link() {
    let outside = tempfile::tempdir().unwrap();
    for link in ["content/guide", "content"] {
        let site = Site::new();
        let kept = outside.path().join(link.replace('/', "-"));
        fs::rename(site.root.join(link), &kept).unwrap();
        symlink(&kept, site.root.join(link)).unwrap();
        let (code, words) = said(site.command("new").args(["guide", "Hors du site"]));
        assert_eq!(code, 2, "{words}");
        assert!(words.contains(link), "{words}");
        assert!(!kept.join("hors-du-site.md").exists() && !kept.join("guide/hors-du-site.md").exists(), "{link}");
    }
    let site = Site::new();
    assert_eq!(said(site.command("new").args(["guide", "Dans le site"])).0, 0);
    assert!(site.root.join("content/guide/dans-le-site.md").exists());
}

#[test]
fn p22_two_sources_of_one_address_are_an_error_that_names_both() {
    let page = |address: &str| format!("---\ntitre: Page {address}\nadresse: {address}\n---\n");
    let pairs: [(&str, String, &str, String); 5] = [
        ("a/essai.md", "---\ntitre: Un\n---\n".into(), "b/essai.md", "---\ntitre: Deux\n---\n".into()),
        ("un.md", page("essai"), "deux.md", page("essai")),
        ("un.md", page("essai"), "deux.md", "---\ntitre: Deux\nanciennes_adresses: [/ESSAI/]\n---\n".into()),
        ("\u{e9}t\u{e9}.md", "---\ntitre: Un\n---\n".into(), "e\u{301}te\u{301}.md", "---\ntitre: Deux\n---\n".into()),
        ("Essai.md", "---\ntitre: Un\n---\n".into(), "essai\u{200b}.md", "---\ntitre: Deux\n---\n".into()),
    ];
    for (one, text, other, text_of_other) in pairs {
        let site = Site::new();
        site.write(&format!("content/pages/{one}"), text);
        site.write(&format!("content/pages/{other}"), text_of_other);
        let names = [one, other].map(|name| name.split('/').next_back().unwrap().trim_end_matches("\u{200b}.md"));
        let names = if one.contains('\u{e9}') { ["\u{e9}t\u{e9}.md"; 2] } else { names };
        refused(&site, &names, other);
    }
    // An old address that a file of the theme has already, and one that needs it as a folder.
    for old in ["404.html", "plan-du-site/", "guide/", "404.html/a.html", "index.html/b/"] {
        let site = Site::new();
        site.write("content/pages/essai.md", format!("---\ntitre: Essai\nanciennes_adresses: [/{old}]\n---\n"));
        let (code, said) = site.run("build");
        assert!([1, 2].contains(&code), "{old}: {said}");
        assert!(site.output().is_empty(), "{old}");
    }
}

#[test]
fn p22_compressed_twins_count_as_addresses() {
    for old in ["index.html.gz", "plan-du-site/index.html.br/x/"] {
        let site = Site::new();
        let settings = fs::read_to_string(site.root.join("content/site.yaml")).unwrap();
        let page = format!("---\ntitre: Essai\nanciennes_adresses: [/{old}]\n---\n");
        site.write("content/pages/essai.md", page);
        site.build();
        site.write("content/site.yaml", format!("{settings}\nhosting: {{ compress: true }}\n"));
        let (code, said) = site.run("check");
        assert_eq!(code, 1, "{said}");
        fs::remove_dir_all(site.root.join("output")).unwrap();
        refused(&site, &["essai.md", "adresse-en-double", old.trim_end_matches("x/")], old);
    }
}

#[test]
fn p22_an_old_address_cannot_be_that_of_a_file() {
    let site = Site::new();
    site.build();
    let css = site.output().into_keys().find(|path| path.ends_with(".css")).unwrap();
    site.write("content/pages/essai.md", format!("---\ntitre: Essai\nanciennes_adresses: [/{css}]\n---\n"));
    let (code, said) = site.run("build");
    assert!([1, 2].contains(&code), "{said}");
}

#[test]
fn p23_a_build_asks_no_network_runs_no_program_and_reads_no_variable() {
    let site = Site::new();
    let syntax =
        "{{ get_env(name='CANARI') }} {{ config }} {% include \"base.html\" %} {# x #} ${CANARI} $(id) {{ 7*7 }}";
    site.write(
        "content/pages/essai.md",
        format!("---\ntitre: \"{{{{ 6*7 }}}}\"\n---\n\n{syntax}\n\n![[https://exemple.fr/a.png]]\n"),
    );
    let traced = Command::new("strace").arg("-V").output().is_ok_and(|output| output.status.success());
    let log = site.root.parent().unwrap().join("log");
    let mut build = if traced { Command::new("strace") } else { site.command("build") };
    if traced {
        build.args(["-f", "-qq", "-e", "trace=socket,connect,execve", "-o"]).arg(&log);
        build.arg(site.command("build").get_program()).args(["build", "--root"]).arg(&site.root).env_clear();
    }
    site.write("content/pages/essai.md", format!("---\ntitre: \"{{{{ 6*7 }}}}\"\n---\n\n{syntax}\n"));
    // Words of other programs are a fault of their own.
    build.args(["--level", "reste-de-logiciel=advice"]);
    let (code, said) = said(build.env("CANARI", "coucou-canari").env("HTTP_PROXY", "http://127.0.0.1:9"));
    assert_eq!(code, 0, "{said}");
    let page = String::from_utf8(site.output()["essai/index.html"].clone()).unwrap();
    assert!(page.contains("{{ 6*7 }}") && page.contains("{{ 7*7 }}") && page.contains("{% include"), "{page}");
    assert!(!site.output().values().any(|bytes| String::from_utf8_lossy(bytes).contains("coucou-canari")));
    if traced {
        // A thread that ends while it is looked at leaves a line of its own, which names no call.
        let log = fs::read_to_string(log).unwrap();
        let calls: Vec<&str> =
            log.lines().filter(|l| ["socket", "connect", "execve"].iter().any(|c| l.contains(c))).collect();
        assert!(calls.len() == 1 && calls[0].contains("execve(") && calls[0].ends_with("= 0"), "{log}");
    } else {
        println!("strace is not there: network calls were not looked for");
    }
}

#[test]
fn p24_what_is_private_is_nowhere_in_the_output() {
    let site = Site::new();
    let canary = |place: &str| format!("canari-{place}");
    let page = |head: &str, place: &str| format!("---\ntitre: {}\n{head}\n---\n\n{}\n", canary(place), canary(place));
    site.write(
        "content/pages/brouillon.md",
        page("brouillon: oui\nanciennes_adresses: [/canari-adresse/]", "brouillon"),
    );
    site.write("content/fiches/brouillon.md", page("brouillon: oui\nthematiques: [thematiques/reemploi]", "fiche"));
    site.write("content/pages/demain.md", page("publier_le: 2030-01-01", "futur"));
    site.write("content/pages/hier.md", page("retirer_le: 2020-01-01", "retire"));
    site.write(
        "content/pages/visible.md",
        format!(
            "---\ntitre: Visible\n# {}\n---\n\nUn texte.\n\n<!-- {} -->\n\nSuite <!-- {} --> et fin.\n\n[//]: # ({})\n",
            canary("yaml"),
            canary("html"),
            canary("ligne"),
            canary("definition")
        ),
    );
    for (name, place) in [
        (".secret.md", "cache"),
        (".git/config", "git"),
        ("pages/.env", "env"),
        ("pages/visible.md~", "tilde"),
        ("pages/#visible.md#", "emacs"),
        ("pages/.visible.md.swp", "vim"),
        ("pages/visible.md.bak", "bak"),
        ("pages/~$visible.docx", "word"),
        ("pages/.~lock.visible.odt#", "libre"),
        ("pages/.DS_Store", "mac"),
        ("pages/photo-inutile.jpg", "photo"),
        ("pages/notes.txt.tmp", "tmp"),
        ("Thumbs.db", "thumbs"),
    ] {
        site.write(&format!("content/{name}"), page("", place));
    }
    site.write("themes/armorique/static/.htpasswd", canary("htpasswd"));
    site.write("themes/armorique/static/style.css~", canary("style"));
    site.write("README.md", canary("readme"));
    site.write(".env", canary("racine"));
    let (code, words) = said(site.command("build").args(["--date", "2026-11-24"]));
    assert_eq!(code, 0, "{words}");
    for (path, bytes) in site.output() {
        let text = format!("{path} {}", String::from_utf8_lossy(&bytes));
        let leak = text.find("canari-").map(|at| text[at..].chars().take(30).collect::<String>());
        assert!(leak.is_none(), "{path} holds {leak:?}");
    }
}

#[test]
fn p24_a_copy_that_was_set_aside_is_told_and_not_published() {
    for name in [
        "essai.bak.md",
        "essai.tmp.md",
        "essai.sync-conflict-20200101-101010-ABCDEFG.md",
        "essai (copie).md",
        "essai (conflicted copy 2020-01-01).md",
    ] {
        let site = Site::new();
        site.write("content/pages/essai.md", "---\ntitre: Essai\n---\n");
        site.write("content/pages/CVS/vieux.md", "---\ntitre: Vieux\n---\n");
        site.build();
        assert!(!site.output().keys().any(|path| path.contains("vieux")));
        fs::remove_dir_all(site.root.join("output")).unwrap();
        site.write(&format!("content/pages/{name}"), "---\ntitre: Autre essai\n---\n");
        refused(&site, &[name, "copie de sauvegarde"], name);
    }
}

#[test]
fn p24_a_page_to_be_withdrawn_is_out_when_the_day_has_come() {
    let site = Site::new();
    site.write("content/pages/essai.md", "---\ntitre: Essai\npublier_le: 2026-02-01\nretirer_le: 2026-03-01\n---\n");
    for (day, there) in [("2026-01-31", false), ("2026-02-01", true), ("2026-02-28", true), ("2026-03-01", false)] {
        let (code, words) = said(site.command("build").args(["--date", day]));
        assert_eq!(code, 0, "{words}");
        assert_eq!(site.root.join("output/essai/index.html").exists(), there, "{day}");
    }
}
