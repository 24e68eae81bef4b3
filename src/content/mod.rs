//! The files of a site to pages: which collection each belongs to, what it says.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::content::config::Config;
use crate::content::front_matter::{ENGINE, Engine, SECTION};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::markdown::{self, Declared, Document};
use crate::model::group::NOT_A_GROUP;
use crate::model::{self, suggest};
use crate::model::{Collection, Field, Group, Model, Place, Reading};
use crate::slug::slug;
use crate::source::sign::is_invisible;
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::yaml::{self, Key, Node, Value as Yaml};

mod block;
pub mod config;
mod conflict;
pub mod exception;
pub mod front_matter;
mod garbled;
mod name;
mod page;
mod placeholder;
mod text;

pub use name::{is_data_named, is_page, is_text, page_path};
pub use page::{Kind, Page};

/// A Markdown file in no collection.
pub const OUTSIDE: Rule = Rule { code: "hors-collection", severity: Severity::Error };
/// A data file that no collection reads.
pub const DATA_OUTSIDE: Rule = Rule { code: "donnees-hors-collection", severity: Severity::Warning };
/// A file whose text cannot be read.
pub const ENCODING: Rule = Rule { code: "encodage", severity: Severity::Error };
/// A file that was not saved as UTF-8, and was read all the same.
pub const OLD_ENCODING: Rule = Rule { code: "encodage-ancien", severity: Severity::Warning };
/// Lines that do not all end in the same way.
pub const LINE_ENDS: Rule = Rule { code: "fins-de-ligne", severity: Severity::Advice };
/// A page larger than any human writes.
pub const TOO_LONG: Rule = Rule { code: "page-trop-longue", severity: Severity::Error };
/// A name from which no address can be made.
pub const BAD_ADDRESS: Rule = Rule { code: "adresse-incorrecte", severity: Severity::Error };
/// A language that the site does not announce.
pub const LANGUAGE: Rule = Rule { code: "langue-inconnue", severity: Severity::Error };

/// A block of the theme that cannot be read.
pub const BLOCK: Rule = Rule { code: "bloc-illisible", severity: Severity::Error };
/// A page whose name ends otherwise than with `.md`.
pub const ENDING: Rule = Rule { code: "fin-de-nom", severity: Severity::Warning };
/// Every rule of this room.
pub const RULES: &[&Rule] = &[
    &OUTSIDE,
    &DATA_OUTSIDE,
    &ENCODING,
    &OLD_ENCODING,
    &LINE_ENDS,
    &conflict::CONFLICT,
    &garbled::GARBLED,
    &garbled::LOST,
    &TOO_LONG,
    &BAD_ADDRESS,
    &ENDING,
    &BLOCK,
    &LANGUAGE,
    &exception::WRONG,
    &front_matter::UNCLOSED,
    &front_matter::NO_HEADER,
    &front_matter::COPIED,
    &config::NO_SITE,
    &config::BAD_LEVEL,
];

/// How many files are read before the next ones.
const AT_ONCE: usize = 512;
/// How many of them one core takes at a time: so few that none waits long for the last ones.
const A_PART: usize = 8;

/// So many texts of one folder that is in no collection have one message.
const MANY: usize = 3;

/// The size of a page, in MiB, unless the settings allow more.
const MAX_PAGE: usize = 8;

/// The blocks of a theme: the name of each, and what its body holds.
pub type Blocks = BTreeMap<String, Field>;

/// Everything that is needed to read a page.
struct Reader<'a> {
    config: &'a Config,
    model: &'a Model,
    blocks: &'a Blocks,
    block_names: Vec<&'a str>,
    /// For each collection, its fields and those of the engine.
    groups: Vec<Group>,
    section: Group,
}

/// What was read of each file, until the file changes. It holds for one configuration, one model and
/// one theme.
#[derive(Debug, Default)]
pub struct Memory(BTreeMap<FileId, Read>);

/// A file, its pages and what is wrong in them.
#[derive(Clone, Debug)]
struct Read {
    file: SourceFile,
    pages: Vec<Arc<Page>>,
    faults: Report,
    /// That it is a text in no collection.
    outside: Option<Diagnostic>,
}

/// parse: reads every page of the site, on all cores, in the order of the files; a file that is
/// remembered is not read again.
pub fn read(
    sources: &Sources,
    config: &Config,
    model: &Model,
    blocks: &Blocks,
    memory: &mut Memory,
    report: &mut Report,
) -> Vec<Arc<Page>> {
    let reader = Reader::new(config, model, blocks);
    let files: Vec<_> = sources.below("content/").filter(|(_, file)| is_text(file)).collect();
    let old = &memory.0;
    let is_new = |(id, file): &&(FileId, &SourceFile)| old.get(id).is_none_or(|read| read.file != **file);
    let read = |(id, file): &(FileId, &SourceFile)| (*id, reader.read(*id, file));
    // Some at a time, as pages are rendered: what one core holds of them, the others hold too, and it goes together.
    let some = |files: &[(FileId, &SourceFile)]| {
        files.par_iter().with_max_len(A_PART).filter(is_new).map(read).collect::<Vec<_>>()
    };
    let read: Vec<_> = files.chunks(AT_ONCE).flat_map(some).collect();
    memory.0.retain(|id, _| files.binary_search_by_key(id, |(id, _)| *id).is_ok());
    memory.0.extend(read);
    report.extend(memory.faults());
    memory.0.values().flat_map(|read| read.pages.iter().cloned()).collect()
}

/// A page as it was, and as it is.
pub type Edit = (Arc<Page>, Arc<Page>);

/// Reads some files again, which are remembered and whose paths are the same. Gives each of their pages as it
/// was and as it is; none when one of them is not one page, before and now.
pub fn read_again(
    sources: &Sources,
    (config, model, blocks): (&Config, &Model, &Blocks),
    files: &[FileId],
    memory: &mut Memory,
) -> Option<Vec<Edit>> {
    let reader = Reader::new(config, model, blocks);
    let mut edits = Some(Vec::new());
    for id in files {
        let new = reader.read(*id, sources.file(*id));
        let old = memory.0.insert(*id, new.clone());
        let pair = match (old.as_ref().map(|read| read.pages.as_slice()), new.pages.as_slice()) {
            (Some([old]), [new]) => Some((old.clone(), new.clone())),
            _ => None,
        };
        edits = edits.zip(pair).map(|(mut edits, pair)| {
            edits.push(pair);
            edits
        });
    }
    edits
}

/// A fault whose advice speaks of so many files.
fn numbered(fault: &Diagnostic, number: usize) -> Diagnostic {
    let help = fault.help.iter().map(|help| help.clone().with("number", number)).collect();
    Diagnostic { help, ..fault.clone() }
}

impl Memory {
    /// The same as [`faults`](Memory::faults), told of each file.
    pub fn each_fault(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.values().flat_map(|read| read.faults.iter().chain(&read.outside))
    }

    /// What is wrong in the files that were read. Of many texts of a folder that is in no collection, one is told.
    pub fn faults(&self) -> Report {
        let mut report = Report::default();
        let mut outside: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
        for read in self.0.values() {
            report.extend(read.faults.clone());
            let folder = &read.file.path[..read.file.path.len() - read.file.name().len()];
            read.outside.iter().for_each(|fault| outside.entry(folder).or_default().push(fault));
        }
        for (folder, faults) in outside {
            match faults.as_slice() {
                [first, ..] if faults.len() >= MANY => {
                    let message = Message::new("outside-folder").with("number", faults.len()).with("folder", folder);
                    report.add(Diagnostic { message, ..numbered(first, faults.len()) });
                }
                _ => faults.into_iter().for_each(|fault| report.add(numbered(fault, 1))),
            }
        }
        report
    }
}

/// Reads `content/model.yaml`.
pub fn read_model(sources: &Sources, report: &mut Report) -> Model {
    let Some(file) = sources.find(model::PATH) else {
        if sources.is_unread(model::PATH) {
            return Model::unread();
        }
        if config::is_nothing(sources) {
            let fault = Diagnostic::nowhere(&config::NO_SITE, Message::new("content-missing"));
            report.add(fault.help(Message::new("content-missing-help")));
            return Model::unread();
        }
        return model::missing(report);
    };
    match text::read(file, sources.file(file), None, report) {
        Some(text) => model::read(text, file, &ENGINE, report),
        None => Model::unread(),
    }
}

impl<'a> Reader<'a> {
    fn new(config: &'a Config, model: &'a Model, blocks: &'a Blocks) -> Reader<'a> {
        let with_engine = |fields: &[Field]| {
            let mut fields = fields.to_vec();
            let missing: Vec<Field> = ENGINE.iter().filter(|e| !fields.iter().any(|f| f.id == e.id)).cloned().collect();
            fields.extend(missing);
            Group::new(fields)
        };
        let group = |c: &Collection| Group { open: c.group.open, ..with_engine(&c.group.fields) };
        let groups = model.collections.iter().map(group).collect();
        let block_names = blocks.keys().map(String::as_str).collect();
        Reader { config, model, blocks, block_names, groups, section: with_engine(&SECTION) }
    }

    fn read(&self, id: FileId, file: &SourceFile) -> Read {
        let mut read = Read { file: file.clone(), pages: Vec::new(), faults: Report::default(), outside: None };
        let pages = self.file(id, file, &mut read.faults, &mut read.outside);
        read.pages = pages.into_iter().map(Arc::new).collect();
        read
    }

    fn file(&self, id: FileId, file: &SourceFile, report: &mut Report, outside: &mut Option<Diagnostic>) -> Vec<Page> {
        // The reader of YAML has bounds of its own.
        let limit = (!file.path.ends_with(".yaml")).then(|| self.config.limit("page", MAX_PAGE));
        let Some(text) = text::read(id, file, limit, report) else { return Vec::new() };
        let path = file.path.strip_prefix("content/").unwrap_or(&file.path);
        let renamed = page_path(path).filter(|renamed| renamed != path);
        if let Some(name) = renamed.as_deref().map(|path| path.rsplit('/').next().unwrap_or(path)) {
            let message = Message::new("file-ending").with("name", file.name());
            let help = Message::new("file-ending-help").with("name", name);
            report.add(Diagnostic::at(&ENDING, Span::file(id), message).help(help));
        }
        let path = renamed.as_deref().unwrap_or(path);
        match self.home(path) {
            Some((index, Home::Data)) => self.data(index, id, text, report),
            Some((index, home)) => self.page(index, home, path, id, text, report).into_iter().collect(),
            None => {
                let fault = self.outside(id, file);
                match fault.rule.code == OUTSIDE.code {
                    true => *outside = Some(fault),
                    false => report.add(fault),
                }
                Vec::new()
            }
        }
    }

    /// What is said of a file that belongs to no collection.
    fn outside(&self, id: FileId, file: &SourceFile) -> Diagnostic {
        let text = is_page(&file.path);
        let places = self.model.collections.iter().filter_map(|collection| match &collection.place {
            Place::Folder(folder) if text => Some(format!("content/{folder}/")),
            Place::Data(file) if !text => Some(format!("content/{file}")),
            _ => None,
        });
        let places: Vec<String> = places.collect();
        // `glossaire.yaml.txt`: the file that the site expects, but for its ending or its capitals.
        let settings = ["content/site.yaml", "content/model.yaml"].map(str::to_owned);
        let is_named = |place: &&String| is_data_named(&file.path, place);
        let meant = (!text).then(|| places.iter().chain(&settings).find(is_named));
        if let Some(meant) = meant.flatten() {
            let name = meant.rsplit('/').next().unwrap_or(meant);
            let message = Message::new("data-ending").with("name", file.name()).with("meant", name);
            let fault = Diagnostic::at(&DATA_OUTSIDE, Span::file(id), message);
            let fault = Diagnostic { severity: Severity::Error, ..fault };
            return fault.help(Message::new("data-ending-help").with("name", name));
        }
        let (rule, message, help) = match text {
            true => (&OUTSIDE, "outside-collections", "outside-collections-help"),
            false => (&DATA_OUTSIDE, "data-outside", "data-outside-help"),
        };
        let diagnostic = Diagnostic::at(rule, Span::file(id), Message::new(message));
        if let Some(place) = places.iter().find(|place| text && is_meant(&file.path, place)) {
            return diagnostic.help(Message::new("outside-folder-help").with("place", place.as_str()));
        }
        match places.is_empty() {
            true => diagnostic,
            false => diagnostic.help(Message::new(help).with("places", places.join("`, `"))),
        }
    }

    /// The collection to which a path below `content/` belongs.
    fn home(&self, path: &str) -> Option<(usize, Home)> {
        let collections = self.model.collections.iter().enumerate();
        let mut folders: Vec<(usize, usize)> = Vec::new();
        for (index, collection) in collections {
            match &collection.place {
                Place::Page(file) if without_lang(path, self.config).0 == *file => return Some((index, Home::Entry)),
                Place::Data(file) if file == path => return Some((index, Home::Data)),
                Place::Folder(folder) if is_below(path, folder) && path.ends_with(".md") => {
                    folders.push((folder.len(), index));
                }
                _ => {}
            }
        }
        let (length, index) = folders.into_iter().max()?;
        let section = without_lang(&path[length + 1..], self.config).0 == "index.md";
        let section = section && self.model.collections[index].listed;
        Some((index, if section { Home::Section } else { Home::Entry }))
    }

    fn page(&self, index: usize, home: Home, path: &str, id: FileId, text: &str, report: &mut Report) -> Option<Page> {
        let split = front_matter::split(text, id, report);
        let head = Span::new(id, split.header.start, split.header.start);
        let (name, lang) = without_lang(path, self.config);
        let kind = if home == Home::Section { Kind::Section } else { Kind::Entry };
        let group = if kind == Kind::Section { &self.section } else { &self.groups[index] };
        // Of two headers nobody knows which one is to stay.
        let mut either = Report::default();
        let faults = if split.doubled { &mut either } else { &mut *report };
        let is_name = |word: &str| group.named(word).is_some();
        let (lines, limit) = (&text[split.header.clone()], self.limit(yaml::HEADER));
        let mut header = yaml::read_fields(lines, id, split.header.start, limit, Some(&is_name), faults);
        if let Some(node) = &mut header {
            placeholder::take(node, "", faults);
        }
        let lang = self.language(lang, header.as_ref(), faults);
        let manner = self.config.manner(lang.starts_with("fr"));
        let mut values = match &header {
            // A file where nothing is written yet: one fault, and no page.
            Some(_)
                if text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty()
                    && !group.required_lines().is_empty() =>
            {
                let fault = Diagnostic::at(&front_matter::NO_HEADER, head, Message::new("file-empty"));
                let collection = &self.model.collections[index];
                // Only the entries of a folder are made by the command.
                let made = kind == Kind::Entry && matches!(collection.place, Place::Folder(_));
                let lines = || group.required_lines().join("`, `");
                report.add(fault.help(match made {
                    true => Message::new("file-empty-help").with("collection", slug(&collection.one)),
                    false => Message::new("header-none-help").with("lines", lines()),
                }));
                return None;
            }
            Some(_) if split.is_bare() && !group.required_lines().is_empty() => {
                let lines = group.required_lines().join("`, `");
                report.add(
                    Diagnostic::at(&front_matter::NO_HEADER, head, Message::new("header-none"))
                        .help(Message::new("header-none-help").with("lines", lines)),
                );
                Vec::new()
            }
            Some(node)
                if !split.doubled
                    && let Some(other) = self.elsewhere(node, group) =>
            {
                let message = Message::new("page-elsewhere").with("collection", other.many.as_str());
                let fault = Diagnostic::at(&OUTSIDE, head, message);
                let Place::Folder(folder) = &other.place else { return None };
                let place = format!("content/{folder}/");
                report.add(fault.help(Message::new("page-elsewhere-help").with("place", place)));
                return None;
            }
            Some(node) => {
                group.read(node, &mut Reading { field: String::new(), report: faults, manner, model: Some(self.model) })
            }
            None => Vec::new(),
        };
        let field = |id: &str| Some(header.as_ref()?.get(id)?.span);
        let engine = Engine {
            old_at: field("anciennes_adresses"),
            publish_at: field("publier_le"),
            withdraw_at: field("retirer_le"),
            ..Engine::take(&mut values)
        };
        values.shrink_to_fit();
        let sections = &self.model.collections[index].sections;
        let parts: Vec<&str> = sections.iter().map(|section| section.title.as_str()).collect();
        let parts = if kind == Kind::Entry { parts.as_slice() } else { &[] };
        let title = self.model.collections[index].role("title");
        let title = title.and_then(|field| values.iter().find(|(id, _)| *id == field.id));
        let title = title.and_then(|(_, value)| value.as_text()).unwrap_or_default();
        let declared = Declared { title, parts, blocks: &self.block_names, nearest: suggest::nearest_of };
        let body = markdown::parse_page(&text[split.body.clone()], id, split.body.start, manner, declared, report);
        if engine.draft {
            report.soften(&crate::model::group::MISSING, Severity::Advice);
            report.soften(&markdown::placeholder::PLACEHOLDER, Severity::Warning);
        }
        let blocks = self.blocks(&body, text, manner, report);
        let exceptions = exception::read(&body, report);
        let place = field("adresse").unwrap_or(head);
        let slug = self.slug(&self.model.collections[index], &engine, &name, place, report)?;
        // A header that cannot be read has been reported: the page itself is kept out.
        header.as_ref()?;
        Some(Page { file: id, head, collection: index, kind, slug, lang, engine, values, body, blocks, exceptions })
    }

    /// The folder of pages in which all these fields are known, when several of them are not known here.
    fn elsewhere(&self, header: &Node, group: &Group) -> Option<&Collection> {
        let entries = header.as_map()?;
        let is_known = |group: &Group, name: &str| group.field(name).is_some() || group.field(&slug(name)).is_some();
        let unknown = |group: &Group| entries.iter().filter(|(key, _)| !is_known(group, &key.name)).count();
        (!group.open && unknown(group) > 2).then_some(())?;
        let mut others = self.model.collections.iter().zip(&self.groups).filter(|(collection, other)| {
            matches!(collection.place, Place::Folder(_)) && !other.open && unknown(other) == 0
        });
        let (other, _) = others.next()?;
        others.next().is_none().then_some(other)
    }

    fn language(&self, from_name: Option<String>, header: Option<&Node>, report: &mut Report) -> String {
        if let Some(lang) = from_name {
            return lang;
        }
        let default = self.config.language();
        let Some(node) = header.and_then(|h| h.get("langue")) else { return default.to_owned() };
        let lang = node.as_text().unwrap_or(default);
        if self.config.languages().contains(&lang) {
            return lang.to_owned();
        }
        let message = Message::new("language-unknown").with("lang", lang);
        report.add(
            Diagnostic::at(&LANGUAGE, node.span, message)
                .help(Message::new("language-unknown-help").with("lang", lang)),
        );
        default.to_owned()
    }

    /// The end of the address: what the editor chose, else the name of the file (or of its folder).
    fn slug(
        &self,
        collection: &Collection,
        engine: &Engine,
        name: &str,
        head: Span,
        report: &mut Report,
    ) -> Option<String> {
        if let Some(chosen) = &engine.slug {
            let clean = slug(chosen);
            if clean == chosen.trim_matches('/') && !clean.is_empty() {
                return Some(clean);
            }
            report.add(
                Diagnostic::at(&BAD_ADDRESS, head, Message::new("address-bad").with("address", chosen.as_str()))
                    .help(Message::new("write-line").with("line", format!("adresse: {clean}"))),
            );
            // The page is kept, so that its other faults are told, and that no link to it is dead.
            return Some(clean).filter(|clean| !clean.is_empty());
        }
        let stem = name.strip_suffix(".md").unwrap_or(name);
        let stem = match (stem.strip_suffix("/index"), &collection.place) {
            (Some(folder), Place::Folder(_)) => folder,
            _ => stem,
        };
        let stem = stem.rsplit('/').next().unwrap_or(stem);
        if let Some(sign) = stem.chars().find(|sign| is_forbidden(*sign)) {
            let sign = if sign.is_ascii_graphic() { sign.to_string() } else { format!("U+{:04X}", u32::from(sign)) };
            let message = Message::new("address-sign").with("sign", sign);
            report.add(Diagnostic::at(&BAD_ADDRESS, head, message).help(Message::new("address-sign-help")));
        }
        let clean = slug(stem);
        if clean.is_empty() {
            report.add(
                Diagnostic::at(&BAD_ADDRESS, head, Message::new("address-empty"))
                    .help(Message::new("add-line").with("line", "adresse: …")),
            );
            return None;
        }
        Some(clean)
    }

    /// A limit, or what the settings allow instead.
    fn limit(&self, usual: yaml::Limit) -> yaml::Limit {
        let levels = self.config.limit("levels", usual.levels);
        let bytes = match usual.bytes > yaml::HEADER.bytes {
            true => self.config.limit("data", usual.bytes / 1024 / 1024) * 1024 * 1024,
            false => self.config.limit("header", usual.bytes / 1024) * 1024,
        };
        yaml::Limit { bytes, levels }
    }

    /// The entries of a data file: one for each key.
    fn data(&self, index: usize, id: FileId, text: &str, report: &mut Report) -> Vec<Page> {
        let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let Some(mut node) = yaml::read(&text[start..], id, start, self.limit(yaml::DATA), report) else {
            return Vec::new();
        };
        placeholder::take(&mut node, "", report);
        if !matches!(node.value, Yaml::Map(_) | Yaml::Null | Yaml::Lost) {
            report.add(Diagnostic::at(&NOT_A_GROUP, node.span, Message::new("entries-expected")));
        }
        let lang = self.config.language().to_owned();
        let mut pages = Vec::new();
        for (key, node) in node.as_map().unwrap_or_default() {
            let manner = self.config.manner(lang.starts_with("fr"));
            let mut reading = Reading { field: key.name.clone(), report, manner, model: Some(self.model) };
            if let Some(fault) = alone(key, node, &self.model.collections[index]) {
                report.add(fault);
                continue;
            }
            let mut values = self.groups[index].read(node, &mut reading);
            let slug = slug(&key.name);
            if slug.is_empty() {
                report.add(Diagnostic::at(&BAD_ADDRESS, key.span, Message::new("address-empty")));
                continue;
            }
            pages.push(Page {
                file: id,
                head: key.span,
                collection: index,
                kind: Kind::Entry,
                slug,
                lang: lang.clone(),
                engine: Engine::take(&mut values),
                values,
                body: Document::default(),
                blocks: BTreeMap::new(),
                exceptions: Vec::new(),
            });
        }
        pages
    }
}

/// `biogaz: Gaz produit par…`: an entry of a data file that is one text. Its fields have a line each.
fn alone(key: &Key, node: &Node, collection: &Collection) -> Option<Diagnostic> {
    let text = node.as_text()?;
    let field = |role: &str| collection.role(role).map(|field| field.id.as_str());
    let (title, summary) = (field("title")?, field("summary")?);
    // A title is one word or two, a definition a sentence.
    let (name, words) = match text.split_whitespace().count() < 4 {
        true => (text, "…"),
        false => (key.name.as_str(), text),
    };
    let lines = [
        format!("{}:", slug(&key.name)),
        format!("  {title}: {name}"),
        format!("  {summary}: {}", yaml::quoted(words)),
    ];
    let message = Message::new("entry-alone").with("key", key.name.as_str());
    let help = Message::new("entry-alone-help").with("lines", lines.join("`, `"));
    Some(Diagnostic::at(&NOT_A_GROUP, node.span, message).help(help))
}

/// May no file have this sign in its name on some computer, or is it one that nobody sees?
pub fn is_forbidden(sign: char) -> bool {
    sign.is_control() || is_invisible(sign) || "\\:%*?\"<>|\u{2028}\u{2029}".contains(sign)
}

/// Where a file stands in its collection.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    Entry,
    Section,
    Data,
}

/// Does a path lead into a folder of nearly this name, `Études de cas/` for `etudes-de-cas/`?
fn is_meant(path: &str, folder: &str) -> bool {
    let named = folder.trim_end_matches('/').split('/');
    let mut parts = path.split('/');
    named.into_iter().all(|name| parts.next().is_some_and(|part| slug(part) == slug(name))) && parts.next().is_some()
}

/// Does a path lead into this folder?
fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// `page.br.md` is the Breton version of `page.md`: the name without its language, and the language.
fn without_lang(path: &str, config: &Config) -> (String, Option<String>) {
    let parts = path.strip_suffix(".md").and_then(|p| p.rsplit_once('.'));
    match parts {
        Some((name, lang)) if config.languages().contains(&lang) => (format!("{name}.md"), Some(lang.to_owned())),
        _ => (path.to_owned(), None),
    }
}
