//! Fingerprints of texts, chosen by winnowing (Schleimer, Wilkerson & Aiken 2003): two texts that share a run of words
//! share a fingerprint. First step inside the reuse stage after the words.

use crate::config::Config;
use crate::words::{BASE, Words, mixed, sum_with};

/// Bits of a posting that hold the document; the upper ones hold the fingerprint.
const DOCUMENT_BITS: u32 = 24;

/// Most documents that one index can hold, count.
pub const DOCUMENTS: usize = 1 << DOCUMENT_BITS;

/// A fingerprint: the upper 40 bits of a hash over a shingle. Unlike shingles of a pile of a hundred million meet
/// about once in ten thousand; such pairs fall at the alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Print(u64);

/// That a document has a fingerprint: eight bytes, in order of fingerprints, then documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting(pub u64);

impl Print {
    /// Stems stand in an index of their own by the same kind of key.
    pub fn of_stem(stem: u32) -> Self {
        Self(mixed(u64::from(stem)) >> DOCUMENT_BITS << DOCUMENT_BITS)
    }
}

impl Posting {
    /// The posting of a document, by its place in the pile.
    pub fn new(print: Print, document: u32) -> Self {
        Self(print.0 | u64::from(document))
    }

    /// Its fingerprint.
    pub fn print(self) -> Print {
        Print(self.0 >> DOCUMENT_BITS << DOCUMENT_BITS)
    }

    /// Place of its document in the pile.
    pub fn document(self) -> u32 {
        (self.0 & ((1 << DOCUMENT_BITS) - 1)) as u32
    }
}

/// The fingerprints of a text with the word at which each begins, in order of the text: of every window of shingles
/// the least. A text shorter than one shingle has one fingerprint.
pub fn winnow(words: &Words, config: &Config) -> Vec<(u32, Print)> {
    let length = config.shingle.max(1).min(words.len().max(1));
    let hashes = shingle_hashes(&words.keys, length);
    let window = config.window.max(1).min(hashes.len().max(1));
    let mut chosen: Vec<(u32, Print)> = Vec::with_capacity(hashes.len() / 2 + 1);
    let mut least = 0;
    for end in window - 1..hashes.len() {
        let start = end + 1 - window;
        let before = least;
        if start == 0 || least < start {
            // The last of equal ones, so that it stays the least for longest.
            least = start;
            for at in start + 1..=end {
                if hashes[at] <= hashes[least] {
                    least = at;
                }
            }
        } else if hashes[end] <= hashes[least] {
            least = end;
        }
        if start == 0 || least != before {
            chosen.push((least as u32, Print(hashes[least])));
        }
    }
    chosen
}

/// The upper bits of a hash over every run of `length` words: a polynomial over the words, mixed at the end. Each sum
/// is made from the one before.
fn shingle_hashes(keys: &[u32], length: usize) -> Vec<u64> {
    let Some(first) = keys.get(..length).filter(|run| !run.is_empty()) else { return Vec::new() };
    let upper = |sum: u64| mixed(sum) >> DOCUMENT_BITS << DOCUMENT_BITS;
    let mut sum = first.iter().fold(0, |sum, key| sum_with(sum, *key));
    let top = (1..length).fold(1u64, |power, _| power.wrapping_mul(BASE));
    let mut hashes = Vec::with_capacity(keys.len() + 1 - length);
    hashes.push(upper(sum));
    for (old, new) in keys.iter().zip(&keys[length..]) {
        sum = sum_with(sum.wrapping_sub(top.wrapping_mul(u64::from(*old) + 1)), *new);
        hashes.push(upper(sum));
    }
    hashes
}

/// The postings of one document: each of its fingerprints once, sorted.
pub fn postings(words: &Words, document: u32, config: &Config) -> Vec<Posting> {
    let mut found: Vec<Posting> =
        winnow(words, config).into_iter().map(|(_, print)| Posting::new(print, document)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_run_leaves_a_common_fingerprint() {
        let config = Config::default();
        let run = "drei Stunden lang einen Brand im Sägewerk gelöscht";
        let of = |text: &str| -> Vec<Print> {
            winnow(&Words::new(text), &config).into_iter().map(|(_, print)| print).collect()
        };
        let one = of(&format!("Am Samstag hat die Feuerwehr in Tannried {run}."));
        let two =
            of(&format!("Ganz anders las es sich am Montag: {run}, hieß es da, und keiner glaubte es."));
        assert!(one.iter().any(|print| two.contains(print)));
    }

    #[test]
    fn hashes_never_change() {
        // Fingerprints stand in files that a later version goes on from: a change here needs a new file version.
        let words = Words::new("Der Rat von Hohenfelde hat am Abend den Haushalt beschlossen");
        let found: Vec<(u32, u64)> =
            winnow(&words, &Config::default()).into_iter().map(|(at, print)| (at, print.0)).collect();
        assert_eq!(found, [(2, 607_532_510_938_660_864)]);
    }

    #[test]
    fn hashes_roll() {
        let words = Words::new("der eine und der andere Hund und die eine Katze");
        for length in 1..words.len() {
            let whole: Vec<u64> = words
                .keys
                .windows(length)
                .map(|run| {
                    mixed(run.iter().fold(0, |sum, key| sum_with(sum, *key))) >> DOCUMENT_BITS
                        << DOCUMENT_BITS
                })
                .collect();
            assert_eq!(shingle_hashes(&words.keys, length), whole);
        }
    }

    #[test]
    fn short_and_empty_texts() {
        let count = |text: &str| winnow(&Words::new(text), &Config::default()).len();
        assert_eq!([count(""), count("Wort"), count("ein kurzer Satz hier")], [0, 1, 1]);
    }

    #[test]
    fn postings_keep_both_parts() {
        let posting = Posting::new(Print(7 << DOCUMENT_BITS), 12);
        assert_eq!((posting.print(), posting.document()), (Print(7 << DOCUMENT_BITS), 12));
    }
}
