//! Which pairs may be one report in other words: those that have rare stems in common. Beside the fingerprints inside
//! the reuse stage.

use rayon::prelude::*;

use crate::config::Config;
use crate::words::Words;

/// Slots of a table per article, and fewest and most of all. Stems that fall into one slot look more frequent than
/// they are; with four million slots that is one rare stem in twenty in a pile of twenty thousand articles.
const SLOTS_PER_ARTICLE: usize = 2048;
const FEWEST_SLOTS: usize = 1 << 14;
const MOST_SLOTS: usize = 1 << 22;

/// How rare stems are in a pile.
#[derive(Clone, Debug)]
pub struct Rarity {
    slots: Vec<Slot>,
    units: u32,
    documents: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    documents: u32,
    last_document: u32,
    units: u32,
    last_unit: u32,
}

impl Rarity {
    /// An empty table for a pile of so many articles.
    pub fn new(articles: usize) -> Self {
        let slots = (articles * SLOTS_PER_ARTICLE).next_power_of_two().clamp(FEWEST_SLOTS, MOST_SLOTS);
        Self { slots: vec![Slot::default(); slots], units: 0, documents: 0 }
    }

    fn slot(&self, stem: u32) -> usize {
        stem as usize & (self.slots.len() - 1)
    }

    /// Counts one more article.
    pub fn add(&mut self, words: &Words) {
        self.documents += 1;
        for (start, end) in words.units() {
            self.units += 1;
            for stem in &words.stems[start..end] {
                let at = self.slot(*stem);
                let slot = &mut self.slots[at];
                if slot.last_document != self.documents {
                    slot.last_document = self.documents;
                    slot.documents += 1;
                }
                if slot.last_unit != self.units {
                    slot.last_unit = self.units;
                    slot.units += 1;
                }
            }
        }
    }

    /// Counts the articles of another table of the same size.
    pub fn merge(mut self, other: &Rarity) -> Self {
        for (slot, more) in self.slots.iter_mut().zip(&other.slots) {
            slot.documents += more.documents;
            slot.units += more.units;
        }
        self.units += other.units;
        self.documents += other.documents;
        self
    }

    /// The table of a whole pile, counted on all threads.
    pub fn of(texts: &[Words]) -> Self {
        let share = texts.len().div_ceil(rayon::current_num_threads()).max(256);
        texts
            .par_chunks(share)
            .map(|some| {
                let mut rarity = Rarity::new(texts.len());
                some.iter().for_each(|words| rarity.add(words));
                rarity
            })
            .reduce_with(|one, two| one.merge(&two))
            .unwrap_or_else(|| Rarity::new(0))
    }

    /// Weight of a stem: inverse frequency over units, damped so that a pile of a million sentences does not drown
    /// all but its rarest words.
    pub fn weight(&self, stem: u32) -> f32 {
        let units = f64::from(self.units);
        let count = f64::from(self.slots[self.slot(stem)].units).max(1.0);
        (1.0 + units / (count + units / 2000.0)).ln() as f32
    }

    /// The rarest stems of a text that stand in two articles at least, sorted.
    pub fn rarest(&self, words: &Words, config: &Config) -> Vec<u32> {
        let mut few: Vec<(u32, u32)> = words
            .stems
            .iter()
            .map(|stem| (self.slots[self.slot(*stem)].documents, *stem))
            .filter(|(count, _)| (2..=config.bucket as u32).contains(count))
            .collect();
        few.sort_unstable();
        few.dedup();
        few.truncate(config.rare_stems);
        let mut stems: Vec<u32> = few.into_iter().map(|(_, stem)| stem).collect();
        stems.sort_unstable();
        stems
    }
}

/// Pairs `(first, second)`, first < second, sorted, of documents with enough rare stems in common. `rare`: the rarest
/// stems of each document.
pub fn pairs(rare: &[Vec<u32>], config: &Config) -> Vec<(u32, u32)> {
    let mut index: Vec<(u32, u32)> = Vec::with_capacity(rare.iter().map(Vec::len).sum());
    for (at, list) in rare.iter().enumerate() {
        index.extend(list.iter().map(|stem| (*stem, at as u32)));
    }
    index.par_sort_unstable();
    let mut meetings: Vec<(u32, u32)> = Vec::new();
    for bucket in index.chunk_by(|x, y| x.0 == y.0).filter(|bucket| bucket.len() <= config.bucket) {
        for (n, (_, x)) in bucket.iter().enumerate() {
            meetings.extend(bucket[n + 1..].iter().map(|(_, y)| (*x, *y)));
        }
    }
    meetings.par_sort_unstable();
    let enough = |(x, y): (u32, u32), count: usize| {
        let least = rare[x as usize].len().min(rare[y as usize].len());
        count >= config.rare_shared && count as f64 >= config.rare_fraction * least as f64
    };
    meetings.chunk_by(|p, q| p == q).filter(|c| enough(c[0], c.len())).map(|c| c[0]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_parts_make_the_table_of_the_whole() {
        let texts: Vec<Words> = (0..600)
            .map(|n| Words::new(&format!("Der Hafen {} ist zu. Im Hafen liegt Schiff {}.", n % 7, n % 50)))
            .collect();
        let mut one = Rarity::new(texts.len());
        texts.iter().for_each(|words| one.add(words));
        let all = Rarity::of(&texts);
        let counts = |r: &Rarity| r.slots.iter().map(|s| (s.documents, s.units)).collect::<Vec<_>>();
        assert_eq!(counts(&one), counts(&all));
        assert_eq!((one.units, one.documents), (all.units, all.documents));
    }

    #[test]
    fn rare_words_pair_reports() {
        let texts = [
            "In Kallmoos brannte die Mühle von Zwirner, Feuerwehrmann Odrich rettete sieben Ziegen.",
            "Odrich holte die Ziegen heraus: Feuer in der Mühle Zwirner bei Kallmoos.",
            "Das Wetter bleibt morgen freundlich und trocken, sagt der Dienst voraus.",
        ];
        let words: Vec<Words> = texts.iter().map(|t| Words::new(t)).collect();
        let rarity = Rarity::of(&words);
        let config = Config::default();
        let rare: Vec<Vec<u32>> = words.iter().map(|w| rarity.rarest(w, &config)).collect();
        assert_eq!(pairs(&rare, &config), [(0, 1)]);
    }
}
