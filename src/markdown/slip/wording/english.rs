//! The quotation marks of English around words of a French text.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::{Kind, Slip, Text, Trace};

/// `un “mot”`: inside « », these marks are in their place.
pub const ENGLISH: Rule = Rule { code: "guillemets-anglais", severity: Severity::Advice };

/// How long a text may be, in bytes, to be shown whole.
pub const LONGEST: usize = 200;

static OPENING: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("“"));

/// The words between such marks, and the text with those of French in their place; nothing when the marks do not go two by
/// two, or when others stand beside them.
pub fn in_french(text: &str) -> Option<(Range<usize>, String)> {
    OPENING.find(text.as_bytes())?;
    let (mut first, mut open, mut french, mut done) = (None, None, String::new(), 0);
    for (at, sign) in text.char_indices() {
        match (sign, open) {
            ('“', None) => open = Some(at),
            ('”', Some(start)) => {
                let range = start..at + sign.len_utf8();
                let words = text[start..at].trim_start_matches('“').trim();
                if words.is_empty() {
                    return None;
                }
                french.push_str(&text[done..start]);
                french.push_str(&format!("«\u{a0}{words}\u{a0}»"));
                done = range.end;
                first.get_or_insert(range);
                open = None;
            }
            ('“' | '”' | '„' | '«' | '»' | '"', _) => return None,
            _ => {}
        }
    }
    french.push_str(&text[done..]);
    first.filter(|_| open.is_none()).map(|first| (first, french))
}

/// Finds the first ones of each paragraph.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    // Few texts have any.
    if !text.has_any(&[0xE2]) || OPENING.find(text.text.as_bytes()).is_none() {
        return;
    }
    for leaf in
        trace.leaves.iter().filter(|leaf| matches!(leaf.kind, Kind::Paragraph | Kind::Strong | Kind::Heading(_)))
    {
        let source = &text.text[leaf.range.clone()];
        let Some((marks, _)) = in_french(source) else { continue };
        let range = leaf.range.start + marks.start..leaf.range.start + marks.end;
        // Codes, titles of pictures and words of another language have rules of their own.
        let at = trace.texts.partition_point(|piece| piece.end < range.end);
        let is_text = trace.texts.get(at).is_some_and(|piece| piece.start <= range.start);
        if !is_text || source.contains("lang") && source.contains('{') {
            continue;
        }
        let Some((_, words)) = in_french(&text.text[range.clone()]) else { continue };
        let message = Message::new("quotes-english");
        slips.push(Slip::told(text.at(&ENGLISH, &range, message).help(help(&words))));
    }
}

/// What to write instead; of a long text, its first words and its last ones.
pub fn help(words: &str) -> Message {
    let Some((first, last)) = (words.len() > LONGEST).then(|| {
        let half = LONGEST / 2;
        (&words[..words.floor_char_boundary(half)], &words[words.ceil_char_boundary(words.len() - half)..])
    }) else {
        return Message::new("quotes-english-help").with("text", words);
    };
    let first = first.rsplit_once(' ').map_or(first, |(first, _)| first);
    let last = last.split_once(' ').map_or(last, |(_, last)| last);
    Message::new("quotes-english-help").with("text", format!("{first} … {last}"))
}

#[cfg(test)]
mod tests {
    use super::in_french;

    #[test]
    fn only_what_is_certain_is_french() {
        for (text, french) in [
            ("L’atelier “Le Repair” à Pleyber", Some("L’atelier «\u{a0}Le Repair\u{a0}» à Pleyber")),
            ("“un” et “ deux ”", Some("«\u{a0}un\u{a0}» et «\u{a0}deux\u{a0}»")),
            ("« un “deux” »", None),
            ("\"un “deux” trois\"", None),
            ("“un “deux” trois”", None),
            ("un “deux", None),
            ("12” de large", None),
            ("„un“ deux”", None),
            ("“”", None),
        ] {
            assert_eq!(in_french(text).map(|(_, text)| text).as_deref(), french, "{text}");
        }
    }
}
