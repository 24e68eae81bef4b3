//! Raw HTML that the allow-list takes out, and elements that nobody closes (RGAA 8.2, 8.9).

use std::collections::BTreeMap;

use crate::check::{TextCheck, Texts};
use crate::diagnostic::message::first_of;
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

/// How many names of elements a message gives.
const NAMED: usize = 8;
/// A longer line is not written whole in a message, in bytes.
const LONG: usize = 2000;
/// How many letters of a word are given there, at most.
const WORD: usize = 40;

fn run(texts: &Texts<'_>, id: PageId, report: &mut Report) {
    for document in texts.documents(id).into_iter().filter(|document| !document.raw_html.is_empty()) {
        let source = texts.site.sources.file(document.raw_html[0].span.file).text().unwrap_or_default();
        let (compared, written): (Vec<_>, Vec<_>) =
            document.raw_html.iter().partition(|html| compared(source, html).is_some());
        compare(source, &compared, report);
        let mut table = false;
        let mut elements = Told::default();
        let mut attributes = Told::default();
        for html in written {
            let names = clean::refused(&html.text);
            // The rows and cells of a table that was told are the same fault.
            let told = table && names.iter().all(|name| PARTS.contains(&name.as_str()));
            let lower = html.text.to_lowercase();
            table = (table || lower.contains("<table")) && !lower.contains("</table");
            if let Some(first) = names.first().filter(|_| !told) {
                // An anchor leads nowhere: it only has a name.
                let anchor = first == "a" && !lower.contains("href");
                let help = if anchor { "html-heading-help" } else { clean::instead(first) };
                elements.add(first_of(&names, NAMED), help, html.span);
            }
            let names = clean::refused_attributes(&html.text);
            if !names.is_empty() {
                attributes.add(first_of(&names, NAMED), "html-attributes-help", html.span);
            }
        }
        elements.report("html-refused", report);
        attributes.report("html-attributes", report);
        balance(document, report);
    }
}

/// The words of `a<b et c>d`: signs that compare, glued to what they compare.
fn compared<'h>(source: &str, html: &'h RawHtml) -> Option<&'h str> {
    let words = html.text.strip_prefix('<')?.strip_suffix('>')?;
    let plain = words.contains(' ') && words.chars().all(|c| c.is_alphanumeric() || c == ' ');
    let (start, end) = place(html);
    let (before, after) = (source.get(..start)?, source.get(end..)?);
    let glued = before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
    (plain && glued).then_some(words)
}

/// Where a piece of raw HTML begins and ends in its file.
fn place(html: &RawHtml) -> (usize, usize) {
    (html.span.start as usize, html.span.end as usize)
}

/// Reports signs that compare, once for each line, with the line as it is to be written; of a long one, the words around the
/// first signs.
fn compare(source: &str, mut compared: &[&RawHtml], report: &mut Report) {
    while let Some(first) = compared.first() {
        let (at, after) = place(first);
        let start = source[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = source[after..].find('\n').map_or(source.len(), |length| after + length);
        let (line, others) = compared.split_at(compared.partition_point(|html| place(html).0 < end));
        compared = others;
        let written = if end - start > LONG {
            let before: Vec<char> = source[..at].chars().rev().take_while(|c| c.is_alphanumeric()).take(WORD).collect();
            let next: String = source[after..].chars().take_while(|c| c.is_alphanumeric()).take(WORD).collect();
            spaced(&(before.into_iter().rev().collect::<String>() + &first.text + &next), &[first])
        } else {
            spaced(source[start..end].trim_end_matches('\r'), line)
        };
        let told = Diagnostic::at(&REFUSED, first.span, Message::new("html-compared"));
        report.add(match written.len() > 2 * LONG {
            true => told,
            false => told.help(Message::new("write-line").with("line", written)),
        });
    }
}

/// A line with spaces around its signs that compare.
fn spaced(line: &str, compared: &[&RawHtml]) -> String {
    let (mut written, mut rest) = (String::new(), line);
    for html in compared {
        let Some((before, after)) = rest.split_once(html.text.as_str()) else { break };
        written = written + before + " < " + html.text.trim_matches(['<', '>']) + " > ";
        rest = after;
    }
    written + rest
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
    // Those that are open, by their name, and in which order they came.
    let mut open: BTreeMap<String, Vec<(usize, Span)>> = BTreeMap::new();
    let mut unopened: Vec<(String, Span)> = Vec::new();
    let written = document.raw_html.iter().filter(|html| !html.text.starts_with("<!--"));
    let tags = written.flat_map(|html| clean::tags(&html.text).into_iter().map(|tag| (tag, html.span)));
    for (index, ((name, opens), span)) in tags.enumerate() {
        if opens {
            open.entry(name).or_default().push((index, span));
        } else if open.get_mut(&name).and_then(Vec::pop).is_none() {
            unopened.push((name, span));
        }
    }
    let named = open.into_iter().flat_map(|(name, places)| places.into_iter().map(move |place| (place, name.clone())));
    let mut open: Vec<_> = named.collect();
    open.sort_unstable_by_key(|((index, _), _)| *index);
    for ((_, span), name) in open {
        let message = Message::new("html-unclosed").with("name", name.as_str());
        let help = Message::new("html-unclosed-help").with("line", format!("</{name}>"));
        report.add(Diagnostic::at(&UNCLOSED, span, message).help(help));
    }
    for (name, span) in unopened {
        let message = Message::new("html-unopened").with("name", name.as_str());
        report.add(Diagnostic::at(&UNCLOSED, span, message).help(Message::new("html-unopened-help")));
    }
}
