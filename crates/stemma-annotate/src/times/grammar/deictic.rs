//! Expressions that point from the reference: days of the week, `diesen Monat`, `gestern Abend`, `damals`.

use super::super::lexicon::{Class as C, Line};
use super::super::meaning::{Meaning, Unit, Year, code};
use super::Found;
use super::date::{date, month, year_after};
use super::length::{length_from, vague_length};

/// `Montag`, `Montag, 5. September 2023`, `Dienstagabend`, `vergangenen Sonntag`, `Nacht zum Dienstag`.
pub(super) fn weekday(line: &Line, at: usize) -> Found {
    // The night before a day of the week.
    if line.class(at, C::Part) == Some("NI") && line.is(at + 1, C::NightTo) {
        let next = if line.is(at + 2, C::Determiner) { at + 3 } else { at + 2 };
        if let Some((n, None)) = weekday_word(line, next) {
            return Some((Meaning::Weekday { day: n, shift: None, part: Some("NI") }, next + 1));
        }
    }
    let mut next = at;
    if line.is(next, C::Determiner) && !line.known(next + 1) {
        return None;
    }
    let determined = line.is(next, C::Determiner);
    if determined {
        next += 1;
    }
    let shift = [C::This, C::Last, C::Next]
        .into_iter()
        .find_map(|c| line.class(next, c))
        .and_then(|c| c.parse::<i32>().ok());
    if shift.is_some() {
        next += 1;
    } else if line.class(next, C::Relday).is_some() && weekday_word(line, next + 1).is_some() {
        next += 1; // heutigen Montag
    } else if determined {
        return None;
    }
    let (n, compound) = weekday_word(line, next)?;
    let mut end = next + 1;
    let mut part = compound;
    if part.is_none()
        && let Some(found) = line.class(end, C::Part).filter(|_| line.word(end) != "Mitternacht")
    {
        part = Some(code(found));
        end += 1;
    }
    // A date behind it says which.
    let mut next = end;
    if matches!(line.word(next), "," | "(") {
        next += 1;
    }
    while line.is(next, C::Determiner) || matches!(line.word(next), "dem" | "den" | "der") {
        next += 1;
    }
    if part.is_none()
        && shift.is_none()
        && let Some((found @ Meaning::Day { .. }, end)) = date(line, next)
    {
        return Some((found, end));
    }
    Some((Meaning::Weekday { day: n, shift, part }, end))
}

/// The day of the week that a word names, and the part of the day where it is a compound.
pub(super) fn weekday_word(line: &Line, at: usize) -> Option<(i8, Option<&'static str>)> {
    if let Some(n) = line.class(at, C::Weekday) {
        return n.parse().ok().map(|n| (n, None));
    }
    if !line.words.german {
        return None;
    }
    let word = line.word(at);
    if word.len() > 30 || !word.starts_with(char::is_uppercase) {
        return None;
    }
    let lower = word.to_lowercase();
    let (day, part) = line.words.day_parts.get(&lower)?;
    Some((*day, Some(code(part))))
}

/// `diesen Monat`, `letzter Woche`, `den vergangenen zehn Jahren`, `am nächsten Tag`, `last summer`.
pub(super) fn deictic(line: &Line, at: usize) -> Found {
    if let Some(code) = line
        .class(at, C::Period)
        .or_else(|| line.class(at + 1, C::Period).filter(|_| line.is(at, C::Determiner)))
    {
        let end = if line.is(at, C::Period) { at + 1 } else { at + 2 };
        let split = code.find(['-', '0'])?;
        return Some((
            Meaning::Period { unit: Unit::of(&code[..split]), shift: code[split..].parse().ok()? },
            end,
        ));
    }
    if let Some(found) = dayward(line, at) {
        return Some(found);
    }
    let mut next = at;
    let determined = line.is(next, C::Determiner);
    if determined {
        next += 1;
    }
    let (class, shift) =
        [C::This, C::Last, C::Next, C::Same].into_iter().find_map(|c| line.class(next, c).map(|s| (c, s)))?;
    let shift: i32 = shift.parse().ok()?;
    let mut next = next + 1;
    if line.is(next, C::Early) && class == C::This {
        next += 1;
    }
    // `den letzten zehn Jahren`: a length that ends, or begins, now.
    if let Some((Meaning::Length { value, unit, .. }, end)) = length_from(line, next, true) {
        let count = value.trim_start_matches(['P', 'T']).trim_end_matches(|c: char| !c.is_ascii_digit());
        let back = count.parse::<f64>().ok().map(|n| n * f64::from(shift.signum()));
        let single = value.ends_with('1') || !line.is(end - 1, C::Plural);
        if !single || back.is_none_or(|b| b.abs() > 1.0) {
            return Some((Meaning::Length { value, unit, back }, end));
        }
    }
    if let Some(unit) = line.class(next, C::Unit) {
        let kind = Unit::of(unit);
        if line.is(next, C::Plural)
            && !(line.words.german && shift == 0 && kind == Unit::Day)
            && class != C::Same
        {
            return Some((vague_length(unit), next + 1));
        }
        if kind == Unit::Other {
            return None;
        }
        if kind == Unit::Day {
            return match class {
                C::Next => Some((Meaning::Following { unit: Unit::Day, by: 1, value: None }, next + 1)),
                C::Last if !line.words.german => {
                    Some((Meaning::Following { unit: Unit::Day, by: -1, value: None }, next + 1))
                }
                C::Same | C::This => {
                    Some((Meaning::Following { unit: Unit::Day, by: 0, value: None }, next + 1))
                }
                _ => Some((Meaning::Length { value: "P1D".to_owned(), unit: kind, back: None }, next + 1)),
            };
        }
        return Some((Meaning::Period { unit: kind, shift }, next + 1));
    }
    if class == C::Same {
        return None;
    }
    if let Some((m, end)) = month(line, next) {
        let (year, end) = year_after(line, end);
        let year = if year == Year::Open && shift < 0 { Year::Open } else { year };
        return Some((Meaning::Month { year, month: m as u8 }, end));
    }
    if let Some(season) = line.class(next, C::Season) {
        // `letzten Sommer`: the last one before now, which the resolver finds when nothing says the year.
        let year = if shift == 0 { Year::Off(0) } else { Year::Open };
        return Some((Meaning::Season { code: code(season), year }, next + 1));
    }
    if let Some(part) = line.class(next, C::Part).filter(|p| p.len() == 2) {
        return Some((Meaning::Relative { offset: shift, part: Some(code(part)) }, next + 1));
    }
    if let Some((rule, end)) = line.phrase(next, C::Holiday) {
        let year = if shift == 0 { Year::Off(0) } else { Year::Open };
        return Some((Meaning::Holiday { rule: rule.to_owned(), year }, end));
    }
    None
}

/// `Folgetag`, `Tags darauf`, `am Tag zuvor`, `der Woche darauf`.
fn dayward(line: &Line, at: usize) -> Found {
    let start = if line.is(at, C::Determiner) { at + 1 } else { at };
    if let Some((code, end)) = line.phrase(start, C::Dayward) {
        let (unit, by) = code.split_once(' ')?;
        return Some((Meaning::Following { unit: Unit::of(unit), by: by.parse().ok()?, value: None }, end));
    }
    let unit = line.class(start, C::Unit).filter(|_| line.words.german && !line.is(start, C::Plural))?;
    let by = line.class(start + 1, C::Later)?.parse().ok()?;
    let unit = Unit::of(unit);
    (unit != Unit::Other && line.word(start + 1) != "später")
        .then_some((Meaning::Following { unit, by, value: None }, start + 2))
}

/// `gestern`, `gestern Abend`, `heute früh`.
pub(super) fn relative(line: &Line, at: usize) -> Found {
    let offset: i32 = line.class(at, C::Relday)?.parse().ok()?;
    let bare = line.words.german && offset == 1 && line.word(at) == "Morgen";
    if bare {
        return None;
    }
    if line.word(at) == "tonight" {
        return Some((Meaning::Relative { offset: 0, part: Some("NI") }, at + 1));
    }
    if let Some(part) = line.class(at + 1, C::Part).filter(|p| p.len() == 2) {
        return Some((Meaning::Relative { offset, part: Some(code(part)) }, at + 2));
    }
    Some((Meaning::Relative { offset, part: None }, at + 1))
}

pub(super) fn vague(line: &Line, at: usize) -> Found {
    let noun = line.is(at, C::Determiner)
        && line.is(at + 1, C::Ref)
        && line.word(at + 1).starts_with(char::is_uppercase);
    let start = if noun && line.words.german { at + 1 } else { at };
    if let Some((found, end)) = line.phrase(start, C::Ref) {
        return Some((Meaning::Vague(code(found)), end));
    }
    if let Some((found, end)) = line.phrase(if line.is(at, C::Determiner) { at + 1 } else { at }, C::RefNoun)
        && at > 0
        && line.is(at - 1, C::RefBefore)
    {
        return Some((Meaning::Vague(code(found)), end));
    }
    // `recent months`: TimeML gives them no length.
    let start = if line.is(at, C::Determiner) { at + 1 } else { at };
    let found = line.class(start, C::VagueShift).filter(|_| line.is(start + 1, C::Plural))?;
    Some((Meaning::Vague(code(found)), start + 2))
}

/// `am Abend`, `in der Nacht`: a part of the day last spoken of.
pub(super) fn part(line: &Line, at: usize) -> Found {
    let start = if line.is(at, C::Early) { at + 1 } else { at };
    let found = line.class(start, C::Part).filter(|p| p.len() == 2)?;
    let placed = at > 0 && line.is(at - 1, C::Placing);
    let capital = !line.words.german || line.word(start).starts_with(char::is_uppercase);
    (placed && capital).then_some((Meaning::Part(code(found)), start + 1))
}
