//! Which picture stands for a page where it is shared, and where it is published.

use std::collections::BTreeMap;

use crate::card::{self, Card};
use crate::data::Data;
use crate::markdown::typography;
use crate::model::Value;
use crate::render::{Subject, canonical, record, subjects};
use crate::site::Site;
use crate::theme::Theme;
use crate::theme::asset::fingerprint;

/// The value `card` of a page: its address, size and alternative; null when it has none. Only a site that says its
/// address has cards: networks ask for a whole address.
pub fn shown(site: &Site, theme: &Theme, subject: Subject) -> Data {
    let Some(card) = of(site, subject) else { return Data::Null };
    let path = path(&card, theme);
    let alternative = [&card.title, &card.section, &card.site].map(String::as_str);
    let alternative: Vec<&str> = alternative.into_iter().filter(|part| !part.is_empty()).collect();
    Data::map([
        ("url", Data::option(canonical(site, &path))),
        ("path", Data::text(path)),
        ("width", Data::Int(i64::from(card::SIZE.0))),
        ("height", Data::Int(i64::from(card::SIZE.1))),
        ("alt", Data::text(alternative.join(" – "))),
    ])
}

/// Every card of the site, by where it is published.
pub fn all(site: &Site, theme: &Theme) -> BTreeMap<String, Card> {
    let cards = subjects(site, theme).into_iter().filter_map(|subject| of(site, subject));
    cards.map(|card| (path(&card, theme), card)).collect()
}

/// It changes with the words and the colours, so that networks ask for it again.
fn path(card: &Card, theme: &Theme) -> String {
    format!("images/carte-{}.png", fingerprint(card::inputs(card, &theme.card).as_bytes()))
}

fn of(site: &Site, subject: Subject) -> Option<Card> {
    site.config.text("address")?;
    let whole = || {
        let publisher = site.config.inside("publisher", "name").and_then(Value::as_text).unwrap_or_default();
        Card { title: title(site), section: String::new(), site: plain(publisher, site.config.language()) }
    };
    match (site.config.text("cards").unwrap_or("pages"), subject) {
        ("none", _) | (_, Subject::Redirect(_) | Subject::NotFound) => None,
        ("site", _) => Some(whole()),
        (_, Subject::Entry(id)) if site.routes.pages[id.0] != "index.html" => {
            let page = site.page(id);
            let is_listed = site.routes.sections[page.collection].is_some();
            let section = is_listed.then(|| plain(&site.model.collections[page.collection].many, &page.lang));
            let title = record::title(site, id);
            Some(Card { title, section: section.unwrap_or_default(), site: self::title(site) })
        }
        (_, Subject::Section(index)) => {
            let own = site.sections[index].map(|id| record::title(site, id));
            let many = || plain(&site.model.collections[index].many, site.config.language());
            Some(Card { title: own.unwrap_or_else(many), section: String::new(), site: title(site) })
        }
        _ => Some(whole()),
    }
}

fn title(site: &Site) -> String {
    plain(site.config.text("title").unwrap_or_default(), site.config.language())
}

/// A text with the typography of its language.
fn plain(text: &str, lang: &str) -> String {
    if lang.starts_with("fr") { typography::french_plain(text) } else { text.to_owned() }
}
