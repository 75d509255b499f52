//! Which articles may tell the same story: those that share weighty terms, found through an inverted index, so that
//! no article is compared with all others.

use rayon::prelude::*;
use stemma_text::Language;

use crate::config::Config;
use crate::terms::Terms;

/// Which articles hold a term, by the number of the term.
#[derive(Debug, Default)]
pub struct Index {
    lists: Vec<Vec<(u32, f32)>>,
    languages: Vec<Language>,
}

/// Room for sums over all articles of an index; all zero between two uses.
#[derive(Debug, Default)]
pub struct Sums {
    sums: Vec<f32>,
    touched: Vec<u32>,
}

impl Index {
    /// Puts one more article in. Articles are numbered in this order.
    pub fn put(&mut self, terms: &Terms, language: Language) {
        let number = u32::try_from(self.languages.len()).unwrap_or(u32::MAX);
        self.languages.push(language);
        for &(term, weight) in terms {
            let term = term as usize;
            if self.lists.len() <= term {
                self.lists.resize_with(term + 1, Vec::new);
            }
            self.lists[term].push((number, weight));
        }
    }

    /// The articles likest to one by its weightiest terms, the likest first; `number` itself, if it is in the index,
    /// left out.
    ///
    /// Articles in two languages share little but names and numbers: they need less, and do not stand back behind those
    /// in one language.
    pub fn near(
        &self,
        (number, terms): (Option<u32>, &Terms),
        language: Language,
        config: &Config,
        room: &mut Sums,
    ) -> Vec<u32> {
        room.sums.resize(self.languages.len(), 0.0);
        self.sum_up(number, terms, config, room);
        let mut likest: Vec<(f32, u32)> = Vec::new();
        let mut abroad: Vec<(f32, u32)> = Vec::new();
        for other in room.touched.drain(..) {
            let sum = std::mem::take(&mut room.sums[other as usize]);
            let same = language == self.languages[other as usize];
            if same && sum >= config.floor {
                likest.push((sum, other));
            } else if !same && sum >= config.floor * config.floor_across {
                abroad.push((sum, other));
            }
        }
        for (list, most) in [(&mut likest, config.neighbours), (&mut abroad, config.neighbours_across)] {
            list.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
            list.truncate(most);
        }
        likest.into_iter().chain(abroad).map(|(_, other)| other).collect()
    }

    /// Sums up what the weightiest terms of one article share with others.
    fn sum_up(&self, number: Option<u32>, terms: &Terms, config: &Config, room: &mut Sums) {
        // A term that the article alone holds leads nowhere.
        let least = if number.is_some() { 2 } else { 1 };
        let list = |term: u32| self.lists.get(term as usize).map(Vec::as_slice).unwrap_or_default();
        let mut heaviest: Vec<(u32, f32)> = terms
            .iter()
            .copied()
            .filter(|(t, _)| (least..=config.widest).contains(&list(*t).len()))
            .collect();
        heaviest.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        heaviest.truncate(config.lookup);
        // Sums are made in order of the terms, so that both sides of a pair see the same rounding.
        heaviest.sort_unstable_by_key(|t| t.0);
        for (term, weight) in heaviest {
            for &(other, its) in list(term) {
                if Some(other) == number {
                    continue;
                }
                let sum = &mut room.sums[other as usize];
                if *sum == 0.0 {
                    room.touched.push(other);
                }
                *sum += weight * its;
            }
        }
    }
}

/// Pairs of articles (the lower number first) that share weighty terms, in order.
pub fn pairs(articles: &[Terms], languages: &[Language], config: &Config) -> Vec<(u32, u32)> {
    let mut index = Index::default();
    for (terms, language) in articles.iter().zip(languages) {
        index.put(terms, *language);
    }
    let near = articles.par_iter().zip(languages).enumerate().map_init(
        Sums::default,
        |room, (number, (terms, language))| {
            let number = number as u32;
            let near = index.near((Some(number), terms), *language, config, room);
            near.into_iter().map(|other| (number.min(other), number.max(other))).collect::<Vec<_>>()
        },
    );
    let mut found: Vec<(u32, u32)> = near.flatten_iter().collect();
    found.par_sort_unstable();
    found.dedup();
    found
}
