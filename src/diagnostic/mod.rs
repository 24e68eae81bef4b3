//! What we tell people: one value for every fault, and the formats that show it.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{FileId, Span};

pub mod difference;
pub mod explain;
mod fingerprint;
pub mod fix;
pub mod forge;
pub mod json;
pub mod message;
pub mod page;
pub mod sarif;
mod shown;
pub mod terminal;

pub use message::{Lang, Message};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never stops anything.
    Advice,
    /// The site is published, but somebody should look.
    Warning,
    /// The page would be wrong, incomplete or inaccessible: nothing is written.
    Error,
}

/// A kind of fault. Declared beside the code that raises it; its code is stable and what people
/// type after `boucle explain`.
#[derive(Debug)]
pub struct Rule {
    /// The stable name, in French: `lien-mort`.
    pub code: &'static str,
    /// The severity, when the site does not decide otherwise.
    pub severity: Severity,
}

/// One fault: what, where, and what to do.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Its kind.
    pub rule: &'static Rule,
    /// How bad it is here.
    pub severity: Severity,
    /// The sentence that says what is wrong.
    pub message: Message,
    /// Where; none for a fault of no file (a missing `content/` folder).
    pub span: Option<Span>,
    /// Other places that matter, each with its sentence.
    pub labels: Vec<(Span, Message)>,
    /// What to do, one sentence each.
    pub help: Vec<Message>,
    /// The correction, when it is certain: `boucle fix` makes it.
    pub fix: Vec<Edit>,
}

/// A replacement of some bytes of a file. An empty one asks only that the file be saved again, in UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub text: String,
}

impl Diagnostic {
    /// A fault at a place.
    pub fn at(rule: &'static Rule, span: Span, message: Message) -> Self {
        Diagnostic {
            rule,
            severity: rule.severity,
            message,
            span: Some(span),
            labels: Vec::new(),
            help: Vec::new(),
            fix: Vec::new(),
        }
    }

    /// A fault of no file in particular.
    pub fn nowhere(rule: &'static Rule, message: Message) -> Self {
        Diagnostic {
            rule,
            severity: rule.severity,
            message,
            span: None,
            labels: Vec::new(),
            help: Vec::new(),
            fix: Vec::new(),
        }
    }

    /// Adds how the settings raise a bound of the site: `line` is its name and a value, `files: 200000`; none when it
    /// may go no higher.
    #[must_use]
    pub fn raise(self, line: Option<String>) -> Self {
        let Some(line) = line else { return self.help(Message::new("limit-reached-help")) };
        let line = format!("limits: {{ {line} }}");
        self.help(Message::new("limit-help").with("path", "content/site.yaml").with("line", line))
    }

    /// Adds a sentence on what to do.
    #[must_use]
    pub fn help(mut self, message: Message) -> Self {
        self.help.push(message);
        self
    }

    /// Adds a correction that is certain: these bytes are to be this text.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix.push(Edit { span, text: text.into() });
        self
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn label(mut self, span: Span, message: Message) -> Self {
        self.labels.push((span, message));
        self
    }
}

/// Everything that was found wrong. Stages add to it; nobody removes.
#[derive(Clone, Debug, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

/// What a site asks of one rule: another severity, or silence.
pub type Levels = BTreeMap<String, Option<Severity>>;

/// A fault that the author of a page accepts, with a reason:
/// `<!-- boucle: accepter tableau-sans-titre, ce tableau est décrit dans le texte -->`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The code of the rule.
    pub code: String,
    /// Where it is written: it holds for the whole file.
    pub span: Span,
}

impl Report {
    /// Adds a fault.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Adds all the faults of another report.
    pub fn extend(&mut self, other: Report) {
        self.diagnostics.extend(other.diagnostics);
    }

    /// Makes the faults of one rule less severe: a draft may be unfinished.
    pub fn soften(&mut self, rule: &Rule, severity: Severity) {
        for diagnostic in self.diagnostics.iter_mut().filter(|d| d.rule.code == rule.code) {
            diagnostic.severity = severity;
        }
    }

    /// Gives the faults of one rule to another, which says better where they stand.
    pub fn rename(&mut self, rule: &Rule, other: &'static Rule) {
        for diagnostic in self.diagnostics.iter_mut().filter(|d| d.rule.code == rule.code) {
            diagnostic.rule = other;
        }
    }

    /// Every fault, in the order of files and positions once [`Report::settle`] has run.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter()
    }

    /// How many faults have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }

    /// Is something so wrong that nothing may be written?
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Gives each fault the severity that the site asks for, and the order of files and places:
    /// the same on every machine. Faults of no file come first; exact repetitions are dropped.
    #[must_use]
    pub fn settle(mut self, levels: &Levels, strict: Strictness) -> Report {
        self.diagnostics.retain_mut(|d| match levels.get(d.rule.code) {
            Some(None) => false,
            Some(Some(severity)) => {
                d.severity = *severity;
                true
            }
            None => true,
        });
        if strict == Strictness::WarningsAreErrors {
            for d in self.diagnostics.iter_mut().filter(|d| d.severity == Severity::Warning) {
                d.severity = Severity::Error;
            }
        }
        self.diagnostics.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.span.map(|s| (s.file, s.start, s.end)), d.rule.code);
            key(a).cmp(&key(b))
        });
        let alike = |a: &Diagnostic, b: &Diagnostic| a.span == b.span && a.rule.code == b.rule.code;
        let said = |d: &Diagnostic| format!("{:?}", d.message);
        let mut kept: Vec<Diagnostic> = Vec::with_capacity(self.diagnostics.len());
        // What was said by one rule at one place: most often one thing.
        let mut seen = BTreeSet::new();
        for diagnostic in self.diagnostics {
            match kept.last().filter(|last| alike(last, &diagnostic)) {
                Some(last) => {
                    if seen.is_empty() {
                        seen.insert(said(last));
                    }
                    if !seen.insert(said(&diagnostic)) {
                        continue;
                    }
                }
                None => seen.clear(),
            }
            kept.push(diagnostic);
        }
        Report { diagnostics: kept }
    }

    /// Takes out the faults that their pages accept. Gives the exceptions that nothing needed.
    pub fn accept<'e>(&mut self, exceptions: &[&'e Exception]) -> Vec<&'e Exception> {
        let mut needed = BTreeSet::new();
        let known: BTreeSet<_> = exceptions.iter().map(|e| (e.span.file, e.code.as_str())).collect();
        self.diagnostics.retain(|d| {
            let key = d.span.map(|span| (span.file, d.rule.code));
            let accepted = key.is_some_and(|key| known.contains(&key));
            needed.extend(key.filter(|_| accepted));
            !accepted
        });
        let unused = |e: &&&Exception| !needed.contains(&(e.span.file, e.code.as_str()));
        exceptions.iter().filter(unused).copied().collect()
    }

    /// The files that have at least one fault.
    pub fn files(&self) -> usize {
        let mut files: Vec<FileId> = self.diagnostics.iter().filter_map(|d| d.span.map(|s| s.file)).collect();
        files.sort_unstable();
        files.dedup();
        files.len()
    }
}

/// Whether warnings count as errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// Warnings do not stop a build.
    #[default]
    Normal,
    /// They do (`--strict`).
    WarningsAreErrors,
}
