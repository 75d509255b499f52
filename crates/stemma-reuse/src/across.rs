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

use crate::monotone::in_order;
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

/// Candidate pairs whose articles are read and encoded together, count: bounds the memory.
const TOGETHER: usize = 2048;

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

/// Different numbers in the aligned sentences from which on this share of them must stand on both sides. Translators
/// turn acres into square kilometres and write out small numbers, so it is low.
const NUMBERS: (usize, f32) = (6, 0.2);

/// All pairs of translations among `articles`, sorted. Places are places in `articles`, whose words are `words`.
pub fn pairs(articles: &[&Article], words: &[Words]) -> Vec<ReusePair> {
    let Some(mut sieve) = Sieve::new(articles.iter().map(|a| a.language).collect()) else {
        return Vec::new();
    };
    let stems: Vec<Vec<u32>> = words.par_iter().map(|words| sorted(words.stems.clone())).collect();
    for (at, stems) in stems.iter().enumerate() {
        sieve.count(at as u32, stems);
    }
    let rare = stems.par_iter().enumerate().map(|(at, stems)| sieve.rarest(at as u32, stems)).collect();
    let candidates = sieve.candidates(rare);
    translations(&candidates, &|at, hand| hand(articles[at as usize], &words[at as usize]))
}

/// Which articles may be translations of one another, by their stems alone.
#[derive(Debug)]
pub struct Sieve {
    /// The served language of each article, by its place among them.
    language: Vec<Option<u8>>,
    /// For each stem the number of articles, and their language, or [`MANY`].
    known: FxHashMap<u32, (u32, u8)>,
}

/// More than one language.
const MANY: u8 = u8::MAX;

/// The rare stems of one article, each behind the number of articles that have it, the rarest first.
pub type Rare = Vec<(u32, u32)>;

impl Sieve {
    /// A sieve for articles in these languages, or `None` if all are in one.
    pub fn new(languages: Vec<Language>) -> Option<Self> {
        let mut served: Vec<Language> = languages.clone();
        served.retain(|language| LANGUAGES.contains(&language.code()));
        served.sort_unstable();
        served.dedup();
        let place = |language: &Language| served.binary_search(language).ok().map(|at| at as u8);
        let language = languages.iter().map(place).collect();
        (served.len() > 1).then(|| Self { language, known: FxHashMap::default() })
    }

    /// Counts the stems of one article, each given once.
    pub fn count(&mut self, at: u32, stems: &[u32]) {
        let Some(language) = self.language[at as usize] else { return };
        for stem in stems {
            let (count, seen) = self.known.entry(*stem).or_insert((0, language));
            *count += 1;
            if *seen != language {
                *seen = MANY;
            }
        }
    }

    /// The rarest stems of an article that another language has too, when all articles are counted.
    pub fn rarest(&self, at: u32, stems: &[u32]) -> Rare {
        if self.language[at as usize].is_none() {
            return Vec::new();
        }
        let shared = stems.iter().filter_map(|stem| {
            let (count, seen) = self.known.get(stem)?;
            (*seen == MANY && *count <= BUCKET).then_some((*count, *stem))
        });
        let mut few: Rare = shared.collect();
        few.sort_unstable_by_key(|(count, stem)| (*count, mixed(u64::from(*stem))));
        few.truncate(STEMS);
        few.shrink_to_fit();
        few
    }

    /// Candidate pairs `(first, second)`, first < second, sorted, in different languages. `rare` holds the rarest stems
    /// of every article.
    pub fn candidates(&self, rare: Vec<Rare>) -> Vec<(u32, u32)> {
        let total = self.language.iter().flatten().count() as f32;
        let weight = |count: u32| (1.0 + total / count as f32).ln();
        let whole: Vec<f32> =
            rare.iter().map(|few| few.iter().fold(0.0, |sum, (count, _)| sum + weight(*count))).collect();
        let mut index: Vec<(u32, u32)> = Vec::new();
        for (at, few) in rare.iter().enumerate() {
            index.extend(few.iter().map(|(_, stem)| (*stem, at as u32)));
        }
        index.par_sort_unstable();
        let best = |(at, few): (usize, &Rare)| {
            let mut scores: Vec<(u32, f32)> = Vec::new();
            for (count, stem) in few {
                let from = index.partition_point(|entry| *entry < (*stem, 0));
                let meets =
                    index[from..].iter().take_while(|(other, _)| other == stem).map(|(_, there)| *there);
                let across = meets.filter(|other| self.language[*other as usize] != self.language[at]);
                scores.extend(across.map(|other| (other, weight(*count))));
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
        };
        let mut found: Vec<(u32, u32)> = rare.par_iter().enumerate().flat_map_iter(best).collect();
        found.par_sort_unstable();
        found.dedup();
        found
    }
}

/// Hands an article and its words to who asks, or does nothing if it cannot be read.
pub type Read<'r> = dyn Fn(u32, &mut dyn FnMut(&Article, &Words)) + Sync + 'r;

/// The translations among `candidates`, in their order. Articles are read when they are needed, a few thousand at a
/// time.
pub fn translations(candidates: &[(u32, u32)], read: &Read) -> Vec<ReusePair> {
    if candidates.is_empty() {
        return Vec::new();
    }
    let encoder = Encoder::builtin();
    candidates.chunks(TOGETHER).flat_map(|group| translated(&encoder, group, read)).collect()
}

fn translated(encoder: &Encoder, candidates: &[(u32, u32)], read: &Read) -> Vec<ReusePair> {
    let openings = encoded(encoder, candidates, 0..OPENING.0, read);
    let alike = |(a, b): &&(u32, u32)| opens_alike(&openings, *a, *b);
    let candidates: Vec<(u32, u32)> = candidates.par_iter().filter(alike).copied().collect();
    let mut texts = openings;
    for (at, more) in encoded(encoder, &candidates, OPENING.0..SENTENCES, read) {
        if let Some(text) = texts.get_mut(&at) {
            text.sentences.extend(more.sentences);
        }
    }
    candidates
        .par_iter()
        .filter_map(|(a, b)| {
            let (one, two) = (texts.get(a)?, texts.get(b)?);
            let lines = translation(&one.sentences, &two.sentences)?;
            Some(pair((*a as usize, *b as usize), (one, two), &lines))
        })
        .collect()
}

/// What a pair is of which the judge says `found`, and that is or is not among the translations, which are sorted. Whole
/// or edited copies, which a wrong guess at a language may hide among them, stay what they are; passages in common say
/// less than the translation around them.
pub fn rather(
    found: Option<ReusePair>,
    translated: &[ReusePair],
    (a, b): (usize, usize),
) -> Option<ReusePair> {
    if found.as_ref().is_some_and(|pair| pair.relation != Relation::SharedPassages) {
        return found;
    }
    let at = translated.binary_search_by_key(&(a, b), |pair| (pair.a, pair.b)).ok();
    at.map(|at| translated[at].clone()).or(found)
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

/// The compared sentences of an article, and how many words it has in all.
#[derive(Clone, Debug)]
struct Points {
    sentences: Vec<Sentence>,
    words: usize,
}

/// The sentences of all articles that stand in `pairs`, from the first place of `part` up to the second.
fn encoded(
    encoder: &Encoder,
    pairs: &[(u32, u32)],
    part: std::ops::Range<usize>,
    read: &Read,
) -> FxHashMap<u32, Points> {
    let wanted = sorted(pairs.iter().flat_map(|(a, b)| [*a, *b]).collect());
    let points = |at: u32| {
        let mut found = Points { sentences: Vec::new(), words: 0 };
        read(at, &mut |article, words| found = points_of(encoder, article, words, &part));
        (at, found)
    };
    wanted.into_par_iter().map(points).collect()
}

fn points_of(encoder: &Encoder, article: &Article, words: &Words, part: &std::ops::Range<usize>) -> Points {
    let long_enough = sentence::split(&article.text, article.language).into_iter().filter_map(|range| {
        let (start, end) = words.inside(range);
        (end - start >= LEAST_WORDS).then_some((range, end - start))
    });
    let lines: Vec<_> = long_enough.skip(part.start).take(part.len()).collect();
    let texts: Vec<&str> = lines.iter().map(|(range, _)| range.of(&article.text)).collect();
    let vectors = encoder.encode(&texts);
    let sentences = lines.iter().zip(texts).zip(vectors).map(|(((range, words), text), vector)| Sentence {
        range: *range,
        words: *words,
        numbers: numbers(text),
        vector: Box::new(vector),
    });
    Points { sentences: sentences.collect(), words: words.len() }
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
    let likes: Vec<f32> =
        a.iter().flat_map(|x| b.iter().map(move |y| cosine(&x.vector, &y.vector))).collect();
    let like = |i: usize, j: usize| likes[i * b.len() + j];
    in_order(a.len(), b.len(), |i, j| (like(i, j) >= LIKE).then(|| like(i, j) - LIKE + AHEAD))
        .into_iter()
        .map(|(i, j)| {
            let beside = (0..b.len()).filter(|n| *n != j).map(|n| like(i, n));
            let below = (0..a.len()).filter(|n| *n != i).map(|n| like(n, j));
            let next = (beside.fold(0.0, f32::max) + below.fold(0.0, f32::max)) / 2.0;
            (i, j, like(i, j), like(i, j) - next)
        })
        .collect()
}

/// True if enough sentences of two openings find a partner, or one opening is too short to tell.
fn opens_alike(openings: &FxHashMap<u32, Points>, a: u32, b: u32) -> bool {
    let (Some(one), Some(two)) = (openings.get(&a), openings.get(&b)) else { return false };
    align(&one.sentences, &two.sentences).iter().filter(|(.., ahead)| *ahead >= AHEAD).count() >= OPENING.1
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

fn pair((a, b): (usize, usize), (one, two): (&Points, &Points), lines: &[Line]) -> ReusePair {
    let lines = || lines.iter().map(|(i, j, ..)| (&one.sentences[*i], &two.sentences[*j]));
    let passages =
        lines().map(|(x, y)| Passage { a: x.range, b: y.range, kind: PassageKind::Paraphrase }).collect();
    let in_a: usize = lines().map(|(x, _)| x.words).sum();
    let in_b: usize = lines().map(|(_, y)| y.words).sum();
    // Both sides of the sum count the aligned words of their own language.
    ReusePair {
        a,
        b,
        resemblance: (in_a + in_b) as f64 / (one.words + two.words).max(1) as f64,
        containment_a: in_a as f64 / one.words.max(1) as f64,
        containment_b: in_b as f64 / two.words.max(1) as f64,
        relation: Relation::Retold,
        passages,
    }
}
