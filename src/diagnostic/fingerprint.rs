//! A name for a fault that stays the same when lines move          ← blake3.

use std::collections::BTreeMap;

use crate::diagnostic::shown::Places;
use crate::diagnostic::{Diagnostic, message::Arg};

/// So much of a line says which one it is, in bytes: some have a million signs, and as many faults.
const LINE: usize = 1024;

/// Gives each fault of one report its name: made of its code, its file, what it speaks of and the line
/// that has it, never of the number of that line, the language or the level.
#[derive(Default)]
pub struct Fingerprints {
    seen: BTreeMap<[u8; 32], usize>,
}

impl Fingerprints {
    /// The name of the next fault of the report.
    pub fn next(&mut self, diagnostic: &Diagnostic, places: &mut Places) -> String {
        let mut parts = vec![diagnostic.rule.code.to_owned(), diagnostic.message.id.to_owned()];
        for (name, value) in &diagnostic.message.args {
            parts.push((*name).to_owned());
            parts.push(match value {
                Arg::Text(text) => text.clone(),
                Arg::Number(number) => number.to_string(),
            });
        }
        if let Some(span) = diagnostic.span {
            let place = places.of(span);
            let line = places.text(span.file, place.line).map(|(_, text)| text.trim());
            let line = line.map(|text| text[..text.floor_char_boundary(LINE)].to_owned());
            parts.push(place.file);
            parts.extend(line);
        }
        let key = parts.join("\0");
        let count = self.seen.entry(*blake3::hash(key.as_bytes()).as_bytes()).or_default();
        *count += 1;
        blake3::hash(format!("{key}\0{count}").as_bytes()).to_hex()[..32].to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::shown::tests::{RULE, sentence};
    use crate::source::{FileId, Sources, Span};

    fn names(text: &str, faults: &[(usize, usize)]) -> Vec<String> {
        let sources = Sources::from_texts([("a.md", text)]);
        let (mut places, mut names) = (Places::new(&sources), Fingerprints::default());
        let fault = |(start, end)| Diagnostic::at(&RULE, Span::new(FileId(0), start, end), sentence("x"));
        faults.iter().map(|at| names.next(&fault(*at), &mut places)).collect()
    }

    #[test]
    fn a_line_that_moves_keeps_its_names_and_no_two_faults_share_one() {
        let before = names("mot mot\nmot\n", &[(0, 3), (4, 7), (8, 11)]);
        let after = names("\nnouveau\n  mot mot\r\nmot\n", &[(11, 14), (15, 18), (20, 23)]);
        assert_eq!(before, after);
        assert!(before[0] != before[1] && before[0] != before[2] && before[1] != before[2]);
        assert!(before.iter().all(|name| name.len() == 32));
        assert_ne!(names("mot un\n", &[(0, 3)]), names("mot deux\n", &[(0, 3)]));
    }
}
