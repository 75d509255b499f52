//! From an alignment to scores. Helper of [`super::Comparer`].

use super::Comparison;
use super::align::{Alignment, align};
use super::signs::Signs;
use super::words::{Kind, Prepared, Side, Word};

/// Share above which a sentence counts as covered, for what only matters in like sentences.
const COVERED: f64 = 0.6;
/// Share of `same` that plain wording has; the rest is words by their weight.
const WORDING: f64 = 1.0 / 3.0;
/// Share of `same` that the likeness of the sentences as a whole has; the rest is shared words.
const MEANING: f64 = 0.7;
/// The same between two languages, where only names, numbers and listed words are shared.
const MEANING_ACROSS: f64 = 0.9;
/// What numbers that differ take from `same`, as a fraction. The encoder hardly sees them.
const NUMBERS_AGAINST: f64 = 0.2;
/// Likeness from which two sentences mostly say the same: it becomes a score of 0.5.
const DECISION: f64 = 0.58;
/// Cosine below which two sentences are about different matters.
const ABOUT_ONE_MATTER: f64 = 0.45;
/// ln of the number of words above which weak signs of contradiction do not count.
const LONG: f64 = 3.9;
/// What one sign of contradiction takes from `same`, as a fraction.
const AGAINST: f64 = 0.25;
/// Share of the shared weight that only one side denies, above which the denial is taken to hold for the sentence.
const MOSTLY_DENIED: f64 = 0.3;

/// What speaks for and against: all are fractions or counts of 0 and 1 unless said otherwise. `there` is the side of
/// `b` that `a` covers, `back` the side of `a` that `b` covers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Share of the weight of `b` that has a partner in `a`.
    pub there: f64,
    /// Share of the weight of `a` that has a partner in `b`.
    pub back: f64,
    /// Share of the names of `b` without a partner in `a`.
    pub names_there: f64,
    /// Share of the names of `a` without a partner in `b`.
    pub names_back: f64,
    /// 1 if a number of `b` is missing in `a`.
    pub numbers_there: f64,
    /// 1 if a number of `a` is missing in `b`.
    pub numbers_back: f64,
    /// 1 if each has a number that the other lacks.
    pub numbers_differ: f64,
    /// 1 if one denies, near words that both share, what the other does not.
    pub denial: f64,
    /// 1 if one holds an odd number of denials anywhere and the other an even one.
    pub denials_differ: f64,
    /// Share of the aligned weight that only one of them denies.
    pub denied: f64,
    /// 1 if words of one stand on the other side of opposites than words of the other.
    pub opposites: f64,
    /// 1 if opposites stand in the same place.
    pub opposed: f64,
    /// 1 if different numbers stand in the same place.
    pub values_differ: f64,
    /// 1 if who did it and to whom are the other way round.
    pub swapped: f64,
    /// 1 if `a` is put as possible or planned and `b` is not.
    pub firmer: f64,
    /// Share of neighbouring partners in `b` whose partners in `a` are near each other in the same order.
    pub order: f64,
    /// Share of the unmatched weight of `b` in words that are no names and no numbers.
    pub rest_there: f64,
    /// Share of all words of both, function words included, that have a partner, each word counting the same (Dice).
    pub wording: f64,
    /// ln of the number of words of `a`.
    pub length_a: f64,
    /// ln of the number of words of `b`.
    pub length_b: f64,
    /// Cosine of the vectors of both sentences, negative ones as 0; none without an encoder.
    pub meaning: Option<f64>,
    /// 1 if they are in two languages, so that words say little.
    pub across: f64,
}

impl Evidence {
    /// Aligns two sentences and gathers what the alignment shows.
    pub fn gather(a: &Prepared, b: &Prepared) -> Self {
        let links = align(a, b);
        let (there, names_there, numbers_there, rest_there) = side(b, &links.of_b);
        let (back, names_back, numbers_back, _) = side(a, &links.of_a);
        let signs = Signs::new(a, b, &links);
        Self {
            there,
            back,
            names_there,
            names_back,
            numbers_there,
            numbers_back,
            numbers_differ: numbers_there.min(numbers_back),
            denial: flag(signs.denial()),
            denials_differ: flag(odd(a) != odd(b)),
            denied: signs.denied(),
            opposites: opposites(a, b, &links),
            opposed: flag(signs.opposed()),
            values_differ: flag(signs.values_differ()),
            swapped: flag(signs.swapped()),
            firmer: f64::from(u8::from(
                (a.possible && !b.possible) || (a.planned && !b.planned && !b.possible),
            )),
            order: order(&links),
            rest_there,
            wording: wording(&links),
            length_a: ((a.words.len() + 1) as f64).ln(),
            length_b: ((b.words.len() + 1) as f64).ln(),
            meaning: a
                .meaning
                .as_ref()
                .zip(b.meaning.as_ref())
                .map(|(x, y)| f64::from(stemma_encode::cosine(x, y)).clamp(0.0, 1.0)),
            across: flag(a.language != b.language),
        }
    }

    /// The same values by name, for measuring and fitting.
    pub fn values(&self) -> [(&'static str, f64); 22] {
        [
            ("there", self.there),
            ("back", self.back),
            ("names_there", self.names_there),
            ("names_back", self.names_back),
            ("numbers_there", self.numbers_there),
            ("numbers_back", self.numbers_back),
            ("numbers_differ", self.numbers_differ),
            ("denial", self.denial),
            ("denials_differ", self.denials_differ),
            ("denied", self.denied),
            ("opposites", self.opposites),
            ("opposed", self.opposed),
            ("values_differ", self.values_differ),
            ("swapped", self.swapped),
            ("firmer", self.firmer),
            ("order", self.order),
            ("rest_there", self.rest_there),
            ("wording", self.wording),
            ("length_a", self.length_a),
            ("length_b", self.length_b),
            ("meaning", self.meaning.unwrap_or_default()),
            ("across", self.across),
        ]
    }

    /// The scores.
    pub(super) fn judge(&self) -> Comparison {
        let (same, entails, conflicts) = (self.same(), self.entails(), self.conflicts());
        let relation = match () {
            () if conflicts >= 0.5 => "conflicts",
            () if same >= 0.5 && (self.across > 0.0 || self.there.min(self.back) >= 0.5) => "same",
            () if entails >= 0.5 => "entails",
            () if same >= 0.5 => "same",
            () => "different",
        };
        Comparison { same, entails, conflicts, relation }
    }

    /// What the words of both share and, where there is an encoder, what both say as a whole: a weighted mean, less
    /// what speaks against. Improper linear models (Dawes 1979): weights set by hand, in round numbers, not fitted, as
    /// no set of paraphrases at hand may be trained on. A handful of round values were compared on MRPC and the STS
    /// benchmark before these were taken.
    fn same(&self) -> f64 {
        let words = self.shared_words();
        let Some(meaning) = self.meaning else { return words };
        let share = if self.across > 0.0 { MEANING_ACROSS } else { MEANING };
        let like = (words + share * (meaning - words)) * (1.0 - NUMBERS_AGAINST * self.numbers_differ);
        // From 0 to the decision and from there to 1, each part straight.
        let score =
            if like < DECISION { 0.5 * like / DECISION } else { 1.0 - 0.5 * (1.0 - like) / (1.0 - DECISION) };
        score.clamp(0.0, 1.0)
    }

    /// Harmonic mean of what each covers of the other, with a share for plain wording, less what speaks against.
    fn shared_words(&self) -> f64 {
        let mean = if self.there + self.back > 0.0 {
            2.0 * self.there * self.back / (self.there + self.back)
        } else {
            0.0
        };
        let like = mean + WORDING * (self.wording.min(1.0) - mean);
        (like * (1.0 - AGAINST * self.denials_differ) * (1.0 - AGAINST * self.opposites)).clamp(0.0, 1.0)
    }

    /// Logistic regressions (L2, C = 0.3) over pairs of the RTE-3 development set (Giampiccolo et al. 2007), in German
    /// (Excitement project, CC BY 3.0) and, with an encoder, in French too (Skandalis et al. 2024, BSD-2), and from
    /// each to the other. Five-fold accuracy: `docs/compare.md`.
    fn entails(&self) -> f64 {
        let Some(meaning) = self.meaning else { return logistic(self.follows_by_words()) };
        let sum = -2.03 + 3.16 * self.there - 0.64 * self.names_there - 1.39 * self.numbers_there
            + 0.13 * self.order
            - 0.56 * self.denial
            - 0.16 * self.firmer
            + 1.66 * meaning
            - 0.28 * self.length_b;
        let across = 1.06 - 2.60 * self.there + 0.47 * self.names_there + 2.07 * meaning;
        logistic(sum + self.across * across)
    }

    fn follows_by_words(&self) -> f64 {
        -1.55 + 2.64 * self.there - 0.53 * self.names_there - 1.08 * self.numbers_there + 0.29 * self.order
            - 0.19 * self.denied
            - 0.42 * self.denial
            - 0.10 * self.opposites
            - 0.26 * self.firmer
    }

    /// Noisy or (Pearl 1988) of the signs of contradiction, in sentences that share most of what they say. Weights are
    /// set by hand: strong signs, which on the development sets hold of contradictions at least three times as often
    /// as of other pairs, reach 0.6 and more alone; weak ones just one half, and only in sentences that are not so
    /// long that the sign may speak of something else.
    fn conflicts(&self) -> f64 {
        // Where the whole is about something else, no sign alone is strong.
        let apart = self.meaning.is_some_and(|m| m < ABOUT_ONE_MATTER);
        let strong = if apart { 0.5 } else { 1.0 };
        let weak = flag(self.length_a <= LONG);
        let signs = [
            (0.60 * strong, self.denial),
            (0.70 * strong, (self.denied / MOSTLY_DENIED).min(1.0)),
            (0.70 * strong, self.opposed),
            (0.70 * strong, self.values_differ),
            (0.50, self.swapped),
            (0.50 * weak, self.denials_differ),
            (0.50 * weak, self.opposites),
            (0.40, self.numbers_differ),
        ];
        let none: f64 = signs.iter().map(|(weight, sign)| 1.0 - weight * sign).product();
        let shared = (self.there / COVERED).min(1.0);
        let gate = if self.there > COVERED { 1.0 } else { 0.6 * shared * shared };
        (gate * (1.0 - none)).clamp(0.0, 1.0)
    }
}

fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

fn flag(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

/// Covered share, share of names left over, whether a number is left over, share of plain words in what is left over.
fn side(sentence: &Prepared, links: &[Option<(usize, f32)>]) -> (f64, f64, f64, f64) {
    let (mut covered, mut names, mut names_left, mut left, mut plain_left) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let mut number_left = false;
    for (word, link) in sentence.words.iter().zip(links) {
        let like = link.map_or(0.0, |(_, like)| f64::from(like));
        let weight = f64::from(word.weight);
        covered += weight * like;
        let missing = weight * (1.0 - like);
        left += missing;
        match word.kind {
            Kind::Name => {
                names += weight;
                names_left += missing;
            }
            Kind::Number => number_left |= link.is_none(),
            _ => plain_left += missing,
        }
    }
    let share = |part: f64, all: f64| if all > 0.0 { part / all } else { 0.0 };
    (
        share(covered, f64::from(sentence.weight)),
        share(names_left, names),
        flag(number_left),
        share(plain_left, left),
    )
}

/// Whether a sentence holds an odd number of denials.
fn odd(sentence: &Prepared) -> bool {
    sentence.words.iter().filter(|w| w.denies).count() % 2 == 1
}

/// 1 if a word of `b` without an equal partner stands opposite to a word of `a` without an equal partner.
fn opposites(a: &Prepared, b: &Prepared, links: &Alignment) -> f64 {
    let free = |words: &'_ [Word], links: &[Option<(usize, f32)>]| -> Vec<Side> {
        let left = words.iter().zip(links).filter(|(_, l)| l.is_none_or(|(_, like)| like < 1.0));
        left.flat_map(|(w, _)| w.sides.iter().copied()).collect()
    };
    let (left, right) = (free(&a.words, &links.of_a), free(&b.words, &links.of_b));
    flag(left.iter().any(|x| right.iter().any(|y| x.pair == y.pair && x.left != y.left)))
}

fn wording(links: &Alignment) -> f64 {
    let all = links.of_a.iter().chain(&links.of_b);
    let alike: f64 = all.clone().flatten().map(|(_, like)| f64::from(*like)).sum();
    alike / (all.count().max(1) as f64)
}

fn order(links: &Alignment) -> f64 {
    let places: Vec<usize> = links.of_b.iter().filter_map(|l| l.map(|(i, _)| i)).collect();
    if places.len() < 2 {
        return 0.0;
    }
    let near = places.windows(2).filter(|w| w[1] > w[0] && w[1] - w[0] <= 3).count();
    near as f64 / (places.len() - 1) as f64
}
