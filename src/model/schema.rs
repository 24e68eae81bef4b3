//! The model as JSON Schema (draft 2020-12), for editors that complete and check as one types.

use crate::data::Data;
use crate::model::{Collection, Field, Group};

/// The schema of the front matter of a collection. `engine` are the fields that every page has.
pub fn collection(collection: &Collection, engine: &[Field]) -> Data {
    let mut all = collection.group.clone();
    all.fields.extend(engine.iter().filter(|f| collection.group.field(&f.id).is_none()).cloned());
    let Data::Map(entries) = object(&all) else { return Data::Null };
    let head = [
        ("$schema".to_owned(), Data::text("https://json-schema.org/draft/2020-12/schema")),
        ("title".to_owned(), Data::text(&collection.one)),
    ];
    Data::map(head.into_iter().chain(entries.iter().map(|(k, v)| (k.to_string(), v.clone()))))
}

/// The schema of a group: its fields, which are required, and nothing else.
pub fn object(group: &Group) -> Data {
    let required = group.fields.iter().filter(|f| f.required).map(|f| Data::text(&f.id));
    Data::map([
        ("type", Data::text("object")),
        ("properties", Data::map(group.fields.iter().map(|f| (f.id.clone(), property(f))))),
        ("required", Data::list(required)),
        ("additionalProperties", Data::Bool(false)),
    ])
}

fn property(field: &Field) -> Data {
    let mut entries = vec![("title".to_owned(), Data::text(&field.label))];
    entries.extend(field.help.as_ref().map(|h| ("description".to_owned(), Data::text(h))));
    if let Data::Map(own) = field.kind.schema() {
        entries.extend(own.iter().map(|(k, v)| (k.to_string(), v.clone())));
    }
    Data::map(entries)
}
