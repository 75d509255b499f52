//! Subjects where they stand before their verb, or right after it: with appositions and relative clauses.

use crate::draft::trim;
use crate::lists::{self as class, Form, Lists, VerbKind};
use crate::phrase::Span;
use crate::svo::content::is_time;
use crate::view::{Unit, View};

/// Longest source, in tokens.
pub const LONGEST: usize = 30;

/// The subject right after an inverted verb: up to a divider, a preposition of time, or the end.
pub fn subject_end(view: &View<'_>, start: usize, unit: Unit) -> Option<usize> {
    if view.is(start, class::PRONOUN) && !view.is(start, class::DETERMINER) {
        return Some(start + 1);
    }
    if !(view.capital(start) || view.is(start, class::DETERMINER)) {
        return None;
    }
    let mut at = start;
    while at < unit.body && at < start + LONGEST && view.outside(at) {
        let point = view.at(at, ".") && view.is_any(at - 1, class::ABBREVIATION);
        if view.at(at, ",") {
            // An apposition belongs to it; a relative clause does not.
            let next = view.clause_end(at + 1, unit.body);
            let bare = !view
                .is(at + 1, class::RELATIVE | class::CONJUNCTION | class::PREPOSITION | class::SUBORDINATOR)
                && (view.is(at + 1, class::DETERMINER) || view.capital(at + 1) || next >= unit.body)
                && !(at + 1..next).any(|k| view.is(k, class::AUXILIARY | class::MODAL));
            return Some(if bare { next } else { at });
        }
        if view.mark(at)
            && !point
            && !view.at(at, "(")
            && !view.at(at, ")")
            && !view.at(at, "'")
            && !view.at(at, "’")
        {
            break;
        }
        if at > start && (is_time(view, at) || view.is(at, class::SUBORDINATOR) || view.is(at, class::ADVERB))
        {
            break;
        }
        at += 1;
    }
    (at > start).then_some(at)
}

/// The subject before the verb group, in the clause that starts at `start` or closed off by an apposition.
pub fn subject_before(view: &View<'_>, lists: &Lists, i: usize, start: usize, unit: Unit) -> Option<Span> {
    let mut end = i;
    while end > start && view.is(end - 1, class::AUXILIARY | class::MODAL | class::ADVERB) {
        end -= 1;
    }
    if end == start && start >= unit.start + 2 && view.at(start - 1, ",") && end == i.min(end) {
        return apposed(view, start - 1, unit);
    }
    let mut from = start;
    // Past conjunctions, and past an adverbial without comma.
    for k in (start..end).rev() {
        let cuts = view.is(k, class::CONJUNCTION)
            && (k == start
                || !view.capital(k + 1)
                || view.is(k, class::FOCUS) && view.is_any(k, class::CONTRAST))
            || view.is(k, class::SUBORDINATOR) && !view.is_any(k, class::LIKE)
            || view.is_any(k, class::LIKE) && k == start;
        if cuts {
            from = k + 1;
            break;
        }
    }
    // "… said the mayor had offered": what another verb of speech says begins after it.
    let says = |k: &usize| {
        !view.capital(*k)
            && view.outside(*k)
            && !view.is(k.saturating_sub(1), class::DETERMINER)
            && lists.forms(&view.words[*k].lower).iter().any(|(n, form)| {
                *form == Form::Finite
                    && matches!(lists.verbs[*n as usize].kind, VerbKind::Say | VerbKind::Tell)
            })
    };
    if let Some(verb) = (from..end).rev().find(says) {
        from = verb + 1;
    }
    while from < end && view.is(from, class::FOCUS | class::ADVERB) && !view.is(from, class::DETERMINER) {
        from += 1;
    }
    if view.is(from, class::PREPOSITION) {
        // "On Monday the mayor said": the subject begins at the next determiner, name or pronoun after the time.
        let time = (from..end).find(|&k| view.is_any(k, class::TIME))?;
        from = time + 1;
    }
    // "Ann Example has long said": an auxiliary inside ends the subject.
    if let Some(verb) = (from + 1..end).find(|&k| view.is(k, class::AUXILIARY | class::MODAL)) {
        end = verb;
    }
    if from >= end || end - from > LONGEST {
        return None;
    }
    let relative = view.is(from, class::RELATIVE);
    if relative && from > unit.start {
        return Some((from, from + 1));
    }
    let nominal = view.is(from, class::DETERMINER | class::PRONOUN)
        || view.capital(from)
        || view.is_any(from, class::PLURAL)
        || view.words[from].kind == stemma_text::TokenKind::Number
        || end - from <= 3;
    nominal.then_some((from, end))
}

/// "Ann Example, the head of the group, said": the phrase before the comma with its apposition.
pub fn apposed(view: &View<'_>, comma: usize, unit: Unit) -> Option<Span> {
    let mut start = clause_start(view, comma, unit);
    for _ in 0..3 {
        if start <= unit.start + 1 || !view.at(start - 1, ",") {
            break;
        }
        let before = clause_start(view, start - 1, unit);
        let relative = view.is(start, class::RELATIVE);
        if relative {
            return trim(view, (skip_focus(view, before), start - 1));
        }
        start = before;
    }
    let from = skip_focus(view, start);
    if view.is(from, class::PREPOSITION | class::SUBORDINATOR) || comma - from > LONGEST {
        return None;
    }
    (view.capital(from) || view.is(from, class::DETERMINER | class::PRONOUN)).then_some((from, comma))
}

pub fn skip_focus(view: &View<'_>, i: usize) -> usize {
    if view.is(i, class::FOCUS) { i + 1 } else { i }
}

/// The first subject of the unit, for "…, saying".
pub fn main_subject(view: &View<'_>, unit: Unit, i: usize) -> Option<Span> {
    let mut start = skip_focus(view, unit.start);
    if view.is(start, class::PREPOSITION | class::SUBORDINATOR) {
        start = skip_focus(view, view.clause_end(start, i) + 1);
    }
    if start >= i {
        return None;
    }
    let end = phrase_end(view, start, i);
    (end > start && !view.is(start, class::PREPOSITION | class::SUBORDINATOR)).then_some((start, end))
}

/// End of a simple noun phrase: determiners, small words before a capital or before a preposition, capitals.
pub fn phrase_end(view: &View<'_>, i: usize, limit: usize) -> usize {
    if view.is(i, class::PRONOUN | class::HUMAN | class::FIRST_PERSON) && !view.is(i, class::DETERMINER) {
        return i + 1;
    }
    let mut at = i;
    let determined = view.is(i, class::DETERMINER);
    let stop = class::THAT
        | class::PREPOSITION
        | class::SUBORDINATOR
        | class::AUXILIARY
        | class::MODAL
        | class::PRONOUN;
    while at < limit && at < i + 8 && view.outside(at) {
        let point = view.at(at, ".") && at > i && view.is_any(at - 1, class::ABBREVIATION);
        let possessive = view.at(at, "'") || view.at(at, "’");
        if view.mark(at) && !point && !possessive {
            break;
        }
        if at > i && view.is(at, stop) && !view.is_any(at, class::GENITIVE_MARK) {
            break;
        }
        if view.is_any(at, class::TIME) && at > i {
            break;
        }
        if !determined
            && !view.capital(at)
            && !view.mark(at)
            && !view.is_any(at, class::GENITIVE_MARK)
            && !view.is_any(at, class::ARTICLE)
            && at > i + 1
        {
            break;
        }
        at += 1;
    }
    at
}

/// Start of the clause of the verb at `i`: after a divider, a quotation or a conjunction.
pub fn clause_start(view: &View<'_>, i: usize, unit: Unit) -> usize {
    let mut at = i;
    while at > unit.start && !view.divides(at - 1) && view.outside(at - 1) {
        at -= 1;
    }
    at
}

/// First word of the verb group that ends at `i`: "has said".
pub fn auxiliaries(view: &View<'_>, i: usize, floor: usize) -> usize {
    let mut at = i;
    while at > floor && view.is(at - 1, class::AUXILIARY | class::MODAL | class::ADVERB) {
        at -= 1;
    }
    while at < i && view.is(at, class::ADVERB) {
        at += 1;
    }
    at
}
