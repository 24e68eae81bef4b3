//! content/site.yaml: the identity of the site, its menus, its legal mentions, its levels.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::content::exception::WRONG as NO_REASON;
use crate::content::text;
use crate::data::Data;
use crate::diagnostic::{Diagnostic, Levels, Message, Report, Rule, Severity};
use crate::markdown::Manner;
use crate::model::group::{NOT_A_GROUP, UNKNOWN};
use crate::model::types::date::Date;
use crate::model::{Group, Reading, Value, built_in, suggest};
use crate::slug::slug;
use crate::source::{Bounds, FileId, Sources, Span};
use crate::yaml::{self, Key, Node, Value as Yaml};

/// The site has no settings.
pub const NO_SITE: Rule = Rule { code: "site-absent", severity: Severity::Error };
/// A level that does not exist.
pub const BAD_LEVEL: Rule = Rule { code: "niveau-inconnu", severity: Severity::Error };

/// Where the settings are, from the site's root.
pub const PATH: &str = "content/site.yaml";

/// The settings, in the language of the model: one place says what they are, how they are checked
/// and how an editor's schema describes them.
pub static SETTINGS: LazyLock<Group> = LazyLock::new(|| {
    Group::new(built_in(
        r#"
title: { type: text, required: true, help: Le nom du site }
tagline: { type: text, help: Une phrase qui dit ce qu'il est }
language: { type: identifier, help: La langue du site (fr) }
languages: { type: list, of: identifier, help: Les autres langues de certaines pages (br) }
theme: { type: identifier, help: "Le dossier du thème graphique, dans themes/" }
address: { type: url, help: "L'adresse publique du site, si elle est connue" }
print_code: { type: boolean, help: "Sur papier, un code à photographier qui mène à la page ; il faut l'adresse du site" }
cards:
  type: choice
  help: "Les images qui accompagnent un lien partagé : une par page, une pour tout le site, ou aucune"
  options: { pages: Une par page, site: Une pour tout le site, none: Aucune }
menu: { type: list, of: { label: { type: text, required: true }, to: { type: link, required: true } } }
footer: { type: list, of: { label: { type: text, required: true }, to: { type: link, required: true } } }
license: { type: group, fields: { name: { type: text, required: true }, url: { type: url, required: true } } }
publisher:
  type: group
  fields:
    name: { type: text, required: true, label: Éditeur du site }
    address: { type: text, expected: true, label: Adresse de l'éditeur }
    phone: { type: text, expected: true, label: Téléphone de l'éditeur }
    director: { type: text, expected: true, label: Directeur de la publication }
    email: { type: email, expected: true, label: Adresse électronique de l'éditeur }
    site: { type: url }
host:
  type: group
  fields:
    name: { type: text, expected: true, label: Hébergeur }
    address: { type: text, expected: true, label: Adresse de l'hébergeur }
    phone: { type: text, expected: true, label: Téléphone de l'hébergeur }
hosting:
  type: group
  help: Ce qui aide l'hébergeur à envoyer le site vite et juste
  fields:
    compress: { type: boolean, help: "Placer à côté de chaque texte ses versions compressées, .gz et .br" }
    headers: { type: choices, options: { netlify: _headers, apache: ".htaccess", nginx: nginx.conf }, help: "Les hébergeurs pour lesquels écrire un fichier de réglages" }
limits:
  type: group
  help: Ce que le site peut contenir au plus, quand les bornes ordinaires ne conviennent pas
  fields:
    page: { type: integer, min: 1, max: 64, help: "La taille d'une page, en Mio (8)" }
    header: { type: integer, min: 1, max: 1024, help: "La taille d'un en-tête, en Kio (64)" }
    data: { type: integer, min: 1, max: 64, help: "La taille d'un fichier de données, en Mio (4)" }
    levels: { type: integer, min: 1, max: 100, help: "Les niveaux emboîtés d'un en-tête ou d'un fichier de données (32)" }
    nesting: { type: integer, min: 1, max: 48, help: "Les listes et citations emboîtées d'un texte (24)" }
    image: { type: integer, min: 1, max: 1024, help: "La taille d'une image, en Mio (50)" }
    megapixels: { type: integer, min: 1, max: 10000, help: "Les millions de points d'une image (100)" }
    drawing: { type: integer, min: 1, max: 64, help: "La taille d'un dessin SVG ou d'un fichier de contours, en Mio (8)" }
    points: { type: integer, min: 1, max: 5000000, help: "Les points des contours d'une carte (200 000)" }
    places: { type: integer, min: 1, max: 1000, help: "Les lieux d'une carte (200)" }
    maps: { type: integer, min: 1, max: 1000, help: "Les dessins d'une page : cartes, flux et boucles (50)" }
    files: { type: integer, min: 1, max: 1000000, help: "Le nombre de fichiers du site (100 000)" }
    file: { type: integer, min: 1, max: 4000, help: "La taille d'un fichier quelconque, en Mio (256)" }
    site: { type: integer, min: 1, max: 100000, help: "La taille de tous les fichiers du site, en Mio (512)" }
    html: { type: integer, min: 1, max: 256, help: "La taille d'une page publiée, en Mio (16)" }
    steps: { type: integer, min: 1, max: 1000, help: "Le travail d'un modèle de page, en millions de pas (10)" }
    inclusions: { type: integer, min: 1, max: 100, help: "Les modèles de page emboîtés (64)" }
book:
  type: group
  help: "Le guide à télécharger, en PDF et en EPUB"
  fields:
    parts:
      type: list
      required: true
      help: "Ses parties, dans l'ordre : une collection ou une page ; « by » range les fiches d'une collection selon une de ses rubriques"
      of: { to: { type: link, required: true }, by: { type: identifier } }
    legal: { type: link, help: "La page des mentions légales, au début du livre" }
    sheets: { type: list, of: link, help: "Les collections dont chaque page a son propre PDF" }
budgets:
  type: list
  of:
    collection: { type: identifier, help: "La collection concernée ; sans elle, toutes les autres pages" }
    weight: { type: integer, min: 1, help: "Le poids de la première vue, compressée, en ko (100)" }
    requests: { type: integer, min: 1, help: "Le nombre de fichiers demandés (8)" }
    nodes: { type: integer, min: 1, help: "Le nombre d'éléments de la page (800)" }
accessibility:
  type: group
  fields:
    page: { type: link, required: true, help: La page de la déclaration d'accessibilité }
    audit_date: { type: date, help: La date du dernier audit }
    rate: { type: number, help: "La part des critères respectés, en pour cent" }
    plan: { type: url, expected: true, label: Plan pluriannuel d'accessibilité }
    year_plan: { type: url, expected: true, label: Plan d'actions d'accessibilité de l'année }
"#,
    ))
});

/// The settings of a site.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Every value, by name.
    pub values: Vec<(String, Value)>,
    /// What the site asks of each rule.
    pub levels: Levels,
    /// Where it names its theme.
    pub theme_span: Option<Span>,
    /// Where it gives the day of the audit of accessibility.
    pub audit_span: Option<Span>,
    /// The codes that it names, and where.
    pub asked: Vec<(String, Span)>,
    /// The names to which it gives a value, that can be read or not.
    pub named: BTreeSet<String>,
    /// The collections that its budgets name, and where.
    pub collections: Vec<(String, Span)>,
    /// Words of the interface that take the place of those of the theme, by key.
    pub words: BTreeMap<String, String>,
    /// Do they say more than what could be understood? That has been told.
    pub partial: bool,
}

impl Config {
    /// What is left of settings that cannot be read, once that is told.
    fn unread() -> Config {
        Config { partial: true, ..Config::default() }
    }

    /// A text of the settings.
    pub fn text(&self, id: &str) -> Option<&str> {
        self.value(id).and_then(Value::as_text)
    }

    /// A value of the settings.
    pub fn value(&self, id: &str) -> Option<&Value> {
        self.values.iter().find(|(key, _)| key == id).map(|(_, v)| v)
    }

    /// A value inside a group of the settings.
    pub fn inside(&self, group: &str, id: &str) -> Option<&Value> {
        self.value(group)?.get(id)
    }

    /// The most that the site allows of something, or what every site allows.
    pub fn limit(&self, id: &str, usual: usize) -> usize {
        match self.inside("limits", id) {
            Some(Value::Integer(limit)) => usize::try_from(*limit).unwrap_or(usual),
            _ => usual,
        }
    }

    /// How the settings raise a bound: its name and twice the value, or the most that they may ask for. None when it
    /// is reached.
    pub fn raised(id: &str, limit: usize) -> Option<String> {
        let schema = SETTINGS.field("limits")?.kind.schema();
        let most = match schema.get("properties")?.get(id)?.get("maximum")? {
            Data::Int(most) => usize::try_from(*most).ok()?,
            _ => return None,
        };
        (limit < most).then(|| format!("{id}: {}", limit.saturating_mul(2).min(most)))
    }

    /// How the Markdown of a text is read.
    pub fn manner(&self, french: bool) -> Manner {
        let usual = Manner::default();
        Manner { french, levels: self.limit("nesting", usual.levels) }
    }

    /// The language of the site: French, unless it says otherwise.
    pub fn language(&self) -> &str {
        self.text("language").unwrap_or("fr")
    }

    /// The languages in which pages may be written, that of the site first.
    pub fn languages(&self) -> Vec<&str> {
        let others = self.value("languages").map(Value::items).unwrap_or_default();
        std::iter::once(self.language()).chain(others.iter().filter_map(Value::as_text)).collect()
    }

    /// The day after which the audit of accessibility says nothing any more: three years (decree of 24 July 2019).
    pub fn audit_end(&self) -> Option<Date> {
        match self.inside("accessibility", "audit_date") {
            // Three years after 29 February there is no such day.
            Some(Value::Date(date)) => {
                let day = date.day.map(|day| if date.month == Some(2) { day.min(28) } else { day });
                Some(Date { year: date.year + 3, day, ..*date })
            }
            _ => None,
        }
    }

    /// The folder of the theme.
    pub fn theme(&self) -> &str {
        self.text("theme").unwrap_or("armorique")
    }
}

/// Reads `content/site.yaml`.
pub fn read(sources: &Sources, report: &mut Report) -> Config {
    let Some(file) = sources.find(PATH) else {
        // Of a folder that is gone, one message is enough: it is told with the model.
        if sources.is_unread(PATH) || is_nothing(sources) {
            return Config::unread();
        }
        report.add(
            Diagnostic::nowhere(&NO_SITE, Message::new("site-missing").with("path", PATH))
                .help(Message::new("site-missing-help")),
        );
        return Config::unread();
    };
    let Some(text) = text::read(file, sources.file(file), None, report) else { return Config::unread() };
    let (node, sure) = yaml::read_file(text, file, report);
    let says_nothing = |node: &Node| node.as_map().is_some_and(<[_]>::is_empty);
    if sure && node.as_ref().is_some_and(says_nothing) {
        let told = Diagnostic::at(&NO_SITE, Span::file(file), Message::new("site-empty"));
        report.add(told.help(Message::new("model-empty-help")));
        return Config::unread();
    }
    let config = node.map_or_else(Config::unread, |node| from_node(node, file, report));
    Config { partial: config.partial || !sure, ..config }
}

/// Is there nothing in `content/`?
pub fn is_nothing(sources: &Sources) -> bool {
    sources.below("content/").next().is_none()
}

/// How much of the disk may become the site; what is wrong with the settings is told by [`read`].
pub fn bounds(sources: &Sources) -> Bounds {
    let config = read(sources, &mut Report::default());
    let usual = Bounds::default();
    Bounds {
        files: config.limit("files", usual.files),
        file: config.limit("file", usual.file),
        site: config.limit("site", usual.site),
    }
}

fn from_node(mut node: Node, file: FileId, report: &mut Report) -> Config {
    let mut levels = Levels::new();
    let mut asked = Vec::new();
    let checks = take(&mut node, &["checks", "verifications"], Some(("mention-a-completer", "advice")), report);
    for (key, node) in checks {
        asked.push((key.name.clone(), key.span));
        let Some(node) = reasoned(&key, &node, report) else { continue };
        // What is wrong with the level is told: the rule, which was to be silenced or not, says nothing meanwhile.
        let level = level(node.as_text().unwrap_or_default(), Some(node.span), report).unwrap_or(None);
        // A name that differs by its accents only is told as well, and holds.
        levels.insert(slug(&key.name), level);
        levels.insert(key.name, level);
    }
    let words = take(&mut node, &["strings"], None, report).into_iter();
    let words = words.filter_map(|(key, node)| Some((key.name, node.as_text()?.to_owned()))).collect();
    misspelt(&mut node, report);
    let audit_span = node.get("accessibility").and_then(|node| node.get("audit_date")).map(|node| node.span);
    let theme_span = node.get("theme").map(|node| node.span);
    let budgets = node.get("budgets").and_then(Node::as_list).unwrap_or_default().iter();
    let collections = budgets.filter_map(|budget| budget.get("collection"));
    let collections = collections.filter_map(|node| Some((node.as_text()?.to_owned(), node.span))).collect();
    let partial = node.as_map().is_some_and(<[_]>::is_empty);
    if partial {
        node.span = Span::file(file);
    }
    let given = node.as_map().unwrap_or_default().iter().filter(|(_, node)| node.value != Yaml::Null);
    let named = given.map(|(key, _)| slug(&key.name)).collect();
    let french = node.get("language").and_then(Node::as_text).is_none_or(|lang| lang.starts_with("fr"));
    let manner = Manner { french, ..Manner::default() };
    let mut reading = Reading { field: String::new(), report, manner, model: None };
    public_address(&mut node, &mut reading);
    languages(&mut node, &mut reading);
    let values = SETTINGS.read(&node, &mut reading);
    Config { values, levels, theme_span, audit_span, asked, named, collections, words, partial }
}

/// Every page has the address of the site in it: a question, a part or the name of a user would be in all of them.
fn public_address(node: &mut Node, reading: &mut Reading<'_>) {
    let Yaml::Map(entries) = &mut node.value else { return };
    entries.retain(|(key, node)| {
        let text = node.as_text().unwrap_or_default();
        let is_address = slug(&key.name) == "address";
        let is_plain = !is_address || !text.contains(['?', '#', '@', '\\']);
        // `…/index.html` would stand before the address of every page.
        let folder = text.trim_end_matches('/').rsplit_once('/').filter(|(folder, last)| {
            let page = [".html", ".htm", ".php", ".aspx"].iter().any(|end| last.to_ascii_lowercase().ends_with(end));
            is_address && page && !folder.ends_with('/')
        });
        if let (true, Some((folder, _))) = (is_plain, folder) {
            reading.field.clone_from(&key.name);
            reading.wrong(node, "type-site-page", folder);
            reading.field.clear();
            return false;
        }
        if !is_plain {
            reading.field.clone_from(&key.name);
            reading.wrong(node, "type-site-address", "https://www.exemple.fr/");
            reading.field.clear();
        }
        is_plain
    });
}

/// Browsers know a language by its code only: `fr`, `pt-BR`.
fn languages(node: &mut Node, reading: &mut Reading<'_>) {
    let Yaml::Map(entries) = &mut node.value else { return };
    let is_code = |text: &str| {
        let mut parts = text.split('-');
        let first = parts.next().is_some_and(|part| (2..=3).contains(&part.len()));
        first
            && parts.all(|part| (1..=8).contains(&part.len()))
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    entries.retain(|(key, node)| {
        let given = match (slug(&key.name).as_str(), node.as_list()) {
            ("language", None) => std::slice::from_ref(node),
            ("languages", Some(list)) => list,
            _ => return true,
        };
        let texts = given.iter().filter_map(|node| Some((node, node.as_text()?.trim())));
        let Some((wrong, name)) = texts.filter(|(_, text)| !text.is_empty()).find(|(_, text)| !is_code(text)) else {
            return true;
        };
        let code = crate::markdown::language_code(name).unwrap_or("fr");
        let line = if node.as_list().is_some() { format!("[{code}]") } else { code.to_owned() };
        reading.field.clone_from(&key.name);
        reading.wrong(wrong, "type-language", &line);
        reading.field.clear();
        false
    });
}

/// Tells of a name that must be meant for one of the maps with free keys: no list of fields has these.
fn misspelt(node: &mut Node, report: &mut Report) {
    let Yaml::Map(entries) = &mut node.value else { return };
    let is_field = |name: &str| SETTINGS.fields.iter().any(|field| slug(&field.id) == slug(name));
    entries.retain(|(key, _)| {
        let meant = suggest::almost(&key.name, ["checks", "verifications", "strings"].into_iter());
        let Some(meant) = meant.filter(|_| !is_field(&key.name)) else { return true };
        let message = Message::new("field-unknown").with("field", key.name.as_str());
        let help = Message::new("did-you-mean").with("word", meant);
        report.add(Diagnostic::at(&UNKNOWN, key.span, message).help(help));
        false
    });
}

/// The level of `code: { niveau: …, raison: … }`, which must give a reason, or of `code: niveau`.
fn reasoned<'n>(key: &Key, node: &'n Node, report: &mut Report) -> Option<&'n Node> {
    if node.as_map().is_none() {
        return Some(node);
    }
    let one_of = |names: [&str; 2]| names.iter().find_map(|name| node.get(name));
    let level = one_of(["niveau", "level"]);
    let reason = one_of(["raison", "reason"]).and_then(Node::as_text).unwrap_or_default();
    if level.is_none() || !reason.contains(char::is_alphanumeric) {
        let line = format!("{}: {{ niveau: non, raison: … }}", key.name);
        let fault = Diagnostic::at(&NO_REASON, key.span, Message::new("level-no-reason"));
        report.add(fault.help(Message::new("for-example").with("line", line)));
        return None;
    }
    level
}

/// Takes the maps with free keys of these names out of the settings; `example` is one of their lines.
fn take(node: &mut Node, names: &[&str], example: Option<(&str, &str)>, report: &mut Report) -> Vec<(Key, Node)> {
    let mut taken = Vec::new();
    let Yaml::Map(entries) = &mut node.value else { return taken };
    while let Some(index) = entries.iter().position(|(key, _)| names.contains(&slug(&key.name).as_str())) {
        let (key, node) = entries.remove(index);
        match node.value {
            Yaml::Map(inner) => taken.extend(inner),
            Yaml::Null | Yaml::Lost => {}
            _ => {
                let fault = Diagnostic::at(&NOT_A_GROUP, node.span, Message::new("group-expected"));
                let line = example.map(|(name, value)| format!("{}: {{ {name}: {value} }}", key.name));
                report.add(
                    line.into_iter()
                        .fold(fault, |fault, line| fault.help(Message::new("for-example").with("line", line))),
                );
            }
        }
    }
    taken
}

/// Reads the level of a rule: `off`, `advice`, `warning` or `error`, or the French word that messages use.
pub fn level(text: &str, span: Option<Span>, report: &mut Report) -> Option<Option<Severity>> {
    match text {
        "off" | "non" => Some(None),
        "advice" | "conseil" => Some(Some(Severity::Advice)),
        "warning" | "attention" => Some(Some(Severity::Warning)),
        "error" | "erreur" => Some(Some(Severity::Error)),
        other => {
            let message = Message::new("level-unknown").with("level", other);
            let diagnostic = match span {
                Some(span) => Diagnostic::at(&BAD_LEVEL, span, message),
                None => Diagnostic::nowhere(&BAD_LEVEL, message),
            };
            let known = ["off", "advice", "warning", "error", "non", "conseil", "attention", "erreur"].into_iter();
            let help = match suggest::nearest(other, known) {
                Some(best) => Message::new("did-you-mean").with("word", best),
                None => Message::new("level-known"),
            };
            report.add(diagnostic.help(help));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_raised_to_what_the_settings_allow_and_no_further() {
        assert_eq!(Config::raised("page", 8).as_deref(), Some("page: 16"));
        assert_eq!(Config::raised("inclusions", 64).as_deref(), Some("inclusions: 100"));
        assert_eq!(Config::raised("page", 64), None);
    }

    #[test]
    fn an_audit_of_the_last_day_of_february_has_an_end() {
        let mut report = Report::default();
        let sources = Sources::from_texts([(PATH, "accessibility: { page: /a/, audit_date: 2024-02-29 }\n")]);
        let end = read(&sources, &mut report).audit_end().unwrap();
        assert_eq!(end.iso(), "2027-02-28");
    }
}
