//! Tables that are not read as such, and what is lost in those that are.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem};

use crate::diagnostic::{Message, Rule, Severity};
use crate::markdown::slip::{Kind, Leaf, Line, Slip, Text, Trace};

/// Lines whose cells are separated by tabs.
pub const PASTED: Rule = Rule { code: "tableau-colle", severity: Severity::Error };
/// Lines of a table without its second line.
pub const INCOMPLETE: Rule = Rule { code: "tableau-incomplet", severity: Severity::Error };
/// A cell beyond the last column: it would be lost.
pub const EXTRA: Rule = Rule { code: "cellule-en-trop", severity: Severity::Error };
/// A line with fewer cells than columns.
pub const MISSING: Rule = Rule { code: "cellule-manquante", severity: Severity::Warning };
/// A text right under a table is read as its last line.
pub const GLUED: Rule = Rule { code: "texte-dans-tableau", severity: Severity::Error };

/// A remedy shows no more lines than this.
const SHOWN: usize = 40;

/// Finds them.
pub fn find(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    if text.has_any(b"|") {
        listed(text, trace, slips);
    }
    let mut seen = 0;
    let has_columns = memmem::find(text.text.as_bytes(), b"   ").is_some();
    for (index, leaf) in trace.leaves.iter().enumerate() {
        if index < seen {
            continue;
        }
        match leaf.kind {
            Kind::Paragraph | Kind::Table if scattered(text, &trace.leaves[index..], &mut seen, index, slips) => {}
            Kind::Paragraph if index > 0 && apart(text, &trace.leaves[index - 1], leaf, slips) => {}
            Kind::Paragraph => {
                let source = &text.text[leaf.range.clone()];
                if text.has_any(b"\t") && source.contains('\t') {
                    pasted(text, leaf, '\t', slips);
                } else if text.has_any(b";") && source.contains(';') && is_exported(text, leaf) {
                    pasted(text, leaf, ';', slips);
                }
                if has_columns && source.contains("   ") {
                    spaced(text, leaf, slips);
                }
                if source.starts_with("+-") || source.starts_with("+=") {
                    drawn(text, leaf, slips);
                    continue;
                }
                if text.has_any(b"|") && memchr(b'|', source.as_bytes()).is_some() {
                    incomplete(text, leaf, slips);
                    unbarred(text, leaf, slips);
                }
            }
            Kind::Table => rows(text, leaf, slips),
            _ => {}
        }
    }
}

/// `- | Poste | Montant |`: the first line of a table, after a dash.
fn listed(text: &Text<'_>, trace: &Trace, slips: &mut Vec<Slip>) {
    for (range, _) in trace.bullets.iter().filter(|(range, _)| text.text[range.clone()].contains('|')) {
        let barred = |line: &Line<'_>| line.text.starts_with(['-', '*', '+']) && line.text.ends_with('|');
        let Some(line) = text.each_line(range).find(barred) else { continue };
        let row = line.text[1..].trim_start();
        let table = Line { start: line.start + line.text.len() - row.len(), text: row };
        let read = trace.leaves.iter().any(|leaf| leaf.kind == Kind::Table && leaf.range.start == table.start);
        if !is_barred(&table) || count(row) < 2 || read {
            continue;
        }
        let diagnostic = text.at(&INCOMPLETE, &line.range(), Message::new("table-listed"));
        slips.push(Slip::told(diagnostic.help(Message::new("write-line").with("line", row))));
    }
}

/// Are they the lines of a file of a spreadsheet, `Zone;Tonnes`? Each has the same number of semicolons, with
/// no space after any.
fn is_exported(text: &Text<'_>, leaf: &Leaf) -> bool {
    let lines = text.lines(&leaf.range);
    let signs = |line: &Line<'_>| line.text.matches(';').count();
    let first = lines.first().map_or(0, &signs);
    lines.len() >= 2
        && first > 0
        && lines
            .iter()
            .all(|line| signs(line) == first && !line.text.contains("; ") && !line.text.ends_with(['.', ';']))
}

/// A table drawn with signs: `+----+----+`.
fn drawn(text: &Text<'_>, leaf: &Leaf, slips: &mut Vec<Slip>) {
    let lines = text.lines(&leaf.range);
    let rows: Vec<&Line<'_>> = lines.iter().filter(|line| line.text.starts_with('|')).collect();
    let (Some(first), Some(last), Some(head)) = (lines.first(), lines.last(), rows.first()) else { return };
    let mut table: Vec<String> = rows.iter().take(SHOWN).map(|line| format!("`{}`", line.text)).collect();
    table.insert(1, format!("`{}`", delimiter(count(head.text))));
    let help = Message::new("table-pasted-help").with("table", table.join("\n"));
    let range = first.start..last.range().end;
    slips.push(Slip::told(text.at(&PASTED, &range, Message::new("table-drawn")).help(help)));
}

fn pasted(text: &Text<'_>, leaf: &Leaf, sign: char, slips: &mut Vec<Slip>) {
    let tabs = |line: &Line<'_>| line.text.trim_matches(sign).matches(sign).count();
    for lines in text.lines(&leaf.range).chunk_by(|a, b| tabs(a) > 0 && tabs(b) > 0) {
        let ([first, .., last], columns) = (lines, lines.iter().map(tabs).max().unwrap_or_default() + 1) else {
            continue;
        };
        let row = |line: &Line<'_>| {
            let mut cells: Vec<String> = line.text.split(sign).map(|c| c.trim().replace('|', "\\|")).collect();
            cells.resize(columns.max(cells.len()), String::new());
            format!("`| {} |`", cells.join(" | "))
        };
        let mut table: Vec<String> = lines.iter().take(SHOWN).map(row).collect();
        table.insert(1, format!("`{}`", delimiter(columns)));
        let help = Message::new("table-pasted-help").with("table", table.join("\n"));
        let range = first.start..last.range().end;
        slips.push(Slip::told(text.at(&PASTED, &range, Message::new("table-pasted")).help(help)));
    }
}

/// Columns made of spaces, `Zone      Tonnes`: browsers show one space.
fn spaced(text: &Text<'_>, leaf: &Leaf, slips: &mut Vec<Slip>) {
    let cut = |line: &Line<'_>| -> Vec<String> {
        let cells = line.text.split("   ").map(str::trim).filter(|cell| !cell.is_empty());
        cells.map(|cell| cell.replace('|', "\\|")).collect()
    };
    let lines = text.lines(&leaf.range);
    let rows: Vec<Vec<String>> = lines.iter().map(cut).collect();
    let ([first, .., last], Some(columns)) = (lines.as_slice(), rows.first().map(Vec::len)) else { return };
    if columns < 2 || rows.iter().any(|row| row.len() != columns) {
        return;
    }
    let mut table: Vec<String> = rows.iter().take(SHOWN).map(|row| format!("`| {} |`", row.join(" | "))).collect();
    table.insert(1, format!("`{}`", delimiter(columns)));
    let help = Message::new("table-pasted-help").with("table", table.join("\n"));
    slips.push(Slip::told(text.at(&PASTED, &(first.start..last.range().end), Message::new("table-spaced")).help(help)));
}

/// Lines of a table that an empty line cuts from it: they would be shown with their bars.
fn apart(text: &Text<'_>, table: &Leaf, leaf: &Leaf, slips: &mut Vec<Slip>) -> bool {
    let (end, start) = (text.text[..table.range.end].trim_end().len(), leaf.range.start);
    if table.kind != Kind::Table || !text.text[end..start].trim().is_empty() || !leaf.top {
        return false;
    }
    let lines = text.lines(&leaf.range);
    let Some(head) = text.each_line(&table.range).next() else { return false };
    let columns = count(head.text);
    let all = !lines.is_empty() && lines.iter().all(|line| is_barred(line) && count(line.text) == columns);
    let ruled = lines.iter().any(|line| line.text.contains("---"));
    if !all || ruled {
        return false;
    }
    let diagnostic = text.at(&INCOMPLETE, &lines[0].range(), Message::new("table-apart"));
    let mut diagnostic = diagnostic.help(Message::new("table-apart-help"));
    diagnostic.severity = Severity::Warning;
    slips.push(text.certain(diagnostic, vec![(end..start, text.newline(start).to_owned())]));
    true
}

/// Is it a line of a table, between bars?
fn is_barred(line: &Line<'_>) -> bool {
    line.text.len() > 1 && line.text.starts_with('|') && line.text.ends_with('|')
}

/// The lines of a range that say something.
fn written<'t>(text: &'t Text<'_>, range: &'t Range<usize>) -> impl Iterator<Item = Line<'t>> {
    text.each_line(range).filter(|line| !line.text.is_empty())
}

/// A table whose lines are separated by empty ones: each would be a paragraph of bars. `seen` becomes the place
/// of what follows it, when there is one.
fn scattered(text: &Text<'_>, leaves: &[Leaf], seen: &mut usize, index: usize, slips: &mut Vec<Slip>) -> bool {
    let Some(first) = leaves.first().filter(|leaf| leaf.top) else { return false };
    if !text.text[first.range.clone()].starts_with('|') {
        return false;
    }
    let Some(columns) = written(text, &first.range).next().map(|line| count(line.text)).filter(|n| *n > 1) else {
        return false;
    };
    let row = |line: Line<'_>| is_barred(&line) && count(line.text) == columns;
    let mut end = first.range.start;
    let part = |leaf: &&Leaf| {
        let close = text.text[end..leaf.range.start].trim().is_empty();
        end = leaf.range.end;
        let table = leaf.kind == Kind::Table && leaf.range == first.range;
        close && leaf.top && (table || leaf.kind == Kind::Paragraph && written(text, &leaf.range).all(row))
    };
    let parts: Vec<&Leaf> = leaves.iter().take_while(part).collect();
    // A single part under a table has its own message.
    if parts.len() < 3 {
        return false;
    }
    let rows: Vec<Line<'_>> = parts.iter().flat_map(|leaf| written(text, &leaf.range)).collect();
    let [head, second, _, ..] = rows.as_slice() else { return false };
    *seen = index + parts.len();
    // Several tables one after the other: which lines belong to which is not certain.
    if rows.iter().skip(2).any(is_ruled) {
        return false;
    }
    let mut edits: Vec<_> = Vec::new();
    for pair in parts.windows(2) {
        let [one, next] = pair else { continue };
        let end = text.text[..one.range.end].trim_end().len();
        edits.push((end..next.range.start, text.newline(next.range.start).to_owned()));
    }
    let diagnostic = text.at(&INCOMPLETE, &head.range(), Message::new("table-scattered"));
    if is_ruled(second) {
        let mut diagnostic = diagnostic.help(Message::new("table-scattered-help"));
        diagnostic.severity = Severity::Warning;
        slips.push(text.certain(diagnostic, edits));
        return true;
    }
    let line = delimiter(columns);
    let help = Message::new("table-scattered-line-help").with("line", line.as_str());
    if let Some((_, new)) = edits.first_mut() {
        let newline = new.clone();
        *new = format!("{newline}{line}{newline}");
    }
    let diagnostic = diagnostic.help(help);
    slips.push(Slip::told(text.fix(diagnostic, &edits)));
    true
}

/// Is it the line of dashes of a table?
fn is_ruled(line: &Line<'_>) -> bool {
    line.text.contains("--") && line.text.bytes().all(|b| b"|:- ".contains(&b))
}

/// `Dépense | Montant`, with no bar around the lines and no line of dashes: they would be put end to end.
fn unbarred(text: &Text<'_>, leaf: &Leaf, slips: &mut Vec<Slip>) {
    let lines = text.lines(&leaf.range);
    let ([first, second, ..], true) = (lines.as_slice(), leaf.top) else { return };
    let columns = count(first.text);
    let plain = |line: &Line<'_>| {
        let inside = line.text.matches(" | ").count() + 1;
        inside == columns && !line.text.contains(['`', '[', '$']) && count(line.text) == columns
    };
    let open = |line: &Line<'_>| !line.text.starts_with('|') && !line.text.ends_with(['|', '.']);
    if columns < 2 || !lines.iter().all(|line| plain(line) && open(line)) {
        return;
    }
    let line = delimiter(columns);
    let mut diagnostic = text.at(&INCOMPLETE, &first.range(), Message::new("table-no-delimiter"));
    diagnostic.severity = Severity::Warning;
    let diagnostic = diagnostic.help(Message::new("table-no-delimiter-help").with("line", line.as_str()));
    let edit = (first.range().end..first.range().end, text.newline(second.start).to_owned() + &line);
    slips.push(Slip::told(text.fix(diagnostic, &[edit])));
}

/// The second line of a table.
fn delimiter(columns: usize) -> String {
    format!("|{}", "---|".repeat(columns))
}

fn incomplete(text: &Text<'_>, leaf: &Leaf, slips: &mut Vec<Slip>) {
    for lines in text.lines(&leaf.range).chunk_by(|a, b| is_barred(a) && is_barred(b)) {
        let [first, second, ..] = lines else { continue };
        let columns = count(first.text);
        let dashes = second.text.chars().all(|c| "|:-–— \t".contains(c)) && second.text.contains(['-', '–', '—']);
        let line = delimiter(columns);
        let (edit, message, help) = match dashes {
            true => (second.range(), "table-delimiter", "table-delimiter-help"),
            false => {
                let end = first.range().end;
                (end..end, "table-no-delimiter", "table-no-delimiter-help")
            }
        };
        let long = dashes && second.text.contains(['–', '—']) && count(second.text) == columns;
        let message = match long {
            true => Message::new("table-dashes"),
            false => Message::new(message).with("columns", columns),
        };
        let diagnostic = text.at(&INCOMPLETE, &if dashes { second.range() } else { first.range() }, message);
        let diagnostic = diagnostic.help(Message::new(help).with("line", line.as_str()));
        let new = if dashes { line } else { text.newline(second.start).to_owned() + &line };
        let even = leaf.top && lines.iter().all(|line| count(line.text) == columns || line.start == second.start);
        slips.push(Slip::told(if even { text.fix(diagnostic, &[(edit, new)]) } else { diagnostic }));
    }
}

fn rows(text: &Text<'_>, leaf: &Leaf, slips: &mut Vec<Slip>) {
    let lines = text.lines(&leaf.range);
    let [head, _, rows @ ..] = lines.as_slice() else { return };
    let columns = count(head.text);
    let last = rows.iter().rfind(|line| !line.text.is_empty()).map(|line| line.start);
    let mut joined = false;
    for (index, line) in rows.iter().enumerate().filter(|(_, line)| !line.text.is_empty()) {
        if std::mem::take(&mut joined) {
            continue;
        }
        if let Some(slip) = title_below(text, leaf, line).filter(|_| last == Some(line.start)) {
            slips.push(slip);
            return;
        }
        let count = count(line.text);
        if count > columns {
            let lost: Vec<&str> = cells(line.text).skip(columns).map(str::trim).filter(|c| !c.is_empty()).collect();
            if lost.is_empty() {
                continue;
            }
            let message = Message::new("table-extra")
                .with("cells", count)
                .with("columns", columns)
                .with("lost", lost.join(" | "));
            let diagnostic = text.at(&EXTRA, &line.range(), message).help(Message::new("table-extra-help"));
            slips.push(Slip::told(diagnostic));
        } else if count == 1 && columns > 1 && !line.text.contains('|') {
            let diagnostic = text.at(&GLUED, &line.range(), Message::new("table-glued"));
            let diagnostic = diagnostic.help(Message::new("table-glued-help"));
            let edit = (line.start..line.start, text.newline(line.start).to_owned());
            slips.push(Slip::told(if leaf.top { text.fix(diagnostic, &[edit]) } else { diagnostic }));
            // The lines under it are the same text.
            return;
        } else if let Some(next) = rows.get(index + 1).filter(|next| is_cut(line, next, columns)) {
            let (range, whole) = (line.range().end..next.start, format!("{} {}", line.text, next.text));
            let message = Message::new("table-cut").with("words", next.text);
            let help = Message::new("table-cut-help").with("row", whole);
            let diagnostic = text.at(&MISSING, &line.range(), message).help(help);
            slips.push(if leaf.top {
                text.certain(diagnostic, vec![(range, " ".to_owned())])
            } else {
                Slip::told(diagnostic)
            });
            joined = true;
        } else if count < columns {
            let message = Message::new("table-missing").with("cells", count).with("columns", columns);
            let body = line.text.trim_end_matches('|').trim_end();
            let body = format!("{body} |{}", "  |".repeat(columns - count));
            let diagnostic = text.at(&MISSING, &line.range(), message);
            let help = Message::new("write-line").with("line", body);
            slips.push(Slip::told(diagnostic.help(help)));
        }
    }
}

/// Does a line of a table go on on the next one? Together they have all the cells.
fn is_cut(line: &Line<'_>, next: &Line<'_>, columns: usize) -> bool {
    let opens = line.text.starts_with('|') && !line.text.ends_with('|');
    let closes = !next.text.starts_with('|') && next.text.ends_with('|');
    opens && closes && count(line.text) + count(next.text) == columns + 1
}

/// `Tableau : les tonnes` right under the table: it is read as the title, above it.
fn title_below(text: &Text<'_>, leaf: &Leaf, line: &Line<'_>) -> Option<Slip> {
    let rest = line.text.strip_prefix("Tableau").or_else(|| line.text.strip_prefix("Table"))?;
    let named = rest.trim_start_matches(|c: char| !c.is_alphabetic() && c != ':').starts_with(':');
    (named && leaf.top && !line.text.contains('|')).then_some(())?;
    let start = text.line_at(leaf.range.start).start;
    let above = &text.text[..start];
    let last = above.trim_end().rsplit('\n').next().unwrap_or_default();
    let apart = above.trim_end_matches([' ', '\r', '\n']).len() + 1 < start || above.trim().is_empty();
    (apart && !last.starts_with("Table")).then_some(())?;
    let help = Message::new("table-title-after-help").with("line", line.text);
    let mut diagnostic = text.at(&GLUED, &line.range(), Message::new("table-title-after")).help(help);
    diagnostic.severity = Severity::Warning;
    let whole = text.line_at(line.start);
    let newline = text.newline(whole.start);
    let edits = vec![
        (start..start, format!("{}{newline}{newline}", line.text)),
        (whole.start - newline.len()..whole.end, String::new()),
    ];
    Some(text.certain(diagnostic, edits))
}

/// How many cells a line has.
fn count(line: &str) -> usize {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let bars = memchr_iter(b'|', line.as_bytes()).count();
    let shown = if memchr(b'\\', line.as_bytes()).is_some() { line.matches("\\|").count() } else { 0 };
    let is_over = line.is_empty() || line.ends_with('|') && !line.ends_with("\\|");
    bars - shown + usize::from(!is_over)
}

/// The cells of a line: `\|` is no bar.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    let line = line.trim();
    let mut rest = line.strip_prefix('|').unwrap_or(line);
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        let is_bar = |at: &usize| *at == 0 || bytes[at - 1] != b'\\';
        let end = memchr_iter(b'|', bytes).find(is_bar).unwrap_or(bytes.len());
        let cell = &rest[..end];
        let is_last = rest.is_empty();
        rest = rest.get(end + 1..).unwrap_or_default();
        (!is_last).then_some(cell)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_counted_as_they_are_read() {
        let lines =
            ["| a | b |", "a | b", "| a \\| b | c |", "| | |", "texte", "", "|", "||", "| a \\|", "a |", "\\| a"];
        for (line, cells) in lines.into_iter().zip([2, 2, 2, 2, 1, 0, 0, 1, 1, 1, 1]) {
            assert_eq!(count(line), cells, "{line}");
            assert_eq!(self::cells(line).count(), cells, "{line}");
        }
    }
}
