//! Where places are: numbered discs over contours, or over a plain grid when there are none.

use std::fmt::Write as _;

use crate::diagram::geojson::Line;
use crate::diagram::svg::{Anchor, Svg, short};
use crate::diagram::{Alternative, Drawing, both, words};

/// A place, in degrees (WGS 84).
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// What is there.
    pub name: String,
    /// East of Greenwich.
    pub longitude: f64,
    /// North of the equator.
    pub latitude: f64,
}

/// The radius of a disc, the size of letters.
const DISC: f64 = 12.0;
const LETTER: f64 = 13.0;
/// Around everything, so that discs and words stay inside.
const MARGIN: f64 = 26.0;
/// Contours are simplified until they take no more than this, in bytes, for each pixel of width.
const WEIGHT: f64 = 40.0;
/// The length of a degree of latitude, in kilometres.
const DEGREE: f64 = 111.2;

/// The places, drawn: the number of each is its rank, from 1.
pub fn draw(places: &[Place], contours: &[Line], alternative: &Alternative) -> Drawing {
    both(|width| drawn(places, contours, width), alternative)
}

/// From degrees to pixels: a degree of longitude is shorter far from the equator.
struct Frame {
    west: f64,
    north: f64,
    /// Pixels for a degree of longitude, and of latitude.
    across: f64,
    down: f64,
    height: f64,
}

impl Frame {
    fn new(places: &[Place], contours: &[Line], width: f64) -> Frame {
        let contours = contours.iter().flat_map(|line| line.points.iter().copied());
        let points = contours.chain(places.iter().map(|place| (place.longitude, place.latitude)));
        let (mut west, mut south, mut east, mut north) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
        for (x, y) in points {
            (west, east) = (west.min(x), east.max(x));
            (south, north) = (south.min(y), north.max(y));
        }
        if west > east {
            (west, south, east, north) = (-5.0, 48.0, -3.0, 49.0);
        }
        // A place alone is shown in its country: about ten kilometres around it.
        let shrink = ((south + north) / 2.0).to_radians().cos().max(0.05);
        let wide = ((east - west) * shrink).max(0.2);
        let tall = (north - south).max(0.1);
        let inside = width - 2.0 * MARGIN;
        let down = (inside / wide).min(inside * 1.1 / tall);
        let height = tall * down + 2.0 * MARGIN;
        let west = (west + east) / 2.0 - width / 2.0 / (down * shrink);
        let north = (south + north) / 2.0 + height / 2.0 / down;
        Frame { west, north, across: down * shrink, down, height }
    }

    fn at(&self, (longitude, latitude): (f64, f64)) -> (f64, f64) {
        ((longitude - self.west) * self.across, (self.north - latitude) * self.down)
    }
}

fn drawn(places: &[Place], contours: &[Line], width: f64) -> Svg {
    let frame = Frame::new(places, contours, width);
    let mut svg = Svg::new(width, frame.height + 22.0);
    if contours.is_empty() {
        grid(&mut svg, width, frame.height);
    } else {
        outlines(&mut svg, contours, &frame, width);
    }
    let centres = apart(places.iter().map(|place| frame.at((place.longitude, place.latitude))).collect());
    names(&mut svg, places, &centres, (width, frame.height));
    for (index, centre) in centres.iter().enumerate() {
        svg.number(*centre, DISC, index + 1);
    }
    scale(&mut svg, &frame, width);
    svg
}

fn grid(svg: &mut Svg, width: f64, height: f64) {
    svg.rect("d-tint4", (0.5, 0.5), (width - 1.0, height - 1.0));
    let mut data = String::new();
    for n in 1..(width / 64.0) as usize {
        let _ = write!(data, "M{} 0V{}", n * 64, short(height));
    }
    for n in 1..=(height / 64.0) as usize {
        let _ = write!(data, "M0 {}H{}", n * 64, short(width));
    }
    svg.path("d-grid", &data);
}

/// The contours, with no more points than can be seen or than their weight allows.
fn outlines(svg: &mut Svg, contours: &[Line], frame: &Frame, width: f64) {
    for (class, closed) in [("d-tint4", true), ("d-edge", false)] {
        let lines: Vec<&Line> = contours.iter().filter(|line| line.closed == closed).collect();
        let mut least = 0.7;
        let mut data = path(&lines, frame, least);
        while data.len() as f64 > WEIGHT * width && least < width {
            least *= 1.5;
            data = path(&lines, frame, least);
        }
        if !data.is_empty() {
            svg.path(class, &data);
        }
    }
}

/// Lines without the points that are nearer than this to the one before.
fn path(lines: &[&Line], frame: &Frame, least: f64) -> String {
    let mut data = String::new();
    for line in lines {
        let mut kept: Vec<(f64, f64)> = Vec::new();
        for point in line.points.iter().map(|point| frame.at(*point)) {
            if kept.last().is_none_or(|last| (last.0 - point.0).hypot(last.1 - point.1) >= least) {
                kept.push(point);
            }
        }
        if kept.len() < 2 + usize::from(line.closed) {
            continue;
        }
        for (index, (x, y)) in kept.iter().enumerate() {
            let _ = write!(data, "{}{} {}", if index == 0 { 'M' } else { 'L' }, short(*x), short(*y));
        }
        data.push_str(if line.closed { "Z" } else { "" });
    }
    data
}

/// Discs that would hide one another, moved apart.
fn apart(mut centres: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    const LEAST: f64 = 2.0 * DISC + 1.0;
    for _ in 0..40 {
        for first in 0..centres.len() {
            for second in first + 1..centres.len() {
                let ((x0, y0), (x1, y1)) = (centres[first], centres[second]);
                let (dx, dy) = (x1 - x0, y1 - y0);
                let distance = dx.hypot(dy);
                if distance < LEAST {
                    // Of two discs on one point, the second goes to the right.
                    let (dx, dy) = if distance < 0.1 { (1.0, 0.3) } else { (dx / distance, dy / distance) };
                    let push = (LEAST - distance) / 2.0;
                    centres[first] = (x0 - dx * push, y0 - dy * push);
                    centres[second] = (x1 + dx * push, y1 + dy * push);
                }
            }
        }
    }
    centres
}

/// The names that hide nothing: the others are in the list beside the map.
fn names(svg: &mut Svg, places: &[Place], centres: &[(f64, f64)], (width, height): (f64, f64)) {
    type Area = (f64, f64, f64, f64);
    let disc = |(x, y): &(f64, f64)| (x - DISC, y - DISC, x + DISC, y + DISC);
    let mut taken: Vec<Area> = centres.iter().map(disc).collect();
    let free = |place: &Area, taken: &[Area]| {
        let inside = place.0 >= 0.0 && place.1 >= 0.0 && place.2 <= width && place.3 <= height;
        inside && taken.iter().all(|t| place.2 < t.0 || place.0 > t.2 || place.3 < t.1 || place.1 > t.3)
    };
    for (place, (x, y)) in places.iter().zip(centres) {
        let long = words::width(&place.name, LETTER);
        let (right, left) = (x + DISC + 4.0, x - DISC - 4.0);
        let spots = [
            (right, y + 4.5, Anchor::Start, right),
            (left, y + 4.5, Anchor::End, left - long),
            (*x, y - DISC - 5.0, Anchor::Middle, x - long / 2.0),
            (*x, y + DISC + 14.0, Anchor::Middle, x - long / 2.0),
        ];
        for (x, base, anchor, start) in spots {
            let area = (start, base - LETTER, start + long, base + 3.0);
            if free(&area, &taken) {
                svg.text("d-halo", (x, base), anchor, LETTER, &place.name);
                taken.push(area);
                break;
            }
        }
    }
}

/// A length on the ground, below the map.
fn scale(svg: &mut Svg, frame: &Frame, width: f64) {
    let kilometre = frame.down / DEGREE;
    let lengths = (-1..5).flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * 10f64.powi(power)));
    let Some(length) = lengths.rev().find(|length| length * kilometre <= width / 3.0) else { return };
    let (y, end) = (frame.height + 12.0, 1.0 + length * kilometre);
    let (high, low, end_) = (short(y - 4.0), short(y + 4.0), short(end));
    svg.path("d-edge", &format!("M1 {high}V{low}M1 {}H{end_}M{end_} {high}V{low}", short(y)));
    svg.text("", (end + 7.0, y + 4.5), Anchor::Start, LETTER, &format!("{} km", short(length).replace('.', ",")));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str, longitude: f64, latitude: f64) -> Place {
        Place { name: name.to_owned(), longitude, latitude }
    }

    #[test]
    fn places_stand_where_they_are_and_hide_nothing() {
        let places = [place("Nord", -4.0, 48.5), place("Sud", -4.0, 48.1), place("Double", -4.0, 48.1)];
        let text = draw(&places, &[], &Alternative::default()).inline();
        assert_eq!(text.matches("<circle").count(), 6);
        let frame = Frame::new(&places, &[], 704.0);
        let centres = apart(places.iter().map(|p| frame.at((p.longitude, p.latitude))).collect());
        assert!(centres[0].1 < centres[1].1, "north is above");
        let (a, b) = (centres[1], centres[2]);
        assert!((a.0 - b.0).hypot(a.1 - b.1) > 2.0 * DISC - 1.0, "{a:?} {b:?}");
    }

    #[test]
    fn a_contour_of_many_points_stays_light() {
        let points = (0..100_000).map(|n| f64::from(n) / 500.0);
        let points = points.map(|n| (-4.0 + (n + n.sin() / 9.0).cos() / 4.0, 48.2 + (n * 1.01).sin() / 4.0)).collect();
        let text = draw(&[], &[Line { points, closed: true }], &Alternative::default()).inline();
        assert!(text.len() < 45_000, "{}", text.len());
    }
}
