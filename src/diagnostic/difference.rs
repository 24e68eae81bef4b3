//! What a correction changes in a text, as a unified difference          ← similar.

use similar::{ChangeTag, TextDiff};

use crate::diagnostic::shown::plain;
use crate::diagnostic::terminal::Style;

/// Lines shown before and after a change.
const AROUND: usize = 2;

/// The lines that differ, with those around them. A carriage return is shown as `␍` when ends of lines change.
pub fn unified(path: &str, old: &str, new: &str, style: Style) -> String {
    let path = plain(path);
    let mut text = format!("--- {path}\n+++ {path}\n");
    let ends_change = old.matches("\r\n").count() != new.matches("\r\n").count();
    let difference = TextDiff::from_lines(old, new);
    for hunk in difference.unified_diff().context_radius(AROUND).iter_hunks() {
        text.push_str(&format!("{}\n", hunk.header()));
        for change in hunk.iter_changes() {
            let line = change.value().trim_end_matches('\n');
            let end = if ends_change && line.ends_with('\r') { "␍" } else { "" };
            let line = plain(line.trim_end_matches('\r'));
            text.push_str(&match (change.tag(), style) {
                (ChangeTag::Equal, _) => format!(" {line}{end}\n"),
                (ChangeTag::Delete, Style::Plain) => format!("-{line}{end}\n"),
                (ChangeTag::Insert, Style::Plain) => format!("+{line}{end}\n"),
                (ChangeTag::Delete, Style::Colour) => format!("\u{1b}[31m-{line}{end}\u{1b}[0m\n"),
                (ChangeTag::Insert, Style::Colour) => format!("\u{1b}[32m+{line}{end}\u{1b}[0m\n"),
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changes_is_shown() {
        let shown = unified("a.md", "un\r\ndeux\r\n\u{1b}trois\r\n", "un\r\n2\r\n\u{1b}trois\r\n", Style::Plain);
        assert_eq!(shown, "--- a.md\n+++ a.md\n@@ -1,3 +1,3 @@\n un\n-deux\n+2\n \u{fffd}trois\n");
        let shown = unified("a.md", "un\r\ndeux\n", "un\ndeux\n", Style::Plain);
        assert!(shown.contains("-un␍\n+un\n"), "{shown}");
    }
}
