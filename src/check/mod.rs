//! check: reads everything, changes nothing, says what is wrong   ← memchr.

use std::collections::{BTreeMap, BTreeSet};

use memchr::{memchr_iter, memmem};
use published::Published;
use rayon::prelude::*;

use crate::content::Page;
use crate::diagnostic::{Levels, Report, Rule};
use crate::markdown::{Block, Document};
use crate::model::Value;
use crate::output::measure::Budget;
use crate::output::{Output, tag};
use crate::render::GoOn;
use crate::site::{PageId, Site};
use crate::theme::Theme;

mod acronym;
mod audit_age;
mod callout;
mod contrast;
mod dead_anchor;
mod dead_link;
mod duplicate_id;
mod exception;
mod file_kind;
mod file_name;
mod gone;
mod half_colour;
mod heading_order;
mod link_label;
mod lost_data;
mod meant;
mod missing_alternative;
mod near;
mod no_address;
mod no_home;
mod odd_address;
mod orphan;
pub mod outside;
mod pdf;
mod picture_size;
mod print;
mod published;
mod raw_html;
mod same_title;
mod section_order;
mod shared_address;
mod shortcut;
mod storage;
mod table_title;
mod theme_headings;
mod third_party;
mod unknown_code;
mod unknown_reference;
mod unknown_template;
pub mod unread_file;
pub mod weight;

/// What the checks of texts may read.
#[derive(Clone, Copy)]
pub struct Texts<'a> {
    /// The site.
    pub site: &'a Site,
    /// The theme.
    pub theme: &'a Theme,
    /// The pages that are printed.
    pub printed: &'a BTreeSet<PageId>,
}

/// What the other checks may read.
pub struct Context<'a> {
    /// The site; the texts of its pages may be gone, but for what [`Page::without_text`] leaves.
    pub site: &'a Site,
    /// The theme.
    pub theme: &'a Theme,
    /// What would be published.
    pub output: &'a Output,
    /// What each page should cost at most.
    pub budgets: &'a BTreeMap<String, Budget>,
    /// Its pages, in the order of their paths.
    pub published: Vec<Published<'a>>,
    /// What the site asks of each rule.
    pub levels: &'a Levels,
    /// The codes of what the stages before have told.
    pub told: BTreeSet<&'static str>,
}

/// One check of the texts of a page: the rules that it may raise, and what it does.
pub struct TextCheck {
    /// The rules.
    pub rules: &'static [&'static Rule],
    /// Reads the texts of a page and adds what is wrong.
    pub run: fn(&Texts<'_>, PageId, &mut Report),
}

/// One check of the site: the rules that it may raise, and what it does.
pub struct Check {
    /// The rules.
    pub rules: &'static [&'static Rule],
    /// Reads the site and adds what is wrong.
    pub run: fn(&Context<'_>, &mut Report),
}

/// How many pages one core takes at a time: so few that none waits long for the last ones.
const A_PART: usize = 8;

/// Every check of the texts.
pub const TEXTS: &[TextCheck] = &[
    missing_alternative::CHECK,
    heading_order::CHECK,
    table_title::CHECK,
    callout::CHECK,
    raw_html::CHECK,
    print::CHECK,
];

/// Every other check. None of them knows what the others found, but the last one.
pub const CHECKS: &[Check] = &[
    // To weigh a long page takes a while: it is begun first, and the others are run meanwhile.
    weight::CHECK,
    unknown_code::CHECK,
    unread_file::CHECK,
    file_kind::CHECK,
    file_name::CHECK,
    no_address::CHECK,
    no_home::CHECK,
    shared_address::CHECK,
    same_title::CHECK,
    dead_link::CHECK,
    dead_anchor::CHECK,
    odd_address::CHECK,
    duplicate_id::CHECK,
    unknown_reference::CHECK,
    unknown_template::CHECK,
    link_label::CHECK,
    section_order::CHECK,
    acronym::CHECK,
    orphan::CHECK,
    contrast::CHECK,
    half_colour::CHECK,
    theme_headings::CHECK,
    audit_age::CHECK,
    picture_size::CHECK,
    pdf::CHECK,
    third_party::CHECK,
    storage::CHECK,
    shortcut::CHECK,
    exception::CHECK,
];

/// Every rule that can be broken: its code is what people write in the settings and after `boucle explain`.
pub fn rules() -> impl Iterator<Item = &'static Rule> + Clone {
    let rooms = [
        crate::yaml::RULES,
        crate::markdown::RULES,
        crate::markdown::SLIPS,
        crate::model::RULES,
        crate::content::RULES,
        crate::theme::RULES,
        crate::site::RULES,
        crate::render::RULES,
        crate::book::RULES,
    ];
    rooms.into_iter().chain(own()).chain([outside::RULES]).flatten().copied()
}

/// The rules of this room.
fn own() -> impl Iterator<Item = &'static [&'static Rule]> + Clone {
    TEXTS.iter().map(|check| check.rules).chain(CHECKS.iter().map(|check| check.rules))
}

/// The rules whose faults a page may accept: those that leave the page readable.
fn acceptable() -> impl Iterator<Item = &'static Rule> + Clone {
    let rooms = [crate::markdown::RULES, crate::markdown::SLIPS, outside::RULES];
    rooms.into_iter().chain(own()).flatten().copied()
}

/// Runs the checks of the texts, page by page on all cores, before any text goes; not those that are of no use any more.
pub fn texts(site: &Site, theme: &Theme, report: &mut Report, go_on: GoOn<'_>) {
    let texts = Texts { site, theme, printed: &print::printed(site) };
    let check = |index: usize| {
        let mut faults = Report::default();
        if go_on() {
            TEXTS.iter().for_each(|check| (check.run)(&texts, PageId(index), &mut faults));
        }
        faults
    };
    extend(report, (0..site.pages.len()).into_par_iter().with_max_len(A_PART).map(check));
}

/// Adds what was found wrong at the same time, in the order of the work.
fn extend(report: &mut Report, found: impl IndexedParallelIterator<Item = Report>) {
    let mut all = Vec::new();
    found.collect_into_vec(&mut all);
    all.into_iter().for_each(|faults| report.extend(faults));
}

/// Runs the other checks, on all cores; the last one when the faults of the others are known. Those that are of no use any
/// more are not run.
pub fn check(
    site: &Site,
    theme: &Theme,
    output: &Output,
    budgets: &BTreeMap<String, Budget>,
    levels: &Levels,
    report: &mut Report,
    go_on: GoOn<'_>,
) {
    let Some((last, checks)) = CHECKS.split_last() else { return };
    let told = report.iter().map(|fault| fault.rule.code).collect();
    let files: Vec<_> = output.files.iter().collect();
    let files = files.into_par_iter().with_max_len(A_PART).filter(|_| go_on());
    let published = files.filter_map(|(path, file)| Published::read(path, file)).collect();
    let context = Context { site, theme, output, budgets, published, levels, told };
    let run = |check: &Check| {
        let mut faults = Report::default();
        if go_on() {
            (check.run)(&context, &mut faults);
        }
        faults
    };
    // Some take much longer than others: each is taken alone.
    extend(report, checks.par_iter().with_max_len(1).map(run));
    (last.run)(&context, report);
}

impl Texts<'_> {
    /// Every Markdown text of a page: its body, and the texts of its values and blocks.
    fn documents(&self, id: PageId) -> Vec<&Document> {
        documents(self.site.page(id))
    }
}

impl Context<'_> {
    /// Every Markdown text of the site, or what is left of it.
    fn documents(&self) -> impl Iterator<Item = (PageId, &Document)> {
        self.site.iter().flat_map(|(id, page)| documents(page).into_iter().map(move |document| (id, document)))
    }
}

/// Looks at each thing on all cores, and adds what is wrong in their order.
fn each<T: Sync>(things: &[T], report: &mut Report, look: impl Fn(&T, &mut Report) + Sync) {
    let found = things.par_iter().map(|thing| {
        let mut faults = Report::default();
        look(thing, &mut faults);
        faults
    });
    extend(report, found);
}

/// How often a byte occurs.
fn count(byte: u8, bytes: &[u8]) -> usize {
    memchr_iter(byte, bytes).count()
}

/// The tags of a published page in which some signs stand.
fn tags_with<'a>(html: &'a str, signs: &str) -> impl Iterator<Item = tag::Tag<'a>> {
    let signs = memmem::Finder::new(signs).into_owned();
    tag::opening_tags(html).filter(move |tag| signs.find(tag.text.as_bytes()).is_some())
}

/// The names of the parts of a published page: in its tags alone, not in the examples that it shows.
fn ids(html: &str) -> impl Iterator<Item = &str> {
    tags_with(html, " id=\"").filter_map(|tag| tag.attribute("id"))
}

/// Those of them that are part of the text, and not of the furniture around it.
fn parts(html: &str) -> impl Iterator<Item = &str> {
    let furniture =
        ["main", "nav", "header", "footer", "aside", "form", "input", "button", "dialog", "select", "label"];
    let tags = tags_with(html, " id=\"").filter(move |tag| !furniture.contains(&tag.name));
    tags.filter_map(|tag| tag.attribute("id"))
}

/// Every block of a document, with those inside others.
fn blocks(document: &Document) -> Vec<Block> {
    let notes = document.notes.iter().flat_map(|note| &document[note.blocks]);
    let mut found: Vec<Block> = document[document.blocks].iter().chain(notes).copied().collect();
    let mut next = 0;
    while let Some(block) = found.get(next).copied() {
        next += 1;
        match block {
            Block::Quote(inner) => found.extend(&document[inner]),
            Block::Callout(index) => found.extend(&document[document.callouts[index as usize].blocks]),
            Block::List { items, .. } => {
                found.extend(document[items].iter().flat_map(|item| &document[item.blocks]));
            }
            _ => {}
        }
    }
    found
}

fn documents(page: &Page) -> Vec<&Document> {
    let mut found = vec![&page.body];
    let values = page.values.iter().chain(page.blocks.values());
    for (_, value) in values {
        value.visit(&mut |value| {
            if let Value::Markdown(document) = value {
                found.push(document);
            }
        });
    }
    found
}
