//! Verb groups: `a déclaré`, `n'a pas précisé`, `s'est emporté`, `a-t-il ajouté`, `affirme`, `en assurant`.

use crate::lists::{self as class, Form, Lists};
use crate::phrase::Span;
use crate::view::{Unit, View};

/// Farthest from a participle that its auxiliary is looked for, in words.
const FARTHEST: usize = 6;

/// One verb of speech with the words that belong to it.
#[derive(Clone, Debug)]
pub struct Group {
    /// First word: clitics and negation included.
    pub first: usize,
    /// The word that bears the meaning.
    pub head: usize,
    /// One past the last word.
    pub last: usize,
    /// Number of the verb.
    pub verb: u16,
    /// Its form.
    pub form: Form,
    /// The subject that leans on it: `-t-il`.
    pub enclitic: Option<usize>,
    /// The words that make it a cue.
    pub cue: Vec<Span>,
    /// Negated.
    pub negated: bool,
    /// In the passive: it has no speaker of its own.
    pub impersonal: bool,
    /// One plus the number of the quotation that holds it, or 0.
    pub quote: u32,
}

/// All verb groups of one unit, in order.
pub fn groups(view: &View<'_>, lists: &Lists, unit: Unit) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    for head in unit.start..unit.end {
        let small = view.words[head].text.chars().next().is_some_and(char::is_lowercase);
        if found.last().is_some_and(|g| head < g.last) || !small {
            continue;
        }
        if let Some(group) = group_at(view, lists, head, unit) {
            found.push(group);
        }
    }
    found
}

/// The verb that this form belongs to: one that needs the next word goes first.
fn verb_of(view: &View<'_>, lists: &Lists, head: usize, wanted: &[Form]) -> Option<(u16, Form, bool)> {
    let forms = lists.forms(&view.words[head].lower);
    let mut fitting = forms.iter().filter(|(_, form)| wanted.contains(form));
    let needs = |number: u16| lists.verbs[usize::from(number)].needs.as_deref();
    let next = head + 1 + usize::from(view.is(head + 1, class::ENCLITIC));
    let named = fitting.clone().find(|(n, _)| needs(*n).is_some_and(|w| view.at(next, w)));
    let mut plain = || fitting.find(|(n, _)| needs(*n).is_none());
    named.map(|(n, f)| (*n, *f, true)).or_else(|| plain().map(|(n, f)| (*n, *f, false)))
}

fn group_at(view: &View<'_>, lists: &Lists, head: usize, unit: Unit) -> Option<Group> {
    let quote = view.words[head].quote;
    let make = |first: usize, verb: (u16, Form, bool)| Group {
        first,
        head,
        last: head + 1 + usize::from(verb.2),
        verb: verb.0,
        form: verb.1,
        enclitic: None,
        cue: vec![(head, head + 1 + usize::from(verb.2))],
        negated: false,
        impersonal: false,
        quote,
    };
    if let Some(verb) = verb_of(view, lists, head, &[Form::Gerund]) {
        let marked = head > unit.start && view.is(head - 1, class::GERUND_MARK);
        return Some(make(head - usize::from(marked), verb));
    }
    if let Some(verb) = verb_of(view, lists, head, &[Form::Participle])
        && let Some(found) = auxiliary(view, head, unit)
    {
        let mut group = make(found.first, verb);
        (group.enclitic, group.negated, group.impersonal) = (found.enclitic, found.negated, found.passive);
        group.cue = found.cue;
        match group.cue.last_mut().filter(|c| c.1 == head) {
            Some(last) => last.1 = group.last,
            None => group.cue.push((head, group.last)),
        }
        return Some(group);
    }
    if let Some(verb) = verb_of(view, lists, head, &[Form::Infinitive]) {
        let found = aspect(view, head, unit)?;
        let mut group = make(found.first, verb);
        (group.enclitic, group.negated) = (found.enclitic, found.negated);
        group.cue = vec![(found.cue[0].0, group.last)];
        return Some(group);
    }
    let verb = verb_of(view, lists, head, &[Form::Finite])?;
    let mut group = make(head, verb);
    let (first, negated, reflexive) = clitics(view, head, unit);
    (group.first, group.negated) = (first, negated);
    if let Some(at) = reflexive.filter(|at| at + 1 == head) {
        group.cue = vec![(at, group.last)];
    }
    if view.is(head + 1, class::ENCLITIC) {
        // "fait-elle valoir": the word that the verb needs stands behind its subject.
        group.enclitic = Some(head + 1);
        if verb.2 {
            group.cue = vec![(group.cue[0].0, head + 1), (head + 2, head + 3)];
        }
        group.last += 1;
    }
    if view.is(group.last, class::NEGATION) {
        group.negated = group.negated || first < head;
        group.last += 1;
    }
    // "la demande", "une annonce", "sur commande": a noun. An article that may be a clitic counts as one after a
    // pronoun or a conjunction: "comme le rappelle".
    let before = first.checked_sub(1).filter(|b| *b >= unit.start);
    let nominal = before
        .is_some_and(|b| view.is(b, class::DETERMINER | class::PREPOSITION) && !view.is(b, class::PRONOUN));
    let article = first < head && view.is(first, class::DETERMINER) && !negated && {
        let fronted = before.is_some_and(|b| view.is(b, class::LIKE | class::PRONOUN | class::RELATIVE));
        !fronted
    };
    (!nominal && !article).then_some(group)
}

/// What stands before a participle.
struct Auxiliary {
    first: usize,
    enclitic: Option<usize>,
    cue: Vec<Span>,
    negated: bool,
    passive: bool,
}

/// The auxiliary of the participle at `head`: over adverbs, negation, and a subject that leans on it.
fn auxiliary(view: &View<'_>, head: usize, unit: Unit) -> Option<Auxiliary> {
    let mut found =
        Auxiliary { first: head, enclitic: None, cue: Vec::new(), negated: false, passive: false };
    let mut at = head;
    let floor = unit.start.max(head.saturating_sub(FARTHEST));
    while at > floor {
        at -= 1;
        if view.is(at, class::AUXILIARY) {
            break;
        }
        if view.is(at, class::ENCLITIC) {
            found.enclitic = Some(at);
        } else if view.is(at, class::PASSIVE) {
            found.passive = true;
        } else if view.is(at, class::NEGATION) {
            found.negated = true;
        } else if !view.is(at, class::ADVERB) && !inside_adverbial(view, at, head) {
            return None;
        }
    }
    if !view.is(at, class::AUXILIARY) {
        return None;
    }
    let (first, negated, reflexive) = clitics(view, at, unit);
    found.first = first;
    found.negated |= negated && !found.passive;
    let start = reflexive.filter(|r| r + 1 == at).unwrap_or(at);
    found.cue.push((start, at + 1));
    if found.passive {
        found.cue[0].1 = head;
        let subject = first.checked_sub(1).filter(|b| *b >= unit.start && view.is(*b, class::PRONOUN));
        return subject.map(|_| found);
    }
    // "est attendu", "sont prévus": being without a reflexive is a passive.
    (!view.is(at, class::BEING) || reflexive.is_some()).then_some(found)
}

/// The verb that makes one group with the infinitive at `head`: "tient à préciser", "s'est contenté de rappeler".
fn aspect(view: &View<'_>, head: usize, unit: Unit) -> Option<Auxiliary> {
    let mut at = head;
    while at > unit.start && view.is(at - 1, class::OBJECT_CLITIC | class::INFINITIVE_MARK | class::NEGATION)
    {
        at -= 1;
    }
    let verb = at.checked_sub(1).filter(|v| *v >= unit.start && view.is(*v, class::ASPECT))?;
    let compound = auxiliary(view, verb, unit);
    if let Some(compound) = compound.filter(|c| !c.passive) {
        return Some(compound);
    }
    let (first, negated, reflexive) = clitics(view, verb, unit);
    let start = reflexive.unwrap_or(verb);
    let past = view.words[verb].classes & class::PAST != 0 && first == verb;
    (!past).then(|| Auxiliary {
        first,
        enclitic: None,
        cue: vec![(start, verb + 1)],
        negated,
        passive: false,
    })
}

/// Adverbials of several words hold prepositions and nouns: "a pour sa part indiqué".
fn inside_adverbial(view: &View<'_>, at: usize, head: usize) -> bool {
    !view.mark(at)
        && !view.capital(at)
        && (at.saturating_sub(3)..head).any(|k| view.is(k, class::PREPOSITION))
}

/// First word of the clitics and negation right before a verb, whether one negates, and the reflexive one.
fn clitics(view: &View<'_>, verb: usize, unit: Unit) -> (usize, bool, Option<usize>) {
    let (mut first, mut negated, mut reflexive) = (verb, false, None);
    while first > unit.start && view.is(first - 1, class::OBJECT_CLITIC | class::NEGATION) {
        let at = first - 1;
        // "elle nous a dit": a pronoun that may be a subject is one, if no other stands before it.
        let subject = view.is(at, class::PRONOUN)
            && !at
                .checked_sub(1)
                .is_some_and(|b| b >= unit.start && view.words[b].kind == stemma_text::TokenKind::Word);
        if subject {
            break;
        }
        negated |= view.is(at, class::NEGATION) && !view.is(at, class::ADVERB);
        if view.is(at, class::REFLEXIVE) {
            reflexive = Some(at);
        }
        first = at;
    }
    (first, negated, reflexive)
}
