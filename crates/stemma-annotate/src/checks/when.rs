//! Computations with years and days: lengths of spans, times ago, ages, anniversaries.

use super::form::Match;
use super::{Checker, Said};
use crate::Finding;
use jiff::civil::Date;
use stemma_text::{Dated, Precision, TimeExpression};

/// Years that a count of years may differ by: birthdays, parts of years, both ends counted.
const YEARS: f64 = 1.0;
/// Ages further off than this belong to somebody else.
const FURTHEST: f64 = 40.0;
/// How far from the day of publication, in days, a date without a year is taken as resolved.
const NEAR: i32 = 45;
/// Days before publication at which days and weeks are counted.
const LATELY: f64 = 200.0;

/// The finding of one computation by its name.
pub(super) fn check(
    checker: &Checker,
    name: &str,
    found: &Match,
    reference: Option<&Dated>,
) -> Option<Finding> {
    let now = reference.filter(|r| r.precision != Precision::Month && r.precision != Precision::Year);
    let now = now.and_then(Dated::days).map(|d| d.0);
    match name {
        "span" => span(checker, found),
        "ago" => ago(checker, found, now?),
        "age" => age(found, now),
        "anniversary" => anniversary(found, now),
        "order" => order(found),
        _ => None,
    }
}

/// True if the words of the time name its year.
fn with_year(text: &str, time: &TimeExpression, day: Date) -> bool {
    time.range.of(text).contains(&format!("{:04}", day.year()))
}

/// The first and last day of a slot whose words name the year.
fn days(found: &Match, name: &str) -> Option<(Date, Date)> {
    let time = found.time(name)?;
    let days = time.days?;
    let (first, last) = days;
    let sane = first.year() > 0 && (with_year(found.text, time, first) || with_year(found.text, time, last));
    sane.then_some(days)
}

/// `zwischen 2006 und 2011, also sieben Jahre`, `vom 10. bis 13. September, also sechs Tage`.
fn span(checker: &Checker, found: &Match) -> Option<Finding> {
    let length = found.figure("length").filter(|f| !f.approximate)?;
    // `die letzten zehn Tage` are not all of them.
    if found.slot("length")?.item.range != length.range {
        return None;
    }
    let (first, last) = match (found.time("span"), found.time("from"), found.time("to")) {
        (Some(span), ..) => span.days?,
        (_, Some(from), Some(to)) => (from.days?.0, to.days?.1),
        _ => return None,
    };
    let unit = checker.units.named(length.unit?)?;
    let computed = match unit.name.as_str() {
        "year" => {
            let named =
                |name: &str, day: Date| found.time(name).is_some_and(|t| with_year(found.text, t, day));
            let sure =
                named("span", first) && named("span", last) || named("from", first) && named("to", last);
            if !sure {
                return None;
            }
            f64::from(last.year()) - f64::from(first.year())
        }
        "day" => {
            let exact =
                |t: &TimeExpression| t.value.split('/').all(|v| v.len() == 10 && !v.contains(['X', 'W']));
            let times = [found.time("span"), found.time("from"), found.time("to")];
            if !times.into_iter().flatten().all(exact) {
                return None;
            }
            f64::from((last - first).get_days() + 1)
        }
        _ => return None,
    };
    let lowest = if unit.name == "day" { computed - 2.0 } else { computed - YEARS };
    if (lowest..=computed + YEARS).contains(&length.value)
        || computed <= 0.0
        || length.value > 10.0 * computed
    {
        return None;
    }
    let said = |years: &str, days: &str| match unit.name.as_str() {
        "year" => format!("{} − {} = {computed} {years}", last.year(), first.year()),
        _ => format!("{first} … {last}: {computed} {days}"),
    };
    let given = length.range.of(found.text).to_owned();
    Some(
        Said {
            computed: [said("Jahre", "Tage"), said("years", "days")],
            given: [given.clone(), given],
            would: [
                "wenn sich die Dauer auf einen anderen Zeitraum bezieht",
                "if the length is that of another stretch of time",
            ],
        }
        .finding("arithmetic", found.range),
    )
}

/// `vor 20 Jahren, am 26. April 1986`, `vor drei Wochen, am 5. März`.
fn ago(checker: &Checker, found: &Match, now: Date) -> Option<Finding> {
    let length = found.figure("years").filter(|f| !f.approximate)?;
    let (unit, slack) = match checker.units.named(length.unit?)?.name.as_str() {
        "year" => {
            let (first, last) = days(found, "event")?;
            let computed = f64::from(now.year()) - f64::from(first.year());
            let fits = computed <= 0.0 || (computed - length.value).abs() <= YEARS;
            let one = first.year() == last.year();
            return (one && !fits).then(|| counted(found, now.year(), first.year(), length.value));
        }
        "day" => (1.0, 2.0),
        "week" => (7.0, 5.0),
        _ => return None,
    };
    let (day, last) = found.time("event")?.days?;
    let computed = f64::from((now - day).get_days());
    if day != last || !(1.0..=LATELY).contains(&computed) || (computed - length.value * unit).abs() <= slack {
        return None;
    }
    let given = length.range.of(found.text).to_owned();
    let said = Said {
        computed: [format!("{now} − {day} = {computed} Tage"), format!("{now} − {day} = {computed} days")],
        given: [given.clone(), given],
        would: ["wenn von einem anderen Tag aus gezählt wird", "if the days are counted from another day"],
    };
    Some(said.finding("arithmetic", found.range))
}

/// `der 20. Jahrestag der Anschläge vom 11. September 2001`.
fn anniversary(found: &Match, now: Option<Date>) -> Option<Finding> {
    let number = found.slot("number")?.value;
    let (first, _) = days(found, "event")?;
    let year = match found.time("at") {
        Some(at) => {
            let day = at.days?.0;
            let near = now.is_some_and(|now| (day - now).get_days().abs() <= NEAR);
            if !near && !with_year(found.text, at, day) {
                return None;
            }
            day.year()
        }
        None => now?.year(),
    };
    let computed = f64::from(year) - f64::from(first.year());
    if computed <= 0.0 || (computed - number).abs() <= YEARS {
        return None;
    }
    Some(counted(found, year, first.year(), number))
}

fn counted(found: &Match, later: i16, earlier: i16, given: f64) -> Finding {
    let computed = i32::from(later) - i32::from(earlier);
    Said {
        computed: [
            format!("{later} − {earlier} = {computed} Jahre"),
            format!("{later} − {earlier} = {computed} years"),
        ],
        given: [format!("{given} Jahre"), format!("{given} years")],
        would: ["wenn von einem anderen Jahr aus gezählt wird", "if the years are counted from another year"],
    }
    .finding("arithmetic", found.range)
}

/// `Meier (geboren 1950) starb 2010 im Alter von 75 Jahren`, `der 73-Jährige (Jahrgang 1960)`.
fn age(found: &Match, now: Option<Date>) -> Option<Finding> {
    let age = found.figure("age").filter(|f| !f.approximate)?;
    let (born, then) = match found.time("life") {
        Some(_) => days(found, "life")?,
        None => {
            let born = days(found, "born")?;
            let then = match found.time("at") {
                Some(_) => days(found, "at")?.0,
                None => now?,
            };
            (born.0, then)
        }
    };
    let computed = f64::from(then.year()) - f64::from(born.year());
    let off = age.value - computed;
    if computed <= 0.0 || computed > 120.0 || (-YEARS - 1.0..=YEARS).contains(&off) || off.abs() > FURTHEST {
        return None;
    }
    let (later, earlier) = (then.year(), born.year());
    Some(
        Said {
            computed: [
                format!("{later} − {earlier} = {computed} Jahre"),
                format!("{later} − {earlier} = {computed} years"),
            ],
            given: [format!("{} Jahre", age.value), format!("{} years", age.value)],
            would: ["wenn das Alter für ein anderes Jahr gilt", "if the age is that of another year"],
        }
        .finding("arithmetic", found.range),
    )
}

/// `vom 5. Mai 2021 bis zum 3. Mai 2021`, `from 2011 to 2006`.
fn order(found: &Match) -> Option<Finding> {
    let (from, to) = (days(found, "from")?, days(found, "to")?);
    if from.0 <= to.1 {
        return None;
    }
    Some(super::calendar::backwards(found.range, &found.time("from")?.value, &found.time("to")?.value))
}
