//! Faults for people: the line, the caret, the advice          ← annotate-snippets.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::shown::{Places, plain};
use crate::diagnostic::{Diagnostic, Lang, Message, Report, Severity};
use crate::source::{FileId, Sources, Span};

/// Files shown in full; of the others only the number is said.
const FILES: usize = 50;
/// A longer line is not shown; shorter ones are cut to [`WIDTH`] around the fault.
const LONGEST: usize = 4096;
/// Columns of an excerpt.
const WIDTH: usize = 110;
/// A second place this many lines away or nearer shares the excerpt of the first one.
const NEAR: usize = 20;

/// What decides how all the texts are read.
const SETTINGS: [&str; 2] = ["content/site.yaml", "content/model.yaml"];

/// How the text is dressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Characters only: for files, pipes and `NO_COLOR`.
    #[default]
    Plain,
    /// With the colours of a terminal.
    Colour,
}

/// Which faults are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// While an error is left, advice is only counted.
    #[default]
    Urgent,
    /// All of them.
    Everything,
}

/// The faults with excerpts, by level, then by file and line: errors last, for the end of a long output is what
/// people see. Of more than [`FILES`] files, those with the worst are shown, with all their faults; of the others only
/// how many they are.
pub fn show(report: &Report, sources: &Sources, lang: Lang, style: Style, extent: Extent) -> String {
    show_new(report, sources, lang, style, extent, &mut Said::default())
}

/// What a terminal shows already: each message of a file, and how many times.
pub type Said = BTreeMap<(String, String), usize>;

/// The same, but of what was said before, only how much there still is. `said` becomes what is now.
pub fn show_new(
    report: &Report,
    sources: &Sources,
    lang: Lang,
    style: Style,
    extent: Extent,
    said: &mut Said,
) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    let renderer = renderer.term_width(WIDTH);
    let mut page = Page { places: Places::new(sources), sources, lang };
    let waiting = extent == Extent::Urgent && report.has_errors();
    let groups = groups(report.iter().filter(|d| !waiting || d.severity > Severity::Advice), sources);
    let mut files = BTreeSet::new();
    for file in groups.iter().rev().filter_map(|group| file(group[0])) {
        if files.len() < FILES {
            files.insert(file);
        }
    }
    let is_shown = |group: &Vec<&Diagnostic>| file(group[0]).is_none_or(|file| files.contains(&file));
    let (groups, left): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_shown);
    let waits = |fault: &&Diagnostic| waiting && fault.severity == Severity::Advice;
    let kept = kept(report.iter().filter(waits), said, sources, lang);
    let all: Vec<&Diagnostic> = groups.into_iter().flatten().collect();
    let fresh = fresh(&all, said, sources, lang);
    said.extend(kept);
    let mut shown = String::new();
    for diagnostic in &fresh {
        let text = renderer.render(&[page.group(diagnostic)]);
        shown.push_str(&if diagnostic.span.is_none() {
            without_margin(text.trim_end())
        } else {
            text.trim_end().to_owned()
        });
        shown.push_str("\n\n");
    }
    if fresh.len() < all.len() {
        shown.push_str(&Message::new("show-unchanged").with("number", all.len() - fresh.len()).say(lang));
        shown.push('\n');
    }
    let hidden: BTreeSet<FileId> = left.iter().filter_map(|group| file(group[0])).collect();
    if !hidden.is_empty() {
        let message = Message::new("show-more-files").with("files", hidden.len());
        shown.push_str(&message.with("faults", left.iter().map(Vec::len).sum::<usize>()).say(lang));
        shown.push('\n');
    }
    if waiting && report.count(Severity::Advice) > 0 {
        let message = Message::new("show-advice-waits").with("number", report.count(Severity::Advice));
        shown.push_str(&message.say(lang));
        shown.push('\n');
    }
    shown
}

/// What is known again as the same message, wherever in its file it stands now.
fn known(fault: &Diagnostic, sources: &Sources, lang: Lang) -> (String, String) {
    let path = file(fault).map(|file| sources.file(file).path.clone()).unwrap_or_default();
    (path, format!("{} {}", fault.rule.code, fault.message.say(lang)))
}

/// The faults that were not said before. `said` becomes what is now.
fn fresh<'r>(faults: &[&'r Diagnostic], said: &mut Said, sources: &Sources, lang: Lang) -> Vec<&'r Diagnostic> {
    let mut now = Said::new();
    let is_new = |fault: &&&Diagnostic| {
        let key = known(fault, sources, lang);
        let before = said.get(&key).copied().unwrap_or_default();
        let times = now.entry(key).or_insert(0);
        *times += 1;
        *times > before
    };
    let fresh = faults.iter().filter(is_new).copied().collect();
    *said = now;
    fresh
}

/// What was said of the faults that wait: it need not be said again after them.
fn kept<'r>(waiting: impl Iterator<Item = &'r Diagnostic>, said: &Said, sources: &Sources, lang: Lang) -> Said {
    let keys = waiting.map(|fault| known(fault, sources, lang));
    keys.filter_map(|key| said.get(&key).map(|times| (key.clone(), *times))).collect()
}

/// A fault of no file, without the empty margin that an excerpt would have.
fn without_margin(text: &str) -> String {
    let is_margin = |line: &&str| {
        let colours = line.split('\u{1b}').enumerate();
        let plain =
            colours.map(|(at, part)| if at == 0 { part } else { part.split_once('m').map_or("", |(_, rest)| rest) });
        plain.collect::<String>().trim() == "|"
    };
    text.lines().filter(|line| !is_margin(line)).collect::<Vec<_>>().join("\n")
}

/// The file of a fault, when it has one.
fn file(fault: &Diagnostic) -> Option<FileId> {
    fault.span.map(|span| span.file)
}

/// The faults of each level and file: the worst last, and among them those of the settings, the model and the theme,
/// from which others may come.
fn groups<'r>(faults: impl Iterator<Item = &'r Diagnostic>, sources: &Sources) -> Vec<Vec<&'r Diagnostic>> {
    let is_text = |file: FileId| {
        let path = sources.file(file).path.as_str();
        path.starts_with("content/") && !SETTINGS.contains(&path)
    };
    let mut groups: BTreeMap<_, Vec<&Diagnostic>> = BTreeMap::new();
    for fault in faults {
        let file = file(fault);
        groups.entry((fault.severity, !file.is_some_and(is_text), file.is_none(), file)).or_default().push(fault);
    }
    groups.into_values().collect()
}

/// How many faults there are: « 3 erreurs, 2 remarques dans 2 fichiers ».
pub fn count(report: &Report, lang: Lang) -> String {
    let levels = [
        ("show-count-errors", Severity::Error),
        ("show-count-warnings", Severity::Warning),
        ("show-count-advice", Severity::Advice),
    ];
    let say = |id, number: usize| Message::new(id).with("number", number).say(lang);
    let counted = levels.map(|(id, severity)| (id, report.count(severity)));
    let parts: Vec<String> = counted.into_iter().filter(|(_, n)| *n > 0).map(|(id, n)| say(id, n)).collect();
    match (parts.is_empty(), report.files()) {
        (true, _) => Message::new("show-count-none").say(lang),
        (false, 0) => parts.join(", "),
        (false, files) => format!("{} {}", parts.join(", "), say("show-count-files", files)),
    }
}

/// What is needed to show one fault after the other.
struct Page<'a> {
    places: Places<'a>,
    sources: &'a Sources,
    lang: Lang,
}

/// A place to underline, with its line and its sentence.
struct Mark {
    span: Span,
    line: usize,
    kind: AnnotationKind,
    label: Option<String>,
}

impl Page<'_> {
    fn group(&mut self, diagnostic: &Diagnostic) -> Group<'static> {
        let title = title(diagnostic, self.lang);
        let mut group = Group::with_title(title);
        for near in gather(self.marks(diagnostic)) {
            group = group.elements(self.excerpt(near));
        }
        let name = plain(&Message::new("show-to-do").say(self.lang));
        for help in &diagnostic.help {
            let level = Level::HELP.with_name(name.clone());
            group = group.element(level.message(plain(&help.say(self.lang))));
        }
        group
    }

    fn marks(&mut self, diagnostic: &Diagnostic) -> Vec<Mark> {
        let mut marks = Vec::new();
        if let Some(span) = diagnostic.span {
            let line = self.places.line(span.file, span.start);
            marks.push(Mark { span, line, kind: AnnotationKind::Primary, label: None });
        }
        for (span, message) in &diagnostic.labels {
            let line = self.places.line(span.file, span.start);
            let label = Some(plain(&message.say(self.lang)));
            marks.push(Mark { span: *span, line, kind: AnnotationKind::Context, label });
        }
        marks
    }

    /// An excerpt of the lines of these marks, or only where they are when there is nothing to show.
    fn excerpt(&mut self, marks: Vec<Mark>) -> Vec<Element<'static>> {
        let file = marks[0].span.file;
        let first = marks.iter().map(|m| m.line).min().unwrap_or(1);
        let last = marks.iter().map(|m| m.line).max().unwrap_or(1);
        let mut source = String::new();
        let mut annotations = Vec::new();
        for line in first..=last {
            let Some((start, text)) = self.places.text(file, line) else { return self.origins(&marks) };
            let here: Vec<&Mark> = marks.iter().filter(|m| m.line == line).collect();
            let is_empty = |m: &&Mark| m.span.start == m.span.end || m.span.start as usize > start + text.len();
            if here.iter().any(is_empty) || (!here.is_empty() && text.len() > LONGEST) {
                return self.origins(&marks);
            }
            for mark in here {
                let range = underlined(text, start, mark.span);
                let annotation = mark.kind.span(source.len() + range.start..source.len() + range.end);
                annotations.push(annotation.label(mark.label.clone()));
            }
            source.push_str(&clean(text.get(..text.len().min(LONGEST)).unwrap_or_default()));
            source.push('\n');
        }
        let path = plain(&self.sources.file(file).path);
        vec![Snippet::source(source).path(path).line_start(first).annotations(annotations).into()]
    }

    /// Only the path, line and column of each mark, with its sentence.
    fn origins(&mut self, marks: &[Mark]) -> Vec<Element<'static>> {
        let mut elements = Vec::new();
        for mark in marks {
            let place = self.places.of(mark.span);
            elements.push(Origin::path(plain(&place.file)).line(place.line).char_column(place.column).into());
            if let Some(label) = &mark.label {
                elements.push(Level::NOTE.no_name().message(label.clone()).into());
            }
        }
        elements
    }
}

/// `erreur[lien-mort] : ce lien ne mène à aucune page du site`.
fn title(diagnostic: &Diagnostic, lang: Lang) -> annotate_snippets::Title<'static> {
    let (level, id) = match diagnostic.severity {
        Severity::Error => (Level::ERROR, "show-level-error"),
        Severity::Warning => (Level::WARNING, "show-level-warning"),
        Severity::Advice => (Level::INFO, "show-level-advice"),
    };
    let name = Message::new(id).with("code", diagnostic.rule.code).say(lang);
    level.with_name(name).primary_title(plain(&diagnostic.message.say(lang)))
}

/// Marks in the order given, those of the same file and of near lines together.
fn gather(marks: Vec<Mark>) -> Vec<Vec<Mark>> {
    let mut groups: Vec<Vec<Mark>> = Vec::new();
    for mark in marks {
        let is_near = |group: &Vec<Mark>| {
            let first = &group[0];
            let has_text = first.span.start < first.span.end && mark.span.start < mark.span.end;
            has_text && first.span.file == mark.span.file && first.line.abs_diff(mark.line) <= NEAR
        };
        match groups.iter_mut().find(|group| is_near(group)) {
            Some(group) => group.push(mark),
            None => groups.push(vec![mark]),
        }
    }
    groups
}

/// What a span covers of its first line, as bytes of that line once it is clean.
fn underlined(text: &str, line_start: usize, span: Span) -> Range<usize> {
    let inside = |byte: u32| {
        let mut at = (byte as usize).saturating_sub(line_start).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        clean(&text[..at]).len()
    };
    let start = inside(span.start);
    start..inside(span.end).max(start)
}

/// A line as it is shown: no byte-order mark, nothing that drives a terminal.
fn clean(text: &str) -> String {
    plain(text).replace('\u{feff}', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::shown::tests::{RULE, sentence};
    use crate::diagnostic::{Report, Rule};

    static ADVICE: Rule = Rule { code: "image-lourde", severity: Severity::Advice };

    fn shown(sources: &Sources, diagnostics: impl IntoIterator<Item = Diagnostic>) -> String {
        let mut report = Report::default();
        diagnostics.into_iter().for_each(|d| report.add(d));
        show(&report, sources, Lang::French, Style::Plain, Extent::Urgent).replace('\u{a0}', " ")
    }

    fn at(start: usize, end: usize) -> Diagnostic {
        Diagnostic::at(&RULE, Span::new(FileId(0), start, end), sentence("x"))
    }

    #[test]
    fn a_fault_has_its_line_its_caret_and_its_advice() {
        let sources = Sources::from_texts([("content/a.md", "\u{feff}---\r\n---\r\nVoir [l’énergie](/energi/).\r\n")]);
        let start = "\u{feff}---\r\n---\r\nVoir ".len();
        let help = sentence("corrigez :\n`titre: x`");
        let shown = shown(&sources, [at(start, start + "[l’énergie]".len()).help(help)]);
        assert_eq!(
            shown,
            "\
erreur[lien-mort] : À faire : x
 --> content/a.md:3:6
  |
3 | Voir [l’énergie](/energi/).
  |      ^^^^^^^^^^^
  |
  = À faire : À faire : corrigez :
              `titre: x`

"
        );
    }

    #[test]
    fn other_places_are_shown_near_or_far() {
        let lines: String = (1..100).map(|n| format!("ligne {n}\n")).collect();
        let sources = Sources::from_texts([("a.md", lines.as_str()), ("b.md", "un mot\n")]);
        let other = |file, start| Span::new(FileId(file), start, start + 5);
        let diagnostic = at(0, 5).label(other(0, 16), sentence("près")).label(other(0, 495), sentence("loin"));
        let shown = shown(&sources, [diagnostic.label(other(1, 0), sentence("ailleurs"))]);
        assert_eq!(
            shown,
            "\
erreur[lien-mort] : À faire : x
  --> a.md:1:1
   |
 1 | ligne 1
   | ^^^^^
 2 | ligne 2
 3 | ligne 3
   | ----- À faire : près
   |
  ::: a.md:57:1
   |
57 | ligne 57
   | ----- À faire : loin
   |
  ::: b.md:1:1
   |
 1 | un mot
   | ----- À faire : ailleurs

"
        );
    }

    #[test]
    fn a_place_without_excerpt_still_has_its_line() {
        let latin = b"abc\ncaf\xfe noir\n".to_vec();
        let sources = Sources::new([("a.md".to_owned(), latin.into())]);
        let shown = shown(&sources, [at(7, 8), at(4, 4), Diagnostic::nowhere(&RULE, sentence("y"))]);
        let mut report = Report::default();
        report.add(Diagnostic::nowhere(&RULE, sentence("y")).help(sentence("z")));
        for style in [Style::Plain, Style::Colour] {
            let shown = show(&report, &sources, Lang::French, style, Extent::Urgent);
            assert_eq!(shown.trim_end().lines().count(), 2, "no margin without an excerpt: {shown}");
        }
        let expected = "erreur[lien-mort] : À faire : x\n--> a.md:2:4\n\n\
                        erreur[lien-mort] : À faire : x\n--> a.md:2:1\n\n\
                        erreur[lien-mort] : À faire : y\n\n";
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_very_long_line_is_not_echoed() {
        for length in [1000, 1 << 20] {
            let text = format!("{}FAUTE{}\n", "é ".repeat(length / 2), "mot ".repeat(length / 4));
            let start = length / 2 * 3;
            let sources = Sources::from_texts([("a.md", text.as_str())]);
            let shown = shown(&sources, [at(start, start + 5)]);
            assert!(shown.chars().count() < 600, "{shown}");
            assert!(shown.contains(&format!("a.md:1:{}\n", length / 2 * 2 + 1)), "{shown}");
            assert_eq!(shown.contains("FAUTE"), length == 1000, "{shown}");
        }
    }

    #[test]
    fn p12_control_characters_are_not_echoed_and_every_span_is_accepted() {
        let text = "a\u{1b}[31m\u{9b}\u{202e}é\tb\0c\r\n\r\n\u{feff}日本 e\u{301}\n";
        let sources = Sources::from_texts([("\u{1b}a.md", text)]);
        for start in 0..text.len() + 3 {
            for end in start..text.len() + 3 {
                let shown = shown(&sources, [at(start, end).label(Span::new(FileId(0), 5, end), sentence("\u{9b}"))]);
                assert!(!shown.chars().any(|c| c != '\n' && c.is_control()), "{shown:?}");
                assert!(!shown.contains('\u{202e}'));
                let (line, column) = sources.position(FileId(0), start as u32);
                assert!(shown.contains(&format!("--> \u{fffd}a.md:{line}:{column}\n")), "{start} {end}\n{shown}");
            }
        }
        let mut report = Report::default();
        report.add(at(0, 2));
        assert!(show(&report, &sources, Lang::English, Style::Colour, Extent::Urgent).contains("\u{1b}["));
    }

    #[test]
    fn p13_fifty_files_are_shown_then_a_count() {
        let files: Vec<(String, String)> = (0..60).map(|n| (format!("{n:02}.md"), "mot\n".to_owned())).collect();
        let sources = Sources::from_texts(files.iter().map(|(p, t)| (p.as_str(), t.as_str())));
        let fault = |n| Diagnostic::at(&RULE, Span::new(FileId(n), 0, 3), sentence("x"));
        let shown = shown(&sources, (0..60).flat_map(|n| [fault(n), fault(n)]));
        assert_eq!(shown.matches("erreur[lien-mort]").count(), 100);
        assert!(shown.contains("10 autres fichiers") && shown.contains("20 "), "{shown}");
    }

    #[test]
    fn a_file_with_faults_of_two_levels_is_one_file() {
        let files: Vec<(String, String)> = (0..60).map(|n| (format!("{n:02}.md"), "mot\n".to_owned())).collect();
        let sources = Sources::from_texts(files.iter().map(|(p, t)| (p.as_str(), t.as_str())));
        let shown = |count: u32| {
            let fault = |rule, n| Diagnostic::at(rule, Span::new(FileId(n), 0, 3), sentence("x"));
            let mut report = Report::default();
            (0..count).flat_map(|n| [fault(&RULE, n), fault(&ADVICE, n)]).for_each(|d| report.add(d));
            show(&report, &sources, Lang::French, Style::Plain, Extent::Everything).replace('\u{a0}', " ")
        };
        assert!(!shown(50).contains("autres fichiers"), "{}", shown(50));
        assert_eq!(shown(50).matches(" --> ").count() + shown(50).matches("\n--> ").count(), 100);
        assert!(shown(53).contains("3 autres fichiers") && shown(53).contains("6 "), "{}", shown(53));
    }

    #[test]
    fn the_worst_is_said_last_and_advice_waits_for_it() {
        let paths = ["content/a.md", "content/b.md", "content/model.yaml", "content/z.md"];
        let sources = Sources::from_texts(paths.map(|path| (path, "un mot\n")));
        let fault = |rule, file| Diagnostic::at(rule, Span::new(FileId(file), 0, 2), sentence("x"));
        let mut report = Report::default();
        let faults = [fault(&RULE, 0), fault(&ADVICE, 0), fault(&ADVICE, 1), fault(&RULE, 2), fault(&ADVICE, 3)];
        faults.into_iter().for_each(|fault| report.add(fault));
        let shown = |extent| show(&report, &sources, Lang::French, Style::Plain, extent).replace('\u{a0}', " ");
        let places = |shown: &str| -> Vec<String> {
            shown.lines().filter_map(|line| Some(line.trim().strip_prefix("--> ")?.to_owned())).collect()
        };
        let urgent = shown(Extent::Urgent);
        assert_eq!(places(&urgent), ["content/a.md:1:1", "content/model.yaml:1:1"]);
        assert!(urgent.ends_with("boucle verifier --tout\n") && urgent.contains("3 conseils"), "{urgent}");
        let advice = ["content/a.md:1:1", "content/b.md:1:1", "content/z.md:1:1"];
        assert_eq!(places(&shown(Extent::Everything))[..3], advice);
    }

    #[test]
    fn what_was_said_before_is_only_counted() {
        let sources = Sources::from_texts([("a.md", "un mot\nun autre\n")]);
        let mut said = Said::default();
        let mut shown = |faults: &[(usize, &str)]| {
            let mut report = Report::default();
            let fault = |(start, text): &(usize, &str)| {
                Diagnostic::at(&RULE, Span::new(FileId(0), *start, start + 2), sentence(text))
            };
            faults.iter().map(fault).for_each(|fault| report.add(fault));
            show_new(&report, &sources, Lang::French, Style::Plain, Extent::Urgent, &mut said).replace('\u{a0}', " ")
        };
        assert_eq!(shown(&[(0, "x"), (0, "y")]).matches("erreur[").count(), 2);
        let more = shown(&[(7, "x"), (7, "y"), (0, "z")]);
        assert!(more.matches("erreur[").count() == 1 && more.contains(": z\n"), "{more}");
        assert!(more.ends_with("\n2 messages inchangés\n"), "{more}");
        assert_eq!(shown(&[(0, "z")]), "1 message inchangé\n");
        assert_eq!(shown(&[(0, "z"), (7, "z")]).matches("erreur[").count(), 1, "the same sentence once more");
        shown(&[]);
        assert_eq!(shown(&[(0, "z")]).matches("erreur[").count(), 1, "what went and came back is new");
    }

    #[test]
    fn advice_that_waited_is_not_said_again() {
        let sources = Sources::from_texts([("a.md", "un mot\n")]);
        let mut said = Said::default();
        let mut shown = |rules: &[&'static Rule]| {
            let mut report = Report::default();
            let fault = |rule: &&'static Rule| Diagnostic::at(rule, Span::new(FileId(0), 0, 2), sentence(rule.code));
            rules.iter().map(fault).for_each(|fault| report.add(fault));
            show_new(&report, &sources, Lang::French, Style::Plain, Extent::Urgent, &mut said).replace('\u{a0}', " ")
        };
        assert!(shown(&[&ADVICE]).contains("conseil["));
        assert!(shown(&[&ADVICE, &RULE]).contains("erreur["));
        assert_eq!(shown(&[&ADVICE]), "1 message inchangé\n");
    }

    #[test]
    fn faults_are_counted_in_words() {
        let mut report = Report::default();
        let say = |report: &Report, lang| count(report, lang).replace('\u{a0}', " ");
        assert_eq!(say(&report, Lang::French), "aucune remarque");
        report.add(Diagnostic::nowhere(&ADVICE, sentence("x")));
        assert_eq!(say(&report, Lang::French), "1 conseil");
        report.add(at(0, 1));
        report.add(at(1, 2));
        assert_eq!(say(&report, Lang::French), "2 erreurs, 1 conseil dans 1 fichier");
        assert_eq!(say(&report, Lang::English), "2 errors, 1 piece of advice in 1 file");
    }
}
