//! Inference: shares of classes, and of labels in a linear chain (forward-backward, Rabiner 1989).

use super::{CUE, Event, MESSAGE, ROLES};

/// Least share of a role that a word gets: outside, source, addressee, message, cue. Chosen by cross-validation.
const LEAST: [f32; 5] = [1.0, 0.4, 0.35, 0.3, 0.3];
/// Share of the best word of a message from which words with less than [`LEAST`] make one, where no word has more.
const LEAST_TOP: f32 = 0.1;
/// What share of the best word the other words of such a message have at least.
const NEAR_TOP: f32 = 0.7;

/// Scores as shares of 1.
pub(super) fn shares<const N: usize>(scores: [f32; N]) -> [f32; N] {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers = scores.map(|s| (s - top).exp());
    let sum: f32 = powers.iter().sum();
    powers.map(|p| p / sum)
}

/// Forward messages in logarithms, each brought to a top of 0, and the tops that were taken off.
fn pass<'m>(
    scores: &[[f32; ROLES]],
    moves: impl Fn(usize) -> &'m [[f32; ROLES]; ROLES],
) -> (Vec<[f32; ROLES]>, Vec<[f32; ROLES]>) {
    let count = scores.len();
    let mut forward = vec![[0.0; ROLES]; count];
    let mut backward = vec![[0.0; ROLES]; count];
    for i in 0..count {
        let mut row = scores[i];
        if i > 0 {
            let table = moves(i);
            let before = shares(forward[i - 1]);
            for (label, cell) in row.iter_mut().enumerate() {
                let sum: f32 = (0..ROLES).map(|b| before[b] * table[b][label].exp()).sum();
                *cell += sum.max(f32::MIN_POSITIVE).ln();
            }
        }
        let top = row.iter().copied().fold(f32::MIN, f32::max);
        forward[i] = row.map(|s| s - top);
    }
    for i in (0..count.saturating_sub(1)).rev() {
        let table = moves(i + 1);
        let after = shares(std::array::from_fn::<f32, ROLES, _>(|l| scores[i + 1][l] + backward[i + 1][l]));
        let mut row = [0.0; ROLES];
        for (label, cell) in row.iter_mut().enumerate() {
            let sum: f32 = (0..ROLES).map(|a| after[a] * table[label][a].exp()).sum();
            *cell = sum.max(f32::MIN_POSITIVE).ln();
        }
        let top = row.iter().copied().fold(f32::MIN, f32::max);
        backward[i] = row.map(|s| s - top);
    }
    (forward, backward)
}

/// The share of each label at each word.
pub(super) fn marginals<'m>(
    scores: &[[f32; ROLES]],
    moves: impl Fn(usize) -> &'m [[f32; ROLES]; ROLES],
) -> Vec<[f32; ROLES]> {
    let (forward, backward) = pass(scores, moves);
    forward.iter().zip(&backward).map(|(f, b)| shares(std::array::from_fn(|l| f[l] + b[l]))).collect()
}

/// The share of each pair of labels at the words `i - 1` and `i`, for training.
#[cfg(test)]
pub(super) fn pairs<'m>(
    scores: &[[f32; ROLES]],
    moves: impl Fn(usize) -> &'m [[f32; ROLES]; ROLES],
) -> (Vec<[f32; ROLES]>, Vec<[[f32; ROLES]; ROLES]>) {
    let (forward, backward) = pass(scores, &moves);
    let single =
        forward.iter().zip(&backward).map(|(f, b)| shares(std::array::from_fn(|l| f[l] + b[l]))).collect();
    let mut both = vec![[[0.0; ROLES]; ROLES]; scores.len()];
    for i in 1..scores.len() {
        let table = moves(i);
        let (before, after) = (
            shares(forward[i - 1]),
            shares(std::array::from_fn::<f32, ROLES, _>(|l| scores[i][l] + backward[i][l])),
        );
        let mut sum = 0.0;
        for (a, row) in both[i].iter_mut().enumerate() {
            for (b, cell) in row.iter_mut().enumerate() {
                *cell = before[a] * table[a][b].exp() * after[b];
                sum += *cell;
            }
        }
        both[i].iter_mut().flatten().for_each(|c| *c /= sum);
    }
    (single, both)
}

/// The roles around the cue at `at`, from the shares of the words from `start` on.
pub(super) fn event(shares: &[[f32; ROLES]], at: usize, start: usize) -> Event {
    let mut event = Event { at, ..Event::default() };
    let mut least = LEAST;
    let top = shares.iter().map(|s| s[MESSAGE]).fold(0.0, f32::max);
    if top < LEAST[MESSAGE] && top > LEAST_TOP {
        least[MESSAGE] = top * NEAR_TOP;
    }
    for (number, share) in shares.iter().enumerate() {
        let i = start + number;
        if i == at {
            event.roles[CUE].push(i);
            continue;
        }
        let above = |role: usize| share[role] / least[role];
        let best = (1..LEAST.len()).max_by(|a, b| above(*a).total_cmp(&above(*b))).unwrap_or(MESSAGE);
        if share[best] >= least[best] {
            event.roles[best].push(i);
        }
    }
    event
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_sum_to_one_and_moves_count() {
        let flat = [[0.0; ROLES]; ROLES];
        let mut scores = vec![[0.0; ROLES]; 3];
        scores[0][MESSAGE] = 5.0;
        let free = marginals(&scores, |_| &flat);
        assert!(free.iter().all(|row| (row.iter().sum::<f32>() - 1.0).abs() < 1e-4));
        assert!(free[0][MESSAGE] > 0.9 && free[1][MESSAGE] < 0.2);
        let mut sticky = flat;
        sticky[MESSAGE][MESSAGE] = 8.0;
        assert!(marginals(&scores, |_| &sticky)[2][MESSAGE] > 0.9);
        assert!(marginals(&[], |_| &flat).is_empty());
    }

    #[test]
    fn a_message_needs_a_word_above_the_rest() {
        let mut rows = vec![[0.0; ROLES]; 4];
        rows[2][MESSAGE] = 0.2;
        rows[3][MESSAGE] = 0.05;
        let found = event(&rows, 11, 10);
        assert_eq!((found.roles[CUE].as_slice(), found.roles[MESSAGE].as_slice()), (&[11][..], &[12][..]));
    }
}
