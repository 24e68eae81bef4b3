//! How a collection and a field are declared in YAML.

use std::sync::Arc;

use unicode_normalization::char::is_combining_mark;

use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::types::{TYPES, Unread};
use crate::model::{
    BAD_MODEL, Collection, Field, Group, OpenData, Order, Place, Section, Whole, column, schema_org, suggest,
};
use crate::slug::slug;
use crate::source::{FileId, Span};
use crate::yaml::{self, Key, Node, Value as Yaml, written};

/// The entries of a map whose keys are all known; the others are reported.
pub fn entries<'a>(node: &'a Node, known: &[&str], report: &mut Report) -> Vec<(&'a Key, &'a Node)> {
    let Some(entries) = node.as_map() else {
        // What could not be read has been told.
        if node.value == Yaml::Lost {
            return Vec::new();
        }
        report.add(Diagnostic::at(&BAD_MODEL, node.span, Message::new("model-not-a-map")));
        return Vec::new();
    };
    unknown_names(node, known, |span, message| Diagnostic::at(&BAD_MODEL, span, message), report);
    entries.iter().map(|(key, node)| (key, node)).collect()
}

/// Tells of the names of a map that are none of those that are known, with the nearest one; `fault` says how.
pub fn unknown_names(node: &Node, known: &[&str], fault: impl Fn(Span, Message) -> Diagnostic, report: &mut Report) {
    let entries = node.as_map().unwrap_or_default().iter();
    for (key, _) in entries.filter(|(key, _)| !known.contains(&key.name.as_str())) {
        let message = Message::new("model-unknown-key").with("key", key.name.as_str());
        report.add(suggest::help(fault(key.span, message), &key.name, known.iter().copied()));
    }
}

/// A yes or a no of a declaration, under its name.
pub fn flag(name: &str, node: &Node, report: &mut Report) -> bool {
    match node.as_text() {
        Some("true" | "oui" | "yes") => true,
        Some("false" | "non" | "no") => false,
        _ => {
            let help = Message::new("boolean-help").with("field", name);
            report.add(Diagnostic::at(&BAD_MODEL, node.span, Message::new("model-flag")).help(help));
            false
        }
    }
}

/// A whole number of a declaration, by its name.
pub fn integer(node: &Node, name: &str, report: &mut Report) -> Option<i64> {
    let node = node.get(name)?;
    let number = node.as_text().and_then(|t| t.parse().ok());
    if number.is_none() {
        let help = Message::new("for-example").with("line", format!("{name}: 100"));
        report.add(Diagnostic::at(&BAD_MODEL, node.span, Message::new("model-integer")).help(help));
    }
    number
}

/// Reads one collection.
pub fn collection(key: &Key, node: &Node, report: &mut Report) -> Collection {
    const KNOWN: [&str; 13] = [
        "label",
        "path",
        "url",
        "order_by",
        "sequence",
        "listed",
        "glossary",
        "whole",
        "template",
        "sections",
        "data",
        "schema_org",
        "fields",
    ];
    let id = key.name.clone();
    let mut collection = Collection {
        one: id.clone(),
        many: id.clone(),
        place: Place::Folder(id.clone()),
        url: format!("/{id}/{{slug}}/"),
        url_at: None,
        order_by: Vec::new(),
        sequence: false,
        listed: true,
        glossary: false,
        whole: None,
        template: None,
        sections: Vec::new(),
        data: None,
        schema_org: None,
        group: Group::default(),
        id,
    };
    let (mut data, before) = (None, report.iter().count());
    for (name, node) in entries(node, &KNOWN, report) {
        let text = || node.as_text().unwrap_or_default().to_owned();
        match name.name.as_str() {
            "label" => {
                for (key, node) in entries(node, &["one", "many"], report) {
                    let text = node.as_text().unwrap_or_default().to_owned();
                    if key.name == "one" { collection.one = text } else { collection.many = text }
                }
            }
            "path" => collection.place = place(node, report),
            "url" => {
                collection.url = url(node, report).unwrap_or(collection.url);
                collection.url_at = Some(node.span);
            }
            "order_by" => collection.order_by = order(node),
            "sequence" => collection.sequence = flag(&name.name, node, report),
            "listed" => collection.listed = flag(&name.name, node, report),
            "glossary" => collection.glossary = flag(&name.name, node, report),
            "whole" => collection.whole = whole(node, report),
            "template" => collection.template = Some((text(), node.span)),
            "sections" => collection.sections = sections(node, report),
            "data" => data = Some(node),
            "schema_org" => collection.schema_org = schema_org::read(node, schema_org::TYPES, report),
            "fields" => collection.group = Group::new(crate::model::read_fields(node, report)),
            _ => {}
        }
    }
    let told = node.value == Yaml::Lost || report.iter().count() > before;
    // Pages of plain text need no fields; who lists none, or sorts by one, lacks them.
    let wants_fields = node.get("fields").is_some() || !collection.order_by.is_empty();
    collection.group.open = collection.group.fields.is_empty() && (told || wants_fields);
    if collection.group.open && !told {
        let message = Message::new("model-no-entry-fields").with("collection", collection.id.as_str());
        report.add(Diagnostic::at(&BAD_MODEL, key.span, message));
    }
    if matches!(collection.place, Place::Page(_)) {
        collection.listed = false;
    }
    collection.data = data.and_then(|node| open_data(&collection, node, report));
    collection
}

/// `whole: { title: …, url: /…/ }`
fn whole(node: &Node, report: &mut Report) -> Option<Whole> {
    let known = entries(node, &["title", "url"], report);
    let text = |name: &str| known.iter().find(|(key, _)| key.name == name).and_then(|(_, node)| node.as_text());
    match (text("title"), text("url").filter(|url| url.len() > 2 && url.ends_with('/') && !url.contains('{'))) {
        (Some(title), Some(_)) => {
            let (_, node) = known.iter().find(|(key, _)| key.name == "url")?;
            Some(Whole { title: title.to_owned(), url: url(node, report)?, span: node.span })
        }
        _ => {
            report.add(Diagnostic::at(&BAD_MODEL, node.span, Message::new("model-whole")));
            None
        }
    }
}

/// `data: true`, or the name of the files, the beginning of the names of columns and a description.
fn open_data(collection: &Collection, node: &Node, report: &mut Report) -> Option<OpenData> {
    let mut data = OpenData {
        name: slug(&collection.id),
        prefix: column::camel("", [collection.one.as_str()]),
        description: None,
    };
    if node.as_map().is_none() {
        return flag("data", node, report).then_some(data);
    }
    for (key, node) in entries(node, &["name", "prefix", "description"], report) {
        let text = node.as_text().unwrap_or_default();
        let clean = match key.name.as_str() {
            "name" => slug(text) == text && !text.is_empty(),
            "prefix" => {
                text.starts_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
            }
            _ => true,
        };
        if !clean {
            let message = Message::new("model-data-name").with("key", key.name.as_str()).with("value", text);
            report.add(Diagnostic::at(&BAD_MODEL, node.span, message));
            continue;
        }
        match key.name.as_str() {
            "name" => data.name = text.to_owned(),
            "prefix" => data.prefix = text.to_owned(),
            "description" => data.description = Some(text.to_owned()),
            _ => {}
        }
    }
    Some(data)
}

/// Where entries are; a folder without a name when that is not said.
fn place(node: &Node, report: &mut Report) -> Place {
    let path = node.as_text().unwrap_or_default();
    if path.trim_matches('/').is_empty() {
        report.add(Diagnostic::at(&BAD_MODEL, node.span, Message::new("model-path")));
    }
    match path.rsplit_once('.').map(|(_, e)| e) {
        Some("md") => Place::Page(path.to_owned()),
        Some("yaml" | "yml") => Place::Data(path.to_owned()),
        _ => Place::Folder(path.trim_matches('/').to_owned()),
    }
}

/// Addresses are plain parts between slashes, `{slug}` among them.
fn url(node: &Node, report: &mut Report) -> Option<String> {
    let text = node.as_text().unwrap_or_default();
    let plain = text.replace("{slug}", "slug").replace("/#", "/");
    let parts = plain.trim_matches('/').split('/').filter(|p| !p.is_empty());
    let clean = |p: &str| crate::slug::slug(p) == p;
    if !text.starts_with('/') || !parts.clone().all(clean) {
        let fault = Diagnostic::at(&BAD_MODEL, node.span, Message::new("model-url").with("url", text));
        let line = plain_url(text).map(|url| Message::new("write-line").with("line", format!("url: \"{url}\"")));
        report.add(match line {
            Some(line) => fault.help(line),
            None => fault,
        });
        return None;
    }
    Some(text.to_owned())
}

/// The same address with plain letters, when nothing else is wrong with it.
fn plain_url(text: &str) -> Option<String> {
    // A word that stays as it is, and that nobody writes.
    let name = "0slug0";
    let words = text.replace("{slug}", name);
    let parts: Vec<String> = words.split('/').map(slug).filter(|part| !part.is_empty()).collect();
    let is_path = !parts.is_empty() && !words.contains(['{', '}', ':', '.', '#', '?']);
    is_path.then(|| format!("/{}/", parts.join("/")).replace(name, "{slug}"))
}

fn order(node: &Node) -> Vec<Order> {
    let one = |text: &str| Order { field: text.trim_start_matches('-').to_owned(), descending: text.starts_with('-') };
    match node.as_list() {
        Some(items) => items.iter().filter_map(Node::as_text).map(one).collect(),
        None => node.as_text().map(one).into_iter().collect(),
    }
}

fn sections(node: &Node, report: &mut Report) -> Vec<Section> {
    let mut sections = Vec::new();
    for item in node.as_list().unwrap_or_default() {
        let mut section = Section { title: item.as_text().unwrap_or_default().to_owned(), required: false };
        if item.as_map().is_some() {
            for (key, node) in entries(item, &["title", "required"], report) {
                match key.name.as_str() {
                    "title" => section.title = node.as_text().unwrap_or_default().to_owned(),
                    "required" => section.required = flag(&key.name, node, report),
                    _ => {}
                }
            }
        }
        sections.push(section);
    }
    sections
}

/// What every field may say, whatever its type.
const COMMON: [&str; 13] = [
    "type",
    "label",
    "help",
    "description",
    "required",
    "expected",
    "important",
    "facet",
    "facet_label",
    "role",
    "unit",
    "reverse",
    "schema_org",
];

/// How long the name of a field is at most, when nobody mistypes it.
const LONGEST_NAME: usize = 60;

/// A name that is read, and that is easily mistyped.
pub const ODD_NAME: Rule = Rule { code: "nom-de-rubrique", severity: Severity::Advice };

/// Is it one word, that is written without a thought? A mark on a letter is part of it.
fn is_word(name: &str) -> bool {
    let is_part = |sign: char| sign.is_alphanumeric() || is_combining_mark(sign) || matches!(sign, '_' | '-');
    name.starts_with(char::is_alphabetic)
        && name.chars().all(is_part)
        && name.chars().count() <= LONGEST_NAME
        && !is_null(name)
}

/// The parser takes this word for no name at all.
fn is_null(name: &str) -> bool {
    name.eq_ignore_ascii_case("null")
}

/// Is it read as it is, between quotation marks if need be?
fn is_read(name: &str) -> bool {
    let line = format!("{}: a\n", written(name));
    let node = yaml::read(&line, FileId(u32::MAX), 0, yaml::HEADER, &mut Report::default());
    !name.trim().is_empty() && !is_null(name) && node.is_some_and(|node| node.get(name).is_some())
}

/// Tells of a name that cannot be read, or is easily mistyped, with one that would do.
pub fn check_name(key: &Key, report: &mut Report) {
    if is_word(&key.name) {
        return;
    }
    let (rule, message, help, other) = match is_read(&key.name) {
        true => (&ODD_NAME, "model-odd-name", "model-odd-name-help", "model-odd-name-other"),
        false => (&BAD_MODEL, "model-field-name", "model-field-name-help", "model-field-name-other"),
    };
    let message = Message::new(message).with("field", key.name.as_str()).with("most", LONGEST_NAME);
    let near = slug(&key.name).replace('-', "_");
    let help = if is_word(&near) { Message::new(help).with("name", near) } else { Message::new(other) };
    report.add(Diagnostic::at(rule, key.span, message).help(help));
}

/// Reads one field; `titre: text` is short for `titre: { type: text }`.
pub fn field(key: &Key, node: &Node, report: &mut Report) -> Field {
    let mut field = Field {
        id: key.name.clone(),
        label: key.name.replace('_', " "),
        help: None,
        description: None,
        kind: kind(key, node, report).unwrap_or_else(|| Arc::new(Unread)),
        required: false,
        expected: false,
        important: false,
        facet: false,
        facet_label: None,
        role: None,
        unit: None,
        reverse: None,
        schema_org: None,
    };
    common(&mut field, node, report);
    field
}

/// The type of a field; none, once it is told, when nobody knows what it is.
fn kind(key: &Key, node: &Node, report: &mut Report) -> Option<Arc<dyn crate::model::FieldType>> {
    let given = node.get("type").unwrap_or(node);
    let Some(name) = given.as_text() else {
        if node.value != Yaml::Lost && given.value != Yaml::Lost {
            let message = Message::new("model-no-type").with("field", key.name.as_str());
            report.add(Diagnostic::at(&BAD_MODEL, key.span, message));
        }
        return None;
    };
    let Some(definition) = TYPES.iter().find(|t| t.name == name) else {
        let message = Message::new("model-unknown-type").with("field", key.name.as_str()).with("type", name);
        report.add(suggest::kind(Diagnostic::at(&BAD_MODEL, given.span, message), name, TYPES.iter().map(|t| t.name)));
        return None;
    };
    if node.as_map().is_some() {
        let known: Vec<&str> = COMMON.iter().chain(definition.options).copied().collect();
        entries(node, &known, report);
        return (definition.make)(&meant(node, &known), report);
    }
    (definition.make)(node, report)
}

/// The same settings, a misspelt one under the name that was meant. It has been told.
fn meant(node: &Node, known: &[&str]) -> Node {
    let mut node = node.clone();
    let Yaml::Map(entries) = &mut node.value else { return node };
    let mut given: Vec<String> = entries.iter().map(|(key, _)| key.name.clone()).collect();
    for (key, _) in entries.iter_mut().filter(|(key, _)| !known.contains(&key.name.as_str())) {
        let free = known.iter().copied().filter(|name| !given.iter().any(|given| given == name));
        if let Some(name) = suggest::nearest(&key.name, free) {
            key.name = name.to_owned();
            given.push(key.name.clone());
        }
    }
    node
}

fn common(field: &mut Field, node: &Node, report: &mut Report) {
    for (key, node) in node.as_map().unwrap_or_default() {
        let text = || node.as_text().map(str::to_owned);
        match key.name.as_str() {
            "label" => field.label = text().unwrap_or_default(),
            "help" => field.help = text(),
            "description" => field.description = text(),
            "required" => field.required = flag(&key.name, node, report),
            "expected" => field.expected = flag(&key.name, node, report),
            "important" => field.important = flag(&key.name, node, report),
            "facet" => field.facet = flag(&key.name, node, report) && can_narrow(field, node, report),
            "facet_label" => field.facet_label = text(),
            "role" => field.role = role(node, report),
            "unit" => field.unit = text(),
            "reverse" => field.reverse = text(),
            "schema_org" => field.schema_org = schema_org::read(node, schema_org::PROPERTIES, report),
            _ => {}
        }
    }
}

/// What a field is used for, as the program and the theme of the guide name it.
const ROLES: [&str; 14] = [
    "title",
    "short_title",
    "summary",
    "abbreviation",
    "forms",
    "date",
    "updated",
    "order",
    "status",
    "template",
    "url",
    "publisher",
    "image",
    "draft",
];

/// The role of a field. A theme may have its own: only one that looks like another misspelt is told, as an advice.
fn role(node: &Node, report: &mut Report) -> Option<String> {
    let word = node.as_text()?;
    let meant = suggest::almost(word, ROLES.into_iter()).filter(|_| !ROLES.contains(&word));
    if let Some(meant) = meant {
        let message = Message::new("model-role").with("word", word);
        let fault = Diagnostic { severity: Severity::Advice, ..Diagnostic::at(&BAD_MODEL, node.span, message) };
        report.add(fault.help(Message::new("did-you-mean").with("word", meant)));
    }
    Some(word.to_owned())
}

/// Tells of a filter on a field that gives no values to choose from.
fn can_narrow(field: &Field, node: &Node, report: &mut Report) -> bool {
    let can = field.kind.narrows();
    if !can {
        let message = Message::new("model-no-filter").with("field", field.id.as_str()).with("type", field.kind.name());
        report.add(Diagnostic::at(&BAD_MODEL, node.span, message));
    }
    can
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_roles_that_our_models_use_are_known() {
        for model in [include_str!("../../content/model.yaml"), include_str!("../cli/starter/content/model.yaml")] {
            let roles = model.split("role: ").skip(1).map(|rest| rest.split(|c: char| !c.is_alphabetic() && c != '_'));
            let roles: Vec<&str> = roles.filter_map(|mut words| words.next()).collect();
            assert!(roles.len() > 3 && roles.iter().all(|role| ROLES.contains(role)), "{roles:?}");
        }
    }
}
