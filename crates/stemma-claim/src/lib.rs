//! Claims across articles: what is reported, by whom, and from how many independent origins. Sixth step of the
//! pipeline (quotations, lineage, stories → **claims** → dossier).
//!
//! Words owned here: claim, variant, origin, conflict. A claim is never called true: only who reports it is said.

use stemma_lexicon::Lexicon;
use stemma_lineage::Family;
use stemma_quote::{Link, Modality, Polarity, Quotation};
use stemma_text::{Annotations, Article, TextRange};

pub mod compare;

/// Everything known of one article before claims are made.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its names, times and quantities.
    pub annotations: &'a Annotations,
    /// Its quotations.
    pub quotations: &'a [Quotation],
    /// The chain of its plain statements: its agencies and its outlet.
    pub own_chain: &'a [Link],
    /// Number of its story.
    pub story: usize,
}

/// One claim, gathered over the articles that report it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// `c1`, `c2`, … in order of importance.
    pub id: String,
    /// Number of its story.
    pub story: usize,
    /// The claim in the words of its clearest variant.
    pub text: String,
    /// How it stands.
    pub status: Status,
    /// Where it is reported.
    pub variants: Vec<Variant>,
    /// Who it comes from.
    pub origins: Vec<Origin>,
    /// Fewest and most independent origins that the evidence allows.
    pub independent_origins: (usize, usize),
    /// Reasons for the interval, in German and English: each merge, each doubt.
    pub reasons: Vec<Both>,
    /// What to beware of: names as in the contract, `single origin`, `unnamed sources only`, `hedge dropped`, …
    pub warnings: Vec<&'static str>,
    /// Points on which the accounts differ.
    pub conflicts: Vec<Conflict>,
}

/// A sentence for people in both languages of the interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both {
    /// In German.
    pub de: String,
    /// In English.
    pub en: String,
}

/// How a claim stands among those who report it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Announced for the future.
    Planned,
    /// Reported.
    Reported,
    /// Confirmed by one whose own affair it is.
    Confirmed,
    /// Only denied.
    Denied,
    /// Affirmed by some, denied by others.
    Disputed,
}

/// A claim in one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Place of the article in the list given to [`gather`].
    pub article: usize,
    /// Where, in bytes of its main text.
    pub range: TextRange,
    /// The quotation it is the content of.
    pub quotation: Option<String>,
    /// From the first origin to the outlet.
    pub chain: Vec<Link>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// How firmly.
    pub modality: Modality,
}

/// Somebody a claim comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Best name, with the medium it spoke to where it has none of its own.
    pub name: String,
    /// What it is.
    pub kind: stemma_quote::LinkKind,
    /// Places of the articles whose chains begin with it.
    pub articles: Vec<usize>,
    /// Why it counts as one origin.
    pub why: Both,
    /// Origins with the same number are not independent of each other.
    pub group: usize,
}

/// A point on which accounts of a claim differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// `time`, `place`, `quantity`, `polarity`, `arithmetic`.
    pub kind: &'static str,
    /// Places of the articles.
    pub articles: Vec<usize>,
    /// What differs, the variants side by side.
    pub explanation: Both,
}

/// All claims of a pile, most important first.
pub fn gather(_sources: &[Source<'_>], _families: &[Family], _lexicon: &Lexicon) -> Vec<Claim> {
    Vec::new()
}
