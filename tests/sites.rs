//! Whole sites: the real guide, and a cookbook with the same program and the same theme.

#![allow(clippy::unwrap_used)]

#[allow(dead_code, clippy::disallowed_methods)] // The bench writes other dialects too, and reads its theme.
#[path = "../benches/build/corpus.rs"]
mod corpus;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use boucle::output::Output;
use boucle::source::{Sources, walk};
use boucle::{Built, Options, build};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn guide() -> Sources {
    walk::read(root())
}

/// The cookbook, with the theme of the guide.
fn cookbook() -> Sources {
    let theme = guide();
    let site = walk::read(&root().join("tests/sites/cuisine"));
    let files = |sources: &Sources, top: &str| -> Vec<(String, Arc<[u8]>)> {
        sources.below(top).map(|(_, file)| (file.path.clone(), file.bytes.clone())).collect()
    };
    Sources::new(files(&theme, "themes/").into_iter().chain(files(&site, "content/")))
}

fn built(sources: &Sources) -> Built {
    let built = build(sources, &Options::default(), &|_, _| {});
    assert!(
        !built.report.has_errors(),
        "{}",
        boucle::diagnostic::json::show(&built.report, sources, Default::default())
    );
    built
}

/// The guide as it is.
static GUIDE: LazyLock<Output> = LazyLock::new(|| built(&guide()).output);

fn page<'a>(output: &'a Output, path: &str) -> &'a str {
    let file = output.files.get(path).unwrap_or_else(|| panic!("{path} is not published"));
    std::str::from_utf8(&file.bytes).unwrap()
}

/// The sources with a change in one file.
fn changed(sources: &Sources, path: &str, change: impl Fn(&str) -> String) -> Sources {
    Sources::new(sources.iter().map(|(_, file)| {
        let bytes = match file.path == path {
            true => change(file.text().unwrap()).into_bytes().into(),
            false => file.bytes.clone(),
        };
        (file.path.clone(), bytes)
    }))
}

#[test]
fn the_guide_of_the_bench_has_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    corpus::write(corpus::Dialect::Boucle, 30, folder.path(), &root().join("benches"));
    let output = built(&walk::read(folder.path())).output;
    assert!(output.files.len() > 30);
}

#[test]
fn a_child_theme_whose_words_are_older_than_the_search_is_built() {
    let words = |text: &str| {
        let old = |line: &&str| !["  none_left:", "  not_sought:"].iter().any(|key| line.starts_with(key));
        text.lines().filter(old).map(|line| format!("{line}\n")).collect()
    };
    let output = built(&changed(&guide(), "themes/armorique/strings/fr.yaml", words)).output;
    let search = page(&output, "recherche/index.html");
    let said = |key: &str| search.split(&format!(" data-{key}=\"")).nth(1).unwrap().split('"').next().unwrap();
    assert_eq!([said("none-left"), said("not-sought")], [said("none"); 2]);
}

#[test]
fn p09_two_builds_give_the_same_bytes_whatever_the_number_of_cores() {
    let sources = guide();
    let all = built(&sources).output;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let one = pool.install(|| built(&sources).output);
    assert!(all == one);
    let mut reversed: Vec<_> = sources.iter().map(|(_, f)| (f.path.clone(), f.bytes.clone())).collect();
    reversed.reverse();
    assert!(all == built(&Sources::new(reversed)).output);
}

#[test]
fn a_field_added_to_the_model_is_checked_and_shown_with_no_other_change() {
    let model = |text: &str| {
        let at = "      porteur: { type: text, required: true";
        assert!(text.contains(at));
        text.replacen(at, &format!("      duree: {{ type: integer, unit: mois, label: Durée }}\n{at}"), 1)
    };
    let with = |line: &'static str| {
        let sources = changed(&guide(), "content/model.yaml", model);
        changed(&sources, "content/etudes-de-cas/palettes-mobilier.md", move |text| {
            text.replacen("---\n", &format!("---\n{line}\n"), 1)
        })
    };
    let right = built(&with("duree: 18"));
    let html = page(&right.output, "etudes-de-cas/palettes-mobilier/index.html");
    assert!(html.contains("Durée</dt><dd>18&nbsp;mois</dd>"), "{html}");
    let sources = with("duree: longtemps");
    let wrong = build(&sources, &Options::default(), &|_, _| {});
    let fault = wrong.report.iter().find(|d| d.rule.code == "valeur-inattendue").unwrap();
    let span = fault.span.unwrap();
    assert_eq!(sources.position(span.file, span.start), (2, 8));
}

#[test]
fn the_same_program_and_theme_make_a_cookbook() {
    let output = built(&cookbook()).output;
    let recipes = output.files.keys().filter(|p| p.starts_with("recettes/") && p.ends_with("index.html")).count();
    assert!(recipes > 4, "{:?}", output.files.keys());
    assert!(!output.files.values().any(|f| String::from_utf8_lossy(&f.bytes).contains("Études de cas")));
}

#[test]
fn every_address_of_every_page_leads_to_a_file_even_from_the_disk() {
    for output in [built(&guide()).output, built(&cookbook()).output] {
        let paths: BTreeSet<&str> = output.files.keys().map(String::as_str).collect();
        for (path, file) in output.files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let html = std::str::from_utf8(&file.bytes).unwrap();
            for attribute in [" href=\"", " src=\""] {
                for part in html.split(attribute).skip(1) {
                    let target = part.split('"').next().unwrap();
                    check_address(path, target, &paths, &output);
                }
            }
        }
    }
}

fn check_address(from: &str, target: &str, paths: &BTreeSet<&str>, output: &Output) {
    if ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| target.starts_with(scheme)) {
        return;
    }
    let (file, anchor) = target.split_once('#').map_or((target, None), |(f, a)| (f, Some(a)));
    // The page of unknown addresses is shown everywhere: its own addresses begin at the root.
    let file = if from == "404.html" { file.trim_start_matches('/') } else { file };
    let mut parts: Vec<&str> = from.split('/').collect();
    if !file.is_empty() {
        parts.pop();
        for part in file.split('/') {
            match part {
                ".." => assert!(parts.pop().is_some(), "{from} leads out of the site: {target}"),
                part => parts.push(part),
            }
        }
    }
    let path = parts.join("/");
    assert!(paths.contains(path.as_str()), "{from}: {target} leads to no file");
    if let Some(anchor) = anchor {
        let html = page(output, &path);
        assert!(html.contains(&format!(" id=\"{anchor}\"")), "{from}: {target} leads to no part of {path}");
    }
}

#[test]
fn p26_titles_and_anchors_are_unique() {
    let output = &*GUIDE;
    let mut titles = BTreeSet::new();
    for (path, file) in output.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(&file.bytes).unwrap();
        let title = html.split("<title>").nth(1).and_then(|t| t.split("</title>").next()).unwrap();
        assert!(titles.insert(title.to_owned()), "{path}: « {title} » is already the title of another page");
        let mut ids = BTreeSet::new();
        for id in html.split(" id=\"").skip(1).filter_map(|p| p.split('"').next()) {
            assert!(ids.insert(id), "{path}: two parts are called {id}");
        }
    }
}

#[test]
fn nothing_is_asked_of_another_site() {
    for (path, file) in
        built(&guide()).output.files.iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".css"))
    {
        let text = std::str::from_utf8(&file.bytes).unwrap();
        for sign in [" src=\"http", "@import", "url(http", " src=\"//", "<iframe"] {
            assert!(!text.contains(sign), "{path} holds {sign}");
        }
    }
}

#[test]
fn the_score_of_eco_design_comes_from_its_criteria() {
    const PAGE: &str = "content/ecoconception.md";
    let sources = guide();
    let shown = |sources: &Sources| page(&built(sources).output, "ecoconception/index.html").to_owned();
    assert!(!shown(&sources).contains("&nbsp;%</strong>"));
    // (1.5 + 1) of (1.5 + 1.25 + 1): what does not apply is left out.
    let criteria = "criteres:
  - { numero: '1.1', intitule: Un, niveau: prioritaire, etat: valide }
  - { numero: '2.1', intitule: Deux, niveau: recommande, etat: non-valide, explication: 'À *faire*' }
  - { numero: '3.1', intitule: Trois, niveau: modere, etat: valide }
  - { numero: '4.1', intitule: Quatre, niveau: prioritaire, etat: sans-objet }
revision:";
    let html = shown(&changed(&sources, PAGE, |text| text.replacen("revision:", criteria, 1)));
    for words in ["<strong>67&nbsp;%</strong>", "<th scope=\"row\">2.1 Deux</th>", "À <em>faire</em>", "Non validé"] {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn the_whole_guide_gives_each_source_once_and_two_of_one_title_are_two() {
    let report = |editor: &str| format!("{{ titre: Rapport annuel, editeur: {editor} }}");
    let written = format!("sources: [{}, {}, {}, ", report("Une mairie"), report("Un syndicat"), report("Une mairie"));
    let sources = changed(&guide(), "content/guide/agir.md", |text| text.replacen("sources: [", &written, 1));
    let output = built(&sources).output;
    let list = page(&output, "guide-en-une-page/index.html").split("<ul class=\"sources\">").nth(1).unwrap();
    let items: Vec<&str> = list.split("</ul>").next().unwrap().split("<li>").skip(1).collect();
    let distinct: BTreeSet<&&str> = items.iter().collect();
    assert_eq!(items.len(), distinct.len(), "{items:?}");
    assert_eq!(items.iter().filter(|item| item.starts_with("Rapport annuel, ")).count(), 2, "{items:?}");
}

#[test]
fn nothing_is_borrowed_from_the_design_of_the_state() {
    // Its classes, its mark, its blue and its red: they are for the sites of the State alone.
    let borrowed = ["class=\"fr-", " fr-", ".fr-", "marianne", "dsfr", "#000091", "#e1000f", "république française"];
    let sources = guide();
    let look = sources.below("themes/").filter(|(_, file)| !file.path.ends_with(".md")).map(|(_, file)| {
        let bytes = file.bytes.clone();
        (file.path.clone(), bytes)
    });
    let output = &*GUIDE;
    let pages =
        output.files.iter().filter(|(path, _)| path.ends_with(".html")).map(|(p, f)| (p.clone(), f.bytes.clone()));
    for (path, bytes) in look.chain(pages) {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for word in borrowed {
            assert!(!text.contains(word), "{path}: {word}");
        }
    }
}

#[test]
fn a_case_study_is_read_in_one_order_and_empty_parts_leave_no_trace() {
    let output = &*GUIDE;
    let html = page(output, "etudes-de-cas/bocage-bois-energie/index.html");
    let order = [
        "<h1>",
        "class=\"lead\"",
        "id=\"chiffres\"",
        "id=\"contexte\"",
        "id=\"ce-qui-a-ete-fait\"",
        "id=\"resultats\"",
        "id=\"difficultes\"",
        "id=\"facteurs-de-reussite\"",
        "id=\"ce-que-vous-pouvez-reprendre\"",
        // Beside the text on a wide screen, after it on a telephone and for a screen reader.
        "id=\"bref--\"",
        "class=\"toc\"",
        "id=\"sources\"",
        "id=\"contact\"",
        "class=\"colophon\"",
        "class=\"cite\"",
        "<footer class=\"foot\"",
    ];
    let places: Vec<usize> = order.iter().map(|part| html.find(part).unwrap_or_else(|| panic!("no {part}"))).collect();
    assert!(places.is_sorted(), "{:?}", order.iter().zip(&places).collect::<Vec<_>>());
    for (path, file) in output.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(&file.bytes).unwrap();
        for empty in
            ["<dd></dd>", "<dt></dt>", "<p></p>", "<ul></ul>", "<ol></ol>", "<h2></h2>", "<dl class=\"fields\"></dl>"]
        {
            assert!(!html.contains(empty), "{path}: {empty}");
        }
    }
}

#[test]
fn a_heading_named_as_a_part_of_the_theme_is_no_second_one() {
    let path = "content/guide/mobiliser.md";
    let headings = ["Sur cette page", "En bref", "Bref", "Télécharger", "Filtres"];
    let headings: String = headings.iter().map(|title| format!("\n## {title}\n\nUn texte.\n")).collect();
    let sources = changed(&guide(), path, |text| format!("{text}{headings}"));
    let output = built(&sources).output;
    let html = page(&output, "guide/mobiliser/index.html");
    assert!(html.contains("id=\"bref--\"") && html.contains("<h2 id=\"bref\">"), "{html}");
    assert!(html.contains("href=\"#sur-cette-page--\"") && html.contains("id=\"sur-cette-page--\""));
    assert!(html.contains("<h2 id=\"sur-cette-page\">"), "{html}");
}

#[test]
fn chapters_themes_and_case_studies_lead_to_one_another() {
    let sources = guide();
    let output = &*GUIDE;
    let names = |folder: &str| -> Vec<String> {
        let top = format!("content/{folder}/");
        let files = sources.below(&top).map(|(_, file)| file.path.clone());
        let names = files.filter_map(|path| Some(path.rsplit_once('/')?.1.strip_suffix(".md")?.to_owned()));
        names.filter(|name| name != "index").collect()
    };
    let mut seen = 0;
    for case in names("etudes-de-cas") {
        let html = page(output, &format!("etudes-de-cas/{case}/index.html"));
        let mut themes = 0;
        for folder in ["thematiques", "guide"] {
            for other in names(folder).iter().filter(|name| html.contains(&format!("/{folder}/{name}/index.html"))) {
                // In its facts: the page there names it back.
                let brief = &html[html.find("id=\"bref--\"").unwrap()..html.rfind("class=\"text\"").unwrap()];
                if brief.contains(&format!("/{folder}/{other}/index.html")) {
                    let back = page(output, &format!("{folder}/{other}/index.html"));
                    assert!(back.contains(&format!("/etudes-de-cas/{case}/index.html")), "{folder}/{other}: {case}");
                    themes += usize::from(folder == "thematiques");
                    seen += 1;
                }
            }
        }
        assert!(themes > 0, "{case} has no theme");
    }
    assert!(seen > 24, "{seen}");
}

/// A photograph as a telephone takes it: wide, and with the place where it was taken.
fn photograph() -> Vec<u8> {
    let points = raster::RgbImage::from_fn(6100, 40, |x, y| raster::Rgb([(x % 251) as u8, (y % 251) as u8, 90]));
    let mut jpeg = std::io::Cursor::new(Vec::new());
    points.write_to(&mut jpeg, raster::ImageFormat::Jpeg).unwrap();
    let jpeg = jpeg.into_inner();
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend(b"\x01\x0e\0\x02\0\0\0\x0e\0\0\0\x26"); // A comment, at byte 38.
    exif.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x34"); // Its position, at byte 52.
    exif.extend(b"\0\0\0\0CHEZ-LA-MAIRE\0\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

#[test]
fn a_photograph_of_a_telephone_is_told_and_published_light_and_without_its_position() {
    let base = walk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/base"));
    let base = base.iter().map(|(_, file)| (file.path.clone(), file.bytes.clone()));
    let text = "---\ntitre: A\n---\n![L'atelier du Faou](atelier.jpg)\n".as_bytes();
    let new = [("a.md", text.to_vec()), ("atelier.jpg", photograph())];
    let new = new.map(|(name, bytes)| (format!("content/fiches/{name}"), bytes.into()));
    let sources = Sources::new(base.chain(new));
    let built = build(&sources, &Options::default(), &|_, _| {});
    let told: Vec<String> = built
        .report
        .iter()
        .map(|d| format!("{} {}", d.rule.code, d.message.say(boucle::diagnostic::Lang::French)))
        .collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with("image-lourde") && told[0].contains("6100") && told[0].contains("position GPS"),
        "{told:?}"
    );
    let files = &built.output.files;
    assert!(files.keys().filter(|path| path.ends_with(".webp")).count() > 1, "{:?}", files.keys());
    for (path, file) in files {
        let secret = file.bytes.windows(13).any(|bytes| bytes == b"CHEZ-LA-MAIRE");
        assert!(!secret && file.bytes.len() < 300_000, "{path}");
    }
}
