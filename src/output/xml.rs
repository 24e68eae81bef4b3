//! The little XML that the site publishes: text that no content can break out of.

use crate::source::sign::set;

/// A text inside an element or an attribute. What XML 1.0 does not allow is left out.
pub fn escape(text: &str) -> String {
    // Most texts are as XML has them.
    if !text.bytes().any(|byte| MAY_CHANGE[usize::from(byte)]) {
        return text.to_owned();
    }
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars().filter(|c| is_allowed(*c)) {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The bytes of which one is in every character that is escaped or left out.
const MAY_CHANGE: [bool; 256] = {
    let mut all = set(b"&<>\"\xEF");
    let mut byte = 0;
    while byte < b' ' {
        all[byte as usize] = true;
        byte += 1;
    }
    all
};

/// Is this a character of XML 1.0 (<https://www.w3.org/TR/xml/#charsets>)?
fn is_allowed(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        other => other >= ' ',
    }
}

/// An element that holds a text, on its own line; nothing when there is no text.
pub fn element(name: &str, text: Option<&str>) -> String {
    text.map_or(String::new(), |text| format!("<{name}>{}</{name}>\n", escape(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_is_escaped_alone_as_among_others() {
        for character in '\0'..=char::MAX {
            let alone = escape(&character.to_string());
            assert_eq!(format!("{alone}&amp;"), escape(&format!("{character}&")), "{character:?}");
        }
    }

    #[test]
    fn p28_what_xml_does_not_allow_is_left_out() {
        assert_eq!(escape("a\u{0}\u{b}\u{1f}b\u{fffe}\u{ffff}"), "ab");
        assert_eq!(escape("]]>\"<&\u{1f600}"), "]]&gt;&quot;&lt;&amp;\u{1f600}");
    }
}
