//! A picture with its alternative.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::Report;
use crate::model::Value;
use crate::model::column::{Column, Resolve};
use crate::model::types::composite::Composite;
use crate::model::types::{FieldType, Reading, Show, TypeDef};
use crate::yaml::Node;

/// The type `image`: `fichier`, `description` (its alternative), `legende`, `credit`.
pub const TYPE: TypeDef = TypeDef { name: "image", options: &[], make };

const FIELDS: &str = r#"
fichier: { type: file, required: true }
description: { type: text, required: true, max: 200, help: "Ce que montre l'image, pour qui ne la voit pas" }
legende: { type: text }
credit: { type: text }
"#;

#[derive(Debug)]
struct Image(Composite);

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(Image(Composite::new(FIELDS, None))))
}

impl FieldType for Image {
    fn name(&self) -> &'static str {
        "image"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        let Value::Group(mut parts) = self.0.read(node, reading)? else { return None };
        for (_, part) in &mut parts {
            if let Value::File(path, span) = part {
                *part = Value::Picture(std::mem::take(path), *span);
            }
        }
        Some(Value::Group(parts))
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        let Some(Value::Picture(path, _)) = value.get("fichier") else { return Data::Null };
        let file = show.picture(path);
        let part = |key: &str| file.get(key).cloned().unwrap_or(Data::Null);
        Data::map([
            ("path", part("path")),
            ("width", part("width")),
            ("height", part("height")),
            ("versions", part("versions")),
            ("sizes", part("sizes")),
            ("alt", self.0.part(value, "description", show)),
            ("caption", self.0.part(value, "legende", show)),
            ("credit", self.0.part(value, "credit", show)),
        ])
    }

    fn columns(&self) -> Vec<Column> {
        self.0.columns()
    }

    fn export(&self, value: &Value, resolve: &dyn Resolve) -> Data {
        self.0.export(value, resolve)
    }

    fn schema(&self) -> Data {
        self.0.schema()
    }

    fn example(&self) -> String {
        "{ fichier: photo.jpg, description: \"…\" }".to_owned()
    }
}
