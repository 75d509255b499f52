//! German quotations that hang on a cue verb: `X sagte, dass …`, `… , sagte X`, `Wie X mitteilte, …`,
//! `nachdem X mitgeteilt hatte, es sei …`. Rules over clause shape; direct and indirect speech share them, since only
//! the content decides which it is.

use crate::cue::{Hit, Shape};
use crate::draft::{Draft, Found, trim};
use crate::lists::{self as class, Lists, Verb, VerbKind};
use crate::party::{Parties, front, has_main_clause, origin, parties, place_of_words, subject_span};
use crate::phrase::{self, Reach, Span};
use crate::view::{Unit, View};
use crate::{Polarity, QuotationKind};

/// Share of quoted words from which a content counts as direct speech.
pub const DIRECT_SHARE: f64 = 0.72;

/// Rule of contents that are thought, not said: somebody may still say them.
pub const THOUGHT: &str = "thought";

/// Quotations of one unit that its cue verbs give.
pub fn find(view: &View<'_>, lists: &Lists, hits: &[Hit], found: &mut Found<'_>) {
    for (number, hit) in hits.iter().enumerate() {
        let verb = &lists.verbs[hit.verb];
        let next = hits.get(number + 1);
        let draft = match hit.shape {
            Shape::Final => subordinate(view, verb, hit, found, hits),
            Shape::Main => main_clause(view, verb, hit, next, found, hits),
        };
        if let Some(mut draft) = draft {
            if draft.cue.is_empty() {
                draft.cue = hit.parts.clone();
            }
            if draft.polarity == Polarity::Affirmed {
                draft.polarity = verb.polarity;
            }
            if draft.source.is_empty() && !hit.passive && verb.kind != VerbKind::Impersonal {
                coordinate(view, hit, found, &mut draft);
            }
            found.drafts.push(draft);
        }
    }
}

/// "… und argumentierte, dass", "…, sprachen aber von": the subject of the verb before.
fn coordinate(view: &View<'_>, hit: &Hit, found: &Found<'_>, draft: &mut Draft) {
    let start = found.unit.start;
    if hit.at <= start || !view.is(hit.at - 1, class::CONJUNCTION) && !view.divides(hit.at - 1) {
        return;
    }
    let from = view.clause_start(hit.at - 1, start);
    let last = found.drafts[found.first..].iter().rev().find(|d| !d.source.is_empty());
    let verb = (start..hit.at).rev().find(|&i| {
        view.outside(i)
            && (view.finite(i) || view.plural(i))
            && crate::cue::shape(view, found.unit, i) == Shape::Main
    });
    let own = verb.filter(|&v| v >= from || last.is_none()).and_then(|verb| {
        let clause = view.clause_start(verb, start);
        let before = subject_span(view, clause, verb, false);
        let after = || {
            let at = phrase::skip_adverbs(view, verb + 1, hit.at);
            phrase::subject(view, at, hit.at - 1, Reach::Narrow).map(|end| (at, end))
        };
        before.or_else(after)
    });
    draft.source = match (own, last) {
        (Some(own), _) => vec![own],
        (None, Some(last)) => last.source.clone(),
        (None, None) => Vec::new(),
    };
}

/// Verb in a main clause: content after it, or before it when the verb follows a comma or a closing mark.
fn main_clause(
    view: &View<'_>,
    verb: &Verb,
    hit: &Hit,
    next: Option<&Hit>,
    found: &Found<'_>,
    hits: &[Hit],
) -> Option<Draft> {
    let unit = found.unit;
    let inverted = hit.at > unit.start && {
        let before = hit.at - 1;
        // A name in marks before the verb is a subject: "der «Bote» meldete".
        let speech = |q: crate::marks::Marked| q.words > 4 || view.mark(q.close.saturating_sub(1));
        view.divides(before) || view.quote_ending(before).is_some_and(speech) || view.at(before, ")")
    };
    let inverted = inverted && front(view, unit, hit).is_none_or(|f| f.1 + 1 < hit.at);
    let so = hit.at > unit.start + 1
        && view.is(hit.at - 1, class::SO)
        && (view.divides(hit.at - 2) || view.quote_ending(hit.at - 2).is_some());
    let limit = next.map_or(unit.body, |n| n.parts.first().map_or(unit.body, |p| p.0)).min(unit.body);
    // "Das erklärte gestern ein Sprecher": what was said stands first, and the subject after the verb.
    let demonstrative = |f: &Span| f.1 - f.0 == 1 && view.is(f.0, class::DEMONSTRATIVE);
    let front = front(view, unit, hit).filter(|f| !demonstrative(f));
    let parties = parties(view, verb, hit, front, limit.max(hit.last + 1).min(unit.body));
    let after = content_after(view, verb, hit, &parties, unit, hits);
    let before = (inverted || so).then(|| content_before(view, hit, so, found)).flatten();
    let subordinate_first = view.is(unit.start, class::SUBORDINATOR) && !view.at(unit.start, "um");
    let mut draft = match (before, after) {
        (Some(before), Some(after))
            if !subordinate_first || view.quote_ending(hit.at.saturating_sub(2)).is_some() =>
        {
            both(view, before, after, found)
        }
        (_, Some(after)) => {
            let rule = if verb.kind == VerbKind::Think { THOUGHT } else { "verb before" };
            content(view, vec![after], found.number, rule)
        }
        (Some(before), None) => {
            if matches!(verb.kind, VerbKind::Act | VerbKind::Name | VerbKind::Urge | VerbKind::Impersonal)
                && view.quote_ending(before.1.saturating_sub(1)).is_none()
                && !so
            {
                return None;
            }
            content(view, vec![before], found.number, "verb after")
        }
        (None, None) => return anaphora(view, verb, hit, &parties, found),
    };
    if verb.kind == VerbKind::Quote && draft.kind != QuotationKind::Direct {
        return None;
    }
    if so {
        draft.cue = hit.parts.clone();
        draft.cue.insert(0, (hit.at - 1, hit.at));
    }
    if hit.passive {
        passive(view, hit, &parties, limit.max(hit.last), &mut draft);
        if verb.quoted {
            draft.source = std::mem::take(&mut draft.addressee);
        }
    } else {
        draft.source = parties.source.into_iter().collect();
        draft.addressee = parties.addressee.into_iter().collect();
    }
    Some(draft)
}

/// "Dies teilte der Verein mit": the sentence before is what is said.
fn anaphora(view: &View<'_>, verb: &Verb, hit: &Hit, parties: &Parties, found: &Found<'_>) -> Option<Draft> {
    let unit = found.unit;
    let fits = matches!(verb.kind, VerbKind::Say | VerbKind::Impersonal)
        && view.is(unit.start, class::DEMONSTRATIVE)
        && hit.at == unit.start + 1
        && found.number > 0;
    let source = parties.source.filter(|s| s.0 > hit.at);
    if !fits || source.is_none() && !hit.passive {
        return None;
    }
    let before = view.units[found.number - 1];
    let mut draft = Draft::new(
        QuotationKind::Indirect,
        vec![trim(view, (before.start, before.end))?, (unit.start, unit.start + 1)],
        found.number,
        "anaphora",
    );
    draft.cue = hit.parts.clone();
    if hit.passive {
        passive(view, hit, parties, unit.body, &mut draft);
        draft.addressee.clear();
    } else {
        draft.source = source.into_iter().collect();
        draft.addressee = parties.addressee.into_iter().collect();
    }
    Some(draft)
}

/// Passives: the subject is told or accused; the source follows `von`.
fn passive(view: &View<'_>, hit: &Hit, parties: &Parties, limit: usize, draft: &mut Draft) {
    let limit = limit.min(view.words.len());
    let start = view.clause_start(hit.at, hit.at.saturating_sub(24));
    for i in start..limit {
        // "die Zahl von Opfern": what follows a noun directly is its attribute, before the verb.
        let attribute = i > start && (view.capital(i - 1) || view.mark(i - 1)) && i < hit.at;
        if (view.at(i, "von") || view.at(i, "vom")) && view.outside(i) && !attribute {
            let stop = if i < hit.at { hit.at } else { limit };
            if let Some(end) = phrase::noun_phrase(view, i + 1, stop, Reach::Narrow) {
                draft.source = vec![(i + 1, end)];
                break;
            }
        }
    }
    if let Some(subject) = parties.source.filter(|s| !view.at(s.0, "es") && draft.source.first() != Some(s)) {
        draft.addressee = vec![subject];
    }
}

/// The content after a main clause, if one begins where the clause ends.
fn content_after(
    view: &View<'_>,
    verb: &Verb,
    hit: &Hit,
    parties: &Parties,
    unit: Unit,
    hits: &[Hit],
) -> Option<Span> {
    let mut at = hit.last.max(parties.end.saturating_sub(1)) + 1;
    // A subject with an apposition or a relative clause may close before the content begins.
    for _ in 0..3 {
        at = view.clause_end(at, unit.end);
        if at >= unit.end {
            return quoted_object(view, verb, hit, unit);
        }
        if view.at(at, ":") {
            let speaks =
                matches!(verb.kind, VerbKind::Say | VerbKind::Think | VerbKind::Quote | VerbKind::Tell);
            let quoted = view.quote_at(at + 1).is_some();
            return (speaks && !hit.passive || quoted).then(|| trim(view, (at + 1, unit.end))).flatten();
        }
        if view.at(at, ";") {
            return None;
        }
        // A bare main clause is said only where the verb has nothing else to say.
        let done = hit.last.max(parties.end.saturating_sub(1)) + 1;
        let full = hit.passive || phrase::skip_adverbials(view, done.min(at), at) < at;
        if full && is_bare(view, at + 1, unit) {
            return quoted_object(view, verb, hit, unit);
        }
        if begins_content(view, verb, at + 1, unit) {
            let start =
                if view.is(at + 1, class::FOCUS) && view.is(at + 2, class::THAT) { at + 2 } else { at + 1 };
            return trim(view, (start, content_end(view, hit, start, unit, hits)));
        }
        let aside = view.is(at + 1, class::RELATIVE | class::PREPOSITION)
            || view.capital(at + 1)
            || view.is(at + 1, class::DETERMINER | class::ADVERB);
        if !aside || view.clause_end(at + 1, unit.end) >= unit.body {
            return quoted_object(view, verb, hit, unit);
        }
        at += 1;
    }
    None
}

/// "sprach von „…“", "nannte den Plan „…“": a quotation inside the clause of the verb.
fn quoted_object(view: &View<'_>, verb: &Verb, hit: &Hit, unit: Unit) -> Option<Span> {
    let start = hit.at + 1;
    let end = unit.end;
    let quote = (start..end).find_map(|i| view.quote_at(i))?;
    let short = if verb.kind == VerbKind::Name { 1 } else { 2 };
    let title = view.is_any(quote.open - 1, class::TITLE_NOUN | class::MEDIUM_NOUN);
    let divided = (start..quote.open).any(|i| view.at(i, ",") && view.outside(i));
    let speech = verb.kind == VerbKind::Name || crate::carry::is_speech(view, quote);
    (quote.words >= short && !title && !divided && speech).then_some((quote.open, quote.close + 1))
}

/// True if the clause that starts at `start` can be what the verb says.
fn begins_content(view: &View<'_>, verb: &Verb, start: usize, unit: Unit) -> bool {
    let focus = view.is(start, class::FOCUS);
    if view.is(start, class::THAT) || focus && view.is(start + 1, class::THAT) {
        return !matches!(verb.kind, VerbKind::Name | VerbKind::Quote);
    }
    if view.quote_at(start).is_some_and(|q| q.words >= 2) {
        return verb.kind != VerbKind::Impersonal;
    }
    let end = view.clause_end(start, unit.end);
    if view.is(start, class::QUESTION) || view.at(start, "ob") {
        let relative = view.is(start, class::RELATIVE | class::LIKE);
        return !relative
            || view.is(start, class::LIKE)
                && matches!(verb.kind, VerbKind::Say | VerbKind::Think)
                && end < unit.body;
    }
    let last = (start..end).rev().find(|&i| !view.mark(i)).unwrap_or(start);
    let verb_last = ends_in_finite(view, start, last) && view.count(start, end) > 3;
    let relative = view.is(start, class::RELATIVE)
        || view.is(start, class::PREPOSITION) && view.is(start + 1, class::RELATIVE) && verb_last;
    if relative && verb_last && !infinitive(view, start, end) {
        return false;
    }
    if view.subjunctive(start, end, true).is_some() {
        return !matches!(verb.kind, VerbKind::Name) && !view.is(start, class::SUBORDINATOR & !class::LIKE)
            || conditional(view, start, unit);
    }
    if conditional(view, start, unit) {
        return true;
    }
    if infinitive(view, start, end) && !view.is(start, class::INFINITIVE_SUBORDINATOR) {
        return matches!(verb.kind, VerbKind::Say | VerbKind::Think | VerbKind::Urge);
    }
    if view.is(start, class::SUBORDINATOR | class::CONJUNCTION) || focus {
        return false;
    }
    // Indicative main clause: its verb stands second, not last.
    matches!(verb.kind, VerbKind::Say | VerbKind::Think)
        && (start + 1..last).any(|i| {
            view.outside(i)
                && (view.words[i].moods & crate::lists::mood::INDICATIVE != 0
                    || view.is(i, class::AUXILIARY | class::MODAL))
        })
        && !verb_last
        && !relative
}

/// The clause at `start` is a main clause in the indicative: nothing but its place makes it somebody's words.
fn is_bare(view: &View<'_>, start: usize, unit: Unit) -> bool {
    let end = view.clause_end(start, unit.end);
    let opens = class::THAT | class::QUESTION | class::SUBORDINATOR | class::RELATIVE | class::FOCUS;
    !view.is(start, opens)
        && view.quote_at(start).is_none()
        && view.subjunctive(start, end, true).is_none()
        && !infinitive(view, start, end)
        && (start..end).any(|i| view.outside(i) && view.finite(i))
}

/// The clause `[start, last]` ends in its finite verb: no auxiliary or modal stands before it that would make its last
/// word a participle or an infinitive ("der Verein habe das bestätigt").
pub fn ends_in_finite(view: &View<'_>, start: usize, last: usize) -> bool {
    let governs = |i: usize| {
        view.is(i, class::AUXILIARY | class::MODAL)
            && view.words[i].moods != 0
            && !view.is(i, class::INFINITIVE_MARK)
    };
    view.finite(last) && !(start + 1..last).any(governs)
}

/// "sagte, wenn es regne, komme er nicht": a subordinate clause before a reported main clause.
fn conditional(view: &View<'_>, start: usize, unit: Unit) -> bool {
    if !view.is(start, class::SUBORDINATOR) || view.is(start, class::LIKE) {
        return false;
    }
    let end = view.clause_end(start, unit.end);
    end + 1 < unit.body && view.subjunctive_at(end + 1, true)
}

/// The clause ends in an infinitive with `zu`, and does not begin with `um` or `ohne`.
pub fn infinitive(view: &View<'_>, start: usize, end: usize) -> bool {
    let last = (start..end).rev().find(|&i| !view.mark(i)).unwrap_or(start);
    let small = |i: usize| {
        view.words[i].moods & crate::lists::mood::PLURAL != 0 || view.words[i].lower.ends_with('n')
    };
    if last <= start || view.capital(last) {
        return false;
    }
    view.is(last - 1, class::INFINITIVE_MARK) && small(last)
        || view.words[last].lower.contains("zu") && small(last) && view.words[last].lower.len() > 7
        || (start + 1..last).any(|i| {
            view.is(i - 1, class::INFINITIVE_MARK) && view.words[i].moods & crate::lists::mood::PLURAL != 0
        })
}

/// Where a content that follows its cue ends: at a trailing frame, at a second main verb, else with the unit.
fn content_end(view: &View<'_>, hit: &Hit, start: usize, unit: Unit, hits: &[Hit]) -> usize {
    let initial = hit.shape == Shape::Final && view.clause_start(hit.at, unit.start) == unit.start;
    let that = view.is(start, class::THAT);
    let mut i = start;
    while i < unit.body {
        if !view.outside(i) {
            i += 1;
            continue;
        }
        if view.at(i, ":") {
            return i;
        }
        if view.at(i, ",") {
            if hits.iter().any(|h| h.at == i + 1 && h.shape == Shape::Main && h.at != hit.at && !h.reported) {
                return i;
            }
            if initial && (view.finite(i + 1) || view.is(i + 1, class::AUXILIARY)) {
                return i;
            }
            // "er sei krank, ging heim und …": the author goes on.
            let own = |k: usize| view.finite(k) && !view.subjunctive_at(k, true) && view.outside(k);
            if !that && i + 3 < unit.body && own(i + 1) && view.subjunctive(start, i, true).is_some() {
                return i;
            }
            if view.is(i + 1, class::LIKE) && !that || view.is(i + 1, class::SO) && view.capital(i + 2) {
                let end = view.clause_end(i + 1, unit.body);
                if end >= unit.body && view.count(i, end) <= 14 {
                    return i;
                }
            }
        }
        let main_verb = view.is(i, class::CONJUNCTION) && view.outside(i + 1) && {
            let k = i + 1;
            view.words.get(k).is_some_and(|w| {
                !w.capital
                    && w.moods & crate::lists::mood::INDICATIVE != 0
                    && w.moods & (crate::lists::mood::FIRST | crate::lists::mood::SECOND) == 0
            }) && k + 2 < unit.body
                && !view.divides(k + 1)
        };
        if main_verb && (that || view.subjunctive(start, i, true).is_some()) && !hit.reported {
            return if i > start && view.at(i - 1, ",") { i - 1 } else { i };
        }
        i += 1;
    }
    unit.end
}

/// The content before an inverted clause, from the start of the unit or after what other quotations hold.
fn content_before(view: &View<'_>, hit: &Hit, so: bool, found: &Found<'_>) -> Option<Span> {
    let end = if so { hit.at - 1 } else { hit.at };
    let unit = found.unit;
    let mut start = unit.start;
    // A bracket or dateline before a dash does not belong to it.
    for i in (unit.start..end.min(unit.start + 8)).rev() {
        if view.divides(i) && matches!(view.words[i].text, "-" | "–") && view.count(unit.start, i) <= 3 {
            start = i + 1;
            break;
        }
    }
    let span = trim(view, (start, end))?;
    let quoted = (span.0..span.1).any(|i| view.quote_at(i).is_some_and(|q| q.words >= 2));
    let asked = view.is(span.0, class::QUESTION) && !view.is(span.0, class::LIKE | class::RELATIVE);
    if !quoted && !asked && !has_main_clause(view, span.0, span.1) {
        return None;
    }
    // "Sie plane zu gehen, sagte er": what is said may hold a whole quotation, its cue and all.
    let within = |d: &Draft| !d.cue.is_empty() && d.cue.iter().all(|c| span.0 <= c.0 && c.1 <= span.1);
    if found.covered_but(view, span, within) > 0.5 {
        return None;
    }
    Some(span)
}

/// Content on both sides of the cue: one quotation if both sides are quoted, or both are not.
fn both(view: &View<'_>, before: Span, after: Span, found: &Found<'_>) -> Draft {
    let quoted = |s: Span| view.words[s.0..s.1].iter().filter(|w| w.quote != 0).count() * 2 > s.1 - s.0;
    let said = |s: Span| view.subjunctive(s.0, s.1, true).is_some();
    if quoted(before) || quoted(before) == quoted(after) && said(before) && !view.is(after.0, class::THAT) {
        return content(view, vec![before, after], found.number, "verb between");
    }
    content(view, vec![after], found.number, "verb before")
}

/// A draft over these spans: direct if nearly all its words stand in quotation marks, then only those.
pub fn content(view: &View<'_>, spans: Vec<Span>, unit: usize, rule: &'static str) -> Draft {
    let words: usize = spans.iter().map(|s| view.count(s.0, s.1)).sum();
    let mut quoted = Vec::new();
    let mut inside = 0;
    for &(start, end) in &spans {
        for i in start..end {
            if let Some(quote) = view.quote_at(i).filter(|q| q.close < end) {
                quoted.push((quote.open, quote.close + 1));
                inside += quote.words;
            }
        }
    }
    // "es sei „…“": the reporter's own verb holds the quoted words.
    let told = spans.iter().any(|s| {
        let own = |i: usize| {
            view.outside(i)
                && (view.subjunctive_at(i, true)
                    || view.is(i, class::THAT)
                    || view.is(i, class::AUXILIARY | class::MODAL) && view.words[i].moods != 0)
        };
        (s.0..s.1).any(own)
    });
    if inside > 0 && !told && inside as f64 >= DIRECT_SHARE * words as f64 {
        // Quoted parts that only a few words divide stay whole: the gap belongs to neither.
        return Draft::new(QuotationKind::Direct, quoted, unit, rule);
    }
    let spans = spans.into_iter().filter_map(|s| trim(view, s)).collect();
    Draft::new(QuotationKind::Indirect, spans, unit, rule)
}

/// Verb at the end of a subordinate clause: `wie X mitteilte`, `nachdem X gesagt hatte, …`.
fn subordinate(view: &View<'_>, verb: &Verb, hit: &Hit, found: &Found<'_>, hits: &[Hit]) -> Option<Draft> {
    let unit = found.unit;
    let first = hit.parts.iter().map(|p| p.0).min().unwrap_or(hit.at);
    let start = clause_of(view, first, unit);
    let like = view.is(start, class::LIKE);
    if matches!(verb.kind, VerbKind::Act | VerbKind::Name | VerbKind::Quote) && !like {
        return None;
    }
    let subject_start = phrase::skip_adverbs(view, start + 1, first);
    let from = verb.kind == VerbKind::Impersonal || like && view.is(subject_start, class::ORIGIN);
    let subject = if from {
        origin(view, hit, first)
    } else if view.at(subject_start, "es") {
        place_of_words(view, subject_start + 1, first)
    } else {
        phrase::subject(view, subject_start, first, Reach::Narrow).map(|end| (subject_start, end))
    };
    let end = hit.last + 1;
    let mut draft = if like {
        let cue_clause = (start, end);
        let rest = around(view, unit, cue_clause)?;
        let mut draft = content(view, rest, found.number, "like");
        if draft.kind == QuotationKind::Direct && draft.content.len() > 1 {
            draft.content.truncate(draft.content.len());
        }
        draft.cue = hit.parts.clone();
        draft.cue.insert(0, (start, start + 1));
        if start > unit.start {
            draft.cue.remove(0);
        }
        draft
    } else {
        let comma = view.clause_end(end.min(unit.end), unit.end);
        // "Nachdem er das erklärt hatte, ging er": the main clause goes on with its verb.
        let goes_on = view.finite(comma + 1) && view.outside(comma + 1);
        if comma >= unit.end
            || comma > end + 1
            || view.at(comma, ";")
            || goes_on
            || !begins_content(view, verb, comma + 1, unit)
        {
            return None;
        }
        let until = content_end(view, hit, comma + 1, unit, hits);
        content(view, vec![trim(view, (comma + 1, until))?], found.number, "subordinate")
    };
    if hit.passive {
        let parties = Parties { source: subject, ..Parties::default() };
        passive(view, hit, &parties, hit.at, &mut draft);
        if like {
            draft.addressee.clear();
        }
        return Some(draft);
    }
    draft.source = relative_source(view, start, subject).into_iter().collect();
    if let Some((_, subject_end)) = subject {
        draft.addressee = phrase::addressee(view, subject_end, first, false).into_iter().collect();
    }
    Some(draft)
}

/// "…, der erklärte, dass": the source is what the relative pronoun stands for; else the subject.
fn relative_source(view: &View<'_>, start: usize, subject: Option<Span>) -> Option<Span> {
    subject.or_else(|| view.is(start, class::RELATIVE).then_some((start, start + 1)))
}

/// Start of the subordinate clause that ends with the verb at `i`; a relative clause or apposition inside it is
/// stepped over.
fn clause_of(view: &View<'_>, i: usize, unit: Unit) -> usize {
    let start = view.clause_start(i, unit.start);
    let begins = |k: usize| view.is(k, class::SUBORDINATOR | class::RELATIVE | class::QUESTION);
    if begins(start) {
        return start;
    }
    if begins(start + 1) && !view.divides(start) {
        return start + 1;
    }
    crate::cue::stepped(view, start, unit).unwrap_or(start)
}

/// The unit without the cue clause: before it, after it, or both when it stands between.
fn around(view: &View<'_>, unit: Unit, clause: Span) -> Option<Vec<Span>> {
    let before = trim(view, (unit.start, clause.0)).filter(|_| clause.0 > unit.start);
    let after = trim(view, (clause.1.min(unit.end), unit.end)).filter(|_| clause.1 < unit.body);
    let spans: Vec<Span> = match (before, after) {
        (Some(before), Some(after)) if view.is(after.0, class::CONJUNCTION) && view.finite(after.0 + 1) => {
            vec![before, after]
        }
        // "Denn wie X mitteilte, …": what is too short to be said is none of it.
        (Some(before), Some(after)) if view.count(before.0, before.1) < 2 => vec![after],
        (Some(before), Some(after)) => vec![before, after],
        (before, after) => before.into_iter().chain(after).collect(),
    };
    (!spans.is_empty()).then_some(spans)
}
