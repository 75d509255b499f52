//! From the stemma of a family to its record: witnesses, edges, evidence.

use std::collections::BTreeMap;

use stemma_reuse::{Relation, ReusePair};
use stemma_text::{Article, Language};

use crate::tree::{Lost, Members, Stemma};
use crate::{Alternative, Edge, EdgeRelation, Family, Witness, wording};

/// Resemblance from which a text counts as printed as it stands, fraction. Spelling and layout may differ.
const COPY: f64 = 0.97;

/// Share of a text found in its exemplar from which it is a part of it, fraction; and the greatest length of a part
/// against the whole, fraction.
const PART: (f64, f64) = (0.9, 0.75);

/// Probability from which another exemplar is named.
const OPEN: f64 = 0.15;

/// The record of one family. `taken` counts the lost witnesses of each name in the pile.
pub fn family(
    id: String,
    places: &[usize],
    members: &Members,
    stemma: &Stemma,
    taken: &mut BTreeMap<String, usize>,
) -> Family {
    let mut witnesses: Vec<Witness> = places.iter().map(|at| Witness::Article(*at)).collect();
    let first_lost = witnesses.len();
    witnesses.extend(stemma.lost.iter().map(|lost| lost_witness(lost, &id, taken)));
    let mut edges = Vec::new();
    for to in 0..places.len() {
        if let Some(above) = stemma.lost_above[to] {
            edges.push(lost_edge(members, stemma, above, first_lost, to));
        }
        for (rank, from) in stemma.parents[to].iter().enumerate() {
            let confidence = stemma.confidence[to] * if rank == 0 { 1.0 } else { 0.6 };
            let evidence = wording::direct(members, *from, to);
            edges.push(Edge {
                from: *from,
                to,
                relation: relation(members, *from, to),
                confidence,
                evidence,
                alternatives: if rank == 0 { alternatives(stemma, to) } else { Vec::new() },
            });
        }
    }
    for (n, lost) in stemma.lost.iter().enumerate() {
        if let Some(above) = lost.above {
            let evidence = Vec::new();
            let (from, to) = (first_lost + above, first_lost + n);
            edges.push(Edge {
                from,
                to,
                relation: EdgeRelation::Edit,
                confidence: 0.7,
                evidence,
                alternatives: Vec::new(),
            });
        }
    }
    Family { id, witnesses, edges }
}

fn lost_witness(lost: &Lost, family: &str, taken: &mut BTreeMap<String, usize>) -> Witness {
    let name = lost.credited.as_deref().unwrap_or(family);
    let count = taken.entry(name.to_owned()).or_insert(0);
    *count += 1;
    let id = if *count == 1 { format!("lost:{name}") } else { format!("lost:{name}-{count}") };
    let label = match (&lost.credited, lost.retold) {
        (Some(name), true) => format!("{name} original"),
        (Some(name), false) => format!("{name} report"),
        (None, _) => "lost source".to_owned(),
    };
    Witness::Lost { id, label, credited: lost.credited.clone() }
}

fn lost_edge(members: &Members, stemma: &Stemma, above: usize, first_lost: usize, to: usize) -> Edge {
    let lost = &stemma.lost[above];
    let siblings: Vec<usize> =
        (0..stemma.lost_above.len()).filter(|n| *n != to && stemma.lost_above[*n] == Some(above)).collect();
    let relation = match (lost.retold, &lost.credited) {
        (true, Some(_)) => EdgeRelation::Translation,
        (true, None) => EdgeRelation::Retelling,
        (false, _) => EdgeRelation::Edit,
    };
    Edge {
        from: first_lost + above,
        to,
        relation,
        confidence: stemma.confidence[to].max(if lost.credited.is_some() { 0.8 } else { 0.0 }),
        evidence: wording::lost(members, lost, to, &siblings),
        alternatives: alternatives(stemma, to),
    }
}

/// True for a report told again in another language.
pub fn translated(pair: &ReusePair, one: &Article, two: &Article) -> bool {
    let known = one.language != Language::UNKNOWN && two.language != Language::UNKNOWN;
    pair.relation == Relation::Retold && one.language != two.language && known
}

/// Other exemplars of a member that are probable enough to name.
fn alternatives(stemma: &Stemma, to: usize) -> Vec<Alternative> {
    let others = stemma.others.get(to).map_or(&[][..], Vec::as_slice);
    let mut found: Vec<Alternative> = others
        .iter()
        .filter(|(from, probability)| {
            let taken = match from {
                Some(from) => stemma.parents[to].contains(from),
                None => stemma.lost_above[to].is_some(),
            };
            *probability >= OPEN && !taken
        })
        .map(|(from, probability)| Alternative { from: *from, probability: *probability })
        .collect();
    found.sort_by(|x, y| y.probability.total_cmp(&x.probability).then(x.from.cmp(&y.from)));
    found.truncate(2);
    found
}

fn relation(members: &Members, from: usize, to: usize) -> EdgeRelation {
    let Some((link, forward)) = members.link(from, to) else { return EdgeRelation::Edit };
    let (one, two) = (members.articles[from], members.articles[to]);
    let contained = if forward { link.pair.containment_b } else { link.pair.containment_a };
    let other = if forward { link.pair.containment_a } else { link.pair.containment_b };
    if translated(link.pair, one, two) {
        EdgeRelation::Translation
    } else if link.pair.relation == Relation::Retold {
        EdgeRelation::Retelling
    } else if members.is_revised() || (one.outlet.is_some() && one.outlet == two.outlet) {
        EdgeRelation::Revision
    } else if link.pair.resemblance >= COPY {
        EdgeRelation::Copy
    } else if contained >= PART.0 && other <= PART.1 * contained {
        EdgeRelation::Excerpt
    } else {
        EdgeRelation::Edit
    }
}
