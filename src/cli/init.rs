//! `boucle init`: a small complete site with the theme, that builds at once        ← rust-embed.

use std::path::PathBuf;

use clap::ArgMatches;
use rust_embed::Embed;

use crate::cli::say::{err, out};
use crate::cli::{CANNOT_WORK, Common, shown, typed};
use crate::diagnostic::Message;
use crate::output::write;

#[derive(Embed)]
#[folder = "themes/armorique/"]
struct Armorique;

#[derive(Embed)]
#[folder = "src/cli/starter/"]
struct Starter;

/// Runs the command; gives the exit code.
pub fn run(common: &Common, matches: &ArgMatches) -> u8 {
    let Some(dir) = matches.get_one::<PathBuf>("dir") else { return CANNOT_WORK };
    let occupied = dir.read_dir().is_ok_and(|mut entries| entries.next().is_some());
    if occupied || dir.is_file() {
        err(&Message::new("cli-init-not-empty").with("path", shown(dir)).say(common.lang));
        return CANNOT_WORK;
    }
    let starter = Starter::iter().filter_map(|path| Some((dir.join(&*path), Starter::get(&path)?)));
    let theme =
        Armorique::iter().filter_map(|path| Some((dir.join("themes/armorique").join(&*path), Armorique::get(&path)?)));
    for (path, file) in starter.chain(theme) {
        if let Err(error) = write::create_new(&path, &file.data) {
            err(&error.message().say(common.lang));
            return CANNOT_WORK;
        }
    }
    out(&Message::new("cli-init-done").with("path", shown(dir)).with("typed", typed(&shown(dir))).say(common.lang));
    0
}
