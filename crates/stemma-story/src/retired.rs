//! Stories without an article that is held, in short form, and which of them a late article may belong to.

use std::collections::{BTreeMap, VecDeque};

use rustc_hash::FxHashMap;

use crate::config::Config;
use crate::merge::Item;
use crate::terms::{Terms, Vocabulary, heaviest};

/// Terms kept of a story, the weightiest.
const TERMS: usize = 200;
/// Stories that a late article is compared with, the likest.
const NEIGHBOURS: usize = 5;
/// Stories that a term may stand in and still lead to one, the latest.
const WIDEST: usize = 500;

/// Articles of one story in short form. Its terms bear their hashes: numbers change.
#[derive(Clone, Debug)]
pub struct Kept {
    terms: Vec<(u64, f32)>,
    /// All but the terms.
    rest: Item,
}

impl Kept {
    /// The short form.
    pub fn of(item: &Item, vocabulary: &Vocabulary) -> Self {
        let mut sum = item.sum.clone();
        heaviest(&mut sum, TERMS);
        let mut terms: Vec<(u64, f32)> =
            sum.into_iter().map(|(number, weight)| (vocabulary.term(number), weight)).collect();
        terms.sort_unstable_by_key(|t| t.0);
        Self { terms, rest: Item { sum: Terms::new(), ..item.clone() } }
    }

    /// Mean weight of a term in its articles.
    fn weight(&self, term: u64) -> f32 {
        let at = self.terms.binary_search_by_key(&term, |t| t.0);
        at.map_or(0.0, |at| self.terms[at].1 / self.rest.size)
    }

    /// The story as it is seen by those that are held: terms that none of them holds are left out.
    pub fn item(&self, vocabulary: &Vocabulary) -> Item {
        let known = self.terms.iter().filter_map(|(term, weight)| Some((vocabulary.number(*term)?, *weight)));
        let mut sum: Terms = known.collect();
        sum.sort_unstable_by_key(|t| t.0);
        Item { sum, ..self.rest.clone() }
    }
}

/// All such stories, the longest untouched first.
pub struct Retired {
    most: usize,
    kept: BTreeMap<usize, Kept>,
    /// In the order in which they were put here. Some are here no longer.
    order: VecDeque<usize>,
    /// Stories by term. Some are here no longer.
    index: FxHashMap<u64, VecDeque<usize>>,
}

impl Retired {
    /// Holds `most` stories.
    pub fn new(most: usize) -> Self {
        Self { most, kept: BTreeMap::new(), order: VecDeque::new(), index: FxHashMap::default() }
    }

    /// Puts a story by.
    pub fn put(&mut self, story: usize, kept: Kept) {
        for (term, _) in &kept.terms {
            let list = self.index.entry(*term).or_default();
            list.push_back(story);
            if list.len() > WIDEST {
                list.pop_front();
            }
        }
        self.order.push_back(story);
        self.kept.insert(story, kept);
        while self.kept.len() > self.most {
            let Some(oldest) = self.order.pop_front() else { break };
            self.take(oldest);
        }
    }

    /// Stories that are here.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// A story, if it is here.
    pub fn get(&self, story: usize) -> Option<&Kept> {
        self.kept.get(&story)
    }

    /// Takes a story out.
    pub fn take(&mut self, story: usize) -> Option<Kept> {
        let kept = self.kept.remove(&story)?;
        for (term, _) in &kept.terms {
            if let Some(list) = self.index.get_mut(term) {
                list.retain(|s| *s != story);
                if list.is_empty() {
                    self.index.remove(term);
                }
            }
        }
        self.order.retain(|s| *s != story);
        Some(kept)
    }

    /// The stories likest by the weightiest terms of an article.
    pub fn near(&self, terms: &Terms, vocabulary: &Vocabulary, config: &Config) -> Vec<usize> {
        if self.kept.is_empty() {
            return Vec::new();
        }
        let mut weighty = terms.clone();
        heaviest(&mut weighty, config.lookup);
        let mut sums: BTreeMap<usize, f32> = BTreeMap::new();
        for (number, weight) in &weighty {
            let term = vocabulary.term(*number);
            for story in self.index.get(&term).into_iter().flatten() {
                let Some(kept) = self.kept.get(story) else { continue };
                let its = kept.weight(term);
                *sums.entry(*story).or_default() += weight * its;
            }
        }
        let least = config.floor * config.floor_across;
        let mut likest: Vec<(f32, usize)> =
            sums.into_iter().filter(|s| s.1 >= least).map(|(story, sum)| (sum, story)).collect();
        likest.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        likest.truncate(NEIGHBOURS);
        likest.into_iter().map(|l| l.1).collect()
    }
}
