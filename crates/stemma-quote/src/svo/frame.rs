//! Frames without a verb: `according to X`.

use crate::clause;
use crate::draft::{Draft, Found, trim};
use crate::lists as class;
use crate::phrase::Span;
use crate::svo::subject::{LONGEST, clause_start};
use crate::view::View;

/// "according to X".
pub fn according(view: &View<'_>, found: &Found<'_>, i: usize) -> Option<Draft> {
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
