//! What a page would ask of another site before the reader does anything: each request tells that site who reads
//! what (article 82 of the law « Informatique et libertés »), and « aucun traceur » would be false.

use std::collections::BTreeSet;

use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::output::tag::Tag;
use crate::source::Span;

const OUTSIDE: Rule = Rule { code: "appel-exterieur", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&OUTSIDE], run };

/// The kinds of `link` that a browser follows by itself.
const FOLLOWED: [&str; 7] =
    ["stylesheet", "icon", "preload", "preconnect", "dns-prefetch", "modulepreload", "manifest"];
/// What comes before an address that a style sheet or a script asks for.
const ASKED: [&str; 18] = [
    "url(",
    "url('",
    "url(\"",
    "@import '",
    "@import \"",
    "fetch('",
    "fetch(\"",
    "fetch(`",
    "import('",
    "import(\"",
    "from '",
    "from \"",
    "Beacon('",
    "Beacon(\"",
    "Source('",
    "Source(\"",
    "Scripts('",
    "Scripts(\"",
];

fn run(context: &Context<'_>, report: &mut Report) {
    let mut told = BTreeSet::new();
    for (name, id) in &context.theme.statics {
        let Some(text) = context.site.sources.file(*id).text() else { continue };
        let code = [".css", ".js"].iter().any(|end| name.ends_with(end));
        for (start, address) in code.then(|| asked(text)).into_iter().flatten() {
            if told.insert(host(address).to_owned()) {
                report.add(outside(Span::new(*id, start, start + address.len()), address));
            }
        }
    }
    for page in &context.published {
        let Some(id) = page.file.from else { continue };
        // A picture of another site in a text is a link or a tag that is refused, and told there.
        let texts = || super::documents(context.site.page(id));
        let typed = |address: &str| {
            texts().iter().any(|text| {
                let image = text.images.iter().any(|image| image.source == address);
                image || text.raw_html.iter().any(|html| html.text.contains(address))
            })
        };
        for address in page.outside.iter().filter(|address| !typed(address)) {
            if told.insert(host(address).to_owned()) {
                report.add(outside(context.site.page(id).head, address));
            }
        }
    }
}

fn outside(place: Span, address: &str) -> Diagnostic {
    let message = Message::new("outside-asked").with("host", host(address));
    Diagnostic::at(&OUTSIDE, place, message).help(Message::new("outside-asked-help"))
}

/// Where an element may say what a browser asks for by itself: no attribute, for most of them.
pub fn asking(element: &str) -> &'static [&'static str] {
    match element {
        "link" => &["href", "imagesrcset"],
        "object" => &["data"],
        "script" | "img" | "iframe" | "source" | "video" | "audio" | "embed" | "track" | "input" => {
            &["src", "srcset", "poster"]
        }
        _ => &[],
    }
}

/// The addresses of other sites that a browser asks for when it reads this tag.
pub fn loaded<'a>(tag: &Tag<'a>) -> Vec<&'a str> {
    let is_followed = || {
        let kinds = tag.attribute("rel").unwrap_or_default();
        kinds.split_ascii_whitespace().any(|kind| FOLLOWED.contains(&kind))
    };
    if tag.name == "link" && !is_followed() {
        return Vec::new();
    }
    let values = asking(tag.name).iter().filter_map(|given| Some((*given, tag.attribute(given)?)));
    let addresses = values.flat_map(|(given, value)| {
        let several = given.ends_with("srcset");
        value.split(move |c| several && c == ',').map(str::trim)
    });
    addresses
        .filter(|address| is_outside(address))
        .map(|address| address.split(' ').next().unwrap_or(address))
        .collect()
}

fn is_outside(address: &str) -> bool {
    ["https://", "http://", "//"].iter().any(|start| address.starts_with(start))
}

/// The addresses of other sites that a style sheet or a script asks for, and where they stand.
fn asked(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let places = ASKED.iter().flat_map(|call| text.match_indices(call).map(|(at, _)| at + call.len()));
    places.filter_map(|at| {
        let end = |c: char| c.is_whitespace() || ['\'', '"', '`', ')', ';'].contains(&c);
        let address = text[at..].split(end).next()?;
        is_outside(address).then_some((at, address))
    })
}

fn host(address: &str) -> &str {
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#', ' ']).next().unwrap_or(rest)
}
