//! Markdown in a value.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::Report;
use crate::markdown::{self, Document};
use crate::model::Value;
use crate::model::column::Resolve;
use crate::model::types::{FieldType, Reading, Show, TypeDef, schema, text};
use crate::source::Span;
use crate::yaml::{Node, Quoted, Value as Yaml};

/// The type `markdown`.
pub const TYPE: TypeDef = TypeDef { name: "markdown", options: &[], make };

#[derive(Debug)]
struct Markdown;

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(Markdown))
}

impl FieldType for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        if text::check_cut(node, reading) {
            return None;
        }
        let text = reading.text(node, &self.example())?;
        let Span { file, start, .. } = node.span;
        let mut document = markdown::parse(text, file, start as usize, reading.manner, reading.report);
        if matches!(node.value, Yaml::Text(_, Quoted::Yes)) || text.contains('\n') {
            place_in(&mut document, node.span);
        }
        Some(Value::Markdown(Box::new(document)))
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        match value {
            Value::Markdown(document) => Data::html(show.markdown(document)),
            _ => Data::Null,
        }
    }

    fn export(&self, value: &Value, _: &dyn Resolve) -> Data {
        match value {
            Value::Markdown(document) => Data::text(document.text()),
            _ => Data::Null,
        }
    }

    fn schema(&self) -> Data {
        schema("string")
    }

    fn example(&self) -> String {
        "…".to_owned()
    }
}

/// In a quoted or folded text, places inside are not those of the file: the whole value is shown.
fn place_in(document: &mut Document, span: Span) {
    document.headings.iter_mut().for_each(|h| h.span = span);
    document.links.iter_mut().for_each(|l| l.span = span);
    document.images.iter_mut().for_each(|i| i.span = span);
    document.raw_html.iter_mut().for_each(|h| h.span = span);
    document.codes.iter_mut().for_each(|c| (c.span, c.inner) = (span, span));
}
