//! Raw HTML of authors through an allow-list                                   ← ammonia.

#[allow(clippy::disallowed_types)]
use std::collections::HashSet;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use ammonia::Builder;

use crate::source::sign::without_commands;

/// The elements that an author may write; everything else in this list is made by us.
pub const AUTHOR_TAGS: [&str; 18] = [
    "details",
    "summary",
    "figure",
    "figcaption",
    "abbr",
    "sup",
    "sub",
    "kbd",
    "br",
    "p",
    "div",
    "span",
    "em",
    "strong",
    "q",
    "cite",
    "dfn",
    "code",
];

/// The elements that Markdown makes, and that no author writes.
const OUR_TAGS: [&str; 24] = [
    "a",
    "aside",
    "blockquote",
    "caption",
    "del",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "input",
    "li",
    "ol",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// The mark under which what a theme's block rendered is kept out of the cleaning.
const SLOT: &str = "data-slot";

// Ammonia asks for sets without order; nothing here is written in their order.
#[allow(clippy::disallowed_types)]
static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags: HashSet<&str> = AUTHOR_TAGS.into_iter().chain(OUR_TAGS).collect();
    let mut builder = Builder::new();
    builder
        .tags(tags)
        .generic_attributes(HashSet::from([
            "id",
            "class",
            "lang",
            "role",
            "aria-label",
            "aria-labelledby",
            "tabindex",
            "translate",
            SLOT,
        ]))
        .tag_attributes(
            [
                ("a", HashSet::from(["href", "hreflang", "type"])),
                ("abbr", HashSet::from(["title"])),
                ("img", HashSet::from(["src", "alt", "width", "height", "loading", "decoding"])),
                ("input", HashSet::from(["type", "disabled", "checked"])),
                ("ol", HashSet::from(["start"])),
                ("th", HashSet::from(["scope"])),
                ("details", HashSet::from(["open"])),
            ]
            .into_iter()
            .collect(),
        )
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(None)
        .attribute_filter(|_, attribute, value| match attribute {
            "href" | "src" if is_network_path(value) => None,
            _ => Some(value.into()),
        })
        .strip_comments(true);
    builder
});

/// Is it an address of another machine without its scheme, `//machine/…`, as browsers read it?
fn is_network_path(address: &str) -> bool {
    let mut signs = address.chars().filter(|c| !c.is_control() && !c.is_whitespace());
    let mut slash = || matches!(signs.next(), Some('/' | '\\'));
    slash() && slash()
}

/// A page's body whose author wrote HTML, with only what the allow-list holds; balanced.
/// `slots` are parts that stay as they are: the body holds [`slot`] in their place.
pub fn clean(body: &str, slots: &[String]) -> String {
    let cleaned = CLEANER.clean(body).to_string();
    // The cleaner reads `&#27;` as the sign itself.
    let cleaned = without_commands(&cleaned);
    let mut out = String::with_capacity(cleaned.len());
    let mut rest: &str = &cleaned;
    let open = format!("<div {SLOT}=\"");
    while let Some((before, after)) = rest.split_once(open.as_str()) {
        out.push_str(before);
        let Some((number, after)) = after.split_once("\"></div>") else { break };
        if let Some(part) = number.parse::<usize>().ok().and_then(|n| slots.get(n)) {
            out.push_str(part);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A piece of raw HTML in which no element is one that only Markdown makes: the cleaning takes them out.
pub fn of_author(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for (number, part) in html.split('<').enumerate() {
        let (slash, rest) = part.strip_prefix('/').map_or(("", part), |rest| ("/", rest));
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        match number {
            0 => out.push_str(part),
            _ if OUR_TAGS.contains(&name.as_str()) => out.extend(["<", slash, "x-", rest]),
            _ => out.extend(["<", part]),
        }
    }
    without_slots(&out)
}

/// No author names a slot, in capitals or not.
fn without_slots(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = 0;
    for (at, name) in html.to_ascii_lowercase().match_indices(SLOT) {
        out.push_str(&html[rest..at]);
        out.push_str("data-");
        rest = at + name.len();
    }
    out.push_str(&html[rest..]);
    out
}

/// What stands in the body in place of the slot `number`.
pub fn slot(number: usize) -> String {
    format!("<div {SLOT}=\"{number}\"></div>")
}

/// The most that the elements of a page may weigh, each by the number of those around it: reading them
/// takes a time that grows with it.
const MAX_WEIGHT: usize = 1_000_000;

/// The first piece of raw HTML, by its index, from which on a page holds too many elements inside others.
pub fn too_deep<'a>(pieces: impl Iterator<Item = &'a str>) -> Option<usize> {
    let (mut open, mut depth, mut weight): (BTreeMap<String, usize>, usize, usize) = Default::default();
    for (index, piece) in pieces.enumerate() {
        for part in piece.split('<').skip(1) {
            let (part, closes) = part.strip_prefix('/').map_or((part, false), |part| (part, true));
            let name: String = part.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
            let count = open.entry(name.clone()).or_default();
            weight += depth + 1;
            if closes {
                depth -= usize::from(*count > 0);
                *count = count.saturating_sub(1);
            } else if !["br", "p", "img", "hr", "input", ""].contains(&name.as_str()) {
                *count += 1;
                depth += 1;
            }
        }
        if weight > MAX_WEIGHT {
            return Some(index);
        }
    }
    None
}

/// What an element that the allow-list refuses is written as: the name of a sentence, for `boucle` to say.
pub fn instead(name: &str) -> &'static str {
    match name {
        "b" => "html-bold-help",
        "i" => "html-italic-help",
        "a" | "button" => "html-link-help",
        "img" | "picture" => "html-picture-help",
        "table" | "tbody" | "thead" | "tr" | "td" | "th" => "html-table-help",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "html-heading-help",
        "ul" | "ol" | "li" | "dl" | "dt" | "dd" => "html-list-help",
        "blockquote" => "html-quote-help",
        "hr" => "html-rule-help",
        "pre" | "code" | "tt" => "html-code-help",
        "iframe" | "video" | "audio" | "embed" | "object" => "html-media-help",
        "script" | "style" | "link" | "meta" => "html-script-help",
        _ => "html-remove-help",
    }
}

/// The attributes in a piece of raw HTML that give a look or an action, and are taken out.
pub fn refused_attributes(html: &str) -> Vec<String> {
    const REFUSED: [&str; 13] = [
        "style",
        "align",
        "valign",
        "bgcolor",
        "color",
        "face",
        "size",
        "border",
        "width",
        "height",
        "autoplay",
        "target",
        "background",
    ];
    let mut names: Vec<String> = Vec::new();
    for part in html.split('<').skip(1).filter(|part| !part.starts_with(['!', '/'])) {
        let tag = part.split('>').next().unwrap_or(part);
        let element: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        // What is said of the element is enough.
        if !AUTHOR_TAGS.contains(&element.as_str()) {
            continue;
        }
        let mut quote = None;
        let outside: String = tag
            .chars()
            .filter(|c| match quote {
                Some(sign) => {
                    quote = quote.filter(|_| *c != sign);
                    false
                }
                None => {
                    quote = Some(*c).filter(|c| ['"', '\''].contains(c));
                    quote.is_none()
                }
            })
            .collect();
        for word in outside.split([' ', '\n', '\t', '/']).skip(1) {
            let name = word.split('=').next().unwrap_or(word).to_lowercase();
            let acts = name.starts_with("on") && word.contains('=');
            if (acts || REFUSED.contains(&name.as_str())) && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The elements that a piece of raw HTML opens (with `true`) and closes, in order; those that need no end are
/// left out.
pub fn tags(html: &str) -> Vec<(String, bool)> {
    let mut tags = Vec::new();
    for part in html.split('<').skip(1) {
        let (part, opens) = part.strip_prefix('/').map_or((part, true), |part| (part, false));
        let name: String = part.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        let whole = part.split('>').next().is_some_and(|tag| tag.ends_with('/'));
        if !whole && !["br", "p"].contains(&name.as_str()) && AUTHOR_TAGS.contains(&name.as_str()) {
            tags.push((name, opens));
        }
    }
    tags
}

/// The names of elements in a piece of raw HTML that the allow-list refuses.
pub fn refused(html: &str) -> Vec<String> {
    let (mut names, mut seen) = (Vec::new(), BTreeSet::new());
    for part in html.split('<').skip(1) {
        // A closing tag says nothing that its opening tag did not.
        if part.starts_with(['!', '/']) {
            continue;
        }
        let name: String = part.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        if !name.is_empty() && !AUTHOR_TAGS.contains(&name.as_str()) && seen.insert(name.clone()) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p16_elements_inside_others_are_weighed() {
        let weighed = |text: &str| too_deep(text.split_inclusive('>'));
        assert_eq!(weighed(&"<div><em>a</em></div><p>b<br>".repeat(20_000)), None);
        assert_eq!(weighed(&("<div>".repeat(500) + &"</div>".repeat(500))), None);
        assert!(weighed(&"<div>".repeat(2_000)).is_some_and(|index| index > 1_000));
        assert!(weighed(&("<em>".repeat(24) + &"<p>a".repeat(60_000))).is_some());
        assert!(weighed(&"<em></strong>".repeat(2_000)).is_some());
    }

    #[test]
    fn p27_what_is_said_to_be_refused_is_taken_out() {
        let html = of_author("<IMG src=a><a href=b>c</a><input><table><tr><td>d</td></tr></table><b>e</b><div>f</div>");
        assert_eq!(clean(&html, &[]), "cde<div>f</div>");
        assert_eq!(clean("<p>&#27;[31m</p>", &[]), "<p>\u{fffd}[31m</p>");
        let slots = ["<em>bloc</em>".to_owned()];
        assert_eq!(clean(&of_author("<div DATA-Slot=\"0\"></div>"), &slots), "<div></div>");
    }

    #[test]
    fn p27_scripts_and_handlers_go_and_slots_stay() {
        let body = format!("<p onclick=\"x()\">a<script>b</script></p><a href=\"javascript:c\">d</a>{}", slot(0));
        let html = clean(&body, &["<svg></svg>".to_owned()]);
        assert_eq!(html, "<p>a</p><a>d</a><svg></svg>");
        assert_eq!(refused("<iframe src=x></iframe><b>"), ["iframe", "b"]);
    }
}
