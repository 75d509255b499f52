//! What an article says in few words, as one point: title and lead by the sentence encoder. Two reports stand close
//! together in it though they share few words, and so do two in different languages.

use rayon::prelude::*;
use stemma_encode::{DIMENSIONS, Encoder};
use stemma_text::{Article, Language, sentence};

use crate::config::Config;

/// A vector of length 1; empty where nothing is known.
pub type Meaning = Vec<f32>;

/// Languages in Latin script that the encoder was trained on.
const LANGUAGES: [&str; 9] = ["de", "en", "es", "fr", "it", "nl", "pl", "pt", "tr"];
/// Words from which a line of the text counts as a sentence of the lead: below are places, dates and credits.
const LEAST_WORDS: usize = 5;
/// Bytes of the text in which the lead is looked for, and of a sentence that are read.
const LEAD: usize = 2000;
const SENTENCE: usize = 400;

/// The meanings of all articles, in their order.
pub fn read_all(articles: &[&Article], config: &Config) -> Vec<Meaning> {
    if config.meaning <= 0.0 || articles.len() < 2 {
        return vec![Meaning::new(); articles.len()];
    }
    let encoder = Encoder::builtin();
    articles.par_iter().map(|article| read(&encoder, article, config)).collect()
}

/// The meaning of one article.
pub fn read(encoder: &Encoder, article: &Article, config: &Config) -> Meaning {
    let code = article.language;
    if code != Language::UNKNOWN && !LANGUAGES.contains(&code.code()) {
        return Meaning::new();
    }
    let title = article.title.as_deref().map(|t| beginning(t, SENTENCE)).filter(|t| is_telling(t, 1));
    let lead = beginning(&article.text, LEAD);
    let ranges = sentence::split(lead, code);
    let lead = ranges.iter().map(|r| beginning(r.of(lead), SENTENCE)).filter(|s| is_telling(s, LEAST_WORDS));
    let sentences: Vec<&str> = title.into_iter().chain(lead.take(config.lead_sentences)).collect();
    if sentences.is_empty() {
        return Meaning::new();
    }
    let mut sum = vec![0.0; DIMENSIONS];
    for (at, vector) in encoder.encode(&sentences).iter().enumerate() {
        let weight = if at == 0 && title.is_some() { config.title_meaning } else { 1.0 };
        sum.iter_mut().zip(vector).for_each(|(s, v)| *s += weight * v);
    }
    let length = product(&sum, &sum).sqrt();
    sum.iter_mut().for_each(|s| *s /= length.max(f32::MIN_POSITIVE));
    sum
}

/// The sum of products; 0 where one is empty.
pub fn product(x: &[f32], y: &[f32]) -> f32 {
    // Eight sums beside one another, always in the same order: the same bytes on every machine.
    let mut sums = [0.0_f32; 8];
    for (x, y) in x.chunks_exact(8).zip(y.chunks_exact(8)) {
        for lane in 0..8 {
            sums[lane] += x[lane] * y[lane];
        }
    }
    sums.iter().sum()
}

/// Puts `other` to `sum`.
pub fn add(sum: &mut Meaning, other: &[f32]) {
    if sum.is_empty() {
        sum.extend_from_slice(other);
    } else {
        sum.iter_mut().zip(other).for_each(|(s, o)| *s += o);
    }
}

fn is_telling(text: &str, least: usize) -> bool {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).nth(least - 1).is_some()
}

fn beginning(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
