//! The command line: what people type, in French or English                     ← clap.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::book::Make;
use crate::cache::Cache;
use crate::check::unread_file;
use crate::diagnostic::terminal::Extent;
use crate::diagnostic::{Diagnostic, Lang, Levels, Message, Report, Severity, Strictness};
use crate::model::types::date::Date;
use crate::model::{self, Collection, Model, suggest};
use crate::output::search::Making;
use crate::site::Publication;
use crate::slug::slug;
use crate::source::Sources;
use crate::{Options, content};

mod bar;
mod build;
mod explain;
mod fix;
mod init;
mod new;
mod say;
mod schema;
mod serve;
mod stop;
mod usage;

use say::{err, out};

/// Something is wrong in the site.
const SITE_FAULT: u8 = 1;
/// Boucle could not work: arguments, disk.
const CANNOT_WORK: u8 = 2;
/// The stack of each thread, in bytes: what texts, values and templates need that nest as deep as they may.
const STACK: usize = 8 * 1024 * 1024;
/// A fault of Boucle itself.
const OUR_FAULT: i32 = 70;

/// A way for messages to leave the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Human,
    Json,
    Sarif,
    Github,
    Gitlab,
}

/// What every command may be told.
struct Common {
    root: PathBuf,
    format: Format,
    lang: Lang,
    /// Was the language asked for? Otherwise the site decides.
    asked: bool,
    /// Which faults people see.
    extent: Extent,
}

/// A site of which only the model is read.
struct Described {
    common: Common,
    sources: Sources,
    model: Model,
    report: Report,
}

impl Described {
    /// Reads the model of a site; none when there is no site, which has been said.
    fn read(mut common: Common) -> Option<Described> {
        let sources = common.read()?;
        let mut report = Report::default();
        let model = content::read_model(&sources, &mut report);
        if sources.is_unread(model::PATH) {
            unread_file::tell(&sources, &mut report);
        }
        Some(Described { common, sources, model, report })
    }

    /// The collection of this name: that of its folder, of one of its entries or of all of them.
    fn collection(&self, name: &str) -> Option<&Collection> {
        let named = |c: &&Collection| c.id == name || slug(&c.one) == slug(name) || slug(&c.many) == slug(name);
        self.model.collections.iter().find(named)
    }

    /// Says that no collection has this name, and which one of those that would do has nearly the same.
    fn refuse(mut self, name: &str, would_do: impl Fn(&Collection) -> bool) -> u8 {
        let message = Message::new("cli-new-unknown").with("name", name);
        // The name of one of its entries, as the guide of the editors gives it.
        let known: Vec<String> = self.model.collections.iter().filter(|c| would_do(c)).map(|c| slug(&c.one)).collect();
        let fault = Diagnostic::nowhere(&model::NO_COLLECTION, message);
        // A model that cannot be read may have it: why it cannot be is told.
        if !self.model.partial {
            self.report.add(suggest::help(fault, name, known.iter().map(String::as_str)));
        }
        self.show();
        CANNOT_WORK
    }

    /// Shows what is wrong with the model.
    fn show(&self) {
        self.common.complain(&self.report, &self.sources);
    }
}

/// Runs the program.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let words: Vec<OsString> = args.into_iter().collect();
    let lang = asked_lang(&words).unwrap_or_default();
    apologise(lang);
    // Whoever types what can be read asks for no help: its sentences are left out.
    let Ok(matches) = command(lang, &|_| String::new()).try_get_matches_from(&words) else {
        return usage::explain(&words, lang);
    };
    let Some((name, matches)) = matches.subcommand() else { return ExitCode::from(CANNOT_WORK) };
    // Without it, the threads have the stacks that the system gives, and the deepest of sites may need more.
    let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK);
    let _ = pool.build_global();
    let common = common(matches, lang, asked_lang(&words).is_some());
    let code = match in_english(name) {
        "build" => on_a_thread(|| build::run(common, matches, build::Write::Yes)),
        "check" => on_a_thread(|| build::run(common, matches, build::Write::No)),
        "serve" => serve::run(common, matches),
        "fix" => fix::run(common, matches),
        "explain" => explain::run(&common, matches),
        "new" => on_a_thread(|| new::run(common, matches)),
        "init" => init::run(&common, matches),
        _ => schema::run(common, matches),
    };
    ExitCode::from(code)
}

/// Runs a work on one of the threads among which it is spread: none is woken for what is too small to be spread. A scope is the
/// only way to those that all of the program shares.
fn on_a_thread(work: impl FnOnce() -> u8 + Send) -> u8 {
    rayon::scope(|_| work())
}

/// The language asked for before anything else is read, so that even the help is in it.
fn asked_lang(args: &[OsString]) -> Option<Lang> {
    let mut args = args.iter().filter_map(|a| a.to_str());
    while let Some(arg) = args.next() {
        if arg == "--lang" {
            return args.next().map(Lang::from_code);
        }
        if let Some(code) = arg.strip_prefix("--lang=") {
            return Some(Lang::from_code(code));
        }
    }
    None
}

/// The last resort: a fault of the program says so, and nothing else.
fn apologise(lang: Lang) {
    std::panic::set_hook(Box::new(move |info| {
        let place = info.location().map(|l| format!("{}:{}", l.file(), l.line())).unwrap_or_default();
        err(&Message::new("cli-fault").with("place", place).say(lang));
        std::process::exit(OUR_FAULT);
    }));
}

/// What may be typed; `say` gives the sentences of the help.
fn command(lang: Lang, say: &dyn Fn(&'static str) -> String) -> Command {
    // What every command shows is said once.
    let (options, help, template) = (say("help-options"), help(say), template(say));
    let text = |name: &'static str, value: &'static str| {
        let value = match lang {
            Lang::French => value,
            Lang::English => english(value),
        };
        let arg = Arg::new(name).value_name(value).help_heading(&options);
        arg.hide_default_value(true).hide_possible_values(true)
    };
    let root = text("root", "DOSSIER")
        .long("root")
        .default_value(".")
        .value_parser(clap::value_parser!(PathBuf))
        .help(say("help-root"));
    let format = text("format", "FORMAT")
        .long("format")
        .value_parser(["human", "json", "sarif", "github", "gitlab"])
        .default_value("human")
        .help(say("help-format"));
    let language = text("lang", "LANGUE").long("lang").value_parser(["fr", "en"]).help(say("help-lang"));
    let level = text("level", "CODE=NIVEAU").long("level").action(ArgAction::Append).help(say("help-level"));
    let strict =
        Arg::new("strict").long("strict").help_heading(&options).action(ArgAction::SetTrue).help(say("help-strict"));
    let flag = |name: &'static str, other: &'static str, help: &'static str| {
        let arg = Arg::new(name).long(name).alias(other).help_heading(&options);
        arg.action(ArgAction::SetTrue).help(say(help))
    };
    let no_pdf = flag("no-pdf", "sans-pdf", "help-no-pdf");
    let date = text("date", "AAAA-MM-JJ").long("date").help(say("help-date"));
    let all = flag("all", "tout", "help-all");
    let checked = |command: Command| command.args([level.clone(), strict.clone(), date.clone(), all.clone()]);
    let every = |command: Command| command.help_template(template.clone()).disable_help_flag(true).arg(help.clone());
    // A command has an English and a French name: both are read, and the help gives both.
    let verb = |(english, french): (&'static str, &'static str), help: &'static str| {
        let (name, other) = match lang {
            Lang::French => (french, english),
            Lang::English => (english, french),
        };
        every(Command::new(name).alias(other).about(format!("{} ({other})", say(help))))
    };
    let output =
        text("output", "DOSSIER").long("output").value_parser(clap::value_parser!(PathBuf)).help(say("help-output"));
    let report =
        text("report", "DOSSIER").long("report").value_parser(clap::value_parser!(PathBuf)).help(say("help-report"));
    let ecoindex = text("ecoindex", "FICHIER")
        .long("ecoindex")
        .requires("report")
        .value_parser(clap::value_parser!(PathBuf))
        .help(say("help-ecoindex"));
    Command::new("boucle")
        // Whatever the file of the program is called.
        .bin_name("boucle")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say("help-about"))
        .subcommand_help_heading(say("help-commands"))
        .subcommand_value_name(say("help-command"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(help.clone())
        .arg(
            Arg::new("version")
                .help_heading(&options)
                .long("version")
                .short('V')
                .action(ArgAction::Version)
                .help(say("help-version")),
        )
        .args([root, format, language].map(|arg| arg.global(true)))
        .help_template(template.clone())
        .subcommand(checked(verb(BUILD, "help-build").args([output, report, ecoindex, no_pdf.clone()])))
        .subcommand(checked(verb(CHECK, "help-check").arg(flag("external", "externes", "help-external")).arg(no_pdf)))
        .subcommand(checked(
            verb(SERVE, "help-serve")
                .arg(text("port", "PORT").long("port").help(say("help-port")))
                .arg(flag("open", "ouvrir", "help-open"))
                .arg(flag("poll", "relire", "help-poll"))
                .arg(flag("downloads", "telechargements", "help-downloads"))
                .arg(text("editor", "ADRESSE").long("editor").alias("editeur").help(say("help-editor"))),
        ))
        .subcommand(checked(verb(FIX, "help-fix").arg(flag("dry-run", "essai", "help-dry-run")).arg(
            text("only", "CODE").long("only").alias("seulement").action(ArgAction::Append).help(say("help-only")),
        )))
        .subcommand(verb(EXPLAIN, "help-explain").arg(text("code", "CODE").help(say("help-code"))))
        .subcommand(
            verb(NEW, "help-new")
                .arg(text("collection", "COLLECTION").required(true).help(say("help-collection")))
                .arg(text("title", "TITRE").required(true).help(say("help-title"))),
        )
        .subcommand(verb(INIT, "help-init").arg(
            text("dir", "DOSSIER").required(true).value_parser(clap::value_parser!(PathBuf)).help(say("help-dir")),
        ))
        .subcommand(every(
            Command::new("schema")
                .about(say("help-schema"))
                .arg(text("collection", "COLLECTION").help(say("help-collection"))),
        ))
}

/// The English and the French name of each command that has both.
const VERBS: [(&str, &str); 7] = [BUILD, CHECK, SERVE, FIX, EXPLAIN, NEW, INIT];
const BUILD: (&str, &str) = ("build", "construire");
const CHECK: (&str, &str) = ("check", "verifier");
const SERVE: (&str, &str) = ("serve", "servir");
const FIX: (&str, &str) = ("fix", "corriger");
const EXPLAIN: (&str, &str) = ("explain", "expliquer");
const NEW: (&str, &str) = ("new", "nouveau");
const INIT: (&str, &str) = ("init", "initialiser");

/// The English name of a command, by one of its names.
fn in_english(name: &str) -> &str {
    VERBS.iter().find(|(_, french)| *french == name).map_or(name, |(english, _)| english)
}

/// The value of an option, as the English help names it.
fn english(value: &'static str) -> &'static str {
    match value {
        "CODE=NIVEAU" => "CODE=LEVEL",
        "DOSSIER" => "FOLDER",
        "FICHIER" => "FILE",
        "LANGUE" => "LANGUAGE",
        "ADRESSE" => "ADDRESS",
        "TITRE" => "TITLE",
        "AAAA-MM-JJ" => "YYYY-MM-DD",
        value => value,
    }
}

fn help(say: &dyn Fn(&'static str) -> String) -> Arg {
    let arg = Arg::new("help").long("help").short('h').action(ArgAction::Help);
    arg.help_heading(say("help-options")).help(say("help-help"))
}

/// Clap's own headings, in the language of the program.
fn template(say: &dyn Fn(&'static str) -> String) -> String {
    format!("{{about}}\n\n{} {{usage}}\n\n{{all-args}}\n", say("help-usage"))
}

fn common(matches: &ArgMatches, lang: Lang, asked: bool) -> Common {
    let root = matches.get_one::<PathBuf>("root").cloned().unwrap_or_else(|| PathBuf::from("."));
    let format = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => Format::Json,
        Some("sarif") => Format::Sarif,
        Some("github") => Format::Github,
        Some("gitlab") => Format::Gitlab,
        _ => Format::Human,
    };
    let all = matches.try_get_one("all").ok().flatten().copied().unwrap_or(false);
    let extent = if all { Extent::Everything } else { Extent::Urgent };
    Common { root, format, lang, asked, extent }
}

impl Common {
    /// Reads the site; says so when there is none. Without `--lang`, the program then speaks the
    /// language of the site.
    fn read(&mut self) -> Option<Sources> {
        if !self.is_site() {
            return None;
        }
        let sources = crate::source::walk::read_within(&self.root, content::config::bounds);
        self.speak(&sources);
        Some(sources)
    }

    /// Is there a site? Says so when there is none.
    fn is_site(&self) -> bool {
        let found = self.root.join("content").is_dir();
        if !found {
            err(&Message::new("cli-no-site").with("root", self.root.display().to_string()).say(self.lang));
            err(&Message::new("cli-no-site-help").say(self.lang));
        }
        found
    }

    /// Speaks the language of the site, unless another was asked for.
    fn speak(&mut self, sources: &Sources) {
        self.speak_as(content::config::read(sources, &mut Report::default()).language());
    }

    /// The same, when that language is known.
    fn speak_as(&mut self, language: &str) {
        if !self.asked {
            self.lang = Lang::from_code(language);
        }
    }

    /// Says why the command cannot work; gives the exit code.
    fn refuse(&self, message: &Message) -> u8 {
        err(&message.say(self.lang));
        CANNOT_WORK
    }

    /// Where the site is, seen from the folder of the command: in a forge, that of the repository.
    fn folder(&self) -> String {
        let here = std::env::current_dir().unwrap_or_default();
        let root = std::path::absolute(&self.root).unwrap_or_default();
        let Ok(inside) = root.strip_prefix(here) else { return String::new() };
        let names = inside.components().map(|part| match part {
            Component::Normal(name) => Some(format!("{}/", name.to_string_lossy())),
            _ => None,
        });
        names.collect::<Option<String>>().unwrap_or_default()
    }

    /// Says what stands in the way of a command whose result is something else.
    fn complain(&self, report: &Report, sources: &Sources) {
        match self.format {
            Format::Human => {
                let shown = crate::diagnostic::terminal::show(report, sources, self.lang, say::style(), self.extent);
                err(&shown);
            }
            _ => self.show(report, sources),
        }
    }

    /// Shows a report in the format that was asked for: it is the result of the command, and goes to the output.
    fn show(&self, report: &Report, sources: &Sources) {
        use crate::diagnostic::{forge, json, sarif, terminal};
        match self.format {
            Format::Human => {
                let shown = terminal::show(report, sources, self.lang, say::output_style(), self.extent);
                if !shown.is_empty() {
                    out(&shown);
                }
            }
            Format::Json => say::pour(|out| json::write(report, sources, self.lang, out)),
            Format::Sarif => say::pour(|out| sarif::write(report, sources, self.lang, &self.folder(), out)),
            Format::Github => out(&forge::github(report, sources, self.lang, &self.folder())),
            Format::Gitlab => out(&forge::gitlab(report, sources, self.lang, &self.folder())),
        }
    }
}

/// What the arguments of `build` and `check` ask; none when they make no sense, which has been said.
fn options(matches: &ArgMatches, common: &Common) -> Option<Options> {
    let mut levels = Levels::new();
    for text in matches.get_many::<String>("level").into_iter().flatten() {
        let (code, level) = level(text, common)?;
        levels.insert(code, level);
    }
    let today = match matches.get_one::<String>("date") {
        Some(text) => match Date::parse(text) {
            Ok(date) => Some(date),
            Err(_) => {
                err(&Message::new("cli-bad-date").with("text", text.as_str()).say(common.lang));
                return None;
            }
        },
        None => match std::env::var_os("SOURCE_DATE_EPOCH").filter(|text| !text.is_empty()) {
            None => None,
            Some(text) => match epoch(&text.to_string_lossy()) {
                Some(date) => Some(date),
                None => {
                    err(&Message::new("cli-bad-epoch")
                        .with("text", text.to_string_lossy().into_owned())
                        .say(common.lang));
                    return None;
                }
            },
        },
    };
    let quick = matches.try_get_one("no-pdf").ok().flatten().copied().unwrap_or(false);
    let strict = matches.get_flag("strict");
    let strictness = if strict { Strictness::WarningsAreErrors } else { Strictness::Normal };
    Some(Options {
        publication: Publication { everything: false, today },
        strictness,
        levels,
        make: if quick { Make::Epub } else { Make::Everything },
        cache: Cache::beside(&common.root),
        search: Making::Now,
    })
}

/// The day of SOURCE_DATE_EPOCH: digits alone, as its specification asks.
fn epoch(text: &str) -> Option<Date> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number).and_then(Date::from_epoch)
}

/// A code and its level, as `--level` gives them; none when they make no sense, which has been said.
fn level(text: &str, common: &Common) -> Option<(String, Option<Severity>)> {
    let Some((code, level)) = text.split_once('=') else {
        err(&Message::new("cli-bad-level").with("text", text).say(common.lang));
        return None;
    };
    if !crate::check::rules().any(|rule| rule.code == code) {
        refuse_code(code, common.lang);
        return None;
    }
    let mut report = Report::default();
    let level = content::config::level(level, None, &mut report);
    // An empty report would be a report of its own, before that of the site.
    if report.iter().next().is_some() {
        common.complain(&report, &Sources::default());
    }
    Some((code.to_owned(), level?))
}

/// The codes of an option that may be repeated; none when one of them is unknown, which has been said.
fn asked_codes(matches: &ArgMatches, option: &str, lang: Lang) -> Option<Vec<String>> {
    let codes: Vec<String> = matches.get_many::<String>(option).into_iter().flatten().cloned().collect();
    let unknown = codes.iter().find(|code| !crate::check::rules().any(|rule| rule.code == **code));
    unknown.is_none_or(|code| refuse_code(code, lang)).then_some(codes)
}

/// Says that no check has this code, and which one has nearly the same, or where all of them are listed.
fn refuse_code(code: &str, lang: Lang) -> bool {
    err(&Message::new("code-unknown").with("code", code).say(lang));
    let best = suggest::nearest(code, crate::check::rules().map(|rule| rule.code));
    let help = best.map_or_else(|| Message::new("cli-codes"), |best| Message::new("did-you-mean").with("word", best));
    err(&Message::new("show-to-do-line").with("text", help.say(lang)).say(lang));
    false
}

/// A path as people would type it.
fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// A word as it is typed in a terminal: between quotes when it holds a space or a sign that a shell reads.
fn typed(word: &str) -> String {
    let plain = |sign: char| sign.is_alphanumeric() || "-_./:,+@%=".contains(sign) || (cfg!(windows) && sign == '\\');
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else if word.contains(['"', '$', '`', '!']) || (!cfg!(windows) && word.contains('\\')) {
        format!("'{}'", word.replace('\'', r"'\''"))
    } else {
        format!("\"{word}\"")
    }
}
