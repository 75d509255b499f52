//! Which articles belong to one family. First step inside the lineage stage.
//!
//! Copies, edits, excerpts and retellings join families. Texts that merely share passages join only if the passages
//! make up a good part of the shorter one, and then only a text that stands alone so far: two families are never
//! merged by a text that quotes both a little.

use stemma_reuse::{Relation, ReusePair};

use crate::config::Config;

/// Members of each family, in the order of the articles; families in the order of their first member.
pub fn families(articles: usize, pairs: &[ReusePair], config: &Config) -> Vec<Vec<usize>> {
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
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); articles];
    for at in 0..articles {
        let top = sets.top(at);
        members[top].push(at);
    }
    members.retain(|m| !m.is_empty());
    members.sort_by_key(|m| m[0]);
    members
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
}
