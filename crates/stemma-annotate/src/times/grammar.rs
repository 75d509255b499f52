//! Finds expressions of time and says what they mean, without regard to a reference. One grammar for all languages;
//! the words are data ([`super::lexicon`]).

mod clock;
mod date;
mod deictic;
mod length;
mod year;

use super::lexicon::{Class as C, Line};
use super::meaning::{Hit, Meaning, Unit, Year};
use clock::{clock, clock_list};
use date::date;
use deictic::{deictic, part, relative, vague, weekday};
use length::{length, length_list, set};
use stemma_text::TimeModifier;
use year::{century, decade, holiday, is_counted, season, share, year, year_words};

/// First and last year that a bare figure of four digits is read as.
const YEARS: std::ops::RangeInclusive<u32> = 1400..=2070;

type Found = Option<(Meaning, usize)>;

/// All expressions of a text, in order, none overlapping.
pub(crate) fn find(line: &Line) -> Vec<Hit> {
    find_where(line, |_| true)
}

/// The expressions that start at tokens for which `wanted` holds.
pub(crate) fn find_where(line: &Line, wanted: impl Fn(usize) -> bool) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut at = 0;
    while at < line.tokens.len() {
        match wanted(at).then(|| hit(line, at, &mut hits)).flatten() {
            Some(end) if end > at => at = end,
            _ => at += 1,
        }
    }
    hits
}

/// Reads the expression that starts at `at`; where there is one, pushes it and gives the token after it.
fn hit(line: &Line, at: usize, hits: &mut Vec<Hit>) -> Option<usize> {
    if !line.may_start(at) {
        return None;
    }
    if let Some((times, end)) = clock_list(line, at) {
        hits.extend(times.into_iter().map(|(meaning, start, end)| Hit {
            start,
            end,
            meaning,
            modifier: None,
        }));
        return Some(end);
    }
    if let Some((meaning, end)) = length_list(line, at) {
        hits.push(Hit { start: at, end: at + 1, meaning, modifier: None });
        return Some(end);
    }
    let (meaning, end, edge) = expression(line, at)?;
    let modifier = edge.or_else(|| modifier(line, at, end));
    hits.push(Hit { start: at, end, meaning, modifier });
    Some(end)
}

/// What a word before a number says of it: `rund`, `mehr als`.
fn modifier(line: &Line, at: usize, end: usize) -> Option<TimeModifier> {
    let before = at.checked_sub(1).filter(|_| line.may_be_rough(at));
    let found = before.into_iter().chain(at..end.min(at + 3)).find_map(|n| {
        line.phrase(n, C::About).filter(|found| found.1 <= end).or_else(|| line.phrase(n, C::Early))
    });
    TimeModifier::from_name(found?.0)
}

type Whole = (Meaning, usize, Option<TimeModifier>);

fn expression(line: &Line, at: usize) -> Option<Whole> {
    if let Some((code, end)) = line.phrase(at, C::Edge) {
        let dash = end + usize::from(line.word(end) == "-");
        let (meaning, end) = after_edge(line, dash)?;
        return Some((meaning, end, TimeModifier::from_name(code)));
    }
    if let Some(found) = edge_word(line, at) {
        return Some(found);
    }
    let (first, end) = point(line, at)?;
    if let Some((meaning, end)) = range(line, at, &first, end) {
        return Some((meaning, end, None));
    }
    Some((first, end, None))
}

/// `Jahresende`, `Jahresbeginn 1980`.
fn edge_word(line: &Line, at: usize) -> Option<Whole> {
    let (unit, edge) = line.class(at, C::EdgeWord)?.split_once(' ')?;
    let edge = TimeModifier::from_name(edge);
    if unit == "Y"
        && let Some((found, end)) = year(line, at + 1)
    {
        return Some((found, end, edge));
    }
    Some((Meaning::Period { unit: Unit::of(unit), shift: 0 }, at + 1, edge))
}

/// What may follow `Anfang`: a month, a year, `der Woche`, `der neunziger Jahre`, `letzten Monats`.
fn after_edge(line: &Line, at: usize) -> Found {
    let inner = if line.is(at, C::Determiner) { at + 1 } else { at };
    if let Some(unit) = line.class(inner, C::Unit)
        && inner > at
        && !line.is(inner, C::Plural)
    {
        if let Some(found) = year_words(line, inner) {
            return Some(found);
        }
        let unit = Unit::of(unit);
        return (unit != Unit::Other).then_some((Meaning::Period { unit, shift: 0 }, inner + 1));
    }
    let found = point(line, at)?;
    let fits = matches!(
        found.0,
        Meaning::Month { .. }
            | Meaning::Year(_)
            | Meaning::Before(_)
            | Meaning::Decade(_)
            | Meaning::Century(..)
            | Meaning::Season { .. }
            | Meaning::Share { .. }
            | Meaning::Period { .. }
            | Meaning::Weekend
    );
    fits.then_some(found)
}

/// One end or the whole of an expression.
fn point(line: &Line, at: usize) -> Found {
    weekday(line, at)
        .or_else(|| date(line, at))
        .or_else(|| set(line, at))
        .or_else(|| year_words(line, at))
        .or_else(|| vague(line, at))
        .or_else(|| deictic(line, at))
        .or_else(|| relative(line, at))
        .or_else(|| clock(line, at))
        .or_else(|| decade(line, at))
        .or_else(|| century(line, at))
        .or_else(|| share(line, at))
        .or_else(|| season(line, at))
        .or_else(|| holiday(line, at))
        .or_else(|| length(line, at))
        .or_else(|| year(line, at))
        .or_else(|| part(line, at))
}

/// `bis 13. September`, `und 2008` after the first end.
fn range(line: &Line, at: usize, first: &Meaning, end: usize) -> Found {
    let between = at > 0 && line.is(at - 1, C::Between);
    let dash = matches!(line.word(end), "-" | "–" | "—" | "/");
    let next = if let Some((_, next)) = line.phrase(end, C::To) {
        next
    } else if dash || between && line.is(end, C::And) {
        end + 1
    } else {
        return None;
    };
    match first {
        Meaning::Year(from) => year_range(line, *from, end, next, dash),
        Meaning::Day { .. } | Meaning::Month { .. } if line.word(end) != "/" => {
            let (second, after) = date(line, next)?;
            let first = match (first, &second) {
                (Meaning::Day { year: Year::Open, month, day }, Meaning::Day { year, .. }) => {
                    Meaning::Day { year: *year, month: *month, day: *day }
                }
                (Meaning::Month { year: Year::Open, month }, Meaning::Month { year, .. }) => {
                    Meaning::Month { year: *year, month: *month }
                }
                (Meaning::Day { .. }, Meaning::Day { .. })
                | (Meaning::Month { .. }, Meaning::Month { .. }) => first.clone(),
                _ => return None,
            };
            Some((Meaning::range(first, end, second, next), after))
        }
        _ => None,
    }
}

/// `1925/26`, `2006 bis 2008`: what follows the first year, which ends before the token `end`.
fn year_range(line: &Line, from: i16, end: usize, next: usize, dash: bool) -> Found {
    if dash
        && let Some(short @ 0..=99) = line.integer(next)
        && line.joined(next)
        && line.word(next).len() == 2
    {
        let to = from - from % 100 + i16::try_from(short).ok()?;
        let to = if short == 0 { to.checked_add(100)? } else { to };
        // The two years of a season are one expression.
        let season = to == from + 1 && line.word(end) == "/";
        let end = if season { next + 1 } else { end };
        let fits = to > from && !is_counted(line, next + 1);
        return fits.then(|| (Meaning::range(Meaning::Year(from), end, Meaning::Year(to), next), next + 1));
    }
    match year(line, next).or_else(|| year_words(line, next))? {
        (second @ Meaning::Year(to), after) if to > from => {
            Some((Meaning::range(Meaning::Year(from), end, second, next), after))
        }
        _ => None,
    }
}
