//! Several slips in one line: the line to write holds all their corrections, so that none undoes another.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::message::Arg;
use crate::markdown::slip::{LONG, Slip, Text};

/// Gives each slip the line with every certain correction of that line.
pub fn complete(text: &Text<'_>, slips: &mut [Slip]) {
    let mut lines: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, slip) in slips.iter().enumerate().filter(|(_, slip)| !slip.mend.is_empty()) {
        let line = text.line_at(slip.mend[0].0.start);
        // No message holds the whole of a longer one.
        if line.len() <= LONG && slip.mend.iter().all(|(range, _)| line.start <= range.start && range.end <= line.end) {
            lines.entry(line.start).or_default().push(index);
        }
    }
    for (start, some) in lines.into_iter().filter(|(_, some)| some.len() > 1) {
        let line = text.line_at(start);
        let mut edits: Vec<_> = some.iter().flat_map(|index| &slips[*index].mend).cloned().collect();
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        // Two ways to read the same signs are not one line.
        if edits.windows(2).any(|two| two[0].0.end > two[1].0.start) {
            continue;
        }
        let whole = edited(text.text, &line, &edits);
        for index in some {
            let slip = &mut slips[index];
            let own = edited(text.text, &line, &slip.mend);
            let values = slip.diagnostic.help.iter_mut().flat_map(|help| &mut help.args);
            let is_own = |value: &Arg| matches!(value, Arg::Text(words) if *words == own);
            for (_, value) in values.filter(|(name, value)| *name == "line" && is_own(value)) {
                *value = Arg::Text(whole.clone());
            }
        }
    }
}

/// A line with its corrections, which are in order.
fn edited(text: &str, line: &Range<usize>, edits: &[(Range<usize>, String)]) -> String {
    let (mut new, mut done) = (String::new(), line.start);
    for (range, words) in edits {
        new.push_str(&text[done..range.start]);
        new.push_str(words);
        done = range.end;
    }
    new + &text[done..line.end]
}
