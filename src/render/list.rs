//! Lists of entries: reverse lists, filters, the matrix.

use std::collections::BTreeMap;

use crate::data::Data;
use crate::model::{Matrix, Show, Value};
use crate::render::scope::Scope;
use crate::render::total;
use crate::render::view::Views;
use crate::site::{PageId, Site};

/// « Études de cas de ce projet »: the entries that refer to a page, by collection and field.
pub fn reverse(scope: &Scope<'_>, id: PageId) -> (Data, Vec<PageId>) {
    let views = scope.views;
    let site = views.site;
    let mut lists: BTreeMap<(usize, usize), Vec<PageId>> = BTreeMap::new();
    for index in &site.graph.referred_by[id.0] {
        let reference = &site.graph.references[*index];
        let from = site.page(reference.from);
        let fields = from.group(&site.model);
        let Some(position) = fields.iter().position(|f| f.id == reference.field) else { continue };
        let listed = from.kind == crate::content::Kind::Entry && !fields[position].kind.targets().is_empty();
        if listed && reference.from != id && from.lang == site.page(id).lang {
            lists.entry((from.collection, position)).or_default().push(reference.from);
        }
    }
    let mut all = Vec::new();
    let mut shown: Vec<(String, usize, Vec<PageId>)> = Vec::new();
    for ((collection, position), mut ids) in lists {
        ids.sort_by_key(|id| views.rank[id.0]);
        ids.dedup();
        all.extend(ids.iter().copied());
        let model = &site.model.collections[collection];
        let label = model.group.fields[position].reverse.clone().unwrap_or_else(|| model.many.clone());
        shown.push((label, collection, ids));
    }
    let lang = &site.page(id).lang;
    let data = Data::list(shown.into_iter().map(|(label, collection, ids)| {
        Data::map([
            ("label", Data::text(crate::render::record::plain_text(&Value::Text(label), lang))),
            ("collection", views.collections[collection].clone()),
            ("entries", views.list(&ids)),
            ("totals", total::totals(scope, &ids)),
        ])
    }));
    (data, all)
}

/// The filters of the list page of a collection.
pub fn facets(views: &Views<'_>, collection: usize) -> Data {
    let site = views.site;
    let model = &site.model.collections[collection];
    let lang = site.config.language();
    let places: BTreeMap<PageId, usize> =
        site.entries_in(collection, lang).enumerate().map(|(n, id)| (id, n)).collect();
    let mut shown = Vec::new();
    for field in model.group.fields.iter().filter(|f| f.facet) {
        let mut values: Vec<(i64, Data)> = Vec::new();
        for (index, facet) in
            site.facets.iter().enumerate().filter(|(_, f)| f.collection == collection && f.field == field.id)
        {
            let rank = match &facet.reference {
                Some(reference) => site.entry(reference, lang).map_or(i64::MAX, |id| views.rank[id.0] as i64),
                None => facet.rank,
            };
            let value = Data::map([
                ("title", Data::text(facet_title(site, index))),
                ("path", Data::text(&site.routes.facets[index])),
                ("count", Data::from(facet.entries.len())),
                ("key", Data::text(&facet.value)),
                ("places", Data::text(numbers(facet.entries.iter().filter_map(|id| places.get(id))))),
            ]);
            values.push((rank, value));
        }
        values.sort_by_key(|(rank, _)| *rank);
        let label = crate::render::record::plain_text(&Value::Text(field.filter_label().to_owned()), lang);
        shown.push(Data::map([
            ("id", Data::text(&field.id)),
            ("label", Data::text(label)),
            ("values", Data::list(values.into_iter().map(|(_, value)| value))),
        ]));
    }
    Data::list(shown)
}

/// The places of the entries of a value in the list that the filters narrow.
fn numbers<'a>(places: impl Iterator<Item = &'a usize>) -> String {
    places.map(usize::to_string).collect::<Vec<_>>().join(" ")
}

/// What the value of a filter page is called.
pub fn facet_title(site: &Site, index: usize) -> String {
    let facet = &site.facets[index];
    let lang = site.config.language();
    if let Some(id) = facet.reference.as_ref().and_then(|r| site.entry(r, lang)) {
        let short = site.page(id).role(&site.model, "short_title");
        return short
            .map_or_else(|| crate::render::record::title(site, id), |v| crate::render::record::plain_text(v, lang));
    }
    crate::render::record::plain_text(&Value::Text(facet.label.clone()), lang)
}

/// The entries of a collection, by the entries of two others that they refer to.
pub fn matrix(scope: &Scope<'_>, matrix: &Matrix) -> Data {
    let views = scope.views;
    let site = views.site;
    let indexes = (site.collection(&matrix.rows), site.collection(&matrix.columns), site.collection(&matrix.of));
    let (Some(rows), Some(columns), Some(of)) = indexes else { return Data::Null };
    let rows_of: Vec<PageId> = site.entries_in(rows, scope.lang).collect();
    let columns_of: Vec<PageId> = site.entries_in(columns, scope.lang).collect();
    let mut cells: BTreeMap<(PageId, PageId), Vec<PageId>> = BTreeMap::new();
    for entry in site.entries_in(of, scope.lang) {
        let targets = targets(site, entry);
        for row in targets.iter().filter(|t| site.page(**t).collection == rows) {
            for column in targets.iter().filter(|t| site.page(**t).collection == columns) {
                cells.entry((*row, *column)).or_default().push(entry);
            }
        }
    }
    let cell = |row: &PageId, column: &PageId| views.list(cells.get(&(*row, *column)).map_or(&[][..], Vec::as_slice));
    let name = |index: usize| site.model.collections[index].many.clone();
    let words = |key: &str| {
        let text = scope.views.theme.word(scope.lang, key);
        let lower = |index: usize| name(index).to_lowercase();
        scope.text(
            &text.replace("{of}", &name(of)).replace("{rows}", &lower(rows)).replace("{columns}", &lower(columns)),
        )
    };
    Data::map([
        ("rows", views.list(&rows_of)),
        ("columns", views.list(&columns_of)),
        ("corner", Data::text(scope.text(&name(rows)))),
        ("cells", Data::list(rows_of.iter().map(|row| Data::list(columns_of.iter().map(|column| cell(row, column)))))),
        ("caption", Data::text(words("matrix.caption"))),
    ])
}

/// The entries to which the header of a page refers, each once, in order.
pub fn targets(site: &Site, id: PageId) -> Vec<PageId> {
    let page = site.page(id);
    let mut targets = Vec::new();
    for (_, value) in &page.values {
        for item in value.items() {
            if let Value::Reference(reference) = item {
                targets.extend(site.entry(reference, &page.lang));
            }
        }
    }
    targets.sort_unstable();
    targets.dedup();
    targets
}
