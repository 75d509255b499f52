//! Years, decades, centuries, seasons and holidays.

use super::super::lexicon::{Class as C, Line};
use super::super::meaning::{Meaning, Year, code};
use super::Found;
use super::YEARS;
use super::date::year_after;
use stemma_text::TokenKind;

/// True if what follows is counted by the figure before it.
pub(super) fn is_counted(line: &Line, at: usize) -> bool {
    let word = line.word(at);
    if matches!(word, "%" | "€" | "$" | "£" | "°") || line.is(at, C::Plural) || line.is(at, C::Hour) {
        return true;
    }
    line.is(at, C::UnitWord)
}

/// A bare year: `2019`, `478 v. Chr.`
pub(super) fn year(line: &Line, at: usize) -> Found {
    let n = line.integer(at)?;
    if let Some(end) = era(line, at + 1) {
        let before = line.class(at + 1, C::Era) == Some("-1");
        return Some((if before { Meaning::Before(n as i16) } else { Meaning::Year(n as i16) }, end));
    }
    if !YEARS.contains(&n) || line.word(at).len() != 4 || is_counted(line, at + 1) {
        return None;
    }
    let before = if at > 0 { line.word(at - 1) } else { "" };
    if matches!(before, "$" | "€" | "£" | "Nr" | "No" | "№" | "S" | "#") || line.is_about(at) {
        return None;
    }
    let next = line.word(at + 1);
    let capital = next.chars().next().is_some_and(char::is_uppercase);
    if line.words.german && capital && (n % 50 == 0 || n < 1700) && !known_before(line, at) && next.len() > 3
    {
        return None;
    }
    if !line.words.german
        && next.ends_with('s')
        && !capital
        && !line.is(at + 1, C::NoPlural)
        && !(1950..=2035).contains(&n)
    {
        return None;
    }
    if !(1700..=2035).contains(&n) && !known_before(line, at) {
        return None;
    }
    // Joined to other figures it is part of a number or of a telephone number.
    if line.joined(at) && line.tokens[at - 1].kind != TokenKind::Mark {
        return None;
    }
    Some((Meaning::Year(n as i16), at + 1))
}

pub(super) fn known_before(line: &Line, at: usize) -> bool {
    at > 0
        && (line.is(at - 1, C::At)
            || line.is(at - 1, C::Since)
            || line.is(at - 1, C::Unit)
            || line.is(at - 1, C::To)
            || line.word(at - 1) == "("
            || line.is(at - 1, C::Naming)
            || line.is(at - 1, C::Between))
}

/// `v. Chr.`, and the token after it.
pub(super) fn era(line: &Line, at: usize) -> Option<usize> {
    if line.word(at) == "BC" || line.word(at) == "BCE" {
        return Some(at + 1);
    }
    line.class(at, C::Era)?;
    (line.word(at + 1) == "." && line.word(at + 2).starts_with("Chr"))
        .then(|| if line.word(at + 3) == "." { at + 4 } else { at + 3 })
}

/// `Jahr 2019`, `Jahre 478 v. Chr.`
pub(super) fn year_words(line: &Line, at: usize) -> Found {
    let at = if line.is(at, C::Determiner) { at + 1 } else { at };
    if line.class(at, C::Unit) != Some("Y")
        || line.is(at, C::Plural) && !matches!(line.lower(at), "jahre" | "jahren")
    {
        return None;
    }
    let n = line.integer(at + 1)?;
    if let Some(end) = era(line, at + 2) {
        return Some((Meaning::Before(n as i16), end));
    }
    (line.word(at + 1).len() >= 3 && n < 2300 && !is_counted(line, at + 2))
        .then_some((Meaning::Year(n as i16), at + 2))
}

/// `neunziger Jahre`, `1990er-Jahre`, `90er Jahre`, `the 1990s`, `nineties`.
pub(super) fn decade(line: &Line, at: usize) -> Found {
    let start = if line.is(at, C::Determiner) { at + 1 } else { at };
    let word = line.word(start);
    let lower = word.to_lowercase();
    let years = |n: usize| {
        if line.class(n, C::Unit) == Some("Y") && line.is(n, C::Plural) {
            Some(n + 1)
        } else if line.word(n) == "-" && line.class(n + 1, C::Unit) == Some("Y") {
            Some(n + 2)
        } else {
            None
        }
    };
    if let Some(decade) = line.class(start, C::Decade) {
        let whole = lower.contains("jahre") || !line.words.german;
        let end = if whole { start + 1 } else { years(start + 1)? };
        return Some((Meaning::Decade(decade.parse().ok()?), era(line, end).unwrap_or(end)));
    }
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let n: i16 = digits.parse().ok()?;
    let decade = match digits.len() {
        2 => 190 + n / 10,
        4 => n / 10,
        _ => return None,
    };
    if n % 10 != 0 {
        return None;
    }
    match &lower[digits.len()..] {
        "er" => years(start + 1).map(|end| (Meaning::Decade(decade), end)),
        "er-jahre" | "er-jahren" | "erjahre" | "erjahren" => Some((Meaning::Decade(decade), start + 1)),
        "s" if !line.words.german => Some((Meaning::Decade(decade), start + 1)),
        _ => None,
    }
}

/// `20. Jahrhundert`, `19th century`, `4. Jh. v. Chr.`
pub(super) fn century(line: &Line, at: usize) -> Found {
    let start = if line.is(at, C::Determiner) { at + 1 } else { at };
    let (n, next) = line.ordinal(start)?;
    let short = line.word(next) == "Jh";
    if line.class(next, C::Unit) != Some("CE") && !short || !(1..=30).contains(&n) {
        return None;
    }
    let mut end = next + 1;
    if short && line.word(end) == "." {
        end += 1;
    }
    let before = era(line, end);
    let n = n as i16 - 1;
    Some((Meaning::Century(n, before.is_some()), before.unwrap_or(end)))
}

/// `ersten Halbjahr 2010`, `zweiten Jahreshälfte`, `third quarter`, `first half of 2010`.
pub(super) fn share(line: &Line, at: usize) -> Found {
    let start = if line.is(at, C::Determiner) { at + 1 } else { at };
    let (n, next) = line.ordinal(start).or_else(|| {
        let n = line.class(start, C::ShareOrdinal)?.parse().ok()?;
        Some((n, start + 1))
    })?;
    let (kind, next) = line.phrase(next, C::Share)?;
    let (year, end) = share_year(line, next);
    let code = match kind {
        // Halves of anything else are no times.
        "half" if end == next => return None,
        "half" | "H" => code(["H1", "H2"].get((n as usize).checked_sub(1)?)?),
        _ => code(["Q1", "Q2", "Q3", "Q4"].get((n as usize).checked_sub(1)?)?),
    };
    Some((Meaning::Share { code, year }, end))
}

/// `2010`, `of the year`, `des Jahres`, `this year` behind a share.
fn share_year(line: &Line, at: usize) -> (Year, usize) {
    let (year, end) = year_after(line, at);
    if year != Year::Open {
        return (year, end);
    }
    let inner = if line.word(at) == "of" { at + 1 } else { at };
    if line.is(inner, C::Determiner)
        && line.class(inner + 1, C::Unit) == Some("Y")
        && !line.is(inner + 1, C::Plural)
    {
        return (Year::Open, inner + 2);
    }
    (Year::Open, at)
}

pub(super) fn season(line: &Line, at: usize) -> Found {
    let (start, early) = if line.is(at, C::Early) && at > 0 { (at + 1, true) } else { (at, false) };
    let season = code(line.class(start, C::Season)?);
    let (year, end) = year_after(line, start + 1);
    let placed = at > 0 && (line.is(at - 1, C::At) || line.word(at - 1) == "der");
    if !line.words.german && year == Year::Open && !placed && !early {
        return None;
    }
    Some((Meaning::Season { code: season, year }, end))
}

pub(super) fn holiday(line: &Line, at: usize) -> Found {
    let (rule, end) = line.phrase(at, C::Holiday)?;
    let (year, end) = year_after(line, end);
    Some((Meaning::Holiday { rule: rule.to_owned(), year }, end))
}

impl Line<'_> {
    /// True if a word before `at` says that the figure is a rough count.
    fn is_about(&self, at: usize) -> bool {
        at > 0 && self.is(at - 1, C::Rough) && !(at > 1 && self.is(at - 2, C::Determiner))
    }
}
