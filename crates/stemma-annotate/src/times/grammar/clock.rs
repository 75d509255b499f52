//! Times of day: `14.30 Uhr`, `halb neun`, `3 pm`, `14–18 Uhr`.

use super::super::lexicon::{Class as C, Line};
use super::super::meaning::Meaning;
use super::Found;
use stemma_text::TokenKind;

pub(super) fn clock(line: &Line, at: usize) -> Found {
    let (found, end) = bare_clock(line, at)?;
    let Meaning::Clock { hour, minute, .. } = found else { return None };
    let (zone, end) = zone(line, end);
    Some((Meaning::Clock { hour, minute, zone }, end))
}

/// A time of day without its zone.
fn bare_clock(line: &Line, at: usize) -> Found {
    if line.is(at, C::HalfPast)
        && let Some(n) = small_number(line, at + 1).filter(|n| (1..=12).contains(n))
        && (line.is(at + 2, C::Hour) || at > 0 && line.is(at - 1, C::At))
    {
        let end = if line.is(at + 2, C::Hour) { at + 3 } else { at + 2 };
        return Some((Meaning::Clock { hour: (n + 23) as u8 % 24 % 12, minute: 30, zone: None }, end));
    }
    let (hour, minute) = clock_figure(line, at).or_else(|| {
        (line.is(at + 1, C::Hour) && line.words.german)
            .then(|| small_number(line, at))
            .flatten()
            .map(|n| (n, 0))
    })?;
    if hour > 24 || minute > 59 {
        return None;
    }
    let (hour, minute) = (hour as u8, minute as u8);
    if line.is(at + 1, C::Hour) {
        let more = line
            .integer(at + 2)
            .filter(|m| *m < 60 && line.word(at + 2).len() == 2 && !line.is(at + 3, C::Hour));
        return Some(match more {
            Some(m) if minute == 0 => (Meaning::Clock { hour, minute: m as u8, zone: None }, at + 3),
            _ => (Meaning::Clock { hour, minute, zone: None }, at + 2),
        });
    }
    // 3 pm, 3:30 p.m., 10.45pm
    let word = line.word(at).to_lowercase();
    let (noon, end) = if word.ends_with("pm") || word.ends_with("am") {
        (word.ends_with("pm"), at + 1)
    } else if let Some(m) = line.class(at + 1, C::Meridiem) {
        (m == "12", at + 2)
    } else if matches!(line.word(at + 1), "p" | "a") && line.word(at + 2) == "." && line.word(at + 3) == "m" {
        (line.word(at + 1) == "p", if line.word(at + 4) == "." { at + 5 } else { at + 4 })
    } else {
        let written = line.word(at).contains(':') && (line.words.german || at > 0 && line.is(at - 1, C::At));
        return written.then_some((Meaning::Clock { hour, minute, zone: None }, at + 1));
    };
    let hour = if noon && hour < 12 { hour + 12 } else { hour };
    Some((Meaning::Clock { hour, minute, zone: None }, end))
}

/// `14`, `14.30`, `14:30`, `3pm`.
pub(super) fn clock_figure(line: &Line, at: usize) -> Option<(u32, u32)> {
    if line.tokens.get(at)?.kind != TokenKind::Number {
        return None;
    }
    let word = line.word(at);
    let figure = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let tail = &word[figure.len()..];
    if !matches!(tail, "" | "am" | "pm" | "AM" | "PM") {
        return None;
    }
    let mut parts = figure.split(['.', ':']);
    let hour = parts.next()?;
    let minute = parts.next();
    if parts.next().is_some() || hour.len() > 2 || minute.is_some_and(|m| m.len() != 2) {
        return None;
    }
    Some((hour.parse().ok()?, minute.map_or(Some(0), |m| m.parse().ok())?))
}

pub(super) fn small_number(line: &Line, at: usize) -> Option<u32> {
    line.integer(at).or_else(|| {
        let word = line.word(at);
        (word.len() < 20).then(|| line.words.numbers.word(&word.to_lowercase())).flatten().map(|n| n as u32)
    })
}

/// A time of day and its tokens.
type Side = (Meaning, usize, usize);
/// Times of day that one `Uhr` serves.
const LONGEST_LIST: usize = 8;

/// `14–18 Uhr`, `8.30–12 und 14.30–16.30 Uhr`, `from 3 to 5 p.m.`: times of day of which only the last says so.
pub(super) fn clock_list(line: &Line, at: usize) -> Option<(Vec<Side>, usize)> {
    let mut times: Vec<Side> = Vec::new();
    let mut next = at;
    while times.len() < LONGEST_LIST {
        if !times.is_empty()
            && let Some((last, end)) = clock(line, next)
            && (!line.words.german || (next + 1..end).any(|n| line.is(n, C::Hour)))
        {
            let afternoon = matches!(last, Meaning::Clock { hour: 13.., .. }) && !line.words.german;
            if let (Meaning::Clock { hour: to, .. }, true) = (&last, afternoon) {
                for (meaning, ..) in &mut times {
                    if let Meaning::Clock { hour, .. } = meaning
                        && *hour < 12
                        && *hour + 12 <= *to
                    {
                        *hour += 12;
                    }
                }
            }
            times.push((last, next, end));
            return Some((times, end));
        }
        let (hour, minute) = clock_figure(line, next)?;
        if hour > 24 || minute > 59 {
            return None;
        }
        times.push((Meaning::Clock { hour: hour as u8, minute: minute as u8, zone: None }, next, next + 1));
        next = match line.word(next + 1) {
            "-" | "–" | "?" | "/" => next + 2,
            "," if line.words.german => next + 2,
            _ if line.is(next + 1, C::And) => next + 2,
            _ => line.phrase(next + 1, C::To)?.1,
        };
    }
    None
}

/// The zone of a time of day: `MESZ`, `EST`, `Ortszeit`. Minutes east of UTC where it is a fixed one.
fn zone(line: &Line, at: usize) -> (Option<i16>, usize) {
    match line.phrase(at, C::Zone) {
        Some((code, end)) => (code.parse().ok(), end),
        None => (None, at),
    }
}
