//! A published path that two sources would have, or that cannot be the name of a file everywhere.

use std::collections::BTreeMap;

use crate::check::{Check, Context};
use crate::content::BAD_ADDRESS;
use crate::diagnostic::{Diagnostic, Message, Report, Rule};
use crate::output::{compress, hosting};
use crate::site::permalink::{BAD_OLD, TWICE, is_clean, is_reserved};
use crate::source::Span;

/// The check. Its rules are those of the addresses of pages, which have been checked among themselves.
pub const CHECK: Check = Check { rules: &[], run };

fn run(context: &Context<'_>, report: &mut Report) {
    if !context.told.contains(TWICE.code) {
        twice(context).into_iter().for_each(|path| {
            let message = Message::new("address-twice").with("address", format!("/{path}"));
            report.add(place(context, &TWICE, path, message).help(Message::new("address-twice-help")));
        });
    }
    let mut bad = context.output.files.keys().filter(|path| !may_be_published(path));
    let is_told = [BAD_ADDRESS, BAD_OLD].iter().any(|rule| context.told.contains(rule.code));
    if let Some(path) = bad.next().filter(|_| !is_told) {
        let message = Message::new("address-reserved").with("address", path.as_str());
        report.add(place(context, &BAD_ADDRESS, path, message));
    }
}

/// Is it a path that every server and computer takes? Of our own files, one alone begins with a dot.
fn may_be_published(path: &str) -> bool {
    path == hosting::HTACCESS || (is_clean(path) && !is_reserved(path))
}

/// The paths that two files would have, where case does not tell files apart, or a file and a folder; compressed twins
/// count, whether or not they turn out lighter than their texts.
fn twice<'a>(context: &'a Context<'_>) -> Vec<&'a str> {
    let output = context.output;
    let mut twice: Vec<&str> = output.twice.iter().map(String::as_str).collect();
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    for path in output.files.keys() {
        twice.extend(taken.insert(path.to_lowercase(), path).map(|_| path.as_str()));
    }
    let has_twins = compress::is_asked(&context.site.config);
    let is_folder = |end: usize, path: &str| taken.contains_key(&path[..end]);
    for (lower, path) in &taken {
        let inside = lower.match_indices('/').any(|(end, _)| is_folder(end, lower));
        let mut ways = lower.match_indices('/').map(|(end, _)| end).chain([lower.len()]);
        let twin =
            has_twins && ways.any(|end| compress::of(&lower[..end]).is_some_and(|text| taken.contains_key(text)));
        twice.extend((inside || twin).then_some(*path));
    }
    twice
}

/// The fault, at the page that asks for the path when one does.
fn place(context: &Context<'_>, rule: &'static Rule, path: &str, message: Message) -> Diagnostic {
    let site = context.site;
    let redirects = site.routes.redirects.iter().filter(|(old, _)| old == path).map(|(_, id)| *id);
    let page = redirects.chain(context.output.files.get(path).and_then(|file| file.from)).next();
    let theme = context.theme.statics.iter().find(|(name, _)| path.starts_with("theme/") && has_stem(path, name));
    match (page, theme) {
        (Some(id), _) => Diagnostic::at(rule, site.page(id).head, message),
        (None, Some((_, file))) => Diagnostic::at(rule, Span::file(*file), message),
        _ => Diagnostic::nowhere(rule, message),
    }
}

/// Is the path that of this static file of the theme?
fn has_stem(path: &str, name: &str) -> bool {
    path["theme/".len()..].starts_with(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}
