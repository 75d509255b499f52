//! Acts of speech with an object: confirmations, denials, demands.

use crate::QuotationKind;
use crate::draft::{Draft, Found, trim};
use crate::lists::{self as class, Act, Form, Lists};
use crate::svo::subject::{clause_start, subject_before};
use crate::view::View;

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
