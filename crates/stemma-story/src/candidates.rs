//! Which articles may tell the same story: those that share weighty terms, found through an inverted index, so that
//! no article is compared with all others.

use rayon::prelude::*;
use stemma_text::Language;

use crate::config::Config;
use crate::terms::Terms;

/// Pairs of articles (the lower number first) that share weighty terms, in order.
///
/// Articles in two languages share little but names and numbers: they need less, and do not stand back behind those in
/// one language.
pub fn pairs(
    articles: &[Terms],
    languages: &[Language],
    holders: &[u32],
    config: &Config,
) -> Vec<(u32, u32)> {
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
        |(sums, touched), (number, terms)| {
            shared(number as u32, terms, &index, config, sums, touched);
            neighbours(number as u32, languages, config, sums, touched)
        },
    );
    let mut found: Vec<(u32, u32)> = near.flatten_iter().collect();
    found.par_sort_unstable();
    found.dedup();
    found
}

/// Sums up what the weightiest terms of one article share with others. `sums` is all zero before.
fn shared(
    number: u32,
    terms: &Terms,
    index: &[Vec<(u32, f32)>],
    config: &Config,
    sums: &mut [f32],
    touched: &mut Vec<u32>,
) {
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
}

/// The likest articles. `sums` is all zero after.
fn neighbours(
    number: u32,
    languages: &[Language],
    config: &Config,
    sums: &mut [f32],
    touched: &mut Vec<u32>,
) -> Vec<(u32, u32)> {
    let mut likest: Vec<(f32, u32)> = Vec::new();
    let mut abroad: Vec<(f32, u32)> = Vec::new();
    for other in touched.drain(..) {
        let sum = std::mem::take(&mut sums[other as usize]);
        let same = languages[number as usize] == languages[other as usize];
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
    likest.into_iter().chain(abroad).map(|(_, other)| (number.min(other), number.max(other))).collect()
}
