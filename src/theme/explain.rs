//! What the template engine says, in our words, at its place: a fault of the theme, told to whoever keeps it.

use std::collections::{BTreeMap, BTreeSet};

use tera::{Error, ErrorKind};

use super::{TEMPLATE, functions};
use crate::diagnostic::{Diagnostic, Message};
use crate::model::suggest;
use crate::source::{FileId, Span};
use crate::theme::asked::is_of_word;
use crate::theme::open::{self, Word};
use crate::theme::work::{self, Marked};

/// The templates of a theme as they are written: where faults stand, and the names that they know.
#[derive(Debug, Default)]
pub struct Written(BTreeMap<String, (FileId, String, Marked)>);

/// One fault, in our words.
pub struct Explained {
    /// The template where it stands.
    pub template: String,
    /// The name that the engine quotes.
    pub name: String,
    /// What we say of it.
    pub diagnostic: Diagnostic,
}

/// One fault, as the engine tells it.
struct Fault {
    template: String,
    place: Place,
    words: String,
}

/// Where a fault stands in its template.
enum Place {
    Range(usize, usize),
    /// Line and column, from 1, in characters.
    Line(usize, usize),
    Whole,
}

/// What a name that the engine does not know was to be.
#[derive(Clone, Copy)]
enum Known {
    Filters,
    Tests,
    Functions,
    Components,
    Templates,
    Blocks,
    /// The names that the engine lists itself.
    Listed,
    Nothing,
}

/// How the sentences of the engine begin (tera 2, `parser.rs`, `tera.rs`, `interpreter.rs`), what we say
/// instead, and the names among which the one that was meant is sought.
const SENTENCES: [(&str, &str, Known); 29] = [
    ("Unknown filter `", "template-filter", Known::Filters),
    ("Unknown test `", "template-test", Known::Tests),
    ("Unknown function `", "template-function", Known::Functions),
    ("Unknown component `", "template-component", Known::Components),
    ("Unknown template `", "template-unknown", Known::Templates),
    ("Block `", "template-block", Known::Blocks),
    ("Field `", "template-field", Known::Listed),
    ("Tried to render a variable", "template-undefined", Known::Nothing),
    ("Cannot index into an undefined", "template-undefined", Known::Nothing),
    ("Index expression is undefined", "template-undefined", Known::Nothing),
    ("Iteration not possible", "template-loop", Known::Nothing),
    ("Key/value iteration", "template-loop", Known::Nothing),
    ("Math operations", "template-number", Known::Nothing),
    ("`+` requires", "template-number", Known::Nothing),
    ("Cannot compare", "template-compare", Known::Nothing),
    ("Unexpected end", "template-unclosed", Known::Nothing),
    ("unexpected end", "template-unclosed", Known::Nothing),
    ("Unclosed component", "template-unclosed", Known::Nothing),
    ("String opened with", "template-string", Known::Nothing),
    ("Closing comment tag", "template-comment", Known::Nothing),
    ("Closing tag '", "template-end", Known::Nothing),
    ("Unknown tag", "template-tag", Known::Nothing),
    ("This content would be ignored", "template-ignored", Known::Nothing),
    ("`extends` needs to be", "template-extends", Known::Nothing),
    ("Template is already extending", "template-extends", Known::Nothing),
    ("Template already contains", "template-twice", Known::Nothing),
    ("Blocks cannot be written", "template-nested", Known::Nothing),
    ("`extends` cannot be nested", "template-nested", Known::Nothing),
    ("Found ", "template-found", Known::Nothing),
];

/// The name under which the engine gives all that a template is given. What it gives there comes in another order each
/// time, and a page is always made of the same bytes.
const EVERYTHING: &str = "__tera_context";

impl Written {
    /// Adds a template.
    pub fn add(&mut self, name: String, file: FileId, text: &str) {
        self.0.insert(name, (file, text.to_owned(), Marked::new(text)));
    }

    /// Is there a template of this name?
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The names of the templates, and their texts as the engine reads them, but for some.
    pub fn texts<'a>(&'a self, but: &'a BTreeSet<String>) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0
            .iter()
            .filter(|(name, _)| !but.contains(*name))
            .map(|(name, (.., marked))| (name.as_str(), marked.text.as_str()))
    }

    /// The texts of the templates, as they are written.
    pub fn as_written(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(|(_, text, _)| text.as_str())
    }

    /// The names of the templates.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The faults that an error tells; `template` is the one that was being read or shown.
    pub fn explain(&self, error: &Error, template: &str) -> Vec<Explained> {
        faults(error, template).iter().map(|fault| self.explained(fault)).collect()
    }

    /// The file of a template.
    pub fn place(&self, template: &str) -> Option<Span> {
        self.0.get(template).map(|(file, ..)| Span::file(*file))
    }

    /// What is said of each template that shows all that it is given.
    pub fn everything(&self) -> impl Iterator<Item = Diagnostic> {
        let place = |(file, text, _): &(FileId, String, Marked)| {
            let start = work::tags(text).find_map(|tag| Some(tag.start + find_everything(&text[tag])?))?;
            Some(Span::new(*file, start, start + EVERYTHING.len()))
        };
        self.0.values().filter_map(place).map(|span| {
            let message = Message::new("template-everything").with("name", EVERYTHING);
            let help = Message::new("template-everything-help");
            Diagnostic::at(&TEMPLATE, span, message).help(help).help(Message::new("template-help"))
        })
    }

    /// A template with more than so many others inside one another.
    pub fn deeper_than(&self, most: usize) -> Option<Span> {
        let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut missing: BTreeMap<&str, usize> = BTreeMap::new();
        for (name, (.., marked)) in &self.0 {
            let parts: BTreeSet<&str> = marked.parts.iter().map(String::as_str).filter(|part| self.has(part)).collect();
            missing.insert(name, parts.len());
            parts.into_iter().for_each(|part| users.entry(part).or_default().push(name));
        }
        // From those without parts to those that hold them, level by level.
        let mut level: Vec<&str> = missing.iter().filter(|(_, count)| **count == 0).map(|(name, _)| *name).collect();
        let (mut first, mut depth, mut seen) = (None, 0, 0);
        while !level.is_empty() {
            (depth, seen) = (depth + 1, seen + level.len());
            first = first.or((depth == most + 2).then(|| level[0]));
            let mut next = Vec::new();
            for user in level.iter().flat_map(|name| users.get(name)).flatten() {
                let left = missing.entry(user).or_default();
                *left -= 1;
                if *left == 0 {
                    next.push(*user);
                }
            }
            level = next;
        }
        // Those that stand inside themselves have no depth: of a short circle the engine says where it is.
        let endless = missing.iter().find(|(_, count)| **count > 0).map(|(name, _)| *name);
        first.or(endless.filter(|_| self.0.len() - seen > most)).and_then(|name| self.place(name))
    }

    /// Is a name unknown only because of these templates, which cannot be read?
    pub fn hidden(&self, name: &str, broken: &BTreeSet<String>) -> bool {
        let defines = |text: &str| ["block", "component"].iter().any(|word| definitions(text, word).any(|d| d == name));
        broken.contains(name) || broken.iter().any(|file| self.0.get(file).is_some_and(|(_, text, _)| defines(text)))
    }

    fn explained(&self, fault: &Fault) -> Explained {
        let name = quoted(&fault.words).unwrap_or_default();
        Explained { template: fault.template.clone(), name: name.to_owned(), diagnostic: self.diagnostic(fault, name) }
    }

    fn diagnostic(&self, fault: &Fault, quoted: &str) -> Diagnostic {
        let (message, known) = sentence(&fault.words);
        let span = self.span(fault, quoted);
        if let Some(told) = self.part(fault, span) {
            return told.help(Message::new("template-help"));
        }
        let message = match quoted {
            "" => Message::new(message),
            name => Message::new(message).with("name", name),
        };
        let diagnostic = match span {
            Some(span) => Diagnostic::at(&TEMPLATE, span, message),
            None => Diagnostic::nowhere(&TEMPLATE, message),
        };
        self.suggest(diagnostic, quoted, known, fault).help(Message::new("template-help"))
    }

    /// What is wrong with the parts that tags open and close, where the engine stumbles on a tag or on the end.
    fn part(&self, fault: &Fault, place: Option<Span>) -> Option<Diagnostic> {
        let (file, text, _) = self.0.get(&fault.template)?;
        let tell = |id, word: &Word<'_>| {
            let place = Span::new(*file, word.range.start, word.range.end);
            Diagnostic::at(&TEMPLATE, place, Message::new(id).with("name", word.text))
        };
        let unclosed = |opened: &Word<'_>| {
            let end = format!("{{% end{} %}}", opened.text.trim_end_matches("_global"));
            tell("template-open", opened).help(Message::new("template-open-help").with("end", end))
        };
        let at = match fault.words.as_str() {
            "Unknown tag" => place?.start as usize,
            "Unexpected end of input" if !open::is_cut(text) => {
                return open::open_before(text, text.len()).pop().map(|(_, opened)| unclosed(&opened));
            }
            _ => return None,
        };
        let Some(word) = open::word_at(text, at) else {
            return Some(Diagnostic::at(&TEMPLATE, place?, Message::new("template-empty")));
        };
        let ended = open::ends(word.text);
        if ended.is_empty() {
            let words = open::words();
            return Some(suggest::help(tell("template-tag", &word), word.text, words.iter().map(String::as_str)));
        }
        let mut around = open::open_before(text, at);
        let inner = around.pop().map(|(_, inner)| inner);
        let inner = inner.filter(|_| around.iter().any(|(part, _)| ended.contains(part)));
        let is_left =
            |inner: &Word<'_>| open::open_before(text, text.len()).iter().any(|(_, open)| open.range == inner.range);
        Some(match inner {
            None => tell("template-closes-nothing", &word),
            Some(inner) if is_left(&inner) => unclosed(&inner),
            Some(inner) => {
                let told = tell("template-crossed", &word);
                Diagnostic { message: told.message.with("inner", inner.text), ..told }
            }
        })
    }

    /// Adds the name that was meant, when there is one.
    fn suggest(&self, diagnostic: Diagnostic, name: &str, known: Known, fault: &Fault) -> Diagnostic {
        let defined = |keyword| {
            let others = self.0.iter().filter(|(name, _)| **name != fault.template);
            others.flat_map(move |(_, (_, text, _))| definitions(text, keyword)).collect::<BTreeSet<_>>().into_iter()
        };
        match known {
            Known::Filters => suggest::help(diagnostic, name, functions::FILTERS.into_iter()),
            Known::Tests => suggest::help(diagnostic, name, functions::TESTS.into_iter()),
            Known::Functions => suggest::help(diagnostic, name, functions::FUNCTIONS.into_iter()),
            Known::Components => suggest::help(diagnostic, name, defined("component")),
            Known::Blocks => suggest::help(diagnostic, name, defined("block")),
            Known::Templates => {
                let names = self.names().map(|name| name.trim_end_matches(".html"));
                suggest::help(diagnostic, name.trim_end_matches(".html"), names)
            }
            Known::Listed => {
                let listed = fault.words.split_once(": ").map_or("", |(_, list)| list);
                suggest::help(diagnostic, name, listed.split(", ").filter(|name| !name.is_empty()))
            }
            Known::Nothing => diagnostic,
        }
    }

    fn span(&self, fault: &Fault, name: &str) -> Option<Span> {
        let (file, text, marked) = self.0.get(&fault.template)?;
        let (start, end) = match fault.place {
            Place::Range(start, end) => (marked.written(start), marked.written(end)),
            Place::Line(line, column) => {
                let before: usize = marked.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
                let rest = &marked.text[before..];
                let start = before + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
                named(text, text.floor_char_boundary(marked.written(start)), name)
            }
            // The tag that names the missing template.
            Place::Whole => text.find(name).map_or((0, 0), |start| (start, start + name.len())),
        };
        let start = text.floor_char_boundary(start.min(text.len()));
        Some(Span::new(*file, start, text.floor_char_boundary(end.clamp(start, text.len()))))
    }
}

/// Where a tag names everything, and neither a text nor a part of something.
fn find_everything(tag: &str) -> Option<usize> {
    if tag.starts_with("{#") || work::keyword(tag) == Some("raw") {
        return None;
    }
    let is_name = |at: &usize| {
        let Some(after) = tag.get(*at..).and_then(|rest| rest.strip_prefix(EVERYTHING)) else { return false };
        let before = &tag[..*at];
        let is_part = before.ends_with('.') && !before.ends_with("...");
        !is_part && !before.ends_with(is_of_word) && !after.starts_with(is_of_word)
    };
    work::unquoted(tag).map(|(at, _)| at).find(is_name)
}

/// The faults of an error: those that the engine gathers are told in one text, each with its place.
fn faults(error: &Error, template: &str) -> Vec<Fault> {
    let whole =
        |template: &str, words: String| vec![Fault { template: template.to_owned(), place: Place::Whole, words }];
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = &report.span().range;
            let place = Place::Range(range.start, range.end);
            vec![Fault { template: report.filename().to_owned(), place, words: report.message().to_owned() }]
        }
        ErrorKind::MissingParent { current, parent } => whole(current, format!("Unknown template `{parent}`")),
        ErrorKind::CircularExtend { tpl, .. } => whole(tpl, format!("Circle `{tpl}`")),
        ErrorKind::CircularInclude { tpl, include_chain } => {
            whole(tpl, format!("Circle `{}`", include_chain.get(1).unwrap_or(tpl)))
        }
        ErrorKind::TemplateNotFound(name) => whole(template, format!("Unknown template `{name}`")),
        ErrorKind::Msg(text) if text.starts_with("error: ") => text.split("\nerror: ").filter_map(reported).collect(),
        _ => whole(template, String::new()),
    }
}

/// One fault of a text that holds several: `error: WORDS`, then ` --> TEMPLATE:LINE:COLUMN`.
fn reported(text: &str) -> Option<Fault> {
    let mut lines = text.trim_start_matches("error: ").lines();
    let words = lines.next()?.to_owned();
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let (column, line) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?);
    Some(Fault { template: place.next()?.to_owned(), place: Place::Line(line, column), words })
}

/// What we say, and where the name that was meant is to be sought.
fn sentence(words: &str) -> (&'static str, Known) {
    if words.starts_with("Variable `") {
        let missing = words.contains("is not defined");
        return if missing { ("template-variable", Known::Listed) } else { ("template-undefined", Known::Nothing) };
    }
    if words.starts_with("Circle `") {
        return ("template-circle", Known::Nothing);
    }
    if words.contains("was named `") {
        return ("template-end", Known::Nothing);
    }
    let found = SENTENCES.iter().find(|(start, _, _)| words.starts_with(start));
    found.map_or(("template-wrong", Known::Nothing), |(_, message, known)| (message, *known))
}

/// The first name that the engine quotes.
fn quoted(words: &str) -> Option<&str> {
    let sign = words.find(['`', '\''])?;
    let (start, quote) = (sign + 1, &words[sign..=sign]);
    let end = start + words[start..].find(quote)?;
    Some(&words[start..end]).filter(|name| *name != "undefined")
}

/// The bytes of a name at or after a place on its line; one sign when it is not there.
fn named(text: &str, start: usize, name: &str) -> (usize, usize) {
    let line = text[start..].lines().next().unwrap_or_default();
    match line.find(name).filter(|_| !name.is_empty()) {
        Some(at) => (start + at, start + at + name.len()),
        None => (start, start + line.chars().next().map_or(0, char::len_utf8)),
    }
}

/// The names that a template gives to its blocks or components: `{% block NAME %}`.
fn definitions<'t>(text: &'t str, keyword: &str) -> impl Iterator<Item = &'t str> {
    text.split("{%").skip(1).filter_map(move |tag| {
        let rest = tag.trim_start_matches('-').trim_start().strip_prefix(keyword)?.strip_prefix(char::is_whitespace)?;
        let rest = rest.trim_start();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
        Some(&rest[..end]).filter(|name| !name.is_empty())
    })
}
