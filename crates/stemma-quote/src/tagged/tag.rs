//! Parts of speech by context: closed classes from the word lists, open ones from a table of what each word can be
//! and from the words around it.

use stemma_text::TokenKind;

use crate::lists::{self as class, Lists, reading, takes};
use crate::view::{Unit, View};

/// Part of speech of one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A mark, or a token of no other kind.
    Mark,
    /// A common noun, or anything unknown.
    Noun,
    /// A capitalised name.
    Name,
    /// A number.
    Number,
    /// A pronoun that is a phrase of its own.
    Pronoun,
    /// A pronoun and its verb in one token: `she's`.
    Contracted,
    /// An article or what stands for one.
    Determiner,
    /// A noun in the genitive, or the apostrophe of one.
    Genitive,
    /// An adjective, or a participle before its noun.
    Adjective,
    /// An adverb.
    Adverb,
    /// A verb in its plain form after `to` or a modal.
    Plain,
    /// A finite main verb.
    Finite,
    /// A participle of the past.
    Participle,
    /// A form in -ing.
    Gerund,
    /// A finite form of an auxiliary.
    Auxiliary,
    /// An auxiliary that is not finite.
    Bare,
    /// A modal verb.
    Modal,
    /// `to` before a verb.
    To,
    /// A preposition.
    Preposition,
    /// `and`, `or`, `but`.
    Conjunction,
    /// A word that begins a subordinate clause.
    Subordinator,
    /// `that` in all its uses but the determiner.
    That,
    /// A relative pronoun.
    Relative,
}

impl Tag {
    /// True if it can be part of a noun phrase.
    pub fn nominal(self) -> bool {
        matches!(
            self,
            Self::Noun | Self::Name | Self::Number | Self::Determiner | Self::Genitive | Self::Adjective
        )
    }

    /// True if a noun phrase can end with it.
    pub fn head(self) -> bool {
        matches!(self, Self::Noun | Self::Name | Self::Number | Self::Pronoun)
    }

    /// True for what makes a clause finite.
    pub fn finite(self) -> bool {
        matches!(self, Self::Finite | Self::Auxiliary | Self::Modal | Self::Contracted)
    }

    /// True for any form of a verb.
    pub fn verbal(self) -> bool {
        self.finite() || matches!(self, Self::Plain | Self::Participle | Self::Gerund | Self::Bare)
    }
}

/// Farthest look ahead for another finite verb, in tokens.
const AHEAD: usize = 24;

/// The tags of all tokens of an article.
pub fn tags(view: &View<'_>, lists: &Lists) -> Vec<Tag> {
    let mut tagger = Tagger { view, lists, tags: vec![Tag::Mark; view.words.len()], title: false, start: 0 };
    for unit in &view.units {
        tagger.title = is_title(view, *unit);
        tagger.start = unit.start;
        for i in unit.start..unit.end {
            tagger.tags[i] = tagger.tag(i, unit.end);
        }
    }
    tagger.tags
}

/// A headline: nearly all its long words are capitalised.
fn is_title(view: &View<'_>, unit: Unit) -> bool {
    let long = |i: &usize| view.words[*i].kind == TokenKind::Word && view.words[*i].lower.len() > 4;
    let words: Vec<usize> = (unit.start..unit.end).filter(long).collect();
    let large =
        words.iter().filter(|i| view.words[**i].text.chars().next().is_some_and(char::is_uppercase)).count();
    words.len() >= 3 && large * 10 >= words.len() * 8
}

struct Tagger<'a, 't> {
    view: &'a View<'t>,
    lists: &'a Lists,
    tags: Vec<Tag>,
    title: bool,
    start: usize,
}

impl Tagger<'_, '_> {
    fn tag(&self, i: usize, end: usize) -> Tag {
        let view = self.view;
        let word = &view.words[i];
        match word.kind {
            TokenKind::Mark => return if self.apostrophe(i) { Tag::Genitive } else { Tag::Mark },
            TokenKind::Number => return Tag::Number,
            TokenKind::Word => {}
        }
        let is = |bits: crate::lists::Classes| word.classes & bits != 0;
        if is(class::PRONOUN_VERB) {
            return Tag::Contracted;
        }
        if is(class::NEGATED) {
            return Tag::Auxiliary;
        }
        if is(class::GENITIVE_ENDING) {
            return Tag::Genitive;
        }
        let first = i == self.start || view.mark(i - 1) && view.words[i - 1].quote != 0;
        let reading = self.lists.reading(&word.lower);
        let opener = reading & (reading::NOUN | reading::ADJECTIVE) == 0
            && reading & (reading::EITHER | reading::PARTICIPLE | reading::GERUND) != 0;
        if word.capital && !self.title && !(first && opener) {
            return Tag::Name;
        }
        let small_class = !word.capital || self.title;
        if small_class && let Some(tag) = self.closed(i, end) {
            return tag;
        }
        if word.capital && self.title && reading & reading::VERB == 0 {
            return Tag::Name;
        }
        self.open(i, end, reading)
    }

    /// The apostrophe after a plural in the genitive: `the voters' choice`.
    fn apostrophe(&self, i: usize) -> bool {
        let word = &self.view.words[i];
        matches!(word.text, "'" | "’")
            && i > self.start
            && self.view.words[i - 1].range.end == word.range.start
            && self.view.words[i - 1].kind == TokenKind::Word
            && self.view.is_any(i - 1, class::PLURAL)
            && self
                .view
                .words
                .get(i + 1)
                .is_some_and(|w| w.kind != TokenKind::Mark && w.range.start > word.range.end)
    }

    fn closed(&self, i: usize, end: usize) -> Option<Tag> {
        let bits = self.view.words[i].classes;
        let is = |class: crate::lists::Classes| bits & class != 0;
        if is(class::MODAL) {
            return Some(Tag::Modal);
        }
        if is(class::AUXILIARY) {
            return Some(if is(class::BARE_AUXILIARY) { Tag::Bare } else { Tag::Auxiliary });
        }
        if is(class::INFINITIVE_MARK) {
            return Some(if self.before_verb(i, end) { Tag::To } else { Tag::Preposition });
        }
        let before_noun = || self.before_noun(i, end);
        if is(class::THAT) {
            let determines = i > self.start
                && (self.tags[i - 1] == Tag::Preposition || self.tags[i - 1] == Tag::Finite)
                && before_noun()
                && !self.later_finite(i, end);
            return Some(if determines { Tag::Determiner } else { Tag::That });
        }
        if is(class::CONJUNCTION) {
            return Some(Tag::Conjunction);
        }
        if is(class::RELATIVE) && !is(class::QUESTION) || is(class::HUMAN) && is(class::RELATIVE) {
            return Some(Tag::Relative);
        }
        if is(class::DETERMINER) && (!is(class::PRONOUN | class::HUMAN) || before_noun()) {
            return Some(Tag::Determiner);
        }
        if is(class::PRONOUN | class::HUMAN | class::FIRST_PERSON) {
            return Some(Tag::Pronoun);
        }
        if is(class::SUBORDINATOR | class::QUESTION) && is(class::PREPOSITION) {
            return Some(if self.begins_clause(i, end) { Tag::Subordinator } else { Tag::Preposition });
        }
        if is(class::SUBORDINATOR | class::QUESTION) {
            return Some(Tag::Subordinator);
        }
        if is(class::ADVERB | class::NEGATION) {
            return Some(Tag::Adverb);
        }
        is(class::PREPOSITION).then_some(Tag::Preposition)
    }

    /// A verb in its plain form follows, adverbs aside.
    fn before_verb(&self, i: usize, end: usize) -> bool {
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

    fn before_noun(&self, i: usize, end: usize) -> bool {
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
            word.capital
                || word.classes & small == 0
                    && word.classes & (class::GENITIVE_ENDING) == 0
                    && (reading == 0
                        || reading & (reading::NOUN | reading::ADJECTIVE | reading::EITHER | reading::GERUND)
                            != 0)
                || word.classes & class::GENITIVE_ENDING != 0
        }
    }

    /// A clause with its own subject and verb follows before the next comma.
    fn begins_clause(&self, i: usize, end: usize) -> bool {
        let view = self.view;
        (i + 1..end.min(i + 14)).take_while(|&k| !view.divides(k)).any(|k| {
            view.is(k, class::AUXILIARY | class::MODAL) && !view.is(k, class::BARE_AUXILIARY)
                || view.is_any(k, class::PRONOUN_VERB | class::NEGATED)
                || view.is(k, class::NOMINATIVE)
                || !view.capital(k) && {
                    let reading = self.lists.reading(&view.words[k].lower);
                    reading & (reading::PAST) != 0 && reading & reading::NOUN == 0
                }
        })
    }

    /// Another finite verb follows in the same clause.
    fn later_finite(&self, i: usize, end: usize) -> bool {
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
    fn has_complement(&self, i: usize, end: usize) -> bool {
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

    /// The last tag before `i` that is no adverb and no quotation mark.
    fn before(&self, i: usize) -> (Tag, usize) {
        let mut k = i;
        while k > self.start {
            k -= 1;
            let quote = self.view.mark(k) && (self.view.quote_at(k).is_some());
            if self.tags[k] != Tag::Adverb && !quote {
                return (self.tags[k], k);
            }
        }
        (Tag::Mark, self.start)
    }

    fn open(&self, i: usize, end: usize, known: u16) -> Tag {
        let unknown = if self.view.is_any(i, class::ADVERBIAL) {
            reading::ADVERB
        } else if self.view.is_any(i, class::PAST) {
            reading::EITHER
        } else if self.view.is_any(i, class::GERUND) {
            reading::GERUND
        } else {
            reading::NOUN
        };
        let r = if known == 0 { unknown } else { known };
        let can = |bits: u16| r & bits != 0;
        let (before, at) = self.before(i);
        let past = reading::PAST | reading::EITHER;
        let done = reading::PARTICIPLE | reading::EITHER;
        let modifier = || {
            if can(reading::ADJECTIVE) && (!can(reading::NOUN) || self.before_noun(i, end)) {
                Tag::Adjective
            } else if can(reading::NOUN) {
                Tag::Noun
            } else if can(done | reading::GERUND) {
                Tag::Adjective
            } else if can(reading::ADVERB) {
                Tag::Adverb
            } else if can(reading::VERB) {
                Tag::Finite
            } else {
                Tag::Noun
            }
        };
        match before {
            Tag::To | Tag::Modal if can(reading::PLAIN) => Tag::Plain,
            Tag::Auxiliary | Tag::Bare | Tag::Modal | Tag::Contracted | Tag::To => {
                if can(done) {
                    Tag::Participle
                } else if can(reading::GERUND) {
                    Tag::Gerund
                } else if can(reading::ADJECTIVE) {
                    Tag::Adjective
                } else if can(reading::ADVERB) {
                    Tag::Adverb
                } else if can(reading::PLAIN) && !can(reading::NOUN) {
                    Tag::Plain
                } else {
                    Tag::Noun
                }
            }
            Tag::Determiner | Tag::Genitive | Tag::Adjective | Tag::Number => {
                let verb = can(past) && !can(reading::ADJECTIVE | reading::NOUN)
                    || can(reading::PLAIN | reading::THIRD) && r & reading::LIKELY_NOUN == 0;
                if before == Tag::Number && verb {
                    return Tag::Finite;
                }
                if before == Tag::Adjective && can(past) && !can(reading::NOUN) && !self.before_noun(i, end) {
                    return Tag::Participle;
                }
                modifier()
            }
            Tag::Preposition => {
                if can(reading::GERUND) {
                    Tag::Gerund
                } else {
                    modifier()
                }
            }
            Tag::Pronoun | Tag::Relative | Tag::That => self.after_pronoun(i, end, r, at),
            Tag::Noun | Tag::Name => self.after_noun(i, end, r, at),
            Tag::Finite | Tag::Participle | Tag::Plain if can(past) && self.speech(i, false) => Tag::Finite,
            Tag::Finite | Tag::Plain | Tag::Participle | Tag::Gerund => {
                if can(reading::GERUND) {
                    Tag::Gerund
                } else if can(reading::NOUN) {
                    modifier()
                } else if can(reading::ADVERB) && !can(reading::ADJECTIVE) {
                    Tag::Adverb
                } else if can(reading::ADJECTIVE) {
                    Tag::Adjective
                } else if can(reading::PAST) {
                    Tag::Finite
                } else if can(done) {
                    Tag::Participle
                } else {
                    Tag::Noun
                }
            }
            Tag::Conjunction => self.after_conjunction(i, end, r, at),
            Tag::Mark | Tag::Subordinator | Tag::Adverb => {
                if can(reading::GERUND) && !can(reading::ADJECTIVE) {
                    Tag::Gerund
                } else if can(reading::ADVERB) && !can(reading::NOUN | reading::ADJECTIVE) {
                    Tag::Adverb
                } else if can(past)
                    && before == Tag::Mark
                    && i > self.start
                    && !(can(reading::EITHER) && self.prepositional(i) && !self.speech(i, false))
                {
                    Tag::Finite
                } else if can(done) && !can(reading::ADJECTIVE) {
                    Tag::Participle
                } else if can(reading::THIRD | reading::PLAIN)
                    && i > self.start
                    && before == Tag::Mark
                    && (!can(reading::NOUN) || self.has_complement(i, end) && r & reading::LIKELY_NOUN == 0)
                {
                    Tag::Finite
                } else if can(reading::PLAIN) && !can(reading::NOUN | reading::ADJECTIVE) {
                    Tag::Plain
                } else {
                    modifier()
                }
            }
        }
    }

    /// A preposition or a word of time follows: a participle without object.
    fn prepositional(&self, i: usize) -> bool {
        self.view.is(i + 1, class::PREPOSITION | class::THAT | class::QUESTION | class::INFINITIVE_MARK)
    }

    fn after_pronoun(&self, i: usize, end: usize, r: u16, at: usize) -> Tag {
        let can = |bits: u16| r & bits != 0;
        let object = self.view.is(at, class::HUMAN | class::FIRST_PERSON)
            && !self.view.is(at, class::NOMINATIVE | class::RELATIVE);
        if can(reading::PAST | reading::EITHER) && !object {
            let those = self.view.is(at, class::DETERMINER) && self.later_finite(i, end);
            let reduced = those && can(reading::EITHER) && !self.has_complement(i, end);
            return if reduced { Tag::Participle } else { Tag::Finite };
        }
        if self.tags[at] == Tag::That
            && can(reading::NOUN | reading::ADJECTIVE)
            && !(can(reading::VERB) && self.has_complement(i, end))
        {
            return if can(reading::NOUN) { Tag::Noun } else { Tag::Adjective };
        }
        if can(reading::THIRD | reading::PLAIN) && !object {
            return Tag::Finite;
        }
        if can(reading::GERUND) {
            Tag::Gerund
        } else if can(reading::NOUN) {
            Tag::Noun
        } else if can(reading::ADVERB) {
            Tag::Adverb
        } else if can(reading::ADJECTIVE) {
            Tag::Adjective
        } else if can(reading::PARTICIPLE | reading::EITHER) {
            Tag::Participle
        } else {
            Tag::Plain
        }
    }

    fn after_noun(&self, i: usize, end: usize, r: u16, at: usize) -> Tag {
        let can = |bits: u16| r & bits != 0;
        if can(reading::PAST) && !can(reading::LIKELY_NOUN) {
            return Tag::Finite;
        }
        if can(reading::EITHER) && !can(reading::LIKELY_NOUN) {
            let object = self.has_complement(i, end);
            let by = self.view.is(i + 1, class::AGENT_MARK);
            if !by && self.speech(i, object) {
                return Tag::Finite;
            }
            let reduced = by || self.later_finite(i, end) && (!object || self.strictly_later(i, end));
            return if reduced { Tag::Participle } else { Tag::Finite };
        }
        if can(reading::THIRD | reading::PLAIN) {
            let agrees = can(reading::THIRD) || self.view.is_any(at, class::PLURAL) || !can(reading::NOUN);
            let context = !can(reading::NOUN) || self.has_complement(i, end) || r & reading::LIKELY_NOUN == 0;
            let says = r & reading::LIKELY_NOUN == 0 && self.says_clause(i);
            if agrees && context && (says || !self.later_finite(i, end)) {
                return Tag::Finite;
            }
            if !can(reading::NOUN) && !can(reading::ADJECTIVE) {
                return Tag::Finite;
            }
        }
        if can(reading::NOUN) && !can(reading::GERUND) {
            Tag::Noun
        } else if can(reading::GERUND) {
            if can(reading::NOUN) && !self.has_complement(i, end) && r & reading::LIKELY_NOUN != 0 {
                Tag::Noun
            } else {
                Tag::Gerund
            }
        } else if can(reading::ADVERB) && !can(reading::ADJECTIVE) {
            Tag::Adverb
        } else if can(reading::ADJECTIVE) {
            Tag::Adjective
        } else if can(reading::PARTICIPLE) {
            Tag::Participle
        } else {
            Tag::Noun
        }
    }

    /// A past form of a verb of speech: before an object or a clause, or one that is hardly ever a participle.
    fn speech(&self, i: usize, object: bool) -> bool {
        let cue = self.lists.cue(&self.view.words[i].lower);
        cue.is_some_and(|c| {
            let says = takes::WORDS | takes::BARE;
            c.takes & says == says && (object || c.takes & takes::FINITE != 0)
        })
    }

    /// A verb that takes a clause without a conjunction: the finite verb ahead is that of the clause.
    fn says_clause(&self, i: usize) -> bool {
        self.lists.cue(&self.view.words[i].lower).is_some_and(|c| c.takes & takes::BARE != 0)
    }

    /// A verb that can only be finite follows in the same clause.
    fn strictly_later(&self, i: usize, end: usize) -> bool {
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

    fn after_conjunction(&self, i: usize, end: usize, r: u16, at: usize) -> Tag {
        let can = |bits: u16| r & bits != 0;
        let finite = (self.start..at).rev().take(AHEAD).any(|k| self.tags[k].finite());
        if can(reading::PAST) {
            return Tag::Finite;
        }
        if can(reading::EITHER) {
            let parallel = (self.start..at).rev().take(AHEAD).find(|&k| self.tags[k].verbal());
            let participle = parallel.is_some_and(|k| self.tags[k] == Tag::Participle);
            return if participle && !self.has_complement(i, end) || !finite {
                Tag::Participle
            } else {
                Tag::Finite
            };
        }
        if can(reading::GERUND) && !can(reading::LIKELY_NOUN) {
            return Tag::Gerund;
        }
        if can(reading::THIRD)
            && finite
            && (!can(reading::NOUN) || self.has_complement(i, end) || r & reading::LIKELY_NOUN == 0)
        {
            return Tag::Finite;
        }
        if can(reading::PLAIN)
            && (!can(reading::NOUN) || self.has_complement(i, end))
            && !can(reading::ADJECTIVE)
        {
            let plain = (self.start..at)
                .rev()
                .take(AHEAD)
                .find(|&k| matches!(self.tags[k], Tag::Plain | Tag::Finite));
            return if plain.is_some_and(|k| self.tags[k] == Tag::Plain) { Tag::Plain } else { Tag::Finite };
        }
        if can(reading::NOUN) {
            Tag::Noun
        } else if can(reading::ADVERB) {
            Tag::Adverb
        } else {
            Tag::Adjective
        }
    }
}
