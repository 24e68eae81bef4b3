//! What the preview adds to a page on its way out: its script, its style, and a bar on pages that are not
//! published. No build ever holds them.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Lang, Message};
use crate::serve::Version;
use crate::site::Unpublished;

/// A page in pieces: its own bytes are shared, not copied.
pub fn page(
    html: &Arc<[u8]>,
    version: &Version,
    unpublished: Option<Unpublished>,
    lang: Lang,
) -> Vec<(Arc<[u8]>, Range<usize>)> {
    let head = find(html, b"</head>").unwrap_or(html.len());
    let body = find(html, b"<body").and_then(|at| Some(at + find(&html[at..], b">")? + 1)).filter(|at| *at >= head);
    let (Version { print, styles }, code) = (version, code(lang));
    let stopped = Message::new("page-stopped").say(lang);
    let own = format!(
        "<link rel=\"stylesheet\" href=\"/__boucle/preview.css\">\
         <script src=\"/__boucle/preview.js\" defer data-print=\"{print:x}\" data-styles=\"{styles}\" \
         data-lang=\"{code}\" data-stopped=\"{stopped}\"></script>"
    );
    let mut pieces = vec![(html.clone(), 0..head), piece(&own)];
    match (body, unpublished) {
        (Some(body), Some(why)) => {
            pieces.extend([(html.clone(), head..body), piece(&bar(why, lang)), (html.clone(), body..html.len())]);
        }
        _ => pieces.push((html.clone(), head..html.len())),
    }
    pieces
}

/// A page of one sentence.
pub fn bare(sentence: &str, lang: Lang) -> String {
    let code = code(lang);
    format!(
        "<!doctype html>\n<html lang=\"{code}\"><head><meta charset=\"utf-8\"><title>{sentence}</title></head>\
         <body><main><h1>{sentence}</h1></main></body></html>\n"
    )
}

fn piece(text: &str) -> (Arc<[u8]>, Range<usize>) {
    (Arc::from(text.as_bytes()), 0..text.len())
}

fn code(lang: Lang) -> &'static str {
    if lang == Lang::French { "fr" } else { "en" }
}

/// The bar of a page that is not published.
fn bar(why: Unpublished, lang: Lang) -> String {
    let message = match why {
        Unpublished::Draft => Message::new("page-draft"),
        Unpublished::Early(date) => Message::new("page-early").with("date", date.long(code(lang))),
        Unpublished::Late(date) => Message::new("page-late").with("date", date.long(code(lang))),
    };
    let label = Message::new("page-preview").say(lang);
    format!(
        "<div class=\"boucle-bar\" role=\"region\" aria-label=\"{label}\" lang=\"{}\"><p>{}</p></div>",
        code(lang),
        message.say(lang)
    )
}

fn find(bytes: &[u8], sought: &[u8]) -> Option<usize> {
    bytes.windows(sought.len()).position(|window| window == sought)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dressed(html: &str, unpublished: Option<Unpublished>) -> String {
        let version = Version { print: 10, styles: "style.1.css".to_owned() };
        let pieces = page(&Arc::from(html.as_bytes()), &version, unpublished, Lang::French);
        pieces.iter().map(|(bytes, range)| std::str::from_utf8(&bytes[range.clone()]).unwrap().to_owned()).collect()
    }

    #[test]
    fn a_page_keeps_every_byte_and_gets_a_script_and_a_bar() {
        let html = "<html><head><title>é</title></head><body class=\"x\"><p>a</p></body></html>";
        let plain = dressed(html, None);
        assert!(
            plain.contains("preview.js\" defer data-print=\"a\" data-styles=\"style.1.css\"")
                && !plain.contains("boucle-bar"),
            "{plain}"
        );
        let draft = dressed(html, Some(Unpublished::Draft));
        assert!(draft.contains("<body class=\"x\"><div class=\"boucle-bar\""), "{draft}");
        assert!(draft.ends_with("<p>a</p></body></html>") && draft.contains("ne sera pas publiée"), "{draft}");
        assert!(dressed("a", Some(Unpublished::Draft)).starts_with("a<link"));
    }
}
