//! Something on the disk that could not be read: a link, a device, a refused file.

use crate::check::{Check, Context};
use crate::content::config::Config;
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::source::{Sources, Unread};

/// The rule: without the settings, the model or the theme, no level lowers it.
pub const UNREAD: Rule = Rule { code: "fichier-non-lu", severity: Severity::Error };

/// The check.
pub const CHECK: Check = Check { rules: &[&UNREAD], run };

fn run(context: &Context<'_>, report: &mut Report) {
    tell(&context.site.sources, report);
}

/// What is said of a site so large that not all of it was read: every other fault might come from that alone.
pub fn beyond(sources: &Sources) -> Option<Report> {
    let is_beyond = |unread: &Unread| matches!(unread, Unread::Many(..) | Unread::Heavy(..));
    sources.unread.iter().any(is_beyond).then(|| {
        let mut report = Report::default();
        tell(sources, &mut report);
        report
    })
}

/// Tells what could not be read.
pub fn tell(sources: &Sources, report: &mut Report) {
    for unread in &sources.unread {
        let id = match unread {
            Unread::Link(_) => "unread-link",
            Unread::Special(_) => "unread-special",
            Unread::Copy(_) => "unread-copy",
            Unread::Refused(..) => "unread-refused",
            Unread::Folder(_) => "unread-folder",
            Unread::Name(_) => "unread-name",
            Unread::Large(..) => "unread-large",
            Unread::Many(..) => "unread-many",
            Unread::Heavy(..) => "unread-heavy",
            Unread::Twice(_) => "unread-twice",
        };
        let message = Message::new(id).with("path", unread.path());
        let (name, limit) = match unread {
            Unread::Large(_, limit) => ("file", *limit),
            Unread::Many(_, limit) => ("files", *limit),
            Unread::Heavy(_, limit) => ("site", *limit),
            _ => {
                report.add(Diagnostic::nowhere(&UNREAD, message));
                continue;
            }
        };
        let fault = Diagnostic::nowhere(&UNREAD, message.with("limit", limit));
        report.add(fault.raise(Config::raised(name, limit)));
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::source::walk;
    use crate::{Options, Workshop, build};

    /// The smallest site, when one of its places could not be read.
    fn site(place: &Unread) -> Sources {
        let base = walk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/base"));
        let files = base.iter().filter(|(_, file)| !place.hides(&file.path)).map(|(_, file)| file);
        let mut files: Vec<_> = files.map(|file| (file.path.clone(), file.bytes.clone())).collect();
        let page = "---\ntitre: A\nthemes: [energie]\n---\nVoir [un thème](../themes/energie.md), \
                    [le même](/themes/energie/) et [[energie]].\n\n```chiffres\n- valeur: 3\n```\n";
        files.extend([
            ("content/fiches/a.md".to_owned(), page.as_bytes().into()),
            ("themes/nu/templates/parent.html".to_owned(), "{% block main %}{% endblock %}".as_bytes().into()),
            ("themes/nu/templates/fiches.html".to_owned(), EXTENDS.as_bytes().into()),
            ("themes/nu/static/style.css".to_owned(), "p { margin: 0 }".as_bytes().into()),
        ]);
        files.retain(|(path, _)| !place.hides(path));
        let mut sources = Sources::new(files);
        sources.unread.push(place.clone());
        sources
    }

    const EXTENDS: &str = r#"{% extends "parent.html" %}{% block main %}{{ assets["style.css"] }}{% endblock %}"#;

    fn codes(report: &Report) -> Vec<&'static str> {
        report.iter().map(|fault| fault.rule.code).collect()
    }

    fn said(place: &Unread, options: &Options) -> Vec<&'static str> {
        codes(&build(&site(place), options, &|_, _| {}).report)
    }

    fn folder(path: &str) -> Unread {
        Unread::Folder(path.to_owned())
    }

    fn refused(path: &str) -> Unread {
        Unread::Refused(path.to_owned(), "denied".to_owned())
    }

    #[test]
    fn what_leads_to_what_could_not_be_read_is_no_fault() {
        for place in
            [folder("content/themes"), Unread::Link("content/themes".to_owned()), refused("content/themes/energie.md")]
        {
            assert_eq!(said(&place, &Options::default()), [UNREAD.code], "{place:?}");
        }
    }

    /// What no site is without.
    fn needed() -> [Unread; 12] {
        [
            refused("content/site.yaml"),
            refused("content/model.yaml"),
            folder("content"),
            folder("themes"),
            folder("themes/nu"),
            refused("themes/nu/theme.yaml"),
            folder("themes/nu/templates"),
            refused("themes/nu/templates/parent.html"),
            Unread::Link("themes/nu/static/style.css".to_owned()),
            folder("themes/nu/blocks"),
            refused("themes/nu/blocks/chiffres.html"),
            refused("themes/nu/strings/fr.yaml"),
        ]
    }

    #[test]
    fn settings_a_model_or_a_theme_that_could_not_be_read_are_not_said_to_be_absent() {
        for place in needed() {
            assert_eq!(said(&place, &Options::default()), [UNREAD.code], "{place:?}");
        }
    }

    #[test]
    fn no_level_publishes_a_site_without_its_settings_its_model_or_its_theme() {
        for level in [None, Some(Severity::Advice)] {
            let options = Options { levels: [(UNREAD.code.to_owned(), level)].into(), ..Options::default() };
            for place in needed() {
                let report = build(&site(&place), &options, &|_, _| {}).report;
                assert!(report.has_errors() && codes(&report) == [UNREAD.code], "{place:?}");
            }
            for place in [refused("content/themes/photo.jpg"), refused("themes/nu/LICENSE"), folder("themes/autre")] {
                assert!(!build(&site(&place), &options, &|_, _| {}).report.has_errors(), "{place:?}");
            }
        }
    }

    #[test]
    fn a_file_of_a_parent_theme_is_not_missed_where_another_takes_its_place() {
        let settings = "title: Essai\ntheme: enfant\n";
        let child = |path: &str, place: &str| {
            let sources = site(&refused(place));
            let files = sources.iter().map(|(_, file)| (file.path.clone(), file.bytes.clone()));
            let new = [("content/site.yaml", settings), ("themes/enfant/theme.yaml", "parent: nu\n"), (path, "p {}")];
            let files = files.filter(|(path, _)| path != "content/site.yaml");
            let new = new.map(|(path, text)| (path.to_owned(), text.as_bytes().into()));
            let mut with_child = Sources::new(files.chain(new));
            with_child.unread.clone_from(&sources.unread);
            let options = Options { levels: [(UNREAD.code.to_owned(), None)].into(), ..Options::default() };
            codes(&build(&with_child, &options, &|_, _| {}).report)
        };
        let (parent, settings) = ("themes/nu/static/style.css", "themes/nu/theme.yaml");
        assert_eq!(child("themes/enfant/static/style.css", parent), [""; 0]);
        assert_eq!(child("themes/enfant/static/other.css", parent), [UNREAD.code]);
        assert_eq!(child("themes/enfant/static/other.css", settings), [UNREAD.code]);
    }

    #[test]
    fn the_preview_tells_what_a_build_would_when_what_could_not_be_read_comes_and_goes() {
        let mut states: Vec<Sources> = vec![site(&refused("content/themes/photo.jpg"))];
        for place in needed() {
            let mut gone = site(&place);
            states.push(gone.clone());
            gone.unread.clear();
            states.extend([gone, states[0].clone()]);
        }
        let mut workshop = Workshop::default();
        for sources in states {
            let edition = workshop.edition(&sources, &Options::default());
            let built = build(&sources, &Options::default(), &|_, _| {});
            let is_needed = sources.unread.iter().any(|unread| needed().contains(unread));
            assert!(edition.is_broken() || !is_needed, "{:?}", sources.unread);
            let whole = edition.whole();
            assert_eq!(codes(&whole.report), codes(&built.report), "{:?}", sources.unread);
            assert!(whole.output.bytes() == built.output.bytes(), "{:?}", sources.unread);
        }
    }
}
