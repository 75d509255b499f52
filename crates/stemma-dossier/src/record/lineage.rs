//! Records of reuse pairs and families.

use super::rounded;
use crate::Interface;
use serde::Serialize;
use stemma_lineage::{EdgeRelation, Family, Witness};
use stemma_reuse::{PassageKind, Relation, ReusePair};
use stemma_text::{Article, CodePoints};

/// `stemma/reuse/1`.
#[derive(Clone, Debug, Serialize)]
pub struct ReuseRecord {
    /// `stemma/reuse/1`.
    pub schema: &'static str,
    /// Identifier of the first article.
    pub a: String,
    /// Identifier of the second article.
    pub b: String,
    /// Jaccard index over the words both align.
    pub resemblance: f64,
    /// Share of the words of `a` found in `b`.
    pub containment_a: f64,
    /// Share of the words of `b` found in `a`.
    pub containment_b: f64,
    /// What the pair is.
    pub relation: &'static str,
    /// Aligned passages.
    pub passages: Vec<PassageRecord>,
}

/// Two ranges that say the same.
#[derive(Clone, Debug, Serialize)]
pub struct PassageRecord {
    /// Code points of the first text.
    pub a: [usize; 2],
    /// Code points of the second text.
    pub b: [usize; 2],
    /// verbatim, edited, paraphrase.
    pub kind: &'static str,
}

/// The record of a reuse pair.
pub fn reuse(pair: &ReusePair, articles: &[&Article]) -> ReuseRecord {
    let (a, b) = (articles[pair.a], articles[pair.b]);
    let (points_a, points_b) = (CodePoints::new(&a.text), CodePoints::new(&b.text));
    ReuseRecord {
        schema: "stemma/reuse/1",
        a: a.id.clone(),
        b: b.id.clone(),
        resemblance: rounded(pair.resemblance),
        containment_a: rounded(pair.containment_a),
        containment_b: rounded(pair.containment_b),
        relation: match pair.relation {
            Relation::Identical => "identical",
            Relation::EditedCopy => "edited copy",
            Relation::Excerpt => "excerpt",
            Relation::SharedPassages => "shared passages",
            Relation::Retold => "retold",
        },
        passages: pair
            .passages
            .iter()
            .map(|p| PassageRecord {
                a: points_a.range(p.a),
                b: points_b.range(p.b),
                kind: match p.kind {
                    PassageKind::Verbatim => "verbatim",
                    PassageKind::Edited => "edited",
                    PassageKind::Paraphrase => "paraphrase",
                },
            })
            .collect(),
    }
}

/// `stemma/lineage/1`.
#[derive(Clone, Debug, Serialize)]
pub struct LineageRecord {
    /// `stemma/lineage/1`.
    pub schema: &'static str,
    /// `f1`, …
    pub family: String,
    /// Its texts.
    pub witnesses: Vec<WitnessRecord>,
    /// From exemplar to witness.
    pub edges: Vec<EdgeRecord>,
}

/// One text of a family.
#[derive(Clone, Debug, Serialize)]
pub struct WitnessRecord {
    /// Identifier of the article, or `lost:…`.
    pub id: String,
    /// `article` or `lost`.
    pub kind: &'static str,
    /// Name of a lost witness.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Agency or medium a lost witness is credited to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credited: Option<String>,
}

/// One edge.
#[derive(Clone, Debug, Serialize)]
pub struct EdgeRecord {
    /// Exemplar.
    pub from: String,
    /// Witness.
    pub to: String,
    /// What was done to the text.
    pub relation: &'static str,
    /// 0–1.
    pub confidence: f64,
    /// Why.
    pub evidence: Vec<EvidenceRecord>,
    /// Other exemplars that the evidence leaves open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<AlternativeRecord>,
}

/// Another exemplar that a witness may have.
#[derive(Clone, Debug, Serialize)]
pub struct AlternativeRecord {
    /// Exemplar; null for a text that is not in the pile, or none.
    pub from: Option<String>,
    /// 0–1.
    pub confidence: f64,
}

/// One reason for an edge.
#[derive(Clone, Debug, Serialize)]
pub struct EvidenceRecord {
    /// Kind of evidence.
    pub kind: &'static str,
    /// The reason.
    pub text: String,
}

/// One article's parents, for `--flat`.
#[derive(Clone, Debug, Serialize)]
pub struct FlatRecord {
    /// Identifier of the article.
    pub id: String,
    /// Its family.
    pub family: String,
    /// Witnesses it has its text from, lost ones included.
    pub parents: Vec<String>,
}

/// The record of a family.
pub fn lineage(family: &Family, articles: &[&Article], interface: Interface) -> LineageRecord {
    let ids = ids(family, articles);
    LineageRecord {
        schema: "stemma/lineage/1",
        family: family.id.clone(),
        witnesses: family
            .witnesses
            .iter()
            .map(|w| match w {
                Witness::Article(at) => WitnessRecord {
                    id: articles[*at].id.clone(),
                    kind: "article",
                    label: None,
                    credited: None,
                },
                Witness::Lost { id, label, credited } => WitnessRecord {
                    id: id.clone(),
                    kind: "lost",
                    label: Some(label.clone()),
                    credited: credited.clone(),
                },
            })
            .collect(),
        edges: family
            .edges
            .iter()
            .map(|e| EdgeRecord {
                from: ids[e.from].clone(),
                to: ids[e.to].clone(),
                relation: match e.relation {
                    EdgeRelation::Copy => "copy",
                    EdgeRelation::Edit => "edit",
                    EdgeRelation::Excerpt => "excerpt",
                    EdgeRelation::Translation => "translation",
                    EdgeRelation::Revision => "revision",
                    EdgeRelation::Retelling => "retelling",
                },
                confidence: rounded(e.confidence),
                evidence: e
                    .evidence
                    .iter()
                    .map(|v| EvidenceRecord {
                        kind: v.kind,
                        text: interface.pick(&v.text_de, &v.text_en).to_owned(),
                    })
                    .collect(),
                alternatives: e
                    .alternatives
                    .iter()
                    .map(|a| AlternativeRecord {
                        from: a.from.map(|from| ids[from].clone()),
                        confidence: rounded(a.probability),
                    })
                    .collect(),
            })
            .collect(),
    }
}

/// One line for each article of a family.
pub fn flat(family: &Family, articles: &[&Article]) -> Vec<FlatRecord> {
    let ids = ids(family, articles);
    let mut lines = Vec::new();
    for (place, witness) in family.witnesses.iter().enumerate() {
        if let Witness::Article(_) = witness {
            let parents =
                family.edges.iter().filter(|e| e.to == place).map(|e| ids[e.from].clone()).collect();
            lines.push(FlatRecord { id: ids[place].clone(), family: family.id.clone(), parents });
        }
    }
    lines
}

fn ids(family: &Family, articles: &[&Article]) -> Vec<String> {
    let name = |w: &Witness| match w {
        Witness::Article(at) => articles[*at].id.clone(),
        Witness::Lost { id, .. } => id.clone(),
    };
    family.witnesses.iter().map(name).collect()
}
