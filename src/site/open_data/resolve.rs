//! What values ask of the site to be open data: entries by title, files by address.

use crate::model::column::Resolve;
use crate::model::{Ref, Value};
use crate::site::Site;
use crate::site::link::{Dead, Target};

/// The surroundings of one entry.
pub struct Resolver<'a> {
    /// The site.
    pub site: &'a Site,
    /// The language of the entry.
    pub lang: &'a str,
    /// The file from which paths are counted.
    pub from: &'a str,
}

impl Resolve for Resolver<'_> {
    fn title(&self, reference: &Ref) -> Option<String> {
        self.site.entry(reference, self.lang).map(|id| self.site.title(id).to_owned())
    }

    fn role(&self, reference: &Ref, role: &str) -> Option<Value> {
        let id = self.site.entry(reference, self.lang)?;
        self.site.page(id).role(&self.site.model, role).cloned()
    }

    fn address(&self, written: &str) -> Option<String> {
        let site = self.site;
        let public = |path: &str| Some(site.public(path).unwrap_or_else(|| path.to_owned()));
        match site.lookup.plain(self.from, written) {
            Target::Page(id, _) => public(&site.routes.pages[id.0]),
            Target::Section(index, _) => public(site.routes.sections[index].as_deref()?),
            Target::File(id) | Target::Dead(Dead::Case(id)) => public(&site.assets.0.get(&id)?.path),
            Target::Outside(url) => Some(url),
            Target::Here(_) | Target::Dead(_) => None,
        }
    }
}
