//! Which pairs of articles are worth aligning, by what they have in common: fingerprints, or rare stems. Second step
//! inside the reuse stage.
//!
//! Every pair with enough common fingerprints is a candidate, however widely a passage is printed. Only house matter
//! (notices, legal lines, teasers, tickers) is kept apart, by what it is: printed again and again by one outlet, or over
//! weeks. It counts for those articles alone that it fills to a good part.

use std::ops::Range;

use rayon::prelude::*;
use stemma_text::Article;
use stemma_text::fold::fold;
use xxhash_rust::xxh3::xxh3_64;

use crate::config::Config;
use crate::prints::{Posting, Print};

/// A pair worth aligning: places of two documents, the smaller first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Place of the first document.
    pub a: u32,
    /// Place of the second document.
    pub b: u32,
    /// True if the two have rare stems in common, so that one may retell the other.
    pub is_told: bool,
}

/// The candidates by fingerprints and those by rare stems together, sorted, each pair once.
pub fn united(prints: &[(u32, u32)], stems: &[(u32, u32)]) -> Vec<Candidate> {
    let of = |pairs: &[(u32, u32)], is_told| -> Vec<Candidate> {
        pairs.iter().map(|(a, b)| Candidate { a: *a, b: *b, is_told }).collect()
    };
    let mut all = of(prints, false);
    all.extend(of(stems, true));
    all.par_sort_unstable();
    all.dedup_by(|later, first| {
        let is_same = (later.a, later.b) == (first.a, first.b);
        first.is_told |= is_same && later.is_told;
        is_same
    });
    all
}

/// Marks the last document of a bucket.
const LAST: u32 = 1 << 31;

/// Documents that one thread counts at a time.
const BLOCK: usize = 256;

/// What tells house matter from wire copy, for one article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// A number for the outlet; equal for equal outlets, 0 where it is not known.
    pub outlet: u32,
    /// Day of publication since 1970; `None` where it is not known.
    pub day: Option<i32>,
}

impl Origin {
    /// The origin of an article.
    pub fn of(article: &Article) -> Self {
        let outlet = article.outlet.as_deref().map_or(0, |name| xxh3_64(fold(name).as_bytes()) as u32 | 1);
        let epoch = jiff::civil::Date::constant(1970, 1, 1);
        let day = article
            .published
            .as_ref()
            .and_then(stemma_text::Dated::days)
            .filter(|(first, last)| first == last)
            .and_then(|(first, _)| first.since(epoch).ok())
            .map(|span| span.get_days());
        Self { outlet, day }
    }
}

/// What documents are indexed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Fingerprints: a few in common make a candidate.
    Prints,
    /// Rare stems: a good part in common makes a candidate for a retold report.
    Stems,
}

/// Which documents have what in common.
#[derive(Debug)]
pub struct Index {
    key: Key,
    /// The documents that may come first in a pair.
    range: Range<u32>,
    /// Documents of each bucket in rising order, one bucket behind the other; [`LAST`] marks the end of a bucket.
    buckets: Vec<u32>,
    /// Places in `buckets` where a document of the range stands, one document behind the other.
    places: Vec<u32>,
    /// Where the places of each document of the range begin; one more than documents.
    starts: Vec<usize>,
    /// Keys of each document, count.
    counts: Vec<u32>,
    /// Fingerprints of house matter, sorted.
    house: Vec<Print>,
}

impl Index {
    /// Reads all postings of a pile in order. `origins` and `counts`, the number of keys, are given for each document.
    /// Only documents of `range` may come first in a pair, so that a pile too large for the memory can be read several
    /// times.
    ///
    /// # Errors
    /// The first error that `postings` gives.
    ///
    /// # Panics
    /// If a posting names a document without origin.
    pub fn build<E>(
        key: Key,
        postings: impl Iterator<Item = Result<Posting, E>>,
        (origins, counts): (&[Origin], Vec<u32>),
        range: Range<u32>,
        config: &Config,
    ) -> Result<Self, E> {
        let index = Index {
            key,
            range,
            buckets: Vec::new(),
            places: Vec::new(),
            starts: Vec::new(),
            counts,
            house: Vec::new(),
        };
        let filled = vec![0; origins.len()];
        let mut builder = Builder { index, house: Vec::new(), filled, bucket: Vec::new(), origins, config };
        let mut last: Option<Posting> = None;
        for posting in postings {
            let posting = posting?;
            if let Some(before) = last
                && before.print() != posting.print()
            {
                builder.close(before.print());
            }
            if last != Some(posting) {
                builder.bucket.push(posting.document());
            }
            last = Some(posting);
        }
        if let Some(before) = last {
            builder.close(before.print());
        }
        builder.add_house();
        builder.index.turn();
        Ok(builder.index)
    }

    /// Lists for each document of the range where it stands.
    fn turn(&mut self) {
        let first = self.range.start;
        let mut starts = vec![0usize; self.range.len() + 1];
        for document in self.buckets.iter().map(|d| d & !LAST).filter(|d| self.range.contains(d)) {
            starts[(document - first) as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![0u32; starts.last().copied().unwrap_or(0)];
        for (place, document) in self.buckets.iter().map(|d| d & !LAST).enumerate() {
            if self.range.contains(&document) {
                let slot = &mut next[(document - first) as usize];
                places[*slot] = place as u32;
                *slot += 1;
            }
        }
        (self.places, self.starts) = (places, starts);
    }

    /// True if the fingerprint is house matter.
    pub fn is_house(&self, print: Print) -> bool {
        self.house.binary_search(&print).is_ok()
    }

    /// True if nothing in the pile is house matter.
    pub fn has_no_house(&self) -> bool {
        self.house.is_empty()
    }

    /// Candidate pairs `(first, second)`, first < second, sorted, whose first document lies in `[start, end)`, which must
    /// lie in the range of the index.
    pub fn candidates(&self, start: u32, end: u32, config: &Config) -> Vec<(u32, u32)> {
        let documents: Vec<u32> = (start..end).collect();
        let of_block = |block: &[u32]| {
            let mut meetings = vec![0u16; self.counts.len()];
            let mut met = Vec::new();
            let mut found = Vec::new();
            for document in block {
                self.meet(*document, &mut meetings, &mut met, config, &mut found);
            }
            found
        };
        documents.par_chunks(BLOCK.max(documents.len() / 64)).flat_map_iter(of_block).collect()
    }

    /// Appends the candidates of one document. `meetings` is all zero before and after.
    fn meet(
        &self,
        document: u32,
        meetings: &mut [u16],
        met: &mut Vec<u32>,
        config: &Config,
        found: &mut Vec<(u32, u32)>,
    ) {
        let at = (document - self.range.start) as usize;
        for place in &self.places[self.starts[at]..self.starts[at + 1]] {
            let mut place = *place as usize;
            while self.buckets[place] & LAST == 0 {
                place += 1;
                let other = self.buckets[place] & !LAST;
                let count = &mut meetings[other as usize];
                if *count == 0 {
                    met.push(other);
                }
                *count = count.saturating_add(1);
            }
        }
        met.sort_unstable();
        for other in met.drain(..) {
            let count = std::mem::take(&mut meetings[other as usize]);
            let least = self.counts[document as usize].min(self.counts[other as usize]);
            if self.is_enough(u32::from(count), least, config) {
                found.push((document, other));
            }
        }
    }

    /// True if so many common keys make a candidate of two documents, of which the one with fewer has `least`.
    fn is_enough(&self, count: u32, least: u32, config: &Config) -> bool {
        let share = |fraction: f64| f64::from(count) >= fraction * f64::from(least);
        match self.key {
            Key::Prints => count >= config.shared || share(config.shared_fraction),
            Key::Stems => count >= config.rare_shared && share(config.rare_fraction),
        }
    }
}

/// An index in the making.
struct Builder<'p> {
    index: Index,
    /// Buckets of house matter: they wait until it is known which documents it fills.
    house: Vec<u32>,
    /// Fingerprints of each document that are house matter, count.
    filled: Vec<u32>,
    /// Documents of the bucket being read.
    bucket: Vec<u32>,
    origins: &'p [Origin],
    config: &'p Config,
}

impl Builder<'_> {
    /// Ends the bucket of this key.
    fn close(&mut self, print: Print) {
        let mut bucket = std::mem::take(&mut self.bucket);
        let wide = self.index.key == Key::Stems && bucket.len() > self.config.bucket;
        if bucket.len() > 1 && !wide {
            let is_house = self.index.key == Key::Prints && is_house(&bucket, self.origins, self.config);
            // Where no outlet is known a narrow bucket may be a family as well: the alignment decides.
            let is_sure = bucket.len() > self.config.boilerplate_sure
                || bucket.iter().any(|document| self.origins[*document as usize].outlet != 0);
            if is_house {
                self.index.house.push(print);
                bucket.iter().for_each(|document| self.filled[*document as usize] += 1);
            }
            if is_house && is_sure {
                push(&bucket, &self.index.range, &mut self.house);
            } else {
                push(&bucket, &self.index.range, &mut self.index.buckets);
            }
        }
        bucket.clear();
        self.bucket = bucket;
    }

    /// Adds the buckets of house matter, with those documents only that house matter fills.
    fn add_house(&mut self) {
        let index = &mut self.index;
        let mut rest = Vec::new();
        for bucket in self.house.split_inclusive(|document| document & LAST != 0) {
            let is_filled = |document: &u32| {
                let count = f64::from(index.counts[*document as usize].max(1));
                f64::from(self.filled[*document as usize]) >= self.config.boilerplate_share * count
            };
            rest.clear();
            rest.extend(bucket.iter().map(|document| document & !LAST).filter(is_filled));
            push(&rest, &index.range, &mut index.buckets);
        }
    }
}

/// Appends a bucket: its first document that lies in the range and all behind it.
fn push(bucket: &[u32], range: &Range<u32>, buckets: &mut Vec<u32>) {
    let from = bucket.partition_point(|document| *document < range.start);
    if let [first, .., _] = &bucket[from..]
        && *first < range.end
    {
        buckets.extend_from_slice(&bucket[from..]);
        if let Some(end) = buckets.last_mut() {
            *end |= LAST;
        }
    }
}

/// True if a passage that these documents print is house matter: printed by many, most of them one outlet, or over a
/// longer time than a report is news. Documents whose outlet is not known count as of one outlet.
fn is_house(documents: &[u32], origins: &[Origin], config: &Config) -> bool {
    if documents.len() < config.boilerplate_articles as usize {
        return false;
    }
    let mut outlets: Vec<u32> = documents.iter().map(|d| origins[*d as usize].outlet).collect();
    outlets.sort_unstable();
    let most = outlets.chunk_by(|x, y| x == y).map(<[_]>::len).max().unwrap_or(0);
    let days = || documents.iter().filter_map(|d| origins[*d as usize].day);
    let span = days().max().unwrap_or(0) - days().min().unwrap_or(0);
    most as f64 >= config.boilerplate_outlet * documents.len() as f64 || span > config.boilerplate_days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prints::postings;
    use crate::words::Words;

    fn find(texts: &[&str], origins: &[Origin]) -> Vec<(u32, u32)> {
        let config = Config::default();
        let lists: Vec<Vec<Posting>> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| postings(&Words::new(text), at as u32, &config))
            .collect();
        let counts = lists.iter().map(|list| list.len() as u32).collect();
        let mut all: Vec<Posting> = lists.concat();
        all.sort_unstable();
        let all = all.into_iter().map(Ok::<_, std::convert::Infallible>);
        let end = texts.len() as u32;
        let Ok(index) = Index::build(Key::Prints, all.clone(), (origins, counts), 0..end, &config);
        let found = index.candidates(0, end, &config);
        // In two passes the same is found.
        let parts = [0..end / 2, end / 2..end].map(|range| {
            let counts = index.counts.clone();
            let Ok(part) = Index::build(Key::Prints, all.clone(), (origins, counts), range.clone(), &config);
            part.candidates(range.start, range.end, &config)
        });
        assert_eq!(parts.concat(), found);
        found
    }

    fn check(texts: &[&str], expected: &[(u32, u32)]) {
        assert_eq!(find(texts, &vec![Origin::default(); texts.len()]), expected);
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

    const REPORT: &str =
        "Der Rat von Hohenfelde hat am Abend den Haushalt beschlossen und die Steuer auf Hunde gesenkt.";

    #[test]
    fn a_report_printed_everywhere_pairs_all_who_print_it() {
        let texts: Vec<String> = (0..120).map(|n| format!("{REPORT} Ausgabe {n}.")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        assert_eq!(find(&texts, &vec![Origin::default(); 120]).len(), 120 * 119 / 2);
    }

    /// Fifty long articles that have one sentence in common.
    fn articles_around(sentence: &str) -> Vec<String> {
        (0..50)
            .map(|n| {
                let own: Vec<String> = (0..200).map(|word| format!("wort{}", n * 1000 + word)).collect();
                format!("{}. {sentence} {}.", own[..100].join(" "), own[100..].join(" "))
            })
            .collect()
    }

    #[test]
    fn house_matter_is_told_from_wire_copy() {
        let texts = articles_around(REPORT);
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let origins = |outlets: u32, days: i32| -> Vec<Origin> {
            (0..50).map(|n| Origin { outlet: 1 + n % outlets, day: Some(n as i32 % days) }).collect()
        };
        assert_eq!(find(&texts, &origins(25, 2)).len(), 50 * 49 / 2, "many outlets, two days: a wire report");
        assert_eq!(find(&texts, &origins(1, 2)), [], "one outlet: a notice of the house");
        assert_eq!(find(&texts, &origins(25, 40)), [], "over weeks: a legal line");
    }
}
