//! How a claim stands, and what to beware of: status, warnings, conflicts, and its clearest words.

use crate::origin::{Context, Found, key};
use crate::proposition::Proposition;
use crate::terms::folded_words;
use crate::{Both, Conflict, Origin, Status, Variant, Warning};
use std::collections::{BTreeMap, BTreeSet};
use stemma_quote::{LinkKind, Modality, Polarity};
use stemma_text::fold::is_quote_mark;
use stemma_text::{Quantity, QuantityKind, QuantityValue, TextRange, TimeKind};

/// Good lengths of a claim's text, in bytes.
const READABLE: std::ops::Range<usize> = 40..170;

/// Length of the longest plain conjunction, in bytes: longer words that open a clause point back.
const LONGEST_CONJUNCTION: usize = 4;

/// Share of their terms that two statements must have in common for one to be a changed form of the other, 0–1.
const SAME_SENTENCE: f64 = 0.5;

/// First and last day.
type Days = (jiff::civil::Date, jiff::civil::Date);

/// An article and its words for a value.
type Said = (usize, String);

/// The propositions of one claim beside its variants, in the same order.
pub(crate) struct Judge<'j, 'c, 'a> {
    pub(crate) context: &'j Context<'c, 'a>,
    pub(crate) members: Vec<&'j Proposition>,
    pub(crate) variants: &'j [Variant],
    pub(crate) found: &'j Found,
    /// Texts of the terms.
    pub(crate) terms: &'j [String],
}

impl Judge<'_, '_, '_> {
    /// The place of the clearest variant, and its words.
    pub(crate) fn text(&self) -> String {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for member in &self.members {
            for term in &member.terms {
                *counts.entry(*term).or_insert(0) += 1;
            }
        }
        let all = self.members.len() as f64;
        let score = |member: &Proposition| {
            let shared: f64 = member.terms.iter().map(|t| counts[t] as f64 / all).sum();
            let text = self.words(member);
            let length = if READABLE.contains(&text.len()) { 0.1 } else { 0.0 };
            let whole = if text.starts_with(char::is_uppercase) { 0.1 } else { 0.0 };
            let lead = folded_words(text).first().is_some_and(|w| self.context.lexis.lead.has(w));
            let names = (member.names.len().min(2) as f64) * 0.05;
            let mut score = shared / (member.terms.len() as f64 + 3.0) + length + whole + names;
            for (beware, loss) in [
                (lead, 0.15),
                (self.leans(text), 0.3),
                (self.points_back(text), 0.1),
                (member.names.is_empty(), 0.1),
                (member.attributed, 0.15),
                // A plain sentence may hold the words of its source.
                (member.quotation.is_none() && self.members.iter().any(|m| m.quotation.is_some()), 0.1),
                (member.fragment, 0.3),
            ] {
                score -= if beware { loss } else { 0.0 };
            }
            score
        };
        let best = self
            .members
            .iter()
            .enumerate()
            .max_by(|(i, a), (j, b)| score(a).total_cmp(&score(b)).then(j.cmp(i)));
        best.map(|(_, member)| self.clean(self.words(member))).unwrap_or_default()
    }

    /// True for words that need what stands before them: a pronoun in front.
    fn leans(&self, text: &str) -> bool {
        let words = folded_words(text);
        let first = words.iter().find(|w| !self.context.lexis.lead.has(w));
        first.is_some_and(|w| self.context.lexis.pronoun.has(w))
    }

    /// True for "demnach" among the first words, or a verb of hearsay as the very first: the start is missing.
    fn points_back(&self, text: &str) -> bool {
        let words = folded_words(text);
        words.first().is_some_and(|w| self.context.lexis.is_weak(std::slice::from_ref(w)))
            || words.iter().take(4).any(|w| self.context.lexis.lead.has(w) && w.len() > LONGEST_CONJUNCTION)
    }

    fn words(&self, member: &Proposition) -> &str {
        let text = self.context.sources[member.article].article.text.as_str();
        text.get(member.range.start..member.range.end).unwrap_or_default()
    }

    /// The words without a conjunction before and unbalanced quotation marks around them, on one line.
    fn clean(&self, words: &str) -> String {
        let mut text = words.trim().trim_end_matches([',', ';', ':']);
        if let Some((first, rest)) = text.split_once(' ')
            && self.context.lexis.lead.has(&stemma_text::fold::fold(first))
        {
            text = rest;
        }
        let marks = text.chars().filter(|c| is_quote_mark(*c) && *c != '\'' && *c != '’').count();
        let (front, back) = (text.starts_with(is_quote_mark), text.ends_with(is_quote_mark));
        if marks == 1 || (marks == 2 && front && back) {
            text = text.trim_start_matches(is_quote_mark).trim_end_matches(is_quote_mark);
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// How the claim stands.
    pub(crate) fn status(&self) -> Status {
        let denied = self.variants.iter().filter(|v| v.polarity == Polarity::Denied).count();
        if denied == self.variants.len() {
            return Status::Denied;
        }
        if denied > 0 {
            return Status::Disputed;
        }
        if self.is_confirmed() {
            return Status::Confirmed;
        }
        let open =
            self.variants.iter().filter(|v| matches!(v.modality, Modality::Planned | Modality::Possible));
        let planned = self.variants.iter().filter(|v| v.modality == Modality::Planned).count();
        if planned > 0 && 2 * open.count() > self.variants.len() { Status::Planned } else { Status::Reported }
    }

    /// Confirmed: one whose own affair it is says what others reported.
    fn is_confirmed(&self) -> bool {
        let groups: BTreeSet<usize> = self.found.origins.iter().map(|o| o.group).collect();
        if groups.len() < 2 {
            return false;
        }
        let terms: BTreeSet<&str> = self
            .members
            .iter()
            .flat_map(|m| m.terms.iter().map(|t| self.terms[*t as usize].as_str()))
            .collect();
        self.variants.iter().any(|variant| {
            let Some(head) = variant.chain.first().filter(|_| variant.quotation.is_some()) else {
                return false;
            };
            let media = matches!(head.kind, LinkKind::Outlet | LinkKind::Agency);
            let stands = self.context.stands(head);
            let firm = !matches!(variant.modality, Modality::Hedged | Modality::Possible);
            let own_key = key(head);
            let body = !stands.body.is_empty() && stands.body.iter().all(|b| terms.contains(b.as_str()));
            let own = stands.governments.iter().any(|g| terms.contains(g.as_str()))
                || (!media && (body || terms.contains(own_key.as_str()) || self.confirms(variant)));
            firm && stands.officially && own && self.others(variant)
        })
    }

    /// True if the words around a quotation say that it confirms something.
    fn confirms(&self, variant: &Variant) -> bool {
        let source = &self.context.sources[variant.article];
        let quotation = source.quotations.iter().find(|q| Some(&q.id) == variant.quotation.as_ref());
        quotation.into_iter().flat_map(|q| &q.cue).any(|range| {
            let text = source.article.text.get(range.start..range.end).unwrap_or_default();
            self.context.lexis.confirmation.any(&folded_words(text))
        })
    }

    /// True if somebody else reported it in an article without this source.
    fn others(&self, variant: &Variant) -> bool {
        let head = variant.chain.first().map(key);
        self.variants.iter().any(|v| v.article != variant.article && v.chain.first().map(key) != head)
    }

    /// What to beware of, in the order of the contract.
    pub(crate) fn warnings(&self) -> Vec<Warning> {
        let made = |kind| Warning { kind, says: Both::default(), loci: Vec::new() };
        self.kinds().into_iter().map(made).collect()
    }

    fn kinds(&self) -> Vec<&'static str> {
        let mut warnings = Vec::new();
        let says = |v: &&Variant| v.polarity != Polarity::Denied;
        let mut articles: BTreeSet<usize> = self.variants.iter().filter(says).map(|v| v.article).collect();
        if articles.is_empty() {
            articles = self.variants.iter().map(|v| v.article).collect();
        }
        if self.found.interval.1 == 1 && articles.len() > 1 {
            warnings.push("single origin");
        }
        if self.found.unnamed_only {
            warnings.push("unnamed sources only");
        }
        if self.chain_leaves_the_pile() {
            warnings.push("chain leaves the pile");
        }
        if self.pairs_in_one_line().any(|(a, b)| self.members[a].weak != self.members[b].weak) {
            warnings.push("hedge dropped");
        }
        let sourced: BTreeSet<usize> =
            self.variants.iter().filter(|v| self.is_sourced(v)).map(|v| v.article).collect();
        let lost = |with: usize, without: usize| {
            !sourced.contains(&self.variants[without].article) && self.loses_source(with, without)
        };
        if self.pairs_in_one_line().any(|(a, b)| lost(a, b) || lost(b, a)) {
            warnings.push("attribution dropped");
        }
        if self.quantities().iter().any(|(_, _, line)| *line) {
            warnings.push("number changed");
        }
        warnings
    }

    fn own(&self, variant: &Variant) -> usize {
        self.context.sources[variant.article].own_chain.len()
    }

    /// True if a variant names a source before its article.
    fn is_sourced(&self, variant: &Variant) -> bool {
        variant.quotation.is_some() && variant.chain.len() > self.own(variant)
    }

    /// True if the first of two variants names a source that the second one does not.
    fn loses_source(&self, with: usize, without: usize) -> bool {
        let a = &self.variants[with];
        if !self.is_sourced(a) {
            return false;
        }
        // "Fishermen fear": who says it is still there.
        let name = a.chain.first().and_then(|l| self.context.lexis.head_noun(&l.name));
        let text = self.words(self.members[without]);
        !name.is_some_and(|n| folded_words(text).iter().any(|w| self.context.lexis.stem(w) == n))
    }

    /// Pairs of variants in different articles of one family of texts that are forms of one sentence, by place.
    fn pairs_in_one_line(&self) -> impl Iterator<Item = (usize, usize)> {
        let family = |v: &Variant| self.context.families[v.article];
        self.variants.iter().enumerate().flat_map(move |(at, a)| {
            let later = self.variants.iter().enumerate().skip(at + 1).take(64);
            later
                .filter(move |(_, b)| family(b) == family(a) && b.article != a.article)
                .filter(move |(place, _)| alike(self.members[at], self.members[*place]))
                .map(move |(place, _)| (at, place))
        })
    }

    /// True if a chain goes back to a medium none of whose own articles is here.
    fn chain_leaves_the_pile(&self) -> bool {
        self.variants.iter().any(|v| {
            let foreign = v.chain.len().saturating_sub(self.own(v));
            v.chain[..foreign].iter().any(|l| {
                matches!(l.kind, LinkKind::Outlet | LinkKind::Agency)
                    && !self.context.outlets.contains(&stemma_text::fold::fold(&l.name))
            })
        })
    }

    /// Points on which the variants differ. `others` give another place for the same right after a variant.
    pub(crate) fn conflicts(&self, others: &[&Proposition]) -> Vec<Conflict> {
        let mut found = Vec::new();
        found.extend(self.polarity_conflict());
        found.extend(self.place_conflict(others));
        found.extend(self.time_conflict());
        found.extend(
            self.quantities()
                .into_iter()
                .map(|(a, b, _)| self.conflict("quantity", &[(a.0, a.1), (b.0, b.1)])),
        );
        found
    }

    /// A conflict with the values side by side: article and words of each.
    fn conflict(&self, kind: &'static str, values: &[(usize, String)]) -> Conflict {
        let articles: BTreeSet<usize> = values.iter().map(|v| v.0).collect();
        // Values stand in the order of their first article, for a denial after what it denies.
        let mut by_value: Vec<(&str, BTreeSet<&str>)> = Vec::new();
        for (article, value) in values {
            let id = self.context.sources[*article].article.id.as_str();
            match by_value.iter_mut().find(|(known, _)| known == value) {
                Some((_, ids)) => drop(ids.insert(id)),
                None => by_value.push((value, BTreeSet::from([id]))),
            }
        }
        let list = |open: &str, close: &str, and: &str| {
            by_value
                .iter()
                .map(|(value, ids)| {
                    format!("{open}{value}{close} ({})", ids.iter().copied().collect::<Vec<_>>().join(", "))
                })
                .collect::<Vec<_>>()
                .join(and)
        };
        let (de, en) = match kind {
            "place" => ("Der Ort ist verschieden angegeben", "The place differs"),
            "time" => ("Die Zeit ist verschieden angegeben", "The time differs"),
            "quantity" => ("Die Zahlen sind verschieden", "The numbers differ"),
            _ => ("Die einen sagen es, die anderen bestreiten es", "Some say it, others deny it"),
        };
        Conflict {
            kind,
            articles: articles.into_iter().collect(),
            sides: Vec::new(),
            explanation: Both {
                de: format!("{de}: {}.", list("„", "“", " gegen ")),
                en: format!("{en}: {}.", list("“", "”", " against ")),
            },
        }
    }

    fn polarity_conflict(&self) -> Option<Conflict> {
        let side = |denied: bool| {
            self.variants
                .iter()
                .zip(&self.members)
                .find(|(v, _)| {
                    (v.polarity == Polarity::Denied) == denied && v.polarity != Polarity::Questioned
                })
                .map(|(v, m)| (v.article, self.clean(self.words(m))))
        };
        Some(self.conflict("polarity", &[side(false)?, side(true)?]))
    }

    /// Places that variants give for the same: two that differ, or one and a point left open.
    fn place_conflict(&self, others: &[&Proposition]) -> Option<Conflict> {
        let mut values: Vec<(usize, String)> = Vec::new();
        let mut named: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let mut open = false;
        for (at, member) in self.members.iter().chain(others).enumerate() {
            if member.open == Some("place") {
                values.push((member.article, self.clean(self.words(member))));
                open = true;
            }
            for (place, words) in &member.places {
                named.entry(place.clone()).or_default().insert(at);
                values.push((member.article, words.clone()));
            }
        }
        // Two places in every variant are no conflict: from here to there.
        let apart = named.values().any(|a| named.values().any(|b| a.is_disjoint(b)));
        ((open && !named.is_empty()) || apart).then(|| self.conflict("place", &values))
    }

    fn time_conflict(&self) -> Option<Conflict> {
        let mut single: Vec<(usize, Days, String)> = Vec::new();
        for member in &self.members {
            let source = &self.context.sources[member.article];
            let mut dates = within(&source.annotations.times, member.range, |t| t.range)
                .filter(|t| matches!(t.kind, TimeKind::Date | TimeKind::Time))
                .filter_map(|t| Some((t.days?, t.range.of(&source.article.text).to_owned())));
            if let (Some((days, words)), None) = (dates.next(), dates.next()) {
                single.push((member.article, days, words));
            }
        }
        for (at, a) in single.iter().enumerate() {
            let other = single[at + 1..].iter().take(64).find(|b| {
                let apart = a.1.1 < b.1.0 || b.1.1 < a.1.0;
                a.0 != b.0 && apart && !same_weekday((a.1, &a.2), (b.1, &b.2))
            });
            if let Some(b) = other {
                return Some(self.conflict("time", &[(a.0, a.2.clone()), (b.0, b.2.clone())]));
            }
        }
        None
    }

    /// Pairs of quantities of the same kind that differ between articles; true where one text descends from the
    /// other's family.
    fn quantities(&self) -> Vec<(Said, Said, bool)> {
        let mut by_unit: BTreeMap<String, Vec<(usize, QuantityValue, String)>> = BTreeMap::new();
        for member in &self.members {
            let source = &self.context.sources[member.article];
            let mut own: BTreeMap<String, Vec<&Quantity>> = BTreeMap::new();
            for quantity in within(&source.annotations.quantities, member.range, |q| q.range) {
                own.entry(self.unit(quantity, &source.article.text)).or_default().push(quantity);
            }
            // Two of one unit in one statement cannot be told apart without its syntax.
            for (unit, list) in own.into_iter().filter(|(unit, list)| list.len() == 1 && !unit.is_empty()) {
                let words = list[0].range.of(&source.article.text).to_owned();
                by_unit.entry(unit).or_default().push((member.article, list[0].value, words));
            }
        }
        let mut found = Vec::new();
        for list in by_unit.values() {
            let pair = list.iter().enumerate().find_map(|(at, a)| {
                let b = list[at + 1..].iter().take(64).find(|b| b.0 != a.0 && differ(a.1, b.1))?;
                Some((a, b))
            });
            if let Some((a, b)) = pair {
                let line = self.context.families[a.0] == self.context.families[b.0];
                found.push(((a.0, a.2.clone()), (b.0, b.2.clone()), line));
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
}

/// True if two statements share so many terms that one may be a changed form of the other.
fn alike(a: &Proposition, b: &Proposition) -> bool {
    let shared = a.terms.iter().filter(|t| b.terms.binary_search(t).is_ok()).count();
    let all = a.terms.len() + b.terms.len() - shared;
    shared > 1 && shared as f64 >= SAME_SENTENCE * all as f64
}

/// The annotations of a list, in order of the text, that lie in a range.
fn within<T>(list: &[T], range: TextRange, of: impl Fn(&T) -> TextRange) -> impl Iterator<Item = &T> {
    let first = list.partition_point(|t| of(t).start < range.start);
    list[first..].iter().take_while(move |t| of(t).end <= range.end)
}

/// True for the same day of the week where a text gives no more than that: of which week may be misread.
fn same_weekday(a: (Days, &str), b: (Days, &str)) -> bool {
    let bare = |words: &str| !words.contains(|c: char| c.is_ascii_digit());
    let day = |days: Days| days.0 == days.1;
    (bare(a.1) || bare(b.1)) && day(a.0) && day(b.0) && a.0.0.weekday() == b.0.0.weekday()
}

/// True if two values cannot both be exact.
fn differ(a: QuantityValue, b: QuantityValue) -> bool {
    let bounds = |v| match v {
        QuantityValue::Exact(x) => (x, x),
        QuantityValue::Between(x, y) => (x, y),
    };
    let ((a, b), (c, d)) = (bounds(a), bounds(b));
    b < c || d < a
}

/// Orders origins by nothing but what they say, for the importance of claims.
pub(crate) fn named(origins: &[Origin]) -> usize {
    origins.iter().filter(|o| o.kind != LinkKind::UnnamedPerson).count()
}
