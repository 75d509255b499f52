//! Attribution chains: from the first origin of a quotation to the agencies and the outlet of the article.

use crate::{Link, Quotation};
use stemma_lexicon::Lexicon;
use stemma_text::{Annotations, Article, Language};

/// Builds chains for articles of one language.
pub struct Chainer {}

impl Chainer {
    /// Compiles the lists of `language`.
    pub fn new(_lexicon: &Lexicon, _language: Language) -> Self {
        Self {}
    }

    /// The chains of `quotations` (their sources, addressees and cues are known), one for each, in their order.
    pub fn chains(
        &self,
        _article: &Article,
        _annotations: &Annotations,
        quotations: &[Quotation],
    ) -> Vec<Vec<Link>> {
        vec![Vec::new(); quotations.len()]
    }

    /// The chain of a plain statement of the article: its agencies and its outlet alone.
    pub fn own_chain(&self, _article: &Article, _annotations: &Annotations) -> Vec<Link> {
        Vec::new()
    }
}
