//! A text as nearly everybody writes it, read in one pass: names and values line by line, lists, brackets on one line.
//!
//! What is written otherwise, or may be a slip, is left to the parser: what is read here is what it would give.

use crate::source::lanes::{Lanes, first};
use crate::source::sign::{holds_command, set};
use crate::source::written::{Run, Style, Written};
use crate::source::{FileId, Span};
use crate::yaml::{Key, Node, Quoted, Value};

/// How long a text may be. The parser bounds longer ones in other ways too.
const LONGEST: usize = 128 * 1024;
/// How long a name may be, and not be a sentence.
const LONGEST_NAME: usize = 60;
/// The names that are no texts for the parser.
const NO_NAMES: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

/// What ends a value between quotation marks, or must be looked at otherwise: brackets are counted, wherever they are.
const ENDS_QUOTED: [bool; 256] = set(b"\"'\\\n[{");
/// The same, of a value as it is.
const ENDS_PLAIN: [bool; 256] = set(b"\"'\n[{]},:;#");

/// The tree of a text that begins at byte `offset` of `file`, with at most so many values inside one another.
pub fn read(text: &str, file: FileId, offset: usize, levels: usize) -> Option<Node> {
    // Tabs, other line ends, and the first byte of a mark of encoding.
    let is_rare = |bytes: Lanes| bytes.below(b' ') & !bytes.is(b'\n') | bytes.is(0xEF);
    let is_usual = text.len() <= LONGEST && first(text.as_bytes(), is_rare).is_none() && !holds_command(text);
    let mut reader = Reader { text, bytes: text.as_bytes(), file, offset, levels, at: 0, indent: None };
    is_usual.then_some(())?;
    reader.next_line()?;
    let node = reader.block(reader.indent.filter(|indent| *indent == 0)?)?;
    reader.indent.is_none().then_some(node)
}

/// Where a value stands: that says which signs it may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    /// After a name, alone on the rest of its line.
    Field,
    /// After a dash, in the same way.
    Item,
    /// Between brackets.
    Brackets,
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    file: FileId,
    offset: usize,
    /// How many more values may stand inside one another.
    levels: usize,
    at: usize,
    /// How far to the right the line begins that is read next; none at the end.
    indent: Option<usize>,
}

impl Reader<'_> {
    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_spaces(&mut self) -> usize {
        let start = self.at;
        while self.byte() == Some(b' ') {
            self.at += 1;
        }
        self.at - start
    }

    /// Takes one byte, if it is this one.
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.byte() == Some(byte)).then(|| self.at += 1)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.offset + start, self.offset + end)
    }

    /// Goes to the next line that holds something, from the beginning of a line.
    fn next_line(&mut self) -> Option<()> {
        loop {
            let indent = self.skip_spaces();
            match self.byte() {
                None => {
                    self.indent = None;
                    return Some(());
                }
                Some(b'\n') => self.at += 1,
                Some(b'#') => {
                    let remark = self.text[self.at..].split('\n').next()?;
                    (!remark.contains(['[', '{'])).then_some(())?;
                    self.at = (self.at + remark.len() + 1).min(self.text.len());
                }
                Some(_) => {
                    self.indent = Some(indent);
                    return Some(());
                }
            }
        }
    }

    /// Is there nothing more on this line? Then goes to the next one.
    fn end_line(&mut self) -> Option<()> {
        self.skip_spaces();
        match self.byte() {
            None => self.indent = None,
            Some(_) => {
                self.take(b'\n')?;
                self.next_line()?;
            }
        }
        Some(())
    }

    /// Runs `inside` for a value that holds others.
    fn nested(&mut self, inside: impl FnOnce(&mut Self) -> Option<Node>) -> Option<Node> {
        self.levels = self.levels.checked_sub(1).filter(|levels| *levels > 0)?;
        let node = inside(self);
        self.levels += 1;
        node
    }

    /// The lines that stand so far to the right, from this one on.
    fn block(&mut self, indent: usize) -> Option<Node> {
        match self.is_item() {
            true => self.nested(|reader| reader.list(indent, reader.at)),
            false => self.nested(|reader| reader.map(indent)),
        }
    }

    fn is_item(&self) -> bool {
        self.bytes[self.at..].starts_with(b"- ")
    }

    fn map(&mut self, indent: usize) -> Option<Node> {
        let start = self.at;
        let mut entries = Vec::new();
        loop {
            let key = self.key()?;
            entries.push((key, self.field(indent)?));
            match self.indent {
                Some(here) if here == indent => {}
                Some(here) if here > indent => return None,
                _ => break,
            }
        }
        self.named(entries, start, start)
    }

    /// Named values, when each has a name of its own.
    fn named(&self, entries: Vec<(Key, Node)>, start: usize, end: usize) -> Option<Node> {
        let mut names: Vec<&str> = entries.iter().map(|(key, _)| key.name.as_str()).collect();
        names.sort_unstable();
        let is_unique = names.windows(2).all(|pair| pair[0] != pair[1]);
        is_unique.then(|| Node::at(self.span(start, end), Value::Map(entries)))
    }

    /// One plain word, and its colon.
    fn key(&mut self) -> Option<Key> {
        let rest = &self.bytes[self.at..];
        let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let length = rest.iter().take_while(is_part).count();
        let is_name = rest.first()?.is_ascii_alphabetic()
            && length <= LONGEST_NAME
            && rest.get(length) == Some(&b':')
            && matches!(rest.get(length + 1), None | Some(b' ' | b'\n'));
        let name = &self.text[self.at..self.at + length];
        let is_text = length > 5 || !NO_NAMES.iter().any(|other| name.eq_ignore_ascii_case(other));
        (is_name && is_text).then_some(())?;
        let span = self.span(self.at, self.at + length);
        self.at += length + 1;
        Some(Key { name: name.to_owned(), span })
    }

    /// What follows the colon of a name.
    fn field(&mut self, indent: usize) -> Option<Node> {
        let colon = self.at - 1;
        self.skip_spaces();
        if !matches!(self.byte(), None | Some(b'\n')) {
            return self.line(Home::Field);
        }
        self.end_line()?;
        match self.indent {
            Some(inner) if inner > indent => self.block(inner),
            // The dashes of a list may stand below the name of it; then it begins with its first value.
            Some(inner) if inner == indent && self.is_item() => {
                let first = self.bytes[self.at + 1..].iter().take_while(|byte| **byte == b' ').count();
                self.nested(|reader| reader.list(indent, reader.at + 1 + first))
            }
            _ => Some(Node::at(self.span(colon, colon), Value::Null)),
        }
    }

    fn list(&mut self, indent: usize, start: usize) -> Option<Node> {
        let mut items = Vec::new();
        loop {
            self.at += 1;
            let inner = indent + 1 + self.skip_spaces();
            let at = self.at;
            let is_map = self.key().is_some();
            self.at = at;
            items.push(match is_map {
                true => self.nested(|reader| reader.map(inner))?,
                false => self.line(Home::Item)?,
            });
            match self.indent {
                Some(here) if here == indent && self.is_item() => {}
                Some(here) if here > indent => return None,
                _ => break,
            }
        }
        Some(Node::at(self.span(start, start), Value::List(items)))
    }

    /// A value, and nothing else, up to the end of the line.
    fn line(&mut self, home: Home) -> Option<Node> {
        let node = self.value(home)?;
        self.end_line()?;
        Some(node)
    }

    fn value(&mut self, home: Home) -> Option<Node> {
        match self.byte()? {
            b'[' => self.nested(Reader::brackets),
            b'{' => self.nested(Reader::braces),
            b'"' => self.quoted('"', home),
            b'\'' if home != Home::Brackets => self.quoted('\'', home),
            _ => self.plain(home),
        }
    }

    fn brackets(&mut self) -> Option<Node> {
        let start = self.at;
        self.at += 1;
        self.skip_spaces();
        let mut items = Vec::new();
        while self.take(b']').is_none() {
            if !items.is_empty() {
                self.take(b',')?;
                self.skip_spaces();
            }
            items.push(self.value(Home::Brackets)?);
            self.skip_spaces();
        }
        Some(Node::at(self.span(start, start + 1), Value::List(items)))
    }

    fn braces(&mut self) -> Option<Node> {
        let start = self.at;
        self.at += 1;
        self.skip_spaces();
        let mut entries = Vec::new();
        while self.take(b'}').is_none() {
            if !entries.is_empty() {
                self.take(b',')?;
                self.skip_spaces();
            }
            let key = self.key()?;
            (self.skip_spaces() > 0).then_some(())?;
            entries.push((key, self.value(Home::Brackets)?));
            self.skip_spaces();
        }
        self.named(entries, start, start + 1)
    }

    /// A text between quotation marks that is read as it is written.
    fn quoted(&mut self, mark: char, home: Home) -> Option<Node> {
        let start = self.at;
        self.at += 1;
        // They are counted as if they were no text.
        let mut brackets = 0;
        loop {
            let rest = &self.bytes[self.at..];
            self.at += rest.iter().position(|byte| ENDS_QUOTED[usize::from(*byte)])?;
            match self.byte()? {
                byte if char::from(byte) == mark => break,
                b'"' | b'\'' => self.at += 1,
                b'[' | b'{' if home != Home::Brackets && brackets < self.levels => {
                    brackets += 1;
                    self.at += 1;
                }
                _ => return None,
            }
        }
        let inside = &self.text[start + 1..self.at];
        self.at += 1;
        let span = self.span(start, self.at);
        let run = Run { text: 0, file: self.offset + start + 1, len: inside.len() };
        let runs = if inside.is_empty() { Vec::new() } else { vec![run] };
        let written = Some(Box::new(Written::new(span, runs, Style::Quoted(mark))));
        // The other mark, twice between single ones, is no other.
        let is_whole = mark == '"' || self.byte() != Some(b'\'');
        is_whole.then(|| Node { value: Value::Text(inside.to_owned(), Quoted::Yes), span, comment: None, written })
    }

    /// A text as it is.
    fn plain(&mut self, home: Home) -> Option<Node> {
        let start = self.at;
        match self.bytes[start..] {
            // Letters of French begin with the last two.
            [b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'/' | b'_' | 0xC3 | 0xC5, ..] => {}
            [b'-', next, ..] if next.is_ascii_alphanumeric() => {}
            _ => return None,
        }
        let before = |at: usize| self.bytes[at - 1];
        let mut at = start;
        loop {
            at += self.bytes[at..].iter().take_while(|byte| !ENDS_PLAIN[usize::from(**byte)]).count();
            let after = || self.bytes.get(at + 1).copied().unwrap_or(b'\n');
            match (self.bytes.get(at), home) {
                (None | Some(b'\n'), Home::Field | Home::Item) => break,
                (Some(b',' | b']' | b'}'), Home::Brackets) => break,
                (Some(b',' | b';' | b']' | b'}'), Home::Field | Home::Item) => at += 1,
                (Some(b':'), Home::Field) if !matches!(after(), b' ' | b'\n') => at += 1,
                (Some(b':'), _) if self.bytes[at + 1..].starts_with(b"//") => at += 1,
                (Some(b'#'), Home::Field | Home::Item) if before(at) != b' ' => at += 1,
                (Some(b'\''), _) if before(at) != b' ' => at += 1,
                _ => return None,
            }
        }
        let text = self.text[start..at].trim_end_matches(' ');
        self.at = start + text.len();
        let is_whole = text.trim_end().len() == text.len() && !is_beyond(text);
        is_whole.then(|| Node::at(self.span(start, self.at), Value::Text(text.to_owned(), Quoted::No)))
    }
}

/// May it be a number that no machine can hold? The parser refuses these.
fn is_beyond(text: &str) -> bool {
    let may_be_long = text.len() > 30 || text.bytes().any(|byte| matches!(byte, b'e' | b'E'));
    let is_number = text.trim_start_matches('-').starts_with(|sign: char| sign.is_ascii_digit());
    is_number && may_be_long && text.bytes().all(|byte| byte.is_ascii_digit() || b"eE+-._".contains(&byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::Report;
    use crate::source::mend::Mended;
    use crate::yaml::{HEADER, Limit, read_mended};

    /// What is read in one pass is what the parser gives, without a word.
    fn is_same(text: &str, limit: Limit) {
        let Some(node) = read(text, FileId(3), 7, limit.levels) else { return };
        let mut report = Report::default();
        let parsed = read_mended(Mended::new(text), FileId(3), 7, limit, &mut report);
        assert_eq!(Some(node), parsed, "{text}\n{report:?}");
        assert_eq!(report.iter().count(), 0, "{text}\n{report:?}");
    }

    #[test]
    fn what_most_people_write_is_read_in_one_pass() {
        let text = "# Une étude\ntitre: \"Étude : 12\"\nresume: L'eau, d'abord\n\nlieu: { nom: Le Faou, part: 3, \
                    liens: [a, \"b, c\", { d: e }] }\nvide:\ntexte: 'oui'\nsuite: \nliste:\n  - un\n  # remarque\n  \
                    - nom: deux\n    date: 2016-02-03\n    listes:\n    -   a\n    - {b: -1}\n  - trois\nlisible:\n- un\
                    \n- deux: 3\n  quatre:\n    - 5\ndernier: https://exemple.fr/#ici  \n\n";
        assert!(read(text, FileId(3), 7, HEADER.levels).is_some());
        is_same(text, HEADER);
    }

    #[test]
    fn what_is_no_plain_text_is_left_to_the_parser() {
        for text in [
            "a: 1e999",
            "a: 99999999999999999999999999999999999999999",
            "a: .inf",
            "a: \t1",
            "a: b: c",
            "null: 1",
            "a: \u{feff}b",
        ] {
            assert!(read(text, FileId(3), 7, HEADER.levels).is_none(), "{text}");
        }
    }

    #[test]
    fn the_files_of_the_guide_and_of_its_theme_are_read_in_the_same_way() {
        let sources = crate::source::walk::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")));
        let (mut all, mut once) = (0, 0);
        for (_, file) in sources.below("content/").chain(sources.below("themes/")) {
            let header = match (file.extension().as_str(), file.text()) {
                ("yaml", Some(text)) => Some(text),
                ("md", Some(text)) => text.trim_start_matches("---\n").split("\n---\n").next(),
                _ => None,
            };
            if let Some(header) = header {
                all += 1;
                once += usize::from(read(header, FileId(3), 7, HEADER.levels).is_some());
                is_same(header, HEADER);
            }
        }
        assert!(once * 10 > all * 8, "{once} of {all}");
    }

    /// Pieces of headers, put one after the other.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(
            [
                "a:",
                "b:",
                "titre:",
                "cle-2:",
                "null:",
                "oui:",
                " ",
                "  ",
                "    ",
                "\n",
                "\n",
                "\n  ",
                "\n    ",
                "- ",
                "-",
                "[",
                "]",
                "{",
                "}",
                ", ",
                ",",
                "x",
                "é",
                "« mot »",
                "12,5",
                "2016-01-01",
                "1e3",
                "e",
                "E9",
                "inf",
                "nan",
                "-inf",
                "1e999",
                "0x1F",
                "0o9",
                "~",
                "null",
                "-1",
                "-a",
                ".5",
                ".inf",
                "99999999999999999999999999999999999999999",
                "'",
                "\"",
                "\"mot\"",
                "\"[mot](\"",
                "\"{a: b}\"",
                "'mot'",
                "\"\"",
                "l'eau",
                "#",
                " # x",
                "\n# x",
                ":",
                ": ",
                "://",
                ";",
                "=",
                "!",
                "&",
                "*",
                "|",
                ">",
                "\\",
                "“",
                "”",
                "\u{a0}",
                "\u{2028}",
                "\u{200b}",
                "\u{e000}lost",
                "(",
                ")",
                ".",
                "1. ",
                "• ",
                "a: b",
                "a: [b, c]",
                "c: { d: e, f: \"g\" }",
                "\nd: 12:30",
                "\n  - e: f\n    g: h",
                "\n  - x\n  - y",
                "**",
                "y: ",
                "<<: ",
                "? ",
                "@",
                "`",
                "%",
                "---",
                "...",
            ]
            .as_slice(),
        );
        prop::collection::vec(piece, 1..14).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]
        #[test]
        fn what_is_read_in_one_pass_is_what_the_parser_gives(text in pieces(), name in any::<bool>(), levels in 1_usize..6) {
            let text = if name { format!("a: {text}") } else { text };
            is_same(&text, Limit { levels, ..HEADER });
        }
    }
}
