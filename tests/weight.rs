//! Pages too heavy for a telephone, and pictures that move.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::path::Path;
use std::sync::Arc;

use boucle::source::{Sources, walk};
use boucle::{Options, build};

/// A GIF of 4 by 3 pixels, with so many images and so many bytes that nothing can compress.
fn gif(images: usize, bytes: usize) -> Vec<u8> {
    let mut gif = b"GIF89a\x04\x00\x03\x00\x00\x00\x00".to_vec();
    gif.extend([0x00, 0x21, 0xf9, 0x04].repeat(images));
    let mut noise = 1_u32;
    gif.extend((0..bytes).map(|_| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.to_le_bytes()[3]
    }));
    gif
}

fn said(picture: Vec<u8>, text: &str) -> Vec<String> {
    let base = walk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/base"));
    let page = format!("---\ntitre: Palettes\n---\n![Un atelier](atelier.gif)\n\n{text}\n");
    let files = base.iter().map(|(_, file)| (file.path.clone(), file.bytes.clone())).chain([
        ("content/fiches/a.md".to_owned(), Arc::from(page.as_bytes())),
        ("content/fiches/atelier.gif".to_owned(), Arc::from(picture)),
    ]);
    let sources = Sources::new(files);
    let built = build(&sources, &Options::default(), &|_, _| {});
    built
        .report
        .iter()
        .map(|d| format!("{} {} {}", sources.file(d.span.unwrap().file).path, d.rule.code, d.help[0].id))
        .collect()
}

#[test]
fn a_page_over_its_budget_names_its_heaviest_part() {
    assert_eq!(said(gif(1, 50_000), "Texte."), Vec::<String>::new());
    assert_eq!(said(gif(1, 120_000), "Texte."), ["content/fiches/a.md page-lourde page-heavy-image"]);
    // Words repeated compress well; words that never come back do not.
    assert_eq!(said(gif(1, 100), &"Le même mot. ".repeat(20_000)), Vec::<String>::new());
    let hexadecimal: String = gif(0, 150_000).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(said(gif(1, 100), &hexadecimal), ["content/fiches/a.md page-lourde page-heavy-text"]);
}

#[test]
fn a_picture_that_moves_is_refused() {
    assert_eq!(said(gif(2, 100), "Texte."), ["content/fiches/atelier.gif image-animee image-animated-help"]);
}
