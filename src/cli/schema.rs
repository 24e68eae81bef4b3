//! `boucle schema`: the model as JSON Schema, for editors that complete as one types.

use clap::ArgMatches;

use crate::cli::say::out;
use crate::cli::{CANNOT_WORK, Common, SITE_FAULT};
use crate::content::config::SETTINGS;
use crate::content::front_matter::ENGINE;
use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report, json};
use crate::model::{self, schema, suggest};

/// Runs the command; gives the exit code.
pub fn run(common: &Common, matches: &ArgMatches) -> u8 {
    let mut common = Common { root: common.root.clone(), ..*common };
    let Some(sources) = common.read() else { return CANNOT_WORK };
    let mut report = Report::default();
    let model = model::read(&sources, &mut report);
    let one = matches.get_one::<String>("collection").map(String::as_str);
    let shown = match one {
        None => {
            let all = model.collections.iter().map(|c| (c.id.as_str(), schema::collection(c, &ENGINE)));
            Data::map(all.chain([("site", schema::object(&SETTINGS))]))
        }
        Some("site") => schema::object(&SETTINGS),
        Some(name) => match model.collection(name) {
            Some(collection) => schema::collection(collection, &ENGINE),
            None => {
                let message = Message::new("cli-new-unknown").with("name", name);
                let known = model.collections.iter().map(|c| c.id.as_str());
                report.add(suggest::help(Diagnostic::nowhere(&model::NO_COLLECTION, message), name, known));
                common.show(&report, &sources);
                return CANNOT_WORK;
            }
        },
    };
    common.show(&report, &sources);
    out(&json::pretty(&shown));
    if report.has_errors() { SITE_FAULT } else { 0 }
}
