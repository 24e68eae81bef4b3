//! A bar for whoever watches something long                                       ← indicatif.

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::say::is_watched;
use crate::cli::{Common, Format};
use crate::diagnostic::Message;

/// A bar that goes when the work is done. Nobody sees it when nobody watches, or when a program reads.
pub struct Bar(ProgressBar);

impl Bar {
    /// An empty bar, with what it counts.
    pub fn new(counted: &Message, common: &Common) -> Bar {
        if !is_watched() || common.format != Format::Human {
            return Bar(ProgressBar::hidden());
        }
        let bar = ProgressBar::no_length();
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(counted.say(common.lang));
        Bar(bar)
    }

    /// So many are done, of so many.
    pub fn show(&self, done: usize, total: usize) {
        self.0.set_length(total as u64);
        self.0.set_position(done as u64);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
