//! content/site.yaml: the identity of the site, its menus, its legal mentions, its levels.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::diagnostic::{Diagnostic, Levels, Message, Report, Rule, Severity};
use crate::model::{Group, Reading, Value, built_in, suggest};
use crate::source::{FileId, Sources, Span};
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
    /// The codes that it names, and where.
    pub asked: Vec<(String, Span)>,
    /// Words of the interface that take the place of those of the theme, by key.
    pub words: BTreeMap<String, String>,
}

impl Config {
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

    /// The language of the site: French, unless it says otherwise.
    pub fn language(&self) -> &str {
        self.text("language").unwrap_or("fr")
    }

    /// The languages in which pages may be written, that of the site first.
    pub fn languages(&self) -> Vec<&str> {
        let others = self.value("languages").map(Value::items).unwrap_or_default();
        std::iter::once(self.language()).chain(others.iter().filter_map(Value::as_text)).collect()
    }

    /// The folder of the theme.
    pub fn theme(&self) -> &str {
        self.text("theme").unwrap_or("armorique")
    }
}

/// Reads `content/site.yaml`.
pub fn read(sources: &Sources, report: &mut Report) -> Config {
    let Some(file) = sources.find(PATH) else {
        report.add(
            Diagnostic::nowhere(&NO_SITE, Message::new("site-missing").with("path", PATH))
                .help(Message::new("site-missing-help")),
        );
        return Config::default();
    };
    let Some(text) = sources.file(file).text() else { return Config::default() };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = sources.file(file).bytes.len() - text.len();
    match yaml::read(text, file, offset, yaml::MAX_DATA, report) {
        Some(node) => from_node(node, file, report),
        None => Config::default(),
    }
}

fn from_node(mut node: Node, file: FileId, report: &mut Report) -> Config {
    let mut levels = Levels::new();
    let mut asked = Vec::new();
    for (key, node) in take(&mut node, "checks") {
        asked.push((key.name.clone(), key.span));
        if let Some(level) = level(node.as_text().unwrap_or_default(), Some(node.span), report) {
            levels.insert(key.name, level);
        }
    }
    let words = take(&mut node, "strings").into_iter();
    let words = words.filter_map(|(key, node)| Some((key.name, node.as_text()?.to_owned()))).collect();
    let theme_span = node.get("theme").map(|node| node.span);
    if node.as_map().is_some_and(<[_]>::is_empty) {
        node.span = Span::file(file);
    }
    let mut reading = Reading { field: String::new(), report, french: true, model: None };
    Config { values: SETTINGS.read(&node, &mut reading), levels, theme_span, asked, words }
}

/// Takes a map with free keys out of the settings.
fn take(node: &mut Node, name: &str) -> Vec<(Key, Node)> {
    let Yaml::Map(entries) = &mut node.value else { return Vec::new() };
    let Some(index) = entries.iter().position(|(key, _)| key.name == name) else { return Vec::new() };
    match entries.remove(index).1.value {
        Yaml::Map(inner) => inner,
        _ => Vec::new(),
    }
}

/// Reads the level of a rule: `off`, `advice`, `warning` or `error`.
pub fn level(text: &str, span: Option<Span>, report: &mut Report) -> Option<Option<Severity>> {
    match text {
        "off" => Some(None),
        "advice" => Some(Some(Severity::Advice)),
        "warning" => Some(Some(Severity::Warning)),
        "error" => Some(Some(Severity::Error)),
        other => {
            let message = Message::new("level-unknown").with("level", other);
            let diagnostic = match span {
                Some(span) => Diagnostic::at(&BAD_LEVEL, span, message),
                None => Diagnostic::nowhere(&BAD_LEVEL, message),
            };
            let known = ["off", "advice", "warning", "error"].into_iter();
            report.add(suggest::help(diagnostic, other, known));
            None
        }
    }
}
