//! The pure helpers that templates may call, and our values as templates see them  ← tera.

use tera::{Kwargs, Map, State, Tera, TeraResult, Value};

use crate::data::Data;

/// Adds our filters.
pub fn register(tera: &mut Tera) {
    tera.register_filter("fill", fill);
    tera.register_filter("plural", plural);
}

/// `{{ t.page_of | fill(n=3, total=8) }}`: puts values in place of `{n}` and `{total}`.
fn fill(text: &str, arguments: Kwargs, _: &State) -> TeraResult<String> {
    let mut out = text.to_owned();
    for name in ["n", "total", "name", "title", "date", "level", "lang", "format", "size"] {
        if let Some(value) = arguments.get::<Value>(name)? {
            out = out.replace(&format!("{{{name}}}"), &value.to_string());
        }
    }
    Ok(out)
}

/// `{{ t.count | plural(n=3) }}`: the form for a number, of a map with `one` and `many`; 0 and 1
/// take the singular, as in French.
fn plural(forms: Value, arguments: Kwargs, _: &State) -> TeraResult<String> {
    let n: i64 = arguments.must_get("n")?;
    let form = forms.get_from_path(if n.abs() < 2 { "one" } else { "many" });
    let text = form.and_then(Value::as_str).unwrap_or("{n}");
    Ok(text.replace("{n}", &n.to_string()))
}

/// A value as templates see it.
pub fn value(data: &Data) -> Value {
    match data {
        Data::Null => Value::none(),
        Data::Bool(value) => Value::from(*value),
        Data::Int(value) => Value::from(*value),
        Data::Text(text) => Value::normal_string(text),
        Data::Html(html) => Value::safe_string(html),
        Data::List(items) => Value::from(items.iter().map(value).collect::<Vec<_>>()),
        Data::Map(entries) => {
            let mut map = Map::default();
            for (key, data) in entries.iter() {
                map.insert(key.to_string().into(), value(data));
            }
            Value::from(map)
        }
    }
}
