//! Wire types: the JSON that the commands write. Positions are half-open ranges in Unicode code points of the
//! article's `text`. Sentences for people stand in the language of the interface.

use serde::Serialize;

mod article;
mod claim;
mod lineage;

pub use article::{
    AddressRecord, AnnotationsRecord, ArticleRecord, BlockRecord, CreditRecord, DateCandidateRecord,
    DatedRecord, EntityRecord, EntryRecord, LinkRecord, NoticeRecord, OrdinalRecord, QuantityRecord,
    QuotationRecord, RemovedRecord, TimeRecord, UnnamedRecord, annotations, article, link_kind, modality,
    polarity, quotation_kind,
};
pub use claim::{
    ClaimRecord, ConflictRecord, FirstRecord, IntervalRecord, MergeRecord, OriginRecord, SideRecord,
    StepRecord, VariantRecord, WarningRecord, claims, status,
};
pub use lineage::{
    AlternativeRecord, ChangeRecord, CorrectionRecord, EdgeRecord, EvidenceRecord, FlatRecord, LineageRecord,
    PassageRecord, ReuseRecord, WitnessRecord, flat, lineage, reuse,
};

/// Where something stands, in code points of the article's `text`.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceRecord {
    /// Identifier of the article.
    pub article: String,
    /// First code point.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
}

/// One article's story, `stemma/story/1`.
#[derive(Clone, Debug, Serialize)]
pub struct StoryRecord {
    /// `stemma/story/1`.
    pub schema: &'static str,
    /// Identifier of the article.
    pub id: String,
    /// `s1`, `s2`, …
    pub story: String,
    /// `report`, `copy`, `follow-up`; nothing where it was not asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<&'static str>,
    /// In a stream what it was when it came: `new`, `joined`, `joined late`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<&'static str>,
}

impl StoryRecord {
    /// The record of the article `id` in story number `story`, counted from 0.
    pub fn new(id: &str, story: usize) -> Self {
        Self {
            schema: "stemma/story/1",
            id: id.to_owned(),
            story: story_name(story),
            role: None,
            event: None,
        }
    }
}

/// What came out otherwise in a stream of stories, `stemma/story-change/1`: told behind the article that showed it, and
/// to be applied in order.
#[derive(Clone, Debug, Serialize)]
pub struct StoryChangeRecord {
    /// `stemma/story-change/1`.
    pub schema: &'static str,
    /// `merged` (all of `from` is of `story` now), `split` (`articles` of `from` are the new `story`), `moved`
    /// (`articles` of `from` are of `story` now).
    pub change: &'static str,
    /// The story that articles are of now.
    pub story: String,
    /// The story that they were of.
    pub from: String,
    /// The articles; all of `from` where it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub articles: Option<Vec<String>>,
}

impl StoryChangeRecord {
    /// The record of a change between stories, counted from 0.
    pub fn new(change: &'static str, story: usize, from: usize, articles: Option<&[String]>) -> Self {
        Self {
            schema: "stemma/story-change/1",
            change,
            story: story_name(story),
            from: story_name(from),
            articles: articles.map(<[String]>::to_vec),
        }
    }
}

/// The name of story number `story`, counted from 0.
pub fn story_name(story: usize) -> String {
    format!("s{}", story + 1)
}

/// Two sentences compared, `stemma/comparison/1`.
#[derive(Clone, Debug, Serialize)]
pub struct ComparisonRecord {
    /// `stemma/comparison/1`.
    pub schema: &'static str,
    /// Identifier of the pair.
    pub id: String,
    /// That both say the same, 0–1.
    pub same: f64,
    /// That the second is true if the first is, 0–1.
    pub entails: f64,
    /// That both cannot be true, 0–1.
    pub conflicts: f64,
    /// The strongest of the three, or `different`.
    pub relation: &'static str,
}

impl ComparisonRecord {
    /// The record of a comparison.
    pub fn new(id: &str, found: stemma_claim::compare::Comparison) -> Self {
        Self {
            schema: "stemma/comparison/1",
            id: id.to_owned(),
            same: rounded(found.same),
            entails: rounded(found.entails),
            conflicts: rounded(found.conflicts),
            relation: found.relation,
        }
    }
}

/// A document that could not be done, `stemma/failure/1`.
#[derive(Clone, Debug, Serialize)]
pub struct FailureRecord {
    /// `stemma/failure/1`.
    pub schema: &'static str,
    /// Identifier of the document.
    pub id: String,
    /// The stage that failed: `read`, `decode`, …
    pub stage: &'static str,
    /// What is wrong and what to do.
    pub error: String,
}

impl FailureRecord {
    /// The failure of one document.
    pub fn new(id: &str, stage: &'static str, error: String) -> Self {
        Self { schema: "stemma/failure/1", id: id.to_owned(), stage, error }
    }
}

/// A finding about quantities that do not add up.
#[derive(Clone, Debug, Serialize)]
pub struct CheckRecord {
    /// `arithmetic`, …
    pub kind: &'static str,
    /// Identifier of the article.
    pub article: String,
    /// First code point of the words at fault.
    pub start: usize,
    /// First code point after them.
    pub end: usize,
    /// The computation.
    pub explanation: String,
}

/// One point of the timeline.
#[derive(Clone, Debug, Serialize)]
pub struct MomentRecord {
    /// TIMEX3 value: a day, a month, a range of days.
    pub when: String,
    /// What is said to happen, or that an article appeared.
    pub text: String,
    /// Claims that speak of it.
    pub claims: Vec<String>,
    /// Articles that speak of it.
    pub articles: Vec<String>,
    /// `published` for the day an article appeared, `told` for a day an article speaks of.
    pub kind: &'static str,
}

/// Where the results come from.
#[derive(Clone, Debug, Serialize)]
pub struct AuditRecord {
    /// Version of stemma.
    pub version: String,
    /// Options that shape results, in order.
    pub options: Vec<(String, String)>,
    /// Inputs, in order of their ids.
    pub inputs: Vec<InputRecord>,
    /// Where the user has overruled the count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<DecisionRecord>,
}

/// A decision of the user about what is independent.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionRecord {
    /// same, independent.
    pub kind: &'static str,
    /// Names of origins, or ids of articles, as given.
    pub names: Vec<String>,
    /// Why, as given.
    pub why: Option<String>,
    /// Who decided it, as given.
    pub by: Option<String>,
    /// Claims whose count it was used for.
    pub claims: Vec<String>,
}

/// One input.
#[derive(Clone, Debug, Serialize)]
pub struct InputRecord {
    /// Identifier of the article.
    pub id: String,
    /// Where it was read: a path as given, or `-`.
    pub path: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: usize,
}

/// The dossier, `stemma/dossier/1`.
#[derive(Clone, Debug, Serialize)]
pub struct DossierRecord {
    /// `stemma/dossier/1`.
    pub schema: &'static str,
    /// Articles, in order of their ids.
    pub articles: Vec<ArticleRecord>,
    /// Annotations, one for each article, in the same order.
    pub annotations: Vec<AnnotationsRecord>,
    /// Pairs that share text.
    pub reuse: Vec<ReuseRecord>,
    /// Families.
    pub lineage: Vec<LineageRecord>,
    /// What articles corrected, over all families.
    pub corrections: Vec<CorrectionRecord>,
    /// Stories, one line for each article.
    pub stories: Vec<StoryRecord>,
    /// Claims, most important first.
    pub claims: Vec<ClaimRecord>,
    /// Days spoken of and days of publication, in order.
    pub timeline: Vec<MomentRecord>,
    /// Quantities that do not add up as given.
    pub checks: Vec<CheckRecord>,
    /// Documents that could not be done.
    pub failures: Vec<FailureRecord>,
    /// Version, options, inputs.
    pub audit: AuditRecord,
}

/// A score with three digits: enough to read, and the same on every machine.
pub fn rounded(score: f64) -> f64 {
    (score * 1000.0).round() / 1000.0
}
