//! Faults for whoever writes, in the browser: a fragment of HTML for the live preview.

use std::fmt::Write;
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
            let help: String = diagnostic.help.iter().map(|h| format!("<li>{}</li>", marked(&self.say(h)))).collect();
            let _ = writeln!(html, "<p class=\"to-do\">{to_do}</p>\n<ul>{help}</ul>");
        }
        let more = self.say(&Message::new("page-more").with("code", diagnostic.rule.code));
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

/// `` `titre: x` `` in a sentence is code.
fn marked(html: &str) -> String {
    let mut parts = html.split('`');
    let mut marked = parts.next().unwrap_or_default().to_owned();
    let rest: Vec<&str> = parts.collect();
    for (index, part) in rest.iter().enumerate() {
        // The last sign of an odd number opens nothing.
        let alone = index + 1 == rest.len() && rest.len() % 2 == 1;
        let tag = if alone {
            "`"
        } else if index % 2 == 0 {
            "<code>"
        } else {
            "</code>"
        };
        marked.push_str(tag);
        marked.push_str(part);
    }
    marked
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
    fn a_long_line_is_cut_around_its_fault() {
        let text = format!("{}XX{}", "é".repeat(5_000), "à".repeat(5_000));
        let html = shown(&text, 10_000, 10_002, "`");
        assert!(html.contains("é<mark>XX</mark>à") && html.len() < 3_000, "{html}");
    }
}
