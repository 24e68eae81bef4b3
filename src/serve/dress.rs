//! What the preview adds to a page on its way out: its script, its style, and a bar on pages that are not
//! published. Its script then marks the links that lead to these. No build ever holds any of it.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Lang, Message};
use crate::serve::{Pages, Version};
use crate::site::Unpublished;

/// A page in pieces: its own bytes are shared, not copied.
pub fn page(path: &str, html: &Arc<[u8]>, pages: &dyn Pages) -> Vec<(Arc<[u8]>, Range<usize>)> {
    let head = find(html, b"</head>").unwrap_or(html.len());
    let body = find(html, b"<body").and_then(|at| Some(at + find(&html[at..], b">")? + 1)).filter(|at| *at >= head);
    let lang = pages.lang();
    let (Version { print, styles }, code) = (Version::of(path, html, pages), code(lang));
    let say = |id| Message::new(id).say(lang);
    let (stopped, hung) = (say("page-stopped"), say("page-hung"));
    let later = if pages.lacks_downloads() { say("page-downloads") } else { String::new() };
    let own = format!(
        "<link rel=\"stylesheet\" href=\"/__boucle/preview.css\">\
         <script src=\"/__boucle/preview.js\" defer data-print=\"{print:x}\" data-styles=\"{styles}\" \
         data-lang=\"{code}\" data-stopped=\"{stopped}\" data-hung=\"{hung}\" data-later=\"{later}\"></script>"
    );
    let mut pieces = vec![(html.clone(), 0..head), piece(&own)];
    match (body, pages.unpublished(path)) {
        (Some(body), Some(why)) => {
            pieces.extend([(html.clone(), head..body), piece(&bar(why, lang)), (html.clone(), body..html.len())]);
        }
        _ => pieces.push((html.clone(), head..html.len())),
    }
    pieces
}

/// What is not published: a line for each address that leads there, with the word that marks its links.
pub fn marks(pages: &dyn Pages) -> String {
    let (folder, lang) = (pages.folder(), pages.lang());
    let roots = if folder.is_empty() { vec!["/".to_owned()] } else { vec!["/".to_owned(), format!("/{folder}/")] };
    let mut lines = String::new();
    for (address, why) in pages.all_unpublished() {
        let word = match why {
            Unpublished::Draft => Message::new("mark-draft"),
            Unpublished::Early(date) => Message::new("mark-early").with("date", date.long(code(lang))),
            Unpublished::Late(date) => Message::new("mark-late").with("date", date.long(code(lang))),
        };
        let word = word.say(lang);
        lines.extend(roots.iter().map(|root| format!("{root}{address}\t{word}\n")));
    }
    lines
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
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::types::date::Date;

    /// A site of which little is known.
    #[derive(Default)]
    struct Known {
        folder: &'static str,
        unpublished: Option<Unpublished>,
        lacks_downloads: bool,
        lang: Lang,
    }

    impl Pages for Known {
        fn file(&self, _: &str) -> Option<Arc<[u8]>> {
            None
        }
        fn unpublished(&self, _: &str) -> Option<Unpublished> {
            self.unpublished
        }
        fn all_unpublished(&self) -> Vec<(String, Unpublished)> {
            let day = Date::parse("2027-01-15").unwrap();
            let why = [Unpublished::Draft, Unpublished::Early(day), Unpublished::Late(day)];
            ["", "guide/a/", "glossaire/#b"].map(str::to_owned).into_iter().zip(why).collect()
        }
        fn lacks_downloads(&self) -> bool {
            self.lacks_downloads
        }
        fn styles(&self) -> Vec<(String, String)> {
            let strange = ["my style.css", "a\"b.css"].map(|name| (name.to_owned(), name.to_owned()));
            [("style.css".to_owned(), "style.1.css".to_owned())].into_iter().chain(strange).collect()
        }
        fn folder(&self) -> String {
            self.folder.to_owned()
        }
        fn read_later(&self, _: &str) -> u64 {
            0
        }
        fn lang(&self) -> Lang {
            self.lang
        }
    }

    fn dressed(html: &str, pages: &Known) -> String {
        let pieces = page("index.html", &Arc::from(html.as_bytes()), pages);
        pieces.iter().map(|(bytes, range)| std::str::from_utf8(&bytes[range.clone()]).unwrap().to_owned()).collect()
    }

    #[test]
    fn what_is_not_published_has_a_word_at_each_address_that_leads_there() {
        let lines = |folder| marks(&Known { folder, lang: Lang::English, ..Known::default() });
        let date = "15\u{a0}January 2027";
        assert_eq!(
            lines(""),
            format!("/\tdraft\n/guide/a/\tto be published on {date}\n/glossaire/#b\toff the site since {date}\n")
        );
        assert!(lines("armorique").starts_with("/\tdraft\n/armorique/\tdraft\n/guide/a/\t"), "{}", lines("armorique"));
    }

    #[test]
    fn a_page_keeps_every_byte_and_gets_a_script_and_a_bar() {
        let html = "<html><head><title>é</title></head><body class=\"x\"><p>a</p></body></html>";
        let plain = dressed(html, &Known::default());
        let script = "preview.js\" defer data-print=\"";
        assert!(plain.contains(script) && plain.contains("data-styles=\"style.1.css\""), "{plain}");
        assert!(!plain.contains("boucle-bar") && plain.contains("data-later=\"\""), "{plain}");
        let draft = Known { unpublished: Some(Unpublished::Draft), lacks_downloads: true, ..Known::default() };
        let shown = dressed(html, &draft);
        assert!(shown.contains("<body class=\"x\"><div class=\"boucle-bar\""), "{shown}");
        assert!(shown.ends_with("<p>a</p></body></html>") && shown.contains("ne sera pas publiée"), "{shown}");
        assert!(shown.contains("--telechargements"), "{shown}");
        assert!(dressed("a", &draft).starts_with("a<link"));
    }

    #[test]
    fn a_page_whose_bar_is_another_is_another_page() {
        let day = |text| Unpublished::Early(Date::parse(text).unwrap());
        let bars = [None, Some(Unpublished::Draft), Some(day("2027-01-15")), Some(day("2028-06-01"))];
        let print = |unpublished| Version::of("index.html", b"a", &Known { unpublished, ..Known::default() }).print;
        let prints: BTreeSet<u64> = bars.into_iter().map(print).collect();
        assert_eq!(prints.len(), bars.len());
    }
}
