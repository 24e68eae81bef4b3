//! The way through the blocks of a document, the same whatever the form in which they are written.

use crate::markdown::document::{Block, Callout, Document, Inline, Item, Run, Table};

/// Writes a document in some form: each kind of block has its own function, which the walk calls in reading order.
pub trait Walk<'a> {
    /// The document.
    fn document(&self) -> &'a Document;
    /// A title, by its place among those of the document.
    fn heading(&mut self, index: usize);
    /// A paragraph.
    fn paragraph(&mut self, inlines: Run<Inline>);
    /// A quotation.
    fn quote(&mut self, blocks: Run<Block>);
    /// A callout.
    fn callout(&mut self, callout: &Callout);
    /// A list, numbered from `start` or not at all.
    fn list(&mut self, start: Option<u32>, items: &[Item]);
    /// A table.
    fn table(&mut self, table: &Table);
    /// Fenced code, or a block of the theme, by its place among them.
    fn code(&mut self, index: usize);
    /// A picture that stands alone, by its place among those of the document.
    fn figure(&mut self, index: usize);
    /// Raw HTML.
    fn html(&mut self, html: &str);
    /// A line between two parts.
    fn rule(&mut self);
    /// Words.
    fn inlines(&mut self, inlines: Run<Inline>);

    /// One block.
    fn block(&mut self, block: Block) {
        match block {
            Block::Heading(index) => self.heading(index as usize),
            Block::Paragraph(inlines) => self.paragraph(inlines),
            Block::Quote(blocks) => self.quote(blocks),
            Block::Callout(index) => self.callout(&self.document().callouts[index as usize]),
            Block::List { start, items } => self.list(start, &self.document()[items]),
            Block::Table(index) => self.table(&self.document().tables[index as usize]),
            Block::Code(index) => self.code(index as usize),
            Block::Figure(index) => self.figure(index as usize),
            Block::Html(html) => self.html(&self.document()[html]),
            Block::Rule => self.rule(),
        }
    }

    /// Several blocks.
    fn blocks(&mut self, blocks: Run<Block>) {
        self.document()[blocks].iter().for_each(|block| self.block(*block));
    }

    /// What an item holds: in a tight list, paragraphs are their words alone.
    fn inside(&mut self, item: &Item) {
        for block in &self.document()[item.blocks] {
            match *block {
                Block::Paragraph(inlines) if item.tight => self.inlines(inlines),
                block => self.block(block),
            }
        }
    }
}
