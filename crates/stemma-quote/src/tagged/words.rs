//! Words that stand before or around their verb: `"…," said X`, `"…," X said, "…"`, `…, X said`; and frames.

use crate::clause;
use crate::draft::{Draft, trim};
use crate::lists::{self as class, takes};
use crate::phrase::Span;
use crate::tagged::Verb;
use crate::tagged::phrase::{LONGEST, Text};
use crate::tagged::tag::Tag;
use crate::view::Unit;

/// The quotation whose content stands before the verb at `i`, whose group begins at `group`.
pub fn around(text: &Text<'_, '_>, verb: &Verb<'_>, drafts: &[Draft]) -> Option<Draft> {
    let &Verb { at: i, group, unit, number, .. } = verb;
    let view = text.view;
    let floor = said_before(drafts, unit, group);
    let quoted = |at: usize| {
        let k = at.checked_sub(1).filter(|&k| k >= unit.start)?;
        view.quote_ending(k)
            .or_else(|| if view.divides(k) && k > unit.start { view.quote_ending(k - 1) } else { None })
    };
    // "…," said X
    let told = verb.cue.takes & takes::TOLD != 0;
    let divided = i > unit.start && (quoted(group).is_some() || !told && view.at(group - 1, ","));
    if divided && text.tag(i) == Tag::Finite && group == i {
        let start = text.skip_adverbs(i + 1, unit.body);
        let quote = quoted(i);
        if let Some(end) = inverted_subject(text, start, unit)
            && (quote.is_some_and(|q| q.words > 0) || closes(text, end, unit))
            && (quote.is_some() || text.clause(floor, i) || text.tag(end + 1).finite())
            && (quote.is_some() || !after_quote(text, group, unit))
        {
            let quoted = quote.is_some();
            let frame = Frame {
                before: (floor, i),
                cue: (i, i + 1),
                subject: (start, end),
                end,
                unit,
                number,
                quoted,
            };
            return made(text, frame);
        }
    }
    let subject = text.subject(group, unit)?;
    if let Some(draft) = like(text, verb, subject, floor) {
        return Some(draft);
    }
    if subject.0 <= unit.start || subject.0 <= floor && floor > unit.start {
        return None;
    }
    let quote = quoted(subject.0);
    let before = (floor, subject.0);
    let rest = text.skip_adverbials(i + 1, unit.body);
    let complement = text.tag(text.skip_adverbs(i + 1, unit.body)) == Tag::That
        || view.quote_at(rest).is_some_and(|_| quote.is_none());
    if quote.is_some() && !complement {
        return made(
            text,
            Frame { before, cue: (group, i + 1), subject, end: rest.max(i + 1), unit, number, quoted: true },
        );
    }
    let comma = view.at(subject.0 - 1, ",") || view.at(subject.0 - 1, "—") || view.at(subject.0 - 1, "–");
    if comma
        && !complement
        && (rest >= unit.body || view.divides(rest))
        && !view.at(rest, ":")
        && !matches!(text.tag(subject.0), Tag::Relative | Tag::That)
        && (text.clause(skip_front(text, floor), subject.0) || rest < unit.body)
    {
        let like = text.view.is(floor, class::LIKE);
        let frame = Frame { before, cue: (group, i + 1), subject, end: rest, unit, number, quoted: false };
        return if like { None } else { made(text, frame) };
    }
    None
}

/// End of the last quotation of this unit that ends before `limit`.
fn said_before(drafts: &[Draft], unit: Unit, limit: usize) -> usize {
    let ends = drafts
        .iter()
        .filter(|d| d.end() < limit)
        .map(|d| d.content.iter().chain(&d.cue).chain(&d.source).map(|s| s.1).max().unwrap_or(unit.start));
    ends.filter(|e| *e < limit).max().unwrap_or(unit.start).max(unit.start)
}

/// True if the subject before the verb group stands right after a quotation: `"…," Ann Example, a baker, said`.
fn after_quote(text: &Text<'_, '_>, group: usize, unit: Unit) -> bool {
    text.subject(group, unit).is_some_and(|s| s.0 > unit.start && (text.view.quote_ending(s.0 - 1).is_some()))
}

/// `as X reported, …`: what stands around the frame.
fn like(text: &Text<'_, '_>, verb: &Verb<'_>, subject: Span, floor: usize) -> Option<Draft> {
    let &Verb { at: i, group, unit, number, .. } = verb;
    let view = text.view;
    let mark = subject.0.checked_sub(1).filter(|&m| m >= unit.start && view.is(m, class::LIKE))?;
    let end = text.skip_adverbials(i + 1, unit.body);
    if end < unit.body && !view.divides(end) {
        return None;
    }
    let front = mark > floor && (mark == unit.start || view.divides(mark - 1));
    let before = trim(view, (floor, mark)).filter(|_| front);
    let after = trim(view, (end.min(unit.end), unit.end)).filter(|_| end < unit.body);
    let spans: Vec<Span> = before.into_iter().chain(after).collect();
    if spans.is_empty() {
        return None;
    }
    let mut draft = clause::content(view, spans, number, "verb after");
    draft.cue = vec![(group, i + 1)];
    draft.source = vec![subject];
    (!draft.content.is_empty()).then_some(draft)
}

/// Past a conjunction at the start of a sentence.
fn skip_front(text: &Text<'_, '_>, at: usize) -> usize {
    if text.tag(at) == Tag::Conjunction || text.view.divides(at) { at + 1 } else { at }
}

fn closes(text: &Text<'_, '_>, at: usize, unit: Unit) -> bool {
    let rest = text.skip_adverbials(at, unit.body);
    rest >= unit.body || text.view.divides(rest)
}

/// Words before their verb.
struct Frame {
    before: Span,
    cue: Span,
    subject: Span,
    /// Where verb and subject end.
    end: usize,
    unit: Unit,
    number: usize,
    quoted: bool,
}

/// A quotation around its frame: what stands before it, and what goes on after it.
fn made(text: &Text<'_, '_>, frame: Frame) -> Option<Draft> {
    let Frame { before, cue, subject, end, unit, number, quoted } = frame;
    let view = text.view;
    let first = trim(view, (before.0, before.1))?;
    let mut spans = vec![first];
    let rest = text.skip_adverbials(end.min(unit.end), unit.body);
    let comma = if rest < unit.body && view.divides(rest) {
        rest
    } else {
        view.clause_end(end.min(unit.end), unit.body)
    };
    let mut at = comma + 1;
    if quoted {
        while at < unit.end && matches!(text.tag(at), Tag::Conjunction | Tag::That) {
            at += 1;
        }
        if let Some(quote) = view.quote_at(at).filter(|q| q.close < unit.end) {
            let from = if at > comma + 1 { comma + 1 } else { quote.open };
            spans.push((from, quote.close + 1));
        } else if comma < unit.body && view.quote_at(comma).is_some() {
            spans.extend(view.quote_at(comma).filter(|q| q.close < unit.end).map(|q| (q.open, q.close + 1)));
        }
    } else if comma < unit.body && view.at(comma, ",") {
        let open = !(first.0..first.1).any(|k| text.tag(k).finite());
        if open || text.tag(comma + 1).finite() {
            spans.push((comma + 1, unit.end));
        }
    }
    let spans: Vec<Span> = spans.into_iter().filter_map(|s| trim(view, s)).collect();
    let mut draft = clause::content(view, spans, number, "verb after");
    draft.cue = vec![cue];
    draft.source = vec![subject];
    (!draft.content.is_empty()).then_some(draft)
}

/// End of a subject after its verb, with appositions and relative clauses.
fn inverted_subject(text: &Text<'_, '_>, start: usize, unit: Unit) -> Option<usize> {
    let view = text.view;
    if start >= unit.body
        || view.is_any(start, class::WEEKDAY)
        || !(text.tag(start).nominal() || text.tag(start) == Tag::Pronoun)
    {
        return None;
    }
    let named = text.tag(start) == Tag::Name;
    let mut end = text.full_end(start, unit.body, !named);
    if end == start {
        return None;
    }
    let speaks =
        |from: usize, to: usize| (from..to).any(|k| text.tag(k).finite() && text.lists_cue(k).is_some());
    if text.tag(end) == Tag::Relative {
        let close = view.clause_end(end, unit.body);
        end = if speaks(end, close) { end } else { close };
    }
    for _ in 0..6 {
        if end >= unit.body || !view.at(end, ",") {
            break;
        }
        let from = end + 1;
        let close = view.clause_end(from, unit.body);
        let tag = text.tag(from);
        let verb = (from..close)
            .take_while(|&k| !matches!(text.tag(k), Tag::Relative | Tag::That))
            .any(|k| text.tag(k).finite());
        let nominal = tag.nominal() && !verb || view.is_any(from, class::GENITIVE_MARK);
        if nominal || tag == Tag::Relative && !speaks(from, close) {
            end = close;
            continue;
        }
        break;
    }
    Some(end.min(start + LONGEST).min(unit.body))
}

/// `according to X`.
pub fn according(text: &Text<'_, '_>, unit: Unit, number: usize, i: usize) -> Option<Draft> {
    let view = text.view;
    let start = i + 2;
    let mut end = text.full_end(start, unit.body, true);
    while end < unit.body
        && !view.divides(end)
        && view.quote_at(end).is_none_or(|q| q.words <= 5)
        && end < start + LONGEST
    {
        end += 1;
    }
    if end <= start {
        return None;
    }
    let clause = view.clause_start(i, unit.start);
    let relative = clause > unit.start && matches!(text.tag(clause), Tag::Relative | Tag::Subordinator);
    let from = if relative { clause } else { unit.start };
    let before = trim(view, (from, i)).filter(|_| from < i);
    let after = trim(view, (end, unit.end)).filter(|_| end < unit.body && (before.is_none() || !relative));
    let spans: Vec<Span> = before.into_iter().chain(after).collect();
    if spans.is_empty() {
        return None;
    }
    let mut draft = clause::content(view, spans, number, "according to");
    draft.cue = vec![(i, i + 2)];
    draft.source = vec![(start, end)];
    Some(draft)
}
