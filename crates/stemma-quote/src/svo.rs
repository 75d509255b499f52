//! Quotations of languages whose clauses stand in the order subject, verb, object: `X said that …`, `"…," X said`,
//! `"…," said X`, `X told Y …`, `according to X`, `…, saying …`. Clause edges and the place of the verb decide.

pub mod act;
mod content;
mod frame;
pub mod subject;

use crate::clause;
use crate::draft::{Draft, Found};
use crate::lists::{self as class, Form, Lists, Verb};
use crate::view::View;
use content::{addressee, content_after, is_time, skip_adverbs, trailing};
use frame::according;
use subject::{auxiliaries, clause_start, main_subject, subject_before, subject_end};

/// All quotations of one unit that verbs and frames give.
pub fn find(view: &View<'_>, lists: &Lists, found: &mut Found<'_>) {
    let unit = found.unit;
    for i in unit.start..unit.end {
        if !view.outside(i) || view.capital(i) || found.taken_as_cue(i) {
            continue;
        }
        if view.is(i, class::BEFORE_PAIRED) && view.is_any(i + 1, class::BEFORE_LINK) {
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

impl Found<'_> {
    fn taken_as_cue(&self, i: usize) -> bool {
        self.drafts[self.first..]
            .iter()
            .any(|d| [&d.cue, &d.source].into_iter().flatten().any(|&(a, b)| a <= i && i < b))
    }
}
