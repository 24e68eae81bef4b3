//! Slips that Markdown reads in silence as something else: each is told, and those whose meaning is
//! certain are read as they were meant.
//!
//! Each family of slips is one file. It looks at what was typed, with the help of a [`Trace`] of
//! what was read.                                                             ← memchr

use std::collections::BTreeSet;
use std::ops::Range;

use memchr::memchr_iter;

use crate::diagnostic::{Diagnostic, Message, Rule};
use crate::markdown::Declared;
use crate::markdown::placeholder::may_be_asked;
use crate::source::Span;
use crate::source::written::Written;

use piece::Piece;
use scan::{Scan, holding, holds};

mod accidental;
mod block;
mod braces;
mod emoji;
mod emphasis;
mod fence;
mod heading;
mod leftover;
mod line;
mod link;
mod list;
mod note;
mod piece;
mod placeholder;
mod scan;
mod sentence;
mod sign;
mod table;
mod wording;

pub use braces::language_code;
pub use emoji::is_emoji;
pub use fence::is_field;
pub use link::bracketed;
pub use wording::english;

/// Every rule of the slips.
pub const RULES: [&Rule; 48] = [
    &heading::GLUED,
    &heading::FIRST,
    &heading::EMPTY,
    &heading::BOLD,
    &heading::PLAIN,
    &heading::UNDERLINED,
    &list::TYPED,
    &accidental::ACCIDENTAL,
    &accidental::RENUMBERED,
    &table::PASTED,
    &table::INCOMPLETE,
    &table::EXTRA,
    &table::MISSING,
    &table::GLUED,
    &link::BROKEN,
    &link::UNDEFINED,
    &link::UNUSED,
    &link::BARE,
    &link::CONTENTS,
    &emphasis::STARS,
    &leftover::LEFTOVER,
    &braces::BRACES,
    &note::NOTE,
    &note::CALLOUT,
    &block::UNCLOSED,
    &block::INDENTED,
    &fence::MISWRITTEN,
    &crate::markdown::placeholder::PLACEHOLDER,
    &emoji::EMOJI,
    &sign::HIDDEN,
    &sign::TYPED,
    &heading::ALL_BOLD,
    &heading::STOP,
    &wording::CAPITAL,
    &wording::SHORT,
    &wording::LIGATURE,
    &wording::MONTH,
    &wording::NUMBER,
    &wording::INITIALS,
    &wording::CAPITALS,
    &wording::BESIDE,
    &wording::QUOTES,
    &wording::english::ENGLISH,
    &wording::CUT,
    &wording::TWICE,
    &wording::COMMA,
    &sentence::LONG,
    &sentence::MEDIAN,
];

/// What was read, and where: only what slips are known by.
#[derive(Debug, Default)]
pub struct Trace {
    /// The blocks that hold no other, in order.
    pub leaves: Vec<Leaf>,
    /// The pieces of plain text outside links and pictures, in order.
    pub texts: Vec<Range<usize>>,
    /// The words of items and cells that are in no paragraph, and all that stands among them.
    pub loose: Vec<Range<usize>>,
    /// The lists with bullets, and how many items each has.
    pub bullets: Vec<(Range<usize>, usize)>,
    /// The definitions of links, `[name]: address`, that no link uses.
    pub unused: Vec<Range<usize>>,
}

/// A block that holds no other.
#[derive(Debug)]
pub struct Leaf {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub range: Range<usize>,
    /// Does it stand outside any list, quotation or note?
    pub top: bool,
}

/// What a leaf is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A paragraph.
    Paragraph,
    /// A paragraph that is strong from end to end.
    Strong,
    /// A heading of this level.
    Heading(u8),
    /// A fenced code.
    Fenced,
    /// An indented code.
    Indented,
    /// A block of raw HTML.
    Html,
    /// A table.
    Table,
    /// A numbered list.
    Numbered {
        /// The number of its first item.
        first: u64,
        /// How many items it has.
        items: usize,
        /// Do their numbers follow one another?
        follow: bool,
    },
}

/// A slip: what is said of it, and how the text is to be read, when that is certain.
pub struct Slip {
    /// What is said.
    pub diagnostic: Diagnostic,
    /// The parts of the text to be read otherwise.
    pub mend: Vec<(Range<usize>, String)>,
}

impl Slip {
    /// A slip that is only told.
    fn told(diagnostic: Diagnostic) -> Self {
        Slip { diagnostic, mend: Vec::new() }
    }
}

/// A longer line is not written whole in a message, in bytes.
const LONG: usize = 2000;

/// A text to look at.
pub struct Text<'a> {
    /// The text as it is read.
    pub text: &'a str,
    /// Where it stands in its file.
    pub written: &'a Written,
    /// What was already put right in it.
    pub meant: Option<&'a Meant<'a>>,
    /// The words that the site declares.
    pub declared: Declared<'a>,
    /// Where each family of slips is to look.
    scan: Scan,
}

impl<'a> Text<'a> {
    /// A text, where it stands, and what the site declares of it; `meant` when it was already put right.
    pub fn new(text: &'a str, written: &'a Written, meant: Option<&'a Meant<'a>>, declared: Declared<'a>) -> Self {
        Text { text, written, meant, declared, scan: Scan::new(text) }
    }

    /// Does one of these signs occur? None of them is a space or a small letter, or the first byte of one.
    pub fn has_any(&self, bytes: &[u8]) -> bool {
        self.scan.has_any(bytes)
    }

    /// Does a sign occur that commands a machine?
    pub fn holds_command(&self) -> bool {
        self.scan.commands
    }

    /// Those of some pieces of the text, in order, that hold a byte.
    fn holding<'p>(&self, byte: u8, pieces: &'p [Range<usize>]) -> impl Iterator<Item = &'p Range<usize>> {
        holding(memchr_iter(byte, self.text.as_bytes()), pieces)
    }

    /// The place in the file of a range of the text.
    pub fn span(&self, range: &Range<usize>) -> Span {
        let typed = |byte| self.meant.map_or(byte, |meant| meant.typed(byte));
        self.written.span(&(typed(range.start)..typed(range.end)))
    }

    /// A fault at a place of the text.
    fn at(&self, rule: &'static Rule, range: &Range<usize>, message: Message) -> Diagnostic {
        Diagnostic::at(rule, self.span(range), message)
    }

    /// A slip whose meaning is certain: told, read as it was meant, and corrected by `boucle fix`.
    fn certain(&self, diagnostic: Diagnostic, mut mend: Vec<(Range<usize>, String)>) -> Slip {
        mend.sort_by_key(|(range, _)| (range.start, range.end));
        let diagnostic = self.fix(diagnostic, &mend);
        let mend = mend.into_iter().map(|(range, new)| self.least(range, &new)).collect();
        Slip { diagnostic, mend }
    }

    /// Adds the correction, unless its lines already wait for another one, or it could not be written there as it is.
    fn fix(&self, diagnostic: Diagnostic, edits: &[(Range<usize>, String)]) -> Diagnostic {
        let waits =
            |range: &Range<usize>| self.meant.is_some_and(|meant| meant.is_replaced(&self.line_at(range.start)));
        if edits.iter().any(|(range, _)| waits(range)) {
            return diagnostic;
        }
        let least = edits.iter().map(|(range, new)| {
            // A line that is emptied goes away with its line end.
            let whole = new.is_empty() && *range == self.line_at(range.start);
            let end = if whole {
                self.text[range.end..].find('\n').map_or(range.end, |n| range.end + n + 1)
            } else {
                range.end
            };
            let (range, new) = self.least(range.start..end, new);
            (self.span(&range), &self.text[range], new)
        });
        let least: Vec<(Span, &str, String)> = least.collect();
        match least.iter().all(|(place, old, new)| self.written.accepts(*place, old, new)) {
            true => least.into_iter().fold(diagnostic, |d, (place, _, new)| d.fix(place, new)),
            false => diagnostic,
        }
    }

    /// An edit without what it does not change.
    fn least(&self, range: Range<usize>, new: &str) -> (Range<usize>, String) {
        let old = &self.text[range.clone()];
        let same = |(a, b): &(char, char)| a == b;
        let start: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let rest = old[start..].chars().rev().zip(new[start..].chars().rev());
        let end: usize = rest.take_while(same).map(|(c, _)| c.len_utf8()).sum();
        (range.start + start..range.end - end, new[start..new.len() - end].to_owned())
    }

    /// The lines of a range, without what quotations and lists put before them, nor their line ends.
    fn lines(&self, range: &Range<usize>) -> Vec<Line<'a>> {
        self.each_line(range).collect()
    }

    /// The same, one after the other.
    fn each_line(&self, range: &Range<usize>) -> impl Iterator<Item = Line<'a>> {
        let (text, end) = (self.text, range.end);
        let inside = self.scan.lines.partition_point(|start| *start <= range.start);
        let next = self.scan.lines[inside..].iter().copied().take_while(move |start| *start < end).chain([end]);
        let mut start = range.start;
        next.filter(move |next| *next > range.start).map(move |next| {
            let line = text[start..next].trim_end_matches(['\n', '\r']);
            let inner = line.trim_start_matches([' ', '>']);
            let line = Line { start: start + line.len() - inner.len(), text: inner.trim_end_matches(' ') };
            start = next;
            line
        })
    }

    /// The whole line in which a byte stands, without its line end.
    fn line_at(&self, byte: usize) -> Range<usize> {
        let next = self.scan.lines.partition_point(|start| *start <= byte);
        let start = self.scan.lines[next - 1];
        let end = self.scan.lines.get(next).map_or(self.text.len(), |start| start - 1);
        start..start + self.text[start..end].trim_end_matches('\r').len()
    }

    /// The last line with words of the paragraph in which a byte stands, and whether anything follows.
    fn last_of_paragraph(&self, byte: usize) -> (Range<usize>, bool) {
        let mut last = self.line_at(byte);
        let next = self.scan.lines.partition_point(|start| *start <= byte);
        for start in &self.scan.lines[next..] {
            let line = self.line_at(*start);
            if self.text[line.clone()].trim().is_empty() {
                return (last, true);
            }
            last = line;
        }
        (last, false)
    }

    /// The line of an edit, once it is made, as people are to write it; a part of it when it is very long.
    fn corrected(&self, range: &Range<usize>, new: &str) -> String {
        let line = self.line_at(range.start);
        if line.len() > LONG {
            let start = self.text.floor_char_boundary(line.start.max(range.start.saturating_sub(LONG / 4)));
            let end = self.text.floor_char_boundary(line.end.min(range.end + LONG / 4)).max(range.end.min(line.end));
            return format!("{}{new}{}", &self.text[start..range.start], &self.text[range.end.min(end)..end]);
        }
        let end = range.end.min(line.end);
        format!("{}{new}{}", &self.text[line.start..range.start], &self.text[end..line.end])
    }

    /// The line end that stands before a line.
    fn newline(&self, line: usize) -> &'static str {
        let before = self.text[..line].trim_end_matches(['>', ' ']);
        if before.ends_with("\r\n") { "\r\n" } else { "\n" }
    }
}

/// A line of a block.
#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    /// Where it begins in the text.
    start: usize,
    /// What it says.
    text: &'a str,
}

impl Line<'_> {
    fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// Every slip of a text, in no order; those of wording for a French one.
pub fn find(text: &Text<'_>, trace: &Trace, french: bool) -> Vec<Slip> {
    let mut slips = Vec::new();
    heading::find(text, trace, &mut slips);
    list::find(text, trace, &mut slips);
    accidental::find(text, trace, &mut slips);
    table::find(text, trace, &mut slips);
    block::find(text, trace, &mut slips);
    fence::find(text, trace, &mut slips);
    link::find(text, trace, &mut slips);
    leftover::find(text, trace, &mut slips);
    emphasis::find(text, trace, &mut slips);
    note::find(text, trace, &mut slips);
    sign::find(text, trace, &mut slips);
    if french {
        wording::find(text, trace, &mut slips);
        // A line in capitals that looks like a heading is told for what it is.
        let headings = slips.iter().filter(|slip| slip.diagnostic.rule.code == heading::PLAIN.code);
        let headings: BTreeSet<_> = headings.filter_map(|slip| slip.diagnostic.span).map(|span| span.start).collect();
        slips.retain(|slip| {
            let start = slip.diagnostic.span.map(|span| span.start);
            slip.diagnostic.rule.code != wording::CAPITALS.code || start.is_none_or(|start| !headings.contains(&start))
        });
        sentence::find(text, trace, &mut slips);
    }
    let mut has_sign = holds(text.scan.pieces.iter().copied());
    for range in &trace.texts {
        if has_sign(range) || may_be_asked(&text.text[range.clone()]) {
            piece(text, range, french, &mut slips);
        }
    }
    line::complete(text, &mut slips);
    slips
}

/// Finds those of a piece of plain text.
fn piece(text: &Text<'_>, range: &Range<usize>, french: bool, slips: &mut Vec<Slip>) {
    let piece = Piece::new(text.text, range);
    LOOKS.iter().for_each(|look| look(text, &piece, slips));
    if french {
        sentence::piece(text, &piece, slips);
    }
}

/// Looks for the slips of one family in a piece of plain text.
type Look = fn(&Text<'_>, &Piece<'_>, &mut Vec<Slip>);

/// What looks at each piece.
const LOOKS: [Look; 6] = [link::piece, leftover::piece, placeholder::piece, emoji::piece, braces::piece, sign::piece];

/// A text as it was meant, and where its bytes stand in what was typed.
pub struct Meant<'a> {
    typed: &'a str,
    /// The text as it is to be read.
    pub text: String,
    /// What was typed, and what took its place, in order.
    edits: Vec<(Range<usize>, Range<usize>)>,
}

impl<'a> Meant<'a> {
    /// Makes the corrections of slips that are certain; none when no slip is.
    pub fn new(typed: &'a str, slips: &[Slip]) -> Option<Self> {
        let mut mends: Vec<&(Range<usize>, String)> = slips.iter().flat_map(|slip| &slip.mend).collect();
        if mends.is_empty() {
            return None;
        }
        mends.sort_by_key(|(range, _)| (range.start, range.end));
        let mut meant = Meant { typed, text: String::with_capacity(typed.len() + 64), edits: Vec::new() };
        let mut end = 0;
        for (range, new) in mends.into_iter() {
            if range.start < end {
                continue;
            }
            meant.text.push_str(&typed[end..range.start]);
            let start = meant.text.len();
            meant.text.push_str(new);
            meant.edits.push((range.clone(), start..meant.text.len()));
            end = range.end;
        }
        meant.text.push_str(&typed[end..]);
        Some(meant)
    }

    /// Where a byte of the text stands in what was typed.
    fn typed(&self, byte: usize) -> usize {
        let before = self.edits.partition_point(|(_, new)| new.start <= byte);
        match self.edits[..before].last() {
            None => byte,
            Some((old, new)) if byte < new.end => {
                self.typed.floor_char_boundary(old.end.min(old.start + byte - new.start))
            }
            Some((old, new)) => old.end + byte - new.end,
        }
    }

    /// Was a part of this range replaced?
    fn is_replaced(&self, range: &Range<usize>) -> bool {
        let after = self.edits.partition_point(|(_, new)| new.end < range.start);
        self.edits.get(after).is_some_and(|(_, new)| new.start <= range.end)
    }
}

/// Spaces that look like an ordinary one and are not.
const NO_BREAK: [char; 5] = ['\u{a0}', '\u{202f}', '\u{2007}', '\u{200b}', '\u{feff}'];

/// Is it a space, of any kind?
fn is_space(c: char) -> bool {
    c.is_whitespace() || NO_BREAK.contains(&c)
}
