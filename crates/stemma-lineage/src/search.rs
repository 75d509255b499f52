//! The stemma that accounts for a family at least cost, found by local search. Sixth step inside the lineage stage.
//!
//! A plan names for every text its exemplar, in the pile or lost, and perhaps a second one. Its cost is the length of
//! the account: the text at the top, every change on the way, every lost text assumed. The search starts from the
//! best tree under each member (Edmonds) and re-hangs texts, turns edges, puts lost exemplars in and takes them out,
//! as long as the account grows shorter. What it met on the way says how much worse other exemplars would be.

use rustc_hash::FxHashMap;

use crate::archetype::reconstruct;
use crate::collate::{Collation, NONE, Reading};
use crate::config::Newsroom;
use crate::edits::Edits;
use crate::edmonds::arborescence;
use crate::mixture::{change_over, misfits, mixture};

/// Cost of an edge between texts that share nothing.
const NEVER: f64 = 1e6;

/// Rounds of improvement from one start, count: far more than any family needs.
const ROUNDS: usize = 200;

/// Where a text has its words from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Above {
    /// It stands at the top.
    Top,
    /// A member.
    Member(usize),
    /// A lost text, by its number in [`Plan::lost`].
    Lost(usize),
}

/// A stemma.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Main exemplar of each member.
    pub above: Vec<Above>,
    /// Second exemplar of each member.
    pub second: Vec<Option<usize>>,
    /// Lost texts: the member each has its text from. Those that nothing stands under count for nothing.
    pub lost: Vec<Option<usize>>,
}

/// What the search found.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The best plan.
    pub plan: Plan,
    /// Least cost met for each member with each main exemplar, beyond that of the best plan: members first, then a
    /// lost text at the top, then no exemplar. Infinite where never met.
    pub excess: Vec<Vec<f64>>,
    /// Slope of the calibration ([`Newsroom::calibration`]).
    pub slope: f64,
}

impl Outcome {
    /// Which of its options ([`Outcome::excess`]) the best plan has for a member.
    fn option(&self, to: usize) -> usize {
        let count = self.plan.above.len();
        match self.plan.above[to] {
            Above::Top => count + 1,
            Above::Member(from) => from,
            Above::Lost(lost) => self.plan.lost[lost].unwrap_or(count),
        }
    }

    /// Probability of each option of a member, given the costs.
    pub fn odds(&self, to: usize) -> Vec<f64> {
        let weights: Vec<f64> = self.excess[to].iter().map(|excess| (-excess.max(0.0)).exp()).collect();
        let sum: f64 = weights.iter().sum();
        weights.iter().map(|weight| weight / sum.max(f64::MIN_POSITIVE)).collect()
    }

    /// Probability of the option of the best plan.
    pub fn confidence(&self, to: usize) -> f64 {
        self.odds(to).get(self.option(to)).map_or(0.5, |odds| calibrated(*odds, self.slope))
    }

    /// The other options of a member, `None` for a lost text or no exemplar at all.
    pub fn others(&self, to: usize) -> Vec<(Option<usize>, f64)> {
        let (odds, own) = (self.odds(to), self.option(to));
        let count = self.plan.above.len();
        let mut found: Vec<(Option<usize>, f64)> = Vec::new();
        let mut absent = 0.0;
        for (option, odds) in odds.iter().enumerate().filter(|(option, _)| *option != own) {
            if option < count {
                found.push((Some(option), *odds));
            } else {
                absent += odds;
            }
        }
        found.push((None, absent));
        // What is left beside the calibrated confidence, in the same proportions.
        let sum: f64 = found.iter().map(|(_, odds)| odds).sum();
        let rest = (1.0 - self.confidence(to)) / sum.max(f64::MIN_POSITIVE);
        found.into_iter().map(|(from, odds)| (from, (odds * rest).min(1.0))).collect()
    }
}

/// Share of edges that are right where the costs give them these odds: a line over the log-odds.
fn calibrated(odds: f64, slope: f64) -> f64 {
    let odds = odds.clamp(0.01, 0.99);
    (1.0 / (1.0 + (-slope * (odds / (1.0 - odds)).ln()).exp())).clamp(0.05, 0.99)
}

/// Finds the best plan. `linked` says which members share text.
pub fn search(collation: &Collation, costs: &Newsroom, linked: &dyn Fn(usize, usize) -> bool) -> Outcome {
    let mut search = Search::new(collation, costs, linked);
    let count = collation.readings.len();
    let mut best: Option<(f64, Plan)> = None;
    let all = Plan { above: vec![Above::Lost(0); count], second: vec![None; count], lost: vec![None] };
    for top in 0..=count {
        let start = if top < count { search.tree(top) } else { all.clone() };
        let (cost, plan) = search.descend(start);
        if best.as_ref().is_none_or(|(least, _)| cost < *least - 1e-9) {
            best = Some((cost, plan));
        }
    }
    let (cost, plan) = best.unwrap_or_default();
    let excess = search.met.iter().map(|row| row.iter().map(|value| value - cost).collect()).collect();
    Outcome { plan, excess, slope: costs.calibration }
}

struct Search<'f> {
    edits: Edits<'f>,
    count: usize,
    /// Cost of each step, by exemplar and witness.
    steps: Vec<Vec<f64>>,
    /// Cost of each step from two exemplars, for those that are worth it: exemplar, second exemplar, witness.
    doubles: FxHashMap<(usize, usize, usize), f64>,
    /// Second exemplars worth trying for each exemplar and witness.
    seconds: Vec<Vec<Vec<usize>>>,
    /// Cost of a lost text with all steps to and from it, by those below it and the one above.
    lost: FxHashMap<(u32, Option<usize>), f64>,
    met: Vec<Vec<f64>>,
}

impl<'f> Search<'f> {
    fn new(collation: &'f Collation, costs: &'f Newsroom, linked: &dyn Fn(usize, usize) -> bool) -> Self {
        let edits = Edits { collation, costs };
        let readings = &collation.readings;
        let count = readings.len();
        let mut steps = vec![vec![NEVER; count]; count];
        let mut doubles = FxHashMap::default();
        let mut seconds = vec![vec![Vec::new(); count]; count];
        for from in 0..count {
            for to in (0..count).filter(|to| *to != from && linked(from, *to)) {
                steps[from][to] = edits.cost(&readings[from], None, &readings[to]);
            }
        }
        let misfit: Vec<Vec<Vec<f64>>> = readings
            .iter()
            .map(|from| readings.iter().map(|to| misfits(&edits, from, to)).collect())
            .collect();
        for from in 0..count {
            for to in (0..count).filter(|to| steps[from][*to] < NEVER) {
                for second in (0..count).filter(|n| *n != from && *n != to && steps[*n][to] < NEVER) {
                    let cost = double(&edits, &misfit, from, second, to);
                    if cost < steps[from][to].min(steps[second][to]) {
                        doubles.insert((from, second, to), cost);
                        seconds[from][to].push(second);
                    }
                }
            }
        }
        let met = vec![vec![f64::INFINITY; count + 2]; count];
        Self { edits, count, steps, doubles, seconds, lost: FxHashMap::default(), met }
    }

    /// The best tree under one member, second exemplars allowed for.
    fn tree(&self, top: usize) -> Plan {
        let weight = |from: usize, to: usize| {
            let two = self.seconds[from][to].iter().map(|s| self.doubles[&(from, *s, to)]);
            -two.fold(self.steps[from][to], f64::min)
        };
        let tree = arborescence(self.count, top, weight);
        let above =
            (0..self.count).map(|n| if n == top { Above::Top } else { Above::Member(tree[n]) }).collect();
        Plan { above, second: vec![None; self.count], lost: Vec::new() }
    }

    /// Takes the best of all small changes until none is better.
    fn descend(&mut self, start: Plan) -> (f64, Plan) {
        let mut cost = self.cost(&start);
        let mut plan = start;
        for _ in 0..ROUNDS {
            let mut best: Option<(f64, Plan)> = None;
            for next in self.neighbours(&plan) {
                let value = self.cost(&next);
                if value < best.as_ref().map_or(cost, |(least, _)| *least) - 1e-9 {
                    best = Some((value, next));
                }
            }
            let Some((value, next)) = best else { break };
            (cost, plan) = (value, next);
        }
        (cost, plan)
    }

    fn cost(&mut self, plan: &Plan) -> f64 {
        let mut sum = 0.0;
        let mut tops = 0;
        let mut below = vec![0u32; plan.lost.len()];
        for to in 0..self.count {
            sum += match plan.above[to] {
                Above::Top => {
                    tops += 1;
                    self.edits.text(&self.edits.collation.readings[to])
                }
                Above::Member(from) => match plan.second[to] {
                    None => self.steps[from][to],
                    Some(second) => *self.doubles.get(&(from, second, to)).unwrap_or(&NEVER),
                },
                Above::Lost(lost) => {
                    below[lost] |= 1 << to;
                    0.0
                }
            };
        }
        for (lost, mask) in below.into_iter().enumerate() {
            if mask != 0 {
                tops += u32::from(plan.lost[lost].is_none());
                sum += self.lost(mask, plan.lost[lost]);
            }
        }
        sum += self.edits.costs.tops * f64::from(tops.saturating_sub(1));
        for (to, above) in plan.above.iter().enumerate() {
            let option = match above {
                Above::Top => self.count + 1,
                Above::Member(from) => *from,
                Above::Lost(lost) => plan.lost[*lost].unwrap_or(self.count),
            };
            let met = &mut self.met[to][option];
            *met = met.min(sum);
        }
        sum
    }

    fn lost(&mut self, mask: u32, above: Option<usize>) -> f64 {
        if let Some(known) = self.lost.get(&(mask, above)) {
            return *known;
        }
        let readings = &self.edits.collation.readings;
        let below: Vec<&Reading> =
            (0..self.count).filter(|n| mask >> n & 1 == 1).map(|n| &readings[n]).collect();
        let cost = if below.len() < 2 {
            NEVER
        } else {
            let exemplar = above.map(|n| &readings[n]);
            let text = reconstruct(&self.edits, &below, exemplar);
            let (assumed, brought) = match exemplar {
                Some(exemplar) => (self.edits.costs.lost_middle, self.edits.cost(exemplar, None, &text)),
                None => (self.edits.costs.lost, self.edits.text(&text)),
            };
            assumed + brought + below.iter().map(|r| self.edits.cost(&text, None, r)).sum::<f64>()
        };
        self.lost.insert((mask, above), cost);
        cost
    }

    fn neighbours(&self, plan: &Plan) -> Vec<Plan> {
        let mut found = Vec::new();
        for to in 0..self.count {
            self.rehang(plan, to, &mut found);
            self.turn(plan, to, &mut found);
            self.group(plan, to, &mut found);
        }
        for lost in 0..plan.lost.len() {
            self.dissolve(plan, lost, &mut found);
        }
        found
    }

    /// Other exemplars for one text.
    fn rehang(&self, plan: &Plan, to: usize, found: &mut Vec<Plan>) {
        let mut push = |above: Above, second: Option<usize>| {
            let mut next = plan.clone();
            next.above[to] = above;
            next.second[to] = second;
            if next != *plan {
                found.push(next);
            }
        };
        for from in (0..self.count).filter(|from| self.steps[*from][to] < NEVER) {
            if descends(plan, from, to) {
                continue;
            }
            push(Above::Member(from), None);
            for second in &self.seconds[from][to] {
                let free = !descends(plan, *second, to)
                    && !descends(plan, *second, from)
                    && !descends(plan, from, *second);
                if free {
                    push(Above::Member(from), Some(*second));
                }
            }
        }
        for lost in 0..plan.lost.len() {
            if plan.lost[lost].is_none_or(|above| !descends(plan, above, to)) && is_used(plan, lost) {
                push(Above::Lost(lost), None);
            }
        }
    }

    /// Makes one text the top and turns the edges on the way up.
    fn turn(&self, plan: &Plan, to: usize, found: &mut Vec<Plan>) {
        let mut next = plan.clone();
        let (mut at, mut above) = (to, plan.above[to]);
        next.above[to] = Above::Top;
        for _ in 0..=self.count {
            match above {
                Above::Top => break,
                Above::Member(from) => {
                    above = plan.above[from];
                    next.above[from] = Above::Member(at);
                    next.second[from] = None;
                    at = from;
                }
                Above::Lost(lost) => {
                    let Some(from) = plan.lost[lost] else {
                        // The lost text goes; what stood under it hangs from the new top's branch.
                        for n in 0..self.count {
                            if n != at && plan.above[n] == Above::Lost(lost) {
                                next.above[n] = Above::Member(at);
                            }
                        }
                        break;
                    };
                    above = plan.above[from];
                    next.above[from] = Above::Member(at);
                    next.second[from] = None;
                    for n in 0..self.count {
                        if n != at && plan.above[n] == Above::Lost(lost) {
                            next.above[n] = Above::Member(from);
                        }
                    }
                    at = from;
                }
            }
        }
        next.second[to] = None;
        if next != *plan && is_sound(&next) {
            found.push(next);
        }
    }

    /// A lost exemplar above one text and others.
    fn group(&self, plan: &Plan, one: usize, found: &mut Vec<Plan>) {
        let above = match plan.above[one] {
            Above::Top => None,
            Above::Member(from) => Some(from),
            Above::Lost(_) => return,
        };
        let mut push = |members: &[usize]| {
            let mut next = plan.clone();
            next.lost.push(above);
            for member in members {
                next.above[*member] = Above::Lost(plan.lost.len());
                next.second[*member] = None;
            }
            if is_sound(&next) {
                found.push(next);
            }
        };
        for other in (0..self.count).filter(|n| *n != one && self.steps[one][*n] < NEVER) {
            push(&[one, other]);
        }
        let mut children: Vec<usize> =
            (0..self.count).filter(|n| plan.above[*n] == Above::Member(one)).collect();
        if children.len() >= 2 {
            children.push(one);
            push(&children);
        }
    }

    /// No lost exemplar: one of those below takes its place, or all hang from the text above it.
    fn dissolve(&self, plan: &Plan, lost: usize, found: &mut Vec<Plan>) {
        let below: Vec<usize> = (0..self.count).filter(|n| plan.above[*n] == Above::Lost(lost)).collect();
        let own = plan.lost[lost].map_or(Above::Top, Above::Member);
        for heir in &below {
            let mut next = plan.clone();
            for n in &below {
                next.above[*n] = if n == heir { own } else { Above::Member(*heir) };
            }
            if is_sound(&next) {
                found.push(next);
            }
        }
        if let (Above::Member(_), false) = (own, below.is_empty()) {
            let mut next = plan.clone();
            for n in &below {
                next.above[*n] = own;
            }
            found.push(next);
        }
    }
}

/// Cost of making `to` from two: the head of `from` and what `second` adds, or `from` with stretches of `second`.
fn double(edits: &Edits, misfit: &[Vec<Vec<f64>>], from: usize, second: usize, to: usize) -> f64 {
    let readings = &edits.collation.readings;
    let mut least = NEVER;
    if gain(&readings[from], &readings[second], &readings[to]) >= edits.costs.second_words {
        least = edits.cost(&readings[from], Some(&readings[second]), &readings[to]);
    }
    if let Some(change) = change_over(&misfit[from][to], &misfit[second][to]) {
        let places = edits.collation.places;
        let base = mixture(&readings[from], &readings[second], &readings[to], change, places);
        least = least.min(edits.costs.second + edits.cost(&base, None, &readings[to]));
    }
    least
}

/// Words of `to` that `second` has and `from` has not, count.
fn gain(from: &Reading, second: &Reading, to: &Reading) -> usize {
    let new = |place: usize| from.at[place] == NONE && second.at[place] != NONE;
    to.tokens.iter().filter(|t| new(t.place as usize)).count()
}

fn is_used(plan: &Plan, lost: usize) -> bool {
    plan.above.contains(&Above::Lost(lost))
}

/// True if `member` is `from` or has its text from it, over any number of steps.
fn descends(plan: &Plan, member: usize, from: usize) -> bool {
    let mut open = vec![member];
    let mut seen = vec![false; plan.above.len()];
    while let Some(at) = open.pop() {
        if at == from {
            return true;
        }
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        match plan.above[at] {
            Above::Top => {}
            Above::Member(above) => open.push(above),
            Above::Lost(lost) => open.extend(plan.lost[lost]),
        }
        open.extend(plan.second[at]);
    }
    false
}

/// True if no text has its words from itself, and none has two exemplars of one line.
fn is_sound(plan: &Plan) -> bool {
    (0..plan.above.len()).all(|n| {
        let above = match plan.above[n] {
            Above::Top => None,
            Above::Member(from) => Some(from),
            Above::Lost(lost) => plan.lost[lost],
        };
        let two = match (above, plan.second[n]) {
            (Some(x), Some(y)) => descends(plan, x, y) || descends(plan, y, x),
            _ => false,
        };
        !two && above.into_iter().chain(plan.second[n]).all(|up| !descends(plan, up, n))
    })
}
