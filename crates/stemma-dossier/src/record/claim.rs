//! Records of claims.

use super::article::{LinkRecord, link_kind, modality, polarity};
use super::{PlaceRecord, story_name};
use crate::Interface;
use serde::Serialize;
use stemma_claim::{Both, Claim, Conflict, Locus, ReasonKind, Status};
use stemma_text::{Article, CodePoints};

/// `stemma/claim/1`.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimRecord {
    /// `stemma/claim/1`.
    pub schema: &'static str,
    /// `c1`, …, most important first.
    pub id: String,
    /// Its story.
    pub story: String,
    /// The claim in the words of its clearest variant.
    pub text: String,
    /// planned, reported, confirmed, denied, disputed.
    pub status: &'static str,
    /// How important it is in its story, 0–1.
    pub importance: f64,
    /// Where it is reported.
    pub variants: Vec<VariantRecord>,
    /// Who it comes from.
    pub origins: Vec<OriginRecord>,
    /// How many independent origins.
    pub independent_origins: IntervalRecord,
    /// Each merge and each doubt behind the interval.
    pub reasons: Vec<String>,
    /// The same, with the origins that are joined and where it can be read.
    pub merges: Vec<MergeRecord>,
    /// What to beware of.
    pub warnings: Vec<&'static str>,
    /// The same in words, with where it can be read.
    pub warning_notes: Vec<WarningRecord>,
    /// Points on which the accounts differ.
    pub conflicts: Vec<ConflictRecord>,
    /// Points on which the accounts seem to differ, with what reconciles them.
    pub reconciled: Vec<ConflictRecord>,
    /// How the claim stood over time.
    pub history: Vec<StepRecord>,
    /// Who had it first, as far as the clocks tell.
    pub first: FirstRecord,
}

/// Why two origins count as one, or may be one, or do not.
#[derive(Clone, Debug, Serialize)]
pub struct MergeRecord {
    /// merge, doubt, echo, decision.
    pub kind: &'static str,
    /// Names of the two origins; none for a statement without one.
    pub origins: Vec<String>,
    /// In words.
    pub why: String,
    /// Where it can be read.
    pub places: Vec<PlaceRecord>,
}

/// A warning in words.
#[derive(Clone, Debug, Serialize)]
pub struct WarningRecord {
    /// As in `warnings`.
    pub warning: &'static str,
    /// What it is here, and what to do.
    pub explanation: String,
    /// Where it can be read.
    pub places: Vec<PlaceRecord>,
}

/// How a claim stood from a moment on.
#[derive(Clone, Debug, Serialize)]
pub struct StepRecord {
    /// Publication of the article; null where it is not known.
    pub when: Option<String>,
    /// planned, reported, confirmed, denied, corrected.
    pub status: &'static str,
    /// Who said so.
    pub by: Option<String>,
    /// Where.
    #[serde(flatten)]
    pub place: PlaceRecord,
}

/// Who had a claim first.
#[derive(Clone, Debug, Serialize)]
pub struct FirstRecord {
    /// Articles that may have been first: one where the clocks decide it.
    pub articles: Vec<String>,
    /// When the first of them appeared.
    pub when: Option<String>,
    /// Why it is they, or why it cannot be said.
    pub why: String,
}

/// One account of a point.
#[derive(Clone, Debug, Serialize)]
pub struct SideRecord {
    /// The words for the value.
    pub text: String,
    /// Where it is told.
    pub places: Vec<PlaceRecord>,
}

/// A claim in one article.
#[derive(Clone, Debug, Serialize)]
pub struct VariantRecord {
    /// Identifier of the article.
    pub article: String,
    /// First code point.
    pub start: usize,
    /// First code point after it.
    pub end: usize,
    /// The quotation it is the content of.
    pub quotation: Option<String>,
    /// From the first origin to the outlet.
    pub chain: Vec<LinkRecord>,
    /// affirmed, denied, questioned.
    pub polarity: &'static str,
    /// asserted, hedged, planned, possible.
    pub modality: &'static str,
}

/// Somebody a claim comes from.
#[derive(Clone, Debug, Serialize)]
pub struct OriginRecord {
    /// Best name.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
    /// Articles whose chains begin with it.
    pub articles: Vec<String>,
    /// Why it counts as one.
    pub why: String,
    /// Origins with the same number are not independent of each other.
    pub group: usize,
    /// Origins with the same number may depend on each other.
    pub loose_group: usize,
}

/// Fewest and most.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct IntervalRecord {
    /// Fewest.
    pub min: usize,
    /// Most.
    pub max: usize,
}

/// A point on which accounts differ.
#[derive(Clone, Debug, Serialize)]
pub struct ConflictRecord {
    /// time, place, quantity, polarity, identity, arithmetic.
    pub kind: &'static str,
    /// Articles.
    pub articles: Vec<String>,
    /// What differs; of a reconciled one also what reconciles it.
    pub explanation: String,
    /// The accounts side by side.
    pub sides: Vec<SideRecord>,
}

/// The records of claims. Positions are counted once for each article, not for each variant.
pub fn claims(claims: &[Claim], articles: &[&Article], interface: Interface) -> Vec<ClaimRecord> {
    let points: Vec<CodePoints<'_>> = articles.iter().map(|a| CodePoints::new(&a.text)).collect();
    claims.iter().map(|c| claim(c, articles, &points, interface)).collect()
}

fn claim(
    claim: &Claim,
    articles: &[&Article],
    points: &[CodePoints<'_>],
    interface: Interface,
) -> ClaimRecord {
    let said = |both: &Both| interface.pick(&both.de, &both.en).to_owned();
    let spot = |p: &Locus| {
        let [start, end] = points[p.article].range(p.range);
        PlaceRecord { article: articles[p.article].id.clone(), start, end }
    };
    let spots = |list: &[Locus]| list.iter().map(spot).collect::<Vec<_>>();
    let conflict = |c: &Conflict| ConflictRecord {
        kind: c.kind,
        articles: c.articles.iter().map(|p| articles[*p].id.clone()).collect(),
        explanation: said(&c.explanation),
        sides: c.sides.iter().map(|s| SideRecord { text: s.words.clone(), places: spots(&s.loci) }).collect(),
    };
    let ids = |places: &[usize]| places.iter().map(|p| articles[*p].id.clone()).collect::<Vec<_>>();
    ClaimRecord {
        schema: "stemma/claim/1",
        id: claim.id.clone(),
        story: story_name(claim.story),
        text: claim.text.clone(),
        status: status(claim.status),
        importance: super::rounded(claim.importance),
        variants: claim
            .variants
            .iter()
            .map(|v| {
                let article = articles[v.article];
                let [start, end] = points[v.article].range(v.range);
                VariantRecord {
                    article: article.id.clone(),
                    start,
                    end,
                    quotation: v.quotation.clone(),
                    chain: v.chain.iter().map(LinkRecord::from).collect(),
                    polarity: polarity(v.polarity),
                    modality: modality(v.modality),
                }
            })
            .collect(),
        origins: claim
            .origins
            .iter()
            .map(|o| OriginRecord {
                name: o.name.clone(),
                kind: link_kind(o.kind),
                articles: ids(&o.articles),
                why: said(&o.why),
                group: o.group,
                loose_group: o.loose_group,
            })
            .collect(),
        independent_origins: IntervalRecord {
            min: claim.independent_origins.0,
            max: claim.independent_origins.1,
        },
        reasons: claim.reasons.iter().map(|r| said(&r.says)).collect(),
        merges: claim
            .reasons
            .iter()
            .map(|r| MergeRecord {
                kind: match r.kind {
                    ReasonKind::Merge => "merge",
                    ReasonKind::Doubt => "doubt",
                    ReasonKind::Echo => "echo",
                    ReasonKind::Decision => "decision",
                },
                origins: r.origins.clone(),
                why: said(&r.says),
                places: spots(&r.loci),
            })
            .collect(),
        warnings: claim.warnings.iter().map(|w| w.kind).collect(),
        warning_notes: claim
            .warnings
            .iter()
            .map(|w| WarningRecord { warning: w.kind, explanation: said(&w.says), places: spots(&w.loci) })
            .collect(),
        conflicts: claim.conflicts.iter().map(conflict).collect(),
        reconciled: claim.reconciled.iter().map(conflict).collect(),
        history: claim
            .history
            .iter()
            .map(|s| StepRecord {
                when: s.when.clone(),
                status: status(s.status),
                by: s.by.clone(),
                place: spot(&s.locus),
            })
            .collect(),
        first: FirstRecord {
            articles: ids(&claim.first.articles),
            when: claim.first.when.clone(),
            why: said(&claim.first.why),
        },
    }
}

/// Name of a status.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Planned => "planned",
        Status::Reported => "reported",
        Status::Confirmed => "confirmed",
        Status::Denied => "denied",
        Status::Disputed => "disputed",
        Status::Corrected => "corrected",
    }
}
