//! What our own conventions make of Markdown: callouts, the titles of tables.

use crate::markdown::document::Callout;
use crate::markdown::{Block, Inline};
use crate::source::Span;

/// A quotation whose first line is `[!KIND] title` is a callout.
pub fn callout(mut blocks: Vec<Block>, span: Span) -> Block {
    let Some(Block::Paragraph(first)) = blocks.first_mut() else { return Block::Quote(blocks) };
    let Some(Inline::Text(text)) = first.first() else { return Block::Quote(blocks) };
    let Some((kind, rest)) = text.strip_prefix("[!").and_then(|t| t.split_once(']')) else {
        return Block::Quote(blocks);
    };
    // « [!À RETENIR] » is the name that readers see: a callout of an unknown kind, which is told.
    let kind = kind.trim();
    if kind.is_empty() || !kind.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\u{a0}' | '-')) {
        return Block::Quote(blocks);
    }
    let (kind, rest) = (kind.to_lowercase(), rest.trim_start().to_owned());
    let line = first.iter().position(|i| matches!(i, Inline::Soft | Inline::Break)).unwrap_or(first.len());
    let mut title: Vec<Inline> = first.drain(..line).collect();
    if !first.is_empty() {
        first.remove(0);
    }
    if rest.is_empty() {
        title.remove(0);
    } else {
        title[0] = Inline::Text(rest);
    }
    if first.is_empty() {
        blocks.remove(0);
    }
    Block::Callout(Box::new(Callout { kind, title, blocks, span }))
}

/// The paragraph « Tableau : … » that stands before a table is its title.
pub fn caption_before(blocks: &mut Vec<Block>) -> Vec<Inline> {
    let Some(Block::Paragraph(inlines)) = blocks.last() else { return Vec::new() };
    let Some(Inline::Text(text)) = inlines.first() else { return Vec::new() };
    let Some(rest) = text.strip_prefix("Tableau").or_else(|| text.strip_prefix("Table")) else { return Vec::new() };
    let number = rest.trim_start_matches([' ', '\u{a0}', 'n', 'N', '°', 'º']);
    let after = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match after.trim_start().strip_prefix(':') {
        // « Tableau 2 : les zones » keeps its number, by which the text may name it.
        Some(_) if after.len() < number.len() => text.clone(),
        Some(rest) if after.len() == rest.len() + 1 || number == rest => capitalised(rest.trim_start()),
        _ => return Vec::new(),
    };
    let Some(Block::Paragraph(mut inlines)) = blocks.pop() else { return Vec::new() };
    inlines[0] = Inline::Text(rest);
    inlines
}

/// « Tableau : les zones » is the title « Les zones ».
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
