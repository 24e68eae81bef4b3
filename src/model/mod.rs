//! What a page may hold: the collections of `content/model.yaml`, their fields, types and roles.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::source::{FileId, Span};
use crate::yaml::{self, Key, Node, Value as Yaml};

pub mod column;
mod declare;
pub mod group;
pub mod schema;
pub mod schema_org;
pub mod suggest;
pub mod types;
pub mod value;

pub use declare::unknown_names;
pub use group::Group;
pub use types::{FieldType, Reading, Show};
pub use value::{Matrix, Query, Ref, Value};

/// The site has no model.
pub const NO_MODEL: Rule = Rule { code: "modele-absent", severity: Severity::Error };
/// The model says something that has no meaning.
pub const BAD_MODEL: Rule = Rule { code: "modele-incorrect", severity: Severity::Error };

/// The command line names a collection that the model does not have.
pub const NO_COLLECTION: Rule = Rule { code: "collection-inconnue", severity: Severity::Error };

/// Every rule of this room.
pub const RULES: &[&Rule] = &[
    &NO_MODEL,
    &BAD_MODEL,
    &NO_COLLECTION,
    &declare::ODD_NAME,
    &types::WRONG_TYPE,
    &types::CUT_TEXT,
    &types::SIGNS,
    &types::SIZE,
    &types::choice::UNKNOWN_CHOICE,
    &group::UNKNOWN,
    &group::MISSING,
    &group::EXPECTED,
    &group::NOT_A_GROUP,
];

/// Where the model is, from the site's root.
pub const PATH: &str = "content/model.yaml";

/// Everything the pages of a site may hold.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The collections, in the order of the file.
    pub collections: Vec<Collection>,
    /// Does it hold more than what could be understood? That has been told.
    pub partial: bool,
}

/// A kind of entry: case studies, projects, recipes.
#[derive(Clone, Debug)]
pub struct Collection {
    /// Its name, which is also its folder: `etudes-de-cas`.
    pub id: String,
    /// What one entry is called: « Étude de cas ».
    pub one: String,
    /// What several are called.
    pub many: String,
    /// Where its entries are, below `content/`: a folder, a page (`index.md`) or a data file (`glossaire.yaml`).
    pub place: Place,
    /// The address of an entry, with `{slug}` in it.
    pub url: String,
    /// Where it is written.
    pub url_at: Option<Span>,
    /// How entries are sorted: fields, the greatest first when `descending`.
    pub order_by: Vec<Order>,
    /// Do entries follow one another (previous, next)?
    pub sequence: bool,
    /// Does it have a list page?
    pub listed: bool,
    /// Are its entries words, explained where texts use them?
    pub glossary: bool,
    /// The page that holds all its entries, to read or print at once.
    pub whole: Option<Whole>,
    /// The template of its entries, when it is not the one of its name, and where it is asked for.
    pub template: Option<(String, Span)>,
    /// The second-level headings that a text has, in this order.
    pub sections: Vec<Section>,
    /// How its entries are published as open data, when they are.
    pub data: Option<OpenData>,
    /// What an entry is in the words of schema.org, when the model says it: `Article`.
    pub schema_org: Option<String>,
    /// Its fields, in the order of the file.
    pub group: Group,
}

impl Collection {
    /// Does the model give all its entries one address?
    pub fn shares_url(&self) -> bool {
        self.url_at.is_some() && !self.url.contains("{slug}")
    }
}

/// A page that holds all the entries of a collection.
#[derive(Clone, Debug)]
pub struct Whole {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Where it is asked for.
    pub span: Span,
}

/// How the entries of a collection are published as open data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenData {
    /// The name of its files: `fiches`.
    pub name: String,
    /// What the names of its columns begin with: `fiche`.
    pub prefix: String,
    /// A sentence that says what it holds.
    pub description: Option<String>,
}

/// Where the entries of a collection are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// One Markdown file per entry in this folder.
    Folder(String),
    /// One Markdown file, which is the only entry.
    Page(String),
    /// One YAML file: a mapping from slugs to entries.
    Data(String),
}

/// One sort key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The field.
    pub field: String,
    /// From the greatest to the smallest.
    pub descending: bool,
}

/// A second-level heading that the model asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// Must every entry have it?
    pub required: bool,
}

/// A field of a collection, of a block or of a group.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in the front matter.
    pub id: String,
    /// What readers see before its value.
    pub label: String,
    /// A sentence for editors.
    pub help: Option<String>,
    /// A sentence for those who read the open data; that for editors stands in when there is none.
    pub description: Option<String>,
    /// Its type.
    pub kind: std::sync::Arc<dyn FieldType>,
    /// Its absence is an error.
    pub required: bool,
    /// Its absence is a warning, and shown « à compléter ».
    pub expected: bool,
    /// Its absence is shown « non communiqué ».
    pub important: bool,
    /// Does it make filter pages?
    pub facet: bool,
    /// What its filter is called, when its label would not do.
    pub facet_label: Option<String>,
    /// What the engine uses it for: `title`, `summary`, `date`…
    pub role: Option<String>,
    /// The unit of a number.
    pub unit: Option<String>,
    /// For references: the title of the list on the page of the target.
    pub reverse: Option<String>,
    /// What it says of the entry in the words of schema.org: `about`.
    pub schema_org: Option<String>,
}

impl Field {
    /// The line that fills it, with an example of its value.
    pub fn line(&self) -> String {
        // Nobody chooses for who writes.
        let example = if self.kind.labels().is_empty() { self.kind.example() } else { "…".to_owned() };
        format!("{}: {example}", yaml::written(&self.id))
    }

    /// What readers see before the values of its filter.
    pub fn filter_label(&self) -> &str {
        self.facet_label.as_deref().unwrap_or(&self.label)
    }
}

impl Collection {
    /// The field that has a role.
    pub fn role(&self, role: &str) -> Option<&Field> {
        self.group.fields.iter().find(|f| f.role.as_deref() == Some(role))
    }

    /// Does it not say where its entries are, or what they hold?
    fn is_partial(&self) -> bool {
        self.group.open || self.place == Place::Folder(String::new())
    }

    /// Do its entries stand on the list page, without a page of their own?
    pub fn inline(&self) -> bool {
        self.url.contains('#')
    }
}

impl Model {
    /// The collection of this name.
    pub fn collection(&self, id: &str) -> Option<&Collection> {
        self.collections.iter().find(|c| c.id == id)
    }

    /// What is left of a model that cannot be read, once that is told.
    pub fn unread() -> Model {
        Model { partial: true, ..Model::default() }
    }
}

/// Tells that a site has no model.
pub fn missing(report: &mut Report) -> Model {
    let message = Message::new("model-missing").with("path", PATH);
    report.add(Diagnostic::nowhere(&NO_MODEL, message).help(Message::new("model-missing-help")));
    Model::unread()
}

/// Reads the text of `content/model.yaml`; every page also has the `usual` fields. What is wrong goes to the report.
pub fn read(text: &str, file: FileId, usual: &[Field], report: &mut Report) -> Model {
    let (node, sure) = yaml::read_file(text, file, report);
    let Some(node) = node.filter(|_| sure) else { return Model::unread() };
    if ends_in_name(&node, text) {
        report.add(yaml::cut(text, file));
        return Model::unread();
    }
    let mut model = from_node(&node, file, report);
    model.partial |= other_types(&model, &node, usual, report);
    model
}

/// Does a text end after a name, without its value? That is of no use at the end of a model.
fn ends_in_name(node: &Node, text: &str) -> bool {
    match &node.value {
        Yaml::Map(entries) => entries.last().is_some_and(|(key, node)| {
            let is_last = || text.get(key.span.end as usize..).is_some_and(|rest| rest.trim_matches(' ') == ":");
            if node.value == Yaml::Null { is_last() } else { ends_in_name(node, text) }
        }),
        Yaml::List(items) => items.last().is_some_and(|item| ends_in_name(item, text)),
        _ => false,
    }
}

fn from_node(node: &Node, file: FileId, report: &mut Report) -> Model {
    let (mut model, before) = (Model::default(), report.iter().count());
    for (key, node) in declare::entries(node, &["collections"], report) {
        if key.name == "collections" {
            let collections = node.as_map().unwrap_or_default();
            model.collections = collections.iter().map(|(key, node)| declare::collection(key, node, report)).collect();
        }
    }
    if model.collections.is_empty() && report.iter().count() == before {
        let message = Message::new("model-empty").with("path", PATH);
        report.add(Diagnostic::at(&NO_MODEL, Span::file(file), message).help(Message::new("model-empty-help")));
    }
    lost_targets(&model, node, report);
    lost_orders(&model, node, report);
    model.partial = model.collections.is_empty() || model.collections.iter().any(Collection::is_partial);
    model
}

/// Tells of references to collections that do not exist. One that no slip explains is gone: that is told once.
fn lost_targets(model: &Model, node: &Node, report: &mut Report) {
    let known = || model.collections.iter().map(|c| c.id.as_str());
    let fields = model.collections.iter().flat_map(|c| c.group.fields.iter().map(move |field| (c, field)));
    let mut lost = BTreeSet::new();
    for (collection, field) in fields {
        for target in field.kind.targets().into_iter().filter(|target| model.collection(target).is_none()) {
            let is_slip = suggest::nearest(&target, known()).is_some();
            if !is_slip && !lost.insert(target.clone()) {
                continue;
            }
            let span = place(node, &["collections", &collection.id, "fields", &field.id, "to"]);
            let message = Message::new("model-target").with("field", field.id.as_str()).with("target", target.as_str());
            report.add(suggest::help(Diagnostic::at(&BAD_MODEL, span, message), &target, known()));
        }
    }
}

/// Tells of fields that every page has and that are declared with another type: what they say to the engine, of a draft for
/// instance, would be lost. Is there one?
fn other_types(model: &Model, node: &Node, usual: &[Field], report: &mut Report) -> bool {
    let mut lost = false;
    let of = |field: &Field| (field.kind.name(), field.kind.item());
    for collection in &model.collections {
        for field in &collection.group.fields {
            let Some(known) = usual.iter().find(|known| known.id == field.id && of(known) != of(field)) else {
                continue;
            };
            let span = place(node, &["collections", &collection.id, "fields", &field.id, "type"]);
            let message = Message::new("model-usual").with("field", field.id.as_str());
            let help = match known.kind.item() {
                Some(item) => format!("type: {}, of: {item}", known.kind.name()),
                None => format!("type: {}", known.kind.name()),
            };
            let help = Message::new("model-usual-help").with("type", help);
            report.add(Diagnostic::at(&BAD_MODEL, span, message).help(help));
            lost = true;
        }
    }
    lost
}

/// Tells of entries sorted by fields that do not exist.
fn lost_orders(model: &Model, node: &Node, report: &mut Report) {
    for collection in model.collections.iter().filter(|collection| !collection.group.open) {
        let known = || collection.group.fields.iter().map(|f| f.id.as_str());
        for order in collection.order_by.iter().filter(|order| collection.group.field(&order.field).is_none()) {
            let span = place(node, &["collections", &collection.id, "order_by"]);
            let message = Message::new("model-order")
                .with("collection", collection.id.as_str())
                .with("field", order.field.as_str());
            report.add(suggest::help(Diagnostic::at(&BAD_MODEL, span, message), &order.field, known()));
        }
    }
}

/// Where a declaration stands: the value at the end of the path, as far as it goes.
fn place(node: &Node, path: &[&str]) -> Span {
    match path.split_first().and_then(|(first, rest)| Some((node.get(first)?, rest))) {
        Some((inner, rest)) => place(inner, rest),
        None => node.span,
    }
}

/// Reads the fields declared under a `fields:` key of a theme's block or of a configuration.
pub fn read_fields(node: &Node, report: &mut Report) -> Vec<Field> {
    let mut read = |(key, node): &(Key, Node)| {
        declare::check_name(key, report);
        read_field(key, node, report)
    };
    node.as_map().unwrap_or_default().iter().map(&mut read).collect()
}

/// Reads the declaration of one field.
pub fn read_field(key: &Key, node: &Node, report: &mut Report) -> Field {
    declare::field(key, node, report)
}

/// The fields of a declaration that is part of the program, written in the language of the model.
///
/// # Panics
/// When the text is not a valid declaration: tests read every one of them.
pub fn built_in(text: &str) -> Vec<Field> {
    let mut report = Report::default();
    let node = yaml::read(text, FileId(u32::MAX), 0, yaml::DATA, &mut report);
    let fields = node.map(|node| read_fields(&node, &mut report)).unwrap_or_default();
    assert!(!report.has_errors(), "a built-in declaration is wrong: {report:?}");
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "collections:\n  themes:\n    label: { one: Thème, many: Thèmes }\n    order_by: [titre]\n    \
                         fields:\n      titre: { type: text, help: \"Le nom : court\" }\n  fiches:\n    fields:\n      \
                         titre: { type: text }\n";

    #[test]
    fn a_model_that_is_cut_is_one_fault() {
        for (cut, _) in WHOLE.char_indices() {
            let mut report = Report::default();
            let model = read(&WHOLE[..cut], FileId(0), &[], &mut report);
            assert!(report.iter().count() <= 1, "{}: {report:?}", &WHOLE[..cut]);
            // After a whole line, all is read but what is missing.
            let is_known = !report.has_errors() || WHOLE[..cut].ends_with('\n');
            assert!(model.partial || is_known, "{}: {report:?}", &WHOLE[..cut]);
            assert!(!model.partial || report.has_errors(), "{}: {report:?}", &WHOLE[..cut]);
        }
    }

    #[test]
    fn a_last_line_that_ends_with_a_colon_is_no_cut() {
        let help = "        help: |\n          Dites, dans l'ordre :";
        let field = "      lieu:\n        type: text\n";
        for end in ["# à faire, un jour :", "  # les fiches :  ", &format!("{field}{help}")] {
            let mut report = Report::default();
            let model = read(&format!("{WHOLE}{end}"), FileId(0), &[], &mut report);
            assert!(!model.partial && !report.has_errors(), "{end}: {report:?}");
        }
        for end in ["      lieu:", "      lieu: { type: text }\n  autres : ", "      \"lieu\":"] {
            let mut report = Report::default();
            assert!(read(&format!("{WHOLE}{end}"), FileId(0), &[], &mut report).partial, "{end}");
        }
    }
}
