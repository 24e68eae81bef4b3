//! `boucle schema`: the model as JSON Schema, for editors that complete as one types.

use clap::ArgMatches;

use crate::cli::say::out;
use crate::cli::{CANNOT_WORK, Common, Described, SITE_FAULT};
use crate::content::config::SETTINGS;
use crate::content::front_matter::ENGINE;
use crate::data::Data;
use crate::diagnostic::json;
use crate::model::schema;

/// Runs the command; gives the exit code.
pub fn run(common: Common, matches: &ArgMatches) -> u8 {
    let Some(site) = Described::read(common) else { return CANNOT_WORK };
    let shown = match matches.get_one::<String>("collection").map(String::as_str) {
        None => {
            let all = site.model.collections.iter().map(|c| (c.id.clone(), schema::collection(c, &ENGINE)));
            Data::map(all.chain([("site".to_owned(), schema::object(&SETTINGS))]))
        }
        Some("site") => schema::object(&SETTINGS),
        Some(name) => match site.collection(name) {
            Some(collection) => schema::collection(collection, &ENGINE),
            None => return site.refuse(name, |_| true),
        },
    };
    site.show();
    out(&json::pretty(&shown));
    if site.report.has_errors() { SITE_FAULT } else { 0 }
}
