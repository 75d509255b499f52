//! Whether a family went through newsrooms: what their copies show and the versions of one author do not. Fourth step
//! inside the lineage stage.

use crate::collate::{Collation, NONE, Reading};

/// Longest stretch, in words, that counts as a small change.
const SMALL: usize = 12;

/// What distinguishes two texts, counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Signs {
    /// Stretches of a few words that only one of the two has.
    small: u32,
    /// Longer stretches that are not whole paragraphs.
    part: u32,
    /// Whole paragraphs, the end of the text among them.
    whole: u32,
    /// Words put for others, one for one.
    words: u32,
    /// Changes of spelling and layout that run through the text: quotation marks, umlauts.
    style: u32,
    /// Words in common.
    common: u32,
}

impl Signs {
    /// All changes.
    fn all(&self) -> u32 {
        self.small + self.part + self.whole + self.words + self.style
    }
}

/// What distinguishes two texts.
fn signs(one: &Reading, two: &Reading) -> Signs {
    let mut found = Signs::default();
    for (text, other) in [(one, two), (two, one)] {
        let mut start = 0;
        let only: Vec<bool> = text.tokens.iter().map(|t| other.at[t.place as usize] == NONE).collect();
        for run in only.chunk_by(|x, y| x == y) {
            let end = start + run.len();
            if run[0] {
                let whole = text.tokens[start].opens && text.tokens.get(end).is_none_or(|t| t.opens);
                match (whole, run.len()) {
                    (true, _) => found.whole += 1,
                    (false, length) if length <= SMALL => found.small += 1,
                    _ => found.part += 1,
                }
            }
            start = end;
        }
    }
    let (mut marks, mut umlauts) = (0, 0);
    for token in &two.tokens {
        let Some(word) = one.word(token.place) else { continue };
        found.common += 1;
        found.words += u32::from(word.form != token.form);
        umlauts += u32::from(word.umlaut != token.umlaut);
        marks +=
            word.marks.iter().zip(&token.marks).filter(|(x, y)| x.is_some() && y.is_some() && x != y).count();
    }
    found.style = u32::from(marks >= 2) + u32::from(umlauts >= 3);
    found
}

/// Weights of a logistic model over the mean of [`Signs`] per text, at most [`LIMIT`] each: small changes, parts of
/// paragraphs, whole paragraphs, words, style, then the constant. Fitted on synthetic copy trees of news against
/// versions of encyclopedia articles (`docs/lineage.md`).
const WEIGHTS: [f64; 6] = [2.1, 1.5, -0.6, -1.9, -4.7, 1.5];

/// Greatest mean that counts.
const LIMIT: f64 = 4.0;

/// True if the family shows the hand of newsrooms rather than of one author who revises.
pub fn is_copied(collation: &Collation) -> bool {
    let found = nearest(collation);
    if found.is_empty() {
        return false;
    }
    let count = found.len() as f64;
    let mean = |of: fn(&Signs) -> u32| (f64::from(found.iter().map(of).sum::<u32>()) / count).min(LIMIT);
    let means =
        [mean(|s| s.small), mean(|s| s.part), mean(|s| s.whole), mean(|s| s.words), mean(|s| s.style), 1.0];
    means.iter().zip(WEIGHTS).map(|(x, weight)| x * weight).sum::<f64>() < 0.0
}

/// For each text what distinguishes it from its nearest relative.
fn nearest(collation: &Collation) -> Vec<Signs> {
    let readings = &collation.readings;
    (0..readings.len())
        .filter_map(|n| {
            (0..readings.len())
                .filter(|m| *m != n)
                .map(|m| signs(&readings[n], &readings[m]))
                .filter(|s| s.common > 0)
                .min_by_key(|s| (s.all(), std::cmp::Reverse(s.common)))
        })
        .collect()
}
