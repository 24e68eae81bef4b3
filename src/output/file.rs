//! The static files of the theme, the files that pages show or offer, and those to take away.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::Value;
use crate::output::{Export, OutputFile};
use crate::site::asset::Kind;
use crate::site::link::Target;
use crate::site::{PageId, Site};
use crate::source::FileId;
use crate::theme::Theme;
use crate::theme::asset::published_name;

/// The static files of the theme, under names that change with their bytes.
pub fn statics(export: &Export<'_>) -> Vec<(String, OutputFile)> {
    let files = export.theme.statics.iter().map(|(name, id)| {
        let bytes = export.site.sources.file(*id).bytes.clone();
        (published_name(name, &bytes), OutputFile::new(bytes))
    });
    files.collect()
}

/// The files that pages show or offer. The contours of a map have been drawn: they may say more than their lines,
/// whose field it is for instance, and are published only where a page leads to them.
pub fn assets(export: &Export<'_>) -> Vec<(String, OutputFile)> {
    let drawn = drawn(export.site, export.theme);
    let mut from: BTreeMap<FileId, BTreeSet<Option<PageId>>> = BTreeMap::new();
    for edge in export.site.graph.links() {
        if let Target::File(id) = &edge.target
            && drawn.contains(id)
        {
            from.entry(*id).or_default().insert(edge.from);
        }
    }
    let mut pages: BTreeMap<Option<PageId>, Vec<&str>> = BTreeMap::new();
    for page in export.rendered.iter().filter(|_| !from.is_empty()) {
        pages.entry(page.from).or_default().push(&page.html);
    }
    let leads = |id: &FileId, path: &str| {
        let pages = from.get(id).into_iter().flatten().filter_map(|page| pages.get(page));
        pages.flatten().any(|html| html.contains(path))
    };
    let assets = export.site.assets.0.iter().filter(|(_, asset)| asset.offered || asset.kind != Kind::Picture);
    let assets = assets.filter(|(id, asset)| !drawn.contains(id) || leads(id, &asset.path));
    assets.map(|(_, asset)| (asset.path.clone(), OutputFile::new(asset.bytes.clone()))).collect()
}

/// One of the files that pages show or offer, when that is known before pages are rendered.
pub fn asset(site: &Site, theme: &Theme, path: &str) -> Option<Arc<[u8]>> {
    let (id, asset) = site.assets.0.iter().find(|(_, asset)| asset.path == path)?;
    let is_published = asset.offered || asset.kind != Kind::Picture;
    (is_published && !drawn(site, theme).contains(id)).then(|| asset.bytes.clone())
}

/// The files that drawings ask for.
fn drawn(site: &Site, theme: &Theme) -> BTreeSet<FileId> {
    let mut drawn = BTreeSet::new();
    for page in &site.pages {
        let blocks = page.blocks.values().filter(|(name, _)| theme.drawings.contains_key(name));
        for (_, value) in blocks {
            value.visit(&mut |value| {
                if let Value::File(path, _) = value
                    && let Target::File(file) = site.lookup.plain(&site.sources.file(page.file).path, path)
                {
                    drawn.insert(file);
                }
            });
        }
    }
    drawn
}

/// The guide and its pages, to take away.
pub fn downloads(export: &Export<'_>) -> Vec<(String, OutputFile)> {
    let files = export.downloads.files();
    files.map(|file| (file.path.clone(), OutputFile::new(file.bytes.clone()))).collect()
}
