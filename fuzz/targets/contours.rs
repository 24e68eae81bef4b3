//! The contours of a map: no panic, whatever the file, and every figure of the drawing is a number.

#![no_main]

use boucle::diagram::{Alternative, geojson, map};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(lines) = geojson::read(bytes, geojson::POINTS) else { return };
    assert!(lines.iter().map(|line| line.points.len()).sum::<usize>() <= geojson::POINTS);
    let first = lines[0].points.first().copied().unwrap_or_default();
    let place = map::Place { name: "A".to_owned(), longitude: first.0, latitude: first.1 };
    let svg = map::draw(&[place], &lines, &Alternative::default()).inline();
    assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
});
