//! The pictures that pages show, at every size.

use std::collections::BTreeMap;

use crate::output::{Export, OutputFile};
use crate::site::picture;

/// The versions of the pictures that pages show.
pub fn export(export: &Export<'_>) -> Vec<(String, OutputFile)> {
    let (mut files, mut faults) = (Vec::new(), BTreeMap::new());
    for (id, made) in picture::made(export.site, export.theme.pictures.column, export.cache) {
        match made {
            Ok(versions) => {
                files.extend(versions.into_iter().map(|(path, bytes)| (path, OutputFile::new(bytes))));
            }
            Err(fault) => _ = faults.insert(id, fault),
        }
    }
    if let Ok(mut all) = export.faults.lock() {
        *all = faults;
    }
    files
}
