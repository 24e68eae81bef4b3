//! From what the parser gives to the tree that everybody reads; what it stumbles on is read as it was meant.

use std::cell::Cell;

use serde_yaml::Spanned;

use crate::diagnostic::{Diagnostic, Message, Report};
use crate::source::mend::Mended;
use crate::source::sign::is_command;
use crate::source::written::{Run, Style, Written};
use crate::source::{FileId, Span};
use crate::yaml::node::value_text;
use crate::yaml::parse::{Fault, Parsed, Place, Raw, parse, range};
use crate::yaml::place::Source;
use crate::yaml::slip::{self, Names, Slip};
use crate::yaml::{Key, LOST, MAX_SLIPS, MAX_TRIED, Node, Quoted, SYNTAX, Value, twice};

/// The text that is being read, where it stands in its file, and what is said of it.
pub struct Reader<'a, 'r> {
    /// The text, as far as it is put right.
    pub text: Mended<'a>,
    /// Its file.
    pub file: FileId,
    /// Where it begins there.
    pub offset: usize,
    /// How many values may stand inside one another.
    pub levels: usize,
    /// The names that its fields may have.
    pub names: Names<'a>,
    /// How many bytes were read again so far.
    pub tried: Cell<usize>,
    /// The name of the value that is being read.
    pub name: String,
    /// What is said.
    pub report: &'r mut Report,
}

impl Reader<'_, '_> {
    /// Reads on after an error: as the line was meant, else without its value. None when nothing can
    /// be done.
    pub fn mend(&mut self, fault: &Fault) -> Option<()> {
        let place = fault.place;
        // It uses what no editor needs, such as names for values that are used again.
        if fault.kind == "yaml-alias" && slip::candidates(&self.text, self.text.line_at(place), self.names).is_empty() {
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
        if let Some(slip) = self.tab(here).or_else(|| self.one_off(here)) {
            return Some(slip);
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
        let alone = |line: &usize| {
            slip::candidates(&self.text, *line, self.names).into_iter().find(|s| further(&self.with(s, &self.text)))
        };
        let first_of_two = |line: &usize| {
            slip::candidates(&self.text, *line, self.names).into_iter().find(|first| {
                let text = self.with(first, &self.text);
                slip::candidates(&text, *line, self.names).iter().any(|second| further(&self.with(second, &text)))
            })
        };
        lines.iter().find_map(alone).or_else(|| lines.iter().take(3).find_map(first_of_two))
    }

    /// The first tab that stands before a line, when the text reads further without any: it is the cause, and
    /// what the reader stumbled on is not.
    fn tab(&self, here: usize) -> Option<Slip> {
        let mut lines = here.saturating_sub(2)..(here + 2).min(self.text.len());
        let line = lines.find(|line| slip::has_tab(self.text.line(*line)))?;
        self.furthest(slip::tabs(&self.text, line)).map(|(_, slip)| slip)
    }

    /// The line that stands one space beside where it belongs, when the text then reads further.
    fn one_off(&self, here: usize) -> Option<Slip> {
        let (read, slip) = self.furthest(slip::one_off(&self.text, here))?;
        (read > here).then_some(slip)
    }

    /// Of several slips the one with which the text reads furthest, and up to which line; of equals the first.
    fn furthest(&self, slips: Vec<Slip>) -> Option<(usize, Slip)> {
        let read = |text: &str| {
            self.tried.set(self.tried.get() + text.len());
            let plain = slip::without_tabs(text);
            parse(&plain, self.levels).map_or_else(|fault| plain[..fault.place].matches('\n').count(), |_| usize::MAX)
        };
        let slips = slips.into_iter().map(|slip| (read(self.with(&slip, &self.text).text()), slip));
        slips.reduce(|best, other| if other.0 > best.0 { other } else { best })
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
    pub fn tell(&mut self, slip: &Slip) {
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

    /// The tree, as everybody sees it.
    pub fn node(&mut self, raw: Parsed) -> Node {
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
    fn apart(&mut self, item: Parsed) -> Vec<Parsed> {
        let Raw::Map(entries) = &item.value else { return vec![item] };
        let first = entries.first().map(|(key, _)| key.value.clone());
        let again =
            |(at, (key, _)): &(usize, &(Spanned<String>, Parsed))| *at > 1 && Some(&key.value) == first.as_ref();
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
    fn entries(&mut self, raw: Vec<(Spanned<String>, Parsed)>) -> Vec<(Key, Node)> {
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

    fn range(&self, span: Place) -> (usize, usize) {
        range(span, self.text.text().len())
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let (start, end) = (self.text.original(start), self.text.original(end));
        Span::new(self.file, self.offset + start, self.offset + end)
    }
}
