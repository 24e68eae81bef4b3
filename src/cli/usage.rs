//! A command line that cannot be read: what is wrong in it, and what to type instead     ← clap.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Command;
use clap::error::{ContextKind, ErrorKind};

use crate::cli::say::{err, out};
use crate::cli::{CANNOT_WORK, command, in_english, typed};
use crate::diagnostic::{Lang, Message};
use crate::model::suggest;

/// Help and version go to the output; a wrong command line gives our sentence, and what to type.
pub fn explain(words: &[OsString], lang: Lang) -> ExitCode {
    let mut known = command(lang, &|id| Message::new(id).say(lang));
    // They were refused a moment ago by the same command without its sentences: they are refused again.
    let Err(error) = known.try_get_matches_from_mut(words) else { return ExitCode::from(CANNOT_WORK) };
    if let ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand =
        error.kind()
    {
        out(&error.render().to_string());
        return ExitCode::from(if error.use_stderr() { CANNOT_WORK } else { 0 });
    }
    known.build();
    let line = Line { known: &known, words };
    let (what, help) = line.fault(&error);
    err(&what.say(lang));
    let help = help.unwrap_or_else(|| Message::new("cli-see-help"));
    err(&Message::new("show-to-do-line").with("text", help.say(lang)).say(lang));
    ExitCode::from(CANNOT_WORK)
}

/// What was typed, and what could have been.
struct Line<'a> {
    known: &'a Command,
    words: &'a [OsString],
}

impl Line<'_> {
    fn fault(&self, error: &clap::Error) -> (Message, Option<Message>) {
        let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
        let named = context(ContextKind::InvalidArg);
        // `--root <DIR>`: the name alone.
        let option = named.split(' ').next().unwrap_or_default();
        let value = context(ContextKind::InvalidValue);
        let of = |id| Message::new(id).with("option", option);
        match error.kind() {
            ErrorKind::MissingSubcommand => (Message::new("cli-no-command"), Some(self.commands())),
            ErrorKind::InvalidSubcommand => self.command(&context(ContextKind::InvalidSubcommand)),
            ErrorKind::UnknownArgument => self.unknown(if named.starts_with('-') { option } else { &named }),
            ErrorKind::InvalidValue if value.is_empty() => (of("cli-value-missing"), None),
            ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
                (of("cli-value-bad").with("value", value.as_str()), self.values(option, &value))
            }
            ErrorKind::TooManyValues => (of("cli-value-none"), None),
            ErrorKind::ArgumentConflict => (of("cli-option-twice"), None),
            ErrorKind::MissingRequiredArgument if named.starts_with("--") => {
                (Message::new("cli-option-needs").with("needed", option), None)
            }
            ErrorKind::MissingRequiredArgument => (Message::new("cli-missing").with("what", named), self.form()),
            _ => (Message::new("cli-wrong"), None),
        }
    }

    /// A command that does not exist.
    fn command(&self, name: &str) -> (Message, Option<Message>) {
        let names: Vec<&str> = self.known.get_subcommands().flat_map(names).collect();
        let help = suggest::nearest(name, names.into_iter());
        let help = help.map_or_else(|| self.commands(), |best| Message::new("did-you-mean").with("word", best));
        (Message::new("cli-command").with("name", name), Some(help))
    }

    /// All of them, in the language of the program.
    fn commands(&self) -> Message {
        let names: Vec<&str> = self.known.get_subcommands().map(|command| command.get_name()).collect();
        Message::new("cli-commands").with("names", names.join(", "))
    }

    /// An option that the command does not have, or a word too many.
    fn unknown(&self, word: &str) -> (Message, Option<Message>) {
        if !word.starts_with('-') {
            let folder = || Message::new("cli-extra-folder").with("value", typed(word));
            return (Message::new("cli-extra").with("value", word), Some(self.quotes().unwrap_or_else(folder)));
        }
        let has = |command: &&Command| options(command).iter().any(|option| option == word);
        let asked = self.asked();
        // `boucle --strict build`: an option of the command stands before it.
        if let Some(command) =
            asked.map_or_else(|| self.known.get_subcommands().find(has), |asked| Some(asked).filter(has))
        {
            let place = Message::new("cli-option-place").with("name", word);
            return (place.with("command", command.get_name()), None);
        }
        let best = suggest::nearest(word, options(asked.unwrap_or(self.known)).iter().map(String::as_str))
            .map(|best| Message::new("did-you-mean").with("word", best));
        let all = || Some(Message::new("cli-options").with("command", asked?.get_name()));
        (Message::new("cli-option").with("name", word), best.or_else(all))
    }

    /// A title or a folder of several words, typed without its quotes: the command as it should be.
    fn quotes(&self) -> Option<Message> {
        let command = self.asked()?;
        let what = match in_english(command.get_name()) {
            "new" => "title",
            "init" => "folder",
            _ => return None,
        };
        let words = self.words.iter().filter_map(|word| word.to_str());
        let words = words.skip_while(|word| !names(command).any(|name| name == *word)).skip(1);
        let words: Vec<&str> = words.take_while(|word| !word.starts_with('-')).collect();
        // All that the last one of its words should have held.
        let (before, last) = words.split_at_checked(command.get_positionals().count().saturating_sub(1))?;
        (last.len() > 1).then_some(())?;
        let form: Vec<String> = before.iter().copied().map(typed).chain([typed(&last.join(" "))]).collect();
        let message = Message::new("cli-extra-quotes").with("what", what).with("command", command.get_name());
        Some(message.with("form", form.join(" ")))
    }

    /// The value that was meant for an option, or those that it knows.
    fn values(&self, option: &str, value: &str) -> Option<Message> {
        let command = self.asked().unwrap_or(self.known);
        let arg =
            command.get_arguments().find(|arg| arg.get_long().is_some_and(|long| format!("--{long}") == option))?;
        let values: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        let best = suggest::nearest(value, values.iter().map(String::as_str));
        let all = || Message::new("known-values").with("values", values.join(", "));
        Some(best.map_or_else(all, |best| Message::new("did-you-mean").with("word", best)))
    }

    /// The words that a command needs.
    fn form(&self) -> Option<Message> {
        let command = self.asked()?;
        let words = command.get_positionals().filter_map(|arg| arg.get_value_names()?.first().map(ToString::to_string));
        let mut form = words.collect::<Vec<_>>().join(" ");
        // What was typed stays, and what is missing is a title.
        let typed = self.words.iter().skip(2).filter_map(|word| word.to_str()).find(|word| !word.starts_with('-'));
        if let (Some(typed), "new") = (typed, in_english(command.get_name())) {
            form = format!("{typed} \"…\"");
        }
        Some(Message::new("cli-form").with("command", command.get_name()).with("form", form))
    }

    /// The command that was typed, if it is one.
    fn asked(&self) -> Option<&Command> {
        self.words.iter().skip(1).filter_map(|word| word.to_str()).find_map(|word| self.known.find_subcommand(word))
    }
}

/// The names of a command: that of the language of the program, then the other one.
fn names(command: &Command) -> impl Iterator<Item = &str> {
    std::iter::once(command.get_name()).chain(command.get_all_aliases())
}

/// The options of a command, in both languages.
fn options(command: &Command) -> Vec<String> {
    let of = |arg: &clap::Arg| {
        let others = arg.get_all_aliases().unwrap_or_default();
        arg.get_long().into_iter().chain(others).map(|name| format!("--{name}")).collect::<Vec<_>>()
    };
    command.get_arguments().flat_map(of).collect()
}
