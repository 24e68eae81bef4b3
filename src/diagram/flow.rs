//! How much goes from whom to whom: bands as wide as what they carry, from left to right (a Sankey diagram).

use std::fmt::Write as _;

use crate::diagram::svg::{Anchor, Svg, short};
use crate::diagram::{Alternative, Drawing, both, words};

/// What goes from an actor to another.
#[derive(Clone, Debug)]
pub struct Flow {
    /// Whose it is.
    pub from: String,
    /// Whose it becomes.
    pub to: String,
    /// How much, above zero.
    pub amount: f64,
}

/// Why flows make no drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An amount is not above zero.
    Amount(String, String),
    /// What leaves an actor comes back to it.
    Loop(String),
    /// More actors follow one another than fit beside one another.
    Long,
}

/// How many actors may follow one another.
pub const COLUMNS: usize = 4;

/// The size of letters.
const LETTER: f64 = 14.0;
/// From a line of words to the next.
const LINE: f64 = 17.0;
/// The width of the bar of an actor.
const BAR: f64 = 9.0;
/// Between an actor and the next one below.
const GAP: f64 = 14.0;
/// The height of all that flows.
const HEIGHT: f64 = 190.0;
const TINTS: [&str; 4] = ["d-tint1", "d-tint3", "d-tint2", "d-tint4"];

/// An actor, and where it is drawn.
#[derive(Clone, Debug)]
struct Actor {
    name: String,
    column: usize,
    amount: f64,
    y: f64,
    height: f64,
}

/// The flows, drawn; `show` writes an amount the way of the language.
pub fn draw(flows: &[Flow], show: &dyn Fn(f64) -> String, alternative: &Alternative) -> Result<Drawing, Fault> {
    if let Some(flow) = flows.iter().find(|flow| !(flow.amount > 0.0 && flow.amount.is_finite())) {
        return Err(Fault::Amount(flow.from.clone(), flow.to.clone()));
    }
    let actors = actors(flows)?;
    Ok(both(|width| drawn(flows, actors.clone(), show, width), alternative))
}

/// The actors in the order in which they are first named, each after all those from whom it receives.
fn actors(flows: &[Flow]) -> Result<Vec<Actor>, Fault> {
    let mut actors: Vec<Actor> = Vec::new();
    for name in flows.iter().flat_map(|flow| [&flow.from, &flow.to]) {
        if !actors.iter().any(|actor| actor.name == *name) {
            let sum = |is: &dyn Fn(&Flow) -> bool| flows.iter().filter(|f| is(f)).map(|f| f.amount).sum::<f64>();
            let amount = sum(&|f| f.from == *name).max(sum(&|f| f.to == *name));
            actors.push(Actor { name: name.clone(), column: 0, amount, y: 0.0, height: 0.0 });
        }
    }
    // After as many rounds as there are actors, only what comes back to itself still moves.
    for round in 0..=actors.len() {
        let mut moved = None;
        for flow in flows {
            let column = column(&actors, &flow.from) + 1;
            if let Some(to) = actors.iter_mut().find(|actor| actor.name == flow.to && actor.column < column) {
                to.column = column;
                moved = Some(flow.to.clone());
            }
        }
        match moved {
            None => break,
            Some(name) if round == actors.len() => return Err(Fault::Loop(name)),
            Some(_) => {}
        }
    }
    if actors.iter().any(|actor| actor.column >= COLUMNS) { Err(Fault::Long) } else { Ok(actors) }
}

fn column(actors: &[Actor], name: &str) -> usize {
    actors.iter().find(|actor| actor.name == name).map_or(0, |actor| actor.column)
}

fn drawn(flows: &[Flow], mut actors: Vec<Actor>, show: &dyn Fn(f64) -> String, width: f64) -> Svg {
    let columns = actors.iter().map(|actor| actor.column).max().unwrap_or(0) + 1;
    // The words of the last column stand before its bar: the room before it is for two.
    let step = (width - BAR) / columns.max(2) as f64;
    let room = if columns > 1 { step - BAR - 8.0 } else { width - BAR };
    let lines = |actor: &Actor| {
        let mut lines = words::wrap(&actor.name, LETTER, room, 3);
        lines.push(show(actor.amount));
        lines
    };
    let height = place(&mut actors, columns, &|actor| lines(actor).len() as f64 * LINE + 2.0);
    let mut svg = Svg::new(width, height);
    let x = |actor: &Actor| match actor.column + 1 == columns && columns > 1 {
        true => width - BAR,
        false => actor.column as f64 * step,
    };
    bands(&mut svg, flows, &actors, &x);
    for actor in &actors {
        svg.rect("d-bar", (x(actor), actor.y), (BAR, actor.height));
        let last = actor.column + 1 == columns && columns > 1;
        let (at, anchor) = if last { (x(actor) - 6.0, Anchor::End) } else { (x(actor) + BAR + 6.0, Anchor::Start) };
        let lines = lines(actor);
        let top = actor.y + (actor.height - lines.len() as f64 * LINE) / 2.0 + LINE * 0.76;
        for (index, line) in lines.iter().enumerate() {
            let class = if index + 1 == lines.len() { "d-strong d-halo" } else { "d-halo" };
            svg.text(class, (at, top + index as f64 * LINE), anchor, LETTER, line);
        }
    }
    svg
}

/// Gives each actor its height and its place in its column; gives the height of the drawing.
fn place(actors: &mut [Actor], columns: usize, words: &dyn Fn(&Actor) -> f64) -> f64 {
    let in_column = |actors: &[Actor], n: usize| {
        actors.iter().filter(|actor| actor.column == n).map(|actor| actor.amount).sum::<f64>()
    };
    let most = (0..columns).map(|n| in_column(actors, n)).fold(f64::MIN_POSITIVE, f64::max);
    let scale = HEIGHT / most;
    let mut tallest: f64 = 0.0;
    let mut heights = vec![0.0; columns];
    for actor in actors.iter_mut() {
        actor.height = (actor.amount * scale).max(2.0);
        // A small actor still needs room for its words.
        let slot = actor.height.max(words(actor));
        actor.y = heights[actor.column] + (slot - actor.height) / 2.0;
        heights[actor.column] += slot + GAP;
        tallest = tallest.max(heights[actor.column] - GAP);
    }
    for actor in actors.iter_mut() {
        actor.y += (tallest - (heights[actor.column] - GAP)) / 2.0 + 1.0;
    }
    tallest + 2.0
}

/// A band for each flow: it leaves and reaches the bars in the order in which flows are written.
fn bands(svg: &mut Svg, flows: &[Flow], actors: &[Actor], x: &dyn Fn(&Actor) -> f64) {
    let mut left = vec![0.0; actors.len()];
    let mut reached = vec![0.0; actors.len()];
    let find = |name: &str| actors.iter().position(|actor| actor.name == name).unwrap_or(0);
    for flow in flows {
        let (from, to) = (find(&flow.from), find(&flow.to));
        let part = |actor: &Actor| actor.height * flow.amount / actor.amount;
        let (start, end) = (&actors[from], &actors[to]);
        let (x0, x1) = (x(start) + BAR, x(end));
        let (y0, y1) = (start.y + left[from], end.y + reached[to]);
        let (h0, h1) = (part(start), part(end));
        left[from] += h0;
        reached[to] += h1;
        let middle = short((x0 + x1) / 2.0);
        let [x0, x1, y0, y1, low0, low1] = [x0, x1, y0, y1, y0 + h0, y1 + h1].map(short);
        let mut data = format!("M{x0} {y0}C{middle} {y0} {middle} {y1} {x1} {y1}V{low1}");
        let _ = write!(data, "C{middle} {low1} {middle} {low0} {x0} {low0}Z");
        svg.path(TINTS[to % TINTS.len()], &data);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(from: &str, to: &str, amount: f64) -> Flow {
        Flow { from: from.to_owned(), to: to.to_owned(), amount }
    }

    fn drawn(flows: &[Flow]) -> Result<String, Fault> {
        draw(flows, &|n| n.to_string(), &Alternative::default()).map(|drawing| drawing.inline())
    }

    #[test]
    fn every_actor_and_every_flow_is_drawn_at_both_widths() {
        let text = drawn(&[flow("a", "b", 3.0), flow("a", "c", 1.0), flow("b", "c", 2.0)]).unwrap();
        assert_eq!(text.matches("<rect").count(), 6);
        assert_eq!(text.matches("d-tint").count(), 6);
        assert_eq!(text.matches("<svg").count(), 2);
    }

    #[test]
    fn flows_that_come_back_or_carry_nothing_are_told() {
        assert_eq!(drawn(&[flow("a", "b", 1.0), flow("b", "a", 1.0)]), Err(Fault::Loop("a".to_owned())));
        assert_eq!(drawn(&[flow("a", "a", 1.0)]), Err(Fault::Loop("a".to_owned())));
        for amount in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(matches!(drawn(&[flow("a", "b", amount)]), Err(Fault::Amount(..))));
        }
        let chain: Vec<Flow> = (0..5).map(|n| flow(&n.to_string(), &(n + 1).to_string(), 1.0)).collect();
        assert_eq!(drawn(&chain), Err(Fault::Long));
    }
}
