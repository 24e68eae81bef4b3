//! `boucle explain` says what a code means, or lists them all.

use clap::ArgMatches;

use crate::cli::say::{out, output_style};
use crate::cli::{CANNOT_WORK, Common, refuse_code};
use crate::diagnostic::{Message, Rule, Severity, explain};

/// Runs the command; gives the exit code.
pub fn run(common: &Common, matches: &ArgMatches) -> u8 {
    let mut rules: Vec<&Rule> = crate::check::rules().collect();
    rules.sort_by_key(|rule| rule.code);
    let Some(code) = matches.get_one::<String>("code") else {
        rules.iter().for_each(|rule| out(&line(rule, common)));
        return 0;
    };
    match (rules.iter().find(|rule| rule.code == code), explain::page(code, common.lang)) {
        (Some(rule), Some(text)) => {
            out(&format!("{} ({})\n\n{}", rule.code, level(rule, common), explain::shown(text, output_style())));
            0
        }
        _ => {
            refuse_code(code, common.lang);
            CANNOT_WORK
        }
    }
}

fn line(rule: &Rule, common: &Common) -> String {
    format!("{} ({})\n    {}", rule.code, level(rule, common), explain::summary(rule.code, common.lang))
}

fn level(rule: &Rule, common: &Common) -> String {
    Message::new(match rule.severity {
        Severity::Error => "explain-error",
        Severity::Warning => "explain-warning",
        Severity::Advice => "explain-advice",
    })
    .say(common.lang)
}
