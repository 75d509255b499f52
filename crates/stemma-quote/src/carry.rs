//! Quotations whose source stands elsewhere: quotations in marks without a verb, and sentences in the subjunctive
//! that carry reported speech on.

use crate::draft::{Draft, Found, trim};
use crate::lists::{self as class, Lists, Order};
use crate::phrase::{self, Reach};
use crate::speaker::Speakers;
use crate::tagged::Text;
use crate::view::View;
use crate::{QuotationKind, SourceFrom};

/// Fewest words between marks that count as speech, and not as a name.
const FEWEST_WORDS: usize = 3;
/// Fewest words between marks inside a sentence without a verb of speech, where quoted words are no quotations by
/// themselves.
const FEWEST_ALONE: usize = 5;
/// Farthest that a source is carried, in units.
const FARTHEST_UNITS: usize = 6;

/// Quotations in marks that no rule has used: alone in their unit, or inside a sentence.
pub fn marked(view: &View<'_>, lists: &Lists, syntax: &Text<'_, '_>, found: &mut Found<'_>) {
    let unit = found.unit;
    let mut i = unit.start;
    while i < unit.end {
        let Some(quote) = view.quote_at(i).filter(|q| q.close < unit.end) else {
            i += 1;
            continue;
        };
        i = quote.close + 1;
        let span = (quote.open, quote.close + 1);
        let inside = found.drafts[found.first..]
            .iter()
            .position(|d| !d.nested && d.content.iter().any(|&(a, b)| a <= span.0 && span.1 <= b));
        let known = found.drafts[found.first..].iter().any(|d| d.content == [span]);
        let role = !found.taken(quote.open) || inside.is_some();
        let look = look(view, quote, lists);
        let part = inside.is_some() && is_said(view, quote) && look != Look::Name;
        let speech = part || is_speech(view, quote) && look == Look::Words;
        if known || !role || !speech {
            continue;
        }
        match inside {
            // The annotation of such languages does not single out the quoted words of an indirect quotation.
            Some(_) if lists.order == Order::SubjectVerbObject => {}
            Some(outer) => {
                let outer = &found.drafts[found.first + outer];
                if outer.kind == QuotationKind::Direct {
                    continue;
                }
                let mut draft = outer.clone();
                draft.content = vec![span];
                draft.kind = QuotationKind::Direct;
                draft.nested = true;
                draft.rule = "marks inside";
                draft.source_from = SourceFrom::Outer;
                found.drafts.push(draft);
            }
            None => {
                let whole = quote.words * 10 >= view.count(unit.start, unit.end) * 8;
                if whole && lists.order == Order::SubjectVerbObject && goes_on(view, found, span) {
                    continue;
                }
                let mut draft = Draft::new(QuotationKind::Direct, vec![span], found.number, "marks alone");
                let colon = quote.open.checked_sub(1).filter(|&c| view.at(c, ":") && c > unit.start);
                let before = found.number.checked_sub(1).map(|n| view.units[n]);
                let led = before
                    .filter(|b| lists.tagged() && whole && b.end == unit.start && view.at(b.end - 1, ":"));
                if let Some(before) = led {
                    // "He told the crowd:" in a paragraph of its own.
                    draft.source =
                        crate::tagged::main_subject(syntax, before, before.body).into_iter().collect();
                    draft.carried = draft.source.is_empty();
                    draft.rule = "colon";
                } else if whole && colon.is_none() {
                    draft.carried = true;
                } else if let Some(colon) = colon {
                    let before =
                        found.drafts[found.first..].iter().find(|d| !d.nested && !d.source.is_empty());
                    draft.source = match before {
                        Some(before) => before.source.clone(),
                        None => first_subject(view, unit.start, colon).into_iter().collect(),
                    };
                    draft.carried = draft.source.is_empty();
                    draft.rule = "colon";
                } else {
                    let subject = if lists.tagged() {
                        crate::tagged::main_subject(syntax, unit, quote.open)
                    } else {
                        first_subject(view, unit.start, quote.open)
                    };
                    draft.source = subject.into_iter().collect();
                    if lists.tagged() && (draft.source.is_empty() || quote.words < FEWEST_ALONE) {
                        continue;
                    }
                    draft.rule = "marks in sentence";
                }
                found.drafts.push(draft);
            }
        }
    }
}

/// A quotation alone in its sentence, right after one with its speaker: both are one quotation.
fn goes_on(view: &View<'_>, found: &mut Found<'_>, span: (usize, usize)) -> bool {
    let number = found.number;
    let direct = |d: &&mut Draft| {
        !d.nested
            && (d.rule == "verb after" && d.end() <= span.0
                || d.rule == "verb before" && d.kind == QuotationKind::Direct)
    };
    let before = found.drafts.iter_mut().rev().take_while(|d| d.unit + 1 >= number).find(direct);
    let Some(last) = before else { return false };
    let next = last.unit + 1 == number;
    let same = view.units[last.unit].paragraph == found.unit.paragraph;
    if next && same {
        last.content.push(span);
        last.unit = found.number;
        return true;
    }
    false
}

/// The first subject of `[start, end)`: before its verb, or right after it.
fn first_subject(view: &View<'_>, start: usize, end: usize) -> Option<(usize, usize)> {
    let mut at = start;
    while at < end {
        if !view.is(
            at,
            class::PREPOSITION | class::SUBORDINATOR | class::ADVERB | class::CONJUNCTION | class::FOCUS,
        ) {
            if let Some(stop) = phrase::subject(view, at, end, Reach::Wide) {
                return Some((at, stop));
            }
        } else if view.is(at, class::PREPOSITION)
            && let Some(stop) = phrase::noun_phrase(view, at + 1, end, Reach::Wide)
        {
            at = stop;
            continue;
        }
        at += 1;
    }
    None
}

/// Quoted words inside what somebody says are their words, unless they name a work or a thing.
fn is_said(view: &View<'_>, quote: crate::marks::Marked) -> bool {
    let before = quote.open.checked_sub(1);
    if before.is_some_and(|b| view.is_any(b, class::TITLE_NOUN | class::MEDIUM_NOUN)) {
        return false;
    }
    let small = (quote.open..quote.close).any(|i| {
        view.words[i].kind == stemma_text::TokenKind::Word
            && view.words[i].text.chars().next().is_some_and(char::is_lowercase)
    });
    // "einen „Ruck“", "kleine „Wunder“": a noun of somebody's own, not a name.
    let own = before.is_some_and(|b| {
        view.is(b, class::INDEFINITE) || !view.capital(b) && !view.mark(b) && view.words[b].classes == 0
    });
    small || own || quote.words >= FEWEST_WORDS
}

/// What words in marks are by their look.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// A noun phrase after its noun, or a foreign one: a name, a title, a term.
    Name,
    /// A noun phrase after its article, or words that hold nothing that the language knows for sure.
    Determined,
    /// Anything else.
    Words,
}

fn look(view: &View<'_>, quote: crate::marks::Marked, lists: &Lists) -> Look {
    if lists.order != Order::VerbSecond {
        return Look::Words;
    }
    let inner = quote.open + 1..quote.close;
    let known = |i: usize| {
        let word = &view.words[i];
        let ambiguous = word.classes & class::NAME_PARTICLE != 0 && word.text.len() <= 3;
        !word.capital && !ambiguous && (word.classes != 0 || word.moods != 0)
    };
    let capital = view.words[quote.open + 1].text.chars().next().is_some_and(char::is_uppercase);
    let verb = inner.clone().any(|i| !view.capital(i) && view.words[i].moods != 0);
    let foreign = !inner.clone().any(known);
    let Some(before) = quote.open.checked_sub(1) else { return Look::Words };
    let article =
        view.is(before, class::DETERMINER | class::PREPOSITION) && !view.is(before, class::INDEFINITE);
    if capital && (foreign && quote.words > 1 || !verb && view.capital(before)) {
        Look::Name
    } else if foreign || capital && !verb && article {
        Look::Determined
    } else {
        Look::Words
    }
}

/// Speech, not a title, a name or a single word in marks.
pub fn is_speech(view: &View<'_>, quote: crate::marks::Marked) -> bool {
    let span = (quote.open, quote.close + 1);
    let before = span.0.checked_sub(1);
    if before.is_some_and(|b| view.is_any(b, class::TITLE_NOUN | class::MEDIUM_NOUN)) {
        return false;
    }
    let inner = span.0 + 1..span.1 - 1;
    let small = inner
        .clone()
        .filter(|&i| view.words[i].text.chars().next().is_some_and(char::is_lowercase))
        .filter(|&i| !view.is(i, class::DETERMINER | class::PREPOSITION | class::CONJUNCTION))
        .count();
    quote.words >= FEWEST_WORDS && small > 0 || quote.words == 2 && small == 2
}

/// A sentence in the subjunctive that nothing introduces: it carries the words of the last source on. Neighbours in
/// one paragraph are one quotation.
pub fn subjunctive(view: &View<'_>, lists: &Lists, speakers: &Speakers<'_>, found: &mut Found<'_>) {
    let unit = found.unit;
    if found.drafts[found.first..].iter().any(|d| !d.nested && d.rule != "marks in sentence") {
        return;
    }
    let adjacent = found.drafts[..found.first].iter().rev().find(|d| !d.nested).is_some_and(|d| {
        d.unit + 1 == found.number
            && view.units[d.unit].paragraph == unit.paragraph
            && d.kind != QuotationKind::Reported
    });
    let Some((verb, strong)) = main_subjunctive(view, unit.start, unit.body, adjacent) else {
        hearsay(view, speakers, found);
        return;
    };
    let near = |d: &Draft| {
        found.number - d.unit <= FARTHEST_UNITS && view.units[d.unit].paragraph + 2 >= unit.paragraph
    };
    let context = found.drafts[..found.first].iter().rev().find(|d| !d.nested).filter(|d| near(d));
    if context.is_none() && !strong {
        return;
    }
    found.drafts.truncate(found.first);
    let act =
        lists.forms(&view.words[verb].lower).iter().any(|(_, form)| *form == crate::lists::Form::Subjunctive);
    if act && let Some(subject) = first_subject(view, unit.start, verb).filter(|s| s.1 == verb) {
        let Some(span) = trim(view, (unit.start, unit.end)) else { return };
        let mut draft = Draft::new(QuotationKind::Reported, vec![span], found.number, "reported act");
        draft.source = vec![subject];
        found.drafts.push(draft);
        return;
    }
    let same_paragraph = found.number > 0 && view.units[found.number - 1].paragraph == unit.paragraph;
    if let Some(last) = found.drafts[..found.first].iter_mut().rev().find(|d| !d.nested)
        && last.kind == QuotationKind::IndirectFreeIndirect
        && same_paragraph
        && last.unit + 1 == found.number
    {
        last.content = vec![(last.start(), unit.end)];
        last.unit = found.number;
        return;
    }
    let mut draft = Draft::new(
        QuotationKind::IndirectFreeIndirect,
        vec![(unit.start, unit.end)],
        found.number,
        "subjunctive",
    );
    draft.carried = true;
    draft.source = taken_over(view, speakers, found).into_iter().collect();
    draft.source_from = SourceFrom::Author;
    found.drafts.push(draft);
}

/// A sentence of the author stands between the last quotation and this one: whom it brings up has taken over.
fn taken_over(view: &View<'_>, speakers: &Speakers<'_>, found: &Found<'_>) -> Option<(usize, usize)> {
    let before = view.units[found.number.checked_sub(1)?];
    let apart = found.drafts.last().is_none_or(|d| d.unit + 1 < found.number);
    (apart && before.paragraph == found.unit.paragraph).then(|| speakers.of_sentence(view, before)).flatten()
}

/// The subjunctive of the main clause of a sentence, and whether its form is only a Konjunktiv I.
fn main_subjunctive(view: &View<'_>, start: usize, end: usize, adjacent: bool) -> Option<(usize, bool)> {
    let mut at = start;
    // Subordinate clauses before the main clause are stepped over.
    let mut i = view.subjunctive(at, end, true)?;
    loop {
        let clause = view.clause_start(i, at);
        let subordinate = view.is(clause, class::SUBORDINATOR | class::RELATIVE)
            && (clause > start || view.is(clause, class::SUBORDINATOR))
            || clause > start && view.is(clause, class::PREPOSITION) && view.is(clause + 1, class::RELATIVE);
        if !subordinate {
            let moods = view.words[i].moods;
            let strong = moods & crate::lists::mood::FIRST != 0;
            // "könnte", "würde", "hätte" alone may be the author's own.
            let own = moods & crate::lists::mood::SECOND != 0 && view.is(i, class::MODAL);
            return (!own || adjacent).then_some((i, strong));
        }
        at = i + 1;
        i = view.subjunctive(at, end, true)?;
    }
}

/// "Er soll … gewesen sein": hearsay, carried by the modal.
fn hearsay(view: &View<'_>, speakers: &Speakers<'_>, found: &mut Found<'_>) {
    let unit = found.unit;
    let Some(modal) = (unit.start..unit.body).find(|&i| view.outside(i) && view.is(i, class::HEARSAY)) else {
        return;
    };
    let clause = view.clause_start(modal, unit.start);
    if clause > unit.start && view.is(clause, class::RELATIVE | class::SUBORDINATOR) {
        return;
    }
    let end = view.clause_end(modal, unit.body);
    let perfect = end > modal + 2 && (view.at(end - 1, "haben") || view.at(end - 1, "sein"));
    let last = found.drafts[..found.first].iter_mut().rev().find(|d| !d.nested);
    let adjacent =
        last.filter(|d| d.unit + 1 == found.number && view.units[d.unit].paragraph == unit.paragraph);
    if let Some(last) = adjacent {
        if last.kind == QuotationKind::FreeIndirect {
            last.content = vec![(last.start(), unit.end)];
            last.unit = found.number;
            return;
        }
    } else if !perfect {
        return;
    }
    found.drafts.truncate(found.first);
    let mut draft =
        Draft::new(QuotationKind::FreeIndirect, vec![(unit.start, unit.end)], found.number, "hearsay");
    draft.carried = true;
    draft.source = taken_over(view, speakers, found).into_iter().collect();
    draft.source_from = SourceFrom::Author;
    found.drafts.push(draft);
}
