//! Quotation marks, backslashes and brackets: what opens and closes a value.

use crate::diagnostic::Message;
use crate::source::mend::Mended;
use crate::source::sign::is_command;
use crate::yaml::slip::braces::fields;
use crate::yaml::slip::{BLANKS, Parts, Slip, line};
use crate::yaml::{CURLY, LOST, SYNTAX};

/// `Parc naturel"`: a quotation mark at the end, and none at the beginning.
pub fn lone_quote(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let parts = Parts::of(text.line(index));
    let inner = parts.value.strip_suffix('"')?;
    // Twelve inches are written so.
    let closes = inner.ends_with(|c: char| c.is_alphabetic() || ".!?…".contains(c));
    let opens = inner.starts_with(|c: char| c.is_alphanumeric());
    // Further to the right, it may be the end of a text that is opened above.
    let alone = parts.key.is_some() && parts.indent.is_empty() && parts.dash.is_empty();
    (alone && closes && opens && !inner.contains('"')).then_some(())?;
    line(index, "yaml-lone-quote", parts.name(), parts.with(&quoted(inner)))
}

/// `{ nom: “Le Faou : le bourg” }`: curly quotation marks inside brackets.
pub fn curly_inside(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let parts = Parts::of(text.line(index));
    let inside = parts.value.starts_with(['[', '{']) && parts.value.contains(['“', '”']);
    inside.then_some(())?;
    let new = parts.with(&parts.value.replace(['“', '”'], "\""));
    let help = Message::new("yaml-curly-help").with("line", new.trim_end());
    let message = Message::new("yaml-curly").with("open", "“").with("close", "”");
    Some(Slip { rule: &SYNTAX, message, help, lines: vec![(index, new)], certain: true })
}

/// `"C:\projet"`: between straight quotation marks, this sign announces another one.
pub fn backslash(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let parts = Parts::of(text.line(index));
    let inner = parts.value.strip_prefix('"')?.strip_suffix('"')?;
    (inner.contains('\\') && !inner.contains('"')).then_some(())?;
    line(index, "yaml-backslash", parts.name(), parts.with(&quoted(inner)))
}

/// `“Le guide : saison 2”`: quotation marks of a word processor protect nothing.
pub fn curly_quotes(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let parts = Parts::of(text.line(index));
    let open = parts.value.chars().next().filter(|c| "“”„«‘".contains(*c))?;
    let close = parts.value.chars().last().filter(|c| "“”»’\"".contains(*c))?;
    let inner = parts.value.trim_matches([open, close]).trim_matches(BLANKS);
    inner.contains(": ").then_some(())?;
    let new = parts.with(&quoted(inner));
    let help = Message::new("yaml-curly-help").with("line", new.trim_end());
    let message = Message::new("yaml-curly").with("open", open.to_string()).with("close", close.to_string());
    Some(Slip { rule: &SYNTAX, message, help, lines: vec![(index, new)], certain: true })
}

/// `titre: “Le guide”`: the quotation marks of a word processor, which would be read in the title.
pub fn kept_quotes(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let parts = Parts::of(text.line(index));
    let inner = parts.value.strip_prefix(['“', '„'])?.strip_suffix(['”', '“', '"'])?;
    (!inner.contains(['“', '”', '"']) && !inner.contains(": ")).then_some(())?;
    let slip = line(index, "yaml-curly-kept", parts.name(), parts.with(&quoted(inner)))?;
    Some(Slip { rule: &CURLY, ..slip })
}

/// `{ nom: “Le Faou” }`: the same, between braces.
pub fn kept_inside(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let current = text.line(index).trim_end();
    let value = Parts::of(current).value;
    let inside = value.strip_prefix('{').filter(|inside| inside.contains('“'))?;
    let (mut new, mut at) = (String::from("{"), 0);
    for field in fields(inside) {
        let Some(colon) = inside[field.clone()].find(": ") else { continue };
        let place = field.start + colon + 2;
        let words = inside[place..field.end].trim();
        let Some(plain) = words.strip_prefix('“').and_then(|words| words.strip_suffix('”')) else { continue };
        if !plain.contains(['“', '”', '"']) && !plain.contains(": ") {
            new.push_str(&inside[at..place]);
            new.push_str(&quoted(plain));
            at = place + inside[place..field.end].trim_end().len();
        }
    }
    (at > 0).then_some(())?;
    let new = format!("{}{new}{}", &current[..current.len() - value.len()], &inside[at..]);
    let slip = line(index, "yaml-curly-kept", Parts::of(current).name(), new)?;
    Some(Slip { rule: &CURLY, ..slip })
}

/// `'L'économie circulaire'` and `"Éco-produire" en Armorique`: the value closes before its end.
pub fn early_close(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let parts = Parts::of(text.line(index));
    let mark = parts.value.chars().next().filter(|c| ['\'', '"'].contains(c))?;
    let rest = &parts.value[1..];
    let close = rest.find(mark)?;
    let after = rest[close + 1..].trim_start();
    let escaped = mark == '\'' && rest[close + 1..].starts_with('\'');
    if after.is_empty() || after.starts_with('#') || escaped {
        return None;
    }
    if after == "," || after == ";" {
        return line(index, "yaml-comma", parts.name(), parts.with(&parts.value[..close + 2]));
    }
    let whole = if rest.ends_with(mark) {
        &rest[..rest.len() - 1]
    } else if mark == '\'' {
        rest
    } else {
        parts.value
    };
    let new = parts.with(&quoted(whole));
    let word = rest[..close].trim_end_matches(BLANKS).rsplit(BLANKS).next().unwrap_or_default();
    let help = Message::new("yaml-early-help").with("line", new.trim_end());
    let message = match mark {
        '\'' => Message::new("yaml-early-apostrophe").with("word", format!("{word}’")),
        _ => Message::new("yaml-early-quote").with("word", word),
    };
    Some(Slip { rule: &SYNTAX, message, help, lines: vec![(index, new)], certain: true })
}

/// A quotation mark or a bracket that nobody closed.
pub fn unclosed(text: &Mended<'_>, index: usize) -> Option<Slip> {
    let parts = Parts::of(text.line(index));
    let (open, close) = match parts.value.chars().next()? {
        '"' => ('"', '"'),
        '\'' => ('\'', '\''),
        '[' => ('[', ']'),
        '{' => ('{', '}'),
        _ => return None,
    };
    let rest = &parts.value[1..];
    if let Some(at) = rest.rfind(close) {
        // Closed, but something follows: brackets were meant as brackets of a text.
        let after = rest[at + 1..].trim();
        let is_text = ['[', '{'].contains(&open) && !after.is_empty() && !after.starts_with('#');
        return is_text.then(|| line(index, "yaml-bracket-text", parts.name(), parts.with(&quoted(parts.value))))?;
    }
    if rest.trim().is_empty() {
        let below = closed_below(text, index, close);
        return below.or_else(|| {
            let help = Message::new("fill-line").with("line", parts.with("…"));
            let message = Message::new("yaml-unclosed").with("sign", open.to_string());
            Some(Slip { rule: &SYNTAX, message, help, lines: vec![(index, parts.with(LOST))], certain: false })
        });
    }
    let new = parts.with(&format!("{}{close}", parts.value.trim_end_matches(',')));
    let help = Message::new("write-line").with("line", new.trim_end());
    let message = Message::new("yaml-unclosed").with("sign", open.to_string());
    Some(Slip { rule: &SYNTAX, message, help, lines: vec![(index, new)], certain: true })
}

/// A bracket that nobody closed, and below it the lines that it holds: it is closed at the end of the last one.
fn closed_below(text: &Mended<'_>, index: usize, close: char) -> Option<Slip> {
    let indent = Parts::of(text.line(index)).indent.len();
    let inside = |line: &usize| {
        let line = text.line(*line);
        line.trim().is_empty() || line.len() - line.trim_start().len() > indent
    };
    let last = (index + 1..text.len()).take_while(inside).filter(|line| !text.line(*line).trim().is_empty()).last()?;
    let new = format!("{}{close}", text.line(last).trim_end().trim_end_matches(','));
    let help = Message::new("write-line").with("line", new.as_str());
    let message = Message::new("yaml-unclosed-above").with("sign", close.to_string());
    Some(Slip { rule: &SYNTAX, message, help, lines: vec![(last, new)], certain: true })
}

/// A value between straight quotes, with those inside it made French.
pub fn quoted(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 2);
    let mut open = true;
    let pairs = value.matches('"').count().is_multiple_of(2);
    for c in value.trim_matches(BLANKS).chars() {
        match c {
            '"' if pairs => {
                text.push_str(if open { "«\u{a0}" } else { "\u{a0}»" });
                open = !open;
            }
            '"' => text.push('”'),
            '\\' => text.push_str("\\\\"),
            c => text.push(c),
        }
    }
    format!("\"{text}\"")
}

/// A text as a header holds it, whatever its signs: between straight quotes. What commands a machine is left out, and the
/// end of a line is a space.
pub fn protected(text: &str) -> String {
    let text: String = text.chars().filter(|c| !is_command(*c)).collect();
    let text = text.replace(['\t', '\n', '\r', '\u{2028}', '\u{2029}'], " ");
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The same for a name, which needs no quotes when only words can be read in it.
pub fn written(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || " -_.'’".contains(c);
    let is_word = |c: char| c.is_alphanumeric();
    let is_end = |c: char| is_word(c) || "_-".contains(c);
    // The parser takes this word for no name at all.
    let is_null = name.eq_ignore_ascii_case("null");
    match !is_null && name.starts_with(is_word) && name.ends_with(is_end) && name.chars().all(is_plain) {
        true => name.to_owned(),
        false => protected(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_can_be_read() {
        assert_eq!(quoted("a : b"), "\"a : b\"");
        assert_eq!(quoted(r#"le "grand" guide"#), "\"le «\u{a0}grand\u{a0}» guide\"");
        assert_eq!(quoted(r#"12" \ 3"#), r#""12” \\ 3""#);
    }
}
