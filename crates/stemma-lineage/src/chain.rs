//! The order of the versions of one text that one hand revised. Third step inside the lineage stage, in place of the
//! tree, for families judged to be revised.
//!
//! The stemma of a revised text is no tree but a path: every version has its text from the one before. What a revision
//! adds stays for a while and then goes for good, so that each piece of text should fill one stretch of the order (the
//! interval or consecutive-ones property: Kendall 1969 for finds in graves, Fulkerson & Gross 1965 in general). Pieces
//! are runs of three words; those that stand in the same versions count together, and the more there are the less each
//! adds, for they mostly came in one go. An order has a cost for what each step adds and takes away, for how unlike
//! its neighbours are, for every gap in the life of a piece, for shrinking, for a date named that lies before the last
//! one; and a high one for going against the dates of publication. The likelihood of an order falls exponentially with
//! its cost (Lafferty, McCallum & Pereira 2001 for such models of sequences). Sums over all orders are exact, by sets
//! of versions already placed (Held & Karp 1962), for up to [`EXACT`] versions; beyond, an order is put together
//! by insertion.
//!
//! All costs go one way for a step and another way for its reverse, so that order and direction are found together.

use rustc_hash::FxHashMap;

use crate::compare::Text;
use crate::config::Revision;
use crate::moment;

/// Versions up to which all orders are weighed, count: memory grows with the power of two.
const EXACT: usize = 12;

/// Versions up to which an order is sought, count: one bit each.
pub const MOST: usize = 64;

/// Sets of versions with pieces in common that count where not all orders are weighed, count: the weightiest.
const PIECES: usize = 1024;

/// Times that all versions are tried elsewhere, count.
const ROUNDS: usize = 4;

/// Words in a run.
const RUN: usize = 3;

/// Years that a text may name as its present, first and last. Earlier ones are history, later ones forecasts.
const YEARS: (u32, u32) = (1900, 2100);

/// One version in the order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Place of the version in the list given.
    pub version: usize,
    /// How sure it is that its exemplar is the version before it, 0–1; for the first, that it is the first.
    pub confidence: f64,
}

/// An order of versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// All versions, the first one first.
    pub steps: Vec<Step>,
    /// Share of the pieces of text with a gap in their life, 0–1. Pieces in all versions do not count.
    pub broken: f64,
}

/// The versions in their likeliest order; nothing for more than [`MOST`]. `later` is the cost of every pair that
/// stands against the dates of publication.
pub fn order(texts: &[Text], costs: &Revision, later: f64) -> Option<Order> {
    if texts.len() > MOST {
        return None;
    }
    let versions = Versions::new(texts, costs, later);
    let steps = if texts.len() <= EXACT { exact(&versions) } else { insertion(&versions) };
    let broken = versions.broken(&steps);
    Some(Order { steps, broken })
}

/// What is known of the versions of one text.
struct Versions {
    count: usize,
    /// Log-likelihood of each step.
    steps: Vec<Vec<f64>>,
    /// For each set of versions that some runs stand in, and no others, the cost of one gap in their life.
    pieces: Vec<(u64, f64)>,
    /// Versions that surely appeared before each.
    before: Vec<u64>,
    later: f64,
}

impl Versions {
    fn new(texts: &[Text], costs: &Revision, later: f64) -> Self {
        let count = texts.len();
        let counted = pieces(texts);
        // Of many runs that come and go together each counts less: they are likely one change.
        let weight = |runs: u32| 1.0 - (-f64::from(runs) / costs.together).exp();
        let mut added = vec![vec![0.0; count]; count];
        let (mut sizes, mut common) = (vec![0u32; count], vec![vec![0u32; count]; count]);
        for (set, runs) in &counted {
            for a in 0..count {
                for b in 0..count {
                    let (in_a, in_b) = (set >> a & 1 == 1, set >> b & 1 == 1);
                    if in_b && !in_a {
                        added[a][b] += weight(*runs);
                    } else if in_b && a < b {
                        common[a][b] += runs;
                        common[b][a] += runs;
                    }
                }
                sizes[a] += if set >> a & 1 == 1 { *runs } else { 0 };
            }
        }
        let profiles: Vec<Profile> = texts.iter().map(Profile::new).collect();
        let step = |a: usize, b: usize| {
            let all = (sizes[a] + sizes[b] - common[a][b]).max(1);
            let alike = f64::from(common[a][b]) / f64::from(all);
            profiles[a].growth(&profiles[b], costs)
                - costs.add * added[a][b]
                - costs.remove * added[b][a]
                - costs.distance * -(alike + 0.01).ln()
        };
        let steps =
            (0..count).map(|a| (0..count).map(|b| if a == b { 0.0 } else { step(a, b) }).collect()).collect();
        let pieces = counted.iter().map(|(set, runs)| (*set, costs.gap * weight(*runs))).collect();
        let earlier = |b: usize| {
            (0..count)
                .filter(|a| moment::before(texts[*a].article, texts[b].article))
                .fold(0, |s, a| s | 1 << a)
        };
        Self { count, steps, pieces, before: (0..count).map(earlier).collect(), later }
    }

    /// Log-likelihood of placing `next` while `rest`, all others not yet placed, come behind it.
    fn late(&self, rest: u64, next: usize) -> f64 {
        -self.later * f64::from((rest & self.before[next]).count_ones())
    }

    /// Share of the pieces that have a gap in this order.
    fn broken(&self, steps: &[Step]) -> f64 {
        let (mut broken, mut all) = (0.0, 0.0);
        for (set, cost) in self.pieces.iter().filter(|(set, _)| *set != self.all()) {
            let mut here = steps.iter().map(|step| set >> step.version & 1 == 1);
            here.by_ref().skip_while(|h| !h).take_while(|h| *h).for_each(drop);
            all += cost;
            broken += if here.any(|h| h) { *cost } else { 0.0 };
        }
        if all > 0.0 { broken / all } else { 0.0 }
    }

    fn all(&self) -> u64 {
        if self.count == 64 { u64::MAX } else { (1 << self.count) - 1 }
    }
}

/// How many runs of words stand in exactly the same versions, by sets of versions.
fn pieces(texts: &[Text]) -> Vec<(u64, u32)> {
    let mut sets: FxHashMap<[u32; RUN], u64> = FxHashMap::default();
    for (at, text) in texts.iter().enumerate() {
        let words = text.words;
        for n in 0..words.len().saturating_sub(RUN - 1) {
            *sets.entry([words.key(n), words.key(n + 1), words.key(n + 2)]).or_default() |= 1 << at;
        }
    }
    let mut sets: Vec<u64> = sets.into_values().collect();
    sets.sort_unstable();
    sets.chunk_by(|x, y| x == y).map(|same| (same[0], same.len() as u32)).collect()
}

/// What tells an early version from a late one.
struct Profile {
    /// Number of words.
    length: usize,
    /// Different words, sorted.
    words: Vec<u32>,
    /// The last year named.
    year: Option<u32>,
}

impl Profile {
    fn new(text: &Text) -> Self {
        let length = text.words.len();
        let mut words: Vec<u32> = (0..length).map(|n| text.words.key(n)).collect();
        words.sort_unstable();
        words.dedup();
        let year = |n: usize| {
            let word = text.words.range(n).of(&text.article.text);
            let four = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
            word.parse().ok().filter(|year| four && (YEARS.0..=YEARS.1).contains(year))
        };
        Self { length, words, year: (0..length).filter_map(year).max() }
    }

    /// Log-likelihood of becoming `next` over its reverse, half of it.
    fn growth(&self, next: &Profile, costs: &Revision) -> f64 {
        let ratio = (next.length.max(1) as f64 / self.length.max(1) as f64).ln();
        let year = match (self.year, next.year) {
            (Some(one), Some(two)) if two > one => costs.year,
            (Some(one), Some(two)) if two < one => -costs.year,
            _ => 0.0,
        };
        let (lost, new) = (only(&self.words, &next.words) as f64, only(&next.words, &self.words) as f64);
        costs.length * (3.0 * ratio).clamp(-1.0, 1.0) + year + costs.words * (new.ln_1p() - lost.ln_1p())
    }
}

/// How many of the sorted `words` are not among the sorted `others`.
fn only(words: &[u32], others: &[u32]) -> usize {
    words.iter().filter(|w| others.binary_search(w).is_err()).count()
}

/// Sums and the best order over all orders, by sets.
struct Lattice<'v> {
    versions: &'v Versions,
    /// For each set of versions the cost of one gap for all pieces that stand only in these.
    inside: Vec<f64>,
}

impl<'v> Lattice<'v> {
    fn new(versions: &'v Versions) -> Self {
        let mut inside = vec![0.0; 1 << versions.count];
        for (set, cost) in &versions.pieces {
            inside[*set as usize] += cost;
        }
        for bit in 0..versions.count {
            for set in 0..inside.len() {
                if set >> bit & 1 == 1 {
                    inside[set] += inside[set ^ 1 << bit];
                }
            }
        }
        Self { versions, inside }
    }

    /// Log-likelihood of placing `next` behind the versions of `set`, whatever their order: pieces that stand on both
    /// sides of it and not in it have a gap there.
    fn place(&self, set: usize, next: usize) -> f64 {
        let others = (self.inside.len() - 1) ^ (1 << next);
        let rest = others & !set;
        self.inside[set] + self.inside[rest] - self.inside[others] + self.versions.late(rest as u64, next)
    }

    fn at(&self, set: usize, last: usize) -> usize {
        set * self.versions.count + last
    }

    /// Goes through all sets upwards; `join` takes the values of all ways to one end. Every value stands at its set and
    /// last version.
    fn forward(&self, join: impl Fn(&[f64]) -> f64) -> Vec<f64> {
        let count = self.versions.count;
        let mut values = vec![f64::NEG_INFINITY; self.inside.len() * count];
        for next in 0..count {
            values[self.at(1 << next, next)] = self.place(0, next);
        }
        let mut ways = Vec::with_capacity(count);
        for set in 1..self.inside.len() {
            for next in (0..count).filter(|n| set >> n & 1 == 0) {
                let place = self.place(set, next);
                ways.clear();
                ways.extend(
                    members(set, count)
                        .map(|last| values[self.at(set, last)] + self.versions.steps[last][next] + place),
                );
                values[self.at(set | 1 << next, next)] = join(&ways);
            }
        }
        values
    }

    /// The likeliest order, from the values of [`Self::forward`] with the greatest taken.
    fn best(&self, values: &[f64]) -> Vec<usize> {
        let count = self.versions.count;
        let mut set = self.inside.len() - 1;
        let mut order = Vec::with_capacity(count);
        let mut ahead: Option<usize> = None;
        while set != 0 {
            let value = |last: usize| {
                values[self.at(set, last)] + ahead.map_or(0.0, |next| self.versions.steps[last][next])
            };
            let Some(last) = members(set, count).reduce(|x, y| if value(y) > value(x) { y } else { x })
            else {
                break;
            };
            order.push(last);
            set ^= 1 << last;
            ahead = Some(last);
        }
        order.reverse();
        order
    }

    /// How probable each step is over all orders, by first and second version; on the diagonal how probably a version
    /// is the first.
    fn probable(&self) -> Vec<Vec<f64>> {
        let count = self.versions.count;
        let all = self.inside.len() - 1;
        let upwards = self.forward(sum);
        let mut downwards = vec![f64::NEG_INFINITY; upwards.len()];
        for last in 0..count {
            downwards[self.at(all, last)] = 0.0;
        }
        let ends: Vec<f64> = (0..count).map(|last| upwards[self.at(all, last)]).collect();
        let total = sum(&ends);
        let mut found = vec![vec![0.0; count]; count];
        let mut ways = Vec::with_capacity(count);
        for set in (1..all).rev() {
            let next: Vec<(usize, f64)> = members(all ^ set, count)
                .map(|next| (next, self.place(set, next) + downwards[self.at(set | 1 << next, next)]))
                .collect();
            for last in members(set, count) {
                ways.clear();
                ways.extend(next.iter().map(|(next, value)| value + self.versions.steps[last][*next]));
                downwards[self.at(set, last)] = sum(&ways);
                for ((next, _), way) in next.iter().zip(&ways) {
                    found[last][*next] += (upwards[self.at(set, last)] + way - total).exp();
                }
            }
        }
        for (first, row) in found.iter_mut().enumerate() {
            let at = self.at(1 << first, first);
            row[first] = (upwards[at] + downwards[at] - total).exp();
        }
        found
    }
}

fn members(set: usize, count: usize) -> impl Iterator<Item = usize> {
    (0..count).filter(move |n| set >> n & 1 == 1)
}

/// Logarithm of the sum of the likelihoods.
fn sum(ways: &[f64]) -> f64 {
    let most = ways.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + ways.iter().map(|way| (way - most).exp()).sum::<f64>().ln()
}

fn exact(versions: &Versions) -> Vec<Step> {
    let lattice = Lattice::new(versions);
    let greatest = |ways: &[f64]| ways.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let order = lattice.best(&lattice.forward(greatest));
    let probable = lattice.probable();
    let confidence = |place: usize| {
        let before = order[place.saturating_sub(1)];
        probable[before][order[place]]
    };
    order
        .iter()
        .enumerate()
        .map(|(n, version)| Step { version: *version, confidence: confidence(n) })
        .collect()
}

/// Log-likelihood of a whole order; `pieces` are the ones that count.
fn value(versions: &Versions, pieces: &[(u64, f64)], order: &[usize]) -> f64 {
    let all = order.iter().fold(0u64, |set, n| set | 1 << n);
    let (mut placed, mut value) = (0u64, 0.0);
    for (place, next) in order.iter().enumerate() {
        let rest = all & !placed & !(1 << next);
        value += versions.late(rest, *next);
        if let Some(last) = place.checked_sub(1) {
            value += versions.steps[order[last]][*next];
        }
        for (set, cost) in pieces {
            let gap = set >> next & 1 == 0 && set & placed != 0 && set & rest != 0;
            value -= if gap { *cost } else { 0.0 };
        }
        placed |= 1 << next;
    }
    value
}

/// An order of more versions than can be weighed exactly: one after the other is put in where it fits best, nearest
/// ones first; then single versions move, and the whole is turned round, as long as that helps.
fn insertion(versions: &Versions) -> Vec<Step> {
    let mut pieces = versions.pieces.clone();
    pieces.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    pieces.truncate(PIECES);
    let mut order = vec![0];
    while order.len() < versions.count {
        let near = |n: usize| {
            let both = |m: &usize| versions.steps[*m][n] + versions.steps[n][*m];
            order.iter().map(both).fold(f64::NEG_INFINITY, f64::max)
        };
        let free = (0..versions.count).filter(|n| !order.contains(n));
        let Some(next) = free.reduce(|x, y| if near(y) > near(x) { y } else { x }) else { break };
        order = inserted(versions, &pieces, &order, next).1;
    }
    let mut best = value(versions, &pieces, &order);
    for _ in 0..ROUNDS {
        let before = best;
        let turned: Vec<usize> = order.iter().rev().copied().collect();
        let other = value(versions, &pieces, &turned);
        if other > best {
            (best, order) = (other, turned);
        }
        for version in 0..versions.count {
            let without: Vec<usize> = order.iter().copied().filter(|n| *n != version).collect();
            let (other, moved) = inserted(versions, &pieces, &without, version);
            if other > best {
                (best, order) = (other, moved);
            }
        }
        if best <= before {
            break;
        }
    }
    let confidence = |place: usize| {
        let Some(before) = place.checked_sub(1).map(|p| order[p]) else { return 0.5 };
        let chosen = versions.steps[before][order[place]];
        let others = (0..versions.count).filter(|from| *from != order[place]);
        let back = (versions.steps[order[place]][before] - chosen).exp();
        1.0 / (back + others.map(|from| (versions.steps[from][order[place]] - chosen).exp()).sum::<f64>())
    };
    order
        .iter()
        .enumerate()
        .map(|(n, version)| Step { version: *version, confidence: confidence(n) })
        .collect()
}

/// `order` with `next` where it fits best, and its log-likelihood.
fn inserted(versions: &Versions, pieces: &[(u64, f64)], order: &[usize], next: usize) -> (f64, Vec<usize>) {
    let mut best = (f64::NEG_INFINITY, Vec::new());
    for place in 0..=order.len() {
        let mut longer = order.to_vec();
        longer.insert(place, next);
        let found = value(versions, pieces, &longer);
        if best.1.is_empty() || found > best.0 {
            best = (found, longer);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_reuse::Words;
    use stemma_text::{Article, DateBasis, Dated, Language};

    fn found(versions: &[(&str, &str)]) -> Vec<usize> {
        let articles: Vec<Article> = versions
            .iter()
            .map(|(text, day)| {
                let mut article = Article::as_is("x", *text, Language::GERMAN);
                article.published = Dated::parse(day, DateBasis::Feed);
                article
            })
            .collect();
        let words: Vec<Words> = articles.iter().map(|a| Words::new(&a.text)).collect();
        let texts: Vec<Text> =
            articles.iter().zip(&words).map(|(article, words)| Text { article, words }).collect();
        let config = crate::Config::default();
        let found = order(&texts, &config.revision, config.later);
        found.map(|o| o.steps.iter().map(|s| s.version).collect()).unwrap_or_default()
    }

    const STUB: &str = "Der Leuchtturm von Kallmoos steht auf einer Sandbank vor der Küste.";
    const BUILT: &str =
        "Der Leuchtturm von Kallmoos steht auf einer Sandbank vor der Küste. Er wurde 1911 gebaut.";
    const CLOSED: &str = "Der Leuchtturm von Kallmoos steht auf einer Sandbank vor der Küste. Er wurde 1911 gebaut und \
        ist seit 1984 nicht mehr in Betrieb. Heute gehört er einem Verein.";
    const MUSEUM: &str = "Der Leuchtturm von Kallmoos auf der Sandbank Ahlegrund ist ein Museum. Er wurde 1911 gebaut und \
        ist seit 1984 nicht mehr in Betrieb. Seit 2009 kann man ihn besichtigen.";

    #[test]
    fn a_text_that_grows() {
        assert_eq!(found(&[(CLOSED, ""), (STUB, ""), (MUSEUM, ""), (BUILT, "")]), [1, 3, 0, 2]);
        assert_eq!(found(&[]), []);
        assert_eq!(found(&[("", "")]), [0]);
    }

    #[test]
    fn dates_decide() {
        assert_eq!(found(&[(STUB, "2024-05-03"), (BUILT, "2024-05-02"), (CLOSED, "2024-05-01")]), [2, 1, 0]);
    }

    #[test]
    fn a_long_chain_is_put_together() {
        let texts: Vec<String> = (0..30)
            .map(|n| {
                (n / 2..=n).map(|k| format!("Am Tag {k} fing Boot {k} genau {} Heringe. ", 7 * k)).collect()
            })
            .collect();
        let versions: Vec<(&str, &str)> = texts.iter().map(|t| (t.as_str(), "")).collect();
        assert_eq!(found(&versions), (0..30).collect::<Vec<usize>>());
        assert_eq!(found(&versions[..9]), (0..9).collect::<Vec<usize>>());
    }
}
