//! What a lost exemplar must have read, from the texts below it. Fifth step inside the lineage stage.
//!
//! Readings that two branches share go back to their exemplar (Maas 1927, §8); of a reading that one branch has
//! alone, the cheaper account is taken: its own, or left out by all the others.

use crate::collate::{NONE, Reading, Token};
use crate::edits::Edits;

/// Share of a stretch that a text must have to count as having it, fraction.
const HAS: f64 = 0.5;

/// Longest stretch, in words, that may be other words for a stretch of another text.
const REWORDING: usize = 12;

/// The reading of a lost exemplar of `below` that had its own text from `above`, if known.
pub fn reconstruct(edits: &Edits, below: &[&Reading], above: Option<&Reading>) -> Reading {
    let places = edits.collation.places;
    let base = below
        .iter()
        .enumerate()
        .max_by_key(|(n, r)| (shared(r, below), std::cmp::Reverse(*n)))
        .map_or(0, |(n, _)| n);
    let mut tokens: Vec<Token> = below[base].tokens.clone();
    let mut drop = vec![false; places];
    for (start, end) in runs(&tokens, |t| below.iter().enumerate().all(|(n, r)| n == base || lacks(r, t))) {
        if !belongs(edits, below, above, base, (start, end)) {
            for token in &tokens[start..end] {
                drop[token.place as usize] = true;
            }
        }
    }
    for (n, other) in below.iter().enumerate() {
        if n != base {
            insert(edits, below, above, n, other, &mut tokens);
        }
    }
    tokens.retain(|t| !drop[t.place as usize]);
    for token in &mut tokens {
        settle(edits, token, below, above);
    }
    let mut found = Reading::new(tokens, places);
    found.credited = above.map_or_else(|| below.iter().any(|r| r.credited), |a| a.credited);
    found
}

fn lacks(reading: &Reading, token: &Token) -> bool {
    reading.at[token.place as usize] == NONE
}

/// Words of a reading that any of the others has.
fn shared(reading: &Reading, all: &[&Reading]) -> usize {
    let others = |t: &Token| all.iter().filter(|r| !lacks(r, t)).count();
    reading.tokens.iter().filter(|t| others(t) >= 2).count()
}

fn runs(tokens: &[Token], alone: impl Fn(&Token) -> bool) -> Vec<(usize, usize)> {
    let marks: Vec<bool> = tokens.iter().map(alone).collect();
    let mut start = 0;
    let mut found = Vec::new();
    for run in marks.chunk_by(|x, y| x == y) {
        if run[0] {
            found.push((start, start + run.len()));
        }
        start += run.len();
    }
    found
}

/// True if the stretch of the text `owner` stood in the exemplar.
fn belongs(
    edits: &Edits,
    below: &[&Reading],
    above: Option<&Reading>,
    owner: usize,
    run: (usize, usize),
) -> bool {
    let text = below[owner];
    let least = HAS * (run.1 - run.0) as f64;
    let has = |r: &Reading| text.tokens[run.0..run.1].iter().filter(|t| !lacks(r, t)).count() as f64 >= least;
    let count = below.iter().filter(|r| has(r)).count();
    if above.is_some_and(has) || count >= 2 {
        return true;
    }
    if above.is_some() {
        return false;
    }
    // The words themselves are paid for in either account.
    let words = edits.costs.word * (run.1 - run.0) as f64;
    let cut = edits.cut(text, run) * (below.len() - count) as f64;
    cut <= edits.added(text, run) - words
}

/// Puts stretches that `other` has and the reconstruction lacks where they belong.
fn insert(
    edits: &Edits,
    below: &[&Reading],
    above: Option<&Reading>,
    owner: usize,
    other: &Reading,
    tokens: &mut Vec<Token>,
) {
    let mut known = vec![NONE; edits.collation.places];
    for (n, token) in tokens.iter().enumerate() {
        known[token.place as usize] = n as u32;
    }
    let mut behind: Vec<(usize, (usize, usize))> = Vec::new();
    for (start, end) in runs(&other.tokens, |t| known[t.place as usize] == NONE) {
        let before = start.checked_sub(1).map(|n| known[other.tokens[n].place as usize] as usize);
        let after = other.tokens.get(end).map(|t| known[t.place as usize] as usize);
        let at = before.map_or_else(|| after.unwrap_or(tokens.len()), |n| n + 1);
        // Other words for what stands there already.
        let own = tokens[at..].iter().take_while(|t| lacks(other, t)).count();
        if end - start <= REWORDING && (1..=REWORDING).contains(&own) {
            continue;
        }
        if belongs(edits, below, above, owner, (start, end)) {
            behind.push((at, (start, end)));
        }
    }
    behind.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    for (at, (start, end)) in behind {
        tokens.splice(at..at, other.tokens[start..end].iter().copied());
    }
}

/// Chooses form, spelling and layout of one word: what most have; of equals what is harder to come by.
fn settle(edits: &Edits, token: &mut Token, below: &[&Reading], above: Option<&Reading>) {
    let words: Vec<&Token> = below.iter().copied().chain(above).filter_map(|r| r.word(token.place)).collect();
    let best = words.iter().copied().min_by(|x, y| {
        let price = |form: &Token| -> f64 { words.iter().map(|w| edits.step(form, w)).sum() };
        price(x).total_cmp(&price(y)).then(x.form.cmp(&y.form))
    });
    if let Some(best) = best {
        token.form = best.form;
        token.families = best.families;
        token.name = best.name;
    }
    token.umlaut = words.iter().any(|w| w.umlaut);
    let opens = words.iter().filter(|w| w.opens).count();
    token.opens = above.and_then(|a| a.word(token.place)).map_or(opens * 2 >= words.len(), |w| w.opens);
    let most = words
        .iter()
        .copied()
        .max_by_key(|w| (words.iter().filter(|o| o.marks == w.marks).count(), std::cmp::Reverse(w.marks)));
    if let Some(most) = most {
        token.marks = above.and_then(|a| a.word(token.place)).map_or(most.marks, |w| w.marks);
    }
}
