//! Finds expressions of time and says what they mean, without regard to a reference. One grammar for all languages;
//! the words are data ([`super::lexicon`]).

mod clock;
mod date;
mod deictic;
mod length;
mod year;

use super::lexicon::{Class as C, Line};
use super::meaning::{Edge, Hit, Meaning, Unit, Year};
use clock::{clock, clock_range};
use date::date;
use deictic::{deictic, part, relative, vague, weekday};
use length::{length, set};
use year::{century, decade, holiday, is_counted, season, year, year_words};

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
    if let Some((first, second, end)) = clock_range(line, at) {
        hits.push(Hit { start: at, end: first.1, meaning: first.0, edge: None });
        hits.push(Hit { start: second.1, end, meaning: second.0, edge: None });
        return Some(end);
    }
    let (meaning, end, edge) = expression(line, at)?;
    hits.push(Hit { start: at, end, meaning, edge });
    Some(end)
}

fn expression(line: &Line, at: usize) -> Option<(Meaning, usize, Option<Edge>)> {
    if let Some((edge, end)) = line.phrase(at, C::Edge) {
        let edge = match edge {
            "START" => Edge::Start,
            "MID" => Edge::Middle,
            _ => Edge::End,
        };
        let end = if line.word(end) == "-" { end + 1 } else { end };
        let (meaning, end) = after_edge(line, end)?;
        return Some((meaning, end, Some(edge)));
    }
    let (first, end) = point(line, at)?;
    if let Some((meaning, end)) = range(line, at, &first, end) {
        return Some((meaning, end, None));
    }
    Some((first, end, None))
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
    let (_, next) = if let Some(found) = line.phrase(end, C::To) {
        found
    } else if dash || between && line.is(end, C::And) {
        ("", end + 1)
    } else {
        return None;
    };
    match first {
        Meaning::Year(from) => {
            if dash
                && let Some(short @ 0..=99) = line.integer(next)
                && line.joined(next)
                && line.word(next).len() == 2
            {
                let to = from - from % 100 + i16::try_from(short).ok()?;
                if to <= *from || is_counted(line, next + 1) {
                    return None;
                }
                return Some((
                    Meaning::Range(Box::new(first.clone()), Box::new(Meaning::Year(to))),
                    next + 1,
                ));
            }
            match year(line, next).or_else(|| year_words(line, next))? {
                (Meaning::Year(to), end) if to > *from => {
                    Some((Meaning::Range(Box::new(first.clone()), Box::new(Meaning::Year(to))), end))
                }
                _ => None,
            }
        }
        Meaning::Day { .. } | Meaning::Month { .. } if !dash || line.word(end) != "/" => {
            let (second, end) = date(line, next)?;
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
            Some((Meaning::Range(Box::new(first), Box::new(second)), end))
        }
        _ => None,
    }
}
