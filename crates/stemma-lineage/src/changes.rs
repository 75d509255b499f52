//! What the copyist changed, as data: the differences between an exemplar and a witness, typed, with their places in
//! both texts. Last step of the lineage stage, beside the edges.
//!
//! Both texts are read once each ([`reading`]), their words aligned ([`pairing`]), and what is left over is put into
//! kinds: whole sentences first, then stretches inside sentences ([`stretches`], [`inside`]), then what only a pair of
//! sentences shows: a hedge, an attribution, the mood of reported speech ([`sentences`]), then the headline
//! ([`headline`]).

mod explain;
mod headline;
mod inside;
mod lists;
mod pairing;
mod reading;
mod sentences;
mod stretches;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use stemma_lexicon::Lexicon;
use stemma_text::{Article, Language, TextRange};

use crate::corrections::CorrectionKind;
use lists::Lists;
pub use reading::Reading;

/// One change on the way from exemplar to witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// Where it stands in the exemplar, in bytes of its main text; `None` for what was added, for headlines and for
    /// credits.
    pub from: Option<TextRange>,
    /// Where it stands in the witness, in bytes of its main text; `None` for what was left out, for headlines and for
    /// credits.
    pub to: Option<TextRange>,
    /// How much it is, in words of the longer side.
    pub words: usize,
    /// The change in German.
    pub text_de: String,
    /// The change in English.
    pub text_en: String,
}

/// Defines the kinds with their names on the wire.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// What kind of change it is. None is a judgement: a dropped hedge may be well founded.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ChangeKind { $($(#[$doc])* $kind,)* }

        impl ChangeKind {
            /// All kinds, those that touch what is claimed first.
            pub const ALL: &[ChangeKind] = &[$(ChangeKind::$kind,)*];

            /// The name that stands in the records.
            pub fn name(self) -> &'static str {
                match self { $(ChangeKind::$kind => $name,)* }
            }
        }
    };
}

kinds! {
    /// The witness's title asserts what the exemplar's title, or the text, hedges, attributes or asks.
    HeadlineStronger = "headline stronger",
    /// Another number.
    NumberChanged = "number changed",
    /// Another name, another spelling of it, a shorter or longer form.
    NameChanged = "name changed",
    /// A hedge is gone, the matter stayed.
    HedgeDropped = "hedge dropped",
    /// A hedge came in.
    HedgeAdded = "hedge added",
    /// The subjunctive of reported speech became indicative.
    MoodChanged = "mood changed",
    /// The sentence no longer says who says so.
    AttributionDropped = "attribution dropped",
    /// The sentence now says who says so.
    AttributionAdded = "attribution added",
    /// The exemplar credits an agency or a medium that the witness does not.
    CreditDropped = "credit dropped",
    /// The witness credits an agency or a medium that the exemplar does not.
    CreditAdded = "credit added",
    /// Another title.
    HeadlineChanged = "headline changed",
    /// Left out.
    Cut = "cut",
    /// Put in.
    Added = "added",
    /// In another place.
    Moved = "moved",
    /// Said in other words.
    Reworded = "reworded",
    /// A misspelling made or mended, or another spelling.
    Spelling = "spelling",
}

/// What changed from `exemplar` to `witness`, in the order of the exemplar, headline and credits first. To compare
/// many articles, keep one [`Collator`] and one [`Reading`] of each article.
pub fn changes(exemplar: &Article, witness: &Article, lexicon: &Lexicon) -> Vec<Change> {
    let collator = Collator::new(lexicon);
    collator.changes(&collator.read(exemplar), &collator.read(witness))
}

/// Compares articles; holds the word lists of all languages.
#[derive(Debug)]
pub struct Collator {
    lists: BTreeMap<Language, Lists>,
    empty: Lists,
}

impl Collator {
    /// Compiles the lists.
    pub fn new(lexicon: &Lexicon) -> Self {
        let lists = lexicon
            .languages()
            .into_iter()
            .map(|code| (Language::from_code(code), Lists::new(lexicon, code)))
            .collect();
        Self { lists, empty: Lists::default() }
    }

    fn lists(&self, language: Language) -> &Lists {
        self.lists.get(&language).unwrap_or(&self.empty)
    }

    /// Reads an article for comparing.
    pub fn read<'t>(&self, article: &'t Article) -> Reading<'t> {
        Reading::new(article, self.lists(article.language))
    }

    /// What changed from the first to the second.
    pub fn changes(&self, exemplar: &Reading<'_>, witness: &Reading<'_>) -> Vec<Change> {
        let lists = self.lists(witness.article.language);
        let pairing = pairing::pair(exemplar, witness);
        let mut found = headline::changes(exemplar, witness, lists);
        headline::credits(exemplar, witness, &mut found);
        found.extend(inside::collate(exemplar, witness, &pairing, lists));
        found
    }

    /// For words of `reading`: the words of `other` that are aligned with them, where there are any.
    pub(crate) fn aligned(&self, reading: &Reading<'_>, other: &Reading<'_>) -> Vec<Option<usize>> {
        pairing::pair(reading, other).to_b
    }

    /// The words in which an article says that it was corrected.
    pub(crate) fn notice_of(&self, article: &Article) -> Option<String> {
        self.lists(article.language).notices.of(article)
    }

    /// What a notice says was corrected: what, before, now.
    pub(crate) fn told(&self, notice: &str, language: Language) -> Vec<(CorrectionKind, String, String)> {
        let article = Article::as_is("", notice, language);
        self.lists(language).notices.told(&self.read(&article))
    }
}
