//! What a script keeps on the device of a reader who asked for nothing: a cookie, whenever it is set; anything else,
//! before an action of theirs (article 82 of the law « Informatique et libertés »). « Aucun traceur » would be false.

use std::collections::BTreeSet;

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::output::measure;
use crate::source::Span;

const COOKIE: Rule = Rule { code: "temoin-de-connexion", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&COOKIE], run };

/// What writes on the device, whoever reads it.
const WRITES: [&str; 6] =
    ["Storage.setItem(", "indexedDB.open(", "caches.open(", "cookieStore.set(", "serviceWorker.register(", "Storage["];
/// What a reader does, as scripts hear of it.
const ACTIONS: [&str; 14] = [
    "click",
    "change",
    "submit",
    "input",
    "keydown",
    "keyup",
    "keypress",
    "toggle",
    "pointerdown",
    "pointerup",
    "mousedown",
    "mouseup",
    "touchstart",
    "touchend",
];
/// How many functions that call one another are followed.
const CALLS: usize = 4;

fn run(context: &Context<'_>, report: &mut Report) {
    for (name, id) in &context.theme.statics {
        let Some(text) = context.site.sources.file(*id).text().filter(|_| name.ends_with(".js")) else { continue };
        if let Some(start) = text.find("document.cookie") {
            report.add(cookie(Span::new(*id, start, start + "document.cookie".len())));
        }
        for (start, written) in writes(text) {
            report.add(stored(Span::new(*id, start, start + written.len())));
        }
    }
    // A script inside a page: the templates of the theme write it, for texts may not.
    let mut told = BTreeSet::new();
    for file in context.output.files.values() {
        let (Some(id), Ok(html)) = (file.from, std::str::from_utf8(&file.bytes)) else { continue };
        for script in scripts(html) {
            let head = context.site.page(id).head;
            if told.contains(script) {
                continue;
            }
            if script.contains("document.cookie") {
                report.add(cookie(head));
            } else if writes(script).next().is_some() {
                report.add(stored(head));
            } else {
                continue;
            }
            told.insert(script);
        }
    }
}

fn cookie(place: Span) -> Diagnostic {
    Diagnostic::at(&COOKIE, place, Message::new("cookie-set")).help(Message::new("cookie-set-help"))
}

fn stored(place: Span) -> Diagnostic {
    Diagnostic::at(&COOKIE, place, Message::new("storage-set")).help(Message::new("storage-set-help"))
}

/// The scripts that a page holds; not those that it names, nor data.
fn scripts(html: &str) -> impl Iterator<Item = &str> {
    let is_code = |tag: &measure::Tag<'_>| {
        let kind = tag.attribute("type").unwrap_or_default();
        tag.name == "script" && !tag.closing && tag.attribute("src").is_none() && !kind.contains("json")
    };
    measure::tags(html).filter(is_code).filter_map(|tag| {
        let start = tag.text.as_ptr() as usize - html.as_ptr() as usize + tag.text.len() + 1;
        html.get(start..)?.split("</script").next()
    })
}

/// Where a script writes on the device before the reader does anything.
fn writes(script: &str) -> impl Iterator<Item = (usize, &str)> {
    let found = WRITES.iter().flat_map(|call| script.match_indices(call));
    found.filter(|(at, _)| !is_after_action(script, *at, CALLS))
}

/// Does this place of a script run only when the reader has done something: inside `addEventListener('click', …)`,
/// or in a function that nothing else calls?
fn is_after_action(script: &str, at: usize, calls: usize) -> bool {
    let around = around(script, at);
    if around.iter().any(|open| listens(script, *open)) {
        return true;
    }
    let Some(name) = around.iter().rev().find_map(|open| function(&script[..*open])).filter(|_| calls > 0) else {
        return false;
    };
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let called = script.match_indices(name).map(|(at, _)| at).filter(|at| {
        let (before, after) = (&script[..*at], &script[at + name.len()..]);
        after.starts_with('(') && !before.ends_with(is_name) && !before.trim_end().ends_with("function")
    });
    let called: Vec<usize> = called.collect();
    !called.is_empty() && called.iter().all(|at| is_after_action(script, *at, calls - 1))
}

/// The brackets that are open at a place, the outermost first.
fn around(script: &str, at: usize) -> Vec<usize> {
    let mut open = Vec::new();
    for (place, sign) in script[..at].match_indices(['(', ')', '{', '}']) {
        match sign {
            "(" | "{" => open.push(place),
            _ => drop(open.pop()),
        }
    }
    open
}

/// Is this bracket that of `addEventListener('click', …)`?
fn listens(script: &str, open: usize) -> bool {
    let event = script[open + 1..].trim_start().trim_start_matches(['\'', '"', '`']);
    let event = event.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    script[..open].ends_with("addEventListener") && ACTIONS.contains(&event)
}

/// The name of a function whose body opens after this text: `function keep(look) `.
fn function(before: &str) -> Option<&str> {
    let head = before.trim_end().strip_suffix(')')?;
    let head = head[..head.rfind('(')?].trim_end();
    let start = head.rfind(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).map_or(0, |at| at + 1);
    head[..start].trim_end().ends_with("function").then(|| &head[start..]).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_an_action_of_the_reader_is_told_from_the_rest() {
        let told = |script: &str| writes(script).count();
        assert_eq!(told("localStorage.setItem('a', 1)"), 1);
        assert_eq!(told("addEventListener('load', function () { sessionStorage.setItem('a', 1) })"), 1);
        assert_eq!(told("b.addEventListener('click', () => { localStorage.setItem('a', 1) })"), 0);
        let kept = "function keep(x) { localStorage.setItem('a', x) }\n";
        assert_eq!(told(&format!("{kept}b.addEventListener(\"change\", function () {{ keep(b.value) }})")), 0);
        assert_eq!(told(&format!("{kept}keep(1); b.addEventListener('change', function () {{ keep(2) }})")), 1);
        assert_eq!(told(kept), 1, "who calls it cannot be known");
    }
}
