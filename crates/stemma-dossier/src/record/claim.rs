//! Records of claims.

use super::article::{LinkRecord, link_kind, modality, polarity};
use super::story_name;
use crate::Interface;
use serde::Serialize;
use stemma_claim::{Both, Claim, Status};
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
    /// Where it is reported.
    pub variants: Vec<VariantRecord>,
    /// Who it comes from.
    pub origins: Vec<OriginRecord>,
    /// How many independent origins.
    pub independent_origins: IntervalRecord,
    /// Each merge and each doubt behind the interval.
    pub reasons: Vec<String>,
    /// What to beware of.
    pub warnings: Vec<&'static str>,
    /// Points on which the accounts differ.
    pub conflicts: Vec<ConflictRecord>,
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
    /// time, place, quantity, polarity, arithmetic.
    pub kind: &'static str,
    /// Articles.
    pub articles: Vec<String>,
    /// What differs.
    pub explanation: String,
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
    let ids = |places: &[usize]| places.iter().map(|p| articles[*p].id.clone()).collect::<Vec<_>>();
    ClaimRecord {
        schema: "stemma/claim/1",
        id: claim.id.clone(),
        story: story_name(claim.story),
        text: claim.text.clone(),
        status: status(claim.status),
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
            })
            .collect(),
        independent_origins: IntervalRecord {
            min: claim.independent_origins.0,
            max: claim.independent_origins.1,
        },
        reasons: claim.reasons.iter().map(said).collect(),
        warnings: claim.warnings.clone(),
        conflicts: claim
            .conflicts
            .iter()
            .map(|c| ConflictRecord {
                kind: c.kind,
                articles: ids(&c.articles),
                explanation: said(&c.explanation),
            })
            .collect(),
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
    }
}
