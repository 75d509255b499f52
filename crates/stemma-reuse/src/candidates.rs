//! Which pairs of articles are worth aligning, by common fingerprints. Second step inside the reuse stage.
//!
//! Every pair with enough common fingerprints is a candidate, however widely a passage is printed. Only house matter
//! (notices, legal lines, teasers, tickers) is kept apart, by what it is: printed again and again by one outlet, or over
//! weeks. It counts for those articles alone that it fills to a good part.

use rayon::prelude::*;
use stemma_text::Article;
use stemma_text::fold::fold;
use xxhash_rust::xxh3::xxh3_64;

use crate::config::Config;
use crate::prints::{Posting, Print};

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

/// Which documents share which fingerprints.
#[derive(Debug, Default)]
pub struct Index {
    /// Documents of each bucket in rising order, one bucket behind the other; [`LAST`] marks the end of a bucket.
    buckets: Vec<u32>,
    /// Places in `buckets` where a document stands, one document behind the other.
    places: Vec<u32>,
    /// Where the places of each document begin; one more than documents.
    starts: Vec<u64>,
    /// Fingerprints of each document, count.
    counts: Vec<u32>,
    /// Fingerprints of house matter, sorted.
    house: Vec<Print>,
}

impl Index {
    /// Reads all postings of a pile in order. `origins`: one for each document. `counts`: number of fingerprints of
    /// each document.
    ///
    /// # Errors
    /// The first error that `postings` gives.
    ///
    /// # Panics
    /// If a posting names a document without origin.
    pub fn build<E>(
        postings: impl Iterator<Item = Result<Posting, E>>,
        origins: &[Origin],
        counts: Vec<u32>,
        config: &Config,
    ) -> Result<Self, E> {
        let mut index = Index { counts, ..Index::default() };
        let mut wide: Vec<u32> = Vec::new();
        let mut filled: Vec<u32> = vec![0; origins.len()];
        let mut bucket: Vec<u32> = Vec::new();
        let mut last: Option<Posting> = None;
        for posting in postings {
            let posting = posting?;
            if let Some(before) = last
                && before.print() != posting.print()
            {
                index.close(before.print(), &mut bucket, &mut wide, &mut filled, origins, config);
            }
            if last != Some(posting) {
                bucket.push(posting.document());
            }
            last = Some(posting);
        }
        if let Some(before) = last {
            index.close(before.print(), &mut bucket, &mut wide, &mut filled, origins, config);
        }
        index.add_house(&wide, &filled, config);
        index.turn(origins.len());
        Ok(index)
    }

    /// Ends a bucket: house matter waits in `wide` until it is known which documents it fills.
    fn close(
        &mut self,
        print: Print,
        bucket: &mut Vec<u32>,
        wide: &mut Vec<u32>,
        filled: &mut [u32],
        origins: &[Origin],
        config: &Config,
    ) {
        if bucket.len() > 1 {
            let is_house = is_house(bucket, origins, config);
            // Where no outlet is known a narrow bucket may be a family as well: the alignment decides.
            let is_sure = bucket.len() > config.boilerplate_sure
                || bucket.iter().any(|document| origins[*document as usize].outlet != 0);
            if is_house {
                self.house.push(print);
                bucket.iter().for_each(|document| filled[*document as usize] += 1);
            }
            if let Some(end) = bucket.last_mut() {
                *end |= LAST;
            }
            if is_house && is_sure { wide.append(bucket) } else { self.buckets.append(bucket) }
        }
        bucket.clear();
    }

    /// Adds the buckets of house matter, with those documents only that house matter fills.
    fn add_house(&mut self, wide: &[u32], filled: &[u32], config: &Config) {
        let is_filled = |document: u32| {
            let count = f64::from(self.counts[document as usize].max(1));
            f64::from(filled[document as usize]) >= config.boilerplate_share * count
        };
        for bucket in wide.split_inclusive(|document| document & LAST != 0) {
            let start = self.buckets.len();
            self.buckets.extend(bucket.iter().map(|document| document & !LAST).filter(|d| is_filled(*d)));
            if self.buckets.len() - start < 2 {
                self.buckets.truncate(start);
            } else if let Some(end) = self.buckets.last_mut() {
                *end |= LAST;
            }
        }
    }

    /// Lists for each document where it stands.
    fn turn(&mut self, documents: usize) {
        let mut starts = vec![0u64; documents + 1];
        for document in &self.buckets {
            starts[(document & !LAST) as usize + 1] += 1;
        }
        for at in 0..documents {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut places = vec![0u32; self.buckets.len()];
        for (place, document) in self.buckets.iter().enumerate() {
            let slot = &mut next[(document & !LAST) as usize];
            places[*slot as usize] = place as u32;
            *slot += 1;
        }
        (self.places, self.starts) = (places, starts);
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// True for an empty pile.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// True if the fingerprint is house matter.
    pub fn is_house(&self, print: Print) -> bool {
        self.house.binary_search(&print).is_ok()
    }

    /// True if nothing in the pile is house matter.
    pub fn has_no_house(&self) -> bool {
        self.house.is_empty()
    }

    /// Candidate pairs `(first, second)`, first < second, sorted, whose first document lies in `[start, end)`.
    pub fn candidates(&self, start: usize, end: usize, config: &Config) -> Vec<(u32, u32)> {
        let documents: Vec<u32> = (start as u32..end as u32).collect();
        let of_block = |block: &[u32]| {
            let mut meetings = vec![0u16; self.len()];
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
        let at = document as usize;
        for place in &self.places[self.starts[at] as usize..self.starts[at + 1] as usize] {
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
            let least = self.counts[at].min(self.counts[other as usize]);
            if u32::from(count) >= config.shared
                || f64::from(count) >= config.shared_fraction * f64::from(least)
            {
                found.push((document, other));
            }
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
        let Ok(index) = Index::build(all, origins, counts, &config);
        index.candidates(0, texts.len(), &config)
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
