//! Which letters follow which in the words of the pile: tells a slip of the finger from a rare word. Second step
//! inside the lineage stage.

use rustc_hash::FxHashMap;

/// Mark before the first and behind the last letter.
const EDGE: char = ' ';

/// Kinds of letters that smoothing reckons with, count.
const KINDS: f64 = 30.0;

/// How often each letter follows two others, over the different words of the pile.
#[derive(Clone, Debug, Default)]
pub struct Letters {
    threes: FxHashMap<[char; 3], u32>,
    twos: FxHashMap<[char; 2], u32>,
}

impl Letters {
    /// Counts one word.
    pub fn learn(&mut self, word: &str) {
        for three in threes(word) {
            *self.threes.entry(three).or_default() += 1;
            *self.twos.entry([three[0], three[1]]).or_default() += 1;
        }
    }

    /// Logarithm of the probability of the word's letters.
    pub fn likelihood(&self, word: &str) -> f64 {
        threes(word)
            .map(|three| {
                let count = self.threes.get(&three).copied().unwrap_or(0);
                let all = self.twos.get(&[three[0], three[1]]).copied().unwrap_or(0);
                ((f64::from(count) + 0.1) / (f64::from(all) + 0.1 * KINDS)).ln()
            })
            .sum()
    }
}

fn threes(word: &str) -> impl Iterator<Item = [char; 3]> {
    let mut last = [EDGE, EDGE];
    word.chars().chain([EDGE]).map(move |c| {
        let three = [last[0], last[1], c];
        last = [last[1], c];
        three
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapped_letters_are_unlikely() {
        let mut letters = Letters::default();
        for word in ["hafenamt", "hafenmeister", "fischerei", "fischkutter", "kutterhafen", "meisterschaft"] {
            letters.learn(word);
        }
        assert!(letters.likelihood("fischereihafen") > letters.likelihood("ficshereihafen") + 3.0);
        assert!(Letters::default().likelihood("") < 0.0);
    }
}
