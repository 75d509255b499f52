//! Sources without a verb of speech: `selon X`, `pour X`, `l'affirmation de X selon laquelle …`, and the press
//! conditional, which tells hearsay.

use super::noun;
use super::verb::Group;
use crate::QuotationKind;
use crate::clause;
use crate::draft::{Draft, Found, trim};
use crate::lists::{self as class, Lists};
use crate::phrase::Span;
use crate::view::View;

/// The rule that finds frames.
pub const RULE: &str = "frame";
/// Longest source of a frame, in tokens.
const LONGEST: usize = 34;

/// All frames of one unit.
pub fn find(view: &View<'_>, lists: &Lists, groups: &[Group], found: &mut Found<'_>) {
    let unit = found.unit;
    let mut i = unit.start;
    while i < unit.body {
        let Some(source) = source_at(view, lists, groups, i, found) else {
            i += 1;
            continue;
        };
        if let Some(draft) = frame(view, found, i, source) {
            found.drafts.push(draft);
        }
        i = source.1.max(i + 1);
    }
}

/// The source of a frame that begins at `i`.
fn source_at(view: &View<'_>, lists: &Lists, groups: &[Group], i: usize, found: &Found<'_>) -> Option<Span> {
    let unit = found.unit;
    if !view.outside(i) || view.mark(i) {
        return None;
    }
    let opens = i == unit.start || view.divides(i - 1);
    let anywhere = lists.phrase(class::BEFORE_SOURCE, view.lowers(i)).filter(|(n, head)| n == head || opens);
    let initial = || lists.phrase(class::BEFORE_SOURCE_AT_START, view.lowers(i)).filter(|_| i == unit.start);
    let start = i + anywhere.or_else(initial)?.1;
    if start >= unit.body || view.is(start, class::RELATIVE_OF_CONTENT | class::THAT) {
        return None;
    }
    let stop = (start..unit.body.min(start + LONGEST))
        .find(|&k| view.divides(k) || view.quote_at(k).is_some_and(|q| q.words > 5))
        .unwrap_or(unit.body);
    if stop >= unit.body.min(start + LONGEST) && stop < unit.body || stop <= start {
        return None;
    }
    if anywhere.is_none() {
        let named = (start..stop).any(|k| view.capital(k) && (view.capital(k + 1) && k + 1 < stop))
            || view.is(start, class::PRONOUN) && stop == start + 1;
        let time = (start..stop).any(|k| view.is_any(k, class::TIME));
        if !named || time || lists.phrase(class::ADVERBIAL, view.lowers(i)).is_some() {
            return None;
        }
    }
    let apposed = noun::apposition(view, lists, groups, (start, stop), unit.body);
    // At the end of the sentence what follows a comma may be its rest: "transporte, selon X, deux tonnes".
    let bare = apposed >= unit.body && !view.is(stop + 1, class::DETERMINER);
    let end = if bare || view.divides(apposed) && apposed < unit.body { apposed } else { stop };
    Some((start, end))
}

fn frame(view: &View<'_>, found: &Found<'_>, i: usize, source: Span) -> Option<Draft> {
    let unit = found.unit;
    let clause = if i == unit.start { i } else { view.clause_start(i, unit.start) };
    let relative = clause > unit.start && view.is(clause, class::RELATIVE);
    let from = if relative { clause } else { unit.start };
    let before = trim(view, (from, i)).filter(|_| from < i);
    // What is said of the source behind the content is no part of it: "…, selon X, qui a …".
    let described = view.divides(source.1) && view.is(source.1 + 1, class::RELATIVE | class::GERUND);
    let aside = before.is_some() && (relative || described);
    // "Selon l'agence X, qui cite Y, le pont est fermé": the content begins behind the second comma.
    let next = (source.1 + 1..unit.body).find(|&k| view.divides(k)).filter(|_| described && before.is_none());
    let from = next.unwrap_or(source.1);
    let after = trim(view, (from, unit.end)).filter(|_| from < unit.body && !aside);
    let spans: Vec<Span> = before.into_iter().chain(after).collect();
    if spans.is_empty() {
        return None;
    }
    let mut draft = clause::content(view, spans, found.number, RULE);
    draft.cue = vec![(i, source.0)];
    draft.source = vec![source];
    Some(draft)
}

/// Nouns of speech with what they tell: `l'affirmation de X selon laquelle …`, `l'annonce par X de …`.
pub fn nouns(view: &View<'_>, lists: &Lists, found: &mut Found<'_>) {
    let unit = found.unit;
    for i in unit.start..unit.body {
        if !view.outside(i) || !view.is_any(i, class::SPEECH_NOUN) || found.taken(i) {
            continue;
        }
        if let Some(draft) = noun_at(view, lists, i, found) {
            found.drafts.push(draft);
        }
    }
}

fn noun_at(view: &View<'_>, lists: &Lists, i: usize, found: &Found<'_>) -> Option<Draft> {
    let body = found.unit.body;
    let mut draft = Draft::new(QuotationKind::Reported, Vec::new(), found.number, "noun");
    draft.cue = vec![(i, i + 1)];
    if view.is(i + 1, class::AGENT_MARK) {
        let end = noun::phrase_end(view, lists, &[], i + 2, body);
        let mark = (i + 3..end).find(|&k| view.is(k, class::GENITIVE_MARK))?;
        draft.source = vec![(i + 2, mark)];
        draft.content = vec![trim(view, (mark, end))?];
        return Some(draft);
    }
    let owner = view
        .is(i + 1, class::GENITIVE_MARK)
        .then(|| (i + 2, noun::phrase_end(view, lists, &[], i + 2, body)));
    let mut at = owner.map_or(i + 1, |o| o.1);
    if lists.phrase(class::BEFORE_SOURCE, view.lowers(at)).is_some()
        && view.is(at + 1, class::RELATIVE_OF_CONTENT)
    {
        at += 2;
    } else if !view.is(at, class::THAT) || owner.is_some() {
        return None;
    }
    let end = (at..body).find(|&k| view.divides(k)).unwrap_or(found.unit.end);
    draft.kind = QuotationKind::Indirect;
    draft.content = vec![trim(view, (at, end))?];
    draft.source = owner.into_iter().collect();
    Some(draft)
}

/// A main clause in the conditional of hearsay, with its participle: `aurait été vu`. Its source, if any, is that of
/// the sentence right before.
pub fn hearsay(view: &View<'_>, found: &mut Found<'_>) {
    let unit = found.unit;
    if found.drafts[found.first..].iter().any(|d| !d.nested) {
        return;
    }
    let Some(verb) = (unit.start..unit.body).find(|&i| view.outside(i) && view.is(i, class::HEARSAY)) else {
        return;
    };
    let past = (verb + 1..unit.body.min(verb + 5))
        .find(|&k| !view.is(k, class::ADVERB | class::NEGATION | class::PASSIVE))
        .is_some_and(|k| {
            view.is_any(k, class::PAST) && view.words[k].classes & !(class::SHAPE | class::TITLE_NOUN) == 0
        });
    let clause = view.clause_start(verb, unit.start);
    let apart =
        |k: usize| view.is(k, class::SUBORDINATOR | class::RELATIVE) && !view.is(k, class::PREPOSITION);
    if !past
        || (clause..verb).any(apart)
        || (unit.start..unit.body).any(|k| {
            view.is(k, class::QUESTION) && view.is(k, class::SUBORDINATOR) && !view.is(k, class::REFLEXIVE)
        })
    {
        return;
    }
    let Some(span) = trim(view, (unit.start, unit.end)) else { return };
    let mut draft = Draft::new(QuotationKind::FreeIndirect, vec![span], found.number, "hearsay");
    let last = found.drafts.iter().rev().find(|d| !d.nested);
    draft.carried = last.is_some_and(|d| {
        d.unit + 1 == found.number
            && view.units[d.unit].paragraph == unit.paragraph
            && (!d.source.is_empty() || d.carried)
    });
    if !draft.carried {
        draft.rule = super::UNSOURCED;
    }
    found.drafts.push(draft);
}
