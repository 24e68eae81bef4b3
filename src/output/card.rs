//! The pictures that stand for pages where they are shared: once, on all cores, and not again while they are the same.

use rayon::prelude::*;

use crate::card::{Painter, inputs};
use crate::output::{Export, OutputFile};
use crate::render::card;

/// The room of the cache for cards.
const KIND: &str = "cards";

/// Every card of the site.
pub fn export(export: &Export<'_>) -> Vec<(String, OutputFile)> {
    let cards: Vec<_> = card::all(export.site, export.theme).into_iter().collect();
    if cards.is_empty() {
        return Vec::new();
    }
    let (cache, colours) = (export.cache, &export.theme.card);
    let painter = Painter::new(colours);
    let files = cards.into_par_iter().map(|(path, card)| {
        let Ok(bytes) = cache.remember(KIND, &[inputs(&card, colours).as_bytes()], || {
            Ok::<_, std::convert::Infallible>(painter.paint(&card))
        });
        (path, OutputFile::new(bytes))
    });
    files.collect()
}
