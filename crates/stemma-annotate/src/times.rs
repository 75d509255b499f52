//! Expressions of time and their TIMEX3 values.

use stemma_lexicon::Lexicon;
use stemma_text::{Dated, Language, TextRange, TimeExpression, Token};

/// Finds expressions of time in texts of one language.
pub(crate) struct Timer {}

impl Timer {
    /// Compiles the lists of `language`.
    pub(crate) fn new(_lexicon: &Lexicon, _language: Language) -> Self {
        Self {}
    }

    /// All expressions of time of one text, in order, resolved against `reference`.
    pub(crate) fn find(
        &self,
        _text: &str,
        _tokens: &[Token],
        _sentences: &[TextRange],
        _reference: Option<&Dated>,
    ) -> Vec<TimeExpression> {
        Vec::new()
    }
}
