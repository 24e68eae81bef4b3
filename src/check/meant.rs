//! What the address of a dead link most likely means.

use crate::check::Context;
use crate::diagnostic::{Diagnostic, Message};
use crate::site::PageId;
use crate::site::link::{Edge, Target};
use crate::source;

/// The ends of names of sites that people type without what comes before.
const ENDS: [&str; 9] = ["fr", "com", "org", "net", "eu", "bzh", "info", "gouv", "europa"];

/// Adds what to write instead, when the address says what it was meant to be.
pub fn help(context: &Context<'_>, edge: &Edge, diagnostic: Diagnostic) -> Diagnostic {
    let written = edge.written.trim();
    if is_on_a_computer(written) {
        return diagnostic.help(Message::new("link-computer-help"));
    }
    if edge.picture && (written.contains("://") || written.starts_with("data:")) {
        return diagnostic.help(Message::new("picture-outside-help"));
    }
    let instead = web(written).or_else(|| mail(written)).or_else(|| page(context, edge));
    match instead {
        Some(address) => diagnostic.help(Message::new("link-dead-help").with("suggestion", address)),
        None => diagnostic,
    }
}

/// The page that a link to a lost file probably means: one that has most of its words, else the only one of
/// its folder to which nothing leads any more, as happens when a file is given another name.
pub fn renamed(context: &Context<'_>, edge: &Edge) -> Option<(PageId, &'static str)> {
    let site = context.site;
    let path = |id| site.sources.file(id).path.as_str();
    let lost = source::resolve(path(edge.span.file), edge.written.split('#').next()?)?;
    let (folder, name) = lost.rsplit_once('/')?;
    let words = words(name.trim_end_matches(".md"));
    let beside = |path: &str| path.rsplit_once('/').is_some_and(|(dir, name)| dir == folder && name != "index.md");
    let here: Vec<_> = site.iter().filter(|(id, page)| Some(*id) != edge.from && beside(path(page.file))).collect();
    let shared = |id: PageId| {
        let theirs = self::words(&format!("{} {}", site.page(id).slug, site.title(id)));
        words.iter().filter(|word| theirs.contains(word)).count()
    };
    let best = here.iter().map(|(id, _)| (shared(*id), *id)).max_by_key(|(shared, id)| (*shared, usize::MAX - id.0))?;
    if best.0 > 0 && best.0 * 2 >= words.len() {
        return Some((best.1, "link-renamed"));
    }
    let graph = &site.graph;
    let cited = |id: PageId| !graph.cited_by[id.0].is_empty() || !graph.referred_by[id.0].is_empty();
    let mut alone = here.iter().map(|(id, _)| *id).filter(|id| !cited(*id));
    let first = alone.next()?;
    alone.next().is_none().then_some((first, "link-renamed-alone"))
}

/// The words of a name that say something.
fn words(name: &str) -> Vec<String> {
    crate::slug::slug(name).split('-').filter(|word| word.len() > 3).map(str::to_owned).collect()
}

/// `C:\Users\…`, `file:///…`, `/home/…`: it leads nowhere from another computer.
fn is_on_a_computer(written: &str) -> bool {
    let drive = written.as_bytes().get(1) == Some(&b':') && written.starts_with(|c: char| c.is_ascii_alphabetic());
    drive || written.starts_with("file:") || written.starts_with("\\\\") || written.starts_with("/Users/")
}

/// `www.exemple.fr`, `https//exemple.fr`, `htp://exemple.fr`, `exemple.fr/page`.
fn web(written: &str) -> Option<String> {
    let (scheme, rest) = written.split_once('/').map_or(("", written), |(scheme, rest)| (scheme, rest));
    let rest = rest.trim_start_matches('/');
    let like_http = scheme.len() <= 7
        && scheme.starts_with(['h', 'H', 't'])
        && scheme.to_lowercase().trim_end_matches([':', ';', 's']).chars().all(|c| "htp".contains(c));
    let address = if like_http && rest.contains('.') { rest } else { written };
    let host = address.split(['/', '?', '#']).next()?;
    let named = host.starts_with("www.")
        || host.rsplit_once('.').is_some_and(|(name, end)| !name.is_empty() && ENDS.contains(&end));
    let plain = host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-');
    (named && plain && host.contains('.')).then(|| format!("https://{address}"))
}

/// `mairie@exemple.fr`.
fn mail(written: &str) -> Option<String> {
    let (name, host) = written.split_once('@')?;
    let plain =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-+".contains(&b));
    (plain(name) && plain(host) && host.contains('.')).then(|| format!("mailto:{written}"))
}

/// `..\projets\ame.md`, `../projets/ame.html`: the same path as the site writes it, when it leads somewhere.
fn page(context: &Context<'_>, edge: &Edge) -> Option<String> {
    let path = edge.written.replace('\\', "/");
    let (path, anchor) = path.split_at(path.find('#').unwrap_or(path.len()));
    let stem = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm"));
    let new = stem.map_or_else(|| path.to_owned(), |stem| format!("{stem}.md"));
    let from = context.site.sources.file(edge.span.file).path.as_str();
    let lives = !matches!(context.site.lookup.plain(from, &new), Target::Dead(_));
    (new != path || path.len() < edge.written.len() || edge.written.contains('\\'))
        .then_some(())
        .filter(|()| lives)
        .map(|()| format!("{new}{anchor}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_sites_are_recognised() {
        for (written, meant) in [
            ("www.exemple.fr", Some("https://www.exemple.fr")),
            ("https//exemple.fr/a", Some("https://exemple.fr/a")),
            ("htp://www.exemple.fr", Some("https://www.exemple.fr")),
            ("http:/exemple.fr", Some("https://exemple.fr")),
            ("exemple.fr/page", Some("https://exemple.fr/page")),
            ("guide/exemple.md", None),
            ("../exemple.pdf", None),
            ("photo.jpg", None),
        ] {
            assert_eq!(web(written).as_deref(), meant, "{written}");
        }
        assert_eq!(mail("mairie@exemple.fr").as_deref(), Some("mailto:mairie@exemple.fr"));
        assert_eq!(mail("@exemple"), None);
    }
}
