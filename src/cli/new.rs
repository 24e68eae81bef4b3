//! `boucle new`: a page to fill in, with every field explained.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use clap::ArgMatches;

use crate::cli::say::{err, out};
use crate::cli::{CANNOT_WORK, Common, Described, SITE_FAULT, typed};
use crate::content::front_matter::written_name;
use crate::content::{self, Kind, config};
use crate::diagnostic::{Lang, Message, Report};
use crate::markdown::is_emoji;
use crate::model::{Collection, Field, Model, Place};
use crate::output::write;
use crate::site::permalink::is_reserved;
use crate::slug::slug;
use crate::yaml::{protected, written};

/// How many entries of a collection are named to whoever cites them.
const NAMED: usize = 12;
/// The field that says that a page is not to be published.
const DRAFT: &str = "brouillon";
/// How wide the lines are that name them.
const WIDTH: usize = 100;

/// Runs the command; gives the exit code.
pub fn run(common: Common, matches: &ArgMatches) -> u8 {
    let Some(site) = Described::read(common) else { return CANNOT_WORK };
    let asked = matches.get_one::<String>("collection").map(String::as_str).unwrap_or_default();
    let title = matches.get_one::<String>("title").map(String::as_str).unwrap_or_default();
    let has_pages = |c: &Collection| matches!(c.place, Place::Folder(_));
    let Some(collection) = site.collection(asked).filter(|c| has_pages(c)) else {
        return site.refuse(asked, has_pages);
    };
    // A page is not made of what could not be understood.
    if site.report.has_errors() {
        site.show();
        return SITE_FAULT;
    }
    let common = &site.common;
    let Place::Folder(folder) = &collection.place else { return CANNOT_WORK };
    let Some(name) = name(title) else {
        err(&Message::new("address-empty").say(common.lang));
        let form = format!("{} \"…\"", typed(asked));
        let help = Message::new("cli-new-letters").with("form", form).say(common.lang);
        err(&Message::new("show-to-do-line").with("text", help).say(common.lang));
        return CANNOT_WORK;
    };
    if is_reserved(&name) {
        err(&Message::new("address-reserved").with("address", name).say(common.lang));
        return CANNOT_WORK;
    }
    let place = Path::new("content").join(folder).join(format!("{name}.md"));
    let path = common.root.join(&place);
    let explained = Explained { model: &site.model, entries: entries(&site, collection), lang: common.lang };
    let text = explained.page(collection, title);
    match write::create_below(&common.root, &place, text.as_bytes()) {
        Ok(()) => {
            out(&Message::new("cli-new-done").with("path", crate::cli::shown(&path)).say(common.lang));
            0
        }
        Err(error) => {
            err(&error.message().say(common.lang));
            CANNOT_WORK
        }
    }
}

/// The name of the file of a title; none when it has neither a letter nor a digit. Pictures, arrows and ticks are no words.
fn name(title: &str) -> Option<String> {
    let is_picture = |sign: char| is_emoji(sign) || ('\u{2190}'..='\u{2bff}').contains(&sign);
    let words: String = title.chars().map(|sign| if is_picture(sign) { ' ' } else { sign }).collect();
    Some(slug(&words)).filter(|name| !name.is_empty() && words.contains(char::is_alphanumeric))
}

/// The first entries of a collection, by the names that references give them.
#[derive(Default)]
struct Entries {
    names: Vec<String>,
    /// Are there others?
    more: bool,
}

/// The entries of the collections that the fields of a page name. Drafts are not cited.
fn entries<'a>(site: &'a Described, collection: &Collection) -> BTreeMap<&'a str, Entries> {
    let mut entries: BTreeMap<&str, Entries> = BTreeMap::new();
    if !collection.group.fields.iter().any(names_entries) {
        return entries;
    }
    // What is wrong in the pages is not asked here.
    let (mut memory, mut report) = (content::Memory::default(), Report::default());
    let config = config::read(&site.sources, &mut report);
    let blocks = content::Blocks::new();
    let pages = content::read(&site.sources, &config, &site.model, &blocks, &mut memory, &mut report);
    for page in pages.iter().filter(|page| page.kind == Kind::Entry && !page.engine.draft) {
        let entries = entries.entry(&site.model.collections[page.collection].id).or_default();
        if entries.names.contains(&page.slug) {
            continue;
        }
        match entries.names.len() < NAMED {
            true => entries.names.push(page.slug.clone()),
            false => entries.more = true,
        }
    }
    entries
}

/// Does a field, or one of those inside it, name entries?
fn names_entries(field: &Field) -> bool {
    field.kind.names().is_some() || field.kind.fields().iter().any(names_entries)
}

/// What explains the fields of a page.
struct Explained<'a> {
    model: &'a Model,
    entries: BTreeMap<&'a str, Entries>,
    lang: Lang,
}

impl Explained<'_> {
    /// The page: its fields with their help, those that are not required behind a `#`, and its headings.
    fn page(&self, collection: &Collection, title: &str) -> String {
        let mut text = String::from("---\n");
        // A new page is a draft, which its last line says.
        for field in collection.group.fields.iter().filter(|field| field.id != DRAFT) {
            let is_title = field.role.as_deref() == Some("title");
            self.comment(field, &mut text);
            let mark = if field.required { "" } else { "# " };
            let value = match (is_title, field.required) {
                (true, _) => format!(" {}", protected(title)),
                (false, true) => String::new(),
                (false, false) => format!(" {}", self.example(field)),
            };
            let _ = writeln!(text, "{mark}{}:{value}\n", written_name(&field.id));
        }
        let _ = write!(
            text,
            "# {}
{DRAFT}: oui
---
",
            Message::new("cli-new-draft").say(self.lang)
        );
        for section in &collection.sections {
            let _ = write!(text, "\n## {}\n\n", one_line(&section.title));
        }
        text
    }

    /// The lines above a field: what it is, and which values may be written.
    fn comment(&self, field: &Field, text: &mut String) {
        let _ = write!(text, "# {}", one_line(&field.label));
        let help = field.help.iter().flat_map(|help| help.trim().lines()).map(one_line).collect::<Vec<_>>();
        if !help.is_empty() {
            let _ = write!(text, " : {}", help.join("\n# "));
        }
        let is_one_choice = !field.kind.labels().is_empty() && field.kind.name() == "choice";
        if field.required && !is_one_choice && field.role.as_deref() != Some("title") {
            let message = Message::new("cli-new-example").with("example", self.example(field));
            let _ = write!(text, " ({})", message.say(self.lang));
        }
        text.push('\n');
        self.values(field, "", text);
    }

    /// The values that may be written in a field, and in those inside it.
    fn values(&self, field: &Field, within: &str, text: &mut String) {
        let (of_choices, of_names) = match field.kind.name() {
            "choices" | "references" | "list" => ("cli-new-choices-several", "cli-new-names-several"),
            _ => ("cli-new-choices", "cli-new-names"),
        };
        let choices = field.kind.labels();
        if !choices.is_empty() {
            let head = format!("{within}{}", Message::new(of_choices).say(self.lang));
            enumerate(&head, choices.iter().map(|(key, label)| choice(key, label)), text);
        }
        if let Some(to) = field.kind.names().and_then(|to| self.model.collection(to)) {
            self.names(to, of_names, within, text);
        }
        for field in field.kind.fields() {
            self.values(field, &format!("{}, ", one_line(&written(&field.id))), text);
        }
    }

    /// The entries that may be cited, after a message: the first ones, and where the others are.
    fn names(&self, to: &Collection, head: &'static str, within: &str, text: &mut String) {
        let place = match &to.place {
            Place::Folder(folder) => format!("content/{folder}/"),
            Place::Page(file) | Place::Data(file) => format!("content/{file}"),
        };
        let Some(entries) = self.entries.get(to.id.as_str()) else {
            let _ =
                writeln!(text, "# {within}{}", Message::new("cli-new-no-names").with("place", place).say(self.lang));
            return;
        };
        let more = entries.more.then(|| Message::new("cli-new-names-more").with("place", place).say(self.lang));
        let names = entries.names.iter().map(|name| written(name));
        enumerate(&format!("{within}{}", Message::new(head).say(self.lang)), names.chain(more), text);
    }

    /// A value that could be written: of references, one that leads somewhere.
    fn example(&self, field: &Field) -> String {
        let first = field.kind.names().and_then(|to| self.entries.get(to)?.names.first()).map(|name| written(name));
        match (first, field.kind.name()) {
            (Some(name), "references" | "list") => format!("[{name}]"),
            (Some(name), _) => name,
            (None, "query" | "matrix") => format!("{{ {} }}", field.kind.example().replace(" / ", ", ")),
            (None, _) => one_line(field.kind.example().trim()),
        }
    }
}

/// A choice as it is written, with what readers see when that says more.
fn choice(key: &str, label: &str) -> String {
    let label = one_line(label);
    match slug(key) == slug(&label) {
        true => written(key),
        false => format!("{} ({label})", written(key)),
    }
}

/// The words of a list in lines of comments.
fn enumerate(head: &str, words: impl Iterator<Item = String>, text: &mut String) {
    let (start, mut width) = (text.len(), head.chars().count());
    let _ = write!(text, "# {head}");
    for (at, word) in words.enumerate() {
        let length = word.chars().count() + 2;
        if at > 0 {
            text.push(',');
        }
        if width + length > WIDTH && text.len() > start {
            text.push_str("\n#  ");
            width = 3;
        }
        let _ = write!(text, " {word}");
        width += length;
    }
    text.push('\n');
}

/// Words of the model on one line: no reader of headers sees the end of a line in them.
fn one_line(words: &str) -> String {
    let is_end = |sign: char| sign.is_control() || ['\u{2028}', '\u{2029}', '\u{feff}'].contains(&sign);
    words.chars().map(|sign| if is_end(sign) { ' ' } else { sign }).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::Sources;

    /// Names that people give to fields, and those that headers cannot hold.
    fn names() -> impl Strategy<Value = String> {
        let odd = prop::sample::select(
            [
                "coût",
                "true",
                "oui",
                "y",
                "a_",
                "a-",
                "a--b",
                "a²",
                "été_2024",
                "coût (€)",
                "null",
                "NULL",
                "a: b",
                "- x",
                "#x",
                "2024",
                "1e3",
                "l'eau",
                "« a »",
                "\"a\"",
                "Prix total",
                "-a",
                "_a",
                "<<",
                "a.b",
                "Pour qui donc ?",
                "le coût du projet",
                "cou\u{302}t",
                "'a'",
                "a\": b",
                "\":",
                "1er_avril",
                "État civil",
                "a, b",
                "[a]",
            ]
            .as_slice(),
        );
        prop_oneof![4 => "[a-zé][a-zé0-9_-]{0,62}", 1 => odd.prop_map(str::to_owned), 1 => "\\PC{1,6}"]
            .prop_filter("refused", |name| is_accepted(name))
    }

    /// Does the model take this name?
    fn is_accepted(name: &str) -> bool {
        let mut report = Report::default();
        let model = format!("collections:\n  essais:\n    fields:\n      {}: text\n", protected(name));
        content::read_model(&Sources::from_texts([("content/model.yaml", model.as_str())]), &mut report);
        !report.has_errors()
    }

    /// Fields of every kind that needs nothing of the rest of the site.
    fn fields() -> impl Strategy<Value = Vec<(String, String)>> {
        let kind = prop::sample::select(
            [
                "type: text",
                "type: markdown",
                "type: date",
                "type: boolean",
                "type: amount",
                "type: period",
                "type: place",
                "type: list, of: text",
                "type: choice, options: { a: A, \"b: c\": B }",
                "type: list, of: { a: text, b: date }",
                "type: group, fields: { a: text, b: integer }",
            ]
            .as_slice(),
        );
        let field = (names(), kind, any::<bool>(), "[ -~é«»’]{0,12}").prop_map(|(name, kind, required, words)| {
            let declared = format!("{{ {kind}, required: {required}, label: {0}, help: {0} }}", protected(&words));
            (name, declared)
        });
        prop::collection::vec(field, 1..6)
    }

    /// The codes of what is wrong with a page, and what is said.
    fn told(model: &str, page: &str) -> Vec<(&'static str, String)> {
        let files = [("content/model.yaml", model), ("content/essais/a.md", page)];
        let (sources, mut report) = (Sources::from_texts(files), Report::default());
        let (config, model) = (config::read(&sources, &mut report), content::read_model(&sources, &mut report));
        let mut report = Report::default();
        content::read(&sources, &config, &model, &content::Blocks::new(), &mut content::Memory::default(), &mut report);
        report.iter().map(|fault| (fault.rule.code, fault.message.say(Lang::English))).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn a_new_page_is_read_without_a_fault_whatever_the_model(fields in fields(), title in "[a-zé][ -~é«»’]{0,20}") {
            let lines: String = fields.iter().map(|(name, kind)| format!("      {}: {kind}\n", protected(name))).collect();
            let text = format!("collections:\n  essais:\n    fields:\n      titre: {{ type: text, role: title }}\n{lines}");
            let mut report = Report::default();
            let model = content::read_model(&Sources::from_texts([("content/model.yaml", text.as_str())]), &mut report);
            if report.has_errors() {
                return Ok(());
            }
            let explained = Explained { model: &model, entries: BTreeMap::new(), lang: Lang::French };
            let mut page = explained.page(&model.collections[0], &title);
            let faults = told(&text, &page);
            prop_assert!(faults.iter().all(|(code, _)| *code == "rubrique-absente"), "{faults:?}\n{page}");
            // What stands behind a `#` can be read without it.
            for field in model.collections[0].group.fields.iter().skip(1) {
                let (head, example) = (format!("\n{}:", written_name(&field.id)), explained.example(field));
                let hidden = format!("\n# {}:", written_name(&field.id));
                // The label of another field may be written like this one.
                if page.matches(&hidden).count() + page.matches(&head).count() > 1 {
                    return Ok(());
                }
                page = page.replace(&hidden, &head);
                page = page.replace(&format!("{head}\n"), &format!("{head} {example}\n"));
            }
            let faults = told(&text, &page);
            prop_assert!(faults.is_empty(), "{faults:?}\n{page}");
        }
    }

    #[test]
    fn a_picture_is_no_word_of_a_title() {
        assert_eq!(name("🌱"), None);
        assert_eq!(name("« — »"), None);
        assert_eq!(name("🌱 Compost de quartier").as_deref(), Some("compost-de-quartier"));
        assert_eq!(name("➡️ Suite ✓").as_deref(), Some("suite"));
        assert_eq!(name("2018").as_deref(), Some("2018"));
    }
}
