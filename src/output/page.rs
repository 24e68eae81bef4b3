//! The pages, as files.

use crate::output::{Export, OutputFile};

/// Each rendered page is a file.
pub fn export(export: &mut Export<'_>) -> Vec<(String, OutputFile)> {
    let pages = std::mem::take(&mut export.rendered).into_iter();
    pages.map(|page| (page.path, OutputFile { bytes: page.html.into(), from: page.from })).collect()
}
