//! What the site says to machines, read again as machines read it: schema.org data, feeds, lists of pages,
//! tables and what describes them, and the schema of what editors write.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use boucle::output::Output;
use boucle::source::{Sources, walk};
use boucle::{Built, Options, build, content, data, model, yaml};
use schemas::Schema;
use serde_json::{Value, json};

mod schemas;

const ADDRESS: &str = "https://guide.exemple.fr/armorique/";

/// The real guide, with an address, and files in place of its own or beside them.
fn guide(files: &[(&str, String)]) -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = walk::read(root);
    let mut all: BTreeMap<String, Vec<u8>> =
        read.iter().map(|(_, file)| (file.path.clone(), file.bytes.to_vec())).collect();
    let settings = String::from_utf8(all["content/site.yaml"].clone()).unwrap();
    let settings = settings.replace("# address:", "# L'adresse :");
    all.insert("content/site.yaml".to_owned(), format!("{settings}\naddress: {ADDRESS}\n").into());
    all.extend(files.iter().map(|(path, text)| ((*path).to_owned(), text.clone().into())));
    Sources::new(all.into_iter().map(|(path, bytes)| (path, bytes.into())))
}

fn built(files: &[(&str, String)]) -> Built {
    build(&guide(files), &Options::default(), &|_, _| {})
}

/// The guide as it is, with an address.
static GUIDE: LazyLock<Output> = LazyLock::new(|| output(&[]));

/// The output of a guide without fault.
fn output(files: &[(&str, String)]) -> Output {
    let built = built(files);
    let faults: Vec<&str> = built.report.iter().map(|fault| fault.rule.code).collect();
    assert!(!built.report.has_errors(), "{faults:?}");
    built.output
}

fn text<'a>(output: &'a Output, path: &str) -> &'a str {
    std::str::from_utf8(&output.files.get(path).unwrap_or_else(|| panic!("no {path}")).bytes).unwrap()
}

fn json(output: &Output, path: &str) -> Value {
    serde_json::from_str(text(output, path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every HTML page, by its path.
fn pages(output: &Output) -> impl Iterator<Item = (&str, &str)> {
    let html = output.files.keys().filter(|path| path.ends_with(".html"));
    html.map(|path| (path.as_str(), text(output, path)))
}

/// The blocks of schema.org data of a page.
fn blocks(html: &str) -> Vec<&str> {
    let starts = html.split("<script type=\"application/ld+json\">").skip(1);
    starts.map(|part| part.split("</script>").next().unwrap()).collect()
}

/// Every node of a value that has a type, with it.
fn nodes<'a>(value: &'a Value, found: &mut Vec<(&'a str, &'a serde_json::Map<String, Value>)>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get("@type").and_then(Value::as_str).map(|kind| (kind, map)));
            map.values().for_each(|inner| nodes(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| nodes(inner, found)),
        _ => {}
    }
}

/// The lines of a CSV file, as RFC 4180 reads them.
fn csv(text: &str) -> Vec<Vec<String>> {
    let mut lines = vec![vec![String::new()]];
    let mut inside = false;
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let line = lines.last_mut().unwrap();
        match sign {
            '"' if inside && signs.peek() == Some(&'"') => line.last_mut().unwrap().extend(signs.next()),
            '"' => inside = !inside,
            ',' if !inside => line.push(String::new()),
            '\n' if !inside => lines.push(vec![String::new()]),
            other => line.last_mut().unwrap().push(other),
        }
    }
    assert_eq!(lines.pop(), Some(vec![String::new()]), "the last line ends");
    lines
}

/// What may be said of each type, of what schema.org allows.
const TERMS: [(&str, &[&str]); 19] = [
    ("WebSite", &["name", "description", "url", "inLanguage", "license", "publisher"]),
    ("GovernmentOrganization", &["name", "url"]),
    ("Organization", &["name", "url", "description"]),
    ("Article", WORK),
    ("WebPage", WORK),
    ("CollectionPage", WORK),
    ("CreativeWork", &["name", "url", "publisher", "datePublished"]),
    ("BreadcrumbList", &["itemListElement"]),
    ("ListItem", &["position", "name", "item"]),
    ("DefinedTerm", &["name", "url", "description"]),
    ("Project", &["name", "url", "description"]),
    ("Place", &["name", "identifier", "address", "containedInPlace", "geo"]),
    ("PropertyValue", &["propertyID", "value"]),
    ("PostalAddress", &["addressLocality"]),
    ("AdministrativeArea", &["name"]),
    ("GeoCoordinates", &["latitude", "longitude"]),
    ("DataCatalog", &["name", "description", "url", "license", "publisher", "dataset"]),
    (
        "Dataset",
        &[
            "name",
            "description",
            "url",
            "inLanguage",
            "dateModified",
            "isAccessibleForFree",
            "license",
            "creator",
            "distribution",
        ],
    ),
    ("DataDownload", &["name", "encodingFormat", "contentSize", "contentUrl"]),
];

const WORK: &[&str] = &[
    "name",
    "headline",
    "description",
    "url",
    "image",
    "inLanguage",
    "datePublished",
    "dateModified",
    "license",
    "publisher",
    "isPartOf",
    "mainEntity",
    "about",
    "mentions",
    "citation",
    "funder",
    "spatialCoverage",
    "temporalCoverage",
];

#[test]
fn every_page_says_what_it_is_in_the_words_of_schema_org() {
    let output = &*GUIDE;
    let mut kinds = BTreeSet::new();
    for (path, html) in pages(output) {
        let blocks = blocks(html);
        let plain = ["404.html"].contains(&path) || html.contains("http-equiv=\"refresh\"");
        assert_eq!(blocks.len(), usize::from(!plain), "{path}");
        for block in blocks {
            let value: Value = serde_json::from_str(block).unwrap_or_else(|error| panic!("{path}: {error}"));
            assert_eq!(value["@context"], "https://schema.org");
            let mut found = Vec::new();
            nodes(&value, &mut found);
            for (kind, node) in found {
                let terms = TERMS.iter().find(|(name, _)| *name == kind).unwrap_or_else(|| panic!("{path}: {kind}")).1;
                let strange: Vec<&String> =
                    node.keys().filter(|key| *key != "@type" && !terms.contains(&key.as_str())).collect();
                assert!(strange.is_empty(), "{path}: {kind} has {strange:?}");
                kinds.insert(kind.to_owned());
            }
        }
    }
    for kind in ["WebSite", "GovernmentOrganization", "Article", "BreadcrumbList", "DefinedTerm", "Place", "Dataset"] {
        assert!(kinds.contains(kind), "{kind} is said by no page");
    }
}

#[test]
fn a_case_study_says_its_themes_its_territory_its_period_its_funders_and_its_licence() {
    let page = "---\ntitre: Essai\nchapo: Un essai\nstatut: realisee\nprojet: ame\nthematiques: [energie]\nporteur: Le Parc\nterritoire: { nom: Port, commune: Le Faou, code_insee: 01000, epci: Crozon, latitude: 48.25, longitude: -4.5 }\nperiode: 2015-2018\nfinanceurs: [ademe]\nsources: [radio18]\nconfiance: une\npublication: 2026-11-23\nrevision: 2026-11-24\n---\n\n## Contexte\n\na\n\n## Ce qui a été fait\n\na\n\n## Résultats\n\na\n\n## Difficultés\n\na\n\n## Facteurs de réussite\n\na\n\n## Ce que vous pouvez reprendre\n\na\n";
    let output = output(&[("content/etudes-de-cas/essai.md", page.to_owned())]);
    let html = text(&output, "etudes-de-cas/essai/index.html");
    let value: Value = serde_json::from_str(blocks(html)[0]).unwrap();
    let article = &value["@graph"][0];
    let url = |path: &str| format!("{ADDRESS}{path}");
    let place = json!({
        "@type": "Place", "name": "Port",
        "identifier": { "@type": "PropertyValue", "propertyID": "INSEE", "value": "01000" },
        "address": { "@type": "PostalAddress", "addressLocality": "Le Faou" },
        "containedInPlace": { "@type": "AdministrativeArea", "name": "Crozon" },
        "geo": { "@type": "GeoCoordinates", "latitude": 48.25, "longitude": -4.5 },
    });
    for (key, expected) in [
        ("@type", json!("Article")),
        ("url", json!(url("etudes-de-cas/essai/"))),
        ("datePublished", json!("2026-11-23")),
        ("dateModified", json!("2026-11-24")),
        ("temporalCoverage", json!("2015/2018")),
        ("spatialCoverage", place),
        ("license", json!("https://www.etalab.gouv.fr/licence-ouverte-open-licence/")),
    ] {
        assert_eq!(article[key], expected, "{key}");
    }
    assert_eq!(article["about"][1]["@type"], "DefinedTerm");
    assert_eq!(article["about"][1]["url"], url("thematiques/energie/"));
    assert_eq!(article["funder"]["@type"], "Organization");
    assert_eq!(
        article["isPartOf"],
        json!({ "@type": "WebSite", "name": "Économie circulaire en Armorique", "url": ADDRESS })
    );
    for line in [
        format!("<link rel=\"canonical\" href=\"{}\">", url("etudes-de-cas/essai/")),
        "<meta property=\"og:locale\" content=\"fr_FR\">".to_owned(),
        "<link rel=\"alternate\" type=\"application/atom+xml\"".to_owned(),
    ] {
        assert!(html.contains(&line), "{line}");
    }
}

/// Texts that break out of where they stand, and signs that XML, JSON or spreadsheets do not like.
fn hostile() -> String {
    "=1+1 \"'></script><script>alert(1)</script>]]>--><!-- &lt; &amp; \u{2028}\u{2029}\u{feff}\u{202e}\u{1f600}\u{e000}\u{10ffff}e\u{301}".to_owned()
}

/// The guide with a page whose every text is hostile.
static HOSTILE: LazyLock<Output> = LazyLock::new(hostile_guide);

fn hostile_guide() -> Output {
    let quoted = format!("'{}'", hostile().replace('\'', "''"));
    let page = format!(
        "---\ntitre: {quoted}\nchapo: {quoted}\nstatut: realisee\nthematiques: [energie]\nporteur: {quoted}\nterritoire: {{ nom: {quoted}, commune: {quoted}, code_insee: {quoted} }}\npublic: {quoted}\nautres_partenaires: [{quoted}, {quoted}]\nchiffres: [{{ libelle: {quoted}, valeur: {quoted}, unite: {quoted}, source: radio18 }}]\nsources: [radio18, {{ titre: {quoted}, editeur: {quoted} }}]\nconfiance: une\npublication: 2026-11-23\n---\n\n## Contexte\n"
    );
    // The title is longer than the model allows and a part is missing: what is made is looked at all the same.
    let output = built(&[("content/etudes-de-cas/essai.md", page)]).output;
    assert!(text(&output, "donnees/fiches.csv").contains("alert(1)"));
    assert!(text(&output, "flux.xml").contains("alert(1)"));
    output
}

#[test]
fn p26_a_hostile_text_stays_a_text_in_schema_org_data_feeds_and_tables() {
    let output = &*HOSTILE;
    let html = text(output, "etudes-de-cas/essai/index.html");
    // Nothing but the block and the script of the theme.
    assert_eq!(html.matches("<script").count(), 1 + html.matches("<script src=").count());
    let block = blocks(html)[0];
    assert!(!block.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{block}");
    let value: Value = serde_json::from_str(block).unwrap();
    assert!(value["@graph"][0]["name"].as_str().unwrap().contains("</script><script>alert(1)</script>"));
    let numbers: BTreeSet<String> = json(output, "donnees/fiches.schema.json")["fields"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|field| field["type"] == "number")
        .map(|field| field["name"].as_str().unwrap().to_owned())
        .collect();
    let lines = csv(text(output, "donnees/fiches.csv"));
    for line in &lines {
        assert_eq!(line.len(), lines[0].len(), "{line:?}");
        for (cell, name) in line.iter().zip(&lines[0]).filter(|(_, name)| !numbers.contains(*name)) {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{name}: {cell}");
        }
    }
    assert!(lines.iter().flatten().any(|cell| cell.starts_with("'=1+1")));
}

#[test]
fn p28_every_file_for_machines_is_well_formed_whatever_the_content() {
    for output in [&*HOSTILE, &*GUIDE] {
        let mut seen = BTreeSet::new();
        for path in output.files.keys() {
            let end = path.rsplit('.').next().unwrap();
            match end {
                "xml" => drop(roxmltree::Document::parse(text(output, path)).unwrap_or_else(|e| panic!("{path}: {e}"))),
                "json" | "geojson" | "jsonld" => drop(json(output, path)),
                "html" => blocks(text(output, path)).into_iter().for_each(|block| {
                    serde_json::from_str::<Value>(block).unwrap_or_else(|error| panic!("{path}: {error}"));
                }),
                _ => continue,
            }
            seen.insert(end);
        }
        assert_eq!(seen.len(), 5, "{seen:?}");
    }
}

#[test]
fn p22_feeds_and_data_count_as_addresses() {
    let files =
        ["flux.xml", "flux.json", "sitemap.xml", "robots.txt", "donnees/fiches.csv", "donnees/fiches/", "donnees"];
    let lines = files.map(|address| format!("/{address}")).join(", ");
    let page = format!("---\ntitre: Essai\nanciennes_adresses: [{lines}]\n---\n\nTexte.\n");
    let built = built(&[("content/pages/essai.md", page)]);
    let told = built.report.iter().filter(|fault| fault.rule.code == "adresse-en-double").count();
    assert_eq!(told, files.len());
}

#[test]
fn the_feed_follows_rfc_4287() {
    const ATOM: &str = "http://www.w3.org/2005/Atom";
    let output = &*GUIDE;
    let document = roxmltree::Document::parse(text(output, "flux.xml")).unwrap();
    let feed = document.root_element();
    let is_moment = |text: &str| text.len() == 20 && text.ends_with("T00:00:00Z");
    let mut entries = feed.children().filter(|node| node.has_tag_name((ATOM, "entry"))).peekable();
    assert!(entries.peek().is_some());
    let mut ids = BTreeSet::new();
    for node in std::iter::once(feed).chain(entries) {
        let all = |name| node.children().filter(move |child| child.has_tag_name((ATOM, name)));
        let one = |name| {
            assert_eq!(all(name).count(), 1, "{name}");
            all(name).next().unwrap().text().unwrap_or_default().to_owned()
        };
        assert!(!one("title").is_empty() && is_moment(&one("updated")));
        let id = one("id");
        assert!(id.starts_with(ADDRESS) && ids.insert(id.clone()), "{id}");
        let alternates = all("link").filter(|link| link.attribute("rel") == Some("alternate"));
        let alternates: Vec<_> = alternates.filter_map(|link| link.attribute("href")).collect();
        assert_eq!(alternates, [id]);
    }
    assert!(feed.children().any(|node| node.has_tag_name((ATOM, "author"))));
    let json = json(output, "flux.json");
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    for item in json["items"].as_array().unwrap() {
        assert!(
            item["id"].is_string()
                && item["content_text"].is_string()
                && is_moment(item["date_published"].as_str().unwrap())
        );
    }
}

#[test]
fn the_list_of_pages_names_each_page_once_and_only_pages() {
    let output = &*GUIDE;
    let document = roxmltree::Document::parse(text(output, "sitemap.xml")).unwrap();
    let listed: Vec<&str> = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.sitemaps.org/schemas/sitemap/0.9", "loc")))
        .filter_map(|node| node.text())
        .collect();
    let published: BTreeSet<String> = pages(output)
        .filter(|(path, html)| *path != "404.html" && !html.contains("http-equiv=\"refresh\""))
        .filter(|(_, html)| !html.contains("class=\"is-search\""))
        .map(|(path, _)| format!("{ADDRESS}{}", path.trim_end_matches("index.html")))
        .collect();
    assert_eq!(listed.len(), published.len());
    assert_eq!(listed.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), published);
    assert!(text(output, "robots.txt").contains(&format!("Sitemap: {ADDRESS}sitemap.xml")));
}

#[test]
fn the_table_is_what_its_schema_says() {
    let output = &*GUIDE;
    let schema = json(output, "donnees/fiches.schema.json");
    let fields = schema["fields"].as_array().unwrap();
    let lines = csv(text(output, "donnees/fiches.csv"));
    let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
    assert_eq!(lines[0], names);
    assert!(names.iter().all(|name| name.starts_with("fiche") && name.bytes().all(|b| b.is_ascii_alphanumeric())));
    let mut keys = BTreeSet::new();
    for line in &lines[1..] {
        assert!(keys.insert(&line[0]), "{}", line[0]);
        for (field, cell) in fields.iter().zip(line) {
            let constraints = &field["constraints"];
            match field["type"].as_str().unwrap() {
                _ if cell.is_empty() => assert_ne!(constraints["required"], true, "{}", field["name"]),
                "number" => assert!(cell.parse::<f64>().is_ok(), "{cell}"),
                "integer" => assert!(cell.parse::<i64>().is_ok(), "{cell}"),
                "boolean" => assert!(["true", "false"].contains(&cell.as_str())),
                "string" => {}
                other => panic!("{other}"),
            }
            let choices = constraints["enum"].as_array();
            assert!(cell.is_empty() || choices.is_none_or(|choices| choices.contains(&json!(cell))), "{cell}");
        }
    }
    let html = text(output, "donnees/fiches/index.html");
    assert!(names.iter().all(|name| html.contains(&format!("<code>{name}</code>"))));
}

#[test]
fn the_map_follows_rfc_7946() {
    let page = text(&GUIDE, "donnees/fiches.geojson");
    assert!(page.starts_with("{\"type\":\"FeatureCollection\""));
    let place = "territoire: { nom: Irvillac, latitude: 48.1234567, longitude: -4.2 }";
    let path = "content/etudes-de-cas/recyclerie-pays-de-daoulas.md";
    let source = guide(&[]);
    let source = source.file(source.find(path).unwrap()).text().unwrap().to_owned();
    let line = source.lines().find(|line| line.starts_with("territoire:")).unwrap();
    let output = output(&[(path, source.replace(line, place))]);
    let map = json(&output, "donnees/fiches.geojson");
    let mut located = 0;
    for feature in map["features"].as_array().unwrap() {
        assert_eq!(feature["type"], "Feature");
        assert!(feature["properties"].is_object() && feature["id"].is_string());
        if feature["geometry"].is_null() {
            continue;
        }
        located += 1;
        assert_eq!(feature["geometry"], json!({ "type": "Point", "coordinates": [-4.2, 48.123456] }));
    }
    assert_eq!(located, 1);
}

#[test]
fn the_catalogue_names_files_that_are_there_with_their_size() {
    let output = &*GUIDE;
    let catalogue = json(output, "donnees/catalog.jsonld");
    assert_eq!(catalogue["@type"], "dcat:Catalog");
    let mut files = 0;
    for dataset in catalogue["dcat:dataset"].as_array().unwrap() {
        for key in ["dct:title", "dct:description", "dct:license", "dct:modified", "dcat:landingPage"] {
            assert!(dataset[key].is_string(), "{key}");
        }
        for file in dataset["dcat:distribution"].as_array().unwrap() {
            let path = file["dcat:downloadURL"].as_str().unwrap().strip_prefix(ADDRESS).unwrap();
            assert_eq!(file["dcat:byteSize"], output.files[path].bytes.len(), "{path}");
            files += 1;
        }
    }
    assert!(files >= 3);
}

#[test]
fn without_an_address_nothing_names_one() {
    // The guide accepts the advice until its address is chosen; here it is given.
    let read = walk::read(Path::new(env!("CARGO_MANIFEST_DIR")));
    let sources = Sources::new(read.iter().map(|(_, file)| {
        let bytes = match file.path.as_str() {
            "content/site.yaml" => {
                let settings = file.text().unwrap();
                let given = settings.replace(
                    "adresse-du-site-absente:\n    niveau: non",
                    "adresse-du-site-absente:\n    niveau: conseil",
                );
                assert_ne!(settings, given);
                given.into_bytes().into()
            }
            _ => file.bytes.clone(),
        };
        (file.path.clone(), bytes)
    }));
    let built = build(&sources, &Options::default(), &|_, _| {});
    let output = &built.output;
    for path in ["flux.xml", "flux.json", "sitemap.xml", "robots.txt", "donnees/catalog.jsonld"] {
        assert!(!output.files.contains_key(path), "{path}");
    }
    for (path, html) in pages(output) {
        assert!(
            !html.contains("rel=\"canonical\"") && !html.contains("og:url") && !html.contains("og:image"),
            "{path}"
        );
        for block in blocks(html) {
            assert!(!block.contains("\"item\"") && !block.contains("\"contentUrl\""), "{path}");
        }
    }
    assert!(built.report.iter().any(|fault| fault.rule.code == "adresse-du-site-absente"));
}

/// The value of a header as a reader of YAML 1.2 gives it to an editor.
fn as_editors_see(node: &yaml::Node) -> Value {
    match &node.value {
        yaml::Value::Null | yaml::Value::Lost => Value::Null,
        yaml::Value::List(items) => items.iter().map(as_editors_see).collect(),
        yaml::Value::Map(entries) => {
            entries.iter().map(|(key, node)| (key.name.clone(), as_editors_see(node))).collect()
        }
        yaml::Value::Text(text, yaml::Quoted::Yes) => json!(text),
        yaml::Value::Text(text, yaml::Quoted::No) => match text.as_str() {
            "true" => json!(true),
            "false" => json!(false),
            _ => serde_json::from_str::<serde_json::Number>(text).map_or_else(|_| json!(text), Value::Number),
        },
    }
}

/// The header of a page of a collection, as its editor's program sees it, and the schema of the collection.
fn header(sources: &Sources, path: &str) -> Value {
    let mut report = Default::default();
    let id = sources.find(path).unwrap();
    let text = sources.file(id).text().unwrap();
    let split = content::front_matter::split(text, id, &mut report);
    as_editors_see(&yaml::read(&text[split.header], id, 0, yaml::DATA, &mut report).unwrap())
}

#[test]
fn the_schema_for_editors_accepts_every_page_and_refuses_planted_faults() {
    let sources = guide(&[]);
    let model = content::read_model(&sources, &mut Default::default());
    let schema = |id: &str| {
        let schema: data::Data =
            model::schema::collection(model.collection(id).unwrap(), &content::front_matter::ENGINE);
        Schema::new(serde_json::to_value(schema).unwrap())
    };
    let mut pages = 0;
    for collection in ["guide", "etudes-de-cas", "thematiques", "projets", "partenaires", "pages"] {
        let schema = schema(collection);
        let folder = format!("content/{collection}/");
        for (_, file) in
            sources.below(&folder).filter(|(_, f)| f.path.ends_with(".md") && !f.path.ends_with("index.md"))
        {
            let header = header(&sources, &file.path);
            assert_eq!(schema.faults(&header), None, "{}", file.path);
            pages += 1;
        }
    }
    assert!(pages > 50, "{pages}");
    let schema = schema("etudes-de-cas");
    let right = header(&sources, "content/etudes-de-cas/palettes-mobilier.md");
    for (key, value) in [
        ("titre", Value::Null),
        ("titre", json!("x".repeat(91))),
        ("statut", json!("rêvée")),
        ("thematiques", json!([])),
        ("rubrique_inconnue", json!("x")),
        ("chiffres", json!([{ "valeur": 80 }])),
        ("territoire", json!({ "commune": "Le Faou" })),
        ("partenaires", json!({ "nom": "x" })),
        ("publication", json!("hier")),
    ] {
        let mut wrong = right.clone();
        match value {
            Value::Null => drop(wrong.as_object_mut().unwrap().remove(key)),
            value => wrong[key] = value,
        }
        assert!(schema.faults(&wrong).is_some(), "{key} is accepted");
    }
}

#[test]
fn a_code_leads_from_paper_to_the_page_when_it_is_asked_for() {
    let place = "etudes-de-cas/palettes-mobilier/index.html";
    assert!(!text(&GUIDE, place).contains("class=\"print-only code\""));
    let sources = guide(&[]);
    let (_, file) = sources.iter().find(|(_, file)| file.path == "content/site.yaml").unwrap();
    let settings = file.text().unwrap();
    let output = output(&[("content/site.yaml", format!("{settings}print_code: oui\n"))]);
    let html = text(&output, place);
    let (_, code) = html.split_once("class=\"print-only code\" viewBox=\"0 0 ").unwrap();
    // 37 modules and their margin: the smallest square that holds an address of 63 to 84 letters.
    assert!(code.starts_with("45 45\""), "{}", &code[..40]);
    // The three squares by which readers find it begin with a run of seven.
    for corner in ["M4 4h7v1h-7z", "M34 4h7v1h-7z", "M4 34h7v1h-7z"] {
        assert!(code.contains(corner), "{corner}");
    }
}
