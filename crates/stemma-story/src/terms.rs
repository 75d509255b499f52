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

/// Terms of articles long gone that are counted.
const PAST_TERMS: usize = 500_000;

/// Articles of a large pile by which its closeness is measured.
const SAMPLE: usize = 500;

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
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    /// Hash of the term.
    pub term: u64,
    count: f32,
    /// Factor for names and numbers.
    factor: f32,
    /// Share of all articles of the language that hold it.
    background: f64,
}

/// Reads articles as terms: what is known of the words of all languages.
pub struct Reader {
    languages: Vec<Background>,
}

impl Reader {
    /// A reader over this data.
    pub fn new(lexicon: &Lexicon, config: &Config) -> Self {
        let languages =
            lexicon.languages().into_par_iter().map(|l| Background::new(lexicon, l, config)).collect();
        Self { languages }
    }

    /// The terms of one article, in order of their hashes.
    pub fn read(&self, article: &Article, config: &Config) -> Vec<Counted> {
        count(article, &self.languages, config)
    }
}

/// Terms numbered in the order in which they are met, and how many articles hold each.
#[derive(Debug, Default)]
pub struct Vocabulary {
    numbers: FxHashMap<u64, u32>,
    terms: Vec<u64>,
    holders: Vec<u32>,
    /// Articles that were counted.
    pile: usize,
    /// Articles that hold each term, of those that are numbered no more; and their number.
    past: FxHashMap<u64, u32>,
    past_pile: u32,
}

impl Vocabulary {
    /// Counts the terms of one more article.
    pub fn put(&mut self, article: &[Counted]) {
        self.pile += 1;
        for counted in article {
            let next = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
            let number = *self.numbers.entry(counted.term).or_insert(next);
            if number == next {
                self.terms.push(counted.term);
                self.holders.push(self.past.get(&counted.term).copied().unwrap_or_default());
            }
            self.holders[number as usize] += 1;
        }
    }

    /// Begins to number anew. `gone`: articles that still count as part of the pile, though they will not be put again.
    pub fn renew<'c>(&mut self, gone: impl Iterator<Item = &'c [Counted]>) {
        for article in gone {
            self.past_pile += 1;
            for counted in article {
                *self.past.entry(counted.term).or_default() += 1;
            }
        }
        // What was long ago counts less and less, so that memory is bounded.
        while self.past.len() > PAST_TERMS {
            self.past.retain(|_, count| {
                *count /= 2;
                *count > 0
            });
            self.past_pile /= 2;
        }
        self.numbers.clear();
        self.terms.clear();
        self.holders.clear();
        self.pile = 0;
    }

    /// The number of a term, if an article that was counted holds it.
    pub fn number(&self, term: u64) -> Option<u32> {
        self.numbers.get(&term).copied()
    }

    /// The hash of term `number`.
    pub fn term(&self, number: u32) -> u64 {
        self.terms[number as usize]
    }

    /// The weights of the terms of an article that was counted.
    pub fn weigh(&self, article: &[Counted], config: &Config) -> Terms {
        // In a small pile a term alone is as telling as any: there is no telling yet what others would share.
        let alone = ((config.background / (config.background + self.size())) as f32).max(config.alone);
        let mut terms = self.weights(article, alone, config);
        heaviest(&mut terms, config.terms);
        unit(&mut terms);
        terms
    }

    /// As [`Self::weigh`], where terms that no other article holds weigh in full.
    pub fn weigh_alike(&self, article: &[Counted], config: &Config) -> Terms {
        self.weights(article, 1.0, config)
    }

    /// Articles that are counted.
    fn size(&self) -> f64 {
        self.pile as f64 + f64::from(self.past_pile)
    }

    /// The weights, those of terms that no other article holds times `alone`.
    fn weights(&self, article: &[Counted], alone: f32, config: &Config) -> Terms {
        let mut terms: Terms = Vec::with_capacity(article.len());
        for c in article {
            let Some(&number) = self.numbers.get(&c.term) else { continue };
            // The article itself is left out of the count, and one stands for it in the background.
            let held = f64::from(self.holders[number as usize].saturating_sub(1));
            let share = (held + config.background * c.background) / (self.size() + config.background);
            let rarity = (1.0 / share.clamp(1e-6, 1.0)).ln() as f32;
            let lone = if held == 0.0 { alone } else { 1.0 };
            terms.push((number, (1.0 + c.count.max(1.0).ln()) * rarity * c.factor * lone));
        }
        terms
    }
}

/// How alike articles are on average by what they hold of words rare in their languages, whatever the pile holds: the mean
/// cosine of two of them. Of a large pile a sample is taken, spread evenly.
pub fn closeness(articles: &[Vec<Counted>], config: &Config) -> f32 {
    let step = articles.len().div_ceil(SAMPLE).max(1);
    let mut sum: FxHashMap<u64, f32> = FxHashMap::default();
    let mut count = 0.0_f32;
    for article in articles.iter().step_by(step).filter(|a| !a.is_empty()) {
        let mut terms: Vec<(u64, f32)> = article
            .iter()
            .map(|c| {
                let rarity = (1.0 / c.background.clamp(1e-6, 1.0)).ln() as f32;
                (c.term, (1.0 + c.count.max(1.0).ln()) * rarity * c.factor)
            })
            .collect();
        terms.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        terms.truncate(config.terms);
        let length = terms.iter().map(|t| t.1 * t.1).sum::<f32>().sqrt();
        terms.into_iter().for_each(|(term, weight)| *sum.entry(term).or_default() += weight / length);
        count += 1.0;
    }
    let mut squares: Vec<f32> = sum.into_values().map(|w| w * w).collect();
    // Floating sums in one order, whatever the order of the map.
    squares.sort_unstable_by(f32::total_cmp);
    if count < 2.0 { 0.0 } else { (squares.iter().sum::<f32>() - count) / (count * (count - 1.0)) }
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

/// Brings the weights to length 1.
pub fn unit(terms: &mut Terms) {
    let length = terms.iter().map(|t| t.1 * t.1).sum::<f32>().sqrt();
    if length > 0.0 {
        terms.iter_mut().for_each(|t| t.1 /= length);
    }
}

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
