//! Faults that the author of a page accepts: `<!-- boucle: accepter CODE, raison -->`.

use crate::diagnostic::{Diagnostic, Exception, Message, Report, Rule, Severity};
use crate::markdown::Document;
use crate::source::Span;

/// An exception that cannot be granted: no code, no reason, or a fault that nobody may accept.
pub const WRONG: Rule = Rule { code: "exception-incorrecte", severity: Severity::Error };

/// The exceptions in the comments of a text. One without a reason is reported and does not hold.
pub fn read(document: &Document, report: &mut Report) -> Vec<Exception> {
    let mut exceptions = Vec::new();
    for html in &document.raw_html {
        let mut from = 0;
        while let Some(start) = html.text[from..].find("<!--").map(|n| n + from) {
            let Some(end) = html.text[start + 4..].find("-->").map(|n| n + start + 4) else { break };
            from = end + 3;
            let comment = &html.text[start + 4..end];
            let asked = request(comment);
            // A remark to nobody else: it must be meant as an exception.
            if asked.is_none() && !comment.trim().to_lowercase().starts_with("boucle") {
                continue;
            }
            let asked = asked.unwrap_or_default();
            let at = html.span.start as usize;
            let span = Span::new(html.span.file, at + start, at + from);
            let (code, reason) = asked.split_once([',', ':', ' ']).unwrap_or((asked, ""));
            if code.is_empty() || reason.trim_matches(|c: char| !c.is_alphanumeric()).is_empty() {
                let code = if code.is_empty() { "…" } else { code };
                let line = Message::new("exception-example").with("code", code);
                report.add(Diagnostic::at(&WRONG, span, Message::new("exception-no-reason")).help(line));
            } else {
                exceptions.push(Exception { code: code.to_owned(), span });
            }
        }
    }
    exceptions
}

/// What follows `boucle: accepter` (or `accept`) in a comment.
fn request(comment: &str) -> Option<&str> {
    let rest = comment.trim().strip_prefix("boucle")?.trim_start().strip_prefix(':')?.trim_start();
    let rest = rest.strip_prefix("accepter").or_else(|| rest.strip_prefix("accept"))?;
    rest.starts_with(char::is_whitespace).then(|| rest.trim()).or_else(|| rest.is_empty().then_some(""))
}
