//! Signs that two aligned sentences cannot both be true. Helper of [`super::Comparer`].
//!
//! In the manner of Marneffe, Rafferty & Manning (2008): opposites, numbers, names and denials speak against each
//! other only where they stand in the same place of what is said. Without a parser, the place is the company a word
//! keeps: the words of its clause beside it, aligned with those beside the other.

use super::align::Alignment;
use super::words::{Kind, Prepared, REACH, Word};

/// Words on either side that make up the company of a word.
const COMPANY: usize = 4;
/// Words behind a number among which that which is counted stands: `14 junge Leute`.
const COUNTED: usize = 2;
/// Words before a number that may bound it: `mehr als 14`.
const BOUND: usize = 2;
/// Likeness from which two aligned words are one word.
const ONE: f32 = 0.7;

/// The places of the words beside one word, in its clause.
fn company(words: &[Word], at: usize) -> impl Iterator<Item = usize> {
    let near = at.saturating_sub(COMPANY)..(at + COMPANY + 1).min(words.len());
    near.filter(move |n| *n != at && words[*n].clause == words[at].clause)
}

/// Two prepared sentences and how their words are aligned.
pub(super) struct Signs<'s> {
    pub a: &'s [Word],
    pub b: &'s [Word],
    pub links: &'s Alignment,
}

impl<'s> Signs<'s> {
    pub(super) fn new(a: &'s Prepared, b: &'s Prepared, links: &'s Alignment) -> Self {
        Self { a: &a.words, b: &b.words, links }
    }

    /// True if two words keep company with the same names and plain words.
    fn meet(&self, i: usize, j: usize) -> bool {
        company(self.b, j).any(|near| {
            matches!(self.b[near].kind, Kind::Content | Kind::Name)
                && self.links.of_b[near].is_some_and(|(partner, like)| {
                    like >= ONE
                        && partner != i
                        && partner.abs_diff(i) <= COMPANY
                        && self.a[partner].clause == self.a[i].clause
                })
        })
    }

    /// Words of `a` and of `b` without an equal partner.
    fn free(&self) -> (Vec<usize>, Vec<usize>) {
        let free = |links: &[Option<(usize, f32)>]| -> Vec<usize> {
            let left = links.iter().enumerate().filter(|(_, l)| l.is_none_or(|(_, like)| like < 1.0));
            left.map(|(at, _)| at).collect()
        };
        (free(&self.links.of_a), free(&self.links.of_b))
    }

    /// True if opposites stand in the same place. Converses (`kaufen`, `verkaufen`) do not count: what one buys
    /// another sells.
    pub(super) fn opposed(&self) -> bool {
        let (left, right) = self.free();
        let sided = |words: &[Word], at: &[usize]| -> Vec<usize> {
            at.iter().copied().filter(|n| words[*n].sides.iter().any(|s| !s.converse)).collect()
        };
        let (left, right) = (sided(self.a, &left), sided(self.b, &right));
        left.iter().any(|i| {
            right.iter().any(|j| {
                let against = self.a[*i].sides.iter().any(|x| {
                    !x.converse && self.b[*j].sides.iter().any(|y| x.pair == y.pair && x.left != y.left)
                });
                against && self.meet(*i, *j)
            })
        })
    }

    /// True if different numbers stand in the same place: of the same things, or two years of the same matter.
    pub(super) fn values_differ(&self) -> bool {
        let numbers = |words: &[Word], links: &[Option<(usize, f32)>]| -> Vec<(usize, f64)> {
            let all = words.iter().zip(links).enumerate().filter(|(_, (_, link))| link.is_none());
            all.filter_map(|(at, (word, _))| Some((at, word.value?)))
                .filter(|(at, _)| !bounded(words, *at))
                .collect()
        };
        let (left, right) = (numbers(self.a, &self.links.of_a), numbers(self.b, &self.links.of_b));
        left.iter().any(|(i, x)| right.iter().any(|(j, y)| x != y && self.same_place(*i, *j)))
    }

    fn same_place(&self, i: usize, j: usize) -> bool {
        let year = |w: &Word| w.value.is_some_and(|v| (1000.0..=2100.0).contains(&v)) && w.folded.len() == 4;
        if year(&self.a[i]) != year(&self.b[j]) {
            return false;
        }
        if year(&self.a[i]) {
            return self.meet(i, j);
        }
        match (counted(self.a, i), counted(self.b, j)) {
            (Some(x), Some(y)) => self.links.of_b[y].is_some_and(|(p, like)| p == x && like >= ONE),
            _ => false,
        }
    }

    /// True if one denies, near names or plain words that both share, what the other does not deny near them.
    pub(super) fn denial(&self) -> bool {
        denies(self.a, &self.links.of_a, self.b) || denies(self.b, &self.links.of_b, self.a)
    }

    /// Share of the aligned weight of plain words that only one of both denies.
    pub(super) fn denied(&self) -> f64 {
        let (mut aligned, mut parted) = (0.0, 0.0);
        for (y, link) in self.b.iter().zip(&self.links.of_b) {
            if let Some((i, like)) = link
                && y.kind == Kind::Content
            {
                let (x, weight) = (&self.a[*i], f64::from(y.weight * like));
                aligned += weight;
                if (x.denied && !y.near_denial) || (y.denied && !x.near_denial) {
                    parted += weight;
                }
            }
        }
        if aligned > 0.0 { parted / aligned } else { 0.0 }
    }

    /// True if two names stand in the one order in `a` and in the other in `b`, both before and behind one word that
    /// both share, and neither sentence has a word of the passive more than the other.
    pub(super) fn swapped(&self) -> bool {
        let passive = |words: &[Word]| words.iter().filter(|w| w.passive).count();
        if passive(self.a) != passive(self.b) {
            return false;
        }
        let partner = |j: usize| self.links.of_b[j].filter(|(_, like)| *like >= ONE).map(|(i, _)| i);
        let Some(first) = (0..self.b.len().min(3)).find(|j| self.b[*j].kind == Kind::Name) else {
            return false;
        };
        let Some(verb) = (first + 1..self.b.len()).find(|j| self.b[*j].kind == Kind::Content) else {
            return false;
        };
        let Some(last) = (verb + 1..self.b.len()).find(|j| self.b[*j].kind == Kind::Name) else {
            return false;
        };
        match (partner(first), partner(verb), partner(last)) {
            (Some(x), Some(v), Some(y)) => {
                y < v
                    && v < x
                    && y < 3
                    && self.a[x].clause == self.a[y].clause
                    && self.b[first].clause == self.b[last].clause
            }
            _ => false,
        }
    }
}

/// True if a word of one sentence denies what stands near it, part of that has a partner in the other, and no partner
/// stands near a word that denies.
fn denies(words: &[Word], links: &[Option<(usize, f32)>], others: &[Word]) -> bool {
    words.iter().enumerate().filter(|(_, word)| word.denies).any(|(at, _)| {
        if links[at].is_some_and(|(partner, _)| others[partner].denies) {
            return false;
        }
        let near = at.saturating_sub(REACH)..(at + REACH + 1).min(words.len());
        let (mut plain, mut met) = (false, false);
        for n in near.filter(|n| *n != at) {
            if let Some((partner, _)) = links[n]
                && matches!(words[n].kind, Kind::Content | Kind::Name)
            {
                plain |= words[n].kind == Kind::Content;
                met |= others[partner].near_denial;
            }
        }
        plain && !met
    })
}

/// True if words before a number say that it is a bound.
fn bounded(words: &[Word], at: usize) -> bool {
    words[at.saturating_sub(BOUND)..at].iter().any(|w| w.bound)
}

/// The place of what a number counts.
fn counted(words: &[Word], at: usize) -> Option<usize> {
    (at + 1..(at + 1 + COUNTED).min(words.len()))
        .take_while(|n| words[*n].clause == words[at].clause)
        .find(|n| matches!(words[*n].kind, Kind::Content | Kind::Name))
}
