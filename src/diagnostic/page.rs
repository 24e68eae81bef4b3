//! Faults for whoever writes, in the browser: a fragment of HTML for the live preview.

use std::fmt::Write;
use std::ops::Range;
use std::path::Path;

use crate::diagnostic::shown::{Place, Places, plain};
use crate::diagnostic::{Diagnostic, Lang, Message, Report, Severity, terminal};
use crate::source::{Sources, Span};

/// Lines shown before and after the one of the fault.
const AROUND: usize = 1;
/// A longer line is cut around the fault, in characters.
const WIDTH: usize = 160;

/// Where links to files lead.
#[derive(Clone, Debug)]
pub struct Editor {
    /// An address with `{file}`, `{line}` and `{column}`; the file is absolute, without its first `/`.
    pub address: String,
    /// The absolute path of the folder of the site.
    pub root: String,
}

impl Editor {
    /// The address that opens Visual Studio Code, and the editors made from it.
    pub const DEFAULT: &'static str = "vscode://file/{file}:{line}:{column}";

    /// An editor for the files of the site at `root`.
    pub fn new(address: &str, root: &Path) -> Editor {
        let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        Editor { address: address.to_owned(), root: root.display().to_string().replace('\\', "/") }
    }

    fn link(&self, place: &Place) -> String {
        let path = format!("{}/{}", self.root.trim_end_matches('/'), place.file);
        let file = encoded(path.trim_start_matches('/'));
        let numbers = [("{line}", place.line), ("{column}", place.column)];
        let address = numbers.iter().fold(self.address.clone(), |text, (key, n)| text.replace(key, &n.to_string()));
        address.replace("{file}", &file)
    }
}

/// Every fault of the report, as a dialog without a style of its own.
pub fn show(report: &Report, sources: &Sources, lang: Lang, editor: &Editor) -> String {
    let say = |id| escaped(&Message::new(id).say(lang));
    let count = escaped(&terminal::count(report, lang));
    let code = if lang == Lang::French { "fr" } else { "en" };
    let mut html = format!(
        "<section class=\"panel\" role=\"dialog\" lang=\"{code}\" tabindex=\"-1\" aria-labelledby=\"title\">\n\
         <header>\n<h2 id=\"title\">{count}</h2>\n"
    );
    if report.has_errors() {
        let _ = writeln!(html, "<p>{}</p>", say("page-kept"));
    }
    let _ = writeln!(html, "<button type=\"button\" data-close>{}</button>\n</header>\n<ol>", say("page-close"));
    let mut page = Page { places: Places::new(sources), lang, editor };
    for severity in [Severity::Error, Severity::Warning, Severity::Advice] {
        for diagnostic in report.iter().filter(|d| d.severity == severity) {
            page.fault(diagnostic, &mut html);
        }
    }
    html.push_str("</ol>\n</section>\n");
    html
}

struct Page<'a> {
    places: Places<'a>,
    lang: Lang,
    editor: &'a Editor,
}

impl Page<'_> {
    fn say(&self, message: &Message) -> String {
        escaped(&message.say(self.lang))
    }

    fn fault(&mut self, diagnostic: &Diagnostic, html: &mut String) {
        let (class, level) = match diagnostic.severity {
            Severity::Error => ("error", "page-error"),
            Severity::Warning => ("warning", "page-warning"),
            Severity::Advice => ("advice", "page-advice"),
        };
        let (level, words) = (self.say(&Message::new(level)), self.say(&diagnostic.message));
        let _ = writeln!(html, "<li class=\"{class}\">\n<h3><span class=\"level\">{level}</span> {words}</h3>");
        if let Some(span) = diagnostic.span {
            self.place(span, html);
        }
        for (span, message) in &diagnostic.labels {
            let _ = writeln!(html, "<p>{}</p>", self.say(message));
            self.place(*span, html);
        }
        if !diagnostic.help.is_empty() {
            let to_do = self.say(&Message::new("show-to-do"));
            let help: String =
                diagnostic.help.iter().map(|h| format!("<li>{}</li>", marked(&h.say(self.lang)))).collect();
            let _ = writeln!(html, "<p class=\"to-do\">{to_do}</p>\n<ul>{help}</ul>");
        }
        let more = Message::new("page-more").with("code", diagnostic.rule.code).say(self.lang);
        let _ = writeln!(html, "<p class=\"code\">{}</p>\n</li>", marked(&more));
    }

    /// Where a fault stands, as a link to the editor, and the lines around it.
    fn place(&mut self, span: Span, html: &mut String) {
        let place = self.places.of(span);
        let whole = span.start == span.end && span.start == 0;
        let words = match whole {
            true => plain(&place.file),
            false => {
                let words = Message::new("page-place").with("file", plain(&place.file));
                words.with("line", place.line).with("column", place.column).say(self.lang)
            }
        };
        let link = escaped(&self.editor.link(&place));
        let _ = writeln!(html, "<p class=\"place\"><a href=\"{link}\">{}</a></p>", escaped(&words));
        if !whole {
            self.excerpt(span, place.line, html);
        }
    }

    fn excerpt(&mut self, span: Span, line: usize, html: &mut String) {
        let mut lines = String::new();
        for number in line.saturating_sub(AROUND).max(1)..=line + AROUND {
            let Some((start, text)) = self.places.text(span.file, number) else { continue };
            let shown = match number == line {
                true => underlined(text, start, span),
                false => escaped(&cut(text, 0).0),
            };
            let _ = writeln!(lines, "<span class=\"number\">{number}</span>{shown}");
        }
        let label = self.say(&Message::new("page-excerpt"));
        let _ = writeln!(
            html,
            "<pre tabindex=\"0\" role=\"region\" aria-label=\"{label} {line}\"><code>{lines}</code></pre>"
        );
    }
}

/// A line whose faulty part is marked.
fn underlined(text: &str, line_start: usize, span: Span) -> String {
    let inside = |byte: u32| text.floor_char_boundary((byte as usize).saturating_sub(line_start).min(text.len()));
    let (start, end) = (inside(span.start), inside(span.end));
    let (shown, from) = cut(text, start);
    let within = |byte: usize| shown.floor_char_boundary(byte.saturating_sub(from).min(shown.len()));
    let (start, end) = (within(start), within(end.max(start)));
    let parts = [&shown[..start], &shown[start..end], &shown[end..]].map(escaped);
    match start == end {
        true => parts.concat(),
        false => format!("{}<mark>{}</mark>{}", parts[0], parts[1], parts[2]),
    }
}

/// A long line, cut around a byte; and the byte at which what is shown begins.
fn cut(text: &str, around: usize) -> (String, usize) {
    let before = text[..around].char_indices().rev().nth(WIDTH / 4).map_or(0, |(at, _)| at);
    (text[before..].chars().take(WIDTH).collect(), before)
}

/// A sentence as HTML, where `` `titre: x` `` is code.
fn marked(text: &str) -> String {
    let (mut html, mut rest) = (String::new(), text);
    while let Some(code) = code(rest) {
        let (before, inside) = (&rest[..code.whole.start], &rest[code.inside]);
        let _ = write!(html, "{}<code>{}</code>", escaped(before), escaped(inside));
        rest = &rest[code.whole.end..];
    }
    html + &escaped(rest)
}

/// A piece of code, with and without the backticks around it.
struct Code {
    whole: Range<usize>,
    inside: Range<usize>,
}

/// How many runs of backticks are read to find where a piece of code ends.
const RUNS: usize = 64;
/// How far the end of one between pairs of backticks is sought, in bytes.
const NEAR: usize = 256;

/// The first piece of code of a sentence. It may hold some of its own, as the line of
/// a page does: `` `[a `b` c](d)` `` is one piece.
fn code(text: &str) -> Option<Code> {
    // Three in a row are what opens a block, and one that stands alone is the sign itself.
    let mut runs = runs(text).filter(|run| run.at.len() != 3);
    let first = runs.find(|run| !run.after.is_none_or(|c| NO_BREAK.contains(&c)))?;
    let start = first.at.start;
    if text[start..].starts_with("`` ")
        && let Some(length) = text[start + 3..text.floor_char_boundary(start + NEAR)].find(" ``")
    {
        // As Markdown writes a piece of code that begins and ends with a backtick.
        let inside = start + 3..start + 3 + length;
        return Some(Code { whole: start..inside.end + 3, inside });
    }
    let code = |end: usize| Code { whole: start..end + 1, inside: start + 1..end };
    let mut depth = first.count();
    let (mut closed, mut any) = (None, None);
    for run in runs.take(RUNS) {
        let end = run.at.end - 1;
        any = any.or(Some(end));
        if run.opens() {
            depth += run.count();
        } else if run.closes() {
            if depth <= run.count() {
                return Some(code(end));
            }
            depth -= run.count();
            closed = closed.or(Some(end));
        }
    }
    // What is opened more often than it is closed ends as soon as it can.
    closed.or(any).map(code)
}

/// Between a French quotation mark and what it quotes.
const NO_BREAK: [char; 2] = ['\u{a0}', '\u{202f}'];

/// Backticks in a row, and the signs beside them.
struct Run {
    at: Range<usize>,
    before: Option<char>,
    after: Option<char>,
}

impl Run {
    /// How many pieces of code begin or end here: two, one in the other, or one beside signs of its own.
    fn count(&self) -> usize {
        if self.at.len() == 2 { 2 } else { 1 }
    }

    fn opens(&self) -> bool {
        self.before.is_none_or(|c| c.is_whitespace() || "([{«“‘’'\"".contains(c))
            && self.after.is_some_and(|c| !c.is_whitespace() && !",;)»".contains(c))
    }

    fn closes(&self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace()) && !self.after.is_some_and(char::is_alphanumeric)
    }
}

fn runs(text: &str) -> impl Iterator<Item = Run> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find('`')?;
        let end = text[start..].find(|c| c != '`').map_or(text.len(), |length| start + length);
        from = end;
        let (before, after) = (text[..start].chars().next_back(), text[end..].chars().next());
        Some(Run { at: start..end, before, after })
    })
}

/// A text as HTML shows it, without what turns the direction of the line.
fn escaped(text: &str) -> String {
    let text = plain(text);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// A path as addresses write it.
fn encoded(path: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte);
    path.bytes().map(|byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::shown::tests::{RULE, sentence};
    use crate::source::FileId;

    fn shown(text: &str, start: usize, end: usize, help: &str) -> String {
        let sources = Sources::from_texts([("content/a b.md", text)]);
        let mut report = Report::default();
        report.add(Diagnostic::at(&RULE, Span::new(FileId(0), start, end), sentence("<x>")).help(sentence(help)));
        let editor = Editor { address: Editor::DEFAULT.to_owned(), root: "/home/é".to_owned() };
        show(&report, &sources, Lang::French, &editor)
    }

    #[test]
    fn a_fault_has_its_place_its_lines_and_what_to_do() {
        let html = shown("un\nun <lien> mort\ntrois\nquatre\n", 6, 12, "écrivez `titre: x`");
        for part in [
            "lang=\"fr\"",
            "href=\"vscode://file/home/%C3%A9/content/a%20b.md:2:4\"",
            "content/a b.md, ligne 2, colonne 4",
            "<span class=\"number\">1</span>un\n",
            "un <mark>&lt;lien&gt;</mark> mort",
            "<code>titre: x</code>",
            "&lt;x&gt;",
        ] {
            assert!(html.contains(part), "{part} is not in:\n{html}");
        }
        assert!(!html.contains("quatre") && !html.contains("style="), "{html}");
    }

    #[test]
    fn backticks_are_code_and_code_keeps_its_own() {
        for (text, html) in [
            ("écrivez `titre: <x>`, puis `a`", "écrivez <code>titre: &lt;x&gt;</code>, puis <code>a</code>"),
            (
                "une ligne «\u{a0}```\u{a0}» sous `- valeur: 3`",
                "une ligne «\u{a0}```\u{a0}» sous <code>- valeur: 3</code>",
            ),
            (
                "par «\u{a0}```carte\u{a0}», puis «\u{a0}```\u{a0}»",
                "par «\u{a0}```carte\u{a0}», puis «\u{a0}```\u{a0}»",
            ),
            ("écrivez `[a `b` c](d)`.", "écrivez <code>[a `b` c](d)</code>."),
            ("après ``a` et `b`` : `c`", "après <code>`a` et `b`</code> : <code>c</code>"),
            ("écrivez `une ` seule` ici", "écrivez <code>une ` seule</code> ici"),
            ("écrivez ````carte`", "écrivez <code>```carte</code>"),
            ("`| a |`\n`|---|`", "<code>| a |</code>\n<code>|---|</code>"),
            ("écrivez `  - a` ou `b: `", "écrivez <code>  - a</code> ou <code>b: </code>"),
            ("le signe «\u{a0}`\u{a0}» et `a`", "le signe «\u{a0}`\u{a0}» et <code>a</code>"),
            ("entre deux : `` `le passage` ``", "entre deux : <code>`le passage`</code>"),
            ("un seul ` & rien", "un seul ` &amp; rien"),
        ] {
            assert_eq!(marked(text), html);
        }
    }

    #[test]
    fn a_long_line_is_cut_around_its_fault() {
        let text = format!("{}XX{}", "é".repeat(5_000), "à".repeat(5_000));
        let html = shown(&text, 10_000, 10_002, "`");
        assert!(html.contains("é<mark>XX</mark>à") && html.len() < 3_000, "{html}");
    }
}
