//! Raw HTML that the allow-list takes out, and elements that nobody closes (RGAA 8.2, 8.9).

use std::collections::BTreeMap;

use crate::check::{TextCheck, Texts};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::markdown::Document;
use crate::markdown::clean;
use crate::markdown::document::RawHtml;
use crate::site::PageId;
use crate::source::Span;

const REFUSED: Rule = Rule { code: "html-refuse", severity: Severity::Error };
const UNCLOSED: Rule = Rule { code: "html-non-ferme", severity: Severity::Error };

/// What a table is made of.
const PARTS: [&str; 10] = ["table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"];

/// The check.
pub const CHECK: TextCheck = TextCheck { rules: &[&REFUSED, &UNCLOSED], run };

fn run(texts: &Texts<'_>, id: PageId, report: &mut Report) {
    for document in texts.documents(id) {
        let mut table = false;
        let mut elements = Told::default();
        let mut attributes = Told::default();
        for html in &document.raw_html {
            if let Some(line) = compared(texts, html) {
                let help = Message::new("write-line").with("line", line);
                report.add(Diagnostic::at(&REFUSED, html.span, Message::new("html-compared")).help(help));
                continue;
            }
            let names = clean::refused(&html.text);
            // The rows and cells of a table that was told are the same fault.
            let told = table && names.iter().all(|name| PARTS.contains(&name.as_str()));
            let lower = html.text.to_lowercase();
            table = (table || lower.contains("<table")) && !lower.contains("</table");
            if let Some(first) = names.first().filter(|_| !told) {
                // An anchor leads nowhere: it only has a name.
                let anchor = first == "a" && !lower.contains("href");
                let help = if anchor { "html-heading-help" } else { clean::instead(first) };
                elements.add(names.join(", "), help, html.span);
            }
            let names = clean::refused_attributes(&html.text);
            if !names.is_empty() {
                attributes.add(names.join(", "), "html-attributes-help", html.span);
            }
        }
        elements.report("html-refused", report);
        attributes.report("html-attributes", report);
        balance(document, report);
    }
}

/// `a<b et c>d`: signs that compare, glued to what they compare. Gives the line with spaces around them.
fn compared(texts: &Texts<'_>, html: &RawHtml) -> Option<String> {
    let words = html.text.strip_prefix('<')?.strip_suffix('>')?;
    let plain = words.contains(' ') && words.chars().all(|c| c.is_alphanumeric() || c == ' ');
    let source = texts.site.sources.file(html.span.file).text().filter(|_| plain)?;
    let (start, end) = (html.span.start as usize, html.span.end as usize);
    let (before, after) = (source.get(..start)?, source.get(end..)?);
    let glued = before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
    let line = before.rsplit('\n').next()?;
    let rest = after.lines().next()?;
    glued.then(|| format!("{line} < {words} > {rest}"))
}

/// What is refused in a text, each thing once: where it first stands, and at how many other places.
#[derive(Default)]
struct Told(BTreeMap<(String, &'static str), (Span, usize)>);

impl Told {
    fn add(&mut self, names: String, help: &'static str, span: Span) {
        self.0.entry((names, help)).and_modify(|(_, others)| *others += 1).or_insert((span, 0));
    }

    fn report(self, message: &'static str, report: &mut Report) {
        for ((names, help), (span, others)) in self.0 {
            let message = Message::new(message).with("names", names).with("others", others);
            report.add(Diagnostic::at(&REFUSED, span, message).help(Message::new(help)));
        }
    }
}

/// Elements that are opened and not closed, or closed and not opened: browsers guess, each in its way.
fn balance(document: &Document, report: &mut Report) {
    let mut open: Vec<(String, Span)> = Vec::new();
    let mut unopened: Vec<(String, Span)> = Vec::new();
    for html in document.raw_html.iter().filter(|html| !html.text.starts_with("<!--")) {
        for (name, opens) in clean::tags(&html.text) {
            match open.iter().rposition(|(other, _)| *other == name) {
                _ if opens => open.push((name, html.span)),
                Some(at) => {
                    open.remove(at);
                }
                None => unopened.push((name, html.span)),
            }
        }
    }
    for (name, span) in open {
        let message = Message::new("html-unclosed").with("name", name.as_str());
        let help = Message::new("html-unclosed-help").with("line", format!("</{name}>"));
        report.add(Diagnostic::at(&UNCLOSED, span, message).help(help));
    }
    for (name, span) in unopened {
        let message = Message::new("html-unopened").with("name", name.as_str());
        report.add(Diagnostic::at(&UNCLOSED, span, message).help(Message::new("html-unopened-help")));
    }
}
