//! Lengths of time and things repeated: `zwei Tage`, `neunmonatig`, `jeden Freitag`.

use super::super::lexicon::{Class as C, Line};
use super::super::meaning::{Meaning, Unit};
use super::Found;
use super::date::month;
use super::deictic::weekday_word;
use stemma_text::TokenKind;

/// `zwei Tage`, `mehr als zehn Jahren`, `ein halbes Jahr`, `drei Jahre und vier Monate`, `neunmonatigen`.
pub(super) fn length(line: &Line, at: usize) -> Found {
    if let Some(value) = line.class(at, C::Lasting) {
        return Some((Meaning::Length { value: value.to_owned(), unit: Unit::Other, back: None }, at + 1));
    }
    if let Some(found) = compound_length(line, at) {
        return Some(found);
    }
    let determined = line.is(at, C::Determiner) && line.words.german;
    let start = if determined { at + 1 } else { at };
    let about = line.phrase(start, C::About).map_or(start, |(_, end)| end);
    let whole = if determined && line.is(about, C::Early) { about + 1 } else { about };
    if determined && line.is(about, C::Unit) && !line.is(about, C::Plural) {
        // `der Tag, an dem`: a stretch that a clause describes.
        let unit = line.class(about, C::Unit).filter(|u| matches!(*u, "D" | "Y" | "W" | "M"))?;
        let described = line.word(about + 1) == "," && about == start;
        return described.then(|| {
            (Meaning::Length { value: iso(1.0, unit), unit: Unit::of(unit), back: None }, about + 1)
        });
    }
    if line.class(at, C::Unit) == Some("WE") && !line.is(at, C::Plural) && at > 0 && line.is(at - 1, C::At) {
        return Some((Meaning::Weekend, at + 1));
    }
    let (found, mut end) = length_from(line, whole, determined || before_length(line, at))?;
    let Meaning::Length { value, unit, .. } = found else { return Some((found, end)) };
    if unit == Unit::Year && is_age(line, at, end) {
        return None;
    }
    if line.is(end, C::LengthTail) {
        end += 1;
    }
    let mut back = None;
    if at > 0
        && let Some(side) = line.class(at - 1, C::Since).and_then(|s| s.parse::<f64>().ok())
    {
        let count = value.trim_start_matches(['P', 'T']).trim_end_matches(|c: char| !c.is_ascii_digit());
        back = count.parse::<f64>().ok().filter(|_| side != 0.0).map(|n| n * side);
    }
    if let Some((side, after)) = line.phrase(end, C::Later) {
        let side: i32 = side.parse().unwrap_or(0);
        let count = value.trim_start_matches(['P', 'T']).trim_end_matches(|c: char| !c.is_ascii_digit());
        if let Ok(n) = count.parse::<i32>()
            && unit != Unit::Other
        {
            if !line.words.german && line.word(end) == "ago" {
                return Some((Meaning::Following { unit, by: i32::MIN + n, value: None }, after));
            }
            return Some((
                Meaning::Following { unit, by: side.saturating_mul(n), value: Some(value) },
                after,
            ));
        }
        end = after;
    }
    Some((Meaning::Length { value, unit, back }, end))
}

/// `ab 16 Jahren`, `im Alter von 70 Jahren`, `drei Jahre alt`: how old somebody is, not how long.
fn is_age(line: &Line, at: usize, end: usize) -> bool {
    let before = |back: usize| at >= back && line.class(at - back, C::Age).is_some_and(|c| c == "before");
    let after = line.class(end, C::Age) == Some("after");
    after || before(1) || at >= 2 && line.class(at - 2, C::Age) == Some("noun")
}

/// `18–35 Jahren`, `zwei oder drei Tage`: the first of two lengths, of which only the second has a unit.
pub(super) fn length_list(line: &Line, at: usize) -> Found {
    if !line.words.german || line.is(at, C::About) || line.is(at, C::Determiner) {
        return None;
    }
    let first = line.words.numbers.read(line.text, line.tokens, at)?;
    if first.end != at + 1 || first.digits && first.used != line.tokens[at].range.len() || first.article {
        return None;
    }
    let between = at > 0 && line.is(at - 1, C::Between);
    let next = match line.word(at + 1) {
        "-" | "–" => at + 2,
        _ if line.is(at + 1, C::Or) || between && line.is(at + 1, C::And) => at + 2,
        _ => line.phrase(at + 1, C::To)?.1,
    };
    let second = line.words.numbers.read(line.text, line.tokens, next)?;
    if second.value <= first.value || second.value > 1000.0 {
        return None;
    }
    let (length, end) = length(line, next)?;
    let Meaning::Length { unit, .. } = length else { return None };
    let word = line.class(end - 1, C::Unit)?;
    if unit == Unit::Year && is_age(line, at, end) {
        return None;
    }
    Some((Meaning::Length { value: iso(first.value, word), unit, back: None }, at + 1))
}

pub(super) fn before_length(line: &Line, at: usize) -> bool {
    at > 0 && (line.is(at - 1, C::Since) || line.is(at - 1, C::BeforeLength))
}

/// A length from its number on. `plural`: a plural unit without a number counts (`seit Jahren`).
pub(super) fn length_from(line: &Line, at: usize, plural: bool) -> Found {
    let unit_at = |n: usize| line.class(n, C::Unit).map(|u| (u, n + 1));
    if plural && let Some(unit) = line.class(at, C::Plural) {
        return Some((vague_length(unit), at + 1));
    }
    if line.is(at, C::Both) {
        let unit = line.class(at + 1, C::Plural)?;
        return Some((Meaning::Length { value: iso(2.0, unit), unit: Unit::of(unit), back: None }, at + 2));
    }
    let article = if matches!(line.word(at).to_lowercase().as_str(), "ein" | "a") && line.is(at + 1, C::Vague)
    {
        at + 1
    } else {
        at
    };
    if line.is(article, C::Vague) {
        let next = if line.word(article + 1) == "of" { article + 2 } else { article + 1 };
        let unit = line.class(next, C::Plural)?;
        return Some((vague_length(unit), next + 1));
    }
    let number = line.words.numbers.read(line.text, line.tokens, at)?;
    if number.digits && number.used != line.tokens[number.end - 1].range.len() || number.value > 1e12 {
        return None;
    }
    let mut next = number.end;
    let mut value = number.value;
    if line.is(next, C::Early) || line.is(next, C::Vague) || line.is(next, C::About) && number.article {
        match line.class(next, C::Early) {
            Some("H") => value *= 0.5,
            Some("Q") => value *= 0.75,
            _ => {}
        }
        next += 1;
    }
    let (unit, mut end) = match unit_at(next) {
        Some(found) => found,
        // At most one adjective: `zwei aufeinanderfolgenden Tagen`, `ein wertvolles Jahr`.
        None if line.words.german
            && !number.digits
            && line.tokens.get(next)?.kind == TokenKind::Word
            && line.word(next).starts_with(char::is_lowercase)
            && !line.known(next)
            && line.word(next).ends_with(['n', 'e', 's']) =>
        {
            if line.word(next).len() < 6 {
                return None;
            }
            unit_at(next + 1)?
        }
        None => return None,
    };
    if unit == "WE" && value != 1.0 && !line.is(end - 1, C::Plural) {
        return None;
    }
    let mut text = iso(value, unit);
    if (line.is(end, C::And) || line.word(end) == ",")
        && let Some(more) = line.words.numbers.read(line.text, line.tokens, end + 1)
        && let Some((smaller, after)) = unit_at(more.end)
        && matches!(
            (unit, smaller),
            ("Y", "M") | ("M", "W" | "D") | ("W", "D") | ("D", "TH") | ("TH", "TM") | ("TM", "TS")
        )
    {
        let piece = iso(more.value, smaller);
        let piece = piece.trim_start_matches('P');
        text.push_str(if unit.starts_with('T') { piece.trim_start_matches('T') } else { piece });
        end = after;
    }
    Some((Meaning::Length { value: text, unit: Unit::of(unit), back: None }, end))
}

pub(super) fn vague_length(unit: &str) -> Meaning {
    let value = unit.strip_prefix('T').map_or_else(|| format!("PX{unit}"), |hour| format!("PTX{hour}"));
    Meaning::Length { value, unit: Unit::of(unit), back: None }
}

/// `P2D`, `PT48H`, `P0.5Y`.
pub(super) fn iso(value: f64, unit: &str) -> String {
    let number = if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value}") };
    match unit.strip_prefix('T') {
        Some(unit) => format!("PT{number}{unit}"),
        None => format!("P{number}{unit}"),
    }
}

/// `neunmonatigen`, `90-Tage`, `35-Stunden-Woche`, `five-year`.
pub(super) fn compound_length(line: &Line, at: usize) -> Found {
    let word = line.word(at);
    if word.len() > 50 {
        return None;
    }
    let lower = word.to_lowercase();
    if let Some((number, rest)) = lower.split_once('-') {
        let count = number.parse::<f64>().ok().or_else(|| line.words.numbers.word(number))?;
        let (unit, tail) = rest.split_once('-').unwrap_or((rest, ""));
        let title: String =
            unit.chars().take(1).flat_map(char::to_uppercase).chain(unit.chars().skip(1)).collect();
        if tail != "old"
            && let Some(code) = line.words.unit(&title).or_else(|| line.words.unit(unit))
        {
            return Some((
                Meaning::Length { value: iso(count, &code), unit: Unit::of(&code), back: None },
                at + 1,
            ));
        }
    }
    for (ending, unit) in &line.words.adjectives {
        if let Some(place) = lower.rfind(ending.as_str())
            && place > 1
            && lower.len() - place - ending.len() <= 2
            && word.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
        {
            let number = lower[..place].trim_end_matches('-');
            let count = number.parse::<f64>().ok().or_else(|| line.words.numbers.word(number))?;
            return Some((
                Meaning::Length { value: iso(count, unit), unit: Unit::of(unit), back: None },
                at + 1,
            ));
        }
    }
    None
}

/// `jeden Freitag`, `alle vier Jahre`, `pro Jahr`, `täglich`, `montags`, `zweimal wöchentlich`.
pub(super) fn set(line: &Line, at: usize) -> Found {
    if let Some((value, end)) = line.phrase(at, C::Set) {
        return Some((Meaning::Set(value.to_owned()), end));
    }
    if let Some(found) = how_often(line, at).or_else(|| rate(line, at)) {
        return Some(found);
    }
    if line.is(at, C::Every) {
        if let Some((n, part)) = weekday_word(line, at + 1) {
            let part = part.map_or_else(String::new, |p| format!("T{p}"));
            return Some((Meaning::Set(format!("XXXX-WXX-{n}{part}")), at + 2));
        }
        if let Some(unit) = line.class(at + 1, C::Unit).filter(|_| !line.is(at + 1, C::Plural)) {
            return Some((Meaning::Set(iso(1.0, unit)), at + 2));
        }
        if let Some((m, end)) = month(line, at + 1) {
            return Some((Meaning::Set(format!("XXXX-{m:02}")), end));
        }
        if let Some(season) = line.class(at + 1, C::Season) {
            return Some((Meaning::Set(format!("XXXX-{season}")), at + 2));
        }
        if let Some((Meaning::Length { value, .. }, end)) = length_from(line, at + 1, false) {
            return Some((Meaning::Set(value), end));
        }
        let ordinal =
            if line.word(at + 1).ends_with("te") || line.word(at + 1).ends_with("ten") { at + 2 } else { at };
        if ordinal > at
            && let Some(unit) = line.class(ordinal, C::Unit).filter(|_| line.is(ordinal, C::Unit))
        {
            return Some((Meaning::Set(iso(1.0, unit)), ordinal + 1));
        }
    }
    None
}

/// `dreimal täglich`, `zwei Mal im Jahr`, `twice a week`, `three times a day`.
fn how_often(line: &Line, at: usize) -> Found {
    let next = match line.class(at, C::Times) {
        Some("count") => return None,
        Some(_) => at + 1,
        None if line.class(at + 1, C::Times) == Some("count")
            && (line.tokens[at].kind == TokenKind::Number
                || line.words.numbers.word(line.lower(at)).is_some()) =>
        {
            at + 2
        }
        None => return None,
    };
    if let Some((value, end)) = line.phrase(next, C::Set) {
        return Some((Meaning::Set(value.to_owned()), end));
    }
    let (_, unit_at) = line.phrase(next, C::Per).or_else(|| line.phrase(next, C::Every))?;
    let unit = line.class(unit_at, C::Unit).filter(|_| !line.is(unit_at, C::Plural))?;
    (line.integer(unit_at + 1).is_none()).then(|| (Meaning::Set(iso(1.0, unit)), unit_at + 1))
}

/// Tokens before `im Jahr` among which the count stands.
const COUNT_REACH: usize = 4;

/// `500 Menschen im Jahr`, `two hours a day`: so many in each.
fn rate(line: &Line, at: usize) -> Found {
    let (_, unit_at) = line.phrase(at, C::Per)?;
    let unit = line.class(unit_at, C::Unit).filter(|u| *u != "WE" && !line.is(unit_at, C::Plural))?;
    let end = unit_at + 1;
    let near = (at.saturating_sub(COUNT_REACH)..at).rev();
    let counted = near
        .take_while(|n| !matches!(line.word(*n), "," | "." | ";" | ":" | "("))
        .any(|n| line.tokens[n].kind == TokenKind::Number || line.is(n, C::Plural));
    let alone = !(line.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Number)
        || line.is(end, C::Later)
        || line.is(end, C::Since)
        || line.is(end, C::Determiner)
        || line.is(end, C::BeforeLength));
    (counted && alone).then(|| (Meaning::Set(iso(1.0, unit)), end))
}
