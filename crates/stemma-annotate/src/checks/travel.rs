//! Distance, speed and time of one journey.

use super::{Checker, Sentence, shown};
use crate::Finding;
use stemma_text::{Quantity, QuantityValue, TextRange};

/// Nominal and computed time may differ by this factor before anything is said. Halts, start and arrival take
/// their time on any journey.
const FACTOR: f64 = 1.5;
/// Shortest distance looked at, in metres.
const SHORTEST: f64 = 1000.0;
/// Shortest time looked at, in seconds.
const BRIEFEST: f64 = 300.0;

/// Compares the time given with distance ÷ speed, within the sentence, or with the one behind it if that goes on
/// about the journey.
pub(super) fn check(checker: &Checker, sentence: &Sentence, next: Option<&Sentence>) -> Option<Finding> {
    let own: Vec<&Quantity> = sentence.quantities.iter().collect();
    if let Some(found) = compare(checker, &own, &[sentence]) {
        return Some(found);
    }
    let next = next.filter(|n| !n.quantities.is_empty() && !own.is_empty() && n.holds(checker, "journey"))?;
    let both: Vec<&Quantity> = own.into_iter().chain(next.quantities).collect();
    let kinds = |s: &Sentence| {
        ["length", "speed", "time"].map(|d| s.quantities.iter().any(|q| checker.si(q, d).is_some()))
    };
    let split = kinds(sentence) != [true; 3] && kinds(next) != [true; 3];
    if split { compare(checker, &both, &[sentence, next]) } else { None }
}

fn compare(checker: &Checker, quantities: &[&Quantity], sentences: &[&Sentence]) -> Option<Finding> {
    let only = |dimension: &str| -> Option<(&Quantity, f64)> {
        let mut found = quantities
            .iter()
            .filter(|q| checker.unit(q).and_then(|u| u.dimension.as_deref()) == Some(dimension));
        let one = found.next()?;
        if found.next().is_some() {
            return None;
        }
        Some((one, checker.si(one, dimension)?))
    };
    let (speed, metres_per_second) = only("speed")?;
    let (distance, metres) = only("length")?;
    let whens = |q: &&&Quantity| {
        let before =
            sentences.iter().find(|s| s.range.contains(q.range)).map_or("", |s| s.before(q.range.start));
        checker.is("when", before)
    };
    let times: Vec<&&Quantity> = quantities
        .iter()
        .filter(|q| checker.unit(q).and_then(|u| u.dimension.as_deref()) == Some("time"))
        .filter(|q| !whens(q))
        .collect();
    // An adjective of time belongs to its own noun (`eine zweitägige Reise` may be another one).
    let text = sentences.first()?.text;
    let stated: Vec<&&&Quantity> = times.iter().filter(|q| q.range.of(text).contains(' ')).collect();
    let given = match (stated.as_slice(), times.as_slice()) {
        ([one], _) => **one,
        ([], [one]) => *one,
        _ => return None,
    };
    let seconds = checker.si(given, "time")?;
    let journey = sentences.iter().any(|s| s.holds(checker, "journey"))
        && !sentences.iter().any(|s| s.holds(checker, "weather"));
    if !journey || metres < SHORTEST || seconds < BRIEFEST || metres_per_second <= 0.0 {
        return None;
    }
    let computed = metres / metres_per_second;
    let unit = checker.unit(given)?.factor?;
    // `two days` may be anything from just over one to just under three.
    let slack = if unit >= 86400.0 { unit } else { unit.min(seconds / 2.0) };
    let inside = (seconds - slack..=seconds + slack).contains(&computed);
    let ratio = (computed / seconds).max(seconds / computed);
    if inside || ratio <= FACTOR {
        return None;
    }
    let range = [distance.range, speed.range, given.range].into_iter().reduce(TextRange::cover)?;
    let average = metres / seconds / checker.unit(speed)?.factor?;
    let QuantityValue::Exact(_) = speed.value else { return None };
    let explain = |german: bool| {
        let (d, s, g) = (distance.range.of(text), speed.range.of(text), given.range.of(text));
        let time = duration(computed, german);
        let gap = duration((seconds - computed).abs(), german);
        let average = shown(average, german);
        let name = &checker.unit(speed).map_or_else(String::new, |u| unit_name(&u.name, german));
        match (german, seconds > computed) {
            (true, true) => format!(
                "{d} ÷ {s} ≈ {time}; angegeben: {g}. Das geht so, wie es dasteht, nicht auf. Es ginge auf bei rund {gap} Stillstand oder einem Schnitt von rund {average} {name}."
            ),
            (true, false) => format!(
                "{d} ÷ {s} ≈ {time}; angegeben: {g}. Das geht so, wie es dasteht, nicht auf. Es ginge auf bei einem Schnitt von rund {average} {name} oder einer kürzeren Strecke."
            ),
            (false, true) => format!(
                "{d} ÷ {s} ≈ {time}; given: {g}. This does not add up as given. It would with about {gap} of standing still or an average of about {average} {name}."
            ),
            (false, false) => format!(
                "{d} ÷ {s} ≈ {time}; given: {g}. This does not add up as given. It would with an average of about {average} {name} or a shorter distance."
            ),
        }
    };
    Some(Finding { kind: "arithmetic", range, explanation_de: explain(true), explanation_en: explain(false) })
}

/// Seconds for a reader.
fn duration(seconds: f64, german: bool) -> String {
    let (value, de, en) = match seconds {
        s if s < 90.0 * 60.0 => (s / 60.0, "Minuten", "minutes"),
        s if s < 4.0 * 86400.0 => (s / 3600.0, "Stunden", "hours"),
        s => (s / 86400.0, "Tage", "days"),
    };
    format!("{} {}", shown(value, german), if german { de } else { en })
}

/// The sign of a speed that is the same in both languages, or its name.
pub(super) fn unit_name(name: &str, german: bool) -> String {
    match (name, german) {
        ("mile per hour", true) => "Meilen pro Stunde".to_owned(),
        ("mile per hour", false) => "miles per hour".to_owned(),
        ("kilometer per hour", _) => "km/h".to_owned(),
        ("meter per second", _) => "m/s".to_owned(),
        ("knot", true) => "Knoten".to_owned(),
        ("knot", false) => "knots".to_owned(),
        (other, _) => other.to_owned(),
    }
}
