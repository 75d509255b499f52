//! What stands ahead of a word: the verb, noun or clause by which its part of speech is told.

use stemma_text::TokenKind;

use crate::lists::{self as class, reading, takes};

use super::{AHEAD, Tagger};

impl Tagger<'_, '_> {
    /// A verb in its plain form follows, adverbs aside.
    pub(super) fn before_verb(&self, i: usize, end: usize) -> bool {
        let view = self.view;
        let next = (i + 1..end.min(i + 4))
            .find(|&k| !view.is(k, class::ADVERB) && view.words[k].kind != TokenKind::Mark);
        next.is_some_and(|k| {
            let word = &view.words[k];
            (self.title || !word.capital)
                && word.classes & (class::DETERMINER | class::PRONOUN | class::PREPOSITION) == 0
                && (self.lists.reading(&word.lower) & reading::PLAIN != 0
                    || word.classes & (class::AUXILIARY | class::BARE_AUXILIARY) != 0)
        })
    }

    pub(super) fn before_noun(&self, i: usize, end: usize) -> bool {
        let view = self.view;
        i + 1 < end && !view.mark(i + 1) && {
            let word = &view.words[i + 1];
            let small = class::PREPOSITION
                | class::AUXILIARY
                | class::MODAL
                | class::CONJUNCTION
                | class::SUBORDINATOR
                | class::RELATIVE
                | class::DETERMINER
                | class::PRONOUN;
            let reading = self.lists.reading(&word.lower);
            let says = self.lists.cue(&word.lower).is_some_and(|c| c.takes & takes::WORDS != 0);
            let fits = |reading: u16| {
                let noun = reading == 0 || reading & reading::NOUN != 0 && !says;
                let modifier = reading & (reading::EITHER | reading::GERUND) != 0 && !says;
                noun || reading & reading::ADJECTIVE != 0 || modifier && self.noun_like(i + 2, end)
            };
            word.capital
                || word.classes & class::GENITIVE_ENDING != 0
                || word.classes & small == 0 && fits(reading)
        }
    }

    /// Token `k` is above all a noun, a name or an adjective.
    fn noun_like(&self, k: usize, end: usize) -> bool {
        let view = self.view;
        k < end && !view.mark(k) && {
            let word = &view.words[k];
            let reading = self.lists.reading(&word.lower);
            word.capital
                || word.classes & (class::PREPOSITION | class::AUXILIARY | class::MODAL | class::CONJUNCTION)
                    == 0
                    && (reading == 0 || reading & (reading::LIKELY_NOUN | reading::ADJECTIVE) != 0)
        }
    }

    /// A clause with its own subject and verb follows before the next comma.
    pub(super) fn begins_clause(&self, i: usize, end: usize) -> bool {
        let view = self.view;
        (i + 1..end.min(i + 14)).take_while(|&k| !view.divides(k)).any(|k| {
            view.is(k, class::AUXILIARY | class::MODAL) && !view.is(k, class::BARE_AUXILIARY)
                || view.is_any(k, class::PRONOUN_VERB | class::NEGATED)
                || view.is(k, class::NOMINATIVE)
                || !view.capital(k) && {
                    let reading = self.lists.reading(&view.words[k].lower);
                    let past = reading & (reading::PAST) != 0
                        || reading & reading::EITHER != 0 && k > i + 1 && self.has_complement(k, end);
                    past && reading & reading::NOUN == 0
                }
        })
    }

    /// `"…," Ann Example notes.`: a verb of speech that ends its clause, shortly after a quotation.
    pub(super) fn closes_words(&self, i: usize, end: usize) -> bool {
        let view = self.view;
        let ends = i + 1 >= end || view.mark(i + 1) && view.quote_at(i + 1).is_none();
        let speech = self.lists.cue(&view.words[i].lower).is_some_and(|c| c.takes & takes::WORDS != 0);
        let quoted = (i.saturating_sub(6).max(self.start)..i).any(|k| view.quote_ending(k).is_some());
        ends && speech && quoted
    }

    /// Another finite verb follows in the same clause.
    pub(super) fn later_finite(&self, i: usize, end: usize) -> bool {
        let view = self.view;
        for k in i + 1..end.min(i + AHEAD) {
            let word = &view.words[k];
            let stop =
                class::CONJUNCTION | class::THAT | class::RELATIVE | class::SUBORDINATOR | class::NOMINATIVE;
            if view.divides(k)
                || word.classes & stop != 0 && word.classes & class::PREPOSITION == 0
                || view.quote_at(k).is_some()
            {
                return false;
            }
            if word.classes & (class::MODAL | class::AUXILIARY | class::NEGATED) != 0
                && word.classes & class::BARE_AUXILIARY == 0
            {
                return true;
            }
            if !view.capital(k) && word.kind == TokenKind::Word && word.classes & class::DETERMINER == 0 {
                let reading = self.lists.reading(&word.lower);
                let only = reading & (reading::NOUN | reading::ADJECTIVE) == 0;
                if only && reading & (reading::PAST | reading::THIRD) != 0 {
                    return true;
                }
                let speech = reading & reading::EITHER != 0
                    && self.lists.cue(&word.lower).is_some_and(|c| c.takes & takes::WORDS != 0);
                if only && speech && k > i + 2 && !view.is(k - 1, class::DETERMINER | class::ADVERB) {
                    return true;
                }
            }
        }
        false
    }

    /// What follows looks like the object or clause of a verb.
    pub(super) fn has_complement(&self, i: usize, end: usize) -> bool {
        let view = self.view;
        let mut k = i + 1;
        while k < end && view.is(k, class::ADVERB) {
            k += 1;
        }
        k < end
            && (view.capital(k)
                || view.quote_at(k).is_some()
                || view.words[k].kind == TokenKind::Number
                || view.is(
                    k,
                    class::DETERMINER
                        | class::PRONOUN
                        | class::HUMAN
                        | class::FIRST_PERSON
                        | class::THAT
                        | class::QUESTION
                        | class::INFINITIVE_MARK,
                )
                || view.is_any(k, class::PRONOUN_VERB | class::GENITIVE_ENDING))
    }

    /// A past form of a verb of speech: before an object or a clause, or one that is hardly ever a participle.
    pub(super) fn speech(&self, i: usize, object: bool) -> bool {
        let cue = self.lists.cue(&self.view.words[i].lower);
        cue.is_some_and(|c| {
            let says = takes::WORDS | takes::BARE;
            c.takes & says == says && (object || c.takes & takes::FINITE != 0)
        })
    }

    /// A verb that takes a clause without a conjunction: the finite verb ahead is that of the clause.
    pub(super) fn says_clause(&self, i: usize) -> bool {
        self.lists.cue(&self.view.words[i].lower).is_some_and(|c| c.takes & takes::BARE != 0)
    }

    /// A verb that can only be finite follows in the same clause.
    pub(super) fn strictly_later(&self, i: usize, end: usize) -> bool {
        let view = self.view;
        (i + 1..end.min(i + AHEAD))
            .take_while(|&k| {
                !view.divides(k)
                    && !view.is(
                        k,
                        class::CONJUNCTION
                            | class::THAT
                            | class::RELATIVE
                            | class::NOMINATIVE
                            | class::QUESTION,
                    )
                    && view.quote_at(k).is_none()
            })
            .any(|k| view.is(k, class::MODAL | class::AUXILIARY) && !view.is(k, class::BARE_AUXILIARY))
    }

    /// A preposition or a word of time follows: a participle without object.
    pub(super) fn prepositional(&self, i: usize) -> bool {
        self.view.is(i + 1, class::PREPOSITION | class::THAT | class::QUESTION | class::INFINITIVE_MARK)
    }
}
