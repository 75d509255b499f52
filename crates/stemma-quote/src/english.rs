//! English quotations: `X said that …`, `"…," X said`, `"…," said X`, `X told Y …`, `according to X`, `…, saying …`.
//! English word order is fixed, so that clause edges and the place of the verb decide; no verb morphology is needed.

use crate::QuotationKind;
use crate::clause;
use crate::draft::{Draft, Found, trim};
use crate::lists::{self as class, Act, Form, Lists, Verb, VerbKind};
use crate::phrase::Span;
use crate::view::{Unit, View};

/// Longest source, in tokens.
const LONGEST: usize = 30;

/// All quotations of one unit that verbs and frames give.
pub fn find(view: &View<'_>, lists: &Lists, found: &mut Found<'_>) {
    let unit = found.unit;
    for i in unit.start..unit.end {
        if !view.outside(i) || view.capital(i) || found.taken_as_cue(i) {
            continue;
        }
        if view.is(i, class::BEFORE) && view.at(i + 1, "to") {
            if let Some(draft) = according(view, found, i) {
                found.drafts.push(draft);
            }
            continue;
        }
        let forms = lists.forms(&view.words[i].lower);
        let named = forms.iter().find(|(n, _)| {
            lists.verbs[*n as usize].needs.as_deref().is_some_and(|needs| view.at(i + 1, needs))
        });
        let plain = || forms.iter().find(|(n, _)| lists.verbs[*n as usize].needs.is_none());
        if let Some(&(number, form)) = named.or_else(plain) {
            let verb = &lists.verbs[number as usize];
            if let Some(mut draft) = verb_at(view, lists, verb, form, i, found) {
                draft.polarity = verb.polarity;
                found.drafts.push(draft);
            }
        }
    }
}

/// Start of the clause of the verb at `i`: after a divider, a quotation or a conjunction.
fn clause_start(view: &View<'_>, i: usize, unit: Unit) -> usize {
    let mut at = i;
    while at > unit.start && !view.divides(at - 1) && view.outside(at - 1) {
        at -= 1;
    }
    at
}

fn verb_at(
    view: &View<'_>,
    lists: &Lists,
    verb: &Verb,
    form: Form,
    i: usize,
    found: &Found<'_>,
) -> Option<Draft> {
    let unit = found.unit;
    let start = clause_start(view, i, unit);
    if i > unit.start
        && (view.is(i - 1, class::DETERMINER | class::INFINITIVE_MARK | class::BEING)
            || view.is(i - 1, class::PREPOSITION))
    {
        return None;
    }
    let after_quote = i > unit.start
        && (view.quote_ending(i - 1).is_some()
            || start == i && start >= unit.start + 2 && view.quote_ending(i - 2).is_some());
    // "…," said Ann Example, …
    if (after_quote || start == i && i > unit.start && form == Form::Finite && !view.is(i + 1, class::THAT))
        && let Some(end) = subject_end(view, i + 1, unit)
        && after_quote
        && form == Form::Finite
    {
        return trailing(view, verb, (i, i + 1), (i + 1, end), end, found);
    }
    let subject = if form == Form::Gerund { None } else { subject_before(view, lists, i, start, unit) };
    if form == Form::Gerund {
        let content = content_after(view, verb, i, i + 1, unit)?;
        let mut draft = clause::content(view, vec![content], found.number, "gerund");
        draft.cue = vec![(i, i + 1)];
        let last =
            found.drafts[found.first..].iter().rev().find(|d| !d.source.is_empty()).map(|d| d.source.clone());
        draft.source = last.unwrap_or_else(|| main_subject(view, unit, i).into_iter().collect());
        return Some(draft);
    }
    let subject = subject?;
    let first = auxiliaries(view, i, subject.1);
    let rest = skip_adverbs(view, i + 1, unit.body);
    let said = start > unit.start && (subject.0 > unit.start);
    let closes = rest >= unit.body
        || view.divides(rest)
        || is_time(view, rest)
            && {
                let end = view.clause_end(rest, unit.body);
                end >= unit.body || view.at(end, ",") || view.at(end, ".")
            }
            && !view.is(rest, class::THAT);
    if said
        && closes
        && subject.0 >= start
        && let Some(draft) =
            trailing(view, verb, (first, i + 1), subject, view.clause_end(rest, unit.body), found)
    {
        return Some(draft);
    }
    let (addressee, at) = addressee(view, verb, rest, unit);
    let content = content_after(view, verb, i, at, unit)?;
    let mut draft = clause::content(view, vec![content], found.number, "verb before");
    draft.cue = vec![(first, i + 1)];
    draft.source = vec![subject];
    draft.addressee = addressee.into_iter().collect();
    Some(draft)
}

/// First word of the verb group that ends at `i`: "has said".
fn auxiliaries(view: &View<'_>, i: usize, floor: usize) -> usize {
    let mut at = i;
    while at > floor && view.is(at - 1, class::AUXILIARY | class::MODAL | class::ADVERB) {
        at -= 1;
    }
    while at < i && view.is(at, class::ADVERB) {
        at += 1;
    }
    at
}

/// Content before the verb, and after it if the quotation goes on.
fn trailing(
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

fn skip_adverbs(view: &View<'_>, i: usize, limit: usize) -> usize {
    let mut at = i;
    while at < limit && view.is(at, class::ADVERB) {
        at += 1;
    }
    at
}

/// An adverbial of time or place begins at `i`: "on Monday", "in an interview", "Tuesday".
fn is_time(view: &View<'_>, i: usize) -> bool {
    view.is_any(i, class::TIME)
        || view.is(i, class::PREPOSITION) && (i + 1..i + 5).any(|k| view.is_any(k, class::TIME))
}

/// Who is told, for verbs that must name it; and where the content may begin.
fn addressee(view: &View<'_>, verb: &Verb, i: usize, unit: Unit) -> (Option<Span>, usize) {
    if verb.kind == VerbKind::Tell {
        let end = phrase_end(view, i, unit.body);
        return if end > i { (Some((i, end)), end) } else { (None, i) };
    }
    if view.at(i, "to") && (view.capital(i + 1) || view.is(i + 1, class::DETERMINER)) {
        let end = phrase_end(view, i + 1, unit.body);
        return (Some((i + 1, end)), end);
    }
    (None, i)
}

/// End of a simple noun phrase: determiners, small words before a capital or before a preposition, capitals.
fn phrase_end(view: &View<'_>, i: usize, limit: usize) -> usize {
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
        if at > i && view.is(at, stop) && !view.at(at, "of") {
            break;
        }
        if view.is_any(at, class::TIME) && at > i {
            break;
        }
        if !determined
            && !view.capital(at)
            && !view.mark(at)
            && !view.at(at, "of")
            && !view.at(at, "the")
            && at > i + 1
        {
            break;
        }
        at += 1;
    }
    at
}

/// What follows the verb, if it is a clause: after `that`, a colon, a quotation, or at once for verbs that allow it.
fn content_after(view: &View<'_>, verb: &Verb, i: usize, at: usize, unit: Unit) -> Option<Span> {
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
        || view.is(at, class::QUESTION) && !view.at(at, "when");
    let fits = match verb.kind {
        VerbKind::Say | VerbKind::Think | VerbKind::Tell => {
            let infinitive = view.is(at, class::INFINITIVE_MARK)
                && !view.capital(at + 1)
                && !view.is(at + 1, class::DETERMINER);
            clause
                || infinitive && verb.kind != VerbKind::Think
                || (view.at(at, "in") || !view.is(at, class::PREPOSITION)) && bare_clause(view, at, end)
        }
        VerbKind::Urge => {
            clause
                || (at..end.min(at + 12)).any(|k| view.is(k, class::INFINITIVE_MARK))
                || view.at(i + 1, "for")
        }
        VerbKind::Name => return name_content(view, i, unit),
        _ => clause,
    };
    (fits && view.count(at, end) >= 2).then(|| trim(view, (at, end))).flatten()
}

fn name_content(view: &View<'_>, i: usize, unit: Unit) -> Option<Span> {
    let quote = (i..unit.end).find_map(|k| view.quote_at(k)).filter(|q| q.close < unit.end)?;
    (!(i..quote.open).any(|k| view.divides(k))).then_some((quote.open, quote.close + 1))
}

/// A clause without `that`: it holds a verb that can be finite.
fn bare_clause(view: &View<'_>, start: usize, end: usize) -> bool {
    let nominal = view.is(start, class::DETERMINER | class::PRONOUN | class::FIRST_PERSON)
        || view.capital(start)
        || view.words[start].kind == stemma_text::TokenKind::Number
        || view.words[start].lower.ends_with('s');
    let verbal = |k: usize| {
        view.is(k, class::AUXILIARY | class::MODAL)
            || !view.capital(k)
                && view.outside(k)
                && (view.words[k].lower.ends_with("ed")
                    || view.words[k].lower.ends_with('s') && k > start + 1)
            || view.at(k, "n't")
            || view.words[k].lower.ends_with("n't")
            || view.words[k].lower.ends_with("n’t")
            || view.words[k].lower.ends_with("’s")
            || view.words[k].lower.ends_with("’re")
    };
    nominal && (start..end.min(start + 22)).any(verbal)
}

/// End of a content: with the unit, or at a trailing frame.
fn content_end(view: &View<'_>, start: usize, unit: Unit) -> usize {
    (start..unit.body)
        .find(|&k| {
            view.at(k, ",") && view.outside(k) && view.is(k + 1, class::BEFORE) && view.at(k + 2, "to")
        })
        .unwrap_or(unit.end)
}

/// The subject right after an inverted verb: up to a divider, a preposition of time, or the end.
fn subject_end(view: &View<'_>, start: usize, unit: Unit) -> Option<usize> {
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
fn subject_before(view: &View<'_>, lists: &Lists, i: usize, start: usize, unit: Unit) -> Option<Span> {
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
            && (k == start || !view.capital(k + 1) || view.is(k, class::FOCUS) && view.at(k, "but"))
            || view.is(k, class::SUBORDINATOR) && !view.at(k, "as")
            || view.at(k, "as") && k == start;
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
        || view.words[from].lower.ends_with('s')
        || view.words[from].kind == stemma_text::TokenKind::Number
        || end - from <= 3;
    nominal.then_some((from, end))
}

/// "Ann Example, the head of the group, said": the phrase before the comma with its apposition.
fn apposed(view: &View<'_>, comma: usize, unit: Unit) -> Option<Span> {
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

fn skip_focus(view: &View<'_>, i: usize) -> usize {
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

/// "according to X".
fn according(view: &View<'_>, found: &Found<'_>, i: usize) -> Option<Draft> {
    let unit = found.unit;
    let start = i + 2;
    let mut end = start;
    while end < unit.body
        && !view.divides(end)
        && end < start + LONGEST
        && view.quote_at(end).is_none_or(|q| q.words <= 5)
    {
        end += 1;
    }
    if end <= start {
        return None;
    }
    let clause = if i == unit.start { unit.start } else { clause_start(view, i, unit) };
    let relative = clause > unit.start && view.is(clause, class::RELATIVE | class::SUBORDINATOR);
    let from = if relative { clause } else { unit.start };
    let before = trim(view, (from, i)).filter(|_| from < i);
    let after = trim(view, (end, unit.end)).filter(|_| end < unit.body && (before.is_none() || !relative));
    let spans: Vec<Span> = before.into_iter().chain(after).collect();
    if spans.is_empty() {
        return None;
    }
    let mut draft = clause::content(view, spans, found.number, "according to");
    draft.cue = vec![(i, i + 2)];
    draft.source = vec![(start, end)];
    Some(draft)
}

impl Found<'_> {
    fn taken_as_cue(&self, i: usize) -> bool {
        self.drafts[self.first..]
            .iter()
            .any(|d| [&d.cue, &d.source].into_iter().flatten().any(|&(a, b)| a <= i && i < b))
    }
}

/// Acts of speech with an object: confirmations, denials, demands.
pub fn acts(view: &View<'_>, lists: &Lists, found: &mut Found<'_>) {
    let unit = found.unit;
    if found.drafts[found.first..].iter().any(|d| !d.nested) {
        return;
    }
    for i in unit.start + 1..unit.body {
        if !view.outside(i) || view.capital(i) {
            continue;
        }
        for &(number, form) in lists.forms(&view.words[i].lower) {
            let verb = &lists.verbs[number as usize];
            let (Some(act), Form::Finite) = (&verb.act, form) else { continue };
            if verb.needs.as_deref().is_some_and(|n| !view.at(i + 1, n))
                || view.is(i - 1, class::DETERMINER | class::PREPOSITION | class::BEING)
            {
                continue;
            }
            let start = clause_start(view, i, unit);
            let Some(source) = subject_before(view, lists, i, start, unit) else { continue };
            let object = (i + 1, view.clause_end(i + 1, unit.body));
            let content = if *act == Act::Object { object } else { (unit.start, unit.end) };
            let Some(content) = trim(view, content) else { continue };
            let mut draft = Draft::new(QuotationKind::Reported, vec![content], found.number, "act");
            draft.cue = vec![(i, i + 1)];
            draft.source = vec![source];
            draft.polarity = verb.polarity;
            found.drafts.push(draft);
            return;
        }
    }
}
