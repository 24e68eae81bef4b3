//! What our own conventions make of Markdown: callouts, the titles of tables.

use crate::markdown::document::{Callout, Part, Run};
use crate::markdown::{Block, Document, Inline};
use crate::source::Span;

/// A quotation whose first line is `[!KIND] title` is a callout.
pub fn callout(document: &mut Document, blocks: Run<Block>, span: Span) -> Block {
    let Some(Callout { kind, title, blocks, span }) = marked(document, blocks, span) else {
        return Block::Quote(blocks);
    };
    document.callouts.push(Callout { kind, title, blocks, span });
    Block::Callout(document.callouts.len() as u32 - 1)
}

fn marked(document: &mut Document, blocks: Run<Block>, span: Span) -> Option<Callout> {
    let Block::Paragraph(first) = *document[blocks].first()? else { return None };
    let Inline::Text(text) = *document[first].first()? else { return None };
    let (kind, rest) = document[text].strip_prefix("[!")?.split_once(']')?;
    // « [!À RETENIR] » is the name that readers see: a callout of an unknown kind, which is told.
    let kind = kind.trim();
    if kind.is_empty() || !kind.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\u{a0}' | '-')) {
        return None;
    }
    let (kind, rest) = (kind.to_lowercase(), text.after(text.len() - rest.trim_start().len()));
    let ends = |inline: &Inline| matches!(inline, Inline::Soft | Inline::Break);
    let line = document[first].iter().position(ends).unwrap_or(first.len());
    document.all_inlines[first.range().start] = Inline::Text(rest);
    let title = first.until(line).after(usize::from(rest.is_empty()));
    let body = first.after(first.len().min(line + 1));
    document.all_blocks[blocks.range().start] = Block::Paragraph(body);
    Some(Callout { kind, title, blocks: blocks.after(usize::from(body.is_empty())), span })
}

/// The paragraph « Tableau : … » that stands before a table is its title.
pub fn caption_of(document: &mut Document, before: Block) -> Option<Run<Inline>> {
    let Block::Paragraph(inlines) = before else { return None };
    let Inline::Text(part) = *document[inlines].first()? else { return None };
    let text = &document[part];
    let rest = text.strip_prefix("Tableau").or_else(|| text.strip_prefix("Table"))?;
    let number = rest.trim_start_matches([' ', '\u{a0}', 'n', 'N', '°', 'º']);
    let after = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let title = match after.trim_start().strip_prefix(':') {
        // « Tableau 2 : les zones » keeps its number, by which the text may name it.
        Some(_) if after.len() < number.len() => return Some(inlines),
        Some(rest) if after.len() == rest.len() + 1 || number == rest => capitalised(rest.trim_start()),
        _ => return None,
    };
    document.all_inlines[inlines.range().start] = Inline::Text(Part::write(&mut document.text, &title));
    Some(inlines)
}

/// « Tableau : les zones » is the title « Les zones ».
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
