//! Names of persons, organisations, places and others, and which of them mean the same bearer.

use stemma_lexicon::{Lexicon, Table};
use stemma_text::{Entity, Language, TextRange, Token};

mod chains;
mod descriptions;
mod fold;
mod known;
mod model;
mod roles;
mod spans;
#[cfg(test)]
mod train;
mod words;

/// Finds names in texts of one language.
pub(crate) struct Namer {
    language: Language,
    table: Table,
    known: known::Gazetteer,
    roles: roles::Roles,
    model: Option<model::Model>,
}

/// Folder of the data for `language`: English for all that has none of its own.
fn folder_of(language: Language) -> &'static str {
    if language == Language::GERMAN { "de" } else { "en" }
}

impl Namer {
    /// Compiles the lists of `language`.
    pub(crate) fn new(lexicon: &Lexicon, language: Language) -> Self {
        let folder = folder_of(language);
        Self {
            language,
            table: lexicon.table(folder, "names-words"),
            known: known::Gazetteer::new(lexicon, folder),
            roles: roles::Roles::new(lexicon, folder),
            model: model::Model::new(lexicon, folder),
        }
    }

    /// All entities of one text with their mentions, in order of first mention.
    pub(crate) fn find(&self, text: &str, tokens: &[Token], sentences: &[TextRange]) -> Vec<Entity> {
        let words = words::words(text, tokens, sentences, self.table);
        let spans = spans::spans(self, &words);
        chains::entities(self, text, &words, &spans)
    }
}
