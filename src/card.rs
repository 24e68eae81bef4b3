//! The picture that social networks show beside a link: the title of a page over the horizon of the theme  ← tiny-skia, ab_glyph, png, flate2.
//!
//! Its letters are those of Crimson Pro (SIL Open Font License 1.1, `src/card/OFL.txt`), reduced to the letters of
//! western Europe, with their kerning as a plain table.

use std::io::Write as _;

use ab_glyph::{Font, FontRef, GlyphId, OutlineCurve};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use tiny_skia::{Color, FillRule, Paint, Path, PathBuilder, Pixmap, Transform};

/// Width and height, in pixels: what networks ask for (Open Graph).
pub const SIZE: (u32, u32) = (1200, 630);
/// What changes when the same words give another picture than in the last version.
const RECIPE: &str = "2";

const BOLD: &[u8] = include_bytes!("card/crimson-pro-700.ttf");
const REGULAR: &[u8] = include_bytes!("card/crimson-pro-400.ttf");

/// The margin at the sides, and where words begin and end from the top, in pixels.
const MARGIN: f32 = 84.0;
const TOP: f32 = 96.0;
const BOTTOM: f32 = 440.0;
/// The sizes that a title may have: the first at which it fits.
const TITLE: [f32; 5] = [88.0, 78.0, 68.0, 58.0, 48.0];
const SMALL: f32 = 38.0;

/// The words of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The title of the page.
    pub title: String,
    /// The section in which it is; nothing for the site itself.
    pub section: String,
    /// The name of the site.
    pub site: String,
}

/// Red, green, blue.
pub type Colour = [u8; 3];

/// The colours of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colours {
    /// Behind everything.
    pub paper: Colour,
    /// The title.
    pub ink: Colour,
    /// The section.
    pub soft: Colour,
    /// The horizon, from the farthest to the nearest; the last one bears the name of the site.
    pub bands: Vec<Colour>,
}

impl Default for Colours {
    fn default() -> Colours {
        Colours { paper: [255; 3], ink: [0x1a; 3], soft: [0x50; 3], bands: vec![[0x33; 3]] }
    }
}

/// What a card is made of: the same card has the same print.
pub fn inputs(card: &Card, colours: &Colours) -> String {
    format!("{RECIPE} {card:?} {colours:?}")
}

/// What all the cards of a site have in common.
pub struct Painter {
    bold: FontRef<'static>,
    regular: FontRef<'static>,
    colours: Colours,
    horizon: Pixmap,
}

impl Painter {
    /// Prepares letters and horizon.
    pub fn new(colours: &Colours) -> Painter {
        let font = |bytes| FontRef::try_from_slice(bytes).expect("the fonts of the program are whole");
        let horizon = Pixmap::new(SIZE.0, SIZE.1).expect("a card has a size");
        let mut painter = Painter { bold: font(BOLD), regular: font(REGULAR), colours: colours.clone(), horizon };
        painter.horizon.fill(colour(colours.paper));
        for (index, band) in colours.bands.iter().enumerate() {
            let depth = index as f32 / colours.bands.len().max(1) as f32;
            if let Some(path) = wave(484.0 + 70.0 * depth, 22.0 - 14.0 * depth, 1.0 + index as f32 * 3.0) {
                fill(&mut painter.horizon, &path, *band);
            }
        }
        painter
    }

    /// A card, as PNG.
    pub fn paint(&self, card: &Card) -> Vec<u8> {
        let mut sheet = self.horizon.clone();
        let Colours { ink, soft, paper, .. } = &self.colours;
        let wide = SIZE.0 as f32 - 2.0 * MARGIN;
        let mut top = TOP;
        if !card.section.is_empty() {
            self.line(&mut sheet, &self.regular, SMALL, &card.section, (MARGIN, top + SMALL * 0.5), *soft);
            top += SMALL * 1.5;
        }
        let fits = |size: &f32| self.wrap(&card.title, *size, wide).len() as f32 * size * 1.08 <= BOTTOM - top;
        let size = TITLE.into_iter().find(fits).unwrap_or(TITLE[TITLE.len() - 1]);
        let mut lines = self.wrap(&card.title, size, wide);
        let most = ((BOTTOM - top) / (size * 1.08)) as usize;
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
        }
        for (index, line) in lines.iter().enumerate() {
            let base = top + size * (0.78 + 1.08 * index as f32);
            self.line(&mut sheet, &self.bold, size, line, (MARGIN, base), *ink);
        }
        self.line(&mut sheet, &self.bold, SMALL, &card.site, (MARGIN, SIZE.1 as f32 - 32.0), *paper);
        png(&sheet, &self.colours)
    }

    /// The lines of a text, none of them wider than that.
    fn wrap(&self, text: &str, size: f32, widest: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            match lines.last_mut() {
                Some(line) if width(&self.bold, size, &format!("{line} {word}")) <= widest => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    }

    /// Draws a line of words from a point of its base line; what would leave the sheet is cut.
    fn line(&self, sheet: &mut Pixmap, font: &FontRef<'_>, size: f32, words: &str, (x, y): (f32, f32), ink: Colour) {
        let scale = size / font.units_per_em().unwrap_or(1000.0);
        let mut path = PathBuilder::new();
        let mut pen = x;
        for (glyph, before) in glyphs(font, words) {
            pen += before * scale;
            trace(&mut path, font, glyph, (pen, y), scale);
            pen += font.h_advance_unscaled(glyph) * scale;
            if pen > SIZE.0 as f32 {
                break;
            }
        }
        if let Some(path) = path.finish() {
            fill(sheet, &path, ink);
        }
    }
}

/// The glyphs of a text, each with the room to add before it. What the font lacks is left out.
fn glyphs<'f>(font: &'f FontRef<'_>, words: &'f str) -> impl Iterator<Item = (GlyphId, f32)> + 'f {
    let mut last: Option<GlyphId> = None;
    words.chars().filter_map(move |c| {
        // The narrow spaces of French typography are spaces here.
        let c = if c.is_whitespace() { ' ' } else { c };
        let glyph = font.glyph_id(c);
        if glyph.0 == 0 {
            return None;
        }
        let kern = last.replace(glyph).map_or(0.0, |last| font.kern_unscaled(last, glyph));
        Some((glyph, kern))
    })
}

fn width(font: &FontRef<'_>, size: f32, words: &str) -> f32 {
    let units: f32 = glyphs(font, words).map(|(glyph, before)| before + font.h_advance_unscaled(glyph)).sum();
    units * size / font.units_per_em().unwrap_or(1000.0)
}

/// Adds the outline of a glyph: letters are drawn upwards, sheets downwards.
fn trace(path: &mut PathBuilder, font: &FontRef<'_>, glyph: GlyphId, (x, y): (f32, f32), scale: f32) {
    let Some(outline) = font.outline(glyph) else { return };
    let at = |point: ab_glyph::Point| (x + point.x * scale, y - point.y * scale);
    let mut pen = None;
    for curve in &outline.curves {
        let (start, end) = match curve {
            OutlineCurve::Line(a, b) | OutlineCurve::Quad(a, _, b) | OutlineCurve::Cubic(a, _, _, b) => (*a, *b),
        };
        if pen != Some((start.x, start.y)) {
            let (x, y) = at(start);
            path.move_to(x, y);
        }
        let (x, y) = at(end);
        match curve {
            OutlineCurve::Line(..) => path.line_to(x, y),
            OutlineCurve::Quad(_, b, _) => path.quad_to(at(*b).0, at(*b).1, x, y),
            OutlineCurve::Cubic(_, b, c, _) => path.cubic_to(at(*b).0, at(*b).1, at(*c).0, at(*c).1, x, y),
        }
        pen = Some((end.x, end.y));
    }
}

/// What is below a wave of this height.
fn wave(y: f32, height: f32, phase: f32) -> Option<Path> {
    let (width, bottom) = (SIZE.0 as f32, SIZE.1 as f32);
    // Quarters of points: what systems make of a sine differs in its last digits.
    let at = |x: f32| {
        let swell = (x / width * 5.0 + phase).sin() * 0.6 + (x / width * 2.3 + phase * 2.0).cos();
        ((y + height * swell) * 4.0).round() / 4.0
    };
    let mut path = PathBuilder::new();
    path.move_to(0.0, at(0.0));
    for step in 1..=60 {
        let x = width * step as f32 / 60.0;
        path.line_to(x, at(x));
    }
    path.line_to(width, bottom);
    path.line_to(0.0, bottom);
    path.close();
    path.finish()
}

fn colour([red, green, blue]: Colour) -> Color {
    Color::from_rgba8(red, green, blue, 255)
}

fn fill(sheet: &mut Pixmap, path: &Path, ink: Colour) {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(colour(ink));
    sheet.fill_path(path, &paint, FillRule::Winding, Transform::identity(), None);
}

/// The sheet as PNG with a palette, when its colours are few enough once the shades at edges are rounded.
fn png(sheet: &Pixmap, colours: &Colours) -> Vec<u8> {
    let plain: Vec<Colour> =
        [colours.paper, colours.ink, colours.soft].into_iter().chain(colours.bands.clone()).collect();
    let rounded = |c: u8| ((u16::from(c) + 8) / 17 * 17).min(255) as u8;
    let mut palette: std::collections::BTreeMap<Colour, u8> = std::collections::BTreeMap::new();
    // The points, each line after a byte that says that it is told as it is.
    let mut lines = Vec::with_capacity(sheet.data().len() / 4 + SIZE.1 as usize);
    let mut last: Option<(Colour, u8)> = None;
    for (at, point) in sheet.data().chunks_exact(4).enumerate() {
        if at % SIZE.0 as usize == 0 {
            lines.push(0);
        }
        let seen = [point[0], point[1], point[2]];
        if let Some((_, index)) = last.filter(|(colour, _)| *colour == seen) {
            lines.push(index);
            continue;
        }
        let kept = if plain.contains(&seen) { seen } else { seen.map(rounded) };
        // Beyond a palette, the first of its colours.
        let index = match (palette.get(&kept), u8::try_from(palette.len())) {
            (Some(index), _) => *index,
            (None, Ok(next)) => {
                palette.insert(kept, next);
                next
            }
            (None, Err(_)) => 0,
        };
        last = Some((seen, index));
        lines.push(index);
    }
    let mut entries: Vec<(u8, Colour)> = palette.into_iter().map(|(colour, index)| (index, colour)).collect();
    entries.sort_unstable();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, SIZE.0, SIZE.1);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(entries.into_iter().flat_map(|(_, colour)| colour).collect::<Vec<u8>>());
    // At once: line after line, the encoder of PNG clears as much memory again for each.
    let packed = encoder.write_header().and_then(|mut writer| writer.write_chunk(png::chunk::IDAT, &packed(&lines)));
    packed.expect("bytes can be written in memory");
    bytes
}

/// Bytes, compressed.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(1 << 16), Compression::default());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("bytes can be written in memory")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(title: &str) -> Card {
        Card { title: title.to_owned(), section: "Guide".to_owned(), site: "Économie circulaire".to_owned() }
    }

    #[test]
    fn any_title_makes_a_light_picture() {
        let painter = Painter::new(&Colours::default());
        for title in ["", "Palettes", &"Réunir les entreprises ".repeat(40), &"x".repeat(500), "日本語 \u{202e}"] {
            let bytes = painter.paint(&card(title));
            let header = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap().info().size();
            assert_eq!(header, SIZE);
            assert!(bytes.len() < 60_000, "{title}: {} bytes", bytes.len());
        }
        assert_ne!(painter.paint(&card("a")), painter.paint(&card("b")));
        assert_eq!(painter.paint(&card("a")), painter.paint(&card("a")));
    }

    #[test]
    fn no_line_of_a_title_is_wider_than_asked() {
        let painter = Painter::new(&Colours::default());
        let lines = painter.wrap("Trois chaufferies au bois à Pleyber-Christ, dans le pays de Morlaix", 88.0, 1032.0);
        assert!(lines.len() > 1 && lines.iter().all(|line| width(&painter.bold, 88.0, line) <= 1032.0), "{lines:?}");
    }
}
