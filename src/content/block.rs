//! What the blocks of a text hold, read as the theme declares them.

use std::collections::BTreeMap;

use crate::content::{BLOCK, Reader};
use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report};
use crate::markdown::{Document, Manner};
use crate::model::{Field, Reading, Value, suggest};
use crate::slug::slug;
use crate::source::Span;
use crate::source::mend::Mended;
use crate::yaml;

impl Reader<'_> {
    /// The fenced codes of a text that are blocks of the theme, read with their fields.
    pub(super) fn blocks(
        &self,
        body: &Document,
        text: &str,
        manner: Manner,
        report: &mut Report,
    ) -> BTreeMap<usize, (String, Value)> {
        let mut blocks = BTreeMap::new();
        for (index, code) in body.codes.iter().enumerate() {
            let Some(field) = self.blocks.get(&code.name) else { continue };
            let Span { file, start, end } = code.inner;
            // What follows a block that nobody closes is no part of it, and that has been told.
            if !code.closed || !ends_with_signs(&text[code.span.start as usize..code.span.end as usize]) {
                continue;
            }
            if code.text.trim_start().starts_with('|') {
                let message = Message::new("block-table").with("name", code.name.as_str());
                let help = Message::new("block-table-help").with("line", field.kind.example());
                report.add(Diagnostic::at(&BLOCK, code.inner, message).help(help));
                continue;
            }
            if let Some(line) = pairs(&code.text, field) {
                let message = Message::new("block-pairs").with("name", code.name.as_str());
                let help = Message::new("block-table-help").with("line", line);
                report.add(Diagnostic::at(&BLOCK, code.inner, message).help(help));
                continue;
            }
            if let Some(lines) = bare_items(&code.text, field) {
                let message = Message::new("block-pairs").with("name", code.name.as_str());
                let help = Message::new("block-table-help").with("line", lines.join("`, `"));
                report.add(Diagnostic::at(&BLOCK, code.inner, message).help(help));
                continue;
            }
            // In a quotation or a list, what stands before each line is not part of the block.
            let mut inner = Mended::new(&text[start as usize..end as usize]);
            inner.replace(code.text.lines().map(str::to_owned).enumerate());
            let mut told = Report::default();
            let node = yaml::read_mended(inner, file, start as usize, self.limit(yaml::HEADER), &mut told);
            if let Some(node) = node {
                let mut reading =
                    Reading { field: code.name.clone(), report: &mut told, manner, model: Some(self.model) };
                if let Some(value) = field.kind.read(&node, &mut reading) {
                    blocks.insert(index, (code.name.clone(), value));
                }
            }
            if told.has_errors() && code.text.trim().is_empty() {
                let message = Message::new("block-empty").with("name", code.name.as_str());
                let help = Message::new("block-empty-help").with("line", field.kind.example());
                report.add(Diagnostic::at(&crate::model::group::MISSING, code.span, message).help(help));
            } else {
                told.rename(&yaml::SYNTAX, &BLOCK);
                report.extend(told);
            }
        }
        blocks
    }
}

/// Is the last line of a block, as it was typed, made of signs alone? One whose first line was no better, or that has
/// a single line, was put right as a whole.
fn ends_with_signs(typed: &str) -> bool {
    let opened = typed.starts_with(['`', '~']);
    let last = typed.trim_end().rsplit_once('\n').map(|(_, last)| last).filter(|_| opened);
    last.is_none_or(|last| !last.contains(char::is_alphanumeric))
}

/// `Palettes : 12`, `* 2016 : début`: each line of a block that is a list has two values and no name of a field. Gives
/// the first line as it should be.
fn pairs(text: &str, field: &Field) -> Option<String> {
    let schema = field.kind.schema();
    let item = schema.get("items")?;
    let (known, required) = (names(item, "properties"), names(item, "required"));
    let pair = |line: &str| -> Option<(String, String)> {
        let line = line.strip_prefix(['-', '*', '•', '–']).unwrap_or(line).trim();
        let (one, two) = line.split_once(": ").map(|(one, two)| (one.trim(), two.trim()))?;
        let plain = !one.is_empty() && !two.is_empty() && !line.contains(['{', '[', '"']);
        let named = suggest::field(one, known.iter().map(String::as_str)).is_some();
        (plain && !named).then(|| (one.to_owned(), two.to_owned()))
    };
    let lines: Vec<_> = text.lines().filter(|line| !line.trim().is_empty()).map(pair).collect::<Option<_>>()?;
    let (one, two) = lines.into_iter().next()?;
    let value = |text: &str| match text.contains(char::is_alphabetic) {
        true => yaml::quoted(text),
        false => text.to_owned(),
    };
    let [mut first, mut second, ..] = known.iter().map(String::as_str).collect::<Vec<_>>()[..] else { return None };
    // The figure of a pair is its value, whichever comes first.
    if first == "valeur" && two.starts_with(|c: char| c.is_ascii_digit()) {
        std::mem::swap(&mut first, &mut second);
    }
    let others = required.iter().filter(|name| ![first, second].contains(&name.as_str()));
    let others: String = others.map(|name| format!(", {name}: …")).collect();
    Some(format!("- {{ {first}: {}, {second}: {}{others} }}", value(&one), value(&two)))
}

/// `1. Lire`, `- Lire`, `Lire`, or `etapes: Lire, Agir`: a block of fields whose list has items without the name of
/// a field. Gives its first lines as they should be.
fn bare_items(text: &str, field: &Field) -> Option<Vec<String>> {
    let schema = field.kind.schema();
    let required = names(&schema, "required");
    let items = |name: &String| Some((name.clone(), schema.get("properties")?.get(name)?.get("items")?.clone()));
    let (list, item) = required.iter().find_map(items)?;
    let [first] = &names(&item, "required")[..] else { return None };
    let known = names(&schema, "properties");
    let start = |line: &str| {
        let line = line.trim();
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = digits.strip_prefix(['.', ')']).filter(|_| digits.len() < line.len());
        line.strip_prefix(['-', '*', '•', '–']).or(numbered).unwrap_or(line).trim().to_owned()
    };
    let lines: Vec<String> = text.lines().filter(|line| !line.trim().is_empty()).map(start).collect();
    let one_line = match &lines[..] {
        [line] => line.strip_prefix(&format!("{list}: ")).filter(|items| items.contains(", ")),
        _ => None,
    };
    let named = |line: &String| line.split_once(':').is_some_and(|(name, _)| known.contains(&slug(name)));
    let bare = |line: &String| !line.is_empty() && !line.starts_with(['{', '[']) && !named(line);
    let words = match one_line {
        Some(items) => items.split(',').next()?.trim(),
        None if lines.iter().all(bare) => lines.first()?,
        None => return None,
    };
    let others = required.iter().filter(|name| **name != list).map(|name| format!("{name}: …"));
    Some(others.chain([format!("{list}:"), format!("  - {{ {first}: {} }}", yaml::quoted(words))]).collect())
}

/// The names that a schema has under a key: those of its `properties`, or those that are `required`.
fn names(schema: &Data, key: &str) -> Vec<String> {
    match schema.get(key) {
        Some(Data::Map(entries)) => entries.iter().map(|(name, _)| name.to_string()).collect(),
        Some(Data::List(names)) => names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    }
}
