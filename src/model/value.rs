//! What fields hold, once read.

use crate::markdown::Document;
use crate::model::types::date::{Date, Period};
use crate::source::Span;

/// A value of a field. What is large and rare is apart: most values are short texts.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text, an address, the key of a choice.
    Text(String),
    /// A parsed Markdown text.
    Markdown(Box<Document>),
    /// A whole number.
    Integer(i64),
    /// A decimal number, as digits with an optional `-` and one `.`.
    Number(String),
    /// Yes or no.
    Boolean(bool),
    /// A day, a month or a year.
    Date(Date),
    /// From a date to another.
    Period(Period),
    /// An entry.
    Reference(Box<Ref>),
    /// A file of the site: its path as written, and where it is named.
    File(String, Span),
    /// A picture of the site, as written, to be shown.
    Picture(String, Span),
    /// A page of the site or an outside address, as written.
    Link(String, Span),
    /// Values in order.
    List(Vec<Value>),
    /// Values by field.
    Group(Vec<(String, Value)>),
    /// Entries that are asked for.
    Query(Box<Query>),
    /// Entries by rows and columns.
    Matrix(Box<Matrix>),
}

/// An entry, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ref {
    /// Its collection.
    pub to: String,
    /// Its slug.
    pub slug: String,
    /// As written.
    pub written: String,
    /// Where.
    pub span: Span,
}

/// Entries that are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Of this collection.
    pub collection: String,
    /// Whose fields hold these values: references or choices.
    pub filters: Vec<(String, Filter)>,
    /// At most so many.
    pub limit: Option<usize>,
}

/// What a field must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// One of these entries.
    Refs(Vec<Ref>),
    /// One of these keys.
    Keys(Vec<String>),
}

/// Entries of one collection, by the entries of two others that they refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// One row for each entry of this collection.
    pub rows: String,
    /// One column for each entry of this one.
    pub columns: String,
    /// The entries in the cells.
    pub of: String,
}

impl Query {
    fn references(&self) -> impl Iterator<Item = &Ref> {
        let refs = self.filters.iter().filter_map(|(_, filter)| match filter {
            Filter::Refs(refs) => Some(refs),
            Filter::Keys(_) => None,
        });
        refs.flatten()
    }
}

impl Value {
    /// Calls `visit` with this value and every value in it.
    pub fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a Value)) {
        visit(self);
        match self {
            Value::List(items) => items.iter().for_each(|item| item.visit(visit)),
            Value::Group(values) => values.iter().for_each(|(_, value)| value.visit(visit)),
            _ => {}
        }
    }

    /// Is there a reference in this value?
    pub fn has_references(&self) -> bool {
        let mut found = false;
        self.references(&mut |_| found = true);
        found
    }

    /// Calls `visit` with every reference of this value, those of its filters among them.
    pub fn references<'a>(&'a self, visit: &mut dyn FnMut(&'a Ref)) {
        self.visit(&mut |value| match value {
            Value::Reference(reference) => visit(reference),
            Value::Query(query) => query.references().for_each(&mut *visit),
            _ => {}
        });
    }

    /// The same, to change them.
    pub fn references_mut(&mut self, visit: &mut dyn FnMut(&mut Ref)) {
        match self {
            Value::Reference(reference) => visit(reference),
            Value::List(items) => items.iter_mut().for_each(|item| item.references_mut(visit)),
            Value::Group(values) => values.iter_mut().for_each(|(_, value)| value.references_mut(visit)),
            Value::Query(query) => {
                for (_, filter) in &mut query.filters {
                    if let Filter::Refs(refs) = filter {
                        refs.iter_mut().for_each(&mut *visit);
                    }
                }
            }
            _ => {}
        }
    }

    /// The value of a field of a group.
    pub fn get(&self, id: &str) -> Option<&Value> {
        match self {
            Value::Group(values) => values.iter().find(|(k, _)| k == id).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a list; the value alone when it is not one.
    pub fn items(&self) -> &[Value] {
        match self {
            Value::List(items) => items,
            value => std::slice::from_ref(value),
        }
    }
}
