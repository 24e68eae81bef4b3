//! Nothing private goes public (P24): a word is hidden in every place that is not to be published, and looked for in
//! every file of the output, packed ones included.

use std::io::{Cursor, Read};

use crate::site::{Site, said};

/// What is hidden; each place adds its name.
const CANARY: &str = "canari";
const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Every text that a file holds: itself, what is packed in it, and what is written in base 64.
fn texts(path: &str, bytes: &[u8]) -> Vec<String> {
    let mut texts = vec![String::from_utf8_lossy(bytes).into_owned()];
    if path.ends_with(".epub") {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let (name, mut inside) = (file.name().unwrap().into_owned(), Vec::new());
            file.read_to_end(&mut inside).unwrap();
            texts.push(name.clone());
            texts.extend(self::texts(&name, &inside));
        }
    }
    if path.ends_with(".gz") {
        let mut text = Vec::new();
        flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut text).unwrap();
        texts.push(String::from_utf8_lossy(&text).into_owned());
    }
    if path.ends_with(".br") {
        let mut text = Vec::new();
        brotli::Decompressor::new(bytes, 4096).read_to_end(&mut text).unwrap();
        texts.push(String::from_utf8_lossy(&text).into_owned());
    }
    if path.ends_with(".pdf") {
        for at in bytes.windows(7).enumerate().filter(|(_, part)| part.starts_with(b"stream")).map(|(at, _)| at) {
            let start = at + 6 + bytes[at + 6..].iter().take_while(|byte| b"\r\n".contains(byte)).count();
            let mut text = Vec::new();
            let _ = flate2::read::ZlibDecoder::new(&bytes[start..]).read_to_end(&mut text);
            texts.push(String::from_utf8_lossy(&text).into_owned());
        }
    }
    texts
}

/// Where the output of a site holds the word.
fn leaks(site: &Site) -> Vec<String> {
    let mut found = Vec::new();
    for (path, bytes) in site.output() {
        for text in texts(&path, &bytes).into_iter().chain([path.clone()]) {
            for form in
                [CANARY.to_owned(), CANARY.to_uppercase(), encoded(CANARY, 0), encoded(CANARY, 1), encoded(CANARY, 2)]
            {
                let at = text.find(&form).map(|at| text[at..].chars().take(30).collect::<String>());
                found.extend(at.map(|at| format!("{path}: {at}")));
            }
        }
    }
    found
}

/// What base 64 makes of a word that stands so many bytes after a multiple of three.
fn encoded(word: &str, after: usize) -> String {
    let bits: Vec<u8> = word.bytes().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    // Only the signs that the word alone decides.
    let skip = (6 - after * 8 % 6) % 6;
    let sign = |bits: &[u8]| char::from(SIGNS[bits.iter().fold(0, |sum, bit| sum * 2 + usize::from(*bit))]);
    bits[skip..].chunks_exact(6).map(sign).collect()
}

fn base64(bytes: &[u8]) -> String {
    let group = |part: &[u8]| {
        let bits: Vec<u8> = part.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
        let signs = bits.chunks(6).map(|bits| {
            let six = (0..6).fold(0, |sum, index| sum * 2 + usize::from(bits.get(index).copied().unwrap_or(0)));
            char::from(SIGNS[six])
        });
        format!("{:=<4}", signs.collect::<String>())
    };
    bytes.chunks(3).map(group).collect()
}

/// A JPEG picture with the word in its Exif and in a comment.
fn photograph() -> Vec<u8> {
    let image = raster::RgbImage::from_fn(40, 30, |x, y| raster::Rgb([x as u8, y as u8, 90]));
    let mut plain = Vec::new();
    image.write_to(&mut Cursor::new(&mut plain), raster::ImageFormat::Jpeg).unwrap();
    let part = |marker: u8, body: &str| {
        [&[0xff, marker], &(2 + body.len() as u16).to_be_bytes()[..], body.as_bytes()].concat()
    };
    let parts =
        [part(0xe1, "Exif\0\0canari-exif"), part(0xfe, "canari-commentaire"), part(0xed, "Photoshop 3.0\0canari-iptc")];
    [&plain[..2], &parts.concat(), &plain[2..]].concat()
}

/// A site that publishes all that a site can: feeds, cards, data, a book, compressed twins.
fn whole_site() -> Site {
    let site = Site::new();
    let settings = std::fs::read_to_string(site.root.join("content/site.yaml")).unwrap();
    let more = "address: https://exemple.fr/\nhosting: { compress: true, headers: [netlify, apache, nginx] }\n\
                book: { parts: [{ to: guide/ }, { to: fiches/ }, { to: glossaire.yaml }, { to: sources.yaml }], sheets: [fiches/] }\n";
    site.write("content/site.yaml", format!("# canari-reglages\n{settings}\n{more}# canari-fin\n"));
    site
}

#[test]
fn p24_no_file_of_the_output_holds_what_is_private() {
    let site = whole_site();
    let fiche = std::fs::read_to_string(site.root.join("content/fiches/exemple-marche.md")).unwrap();
    let hidden = |name: &str, line: &str| {
        let title = fiche.lines().find(|line| line.starts_with("titre:")).unwrap();
        let text = fiche.replacen(title, &format!("{line}\ntitre: Canari canari-{name}"), 1);
        site.write(&format!("content/fiches/canari-{name}.md"), text + &format!("\ncanari-{name}\n"));
    };
    hidden("brouillon", "brouillon: oui\nanciennes_adresses: [/canari-vieux/]\nmots_cles: [canari-mot]");
    hidden("futur", "publier_le: 2030-01-01");
    hidden("retire", "retirer_le: 2020-01-01");
    site.write(
        "content/thematiques/canari.md",
        "---\ntitre: canari-theme\nordre: 9\nchapo: canari\nbrouillon: oui\n---\ncanari\n",
    );
    let text = "Un texte.\n\n<!-- canari-html -->\n\nSuite <!-- canari-ligne --> et fin.\n\n[//]: # (canari-definition)\n\n\
                [canari-inutile]: https://exemple.fr/canari-adresse\n\n\
                ![Une lande](photo.jpg)\n\n[La photographie](photo.jpg)\n\n![Un dessin au trait](dessin.svg)\n\n\
                ```carte\ntitre: Une carte\n# canari-bloc\nlieux: [{ nom: A, latitude: 48.2, longitude: -4 }]\nfond: fond.geojson\ncredit: Moi\n```\n";
    site.write("content/pages/visible.md", format!("---\ntitre: Visible\n# canari-yaml\n---\n\n{text}"));
    site.write("content/pages/photo.jpg", photograph());
    let inside = base64(&photograph());
    site.write("content/pages/dessin.svg", format!(
        "<?xml version=\"1.0\"?><!-- canari --><?xpacket canari?><svg xmlns=\"http://www.w3.org/2000/svg\" \
         xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\" sodipodi:docname=\"/home/canari/a.svg\" viewBox=\"0 0 9 9\">\
         <metadata>canari</metadata><sodipodi:namedview canari=\"canari\"/><script>canari</script>\
         <path d=\"M0 0L9 9\" onclick=\"canari()\"/><image href=\"data:image/jpeg;base64,{inside}\" width=\"9\" height=\"9\"/></svg>"));
    site.write("content/pages/fond.geojson",
        "{\"type\":\"FeatureCollection\",\"canari\":\"canari\",\"features\":[{\"type\":\"Feature\",\"id\":\"canari\",\
         \"properties\":{\"proprietaire\":\"canari\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[-4.1,48.1],[-4,48.3]]}}]}");
    for (path, place) in [
        ("content/pages/tableau.csv", "donnees"),
        ("content/pages/lettre.pdf", "pdf"),
        ("content/pages/autre.geojson", "geojson"),
        ("content/pages/inutile.svg", "svg"),
        ("content/.git/config", "git"),
        ("content/pages/.env", "env"),
        ("content/pages/visible.md~", "tilde"),
        ("content/pages/.visible.md.swp", "vim"),
        ("content/pages/#visible.md#", "emacs"),
        ("content/pages/~$visible.docx", "word"),
        ("content/pages/visible.md.orig", "orig"),
        ("themes/armorique/static/.htpasswd", "htpasswd"),
        ("themes/armorique/static/style.css.bak", "bak"),
        ("themes/autre/static/secret.css", "theme"),
        ("README.md", "racine"),
        (".boucle-cache/canari", "cache"),
    ] {
        site.write(path, format!("canari-{place}"));
    }
    let base = std::fs::read_to_string(site.root.join("themes/armorique/templates/base.html")).unwrap();
    site.write("themes/armorique/templates/base.html", base.replacen("</body>", "{# canari-modele #}</body>", 1));
    let model = std::fs::read_to_string(site.root.join("content/model.yaml")).unwrap();
    site.write("content/model.yaml", format!("# canari-modele\n{model}"));
    let (code, words) =
        said(site.command("build").args(["--date", "2026-11-24"]).env("CANARI", CANARY).env("USER", CANARY));
    assert_eq!(code, 0, "{words}");
    let made: Vec<String> = site.output().into_keys().collect();
    for end in [".epub", ".gz", ".br", ".csv", ".jpg", ".svg", ".webp", ".xml", ".png"] {
        assert!(made.iter().any(|path| path.ends_with(end)), "nothing ends with {end}: {made:?}");
    }
    assert_eq!(leaks(&site), Vec::<String>::new());
}

#[test]
fn p24_the_word_is_found_wherever_it_is() {
    // The search itself is tried: the same word where it is to be published.
    let site = whole_site();
    let chapter = std::fs::read_to_string(site.root.join("content/guide/demarrer.md")).unwrap();
    site.write("content/guide/demarrer.md", chapter + "\n## Le canari\n\nUn canari.\n");
    let (code, words) = said(&mut site.command("build"));
    assert_eq!(code, 0, "{words}");
    let leaks = leaks(&site);
    for end in [".html:", ".epub:", ".html.gz:", ".html.br:", ".json:"] {
        assert!(leaks.iter().any(|leak| leak.contains(end)), "{end} {leaks:?}");
    }
    for before in ["", "a", "ab", "abc"] {
        let text = base64(format!("{before}{CANARY}fin").as_bytes());
        assert!((0..3).any(|after| text.contains(&encoded(CANARY, after))), "{text}");
    }
}
