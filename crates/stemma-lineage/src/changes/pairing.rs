//! Which words and which sentences of two texts belong together. First the alignment of the reuse stage, then, for
//! sentences it leaves alone, likeness of matter: a sentence told anew has no four words in a row with its exemplar.

use stemma_reuse::monotone::in_order;
use stemma_reuse::{Config, align};

use super::reading::{Reading, Span};

/// Share of the words of a sentence that must be aligned for it to stand in the other text, fraction.
const LEAST_SHARE: f64 = 0.25;

/// Likeness (Dice over stems of words with four letters or more) from which two sentences tell the same, fraction.
/// Chosen on sentences of our own: second renderings of one sentence lie above, other sentences of one report below.
const LIKE: f64 = 0.4;

/// Comparisons of sentences of one pair of texts, count: above, sentences that are not aligned stay alone.
const MOST_COMPARISONS: usize = 40_000;

/// Longest sentence whose words are aligned anew, in words.
const LONGEST: usize = 120;

/// What belongs together.
pub struct Pairing {
    /// For each word of the exemplar the word of the witness.
    pub to_b: Vec<Option<usize>>,
    /// For each word of the witness the word of the exemplar.
    pub to_a: Vec<Option<usize>>,
    /// For each sentence of the exemplar the sentences of the witness that have its words, the main one first.
    pub links: Vec<Vec<usize>>,
    /// For each sentence of the witness whether it has words of the exemplar.
    pub linked_b: Vec<bool>,
    /// For each sentence of the exemplar whether it is told in other words.
    pub retold: Vec<bool>,
}

/// Pairs words and sentences of an exemplar and a witness.
pub fn pair(a: &Reading<'_>, b: &Reading<'_>) -> Pairing {
    let mut pairing = Pairing {
        to_b: vec![None; a.words.len()],
        to_a: vec![None; b.words.len()],
        links: vec![Vec::new(); a.sentences.len()],
        linked_b: vec![false; b.sentences.len()],
        retold: vec![false; a.sentences.len()],
    };
    for (x, y) in align(&a.words, &b.words, &Config::default()).pairs {
        pairing.join(x as usize, y as usize);
    }
    pairing.drop_scattered(a, b);
    pairing.link(a, b);
    pairing.retell(a, b);
    pairing
}

impl Pairing {
    fn join(&mut self, x: usize, y: usize) {
        self.to_b[x] = Some(y);
        self.to_a[y] = Some(x);
    }

    fn part(&mut self, x: usize) {
        if let Some(y) = self.to_b[x].take() {
            self.to_a[y] = None;
        }
    }

    /// Parts words of sentences that hardly any word of the other text is aligned with.
    fn drop_scattered(&mut self, a: &Reading<'_>, b: &Reading<'_>) {
        for (start, end) in &a.sentences {
            if is_scattered(&self.to_b[*start..*end]) {
                (*start..*end).for_each(|x| self.part(x));
            }
        }
        for (start, end) in &b.sentences {
            if is_scattered(&self.to_a[*start..*end]) {
                for y in *start..*end {
                    if let Some(x) = self.to_a[y] {
                        self.part(x);
                    }
                }
            }
        }
    }

    fn link(&mut self, a: &Reading<'_>, b: &Reading<'_>) {
        for (s, (start, end)) in a.sentences.iter().enumerate() {
            let mut there: Vec<usize> =
                self.to_b[*start..*end].iter().flatten().map(|y| b.sentence_of[*y] as usize).collect();
            there.sort_unstable();
            let mut counts: Vec<(usize, usize)> =
                there.chunk_by(|x, y| x == y).map(|run| (run.len(), run[0])).collect();
            counts.sort_by_key(|(count, t)| (std::cmp::Reverse(*count), *t));
            for (_, t) in counts {
                self.links[s].push(t);
                self.linked_b[t] = true;
            }
        }
    }

    /// Pairs sentences that stand alone on both sides and tell the same, in order.
    fn retell(&mut self, a: &Reading<'_>, b: &Reading<'_>) {
        let left: Vec<usize> = (0..a.sentences.len()).filter(|s| self.links[*s].is_empty()).collect();
        let right: Vec<usize> = (0..b.sentences.len()).filter(|t| !self.linked_b[*t]).collect();
        if left.is_empty() || right.is_empty() || left.len() * right.len() > MOST_COMPARISONS {
            return;
        }
        let bags = |reading: &Reading<'_>, places: &[usize]| -> Vec<Vec<String>> {
            places.iter().map(|s| bag(reading, reading.sentences[*s])).collect()
        };
        let (bags_a, bags_b) = (bags(a, &left), bags(b, &right));
        let gain = |i: usize, j: usize| {
            let like = likeness(&bags_a[i], &bags_b[j]);
            (like >= LIKE).then_some(like as f32)
        };
        for (i, j) in in_order(left.len(), right.len(), gain) {
            self.links[left[i]].push(right[j]);
            self.linked_b[right[j]] = true;
            self.retold[left[i]] = true;
            self.rejoin(a, b, a.sentences[left[i]], b.sentences[right[j]]);
        }
    }

    /// Aligns the words of two sentences by longest common subsequence.
    fn rejoin(&mut self, a: &Reading<'_>, b: &Reading<'_>, left: Span, right: Span) {
        let (n, m) = (left.1 - left.0, right.1 - right.0);
        if n > LONGEST || m > LONGEST {
            return;
        }
        let width = m + 1;
        let mut best = vec![0u8; (n + 1) * width];
        for i in (0..n).rev() {
            for j in (0..m).rev() {
                best[i * width + j] = if a.words.same(left.0 + i, &b.words, right.0 + j) {
                    best[(i + 1) * width + j + 1] + 1
                } else {
                    best[(i + 1) * width + j].max(best[i * width + j + 1])
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < n && j < m {
            if a.words.same(left.0 + i, &b.words, right.0 + j) {
                self.join(left.0 + i, right.0 + j);
                (i, j) = (i + 1, j + 1);
            } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
                i += 1;
            } else {
                j += 1;
            }
        }
    }
}

fn is_scattered(aligned: &[Option<usize>]) -> bool {
    (aligned.iter().flatten().count() as f64) < LEAST_SHARE * aligned.len() as f64
}

/// Stems of the longer words and numbers of a sentence, sorted, each once.
fn bag(reading: &Reading<'_>, (start, end): Span) -> Vec<String> {
    let mut found: Vec<String> = reading.lower[start..end]
        .iter()
        .filter(|w| w.chars().count() > 3 || w.starts_with(|c: char| c.is_ascii_digit()))
        .map(|w| stemma_text::fold::stem(w))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn likeness(a: &[String], b: &[String]) -> f64 {
    if a.len() < 3 || b.len() < 3 {
        return 0.0;
    }
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    2.0 * common as f64 / (a.len() + b.len()) as f64
}
