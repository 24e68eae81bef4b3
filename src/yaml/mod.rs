//! YAML as people write it to a tree of texts with exact places      ← serde_yaml.
//!
//! Text stays text: `01000`, `non` and `1e3` are given as they are written; the declared type of
//! a field decides later what they mean. A line that cannot be read is told with the line to write
//! (see [`slip`]), and read as it was meant: one run tells everything that is wrong.

use std::cell::Cell;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::budget::Budget;
use serde_yaml::options::DuplicateKeyPolicy;
use serde_yaml::{Error, Options, Spanned};

use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::source::mend::Mended;
use crate::source::sign::is_command;
use crate::source::written::{Run, Style, Written};
use crate::source::{FileId, Span};

mod place;
mod slip;
mod tag;

use place::Source;
use slip::Slip;
pub use slip::quoted;

/// The header or the data file cannot be read.
pub const SYNTAX: Rule = Rule { code: "en-tete-illisible", severity: Severity::Error };
/// A value between the quotation marks of a word processor.
pub const CURLY: Rule = Rule { code: "guillemets-courbes", severity: Severity::Warning };
/// Two values for one key.
pub const DUPLICATE_KEY: Rule = Rule { code: "rubrique-en-double", severity: Severity::Error };
/// Larger or deeper than any human writes.
pub const TOO_BIG: Rule = Rule { code: "en-tete-trop-grand", severity: Severity::Error };

/// Every rule of this room.
pub const RULES: &[&Rule] = &[&SYNTAX, &CURLY, &DUPLICATE_KEY, &TOO_BIG];

/// The most that a text may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// How long it may be, in bytes.
    pub bytes: usize,
    /// How many values may stand inside one another.
    pub levels: usize,
}

/// Front matter, blocks, the settings and the model.
pub const HEADER: Limit = Limit { bytes: 64 * 1024, levels: 32 };
/// Data files: a glossary, sources, the words of a theme.
pub const DATA: Limit = Limit { bytes: 4 * 1024 * 1024, levels: 32 };
/// After this many slips, the rest is told in one message.
const MAX_SLIPS: usize = 50;
/// How many bytes are read again, in all, to see whether a slip explains an error: then lines are only lost.
const MAX_TRIED: usize = 16 * 1024 * 1024;
/// How many bytes are read in all, for one text: after that, the rest of what is wrong is not told.
const MAX_READ: usize = 2 * MAX_TRIED;
/// What takes the place of a value that cannot be read: the field is there, its value is not.
const LOST: &str = "\u{e000}lost";

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it stands in its file.
    pub span: Span,
    /// A comment on the same line, which YAML cuts from the value.
    pub comment: Option<(Span, String)>,
    /// Where the letters of a text stand; none when they stand one after the other from the beginning of the span.
    pub written: Option<Box<Written>>,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing after the colon.
    Null,
    /// A text, as it is written, and whether it was protected by quotes or a block.
    Text(String, Quoted),
    /// A list.
    List(Vec<Node>),
    /// Named values, in the order of the file.
    Map(Vec<(Key, Node)>),
    /// It could not be read, which has been reported.
    Lost,
}

/// Did the author protect a text by quotes (or write it as a block)?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoted {
    /// As written.
    No,
    /// Between quotes, or in a `|` or `>` block.
    Yes,
}

/// The name of a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// As it is written.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

impl Node {
    /// A value that the file does not hold, at a place.
    pub fn at(span: Span, value: Value) -> Node {
        Node { value, span, comment: None, written: None }
    }

    /// Where the letters of its text stand.
    pub fn written(&self) -> Written {
        match &self.written {
            Some(written) => (**written).clone(),
            None => {
                let Span { file, start, end } = self.span;
                let run = Run { text: 0, file: start as usize, len: end.saturating_sub(start) as usize };
                Written::new(Span { file, start, end }, vec![run], Style::Plain)
            }
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        value_text(&self.value)
    }

    /// The text or the texts, as they are written after a colon.
    pub fn line(&self) -> Option<String> {
        let one = |node: &Node| {
            let Value::Text(text, quotes) = &node.value else { return None };
            let plain = *quotes == Quoted::No && !text.contains([':', '#', '[', '{']);
            Some(if plain { text.clone() } else { quoted(text) })
        };
        match &self.value {
            Value::List(items) => Some(format!("[{}]", items.iter().map(one).collect::<Option<Vec<_>>>()?.join(", "))),
            _ => one(self),
        }
    }

    /// The named values, if it is a map.
    pub fn as_map(&self) -> Option<&[(Key, Node)]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// A named value of a map.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.as_map()?.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
    }
}

/// Reads `text`, which begins at byte `offset` of `file`. Slips go to the report and are read as
/// they were meant; there is no tree when a text is too big or twists the language on purpose. An
/// empty text is an empty map.
pub fn read(text: &str, file: FileId, offset: usize, limit: Limit, report: &mut Report) -> Option<Node> {
    // What is too long is not even cut into lines.
    if text.len() > limit.bytes {
        report.add(too_big(Span::new(file, offset, offset), limit));
        return None;
    }
    read_mended(Mended::new(text), file, offset, limit, report)
}

fn too_big(at: Span, limit: Limit) -> Diagnostic {
    let message = Message::new("yaml-too-big").with("limit", limit.bytes / 1024).with("levels", limit.levels);
    Diagnostic::at(&TOO_BIG, at, message)
}

/// The same, for a text that has already been put right.
pub fn read_mended(mended: Mended<'_>, file: FileId, offset: usize, limit: Limit, report: &mut Report) -> Option<Node> {
    let whole = Span::new(file, offset, offset);
    let text = mended.text();
    if text.len() > limit.bytes || nesting(text) > limit.levels {
        report.add(too_big(whole, limit));
        return None;
    }
    if text.trim().is_empty() {
        return Some(Node::at(whole, Value::Map(Vec::new())));
    }
    let tried = Cell::new(0);
    let mut reader = Reader { text: mended, file, offset, levels: limit.levels, tried, name: String::new(), report };
    let understood = slip::understood(&reader.text);
    reader.text.replace(understood);
    let silent = slip::silent(&reader.text);
    silent.iter().for_each(|slip| reader.tell(slip));
    reader.text.replace(silent.into_iter().flat_map(|slip| slip.lines));
    for _ in 0..MAX_SLIPS {
        reader.tried.set(reader.tried.get() + reader.text.text().len());
        match parse(reader.text.text(), limit.levels) {
            Ok(raw) => {
                let node = reader.node(raw);
                // Remarks alone say nothing.
                let empty = node.value == Value::Null;
                return Some(if empty { Node { value: Value::Map(Vec::new()), ..node } } else { node });
            }
            Err(_) if reader.tried.get() > MAX_READ => return None,
            Err(fault) => reader.mend(&fault)?,
        }
    }
    None
}

/// Why and where a text cannot be read.
struct Fault {
    kind: &'static str,
    place: usize,
}

fn parse(text: &str, levels: usize) -> Result<Spanned<Raw>, Fault> {
    let raw = serde_yaml::from_str_with_options::<Spanned<Raw>>(text, options(levels))
        .map_err(|error| Fault { kind: kind_of(&error), place: place_of(&error, text) })?;
    if text.contains('!') {
        let mut scalars = Vec::new();
        places(&raw, text.len(), &mut scalars);
        if let Some(place) = tag::find(text, &scalars) {
            return Err(Fault { kind: "yaml-syntax", place });
        }
    }
    Ok(raw)
}

/// Where all names and values of a text stand, in order.
fn places(raw: &Spanned<Raw>, all: usize, found: &mut Vec<(usize, usize)>) {
    match &raw.value {
        Raw::Scalar(_) => found.push(range(raw.referenced.span(), all)),
        Raw::List(items) => items.iter().for_each(|item| places(item, all, found)),
        Raw::Map(entries) => entries.iter().for_each(|(key, value)| {
            found.push(range(key.referenced.span(), all));
            places(value, all, found);
        }),
    }
}

/// Where the parser saw something, in bytes.
fn range(span: serde_yaml::Span, all: usize) -> (usize, usize) {
    let start = span.byte_offset().map_or(0, |n| n as usize).min(all);
    let length = span.byte_len().map_or(0, |n| n as usize);
    (start, (start + length).min(all))
}

fn options(levels: usize) -> Options {
    let mut budget = Budget::default();
    budget.max_depth = levels;
    budget.max_aliases = 0;
    budget.max_anchors = 0;
    budget.max_merge_keys = 0;
    let mut options = Options::default();
    options.budget = Some(budget);
    options.duplicate_keys = DuplicateKeyPolicy::PassThrough;
    options.strict_booleans = true;
    options.reject_unsupported_tags = true;
    // A snippet would wrap the error, and hide its kind and its place.
    options.with_snippet = false;
    options
}

/// How deep brackets go on one line, before any parser sees the text; the parser bounds the rest.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0usize);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'\n' => depth = 0,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// The tree as the parser gives it.
enum Raw {
    Scalar(Option<String>),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Scalar(Some(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Scalar(Some(text)))
    }

    // Numbers, yes and no: the text of the source is taken instead, see `Place::scalar`.
    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }
    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }
    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }
    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }
    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }
    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }
    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Scalar(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

/// The text that is being read, where it stands in its file, and what is said of it.
struct Reader<'a, 'r> {
    text: Mended<'a>,
    file: FileId,
    offset: usize,
    /// How many values may stand inside one another.
    levels: usize,
    /// How many bytes were read again so far.
    tried: Cell<usize>,
    /// The name of the value that is being read.
    name: String,
    report: &'r mut Report,
}

impl Reader<'_, '_> {
    /// Reads on after an error: as the line was meant, else without its value. None when nothing can
    /// be done.
    fn mend(&mut self, fault: &Fault) -> Option<()> {
        let place = fault.place;
        // It uses what no editor needs, such as names for values that are used again.
        if fault.kind == "yaml-alias" && slip::candidates(&self.text, self.text.line_at(place)).is_empty() {
            let at = self.span(place, place);
            self.report
                .add(Diagnostic::at(&SYNTAX, at, Message::new("yaml-alias")).help(Message::new("yaml-syntax-help")));
            return None;
        }
        match self.slip(place) {
            Some(slip) => self.take(&slip),
            None => self.lose(fault),
        }
        Some(())
    }

    /// The slip that explains the error: once it is mended, the reader comes further; or it does when
    /// a second slip of the same line is mended too.
    fn slip(&self, place: usize) -> Option<Slip> {
        if self.tried.get() > MAX_TRIED {
            return None;
        }
        let here = self.text.line_at(place);
        if let Some(tab) = self.tab(here) {
            return Some(tab);
        }
        let around = [Some(here), here.checked_sub(1), here.checked_sub(2), Some(here + 1)].into_iter().flatten();
        // A sign that nobody closed is often seen at the end of the text only.
        let far = (0..here.saturating_sub(2)).filter(|line| self.text.line(*line).contains(['"', '\'', '[', '{']));
        let lines: Vec<usize> = around.chain(far.take(MAX_SLIPS)).collect();
        // The tabs below are slips of their own, which the parser sees one line too early.
        let further = |text: &Mended<'_>| {
            self.tried.set(self.tried.get() + text.text().len());
            if self.tried.get() > MAX_TRIED {
                return false;
            }
            let text = slip::without_tabs(text.text());
            match parse(&text, self.levels) {
                Ok(_) => true,
                Err(fault) => text[..fault.place].matches('\n').count() > here,
            }
        };
        let alone =
            |line: &usize| slip::candidates(&self.text, *line).into_iter().find(|s| further(&self.with(s, &self.text)));
        let first_of_two = |line: &usize| {
            slip::candidates(&self.text, *line).into_iter().find(|first| {
                let text = self.with(first, &self.text);
                slip::candidates(&text, *line).iter().any(|second| further(&self.with(second, &text)))
            })
        };
        lines.iter().find_map(alone).or_else(|| lines.iter().take(3).find_map(first_of_two))
    }

    /// The first tab that stands before a line, when the text reads further without any: it is the cause, and
    /// what the reader stumbled on is not.
    fn tab(&self, here: usize) -> Option<Slip> {
        let mut lines = here.saturating_sub(2)..(here + 2).min(self.text.len());
        let line = lines.find(|line| slip::has_tab(self.text.line(*line)))?;
        let read = |text: &str| {
            self.tried.set(self.tried.get() + text.len());
            let plain = slip::without_tabs(text);
            parse(&plain, self.levels).map_or_else(|fault| plain[..fault.place].matches('\n').count(), |_| usize::MAX)
        };
        // The one with which the text reads furthest; of equals the first.
        let read = |slip: Slip| (read(self.with(&slip, &self.text).text()), slip);
        let slips = slip::tabs(&self.text, line).into_iter().map(read);
        slips.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|(_, slip)| slip)
    }

    /// The text with a slip mended.
    fn with<'t>(&self, slip: &Slip, text: &Mended<'t>) -> Mended<'t> {
        let mut text = text.clone();
        text.replace(slip.lines.clone());
        text
    }

    /// Reports a slip, and takes the line as it was meant.
    fn take(&mut self, slip: &Slip) {
        self.tell(slip);
        self.text.replace(slip.lines.clone());
    }

    /// Reports a slip.
    fn tell(&mut self, slip: &Slip) {
        let Some((line, _)) = slip.lines.first() else { return };
        let at = self.line_span(*line);
        let mut diagnostic = Diagnostic::at(slip.rule, at, slip.message.clone()).help(slip.help.clone());
        if slip.certain {
            for (index, new) in &slip.lines {
                let (range, text) = self.text.difference(*index, new);
                diagnostic =
                    diagnostic.fix(Span::new(self.file, self.offset + range.start, self.offset + range.end), text);
            }
        }
        self.report.add(diagnostic);
    }

    /// A line of the file, without the white space before it.
    fn line_span(&self, index: usize) -> Span {
        let (range, text) = (self.text.range(index), self.text.line(index));
        let lead = text.len() - text.trim_start_matches([' ', '\u{a0}']).len();
        self.span(range.start + lead, range.end)
    }

    /// Reports a line that cannot be read; the field is there, without a value.
    fn lose(&mut self, fault: &Fault) {
        let mut index = self.text.line_at(fault.place);
        while self.text.line(index).trim().is_empty() && index > 0 {
            index -= 1;
        }
        let at = self.line_span(index);
        let message = Diagnostic::at(&SYNTAX, at, Message::new(fault.kind));
        self.report.add(message.help(Message::new("yaml-syntax-help")));
        let line = self.text.line(index);
        let indent = line.len() - line.trim_start().len();
        let key = line
            .split_once(':')
            .map(|(key, _)| key)
            .filter(|key| key.trim().chars().all(|c| c.is_alphanumeric() || "_- ".contains(c)));
        let item = line.trim_start().starts_with("- ").then(|| format!("{}- {LOST}", &line[..indent]));
        let new = key.map(|key| format!("{key}: {LOST}")).or(item).unwrap_or_default();
        // What stands below the value goes with it.
        let deeper = (index + 1..self.text.len()).take_while(|i| {
            let line = self.text.line(*i);
            line.trim().is_empty() || line.len() - line.trim_start().len() > indent
        });
        let new = if new == line { String::new() } else { new };
        let lines: Vec<_> = std::iter::once((index, new)).chain(deeper.map(|i| (i, String::new()))).collect();
        self.text.replace(lines);
    }

    fn node(&mut self, raw: Spanned<Raw>) -> Node {
        let (start, end) = self.range(raw.referenced.span());
        let (value, end) = match raw.value {
            Raw::Scalar(text) => self.scalar(text, start, end),
            Raw::List(items) => {
                let items: Vec<_> = items.into_iter().flat_map(|item| self.apart(item)).collect();
                (Value::List(items.into_iter().map(|item| self.node(item)).collect()), end)
            }
            Raw::Map(entries) => (Value::Map(self.entries(entries)), end),
        };
        let comment = self.comment_after(&value, end);
        let value = self.shown(value, start, end);
        let written = value_text(&value).and_then(|text| self.written(text, start, end));
        Node { value, span: self.span(start, end), comment, written: written.map(Box::new) }
    }

    /// An item, or several when its first name comes again: a dash is missing before the next one, which is told.
    fn apart(&mut self, item: Spanned<Raw>) -> Vec<Spanned<Raw>> {
        let Raw::Map(entries) = &item.value else { return vec![item] };
        let first = entries.first().map(|(key, _)| key.value.clone());
        let again =
            |(at, (key, _)): &(usize, &(Spanned<String>, Spanned<Raw>))| *at > 1 && Some(&key.value) == first.as_ref();
        let starts: Vec<usize> = entries.iter().enumerate().filter(again).map(|(at, _)| at).collect();
        if starts.is_empty() {
            return vec![item];
        }
        let Raw::Map(entries) = item.value else { return Vec::new() };
        let mut items = vec![Spanned { value: Raw::Map(Vec::new()), ..item }];
        for (at, (key, value)) in entries.into_iter().enumerate() {
            if starts.contains(&at) {
                let (start, end) = self.range(key.referenced.span());
                let line = self.text.line(self.text.line_at(start)).trim_start();
                let indent = self.text.line(self.text.line_at(start)).len() - line.len();
                let line = format!("{}- {}", " ".repeat(indent.saturating_sub(2)), line.trim_end());
                let message = Message::new("yaml-no-dash").with("key", key.value.as_str());
                let help = Message::new("write-line").with("line", line);
                self.report.add(Diagnostic::at(&SYNTAX, self.span(start, end), message).help(help));
                items.push(Spanned { value: Raw::Map(Vec::new()), referenced: key.referenced, defined: key.defined });
            }
            if let Some(Raw::Map(last)) = items.last_mut().map(|item| &mut item.value) {
                last.push((key, value));
            }
        }
        items
    }

    /// The value, unless it holds a sign that commands a machine and that nobody sees: that is told.
    fn shown(&mut self, value: Value, start: usize, end: usize) -> Value {
        let Some(sign) = value_text(&value).and_then(|text| text.chars().find(|c| is_command(*c))) else {
            return value;
        };
        self.command(sign, self.name.clone(), self.span(start, end));
        Value::Lost
    }

    /// Tells a sign that commands a machine, in a value or in its name.
    fn command(&mut self, sign: char, key: String, at: Span) {
        let message = Message::new("yaml-command").with("key", key).with("sign", format!("{:04X}", u32::from(sign)));
        self.report.add(Diagnostic::at(&SYNTAX, at, message).help(Message::new("yaml-command-help")));
    }

    /// Where the letters of a text stand, when it is not that it is written as it is read.
    fn written(&self, text: &str, start: usize, end: usize) -> Option<Written> {
        let source = Source::new(self.text.text(), start..end)?;
        let kept = self.text.kept(start..end);
        let is_typed = matches!(kept.as_slice(), [(part, _)] if *part == (start..end));
        if is_typed && source.style == Style::Plain && self.text.text().get(start..end) == Some(text) {
            return None;
        }
        // What was mended is not yet written as it is read.
        let style = if is_typed { source.style } else { Style::Plain };
        let runs = source.runs(text).unwrap_or_default();
        let pieces = |run: Run| {
            let (first, text) = (start + run.file, run.text);
            let piece = move |(part, at): (std::ops::Range<usize>, usize)| Run {
                text: text + part.start - first,
                file: self.offset + at,
                len: part.len(),
            };
            self.text.kept(first..first + run.len).into_iter().map(piece)
        };
        let runs = runs.into_iter().flat_map(pieces).collect();
        Some(Written::new(self.span(start, end), runs, style))
    }

    /// The named values of a map; of those that share a name the first one stays.
    fn entries(&mut self, raw: Vec<(Spanned<String>, Spanned<Raw>)>) -> Vec<(Key, Node)> {
        let mut entries: Vec<(Key, Node)> = Vec::with_capacity(raw.len());
        let mut names = std::collections::BTreeSet::new();
        for (key, value) in raw {
            let (start, end) = self.range(key.referenced.span());
            let key = Key { name: key.value, span: self.span(start, end) };
            if let Some(sign) = key.name.chars().find(|c| is_command(*c)) {
                self.command(sign, key.name, key.span);
                continue;
            }
            if names.insert(key.name.clone()) {
                let above = std::mem::replace(&mut self.name, key.name.clone());
                let value = self.node(value);
                self.name = above;
                entries.push((key, value));
            } else {
                let first = entries.iter().find(|(other, _)| other.name == key.name).map(|(other, _)| other.span);
                self.report.add(twice(&key, first, matches!(value.value, Raw::Map(_))));
            }
        }
        entries
    }

    /// A plain scalar is the text of the source itself; quoted and block scalars are what the
    /// parser decoded. Returns the end of the scalar without the white space that follows it.
    fn scalar(&self, decoded: Option<String>, start: usize, end: usize) -> (Value, usize) {
        let source = self.text.text().get(start..end).unwrap_or_default();
        let trimmed = source.trim_end();
        let end = start + trimmed.len();
        match (decoded, trimmed.as_bytes().first()) {
            _ if trimmed == LOST => (Value::Lost, end),
            (Some(text), Some(b'"' | b'\'' | b'|' | b'>')) => (Value::Text(text, Quoted::Yes), end),
            (Some(text), _) => (Value::Text(text, Quoted::No), end),
            (None, None) | (None, Some(b'~' | b'#')) => (Value::Null, start),
            (None, Some(_)) => (Value::Text(trimmed.to_owned(), Quoted::No), end),
        }
    }

    /// The comment that follows a plain value (or nothing) on its line.
    fn comment_after(&self, value: &Value, end: usize) -> Option<(Span, String)> {
        if !matches!(value, Value::Null | Value::Text(_, Quoted::No)) {
            return None;
        }
        let rest = self.text.text().get(end..)?.split(['\n', '\r']).next()?;
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', ':']).len();
        let comment = rest[blank..].trim_end();
        let span = self.span(end + blank, end + blank + comment.len());
        comment.starts_with('#').then(|| (span, comment.to_owned()))
    }

    fn range(&self, span: serde_yaml::Span) -> (usize, usize) {
        range(span, self.text.text().len())
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let (start, end) = (self.text.original(start), self.text.original(end));
        Span::new(self.file, self.offset + start, self.offset + end)
    }
}

/// Two values for one key: where the first one is, and what to do. A group has lines of its own.
pub fn twice(key: &Key, first: Option<Span>, group: bool) -> Diagnostic {
    let (message, help) = match group {
        true => ("yaml-duplicate-group", "yaml-duplicate-group-help"),
        false => ("yaml-duplicate-key", "yaml-duplicate-key-help"),
    };
    let message = Message::new(message).with("key", key.name.as_str());
    let fault = Diagnostic::at(&DUPLICATE_KEY, key.span, message).help(Message::new(help));
    first.into_iter().fold(fault, |fault, first| fault.label(first, Message::new("yaml-duplicate-first")))
}

/// The text of a value, if it is one.
fn value_text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text, _) => Some(text),
        _ => None,
    }
}

/// Where the parser stopped. It counts characters; it knows bytes only where a value has been read.
fn place_of(error: &Error, text: &str) -> usize {
    let characters = error.location().map_or(0, |l| l.span().offset() as usize);
    text.char_indices().nth(characters).map_or(text.len(), |(byte, _)| byte)
}

/// The parser's error in our words.
fn kind_of(error: &Error) -> &'static str {
    match error {
        Error::Eof { .. } => "yaml-unfinished",
        Error::UnknownAnchor { .. } | Error::MergeKeyNotAllowed { .. } | Error::AliasError { .. } => "yaml-alias",
        Error::Budget { .. } => "yaml-alias",
        Error::MultipleDocuments { .. } => "yaml-many",
        _ => "yaml-syntax",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> Node {
        let mut report = Report::default();
        let node = read(text, FileId(0), 0, HEADER, &mut report);
        node.unwrap_or_else(|| panic!("{:?}", report.iter().collect::<Vec<_>>()))
    }

    #[test]
    fn text_stays_text() {
        let node = tree("a: 01000\nb: non\nc: 1e3\nd: \"12\"\ne: 2015-2018\nf:\ng: 02 98\nh: null\n");
        let texts: Vec<_> = node.as_map().unwrap().iter().map(|(_, n)| n.as_text().unwrap_or("-")).collect();
        assert_eq!(texts, ["01000", "non", "1e3", "12", "2015-2018", "-", "02 98", "null"]);
    }

    #[test]
    fn places_are_exact() {
        let text = "titre: Éco\nliste:\n  - été\n  - [a, b]\n";
        let node = tree(text);
        let list = node.get("liste").unwrap().as_list().unwrap();
        let at = |n: &Node| &text[n.span.start as usize..n.span.end as usize];
        assert_eq!(at(node.get("titre").unwrap()), "Éco");
        assert_eq!(at(&list[0]), "été");
        assert_eq!(at(&list[1].as_list().unwrap()[1]), "b");
    }

    #[test]
    fn the_letters_of_a_value_are_known_however_it_is_written() {
        let text = "a: |\n  un\n\n  été\nb: \"l’\\\"été\\\"\"\nc: un\n  été\nd: A : été\ne: 'été'\nf: été\n";
        let mut report = Report::default();
        let node = read(text, FileId(0), 0, HEADER, &mut report).unwrap();
        let places = text.match_indices("été").map(|(at, _)| at);
        for ((key, node), place) in node.as_map().unwrap().iter().zip(places) {
            let at = node.as_text().unwrap().find("été").unwrap();
            let written = node.written();
            let span = written.span(&(at..at + "été".len()));
            assert_eq!((span.start as usize, span.end as usize), (place, place + "été".len()), "{}", key.name);
            let last = Span { start: span.end - 2, ..span };
            // A value whose line was mended is corrected once the file is.
            assert!(written.accepts(last, "é", "ée"), "{}", key.name);
            assert_eq!(written.accepts(last, "é", "é: #"), key.name != "c" && key.name != "d" && key.name != "f");
        }
    }

    #[test]
    fn what_a_hash_cuts_is_seen() {
        let text = "titre: #1\nautre: A # B\nbon: \"A # B\"\n";
        let node = tree(text);
        let cut = |key: &str| {
            let comment = node.get(key).unwrap().comment.as_ref();
            comment.map(|(s, _)| &text[s.start as usize..s.end as usize])
        };
        assert_eq!(cut("titre"), Some("#1"));
        assert_eq!(cut("autre"), Some("# B"));
        assert_eq!(cut("bon"), None);
    }

    #[test]
    fn p14_every_tag_is_refused() {
        for text in [
            "a: !!binary aGVsbG8=\n",
            "a: !!str 1\nb: c\n",
            "a: !!int 1\n",
            "a: ! x\n",
            "a: !!null\nb: c\n",
            "a: [!!float 1.0, b]\n",
            "a:\n  - b\n  - !!str c\n",
            "!!map\na: b\n",
            "!!str a: b\n",
            "a: !!map\n  b: c\n",
            "a: !!str |\n  b\n",
            "a: !<tag:yaml.org,2002:str> b\n",
            "a: b\nc: !!str\n",
        ] {
            let mut report = Report::default();
            let node = read(text, FileId(0), 0, HEADER, &mut report);
            assert!(report.has_errors(), "{text}: {node:?}");
        }
        let text = "# Attention !\na: Bravo !\nb: # Ah !\n  - \"!!str\"\n  - 'a !b'\n  - a !b\nc: |\n  !a\n\n  !b # !c\n\nd: >-\n  !a\n# !\ne:\n  f: [a!, \"!\"] # !\n  g:\n";
        let mut report = Report::default();
        read(text, FileId(0), 0, HEADER, &mut report);
        assert!(!report.has_errors(), "{:?}", report.iter().collect::<Vec<_>>());
    }

    #[test]
    fn p26_no_value_commands_a_machine() {
        for text in [
            "a: \"\\0=1+1\"",
            "a: \"\\e]0;x\\a\"",
            "a: [\"\\x9b\"]",
            "\"\\x01\": b",
            "a: \"\\ufffe\"",
            "a: \"\\uffff\"",
            "a: x\u{7f}",
        ] {
            let mut report = Report::default();
            read(text, FileId(0), 0, HEADER, &mut report);
            assert!(report.has_errors(), "{text}");
        }
        assert_eq!(tree("a: \"b\\tc\\nd\"").get("a").unwrap().as_text(), Some("b\tc\nd"));
    }

    #[test]
    fn p14_aliases_and_deep_nesting_are_refused() {
        for text in ["a: &x 1\nb: *x\n", &format!("a: {}1{}", "[".repeat(60), "]".repeat(60)), "a: !x 1\n"] {
            let mut report = Report::default();
            read(text, FileId(0), 0, HEADER, &mut report);
            assert!(report.has_errors(), "{text}");
        }
    }
}
