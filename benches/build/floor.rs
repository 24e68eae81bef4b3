//! The floor: the whole job by hand, on all cores. The same guide is read, and the same pages, lists, filter
//! pages, related studies, checked links, feed and site maps are written, without template engine, YAML
//! library, typography, settings, model or checks. It shows what the machine allows, not how to write one.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};
use rayon::prelude::*;

const SITE: &str = "Guide pratique de l’économie circulaire";
const BASE: &str = "https://guide.example.org";
const MENU: [(&str, &str); 4] =
    [("guide", "Le guide"), ("etudes-de-cas", "Études de cas"), ("themes", "Thèmes"), ("projets", "Projets")];

#[derive(Default)]
struct Page {
    folder: String,
    slug: String,
    fields: HashMap<String, String>,
    themes: Vec<String>,
    order: u32,
    body: String,
}

impl Page {
    fn get(&self, key: &str) -> &str {
        self.fields.get(key).map_or("", String::as_str)
    }

    fn name(&self) -> String {
        format!("{}/{}", self.folder, self.slug)
    }
}

/// Builds the guide below `root/content`; gives how many links are dead.
pub fn build(root: &Path, output: &Path) -> usize {
    let files = walkdir::WalkDir::new(root.join("content")).min_depth(2).into_iter().map(|entry| entry.unwrap());
    let files: Vec<_> = files.filter(|entry| entry.file_type().is_file()).collect();
    let mut pages: Vec<Page> = files.par_iter().map(|entry| load(entry.path())).collect();
    pages.sort_by(|a, b| {
        (&a.folder, b.get("date"), a.order, &a.slug).cmp(&(&b.folder, a.get("date"), b.order, &b.slug))
    });
    let site = Site::new(pages);
    let dead = AtomicUsize::new(0);
    site.pages.par_iter().enumerate().for_each(|(index, page)| {
        let text = site.page(index, &dead);
        put(
            output,
            &format!("{}/index.html", page.name()),
            &layout(page.get("title"), page.get("summary"), &page.name(), &text),
        );
    });
    site.lists(output);
    dead.into_inner()
}

fn load(path: &Path) -> Page {
    let text = fs::read_to_string(path).unwrap();
    let end = text[4..].find("\n---\n").map_or(0, |n| n + 9);
    let mut page = Page { body: text[end..].to_owned(), ..Page::default() };
    page.slug = path.file_stem().unwrap().to_string_lossy().into_owned();
    page.folder = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
    for (key, value) in text[..end].lines().filter_map(|line| line.split_once(": ")) {
        let items = || value.trim_matches(['[', ']']).split(", ").map(|item| item.trim_matches('"').to_owned());
        match key {
            "themes" => page.themes = items().collect(),
            "partners" => drop(page.fields.insert(key.to_owned(), items().collect::<Vec<_>>().join(", "))),
            "order" => page.order = value.parse().unwrap_or(0),
            _ => drop(page.fields.insert(key.to_owned(), value.trim_matches('"').to_owned())),
        }
    }
    page
}

struct Site {
    pages: Vec<Page>,
    known: HashMap<String, usize>,
    /// The studies of each theme and project, newest first.
    lists: HashMap<String, Vec<usize>>,
    /// The studies of each set of themes, newest first: one bit for each theme.
    alike: HashMap<u32, Vec<usize>>,
    bits: HashMap<String, u32>,
    /// For each page, the pages that link to it.
    cited: Vec<Vec<usize>>,
}

impl Site {
    fn new(pages: Vec<Page>) -> Site {
        let known: HashMap<String, usize> = pages.iter().enumerate().map(|(n, page)| (page.name(), n)).collect();
        let themes = pages.iter().filter(|page| page.folder == "themes");
        let bits: HashMap<String, u32> = themes.enumerate().map(|(n, page)| (page.slug.clone(), 1 << n)).collect();
        let cited = vec![Vec::new(); pages.len()];
        let mut site = Site { pages, known, lists: HashMap::new(), alike: HashMap::new(), bits, cited };
        for (index, page) in site.pages.iter().enumerate() {
            for (at, _) in page.body.match_indices("](../") {
                let target = page.body[at + 5..].split(".md)").next().and_then(|name| site.known.get(name));
                if let Some(target) = target.filter(|target| **target != index) {
                    site.cited[*target].push(index);
                }
            }
            if page.folder == "etudes-de-cas" {
                site.alike.entry(site.set(page)).or_default().push(index);
                for theme in &page.themes {
                    site.lists.entry(format!("themes/{theme}")).or_default().push(index);
                }
                site.lists.entry(format!("projets/{}", page.get("project"))).or_default().push(index);
            }
        }
        site.cited.iter_mut().for_each(|list| list.dedup());
        site
    }

    fn set(&self, page: &Page) -> u32 {
        page.themes.iter().map(|theme| self.bits[theme]).fold(0, |a, b| a | b)
    }

    /// Five studies, those with the most themes in common first, then the newest.
    fn related(&self, index: usize) -> Vec<usize> {
        let own = self.set(&self.pages[index]);
        let mut found: Vec<(u32, usize)> = Vec::new();
        for (set, list) in &self.alike {
            let shared = (own & set).count_ones();
            if shared > 0 {
                found.extend(list.iter().filter(|other| **other != index).take(5).map(|other| (32 - shared, *other)));
            }
        }
        found.sort_unstable();
        found.into_iter().take(5).map(|(_, other)| other).collect()
    }

    fn title(&self, name: &str) -> &str {
        self.known.get(name).map_or("", |index| self.pages[*index].get("title"))
    }

    fn page(&self, index: usize, dead: &AtomicUsize) -> String {
        let page = &self.pages[index];
        let mut out = String::with_capacity(24_000);
        let study = page.folder == "etudes-de-cas";
        let (title, summary) = (escaped(page.get("title")), escaped(page.get("summary")));
        let _ = write!(out, "<article><h1>{title}</h1>\n<p class=\"resume\">{summary}</p>\n");
        if study {
            let project = page.get("project");
            let _ = write!(
                out,
                "<dl><dt>Projet</dt><dd><a href=\"../../projets/{project}/index.html\">{}</a></dd>\n<dt>Thèmes</dt><dd><ul>",
                self.title(&format!("projets/{project}"))
            );
            for theme in &page.themes {
                let title = self.title(&format!("themes/{theme}"));
                let _ = write!(out, "<li><a href=\"../../themes/{theme}/index.html\">{title}</a></li>");
            }
            let field = |key| page.get(key);
            let _ = write!(
                out,
                "</ul></dd>\n<dt>Partenaires</dt><dd>{}</dd><dt>Territoire</dt><dd>{}</dd>\n<dt>Période</dt><dd>{}–{}</dd>\
                 <dt>État</dt><dd>{}</dd>\n<dt>Date</dt><dd><time>{}</time></dd></dl>\n",
                field("partners"),
                field("territory"),
                field("start"),
                field("end"),
                field("status"),
                field("date")
            );
        }
        self.markdown(&page.body, &mut out, dead);
        if let Some(list) = self.lists.get(&page.name()) {
            out.push_str("<h2>Études de cas</h2>\n");
            self.list(list, true, "../../", &mut out);
        }
        if study {
            out.push_str("<aside><h2 id=\"voisines\">Études de cas voisines</h2>\n");
            self.list(&self.related(index), true, "../../", &mut out);
            out.push_str("</aside>\n");
        }
        if page.folder == "guide" {
            for (rel, other) in [("prev", index.wrapping_sub(1)), ("next", index + 1)] {
                if let Some(other) = self.pages.get(other).filter(|other| other.folder == "guide") {
                    let (name, title) = (other.name(), escaped(other.get("title")));
                    let _ = writeln!(out, "<a rel=\"{rel}\" href=\"../../{name}/index.html\">{title}</a>");
                }
            }
        }
        if !self.cited[index].is_empty() {
            out.push_str("<h2>Cité par</h2>\n");
            self.list(&self.cited[index], false, "../../", &mut out);
        }
        out + "</article>"
    }

    /// The links of some pages, with or without their summaries.
    fn list(&self, list: &[usize], summary: bool, root: &str, out: &mut String) {
        out.push_str("<ul>\n");
        for page in list.iter().map(|index| &self.pages[*index]) {
            let _ = write!(out, "<li><a href=\"{root}{}/index.html\">{}</a>", page.name(), escaped(page.get("title")));
            if summary {
                out.push(' ');
                out.push_str(&escaped(page.get("summary")));
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }

    /// A text: its headings get names, its links lead to pages and are checked.
    fn markdown(&self, text: &str, out: &mut String, dead: &AtomicUsize) {
        let mut events: Vec<Event<'_>> =
            Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES).collect();
        for index in 0..events.len() {
            let name = matches!(events[index], Event::Start(Tag::Heading { .. })).then(|| anchor(&events[index + 1..]));
            match &mut events[index] {
                Event::Start(Tag::Link { dest_url, .. }) => {
                    if let Some(name) = dest_url.strip_prefix("../").and_then(|url| url.strip_suffix(".md")) {
                        dead.fetch_add(usize::from(!self.known.contains_key(name)), Ordering::Relaxed);
                        *dest_url = CowStr::from(format!("../../{name}/index.html"));
                    }
                }
                Event::Start(Tag::Heading { id, .. }) => *id = name.map(CowStr::from),
                _ => {}
            }
        }
        pulldown_cmark::html::push_html(out, events.into_iter());
    }

    /// The pages that list others, the feed and the site maps.
    fn lists(&self, output: &Path) {
        let of = |folder: &str| (0..self.pages.len()).filter(|n| self.pages[*n].folder == folder).collect::<Vec<_>>();
        let studies = of("etudes-de-cas");
        let mut jobs: Vec<(String, String, Vec<usize>, bool)> = MENU
            .iter()
            .map(|(folder, title)| ((*folder).to_owned(), (*title).to_owned(), of(folder), *folder != "etudes-de-cas"))
            .collect();
        jobs.push((String::new(), SITE.to_owned(), studies.iter().copied().take(10).collect(), true));
        jobs.push(("plan-du-site".to_owned(), "Plan du site".to_owned(), (0..self.pages.len()).collect(), false));
        for (name, list) in self.lists.iter().filter(|(name, _)| name.starts_with("themes/")) {
            let title = format!("Études de cas : {}", self.title(name));
            jobs.push((format!("etudes-de-cas/{name}"), title, list.clone(), false));
        }
        jobs.par_iter().for_each(|(name, title, list, summary)| {
            let root = "../".repeat(if name.is_empty() { 0 } else { name.matches('/').count() + 1 });
            let mut text = format!("<h1>{title}</h1>\n");
            self.list(list, *summary, &root, &mut text);
            let path = if name.is_empty() { "index.html".to_owned() } else { format!("{name}/index.html") };
            put(output, &path, &layout(title, "", name, &text));
        });
        let mut map = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".to_owned();
        for page in &self.pages {
            let _ = writeln!(map, "<url><loc>{BASE}/{}/</loc></url>", page.name());
        }
        put(output, "sitemap.xml", &(map + "</urlset>\n"));
        let mut feed = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>{SITE}</title><id>{BASE}/</id>\n"
        );
        for page in studies.iter().take(20).map(|index| &self.pages[*index]) {
            let (title, date, summary) = (escaped(page.get("title")), page.get("date"), escaped(page.get("summary")));
            let _ = writeln!(
                feed,
                "<entry><title>{title}</title><id>{BASE}/{}/</id><updated>{date}T00:00:00Z</updated><summary>{summary}</summary></entry>",
                page.name()
            );
        }
        put(output, "atom.xml", &(feed + "</feed>\n"));
    }
}

/// The name of a heading, from the events after its start.
fn anchor(events: &[Event<'_>]) -> String {
    let mut name = String::new();
    for event in events {
        match event {
            Event::Text(text) => {
                for c in text.chars() {
                    if c.is_alphanumeric() {
                        name.extend(c.to_lowercase());
                    } else if !name.ends_with('-') {
                        name.push('-');
                    }
                }
            }
            Event::End(TagEnd::Heading(_)) => break,
            _ => {}
        }
    }
    name
}

fn layout(title: &str, summary: &str, name: &str, main: &str) -> String {
    let root = "../".repeat(if name.is_empty() { 0 } else { name.matches('/').count() + 1 });
    let mut out = String::with_capacity(main.len() + 1500);
    let (title, summary) = (escaped(title), escaped(summary));
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} – {SITE}</title>\n<meta name=\"description\" content=\"{summary}\">\n<link rel=\"canonical\" href=\"{BASE}/{name}/\">\n\
         <link rel=\"stylesheet\" href=\"{root}style.css\"></head>\n<body><a class=\"evitement\" href=\"#contenu\">Aller au contenu</a>\n\
         <header><p><a href=\"{root}index.html\">{SITE}</a></p><nav aria-label=\"Navigation principale\"><ul>\n"
    );
    for (folder, label) in MENU {
        let current = if folder == name { " aria-current=\"page\"" } else { "" };
        let _ = writeln!(out, "<li><a href=\"{root}{folder}/index.html\"{current}>{label}</a></li>");
    }
    let _ = write!(
        out,
        "</ul></nav></header>\n<main id=\"contenu\">\n<nav aria-label=\"Fil d’Ariane\"><ol><li><a href=\"{root}index.html\">Accueil</a></li>\
         <li aria-current=\"page\">{title}</li></ol></nav>\n{main}</main>\n<footer><p>{SITE}.</p></footer></body></html>\n"
    );
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

fn put(output: &Path, path: &str, text: &str) {
    let path = output.join(path);
    let folder = path.parent().unwrap();
    if fs::create_dir(folder).is_err() {
        fs::create_dir_all(folder).unwrap();
    }
    fs::write(path, text).unwrap();
}
