//! sitemap.xml (<https://www.sitemaps.org/protocol.html>) and robots.txt: what search engines may read.

use rayon::prelude::*;

use crate::model::types::date::Date;
use crate::output::xml::escape;
use crate::output::{Export, OutputFile};
use crate::site::{PageId, Site};

/// The list of pages.
pub const SITEMAP: &str = "sitemap.xml";
/// What robots may read.
pub const ROBOTS: &str = "robots.txt";

/// How many addresses a file may list.
const MOST: usize = 50_000;

/// Both files. The list names pages by their address, and the other file says where it is: without the
/// address of the site there is none.
pub fn export(export: &Export<'_>) -> Vec<(String, OutputFile)> {
    let Some(address) = export.site.public(SITEMAP) else { return Vec::new() };
    let mut pages = pages(export.site);
    pages.par_sort();
    pages.dedup();
    let mut files = lists(export.site, &pages);
    files.push((ROBOTS.to_owned(), format!("User-agent: *\nDisallow:\n\nSitemap: {address}\n")));
    files.into_iter().map(|(path, text)| (path, OutputFile::new(text.into_bytes()))).collect()
}

/// Every page to be found, with the day of its last change when its content says it.
fn pages(site: &Site) -> Vec<(&str, Option<Date>)> {
    // A page stands in several lists, and its day takes a search among its fields.
    let days: Vec<Option<Date>> = (0..site.pages.len()).into_par_iter().map(|id| site.modified(PageId(id))).collect();
    let day = |id: &PageId| days.get(id.0).copied().flatten();
    let latest = |ids: &[PageId]| ids.iter().filter_map(day).max();
    let routes = &site.routes;
    let mut pages: Vec<(&str, Option<Date>)> = vec![(crate::site::permalink::SITE_MAP, None)];
    for (index, collection) in site.model.collections.iter().enumerate() {
        let own = site.sections[index].and_then(|id| site.date(id, "updated"));
        let section = routes.sections[index].as_deref();
        // The lines of a list, as sources, have the dates of what they name.
        let entries = if collection.inline() { None } else { latest(&site.entries[index]) };
        pages.extend(section.map(|path| (path, own.max(entries))));
        pages.extend(routes.wholes[index].as_deref().map(|path| (path, latest(&site.entries[index]))));
        if !collection.inline() {
            pages.extend(site.entries[index].iter().map(|id| (routes.pages[id.0].as_str(), day(id))));
        }
    }
    pages.extend(site.facets.iter().zip(&routes.facets).map(|(facet, path)| (path.as_str(), latest(&facet.entries))));
    pages
}

/// One list, or several and the list of lists.
fn lists(site: &Site, pages: &[(&str, Option<Date>)]) -> Vec<(String, String)> {
    let mut lines: Vec<String> = pages.par_iter().filter_map(|(path, date)| line(site, path, *date)).collect();
    let data = &site.open_data;
    let own = data.page().into_iter().chain(data.tables.iter().map(|table| table.dictionary()));
    lines.extend(own.filter_map(|path| line(site, &path, data.tables.iter().filter_map(|t| t.modified).max())));
    if lines.len() <= MOST {
        return vec![(SITEMAP.to_owned(), list("urlset", &lines))];
    }
    let mut files: Vec<(String, String)> = Vec::new();
    for (number, part) in lines.chunks(MOST).enumerate() {
        files.push((format!("sitemap-{}.xml", number + 1), list("urlset", part)));
    }
    let parts = files.iter().filter_map(|(path, _)| site.public(path));
    let parts: Vec<String> = parts.map(|url| format!("<sitemap><loc>{}</loc></sitemap>\n", escape(&url))).collect();
    files.push((SITEMAP.to_owned(), list("sitemapindex", &parts)));
    files
}

fn line(site: &Site, path: &str, date: Option<Date>) -> Option<String> {
    let url = escape(&site.public(path)?);
    // The schema of these lists knows no month and no year alone.
    let day = date.filter(|date| date.day.is_some());
    let date = day.map(|date| format!("<lastmod>{}</lastmod>", date.iso())).unwrap_or_default();
    Some(format!("<url><loc>{url}</loc>{date}</url>\n"))
}

fn list(root: &str, lines: &[String]) -> String {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    format!("{head}<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</{root}>\n", lines.concat())
}
