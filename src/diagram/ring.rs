//! Steps that come back to the first one: a ring on wide screens, a track beside a list on narrow ones.

use std::f64::consts::{PI, TAU};

use crate::diagram::svg::{Anchor, Svg, short};
use crate::diagram::{Alternative, Drawing, both, words};

/// The size of letters.
const LETTER: f64 = 15.0;
/// From a line of words to the next.
const LINE: f64 = 19.0;
/// The radius of the disc of a step.
const DISC: f64 = 15.0;
/// A drawing narrower than this is a track.
const RING: f64 = 500.0;

/// The steps, drawn.
pub fn draw(steps: &[String], alternative: &Alternative) -> Drawing {
    both(|width| if width < RING { track(steps, width) } else { ring(steps, width) }, alternative)
}

/// Discs on a circle, the first at the top, each with its words outside.
fn ring(steps: &[String], width: f64) -> Svg {
    let count = steps.len().max(1) as f64;
    let radius = (52.0 + 13.0 * count).clamp(90.0, 150.0);
    let room = width / 2.0 - radius - DISC - 22.0;
    let lines: Vec<Vec<String>> = steps.iter().map(|step| words::wrap(step, LETTER, room, 3)).collect();
    let above = lines.first().map_or(0.0, |lines| lines.len() as f64 * LINE);
    let is_even = steps.len().is_multiple_of(2);
    let below = if is_even { lines.get(steps.len() / 2).map_or(0.0, |lines| lines.len() as f64 * LINE) } else { 0.0 };
    let (x, y) = (width / 2.0, above + 14.0 + DISC + radius);
    let mut svg = Svg::new(width, y + radius + DISC + below + 12.0);
    // What a disc and some air take of the circle on each side.
    let margin = (DISC + 9.0) / radius;
    let at = |angle: f64, radius: f64| (x + radius * angle.sin(), y - radius * angle.cos());
    for (index, lines) in lines.iter().enumerate() {
        let angle = TAU * index as f64 / count;
        let (start, end) = (angle + margin, angle + TAU / count - margin);
        let ((x0, y0), (x1, y1)) = (at(start, radius), at(end, radius));
        let long = u8::from(end - start > PI);
        let [a, b, c, d, r] = [x0, y0, x1, y1, radius].map(short);
        svg.arrow(&format!("M{a} {b}A{r} {r} 0 {long} 1 {c} {d}"), (x1, y1), end);
        svg.number(at(angle, radius), DISC, index + 1);
        beside(&mut svg, at(angle, radius + DISC + 8.0), angle, lines);
    }
    svg
}

/// The words of a step, outside of the ring.
fn beside(svg: &mut Svg, (x, y): (f64, f64), angle: f64, lines: &[String]) {
    let height = lines.len() as f64 * LINE;
    let anchor = match angle.sin() {
        sin if sin > 0.05 => Anchor::Start,
        sin if sin < -0.05 => Anchor::End,
        _ => Anchor::Middle,
    };
    // From above the point at the top of the ring to below it at the bottom.
    let top = y - height * (1.0 + angle.cos()) / 2.0 + LINE * 0.74;
    for (index, line) in lines.iter().enumerate() {
        svg.text("", (x, top + index as f64 * LINE), anchor, LETTER, line);
    }
}

/// Discs below one another, and a line that comes back to the first.
fn track(steps: &[String], width: f64) -> Svg {
    const LEFT: f64 = 44.0;
    let lines: Vec<Vec<String>> =
        steps.iter().map(|step| words::wrap(step, LETTER, width - LEFT - DISC - 14.0, 3)).collect();
    let slot = |lines: &[String]| (lines.len() as f64 * LINE).max(2.0 * DISC) + 22.0;
    let mut svg = Svg::new(width, lines.iter().map(|lines| slot(lines)).sum::<f64>() + 12.0);
    let mut y = 6.0;
    let mut centres = Vec::new();
    for lines in &lines {
        let centre = y + (slot(lines) - 22.0) / 2.0;
        centres.push(centre);
        let top = centre - lines.len() as f64 * LINE / 2.0 + LINE * 0.74;
        for (line, words) in lines.iter().enumerate() {
            svg.text("", (LEFT + DISC + 12.0, top + line as f64 * LINE), Anchor::Start, LETTER, words);
        }
        y += slot(lines);
    }
    for pair in centres.windows(2) {
        let (from, to) = (pair[0] + DISC + 3.0, pair[1] - DISC - 9.0);
        svg.arrow(&format!("M{LEFT} {}V{}", short(from), short(to)), (LEFT, to), PI / 2.0);
    }
    if let ([first, .., last], true) = (&centres[..], centres.len() > 1) {
        let (out, inside) = (LEFT - DISC - 3.0, LEFT - DISC - 9.0);
        let [low, high] = [last, first].map(|y| short(*y));
        let data = format!(
            "M{out} {low}H18A12 12 0 0 1 6 {}V{}A12 12 0 0 1 18 {high}H{inside}",
            short(last - 12.0),
            short(first + 12.0)
        );
        svg.arrow(&data, (inside, *first), 0.0);
    }
    for (index, centre) in centres.iter().enumerate() {
        svg.number((LEFT, *centre), DISC, index + 1);
    }
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_a_number_and_leads_to_the_next_and_the_last_to_the_first() {
        for count in [2, 3, 5, 8] {
            let steps: Vec<String> = (0..count).map(|n| format!("étape {n}")).collect();
            let text = draw(&steps, &Alternative::default()).inline();
            assert_eq!(text.matches("<circle").count(), 2 * count);
            assert_eq!(text.matches("class=\"d-line\"").count(), 2 * count);
        }
    }
}
