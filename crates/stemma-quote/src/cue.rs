//! Cue verbs in their clauses: finite forms with particles far away, perfects, passives, verb-final clauses.

use crate::lists::{self as class, Form, Lists, VerbKind};
use crate::phrase::Span;
use crate::view::{Unit, View};

/// Farthest distance between the parts of one cue, in tokens.
const FARTHEST: usize = 45;

/// Where the verb stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Main clause.
    Main,
    /// Subordinate clause, verb last.
    Final,
}

/// One cue verb.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Number of the verb in [`Lists::verbs`].
    pub verb: usize,
    /// Finite part.
    pub at: usize,
    /// Last part of the verb.
    pub last: usize,
    /// All parts.
    pub parts: Vec<Span>,
    /// Where it stands.
    pub shape: Shape,
    /// True for passives.
    pub passive: bool,
    /// True if the finite part is a subjunctive: itself reported.
    pub reported: bool,
}

/// All cue verbs of a unit outside quotation marks, in order.
pub fn find(view: &View<'_>, lists: &Lists, unit: Unit) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for i in unit.start..unit.end {
        let word = &view.words[i];
        if word.quote != 0 || word.capital {
            continue;
        }
        let forms = lists.forms(&word.lower);
        if forms.is_empty() || hits.iter().any(|h| h.parts.iter().any(|&(a, b)| a <= i && i < b)) {
            continue;
        }
        if let Some(hit) = best(view, lists, unit, i, forms) {
            hits.push(hit);
        }
    }
    hits
}

fn best(view: &View<'_>, lists: &Lists, unit: Unit, i: usize, forms: &[(u16, Form)]) -> Option<Hit> {
    let mut plain = None;
    let infinitive = is_infinitive(view, unit, i);
    let participles = forms.iter().filter(|f| f.1 == Form::Participle);
    for &(number, form) in participles.chain(forms.iter().filter(|f| f.1 != Form::Participle)) {
        if infinitive && matches!(form, Form::Finite | Form::Joined) {
            continue;
        }
        let verb = &lists.verbs[number as usize];
        let hit = match form {
            Form::Finite | Form::Subjunctive if verb.particle.is_some() && form == Form::Finite => {
                let particle = verb.particle.as_deref().unwrap_or_default();
                split_particle(view, unit, i, particle)
            }
            Form::Finite | Form::Subjunctive => Some((vec![(i, i + 1)], i, shape(view, unit, i), false)),
            Form::Joined => {
                (shape(view, unit, i) == Shape::Final).then(|| (vec![(i, i + 1)], i, Shape::Final, false))
            }
            Form::Participle => perfect(view, unit, i),
            Form::ParticipleApart => {
                let particle = verb.particle.as_deref().unwrap_or_default();
                let apart = i > unit.start && view.at(i - 1, particle);
                apart.then(|| perfect(view, unit, i)).flatten().map(|mut found| {
                    found.0.push((i - 1, i));
                    found
                })
            }
            Form::Gerund | Form::Infinitive => None,
        };
        let Some((mut parts, at, shape, passive)) = hit else { continue };
        if passive && verb.active {
            continue;
        }
        if let Some(needs) = &verb.needs {
            let start = view.clause_start(at, unit.start);
            let end = view.clause_end(at, unit.end);
            match (start..end).find(|&k| view.at(k, needs)) {
                Some(k) => parts.push((k, k + 1)),
                None => continue,
            }
        }
        parts.sort_unstable();
        parts.dedup_by(|next, part| {
            let adjacent = part.1 == next.0;
            if adjacent {
                part.1 = next.1;
            }
            adjacent
        });
        let last = parts.iter().map(|p| p.1 - 1).max().unwrap_or(i);
        let reported = form == Form::Subjunctive && !view.at(at.saturating_sub(1), "ich")
            || form == Form::Participle && view.subjunctive_at(at, true);
        let hit = Hit { verb: number as usize, at, last, parts, shape, passive, reported };
        if verb.particle.is_some() || verb.needs.is_some() {
            return Some(hit);
        }
        // An act of speech gives way to a fuller use of the same word.
        let gives_way = |p: &Hit| p.verb != hit.verb && lists.verbs[p.verb].kind == VerbKind::Act;
        if plain.as_ref().is_none_or(gives_way) {
            plain = Some(hit);
        }
    }
    plain
}

/// The word is the plural form that is also the infinitive, and `zu`, a modal or an auxiliary governs it.
fn is_infinitive(view: &View<'_>, unit: Unit, i: usize) -> bool {
    if !view.words[i].lower.ends_with('n') || view.words[i].moods & crate::lists::mood::PLURAL == 0 {
        return false;
    }
    let governs = class::MODAL | class::AUXILIARY;
    if i > unit.start && view.is(i - 1, class::INFINITIVE_MARK) || view.is(i + 1, governs) {
        return true;
    }
    let start = view.clause_start(i, unit.start);
    (start..i).any(|k| view.outside(k) && view.is(k, governs) && !view.is(k, class::PREPOSITION))
}

type Found = (Vec<Span>, usize, Shape, bool);

/// The finite verb ends its clause, and the clause begins like a subordinate one.
pub fn shape(view: &View<'_>, unit: Unit, i: usize) -> Shape {
    let start = view.clause_start(i, unit.start);
    let start = stepped(view, start, unit).unwrap_or(start);
    let begins = |k: usize| view.is(k, class::SUBORDINATOR | class::RELATIVE | class::QUESTION);
    let ends = view.divides(i + 1)
        || i + 1 >= unit.body
        || view.mark(i + 1) && view.quote_at(i + 1).is_none()
        || view.is(i + 1, class::CONJUNCTION);
    let after = view.is(start, class::PREPOSITION) && begins(start + 1);
    let joined = view.is(start, class::CONJUNCTION | class::ADVERB | class::FOCUS)
        && view.is(start + 1, class::SUBORDINATOR | class::QUESTION);
    let prefixed = after || joined;
    // "Der sagte": a demonstrative that begins a sentence begins no relative clause.
    let demonstrative = start == unit.start && view.is(start, class::DETERMINER);
    // "was auch immer": the clause may be divided by an apposition or a relative clause; only short ones are followed.
    if ends && start < i && (begins(start) && !demonstrative || prefixed) {
        Shape::Final
    } else {
        Shape::Main
    }
}

/// "Wie der Leiter, Jan Rau, in Bern mitteilte": the subordinator of the clause whose last part starts at `start`,
/// over appositions and relative clauses that divide it.
pub fn stepped(view: &View<'_>, start: usize, unit: Unit) -> Option<usize> {
    let mut at = start;
    for _ in 0..3 {
        if at < unit.start + 2 || !view.at(at - 1, ",") {
            return None;
        }
        let end = at - 1;
        let before = view.clause_start(end - 1, unit.start);
        let finite = (before..end).any(|k| view.outside(k) && view.finite(k));
        let first = before + usize::from(view.is(before, class::FOCUS | class::CONJUNCTION));
        if !finite && view.is(first, class::SUBORDINATOR) && view.count(first, end) > 1 {
            return Some(first);
        }
        let relative = view.is(before, class::RELATIVE) && view.finite(end - 1);
        if finite && !relative {
            return None;
        }
        at = before;
    }
    None
}

/// `teilte … mit`, `bekannt gab`.
fn split_particle(view: &View<'_>, unit: Unit, i: usize, particle: &str) -> Option<Found> {
    if i > unit.start && view.at(i - 1, particle) && !view.is(i - 1, class::PREPOSITION) {
        return Some((vec![(i - 1, i), (i, i + 1)], i, Shape::Final, false));
    }
    // A verb that ends its clause has no particle in the next one.
    if view.divides(i + 1) {
        return None;
    }
    let limit = unit.end.min(i + FARTHEST);
    for k in i + 1..limit {
        if !view.outside(k) {
            continue;
        }
        if view.at(k, ";") || view.at(k, ":") {
            return None;
        }
        if view.at(k, particle) {
            // "sagte Vogt zu „Radio Nord“": before a name in marks it is a preposition.
            let ends = k + 1 >= unit.body
                || view.mark(k + 1) && view.quote_at(k + 1).is_none()
                || view.is(k + 1, class::CONJUNCTION | class::SUBORDINATOR);
            let adverb = !view.is(k, class::PREPOSITION | class::DETERMINER);
            if ends || adverb {
                return Some((vec![(i, i + 1), (k, k + 1)], i, Shape::Main, false));
            }
        }
    }
    None
}

/// `hat … gesagt`, `mitgeteilt hatte`, `wurde … vorgeworfen`, `mitgeteilt worden war`.
fn perfect(view: &View<'_>, unit: Unit, i: usize) -> Option<Found> {
    let is_worden = view.at(i + 1, "worden") || view.at(i + 1, "haben") || view.at(i + 1, "werden");
    let after = if is_worden { i + 2 } else { i + 1 };
    if view.is(after, class::AUXILIARY) && view.outside(after) {
        let ends = after + 1 >= unit.body || view.mark(after + 1) || view.is(after + 1, class::CONJUNCTION);
        if !ends {
            return None;
        }
        let passive = view.at(i + 1, "worden") || view.is(after, class::PASSIVE);
        return Some((vec![(i, after + 1)], after, Shape::Final, passive));
    }
    let last = if is_worden { i + 1 } else { i };
    let ends = last + 1 >= unit.body
        || view.mark(last + 1)
        || view.is(last + 1, class::CONJUNCTION | class::SUBORDINATOR);
    if !ends {
        return None;
    }
    let floor = unit.start.max(i.saturating_sub(FARTHEST));
    let aux =
        (floor..i).rev().filter(|&k| view.outside(k)).take_while(|&k| !view.at(k, ";") && !view.at(k, ":"));
    let mut aux = aux.filter(|&k| view.finite(k) && view.is(k, class::AUXILIARY | class::MODAL));
    let at = aux.next()?;
    if shape(view, unit, at) == Shape::Final {
        return None;
    }
    let passive = view.is(at, class::PASSIVE | class::BEING);
    Some((vec![(at, at + 1), (i, last + 1)], at, Shape::Main, passive))
}
