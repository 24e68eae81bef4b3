//! The pictures that pages show, made at every size: on all cores, and not again while they are the same.

use std::sync::Arc;

use rayon::prelude::*;

use crate::cache::Cache;
use crate::picture::Fault;
use crate::site::Site;
use crate::site::asset::Asset;
use crate::source::FileId;

/// A picture of more points is made alone: two of them at once would take too much memory.
const LARGE: u64 = 30_000_000;

/// A picture to make.
type Work<'a> = (FileId, &'a Asset);
/// The versions of a picture, from the smallest: where each is published, and its bytes.
pub type Versions = Vec<(String, Arc<[u8]>)>;

/// The pictures that pages show, in a column of this width, each with its versions or why there are none.
pub fn made(site: &Site, column: u32, cache: &Cache) -> Vec<(FileId, Result<Versions, Fault>)> {
    let assets = site.assets.0.iter().filter(|(id, asset)| asset.shown && site.within_bounds(**id, asset));
    let (large, small): (Vec<Work<'_>>, Vec<Work<'_>>) =
        assets.map(|(id, asset)| (*id, asset)).partition(|(_, asset)| asset.points() > LARGE);
    let one = |(id, asset): Work<'_>| {
        let versions = asset.versions(column);
        let made = asset.make(&versions, &site.sources.file(id).bytes, cache);
        (id, made.map(|made| versions.into_iter().map(|version| version.path).zip(made).collect()))
    };
    let mut made: Vec<_> = small.into_par_iter().map(one).collect();
    made.extend(large.into_iter().map(one));
    made
}

/// One version of a picture that pages show.
pub fn version(site: &Site, column: u32, cache: &Cache, path: &str) -> Option<Arc<[u8]>> {
    let shown = site.assets.0.iter().filter(|(id, asset)| asset.shown && site.within_bounds(**id, asset));
    let mut versions = shown.flat_map(|(id, asset)| asset.versions(column).into_iter().map(move |v| (id, asset, v)));
    let (id, asset, version) = versions.find(|(_, _, version)| version.path == path)?;
    asset.make(&[version], &site.sources.file(*id).bytes, cache).ok()?.pop()
}
