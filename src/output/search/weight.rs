//! How much a word counts in a page: in its title above all, then by how often it stands in its text.

use crate::output::search::said::Place;

/// The greatest weight.
const HEAVIEST: f64 = 15.0;
/// What the title gives at least and, to a word that is alone there, above that.
const TITLE: (f64, f64) = (4.0, 4.0);
/// What the summary gives.
const SUMMARY: f64 = 2.0;
/// What the text gives at most.
const TEXT: f64 = 6.0;
/// The first occurrences count more than those that follow.
const SATURATION: f64 = 3.0;
/// How much a long text is held against its words: nothing at 0, all at 1.
const LENGTH: f64 = 0.5;

/// Where a word was heard.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heard {
    title: f64,
    summary: bool,
    text: u32,
}

impl Heard {
    /// Hears it in a place that holds so many words.
    pub fn hear(&mut self, place: Place, words: u32) {
        match place {
            Place::Title => self.title = self.title.max(TITLE.0 + TITLE.1 / f64::from(words.max(1))),
            Place::Summary => self.summary = true,
            Place::Heading => self.text = self.text.saturating_add(3),
            Place::Field => self.text = self.text.saturating_add(2),
            Place::Text => self.text = self.text.saturating_add(1),
        }
    }

    /// From 1 to 15, in a text whose length is to the others as said (Okapi BM25, with what the title and
    /// the summary add).
    pub fn weight(self, length: f64) -> u32 {
        let count = f64::from(self.text);
        let text = TEXT * count / (count + SATURATION * (1.0 - LENGTH + LENGTH * length));
        let summary = if self.summary { SUMMARY } else { 0.0 };
        (self.title + summary + text).round().clamp(1.0, HEAVIEST) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(places: &[(Place, u32)], length: f64) -> u32 {
        let mut heard = Heard::default();
        places.iter().for_each(|(place, words)| heard.hear(*place, *words));
        heard.weight(length)
    }

    #[test]
    fn a_title_counts_more_than_a_text_that_goes_on() {
        let text = [(Place::Text, 100); 50];
        assert!(weight(&[(Place::Title, 1)], 1.0) > weight(&text, 1.0));
        assert!(weight(&[(Place::Title, 1)], 1.0) > weight(&[(Place::Title, 8)], 1.0));
        assert!(weight(&text, 0.2) >= weight(&text, 5.0));
        assert_eq!(weight(&[], 1.0), 1);
        assert!(weight(&[(Place::Title, 1), (Place::Summary, 9), (Place::Heading, 3)], 0.0) <= 15);
    }
}
