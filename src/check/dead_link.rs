//! A link or a picture that leads nowhere.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::check::gone::{DEAD, Gone};
use crate::check::meant::{self, is_short};
use crate::check::near::Near;
use crate::check::{Check, Context, lost_data};
use crate::content::config::{self, Config};
use crate::content::{is_page, page_path};
use crate::diagnostic::{Diagnostic, Edit, Message, Report, Rule, Severity};
use crate::markdown::document::{Link, LinkStyle, Run};
use crate::model::types::date::Date;
use crate::picture::Fault;
use crate::site::Unpublished;
use crate::site::link::{Dead, Edge, Target};
use crate::site::lookup::decode;
use crate::slug::slug;
use crate::source::{self, FileId, PICTURES, Span, folder_of};

const DRAFT: Rule = Rule { code: "lien-vers-brouillon", severity: Severity::Error };
const FORBIDDEN: Rule = Rule { code: "lien-interdit", severity: Severity::Error };
const MISSING_FILE: Rule = Rule { code: "fichier-absent", severity: Severity::Error };
const CASE: Rule = Rule { code: "majuscules-du-fichier", severity: Severity::Warning };
const DAMAGED: Rule = Rule { code: "image-illisible", severity: Severity::Error };

/// How many other links a message shows.
const SHOWN: usize = 8;

/// The check.
pub const CHECK: Check = Check { rules: &[&DEAD, &DRAFT, &FORBIDDEN, &MISSING_FILE, &CASE, &DAMAGED], run };

fn run(context: &Context<'_>, report: &mut Report) {
    let mut near = Near::new(context);
    for (_, page) in context.site.iter() {
        let lang = page.lang.as_str();
        let meant = page.body.bracketed.iter().filter_map(|(name, span)| single(context, name, *span, lang));
        meant.for_each(|diagnostic| report.add(diagnostic));
    }
    let renamed = Renamed::new(context);
    let gone = Gone::new(context);
    let mut misnamed: BTreeMap<(FileId, String), usize> = BTreeMap::new();
    let mut capitals: BTreeMap<(FileId, FileId, String), Vec<&Edge>> = BTreeMap::new();
    for edge in context.site.graph.links() {
        match &edge.target {
            // One message for each file whose links are to be written otherwise.
            Target::Dead(Dead::Unknown) if let Some((file, name)) = renamed.in_capitals(context, edge) => {
                capitals.entry((edge.span.file, file, name)).or_default().push(edge);
            }
            // One message for the file, however many links there are to it.
            Target::Dead(Dead::Unknown) if let Some(file) = renamed.find(context, edge) => {
                *misnamed.entry(file).or_default() += 1;
            }
            _ if ["", "#"].contains(&edge.written.trim()) && !edge.picture => {
                let line = format!("[{}](https://…)", edge.label);
                let help = Message::new("link-undefined-help").with("line", line);
                report.add(Diagnostic::at(&DEAD, edge.span, Message::new("link-nowhere")).help(help));
            }
            // The page is there, and what is wrong in it has been said.
            Target::Dead(Dead::Unread) => {}
            Target::Page(id, _) if let Some(why) = context.site.hidden_target(edge.from, *id) => {
                report.add(explain(context, edge, &Dead::Hidden(why), &mut near));
            }
            // One message for the folder, too.
            Target::Dead(Dead::Unknown) if gone.tells(edge) => {}
            Target::Dead(dead) => report.add(explain(context, edge, dead, &mut near)),
            Target::Outside(_) if edge.picture => {
                let message = Message::new("link-scheme").with("target", edge.written.as_str());
                report.add(forbidden(context, edge, message));
            }
            Target::Outside(address) => {
                if let Some(fault) = own(context, edge, address) {
                    report.add(fault);
                }
            }
            Target::File(id) => report.extend(unreadable(context, edge, *id)),
            _ => {}
        }
    }
    let lost = lost_data::messages(context, &DEAD);
    gone.messages(context).into_iter().chain(lost).for_each(|told| report.add(told));
    let read = LazyCell::new(|| context.site.iter().map(|(_, page)| page.file).collect::<BTreeSet<_>>());
    // That a file is no page has been told.
    let capitals = capitals.iter().filter(|((_, file, _), _)| read.contains(file));
    let capitals = capitals.filter_map(|((_, file, name), links)| recased(context, *file, name, links));
    capitals.for_each(|told| report.add(told));
    for ((file, name), number) in misnamed {
        if read.contains(&file) {
            let written = context.site.sources.file(file).name();
            let message = Message::new("page-misnamed").with("number", number).with("written", written);
            let message = message.with("name", name.as_str());
            let help = Message::new("page-misnamed-help").with("name", name);
            report.add(Diagnostic::at(&DEAD, Span::file(file), message).help(help));
        }
    }
}

/// The message on the links of a file that name a page with other capitals than its file has, and their correction.
fn recased(context: &Context<'_>, file: FileId, name: &str, links: &[&Edge]) -> Option<Diagnostic> {
    let (first, others) = links.split_first()?;
    let real = context.site.sources.file(file).name();
    let message = Message::new("link-case").with("number", links.len());
    let message = message.with("name", name).with("real", real);
    let address = |edge: &Edge| {
        let (path, tail) = edge.written.split_at(edge.written.find(['#', '?']).unwrap_or(edge.written.len()));
        let folder = path.rfind('/').map_or("", |at| &path[..=at]);
        format!("{folder}{}{tail}", meant::encoded(real))
    };
    let told = Diagnostic::at(&DEAD, first.span, message);
    let told = told.help(match others {
        [] => meant::replaced(context, first, &address(first)),
        _ => Message::new("link-case-help").with("real", real),
    });
    let others = others.iter().take(SHOWN);
    let told = others.fold(told, |told, edge| told.label(edge.span, Message::new("links-gone-other")));
    let fix = links.iter().filter_map(|edge| respelt(context, edge, &address(edge))).collect();
    Some(Diagnostic { fix, ..told })
}

/// The pages by their paths, whatever the capitals, the spaces, the accents and the ending of their names.
struct Renamed(BTreeMap<String, Option<FileId>>);

impl Renamed {
    fn new(context: &Context<'_>) -> Self {
        let mut files: BTreeMap<String, Option<FileId>> = BTreeMap::new();
        for (id, file) in context.site.sources.below("content/") {
            let text = is_page(&file.path) || file.path.ends_with(".txt");
            if let Some(name) = Some(&file.path).filter(|_| text) {
                // Of two files that only differ so, none is the other.
                files.entry(folded(name)).and_modify(|file| *file = None).or_insert(Some(id));
            }
        }
        Renamed(files)
    }

    /// The page that a link names with other capitals than its file has, and the name that the link gives.
    fn in_capitals(&self, context: &Context<'_>, edge: &Edge) -> Option<(FileId, String)> {
        let (id, path) = self.named(context, edge)?;
        let real = &context.site.sources.file(id).path;
        let name = path.rsplit('/').next()?;
        let accepts = edge.from.is_some_and(|from| context.site.page(from).accepts(DEAD.code));
        let is_case =
            path != *real && folder_of(&path) == folder_of(real) && path.to_lowercase() == real.to_lowercase();
        (is_case && real.ends_with(".md") && !accepts).then(|| (id, name.to_owned()))
    }

    /// The page that a link names otherwise than its file is called, and the name that the link gives.
    fn find(&self, context: &Context<'_>, edge: &Edge) -> Option<(FileId, String)> {
        let (id, path) = self.named(context, edge)?;
        let file = context.site.sources.file(id);
        let name = path.rsplit('/').next()?.to_owned();
        // Of the two, the name that is written as an address is the right one.
        let plain = |name: &str| name.strip_suffix(".md").is_some_and(|stem| stem == slug(stem));
        let wrong = plain(&name) && !plain(file.name()) && folder_of(&file.path) == folder_of(&path);
        wrong.then_some((id, name))
    }

    /// The page that has the name of a link, as [`folded`] writes both, and the path that the link gives.
    fn named(&self, context: &Context<'_>, edge: &Edge) -> Option<(FileId, String)> {
        let path = edge.written.split(['#', '?']).next().filter(|path| !edge.picture && path.ends_with(".md"))?;
        let path = source::resolve(&context.site.sources.file(edge.span.file).path, path)?;
        Some(((*self.0.get(&folded(&path))?)?, path))
    }
}

/// A path as a link may give it: each of its parts as it is in an address, without its ending.
fn folded(path: &str) -> String {
    let named = page_path(path);
    let path = named.as_deref().unwrap_or(path);
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.strip_suffix(".md").or_else(|| name.strip_suffix(".txt")).unwrap_or(name);
    format!("{folder}/{}", slug(stem))
}

/// `[energie]`, when it is the name of a page: two brackets make the link.
fn single(context: &Context<'_>, name: &str, span: Span, lang: &str) -> Option<Diagnostic> {
    let link =
        Link { target: name.to_owned(), style: LinkStyle::Short, content: Run::default(), label: String::new(), span };
    matches!(context.site.lookup.resolve("", &link, lang), Target::Page(..)).then_some(())?;
    let mut diagnostic = Diagnostic::at(&DEAD, span, Message::new("link-single-brackets").with("name", name));
    diagnostic.severity = Severity::Warning;
    Some(diagnostic.help(Message::new("link-help").with("link", format!("[[{name}]]"))))
}

/// An address of a sort that is not allowed, or that leads out of the site.
fn forbidden(context: &Context<'_>, edge: &Edge, message: Message) -> Diagnostic {
    let told = meant::help(context, edge, Diagnostic::at(&FORBIDDEN, edge.span, message));
    let help = if edge.picture { "picture-forbidden-help" } else { "link-forbidden-help" };
    if told.help.is_empty() { told.help(Message::new(help)) } else { told }
}

/// A picture that cannot be shown. That it moves is said elsewhere.
fn unreadable(context: &Context<'_>, edge: &Edge, id: FileId) -> Report {
    let fault =
        context.site.assets.0.get(&id).and_then(|asset| asset.fault).or(context.output.faults.get(&id).copied());
    let drawing = context.site.drawing_bound();
    let message = match fault {
        None | Some(Fault::Moving) => return Report::default(),
        Some(Fault::Damaged) => "image-damaged",
        Some(Fault::Format) => "image-format",
        Some(Fault::Memory) => "image-memory",
        Some(Fault::Heavy) => "image-drawing",
    };
    let message = Message::new(message).with("path", edge.written.as_str()).with("limit", drawing);
    let mut told = Diagnostic::at(&DAMAGED, edge.span, message);
    match fault {
        Some(Fault::Damaged) => told = told.help(Message::new("image-damaged-help")),
        Some(Fault::Format) => told = told.help(Message::new("image-format-help")),
        _ => {}
    }
    if fault == Some(Fault::Heavy) {
        told = told.raise(Config::raised("drawing", drawing));
    }
    let mut report = Report::default();
    report.add(told);
    report
}

fn explain<'a>(context: &Context<'a>, edge: &Edge, dead: &Dead, near: &mut Near<'a>) -> Diagnostic {
    let written = edge.written.as_str();
    match dead {
        Dead::Unknown | Dead::Unread => unknown(context, edge, near),
        Dead::Ambiguous(names) => {
            let message = Message::new("link-ambiguous").with("target", written).with("candidates", names.join(", "));
            let line = names.first().map(|n| format!("[[{n}]]")).unwrap_or_default();
            Diagnostic::at(&DEAD, edge.span, message).help(Message::new("write-line").with("line", line))
        }
        Dead::Hidden(why) => {
            let message = match why {
                Unpublished::Draft => Message::new("link-to-draft"),
                Unpublished::Early(date) => dated("link-early", date),
                Unpublished::Late(date) => dated("link-late", date),
            };
            Diagnostic::at(&DRAFT, edge.span, message.with("target", written)).help(when_published(*why))
        }
        Dead::Escapes => {
            let message = Message::new("link-outside").with("target", written);
            forbidden(context, edge, message)
        }
        Dead::Scheme => {
            let message = Message::new("link-scheme").with("target", written);
            forbidden(context, edge, message)
        }
        Dead::Case(id) => {
            let real = spelt(written, &context.site.sources.file(*id).path);
            let case = !written.ends_with(&real) && written.to_lowercase() == real.to_lowercase();
            let message = Message::new(match (edge.picture, case) {
                (true, true) => "image-case",
                (true, false) => "image-name",
                (false, true) => "file-case",
                (false, false) => "file-name",
            });
            let diagnostic =
                Diagnostic::at(&CASE, edge.span, message.with("path", written).with("real", real.as_str()));
            let tail = written.find(['#', '?']).map_or("", |at| &written[at..]);
            let address = format!("{}{tail}", meant::encoded(&real));
            let fix = respelt(context, edge, &address);
            let link = whole(context, edge, fix.as_ref()).unwrap_or_else(|| {
                let sign = if edge.picture { "!" } else { "" };
                format!("{sign}[{}]({})", edge.label, meant::bracketed(&address))
            });
            let fix = fix.into_iter().collect();
            Diagnostic { fix, ..diagnostic }.help(Message::new("link-help").with("link", link.replace('\n', " ")))
        }
    }
}

/// An address with the letters of the file that it names: as many folders as it gives.
fn spelt(written: &str, real: &str) -> String {
    let plain = written.split(['#', '?']).next().unwrap_or(written);
    let named = plain.split('/').rev().take_while(|part| !part.is_empty() && *part != "." && *part != "..").count();
    let start: String = plain.split_inclusive('/').take(plain.split('/').count() - named).collect();
    let parts: Vec<&str> = real.split('/').collect();
    start + &parts[parts.len().saturating_sub(named)..].join("/")
}

/// The correction of an address, where it stands in a link, with the angle brackets that it asks for and no other.
pub fn respelt(context: &Context<'_>, edge: &Edge, real: &str) -> Option<Edit> {
    let (file, range) = (edge.span.file, edge.span.start as usize..edge.span.end as usize);
    let source = context.site.sources.file(file);
    let start = range.start + source.part(range.clone())?.rfind(&edge.written)?;
    let end = start + edge.written.len();
    let before = source.part(range.start..start)?;
    let is_held = before.ends_with("(<") && source.bytes.get(end) == Some(&b'>');
    let (extra, text) = match meant::is_in_text(context, edge) {
        true if is_held => (1, meant::bracketed(real)),
        true if before.trim_end().ends_with('(') => (0, meant::bracketed(real)),
        // The address stands elsewhere, under the name of the link.
        true => return None,
        false => (0, real.to_owned()),
    };
    Some(Edit { span: Span::new(file, start - extra, end + extra), text })
}

/// The link with its correction, and all else that was typed: a caption, a credit.
fn whole(context: &Context<'_>, edge: &Edge, fix: Option<&Edit>) -> Option<String> {
    let (place, text) = fix.map(|edit| (edit.span, edit.text.as_str()))?;
    let source = context.site.sources.file(edge.span.file);
    let before = source.part(edge.span.start as usize..place.start as usize)?;
    let after = source.part(place.end as usize..edge.span.end as usize)?;
    (!after.contains('\n')).then(|| format!("{before}{text}{after}"))
}

/// A link to the public address of the site, whose pages are known.
fn own(context: &Context<'_>, edge: &Edge, address: &str) -> Option<Diagnostic> {
    let public = context.site.config.text("address")?.trim_end_matches('/');
    let path = address.strip_prefix(public).filter(|path| path.starts_with('/'))?;
    let target = context.site.lookup.plain(config::PATH, path);
    // What the program makes by itself (feeds, the plan of the site, old addresses) is no page of the texts.
    let file = decode(path.split(['?', '#']).next()?);
    let file = file.trim_matches('/');
    let index = format!("{file}/index.html");
    let made = [file, index.trim_start_matches('/')].iter().any(|file| context.output.files.contains_key(*file));
    let dead = matches!(target, Target::Dead(Dead::Unknown | Dead::Hidden(_)));
    (dead && !made).then(|| {
        let message = Message::new("link-dead").with("target", address);
        Diagnostic::at(&DEAD, edge.span, message).help(Message::new("link-dead-no-help"))
    })
}

/// A sentence with a day, as each language writes it.
pub fn dated(id: &'static str, date: &Date) -> Message {
    Message::new(id).with("jour", date.long("fr")).with("day", date.long("en")).with("iso", date.iso())
}

/// What to do with a link or a reference to a page that is not published.
pub fn when_published(why: Unpublished) -> Message {
    match why {
        Unpublished::Draft => Message::new("link-draft-help"),
        Unpublished::Early(date) => dated("link-early-help", &date),
        Unpublished::Late(_) => Message::new("link-late-help"),
    }
}

fn unknown<'a>(context: &Context<'a>, edge: &Edge, near: &mut Near<'a>) -> Diagnostic {
    let written = edge.written.as_str();
    let name = written.split('#').next().unwrap_or(written).trim_end_matches('/');
    let name = name.rsplit('/').next().unwrap_or(name);
    let is_page = name.ends_with(".md") || !name.contains('.');
    if let Some(told) = short_file(context, edge) {
        return told;
    }
    if edge.picture || !is_page {
        let id = if edge.picture { "image-missing" } else { "file-missing" };
        // What was meant for a site or a person is no file that was lost.
        let id = if meant::is_outside(written) && !edge.picture { "link-start" } else { id };
        let diagnostic = Diagnostic::at(&MISSING_FILE, edge.span, Message::new(id).with("path", written));
        let helped = meant::help(context, edge, diagnostic);
        let may_look = helped.help.is_empty() && near.known.spend(20 * context.site.sources.iter().count());
        let helped = if may_look { meant::file(context, edge, helped) } else { helped };
        return if helped.help.is_empty() { helped.help(Message::new("file-missing-help")) } else { helped };
    }
    // `[Ya](lang=br)`: the language of some words.
    if let Some(lang) = ["lang=", "lang:", "langue="].iter().find_map(|name| written.strip_prefix(name)) {
        let line = format!("[{}]{{lang={}}}", edge.label, lang.trim_matches(['"', '\'', ' ']));
        let help = Message::new("link-help").with("link", line.replace('\n', " "));
        return Diagnostic::at(&DEAD, edge.span, Message::new("link-lang")).help(help);
    }
    let diagnostic = Diagnostic::at(&DEAD, edge.span, Message::new("link-dead").with("target", written));
    // `[[un] et [deux]]`: two links, each with a bracket that is missing.
    if let Some(first) = written.split([']', '[']).next().filter(|first| first.len() < written.len()) {
        return diagnostic.help(Message::new("short-brackets-help").with("name", first.trim()));
    }
    match near.suggested(context, edge) {
        Some(fixed) => diagnostic.help(meant::replaced(context, edge, &fixed)),
        None => match near.renamed(context, edge) {
            Some((id, why)) => {
                let site = context.site;
                let path = || meant::encoded(site.sources.file(site.page(id).file).path.trim_start_matches("content"));
                let target = meant::short_name(context, edge, id).unwrap_or_else(path);
                let anchor = written.find('#').map_or("", |at| &written[at..]);
                let diagnostic = diagnostic.help(Message::new(why).with("title", site.title(id)));
                let diagnostic = diagnostic.help(meant::replaced(context, edge, &format!("{target}{anchor}")));
                diagnostic.help(Message::new("link-deleted-help"))
            }
            None => {
                let helped = meant::help(context, edge, diagnostic);
                if helped.help.is_empty() { helped.help(Message::new("link-dead-no-help")) } else { helped }
            }
        },
    }
}

/// `[[plan.svg]]`: two brackets name a page, and this is a file beside it.
fn short_file(context: &Context<'_>, edge: &Edge) -> Option<Diagnostic> {
    is_short(context, edge).then_some(())?;
    let file = context.site.sources.file(edge.span.file);
    let Target::File(id) = context.site.lookup.plain(&file.path, &edge.written) else { return None };
    let ending = context.site.sources.file(id).extension().to_lowercase();
    let picture = PICTURES.contains(&ending.as_str());
    let message = Message::new("link-short-file").with("path", edge.written.as_str());
    let help = Message::new(if picture { "link-short-picture-help" } else { "link-short-file-help" });
    let help = help.with("path", meant::bracketed(&edge.written));
    Some(Diagnostic::at(&MISSING_FILE, edge.span, message).help(help))
}
