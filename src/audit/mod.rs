//! The report of a build for those who look after the site: what each page costs, what could go.
//!
//! It is written beside the site, never in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use crate::diagnostic::{Lang, Message};
use crate::markdown::html::escape_attribute;
use crate::model::types::file::weight as words;
use crate::output::Output;
use crate::output::measure::{self, Budget, Cost};
use ecoindex::Reference;

pub mod ecoindex;
mod sample;

/// How many of the heaviest files are shown.
const SHOWN: usize = 20;

/// A page, what it costs and what it may cost.
struct Page<'a> {
    path: &'a str,
    cost: Cost,
    budget: Option<Budget>,
}

impl Page<'_> {
    fn is_over(&self) -> bool {
        let over = |b: Budget| {
            self.cost.weight() > b.weight || self.cost.files.len() > b.requests || self.cost.nodes > b.nodes
        };
        self.budget.is_some_and(over)
    }
}

/// The files of the report: `index.html` to read, `pages.csv` to reckon with, `echantillon.csv` to audit.
pub fn report(
    output: &Output,
    budgets: &BTreeMap<String, Budget>,
    reference: Option<&Reference>,
    lang: Lang,
) -> BTreeMap<String, Arc<[u8]>> {
    let mut weights = BTreeMap::new();
    let names = output.files.iter().filter(|(path, file)| path.ends_with(".html") && !is_redirect(&file.bytes));
    let names = names.map(|(path, _)| path);
    let page = |path: &'_ String| Some((path.clone(), measure::cost(output, path, &mut weights)?));
    let costs: Vec<(String, Cost)> = names.filter_map(page).collect();
    let mut pages: Vec<Page<'_>> = costs
        .iter()
        .map(|(path, cost)| Page { path, cost: cost.clone(), budget: budgets.get(path).copied() })
        .collect();
    let sample = sample::csv(output, &pages.iter().map(|page| page.path).collect::<Vec<_>>(), lang);
    pages.sort_by_key(|page| std::cmp::Reverse(page.cost.weight()));
    let html = html(output, &pages, &mut weights, reference, lang);
    let files = [("index.html", html), ("pages.csv", csv(&pages, reference, lang)), ("echantillon.csv", sample)];
    files.into_iter().map(|(name, text)| (name.to_owned(), Arc::from(text.into_bytes()))).collect()
}

/// Is this the page of an old address?
fn is_redirect(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|html| html.contains("http-equiv=\"refresh\""))
}

/// One line for each page; no path of a site begins like a formula.
fn csv(pages: &[Page<'_>], reference: Option<&Reference>, lang: Lang) -> String {
    let mut csv = format!("{}\n", Message::new("report-csv-head").say(lang));
    for page in pages {
        let score = reference.map_or_else(String::new, |r| r.score(&page.cost).to_string());
        let over = Message::new(if page.is_over() { "report-yes" } else { "report-no" }).say(lang);
        let (weight, files, nodes) = (page.cost.weight(), page.cost.files.len(), page.cost.nodes);
        let _ = writeln!(csv, "{},{weight},{files},{nodes},{over},{score}", page.path);
    }
    csv
}

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;background:#fff;color:#1f2b33}\
table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600;padding:.5rem 0}\
th,td{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #bbb;vertical-align:top}\
td.n{text-align:right;white-space:nowrap}.table{overflow-x:auto}a{color:#0b5463}";

fn html(
    output: &Output,
    pages: &[Page<'_>],
    weights: &mut BTreeMap<String, usize>,
    reference: Option<&Reference>,
    lang: Lang,
) -> String {
    let (code, say) = (code(lang), |id: &'static str| Message::new(id).say(lang));
    let title = escape_attribute(&say("report-title"));
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n\
<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    let over: Vec<&Page<'_>> = pages.iter().filter(|page| page.is_over()).collect();
    let sum: usize = pages.iter().map(|page| page.cost.weight()).sum();
    let summary = Message::new("report-summary")
        .with("pages", pages.len())
        .with("files", output.files.len())
        .with("weight", words(output.weight() as i64, code))
        .with("mean", words(sum.checked_div(pages.len()).unwrap_or_default() as i64, code))
        .with("over", over.len());
    let _ = writeln!(html, "<p>{}</p>", escape_attribute(&summary.say(lang)));
    let files = heaviest(output, weights);
    table(&mut html, &say("report-heaviest"), &[say("report-file"), say("report-weight")], &files, code);
    list(&mut html, &say("report-old-pictures"), &say("report-none"), &old_pictures(pages));
    list(&mut html, &say("report-unused"), &say("report-none"), &unused(output, pages));
    page_table(&mut html, pages, reference, lang);
    html.push_str("</main>\n</body>\n</html>\n");
    html
}

fn code(lang: Lang) -> &'static str {
    if lang == Lang::French { "fr" } else { "en" }
}

fn heaviest(output: &Output, weights: &mut BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let mut files: Vec<(String, usize)> =
        output.files.keys().map(|path| (path.clone(), measure::weight(output, path, weights))).collect();
    files.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    files.truncate(SHOWN);
    files
}

fn old_pictures(pages: &[Page<'_>]) -> Vec<String> {
    let names: BTreeSet<&String> = pages.iter().flat_map(|page| &page.cost.old_pictures).collect();
    names.into_iter().cloned().collect()
}

/// Pictures, documents, styles and scripts of the output that no page names. What a script asks for, what
/// is read by its address (feeds, data) and what servers read are not among them.
fn unused(output: &Output, pages: &[Page<'_>]) -> Vec<String> {
    const READ_BY_PAGES: [&str; 11] =
        [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".css", ".docx", ".odt", ".xlsx"];
    let named: BTreeSet<&String> = pages.iter().flat_map(|page| &page.cost.named).collect();
    let names = output.files.keys().filter(|path| READ_BY_PAGES.iter().any(|end| path.ends_with(end)));
    names.filter(|path| !named.contains(path)).cloned().collect()
}

fn table(html: &mut String, title: &str, heads: &[String], rows: &[(String, usize)], code: &str) {
    open_table(html, title, heads);
    for (name, weight) in rows {
        let weight = words(*weight as i64, code);
        let _ = writeln!(html, "<tr><td>{}</td><td class=\"n\">{weight}</td></tr>", escape_attribute(name));
    }
    html.push_str("</tbody></table></div>\n");
}

fn open_table(html: &mut String, title: &str, heads: &[String]) {
    let title = escape_attribute(title);
    let _ = writeln!(html, "<div class=\"table\" role=\"region\" aria-label=\"{title}\" tabindex=\"0\">");
    let _ = write!(html, "<table><caption>{title}</caption>\n<thead><tr>");
    for head in heads {
        let _ = write!(html, "<th scope=\"col\">{}</th>", escape_attribute(head));
    }
    html.push_str("</tr></thead>\n<tbody>\n");
}

fn list(html: &mut String, title: &str, none: &str, names: &[String]) {
    let _ = writeln!(html, "<h2>{}</h2>", escape_attribute(title));
    if names.is_empty() {
        let _ = writeln!(html, "<p>{}</p>", escape_attribute(none));
        return;
    }
    html.push_str("<ul>\n");
    for name in names {
        let _ = writeln!(html, "<li>{}</li>", escape_attribute(name));
    }
    html.push_str("</ul>\n");
}

fn page_table(html: &mut String, pages: &[Page<'_>], reference: Option<&Reference>, lang: Lang) {
    let say = |id: &'static str| Message::new(id).say(lang);
    let mut heads = ["report-page", "report-weight", "report-requests", "report-nodes", "report-over", "report-parts"]
        .map(say)
        .to_vec();
    heads.extend(reference.map(|_| "EcoIndex".to_owned()));
    open_table(html, &say("report-pages"), &heads);
    for page in pages {
        let code = code(lang);
        let over = if page.is_over() { say("report-yes") } else { say("report-no") };
        let part = |(path, weight): &(String, usize)| format!("{path} ({})", words(*weight as i64, code));
        let parts: Vec<String> = page.cost.files.iter().take(3).map(part).collect();
        let _ = write!(
            html,
            "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td>{}</td><td>{}</td>",
            escape_attribute(page.path),
            words(page.cost.weight() as i64, code),
            page.cost.files.len(),
            page.cost.nodes,
            escape_attribute(&over),
            escape_attribute(&parts.join(" ; "))
        );
        if let Some(reference) = reference {
            let score = reference.score(&page.cost);
            let grade = if ecoindex::is_a(score) { " A" } else { "" };
            let _ = write!(html, "<td class=\"n\">{score}{grade}</td>");
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody></table></div>\n");
}
