//! Values in order, all of one type.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report, Severity};
use crate::model::column::{Column, Resolve};
use crate::model::types::{FieldType, Narrow, Reading, SIZE, Show, TypeDef};
use crate::model::{BAD_MODEL, Field, Value, declare};
use crate::slug::unaccented;
use crate::source::Span;
use crate::yaml::{self, Key, Node, Quoted, Value as Yaml};

/// The type `list`: `of` is the name of a type, a declaration, or fields; `min` and `max` bound it.
pub const TYPE: TypeDef = TypeDef { name: "list", options: &["of", "min", "max", "to", "options"], make };

/// How many items a list may have.
#[derive(Debug, Default)]
pub struct Bounds {
    min: Option<i64>,
    max: Option<i64>,
}

impl Bounds {
    /// Reads `min` and `max`.
    pub fn declare(node: &Node, report: &mut Report) -> Bounds {
        Bounds { min: declare::integer(node, "min", report), max: declare::integer(node, "max", report) }
    }

    /// Reports too few or too many.
    pub fn check(&self, count: usize, node: &Node, reading: &mut Reading<'_>) {
        let count = count as i64;
        let wrong = match (self.min, self.max) {
            (Some(min), _) if count < min => Some(("list-too-short", min)),
            (_, Some(max)) if count > max => Some(("list-too-long", max)),
            _ => None,
        };
        if let Some((message, bound)) = wrong {
            let message =
                Message::new(message).with("field", reading.field.as_str()).with("count", count).with("bound", bound);
            let (help, number) = match count < bound {
                true => ("list-too-short-help", bound - count),
                false => ("list-too-long-help", count - bound),
            };
            let help = Message::new(help).with("number", number);
            reading.report.add(Diagnostic::at(&SIZE, node.span, message).help(help));
        }
    }

    /// A JSON Schema of a list of `items`.
    pub fn schema(&self, items: Data) -> Data {
        let mut entries = vec![("type", Data::text("array")), ("items", items)];
        entries.extend(self.min.map(|n| ("minItems", Data::Int(n))));
        entries.extend(self.max.map(|n| ("maxItems", Data::Int(n))));
        Data::map(entries)
    }
}

/// The items of a list of short names; a single text with commas, semicolons or slashes between spaces is cut
/// at them, each part with its place. Between brackets, another separator than a comma is told. What could not be
/// read has been told, and is left out.
pub fn nodes(node: &Node, reading: &mut Reading<'_>) -> Vec<Node> {
    if let Some(nodes) = between_braces(node, reading) {
        return nodes;
    }
    let Yaml::List(items) = &node.value else { return parts(node) };
    let items = items.iter().filter(|item| item.value != Yaml::Lost);
    let (mut nodes, mut count) = (Vec::new(), 0);
    for item in items {
        count += 1;
        match several(item) {
            Some(parts) => nodes.extend(parts),
            None => nodes.push(item.clone()),
        }
    }
    if nodes.len() > count {
        tell_separator(node, &nodes, reading);
    }
    once(nodes, reading)
}

/// The items that are not there already; the others are told.
fn once(nodes: Vec<Node>, reading: &mut Reading<'_>) -> Vec<Node> {
    let mut seen = BTreeSet::new();
    // « A+ » is not « A- ».
    let folded = |text: &str| match text.is_ascii() {
        true => text.trim().to_ascii_lowercase(),
        false => text.trim().chars().flat_map(char::to_lowercase).map(unaccented).collect(),
    };
    let (nodes, again): (Vec<Node>, Vec<Node>) =
        nodes.into_iter().partition(|node| node.as_text().is_none_or(|text| seen.insert(folded(text))));
    for node in again {
        let name = node.as_text().unwrap_or_default();
        let message = Message::new("list-twice").with("field", reading.field.as_str()).with("name", name);
        let fault = Diagnostic::at(&yaml::DUPLICATE_KEY, node.span, message);
        // It is shown once, as it was meant.
        let fault = Diagnostic { severity: Severity::Warning, ..fault };
        reading.report.add(fault.help(Message::new("list-twice-help")));
    }
    nodes
}

/// `{dechets, energie}`: names without values, where a list was meant.
fn between_braces(node: &Node, reading: &mut Reading<'_>) -> Option<Vec<Node>> {
    let entries = node.as_map().filter(|entries| !entries.is_empty())?;
    let names = entries.iter().map(|(key, value)| (value.value == Yaml::Null).then_some(key));
    let names: Vec<&Key> = names.collect::<Option<_>>()?;
    let all: Vec<&str> = names.iter().map(|key| key.name.as_str()).collect();
    let line = format!("{}: [{}]", reading.field, all.join(", "));
    let fault =
        Diagnostic::at(&yaml::SYNTAX, node.span, Message::new("list-braces").with("field", reading.field.as_str()));
    reading.report.add(fault.help(Message::new("write-line").with("line", line)));
    Some(names.into_iter().map(|key| text_node(&key.name, key.span)).collect())
}

/// A node, or the parts of its text.
fn parts(node: &Node) -> Vec<Node> {
    several(node).unwrap_or_else(|| vec![node.clone()])
}

/// The parts of a text, at the first separator that it has; none when it has none.
fn several(node: &Node) -> Option<Vec<Node>> {
    let Yaml::Text(text, Quoted::No) = &node.value else { return None };
    let separator = SEPARATORS.into_iter().find(|separator| text.contains(separator))?;
    let (written, mut at) = (node.written(), 0);
    let part = |part: &str| {
        let start = at + part.len() - part.trim_start().len();
        at += part.len() + separator.len();
        text_node(part.trim(), written.span(&(start..start + part.trim().len())))
    };
    Some(text.split(separator).map(part).filter(|n| n.as_text() != Some("")).collect())
}

/// `[dechets; energie]`: the items were meant, and something else than a comma stands between them.
fn tell_separator(node: &Node, nodes: &[Node], reading: &mut Reading<'_>) {
    let typed: Vec<&str> = node.as_list().unwrap_or_default().iter().filter_map(Node::as_text).collect();
    let separator = SEPARATORS.into_iter().find(|separator| typed.iter().any(|text| text.contains(separator)));
    let separator = separator.unwrap_or(",").trim();
    let names: Vec<&str> = nodes.iter().filter_map(Node::as_text).collect();
    let line = format!("{}: [{}]", reading.field, names.join(", "));
    // Between brackets a comma parts two items: this one stands on the line of an item.
    if separator == "," {
        let message = Message::new("list-one-line").with("field", reading.field.as_str());
        let help = Message::new("list-one-line-help").with("line", line);
        reading.report.add(Diagnostic::at(&yaml::SYNTAX, node.span, message).help(help));
        return;
    }
    let message = Message::new("list-separator").with("field", reading.field.as_str()).with("sign", separator);
    let mut fault =
        Diagnostic::at(&yaml::SYNTAX, node.span, message).help(Message::new("write-line").with("line", line));
    for parts in node.as_list().unwrap_or_default().iter().map(parts) {
        for pair in parts.windows(2).filter(|pair| pair[0].span.end < pair[1].span.start) {
            fault = fault.fix(Span { start: pair[0].span.end, end: pair[1].span.start, ..node.span }, ", ");
        }
    }
    reading.report.add(fault);
}

/// What people put between the parts of a list that they type on one line.
const SEPARATORS: [&str; 3] = [",", ";", " / "];

#[derive(Debug)]
struct List {
    item: Field,
    bounds: Bounds,
}

fn make(node: &Node, report: &mut Report) -> Option<Arc<dyn FieldType>> {
    let Some(of) = node.get("of") else {
        report.add(Diagnostic::at(&BAD_MODEL, node.span, Message::new("model-no-item")));
        return None;
    };
    let bounds = Bounds::declare(node, report);
    let key = Key { name: "of".to_owned(), span: of.span };
    // Fields without a type: the items are groups.
    let is_group =
        of.as_map().is_some_and(|entries| !entries.iter().any(|(k, n)| k.name == "type" && n.as_text().is_some()));
    let item = if is_group {
        let fields = Yaml::Map(vec![
            (Key { name: "type".to_owned(), span: of.span }, text_node("group", of.span)),
            (Key { name: "fields".to_owned(), span: of.span }, of.clone()),
        ]);
        let group = Node::at(of.span, fields);
        declare::field(&key, &group, report)
    } else {
        declare::field(&key, of, report)
    };
    Some(Arc::new(List { item, bounds }))
}

fn text_node(text: &str, span: Span) -> Node {
    Node::at(span, Yaml::Text(text.to_owned(), Quoted::No))
}

impl FieldType for List {
    fn name(&self) -> &'static str {
        "list"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        let short = matches!(self.item.kind.name(), "source" | "reference" | "choice");
        let nodes = match &node.value {
            Yaml::List(items) if !short => items.iter().filter(|item| item.value != Yaml::Lost).cloned().collect(),
            _ if short => nodes(node, reading),
            _ => vec![node.clone()],
        };
        self.bounds.check(nodes.len(), node, reading);
        Some(Value::List(nodes.iter().filter_map(|n| self.item.kind.read(n, reading)).collect()))
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        let items = value.items().iter().map(|item| self.item.kind.show(item, show));
        Data::list(items.filter(|item| !item.is_null()))
    }

    fn columns(&self) -> Vec<Column> {
        self.item.kind.columns().into_iter().map(Column::many).collect()
    }

    fn export(&self, value: &Value, resolve: &dyn Resolve) -> Data {
        let items = value.items().iter().map(|item| self.item.kind.export(item, resolve));
        Data::list(items.filter(|item| !item.is_null()))
    }

    fn schema(&self) -> Data {
        self.bounds.schema(self.item.kind.schema())
    }

    fn labels(&self) -> &[(String, String)] {
        self.item.kind.labels()
    }

    fn names(&self) -> Option<&str> {
        self.item.kind.names()
    }

    fn fields(&self) -> &[Field] {
        self.item.kind.fields()
    }

    fn example(&self) -> String {
        // Between brackets, a comma ends a value.
        let example = self.item.kind.example();
        let is_cut = example.contains(',') && !example.starts_with(['[', '{', '"']);
        format!("[{}]", if is_cut { yaml::quoted(&example) } else { example })
    }

    fn item(&self) -> Option<&'static str> {
        Some(self.item.kind.name())
    }

    fn narrows(&self) -> bool {
        self.item.kind.narrows()
    }

    fn narrow(&self, item: &Value) -> Option<Narrow> {
        self.item.kind.narrow(item)
    }

    fn targets(&self) -> Vec<String> {
        self.item.kind.targets()
    }
}
