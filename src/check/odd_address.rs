//! Addresses of other sites that lead round about: through a program that watches who follows them, to one's own
//! computer, or nowhere for a sign too many.

use std::borrow::Cow;

use crate::check::dead_link::respelt;
use crate::check::{Check, Context};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::model::types::url::{host, is_web};
use crate::site::link::{Edge, Target};
use crate::site::lookup::decode;
use crate::source::sign::is_invisible;

const DETOUR: Rule = Rule { code: "adresse-detournee", severity: Severity::Warning };
const TRACKED: Rule = Rule { code: "lien-suivi", severity: Severity::Advice };
const PREVIEW: Rule = Rule { code: "adresse-de-l-apercu", severity: Severity::Error };
const ODD: Rule = Rule { code: "adresse-mal-copiee", severity: Severity::Warning };

const RESERVED: Rule = Rule { code: "adresse-reservee", severity: Severity::Warning };
const OWN: Rule = Rule { code: "adresse-complete-du-site", severity: Severity::Advice };

/// The check.
pub const CHECK: Check = Check { rules: &[&DETOUR, &TRACKED, &PREVIEW, &ODD, &RESERVED, &OWN], run };

/// The sites, and the beginnings or the parts of paths, that ask who comes: those of administration, of shared
/// folders, of meetings.
const ASKING: [(&str, &str); 17] = [
    ("", "/wp-admin/"),
    ("", "/wp-login.php"),
    ("", "preview=true"),
    ("", "/administrator/"),
    ("", "/typo3/"),
    ("", "/user/login"),
    ("", "/node/add"),
    (".sharepoint.com", ""),
    ("onedrive.live.com", ""),
    ("1drv.ms", ""),
    ("docs.google.com", "/edit"),
    ("drive.google.com", ""),
    ("mail.google.com", ""),
    ("teams.microsoft.com", ""),
    ("outlook.office.com", ""),
    ("outlook.office365.com", ""),
    ("outlook.live.com", ""),
];

/// What programs put before an address, and in which part of theirs it stands: mail programs, search engines,
/// social networks.
const DETOURS: [(&str, &str, &[&str]); 6] = [
    (".safelinks.protection.outlook.com", "/", &["url"]),
    ("www.google.com", "/url", &["url", "q"]),
    ("www.google.fr", "/url", &["url", "q"]),
    ("l.facebook.com", "/l.php", &["u"]),
    ("urldefense.com", "/v2/url", &["u"]),
    ("www.linkedin.com", "/redir/redirect", &["url"]),
];
/// The parts of an address that say who was given it.
const TRACKERS: [&str; 8] = ["utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "mtm_", "pk_campaign", "at_medium"];

fn run(context: &Context<'_>, report: &mut Report) {
    for edge in context.site.graph.links().filter(|edge| !edge.picture) {
        let Target::Outside(address) = &edge.target else { continue };
        if let Some(told) = address.strip_prefix("mailto:").and_then(|address| mail(edge, address)) {
            report.add(told);
        }
        if is_web(address) {
            report.extend(look(context, edge, address));
        }
    }
}

/// `mairie@lefaou,fr`: a comma in the name of a site. Several addresses have one between them.
fn mail(edge: &Edge, address: &str) -> Option<Diagnostic> {
    let (name, host) = address.split('?').next()?.split_once('@')?;
    let meant = host.replace([',', ';'], ".");
    (meant != host && !host.contains('@') && !meant.ends_with('.')).then_some(())?;
    let message = Message::new("address-host").with("host", host);
    let help = Message::new("link-dead-help").with("suggestion", format!("mailto:{name}@{meant}"));
    Some(Diagnostic::at(&ODD, edge.span, message).help(help))
}

fn look(context: &Context<'_>, edge: &Edge, address: &str) -> Report {
    let mut report = Report::default();
    let told = |rule, message: &'static str, to: String, certain: bool| {
        let message = Message::new(message).with("address", shortened(address));
        let link = Message::new("link-dead-help").with("suggestion", to.as_str());
        let fix = certain.then(|| respelt(context, edge, &to)).flatten().into_iter().collect();
        Diagnostic { fix, ..Diagnostic::at(rule, edge.span, message).help(link) }
    };
    if let Some(path) = of_preview(address) {
        let lives = !matches!(context.site.lookup.plain("content/site.yaml", path), Target::Dead(_));
        report.add(if lives {
            told(&PREVIEW, "address-preview", path.to_owned(), true)
        } else {
            let message = Message::new("address-preview").with("address", shortened(address));
            Diagnostic::at(&PREVIEW, edge.span, message).help(Message::new("address-preview-help"))
        });
    } else if let Some(to) = behind(address) {
        report.add(told(&DETOUR, "address-detour", to, true));
    } else if let Some((to, certain)) = mended(address) {
        report.add(told(&ODD, "address-odd", to, certain));
    } else if let Some(path) = own(context, address) {
        report.add(told(&OWN, "address-own", path, true));
    } else if asks(address) {
        let message = Message::new("address-account").with("address", shortened(address));
        report.add(Diagnostic::at(&RESERVED, edge.span, message).help(Message::new("address-account-help")));
    } else if let Some(host) = odd_host(address) {
        let message = Message::new("address-host").with("host", host.as_str());
        let diagnostic = Diagnostic::at(&ODD, edge.span, message);
        let meant = host.replace([',', ';'], ".");
        report.add(match meant != host {
            true => {
                let to = address.replacen(&host, &meant, 1);
                diagnostic.help(Message::new("link-dead-help").with("suggestion", to))
            }
            false => diagnostic.help(Message::new("address-host-help")),
        });
    } else if let Some(to) = untracked(address) {
        report.add(told(&TRACKED, "address-tracked", to, true));
    }
    report
}

/// The path of a page of the site itself, which needs no address in full.
fn own(context: &Context<'_>, address: &str) -> Option<String> {
    let public = context.site.config.text("address")?.trim_end_matches('/');
    let path = address.strip_prefix(public).filter(|path| path.starts_with('/'))?;
    let lives = !matches!(context.site.lookup.plain("content/site.yaml", path), Target::Dead(_));
    lives.then(|| path.to_owned())
}

/// Does the site ask who comes before it shows anything?
fn asks(address: &str) -> bool {
    let name = host(address);
    ASKING.iter().any(|(end, part)| name.ends_with(end) && address.contains(part))
}

/// The name of a site that can be none: with a comma, or without a full stop.
fn odd_host(address: &str) -> Option<String> {
    let name = host(address).split(':').next()?.to_owned();
    let named = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '[' | ']' | '%' | '@'));
    let known = name.rsplit_once('.').is_some_and(|(before, end)| !before.is_empty() && end.chars().count() > 1);
    let right = named && known || name.is_empty() || name.starts_with('[');
    (!right).then_some(name)
}

/// The path of an address of the preview, which nobody else can open.
fn of_preview(address: &str) -> Option<&str> {
    let name = host(address).split(':').next()?;
    let rest = address.split_once("//")?.1;
    let path = rest.find('/').map_or("/", |at| &rest[at..]);
    ["localhost", "127.0.0.1", "0.0.0.0"].contains(&name).then_some(path)
}

/// The address to which another one leads, through a program.
fn behind(address: &str) -> Option<String> {
    let rest = address.split_once("//")?.1;
    let (name, path) = rest.split_at(rest.find(['/', '?'])?);
    let (_, _, parts) = DETOURS.iter().find(|(end, start, _)| name.ends_with(end) && path.starts_with(start))?;
    let query = path.split_once('?')?.1.split('#').next()?;
    let mut values = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = values.find(|(name, _)| parts.contains(name))?;
    // One of them writes `-` for `%` and `_` for `/`.
    let value = if name == "urldefense.com" {
        Cow::Owned(value.replace('-', "%").replace('_', "/"))
    } else {
        Cow::Borrowed(value)
    };
    let to = decode(&value).into_owned();
    (is_web(&to) && !to.contains(char::is_whitespace)).then_some(to)
}

/// An address without the signs that are too many, and whether they surely are.
fn mended(address: &str) -> Option<(String, bool)> {
    let visible: String = address.chars().filter(|c| !is_invisible(*c)).collect();
    let twice = ["https://https://", "http://http://", "https://http://", "http://https://"];
    let once = twice
        .iter()
        .find(|start| visible.starts_with(**start))
        .map_or(visible.as_str(), |start| &visible[start[..start.len() - 3].find("//").map_or(0, |at| at + 2)..]);
    let end = once.trim_end_matches(['.', ',', ';', ':', '»', '’', '\'']);
    (end != address).then(|| (end.to_owned(), end == once))
}

/// An address without what tells its site where the reader comes from.
fn untracked(address: &str) -> Option<String> {
    let (before, rest) = address.split_once('?')?;
    let (query, part) = rest.split_once('#').map_or((rest, None), |(query, part)| (query, Some(part)));
    let kept: Vec<&str> = query.split('&').filter(|pair| !TRACKERS.iter().any(|name| pair.starts_with(name))).collect();
    if kept.len() == query.split('&').count() {
        return None;
    }
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    let part = part.map(|part| format!("#{part}")).unwrap_or_default();
    Some(format!("{before}{query}{part}"))
}

/// The beginning of a long address.
fn shortened(address: &str) -> String {
    let short: String = address.chars().take(60).collect();
    if short.len() < address.len() { short + "…" } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_that_was_meant_is_found() {
        let outlook =
            "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.fr%2Frapport%3Fa%3D1&data=05";
        assert_eq!(behind(outlook).as_deref(), Some("https://x.fr/rapport?a=1"));
        assert_eq!(
            behind("https://www.google.com/url?sa=t&url=https%3A%2F%2Fx.fr%2F&ved=2").as_deref(),
            Some("https://x.fr/")
        );
        assert_eq!(behind("https://www.google.com/maps?q=https://x.fr"), None);
        assert_eq!(behind("https://urldefense.com/v2/url?u=https-3A__x.fr_a&d=b").as_deref(), Some("https://x.fr/a"));
        assert_eq!(mended("https://https://x.fr/a"), Some(("https://x.fr/a".to_owned(), true)));
        assert_eq!(mended("https://x\u{200b}.fr/a"), Some(("https://x.fr/a".to_owned(), true)));
        assert_eq!(mended("https://x.fr/a,"), Some(("https://x.fr/a".to_owned(), false)));
        assert_eq!(mended("https://x.fr/?x=1;y=2"), None);
        assert_eq!(untracked("https://x.fr/a?utm_source=b&page=2#c").as_deref(), Some("https://x.fr/a?page=2#c"));
        assert_eq!(untracked("https://x.fr/a?utm_source=b").as_deref(), Some("https://x.fr/a"));
        assert_eq!(untracked("https://x.fr/a?page=2"), None);
        assert_eq!(of_preview("http://localhost:4000/guide/"), Some("/guide/"));
        assert_eq!(of_preview("https://exemple.fr/localhost/"), None);
    }
}
