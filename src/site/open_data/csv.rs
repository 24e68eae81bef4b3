//! A table as CSV: UTF-8, commas, double quotes, one line end (LF), no cell that a spreadsheet would compute.

use std::fmt::Write as _;

use crate::data::Data;
use crate::model::column;
use crate::site::open_data::row::Row;
use crate::site::open_data::{Download, Making};
use crate::source::sign::is_invisible;

/// The file.
pub fn file(making: &Making<'_>, rows: &[Row]) -> Download {
    let mut text = String::new();
    line(making.table.columns.iter().map(|column| column.name.clone()), &mut text);
    for row in rows {
        line(row.cells.iter().map(cell), &mut text);
    }
    Download::new(making.path("csv"), "CSV", "text/csv", text)
}

fn line(cells: impl Iterator<Item = String>, text: &mut String) {
    for (number, cell) in cells.enumerate() {
        let comma = if number == 0 { "" } else { "," };
        let quoted = cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ');
        let _ = match quoted {
            true => write!(text, "{comma}\"{}\"", cell.replace('"', "\"\"")),
            false => write!(text, "{comma}{cell}"),
        };
    }
    text.push('\n');
}

/// A cell: numbers as they are, and before a text that would be a formula, an apostrophe.
fn cell(value: &Data) -> String {
    let text = column::text(value);
    let computed = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    // Programs skip what nobody sees before the first sign.
    let skipped = |c: char| c.is_whitespace() || c.is_control() || is_invisible(c);
    let is_computed = text.starts_with(computed) || text.trim_start_matches(skipped).starts_with(computed);
    match value {
        Data::Text(_) | Data::Html(_) if is_computed => format!("'{text}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p26_no_cell_is_a_formula() {
        for formula in [
            "=1+1",
            "+33 2",
            "-x",
            "@SUM(A1)",
            "\t=1",
            "＝1",
            "\0=1",
            "\u{1}=1",
            "\u{feff}=1",
            " \u{200b}-1",
            "\u{a0}@a",
        ] {
            assert!(cell(&Data::text(formula)).starts_with('\''), "{formula}");
        }
        assert_eq!(cell(&Data::Decimal("-4.2".into())), "-4.2");
        assert_eq!(cell(&Data::text("01000")), "01000");
    }

    #[test]
    fn cells_are_quoted_when_they_must_be() {
        let mut text = String::new();
        line(["a", "b,c", "d \"e\"", " f", ""].into_iter().map(str::to_owned), &mut text);
        assert_eq!(text, "a,\"b,c\",\"d \"\"e\"\"\",\" f\",\n");
    }
}
