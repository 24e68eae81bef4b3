//! A page whose view and templates are unchanged is not rendered again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::content::Page;
use crate::diagnostic::Report;
use crate::theme::{Print, View};

/// What each page became, until what its template sees changes. It holds for one theme.
#[derive(Debug, Default)]
pub struct Memory {
    pages: Mutex<BTreeMap<String, Kept>>,
    /// Is the site built only once? Then nothing is kept, and no print is needed.
    once: bool,
}

/// Of what the view of an entry is made: all that surrounds its text, by number, and itself.
pub type Sight = (u64, Arc<Page>);

/// What came out of a template, and of what.
#[derive(Clone, Debug)]
struct Kept {
    sight: Option<Sight>,
    print: Print,
    html: Option<Arc<str>>,
    /// What was wrong in the view.
    seen: Report,
    faults: Report,
}

impl Kept {
    /// Was it made of this?
    fn is_of(&self, sight: &Sight) -> bool {
        self.sight.as_ref().is_some_and(|(around, page)| *around == sight.0 && Arc::ptr_eq(page, &sight.1))
    }

    fn told(self, report: &mut Report) -> Option<Arc<str>> {
        report.extend(self.seen);
        report.extend(self.faults);
        self.html
    }
}

impl Memory {
    /// A memory that keeps nothing: the site is built only once.
    pub fn none() -> Memory {
        Memory { once: true, ..Memory::default() }
    }

    /// The HTML of a page: as it was made before when its template sees the same, else made now.
    pub fn page<'v>(
        &self,
        path: &str,
        sight: Option<Sight>,
        template: &str,
        report: &mut Report,
        view: impl FnOnce(&mut Report) -> View<'v>,
        make: impl FnOnce(&View<'v>, &mut Report) -> Option<Arc<str>>,
    ) -> Option<Arc<str>> {
        if self.once {
            return make(&view(report), report);
        }
        let known = |is_same: &dyn Fn(&Kept) -> bool| self.pages().get(path).filter(|kept| is_same(kept)).cloned();
        if let Some(kept) = sight.as_ref().and_then(|sight| known(&|kept| kept.is_of(sight))) {
            return kept.told(report);
        }
        let mut seen = Report::default();
        let view = view(&mut seen);
        let print = view.print(template);
        let kept = match known(&|kept| kept.print == print) {
            Some(kept) => Kept { sight, seen, ..kept },
            None => {
                let mut faults = Report::default();
                let html = make(&view, &mut faults);
                Kept { sight, print, html, seen, faults }
            }
        };
        self.pages().insert(path.to_owned(), kept.clone());
        kept.told(report)
    }

    /// Forgets every page but those at these paths.
    pub fn retain(&self, paths: &BTreeSet<&str>) {
        self.pages().retain(|path, _| paths.contains(path.as_str()));
    }

    fn pages(&self) -> MutexGuard<'_, BTreeMap<String, Kept>> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
