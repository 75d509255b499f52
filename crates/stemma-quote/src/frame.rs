//! Attribution without a verb: `laut X`, `nach Angaben von X`, `X zufolge`, `so X`, `demnach`, `wonach`.

use crate::QuotationKind;
use crate::clause;
use crate::draft::{Draft, Found, trim};
use crate::lists as class;
use crate::phrase::{self, Reach, Span};
use crate::view::{Unit, View};

/// Longest source before `zufolge`, in tokens.
const LONGEST_BEFORE: usize = 16;

/// Quotations of one unit that frames give.
pub fn find(view: &View<'_>, found: &mut Found<'_>) {
    let unit = found.unit;
    let mut i = unit.start;
    while i < unit.end {
        if view.outside(i)
            && !found.taken_as_role(i)
            && let Some(draft) = frame_at(view, found, i)
        {
            i = draft.cue.iter().chain(&draft.source).map(|s| s.1).max().unwrap_or(i + 1).max(i + 1);
            found.drafts.push(draft);
            continue;
        }
        i += 1;
    }
}

fn frame_at(view: &View<'_>, found: &Found<'_>, i: usize) -> Option<Draft> {
    let unit = found.unit;
    if view.capital(i) && view.is_any(i, class::SPEECH_NOUN) {
        return speech_noun(view, found, i);
    }
    if view.is(i, class::BEFORE) {
        // "laut werden", "zu laut": the adjective stands before no phrase.
        let start = if view.at(i + 1, ":") { i + 2 } else { i + 1 };
        let end = source_end(view, i, start, unit)
            .or_else(|| view.is(start, class::PRONOUN).then_some(start + 1))?;
        let end = phrase::appositions(view, end, unit.body).max(end);
        return framed(view, found, (i, i + 1), (start, end), (i, end), "laut");
    }
    if view.is(i, class::BEFORE_NOUN) {
        let end = source_end(view, i, i + 1, unit)?;
        if head_is(view, i + 1, end, class::NACH_NOUN) {
            let end = phrase::appositions(view, end, unit.body).max(end);
            return framed(view, found, (i, i + 1), (i + 1, end), (i, end), "nach");
        }
    }
    if view.is(i, class::FROM_VIEW) && view.is_any(i + 1, class::VIEW_NOUN)
        || view.is(i, class::FROM_VIEW)
            && view.is(i + 1, class::DETERMINER)
            && view.is_any(i + 2, class::VIEW_NOUN)
    {
        let end = source_end(view, i, i + 1, unit)?;
        return framed(view, found, (i, i + 1), (i + 1, end), (i, end), "nach");
    }
    if view.at(i, "nach") && i > unit.start && view.is_any(i - 1, class::POSTPOSED) {
        let start = phrase_before(view, i, unit)?;
        return framed(view, found, (i, i + 1), (start, i), (start, i + 1), "postposed");
    }
    if view.is(i, class::AFTER) {
        let start = phrase_before(view, i, unit)?;
        return framed(view, found, (i, i + 1), (start, i), (start, i + 1), "zufolge");
    }
    if view.is(i, class::SO) && (i == unit.start || view.divides(i - 1) || view.quote_ending(i - 1).is_some())
    {
        return so(view, found, i);
    }
    if view.is(i, class::ANAPHORIC)
        || view.is(i, class::ANAPHORIC_SUBJUNCTIVE)
            && i == unit.start
            && view.subjunctive(i, unit.end, false).is_some()
    {
        let mut draft =
            clause::content(view, vec![trim(view, (unit.start, unit.end))?], found.number, "demnach");
        if found.covered(view, unit.start, unit.end) > 0.3 {
            return None;
        }
        draft.kind = QuotationKind::Indirect;
        draft.content = vec![trim(view, (unit.start, unit.end))?];
        draft.cue = vec![(i, i + 1)];
        draft.carried = true;
        return Some(draft);
    }
    if view.is(i, class::RELATIVE_ANAPHORIC) && i > unit.start && view.divides(i - 1) {
        let closes = |k: &usize| view.outside(*k) && view.at(*k, ",") && view.finite(*k + 1);
        let end = (i..unit.body).find(closes).unwrap_or(unit.body);
        let mut draft = clause::content(view, vec![trim(view, (i + 1, end))?], found.number, "wonach");
        draft.cue = vec![(i, i + 1)];
        draft.source = phrase_before(view, i - 1, unit).map(|start| (start, i - 1)).into_iter().collect();
        return Some(draft);
    }
    None
}

/// The end of the source after `laut` or `nach`. At the start of a sentence it reaches to the finite verb.
fn source_end(view: &View<'_>, cue: usize, start: usize, unit: Unit) -> Option<usize> {
    let end = phrase::noun_phrase(view, start, unit.body, Reach::Narrow)?;
    if cue == unit.start {
        let stop = view.clause_end(end, unit.body);
        let verb = (end..stop.min(end + 12)).find(|&i| view.outside(i) && view.finite(i));
        if let Some(verb) =
            verb.filter(|&v| v == end || view.is(end, class::PREPOSITION | class::CONJUNCTION))
        {
            return Some(verb);
        }
    }
    Some(end)
}

impl Found<'_> {
    /// True if word `i` is part of a cue, source or addressee of this unit.
    fn taken_as_role(&self, i: usize) -> bool {
        self.drafts[self.first..]
            .iter()
            .any(|d| [&d.cue, &d.source, &d.addressee].into_iter().flatten().any(|&(a, b)| a <= i && i < b))
    }
}

/// The head noun of a phrase is one of these: the first noun, or the second after a name in the genitive.
fn head_is(view: &View<'_>, start: usize, end: usize, wanted: crate::lists::Classes) -> bool {
    (start..end)
        .take_while(|&i| {
            !(view.is(i, class::GENITIVE | class::PREPOSITION) || i > start && view.is(i, class::DETERMINER))
        })
        .filter(|&i| view.capital(i))
        .take(3)
        .any(|i| view.is_any(i, wanted))
}

/// Start of the noun phrase that ends right before token `end`: the longest that fits.
fn phrase_before(view: &View<'_>, end: usize, unit: Unit) -> Option<usize> {
    let floor = unit.start.max(end.saturating_sub(LONGEST_BEFORE));
    let mut best = None;
    for start in (floor..end).rev() {
        if view.divides(start)
            || view.mark(start)
                && view.words[start].quote == 0
                && !view.at(start, ")")
                && !view.at(start, "(")
        {
            break;
        }
        let dative = view.is(start, class::DATIVE | class::DETERMINER);
        let begins = dative
            || view.capital(start)
            || view.quote_at(start).is_some()
            || !view.finite(start)
                && !view.is(start, class::PREPOSITION | class::ADVERB | class::SUBORDINATOR);
        if !begins {
            if view.finite(start) || view.is(start, class::ADVERB | class::SUBORDINATOR) {
                break;
            }
            continue;
        }
        if phrase::noun_phrase(view, start, end, Reach::Wide) == Some(end) {
            best = Some(start);
            if dative && start > 0 && !view.is(start - 1, class::PREPOSITION) && !view.capital(start - 1) {
                break;
            }
        }
    }
    best
}

/// A frame inside its clause: the content is the rest of the clause or of the unit.
fn framed(
    view: &View<'_>,
    found: &Found<'_>,
    cue: Span,
    source: Span,
    frame: Span,
    rule: &'static str,
) -> Option<Draft> {
    let unit = found.unit;
    let mut start = unit.start;
    let mut end = unit.end;
    let clause = view.clause_start(frame.0, unit.start);
    // In a relative or subordinate clause the frame speaks for that clause alone.
    if clause > unit.start
        && view.is(clause, class::RELATIVE | class::SUBORDINATOR)
        && !view.is(clause, class::LIKE)
    {
        start = clause;
        end = view.clause_end(frame.1.max(clause), unit.end);
        if end + 1 < unit.body && view.count(start, end) < 4 {
            end = unit.end;
        }
    } else if let Some(colon) =
        (unit.start..frame.0).rev().find(|&i| view.outside(i) && (view.at(i, ";") || view.at(i, ":")))
    {
        start = colon + 1;
    }
    if found.inside_content(frame.0) && found.covered(view, start, end) > 0.6 {
        return nested(view, found, cue, source, frame, rule);
    }
    let spans = around(view, frame, (start, end));
    let words: usize = spans.iter().map(|s| view.count(s.0, s.1)).sum();
    if words < 2 {
        return None;
    }
    let mut draft = clause::content(view, spans, found.number, rule);
    draft.cue = vec![cue];
    draft.source = vec![source];
    Some(draft)
}

impl Found<'_> {
    fn inside_content(&self, i: usize) -> bool {
        self.drafts[self.first..].iter().any(|d| d.content.iter().any(|&(a, b)| a <= i && i < b))
    }
}

/// What stands before and after the frame in a stretch of tokens.
fn around(view: &View<'_>, frame: Span, stretch: Span) -> Vec<Span> {
    let before = trim(view, (stretch.0, frame.0)).filter(|_| stretch.0 < frame.0);
    let after = trim(view, (frame.1, stretch.1)).filter(|_| frame.1 < stretch.1);
    before.into_iter().chain(after).collect()
}

/// A frame inside what another quotation holds.
fn nested(
    view: &View<'_>,
    found: &Found<'_>,
    cue: Span,
    source: Span,
    frame: Span,
    rule: &'static str,
) -> Option<Draft> {
    let outer = found.drafts[found.first..]
        .iter()
        .flat_map(|d| &d.content)
        .find(|&&(a, b)| a <= frame.0 && frame.0 < b)?;
    let spans = around(view, frame, *outer);
    if spans.is_empty() {
        return None;
    }
    let mut draft = clause::content(view, spans, found.number, rule);
    draft.cue = vec![cue];
    draft.source = vec![source];
    draft.nested = true;
    Some(draft)
}

/// "die Behauptung, dass …", "der Vorwurf des Amtes, es habe …", "die Ankündigung, … zu bauen": a noun that its clause
/// explains.
fn speech_noun(view: &View<'_>, found: &Found<'_>, i: usize) -> Option<Draft> {
    let unit = found.unit;
    let attribute = attribute_end(view, i, unit.body);
    // "stellten die Theorie auf, dass", "hegt Zweifel daran, ob": a few small words may close the clause.
    let small = |k: &usize| !view.mark(*k) && !view.capital(*k) && view.outside(*k);
    let comma = attribute + (attribute..unit.body).take(2).take_while(small).count();
    let start = comma + 1;
    if !view.at(comma, ",") || !view.outside(comma) || start >= unit.body || found.inside_content(start) {
        return None;
    }
    let end = view.clause_end(start, unit.end);
    let relative =
        view.is(start, class::RELATIVE) && clause::ends_in_finite(view, start, end.saturating_sub(1));
    let explains = view.is(start, class::THAT)
        || view.at(start, "ob")
        || clause::infinitive(view, start, end) && !view.is(start, class::INFINITIVE_SUBORDINATOR)
        || !relative && !view.is(start, class::SUBORDINATOR) && view.subjunctive(start, end, false).is_some();
    if !explains {
        return None;
    }
    let closes = |k: &usize| view.outside(*k) && view.at(*k, ",") && view.finite(*k + 1);
    let until = (start..unit.body).find(closes).unwrap_or(unit.end);
    let mut draft = clause::content(view, vec![trim(view, (start, until))?], found.number, "speech noun");
    let clause = view.clause_start(i, unit.start);
    let opens = class::DETERMINER | class::PREPOSITION;
    let noun = (clause..i).rev().take_while(|&k| !view.capital(k) && !view.mark(k) && !view.finite(k));
    let noun = noun.take(3).filter(|&k| view.is(k, opens)).last().unwrap_or(i);
    draft.cue = vec![(noun, i + 1)];
    if attribute > i + 1 {
        let by = i + 1 + usize::from(view.is(i + 1, class::CLOSE));
        draft.source = vec![(by, attribute)];
        return Some(draft);
    }
    let verbal = |k: &usize| view.outside(*k) && (view.finite(*k) || view.plural(*k));
    if let Some(verb) = (clause..i).find(verbal) {
        draft.cue.insert(0, (verb, verb + 1));
        if comma > attribute {
            draft.cue.push((attribute, comma));
        }
        let subject = crate::party::subject_span(view, clause, verb, false);
        let after = || {
            phrase::subject(view, verb + 1, noun, Reach::Narrow)
                .map(|e| (verb + 1, e))
                .filter(|s| s.1 <= noun)
        };
        draft.source = subject.or_else(after).into_iter().collect();
    }
    Some(draft)
}

/// The end of what belongs to the noun at `i`: a genitive or `von …` after it, with its apposition.
fn attribute_end(view: &View<'_>, i: usize, limit: usize) -> usize {
    let genitive = class::GENITIVE | class::GENITIVE_OR_DATIVE;
    if !view.is(i + 1, genitive) && !view.at(i + 1, "von") && !view.at(i + 1, "vom") {
        return i + 1;
    }
    let end = phrase::noun_phrase(view, i, limit, Reach::Narrow).unwrap_or(i + 1).max(i + 1);
    if end > i + 1 { phrase::appositions(view, end, limit) } else { end }
}

/// ", so der Minister": a bare phrase up to the next divider or the end.
fn so(view: &View<'_>, found: &Found<'_>, i: usize) -> Option<Draft> {
    let unit = found.unit;
    let start = i + 1;
    let nominal = view.capital(start)
        || view.is(start, class::DETERMINER | class::HUMAN)
        || view.quote_at(start).is_some();
    if !nominal || i == unit.start {
        return None;
    }
    let head = phrase::subject(view, start, unit.body, Reach::Wide)?;
    let end = phrase::skip_adverbials(view, head, unit.body);
    let closed = end >= unit.body
        || view.divides(end)
        || view.mark(end) && view.quote_at(end).is_none()
        || view.is(end, class::PREPOSITION | class::ADDRESSEE_MARK)
        || view.is(end, class::CONJUNCTION);
    if !closed
        || (start..end).any(|k| {
            view.outside(k)
                && !view.is(k, class::DETERMINER)
                && view.words[k].moods & crate::lists::mood::INDICATIVE != 0
                && !view.is(k, class::ADVERB)
        })
    {
        return None;
    }
    let clause_end = view.clause_end(end, unit.end);
    let before = trim(view, (unit.start, i));
    let after = (clause_end + 1 < unit.body && view.at(clause_end, ","))
        .then(|| trim(view, (clause_end, unit.end)))
        .flatten();
    let after = after.filter(|&(a, _)| {
        !view.is(a, class::RELATIVE | class::SUBORDINATOR) && !view.is(a, class::CONJUNCTION)
    });
    let spans: Vec<Span> = before.into_iter().chain(after).collect();
    if spans.is_empty() || found.covered(view, unit.start, i) > 0.6 {
        return None;
    }
    let mut draft = clause::content(view, spans, found.number, "so");
    draft.cue = vec![(i, i + 1)];
    draft.source = vec![(start, head)];
    draft.addressee = phrase::addressee(view, head, clause_end.min(unit.body), false).into_iter().collect();
    Some(draft)
}
