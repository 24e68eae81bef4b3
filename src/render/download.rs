//! The files that the site offers to take away: the whole guide, and pages of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::data::Data;
use crate::model::types::file;
use crate::site::PageId;

/// A file to take away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// Where it is published.
    pub path: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// How many pages it has, for a format that has pages.
    pub pages: Option<usize>,
}

/// What can be taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Downloads {
    /// The whole guide, in every format that was made.
    pub book: Vec<Download>,
    /// The pages that have a file of their own.
    pub sheets: BTreeMap<PageId, Download>,
}

impl Downloads {
    /// Every file.
    pub fn files(&self) -> impl Iterator<Item = &Download> {
        self.book.iter().chain(self.sheets.values())
    }

    /// The whole guide, as templates see it: the files, whether a PDF is among them, and the page that holds it all.
    pub fn show_book(&self, lang: &str, whole: Data) -> Data {
        let made = self.book.iter().any(|download| download.path.ends_with(".pdf"));
        let files = self.book.iter().map(|download| download.show(lang));
        Data::map([("files", Data::list(files)), ("pdf", Data::Bool(made)), ("whole", whole)])
    }
}

impl Download {
    /// As templates see it: path, format, size, number of pages or null.
    pub fn show(&self, lang: &str) -> Data {
        Data::map([
            ("path", Data::text(&self.path)),
            ("format", Data::text(file::format(&self.path))),
            ("size", Data::text(file::weight(self.bytes.len() as i64, lang))),
            ("pages", Data::option(self.pages)),
        ])
    }
}
