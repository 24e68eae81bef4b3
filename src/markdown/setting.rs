//! The typography of a text that was read.

use crate::markdown::document::{Block, Document, Foreign, Heading, Inline, Link, Part, Run};
use crate::markdown::typography::{self, Paragraph};

/// The text of a page, in bytes; shorter ones are values, of which there are many.
const OF_PAGE: usize = 4 * 1024;
/// The room of such a text, at least: the allocator keeps parts of up to 8 KiB apart from larger ones, and when the text goes,
/// its room is to be taken by a published page, which is larger.
const ROOM: usize = 8 * 1024 + 64;

/// Sets the words of a document, which become a text of their own. May an author have typed, in any way, the private signs
/// that typography uses?
pub fn set(document: &mut Document, french: bool, may_be_marked: bool) {
    let needed = document.text.len() + document.text.len() / 32;
    let room = if needed < OF_PAGE { needed } else { needed.max(ROOM) };
    let text = String::with_capacity(room);
    let written = std::mem::replace(&mut document.text, text);
    let mut setting = Setting {
        french,
        is_marked: may_be_marked && typography::may_be_marked(&written),
        written: &written,
        text: &mut document.text,
        inlines: &mut document.all_inlines,
        links: &document.links,
        foreign: &mut document.foreign,
        paragraph: Paragraph::default(),
    };
    document.headings.iter_mut().for_each(|heading| setting.heading(heading));
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
    // Typographic signs take more bytes than typed ones: a text that outgrew its room was given twice as much.
    if document.text.capacity() > room {
        document.text = document.text.as_str().into();
    }
}

struct Setting<'a> {
    french: bool,
    /// May an author have typed the private signs that typography uses?
    is_marked: bool,
    /// The words as they were written.
    written: &'a str,
    /// The words as they are set.
    text: &'a mut String,
    inlines: &'a mut [Inline],
    links: &'a [Link],
    foreign: &'a mut [Foreign],
    /// The leaves of the text that is set now.
    paragraph: Paragraph,
}

/// The leaves that the typography changes, by their index, in order; and the index of the next leaf.
struct Changes<'c> {
    changes: &'c [(usize, String)],
    next: usize,
}

impl<'c> Changes<'c> {
    /// The new words of the next leaf, when they change.
    fn next(&mut self) -> Option<&'c str> {
        let index = self.next;
        self.next += 1;
        let ((_, words), others) = self.changes.split_first().filter(|((changed, _), _)| *changed == index)?;
        self.changes = others;
        Some(words)
    }
}

impl Setting<'_> {
    /// Sets inlines that form one text (a paragraph, a heading, a cell), across its emphasis and links.
    fn words(&mut self, inlines: Run<Inline>) {
        // Most texts are one piece, in which nothing changes.
        if let [Inline::Text(part)] = &mut self.inlines[inlines.range()]
            && !self.is_marked
            && (!self.french || typography::is_set(&self.written[part.range()]))
        {
            *part = Part::write(self.text, &self.written[part.range()]);
            return;
        }
        let mut changes = Vec::new();
        if self.french {
            self.paragraph.clear();
            self.take(inlines);
            changes = self.paragraph.set();
        }
        self.put(inlines, &mut Changes { changes: &changes, next: 0 });
    }

    fn heading(&mut self, heading: &mut Heading) {
        let inlines = heading.content.range();
        let label = &self.written[heading.text.range()];
        // Most headings are one text, and their label is the same.
        let is_label =
            matches!(self.inlines[inlines.clone()], [Inline::Text(part)] if self.written[part.range()] == *label);
        self.words(heading.content);
        match self.inlines[inlines] {
            [Inline::Text(part)]
                if is_label && !self.is_marked && !typography::may_be_marked(&self.text[part.range()]) =>
            {
                heading.text = part;
            }
            _ => self.label(&mut heading.text),
        }
        self.copy(&mut heading.id);
    }

    fn take(&mut self, inlines: Run<Inline>) {
        for at in inlines.range() {
            match self.inlines[at] {
                Inline::Text(part) if self.is_marked => self.paragraph.add(&self.written[part.range()]),
                Inline::Text(part) => self.paragraph.add_unmarked(&self.written[part.range()]),
                Inline::Soft => self.paragraph.add_unmarked("\n"),
                Inline::Emphasis(run) | Inline::Strong(run) | Inline::Strike(run) => self.take(run),
                Inline::Link(index) => self.take(self.links[index as usize].content),
                _ => self.paragraph.add_opaque(),
            }
        }
    }

    fn put(&mut self, inlines: Run<Inline>, changes: &mut Changes<'_>) {
        for at in inlines.range() {
            match self.inlines[at] {
                Inline::Emphasis(run) | Inline::Strong(run) | Inline::Strike(run) => self.put(run, changes),
                Inline::Link(index) => self.put(self.links[index as usize].content, changes),
                inline => self.inlines[at] = self.set(inline, changes.next()),
            }
        }
    }

    fn set(&mut self, inline: Inline, words: Option<&str>) -> Inline {
        match (inline, words) {
            (Inline::Text(_) | Inline::Soft, Some(words)) => Inline::Text(Part::write(self.text, words)),
            (Inline::Text(mut part), None) if self.french || !self.is_marked => {
                self.copy(&mut part);
                Inline::Text(part)
            }
            (Inline::Text(part), None) => {
                Inline::Text(Part::write(self.text, &typography::plain(&self.written[part.range()])))
            }
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

    /// Sets a text that stands where no mark can.
    fn label(&mut self, part: &mut Part) {
        let written = &self.written[part.range()];
        *part = match self.french {
            true => Part::write(self.text, &typography::french_plain(written)),
            false => Part::write(self.text, written),
        };
    }

    /// Copies what is left as it was written.
    fn copy(&mut self, part: &mut Part) {
        *part = Part::write(self.text, &self.written[part.range()]);
    }
}
