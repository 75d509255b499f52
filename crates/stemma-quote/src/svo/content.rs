//! What follows a verb of speech, or stands before it: clauses, quotations, infinitives; and who is told.

use crate::clause;
use crate::draft::{Draft, Found, trim};
use crate::lists::{self as class, Verb, VerbKind};
use crate::phrase::Span;
use crate::svo::subject::phrase_end;
use crate::view::{Unit, View};

/// Content before the verb, and after it if the quotation goes on.
pub fn trailing(
    view: &View<'_>,
    verb: &Verb,
    group: Span,
    subject: Span,
    end: usize,
    found: &Found<'_>,
) -> Option<Draft> {
    let unit = found.unit;
    let until = subject.0.min(group.0);
    let before = trim(view, (unit.start, until))?;
    if found.covered(view, before.0, before.1) > 0.5
        || matches!(verb.kind, VerbKind::Urge | VerbKind::Act | VerbKind::Name)
    {
        return None;
    }
    let mut spans = vec![before];
    let comma = view.clause_end(end.min(unit.end), unit.end);
    let mut at = comma + 1;
    if at < unit.end && !view.outside(at) || comma < unit.body && view.quote_at(comma + 1).is_some() {
        if view.at(comma, ":") {
            at = comma + 1;
        }
        spans.extend(view.quote_at(at).filter(|q| q.close < unit.end).map(|q| (q.open, q.close + 1)));
    }
    let mut draft = clause::content(view, spans, found.number, "verb after");
    draft.cue = vec![group];
    draft.source = vec![subject];
    Some(draft)
}

/// What follows the verb, if it is a clause: after `that`, a colon, a quotation, or at once for verbs that allow it.
pub fn content_after(view: &View<'_>, verb: &Verb, i: usize, at: usize, unit: Unit) -> Option<Span> {
    let mut at = skip_adverbs(view, at, unit.body);
    // "said on Monday that", "said in a statement:".
    for _ in 0..3 {
        if !is_time(view, at) {
            break;
        }
        let stop = (at + 1..unit.body.min(at + 14)).find(|&k| {
            view.divides(k)
                || view.is(k, class::THAT)
                || view.quote_at(k).is_some()
                || k > at + 1
                    && (view.is(k, class::PREPOSITION) && is_time(view, k)
                        || view.is(k, class::DETERMINER | class::PRONOUN)
                            && !view.is(k - 1, class::PREPOSITION))
                || view.is_any(k - 1, class::TIME) && view.outside(k)
        });
        at = stop?;
    }
    if at >= unit.body {
        return None;
    }
    if view.at(at, ":") || view.at(at, ",") && view.quote_at(at + 1).is_some() {
        return trim(view, (at + 1, unit.end));
    }
    if view.divides(at) {
        return None;
    }
    let end = content_end(view, at, unit);
    let quoted = view.quote_at(at).is_some_and(|q| q.words >= 2);
    let clause = view.is(at, class::THAT)
        || quoted && verb.kind != VerbKind::Urge
        || view.is(at, class::QUESTION) && !view.is_any(at, class::TIME_QUESTION);
    let fits = match verb.kind {
        VerbKind::Say | VerbKind::Think | VerbKind::Tell => {
            let infinitive = view.is(at, class::INFINITIVE_MARK)
                && !view.capital(at + 1)
                && !view.is(at + 1, class::DETERMINER);
            clause
                || infinitive && verb.kind != VerbKind::Think
                || (view.is_any(at, class::FRAME_PREPOSITION) || !view.is(at, class::PREPOSITION))
                    && bare_clause(view, at, end)
        }
        VerbKind::Urge => {
            clause
                || (at..end.min(at + 12)).any(|k| view.is(k, class::INFINITIVE_MARK))
                || view.is_any(i + 1, class::DEMAND_MARK)
        }
        VerbKind::Name => return name_content(view, i, unit),
        _ => clause,
    };
    (fits && view.count(at, end) >= 2).then(|| trim(view, (at, end))).flatten()
}

pub fn name_content(view: &View<'_>, i: usize, unit: Unit) -> Option<Span> {
    let quote = (i..unit.end).find_map(|k| view.quote_at(k)).filter(|q| q.close < unit.end)?;
    (!(i..quote.open).any(|k| view.divides(k))).then_some((quote.open, quote.close + 1))
}

/// A clause without `that`: it holds a verb that can be finite.
pub fn bare_clause(view: &View<'_>, start: usize, end: usize) -> bool {
    let nominal = view.is(start, class::DETERMINER | class::PRONOUN | class::FIRST_PERSON)
        || view.capital(start)
        || view.words[start].kind == stemma_text::TokenKind::Number
        || view.is_any(start, class::PLURAL);
    let verbal = |k: usize| {
        view.is(k, class::AUXILIARY | class::MODAL)
            || !view.capital(k)
                && view.outside(k)
                && (view.is_any(k, class::PAST) || view.is_any(k, class::PLURAL) && k > start + 1)
            || view.is_any(k, class::CONTRACTED)
    };
    nominal && (start..end.min(start + 22)).any(verbal)
}

/// End of a content: with the unit, or at a trailing frame.
pub fn content_end(view: &View<'_>, start: usize, unit: Unit) -> usize {
    (start..unit.body)
        .find(|&k| {
            view.at(k, ",")
                && view.outside(k)
                && view.is(k + 1, class::BEFORE_PAIRED)
                && view.is_any(k + 2, class::BEFORE_LINK)
        })
        .unwrap_or(unit.end)
}

/// Who is told, for verbs that must name it; and where the content may begin.
pub fn addressee(view: &View<'_>, verb: &Verb, i: usize, unit: Unit) -> (Option<Span>, usize) {
    if verb.kind == VerbKind::Tell {
        let end = phrase_end(view, i, unit.body);
        return if end > i { (Some((i, end)), end) } else { (None, i) };
    }
    if view.is_any(i, class::ADDRESSEE_MARK) && (view.capital(i + 1) || view.is(i + 1, class::DETERMINER)) {
        let end = phrase_end(view, i + 1, unit.body);
        return (Some((i + 1, end)), end);
    }
    (None, i)
}

/// An adverbial of time or place begins at `i`: "on Monday", "in an interview", "Tuesday".
pub fn is_time(view: &View<'_>, i: usize) -> bool {
    view.is_any(i, class::TIME)
        || view.is(i, class::PREPOSITION) && (i + 1..i + 5).any(|k| view.is_any(k, class::TIME))
}

pub fn skip_adverbs(view: &View<'_>, i: usize, limit: usize) -> usize {
    let mut at = i;
    while at < limit && view.is(at, class::ADVERB) {
        at += 1;
    }
    at
}
