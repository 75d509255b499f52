//! The computations behind the forms: change, share, sum, money per head, conversion of units. Each takes what a form
//! found and speaks only if no reading of the figures, rounded as they may be, makes them fit.

use super::form::Match;
use super::{Checker, Figure, Said, shown};
use crate::Finding;
use stemma_text::{QuantityValue, TextRange};

/// A percentage may differ by this many points, or this fraction of it, and is still rounding.
const POINTS: f64 = 1.5;
const FRACTION: f64 = 0.06;
/// The same for the share that one count is of another.
const SHARE_POINTS: f64 = 2.5;
const SHARE_FRACTION: f64 = 0.1;
/// `ein Drittel` is said of a share that differs by this fraction of it.
const LOOSE: f64 = 0.2;
/// `verdoppelt` is said of 1.6 to 2.6 times as much.
const TIMES: [f64; 2] = [0.8, 1.3];
/// Figures further apart than this factor are not of one kind: a scale word is missing on one.
const FAR: f64 = 100.0;
/// Conversions may differ by this fraction beyond rounding, and by so many degrees.
const CONVERTED: f64 = 0.08;
const DEGREES: f64 = 3.0;
/// Figures of money per head may differ by this fraction beyond rounding.
const PER_HEAD: f64 = 0.08;

/// Average speeds may differ by this fraction beyond rounding.
const PACE: f64 = 0.15;
/// A mean may lie outside its range by this fraction of the upper end.
const INSIDE: f64 = 0.02;
const OTHER_TIMES: [&str; 2] = [
    "wenn sich die Angaben auf verschiedene Zeiten oder Mengen beziehen",
    "if the figures refer to different times or groups",
];

/// The finding of one computation by its name.
pub(super) fn check(checker: &Checker, name: &str, found: &Match) -> Option<Finding> {
    match name {
        "change" => change(found),
        "factor" => factor(checker, found),
        "share" => share(found),
        "sum" => sum(found, true),
        "sum at most" => sum(found, false),
        "hundred" => hundred(found),
        "per head" => per_head(checker, found),
        "conversion" => conversion(checker, found),
        "speed" => speed(checker, found),
        "mean" => mean(found),
        _ => None,
    }
}

/// `before` and `after` where they are of one kind.
fn ends<'t>(found: &Match<'_, 't>) -> Option<(Figure<'t>, Figure<'t>)> {
    let (a, b) = (found.figure("before")?, found.figure("after")?);
    let year = |f: &Figure| f.unit.is_none() && f.value.fract() == 0.0 && (1800.0..2100.0).contains(&f.value);
    let alike = a.unit == b.unit || a.unit.is_none() || b.unit.is_none();
    let ratio = b.value / a.value;
    let near = a.low() > 0.0 && b.low() > 0.0 && (1.0 / FAR..=FAR).contains(&ratio);
    let years = year(&a) && (b.unit.is_some() || year(&b));
    (alike && near && !years).then_some((a, b))
}

/// `stieg von 200 auf 300, ein Plus von 20 Prozent`, `stieg um 50 von 200 auf 300`.
fn change(found: &Match) -> Option<Finding> {
    let (a, b) = ends(found)?;
    if let Some(points) = found.figure("points") {
        return difference(found, [&a, &b], &points).filter(|_| b.unit == Some("percent"));
    }
    let change = found.figure("change")?;
    if change.unit != Some("percent") {
        let alike = change.unit == b.unit || change.unit.is_none();
        return difference(found, [&a, &b], &change).filter(|_| alike);
    }
    let given = change.value.abs();
    let (low, high) = if b.value >= a.value {
        ((b.low() / a.high() - 1.0) * 100.0, (b.high() / a.low() - 1.0) * 100.0)
    } else {
        ((1.0 - b.high() / a.low()) * 100.0, (1.0 - b.low() / a.high()) * 100.0)
    };
    let slack = change.slack + POINTS.max(FRACTION * given);
    let near = |low: f64, high: f64| given >= low - slack && given <= high + slack;
    let (large, small) = if a.value > b.value { (a, b) } else { (b, a) };
    // Of shares, points are often called percent.
    let of_shares = b.unit == Some("percent") || a.unit == Some("percent");
    let points = of_shares && near(large.low() - small.high(), large.high() - small.low());
    if near(low, high) || points || given > 1000.0 {
        return None;
    }
    let computed = (large.value - small.value) / a.value * 100.0;
    let said = |german| {
        let n = |v| shown(v, german);
        format!("({} − {}) ÷ {} ≈ {}", n(large.value), n(small.value), n(a.value), percent(computed, german))
    };
    let said = Said {
        computed: [said(true), said(false)],
        given: [percent(given, true), percent(given, false)],
        would: [
            "wenn sich die Prozentzahl auf einen anderen Ausgangswert bezieht",
            "if the percentage refers to another starting figure",
        ],
    };
    Some(said.finding("arithmetic", found.range))
}

/// The change as a number of what changes.
fn difference(found: &Match, ends: [&Figure; 2], change: &Figure) -> Option<Finding> {
    let [a, b] = ends;
    let (large, small) = if a.value > b.value { (a, b) } else { (b, a) };
    let slack = FRACTION * change.value.abs();
    let (low, high) = (large.low() - small.high() - slack, large.high() - small.low() + slack);
    if change.high() >= low && change.low() <= high {
        return None;
    }
    let said = |german| {
        let n = |v| shown(v, german);
        format!("{} − {} = {}", n(large.value), n(small.value), n(large.value - small.value))
    };
    let said = Said {
        computed: [said(true), said(false)],
        given: [shown(change.value, true), shown(change.value, false)],
        would: OTHER_TIMES,
    };
    Some(said.finding("arithmetic", found.range))
}

/// `verdoppelte sich von 10 auf 30`.
fn factor(checker: &Checker, found: &Match) -> Option<Finding> {
    let (a, b) = ends(found)?;
    let from = found.range.start;
    let nearby = found.items[found.start.saturating_sub(3)..].iter();
    let mut nearby = nearby.take_while(|i| i.range.start < found.range.end || i.range.start < from);
    if nearby.any(|i| checker.is("more", &words(found, i.range).to_lowercase())) {
        return None;
    }
    let times = found.slot("times").or_else(|| found.slot("fold"))?.value;
    // The time in which something doubles is no such figure.
    let lasts =
        b.unit.and_then(|u| checker.units.named(u)).is_some_and(|u| u.dimension.as_deref() == Some("time"));
    if times <= 0.0 || a.approximate || b.approximate || lasts {
        return None;
    }
    let low = b.low() / a.high();
    let high = b.high() / a.low();
    if high >= times * TIMES[0] && low <= times * TIMES[1] {
        return None;
    }
    let said = |german| {
        let n = |v| shown(v, german);
        format!("{} ÷ {} ≈ {}", n(b.value), n(a.value), n(b.value / a.value))
    };
    Some(
        Said {
            computed: [said(true), said(false)],
            given: [format!("das {}-fache", shown(times, true)), format!("{} times", shown(times, false))],
            would: OTHER_TIMES,
        }
        .finding("arithmetic", found.range),
    )
}

/// `5 von 20, also 30 Prozent`, `ein Drittel (40 von 90)`.
fn share(found: &Match) -> Option<Finding> {
    let (part, whole) = (found.figure("part")?.exact(), found.figure("whole")?.exact());
    let sane =
        part.value > 0.0 && part.value <= whole.value && part.unit == whole.unit || part.unit.is_none();
    if !sane || part.value > whole.value || part.value <= 0.0 || whole.low() <= 0.0 {
        return None;
    }
    let (given, slack) = match (found.figure("percent"), found.slot("fraction")) {
        (Some(p), _) => (p.value, p.slack + SHARE_POINTS.max(SHARE_FRACTION * p.value)),
        (None, Some(fraction)) => (fraction.value * 100.0, fraction.value * 100.0 * LOOSE),
        _ => return None,
    };
    let (low, high) = (part.low() / whole.high() * 100.0, part.high() / whole.low() * 100.0);
    if given + slack >= low && given - slack <= high || !(0.0..=100.0).contains(&given) {
        return None;
    }
    let share = part.value / whole.value * 100.0;
    let said = |german| {
        format!("{} ÷ {} ≈ {}", shown(part.value, german), shown(whole.value, german), percent(share, german))
    };
    Some(
        Said {
            computed: [said(true), said(false)],
            given: [percent(given, true), percent(given, false)],
            would: [
                "wenn sich die Angaben auf verschiedene Gesamtzahlen beziehen",
                "if the figures refer to different totals",
            ],
        }
        .finding("arithmetic", found.range),
    )
}

/// The parts of a list, if all are exact.
fn parts<'t>(found: &Match<'_, 't>) -> Option<Vec<Figure<'t>>> {
    let all: Option<Vec<Figure>> =
        found.parts.iter().map(|at| Figure::of(found.text, &found.items[*at])).collect();
    all.filter(|parts| parts.iter().all(|p| !p.approximate))
}

/// `insgesamt 30: 12 Männer, 8 Frauen und 7 Kinder`.
fn sum(found: &Match, exhaustive: bool) -> Option<Finding> {
    let total = found.figure("total").filter(|t| t.counts() && !t.approximate)?;
    let parts = parts(found)?;
    // `vier Jugendliche (12, 13, 14, 16)`: as many figures as heads are their ages; what is counted must be said.
    let said = found.parts.iter().all(|at| found.items[*at].quantity.is_some_and(|q| q.counted.is_some()));
    if !exhaustive && !said {
        return None;
    }
    let sum: f64 = parts.iter().map(|p| p.value).sum();
    let slack: f64 =
        total.slack - 0.5 + parts.iter().map(|p| p.slack - 0.5).filter(|s| *s > 0.0).sum::<f64>();
    let off = if exhaustive { (sum - total.value).abs() } else { sum - total.value };
    let largest = parts.iter().map(|p| p.value).fold(0.0, f64::max);
    if off <= slack.max(0.0) || largest > total.value || sum > total.value * FAR || total.value > sum * FAR {
        return None;
    }
    let said = |german| {
        let all: Vec<String> = parts.iter().map(|p| shown(p.value, german)).collect();
        format!("{} = {}", all.join(" + "), shown(sum, german))
    };
    Some(
        Said {
            computed: [said(true), said(false)],
            given: [
                format!("{} als Gesamtzahl", shown(total.value, true)),
                format!("{} as the total", shown(total.value, false)),
            ],
            would: [
                "wenn sich die Gruppen überschneiden oder nicht alle genannt sind",
                "if the groups overlap or not all are named",
            ],
        }
        .finding("arithmetic", found.range),
    )
}

/// `60 Prozent A, 30 Prozent B, die restlichen 20 Prozent C`.
fn hundred(found: &Match) -> Option<Finding> {
    let before = found.items[..found.start].iter().rev().take_while(|i| !i.stops);
    if before.take(40).any(|i| i.quantity.is_some()) {
        return None;
    }
    let mut all = parts(found).unwrap_or_default();
    all.extend(found.figure("first"));
    all.extend(found.figure("last"));
    if all.len() < 2 || all.iter().any(|f| f.approximate || f.value <= 0.0 || f.value >= 100.0) {
        return None;
    }
    let sum: f64 = all.iter().map(|f| f.value).sum();
    let slack: f64 = all.iter().map(|f| f.slack).sum::<f64>() + POINTS;
    if (sum - 100.0).abs() <= slack {
        return None;
    }
    let said = |german| {
        let all: Vec<String> = all.iter().map(|p| shown(p.value, german)).collect();
        format!("{} = {}", all.join(" + "), percent(sum, german))
    };
    Some(
        Said {
            computed: [said(true), said(false)],
            given: ["alle zusammen (100 Prozent)".to_owned(), "all of them (100 percent)".to_owned()],
            would: [
                "wenn sich die Prozentzahlen auf verschiedene Gesamtzahlen beziehen",
                "if the percentages refer to different totals",
            ],
        }
        .finding("arithmetic", found.range),
    )
}

/// `5 Millionen Euro für 100 Haushalte, also 5.000 Euro je Haushalt`.
fn per_head(checker: &Checker, found: &Match) -> Option<Finding> {
    let at = found.slot("each")?.at;
    let beside = [found.items.get(at + 1), found.items.get(at.saturating_sub(1))];
    let says =
        beside.into_iter().flatten().any(|i| checker.is("each", &words(found, i.range).to_lowercase()));
    if !says && !found.figure("each")?.unit?.contains(" per ") {
        return None;
    }
    let (total, heads, each) =
        (found.figure("total")?, found.figure("heads")?.exact(), found.figure("each")?);
    let same = checker.money(total.unit?)? == checker.money(each.unit?)?;
    let money = heads.unit.is_some_and(|u| u == "percent" || checker.money(u).is_some());
    if !same || money || heads.low() <= 0.0 || each.low() <= 0.0 || total.low() <= 0.0 {
        return None;
    }
    let (low, high) = (total.low() / heads.high(), total.high() / heads.low());
    if each.high() * (1.0 + PER_HEAD) >= low && each.low() * (1.0 - PER_HEAD) <= high {
        return None;
    }
    let said = |german| {
        let n = |v| shown(v, german);
        format!("{} ÷ {} ≈ {}", n(total.value), n(heads.value), n(total.value / heads.value))
    };
    Some(
        Said {
            computed: [said(true), said(false)],
            given: [shown(each.value, true), shown(each.value, false)],
            would: [
                "wenn sich die Angaben auf verschiedene Mengen oder Zeiten beziehen",
                "if the figures refer to different groups or times",
            ],
        }
        .finding("arithmetic", found.range),
    )
}

/// `zwischen 10 und 12 Grad, im Schnitt 15 Grad`.
fn mean(found: &Match) -> Option<Finding> {
    let mean = found.figure("mean")?;
    let (low, high, unit) = match (found.slot("range"), found.figure("low"), found.figure("high")) {
        (Some(slot), ..) => {
            let quantity = slot.item.quantity.filter(|q| !q.approximate)?;
            let QuantityValue::Between(low, high) = quantity.value else { return None };
            (low, high, quantity.unit.as_deref())
        }
        (None, Some(low), Some(high)) => (low.value, high.value, high.unit.or(low.unit)),
        _ => return None,
    };
    let (low, high) = (low.min(high), low.max(high));
    let slack = mean.slack + INSIDE * high.abs();
    let inside = mean.value >= low - slack && mean.value <= high + slack;
    let far = mean.value > FAR * high || mean.value * FAR < low;
    if inside || far || unit != mean.unit && mean.unit.is_some() {
        return None;
    }
    let said = |german| {
        let (low, high) = (shown(low, german), shown(high, german));
        if german {
            format!("Ein Mittelwert liegt zwischen {low} und {high}")
        } else {
            format!("A mean lies between {low} and {high}")
        }
    };
    let said = Said {
        computed: [said(true), said(false)],
        given: [shown(mean.value, true), shown(mean.value, false)],
        would: OTHER_TIMES,
    };
    Some(said.finding("range", found.range))
}

/// `683 Meilen (900 Kilometer)`.
fn conversion(checker: &Checker, found: &Match) -> Option<Finding> {
    let (first, second) = (found.figure("first")?, found.figure("second")?);
    let [from, to] = [checker.units.named(first.unit?)?, checker.units.named(second.unit?)?];
    if cut_off(&found.text[..first.range.start]) {
        return None;
    }
    if from.name == to.name || from.dimension.is_none() || from.dimension != to.dimension {
        return None;
    }
    if from.dimension.as_deref() == Some("temperature") {
        return temperature(found, [&first, &second], [&from.name, &to.name]);
    }
    let factors = |unit: &crate::quantities::unit::Unit| -> Vec<f64> {
        unit.factor.into_iter().chain(checker.other_factors(&unit.name)).collect()
    };
    let (ours, theirs) = (factors(from), factors(to));
    if ours.is_empty() || theirs.is_empty() || first.low() <= 0.0 || second.value <= 0.0 {
        return None;
    }
    let fits = |factor: f64| {
        let (low, high) = (first.low() * factor, first.high() * factor);
        second.high() * (1.0 + CONVERTED) >= low && second.low() * (1.0 - CONVERTED) <= high
    };
    if ours.iter().any(|a| theirs.iter().any(|b| fits(a / b))) {
        return None;
    }
    let computed = first.value * ours[0] / theirs[0];
    let said = |german| {
        let n = |v| shown(v, german);
        format!(
            "{} × {} ≈ {}",
            words(found, first.range),
            shown_factor(ours[0] / theirs[0], german),
            n(computed)
        )
    };
    Some(converted(found, [said(true), said(false)], second.range))
}

/// True if the figure behind this text is the rest of one: `1 , 150 kilometers`.
fn cut_off(before: &str) -> bool {
    let rest = before.trim_end().strip_suffix([',', '.', '\'', '’', '/', '-']).map(str::trim_end);
    rest.is_some_and(|r| r.ends_with(|c: char| c.is_ascii_digit()))
}

/// `480 Kilometer in drei Stunden, im Schnitt 80 Kilometer pro Stunde`.
fn speed(checker: &Checker, found: &Match) -> Option<Finding> {
    let (distance, time, speed) = (found.figure("distance")?, found.figure("time")?, found.figure("speed")?);
    let si = |figure: &Figure, dimension: &str| {
        let unit = checker.units.named(figure.unit?).filter(|u| u.dimension.as_deref() == Some(dimension))?;
        unit.factor
    };
    let factor = si(&distance, "length")? / si(&time, "time")? / si(&speed, "speed")?;
    if time.low() <= 0.0 || speed.low() <= 0.0 || distance.low() <= 0.0 {
        return None;
    }
    let (low, high) = (distance.low() / time.high() * factor, distance.high() / time.low() * factor);
    if speed.high() * (1.0 + PACE) >= low && speed.low() * (1.0 - PACE) <= high {
        return None;
    }
    let given = words(found, speed.range);
    let unit = |german| super::travel::unit_name(&checker.unit_of(speed.unit), german);
    let said = |german| {
        let average = shown(distance.value / time.value * factor, german);
        format!(
            "{} ÷ {} ≈ {average} {}",
            words(found, distance.range),
            words(found, time.range),
            unit(german)
        )
    };
    let said = Said {
        computed: [said(true), said(false)],
        given: [given.to_owned(), given.to_owned()],
        would: [
            "wenn die Geschwindigkeit nicht für die ganze Strecke oder Zeit gilt",
            "if the speed is not that of the whole way or time",
        ],
    };
    Some(said.finding("arithmetic", found.range))
}

fn temperature(found: &Match, figures: [&Figure; 2], units: [&str; 2]) -> Option<Finding> {
    let [first, second] = figures;
    let computed = match units {
        ["degree fahrenheit", "degree celsius"] => (first.value - 32.0) / 1.8,
        ["degree celsius", "degree fahrenheit"] => first.value * 1.8 + 32.0,
        _ => return None,
    };
    // Or a difference of temperatures.
    let ratio = if units[0] == "degree fahrenheit" { 1.0 / 1.8 } else { 1.8 };
    let slack = DEGREES + first.slack * ratio + second.slack;
    let near = |v: f64, slack: f64| (v - second.value).abs() <= slack;
    // A minus sign is easily lost.
    if near(computed, slack) || near(-computed, slack) || near(first.value * ratio, slack - DEGREES / 2.0) {
        return None;
    }
    let said = |german| {
        let n = |v| shown(v, german);
        match units[0] {
            "degree fahrenheit" => format!("({} − 32) ÷ {} ≈ {}", n(first.value), n(1.8), n(computed)),
            _ => format!("{} × {} + 32 ≈ {}", n(first.value), n(1.8), n(computed)),
        }
    };
    Some(converted(found, [said(true), said(false)], second.range))
}

fn converted(found: &Match, computed: [String; 2], second: TextRange) -> Finding {
    let given = words(found, second);
    Said {
        computed,
        given: [given.to_owned(), given.to_owned()],
        would: [
            "wenn die Klammer etwas anderes angibt als dieselbe Größe in einer anderen Einheit",
            "if the brackets give something else than the same measure in another unit",
        ],
    }
    .finding("conversion", found.range)
}

fn words<'t>(found: &Match<'_, 't>, range: TextRange) -> &'t str {
    range.of(found.text)
}

/// A factor with three digits that count.
fn shown_factor(factor: f64, german: bool) -> String {
    let places = match factor {
        f if f >= 100.0 => 0,
        f if f >= 10.0 => 1,
        f if f >= 1.0 => 2,
        _ => 4,
    };
    let text = format!("{factor:.places$}");
    if german { text.replace('.', ",") } else { text }
}

/// A percentage for a reader.
fn percent(value: f64, german: bool) -> String {
    format!("{} {}", shown(value, german), if german { "Prozent" } else { "percent" })
}
