//! Decimal numbers, written the French or the English way.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::Report;
use crate::model::Value;
use crate::model::column::{Column, Kind, Resolve};
use crate::model::types::{FieldType, Reading, Show, TypeDef};
use crate::yaml::Node;

/// The type `number`.
pub const TYPE: TypeDef = TypeDef { name: "number", options: &[], make };

#[derive(Debug)]
struct Number;

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(Number))
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
    match (digits.contains('.'), zeros) {
        (_, "") => Some(format(&digits, "fr").replace('\u{202f}', " ")),
        (false, zeros) => Some(format(&format!("{digits}{zeros}"), "fr").replace('\u{202f}', " ")),
        (true, _) => None,
    }
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
        if number.is_none() {
            let meant = node.as_text().and_then(found).unwrap_or_else(|| self.example());
            reading.wrong(node, "type-number", &meant);
        }
        number.map(Value::Number)
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
        "12,5".to_owned()
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
            ("1,5 M€", None),
        ] {
            assert_eq!(found(text).as_deref(), number, "{text}");
        }
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
