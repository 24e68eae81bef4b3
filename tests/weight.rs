//! Pages too heavy for a telephone, and pictures that move.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use boucle::diagnostic::Lang;
use boucle::output::measure;
use boucle::source::{Sources, walk};
use boucle::{Options, build};
use raster::codecs::gif::GifEncoder;
use raster::{Frame, ImageFormat, RgbaImage};

/// Numbers without order: nothing can compress them.
fn noise() -> impl Iterator<Item = u8> {
    let next = |noise: &u32| Some(noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
    std::iter::successors(Some(1_u32), next).map(|noise| noise.to_le_bytes()[3])
}

/// A square picture of noise, whose sides have so many points.
fn picture(side: u32) -> RgbaImage {
    RgbaImage::from_raw(side, side, noise().take((side * side * 4) as usize).collect()).unwrap()
}

/// A GIF with so many images.
fn gif(images: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    GifEncoder::new(&mut bytes).encode_frames((0..images).map(|_| Frame::new(picture(8)))).unwrap();
    bytes
}

fn png(side: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture(side).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn said(name: &str, picture: Vec<u8>, text: &str) -> Vec<String> {
    let base = walk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/base"));
    let page = format!("---\ntitre: Palettes\n---\n![Un atelier]({name})\n\n{text}\n");
    let files = base.iter().map(|(_, file)| (file.path.clone(), file.bytes.clone())).chain([
        ("content/fiches/a.md".to_owned(), Arc::from(page.as_bytes())),
        (format!("content/fiches/{name}"), Arc::from(picture)),
    ]);
    let sources = Sources::new(files);
    let built = build(&sources, &Options::default(), &|_, _| {});
    // What is said to weigh too much is what a reader waits for.
    let cost = measure::cost(&built.output, "fiches/a/index.html", &mut BTreeMap::new()).unwrap();
    let heavy = built.report.iter().find(|d| d.message.id == "page-heavy").map(|d| d.message.say(Lang::French));
    assert!(heavy.is_none_or(|said| said.contains(&cost.weight().div_ceil(1000).to_string())));
    built
        .report
        .iter()
        .map(|d| format!("{} {} {}", sources.file(d.span.unwrap().file).path, d.rule.code, d.help[0].id))
        .collect()
}

#[test]
fn a_page_over_its_budget_names_its_heaviest_part() {
    let said = |side, text: &str| said("atelier.png", png(side), text);
    assert_eq!(said(100, "Texte."), Vec::<String>::new());
    assert_eq!(said(600, "Texte."), ["content/fiches/a.md page-lourde page-heavy-image"]);
    // Words repeated compress well; words that never come back do not.
    assert_eq!(said(10, &"Le même mot. ".repeat(20_000)), Vec::<String>::new());
    let hexadecimal: String = noise().take(150_000).map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(said(10, &hexadecimal), ["content/fiches/a.md page-lourde page-heavy-text"]);
}

#[test]
fn a_picture_that_moves_is_refused() {
    assert_eq!(said("atelier.gif", gif(1), "Texte."), Vec::<String>::new());
    assert_eq!(said("atelier.gif", gif(2), "Texte."), ["content/fiches/atelier.gif image-animee image-animated-help"]);
}

#[test]
fn a_page_just_over_its_budget_is_told() {
    // What compresses such a text in a hurry may give less than what takes its time.
    let letters: String = noise().take(213_000).map(|byte| char::from(b'a' + byte % 16)).collect();
    let base = walk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/base"));
    let mut seen = [0, 0];
    for length in (168_000..=letters.len()).step_by(3_000) {
        let page = format!("---\ntitre: Palettes\n---\n{}\n", &letters[..length]);
        let files = base.iter().map(|(_, file)| (file.path.clone(), file.bytes.clone()));
        let files = files.chain([("content/fiches/a.md".to_owned(), Arc::from(page.as_bytes()))]);
        let built = build(&Sources::new(files), &Options::default(), &|_, _| {});
        let cost = measure::cost(&built.output, "fiches/a/index.html", &mut BTreeMap::new()).unwrap();
        let is_over = cost.weight() > 100_000;
        seen[usize::from(is_over)] += 1;
        assert_eq!(built.report.iter().any(|d| d.message.id == "page-heavy"), is_over, "{length}: {}", cost.weight());
    }
    assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
}
