//! Days of the week against dates, ages against years of birth.

use super::{Checker, Sentence};
use crate::Finding;
use stemma_text::{Annotations, Precision, QuantityValue, TimeKind};

const GERMAN: [&str; 7] = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
const ENGLISH: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// How far from the day of publication, in days, a date without a year is taken as resolved.
const NEAR: i32 = 45;

/// `Montag, 5. September 2023`, which was a Tuesday.
pub(super) fn check_weekdays(checker: &Checker, text: &str, annotations: &Annotations) -> Vec<Finding> {
    let exact =
        annotations.reference.as_ref().filter(|r| !matches!(r.precision, Precision::Month | Precision::Year));
    let published = exact.and_then(|r| r.days()).map(|d| d.0);
    annotations
        .times
        .iter()
        .filter_map(|time| {
            let (day, last) = time.days.filter(|_| time.kind == TimeKind::Date)?;
            let words = time.range.of(text);
            let first = words.split(|c: char| !c.is_alphabetic()).next()?;
            let said = *checker.weekdays.get(first.to_lowercase().as_str())?;
            if day != last || !words.contains(|c: char| c.is_ascii_digit()) || words.contains(';') {
                return None;
            }
            let year = words.contains(&format!("{:04}", day.year()));
            let near = published.is_some_and(|p| (day - p).get_days().abs() <= NEAR);
            let was = day.weekday().to_monday_one_offset();
            if was == said || !(year || near) {
                return None;
            }
            let at = |n: i8| usize::try_from(n - 1).unwrap_or(0).min(6);
            let (d, m, y) = (day.day(), day.month(), day.year());
            Some(Finding {
                kind: "calendar",
                range: time.range,
                explanation_de: format!(
                    "Der {d}.{m}.{y} ist ein {}; angegeben: {}. Das geht so, wie es dasteht, nicht auf. Es ginge auf mit einem anderen Tag oder einem anderen Jahr.",
                    GERMAN[at(was)],
                    GERMAN[at(said)]
                ),
                explanation_en: format!(
                    "{day} is a {}; given: {}. This does not add up as given. It would with another day or another year.",
                    ENGLISH[at(was)],
                    ENGLISH[at(said)]
                ),
            })
        })
        .collect()
}

/// `der 1950 geborene, 60 Jahre alte …` in an article of 2023.
pub(super) fn check_age(
    checker: &Checker,
    sentence: &Sentence,
    annotations: &Annotations,
) -> Option<Finding> {
    if sentence.quantities.is_empty() || !sentence.holds(checker, "born") || sentence.holds(checker, "then") {
        return None;
    }
    let mut ages =
        sentence.quantities.iter().filter(|q| q.unit.as_deref() == Some("year of age") && !q.approximate);
    let (age, QuantityValue::Exact(years)) = ages.next().map(|q| (q, q.value))? else { return None };
    let first = annotations.times.partition_point(|t| t.range.start < sentence.range.start);
    let inside = annotations.times[first..].iter().take_while(|t| t.range.start < sentence.range.end);
    let mut named = inside.filter(|t| sentence.range.contains(t.range) && t.kind == TimeKind::Date);
    let born = named.next()?;
    if ages.next().is_some() || named.next().is_some() || born.value.len() < 4 {
        return None;
    }
    let near: Vec<&str> = sentence
        .between(born.range.start.saturating_sub(12), (born.range.end + 14).min(sentence.range.end))
        .collect();
    if !near.iter().any(|w| checker.is("born", w)) {
        return None;
    }
    let year: f64 = born.value.get(..4)?.parse().ok()?;
    let now = annotations.reference.as_ref()?.days()?.0.year();
    let computed = f64::from(now) - year;
    if year > f64::from(now) || (computed - years).abs() <= 1.0 || (computed - years).abs() > 30.0 {
        return None;
    }
    Some(Finding {
        kind: "arithmetic",
        range: born.range.cover(age.range),
        explanation_de: format!(
            "{now} − {year} = {computed} Jahre; angegeben: {years} Jahre. Das geht so, wie es dasteht, nicht auf. Es ginge auf, wenn das Alter für ein anderes Jahr gilt."
        ),
        explanation_en: format!(
            "{now} − {year} = {computed} years; given: {years} years. This does not add up as given. It would if the age is that of another year."
        ),
    })
}
