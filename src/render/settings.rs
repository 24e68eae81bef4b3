//! What every page says of the site: its name, its menus, its legal mentions.

use crate::data::Data;
use crate::model::types::date::Date;
use crate::model::types::file;
use crate::model::{Show, Value};
use crate::render::GENERATOR;
use crate::render::scope::Scope;
use crate::site::feed;
use crate::site::permalink::{SEARCH, SITE_MAP};

/// The value `site` of templates.
pub fn site(scope: &Scope<'_>) -> Data {
    let config = &scope.views.site.config;
    let text = |id: &str| Data::option(config.text(id).map(|t| scope.text(t)));
    Data::map([
        ("title", text("title")),
        ("tagline", text("tagline")),
        ("lang", Data::text(config.language())),
        ("address", Data::option(config.text("address"))),
        ("home_path", Data::text("index.html")),
        ("sitemap_path", Data::text(SITE_MAP)),
        ("search_path", Data::option(scope.views.theme.has_search().then_some(SEARCH))),
        ("data_path", Data::option(scope.views.site.open_data.page())),
        ("feeds", feeds(scope)),
        ("menu", menu(scope, "menu")),
        ("footer", menu(scope, "footer")),
        ("license", group(scope, "license", &["name", "url"])),
        ("publisher", group_or_empty(scope, "publisher", &["name", "address", "phone", "director", "email", "site"])),
        ("host", group_or_empty(scope, "host", &["name", "address", "phone"])),
        ("accessibility", accessibility(scope)),
        ("budgets", budgets(scope)),
        ("generator", Data::text(GENERATOR)),
    ])
}

/// The feeds of what was published or changed last.
fn feeds(scope: &Scope<'_>) -> Data {
    let feeds = feed::paths(scope.views.site);
    let title = scope.word("feed_title");
    Data::list(feeds.into_iter().map(|(path, kind, format)| {
        let title = Data::from(format!("{title} ({format})"));
        Data::map([("path", Data::text(path)), ("type", Data::text(kind)), ("title", title)])
    }))
}

/// What pages may cost, as the settings say it: {title, weight, requests, nodes}; the title of the pages of no named
/// collection is null.
fn budgets(scope: &Scope<'_>) -> Data {
    let site = scope.views.site;
    let number = |item: &Value, key: &str| match item.get(key) {
        Some(Value::Integer(number)) => Some(*number),
        _ => None,
    };
    let items = site.config.value("budgets").map(Value::items).unwrap_or_default();
    Data::list(items.iter().map(|item| {
        let collection = item.get("collection").and_then(Value::as_text).and_then(|id| site.collection(id));
        let title = collection.map(|index| scope.text(&site.model.collections[index].many));
        let weight = number(item, "weight").map(|kilobytes| file::weight(kilobytes.saturating_mul(1000), scope.lang));
        Data::map([
            ("title", Data::option(title)),
            ("weight", Data::option(weight)),
            ("requests", Data::option(number(item, "requests"))),
            ("nodes", Data::option(number(item, "nodes"))),
        ])
    }))
}

fn menu(scope: &Scope<'_>, id: &str) -> Data {
    let items = scope.views.site.config.value(id).map(Value::items).unwrap_or_default();
    Data::list(items.iter().map(|item| {
        let label = item.get("label").and_then(Value::as_text).unwrap_or_default();
        let link = match item.get("to") {
            Some(Value::Link(target, _)) => Show::link(scope, target),
            _ => Data::Null,
        };
        let part = |key: &str| link.get(key).cloned().unwrap_or(Data::Null);
        Data::map([
            ("label", Data::text(scope.text(label))),
            ("path", part("path")),
            ("url", part("url")),
            ("section", part("section")),
        ])
    }))
}

fn group(scope: &Scope<'_>, id: &str, keys: &[&'static str]) -> Data {
    if scope.views.site.config.value(id).is_none() {
        return Data::Null;
    }
    group_or_empty(scope, id, keys)
}

fn group_or_empty(scope: &Scope<'_>, id: &str, keys: &[&'static str]) -> Data {
    let config = &scope.views.site.config;
    Data::map(keys.iter().map(|key| {
        let value = config.inside(id, key).and_then(Value::as_text);
        let shown = if matches!(*key, "url" | "site" | "email" | "phone") {
            value.map(str::to_owned)
        } else {
            value.map(|v| scope.text(v))
        };
        (*key, Data::option(shown))
    }))
}

/// The level comes from the data, never from a claim: no audit, an audit of more than three years or
/// under 50 % is « non conforme » (decree of 24 July 2019, RGAA).
fn accessibility(scope: &Scope<'_>) -> Data {
    let config = &scope.views.site.config;
    let inside = |key: &str| config.inside("accessibility", key);
    let date = match inside("audit_date") {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    };
    let rate = match inside("rate") {
        Some(Value::Number(rate)) => Some(rate.clone()),
        _ => None,
    };
    let level = level(config.audit_end(), rate.as_deref(), scope.views.today);
    let link = match inside("page") {
        Some(Value::Link(target, _)) => Show::link(scope, target),
        _ => Data::Null,
    };
    let url = |key: &str| Data::option(inside(key).and_then(Value::as_text));
    Data::map([
        ("level", Data::text(level)),
        ("label", Data::text(scope.word(&format!("accessibility_levels.{level}")))),
        ("path", link.get("path").cloned().unwrap_or(Data::Null)),
        ("audit_date", date.map_or(Data::Null, |d| d.show(scope))),
        ("rate", Data::option(rate.map(|r| crate::model::types::number::format(&r, scope.lang)))),
        ("plan", url("plan")),
        ("year_plan", url("year_plan")),
    ])
}

fn level(end: Option<Date>, rate: Option<&str>, today: Option<Date>) -> &'static str {
    let Some(end) = end else { return "non" };
    let old = today.is_some_and(|today| end < today);
    match rate.and_then(|r| r.parse::<f64>().ok()) {
        Some(rate) if rate >= 100.0 && !old => "total",
        Some(rate) if rate >= 50.0 && !old => "partiel",
        _ => "non",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_level_of_accessibility_is_never_higher_than_the_audit_allows() {
        let date = |text| Date::parse(text).ok();
        assert_eq!(level(None, Some("100"), None), "non");
        assert_eq!(level(date("2029-01-01"), Some("49.9"), None), "non");
        assert_eq!(level(date("2029-01-01"), Some("75"), date("2026-11-23")), "partiel");
        assert_eq!(level(date("2029-01-01"), Some("100"), date("2026-11-23")), "total");
        assert_eq!(level(date("2026-01-01"), Some("100"), date("2026-11-23")), "non");
    }
}
