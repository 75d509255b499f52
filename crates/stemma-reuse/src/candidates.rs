//! Which pairs of articles are worth aligning. Near-linear in the words of the pile.
//!
//! Three sieves, united: common fingerprints chosen by winnowing (Schleimer, Wilkerson & Aiken 2003); bands of a
//! one-permutation MinHash signature over the same fingerprints (Broder 1997; Li, Owen & Zhang 2012) for whole
//! copies, however widely printed; common rare stems for reports retold in other words.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::config::Config;
use crate::words::{Words, hash_of, mixed};

/// Slots of a signature, and slots per band. 16 bands of 4: texts with half of their fingerprints in common meet
/// with probability .64, with 0.8 in common almost surely.
const SLOTS: usize = 64;
const BAND: usize = 4;

/// Articles in one band bucket up to which all pairs are made, count: beyond it each meets its neighbours only.
const BAND_BUCKET: usize = 600;

/// Candidate pairs `(first, second)`, first < second, sorted. Numbers are places in `texts`, which must stand in an
/// order that does not depend on how the caller came by them.
pub fn candidates(texts: &[Words], config: &Config) -> Vec<(u32, u32)> {
    let prints: Vec<Vec<u64>> = texts.par_iter().map(|w| fingerprints(w, config)).collect();
    let signatures: Vec<[u64; SLOTS]> = prints.par_iter().map(|p| signature(p)).collect();
    let mut found = by_fingerprints(&prints, &signatures, config);
    found.extend(by_bands(&prints, &signatures, config));
    found.extend(by_rare_stems(texts, config));
    found.par_sort_unstable();
    found.dedup();
    found
}

/// The fingerprints of a text: of every window of shingles the least hash. Sorted, each once.
pub fn fingerprints(words: &Words, config: &Config) -> Vec<u64> {
    let length = config.shingle.max(1).min(words.len().max(1));
    let hashes: Vec<u64> = words.keys.windows(length).map(hash_of).collect();
    let window = config.window.max(1).min(hashes.len().max(1));
    let mut chosen: Vec<u64> = hashes.windows(window).filter_map(|w| w.iter().min().copied()).collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// One-permutation MinHash: the fingerprints fall into slots, each slot keeps its least. Empty slots stay at the top.
fn signature(prints: &[u64]) -> [u64; SLOTS] {
    let mut slots = [u64::MAX; SLOTS];
    for print in prints {
        let h = mixed(print ^ 0x5354_454D_4D41);
        let slot = &mut slots[(h % SLOTS as u64) as usize];
        *slot = (*slot).min(h);
    }
    slots
}

/// Runs of equal first parts in a sorted list.
fn buckets<K: PartialEq + Copy>(sorted: &[(K, u32)]) -> impl Iterator<Item = &[(K, u32)]> {
    sorted.chunk_by(|x, y| x.0 == y.0).filter(|b| b.len() > 1)
}

fn pair(x: u32, y: u32) -> (u32, u32) {
    (x.min(y), x.max(y))
}

fn by_fingerprints(prints: &[Vec<u64>], signatures: &[[u64; SLOTS]], config: &Config) -> Vec<(u32, u32)> {
    let mut index: Vec<(u64, u32)> = Vec::with_capacity(prints.iter().map(Vec::len).sum());
    for (at, list) in prints.iter().enumerate() {
        index.extend(list.iter().map(|print| (*print, at as u32)));
    }
    index.par_sort_unstable();
    let mut meetings: Vec<(u32, u32)> = Vec::new();
    for bucket in buckets(&index) {
        if bucket.len() <= config.bucket {
            all_pairs(bucket, &mut meetings);
        } else {
            neighbours(bucket, signatures, config.neighbours, &mut meetings);
        }
    }
    drop(index);
    meetings.par_sort_unstable();
    let enough = |(x, y): (u32, u32), count: usize| {
        let least = prints[x as usize].len().min(prints[y as usize].len());
        count as u32 >= config.shared || count as f64 >= config.shared_fraction * least as f64
    };
    meetings.chunk_by(|p, q| p == q).filter(|c| enough(c[0], c.len())).map(|c| c[0]).collect()
}

fn all_pairs<K>(bucket: &[(K, u32)], found: &mut Vec<(u32, u32)>) {
    for (n, (_, x)) in bucket.iter().enumerate() {
        found.extend(bucket[n + 1..].iter().map(|(_, y)| pair(*x, *y)));
    }
}

/// Pairs each member of a wide bucket with the next ones in the order of signatures, where like texts stand together.
fn neighbours<K>(
    bucket: &[(K, u32)],
    signatures: &[[u64; SLOTS]],
    width: usize,
    found: &mut Vec<(u32, u32)>,
) {
    let mut members: Vec<u32> = bucket.iter().map(|(_, at)| *at).collect();
    members.sort_unstable_by_key(|at| (signatures[*at as usize], *at));
    for (n, x) in members.iter().enumerate() {
        found.extend(members[n + 1..].iter().take(width).map(|y| pair(*x, *y)));
    }
}

fn by_bands(prints: &[Vec<u64>], signatures: &[[u64; SLOTS]], config: &Config) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for band in 0..SLOTS / BAND {
        let mut index: Vec<(u64, u32)> = signatures
            .iter()
            .enumerate()
            .filter(|(at, _)| !prints[*at].is_empty())
            .filter_map(|(at, slots)| {
                let rows = &slots[band * BAND..(band + 1) * BAND];
                let filled = rows.iter().any(|r| *r != u64::MAX);
                let print = rows.iter().fold(0u64, |h, r| mixed(h ^ r).wrapping_add(1));
                filled.then_some((print, at as u32))
            })
            .collect();
        index.par_sort_unstable();
        for bucket in buckets(&index) {
            if bucket.len() <= BAND_BUCKET {
                all_pairs(bucket, &mut found);
            } else {
                neighbours(bucket, signatures, config.neighbours, &mut found);
            }
        }
        found.par_sort_unstable();
        found.dedup();
    }
    found
}

fn by_rare_stems(texts: &[Words], config: &Config) -> Vec<(u32, u32)> {
    let sets: Vec<Vec<u32>> = texts
        .par_iter()
        .map(|w| {
            let mut stems = w.stems.clone();
            stems.sort_unstable();
            stems.dedup();
            stems
        })
        .collect();
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for stem in sets.iter().flatten() {
        *counts.entry(*stem).or_default() += 1;
    }
    let rare: Vec<Vec<u32>> = sets
        .par_iter()
        .map(|stems| {
            let mut few: Vec<(u32, u32)> = stems
                .iter()
                .map(|s| (counts.get(s).copied().unwrap_or(0), *s))
                .filter(|(n, _)| (2..=config.bucket as u32).contains(n))
                .collect();
            few.sort_unstable();
            few.truncate(config.rare_stems);
            few.into_iter().map(|(_, s)| s).collect()
        })
        .collect();
    let mut index: Vec<(u32, u32)> = Vec::new();
    for (at, list) in rare.iter().enumerate() {
        index.extend(list.iter().map(|s| (*s, at as u32)));
    }
    index.par_sort_unstable();
    let mut meetings = Vec::new();
    for bucket in buckets(&index) {
        all_pairs(bucket, &mut meetings);
    }
    meetings.par_sort_unstable();
    let enough = |(x, y): (u32, u32), count: usize| {
        let least = rare[x as usize].len().min(rare[y as usize].len());
        count >= 3 && count as f64 >= config.rare_fraction * least as f64
    };
    meetings.chunk_by(|p, q| p == q).filter(|c| enough(c[0], c.len())).map(|c| c[0]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(texts: &[&str], expected: &[(u32, u32)]) {
        let words: Vec<Words> = texts.iter().map(|t| Words::new(t)).collect();
        assert_eq!(candidates(&words, &Config::default()), expected);
    }

    #[test]
    fn a_shared_sentence_makes_a_candidate() {
        check(
            &[
                "Am Samstag hat die Feuerwehr in Tannried drei Stunden lang einen Brand im Sägewerk gelöscht.",
                "Ganz anderes stand in der Zeitung von gestern, nämlich vom Wetter und vom Obstbau.",
                "Zeugen berichten: Am Samstag hat die Feuerwehr in Tannried drei Stunden lang einen Brand im Sägewerk gelöscht.",
            ],
            &[(0, 2)],
        );
    }

    #[test]
    fn nothing_from_nothing() {
        check(&[], &[]);
        check(&["", "", "Wort"], &[]);
    }

    #[test]
    fn a_report_printed_everywhere_stays_together() {
        let report =
            "Der Rat von Hohenfelde hat am Abend den Haushalt beschlossen und die Steuer auf Hunde gesenkt.";
        let texts: Vec<String> = (0..120).map(|n| format!("{report} Ausgabe {n}.")).collect();
        let words: Vec<Words> = texts.iter().map(|t| Words::new(t)).collect();
        let found = candidates(&words, &Config::default());
        let mut reached: Vec<bool> = vec![false; 120];
        for (x, y) in found {
            reached[x as usize] = true;
            reached[y as usize] = true;
        }
        assert!(reached.into_iter().all(|r| r));
    }
}
