//! The guide to take away: the files that every build makes of the same pages.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use boucle::book::Make;
use boucle::source::{Sources, walk};
use boucle::{Built, Options, Workshop, build};

fn guide() -> Sources {
    walk::read(Path::new(env!("CARGO_MANIFEST_DIR")))
}

fn options() -> Options {
    Options { make: Make::Epub, ..Options::default() }
}

fn built(sources: &Sources) -> Built {
    let built = build(sources, &options(), &|_, _| {});
    let shown = boucle::diagnostic::json::show(&built.report, sources, Default::default());
    assert!(!built.report.has_errors(), "{shown}");
    built
}

/// The file of the site with this ending that is at its root.
fn whole(built: &Built, ending: &str) -> Arc<[u8]> {
    let found = built.output.files.iter().find(|(path, _)| path.ends_with(ending) && !path.contains('/'));
    found.unwrap_or_else(|| panic!("no {ending} is published")).1.bytes.clone()
}

/// The texts of an EPUB, by their path.
fn texts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut texts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let (name, mut text) = (file.name().unwrap().to_string(), String::new());
        if file.read_to_string(&mut text).is_ok() {
            texts.insert(name, text);
        }
    }
    texts
}

#[test]
fn the_epub_holds_the_parts_of_the_settings_in_their_order() {
    let bytes = whole(&built(&guide()), ".epub");
    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip", "an EPUB is known by its first bytes");
    let texts = texts(&bytes);
    let package = &texts["EPUB/package.opf"];
    let at =
        |path: &str| package.find(&format!("href=\"{path}\"")).unwrap_or_else(|| panic!("{path} is not in the book"));
    let order = [
        "titre.xhtml",
        "mentions-legales/index.xhtml",
        "guide/index.xhtml",
        "guide/pourquoi/index.xhtml",
        "etudes-de-cas/index.xhtml",
        "thematiques/energie/index.xhtml",
        "glossaire/index.xhtml",
        "sources/index.xhtml",
    ];
    assert!(order.is_sorted_by_key(|path| at(path)), "{package}");
    for word in
        ["<dc:language>fr<", "schema:accessibilitySummary", "schema:accessMode\">textual<", "properties=\"nav\""]
    {
        assert!(package.contains(word), "{word} is missing: {package}");
    }
    let navigation = &texts["EPUB/nav.xhtml"];
    assert!(navigation.contains("epub:type=\"landmarks\"") && navigation.contains("Éco-produire en Armorique"));
    let chapter = &texts["EPUB/guide/pourquoi/index.xhtml"];
    let drawn = &texts["EPUB/guide/index.xhtml"];
    assert!(drawn.contains("class=\"drawing-wide\"") && drawn.contains("<desc"), "blocks are drawn: {drawn}");
    assert!(texts["EPUB/style.css"].contains(".drawing-wide { display: none; }"), "one of two drawings is shown");
    assert!(chapter.starts_with("<?xml") && chapter.contains("xml:lang=\"fr\""));
    let links = chapter.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let of_site: Vec<&str> = links.filter(|link| !link.contains(':') && link.contains(".html")).collect();
    assert!(of_site.is_empty(), "links lead to pages of the book: {of_site:?}");
}

#[test]
fn p09_what_is_taken_away_is_the_same_at_every_build_and_after_every_edit() {
    let sources = guide();
    let first = built(&sources).output;
    assert!(first == built(&sources).output);
    let mut workshop = Workshop::default();
    workshop.edition(&sources, &options()).whole();
    let edited = Sources::new(sources.iter().map(|(_, file)| {
        let bytes: Arc<[u8]> = match file.path.as_str() {
            "content/guide/pourquoi.md" => [&*file.bytes, b"\n\nEncore un mot.\n"].concat().into(),
            _ => file.bytes.clone(),
        };
        (file.path.clone(), bytes)
    }));
    let again = &workshop.edition(&edited, &options()).whole().output;
    assert!(*again == built(&edited).output, "what is remembered is what a first build gives");
    assert!(*again != first);
}

#[test]
fn without_a_pdf_the_site_says_so_and_leads_to_the_page_of_the_whole_guide() {
    let built = built(&guide());
    let home = String::from_utf8(built.output.files["index.html"].bytes.to_vec()).unwrap();
    let said = home.split("Ce guide n’est pas fourni en PDF.").nth(1).expect("the home page says that there is no PDF");
    let link = said.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(said.starts_with(" Pour l’imprimer, ouvrez cette page") && built.output.files.contains_key(link), "{link}");
}

#[test]
fn nothing_is_made_to_take_away_unless_somebody_asks() {
    let sources = guide();
    let plain = build(&sources, &Options::default(), &|_, _| {}).output;
    assert!(!plain.files.keys().any(|path| path.ends_with(".epub") || path.ends_with(".pdf")));
}

/// A small site with the theme of the guide, whose two pages hold everything that a text may hold.
#[cfg(feature = "pdf")]
fn small(text: &str) -> Sources {
    let files = |path: &str, text: &str| (path.to_owned(), Arc::from(text.as_bytes()));
    let guide = guide();
    let theme = guide.below("themes/").map(|(_, file)| (file.path.clone(), file.bytes.clone()));
    let site = "title: Petit guide
publisher: { name: Un parc, address: a, phone: b, director: c, email: a@exemple.fr }
accessibility: { page: fiches/a.md, plan: https://exemple.fr/, year_plan: https://exemple.fr/ }
host: { name: a, address: b, phone: c }
book: { parts: [{ to: fiches/, by: sur }, { to: sujets.yaml }], sheets: [fiches/] }
";
    let model = "collections:
  accueil: { path: index.md, url: /, fields: { titre: { type: text, role: title, required: true } } }
  fiches:
    label: { one: Fiche, many: Fiches }
    url: /fiches/{slug}/
    fields:
      titre: { type: text, role: title, required: true }
      chapo: { type: text, role: summary }
      sur: { type: reference, to: sujets, reverse: Fiches, label: Sujet }
      chiffres: { type: list, of: figure, label: Chiffres clés }
  sujets:
    label: { one: Sujet, many: Sujets }
    path: sujets.yaml
    url: /sujets/#{slug}
    fields: { titre: { type: text, role: title, required: true }, mot: { type: markdown, role: summary } }
";
    let a = format!(
        "---\ntitre: Première fiche\nchapo: \"Un #let x = 1 et 12 kg\"\nsur: eau\nchiffres:\n  - {{ valeur: 80, unite: kg, annee: 2018, source: {{ titre: Source }} }}\n---\n{text}\n"
    );
    Sources::new(theme.chain([
        files("content/site.yaml", site),
        files("content/model.yaml", model),
        files("content/index.md", "---\ntitre: Accueil\n---\n[[a]] [[b]]\n"),
        files("content/fiches/a.md", &a),
        files("content/fiches/b.md", "---\ntitre: Deuxième fiche\n---\nVoir [la première](a.md#une-partie).\n"),
        files("content/sujets.yaml", "eau: { titre: Eau, mot: \"L'eau.\" }\n"),
        files(
            "content/fiches/dessin.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 30\"><path d=\"M0 0h40v30z\"/></svg>",
        ),
    ]))
}

#[cfg(feature = "pdf")]
const EVERYTHING: &str = "
## Une partie

Texte *penché*, **gras**, ~~barré~~, `code #let`, [lien](https://exemple.fr/), [c'hoar]{lang=br}, CO2 → 1er, note[^1].

> [!CONSEIL] Un titre
> Un conseil.

> Une citation.

- un
- deux

3. trois
4. quatre

Tableau : des nombres

| a | b |
|---|--:|
| **c** | 1 |

![Un triangle](dessin.svg \"Une légende\")

```etapes
- texte: Une étape
```

- [ ] à faire
- [x] fait

```flux
titre: Des flux
unite: kg
source: { titre: Source }
liens: [{ de: Un, vers: Deux, quantite: 4600 }, { de: Un, vers: Trois, quantite: \"0,5\" }]
```

```boucle
titre: Une boucle
etapes: [{ titre: Un }, { titre: Deux, texte: \"avec *un* texte\" }, { titre: Trois }]
```

```carte
titre: Une carte
lieux: [{ nom: Nord, latitude: \"48,4\", longitude: \"-4,2\" }, { nom: Sud, latitude: \"48,2\", longitude: \"-4,1\" }]
```

    #panic(\"jamais\") $x$ @ref

***

[^1]: La note.
";

#[test]
#[cfg(feature = "pdf")]
fn p09_the_pdf_of_the_guide_and_of_each_page_are_accessible_and_the_same_every_time() {
    let sources = small(EVERYTHING);
    let options = Options { make: Make::Everything, ..Options::default() };
    let built = build(&sources, &options, &|_, _| {});
    let shown = boucle::diagnostic::json::show(&built.report, &sources, Default::default());
    assert!(!built.report.has_errors(), "{shown}");
    for path in ["petit-guide.pdf", "fiches/a/a.pdf", "fiches/b/b.pdf"] {
        let file = built.output.files.get(path).unwrap_or_else(|| panic!("{path} is not published: {shown}"));
        assert!(file.bytes.starts_with(b"%PDF-"), "{path}");
        let text = String::from_utf8_lossy(&file.bytes);
        for sign in ["/StructTreeRoot", "/Lang", "pdfuaid:part", "/Marked true"] {
            assert!(text.contains(sign), "{sign} is not in {path}");
        }
        // A picture, three drawings of blocks, two boxes of tasks.
        let pictures = if path.contains("/b/") { 0 } else { 6 };
        assert_eq!((text.matches("/S/Figure").count(), text.matches("/Alt").count()), (pictures, pictures), "{path}");
    }
    let page = String::from_utf8(built.output.files["fiches/a/index.html"].bytes.to_vec()).unwrap();
    assert!(page.contains("a.pdf\" download") && page.contains("(PDF, 4 pages, "), "{page}");
    assert!(built.output == build(&sources, &options, &|_, _| {}).output);
}

#[test]
#[cfg(feature = "pdf")]
fn an_edit_to_one_page_does_not_typeset_the_others_again() {
    let folder = tempfile::tempdir().unwrap();
    let cache = boucle::cache::Cache::beside(folder.path());
    let options = Options { make: Make::Everything, cache, ..Options::default() };
    let kept = || walkdir::WalkDir::new(folder.path().join(".boucle-cache/pdf")).min_depth(1).into_iter().count();
    let mut workshop = Workshop::default();
    workshop.edition(&small("Un."), &options).whole();
    assert_eq!(kept(), 3, "the guide and two pages");
    workshop.edition(&small("Un."), &options).whole();
    assert_eq!(kept(), 3, "nothing changed");
    workshop.edition(&small("Deux."), &options).whole();
    assert_eq!(kept(), 5, "the guide and one page");
}

#[test]
#[cfg(feature = "pdf")]
fn a_fault_of_the_look_is_told_in_the_theme_and_a_sign_without_drawing_in_the_text() {
    let sources = small("Un signe : \u{13080}.");
    let options = Options { make: Make::Everything, ..Options::default() };
    let said = |sources: &Sources| {
        let report = build(sources, &options, &|_, _| {}).report;
        boucle::diagnostic::json::show(&report, sources, Default::default())
    };
    let shown = said(&sources);
    assert!(shown.contains("signe-sans-dessin") && shown.contains("content/fiches/a.md"), "{shown}");
    let broken = Sources::new(sources.iter().map(|(_, file)| {
        let bytes: Arc<[u8]> = match file.path.as_str() {
            "themes/armorique/pdf/sheet.typ" => [&*file.bytes, b"\n#let oh = nothing-of-this-name\n"].concat().into(),
            _ => file.bytes.clone(),
        };
        (file.path.clone(), bytes)
    }));
    let shown = said(&broken);
    assert!(shown.contains("pdf-impossible") && shown.contains("themes/armorique/pdf/sheet.typ"), "{shown}");
}
