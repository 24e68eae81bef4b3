//! What a file is called when it is read for its pages, and what a program may have made of that.

use crate::content::config;
use crate::model;
use crate::slug::slug;
use crate::source::SourceFile;

/// Is a file read for its pages?
pub fn is_text(file: &SourceFile) -> bool {
    let is_read_before = [config::PATH, model::PATH].contains(&file.path.as_str());
    !is_read_before && (is_page(&file.path) || data_stem(&file.path).is_some())
}

/// The name of a data file without its ending, which a program may have changed.
fn data_stem(path: &str) -> Option<&str> {
    [".yaml", ".yml", ".yaml.txt", ".yml.txt"].into_iter().find_map(|end| path.strip_suffix(end))
}

/// Is a file called as a data file is to be, but perhaps for its ending and its capitals?
pub fn is_data_named(path: &str, place: &str) -> bool {
    data_stem(path).is_some_and(|stem| data_stem(place).is_some_and(|place| slug(stem) == slug(place)))
}

/// Is it the name of a page, perhaps with an ending that a program added or wrote otherwise?
pub fn is_page(path: &str) -> bool {
    page_end(path).is_some()
}

/// The path of a page as links write it: with its own ending, whatever a program made of it.
pub fn page_path(path: &str) -> Option<String> {
    page_end(path).map(|end| format!("{}.md", &path[..path.len() - end.len()]))
}

/// The ending of the name of a page.
fn page_end(path: &str) -> Option<&str> {
    let end = |end: &&str| path.get(path.len().wrapping_sub(end.len())..).is_some_and(|e| e.eq_ignore_ascii_case(end));
    [".md", ".md.txt", ".markdown", ".mdown", ".mkd"].into_iter().find(end).map(|end| &path[path.len() - end.len()..])
}
