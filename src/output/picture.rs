//! The pictures that pages show, at every size: once, on all cores, and not again while they are the same.

use rayon::prelude::*;

use crate::output::{Export, OutputFile};
use crate::picture::Fault;
use crate::site::asset::Asset;
use crate::source::FileId;

/// A picture of more points is made alone: two of them at once would take too much memory.
const LARGE: u64 = 30_000_000;

/// A picture to make.
type Work<'a> = (FileId, &'a Asset);
/// Its versions.
type Made = Result<Vec<(String, OutputFile)>, Fault>;

/// The versions of the pictures that pages show.
pub fn export(export: &mut Export<'_>) -> Vec<(String, OutputFile)> {
    let site = export.site;
    let assets = site.assets.0.iter().filter(|(id, asset)| asset.shown && site.within_bounds(**id, asset));
    let (large, small): (Vec<Work<'_>>, Vec<Work<'_>>) =
        assets.map(|(id, asset)| (*id, asset)).partition(|(_, asset)| asset.points() > LARGE);
    let one = |(id, asset): Work<'_>| (id, versions(export, id, asset));
    let mut made: Vec<(FileId, Made)> = small.into_par_iter().map(one).collect();
    made.extend(large.into_iter().map(one));
    let mut files = Vec::new();
    for (id, made) in made {
        match made {
            Ok(versions) => files.extend(versions),
            Err(fault) => _ = export.faults.insert(id, fault),
        }
    }
    files
}

fn versions(export: &Export<'_>, id: FileId, asset: &Asset) -> Made {
    let versions = asset.versions(export.theme.pictures.column);
    let made = asset.make(&versions, &export.site.sources.file(id).bytes, export.cache)?;
    let file = |bytes| OutputFile { bytes, from: None };
    Ok(versions.into_iter().map(|version| version.path).zip(made.into_iter().map(file)).collect())
}
