//! The same report in other words: two translations, a rewrite. Sentences of both texts are aligned one to one and in
//! order by the likeness of their stems; only if a high share of the shorter text aligns is the pair a retelling.
//!
//! Stems of five characters weighted by rarity tell the two German translations of one sentence from all others
//! nearly as well as sentence embeddings do (measured on WMT21, see `docs/evaluation.md`). Independent reports on one
//! event share names and single quotations, not the order and the matter of most of their sentences.

use stemma_text::{Article, TextRange, sentence};

use crate::config::Config;
use crate::rare::Rarity;
use crate::words::Words;

/// Sentences per text that are compared, count: reports are shorter, and longer texts are cut here.
const SENTENCES: usize = 400;

/// Words from which a sentence counts, count: shorter ones ("Das war falsch.") are too easily alike.
const LEAST_WORDS: usize = 5;

/// One sentence as a weighted bag of stems.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Bytes of the main text.
    pub range: TextRange,
    /// Number of words.
    pub words: usize,
    stems: Vec<(u32, f32)>,
    norm: f32,
}

/// The sentences of one article, those too short to compare left out.
pub fn sentences(article: &Article, words: &Words, rarity: &Rarity) -> Vec<Sentence> {
    let mut found = Vec::new();
    for range in sentence::split(&article.text, article.language) {
        let (start, end) = words.inside(range);
        if end - start < LEAST_WORDS {
            continue;
        }
        let mut stems: Vec<u32> = words.stems[start..end].to_vec();
        stems.sort_unstable();
        stems.dedup();
        let stems: Vec<(u32, f32)> = stems.into_iter().map(|s| (s, rarity.weight(s))).collect();
        let norm = stems.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
        found.push(Sentence { range, words: end - start, stems, norm });
        if found.len() == SENTENCES {
            break;
        }
    }
    found
}

/// Cosine of two sentences over their weighted stems, 0–1.
pub fn likeness(a: &Sentence, b: &Sentence) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0f32);
    while i < a.stems.len() && j < b.stems.len() {
        match a.stems[i].0.cmp(&b.stems[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a.stems[i].1 * a.stems[i].1;
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    if sum == 0.0 { 0.0 } else { f64::from(sum / (a.norm * b.norm)) }
}

/// Sentences that render the same, in order of both texts: places in the two lists, and their likeness.
pub fn align_sentences(a: &[Sentence], b: &[Sentence], config: &Config) -> Vec<(usize, usize, f64)> {
    let width = b.len() + 1;
    let mut likes = vec![0f32; a.len() * b.len()];
    let mut best = vec![0f32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let like = likeness(&a[i], &b[j]) as f32;
            likes[i * b.len() + j] = like;
            let mut top = best[(i + 1) * width + j].max(best[i * width + j + 1]);
            if f64::from(like) >= config.sentence {
                top = top.max(best[(i + 1) * width + j + 1] + like);
            }
            best[i * width + j] = top;
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        let here = best[i * width + j];
        if here == best[(i + 1) * width + j] {
            i += 1;
        } else if here == best[i * width + j + 1] {
            j += 1;
        } else {
            found.push((i, j, f64::from(likes[i * b.len() + j])));
            (i, j) = (i + 1, j + 1);
        }
    }
    found
}

/// The aligned sentences if they make the pair a retelling, else `None`.
pub fn retelling(a: &[Sentence], b: &[Sentence], config: &Config) -> Option<Vec<(usize, usize, f64)>> {
    let fewer = a.len().min(b.len());
    if fewer < config.retold_sentences {
        return None;
    }
    let found = align_sentences(a, b, config);
    let mean = found.iter().map(|(.., like)| like).sum::<f64>() / found.len().max(1) as f64;
    let share = found.len() as f64 / fewer as f64;
    (found.len() >= config.retold_sentences && share >= config.retold && mean >= config.retold_mean)
        .then_some(found)
}
