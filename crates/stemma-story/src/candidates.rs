//! Which articles may tell the same story: those that share weighty terms, found through an inverted index, so that
//! no article is compared with all others.

use rayon::prelude::*;

use crate::config::Config;
use crate::terms::Terms;

/// Pairs of articles (the lower number first) that share weighty terms, in order.
pub fn pairs(articles: &[Terms], holders: &[u32], config: &Config) -> Vec<(u32, u32)> {
    let listed = |term: u32| {
        let count = holders[term as usize] as usize;
        count > 1 && count <= config.widest
    };
    let mut index: Vec<Vec<(u32, f32)>> = vec![Vec::new(); holders.len()];
    for (number, terms) in articles.iter().enumerate() {
        for &(term, weight) in terms {
            if listed(term) {
                index[term as usize].push((number as u32, weight));
            }
        }
    }
    let near = articles.par_iter().enumerate().map_init(
        || (vec![0.0_f32; articles.len()], Vec::new()),
        |(sums, touched), (number, terms)| neighbours(number as u32, terms, &index, config, sums, touched),
    );
    let mut found: Vec<(u32, u32)> = near.flatten_iter().collect();
    found.par_sort_unstable();
    found.dedup();
    found
}

/// The likest articles by the weightiest terms of one. `sums` is all zero before and after.
fn neighbours(
    number: u32,
    terms: &Terms,
    index: &[Vec<(u32, f32)>],
    config: &Config,
    sums: &mut [f32],
    touched: &mut Vec<u32>,
) -> Vec<(u32, u32)> {
    let mut heaviest: Vec<(u32, f32)> =
        terms.iter().copied().filter(|(t, _)| !index[*t as usize].is_empty()).collect();
    heaviest.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    heaviest.truncate(config.lookup);
    // Sums are made in order of the terms, so that both sides of a pair see the same rounding.
    heaviest.sort_unstable_by_key(|t| t.0);
    for (term, weight) in heaviest {
        for &(other, its) in &index[term as usize] {
            if other != number {
                if sums[other as usize] == 0.0 {
                    touched.push(other);
                }
                sums[other as usize] += weight * its;
            }
        }
    }
    let mut likest: Vec<(f32, u32)> = Vec::new();
    for other in touched.drain(..) {
        let sum = std::mem::take(&mut sums[other as usize]);
        if sum >= config.floor {
            likest.push((sum, other));
        }
    }
    likest.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    likest.truncate(config.neighbours);
    likest.into_iter().map(|(_, other)| (number.min(other), number.max(other))).collect()
}
