//! The text of an SVG: short numbers, escaped words, an alternative.

use std::fmt::Write as _;

use crate::diagram::Alternative;

/// The colours of a drawing without a style sheet, by class: those of a theme take their place.
const COLOURS: [(&str, &str); 12] = [
    ("d-tint1", "fill=\"#e3eff0\" stroke=\"#7c868c\""),
    ("d-tint2", "fill=\"#f6e9f1\" stroke=\"#7c868c\""),
    ("d-tint3", "fill=\"#faf1cf\" stroke=\"#7c868c\""),
    ("d-tint4", "fill=\"#ebeae5\" stroke=\"#7c868c\""),
    ("d-bar", "fill=\"#0b5463\""),
    ("d-line", "fill=\"none\" stroke=\"#0b5463\" stroke-width=\"2.5\""),
    ("d-disc", "fill=\"#8c2f6c\""),
    ("d-number", "fill=\"#fff\" font-weight=\"700\""),
    ("d-edge", "fill=\"none\" stroke=\"#7c868c\""),
    ("d-grid", "fill=\"none\" stroke=\"#d5d3ca\""),
    ("d-halo", "stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\""),
    ("d-strong", "fill=\"#1f2b33\" font-weight=\"700\""),
];

/// Where a line of words stands beside its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing that is being made.
pub struct Svg {
    width: f64,
    height: f64,
    body: String,
}

impl Svg {
    /// An empty drawing.
    pub fn new(width: f64, height: f64) -> Svg {
        Svg { width, height, body: String::new() }
    }

    /// Its width and height.
    pub fn size(&self) -> (f64, f64) {
        (self.width, self.height)
    }

    /// A path of this class.
    pub fn path(&mut self, class: &str, data: &str) {
        let _ = write!(self.body, "<path class=\"{class}\" {} d=\"{data}\"/>", colours(class));
    }

    /// A rectangle.
    pub fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let [x, y, width, height] = [x, y, width, height].map(short);
        let colours = colours(class);
        let _ = write!(
            self.body,
            "<rect class=\"{class}\" {colours} x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        );
    }

    /// A disc with a number in it.
    pub fn number(&mut self, (x, y): (f64, f64), radius: f64, number: usize) {
        let [cx, cy, r] = [x, y, radius].map(short);
        let _ = write!(self.body, "<circle class=\"d-disc\" {} cx=\"{cx}\" cy=\"{cy}\" r=\"{r}\"/>", colours("d-disc"));
        self.text("d-number", (x, y + radius * 0.38), Anchor::Middle, radius * 1.1, &number.to_string());
    }

    /// A line of words whose base line is at this point.
    pub fn text(&mut self, class: &str, (x, y): (f64, f64), anchor: Anchor, size: f64, words: &str) {
        let [x, y, size] = [x, y, size].map(short);
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let colours = if class.is_empty() { String::new() } else { format!("class=\"{class}\" {} ", colours(class)) };
        let words = escape(words);
        let _ = write!(self.body, "<text {colours}x=\"{x}\" y=\"{y}\"{anchor} font-size=\"{size}\">{words}</text>");
    }

    /// A line from one point to another with the head of an arrow, along a path that ends in this direction.
    pub fn arrow(&mut self, data: &str, (x, y): (f64, f64), angle: f64) {
        self.path("d-line", data);
        let at = |turn: f64, length: f64| {
            let (sin, cos) = (angle + turn).sin_cos();
            format!("{} {}", short(x + length * cos), short(y + length * sin))
        };
        let head = format!("M{}L{}L{}Z", at(0.0, 5.0), at(2.45, 9.0), at(-2.45, 9.0));
        self.path("d-bar", &head);
    }

    /// The whole text: `part` names this drawing among those of the same values.
    pub fn finish(self, part: &str, alternative: &Alternative) -> String {
        let (width, height) = (short(self.width), short(self.height));
        let (title, description) = (escape(&alternative.title), escape(&alternative.description));
        let id = format!("{}-{part}", escape(&alternative.id));
        format!(
            "<svg class=\"{part}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
             aria-labelledby=\"{id}-t {id}-d\" font-family=\"sans-serif\" fill=\"#1f2b33\">\
             <title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{description}</desc>{}</svg>",
            self.body
        )
    }
}

/// The attributes of every class of a shape.
fn colours(classes: &str) -> String {
    let named = |class| COLOURS.iter().find(|(name, _)| *name == class).map(|(_, colours)| *colours);
    classes.split(' ').filter_map(named).collect::<Vec<_>>().join(" ")
}

/// A number with one decimal at most.
pub fn short(number: f64) -> String {
    let tenths = (number * 10.0).round() as i64;
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{:.1}", tenths as f64 / 10.0) }
}

/// Words that mean nothing to HTML.
pub fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p26_words_stay_words_in_a_drawing() {
        let mut svg = Svg::new(10.0, 10.0);
        svg.text("", (0.0, 0.0), Anchor::Start, 12.0, "</text><script>x</script>\u{7}");
        let hostile = "\"><img onerror=x>".to_owned();
        let alternative = Alternative { title: hostile.clone(), description: hostile, id: "a".to_owned() };
        let text = svg.finish("p", &alternative);
        assert!(!text.contains("<script") && !text.contains("<img") && !text.contains('\u{7}'), "{text}");
        assert_eq!(text.matches("&quot;&gt;&lt;img").count(), 2);
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([1.0, 0.04, -2.25, 12.36].map(short), ["1", "0", "-2.3", "12.4"]);
    }
}
