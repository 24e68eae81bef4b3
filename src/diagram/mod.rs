//! Drawings made from a few values: the room knows geometry, and neither the site nor its theme.
//!
//! Each drawing is made twice, for a wide and for a narrow screen, so that its words have the size of the text at
//! any width; a style sheet shows one of them. Colours are classes with a value for whoever has no style sheet.
//! What a drawing says in shapes it also says in words, with outlines and figures: it can be read without colours.

pub mod flow;
pub mod geojson;
pub mod map;
pub mod ring;
mod svg;
mod words;

/// What stands for a drawing for who cannot see it.
#[derive(Clone, Debug, Default)]
pub struct Alternative {
    /// Its name.
    pub title: String,
    /// What it shows, in a few sentences.
    pub description: String,
    /// What begins the ids of its parts, unique in the page.
    pub id: String,
}

/// The drawings that a block may ask for.
pub const KINDS: [&str; 3] = ["flow", "ring", "map"];

/// The width of a drawing for a wide screen, in pixels of style sheets.
const WIDE: f64 = 704.0;
/// For a telephone.
const NARROW: f64 = 320.0;

/// A drawing, made.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// For wide screens, and for paper.
    wide: String,
    /// For narrow ones.
    narrow: String,
    /// Width and height of the wide one, in pixels of style sheets.
    pub size: (f64, f64),
}

impl Drawing {
    /// Both drawings, for a page that shows one of them.
    pub fn inline(&self) -> String {
        format!("{}{}", self.wide, self.narrow)
    }

    /// The wide drawing as a file of its own.
    pub fn file(&self) -> String {
        self.wide.replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1)
    }
}

/// A drawing for wide screens, and for narrow ones.
fn both(draw: impl Fn(f64) -> svg::Svg, alternative: &Alternative) -> Drawing {
    let (wide, narrow) = (draw(WIDE), draw(NARROW));
    let size = wide.size();
    Drawing {
        wide: wide.finish("drawing-wide", alternative),
        narrow: narrow.finish("drawing-narrow", alternative),
        size,
    }
}
