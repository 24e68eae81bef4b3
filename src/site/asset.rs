//! The files that pages show or offer: only those, and under names that can be addresses  ← imagesize, svg-hush.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use svg_hush::data_url_filter::{DataUrl, DataUrlFilterResult, allow_standard_images};

use crate::cache::Cache;
use crate::picture::make::{self, RECIPE};
use crate::picture::{self, Fault, Size, original};
use crate::site::link::{Dead, Graph, Target};
use crate::slug::slug;
use crate::source::{FileId, SourceFile, Sources};
use crate::theme::asset::{fingerprint, print};

/// A file of the site that is published.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where it is published, when it is published as it is.
    pub path: String,
    /// What is published: a document as it is, a drawing without scripts, a picture without metadata.
    pub bytes: Arc<[u8]>,
    /// What it is.
    pub kind: Kind,
    /// Width and height in pixels, for a picture or a drawing, as it is seen.
    pub size: Option<Size>,
    /// What keeps it from being shown, when it is a picture.
    pub fault: Option<Fault>,
    /// Does a page show it?
    pub shown: bool,
    /// Does a page offer it as a file?
    pub offered: bool,
    stem: String,
    print: String,
}

/// What a file is to who reads the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file to keep.
    Document,
    /// An SVG, the same at any size.
    Drawing,
    /// A picture made of points, shown at several sizes.
    Picture,
}

/// A picture at one of its sizes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Where it is published.
    pub path: String,
    /// Width and height in pixels.
    pub size: Size,
}

/// The published files, by their source.
#[derive(Debug, Default)]
pub struct Assets(pub BTreeMap<FileId, Asset>);

impl Assets {
    /// Takes the files to which a link or a picture leads.
    ///
    /// `heaviest` is the weight of a drawing, in MiB. Those of `before`, under the same settings, stand where their files
    /// do.
    pub fn new(sources: &Sources, graph: &Graph, heaviest: usize, before: Option<(&Sources, &Assets)>) -> Assets {
        let mut uses: BTreeMap<FileId, (bool, bool)> = BTreeMap::new();
        for edge in graph.links() {
            if let Target::File(id) | Target::Dead(Dead::Case(id)) = &edge.target {
                let (shown, offered) = uses.entry(*id).or_default();
                *shown |= edge.picture;
                *offered |= !edge.picture;
            }
        }
        uses.retain(|id, _| !matches!(sources.file(*id).extension().as_str(), "md" | "yaml" | "yml"));
        let bytes = heaviest * 1024 * 1024;
        let known = |id: FileId, uses: (bool, bool)| {
            let (old, assets) = before?;
            let asset = assets.0.get(&id).filter(|asset| (asset.shown, asset.offered) == uses)?;
            (old.file(id) == sources.file(id)).then(|| asset.clone())
        };
        let published = |(id, (shown, offered))| {
            let known = known(id, (shown, offered));
            (id, known.unwrap_or_else(|| publish(sources.file(id), shown, offered, bytes)))
        };
        Assets(uses.into_iter().map(published).collect())
    }
}

impl Asset {
    /// The versions of a picture that pages show, from the smallest, in a column of this width. Their names change
    /// with the picture and with the way they are made.
    pub fn versions(&self, column: u32) -> Vec<Version> {
        let size = self.size.filter(|_| self.kind == Kind::Picture && self.shown && self.fault.is_none());
        let sizes = size.map(|size| picture::sizes(size, column)).unwrap_or_default();
        let version = |size: Size| {
            let print = fingerprint(format!("{} {}x{} {RECIPE}", self.print, size.0, size.1).as_bytes());
            Version { path: format!("images/{}-{}.{print}.webp", self.stem, size.0), size }
        };
        sizes.into_iter().map(version).collect()
    }

    /// The bytes of versions, made now or before; `source` is the picture as it was given.
    pub fn make(&self, versions: &[Version], source: &[u8], cache: &Cache) -> Result<Vec<Arc<[u8]>>, Fault> {
        let points = OnceCell::new();
        let make = |version: &Version| {
            let size = format!("{}x{}", version.size.0, version.size.1);
            cache.remember("pictures", &[self.print.as_bytes(), size.as_bytes(), RECIPE.as_bytes()], || {
                // It is read once, and only when a version is missing.
                let points = points.get_or_init(|| make::read(source));
                points.as_ref().map_err(|fault| *fault)?.webp(version.size)
            })
        };
        versions.iter().map(make).collect()
    }

    /// May it be drawn on paper? Typst draws every format of ours but AVIF.
    pub fn is_drawn(&self) -> bool {
        self.fault.is_none() && !self.path.ends_with(".avif")
    }

    /// Its bytes without metadata, whoever takes them; none when it is damaged.
    pub fn bare(&self) -> Option<Arc<[u8]>> {
        match self.kind {
            Kind::Picture if !self.offered => original::without_metadata(&self.bytes).ok().map(Into::into),
            _ => Some(self.bytes.clone()),
        }
    }

    /// How many points it has: a drawing has none.
    pub fn points(&self) -> u64 {
        match (self.kind, self.size) {
            (Kind::Picture, Some((width, height))) => u64::from(width) * u64::from(height),
            _ => 0,
        }
    }
}

fn publish(file: &SourceFile, shown: bool, offered: bool, heaviest: usize) -> Asset {
    let extension = slug(&file.extension());
    let kind = match extension.as_str() {
        "svg" => Kind::Drawing,
        "jpg" | "jpeg" | "png" | "webp" | "gif" | "avif" => Kind::Picture,
        // Photographs in other formats say where and by whom they were taken: they are refused, not passed on.
        "jfif" | "jpe" | "tif" | "tiff" | "heic" | "heif" | "bmp" | "dng" => Kind::Picture,
        _ if shown => Kind::Picture,
        _ => Kind::Document,
    };
    let made = match kind {
        Kind::Document => Ok((file.bytes.clone(), None)),
        // Drawings are read whole: heavy ones are not.
        Kind::Drawing if file.bytes.len() > heaviest => Err(Fault::Heavy),
        Kind::Drawing => clean_svg(&file.bytes, heaviest),
        Kind::Picture => picture(&file.bytes, &extension, offered),
    };
    let stem = file.name().rsplit_once('.').map_or(file.name(), |(stem, _)| stem);
    let stem = Some(slug(stem)).filter(|s| !s.is_empty()).unwrap_or_else(|| "fichier".to_owned());
    let print = print(&file.bytes);
    let end = if extension.is_empty() { String::new() } else { format!(".{extension}") };
    let folder = if kind == Kind::Document { "documents" } else { "images" };
    let path = format!("{folder}/{stem}.{}{end}", &print[..8]);
    let fault = made.as_ref().err().copied();
    let (bytes, size) = made.unwrap_or_else(|_| (Arc::from([]), None));
    Asset { path, bytes, kind, size, fault, shown, offered, stem, print }
}

/// The bytes of a picture, without metadata when they are offered, and its size as it is seen.
fn picture(bytes: &Arc<[u8]>, extension: &str, offered: bool) -> Result<(Arc<[u8]>, Option<Size>), Fault> {
    if !matches!(extension, "jpg" | "jpeg" | "png" | "webp" | "gif") {
        return Err(Fault::Format);
    }
    let (width, height) = dimensions(bytes).ok_or(Fault::Damaged)?;
    let size = if original::lies_on_its_side(bytes) { (height, width) } else { (width, height) };
    let bytes = if offered { original::without_metadata(bytes)?.into() } else { bytes.clone() };
    Ok((bytes, Some(size)))
}

fn dimensions(bytes: &[u8]) -> Option<Size> {
    let size = imagesize::blob_size(bytes).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

/// What was written so far, and what may be written at most: a few signs may unfold without end.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
    /// Was there more?
    full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            self.full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An SVG without scripts, handlers and outside addresses, of so many bytes at most.
fn clean_svg(bytes: &[u8], heaviest: usize) -> Result<(Arc<[u8]>, Option<Size>), Fault> {
    let mut cleaned = Bounded { bytes: Vec::new(), most: heaviest, full: false };
    let mut filter = svg_hush::Filter::new();
    filter.set_data_url_filter(picture_inside);
    if filter.filter(bytes, &mut cleaned).is_err() {
        return Err(if cleaned.full { Fault::Heavy } else { Fault::Damaged });
    }
    let size = std::str::from_utf8(&cleaned.bytes).ok().and_then(svg_size).ok_or(Fault::Damaged)?;
    Ok((cleaned.bytes.into(), Some(size)))
}

/// A picture inside a drawing says no more of its author than any other.
fn picture_inside(url: &DataUrl<'_>) -> DataUrlFilterResult {
    match allow_standard_images(url) {
        DataUrlFilterResult::Keep => {
            let bare = url.decode_to_vec().ok().and_then(|(bytes, _)| original::without_metadata(&bytes).ok());
            let mime_type = format!("image/{}", url.mime_type().subtype);
            bare.map_or(DataUrlFilterResult::Drop, |data| DataUrlFilterResult::Rewrite { mime_type, data })
        }
        refused => refused,
    }
}

/// The size that an SVG declares, by its width and height or by its view box.
fn svg_size(text: &str) -> Option<(u32, u32)> {
    let tag = &text[text.find("<svg")?..];
    let tag = &tag[..tag.find('>')?];
    let attribute = |name: &str| {
        let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        tag[start..].split('"').next()
    };
    let pixels = |text: &str| {
        text.trim_end_matches("px").trim().parse::<f64>().ok().filter(|n| *n >= 1.0).map(|n| n.round() as u32)
    };
    let declared = attribute("width").and_then(pixels).zip(attribute("height").and_then(pixels));
    declared.or_else(|| {
        let numbers: Vec<&str> = attribute("viewBox")?.split([' ', ',']).filter(|p| !p.is_empty()).collect();
        let [_, _, width, height] = numbers.as_slice() else { return None };
        pixels(width).zip(pixels(height))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p27_an_svg_is_cleaned_and_measured() {
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30" onload="x()"><script>x</script><path d="M0 0"/></svg>"#;
        let (bytes, size) = clean_svg(svg, 10_000).unwrap();
        let text = std::str::from_utf8(&bytes).unwrap();
        assert!(!text.contains("script") && !text.contains("onload"), "{text}");
        assert_eq!(size, Some((40, 30)));
    }
}
