//! What a cue verb says: clauses, quotations, infinitives, objects, and who is told.

use crate::lists::{self as class, Cue, takes};
use crate::phrase::Span;
use crate::tagged::phrase::{LONGEST, Text};
use crate::tagged::tag::Tag;
use crate::view::Unit;

/// What stands after a cue.
pub struct Complement {
    /// What is said.
    pub content: Span,
    /// One past the last word of the cue.
    pub cue_end: usize,
    /// Who is told.
    pub addressee: Option<Span>,
    /// Bit of [`takes`] that it was found by; 0 for a preposition.
    pub by: u16,
}

impl Text<'_, '_> {
    /// The complement of the cue at `i`, if it has one that it may take.
    pub fn complement(&self, cue: &Cue, i: usize, unit: Unit) -> Option<Complement> {
        let at = self.skip_adverbs(i + 1, unit.body);
        if at >= unit.end {
            return None;
        }
        let cue_end = i + 1;
        let told = cue.takes & takes::TOLD != 0;
        if let Some((addressee, next)) = self.addressee(told, at, unit) {
            let next = self.skip_adverbials_to_content(next, unit);
            let found = self
                .clausal(cue, next, unit)
                .or_else(|| self.by_preposition(cue, next, unit).map(|(span, _)| (span, 0)));
            if let Some((content, by)) = found {
                return Some(Complement { content, cue_end, addressee: Some(addressee), by });
            }
        }
        if let Some((content, end)) = self.by_preposition(cue, at, unit) {
            return Some(Complement { content, cue_end: end, addressee: None, by: 0 });
        }
        let plain = |(content, by)| Complement { content, cue_end, addressee: None, by };
        if let Some(found) = self.clausal(cue, at, unit) {
            return Some(plain(found));
        }
        if let Some(found) = self.object(cue, at, unit) {
            return Some(plain(found));
        }
        let next = self.skip_adverbials_to_content(at, unit);
        if next > at {
            return self.clausal(cue, next, unit).map(plain);
        }
        None
    }

    /// Who is told: `told reporters`, `said to her staff`. Gives where the content may begin.
    fn addressee(&self, told: bool, at: usize, unit: Unit) -> Option<(Span, usize)> {
        let from = if told {
            at
        } else if self.view.is(at, class::ADDRESSEE_MARK) && self.tag(at) == Tag::Preposition {
            at + 1
        } else {
            return None;
        };
        let end = self.full_end(from, unit.body, false);
        (end > from && !self.tag(end).finite()).then_some(((from, end), end))
    }

    fn skip_adverbials_to_content(&self, at: usize, unit: Unit) -> usize {
        let next = self.skip_adverbials(at, unit.body);
        // "said on Monday, a day after the vote, that".
        if self.view.at(next, ",") && self.view.quote_at(next + 1).is_none() {
            let close = self.view.clause_end(next + 1, unit.body);
            if self.view.at(close, ",") && self.tag(close + 1) == Tag::That {
                return close + 1;
            }
        }
        next
    }

    /// A clause, a quotation, an infinitive or a form in -ing at `at`.
    fn clausal(&self, cue: &Cue, at: usize, unit: Unit) -> Option<(Span, u16)> {
        let view = self.view;
        let can = |bits: u16| cue.takes & bits != 0;
        if at >= unit.end {
            return None;
        }
        if can(takes::WORDS) {
            let mark = view.at(at, ":") || view.at(at, ",") && view.quote_at(at + 1).is_some();
            if mark && at + 1 < unit.end {
                return Some(((at + 1, self.clause_content_end(at + 1, unit)), takes::WORDS));
            }
            if view.quote_at(at).is_some() {
                return Some(((at, self.clause_content_end(at, unit)), takes::WORDS));
            }
        }
        if at >= unit.body || view.divides(at) {
            return None;
        }
        let tag = self.tag(at);
        let question = tag == Tag::Subordinator
            && view.is(at, class::QUESTION)
            && !view.is_any(at, class::TIME_QUESTION)
            || tag == Tag::Relative && view.is(at, class::QUESTION);
        if can(takes::CLAUSE) && (tag == Tag::That || question) && at + 1 < unit.body {
            return Some(((at, self.clause_content_end(at, unit)), takes::CLAUSE));
        }
        let negated = view.is(at, class::NEGATION) && self.tag(at + 1) == Tag::To;
        if can(takes::INFINITIVE) && (tag == Tag::To || negated) {
            return Some(((at, self.object_end(at, unit, true)), takes::INFINITIVE));
        }
        if can(takes::GERUND) && tag == Tag::Gerund {
            return Some(((at, self.object_end(at, unit, true)), takes::GERUND));
        }
        if can(takes::BARE) {
            let end = self.clause_content_end(at, unit);
            let subject = !matches!(tag, Tag::Preposition | Tag::Subordinator) || can(takes::WORDS);
            if subject
                && self.clause(at, end)
                && !self.tag(at).verbal() | matches!(tag, Tag::Contracted | Tag::Gerund)
            {
                return Some(((at, end), takes::BARE));
            }
        }
        None
    }

    /// An object, with an infinitive or a predicate where the cue takes one.
    fn object(&self, cue: &Cue, at: usize, unit: Unit) -> Option<(Span, u16)> {
        let can = |bits: u16| cue.takes & bits != 0;
        if at >= unit.body {
            return None;
        }
        let begins = self.tag(at).nominal()
            || self.tag(at) == Tag::Pronoun
            || self.tag(at) == Tag::Gerund && can(takes::GERUND)
            || self.view.quote_at(at).is_some();
        if !begins || self.tag(at) == Tag::Number && self.time(at + 1) || self.view.is_any(at, class::WEEKDAY)
        {
            return None;
        }
        let phrase = self.full_end(at, unit.body, false).max(at + 1);
        if can(takes::OBJECT_INFINITIVE) {
            let negated = usize::from(self.view.is(phrase, class::NEGATION));
            let far = self.skip_adverbials(phrase, unit.body);
            if self.tag(phrase + negated) == Tag::To || self.tag(far) == Tag::To {
                return Some(((at, self.object_end(at, unit, true)), takes::OBJECT_INFINITIVE));
            }
        }
        if can(takes::AS) {
            let end = self.object_end(at, unit, true);
            if (at..end).any(|k| self.view.is(k, class::LIKE)) {
                return Some(((at, end), takes::AS));
            }
        }
        if can(takes::PREDICATE) {
            let end = self.object_end(at, unit, true);
            if end > phrase
                || self.view.quote_at(at).is_some()
                || (at..end).any(|k| self.view.quote_at(k).is_some())
                || self.tag(at) != Tag::Pronoun
            {
                return Some(((at, end), takes::PREDICATE));
            }
        }
        (can(takes::OBJECT)).then(|| ((at, self.object_end(at, unit, false)), takes::OBJECT))
    }

    /// A preposition that the cue takes, and its object: gives the content and the end of the cue.
    fn by_preposition(&self, cue: &Cue, at: usize, unit: Unit) -> Option<(Span, usize)> {
        let word = &self.view.words.get(at)?.lower;
        if at + 1 >= unit.body || !cue.prepositions.contains(&word.as_str()) {
            return None;
        }
        let start = at + 1;
        let tag = self.tag(start);
        let clause = matches!(tag, Tag::That | Tag::Subordinator | Tag::Relative);
        let begins = tag.nominal()
            || matches!(tag, Tag::Pronoun | Tag::Gerund)
            || clause
            || self.view.quote_at(start).is_some();
        if !begins || self.view.is_any(start, class::WEEKDAY) {
            return None;
        }
        let end =
            if clause { self.clause_content_end(start, unit) } else { self.object_end(start, unit, false) };
        Some(((start, end), start))
    }

    /// End of a clause that somebody says: with the sentence, or where another frame or verb of the speaker begins.
    pub fn clause_content_end(&self, start: usize, unit: Unit) -> usize {
        let view = self.view;
        let mut k = start;
        while k < unit.body {
            if let Some(quote) = view.quote_at(k).filter(|q| q.close < unit.end) {
                k = quote.close + 1;
                continue;
            }
            if view.at(k, ",")
                && view.is(k + 1, class::BEFORE_PAIRED)
                && view.is_any(k + 2, class::BEFORE_LINK)
            {
                return k;
            }
            if k > start && (view.at(k, ",") || self.tag(k) == Tag::Conjunction) && self.next_frame(k, unit) {
                return if view.at(k - 1, ",") { k - 1 } else { k };
            }
            k += 1;
        }
        unit.end
    }

    /// At the comma or conjunction `k` another verb of the same speaker begins: `, adding that`, `and said`.
    fn next_frame(&self, k: usize, unit: Unit) -> bool {
        let view = self.view;
        let mut at = k + 1;
        if view.at(k, ",") && self.tag(at) == Tag::Conjunction {
            at += 1;
        }
        let at = self.skip_adverbs(at, unit.body);
        if at + 1 >= unit.body {
            return false;
        }
        let speech = |i: usize| {
            self.lists_cue(i).is_some_and(|c| {
                c.takes & takes::WORDS != 0 && c.takes & (takes::CLAUSE | takes::TOLD | takes::PREDICATE) != 0
            })
        };
        match self.tag(at) {
            Tag::Gerund => view.at(k, ",") && speech(at),
            Tag::Finite => self.tag(k) == Tag::Conjunction && speech(at),
            _ => false,
        }
    }

    /// The cue that word `i` is a form of.
    pub fn lists_cue(&self, i: usize) -> Option<&Cue> {
        self.view.words.get(i).and_then(|w| self.lists.cue(&w.lower))
    }

    /// What a subject seems to be, or is said to be: from the verb to the end of its predicate.
    pub fn predicate(&self, at: usize, unit: Unit) -> Option<Span> {
        let at = self.skip_adverbs(at, unit.body);
        let tag = self.tag(at);
        let begins = matches!(tag, Tag::To | Tag::Adjective | Tag::Participle | Tag::Preposition)
            || self.view.is(at, class::LIKE | class::NEGATION)
            || tag.nominal() && at < unit.start + LONGEST * 4;
        let end = self.object_end(at, unit, true);
        (begins && end > at).then_some((at, end))
    }
}
