//! The program as people run it.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

fn boucle(args: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("boucle").unwrap();
    let output = command.args(args).env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1").output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(['\u{a0}', '\u{202f}'], " ");
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// A new site, made by `boucle init`.
fn site() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("guide").to_string_lossy().into_owned();
    let (code, _, said) = boucle(&["init", &root]);
    assert_eq!(code, 0, "{said}");
    (folder, root)
}

fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| e.file_type().is_file())
        .map(|e| (e.path().to_string_lossy().into_owned(), fs::read(e.path()).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_new_site_builds_at_once_without_an_error() {
    let (_folder, root) = site();
    let (code, out, err) = boucle(&["build", "--root", &root]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("pages"), "{out}");
    assert!(Path::new(&root).join("output/index.html").is_file());
    let (code, _, said) = boucle(&["init", &root]);
    assert_eq!(code, 2, "a folder that is not empty is left alone");
    assert!(!said.is_empty());
}

#[test]
fn the_output_is_what_the_sources_say_and_nothing_else() {
    let (_folder, root) = site();
    boucle(&["build", "--root", &root]);
    let first = tree(&Path::new(&root).join("output"));
    boucle(&["construire", "--root", &root]);
    assert!(first == tree(&Path::new(&root).join("output")), "a second build changes nothing");
    let page = Path::new(&root).join("content/pages/en-plus.md");
    fs::write(&page, "---\ntitre: En plus\n---\n").unwrap();
    let (code, out, err) = boucle(&["build", "--root", &root]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(Path::new(&root).join("output/en-plus/index.html").is_file());
    fs::remove_file(page).unwrap();
    boucle(&["build", "--root", &root]);
    assert!(first == tree(&Path::new(&root).join("output")), "what is gone from the sources is gone from the output");
}

#[test]
fn p01_an_error_writes_nothing_and_leaves_the_last_good_site() {
    let (_folder, root) = site();
    boucle(&["build", "--root", &root]);
    let good = tree(&Path::new(&root).join("output"));
    let index = Path::new(&root).join("content/index.md");
    fs::write(&index, "---\ntitel: Accueil\n---\n[mort](nulle-part.md)\n").unwrap();
    let (code, out, err) = boucle(&["build", "--root", &root]);
    assert_eq!(code, 1, "{out}{err}");
    for said in ["rubrique-inconnue", "content/index.md:2:1", "rubrique-absente", "lien-mort", "content/index.md:4:1"] {
        assert!(out.contains(said), "{said} is not in:\n{out}");
    }
    assert!(good == tree(&Path::new(&root).join("output")));
    assert!(out.trim_end().ends_with("boucle expliquer rubrique-absente"), "{out}");
    let (code, out, err) = boucle(&["check", "--root", &root]);
    assert_eq!(code, 1);
    assert!(
        out.contains("lien-mort") && out.contains(" erreurs") && err.is_empty(),
        "what is said can be kept in a file"
    );
    let (code, out, err) = boucle(&["check", "--root", &root, "--format", "json"]);
    assert_eq!(code, 1);
    assert!(err.contains(" erreurs"), "{err}");
    assert!(out.trim_start().starts_with('{') && out.contains("\"code\""), "{out}");
}

#[test]
fn a_new_page_explains_its_fields_and_never_takes_the_place_of_another() {
    let (_folder, root) = site();
    let (code, out, err) = boucle(&["nouveau", "--root", &root, "fiches", "Des \"palettes\" : essai"]);
    assert_eq!(code, 0, "{out}{err}");
    let path = Path::new(&root).join("content/fiches/des-palettes-essai.md");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("titre: \"Des \\\"palettes\\\" : essai\"") && text.contains("brouillon: oui"), "{text}");
    let (code, out, err) = boucle(&["check", "--root", &root]);
    assert_eq!(code, 0, "a draft may be unfinished: {out}{err}");
    let (code, _, _) = boucle(&["new", "--root", &root, "fiches", "Des palettes essai"]);
    assert_eq!(code, 2);
    assert_eq!(text, fs::read_to_string(&path).unwrap());
    let (code, _, err) = boucle(&["new", "--root", &root, "fiche-inconnue", "X"]);
    assert_eq!(code, 2);
    assert!(err.contains(", fiche,"), "{err}");
}

#[test]
fn a_new_page_says_which_values_may_be_written_whatever_the_model() {
    let (_folder, root) = site();
    let model = Path::new(&root).join("content/model.yaml");
    let fields = r##"
  essais:
    label: { one: Essai, many: Essais }
    fields:
      titre: { type: text, role: title, required: true, label: "Titre\nbrouillon: non" }
      etape: { type: choice, label: Étape, options: { a-faire: À faire, "oui, tout": "Fait # en entier", "#rien": Rien } }
      publics: { type: list, of: { type: choice, options: { elus: Élus, "[autres]": Autres } }, required: true }
      cite: { type: reference, to: essais, label: Cite }
      fiches: { type: references, to: fiches, label: Fiches, help: "Ligne une\nsuite: non" }
      preuves: { type: list, of: source, label: Preuves }
      prix: { type: number, label: Prix }
      mesures:
        type: list
        label: Mesures
        of:
          theme: { type: reference, to: thematiques, required: true }
          etat: { type: choice, options: { bon: Bon, mauvais: Mauvais } }
"##;
    let mut text = fs::read_to_string(&model).unwrap();
    text.push_str(fields);
    fs::write(&model, text).unwrap();
    let names: String =
        (10..30).map(|n| format!("s{n}: {{ titre: S, editeur: E, url: 'https://exemple.fr/' }}\n")).collect();
    let sources = Path::new(&root).join("content/sources.yaml");
    fs::write(&sources, fs::read_to_string(&sources).unwrap() + &names).unwrap();
    let (code, out, err) = boucle(&["nouveau", "--root", &root, "essai", "Essai"]);
    assert_eq!(code, 0, "{out}{err}");
    let path = Path::new(&root).join("content/essais/essai.md");
    let page = fs::read_to_string(&path).unwrap();
    let plain = page.replace(['\u{a0}', '\u{202f}'], " ");
    for line in [
        "# Titre brouillon: non\ntitre: \"Essai\"\n",
        "# valeurs possibles : a-faire, \"oui, tout\" (Fait # en entier), \"#rien\"\n# etape: a-faire\n",
        "# publics (exemple : [elus])\n# valeurs possibles, une ou plusieurs entre crochets : elus, \"[autres]\"\npublics:\n",
        "# aucun nom à citer pour le moment : les pages à citer vont dans content/essais/\n# cite: …\n",
        "# suite: non\n# noms possibles, un ou plusieurs entre crochets : exemple-marche, exemple-outils\n# fiches: [exemple-marche]\n",
        "… (les autres sont dans content/sources.yaml)\n# preuves: [guide-exemple]\n",
        "# prix: 12,5\n",
        "# theme, noms possibles : cooperation, reemploi\n# etat, valeurs possibles : bon, mauvais\n",
    ] {
        assert!(plain.contains(line), "{line} is not in:\n{plain}");
    }
    // What stands behind a `#` can be read without it.
    let ids = ["etape", "fiches", "preuves", "prix", "mesures"];
    let told = ids.iter().fold(page, |page, id| page.replace(&format!("# {id}:"), &format!("{id}:")));
    let told = told.replace("publics:", "publics: [elus, \"[autres]\"]").replace("theme: …", "theme: reemploi");
    fs::write(&path, told).unwrap();
    let (code, out, err) = boucle(&["check", "--root", &root, "--all"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(!out.contains("essai.md"), "{out}");
    let (_, out, _) = boucle(&["new", "--lang", "en", "--root", &root, "essai", "Trial"]);
    let page = fs::read_to_string(path.with_file_name("trial.md")).unwrap();
    assert!(
        page.contains("# possible names: essai\n# cite: essai\n") || page.contains("no name to cite"),
        "{out}{page}"
    );
}

#[test]
fn a_new_page_is_a_draft_once_and_none_is_made_of_a_model_with_faults() {
    let (_folder, root) = site();
    let model = Path::new(&root).join("content/model.yaml");
    let text = fs::read_to_string(&model).unwrap();
    let with = |field: &str| {
        let fields = format!("\n  essais:\n    fields:\n      titre: {{ type: text, role: title }}\n      {field}\n");
        fs::write(&model, format!("{text}{fields}")).unwrap();
        boucle(&["nouveau", "--root", &root, "essais", "Essai"])
    };
    let page = Path::new(&root).join("content/essais/essai.md");
    let (code, _, err) = with("\"null\": text");
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("null") && !page.exists(), "{err}");
    let (code, out, err) = with("brouillon: { type: boolean, label: Brouillon, required: true }");
    assert_eq!(code, 0, "{out}{err}");
    let page = fs::read_to_string(page).unwrap();
    assert_eq!(page.matches("brouillon:").count(), 1, "{page}");
}

#[test]
fn a_title_without_a_letter_gives_no_page() {
    let (_folder, root) = site();
    let (code, _, err) = boucle(&["nouveau", "--root", &root, "fiche", "🌱"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("ni lettre ni chiffre") && err.contains("boucle nouveau fiche \"…\""), "{err}");
}

#[test]
fn the_schema_of_each_collection_is_json() {
    let (_folder, root) = site();
    let (code, out, err) = boucle(&["schema", "--root", &root, "fiches"]);
    assert_eq!(code, 0, "{err}");
    let schema: serde_json::Value = serde_json::from_str(&out).unwrap();
    // A title that is a number is a title.
    assert_eq!(schema["properties"]["titre"]["type"], serde_json::json!(["string", "number"]));
    assert!(schema["required"].as_array().unwrap().iter().any(|r| r == "titre"));
}

#[test]
fn a_wrong_command_line_says_so_in_the_language_asked_for() {
    let (code, _, err) = boucle(&["batir"]);
    assert_eq!(code, 2);
    assert!(err.contains("commande"), "{err}");
    let (code, _, err) = boucle(&["--lang", "en", "batir"]);
    assert_eq!(code, 2);
    assert!(err.contains("command"), "{err}");
    let (code, _, err) = boucle(&["build", "--root", "/nulle/part"]);
    assert_eq!(code, 2);
    assert!(err.contains("boucle initialiser nouveau-site"), "{err}");
    let (code, out, _) = boucle(&["--version"]);
    assert_eq!((code, out.trim()), (0, concat!("boucle ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn a_new_site_is_told_with_a_command_that_can_be_pasted() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("Mon guide été").to_string_lossy().into_owned();
    let (code, out, _) = boucle(&["init", &root]);
    assert_eq!(code, 0);
    let (see, publish) = (format!("boucle servir --root \"{root}\""), format!("boucle construire --root \"{root}\""));
    assert!(out.find(&see).is_some_and(|at| at < out.find(&publish).unwrap_or(0)), "the preview first: {out}");
    let (_, out, _) = boucle(&["init", "--lang", "en", &format!("{root}/en")]);
    assert!(out.contains("boucle serve --root") && out.contains("pages of the new site are in French"), "{out}");
}

#[test]
fn options_of_every_command_stand_before_or_after_it() {
    let (_folder, root) = site();
    for args in [["--root", &root, "check"], ["check", "--root", &root]] {
        let (code, out, err) = boucle(&args);
        assert_eq!(code, 0, "{args:?} {out}{err}");
    }
    let (code, out, err) = boucle(&["--root", &root, "--format", "json", "schema", "fiche"]);
    assert_eq!(code, 0, "the name of one entry is that of its collection: {err}");
    assert!(out.contains("chapo"), "{out}");
}

#[test]
fn the_help_names_commands_in_the_language_of_the_messages() {
    for (args, usage) in [
        (&["nouveau", "--help"][..], "Utilisation : boucle nouveau [OPTIONS] <COLLECTION> <TITRE>"),
        (&["new", "--help"], "Utilisation : boucle nouveau "),
        (&["check", "--help"], "Utilisation : boucle verifier "),
        (&["nouveau", "--help", "--lang", "en"], "Usage: boucle new [OPTIONS] <COLLECTION> <TITLE>"),
        (&["--help"], "  construire   Construit le site (build)\n"),
        (&["--help", "--lang", "en"], "  build    Builds the site (construire)\n"),
    ] {
        let (code, out, _) = boucle(args);
        assert_eq!(code, 0, "{args:?}");
        assert!(out.contains(usage), "{args:?}: {out}");
    }
    // Whatever the file of the program is called.
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("boucle"));
        let output = command.arg0("/opt/boucle-2").args(["servir", "--help"]).output().unwrap();
        assert!(String::from_utf8_lossy(&output.stdout).contains(" boucle servir "), "{output:?}");
    }
}

#[test]
fn what_is_wrong_in_a_command_is_named_with_what_was_meant() {
    let told = [
        (&["verifie"][..], "la commande « verifie » n’existe pas", "« verifier »"),
        (&["peindre"], "la commande « peindre » n’existe pas", "construire, verifier, servir"),
        (&["check", "--rot", "x"], "l’option « --rot » n’existe pas", "« --root »"),
        (&["check", "--root"], "l’option « --root » attend une valeur", "boucle --help"),
        (&["check", "--format", "jsn"], "« jsn » n’est pas une valeur connue pour « --format »", "« json »"),
        (&["check", "--format", "pdf"], "« pdf » n’est pas une valeur connue", "human, json, sarif"),
        (&["check", "mon-site"], "« mon-site » est de trop", "--root mon-site"),
        (&["check", "mon site"], "« mon site » est de trop", "--root \"mon site\""),
        (
            &["new", "fiches", "La", "recyclerie", "sans", "guillemets"],
            "« recyclerie » est de trop",
            "mettez le titre entre guillemets : boucle nouveau fiches \"La recyclerie sans guillemets\"",
        ),
        (&["init", "Le", "prix", "du $"], "« prix » est de trop", "boucle initialiser 'Le prix du $'"),
        (&["check", "--strict=oui"], "« --strict » n’attend pas de valeur", "boucle --help"),
        (&["--strict", "build"], "« --strict » se place après la commande", "boucle construire --strict"),
        (&["build", "--output", "a", "--output", "b"], "« --output » est donnée deux fois", "boucle --help"),
        (&["build", "--ecoindex", "x"], "l’option « --report »", "boucle --help"),
        (&["nouveau", "fiches"], "<TITRE>", "boucle nouveau fiches \"…\""),
        (&["serve", "--editor", "foo"], "« foo » ne dit pas où", "\"vscode://file/{file}:{line}:{column}\""),
        (&["serve", "--format", "json"], "enlevez --format", "boucle verifier --format json"),
        (&["explain", "lien-mot"], "« lien-mot » n’est pas le code d’une vérification", "« lien-mort »"),
    ];
    for (args, what, help) in told {
        let (code, _, err) = boucle(args);
        assert_eq!(code, 2, "{args:?}");
        assert!(err.contains(what) && err.contains(help), "{args:?}: {err}");
        assert!(!err.contains("error") && !err.contains("Usage"), "{err}");
    }
    let (_folder, root) = site();
    for (level, help) in [
        ("lien-mrt=error", "« lien-mort »"),
        ("zut=error", "boucle expliquer"),
        ("lien-mort=erreu", "« erreur »"),
        ("lien-mort", "--level"),
    ] {
        let (code, _, err) = boucle(&["check", "--root", &root, "--level", level]);
        assert_eq!(code, 2, "{level}");
        assert!(err.contains(help), "{level}: {err}");
    }
}

#[test]
fn the_audit_of_accessibility_is_told_90_days_before_its_end() {
    let (_folder, root) = site();
    let settings = Path::new(&root).join("content/site.yaml");
    let text = fs::read_to_string(&settings).unwrap().replace("  audit_date:", "  audit_date: 2024-03-01");
    fs::write(&settings, text).unwrap();
    let told = |date: &str| boucle(&["check", "--root", &root, "--date", date]).1.contains("[audit-a-renouveler]");
    assert!(!told("2026-11-30") && told("2026-12-01") && told("2027-03-02"));
    let (_, out, _) = boucle(&["check", "--root", &root]);
    assert!(!out.contains("audit-a-renouveler"), "no clock is read");
}

#[test]
fn errors_come_last_and_advice_waits() {
    let (_folder, root) = site();
    let page = Path::new(&root).join("content/guide/a.md");
    fs::write(&page, "---\ntitre: A\nchapo: B\nordre: 7\n---\nVoir [rien](rien.md), avec Mr Le Bihan.\n").unwrap();
    let (code, out, _) = boucle(&["verifier", "--root", &root]);
    assert_eq!(code, 1);
    assert!(!out.contains("[abreviation]") && out.contains("--tout"), "{out}");
    assert!(out.find("[mention-a-completer]").unwrap() < out.find("[lien-mort]").unwrap(), "{out}");
    let (_, out, _) = boucle(&["verifier", "--root", &root, "--tout"]);
    assert!(out.contains("[abreviation]") && !out.contains("--tout"), "{out}");
}

#[test]
fn warnings_stop_a_strict_build_unless_their_level_is_lowered() {
    let (_folder, root) = site();
    let (code, out, _) = boucle(&["build", "--root", &root, "--strict"]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("mention-a-completer"), "{out}");
    let (code, out, _) = boucle(&["build", "--root", &root, "--strict", "--level", "mention-a-completer=advice"]);
    assert_eq!(code, 0, "{out}");
}

#[test]
fn each_code_is_explained_in_both_languages() {
    let (code, out, _) = boucle(&["expliquer", "lien-mort"]);
    assert_eq!(code, 0);
    assert!(out.contains("Pourquoi.") && !out.contains("**"), "{out}");
    let (code, _, err) = boucle(&["explain", "lien-morts"]);
    assert_eq!(code, 2);
    assert!(err.contains("« lien-mort »"), "{err}");
    let (code, out, _) = boucle(&["explain", "--lang", "en"]);
    assert_eq!(code, 0);
    assert!(out.contains("lien-mort (error)"), "{out}");
}

#[test]
fn other_sites_are_asked_only_when_asked_to_and_never_inside_a_private_network() {
    let (_folder, root) = site();
    let page = Path::new(&root).join("content/pages/liens.md");
    fs::write(&page, "---\ntitre: Liens\n---\nVoir [ce serveur](http://127.0.0.2:9/secret).\n").unwrap();
    let (code, out, err) = boucle(&["check", "--root", &root]);
    assert_eq!(code, 0);
    assert!(!out.contains("lien-externe") && !err.contains("127.0.0.2"), "{out}{err}");
    // Only this link is asked for: the others of a new site are not the business of a test.
    let settings = Path::new(&root).join("content/site.yaml");
    let text = fs::read_to_string(&settings).unwrap().replace("https://", "http://127.0.0.2:9/");
    fs::write(&settings, text).unwrap();
    for entry in walkdir::WalkDir::new(Path::new(&root).join("content")).into_iter().filter_map(Result::ok) {
        if entry.file_type().is_file() {
            let text = fs::read_to_string(entry.path()).unwrap().replace("https://", "http://127.0.0.2:9/");
            fs::write(entry.path(), text).unwrap();
        }
    }
    let (code, out, err) = boucle(&["verifier", "--externes", "--root", &root]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("conseil[lien-externe-interne]") && out.contains("content/pages/liens.md:4:6"), "{out}");
    assert!(out.contains("autres sites vérifiées") || out.contains("autre site vérifiée"), "{out}");
    assert!(Path::new(&root).join(".boucle-cache/links.json").is_file());
    let (_, out, _) = boucle(&["check", "--external", "--root", &root, "--level", "lien-externe-interne=error"]);
    assert!(!out.contains("dont 0 par une réponse récente"), "{out}");
    let (code, _, _) = boucle(&["check", "--external", "--root", &root, "--level", "lien-externe-interne=error"]);
    assert_eq!(code, 1, "a site decides the level of these too");
    let (code, _, _) = boucle(&["build", "--external", "--root", &root]);
    assert_eq!(code, 2, "a build never asks");
}

#[test]
fn a_report_says_what_each_page_costs_beside_the_site() {
    let (folder, root) = site();
    let report = folder.path().join("rapport");
    let reference = folder.path().join("reference.json");
    let list: Vec<String> = (0..21).map(|n| (n * 50).to_string()).collect();
    let list = list.join(",");
    let quantiles = format!("\"dom_size\":[{list}],\"nb_request\":[{list}],\"response_size\":[{list}]");
    fs::write(&reference, format!("{{\"quantiles\":{{{quantiles}}}}}")).unwrap();
    let (to, from) = (report.to_string_lossy(), reference.to_string_lossy());
    let (code, out, err) = boucle(&["build", "--root", &root, "--report", &to, "--ecoindex", &from]);
    assert!(code == 0 && out.contains("rapport"), "{out}{err}");
    let read = |name: &str| fs::read_to_string(report.join(name)).unwrap();
    let home = read("pages.csv").lines().find(|line| line.starts_with("index.html,")).unwrap().to_owned();
    let numbers: Vec<&str> = home.split(',').collect();
    assert!(numbers[1].parse::<usize>().unwrap() > 1000 && numbers[5].parse::<i64>().unwrap() > 50, "{home}");
    assert!(read("echantillon.csv").contains("index.html,page fixe"));
    assert!(read("index.html").contains("<h1>Rapport de la construction</h1>"));
    assert!(!Path::new(&root).join("output/pages.csv").exists());
    for taken in ["output", "output/rapport", "content", "themes/rapport", "."] {
        let taken = Path::new(&root).join(taken).to_string_lossy().into_owned();
        fs::remove_dir_all(Path::new(&root).join("output")).unwrap_or_default();
        let (code, _, said) = boucle(&["build", "--root", &root, "--report", &taken]);
        assert!(code == 2 && said.contains("--report"), "{taken} {said}");
        assert!(!Path::new(&root).join("output").exists(), "nothing is written before the report is refused");
    }
    let page = Path::new(&root).join("content/index.md").to_string_lossy().into_owned();
    let (code, _, said) = boucle(&["build", "--root", &root, "--report", &to, "--ecoindex", &page]);
    assert!(code == 2 && said.contains("quantiles"), "{said}");
    let (code, _, said) = boucle(&["build", "--root", &root, "--report", &to, "--ecoindex", "absent.json"]);
    assert!(code == 2 && said.contains("introuvable") && !said.contains("quantiles"), "{said}");
}

#[test]
fn a_site_whose_folder_was_emptied_has_one_fault() {
    let (_folder, root) = site();
    let content = Path::new(&root).join("content");
    fs::rename(&content, content.with_file_name("contenu")).unwrap();
    fs::create_dir(&content).unwrap();
    let (code, out, err) = boucle(&["check", "--root", &root]);
    assert!(code == 1 && out.contains("site-absent"), "{out}{err}");
    assert_eq!(out.matches("erreur[").count(), 1, "{out}");
    let (code, _, err) = boucle(&["new", "fiche", "Palettes", "--root", &root]);
    assert!(code == 2 && err.contains("site-absent"), "{err}");
}

/// The files of the first case of a file of cases, over those of `tests/cases/base/`; `<E9>` is a byte.
fn case(name: &str) -> TempDir {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let folder = tempfile::tempdir().unwrap();
    let mut files: Vec<(String, Vec<u8>)> = tree(&cases.join("base"))
        .into_iter()
        .map(|(path, bytes)| (path[cases.join("base").to_string_lossy().len() + 1..].replace('\\', "/"), bytes))
        .collect();
    let text = fs::read_to_string(cases.join(name)).unwrap();
    for block in text.split("\n~~~~ ").skip(1).filter(|block| !block.starts_with("diagnostics")) {
        let (path, rest) = block.split_once('\n').unwrap();
        let body = rest.split("~~~~").next().unwrap();
        let mut bytes = Vec::new();
        let mut parts = body.split('<');
        bytes.extend_from_slice(parts.next().unwrap().as_bytes());
        for part in parts {
            match part.split_once('>').and_then(|(hex, rest)| Some((u8::from_str_radix(hex, 16).ok()?, hex, rest))) {
                Some((byte, hex, rest)) if hex.len() == 2 => {
                    bytes.push(byte);
                    bytes.extend_from_slice(rest.as_bytes());
                }
                _ => bytes.extend_from_slice(format!("<{part}").as_bytes()),
            }
        }
        files.push((path.to_owned(), bytes));
    }
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

#[test]
fn twenty_faults_of_twenty_kinds_in_twelve_files_are_twenty_messages_of_one_run() {
    let folder = case("editors/twenty.md");
    let root = folder.path().to_string_lossy();
    let (code, out, err) = boucle(&["check", "--root", &root, "--format", "json", "--all"]);
    assert_eq!(code, 1, "{err}");
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let faults = report["diagnostics"].as_array().unwrap();
    assert_eq!(faults.len(), 20, "{out}");
    let all = |key: &str| faults.iter().map(|fault| fault[key].as_str().unwrap()).collect::<BTreeSet<_>>();
    assert_eq!(all("code").len(), 20, "each is of its own kind: {:?}", all("code"));
    assert_eq!(all("file").len(), 12, "{:?}", all("file"));
    // Each stands in a line of its file, and what it says of a place is there.
    for fault in faults {
        let bytes = fs::read(folder.path().join(fault["file"].as_str().unwrap())).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let line = text.lines().nth(fault["line"].as_u64().unwrap() as usize - 1).unwrap_or_default();
        let column = fault["column"].as_u64().unwrap() as usize;
        assert!((1..=line.chars().count() + 1).contains(&column), "{fault}");
    }
    let (_, out, err) = boucle(&["check", "--root", &root]);
    assert!(format!("{out}{err}").contains("18 erreurs, 2 remarques dans 12 fichiers"), "{out}{err}");
}

/// A link is not read, whoever runs the program: what it hides is not said to be absent, and no level lets the site go out.
#[cfg(unix)]
#[test]
fn what_is_there_and_cannot_be_read_is_told_alone() {
    for path in ["content/model.yaml", "content/site.yaml", "themes/armorique/theme.yaml", "themes/armorique/templates"]
    {
        let (folder, root) = site();
        let place = Path::new(&root).join(path);
        let elsewhere = folder.path().join("elsewhere");
        fs::rename(&place, &elsewhere).unwrap();
        std::os::unix::fs::symlink(&elsewhere, &place).unwrap();
        for level in ["fichier-non-lu=error", "fichier-non-lu=off"] {
            let (code, out, err) = boucle(&["build", "--root", &root, "--level", level]);
            assert_eq!(code, 1, "{path}, {level}: {out}{err}");
            assert!(out.matches("erreur[").count() == 1 && out.contains("erreur[fichier-non-lu]"), "{path}: {out}");
            assert!(out.contains(&format!("« {path} » est un raccourci")), "{path}: {out}");
            assert!(!Path::new(&root).join("output/index.html").exists(), "{path}");
        }
        if path == "content/model.yaml" {
            for command in [&["new", "fiche", "Essai"][..], &["schema"]] {
                let (code, _, err) = boucle(&[command, &["--root", &root]].concat());
                assert!(code != 0 && err.contains("raccourci") && !err.contains("absent"), "{command:?}: {err}");
            }
        }
    }
}
