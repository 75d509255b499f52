//! Names of persons, organisations, places and others, and which of them mean the same bearer.

use stemma_lexicon::Lexicon;
use stemma_text::{Entity, Language, TextRange, Token};

/// Finds names in texts of one language.
pub(crate) struct Namer {}

impl Namer {
    /// Compiles the lists of `language`.
    pub(crate) fn new(_lexicon: &Lexicon, _language: Language) -> Self {
        Self {}
    }

    /// All entities of one text with their mentions, in order of first mention.
    pub(crate) fn find(&self, _text: &str, _tokens: &[Token], _sentences: &[TextRange]) -> Vec<Entity> {
        Vec::new()
    }
}
