//! The text that lay before one who used two exemplars. Fifth step inside the lineage stage.
//!
//! Who has two reports on his desk keeps the head of the one and goes on with what the other adds. Where the witness
//! changes over is where its readings do: misspellings, numbers, spellings of the one before, of the other behind.

use crate::collate::{NONE, Reading, Token};
use crate::edits::Edits;

/// Weight of a quotation mark that differs: one marks style runs through the whole text.
const MARK: f64 = 0.3;

/// Weight of a paragraph that follows or is parted otherwise.
const ORDER: f64 = 2.0;

/// How badly each paragraph of one text fits another.
pub fn misfits(edits: &Edits, from: &Reading, to: &Reading) -> Vec<f64> {
    let mut found = Vec::new();
    for (n, token) in to.tokens.iter().enumerate() {
        if token.opens || n == 0 {
            found.push(0.0);
        }
        if let Some(last) = found.last_mut()
            && n > 0
            && let Some(word) = from.word(token.place)
        {
            let before =
                (from.at[token.place as usize] as usize).checked_sub(1).map(|at| from.tokens[at].place);
            let follows = before == Some(to.tokens[n - 1].place);
            let same = if token.opens { follows && word.opens } else { !word.opens };
            *last += if same { 0.0 } else { ORDER };
        }
        if let Some(last) = found.last_mut() {
            *last += from.word(token.place).map_or(edits.costs.word, |word| misfit(edits, word, token));
        }
    }
    found
}

fn misfit(edits: &Edits, from: &Token, to: &Token) -> f64 {
    let marks =
        from.marks.iter().zip(&to.marks).filter(|(x, y)| x.is_some() && y.is_some() && x != y).count();
    let umlaut = if from.umlaut == to.umlaut { 0.0 } else { MARK };
    edits.step(from, to) + MARK * marks as f64 + umlaut
}

/// Paragraph from which `to` follows the second exemplar, if each of the two fits a part better than the other.
pub fn change_over(first: &[f64], second: &[f64]) -> Option<usize> {
    let mut best: Option<(f64, usize)> = None;
    let mut value: f64 = second.iter().sum();
    let alone = value.min(first.iter().sum());
    for n in 0..first.len().min(second.len()) {
        if n > 0 && best.is_none_or(|(least, _)| value < least) {
            best = Some((value, n));
        }
        value += first[n] - second[n];
    }
    best.filter(|(least, _)| *least + 1.0 < alone).map(|(_, n)| n)
}

/// The head of `first` up to where `to` changes over at paragraph `change`, and what `second` adds.
pub fn mixture(first: &Reading, second: &Reading, to: &Reading, change: usize, places: usize) -> Reading {
    let mut paragraph = 0;
    let split = to.tokens.iter().enumerate().position(|(n, token)| {
        paragraph += usize::from(token.opens && n > 0);
        paragraph == change
    });
    let (head, tail) = to.tokens.split_at(split.unwrap_or(to.tokens.len()));
    let index = |reading: &Reading, token: &Token| {
        let at = reading.at[token.place as usize];
        (at != NONE).then_some(at as usize)
    };
    let end = head.iter().filter_map(|t| index(first, t)).max().map_or(0, |n| n + 1);
    let mut tokens: Vec<Token> = first.tokens[..end].to_vec();
    let mut known = vec![false; places];
    for token in &tokens {
        known[token.place as usize] = true;
    }
    let fresh = |t: &&Token| !known[t.place as usize];
    let start =
        tail.iter().filter(fresh).filter_map(|t| index(second, t)).min().unwrap_or(second.tokens.len());
    tokens.extend(second.tokens[start..].iter().filter(fresh));
    let mut found = Reading::new(tokens, places);
    found.credited = first.credited;
    found.moment = first.moment.max(second.moment);
    found
}
