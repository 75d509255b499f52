//! Which articles belong to one family. First step inside the lineage stage.
//!
//! Copies, edits, excerpts and retellings join families. Texts that merely share passages join only if the passages
//! make up a good part of the shorter one, and then only a text that stands alone so far: two families are never
//! merged by a text that quotes both a little. Only where one hand may have written both, versions of a text before
//! and after it was written anew, is a larger share enough, and only where many of their members share as much.

use std::collections::BTreeMap;

use stemma_reuse::{Relation, ReusePair};
use stemma_text::Article;

use crate::config::Config;

/// [`families`] of articles of which more is known than what they share.
pub fn families_of(articles: &[&Article], pairs: &[ReusePair], config: &Config) -> Vec<Vec<usize>> {
    let one_hand = |a: usize, b: usize| {
        let (a, b) = (articles[a], articles[b]);
        let apart = matches!((&a.outlet, &b.outlet), (Some(x), Some(y)) if x != y);
        !apart && a.agencies.is_empty() && b.agencies.is_empty()
    };
    joined(articles.len(), pairs, config, one_hand)
}

/// Members of each family, in the order of the articles; families in the order of their first member.
pub fn families(articles: usize, pairs: &[ReusePair], config: &Config) -> Vec<Vec<usize>> {
    joined(articles, pairs, config, |_, _| false)
}

fn joined(
    articles: usize,
    pairs: &[ReusePair],
    config: &Config,
    one_hand: impl Fn(usize, usize) -> bool,
) -> Vec<Vec<usize>> {
    let mut sets = Sets { parent: (0..articles).collect(), size: vec![1; articles] };
    let mut weak: Vec<&ReusePair> = Vec::new();
    for pair in pairs {
        if pair.relation != Relation::SharedPassages {
            sets.join(pair.a, pair.b);
        } else if strength(pair) >= config.family {
            weak.push(pair);
        }
    }
    weak.sort_by(|x, y| strength(y).total_cmp(&strength(x)).then((x.a, x.b).cmp(&(y.a, y.b))));
    for pair in weak {
        let (a, b) = (sets.top(pair.a), sets.top(pair.b));
        if sets.size[a] == 1 || sets.size[b] == 1 {
            sets.join(a, b);
        }
    }
    for (a, b) in rewritten(&mut sets, pairs, config, one_hand) {
        sets.join(a, b);
    }
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); articles];
    for at in 0..articles {
        let top = sets.top(at);
        members[top].push(at);
    }
    members.retain(|m| !m.is_empty());
    members.sort_by_key(|m| m[0]);
    members
}

/// Families, by one member each, that one hand may have written, one after the other: many of their members share
/// text, not only a text that quotes and its copies. Those that share most come first.
fn rewritten(
    sets: &mut Sets,
    pairs: &[ReusePair],
    config: &Config,
    one_hand: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let mut between: BTreeMap<(usize, usize), (usize, f64)> = BTreeMap::new();
    for pair in pairs {
        let (a, b) = (sets.top(pair.a), sets.top(pair.b));
        if a != b && one_hand(pair.a, pair.b) {
            let (count, most) = between.entry((a.min(b), a.max(b))).or_default();
            *count += 1;
            *most = most.max(strength(pair));
        }
    }
    let (least, share) = config.rewritten;
    let mut found: Vec<((usize, usize), f64)> = between
        .into_iter()
        .filter(|((a, b), (count, most))| {
            *most >= least && *count as f64 >= share * (sets.size[*a] * sets.size[*b]) as f64
        })
        .map(|(families, (_, most))| (families, most))
        .collect();
    found.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    found.into_iter().map(|(families, _)| families).collect()
}

/// Containment of the text that is contained more, 0–1.
fn strength(pair: &ReusePair) -> f64 {
    pair.containment_a.max(pair.containment_b)
}

struct Sets {
    parent: Vec<usize>,
    size: Vec<usize>,
}

impl Sets {
    fn top(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.top(a), self.top(b));
        if a != b {
            let (large, small) = if self.size[a] >= self.size[b] { (a, b) } else { (b, a) };
            self.parent[small] = large;
            self.size[large] += self.size[small];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(a: usize, b: usize, relation: Relation, containment: f64) -> ReusePair {
        ReusePair {
            a,
            b,
            resemblance: containment / 2.0,
            containment_a: containment,
            containment_b: containment,
            relation,
            passages: Vec::new(),
        }
    }

    fn check(articles: usize, pairs: &[ReusePair], expected: &[&[usize]]) {
        assert_eq!(families(articles, pairs, &Config::default()), expected);
    }

    #[test]
    fn copies_chain() {
        let copy = |a, b| pair(a, b, Relation::EditedCopy, 0.9);
        check(4, &[copy(0, 1), copy(1, 3)], &[&[0, 1, 3], &[2]]);
    }

    #[test]
    fn a_quotation_does_not_merge_families() {
        let copy = |a, b| pair(a, b, Relation::EditedCopy, 0.9);
        let shared = pair(1, 2, Relation::SharedPassages, 0.35);
        check(4, &[copy(0, 1), shared.clone(), copy(2, 3)], &[&[0, 1], &[2, 3]]);
        check(3, &[copy(0, 1), shared], &[&[0, 1, 2]]);
        check(2, &[pair(0, 1, Relation::SharedPassages, 0.1)], &[&[0], &[1]]);
    }

    #[test]
    fn one_hand_may_write_its_text_anew() {
        let copy = |a, b| pair(a, b, Relation::EditedCopy, 0.9);
        let shared = |a, b| pair(a, b, Relation::SharedPassages, 0.35);
        let pairs = [copy(0, 1), shared(0, 2), shared(1, 2), copy(2, 3)];
        let mut articles: Vec<Article> =
            (0..4).map(|_| Article::as_is("x", "", stemma_text::Language::GERMAN)).collect();
        let found = |articles: &[Article]| {
            families_of(&articles.iter().collect::<Vec<_>>(), &pairs, &Config::default()).len()
        };
        assert_eq!(found(&articles), 1);
        for (article, outlet) in articles.iter_mut().zip(["a", "a", "b", "b"]) {
            article.outlet = Some(outlet.to_owned());
        }
        assert_eq!(found(&articles), 2);
    }
}
