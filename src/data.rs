//! Plain values given to templates and to data files: cheap to share, in order, hashable    ← serde_json.

use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// A value without behaviour. Cloning one shares its parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Data {
    /// Nothing was given.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A decimal number, as digits with an optional `-` and one `.`.
    Decimal(Arc<str>),
    /// Text: escaped wherever it lands.
    Text(Arc<str>),
    /// HTML made by the generator itself from cleaned parts: the only value that is not escaped. It may be long, and stays
    /// where it was made.
    Html(Arc<String>),
    /// Values in order.
    List(Arc<[Data]>),
    /// Named values, in the order in which they were put.
    Map(Arc<[(Name, Data)]>),
}

/// The name of a value in a map: most are written in the program, and cost nothing.
#[derive(Clone, Debug)]
pub enum Name {
    /// A name of ours.
    Ours(&'static str),
    /// A name that the site chose.
    Given(Arc<str>),
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Name::Ours(name) => name,
            Name::Given(name) => name,
        }
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Name) -> bool {
        **self == **other
    }
}

impl Eq for Name {}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl From<&'static str> for Name {
    fn from(name: &'static str) -> Name {
        Name::Ours(name)
    }
}

impl From<String> for Name {
    fn from(name: String) -> Name {
        Name::Given(name.into())
    }
}

impl From<&Name> for Name {
    fn from(name: &Name) -> Name {
        name.clone()
    }
}

impl Data {
    /// Text.
    pub fn text(text: impl AsRef<str>) -> Data {
        Data::Text(Arc::from(text.as_ref()))
    }

    /// HTML that is safe to insert as it is.
    pub fn html(html: impl Into<String>) -> Data {
        Data::Html(Arc::new(html.into()))
    }

    /// Values in order.
    pub fn list(items: impl IntoIterator<Item = Data>) -> Data {
        Data::List(items.into_iter().collect())
    }

    /// No value: a list without any.
    pub fn nothing() -> Data {
        Data::List(Arc::default())
    }

    /// Named values.
    pub fn map<K: Into<Name>>(entries: impl IntoIterator<Item = (K, Data)>) -> Data {
        Data::Map(entries.into_iter().map(|(k, v)| (k.into(), v)).collect())
    }

    /// A map with one more value.
    pub fn with(&self, name: &'static str, value: Data) -> Data {
        match self {
            Data::Map(entries) => Data::Map(entries.iter().cloned().chain([(Name::Ours(name), value)]).collect()),
            other => other.clone(),
        }
    }

    /// A map with another value in the place of one of its own.
    pub fn put(&self, name: &str, value: Data) -> Data {
        let Data::Map(entries) = self else { return self.clone() };
        let one = |(known, old): &(Name, Data)| {
            let value = if **known == *name { &value } else { old };
            (known.clone(), value.clone())
        };
        Data::Map(entries.iter().map(one).collect())
    }

    /// A map without the values whose names are not wanted.
    pub fn only(&self, is_wanted: impl Fn(&str) -> bool) -> Data {
        let Data::Map(entries) = self else { return self.clone() };
        Data::Map(entries.iter().filter(|(name, _)| is_wanted(name)).cloned().collect())
    }

    /// The value, or [`Data::Null`].
    pub fn option<T: Into<Data>>(value: Option<T>) -> Data {
        value.map_or(Data::Null, Into::into)
    }

    /// A part of a map.
    pub fn get(&self, key: &str) -> Option<&Data> {
        match self {
            Data::Map(entries) => entries.iter().find(|(k, _)| &**k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The text, for text and HTML.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Data::Text(text) => Some(text),
            Data::Html(html) => Some(html),
            _ => None,
        }
    }

    /// As JSON, on one line.
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("plain values can always be written as JSON")
    }

    /// As JSON that may stand in a `script` element of a page: nothing in it ends the element.
    pub fn script_json(&self) -> String {
        let json = self.json();
        let mut safe = String::with_capacity(json.len());
        for character in json.chars() {
            match character {
                '<' => safe.push_str("\\u003c"),
                '>' => safe.push_str("\\u003e"),
                '&' => safe.push_str("\\u0026"),
                '\u{2028}' => safe.push_str("\\u2028"),
                '\u{2029}' => safe.push_str("\\u2029"),
                other => safe.push(other),
            }
        }
        safe
    }

    /// Was nothing given?
    pub fn is_null(&self) -> bool {
        matches!(self, Data::Null)
    }
}

impl From<&str> for Data {
    fn from(text: &str) -> Data {
        Data::text(text)
    }
}

impl From<String> for Data {
    fn from(text: String) -> Data {
        Data::Text(text.into())
    }
}

impl From<bool> for Data {
    fn from(value: bool) -> Data {
        Data::Bool(value)
    }
}

impl From<i64> for Data {
    fn from(value: i64) -> Data {
        Data::Int(value)
    }
}

impl From<usize> for Data {
    fn from(value: usize) -> Data {
        Data::Int(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl Serialize for Data {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Data::Null => serializer.serialize_unit(),
            Data::Bool(value) => serializer.serialize_bool(*value),
            Data::Int(value) => serializer.serialize_i64(*value),
            Data::Decimal(digits) => match (digits.parse::<i64>(), digits.parse::<f64>()) {
                (Ok(whole), _) => serializer.serialize_i64(whole),
                (_, Ok(number)) => serializer.serialize_f64(number),
                _ => serializer.serialize_str(digits),
            },
            Data::Text(text) => serializer.serialize_str(text),
            Data::Html(html) => serializer.serialize_str(html),
            Data::List(items) => {
                let mut seq = serializer.serialize_seq(Some(items.len()))?;
                for item in items.iter() {
                    seq.serialize_element(item)?;
                }
                seq.end()
            }
            Data::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries.iter() {
                    map.serialize_entry(&**key, value)?;
                }
                map.end()
            }
        }
    }
}
