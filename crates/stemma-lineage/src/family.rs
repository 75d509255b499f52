//! Which articles belong to one family. First step inside the lineage stage.
//!
//! Copies, edits, excerpts and retellings join families. Texts that merely share passages join only if the passages
//! make up a good part of the shorter one, direct speech left out, and then only a text that stands
//! alone so far: two families are never merged by a text that quotes both a little. Newsrooms that never saw one
//! another print the same statements of one speaker (`docs/retold.md`). Only where one hand may have written both,
//! versions of a text before and after it was written anew, families join, if many of their members share text.

use std::collections::BTreeMap;

use stemma_reuse::speech::{quoted, quoted_bytes};
use stemma_reuse::{Passage, Relation, ReusePair};
use stemma_text::{Article, TextRange};

use crate::config::Config;

/// Bytes outside quotations from which a text can be compared without them. A statement printed alone is compared as
/// it stands.
const OWN_BYTES: usize = 200;

/// Share of the passages that must be no direct speech, fraction: below, two reports have a speaker in common.
const MOSTLY: f64 = 0.5;

/// Members of each family, in the order of the articles; families in the order of their first member.
pub fn families(articles: &[&Article], pairs: &[ReusePair], config: &Config) -> Vec<Vec<usize>> {
    let mut sets = Sets { parent: (0..articles.len()).collect(), size: vec![1; articles.len()] };
    let mut weak: Vec<(f64, &ReusePair)> = Vec::new();
    for pair in pairs {
        if pair.relation != Relation::SharedPassages {
            sets.join(pair.a, pair.b);
        } else if pair.containment_a.max(pair.containment_b) >= config.family {
            let strength = strength(pair, articles[pair.a], articles[pair.b]);
            if strength >= config.family {
                weak.push((strength, pair));
            }
        }
    }
    weak.sort_by(|(s, x), (t, y)| t.total_cmp(s).then((x.a, x.b).cmp(&(y.a, y.b))));
    for (_, pair) in weak {
        let (a, b) = (sets.top(pair.a), sets.top(pair.b));
        if sets.size[a] == 1 || sets.size[b] == 1 {
            sets.join(a, b);
        }
    }
    for (a, b) in rewritten(&mut sets, articles, pairs, config) {
        sets.join(a, b);
    }
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); articles.len()];
    for at in 0..articles.len() {
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
    articles: &[&Article],
    pairs: &[ReusePair],
    config: &Config,
) -> Vec<(usize, usize)> {
    let mut between: BTreeMap<(usize, usize), (usize, f64)> = BTreeMap::new();
    for pair in pairs {
        let (a, b) = (sets.top(pair.a), sets.top(pair.b));
        if a != b && one_hand(articles[pair.a], articles[pair.b]) {
            let (count, most) = between.entry((a.min(b), a.max(b))).or_default();
            *count += 1;
            *most = most.max(strength(pair, articles[pair.a], articles[pair.b]));
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

/// False if the two are known to come from different houses, or one from an agency.
fn one_hand(a: &Article, b: &Article) -> bool {
    let apart = matches!((&a.outlet, &b.outlet), (Some(x), Some(y)) if x != y);
    !apart && a.agencies.is_empty() && b.agencies.is_empty()
}

/// Containment of the text that is contained more, 0–1, what one of them prints as direct speech not counted; 0 if
/// most of what they share is direct speech.
fn strength(pair: &ReusePair, a: &Article, b: &Article) -> f64 {
    let outside = outside(a, &pair.passages, |p| p.a).min(outside(b, &pair.passages, |p| p.b));
    if outside < MOSTLY { 0.0 } else { pair.containment_a.max(pair.containment_b) * outside }
}

/// Share of the passages that is no direct speech, 0–1; 1 for a text that is nearly all direct speech.
fn outside(article: &Article, passages: &[Passage], side: impl Fn(&Passage) -> TextRange) -> f64 {
    let text = &article.text;
    let quotations = quoted(text);
    let own = text.len() - quoted_bytes(&quotations, TextRange::new(0, text.len()));
    let ranges = || passages.iter().map(&side);
    let shared: usize = ranges().map(|r| r.len()).sum();
    if own < OWN_BYTES || shared == 0 {
        return 1.0;
    }
    let said: usize = ranges().map(|r| quoted_bytes(&quotations, r)).sum();
    (shared - said.min(shared)) as f64 / shared as f64
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
        let article = Article::as_is("x", "", stemma_text::Language::GERMAN);
        assert_eq!(families(&vec![&article; articles], pairs, &Config::default()), expected);
    }

    #[test]
    fn one_statement_in_two_reports_makes_no_family() {
        let own =
            |n: usize| format!("Der Rat von Bremsum tagte {n} Stunden über den neuen Hafen. ").repeat(4);
        let said = "„Wir bauen den Hafen, und wir bauen ihn in diesem Jahr, das habe ich immer gesagt.“";
        let report = |text: String| Article::as_is("x", text, stemma_text::Language::GERMAN);
        let joined = |passage: &str| {
            let (a, b) = (report(own(3) + passage), report(own(5) + passage));
            let side = |text: &str| TextRange::new(text.len() - passage.len(), text.len());
            let (at_a, at_b) = (side(&a.text), side(&b.text));
            let mut shared = pair(0, 1, Relation::SharedPassages, 0.3);
            shared.passages.push(Passage { a: at_a, b: at_b, kind: stemma_reuse::PassageKind::Verbatim });
            families(&[&a, &b], &[shared], &Config::default()).len() == 1
        };
        assert!(!joined(said));
        assert!(joined(&said.replace(['„', '“'], "")));
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
        check(4, &pairs, &[&[0, 1, 2, 3]]);
        let printed = |outlet: &str| {
            let mut article = Article::as_is("x", "", stemma_text::Language::GERMAN);
            article.outlet = Some(outlet.to_owned());
            article
        };
        let (a, b) = (printed("a"), printed("b"));
        assert_eq!(families(&[&a, &a, &b, &b], &pairs, &Config::default()).len(), 2);
    }
}
