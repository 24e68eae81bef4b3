//! From a date to another.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report};
use crate::model::Value;
use crate::model::column::{Column, Kind, Resolve};
use crate::model::types::date::{self, Date, NotADate, Period};
use crate::model::types::{FieldType, Narrow, Reading, Show, TypeDef, WRONG_TYPE};
use crate::yaml::Node;

/// The type `period`: `2015-2018`, `2015` (all of it), `2015-` (it lasts), `2015-01 / 2016-03`,
/// `mars 2015 - mai 2016`, `de 2015 à 2018`.
pub const TYPE: TypeDef = TypeDef { name: "period", options: &[], make };

#[derive(Debug)]
struct PeriodType;

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(PeriodType))
}

/// The date from which it lasts: `2015-`, `2015 - en cours`, `2015 à aujourd'hui`.
fn lasting(text: &str) -> Option<&str> {
    const OPEN: [&str; 5] = ["en cours", "aujourd'hui", "aujourd’hui", "ce jour", "maintenant"];
    let text = OPEN.iter().find_map(|end| text.strip_suffix(end)).map_or(text, |start| {
        let start = start.trim_end();
        start.strip_suffix(['-', '–', '/', 'à']).unwrap_or(start)
    });
    let whole = text.trim_end().len();
    let start = text.trim_end().trim_end_matches(['-', '–']);
    (start.len() < whole || whole < text.len()).then_some(start)
}

/// `16-18`: two years of this century, or of the end of the last one.
fn short_years(text: &str) -> Option<String> {
    let (start, end) = text.trim().split_once(['-', '–', '/'])?;
    let year = |text: &str| {
        let year = text.trim().parse::<i32>().ok().filter(|_| text.trim().len() == 2)?;
        Some(if year < 70 { 2000 + year } else { 1900 + year })
    };
    Some(format!("{}-{}", year(start)?, year(end)?))
}

impl Period {
    /// Reads a period as people write it; a date alone is a period that begins and ends then.
    pub fn parse(text: &str) -> Result<Period, NotADate> {
        let text = text.trim();
        let since = text.strip_prefix("depuis ").or_else(|| text.strip_prefix("à partir de "));
        if let Some(start) = since.or_else(|| lasting(text)) {
            let start = start.trim_end_matches([' ', '-', '–']);
            return Date::parse(start).map(|start| Period { start, end: None });
        }
        let text = text.trim_start_matches("de ").trim_start_matches("du ");
        let alone = match Date::parse(text) {
            Ok(date) => return Ok(Period { start: date, end: Some(date) }),
            Err(problem) => problem,
        };
        for separator in [" - ", " – ", " / ", " à ", " au ", "–", "/", "-"] {
            let Some((start, end)) = text.split_once(separator) else { continue };
            let (Ok(start), end) = (Date::parse(start), end.trim()) else { continue };
            if let Ok(end) = Date::parse(end) {
                return Ok(Period { start, end: Some(end) });
            }
        }
        Err(alone)
    }

    /// The same, from the earlier date to the later one.
    fn forward(&self) -> Period {
        match self.end {
            Some(end) if end < self.start => Period { start: end, end: Some(self.start) },
            _ => *self,
        }
    }

    fn text(&self, show: &dyn Show) -> String {
        let lang = show.lang();
        match self.end {
            Some(end) if end == self.start => end.long(lang),
            Some(end) if self.start.month.is_none() && end.month.is_none() => {
                format!("{}–{}", self.start.year, end.year)
            }
            Some(end) => format!("{} – {}", self.start.long(lang), end.long(lang)),
            None => show.word("since").replace("{date}", &self.start.long(lang)),
        }
    }

    /// As templates see it.
    pub fn show(&self, show: &dyn Show) -> Data {
        Data::map([
            ("text", Data::text(show.text(&self.text(show)))),
            ("start", self.start.show(show)),
            ("end", self.end.map_or(Data::Null, |d| d.show(show))),
        ])
    }
}

impl FieldType for PeriodType {
    fn name(&self) -> &'static str {
        "period"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        match Period::parse(node.as_text().unwrap_or_default()) {
            Ok(period) => {
                if period.end.is_some_and(|end| end < period.start) {
                    let message = Message::new("period-backwards").with("field", reading.field.as_str());
                    let Period { start, end } = period.forward();
                    let end = end.unwrap_or(start);
                    let between = if start.month.is_none() && end.month.is_none() { "-" } else { " / " };
                    let line = format!("{}: {}{between}{}", reading.field, start.iso(), end.iso());
                    let help = Message::new("write-line").with("line", line);
                    reading.report.add(Diagnostic::at(&WRONG_TYPE, node.span, message).help(help));
                }
                Some(Value::Period(period))
            }
            Err(problem) => {
                let meant = node.as_text().and_then(short_years);
                date::report(problem, node, reading, meant.as_deref().unwrap_or(&self.example()));
                None
            }
        }
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        match value {
            Value::Period(period) => period.show(show),
            _ => Data::Null,
        }
    }

    fn columns(&self) -> Vec<Column> {
        ["debut", "fin"].map(|part| Column::part(part, part, Kind::Date)).into()
    }

    fn export(&self, value: &Value, _: &dyn Resolve) -> Data {
        let Value::Period(period) = value else { return Data::Null };
        let end = period.end.map(|date| date.iso());
        Data::map([("debut", Data::text(period.start.iso())), ("fin", Data::option(end))])
    }

    fn narrows(&self) -> bool {
        true
    }

    /// The year in which it begins: how long a period without end lasts, nobody knows.
    fn narrow(&self, value: &Value) -> Option<Narrow> {
        match value {
            Value::Period(period) => Some(period.start.narrow()),
            _ => None,
        }
    }

    fn schema(&self) -> Data {
        date::schema_of_dates()
    }

    fn example(&self) -> String {
        "2015-2018".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_people_write_them() {
        for (text, start, end) in [
            ("2015-2018", "2015", Some("2018")),
            ("2015", "2015", Some("2015")),
            ("2015-12", "2015-12", Some("2015-12")),
            ("2015-", "2015", None),
            ("depuis 2018 -", "2018", None),
            ("depuis 2018", "2018", None),
            ("2015 - en cours", "2015", None),
            ("2015 à aujourd’hui", "2015", None),
            ("du 3 mars 2015 au 5 mai 2016", "2015-03-03", Some("2016-05-05")),
            ("de 2015 à 2018", "2015", Some("2018")),
            ("2015-01-19 / 2016-02", "2015-01-19", Some("2016-02")),
            ("mars 2015 – mai 2016", "2015-03", Some("2016-05")),
        ] {
            let period = Period::parse(text).unwrap_or_else(|_| panic!("{text}"));
            assert_eq!(period.start.iso(), start, "{text}");
            assert_eq!(period.end.map(|e| e.iso()).as_deref(), end, "{text}");
        }
        assert!(Period::parse("longtemps").is_err());
    }
}
