//! Corrections: a later version of an article tells another number or name than an earlier one, or an article says
//! that it was corrected; and who still carries what was corrected.

mod notice;
#[cfg(test)]
mod tests;
mod versions;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::*;
use stemma_lexicon::Lexicon;
use stemma_reuse::{ReusePair, Words};
use stemma_text::{Article, TextRange};

use crate::changes::{Change, ChangeKind, Collator, Reading};
use crate::{Family, Witness};
pub(crate) use notice::Notices;

/// Something that an article told and then corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Place of the article that was corrected, in the list given.
    pub article: usize,
    /// Place of its earlier version, where the pile has it.
    pub earlier: Option<usize>,
    /// What was corrected.
    pub kind: CorrectionKind,
    /// What was told before; empty for [`CorrectionKind::Notice`].
    pub old: String,
    /// What is told now; empty for [`CorrectionKind::Notice`].
    pub new: String,
    /// Where the new value stands, in bytes of the main text of `article`.
    pub range: Option<TextRange>,
    /// The words in which the article says that it was corrected.
    pub notice: Option<String>,
    /// Other articles that still tell the old value: their places, and where it stands in bytes of their main texts.
    pub carriers: Vec<(usize, TextRange)>,
}

/// What was corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CorrectionKind {
    /// A number.
    Number,
    /// A name.
    Name,
    /// The article says that it was corrected; what, the words do not tell.
    Notice,
}

impl CorrectionKind {
    /// The name that stands in the records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Name => "name",
            Self::Notice => "notice",
        }
    }
}

/// What changed on the edges of a family, and what was corrected in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collation {
    /// For each edge of the family the changes; empty where one end is lost.
    pub changes: Vec<Vec<Change>>,
    /// Corrections of its articles.
    pub corrections: Vec<Correction>,
}

/// Compares the ends of every edge and looks for corrections; one collation for each of `families`. `pairs` say who
/// else shares text with a corrected article.
pub fn collate(
    articles: &[&Article],
    pairs: &[ReusePair],
    families: &[Family],
    lexicon: &Lexicon,
) -> Vec<Collation> {
    let mut near: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for pair in pairs {
        near.entry(pair.a).or_default().insert(pair.b);
        near.entry(pair.b).or_default().insert(pair.a);
    }
    let pile = Pile {
        articles,
        readings: articles.iter().map(|_| OnceLock::new()).collect(),
        near,
        collator: Collator::new(lexicon),
    };
    families
        .par_iter()
        .map(|family| {
            let between = |edge| {
                let (from, to) = ends(family, edge)?;
                Some(pile.collator.changes(pile.reading(from), pile.reading(to)))
            };
            let changes = family.edges.par_iter().map(|edge| between(edge).unwrap_or_default()).collect();
            Collation { changes, corrections: pile.corrections(family, &members(family)) }
        })
        .collect()
}

/// Places of the articles of a family.
fn members(family: &Family) -> Vec<usize> {
    let article = |w: &Witness| match w {
        Witness::Article(at) => Some(*at),
        Witness::Lost { .. } => None,
    };
    family.witnesses.iter().filter_map(article).collect()
}

/// The articles at both ends of an edge, if both are in the pile.
fn ends(family: &Family, edge: &crate::Edge) -> Option<(usize, usize)> {
    match (family.witnesses.get(edge.from)?, family.witnesses.get(edge.to)?) {
        (Witness::Article(from), Witness::Article(to)) => Some((*from, *to)),
        _ => None,
    }
}

/// All that comparing a pile needs. An article is read when it is first compared, and once.
struct Pile<'t> {
    articles: &'t [&'t Article],
    readings: Vec<OnceLock<Reading<'t>>>,
    near: BTreeMap<usize, BTreeSet<usize>>,
    collator: Collator,
}

/// A correction that was found, and the words of the earlier version that it corrects.
type Found = (Correction, (usize, usize));

impl<'t> Pile<'t> {
    fn reading(&self, at: usize) -> &Reading<'t> {
        self.readings[at].get_or_init(|| self.collator.read(self.articles[at]))
    }

    /// The corrections of one family, in order of the articles.
    fn corrections(&self, family: &Family, members: &[usize]) -> Vec<Correction> {
        let mut found: Vec<Correction> = Vec::new();
        for (earlier, later) in versions::pairs(self.articles, family, members) {
            found.extend(self.between(earlier, later, members));
        }
        for at in members {
            for told in self.noticed(*at, members) {
                let known = found.iter().any(|c| {
                    let same_values = same(&c.old, &told.old) && same(&c.new, &told.new);
                    c.article == told.article && (told.kind == CorrectionKind::Notice || same_values)
                });
                if !known {
                    found.push(told);
                }
            }
        }
        found.sort_by(|x, y| {
            (x.article, x.earlier, x.range, &x.old).cmp(&(y.article, y.earlier, y.range, &y.old))
        });
        found
    }

    /// What a later version tells otherwise than an earlier one.
    fn between(&self, earlier: usize, later: usize, members: &[usize]) -> Vec<Correction> {
        let (first, second) = (self.reading(earlier), self.reading(later));
        let notice = self.collator.notice_of(second.article);
        let correction = |change: Change| -> Option<Found> {
            let kind = match change.kind {
                ChangeKind::NumberChanged => CorrectionKind::Number,
                ChangeKind::NameChanged => CorrectionKind::Name,
                _ => return None,
            };
            let (from, to) = (change.from?, change.to?);
            let (old, new) = (from.of(&first.article.text), to.of(&second.article.text));
            // A name that was only shortened or written out is not corrected.
            if kind == CorrectionKind::Name && first.words.inside(from).1 - first.words.inside(from).0 != 1 {
                return None;
            }
            let correction = Correction {
                article: later,
                earlier: Some(earlier),
                kind,
                old: old.to_owned(),
                new: new.to_owned(),
                range: Some(to),
                notice: notice.clone(),
                carriers: Vec::new(),
            };
            Some((correction, first.words.inside(from)))
        };
        let mut found: Vec<Found> =
            self.collator.changes(first, second).into_iter().filter_map(correction).collect();
        if !found.is_empty() {
            for other in self.others(later, members) {
                if other != earlier && !versions::is_version(self.articles[earlier], self.articles[other]) {
                    self.carry(first, other, &mut found);
                }
            }
        }
        found.into_iter().map(|(correction, _)| correction).collect()
    }

    /// Notes `other` as a carrier of every old value that it has in the same place.
    fn carry(&self, earlier: &Reading<'_>, other: usize, found: &mut [Found]) {
        let reading = self.reading(other);
        let aligned = self.collator.aligned(earlier, reading);
        for (correction, span) in found {
            let there: Option<Vec<usize>> = aligned[span.0..span.1].iter().copied().collect();
            let range = there.and_then(|t| reading.range((*t.first()?, *t.last()? + 1)));
            correction.carriers.extend(range.map(|range| (other, range)));
        }
    }

    /// What an article says itself that it corrected.
    fn noticed(&self, at: usize, members: &[usize]) -> Vec<Correction> {
        let Some(words) = self.collator.notice_of(self.articles[at]) else { return Vec::new() };
        let told = self.collator.told(&words, self.articles[at].language);
        let correction = |kind, old: String, new: String| Correction {
            article: at,
            earlier: None,
            kind,
            old,
            new,
            range: None,
            notice: Some(words.clone()),
            carriers: Vec::new(),
        };
        if told.is_empty() {
            return vec![correction(CorrectionKind::Notice, String::new(), String::new())];
        }
        let reading = self.reading(at);
        told.into_iter()
            .map(|(kind, old, new)| {
                let mut found = correction(kind, old, new);
                found.range = place(reading, &found.new, &words);
                for other in self.others(at, members) {
                    let carried = self.carried(reading, other, &found);
                    found.carriers.extend(carried.map(|range| (other, range)));
                }
                found
            })
            .collect()
    }

    /// Where `other` has the old value in place of the new one.
    fn carried(&self, reading: &Reading<'_>, other: usize, correction: &Correction) -> Option<TextRange> {
        let there = self.reading(other);
        self.collator.changes(reading, there).into_iter().find_map(|change| {
            let (from, to) = (change.from?, change.to?);
            let (new, old) = (from.of(&reading.article.text), to.of(&there.article.text));
            let fits = matches!(change.kind, ChangeKind::NumberChanged | ChangeKind::NameChanged)
                && same(new, &correction.new)
                && same(old, &correction.old);
            fits.then_some(to)
        })
    }

    /// The rest of the family, and all that share text with the article.
    fn others(&self, at: usize, members: &[usize]) -> impl Iterator<Item = usize> + use<> {
        let mut found: BTreeSet<usize> = members.iter().copied().collect();
        found.extend(self.near.get(&at).into_iter().flatten());
        found.remove(&at);
        found.into_iter()
    }
}

/// True if two values are the same but for case, accents and words that one has more at an end.
fn same(one: &str, two: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| c.is_whitespace()).map(stemma_text::fold::fold).collect()
    };
    let (x, y) = (words(one), words(two));
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    long.starts_with(&short) || long.ends_with(&short)
}

/// Where a value stands in a text, outside the notice itself.
fn place(reading: &Reading<'_>, value: &str, notice: &str) -> Option<TextRange> {
    let text = &reading.article.text;
    let told = text.find(notice).map(|at| TextRange::new(at, at + notice.len()));
    let wanted = Words::new(value);
    let count = wanted.len();
    (0..(reading.words.len() + 1).saturating_sub(count.max(1)))
        .filter(|at| count > 0 && (0..count).all(|n| reading.words.same(at + n, &wanted, n)))
        .map(|at| reading.words.span(at, at + count))
        .find(|range| told.is_none_or(|told| !told.overlaps(*range)))
}
