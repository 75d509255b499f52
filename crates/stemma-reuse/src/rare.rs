//! Which pairs may be one report in other words: those that have rare stems in common. Beside the fingerprints inside
//! the reuse stage.

use rayon::prelude::*;

use crate::config::Config;
use crate::prints::{Posting, Print};
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
    fn merge(mut self, other: &Rarity) -> Self {
        self.add_counts(&other.counts(), other.documents, other.units);
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

    /// The rarest stems of a document that stand in two articles at least, as postings, sorted.
    pub fn rarest(&self, stems: &[u32], document: u32, config: &Config) -> Vec<Posting> {
        let mut few: Vec<(u32, u32)> = stems
            .iter()
            .map(|stem| (self.slots[self.slot(*stem)].documents, *stem))
            .filter(|(count, _)| (2..=config.bucket as u32).contains(count))
            .collect();
        few.sort_unstable();
        few.dedup();
        few.truncate(config.rare_stems);
        let mut found: Vec<Posting> =
            few.into_iter().map(|(_, stem)| Posting::new(Print::of_stem(stem), document)).collect();
        found.sort_unstable();
        found
    }

    /// Counts of the whole table as they stand in a file: for every slot in use its number, documents and units.
    pub fn counts(&self) -> Vec<[u32; 3]> {
        let used = self.slots.iter().enumerate().filter(|(_, slot)| slot.documents > 0);
        used.map(|(at, slot)| [at as u32, slot.documents, slot.units]).collect()
    }

    /// Adds counts that [`Rarity::counts`] gave, of so many articles and units. Slots that the table lacks are passed over.
    pub fn add_counts(&mut self, counts: &[[u32; 3]], documents: u32, units: u32) {
        for [at, documents, units] in counts {
            if let Some(slot) = self.slots.get_mut(*at as usize) {
                slot.documents += documents;
                slot.units += units;
            }
        }
        self.documents += documents;
        self.units += units;
    }

    /// Articles and units counted.
    pub fn size(&self) -> (u32, u32) {
        (self.documents, self.units)
    }
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
    fn the_rarest_stems_are_those_few_articles_have() {
        let texts = [
            "Kallmoos: Mühle von Zwirner abgebrannt.",
            "Feuer: Mühle Zwirner bei Kallmoos brennt.",
            "Das Wetter in der Stadt bleibt freundlich.",
        ];
        let words: Vec<Words> = texts.iter().map(|t| Words::new(t)).collect();
        let rarity = Rarity::of(&words);
        let config = Config { rare_stems: 3, ..Config::default() };
        let rarest: Vec<Vec<Print>> = words
            .iter()
            .map(|w| rarity.rarest(&w.stems, 0, &config).into_iter().map(Posting::print).collect())
            .collect();
        assert_eq!(rarest[0], rarest[1]);
        assert_eq!(rarest[0].len(), 3);
    }
}
