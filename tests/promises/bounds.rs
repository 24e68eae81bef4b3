//! Everything is bounded (P14 to P19), tried with the program itself, in 1 GiB of memory.
//! `BOUCLE_SIZE=1048576 cargo test --release --test promises p16_` tries pages of 1 MiB.

use std::fmt::Write as _;
use std::process::Command;

use crate::site::{Site, program, said};

/// Runs a command about a site with 1 GiB of memory, so many open files, and ten seconds of work: the
/// system counts them, whatever else the machine does.
fn bounded(site: &Site, name: &str, files: usize) -> (i32, String) {
    let script = format!("ulimit -t 10; ulimit -d 1048576; ulimit -n {files}; exec \"$0\" {name} --root \"$1\"");
    let mut shell = Command::new("sh");
    shell.args(["-c", &script]).arg(program().get_program()).arg(&site.root).env_clear();
    said(&mut shell)
}

/// Fails when the site with this file is not refused with this code.
fn refused(path: &str, bytes: impl AsRef<[u8]>, code: &str) {
    let site = Site::new();
    site.write(path, bytes);
    let (status, words) = bounded(&site, "build", 256);
    assert!(status == 1 && words.contains(code) && words.contains(path), "{status} {path} {code}: {words}");
    assert!(site.output().is_empty());
}

#[test]
fn p14_headers_and_settings_are_bounded() {
    let header = |yaml: &str| format!("---\ntitre: A\n{yaml}\n---\n");
    let page = "content/pages/essai.md";
    refused(page, header(&format!("a: {}", "x".repeat(65 * 1024))), "en-tete-trop-grand");
    refused(page, header(&format!("a: {}1{}", "[".repeat(40), "]".repeat(40))), "en-tete-trop-grand");
    let deep: String = (0..40).fold(String::new(), |mut text, n| {
        let _ = writeln!(text, "{}a:", " ".repeat(n));
        text
    });
    refused(page, header(&deep), "en-tete-illisible");
    refused(page, header("titre: B"), "rubrique-en-double");
    let bomb = ('b'..='i').fold("a: &a [x, x]\n".to_owned(), |mut text, name| {
        let last = (name as u8 - 1) as char;
        let _ =
            writeln!(text, "{name}: &{name} [*{last}, *{last}, *{last}, *{last}, *{last}, *{last}, *{last}, *{last}]");
        text
    });
    for twisted in [bomb.as_str(), "a: &x 1\nb: *x", "<<: { a: b }", "a: !!binary x"] {
        refused(page, header(twisted), "erreur[");
        refused("content/site.yaml", twisted, "erreur[");
    }
    refused("content/glossaire.yaml", "a: b\n".repeat(1_000_000), "en-tete-trop-grand");
    refused("content/site.yaml", format!("title: {}", "x".repeat(65 * 1024)), "en-tete-trop-grand");
    // The settings allow more, or less.
    let site = Site::new();
    let settings = std::fs::read_to_string(site.root.join("content/site.yaml")).unwrap();
    site.write("content/site.yaml", format!("{settings}\nlimits: {{ header: 128, levels: 50 }}\n"));
    let deep = format!("a: {}1{}", "[".repeat(40), "]".repeat(40));
    site.write(page, header(&format!("b: {}\n{deep}", "x".repeat(65 * 1024))));
    let (_, words) = bounded(&site, "check", 256);
    assert!(!words.contains("en-tete-trop-grand") && words.contains("rubrique-inconnue"), "{words}");
    site.write("content/site.yaml", format!("{settings}\nlimits: {{ levels: 2 }}\n"));
    site.write(page, header("a: [[[1]]]"));
    let (status, words) = bounded(&site, "check", 256);
    assert!(status == 1 && words.contains("en-tete-trop-grand"), "{words}");
}

#[test]
fn p15_a_page_is_bounded_and_a_long_line_is_fine() {
    let page = |text: &str| format!("---\ntitre: Essai\n---\n\n{text}\n");
    refused("content/pages/essai.md", page(&"un mot ".repeat(9 * 1024 * 1024 / 7)), "page-trop-longue");
    let site = Site::new();
    site.write("content/pages/essai.md", page(&"un mot ".repeat(1024 * 1024 / 7)));
    let (code, words) = bounded(&site, "build", 256);
    assert_eq!(code, 0, "{words}");
    // What the settings say is allowed is allowed, and no more.
    let settings = std::fs::read_to_string(site.root.join("content/site.yaml")).unwrap();
    site.write("content/site.yaml", format!("{settings}limits: {{ page: 1 }}\n"));
    site.write("content/pages/essai.md", page(&"un mot ".repeat(2 * 1024 * 1024 / 7)));
    let (code, words) = bounded(&site, "build", 256);
    assert!(code == 1 && words.contains("page-trop-longue"), "{words}");
}

/// What blows up readers of Markdown, of headers and of HTML.
const HOSTILE: [&str; 44] = [
    "#",
    "# t\n\n",
    "## titre\n\n",
    "> ",
    "- ",
    "[[a|b]] ",
    "a[^1] ",
    "mot",
    "mot ",
    "l'eau : « x » ! ",
    "*a _b ",
    "*",
    "a**b",
    "[",
    "[]",
    "![",
    "[a](b)",
    "[a](b c ",
    "[a] (/b) ",
    "( ",
    "a@b.fr ",
    "https://a.fr ",
    "[a]: b\n",
    "| a | b |\n",
    "a\n---\n",
    "a\tb\n",
    "Ã©",
    "• a\n",
    "1° a\n",
    "##a\n",
    "** a ** b ",
    "<div>",
    "<div>\n\n",
    "<p>a",
    "<!--",
    "<",
    "<em id=a>",
    "XXX [à compléter] ",
    "```\n",
    "`",
    "&",
    "\\",
    "~~a ",
    "{lang=",
];

#[test]
fn p16_any_page_is_read_in_little_time_and_memory() {
    let asked: Option<usize> = std::env::var("BOUCLE_SIZE").ok().and_then(|size| size.parse().ok());
    let size = asked.unwrap_or(10_000);
    let site = Site::new();
    for (number, piece) in HOSTILE.into_iter().enumerate() {
        let text = piece.repeat(size / piece.len());
        // Every day all of them are read at once; large ones, each on its own.
        let number = if asked.is_some() { 0 } else { number };
        site.write(&format!("content/pages/essai-{number}.md"), format!("---\ntitre: Essai\n---\n\n{text}"));
        let header = &text[..text.floor_char_boundary(size.min(60_000))];
        site.write(&format!("content/guide/essai-{number}.md"), format!("---\n{header}"));
        if asked.is_some() {
            check(&site, piece);
        }
    }
    check(&site, "all");
}

fn check(site: &Site, about: &str) {
    let (code, words) = bounded(site, "check", 256);
    assert!([0, 1].contains(&code), "{about:?} gives {code}: {}", words.chars().take(500).collect::<String>());
}

#[test]
fn p16_many_faults_of_one_line_are_told_in_every_format() {
    let site = Site::new();
    let links = (0..10_000).fold(String::new(), |mut text, n| {
        let _ = write!(text, "[[a{n}|b]] ");
        text
    });
    site.write("content/pages/essai.md", format!("---\ntitre: Essai\n---\n\n{links}\n"));
    for format in ["human", "json", "sarif", "github", "gitlab"] {
        let (code, words) = bounded(&site, &format!("check --format {format}"), 256);
        assert!(code == 1 && (format == "human" || words.contains("a9999")), "{format}: {code}");
    }
}

#[test]
fn p16_notes_tables_and_lists_grow_as_their_text() {
    let notes = (0..2_000).fold(String::new(), |mut text, n| {
        let _ = write!(text, "a[^{n}]\n\n[^{n}]: x\n\n");
        text
    });
    let list = (0..400).fold(String::new(), |mut text, n| text_of_item(&mut text, n));
    let wide = format!("|{}\n|{}\n{}", "a|".repeat(1_000), "-|".repeat(1_000), "|b\n".repeat(100));
    for text in [notes, list, wide] {
        let site = Site::new();
        site.write("content/pages/essai.md", format!("---\ntitre: Essai\n---\n\n{text}"));
        let (code, words) = bounded(&site, "check", 256);
        assert!([0, 1].contains(&code), "{words}");
    }
}

fn text_of_item(text: &mut String, depth: usize) -> String {
    let _ = writeln!(text, "{}- a", "  ".repeat(depth));
    std::mem::take(text)
}

/// A picture that announces this width and height, and holds nothing.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

#[test]
fn p17_a_picture_is_refused_by_its_header() {
    let picture = |bytes: Vec<u8>| {
        let site = Site::new();
        site.write("content/guide/lande.png", bytes);
        site.write("content/pages/essai.md", "---\ntitre: Essai\n---\n\n![Une lande](../guide/lande.png)\n");
        let (code, words) = bounded(&site, "build", 256);
        (code, words, site)
    };
    let (code, words, site) = picture(png(50_000, 50_000));
    assert!(code == 1 && words.contains("image-trop-grande") && words.contains("lande.png"), "{words}");
    let settings = std::fs::read_to_string(site.root.join("content/site.yaml")).unwrap();
    site.write("content/site.yaml", format!("{settings}limits: {{ megapixels: 2500 }}\n"));
    let (code, words) = site.run("build");
    assert!(code == 1 && !words.contains("image-trop-grande"), "the settings may allow more: {words}");
    assert!(words.contains("image-illisible"), "it holds nothing: {words}");
    let mut heavy = png(100, 100);
    heavy.resize(51 * 1024 * 1024, 0);
    let (code, words, _) = picture(heavy);
    assert!(code == 1 && words.contains("image-trop-grande"), "{words}");
    let (code, words, _) = picture(b"\x89PNG\r\n\x1a\n\0\0".to_vec());
    assert!(code == 1 && words.contains("image-illisible") && words.contains("lande.png"), "{words}");
}

/// Fails when the site with these settings and this text of a page says none of these words, or is published.
fn told(limits: &str, text: &str, words: &[&str]) {
    let site = Site::new();
    allow(&site, limits);
    site.write("content/pages/essai.md", format!("---\ntitre: Essai\n---\n\n{text}\n"));
    let (status, said) = bounded(&site, "build", 256);
    assert!(status == 1 && words.iter().all(|word| said.contains(word)), "{limits} {words:?}: {status} {said}");
    assert!(site.output().is_empty());
}

/// Adds bounds to the settings of a site.
fn allow(site: &Site, limits: &str) {
    let settings = std::fs::read_to_string(site.root.join("content/site.yaml")).unwrap();
    site.write("content/site.yaml", format!("{settings}\nlimits: {{ {limits} }}\n"));
}

#[test]
fn p16_the_depth_of_a_text_is_what_the_settings_say() {
    let site = Site::new();
    site.write("content/pages/essai.md", format!("---\ntitre: Essai\n---\n\n{}a\n", "> ".repeat(30)));
    for (limits, said) in [("nesting: 24", "plus de 24 niveaux"), ("nesting: 5", "plus de 5 niveaux")] {
        let settings = std::fs::read_to_string(site.root.join("content/site.yaml")).unwrap();
        allow(&site, limits);
        let (_, words) = bounded(&site, "check", 256);
        assert!(words.contains(said), "{words}");
        site.write("content/site.yaml", settings);
    }
    allow(&site, "nesting: 48");
    let (_, words) = bounded(&site, "check", 256);
    assert!(!words.contains("niveaux"), "{words}");
}

#[test]
fn p16_blocks_of_one_page_end() {
    // Each is small; all together they would write without end.
    let site = Site::new();
    allow(&site, "html: 1");
    for n in 0..120 {
        site.write(&format!("content/pages/page-{n}.md"), format!("---\ntitre: Page {n} {}\n---\n", "x".repeat(60)));
    }
    let blocks = "```fiches\ncollection: pages\n```\n\n".repeat(400);
    site.write("content/pages/essai.md", format!("---\ntitre: Essai\n---\n\n{blocks}"));
    let (status, said) = bounded(&site, "build", 256);
    assert!(status == 1 && said.contains("les blocs de cette page") && said.contains("html: 2"), "{said}");
    assert_eq!(said.matches("les blocs de cette page").count(), 1, "one message for one cause");
}

#[test]
fn p17_drawings_are_bounded() {
    let place = |n: usize| format!("  - {{ nom: Lieu {n}, latitude: 48.{n}, longitude: -4.{n} }}\n");
    let map =
        |more: &str| format!("```carte\ntitre: Carte\nlieux:\n{}{more}```\n", (1..4).map(place).collect::<String>());
    told("places: 2", &map(""), &["dessin-impossible", "3 lieux", "plus de 2", "limits: { places"]);
    told("maps: 2", &[map(""), map(""), map("")].join("\n"), &["plus de 2 dessins", "limits: { maps: 4 }"]);
    let contours = |points: usize| {
        let points: Vec<String> = (0..points).map(|n| format!("[-4.{n},48.{n}]")).collect();
        format!("{{\"type\":\"LineString\",\"coordinates\":[{}]}}", points.join(","))
    };
    let with_contours = |limits: &str, json: String| {
        let site = Site::new();
        allow(&site, limits);
        site.write("content/pages/fond.geojson", json);
        let text = map("fond: fond.geojson\ncredit: Moi\n");
        site.write("content/pages/essai.md", format!("---\ntitre: Essai\n---\n\n{text}"));
        bounded(&site, "build", 256)
    };
    assert_eq!(with_contours("points: 50", contours(50)).0, 0);
    let (status, said) = with_contours("points: 50", contours(51));
    assert!(status == 1 && said.contains("plus de 50 points"), "{said}");
    let (status, said) = with_contours("drawing: 1", contours(1) + &" ".repeat(1024 * 1024));
    assert!(status == 1 && said.contains("dépasse 1 Mo"), "{said}");
    // A drawing that somebody made.
    let site = Site::new();
    let path = "<path d=\"M0 0L9 9\"/>".repeat(9 * 1024 * 1024 / 22);
    let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{path}</svg>");
    site.write("content/pages/dessin.svg", svg);
    site.write("content/pages/essai.md", "---\ntitre: Essai\n---\n\n![Un dessin au trait](dessin.svg)\n");
    let (status, said) = bounded(&site, "build", 256);
    assert!(status == 1 && said.contains("pèse plus de 8 Mo") && said.contains("drawing: 16"), "{said}");
}

#[test]
fn p18_a_template_that_never_ends_is_a_fault_of_the_theme() {
    let silent = "{% for a in range(end=9999) -%}{% for b in range(end=9999) -%}{% endfor -%}{% endfor -%}";
    let loops = "{% for a in range(end=3000) %}{% for b in range(end=3000) %}xxxxxxxxxx{% endfor %}{% endfor %}";
    let calls = "{{ <sansfin /> }}";
    for (piece, name) in [(loops, "404.html"), (silent, "404.html"), (calls, "404.html")] {
        let site = Site::new();
        let base = std::fs::read_to_string(site.root.join("themes/armorique/templates/404.html")).unwrap();
        let component = "{% component sansfin() %}x{{ <sansfin /> }}{% endcomponent sansfin %}";
        allow(&site, "steps: 1");
        let parts = std::fs::read_to_string(site.root.join("themes/armorique/templates/components.html")).unwrap();
        site.write("themes/armorique/templates/components.html", format!("{parts}{component}"));
        site.write(
            "themes/armorique/templates/404.html",
            base.replacen("{% endblock", &format!("{piece}{{% endblock"), 1),
        );
        let (code, words) = bounded(&site, "build", 256);
        assert!(code == 1 && words.contains("modele-de-page") && words.contains(name), "{code} {words}");
    }
    let site = Site::new();
    site.write("themes/armorique/templates/a.html", "{% include \"b.html\" %}");
    site.write("themes/armorique/templates/b.html", "{% include \"a.html\" %}");
    let (code, words) = bounded(&site, "build", 256);
    assert!(code == 1 && words.contains("modele-de-page"), "{words}");
}

#[test]
fn p19_many_pages_need_few_files_and_no_environment() {
    let pages = std::env::var("BOUCLE_PAGES").ok().and_then(|pages| pages.parse().ok()).unwrap_or(150);
    let site = Site::new();
    for n in 0..pages {
        site.write(
            &format!("content/pages/p{n}.md"),
            format!("---\ntitre: Page {n}\n---\n\n## Une partie\n\nUn texte {n}.\n"),
        );
    }
    let (code, words) = bounded(&site, "build", 48);
    assert_eq!(code, 0, "{words}");
    assert!(site.output().len() > pages);
}

/// Each template holds the next one twice: so many levels are two to that power of parts, which write nothing.
fn doubled(site: &Site, levels: usize, part: impl Fn(usize) -> String) {
    for n in 0..levels {
        let inner = if n + 1 < levels { part(n + 1).repeat(2) } else { String::new() };
        site.write(&format!("themes/armorique/templates/part-{n}.html"), inner);
    }
}

#[test]
fn p18_templates_that_write_nothing_end_too() {
    let in_404 = |site: &Site, piece: &str| {
        let base = std::fs::read_to_string(site.root.join("themes/armorique/templates/404.html")).unwrap();
        let text = base.replacen("{% endblock", &format!("{piece}{{% endblock"), 1);
        site.write("themes/armorique/templates/404.html", text);
    };
    let include = |n: usize| format!("{{% include \"part-{n}.html\" %}}");
    // Two to the power of forty parts.
    let site = Site::new();
    allow(&site, "steps: 1");
    doubled(&site, 40, include);
    in_404(&site, &include(0));
    let (code, words) = bounded(&site, "build", 256);
    assert!(code == 1 && words.contains("de pas") && words.contains("steps: 2"), "{code} {words}");
    // Components in components: two to the power of nineteen, each with a long loop.
    let site = Site::new();
    allow(&site, "steps: 1");
    let mut parts = std::fs::read_to_string(site.root.join("themes/armorique/templates/components.html")).unwrap();
    for n in 0..19 {
        let inner = if n < 18 {
            format!("{{{{ <c{} /> }}}}", n + 1).repeat(2)
        } else {
            "{% for a in range(end=99) %}{% endfor %}".into()
        };
        let _ = write!(parts, "{{% component c{n}() %}}{inner}{{% endcomponent c{n} %}}");
    }
    site.write("themes/armorique/templates/components.html", parts);
    in_404(&site, "{{ <c0 /> }}");
    let (code, words) = bounded(&site, "build", 256);
    assert!(code == 1 && words.contains("de pas"), "{code} {words}");
    // What the settings allow is allowed, and the place is the one in the file as it is written.
    let site = Site::new();
    in_404(
        &site,
        "{% for a in range(end=99) %}{% for b in range(end=99) %}{% for c in range(end=110) %}{% endfor %}{% endfor %}{% endfor %}",
    );
    assert_eq!(site.run("build").0, 0);
    allow(&site, "steps: 1");
    let (code, words) = site.run("build");
    assert!(code == 1 && words.contains("404.html:") && words.contains("plus de 1 million"), "{code} {words}");
    assert!(!words.contains("count_one_step"), "{words}");
}

#[test]
fn p18_templates_stand_inside_one_another_to_a_bound() {
    for (levels, limits, code) in [(64, "", 0), (66, "", 1), (3_000, "", 1), (9, "inclusions: 5", 1)] {
        let site = Site::new();
        allow(&site, limits);
        for n in 0..levels {
            let inner = if n + 1 < levels { format!("{{% include \"part-{}.html\" %}}", n + 1) } else { String::new() };
            site.write(&format!("themes/armorique/templates/part-{n}.html"), inner);
        }
        let (status, words) = bounded(&site, "build", 256);
        let told = words.contains("modele-de-page") && words.contains("niveaux") && words.contains("part-");
        assert!(status == code && told == (code == 1), "{levels} {limits}: {status} {words}");
    }
    // A circle of any length is told by its name.
    let site = Site::new();
    for n in 0..2_000 {
        let next = (n + 1) % 2_000;
        site.write(
            &format!("themes/armorique/templates/part-{n}.html"),
            format!("{{% include \"part-{next}.html\" %}}"),
        );
    }
    let (status, words) = bounded(&site, "build", 256);
    assert!(status == 1 && words.contains("modele-de-page"), "{status} {words}");
}

#[test]
fn p14_the_weight_and_the_number_of_files_are_bounded() {
    let photo = vec![0; 2 * 1024 * 1024];
    for (limits, words) in [
        ("files: 10", ["plus de 10 fichiers", "limits: { files: 20 }"]),
        ("file: 1", ["grande.pdf", "limits: { file: 2 }"]),
        ("site: 2", ["dépassent ensemble 2 Mo", "limits: { site: 4 }"]),
    ] {
        let site = Site::new();
        allow(&site, limits);
        site.write("content/pages/grande.pdf", &photo);
        let (status, said) = bounded(&site, "build", 256);
        assert!(status == 1 && words.iter().all(|word| said.contains(word)), "{limits}: {said}");
        assert!(said.contains("fichier-non-lu") && site.output().is_empty());
    }
}
