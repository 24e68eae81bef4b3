//! Several fields together: the front matter of a page, the body of a block, a value inside another.

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::column::{Column, Resolve};
use crate::model::{Field, Reading, Show, Value, suggest};
use crate::slug::slug;
use crate::source::Span;
use crate::yaml::{Key, Node, quoted, twice};

/// A key that no field has.
pub const UNKNOWN: Rule = Rule { code: "rubrique-inconnue", severity: Severity::Error };
/// A required field that is not there.
pub const MISSING: Rule = Rule { code: "rubrique-absente", severity: Severity::Error };
/// A field that should be filled before publication.
pub const EXPECTED: Rule = Rule { code: "mention-a-completer", severity: Severity::Warning };
/// A single value or a list where named values are needed.
pub const NOT_A_GROUP: Rule = Rule { code: "rubriques-attendues", severity: Severity::Error };

/// Fields that are read, checked and shown together.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// The fields, in order.
    pub fields: Vec<Field>,
    /// May it hold more than these? Its declaration could not be read, or has none.
    pub open: bool,
}

impl Group {
    /// Makes a group.
    pub fn new(fields: Vec<Field>) -> Self {
        Group { fields, open: false }
    }

    /// The field of this name.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.id == id)
    }

    /// The columns of open data of all its fields.
    pub fn columns(&self) -> Vec<Column> {
        let inside = |field: &Field| {
            let id = field.id.clone();
            field.kind.columns().into_iter().map(move |column| column.inside(&id)).collect::<Vec<_>>()
        };
        self.fields.iter().flat_map(inside).collect()
    }

    /// A value of this group as open data, field by field.
    pub fn export(&self, value: &Value, resolve: &dyn Resolve) -> Data {
        let part = |field: &Field| {
            let value = value.get(&field.id).map(|value| field.kind.export(value, resolve));
            (field.id.clone(), value.unwrap_or(Data::Null))
        };
        Data::map(self.fields.iter().map(part))
    }

    /// The field that a key names, whatever the case and the accents.
    pub fn named(&self, key: &str) -> Option<&Field> {
        self.field(key).or_else(|| {
            let folded = slug(key);
            self.fields.iter().find(|f| slug(&f.id) == folded)
        })
    }

    /// Reads every value of a map. Unknown keys and missing fields are reported; values that are
    /// wrong are reported by their type and left out.
    pub fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Vec<(String, Value)> {
        let Some(entries) = node.as_map() else {
            // What could not be read has been told.
            if node.value == crate::yaml::Value::Lost {
                return Vec::new();
            }
            let names: Vec<&str> = self.fields.iter().map(|f| f.id.as_str()).collect();
            let fault = Diagnostic::at(&NOT_A_GROUP, node.span, Message::new("group-expected"));
            // A text is the value of the first field, the others are to be written.
            let value = |(at, field): (usize, &Field)| match at {
                0 => format!("{}: {}", field.id, node.as_text().map(crate::yaml::quoted).unwrap_or_default()),
                _ => format!("{}: …", field.id),
            };
            let required: Vec<String> =
                self.fields.iter().filter(|field| field.required).enumerate().map(value).collect();
            let line = format!("{{ {} }}", required.join(", "));
            let example = node.as_text().filter(|_| !required.is_empty() && !reading.field.is_empty());
            let fault = example
                .map(|_| Message::new("for-example").with("line", line))
                .into_iter()
                .fold(fault, Diagnostic::help);
            reading.report.add(fault.help(Message::new("known-values").with("values", names.join(", "))));
            return Vec::new();
        };
        let mut given: Vec<(&Field, &Key, &Node)> = Vec::new();
        let mut unknown: Vec<(&Key, &Node)> = Vec::new();
        for (key, node) in entries {
            match self.named(&key.name) {
                Some(field) => match given.iter().find(|(other, ..)| other.id == field.id) {
                    Some((_, first, _)) => {
                        reading.report.add(twice(key, Some(first.span), node.as_map().is_some()));
                    }
                    None => given.push((field, key, node)),
                },
                None if self.open => {}
                None => unknown.push((key, node)),
            }
        }
        let is_given = |field: &Field| given.iter().any(|(other, _, node)| other.id == field.id && !is_blank(node));
        let mut free: Vec<&str> = self.fields.iter().filter(|field| !is_given(field)).map(|f| f.id.as_str()).collect();
        // A field whose name was misspelt is not also missing.
        let mut misspelt: Vec<&str> = Vec::new();
        for (key, node) in unknown {
            let meant = self.tell_unknown(key, node, &free, reading.report);
            free.retain(|field| Some(*field) != meant);
            misspelt.extend(meant);
        }
        // Where the absence of a field is shown: the first line of its group.
        let head = entries.first().map_or(node.span, |(key, _)| key.span);
        // A map between braces begins before its first key.
        let add = match node.span.start < head.start {
            true => "add-between-braces",
            false => "add-line",
        };
        let mut values = Vec::new();
        for field in &self.fields {
            let node = given.iter().find(|(f, ..)| f.id == field.id).map(|(.., node)| *node);
            match node {
                Some(node) if !is_blank(node) => values.extend(self.value(field, node, reading)),
                _ if misspelt.contains(&field.id.as_str()) => {}
                _ => Self::absent(field, node, (head, add), reading.report),
            }
        }
        values
    }

    fn value(&self, field: &Field, node: &Node, reading: &mut Reading<'_>) -> Option<(String, Value)> {
        if node.value == crate::yaml::Value::Lost {
            return None;
        }
        let mut inner = Reading { field: field.id.clone(), report: &mut *reading.report, ..*reading };
        field.kind.read(node, &mut inner).map(|value| (field.id.clone(), value))
    }

    /// Reports an unknown key; gives the field that it probably means, if that is one of those without a value.
    fn tell_unknown<'f>(&'f self, key: &Key, node: &Node, free: &[&str], report: &mut Report) -> Option<&'f str> {
        let message = Message::new("field-unknown").with("field", key.name.as_str());
        let diagnostic = Diagnostic::at(&UNKNOWN, key.span, message);
        // Readers see labels, and so do those who write: « Étape » is the field `statut`.
        let folded = slug(&key.name);
        let labelled = self.fields.iter().find(|f| slug(&f.label) == folded).map(|f| f.id.as_str());
        let known = self.fields.iter().map(|f| f.id.as_str());
        let best = labelled.or_else(|| suggest::field(&key.name, known.clone())).filter(|best| free.contains(best));
        let Some(best) = best else {
            let there = suggest::almost(&key.name, known.filter(|name| !free.contains(name)));
            let again = there.map(|there| diagnostic.clone().help(Message::new("field-there").with("word", there)));
            report.add(again.unwrap_or_else(|| suggest::list(diagnostic, free.iter().copied())));
            return None;
        };
        let value =
            after_forgotten_colon(best, &key.name, node).or_else(|| node.line()).unwrap_or_else(|| "…".to_owned());
        let diagnostic = diagnostic.help(Message::new("did-you-mean").with("word", best));
        report.add(diagnostic.help(Message::new("write-line").with("line", format!("{best}: {value}"))));
        Some(best)
    }

    /// Reports a field that is not there, `missing` at a place with what to do about it, or whose line is empty.
    fn absent(field: &Field, given: Option<&Node>, missing: (Span, &'static str), report: &mut Report) {
        if !field.required && !field.expected {
            return;
        }
        let line = field.line();
        let (span, advice) = given.map_or(missing, |node| (node.span, "fill-line"));
        if field.required {
            let fault = Diagnostic::at(&MISSING, span, Message::new("field-missing").with("field", field.id.as_str()))
                .help(Message::new(advice).with("line", line));
            let choices: Vec<&str> = field.kind.labels().iter().map(|(key, _)| key.as_str()).collect();
            let choices = (!choices.is_empty()).then(|| choices.join(", "));
            let help = choices.map(|values| Message::new("known-values").with("values", values));
            report.add(help.into_iter().fold(fault, Diagnostic::help));
        } else {
            report.add(
                Diagnostic::at(&EXPECTED, span, Message::new("field-expected").with("field", field.label.as_str()))
                    .help(Message::new("fill-line").with("line", line)),
            );
        }
    }

    /// The lines that a header needs: one for each required field, with an example of its value.
    pub fn required_lines(&self) -> Vec<String> {
        self.fields.iter().filter(|field| field.required).map(Field::line).collect()
    }

    /// Has every required field a value? What misses one has been reported and is shown nowhere.
    pub fn is_complete(&self, values: &[(String, Value)]) -> bool {
        self.fields.iter().filter(|f| f.required).all(|f| values.iter().any(|(id, _)| *id == f.id))
    }

    /// The fields as templates see them, absent values included.
    pub fn show(&self, values: &[(String, Value)], show: &dyn Show) -> Vec<(String, Data)> {
        self.fields
            .iter()
            .map(|field| {
                let value = values.iter().find(|(id, _)| *id == field.id).map(|(_, v)| v);
                (field.id.clone(), field.show(value, show))
            })
            .collect()
    }
}

fn is_blank(node: &Node) -> bool {
    match &node.value {
        crate::yaml::Value::Null => node.comment.is_none(),
        crate::yaml::Value::Text(text, _) => text.trim().is_empty(),
        crate::yaml::Value::List(items) => items.is_empty(),
        crate::yaml::Value::Map(entries) => entries.is_empty(),
        crate::yaml::Value::Lost => false,
    }
}

/// What templates see of a field.
pub const PARTS: [&str; 8] = ["id", "label", "type", "of", "unit", "role", "important", "value"];

impl Field {
    /// The field as templates see it.
    pub fn show(&self, value: Option<&Value>, show: &dyn Show) -> Data {
        self.fill(&self.about(show), value, show)
    }

    /// The field without a value, as templates see it: the same on all pages of a language.
    pub fn about(&self, show: &dyn Show) -> Data {
        let parts = [
            Data::text(&self.id),
            Data::text(show.text(&self.label)),
            Data::text(self.kind.name()),
            Data::option(self.kind.item()),
            Data::option(self.unit.as_deref()),
            Data::option(self.role.as_deref()),
            Data::Bool(self.important),
            Data::Null,
        ];
        Data::map(PARTS.into_iter().zip(parts))
    }

    /// Puts a value in what is said of the field.
    pub fn fill(&self, about: &Data, value: Option<&Value>, show: &dyn Show) -> Data {
        let Some(value) = value else { return about.clone() };
        about.put("value", self.with_facet(self.kind.show(value, show), show))
    }

    /// A choice that makes a filter page leads to it.
    fn with_facet(&self, data: Data, show: &dyn Show) -> Data {
        match &data {
            Data::List(items) if self.facet => Data::list(items.iter().map(|item| self.with_facet(item.clone(), show))),
            Data::Map(_) if self.facet => match data.get("key").and_then(Data::as_str) {
                Some(key) => {
                    let path = show.facet(&self.id, key);
                    data.put("path", path)
                }
                None => data,
            },
            _ => data,
        }
    }
}

/// `titre "Un marché : un an après"`: the colon of the field was forgotten, and the first one of its text ended a name. Gives
/// this text, whole, as it is written after the colon.
fn after_forgotten_colon(field: &str, name: &str, node: &Node) -> Option<String> {
    let (first, rest) = name.split_once(char::is_whitespace)?;
    let is_text = rest.trim_start().starts_with(|c: char| c.is_uppercase() || "\"'«“".contains(c));
    let end = node.as_text().filter(|_| is_text && slug(first) == slug(field))?;
    let text = format!("{} : {end}", rest.trim());
    Some(quoted(text.trim_matches(['"', '\''])))
}
