//! Joins articles into stories, the likest first: agglomeration by average linkage (Sokal & Michener 1958), measured
//! against how tight the two already are. The mean cosine between the articles of two stories is the product of their
//! summed vectors, so no matrix is kept; only candidate pairs are ever looked at.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use stemma_text::Language;

use crate::config::Config;
use crate::days::Days;
use crate::meaning::Meaning;
use crate::terms::{Terms, heaviest, product};

/// Terms kept of the sum over a story.
const STORY_TERMS: usize = 800;
/// Neighbours kept of a story that are not yet like enough.
const STORY_NEIGHBOURS: usize = 120;
/// Least tightness that a story is taken to have.
const LEAST_TIGHTNESS: f32 = 0.05;

/// What stories are joined of: one article, or articles that are joined already.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// Sum of the terms of its articles.
    pub sum: Terms,
    /// Sum of their meanings; empty if none has one.
    pub meaning: Meaning,
    /// Articles.
    pub size: f32,
    /// Articles whose meaning is known.
    pub meant: f32,
    /// Sum of the likeness over the pairs inside.
    pub inner: f32,
    /// When they appeared.
    pub days: Days,
    /// Articles in each language, in order of the languages.
    pub languages: Vec<(Language, f32)>,
}

impl Item {
    /// One article.
    pub fn article(sum: Terms, meaning: Meaning, days: Days, language: Language) -> Self {
        let meant = if meaning.is_empty() { 0.0 } else { 1.0 };
        let languages = vec![(language, 1.0)];
        Self { sum, meaning, size: 1.0, meant, inner: 0.0, days, languages }
    }

    /// Both in one.
    pub fn join(self, other: Self, config: &Config) -> Self {
        let between = between(&self, &other, config) * self.size * other.size;
        let mut sum = added(&self.sum, &other.sum);
        heaviest(&mut sum, STORY_TERMS);
        let mut meaning = self.meaning;
        crate::meaning::add(&mut meaning, &other.meaning);
        let mut languages = self.languages;
        for (language, count) in other.languages {
            match languages.binary_search_by_key(&language, |l| l.0) {
                Ok(at) => languages[at].1 += count,
                Err(at) => languages.insert(at, (language, count)),
            }
        }
        Self {
            sum,
            meaning,
            size: self.size + other.size,
            meant: self.meant + other.meant,
            inner: self.inner + other.inner + between,
            days: self.days.join(other.days),
            languages,
        }
    }

    /// Mean likeness of the pairs inside, drawn towards the usual.
    fn tightness(&self, config: &Config) -> f32 {
        let pairs = self.size * (self.size - 1.0) / 2.0;
        ((self.inner + config.prior * config.usual) / (pairs + config.prior)).max(LEAST_TIGHTNESS)
    }
}

/// A story that grows.
struct Story {
    item: Item,
    neighbours: BTreeMap<u32, f32>,
}

/// Two stories that may be joined; ordered by likeness, then by their numbers.
struct Offer {
    like: f32,
    a: u32,
    b: u32,
}

impl Ord for Offer {
    fn cmp(&self, other: &Self) -> Ordering {
        self.like.total_cmp(&other.like).then(other.a.cmp(&self.a)).then(other.b.cmp(&self.b))
    }
}

impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Offer {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Offer {}

/// For each item the number of an item that stands for its story. `pairs`: which may be of one story.
pub fn agglomerate(items: Vec<Item>, pairs: &[(u32, u32)], config: &Config) -> Vec<usize> {
    let mut leader: Vec<usize> = (0..items.len()).collect();
    let mut stories: Vec<Option<Story>> =
        items.into_iter().map(|item| Some(Story { item, neighbours: BTreeMap::new() })).collect();
    let mut offers: BinaryHeap<Offer> = BinaryHeap::new();
    for &(a, b) in pairs {
        let (Some(x), Some(y)) = (&stories[a as usize], &stories[b as usize]) else { continue };
        let like = likeness(&x.item, &y.item, config);
        link(&mut stories, &mut offers, (a, b), like, config);
    }
    while let Some(Offer { like, a, b }) = offers.pop() {
        let current = stories[a as usize].as_ref().and_then(|s| s.neighbours.get(&b)).copied();
        if current.is_none_or(|now| now.total_cmp(&like) != Ordering::Equal) {
            continue;
        }
        let (Some(x), Some(y)) = (stories[a as usize].take(), stories[b as usize].take()) else { continue };
        leader[b as usize] = a as usize;
        let mut around: Vec<u32> = x.neighbours.keys().chain(y.neighbours.keys()).copied().collect();
        around.retain(|n| *n != a && *n != b);
        around.sort_unstable();
        around.dedup();
        let joined = x.item.join(y.item, config);
        let mut likely: Vec<(f32, u32)> = Vec::with_capacity(around.len());
        for &n in &around {
            if let Some(other) = &mut stories[n as usize] {
                other.neighbours.remove(&a);
                other.neighbours.remove(&b);
                likely.push((likeness(&joined, &other.item, config), n));
            }
        }
        stories[a as usize] = Some(Story { item: joined, neighbours: BTreeMap::new() });
        likely.sort_unstable_by(|p, q| q.0.total_cmp(&p.0).then(p.1.cmp(&q.1)));
        // What may be joined as it stands is never let go: five hundred prints of one text all find one another.
        let sure = likely.partition_point(|l| l.0 >= config.cut);
        likely.truncate(STORY_NEIGHBOURS.max(sure));
        for (like, n) in likely {
            link(&mut stories, &mut offers, (a, n), like, config);
        }
    }
    // A leader stands for itself or was joined to another later: followed to the end, without recursion.
    (0..leader.len())
        .map(|mut at| {
            while leader[at] != at {
                at = leader[at];
            }
            at
        })
        .collect()
}

fn link(
    stories: &mut [Option<Story>],
    offers: &mut BinaryHeap<Offer>,
    (a, b): (u32, u32),
    like: f32,
    config: &Config,
) {
    for (own, other) in [(a, b), (b, a)] {
        if let Some(story) = &mut stories[own as usize] {
            story.neighbours.insert(other, like);
        }
    }
    if like >= config.cut {
        offers.push(Offer { like, a: a.min(b), b: a.max(b) });
    }
}

/// The sum of two vectors of terms.
fn added(x: &Terms, y: &Terms) -> Terms {
    let mut sum: Terms = Vec::with_capacity(x.len() + y.len());
    let (mut i, mut j) = (0, 0);
    while i < x.len() || j < y.len() {
        let order = match (x.get(i), y.get(j)) {
            (Some(p), Some(q)) => p.0.cmp(&q.0),
            (Some(_), None) => Ordering::Less,
            _ => Ordering::Greater,
        };
        match order {
            Ordering::Less => {
                sum.push(x[i]);
                i += 1;
            }
            Ordering::Greater => {
                sum.push(y[j]);
                j += 1;
            }
            Ordering::Equal => {
                sum.push((x[i].0, x[i].1 + y[j].1));
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// Mean likeness of the pairs between two: terms, meaning, time.
fn between(x: &Item, y: &Item, config: &Config) -> f32 {
    let terms = product(&x.sum, &y.sum);
    let meaning = crate::meaning::product(&x.meaning, &y.meaning) - config.neutral * x.meant * y.meant;
    let all = x.size * y.size;
    let same: f32 = x
        .languages
        .iter()
        .flat_map(|p| y.languages.iter().map(move |q| (p, q)))
        .filter(|(p, q)| p.0 == q.0)
        .map(|(p, q)| p.1 * q.1)
        .sum();
    let lack = 1.0 + config.across * (1.0 - same / all).max(0.0);
    (terms + config.meaning * meaning) / all * lack * x.days.nearness(&y.days, config)
}

/// How much speaks for joining two.
pub fn likeness(x: &Item, y: &Item, config: &Config) -> f32 {
    let tight = x.tightness(config) * y.tightness(config) / (config.usual * config.usual);
    between(x, y, config) / tight.powf(config.relative)
}
