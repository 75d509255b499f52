//! Prints of one text: articles that hold mostly the same runs of words. They count once, so that five hundred edited
//! prints of one agency report do not make a story of their own beside the other reports of the event.
//!
//! Texts are told alike by the share of the least hashes of their runs of words that both have, which estimates the
//! resemblance of the texts (bottom-k sketches; Broder 1997).

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use stemma_text::Article;

use crate::role::runs;
use crate::terms::hash;

/// Least hashes kept of a text.
const SKETCH: usize = 48;
/// Share of them that two prints have in common, as a fraction. A text from which each loses three sentences in ten
/// resembles the other by half.
const SHARED: f32 = 0.5;
/// Fewest runs of a text that is told by them: of less, which may be what stands in place of an article, only prints with
/// the same words and title are one.
const FEWEST: usize = 60;
/// Groups that are looked up by one hash.
const WIDEST: usize = 16;

/// Places of the articles by text, in an order that does not depend on the order given: by content, then by id. The first
/// of each group stands for it. A text without a letter or digit stands alone.
pub fn group(articles: &[&Article]) -> Vec<Vec<usize>> {
    let title = |n: usize| articles[n].title.as_deref().unwrap_or("");
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_cached_key(|n| (hash(&articles[*n].text), title(*n).to_owned(), articles[*n].id.clone()));
    let sketches: Vec<Vec<u64>> = order.par_iter().map(|n| sketch(&articles[*n].text, title(*n))).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut leaders: Vec<usize> = Vec::new();
    let mut index: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (place, at) in order.iter().enumerate() {
        let own = &sketches[place];
        let mut met: Vec<u32> = own.iter().filter_map(|h| index.get(h)).flatten().copied().collect();
        met.sort_unstable();
        let best = met
            .chunk_by(|a, b| a == b)
            .filter(|same| articles[order[leaders[same[0] as usize]]].language == articles[*at].language)
            .map(|same| (resemblance(own, &sketches[leaders[same[0] as usize]]), std::cmp::Reverse(same[0])))
            .max_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
        match best {
            Some((alike, group)) if alike >= SHARED => groups[group.0 as usize].push(*at),
            _ => {
                let number = groups.len() as u32;
                groups.push(vec![*at]);
                leaders.push(place);
                for run in own {
                    let list = index.entry(*run).or_default();
                    if list.len() < WIDEST {
                        list.push(number);
                    }
                }
            }
        }
    }
    groups
}

/// The least hashes of the runs of a text, in order; of a short text one hash of the whole and its title.
fn sketch(text: &str, title: &str) -> Vec<u64> {
    let mut found = runs(text);
    if found.len() < FEWEST {
        let whole = text.chars().any(char::is_alphanumeric).then(|| hash(text) ^ hash(title).rotate_left(1));
        return whole.into_iter().collect();
    }
    found.truncate(SKETCH);
    found
}

/// Share of the least hashes of both together that both have.
fn resemblance(a: &[u64], b: &[u64]) -> f32 {
    let (mut i, mut j, mut both, mut seen) = (0, 0, 0.0_f32, 0);
    while seen < SKETCH && (i < a.len() || j < b.len()) {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x == y => {
                both += 1.0;
                i += 1;
                j += 1;
            }
            (Some(x), Some(y)) if x < y => i += 1,
            (Some(_), None) => i += 1,
            _ => j += 1,
        }
        seen += 1;
    }
    if seen == 0 { 0.0 } else { both / seen as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_text::Language;

    #[test]
    fn edited_prints_are_one_text() {
        let sentence = |n: usize| {
            format!("Am Tag {n} brach der Deich bei Holm an der Stelle {} zum Mal {}. ", n * 7, n * 3)
        };
        let text =
            |kept: &dyn Fn(usize) -> bool| (0..40).filter(|n| kept(*n)).map(sentence).collect::<String>();
        let texts = [
            text(&|n| n % 4 != 0),
            text(&|n| n % 5 != 0),
            text(&|_| true),
            (50..90).map(sentence).collect::<String>(),
            String::new(),
            "...".to_owned(),
        ];
        let articles: Vec<Article> = texts
            .iter()
            .enumerate()
            .map(|(n, t)| Article::as_is(format!("{n}"), t.as_str(), Language::GERMAN))
            .collect();
        let mut found = group(&articles.iter().collect::<Vec<_>>());
        found.iter_mut().for_each(|g| g.sort_unstable());
        found.sort();
        assert_eq!(found, [vec![0, 1, 2], vec![3], vec![4], vec![5]]);
    }
}
