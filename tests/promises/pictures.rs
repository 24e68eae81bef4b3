//! Pictures: what is damaged is told, what they say of people is not published, and what pages show is light.

use std::io::Cursor;
use std::path::Path;

use boucle::cache::Cache;
use boucle::source::Sources;
use boucle::{Built, Options};
use img_parts::png::{Png, PngChunk};
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF};
use raster::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// What no published file may hold.
const CANARY: &str = "CANARI-48.2954";

/// The small site of the cases, with these files beside it.
fn build(files: &[(&str, &[u8])], cache: Cache) -> Built {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/base");
    let base = walkdir::WalkDir::new(&root).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file());
    let base = base.map(|entry| {
        let path = entry.path().strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        (path, std::fs::read(entry.path()).unwrap().into())
    });
    let own = files.iter().map(|(path, bytes)| match path.strip_prefix("../") {
        Some(path) => (format!("content/{path}"), (*bytes).into()),
        None => (format!("content/fiches/{path}"), (*bytes).into()),
    });
    let all: std::collections::BTreeMap<String, std::sync::Arc<[u8]>> = base.chain(own).collect();
    let sources = Sources::new(all);
    boucle::build(&sources, &Options { cache, ..Options::default() }, &|_, _| {})
}

fn codes(built: &Built) -> Vec<&'static str> {
    built.report.iter().map(|diagnostic| diagnostic.rule.code).collect()
}

/// A page that shows or offers a file.
fn page(text: &str) -> Vec<u8> {
    format!("---\ntitre: Essai\nthemes: [energie]\n---\n\n{text}\n").into_bytes()
}

/// A picture in two parts: the left half red, the right half blue.
fn drawn(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        let shade = (x / 16 + y / 8) as u8 % 40;
        if x < width / 2 { Rgb([215 + shade, shade, shade]) } else { Rgb([shade, shade, 215 + shade]) }
    }))
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

/// Exif with an orientation, and a canary where cameras write the place.
fn exif(turn: u8) -> Vec<u8> {
    let mut exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([turn, 0, 0, 0, 0, 0, 0]);
    exif.extend(CANARY.as_bytes());
    exif
}

/// A JPEG picture of a camera: turned, with the place in Exif, XMP, IPTC, a comment, and a second picture behind it.
fn photograph(image: &DynamicImage, turn: u8) -> Vec<u8> {
    let plain = encoded(image, ImageFormat::Jpeg);
    let part = |marker: u8, head: &[u8], body: &[u8]| {
        let length = (2 + head.len() + body.len()) as u16;
        [&[0xff, marker], &length.to_be_bytes()[..], head, body].concat()
    };
    let canary = CANARY.as_bytes();
    let parts = [
        part(0xe1, b"Exif\0\0", &exif(turn)),
        part(0xe1, b"http://ns.adobe.com/xap/1.0/\0", canary),
        part(0xed, b"Photoshop 3.0\0", canary),
        part(0xe2, b"MPF\0", canary),
        part(0xfe, b"", canary),
    ];
    [&plain[..2], &parts.concat(), &plain[2..], &parts[0], canary].concat()
}

fn holds_canary(built: &Built) -> Vec<&String> {
    let holds = |bytes: &[u8]| bytes.windows(CANARY.len()).any(|part| part == CANARY.as_bytes());
    built.output.files.iter().filter(|(_, file)| holds(&file.bytes)).map(|(path, _)| path).collect()
}

fn pictures(built: &Built) -> Vec<(&String, DynamicImage)> {
    let files = built.output.files.iter().filter(|(path, _)| path.starts_with("images/"));
    files.map(|(path, file)| (path, raster::load_from_memory(&file.bytes).unwrap())).collect()
}

#[test]
fn p24_nothing_of_a_photograph_but_its_points_is_published() {
    let image = drawn(900, 600);
    let small = drawn(30, 20);
    let mut png = Png::from_bytes(encoded(&small, ImageFormat::Png).into()).unwrap();
    for kind in [*b"tEXt", *b"iTXt", *b"eXIf", *b"tIME", *b"prVt"] {
        png.chunks_mut().insert(1, PngChunk::new(kind, Bytes::from_static(CANARY.as_bytes())));
    }
    let mut webp = WebP::from_bytes(encoded(&small, ImageFormat::WebP).into()).unwrap();
    webp.set_exif(Some(exif(1).into()));
    let mut gif = encoded(&small, ImageFormat::Gif);
    let comment = [b"\x21\xfe\x0e", CANARY.as_bytes(), b"\0"].concat();
    let end = gif.len() - 1;
    gif.splice(end..end, comment);
    let files = [
        ("a.jpg", photograph(&image, 6)),
        ("b.png", png.encoder().bytes().to_vec()),
        ("c.webp", webp.encoder().bytes().to_vec()),
        ("d.gif", gif),
    ];
    for (name, bytes) in &files {
        assert!(bytes.windows(CANARY.len()).any(|part| part == CANARY.as_bytes()), "{name} holds the canary");
        let text = page(&format!("![Deux couleurs]({name})\n\n[Le fichier]({name})"));
        let built = build(&[("a.md", &text), (name, bytes)], Cache::default());
        assert_eq!(codes(&built), Vec::<&str>::new(), "{name}");
        assert_eq!(holds_canary(&built), Vec::<&String>::new(), "{name}");
        let end = name.rsplit_once('.').unwrap().1;
        let original =
            pictures(&built).into_iter().find(|(path, _)| path.ends_with(&format!(".{end}")) && !path.contains('-'));
        assert!(original.is_some(), "{name} is offered and can be read");
    }
    let only_shown = build(&[("a.md", &page("![Deux couleurs](a.jpg)")), ("a.jpg", &files[0].1)], Cache::default());
    assert!(pictures(&only_shown).iter().all(|(path, _)| path.ends_with(".webp")), "no original is published unasked");
}

#[test]
fn p24_a_photograph_that_is_offered_stands_as_it_was_taken() {
    let bytes = photograph(&drawn(90, 60), 6);
    let built = build(&[("a.md", &page("[La photographie](a.jpg)")), ("a.jpg", &bytes)], Cache::default());
    let (_, file) = built.output.files.iter().find(|(path, _)| path.ends_with(".jpg")).unwrap();
    let mut decoder =
        raster::ImageReader::new(Cursor::new(&file.bytes)).with_guessed_format().unwrap().into_decoder().unwrap();
    let turn = raster::ImageDecoder::orientation(&mut decoder).unwrap();
    assert_eq!(turn, raster::metadata::Orientation::Rotate90);
    let points = |bytes: &[u8]| raster::load_from_memory(bytes).unwrap().into_rgb8().into_raw();
    assert!(points(&file.bytes) == points(&bytes), "its points are the same");
}

#[test]
fn pictures_are_turned_reduced_and_announced() {
    let bytes = photograph(&drawn(3000, 2000), 6);
    let text = page("![Deux couleurs](a.jpg \"Une légende\"){credit=\"Photo : le Parc\"}\n\n![Encore](a.jpg)");
    let built = build(&[("a.md", &text), ("a.jpg", &bytes)], Cache::default());
    let sizes: Vec<_> = pictures(&built).iter().map(|(_, image)| (image.width(), image.height())).collect();
    assert_eq!(sizes, [(1056, 1584), (1408, 2112), (352, 528), (704, 1056)]);
    for (path, image) in pictures(&built) {
        let (top, bottom) = (image.to_rgb8(), image.to_rgb8());
        let top = top.get_pixel(image.width() / 2, 20).0;
        let bottom = bottom.get_pixel(image.width() / 2, image.height() - 20).0;
        assert!(top[0] > 150 && top[2] < 100 && bottom[2] > 150 && bottom[0] < 100, "{path} stands upright");
    }
    let html = String::from_utf8(built.output.files["fiches/a/index.html"].bytes.to_vec()).unwrap();
    let images: Vec<&str> = html.split("<img ").skip(1).map(|rest| rest.split('>').next().unwrap()).collect();
    let [first, second] = images[..] else { panic!("two pictures: {html}") };
    assert!(
        first.contains("width=\"1408\" height=\"2112\"")
            && first.contains(" 352w, ")
            && first.contains(" 1408w\" sizes="),
        "{first}"
    );
    assert!(!first.contains("loading") && second.contains("loading=\"lazy\""), "{html}");
    assert!(html.contains("Une légende <span class=\"credit\">Photo\u{a0}: le Parc</span>"), "{html}");
    let src = first.split("src=\"../../").nth(1).unwrap().split('"').next().unwrap();
    assert!(src.starts_with("images/a-704.") && built.output.files.contains_key(src), "{src}");
}

#[test]
fn p17_a_damaged_picture_is_an_error_that_names_it() {
    let image = drawn(120, 80);
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let whole = encoded(&image, format);
        let name = format!("a.{}", format.extensions_str()[0]);
        let text = page(&format!("![Deux couleurs]({name})"));
        for part in [1, 5, 20, 50, 90, 99] {
            let cut = &whole[..whole.len() * part / 100];
            let built = build(&[("a.md", &text), (&name, cut)], Cache::default());
            assert_eq!(codes(&built), ["image-illisible"], "{name} cut at {part} %");
            let said = built.report.iter().next().unwrap().message.say(boucle::diagnostic::Lang::French);
            assert!(said.contains(&name), "{said}");
        }
        // Whatever becomes of its bytes, it is read or told, and never stops the program.
        for at in (0..whole.len()).step_by(1 + whole.len() / 20) {
            let mut changed = whole.clone();
            changed[at] ^= 0x55;
            let built = build(&[("a.md", &text), (&name, &changed)], Cache::default());
            assert!(codes(&built).iter().all(|code| code.starts_with("image-")), "{name} {at}: {:?}", codes(&built));
        }
    }
}

#[test]
fn p17_what_is_no_picture_or_moves_is_told() {
    let shown = |name: &str, bytes: &[u8]| {
        let text = page(&format!("![Deux couleurs]({name})"));
        codes(&build(&[("a.md", &text), (name, bytes)], Cache::default()))
    };
    assert_eq!(shown("a.jpg", b"Bonjour"), ["image-illisible"]);
    assert_eq!(shown("a.heic", b"\0\0\0\x18ftypheic"), ["image-illisible"]);
    assert_eq!(shown("a.avif", b"\0\0\0\x18ftypavif"), ["image-illisible"]);
    // One name for another kind of picture is read all the same.
    assert_eq!(shown("a.jpg", &encoded(&drawn(20, 10), ImageFormat::Png)), Vec::<&str>::new());
    let mut moving = Png::from_bytes(encoded(&drawn(20, 10), ImageFormat::Png).into()).unwrap();
    let control = PngChunk::new(*b"acTL", Bytes::from_static(b"\0\0\0\x02\0\0\0\0"));
    moving.chunks_mut().insert(1, control);
    assert_eq!(shown("a.png", &moving.encoder().bytes()), ["image-animee"]);
}

#[test]
fn p09_pictures_are_the_same_with_and_without_what_was_kept() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = photograph(&drawn(900, 600), 1);
    let files: [(&str, &[u8]); 2] = [("a.md", &page("![Deux couleurs](a.jpg)")), ("a.jpg", &bytes)];
    let alone = build(&files, Cache::default()).output;
    let first = build(&files, Cache::beside(folder.path())).output;
    let kept = std::fs::read_dir(folder.path().join(".boucle-cache/pictures")).unwrap().count();
    let second = build(&files, Cache::beside(folder.path())).output;
    assert!(alone == first && first == second);
    assert_eq!(kept, 3, "each version is kept");
}

#[test]
fn p09_cards_are_the_same_with_and_without_what_was_kept() {
    let folder = tempfile::tempdir().unwrap();
    let settings = "title: Essai\nlanguage: fr\ntheme: nu\naddress: https://exemple.fr/\n";
    let files: [(&str, &[u8]); 2] = [("a.md", &page("Un texte.")), ("../site.yaml", settings.as_bytes())];
    let cards = |built: &Built| {
        let cards = built.output.files.iter().filter(|(path, _)| path.starts_with("images/carte-"));
        cards.map(|(path, file)| (path.clone(), file.bytes.clone())).collect::<Vec<_>>()
    };
    let alone = cards(&build(&files, Cache::default()));
    let first = cards(&build(&files, Cache::beside(folder.path())));
    let second = cards(&build(&files, Cache::beside(folder.path())));
    assert!(alone.len() > 2 && alone == first && first == second);
    for (path, bytes) in alone {
        let card = raster::load_from_memory(&bytes).unwrap();
        assert_eq!((card.width(), card.height()), (1200, 630), "{path}");
        assert!(bytes.len() < 40_000, "{path}: {} bytes", bytes.len());
    }
}
