//! Days and months of the calendar: `10. September 2023`, `21.12.`, `4th of July`, `10. bis 13. September`.

use super::super::lexicon::{Class as C, Line};
use super::super::meaning::{Meaning, Year};
use super::Found;
use super::YEARS;
use stemma_text::TokenKind;

/// A year behind a date: `2023`, `dieses Jahres`, `, 2023`, `v. Chr.`
pub(super) fn year_after(line: &Line, at: usize) -> (Year, usize) {
    let comma = !line.words.german && line.word(at) == ",";
    let place = if comma { at + 1 } else { at };
    if let Some(y) = line.integer(place).filter(|y| (1000..=2200).contains(y)) {
        return (Year::Is(y as i16), place + 1);
    }
    if let Some(found) = year_shift(line, at) {
        return found;
    }
    if line.words.german
        && line.is(at, C::Determiner)
        && line.class(at + 1, C::Unit) == Some("Y")
        && let Some(y) = line.integer(at + 2).filter(|y| (1000..=2200).contains(y))
    {
        return (Year::Is(y as i16), at + 3);
    }
    if !line.words.german && line.word(at) == "of" {
        if let Some(y) = line.integer(at + 1).filter(|y| (1000..=2200).contains(y)) {
            return (Year::Is(y as i16), at + 2);
        }
        if let Some(found) = year_shift(line, at + 1) {
            return found;
        }
    }
    (Year::Open, at)
}

/// `dieses Jahres`, `des vergangenen Jahres`, `last year`.
fn year_shift(line: &Line, at: usize) -> Option<(Year, usize)> {
    let at = if line.is(at, C::Determiner) { at + 1 } else { at };
    let shift = [C::This, C::Last, C::Next].into_iter().find_map(|c| line.class(at, c))?;
    (line.class(at + 1, C::Unit) == Some("Y") && !line.is(at + 1, C::Plural))
        .then_some((Year::Off(shift.parse().ok()?), at + 2))
}

pub(super) fn date(line: &Line, at: usize) -> Found {
    numeric_date(line, at)
        .or_else(|| day_of_month(line, at))
        .or_else(|| month_day(line, at))
        .or_else(|| short_range(line, at))
}

/// `21.12.2023`, `21. 12. 2023`, `21.12.`, `2023-12-21`.
pub(super) fn numeric_date(line: &Line, at: usize) -> Found {
    if line.tokens.get(at)?.kind != TokenKind::Number {
        return None;
    }
    let word = line.word(at);
    let parts: Vec<&str> = word.split(['.', '-', '–']).collect();
    let number = |s: &str| s.parse::<u32>().ok();
    if parts.len() == 3 && word.contains('-') && parts[0].len() == 4 {
        let (y, m, d) = (number(parts[0])?, number(parts[1])?, number(parts[2])?);
        return day(Year::Is(y as i16), m, d).map(|m| (m, at + 1));
    }
    if !line.words.german || word.contains('-') {
        return None;
    }
    match parts.as_slice() {
        [d, m, y] if matches!(y.len(), 2 | 4) => {
            return day(Year::Is(full_year(y)?), number(m)?, number(d)?).map(|m| (m, at + 1));
        }
        [d, m] if line.word(at + 1) == "." && line.joined(at + 1) && d.len() <= 2 && m.len() <= 2 => {
            let dated = |n: usize| {
                line.is(n, C::At) || line.word(n).eq_ignore_ascii_case("der") || line.word(n) == ","
            };
            let year = line.integer(at + 2).filter(|y| YEARS.contains(y));
            if year.is_none() && (at == 0 || !dated(at - 1)) {
                return None;
            }
            let end = if year.is_some() { at + 3 } else { at + 2 };
            return day(year.map_or(Year::Open, |y| Year::Is(y as i16)), number(m)?, number(d)?)
                .map(|m| (m, end));
        }
        _ => {}
    }
    let (d, next) = line.ordinal(at)?;
    let (m, next) = line.ordinal(next)?;
    let y = line.integer(next).filter(|y| YEARS.contains(y))?;
    day(Year::Is(y as i16), m, d).map(|m| (m, next + 1))
}

pub(super) fn full_year(figure: &str) -> Option<i16> {
    let n: i16 = figure.parse().ok()?;
    Some(if figure.len() == 2 { if n < 50 { 2000 + n } else { 1900 + n } } else { n })
}

/// A day that the calendar may hold.
pub(super) fn day(year: Year, month: u32, day: u32) -> Option<Meaning> {
    let longest = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=longest).contains(&day).then_some(Meaning::Day { year, month: month as u8, day: day as u8 })
}

pub(super) fn month(line: &Line, at: usize) -> Option<(u32, usize)> {
    let month = line.class(at, C::Month)?.parse().ok()?;
    let short = line.word(at).len() <= 4 && line.word(at + 1) == "." && line.joined(at + 1);
    let abbreviated = short && !line.is(at, C::WholeMonth);
    Some((month, if abbreviated { at + 2 } else { at + 1 }))
}

/// `10. September 2023`, `4 July`, `4th of July`, `ersten Mai`.
pub(super) fn day_of_month(line: &Line, at: usize) -> Found {
    let (d, next) = match line.ordinal(at) {
        Some(found) => found,
        None => (line.integer(at)?, at + 1),
    };
    let next = if line.word(next) == "of" { next + 1 } else { next };
    let (m, next) = month(line, next)?;
    let (y, end) = year_after(line, next);
    day(y, m, d).map(|m| (m, end))
}

/// `September 2023`, `September`, `September 10, 2023`.
pub(super) fn month_day(line: &Line, at: usize) -> Found {
    let (m, next) = month(line, at)?;
    if !line.words.german
        && let Some(d) =
            line.integer(next).or_else(|| line.ordinal(next).map(|(d, _)| d)).filter(|d| (1..=31).contains(d))
    {
        if matches!(line.word(next + 1), "-" | "–")
            && let Some(to @ 1..=31) = line.integer(next + 2)
        {
            let (y, end) = year_after(line, next + 3);
            let (a, b) = (day(y, m, d)?, day(y, m, to)?);
            return Some((Meaning::range(a, next + 1, b, next + 2), end));
        }
        let (y, end) = year_after(line, next + 1);
        return day(y, m, d).map(|m| (m, end));
    }
    if !line.words.german && matches!(line.word(at), "May" | "March") && next == at + 1 {
        let year = line.integer(next).is_some_and(|y| YEARS.contains(&y));
        let placed =
            at > 0 && (line.is(at - 1, C::At) || line.is(at - 1, C::Last) || line.is(at - 1, C::Next));
        if !year && !placed {
            return None;
        }
    }
    let (y, end) = year_after(line, next);
    Some((Meaning::Month { year: y, month: m as u8 }, end))
}

/// `10. bis 13. September`, `10./11. September`, `10. und 11. September`, `10-13 September`.
pub(super) fn short_range(line: &Line, at: usize) -> Found {
    let (first, first_end) = match line.ordinal(at) {
        Some(found) => found,
        None => (line.integer(at).filter(|_| !line.words.german)?, at + 1),
    };
    let mut next = first_end;
    if !(1..=31).contains(&first) {
        return None;
    }
    if let Some((_, end)) = line.phrase(next, C::To) {
        next = end;
    } else if matches!(line.word(next), "-" | "–" | "/") || line.is(next, C::And) {
        next += 1;
    } else {
        return None;
    }
    if line.is(next, C::Determiner) || line.word(next) == "zum" {
        next += 1;
    }
    let (second, end) = day_of_month(line, next)?;
    let Meaning::Day { year, month, .. } = second else { return None };
    let first = day(year, u32::from(month), first)?;
    Some((Meaning::range(first, first_end, second, next), end))
}
