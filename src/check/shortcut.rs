//! A shortcut of the theme made of a single key (RGAA 12.10): who dictates to the computer, or touches a key by
//! mistake, would set it off.

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::source::Span;

const SHORTCUT: Rule = Rule { code: "raccourci-d-une-touche", severity: Severity::Warning };

/// The check.
pub const CHECK: Check = Check { rules: &[&SHORTCUT], run };

/// Keys that are held with another one.
const HELD: [&str; 3] = ["ctrlKey", "altKey", "metaKey"];

fn run(context: &Context<'_>, report: &mut Report) {
    for (name, id) in &context.theme.statics {
        let Some(text) = context.site.sources.file(*id).text().filter(|_| name.ends_with(".js")) else { continue };
        for (at, sign) in keys(text) {
            let message = Message::new("shortcut-single").with("key", sign);
            let span = Span::new(*id, at, at + sign.len());
            report.add(Diagnostic::at(&SHORTCUT, span, message).help(Message::new("shortcut-single-help")));
        }
    }
}

/// The single keys that a script waits for, `event.key === "/"`, unless another key is held on the same line.
fn keys(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (at, compared) in text.match_indices(".key =").map(|(at, words)| (at, at + words.len())) {
        let rest = text[compared..].trim_start_matches(['=', ' ']);
        let start = text.len() - rest.len();
        let Some(quote) = rest.chars().next().filter(|c| "\"'`".contains(*c)) else { continue };
        let Some(sign) = rest[1..].split(quote).next().filter(|sign| sign.chars().count() == 1 && *sign != " ") else {
            continue;
        };
        let line = text[..at].rfind('\n').map_or(0, |n| n + 1);
        let end = text[at..].find('\n').map_or(text.len(), |n| n + at);
        if !HELD.iter().any(|held| text[line..end].contains(held)) {
            found.push((start + 1, sign));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_keys_are_found_unless_another_one_is_held() {
        let signs = |text| keys(text).into_iter().map(|(_, sign)| sign).collect::<Vec<_>>();
        assert_eq!(signs("if (event.key === \"/\") search.focus();\nif (e.key == 's') x();"), ["/", "s"]);
        assert!(signs("e.key === \"Escape\"; e.key === \" \"; e.ctrlKey && e.key === \"k\"; a.key = b").is_empty());
    }
}
