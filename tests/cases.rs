//! Every Markdown file of `tests/cases/` is a test: a `##` heading is a case, `~~~~` blocks are
//! files, and what we expect stands beside them.
//!
//! - `~~~~ content/a.md` is a file of the site; the model and the settings of `tests/cases/base/`
//!   are there unless the case gives its own, and so are the smallest templates.
//! - `~~~~ diagnostics` (or `diagnostics en`) is what is said, with `-` before another place and `=`
//!   before advice; a case without it must say nothing.
//! - What stands before the first case is there in every case of the file.
//! - The line that a message gives to write, once written, silences it: that is tried for every message.
//! - No message may hold a word of programmers.
//! - `~` and `_` stand for the no-break space and the narrow one in what is expected.
//! - `~~~~ output PATH` is the page of that address; `~~~~ output PATH contains` some of its lines.
//! - `~~~~ fixed PATH` is a file of the site once the corrections that are certain have been made.
//! - `~~~~ files` is the list of what is published.
//!
//! `UPDATE=1 cargo test --test cases` fills the expected blocks: read the difference. `CASES=header` takes only the
//! files whose path holds the word.

#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use boucle::diagnostic::message::Arg;
use boucle::diagnostic::{Lang, Severity};
use boucle::source::Sources;
use boucle::{Built, Options, build};

/// A block of a case: its first line, and the lines of its body.
#[derive(Clone)]
struct Block {
    head: String,
    body: String,
    /// Where the body stands in the file of cases.
    lines: std::ops::Range<usize>,
}

struct Case {
    title: String,
    blocks: Vec<Block>,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut shared: Vec<Block> = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in text.lines().enumerate() {
        match (&mut open, line) {
            (Some(block), "~~~~") => {
                block.lines.end = number;
                let block = open.take().unwrap();
                cases.last_mut().map_or(&mut shared, |case| &mut case.blocks).push(block);
            }
            (Some(block), line) => {
                block.body.push_str(line);
                block.body.push('\n');
            }
            (None, line) if line.starts_with("## ") => {
                cases.push(Case { title: line[3..].to_owned(), blocks: shared.clone() });
            }
            (None, line) => {
                if let Some(head) = line.strip_prefix("~~~~ ") {
                    open = Some(Block { head: head.to_owned(), body: String::new(), lines: number + 1..number + 1 });
                }
            }
        }
    }
    cases
}

fn base() -> BTreeMap<String, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/base");
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&root).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file()) {
        let path = entry.path().strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        files.insert(path, std::fs::read(entry.path()).unwrap());
    }
    files
}

/// The files of a case.
fn files(case: &Case) -> BTreeMap<String, Vec<u8>> {
    let mut files = base();
    for block in &case.blocks {
        if block.head.starts_with("content/") || block.head.starts_with("themes/") {
            // What cannot be seen in a file is written with these words, and any byte as `<E9>`.
            let body = block
                .body
                .replace("<CR>", "\r")
                .replace("<BOM>", "\u{feff}")
                .replace("<TAB>", "\t")
                .replace("<NBSP>", "\u{a0}");
            files.insert(block.head.clone(), bytes(&body));
        }
    }
    files
}

fn run(files: &BTreeMap<String, Vec<u8>>) -> (Built, Sources) {
    let sources = Sources::new(files.iter().map(|(path, bytes)| (path.clone(), bytes.clone().into())));
    (build(&sources, &Options::default(), &|_, _| {}), sources)
}

/// Words that mean nothing to an editor.
const WORDS: [&str; 97] = [
    "yaml",
    "yml",
    "toml",
    "token",
    "tokens",
    "tokenizer",
    "lexer",
    "ast",
    "mapping",
    "parse",
    "parser",
    "parsing",
    "scalar",
    "scalaire",
    "sequence",
    "séquence",
    "boolean",
    "booléen",
    "bool",
    "unicode",
    "ascii",
    "utf8",
    "utf16",
    "codepoint",
    "deserialize",
    "deserialization",
    "désérialisation",
    "serialize",
    "serde",
    "tera",
    "pulldown",
    "cmark",
    "fluent",
    "regex",
    "regexp",
    "enum",
    "struct",
    "tuple",
    "vec",
    "hashmap",
    "btreemap",
    "usize",
    "isize",
    "u8",
    "u16",
    "u32",
    "u64",
    "i32",
    "i64",
    "f64",
    "str",
    "string",
    "strings",
    "char",
    "float",
    "int",
    "integer",
    "null",
    "nil",
    "nan",
    "undefined",
    "unwrap",
    "panic",
    "panicked",
    "thread",
    "stack",
    "backtrace",
    "traceback",
    "stacktrace",
    "errno",
    "enoent",
    "byte",
    "octets",
    "invalid",
    "unexpected",
    "eof",
    "eol",
    "stream",
    "buffer",
    "syntax",
    "syntaxe",
    "offset",
    "span",
    "iterator",
    "callback",
    "closure",
    "frontmatter",
    "rust",
    "cargo",
    "crate",
    "mutex",
    "hash",
    "regexes",
    "exit",
    "stdin",
    "stdout",
    "stderr",
];

/// The word of programmers of a sentence; what it quotes is the editor's own.
fn jargon_of(sentence: &str) -> Option<String> {
    let said = unquoted(sentence).to_lowercase();
    let word = said.split(|c: char| !c.is_alphanumeric()).find(|word| WORDS.contains(word))?;
    Some(format!("“{word}” in: {said}"))
}

/// The words of programmers in what is said of a site.
fn jargon(built: &Built) -> Vec<String> {
    let mut found = Vec::new();
    for d in built.report.iter() {
        for message in std::iter::once(&d.message).chain(d.labels.iter().map(|(_, label)| label)).chain(&d.help) {
            for lang in [Lang::French, Lang::English] {
                found.extend(jargon_of(&message.say(lang)));
            }
        }
    }
    found
}

/// A sentence without what stands between quotation marks or backquotes.
fn unquoted(sentence: &str) -> String {
    let mut depth = 0;
    let mut code = false;
    let mut kept = String::new();
    for c in sentence.chars() {
        match c {
            '`' => code = !code,
            '«' | '“' => depth += 1,
            '»' | '”' => depth -= 1,
            c if depth == 0 && !code => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// Writes each line that a message gives to write, on a fresh copy of the site: the message goes away.
fn paste_remedies(
    name: &str,
    files: &BTreeMap<String, Vec<u8>>,
    built: &Built,
    sources: &Sources,
    failures: &mut Vec<String>,
) {
    for d in built.report.iter() {
        let remedy = d.help.iter().find_map(|help| {
            let (_, line) = help.args.iter().find(|(name, _)| *name == "line")?;
            match line {
                Arg::Text(line) if WHOLE_LINES.contains(&help.id) => Some((help.id, line)),
                _ => None,
            }
        });
        let (Some(span), Some((id, remedy))) = (d.span, remedy) else { continue };
        // A line for a value inside another goes after its own first line: only a person can place it.
        if id == "add-line" && sources.position(span.file, span.start) != (2, 1) {
            continue;
        }
        let file = sources.file(span.file);
        let Some(text) = file.text() else { continue };
        let (number, _) = sources.position(span.file, span.start);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        match id {
            "add-line" => lines.insert(number.max(1), remedy.clone()),
            _ => lines[number - 1] = remedy.clone(),
        }
        let mut mended = files.clone();
        mended.insert(file.path.clone(), (lines.join("\n") + "\n").into_bytes());
        let (again, sources) = run(&mended);
        let still = again.report.iter().find(|other| {
            let Some(at) = other.span.filter(|_| other.rule.code == d.rule.code) else { return false };
            sources.file(at.file).path == file.path
                && sources.position(at.file, at.start).0 == number
                && other.message == d.message
        });
        if still.is_some() {
            let said = diagnostics(&again, &sources, Lang::French);
            failures.push(format!("{name}: line {number} written as `{remedy}` leaves {}:\n{said}", d.rule.code));
        }
    }
}

/// Writes each link and each address that a message gives to write, on a fresh copy of the site: the message goes away,
/// and no link of its line is worse.
fn paste_links(
    name: &str,
    files: &BTreeMap<String, Vec<u8>>,
    built: &Built,
    sources: &Sources,
    failures: &mut Vec<String>,
) {
    let faults = |built: &Built, sources: &Sources, path: &str, line: usize| -> Vec<(&'static str, String)> {
        let here = |d: &&boucle::diagnostic::Diagnostic| {
            d.span.is_some_and(|at| sources.file(at.file).path == path && sources.position(at.file, at.start).0 == line)
        };
        built.report.iter().filter(here).map(|d| (d.rule.code, d.message.say(Lang::French))).collect()
    };
    for d in built.report.iter() {
        let given = d.help.iter().find_map(|help| match help.args.first() {
            Some((name, Arg::Text(text))) if ["link", "suggestion"].contains(name) => Some((*name, text.as_str())),
            _ => None,
        });
        let (Some(span), Some((kind, given))) = (d.span, given) else { continue };
        let file = sources.file(span.file);
        let Some(text) = file.text() else { continue };
        let (start, end) = (span.start as usize, span.end as usize);
        let place = match kind {
            "suggestion" => address(&text[start..end]),
            _ => 0..end - start,
        };
        let new = format!("{}{given}{}", &text[..start + place.start], &text[start + place.end..]);
        let mut mended = files.clone();
        mended.insert(file.path.clone(), new.into_bytes());
        let (line, _) = sources.position(span.file, span.start);
        let before = faults(built, sources, &file.path, line);
        let (again, others) = run(&mended);
        let after = faults(&again, &others, &file.path, line);
        let told = (d.rule.code, d.message.say(Lang::French));
        let count = |all: &[(&str, String)]| all.iter().filter(|fault| **fault == told).count();
        let is_new = |fault: &&(&str, String)| LINKS.contains(&fault.0) && !before.contains(fault);
        if count(&after) >= count(&before) || after.iter().any(|fault| is_new(&fault)) {
            failures.push(format!("{name}: `{}` with `{given}` leaves {after:?}", &text[start..end]));
        }
    }
}

/// The faults of links and of files.
const LINKS: [&str; 6] =
    ["lien-mort", "lien-interdit", "lien-mal-ecrit", "fichier-absent", "majuscules-du-fichier", "lien-sans-adresse"];

/// Where the address of a link stands in what is typed: all of it in a value.
fn address(typed: &str) -> std::ops::Range<usize> {
    let inside = |open: &str, close: &str| {
        let start = typed.find(open)? + open.len();
        let ends = |c: char| c.is_whitespace();
        let end = match typed[start..].starts_with('<') {
            true => start + typed[start..].find('>')? + 1,
            false => start + typed[start..].find(ends).unwrap_or(typed[start..].rfind(close)?),
        };
        Some(start..end)
    };
    match typed.starts_with("[[") {
        true => Some(2..typed.find(['|', ']']).unwrap_or(typed.len())),
        false => inside("](", ")"),
    }
    .unwrap_or(0..typed.len())
}

/// The advice that gives a whole line to write.
const WHOLE_LINES: [&str; 9] = [
    "write-line",
    "add-line",
    "for-example",
    "yaml-tab-help",
    "yaml-curly-help",
    "yaml-early-help",
    "yaml-continued-help",
    "heading-line-help",
    "fence-line-help",
];

/// The bytes of a file: `<E9>` is a byte that is no UTF-8, as old programs write them.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        bytes.extend_from_slice(&rest.as_bytes()[..start]);
        let byte = rest.get(start + 1..start + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (byte, rest.get(start + 3..start + 4)) {
            (Some(byte), Some(">")) if rest[start + 1..start + 3] == rest[start + 1..start + 3].to_uppercase() => {
                bytes.push(byte);
                rest = &rest[start + 4..];
            }
            _ => {
                bytes.push(b'<');
                rest = &rest[start + 1..];
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

fn diagnostics(built: &Built, sources: &Sources, lang: Lang) -> String {
    let mut text = String::new();
    for d in built.report.iter() {
        let level = match d.severity {
            Severity::Error => "",
            Severity::Warning => "attention ",
            Severity::Advice => "conseil ",
        };
        let place = match d.span {
            Some(span) => {
                let (line, column) = sources.position(span.file, span.start);
                format!("{}:{line}:{column} ", sources.file(span.file).path)
            }
            None => String::new(),
        };
        let _ = writeln!(text, "{place}{level}[{}] {}", d.rule.code, d.message.say(lang));
        for (span, message) in &d.labels {
            let (line, column) = sources.position(span.file, span.start);
            let place = format!("{}:{line}:{column}", sources.file(span.file).path);
            let _ = writeln!(text, "  - {place} {}", message.say(lang));
        }
        for help in &d.help {
            let _ = writeln!(text, "  = {}", help.say(lang));
        }
    }
    visible(&text)
}

/// No-break spaces cannot be seen in a file of cases.
fn visible(text: &str) -> String {
    text.replace('\u{a0}', "~").replace('\u{202f}', "_")
}

/// What a block of expectation really is; none when the block is a file. What lacks a page or a line
/// cannot be filled.
fn actual(block: &Block, built: &Built, sources: &Sources) -> Option<Result<String, String>> {
    let words: Vec<&str> = block.head.split(' ').collect();
    match words.as_slice() {
        ["diagnostics"] => Some(Ok(diagnostics(built, sources, Lang::French))),
        ["diagnostics", "en"] => Some(Ok(diagnostics(built, sources, Lang::English))),
        ["files"] => Some(Ok(built.output.files.keys().map(|path| format!("{path}\n")).collect())),
        ["fixed", path] => Some(fixed(built, sources, path)),
        ["output", path, rest @ ..] => {
            let Some(file) = built.output.files.get(*path) else {
                return Some(Err(format!("not published; these are: {:?}", built.output.files.keys())));
            };
            let text = visible(std::str::from_utf8(&file.bytes).unwrap());
            if rest == ["contains"] {
                let missing: Vec<&str> = block.body.lines().filter(|line| !text.contains(line)).collect();
                let all = missing.is_empty();
                let missing = format!("does not contain:\n{}\n--- it is\n{text}", missing.join("\n"));
                return Some(all.then(|| block.body.clone()).ok_or(missing));
            }
            Some(Ok(text.trim_end().to_owned() + "\n"))
        }
        _ => None,
    }
}

/// A file once its certain corrections have been made.
fn fixed(built: &Built, sources: &Sources, path: &str) -> Result<String, String> {
    let Some(id) = sources.find(path) else { return Err("not a file of this case".to_owned()) };
    let edits = built.report.iter().flat_map(|d| &d.fix).filter(|edit| edit.span.file == id);
    let mut edits: Vec<_> = edits.map(|edit| (edit.span.start as usize..edit.span.end as usize, &edit.text)).collect();
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut text = String::new();
    let mut end = 0;
    let source = sources.file(id).text().unwrap_or_default();
    for (range, new) in edits {
        if range.start >= end {
            text += &source[end..range.start];
            text += new;
            end = range.end;
        }
    }
    Ok(visible(&(text + &source[end..])))
}

fn check_file(path: &Path, update: bool, failures: &mut Vec<String>) {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut edits: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    for case in cases(&text) {
        let name = format!("{} » {}", path.file_name().unwrap().to_string_lossy(), case.title);
        let files = files(&case);
        let (built, sources) = run(&files);
        failures.extend(jargon(&built).into_iter().map(|fault| format!("{name}: {fault}")));
        paste_remedies(&name, &files, &built, &sources, failures);
        paste_links(&name, &files, &built, &sources, failures);
        if !case.blocks.iter().any(|b| b.head.starts_with("diagnostics")) {
            let said = diagnostics(&built, &sources, Lang::French);
            if !said.is_empty() {
                failures.push(format!("{name}: nothing was to be said, and this was:\n{said}"));
            }
        }
        for block in &case.blocks {
            match actual(block, &built, &sources) {
                Some(Ok(actual)) if actual != block.body => {
                    failures.push(format!("{name}: {}\n--- expected\n{}--- got\n{actual}", block.head, block.body));
                    edits.push((block.lines.clone(), actual));
                }
                Some(Err(lack)) => failures.push(format!("{name}: {}\n{lack}", block.head)),
                _ => {}
            }
        }
    }
    if update {
        for (range, actual) in edits.into_iter().rev() {
            lines.splice(range, actual.lines().map(str::to_owned));
        }
        std::fs::write(path, lines.join("\n") + "\n").unwrap();
    }
}

#[test]
fn cases_say_what_is_promised() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths: Vec<PathBuf> = walkdir::WalkDir::new(&root)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|p| p.extension().is_some_and(|e| e == "md") && !p.starts_with(root.join("base")))
        .collect();
    paths.sort();
    assert!(paths.len() > 5, "the files of cases are there");
    let update = std::env::var_os("UPDATE").is_some();
    let asked = std::env::var("CASES").unwrap_or_default();
    let mut failures = Vec::new();
    for path in paths.iter().filter(|path| path.to_string_lossy().contains(&asked)) {
        check_file(path, update, &mut failures);
    }
    assert!(failures.is_empty() || update, "{} failures\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn no_message_speaks_to_programmers() {
    for file in ["messages/fr.ftl", "messages/en.ftl"] {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let words = lines.map(|line| line.split_once(" = ").map_or(line, |(_, words)| words));
        let faults: Vec<String> = words.filter_map(jargon_of).collect();
        assert!(faults.is_empty(), "{file}: {}", faults.join("\n"));
    }
}
