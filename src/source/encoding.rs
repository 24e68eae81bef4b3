//! Texts that were not saved as UTF-8: read when only one reading is plausible    ← encoding_rs, memchr.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::{memchr, memchr_iter};

/// How a text file was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As it should be.
    Utf8,
    /// The old format of Windows, at least on some lines.
    Windows,
    /// The old format of the Macintosh.
    Macintosh,
    /// Two bytes for each character.
    Utf16,
    /// Lines end as they did on the first Macintosh.
    CarriageReturns,
    /// None that can be told with certainty: the file has no text.
    Unknown,
}

/// The endings of files that hold text.
const TEXTS: [&str; 8] = ["md", "markdown", "mdown", "mkd", "yaml", "yml", "html", "css"];

/// The text of some bytes, when they are UTF-8. On texts with accents this is several times faster than the standard
/// library, which looks at bytes one by one.
pub fn utf8(bytes: &[u8]) -> Option<&str> {
    match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(Cow::Borrowed(text)) => Some(text),
        _ => None,
    }
}

/// Reads the bytes of a file of this name. Gives the encoding, and the text as UTF-8 when it was in
/// another one. Files that hold no text are left alone.
pub fn decode(name: &str, bytes: &[u8]) -> (Encoding, Option<Vec<u8>>) {
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_lowercase()).unwrap_or_default();
    let text = TEXTS.contains(&extension.as_str()) || name.to_lowercase().ends_with(".md.txt");
    if !text {
        return (Encoding::Utf8, None);
    }
    let utf8 = utf8(bytes).is_some();
    let holds = |byte: u8| memchr(byte, bytes).is_some();
    if utf8 && !holds(0) && (holds(b'\n') || !holds(b'\r')) {
        return (Encoding::Utf8, None);
    }
    if let Some(text) = utf16(bytes) {
        return (Encoding::Utf16, Some(text));
    }
    if utf8 {
        return match holds(b'\r') && !holds(b'\n') {
            true => (Encoding::CarriageReturns, Some(newlines(bytes))),
            false => (Encoding::Utf8, None),
        };
    }
    let readings = [(Encoding::Windows, WINDOWS_1252), (Encoding::Macintosh, MACINTOSH)];
    let plausible = |(encoding, table)| by_lines(bytes, table).map(|text| (encoding, Some(text)));
    readings.into_iter().find_map(plausible).unwrap_or((Encoding::Unknown, None))
}

/// With its mark, or with a zero in every second byte of what is mostly Latin text.
fn utf16(bytes: &[u8]) -> Option<Vec<u8>> {
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let many = |zeros: usize| bytes.len() >= 8 && zeros * 2 * 10 >= bytes.len() * 7;
    let table = match bytes {
        [0xff, 0xfe, ..] => UTF_16LE,
        [0xfe, 0xff, ..] => UTF_16BE,
        _ if many(zeros(1)) && zeros(0) == 0 => UTF_16LE,
        _ if many(zeros(0)) && zeros(1) == 0 => UTF_16BE,
        _ => return None,
    };
    let (text, _, faulty) = table.decode(bytes);
    (!faulty && !text.contains('\0')).then(|| text.into_owned().into_bytes())
}

fn newlines(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect()
}

/// Lines that are UTF-8 stay; the others are read with the table. None when what comes out is not
/// what French, Breton or English people write.
fn by_lines(bytes: &[u8], table: &'static encoding_rs::Encoding) -> Option<Vec<u8>> {
    let mut text = Vec::with_capacity(bytes.len() + bytes.len() / 16);
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        if std::str::from_utf8(line).is_ok() {
            text.extend_from_slice(line);
            continue;
        }
        let (decoded, _) = table.decode_without_bom_handling(line);
        if !decoded.chars().all(|c| c.is_ascii() && c != '\0' || usual(c)) {
            return None;
        }
        text.extend_from_slice(decoded.as_bytes());
    }
    Some(text)
}

/// The accents of a text that were read as Windows-1252 and saved so: where, and what they were.
/// `Ã©` was the two bytes of `é`.
pub fn garbled(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut from = 0;
    let bytes = text.as_bytes();
    while let Some(start) = memchr_iter(0xC3, &bytes[from..]).map(|at| at + from).find(|at| may_be_garbled(bytes, *at))
    {
        let length = match text[start..].chars().next() {
            Some('â') => 3,
            _ => 2,
        };
        let end = text[start..].char_indices().nth(length).map_or(text.len(), |(n, _)| n + start);
        from = start + 'Ã'.len_utf8();
        let (bytes, _, lossy) = WINDOWS_1252.encode(&text[start..end]);
        let Some(meant) = std::str::from_utf8(&bytes).ok().filter(|meant| !lossy && meant.chars().count() == 1) else {
            continue;
        };
        if meant.chars().all(usual) {
            found.push((start..end, meant.to_owned()));
            from = end;
        }
    }
    // `Â` and a no-break space may be just that, unless something else is damaged.
    if found.iter().all(|(_, meant)| meant == "\u{a0}") {
        found.clear();
    }
    found
}

/// May a damaged accent stand at a place of a text? This is known by the bytes of its first letter, and by what follows,
/// which is beyond ASCII as well.
pub fn may_be_garbled(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at..], [0xC3, 0x82 | 0x83 | 0x85 | 0xA2, 0x80..=0xFF, ..])
}

/// What French, Breton and English people write beyond ASCII.
fn usual(c: char) -> bool {
    "àâäçéèêëîïôöùûüÿñæœÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÑÆŒ«»’‘“”–—…·•°€©®²³½¼¾×±§\u{a0}µáíóúãõ".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_accents_are_known() {
        let meant = |text: &str| garbled(text).into_iter().map(|(_, meant)| meant).collect::<String>();
        assert_eq!(meant("thÃ©Ã¢tre lâ€™Ã©tÃ© Å“uvre Â« Ã\u{a0} Â»"), "éâ’ééœ«à»");
        for sound in ["théâtre", "SÃO PAULO", "Âge, âge, Ålesund", "blé\u{a0}» et «\u{a0}Â\u{a0}»"] {
            assert_eq!(meant(sound), "", "{sound}");
        }
    }

    #[test]
    fn p25_old_formats_are_read() {
        let read = |bytes: &[u8]| {
            let (encoding, text) = decode("a.md", bytes);
            (encoding, text.map(|t| String::from_utf8(t).unwrap()))
        };
        assert_eq!(read("été".as_bytes()), (Encoding::Utf8, None));
        assert_eq!(read(b"l\x92\xe9t\xe9 \x80"), (Encoding::Windows, Some("l’été €".to_owned())));
        assert_eq!(read(b"l\xd5\x8et\x8e"), (Encoding::Macintosh, Some("l’été".to_owned())));
        assert_eq!(read(b"\xff\xfe\xe9\0t\0"), (Encoding::Utf16, Some("ét".to_owned())));
        assert_eq!(read(b"t\0e\0x\0t\0e\0"), (Encoding::Utf16, Some("texte".to_owned())));
        assert_eq!(read(b"\x81\x00\xfe\x90"), (Encoding::Unknown, None));
        assert_eq!(decode("a.jpg", b"\xff\xd8\0").0, Encoding::Utf8);
    }
}
