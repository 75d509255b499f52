//! Quantities: numbers in digits and words, with their units and what they count. Second step of the pipeline
//! (article → **annotations**), beside names and times.
//!
//! A quantity is a number ([`number`]) or a range of two, with the unit behind it or the sign of money before it
//! ([`unit`]), found by [`search`]. Dates, times of day, ordinals, labels (`Platz 3`) and figures inside names are
//! none; ordinals stand apart. Lists are data: `data/<language>/numbers.toml` ([`lists`]), `data/any/units.toml`,
//! `data/<language>/units.toml`.

mod lists;
pub(crate) mod number;
#[cfg(test)]
mod properties;
mod search;
#[cfg(test)]
mod tests;
pub(crate) mod unit;

use lists::Lists;
use number::Numbers;
use search::Search;
use stemma_lexicon::Lexicon;
use stemma_text::{Language, Ordinal, Quantity, TimeExpression, TimeKind, Token};
use unit::Units;

/// Finds quantities in texts of one language.
pub(crate) struct Measurer {
    numbers: Numbers,
    units: Units,
    lists: Lists,
    german: bool,
    english: bool,
}

impl Measurer {
    /// Compiles the lists of `language`.
    pub(crate) fn new(lexicon: &Lexicon, language: Language) -> Self {
        Self {
            numbers: Numbers::new(lexicon, language),
            units: Units::new(lexicon, language),
            lists: Lists::new(lexicon, language),
            german: language == Language::GERMAN,
            english: language == Language::ENGLISH,
        }
    }

    /// All quantities and all ordinals of one text, in order. `times` are its expressions of time: dates and times of day are no
    /// quantities.
    pub(crate) fn find(
        &self,
        text: &str,
        tokens: &[Token],
        times: &[TimeExpression],
    ) -> (Vec<Quantity>, Vec<Ordinal>) {
        let mut taken = vec![false; tokens.len()];
        let lengths = |t: &TimeExpression| {
            let value = t.value.as_bytes();
            matches!(t.kind, TimeKind::Duration | TimeKind::Set)
                || value.first() == Some(&b'P')
                    && value.get(1).is_some_and(|b| b.is_ascii_digit() || *b == b'T')
        };
        for time in times.iter().filter(|t| !lengths(t)) {
            let first = tokens.partition_point(|t| t.range.end <= time.range.start);
            let last = tokens.partition_point(|t| t.range.start < time.range.end);
            taken[first..last.max(first)].fill(true);
        }
        let search = Search::new(self, text, tokens, taken);
        let quantities = search.run();
        let ordinals = search.ordinals(&quantities);
        (quantities, ordinals)
    }
}
