//! Alignment of two texts word by word: seed, tile, chain. Verifies the candidates of the reuse stage.
//!
//! Runs of equal words are laid as tiles, longest first, each word used once, so that reordered passages are found
//! (greedy string tiling, Wise 1993); neighbouring tiles in the same order are chained into one passage, and the words
//! between them aligned by longest common subsequence.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::config::Config;
use crate::seeds::{Run, Seeds};
use crate::subsequence::{Stretches, WIDTH};
use crate::words::Words;

/// Words beside a passage that it may be stretched over, count on either side.
const STRETCH: usize = 8;

/// An alignment of two texts. Positions are words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// Aligned words, sorted by their place in `a`; each word of either text occurs at most once.
    pub pairs: Vec<(u32, u32)>,
    /// Passages, sorted by their place in `a`.
    pub chains: Vec<Chain>,
}

impl Alignment {
    /// Most words in a row that are the same in both texts.
    pub fn longest_run(&self) -> usize {
        let follows = |x: &(u32, u32), y: &(u32, u32)| y.0 == x.0 + 1 && y.1 == x.1 + 1;
        self.pairs.chunk_by(follows).map(<[_]>::len).max().unwrap_or(0)
    }
}

/// A passage: `[start, end)` in both texts, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    /// In the first text.
    pub a: (usize, usize),
    /// In the second text.
    pub b: (usize, usize),
    /// Words aligned inside.
    pub aligned: usize,
}

impl Chain {
    /// True if both sides are equal word by word.
    pub fn is_verbatim(&self) -> bool {
        self.aligned == self.a.1 - self.a.0 && self.aligned == self.b.1 - self.b.0
    }
}

/// A run to be laid. The heap gives the longest, of several the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Tile {
    length: u32,
    a: Reverse<u32>,
    b: Reverse<u32>,
}

impl Tile {
    fn new(run: Run) -> Self {
        Self { length: run.length as u32, a: Reverse(run.a as u32), b: Reverse(run.b as u32) }
    }

    fn run(self) -> Run {
        Run { a: self.a.0 as usize, b: self.b.0 as usize, length: self.length as usize }
    }
}

/// Aligns two texts.
pub fn align(a: &Words, b: &Words, config: &Config) -> Alignment {
    if let Some(found) = same(a, b) {
        return found;
    }
    let runs = Seeds::new(a, config.seed).runs(b);
    if runs.is_empty() {
        return Alignment::default();
    }
    let mut board = Board::new(a, b);
    let tiles = board.lay(&runs, config.seed.max(1));
    let mut chains = board.chain(&tiles, config);
    board.stretch(&mut chains);
    board.finish(chains, config)
}

/// The alignment of two texts that are the same word for word.
fn same(a: &Words, b: &Words) -> Option<Alignment> {
    let n = a.len();
    (n > 0 && a.keys == b.keys).then(|| Alignment {
        pairs: (0..n as u32).map(|at| (at, at)).collect(),
        chains: vec![Chain { a: (0, n), b: (0, n), aligned: n }],
    })
}

const NONE: u32 = u32::MAX;

struct Board<'w> {
    a: &'w Words,
    b: &'w Words,
    to_b: Vec<u32>,
    to_a: Vec<u32>,
    stretches: Stretches,
    /// Words aligned last between or beside runs.
    found: Vec<(u32, u32)>,
}

impl<'w> Board<'w> {
    fn new(a: &'w Words, b: &'w Words) -> Self {
        let (to_b, to_a) = (vec![NONE; a.len()], vec![NONE; b.len()]);
        Self { a, b, to_b, to_a, stretches: Stretches::default(), found: Vec::new() }
    }

    /// Lays the runs, longest first; what is left of a run beside words already used is laid in its turn.
    fn lay(&mut self, runs: &[Run], seed: usize) -> Vec<Run> {
        let mut heap: BinaryHeap<Tile> = runs.iter().copied().map(Tile::new).collect();
        let mut laid = Vec::with_capacity(runs.len());
        while let Some(tile) = heap.pop() {
            let run = tile.run();
            if self.free(run) == run.length {
                for n in 0..run.length {
                    self.join(run.a + n, run.b + n);
                }
                laid.push(run);
                continue;
            }
            let mut at = 0;
            while at < run.length {
                let rest = Run { a: run.a + at, b: run.b + at, length: run.length - at };
                let length = self.free(rest);
                if length >= seed {
                    heap.push(Tile::new(Run { length, ..rest }));
                }
                at += length + 1;
            }
        }
        laid.sort_unstable_by_key(|run| (run.a, run.b));
        laid
    }

    /// Words at the start of a run that are used in neither text, count.
    fn free(&self, run: Run) -> usize {
        let (a, b) = (&self.to_b[run.a..run.a + run.length], &self.to_a[run.b..run.b + run.length]);
        a.iter().zip(b).take_while(|(x, y)| **x == NONE && **y == NONE).count()
    }

    fn join(&mut self, at: usize, there: usize) {
        self.to_b[at] = there as u32;
        self.to_a[there] = at as u32;
    }

    /// Chains runs that follow one another in both texts.
    fn chain(&mut self, runs: &[Run], config: &Config) -> Vec<Chain> {
        let widest = config.gap.min(WIDTH);
        let mut chains: Vec<Chain> = Vec::new();
        for &Run { a, b, length } in runs {
            let fits = |c: &Chain| {
                let gap = widest.min(c.aligned + length);
                a >= c.a.1 && a - c.a.1 <= gap && b >= c.b.1 && b - c.b.1 <= gap
            };
            // A run laid elsewhere may stand between: look back over the few last chains.
            match chains.iter().rev().take(4).position(fits) {
                Some(back) => {
                    let at = chains.len() - 1 - back;
                    let between = self.fill((chains[at].a.1, a), (chains[at].b.1, b));
                    let chain = &mut chains[at];
                    chain.aligned += between + length;
                    chain.a.1 = a + length;
                    chain.b.1 = b + length;
                }
                None => chains.push(Chain { a: (a, a + length), b: (b, b + length), aligned: length }),
            }
        }
        chains
    }

    /// Aligns the free words of a gap by longest common subsequence; gives their number.
    fn fill(&mut self, a: (usize, usize), b: (usize, usize)) -> usize {
        self.compare(a, b);
        self.join_found(0, self.found.len());
        self.found.len()
    }

    /// Finds the longest common subsequence of the free words of two stretches.
    fn compare(&mut self, a: (usize, usize), b: (usize, usize)) {
        let Self { stretches, to_b, to_a, .. } = self;
        let free = |to: &[u32], words: &Words, (start, end): (usize, usize), list: &mut Vec<(u32, u32)>| {
            list.clear();
            let places = (start..end).filter(|at| to[*at] == NONE);
            list.extend(places.map(|at| (at as u32, words.keys[at])));
        };
        free(to_b, self.a, a, &mut stretches.a);
        free(to_a, self.b, b, &mut stretches.b);
        stretches.common(&mut self.found);
    }

    /// Joins the words `[start, end)` of those found last.
    fn join_found(&mut self, start: usize, end: usize) {
        for n in start..end {
            let (at, there) = self.found[n];
            self.join(at as usize, there as usize);
        }
    }

    /// Stretches passages over the words beside them as long as at least half of those are the same.
    fn stretch(&mut self, chains: &mut [Chain]) {
        for chain in chains {
            let before = |to: &[u32], end: usize| {
                let free = to[end.saturating_sub(STRETCH)..end].iter().rev().take_while(|t| **t == NONE);
                (end - free.count(), end)
            };
            self.compare(before(&self.to_b, chain.a.0), before(&self.to_a, chain.b.0));
            let found = &self.found;
            let kept = (0..found.len()).find(|n| {
                let span = (chain.a.0 - found[*n].0 as usize).max(chain.b.0 - found[*n].1 as usize);
                (found.len() - n) * 2 >= span
            });
            if let Some(first) = kept {
                (chain.a.0, chain.b.0) = (found[first].0 as usize, found[first].1 as usize);
                chain.aligned += found.len() - first;
                self.join_found(first, self.found.len());
            }
            let behind = |to: &[u32], start: usize| {
                let free = to[start..].iter().take(STRETCH).take_while(|t| **t == NONE);
                (start, start + free.count())
            };
            self.compare(behind(&self.to_b, chain.a.1), behind(&self.to_a, chain.b.1));
            let ends = |n: usize| (self.found[n].0 as usize + 1, self.found[n].1 as usize + 1);
            let kept = (0..self.found.len()).rev().find(|n| {
                let (a, b) = ends(*n);
                (n + 1) * 2 >= (a - chain.a.1).max(b - chain.b.1)
            });
            if let Some(last) = kept {
                (chain.a.1, chain.b.1) = ends(last);
                chain.aligned += last + 1;
                self.join_found(0, last + 1);
            }
        }
    }

    /// Drops passages too small to mean anything.
    fn finish(self, mut chains: Vec<Chain>, config: &Config) -> Alignment {
        chains.retain(|c| {
            c.aligned >= config.passage_words && self.a.letters(c.a.0, c.a.1) >= config.passage_letters
        });
        let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(chains.iter().map(|c| c.aligned).sum());
        for chain in &chains {
            for (at, there) in (chain.a.0..chain.a.1).zip(&self.to_b[chain.a.0..chain.a.1]) {
                if *there != NONE && (chain.b.0..chain.b.1).contains(&(*there as usize)) {
                    pairs.push((at as u32, *there));
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        Alignment { pairs, chains }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: &[(&str, &str)]) {
        let (left, right) = (Words::new(a), Words::new(b));
        let found = align(&left, &right, &Config::default());
        let shown: Vec<(&str, &str)> = found
            .chains
            .iter()
            .map(|c| (left.span(c.a.0, c.a.1).of(a), right.span(c.b.0, c.b.1).of(b)))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn edits_stay_inside_one_passage() {
        check(
            "Die Werft in Bremsum baut vorerst keine neuen Fähren mehr.",
            "Die Werft in Bremsum baut in diesem Jahr keine neuen Fähren mehr, hieß es.",
            &[(
                "Die Werft in Bremsum baut vorerst keine neuen Fähren mehr",
                "Die Werft in Bremsum baut in diesem Jahr keine neuen Fähren mehr",
            )],
        );
    }

    #[test]
    fn reordered_passages_are_found() {
        let (one, two) = (
            "Der Bürgermeister eröffnet morgen das Schwimmbad.",
            "Die Bauarbeiten dauerten länger als geplant.",
        );
        let (p, q) = (&one[..one.len() - 1], &two[..two.len() - 1]);
        check(&format!("{one} {two}"), &format!("{two} Am Rande. {one}"), &[(p, p), (q, q)]);
    }

    #[test]
    fn idioms_do_not_count() {
        check("Er kam in der Nacht zum Montag an.", "Sie ging in der Nacht zum Montag fort.", &[]);
    }

    #[test]
    fn repetitive_text_ends() {
        let long = "ja ".repeat(20_000);
        let (a, b) = (Words::new(&long), Words::new(&format!("{long} nein")));
        assert!(align(&a, &b, &Config::default()).pairs.len() > 10_000);
    }
}
