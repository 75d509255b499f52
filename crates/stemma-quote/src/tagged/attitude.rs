//! Attitudes told by adjectives and nouns: `is confident that`, `his promise to`, `support for`; and frames of a
//! survey or a view: `in a poll`, `in her view`.

use crate::draft::Draft;
use crate::lists as class;
use crate::phrase::Span;
use crate::tagged::draft_of;
use crate::tagged::phrase::Text;
use crate::tagged::tag::Tag;
use crate::view::Unit;

/// Quotations that adjectives, nouns and frames give.
pub fn find(text: &Text<'_, '_>, unit: Unit, number: usize, drafts: &mut Vec<Draft>) {
    for i in unit.start..unit.body {
        if !text.view.outside(i) || text.view.capital(i) {
            continue;
        }
        let taken = |d: &Draft| d.cue.iter().chain(&d.source).any(|&(a, b)| a <= i && i < b);
        if drafts.iter().any(taken) {
            continue;
        }
        let draft = if text.view.is(i, class::FRAME_PREPOSITION) {
            framed(text, i, unit, number)
        } else if matches!(text.tag(i), Tag::Adjective | Tag::Participle)
            && text.view.is_any(i, class::ATTITUDE)
        {
            adjective(text, i, unit, number)
        } else if text.tag(i) == Tag::Noun {
            noun(text, i, unit, number)
        } else {
            None
        };
        drafts.extend(draft);
    }
}

/// What follows an adjective or noun: a clause, an infinitive, or a preposition with its object. Gives the content
/// and the end of the cue.
fn complement(text: &Text<'_, '_>, i: usize, unit: Unit, wanted: [bool; 3]) -> Option<(Span, usize)> {
    let at = text.skip_adverbs(i + 1, unit.body);
    let [clause, infinitive, topic] = wanted;
    let question = text.tag(at) == Tag::Subordinator
        && text.view.is(at, class::QUESTION)
        && !text.view.is_any(at, class::TIME_QUESTION | class::CONDITION);
    if clause
        && (text.tag(at) == Tag::That && text.clause(at + 1, unit.body) && !text.tag(at + 1).finite()
            || question)
    {
        return Some(((at, text.clause_content_end(at, unit)), i + 1));
    }
    let negated = usize::from(text.view.is(at, class::NEGATION));
    if infinitive && text.tag(at + negated) == Tag::To {
        return Some(((at, text.object_end(at, unit, true)), i + 1));
    }
    let start = at + 1;
    let begins = text.tag(start).nominal()
        || matches!(text.tag(start), Tag::Pronoun | Tag::Gerund | Tag::Subordinator);
    let fits = topic && text.tag(at) == Tag::Preposition && text.view.is_any(at, class::TOPIC_MARK);
    if fits && begins && !text.view.is_any(start, class::WEEKDAY) && start < unit.body {
        return Some(((start, text.object_end(start, unit, false)), start));
    }
    None
}

/// `is confident that`, `was critical of`.
fn adjective(text: &Text<'_, '_>, i: usize, unit: Unit, number: usize) -> Option<Draft> {
    let mut at = i;
    while at > unit.start && text.tag(at - 1) == Tag::Adverb {
        at -= 1;
    }
    let being = at > unit.start
        && (text.view.is(at - 1, class::BEING) || matches!(text.tag(at - 1), Tag::Contracted | Tag::Bare));
    if !being {
        return None;
    }
    let (content, cue_end) = complement(text, i, unit, [true, true, true])?;
    let group = text.group_start(at, unit.start);
    let source =
        if text.tag(at - 1) == Tag::Contracted { Some((at - 1, at)) } else { text.subject(group, unit) };
    let mut draft = draft_of(text, vec![content], number, "attitude")?;
    draft.cue = vec![(group, cue_end)];
    draft.source = vec![source?];
    Some(draft)
}

/// `his promise to`, `the claim that`, `support for`, `critics of`.
fn noun(text: &Text<'_, '_>, i: usize, unit: Unit, number: usize) -> Option<Draft> {
    let view = text.view;
    let is = |class: crate::lists::Classes| view.is_any(i, class);
    let people = is(class::PEOPLE_NOUN);
    let wanted = [is(class::CLAUSE_NOUN), is(class::INFINITIVE_NOUN), is(class::TOPIC_NOUN) || people];
    if !wanted.contains(&true) {
        return None;
    }
    let (content, cue_end) = complement(text, i, unit, wanted)?;
    let mut start = i;
    while start > unit.start && matches!(text.tag(start - 1), Tag::Adjective | Tag::Noun | Tag::Number) {
        start -= 1;
    }
    let mut cue = (i, cue_end);
    let source = if people {
        let from =
            if start > unit.start && text.tag(start - 1) == Tag::Determiner { start - 1 } else { start };
        cue = (i + 1, cue_end);
        Some((from, i + 1))
    } else if start > unit.start && text.tag(start - 1) == Tag::Genitive {
        text.phrase_before(start, unit.start).map(|s| (s, start))
    } else if start > unit.start && view.is(start - 1, class::POSSESSIVE) {
        Some((start - 1, start))
    } else {
        governing(text, start, unit).map(|(subject, verb)| {
            cue.0 = verb;
            subject
        })
    };
    if source.is_none() && text.tag(content.0) != Tag::That {
        return None;
    }
    let mut draft = draft_of(text, vec![content], number, "noun")?;
    draft.cue = vec![cue];
    draft.source = source.into_iter().collect();
    Some(draft)
}

/// The subject of the verb whose object begins at `start`, and where its verb group begins: `expressed support`.
fn governing(text: &Text<'_, '_>, start: usize, unit: Unit) -> Option<(Span, usize)> {
    let mut at = start;
    while at > unit.start && matches!(text.tag(at - 1), Tag::Determiner | Tag::Adverb) {
        at -= 1;
    }
    let verb = at.checked_sub(1).filter(|&v| v >= unit.start)?;
    if !matches!(text.tag(verb), Tag::Finite | Tag::Auxiliary | Tag::Participle | Tag::Plain)
        || text.view.is(verb, class::BEING)
    {
        return None;
    }
    let group = text.group_start(verb, unit.start);
    Some((text.subject(group, unit)?, group))
}

/// `in a poll, …`, `…, in her view`.
fn framed(text: &Text<'_, '_>, i: usize, unit: Unit, number: usize) -> Option<Draft> {
    let end = text.full_end(i + 1, unit.body, true);
    if end <= i + 1 {
        return None;
    }
    let head = text.base_end(i + 1, unit.body);
    let survey = text.view.is_any(head - 1, class::SURVEY);
    let view = text.view.is_any(head - 1, class::VIEW_NOUN);
    let divided = text.view.at(end, ",") || end >= unit.body;
    if !(survey && i == unit.start && divided || view && divided) {
        return None;
    }
    let source = if survey {
        (i + 1, end)
    } else if text.tag(head - 2) == Tag::Genitive || text.view.is(head - 2, class::POSSESSIVE) {
        (i + 1, head - 1)
    } else {
        return None;
    };
    let rest = if i == unit.start { (end, unit.end) } else { (unit.start, i) };
    let mut draft = draft_of(text, vec![rest], number, "in a view")?;
    draft.cue = vec![if survey { (i, i + 1) } else { (head - 1, head) }];
    draft.source = vec![source];
    Some(draft)
}
