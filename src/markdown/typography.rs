//! French micro-typography: sets the author's plain text as a French printer would, rules T1 to T10.

use std::borrow::Cow;
use std::ops::Range;

mod line;
mod quote;
mod signs;
mod window;

use line::{Cell, Line};
use signs::Signs;
use window::{may_be_changed, windows};

/// Opens the letters of an ordinal, to be shown in `<sup>` (T8).
pub const SUP_START: char = '\u{E000}';
/// Closes the letters of an ordinal (T8).
pub const SUP_END: char = '\u{E001}';

const NBSP: char = '\u{A0}';
const NARROW: char = '\u{202F}';
/// How an opaque piece is seen by the rules: Unicode's "object replacement character".
const OBJECT: char = '\u{FFFC}';

const OPENING: &str = "([{«“";
/// A sign after one of these is an expression (`c++ ; fin`) or stands alone, not at the end of a phrase.
const NOT_PROSE: &str = "([{“+=<>|&/\\";
/// The address itself never ends with these: they belong to the sentence around it.
const AFTER_URL: &str = ".,;:!?)]}'’…";
const URL_STARTS: [&str; 5] = ["http://", "https://", "ftp://", "mailto:", "www."];
const EXPONENTS: [(&str, &str); 9] = [
    ("m2", "m²"),
    ("m3", "m³"),
    ("km2", "km²"),
    ("CO2", "CO₂"),
    ("CO2e", "CO₂e"),
    ("CO2eq", "CO₂eq"),
    ("N2O", "N₂O"),
    ("H2O", "H₂O"),
    ("CH4", "CH₄"),
];
/// A unit per something (`km/h`, `kWh/an`, `€/t`) is found by its first half.
const UNITS: [&str; 26] = [
    "%", "€", "k€", "M€", "°C", "t", "kg", "km", "km²", "m", "m²", "m³", "ha", "L", "l", "kW", "kWh", "MW", "MWh",
    "MWc", "GWh", "h", "min", "ko", "Ko", "Mo",
];
/// The months of a year, in order.
pub const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const BEFORE_NUMBER: [&str; 8] = ["n°", "N°", "p.", "art.", "Art.", "L.", "R.", "D."];
const BEFORE_NAME: [&str; 6] = ["n°", "art.", "Art.", "M.", "Mme", "Dr"];

/// Is a text set already, as far as one can know before the rules look at it?
pub fn is_set(text: &str) -> bool {
    !may_be_changed(text)
}

/// Applies T1 to T10 to one plain text.
pub fn french(text: &str) -> Cow<'_, str> {
    if is_set(text) {
        return Cow::Borrowed(text);
    }
    let mut paragraph = Paragraph::default();
    paragraph.add(text);
    paragraph.set().pop().map_or(Cow::Borrowed(text), |(_, set)| Cow::Owned(set))
}

/// The same for titles and attributes, where no `<sup>` can stand.
pub fn french_plain(text: &str) -> String {
    let set = french(text);
    match plain(&set) {
        Cow::Owned(plain) => plain,
        Cow::Borrowed(_) => set.into_owned(),
    }
}

/// The consecutive inline leaves of one paragraph, end to end.
#[derive(Debug, Default)]
pub struct Paragraph {
    /// Their texts, without our marks.
    text: String,
    leaves: Vec<Leaf>,
}

#[derive(Debug)]
struct Leaf {
    /// Where it ends in the text.
    end: usize,
    kind: Kind,
}

/// What the rules may do with a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Change what they must.
    Plain,
    /// It held our marks: it is another one already.
    Marked,
    /// Nothing: they see it as one character.
    Opaque,
}

impl Paragraph {
    /// Takes all leaves away.
    pub fn clear(&mut self) {
        self.text.clear();
        self.leaves.clear();
    }

    /// Adds the author's French text; a line break inside the paragraph is a text that holds `\n`.
    pub fn add(&mut self, text: &str) {
        let unmarked = plain(text);
        let kind = if unmarked.len() < text.len() { Kind::Marked } else { Kind::Plain };
        self.text.push_str(&unmarked);
        self.leaves.push(Leaf { end: self.text.len(), kind });
    }

    /// The same, for a text that holds none of our marks.
    pub fn add_unmarked(&mut self, text: &str) {
        self.text.push_str(text);
        self.leaves.push(Leaf { end: self.text.len(), kind: Kind::Plain });
    }

    /// Adds something that the rules leave alone: code, an image, another language.
    pub fn add_opaque(&mut self) {
        self.text.push(OBJECT);
        self.leaves.push(Leaf { end: self.text.len(), kind: Kind::Opaque });
    }

    /// Applies T1 to T10, each edit staying in its own leaf. Gives the leaves that change, by their index, in order.
    pub fn set(&self) -> Vec<(usize, String)> {
        let windows = windows(&self.text);
        if windows.is_empty() && self.leaves.iter().all(|leaf| leaf.kind != Kind::Marked) {
            return Vec::new();
        }
        self.set_inside(&windows)
    }

    /// The same, for rules that see these parts of the text alone.
    fn set_inside(&self, windows: &[Range<usize>]) -> Vec<(usize, String)> {
        let mut line = Line::read(self, windows);
        let signs = Signs::of(line.0.iter().map(|cell| cell.ch));
        // Each rule may look at what the ones above it wrote; the order is what makes the whole idempotent.
        for (needs, rule) in &RULES {
            if signs.has_any(needs) {
                rule(&mut line);
            }
        }
        line.changes(self)
    }

    /// The leaves and where each stands in the text.
    fn leaves(&self) -> impl Iterator<Item = (Kind, Range<usize>)> {
        let mut start = 0;
        self.leaves.iter().map(move |leaf| (leaf.kind, std::mem::replace(&mut start, leaf.end)..leaf.end))
    }
}

/// One rule, applied to a whole paragraph.
type Rule = fn(&mut Line);

/// The rules, in their order: each with the signs without which it has nothing to do, those from
/// which an earlier rule makes one of its own included.
const RULES: [(Signs, Rule); 12] = [
    (Signs::among(" "), Line::single_spaces),
    (Signs::among(":wW"), Line::protect_urls),
    (Signs::among("@"), Line::protect_emails),
    (Signs::among("."), Line::ellipses),
    (Signs::among("'"), Line::apostrophes),
    (Signs::among("234"), Line::exponents),
    (Signs::among("\""), Line::quotes),
    (Signs::among("\":;!?"), Line::punctuation),
    (Signs::among("-"), Line::dashes),
    (Signs::among("0123456789"), Line::digit_groups),
    (Signs::among(" \":;!?"), Line::bound_spaces),
    (Signs::among("0123456789IVX"), Line::ordinals),
];

/// Removes the marks of T8, for titles and attributes, where no `<sup>` can stand.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !may_be_marked(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace([SUP_START, SUP_END], ""))
}

/// May a text hold the marks of T8? Both begin with a byte that is rare in French.
pub fn may_be_marked(text: &str) -> bool {
    text.as_bytes().contains(&0xEE)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// A sign before which French puts a space.
fn is_sign(c: char) -> bool {
    matches!(c, '»' | ':' | ';' | '!' | '?')
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == OBJECT
}

/// Whether a sign glued to this character lacks its space. Digits are left out: `14:`, `x=1;`.
fn ends_word(c: char) -> bool {
    (c.is_alphanumeric() && !is_digit(c)) || ")]»”’….%€°".contains(c) || c == OBJECT
}

impl Line {
    /// T10: one space at a time, across leaves too. Blank lines stay.
    fn single_spaces(&mut self) {
        if !self.0.windows(2).any(|pair| pair[0].ch.is_whitespace() && pair[1].ch.is_whitespace()) {
            return;
        }
        let old = std::mem::take(&mut self.0);
        for run in old.chunk_by(|a, b| a.ch.is_whitespace() == b.ch.is_whitespace()) {
            let lines = run.iter().filter(|cell| cell.ch == '\n').count();
            if !run[0].ch.is_whitespace() || lines > 1 {
                self.0.extend_from_slice(run);
                continue;
            }
            let first = |wanted: fn(char) -> bool| run.iter().find(|cell| wanted(cell.ch));
            let kept = first(|c| c == NBSP || c == NARROW).or_else(|| first(|c| c == '\n'));
            self.0.push(*kept.unwrap_or(&run[0]));
        }
    }

    fn protect_urls(&mut self) {
        let mut i = 0;
        while i < self.0.len() {
            if matches!(self.0[i].ch, 'h' | 'H' | 'f' | 'F' | 'm' | 'M' | 'w' | 'W') && self.starts_url(i) {
                let end = self.url_end(i);
                self.protect(i, end);
                i = end;
            } else {
                i += 1;
            }
        }
    }

    fn protect(&mut self, start: usize, end: usize) {
        for cell in &mut self.0[start..end] {
            cell.fixed = true;
        }
    }

    fn starts_url(&self, i: usize) -> bool {
        let same = |i, c| self.is(i, |x| x.eq_ignore_ascii_case(&c));
        let reads = |start: &str| start.chars().enumerate().all(|(k, c)| same(i + k, c));
        !self.was(i, char::is_alphanumeric) && URL_STARTS.into_iter().any(reads)
    }

    fn url_end(&self, start: usize) -> usize {
        let leaf = self.0[start].leaf;
        let inside = |cell: &&Cell| cell.leaf == leaf && !cell.ch.is_whitespace() && !"\"<>«»“”".contains(cell.ch);
        let mut end = start + self.0[start..].iter().take_while(inside).count();
        while self.was(end, |c| AFTER_URL.contains(c)) {
            end -= 1;
        }
        end
    }

    fn protect_emails(&mut self) {
        for at in 0..self.0.len() {
            if self.0[at].ch != '@' {
                continue;
            }
            let leaf = self.0[at].leaf;
            let part = |cell: &&Cell| cell.leaf == leaf && (cell.ch.is_alphanumeric() || "._%+-".contains(cell.ch));
            let start = at - self.0[..at].iter().rev().take_while(part).count();
            let mut end = at + 1 + self.0[at + 1..].iter().take_while(part).count();
            while self.was(end, |c| ".-".contains(c)) {
                end -= 1;
            }
            if start < at && self.0[at..end].iter().any(|cell| cell.ch == '.') {
                self.protect(start, end);
            }
        }
    }

    /// T5: three dots, no more, become an ellipsis; not in a path (`/...`).
    fn ellipses(&mut self) {
        if !self.0.windows(3).any(|three| three.iter().all(|cell| cell.ch == '.')) {
            return;
        }
        let old = Line(std::mem::take(&mut self.0));
        let mut i = 0;
        while i < old.0.len() {
            let end = old.skip(i, |c| c == '.').max(i + 1);
            let path = old.was(i, |c| c == '/') || old.is(end, |c| c == '/');
            if end == i + 3 && !path && old.is_free(i, end) {
                self.0.push(old.0[i].with('…'));
            } else {
                self.0.extend_from_slice(&old.0[i..end]);
            }
            i = end;
        }
    }

    /// T1: the apostrophe after a letter and before a word.
    fn apostrophes(&mut self) {
        for i in 0..self.0.len() {
            let between = self.was(i, char::is_alphabetic) && self.is(i + 1, |c| is_name(c) || "\"«“".contains(c));
            if self.0[i].ch == '\'' && !self.0[i].fixed && between {
                self.0[i].turn('’');
            }
        }
    }

    /// T9: exponents and indices of the few words that need them.
    fn exponents(&mut self) {
        for i in 0..self.0.len() {
            // The first letters of these words.
            if !matches!(self.0[i].ch, 'm' | 'k' | 'C' | 'N' | 'H') {
                continue;
            }
            for (from, to) in EXPONENTS {
                let end = i + from.len();
                if self.reads(i, from) && self.is_whole_word(i, end) && self.is_free(i, end) {
                    self.0[i..end].iter_mut().zip(to.chars()).for_each(|(cell, ch)| cell.turn(ch));
                }
            }
        }
    }

    /// T2 and T3: the no-break spaces around signs, changed where they stand and added where they lack.
    fn punctuation(&mut self) {
        let (mut changed, mut added) = (Vec::new(), Vec::new());
        for (i, &cell) in self.0.iter().enumerate() {
            match cell.ch {
                '«' if self.is(i + 1, |c| !c.is_whitespace() && c != '»') => added.push((i + 1, cell.with(NBSP))),
                c if is_sign(c) => added.extend(self.missing_space(i).map(|ch| (i, cell.with(ch)))),
                c if c.is_whitespace() && self.is_lone_space(i) => {
                    changed.extend(self.space_for_sign(i).map(|ch| (i, ch)));
                }
                _ => {}
            }
        }
        changed.into_iter().for_each(|(i, ch)| self.0[i].turn(ch));
        self.insert(&added);
    }

    /// What the space at `i` must be, if it stands beside a sign.
    fn space_for_sign(&self, i: usize) -> Option<char> {
        let before = self.before(i)?;
        if before == '«' {
            return Some(NBSP);
        }
        if !self.is(i + 1, is_sign) {
            return None;
        }
        let kind = self.space_before(i + 1, "»”\u{FFFC}", ")].,»”…\u{FFFC}")?;
        (self.reads(i + 1, "»") || !NOT_PROSE.contains(before)).then_some(kind)
    }

    /// What must be added before the sign at `i`, if it is glued to a word.
    fn missing_space(&self, i: usize) -> Option<char> {
        let before = self.before(i)?;
        let other_leaf = self.0[i - 1].leaf != self.0[i].leaf && before.is_alphanumeric();
        let fits = if self.reads(i, "»") { before != '«' } else { other_leaf || ends_word(before) };
        if !fits || before.is_whitespace() || self.0[i].fixed {
            return None;
        }
        self.space_before(i, "»”", ")]»”…\u{FFFC}")
    }

    /// The space that goes before the sign at `i`, if a phrase ends there: `?x=1` and `:-)` are no
    /// signs. The other two are what may follow, besides a space: after `:` and `;`, after `!` and `?`.
    fn space_before(&self, i: usize, colon: &str, mark: &str) -> Option<char> {
        let (kind, end, closing) = match self.at(i)? {
            '»' => return Some(NBSP),
            ':' => (NBSP, i + 1, colon),
            ';' => (NARROW, i + 1, colon),
            '!' | '?' => (NARROW, self.skip(i, |c| c == '!' || c == '?'), mark),
            _ => return None,
        };
        let ends = |c: char| c.is_whitespace() || closing.contains(c);
        self.at(end).is_none_or(ends).then_some(kind)
    }

    /// T10: a hyphen between two spaces is a dash, except at the start of a line.
    fn dashes(&mut self) {
        for i in 1..self.0.len() {
            let left = self.is_lone_space(i - 1) && i > 1 && self.0[i - 1].ch != '\n';
            if self.0[i].ch == '-' && left && self.is(i + 1, char::is_whitespace) {
                self.0[i].turn('–');
            }
        }
    }

    /// T6: narrow no-break spaces inside numbers, not inside telephone numbers and scales (`1:25 000`).
    fn digit_groups(&mut self) {
        let mut i = 0;
        while i < self.0.len() {
            if !self.is(i, is_digit) {
                i += 1;
                continue;
            }
            // Most numbers have one group only.
            let end = self.skip(i, is_digit);
            if !self.is(end, char::is_whitespace) {
                i = end;
                continue;
            }
            let groups = self.groups(i);
            if self.is_one_number(&groups) {
                for (start, _) in &groups[1..] {
                    self.0[start - 1].turn(NARROW);
                }
            }
            i = groups[groups.len() - 1].1;
        }
    }

    /// The groups of digits that a single space separates. Four digits or more are alone: a year, not « 0800 ».
    fn groups(&self, start: usize) -> Vec<(usize, usize)> {
        let mut end = self.skip(start, is_digit);
        let mut groups = vec![(start, end)];
        let alone = end - start > 3 && !self.is(start, |c| c == '0');
        while !alone && self.is(end, |c| c.is_whitespace() && c != '\n') && self.is(end + 1, is_digit) {
            let next = end + 1;
            end = self.skip(next, is_digit);
            groups.push((next, end));
        }
        groups
    }

    fn is_one_number(&self, groups: &[(usize, usize)]) -> bool {
        let start = groups[0].0;
        let tail = self.was(start, |c| ".,:".contains(c)) && self.was(start - 1, is_digit);
        let glued = tail || self.was(start, |c| is_name(c) || c == '+') || self.0[start].fixed;
        !glued && self.0[start].ch != '0' && groups[1..].iter().all(|(a, b)| b - a == 3)
    }

    /// T7: no-break spaces between a number and its unit, a day and its month, a title and its name.
    fn bound_spaces(&mut self) {
        for i in 1..self.0.len() {
            let bound =
                || self.is_before_unit(i) || self.is_in_date(i) || self.is_after_short(i) || self.is_in_century(i);
            if self.is_lone_space(i) && bound() {
                self.0[i].turn(NBSP);
            }
        }
    }

    fn is_before_unit(&self, i: usize) -> bool {
        if !self.was(i, is_digit) {
            return false;
        }
        let is_part = |c: &char| c.is_alphabetic() || "€%°²³".contains(*c);
        let unit: String = (i + 1..i + 6).map_while(|k| self.at(k)).take_while(is_part).collect();
        let end = i + 1 + unit.chars().count();
        // Not « en 2015 l’eau » nor « 2 t-shirts ».
        let longer = self.is(end, |c| c.is_alphanumeric() || "'’_".contains(c))
            || (self.is(end, |c| c == '-') && self.is(end + 1, char::is_alphabetic));
        UNITS.contains(&unit.as_str()) && !longer
    }

    fn is_in_date(&self, i: usize) -> bool {
        // One or two digits.
        let start = if i > 1 && self.was(i - 1, is_digit) { i - 2 } else { i - 1 };
        let is_day = self.was(i, is_digit) && !self.was(start, is_name);
        let is_first = || self.was(i, |c| c == 'r') && self.ends_with(i, "1er");
        (is_day || is_first()) && MONTHS.iter().any(|month| self.starts_word(i + 1, month))
    }

    fn is_after_short(&self, i: usize) -> bool {
        // How these words end.
        let Some(last @ ('°' | '.' | 'e' | 'r')) = self.before(i) else { return false };
        let follows = |word: &&&str| word.ends_with(last) && self.ends_with(i, word);
        (self.is(i + 1, is_digit) && BEFORE_NUMBER.iter().find(follows).is_some())
            || (self.is(i + 1, |c| c.is_alphabetic() || c == OBJECT) && BEFORE_NAME.iter().find(follows).is_some())
    }

    fn is_in_century(&self, i: usize) -> bool {
        let century =
            self.is(i + 1, |c| c == 's') && ["siècle", "siècles"].iter().any(|word| self.starts_word(i + 1, word));
        century && self.was(i, char::is_alphanumeric)
    }

    /// T8: marks the letters of ordinals; the ones an author has set apart in a leaf are left.
    fn ordinals(&mut self) {
        let mut found = Vec::new();
        let mut i = 0;
        while i < self.0.len() {
            if !matches!(self.0[i].ch, '0'..='9' | 'I' | 'V' | 'X') || self.was(i, char::is_alphanumeric) {
                i += 1;
                continue;
            }
            let end = self.skip(i, char::is_alphanumeric);
            found.extend(self.ordinal_letters(i, end).map(|letters| letters..end));
            i = end;
        }
        let marks = |letters: Range<usize>| {
            let first = self.0[letters.start];
            [(letters.start, first.with(SUP_START)), (letters.end, first.with(SUP_END))]
        };
        let marks: Vec<(usize, Cell)> = found.into_iter().flat_map(marks).collect();
        self.insert(&marks);
    }

    /// Where the letters start, if the word is an ordinal. L, C, D and M are no numerals here: « Le », « Ce ».
    fn ordinal_letters(&self, start: usize, end: usize) -> Option<usize> {
        let letters = self.skip(start, is_digit).max(self.skip(start, |c| matches!(c, 'I' | 'V' | 'X')));
        if letters == start {
            return None;
        }
        if end - letters > 4 || !self.is_whole_word(start, end) || !self.is_free(start, end) {
            return None;
        }
        let text = |a: usize, b: usize| self.0[a..b].iter().map(|cell| cell.ch).collect::<String>();
        is_ordinal(&text(start, letters), &text(letters, end)).then_some(letters)
    }
}

/// Is a number with some letters an ordinal?
fn is_ordinal(number: &str, letters: &str) -> bool {
    match (number, letters) {
        ("" | "0", _) => false,
        ("1" | "I", letters) => matches!(letters, "er" | "ers" | "re" | "res"),
        ("2" | "II", "nd" | "nde") => true,
        (_, letters) => matches!(letters, "e" | "es"),
    }
}

#[cfg(test)]
mod tests;
