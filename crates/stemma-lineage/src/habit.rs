//! Whether the texts of a family are versions that one hand revised, or copies that many hands made. It comes before
//! the tree inside the lineage stage: versions form a path ([`crate::chain`]), copies a tree ([`crate::tree`]).
//!
//! A reviser puts a few words in here and there, and what he adds stays until it goes for good. A copyist cuts from
//! the end, misspells, spells by the rules of his house, and drops what his fellow copyist keeps, so that pieces of
//! text come and go in whatever order his copies are put.

use stemma_reuse::Relation;

use crate::chain::Order;
use crate::compare::Change;
use crate::config::Habit;
use crate::tree::{Link, Survey};

/// Words up to which an addition is a small one, count: it changes a sentence and does not make one.
const SMALL: usize = 12;

/// Most changes of one kind that count, per text.
const MANY: f64 = 4.0;

/// How probably the family is one text revised by one hand, 0–1. `order` gives its likeliest order, where that could
/// be sought.
pub fn revised(survey: &Survey, order: impl FnOnce() -> Option<Order>, habit: &Habit) -> f64 {
    let articles = &survey.articles;
    let url = articles.first().and_then(|a| a.url.as_deref());
    if url.is_some() && articles.iter().all(|a| a.url.as_deref() == url) {
        return 1.0;
    }
    let outlet = articles.iter().find_map(|a| a.outlet.as_deref());
    let other = articles.iter().any(|a| a.outlet.as_deref().is_some_and(|o| Some(o) != outlet));
    if other || articles.iter().any(|a| !a.agencies.is_empty()) {
        return 0.0;
    }
    let one_outlet = outlet.is_some() && articles.iter().all(|a| a.outlet.is_some());
    let nearest = nearest(survey);
    // A reviser tells a part of his text anew now and then; where most texts are told in other words, hands differ.
    let retold = nearest.iter().filter(|link| link.pair.relation == Relation::Retold).count();
    if 2 * retold > nearest.len() {
        return 0.0;
    }
    let changes = Changes::of(&nearest);
    let longest = survey.lengths.iter().max().copied().unwrap_or(1).max(1) as f64;
    let shortest = survey.lengths.iter().min().copied().unwrap_or(1).max(1) as f64;
    let points = habit.start
        + habit.small_additions * changes.small_additions.min(MANY)
        + habit.rewordings * changes.rewordings.min(MANY)
        + habit.misspellings * changes.misspellings.min(1.0)
        + habit.transliterated * changes.transliterated
        + habit.growth * (longest / shortest).ln()
        + habit.broken * order().map_or(0.0, |order| order.broken)
        + if one_outlet { habit.one_outlet } else { 0.0 };
    1.0 / (1.0 + (-points).exp())
}

/// The nearest relative of each text that has one.
fn nearest<'s>(survey: &'s Survey) -> Vec<&'s Link<'s>> {
    let mut nearest: Vec<Option<&Link>> = vec![None; survey.articles.len()];
    for ((a, b), link) in &survey.links {
        for at in [*a, *b] {
            if nearest[at].is_none_or(|found| link.pair.resemblance > found.pair.resemblance) {
                nearest[at] = Some(link);
            }
        }
    }
    nearest.into_iter().flatten().collect()
}

/// Changes between a text and its nearest relative, mean over the texts.
#[derive(Default)]
struct Changes {
    small_additions: f64,
    rewordings: f64,
    misspellings: f64,
    transliterated: f64,
}

impl Changes {
    fn of(nearest: &[&Link]) -> Self {
        let mut changes = Changes::default();
        for difference in nearest.iter().flat_map(|link| &link.comparison.differences) {
            let words = (difference.a.1 - difference.a.0).max(difference.b.1 - difference.b.0);
            match difference.change {
                Change::Inside if words <= SMALL => changes.small_additions += 1.0,
                Change::Reworded => changes.rewordings += 1.0,
                Change::Misspelt => changes.misspellings += 1.0,
                Change::Transliterated => changes.transliterated += 1.0,
                _ => {}
            }
        }
        let count = nearest.len().max(1) as f64;
        Changes {
            small_additions: changes.small_additions / count,
            rewordings: changes.rewordings / count,
            misspellings: changes.misspellings / count,
            transliterated: changes.transliterated / count,
        }
    }
}
