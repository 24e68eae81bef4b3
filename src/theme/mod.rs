//! The look of the site: templates, blocks, strings and static files            ← tera.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::Arc;

use tera::{Context, Tera};

use crate::card::{Colour, Colours};
use crate::content::config::Config;
use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::diagram::KINDS;
use crate::model::{Field, read_field, suggest, unknown_names};
use crate::source::{FileId, Sources, Span, Unread, encoding, is_inside};
use crate::yaml::{self, Key, Node, Value as Yaml};
use asked::Asked;
use explain::Written;

pub mod asked;
pub mod asset;
pub mod contrast;
mod explain;
pub mod functions;
mod open;
pub mod print;
mod work;

use functions::{Conversion, Known};

/// The theme of the site is not there.
pub const NO_THEME: Rule = Rule { code: "theme-absent", severity: Severity::Error };
/// A template is wrong: the fault is in the theme, not in the page.
pub const TEMPLATE: Rule = Rule { code: "modele-de-page", severity: Severity::Error };

/// Every rule of this room.
pub const RULES: &[&Rule] = &[&NO_THEME, &TEMPLATE];

/// What `theme.yaml` says; who made it, what it is and under which licence are for people.
const KEYS: [&str; 10] =
    ["name", "description", "version", "author", "homepage", "license", "parent", "pictures", "card", "contrasts"];
/// What its parts say.
const PARTS: [(&str, &[&str]); 3] = [
    ("pictures", &["column", "sizes"]),
    ("card", &["paper", "ink", "soft", "bands"]),
    ("contrasts", &["text", "parts"]),
];
/// What the declaration of a block says.
const BLOCK: [&str; 4] = ["label", "help", "body", "draw"];

/// Where its files are.
const FOLDERS: [&str; 5] = ["templates", "blocks", "strings", "static", "pdf"];

/// The template of the page of search.
pub const SEARCH: &str = "search.html";

/// A theme, ready to be used.
#[derive(Debug, Default)]
pub struct Theme {
    tera: Tera,
    /// How much its templates may do.
    bounds: Bounds,
    /// Is a part of it missing or unreadable? That has been reported, and no page can be made.
    pub broken: bool,
    /// Is one of the themes of which it is made missing? Then nobody knows all that it should hold.
    pub partial: bool,
    /// Could a part of it not be read? That is told by itself: nothing else of the theme is known.
    pub unread: bool,
    /// The templates as they are written, for messages.
    written: Written,
    /// What they show of a page.
    pub asked: Asked,
    /// The words of the interface, by language.
    pub strings: BTreeMap<String, Data>,
    /// The blocks that editors may use.
    pub blocks: BTreeMap<String, Field>,
    /// The drawings that blocks ask for, by the name of the block.
    pub drawings: BTreeMap<String, &'static str>,
    /// The colours that must contrast, and where that is asked.
    pub contrasts: Vec<(contrast::Pair, Span)>,
    /// The colours of the pictures that stand for pages where they are shared.
    pub card: Colours,
    /// How wide pictures are shown.
    pub pictures: Pictures,
    /// The static files: name in the theme, and file.
    pub statics: BTreeMap<String, FileId>,
    /// The files that say how a PDF looks: name in `pdf/`, and file.
    pub pdf: BTreeMap<String, FileId>,
}

/// How wide the theme shows the pictures of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pictures {
    /// The widest, in pixels of style sheets.
    pub column: u32,
    /// Their width on any screen, as the attribute `sizes` of HTML says it.
    pub sizes: String,
}

impl Default for Pictures {
    fn default() -> Pictures {
        Pictures { column: 704, sizes: "100vw".to_owned() }
    }
}

/// How much templates may do: one that goes on is one that never ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The length of a page, in MiB.
    pub html: usize,
    /// The steps that a page takes, in millions: turns of loops, parts included.
    pub steps: usize,
    /// How many templates may stand inside one another.
    pub inclusions: usize,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds { html: 16, steps: 10, inclusions: 64 }
    }
}

/// What a template has written so far, and how long that may be.
struct Sheet(Vec<u8>, usize);

impl Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.0.len() >= self.1 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a template sees: its values, by name.
pub struct View<'a> {
    values: Vec<(&'static str, Data)>,
    /// The prints of those that have one already.
    prints: Vec<(&'static str, Print)>,
    known: &'a Known,
    /// The same with what no template shows, where that is left out: a fault is told with all the names that there are.
    pub complete: Option<Box<dyn Fn() -> View<'a> + 'a>>,
}

impl<'a> View<'a> {
    /// Nothing yet; what is known need not be converted again.
    pub fn new(known: &'a Known) -> View<'a> {
        View { values: Vec::new(), prints: Vec::new(), known, complete: None }
    }

    /// Adds a value.
    pub fn put(&mut self, name: &'static str, value: Data) {
        self.values.push((name, value));
    }

    /// Adds a value that many pages see, with its print.
    pub fn put_known(&mut self, name: &'static str, (value, print): (Data, Print)) {
        self.put(name, value);
        self.prints.push((name, print));
    }
}

/// What tells whether a template would give the same again: its name and all that it sees.
pub type Print = [u8; 32];

impl View<'_> {
    /// The print of this view for a template.
    pub fn print(&self, template: &str) -> Print {
        let new = self.values.iter().filter(|(name, _)| self.prints.iter().all(|(known, _)| known != name));
        print::of(&(template, &self.prints, new.collect::<Vec<_>>()))
    }
}

impl Theme {
    /// Is there a template of this name?
    pub fn has(&self, template: &str) -> bool {
        self.written.has(template)
    }

    /// Has the site a page of search: does this program make its index, and the theme its page?
    pub fn has_search(&self) -> bool {
        cfg!(feature = "search") && self.has(SEARCH)
    }

    /// The names of the templates.
    pub fn templates(&self) -> impl Iterator<Item = &str> {
        self.written.names()
    }

    /// Gives every template the same value; it is converted once.
    pub fn share(&mut self, name: &str, value: &Data) {
        self.tera.global_context().insert_value(name.to_owned(), Known::default().value(value));
    }

    /// How long a page may be, in bytes.
    pub fn longest(&self) -> usize {
        self.bounds.html * 1024 * 1024
    }

    /// A template that does too much; `line` is what to write to allow it, if it may be.
    fn beyond(&self, message: Message, place: Option<Span>, line: Option<String>) -> Diagnostic {
        let fault = Diagnostic { span: place, ..Diagnostic::nowhere(&TEMPLATE, message) };
        fault.help(Message::new("template-help")).raise(line)
    }

    /// Runs a template. A fault goes to the report, at its place in the template.
    pub fn render(&self, template: &str, view: &View<'_>, report: &mut Report) -> Option<Arc<str>> {
        let Bounds { html, steps, .. } = self.bounds;
        let (rendered, sheet, is_endless) = self.run(template, view);
        match rendered {
            Ok(()) => encoding::utf8(&sheet.0).map(Arc::from),
            Err(_) if sheet.0.len() >= self.longest() => {
                let message = Message::new("template-endless").with("name", template).with("limit", html);
                report.add(self.beyond(message, self.written.place(template), Config::raised("html", html)));
                None
            }
            Err(error) if is_endless => {
                let message = Message::new("template-work").with("name", template).with("limit", steps);
                let place = self.written.explain(&error, template).first().and_then(|fault| fault.diagnostic.span);
                let place = place.or_else(|| self.written.place(template));
                report.add(self.beyond(message, place, Config::raised("steps", steps)));
                None
            }
            Err(error) => {
                let complete = view.complete.as_ref().map(|complete| complete());
                let error = complete.and_then(|view| self.run(template, &view).0.err()).unwrap_or(error);
                self.written.explain(&error, template).into_iter().for_each(|fault| report.add(fault.diagnostic));
                None
            }
        }
    }

    /// Runs a template within its bounds: how that ended, what it wrote, and whether it wanted to take more steps.
    fn run(&self, template: &str, view: &View<'_>) -> (tera::TeraResult<()>, Sheet, bool) {
        let mut context = Context::new();
        let conversion = Conversion::new(view.known);
        for (name, value) in &view.values {
            context.insert_value(*name, conversion.value(value));
        }
        let mut sheet = Sheet(Vec::with_capacity(16 * 1024), self.longest());
        let run = || self.tera.render_to(template, &context, &mut sheet);
        let (rendered, is_endless) = work::within(self.bounds.steps as u64 * 1_000_000, run);
        (rendered, sheet, is_endless)
    }
}

/// Reads the theme of the site, and those it builds upon: a file of the site's own theme takes the
/// place of the file of the same path in its parent.
///
/// `asked` is where the settings name the theme.
pub fn read(sources: &Sources, name: &str, asked: Option<Span>, bounds: Bounds, report: &mut Report) -> Theme {
    let faults = report.count(Severity::Error);
    let (layers, partial) = layers(sources, name, asked, report);
    let broken = report.count(Severity::Error) > faults;
    if is_unread(sources, &layers) {
        return Theme { bounds, broken: true, partial: true, unread: true, ..Theme::default() };
    }
    let mut paths: BTreeMap<String, FileId> = BTreeMap::new();
    for layer in &layers {
        let folder = format!("themes/{layer}/");
        for (id, file) in sources.below(&folder) {
            paths.entry(file.path[folder.len()..].to_owned()).or_insert(id);
        }
    }
    let contrasts = layers.iter().map(|layer| contrasts(sources, layer)).find(|pairs| !pairs.is_empty());
    let card = layers.iter().find_map(|layer| card(sources, layer, report)).unwrap_or_default();
    let pictures = layers.iter().find_map(|layer| pictures(sources, layer, report)).unwrap_or_default();
    let mut theme =
        Theme { bounds, broken, partial, contrasts: contrasts.unwrap_or_default(), pictures, card, ..Theme::default() };
    for (path, id) in &paths {
        let text = sources.file(*id).text();
        if text.is_none() && !path.starts_with("static/") {
            report.add(
                Diagnostic::at(&TEMPLATE, Span::file(*id), Message::new("theme-file-unreadable"))
                    .help(Message::new("theme-file-unreadable-help")),
            );
        }
        if let (Some(name), Some(text)) = (path.strip_prefix("templates/"), text) {
            theme.written.add(name.to_owned(), *id, text);
        } else if let (true, true, Some(text)) = (path.starts_with("blocks/"), path.ends_with(".html"), text) {
            theme.written.add(path.clone(), *id, text);
        } else if let Some(name) = path.strip_prefix("blocks/").and_then(|p| p.strip_suffix(".yaml")) {
            theme.blocks.extend(block(sources, *id, name, report).map(|field| (name.to_owned(), field)));
            theme.drawings.extend(drawing(sources, *id, report).map(|kind| (name.to_owned(), kind)));
        } else if let Some(lang) = path.strip_prefix("strings/").and_then(|p| p.strip_suffix(".yaml")) {
            theme.strings.insert(lang.to_owned(), strings(sources, *id, report));
        } else if let Some(name) = path.strip_prefix("static/") {
            theme.statics.insert(name.to_owned(), *id);
        } else if let Some(name) = path.strip_prefix("pdf/") {
            theme.pdf.insert(name.to_owned(), *id);
        }
    }
    blocks_without_template(&theme, &paths, report);
    let asked = || Asked::of(theme.written.as_written());
    let (tera, asked) = rayon::join(|| compile(&theme, report), asked);
    theme.broken |= tera.is_none();
    (theme.tera, theme.asked) = (tera.unwrap_or_default(), asked);
    theme
}

/// Reports the blocks that nothing would show.
fn blocks_without_template(theme: &Theme, paths: &BTreeMap<String, FileId>, report: &mut Report) {
    for name in theme.blocks.keys().filter(|name| !theme.has(&format!("blocks/{name}.html"))) {
        let Some(file) = paths.get(&format!("blocks/{name}.yaml")) else { continue };
        let message = Message::new("block-template-missing").with("name", name.as_str());
        let help = Message::new("block-template-missing-help").with("file", format!("blocks/{name}.html"));
        report.add(Diagnostic::at(&TEMPLATE, Span::file(*file), message).help(help));
    }
}

/// Reads the templates. The engine stops at the first that it cannot read: that one is told and left
/// aside, and the others are read again, so that every fault is told at once. None when there is one.
fn compile(theme: &Theme, report: &mut Report) -> Option<Tera> {
    let most = theme.bounds.inclusions;
    if let Some(place) = theme.written.deeper_than(most) {
        let message = Message::new("template-depth").with("limit", most);
        report.add(theme.beyond(message, Some(place), Config::raised("inclusions", most)));
        return None;
    }
    let errors = report.count(Severity::Error);
    theme.written.everything().for_each(|told| report.add(told));
    let is_sound = report.count(Severity::Error) == errors;
    let mut broken = BTreeSet::new();
    loop {
        let mut tera = Tera::default();
        functions::register(&mut tera);
        let Err(error) = tera.add_raw_templates(theme.written.texts(&broken)) else {
            return Some(tera).filter(|_| broken.is_empty() && is_sound);
        };
        let faults = theme.written.explain(&error, "");
        let known = broken.len();
        for fault in faults {
            if !theme.written.hidden(&fault.name, &broken) {
                report.add(fault.diagnostic);
            }
            broken.insert(fault.template);
        }
        if broken.len() == known {
            return None;
        }
    }
}

/// The theme, its parent, the parent of its parent…; and whether one of them is missing, and no other was meant.
fn layers(sources: &Sources, name: &str, asked: Option<Span>, report: &mut Report) -> (Vec<String>, bool) {
    let (mut layers, mut partial) = (Vec::new(), false);
    let mut next = Some((name.to_owned(), asked));
    while let Some((name, asked)) = next.take() {
        let place = format!("themes/{name}/theme.yaml");
        let Some(file) = sources.find(&place) else {
            if sources.is_unread(&place) {
                layers.push(name);
                break;
            }
            report.add(absent(sources, &name, asked, &layers));
            // One message is enough: the theme that was meant says which blocks there are.
            next = suggest::nearest_of(&name, &themes(sources, &layers)).map(|meant| (meant.to_owned(), asked));
            partial |= next.is_none();
            continue;
        };
        let node = tree(sources, file, report);
        node.iter().for_each(|node| unknown_keys(node, report));
        layers.push(name);
        let parent = node.as_ref().and_then(|n| n.get("parent"));
        let parent = parent.and_then(|node| Some((node.as_text()?.to_owned(), Some(node.span))));
        next = parent.filter(|(parent, _)| !layers.contains(parent));
    }
    (layers, partial)
}

/// Could a part of these themes not be read, which no theme above has in its place?
fn is_unread(sources: &Sources, layers: &[String]) -> bool {
    let is_lost = |(index, layer): (usize, &String)| {
        let (settings, folder) = (format!("themes/{layer}/theme.yaml"), format!("themes/{layer}/"));
        let has = |above: &String, part: &str| sources.find(&format!("themes/{above}/{part}")).is_some();
        let is_needed = |part: &str| {
            let is_part = FOLDERS.iter().any(|folder| part == *folder || is_inside(part, folder));
            is_part && !layers[..=index].iter().any(|above| has(above, part))
        };
        // A copy that somebody set aside is no part of it.
        let unread = sources.unread.iter().filter(|unread| !matches!(unread, Unread::Copy(_)));
        sources.is_unread(&settings) || unread.filter_map(|unread| unread.path().strip_prefix(&folder)).any(is_needed)
    };
    layers.iter().enumerate().any(is_lost)
}

/// Tells of what nothing reads in `theme.yaml`.
fn unknown_keys(node: &Node, report: &mut Report) {
    unknown(node, &KEYS, report);
    let parts = PARTS.into_iter().filter_map(|(name, known)| Some((node.get(name)?, known)));
    parts.for_each(|(part, known)| unknown(part, known, report));
}

/// Tells of the names that are none of those that are known; all the others hold.
fn unknown(node: &Node, known: &[&str], report: &mut Report) {
    let fault = |span, message| Diagnostic { severity: Severity::Warning, ..Diagnostic::at(&TEMPLATE, span, message) };
    unknown_names(node, known, fault, report);
}

/// The pairs of colours that a theme asks to contrast. Its file has been read, and its faults told.
fn contrasts(sources: &Sources, layer: &str) -> Vec<(contrast::Pair, Span)> {
    let file = sources.find(&format!("themes/{layer}/theme.yaml"));
    let node = file.and_then(|file| tree(sources, file, &mut Report::default()));
    let asked = node.as_ref().and_then(|node| node.get("contrasts"));
    let pairs = |name: &str, least: f64| {
        let items = asked.and_then(|asked| asked.get(name)).and_then(Node::as_list).unwrap_or_default();
        let pair = |item: &Node| Some((contrast::pair(item.as_text()?, least)?, item.span));
        items.iter().filter_map(pair).collect::<Vec<_>>()
    };
    [pairs("text", contrast::TEXT), pairs("parts", contrast::PARTS)].concat()
}

/// The colours of cards: `card: { paper: "#fffefb", ink: …, soft: …, bands: […] }`.
fn card(sources: &Sources, layer: &str, report: &mut Report) -> Option<Colours> {
    let file = sources.find(&format!("themes/{layer}/theme.yaml"))?;
    let node = tree(sources, file, &mut Report::default())?;
    let asked = node.get("card")?;
    let one = |name: &str| asked.get(name).and_then(hex);
    let bands = asked.get("bands").and_then(Node::as_list).map(|list| list.iter().map(hex).collect::<Option<Vec<_>>>());
    let all = (one("paper"), one("ink"), one("soft"), bands.flatten().filter(|bands| (1..=8).contains(&bands.len())));
    let (Some(paper), Some(ink), Some(soft), Some(bands)) = all else {
        let line = "card: { paper: \"#ffffff\", ink: \"#222222\", soft: \"#555555\", bands: [\"#444444\"] }";
        let help = Message::new("for-example").with("line", line);
        report.add(Diagnostic::at(&TEMPLATE, asked.span, Message::new("theme-card")).help(help));
        return None;
    };
    Some(Colours { paper, ink, soft, bands })
}

/// `#8c2f6c`.
fn hex(node: &Node) -> Option<Colour> {
    let digits = node.as_text()?.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// How wide a theme shows pictures: `pictures: { column: 704, sizes: "…" }`.
fn pictures(sources: &Sources, layer: &str, report: &mut Report) -> Option<Pictures> {
    let file = sources.find(&format!("themes/{layer}/theme.yaml"))?;
    let node = tree(sources, file, &mut Report::default())?;
    let asked = node.get("pictures")?;
    let text = |name: &str| asked.get(name).and_then(Node::as_text);
    let column = text("column").and_then(|text| text.parse().ok()).filter(|column| (100..=4000).contains(column));
    let pictures = column.zip(text("sizes")).map(|(column, sizes)| Pictures { column, sizes: sizes.to_owned() });
    if pictures.is_none() {
        let help = Message::new("for-example").with("line", "pictures: { column: 704, sizes: 100vw }");
        report.add(Diagnostic::at(&TEMPLATE, asked.span, Message::new("theme-pictures")).help(help));
    }
    pictures
}

/// What is said of a theme that is not there, where the settings or one of the `layers` above ask for it.
fn absent(sources: &Sources, name: &str, asked: Option<Span>, layers: &[String]) -> Diagnostic {
    let message = Message::new("theme-missing").with("name", name);
    let diagnostic = match asked {
        Some(span) => Diagnostic::at(&NO_THEME, span, message),
        None => Diagnostic::nowhere(&NO_THEME, message),
    };
    suggest::help(diagnostic, name, themes(sources, layers).into_iter())
        .help(Message::new("theme-missing-help").with("name", name))
}

/// The themes of the site that are none of these.
fn themes<'a>(sources: &'a Sources, layers: &[String]) -> Vec<&'a str> {
    let names = sources.below("themes/").map(|(_, file)| file.path.as_str());
    let names = names.filter_map(|path| path.strip_suffix("/theme.yaml")?.strip_prefix("themes/"));
    names.filter(|name| !layers.iter().any(|layer| layer == name)).collect()
}

/// Reads a file of settings or of words, whose names are written in small letters: at the margin, no line of it goes on
/// with a sentence.
fn tree(sources: &Sources, file: FileId, report: &mut Report) -> Option<Node> {
    let is_name = |word: &str| word.bytes().all(|sign| sign.is_ascii_lowercase() || sign == b'_');
    yaml::read_fields(sources.file(file).text()?, file, 0, yaml::DATA, Some(&is_name), report)
}

/// A block's `body:` declaration.
fn block(sources: &Sources, file: FileId, name: &str, report: &mut Report) -> Option<Field> {
    let node = tree(sources, file, report)?;
    unknown(&node, &BLOCK, report);
    let body = node.get("body").cloned().unwrap_or_else(|| Node::at(Span::file(file), Yaml::Null));
    let key = Key { name: name.to_owned(), span: body.span };
    let mut field = read_field(&key, &body, report);
    if let Some(label) = node.get("label").and_then(Node::as_text) {
        field.label = label.to_owned();
    }
    field.help = node.get("help").and_then(Node::as_text).map(str::to_owned);
    Some(field)
}

/// The drawing that a block asks for: `draw: flow`. Its file has been read, and its faults told.
fn drawing(sources: &Sources, file: FileId, report: &mut Report) -> Option<&'static str> {
    let node = tree(sources, file, &mut Report::default())?;
    let asked = node.get("draw")?;
    let name = asked.as_text().unwrap_or_default();
    let kind = KINDS.into_iter().find(|kind| *kind == name);
    if kind.is_none() {
        let fault = Diagnostic::at(&TEMPLATE, asked.span, Message::new("block-drawing").with("name", name));
        report.add(suggest::help(fault, name, KINDS.into_iter()));
    }
    kind
}

fn strings(sources: &Sources, file: FileId, report: &mut Report) -> Data {
    tree(sources, file, report).map_or(Data::map::<&str>([]), |node| plain(&node))
}

fn plain(node: &Node) -> Data {
    match &node.value {
        Yaml::Null | Yaml::Lost => Data::Null,
        Yaml::Text(text, _) => Data::text(text),
        Yaml::List(items) => Data::list(items.iter().map(plain)),
        Yaml::Map(entries) => Data::map(entries.iter().map(|(k, n)| (k.name.clone(), plain(n)))),
    }
}

impl Theme {
    /// The words of the interface in a language; those of French where it has none.
    pub fn words(&self, lang: &str) -> &Data {
        const NONE: &Data = &Data::Null;
        self.strings
            .get(lang)
            .or_else(|| self.strings.get("fr"))
            .or_else(|| self.strings.values().next())
            .unwrap_or(NONE)
    }

    /// One word of the interface, by a key with dots; the key itself when nobody wrote it.
    pub fn word(&self, lang: &str, key: &str) -> String {
        let mut data = self.words(lang);
        for part in key.split('.') {
            match data.get(part) {
                Some(inner) => data = inner,
                None => return key.rsplit('.').next().unwrap_or(key).to_owned(),
            }
        }
        data.as_str().unwrap_or(key).to_owned()
    }
}
