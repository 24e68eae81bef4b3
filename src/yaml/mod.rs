//! YAML as people write it to a tree of texts with exact places.
//!
//! Text stays text: `01000`, `non` and `1e3` are given as they are written; the declared type of
//! a field decides later what they mean. A line that cannot be read is told with the line to write
//! (see [`slip`]), and read as it was meant: one run tells everything that is wrong.

use std::cell::Cell;

use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::source::mend::Mended;
use crate::source::{FileId, Span};

mod node;
mod parse;
mod place;
mod plain;
mod reader;
mod slip;
mod tag;

pub use node::{Key, Node, Quoted, Value};
use reader::Reader;
pub use slip::{Names, protected, quoted, written};

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

/// Reads `text`, which begins at byte `offset` of `file`. Slips go to the report and are read as
/// they were meant; there is no tree when a text is too big or twists the language on purpose. An
/// empty text is an empty map.
pub fn read(text: &str, file: FileId, offset: usize, limit: Limit, report: &mut Report) -> Option<Node> {
    read_fields(text, file, offset, limit, None, report)
}

/// The same, for fields whose names are known: one of them without its colon is seen.
pub fn read_fields(
    text: &str,
    file: FileId,
    offset: usize,
    limit: Limit,
    names: Names<'_>,
    report: &mut Report,
) -> Option<Node> {
    // What is too long is not even cut into lines.
    if text.len() > limit.bytes {
        report.add(too_big(Span::new(file, offset, offset), limit));
        return None;
    }
    plain::read(text, file, offset, limit.levels)
        .or_else(|| read_lines(Mended::new(text), file, offset, limit, names, report))
}

/// Reads the text of a file on which all pages depend. Is every line read as it is? Else what it was meant for, and what is
/// said below it, is not sure. Of a name given twice, the first value is read.
pub fn read_file(text: &str, file: FileId, report: &mut Report) -> (Option<Node>, bool) {
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut faults = Report::default();
    let node = read(plain, file, text.len() - plain.len(), HEADER, &mut faults);
    let last = last_line(text, file);
    let is_open = text[last.start as usize..].contains(['{', '[', '"', '\'']);
    let is_cut = |fault: &Diagnostic| {
        is_open && fault.rule.code == SYNTAX.code && fault.span.is_some_and(|span| span.start >= last.start)
    };
    if faults.iter().any(is_cut) {
        report.add(cut(text, file));
    }
    faults.iter().filter(|fault| !is_cut(fault)).for_each(|fault| report.add(fault.clone()));
    let is_unsure = |fault: &Diagnostic| [SYNTAX.code, TOO_BIG.code].contains(&fault.rule.code);
    (node, !faults.iter().any(is_unsure))
}

/// What is said of a file that ends in the middle of a line.
pub fn cut(text: &str, file: FileId) -> Diagnostic {
    Diagnostic::at(&SYNTAX, last_line(text, file), Message::new("file-cut")).help(Message::new("file-cut-help"))
}

/// The words of the last line of a text, which nothing ends.
fn last_line(text: &str, file: FileId) -> Span {
    let line = &text[text.rfind('\n').map_or(0, |end| end + 1)..];
    Span::new(file, text.len() - line.trim_start().len(), text.len())
}

fn too_big(at: Span, limit: Limit) -> Diagnostic {
    let message = Message::new("yaml-too-big").with("limit", limit.bytes / 1024).with("levels", limit.levels);
    Diagnostic::at(&TOO_BIG, at, message)
}

/// The same, for a text that has already been put right.
pub fn read_mended(mended: Mended<'_>, file: FileId, offset: usize, limit: Limit, report: &mut Report) -> Option<Node> {
    read_lines(mended, file, offset, limit, None, report)
}

fn read_lines(
    mended: Mended<'_>,
    file: FileId,
    offset: usize,
    limit: Limit,
    names: Names<'_>,
    report: &mut Report,
) -> Option<Node> {
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
    let mut reader =
        Reader { text: mended, file, offset, levels: limit.levels, names, tried, name: String::new(), report };
    let understood = slip::understood(&reader.text);
    reader.text.replace(understood);
    let silent = slip::silent(&reader.text, names);
    silent.iter().for_each(|slip| reader.tell(slip));
    reader.text.replace(silent.into_iter().flat_map(|slip| slip.lines));
    for _ in 0..MAX_SLIPS {
        reader.tried.set(reader.tried.get() + reader.text.text().len());
        match parse::parse(reader.text.text(), limit.levels) {
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
    fn what_is_written_is_read_as_it_was() {
        for name in [
            "realisee",
            "C’est fait",
            "oui",
            "null",
            "NULL",
            "true",
            "=",
            "<<",
            "2015",
            "1e3",
            "a: b",
            "a, b",
            "a / b",
            "a; b",
            "# a",
            "a #b",
            "-",
            "- a",
            "[a]",
            "{a}",
            "\"a\"",
            "'a",
            "a'",
            "«\u{a0}a\u{a0}»",
            "“a”",
            "a\\b",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a`",
            "?",
            "~",
            "a:",
            ":a",
            "été",
            "",
            " a ",
            "🌱",
            "a\"b\"c",
            "a_",
            "a-",
        ] {
            let text = format!("{0}: {0}\nx: [{0}, {0}]\n", written(name));
            let node = tree(&text);
            let (key, value) = &node.as_map().unwrap()[0];
            let list = node.get("x").unwrap().as_list().unwrap();
            let read = [Some(key.name.as_str()), value.as_text(), list[0].as_text(), list[1].as_text()];
            assert_eq!((read, list.len()), ([Some(name); 4], 2), "{text}");
        }
        assert_eq!(protected("\u{1b}[31m\"a\"\tb\\\0"), r#""[31m\"a\" b\\""#);
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
