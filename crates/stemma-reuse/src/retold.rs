//! The same report in other words: two translations, a rewrite. Sentences of both texts are aligned one to one by the
//! likeness of their stems, in order or in blocks; only if a high share of the shorter text aligns is the pair a
//! retelling, and only if most of what aligns is in other words: sentences that both print word for word show copying,
//! and statements of one speaker that both quote show nothing.
//!
//! Stems of five characters weighted by rarity tell the two German translations of one sentence from all others
//! nearly as well as sentence embeddings do (measured on WMT21, see `docs/evaluation.md`). Independent reports on one
//! event share names and single quotations, not the order and the matter of most of their sentences.

use stemma_text::{Article, TextRange, sentence};

use crate::align::Alignment;
use crate::config::Config;
use crate::monotone::in_order;
use crate::rare::Rarity;
use crate::speech;
use crate::words::Words;

/// Sentences per text that are compared, count: reports are shorter, and longer texts are cut here.
const SENTENCES: usize = 400;

/// Words from which a sentence counts, count: shorter ones ("Das war falsch.") are too easily alike.
const LEAST_WORDS: usize = 5;

/// One sentence as a weighted bag of stems.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Bytes of the main text.
    pub range: TextRange,
    /// Number of words.
    pub words: usize,
    /// Its words, as `[start, end)` in the words of the text.
    at: (usize, usize),
    /// True if most of it is direct speech.
    quoted: bool,
    stems: Vec<(u32, f32)>,
    norm: f32,
}

/// The sentences of one article; those too short to compare and those mostly of house matter are left out.
/// `house` says which words are house matter and is empty where none is.
pub fn sentences(article: &Article, words: &Words, house: &[bool], rarity: &Rarity) -> Vec<Sentence> {
    let quotations = speech::quoted(&article.text);
    let mut found = Vec::new();
    for range in whole_sentences(article) {
        let (start, end) = words.inside(range);
        let of_house = house.get(start..end).map_or(0, |marks| marks.iter().filter(|m| **m).count());
        if end - start < LEAST_WORDS || of_house * 2 > end - start {
            continue;
        }
        let mut stems: Vec<u32> = words.stems[start..end].to_vec();
        stems.sort_unstable();
        stems.dedup();
        let stems: Vec<(u32, f32)> = stems.into_iter().map(|s| (s, rarity.weight(s))).collect();
        let norm = stems.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
        let quoted = speech::quoted_bytes(&quotations, range) * 2 > range.len();
        found.push(Sentence { range, words: end - start, at: (start, end), quoted, stems, norm });
        if found.len() == SENTENCES {
            break;
        }
    }
    found
}

/// The sentences of an article, joined where a line end parts one: pages break lines inside sentences.
fn whole_sentences(article: &Article) -> Vec<TextRange> {
    let text = &article.text;
    let mut found: Vec<TextRange> = Vec::new();
    for range in sentence::split(text, article.language) {
        let goes_on = range.of(text).starts_with(char::is_lowercase);
        match found.last_mut() {
            Some(last) if goes_on && last.of(text).ends_with(|c: char| c.is_alphanumeric() || c == ',') => {
                last.end = range.end;
            }
            _ => found.push(range),
        }
    }
    found
}

/// Likeness of every sentence of one text to every one of the other.
struct Likes {
    width: usize,
    likes: Vec<f32>,
}

impl Likes {
    /// Cosines over weighted stems, 0–1. Only sentences that have a stem in common are looked at.
    fn new(a: &[Sentence], b: &[Sentence]) -> Self {
        let width = b.len();
        let mut likes = vec![0f32; a.len() * width];
        let (left, right) = (by_stem(a), by_stem(b));
        let mut rest = &right[..];
        for group in left.chunk_by(|x, y| x.0 == y.0) {
            let stem = group[0].0;
            rest = &rest[rest.partition_point(|(other, ..)| *other < stem)..];
            let same = &rest[..rest.partition_point(|(other, ..)| *other == stem)];
            for (_, i, weight) in group {
                for (_, j, _) in same {
                    likes[*i as usize * width + *j as usize] += weight * weight;
                }
            }
        }
        for (row, x) in likes.chunks_mut(width.max(1)).zip(a) {
            row.iter_mut().zip(b).filter(|(sum, _)| **sum > 0.0).for_each(|(sum, y)| *sum /= x.norm * y.norm);
        }
        Self { width, likes }
    }

    /// Sentences of either text that may render one of the other: of the text where they are fewer.
    fn hopeful(&self, config: &Config) -> usize {
        let is_like = |like: f32| f64::from(like) >= config.sentence;
        let mut columns = vec![false; self.width];
        let mut rows = 0;
        for row in self.likes.chunks(self.width.max(1)) {
            let mut any = false;
            for (column, like) in columns.iter_mut().zip(row) {
                *column |= is_like(*like);
                any |= is_like(*like);
            }
            rows += usize::from(any);
        }
        rows.min(columns.into_iter().filter(|c| *c).count())
    }

    fn height(&self) -> usize {
        self.likes.len().checked_div(self.width).unwrap_or(0)
    }

    fn at(&self, i: usize, j: usize) -> f32 {
        self.likes[i * self.width + j]
    }

    /// Sentences that render the same, in order of both texts: places in the two lists, and their likeness.
    fn in_order(&self, config: &Config) -> Vec<Line> {
        let gain = |i, j| Some(self.at(i, j)).filter(|like| f64::from(*like) >= config.sentence);
        in_order(self.height(), self.width, gain)
            .into_iter()
            .map(|(i, j)| (i, j, f64::from(self.at(i, j))))
            .collect()
    }

    /// Sentences that are each other's likest, where the neighbours of one are those of the other: a text whose
    /// paragraphs were put in another order keeps the order inside them.
    fn in_blocks(&self, config: &Config) -> Vec<Line> {
        let mut likest_of_b: Vec<usize> = vec![0; self.width];
        for i in 0..self.height() {
            for (j, likest) in likest_of_b.iter_mut().enumerate() {
                if self.at(i, j) > self.at(*likest, j) {
                    *likest = i;
                }
            }
        }
        let likest = |i: usize| {
            let better = |x: &usize, y: &usize| self.at(i, *x).total_cmp(&self.at(i, *y)).then(y.cmp(x));
            (0..self.width).max_by(better)
        };
        let mutual: Vec<Line> = (0..self.height())
            .filter_map(|i| likest(i).map(|j| (i, j, f64::from(self.at(i, j)))))
            .filter(|(i, j, like)| likest_of_b[*j] == *i && *like >= config.sentence)
            .collect();
        let beside = |x: &Line, y: &Line| (1..=NEAR).contains(&(y.0 - x.0)) && y.1 > x.1 && y.1 - x.1 <= NEAR;
        let kept = |n: usize| {
            let after = mutual[n + 1..].iter().take(NEAR).any(|y| beside(&mutual[n], y));
            after || mutual[n.saturating_sub(NEAR)..n].iter().any(|x| beside(x, &mutual[n]))
        };
        (0..mutual.len()).filter(|n| kept(*n)).map(|n| mutual[n]).collect()
    }
}

/// All stems of some sentences with the place of the sentence and the weight, in order of stems.
fn by_stem(sentences: &[Sentence]) -> Vec<(u32, u32, f32)> {
    let of = |(at, sentence): (usize, &Sentence)| -> Vec<(u32, u32, f32)> {
        sentence.stems.iter().map(|(stem, weight)| (*stem, at as u32, *weight)).collect()
    };
    let mut all: Vec<(u32, u32, f32)> = sentences.iter().enumerate().flat_map(of).collect();
    all.sort_unstable_by_key(|(stem, at, _)| (*stem, *at));
    all
}

/// Two sentences that render the same: places in the two lists, and their likeness.
pub type Line = (usize, usize, f64);

/// Sentences that two neighbours of one block may stand apart, count: one may be left out or split.
const NEAR: usize = 2;

/// The aligned sentences if they make the pair a retelling, else `None`. `found`: what both print word for word.
pub fn retelling(a: &[Sentence], b: &[Sentence], found: &Alignment, config: &Config) -> Option<Vec<Line>> {
    if a.len().min(b.len()) < config.retold_few {
        return None;
    }
    let (in_a, in_b): (Vec<u32>, Vec<u32>) = found.pairs.iter().copied().unzip();
    let mut sorted = in_b;
    sorted.sort_unstable();
    let copied = |line: &Line| {
        let share = |s: &Sentence, places: &[u32]| {
            let from = |at: usize| places.partition_point(|p| (*p as usize) < at);
            (from(s.at.1) - from(s.at.0)) as f64 / s.words as f64
        };
        share(&a[line.0], &in_a).max(share(&b[line.1], &sorted)) >= config.copied
    };
    let holds = |lines: Vec<Line>| {
        let (copies, told): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(copied);
        let said = copies.iter().filter(|(i, j, _)| a[*i].quoted || b[*j].quoted).count();
        let fewer = a.len().min(b.len()) - said;
        let support = told.len() + copies.len() - said;
        let mean = told.iter().map(|(.., like)| like).sum::<f64>() / told.len().max(1) as f64;
        let share = support as f64 / fewer.max(1) as f64;
        let whole = share >= config.retold_whole;
        let enough = told.len() >= config.retold_sentences || told.len() >= config.retold_few && whole;
        let mostly_told = told.len() * 2 >= support || whole;
        (enough && mostly_told && share >= config.retold && mean >= config.retold_mean).then_some(told)
    };
    let likes = Likes::new(a, b);
    // The share of aligned sentences can be no higher than that of sentences which are like any other.
    if (likes.hopeful(config) as f64) < config.retold.min(1.0) * a.len().min(b.len()) as f64 {
        return None;
    }
    holds(likes.in_order(config)).or_else(|| holds(likes.in_blocks(config)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::align;
    use stemma_text::Language;

    const ONE: &str = "Die Werft in Bremsum hat am Dienstag ihre letzte Fähre ausgeliefert. \
        Kapitänin Ilse Torben lenkte das Schiff durch die enge Schleuse. \
        Rund vierhundert Arbeiter verlieren nun ihre Stelle. \
        Der Bürgermeister versprach Hilfe bei der Suche nach neuen Aufgaben. \
        Ein Käufer für das Gelände am Hafen ist nicht in Sicht.";
    const TWO: &str = "In Bremsum lieferte die Werft Dienstag die letzte ihrer Fähren aus. \
        Durch die Schleuse, die eng ist, lenkte Kapitänin Torben das Schiff. \
        Ihre Stellen verlieren jetzt etwa vierhundert Arbeiter. \
        Hilfe bei der Suche nach Aufgaben, die neu sind, versprach der Bürgermeister. \
        Für das Hafengelände ist kein Käufer in Sicht, der das Gelände will.";

    fn check(one: &str, two: &str, expected: bool) {
        let articles = [one, two].map(|text| Article::as_is("x", text, Language::GERMAN));
        let words = articles.each_ref().map(|a| Words::new(&a.text));
        let rarity = Rarity::of(&words);
        let config = Config::default();
        let found = align(&words[0], &words[1], &config);
        let lines = [0, 1].map(|n| sentences(&articles[n], &words[n], &[], &rarity));
        let told = retelling(&lines[0], &lines[1], &found, &config);
        assert_eq!(told.is_some(), expected, "{told:?}");
    }

    #[test]
    fn other_words_are_a_retelling_and_the_same_words_are_none() {
        check(ONE, TWO, true);
        check(ONE, ONE, false);
    }

    #[test]
    fn blocks_in_another_order() {
        let parts: Vec<&str> = TWO.split_inclusive(". ").collect();
        check(ONE, &format!("{} {}", parts[3..].concat(), parts[..3].concat()), true);
    }

    #[test]
    fn shared_statements_are_none() {
        let said = "„Wir haben bis zuletzt um jede Stelle gekämpft“, sagte Torben. \
            „Am Ende fehlte uns ein einziger Auftrag aus dem Norden“, sagte sie. \
            „Die Schleuse war immer zu eng für größere Schiffe“, so Torben. \
            „Ich danke jedem Arbeiter für vierzig gute Jahre“, fügte sie an.";
        check(
            &format!("Das Ende der Werft in Bremsum bewegt viele. {said}"),
            &format!("Kapitänin Torben hat sich zur Schließung geäußert. {said}"),
            false,
        );
    }

    #[test]
    fn lines_broken_inside_sentences() {
        let wrapped = TWO.replace(" die letzte", "\ndie letzte").replace(" lenkte", "\nlenkte");
        check(ONE, &wrapped, true);
    }
}
