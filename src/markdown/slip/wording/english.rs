//! The quotation marks of English around words of a French text.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::{Kind, Leaf, Slip, Text, Trace};

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

/// Finds the first ones of each paragraph, of each item of a list and of each cell of a table.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    // Few texts have any.
    if !text.has_any(&[0xE2]) || OPENING.find(text.text.as_bytes()).is_none() {
        return;
    }
    let is_paragraph = |leaf: &&Leaf| matches!(leaf.kind, Kind::Paragraph | Kind::Strong | Kind::Heading(_));
    let paragraphs = trace.leaves.iter().filter(is_paragraph).map(|leaf| &leaf.range);
    slips.extend(paragraphs.chain(&trace.loose).filter_map(|range| first(text, trace, range)));
}

/// The first ones of a part of a text.
fn first(text: &Text<'_>, trace: &Trace, part: &Range<usize>) -> Option<Slip> {
    let source = &text.text[part.clone()];
    let (marks, _) = in_french(source)?;
    let range = part.start + marks.start..part.start + marks.end;
    // Codes, titles of pictures and words of another language have rules of their own.
    let is_text = |at: usize| {
        let piece = trace.texts.partition_point(|piece| piece.end <= at);
        trace.texts.get(piece).is_some_and(|piece| piece.start <= at)
    };
    let is_typed = is_text(range.start) && is_text(range.end - '”'.len_utf8());
    (is_typed && !(source.contains("lang") && source.contains('{'))).then_some(())?;
    let (_, words) = in_french(&on_one_line(&text.text[range.clone()]))?;
    Some(Slip::told(text.at(&ENGLISH, &range, Message::new("quotes-english")).help(help(&words))))
}

/// Words that several lines hold, without what stands before these in a list or a quotation.
fn on_one_line(words: &str) -> Cow<'_, str> {
    if !words.contains('\n') {
        return Cow::Borrowed(words);
    }
    let mut lines = words.lines().map(|line| line.trim_start_matches([' ', '\t', '>']).trim_end());
    let first = lines.next().unwrap_or_default().to_owned();
    Cow::Owned(lines.fold(first, |all, line| all + " " + line))
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
