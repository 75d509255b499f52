//! When an article appeared, as a stretch of time that its precision leaves open.

use stemma_text::{Article, Dated, Precision};

/// Seconds in a day.
const DAY: i64 = 86_400;

/// First and last second (UTC, since 1970) at which the article may have appeared. Days carry no zone; they are read
/// in UTC, like times without a zone.
pub fn moment(article: &Article) -> Option<(i64, i64)> {
    stretch(article.published.as_ref()?)
}

/// First and last second that a date leaves open.
fn stretch(dated: &Dated) -> Option<(i64, i64)> {
    if matches!(dated.precision, Precision::Second | Precision::Minute)
        && let Some(second) = instant(&dated.value)
    {
        let width = if dated.precision == Precision::Minute { 59 } else { 0 };
        return Some((second, second + width));
    }
    let (first, last) = dated.days()?;
    let start = |day: jiff::civil::Date| {
        day.to_zoned(jiff::tz::TimeZone::UTC).map(|z| z.timestamp().as_second()).ok()
    };
    Some((start(first)?, start(last)? + DAY - 1))
}

fn instant(value: &str) -> Option<i64> {
    if let Ok(timestamp) = value.parse::<jiff::Timestamp>() {
        return Some(timestamp.as_second());
    }
    let civil: jiff::civil::DateTime = value.parse().ok()?;
    civil.to_zoned(jiff::tz::TimeZone::UTC).map(|z| z.timestamp().as_second()).ok()
}

/// Last second at which the article may have appeared: what was fetched or archived had appeared by then, whether its
/// page bears a date or not.
fn latest(article: &Article) -> Option<i64> {
    let seen = article.first_seen.as_ref().and_then(stretch);
    [moment(article), seen].into_iter().flatten().map(|(_, end)| end).min()
}

/// True if `one` surely appeared before `two`.
pub fn before(one: &Article, two: &Article) -> bool {
    match (latest(one), moment(two)) {
        (Some(end), Some((start, _))) => end < start,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stemma_text::{DateBasis, Language};

    fn check(one: &str, two: &str, expected: bool) {
        let article = |value: &str| {
            let mut article = Article::as_is("x", "", Language::GERMAN);
            article.published = Dated::parse(value, DateBasis::Feed);
            article
        };
        assert_eq!(before(&article(one), &article(two)), expected, "{one} before {two}");
    }

    #[test]
    fn precision_leaves_times_open() {
        check("2023-09-04", "2023-09-05", true);
        check("2023-09", "2023-09-05", false);
        check("2023-09-04T14:00:00+02:00", "2023-09-04T13:30:00Z", true);
        check("2023-09-04T14:00:00Z", "2023-09-04", false);
        check("", "2023-09-04", false);
    }

    #[test]
    fn what_was_seen_had_appeared() {
        let mut seen = Article::as_is("x", "", Language::GERMAN);
        seen.first_seen = Dated::parse("2023-09-04T12:00:00Z", DateBasis::Warc);
        let mut later = Article::as_is("y", "", Language::GERMAN);
        later.published = Dated::parse("2023-09-05", DateBasis::Meta);
        assert!(before(&seen, &later) && !before(&later, &seen));
        later.published = Dated::parse("2023-09-04", DateBasis::Meta);
        assert!(!before(&seen, &later));
    }
}
