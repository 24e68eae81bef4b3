//! A picture that says nothing, or too little, to who cannot see it (RGAA 1.1, 1.2, 1.3, 1.6).

use crate::check::meant::bracketed;
use crate::check::{TextCheck, Texts};
use crate::diagnostic::{Diagnostic, Message, Report, Rule, Severity};
use crate::site::PageId;
use crate::slug::slug;
use crate::source::PICTURES;

const MISSING: Rule = Rule { code: "image-sans-description", severity: Severity::Error };
const WEAK: Rule = Rule { code: "description-faible", severity: Severity::Warning };
const SHORT: Rule = Rule { code: "description-longue-absente", severity: Severity::Error };
/// RGAA 1.3: an alternative is short.
const LONG: usize = 80;

/// How a description begins that says what a screen reader has already said.
const PREFIXES: [&str; 16] = [
    "image de ",
    "image d'",
    "image du ",
    "image des ",
    "photo de ",
    "photo d'",
    "photo du ",
    "photo des ",
    "photographie de ",
    "photographie d'",
    "photographie du ",
    "illustration de ",
    "illustration d'",
    "image of ",
    "photo of ",
    "picture of ",
];

/// The check.
pub const CHECK: TextCheck = TextCheck { rules: &[&MISSING, &WEAK, &SHORT], run };

fn run(texts: &Texts<'_>, id: PageId, report: &mut Report) {
    for document in texts.documents(id) {
        for image in document.images.iter().filter(|i| i.decorative && !i.alternative.is_empty()) {
            let name = image.source.rsplit('/').next().unwrap_or(&image.source);
            let message = Message::new("alt-decorative").with("image", name);
            report.add(Diagnostic::at(&WEAK, image.span, message).help(Message::new("alt-decorative-help")));
        }
        for image in document.images.iter().filter(|i| i.informs && i.description.is_none()) {
            let name = image.source.rsplit('/').next().unwrap_or(&image.source);
            let help = Message::new("alt-long-missing-help");
            let message = Message::new("alt-long-missing").with("image", name);
            report.add(Diagnostic::at(&SHORT, image.span, message).help(help));
        }
        for image in document.images.iter().filter(|i| !i.decorative) {
            let name = image.source.rsplit('/').next().unwrap_or(&image.source);
            let alternative = image.alternative.as_str();
            if alternative.is_empty() {
                let line = format!("![…]({})", bracketed(&image.source));
                report.add(
                    Diagnostic::at(&MISSING, image.span, Message::new("alt-missing").with("image", name))
                        .help(Message::new("alt-missing-help").with("line", line)),
                );
            } else if alternative == name
                || name.rsplit_once('.').is_some_and(|(stem, _)| stem == alternative)
                || is_file_name(alternative)
            {
                let message = Message::new("alt-file-name").with("image", name);
                report.add(Diagnostic::at(&WEAK, image.span, message));
            } else if let Some(rest) = written_by_a_program(alternative) {
                let message = Message::new("alt-program").with("words", rest);
                report.add(Diagnostic::at(&WEAK, image.span, message).help(Message::new("alt-program-help")));
            } else if is_vague(alternative) {
                let message = Message::new("alt-vague").with("words", alternative);
                let line = format!("![…]({})", bracketed(&image.source));
                report.add(
                    Diagnostic::at(&WEAK, image.span, message)
                        .help(Message::new("alt-missing-help").with("line", line)),
                );
            } else if let Some(rest) = without_prefix(alternative) {
                let message = Message::new("alt-prefix").with("image", name);
                let link = format!("![{rest}]({})", bracketed(&image.source));
                report
                    .add(Diagnostic::at(&WEAK, image.span, message).help(Message::new("link-help").with("link", link)));
            } else if image.caption.as_deref().is_some_and(|caption| slug(caption) == slug(alternative)) {
                let message = Message::new("alt-caption").with("image", name);
                report.add(Diagnostic::at(&WEAK, image.span, message).help(Message::new("alt-caption-help")));
            } else if alternative.chars().count() > LONG {
                let message = Message::new("alt-long").with("length", alternative.chars().count());
                report.add(Diagnostic::at(&WEAK, image.span, message));
            }
        }
    }
}

/// The words by which a word processor says that it wrote the description itself.
fn written_by_a_program(alternative: &str) -> Option<&'static str> {
    const SIGNS: [&str; 5] = [
        "Description générée automatiquement",
        "Le contenu généré par l’IA peut être incorrect",
        "Le contenu généré par l'IA peut être incorrect",
        "Description automatically generated",
        "AI-generated content may be incorrect",
    ];
    SIGNS.into_iter().find(|sign| alternative.contains(sign))
}

/// `image1.png`: the name of some file.
fn is_file_name(alternative: &str) -> bool {
    let ending = alternative.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    !alternative.contains(' ') && ending.is_some_and(|ending| PICTURES.contains(&ending.as_str()))
}

/// « Image », « Photo 3 », « IMG_1234 »: words that fit any picture.
fn is_vague(alternative: &str) -> bool {
    const WORDS: [&str; 21] = [
        "image",
        "photo",
        "photographie",
        "illustration",
        "logo",
        "picture",
        "img",
        "dsc",
        "dscn",
        "figure",
        "visuel",
        "capture",
        "capture-d-ecran",
        "screenshot",
        "sans-titre",
        "untitled",
        "alt",
        "texte-alternatif",
        "description",
        "image-png",
        "whatsapp-image",
    ];
    let name = slug(alternative);
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    WORDS.contains(&name)
}

/// « Photo de l'atelier » says no more than « L'atelier »: a screen reader has said that it is a picture.
fn without_prefix(alternative: &str) -> Option<String> {
    let lower = alternative.to_lowercase().replace('’', "'");
    let prefix = PREFIXES.iter().find(|prefix| lower.starts_with(**prefix))?;
    let rest: String = alternative.chars().skip(prefix.chars().count()).collect();
    let rest = rest.trim_start();
    let first = rest.chars().next()?;
    Some(first.to_uppercase().chain(rest.chars().skip(1)).collect())
}
