//! Joins articles into stories, the likest first: agglomeration by average linkage (Sokal & Michener 1958). The mean
//! cosine between the articles of two stories is the product of their summed vectors, so no matrix is kept; only
//! candidate pairs are ever looked at.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use crate::config::Config;
use crate::terms::{Terms, heaviest, product};

/// Terms kept of the sum over a story.
const STORY_TERMS: usize = 800;
/// Neighbours kept of a story.
const STORY_NEIGHBOURS: usize = 120;

/// A story that grows.
struct Story {
    sum: Terms,
    size: f32,
    /// Length of the mean of its vectors: 1 for an article alone.
    tightness: f32,
    /// First and last day, in days since the year 0, of its dated articles.
    days: Option<(i64, i64)>,
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

/// For each article the number of an article that stands for its story.
pub fn agglomerate(
    articles: Vec<Terms>,
    days: &[Option<(i64, i64)>],
    pairs: &[(u32, u32)],
    config: &Config,
) -> Vec<usize> {
    let config = &Config { cut: config.cut_of(articles.len()), ..config.clone() };
    let mut leader: Vec<usize> = (0..articles.len()).collect();
    let mut stories: Vec<Option<Story>> = articles
        .into_iter()
        .zip(days)
        .map(|(sum, days)| {
            Some(Story { sum, size: 1.0, tightness: 1.0, days: *days, neighbours: BTreeMap::new() })
        })
        .collect();
    let mut offers: BinaryHeap<Offer> = BinaryHeap::new();
    for &(a, b) in pairs {
        let (Some(x), Some(y)) = (&stories[a as usize], &stories[b as usize]) else { continue };
        let like = likeness(x, y, config);
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
        let joined = join(x, y);
        let mut likely: Vec<(f32, u32)> = Vec::with_capacity(around.len());
        for &n in &around {
            if let Some(other) = &mut stories[n as usize] {
                other.neighbours.remove(&a);
                other.neighbours.remove(&b);
                likely.push((likeness(&joined, other, config), n));
            }
        }
        stories[a as usize] = Some(joined);
        likely.sort_unstable_by(|p, q| q.0.total_cmp(&p.0).then(p.1.cmp(&q.1)));
        likely.truncate(STORY_NEIGHBOURS);
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

fn join(x: Story, y: Story) -> Story {
    let mut sum: Terms = Vec::with_capacity(x.sum.len() + y.sum.len());
    let (mut i, mut j) = (0, 0);
    while i < x.sum.len() || j < y.sum.len() {
        let order = match (x.sum.get(i), y.sum.get(j)) {
            (Some(p), Some(q)) => p.0.cmp(&q.0),
            (Some(_), None) => Ordering::Less,
            _ => Ordering::Greater,
        };
        match order {
            Ordering::Less => {
                sum.push(x.sum[i]);
                i += 1;
            }
            Ordering::Greater => {
                sum.push(y.sum[j]);
                j += 1;
            }
            Ordering::Equal => {
                sum.push((x.sum[i].0, x.sum[i].1 + y.sum[j].1));
                i += 1;
                j += 1;
            }
        }
    }
    heaviest(&mut sum, STORY_TERMS);
    let size = x.size + y.size;
    let days = match (x.days, y.days) {
        (Some(p), Some(q)) => Some((p.0.min(q.0), p.1.max(q.1))),
        (one, other) => one.or(other),
    };
    let tightness = product(&sum, &sum).sqrt() / size;
    Story { sum, size, tightness, days, neighbours: BTreeMap::new() }
}

fn likeness(x: &Story, y: &Story, config: &Config) -> f32 {
    let mean = product(&x.sum, &y.sum) / (x.size * y.size);
    let like = mean / (x.tightness * y.tightness).max(f32::MIN_POSITIVE).powf(config.centroid);
    like * nearness(x.days, y.days, config)
}

/// Factor for distance in time: 1 up to the free days, halved every so many days after, never below a floor.
fn nearness(x: Option<(i64, i64)>, y: Option<(i64, i64)>, config: &Config) -> f32 {
    let (Some(x), Some(y)) = (x, y) else { return 1.0 };
    let gap = (x.0 - y.1).max(y.0 - x.1).max(0) as f64 - config.free_days;
    if gap <= 0.0 { 1.0 } else { (0.5_f64.powf(gap / config.half_days) as f32).max(config.far) }
}
