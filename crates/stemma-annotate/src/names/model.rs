//! Tags words as names: a linear chain model over hashed features, read in place from `data/<language>/names-model.tsv`.
//!
//! Conditional random field (Lafferty et al. 2001) with hashed features (Weinberger et al. 2009); features after Finkel
//! et al. (2005), the Brown clusters of Turian et al. (2010), and groups of words of like meaning. The weights stand as printable
//! characters, so that nothing is read at start; `train.rs` makes the file.

use stemma_lexicon::Lexicon;
use stemma_text::features::{hash, mix};
use stemma_text::{EntityKind, TokenKind};

use super::known::Match;
use super::words::{Info, Word};

/// Labels: 0 outside, then first and further words of person, place, organisation, other, then single words that
/// hold a name: [`DERIVED`], and [`PARTS`].
pub(crate) const LABELS: usize = 13;
/// Label of a word made from the name of a place: `russische`, `Leipziger`.
pub(crate) const DERIVED: u8 = 9;
/// Labels of compounds that begin with a name, in the order of [`KINDS`] from place: `Syrien-Reise`, `SPD-Chefin`,
/// `Batman-Film`.
pub(crate) const PARTS: [(u8, EntityKind); 3] =
    [(10, EntityKind::Place), (11, EntityKind::Organisation), (12, EntityKind::Person)];
/// Kinds in the order of the labels.
pub(crate) const KINDS: [EntityKind; 4] =
    [EntityKind::Person, EntityKind::Place, EntityKind::Organisation, EntityKind::Other];
/// Buckets of features that stand in one line of the file.
pub(crate) const BUCKETS_PER_LINE: usize = 64;
/// The character of the weight 0.
pub(crate) const ZERO: u8 = 80;
/// Bytes of one line: four hex digits, a tab, the weights, a line end.
const LINE: usize = 5 + BUCKETS_PER_LINE * LABELS + 1;

/// Below any score of a label that can be.
const IMPOSSIBLE: i32 = 1 << 24;

/// Labels rounded up to what a machine adds in one step; those behind the last one hold nothing of use.
const LANES: usize = 16;

/// Adds the weights that `row` begins with. A weight is the square of the steps that its character stands from
/// [`ZERO`], with their sign.
fn add(sum: &mut [i32; LANES], row: &[u8]) {
    let mut last = [ZERO; LANES];
    let row = row.first_chunk::<LANES>().unwrap_or_else(|| {
        last[..row.len()].copy_from_slice(row);
        &last
    });
    for (sum, character) in sum.iter_mut().zip(row) {
        let steps = i16::from(*character) - i16::from(ZERO);
        *sum += i32::from(steps * steps.abs());
    }
}

/// True if label `b` may follow label `a`.
pub(crate) fn may_follow(a: usize, b: usize) -> bool {
    let first = b % 2 == 1 || b >= usize::from(DERIVED);
    b == 0 || first || a == b || a + 1 == b
}

/// The weights of one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Model {
    weights: &'static [u8],
    transitions: [[i32; LABELS]; LABELS],
    mask: u32,
}

impl Model {
    /// Finds the weights of `folder`; `None` where there are none or the file is not whole.
    pub(crate) fn new(lexicon: &Lexicon, folder: &str) -> Option<Self> {
        Self::read(lexicon.source(folder, "names-model")?)
    }

    /// Finds the weights in the text of a model file.
    pub(crate) fn read(source: &'static str) -> Option<Self> {
        let at = source.find("\n0000\t")? + 1;
        let weights = &source.as_bytes()[at..];
        let buckets = weights.len() / LINE * BUCKETS_PER_LINE;
        if !buckets.is_power_of_two() || !weights.len().is_multiple_of(LINE) {
            return None;
        }
        let line = source[..at].lines().find_map(|l| l.strip_prefix("!\t"))?;
        let mut transitions = [[0; LABELS]; LABELS];
        for (number, weight) in line.split(' ').enumerate().take(LABELS * LABELS) {
            transitions[number / LABELS][number % LABELS] = weight.parse().ok()?;
        }
        Some(Self { weights, transitions, mask: (buckets - 1) as u32 })
    }

    /// The best label of each word.
    pub(crate) fn tag(&self, words: &[Word], matches: &[Match]) -> Vec<u8> {
        let atoms = atoms(words, matches);
        let mut features = Vec::with_capacity(80);
        let scores: Vec<[i32; LABELS]> = (0..words.len())
            .map(|at| {
                if is_plain(words, at) {
                    return std::array::from_fn(|label| if label == 0 { 0 } else { -IMPOSSIBLE });
                }
                features.clear();
                collect(&atoms, at, &mut features);
                let mut sum = [0; LANES];
                for feature in &features {
                    let bucket = (feature & self.mask) as usize;
                    let start = bucket / BUCKETS_PER_LINE * LINE + 5 + bucket % BUCKETS_PER_LINE * LABELS;
                    add(&mut sum, self.weights.get(start..).unwrap_or_default());
                }
                let sum: [i32; LABELS] = std::array::from_fn(|label| sum[label]);
                sum
            })
            .collect();
        best_path(&scores, |a, b| self.transitions[a][b])
    }
}

/// True for a word that cannot belong to a name: no capital letter within two words.
pub(crate) fn is_plain(words: &[Word], at: usize) -> bool {
    let window = &words[at.saturating_sub(2)..(at + 3).min(words.len())];
    !window.iter().any(|w| w.text.chars().any(char::is_uppercase))
}

/// The best path by Viterbi (1967); ties go to the lower label.
pub(crate) fn best_path<S>(scores: &[[S; LABELS]], transition: impl Fn(usize, usize) -> S) -> Vec<u8>
where
    S: Copy + PartialOrd + std::ops::Add<Output = S>,
{
    let Some(first) = scores.first() else { return Vec::new() };
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    let mut best: [Option<S>; LABELS] = [None; LABELS];
    for label in 0..LABELS {
        best[label] = may_follow(0, label).then(|| first[label] + transition(0, label));
    }
    for row in &scores[1..] {
        let (mut next, mut from) = ([None; LABELS], [0_u8; LABELS]);
        for label in 0..LABELS {
            for (before, sum) in best.iter().enumerate() {
                let Some(sum) = sum.filter(|_| may_follow(before, label)) else { continue };
                let sum = sum + transition(before, label) + row[label];
                if next[label].is_none_or(|n| sum > n) {
                    next[label] = Some(sum);
                    from[label] = before as u8;
                }
            }
        }
        best = next;
        back.push(from);
    }
    let mut label = 0;
    for other in 1..LABELS {
        if best[other].is_some_and(|b| best[label].is_none_or(|l| b > l)) {
            label = other;
        }
    }
    let mut path = vec![label as u8];
    for from in back.iter().rev() {
        label = usize::from(from[label]);
        path.push(label as u8);
    }
    path.reverse();
    path
}

/// Hashed properties of one word.
#[derive(Clone, Copy, Default)]
pub(crate) struct Atoms {
    word: u32,
    lower: u32,
    shape: u32,
    cluster: u32,
    kinds: u32,
    matched: u32,
    prefixes: [u32; 3],
    suffixes: [u32; 3],
    grams: [u32; 10],
    head: u32,
    sentence: u32,
    first: u32,
    quoted: u32,
    sense: u32,
}

fn shape(word: &str) -> u32 {
    let (mut last, mut shape, mut length) = (0_u8, 0_u32, 0);
    for c in word.chars() {
        let class = match c {
            _ if c.is_uppercase() => 1,
            _ if c.is_alphabetic() => 2,
            _ if c.is_numeric() => 3,
            '-' | '‐' | '‑' => 4,
            '.' => 5,
            '\'' | '’' => 6,
            '&' => 7,
            _ => 8,
        };
        if class != last && length < 9 {
            shape = shape * 9 + u32::from(class);
            length += 1;
        }
        last = class;
    }
    shape
}

/// Longest part of a word, in bytes, whose letters become features.
const LONGEST_WORD: usize = 60;

/// Hashes the properties of all words.
pub(crate) fn atoms(words: &[Word], matches: &[Match]) -> Vec<Atoms> {
    let mut found: Vec<Atoms> = words
        .iter()
        .map(|w| {
            let mut atoms = Atoms {
                word: hash(w.text.as_bytes()),
                shape: if w.kind == TokenKind::Mark { hash(w.text.as_bytes()) } else { shape(w.text) },
                cluster: w.info.cluster,
                sense: u32::from(w.info.sense),
                kinds: u32::from(w.info.kinds & !Info::CITY_START),
                sentence: w.sentence,
                first: u32::from(w.first),
                ..Atoms::default()
            };
            let capital = w.text.chars().any(char::is_uppercase);
            if w.kind != TokenKind::Word || w.text.len() > LONGEST_WORD {
                atoms.lower = atoms.word;
                return atoms;
            }
            let lower = if capital { w.text.to_lowercase() } else { w.text.to_owned() };
            atoms.lower = hash(lower.as_bytes());
            if let Some((_, head)) = lower.rsplit_once(['-', '‐', '‑']) {
                atoms.head = hash(head.as_bytes()) | 1;
            }
            let ends: Vec<usize> = lower.char_indices().map(|(at, _)| at).chain([lower.len()]).collect();
            let count = ends.len() - 1;
            for (slot, length) in [2, 3, 4].into_iter().enumerate() {
                if count >= length {
                    atoms.prefixes[slot] = hash(&lower.as_bytes()[..ends[length]]);
                    atoms.suffixes[slot] = hash(&lower.as_bytes()[ends[count - length]..]);
                }
            }
            if capital {
                for (slot, at) in (1..count.saturating_sub(3)).take(atoms.grams.len()).enumerate() {
                    atoms.grams[slot] = hash(&lower.as_bytes()[ends[at]..ends[at + 3]]);
                }
            }
            atoms
        })
        .collect();
    quoted(words, &mut found);
    for m in matches {
        for at in m.start..m.end.min(found.len()) {
            found[at].matched = 1 + 2 * m.class as u32 + u32::from(at > m.start);
        }
    }
    found
}

/// Longest stretch between quotation marks, in tokens, that may be a title.
const LONGEST_TITLE: usize = 10;

/// Marks words between quotation marks that stand close: a title, or a name. 1 to 4: first, inner, last, only word.
fn quoted(words: &[Word], found: &mut [Atoms]) {
    let mut open: Option<usize> = None;
    for (at, word) in words.iter().enumerate() {
        if !word.is_quote() {
            continue;
        }
        if let Some(from) = open
            && at > from + 1
            && at - from <= LONGEST_TITLE
            && words[from + 1].text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
        {
            let long = u32::from(at - from > 5) * 8;
            for (inner, atoms) in found[from + 1..at].iter_mut().enumerate() {
                let place = match (inner == 0, inner + from + 2 == at) {
                    (true, true) => 4,
                    (true, _) => 1,
                    (_, true) => 3,
                    _ => 2,
                };
                atoms.quoted = place + long;
            }
            open = None;
        } else {
            open = Some(at);
        }
    }
}

/// The features of the word at `at`.
pub(crate) fn collect(atoms: &[Atoms], at: usize, features: &mut Vec<u32>) {
    let here = atoms[at];
    let outside = Atoms { word: 7, lower: 7, shape: 7, cluster: 7, ..Atoms::default() };
    let near = |offset: isize| {
        at.checked_add_signed(offset)
            .and_then(|n| atoms.get(n))
            .filter(|a| a.sentence == here.sentence)
            .copied()
            .unwrap_or(outside)
    };
    let window = [near(-2), near(-1), here, near(1), near(2)];
    let [_, before, _, after, _] = window;
    features.push(mix(1, 0, 0));
    for (n, w) in window.iter().enumerate() {
        let n = n as u32;
        features.push(mix(10 + n, w.lower, 0));
        features.push(mix(20 + n, w.cluster, 0));
    }
    for (n, w) in window[1..4].iter().enumerate() {
        let n = n as u32;
        features.push(mix(50 + n, w.kinds, 0));
        features.push(mix(53 + n, w.matched, 0));
        features.push(mix(56 + n, w.cluster & 1023, 0));
        features.push(mix(30 + n, w.cluster & 63, 0));
        features.push(mix(40 + n, w.shape, 0));
        features.push(mix(62 + n, w.suffixes[1], 0));
    }
    for n in 0..3 {
        features.push(mix(70 + n as u32, here.prefixes[n], 0));
        features.push(mix(73 + n as u32, here.suffixes[n], 0));
    }
    for gram in here.grams.iter().take_while(|g| **g != 0) {
        features.push(mix(80, *gram, 0));
    }
    for (template, a, b) in [
        (90, before.cluster, here.cluster),
        (91, here.cluster, after.cluster),
        (92, before.cluster, after.cluster),
        (93, before.shape, here.shape),
        (94, here.shape, after.shape),
        (95, before.kinds, here.kinds),
        (96, here.kinds, after.kinds),
        (97, before.lower, here.shape),
        (98, after.lower, here.shape),
        (99, here.kinds, here.shape),
        (100, here.first, here.shape),
        (101, here.first, here.kinds),
        (102, here.word, here.first),
        (103, here.matched, here.first),
        (104, here.cluster & 63, here.shape),
        (105, before.lower, here.cluster & 63),
        (106, here.cluster & 63, after.lower),
        (107, here.kinds & u32::from(Info::KNOWN), here.suffixes[1]),
        (108, before.lower, here.kinds),
        (109, here.lower, after.lower),
        (110, before.lower, here.lower),
        (133, here.quoted, here.shape),
        (134, here.quoted, here.kinds),
        (135, here.quoted, before.quoted),
        (136, here.quoted, near(-2).cluster),
        (152, here.sense >> 4, before.sense >> 4),
        (153, here.sense >> 4, after.sense >> 4),
        (154, here.sense >> 2, here.shape),
        (155, here.sense >> 2, before.cluster),
        (156, here.sense >> 2, after.cluster),
        (160, near(-3).lower, 0),
        (161, near(3).lower, 0),
        (162, before.lower, after.lower),
        (163, near(-2).lower, before.lower),
        (164, after.lower, near(2).lower),
        (165, here.suffixes[2], before.cluster & 63),
        (166, here.suffixes[1], after.cluster & 63),
        (167, near(-2).kinds, before.kinds),
        (168, after.kinds, near(2).kinds),
        (169, near(-2).shape, before.shape),
        (170, after.shape, near(2).shape),
    ] {
        features.push(mix(template, a, b));
    }
    for (n, w) in window[1..4].iter().enumerate() {
        let n = n as u32;
        features.push(mix(130 + n, w.quoted, 0));
        for (cut, bits) in [6, 4, 2, 0].into_iter().enumerate() {
            features.push(mix(140 + 4 * n + cut as u32, w.sense >> bits, 0));
        }
    }
    if here.head != 0 {
        features.push(mix(120, here.head, 0));
        features.push(mix(121, here.head, here.prefixes[1]));
    }
}
