//! Noun phrases of languages whose nouns are small: told by determiners, names, and the function words that end them.

use stemma_text::TokenKind;

use super::verb::Group;
use crate::draft::{Found, trim};
use crate::lists::{self as class, Lists};
use crate::phrase::Span;
use crate::view::{Unit, View};

/// Longest noun phrase, in tokens.
const LONGEST: usize = 30;
/// Longest apposition, in tokens.
const LONGEST_APPOSITION: usize = 18;
/// Longest quoted name inside a noun phrase, in words.
const LONGEST_NAME: usize = 6;

/// True if token `i` divides clauses, inside quotation marks or outside.
pub fn divides(view: &View<'_>, i: usize) -> bool {
    view.divides(i) || view.mark(i) && matches!(view.words[i].text, "," | ";" | ":" | "–" | "—")
}

/// Where the sentence part that holds token `i` ends: with its quotation or with the unit.
pub fn limit(view: &View<'_>, i: usize, unit: Unit) -> usize {
    let quote = view.words.get(i).and_then(|w| view.quotes.get((w.quote as usize).checked_sub(1)?));
    quote.map_or(unit.body, |q| q.close)
}

/// True if a noun phrase may begin at `i`.
pub fn begins(view: &View<'_>, i: usize) -> bool {
    let Some(word) = view.words.get(i) else { return false };
    if word.kind == TokenKind::Number || view.quote_at(i).is_some_and(|q| q.words <= LONGEST_NAME) {
        return true;
    }
    word.kind == TokenKind::Word
        && (view.is(i, class::DETERMINER | class::PRONOUN)
            || word.text.chars().next().is_some_and(char::is_uppercase) && !view.is(i, class::PREPOSITION))
        && !view.is_any(i, class::TIME)
        && !view.is(i, class::RELATIVE | class::ENCLITIC)
}

/// End of the noun phrase at `start`: up to a mark, a preposition that does not belong to nouns, or a verb.
pub fn phrase_end(view: &View<'_>, lists: &Lists, groups: &[Group], start: usize, limit: usize) -> usize {
    let limit = limit.min(start + LONGEST);
    let quote = view.words.get(start).map_or(0, |w| w.quote);
    let stops = class::SUBORDINATOR
        | class::RELATIVE
        | class::AUXILIARY
        | class::MODAL
        | class::ADVERB
        | class::NEGATION;
    if view.is(start, class::PRONOUN) && !view.is(start, class::DETERMINER) {
        return start + 1;
    }
    let mut at = start;
    while at < limit {
        if view.mark(at) {
            match mark_inside(view, start, at, limit, quote) {
                Some(next) => at = next,
                None => break,
            }
            continue;
        }
        let inner = at > start;
        let time = view.is_any(at, class::TIME) && !view.is(at - usize::from(inner), class::GENITIVE_MARK);
        let date = view.is(at, class::DETERMINER)
            && view.words.get(at + 1).is_some_and(|w| w.kind == TokenKind::Number);
        let verb = groups.iter().any(|g| g.first <= at && at < g.last && g.first > start);
        let leaves = view.is(at, class::PREPOSITION) && !view.is(at, class::GENITIVE_MARK | class::CLOSE);
        let bare = view.is(at, class::PRONOUN) && !view.is(at, class::DETERMINER);
        // Another noun phrase: "à l'agence une femme".
        let fresh = view.is(at, class::DETERMINER)
            && !view.is(at, class::GENITIVE_MARK)
            && !view.is(at - usize::from(inner), class::PREPOSITION | class::CONJUNCTION | class::DETERMINER);
        if inner
            && (super::content::infinitive(view, at).is_some()
                || time
                || fresh
                || date
                || verb
                || leaves
                || bare
                || view.is(at, stops)
                || lists.phrase(class::ADVERBIAL, view.lowers(at)).is_some())
        {
            break;
        }
        if inner && view.is(at, class::CONJUNCTION) && !joins(view, at) {
            break;
        }
        at += 1;
    }
    while at > start + 1 && view.is(at - 1, class::PREPOSITION | class::CONJUNCTION | class::DETERMINER) {
        at -= 1;
    }
    at
}

/// `et` between two noun phrases.
fn joins(view: &View<'_>, at: usize) -> bool {
    begins(view, at + 1) && !view.is(at, class::CONTRAST) || view.is(at + 1, class::GENITIVE_MARK)
}

/// Marks that a phrase may hold: brackets, a short name in quotation marks, the point of an abbreviation.
fn mark_inside(view: &View<'_>, start: usize, at: usize, limit: usize, quote: u32) -> Option<usize> {
    if quote == 0
        && let Some(marked) = view.quote_at(at)
    {
        let name = view.words[at + 1].text.chars().next().is_some_and(char::is_uppercase);
        return (marked.words <= LONGEST_NAME && name && marked.close < limit).then_some(marked.close + 1);
    }
    match view.words[at].text {
        "(" => (at + 1..limit.min(at + 9)).find(|&k| view.at(k, ")")).map(|k| k + 1),
        "." => (at > start
            && (view.is_any(at - 1, class::ABBREVIATION) || view.words[at - 1].text.chars().count() == 1))
            .then_some(at + 1),
        "&" | "/" | "-" => (at > start && at + 1 < limit && !view.mark(at + 1)).then_some(at + 1),
        _ => None,
    }
}

/// The subject right after its verb, with its apposition. Gives its end.
pub fn subject_after(
    view: &View<'_>,
    lists: &Lists,
    groups: &[Group],
    start: usize,
    limit: usize,
) -> Option<usize> {
    if start >= limit || !begins(view, start) {
        return None;
    }
    let end = phrase_end(view, lists, groups, start, limit);
    if end <= start {
        return None;
    }
    Some(apposition(view, lists, groups, (start, end), limit))
}

/// The end of a phrase with the apposition after it: `Luc Exemple, président du club`.
pub fn apposition(view: &View<'_>, lists: &Lists, groups: &[Group], phrase: Span, limit: usize) -> usize {
    let end = phrase.1;
    if !view.at(end, ",") || end + 1 >= limit {
        return end;
    }
    let start = end + 1;
    let stop = (start..limit).find(|&k| divides(view, k) || view.quote_at(k).is_some()).unwrap_or(limit);
    let named = view.words[end - 1].text.chars().next().is_some_and(char::is_uppercase);
    let noun = begins(view, start) && (view.is(start, class::DETERMINER) || view.capital(start));
    let bare = named
        && view.words[start].classes
            & !(class::OCCASION | class::MEDIUM_NOUN | class::SPEECH_NOUN | class::SHAPE | class::NOUN)
            == 0;
    let past = !noun && view.is_any(start, class::PAST);
    let verbal = (start..stop).any(|k| view.is(k, class::AUXILIARY | class::MODAL | class::NEGATION))
        || groups.iter().any(|g| start <= g.head && g.head < stop);
    let whole = phrase_end(view, lists, groups, start, stop) >= stop;
    let fits = (noun || bare && !past)
        && whole
        && !verbal
        && stop - start <= LONGEST_APPOSITION
        && !view.is_any(start, class::TIME);
    if fits { stop } else { end }
}

/// The subject before a verb group: in its clause, or closed off by a comma.
pub fn subject_before(
    view: &View<'_>,
    lists: &Lists,
    groups: &[Group],
    at: usize,
    found: &Found<'_>,
) -> Option<Span> {
    let group = &groups[at];
    let unit = found.unit;
    let mut end = group.first;
    end = before_adverbials(view, lists, end, unit.start);
    let start = view.clause_start(end, unit.start);
    if start == end {
        return apposed(
            view,
            groups,
            end.checked_sub(1).filter(|c| *c > unit.start && view.at(*c, ","))?,
            unit,
        );
    }
    let mut from = start;
    let last =
        groups[..at].iter().rev().find(|g| g.last > start && g.last <= end && g.form != class::Form::Gerund);
    if let Some(last) = last {
        from = last.last;
    }
    for k in (from..end).rev() {
        let verb = (from..k).any(|j| view.is(j, class::AUXILIARY | class::MODAL)) || last.is_some();
        let cuts = view.is(k, class::THAT | class::SUBORDINATOR) && !view.is(k, class::REFLEXIVE)
            || view.is(k, class::CONJUNCTION)
                && (verb || k == start || k + 1 == end || view.is(k, class::CONTRAST));
        if cuts {
            from = k + 1;
            break;
        }
    }
    if from == end && view.is(end - 1, class::CONJUNCTION) {
        // "… et affirme que": the subject of the verb before.
        let earlier = found.drafts[found.first..].iter().rev().find_map(|d| d.source.first().copied());
        return earlier.or_else(|| main_subject(view, lists, groups, found, end - 1));
    }
    // "le maire, qui dit": who is meant stands before.
    if from + 1 == end && view.is(from, class::RELATIVE) {
        return match from.checked_sub(1).filter(|b| *b > unit.start && view.at(*b, ",")) {
            Some(comma) => apposed(view, groups, comma, unit),
            None => None,
        };
    }
    from = after_fronted(view, from, end)?;
    if let Some(relative) = (from + 1..end).rev().find(|&k| view.is(k, class::RELATIVE)) {
        // "le maire qui affirme", "l'homme qui vit à Lille affirme".
        return trim(view, (from, relative));
    }
    let nominal = begins(view, from) || end - from <= 3 && !view.is(from, class::PREPOSITION);
    (from < end && end - from <= LONGEST && nominal).then_some((from, end))
}

/// Past focus words, times and prepositional phrases without a comma.
fn after_fronted(view: &View<'_>, from: usize, end: usize) -> Option<usize> {
    let mut from = from;
    while from < end {
        let small = view.is(from, class::FOCUS | class::ADVERB | class::CONJUNCTION)
            && !view.is(from, class::DETERMINER);
        if small
            || view.is_any(from, class::TIME)
            || view.words[from].kind == TokenKind::Number && view.is_any(from + 1, class::TIME)
        {
            from += 1;
            continue;
        }
        if !view.is(from, class::PREPOSITION) {
            break;
        }
        from = (from + 2..end).find(|&k| {
            view.is_any(k - 1, class::TIME) && begins(view, k)
                || view.is(k, class::DETERMINER | class::PRONOUN)
                    && !view.is(k - 1, class::PREPOSITION | class::DETERMINER)
                    && !view.is(k, class::GENITIVE_MARK)
        })?;
    }
    (from < end).then_some(from)
}

/// Before adverbs and adverbials of several words that end at `end`.
fn before_adverbials(view: &View<'_>, lists: &Lists, end: usize, floor: usize) -> usize {
    let mut end = end;
    loop {
        while end > floor && view.is(end - 1, class::ADVERB) && !view.is_any(end - 1, class::TIME) {
            end -= 1;
        }
        let comma = usize::from(end > floor && view.at(end - 1, ","));
        let longest = (floor.max(end.saturating_sub(7))..end - comma).find(|&k| {
            lists.phrase(class::ADVERBIAL, view.lowers(k)).is_some_and(|(n, _)| k + n == end - comma)
        });
        match longest {
            Some(start) => end = start - usize::from(comma > 0 && start > floor && view.at(start - 1, ",")),
            None => return end,
        }
    }
}

/// `Luc Exemple, président du club, affirme`: back to where the phrase before the comma begins; relative clauses and
/// participial phrases are left out.
fn apposed(view: &View<'_>, groups: &[Group], comma: usize, unit: Unit) -> Option<Span> {
    let mut end = comma;
    let mut start = view.clause_start(comma, unit.start);
    for _ in 0..3 {
        if start <= unit.start + 1 || !view.at(start - 1, ",") {
            break;
        }
        let before = view.clause_start(start - 1, unit.start);
        let gerund = groups.iter().any(|g| g.first == start && g.form == class::Form::Gerund)
            || view.is(start, class::GERUND) && !begins(view, start);
        // "La semaine dernière, le ministre, …": a time is no noun phrase here.
        let time =
            (before..start).any(|k| view.is_any(k, class::TIME)) && !(before..start).any(|k| view.capital(k));
        let aside = gerund
            || view.is(start, class::RELATIVE | class::PREPOSITION)
            || view.is_any(start, class::PAST) && !view.capital(start) && !view.is(start, class::DETERMINER);
        if aside {
            end = start - 1;
        } else if time
            || !begins(view, before)
            || (before..start).any(|k| view.is(k, class::AUXILIARY | class::MODAL))
        {
            break;
        }
        start = before;
    }
    let from = after_fronted(view, start, end)?;
    (begins(view, from) && end - from <= LONGEST).then_some((from, end))
}

/// The first subject of the unit before `until`: for gerunds and verbs without one.
pub fn main_subject(
    view: &View<'_>,
    lists: &Lists,
    groups: &[Group],
    found: &Found<'_>,
    until: usize,
) -> Option<Span> {
    let unit = found.unit;
    let mut start = unit.start;
    for _ in 0..3 {
        start = after_fronted(view, start, until).unwrap_or(until);
        if start < until && begins(view, start) {
            let end = phrase_end(view, lists, groups, start, until);
            return (end > start).then(|| (start, apposition(view, lists, groups, (start, end), until)));
        }
        start = view.clause_end(start.min(until), until) + 1;
        if start >= until {
            break;
        }
    }
    // The fronted phrase holds the comma that after_fronted does not cross.
    let comma = (unit.start..until).find(|&k| view.divides(k))?;
    let end = phrase_end(view, lists, groups, comma + 1, until);
    (begins(view, comma + 1) && end > comma + 1).then_some((comma + 1, end))
}
