//! Quotations of languages with the order subject, verb, object whose verbs build groups: auxiliary, clitics, negation
//! and participle stand together, and the subject may follow them. `X a déclaré que …`, `« … », a déclaré X`,
//! `…, a-t-il dit`, `selon X`, `affirmant que …`. Every word of such a language is data.

mod content;
mod frame;
mod noun;
#[cfg(test)]
mod tests;
mod verb;

use crate::draft::{Draft, Found, trim};
use crate::lists::{self as class, Lists, VerbKind};
use crate::phrase::Span;
use crate::view::View;
use crate::{Polarity, QuotationKind, clause};
use verb::Group;

/// The rule of hearsay that rests on nobody named: no chain of a quotation before it holds for it.
pub const UNSOURCED: &str = "unsourced hearsay";

/// All quotations of one unit that verbs and frames give, with gerunds and nouns of speech.
pub fn find(view: &View<'_>, lists: &Lists, found: &mut Found<'_>) {
    let groups = verb::groups(view, lists, found.unit);
    frame::find(view, lists, &groups, found);
    for at in 0..groups.len() {
        let group = &groups[at];
        if found.taken(group.head) && !content_of_frame(found, group.head) {
            // Words of somebody who is quoted already: only a parenthesis is a speaker of its own.
            if group.enclitic.is_none() && !after_quote(view, group.first) {
                continue;
            }
        }
        let verb = &lists.verbs[usize::from(group.verb)];
        let Some(mut draft) = spoken(view, lists, &groups, at, found) else { continue };
        if verb.hears && !draft.addressee.is_empty() {
            std::mem::swap(&mut draft.source, &mut draft.addressee);
            draft.addressee.retain(|s| !view.is(s.0, class::IMPERSONAL));
        }
        // "demande que", "demande de" demand; what is asked begins with a question word or stands in marks.
        let demand = verb.kind == VerbKind::Urge
            && draft.kind != QuotationKind::Direct
            && draft.content.iter().any(|c| view.is(c.0, class::THAT | class::INFINITIVE_MARK));
        if draft.polarity == Polarity::Affirmed && !(demand && verb.polarity == Polarity::Questioned) {
            draft.polarity = verb.polarity;
        }
        if group.negated && verb.polarity == Polarity::Affirmed {
            match verb.kind {
                VerbKind::Think => draft.polarity = Polarity::Denied,
                _ if draft.kind == QuotationKind::Direct => {}
                _ => continue,
            }
        }
        found.drafts.push(draft);
    }
    frame::nouns(view, lists, found);
    asked(view, lists, &groups, found);
}

/// `Interrogé par X`: who asked is told.
fn asked(view: &View<'_>, lists: &Lists, groups: &[Group], found: &mut Found<'_>) {
    let unit = found.unit;
    let phrase = (unit.start..unit.body)
        .filter(|&i| view.outside(i))
        .find_map(|i| lists.phrase(class::ASKED, view.lowers(i)).map(|(length, _)| i + length));
    let Some(start) = phrase.filter(|s| *s < unit.body) else { return };
    let end = noun::phrase_end(view, lists, groups, start, unit.body);
    let told = found.drafts[found.first..].iter_mut().find(|d| d.addressee.is_empty() && !d.cue.is_empty());
    if let Some(draft) = told.filter(|_| end > start && noun::begins(view, start)) {
        draft.addressee = vec![(start, end)];
    }
}

/// What is left when verbs, frames and marks have been read: acts of speech with an object, and hearsay.
pub fn rest(view: &View<'_>, lists: &Lists, found: &mut Found<'_>) {
    let groups = verb::groups(view, lists, found.unit);
    for (at, group) in groups.iter().enumerate() {
        let verb = &lists.verbs[usize::from(group.verb)];
        let plain = group.quote == 0 && !group.negated && group.form != class::Form::Gerund;
        if verb.act.is_none() || !plain || found.taken(group.head) {
            continue;
        }
        let Some(source) = noun::subject_before(view, lists, &groups, at, found) else { continue };
        let (_, after) = content::told(view, lists, group.last, found.unit.body);
        let end = view.clause_end(after, found.unit.body);
        let Some(content) = trim(view, (after, end)).filter(|s| noun::begins(view, s.0)) else { continue };
        let mut draft = Draft::new(QuotationKind::Reported, vec![content], found.number, "act");
        (draft.cue, draft.source) = (group.cue.clone(), vec![source]);
        if verb.kind != VerbKind::Urge {
            draft.polarity = verb.polarity;
        }
        found.drafts.push(draft);
    }
    frame::hearsay(view, found);
}

/// True if word `i` stands in what a frame without a verb gives: a verb inside it may frame it again.
fn content_of_frame(found: &Found<'_>, i: usize) -> bool {
    let within = |spans: &[Span]| spans.iter().any(|&(a, b)| a <= i && i < b);
    found.drafts[found.first..].iter().all(|d| {
        !within(&d.content) && !within(&d.cue) && !within(&d.source)
            || d.rule == frame::RULE && within(&d.content)
    })
}

/// True if a quotation in marks ends right before word `i`, with a comma or without.
fn after_quote(view: &View<'_>, i: usize) -> bool {
    i > 0 && view.quote_ending(i - 1).is_some()
        || i > 1 && view.at(i - 1, ",") && view.quote_ending(i - 2).is_some()
}

/// The quotation that one verb group tells.
fn spoken(view: &View<'_>, lists: &Lists, groups: &[Group], at: usize, found: &Found<'_>) -> Option<Draft> {
    let group = &groups[at];
    let verb = &lists.verbs[usize::from(group.verb)];
    let unit = found.unit;
    if group.form == class::Form::Gerund {
        let (told, content) = content::after(view, lists, verb, group, unit)?;
        let mut draft = clause::content(view, content, found.number, "gerund");
        draft.cue = group.cue.clone();
        draft.addressee = told.into_iter().collect();
        let last = found.drafts[found.first..].iter().rev().find(|d| !d.source.is_empty());
        draft.source = match last {
            Some(last) => last.source.clone(),
            None => noun::main_subject(view, lists, groups, found, group.first).into_iter().collect(),
        };
        return Some(draft);
    }
    if let Some(draft) = inverted(view, lists, groups, group, found) {
        return Some(draft);
    }
    if group.quote != 0 || group.enclitic.is_some() {
        return None;
    }
    let source = match group.impersonal {
        true => None,
        false => Some(noun::subject_before(view, lists, groups, at, found)?),
    };
    let closes = group.last >= unit.body || view.divides(group.last);
    let parenthetic = source.filter(|s| closes && s.0 > unit.start && view.divides(s.0 - 1));
    if let Some(source) = parenthetic.filter(|s| !view.at(group.last, ":") && s.0 > unit.start + 1) {
        let shape = Inserted { from: source.0, to: group.last, source: Some(source), addressee: None };
        return around(view, lists, groups, group, &shape, found);
    }
    let (told, content) = content::after(view, lists, verb, group, unit)?;
    // "Il a été annoncé que": without a speaker only a clause is a content.
    if group.impersonal && !content.iter().any(|c| view.is(c.0, class::THAT)) {
        return None;
    }
    let mut draft = clause::content(view, content, found.number, "verb before");
    draft.cue = group.cue.clone();
    draft.source = source.into_iter().collect();
    draft.addressee = told.into_iter().collect();
    Some(draft)
}

/// What stands inside or after the words of somebody: the verb group with its subject.
struct Inserted {
    from: usize,
    to: usize,
    source: Option<Span>,
    addressee: Option<Span>,
}

/// `« … », a déclaré X`, `…, a-t-il dit, …`, `comme l'a dit X`: the subject follows its verb.
fn inverted(
    view: &View<'_>,
    lists: &Lists,
    groups: &[Group],
    group: &Group,
    found: &Found<'_>,
) -> Option<Draft> {
    let unit = found.unit;
    let like = group.first > unit.start && view.is(group.first - 1, class::LIKE);
    let from = group.first - usize::from(like);
    let before = from.checked_sub(1).filter(|b| *b >= unit.start);
    let parted = before.is_some_and(|b| {
        view.mark(b)
            && (noun::divides(view, b)
                || view.quote_ending(b).is_some()
                || matches!(view.words[b].text, "?" | "!" | "…"))
    });
    if !(parted || like && before.is_none()) {
        return None;
    }
    let limit = noun::limit(view, group.first, unit);
    let mut shape = Inserted { from, to: group.last, source: None, addressee: None };
    if let Some(enclitic) = group.enclitic {
        shape.source = Some((enclitic, enclitic + 1));
        shape.addressee = content::told(view, lists, group.last, limit).0;
    } else {
        let (told, mut start) = content::told(view, lists, group.last, limit);
        if start != group.last && !noun::begins(view, start) {
            start = group.last;
        }
        let end = noun::subject_after(view, lists, groups, start, limit)?;
        shape.source = Some((start, end));
        shape.addressee = told.or_else(|| content::told(view, lists, end, limit).0);
        shape.to = end;
    }
    if !like
        && group.enclitic.is_none()
        && !after_quote(view, from)
        && group.quote == 0
        && !tells(view, lists, group, &shape, found)
    {
        return None;
    }
    around(view, lists, groups, group, &shape, found)
}

/// `Anna Exemple, la directrice, annonce la fermeture`: what follows is no subject but an object, and what stands
/// before is the subject, if that holds no verb.
fn tells(view: &View<'_>, lists: &Lists, group: &Group, shape: &Inserted, found: &Found<'_>) -> bool {
    let verb = &lists.verbs[usize::from(group.verb)];
    if matches!(verb.kind, VerbKind::Urge | VerbKind::Act | VerbKind::Name) {
        return false;
    }
    let unit = found.unit;
    let inside = noun::divides(view, shape.to) || shape.to >= noun::limit(view, group.first, unit);
    let time = view.is_any(shape.to, class::TIME) || view.is(shape.to, class::PREPOSITION | class::ADVERB);
    let segments = (unit.start..shape.from.saturating_sub(1)).filter(|&k| noun::divides(view, k)).count();
    let nominal = segments > 0 && noun::begins(view, unit.start) && verb.act.is_some();
    let that = (shape.to..shape.to + 2).any(|k| view.is(k, class::THAT)) && !inside;
    (inside || time) && !nominal && !that
}

/// The content around an insertion: what stands before it, and what goes on after it.
fn around(
    view: &View<'_>,
    lists: &Lists,
    groups: &[Group],
    group: &Group,
    shape: &Inserted,
    found: &Found<'_>,
) -> Option<Draft> {
    let verb = &lists.verbs[usize::from(group.verb)];
    if verb.kind == VerbKind::Act
        || verb.kind == VerbKind::Urge && !after_quote(view, shape.from) && group.quote == 0
    {
        return None;
    }
    let spans = match group.quote {
        0 => content::outside(view, lists, groups, (shape.from, shape.to), group.enclitic.is_some(), found)?,
        number => {
            let quote = view.quotes.get(number as usize - 1)?;
            let end = (shape.to..=quote.close)
                .find(|&k| noun::divides(view, k) || k == quote.close || view.mark(k))?;
            if end >= quote.close {
                vec![(quote.open, shape.from), (quote.close, quote.close + 1)]
            } else {
                vec![(quote.open, shape.from), (end + 1, quote.close + 1)]
            }
        }
    };
    let mut draft = if group.quote == 0 {
        clause::content(view, spans, found.number, "verb after")
    } else {
        Draft::new(QuotationKind::Direct, spans, found.number, "verb after")
    };
    draft.cue = group.cue.clone();
    draft.source = shape.source.into_iter().collect();
    draft.addressee = shape.addressee.into_iter().collect();
    Some(draft)
}
