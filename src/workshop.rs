//! Where a site is made again and again: what did not change is not made again.
//!
//! [`Workshop::edition`] puts the pages together; an [`Edition`] gives any page at once, and all of them
//! with everything that is wrong when there is time. Each gives what a first build would: a stage is
//! remembered by its inputs, and a text is replaced alone only when no other page can see the difference.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use crate::content::Page;
use crate::content::config::Config;
use crate::diagnostic::{Diagnostic, Levels, Report, Severity, Strictness};
use crate::lock::lock;
use crate::model::types::date::Date;
use crate::model::{Model, group};
use crate::output::search::{self, Making};
use crate::render::download::Downloads;
use crate::render::{GoOn, Progress, RenderedPage, Shared, Subject, Views};
use crate::site::{Site, Unpublished};
use crate::source::{FileId, SourceFile, Sources, Unread};
use crate::theme::Theme;
use crate::{Built, Options, book, check, content, model, output, render, site, theme};
use turn::Turn;

mod turn;

/// How many pages are rendered before the texts of these go: so many that the cores wait seldom for one another, so few that
/// their texts take little memory beside the pages.
const AT_ONCE: usize = 256;

/// What was made before.
#[derive(Debug, Default)]
pub struct Workshop {
    /// The pages as they were read for the last edition.
    parsed: content::Memory,
    last: Option<Arc<Edition>>,
    /// How many surroundings of texts there were.
    arounds: u64,
    /// How many states of all texts there were.
    words: u64,
    /// Is the site made only once? Then no page is kept.
    once: bool,
}

/// The settings, the model and the theme: what all pages depend on.
#[derive(Debug)]
struct Frame {
    files: Vec<(FileId, SourceFile)>,
    /// What could not be read on the disk.
    unread: Vec<Unread>,
    /// Is there nothing in the folder of the content? Then settings and a model are missing with all the rest.
    is_nothing: bool,
    /// Are the settings, the model or a part of the theme among that? Such a site is never published.
    is_unread: bool,
    config: Arc<Config>,
    model: Arc<Model>,
    theme: Theme,
    /// The static files of the theme, by where they are published.
    statics: BTreeMap<String, Arc<[u8]>>,
    /// What is wrong with the settings and the model.
    faults: Report,
    /// What is wrong with the theme.
    of_theme: Report,
    rendered: render::Memory,
}

/// A page as it last was.
#[derive(Clone, Debug)]
struct Kept {
    /// The path of its file.
    file: String,
    html: Arc<[u8]>,
}

/// One state of a site, from which any page can be made.
#[derive(Debug)]
pub struct Edition {
    frame: Arc<Frame>,
    site: Site,
    shared: Arc<Shared>,
    subjects: Arc<BTreeMap<String, Subject>>,
    options: Options,
    /// What is wrong with the texts, each on its own.
    parsed: Report,
    /// What is wrong with them together.
    assembled: Arc<Report>,
    /// The files to take away, and what is wrong with them.
    downloads: Arc<(Downloads, Report)>,
    /// The number of what pages see beside their own text.
    around: u64,
    /// The number of what all pages say.
    words: u64,
    /// The pages that cannot be made again because of a fault in their file, as they last were.
    kept: BTreeMap<String, Kept>,
    /// The pages that somebody asked for.
    asked: Mutex<BTreeMap<String, Arc<[u8]>>>,
    whole: Mutex<Option<Arc<Built>>>,
    turn: Turn,
    /// The index of the search, when somebody asked for it before the whole.
    index: OnceLock<BTreeMap<String, Arc<[u8]>>>,
}

impl Frame {
    fn read(sources: &Sources, last: Option<&Frame>, rendered: render::Memory) -> Frame {
        let files: Vec<_> =
            sources.iter().filter(|(_, file)| is_frame(file)).map(|(id, file)| (id, file.clone())).collect();
        let (mut faults, mut of_theme) = (Report::default(), Report::default());
        let config = content::config::read(sources, &mut faults);
        let usual = theme::Bounds::default();
        let bounds = theme::Bounds {
            html: config.limit("html", usual.html),
            steps: config.limit("steps", usual.steps),
            inclusions: config.limit("inclusions", usual.inclusions),
        };
        let theme = || theme::read(sources, config.theme(), config.theme_span, bounds, &mut of_theme);
        let (mut theme, model) = rayon::join(theme, || content::read_model(sources, &mut faults));
        render::prepare(sources, &mut theme);
        let statics = theme.statics.iter().map(|(name, id)| {
            let bytes = &sources.file(*id).bytes;
            (theme::asset::published_name(name, bytes), bytes.clone())
        });
        let statics = statics.collect();
        let mut frame = Frame {
            files,
            unread: sources.unread.clone(),
            is_nothing: content::config::is_nothing(sources),
            is_unread: theme.unread || [content::config::PATH, model::PATH].iter().any(|path| sources.is_unread(path)),
            config: Arc::new(config),
            model: Arc::new(model),
            theme,
            statics,
            faults,
            of_theme,
            rendered,
        };
        if let Some(last) = last.filter(|last| frame.says_what(last)) {
            (frame.config, frame.model) = (last.config.clone(), last.model.clone());
        }
        frame
    }

    /// The files that say what texts and pages may hold: settings, a model, blocks, words.
    fn declarations(&self) -> impl Iterator<Item = &(FileId, SourceFile)> {
        self.files.iter().filter(|(_, file)| matches!(file.extension().as_str(), "yaml" | "yml"))
    }

    /// Is it that of the `last` edition, but for the look of pages? Their texts are then read as they were, and put
    /// together in the same way: neither asks anything of styles and of other static files, nor of templates, but which
    /// parts of fields they show.
    fn says_what(&self, last: &Frame) -> bool {
        let of_theme = |frame: &Frame| {
            let shown = group::PARTS.map(|part| frame.theme.asked.has_of_fields(part));
            (frame.theme.has_search(), frame.theme.unread, shown)
        };
        self.declarations().eq(last.declarations()) && of_theme(self) == of_theme(last)
    }
}

impl Workshop {
    /// Makes a site that is made only once: no page is kept, and its text goes as soon as nobody reads it any more.
    pub fn once(sources: &Sources, options: &Options, progress: Progress<'_>) -> Built {
        let mut workshop = Workshop { once: true, ..Workshop::default() };
        let frame = workshop.frame(sources);
        let edition = workshop.together(frame, sources, options);
        drop(workshop);
        edition.make_once(progress)
    }

    /// Puts the pages of a site together; [`Edition::sources`] are its files. Options must be the same each time, but
    /// for the day.
    pub fn edition(&mut self, sources: &Sources, options: &Options) -> Arc<Edition> {
        let sources = &sources.known_as(self.last.as_deref().map(Edition::sources));
        let frame = self.frame(sources);
        let edition = Arc::new(self.texts_alone(&frame, sources, options).unwrap_or_else(|| {
            let edition = self.together(frame, sources, options);
            let kept = self.last.as_ref().map(|last| edition.keep_of(last, &self.parsed)).unwrap_or_default();
            Edition { kept, ..edition }
        }));
        self.last = Some(edition.clone());
        edition
    }

    /// What all pages depend on, read again when one of its files changed.
    fn frame(&mut self, sources: &Sources) -> Arc<Frame> {
        let last = self.last.as_ref().map(|last| &last.frame);
        let files = sources.iter().filter(|(_, file)| is_frame(file));
        let last_files = last.iter().flat_map(|last| &last.files).map(|(id, file)| (*id, file));
        let has_same_files = files.eq(last_files);
        let is_same = |last: &&Arc<Frame>| {
            has_same_files && last.unread == sources.unread && last.is_nothing == content::config::is_nothing(sources)
        };
        if let Some(last) = last.filter(is_same) {
            return last.clone();
        }
        let rendered = match last {
            _ if self.once => render::Memory::none(),
            Some(last) => render::Memory::after(&last.rendered),
            None => render::Memory::default(),
        };
        let frame = Frame::read(sources, last.map(|last| &**last), rendered);
        if !last.is_some_and(|last| frame.says_what(last)) {
            self.parsed = content::Memory::default();
        }
        Arc::new(frame)
    }

    /// The last edition with the texts and the look that changed, when nothing else did.
    fn texts_alone(&mut self, frame: &Arc<Frame>, sources: &Sources, options: &Options) -> Option<Edition> {
        let last = self.last.clone().filter(|last| frame.says_what(&last.frame))?;
        let mut edited = sources.edited_since(&last.site.sources)?;
        edited.retain(|id| !is_frame(sources.file(*id)));
        let texts = edited.iter().all(|id| content::is_text(sources.file(*id)));
        if !texts || options.publication != last.options.publication {
            return None;
        }
        let reading = (&*frame.config, &*frame.model, &frame.theme.blocks);
        let edits = content::read_again(sources, reading, &edited, &mut self.parsed)?;
        let site = last.site.with_texts(sources, &edits)?;
        let downloads = downloads(&site, &frame.theme, &last.shared, options);
        self.arounds += u64::from(downloads.0 != last.downloads.0);
        self.words += u64::from(!edits.is_empty());
        Some(Edition {
            around: self.arounds,
            words: self.words,
            frame: frame.clone(),
            site,
            downloads,
            shared: last.shared.clone(),
            subjects: last.subjects.clone(),
            options: options.clone(),
            parsed: self.parsed.faults(),
            assembled: last.assembled.clone(),
            kept: last.kept.clone(),
            asked: Mutex::default(),
            whole: Mutex::default(),
            turn: Turn::default(),
            index: OnceLock::new(),
        })
    }

    fn together(&mut self, frame: Arc<Frame>, sources: &Sources, options: &Options) -> Edition {
        let (config, model, theme) = (&frame.config, &frame.model, &frame.theme);
        let (mut parsed, mut assembled) = (Report::default(), Report::default());
        let pages = content::read(sources, config, model, &theme.blocks, &mut self.parsed, &mut parsed);
        let before = self.last.as_ref().map(|last| &last.site);
        let site = site::assemble(sources, config, model, pages, &options.publication, before, &mut assembled);
        let site = site.with_open_data(theme, options.publication.today);
        let last = self.last.as_deref().filter(|last| frame.says_what(&last.frame));
        let before = last.map(|last| (&last.site, &*last.shared));
        let shared = Shared::new(&site, theme, options.publication.today, before);
        let (nothing, today) = (Downloads::default(), options.publication.today);
        self.arounds += 1;
        self.words += 1;
        let (around, words) = (self.arounds, self.words);
        let views = Views { site: &site, theme, today, downloads: &nothing, shared: &shared, around };
        let downloads = downloads(&site, theme, &shared, options);
        let tables = |site: &Site| site.open_data.tables.len();
        let same =
            |last: &&Edition| Arc::ptr_eq(&last.site.routes, &site.routes) && tables(&last.site) == tables(&site);
        let subjects = match last.filter(same) {
            Some(last) => last.subjects.clone(),
            // Nobody asks for one page of a site that is made only once.
            None if self.once => Arc::default(),
            None => Arc::new(render::by_path(&views)),
        };
        Edition {
            site,
            shared: Arc::new(shared),
            subjects,
            options: options.clone(),
            parsed,
            assembled: Arc::new(assembled),
            downloads,
            kept: BTreeMap::new(),
            around,
            words,
            asked: Mutex::default(),
            whole: Mutex::default(),
            turn: Turn::default(),
            index: OnceLock::new(),
            frame,
        }
    }
}

impl Edition {
    /// A file of the site. A page is made when it is asked for; the last good version takes the place of
    /// one that cannot be made because its file, its template or what that shows has a fault which stops a build.
    pub fn file(&self, path: &str) -> Option<Arc<[u8]>> {
        let known = lock(&self.asked).get(path).cloned();
        known.or_else(|| {
            let bytes = self.find(path);
            if let Some(bytes) = &bytes {
                lock(&self.asked).insert(path.to_owned(), bytes.clone());
            }
            bytes
        })
    }

    fn find(&self, path: &str) -> Option<Arc<[u8]>> {
        if let Some(subject) = self.subjects.get(path) {
            let mut faults = Report::default();
            let make = || render::page(&self.views(), *subject, &self.frame.rendered, &mut faults);
            let html = self.turn.first(make).map(|page| page.html);
            // A fault of the template, or of what it shows, takes no page away, unless a build goes on without it.
            let stops = || self.frame.theme.broken || self.stopping(faults.iter()).has_errors();
            if let Some(html) = html.or_else(|| stops().then(|| self.frame.rendered.last(path))?) {
                return Some(html.into());
            }
        }
        if search::is_index(path) && self.options.search == Making::Later {
            return self
                .index
                .get_or_init(|| search::files(&self.site, &self.frame.theme, &self.options.cache))
                .get(path)
                .cloned();
        }
        let (theme, downloads) = (&self.frame.theme, &self.downloads.0);
        let alone = || output::alone(&self.site, theme, downloads, &self.options.cache, path);
        // Every page is known: one that is not there is nowhere, and the whole site is not made to say so.
        let other = || {
            let whole = (!path.ends_with(".html")).then(|| self.whole())?;
            whole.output.files.get(path).map(|file| file.bytes.clone())
        };
        let kept = || self.kept.get(path).map(|page| &page.html);
        self.frame.statics.get(path).or_else(kept).cloned().or_else(alone).or_else(other)
    }

    /// The whole site with all that is wrong, made now if it has not been.
    pub fn whole(&self) -> Arc<Built> {
        self.whole_unless(&AtomicBool::new(false)).unwrap_or_default()
    }

    /// The same; none when somebody asked to stop meanwhile.
    pub fn whole_unless(&self, stop: &AtomicBool) -> Option<Arc<Built>> {
        let mut whole = lock(&self.whole);
        if whole.is_none() {
            // Who asks for a page meanwhile does not wait for all of them.
            let go_on = || {
                self.turn.wait();
                !stop.load(Ordering::Relaxed)
            };
            *whole = self.make(&go_on).map(Arc::new);
        }
        whole.clone()
    }

    fn make(&self, go_on: GoOn<'_>) -> Option<Built> {
        let mut report = self.told(go_on);
        let views = self.views();
        let subjects = render::subjects(views.site, views.theme);
        let rendered = render::render(&views, &subjects, &self.frame.rendered, &mut report, &|_, _| {}, go_on)?;
        self.frame.rendered.retain(|path| self.subjects.contains_key(path));
        self.put_together(rendered, report, go_on)
    }

    /// Makes the site, which nobody asks for again. The pages that hold others come first.
    fn make_once(mut self, progress: Progress<'_>) -> Built {
        let go_on = &|| true;
        let mut report = self.told(go_on);
        let mut subjects = render::subjects(&self.site, &self.frame.theme);
        // Entries come in the order in which they were read: their texts go as they came, and leave large parts of the
        // memory to pages.
        subjects.sort_by_key(|subject| match subject {
            Subject::Entry(id) => Some(*id),
            _ => None,
        });
        // The index of the search reads the texts at the end.
        let is_read = self.frame.theme.has_search();
        let mut rendered = Vec::with_capacity(subjects.len());
        for some in subjects.chunks(AT_ONCE) {
            let count = |done: usize, _| progress(rendered.len() + done, subjects.len());
            let made = render::render(&self.views(), some, &self.frame.rendered, &mut report, &count, go_on);
            rendered.extend(made.unwrap_or_default());
            if !is_read {
                let entries = some.iter().filter_map(|subject| match subject {
                    Subject::Entry(id) => Some(*id),
                    _ => None,
                });
                self.site.let_go(&entries.collect::<Vec<_>>());
            }
        }
        let built = self.put_together(rendered, report, go_on).unwrap_or_default();
        Built { _made_of: Some(Box::new(self)), ..built }
    }

    /// What is wrong before any page is rendered.
    fn told(&self, go_on: GoOn<'_>) -> Report {
        let mut report = self.frame.faults.clone();
        report.extend(self.frame.of_theme.clone());
        report.extend(self.parsed.clone());
        report.extend((*self.assembled).clone());
        report.extend(self.downloads.1.clone());
        check::texts(&self.site, &self.frame.theme, &mut report, go_on);
        report
    }

    /// Why settings or a model were read in part only, when they were: what is wrong with pages may come from that alone.
    fn causes(&self) -> Option<Report> {
        let frame = &self.frame;
        (frame.config.partial || frame.model.partial).then(|| {
            let mut causes = frame.faults.clone();
            // Which theme was meant is not known without the settings.
            if !frame.config.partial {
                causes.extend(frame.of_theme.clone());
            }
            check::unread_file::tell(self.sources(), &mut causes);
            causes
        })
    }

    fn put_together(&self, rendered: Vec<RenderedPage>, mut report: Report, go_on: GoOn<'_>) -> Option<Built> {
        let (site, theme) = (&self.site, &self.frame.theme);
        let (downloads, _) = &*self.downloads;
        let output = output::export(site, theme, downloads, rendered, self.options.search, &self.options.cache, go_on)?;
        let budgets = check::weight::budgets(site, &output);
        let levels = self.levels();
        let links = || check::outside::links(site);
        let check = || check::check(site, theme, &output, &budgets, &levels, &mut report, go_on);
        let (outside, ()) = rayon::join(links, check);
        if !go_on() {
            return None;
        }
        let settle = |report: Report| report.settle(&levels, self.options.strictness);
        let causes = self.causes().map(settle).filter(Report::has_errors);
        Some(Built {
            budgets,
            compress: output::compress::is_asked(&site.config),
            output,
            report: causes.unwrap_or_else(|| settle(report)),
            language: self.language().to_owned(),
            outside,
            levels,
            _made_of: None,
        })
    }

    /// How grave each fault is, as the site and whoever builds ask.
    fn levels(&self) -> Levels {
        let mut levels = self.site.config.levels.clone();
        levels.extend(self.options.levels.clone());
        if self.frame.is_unread || self.frame.theme.broken {
            // No level publishes a site without its settings, its model or its theme.
            let is_kept =
                |code: &str| theme::RULES.iter().chain([&&check::unread_file::UNREAD]).any(|rule| rule.code == code);
            levels.retain(|code, _| !is_kept(code));
        }
        levels
    }

    /// Those of some faults that are errors by themselves, as the site asks: a warning that somebody wants to stop builds
    /// says nothing of what can be shown.
    fn stopping<'f>(&self, faults: impl Iterator<Item = &'f Diagnostic>) -> Report {
        let mut errors = Report::default();
        faults.filter(|fault| fault.severity == Severity::Error).for_each(|fault| errors.add(fault.clone()));
        errors.settle(&self.levels(), Strictness::Normal)
    }

    fn views(&self) -> Views<'_> {
        let (today, theme) = (self.options.publication.today, &self.frame.theme);
        let (downloads, around) = (&self.downloads.0, self.around);
        Views { site: &self.site, theme, today, downloads, shared: &self.shared, around }
    }

    /// The pages of an earlier edition whose file is still there, but gives no page any more, for a fault that stops a build.
    fn keep_of(&self, last: &Edition, parsed: &content::Memory) -> BTreeMap<String, Kept> {
        if Arc::ptr_eq(&self.site.routes, &last.site.routes) && last.kept.is_empty() {
            return BTreeMap::new();
        }
        let made: BTreeSet<&str> = self.site.iter().map(|(_, page)| self.path_of(page.file)).collect();
        let was = last.site.iter().map(|(id, page)| (last.site.routes.pages[id.0].as_str(), last.path_of(page.file)));
        let was = was.chain(last.kept.iter().map(|(path, page)| (path.as_str(), page.file.as_str())));
        let is_lost = |path: &str, file: &str| {
            !made.contains(file) && self.site.sources.find(file).is_some() && !self.subjects.contains_key(path)
        };
        let lost: Vec<(&str, &str)> = was.filter(|(path, file)| is_lost(path, file)).collect();
        if lost.is_empty() {
            return BTreeMap::new();
        }
        let faults = self.stopping(parsed.each_fault().chain(self.assembled.iter()));
        let stops = faults.iter().filter(|fault| fault.severity == Severity::Error).filter_map(|fault| fault.span);
        let stops: BTreeSet<&str> = stops.map(|span| self.path_of(span.file)).collect();
        let kept = lost.into_iter().filter(|(_, file)| stops.contains(file));
        kept.filter_map(|(path, file)| Some((path.to_owned(), Kept { file: file.to_owned(), html: last.file(path)? })))
            .collect()
    }

    fn path_of(&self, file: FileId) -> &str {
        &self.site.sources.file(file).path
    }

    /// The files of which it is made.
    pub fn sources(&self) -> &Sources {
        &self.site.sources
    }

    /// Are the settings, the model or the theme such that no page can be right?
    pub fn is_broken(&self) -> bool {
        let frame = &self.frame;
        let faults = frame.faults.iter().chain(frame.of_theme.iter());
        frame.theme.broken || frame.is_unread || self.stopping(faults).has_errors()
    }

    /// The language of the site.
    pub fn language(&self) -> &str {
        self.site.config.language()
    }

    /// Does it lack the files to take away that a build would have?
    pub fn lacks_downloads(&self) -> bool {
        self.site.book.is_some() && self.options.make != book::Make::Everything
    }

    /// Why a page would not be published, if it is here all the same.
    pub fn unpublished(&self, path: &str) -> Option<Unpublished> {
        render::unpublished(&self.views(), *self.subjects.get(path)?)
    }

    /// The day of this edition, when the publication of some page depends on it.
    pub fn day(&self) -> Option<Date> {
        let is_dated = |page: &Arc<Page>| page.engine.publish_on.or(page.engine.withdraw_on).is_some();
        self.options.publication.today.filter(|_| self.site.pages.iter().any(is_dated))
    }

    /// Everything that would not be published: its address from the root of the site, and why.
    pub fn all_unpublished(&self) -> Vec<(String, Unpublished)> {
        render::all_unpublished(&self.views())
    }

    /// The style sheets of the theme: their names, and where each is published.
    pub fn styles(&self) -> Vec<(String, String)> {
        render::styles(&self.site, &self.frame.theme)
    }

    /// A number of what a page reads once it is open, beside its own text: another one when that may be another. The page of
    /// search reads the index, which is made of all texts.
    pub fn read_later(&self, path: &str) -> u64 {
        let is_search = matches!(self.subjects.get(path), Some(Subject::Search));
        if is_search { self.words } else { 0 }
    }

    /// The folder of the public address, without slashes around.
    pub fn folder(&self) -> &str {
        render::folder(&self.site)
    }
}

/// Is it a file on which all pages depend: the settings, the model, a file of a theme?
fn is_frame(file: &SourceFile) -> bool {
    file.path.starts_with("themes/") || [content::config::PATH, model::PATH].contains(&file.path.as_str())
}

/// The files that a site offers to take away, when they are asked for.
fn downloads(site: &Site, theme: &Theme, shared: &Shared, options: &Options) -> Arc<(Downloads, Report)> {
    let (nothing, mut faults) = (Downloads::default(), Report::default());
    let views = Views { site, theme, today: options.publication.today, downloads: &nothing, shared, around: 0 };
    let made = book::make(&views, options.make, &options.cache, &mut faults);
    Arc::new((made, faults))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_of_the_search_is_made_when_somebody_searches() {
        let sources = crate::source::walk::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")));
        let options = Options { search: Making::Later, ..Options::default() };
        let edition = Workshop::default().edition(&sources, &options);
        assert!(edition.whole().output.files.keys().all(|path| !search::is_index(path)));
        assert!(edition.file("recherche/index.html").is_some() && edition.index.get().is_none());
        let clean = crate::build(&sources, &Options::default(), &|_, _| {}).output;
        let entry = "recherche/index.json";
        assert_eq!(edition.file(entry).as_ref(), clean.files.get(entry).map(|file| &file.bytes));
        assert_eq!(edition.file("recherche/mots/9999.json"), None);
    }
}
