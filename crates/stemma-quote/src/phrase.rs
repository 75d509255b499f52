//! Noun phrases by their outer shape: determiners, capitals, genitives, attached prepositions, appositions. Sources
//! and addressees are read with these; no name list is needed.

use stemma_text::TokenKind;

use crate::lists as class;
use crate::view::View;

/// Longest noun phrase, in tokens.
const LONGEST: usize = 28;
/// Longest quoted name inside a noun phrase, in words.
pub const LONGEST_NAME: usize = 6;

/// A phrase `[start, end)` in word numbers.
pub type Span = (usize, usize);

/// How far a phrase may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Genitives, `von` and the like: inside a clause, where adverbials follow.
    Narrow,
    /// All attached prepositions: where the phrase must end anyway.
    Wide,
}

/// The end of the German noun phrase that starts at `start`, or `None` if none does.
pub fn noun_phrase(view: &View<'_>, start: usize, limit: usize, reach: Reach) -> Option<usize> {
    let limit = limit.min(view.words.len()).min(start + LONGEST);
    let mut i = start;
    let mut noun = None;
    let mut expecting = true;
    let mut small = 0;
    while i < limit {
        let word = &view.words[i];
        if word.kind == TokenKind::Mark {
            match mark_inside(view, i, limit, noun.is_some() || expecting && i > start) {
                Some(next) => {
                    if word.text != "/" && word.text != "&" {
                        noun = Some(next);
                        expecting = false;
                    }
                    i = next;
                    continue;
                }
                None => break,
            }
        }
        if word.quote != 0 && view.quote_at(i).is_none() && !inside_same(view, start, i) {
            break;
        }
        if word.kind == TokenKind::Number {
            if noun.is_some() && !expecting && !word.text.contains(|c: char| c.is_alphabetic()) {
                break;
            }
            i += 1;
            continue;
        }
        if word.capital {
            if view.is_any(i, class::TIME) && noun.is_some() && !expecting {
                break;
            }
            noun = Some(i + 1);
            expecting = false;
            small = 0;
            i += 1;
            continue;
        }
        if let Some(next) = joint(view, start, i, limit, noun.is_some(), reach) {
            if noun.is_some() || view.is(i, class::DETERMINER) {
                expecting = true;
            }
            i = next;
            continue;
        }
        // Genitive plural without a determiner: "Angaben informierter Kreise".
        if !expecting
            && word.lower.len() > 4
            && word.lower.ends_with("er")
            && view.capital(i + 1)
            && i + 1 < limit
            && !view.is(i, class::ADVERB | class::PREPOSITION | class::CONJUNCTION | class::PRONOUN)
            && word.moods == 0
        {
            expecting = true;
        }
        if i == start && word.moods != 0 {
            break;
        }
        if let Some(next) = extended_attribute(view, start, i, limit) {
            i = next;
            continue;
        }
        // Adjectives and participles before a noun.
        let stops = class::PREPOSITION | class::SUBORDINATOR | class::CONJUNCTION | class::AUXILIARY;
        if !expecting || view.is(i, stops) || small >= 5 {
            break;
        }
        if view.is(i, class::PRONOUN | class::ADVERB) && !view.is(i, class::DETERMINER) && i == start {
            break;
        }
        small += 1;
        i += 1;
    }
    noun.filter(|&end| end <= limit && end > start)
}

/// "die in Bern geborene Autorin": a prepositional phrase inside, closed by a participle. Gives the participle.
fn extended_attribute(view: &View<'_>, start: usize, i: usize, limit: usize) -> Option<usize> {
    if i != start + 1 || !view.is(start, class::DETERMINER) || !view.is(i, class::PREPOSITION) {
        return None;
    }
    (i + 2..(i + 9).min(limit)).take_while(|&k| !view.mark(k)).find(|&k| {
        let lower = view.words[k].lower.as_str();
        !view.capital(k)
            && view.capital(k + 1)
            && view.words[k].classes == 0
            && ["e", "en", "er", "em", "es"].iter().any(|end| lower.ends_with(end))
    })
}

fn inside_same(view: &View<'_>, start: usize, i: usize) -> bool {
    view.words[start].quote == view.words[i].quote
}

/// Marks that a phrase may hold: `(SPD)`, a quoted name, `dpa/AFP`, the point of an abbreviation.
fn mark_inside(view: &View<'_>, i: usize, limit: usize, begun: bool) -> Option<usize> {
    if let Some(quote) = view.quote_at(i) {
        let name = !begun || view.words[i + 1].text.chars().next().is_some_and(char::is_uppercase);
        if !name && quote.words > 1 {
            return None;
        }
        return (quote.words <= LONGEST_NAME && quote.close < limit).then_some(quote.close + 1);
    }
    match view.words[i].text {
        "(" if begun => (i + 1..limit.min(i + 9)).find(|&k| view.at(k, ")")).map(|k| k + 1),
        "/" | "&" if begun => Some(i + 1),
        // "Journalistinnen- und Journalisten-Union".
        "-" if begun
            && view.is(i + 1, class::CONJUNCTION)
            && view.words[i - 1].range.end == view.words[i].range.start =>
        {
            Some(i + 1)
        }
        // "die „Neue Woche“-Zeitung".
        "-" if begun && view.capital(i + 1) && view.quote_ending(i.wrapping_sub(1)).is_some() => Some(i + 1),
        "." => {
            let before = &view.words[i - usize::from(i > 0)];
            let short = before.classes & class::ABBREVIATION != 0
                || before.kind == TokenKind::Word && before.text.chars().count() == 1
                || before.kind == TokenKind::Number && !begun;
            let joined = |k: usize| k < limit && view.words[k].range.start == view.words[k - 1].range.end;
            if i > 0 && joined(i) && joined(i + 1) && view.capital(i - 1) && view.capital(i + 1) {
                return Some(i + 1);
            }
            (short && begun && i + 1 < limit && view.words[i + 1].range.start <= before.range.end + 2)
                .then_some(i + 1)
        }
        _ => None,
    }
}

/// Small words that join a noun phrase together at `i`: determiners of genitives, prepositions, `und`. Gives the
/// token to go on from.
fn joint(view: &View<'_>, start: usize, i: usize, limit: usize, noun: bool, reach: Reach) -> Option<usize> {
    let next_is_nominal = |k: usize| {
        (k..(k + 4).min(limit))
            .take_while(|&j| !view.mark(j) || view.quote_at(j).is_some())
            .any(|j| view.capital(j) || view.quote_at(j).is_some())
    };
    if !noun {
        return (view.is(i, class::DETERMINER) || view.at(i, "sowohl")).then_some(i + 1);
    }
    if view.is(i, class::GENITIVE) {
        return next_is_nominal(i + 1).then_some(i + 1);
    }
    if view.is(i, class::GENITIVE_OR_DATIVE) {
        // After a bare name there is no genitive: "sagte Anna Muster der Zeitung".
        let bare_name = i >= 2 && i - start <= 3 && (start..i).all(|k| view.capital(k)) && i - start >= 2;
        let single = i - start == 1
            && view.capital(start)
            && !(start > 0 && view.at(start - 1, ","))
            && !view
                .is_any(start, class::NACH_NOUN | class::SPEECH_NOUN | class::POSTPOSED | class::VIEW_NOUN);
        return (!bare_name && !single && next_is_nominal(i + 1)).then_some(i + 1);
    }
    if view.is(i, class::CONJUNCTION) || view.at(i, "als") && view.at(i + 1, "auch") {
        let k = if view.at(i, "als") { i + 2 } else { i + 1 };
        let nominal = view.capital(k)
            || view.is(k, class::DETERMINER)
            || view.quote_at(k).is_some()
            || reach == Reach::Wide && next_is_nominal(k);
        return (nominal && !view.finite(k)).then_some(k);
    }
    if view.is(i, class::NAME_PARTICLE)
        && view.capital(i - 1)
        && view.capital(i + 1)
        && view.is(i, class::PREPOSITION)
    {
        return Some(i + 1);
    }
    let wanted = if reach == Reach::Wide { class::ATTACHING | class::CLOSE } else { class::CLOSE };
    if view.is(i, wanted) {
        let close = view.is(i, class::CLOSE);
        let bare =
            i >= start + 2 && view.is(i - 2, class::PREPOSITION) && !view.is_any(i - 1, class::NACH_NOUN);
        let name = bare
            || (start..i).filter(|&k| view.capital(k)).count() >= 2
                && view.capital(i - 1)
                && view.capital(i - 2);
        let time = (i + 1..(i + 4).min(limit))
            .any(|k| view.is_any(k, class::TIME) || view.words[k].kind == TokenKind::Number);
        if !time && next_is_nominal(i + 1) && (close || !name) {
            return Some(i + 1);
        }
    }
    None
}

/// A subject at `start`: pronoun or noun phrase, with its appositions. Gives its end.
pub fn subject(view: &View<'_>, start: usize, limit: usize, reach: Reach) -> Option<usize> {
    if start >= limit {
        return None;
    }
    let pronoun = view.is(start, class::PRONOUN);
    if let Some(end) = noun_phrase(view, start, limit, reach) {
        // "er der Zeitung": a pronoun is a whole phrase, unless it is also a determiner before its noun.
        if !pronoun || view.is(start, class::DETERMINER) {
            return Some(appositions(view, end, limit));
        }
    }
    pronoun.then_some(start + 1)
}

/// The end of the appositions after a noun phrase that ends at `end`.
pub fn appositions(view: &View<'_>, end: usize, limit: usize) -> usize {
    let mut end = end;
    for round in 0..3 {
        if round > 0 && view.is(end + 1, class::DETERMINER) {
            break;
        }
        if !view.at(end, ",") || !view.outside(end) {
            break;
        }
        let start = end + 1;
        if view.is(start, class::SUBORDINATOR) {
            break;
        }
        let Some(next) = noun_phrase(view, start, limit, Reach::Wide) else { break };
        let closed = next >= limit || view.divides(next) || view.mark(next) && view.quote_at(next).is_none();
        if !closed || (start..next).any(|k| view.outside(k) && view.finite(k)) {
            break;
        }
        end = next;
    }
    end
}

/// Skips adverbs and `sich` from `i` on.
pub fn skip_adverbs(view: &View<'_>, i: usize, limit: usize) -> usize {
    let mut at = i;
    while at < limit && view.is(at, class::ADVERB) && !view.capital(at) {
        at += 1;
    }
    at
}

/// Skips adverbs and adverbials of time or place that begin with a preposition: `am Montag in Bern`.
pub fn skip_adverbials(view: &View<'_>, i: usize, limit: usize) -> usize {
    let mut at = skip_adverbs(view, i, limit);
    for _ in 0..3 {
        if !view.is(at, class::PREPOSITION) || view.is(at, class::ADDRESSEE_MARK) {
            break;
        }
        let Some(end) = noun_phrase(view, at + 1, limit, Reach::Narrow) else { break };
        at = skip_adverbs(view, end, limit);
    }
    at
}

/// Who is told, from `i` on: a dative, `gegenüber …`, or a bare name right after the verb.
pub fn addressee(view: &View<'_>, i: usize, limit: usize, bare: bool) -> Option<Span> {
    let at = skip_adverbials(view, i, limit);
    if view.is(at, class::ADDRESSEE_MARK) {
        let end = noun_phrase(view, at + 1, limit, Reach::Wide)?;
        return Some((at + 1, end));
    }
    if view.is(at, class::DATIVE) {
        if let Some(end) = noun_phrase(view, at, limit, Reach::Wide) {
            let mut end = end;
            // "dem Partner der Zeitung, Radio X": a short apposition.
            if view.at(end, ",") && view.capital(end + 1) {
                let more = noun_phrase(view, end + 1, limit, Reach::Narrow);
                if let Some(next) = more.filter(|&n| n >= limit && n - end <= 4) {
                    end = next;
                }
            }
            return Some((at, end));
        }
        return view.is(at, class::HUMAN).then_some((at, at + 1));
    }
    if bare && at == i && view.capital(at) && !view.is_any(at, class::TIME) {
        return noun_phrase(view, at, limit, Reach::Narrow).map(|end| (at, end));
    }
    None
}
