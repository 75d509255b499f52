//! Times of day: `14.30 Uhr`, `halb neun`, `3 pm`, `14–18 Uhr`.

use super::super::lexicon::{Class as C, Line};
use super::super::meaning::Meaning;
use super::Found;
use stemma_text::TokenKind;

pub(super) fn clock(line: &Line, at: usize) -> Found {
    if line.is(at, C::HalfPast)
        && let Some(n) = small_number(line, at + 1).filter(|n| (1..=12).contains(n))
        && (line.is(at + 2, C::Hour) || at > 0 && line.is(at - 1, C::At))
    {
        let end = if line.is(at + 2, C::Hour) { at + 3 } else { at + 2 };
        return Some((Meaning::Clock { hour: (n + 23) as u8 % 24 % 12, minute: 30 }, end));
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
            Some(m) if minute == 0 => (Meaning::Clock { hour, minute: m as u8 }, at + 3),
            _ => (Meaning::Clock { hour, minute }, at + 2),
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
        return written.then_some((Meaning::Clock { hour, minute }, at + 1));
    };
    let hour = if noon && hour < 12 { hour + 12 } else { hour };
    Some((Meaning::Clock { hour, minute }, end))
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

pub(super) type Side = (Meaning, usize);

/// `14–18 Uhr`: two times of day.
pub(super) fn clock_range(line: &Line, at: usize) -> Option<(Side, Side, usize)> {
    let (hour, minute) = clock_figure(line, at)?;
    let next = if matches!(line.word(at + 1), "-" | "–") {
        at + 2
    } else {
        line.phrase(at + 1, C::To).map(|(_, end)| end)?
    };
    let (second, end) = clock(line, next)?;
    if hour > 24 || minute > 59 || !line.is(end - 1, C::Hour) && line.words.german {
        return None;
    }
    let first = Meaning::Clock { hour: hour as u8, minute: minute as u8 };
    Some(((first, at + 1), (second, next), end))
}
