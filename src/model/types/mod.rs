//! The field types: how a value is read, what is said when it is wrong, how it is shown.

use std::fmt::Debug;
use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::markdown::{Document, Manner};
use crate::model::column::{Column, Kind, Resolve};
use crate::model::{Field, Matrix, Model, Query, Ref, Value};
use crate::source::Span;
use crate::yaml::{self, Key, Node};

pub mod amount;
pub mod boolean;
pub mod choice;
pub mod choices;
mod composite;
pub mod contact;
pub mod date;
pub mod email;
pub mod figure;
pub mod file;
pub mod group;
pub mod image;
pub mod integer;
pub mod link;
pub mod list;
pub mod markdown;
pub mod matrix;
pub mod number;
pub mod period;
pub mod place;
pub mod query;
pub mod reference;
pub mod references;
pub mod source;
pub mod text;
mod unread;
pub mod url;

pub use unread::Unread;

/// A value of another type than the one that the field declares.
pub const WRONG_TYPE: Rule = Rule { code: "valeur-inattendue", severity: Severity::Error };
/// A text that YAML cuts at a `#`.
pub const CUT_TEXT: Rule = Rule { code: "texte-coupe", severity: Severity::Error };
/// Signs of Markdown or HTML in a text that is shown as it is.
pub const SIGNS: Rule = Rule { code: "signes-affiches", severity: Severity::Warning };
/// A text longer or shorter, a list larger or smaller than the model allows.
pub const SIZE: Rule = Rule { code: "longueur", severity: Severity::Error };

/// What a field type does.
pub trait FieldType: Debug + Send + Sync {
    /// Its name in the model.
    fn name(&self) -> &'static str;
    /// Reads a value. What is wrong goes to the report, and then there is none.
    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value>;
    /// The value as templates see it.
    fn show(&self, value: &Value, show: &dyn Show) -> Data;
    /// The type as a JSON Schema.
    fn schema(&self) -> Data;
    /// A value that an editor could write.
    fn example(&self) -> String;
    /// The columns of open data in which its values stand: one of texts, unless the type says otherwise.
    fn columns(&self) -> Vec<Column> {
        vec![Column::alone(Kind::Text)]
    }
    /// The value as open data, without typography; its columns say where its parts are.
    fn export(&self, value: &Value, _: &dyn Resolve) -> Data {
        value.as_text().map_or(Data::Null, Data::text)
    }
    /// The type of the items of a list.
    fn item(&self) -> Option<&'static str> {
        None
    }
    /// The keys of a choice with what readers see, in order.
    fn labels(&self) -> &[(String, String)] {
        &[]
    }
    /// The collection of which a value names an entry.
    fn names(&self) -> Option<&str> {
        None
    }
    /// The fields of which a value is made, when the model declares them.
    fn fields(&self) -> &[Field] {
        &[]
    }
    /// The collections that it refers to.
    fn targets(&self) -> Vec<String> {
        Vec::new()
    }
    /// Can a list of entries be narrowed by it? References can: their entries are the values.
    fn narrows(&self) -> bool {
        !self.targets().is_empty()
    }
    /// The value of the filter to which one of its values belongs, when it is no reference.
    fn narrow(&self, _: &Value) -> Option<Narrow> {
        None
    }
}

/// One value of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrow {
    /// Its name in addresses.
    pub key: String,
    /// What readers see.
    pub label: String,
    /// Its place among the values of the filter; equal ones follow their keys.
    pub rank: i64,
}

impl Narrow {
    /// A text, which stands in the order of the alphabet.
    fn text(text: &str) -> Option<Narrow> {
        let key = crate::slug::slug(text);
        (!key.is_empty()).then(|| Narrow { key, label: text.to_owned(), rank: 0 })
    }
}

/// A type that a model can name.
pub struct TypeDef {
    /// Its name: `text`.
    pub name: &'static str,
    /// The keys that its declaration may have, beside those of every field.
    pub options: &'static [&'static str],
    /// Makes it from its declaration.
    pub make: fn(&Node, &mut Report) -> Option<Arc<dyn FieldType>>,
}

/// Every type.
pub const TYPES: [TypeDef; 26] = [
    text::TYPE,
    markdown::TYPE,
    integer::TYPE,
    number::TYPE,
    amount::TYPE,
    boolean::TYPE,
    date::TYPE,
    period::TYPE,
    url::TYPE,
    email::TYPE,
    image::TYPE,
    file::TYPE,
    link::TYPE,
    choice::TYPE,
    choices::TYPE,
    reference::TYPE,
    references::TYPE,
    list::TYPE,
    group::TYPE,
    place::TYPE,
    figure::TYPE,
    source::TYPE,
    contact::TYPE,
    query::TYPE,
    matrix::TYPE,
    text::IDENTIFIER,
];

/// What is needed to read a value.
pub struct Reading<'a> {
    /// The field, for messages.
    pub field: String,
    /// Where faults go.
    pub report: &'a mut Report,
    /// How its Markdown is read.
    pub manner: Manner,
    /// The model, for queries; none while the model itself is read.
    pub model: Option<&'a Model>,
}

impl Reading<'_> {
    /// Reports a value of the wrong type: the message says what the field expects, with a
    /// line that could be written.
    pub fn wrong(&mut self, node: &Node, message: &'static str, example: &str) {
        let value = node.as_text().unwrap_or("…").to_owned();
        let message = Message::new(message).with("field", self.field.as_str()).with("value", value);
        let line = format!("{}: {example}", self.field);
        self.report
            .add(Diagnostic::at(&WRONG_TYPE, node.span, message).help(Message::new("for-example").with("line", line)));
    }

    /// Reports `- Mairie : Le Faou`, a text that its colon makes a name and a value.
    fn cut_by_a_colon(&mut self, key: &Key, value: Span, end: &str) {
        let span = Span::new(key.span.file, key.span.start as usize, value.end as usize);
        let line = yaml::quoted(&format!("{} : {end}", key.name.trim()));
        let message = Message::new("yaml-colon").with("key", self.field.as_str());
        self.report.add(Diagnostic::at(&WRONG_TYPE, span, message).help(Message::new("write-text").with("text", line)));
    }

    /// The text of a node; a list or a group is reported.
    pub fn text<'n>(&mut self, node: &'n Node, example: &str) -> Option<&'n str> {
        let text = node.as_text().map(str::trim);
        if let (None, Some([(key, value)])) = (text, node.as_map())
            && let Some(end) = value.as_text()
        {
            self.cut_by_a_colon(key, value.span, end);
            return None;
        }
        if text.is_none() {
            // `[engagee]`: brackets around the only value, or around several.
            let items = node.as_list().unwrap_or_default();
            let first = items.first().filter(|first| first.as_text().is_some()).and_then(Node::line);
            let (message, line) = match (&first, items.len()) {
                (Some(first), 1) => ("type-text", first.as_str()),
                (Some(first), _) => ("type-one", first.as_str()),
                (None, _) => ("type-text", example),
            };
            self.wrong(node, message, line);
        }
        text
    }
}

/// What the types ask of the page on which a value is shown.
pub trait Show {
    /// A text, with the typography of its language.
    fn text(&self, text: &str) -> String;
    /// A Markdown text as HTML; a single paragraph without its tags.
    fn markdown(&self, document: &Document) -> String;
    /// The light record of an entry; null when there is none.
    fn record(&self, reference: &Ref) -> Data;
    /// The value that a role has in an entry; null when there is none.
    fn role(&self, reference: &Ref, role: &str) -> Data;
    /// The filter page of the entries whose field holds this value; null when there is none.
    fn facet(&self, field: &str, value: &str) -> Data;
    /// A file of the site: path, width, height, size in bytes; null when there is none.
    fn file(&self, path: &str, span: Span) -> Data;
    /// A picture of the site: path, width, height, its versions (path and width of each), and how wide it is shown
    /// (`sizes` of HTML); null when there is none.
    fn picture(&self, path: &str) -> Data;
    /// A page of the site or an outside address: path or url; null when it is dead.
    fn link(&self, target: &str) -> Data;
    /// The entries that a query asks for.
    fn query(&self, query: &Query) -> Data;
    /// The entries of a matrix.
    fn matrix(&self, matrix: &Matrix) -> Data;
    /// A word of the interface.
    fn word(&self, key: &str) -> String;
    /// The language of the page.
    fn lang(&self) -> &str;
}

/// A JSON Schema with one key.
fn schema(kind: &str) -> Data {
    Data::map([("type", Data::text(kind))])
}
