//! Who can speak, and whom a sentence of the author brings up: reported speech without a cue belongs to the person,
//! body or paper that the sentence before it is about.

use stemma_text::{Annotations, EntityKind, TextRange, fold::fold};

use crate::chain::words::Words;
use crate::cue::{self, Shape};
use crate::lists as class;
use crate::party;
use crate::phrase::{self, Reach, Span};
use crate::view::{Unit, View};

/// What tells speakers from things: the entities of the article and the nouns for people, bodies and papers.
pub struct Speakers<'a> {
    mentions: Vec<(TextRange, EntityKind)>,
    words: &'a Words,
}

impl<'a> Speakers<'a> {
    /// Reads the entities once.
    pub fn new(annotations: &Annotations, words: &'a Words) -> Self {
        let all = annotations.entities.iter().flat_map(|e| e.mentions.iter().map(|m| (*m, e.kind)));
        let mut mentions: Vec<(TextRange, EntityKind)> = all.collect();
        mentions.sort_unstable_by_key(|m| m.0);
        Self { mentions, words }
    }

    /// True if the head of a phrase is somebody who can speak: a person, a body, a medium, a state, or a pronoun.
    pub fn can_speak(&self, view: &View<'_>, span: Span) -> bool {
        if span.1 - span.0 == 1 && view.is(span.0, class::HUMAN | class::NOMINATIVE) {
            return true;
        }
        let ends = |i: usize| {
            i > span.0 && view.is(i, class::GENITIVE | class::GENITIVE_OR_DATIVE | class::PREPOSITION)
        };
        (span.0..span.1).take_while(|&i| !ends(i)).filter(|&i| view.capital(i)).any(|i| {
            let folded = fold(view.words[i].text);
            let words = self.words;
            words.is_somebody(&folded)
                || words.body.ends(&folded)
                || words.medium.ends(&folded)
                || self.is_entity(view.words[i].range, span.1 - span.0)
        })
    }

    /// True if a mention of a person, a body or (standing alone) a state holds this word.
    fn is_entity(&self, word: TextRange, words: usize) -> bool {
        let after = self.mentions.partition_point(|m| m.0.start <= word.start);
        let near = self.mentions[after.saturating_sub(2)..after].iter();
        near.rev().find(|m| m.0.overlaps(word)).is_some_and(|m| match m.1 {
            EntityKind::Person | EntityKind::Organisation => true,
            EntityKind::Place => words <= 2,
            EntityKind::Other => false,
        })
    }

    /// Who speaks in a sentence that is no quotation itself: its subject, the agent of its passive, or the paper it
    /// reports on.
    pub fn of_sentence(&self, view: &View<'_>, unit: Unit) -> Option<Span> {
        let verbal = |i: &usize| {
            view.outside(*i)
                && (view.finite(*i) || view.plural(*i))
                && cue::shape(view, unit, *i) == Shape::Main
        };
        let verb = (unit.start..unit.body).find(verbal)?;
        let clause = view.clause_start(verb, unit.start);
        let subject = party::subject_span(view, clause, verb, false)
            .or_else(|| party::subject_span(view, unit.start, verb, false))
            .or_else(|| {
                let at = phrase::skip_adverbs(view, verb + 1, unit.body);
                phrase::subject(view, at, unit.body, Reach::Narrow).map(|end| (at, end))
            });
        if let Some(subject) = subject.filter(|s| self.can_speak(view, *s)) {
            return Some(subject);
        }
        let phrase_at = |i: usize| {
            let end = phrase::noun_phrase(view, i + 1, unit.body, Reach::Wide)?;
            let document = (i + 1..end).any(|k| view.is_any(k, class::DOCUMENT_NOUN));
            let agent = view.is(i, class::AGENT) && self.can_speak(view, (i + 1, end));
            (document && view.is(i, class::ORIGIN) || agent).then_some((i + 1, end))
        };
        (unit.start..unit.body).filter(|&i| view.outside(i)).find_map(phrase_at)
    }
}
