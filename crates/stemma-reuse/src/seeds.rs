//! Where runs of a few words stand in one text, and the longest runs of equal words it shares with another. First
//! step of an alignment.

use crate::words::Words;

/// Places of one run of words in a text that are followed, count: repetitive texts (tables) stay linear.
const PLACES: usize = 12;

/// Comparisons of words per word of both texts, count: bounds the work on texts that repeat themselves.
const WORK: usize = 48;

/// No place.
const NONE: u32 = u32::MAX;

/// A place that is not followed, since its run of words stands at [`PLACES`] places before.
const LEFT_OUT: u32 = u32::MAX - 1;

/// Factor of the rolling hash, odd and without pattern (the golden ratio in 64 bits).
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// A run of equal words in two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// First word in the first text.
    pub a: usize,
    /// First word in the second text.
    pub b: usize,
    /// Length in words.
    pub length: usize,
}

/// The places of all runs of `seed` words in one text.
#[derive(Debug)]
pub struct Seeds<'w> {
    words: &'w Words,
    seed: usize,
    /// First place in each bucket of the hash table.
    heads: Vec<u32>,
    /// For the first place of a run of words: the first place of the next other run in its bucket.
    next: Vec<u32>,
    /// The next place of the same run of words.
    same: Vec<u32>,
    shift: u32,
}

impl<'w> Seeds<'w> {
    /// The runs of `seed` words of a text; of one word if `seed` is zero.
    pub fn new(words: &'w Words, seed: usize) -> Self {
        let seed = seed.max(1);
        let count = (words.len() + 1).saturating_sub(seed);
        let bits = (count * 2).next_power_of_two().trailing_zeros().max(1);
        let mut seeds = Seeds {
            words,
            seed,
            heads: vec![NONE; 1 << bits],
            next: vec![NONE; count],
            same: vec![NONE; count],
            shift: 64 - bits,
        };
        for (at, hash) in hashes(&words.keys, seed).enumerate() {
            seeds.insert(at, hash);
        }
        seeds
    }

    fn insert(&mut self, at: usize, hash: u64) {
        let bucket = self.bucket(hash);
        let Some(first) = self.find(bucket, &self.words.keys[at..at + self.seed]) else {
            self.next[at] = self.heads[bucket];
            self.heads[bucket] = at as u32;
            return;
        };
        let mut last = first;
        for _ in 1..PLACES {
            match self.same[last] {
                NONE => {
                    self.same[last] = at as u32;
                    return;
                }
                next => last = next as usize,
            }
        }
        self.same[at] = LEFT_OUT;
    }

    fn bucket(&self, hash: u64) -> usize {
        (hash >> self.shift) as usize
    }

    /// First place of this run of words.
    fn find(&self, bucket: usize, run: &[u32]) -> Option<usize> {
        let mut at = self.heads[bucket];
        while at != NONE {
            let found = &self.words.keys[at as usize..];
            if run.iter().zip(found).all(|(x, y)| x == y) {
                return Some(at as usize);
            }
            at = self.next[at as usize];
        }
        None
    }

    /// Maximal runs of at least `seed` equal words of this text and another, in no order that means anything.
    pub fn runs(&self, other: &Words) -> Vec<Run> {
        let (a, b) = (&self.words.keys, &other.keys);
        let mut work = WORK * (a.len() + b.len());
        let mut found = Vec::new();
        if a.len() < self.seed {
            return found;
        }
        for (there, hash) in hashes(b, self.seed).enumerate() {
            let mut place = self.find(self.bucket(hash), &b[there..there + self.seed]);
            while let Some(at) = place {
                place = Some(self.same[at] as usize).filter(|next| *next != NONE as usize);
                // A run that began earlier has been found there.
                let begun = at > 0 && there > 0 && a[at - 1] == b[there - 1];
                if begun && self.same[at - 1] != LEFT_OUT {
                    continue;
                }
                let length = a[at..].iter().zip(&b[there..]).take(work).take_while(|(x, y)| x == y).count();
                work = work.saturating_sub(length);
                if length >= self.seed {
                    found.push(Run { a: at, b: there, length });
                }
            }
        }
        found
    }
}

/// A rolling hash of every run of `seed` words, in order. Its upper bits are the good ones.
fn hashes(keys: &[u32], seed: usize) -> impl Iterator<Item = u64> + '_ {
    let leaving = FACTOR.wrapping_pow(seed as u32);
    let enter = |hash: u64, key: u32| hash.wrapping_add(u64::from(key)).wrapping_mul(FACTOR);
    let mut hash = keys.iter().take(seed - 1).fold(0, |hash, key| enter(hash, *key));
    keys.iter().skip(seed - 1).enumerate().map(move |(at, key)| {
        let whole = enter(hash, *key);
        hash = whole.wrapping_sub(u64::from(keys[at]).wrapping_mul(leaving));
        whole
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, seed: usize, expected: &[(usize, usize, usize)]) {
        let (a, b) = (Words::new(a), Words::new(b));
        let mut found: Vec<_> = Seeds::new(&a, seed).runs(&b).iter().map(|r| (r.a, r.b, r.length)).collect();
        found.sort_unstable();
        assert_eq!(found, expected);
    }

    #[test]
    fn runs_are_maximal() {
        check("eins zwei drei vier fünf", "null eins zwei drei vier sechs", 3, &[(0, 1, 4)]);
        check("eins zwei drei", "zwei drei eins", 2, &[(1, 0, 2)]);
        check("eins zwei drei", "zwei drei eins", 1, &[(0, 2, 1), (1, 0, 2)]);
    }

    #[test]
    fn every_place_of_a_run_is_found() {
        check("ja gut nein ja gut", "ja gut", 2, &[(0, 0, 2), (3, 0, 2)]);
    }

    #[test]
    fn short_texts_have_none() {
        check("", "eins zwei", 2, &[]);
        check("eins", "eins", 2, &[]);
        check("eins zwei", "", 2, &[]);
    }
}
