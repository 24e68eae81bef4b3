//! Compressed twins of texts, for hosts that send them as they are                      ← flate2, brotli.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;

use crate::content::config::Config;
use crate::model::Value;

/// The ends of the names of texts.
const TEXTS: [&str; 12] =
    ["html", "css", "js", "mjs", "json", "geojson", "jsonld", "xml", "svg", "txt", "csv", "webmanifest"];

/// How hard brotli works, of 11: the last steps cost twenty times as much and save a few hundredths.
const QUALITY: i32 = 9;
/// The greatest window that every browser reads.
const WINDOW: i32 = 22;

/// For each text, `.gz` and `.br` beside it, when they are lighter than the text.
pub fn twins(files: &BTreeMap<String, Arc<[u8]>>) -> BTreeMap<String, Arc<[u8]>> {
    let texts: Vec<_> = files.iter().filter(|(path, _)| is_text(path)).collect();
    let twins = texts.into_par_iter().flat_map_iter(|(path, bytes)| {
        let made = [("gz", gzip(bytes)), ("br", brotli(bytes))];
        let lighter =
            made.into_iter().filter_map(|(end, twin)| Some((end, twin?))).filter(|(_, t)| t.len() < bytes.len());
        lighter.map(|(end, twin)| (format!("{path}.{end}"), Arc::from(twin))).collect::<Vec<_>>()
    });
    twins.collect()
}

/// The text of which this path would be the compressed twin, if it is one.
pub fn of(path: &str) -> Option<&str> {
    path.strip_suffix(".gz").or_else(|| path.strip_suffix(".br")).filter(|text| is_text(text))
}

/// Does the site ask for compressed twins?
pub fn is_asked(config: &Config) -> bool {
    config.inside("hosting", "compress") == Some(&Value::Boolean(true))
}

fn is_text(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| TEXTS.contains(&end))
}

fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

fn brotli(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: QUALITY,
        lgwin: WINDOW,
        ..brotli::enc::BrotliEncoderParams::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut out, &parameters).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_hold_the_same_and_weigh_less() {
        let text = "Économie circulaire. ".repeat(200);
        let files = [("a.html", text.as_bytes()), ("b.webp", text.as_bytes()), ("c.txt", b"x")];
        let files = files.into_iter().map(|(path, bytes)| (path.to_owned(), Arc::from(bytes))).collect();
        let twins = twins(&files);
        assert_eq!(twins.keys().collect::<Vec<_>>(), ["a.html.br", "a.html.gz"]);
        let mut plain = Vec::new();
        std::io::copy(&mut flate2::read::GzDecoder::new(&*twins["a.html.gz"]), &mut plain).unwrap();
        assert_eq!(plain, text.as_bytes());
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut &*twins["a.html.br"], &mut plain).unwrap();
        assert_eq!(plain, text.as_bytes());
    }
}
