//! Lines and contours of a GeoJSON file (RFC 7946)                                    ← serde_json.

use serde_json::Value;

/// A line, closed when it is the contour of a surface: longitudes and latitudes in degrees (WGS 84).
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its points, in order.
    pub points: Vec<(f64, f64)>,
    /// Is it a contour?
    pub closed: bool,
}

/// Why a file gives no contours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is no GeoJSON, or has no line.
    Unreadable,
    /// Its coordinates are no degrees: those of another projection, perhaps.
    Degrees,
    /// It has too many points.
    Large,
}

/// How many points a file usually may have.
pub const POINTS: usize = 200_000;

/// Reads every line of a file; all of them have at most so many points.
pub fn read(bytes: &[u8], most: usize) -> Result<Vec<Line>, Fault> {
    let value: Value = serde_json::from_slice(bytes).map_err(|_| Fault::Unreadable)?;
    let mut lines = Vec::new();
    object(&value, &mut lines)?;
    match lines.iter().map(|line| line.points.len()).sum() {
        0 => Err(Fault::Unreadable),
        points if points > most => Err(Fault::Large),
        _ => Ok(lines),
    }
}

/// A collection, a feature or a geometry. The reader bounds how deep they nest.
fn object(value: &Value, lines: &mut Vec<Line>) -> Result<(), Fault> {
    let many = |name: &str| value.get(name).and_then(Value::as_array).ok_or(Fault::Unreadable);
    let coordinates = || value.get("coordinates").ok_or(Fault::Unreadable);
    match value.get("type").and_then(Value::as_str).ok_or(Fault::Unreadable)? {
        "FeatureCollection" => many("features")?.iter().try_for_each(|feature| object(feature, lines)),
        "GeometryCollection" => many("geometries")?.iter().try_for_each(|geometry| object(geometry, lines)),
        "Feature" => value.get("geometry").filter(|g| !g.is_null()).map_or(Ok(()), |geometry| object(geometry, lines)),
        "LineString" => line(coordinates()?, lines),
        "MultiLineString" => each(coordinates()?, |part| line(part, lines)),
        "Polygon" => each(coordinates()?, |part| ring(part, lines)),
        "MultiPolygon" => each(coordinates()?, |polygon| each(polygon, |part| ring(part, lines))),
        "Point" | "MultiPoint" => Ok(()),
        _ => Err(Fault::Unreadable),
    }
}

fn each(value: &Value, mut part: impl FnMut(&Value) -> Result<(), Fault>) -> Result<(), Fault> {
    value.as_array().ok_or(Fault::Unreadable)?.iter().try_for_each(&mut part)
}

fn line(value: &Value, lines: &mut Vec<Line>) -> Result<(), Fault> {
    lines.push(Line { points: points(value)?, closed: false });
    Ok(())
}

/// A line that ends where it begins.
fn ring(value: &Value, lines: &mut Vec<Line>) -> Result<(), Fault> {
    lines.push(Line { points: points(value)?, closed: true });
    Ok(())
}

fn points(value: &Value) -> Result<Vec<(f64, f64)>, Fault> {
    let mut points = Vec::new();
    each(value, |position| {
        let number = |index: usize| position.get(index).and_then(Value::as_f64).ok_or(Fault::Unreadable);
        let (longitude, latitude) = (number(0)?, number(1)?);
        if !(-180.0..=180.0).contains(&longitude) || !(-90.0..=90.0).contains(&latitude) {
            return Err(Fault::Degrees);
        }
        points.push((longitude, latitude));
        Ok(())
    })?;
    Ok(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contours_are_read_and_what_is_none_is_told() {
        let feature = r#"{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[-4.2,48.3],[-4.1,48.3],[-4.1,48.4],[-4.2,48.3]]]}}"#;
        let lines =
            read(format!(r#"{{"type":"FeatureCollection","features":[{feature}]}}"#).as_bytes(), POINTS).unwrap();
        assert_eq!((lines.len(), lines[0].points.len(), lines[0].closed), (1, 4, true));
        let lambert = br#"{"type":"LineString","coordinates":[[176000,6829000],[177000,6829000]]}"#;
        assert_eq!(read(lambert, POINTS), Err(Fault::Degrees));
        for text in [
            "",
            "{}",
            "[1]",
            r#"{"type":"Point","coordinates":[1,2]}"#,
            r#"{"type":"Polygon","coordinates":[[["a"]]]}"#,
        ] {
            assert_eq!(read(text.as_bytes(), POINTS), Err(Fault::Unreadable), "{text}");
        }
        let deep = r#"{"type":"GeometryCollection","geometries":["#.repeat(10_000);
        assert_eq!(read(deep.as_bytes(), POINTS), Err(Fault::Unreadable));
    }
}
