//! Raw bytes to articles. First step of the pipeline (**bytes → article** → annotations → …).
//!
//! Words owned here: byline, dateline, wire copy, agency, credit; main text, boilerplate removal.

use stemma_lexicon::Lexicon;
use stemma_text::{Article, Language};

/// What is known of a document before it is read: the fields of an input record, or nothing.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Identifier of the article to be.
    pub id: String,
    /// Address, if known.
    pub url: Option<String>,
    /// Headline, if known.
    pub title: Option<String>,
    /// Publication, ISO 8601, if known.
    pub published: Option<String>,
    /// Outlet, if known.
    pub outlet: Option<String>,
    /// Language code, if known.
    pub language: Option<String>,
    /// Authors, if known.
    pub authors: Vec<String>,
}

/// The form of a document's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain text, to be cleaned.
    Text,
    /// Plain text that is taken exactly as it is.
    AsIs,
    /// An HTML page.
    Html,
}

/// Turns documents into articles. Compiled once from the lexicon, then shared by all threads.
pub struct Extractor {}

impl Extractor {
    /// Compiles the patterns of all languages.
    pub fn new(_lexicon: &Lexicon) -> Self {
        Self {}
    }

    /// Extracts one document. Never fails: text that cannot be understood stays main text.
    /// `content` is UTF-8 (see [`decode`]); `raw_sha256` is that of the bytes before recoding.
    pub fn extract(&self, given: Given, content: &str, _form: Form, raw_sha256: String) -> Article {
        let mut article = Article::as_is(given.id, content, Language::UNKNOWN);
        article.raw_sha256 = raw_sha256;
        article
    }
}
