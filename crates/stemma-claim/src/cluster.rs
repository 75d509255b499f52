//! Which propositions say the same: candidates by shared rare terms, then average-link clusters.
//!
//! Likeness of two propositions is the share of their weighted terms that both hold (Dice), or that the shorter one
//! finds in the longer one; weights are inverse frequencies within the story, so that the names everybody mentions
//! count for little. Average link keeps clusters from growing along chains of half-like sentences.

use crate::proposition::Proposition;
use rustc_hash::FxHashMap;
use stemma_quote::Polarity;

/// Least likeness of two propositions that joins them, 0–1.
const JOINS: f64 = 0.46;

/// Least mean likeness of the members of two clusters that are joined, 0–1.
const MEAN_JOINS: f64 = 0.34;

/// What a proposition that is wholly held by a longer one counts at most, 0–1.
const HELD: f64 = 0.72;

/// Worth of words that two texts of one family give to the same speaker: they tell one original.
const SAME_SPEAKER: f64 = 1.5;

/// Worth of words that one denies and another says: a denial tells in its own words what it denies.
const DENIAL: f64 = 1.4;

/// Worth of words that stand at the head of two articles with the same names or numbers: they tell the event.
const BOTH_LEAD: f64 = 1.25;

/// Propositions that may share a term before it stops making candidates.
const COMMON: usize = 80;

/// Rarest terms of a proposition that make candidates.
const RAREST: usize = 10;

/// Members of a cluster that its mean likeness to another is taken over.
const SAMPLED: usize = 10;

/// Propositions of one story with the weights of their terms.
pub(crate) struct Story<'p> {
    propositions: &'p [Proposition],
    weights: FxHashMap<u32, f64>,
    totals: Vec<f64>,
    /// Least weight of a term that few propositions hold.
    rare: f64,
}

impl<'p> Story<'p> {
    pub(crate) fn new(propositions: &'p [Proposition]) -> Self {
        let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
        for proposition in propositions {
            for term in &proposition.terms {
                *counts.entry(*term).or_insert(0) += 1;
            }
        }
        let all = propositions.len() as f64;
        let weights: FxHashMap<u32, f64> =
            counts.into_iter().map(|(term, count)| (term, (1.0 + all / count as f64).ln())).collect();
        let totals = propositions
            .iter()
            .map(|p| p.terms.iter().map(|t| weights.get(t).copied().unwrap_or(0.0)).sum())
            .collect();
        let few = (propositions.len() / 25).max(4) as f64;
        Self { propositions, weights, totals, rare: (1.0 + all / few).ln() }
    }

    fn weight(&self, term: u32) -> f64 {
        self.weights.get(&term).copied().unwrap_or(0.0)
    }

    /// How alike two propositions are, 0–1.
    pub(crate) fn likeness(&self, a: usize, b: usize) -> f64 {
        let (p, q) = (&self.propositions[a], &self.propositions[b]);
        let (mut i, mut j) = (0, 0);
        let (mut shared, mut count, mut plain, mut rare) = (0.0, 0, 0, 0);
        while i < p.terms.len() && j < q.terms.len() {
            match p.terms[i].cmp(&q.terms[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    let weight = self.weight(p.terms[i]);
                    shared += weight;
                    rare += usize::from(weight >= self.rare);
                    count += 1;
                    plain += usize::from(p.names.binary_search(&p.terms[i]).is_err());
                    i += 1;
                    j += 1;
                }
            }
        }
        // Names alone make no claim: two statements about the same people may say anything.
        if count < 2 || plain == 0 {
            return 0.0;
        }
        let (total_a, total_b) = (self.totals[a], self.totals[b]);
        let dice = 2.0 * shared / (total_a + total_b);
        let held = shared / total_a.min(total_b);
        let short = p.terms.len().min(q.terms.len());
        let by_part = if short >= 3 && count >= 3 && plain >= 2 { HELD * held * held } else { 0.0 };
        let mut likeness = dice.max(by_part);
        if p.article == q.article {
            return likeness * 0.8;
        }
        if p.family == q.family && p.speaker.is_some() && p.speaker == q.speaker {
            likeness *= SAME_SPEAKER;
        }
        if (p.polarity == Polarity::Denied) != (q.polarity == Polarity::Denied) && count >= 3 && rare >= 2 {
            likeness *= DENIAL;
        }
        if p.lead && q.lead && count > plain + 1 {
            likeness *= BOTH_LEAD;
        }
        likeness.min(1.0)
    }

    /// The pairs worth a look among `chosen`, with their likeness, the most alike first.
    fn pairs(&self, chosen: &[usize]) -> Vec<(f64, usize, usize)> {
        let mut holders: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        let mut pairs = Vec::new();
        let mut seen: Vec<usize> = Vec::new();
        for at in chosen.iter().copied() {
            let mut rare = self.propositions[at].terms.clone();
            rare.sort_by(|a, b| self.weight(*b).total_cmp(&self.weight(*a)).then(a.cmp(b)));
            rare.truncate(RAREST);
            seen.clear();
            for term in &rare {
                let list = holders.entry(*term).or_default();
                seen.extend(list.iter().copied());
                if list.len() < COMMON {
                    list.push(at);
                }
            }
            seen.sort_unstable();
            seen.dedup();
            for other in &seen {
                let likeness = self.likeness(*other, at);
                if likeness >= JOINS {
                    pairs.push((likeness, *other, at));
                }
            }
        }
        pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)).then(x.2.cmp(&y.2)));
        pairs
    }

    /// Clusters of propositions that say the same, each in order, in order of their first member. Copies with the
    /// same terms are clustered once, through the first of them.
    pub(crate) fn clusters(&self) -> Vec<Vec<usize>> {
        let count = self.propositions.len();
        let mut first_of: FxHashMap<&[u32], usize> = FxHashMap::default();
        let mut chosen = Vec::new();
        let mut copies: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (at, proposition) in self.propositions.iter().enumerate() {
            // Too few terms may be the same words about something else.
            let first = match proposition.terms.len() {
                0..=2 => at,
                _ => *first_of.entry(proposition.terms.as_slice()).or_insert(at),
            };
            if first == at {
                chosen.push(at);
            }
            copies[first].push(at);
        }
        let mut home: Vec<usize> = (0..count).collect();
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
        chosen.iter().for_each(|at| members[*at].push(*at));
        for (_, a, b) in self.pairs(&chosen) {
            let (x, y) = (home[a].min(home[b]), home[a].max(home[b]));
            if x == y || self.mean(&members[x], &members[y]) < MEAN_JOINS {
                continue;
            }
            let moved = std::mem::take(&mut members[y]);
            moved.iter().for_each(|m| home[*m] = x);
            members[x].extend(moved);
            members[x].sort_unstable();
        }
        members.retain(|m| !m.is_empty());
        for cluster in &mut members {
            *cluster = cluster.iter().flat_map(|m| copies[*m].iter().copied()).collect();
            cluster.sort_unstable();
        }
        members
    }

    /// Mean likeness of two clusters, over members spread evenly. What every member of one article says again is
    /// counted once: the best of it.
    fn mean(&self, a: &[usize], b: &[usize]) -> f64 {
        let spread = |list: &[usize]| -> Vec<usize> {
            let step = list.len().div_ceil(SAMPLED);
            list.iter().step_by(step.max(1)).copied().collect()
        };
        let (a, b) = (spread(a), spread(b));
        let sum: f64 = a.iter().flat_map(|x| b.iter().map(|y| self.likeness(*x, *y))).sum();
        sum / (a.len() * b.len()) as f64
    }
}
