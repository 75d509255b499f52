//! Cues that are withheld: `wollte nicht bestätigen, dass`, `konnte weder bestätigen noch bestreiten, ob`. A modal, a
//! negation and the infinitive of a cue verb; whether the content is so stays open (see `force.rs`).

use crate::cue::{Hit, Shape};
use crate::force::Forces;
use crate::lists::{self as class, Act, Form, Lists, VerbKind, mood};
use crate::view::{Unit, View};

/// Farthest infinitive from its modal, in tokens.
const FARTHEST: usize = 25;

/// Adds the withheld cues of a unit to those found, in order.
pub fn add(view: &View<'_>, lists: &Lists, forces: &Forces, unit: Unit, hits: &mut Vec<Hit>) {
    let mut found = Vec::new();
    for at in unit.start..unit.body {
        if !view.outside(at) || !view.is(at, class::MODAL) || view.is(at, class::AUXILIARY) {
            continue;
        }
        if let Some(hit) = hit_at(view, lists, forces, unit, at) {
            let taken = |h: &Hit| h.parts.iter().any(|&(a, b)| a <= hit.last && hit.last < b);
            if !hits.iter().any(taken) {
                found.push(hit);
            }
        }
    }
    if !found.is_empty() {
        hits.extend(found);
        hits.sort_by_key(|h| h.parts.first().map_or(h.at, |p| p.0));
    }
}

/// The cue whose modal stands at `at`: an infinitive at the end of its clause, and a negation between.
fn hit_at(view: &View<'_>, lists: &Lists, forces: &Forces, unit: Unit, at: usize) -> Option<Hit> {
    let end = view.clause_end(at, unit.body).min(at + FARTHEST);
    let last = (at + 1..end).rev().find(|&k| !view.mark(k))?;
    let closes = last + 1 >= unit.body || view.divides(last + 1) || view.mark(last + 1);
    let word = &view.words[last];
    if !closes || word.capital || !view.outside(last) || word.moods & mood::PLURAL == 0 {
        return None;
    }
    // What is withheld: a clause, or the object of a verb that confirms or denies.
    let next = last + 2;
    let clause = last + 1 < unit.body
        && (view.at(last + 1, ":")
            || view.is(next, class::THAT | class::QUESTION)
            || view.words.get(next).is_some_and(|w| forces.is_whether(&w.lower))
            || view.is(next, class::PREPOSITION) && view.is(next + 1, class::QUESTION));
    if !(at + 1..last).any(|k| view.outside(k) && forces.is_negation(&view.words[k].lower)) {
        return None;
    }
    let says =
        |n: u16| matches!(lists.verbs[n as usize].kind, VerbKind::Say | VerbKind::Urge | VerbKind::Act);
    let (number, _) = lists.forms(&word.lower).iter().find(|(n, form)| {
        let verb = &lists.verbs[*n as usize];
        let whole = verb.particle.is_none() && *form == Form::Finite || *form == Form::Joined;
        whole && verb.needs.is_none() && says(*n)
    })?;
    let object = lists.verbs[*number as usize].act == Some(Act::Object) && last + 1 >= unit.body;
    if !clause && !object {
        return None;
    }
    Some(Hit {
        verb: *number as usize,
        at,
        last,
        parts: vec![(at, at + 1), (last, last + 1)],
        shape: Shape::Main,
        passive: false,
        reported: false,
    })
}
