//! A page whose view and templates are unchanged is not rendered again.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Report;
use crate::render::RenderedPage;
use crate::site::PageId;
use crate::theme::Print;

/// What each page became, until what its template sees changes. It holds for one theme.
#[derive(Debug, Default)]
pub struct Memory {
    pages: BTreeMap<String, Kept>,
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

/// A page that was made, now or before.
pub struct Made {
    path: String,
    from: Option<PageId>,
    kept: Kept,
}

impl Memory {
    /// A memory that keeps nothing: the site is built only once.
    pub fn none() -> Memory {
        Memory { once: true, ..Memory::default() }
    }

    /// A page: as it was made before when its template sees the same, else made now.
    pub fn page(
        &self,
        path: String,
        print: impl FnOnce() -> Print,
        from: Option<PageId>,
        report: &mut Report,
        make: impl FnOnce(&mut Report) -> Option<String>,
    ) -> Made {
        let print = if self.once { Print::default() } else { print() };
        let kept = match self.pages.get(&path) {
            Some(kept) if kept.print == print => kept.clone(),
            _ => {
                let mut faults = Report::default();
                let html = make(&mut faults).map(Arc::from);
                Kept { print, html, faults }
            }
        };
        report.extend(kept.faults.clone());
        Made { path, from, kept }
    }

    /// Forgets every page.
    pub fn clear(&mut self) {
        self.pages.clear();
    }

    /// Remembers a page, and gives it when its template could be run.
    pub fn keep(&mut self, made: Made) -> Option<RenderedPage> {
        let Made { path, from, kept } = made;
        let html = kept.html.clone();
        if !self.once {
            self.pages.insert(path.clone(), kept);
        }
        html.map(|html| RenderedPage { path, html, from })
    }
}
