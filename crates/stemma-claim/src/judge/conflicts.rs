//! Points on which the accounts of a claim differ, side by side, and what reconciles those that only seem to.
//!
//! Vaguer is no conflict: a range that holds the other value, "mehr als", a month that holds the day.

use super::warnings::words_of;
use super::{Judge, within};
use crate::proposition::Proposition;
use crate::{Both, Conflict, Locus, Side};
use std::collections::{BTreeMap, BTreeSet};
use stemma_quote::Polarity;
use stemma_text::{Bearing, Bound, Quantity, QuantityKind, QuantityValue, TextRange, TimeKind, same_person};

/// First and last day.
type Days = (jiff::civil::Date, jiff::civil::Date);

/// Share of a value that "rund" leaves open on either side, 0–1.
const ABOUT: f64 = 0.1;

/// Values compared with each one.
const COMPARED: usize = 64;

/// Share of their other terms that two statements must have in common for two names in them to stand in one place, 0–1.
const SAME_PLACE: f64 = 0.7;

/// Fewest other terms for that.
const FEWEST_TERMS: usize = 4;

/// A value as it is told in one place.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) words: String,
    pub(super) locus: Locus,
}

/// A day or a stretch of days as it is told in one place.
struct Day {
    told: Told,
    days: Days,
    /// Weekday and the like: of which week may be misread.
    bare: bool,
}

impl Judge<'_, '_, '_> {
    /// Points on which the variants differ. `others` give another place for the same right after a variant.
    pub(crate) fn conflicts(&self, others: &[&Proposition]) -> Vec<Conflict> {
        let mut found = Vec::new();
        found.extend(self.polarity_conflict());
        found.extend(self.place_conflict(others));
        found.extend(self.time_conflict());
        found.extend(self.quantities().into_iter().map(|(a, b, _)| self.conflict("quantity", vec![a, b])));
        found.extend(self.identity_conflict());
        found.extend(self.arithmetic());
        found
    }

    /// Times that seem to differ and mean the same.
    pub(crate) fn reconciled(&self) -> Vec<Conflict> {
        let days = self.days();
        for (at, a) in days.iter().enumerate() {
            let other = days[at + 1..].iter().take(COMPARED).find(|b| {
                let apart = a.days.1 < b.days.0 || b.days.1 < a.days.0;
                let differ = stemma_text::fold::fold(&a.told.words) != stemma_text::fold::fold(&b.told.words);
                a.told.locus.article != b.told.locus.article && !apart && differ && (a.bare || b.bare)
            });
            let Some(b) = other else { continue };
            let narrow = if length(a.days) <= length(b.days) { a } else { b };
            let (x, y) = (&a.told.words, &b.told.words);
            let (first, last) = narrow.days;
            let mut conflict = self.conflict("time", vec![a.told.clone(), b.told.clone()]);
            conflict.explanation = if first == last {
                Both::new(
                    format!("„{x}“ und „{y}“ meinen beide den {first}, von ihrem Erscheinen aus gerechnet."),
                    format!("“{x}” and “{y}” both mean {first}, counted from when they were published."),
                )
            } else {
                Both::new(
                    format!("„{x}“ und „{y}“ passen zusammen: beide schließen {first} bis {last} ein."),
                    format!("“{x}” and “{y}” agree: both include {first} to {last}."),
                )
            };
            return vec![conflict];
        }
        Vec::new()
    }

    /// A conflict with the values side by side.
    fn conflict(&self, kind: &'static str, values: Vec<Told>) -> Conflict {
        let articles: BTreeSet<usize> = values.iter().map(|v| v.locus.article).collect();
        // Values stand in the order of their first article, for a denial after what it denies.
        let mut sides: Vec<Side> = Vec::new();
        for Told { words, locus } in values {
            match sides.iter_mut().find(|s| s.words == words) {
                Some(side) => side.loci.push(locus),
                None => sides.push(Side { words, loci: vec![locus] }),
            }
        }
        let list = |open: &str, close: &str, and: &str| {
            let side = |side: &Side| {
                let ids: BTreeSet<&str> =
                    side.loci.iter().map(|l| self.context.sources[l.article].article.id.as_str()).collect();
                format!("{open}{}{close} ({})", side.words, ids.into_iter().collect::<Vec<_>>().join(", "))
            };
            sides.iter().map(side).collect::<Vec<_>>().join(and)
        };
        let (de, en) = match kind {
            "place" => ("Der Ort ist verschieden angegeben", "The place differs"),
            "time" => ("Die Zeit ist verschieden angegeben", "The time differs"),
            "quantity" => ("Die Zahlen sind verschieden", "The numbers differ"),
            "identity" => ("Es sind verschiedene Namen genannt", "The names differ"),
            _ => ("Die einen sagen es, die anderen bestreiten es", "Some say it, others deny it"),
        };
        let explanation = Both::new(
            format!("{de}: {}.", list("„", "“", " gegen ")),
            format!("{en}: {}.", list("“", "”", " against ")),
        );
        Conflict { kind, articles: articles.into_iter().collect(), explanation, sides }
    }

    fn told(&self, member: &Proposition, words: String) -> Told {
        Told { words, locus: Locus { article: member.article, range: member.range } }
    }

    fn polarity_conflict(&self) -> Option<Conflict> {
        let side = |denied: bool| {
            self.variants
                .iter()
                .zip(&self.members)
                .find(|(v, _)| {
                    (v.polarity == Polarity::Denied) == denied && v.polarity != Polarity::Questioned
                })
                .map(|(_, m)| self.told(m, self.clean(self.words(m))))
        };
        Some(self.conflict("polarity", vec![side(false)?, side(true)?]))
    }

    /// Places that variants give for the same: two that differ, or one and a point left open.
    fn place_conflict(&self, others: &[&Proposition]) -> Option<Conflict> {
        let mut values: Vec<Told> = Vec::new();
        let mut named: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let mut open = false;
        for (at, member) in self.members.iter().chain(others).enumerate() {
            if member.open == Some("place") {
                values.push(self.told(member, self.clean(self.words(member))));
                open = true;
            }
            for (place, words) in &member.places {
                named.entry(place.clone()).or_default().insert(at);
                values.push(self.told(member, words.clone()));
            }
        }
        // Two places in every variant are no conflict: from here to there.
        let apart = named.values().any(|a| named.values().any(|b| a.is_disjoint(b)));
        ((open && !named.is_empty()) || apart).then(|| self.conflict("place", values))
    }

    /// The days that variants give: of each variant the only one, or the stretch whose both ends it gives.
    fn days(&self) -> Vec<Day> {
        let mut found = Vec::new();
        for member in &self.members {
            let source = &self.context.sources[member.article];
            let text = source.article.text.as_str();
            let mut times = within(&source.annotations.times, member.range, |t| t.range)
                .filter(|t| matches!(t.kind, TimeKind::Date | TimeKind::Time) && t.days.is_some());
            let Some(first) = times.next() else { continue };
            let (mut range, mut days) = (first.range, first.days);
            if let Some(second) = times.next() {
                if first.stretch.is_none() || first.stretch != second.stretch || times.next().is_some() {
                    continue;
                }
                range = range.cover(second.range);
                days = first.days.zip(second.days).map(|(a, b)| (a.0.min(b.0), a.1.max(b.1)));
            }
            if let Some(days) = days {
                let words = words_of(text, range);
                let bare = !words.contains(|c: char| c.is_ascii_digit());
                let locus = Locus { article: member.article, range };
                found.push(Day { told: Told { words, locus }, days, bare });
            }
        }
        found
    }

    fn time_conflict(&self) -> Option<Conflict> {
        let days = self.days();
        days.iter().enumerate().find_map(|(at, a)| {
            let b = days[at + 1..].iter().take(COMPARED).find(|b| {
                let apart = a.days.1 < b.days.0 || b.days.1 < a.days.0;
                a.told.locus.article != b.told.locus.article && apart && !same_weekday(a, b)
            })?;
            Some(self.conflict("time", vec![a.told.clone(), b.told.clone()]))
        })
    }

    /// Pairs of quantities of the same kind that differ between articles; true where one text descends from the
    /// other's family.
    pub(super) fn quantities(&self) -> Vec<(Told, Told, bool)> {
        let mut by_unit: BTreeMap<String, Vec<(&Quantity, Told)>> = BTreeMap::new();
        for member in &self.members {
            let source = &self.context.sources[member.article];
            let mut own: BTreeMap<String, Vec<&Quantity>> = BTreeMap::new();
            for quantity in within(&source.annotations.quantities, member.range, |q| q.range) {
                own.entry(self.unit(quantity, &source.article.text)).or_default().push(quantity);
            }
            // Two of one unit in one statement cannot be told apart without its syntax.
            for (unit, list) in own.into_iter().filter(|(unit, list)| list.len() == 1 && !unit.is_empty()) {
                let words = words_of(&source.article.text, list[0].range);
                let locus = Locus { article: member.article, range: list[0].range };
                by_unit.entry(unit).or_default().push((list[0], Told { words, locus }));
            }
        }
        let mut found = Vec::new();
        for list in by_unit.values() {
            let pair = list.iter().enumerate().find_map(|(at, a)| {
                let apart =
                    |b: &&(&Quantity, Told)| b.1.locus.article != a.1.locus.article && differ(a.0, b.0);
                Some((a, list[at + 1..].iter().take(COMPARED).find(apart)?))
            });
            if let Some((a, b)) = pair {
                let family = |told: &Told| self.context.families[told.locus.article];
                found.push((a.1.clone(), b.1.clone(), family(&a.1) == family(&b.1)));
            }
        }
        found
    }

    fn unit(&self, quantity: &Quantity, text: &str) -> String {
        // Parts of a whole are no numbers of things, and two results of games may be two games.
        if matches!(quantity.kind, QuantityKind::Fraction | QuantityKind::Score) {
            return String::new();
        }
        match (&quantity.unit, quantity.counted) {
            (Some(unit), _) => unit.clone(),
            (None, Some(noun)) => noun
                .of(text)
                .split_whitespace()
                .last()
                .map(|w| self.context.lexis.stem(&stemma_text::fold::fold(w)))
                .unwrap_or_default(),
            (None, None) => String::new(),
        }
    }

    /// Two variants of one sentence in which different people stand in the same place.
    fn identity_conflict(&self) -> Option<Conflict> {
        let persons: Vec<Vec<(&str, TextRange)>> = self.members.iter().map(|m| self.persons(m)).collect();
        for (at, a) in self.members.iter().enumerate() {
            for (later, b) in self.members.iter().enumerate().skip(at + 1).take(COMPARED) {
                let only = |own: &[(&str, TextRange)], other: &[(&str, TextRange)]| {
                    let known = |key: &str| other.iter().any(|o| same_person(key, o.0) != Bearing::Different);
                    let mut alone: Vec<(String, TextRange)> =
                        own.iter().filter(|p| !known(p.0)).map(|p| (p.0.to_owned(), p.1)).collect();
                    alone.dedup_by(|x, y| x.0 == y.0);
                    (alone.len() == 1).then(|| alone.swap_remove(0))
                };
                if a.article == b.article || !self.is_one_sentence(a, b) {
                    continue;
                }
                if let (Some(x), Some(y)) =
                    (only(&persons[at], &persons[later]), only(&persons[later], &persons[at]))
                {
                    let told = |article: usize, range: TextRange| Told {
                        words: words_of(&self.context.sources[article].article.text, range),
                        locus: Locus { article, range },
                    };
                    return Some(self.conflict("identity", vec![told(a.article, x.1), told(b.article, y.1)]));
                }
            }
        }
        None
    }

    /// Keys and places of the full names of persons in a statement.
    fn persons(&self, member: &Proposition) -> Vec<(&str, TextRange)> {
        let mut found = Vec::new();
        for entity in &self.context.sources[member.article].annotations.entities {
            let full = entity.kind == stemma_text::EntityKind::Person && entity.key.contains(' ');
            if full && let Some(mention) = entity.mentions.iter().find(|m| member.range.contains(**m)) {
                found.push((entity.key.as_str(), *mention));
            }
        }
        found.sort();
        found
    }

    /// True if two statements share nearly all terms that are no names.
    fn is_one_sentence(&self, a: &Proposition, b: &Proposition) -> bool {
        let plain = |p: &Proposition| -> BTreeSet<u32> {
            p.terms.iter().copied().filter(|t| p.names.binary_search(t).is_err()).collect()
        };
        let (x, y) = (plain(a), plain(b));
        let shared = x.intersection(&y).count();
        shared >= FEWEST_TERMS && shared as f64 >= SAME_PLACE * x.len().max(y.len()) as f64
    }

    /// A computation in a variant that does not add up as given.
    fn arithmetic(&self) -> Option<Conflict> {
        self.members.iter().find_map(|member| {
            let source = &self.context.sources[member.article];
            let (range, says) = source.sums.iter().find(|(range, _)| member.range.overlaps(*range))?;
            let words = words_of(&source.article.text, *range);
            let side = Side { words, loci: vec![Locus { article: member.article, range: *range }] };
            Some(Conflict {
                kind: "arithmetic",
                articles: vec![member.article],
                explanation: says.clone(),
                sides: vec![side],
            })
        })
    }
}

/// Length of a stretch in days.
fn length(days: Days) -> i32 {
    (days.1 - days.0).get_days()
}

/// True for the same day of the week where a text gives no more than that: of which week may be misread.
fn same_weekday(a: &Day, b: &Day) -> bool {
    let day = |d: Days| d.0 == d.1;
    (a.bare || b.bare) && day(a.days) && day(b.days) && a.days.0.weekday() == b.days.0.weekday()
}

/// True if two amounts cannot both be right: what is given roughly or as a bound leaves room.
fn differ(a: &Quantity, b: &Quantity) -> bool {
    let ((a, b), (c, d)) = (span(a), span(b));
    b < c || d < a
}

/// Least and greatest amount that the words allow.
fn span(quantity: &Quantity) -> (f64, f64) {
    let (least, most) = match quantity.value {
        QuantityValue::Exact(x) => (x, x),
        QuantityValue::Between(x, y) => (x.min(y), x.max(y)),
    };
    match quantity.bound {
        Bound::Exactly => (least, most),
        Bound::About => (least - ABOUT * least.abs(), most + ABOUT * most.abs()),
        Bound::AtLeast | Bound::MoreThan => (least, f64::INFINITY),
        Bound::AtMost | Bound::LessThan => (f64::NEG_INFINITY, most),
    }
}
