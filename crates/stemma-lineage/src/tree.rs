//! The stemma of one family: the best exemplar for every text, texts that descend from two, texts that are lost.
//! Third step inside the lineage stage.
//!
//! Every ordered pair of texts has a cost: how unlikely the changes are that would lead from the one to the other
//! ([`crate::compare`]). The tree of least cost is Edmonds' arborescence under a lost root; standing under the lost
//! root costs a fixed sum and the changes of the text's own, so that two texts which each have what the other could
//! not have found end up as siblings (a common exemplar is lost), and a single one becomes the root of the family.

use std::collections::BTreeMap;

use stemma_reuse::{Relation, ReusePair};
use stemma_text::Article;

use crate::collate::{Collation, MOST, Pairing, collate};
use crate::compare::{Comparison, Pile, Text, compare};
use crate::config::{Config, Costs};
use crate::edmonds::{NEVER, arborescence};
use crate::search::{Above, search};
use crate::{chain, habit, moment, newsroom};

/// Two members that share text. `a < b` are places in the family.
pub struct Link<'f> {
    /// The reuse pair.
    pub pair: &'f ReusePair,
    /// What changed between the two.
    pub comparison: Comparison,
}

/// What the members of a family share. Members are places in `articles`.
pub struct Survey<'f> {
    /// The articles of the family, in the order given.
    pub articles: Vec<&'f Article>,
    /// What members share, by pairs of places, the smaller first.
    pub links: BTreeMap<(usize, usize), Link<'f>>,
    /// The same with their words.
    pub texts: Vec<Text<'f>>,
    /// Words of each text.
    pub lengths: Vec<usize>,
    /// The texts side by side; `None` in families too large.
    pub collation: Option<Collation>,
}

/// A family under examination.
pub struct Members<'f> {
    survey: &'f Survey<'f>,
    config: &'f Config,
    costs: &'f Costs,
    is_revised: bool,
    /// The likeliest order of the members as versions of one text, where it was sought.
    order: Option<chain::Order>,
}

impl<'f> std::ops::Deref for Members<'f> {
    type Target = Survey<'f>;

    fn deref(&self) -> &Survey<'f> {
        self.survey
    }
}

/// Exemplars of each member.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stemma {
    /// Exemplars in the pile, the main one first.
    pub parents: Vec<Vec<usize>>,
    /// Number of the lost witness above, if any.
    pub lost_above: Vec<Option<usize>>,
    /// Lost witnesses.
    pub lost: Vec<Lost>,
    /// Confidence of the main exemplar or the lost witness above, 0–1.
    pub confidence: Vec<f64>,
    /// Other exemplars of each member with their probabilities, `None` for one that is not there; empty where the
    /// search did not weigh them.
    pub others: Vec<Vec<(Option<usize>, f64)>>,
}

/// A lost witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Source it is credited to.
    pub credited: Option<String>,
    /// Another lost witness that it descends from.
    pub above: Option<usize>,
    /// True if the texts below are renderings in other words.
    pub retold: bool,
}

impl<'f> Survey<'f> {
    /// Compares all linked members.
    pub fn new(texts: &[Text<'f>], pairs: &[((usize, usize), &'f ReusePair)], pile: &Pile) -> Self {
        let links: BTreeMap<(usize, usize), Link> = pairs
            .iter()
            .map(|((a, b), pair)| {
                ((*a, *b), Link { pair, comparison: compare(texts[*a], texts[*b], &pile.usage) })
            })
            .collect();
        let alignments: Vec<Pairing> = links
            .iter()
            .map(|((a, b), link)| Pairing { a: *a, b: *b, words: &link.comparison.alignment.pairs })
            .collect();
        let collation = (texts.len() <= MOST).then(|| collate(texts, &alignments, pile));
        let articles = texts.iter().map(|t| t.article).collect();
        let lengths = texts.iter().map(|t| t.words.len()).collect();
        Self { articles, links, texts: texts.to_vec(), lengths, collation }
    }

    /// The link between two members, and whether the first is its first.
    pub fn link(&self, from: usize, to: usize) -> Option<(&Link<'f>, bool)> {
        self.links.get(&(from.min(to), from.max(to))).map(|link| (link, from < to))
    }

    /// Which words of `text` are aligned with `other`; empty if nothing is.
    pub fn aligned(&self, text: usize, other: usize) -> Vec<bool> {
        let Some((link, forward)) = self.link(text, other) else { return Vec::new() };
        let found = &link.comparison;
        let own = if forward { found.own_a } else { found.own_b };
        let mut marks = vec![false; found.alignment.pairs.len() + own];
        for (x, y) in &found.alignment.pairs {
            marks[if forward { *x } else { *y } as usize] = true;
        }
        marks
    }
}

impl<'f> Members<'f> {
    /// Weighs the survey with these parameters.
    pub fn new(survey: &'f Survey<'f>, config: &'f Config) -> Self {
        let mut order = None;
        let sought = || {
            order = chain::order(&survey.texts, &config.revision, config.later);
            order.clone()
        };
        let is_revised = habit::revised(survey, sought, &config.habit) >= 0.5
            && !survey.collation.as_ref().is_some_and(newsroom::is_copied);
        if is_revised && order.is_none() {
            order = chain::order(&survey.texts, &config.revision, config.later);
        }
        let costs = if is_revised { &config.revising } else { &config.copying };
        Self { survey, config, costs, is_revised, order }
    }

    /// True if the members are versions of one text.
    pub fn is_revised(&self) -> bool {
        self.is_revised
    }

    /// Log-likelihood that `to` has its text from `from`, up to a constant.
    fn arc(&self, from: usize, to: usize) -> f64 {
        let Some((link, forward)) = self.link(from, to) else { return NEVER };
        let late =
            if moment::before(self.articles[to], self.articles[from]) { self.config.later } else { 0.0 };
        -link.comparison.cost(forward, self.costs, self.config) - late
    }

    /// Log-likelihood that the exemplar of `to` is lost.
    fn orphan(&self, to: usize) -> f64 {
        let apart = (0..self.articles.len())
            .filter_map(|n| {
                self.link(n, to).map(|(link, _)| link.comparison.cost_apart(self.costs, self.config))
            })
            .min_by(f64::total_cmp);
        // Where one hand revises, nothing is lost: the root is only the text that all others grew from. A root brings
        // all its words from outside, as an addition brings its own.
        let apart = if self.is_revised { 0.0 } else { apart.unwrap_or(0.0) };
        -apart - self.costs.lost - self.costs.add_word * self.lengths[to] as f64
    }

    /// The stemma.
    pub fn stemma(&self) -> Stemma {
        if let Some(chain) = self.chain() {
            return chain;
        }
        let retold = !self.is_verbatim();
        if let (Some(collation), false, false) = (&self.collation, self.is_revised, retold) {
            return self.collated(collation);
        }
        let n = self.articles.len();
        let weight = |from: usize, to: usize| match (from, to) {
            (_, 0) => NEVER,
            (0, to) => self.orphan(to - 1),
            (from, to) => self.arc(from - 1, to - 1),
        };
        let tree: Vec<Option<usize>> = if n <= self.config.tree {
            arborescence(n + 1, 0, weight)[1..].iter().map(|p| p.checked_sub(1)).collect()
        } else {
            self.forward_tree()
        };
        let mut stemma = Stemma {
            parents: tree.iter().map(|p| p.iter().copied().collect()).collect(),
            lost_above: vec![None; n],
            lost: Vec::new(),
            confidence: (0..n).map(|to| self.confidence(to, tree[to])).collect(),
            others: Vec::new(),
        };
        self.find_lost(&mut stemma);
        if !self.is_revised {
            self.find_second(&mut stemma);
        }
        stemma
    }

    /// The versions of a revised text, one from the other.
    fn chain(&self) -> Option<Stemma> {
        let order = self.order.as_ref().filter(|_| self.is_revised)?;
        let count = self.articles.len();
        let mut stemma = Stemma {
            parents: vec![Vec::new(); count],
            lost_above: vec![None; count],
            lost: Vec::new(),
            confidence: vec![0.0; count],
            others: Vec::new(),
        };
        let mut before = None;
        for step in &order.steps {
            stemma.parents[step.version].extend(before.replace(step.version));
            stemma.confidence[step.version] = step.confidence.clamp(0.05, 0.99);
        }
        Some(stemma)
    }

    /// True if shared text alone, without retellings, holds the family together.
    fn is_verbatim(&self) -> bool {
        let mut reached = vec![false; self.articles.len()];
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut reached[at], true) {
                continue;
            }
            open.extend((0..reached.len()).filter(|n| {
                self.link(at, *n).is_some_and(|(link, _)| link.pair.relation != Relation::Retold)
            }));
        }
        reached.into_iter().all(|r| r)
    }

    /// The stemma that accounts for the whole family at least cost.
    fn collated(&self, collation: &Collation) -> Stemma {
        let found = search(collation, &self.config.newsroom, &|x, y| self.link(x, y).is_some());
        let count = self.articles.len();
        let mut stemma = Stemma {
            parents: vec![Vec::new(); count],
            lost_above: vec![None; count],
            lost: Vec::new(),
            confidence: (0..count).map(|to| found.confidence(to)).collect(),
            others: (0..count).map(|to| found.others(to)).collect(),
        };
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        for to in 0..count {
            match found.plan.above[to] {
                Above::Top => {}
                Above::Member(from) => stemma.parents[to].push(from),
                // A lost text between two that are there is no more than their edge.
                Above::Lost(lost) => match found.plan.lost[lost] {
                    Some(from) => stemma.parents[to].push(from),
                    None => {
                        let number = *numbers.entry(lost).or_insert_with(|| {
                            stemma.lost.push(Lost { credited: None, above: None, retold: false });
                            stemma.lost.len() - 1
                        });
                        stemma.lost_above[to] = Some(number);
                    }
                },
            }
            stemma.parents[to].extend(found.plan.second[to]);
        }
        self.find_lost(&mut stemma);
        stemma
    }

    /// For families too large for the best tree: for each text its best exemplar among those before it.
    fn forward_tree(&self) -> Vec<Option<usize>> {
        let mut order: Vec<usize> = (0..self.articles.len()).collect();
        order.sort_by_key(|at| {
            (
                moment::moment(self.articles[*at]),
                std::cmp::Reverse(self.articles[*at].text.len()),
                &self.articles[*at].id,
            )
        });
        let mut place = vec![0; order.len()];
        for (n, at) in order.iter().enumerate() {
            place[*at] = n;
        }
        let mut best: Vec<Option<(f64, usize)>> = vec![None; order.len()];
        for (x, y) in self.links.keys() {
            let (from, to) = if place[*x] < place[*y] { (*x, *y) } else { (*y, *x) };
            let arc = self.arc(from, to);
            if best[to].is_none_or(|(value, _)| arc > value) {
                best[to] = Some((arc, from));
            }
        }
        best.into_iter().map(|b| b.map(|(_, from)| from)).collect()
    }

    /// How much better the chosen exemplar of `to` is than all others, as a probability.
    fn confidence(&self, to: usize, chosen: Option<usize>) -> f64 {
        let value = |from: Option<usize>| from.map_or_else(|| self.orphan(to), |from| self.arc(from, to));
        let best = value(chosen);
        let others: f64 = (0..self.articles.len())
            .filter(|from| *from != to && Some(*from) != chosen && self.link(*from, to).is_some())
            .map(|from| (value(Some(from)) - best).exp())
            .sum();
        let orphan = if chosen.is_some() { (self.orphan(to) - best).exp() } else { 0.0 };
        let back = chosen.map_or(0.0, |from| (self.arc(to, from) - best).exp());
        (1.0 / (1.0 + others + orphan + back)).clamp(0.05, 0.99)
    }

    /// Second exemplars: what a text shares with another member and not with its first exemplar.
    fn find_second(&self, stemma: &mut Stemma) {
        for to in 0..self.articles.len() {
            let Some(from) = stemma.parents[to].first().copied() else { continue };
            let had = self.aligned(to, from);
            let mut best: Option<(usize, usize)> = None;
            for other in 0..self.articles.len() {
                if other == to || other == from || descends(stemma, other, to) {
                    continue;
                }
                if moment::before(self.articles[to], self.articles[other]) || descends(stemma, from, other) {
                    continue;
                }
                let new = self.aligned(to, other).iter().zip(&had).filter(|(x, y)| **x && !**y).count();
                if best.is_none_or(|(most, _)| new > most) {
                    best = Some((new, other));
                }
            }
            if let Some((new, other)) = best
                && new >= self.config.second
                && new as f64 >= self.config.second_share * had.len() as f64
            {
                stemma.parents[to].push(other);
            }
        }
    }
}

/// True if `member` has its text from `from`, over any number of steps.
fn descends(stemma: &Stemma, member: usize, from: usize) -> bool {
    let mut open = vec![member];
    let mut seen = vec![false; stemma.parents.len()];
    while let Some(at) = open.pop() {
        if at == from {
            return true;
        }
        if !std::mem::replace(&mut seen[at], true) {
            open.extend(&stemma.parents[at]);
        }
    }
    false
}
