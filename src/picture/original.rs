//! Originals that pages offer as they are: without their metadata, which say where and by whom they were taken  ← img-parts.

use img_parts::ImageEXIF;
use img_parts::png::Png;
use img_parts::webp::WebP;
use raster::metadata::Orientation;

use crate::picture::Fault;

/// The parts of a PNG file that change what is seen, besides those that every reader must know.
const SEEN: [&[u8; 4]; 9] = [b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD", b"cICP"];

/// A picture without anything but what is seen.
pub fn without_metadata(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    match bytes {
        [0xff, 0xd8, ..] => jpeg(bytes).ok_or(Fault::Damaged),
        [0x89, b'P', b'N', b'G', ..] => png(bytes).ok_or(Fault::Damaged),
        [b'R', b'I', b'F', b'F', ..] => webp(bytes).ok_or(Fault::Damaged),
        [b'G', b'I', b'F', ..] => gif(bytes).ok_or(Fault::Damaged),
        _ => Err(Fault::Format),
    }
}

/// Is the picture to be turned by a quarter before it is seen: are its width and height to be exchanged?
pub fn lies_on_its_side(bytes: &[u8]) -> bool {
    let tag = exif(bytes).and_then(|exif| Orientation::from_exif_chunk(&exif));
    tag.is_some_and(|turn| turn.to_exif() >= 5)
}

/// Does the picture say where it was taken? Its metadata then have a table of positions (Exif 2.3, 4.6.3).
pub fn has_position(bytes: &[u8]) -> bool {
    let position = || {
        let exif = exif(bytes)?;
        let is_big = exif.starts_with(b"MM");
        let two = |at: usize| {
            let pair = [*exif.get(at)?, *exif.get(at + 1)?];
            Some(if is_big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
        };
        let (high, low) = (two(if is_big { 4 } else { 6 })?, two(if is_big { 6 } else { 4 })?);
        let first = usize::from(high) * 65_536 + usize::from(low);
        let tags = usize::from(two(first)?);
        Some((0..tags).any(|tag| two(first + 2 + tag * 12) == Some(0x8825)))
    };
    position().unwrap_or(false)
}

fn exif(bytes: &[u8]) -> Option<Vec<u8>> {
    match bytes {
        [0xff, 0xd8, ..] => {
            let segment = segments(bytes)?.0.into_iter().find_map(|segment| segment.exif(bytes))?;
            Some(segment.to_vec())
        }
        [0x89, b'P', b'N', b'G', ..] => Some(Png::from_bytes(bytes.to_vec().into()).ok()?.exif()?.to_vec()),
        [b'R', b'I', b'F', b'F', ..] => Some(WebP::from_bytes(bytes.to_vec().into()).ok()?.exif()?.to_vec()),
        _ => None,
    }
}

/// A part of a JPEG file: its marker, and where it stands, marker included.
struct Segment {
    marker: u8,
    start: usize,
    end: usize,
}

impl Segment {
    fn exif<'a>(&self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        (self.marker == 0xe1).then(|| bytes[self.start + 4..self.end].strip_prefix(b"Exif\0\0"))?
    }

    /// Does it change what is seen? APP0 and APP14 say how colours are coded, some APP2 their profile.
    fn is_seen(&self, bytes: &[u8]) -> bool {
        match self.marker {
            0xe2 => bytes[self.start + 4..self.end].starts_with(b"ICC_PROFILE\0"),
            0xe1..=0xed | 0xef | 0xfe => false,
            _ => true,
        }
    }
}

/// The parts of a JPEG file, and where it ends; nothing when it is cut.
fn segments(bytes: &[u8]) -> Option<(Vec<Segment>, usize)> {
    let mut segments = Vec::new();
    let mut at = 2;
    loop {
        // Coded points, and bytes of filling, stand between two parts: a marker is 0xff and not a stuffed 0x00.
        let start = at + bytes.get(at..)?.windows(2).position(|pair| pair[0] == 0xff && is_marker(pair[1]))?;
        let marker = bytes[start + 1];
        if marker == 0xd9 {
            return Some((segments, start + 2));
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(start + 2)?, *bytes.get(start + 3)?]));
        let end = start + 2 + length;
        if length < 2 || end > bytes.len() {
            return None;
        }
        segments.push(Segment { marker, start, end });
        at = end;
    }
}

/// Does a part of a JPEG file begin with this? Restarts stand among coded points.
fn is_marker(byte: u8) -> bool {
    !matches!(byte, 0x00 | 0x01 | 0xd0..=0xd8 | 0xff)
}

/// Where the coded points of a JPEG file end; nothing when it is cut.
pub fn end_of_jpeg(bytes: &[u8]) -> Option<usize> {
    segments(bytes).map(|(_, end)| end)
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let (segments, end) = segments(bytes)?;
    let turn = segments.iter().find_map(|s| s.exif(bytes)).and_then(Orientation::from_exif_chunk);
    let mut out = bytes[..2].to_vec();
    let mut at = 2;
    let mut turned = turn.is_none_or(|turn| turn == Orientation::NoTransforms);
    for segment in segments {
        out.extend_from_slice(&bytes[at..segment.start]);
        // The orientation alone is kept, after the part that must be the first.
        if !turned && segment.marker != 0xe0 {
            out.extend_from_slice(&orientation(turn.map_or(1, Orientation::to_exif)));
            turned = true;
        }
        if segment.is_seen(bytes) {
            out.extend_from_slice(&bytes[segment.start..segment.end]);
        }
        at = segment.end;
    }
    // Other pictures may follow, with their own metadata.
    out.extend_from_slice(&bytes[at..end]);
    Some(out)
}

/// Metadata that say how the picture is turned, and nothing else (Exif 2.3, 4.6).
fn orientation(turn: u8) -> [u8; 36] {
    let mut part = *b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    part[29] = turn;
    part
}

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut png = Png::from_bytes(bytes.to_vec().into()).ok()?;
    png.chunks_mut().retain(|chunk| chunk.kind()[0].is_ascii_uppercase() || SEEN.contains(&&chunk.kind()));
    let mut out = Vec::new();
    png.encoder().write_to(&mut out).ok()?;
    Some(out)
}

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    const SEEN: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"];
    let mut webp = WebP::from_bytes(bytes.to_vec().into()).ok()?;
    webp.set_exif(None);
    webp.chunks_mut().retain(|chunk| SEEN.contains(&&chunk.id()));
    let mut out = Vec::new();
    webp.encoder().write_to(&mut out).ok()?;
    Some(out)
}

/// Comments and programs' own parts go; how long each picture is shown stays.
fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    let palette = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + palette(*bytes.get(10)?);
    let mut out = bytes.get(..at)?.to_vec();
    loop {
        let start = at;
        let kind = *bytes.get(at)?;
        at += match kind {
            0x3b => {
                out.push(0x3b);
                return Some(out);
            }
            0x21 => 2,
            0x2c => 11 + palette(*bytes.get(at + 9)?),
            _ => return None,
        };
        while let length @ 1.. = usize::from(*bytes.get(at)?) {
            at += length + 1;
        }
        at += 1;
        if kind == 0x2c || bytes.get(start + 1) == Some(&0xf9) {
            out.extend_from_slice(bytes.get(start..at)?);
        }
    }
}
