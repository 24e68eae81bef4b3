//! What the text and the values of one page may ask of the site around it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use crate::content::Kind;
use crate::content::config::Config;
use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report};
use crate::markdown::document::{Code, Image, Link, LinkStyle};
use crate::markdown::html::{self, Embed, Picture, Target as Shown};
use crate::markdown::term::Terms;
use crate::markdown::{Document, typography};
use crate::model::types::file;
use crate::model::{Matrix, Query, Ref, Show, Value};
use crate::pdf::code::{self, Page};
use crate::render::drawing::{IMPOSSIBLE, drawing};
use crate::render::json_ld;
use crate::render::view::Views;
use crate::site::PageId;
use crate::site::asset::{Asset, Version};
use crate::site::link::{Dead, Edge, Target};
use crate::source::{FileId, Span};
use crate::theme::Pictures;

/// A page usually has at most this many drawings.
const DRAWINGS: usize = 50;

/// The surroundings of a page while it is made.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The site, the theme and what is shared.
    pub views: &'a Views<'a>,
    /// The collection of the page, if it has one.
    pub collection: Option<usize>,
    /// The file from which relative links are counted.
    pub from: &'a str,
    /// The language of the page.
    pub lang: &'a str,
    /// What brings back to the root of the site.
    pub root: &'a str,
    /// The page on paper, when it is made for a PDF: then texts are Typst code.
    pub paper: Option<&'a Page<'a>>,
    /// Faults of the templates of blocks.
    pub report: &'a RefCell<Report>,
    /// The words of the glossary that the page has used, by their place there; none where no word is explained.
    pub explained: Option<&'a RefCell<Vec<usize>>>,
    /// The collection whose entries are all parts of the page.
    pub whole: Option<usize>,
    /// What the blocks of the page have made so far.
    pub made: &'a Made,
    /// Is everything made, even what no template shows? A fault of a template is told with all the names that there are.
    pub complete: bool,
}

/// What the blocks of one page have made so far: a page of many heavy blocks would have no end.
#[derive(Debug, Default)]
pub struct Made {
    /// How many drawings.
    drawings: Cell<usize>,
    /// How many bytes of HTML.
    bytes: Cell<usize>,
    /// Was there too much of one or the other?
    full: Cell<bool>,
}

/// A text of a page: with the blocks that its editor wrote in it.
pub struct Text<'a> {
    /// The page around it.
    pub scope: &'a Scope<'a>,
    /// The blocks, when it is the body of a page.
    pub blocks: Option<&'a std::collections::BTreeMap<usize, (String, Value)>>,
    /// Its links, when where they lead is known already.
    pub links: &'a [Edge],
    /// What stands before its anchors, and the text, when it is a part of a longer page.
    pub part: Option<(&'a str, &'a Document)>,
}

/// The anchor of an entry that is a part of a longer page, which stands before every anchor in it.
/// No other anchor has two hyphens together.
pub fn part_of(slug: &str) -> String {
    format!("{slug}--")
}

impl Scope<'_> {
    /// Is everything made? Files of Typst are not looked through.
    pub fn is_complete(&self) -> bool {
        self.complete || self.paper.is_some()
    }

    /// May anything show this part of the value `page`? What is not seen is not made.
    pub fn shows(&self, part: &str) -> bool {
        let asked = &self.views.theme.asked;
        self.is_complete() || asked.has(part) || (asked.has("json_ld") && json_ld::READS.contains(&part))
    }

    /// Where a link leads, with the title that it takes from there if it is asked for: it is far away in memory.
    fn target(&self, target: &Target, with_title: bool) -> Shown<'_> {
        let site = self.views.site;
        let title = |id: PageId| if with_title { self.views.title(id) } else { "" };
        let with = |path: &str, anchor: &Option<String>| [self.root, &anchored(path, anchor)].concat();
        match target {
            Target::Page(id, anchor) if self.is_part(*id) => {
                let part = part_of(&site.page(*id).slug);
                let href = Some(format!("#{part}{}", anchor.as_deref().unwrap_or_default()));
                Shown { href, title: title(*id), ..Shown::default() }
            }
            Target::Page(id, anchor) => {
                let lang = self.views.is_multilingual().then(|| site.page(*id).lang.as_str());
                Shown {
                    href: Some(with(&site.routes.pages[id.0], anchor)),
                    title: title(*id),
                    lang: lang.filter(|lang| *lang != self.lang),
                    ..Shown::default()
                }
            }
            Target::Section(index, anchor) => {
                let path = site.routes.sections[*index].as_deref();
                let title = &site.model.collections[*index].many;
                Shown { href: path.map(|p| with(p, anchor)), title, ..Shown::default() }
            }
            Target::Here(anchor) => Shown { href: Some(format!("#{anchor}")), ..Shown::default() },
            Target::File(id) | Target::Dead(Dead::Case(id)) => self.download(*id),
            Target::Outside(url) => Shown { href: Some(url.clone()), ..Shown::default() },
            Target::Dead(_) => Shown::default(),
        }
    }

    fn download(&self, id: FileId) -> Shown<'_> {
        let Some(asset) = self.views.site.assets.0.get(&id) else { return Shown::default() };
        let weight = file::weight(asset.bytes.len() as i64, self.lang);
        let note = format!("{}, {weight}", file::format(&asset.path));
        Shown { href: Some(format!("{}{}", self.root, asset.path)), note: Some(note), ..Shown::default() }
    }

    fn asset(&self, path: &str) -> Option<&Asset> {
        self.views.site.assets.0.get(&self.file(path)?)
    }

    fn file(&self, path: &str) -> Option<FileId> {
        match self.views.site.lookup.plain(self.from, path) {
            Target::File(id) | Target::Dead(Dead::Case(id)) => Some(id),
            _ => None,
        }
    }

    /// Is this entry a part of the page that is being made?
    fn is_part(&self, id: PageId) -> bool {
        let page = self.views.site.page(id);
        self.whole == Some(page.collection) && page.kind == Kind::Entry && page.lang == self.lang
    }

    /// The word of the glossary that a page explains.
    fn means(&self, id: PageId) -> Option<usize> {
        let site = self.views.site;
        let (_, entries) = self.views.glossary.get(self.lang).filter(|(_, entries)| !entries.is_empty())?;
        let glossary = site.model.collections[site.page(id).collection].glossary;
        glossary.then(|| entries.iter().position(|entry| *entry == id)).flatten()
    }

    /// The picture of the text at this place among them: the first one is seen first.
    fn shown_picture(&self, source: &str, first: bool) -> Picture {
        let Some(asset) = self.asset(source) else { return Picture::default() };
        if self.paper.is_some() {
            let site = self.views.site;
            let bounded = self.file(source).is_some_and(|id| site.within_bounds(id, asset));
            let src = (asset.is_drawn() && bounded && asset.bare().is_some()).then(|| asset.path.clone());
            return Picture { src, size: asset.size, versions: None, first };
        }
        let versions = asset.versions(self.views.theme.pictures.column);
        let at = |path: &str| Some(format!("{}{path}", self.root));
        let Some(largest) = versions.last() else {
            return Picture { src: at(&asset.path), size: asset.size, versions: None, first };
        };
        let set = versions.iter().map(|version| format!("{}{} {}w", self.root, version.path, version.size.0));
        let set = set.collect::<Vec<_>>().join(", ");
        let several = (versions.len() > 1).then(|| (set, self.shown_sizes(largest.size.0)));
        Picture { src: at(&self.usual(&versions).path), size: Some(largest.size), versions: several, first }
    }

    /// The version for a screen of ordinary points.
    fn usual<'v>(&self, versions: &'v [Version]) -> &'v Version {
        let wide = |version: &&Version| version.size.0 >= self.views.theme.pictures.column;
        versions.iter().find(wide).unwrap_or(&versions[versions.len() - 1])
    }

    /// How wide a picture is shown: a narrow one, never wider than it is.
    fn shown_sizes(&self, width: u32) -> String {
        let Pictures { column, sizes } = &self.views.theme.pictures;
        if width >= *column { sizes.clone() } else { format!("min(100vw, {width}px)") }
    }

    /// The HTML of the body of a page.
    pub fn body(&self, id: PageId) -> Data {
        self.text_of(id, None)
    }

    /// The HTML of the body of a page that is a part of a longer one.
    pub fn part(&self, id: PageId) -> Data {
        self.text_of(id, Some(&part_of(&self.views.site.page(id).slug)))
    }

    fn text_of(&self, id: PageId, part: Option<&str>) -> Data {
        let page = self.views.site.page(id);
        let part = part.map(|part| (part, &page.body));
        let links = self.views.site.graph.body(id);
        let text = Text { scope: self, blocks: Some(&page.blocks), links, part };
        match self.paper {
            Some(paper) => Data::html(code::render(&page.body, &text, paper)),
            None => Data::html(html::render(&page.body, &text)),
        }
    }

    fn block(&self, name: &str, value: &Value, index: usize, code: &Code) -> String {
        let Some(field) = self.views.theme.blocks.get(name) else { return String::new() };
        let kind = self.views.theme.drawings.get(name);
        if self.is_full(kind.is_some(), code.span) {
            return String::new();
        }
        let drawn = kind.map(|kind| drawing(self, kind, value, index, code.span));
        if let Some(page) = self.paper {
            let drawn = drawn.map_or(Data::Null, |drawn| drawn.on_paper(page));
            return code::block(name, &field.kind.show(value, self), &drawn, page.paper);
        }
        let mut view = self.views.base(self.root, self.lang);
        view.put("block", field.kind.show(value, self));
        if let Some(drawn) = drawn {
            view.put("drawing", drawn.on_screen());
        }
        let mut report = Report::default();
        let html = self.views.theme.render(&format!("blocks/{name}.html"), &view, &mut report);
        self.report.borrow_mut().extend(report);
        let html = html.as_deref().unwrap_or_default().to_owned();
        self.made.bytes.set(self.made.bytes.get() + html.len());
        html
    }

    /// Have the blocks of the page made all that they may? The first that may not is told: the others have the
    /// same cause.
    fn is_full(&self, draws: bool, span: Span) -> bool {
        let Made { drawings, bytes, full } = self.made;
        if full.get() {
            return true;
        }
        let (most, longest) = (self.views.site.config.limit("maps", DRAWINGS), self.views.theme.longest());
        drawings.set(drawings.get() + usize::from(draws));
        let (message, line) = if drawings.get() > most {
            (Message::new("drawing-many").with("limit", most), Config::raised("maps", most))
        } else if bytes.get() > longest {
            let limit = longest / 1024 / 1024;
            (Message::new("blocks-heavy").with("limit", limit), Config::raised("html", limit))
        } else {
            return false;
        };
        full.set(true);
        self.report.borrow_mut().add(Diagnostic::at(&IMPOSSIBLE, span, message).raise(line));
        true
    }
}

impl Embed for Text<'_> {
    fn link<'t>(&'t self, index: usize, link: &'t Link) -> Shown<'t> {
        let scope = self.scope;
        let found;
        let target = match self.links.get(index) {
            Some(edge) => &edge.target,
            None => {
                found = scope.views.site.lookup.resolve(scope.from, link, scope.lang);
                &found
            }
        };
        let means = match target {
            Target::Page(id, None) => scope.means(*id),
            _ => None,
        };
        if let (Target::Here(anchor), Some((part, document))) = (target, self.part)
            && document.headings.iter().any(|heading| document[heading.id] == **anchor)
        {
            return Shown { href: Some(format!("#{part}{anchor}")), ..Shown::default() };
        }
        // Paper shows the title where the words of the link are none.
        let with_title = link.style == LinkStyle::Short || scope.paper.is_some();
        Shown { means, ..scope.target(target, with_title) }
    }

    fn image(&self, index: usize, image: &Image) -> Picture {
        self.scope.shown_picture(&image.source, index == 0 && self.blocks.is_some())
    }

    fn block(&self, index: usize, code: &Code) -> Option<String> {
        let (name, value) = self.blocks?.get(&index)?;
        Some(self.scope.block(name, value, index, code))
    }

    fn terms(&self) -> Option<&Terms> {
        self.scope.explained?;
        self.scope.views.glossary.get(self.scope.lang).map(|(terms, _)| terms)
    }

    fn explanation(&self, means: usize) -> Option<String> {
        let (_, entries) = self.scope.views.glossary.get(self.scope.lang)?;
        let mut explained = self.scope.explained?.borrow_mut();
        let entry = *entries.get(means).filter(|_| !explained.contains(&means))?;
        explained.push(means);
        Some(anchor_of(self.scope.views, entry))
    }

    fn part_link(&self, title: &str) -> Option<String> {
        self.blocks?;
        let words = self.scope.views.theme.words(self.scope.lang).get("part_link")?.as_str()?;
        Some(self.scope.text(words).replace("{title}", title))
    }

    fn part(&self) -> &str {
        self.part.map_or("", |(part, _)| part)
    }

    fn word(&self, key: &str) -> String {
        self.scope.word(key)
    }
}

impl Show for Scope<'_> {
    fn text(&self, text: &str) -> String {
        if self.lang.starts_with("fr") { typography::french_plain(text) } else { text.to_owned() }
    }

    fn markdown(&self, document: &Document) -> String {
        let text = Text { scope: self, blocks: None, links: &[], part: None };
        match self.paper {
            Some(page) => code::render_short(document, &text, page),
            None => html::render_short(document, &text),
        }
    }

    fn record(&self, reference: &Ref) -> Data {
        let id = self.views.site.entry(reference, self.lang);
        id.map_or(Data::Null, |id| self.views.records[id.0].clone())
    }

    fn role(&self, reference: &Ref, role: &str) -> Data {
        let site = self.views.site;
        let Some(id) = site.entry(reference, self.lang) else { return Data::Null };
        let page = site.page(id);
        let field = page.group(&site.model).iter().find(|f| f.role.as_deref() == Some(role));
        match field.and_then(|f| Some((f, page.value(&f.id)?))) {
            Some((field, value)) => field.kind.show(value, self),
            None => Data::Null,
        }
    }

    fn facet(&self, field: &str, value: &str) -> Data {
        let Some(collection) = self.collection else { return Data::Null };
        Data::option(self.views.facet_path(collection, field, value))
    }

    fn file(&self, path: &str, _: Span) -> Data {
        let Some(asset) = self.asset(path) else { return Data::Null };
        Data::map([
            ("path", Data::text(&asset.path)),
            ("width", Data::option(asset.size.map(|(w, _)| i64::from(w)))),
            ("height", Data::option(asset.size.map(|(_, h)| i64::from(h)))),
            ("bytes", Data::Int(asset.bytes.len() as i64)),
        ])
    }

    fn picture(&self, path: &str) -> Data {
        let Some(asset) = self.asset(path) else { return Data::Null };
        // Paper has room for the picture as it was given.
        let versions = match self.paper {
            Some(_) => Vec::new(),
            None => asset.versions(self.views.theme.pictures.column),
        };
        let (path, size) = match versions.last() {
            Some(largest) => (&self.usual(&versions).path, Some(largest.size)),
            None => (&asset.path, asset.size),
        };
        let sizes = size.filter(|_| versions.len() > 1).map(|(width, _)| self.shown_sizes(width));
        let version =
            |v: &Version| Data::map([("path", Data::text(&v.path)), ("width", Data::Int(i64::from(v.size.0)))]);
        Data::map([
            ("path", Data::text(path)),
            ("width", Data::option(size.map(|(w, _)| i64::from(w)))),
            ("height", Data::option(size.map(|(_, h)| i64::from(h)))),
            ("versions", Data::list(versions.iter().map(version))),
            ("sizes", Data::option(sizes)),
        ])
    }

    fn link(&self, target: &str) -> Data {
        let site = self.views.site;
        let target = site.lookup.plain(self.from, target);
        let title = match &target {
            Target::Page(id, _) => Some(self.views.title(*id).to_owned()),
            Target::Section(index, _) => Some(self.text(&site.model.collections[*index].many)),
            _ => None,
        };
        let (path, url, section) = match target {
            Target::Page(id, anchor) => (Some(anchored(&site.routes.pages[id.0], &anchor).into_owned()), None, None),
            Target::Section(index, _) => {
                (site.routes.sections[index].clone(), None, Some(site.model.collections[index].id.clone()))
            }
            Target::Outside(url) => (None, Some(url), None),
            _ => (None, None, None),
        };
        Data::map([
            ("path", Data::option(path)),
            ("url", Data::option(url)),
            ("section", Data::option(section)),
            ("title", Data::option(title)),
        ])
    }

    fn query(&self, query: &Query) -> Data {
        let found = self.views.site.query(query, self.lang);
        Data::list(found.into_iter().map(|id| self.views.records[id.0].clone()))
    }

    fn matrix(&self, matrix: &Matrix) -> Data {
        crate::render::list::matrix(self, matrix)
    }

    fn word(&self, key: &str) -> String {
        self.text(&self.views.theme.word(self.lang, key))
    }

    fn lang(&self) -> &str {
        self.lang
    }
}

/// The anchor of the explanation of a word of the glossary: `mot-eit`.
pub fn anchor_of(views: &Views<'_>, id: PageId) -> String {
    format!("mot-{}", views.site.page(id).slug)
}

/// A path with an anchor in place of its own.
fn anchored<'p>(path: &'p str, anchor: &Option<String>) -> Cow<'p, str> {
    match anchor {
        Some(anchor) => [path.split('#').next().unwrap_or(path), "#", anchor].concat().into(),
        None => path.into(),
    }
}
