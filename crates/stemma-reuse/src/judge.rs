//! From an aligned candidate to a verdict: is it a reuse pair, and of what kind? Last step inside the reuse stage.

use std::sync::OnceLock;

use stemma_text::Article;

use crate::align::{Alignment, Chain, align};
use crate::candidates::Index;
use crate::config::Config;
use crate::prints::winnow;
use crate::rare::Rarity;
use crate::retold::{self, Sentence};
use crate::words::Words;
use crate::{Passage, PassageKind, Relation, ReusePair};

/// One article as the judge reads it.
#[derive(Debug)]
pub struct Text<'a> {
    article: &'a Article,
    words: Words,
    /// Which words are house matter; empty where none is.
    house: OnceLock<Vec<bool>>,
    sentences: OnceLock<Vec<Sentence>>,
    /// Stems with their weights, each once, sorted.
    stems: OnceLock<Vec<(u32, f32)>>,
}

/// Decides over candidates by what it knows of the pile.
#[derive(Debug)]
pub struct Judge<'p> {
    /// What is house matter.
    pub index: &'p Index,
    /// How rare stems are.
    pub rarity: &'p Rarity,
    /// Parameters.
    pub config: &'p Config,
}

impl Judge<'_> {
    /// Makes an article ready. The work of this is done once for all pairs of the article.
    pub fn text<'a>(&self, article: &'a Article, words: Words) -> Text<'a> {
        Text { article, words, house: OnceLock::new(), sentences: OnceLock::new(), stems: OnceLock::new() }
    }

    /// Which words are house matter; empty where none is.
    fn house<'t>(&self, text: &'t Text) -> &'t [bool] {
        text.house.get_or_init(|| {
            let (mut house, words) = (Vec::new(), &text.words);
            let prints = if self.index.has_no_house() { Vec::new() } else { winnow(words, self.config) };
            for (at, print) in prints {
                if self.index.is_house(print) {
                    house.resize(words.len(), false);
                    let end = words.len().min(at as usize + self.config.shingle);
                    house[at as usize..end].fill(true);
                }
            }
            house
        })
    }

    fn sentences<'t>(&self, text: &'t Text) -> &'t [Sentence] {
        text.sentences
            .get_or_init(|| retold::sentences(text.article, &text.words, self.house(text), self.rarity))
    }

    /// Aligned words that are house matter in both texts.
    fn boilerplate(&self, one: &Text, two: &Text, found: &Alignment) -> usize {
        let (in_one, in_two) = (self.house(one), self.house(two));
        if in_one.is_empty() || in_two.is_empty() {
            return 0;
        }
        found.pairs.iter().filter(|(x, y)| in_one[*x as usize] && in_two[*y as usize]).count()
    }

    /// True if so much of the shorter text's stems stands in the other, by weight, that sentences are worth comparing.
    fn have_matter_in_common(&self, one: &Text, two: &Text) -> bool {
        let stems = |text: &Text| {
            let mut stems = text.words.stems.clone();
            stems.sort_unstable();
            stems.dedup();
            stems.into_iter().map(|stem| (stem, self.rarity.weight(stem))).collect::<Vec<_>>()
        };
        let a = one.stems.get_or_init(|| stems(one));
        let b = two.stems.get_or_init(|| stems(two));
        let (mut i, mut j, mut common) = (0, 0, 0f32);
        while i < a.len() && j < b.len() {
            match a[i].0.cmp(&b[j].0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    common += a[i].1;
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        let whole = |stems: &[(u32, f32)]| stems.iter().map(|(_, weight)| weight).sum::<f32>();
        f64::from(common) >= self.config.retold_matter * f64::from(whole(a).min(whole(b)))
    }

    /// The verdict on one candidate pair; `a` and `b` of the result are the numbers given here. `is_told` says whether
    /// one may retell the other.
    pub fn verdict(
        &self,
        (a, one): (usize, &Text),
        (b, two): (usize, &Text),
        is_told: bool,
    ) -> Option<ReusePair> {
        if one.words.is_empty() || two.words.is_empty() {
            return None;
        }
        let found = align(&one.words, &two.words, self.config);
        let aligned = found.pairs.len();
        let shares = (aligned as f64 / one.words.len() as f64, aligned as f64 / two.words.len() as f64);
        let copy = self.copy_relation(one, two, &found);
        if let Some(relation) = copy
            && (relation != Relation::SharedPassages || !self.may_be_retold(shares))
        {
            return Some(self.pair((a, one), (b, two), relation, found, &[]));
        }
        let is_told = is_told || shares.0.max(shares.1) >= self.config.retold_aligned;
        if is_told
            && self.have_matter_in_common(one, two)
            && let Some(lines) =
                retold::retelling(self.sentences(one), self.sentences(two), &found, self.config)
        {
            return Some(self.pair((a, one), (b, two), Relation::Retold, found, &lines));
        }
        copy.map(|relation| self.pair((a, one), (b, two), relation, found, &[]))
    }

    fn may_be_retold(&self, shares: (f64, f64)) -> bool {
        shares.0.min(shares.1) < self.config.edited
    }

    /// What the aligned words alone make of the pair.
    fn copy_relation(&self, one: &Text, two: &Text, found: &Alignment) -> Option<Relation> {
        let (config, a, b) = (self.config, &one.words, &two.words);
        let aligned = found.pairs.len();
        let (in_a, in_b) = (aligned as f64 / a.len() as f64, aligned as f64 / b.len() as f64);
        let (more, less) = (in_a.max(in_b), in_a.min(in_b));
        let own = || aligned - self.boilerplate(one, two, found).min(aligned);
        let counted = if more >= config.boilerplate_share { aligned } else { own() };
        let shorter = a.len().min(b.len());
        let longest = found.chains.iter().map(|c| c.aligned).max().unwrap_or(0);
        let long_enough = shorter < config.long_text || found.longest_run() >= config.pair_words;
        let letters = found.chains.iter().map(|c| a.letters(c.a.0, c.a.1)).max().unwrap_or(0);
        let whole_short = aligned == shorter && shorter >= 3;
        if !whole_short
            && (!long_enough
                || letters < config.pair_letters
                || counted.min(longest) < config.pair_words
                || (counted < config.free_words && (counted as f64) < config.pair_share * shorter as f64))
        {
            return None;
        }
        Some(if aligned == a.len() && aligned == b.len() && found.chains.len() == 1 {
            Relation::Identical
        } else if less >= config.edited {
            Relation::EditedCopy
        } else if more >= config.excerpt {
            Relation::Excerpt
        } else {
            Relation::SharedPassages
        })
    }

    fn pair(
        &self,
        (a, first): (usize, &Text),
        (b, second): (usize, &Text),
        relation: Relation,
        found: Alignment,
        lines: &[(usize, usize, f64)],
    ) -> ReusePair {
        let (left, right) = (&first.words, &second.words);
        let mut passages: Vec<Passage> = found.chains.iter().map(|c| passage(left, right, c)).collect();
        let mut aligned = found.pairs.len();
        for (i, j, like) in lines {
            let (one, two) = (&self.sentences(first)[*i], &self.sentences(second)[*j]);
            let covered = passages.iter().any(|p| p.a.overlaps(one.range) || p.b.overlaps(two.range));
            if !covered {
                aligned += (one.words.min(two.words) as f64 * like).floor() as usize;
                passages.push(Passage { a: one.range, b: two.range, kind: PassageKind::Paraphrase });
            }
        }
        passages.sort_unstable_by_key(|p| (p.a.start, p.a.end, p.b.start));
        let aligned = aligned.min(left.len()).min(right.len());
        let (x, y, n) = (left.len() as f64, right.len() as f64, aligned as f64);
        ReusePair {
            a,
            b,
            resemblance: n / (x + y - n),
            containment_a: n / x,
            containment_b: n / y,
            relation,
            passages,
        }
    }
}

fn passage(a: &Words, b: &Words, chain: &Chain) -> Passage {
    let kind = if chain.is_verbatim() { PassageKind::Verbatim } else { PassageKind::Edited };
    Passage { a: a.span(chain.a.0, chain.a.1), b: b.span(chain.b.0, chain.b.1), kind }
}

/// The same pair seen from the other side.
pub fn turned(pair: ReusePair) -> ReusePair {
    let mut passages: Vec<Passage> =
        pair.passages.iter().map(|p| Passage { a: p.b, b: p.a, kind: p.kind }).collect();
    passages.sort_unstable_by_key(|p: &Passage| (p.a.start, p.a.end, p.b.start));
    ReusePair {
        a: pair.b,
        b: pair.a,
        containment_a: pair.containment_b,
        containment_b: pair.containment_a,
        passages,
        ..pair
    }
}

#[cfg(test)]
mod tests {
    use stemma_text::Language;

    use super::*;

    fn check(one: &str, two: &str, expected: Option<Relation>) {
        let article = |id: &str, text: &str| Article::as_is(id, text, Language::from_code("de"));
        let (a, b) = (article("a", one), article("b", two));
        let found = crate::find_reuse_with(&[&a, &b], &Config::default());
        assert_eq!(found.first().map(|pair| pair.relation), expected);
    }

    #[test]
    fn a_chain_of_small_words_is_no_reuse() {
        check(
            "Im Zoo von Ahlbek wohnt ein Lama. Es ist so, wie es da ist und so ist.",
            "Der Stuhl hat drei Beine. Es ist so, wie es da ist und so ist. Niemand sitzt darauf.",
            None,
        );
        check(
            "Im Zoo von Ahlbek wohnt ein Lama. Der Bürgermeister eröffnet am Samstag das neue Schwimmbad.",
            "Der Stuhl hat drei Beine. Der Bürgermeister eröffnet am Samstag das neue Schwimmbad. Niemand sitzt da.",
            Some(Relation::EditedCopy),
        );
    }
}
