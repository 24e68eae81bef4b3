//! A page whose view and templates are unchanged is not rendered again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::diagnostic::Report;
use crate::theme::Print;

/// What each page became, until what its template sees changes. It holds for one theme.
#[derive(Debug, Default)]
pub struct Memory {
    pages: Mutex<BTreeMap<String, Kept>>,
    /// Is the site built only once? Then nothing is kept, and no print is needed.
    once: bool,
}

/// What came out of a template, and of what.
#[derive(Clone, Debug)]
struct Kept {
    print: Print,
    html: Option<Arc<str>>,
    faults: Report,
}

impl Memory {
    /// A memory that keeps nothing: the site is built only once.
    pub fn none() -> Memory {
        Memory { once: true, ..Memory::default() }
    }

    /// The HTML of a page: as it was made before when its template sees the same, else made now.
    pub fn page(
        &self,
        path: &str,
        print: impl FnOnce() -> Print,
        report: &mut Report,
        make: impl FnOnce(&mut Report) -> Option<String>,
    ) -> Option<Arc<str>> {
        if self.once {
            return make(report).map(Arc::from);
        }
        let print = print();
        let known = self.pages().get(path).filter(|kept| kept.print == print).cloned();
        let kept = known.unwrap_or_else(|| {
            let mut faults = Report::default();
            let html = make(&mut faults).map(Arc::from);
            let kept = Kept { print, html, faults };
            self.pages().insert(path.to_owned(), kept.clone());
            kept
        });
        report.extend(kept.faults);
        kept.html
    }

    /// Forgets every page but those at these paths.
    pub fn retain(&self, paths: &BTreeSet<&str>) {
        self.pages().retain(|path, _| paths.contains(path.as_str()));
    }

    fn pages(&self) -> MutexGuard<'_, BTreeMap<String, Kept>> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
