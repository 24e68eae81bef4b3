//! Headings that are not read as such, and what is read as a heading and is not one.

use std::ops::Range;

use memchr::memchr_iter;

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::{Kind, Leaf, Line, NO_BREAK, Slip, Text, Trace, holds, is_space};
use crate::slug::slug;

/// `##Titre`: the sign is glued to the words, or a no-break space follows it.
pub const GLUED: Rule = Rule { code: "titre-colle", severity: Severity::Warning };
/// `# Titre`: the first level is the title of the page.
pub const FIRST: Rule = Rule { code: "titre-de-premier-niveau", severity: Severity::Warning };
/// `##` alone.
pub const EMPTY: Rule = Rule { code: "titre-vide", severity: Severity::Warning };
/// `**Titre**` alone in its paragraph.
pub const BOLD: Rule = Rule { code: "titre-en-gras", severity: Severity::Error };
/// The name of a part that the page is to have, alone on its line.
pub const PLAIN: Rule = Rule { code: "titre-sans-signe", severity: Severity::Warning };
/// A whole paragraph in bold.
pub const ALL_BOLD: Rule = Rule { code: "paragraphe-en-gras", severity: Severity::Advice };
/// `## Les résultats :`
pub const STOP: Rule = Rule { code: "titre-ponctue", severity: Severity::Advice };
/// A text followed at once by dashes.
pub const UNDERLINED: Rule = Rule { code: "texte-devenu-titre", severity: Severity::Warning };

/// The sign of headings, and the wide one of other keyboards.
const MARKS: [char; 2] = ['#', '＃'];

/// A heading is seldom longer, in bytes.
const LONGEST: usize = 120;

/// Bold for emphasis is shorter, in words.
const MANY: usize = 15;

/// Finds them.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    let mut above = 1;
    let mut headings = Vec::new();
    let mut parts = Parts::new(text, trace);
    let mut has_mark = holds(memchr_iter(b'#', text.text.as_bytes()));
    for (index, leaf) in trace.leaves.iter().enumerate() {
        match leaf.kind {
            Kind::Paragraph | Kind::Strong if leaf.top && parts.named(text, leaf, slips) => above = 2,
            Kind::Paragraph => {
                // The wide sign begins with this byte.
                if has_mark(&leaf.range) || text.has_any(&[0xEF]) && text.text[leaf.range.clone()].contains(MARKS) {
                    glued(text, leaf, slips);
                }
                if leaf.top {
                    capitals(text, leaf, above, trace.leaves.get(index + 1), slips);
                }
            }
            Kind::Strong if leaf.top => bold(text, leaf, above, trace.leaves.get(index + 1), slips),
            Kind::Heading(level) => {
                let range = trimmed(text, &leaf.range);
                let line = text.each_line(&range).next();
                let read_otherwise = |line| doubled(text, line).or_else(|| underlined(text, &range, line));
                if let Some(slip) = empty(text, &range).or_else(|| read_otherwise(line.as_ref()?)) {
                    slips.push(slip);
                    continue;
                }
                slips.extend(line.and_then(|line| stop(text, &line)));
                above = level;
                headings.push((level, &leaf.range));
            }
            _ => {}
        }
    }
    first_level(text, &headings, slips);
}

/// The parts that the page is to have and that no heading names.
struct Parts<'a>(Vec<(String, &'a str)>);

impl<'a> Parts<'a> {
    fn new(text: &Text<'a>, trace: &Trace) -> Self {
        let parts = text.declared.parts.iter().map(|part| (slug(part), *part));
        let mut parts: Vec<(String, &str)> = parts.collect();
        if parts.is_empty() {
            return Parts(parts);
        }
        for leaf in trace.leaves.iter().filter(|leaf| matches!(leaf.kind, Kind::Heading(1 | 2))) {
            let title = slug(words(text, &leaf.range));
            parts.retain(|(part, _)| *part != title);
        }
        Parts(parts)
    }

    /// Is this paragraph, in bold or not, the name of such a part and nothing else? It is read as its heading.
    fn named(&mut self, text: &Text<'_>, leaf: &Leaf, slips: &mut Vec<Slip>) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let range = trimmed(text, &leaf.range);
        let source = &text.text[range.clone()];
        let marked = source.trim_start_matches(NO_BREAK).starts_with(MARKS);
        if source.len() > LONGEST || source.contains('\n') || marked {
            return false;
        }
        let words = source.trim_matches(|c| is_space(c) || "*_:".contains(c));
        let title = slug(words);
        let Some(index) = self.0.iter().position(|(part, _)| *part == title) else { return false };
        self.0.remove(index);
        let line = format!("## {words}");
        let help = Message::new("heading-line-help").with("line", line.as_str());
        let mut diagnostic = match leaf.kind {
            Kind::Strong => text.at(&BOLD, &range, Message::new("heading-bold-part").with("title", words)),
            _ => text.at(&PLAIN, &range, Message::new("heading-plain-part").with("title", words)),
        };
        diagnostic.severity = Severity::Warning;
        slips.push(text.certain(diagnostic.help(help), vec![(range, line)]));
        true
    }
}

fn glued(text: &Text<'_>, leaf: &Leaf, slips: &mut Vec<Slip>) {
    for (index, line) in text.each_line(&leaf.range).enumerate() {
        if let Some(words) = line.text.strip_prefix("#######").map(|rest| rest.trim_start_matches('#'))
            && words.starts_with(' ')
        {
            let help = Message::new("heading-line-help").with("line", format!("###{words}"));
            let message = Message::new("heading-too-deep");
            slips.push(Slip::told(text.at(&GLUED, &line.range(), message).help(help)));
        }
        let Some((rule_message, new)) = separated(line.text, index == 0) else { continue };
        // The name of a part that is misspelt as well: one line mends both.
        if let Some(part) = almost_part(text, &new) {
            let new = format!("## {part}");
            let help = Message::new("heading-line-help").with("line", new.as_str());
            let message = Message::new("heading-glued-part").with("title", part);
            let diagnostic = text.at(&GLUED, &line.range(), message).help(help);
            let edits = vec![(line.range(), new)];
            slips.push(match slug(part) == slug(line.text) {
                true => text.certain(diagnostic, edits),
                false => Slip { diagnostic, mend: edits },
            });
            continue;
        }
        let help = Message::new("heading-line-help").with("line", new.as_str());
        let diagnostic = text.at(&GLUED, &line.range(), Message::new(rule_message)).help(help);
        slips.push(text.certain(diagnostic, vec![(line.range(), new)]));
    }
}

/// The part that the words of a heading almost name, or name with other accents.
fn almost_part<'a>(text: &Text<'a>, line: &str) -> Option<&'a str> {
    let words = line.trim_start_matches(['#', ' ']);
    let title = slug(words);
    match text.declared.parts.iter().find(|part| slug(part) == title) {
        Some(part) => {
            Some(*part).filter(|part| *part != words && words.split(is_space).count() == part.split(is_space).count())
        }
        None => (text.declared.nearest)(words, text.declared.parts),
    }
}

/// `##Titre` as it was meant, and the name of what is said of it.
fn separated(line: &str, first: bool) -> Option<(&'static str, String)> {
    let start = line.trim_start_matches(NO_BREAK);
    let marks = start.chars().take_while(|c| MARKS.contains(c)).count();
    let rest = start.trim_start_matches(MARKS);
    let words = rest.trim_start_matches(is_space);
    let initial = words.chars().next()?;
    if !(1..=6).contains(&marks) {
        return None;
    }
    let heading = format!("{} {words}", "#".repeat(marks.max(2)));
    if start.starts_with('＃') {
        return Some(("heading-wide", heading));
    }
    if rest.len() > words.len() || start.len() < line.len() {
        return Some(("heading-no-break", heading));
    }
    let meant = match marks {
        1 => first && initial.is_alphabetic() && !is_hashtag(words),
        _ => initial.is_alphanumeric() || "«*_\"“".contains(initial),
    };
    meant.then_some(("heading-glued", heading))
}

/// `#ÉcoTerritoires`, or a line of hashtags, or a sentence that begins with one.
fn is_hashtag(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    let camel = first.chars().zip(first.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    camel || words.contains(" #") || words.ends_with(['.', ',', ';', '…']) || words.len() > LONGEST
}

/// A paragraph in bold that something follows.
fn bold(text: &Text<'_>, leaf: &Leaf, above: u8, next: Option<&Leaf>, slips: &mut Vec<Slip>) {
    let range = trimmed(text, &leaf.range);
    let source = &text.text[range.clone()];
    let words = source.trim_matches(['*', '_']).trim();
    // A name of a file or of a pattern is no heading.
    let coded = !words.contains(' ') && words.contains(['_', '/', '.']);
    let sentence =
        coded || words.ends_with(['.', '!', '?', '…', ',', ';', ':', '»', '"', '”']) || source.contains('\n');
    let alone = !matches!(next.map(|leaf| leaf.kind), Some(Kind::Heading(_)) | None);
    let long = words.split(is_space).count() > MANY && !coded;
    if long && source.matches("**").count() < 3 {
        let help = Message::new("paragraph-bold-help");
        slips.push(Slip::told(text.at(&ALL_BOLD, &range, Message::new("paragraph-bold")).help(help)));
        return;
    }
    // A short question is most often a heading; not always.
    let asks = words.ends_with('?') && words.split(is_space).count() <= 8 && !source.contains('\n') && !coded;
    if sentence && !asks || words.len() > LONGEST || !alone || !words.chars().any(char::is_alphabetic) {
        return;
    }
    let level = usize::from((above + 1).min(6));
    let line = format!("{} {words}", "#".repeat(level));
    let help = Message::new("heading-line-help").with("line", line);
    let mut diagnostic = text.at(&BOLD, &range, Message::new("heading-bold")).help(help);
    if asks {
        diagnostic.severity = Severity::Warning;
    }
    slips.push(Slip::told(diagnostic));
}

/// A line in capitals that a text follows: `LES RÉSULTATS`.
fn capitals(text: &Text<'_>, leaf: &Leaf, above: u8, next: Option<&Leaf>, slips: &mut Vec<Slip>) {
    if !matches!(next.map(|leaf| leaf.kind), Some(Kind::Paragraph)) {
        return;
    }
    let range = trimmed(text, &leaf.range);
    let words = &text.text[range.clone()];
    if words.len() > LONGEST {
        return;
    }
    let letters = || words.chars().filter(|c| c.is_alphabetic());
    let shouted = letters().all(char::is_uppercase) && letters().count() > 7 && words.contains(' ');
    let plain = || words.chars().all(|c| c.is_alphanumeric() || is_space(c) || "'’-&/:,".contains(c));
    if !shouted || !plain() || words.contains('\n') {
        return;
    }
    let lower = words.to_lowercase();
    let mut lower = lower.trim_end_matches(|c| c == ':' || is_space(c)).chars();
    let first: String = lower.next().into_iter().flat_map(char::to_uppercase).collect();
    let line = format!("{} {first}{}", "#".repeat(usize::from((above + 1).min(6))), lower.as_str());
    let help = Message::new("heading-line-help").with("line", line);
    slips.push(Slip::told(text.at(&PLAIN, &range, Message::new("heading-capitals")).help(help)));
}

/// A heading that ends with a colon, a comma or a semicolon.
fn stop(text: &Text<'_>, line: &Line<'_>) -> Option<Slip> {
    let words = line.text.trim_end_matches([':', ';', ',', ' ']).trim_end_matches(is_space);
    let signs = line.start + words.len()..line.range().end;
    let last = line.text[words.len()..].trim_matches(is_space);
    (is_atx(line.text) && !last.is_empty() && words.ends_with(|c: char| c.is_alphanumeric() || "»)".contains(c)))
        .then_some(())?;
    let help = Message::new("heading-line-help").with("line", words);
    let diagnostic = text.at(&STOP, &signs, Message::new("heading-stop").with("sign", last)).help(help);
    Some(Slip::told(text.fix(diagnostic, &[(signs, String::new())])))
}

fn empty(text: &Text<'_>, range: &Range<usize>) -> Option<Slip> {
    if !text.text[range.clone()].trim_start_matches(['#', ' ', '\t']).is_empty() {
        return None;
    }
    let help = Message::new("heading-empty-help");
    let diagnostic = text.at(&EMPTY, range, Message::new("heading-empty")).help(help);
    Some(text.certain(diagnostic, vec![(range.clone(), String::new())]))
}

/// `# # Titre`, `## ## Titre`: the signs are typed twice, or a space cuts them.
fn doubled(text: &Text<'_>, line: &Line<'_>) -> Option<Slip> {
    // Most often, words follow the first ones.
    let after = line.text.trim_start_matches('#').trim_start_matches(' ');
    (is_atx(line.text) && after.starts_with('#')).then_some(())?;
    let groups = || line.text.split(' ').take_while(|part| part.bytes().all(|b| b == b'#'));
    let words = line.text.trim_start_matches(['#', ' ']);
    let mut marks = groups().filter(|part| !part.is_empty()).map(str::len);
    let first = marks.next()?;
    let others = marks.next().filter(|_| !words.is_empty())? + marks.sum::<usize>();
    let level = if first > 1 { first } else { first + others };
    // A title that begins with the sign, `## #1 des ventes`, keeps it.
    let whole = line.text[..line.text.len() - words.len()].ends_with(' ');
    let new = format!("{} {words}", "#".repeat(level.clamp(2, 6)));
    whole.then_some(())?;
    let help = Message::new("heading-line-help").with("line", new.as_str());
    let diagnostic = text.at(&GLUED, &line.range(), Message::new("heading-doubled")).help(help);
    Some(text.certain(diagnostic, vec![(line.range(), new)]))
}

/// What stands above the dashes is a sentence.
fn underlined(text: &Text<'_>, range: &Range<usize>, first: &Line<'_>) -> Option<Slip> {
    (!is_atx(first.text)).then_some(())?;
    let lines = text.lines(range);
    let [words @ .., dashes] = lines.as_slice() else { return None };
    let last = words.last()?;
    if !dashes.text.bytes().all(|b| b == b'-' || b == b'=') {
        return None;
    }
    let sentence = last.text.ends_with(['.', '!', '?', '…', ',', ';', ':', '»']) || last.text.len() > LONGEST;
    if words.len() == 1 && !sentence {
        return None;
    }
    let range = words[0].start..dashes.start + dashes.text.len();
    let message = Message::new("heading-underlined").with("signs", dashes.text);
    let diagnostic = text.at(&UNDERLINED, &range, message).help(Message::new("heading-underlined-help"));
    let diagnostic = text.fix(diagnostic, &[(dashes.start..dashes.start, text.newline(dashes.start).to_owned())]);
    Some(Slip { diagnostic, mend: vec![(dashes.range(), "***".to_owned())] })
}

/// The title of the page is the first level: headings of that level go down, each with what stands below it.
fn first_level(text: &Text<'_>, mut headings: &[(u8, &Range<usize>)], slips: &mut Vec<Slip>) {
    if let [(1, title), rest @ ..] = headings
        && let Some(slip) = title_again(text, title)
    {
        slips.push(slip);
        headings = rest;
    }
    let again = maybe_again(text, headings);
    for Lowered { under, headings } in lowered(text, headings, again) {
        let Some(first) = headings.first() else { continue };
        let range = trimmed(text, first);
        let words = words(text, first);
        let help = if again { "heading-again-help" } else { "heading-line-help" };
        let help = Message::new(help).with("line", format!("{} {words}", if under { "###" } else { "##" }));
        let diagnostic = text.at(&FIRST, &range, Message::new("heading-first-level")).help(help);
        let mut edits: Vec<_> = headings.iter().flat_map(|range| lower(text, range)).collect();
        if let [(_, mark), ..] = edits.as_mut_slice()
            && under
        {
            mark.insert(0, '#');
        }
        slips.push(text.certain(diagnostic, edits));
    }
}

/// The title of the page, typed again above its text.
fn title_again(text: &Text<'_>, title: &Range<usize>) -> Option<Slip> {
    let range = trimmed(text, title);
    let same = !text.declared.title.is_empty() && slug(words(text, title)) == slug(text.declared.title);
    (same && text.each_line(&range).count() == 1).then_some(())?;
    let diagnostic = text.at(&FIRST, &range, Message::new("heading-title-again"));
    let diagnostic = diagnostic.help(Message::new("heading-title-again-help"));
    Some(text.certain(diagnostic, vec![(range, String::new())]))
}

/// Is the only heading of the first level followed at once by one of the second? It may be the title, in other words.
fn maybe_again(text: &Text<'_>, headings: &[(u8, &Range<usize>)]) -> bool {
    match headings {
        [(1, title), (2, part), others @ ..] => {
            text.text[title.end..part.start].trim().is_empty() && others.iter().all(|(level, _)| *level > 1)
        }
        _ => false,
    }
}

/// A heading of the first level, and those that go down with it.
struct Lowered<'a> {
    /// Does it go under the heading above it, two levels down?
    under: bool,
    headings: Vec<&'a Range<usize>>,
}

/// What goes down. In a text that begins at the first level, a heading of the second one below it would stand beside
/// it: it goes down too, with what follows, up to a part of the page. That one is as it should be.
fn lowered<'a>(text: &Text<'_>, headings: &[(u8, &'a Range<usize>)], again: bool) -> Vec<Lowered<'a>> {
    let from_first = headings.first().is_some_and(|(level, _)| *level == 1) && !again;
    let mut all: Vec<Lowered<'a>> = Vec::new();
    let (mut below, mut down) = (false, false);
    for (index, (level, range)) in headings.iter().enumerate() {
        match all.last_mut() {
            _ if *level == 1 => {
                // Where the parts of the page are known, another heading goes under the one above it.
                let other = !text.declared.parts.is_empty() && !is_part(text, range);
                let under = other && index > 0 && !below;
                all.push(Lowered { under, headings: vec![range] });
                (below, down) = (from_first && !under, false);
            }
            Some(last) if below => {
                below = !is_part(text, range);
                down = below && (down || *level == 2);
                last.headings.extend(down.then_some(*range));
            }
            _ => {}
        }
    }
    all
}

/// Does a heading name a part of the page, or nearly?
fn is_part(text: &Text<'_>, heading: &Range<usize>) -> bool {
    let words = words(text, heading);
    let title = slug(words);
    let parts = text.declared.parts;
    parts.iter().any(|part| slug(part) == title) || (text.declared.nearest)(words, parts).is_some()
}

/// The words of a heading.
fn words<'a>(text: &Text<'a>, heading: &Range<usize>) -> &'a str {
    let line = text.each_line(&trimmed(text, heading)).next().map_or("", |line| line.text);
    line.trim_matches(['#', ' ', '*', '_'])
}

/// What makes a heading one level lower.
fn lower(text: &Text<'_>, range: &Range<usize>) -> Vec<(Range<usize>, String)> {
    let lines = text.lines(&trimmed(text, range));
    match lines.as_slice() {
        [line] if line.text.starts_with("######") => Vec::new(),
        [line] => vec![(line.start..line.start, "#".to_owned())],
        [words, signs] if !is_atx(words.text) => {
            let marks = if signs.text.starts_with('=') { "## " } else { "### " };
            vec![(words.start..words.start, marks.to_owned()), (signs.range(), String::new())]
        }
        _ => Vec::new(),
    }
}

fn is_atx(line: &str) -> bool {
    line.starts_with('#')
}

/// A block without the blanks around it.
fn trimmed(text: &Text<'_>, range: &Range<usize>) -> Range<usize> {
    let source = &text.text[range.clone()];
    let start = range.start + source.len() - source.trim_start_matches([' ', '\n', '\r']).len();
    start..(range.start + source.trim_end_matches([' ', '\t', '\n', '\r']).len()).max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashtags_are_no_headings() {
        let meant = |line: &str| separated(line, true).map(|(_, new)| new);
        assert_eq!(meant("##Résultats").as_deref(), Some("## Résultats"));
        assert_eq!(meant("#Contexte").as_deref(), Some("## Contexte"));
        assert_eq!(meant("##\u{a0}Coûts").as_deref(), Some("## Coûts"));
        assert_eq!(meant("\u{a0}## Coûts").as_deref(), Some("## Coûts"));
        for line in ["#ÉcoTerritoires", "#eau #énergie", "#1 des ventes", "#eau, une ressource.", "#", "\\#Contexte"]
        {
            assert_eq!(meant(line), None, "{line}");
        }
    }
}
