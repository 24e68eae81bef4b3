//! A page whose view and templates are unchanged is not rendered again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::content::Page;
use crate::diagnostic::Report;
use crate::lock::lock;
use crate::theme::{Print, View};

/// What each page became, until what its template sees changes. It holds for one theme.
#[derive(Debug, Default)]
pub struct Memory {
    pages: Mutex<Pages>,
    /// Is the site built only once? Then nothing is kept, and no print is needed.
    once: bool,
}

#[derive(Debug, Default)]
struct Pages {
    /// What each became.
    made: BTreeMap<String, Kept>,
    /// Those that were made once and cannot be made now, or were not made yet with this theme, as they last were.
    last: BTreeMap<String, Arc<str>>,
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

    /// A memory for another theme, in which every page is made again: it knows how pages last were.
    pub fn after(before: &Memory) -> Memory {
        let before = lock(&before.pages);
        let made = |(path, kept): (&String, &Kept)| Some((path.clone(), kept.html.clone()?));
        let mut last = before.last.clone();
        last.extend(before.made.iter().filter_map(made));
        Memory { pages: Mutex::new(Pages { last, ..Pages::default() }), once: false }
    }

    /// A page that cannot be made now, as it last was.
    pub fn last(&self, path: &str) -> Option<Arc<str>> {
        lock(&self.pages).last.get(path).cloned()
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
        let known =
            |is_same: &dyn Fn(&Kept) -> bool| lock(&self.pages).made.get(path).filter(|kept| is_same(kept)).cloned();
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
        let mut pages = lock(&self.pages);
        let before = pages.made.insert(path.to_owned(), kept.clone()).and_then(|before| before.html);
        match before {
            _ if kept.html.is_some() => drop(pages.last.remove(path)),
            Some(html) => drop(pages.last.insert(path.to_owned(), html)),
            None => {}
        }
        drop(pages);
        kept.told(report)
    }

    /// Forgets every page but those at these paths.
    pub fn retain(&self, is_path: impl Fn(&str) -> bool) {
        let mut pages = lock(&self.pages);
        pages.made.retain(|path, _| is_path(path));
        pages.last.retain(|path, _| is_path(path));
    }
}
