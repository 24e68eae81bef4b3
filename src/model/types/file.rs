//! A file to download.

use std::sync::Arc;

use crate::data::Data;
use crate::diagnostic::Report;
use crate::model::Value;
use crate::model::column::Resolve;
use crate::model::types::{FieldType, Reading, Show, TypeDef, schema};
use crate::yaml::Node;

/// The type `file`: a path from the Markdown file, or from `content/` when it begins with `/`.
pub const TYPE: TypeDef = TypeDef { name: "file", options: &[], make };

#[derive(Debug)]
struct File;

fn make(_: &Node, _: &mut Report) -> Option<Arc<dyn FieldType>> {
    Some(Arc::new(File))
}

/// The format of a file, as readers know it.
pub fn format(path: &str) -> String {
    path.rsplit_once('.').map(|(_, e)| e.to_uppercase()).unwrap_or_default()
}

/// The weight of a file, the way of a language: `1,2 Mo`, `1.2 MB`.
pub fn weight(bytes: i64, lang: &str) -> String {
    let french = !lang.starts_with("en");
    let units = if french { ["octets", "ko", "Mo", "Go"] } else { ["bytes", "kB", "MB", "GB"] };
    let (mut tenths, mut unit) = (bytes.saturating_mul(10), 0);
    while tenths >= 10_000 && unit < 3 {
        tenths = (tenths + 500) / 1000;
        unit += 1;
    }
    let mark = if french { ',' } else { '.' };
    match (tenths / 10, tenths % 10) {
        (whole, tenth) if unit < 2 || whole >= 100 || tenth == 0 => {
            format!("{}\u{a0}{}", whole + i64::from(tenth >= 5), units[unit])
        }
        (whole, tenth) => format!("{whole}{mark}{tenth}\u{a0}{}", units[unit]),
    }
}

impl FieldType for File {
    fn name(&self) -> &'static str {
        "file"
    }

    fn read(&self, node: &Node, reading: &mut Reading<'_>) -> Option<Value> {
        let text = reading.text(node, &self.example())?;
        if let Some((_, target)) = text.strip_suffix(')').and_then(|text| text.split_once("](")) {
            reading.wrong(node, "type-plain-target", target.split(' ').next().unwrap_or(target));
            return None;
        }
        Some(Value::File(text.to_owned(), node.span))
    }

    fn show(&self, value: &Value, show: &dyn Show) -> Data {
        let Value::File(path, span) = value else { return Data::Null };
        let file = show.file(path, *span);
        let Some(Data::Int(bytes)) = file.get("bytes") else { return Data::Null };
        Data::map([
            ("path", file.get("path").cloned().unwrap_or(Data::Null)),
            ("title", Data::text(path.rsplit('/').next().unwrap_or(path))),
            ("format", Data::text(format(path))),
            ("size", Data::text(weight(*bytes, show.lang()))),
            ("lang", Data::Null),
        ])
    }

    fn export(&self, value: &Value, resolve: &dyn Resolve) -> Data {
        match value {
            Value::File(written, _) => Data::option(resolve.address(written)),
            _ => Data::Null,
        }
    }

    fn schema(&self) -> Data {
        schema("string")
    }

    fn example(&self) -> String {
        "../documents/guide.pdf".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::weight;

    #[test]
    fn weights_are_in_the_units_of_the_reader() {
        assert_eq!(weight(1_234_567, "fr"), "1,2\u{a0}Mo");
        assert_eq!(weight(820, "fr"), "820\u{a0}octets");
        assert_eq!(weight(45_600, "fr"), "46\u{a0}ko");
        assert_eq!(weight(2_000_000, "en"), "2\u{a0}MB");
    }
}
