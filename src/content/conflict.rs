//! Two versions of a passage that Git could not choose between, left in a file one below the other   ← memchr.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::source::{FileId, Span};

/// Lines of `<<<<<<<`, `=======` and `>>>>>>>` that nobody took away.
pub const CONFLICT: Rule = Rule { code: "conflit-git", severity: Severity::Error };

/// The lines that Git writes before the first version, between the two, and after the second.
const OURS: &str = "<<<<<<<";
const BETWEEN: &str = "=======";
const THEIRS: &str = ">>>>>>>";

/// The line before the old version, which Git adds when it is asked to.
const BASE: &str = "|||||||";

/// A conflict, as far as it was read: where its first line is, and the numbers of the next ones.
struct Conflict {
    ours: Span,
    base: Option<usize>,
    between: Option<usize>,
}

/// Reports each conflict of a text, and gives whether there is one. A block of code may show these lines.
pub fn find(id: FileId, text: &str, report: &mut Report) -> bool {
    // Nearly every text is known by this to hold none. Two different signs are looked for much faster than one.
    static LINE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("\n<<<<<<<"));
    if LINE.find(text.as_bytes()).is_none() && !text.starts_with(OURS) {
        return false;
    }
    let (mut found, mut open, mut fence, mut at) = (false, None, Fence::default(), 0);
    for (n, line) in text.split_inclusive('\n').enumerate() {
        let words = line.trim_end_matches(['\n', '\r']);
        match &mut open {
            _ if is_mark(words, OURS) && !fence.is_open() => {
                open = Some(Conflict { ours: Span::new(id, at, at + words.len()), base: None, between: None });
            }
            Some(Conflict { ours, base, between: Some(between) }) => {
                if is_mark(words, THEIRS) {
                    report.add(fault(*ours, *base, *between, n + 1));
                    (open, found) = (None, true);
                }
            }
            Some(conflict) if is_mark(words, BETWEEN) => conflict.between = Some(n + 1),
            Some(conflict) if conflict.base.is_none() && is_mark(words, BASE) => conflict.base = Some(n + 1),
            // Of several versions, the first one goes on with the text.
            Some(Conflict { base: Some(_), .. }) => {}
            _ => fence.read(words),
        }
        at += line.len();
    }
    found
}

/// What is said of a conflict, of which these are the lines of signs.
fn fault(ours: Span, base: Option<usize>, between: usize, last: usize) -> Diagnostic {
    let help = match base {
        Some(base) => Message::new("conflict-base-help").with("base", base),
        None => Message::new("conflict-help"),
    };
    let help = help.with("middle", between).with("last", last);
    Diagnostic::at(&CONFLICT, ours, Message::new("conflict")).help(help)
}

/// Is a line one of those of Git: seven signs, then the name of a version or nothing?
fn is_mark(line: &str, signs: &str) -> bool {
    line.strip_prefix(signs).is_some_and(|name| name.is_empty() || name.starts_with(' '))
}

/// Whether a block of code is open, and the signs that opened it.
#[derive(Default)]
struct Fence<'a>(Option<&'a str>);

impl<'a> Fence<'a> {
    fn is_open(&self) -> bool {
        self.0.is_some()
    }

    /// Reads a line, which may open a block or close the one that is open.
    fn read(&mut self, line: &'a str) {
        let words = line.trim_start_matches(' ');
        let Some(sign) = words.chars().next().filter(|sign| "`~".contains(*sign)) else { return };
        let (signs, rest) = words.split_at(words.len() - words.trim_start_matches(sign).len());
        if signs.len() < 3 || line.len() - words.len() > 3 {
            return;
        }
        match self.0 {
            Some(open) if signs.starts_with(open) && rest.trim().is_empty() => self.0 = None,
            None if sign == '~' || !rest.contains('`') => self.0 = Some(signs),
            _ => {}
        }
    }
}
