//! The static files of the theme, the files that pages show or offer, and those to take away.

use crate::output::{Export, OutputFile};
use crate::site::asset::Kind;
use crate::theme::asset::published_name;

/// The static files of the theme, under names that change with their bytes.
pub fn statics(export: &mut Export<'_>) -> Vec<(String, OutputFile)> {
    let files = export.theme.statics.iter().map(|(name, id)| {
        let bytes = export.site.sources.file(*id).bytes.clone();
        (published_name(name, &bytes), OutputFile { bytes, from: None })
    });
    files.collect()
}

/// The files that pages show or offer.
pub fn assets(export: &mut Export<'_>) -> Vec<(String, OutputFile)> {
    let assets = export.site.assets.0.values().filter(|asset| asset.offered || asset.kind != Kind::Picture);
    assets.map(|asset| (asset.path.clone(), OutputFile { bytes: asset.bytes.clone(), from: None })).collect()
}

/// The guide and its pages, to take away.
pub fn downloads(export: &mut Export<'_>) -> Vec<(String, OutputFile)> {
    let files = export.downloads.files();
    files.map(|file| (file.path.clone(), OutputFile { bytes: file.bytes.clone(), from: None })).collect()
}
