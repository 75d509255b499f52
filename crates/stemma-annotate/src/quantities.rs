//! Quantities: numbers in digits and words, with their units.

use stemma_lexicon::Lexicon;
use stemma_text::{Language, Quantity, Token};

/// Finds quantities in texts of one language.
pub(crate) struct Measurer {}

impl Measurer {
    /// Compiles the lists of `language`.
    pub(crate) fn new(_lexicon: &Lexicon, _language: Language) -> Self {
        Self {}
    }

    /// All quantities of one text, in order.
    pub(crate) fn find(&self, _text: &str, _tokens: &[Token]) -> Vec<Quantity> {
        Vec::new()
    }
}
