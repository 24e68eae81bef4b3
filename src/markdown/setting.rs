//! The typography of a text that was read.

use crate::markdown::document::{Block, Document, Foreign, Inline, Link, Part, Run};
use crate::markdown::typography::{self, Piece};

/// Sets the words of a document, which become a text of their own.
pub fn set(document: &mut Document, french: bool) {
    let text = String::with_capacity(document.text.len() + document.text.len() / 32);
    let written = std::mem::replace(&mut document.text, text);
    let mut setting = Setting {
        french,
        written: &written,
        text: &mut document.text,
        inlines: &mut document.all_inlines,
        links: &document.links,
        foreign: &mut document.foreign,
    };
    document.headings.iter().for_each(|heading| setting.words(heading.content));
    document.callouts.iter().for_each(|callout| setting.words(callout.title));
    document.tables.iter().for_each(|table| setting.words(table.caption));
    document.all_cells.iter().for_each(|cell| setting.words(*cell));
    for block in &mut document.all_blocks {
        match block {
            Block::Paragraph(inlines) => setting.words(*inlines),
            Block::Html(html) => setting.copy(html),
            _ => {}
        }
    }
}

struct Setting<'a> {
    french: bool,
    /// The words as they were written.
    written: &'a str,
    /// The words as they are set.
    text: &'a mut String,
    inlines: &'a mut [Inline],
    links: &'a [Link],
    foreign: &'a mut [Foreign],
}

impl Setting<'_> {
    /// Sets inlines that form one text (a paragraph, a heading, a cell), across its emphasis and links.
    fn words(&mut self, inlines: Run<Inline>) {
        let mut pieces = Vec::new();
        self.take(inlines, &mut pieces);
        if self.french {
            typography::french_pieces(&mut pieces);
        }
        self.put(inlines, &mut pieces.into_iter());
    }

    fn take(&self, inlines: Run<Inline>, pieces: &mut Vec<Piece>) {
        for inline in &self.inlines[inlines.range()] {
            match *inline {
                // An author may have typed the private signs that typography uses.
                Inline::Text(part) if self.french => pieces.push(Piece::Text(self.written[part.range()].to_owned())),
                Inline::Text(part) => pieces.push(Piece::Text(typography::plain(&self.written[part.range()]))),
                Inline::Soft => pieces.push(Piece::Text("\n".to_owned())),
                Inline::Emphasis(run) | Inline::Strong(run) | Inline::Strike(run) => self.take(run, pieces),
                Inline::Link(index) => self.take(self.links[index as usize].content, pieces),
                _ => pieces.push(Piece::Opaque),
            }
        }
    }

    fn put(&mut self, inlines: Run<Inline>, pieces: &mut impl Iterator<Item = Piece>) {
        for at in inlines.range() {
            match self.inlines[at] {
                Inline::Emphasis(run) | Inline::Strong(run) | Inline::Strike(run) => self.put(run, pieces),
                Inline::Link(index) => self.put(self.links[index as usize].content, pieces),
                inline => self.inlines[at] = self.set(inline, pieces.next()),
            }
        }
    }

    fn set(&mut self, inline: Inline, piece: Option<Piece>) -> Inline {
        match (inline, piece) {
            (Inline::Soft, Some(Piece::Text(end))) if end == "\n" => Inline::Soft,
            (Inline::Text(_) | Inline::Soft, Some(Piece::Text(words))) => Inline::Text(Part::write(self.text, &words)),
            (Inline::Code(mut code), _) => {
                self.copy(&mut code);
                Inline::Code(code)
            }
            (Inline::Html(mut html), _) => {
                self.copy(&mut html);
                Inline::Html(html)
            }
            (Inline::Lang(index), _) => {
                let Foreign { mut lang, mut words } = self.foreign[index as usize];
                self.copy(&mut lang);
                self.copy(&mut words);
                self.foreign[index as usize] = Foreign { lang, words };
                inline
            }
            (inline, _) => inline,
        }
    }

    /// Copies what is left as it was written.
    fn copy(&mut self, part: &mut Part) {
        *part = Part::write(self.text, &self.written[part.range()]);
    }
}
