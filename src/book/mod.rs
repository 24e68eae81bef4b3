//! The guide to take away: one book made of the same pages, and pages of their own.

use crate::cache::Cache;
use crate::diagnostic::{Report, Rule, Severity};
use crate::model::Value;
use crate::model::types::date::Date;
use crate::render::download::Downloads;
use crate::render::record;
use crate::render::view::Views;
use crate::site::book::{Book, Part};
use crate::site::{PageId, Site};
use crate::slug::slug;
use crate::theme::{Print, Theme};

mod epub;
#[cfg(feature = "pdf")]
mod pdf;

/// A PDF that could not be set.
pub const NOT_SET: Rule = Rule { code: "pdf-impossible", severity: Severity::Error };
/// A sign that no font of a PDF draws.
pub const NO_GLYPH: Rule = Rule { code: "signe-sans-dessin", severity: Severity::Warning };

/// Every rule of this room.
pub const RULES: &[&Rule] = &[&NOT_SET, &NO_GLYPH];

/// Are files made to take away?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Make {
    /// They are not: a preview, which has no use for them.
    #[default]
    Nothing,
    /// Those that cost little: the EPUB.
    Epub,
    /// All those for which the settings of the site ask.
    Everything,
}

/// Everything that a book is made of.
struct Binding<'a> {
    site: &'a Site,
    theme: &'a Theme,
    views: &'a Views<'a>,
    book: &'a Book,
    lang: &'a str,
}

/// The files that the settings ask for. A file whose pages did not change is not made again.
pub fn make(views: &Views<'_>, make: Make, cache: &Cache, report: &mut Report) -> Downloads {
    let (site, theme) = (views.site, views.theme);
    let Some(book) = site.book.as_ref().filter(|_| make != Make::Nothing && !theme.broken) else {
        return Downloads::default();
    };
    let binding = Binding { site, theme, views, book, lang: site.config.language() };
    let mut downloads = Downloads::default();
    #[cfg(feature = "pdf")]
    if make == Make::Everything {
        let (book, sheets) = pdf::make(&binding, cache, report);
        downloads.book.extend(book);
        downloads.sheets = sheets;
    }
    downloads.book.extend(epub::make(&binding, cache, report));
    downloads
}

impl Binding<'_> {
    /// The name of the files of the whole guide, without its ending.
    fn name(&self) -> String {
        Some(slug(&self.title())).filter(|name| !name.is_empty()).unwrap_or_else(|| "guide".to_owned())
    }

    fn title(&self) -> String {
        self.text(self.site.config.text("title").unwrap_or_default())
    }

    fn text(&self, text: &str) -> String {
        record::plain_text(&Value::Text(text.to_owned()), self.lang)
    }

    fn word(&self, key: &str) -> String {
        self.text(&self.theme.word(self.lang, key))
    }

    /// The last day on which a page of the book changed, as the pages say it.
    fn date(&self) -> Option<Date> {
        let dates = self.book.pages().flat_map(|id| {
            let page = self.site.page(id);
            ["updated", "date"].into_iter().filter_map(|role| match page.role(&self.site.model, role) {
                Some(Value::Date(date)) => Some(*date),
                _ => None,
            })
        });
        dates.max()
    }

    /// What the table of contents calls a part.
    fn part_title(&self, part: &Part) -> String {
        match part {
            Part::Collection(index, _) => self.text(&self.site.model.collections[*index].many),
            Part::Page(id) => record::title(self.site, *id),
        }
    }

    /// What gathers some entries: the title of the page that they name.
    fn group_title(&self, of: Option<PageId>) -> String {
        of.map_or_else(|| self.word("book.others"), |id| record::title(self.site, id))
    }
}

/// What tells whether a file would be the same again.
fn print(parts: &impl std::hash::Hash) -> Print {
    crate::theme::print::of(parts)
}
