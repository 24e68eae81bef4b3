//! `boucle new`: a page to fill in, with every field explained.

use std::fmt::Write as _;
use std::path::Path;

use clap::ArgMatches;

use crate::cli::say::{err, out};
use crate::cli::{CANNOT_WORK, Common, Described};
use crate::diagnostic::{Lang, Message};
use crate::model::{Collection, Field, Place};
use crate::output::write;
use crate::site::permalink::is_reserved;
use crate::slug::slug;
use crate::source::sign::is_command;

/// Runs the command; gives the exit code.
pub fn run(common: Common, matches: &ArgMatches) -> u8 {
    let Some(site) = Described::read(common) else { return CANNOT_WORK };
    let asked = matches.get_one::<String>("collection").map(String::as_str).unwrap_or_default();
    let title = matches.get_one::<String>("title").map(String::as_str).unwrap_or_default();
    let has_pages = |c: &Collection| matches!(c.place, Place::Folder(_));
    let Some(collection) = site.collection(asked).filter(|c| has_pages(c)) else {
        return site.refuse(asked, has_pages);
    };
    let common = &site.common;
    let name = slug(title);
    let Place::Folder(folder) = &collection.place else { return CANNOT_WORK };
    if name.is_empty() {
        err(&Message::new("address-empty").say(common.lang));
        return CANNOT_WORK;
    }
    if is_reserved(&name) {
        err(&Message::new("address-reserved").with("address", name).say(common.lang));
        return CANNOT_WORK;
    }
    let place = Path::new("content").join(folder).join(format!("{name}.md"));
    let path = common.root.join(&place);
    match write::create_below(&common.root, &place, page(collection, title, common.lang).as_bytes()) {
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

/// The page: its fields with their help, those that are not required behind a `#`, and its headings.
fn page(collection: &Collection, title: &str, lang: Lang) -> String {
    let mut text = String::from("---\n");
    for field in &collection.group.fields {
        let is_title = field.role.as_deref() == Some("title");
        let value = if is_title { format!(" {}", between_quotes(title)) } else { String::new() };
        comment(field, lang, &mut text);
        let mark = if field.required { "" } else { "# " };
        let example = if field.required || is_title { value } else { format!(" {}", field.kind.example()) };
        let _ = writeln!(text, "{mark}{}:{example}\n", field.id);
    }
    let _ = write!(
        text,
        "# {}
brouillon: oui
---
",
        Message::new("cli-new-draft").say(lang)
    );
    for section in &collection.sections {
        let _ = write!(text, "\n## {}\n\n", section.title);
    }
    text
}

/// The title on one line, as a header holds it: what commands a machine is left out.
fn between_quotes(title: &str) -> String {
    let title: String = title.chars().filter(|c| !is_command(*c)).collect();
    let title = title.split(['\t', '\n', '\r']).collect::<Vec<_>>().join(" ");
    format!("\"{}\"", title.replace('\\', "\\\\").replace('"', "\\\""))
}

fn comment(field: &Field, lang: Lang, text: &mut String) {
    let _ = write!(text, "# {}", field.label);
    if let Some(help) = &field.help {
        let _ = write!(text, " : {}", help.trim().replace('\n', "\n# "));
    }
    let choices: Vec<&str> = field.kind.labels().iter().map(|(key, _)| key.as_str()).collect();
    if !choices.is_empty() {
        let _ = write!(text, " ({})", choices.join(", "));
    } else if field.required && field.role.as_deref() != Some("title") {
        let example = field.kind.example().trim().replace('\n', " ");
        let _ = write!(text, " ({})", Message::new("cli-new-example").with("example", example).say(lang));
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p26_a_title_commands_no_machine() {
        assert_eq!(between_quotes("\u{1b}[31m\"a\"\tb\\\0"), r#""[31m\"a\" b\\""#);
    }
}
