//! Text on one line or several, shown as it is.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report};
use crate::markdown::english;
use crate::model::Value;
use crate::model::declare;
use crate::model::types::{CUT_TEXT, FieldType, Narrow, Reading, SIGNS, SIZE, Show, TypeDef};
use crate::source::lanes::{Lanes, first};
use crate::yaml::{Node, Quoted, Value as Yaml};

/// The type `text`: `max` and `min` bound its length, in characters.
pub const TYPE: TypeDef = TypeDef { name: "text", options: &["max", "min"], make };
/// The type `identifier`: text that typography leaves alone.
pub const IDENTIFIER: TypeDef = TypeDef { name: "identifier", options: &[], make: make_identifier };

#[derive(Debug)]
struct Text {
    name: &'static str,
    max: Option<i64>,
    min: Option<i64>,
}

fn make(node: &Node, report: &mut Report) -> Option<Arc<dyn FieldType>> {
    let max = declare::integer(node, "max", report);
    let min = declare::integer(node, "min", report);
    Some(Arc::new(Text { name: "text", max, min }))
}

fn make_identifier(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(Text { name: "identifier", max: None, min: None }))
}

/// Reports what a `#` cuts from a text without quotes: « titre: A # B » is not « A ».
pub fn check_cut(node: &Node, reading: &mut Reading<'_>) -> bool {
    let Some((span, comment)) = &node.comment else { return false };
    let kept = match &node.value {
        Yaml::Text(text, Quoted::No) => text.as_str(),
        Yaml::Null => "",
        _ => return false,
    };
    let whole = format!("{} {comment}", kept.trim()).replace('"', "”");
    let line = format!("{}: \"{}\"", reading.field, whole.trim());
    reading.report.add(
        Diagnostic::at(&CUT_TEXT, *span, Message::new("text-cut").with("field", reading.field.as_str()))
            .help(Message::new("write-line").with("line", line)),
    );
    true
}

/// Shows what is beyond the bound of a text, and says how much of it is to go.
fn shorten(fault: Diagnostic, text: &str, bound: i64, node: &Node) -> Diagnostic {
    let beyond = text.char_indices().nth(usize::try_from(bound).unwrap_or(0)).map_or(text.len(), |(at, _)| at);
    let lead = node.as_text().map_or(0, |all| all.len() - all.trim_start().len());
    let span = node.written().span(&(lead + beyond..lead + text.len()));
    // From the beginning of a word.
    let start = text[..beyond].rfind(' ').map_or(beyond, |space| space + 1);
    let words: String = text[start..].chars().take(40).collect();
    let words = if words.len() < text.len() - start { format!("{}…", words.trim_end()) } else { words };
    let help = Message::new("text-too-long-help").with("number", text[beyond..].chars().count()).with("words", words);
    Diagnostic { span: Some(span), ..fault }.help(help)
}

/// Reports the signs of a text that are shown as they are: this field is no Markdown, and no HTML.
fn tell_signs(text: &str, node: &Node, reading: &mut Reading<'_>) {
    let Some((signs, plain)) = signs(text) else { return };
    let message = Message::new("text-signs").with("field", reading.field.as_str()).with("signs", signs);
    let line = format!("{}: {}", reading.field, crate::yaml::quoted(&plain));
    let help = Message::new("for-example").with("line", line);
    reading.report.add(Diagnostic::at(&SIGNS, node.span, message).help(help));
}

/// Advises against the quotation marks of English in a French text, which nothing sets as those of a text between straight
/// ones.
fn tell_english(text: &str, node: &Node, reading: &mut Reading<'_>) {
    let Some((marks, french)) = english::in_french(text).filter(|_| reading.manner.french) else { return };
    let lead = node.as_text().map_or(0, |all| all.len() - all.trim_start().len());
    let span = node.written().span(&(lead + marks.start..lead + marks.end));
    // Of a text of several lines, or of a long one, the words alone.
    let is_line = !text.contains('\n') && french.len() <= english::LONGEST;
    let words = english::in_french(&text[marks]).filter(|_| !is_line).map(|(_, words)| words);
    let help = english::help(&words.unwrap_or_else(|| crate::yaml::protected(&french)));
    reading.report.add(Diagnostic::at(&english::ENGLISH, span, Message::new("quotes-english")).help(help));
}

/// The first signs of Markdown or HTML of a text, and the text without them.
fn signs(text: &str) -> Option<(String, String)> {
    // Each of them begins with one of these, or ends so.
    let is_sign = |bytes: Lanes| bytes.is(b'&') | bytes.is(b'*') | bytes.is(b'<') | bytes.is(b']');
    first(text.as_bytes(), is_sign)?;
    const ENTITIES: [(&str, &str); 20] = [
        ("&amp;", "&"),
        ("&nbsp;", " "),
        ("&eacute;", "é"),
        ("&egrave;", "è"),
        ("&ecirc;", "ê"),
        ("&agrave;", "à"),
        ("&acirc;", "â"),
        ("&ccedil;", "ç"),
        ("&ocirc;", "ô"),
        ("&icirc;", "î"),
        ("&ugrave;", "ù"),
        ("&Eacute;", "É"),
        ("&rsquo;", "’"),
        ("&#39;", "’"),
        ("&laquo;", "«"),
        ("&raquo;", "»"),
        ("&quot;", "”"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&euro;", "€"),
    ];
    if let Some((entity, _)) = ENTITIES.iter().find(|(entity, _)| text.contains(entity)) {
        let plain = ENTITIES.iter().fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign));
        return Some(((*entity).to_owned(), plain));
    }
    if text.matches("**").count() > 1 {
        return Some(("**".to_owned(), text.replace("**", "")));
    }
    if let Some((tag, plain)) = without_tags(text) {
        return Some((tag, plain));
    }
    let middle = text.find("](")?;
    let start = text[..middle].rfind('[')?;
    let end = middle + text[middle..].find(')')?;
    let plain = format!("{}{}{}", &text[..start], &text[start + 1..middle], &text[end + 1..]);
    Some((text[start..=end].to_owned(), plain))
}

/// The first HTML element of a text, and the text without any.
fn without_tags(text: &str) -> Option<(String, String)> {
    let (mut plain, mut rest, mut first) = (String::new(), text, None);
    while let Some((before, tag)) = rest.split_once('<') {
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        plain.push_str(before);
        let is_tag = TAGS.contains(&name.to_ascii_lowercase().as_str());
        match if is_tag { tag.split_once('>') } else { None } {
            Some((inside, after)) => {
                first.get_or_insert_with(|| format!("<{inside}>"));
                // What a line break parts stays apart.
                if name.eq_ignore_ascii_case("br") && !plain.ends_with(' ') && !after.starts_with(' ') {
                    plain.push(' ');
                }
                rest = after;
            }
            None => {
                plain.push('<');
                rest = tag;
                // Nothing closes a tag any more.
                if is_tag {
                    break;
                }
            }
        }
    }
    Some((first?, plain + rest))
}

/// The elements that word processors and web forms leave in a text.
const TAGS: [&str; 14] = ["a", "b", "br", "div", "em", "font", "i", "p", "span", "strong", "sub", "sup", "u", "small"];

impl FieldType for Text {
    fn name(&self) -> &'static str {
        self.name
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        if check_cut(node, reading) {
            return None;
        }
        let text = reading.text(node, &self.example())?;
        let length = text.chars().count() as i64;
        let wrong = match (self.max, self.min) {
            (Some(max), _) if length > max => Some(("text-too-long", max)),
            (_, Some(min)) if length < min => Some(("text-too-short", min)),
            _ => None,
        };
        if let Some((message, bound)) = wrong {
            let field = reading.field.as_str();
            let message = Message::new(message).with("field", field).with("length", length).with("bound", bound);
            let fault = Diagnostic::at(&SIZE, node.span, message);
            reading.report.add(if length > bound { shorten(fault, text, bound, node) } else { fault });
        }
        if self.name == "text" {
            tell_signs(text, node, reading);
            tell_english(text, node, reading);
        }
        Some(Value::Text(text.to_owned()))
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        let text = value.as_text().unwrap_or_default();
        if self.name == "identifier" { Data::text(text) } else { Data::text(show.text(text)) }
    }

    fn narrows(&self) -> bool {
        true
    }

    fn narrow(&self, value: &Value) -> Option<Narrow> {
        Narrow::text(value.as_text()?)
    }

    fn schema(&self) -> Data {
        // A text of digits needs no quotes in a header.
        let mut entries = vec![("type", Data::list(["string", "number"].map(Data::from)))];
        entries.extend(self.max.map(|n| ("maxLength", Data::Int(n))));
        entries.extend(self.min.map(|n| ("minLength", Data::Int(n))));
        Data::map(entries)
    }

    fn example(&self) -> String {
        "…".to_owned()
    }
}
