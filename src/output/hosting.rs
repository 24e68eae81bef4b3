//! What usual hosts read beside a site: how long browsers keep each file, what each file is.
//!
//! A file whose name changes with its bytes is kept a year; a page is asked for again each time.

use crate::model::Value;
use crate::output::{Export, OutputFile, compress};
use crate::site::permalink::Routes;

/// The file of Apache: the only one of the output whose name begins with a dot.
pub const HTACCESS: &str = ".htaccess";

/// The folders whose files have names that change with their bytes.
const FOLDERS: [&str; 3] = ["theme", "images", "documents"];
/// Such a name, as a regular expression.
const NAME: &str = r"\.[0-9a-f]{8}\.[a-z0-9]+$";
const YEAR: &str = "public, max-age=31536000, immutable";
const AGAIN: &str = "no-cache";
/// The types that servers do not know of themselves.
const TYPES: [(&str, &str); 4] = [
    ("csv", "text/csv"),
    ("geojson", "application/geo+json"),
    ("jsonld", "application/ld+json"),
    ("mjs", "text/javascript"),
];
/// The types of files that have a compressed twin.
const TWINS: [(&str, &str); 7] = [
    ("html", "text/html"),
    ("css", "text/css"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("xml", "application/xml"),
    ("svg", "image/svg+xml"),
    ("csv", "text/csv"),
];

/// The file of each host that the settings name.
pub fn export(export: &Export<'_>) -> Vec<(String, OutputFile)> {
    let config = &export.site.config;
    let folder = crate::render::folder(export.site).trim_matches('/');
    let folder = if folder.is_empty() { String::new() } else { format!("/{folder}") };
    let twins = compress::is_asked(config);
    let hosts = config.inside("hosting", "headers").map(Value::items).unwrap_or_default();
    let files = hosts.iter().filter_map(|host| match host.as_text()? {
        "netlify" => Some(("_headers", netlify(&export.site.routes))),
        "apache" => Some((HTACCESS, apache(&folder, twins))),
        "nginx" => Some(("nginx.conf", nginx(&folder, twins))),
        _ => None,
    });
    files.map(|(path, text)| (path.to_owned(), OutputFile::new(text.into_bytes()))).collect()
}

/// `_headers`, which Netlify and Cloudflare Pages read; they ask for pages again of themselves. A folder in
/// which pages stand too is not kept: they could not be corrected for a year.
fn netlify(routes: &Routes) -> String {
    let lists = routes.sections.iter().chain(&routes.wholes).flatten();
    let pages: Vec<&String> = routes.pages.iter().chain(&routes.facets).chain(lists).collect();
    let has_pages = |folder: &str| pages.iter().any(|page| page.split('/').next() == Some(folder));
    let kept = FOLDERS.into_iter().filter(|folder| !has_pages(folder));
    let kept: String = kept.map(|folder| format!("/{folder}/*\n  Cache-Control: {YEAR}\n")).collect();
    format!("/*\n  X-Content-Type-Options: nosniff\n{kept}")
}

/// `.htaccess`, which Apache reads in the folder of the site.
fn apache(folder: &str, twins: bool) -> String {
    let mut text = format!("ErrorDocument 404 {folder}/404.html\n");
    for (end, kind) in TYPES {
        text += &format!("AddType {kind} .{end}\n");
    }
    text += "AddDefaultCharset utf-8\n<IfModule mod_headers.c>\n";
    text += &format!("Header set X-Content-Type-Options nosniff\nHeader set Cache-Control \"{AGAIN}\"\n");
    text += &format!("<FilesMatch \"{NAME}\">\nHeader set Cache-Control \"{YEAR}\"\n</FilesMatch>\n</IfModule>\n");
    if twins {
        text += "<IfModule mod_rewrite.c>\n<IfModule mod_headers.c>\nRewriteEngine On\n";
        for (coding, twin) in [("br", "br"), ("gzip", "gz")] {
            text += &apache_twins(coding, twin);
        }
        text += "Header append Vary Accept-Encoding\n</IfModule>\n</IfModule>\n";
    }
    text
}

/// The compressed twin of a file, for the browsers that read it.
fn apache_twins(coding: &str, twin: &str) -> String {
    let mut text = String::new();
    for (end, kind) in TWINS {
        text += &format!(
            "RewriteCond %{{HTTP:Accept-Encoding}} {coding}\nRewriteCond %{{REQUEST_FILENAME}}.{twin} -f\n\
             RewriteRule ^(.*)\\.{end}$ $1.{end}.{twin} [L]\n\
             RewriteRule \\.{end}\\.{twin}$ - [T={kind},E=no-gzip:1,E=no-brotli:1]\n"
        );
    }
    text + &format!(
        "<FilesMatch \"\\.{twin}$\">\nHeader set Content-Encoding {coding}\n</FilesMatch>\n\
         <FilesMatch \"\\.[0-9a-f]{{8}}\\.[a-z0-9]+\\.{twin}$\">\nHeader set Cache-Control \"{YEAR}\"\n</FilesMatch>\n"
    )
}

/// `nginx.conf`, to be included in the block `server` of the site.
fn nginx(folder: &str, twins: bool) -> String {
    let twins = if twins { "gzip_static on;\n" } else { "" };
    let headers =
        |cache: &str| format!("add_header Cache-Control \"{cache}\";\nadd_header X-Content-Type-Options nosniff;\n");
    let types = TYPES.map(|(end, kind)| {
        let again = headers(AGAIN);
        format!("location ~ \"^{folder}/.*\\.{end}$\" {{\ntypes {{ }}\ndefault_type {kind};\n{again}}}\n")
    });
    let (again, year) = (headers(AGAIN), headers(YEAR));
    format!(
        "{twins}error_page 404 {folder}/404.html;\nlocation = {folder}/nginx.conf {{\nreturn 404;\n}}\n\
         location ~ \"^{folder}/.*{NAME}\" {{\n{year}}}\n{}location {folder}/ {{\n{again}}}\n",
        types.concat()
    )
}
