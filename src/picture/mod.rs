//! Pictures made of points: at which sizes they are published, how they are made, and originals without metadata.
//!
//! Pages never show an original: it is too heavy, and it may say where and by whom it was taken. They show versions
//! made of its points alone. An original that a page offers as a document is published without its metadata.

pub mod make;
pub mod original;

/// What keeps a picture from being published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is damaged, cut, or no picture at all.
    Damaged,
    /// It is in a format that is not read.
    Format,
    /// It moves (RGAA 13.8).
    Moving,
    /// It is a drawing that weighs more than drawings may.
    Heavy,
    /// Its points would take more memory than pictures may.
    Memory,
}

/// Width and height, in pixels.
pub type Size = (u32, u32);

/// The widths of the versions, in hundredths of the column: a telephone, the column, and screens of more points.
/// No screen gets more than twice the points that it shows (RGESN 5.1).
const WIDTHS: [u32; 4] = [50, 100, 150, 200];
/// The longest side of a WebP picture.
const LONGEST: u64 = 16_383;

/// The sizes at which a picture is published, from the smallest, in a column of this width: never larger than it is.
pub fn sizes((width, height): Size, column: u32) -> Vec<Size> {
    let (long, wide) = (u64::from(height.max(1)), u64::from(width.max(1)));
    // A very tall picture is made narrower.
    let largest = wide.min(LONGEST * wide / long).min(u64::from(column) * 2).max(1);
    let widths = WIDTHS.iter().map(|part| u64::from(column * part / 100));
    // Two versions that hardly differ help nobody.
    let mut widths: Vec<u64> = widths.filter(|width| width * 10 < largest * 9).collect();
    widths.push(largest);
    let height = |width: u64| (width * long + wide / 2) / wide;
    let whole = |n: u64| u32::try_from(n.max(1)).unwrap_or(u32::MAX);
    widths.into_iter().map(|width| (whole(width), whole(height(width)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_never_enlarged_and_never_beyond_twice_its_column() {
        assert_eq!(sizes((4000, 3000), 700), [(350, 263), (700, 525), (1050, 788), (1400, 1050)]);
        assert_eq!(sizes((720, 360), 700), [(350, 175), (720, 360)]);
        assert_eq!(sizes((300, 10), 700), [(300, 10)]);
        assert_eq!(sizes((1, 1), 700), [(1, 1)]);
        assert_eq!(sizes((1000, 100_000), 700), [(163, 16_300)]);
        assert_eq!(sizes((u32::MAX, 1), 700).last(), Some(&(1400, 1)));
    }
}
