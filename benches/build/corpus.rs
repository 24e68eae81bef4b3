//! A made-up guide of as many pages as asked, in the dialects of several generators: the same texts, links
//! and lists for all. The numbers that look random are the same on every machine.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// In what dialect a guide is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Relative links to files; the model and the theme are those of `guide/`.
    Boucle,
    /// The theme of `peers/hugo/`.
    Hugo,
    /// The theme of `peers/zola/`; it has no related entries, which Tera could only find in a time that
    /// grows with the square of the pages.
    Zola,
}

const THEMES: [(&str, &str); 12] = [
    ("ecologie-industrielle", "Écologie industrielle et territoriale"),
    ("dechets", "Prévention et valorisation des déchets"),
    ("energie", "Maîtrise de l’énergie"),
    ("palettes-bois", "Palettes et bois de réemploi"),
    ("mutualisation", "Mutualisation de services"),
    ("achats", "Achats responsables"),
    ("eco-conception", "Éco-conception"),
    ("reemploi", "Réemploi et réparation"),
    ("alimentation", "Alimentation et circuits courts"),
    ("eau", "Gestion de l’eau"),
    ("patrimoine-naturel", "Patrimoine naturel des zones d’activités"),
    ("mobilite", "Mobilité et logistique"),
];
const TOWNS: &str =
    "Le Faou,Hanvec,Crozon,Châteaulin,Huelgoat,Sizun,Brasparts,Pleyben,Daoulas,Landévennec,Commana,Argol";
const PARTNERS: &str = "Région Bretagne,ADEME,État,Chambre de commerce,Chambre d’agriculture,Communauté de communes,\
    Association d’entreprises,Syndicat de déchets,Club d’entrepreneurs,Lycée agricole";
const THINGS: &str = "un projet,un territoire,un déchet,un atelier,un réseau,un gisement,un diagnostic,un service,un bilan,\
    un stock,un matériau,un composteur,un hangar,un trajet,un marché,un comité,un élu,un artisan,un verger,un bassin,\
    un éclairage,un budget,un indicateur,un conseil,un outil,un relevé,un échange,un lycée,un conteneur,un surplus,\
    une entreprise,une collectivité,une zone,une démarche,une ressource,une énergie,une filière,une synergie,une enquête,\
    une visite,une étude,une réunion,une charte,une mesure,une facture,une palette,une chaudière,une cuve,une rivière,\
    une haie,une prairie,une ruche,une navette,une recyclerie,une cantine,une laiterie,une scierie,une halle,une école";
const KINDS: &str =
    "local,partagé,commun,rural,circulaire,durable,collectif,voisin,utile,simple,naturel,technique,mixte,léger";
const VERBS: &str = "réduit,valorise,accompagne,identifie,partage,organise,finance,prépare,répare,récupère,stocke,trie,\
    collecte,compare,évalue,rassemble,limite,simplifie,mobilise,renforce,précise,vérifie,publie,anime";
const ADVERBS: &str = "régulièrement,progressivement,localement,ensemble,directement,simplement,largement,souvent";
const STARTS: &str = "Dans un premier temps,Sur ce territoire,À l’échelle de la zone,En pratique,Pour la collectivité,\
    Après une analyse des flux,Au bout de six mois,Selon les partenaires,Faute de moyens,Depuis cette date";
const TITLES: &str = "Contexte,Ce qui a été fait,Moyens et partenaires,Résultats,Difficultés rencontrées,\
    Conseils aux collectivités,Pour aller plus loin,Calendrier,Gouvernance";
const HOME: &str = "Ce guide réunit des retours d’expériences et des conseils issus de la pratique.\n";

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn one(&mut self, list: &'static str) -> &'static str {
        let count = list.matches(',').count() + 1;
        let index = self.roll(count);
        list.split(',').nth(index).unwrap_or_default().trim()
    }

    fn thing(&mut self) -> String {
        let thing = self.one(THINGS);
        if self.roll(2) == 0 { thing.to_owned() } else { format!("{thing} {}", self.one(KINDS)) }
    }

    fn sentence(&mut self) -> String {
        let [a, b, c] = [self.thing(), self.thing(), self.thing()];
        let (verb, other) = (self.one(VERBS), self.one(VERBS));
        match self.roll(10) {
            0..=3 => format!("{}, {a} {verb} {b} et {other} {c}.", self.one(STARTS)),
            4..=6 => {
                let mut letters = a.chars();
                let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
                format!("{first}{} {verb} {} {b}, avec {c}.", letters.as_str(), self.one(ADVERBS))
            }
            7..=8 => format!("Près de **{} tonnes** par an passent par {a}, ce qui {verb} {b}.", 2 + self.roll(480)),
            _ => format!("On {verb} *{a}* pour {b} : {c}, ou l’inverse."),
        }
    }

    fn paragraph(&mut self, sentences: usize) -> String {
        (0..sentences).map(|_| self.sentence()).collect::<Vec<_>>().join(" ")
    }
}

/// A page, but its text.
struct Entry {
    folder: &'static str,
    slug: String,
    title: String,
    summary: String,
    order: usize,
    /// Of a case study only: its project, its themes, and the rest of its header.
    project: String,
    themes: Vec<&'static str>,
    town: &'static str,
    partners: Vec<&'static str>,
    date: (usize, usize, usize),
}

/// Writes the guide below `root`. `here` is the folder of the benches.
pub fn write(dialect: Dialect, pages: usize, root: &Path, here: &Path) {
    copy(&here.join(dialect.theme()), root);
    let entries = entries(pages);
    if dialect != Dialect::Boucle {
        put(&root.join("content/_index.md"), &format!("---\ntitle: Guide pratique\n---\n\n{HOME}"));
        for folder in ["etudes-de-cas", "guide", "themes", "projets"] {
            put(&root.join(format!("content/{folder}/_index.md")), &section(dialect, folder));
        }
    }
    for entry in &entries {
        let text = format!("---\n{}---\n\n{}", header(dialect, entry), body(dialect, entry, &entries));
        put(&root.join(dialect.file(entry)), &text);
    }
}

impl Dialect {
    fn theme(self) -> &'static str {
        match self {
            Dialect::Boucle => "guide",
            Dialect::Hugo => "peers/hugo",
            Dialect::Zola => "peers/zola",
        }
    }

    /// Hugo's themes and projects are terms of taxonomies, each in a folder of its own.
    fn is_term(self, entry: &Entry) -> bool {
        self == Dialect::Hugo && ["themes", "projets"].contains(&entry.folder)
    }

    fn file(self, entry: &Entry) -> String {
        let end = if self.is_term(entry) { "/_index.md" } else { ".md" };
        format!("content/{}/{}{end}", entry.folder, entry.slug)
    }

    fn link(self, from: &Entry, to: &Entry) -> String {
        let file = self.file(to);
        let path = file.trim_start_matches("content/");
        let up = match self {
            Dialect::Zola => "@/",
            _ if self.is_term(from) => "../../",
            _ => "../",
        };
        format!("[{}]({up}{path})", to.title)
    }
}

/// Twelve themes (fewer in a small guide), a project for fifty pages, 8 % of chapters, case studies.
fn entries(pages: usize) -> Vec<Entry> {
    let themes = &THEMES[..(pages / 8).clamp(2, 12)];
    let (projects, chapters) = ((pages / 50).max(2), (pages * 8 / 100).max(2));
    let studies = pages.saturating_sub(themes.len() + projects + chapters).max(1);
    let mut dice = Dice(7);
    let mut entries = Vec::with_capacity(pages);
    let mut add = |dice: &mut Dice, folder, slug: String, title: String, order| {
        let summary = dice.paragraph(1).replace('*', "");
        let none = (String::new(), Vec::new(), "", Vec::new());
        let (project, themes, town, partners) = none;
        entries.push(Entry {
            folder,
            slug,
            title,
            summary,
            order,
            project,
            themes,
            town,
            partners,
            date: (2019, 1, 1),
        });
    };
    for (order, (slug, title)) in themes.iter().enumerate() {
        add(&mut dice, "themes", (*slug).to_owned(), (*title).to_owned(), order + 1);
    }
    for n in 1..=projects {
        let title = format!("Projet {n} avec {}", dice.thing());
        add(&mut dice, "projets", format!("projet-{n:04}"), title, n);
    }
    for n in 1..=chapters {
        let title = format!("{n}. {} avec {}", dice.one(TITLES), dice.thing());
        add(&mut dice, "guide", format!("chapitre-{n:05}"), title, n);
    }
    for n in 1..=studies {
        let town = dice.one(TOWNS);
        let title = format!("Étude {n} à {town} avec {}", dice.thing());
        add(&mut dice, "etudes-de-cas", format!("etude-{n:05}"), title, n);
    }
    for entry in entries.iter_mut().filter(|entry| entry.folder == "etudes-de-cas") {
        let rank = dice.roll(projects * projects);
        entry.project = format!("projet-{:04}", 1 + rank.isqrt());
        for _ in 0..2 + dice.roll(3) {
            let (slug, _) = themes[dice.roll(themes.len())];
            if !entry.themes.contains(&slug) {
                entry.themes.push(slug);
            }
        }
        entry.town = dice.one(TOWNS);
        entry.partners = (0..1 + dice.roll(3)).map(|_| dice.one(PARTNERS)).collect();
        entry.date = (2011 + dice.roll(9), 1 + dice.roll(12), 1 + dice.roll(28));
    }
    entries
}

fn section(dialect: Dialect, folder: &str) -> String {
    let (title, template, by, page) = match folder {
        "etudes-de-cas" => ("Études de cas", "etudes.html", "date", "etude.html"),
        "guide" => ("Le guide", "guide.html", "weight", "chapitre.html"),
        "themes" => ("Thèmes", "themes.html", "weight", "theme.html"),
        _ => ("Projets", "themes.html", "weight", "theme.html"),
    };
    let own = format!("template: {template}\nsort_by: {by}\npage_template: {page}\n");
    let own = if dialect == Dialect::Zola { own.as_str() } else { "" };
    format!("---\ntitle: {title}\n{own}---\n\n{HOME}")
}

fn header(dialect: Dialect, entry: &Entry) -> String {
    let Entry { title, summary, order, project, town, .. } = entry;
    let (year, month, day) = entry.date;
    let list = |items: &[&str]| items.iter().map(|item| format!("\"{item}\"")).collect::<Vec<_>>().join(", ");
    let (themes, partners) = (list(&entry.themes), list(&entry.partners));
    let date = format!("{year}-{month:02}-{day:02}");
    let rest = format!(
        "territory: \"{town}\"\nstart: {year}\nend: {}\nstatus: \"publié\"\npartners: [{partners}]\n",
        year + 2
    );
    match (dialect, entry.folder) {
        (Dialect::Boucle, "etudes-de-cas") => format!(
            "title: \"{title}\"\nproject: \"{project}\"\nthemes: [{themes}]\ndate: {date}\nsummary: \"{summary}\"\n{rest}"
        ),
        (Dialect::Boucle, "projets") => format!("title: \"{title}\"\nstart: 2011\nend: 2014\nsummary: \"{summary}\"\n"),
        (Dialect::Boucle, _) => format!("title: \"{title}\"\norder: {order}\nsummary: \"{summary}\"\n"),
        (Dialect::Hugo, "etudes-de-cas") => format!(
            "title: \"{title}\"\nprojets: [\"{project}\"]\nthemes: [{themes}]\ndate: {date}\nsummary: \"{summary}\"\n{rest}"
        ),
        (Dialect::Hugo, _) => format!("title: \"{title}\"\nweight: {order}\nsummary: \"{summary}\"\n"),
        (Dialect::Zola, "etudes-de-cas") => format!(
            "title: \"{title}\"\ndescription: \"{summary}\"\ndate: {date}\ntaxonomies:\n  projets: [\"{project}\"]\n  themes: [{themes}]\nextra:\n  {}\n",
            rest.trim_end().replace('\n', "\n  ")
        ),
        (Dialect::Zola, _) => format!("title: \"{title}\"\ndescription: \"{summary}\"\nweight: {order}\n"),
    }
}

/// Headings, paragraphs, lists, tables with titles, notes, and links to other pages: 600 to 1,200 words for
/// a case study or a chapter.
fn body(dialect: Dialect, entry: &Entry, all: &[Entry]) -> String {
    let seed = entry.slug.bytes().fold(7, |seed: u64, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let mut dice = Dice(seed);
    let long = ["etudes-de-cas", "guide"].contains(&entry.folder);
    let words = (600 + dice.roll(600)) / if long { 1 } else { 3 };
    let mut text = dice.paragraph(3);
    let mut notes = 0;
    for part in 0.. {
        if text.matches(' ').count() >= words {
            break;
        }
        let title = TITLES.split(',').map(str::trim).nth(part % 9).unwrap_or_default();
        let number = if part < 9 { String::new() } else { format!(" ({})", part / 9 + 1) };
        let sentences = 3 + dice.roll(3);
        let other = &all[dice.roll(all.len())];
        let _ = write!(
            text,
            "\n\n## {title}{number}\n\n{} Voir aussi {}.",
            dice.paragraph(sentences),
            dialect.link(entry, other)
        );
        if notes < 3 && dice.roll(2) == 0 {
            notes += 1;
            let _ = write!(text, " Le détail est donné en note.[^{notes}]");
        }
        text.push_str("\n\n");
        match dice.roll(4) {
            0 => (0..3 + dice.roll(3)).for_each(|_| text += &format!("- {}\n", dice.sentence())),
            1 => (1..4 + dice.roll(2)).for_each(|n| text += &format!("{n}. {}\n", dice.sentence())),
            2 => {
                let _ = write!(text, "Tableau : les flux de la partie {}\n\n", part + 1);
                text.push_str("| Matière | Quantité (t/an) | Exutoire | Coût (€) |\n| --- | ---: | --- | ---: |\n");
                for _ in 0..4 + dice.roll(4) {
                    let (thing, other) = (dice.thing(), dice.thing());
                    let _ =
                        writeln!(text, "| {thing} | {} | {other} | {} |", 1 + dice.roll(900), 100 + dice.roll(90_000));
                }
            }
            _ => text += &format!("### {}\n\n{}\n", dice.one("Coûts,Suivi,Flux de matières"), dice.paragraph(3)),
        }
    }
    for note in 1..=notes {
        let _ = write!(text, "\n\n[^{note}]: {}", dice.sentence());
    }
    text + "\n"
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let to = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).unwrap();
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
