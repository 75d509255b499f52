//! Quotations of languages of the order subject, verb, object whose words carry tags: verbs of saying, thinking,
//! wanting and judging with whatever complement they take.

mod attitude;
mod complement;
mod phrase;
mod subject;
mod tag;
#[cfg(test)]
mod tests;
mod words;

use crate::clause;
use crate::draft::{Draft, Found, trim};
use crate::lists::{self as class, Cue, Lists, takes};
use crate::phrase::Span;
use crate::view::{Unit, View};
pub use phrase::Text;
pub use tag::{Tag, tags};

/// All quotations of one unit that verbs, nouns, adjectives and frames give.
pub fn find(text: &Text<'_, '_>, found: &mut Found<'_>) {
    let unit = found.unit;
    let mut drafts: Vec<Draft> = Vec::new();
    for i in unit.start..unit.end {
        if !text.view.outside(i) {
            continue;
        }
        if text.view.is(i, class::BEFORE_PAIRED) && text.view.is_any(i + 1, class::BEFORE_LINK) {
            drafts.extend(words::according(text, unit, found.number, i));
            continue;
        }
        let Some(cue) = text.lists_cue(i) else { continue };
        let group = text.group_start(i, unit.start);
        let verb = Verb { cue, at: i, group, unit, number: found.number };
        if let Some(mut draft) = at_verb(text, &verb, &drafts) {
            draft.polarity = cue.polarity;
            drafts.push(draft);
        }
    }
    attitude::find(text, unit, found.number, &mut drafts);
    flatten(&mut drafts);
    found.drafts.append(&mut drafts);
}

/// A cue verb where it stands.
struct Verb<'a> {
    cue: &'a Cue,
    at: usize,
    group: usize,
    unit: Unit,
    number: usize,
}

/// The quotation of a cue verb.
fn at_verb(text: &Text<'_, '_>, verb: &Verb<'_>, drafts: &[Draft]) -> Option<Draft> {
    let (i, group) = (verb.at, verb.group);
    let with_finite = || (group..i).any(|k| text.tag(k).finite());
    match text.tag(i) {
        Tag::Finite => finite(text, verb, drafts),
        Tag::Participle if (group..i).any(|k| text.view.is(k, class::BEING)) => passive(text, verb),
        Tag::Participle if group < i => finite(text, verb, drafts),
        Tag::Participle => reduced(text, verb),
        Tag::Plain | Tag::Gerund if with_finite() => finite(text, verb, drafts),
        Tag::Plain => infinitive(text, verb),
        Tag::Gerund => gerund(text, verb, drafts),
        _ => None,
    }
}

fn draft_of(text: &Text<'_, '_>, spans: Vec<Span>, number: usize, rule: &'static str) -> Option<Draft> {
    let spans: Vec<Span> = spans.into_iter().filter_map(|s| trim(text.view, s)).collect();
    if spans.is_empty() {
        return None;
    }
    let draft = clause::content(text.view, spans, number, rule);
    (!draft.content.is_empty()).then_some(draft)
}

fn finite(text: &Text<'_, '_>, verb: &Verb<'_>, drafts: &[Draft]) -> Option<Draft> {
    let &Verb { cue, at: i, group, unit, number } = verb;
    if cue.takes & takes::WORDS != 0
        && let Some(draft) = words::around(text, verb, drafts)
    {
        return Some(draft);
    }
    let subject = text.subject(group, unit);
    if cue.takes & takes::COPULA != 0 {
        let rest = text.predicate(i + 1, unit)?;
        if text.tag(i + 1) == Tag::That {
            return None;
        }
        let mut draft = draft_of(text, subject.into_iter().chain([rest]).collect(), number, "seems")?;
        draft.cue = vec![(group, i + 1)];
        return Some(draft);
    }
    let found = text.complement(cue, i, unit);
    let subject = subject?;
    let Some(found) = found else {
        return fronted(text, verb, subject);
    };
    let rule = match found.by {
        takes::WORDS | takes::CLAUSE | takes::BARE if cue.takes & takes::WORDS != 0 => "verb before",
        takes::WORDS | takes::CLAUSE | takes::BARE => "thinks",
        takes::INFINITIVE => "infinitive",
        takes::OBJECT => "object",
        takes::OBJECT_INFINITIVE => "object infinitive",
        takes::PREDICATE | takes::AS => "predicate",
        takes::GERUND => "form in -ing",
        _ => "preposition",
    };
    let content = relative_end(text, subject, found.content);
    let mut spans = vec![subordinate_end(text, subject, content, unit)];
    if let Some(front) =
        front(text, subject, unit).filter(|_| matches!(found.by, takes::PREDICATE | takes::AS))
    {
        spans.insert(0, front);
    }
    let mut draft = draft_of(text, spans, number, rule)?;
    draft.cue = vec![(group, found.cue_end)];
    draft.source = vec![subject];
    draft.addressee = found.addressee.into_iter().collect();
    Some(draft)
}

/// What somebody says in a relative clause ends with it: `who said that …, left`.
fn relative_end(text: &Text<'_, '_>, subject: Span, content: Span) -> Span {
    if text.tag(subject.0) != Tag::Relative {
        return content;
    }
    let main = |k: &usize| {
        text.view.at(*k, ",")
            && text.view.outside(*k)
            && text.tag(text.skip_adverbs(k + 1, content.1)).finite()
    };
    (content.0, (content.0..content.1).find(main).unwrap_or(content.1))
}

/// What somebody says in a clause at the start of a sentence ends with it: `While she said that …, he left`.
fn subordinate_end(text: &Text<'_, '_>, subject: Span, content: Span, unit: Unit) -> Span {
    let first = text.tag(unit.start) == Tag::Subordinator && !text.view.is(unit.start, class::LIKE);
    if !first || subject.0 > unit.start + 1 && (unit.start..subject.0).any(|k| text.view.divides(k)) {
        return content;
    }
    let main = |k: &usize| {
        let next = k + 1;
        let nominal = text.tag(next).nominal() || matches!(text.tag(next), Tag::Pronoun | Tag::Contracted);
        text.view.at(*k, ",")
            && text.view.outside(*k)
            && nominal
            && text.clause(next, text.view.clause_end(next, unit.body))
    };
    (content.0, (content.0..content.1.min(unit.body)).find(main).unwrap_or(content.1))
}

/// The relative pronoun before a subject: `what she called …`.
fn front(text: &Text<'_, '_>, subject: Span, unit: Unit) -> Option<Span> {
    let before = subject.0.checked_sub(1).filter(|&b| b >= unit.start)?;
    let fronted = matches!(text.tag(before), Tag::Relative | Tag::That)
        || text.tag(before) == Tag::Subordinator
            && text.view.is(before, class::QUESTION)
            && !text.view.is_any(before, class::TIME_QUESTION);
    (fronted && text.tag(subject.0) != Tag::Relative).then_some((before, before + 1))
}

/// `what she called a mistake`, `the plan that he opposed`: the object stands before the subject.
fn fronted(text: &Text<'_, '_>, verb: &Verb<'_>, subject: Span) -> Option<Draft> {
    let &Verb { cue, at: i, group, unit, number } = verb;
    let pronoun = front(text, subject, unit)?;
    let next = text.skip_adverbs(i + 1, unit.body);
    if cue.takes & (takes::BARE | takes::CLAUSE) != 0 && text.tag(next).finite() {
        let rest = (next, text.object_end(next, unit, true));
        let mut draft = draft_of(text, vec![pronoun, rest], number, "fronted")?;
        draft.cue = vec![(group, i + 1)];
        draft.source = vec![subject];
        return Some(draft);
    }
    if cue.takes & (takes::OBJECT | takes::PREDICATE | takes::AS) == 0 {
        return None;
    }
    let rest = (i + 1, text.object_end(i + 1, unit, true));
    let mut spans = vec![pronoun];
    if cue.takes & (takes::PREDICATE | takes::AS) != 0 && rest.1 > rest.0 {
        spans.push(rest);
    }
    if spans.len() < 2 {
        return None;
    }
    let mut draft = draft_of(text, spans, number, "fronted")?;
    draft.cue = vec![(group, i + 1)];
    draft.source = vec![subject];
    Some(draft)
}

/// `was accused of theft by Ann Example`, `is expected to win`.
fn passive(text: &Text<'_, '_>, verb: &Verb<'_>) -> Option<Draft> {
    let &Verb { cue, at: i, group, unit, number } = verb;
    if !(group..i).any(|k| text.tag(k).finite()) {
        return None;
    }
    let subject = text.subject(group, unit);
    let at = text.skip_adverbs(i + 1, unit.body);
    let agent = agent(text, at, unit);
    let after = agent.map_or(at, |a| a.1);
    let told = cue.takes & takes::TOLD != 0;
    let mut spans = Vec::new();
    if told && let Some(found) = text.complement(cue, after - 1, unit).filter(|f| f.by != takes::OBJECT) {
        spans.push(found.content);
    } else {
        let object = takes::OBJECT | takes::PREDICATE | takes::OBJECT_INFINITIVE | takes::CLAUSE;
        if cue.takes & object == 0 {
            return None;
        }
        let rest = text.predicate(after, unit);
        if agent.is_none() && rest.is_none() {
            return None;
        }
        spans.extend(subject);
        spans.extend(rest.filter(|_| agent.is_none()));
    }
    let mut draft = draft_of(text, spans, number, "passive")?;
    draft.cue = vec![(group, i + 1)];
    draft.source = agent.into_iter().collect();
    Some(draft)
}

/// Who does it in the passive: `by Ann Example`.
fn agent(text: &Text<'_, '_>, at: usize, unit: Unit) -> Option<Span> {
    if !text.view.is(at, class::AGENT_MARK) {
        return None;
    }
    let end = text.full_end(at + 1, unit.body, true);
    (end > at + 1).then_some((at + 1, end))
}

/// `asked whether …`, `when told that …`: the participle alone.
fn reduced(text: &Text<'_, '_>, verb: &Verb<'_>) -> Option<Draft> {
    let &Verb { cue, at: i, unit, number, .. } = verb;
    if cue.takes & takes::TOLD == 0 || text.tag(i.saturating_sub(1)).head() && i > unit.start {
        return None;
    }
    let by = agent(text, i + 1, unit);
    let found = text.complement(cue, by.map_or(i, |a| a.1 - 1), unit)?;
    if found.by == takes::OBJECT {
        return None;
    }
    let end = if found.by == takes::CLAUSE {
        text.object_end(found.content.0 + 1, unit, true)
    } else {
        found.content.1
    };
    let mut draft = draft_of(text, vec![(found.content.0, end.min(found.content.1))], number, "participle")?;
    draft.cue = vec![(i, found.cue_end.max(i + 1))];
    draft.source = by.into_iter().collect();
    Some(draft)
}

/// `…, saying that`, `voters backing Ann Example`.
fn gerund(text: &Text<'_, '_>, verb: &Verb<'_>, drafts: &[Draft]) -> Option<Draft> {
    let &Verb { cue, at: i, unit, number, .. } = verb;
    let found = text.complement(cue, i, unit)?;
    let mut before = i;
    while before > unit.start && text.tag(before - 1) == Tag::Adverb {
        before -= 1;
    }
    let last = before.checked_sub(1).filter(|&l| l >= unit.start);
    let noun = last.filter(|&l| text.tag(l).head() && text.tag(l) != Tag::Number);
    let source = match noun {
        Some(noun) => text.phrase_before(before, unit.start).map(|s| {
            // "issued a statement saying": who issued it speaks.
            let issued = !text.view.is_any(noun, class::PLURAL) && text.tag(noun) == Tag::Noun;
            attitude::governing(text, s, unit).filter(|_| issued).map_or((s, before), |found| found.0)
        }),
        None => spoken(drafts, last.filter(|&l| text.view.divides(l))).or_else(|| governor(text, i, unit)),
    };
    let mut draft = draft_of(text, vec![found.content], number, "gerund")?;
    draft.cue = vec![(i, found.cue_end)];
    draft.source = vec![source?];
    draft.addressee = found.addressee.into_iter().collect();
    Some(draft)
}

/// The source of the words of somebody that end before the comma: `…, said X, adding`.
fn spoken(drafts: &[Draft], comma: Option<usize>) -> Option<Span> {
    let comma = comma?;
    let last = drafts.iter().rev().find(|d| !d.source.is_empty() && d.rule == "verb after")?;
    last.source.first().copied().filter(|s| s.1 <= comma)
}

/// The subject of the main verb before word `i`, or of the first one after it.
fn governor(text: &Text<'_, '_>, i: usize, unit: Unit) -> Option<Span> {
    let subject = |k: usize| text.subject(text.group_start(k, unit.start), unit);
    let finite = |k: &usize| text.view.outside(*k) && text.tag(*k).finite();
    let mut nearest = None;
    for k in (unit.start..i).rev().take(80).filter(finite) {
        let Some(found) = subject(k).filter(|s| s.1 <= i) else { continue };
        if !text.embedded(found.0, unit) {
            return Some(found);
        }
        nearest = nearest.or(Some(found));
    }
    nearest
        .filter(|s| !matches!(text.tag(s.0), Tag::Relative | Tag::That))
        .or_else(|| (i + 1..unit.body.min(i + 60)).filter(finite).find_map(subject))
        .or(nearest)
}

/// `has promised to back Ann Example`, `an effort to discuss …`.
fn infinitive(text: &Text<'_, '_>, verb: &Verb<'_>) -> Option<Draft> {
    let &Verb { cue, at: i, group, unit, number } = verb;
    let found = text.complement(cue, i, unit)?;
    if found.by == takes::OBJECT && found.content.1 - found.content.0 < LONG_OBJECT {
        return None;
    }
    let source = governor(text, group, unit)?;
    let mut draft = draft_of(text, vec![found.content], number, "to say")?;
    draft.cue = vec![(group, found.cue_end)];
    draft.source = vec![source];
    Some(draft)
}

/// Keeps of quotations that stand in the words of another only those of verbs of speech.
fn flatten(drafts: &mut Vec<Draft>) {
    let held = |d: &Draft| {
        let cue = d.cue.first().map_or(d.start(), |c| c.0);
        let inside = |o: &Draft, at: usize| o.content.iter().any(|&(a, b)| a <= at && at < b);
        drafts.iter().filter(|o| !std::ptr::eq(*o, d) && inside(o, cue)).any(|o| {
            let mutual = o.cue.first().is_some_and(|c| inside(d, c.0));
            !mutual || o.rule == "verb after" && d.rule != "verb after"
        })
    };
    let keep: Vec<bool> = drafts.iter().map(|d| !held(d) || d.rule == "verb before").collect();
    let mut at = 0;
    drafts.retain(|_| {
        at += 1;
        keep[at - 1]
    });
}

/// Rules of what people think, want and judge: what they say next is told elsewhere.
pub const ATTITUDES: &[&str] = &[
    "attitude",
    "form in -ing",
    "fronted",
    "in a view",
    "infinitive",
    "noun",
    "object",
    "object infinitive",
    "participle",
    "passive",
    "predicate",
    "preposition",
    "seems",
    "thinks",
    "to say",
];

/// Fewest words of an object of an infinitive.
const LONG_OBJECT: usize = 5;

/// The first subject of the unit before word `i`.
pub fn main_subject(text: &Text<'_, '_>, unit: Unit, i: usize) -> Option<Span> {
    governor(text, i, unit)
}

/// The tags of an article, where the language has them.
pub fn read(view: &View<'_>, lists: &Lists) -> Vec<Tag> {
    if lists.tagged() { tags(view, lists) } else { Vec::new() }
}
