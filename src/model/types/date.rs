//! Days, months and years, as people write them                                 ← jiff.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report};
use crate::markdown::typography::MONTHS as FRENCH;
use crate::model::Value;
use crate::model::column::{Column, Kind, Resolve};
use crate::model::types::{FieldType, Narrow, Reading, Show, TypeDef, WRONG_TYPE};
use crate::slug::slug;
use crate::yaml::Node;

/// The type `date`: `2018`, `2018-05`, `2018-05-12`, `12/05/2018`, `12 mai 2018`, `mai 2018`.
pub const TYPE: TypeDef = TypeDef { name: "date", options: &[], make };

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day, a month or a year that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year.
    pub year: i16,
    /// The month, from 1, when it is known.
    pub month: Option<i8>,
    /// The day, from 1, when it is known.
    pub day: Option<i8>,
}

/// From a date to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first date.
    pub start: Date,
    /// The last date; none while it lasts.
    pub end: Option<Date>,
}

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotADate {
    /// It does not look like one.
    Unreadable,
    /// It looks like one, and does not exist: the last day of that month, or none for a month.
    Impossible(Option<i8>),
}

impl Date {
    /// Checks that the date exists.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Result<Date, NotADate> {
        if !(1..=9999).contains(&year) {
            return Err(NotADate::Unreadable);
        }
        let first = match month {
            None => return Ok(Date { year, month, day }),
            Some(month) => jiff::civil::Date::new(year, month, 1).map_err(|_| NotADate::Impossible(None))?,
        };
        match day {
            Some(day) if jiff::civil::Date::new(year, first.month(), day).is_err() => {
                Err(NotADate::Impossible(Some(first.days_in_month())))
            }
            _ => Ok(Date { year, month, day }),
        }
    }

    /// Reads a date as people write it.
    pub fn parse(text: &str) -> Result<Date, NotADate> {
        let text = without_weekday(text.trim());
        // What is before our era is not another date.
        if text.starts_with(['-', '−', '–', '/', '.']) {
            return Err(NotADate::Unreadable);
        }
        let parts: Vec<&str> = text.split(['-', '/', '.', ' ', '\u{a0}']).filter(|p| !p.is_empty()).collect();
        let number = |p: &str| p.bytes().all(|b| b.is_ascii_digit()).then(|| p.parse::<i16>().ok()).flatten();
        let small = |p: &str| number(p).and_then(|n| i8::try_from(n).ok()).ok_or(NotADate::Unreadable);
        let year = |p: &str| number(p).filter(|_| p.len() == 4).ok_or(NotADate::Unreadable);
        match parts.as_slice() {
            [y] => Date::new(year(y)?, None, None),
            [y, m] if year(y).is_ok() => Date::new(year(y)?, Some(small(m)?), None),
            [m, y] => Date::new(year(y)?, Some(month(m).map_or_else(|| small(m), Ok)?), None),
            [y, m, d] if year(y).is_ok() => Date::new(year(y)?, Some(small(m)?), Some(small(d)?)),
            [d, m, y] => {
                let day = small(d.trim_end_matches("er"))?;
                Date::new(year(y)?, Some(month(m).map_or_else(|| small(m), Ok)?), Some(day))
            }
            _ => Err(NotADate::Unreadable),
        }
    }

    /// The day (UTC) of a number of seconds since 1970, as in `SOURCE_DATE_EPOCH`.
    pub fn from_epoch(seconds: i64) -> Option<Date> {
        let day = jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::from_second(seconds).ok()?).date();
        Date::new(day.year(), Some(day.month()), Some(day.day())).ok()
    }

    /// The day that it is on this computer, where it stands. A build asks no clock: its day is told.
    #[allow(clippy::disallowed_methods)]
    pub fn of_clock() -> Option<Date> {
        let day = jiff::ZonedDateTime::now().date();
        Date::new(day.year(), Some(day.month()), Some(day.day())).ok()
    }

    /// `2018`, `2018-05` or `2018-05-12`.
    pub fn iso(&self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }

    /// In full, in a language, with its typography: `12 mai 2018`.
    pub fn long(&self, lang: &str) -> String {
        let names = if lang.starts_with("en") { &ENGLISH } else { &FRENCH };
        let name = self.month.and_then(|m| names.get(m as usize - 1));
        match (name, self.day) {
            (Some(name), Some(1)) if !lang.starts_with("en") => format!("1er\u{a0}{name} {}", self.year),
            (Some(name), Some(day)) => format!("{day}\u{a0}{name} {}", self.year),
            (Some(name), None) => format!("{name} {}", self.year),
            _ => self.year.to_string(),
        }
    }

    /// Its year as a value of a filter; the last years come first.
    pub fn narrow(&self) -> Narrow {
        Narrow { key: format!("{:04}", self.year), label: self.year.to_string(), rank: -i64::from(self.year) }
    }

    /// How many days after this one the other comes, the first days of months and years standing for them.
    pub fn days_until(&self, other: Date) -> Option<i32> {
        let day = |date: Date| jiff::civil::Date::new(date.year, date.month.unwrap_or(1), date.day.unwrap_or(1)).ok();
        day(*self)?.until(day(other)?).ok().map(|span| span.get_days())
    }

    /// As templates see it.
    pub fn show(&self, show: &dyn Show) -> Data {
        Data::map([("iso", Data::text(self.iso())), ("text", Data::text(self.long(show.lang())))])
    }
}

/// A month by its name, whatever the case and the accents, or by its first letters when no other begins with them.
fn month(name: &str) -> Option<i8> {
    let name = slug(name);
    // « nov. » is one month, « jui » could be two.
    let find = |names: &[&str]| {
        let begun = |whole: &&str| slug(whole).starts_with(&name);
        let alone = name.len() >= 3 && names.iter().filter(|whole| begun(whole)).count() == 1;
        names.iter().position(|whole| slug(whole) == name || alone && begun(whole)).map(|n| n as i8 + 1)
    };
    find(&FRENCH).or_else(|| find(&ENGLISH))
}

/// A date without the name of its day: `lundi 23 novembre 2026`.
fn without_weekday(text: &str) -> &str {
    const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
    let text = text.strip_prefix("le ").unwrap_or(text);
    match text.split_once([' ', '\u{a0}']) {
        Some((day, rest)) if DAYS.contains(&slug(day).as_str()) => rest.trim_start(),
        _ => text,
    }
}

/// The date that a text most likely means, ready to be written: `23/11/26` is of this century, the
/// month `23` is a day, and the year of `printemps 2016` is read.
fn meant(text: &str) -> Option<String> {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let date = match numbers.as_slice() {
        [day, month, year] if year.len() == 2 && day.len() <= 2 => format!("{day}/{month}/20{year}"),
        [month, day, year] if year.len() == 4 => format!("{day}/{month}/{year}"),
        [year, day, month] if year.len() == 4 => format!("{year}-{month}-{day}"),
        // A time of day follows.
        [year, month, day, _, _, ..] if year.len() == 4 => format!("{year}-{month}-{day}"),
        [day, month, year, _, _, ..] if year.len() == 4 => format!("{day}/{month}/{year}"),
        [year] | [_, year] if year.len() == 4 => (*year).to_owned(),
        _ => return None,
    };
    Date::parse(&date).is_ok().then_some(date)
}

/// Reports a text that is not a date.
pub fn report(problem: NotADate, node: &Node, reading: &mut Reading<'_>, example: &str) {
    match problem {
        NotADate::Unreadable => {
            let meant = meant(node.as_text().unwrap_or_default());
            reading.wrong(node, "type-date", meant.as_deref().unwrap_or(example));
        }
        NotADate::Impossible(last) => {
            let value = node.as_text().unwrap_or_default();
            let message = match last {
                Some(last) => Message::new("date-no-such-day").with("last", i64::from(last)),
                None => Message::new("date-no-such-month"),
            };
            let nearest = last.map_or_else(|| meant(value), |last| with_day(value, last));
            let message = message.with("value", value).with("field", reading.field.as_str());
            let line = format!("{}: {}", reading.field, nearest.as_deref().unwrap_or(example));
            reading.report.add(
                Diagnostic::at(&WRONG_TYPE, node.span, message).help(Message::new("for-example").with("line", line)),
            );
        }
    }
}

/// The same date on the last day of its month: `31/11/2018` gives `30/11/2018`.
fn with_day(text: &str, last: i8) -> Option<String> {
    let is_digit = |c: char| c.is_ascii_digit();
    let mut start = 0;
    for part in text.split_inclusive(|c| !is_digit(c)) {
        let number = part.trim_end_matches(|c| !is_digit(c));
        if number.len() <= 2 && number.parse::<i8>().is_ok_and(|day| day > last) {
            return Some(format!("{}{last}{}", &text[..start], &text[start + number.len()..]));
        }
        start += part.len();
    }
    None
}

#[derive(Debug)]
struct DateType;

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(DateType))
}

/// The JSON Schema of dates and periods: a year stands somewhere in them.
pub fn schema_of_dates() -> Data {
    let kinds = Data::list([Data::text("string"), Data::text("integer")]);
    Data::map([("type", kinds), ("pattern", Data::text("[0-9]{4}"))])
}

impl FieldType for DateType {
    fn name(&self) -> &'static str {
        "date"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        match Date::parse(node.as_text().unwrap_or_default()) {
            Ok(date) => Some(Value::Date(date)),
            Err(problem) => {
                report(problem, node, reading, &self.example());
                None
            }
        }
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        match value {
            Value::Date(date) => date.show(show),
            _ => Data::Null,
        }
    }

    fn columns(&self) -> Vec<Column> {
        vec![Column::alone(Kind::Date)]
    }

    fn export(&self, value: &Value, _: &dyn Resolve) -> Data {
        match value {
            Value::Date(date) => Data::text(date.iso()),
            _ => Data::Null,
        }
    }

    fn narrows(&self) -> bool {
        true
    }

    fn narrow(&self, value: &Value) -> Option<Narrow> {
        match value {
            Value::Date(date) => Some(date.narrow()),
            _ => None,
        }
    }

    fn schema(&self) -> Data {
        schema_of_dates()
    }

    fn example(&self) -> String {
        "2018-05-12".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_with_the_typography_of_french() {
        for year in [1, 800, 1066, 1999, 2026, 9999] {
            for (month, day) in (1..=12).flat_map(|month| (1..=28).map(move |day| (month, day))) {
                for date in [(None, None), (Some(month), None), (Some(month), Some(day))] {
                    let text = Date { year, month: date.0, day: date.1 }.long("fr");
                    assert_eq!(crate::markdown::typography::french_plain(&text), text);
                }
            }
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, iso) in [
            ("2015", "2015"),
            ("2015-03", "2015-03"),
            ("mars 2015", "2015-03"),
            ("03/2015", "2015-03"),
            ("2015-03-01", "2015-03-01"),
            ("01/03/2015", "2015-03-01"),
            ("1er mars 2015", "2015-03-01"),
            ("12 FEVRIER 2018", "2018-02-12"),
            ("29/02/2016", "2016-02-29"),
            ("lundi 23 novembre 2026", "2026-11-23"),
            ("le 12 mai 2018", "2018-05-12"),
            ("lundi 23 nov. 2026", "2026-11-23"),
        ] {
            assert_eq!(Date::parse(text).map(|d| d.iso()).as_deref(), Ok(iso), "{text}");
        }
    }

    #[test]
    fn dates_that_do_not_exist_are_told_apart_from_other_texts() {
        assert_eq!(Date::parse("31/11/2018"), Err(NotADate::Impossible(Some(30))));
        assert_eq!(Date::parse("2018-13"), Err(NotADate::Impossible(None)));
        for text in
            ["-0001-01-01", "-2018", "−2018-05-12", "hier", "", "18", "2018-05-12-3", "12/5/18", "mai", "3 jui 2018"]
        {
            assert_eq!(Date::parse(text), Err(NotADate::Unreadable), "{text}");
        }
    }

    #[test]
    fn the_date_that_was_meant_is_proposed() {
        for (text, date) in [
            ("23/11/26", Some("23/11/2026")),
            ("11/23/2026", Some("23/11/2026")),
            ("2026-23-11", Some("2026-11-23")),
            ("printemps 2016", Some("2016")),
            ("3e trimestre 2016", Some("2016")),
            ("2026-11-23 14:30", Some("2026-11-23")),
            ("hier", None),
            ("31/02/26", None),
        ] {
            assert_eq!(meant(text).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn dates_are_shown_in_full() {
        let date = Date::new(2015, Some(3), Some(1)).unwrap();
        assert_eq!(date.long("fr"), "1er\u{a0}mars 2015");
        assert_eq!(date.long("en"), "1\u{a0}March 2015");
    }
}
