//! What a claim is made of: variants, origins, merges, warnings, conflicts, and how it stood over time.

use stemma_quote::{Link, LinkKind, Modality, Polarity};
use stemma_text::TextRange;

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
    /// How important it is, 0–1: the share of the articles of its story that report it, those that open with it
    /// counted in full and the others by half.
    pub importance: f64,
    /// Where it is reported.
    pub variants: Vec<Variant>,
    /// Who it comes from.
    pub origins: Vec<Origin>,
    /// Fewest and most independent origins that the evidence allows.
    pub independent_origins: (usize, usize),
    /// Reasons for the interval: each merge, each doubt.
    pub reasons: Vec<Reason>,
    /// What to beware of, in the order of the contract.
    pub warnings: Vec<Warning>,
    /// Points on which the accounts differ.
    pub conflicts: Vec<Conflict>,
    /// Points on which the accounts seem to differ and do not, with what reconciles them.
    pub reconciled: Vec<Conflict>,
    /// How it stood over time, in order: planned, reported, confirmed, denied, corrected.
    pub history: Vec<Step>,
    /// Who had it first, as far as the clocks tell.
    pub first: First,
}

/// A sentence for people in both languages of the interface.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Both {
    /// In German.
    pub de: String,
    /// In English.
    pub en: String,
}

impl Both {
    /// A sentence in both languages.
    pub fn new(de: impl Into<String>, en: impl Into<String>) -> Self {
        Self { de: de.into(), en: en.into() }
    }
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
    /// Taken back or changed by an article that told it. Only of a [`Step`].
    Corrected,
}

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Locus {
    /// Place of the article in the list given to [`crate::gather`].
    pub article: usize,
    /// Where, in bytes of its main text.
    pub range: TextRange,
}

/// A claim in one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Place of the article in the list given to [`crate::gather`].
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

impl Variant {
    /// Where it stands.
    pub fn locus(&self) -> Locus {
        Locus { article: self.article, range: self.range }
    }
}

/// Somebody a claim comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Best name, with the medium it spoke to where it has none of its own.
    pub name: String,
    /// What it is.
    pub kind: LinkKind,
    /// Places of the articles whose chains begin with it.
    pub articles: Vec<usize>,
    /// Why it counts as one origin.
    pub why: Both,
    /// Origins with the same number are not independent of each other.
    pub group: usize,
    /// Origins with the same number may depend on each other, whatever the evidence leaves open.
    pub loose_group: usize,
}

/// Why two origins count as one, or may be one, or do not.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What it does to the count.
    pub kind: ReasonKind,
    /// Names of the two origins, as in [`Origin::name`]; empty where it is about a statement that has none.
    pub origins: Vec<String>,
    /// In words.
    pub says: Both,
    /// Where it can be read.
    pub loci: Vec<Locus>,
}

/// What a reason does to the count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReasonKind {
    /// Two are one: most and fewest go down.
    Merge,
    /// Two may be one: fewest goes down.
    Doubt,
    /// A statement that is no origin of its own.
    Echo,
    /// The user has said so.
    Decision,
}

/// Something to beware of.
#[derive(Clone, Debug, PartialEq)]
pub struct Warning {
    /// `single origin`, `unnamed sources only`, … as in the contract.
    pub kind: &'static str,
    /// What it is here, and what to do.
    pub says: Both,
    /// Where it can be read.
    pub loci: Vec<Locus>,
}

/// A point on which accounts of a claim differ, or seem to.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// `time`, `place`, `quantity`, `polarity`, `identity`, `arithmetic`.
    pub kind: &'static str,
    /// Places of the articles.
    pub articles: Vec<usize>,
    /// What differs, the variants side by side; of a reconciled one also what reconciles them.
    pub explanation: Both,
    /// The accounts side by side.
    pub sides: Vec<Side>,
}

/// One account of a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The words for the value: `80`, `am Mittwoch`, `Wladiwostok`.
    pub words: String,
    /// Where it is told.
    pub loci: Vec<Locus>,
}

/// How a claim stood from a moment on.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Publication of the article, ISO 8601 as precise as it is known; `None` if it is not.
    pub when: Option<String>,
    /// How it stood.
    pub status: Status,
    /// Who said so: the head of the chain, else the outlet.
    pub by: Option<String>,
    /// Where.
    pub locus: Locus,
}

/// Who had a claim first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct First {
    /// Places of the articles that may have been first: one where the clocks decide it.
    pub articles: Vec<usize>,
    /// When the first of them appeared, ISO 8601 as precise as it is known.
    pub when: Option<String>,
    /// Why it is they, or why it cannot be said.
    pub why: Both,
}
