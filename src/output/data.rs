//! The files of the open data, which the site holds ready.

use crate::output::{Export, OutputFile};

/// Each file that readers may download.
pub fn export(export: &Export<'_>) -> Vec<(String, OutputFile)> {
    let files = export.site.open_data.files();
    files.map(|file| (file.path.clone(), OutputFile::new(file.bytes.clone()))).collect()
}
