//! Decimal numbers, written the French or the English way.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report};
use crate::model::Value;
use crate::model::column::{Column, Kind, Resolve};
use crate::model::declare;
use crate::model::types::{FieldType, Reading, SIZE, Show, TypeDef, WRONG_TYPE};
use crate::yaml::{Node, Quoted, Value as Yaml, quoted};

/// The type `number`: `min` and `max` bound it.
pub const TYPE: TypeDef = TypeDef { name: "number", options: &["min", "max"], make };

#[derive(Debug)]
struct Number {
    min: Option<i64>,
    max: Option<i64>,
}

fn make(node: &Node, report: &mut Report) -> Option<Arc<dyn FieldType>> {
    let min = declare::integer(node, "min", report);
    let max = declare::integer(node, "max", report);
    Some(Arc::new(Number { min, max }))
}

/// Tells of `17.007`: nobody knows whether it is seventeen or seventeen thousand.
pub fn two_ways(node: &Node, reading: &mut Reading<'_>) -> bool {
    let text = node.as_text().unwrap_or_default().trim();
    let parts = text.trim_start_matches(['-', '−']).split_once('.');
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let thousands = parts.is_some_and(|(whole, rest)| {
        (1..4).contains(&whole.len()) && digits(whole) && !whole.starts_with('0') && rest.len() == 3 && digits(rest)
    });
    if thousands {
        let message = Message::new("type-amount-thousands").with("field", reading.field.as_str()).with("value", text);
        let line = format!("{}: {}", reading.field, text.replace('.', " "));
        let other = Message::new("type-number-decimals").with("number", format!("{text}0"));
        let fault = Diagnostic::at(&WRONG_TYPE, node.span, message);
        reading.report.add(fault.help(Message::new("for-example").with("line", line)).help(other));
    }
    thousands
}

/// Reads `10 000`, `12,5`, `-3.20`: digits with an optional `-` and one `.`; none for anything else.
/// A comma followed by other than three digits, or a point, is the decimal mark.
pub fn parse(text: &str) -> Option<String> {
    let compact: String = text.trim().chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '_')).collect();
    let compact = compact.replace(',', ".").replace('−', "-");
    let digits = compact.strip_prefix('-').unwrap_or(&compact);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let grouped = text.trim().trim_start_matches(['-', '−']);
    let spaced = grouped.split([' ', '\u{a0}', '\u{202f}']).collect::<Vec<_>>();
    let groups_right =
        spaced.len() == 1 || spaced.iter().skip(1).all(|g| g.split([',', '.']).next().is_some_and(|g| g.len() == 3));
    (all_digits(whole) && all_digits(decimals) && groups_right).then_some(compact)
}

/// The only number of a text, as it is to be written: `environ 12 000 €`, `12k€`, `80 %`; none when
/// there are several, or none.
pub fn found(text: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '\u{202f}' | ',' | '.');
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let end = text[start..].find(|c: char| !is_part(c)).map_or(text.len(), |n| start + n);
    let (written, unit) = (text[start..end].trim_end_matches(|c: char| !c.is_ascii_digit()), text[end..].trim_start());
    if unit.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // `12.000,50` has its thousands and its decimals.
    let plain = match written.split_once(',') {
        Some((whole, decimals)) if whole.contains('.') => format!("{},{decimals}", whole.replace('.', "")),
        None if written.split('.').skip(1).all(|group| group.len() == 3) => written.replace('.', ""),
        _ => written.to_owned(),
    };
    let digits = parse(&plain)?;
    // Alone or before the sign of money: `ko`, `kWh` and `MW` are units.
    let alone = unit.chars().nth(1).is_none_or(|next| !next.is_alphabetic());
    let zeros = if unit.starts_with(['k', 'K']) && alone {
        "000"
    } else if (unit.starts_with('M') && alone) || unit.starts_with("million") {
        "000000"
    } else {
        ""
    };
    let digits = match digits.split_once('.').filter(|_| !zeros.is_empty()) {
        // `12,500 k€`: nobody knows whether it is twelve or twelve thousand.
        Some((_, decimals)) if decimals.len() == 3 => return None,
        Some((whole, decimals)) => {
            let all = format!("{whole}{decimals}{}", zeros.get(decimals.len()..)?);
            // `0,25` thousand is 250.
            Some(all.trim_start_matches('0').to_owned()).filter(|number| !number.is_empty())?
        }
        None => format!("{digits}{zeros}"),
    };
    Some(format(&digits, "fr").replace('\u{202f}', " "))
}

/// An angle in degrees, minutes and seconds as a number of degrees: `48°17'N`, `4° 29′ 10″ O`.
fn degrees(text: &str) -> Option<String> {
    text.contains('°').then_some(())?;
    let numbers = text.split(|c: char| !c.is_ascii_digit() && !['.', ','].contains(&c)).filter(|part| !part.is_empty());
    let numbers: Vec<f64> = numbers.map(|part| part.replace(',', ".").parse().ok()).collect::<Option<_>>()?;
    let ([_] | [_, _] | [_, _, _]) = numbers[..] else { return None };
    let sum: f64 = numbers.iter().zip([1.0, 60.0, 3600.0]).map(|(number, part)| number / part).sum();
    let west = text.trim_start().starts_with(['-', '−']) || text.contains(['O', 'W', 'S', 'o', 'w', 's']);
    Some(format!("{}{sum:.4}", if west { "-" } else { "" }))
}

/// Shows digits the way of a language: `10 000,5` in French, `10,000.5` in English.
pub fn format(digits: &str, lang: &str) -> String {
    let (group, mark) = if lang.starts_with("en") { (',', '.') } else { ('\u{202f}', ',') };
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |d| ("−", d));
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(w, d)| (w, Some(d)));
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) && whole.len() > 3 {
            out.push(group);
        }
        out.push(digit);
    }
    if let Some(decimals) = decimals {
        out.push(mark);
        out.push_str(decimals);
    }
    out
}

impl FieldType for Number {
    fn name(&self) -> &'static str {
        "number"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        let number = node.as_text().and_then(parse);
        let Some(number) = number else {
            let meant = node.as_text().and_then(degrees).or_else(|| node.as_text().and_then(found));
            let number = meant.unwrap_or_else(|| self.example());
            // Between braces, a comma would end it.
            let is_quoted = matches!(node.value, Yaml::Text(_, Quoted::Yes)) && number.contains(',');
            reading.wrong(node, "type-number", &if is_quoted { quoted(&number) } else { number });
            return None;
        };
        // What is less than a thousand has no thousands.
        if self.max.is_none_or(|max| max >= 1000) && two_ways(node, reading) {
            return None;
        }
        let value = number.parse::<f64>().unwrap_or_default();
        if self.min.is_some_and(|min| value < min as f64) || self.max.is_some_and(|max| value > max as f64) {
            let bound = |b: Option<i64>| b.map_or("…".to_owned(), |b| b.to_string());
            let message = Message::new("number-bounds").with("field", reading.field.as_str());
            let message = message.with("value", number).with("min", bound(self.min)).with("max", bound(self.max));
            reading.report.add(Diagnostic::at(&SIZE, node.span, message));
            return None;
        }
        Some(Value::Number(number))
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        match value {
            Value::Number(number) => Data::text(format(number, show.lang())),
            _ => Data::Null,
        }
    }

    fn columns(&self) -> Vec<Column> {
        vec![Column::alone(Kind::Number)]
    }

    fn export(&self, value: &Value, _: &dyn Resolve) -> Data {
        match value {
            Value::Number(number) => Data::Decimal(number.as_str().into()),
            _ => Data::Null,
        }
    }

    fn schema(&self) -> Data {
        // Written the French way (`10 000`, `12,5`), it is a text for other readers of YAML.
        let kinds = Data::list([Data::text("number"), Data::text("string")]);
        Data::map([("type", kinds), ("pattern", Data::text("^[-−]?[0-9][0-9 \u{a0}\u{202f}_]*([.,][0-9]+)?$"))])
    }

    fn example(&self) -> String {
        // Of degrees the point is the sign, as a comma would part two coordinates.
        if self.max.is_some_and(|max| max < 1000) { "48.28".to_owned() } else { "12,5".to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_that_was_meant_is_found() {
        for (text, number) in [
            ("12 000€ HT", Some("12 000")),
            ("environ 12 000 €", Some("12 000")),
            ("12k€", Some("12 000")),
            ("3 M€", Some("3 000 000")),
            ("12.000,50 euros TTC", Some("12 000,50")),
            ("80 %", Some("80")),
            ("100 ko", Some("100")),
            ("12 MW", Some("12")),
            ("entre 10 000 et 12 000 €", None),
            ("beaucoup", None),
            ("12,5 k€", Some("12 500")),
            ("1,5 M€", Some("1 500 000")),
            ("0,25 M€", Some("250 000")),
            ("1,250 M€", None),
            ("0,0 k€", None),
            ("1,2345 k€", None),
        ] {
            assert_eq!(found(text).as_deref(), number, "{text}");
        }
    }

    #[test]
    fn degrees_are_read_as_people_write_them() {
        assert_eq!(degrees("48°17'N").as_deref(), Some("48.2833"));
        assert_eq!(degrees("4° 29′ 10″ O").as_deref(), Some("-4.4861"));
        assert_eq!(degrees("20 °C, 1, 2, 3"), None);
    }

    #[test]
    fn numbers_are_read_and_shown_the_french_way() {
        for (text, parsed, shown) in [
            ("10 000", "10000", "10\u{202f}000"),
            ("12,5", "12.5", "12,5"),
            ("300000", "300000", "300\u{202f}000"),
            ("-3", "-3", "−3"),
        ] {
            assert_eq!(parse(text).as_deref(), Some(parsed));
            assert_eq!(format(parsed, "fr"), shown);
        }
        for text in ["douze", "1 2", "1,2,3", "", "12 kg"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(format("1234567.5", "en"), "1,234,567.5");
    }
}
