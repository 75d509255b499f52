//! Which texts share text. Fourth step of the pipeline (articles → **reuse** → lineage).
//!
//! Words owned here: shingle, fingerprint, signature, band, resemblance (Jaccard), containment; candidate pair →
//! aligned passage pair → reuse pair.

pub mod across;
pub mod align;
mod candidates;
pub mod config;
mod judge;
pub mod monotone;
mod prints;
mod rare;
mod retold;
mod seeds;
pub mod speech;
mod subsequence;
pub mod words;

use std::convert::Infallible;

use rayon::prelude::*;
use stemma_lexicon::Lexicon;
use stemma_text::{Article, TextRange};

pub use align::{Alignment, Chain, align};
pub use candidates::{Candidate, Index, Key, Origin, united};
pub use config::Config;
pub use judge::{Judge, Text};
pub use prints::{DOCUMENTS, Posting, Print, postings};
pub use rare::Rarity;
pub use words::Words;

/// Two articles that share text, verified by alignment. `a` and `b` are places in the list given to [`find_reuse`],
/// `a < b`.
#[derive(Clone, Debug, PartialEq)]
pub struct ReusePair {
    /// Place of the first article.
    pub a: usize,
    /// Place of the second article.
    pub b: usize,
    /// Jaccard index over the words both texts align, 0–1.
    pub resemblance: f64,
    /// Share of the words of `a` found in `b`, 0–1.
    pub containment_a: f64,
    /// Share of the words of `b` found in `a`, 0–1.
    pub containment_b: f64,
    /// What the pair is.
    pub relation: Relation,
    /// Aligned passages, in order of `a`.
    pub passages: Vec<Passage>,
}

/// What a pair of texts is to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Word for word the same.
    Identical,
    /// One is an edited form of the other, or both of a third.
    EditedCopy,
    /// One is a part of the other.
    Excerpt,
    /// They share passages and differ otherwise.
    SharedPassages,
    /// The same report in other words.
    Retold,
}

/// Two ranges that say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Bytes of the main text of `a`.
    pub a: TextRange,
    /// Bytes of the main text of `b`.
    pub b: TextRange,
    /// How alike they are.
    pub kind: PassageKind,
}

/// How alike two passages are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassageKind {
    /// Same words in the same order.
    Verbatim,
    /// Mostly the same words.
    Edited,
    /// Other words, same matter.
    Paraphrase,
}

/// All reuse pairs among `articles`, sorted by `(a, b)`. The result does not depend on the number of threads; for
/// another order of articles it is the same up to that order.
pub fn find_reuse(articles: &[&Article], _lexicon: &Lexicon) -> Vec<ReusePair> {
    find_reuse_with(articles, &Config::default())
}

/// [`find_reuse`] with other parameters.
pub fn find_reuse_with(articles: &[&Article], config: &Config) -> Vec<ReusePair> {
    // Work in the order of ids, so that no choice on the way depends on the order given.
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by(|x, y| (&articles[*x].id, *x).cmp(&(&articles[*y].id, *y)));
    let sorted: Vec<&Article> = order.iter().map(|at| articles[*at]).collect();
    let words: Vec<Words> = sorted.par_iter().map(|a| Words::new(&a.text)).collect();
    let rarity = Rarity::of(&words);
    let origins: Vec<Origin> = sorted.iter().map(|article| Origin::of(article)).collect();
    let index = |key: Key, of: &(dyn Fn(&Words, u32) -> Vec<Posting> + Sync)| {
        let lists: Vec<Vec<Posting>> =
            words.par_iter().enumerate().map(|(at, words)| of(words, at as u32)).collect();
        let counts = lists.iter().map(|list| list.len() as u32).collect();
        let mut all: Vec<Posting> = lists.concat();
        drop(lists);
        all.par_sort_unstable();
        let all = all.into_iter().map(Ok::<_, Infallible>);
        let Ok(index) = Index::build(key, all, (&origins, counts), 0..words.len() as u32, config);
        index
    };
    let stems = index(Key::Stems, &|words, at| rarity.rarest(&words.stems, at, config));
    let prints = index(Key::Prints, &|words, at| postings(words, at, config));
    let mut alike = prints.candidates(0, words.len() as u32, config);
    let translated = across::pairs(&sorted, &words);
    alike.extend(translated.iter().map(|pair| (pair.a as u32, pair.b as u32)));
    let pairs = united(&alike, &stems.candidates(0, words.len() as u32, config));
    drop(stems);
    let judge = Judge { index: &prints, rarity: &rarity, config };
    let texts: Vec<Text> =
        sorted.par_iter().zip(words).map(|(article, words)| judge.text(article, words)).collect();
    let mut found: Vec<ReusePair> = pairs
        .par_iter()
        .filter_map(|pair| {
            let (x, y) = (pair.a as usize, pair.b as usize);
            let found = judge.verdict((x, &texts[x]), (y, &texts[y]), pair.is_told);
            across::rather(found, &translated, (x, y))
        })
        .map(|mut pair| {
            (pair.a, pair.b) = (order[pair.a], order[pair.b]);
            if pair.a > pair.b { judge::turned(pair) } else { pair }
        })
        .collect();
    found.sort_unstable_by_key(|pair| (pair.a, pair.b));
    found
}
