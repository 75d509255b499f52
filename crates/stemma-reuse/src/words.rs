//! The words of one main text as this stage compares them: folded, hashed, with their places. First step inside
//! the reuse stage.

use stemma_text::fold::{STEM_LENGTH, fold_into};
use stemma_text::token::tokens;
use stemma_text::{TextRange, Token};
use xxhash_rust::xxh3::xxh3_64;

/// The words and numbers of one text. Positions below are places in this list unless they are called bytes.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Hash of the folded word. Equal for equal words; different words collide once in four billion.
    pub(crate) keys: Vec<u32>,
    /// Hash of the first five characters of the folded word.
    pub(crate) stems: Vec<u32>,
    /// First byte and length in bytes.
    places: Vec<(u32, u32)>,
    /// Letters and digits of the folded word, at most 255.
    letters: Vec<u8>,
    /// First word of every unit: a stretch up to a full stop, a question mark, an exclamation mark or a line end.
    pub(crate) units: Vec<u32>,
}

impl Words {
    /// The words of `text`. Text behind the first four gigabytes is left out.
    pub fn new(text: &str) -> Self {
        let guess = text.len() / 7 + 8;
        let mut words = Words {
            keys: Vec::with_capacity(guess),
            stems: Vec::with_capacity(guess),
            places: Vec::with_capacity(guess),
            letters: Vec::with_capacity(guess),
            units: Vec::with_capacity(guess / 8),
        };
        let (mut opens, mut last_end) = (true, 0);
        let mut folded = String::new();
        for Token { range, kind } in tokens(text) {
            let Ok(start) = u32::try_from(range.start) else { break };
            opens |= text.as_bytes()[last_end..range.start].contains(&b'\n');
            last_end = range.end;
            if kind == stemma_text::TokenKind::Mark {
                opens |= matches!(range.of(text), "." | "!" | "?" | "…");
                continue;
            }
            folded.clear();
            fold_into(range.of(text), &mut folded);
            if folded.is_empty() {
                continue;
            }
            if opens {
                words.units.push(words.keys.len() as u32);
                opens = false;
            }
            words.push(&folded, start, range.len() as u32);
        }
        words
    }

    fn push(&mut self, folded: &str, start: u32, length: u32) {
        let stem = if folded.as_bytes().first().is_some_and(u8::is_ascii_digit) {
            folded
        } else if folded.is_ascii() {
            &folded[..folded.len().min(STEM_LENGTH)]
        } else {
            folded.char_indices().nth(STEM_LENGTH).map_or(folded, |(at, _)| &folded[..at])
        };
        let key = xxh3_64(folded.as_bytes()) as u32;
        self.keys.push(key);
        self.stems.push(if stem.len() == folded.len() { key } else { xxh3_64(stem.as_bytes()) as u32 });
        self.places.push((start, length));
        let letters = if folded.is_ascii() { folded.len() } else { folded.chars().count() };
        self.letters.push(letters.min(255) as u8);
    }

    /// Hashes of the stems, word by word.
    pub fn stems(&self) -> &[u32] {
        &self.stems
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// True for a text without words.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Bytes of the text that the word at `at` fills.
    ///
    /// # Panics
    /// If there is no such word.
    pub fn range(&self, at: usize) -> TextRange {
        let (start, length) = self.places[at];
        TextRange::new(start as usize, start as usize + length as usize)
    }

    /// Bytes from the first to the last of the words `[start, end)`.
    ///
    /// # Panics
    /// If the words are none, or there are no such words.
    pub fn span(&self, start: usize, end: usize) -> TextRange {
        self.range(start).cover(self.range(end - 1))
    }

    /// True if the two words are the same but for case, accents and hyphens.
    pub fn same(&self, at: usize, other: &Words, there: usize) -> bool {
        self.keys[at] == other.keys[there]
    }

    /// Hash of the folded word at `at`: the same for the same word in every text.
    ///
    /// # Panics
    /// If there is no such word.
    pub fn key(&self, at: usize) -> u32 {
        self.keys[at]
    }

    /// Words that lie wholly inside a range of bytes, as `[start, end)`.
    pub fn inside(&self, range: TextRange) -> (usize, usize) {
        let start = self.places.partition_point(|(s, _)| (*s as usize) < range.start);
        let end = self.places.partition_point(|(s, l)| (*s as usize + *l as usize) <= range.end);
        (start, end.max(start))
    }

    /// Letters and digits in the words `[start, end)`.
    pub(crate) fn letters(&self, start: usize, end: usize) -> usize {
        self.letters[start..end].iter().map(|l| usize::from(*l)).sum()
    }

    /// The units of the text as `[start, end)` in words, in order.
    pub fn units(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.units.len()).map(|u| {
            let end = self.units.get(u + 1).map_or(self.keys.len(), |e| *e as usize);
            (self.units[u] as usize, end)
        })
    }
}

/// Base of the polynomial over word hashes.
pub(crate) const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// One word more at the end of a polynomial over word hashes.
pub(crate) fn sum_with(sum: u64, key: u32) -> u64 {
    sum.wrapping_mul(BASE).wrapping_add(u64::from(key) + 1)
}

/// Spreads a value over all bits (the finisher of SplitMix64, Steele et al. 2014).
pub(crate) fn mixed(mut h: u64) -> u64 {
    h = (h ^ (h >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    h ^ (h >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_end_at_stops_and_lines() {
        let text = "Der Hafen ist zu. Niemand weiß warum!\nEin Schild fehlt";
        let words = Words::new(text);
        let units: Vec<&str> = words.units().map(|(s, e)| words.span(s, e).of(text)).collect();
        assert_eq!(units, ["Der Hafen ist zu", "Niemand weiß warum", "Ein Schild fehlt"]);
    }

    #[test]
    fn spellings_meet() {
        let (a, b) = (Words::new("Grüße aus KÖLN"), Words::new("grüsse aus Koeln"));
        assert!((0..3).all(|at| a.same(at, &b, at)));
    }

    #[test]
    fn words_inside_a_range() {
        let words = Words::new("ab cd ef gh");
        assert_eq!(words.inside(TextRange::new(3, 8)), (1, 3));
        assert_eq!(words.inside(TextRange::new(4, 7)), (2, 2));
    }
}
