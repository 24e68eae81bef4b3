//! The files that pages show or offer: only those, and under names that can be addresses  ← imagesize, svg-hush.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::site::link::{Dead, Graph, Target};
use crate::slug::slug;
use crate::source::{FileId, SourceFile, Sources};
use crate::theme::asset::fingerprint;

/// A file of the site that is published.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where it is published.
    pub path: String,
    /// What is published.
    pub bytes: Arc<[u8]>,
    /// Width and height in pixels, for a picture.
    pub size: Size,
    /// Is it a picture that could not be read?
    pub damaged: bool,
}

/// Width and height in pixels, when they are known.
type Size = Option<(u32, u32)>;

/// The published files, by their source.
#[derive(Debug, Default)]
pub struct Assets(pub BTreeMap<FileId, Asset>);

impl Assets {
    /// Takes the files to which a link or a picture leads.
    pub fn new(sources: &Sources, graph: &Graph) -> Assets {
        let mut assets = BTreeMap::new();
        for edge in graph.links() {
            if let Target::File(id) | Target::Dead(Dead::Case(id)) = &edge.target {
                let file = sources.file(*id);
                if !matches!(file.extension().as_str(), "md" | "yaml" | "yml") {
                    assets.entry(*id).or_insert_with(|| publish(file));
                }
            }
        }
        Assets(assets)
    }
}

fn publish(file: &SourceFile) -> Asset {
    let extension = slug(&file.extension());
    let stem = file.name().rsplit_once('.').map_or(file.name(), |(stem, _)| stem);
    let picture = matches!(extension.as_str(), "jpg" | "jpeg" | "png" | "webp" | "avif" | "gif" | "svg");
    let (bytes, size) = match extension.as_str() {
        "svg" => clean_svg(&file.bytes).map_or((None, None), |(b, s)| (Some(b), s)),
        _ if picture => (Some(file.bytes.clone()), dimensions(&file.bytes)),
        _ => (Some(file.bytes.clone()), None),
    };
    let folder = if picture { "images" } else { "documents" };
    let print = fingerprint(&file.bytes);
    let stem = Some(slug(stem)).filter(|s| !s.is_empty()).unwrap_or_else(|| "fichier".to_owned());
    let end = if extension.is_empty() { String::new() } else { format!(".{extension}") };
    let path = format!("{folder}/{stem}.{print}{end}");
    let damaged = bytes.is_none() || (picture && size.is_none());
    Asset { path, bytes: bytes.unwrap_or_else(|| Arc::from([])), size, damaged }
}

fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(bytes).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

/// An SVG without scripts, handlers and outside addresses; none when it is not an SVG.
fn clean_svg(bytes: &[u8]) -> Option<(Arc<[u8]>, Size)> {
    let mut cleaned = Vec::new();
    let mut filter = svg_hush::Filter::new();
    filter.set_data_url_filter(svg_hush::data_url_filter::allow_standard_images);
    filter.filter(bytes, &mut cleaned).ok()?;
    let size = std::str::from_utf8(&cleaned).ok().and_then(svg_size);
    Some((cleaned.into(), size))
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
        let (bytes, size) = clean_svg(svg).unwrap();
        let text = std::str::from_utf8(&bytes).unwrap();
        assert!(!text.contains("script") && !text.contains("onload"), "{text}");
        assert_eq!(size, Some((40, 30)));
    }
}
