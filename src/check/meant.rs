//! What the address of a dead link most likely means.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Context;
use crate::diagnostic::{Diagnostic, Message};
use crate::site::link::{Dead, Edge, Target};
use crate::site::lookup::decode;
use crate::site::{PageId, Site};
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
        Some(address) => diagnostic.help(replaced(context, edge, &address)),
        None => diagnostic,
    }
}

/// What to write in the place of the address of a link, as the link holds it.
pub fn replaced(context: &Context<'_>, edge: &Edge, address: &str) -> Message {
    let is_short = address.starts_with("[[") || is_short(context, edge);
    let address = if is_short || !is_in_text(context, edge) { address.to_owned() } else { bracketed(address) };
    Message::new("link-dead-help").with("suggestion", address)
}

/// Is it a link of Markdown, rather than the whole value of a field?
pub fn is_in_text(context: &Context<'_>, edge: &Edge) -> bool {
    matches!(typed(context, edge), [b'[' | b'!', ..])
}

/// What is typed from the beginning of a link on.
fn typed<'a>(context: &Context<'a>, edge: &Edge) -> &'a [u8] {
    context.site.sources.file(edge.span.file).bytes.get(edge.span.start as usize..).unwrap_or_default()
}

/// Does the address say what it was meant to be?
pub fn is_known(context: &Context<'_>, edge: &Edge) -> bool {
    let written = edge.written.trim();
    is_on_a_computer(written) || is_outside(written) || page(context, edge).is_some()
}

/// Is it a name between two brackets?
pub fn is_short(context: &Context<'_>, edge: &Edge) -> bool {
    typed(context, edge).starts_with(b"[[")
}

/// Is it the address of a site or of a person, without its beginning?
pub fn is_outside(written: &str) -> bool {
    web(written.trim()).or_else(|| mail(written.trim())).is_some()
}

/// The name of a page between two brackets, when the link has these.
pub fn short_name(context: &Context<'_>, edge: &Edge, id: PageId) -> Option<String> {
    is_short(context, edge).then_some(())?;
    let page = context.site.page(id);
    let is_enough = context.site.lookup.named(&page.slug, &page.lang) == Target::Page(id, None);
    let collection = &context.site.model.collections[page.collection].id;
    Some(if is_enough { page.slug.clone() } else { format!("{collection}/{}", page.slug) })
}

/// Adds the file that a lost one most likely is: of the same name with another ending, or in another folder.
pub fn file(context: &Context<'_>, edge: &Edge, diagnostic: Diagnostic) -> Diagnostic {
    let sources = &context.site.sources;
    let from = sources.file(edge.span.file).path.as_str();
    let parts = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
        (crate::slug::slug(stem), end.to_lowercase())
    };
    let (stem, end) = parts(edge.written.split(['?', '#']).next().unwrap_or_default());
    let fits = |other: &str| {
        let picture = source::PICTURES.contains(&other);
        // A page and a file of settings are no documents.
        if edge.picture { picture } else { !picture && other == end && !["md", "yaml", "yml"].contains(&other) }
    };
    let folder = |path: &str| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let here = source::resolve(from, edge.written.as_str()).map(|path| folder(&path)).unwrap_or_default();
    let files = sources.iter().map(|(_, file)| file.path.as_str()).filter(|path| path.starts_with("content/"));
    let mut like: Vec<&str> = files
        .filter(|path| {
            let (other, end) = parts(path);
            !other.is_empty() && other == stem && fits(&end)
        })
        .collect();
    // In the folder that the link names, else the only one.
    like.sort_by_key(|path| folder(path) != here);
    let best = match like.as_slice() {
        [one] => one,
        [one, two, ..] if folder(one) == here && folder(two) != here => one,
        _ => return diagnostic,
    };
    diagnostic.help(replaced(context, edge, &relative(from, best)))
}

/// The address that is the way from a file to another one.
fn relative(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let shared = from.iter().zip(&to).take(from.len() - 1).take_while(|(one, other)| one == other).count();
    let up = "../".repeat(from.len() - 1 - shared);
    up + &encoded(&to[shared..].join("/"))
}

/// The pages of each folder, to find the one that a link to a lost file means.
pub struct Folders<'a>(BTreeMap<&'a str, Folder>);

#[derive(Default)]
struct Folder {
    /// The pages that have a word in their names or titles.
    by_word: BTreeMap<String, Vec<PageId>>,
    /// Those to which nothing leads.
    alone: Vec<PageId>,
}

impl<'a> Folders<'a> {
    /// Prepares them.
    pub fn new(site: &'a Site) -> Folders<'a> {
        let mut folders: BTreeMap<&str, Folder> = BTreeMap::new();
        for (id, page) in site.iter() {
            let Some((folder, name)) = site.sources.file(page.file).path.rsplit_once('/') else { continue };
            // A data file is no page that was given another name.
            if name == "index.md" || !name.ends_with(".md") {
                continue;
            }
            let folder = folders.entry(folder).or_default();
            called(site, id).into_iter().for_each(|word| folder.by_word.entry(word).or_default().push(id));
            if is_alone(site, id) {
                folder.alone.push(id);
            }
        }
        Folders(folders)
    }

    /// The page that a link to a lost file probably means: one that has its words, else the only one of its folder to
    /// which nothing leads any more, when it has most words of the link.
    pub fn renamed(&self, site: &Site, edge: &Edge) -> Option<(PageId, &'static str)> {
        let from = site.sources.file(edge.span.file).path.as_str();
        let lost = source::resolve(from, edge.written.split('#').next()?)?;
        let (folder, name) = lost.rsplit_once('/')?;
        let folder = self.0.get(folder)?;
        let words = words(name.trim_end_matches(".md"));
        let having = words.iter().filter_map(|word| folder.by_word.get(word)).flatten();
        let having: BTreeSet<PageId> = having.copied().filter(|id| Some(*id) != edge.from).collect();
        let having = having.into_iter().map(|id| (id, shared(&words, &called(site, id))));
        let near = having.filter(|(id, shared)| is_near(site, *id, &words, *shared));
        if let Some((id, _)) = near.max_by_key(|(id, shared)| (*shared, usize::MAX - id.0)) {
            return Some((id, "link-renamed"));
        }
        let mut alone = folder.alone.iter().filter(|id| Some(**id) != edge.from);
        let first = alone.next().filter(|_| alone.next().is_none())?;
        let alike = [words, self::words(&edge.label)].iter().any(|w| shared(w, &called(site, *first)) * 2 > w.len());
        alike.then_some((*first, "link-renamed-alone"))
    }
}

/// Does nothing lead to a page, as to one that has just been given another name?
fn is_alone(site: &Site, id: PageId) -> bool {
    site.graph.cited_by[id.0].is_empty() && site.graph.referred_by[id.0].is_empty()
}

/// May a lost name be the former one of a page that has so many of its words? A page to which nothing leads has most of
/// them; another one has them all in its own name, or its name or title has no other. A word alone is to be in its name.
fn is_near(site: &Site, id: PageId, lost: &[String], shared: usize) -> bool {
    let now = words(&site.page(id).slug);
    let has_all = |name: &[String], of: &[String]| of.iter().all(|word| name.contains(word));
    let is_same = |name: &[String]| has_all(name, lost) && has_all(lost, name);
    // Another year is another page.
    let is_year = |word: &&String| word.bytes().all(|sign| sign.is_ascii_digit());
    let is_of_year = lost.iter().filter(is_year).all(|year| now.contains(year));
    let is_known = || match lost {
        [_] => has_all(&now, lost),
        _ => has_all(&now, lost) || is_alone(site, id) && shared * 2 > lost.len(),
    };
    !lost.is_empty() && is_of_year && (is_same(&now) || is_same(&words(site.title(id))) || is_known())
}

/// The words of the name and the title of a page.
fn called(site: &Site, id: PageId) -> BTreeSet<String> {
    words(&format!("{} {}", site.page(id).slug, site.title(id))).into_iter().collect()
}

/// How many words of a name are among those of a page. A first word alone says nothing: all the names of a sort may
/// have it, as `exemple-laine` and `exemple-paille`.
fn shared(words: &[String], called: &BTreeSet<String>) -> usize {
    let shared: Vec<&String> = words.iter().filter(|word| called.contains(*word)).collect();
    let is_start = shared.len() == 1 && words.len() > 1 && called.len() > 1 && shared.first() == Some(&&words[0]);
    if is_start { 0 } else { shared.len() }
}

/// An address as a link may hold it: between angle brackets when it has a space or a parenthesis.
pub fn bracketed(address: &str) -> String {
    if address.contains([' ', '(', ')']) { format!("<{address}>") } else { address.to_owned() }
}

/// The path of a file as an address: of its signs, those that mean something else in one are written otherwise.
pub fn encoded(path: &str) -> String {
    let is_code = |after: &str| after.len() > 1 && after.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    let mut address = String::with_capacity(path.len());
    for (at, sign) in path.char_indices() {
        match sign {
            '#' => address.push_str("%23"),
            '?' => address.push_str("%3F"),
            '%' if is_code(&path[at + 1..]) => address.push_str("%25"),
            sign => address.push(sign),
        }
    }
    address
}

/// The words of a name that say something.
fn words(name: &str) -> Vec<String> {
    crate::slug::slug(name).split('-').filter(|word| word.len() > 3).map(str::to_owned).collect()
}

/// `C:\Users\…`, `file:///…`, `/home/…`: it leads nowhere from another computer.
fn is_on_a_computer(written: &str) -> bool {
    let drive = written.as_bytes().get(1) == Some(&b':') && written.starts_with(|c: char| c.is_ascii_alphabetic());
    // Markdown reads two signs `\\` as one.
    drive || written.starts_with("file:") || written.starts_with('\\') || written.starts_with("/Users/")
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
    let written =
        ["mail:", "email:", "courriel:"].iter().find_map(|start| written.strip_prefix(start)).unwrap_or(written);
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
    let lives = !is_short(context, edge) && !matches!(context.site.lookup.plain(from, &new), Target::Dead(_));
    // `ame.html`, when the page is in another folder.
    if let Some(stem) = stem.filter(|_| !lives) {
        // Every folder of a site has an `index.html`.
        let stem = decode(stem);
        let name = stem.rsplit('/').next().filter(|name| *name != "index")?;
        let id = only(context, name)?;
        let target = &context.site.sources.file(context.site.page(id).file).path;
        let address = short_name(context, edge, id).unwrap_or_else(|| relative(from, target));
        return Some(format!("{address}{anchor}"));
    }
    (new != path || path.len() < edge.written.len() || edge.written.contains('\\'))
        .then_some(())
        .filter(|()| lives)
        .map(|()| format!("{new}{anchor}"))
}

/// The page that a name means; of several, the only one that has a file of its own.
fn only(context: &Context<'_>, name: &str) -> Option<PageId> {
    let page = |name: &str| match context.site.lookup.named(name, "") {
        Target::Page(id, _) => Some(id),
        _ => None,
    };
    let Target::Dead(Dead::Ambiguous(names)) = context.site.lookup.named(name, "") else { return page(name) };
    let own = |id: &PageId| context.site.sources.file(context.site.page(*id).file).extension() == "md";
    let mut pages = names.iter().filter_map(|name| page(name)).filter(own);
    pages.next().filter(|_| pages.next().is_none())
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
