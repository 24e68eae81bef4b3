//! What a script keeps on the device of a reader who asked for nothing: a cookie, whenever it is set; anything else,
//! before an action of theirs (article 82 of the law « Informatique et libertés »). « Aucun traceur » would be false.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
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
    let mut seen = BTreeSet::new();
    for page in &context.published {
        let Some(id) = page.file.from else { continue };
        for script in &page.scripts {
            let head = context.site.page(id).head;
            if !seen.insert(*script) {
                continue;
            }
            if script.contains("document.cookie") {
                report.add(cookie(head));
            } else if !writes(script).is_empty() {
                report.add(stored(head));
            }
        }
    }
}

fn cookie(place: Span) -> Diagnostic {
    Diagnostic::at(&COOKIE, place, Message::new("cookie-set")).help(Message::new("cookie-set-help"))
}

fn stored(place: Span) -> Diagnostic {
    Diagnostic::at(&COOKIE, place, Message::new("storage-set")).help(Message::new("storage-set-help"))
}

/// Where a script writes on the device before the reader does anything.
fn writes(script: &str) -> Vec<(usize, &str)> {
    let mut found: Vec<_> = WRITES.iter().flat_map(|call| script.match_indices(call)).collect();
    if !found.is_empty() {
        let read = Script::read(script);
        found.retain(|(at, _)| !read.is_after_action(read.around(*at)));
    }
    found
}

/// What holds a place of a script.
#[derive(Clone, Copy, Default)]
struct Around<'a> {
    /// Does `addEventListener('click', …)` hold it?
    listens: bool,
    /// The innermost function with a name.
    function: Option<&'a str>,
}

/// A script, read once.
struct Script<'a> {
    /// Each bracket, with what holds the places that follow it.
    brackets: Vec<(usize, Around<'a>)>,
    /// What holds the calls of each function.
    calls: BTreeMap<&'a str, Vec<Around<'a>>>,
    /// The functions that run only when the reader has done something.
    late: BTreeSet<&'a str>,
}

impl<'a> Script<'a> {
    fn read(text: &'a str) -> Self {
        let mut script = Script { brackets: Vec::new(), calls: BTreeMap::new(), late: BTreeSet::new() };
        let mut open: Vec<(usize, Around<'_>)> = Vec::new();
        // The bracket that was closed last: where it closes, and where it opened.
        let mut closed = None;
        for (at, sign) in text.match_indices(['(', ')', '{', '}']) {
            let around = open.last().map_or(Around::default(), |(_, around)| *around);
            if sign == "(" || sign == "{" {
                // `function keep(look) {`
                let head = text[..at].trim_end().len();
                let body = closed.filter(|(end, _)| end + 1 == head && text[..head].ends_with(')'));
                let function = body.and_then(|(_, start)| function(&text[..start])).or(around.function);
                open.push((at, Around { listens: around.listens || listens(text, at), function }));
                let name = last_name(&text[..at]);
                if sign == "(" && !name.is_empty() && self::function(&text[..at]).is_none() {
                    script.calls.entry(name).or_default().push(around);
                }
            } else {
                closed = open.pop().map(|(start, _)| (at, start));
            }
            script.brackets.push((at, open.last().map_or(Around::default(), |(_, around)| *around)));
        }
        script.late = script.late();
        script
    }

    /// The functions of which every call is inside `addEventListener('click', …)` or in another of them.
    fn late(&self) -> BTreeSet<&'a str> {
        let mut early: BTreeMap<&str, usize> = BTreeMap::new();
        let mut callers: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
        let mut known = Vec::new();
        for (name, calls) in &self.calls {
            let left = calls.iter().filter(|around| !around.listens);
            left.clone().filter_map(|around| around.function).for_each(|by| callers.entry(by).or_default().push(name));
            early.insert(name, left.count());
            known.extend((early[name] == 0).then_some(*name));
        }
        let mut late = BTreeSet::new();
        while let Some(name) = known.pop() {
            late.insert(name);
            for called in callers.remove(name).unwrap_or_default() {
                let left = early.entry(called).or_default();
                *left -= 1;
                known.extend((*left == 0).then_some(called));
            }
        }
        late
    }

    /// What holds a place.
    fn around(&self, at: usize) -> Around<'a> {
        let before = self.brackets.partition_point(|(bracket, _)| *bracket < at);
        before.checked_sub(1).map_or(Around::default(), |last| self.brackets[last].1)
    }

    /// Does what is held so run only when the reader has done something?
    fn is_after_action(&self, around: Around<'_>) -> bool {
        around.listens || around.function.is_some_and(|name| self.late.contains(name))
    }
}

/// Is this bracket that of `addEventListener('click', …)`?
fn listens(script: &str, open: usize) -> bool {
    let event = script[open + 1..].trim_start().trim_start_matches(['\'', '"', '`']);
    let event = event.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    script[..open].ends_with("addEventListener") && ACTIONS.contains(&event)
}

/// The name at the end of a text; empty when it ends otherwise.
fn last_name(text: &str) -> &str {
    &text[text.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_' || c == '$').len()..]
}

/// The name of a function that is declared at the end of this text: `function keep`.
fn function(before: &str) -> Option<&str> {
    let head = before.trim_end();
    let name = last_name(head);
    let is_declared = head[..head.len() - name.len()].trim_end().ends_with("function");
    (is_declared && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_an_action_of_the_reader_is_told_from_the_rest() {
        let told = |script: &str| writes(script).len();
        assert_eq!(told("localStorage.setItem('a', 1)"), 1);
        assert_eq!(told("addEventListener('load', function () { sessionStorage.setItem('a', 1) })"), 1);
        assert_eq!(told("b.addEventListener('click', () => { localStorage.setItem('a', 1) })"), 0);
        let kept = "function keep(x) { localStorage.setItem('a', x) }\n";
        assert_eq!(told(&format!("{kept}b.addEventListener(\"change\", function () {{ keep(b.value) }})")), 0);
        assert_eq!(told(&format!("{kept}keep(1); b.addEventListener('change', function () {{ keep(2) }})")), 1);
        assert_eq!(told(kept), 1, "who calls it cannot be known");
        assert_eq!(told(&format!("{kept}function a() {{ b() }} function b() {{ a(); keep() }}")), 1, "nobody begins");
        let chain: String = (0..9).map(|n| format!("function f{n}(x = g()) {{ f{}(x) }}\n", n + 1)).collect();
        let last = "function f9(x) { localStorage.setItem('a', x) }\nb.addEventListener('click', () => f0(1));";
        assert_eq!(told(&format!("{chain}{last}")), 0);
        assert_eq!(told(&format!("{chain}{last} f5(1)")), 1);
        assert_eq!(told("« keep(1) { localStorage.setItem('a', 1) }"), 1);
    }

    #[test]
    fn a_large_script_is_read_once() {
        // Each function is called by the two before it: all the ways that lead to the last are without number.
        let call = |n: usize| format!("function f{n}() {{ f{}(); f{}() }}\n", n + 1, n + 2);
        let calls: String = (0..20_000).map(call).collect();
        let written = "localStorage.setItem('a', 1);".repeat(2000);
        let listens = "b.addEventListener('click', () => f0())";
        let script = format!("{calls}function f20000() {{ {written} }}\nfunction f20001() {{}}\n{listens}");
        assert!(writes(&script).is_empty());
        assert_eq!(writes(&format!("{script}; f19000()")).len(), 2000);
    }
}
