//! Records of reuse pairs and families.

use super::{PlaceRecord, rounded};
use crate::Interface;
use serde::Serialize;
use std::collections::BTreeMap;
use stemma_lineage::{Change, Collation, Correction, EdgeRelation, Family, Witness};
use stemma_reuse::{PassageKind, Relation, ReusePair};
use stemma_text::{Article, CodePoints, TextRange};

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
    /// What its articles corrected.
    pub corrections: Vec<CorrectionRecord>,
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
    /// What was changed; empty where one end is lost.
    pub changes: Vec<ChangeRecord>,
}

/// One change on an edge.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeRecord {
    /// `cut`, `number changed`, …
    pub kind: &'static str,
    /// Code points of the exemplar; none for what was added, for headlines and for credits.
    pub from: Option<[usize; 2]>,
    /// Code points of the witness; none for what was cut, for headlines and for credits.
    pub to: Option<[usize; 2]>,
    /// Words of the longer side.
    pub words: usize,
    /// The change in words.
    pub text: String,
}

/// One correction.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionRecord {
    /// Identifier of the corrected article.
    pub article: String,
    /// Identifier of its earlier version, where the pile has it.
    pub earlier: Option<String>,
    /// `number`, `name`, or `notice` where the article does not say what was corrected.
    pub kind: &'static str,
    /// What was told before.
    pub old: String,
    /// What is told now.
    pub new: String,
    /// Code points of the article where the new value stands.
    pub range: Option<[usize; 2]>,
    /// The words in which the article says so.
    pub notice: Option<String>,
    /// Who still tells the old value.
    pub carriers: Vec<PlaceRecord>,
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

/// The record of a family, with what was changed on its edges and corrected in it.
pub fn lineage(
    family: &Family,
    collation: &Collation,
    articles: &[&Article],
    interface: Interface,
) -> LineageRecord {
    let ids = ids(family, articles);
    // Texts are counted once each, whatever the number of their edges.
    let mut points = Points { articles, known: BTreeMap::new() };
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
            .enumerate()
            .map(|(number, e)| EdgeRecord {
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
                changes: collation
                    .changes
                    .get(number)
                    .into_iter()
                    .flatten()
                    .map(|c| {
                        change(
                            c,
                            [&family.witnesses[e.from], &family.witnesses[e.to]],
                            &mut points,
                            interface,
                        )
                    })
                    .collect(),
            })
            .collect(),
        corrections: collation.corrections.iter().map(|c| correction(c, &mut points)).collect(),
    }
}

/// Code points of the texts that were asked for.
struct Points<'t> {
    articles: &'t [&'t Article],
    known: BTreeMap<usize, CodePoints<'t>>,
}

impl Points<'_> {
    fn range(&mut self, article: usize, range: TextRange) -> [usize; 2] {
        let text = &self.articles[article].text;
        self.known.entry(article).or_insert_with(|| CodePoints::new(text)).range(range)
    }
}

fn change(
    change: &Change,
    ends: [&Witness; 2],
    points: &mut Points<'_>,
    interface: Interface,
) -> ChangeRecord {
    let mut place = |witness: &Witness, range: Option<TextRange>| match witness {
        Witness::Article(at) => range.map(|range| points.range(*at, range)),
        Witness::Lost { .. } => None,
    };
    ChangeRecord {
        kind: change.kind.name(),
        from: place(ends[0], change.from),
        to: place(ends[1], change.to),
        words: change.words,
        text: interface.pick(&change.text_de, &change.text_en).to_owned(),
    }
}

fn correction(correction: &Correction, points: &mut Points<'_>) -> CorrectionRecord {
    let id = |at: usize| points.articles[at].id.clone();
    let (article, earlier) = (id(correction.article), correction.earlier.map(id));
    let carriers = correction
        .carriers
        .iter()
        .map(|(at, range)| {
            let [start, end] = points.range(*at, *range);
            PlaceRecord { article: points.articles[*at].id.clone(), start, end }
        })
        .collect();
    CorrectionRecord {
        article,
        earlier,
        kind: correction.kind.name(),
        old: correction.old.clone(),
        new: correction.new.clone(),
        range: correction.range.map(|range| points.range(correction.article, range)),
        notice: correction.notice.clone(),
        carriers,
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
