//! How the values of a field are given to other programs: columns of a table, and plain values.

use crate::data::Data;
use crate::model::{Ref, Value};
use crate::slug::slug;

/// One column of a table of open data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What its name adds to that of the field: nothing, or `["commune"]`.
    pub name: Vec<String>,
    /// Where its value is in what the field gives.
    pub path: Vec<String>,
    /// What its cells hold.
    pub kind: Kind,
    /// The keys that its cells may hold, with what readers see; any text when there is none.
    pub choices: Vec<(String, String)>,
    /// May a cell hold several values, with `|` between them?
    pub many: bool,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A whole number.
    Integer,
    /// A number with a decimal point.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `2018`, `2018-05` or `2018-05-12`.
    Date,
    /// An address on the web.
    Url,
    /// An electronic address.
    Email,
}

/// What the types ask of the site to give a value to other programs.
pub trait Resolve {
    /// The title of an entry.
    fn title(&self, reference: &Ref) -> Option<String>;
    /// What the field with a role holds in an entry.
    fn role(&self, reference: &Ref, role: &str) -> Option<Value>;
    /// The address of a page or a file of the site: public when that of the site is known, else from its root.
    fn address(&self, written: &str) -> Option<String>;
}

/// What stands between the values of one cell.
const SEPARATOR: &str = "|";

impl Column {
    /// The only column of a field: its value as it is.
    pub fn alone(kind: Kind) -> Column {
        Column { name: Vec::new(), path: Vec::new(), kind, choices: Vec::new(), many: false }
    }

    /// A column of the part `path` of a value.
    pub fn part(name: &str, path: &str, kind: Kind) -> Column {
        let name = Some(name).filter(|name| !name.is_empty()).map(str::to_owned);
        Column { name: name.into_iter().collect(), path: vec![path.to_owned()], ..Column::alone(kind) }
    }

    /// The same column, of a value inside another.
    pub fn inside(mut self, part: &str) -> Column {
        self.name.insert(0, part.to_owned());
        self.path.insert(0, part.to_owned());
        self
    }

    /// The same column, of a list of values.
    pub fn many(self) -> Column {
        Column { many: true, ..self }
    }

    /// What it holds of a value: a number or a truth when that is its kind, else a text.
    pub fn cell(&self, value: &Data) -> Data {
        match find(value, &self.path) {
            found if self.many => Some(text(&found)).filter(|text| !text.is_empty()).map_or(Data::Null, Data::from),
            found if found.as_str() == Some("") => Data::Null,
            found => found,
        }
    }
}

/// The name of a column: `fiche` and `["territoire", "code_insee"]` give `ficheTerritoireCodeInsee`, without accents.
pub fn camel<'a>(prefix: &str, words: impl IntoIterator<Item = &'a str>) -> String {
    let mut name = prefix.to_owned();
    for word in words {
        for part in slug(word).split('-').filter(|part| !part.is_empty()) {
            let (first, rest) = part.split_at(1);
            name.push_str(&if name.is_empty() { first.to_owned() } else { first.to_uppercase() });
            name.push_str(rest);
        }
    }
    name
}

/// A part of a value; of a list, that part of each item.
fn find(value: &Data, path: &[String]) -> Data {
    match (value, path) {
        (Data::List(items), _) => Data::list(items.iter().map(|item| find(item, path))),
        (_, []) => value.clone(),
        (_, [first, rest @ ..]) => value.get(first).map_or(Data::Null, |inner| find(inner, rest)),
    }
}

/// A value as the text of a cell.
pub fn text(value: &Data) -> String {
    match value {
        Data::Null => String::new(),
        Data::Bool(value) => value.to_string(),
        Data::Int(value) => value.to_string(),
        Data::Text(text) | Data::Decimal(text) => text.to_string(),
        Data::Html(html) => html.to_string(),
        Data::List(items) => {
            let items: Vec<String> = items.iter().map(|item| text(item).replace(SEPARATOR, "\\|")).collect();
            if items.iter().all(String::is_empty) { String::new() } else { items.join(SEPARATOR) }
        }
        Data::Map(_) => value.json(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_names_without_accents() {
        assert_eq!(camel("fiche", ["territoire", "code_insee"]), "ficheTerritoireCodeInsee");
        assert_eq!(camel("", ["Étude de cas"]), "etudeDeCas");
        assert_eq!(camel("fiche", []), "fiche");
    }

    #[test]
    fn a_list_of_groups_gives_one_cell_for_each_part() {
        let figure = |value: &str, unit: &str| Data::map([("valeur", Data::text(value)), ("unite", Data::text(unit))]);
        let figures = Data::list([figure("3", "kg"), figure("4", ""), figure("a|b", "m")]);
        let column = |part: &str| Column::alone(Kind::Text).inside(part).many();
        assert_eq!(column("valeur").cell(&figures), Data::text("3|4|a\\|b"));
        assert_eq!(column("unite").cell(&figures), Data::text("kg||m"));
        assert_eq!(column("annee").cell(&figures), Data::Null);
    }
}
