//! How much a template does for one page: the engine stops no loop, so that each turn of one is counted.
//!
//! A call is put at the beginning of whatever runs many times (loops, components, blocks, what is included);
//! places in a marked text lead back to the text as it is written.

use std::cell::Cell;
use std::ops::Range;

/// The call that counts: no theme has a function of this name.
pub const CALL: &str = "count_one_step";

/// The tags after which something runs, perhaps many times.
const RUN: [&str; 4] = ["for", "component", "block", "include"];

thread_local! {
    /// How many steps the template that this thread runs may still take.
    static LEFT: Cell<u64> = const { Cell::new(0) };
}

/// Runs something that may take so many steps; says also whether it wanted more.
pub fn within<T>(steps: u64, run: impl FnOnce() -> T) -> (T, bool) {
    let outer = LEFT.replace(steps);
    let made = run();
    (made, LEFT.replace(outer) == 0)
}

/// Counts a step; false when none is left.
pub fn step() -> bool {
    let left = LEFT.get();
    LEFT.set(left.saturating_sub(1));
    left > 1
}

/// A template with its calls.
#[derive(Debug, Default)]
pub struct Marked {
    /// The text that the engine reads.
    pub text: String,
    /// Where each call stands in that text, and how long it is, in bytes.
    calls: Vec<(usize, usize)>,
    /// The templates that it includes or extends.
    pub parts: Vec<String>,
}

impl Marked {
    /// Marks a template.
    pub fn new(written: &str) -> Marked {
        let mut marked = Marked { text: String::with_capacity(written.len() * 5 / 4), ..Marked::default() };
        let mut done = 0;
        for tag in tags(written) {
            marked.text.push_str(&written[done..tag.end]);
            done = tag.end;
            marked.tag(&written[tag]);
        }
        marked.text.push_str(&written[done..]);
        marked
    }

    /// Notes a tag, and counts what follows it.
    fn tag(&mut self, tag: &str) {
        let Some(keyword) = keyword(tag) else { return };
        if matches!(keyword, "include" | "extends") {
            let name = tag.split(['"', '\'', '`']).nth(1);
            self.parts.extend(name.map(str::to_owned));
        }
        if RUN.contains(&keyword) {
            // The white space that the tag takes away is still to be taken away.
            let end = if tag.ends_with("-%}") { " -}}" } else { " }}" };
            let call = format!("{{{{ {CALL}(){end}");
            self.calls.push((self.text.len(), call.len()));
            self.text.push_str(&call);
        }
    }

    /// Where a byte of the marked text stands in the text as it is written.
    pub fn written(&self, marked: usize) -> usize {
        let before = self.calls.iter().take_while(|(at, _)| *at < marked);
        marked - before.map(|(at, length)| (*length).min(marked - at)).sum::<usize>()
    }
}

/// Where the tags of a template stand, comments among them.
pub fn tags(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut done = 0;
    std::iter::from_fn(move || {
        let start = done + next(&text[done..])?;
        done = start + length(&text[start..])?;
        Some(start..done)
    })
}

/// The word with which a tag `{% … %}` begins.
pub fn keyword(tag: &str) -> Option<&str> {
    let inner = tag.strip_prefix("{%")?.trim_start_matches('-').trim_start();
    inner.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

/// The bytes of a tag that stand outside its quoted texts, after the two signs that open it.
pub fn unquoted(tag: &str) -> impl Iterator<Item = (usize, u8)> {
    let (mut quote, mut skipped) = (None, false);
    let is_outside = move |(_, byte): &(usize, u8)| {
        match quote {
            _ if skipped => skipped = false,
            Some(_) if *byte == b'\\' => skipped = true,
            Some(open) if *byte == open => quote = None,
            Some(_) => {}
            None if b"\"'`".contains(byte) => quote = Some(*byte),
            None => return true,
        }
        false
    };
    tag.bytes().enumerate().skip(2).filter(is_outside)
}

/// Where the next tag begins.
fn next(text: &str) -> Option<usize> {
    text.as_bytes().windows(2).position(|pair| matches!(pair, b"{%" | b"{{" | b"{#"))
}

/// How long the tag is with which a text begins, with all that it keeps from being read; none when it has no end.
fn length(text: &str) -> Option<usize> {
    let end = match text.as_bytes()[1] {
        b'#' => return text.find("#}").map(|at| at + 2),
        b'%' => b"%}",
        _ => b"}}",
    };
    let at = unquoted(text).find(|(at, _)| text.as_bytes()[*at..].starts_with(end))?.0 + 2;
    let word = text[2..at - 2].trim_matches('-').trim();
    if end == b"%}" && word == "raw" {
        let close = text[at..].match_indices("{%").find(|(start, _)| {
            let inner = text[at + start + 2..].trim_start_matches('-').trim_start();
            inner.starts_with("endraw")
        });
        return close.map(|(start, _)| at + start);
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p18_what_runs_many_times_is_counted_and_the_rest_is_as_it_was_written() {
        let call = format!("{{{{ {CALL}()");
        for (written, marked) in [
            ("a {% for x in y -%} b {% endfor %}", "a {% for x in y -%}CALL -}} b {% endfor %}"),
            ("{%- include \"a.html\" %}é", "{%- include \"a.html\" %}CALL }}é"),
            ("{% if a == \"%}{% for\" %}{% endif %}", "{% if a == \"%}{% for\" %}{% endif %}"),
            ("{# {% for x in y %} #}{{ \"{% for %}\" }}", "{# {% for x in y %} #}{{ \"{% for %}\" }}"),
            ("{% raw %}{% for x in y %}{% endraw %}", "{% raw %}{% for x in y %}{% endraw %}"),
            ("{% block a %}{% format %}{% for", "{% block a %}CALL }}{% format %}{% for"),
            ("{% for x in \"a\\\"%}\" %}", "{% for x in \"a\\\"%}\" %}CALL }}"),
        ] {
            let made = Marked::new(written);
            assert_eq!(made.text, marked.replace("CALL", &call));
            let end = made.text.len();
            assert_eq!((made.written(0), made.written(end)), (0, written.len()), "{written}");
            let found = made.text.rfind('%').unwrap();
            assert_eq!(made.written(found), written.rfind('%').unwrap(), "{written}");
        }
        assert_eq!(Marked::new("{% extends 'b.html' %}{% include \"a\" %}").parts, ["b.html", "a"]);
    }

    #[test]
    fn p18_steps_end() {
        let (count, more) = within(5, || (0..10).take_while(|_| step()).count());
        assert!(more && count == 4);
        assert!(!within(5, step).1);
    }
}
