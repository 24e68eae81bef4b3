//! Figures of several entries, added up only when they count the same thing.

use std::collections::BTreeMap;

use crate::data::Data;
use crate::model::types::date::Period;
use crate::model::types::number;
use crate::model::{Show, Value};
use crate::render::scope::Scope;
use crate::site::PageId;

/// The decimals that are kept: no figure of a guide has more.
const DECIMALS: usize = 9;

/// What is counted: the label, the unit and the year.
type Counted<'a> = (&'a str, Option<&'a str>, Period);

/// The sums of the figures of some entries: {label, unit, year, value, count}. Figures are added up when their label,
/// their unit and their year are the same in two entries at least, and when all of them are numbers: « environ 1 000 »
/// is none.
pub fn totals(scope: &Scope<'_>, entries: &[PageId]) -> Data {
    let mut order: Vec<Counted<'_>> = Vec::new();
    let mut found: BTreeMap<Counted<'_>, (Option<i128>, Vec<PageId>)> = BTreeMap::new();
    for id in entries {
        for figure in figures(scope, *id) {
            let Some((counted, value)) = read(figure) else { continue };
            let (sum, from) = found.entry(counted).or_insert_with(|| {
                order.push(counted);
                (Some(0), Vec::new())
            });
            *sum = sum.zip(value).and_then(|(sum, value)| sum.checked_add(value));
            if from.last() != Some(id) {
                from.push(*id);
            }
        }
    }
    Data::list(order.into_iter().filter_map(|counted| {
        let (sum, from) = found.get(&counted)?;
        let sum = sum.filter(|_| from.len() > 1)?;
        let (label, unit, year) = counted;
        Some(Data::map([
            ("label", Data::text(scope.text(label))),
            ("unit", Data::option(unit.map(|unit| scope.text(unit)))),
            ("year", year.show(scope).get("text").cloned().unwrap_or(Data::Null)),
            ("value", Data::text(number::format(&written(sum), scope.lang))),
            ("count", Data::from(from.len())),
        ]))
    }))
}

fn figures<'a>(scope: &Scope<'a>, id: PageId) -> impl Iterator<Item = &'a Value> {
    let site = scope.views.site;
    let page = site.page(id);
    let fields = page.group(&site.model).iter();
    let fields = fields.filter(|field| field.kind.name() == "figure" || field.kind.item() == Some("figure"));
    fields.filter_map(|field| page.value(&field.id)).flat_map(Value::items)
}

/// What a figure counts, and its value in units of the last decimal; none when it does not say what, or when.
fn read(figure: &Value) -> Option<(Counted<'_>, Option<i128>)> {
    let text = |id: &str| figure.get(id).and_then(Value::as_text).map(str::trim);
    let Some(Value::Period(year)) = figure.get("annee") else { return None };
    let value = text("valeur").and_then(number::parse).and_then(|digits| scaled(&digits));
    Some(((text("libelle")?, text("unite"), *year), value))
}

fn scaled(digits: &str) -> Option<i128> {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    (decimals.len() <= DECIMALS).then(|| format!("{whole}{decimals:0<DECIMALS$}").parse().ok())?
}

fn written(sum: i128) -> String {
    let unit = 10_i128.pow(DECIMALS as u32);
    let sign = if sum < 0 { "-" } else { "" };
    let decimals = format!("{:0DECIMALS$}", (sum % unit).abs());
    format!("{sign}{}.{decimals}", (sum / unit).abs()).trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_exact() {
        for (numbers, sum) in [
            (&["0.1", "0.2"][..], "0.3"),
            (&["1000000", "2"], "1000002"),
            (&["-0.5", "0.25"], "-0.25"),
            (&["-1.5", "1.5"], "0"),
        ] {
            assert_eq!(written(numbers.iter().map(|n| scaled(n).unwrap_or_default()).sum()), sum);
        }
        assert_eq!(scaled("0.1234567891"), None);
    }
}
