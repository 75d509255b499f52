//! The same report in two languages: an article and its translation. Beside the other ways to find pairs inside the
//! reuse stage; a pile in one language never comes here.
//!
//! Candidates come without the encoder: names, numbers and words that both languages write alike ("Minister",
//! "million") share their first five letters, and the rarest of these tell the translation of an article from all
//! others nearly always. What is left is encoded, first the openings, then whole texts: sentences are aligned one to
//! one and in order by the cosine of their vectors, and most sentences of the shorter text must find a partner that
//! stands out from all others. Reports on one event by two hands share matter, not one sentence after the other.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use stemma_encode::{Encoder, Vector, cosine};
use stemma_text::{Article, Language, TextRange, sentence};

use crate::words::{Words, mixed};
use crate::{Passage, PassageKind, Relation, ReusePair};

/// Languages in Latin script that the encoder was trained on.
const LANGUAGES: [&str; 9] = ["de", "en", "es", "fr", "it", "nl", "pl", "pt", "tr"];

/// Rarest stems of an article that stand in another language of the pile too, count: they index it.
const STEMS: usize = 64;

/// Articles that a stem may stand in to index them, count.
const BUCKET: u32 = 256;

/// Common stems of a candidate pair, fewest; and their weight as a share of the weight of the lighter article's stems,
/// least. Translations in WMT21 reach .18 and more among 1,500 German and 400 English articles of other matter.
const COMMON: (u32, f32) = (2, 0.15);

/// Best candidates that are kept for each article, count: bounds what is encoded.
const NEIGHBOURS: usize = 4;

/// Words from which a sentence counts, and sentences per article that are compared.
const LEAST_WORDS: usize = 4;
const SENTENCES: usize = 100;

/// Sentences of the opening, and how many of them must find a partner in the other opening.
const OPENING: (usize, usize) = (8, 2);

/// Cosine from which two sentences can render the same, -1 to 1. In WMT21 98 of 100 translated sentences lie above.
const LIKE: f32 = 0.5;

/// How far above the next best partner of its sentences an aligned pair must lie to count as sure, in cosine.
const AHEAD: f32 = 0.1;

/// Fewest sure pairs of sentences of a translation, count.
const SURE: usize = 4;

/// Sure pairs as a share of the sentences of the shorter text, least. In WMT21 translations reach .83 and more; one in
/// two hundred pairs of English reports on one event (BASIL, g5w1h), nearly all from one source, reaches .6.
const SHARE: f32 = 0.6;

/// Mean cosine of the aligned sentences, least, and how far they lie ahead on average. WMT21: .68 and .21 and more.
const MEAN: (f32, f32) = (0.62, 0.15);

/// Aligned sentences as a share of the stretch that they fill in the longer text, least: what is translated may be a
/// part, but one that hangs together.
const DENSE: f32 = 0.5;

/// Different numbers in the aligned sentences from which on this share of them must stand on both sides.
const NUMBERS: (usize, f32) = (5, 0.3);

/// All pairs of translations among `articles`, sorted. Places are places in `articles`, whose words are `words`.
pub fn pairs(articles: &[&Article], words: &[Words]) -> Vec<ReusePair> {
    let served = |language: Language| LANGUAGES.contains(&language.code());
    let mut languages: Vec<Language> = articles.iter().map(|a| a.language).filter(|l| served(*l)).collect();
    languages.sort_unstable();
    languages.dedup();
    if languages.len() < 2 {
        return Vec::new();
    }
    let language: Vec<Option<u8>> =
        articles.iter().map(|a| languages.binary_search(&a.language).ok().map(|at| at as u8)).collect();
    let candidates = candidates(&language, words);
    if candidates.is_empty() {
        return Vec::new();
    }
    let encoder = Encoder::builtin();
    let openings = encoded(&encoder, articles, words, &candidates, 0..OPENING.0);
    let candidates: Vec<(u32, u32)> =
        candidates.into_par_iter().filter(|(a, b)| opens_alike(&openings, *a, *b)).collect();
    let mut texts = openings;
    for (at, more) in encoded(&encoder, articles, words, &candidates, OPENING.0..SENTENCES) {
        if let Some(text) = texts.get_mut(&at) {
            text.extend(more);
        }
    }
    candidates
        .par_iter()
        .filter_map(|(a, b)| {
            let (one, two) = (texts.get(a)?, texts.get(b)?);
            let lines = translation(one, two)?;
            Some(pair((*a as usize, *b as usize), (one, two), words, &lines))
        })
        .collect()
}

/// Adds translations to the pairs found otherwise. Whole or edited copies, which a wrong guess at a language may hide
/// among them, stay what they are; passages in common say less than the translation around them.
pub fn join(found: &mut Vec<ReusePair>, translated: Vec<ReusePair>) {
    let key = |pair: &ReusePair| (pair.a, pair.b);
    found.retain(|p| {
        p.relation != Relation::SharedPassages || translated.binary_search_by_key(&key(p), key).is_err()
    });
    found.sort_unstable_by_key(key);
    let copies = found.len();
    for pair in translated {
        if found[..copies].binary_search_by_key(&key(&pair), key).is_err() {
            found.push(pair);
        }
    }
}

/// Candidate pairs `(first, second)`, first < second, sorted, in different languages.
fn candidates(language: &[Option<u8>], words: &[Words]) -> Vec<(u32, u32)> {
    let stems: Vec<Vec<u32>> = words
        .par_iter()
        .zip(language)
        .map(|(words, language)| if language.is_some() { sorted(words.stems.clone()) } else { Vec::new() })
        .collect();
    // For each stem the number of articles, and the first language, or MANY.
    const MANY: u8 = u8::MAX;
    let mut known: FxHashMap<u32, (u32, u8)> = FxHashMap::default();
    for (list, language) in stems.iter().zip(language) {
        let Some(language) = language else { continue };
        for stem in list {
            let (count, seen) = known.entry(*stem).or_insert((0, *language));
            *count += 1;
            if seen != language {
                *seen = MANY;
            }
        }
    }
    let total = language.iter().flatten().count() as f32;
    let weight = |count: u32| (1.0 + total / count as f32).ln();
    let rare: Vec<Vec<(u32, u32)>> = stems
        .par_iter()
        .map(|list| {
            let shared = list.iter().filter_map(|stem| {
                let (count, seen) = known.get(stem)?;
                (*seen == MANY && *count <= BUCKET).then_some((*count, *stem))
            });
            let mut few: Vec<(u32, u32)> = shared.collect();
            few.sort_unstable_by_key(|(count, stem)| (*count, mixed(u64::from(*stem))));
            few.truncate(STEMS);
            few
        })
        .collect();
    let whole: Vec<f32> =
        rare.iter().map(|few| few.iter().fold(0.0, |sum, (count, _)| sum + weight(*count))).collect();
    let mut index: Vec<(u32, u32)> = Vec::new();
    for (at, few) in rare.iter().enumerate() {
        index.extend(few.iter().map(|(_, stem)| (*stem, at as u32)));
    }
    index.par_sort_unstable();
    let mut found: Vec<(u32, u32)> = rare
        .par_iter()
        .enumerate()
        .flat_map_iter(|(at, few)| {
            let mut scores: Vec<(u32, f32)> = Vec::new();
            for (count, stem) in few {
                let from = index.partition_point(|entry| *entry < (*stem, 0));
                let meets =
                    index[from..].iter().take_while(|(other, _)| other == stem).map(|(_, there)| *there);
                scores.extend(
                    meets.filter(|o| language[*o as usize] != language[at]).map(|o| (o, weight(*count))),
                );
            }
            // The stable sort keeps the weights of one article in the order of the stems.
            scores.sort_by_key(|(other, _)| *other);
            let enough = scores.chunk_by(|x, y| x.0 == y.0).filter_map(|meets| {
                let sum = meets.iter().fold(0.0, |sum, (_, weight)| sum + weight);
                let lighter = whole[at].min(whole[meets[0].0 as usize]);
                (meets.len() as u32 >= COMMON.0 && sum >= COMMON.1 * lighter).then_some((sum, meets[0].0))
            });
            let mut best: Vec<(f32, u32)> = enough.collect();
            best.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
            best.truncate(NEIGHBOURS);
            best.into_iter().map(move |(_, other)| ((at as u32).min(other), (at as u32).max(other)))
        })
        .collect();
    found.par_sort_unstable();
    found.dedup();
    found
}

fn sorted(mut list: Vec<u32>) -> Vec<u32> {
    list.sort_unstable();
    list.dedup();
    list
}

/// One sentence as a point.
#[derive(Clone, Debug)]
struct Sentence {
    range: TextRange,
    words: usize,
    numbers: Vec<u64>,
    vector: Box<Vector>,
}

/// The sentences of all articles that stand in `pairs`, from the first place of `part` up to the second.
fn encoded(
    encoder: &Encoder,
    articles: &[&Article],
    words: &[Words],
    pairs: &[(u32, u32)],
    part: std::ops::Range<usize>,
) -> FxHashMap<u32, Vec<Sentence>> {
    let wanted = sorted(pairs.iter().flat_map(|(a, b)| [*a, *b]).collect());
    wanted
        .into_par_iter()
        .map(|at| {
            let (article, words) = (articles[at as usize], &words[at as usize]);
            let long_enough =
                sentence::split(&article.text, article.language).into_iter().filter_map(|range| {
                    let (start, end) = words.inside(range);
                    (end - start >= LEAST_WORDS).then_some((range, end - start))
                });
            let lines: Vec<_> = long_enough.skip(part.start).take(part.len()).collect();
            let texts: Vec<&str> = lines.iter().map(|(range, _)| range.of(&article.text)).collect();
            let vectors = encoder.encode(&texts);
            let sentences = lines.iter().zip(texts).zip(vectors).map(|(((range, words), text), vector)| {
                Sentence { range: *range, words: *words, numbers: numbers(text), vector: Box::new(vector) }
            });
            (at, sentences.collect())
        })
        .collect()
}

/// The numbers in a sentence: their digits without what groups them, hashed, each once.
fn numbers(text: &str) -> Vec<u64> {
    let mut found = Vec::new();
    let mut number: Option<u64> = None;
    let mut after_mark = false;
    for c in text.chars() {
        if let Some(digit) = c.to_digit(10) {
            number = Some(mixed(number.unwrap_or(0) ^ u64::from(digit + 1)));
            after_mark = false;
        } else if number.is_some() && matches!(c, '.' | ',') && !after_mark {
            after_mark = true;
        } else {
            found.extend(number.take());
            after_mark = false;
        }
    }
    found.extend(number);
    found.sort_unstable();
    found.dedup();
    found
}

/// Places of two sentences that render the same, their cosine, and how far it lies ahead of the next best.
type Line = (usize, usize, f32, f32);

/// Sentences that render the same, in order of both texts.
fn align(a: &[Sentence], b: &[Sentence]) -> Vec<Line> {
    let width = b.len() + 1;
    let likes: Vec<f32> =
        a.iter().flat_map(|x| b.iter().map(move |y| cosine(&x.vector, &y.vector))).collect();
    let mut best = vec![0f32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let like = likes[i * b.len() + j];
            let mut top = best[(i + 1) * width + j].max(best[i * width + j + 1]);
            if like >= LIKE {
                top = top.max(best[(i + 1) * width + j + 1] + like - LIKE + AHEAD);
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
            let like = likes[i * b.len() + j];
            let beside = (0..b.len()).filter(|n| *n != j).map(|n| likes[i * b.len() + n]);
            let below = (0..a.len()).filter(|n| *n != i).map(|n| likes[n * b.len() + j]);
            let next = (beside.fold(0.0, f32::max) + below.fold(0.0, f32::max)) / 2.0;
            found.push((i, j, like, like - next));
            (i, j) = (i + 1, j + 1);
        }
    }
    found
}

/// True if enough sentences of two openings find a partner, or one opening is too short to tell.
fn opens_alike(openings: &FxHashMap<u32, Vec<Sentence>>, a: u32, b: u32) -> bool {
    let (Some(one), Some(two)) = (openings.get(&a), openings.get(&b)) else { return false };
    align(one, two).iter().filter(|(.., ahead)| *ahead >= AHEAD).count() >= OPENING.1
}

/// The aligned sentences if they make one text a translation of the other, or both of a third, else `None`.
fn translation(a: &[Sentence], b: &[Sentence]) -> Option<Vec<Line>> {
    let fewer = a.len().min(b.len());
    let found = align(a, b);
    let (first, last) = (found.first()?, found.last()?);
    let count = found.len() as f32;
    let sure = found.iter().filter(|(.., ahead)| *ahead >= AHEAD).count();
    let mean = found.iter().fold(0.0, |sum, (_, _, like, _)| sum + like) / count;
    let ahead = found.iter().fold(0.0, |sum, (.., ahead)| sum + ahead) / count;
    let stretch = (last.0 - first.0).max(last.1 - first.1) + 1;
    let holds = sure >= SURE
        && sure as f32 >= SHARE * fewer as f32
        && mean >= MEAN.0
        && ahead >= MEAN.1
        && count >= DENSE * stretch as f32
        && numbers_agree(a, b, &found);
    holds.then_some(found)
}

/// True if the aligned sentences hold the same numbers for the most part, or few numbers at all.
fn numbers_agree(a: &[Sentence], b: &[Sentence], lines: &[Line]) -> bool {
    let (mut both, mut all) = (0, 0);
    for (i, j, ..) in lines {
        let (one, two) = (&a[*i].numbers, &b[*j].numbers);
        let common = one.iter().filter(|n| two.binary_search(n).is_ok()).count();
        both += common;
        all += one.len() + two.len() - common;
    }
    all < NUMBERS.0 || both as f32 >= NUMBERS.1 * all as f32
}

fn pair(
    (a, b): (usize, usize),
    (one, two): (&[Sentence], &[Sentence]),
    words: &[Words],
    lines: &[Line],
) -> ReusePair {
    let passages = lines
        .iter()
        .map(|(i, j, ..)| Passage { a: one[*i].range, b: two[*j].range, kind: PassageKind::Paraphrase })
        .collect();
    let in_a: usize = lines.iter().map(|(i, ..)| one[*i].words).sum();
    let in_b: usize = lines.iter().map(|(_, j, ..)| two[*j].words).sum();
    // Both sides of the sum count the aligned words of their own language.
    let all = words[a].len() + words[b].len();
    ReusePair {
        a,
        b,
        resemblance: (in_a + in_b) as f64 / all.max(1) as f64,
        containment_a: in_a as f64 / words[a].len().max(1) as f64,
        containment_b: in_b as f64 / words[b].len().max(1) as f64,
        relation: Relation::Retold,
        passages,
    }
}
