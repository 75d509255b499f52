//! What follows a verb group, or stands around it: clauses, quotations, infinitives, phrases with quoted words; and
//! who is told.

use stemma_text::TokenKind;

use super::noun;
use super::verb::Group;
use crate::draft::{Found, trim};
use crate::lists::{self as class, Lists, Verb, VerbKind};
use crate::phrase::Span;
use crate::view::{Unit, View};

/// Most adverbials between a verb and its content.
const MOST_ADVERBIALS: usize = 6;
/// Longest aside between commas before a content, in tokens.
const LONGEST_ASIDE: usize = 16;
/// Share of words from which a content counts as told by another verb.
const SHARE: f64 = 0.5;

/// Who is told, and where what is said may begin: past adverbs, times, and prepositional phrases from `at` on.
pub fn told(view: &View<'_>, lists: &Lists, at: usize, limit: usize) -> (Option<Span>, usize) {
    let (mut at, mut told) = (at, None);
    for _ in 0..MOST_ADVERBIALS {
        if at >= limit || infinitive(view, at).is_some() {
            break;
        }
        if let Some((length, _)) = lists.phrase(class::ADVERBIAL, view.lowers(at)) {
            at += length;
        } else if view.is(at, class::ADVERB) || view.is_any(at, class::TIME) {
            at += 1;
        } else if let Some(time) =
            (at + 1..limit.min(at + 3)).find(|&k| view.is_any(k, class::TIME)).filter(|&k| {
                (at..k).all(|j| view.is(j, class::DETERMINER) || view.words[j].kind == TokenKind::Number)
            })
        {
            at = time + 1;
            at += usize::from(view.words.get(at).is_some_and(|w| w.kind == TokenKind::Number));
        } else if view.is(at, class::PREPOSITION)
            && !view.is(at, class::THAT)
            && lists.phrase(class::BEFORE_SOURCE, view.lowers(at)).is_none()
        {
            let mut start = at + 1 + usize::from(view.is(at + 1, class::GENITIVE_MARK));
            start += usize::from(view.is(start, class::ADVERB));
            let end = noun::phrase_end(view, lists, &[], start, limit);
            if end <= start {
                break;
            }
            let occasion = (start..end).any(|k| view.is_any(k, class::OCCASION | class::TIME))
                && !(start..end).any(|k| view.capital(k));
            let single = view.is(at, class::ADDRESSEE_MARK) && told.is_none();
            if single
                && !occasion
                && (end == start + 1
                    || noun::begins(view, start)
                    || view.words[start].classes & class::PREPOSITION == 0)
            {
                told = Some((start, end));
            }
            at = end;
        } else {
            break;
        }
    }
    (told, at)
}

/// The infinitive of "de partir", "d'y aller", "à ne pas céder" that begins at `at`: where it stands.
pub fn infinitive(view: &View<'_>, at: usize) -> Option<usize> {
    if !view.is(at, class::INFINITIVE_MARK) {
        return None;
    }
    let mut k = at + 1;
    let clitic = |k: usize| {
        view.is(k, class::NEGATION | class::ADVERB)
            || view.is(k, class::OBJECT_CLITIC) && !view.is(k, class::DETERMINER)
    };
    while clitic(k) && k < at + 5 {
        k += 1;
    }
    is_infinitive(view, k).then_some(k)
}

/// A small word with the ending of an infinitive that is nothing else.
fn is_infinitive(view: &View<'_>, i: usize) -> bool {
    view.is(i, class::INFINITIVE)
        && view.words[i].text.chars().all(char::is_lowercase)
        && view.words[i].classes & !(class::SHAPE | class::BEING | class::AUXILIARY | class::MODAL) == 0
}

/// Who is told by a verb, and its content behind it.
pub fn after(
    view: &View<'_>,
    lists: &Lists,
    verb: &Verb,
    group: &Group,
    unit: Unit,
) -> Option<(Option<Span>, Vec<Span>)> {
    let (mut to, mut at) = told(view, lists, group.last, unit.body);
    let object = matches!(verb.kind, VerbKind::Tell | VerbKind::Urge) || verb.act.is_some();
    if object && to.is_none() && noun::begins(view, at) && view.quote_at(at).is_none() {
        let end = noun::phrase_end(view, lists, &[], at, unit.body);
        let (_, next) = told(view, lists, end, unit.body);
        let mark = infinitive(view, next).is_some();
        if mark && verb.kind != VerbKind::Urge && verb.kind != VerbKind::Tell {
            // "accuse X d'avoir …": both are the content.
            return Some((None, vec![trim(view, (at, end_of(view, lists, at, unit)))?]));
        }
        if mark || verb.kind == VerbKind::Tell && view.is(next, class::THAT) {
            (to, at) = (Some((at, end)), next);
        }
    }
    // "a affirmé, dans un communiqué, que".
    if view.at(at, ",") {
        let close = (at + 1..unit.body.min(at + LONGEST_ASIDE)).find(|&k| view.divides(k))?;
        let opens = view.is(close + 1, class::THAT) || view.quote_at(close + 1).is_some();
        if view.quote_at(at + 1).is_some() {
            at += 1;
        } else if view.at(close, ",") && opens {
            at = close + 1;
        } else if !view.at(close, ":") {
            return None;
        } else {
            at = close;
        }
    }
    if at >= unit.end {
        return None;
    }
    if view.at(at, ":") {
        return Some((to, vec![trim(view, (at + 1, unit.end))?]));
    }
    if view.divides(at) {
        return None;
    }
    let span = (at, end_of(view, lists, at, unit));
    let clause = view.is(at, class::THAT)
        || view.quote_at(at).is_some_and(|q| q.words >= 2)
        || view.is(at, class::QUESTION) && !view.is_any(at, class::REFLEXIVE) && verb.kind != VerbKind::Think
        || view.is(at, class::REFLEXIVE) && view.is(at + 1, class::PRONOUN)
        || view.is(at, class::DETERMINER) && view.is(at + 1, class::RELATIVE);
    let reflexive = group.cue.first().is_some_and(|c| view.is(c.0, class::REFLEXIVE));
    let bare = is_infinitive(view, at) && matches!(verb.kind, VerbKind::Say | VerbKind::Think);
    let plain = view.quote_at(at).is_some() || !view.mark(at) && view.words[at].classes & !class::SHAPE == 0;
    let state = reflexive && plain;
    if clause || bare || state || infinitive(view, at).is_some() {
        return (view.count(span.0, span.1) >= 1).then(|| trim(view, span)).flatten().map(|s| (to, vec![s]));
    }
    quoted(view, lists, at, unit).and_then(|s| trim(view, s)).map(|s| (to, vec![s]))
}

/// `juge la mesure « inutile »`, `se réjouit du succès : « … »`: quoted words later in the clause.
fn quoted(view: &View<'_>, lists: &Lists, at: usize, unit: Unit) -> Option<Span> {
    let open = (at..unit.end)
        .take_while(|&k| view.outside(k) || view.quote_at(k).is_some())
        .find(|&k| view.quote_at(k).is_some())?;
    let quote = view.quote_at(open).filter(|q| q.close < unit.end && q.words >= 1)?;
    let verb = |k: usize| {
        view.is(k, class::AUXILIARY | class::RELATIVE | class::THAT)
            || lists.forms(&view.words[k].lower).iter().any(|f| f.1 == class::Form::Gerund)
    };
    if (at..open).any(verb) {
        return None;
    }
    if open > at && view.at(open - 1, ":") {
        return Some((open, unit.end));
    }
    (!(at..open).any(|k| view.divides(k))).then_some((at, quote.close + 1))
}

/// Where a content ends: with the unit, or before a frame behind a comma.
fn end_of(view: &View<'_>, lists: &Lists, start: usize, unit: Unit) -> usize {
    let frame = |k: &usize| {
        view.at(*k, ",")
            && view.outside(*k)
            && lists.phrase(class::BEFORE_SOURCE, view.lowers(k + 1)).is_some()
    };
    let frame = (start..unit.body).find(frame);
    // A frame between two commas stands inside the content.
    frame.filter(|&k| !(k + 1..unit.body).any(|j| view.divides(j))).unwrap_or(unit.end)
}

/// The content around a verb group with its subject at `[from, to)`, outside quotation marks.
pub fn outside(
    view: &View<'_>,
    lists: &Lists,
    groups: &[Group],
    (from, to): Span,
    parenthetic: bool,
    found: &Found<'_>,
) -> Option<Vec<Span>> {
    let unit = found.unit;
    let own = |d: &&crate::draft::Draft| d.rule != super::frame::RULE;
    let earlier = found.drafts[found.first..].iter().filter(own).map(|d| {
        let parts = [&d.content, &d.cue, &d.source];
        parts.into_iter().flatten().map(|s| s.1).filter(|e| *e <= from).max().unwrap_or(unit.start)
    });
    let start = earlier.max().unwrap_or(unit.start).max(unit.start);
    let comma = (to..unit.body).find(|&k| view.divides(k));
    let Some(before) = trim(view, (start, from)) else {
        // "Comme l'a dit X, …".
        return Some(vec![trim(view, (comma? + 1, unit.end))?]);
    };
    let told =
        found.drafts[found.first..].iter().filter(own).map(|d| d.covers(view, before.0, before.1)).max();
    if told.unwrap_or(0) as f64 > SHARE * view.count(before.0, before.1) as f64 {
        return None;
    }
    let mut spans = vec![before];
    let Some(comma) = comma else { return Some(spans) };
    let next = comma + 1;
    let quoted = (before.0..before.1).any(|k| !view.outside(k));
    if quoted && let Some(quote) = view.quote_at(next).filter(|q| q.close < unit.end) {
        spans.push((quote.open, quote.close + 1));
    } else if !quoted {
        let open = view.is(next, class::AUXILIARY | class::NEGATION | class::MODAL);
        let spoken = groups.iter().any(|g| g.first == next);
        if (parenthetic || open) && !spoken && lists.phrase(class::BEFORE_SOURCE, view.lowers(next)).is_none()
        {
            spans.extend(trim(view, (next, unit.end)));
        }
    }
    Some(spans)
}
