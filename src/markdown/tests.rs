//! What the Markdown of a page becomes, without a site around it.

use crate::diagnostic::Report;
use crate::markdown::document::{Code, Image, Link, LinkStyle};
use crate::markdown::html::{Embed, Picture, Target, escape, render};
use crate::markdown::{Document, parse, typography};
use crate::source::FileId;

struct Alone;

impl Embed for Alone {
    fn link<'a>(&'a self, _: usize, link: &'a Link) -> Target<'a> {
        let title = if link.style == LinkStyle::Short { link.target.as_str() } else { "" };
        Target { href: Some(link.target.clone()), title, ..Target::default() }
    }
    fn image(&self, _: usize, image: &Image) -> Picture {
        Picture { src: Some(image.source.clone()), size: Some((4, 3)), ..Picture::default() }
    }
    fn block(&self, _: usize, code: &Code) -> Option<String> {
        (code.name == "bloc").then(|| format!("<svg>{}</svg>", code.text.trim()))
    }
    fn word(&self, key: &str) -> String {
        key.rsplit('.').next().unwrap_or(key).to_owned()
    }
}

fn document(text: &str) -> (Document, Report) {
    let mut report = Report::default();
    (parse(text, FileId(0), 0, super::Manner::default(), &mut report), report)
}

fn html(text: &str) -> String {
    let (document, report) = document(text);
    assert!(report.iter().next().is_none(), "{report:?}");
    render(&document, &Alone)
}

#[test]
fn headings_have_unique_anchors() {
    assert_eq!(
        html("## L'été\n\n## L'été\n\n### L'été 2\n"),
        "<h2 id=\"l-ete\">L’été</h2>\n<h2 id=\"l-ete-2\">L’été</h2>\n<h3 id=\"l-ete-2-2\">L’été 2</h3>\n"
    );
}

#[test]
fn a_callout_is_a_quotation_that_begins_with_its_kind() {
    let html = html("> [!CONSEIL] Commencer petit\n> Deux *zones*.\n\n> simple\n");
    assert!(html.contains("<aside class=\"callout callout-conseil\" aria-labelledby=\"encart-1\">"), "{html}");
    assert!(html.contains("conseil\u{a0}: Commencer petit</p>\n<p>Deux <em>zones</em>.</p>"), "{html}");
    assert!(html.ends_with("<blockquote>\n<p>simple</p>\n</blockquote>\n"), "{html}");
}

#[test]
fn a_table_takes_its_title_from_the_paragraph_before_it() {
    let html = html("Tableau : les zones\n\n| Zone | Ha |\n|---|--:|\n| Le Faou | 2 |\n");
    assert!(html.contains("role=\"region\" aria-label=\"Les zones\" tabindex=\"0\""), "{html}");
    assert!(html.contains("<caption>Les zones</caption>"), "{html}");
    assert!(html.contains("<th scope=\"col\" class=\"end\">Ha</th>"), "{html}");
    assert!(!html.contains("Tableau"), "{html}");
}

#[test]
fn an_image_alone_with_a_title_is_a_figure() {
    let html = html("![Un atelier](a.jpg \"L'atelier\"){credit=\"Le Parc\"}\n");
    assert!(html.contains("<figure role=\"figure\" aria-label=\"L’atelier Le Parc\">"), "{html}");
    assert!(html.contains("<img src=\"a.jpg\" alt=\"Un atelier\" width=\"4\" height=\"3\""), "{html}");
    assert!(html.contains("<figcaption>L’atelier <span class=\"credit\">Le Parc</span></figcaption>"), "{html}");
}

#[test]
fn notes_are_numbered_in_the_order_of_their_calls() {
    let html = html("B[^b] et a[^a], b encore[^b].\n\n[^a]: Note a.\n[^b]: Note b.\n");
    assert!(html.contains("id=\"appel-1\" aria-label=\"note 1\">1</a>"), "{html}");
    assert!(html.contains("id=\"appel-1-2\""), "{html}");
    assert!(html.contains("<li id=\"note-1\">Note b."), "{html}");
}

#[test]
fn a_note_without_its_text_is_reported_where_it_is_called() {
    let (_, report) = document("Texte[^absente].\n\n[^jamais]: Rien.\n");
    let places: Vec<_> = report.iter().map(|d| (d.rule.code, d.span.map(|s| s.start))).collect();
    assert_eq!(places, [("note-incomplete", Some(5)), ("note-incomplete", Some(18))]);
}

#[test]
fn a_text_alone_explains_no_word() {
    assert_eq!(html("## EIT\n\nL'EIT et\nl'EIT.\n"), "<h2 id=\"eit\">EIT</h2>\n<p>L’EIT et\nl’EIT.</p>\n");
}

#[test]
fn words_in_another_language_are_marked_and_left_alone() {
    assert_eq!(
        html("Dire [Ya d'ar brezhoneg]{lang=br} !\n"),
        "<p>Dire <span lang=\"br\">Ya d'ar brezhoneg</span>\u{202f}!</p>\n"
    );
}

#[test]
fn raw_html_is_cleaned_and_blocks_of_the_theme_stay() {
    let html =
        html("<script>x</script>\n\n<details open><summary>S</summary>\n\nTexte\n\n</details>\n\n```bloc\n1\n```\n");
    assert!(!html.contains("script"), "{html}");
    assert!(html.contains("<details open=\"\"><summary>S</summary>"), "{html}");
    assert!(html.contains("<svg>1</svg>"), "{html}");
}

#[test]
fn text_never_becomes_markup() {
    let html = html("`<b>` a < b & \"c\" [x](http://e.fr/?a=1&b=\"2\" \"t\")\n");
    assert!(html.contains("<code>&lt;b&gt;</code> a &lt; b &amp; "), "{html}");
    assert!(!html.contains("\"2\""), "{html}");
}

#[test]
fn deep_nesting_is_flattened_and_reported_once() {
    let (document, report) = document(&format!("{} fin\n", ">".repeat(5000)));
    assert_eq!(report.iter().count(), 1);
    assert!(render(&document, &Alone).contains("fin"));
    let (document, _) = self::document(&format!("{}fin{}\n", "*a **b ".repeat(3000), "** *".repeat(3000)));
    assert!(render(&document, &Alone).contains("fin"));
}

#[test]
fn windows_line_ends_change_nothing() {
    let text = "## Titre\n\n- a\n- b\n\n```\ncode\nsuite\n```\n\n> [!CONSEIL]\n> b\n\n<p>x\ny</p>\n";
    assert_eq!(html(text), html(&text.replace('\n', "\r\n")).replace('\r', ""));
}

#[test]
fn tasks_and_numbered_lists() {
    let html = html("- [ ] à faire\n- [x] fait\n\n3. trois\n4. quatre\n");
    assert!(
        html.contains("<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"task_to_do\"> à faire</li>"),
        "{html}"
    );
    assert!(html.contains("<ol start=\"3\">"), "{html}");
}

#[test]
fn each_part_of_a_line_is_escaped() {
    let words = ["mot", "a & b", "x > y & z", "fin"];
    let escaped = words.map(super::html::escape_attribute);
    for n in 0..256 {
        let [a, b, c, d] = [n % 4, n / 4 % 4, n / 16 % 4, n / 64];
        let text = format!("{} *{}* **{}** {}", words[a], words[b], words[c], words[d]);
        let (a, b, c, d) = (&escaped[a], &escaped[b], &escaped[c], &escaped[d]);
        assert_eq!(html(&text), format!("<p>{a} <em>{b}</em> <strong>{c}</strong> {d}</p>\n"));
    }
}

#[test]
fn what_html_does_not_take_is_escaped_wherever_it_stands() {
    let of_ordinals = [(typography::SUP_START, "<sup>"), (typography::SUP_END, "</sup>"), ('\u{e002}', "\u{e002}")];
    let signs = [('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('"', "&quot;"), ('\0', "\u{fffd}"), ('é', "é")];
    for (sign, written) in signs.into_iter().chain(of_ordinals) {
        for (before, after) in (0..40).flat_map(|before| [(before, 0), (before, 1), (before, 37)]) {
            let (before, after) = ("a".repeat(before), "'=%6;^".chars().cycle().take(after).collect::<String>());
            let mut out = String::new();
            escape(&format!("{before}{sign}{after}{sign}"), &mut out);
            assert_eq!(out, format!("{before}{written}{after}{written}"));
        }
    }
}
