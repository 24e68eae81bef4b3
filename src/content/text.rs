//! The text of a file: how it was saved, how long it is, how its lines end.

use crate::content::config::Config;
use crate::content::{ENCODING, LINE_ENDS, OLD_ENCODING, TOO_LONG, conflict, garbled};
use crate::diagnostic::{Diagnostic, Message, Report};
use crate::source::encoding::{Encoding, may_be_garbled};
use crate::source::lanes::blocks;
use crate::source::{FileId, SourceFile, Span};

/// The text of a file of at most `limit` MiB; what is not UTF-8, holds a sign that commands a machine
/// or two versions of a passage, or is too long is reported.
pub fn read<'a>(id: FileId, file: &'a SourceFile, limit: Option<usize>, report: &mut Report) -> Option<&'a str> {
    let at = Span::file(id);
    if let Some(limit) = limit.filter(|limit| file.bytes.len() > limit * 1024 * 1024) {
        report.add(
            Diagnostic::at(&TOO_LONG, at, Message::new("page-too-long").with("limit", limit))
                .raise(Config::raised("page", limit)),
        );
        return None;
    }
    let Some(text) = file.text() else {
        report.add(Diagnostic::at(&ENCODING, at, Message::new("encoding-unknown")).help(Message::new("encoding-help")));
        return None;
    };
    if let Some(message) = old_encoding(file.encoding) {
        report.add(
            Diagnostic::at(&OLD_ENCODING, at, Message::new(message))
                .help(Message::new("encoding-help"))
                .help(Message::new("encoding-fix-help"))
                .fix(Span::file(id), ""),
        );
    }
    // A page break and the end of a line of a word processor have their own message.
    let is_stray = |c: char| c.is_ascii_control() && !['\t', '\n', '\r', '\u{b}', '\u{c}'].contains(&c);
    let rare = Rare::of(text);
    let count = if rare.stray { text.matches(is_stray).count() } else { 0 };
    if count > 0
        && let Some(nul) = text.find(is_stray)
    {
        let rest = text[nul..].len() - text[nul..].trim_start_matches(is_stray).len();
        let span = Span::new(id, nul, nul + rest);
        let message = Message::new("encoding-nul").with("number", count);
        let mut diagnostic = Diagnostic::at(&ENCODING, span, message).help(Message::new("encoding-nul-help"));
        for (start, nul) in text.match_indices(is_stray) {
            diagnostic = diagnostic.fix(Span::new(id, start, start + nul.len()), "");
        }
        report.add(diagnostic);
        return None;
    }
    // The other faults of two versions in one text come from there.
    if conflict::find(id, text, report) {
        return None;
    }
    if rare.returns {
        line_ends(id, text, report);
    }
    if rare.damaged {
        garbled::find(id, text, report);
    }
    Some(text)
}

/// What may be wrong in a text, known by one look at its bytes: most texts hold none of these.
#[derive(Default)]
struct Rare {
    /// Signs of ASCII that nobody sees?
    stray: bool,
    /// Returns of a carriage?
    returns: bool,
    /// Accents that are damaged, signs that are lost?
    damaged: bool,
}

impl Rare {
    fn of(text: &str) -> Rare {
        let mut rare = Rare::default();
        let bytes = text.as_bytes();
        for (start, block) in blocks(text) {
            let mut found = block.mask(|lanes| {
                let is_control = lanes.below(b' ') | lanes.is(0x7F);
                // Of a damaged accent, the second byte is the rare one.
                let is_garbled = lanes.within(0x82, 0x83) | lanes.is(0x85) | lanes.is(0xA2);
                is_control | is_garbled | lanes.is(0xEF)
            });
            while found > 0 {
                let at = start + found.trailing_zeros() as usize;
                match bytes[at] {
                    b'\n' | b'\t' => {}
                    b'\r' => rare.returns = true,
                    0xEF => rare.damaged = true,
                    0x80.. => rare.damaged |= may_be_garbled(bytes, at - 1),
                    _ => rare.stray = true,
                }
                found &= found - 1;
            }
        }
        rare
    }
}

/// What is said of a text that was read in spite of its encoding.
fn old_encoding(encoding: Encoding) -> Option<&'static str> {
    match encoding {
        Encoding::Utf8 | Encoding::Unknown => None,
        Encoding::Windows => Some("encoding-windows"),
        Encoding::Macintosh => Some("encoding-macintosh"),
        Encoding::Utf16 => Some("encoding-utf16"),
        Encoding::CarriageReturns => Some("encoding-lines"),
    }
}

/// Lines that end in two ways: the correction is the way of most of them.
fn line_ends(id: FileId, text: &str, report: &mut Report) {
    let pairs = text.matches("\r\n").count();
    let newlines = text.matches('\n').count();
    if pairs == 0 || pairs == newlines {
        return;
    }
    let is_pair = |at: &usize| text[..*at].ends_with('\r');
    let ends = text.match_indices('\n').map(|(at, _)| at);
    let edits: Vec<(Span, &str)> = if pairs * 2 > newlines {
        ends.filter(|at| !is_pair(at)).map(|at| (Span::new(id, at, at + 1), "\r\n")).collect()
    } else {
        ends.filter(is_pair).map(|at| (Span::new(id, at - 1, at + 1), "\n")).collect()
    };
    let first =
        edits.first().map_or(Span::file(id), |(span, _)| Span::new(id, span.start as usize, span.start as usize));
    let message = Diagnostic::at(&LINE_ENDS, first, Message::new("line-ends")).help(Message::new("line-ends-help"));
    report.add(edits.into_iter().fold(message, |message, (span, end)| message.fix(span, end)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_damaged_accent_is_seen_wherever_it_stands() {
        for accent in ["Ã©", "Å“", "â€™", "Â«", "\u{fffd}"] {
            for length in 0..=130 {
                let text = format!("{}{accent} fin", "a".repeat(length));
                assert!(Rare::of(&text).damaged, "{accent} after {length}");
            }
        }
        assert!(!Rare::of("Théâtre, œuvre : « l’été » à Ålesund").damaged);
    }
}
