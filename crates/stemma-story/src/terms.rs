//! Articles as weighed terms: TF-IDF (Salton & Buckley 1988) with logarithmic counts, in which the number of articles
//! that hold a term is blended from the pile and from the frequency of words in the language, since a pile of five
//! articles counts nothing. Title, lead, names and numbers weigh more.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use stemma_lexicon::Lexicon;
use stemma_text::fold::fold;
use stemma_text::token::{self, TokenKind};
use stemma_text::{Article, Language};

use crate::config::Config;

/// Words read of an article: a story is told well before.
const LONGEST: usize = 3000;
/// Words of running text that the frequency of a word is turned into a share of articles by.
const ARTICLE: f64 = 300.0;
/// Share of all words that a word outside the tables is taken to have, as -10 ln: a little below the last in them.
const UNKNOWN: f64 = 140.0;
/// Share of articles that hold a given number of one or two digits, a given year, and any other number. Orders of
/// magnitude.
const SHORT_NUMBER: f64 = 0.2;
const YEAR: f64 = 0.1;
const NUMBER: f64 = 0.002;

/// One article as terms with weights, sorted by term; the weights form a vector of length 1.
pub type Terms = Vec<(u32, f32)>;

/// What is known of the words of one language.
struct Background {
    language: &'static str,
    stop: FxHashSet<String>,
    /// Share of all words, by term.
    share: FxHashMap<u64, f64>,
    /// Folded words of the table, by their hash.
    known: FxHashSet<u64>,
}

impl Background {
    fn new(lexicon: &Lexicon, language: &'static str, config: &Config) -> Self {
        let mut share: FxHashMap<u64, f64> = FxHashMap::default();
        let mut known = FxHashSet::default();
        for (word, logarithm) in lexicon.table(language, "frequency").lines() {
            let Ok(logarithm) = logarithm.parse::<f64>() else { continue };
            *share.entry(hash(stem(word, config.stem))).or_default() += (-logarithm / 10.0).exp();
            known.insert(hash(word));
        }
        let stop = lexicon.words(language, "stopwords").all("words").map(fold).collect();
        Self { language, stop, share, known }
    }
}

/// A term as it is met in one article.
#[derive(Clone, Copy)]
struct Counted {
    term: u64,
    count: f32,
    /// Factor for names and numbers.
    factor: f32,
    /// Share of all articles of the language that hold it.
    background: f64,
}

/// The terms of all articles, in their order, and how many articles hold each term.
pub fn weigh(articles: &[&Article], lexicon: &Lexicon, config: &Config) -> (Vec<Terms>, Vec<u32>) {
    let languages: Vec<Background> =
        lexicon.languages().into_iter().map(|l| Background::new(lexicon, l, config)).collect();
    let counted: Vec<Vec<Counted>> = articles.par_iter().map(|a| count(a, &languages, config)).collect();
    // Terms are numbered in the order in which they are met, and articles come in an order of their own.
    let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
    let mut holders: Vec<u32> = Vec::new();
    for counted in counted.iter().flatten() {
        let next = u32::try_from(holders.len()).unwrap_or(u32::MAX);
        let number = *numbers.entry(counted.term).or_insert(next);
        if number == next {
            holders.push(0);
        }
        holders[number as usize] += 1;
    }
    let pile = articles.len() as f64;
    // In a small pile a term alone is as telling as any: there is no telling yet what others would share.
    let alone = ((config.background / (config.background + pile)) as f32).max(config.alone);
    let terms = counted.par_iter().map(|counted| {
        let mut terms: Terms = Vec::with_capacity(counted.len());
        for c in counted {
            let Some(&number) = numbers.get(&c.term) else { continue };
            // The article itself is left out of the count, and one stands for it in the background.
            let held = f64::from(holders[number as usize] - 1);
            let share = (held + config.background * c.background) / (pile + config.background);
            let rarity = (1.0 / share.clamp(1e-6, 1.0)).ln() as f32;
            let lone = if held == 0.0 { alone } else { 1.0 };
            terms.push((number, (1.0 + c.count.max(1.0).ln()) * rarity * c.factor * lone));
        }
        heaviest(&mut terms, config.terms);
        unit(&mut terms);
        terms
    });
    (terms.collect(), holders)
}

/// Keeps the `most` heaviest terms and sorts what is left by term.
pub fn heaviest(terms: &mut Terms, most: usize) {
    if terms.len() > most {
        terms.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        terms.truncate(most);
    }
    terms.sort_unstable_by_key(|t| t.0);
}

/// The sum of products over the terms both hold.
pub fn product(x: &Terms, y: &Terms) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < x.len() && j < y.len() {
        match x[i].0.cmp(&y[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += x[i].1 * y[j].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

fn unit(terms: &mut Terms) {
    let length = terms.iter().map(|t| t.1 * t.1).sum::<f32>().sqrt();
    if length > 0.0 {
        terms.iter_mut().for_each(|t| t.1 /= length);
    }
}

/// The terms of one article, in order of their hashes.
fn count(article: &Article, languages: &[Background], config: &Config) -> Vec<Counted> {
    let code = article.language;
    let own: Vec<&Background> = if code == Language::UNKNOWN {
        languages.iter().collect()
    } else {
        languages.iter().filter(|b| b.language == code.code()).collect()
    };
    let mut found: FxHashMap<u64, Counted> = FxHashMap::default();
    let mut met: FxHashMap<&str, Option<Counted>> = FxHashMap::default();
    let title = article.title.as_deref().unwrap_or("");
    for (text, in_title) in [(title, true), (article.text.as_str(), false)] {
        let mut starts = true;
        for (at, token) in token::tokenize(text).iter().enumerate().take(LONGEST) {
            let raw = token.range.of(text);
            let opens =
                std::mem::replace(&mut starts, matches!(raw, "." | "!" | "?" | ":" | "„" | "“" | "\""));
            if token.kind == TokenKind::Mark {
                continue;
            }
            let occurrences = match () {
                () if in_title => config.title,
                () if at < config.lead_words => config.lead,
                () => 1.0,
            };
            let known = met.entry(raw).or_insert_with(|| term(raw, token.kind, &own, config));
            let Some(mut counted) = *known else { continue };
            // Headlines in title case and first words say nothing about names.
            if in_title || opens {
                counted.factor = counted.factor.min(1.0);
            }
            let entry = found.entry(counted.term).or_insert(counted);
            entry.count += occurrences;
            entry.factor = entry.factor.max(counted.factor);
        }
    }
    let mut found: Vec<Counted> = found.into_values().collect();
    found.sort_unstable_by_key(|c| c.term);
    found
}

fn term(raw: &str, kind: TokenKind, own: &[&Background], config: &Config) -> Option<Counted> {
    let folded = fold(raw);
    if kind == TokenKind::Number {
        let digits = folded.chars().filter(char::is_ascii_digit).count();
        let year = digits == 4 && folded.len() == 4 && (folded.starts_with("19") || folded.starts_with("20"));
        let background = match () {
            () if digits <= 2 => SHORT_NUMBER,
            () if year => YEAR,
            () => NUMBER,
        };
        return Some(Counted { term: hash(&folded), count: 0.0, factor: config.numbers, background });
    }
    if folded.chars().nth(1).is_none() || own.iter().any(|b| b.stop.contains(&folded)) {
        return None;
    }
    let term = hash(stem(&folded, config.stem));
    let share =
        own.iter().filter_map(|b| b.share.get(&term)).copied().fold((-UNKNOWN / 10.0).exp(), f64::max);
    let capital = raw.starts_with(char::is_uppercase);
    let inner = raw.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit());
    let nouns = own.iter().any(|b| b.language == "de");
    let name = capital && (inner || !nouns || !own.iter().any(|b| b.known.contains(&hash(&folded))));
    Some(Counted {
        term,
        count: 0.0,
        factor: if name { config.names } else { 1.0 },
        background: 1.0 - (-ARTICLE * share).exp(),
    })
}

fn stem(folded: &str, length: usize) -> &str {
    folded.char_indices().nth(length).map_or(folded, |(at, _)| &folded[..at])
}

/// A hash of a word that is the same on every machine (FNV-1a, 64 bits).
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3))
}
