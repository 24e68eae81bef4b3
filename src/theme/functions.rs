//! The pure helpers that templates may call, and our values as templates see them  ← tera.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use rayon::prelude::*;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use tera::{Kwargs, Map, State, StringInput, Tera, TeraResult, Value};

use crate::data::{Data, Name};
use crate::source::lanes::{Lanes, first};
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

/// Adds our filters, and the call that counts. Texts are escaped as the engine does it, many short ones a page, in less time.
pub fn register(tera: &mut Tera) {
    tera.set_escape_fn(escape);
    tera.register_function(work::CALL, count);
    tera.register_filter("fill", fill);
    tera.register_filter("plural", plural);
    tera.register_filter("join", join);
    tera.register_filter("group_by", group_by);
}

/// The engine's filter `group_by`, whose groups come in another order each time: here, in that of their first items.
fn group_by(items: &[Value], arguments: Kwargs, _: &State) -> TeraResult<Map> {
    let (mut places, mut groups) = (Map::new(), Vec::<Vec<Value>>::new());
    for (index, item) in items.iter().enumerate() {
        let attribute = arguments.must_get::<&str>("attribute")?;
        let Some(value) = item.get_from_path(attribute) else {
            let kind = item.name();
            return Err(tera::Error::message(format!(
                "Value at index {index} (a {kind}) does not have an attribute at path: {attribute}"
            )));
        };
        if value.is_none() {
            continue;
        }
        let named = Value::try_from_serializable(&Named(value))?;
        let name = named.as_map().and_then(|map| map.keys().next()).cloned();
        let name = name.ok_or_else(|| tera::Error::message("Not a valid key type"))?;
        let place = places.entry(name).or_insert_with(|| Value::from(groups.len() as u64)).as_u64();
        match place.and_then(|place| groups.get_mut(place as usize)) {
            Some(group) => group.push(item.clone()),
            None => groups.push(vec![item.clone()]),
        }
    }
    Ok(places.into_iter().zip(groups).map(|((name, _), group)| (name, Value::from(group))).collect())
}

/// A map whose only name is a value.
struct Named<'v>(&'v Value);

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(self.0, ())])
    }
}

/// The engine's filter `join`, which makes a text of each item for itself: `{{ list | join(sep=", ") }}`.
fn join(items: &[Value], arguments: Kwargs, state: &State) -> TeraResult<Value> {
    let between = arguments.get::<StringInput>("sep")?;
    let is_html = |item: &Value| item.is_string() && item.is_safe();
    let mut joined = String::new();
    // What is HTML stays so, and the rest is escaped.
    if state.autoescaping_enabled() && (items.iter().any(is_html) || between.as_ref().is_some_and(StringInput::is_safe))
    {
        for (index, item) in items.iter().enumerate() {
            if let Some(between) = between.as_ref().filter(|_| index > 0) {
                joined.push_str(&between.rendered(state)?);
            }
            if !item.is_undefined() {
                joined.push_str(&state.escape_if_needed(item)?);
            }
        }
        return Ok(Value::safe_string(&joined));
    }
    for (index, item) in items.iter().enumerate() {
        joined.push_str(between.as_ref().filter(|_| index > 0).map_or("", StringInput::as_str));
        match item.as_str() {
            Some(text) => joined.push_str(text),
            None => joined.push_str(&item.to_string()),
        }
    }
    Ok(Value::from(joined))
}

/// Writes a text as HTML takes it, in an attribute too.
fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    // `"` and `&` differ by one bit, `<` and `>` by another.
    let is_special = |bytes: Lanes| bytes.with_is(4, b'&') | bytes.with_is(2, b'>') | bytes.is(b'\'');
    let mut rest = text.as_bytes();
    while let Some(at) = first(rest, is_special) {
        out.write_all(&rest[..at])?;
        out.write_all(match rest[at] {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            _ => b"&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_all(rest)
}

/// Counts one step of a template, and ends it when it takes too many.
fn count(_: Kwargs, _: &State) -> TeraResult<()> {
    if work::step() { Ok(()) } else { Err(tera::Error::message(work::CALL)) }
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
pub struct Known {
    /// Each stands in the slot that its place in memory chooses, or in the first free one after it.
    slots: Vec<Option<(Data, Value)>>,
    count: usize,
}

impl Known {
    /// Converts these values too, on all cores, with the help of what is known, and of what was known `before`. They are
    /// kept, so that nothing else takes their place in memory.
    pub fn add<'a>(&mut self, values: impl IntoParallelIterator<Item = &'a Data>, before: Option<&Known>) {
        let one = |data: &Data| {
            let old = before.and_then(|before| before.found(place(data)?));
            place(data).map(|_| (data.clone(), old.unwrap_or_else(|| self.value(data))))
        };
        let made: Vec<_> = values.into_par_iter().filter_map(one).collect();
        let room = ((self.count + made.len()) * 2).next_power_of_two();
        let old = std::mem::replace(&mut self.slots, vec![None; room]);
        self.count = 0;
        for (data, value) in old.into_iter().flatten().chain(made) {
            self.put(data, value);
        }
    }

    fn put(&mut self, data: Data, value: Value) {
        let Some(slot) = place(&data).and_then(|place| self.slot(place)) else { return };
        self.count += usize::from(self.slots[slot].is_none());
        self.slots[slot] = Some((data, value));
    }

    /// The slot of what is at this place in memory, or the one that would take it.
    fn slot(&self, place: usize) -> Option<usize> {
        let last = self.slots.len().checked_sub(1)?;
        // The bits in the middle of this product depend on all those of the place.
        let mut slot = ((place as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & last;
        while self.slots[slot].as_ref().is_some_and(|(data, _)| self::place(data) != Some(place)) {
            slot = (slot + 1) & last;
        }
        Some(slot)
    }

    fn found(&self, place: usize) -> Option<Value> {
        self.slots[self.slot(place)?].as_ref().map(|(_, value)| value.clone())
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
        let Some(place) = shared(data) else { return self.made_of(data) };
        if let Some(value) = self.found(place) {
            return value;
        }
        let value = self.made_of(data);
        self.made.borrow_mut().insert(place, value.clone());
        value
    }

    /// The same, whatever was converted before.
    fn made_of(&self, data: &Data) -> Value {
        let made = match data {
            Data::List(items) => return Value::from(items.iter().map(|item| self.value(item)).collect::<Vec<_>>()),
            Data::Map(entries) => Value::try_from_serializable(&Entries { entries, conversion: self }),
            data => Value::try_from_serializable(&Part { data, conversion: self }),
        };
        made.unwrap_or_else(|_| Value::none())
    }

    /// What was converted before.
    fn found(&self, place: usize) -> Option<Value> {
        self.known.found(place).or_else(|| self.made.borrow().get(&place).cloned())
    }
}

/// A value that is being converted, as the engine reads it: values of its own are taken as they are.
struct Part<'a> {
    data: &'a Data,
    conversion: &'a Conversion<'a>,
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.data {
            Data::Map(entries) if shared(self.data).is_none() => {
                Entries { entries, conversion: self.conversion }.serialize(serializer)
            }
            Data::List(_) | Data::Map(_) => self.conversion.value(self.data).serialize(serializer),
            Data::Html(html) => Value::safe_string(html).serialize(serializer),
            Data::Decimal(digits) => match digits.parse::<f64>() {
                Ok(number) => serializer.serialize_f64(number),
                Err(_) => serializer.serialize_str(digits),
            },
            plain => plain.serialize(serializer),
        }
    }
}

/// The values of a map. Each name is put at its place once: what the engine makes of a finished map, it makes twice.
struct Entries<'a> {
    entries: &'a [(Name, Data)],
    conversion: &'a Conversion<'a>,
}

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let part = |data| Part { data, conversion: self.conversion };
        if self.entries.iter().any(|(name, _)| matches!(name, Name::Given(_))) {
            return serializer.collect_map(self.entries.iter().map(|(name, data)| (&**name, part(data))));
        }
        let mut map = serializer.serialize_struct("", self.entries.len())?;
        for (name, data) in self.entries {
            if let Name::Ours(name) = name {
                map.serialize_field(name, &part(data))?;
            }
        }
        map.end()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_as_the_engine_does_it() {
        for sign in ('\0'..='\u{ff}').chain(['’', '\u{2028}', '\u{e000}']) {
            for length in 0..40 {
                let text = format!("{}{sign}{}{sign}{sign}", "a".repeat(length), "=#".repeat(length / 3));
                let written = |escape: tera::EscapeFn| {
                    let mut out = Vec::new();
                    escape(&text, &mut out).map(|()| out).expect("memory takes what is written")
                };
                assert_eq!(written(escape), written(tera::escape_html), "{text}");
            }
        }
    }

    #[test]
    fn groups_come_in_the_order_of_their_first_items() {
        let mut tera = Tera::default();
        register(&mut tera);
        let template = "{% for name, group in items | group_by(attribute='of.a') %}{{ name }}{% if name == 2 or name == 'z' %}!{% endif %}\
                        {% if name %}?{% endif %}:{% for item in group %}{{ item.n | safe }}{% endfor %} {% endfor %}";
        tera.add_raw_template("a.html", template).expect("the template can be read");
        let names = [
            Value::from("z"),
            Value::from(2),
            Value::from(false),
            Value::none(),
            Value::safe_string("<b>"),
            Value::from("z"),
            Value::from(-7),
            Value::from(2),
        ];
        let item = |(n, name): (usize, Value)| {
            let of = Map::from_iter([("a".into(), name)]);
            Value::from(Map::from_iter([
                ("of".into(), Value::from(of)),
                ("n".into(), Value::safe_string(&format!("<{n}>"))),
            ]))
        };
        let items: Vec<Value> = names.into_iter().enumerate().map(item).collect();
        let shown = |items: Vec<Value>| {
            let mut context = tera::Context::new();
            context.insert_value("items", Value::from(items));
            tera.render("a.html", &context)
        };
        let ends = "z!?:<0><5> 2!?:<1><7> false:<2> &lt;b&gt;?:<4> -7?:<6> ";
        assert_eq!(shown(items).expect("the template ends"), ends);
        assert_eq!(shown(Vec::new()).expect("the template ends"), "");
        assert!(shown(vec![Value::from(1)]).is_err() && shown(vec![item((0, Value::from(vec![1])))]).is_err());
    }

    #[test]
    fn lists_are_joined_as_the_engine_does_it() {
        let mut context = tera::Context::new();
        let (text, html) = (Value::from("a & b"), Value::safe_string("<b>"));
        for (name, items) in [
            ("empty", vec![]),
            ("texts", vec![text.clone(), Value::from(""), Value::from("c")]),
            ("html", vec![html.clone(), text.clone(), Value::none(), Value::from(3)]),
            (
                "other",
                vec![Value::from(1), Value::from(1.5), Value::from(true), Value::none(), Value::from(vec![text])],
            ),
        ] {
            context.insert_value(name, Value::from(items));
        }
        context.insert_value("sign", html);
        let template = "{% for list in [empty, texts, html, other] %}{{ list | join }}|{{ list | join(sep=', ') }}\
                        |{{ list | join(sep='&') | safe }}|{{ list | join(sep=sign) }}|{{ list | join(sep=sign) | upper }}\n{% endfor %}";
        let shown = |name: &str, ours: bool| {
            let mut tera = Tera::default();
            if ours {
                register(&mut tera);
            }
            tera.add_raw_template(name, template).expect("the template can be read");
            tera.render(name, &context).expect("the template ends")
        };
        for name in ["a.html", "a.txt"] {
            assert_eq!(shown(name, true), shown(name, false));
        }
        for tera in [Tera::default(), {
            let mut tera = Tera::default();
            register(&mut tera);
            tera
        }] {
            assert!(tera.render_str("{{ 3 | join }}", &context, true).is_err());
        }
    }

    #[test]
    fn what_is_known_is_found_at_its_place_and_nothing_else_is() {
        let made = |n: i64| Data::map([("n", Data::Int(n))]);
        let all: Vec<Data> = (0..1000).map(made).collect();
        let mut known = Known::default();
        assert!(place(&all[0]).and_then(|place| known.found(place)).is_none());
        all.chunks(300).for_each(|some| known.add(some, None));
        for (n, data) in all.iter().enumerate() {
            let found = place(data).and_then(|place| known.found(place));
            let shown = found.as_ref().and_then(|value| value.get_from_path("n")).and_then(Value::as_i64);
            assert_eq!(shown, Some(n as i64));
        }
        let other = made(0);
        assert!(place(&other).and_then(|place| known.found(place)).is_none());
    }

    #[test]
    fn what_a_page_holds_twice_is_converted_once() {
        let known = Known::default();
        let conversion = Conversion::new(&known);
        let field =
            Data::map([("label", Data::text("Coût")), ("value", Data::list([Data::Int(3), Data::html("<b>")]))]);
        let page = Data::map([("fields", Data::list([field.clone()])), ("f", Data::map([("cost".to_owned(), field)]))]);
        let value = conversion.value(&page);
        let at = |path: &str| value.get_from_path(path).and_then(Value::as_map).map(|map| map as *const _);
        assert!(at("fields.0").is_some() && at("fields.0") == at("f.cost"));
        assert_eq!(
            value.to_string(),
            r#"{"fields": [{"label": "Coût", "value": [3, "<b>"]}], "f": {"cost": {"label": "Coût", "value": [3, "<b>"]}}}"#
        );
    }
}
