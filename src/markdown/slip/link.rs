//! Links that are not read as such, and addresses that are shown instead of leading somewhere.

use std::ops::Range;

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::{Kind, Piece, Slip, Text, Trace, is_space, note};
use crate::slug::slug;
use crate::source::{PICTURES, Span};

mod inside;

/// A space in the address, or between the two parts; the parts in the wrong order; a part not closed.
pub const BROKEN: Rule = Rule { code: "lien-mal-ecrit", severity: Severity::Warning };
/// `[words][name]`, and nothing says what `name` is.
pub const UNDEFINED: Rule = Rule { code: "lien-sans-adresse", severity: Severity::Error };
/// `[name]: words`: a line that is not published.
pub const UNUSED: Rule = Rule { code: "definition-inutilisee", severity: Severity::Warning };
/// An address in the middle of a sentence, which leads nowhere.
pub const BARE: Rule = Rule { code: "adresse-nue", severity: Severity::Warning };
/// A table of contents typed by hand: the theme makes one.
pub const CONTENTS: Rule = Rule { code: "sommaire-tape", severity: Severity::Warning };

/// What other programs replace by a table of contents.
const TABLES_OF_CONTENTS: [&str; 7] = ["[toc]", "[[toc]]", "[[_toc_]]", "{{toc}}", "{{ toc }}", "{:toc}", "@[toc]"];

/// No link is longer, in bytes.
const LONGEST: usize = 2000;

/// Finds them.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    for leaf in trace.leaves.iter().filter(|leaf| leaf.kind == Kind::Paragraph && leaf.range.len() < 16) {
        if let [line] = text.lines(&leaf.range).as_slice()
            && TABLES_OF_CONTENTS.contains(&line.text.to_lowercase().as_str())
        {
            let diagnostic = text.at(&CONTENTS, &line.range(), Message::new("contents-typed"));
            let diagnostic = diagnostic.help(Message::new("contents-typed-help"));
            slips.push(text.certain(diagnostic, vec![(line.range(), String::new())]));
        }
    }
    if text.has_any(b"!") {
        let texts = text.holding(b'!', &trace.texts).filter(|range| text.text[(*range).clone()].ends_with("! "));
        slips.extend(texts.filter_map(|range| apart(text, range)));
    }
    for range in trace.unused.iter().filter(|range| !note::is_callout(&text.text[(*range).clone()])) {
        slips.push(unused(text, range));
    }
}

/// `! [description](image.svg)`: a space makes a link of the picture.
fn apart(text: &Text<'_>, before: &Range<usize>) -> Option<Slip> {
    let sign = before.end - 2;
    let line = text.line_at(sign);
    let source = &text.text[before.end..line.end.max(before.end)];
    let (_, inside) = source.strip_prefix('[')?.split_once("](")?;
    let end = source.len() - inside.len() + closing(inside)? + 1;
    let file = inside.split(|c| is_space(c) || c == ')').next()?.to_lowercase();
    let picture = file.rsplit_once('.').is_some_and(|(_, ending)| PICTURES.contains(&ending));
    // « Venez ! » ends with this sign as well.
    (picture && text.text[line.start..sign].trim_matches([' ', '>', '-', '*']).is_empty()).then_some(())?;
    let range = sign..before.end + end;
    Some(broken(text, &range, "picture-apart", Some(format!("!{}", &source[..end]))))
}

fn unused(text: &Text<'_>, range: &Range<usize>) -> Slip {
    let source = text.text[range.clone()].trim_end();
    let name = source.trim_start_matches('[').split(']').next().unwrap_or_default();
    let range = range.start..range.start + source.len();
    let line = text.corrected(&(range.start..range.start), "\\");
    let diagnostic = text.at(&UNUSED, &range, Message::new("definition-unused").with("name", name));
    Slip::told(diagnostic.help(Message::new("definition-unused-help").with("line", line)))
}

/// Looks at one piece of plain text. A piece of an address is looked at once.
pub fn piece(text: &Text<'_>, piece: &Piece<'_>, slips: &mut Vec<Slip>) {
    // An address holds one of the last two.
    if !piece.has_any(b"[](@/w") {
        return;
    }
    let Piece { start, source, .. } = *piece;
    let mut from = 0;
    let bytes = source.as_bytes();
    let is_start = |at: &usize| match bytes[*at] {
        b'[' | b'(' | b'@' | b']' => true,
        b'h' => bytes[*at..].starts_with(b"http"),
        b'w' => bytes[*at..].starts_with(b"www."),
        _ => false,
    };
    while let Some(at) = (from..bytes.len()).find(is_start) {
        let found = match bytes[at] {
            b'[' => hidden_mail(text, start, source, at)
                .or_else(|| named(text, start, source, at))
                .or_else(|| nameless(text, start, source, at))
                .or_else(|| unbracketed(text, start, source, at))
                .or_else(|| unparenthesised(text, start, source, at))
                .or_else(|| link(text, start, source, at)),
            b']' => unopened(text, start, source, at).or_else(|| bracket_inside(text, start, source, at)),
            b'(' => hidden_mail(text, start, source, at)
                .or_else(|| reversed(text, start, source, at))
                .or_else(|| again(text, start, source, at)),
            b'@' => mail(text, start, source, at).or_else(|| hidden_mail(text, start, source, at)),
            _ => bare(text, start, source, at),
        };
        match found {
            Some((end, slip)) => {
                slips.extend(slip);
                from = end;
            }
            None => from = at + 1,
        }
    }
}

/// Where what was looked at ends, and the slip.
type Found = (usize, Option<Slip>);

/// `[energie]`: words between single brackets, written as the name of a page is, outside quotations, where brackets
/// hold the words of the editor.
pub fn bracketed(text: &Text<'_>, trace: &Trace) -> Vec<(String, Span)> {
    /// No name is longer, in bytes.
    const LONGEST: usize = 80;
    let mut found = Vec::new();
    for range in text.holding(b'[', &trace.texts) {
        let source = &text.text[range.clone()];
        let mut quoted = false;
        for (at, sign) in source.char_indices() {
            match sign {
                '«' | '“' => quoted = true,
                '»' | '”' => quoted = false,
                '"' => quoted = !quoted,
                _ => {}
            }
            if sign != '[' || quoted {
                continue;
            }
            let inside = &source[at + 1..source.floor_char_boundary(at + 1 + LONGEST)];
            let length =
                inside.bytes().take_while(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-').count();
            let alone = inside[length..].starts_with(']')
                && !inside[length + 1..].starts_with(['(', '[', ':', '{', ']'])
                && !source[..at].ends_with(['[', '!', '\\', ']']);
            if alone && length > 3 && inside.starts_with(|c: char| c.is_ascii_lowercase()) {
                let place = range.start + at..range.start + at + length + 2;
                found.push((inside[..length].to_owned(), text.span(&place)));
            }
        }
    }
    found
}

/// `[[name]` and `[name]]`: one of the four brackets is missing.
fn named(text: &Text<'_>, offset: usize, source: &str, at: usize) -> Option<Found> {
    let line = end_of_line(source, at);
    let opened = if source[at..].starts_with("[[") { 2 } else { 1 };
    let inside = source.get(at + opened..line)?;
    let length = inside.find([']', '['])?;
    let closed = if inside[length..].starts_with("]]") { 2 } else { 1 };
    let name = inside[..length].split('|').next()?;
    let is_name = name.contains(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || "-_/#.’'".contains(c))
        && inside[length..].starts_with(']')
        && !source[..at].ends_with(['[', '\\', '!', '^']);
    if !is_name || opened == closed {
        return None;
    }
    let end = at + opened + length + closed;
    // Brackets inside brackets, or before a place to go to, are somebody's own.
    let before = line_before(source, at);
    let alone =
        before.matches('[').count() == before.matches(']').count() && !source[end..].starts_with(['(', '[', ':', ']']);
    if !alone {
        return None;
    }
    let new = format!("[[{}]]", &inside[..length]);
    Some((end, Some(broken(text, &(offset + at..offset + end), "link-bracket", Some(new)))))
}

/// `[[|mots]]`: the name of the page is missing.
fn nameless(text: &Text<'_>, offset: usize, source: &str, at: usize) -> Option<Found> {
    let inside = source[at..end_of_line(source, at)].strip_prefix("[[")?;
    let words = inside.trim_start_matches(is_space).strip_prefix('|')?;
    let length = words.find(['[', ']']).filter(|length| words[*length..].starts_with("]]"))?;
    let end = at + 2 + inside.len() - words.len() + length + 2;
    let mut diagnostic = text.at(&BROKEN, &(offset + at..offset + end), Message::new("link-no-page"));
    diagnostic.severity = Severity::Error;
    let help = Message::new("link-no-page-help").with("words", words[..length].trim_matches(is_space));
    Some((end, Some(Slip::told(diagnostic.help(help)))))
}

/// `[[page|des mots [entre crochets]]]`: the link ends with the first two brackets that close.
fn bracket_inside(text: &Text<'_>, offset: usize, source: &str, at: usize) -> Option<Found> {
    (at == 0 && text.text[..offset].ends_with("]]")).then_some(())?;
    let near = text.text.floor_char_boundary(offset.saturating_sub(LONGEST));
    let before = &text.text[text.line_at(offset).start.max(near)..offset];
    let open = before.rfind("[[")?;
    let (page, words) = before[open + 2..before.len() - 1].split_once('|')?;
    let count = |sign: char| words.matches(sign).count();
    if count('[') != count(']') || words.contains('\\') || source[1..].starts_with(']') {
        return None;
    }
    let words = words.replace('[', "\\[").replace(']', "\\]");
    let range = offset - before.len() + open..offset + 1;
    Some((1, Some(broken(text, &range, "link-inner-brackets", Some(format!("[[{page}|{words}]]"))))))
}

/// `[mots]<adresse>`, `[mots]adresse)`, `[mots]https://…`: the parentheses are missing, or one of them is.
fn unparenthesised(text: &Text<'_>, offset: usize, source: &str, at: usize) -> Option<Found> {
    let close = at + source[at..end_of_line(source, at)].find(']')?;
    let label = &source[at + 1..close];
    let said = label.contains(char::is_alphabetic) && !label.contains('[') && !label.starts_with('^');
    if !said || text.text[..offset + at].ends_with(['\\', '[', ']']) {
        return None;
    }
    let start = offset + close + 1;
    let after =
        &text.text[start..text.line_at(start).end.min(text.text.floor_char_boundary(start + LONGEST)).max(start)];
    let (target, length) = match after.strip_prefix('<') {
        // `<em>[mot]</em>` is HTML.
        Some(inside) => {
            let target = &inside[..inside.find('>')?];
            (!target.starts_with('/') && target.contains(['.', ':'])).then_some((target, target.len() + 2))?
        }
        None => {
            let end = after.find(|c| is_space(c) || "()[]<>\"«»|`*".contains(c)).unwrap_or(after.len());
            // A parenthesis that the sentence opened is closed by the sentence.
            let opened = || {
                let before = line_before(source, at);
                before.matches('(').count() > before.matches(')').count()
            };
            let closed = after[end..].starts_with(')') && !opened();
            let target = if closed { &after[..end] } else { after[..end].trim_end_matches(['.', ',', ';', ':']) };
            let certain = closed || target.starts_with("https://") || target.starts_with("http://");
            (target, (certain && !after[end..].starts_with('(')).then_some(target.len() + usize::from(closed))?)
        }
    };
    if !is_address(target) || target.contains(is_space) {
        return None;
    }
    let sign = if source[..at].ends_with('!') { "!" } else { "" };
    let mail = if target.contains('@') && !target.contains(':') { "mailto:" } else { "" };
    let range = offset + at - sign.len()..start + length;
    let new = format!("{sign}[{label}]({mail}{target})");
    Some((range.end - offset, Some(broken(text, &range, "link-parentheses", Some(new)))))
}

/// `[mots(adresse)`: the bracket that closes is missing.
fn unbracketed(text: &Text<'_>, offset: usize, source: &str, at: usize) -> Option<Found> {
    let line = end_of_line(source, at);
    let inside = &source[at + 1..line];
    let open = inside.find(['(', '[', ']', '{', '<']).filter(|open| inside[*open..].starts_with('('))?;
    let label = inside[..open].trim_end_matches(is_space);
    let length = inside[open + 1..].find([')', '(', ' '])?;
    let end = open + 1 + length + 1;
    let target = &inside[open + 1..end - 1];
    let closed = inside[end - 1..].starts_with(')') && !inside[end..].split('[').next()?.contains(']');
    let said = label.chars().any(char::is_alphabetic) && !source[..at].ends_with(['\\', '[', '!']);
    if !closed || !said || !is_address(target) {
        return None;
    }
    let range = offset + at..offset + at + 1 + end;
    Some((at + 1 + end, Some(broken(text, &range, "link-unbracketed", Some(format!("[{label}]({target})"))))))
}

/// `mots](adresse)`: the bracket that opens is missing. Nobody knows with which word the link begins.
fn unopened(text: &Text<'_>, offset: usize, source: &str, at: usize) -> Option<Found> {
    /// An address, or what stands before it, is not looked through any further, in bytes.
    const NEAR: usize = 200;
    let inside = source[at..].strip_prefix("](")?;
    let inside = &inside[..inside.floor_char_boundary(NEAR.min(end_of_line(source, at) - at - 2))];
    let length = closing(inside)?;
    let before = &source[source.floor_char_boundary(at.saturating_sub(NEAR))..at];
    let before = before.rsplit('\n').next().unwrap_or(before);
    let target = inside[..length].trim();
    let said = before.ends_with(|c: char| c.is_alphanumeric() || "»!?.".contains(c)) && !before.contains('[');
    if !said || !is_address(target) || target.contains(is_space) {
        return None;
    }
    let end = at + 2 + length + 1;
    let mut diagnostic = text.at(&BROKEN, &(offset + at..offset + end), Message::new("link-unopened"));
    diagnostic.severity = Severity::Error;
    let help = Message::new("link-unopened-help").with("target", target);
    Some((end, Some(Slip::told(diagnostic.help(help)))))
}

/// `[mots](adresse)(adresse)`: the second one would be shown.
fn again(text: &Text<'_>, offset: usize, source: &str, at: usize) -> Option<Found> {
    let before = &text.text[..offset + at];
    let inside = source[at..end_of_line(source, at)].strip_prefix('(')?;
    let length = closing(inside).filter(|_| at == 0 && before.ends_with(')'))?;
    let target = &inside[..length];
    let same = before[..before.len() - 1].ends_with(&format!("({target}"));
    if !same || !is_address(target) {
        return None;
    }
    let range = offset + at..offset + at + length + 2;
    let diagnostic = text.at(&BROKEN, &range, Message::new("link-again").with("target", target));
    let line = Message::new("write-line").with("line", text.corrected(&range, ""));
    Some((length + 2, Some(text.certain(diagnostic.help(line), vec![(range, String::new())]))))
}

/// An address with what its spaces were to be; none when it is no address of a site, and no part of a page.
fn unspaced(target: &str) -> Option<String> {
    let web = ["https://", "http://"].iter().find_map(|scheme| target.strip_prefix(scheme).map(|rest| (scheme, rest)));
    if let Some((scheme, rest)) = web {
        let rest = rest.trim_matches(is_space);
        let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let path: Vec<&str> = path.split(is_space).filter(|part| !part.is_empty()).collect();
        return Some(format!("{scheme}{}{}", host.replace(is_space, ""), path.join("%20")));
    }
    let (file, part) = target.split_once('#')?;
    let part = slug(part);
    (!file.contains(is_space) && !part.is_empty()).then(|| format!("{file}#{part}"))
}

/// `C:\\Users\\…`, `\\\\serveur\\…`, `file:///…`: a place of one computer.
fn is_on_a_computer(target: &str) -> bool {
    let drive = target.as_bytes().get(1) == Some(&b':') && target.starts_with(|c: char| c.is_ascii_alphabetic());
    drive || target.starts_with("\\\\") || target.starts_with("file:")
}

/// What begins with `[` and is no link.
fn link(text: &Text<'_>, offset: usize, source: &str, at: usize) -> Option<Found> {
    let line = end_of_line(source, at);
    let close = at + source[at..line].find(']')?;
    let label = &source[at + 1..close];
    if label.is_empty() || label.contains('[') || source[..at].ends_with('\\') {
        return None;
    }
    let after = &source[close + 1..line];
    let spaces = after.len() - after.trim_start_matches(is_space).len();
    let start = if source[..at].ends_with('!') { at - 1 } else { at };
    let begin = &source[start..=close];
    let range = |end: usize| offset + start..offset + end;
    if let Some(inside) = after[spaces..].strip_prefix('(') {
        let open = close + 1 + spaces + 1;
        let Some(length) = closing(inside) else {
            let target = inside.trim_end_matches(['.', ',', ' ', '\r']);
            let certain = spaces == 0 && is_address(target) && !target.contains(is_space);
            if spaces > 0 || !certain && !inside.contains(['/', '.']) {
                return None;
            }
            let new = certain.then(|| format!("{begin}({target})"));
            let end = if certain { open + target.len() } else { line };
            return Some((end, Some(broken(text, &range(end), "link-unclosed", new))));
        };
        let end = open + length + 1;
        let (target, title) = split_title(inside[..length].trim());
        // `![x](x.jpg =300x200)`: the width of other programs.
        if let Some((file, size)) = target.split_once(" =").filter(|_| start < at)
            && size.chars().all(|c| c.is_ascii_digit() || "x%px".contains(c))
        {
            return Some((
                end,
                Some(broken(text, &range(end), "picture-size", Some(format!("{begin}({})", file.trim())))),
            ));
        }
        if ["mailto:", "tel:"].iter().any(|scheme| target.starts_with(scheme)) && target.contains(is_space) {
            let new = format!("{begin}({})", target.replace(is_space, ""));
            return Some((end, Some(broken(text, &range(end), "link-scheme-space", Some(new)))));
        }
        if is_on_a_computer(target) && target.contains(is_space) {
            let message = Message::new("link-computer").with("target", target);
            let mut diagnostic = text.at(&BROKEN, &range(end), message).help(Message::new("link-computer-help"));
            diagnostic.severity = Severity::Error;
            return Some((end, Some(Slip::told(diagnostic))));
        }
        if let Some((message, new)) = inside::meant(&inside[..length], start < at).filter(|_| spaces == 0) {
            return Some((end, Some(broken(text, &range(end), message, Some(format!("{begin}{new}"))))));
        }
        if let Some(new) = unspaced(target).filter(|_| spaces == 0 && target.contains(is_space)) {
            return Some((end, Some(broken(text, &range(end), "link-web-space", Some(format!("{begin}({new})"))))));
        }
        if !is_address(target) && spaces == 0 && target.contains(is_space) && label.contains(char::is_alphabetic) {
            let diagnostic = text.at(&UNDEFINED, &range(end), Message::new("link-undefined").with("name", target));
            let line = Message::new("link-undefined-help").with("line", format!("{begin}(https://…)"));
            return Some((end, Some(Slip::told(diagnostic.help(line)))));
        }
        if !is_address(target) || spaces > 0 && target.contains(is_space) {
            return None;
        }
        let target = if target.contains([' ', '(', '\u{a0}']) { format!("<{target}>") } else { target.to_owned() };
        let title = title.map(|title| format!(" \"{title}\"")).unwrap_or_default();
        let message = match (spaces > 0, target.starts_with('<')) {
            (true, _) => "link-separated",
            (_, true) => "link-space",
            _ if inside[..length].ends_with('\'') => "link-single",
            _ => "link-curly",
        };
        let new = format!("{begin}({target}{title})");
        return (new != source[start..end]).then(|| (end, Some(broken(text, &range(end), message, Some(new)))));
    }
    let name = after.strip_prefix('[').filter(|_| spaces == 0)?;
    let length = name.find(']')?;
    let end = close + 2 + length + 1;
    let name = &name[..length];
    if is_address(name) && !name.contains(is_space) {
        let new = format!("{begin}({name})");
        return Some((end, Some(broken(text, &range(end), "link-brackets", Some(new)))));
    }
    let said = |words: &str| words.chars().any(char::is_alphanumeric);
    if !said(label) || !said(name) || source[end..].starts_with(['(', '{']) {
        return None;
    }
    let diagnostic = text.at(&UNDEFINED, &range(end), Message::new("link-undefined").with("name", name));
    let line = Message::new("link-undefined-help").with("line", format!("{begin}(https://…)"));
    Some((end, Some(Slip::told(diagnostic.help(line)))))
}

/// `(words)[address]`, and `(address)[words]`, whose signs are those of the other part.
fn reversed(text: &Text<'_>, offset: usize, source: &str, at: usize) -> Option<Found> {
    let line = end_of_line(source, at);
    let middle = at + source[at..line].find(")[")?;
    let length = source[middle + 2..line].find(']')?;
    let (label, target) = (&source[at + 1..middle], &source[middle + 2..middle + 2 + length]);
    if label.is_empty() || label.contains('(') {
        return None;
    }
    let end = middle + 2 + length + 1;
    let picture = source[..at].ends_with('!') && !source[..at].ends_with("\\!");
    let web = ["http://", "https://"].iter().any(|start| label.starts_with(start));
    let swapped = (picture || web) && is_address(label) && !label.contains(is_space);
    let said = target.contains(is_space) || target.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let new = match is_address(target) && !target.contains(is_space) {
        true => format!("[{label}]({target})"),
        false if swapped && said => format!("[{target}]({label})"),
        false => return None,
    };
    let start = at - usize::from(picture);
    let new = if picture { format!("!{new}") } else { new };
    Some((end, Some(broken(text, &(offset + start..offset + end), "link-reversed", Some(new)))))
}

/// Where the line ends, or where no link is that long.
fn end_of_line(source: &str, at: usize) -> usize {
    let limit = source.floor_char_boundary(at + LONGEST);
    source[at..limit].find('\n').map_or(limit, |n| n + at)
}

/// What stands before on the line, or as much of it as a link may be long.
fn line_before(source: &str, at: usize) -> &str {
    let before = &source[source.floor_char_boundary(at.saturating_sub(LONGEST))..at];
    before.rsplit('\n').next().unwrap_or(before)
}

/// A link that is not one. With its certain form, it is read as it was meant.
fn broken(text: &Text<'_>, range: &Range<usize>, message: &'static str, new: Option<String>) -> Slip {
    let mut diagnostic = text.at(&BROKEN, range, Message::new(message));
    let Some(new) = new else {
        diagnostic.severity = Severity::Error;
        return Slip::told(diagnostic.help(Message::new("link-unclosed-help")));
    };
    let diagnostic = diagnostic.help(Message::new("link-help").with("link", new.as_str()));
    text.certain(diagnostic, vec![(range.clone(), new)])
}

/// An address that no sign makes a link.
fn bare(text: &Text<'_>, offset: usize, source: &str, at: usize) -> Option<Found> {
    let rest = &source[at..];
    let known = ["https://", "http://", "www."].into_iter().find(|start| rest.starts_with(start))?;
    if source[..at].ends_with(|c: char| c.is_alphanumeric() || c == '/' || c == '\\' || c == '_') {
        return None;
    }
    let stop = |c: char| is_space(c) || "<>\"«»“”|[]".contains(c);
    let end = rest.find(stop).unwrap_or(rest.len());
    let mut address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', '_']);
    if address.ends_with(')') && !address.contains('(') {
        address = address.trim_end_matches([')', '.']);
    }
    if address.len() < known.len() + 3 || !address[known.len()..].contains('.') && known != "www." {
        return Some((at + end, None));
    }
    let target = if known == "www." { format!("https://{address}") } else { address.to_owned() };
    // `<https://…/plan du site>`: its spaces make a text of it.
    let line = end_of_line(source, at);
    let inside = source[at..line].split(['>', '<']).next().unwrap_or_default();
    let closed = source[..at].ends_with('<') && source[at + inside.len()..].starts_with('>');
    if let Some(target) = unspaced(inside).filter(|_| closed && inside.contains(is_space)) {
        let range = offset + at - 1..offset + at + inside.len() + 1;
        let diagnostic = text.at(&BARE, &range, Message::new("address-bare").with("address", inside));
        let help = Message::new("address-bare-help").with("target", target);
        return Some((at + inside.len() + 1, Some(Slip::told(diagnostic.help(help)))));
    }
    let range = offset + at..offset + at + address.len();
    let diagnostic = text.at(&BARE, &range, Message::new("address-bare").with("address", address));
    let help = Message::new("address-bare-help").with("target", target);
    Some((at + end, Some(Slip::told(diagnostic.help(help)))))
}

/// A mail address that no sign makes a link.
fn mail(text: &Text<'_>, offset: usize, source: &str, at: usize) -> Option<Found> {
    let part = |c: char| c.is_ascii_alphanumeric() || "._-+".contains(c);
    let start =
        source[..at].rfind(|c| !part(c)).map_or(0, |n| n + source[n..].chars().next().map_or(1, char::len_utf8));
    let after = &source[at + 1..];
    let end = after.find(|c| !part(c)).unwrap_or(after.len());
    let domain = after[..end].trim_end_matches(['.', '-', '_', '+']);
    let known = domain.rsplit_once('.').is_some_and(|(name, end)| {
        !name.is_empty() && (2..=24).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphabetic())
    });
    if start == at || !known || source[..start].ends_with([':', '/', '<']) || domain.contains(['_', '+']) {
        return None;
    }
    let end = at + 1 + domain.len();
    let address = &source[start..end];
    let range = offset + start..offset + end;
    let new = format!("<{address}>");
    let diagnostic = text.at(&BARE, &range, Message::new("mail-bare").with("address", address));
    let diagnostic = diagnostic.help(Message::new("link-help").with("link", new.as_str()));
    Some((end, Some(text.certain(diagnostic, vec![(range, new)]))))
}

/// A mail address in disguise: `contact (at) parc.fr`, `contact[arobase]parc.fr`, `contact @ parc.fr`.
fn hidden_mail(text: &Text<'_>, offset: usize, source: &str, at: usize) -> Option<Found> {
    const SIGNS: [&str; 10] =
        ["(at)", "[at]", "(a)", "(@)", "[@]", "(arobase)", "[arobase]", "(arobas)", "[arobas]", "@"];
    let sign =
        SIGNS.iter().find(|sign| source[at..].get(..sign.len()).is_some_and(|s| s.eq_ignore_ascii_case(sign)))?;
    let part = |c: char| c.is_ascii_alphanumeric() || "._-+".contains(c);
    let before = source[..at].trim_end_matches(' ');
    let start = before.len() - before.chars().rev().take_while(|c| part(*c)).count();
    let gap = source[at + sign.len()..].len() - source[at + sign.len()..].trim_start_matches(' ').len();
    let after = &source[at + sign.len() + gap..];
    let length = after.chars().take_while(|c| part(*c)).count();
    let domain = after[..length].trim_end_matches(['.', '-', '_', '+']);
    let (name, end) = domain.rsplit_once('.')?;
    let known = !name.is_empty() && (2..=6).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphabetic());
    // « sur Instagram @parc.bzh » names an account, « l'action (a)été » holds a letter: spaces are on both sides or on none.
    let even = (gap > 0) == (before.len() < at);
    if start == before.len() || !known || (["@", "(a)"].contains(sign) && !even) {
        return None;
    }
    let end = at + sign.len() + gap + domain.len();
    let range = offset + start..offset + end;
    let message = Message::new("mail-hidden").with("address", &source[start..end]);
    let new = format!("<{}@{domain}>", &before[start..]);
    let diagnostic = text.at(&BARE, &range, message).help(Message::new("link-help").with("link", new.as_str()));
    // « au point (a) » may be a part of a list: nobody can be certain.
    let slip = match *sign {
        "(a)" => Slip::told(diagnostic),
        _ => text.certain(diagnostic, vec![(range, new)]),
    };
    Some((end, Some(slip)))
}

/// The length of what stands before the parenthesis that closes.
fn closing(inside: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in inside.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// An address and its title between curly quotes.
fn split_title(inside: &str) -> (&str, Option<&str>) {
    if let Some((target, title)) = inside.strip_suffix('\'').and_then(|end| end.split_once(" '")) {
        return (target.trim_matches(is_space), Some(title.trim_matches(is_space)));
    }
    let Some(end) = inside.strip_suffix(['”', '»', '"']) else { return (inside, None) };
    let Some((target, title)) = end.split_once(['“', '«', '"']) else { return (inside, None) };
    (target.trim_matches(is_space), Some(title.trim_matches(is_space)))
}

/// Does it look like where a link leads: a site, a page, a file, an anchor?
fn is_address(target: &str) -> bool {
    let starts = ["http://", "https://", "mailto:", "tel:", "www.", "/", "./", "../", "#"];
    target.len() > 1 && (starts.iter().any(|start| target.starts_with(start)) || has_ending(target))
}

/// Does it end as the name of a file does?
fn has_ending(target: &str) -> bool {
    let file = target.split(['#', '?']).next().unwrap_or_default().rsplit_once('.');
    file.is_some_and(|(name, end)| {
        !name.is_empty() && (2..=5).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}
