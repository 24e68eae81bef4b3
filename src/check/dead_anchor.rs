//! A link to a part of a page that this page does not have.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Check, Context, lost_data};
use crate::diagnostic::{Diagnostic, Edit, Message, Report, Rule, Severity};
use crate::model::suggest::{self, Known};
use crate::output::OutputFile;
use crate::site::link::{Edge, Target};
use crate::slug::slug;
use crate::source::Span;

const DEAD: Rule = Rule { code: "ancre-morte", severity: Severity::Error };

/// How many headings are listed when none is like the anchor.
const LISTED: usize = 12;

/// The check.
pub const CHECK: Check = Check { rules: &[&DEAD], run };

fn run(context: &Context<'_>, report: &mut Report) {
    let routes = &context.site.routes;
    let lost = lost_data::collections(context);
    let mut anchors: BTreeMap<&str, Anchors<'_>> = BTreeMap::new();
    for edge in context.site.graph.links() {
        let (path, page, anchor) = match (&edge.target, edge.from) {
            (Target::Page(id, Some(anchor)), _) => (routes.pages[id.0].as_str(), Some(*id), anchor),
            // The file of its entries is told.
            (Target::Section(index, Some(_)), _) if lost.contains(index) => continue,
            (Target::Section(index, Some(anchor)), _) => match &routes.sections[*index] {
                Some(path) => (path.as_str(), None, anchor),
                None => continue,
            },
            (Target::Here(anchor), Some(from)) => (routes.pages[from.0].as_str(), Some(from), anchor),
            _ => continue,
        };
        // A sign # alone leads nowhere, and has its own message.
        if anchor.is_empty() {
            continue;
        }
        let path = path.split('#').next().unwrap_or(path);
        let Some(html) = context.output.files.get(path).and_then(OutputFile::text) else {
            continue;
        };
        let there = anchors.entry(path).or_insert_with(|| {
            let text = page.map(|id| &context.site.page(id).body);
            let headings = text.map(|text| text.headings.iter().map(|heading| &text[heading.id]).collect());
            Anchors::new(html, headings.unwrap_or_default())
        });
        // An element that was refused has its own message, and its name with it.
        if there.all.contains(anchor.as_str()) || is_refused(context, edge, anchor) {
            continue;
        }
        let message = Message::new("anchor-dead").with("anchor", anchor.as_str());
        let help = match there.meant(anchor) {
            Some(best) => Message::new("did-you-mean").with("word", format!("#{best}")),
            None if there.headings.is_empty() || there.headings.len() > LISTED => Message::new("anchor-dead-help"),
            None => {
                let all: Vec<String> = there.headings.iter().map(|id| format!("#{id}")).collect();
                Message::new("anchor-dead-known").with("anchors", all.join(", "))
            }
        };
        let diagnostic = Diagnostic::at(&DEAD, edge.span, message).help(help);
        let fix = respelt(context, edge, anchor, &there.all).into_iter().collect();
        report.add(Diagnostic { fix, ..diagnostic });
    }
}

/// The anchors of a page, prepared for all the links that lead to it.
struct Anchors<'a> {
    all: BTreeSet<&'a str>,
    /// Those of its headings.
    headings: Vec<&'a str>,
    /// The same, to be told from one that is like them.
    known: Known<'a>,
    /// Those of its other parts that are no furniture.
    others: Known<'a>,
}

impl<'a> Anchors<'a> {
    fn new(html: &'a str, headings: Vec<&'a str>) -> Self {
        let others = super::parts(html).filter(|id| !id.starts_with("encart-") && !id.starts_with("appel-"));
        let known = Known::new(headings.iter().copied());
        Anchors { all: ids(html), headings, known, others: Known::new(others) }
    }

    /// What an anchor most likely means: the nearest heading, the only one that has a word like it, or another part.
    fn meant(&mut self, anchor: &str) -> Option<&'a str> {
        let nearest = self.known.nearest(anchor);
        let may_look = nearest.is_none() && anchor.len() > 3 && self.known.spend(100 * self.headings.len());
        let like = |id: &&str| suggest::almost(anchor, id.split('-')).is_some();
        let mut like = self.headings.iter().copied().filter(|_| may_look).filter(like);
        nearest.or_else(|| like.next().filter(|_| like.next().is_none())).or_else(|| self.others.nearest(anchor))
    }
}

/// The correction of an anchor that keeps the accents, the capitals or the signs of its heading.
fn respelt(context: &Context<'_>, edge: &Edge, anchor: &str, known: &BTreeSet<&str>) -> Option<Edit> {
    let id = slug(anchor);
    known.contains(id.as_str()).then_some(())?;
    let (file, range) = (edge.span.file, edge.span.start as usize..edge.span.end as usize);
    let written = context.site.sources.file(file).part(range.clone())?;
    let start = range.start + written.find(&format!("#{anchor}"))? + 1;
    Some(Edit { span: Span::new(file, start, start + anchor.len()), text: id })
}

/// Is it the name of a raw HTML element of the page, which was taken out?
fn is_refused(context: &Context<'_>, edge: &Edge, anchor: &str) -> bool {
    let id = match &edge.target {
        Target::Page(id, _) => Some(*id),
        Target::Here(_) => edge.from,
        _ => None,
    };
    let Some(id) = id else { return false };
    let names = [format!("id=\"{anchor}\""), format!("name=\"{anchor}\""), format!("id='{anchor}'")];
    let raw = &context.site.page(id).body.raw_html;
    raw.iter().any(|html| names.iter().any(|name| html.text.contains(name)))
}

/// The anchors of a page.
fn ids(html: &str) -> BTreeSet<&str> {
    super::ids(html).collect()
}
