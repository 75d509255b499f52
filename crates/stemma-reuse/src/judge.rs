//! From an aligned candidate to a verdict: is it a reuse pair, and of what kind? Last step inside the reuse stage.

use rustc_hash::FxHashMap;
use stemma_text::Article;

use crate::align::{Alignment, Chain, align};
use crate::config::Config;
use crate::retold::{self, Rarity, Sentence};
use crate::words::Words;
use crate::{Passage, PassageKind, Relation, ReusePair};

/// What the judge knows of the pile.
pub struct Judge {
    /// Their words.
    pub texts: Vec<Words>,
    /// Sentences of each article; empty for articles in no candidate pair.
    pub sentences: Vec<Vec<Sentence>>,
    /// Articles that print a unit word for word, for units printed widely.
    pub printed: FxHashMap<u64, u32>,
    /// Parameters.
    pub config: Config,
}

impl Judge {
    /// Reads the pile. `wanted` says for which articles sentences are needed.
    pub fn new(articles: &[&Article], texts: Vec<Words>, wanted: &[bool], config: Config) -> Self {
        use rayon::prelude::*;
        let rarity = Rarity::new(&texts);
        let sentences = articles
            .par_iter()
            .zip(&texts)
            .zip(wanted)
            .map(|((a, w), wanted)| if *wanted { retold::sentences(a, w, &rarity) } else { Vec::new() })
            .collect();
        let printed = widely_printed(&texts, config.boilerplate_articles);
        Self { texts, sentences, printed, config }
    }

    /// The verdict on one candidate pair; `a` and `b` of the result are the numbers given here.
    pub fn verdict(&self, a: usize, b: usize) -> Option<ReusePair> {
        let (left, right) = (&self.texts[a], &self.texts[b]);
        if left.is_empty() || right.is_empty() {
            return None;
        }
        let found = align(left, right, &self.config);
        let aligned = found.pairs.len();
        let shares = (aligned as f64 / left.len() as f64, aligned as f64 / right.len() as f64);
        let copy = self.copy_relation(left, right, &found);
        if let Some(relation) = copy
            && (relation != Relation::SharedPassages || !self.may_be_retold(shares))
        {
            return Some(self.pair((a, b), relation, found, &[]));
        }
        if let Some(lines) = retold::retelling(&self.sentences[a], &self.sentences[b], &self.config) {
            return Some(self.pair((a, b), Relation::Retold, found, &lines));
        }
        copy.map(|relation| self.pair((a, b), relation, found, &[]))
    }

    fn may_be_retold(&self, shares: (f64, f64)) -> bool {
        shares.0.min(shares.1) < self.config.edited
    }

    /// What the aligned words alone make of the pair.
    fn copy_relation(&self, a: &Words, b: &Words, found: &Alignment) -> Option<Relation> {
        let config = &self.config;
        let aligned = found.pairs.len();
        let (in_a, in_b) = (aligned as f64 / a.len() as f64, aligned as f64 / b.len() as f64);
        let (more, less) = (in_a.max(in_b), in_a.min(in_b));
        let boilerplate = self.boilerplate(a, b, found);
        let own = aligned - boilerplate.min(aligned);
        let counted = if more >= config.boilerplate_share { aligned } else { own };
        let shorter = a.len().min(b.len());
        let longest = found.chains.iter().map(|c| c.aligned).max().unwrap_or(0);
        let long_enough = shorter < config.long_text || found.longest_run() >= config.pair_words;
        let whole_short = aligned == shorter && shorter >= 3;
        if !whole_short
            && (!long_enough
                || counted.min(longest) < config.pair_words
                || (counted < config.free_words && (counted as f64) < config.pair_share * shorter as f64))
        {
            return None;
        }
        Some(if aligned == a.len() && aligned == b.len() && found.chains.len() == 1 {
            Relation::Identical
        } else if less >= config.edited {
            Relation::EditedCopy
        } else if more >= config.excerpt {
            Relation::Excerpt
        } else {
            Relation::SharedPassages
        })
    }

    /// Aligned words that stand in widely printed units.
    fn boilerplate(&self, a: &Words, b: &Words, found: &Alignment) -> usize {
        if self.printed.is_empty() {
            return 0;
        }
        let wide = |words: &Words| {
            let mut marks = vec![false; words.len()];
            for (start, end) in words.units() {
                if self.printed.contains_key(&words.hash(start, end)) {
                    marks[start..end].fill(true);
                }
            }
            marks
        };
        let (in_a, in_b) = (wide(a), wide(b));
        found.pairs.iter().filter(|(x, y)| in_a[*x as usize] && in_b[*y as usize]).count()
    }

    fn pair(
        &self,
        (a, b): (usize, usize),
        relation: Relation,
        found: Alignment,
        lines: &[(usize, usize, f64)],
    ) -> ReusePair {
        let (left, right) = (&self.texts[a], &self.texts[b]);
        let mut passages: Vec<Passage> = found.chains.iter().map(|c| passage(left, right, c)).collect();
        let mut aligned = found.pairs.len();
        for (i, j, like) in lines {
            let (one, two) = (&self.sentences[a][*i], &self.sentences[b][*j]);
            let covered = passages.iter().any(|p| p.a.overlaps(one.range) || p.b.overlaps(two.range));
            if !covered {
                aligned += (one.words.min(two.words) as f64 * like).floor() as usize;
                passages.push(Passage { a: one.range, b: two.range, kind: PassageKind::Paraphrase });
            }
        }
        passages.sort_unstable_by_key(|p| (p.a.start, p.a.end, p.b.start));
        let aligned = aligned.min(left.len()).min(right.len());
        let (x, y, n) = (left.len() as f64, right.len() as f64, aligned as f64);
        ReusePair {
            a,
            b,
            resemblance: n / (x + y - n),
            containment_a: n / x,
            containment_b: n / y,
            relation,
            passages,
        }
    }
}

fn passage(a: &Words, b: &Words, chain: &Chain) -> Passage {
    let kind = if chain.is_verbatim() { PassageKind::Verbatim } else { PassageKind::Edited };
    Passage { a: a.span(chain.a.0, chain.a.1), b: b.span(chain.b.0, chain.b.1), kind }
}

/// Units that at least `least` articles print word for word, with their number.
fn widely_printed(texts: &[Words], least: u32) -> FxHashMap<u64, u32> {
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for words in texts {
        let mut units: Vec<u64> = words.units().map(|(start, end)| words.hash(start, end)).collect();
        units.sort_unstable();
        units.dedup();
        for unit in units {
            *counts.entry(unit).or_default() += 1;
        }
    }
    counts.retain(|_, n| *n >= least);
    counts
}

/// The same pair seen from the other side.
pub fn turned(pair: ReusePair) -> ReusePair {
    let mut passages: Vec<Passage> =
        pair.passages.iter().map(|p| Passage { a: p.b, b: p.a, kind: p.kind }).collect();
    passages.sort_unstable_by_key(|p: &Passage| (p.a.start, p.a.end, p.b.start));
    ReusePair {
        a: pair.b,
        b: pair.a,
        containment_a: pair.containment_b,
        containment_b: pair.containment_a,
        passages,
        ..pair
    }
}
