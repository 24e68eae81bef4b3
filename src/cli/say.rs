//! Words to the terminal: a closed or full output never stops the program.

use std::io::{self, BufWriter, IsTerminal, Write};

use crate::diagnostic::terminal::Style;

/// To the output.
pub fn out(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{}", text.trim_end());
}

/// To the output, as it is made.
pub fn pour(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let mut out = BufWriter::new(io::stdout().lock());
    let _ = write(&mut out).and_then(|()| out.flush());
}

/// Beside the output: what is not the result of the command.
pub fn err(text: &str) {
    if !text.trim().is_empty() {
        let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end());
    }
}

/// Colours on a terminal that wants them.
pub fn style() -> Style {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    if std::io::stderr().is_terminal() && !plain { Style::Colour } else { Style::Plain }
}

/// The same, for what goes to the output.
pub fn output_style() -> Style {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    if std::io::stdout().is_terminal() && !plain { Style::Colour } else { Style::Plain }
}

/// Is somebody watching?
pub fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}
