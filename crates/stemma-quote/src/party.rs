//! Who speaks and who is told: the parties of a German clause with a cue verb, by the order of its phrases.

use crate::cue::Hit;
use crate::lists::{self as class, Verb, VerbKind};
use crate::phrase::{self, Reach, Span};
use crate::view::{Unit, View};

/// Who speaks and who is told.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    /// Who speaks.
    pub source: Option<Span>,
    /// Who is told.
    pub addressee: Option<Span>,
    /// One past the last word of subject, addressee and verb.
    pub end: usize,
}

/// The one phrase before a verb in second place, if it is a subject.
pub fn front(view: &View<'_>, unit: Unit, hit: &Hit) -> Option<Span> {
    // "… und argumentierte": the subject stands before another verb.
    if hit.at > unit.start && view.is(hit.at - 1, class::CONJUNCTION) {
        return None;
    }
    let mut start = unit.start;
    // The clause begins after the last clause that is closed: a colon, a semicolon, "und".
    for i in (unit.start..hit.at).rev() {
        if view.outside(i) && (view.at(i, ";") || view.at(i, ":") || view.divides(i) && !view.at(i, ",")) {
            start = i + 1;
            break;
        }
    }
    let clause = view.clause_start(hit.at, start);
    if clause == hit.at && hit.at > start && view.quote_ending(hit.at.saturating_sub(1)).is_none() {
        // ", sagte": only a subject that its apposition closes can stand before.
        let end = hit.at - 1;
        return subject_span(view, start, end, true);
    }
    if let Some(span) = subject_span(view, start, hit.at, false) {
        return Some(span);
    }
    for i in (clause..hit.at).rev() {
        if view.outside(i)
            && view.is(i, class::CONJUNCTION)
            && let Some(span) = subject_span(view, i + 1, hit.at, false)
        {
            return Some(span);
        }
    }
    (clause > start).then(|| subject_span(view, clause, hit.at, false)).flatten()
}

/// `[start, end)` as one subject: a phrase with appositions and relative clauses. `closed` if a comma follows.
pub fn subject_span(view: &View<'_>, start: usize, end: usize, closed: bool) -> Option<Span> {
    let mut start = start;
    while start < end
        && (view.is(start, class::FOCUS) && !view.at(start, "sowohl")
            || view.mark(start) && view.quote_at(start).is_none())
    {
        start += 1;
    }
    if start >= end || view.is(start, class::PREPOSITION | class::SUBORDINATOR | class::OBLIQUE) {
        return None;
    }
    // "„Wir gehen jetzt alle nach Hause“ sagt Vogt": a whole quotation is no subject, also without its comma.
    if view.quote_at(start).is_some_and(|q| q.words > phrase::LONGEST_NAME && q.close + 1 == end) {
        return None;
    }
    // "Den Plan nannte er", "Die Tat bezeichnete er": an object stands first.
    let after = if closed { end + 2 } else { end + 1 };
    if view.is(after, class::NOMINATIVE) && !view.is(start, class::PRONOUN & !class::DETERMINER) {
        return None;
    }
    // One constituent stands before the verb: what begins like a noun phrase is one as a whole.
    let plain = !closed
        && (view.is(start, class::DETERMINER) || view.capital(start) || view.quote_at(start).is_some())
        && !(start..end).any(|i| view.divides(i) || view.outside(i) && view.finite(i));
    let Some(head) = phrase::subject(view, start, end, Reach::Wide) else {
        return plain.then_some((start, end));
    };
    if head >= end {
        return (!closed || (start..end).any(|i| view.at(i, ","))).then_some((start, end));
    }
    // What is left must be closed by a comma (relative clause, apposition) or be adverbs and brackets.
    let rest_is_small = (head..end).all(|i| view.is(i, class::ADVERB | class::FOCUS));
    if rest_is_small {
        return Some((start, head));
    }
    if plain {
        return Some((start, end));
    }
    if !view.at(head, ",") {
        return None;
    }
    let segment = head + 1..view.clause_end(head + 1, end);
    let verbal = segment.clone().any(|i| view.outside(i) && view.finite(i));
    // "Barack Muster, der Kandidat der Partei, hat": an apposition begins like a relative clause.
    let relative = view.is(head + 1, class::RELATIVE | class::QUESTION) && verbal
        || view.is(head + 1, class::PREPOSITION) && view.is(head + 2, class::RELATIVE)
        || view.is_any(head + 1, class::ADVERB | class::SUBORDINATOR | class::PREPOSITION);
    let closes = closed || view.at(end - 1, ",");
    if !closes {
        return None;
    }
    if relative {
        return (!has_main_clause(view, head, end)).then_some((start, head));
    }
    let finite = (head..end).any(|i| view.outside(i) && view.finite(i));
    if finite { None } else { Some((start, end)) }
}

pub fn parties(view: &View<'_>, verb: &Verb, hit: &Hit, front: Option<Span>, limit: usize) -> Parties {
    let first = hit.parts.iter().find(|p| p.0 == hit.at).map_or(hit.at + 1, |p| p.1);
    let middle = if hit.last > hit.at { hit.last } else { limit };
    let mut parties = Parties { end: hit.last + 1, ..Parties::default() };
    let front_es = front.is_some_and(|f| view.at(f.0, "es"));
    if front_es || verb.kind == VerbKind::Impersonal {
        parties.source = origin(view, hit, limit);
        parties.end = parties.source.filter(|s| s.0 > hit.at).map_or(parties.end, |s| s.1.max(parties.end));
        return parties;
    }
    let mut i = phrase::skip_adverbs(view, first, middle);
    parties.source = front;
    if parties.source.is_none() {
        if view.at(i, "es") {
            parties.end = parties.end.max(i + 1);
            parties.source = place_of_words(view, i + 1, middle).or_else(|| origin(view, hit, middle));
            parties.end = parties.source.map_or(parties.end, |s| s.1.max(parties.end)).max(i + 1);
            return parties;
        }
        let at = phrase::skip_adverbials(view, i, middle);
        if let Some(end) = phrase::subject(view, at, middle, Reach::Narrow) {
            parties.source = Some((at, end));
            i = end;
        }
        parties.end = parties.end.max(i);
        parties.addressee = phrase::addressee(view, i, middle, false);
    } else {
        let bare = matches!(verb.kind, VerbKind::Say) && front.is_some();
        parties.addressee = phrase::addressee(view, i, middle, bare);
    }
    if let Some((_, end)) = parties.addressee {
        parties.end = parties.end.max(end);
    }
    parties
}

/// "hieß es aus dem Ministerium", "heißt es in der Mitteilung": what the words come from.
pub fn place_of_words(view: &View<'_>, start: usize, limit: usize) -> Option<Span> {
    let i = phrase::skip_adverbs(view, start, limit);
    if view.is(i, class::PREPOSITION) && !view.is(i, class::ADDRESSEE_MARK) {
        let end = phrase::noun_phrase(view, i + 1, limit, Reach::Wide)?;
        let time = (i + 1..end).all(|k| !view.capital(k) || view.is_any(k, class::TIME))
            && !(i + 1..end).any(|k| view.is_any(k, class::DOCUMENT_NOUN));
        return (!time).then_some((i + 1, end));
    }
    None
}

/// The subject of a cue verb in a main clause; for passives what follows `von`.
pub fn subject_of(view: &View<'_>, unit: Unit, hit: &Hit) -> Option<Span> {
    if hit.passive {
        let end = hit.last.min(view.words.len());
        let by = (hit.at..end).find(|&i| view.outside(i) && (view.at(i, "von") || view.at(i, "vom")))?;
        return phrase::noun_phrase(view, by + 1, end, Reach::Narrow).map(|stop| (by + 1, stop));
    }
    front(view, unit, hit).or_else(|| {
        let first = hit.parts.iter().find(|p| p.0 == hit.at).map_or(hit.at + 1, |p| p.1);
        let limit = view.clause_end(first, unit.body);
        let at = phrase::skip_adverbials(view, first, limit);
        phrase::subject(view, at, unit.body, Reach::Narrow).map(|end| (at, end))
    })
}

/// What the words come from, for verbs without a speaker: "aus einem Bericht geht hervor", "in dem Brief heißt es".
pub fn origin(view: &View<'_>, hit: &Hit, limit: usize) -> Option<Span> {
    let start = view.clause_start(hit.at, hit.at.saturating_sub(24));
    let limit = limit.max(hit.last).min(view.words.len());
    (start..limit).filter(|&i| view.outside(i) && view.is(i, class::ORIGIN)).find_map(|at| {
        let stop = if at < hit.at { hit.at } else { limit };
        let end = phrase::noun_phrase(view, at + 1, stop, Reach::Wide)?;
        // "im April", "in Asien": when and where is no source; a paper, or whoever words come out of, is.
        let document = (at + 1..end).any(|i| view.is_any(i, class::DOCUMENT_NOUN));
        (document || view.is(at, class::OUT_OF)).then_some((at + 1, end))
    })
}

/// True if one clause of `[start, end)` is a main clause: it holds a finite verb and begins like no other clause.
pub fn has_main_clause(view: &View<'_>, start: usize, end: usize) -> bool {
    let mut at = start;
    while at < end {
        let stop = view.clause_end(at, end).min(end);
        let begins = class::SUBORDINATOR | class::RELATIVE | class::QUESTION;
        let first = if view.is(at, class::FOCUS) && at + 1 < stop { at + 1 } else { at };
        let demonstrative = first == start && view.is(first, class::DETERMINER);
        let last = (at..stop).rev().find(|&i| !view.mark(i)).unwrap_or(at);
        let adverbial = view.is(first, class::PREPOSITION) && !view.finite(last);
        let dependent =
            view.is(first, begins) && !adverbial && !demonstrative && !view.is(first, class::THAT)
                || view.is(first, class::PREPOSITION)
                    && view.is(first + 1, class::RELATIVE)
                    && !view.capital(first + 2)
                    && first > start;
        let finite = (at..stop)
            .any(|i| view.outside(i) && !view.capital(i) && (view.words[i].moods != 0 || view.finite(i)));
        if !dependent && finite {
            return true;
        }
        at = stop + 1;
    }
    false
}
