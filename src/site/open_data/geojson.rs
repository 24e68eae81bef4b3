//! A table as GeoJSON (RFC 7946): one feature for each entry, with its cells; WGS 84, six decimals at most.

use crate::data::Data;
use crate::site::open_data::row::Row;
use crate::site::open_data::{Download, Making, json};

/// The file. An entry whose coordinates are not known is a feature without geometry (section 3.2).
pub fn file(making: &Making<'_>, rows: &[Row]) -> Download {
    let Data::Map(about) = json::about(making) else { unreachable!("what is said of a table is named") };
    let kind = ("type".into(), Data::text("FeatureCollection"));
    let about = Data::Map(std::iter::once(kind).chain(about.iter().cloned()).collect());
    let text = json::with_list(&about, "features", rows.iter().map(|row| feature(making, row)));
    Download::new(making.path("geojson"), "GeoJSON", "application/geo+json", text)
}

fn feature(making: &Making<'_>, row: &Row) -> Data {
    let names = making.table.columns.iter().map(|column| &column.name);
    Data::map([
        ("type", Data::text("Feature")),
        ("id", Data::text(&row.id)),
        ("geometry", row.point.as_ref().map_or(Data::Null, geometry)),
        ("properties", Data::map(names.cloned().zip(row.cells.iter().cloned()))),
    ])
}

fn geometry((longitude, latitude): &(Data, Data)) -> Data {
    let coordinates = Data::list([longitude.clone(), latitude.clone()]);
    Data::map([("type", Data::text("Point")), ("coordinates", coordinates)])
}
