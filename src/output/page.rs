//! The pages, as files.

use crate::output::{Export, OutputFile};

/// Each rendered page is a file.
pub fn export(export: &Export<'_>) -> Vec<(String, OutputFile)> {
    let pages = export.rendered.iter();
    pages.map(|page| (page.path.clone(), OutputFile::page(&page.html, page.from))).collect()
}
