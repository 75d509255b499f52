//! Aligns the words of two prepared sentences. Helper of [`super::Comparer`].
//!
//! Monolingual word alignment in the manner of Sultan, Bethard & Sumner (2014), reduced to what needs no parser:
//! like words first, nearest places first; then likeness of spelling, compounds and synonyms.

use super::words::{Kind, Prepared, Word};

/// Likeness of two words that stand for the same concept.
const SYNONYM: f32 = 0.9;
/// Likeness of a compound and one of its parts (`Hafenbehörde`, `Behörde`).
const PART: f32 = 0.75;
/// Shortest part of a compound, in bytes of the folded form.
const SHORTEST_PART: usize = 5;
/// Least share of common character pairs (Dice) of two spellings of one word: `Tolstoi` and `Tolstoy` share .71 of
/// theirs. Set by hand.
const SPELLING: f32 = 0.6;

/// Which word of the one sentence stands for which of the other.
pub(super) struct Alignment {
    /// For each word of `a`: its partner in `b` and their likeness.
    pub of_a: Vec<Option<(usize, f32)>>,
    /// For each word of `b`: its partner in `a` and their likeness.
    pub of_b: Vec<Option<(usize, f32)>>,
}

/// Aligns two sentences. The result for `(b, a)` is the mirror of that for `(a, b)`.
pub(super) fn align(a: &Prepared, b: &Prepared) -> Alignment {
    let mut found = Alignment { of_a: vec![None; a.words.len()], of_b: vec![None; b.words.len()] };
    // Equal words, one to one, the nearest in relative place first.
    let mut links: Vec<(u32, usize, usize)> = Vec::new();
    for (i, x) in a.words.iter().enumerate() {
        for (j, y) in b.words.iter().enumerate() {
            if x.hash == y.hash || (x.value.is_some() && x.value == y.value) {
                links.push((distance(i, a.words.len(), j, b.words.len()), i, j));
            }
        }
    }
    links.sort_unstable_by_key(|&(far, i, j)| (far, i + j, i.abs_diff(j), i.min(j)));
    for (_, i, j) in links {
        if found.of_a[i].is_none() && found.of_b[j].is_none() {
            found.of_a[i] = Some((j, 1.0));
            found.of_b[j] = Some((i, 1.0));
        }
    }
    align_similar(a, b, &mut found);
    found
}

/// Links what is left by likeness: first one to one among free words, then each word still free with any word.
fn align_similar(a: &Prepared, b: &Prepared, found: &mut Alignment) {
    let mut links: Vec<(f32, usize, usize)> = Vec::new();
    for (i, x) in a.words.iter().enumerate() {
        for (j, y) in b.words.iter().enumerate() {
            if found.of_a[i].is_some() && found.of_b[j].is_some() {
                continue;
            }
            let like = likeness(x, y);
            if like > 0.0 {
                links.push((like, i, j));
            }
        }
    }
    links.sort_unstable_by(|p, q| {
        let far = |&(_, i, j): &(f32, usize, usize)| distance(i, a.words.len(), j, b.words.len());
        q.0.total_cmp(&p.0).then(far(p).cmp(&far(q))).then((p.1 + p.2).cmp(&(q.1 + q.2))).then(p.1.cmp(&q.1))
    });
    for &(like, i, j) in &links {
        if found.of_a[i].is_none() && found.of_b[j].is_none() {
            found.of_a[i] = Some((j, like));
            found.of_b[j] = Some((i, like));
        }
    }
    for &(like, i, j) in &links {
        found.of_a[i].get_or_insert((j, like));
        found.of_b[j].get_or_insert((i, like));
    }
}

/// How far apart two words stand, in thousandths of a sentence.
fn distance(i: usize, of: usize, j: usize, in_all: usize) -> u32 {
    let place = |at: usize, all: usize| (at * 1000 / all.max(1)) as u32;
    place(i, of).abs_diff(place(j, in_all))
}

/// Likeness of two words, 0–1; 0 below what counts as alike.
fn likeness(x: &Word, y: &Word) -> f32 {
    let wordy = |w: &Word| matches!(w.kind, Kind::Name | Kind::Content);
    if x.value.is_some() && x.value == y.value {
        return 1.0;
    }
    if !wordy(x) || !wordy(y) {
        return 0.0;
    }
    if x.hash == y.hash {
        return 1.0;
    }
    if x.concepts.iter().any(|c| y.concepts.contains(c)) {
        return SYNONYM;
    }
    let common = (x.bloom & y.bloom).count_ones() as usize;
    let shorter = x.grams.len().min(y.grams.len());
    if common * 2 < shorter {
        return 0.0;
    }
    let dice = dice(&x.grams, &y.grams);
    if dice >= SPELLING {
        return dice.min(0.98);
    }
    let (short, long) = if x.folded.len() <= y.folded.len() { (x, y) } else { (y, x) };
    if short.folded.len() >= SHORTEST_PART {
        if long.folded.starts_with(&*short.folded) || long.folded.ends_with(&*short.folded) {
            return PART;
        }
        let beginning = x.folded.bytes().zip(y.folded.bytes()).take_while(|(p, q)| p == q).count();
        if beginning >= SHORTEST_PART && beginning * 2 > long.folded.len() {
            return 2.0 * beginning as f32 / (x.folded.len() + y.folded.len()) as f32;
        }
    }
    0.0
}

/// Dice coefficient of two sorted lists.
fn dice(x: &[u32], y: &[u32]) -> f32 {
    let (mut i, mut j, mut common) = (0, 0, 0_u16);
    while i < x.len() && j < y.len() {
        match x[i].cmp(&y[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    2.0 * f32::from(common) / ((x.len() + y.len()).max(1) as f32)
}
