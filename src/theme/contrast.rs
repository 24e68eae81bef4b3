//! The colours of a theme: what its style sheets declare, and the pairs that must contrast.
//!
//! `theme.yaml` names the pairs by their custom properties: `contrasts: { text: [ink on paper] }`.

use std::collections::BTreeMap;
use std::ops::Range;

/// Two colours of the theme, one on the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The name of the colour of the text or of the sign, without its dashes.
    pub ink: String,
    /// The name of the colour under it.
    pub paper: String,
    /// The least ratio.
    pub least: f64,
}

/// A colour: red, green, blue.
pub type Colour = [u8; 3];

/// Text on its ground: WCAG 2.2, criterion 1.4.3, level AA.
pub const TEXT: f64 = 4.5;
/// Controls and signs: WCAG 2.2, criterion 1.4.11.
pub const PARTS: f64 = 3.0;

/// `ink on paper`.
pub fn pair(text: &str, least: f64) -> Option<Pair> {
    let (ink, paper) = text.split_once(" on ")?;
    Some(Pair { ink: ink.trim().to_owned(), paper: paper.trim().to_owned(), least })
}

/// Where a style sheet declares colours: for each medium (`""`, `dark`, `print`), the colours by name.
pub type Declared = BTreeMap<&'static str, BTreeMap<String, (Colour, Range<usize>)>>;

/// The colours that a style sheet declares as custom properties of `:root`.
pub fn declared(css: &str) -> Declared {
    let mut declared = Declared::new();
    let mut preludes: Vec<&str> = Vec::new();
    let mut start = 0;
    for (at, sign) in css.match_indices(['{', '}', ';']) {
        let part = &css[start..at];
        match sign {
            "{" => preludes.push(part),
            _ => {
                if preludes.last().is_some_and(|prelude| prelude.contains(":root"))
                    && let Some((name, colour)) = custom_property(part)
                {
                    let from = start + part.find("--").unwrap_or(0);
                    declared.entry(medium(&preludes)).or_default().insert(name, (colour, from..at));
                }
                if sign == "}" {
                    preludes.pop();
                }
            }
        }
        start = at + 1;
    }
    declared
}

fn medium(preludes: &[&str]) -> &'static str {
    let media = |word: &str| preludes.iter().any(|prelude| prelude.contains("@media") && prelude.contains(word));
    // What the reader chooses is said by an attribute of the root: `:root[data-look=dark]`.
    let chosen = preludes.iter().any(|prelude| prelude.contains("=dark]") || prelude.contains("=\"dark\"]"));
    match (chosen || media("prefers-color-scheme: dark"), media("print")) {
        (true, _) => "dark",
        (_, true) => "print",
        _ => "",
    }
}

/// `--ink: #1f2b33`.
fn custom_property(declaration: &str) -> Option<(String, Colour)> {
    let (name, value) = declaration[declaration.find("--")?..].split_once(':')?;
    let digits = value.trim().strip_prefix('#')?;
    let digits: String = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        _ => digits.to_owned(),
    };
    let number = u32::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 6)?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some((name.trim().trim_start_matches("--").to_owned(), [red, green, blue]))
}

/// The contrast of two colours, from 1 to 21: WCAG 2.2, « contrast ratio ».
pub fn ratio(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// WCAG 2.2, « relative luminance ».
fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The nearest colour, on the way to black or to white, that contrasts enough.
pub fn nearest(ink: Colour, paper: Colour, least: f64) -> Colour {
    let toward = |end: u8, step: u16| {
        ink.map(|part| {
            let moved = (u16::from(part) * (64 - step) + u16::from(end) * step) / 64;
            u8::try_from(moved).unwrap_or(end)
        })
    };
    let steps = (0..=64).flat_map(|step| [toward(0, step), toward(255, step)]);
    steps.into_iter().find(|colour| ratio(*colour, paper) >= least).unwrap_or(ink)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_those_of_the_rule() {
        assert!((ratio([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        // The well-known limit of grey on white.
        assert!(ratio([0x76; 3], [255; 3]) >= TEXT && ratio([0x77; 3], [255; 3]) < TEXT);
        assert!(ratio(nearest([0x99; 3], [255; 3], TEXT), [255; 3]) >= TEXT);
        assert!(ratio(nearest([0x44; 3], [0; 3], TEXT), [0; 3]) >= TEXT);
    }

    #[test]
    fn colours_are_read_with_their_medium() {
        let css = ":root { --ink: #123; a: b }\n@media (prefers-color-scheme: dark) { :root { --ink: #ffffff; } }\n.x { --ink: #000 }";
        let declared = declared(css);
        assert_eq!(declared[""]["ink"].0, [0x11, 0x22, 0x33]);
        assert_eq!(declared["dark"]["ink"].0, [255; 3]);
        let chosen = super::declared(":root[data-look=dark] { --ink: #fff }");
        assert_eq!(chosen["dark"]["ink"].0, [255; 3]);
        assert_eq!(&css[declared[""]["ink"].1.clone()], "--ink: #123");
    }
}
