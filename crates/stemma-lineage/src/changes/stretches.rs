//! Whole sentences: left out, put in, moved, told anew.

use super::inside::Draft;
use super::pairing::Pairing;
use super::reading::{Reading, Span};
use super::{ChangeKind, Reading as Read};

/// Fewest words of a moved stretch: shorter sentences repeat by chance.
const MOVED_WORDS: usize = 5;

/// Share of the words of a sentence that must be aligned for its place to count, fraction.
const MOVED_SHARE: f64 = 0.6;

/// The changes that take whole sentences.
pub fn whole(a: &Read<'_>, b: &Read<'_>, pairing: &Pairing) -> Vec<Draft> {
    let mut found = Vec::new();
    for (first, last) in runs(a.sentences.len(), |s| pairing.links[s].is_empty()) {
        let span = (a.sentences[first].0, a.sentences[last].1);
        found.push(Draft::new(ChangeKind::Cut, span, (0, 0)));
    }
    for (first, last) in runs(b.sentences.len(), |t| !pairing.linked_b[t]) {
        let span = (b.sentences[first].0, b.sentences[last].1);
        let anchor = (0..span.0).rev().find_map(|y| pairing.to_a[y]).map_or(0, |x| x + 1);
        found.push(Draft::new(ChangeKind::Added, (anchor, anchor), span));
    }
    retold(a, b, pairing, &mut found);
    moved(a, b, pairing, &mut found);
    found
}

/// Runs of neighbours for which `fits` holds, as first and last.
fn runs(count: usize, fits: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let places: Vec<usize> = (0..count).filter(|n| fits(*n)).collect();
    places.chunk_by(|x, y| x + 1 == *y).map(|run| (run[0], run[run.len() - 1])).collect()
}

/// Sentences in other words, neighbours in one.
fn retold(a: &Reading<'_>, b: &Reading<'_>, pairing: &Pairing, found: &mut Vec<Draft>) {
    let told: Vec<(usize, usize)> = (0..a.sentences.len())
        .filter(|s| pairing.retold[*s])
        .filter_map(|s| Some((s, *pairing.links[s].first()?)))
        .collect();
    for run in told.chunk_by(|x, y| x.0 + 1 == y.0 && x.1 + 1 == y.1) {
        let (first, last) = (run[0], run[run.len() - 1]);
        let left = (a.sentences[first.0].0, a.sentences[last.0].1);
        let right = (b.sentences[first.1].0, b.sentences[last.1].1);
        found.push(Draft::new(ChangeKind::Reworded, left, right));
    }
}

/// Sentences that stand out of order: those outside the heaviest run of sentences in the same order.
fn moved(a: &Reading<'_>, b: &Reading<'_>, pairing: &Pairing, found: &mut Vec<Draft>) {
    let placed: Vec<(usize, usize, usize)> = (0..a.sentences.len())
        .filter_map(|s| {
            let target = *pairing.links[s].first()?;
            let (start, end) = a.sentences[s];
            let there = |x: usize| pairing.to_b[x].is_some_and(|y| b.sentence_of[y] as usize == target);
            let aligned = (start..end).filter(|x| there(*x)).count();
            (aligned as f64 >= MOVED_SHARE * (end - start) as f64).then_some((s, target, aligned))
        })
        .collect();
    let kept = heaviest(&placed, b.sentences.len());
    let away: Vec<(usize, usize)> =
        placed.iter().zip(&kept).filter(|(_, kept)| !**kept).map(|(p, _)| (p.0, p.1)).collect();
    for run in away.chunk_by(|x, y| x.0 + 1 == y.0 && x.1 < y.1 && y.1 <= x.1 + 2) {
        let (first, last) = (run[0], run[run.len() - 1]);
        let left: Span = (a.sentences[first.0].0, a.sentences[last.0].1);
        let right: Span = (b.sentences[first.1].0, b.sentences[last.1].1);
        if left.1 - left.0 >= MOVED_WORDS {
            found.push(Draft::new(ChangeKind::Moved, left, right));
        }
    }
}

/// Which entries belong to the heaviest sequence in which the second number does not fall: a tree of greatest sums
/// (Fenwick) gives the best sequence before each place.
fn heaviest(placed: &[(usize, usize, usize)], count: usize) -> Vec<bool> {
    let mut tree: Vec<(usize, usize)> = vec![(0, usize::MAX); count + 1];
    let mut before = vec![usize::MAX; placed.len()];
    let mut top = (0, usize::MAX);
    for (at, (_, target, weight)) in placed.iter().enumerate() {
        let mut best = (0, usize::MAX);
        let mut node = target + 1;
        while node > 0 {
            if tree[node].0 > best.0 {
                best = tree[node];
            }
            node -= node & node.wrapping_neg();
        }
        before[at] = best.1;
        let sum = best.0 + weight;
        let mut node = target + 1;
        while node <= count {
            if sum > tree[node].0 {
                tree[node] = (sum, at);
            }
            node += node & node.wrapping_neg();
        }
        if sum > top.0 {
            top = (sum, at);
        }
    }
    let mut kept = vec![false; placed.len()];
    let mut at = top.1;
    while at != usize::MAX {
        kept[at] = true;
        at = before[at];
    }
    kept
}
