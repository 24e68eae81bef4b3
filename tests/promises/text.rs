//! Text stays text (P25 to P28), tried with the program itself.

use std::collections::BTreeSet;

use crate::site::Site;

#[test]
fn p25_a_mark_and_line_ends_change_nothing() {
    let text = "---\ntitre: Été à Brest\n---\n\n## L’œuvre\n\n- un\n- deux\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nFin  \ndure.\n";
    let build = |bytes: &[u8]| {
        let site = Site::new();
        site.write("content/pages/essai.md", bytes);
        site.build();
        site.output().remove("essai/index.html").unwrap()
    };
    let plain = build(text.as_bytes());
    assert!(plain == build(format!("\u{feff}{text}").as_bytes()));
    assert!(plain == build(text.replace('\n', "\r\n").as_bytes()));
    assert!(plain == build(format!("\u{feff}{}", text.replace('\n', "\r\n")).as_bytes()));
}

#[test]
fn p25_another_encoding_is_told_and_corrected() {
    let latin = b"---\ntitre: \xc9t\xe9\n---\n\nUn caf\xe9 \xe0 l\x92\xe9cole.\n";
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain("---\ntitre: Été\n---\n\nUn café.\n".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for (bytes, name) in [(&latin[..], "Windows"), (&utf16[..], "UTF-16")] {
        let site = Site::new();
        site.write("content/pages/essai.md", bytes);
        let (_, words) = site.run("check");
        assert!(words.contains("content/pages/essai.md") && words.contains("boucle corriger"), "{words}");
        assert!(words.contains(name) || words.contains("16"), "{words}");
        let (code, words) = site.run("fix");
        assert_eq!(code, 0, "{words}");
        let fixed = std::fs::read_to_string(site.root.join("content/pages/essai.md")).unwrap();
        assert!(fixed.contains("titre: Été") && fixed.contains("café"), "{fixed}");
    }
    let site = Site::new();
    site.write("content/pages/essai.md", b"---\ntitre: x\n---\n\n\x81\x00\xfe\x90\xff\n");
    let (code, words) = site.run("build");
    assert!(code == 1 && words.contains("content/pages/essai.md"), "{words}");
}

#[test]
fn p25_nul_is_refused() {
    let site = Site::new();
    site.write("content/pages/essai.md", "---\ntitre: x\0y\n---\n\na\0b\n");
    let (code, words) = site.run("build");
    assert!(code == 1 && words.contains("content/pages/essai.md:2"), "{words}");
    assert!(!words.contains('\0'));
}

/// What breaks out of where a value stands, in HTML, attributes, scripts, styles, addresses and templates.
const HOSTILE: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(1)></title></style></textarea>]]>--><!--&lt;{{7*7}}${1}`javascript:alert(1)";

/// Fails when the HTML holds an element, an attribute or an address that hostile texts would bring.
fn harmless(path: &str, html: &str) {
    // The theme has two forms, which ask what is looked for.
    let lower = ["search", "ask"].iter().fold(html.to_lowercase(), |text, class| {
        text.replace(&format!("<form class=\"{class}\" role=\"search\""), "<search")
    });
    for sign in [
        "<script>alert",
        "<img src=x",
        " onerror=alert(1)>",
        "\"javascript:",
        "'javascript:",
        "<!--&lt;",
        "{{49}}",
        "<iframe",
        "<object",
        "<base",
        "<form",
        "<meta http-equiv=\"refresh\" content=\"0;url=java",
    ] {
        assert!(
            !lower.contains(sign),
            "{path} holds {sign}: {}",
            &html[lower.find(sign).unwrap().saturating_sub(200)..]
        );
    }
    // Every tag that the page opens is one that the theme or the Markdown makes, with their attributes.
    for tag in html.split('<').skip(1).filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic())) {
        let tag = tag.split('>').next().unwrap();
        let outside: String = tag.split('"').step_by(2).collect::<Vec<_>>().join(" ");
        let handler = outside.split_whitespace().find(|word| word.len() > 2 && word.starts_with("on"));
        assert!(handler.is_none(), "{path}: <{tag}>");
    }
}

#[test]
fn p26_a_hostile_text_in_any_field_is_shown_as_a_text() {
    let quoted = format!("'{}'", HOSTILE.replace('\'', "''"));
    let site = Site::new();
    let mut model = std::fs::read_to_string(site.root.join("content/model.yaml")).unwrap();
    let fields = "\n      n_texte: { type: text, label: LABEL }\n      n_md: { type: markdown, label: M }\n      n_liste: { type: list, of: text, label: LABEL }\n      n_lieu: { type: place, label: P }\n      n_contact: { type: contact, label: C }\n      n_groupe: { type: group, label: G, fields: { a: { type: text, label: LABEL } } }\n";
    let at = model.find("  fiches:").unwrap();
    let at = at + model[at..].find("    fields:\n").unwrap() + "    fields:".len();
    model.insert_str(at, &fields.replace("LABEL", &quoted));
    site.write("content/model.yaml", model);
    let header = format!(
        "---\ntitre: {quoted}\nchapo: {quoted}\nn_texte: {quoted}\nn_md: {quoted}\nn_liste: [{quoted}, {quoted}]\nn_lieu: {{ name: {quoted} }}\nn_contact: {{ service: {quoted} }}\nn_groupe: {{ a: {quoted} }}\n"
    );
    let example = std::fs::read_to_string(site.root.join("content/fiches/exemple-outils.md")).unwrap();
    let (theirs, body) = example.trim_start_matches("---\n").split_once("\n---\n").unwrap();
    let theirs: String = theirs
        .lines()
        .filter(|l| !l.starts_with("titre:") && !l.starts_with("chapo:"))
        .map(|l| format!("{l}\n"))
        .collect();
    site.write("content/fiches/exemple-outils.md", format!("{header}{theirs}---\n{body}\n"));
    let settings = std::fs::read_to_string(site.root.join("content/site.yaml")).unwrap();
    let settings = settings
        .replace("title: Nom de votre guide", &format!("title: {quoted}"))
        .replace("name: Nom de votre collectivité", &format!("name: {quoted}"));
    site.write("content/site.yaml", settings.replace("label: Guide", &format!("label: {quoted}")));
    // Fields that must have another form refuse the text: what would be shown is looked at all the same.
    let made = site.made();
    let mut shown = 0;
    for (path, file) in made.output.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(&file.bytes).unwrap();
        harmless(path, html);
        shown += html.matches("&lt;script&gt;alert(1)").count();
    }
    assert!(shown > 20, "{shown}");
}

#[test]
fn p26_ids_are_unique_whatever_authors_write() {
    const PARTS: &str = "## Essai\n\n## essai\n\n## x {#essai}\n\n## Essai-2\n\na[^1] b[^1] c[^2]\n\n[^1]: n\n[^2]: m\n\n> [!CONSEIL] essai\n> a\n\n> [!CONSEIL] essai\n> a\n";
    let site = Site::new();
    site.write("content/pages/essai.md", format!("---\ntitre: Essai\n---\n\n{PARTS}"));
    // Names that the theme or the notes have already, and those of raw HTML.
    for (number, part) in
        ["## Contenu", "<div id=\"contenu\">a</div>", "## note-1\n\na[^1]\n\n[^1]: n"].into_iter().enumerate()
    {
        site.write(
            &format!("content/pages/double-{number}.md"),
            format!("---\ntitre: Double {number}\n---\n\n{part}\n"),
        );
    }
    let made = site.made();
    let told: Vec<u32> = made
        .report
        .iter()
        .filter(|d| d.rule.code == "nom-de-partie-en-double")
        .map(|d| d.span.unwrap().file.0)
        .collect();
    assert_eq!(told.len(), 3, "{told:?}");
    let mut ids = BTreeSet::new();
    let html = std::str::from_utf8(&made.output.files["essai/index.html"].bytes).unwrap();
    for id in html.split(" id=\"").skip(1).map(|part| part.split('"').next().unwrap()) {
        assert!(ids.insert(id.to_owned()), "two parts are called {id}");
    }
    assert!(ids.len() > 10, "{ids:?}");
}

#[test]
fn p27_markdown_brings_in_no_script_however_it_is_spelled() {
    let links = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java&#10;script:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "\u{1}javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "feed:javascript:x",
        "view-source:x",
        "blob:x",
        "//exemple.fr/a",
        "\\\\exemple.fr",
        "ftp://a.fr",
        "x:y",
        "java\u{200b}script:alert(1)",
    ];
    let forms = [
        "[a](<LINK>)",
        "[a](LINK)",
        "<LINK>",
        "![une lande](<LINK>)",
        "[a][b]\n\n[b]: <LINK>",
        "<a href=\"LINK\">x</a>",
        "<a href='LINK'>x</a>",
        "<details><a href=LINK>x</a></details>",
    ];
    let site = Site::new();
    for (number, (link, form)) in links.iter().flat_map(|link| forms.iter().map(move |form| (link, form))).enumerate() {
        let text = format!("---\ntitre: Essai {number}\n---\n\n{}\n", form.replace("LINK", link));
        site.write(&format!("content/pages/essai-{number}.md"), text);
    }
    let made = site.made();
    assert!(made.output.pages() > links.len() * forms.len());
    for (path, file) in made.output.files.iter().filter(|(path, _)| path.starts_with("essai-")) {
        let html = std::str::from_utf8(&file.bytes).unwrap();
        harmless(path, html);
        let addresses = html.split(" href=\"").skip(1).chain(html.split(" src=\"").skip(1));
        for address in addresses.map(|part| part.split('"').next().unwrap()) {
            let scheme = address.split(['/', '?', '#']).next().unwrap();
            let known = ["https:", "http:", "mailto:", "tel:"].iter().any(|known| scheme.starts_with(known));
            // Anything else before a colon is no scheme: the address is a path.
            let path = !scheme.split_once(':').is_some_and(|(name, _)| name.is_ascii());
            assert!((known || path) && !address.starts_with("//"), "{path} leads to {address:?}");
        }
    }
}

#[test]
fn p27_attributes_of_authors_are_texts() {
    let site = Site::new();
    let body = format!(
        "![{HOSTILE}](../guide/lande.svg \"{}\"){{credit=\"{}\"}}\n\n## Titre {{#a\"onclick=alert(1) .b\"onload=x}}\n\n[x]{{lang=\"br\\\" onclick=x\"}}\n\n```\"><script>alert(1)</script>\na\n```\n\n<abbr title='\"><script>alert(1)</script>'>x</abbr>\n\n<details open onclick=alert(1) style=\"x\"><summary>a</summary>b</details>\n\n<svg onload=alert(1)></svg><math><mtext></mtext></math><template><script>x</script></template>\n",
        HOSTILE.replace('"', "&quot;"),
        HOSTILE.replace('"', "")
    );
    site.write(
        "content/guide/lande.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"><path d=\"M0 0\"/></svg>",
    );
    site.write("content/pages/essai.md", format!("---\ntitre: Essai\n---\n\n{body}"));
    let made = site.made();
    let html = std::str::from_utf8(&made.output.files["essai/index.html"].bytes).unwrap();
    harmless("essai", html);
    assert!(!html.contains(" style=\"x") && !html.contains("<svg onload") && !html.contains("<template"), "{html}");
}

#[test]
fn p27_an_svg_is_cleaned_or_refused() {
    let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"4\" height=\"3\"";
    let bombs = [
        format!("{head} onload=\"alert(1)\"><path d=\"M0 0\"/></svg>"),
        format!("{head}><script>alert(1)</script></svg>"),
        format!("{head}><script href=\"https://a.fr/x.js\"/></svg>"),
        format!("{head}><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>"),
        format!(
            "{head}><foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"><img src=\"x\" onerror=\"alert(1)\"/></body></foreignObject></svg>"
        ),
        format!("{head}><image href=\"https://pisteur.fr/a.png\"/></svg>"),
        format!("{head}><use href=\"https://pisteur.fr/a.svg#b\"/></svg>"),
        format!(
            "{head}><style>@import url(https://pisteur.fr/a.css); * {{ background: url('https://pisteur.fr/b') }}</style></svg>"
        ),
        format!(
            "{head}><set attributeName=\"onmouseover\" to=\"alert(1)\"/><animate attributeName=\"href\" values=\"javascript:alert(1)\"/></svg>"
        ),
        format!(
            "<!DOCTYPE svg [<!ENTITY a \"&#60;script>alert(1)&#60;/script>\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>{head}><text>&a;&x;</text></svg>"
        ),
        format!("<?xml-stylesheet href=\"https://pisteur.fr/a.css\"?>{head}></svg>"),
        format!(
            "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\">{}]>{head}><text>&i;</text></svg>",
            (b'b'..=b'i')
                .map(|c| {
                    let (this, last) = (c as char, (c - 1) as char);
                    format!("<!ENTITY {this} \"{}\">", format!("&{last};").repeat(10))
                })
                .collect::<String>()
        ),
    ];
    for bomb in bombs {
        let site = Site::new();
        site.write("content/guide/lande.svg", &bomb);
        site.write("content/pages/essai.md", "---\ntitre: Essai\n---\n\n![Une lande](../guide/lande.svg)\n");
        let (code, words) = site.run("build");
        assert!([0, 1].contains(&code), "{words}");
        for (path, bytes) in site.output().iter().filter(|(path, _)| path.ends_with(".svg") && path.contains("lande")) {
            let text = String::from_utf8_lossy(bytes).to_lowercase();
            for sign in [
                "<script",
                "href=\"javascript",
                "attributename=\"on",
                "attributename=\"href",
                "onload",
                "onerror",
                "@import",
                "url(h",
                "=\"https",
                "foreignobject",
                "root:",
                "<!entity",
                "aaaaaaaaaaaaaaaaaaaaaaaa",
            ] {
                assert!(!text.contains(sign), "{path} holds {sign}: {text}\nfrom {bomb}");
            }
        }
    }
}
