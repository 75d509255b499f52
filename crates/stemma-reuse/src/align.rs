//! Alignment of two texts word by word: seed, tile, chain. Verifies the candidates of the reuse stage.
//!
//! Runs of equal words are laid as tiles, longest first, each word used once, so that reordered passages are found
//! (greedy string tiling, Wise 1993); neighbouring tiles in the same order are chained into one passage, and the words
//! between them aligned by longest common subsequence.

use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use crate::config::Config;
use crate::words::{Words, hash_of};

/// Places of one shingle in a text that are followed, count: repetitive texts (tables) stay linear.
const PLACES: usize = 12;

/// Comparisons of words per word of both texts, count: bounds the work on texts that repeat themselves.
const WORK: usize = 48;

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

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Tile {
    length: usize,
    // Reversed, so that the heap gives the first of the longest.
    a: std::cmp::Reverse<usize>,
    b: std::cmp::Reverse<usize>,
}

impl Tile {
    fn new(a: usize, b: usize, length: usize) -> Self {
        Self { length, a: std::cmp::Reverse(a), b: std::cmp::Reverse(b) }
    }
}

/// Aligns two texts.
pub fn align(a: &Words, b: &Words, config: &Config) -> Alignment {
    if a.keys == b.keys && !a.is_empty() {
        let n = a.len();
        let pairs = (0..n as u32).map(|at| (at, at)).collect();
        return Alignment { pairs, chains: vec![Chain { a: (0, n), b: (0, n), aligned: n }] };
    }
    let mut board = Board { a, b, to_b: vec![NONE; a.len()], to_a: vec![NONE; b.len()] };
    let tiles = board.lay(runs(a, b, config.seed.max(1)), config.seed.max(1));
    let mut chains = board.chain(&tiles, config);
    board.stretch(&mut chains);
    board.finish(chains, config)
}

/// Maximal runs of at least `seed` equal words.
fn runs(a: &Words, b: &Words, seed: usize) -> Vec<Tile> {
    let mut places: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (at, shingle) in a.keys.windows(seed).enumerate() {
        let found = places.entry(hash_of(shingle)).or_default();
        if found.len() < PLACES {
            found.push(at as u32);
        }
    }
    let mut work = WORK * (a.len() + b.len());
    let mut found = Vec::new();
    for (there, shingle) in b.keys.windows(seed).enumerate() {
        for &at in places.get(&hash_of(shingle)).map_or(&[][..], Vec::as_slice) {
            let at = at as usize;
            if at > 0
                && there > 0
                && a.keys[at - 1] == b.keys[there - 1]
                && is_place(&places, a, at - 1, seed)
            {
                continue;
            }
            let length =
                a.keys[at..].iter().zip(&b.keys[there..]).take(work).take_while(|(x, y)| x == y).count();
            work = work.saturating_sub(length);
            if length >= seed {
                found.push(Tile::new(at, there, length));
            }
        }
    }
    found
}

/// True if the shingle that starts at `at` is followed, so that the run through it has been laid already.
fn is_place(places: &FxHashMap<u64, Vec<u32>>, a: &Words, at: usize, seed: usize) -> bool {
    places.get(&hash_of(&a.keys[at..at + seed])).is_some_and(|p| p.contains(&(at as u32)))
}

const NONE: u32 = u32::MAX;

struct Board<'w> {
    a: &'w Words,
    b: &'w Words,
    to_b: Vec<u32>,
    to_a: Vec<u32>,
}

impl Board<'_> {
    /// Lays the runs, longest first; what is left of a run beside words already used is laid in its turn.
    fn lay(&mut self, runs: Vec<Tile>, seed: usize) -> Vec<(usize, usize, usize)> {
        let mut heap: BinaryHeap<Tile> = runs.into();
        let mut laid = Vec::new();
        while let Some(tile) = heap.pop() {
            let (a, b) = (tile.a.0, tile.b.0);
            let free = |n: usize| self.to_b[a + n] == NONE && self.to_a[b + n] == NONE;
            let (mut n, mut whole) = (0, false);
            let mut rests = Vec::new();
            while n < tile.length {
                let start = n;
                while n < tile.length && free(n) {
                    n += 1;
                }
                whole |= start == 0 && n == tile.length;
                if n - start >= seed {
                    rests.push(Tile::new(a + start, b + start, n - start));
                }
                n += 1;
            }
            if !whole {
                heap.extend(rests);
                continue;
            }
            for n in 0..tile.length {
                self.join(a + n, b + n);
            }
            laid.push((a, b, tile.length));
        }
        laid.sort_unstable();
        laid
    }

    fn join(&mut self, at: usize, there: usize) {
        self.to_b[at] = there as u32;
        self.to_a[there] = at as u32;
    }

    /// Chains tiles that follow one another in both texts.
    fn chain(&mut self, tiles: &[(usize, usize, usize)], config: &Config) -> Vec<Chain> {
        let mut chains: Vec<Chain> = Vec::new();
        for &(a, b, length) in tiles {
            let fits = |c: &Chain| {
                let gap = config.gap.min(c.aligned + length);
                a >= c.a.1 && a - c.a.1 <= gap && b >= c.b.1 && b - c.b.1 <= gap
            };
            // A tile laid elsewhere may stand between: look back over the few last chains.
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
        let left: Vec<usize> = (a.0..a.1).filter(|at| self.to_b[*at] == NONE).collect();
        let right: Vec<usize> = (b.0..b.1).filter(|at| self.to_a[*at] == NONE).collect();
        let found = self.common(&left, &right);
        for (at, there) in &found {
            self.join(*at, *there);
        }
        found.len()
    }

    /// Longest common subsequence of the words at these places.
    fn common(&self, left: &[usize], right: &[usize]) -> Vec<(usize, usize)> {
        let width = right.len() + 1;
        let mut best = vec![0u16; (left.len() + 1) * width];
        for i in (0..left.len()).rev() {
            for j in (0..right.len()).rev() {
                best[i * width + j] = if self.a.keys[left[i]] == self.b.keys[right[j]] {
                    best[(i + 1) * width + j + 1] + 1
                } else {
                    best[(i + 1) * width + j].max(best[i * width + j + 1])
                };
            }
        }
        let (mut i, mut j, mut found) = (0, 0, Vec::new());
        while i < left.len() && j < right.len() {
            if self.a.keys[left[i]] == self.b.keys[right[j]] {
                found.push((left[i], right[j]));
                (i, j) = (i + 1, j + 1);
            } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
                i += 1;
            } else {
                j += 1;
            }
        }
        found
    }

    /// Stretches passages over the words beside them as long as at least half of those are the same.
    fn stretch(&mut self, chains: &mut [Chain]) {
        for chain in chains {
            let left: Vec<usize> = (chain.a.0.saturating_sub(STRETCH)..chain.a.0).collect();
            let right: Vec<usize> = (chain.b.0.saturating_sub(STRETCH)..chain.b.0).collect();
            let (left, right) = (self.free_end(&left, true), self.free_end(&right, false));
            let found = self.common(&left, &right);
            let kept = (0..found.len()).find(|n| {
                let span = (chain.a.0 - found[*n].0).max(chain.b.0 - found[*n].1);
                (found.len() - n) * 2 >= span
            });
            if let Some(first) = kept {
                for (at, there) in &found[first..] {
                    self.join(*at, *there);
                }
                (chain.a.0, chain.b.0) = found[first];
                chain.aligned += found.len() - first;
            }
            let left: Vec<usize> = (chain.a.1..self.a.len().min(chain.a.1 + STRETCH)).collect();
            let right: Vec<usize> = (chain.b.1..self.b.len().min(chain.b.1 + STRETCH)).collect();
            let (left, right) = (self.free_start(&left, true), self.free_start(&right, false));
            let found = self.common(&left, &right);
            let kept = (0..found.len()).rev().find(|n| {
                let span = (found[*n].0 + 1 - chain.a.1).max(found[*n].1 + 1 - chain.b.1);
                (n + 1) * 2 >= span
            });
            if let Some(last) = kept {
                for (at, there) in &found[..=last] {
                    self.join(*at, *there);
                }
                (chain.a.1, chain.b.1) = (found[last].0 + 1, found[last].1 + 1);
                chain.aligned += last + 1;
            }
        }
    }

    fn is_free(&self, at: usize, in_a: bool) -> bool {
        if in_a { self.to_b[at] == NONE } else { self.to_a[at] == NONE }
    }

    fn free_end(&self, places: &[usize], in_a: bool) -> Vec<usize> {
        let count = places.iter().rev().take_while(|at| self.is_free(**at, in_a)).count();
        places[places.len() - count..].to_vec()
    }

    fn free_start(&self, places: &[usize], in_a: bool) -> Vec<usize> {
        places.iter().copied().take_while(|at| self.is_free(*at, in_a)).collect()
    }

    /// Drops passages too small to mean anything.
    fn finish(self, mut chains: Vec<Chain>, config: &Config) -> Alignment {
        chains.retain(|c| {
            c.aligned >= config.passage_words && self.a.letters(c.a.0, c.a.1) >= config.passage_letters
        });
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for chain in &chains {
            for at in chain.a.0..chain.a.1 {
                let there = self.to_b[at];
                if there != NONE && (chain.b.0..chain.b.1).contains(&(there as usize)) {
                    pairs.push((at as u32, there));
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
