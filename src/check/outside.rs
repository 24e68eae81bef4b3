//! Links to other sites: which ones a site has, and what is said of them once somebody has asked.
//!
//! Nothing here uses a network: a build never does.

use serde::{Deserialize, Serialize};

use crate::content::Page;
use crate::diagnostic::{Diagnostic, Exception, Message, Rule, Severity};
use crate::model::Value;
use crate::model::types::url::{host, is_web};
use crate::site::Site;
use crate::site::link::Target;
use crate::source::{FileId, Sources, Span};

const DEAD: Rule = Rule { code: "lien-externe-mort", severity: Severity::Error };
const MOVED: Rule = Rule { code: "lien-externe-deplace", severity: Severity::Advice };
const UNREACHABLE: Rule = Rule { code: "lien-externe-injoignable", severity: Severity::Warning };
const UNCHECKED: Rule = Rule { code: "lien-externe-non-verifie", severity: Severity::Advice };
const INTERNAL: Rule = Rule { code: "lien-externe-interne", severity: Severity::Advice };

/// Every rule about links to other sites.
pub const RULES: &[&Rule] = &[&DEAD, &MOVED, &UNREACHABLE, &UNCHECKED, &INTERNAL];

/// A link to another site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// As written.
    pub address: String,
    /// The file that has it.
    file: FileId,
    /// Where; none for an address among the fields, which is looked for when something is said of it.
    span: Option<Span>,
}

/// What is needed to check the links to other sites, later.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    /// The links of everything that is published.
    pub links: Vec<Leaving>,
    /// What pages accept of them.
    pub exceptions: Vec<Exception>,
}

/// What became of an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// It is there.
    Alive,
    /// It is there, for good at another address.
    Moved(String),
    /// The site says that it is not there.
    Dead(u16),
    /// The site does not want to be asked by programs.
    Refused(u16),
    /// It leads into a private network: nobody was asked.
    Internal,
    /// Nobody knows.
    Failed(Trouble),
}

/// Why nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// No answer in time.
    Late,
    /// The secure connection could not be made.
    Insecure,
    /// Nothing has this name.
    Unnamed,
    /// The connection was refused or cut.
    Cut,
    /// The site says that it is out of order.
    Broken(u16),
    /// It leads from address to address.
    Endless,
    /// Its answer makes no sense.
    Unclear,
}

impl Answer {
    /// Is the page there?
    pub fn is_good(&self) -> bool {
        matches!(self, Answer::Alive | Answer::Moved(_))
    }
}

/// The links to other sites of all that a site publishes: texts, fields, data, settings.
pub fn links(site: &Site) -> Outside {
    let mut links = Vec::new();
    for edge in site.graph.links().filter(|edge| !edge.picture) {
        if let Target::Outside(address) = &edge.target
            && is_web(address)
        {
            links.push(Leaving { address: address.clone(), file: edge.span.file, span: Some(edge.span) });
        }
    }
    for page in &site.pages {
        fields(page, &mut links);
    }
    if let Some(file) = site.sources.find(crate::content::config::PATH) {
        site.config.values.iter().for_each(|(_, value)| field(value, file, &mut links));
    }
    let is_ours = |exception: &&Exception| RULES.iter().any(|rule| rule.code == exception.code);
    let exceptions = site.pages.iter().flat_map(|page| &page.exceptions).filter(is_ours).cloned().collect();
    Outside { links, exceptions }
}

fn fields(page: &Page, links: &mut Vec<Leaving>) {
    for (_, value) in page.values.iter().chain(page.blocks.values()) {
        field(value, page.file, links);
    }
}

fn field(value: &Value, file: FileId, links: &mut Vec<Leaving>) {
    value.visit(&mut |value| {
        if let Value::Text(text) = value
            && is_web(text)
        {
            links.push(Leaving { address: text.clone(), file, span: None });
        }
    });
}

impl Leaving {
    /// Where it stands: an address among the fields is found again in its file as it is written.
    fn span(&self, sources: &Sources) -> Span {
        let found = || {
            let text = sources.file(self.file).text()?;
            let is_whole = |at: &usize| {
                let next = text[at + self.address.len()..].chars().next();
                next.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | '}' | ']' | ')' | '>'))
            };
            let start = text.match_indices(&self.address).map(|(at, _)| at).find(is_whole)?;
            Some(Span::new(self.file, start, start + self.address.len()))
        };
        self.span.or_else(found).unwrap_or(Span::file(self.file))
    }

    /// What is said of it; nothing when all is well.
    pub fn tell(&self, answer: &Answer, sources: &Sources) -> Option<Diagnostic> {
        let about = |rule, id| {
            let message = Message::new(id).with("address", self.address.as_str()).with("host", host(&self.address));
            Diagnostic::at(rule, self.span(sources), message)
        };
        let with = |mut fault: Diagnostic, status: u16| {
            fault.message = fault.message.with("status", status.to_string());
            fault
        };
        Some(match answer {
            Answer::Alive => return None,
            Answer::Moved(to) => {
                let line = Message::new("outside-moved-help").with("to", self.with_part(to));
                about(&MOVED, "outside-moved").help(line)
            }
            Answer::Dead(status) => with(about(&DEAD, "outside-dead"), *status).help(Message::new("outside-dead-help")),
            Answer::Refused(status) => {
                with(about(&UNCHECKED, "outside-refused"), *status).help(Message::new("outside-refused-help"))
            }
            Answer::Internal => about(&INTERNAL, "outside-internal").help(Message::new("outside-internal-help")),
            Answer::Failed(trouble) => {
                let fault = match trouble {
                    Trouble::Late => about(&UNREACHABLE, "outside-late"),
                    Trouble::Insecure => about(&UNREACHABLE, "outside-insecure"),
                    Trouble::Unnamed => about(&UNREACHABLE, "outside-unnamed"),
                    Trouble::Cut => about(&UNREACHABLE, "outside-cut"),
                    Trouble::Broken(status) => with(about(&UNREACHABLE, "outside-broken"), *status),
                    Trouble::Endless => about(&UNREACHABLE, "outside-endless"),
                    Trouble::Unclear => about(&UNREACHABLE, "outside-unclear"),
                };
                fault.help(Message::new("outside-failed-help"))
            }
        })
    }

    /// A new address, with the part of the page that the old one aims at.
    fn with_part(&self, to: &str) -> String {
        match self.address.split_once('#') {
            Some((_, part)) if !to.contains('#') => format!("{to}#{part}"),
            _ => to.to_owned(),
        }
    }
}

/// What is said when no site at all answers.
pub fn offline() -> Diagnostic {
    Diagnostic::nowhere(&UNREACHABLE, Message::new("outside-offline")).help(Message::new("outside-offline-help"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_among_fields_is_found_whole() {
        let text = "a: https://x.fr/page\nb: \"https://x.fr/\"\n";
        let sources = Sources::from_texts([("a.md", text)]);
        let link = |address: &str| Leaving { address: address.to_owned(), file: FileId(0), span: None };
        let start = text.rfind("https").unwrap();
        assert_eq!(link("https://x.fr/").span(&sources), Span::new(FileId(0), start, start + 13));
        assert_eq!(link("https://y.fr/").span(&sources), Span::file(FileId(0)));
    }

    #[test]
    fn a_new_address_keeps_the_part_of_the_page() {
        let link = Leaving { address: "https://x.fr/a#b".to_owned(), file: FileId(0), span: None };
        assert_eq!(link.with_part("https://y.fr/"), "https://y.fr/#b");
        assert_eq!(link.with_part("https://y.fr/#c"), "https://y.fr/#c");
    }
}
