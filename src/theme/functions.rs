//! The pure helpers that templates may call, and our values as templates see them  ← tera.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::ser::{Error, Serialize, SerializeStruct, Serializer};
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::data::{Data, Name};
use crate::theme::work;

/// The filters that templates know: those of tera 2 (`Tera::register_builtin_filters`), and ours.
pub const FILTERS: [&str; 37] = [
    "abs",
    "capitalize",
    "default",
    "escape_html",
    "escape_xml",
    "fill",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "plural",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
];

/// The tests of tera 2: `{% if x is defined %}`.
pub const TESTS: [&str; 17] = [
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];

/// The functions of tera 2.
pub const FUNCTIONS: [&str; 3] = ["range", "super", "throw"];

/// Adds our filters, and the call that counts.
pub fn register(tera: &mut Tera) {
    tera.register_function(work::CALL, count);
    tera.register_filter("fill", fill);
    tera.register_filter("plural", plural);
}

/// Counts one step of a template, and ends it when it takes too many.
fn count(_: Kwargs, _: &State) -> TeraResult<&'static str> {
    if work::step() { Ok("") } else { Err(tera::Error::message(work::CALL)) }
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

/// What many pages see, as templates see it: converted once, found again by its place in memory.
#[derive(Debug, Default)]
pub struct Known(BTreeMap<usize, (Data, Value)>);

impl Known {
    /// Converts these values too, on all cores, with the help of what is known, and of what was known `before`. They are
    /// kept, so that nothing else takes their place in memory.
    pub fn add<'a>(&mut self, values: impl IntoParallelIterator<Item = &'a Data>, before: Option<&Known>) {
        let one = |data: &Data| {
            let place = place(data)?;
            let old = before.and_then(|before| before.0.get(&place));
            let value = old.map_or_else(|| self.value(data), |(_, value)| value.clone());
            Some((place, (data.clone(), value)))
        };
        let made: Vec<_> = values.into_par_iter().filter_map(one).collect();
        self.0.append(&mut made.into_iter().collect());
    }

    /// A value as templates see it.
    pub fn value(&self, data: &Data) -> Value {
        Conversion::new(self).value(data)
    }
}

/// The conversion of the values of one page: what it holds twice is converted once.
pub struct Conversion<'k> {
    known: &'k Known,
    made: RefCell<BTreeMap<usize, Value>>,
}

impl<'k> Conversion<'k> {
    /// Nothing yet, but what is known.
    pub fn new(known: &'k Known) -> Conversion<'k> {
        Conversion { known, made: RefCell::default() }
    }

    /// A value as templates see it.
    pub fn value(&self, data: &Data) -> Value {
        // Each name of a map is put at its place once: what the engine makes of a finished map, it makes twice.
        Value::try_from_serializable(&Part { data, conversion: self }).unwrap_or_else(|_| Value::none())
    }

    /// What was converted before.
    fn found(&self, place: usize) -> Option<Value> {
        let known = self.known.0.get(&place).map(|(_, value)| value);
        known.cloned().or_else(|| self.made.borrow().get(&place).cloned())
    }
}

/// A value that is being converted, as the engine reads it: values of its own are taken as they are.
struct Part<'a> {
    data: &'a Data,
    conversion: &'a Conversion<'a>,
}

impl Part<'_> {
    fn parts<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let part = |data| Part { data, conversion: self.conversion };
        match self.data {
            Data::List(items) => serializer.collect_seq(items.iter().map(part)),
            Data::Map(entries) => match entries.iter().all(|(name, _)| matches!(name, Name::Ours(_))) {
                true => {
                    let mut map = serializer.serialize_struct("", entries.len())?;
                    for (name, data) in entries.iter() {
                        if let Name::Ours(name) = name {
                            map.serialize_field(name, &part(data))?;
                        }
                    }
                    map.end()
                }
                false => serializer.collect_map(entries.iter().map(|(name, data)| (&**name, part(data)))),
            },
            _ => serializer.serialize_unit(),
        }
    }
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.data {
            Data::Html(html) => Value::safe_string(html).serialize(serializer),
            Data::List(_) | Data::Map(_) => match shared(self.data) {
                None => self.parts(serializer),
                Some(place) => match self.conversion.found(place) {
                    Some(value) => value.serialize(serializer),
                    None => {
                        let value = Value::try_from_serializable(&Parts(self)).map_err(S::Error::custom)?;
                        self.conversion.made.borrow_mut().insert(place, value.clone());
                        value.serialize(serializer)
                    }
                },
            },
            Data::Decimal(digits) => match digits.parse::<f64>() {
                Ok(number) => serializer.serialize_f64(number),
                Err(_) => serializer.serialize_str(digits),
            },
            plain => plain.serialize(serializer),
        }
    }
}

/// The parts of a value, whatever was converted before.
struct Parts<'a>(&'a Part<'a>);

impl Serialize for Parts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.parts(serializer)
    }
}

/// Where the parts of a map or a list are, when somebody else holds them too.
fn shared(data: &Data) -> Option<usize> {
    let others = match data {
        Data::Map(entries) => Arc::strong_count(entries) > 1,
        Data::List(items) => Arc::strong_count(items) > 1,
        _ => false,
    };
    place(data).filter(|_| others)
}

/// Where the parts of a map or a list are.
fn place(data: &Data) -> Option<usize> {
    match data {
        Data::Map(entries) => Some(entries.as_ptr() as usize),
        Data::List(items) => Some(items.as_ptr() as usize),
        _ => None,
    }
}
