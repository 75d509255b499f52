//! How a claim stands, and its clearest words. Beside it: what to beware of, where the accounts differ, and how the claim
//! stood over time.

use crate::origin::{Context, Found, key};
use crate::proposition::Proposition;
use crate::terms::folded_words;
use crate::{Origin, Status, Variant};
use std::collections::BTreeMap;
use stemma_quote::{LinkKind, Modality, Polarity};
use stemma_text::TextRange;
use stemma_text::fold::is_quote_mark;

mod conflicts;
mod history;
mod warnings;

/// Good lengths of a claim's text, in bytes.
const READABLE: std::ops::Range<usize> = 40..170;

/// Length of the longest plain conjunction, in bytes: longer words that open a clause point back.
const LONGEST_CONJUNCTION: usize = 4;

/// Share of their terms that two statements must have in common for one to be a changed form of the other, 0–1.
const SAME_SENTENCE: f64 = 0.5;

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
        self.variants.iter().any(|v| self.is_confirmation(v))
    }

    /// True if in a variant one whose own affair it is says what others reported.
    fn is_confirmation(&self, variant: &Variant) -> bool {
        let Some(head) = variant.chain.first().filter(|_| variant.quotation.is_some()) else {
            return false;
        };
        if self.found.origins.iter().all(|o| o.group == self.found.origins[0].group) {
            return false;
        }
        let tells =
            |term: &str| self.members.iter().flat_map(|m| &m.terms).any(|t| self.terms[*t as usize] == term);
        let media = matches!(head.kind, LinkKind::Outlet | LinkKind::Agency);
        let stands = self.context.stands(head);
        let firm = !matches!(variant.modality, Modality::Hedged | Modality::Possible);
        let body = !stands.body.is_empty() && stands.body.iter().all(|b| tells(b));
        let own = stands.governments.iter().any(|g| tells(g))
            || (!media && (body || tells(&key(head)) || self.confirms(variant)));
        firm && stands.officially && own && self.others(variant)
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

/// Orders origins by nothing but what they say, for the importance of claims.
pub(crate) fn named(origins: &[Origin]) -> usize {
    origins.iter().filter(|o| o.kind != LinkKind::UnnamedPerson).count()
}
