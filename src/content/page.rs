//! A page: its header, its values and its text.

use std::collections::BTreeMap;

use crate::content::front_matter::{Engine, SECTION};
use crate::diagnostic::Exception;
use crate::markdown::Document;
use crate::model::{Field, Model, Value};
use crate::source::{FileId, Span};

/// A text of the site, with its values.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its file.
    pub file: FileId,
    /// The first line of its header: where a fault of the whole page is shown.
    pub head: Span,
    /// Its collection, by its index in the model.
    pub collection: usize,
    /// An entry, or the text of the list page.
    pub kind: Kind,
    /// The end of its address.
    pub slug: String,
    /// Its language.
    pub lang: String,
    /// What every page may say.
    pub engine: Engine,
    /// The values of its fields.
    pub values: Vec<(String, Value)>,
    /// Its text.
    pub body: Document,
    /// The blocks of the theme in its text, by the index of their code.
    pub blocks: BTreeMap<usize, (String, Value)>,
    /// The faults that its author accepts.
    pub exceptions: Vec<Exception>,
}

/// What a page is for its collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of its entries.
    Entry,
    /// The text of its list page.
    Section,
}

impl Page {
    /// The value of a field.
    pub fn value(&self, id: &str) -> Option<&Value> {
        self.values.iter().find(|(key, _)| key == id).map(|(_, v)| v)
    }

    /// Does its author accept the faults of this code?
    pub fn accepts(&self, code: &str) -> bool {
        self.exceptions.iter().any(|exception| exception.code == code)
    }

    /// A copy without its text, but for what checks of published pages ask of it.
    pub fn without_text(&self) -> Page {
        let Page { file, head, collection, kind, .. } = *self;
        Page {
            file,
            head,
            collection,
            kind,
            slug: self.slug.clone(),
            lang: self.lang.clone(),
            engine: self.engine.clone(),
            values: self.values.clone(),
            body: self.body.without_text(),
            blocks: self.blocks.clone(),
            exceptions: self.exceptions.clone(),
        }
    }

    /// Is it the same but for its text, for whoever does not read the text?
    pub fn looks_like(&self, other: &Page) -> bool {
        let Page { file, head, collection, kind, slug, lang, engine, values, body: _, blocks: _, exceptions: _ } = self;
        *file == other.file
            && *head == other.head
            && *collection == other.collection
            && *kind == other.kind
            && *slug == other.slug
            && *lang == other.lang
            && *engine == other.engine
            && *values == other.values
    }

    /// The fields that it has.
    pub fn group<'m>(&self, model: &'m Model) -> &'m [Field] {
        match self.kind {
            Kind::Entry => &model.collections[self.collection].group.fields,
            Kind::Section => &SECTION,
        }
    }

    /// The value of the field that has a role.
    pub fn role(&self, model: &Model, role: &str) -> Option<&Value> {
        let field = self.group(model).iter().find(|f| f.role.as_deref() == Some(role))?;
        self.value(&field.id)
    }
}
