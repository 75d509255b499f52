//! Articles about one event. Works on articles alone, beside reuse; its result also dates articles that bear no
//! date of their own.
//!
//! A story (articles about one event) is not a family (texts that descend from one another).

use stemma_lexicon::Lexicon;
use stemma_text::{Article, Dated};

/// For each article the number of its story. Numbers count from 0 in order of the first article of each story.
pub fn cluster(articles: &[&Article], _lexicon: &Lexicon) -> Vec<usize> {
    (0..articles.len()).collect()
}

/// For each article the moment its relative times are resolved against: its own publication, else what the dated
/// articles of its story agree on (to the month at best), else nothing.
pub fn date(articles: &[&Article], _stories: &[usize]) -> Vec<Option<Dated>> {
    articles.iter().map(|a| a.published.clone()).collect()
}
