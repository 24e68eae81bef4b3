//! The drawings of blocks: values become the actors, steps and places that `diagram` draws.
//!
//! A block asks for one with `draw:` in its file. Which values it needs is said here; how its block looks, what it
//! names and how long its words may be are said in the theme.

use std::cell::RefCell;
use std::sync::Arc;

use crate::content::config::Config;
use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Rule, Severity};
use crate::diagram::{Alternative, Drawing, flow, geojson, map, ring};
use crate::model::types::number;
use crate::model::{Query, Show, Value};
use crate::pdf::code::Page;
use crate::render::scope::Scope;
use crate::render::view::Contours;
use crate::site::link::Target;
use crate::source::Span;
use crate::theme::asset::fingerprint;

/// How many places a map usually shows at most.
const PLACES: usize = 200;

/// Values that make no drawing.
pub const IMPOSSIBLE: Rule = Rule { code: "dessin-impossible", severity: Severity::Error };

/// The messages of bounds, and the name of each in the settings.
const BOUNDS: [(&str, &str); 3] =
    [("drawing-places", "places"), ("drawing-heavy", "drawing"), ("drawing-large", "points")];

/// What a block draws, and what is said of it in words.
pub struct Drawn {
    /// None when its values make no drawing, which is told.
    drawing: Option<Drawing>,
    /// What it shows, in a few sentences.
    description: String,
    /// For a map, the places in the order of their numbers.
    places: Data,
}

impl Drawn {
    /// The value `drawing` of the template of a block.
    pub fn on_screen(self) -> Data {
        let svg = self.drawing.map(|drawing| drawing.inline()).unwrap_or_default();
        Data::map([("svg", Data::html(svg)), ("places", self.places)])
    }

    /// The same on paper: the drawing is a picture of the document, unless there is none.
    pub fn on_paper(self, page: &Page<'_>) -> Data {
        let Some(drawing) = self.drawing else { return Data::Null };
        let bytes = drawing.file().into_bytes();
        let picture = format!("/drawings/{}.svg", fingerprint(&bytes));
        page.left.borrow_mut().drawings.insert(picture.clone(), bytes.into());
        let (width, height) = drawing.size;
        Data::map([
            ("picture", Data::text(picture)),
            ("alt", Data::text(self.description)),
            ("width", Data::Int(width.round() as i64)),
            ("height", Data::Int(height.round() as i64)),
            ("places", self.places),
        ])
    }
}

/// What a block draws. `span` is where it stands, `index` its rank in its page.
pub fn drawing(scope: &Scope<'_>, kind: &str, value: &Value, index: usize, span: Span) -> Drawn {
    let title = text(scope, value, "titre");
    let id = format!("dessin-{}", fingerprint(format!("{} {index}", scope.from).as_bytes()));
    let described = RefCell::new(String::new());
    let alternative = |sentences: Vec<String>| {
        let separator = scope.word("list_semicolon");
        let description = scope.text(&format!("{}.", sentences.join(&format!("{} ", separator.trim_end()))));
        described.replace(description.clone());
        Alternative { title: title.clone(), description, id: id.clone() }
    };
    let made = match kind {
        "flow" => flows(scope, value, &alternative).map(|svg| (svg, Data::list([]))),
        "ring" => Ok((ring(scope, value, &alternative), Data::list([]))),
        _ => places(scope, value, &alternative),
    };
    let (drawing, places) = match made {
        Ok((drawing, places)) => (Some(drawing), places),
        Err(message) => {
            let mut fault = Diagnostic::at(&IMPOSSIBLE, span, message);
            if let Some((_, name)) = BOUNDS.iter().find(|(id, _)| *id == fault.message.id) {
                let allowed = scope.views.site.config.limit(name, 1);
                fault = fault.raise(Config::raised(name, allowed).map(|_| format!("{name}: …")));
            }
            scope.report.borrow_mut().add(fault);
            (None, Data::list([]))
        }
    };
    Drawn { drawing, description: described.into_inner(), places }
}

type Describe<'a> = dyn Fn(Vec<String>) -> Alternative + 'a;

/// `liens`: `de`, `vers`, `quantite`.
fn flows(scope: &Scope<'_>, value: &Value, alternative: &Describe<'_>) -> Result<Drawing, Message> {
    let links = value.get("liens").map(Value::items).unwrap_or_default();
    let digits = |link: &Value| match link.get("quantite") {
        Some(Value::Number(digits)) => digits.clone(),
        _ => "0".to_owned(),
    };
    let decimals = |digits: &String| digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let most = links.iter().map(|link| decimals(&digits(link))).max().unwrap_or(0).min(6);
    // Sums have the decimals of what they add up.
    let show = |amount: f64| {
        let digits = format!("{amount:.most$}");
        let digits = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { &digits };
        number::format(digits, scope.lang)
    };
    let flows: Vec<flow::Flow> = links
        .iter()
        .map(|link| flow::Flow {
            from: text(scope, link, "de"),
            to: text(scope, link, "vers"),
            amount: digits(link).parse().unwrap_or(0.0),
        })
        .collect();
    let sentence = |flow: &flow::Flow| {
        let words = scope.views.theme.word(scope.lang, "drawing.flow");
        words.replace("{from}", &flow.from).replace("{to}", &flow.to).replace("{amount}", &show(flow.amount))
    };
    let described = alternative(flows.iter().map(sentence).collect());
    flow::draw(&flows, &show, &described).map_err(|fault| match fault {
        flow::Fault::Amount(from, to) => Message::new("drawing-amount").with("from", from).with("to", to),
        flow::Fault::Loop(name) => Message::new("drawing-loop").with("name", name),
        flow::Fault::Long => Message::new("drawing-long").with("limit", flow::COLUMNS),
    })
}

/// `etapes`: `titre`.
fn ring(scope: &Scope<'_>, value: &Value, alternative: &Describe<'_>) -> Drawing {
    let steps = value.get("etapes").map(Value::items).unwrap_or_default();
    let steps: Vec<String> = steps.iter().map(|step| text(scope, step, "titre")).collect();
    let numbered = steps.iter().enumerate().map(|(index, step)| format!("{} {step}", index + 1));
    let mut sentences: Vec<String> = numbered.collect();
    sentences.push(scope.views.theme.word(scope.lang, "drawing.ring"));
    ring::draw(&steps, &alternative(sentences))
}

/// A place of the map and what is there: a name, and a page when it is one.
struct Found {
    place: map::Place,
    entries: Vec<Data>,
}

/// `lieux`: `nom`, `latitude`, `longitude`; `fiches`: the entries whose places have both; `fond`: contours, which
/// need a `credit`.
fn places(scope: &Scope<'_>, value: &Value, alternative: &Describe<'_>) -> Result<(Drawing, Data), Message> {
    let mut found: Vec<Found> = Vec::new();
    for place in value.get("lieux").map(Value::items).unwrap_or_default() {
        let name = text(scope, place, "nom");
        let Some(point) = degrees(place)? else { continue };
        add(&mut found, point, name, None);
    }
    if let Some(Value::Query(query)) = value.get("fiches") {
        for (name, point, record) in entries(scope, query)? {
            add(&mut found, point, name, Some(record));
        }
    }
    let contours = match value.get("fond") {
        Some(Value::File(path, _)) => contours(scope, path)?,
        _ => Arc::new(Ok(Vec::new())),
    };
    let contours = contours.as_deref().unwrap_or_default();
    if !contours.is_empty() && value.get("credit").is_none() {
        return Err(Message::new("drawing-credit"));
    }
    if found.is_empty() {
        return Err(Message::new("drawing-no-place"));
    }
    let most = scope.views.site.config.limit("places", PLACES);
    if found.len() > most {
        return Err(Message::new("drawing-places").with("count", found.len()).with("limit", most));
    }
    let drawn: Vec<map::Place> = found.iter().map(|found| found.place.clone()).collect();
    let described = drawn.iter().enumerate().map(|(index, place)| format!("{} {}", index + 1, place.name)).collect();
    let svg = map::draw(&drawn, contours, &alternative(described));
    let list = found
        .into_iter()
        .map(|found| Data::map([("name", Data::text(found.place.name)), ("entries", Data::list(found.entries))]));
    Ok((svg, Data::list(list)))
}

/// Entries of one place are one disc.
fn add(found: &mut Vec<Found>, (longitude, latitude): (f64, f64), name: String, record: Option<Data>) {
    let same = found.iter().position(|f| f.place.longitude == longitude && f.place.latitude == latitude);
    let at = same.unwrap_or_else(|| {
        found.push(Found { place: map::Place { name, longitude, latitude }, entries: Vec::new() });
        found.len() - 1
    });
    found[at].entries.extend(record);
}

/// The name of a place, where it is, and the record of the entry that names it.
type Located = (String, (f64, f64), Data);

/// The entries that a query asks for whose places are known: the name and the place of each, and its record.
fn entries(scope: &Scope<'_>, query: &Query) -> Result<Vec<Located>, Message> {
    let site = scope.views.site;
    let mut all = Vec::new();
    for id in site.query(query, scope.lang) {
        for (_, value) in &site.page(id).values {
            if let (Some(point), Some(name)) = (degrees(value)?, value.get("nom").and_then(Value::as_text)) {
                all.push((scope.text(name), point, scope.views.records[id.0].clone()));
            }
        }
    }
    Ok(all)
}

/// The longitude and latitude of a value that has both.
fn degrees(value: &Value) -> Result<Option<(f64, f64)>, Message> {
    let number = |id: &str| match value.get(id) {
        Some(Value::Number(digits)) => digits.parse::<f64>().ok(),
        _ => None,
    };
    let Some((longitude, latitude)) = number("longitude").zip(number("latitude")) else { return Ok(None) };
    match (-180.0..=180.0).contains(&longitude) && (-85.0..=85.0).contains(&latitude) {
        true => Ok(Some((longitude, latitude))),
        false => Err(Message::new("drawing-degrees")),
    }
}

fn contours(scope: &Scope<'_>, path: &str) -> Result<Contours, Message> {
    let site = scope.views.site;
    // A file that is not there is a dead link, which is told.
    let Target::File(id) = site.lookup.plain(scope.from, path) else { return Ok(Arc::new(Ok(Vec::new()))) };
    let (weight, points) = (site.drawing_bound(), site.config.limit("points", geojson::POINTS));
    if site.sources.file(id).bytes.len() > weight * 1024 * 1024 {
        return Err(Message::new("drawing-heavy").with("path", path).with("limit", weight));
    }
    let read = scope.views.contours(id, points);
    let message = match &*read {
        Ok(_) => return Ok(read),
        Err(geojson::Fault::Unreadable) => "drawing-contours",
        Err(geojson::Fault::Degrees) => "drawing-degrees",
        Err(geojson::Fault::Large) => "drawing-large",
    };
    Err(Message::new(message).with("path", path).with("limit", points))
}

fn text(scope: &Scope<'_>, value: &Value, id: &str) -> String {
    scope.text(value.get(id).and_then(Value::as_text).unwrap_or_default())
}
